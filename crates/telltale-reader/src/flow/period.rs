//! What a change is measured against: the month before, the same months of the year before.

use jiff::civil::Date;

use super::Days;
use crate::sighting::{Basis, Change};
use crate::time::{Grain, Relative, Time, TimeKind};

/// What the words of a comparison name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Base {
    /// "Year on year".
    Year,
    /// "Month on month".
    Month,
    /// "Quarter on quarter".
    Quarter,
    /// A time.
    Time(Time),
    /// A time that stands for its whole: "all of last year".
    Whole(Time),
    /// The period before, as long as the amount's own.
    Before,
    /// An average of years.
    Average,
    /// Nothing.
    Open,
}

/// A change's basis and what it is against, given the days of the amount.
pub(super) fn against(base: Base, of: Option<Days>) -> (Basis, Option<String>) {
    let compared = match base {
        Base::Open => return open(of),
        Base::Average => return (Basis::Other, None),
        Base::Year => of.map(|of| moved(of, -12)),
        Base::Month => of.map(|of| moved(of, -1)),
        Base::Quarter => of.map(|of| moved(of, -3)),
        Base::Before => of.filter(|&of| is_months(of)).map(|of| moved(of, -months_between(of))),
        Base::Time(time) => days_of(&time, of, false),
        Base::Whole(time) => days_of(&time, of, true),
    };
    let named = match base {
        Base::Year => Some(Basis::Year),
        Base::Month => Some(Basis::Month),
        Base::Time(time) => relative_basis(&time),
        _ => None,
    };
    match (of, compared) {
        (Some(of), Some(compared)) => {
            let whole = matches!(base, Base::Whole(_));
            (named_or(of, compared, named, whole), Some(text(compared)))
        }
        (None, Some(compared)) if named.is_none() => (Basis::Other, Some(text(compared))),
        _ => (named.unwrap_or(Basis::Other), None),
    }
}

/// A whole year that is said to have grown is compared with the year before.
fn open(of: Option<Days>) -> (Basis, Option<String>) {
    match of {
        Some(of) if is_year(of) => (Basis::Year, Some(text(moved(of, -12)))),
        _ => (Basis::Other, None),
    }
}

fn named_or(of: Days, compared: Days, named: Option<Basis>, whole: bool) -> Basis {
    if compared == moved(of, -12) {
        Basis::Year
    } else if is_month(of) && compared == moved(of, -1) {
        Basis::Month
    } else if is_year(compared) && !is_year(of) && whole {
        if compared.0.year() == of.0.year() - 1 { Basis::PreviousYearTotal } else { Basis::Other }
    } else {
        match named {
            Some(Basis::Month) if !is_month(of) => Basis::Other,
            Some(named) => named,
            None => Basis::Other,
        }
    }
}

fn relative_basis(time: &Time) -> Option<Basis> {
    match time.relative? {
        Relative::Earlier { years: 1, months: 0, days: 0, whole: None } => Some(Basis::Year),
        Relative::Earlier { years: 0, months: 1, days: 0, .. } => Some(Basis::Month),
        _ => None,
    }
}

/// The days of a time, counted from those of the amount where it is relative.
fn days_of(time: &Time, of: Option<Days>, whole: bool) -> Option<Days> {
    if !time.is_dated() {
        return None;
    }
    match (time.relative, of) {
        (None, _) => {
            // A part of a year against a year by name is against the same part of that year.
            let days = (time.start, time.end);
            match of {
                Some(of) if !whole && is_year(days) && is_months(of) && !is_year(of) => {
                    Some(moved(of, 12 * (i32::from(days.0.year()) - i32::from(of.0.year()))))
                }
                _ => Some(days),
            }
        }
        (Some(Relative::SameIn { year }), Some(of)) => {
            Some(moved(of, 12 * (i32::from(year) - i32::from(of.0.year()))))
        }
        (Some(Relative::Earlier { years, months, days: 0, whole: None }), Some(of)) => {
            Some(moved(of, -12 * years - months))
        }
        // A month against "the previous year" is against the same month of it.
        (
            Some(Relative::Earlier { years, months: 0, days: 0, whole: Some(Grain::Year) }),
            Some(of),
        ) if !whole && is_months(of) && !is_year(of) => Some(moved(of, -12 * years)),
        (Some(_), Some(of)) => {
            let time = time.anchored(of.0, of.1, grain(of));
            Some((time.start, time.end))
        }
        (Some(_), None) => None,
    }
}

fn grain(days: Days) -> Grain {
    if days.0 == days.1 {
        Grain::Day
    } else if is_month(days) {
        Grain::Month
    } else if is_year(days) {
        Grain::Year
    } else if is_months(days) && months_between(days) == 3 {
        Grain::Quarter
    } else {
        Grain::Span
    }
}

/// The same stretch some months on; whole months stay whole.
pub(super) fn moved(days: Days, months: i32) -> Days {
    let start = shifted(days.0, months);
    let end = if is_months(days) {
        shifted(days.1.first_of_month(), months).last_of_month()
    } else {
        shifted(days.1, months)
    };
    (start, end)
}

fn shifted(day: Date, months: i32) -> Date {
    let count = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    let Ok(year) = i16::try_from(year) else { return day };
    let Ok(first) = Date::new(year, month as i8, 1) else { return day };
    let last = first.days_in_month();
    Date::new(year, month as i8, day.day().min(last)).unwrap_or(first)
}

pub(super) fn is_months(days: Days) -> bool {
    days.0.day() == 1 && days.1.day() == days.1.days_in_month()
}

fn months_between(days: Days) -> i32 {
    let month = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    month(days.1) - month(days.0) + 1
}

pub(super) fn is_month(days: Days) -> bool {
    is_months(days) && months_between(days) == 1
}

pub(super) fn is_year(days: Days) -> bool {
    is_months(days) && months_between(days) == 12 && days.0.month() == 1
}

/// The form in which a period is printed: `2024`, `2024-09`, `2024-01/2024-08`.
pub(super) fn text((start, end): Days) -> String {
    let month = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
    if is_year((start, end)) {
        format!("{:04}", start.year())
    } else if start == end {
        start.to_string()
    } else if month(start) == month(end) {
        month(start)
    } else {
        format!("{}/{}", month(start), month(end))
    }
}

/// A change of so much against a base.
pub(super) fn change(
    ratio: Option<f64>,
    points: Option<f64>,
    base: Base,
    of: Option<Days>,
    approximate: bool,
) -> Change {
    let (basis, against) = against(base, of);
    let tidy = |value: f64| (value * 1e6).round() / 1e6;
    let (ratio, points) = (ratio.map(tidy), points.map(tidy));
    Change { basis, ratio, points, against, approximate, at: None }
}

/// The days that an amount covers if it is told of a time: a count "since January" told in June
/// ends with the last month that is over.
pub(super) fn covered(time: &Time, published: Date, latest: Option<Date>) -> Days {
    let (start, end) = time.whole();
    let running = time.kind == TimeKind::Since || end == published && start != end;
    let from_month = start.day() == 1 && start.month() == 1;
    if !running || !from_month || start.year() != published.year() {
        return (start, end);
    }
    let before = shifted(published.first_of_month(), -1).last_of_month();
    let end = latest.filter(|&day| day > start && day < published).unwrap_or(before);
    if end > start { (start, end) } else { (time.start, time.end) }
}

/// "By the end of September it had shipped", "9월까지": what has flowed by then, it has since the year
/// began.
pub(super) fn run_up(time: &Time, published: Date) -> Option<Days> {
    let months = matches!(time.grain, Grain::Month | Grain::Quarter) && time.relative.is_none();
    let past = time.kind == TimeKind::Until && time.end <= published;
    let begins = Date::new(time.end.year(), 1, 1).ok()?;
    (past && months).then_some((begins, time.end))
}

/// The days of a time that is counted from others.
pub(super) fn related(time: &Time, main: Days) -> Days {
    days_of(time, Some(main), true).unwrap_or((time.start, time.end))
}
