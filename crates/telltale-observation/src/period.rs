//! Two times and no others: when something held ([`Period`]), and when it could be known
//! ([`KnownAt`]). A question is asked as of an instant ([`AsOf`]) and sees nothing known later.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize, Serializer};

/// The first and the last year that a date may name. Earlier and later ones are misprints.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2200;

/// A date or instant that no calendar has, or that lies outside the years 1800 to 2200.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImpossibleDate {
    /// Text that is not a day of the calendar.
    #[error("not a date: {0:?} (expected YYYY-MM-DD)")]
    NotADate(String),
    /// Text that is not a month of the calendar.
    #[error("not a month: {0:?} (expected YYYY-MM)")]
    NotAMonth(String),
    /// Text that is neither a day nor an RFC 3339 instant.
    #[error("not a date or instant: {0:?} (expected YYYY-MM-DD or an RFC 3339 instant)")]
    NotAnInstant(String),
    /// A year out of range.
    #[error("year out of range: {0} (expected 1800 to 2200)")]
    YearOutOfRange(i16),
    /// A period that ends before it starts.
    #[error("period ends before it starts: {start} to {end}")]
    Reversed {
        /// First day.
        start: Date,
        /// Last day.
        end: Date,
    },
}

/// Reads a day such as `2025-11-04`.
pub(crate) fn parse_date(text: &str) -> Result<Date, ImpossibleDate> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let day = if shaped { text.parse::<Date>().ok() } else { None };
    let day = day.ok_or_else(|| ImpossibleDate::NotADate(text.to_owned()))?;
    in_range(day)
}

/// The day, if it lies in the years that a date may name.
pub(crate) fn in_range(day: Date) -> Result<Date, ImpossibleDate> {
    if YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Err(ImpossibleDate::YearOutOfRange(day.year()))
    }
}

/// A calendar month, such as September 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The names of the twelve in English, January first.
    pub const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    /// The month of a day.
    pub fn of(day: Date) -> Month {
        Month(i32::from(day.year()) * 12 + i32::from(day.month()) - 1)
    }

    /// The month with this year and number from 1 to 12; `None` for any other number.
    pub fn new(year: i16, month: i8) -> Option<Month> {
        let known = (1..=12).contains(&month) && YEARS.contains(&year);
        known.then(|| Month(i32::from(year) * 12 + i32::from(month) - 1))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.div_euclid(12) as i16
    }

    /// The number of the month in its year, from 1.
    pub fn number(self) -> i8 {
        self.0.rem_euclid(12) as i8 + 1
    }

    /// The month so many months later, or earlier if negative.
    pub fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }

    /// How many months lie from `earlier` to this month.
    pub fn since(self, earlier: Month) -> i32 {
        self.0 - earlier.0
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        date(self.year(), self.number(), 1)
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// Every month from this one to `last`, both included.
    pub fn through(self, last: Month) -> impl DoubleEndedIterator<Item = Month> + Clone {
        (self.0..=last.0).map(Month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl FromStr for Month {
    type Err = ImpossibleDate;

    fn from_str(text: &str) -> Result<Self, ImpossibleDate> {
        let first =
            if text.len() == 7 { parse_date(&format!("{text}-01")) } else { Err(none(text)) };
        match first {
            Err(ImpossibleDate::NotADate(_)) => Err(none(text)),
            other => other.map(Month::of),
        }
    }
}

fn none(text: &str) -> ImpossibleDate {
    ImpossibleDate::NotAMonth(text.to_owned())
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How exactly a period is known: the unit of the calendar that the source names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// One calendar month.
    Month,
    /// One calendar quarter.
    Quarter,
    /// One calendar year.
    Year,
    /// Days from the first to the last, neither of which is a calendar unit.
    Range,
}

/// A word that is no precision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown precision: {0:?} (known: day, month, quarter, year, range)")]
pub struct UnknownPrecision(pub String);

impl Precision {
    /// The precision's name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Year => "year",
            Precision::Range => "range",
        }
    }
}

impl FromStr for Precision {
    type Err = UnknownPrecision;

    fn from_str(text: &str) -> Result<Self, UnknownPrecision> {
        use Precision::*;
        let known = [Day, Month, Quarter, Year, Range].into_iter().find(|p| p.name() == text);
        known.ok_or_else(|| UnknownPrecision(text.to_owned()))
    }
}

/// When something held: first and last day, both included, and how exactly that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Period {
    start: Date,
    end: Date,
    precision: Precision,
}

impl Period {
    /// The period from `start` to `end`, both included, with the precision that these days show.
    ///
    /// # Errors
    /// [`ImpossibleDate`] if the end comes before the start, or a year is out of range.
    ///
    /// ```
    /// use telltale_observation::{Period, Precision};
    /// let september = Period::parse("2025-09-01", "2025-09-30")?;
    /// assert_eq!(september.precision(), Precision::Month);
    /// # Ok::<(), telltale_observation::ImpossibleDate>(())
    /// ```
    pub fn new(start: Date, end: Date) -> Result<Period, ImpossibleDate> {
        in_range(start)?;
        in_range(end)?;
        if end < start {
            return Err(ImpossibleDate::Reversed { start, end });
        }
        Ok(Period { start, end, precision: shown_by(start, end) })
    }

    /// The period between two days in writing; an empty end is the day of the start.
    ///
    /// # Errors
    /// [`ImpossibleDate`] as for [`Period::new`], or if a text is not a day.
    pub fn parse(start: &str, end: &str) -> Result<Period, ImpossibleDate> {
        let start = parse_date(start)?;
        Period::new(start, if end.is_empty() { start } else { parse_date(end)? })
    }

    /// One day.
    ///
    /// # Errors
    /// [`ImpossibleDate`] if the year is out of range.
    pub fn day(day: Date) -> Result<Period, ImpossibleDate> {
        Period::new(day, day)
    }

    /// One calendar month.
    pub fn month(month: Month) -> Period {
        let (start, end) = (month.first_day(), month.last_day());
        Period { start, end, precision: Precision::Month }
    }

    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// The last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// How many days it has, the first and the last included.
    pub fn days(self) -> i32 {
        (self.end - self.start).get_days() + 1
    }

    /// How exactly the period is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The calendar month, if the period is exactly one.
    pub fn as_month(self) -> Option<Month> {
        (self.precision == Precision::Month).then(|| Month::of(self.start))
    }

    /// The months from the first day's to the last day's.
    pub fn months(self) -> impl DoubleEndedIterator<Item = Month> + Clone {
        Month::of(self.start).through(Month::of(self.end))
    }

    /// Whether it runs from the first day of a month to the last of one.
    pub fn is_whole_months(self) -> bool {
        self.start.day() == 1 && self.end == self.end.last_of_month()
    }

    /// The same period so many months earlier: whole months stay whole, and days of a month keep their
    /// numbers. `None` where that month has no such days, or where the year is out of range.
    ///
    /// ```
    /// use telltale_observation::Period;
    /// let ten_days = Period::parse("2025-11-01", "2025-11-10")?;
    /// assert_eq!(ten_days.months_earlier(12), Some(Period::parse("2024-11-01", "2024-11-10")?));
    /// # Ok::<(), telltale_observation::ImpossibleDate>(())
    /// ```
    pub fn months_earlier(self, months: i32) -> Option<Period> {
        let first = |day: Date| {
            let number = Month::of(day).0.checked_sub(months)?;
            let year = i16::try_from(number.div_euclid(12)).ok()?;
            Date::new(year, number.rem_euclid(12) as i8 + 1, 1).ok()
        };
        let same = |day: Date| {
            let first = first(day)?;
            Date::new(first.year(), first.month(), day.day()).ok()
        };
        let (start, end) = match self.is_whole_months() {
            true => (first(self.start)?, first(self.end)?.last_of_month()),
            false => (same(self.start)?, same(self.end)?),
        };
        Period::new(start, end).ok()
    }

    /// Whether the two periods share a day.
    pub fn overlaps(self, other: Period) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

fn shown_by(start: Date, end: Date) -> Precision {
    let whole = start.day() == 1 && end == end.last_of_month();
    let months = Month::of(end).since(Month::of(start)) + 1;
    match (whole, months, start.month()) {
        _ if start == end => Precision::Day,
        (true, 1, _) => Precision::Month,
        (true, 3, 1 | 4 | 7 | 10) => Precision::Quarter,
        (true, 12, 1) => Precision::Year,
        _ => Precision::Range,
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Day => write!(f, "{}", self.start),
            Precision::Month => write!(f, "{}", Month::of(self.start)),
            Precision::Quarter => {
                write!(f, "{}-Q{}", self.start.year(), (self.start.month() + 2) / 3)
            }
            Precision::Year => write!(f, "{}", self.start.year()),
            Precision::Range => write!(f, "{} to {}", self.start, self.end),
        }
    }
}

/// The instant from which something could be known, in UTC.
///
/// A source that names only a day means the start of it, so that asking as of that day sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownAt(Timestamp);

/// The instant as of which a question is asked, in UTC: nothing known later is seen.
///
/// A day in writing means its last microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsOf(Timestamp);

fn midnight(day: Date) -> Timestamp {
    let utc = day.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    utc.expect("a day between 1800 and 2200 has a midnight in UTC").timestamp()
}

impl KnownAt {
    /// Known from the start of this day on.
    ///
    /// # Errors
    /// [`ImpossibleDate`] if the year is out of range.
    pub fn day(day: Date) -> Result<KnownAt, ImpossibleDate> {
        Ok(KnownAt(midnight(in_range(day)?)))
    }

    /// Known from this instant on, kept to the microsecond.
    ///
    /// # Errors
    /// [`ImpossibleDate`] if the year is out of range.
    pub fn instant(instant: Timestamp) -> Result<KnownAt, ImpossibleDate> {
        in_range(instant.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())?;
        let micros = Timestamp::from_microsecond(instant.as_microsecond());
        Ok(KnownAt(micros.expect("an instant cut to its microsecond stays in range")))
    }

    /// The day on which it became known.
    pub fn date(self) -> Date {
        self.0.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn as_microsecond(self) -> i64 {
        self.0.as_microsecond()
    }
}

impl AsOf {
    /// As of the end of this day.
    ///
    /// # Errors
    /// [`ImpossibleDate`] if the year is out of range.
    pub fn day(day: Date) -> Result<AsOf, ImpossibleDate> {
        let last = midnight(in_range(day)?).as_microsecond() + 86_400_000_000 - 1;
        Ok(AsOf(Timestamp::from_microsecond(last).expect("the end of a day in range")))
    }

    /// The day in which the instant lies.
    pub fn date(self) -> Date {
        self.0.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()
    }

    /// Whether something known from `known_at` on is seen.
    pub fn sees(self, known_at: KnownAt) -> bool {
        known_at.0 <= self.0
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn as_microsecond(self) -> i64 {
        self.0.as_microsecond()
    }
}

/// A day, or an instant if the text is longer than a day.
fn parse_instant(text: &str) -> Result<Result<Date, Timestamp>, ImpossibleDate> {
    if text.len() <= 10 {
        return parse_date(text).map(Ok);
    }
    let instant = text.parse::<Timestamp>();
    instant.map(Err).map_err(|_| ImpossibleDate::NotAnInstant(text.to_owned()))
}

impl FromStr for KnownAt {
    type Err = ImpossibleDate;

    fn from_str(text: &str) -> Result<Self, ImpossibleDate> {
        match parse_instant(text)? {
            Ok(day) => KnownAt::day(day),
            Err(instant) => KnownAt::instant(instant),
        }
    }
}

impl FromStr for AsOf {
    type Err = ImpossibleDate;

    fn from_str(text: &str) -> Result<Self, ImpossibleDate> {
        match parse_instant(text)? {
            Ok(day) => AsOf::day(day),
            Err(instant) => KnownAt::instant(instant).map(|known| AsOf(known.0)),
        }
    }
}

impl fmt::Display for KnownAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == midnight(self.date()) {
            write!(f, "{}", self.date())
        } else {
            write!(f, "{}", self.0)
        }
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match AsOf::day(self.date()) {
            Ok(end) if end == *self => write!(f, "{}", self.date()),
            _ => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for KnownAt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for AsOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn periods_show_the_calendar_unit_that_they_fill() {
        for (start, end, expected) in [
            ("2025-10-25", "", "2025-10-25"),
            ("2024-02-01", "2024-02-29", "2024-02"),
            ("2024-04-01", "2024-06-30", "2024-Q2"),
            ("2016-01-01", "2016-12-31", "2016"),
            ("2024-01-01", "2024-07-31", "2024-01-01 to 2024-07-31"),
        ] {
            assert_eq!(Period::parse(start, end).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn impossible_dates_are_refused_with_their_text() {
        for (start, end, expected) in [
            ("2025-02-30", "", "not a date: \"2025-02-30\" (expected YYYY-MM-DD)"),
            ("20161332", "", "not a date: \"20161332\" (expected YYYY-MM-DD)"),
            ("1492-10-12", "", "year out of range: 1492 (expected 1800 to 2200)"),
            ("2025-02-02", "2025-02-01", "period ends before it starts: 2025-02-02 to 2025-02-01"),
        ] {
            assert_eq!(Period::parse(start, end).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_day_is_seen_as_of_that_day_and_not_before() {
        let known: KnownAt = "2025-11-04".parse().unwrap();
        let noon: KnownAt = "2025-11-04T12:00:00Z".parse().unwrap();
        for (as_of, day_seen, noon_seen) in [
            ("2025-11-03", false, false),
            ("2025-11-04T11:59:59Z", true, false),
            ("2025-11-04", true, true),
        ] {
            let as_of: AsOf = as_of.parse().unwrap();
            assert_eq!((as_of.sees(known), as_of.sees(noon)), (day_seen, noon_seen), "{as_of}");
        }
    }

    proptest! {
        #[test]
        fn months_count_on_without_gaps(year in 1801i16..2199, number in 1i8..=12, step in -11i32..12) {
            let month = Month::new(year, number).unwrap();
            prop_assert_eq!(month.plus(step).since(month), step);
            prop_assert_eq!(month.to_string().parse::<Month>().unwrap(), month);
            prop_assert_eq!(Month::of(month.last_day()), month);
            prop_assert_eq!(month.last_day().tomorrow().unwrap(), month.plus(1).first_day());
            prop_assert_eq!(Period::month(month).as_month(), Some(month));
        }

        #[test]
        fn instants_print_as_they_read(micros in -5_000_000_000_000_000i64..7_000_000_000_000_000) {
            let known = KnownAt::instant(Timestamp::from_microsecond(micros).unwrap()).unwrap();
            prop_assert_eq!(known.to_string().parse::<KnownAt>().unwrap(), known);
        }
    }
}
