//! The dates of a series: what each says, whether they stand in order, and on which even steps they
//! lie. A step that has no row is absent.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday, date};
use jiff::{ToSpan, Unit as Span};
use telltale_measure::turns::season_of;
use telltale_observation::Month;

/// The day from which days are counted: a Monday.
const MONDAY: Date = date(1970, 1, 5);

/// Of so many steps of days, weeks or hours at least one has a row; dates with fewer lie on no even steps.
const STEPS_A_ROW_MAX: i64 = 4;

/// So many steps are no gap too many, however few rows there are: months and years are far apart.
const STEPS_ALWAYS: i64 = 10_000;

/// What numbers that are not whole are counted in.
const MILLION: i64 = 1_000_000;

const FORMS: &str = "write days as 2025-11-04 or 4.11.2025, months as 2025-11, quarters as 2025-Q4, weeks \
                     as 2025-W45, years as 2025";

/// What is wrong with the date of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misplaced {
    /// The row's place, from 0.
    pub(super) row: usize,
    pub(super) what: String,
    pub(super) hint: &'static str,
    /// Whether it is a date in its order, that merely lies on no even step.
    pub(super) is_uneven: bool,
}

impl Misplaced {
    fn at(row: usize, what: String, hint: &'static str) -> Misplaced {
        Misplaced { row, what, hint, is_uneven: false }
    }
}

/// The even steps on which the dates of a series lie.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spacing {
    /// Of each step from the first date to the last, its row, if there is one.
    pub(super) rows: Vec<Option<usize>>,
    /// How each step is written: as its row has it.
    pub(super) labels: Vec<String>,
    /// How many steps make a season, where that can be told.
    pub(super) season: Option<usize>,
}

/// What a date counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    /// Counted in days, by the day on which most weeks begin.
    Week,
    Month,
    /// Counted in months.
    Quarter,
    Second,
    /// Years, sessions, or whatever is numbered.
    Number,
    /// Numbers that are not whole: in order, and nothing more is known of them.
    Decimal,
}

/// The steps on which dates lie; `None` where they are no dates at all, which only those may be that stand
/// under no heading of dates.
///
/// # Errors
/// For a date that cannot be read, that does not come after the one before, or that lies on no step.
pub(super) fn spacing(dates: &[String], are_dates: bool) -> Result<Option<Spacing>, Misplaced> {
    let written = Written::of(dates);
    let read: Vec<_> = dates.iter().map(|date| place(date, written)).collect();
    if !are_dates && read.iter().all(Option::is_none) {
        return Ok(None);
    }
    if let Some(row) = read.iter().position(Option::is_none) {
        let day_first = Written { day_first: Some(true), ..written };
        let is_either = written.day_first.is_none() && place(&dates[row], day_first).is_some();
        let (what, hint) = match is_either {
            true => ("either day or month comes first", "write it as 2025-11-04"),
            false => ("not a date", FORMS),
        };
        return Err(Misplaced::at(row, format!("{what}: {}", dates[row]), hint));
    }
    let mut read: Vec<(Unit, i64)> = read.into_iter().flatten().collect();
    if read.iter().any(|(unit, _)| *unit == Unit::Decimal) {
        let whole = read.iter_mut().filter(|(unit, _)| *unit == Unit::Number);
        whole.for_each(|one| *one = (Unit::Decimal, one.1 * MILLION));
    }
    if let Some(row) = read.iter().position(|(unit, _)| *unit != read[0].0) {
        let what = format!("written in another form than {}: {}", dates[0], dates[row]);
        return Err(Misplaced::at(row, what, "write all dates in one form"));
    }
    if let Some(row) = (1..read.len()).find(|row| read[*row].1 <= read[row - 1].1) {
        let what = format!("{} does not come after {}", dates[row], dates[row - 1]);
        let hint = "one row a date, in order; a table of several series is cut to one first";
        return Err(Misplaced::at(row, what, hint));
    }
    let Some(&(unit, _)) = read.first() else { return Ok(None) };
    let places: Vec<i64> = read.iter().map(|(_, place)| *place).collect();
    let (unit, places) = even(unit, places).ok_or_else(|| uneven(dates, &read))?;
    Ok(Some(spaced(dates, unit, &places)))
}

/// The places of dates in the unit in which they lie on even steps.
fn even(unit: Unit, places: Vec<i64>) -> Option<(Unit, Vec<i64>)> {
    let is_dense = |places: &[i64]| steps(places) <= STEPS_A_ROW_MAX * places.len() as i64;
    match unit {
        Unit::Decimal => Some((unit, (0..places.len() as i64).collect())),
        Unit::Month | Unit::Quarter | Unit::Number => {
            (steps(&places) <= STEPS_ALWAYS || is_dense(&places)).then_some((unit, places))
        }
        Unit::Second => {
            let day = 24 * 3600;
            let at = places.first().map(|first| first.rem_euclid(day));
            if places.iter().all(|place| Some(place.rem_euclid(day)) == at) {
                // At the same hour of each day.
                return even(Unit::Day, places.iter().map(|place| place.div_euclid(day)).collect());
            }
            is_dense(&places).then_some((unit, places))
        }
        Unit::Day | Unit::Week => {
            let months: Vec<i64> = places.iter().map(|place| month_of(day(*place))).collect();
            let starts = |day: &Date| (day.day(), day.day() == day.days_in_month());
            let days: Vec<_> = places.iter().map(|place| starts(&day(*place))).collect();
            let same =
                days.iter().all(|(day, _)| *day == days[0].0) || days.iter().all(|(_, last)| *last);
            if same && places.len() > 1 {
                return Some((Unit::Month, months));
            }
            // Weeks begin around the day on which most of them do.
            let on = |day: i64| places.iter().filter(|place| place.rem_euclid(7) == day).count();
            let most = (0..7).max_by_key(|day| on(*day)).unwrap_or_default();
            let weekly = |place: &i64| {
                let within = (place - most + 3).rem_euclid(7);
                (1..=5).contains(&within).then(|| place + 3 - within)
            };
            let weeks: Option<Vec<i64>> = places.iter().map(weekly).collect();
            let weeks = weeks.map(|weeks| (Unit::Week, weeks));
            let all = [Some((Unit::Day, places)), weeks, Some((Unit::Month, months))];
            all.into_iter().flatten().find(|(_, places)| {
                places.windows(2).all(|pair| pair[0] < pair[1]) && is_dense(places)
            })
        }
    }
}

/// By how much even steps lie apart: what all differences are multiples of.
fn step(places: &[i64]) -> i64 {
    let common = |a: i64, b: i64| {
        let (mut a, mut b) = (a, b);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    places.windows(2).map(|pair| pair[1] - pair[0]).fold(0, common).max(1)
}

/// How many steps there are from the first date to the last.
fn steps(places: &[i64]) -> i64 {
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return 0 };
    (last - first) / step(places) + 1
}

/// The fault of dates that lie on no even steps, at the first that is not as far from the one before as
/// most are.
fn uneven(dates: &[String], read: &[(Unit, i64)]) -> Misplaced {
    let apart: Vec<i64> = read.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for of in &apart {
        *counts.entry(*of).or_default() += 1;
    }
    let most = apart.iter().rev().max_by_key(|of| counts[*of]).copied().unwrap_or_default();
    let row = apart.iter().position(|of| *of != most).map_or(0, |at| at + 1);
    Misplaced {
        row,
        what: format!("not evenly spaced: {} after {}", dates[row], dates[row.saturating_sub(1)]),
        is_uneven: true,
        hint: "a row for each day, week, month, quarter or year; one that has no row is taken as absent",
    }
}

fn spaced(dates: &[String], unit: Unit, places: &[i64]) -> Spacing {
    let (first, step) = (places[0], step(places));
    let mut left = places.iter().enumerate().peekable();
    let (mut rows, mut labels) = (Vec::new(), Vec::new());
    for place in (0..steps(places)).map(|at| first + at * step) {
        let row = left.next_if(|(_, next)| **next == place).map(|(row, _)| row);
        labels.push(row.map_or_else(|| shown(unit, place), |row| dates[row].trim().to_owned()));
        rows.push(row);
    }
    let begins = |place: i64| match unit {
        Unit::Day | Unit::Week => Some(day(place)),
        Unit::Month | Unit::Quarter => first_of_month(place),
        Unit::Second | Unit::Number | Unit::Decimal => None,
    };
    let season = match places {
        [] | [_] => None,
        _ => begins(first).zip(begins(first + step)).and_then(|(a, b)| season_of(&[a, b])),
    };
    Spacing { rows, labels, season }
}

/// How a step is written that has no row.
fn shown(unit: Unit, place: i64) -> String {
    let (year, month) = (place.div_euclid(12), place.rem_euclid(12) + 1);
    match unit {
        Unit::Day | Unit::Week => day(place).to_string(),
        Unit::Month => format!("{year}-{month:02}"),
        Unit::Quarter => format!("{year}-Q{}", (month + 2) / 3),
        Unit::Second => MONDAY
            .to_datetime(jiff::civil::Time::midnight())
            .saturating_add(place.seconds())
            .to_string(),
        Unit::Number | Unit::Decimal => place.to_string(),
    }
}

fn day(place: i64) -> Date {
    MONDAY.saturating_add(place.days())
}

fn first_of_month(place: i64) -> Option<Date> {
    let year = i16::try_from(place.div_euclid(12)).ok()?;
    Date::new(year, place.rem_euclid(12) as i8 + 1, 1).ok()
}

fn day_place(day: Date) -> Option<i64> {
    Some(i64::from(MONDAY.until((Span::Day, day)).ok()?.get_days()))
}

fn month_of(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// Whether the day comes before the month in dates such as 04/11/2025, as far as the dates tell.
fn day_first(dates: &[String]) -> Option<bool> {
    dates.iter().find_map(|date| {
        let parts = numbers(date, &['/', '-'])?;
        let [(first, 1..=2), (second, 1..=2), (_, 4)] = parts[..] else { return None };
        (first > 12 || second > 12).then_some(first > 12)
    })
}

/// Whether dates are months before their years with a point between: 11.2025.
fn are_months_dotted(dates: &[String]) -> bool {
    let is_one = |date: &String| {
        matches!(numbers(date, &['.']).as_deref(), Some([(1..=12, 1..=2), (1800..=2200, 4)]))
    };
    !dates.is_empty() && dates.iter().all(is_one)
}

/// What only all dates together tell of how each is written.
#[derive(Clone, Copy, Debug)]
struct Written {
    /// Whether the day comes before the month, as far as that can be told.
    day_first: Option<bool>,
    /// Whether a point stands between a month and its year, and not in a number.
    months_dotted: bool,
}

impl Written {
    fn of(dates: &[String]) -> Written {
        Written { day_first: day_first(dates), months_dotted: are_months_dotted(dates) }
    }
}

/// Whether more than half of some cells are days, weeks, months or quarters, and so are meant as dates
/// whatever their heading; a number may be anything.
pub(super) fn are_mostly_dates(cells: &[String]) -> bool {
    let written = Written::of(cells);
    let is_date = |cell: &&String| {
        let day_first = written.day_first.or(Some(true));
        let unit = place(cell, Written { day_first, ..written }).map(|(unit, _)| unit);
        unit.is_some_and(|unit| !matches!(unit, Unit::Number | Unit::Decimal))
    };
    2 * cells.iter().filter(is_date).count() > cells.len()
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a time says nothing: 0:00, 00:00:00.
fn is_midnight(time: &str) -> bool {
    time.contains(':') && time.bytes().all(|byte| matches!(byte, b'0' | b':'))
}

/// The numbers between separators, each with how many digits it has.
fn numbers(text: &str, separators: &[char]) -> Option<Vec<(i16, usize)>> {
    let part = |part: &str| Some((part.parse().ok().filter(|_| are_digits(part))?, part.len()));
    text.trim().split(separators).map(part).collect()
}

/// What a date counts, and the place of the day, month, quarter or number with which it begins.
fn place(text: &str, written: Written) -> Option<(Unit, i64)> {
    let text = text.trim();
    if text.len() > 9
        && let Some(time) = time(text)
    {
        return Some((Unit::Second, time));
    }
    if let Some(named) = with_month_named(text) {
        return Some(named);
    }
    if let Some((year, week)) = text.split_once(['W', 'w']) {
        let year = year.trim_end_matches(['-', ' ']).parse().ok()?;
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
        return Some((Unit::Week, day_place(monday.date())?));
    }
    if let Some((year, quarter)) = text.split_once(['Q', 'q']) {
        let year: i64 = year.trim_end_matches(['-', ' ']).parse().ok()?;
        let quarter: i64 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
        return Some((Unit::Quarter, year * 12 + 3 * (quarter - 1)));
    }
    // A point of time that is none of a day: 4.11.2025 00:00.
    let text =
        text.split_once(' ').filter(|(_, time)| is_midnight(time)).map_or(text, |(day, _)| day);
    if are_digits(text.strip_prefix('-').unwrap_or(text)) {
        return digits(text);
    }
    let of_day = |year, month: i16, day: i16| {
        let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some((Unit::Day, day_place(day)?))
    };
    let of_month = |year, month: i16| {
        let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
        Some((Unit::Month, month_of(first)))
    };
    if written.months_dotted
        && let Some([(month, _), (year, _)]) = numbers(text, &['.']).as_deref()
    {
        return of_month(*year, *month);
    }
    // A number that is not whole: a year and its part, or whatever else is in order.
    if let Some((whole, part)) = text.split_once('.')
        && [whole, part].iter().all(|digits| !digits.is_empty() && are_digits(digits))
    {
        let millionths = (text.parse::<f64>().ok()? * MILLION as f64).round();
        return Some((Unit::Decimal, millionths as i64));
    }
    if let Some([(day, 1..=2), (month, 1..=2), (year, 4)]) = numbers(text, &['.']).as_deref() {
        return of_day(*year, *month, *day);
    }
    match numbers(text, &['/', '-', '.'])?[..] {
        [(year, 4), (month, 1..=2), (day, 1..=2)] => of_day(year, month, day),
        [(first, 1..=2), (second, 1..=2), (year, 4)] => match written.day_first? {
            true => of_day(year, second, first),
            false => of_day(year, first, second),
        },
        [(year, 4), (month, 1..=2)] | [(month, 1..=2), (year, 4)] => of_month(year, month),
        _ => None,
    }
}

/// A month in words with its year (Nov 2025), or a day of it (4 November 2025).
fn with_month_named(text: &str) -> Option<(Unit, i64)> {
    let parts = text.split([' ', '-', '/', ',', '.']).filter(|part| !part.is_empty());
    let (words, numbers): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| part.starts_with(|letter: char| letter.is_alphabetic()));
    let [word] = words[..] else { return None };
    let word = word.to_lowercase();
    let is_it = |name: &&str| word.len() >= 3 && name.to_lowercase().starts_with(&word);
    let month = (1..).zip(Month::NAMES).find(|(_, name)| is_it(name))?.0;
    let year: i16 = numbers.iter().find(|number| number.len() == 4)?.parse().ok()?;
    match numbers.iter().filter(|number| number.len() < 3).collect::<Vec<_>>()[..] {
        [] if numbers.len() == 1 => Some((Unit::Month, month_of(Date::new(year, month, 1).ok()?))),
        [day] if numbers.len() == 2 => {
            let day = Date::new(year, month, day.parse().ok()?).ok()?;
            Some((Unit::Day, day_place(day)?))
        }
        _ => None,
    }
}

/// A date in digits alone: a day (20251104), a month (202511), or a number such as a year.
fn digits(text: &str) -> Option<(Unit, i64)> {
    let number: i64 = text.parse().ok().filter(|_| text.len() <= 9)?;
    let is_year = |year: i64| (1800..=2200).contains(&year);
    let (year, month) = match text.len() {
        8 => (number / 10_000, number / 100 % 100),
        6 => (number / 100, number % 100),
        _ => (0, 0),
    };
    if !is_year(year) || !(1..=12).contains(&month) {
        return Some((Unit::Number, number));
    }
    if text.len() == 6 {
        return Some((Unit::Month, 12 * year + month - 1));
    }
    let day = Date::new(year as i16, month as i8, (number % 100) as i8).ok()?;
    Some((Unit::Day, day_place(day)?))
}

/// The seconds of a day with a time.
fn time(text: &str) -> Option<i64> {
    let text = text.strip_suffix('Z').unwrap_or(text).replace('/', "-");
    let (day, _) = text.split_once(['T', ' '])?;
    let time: DateTime = text.parse().ok()?;
    let place = day_place(day.parse().ok()?)?;
    let time = time.time();
    let minutes = i64::from(time.hour()) * 60 + i64::from(time.minute());
    Some(place * 24 * 3600 + minutes * 60 + i64::from(time.second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dates: &[&str]) -> Result<Option<Spacing>, Misplaced> {
        spacing(&dates.iter().map(|&date| date.to_owned()).collect::<Vec<_>>(), true)
    }

    #[test]
    fn dates_of_every_form_tell_how_long_a_season_is() {
        for (dates, season) in [
            (&["2024-11", "2024-12", "2025-01"][..], Some(12)),
            (&["2024/11/01", "2024/12/01"], Some(12)),
            (&["2024-11-30", "2024-12-31"], Some(12)),
            (&["2024-Q4", "2025-Q1", "2025Q2"], Some(4)),
            (&["2024-01", "2024-04", "2024-07"], Some(4)),
            (&["2025-02-28T09:00", "2025-03-01T09:00"], Some(7)),
            (&["28.2.2025", "1.3.2025"], Some(7)),
            (&["Nov 2024", "Dec 2024"], Some(12)),
            (&["28 February 2025", "March 1, 2025"], Some(7)),
            (&["02/28/2025", "03/01/2025"], Some(7)),
            (&["20250228", "20250301"], Some(7)),
            (&["2025-03-03", "2025-03-10", "2025-03-17"], Some(52)),
            (&["2025-W09", "2025-W10"], Some(52)),
            (&["11.2024", "12.2024", "1.2025"], Some(12)),
            (&["3.2024", "6.2024", "9.2024"], Some(4)),
            (&["11.2024", "12.5"], None),
            (&["2023", "2024"], None),
            (&["2025-03-03T10:00", "2025-03-03T11:00"], None),
            (&["70", "71", "73"], None),
            (&["1974.08", "1974.17"], None),
            (&["1959.0833333333333", "1959.1666666666667"], None),
            (&["-2", "-1", "0"], None),
            (&["31.10.2025 00:00", "01.11.2025 00:00"], Some(7)),
            (&["2025-01-06", "2025-01-12", "2025-01-19", "2025-01-26", "2025-02-02"], Some(52)),
            (&["2025-11"], None),
        ] {
            assert_eq!(of(dates).unwrap().unwrap().season, season, "{dates:?}");
        }
        assert_eq!(of(&[]), Ok(None));
    }

    #[test]
    fn a_step_without_a_row_is_absent() {
        for (dates, labels) in [
            (&["2025-02-27", "2025-03-01"][..], "2025-02-27 2025-03-01"),
            (
                &["2025-02-26", "2025-02-27", "2025-03-01"],
                "2025-02-26 2025-02-27 (2025-02-28) 2025-03-01",
            ),
            (&["26.2.2025", "27.2.2025", "1.3.2025"], "26.2.2025 27.2.2025 (2025-02-28) 1.3.2025"),
            (&["2024-12", "2025-01", "2025-03"], "2024-12 2025-01 (2025-02) 2025-03"),
            (&["2024-Q3", "2024-Q4", "2025-Q2"], "2024-Q3 2024-Q4 (2025-Q1) 2025-Q2"),
            (&["2019", "2020", "2022"], "2019 2020 (2021) 2022"),
            // Weeks of which one begins a day later, and months on any day.
            (
                &["2025-03-03", "2025-03-11", "2025-03-24", "2025-03-31"],
                "2025-03-03 2025-03-11 (2025-03-17) 2025-03-24 2025-03-31",
            ),
            // Weeks that begin on Sundays.
            (
                &["2025-03-02", "2025-03-10", "2025-03-16", "2025-03-30", "2025-04-06"],
                "2025-03-02 2025-03-10 2025-03-16 (2025-03-23) 2025-03-30 2025-04-06",
            ),
            (&["12.2024", "1.2025", "3.2025"], "12.2024 1.2025 (2025-02) 3.2025"),
            (
                &["2025-01-03", "2025-02-25", "2025-04-14"],
                "2025-01-03 2025-02-25 (2025-03) 2025-04-14",
            ),
        ] {
            let spacing = of(dates).unwrap().unwrap();
            let shown = spacing.labels.iter().zip(&spacing.rows).map(|(label, row)| match row {
                Some(_) => label.clone(),
                None => format!("({label})"),
            });
            assert_eq!(shown.collect::<Vec<_>>().join(" "), labels);
        }
    }

    #[test]
    fn a_column_of_dates_is_one_under_any_heading_and_one_of_numbers_is_none() {
        for (cells, expected) in [
            (&["2025-03-01", "2025-03-01", "2025-03-02"][..], true),
            (&["2025-03-02", "1.3.2025", "total"], true),
            (&["03/04/2025", "03/04/2025"], true),
            (&["2025-03-02", "north", "south"], false),
            (&["2019", "2019", "2020"], false),
            (&["7.5", "8.25", "1.1"], false),
        ] {
            let cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
            assert_eq!(are_mostly_dates(&cells), expected, "{cells:?}");
        }
    }

    #[test]
    fn dates_that_are_none_or_out_of_order_name_their_row() {
        for (dates, row, what) in [
            (&["2010-12", "2010-13"][..], 1, "not a date: 2010-13"),
            (&["2025-03-02", "2025-03-01"], 1, "2025-03-01 does not come after 2025-03-02"),
            (&["31.1.2025", "30.1.2025"], 1, "30.1.2025 does not come after 31.1.2025"),
            (&["2019", "2019"], 1, "2019 does not come after 2019"),
            (&["03/04/2025", "04/04/2025"], 0, "either day or month comes first: 03/04/2025"),
            (&["2019", "2020-01"], 1, "written in another form than 2019: 2020-01"),
            (
                &["2000-01-03", "2000-01-04", "2000-03-05", "2001-12-09"],
                2,
                "not evenly spaced: 2000-03-05 after",
            ),
            (&["1", "2", "999999999"], 2, "not evenly spaced"),
        ] {
            let fault = of(dates).unwrap_err();
            assert!(fault.row == row && fault.what.starts_with(what), "{dates:?}: {fault:?}");
        }
        let words = ["north".to_owned(), "south".to_owned()];
        assert_eq!(spacing(&words, false), Ok(None));
        assert_eq!(spacing(&words, true).unwrap_err().row, 0);
    }
}
