//! A time is a stretch of days that a text names: "on Friday", "지난달", "с января по сентябрь".
//!
//! [`find`] returns every time of a text in order, resolved against the day the text was published:
//! to the most recent past where the year is left open, the published day included. A text that
//! plans is read forward with [`resolve_future`]. Clock times, ages and rates ("year on year") are
//! no times here; a duration has no days of its own and is marked as such.

mod chinese;
pub(crate) mod compared;
mod english;
pub(crate) mod korean;
mod lent;
mod numeric;
mod resolve;
mod russian;
#[cfg(test)]
mod tests;

use crate::Language;

use jiff::civil::Date;

/// How finely a time was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grain {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month or a part of it: see [`Time::whole`].
    Month,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// A year or a part of it: see [`Time::whole`].
    Year,
    /// Any other stretch.
    Span,
}

/// What a time says about what happened in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeKind {
    /// In it: "on Friday", "in October".
    Point,
    /// From its first day to its last.
    Range,
    /// From its first day on; the last day is that of publication.
    Since,
    /// Up to its last day.
    Until,
    /// A length without place in the calendar ("for three years"); both days are the published one.
    Duration,
    /// Again and again ("every week"); both days are the published one.
    Set,
    /// An anniversary, which names no day of its own; both days are the published one.
    Anniversary,
}

/// How a time counts from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relative {
    /// So much before the anchor; negative numbers lie after it.
    Earlier {
        /// Years before the anchor.
        years: i32,
        /// Months before the anchor.
        months: i32,
        /// Days before the anchor.
        days: i32,
        /// The calendar unit to take there ("the previous month"); none keeps the anchor's length
        /// ("a year earlier").
        whole: Option<Grain>,
    },
    /// The days of the anchor in another year ("the same month of 2024").
    SameIn {
        /// That year.
        year: i16,
    },
}

/// What a time leaves open, and a text that plans reads forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Open {
    /// Nothing: it can be read in one way only.
    Nothing,
    /// Which week: "on Friday".
    Week,
    /// Which month: "15일", "on the 15th".
    Month,
    /// Which year: "in April", "on 15 August".
    Year,
}

/// A time named in a text, with the days it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    /// Bytes of the text.
    pub(crate) span: (usize, usize),
    /// First day.
    pub(crate) start: Date,
    /// Last day, included.
    pub(crate) end: Date,
    /// How finely it was named.
    pub(crate) grain: Grain,
    /// What it says about what happened in it.
    pub(crate) kind: TimeKind,
    /// How it counts from another time, if it does; its days are then filled in from the nearest
    /// fitting time of the text, and [`Time::anchored`] fills them in anew.
    pub(crate) relative: Option<Relative>,
    /// The words themselves look ahead: "next month", "in three days".
    pub(crate) future_form: bool,
    /// What was left open.
    pub(crate) open: Open,
}

impl Time {
    fn of(start: Date, end: Date, grain: Grain) -> Time {
        Time {
            span: (0, 0),
            start,
            end,
            grain,
            kind: TimeKind::Point,
            relative: None,
            future_form: false,
            open: Open::Nothing,
        }
    }

    /// A time of so many days, named plainly.
    pub(crate) fn named((start, end): (Date, Date), grain: Grain) -> Time {
        Time::of(start, end, grain)
    }

    fn without_days(published: Date, kind: TimeKind) -> Time {
        Time { kind, ..Time::of(published, published, Grain::Span) }
    }

    /// The last day of what began in this time and goes on.
    fn since_end(&self, published: Date) -> Date {
        if self.start <= published { published } else { self.end }
    }

    /// Whether the time has days of its own.
    #[must_use]
    pub(crate) fn is_dated(&self) -> bool {
        !matches!(self.kind, TimeKind::Duration | TimeKind::Set | TimeKind::Anniversary)
    }

    /// The whole month or year of which a part was named: "early October" gives October.
    #[must_use]
    pub(crate) fn whole(&self) -> (Date, Date) {
        match (self.kind, self.grain) {
            (TimeKind::Point, Grain::Month | Grain::Year) => {
                let (start, end) = resolve::around(self.start, self.grain, 0);
                (start.min(self.start), end.max(self.end))
            }
            _ => (self.start, self.end),
        }
    }

    /// The same time counted from another anchor; unchanged where it counts from none.
    #[must_use]
    pub(crate) fn anchored(&self, start: Date, end: Date, grain: Grain) -> Time {
        let Some(relative) = self.relative else { return *self };
        let (from, to) = resolve::from_anchor(relative, (start, end));
        let grain = match relative {
            Relative::Earlier { whole: Some(whole), .. } => whole,
            Relative::Earlier { years: 0, months: 0, days, .. } if days != 0 => Grain::Day,
            _ => grain,
        };
        Time { start: from, end: to, grain, ..*self }
    }
}

/// Every time of a text, in order and without overlap.
#[must_use]
pub(crate) fn find(text: &str, language: Language, published: Date) -> Vec<Time> {
    let mut times = match language {
        Language::English => english::find(text, published),
        Language::Korean => korean::find(text, published),
        Language::Chinese => chinese::find(text, published),
        Language::Russian => russian::find(text, published),
    };
    lend_years(&mut times, text, published);
    lent::lend(&mut times, text, (language, published));
    if times.iter().any(|time| time.relative.is_some()) {
        anchor(&mut times, text, published);
    }
    times
}

/// What is older than this is not news: its year may be that of the date told before it.
const NEWS_DAYS: i32 = 60;

/// "On May 3, 2021, … and on June 4": a day or month without a year, after one with a year that is
/// long past, lies in that year, unless it can be news.
fn lend_years(times: &mut [Time], text: &str, published: Date) {
    let fits = |time: &Time| {
        time.kind == TimeKind::Point && time.relative.is_none() && time.grain <= Grain::Month
    };
    for i in 1..times.len() {
        let (before, time) = (times[i - 1], times[i]);
        let told = before.open == Open::Nothing && before.start.year() < published.year() - 1;
        let old = resolve::days_between(time.end, published) > NEWS_DAYS;
        if time.open != Open::Year || !told || !old || !fits(&before) || !fits(&time) {
            continue;
        }
        let months = 12 * (i32::from(before.start.year()) - i32::from(time.start.year()));
        let start = resolve::plus_months(time.start, months);
        if start <= before.end || !same_sentence(text, before.span, time.span) {
            continue;
        }
        let whole = time.grain == Grain::Month && time.end == time.end.last_of_month();
        let end = resolve::plus_months(time.end, months);
        let end = if whole { end.last_of_month() } else { end };
        times[i] = Time { start, end, open: Open::Nothing, ..time };
    }
}

/// The same expression read forward, as a text that plans means it: "on Friday" is the coming one.
#[must_use]
pub(crate) fn resolve_future(time: &Time, published: Date) -> Time {
    resolve::forward(time, published)
}

/// How far an anchor may be sought, in times: keeps a text of nothing but relatives linear.
const ANCHORS_TRIED: usize = 8;

/// Fills in the days of the times that count from another one.
fn anchor(times: &mut [Time], text: &str, published: Date) {
    for i in 0..times.len() {
        let time = times[i];
        let Some(relative) = time.relative else { continue };
        let found = match relative {
            Relative::Earlier { days, .. } if days != 0 => day_anchor(times, i),
            _ => period_anchor(times, i, text),
        };
        times[i] = match found {
            Some(by) => time.anchored(by.start, by.end, by.grain),
            None => unanchored(&time, relative, published),
        };
    }
}

fn serves(time: &Time) -> bool {
    time.is_dated() && time.kind != TimeKind::Since
}

/// The last dated time before, for "the following day".
fn day_anchor(times: &[Time], i: usize) -> Option<Time> {
    times[..i].iter().rev().take(ANCHORS_TRIED).find(|time| serves(time)).copied()
}

/// The period that a comparison is made with: of this sentence a month or longer before a day,
/// what stands before ahead of what follows; else the last time of the text before.
fn period_anchor(times: &[Time], i: usize, text: &str) -> Option<Time> {
    let here = |time: &&Time| {
        serves(time) && time.relative.is_none() && same_sentence(text, time.span, times[i].span)
    };
    let before = || times[..i].iter().rev().take(ANCHORS_TRIED).filter(here);
    let after = || times[i + 1..].iter().take(ANCHORS_TRIED).filter(here);
    let long = |time: &&Time| time.grain != Grain::Day;
    let own = |time: &&Time| long(time) && !is_yardstick(text, time.span);
    // "That month" points back at a month told before, and not at what its own sentence compares with.
    let told_before = || {
        let earlier = times[..i].iter().rev().take(ANCHORS_TRIED);
        earlier.filter(|time| serves(time)).find(|time| !is_yardstick(text, time.span))
    };
    let points_back = points_back(&times[i]);
    let nearest = (before().find(own))
        .or_else(|| told_before().filter(|_| points_back))
        .or_else(|| after().find(own))
        .or_else(|| before().find(long))
        .or_else(|| before().next())
        .or_else(|| after().find(long));
    nearest.copied().or_else(|| day_anchor(times, i))
}

/// Whether a time is the very one told before: "that month", "같은 달".
fn points_back(time: &Time) -> bool {
    let Some(Relative::Earlier { years: 0, months: 0, days: 0, whole }) = time.relative else {
        return false;
    };
    whole.is_some()
}

/// Whether the year of a month is open even where another is named in full beside it.
pub(crate) fn may_be_of_another_year(times: &[Time], at: usize, text: &str, of: Language) -> bool {
    lent::is_open(times, at, text, of)
}

/// Whether a time is itself what something is compared with: "than in February", "2월보다".
fn is_yardstick(text: &str, span: (usize, usize)) -> bool {
    let before = text.get(..span.0).unwrap_or("");
    let after = text.get(span.1..).unwrap_or("");
    let said = text.get(span.0..span.1).unwrap_or("");
    ["than ", "than in ", "against ", "with ", "versus ", "чем в ", "比", "较"]
        .iter()
        .any(|word| before.ends_with(word))
        || ["보다", "에 비해", "에 견줘", " 대비", "과 비교"]
            .iter()
            .any(|word| after.starts_with(word))
        || said.starts_with("from ")
}

fn same_sentence(text: &str, a: (usize, usize), b: (usize, usize)) -> bool {
    let (from, to) = if a.1 <= b.0 { (a.1, b.0) } else { (b.1, a.0) };
    // Far apart is another sentence; this also bounds the work.
    to.saturating_sub(from) < 600
        && text.get(from..to).is_some_and(|gap| {
            !gap.contains(". ")
                && !gap.contains(".\n")
                && !gap.contains('。')
                && !gap.contains("\n\n")
        })
}

/// A relative time in a text without any other: years ago is a year, months ago a month.
fn unanchored(time: &Time, relative: Relative, published: Date) -> Time {
    let grain = match relative {
        Relative::Earlier { whole: Some(whole), .. } => whole,
        Relative::Earlier { years, .. } if years != 0 => Grain::Year,
        Relative::Earlier { months, .. } if months != 0 => Grain::Month,
        Relative::Earlier { .. } => Grain::Day,
        Relative::SameIn { .. } => Grain::Year,
    };
    let (start, end) = resolve::around(published, grain, 0);
    time.anchored(start, end, grain)
}
