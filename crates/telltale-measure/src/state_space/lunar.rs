//! The lunar new year: it moves between late January and late February, and trade with those who
//! keep it stands still for about a fortnight.

use jiff::civil::Date;
use telltale_observation::Month;

/// The first year of the table.
const FIRST_YEAR: i16 = 1990;
/// Month and day of the first day of the first lunar month, in Chinese time, 1990 to 2035.
const NEW_YEARS: [(i8, i8); 46] = [
    (1, 27),
    (2, 15),
    (2, 4),
    (1, 23),
    (2, 10),
    (1, 31),
    (2, 19),
    (2, 7),
    (1, 28),
    (2, 16),
    (2, 5),
    (1, 24),
    (2, 12),
    (2, 1),
    (1, 22),
    (2, 9),
    (1, 29),
    (2, 18),
    (2, 7),
    (1, 26),
    (2, 14),
    (2, 3),
    (1, 23),
    (2, 10),
    (1, 31),
    (2, 19),
    (2, 8),
    (1, 28),
    (2, 16),
    (2, 5),
    (1, 25),
    (2, 12),
    (2, 1),
    (1, 22),
    (2, 10),
    (1, 29),
    (2, 17),
    (2, 6),
    (1, 26),
    (2, 13),
    (2, 3),
    (1, 23),
    (2, 11),
    (1, 31),
    (2, 19),
    (2, 8),
];
/// The holiday with the days around it, counted from the new year's day: first and last.
const STILL_DAYS: std::ops::Range<i64> = -4..11;

/// The lunar new year's day; `None` before 1990 and after 2035.
///
/// ```
/// use telltale_measure::state_space::lunar::new_year;
/// assert_eq!(new_year(2025).map(|day| day.to_string()).as_deref(), Some("2025-01-29"));
/// ```
pub fn new_year(year: i16) -> Option<Date> {
    let at = usize::try_from(year - FIRST_YEAR).ok()?;
    let (month, day) = NEW_YEARS.get(at)?;
    Date::new(year, *month, *day).ok()
}

/// The share of the days around the lunar new year that falls into a month, less one half in January
/// and in February: how much more, or less, of the holiday the month holds than it would on average.
/// 0 in other months, and outside the table.
pub fn holiday_share(month: Month) -> f64 {
    let Some(day) = new_year(month.year()).filter(|_| month.number() <= 3) else { return 0.0 };
    let mut inside = 0;
    for offset in STILL_DAYS {
        let there = day.checked_add(jiff::Span::new().days(offset)).map(Month::of);
        inside += i32::from(there.is_ok_and(|there| there == month));
    }
    let days = STILL_DAYS.end - STILL_DAYS.start;
    let usual = if month.number() <= 2 { 0.5 } else { 0.0 };
    f64::from(inside) / days as f64 - usual
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lunar_years_have_twelve_or_thirteen_moons() {
        // A new year lies twelve or thirteen mean moons of 29.53 days after the one before.
        for year in FIRST_YEAR..2035 {
            let (this, next) = (new_year(year).unwrap(), new_year(year + 1).unwrap());
            let days = f64::from((next - this).get_days());
            let moons = days / 29.530_59;
            assert!((moons - moons.round()).abs() * 29.53 < 1.2, "{year}: {days} days");
            assert!((12.0..=13.0).contains(&moons.round()), "{year}: {days} days");
        }
        assert_eq!((new_year(1989), new_year(2036)), (None, None));
    }

    #[test]
    fn the_holiday_moves_between_january_and_february() {
        let share = |text: &str| holiday_share(text.parse().unwrap());
        // 2025: 29 January, so that seven of fifteen days lie in January; 2024: 10 February.
        assert!((share("2025-01") - (7.0 / 15.0 - 0.5)).abs() < 1e-12);
        assert!((share("2025-02") - (8.0 / 15.0 - 0.5)).abs() < 1e-12);
        assert_eq!((share("2024-01"), share("2024-02"), share("2024-07")), (-0.5, 0.5, 0.0));
    }
}
