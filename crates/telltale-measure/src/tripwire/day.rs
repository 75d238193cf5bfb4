//! Days as numbers: the replay goes through thousands of them, for thousands of conditions.

use jiff::civil::Date;
use telltale_observation::Month;

/// Days since 1 January 1970.
pub(crate) type Day = i32;

/// Later than any day.
pub(crate) const NEVER: Day = i32::MAX;

/// The number of a date (Hinnant's algorithm, in which the year starts with March).
pub(crate) fn number(date: Date) -> Day {
    of_civil(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

fn of_civil(year: i32, month: i32, day: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a number.
///
/// # Panics
/// Outside the years that a date may name.
pub(crate) fn date(day: Day) -> Date {
    let epoch = Date::constant(1970, 1, 1);
    let span = jiff::Span::new().days(day);
    epoch.checked_add(span).expect("a day between 1800 and 2200, and some years around them")
}

/// The number of a month's first day.
pub(crate) fn first_of(month: Month) -> Day {
    of_civil(i32::from(month.year()), i32::from(month.number()), 1)
}

/// The month of a day.
pub(crate) fn month_of(day: Day) -> Month {
    Month::of(date(day))
}

/// The days from `first` to `last`, each so many months back: the same day of that month, or its
/// last one. A window of so many months begins the day after.
pub(crate) fn months_back(first: Day, last: Day, months: u32) -> Vec<Day> {
    let mut all = Vec::with_capacity(usize::try_from(last - first + 1).unwrap_or(0));
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    let mut day = first;
    while day <= last {
        let month = month_of(day);
        let (from, to) = (first_of(month), first_of(month.plus(1)));
        let (back, length) = {
            let back = month.plus(-months);
            (first_of(back), first_of(back.plus(1)) - first_of(back))
        };
        let until = last.min(to - 1);
        all.extend((day..=until).map(|day| back + (day - from).min(length - 1)));
        day = until + 1;
    }
    all
}

/// The day so many months after.
pub(crate) fn months_on(day: Day, months: u32) -> Day {
    let (month, months) = (month_of(day), i32::try_from(months).unwrap_or(0));
    let on = month.plus(months);
    let length = first_of(on.plus(1)) - first_of(on);
    first_of(on) + (day - first_of(month)).min(length - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        for text in ["1800-01-01", "1970-01-01", "2000-02-29", "2025-11-04", "2199-12-31"] {
            let day: Date = text.parse().unwrap();
            assert_eq!(date(number(day)), day);
        }
        assert_eq!(number("1970-01-02".parse().unwrap()), 1);
    }

    #[test]
    fn a_month_back_from_the_end_of_march_is_the_end_of_february() {
        let day = |text: &str| number(text.parse().unwrap());
        let back = months_back(day("2025-02-27"), day("2025-04-01"), 1);
        assert_eq!(date(back[0]).to_string(), "2025-01-27");
        assert_eq!(date(back[2]).to_string(), "2025-02-01");
        assert_eq!(date(back[32]).to_string(), "2025-02-28");
        assert_eq!(months_on(day("2025-01-31"), 1), day("2025-02-28"));
    }
}
