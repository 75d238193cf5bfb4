//! A missed occasion is a day that two states marked every year, and did not mark this time.

use jiff::{ToSpan, civil::Date};

use crate::absence::{Absence, of_occasion};

/// How many days an occasion may be moved from one year to the next, as in [`crate::occasion`].
const DAYS_MOVED_MAX: i64 = 1;
/// In how many years a day is marked before it is due every year: among dozens of days, two of different
/// years fall together by chance.
const YEARS_MARKED_MIN: usize = 3;
/// How many days are given to those who report it.
const DAYS_OF_GRACE: i64 = 14;

/// An occasion that was not marked the last time that it was due.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    /// The day on which it was due.
    pub day: Date,
    /// The days on which it was marked before.
    pub marked: Vec<Date>,
    /// How likely that is where nothing has changed; `None` where nobody looked on that day.
    pub absence: Option<Absence>,
}

/// The occasions among these days, of one pair of actors and one channel, that were not marked when
/// they were last due, as known on the day `until`. `covered` tells whether a day was looked at.
///
/// # Method
/// Days of different years are one occasion if each falls within a day of the first one's date. One
/// that was marked in three years or more is due every year; two days of many fall together by
/// chance. It is missed if its last date lies more than fourteen days back and nothing was seen
/// within a day of it; the probability of that is [`of_occasion`]'s, with the years since the first
/// in which its date was covered.
///
/// # Reads as
/// "15 August was marked in 2023, 2024 and 2025, and not in 2026; had nothing changed, that would come
/// with 17 %."
///
/// # Limits
/// Those of [`of_occasion`]. Days of the lunar calendar are not recognised.
pub fn missed(days: &[Date], until: Date, covered: impl Fn(Date) -> bool) -> Vec<Missed> {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let mut occasions: Vec<Vec<(i16, Date)>> = Vec::new();
    for day in days {
        let of = |occasion: &&mut Vec<(i16, Date)>| year_of(occasion[0].1, day).is_some();
        match occasions.iter_mut().find(of) {
            Some(occasion) => {
                let year = year_of(occasion[0].1, day).expect("it was found by it");
                if occasion.iter().all(|(other, _)| *other != year) {
                    occasion.push((year, day));
                }
            }
            None => occasions.push(vec![(0, day)]),
        }
    }
    let often = occasions.into_iter().filter(|occasion| occasion.len() >= YEARS_MARKED_MIN);
    often.filter_map(|occasion| last_missed(&occasion, until, &covered)).collect()
}

fn last_missed(
    occasion: &[(i16, Date)],
    until: Date,
    covered: &impl Fn(Date) -> bool,
) -> Option<Missed> {
    let first = occasion[0].1;
    let reported = until.checked_sub(DAYS_OF_GRACE.days()).ok()?;
    let years = until.year() - first.year();
    let due =
        (1..=years).rev().find(|year| date(first, *year).is_some_and(|day| day <= reported))?;
    let marked = |year: i16| occasion.iter().any(|(other, _)| *other == year);
    let day = date(first, due)?;
    if marked(due) || occasion.iter().any(|(other, _)| *other > due) {
        return None;
    }
    let looked = |year: &i16| marked(*year) || date(first, *year).is_some_and(covered);
    let before = (0..due).filter(looked).count();
    let share = f64::from(covered(day));
    let absence = of_occasion(occasion.len() as u64, before, share);
    Some(Missed { day, marked: occasion.iter().map(|(_, day)| *day).collect(), absence })
}

/// The date so many years after the first.
fn date(first: Date, years: i16) -> Option<Date> {
    first.checked_add(i32::from(years).years()).ok()
}

/// How many years after the first a day is the same occasion, if it is.
fn year_of(first: Date, day: Date) -> Option<i16> {
    let near = (day.year() - first.year() - 1)..=(day.year() - first.year() + 1);
    near.into_iter().find(|years| {
        let apart = date(first, *years).map(|due| (due.duration_until(day).as_hours() / 24).abs());
        apart.is_some_and(|apart| apart <= DAYS_MOVED_MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: &[&str], until: &str, covered_until: &str) -> Vec<(String, Option<f64>)> {
        let days: Vec<Date> = days.iter().map(|day| day.parse().unwrap()).collect();
        let end: Date = covered_until.parse().unwrap();
        let found = missed(&days, until.parse().unwrap(), |day| day <= end);
        found
            .iter()
            .map(|one| (one.day.to_string(), one.absence.map(|absence| absence.probability)))
            .collect()
    }

    const MARKED: [&str; 4] = ["2023-08-15", "2024-08-14", "2025-08-15", "2024-03-03"];

    #[test]
    fn what_was_marked_every_year_and_not_this_time_is_missed() {
        let (day, probability) = &check(&MARKED, "2026-09-30", "2026-12-31")[0];
        assert_eq!(day, "2026-08-15");
        assert!((probability.unwrap() - 1.0 / 6.0).abs() < 1e-12);
    }

    #[test]
    fn what_was_marked_is_not_missed_nor_is_what_is_not_due_yet() {
        assert_eq!(check(&MARKED, "2026-08-20", "2026-12-31"), []);
        let again: Vec<&str> = MARKED.into_iter().chain(["2026-08-16"]).collect();
        assert_eq!(check(&again, "2026-09-30", "2026-12-31"), []);
        assert_eq!(check(&["2024-03-03"], "2026-09-30", "2026-12-31"), []);
    }

    #[test]
    fn a_day_that_nobody_looked_at_says_nothing() {
        assert_eq!(check(&MARKED, "2026-09-30", "2026-02-28"), [("2026-08-15".to_owned(), None)]);
    }

    #[test]
    fn new_year_is_one_occasion_on_either_side_of_midnight() {
        let days = ["2023-12-31", "2025-01-01", "2025-12-31"];
        assert_eq!(check(&days, "2026-06-01", "2026-12-31"), []);
        assert_eq!(check(&days, "2027-02-01", "2027-12-31").len(), 1);
    }
}
