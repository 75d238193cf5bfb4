//! A calendar slot ("the third quarter", "15 October", "a Friday") and the days it falls on, seen
//! from the day a text was published.
//!
//! The languages only say which slot was named, and with which year or direction; everything that
//! needs a calendar is here, so that four grammars cannot disagree about the length of February.

use super::{Grain, Open, Relative, Time, TimeKind};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

/// A day without a year that lies ahead by no more than this is read as coming, even in a text
/// that does not plan: nobody writes "15 August" on 12 August and means last year's.
const NEAR_DAYS: i32 = 75;

/// What is named, without the year it falls in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A whole year.
    Year,
    /// First or second half.
    Half(u8),
    /// One of four quarters.
    Quarter(u8),
    /// Spring 1, summer 2, autumn 3, winter 4 (from December, into the next year).
    Season(u8),
    /// First and last month of a run.
    Months(u8, u8),
    /// A month and a day of it.
    Day(u8, u8),
    /// A day of a month that is not named.
    BareDay(u8),
    /// Monday 1 to Sunday 7.
    Weekday(u8),
}

/// Which part of a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    Start,
    End,
    FirstHalf,
    SecondHalf,
}

/// Which of the many Aprils or Fridays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    /// Not said: the most recent, or a day close ahead.
    Open,
    /// "last April".
    Last,
    /// "this Friday".
    This,
    /// "next Friday": of the week after.
    Next,
    /// "the coming Friday".
    Coming,
}

/// A slot with what was said of its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) slot: Slot,
    pub(super) year: Option<i16>,
    pub(super) part: Option<Part>,
    pub(super) toward: Toward,
}

impl Named {
    pub(super) const fn new(slot: Slot) -> Named {
        Named { slot, year: None, part: None, toward: Toward::Open }
    }

    pub(super) const fn year(year: i16) -> Named {
        Named { slot: Slot::Year, year: Some(year), part: None, toward: Toward::Open }
    }

    pub(super) const fn month(month: u8) -> Named {
        Named::new(Slot::Months(month, month))
    }

    pub(super) fn in_year(self, year: Option<i16>) -> Named {
        Named { year: year.or(self.year), ..self }
    }

    pub(super) fn with_part(self, part: Option<Part>) -> Named {
        Named { part: part.or(self.part), ..self }
    }

    pub(super) fn toward(self, toward: Toward) -> Named {
        Named { toward, ..self }
    }

    /// The most recent such period for good: what lies ahead is not meant.
    pub(super) fn fixed_past(self, published: Date) -> Named {
        let year = match self.slot {
            Slot::BareDay(_) | Slot::Weekday(_) => None,
            _ => self.resolve(published).map(|time| time.start.year()),
        };
        self.in_year(year)
    }

    fn grain(self) -> Grain {
        match self.slot {
            Slot::Year => Grain::Year,
            Slot::Half(_) => Grain::Half,
            Slot::Quarter(_) => Grain::Quarter,
            Slot::Months(a, b) if a == b => Grain::Month,
            Slot::Season(_) | Slot::Months(..) => Grain::Span,
            Slot::Day(..) | Slot::BareDay(_) | Slot::Weekday(_) => Grain::Day,
        }
    }

    fn open(self) -> Open {
        if self.year.is_some() || self.toward != Toward::Open {
            return Open::Nothing;
        }
        match self.slot {
            Slot::Weekday(_) => Open::Week,
            Slot::BareDay(_) => Open::Month,
            _ => Open::Year,
        }
    }

    /// The days of the slot in a given year; none for 30 February.
    fn days_in(self, year: i16) -> Option<(Date, Date)> {
        let (start, end) = match self.slot {
            Slot::Year => (first(year, 1)?, last(year, 12)?),
            Slot::Half(half) => {
                (first(year, if half == 1 { 1 } else { 7 })?, last(year, half * 6)?)
            }
            Slot::Quarter(quarter) => (first(year, quarter * 3 - 2)?, last(year, quarter * 3)?),
            Slot::Season(4) => (first(year, 12)?, last(year.checked_add(1)?, 2)?),
            Slot::Season(season) => (first(year, season * 3)?, last(year, season * 3 + 2)?),
            Slot::Months(from, to) if from > to => {
                (first(year.checked_sub(1)?, from)?, last(year, to)?)
            }
            Slot::Months(from, to) => (first(year, from)?, last(year, to)?),
            Slot::Day(month, day) => twice(day_of(year, month, day)?),
            Slot::BareDay(_) | Slot::Weekday(_) => return None,
        };
        Some(match self.part {
            Some(part) => part_of(start, end, part),
            None => (start, end),
        })
    }

    /// The days meant by one who writes on the day of publication.
    fn days(self, published: Date) -> Option<(Date, Date)> {
        if let Some(year) = self.year {
            return self.days_in(year);
        }
        match self.slot {
            Slot::Weekday(weekday) => Some(twice(weekday_seen(weekday, self.toward, published))),
            Slot::BareDay(day) => bare_day_seen(day, self.toward, published).map(twice),
            _ => self.yearless_days(published),
        }
    }

    fn yearless_days(self, published: Date) -> Option<(Date, Date)> {
        let now = published.year();
        // Eight years hold a leap day even around 1900 and 2100.
        let back = || (-1..9).filter_map(|n| self.days_in(now.checked_sub(n)?));
        let ahead = || (-1..9).filter_map(|n| self.days_in(now.checked_add(n)?));
        let past = || back().find(|days| days.0 <= published);
        match self.toward {
            Toward::Last => back().find(|days| days.1 < published),
            Toward::This => self.days_in(now).or_else(past),
            Toward::Next => ahead().find(|days| days.0 > published),
            Toward::Coming => ahead().find(|days| days.1 >= published),
            Toward::Open => {
                let near = |days: &(Date, Date)| {
                    days.0 > published && days_between(published, days.0) <= NEAR_DAYS
                };
                let coming = matches!(self.slot, Slot::Day(..)).then(|| ahead().find(near));
                coming.flatten().or_else(past)
            }
        }
    }

    /// The period named, or none where the calendar has no such day.
    pub(super) fn resolve(self, published: Date) -> Option<Time> {
        let (start, end) = self.days(published)?;
        let future = match self.toward {
            Toward::Next | Toward::Coming => true,
            Toward::This => start > published,
            Toward::Last | Toward::Open => false,
        };
        Some(Time { future_form: future, open: self.open(), ..Time::of(start, end, self.grain()) })
    }

    /// The period from this slot to another; each lends the other the year or month it lacks.
    pub(super) fn through(self, to: Named, published: Date) -> Option<Time> {
        let (from, to) = lend(self, to)?;
        let end = to.resolve(published)?;
        let start = start_before(from, &end, published)?;
        if start > end.end {
            return None;
        }
        let open = if from.year.is_some() || to.year.is_some() { Open::Nothing } else { end.open };
        let grain = if from.grain() == to.grain() { to.grain() } else { Grain::Span };
        Some(Time { kind: TimeKind::Range, open, start, grain, ..end })
    }
}

/// Completes each end of a range from the other: "14 to 18 April", "November 2022 to January".
fn lend(mut from: Named, mut to: Named) -> Option<(Named, Named)> {
    match (from.slot, to.slot) {
        (Slot::Day(month, first_day), Slot::BareDay(day)) => {
            let month = if day >= first_day { month } else { month % 12 + 1 };
            to.slot = Slot::Day(month, day);
        }
        (Slot::BareDay(day), Slot::Day(month, last_day)) => {
            let month = if day <= last_day { month } else { (month + 10) % 12 + 1 };
            from.slot = Slot::Day(month, day);
        }
        (Slot::Weekday(_), Slot::Weekday(_)) | (Slot::BareDay(_), Slot::BareDay(_)) => {}
        (Slot::Weekday(_) | Slot::BareDay(_), _) | (_, Slot::Weekday(_) | Slot::BareDay(_)) => {
            return None;
        }
        _ => {}
    }
    if to.toward == Toward::Open && from.slot != Slot::Year {
        to.toward = from.toward;
    }
    if let (Some(year), None) = (from.year, to.year) {
        let wraps = from.order() > to.order();
        to.year = if wraps { year.checked_add(1) } else { Some(year) };
    }
    Some((from, to))
}

impl Named {
    /// Where in a year the slot begins, to see whether a range runs over New Year.
    fn order(self) -> (u8, u8) {
        match self.slot {
            Slot::Year | Slot::BareDay(_) | Slot::Weekday(_) => (0, 0),
            Slot::Half(half) => (half * 6 - 5, 0),
            Slot::Quarter(quarter) => (quarter * 3 - 2, 0),
            Slot::Season(season) => (season * 3, 0),
            Slot::Months(month, _) => (month, 0),
            Slot::Day(month, day) => (month, day),
        }
    }
}

/// The latest start of `from` that does not come after the end of the range.
fn start_before(from: Named, end: &Time, published: Date) -> Option<Date> {
    if from.year.is_some() {
        return Some(from.days(published)?.0);
    }
    match from.slot {
        Slot::Weekday(weekday) => Some(weekday_seen(weekday, Toward::Open, end.start)),
        Slot::BareDay(day) => bare_day_seen(day, Toward::Last, end.start.saturating_add(1.day())),
        _ => {
            let year = end.end.year();
            (0..9)
                .filter_map(|n| from.days_in(year.checked_sub(n)?))
                .map(|days| days.0)
                .find(|start| *start <= end.end)
        }
    }
}

fn twice(day: Date) -> (Date, Date) {
    (day, day)
}

/// A day, if there is such a day.
pub(super) fn day_of(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn first(year: i16, month: u8) -> Option<Date> {
    day_of(year, month, 1)
}

fn last(year: i16, month: u8) -> Option<Date> {
    Some(first(year, month)?.last_of_month())
}

/// Days from one date to another, negative if it lies before.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// A date some days on (negative: back), held inside the calendar.
pub(super) fn plus_days(day: Date, days: i32) -> Date {
    day.saturating_add(i64::from(days.clamp(-4_000_000, 4_000_000)).days())
}

/// A date some months on (negative: back), its day held inside the month.
pub(super) fn plus_months(day: Date, months: i32) -> Date {
    day.saturating_add(i64::from(months.clamp(-200_000, 200_000)).months())
}

fn weekday_number(day: Date) -> i32 {
    i32::from(day.weekday().to_monday_one_offset())
}

/// Monday of the week of a day.
pub(super) fn monday(day: Date) -> Date {
    plus_days(day, 1 - weekday_number(day))
}

fn weekday_seen(weekday: u8, toward: Toward, published: Date) -> Date {
    let back = (weekday_number(published) - i32::from(weekday)).rem_euclid(7);
    let ahead = (7 - back) % 7;
    match toward {
        Toward::Open => plus_days(published, -back),
        Toward::Last => plus_days(published, if back == 0 { -7 } else { -back }),
        Toward::This => plus_days(published, ahead),
        Toward::Coming => plus_days(published, if ahead == 0 { 7 } else { ahead }),
        Toward::Next => plus_days(monday(published), 6 + i32::from(weekday)),
    }
}

fn bare_day_seen(day: u8, toward: Toward, published: Date) -> Option<Date> {
    let in_month = |shift: i32| {
        let month = plus_months(published.first_of_month(), shift);
        day_of(month.year(), u8::try_from(month.month()).ok()?, day)
    };
    match toward {
        Toward::Open => (0..4).filter_map(|n| in_month(-n)).find(|found| *found <= published),
        Toward::Last => (0..4).filter_map(|n| in_month(-n)).find(|found| *found < published),
        Toward::This => in_month(0),
        Toward::Coming | Toward::Next => {
            (0..4).filter_map(in_month).find(|found| *found >= published)
        }
    }
}

/// The part of a period: thirds of a month (to the 10th, to the 20th, the rest) or of a year (four
/// months each); "the start" and "the end" of a year are January and December.
pub(super) fn part_of(start: Date, end: Date, part: Part) -> (Date, Date) {
    let days = days_between(start, end) + 1;
    if days > 31 {
        let months = (i32::from(end.year()) - i32::from(start.year())) * 12
            + i32::from(end.month())
            - i32::from(start.month())
            + 1;
        let third = (months / 3).max(1);
        let months_from = |from: i32, count: i32| {
            (plus_months(start, from), plus_months(start, from + count - 1).last_of_month())
        };
        return match part {
            Part::Early => months_from(0, third),
            Part::Mid => months_from(third, (months - 2 * third).max(1)),
            Part::Late => months_from(months - third, third),
            Part::Start => months_from(0, 1),
            Part::End => months_from(months - 1, 1),
            Part::FirstHalf => months_from(0, (months / 2).max(1)),
            Part::SecondHalf => months_from(months / 2, (months - months / 2).max(1)),
        };
    }
    if days < 28 {
        return (start, end);
    }
    let day = |n: i32| plus_days(start, n - 1);
    match part {
        Part::Early | Part::Start => (start, day(10)),
        Part::Mid => (day(11), day(20)),
        Part::Late | Part::End => (day(21), end),
        Part::FirstHalf => (start, day(15)),
        Part::SecondHalf => (day(16), end),
    }
}

/// The week, month, quarter, half or year around a day, some of them on (negative: back).
pub(super) fn around(day: Date, grain: Grain, shift: i32) -> (Date, Date) {
    let month = i32::from(day.month());
    let block = |length: i32| {
        let start =
            plus_months(day.first_of_month(), shift.saturating_mul(length) - (month - 1) % length);
        (start, plus_months(start, length - 1).last_of_month())
    };
    match grain {
        Grain::Day | Grain::Span => twice(plus_days(day, shift)),
        Grain::Week => {
            let start = plus_days(monday(day), shift.saturating_mul(7));
            (start, plus_days(start, 6))
        }
        Grain::Month => block(1),
        Grain::Quarter => block(3),
        Grain::Half => block(6),
        Grain::Year => block(12),
    }
}

/// A period of a grain counted from the published day: "last month" is -1.
pub(super) fn counted(published: Date, grain: Grain, shift: i32) -> Time {
    let (start, end) = around(published, grain, shift);
    Time { future_form: shift > 0, ..Time::of(start, end, grain) }
}

/// Saturday and Sunday, some weekends on from the most recent one.
pub(super) fn weekend(published: Date, shift: i32) -> Time {
    let saturday = plus_days(
        monday(published),
        if published.weekday() == Weekday::Sunday || published.weekday() == Weekday::Saturday {
            5
        } else {
            -2
        },
    );
    let start = plus_days(saturday, shift * 7);
    Time { future_form: start > published, ..Time::of(start, plus_days(start, 1), Grain::Span) }
}

/// A run of days, weeks, months or years up to the published day, or from it on when `ahead`.
pub(super) fn run(published: Date, unit: Grain, count: i32, ahead: bool) -> Time {
    let count = if ahead { count } else { count.saturating_neg() };
    let other = moved(published, unit, count);
    let (start, end) = if ahead { (published, other) } else { (other, published) };
    Time { kind: TimeKind::Range, future_form: ahead, ..Time::of(start, end, Grain::Span) }
}

/// A day moved by a count of units.
pub(super) fn moved(day: Date, unit: Grain, count: i32) -> Date {
    match unit {
        Grain::Day | Grain::Span => plus_days(day, count),
        Grain::Week => plus_days(day, count.saturating_mul(7)),
        Grain::Month => plus_months(day, count),
        Grain::Quarter => plus_months(day, count.saturating_mul(3)),
        Grain::Half => plus_months(day, count.saturating_mul(6)),
        Grain::Year => plus_months(day, count.saturating_mul(12)),
    }
}

/// A distance of some units back as a relative; negative counts lie ahead.
pub(super) fn distance(unit: Grain, count: i32, whole: Option<Grain>) -> Relative {
    let (years, months, days) = match unit {
        Grain::Day | Grain::Span => (0, 0, count),
        Grain::Week => (0, 0, count.saturating_mul(7)),
        Grain::Month => (0, count, 0),
        Grain::Quarter => (0, count.saturating_mul(3), 0),
        Grain::Half => (0, count.saturating_mul(6), 0),
        Grain::Year => (count, 0, 0),
    };
    Relative::Earlier { years, months, days, whole }
}

/// A time that counts from another; its dates are filled in when the whole text has been read.
pub(super) fn relative(published: Date, relative: Relative) -> Time {
    Time { relative: Some(relative), ..Time::of(published, published, Grain::Span) }
}

/// The period that lies at this distance from an anchor.
pub(super) fn from_anchor(relative: Relative, anchor: (Date, Date)) -> (Date, Date) {
    match relative {
        Relative::SameIn { year } => {
            let years = i32::from(year) - i32::from(anchor.1.year());
            (
                shifted(anchor.0, years.saturating_mul(12), false),
                shifted(anchor.1, years.saturating_mul(12), anchor_is_whole(anchor)),
            )
        }
        Relative::Earlier { years, months, days, whole: Some(grain) } => {
            let from = if days < 0 { anchor.1 } else { anchor.0 };
            let back = years.saturating_mul(12).saturating_add(months).saturating_neg();
            around(
                plus_days(
                    plus_months(from.first_of_month(), back),
                    i32::from(from.day()) - 1 - days,
                ),
                grain,
                0,
            )
        }
        Relative::Earlier { years, months, days, whole: None } => {
            let back = years.saturating_mul(12).saturating_add(months).saturating_neg();
            if back == 0 && days != 0 {
                return twice(plus_days(if days < 0 { anchor.1 } else { anchor.0 }, -days));
            }
            (shifted(anchor.0, back, false), shifted(anchor.1, back, anchor_is_whole(anchor)))
        }
    }
}

fn anchor_is_whole(anchor: (Date, Date)) -> bool {
    anchor.0.day() == 1 && anchor.1 == anchor.1.last_of_month()
}

fn shifted(day: Date, months: i32, to_month_end: bool) -> Date {
    let moved = plus_months(day, months);
    if to_month_end { moved.last_of_month() } else { moved }
}

/// Thanksgiving of the United States: the fourth Thursday of November.
pub(super) fn thanksgiving(year: i16) -> Date {
    let first = date(year.clamp(1, 9998), 11, 1);
    plus_days(first, (4 - weekday_number(first)).rem_euclid(7) + 21)
}

/// Moves a period that could lie ahead to its first occurrence that has not passed.
pub(super) fn forward(time: &Time, published: Date) -> Time {
    let mut ahead = *time;
    let passed = |day: Date| day < published;
    match time.open {
        Open::Nothing => {}
        Open::Week => {
            let weeks =
                if passed(time.end) { (days_between(time.end, published) + 6) / 7 } else { 0 };
            ahead.start = plus_days(time.start, weeks * 7);
            ahead.end = plus_days(time.end, weeks * 7);
        }
        Open::Month => step_ahead(&mut ahead, 1, published),
        Open::Year => step_ahead(&mut ahead, 12, published),
    }
    match time.kind {
        TimeKind::Since => return *time,
        TimeKind::Until if !passed(ahead.end) => ahead.start = published,
        _ => {}
    }
    ahead.future_form |= ahead.end > published;
    ahead
}

/// Steps a period on by months until it has not passed and both its days exist.
fn step_ahead(time: &mut Time, months: i32, published: Date) {
    if time.end >= published {
        return;
    }
    let origin = *time;
    let whole = origin.grain != Grain::Day && origin.end == origin.end.last_of_month();
    for n in 1..100 {
        let start = shifted(origin.start, n * months, false);
        let end = shifted(origin.end, n * months, whole);
        let exists = origin.grain != Grain::Day
            || (start.day() == origin.start.day() && end.day() == origin.end.day());
        if end >= published && exists {
            (time.start, time.end) = (start, end);
            return;
        }
    }
}
