//! Does a condition hold? A reading is held against the line; one that holds lets go at its other
//! line; and it has to last.

use super::day::{Day, months_on};
use super::replay::{Blind, Truth};
use super::rule::{Bound, Lasting, Side};

/// What a gauge shows on a day. What it counts may be more than was seen: then `high` is above `low`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Why nothing, or no more, is known.
    pub(crate) blind: Option<Blind>,
    /// What the gauge says where it says a word instead of a number.
    pub(crate) word: Option<bool>,
    /// Of the figures of a flow: how many running are past the line, as they are known on the day.
    pub(crate) running: Option<Running>,
}

/// The latest figures of a flow against their line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Running {
    /// Whether the latest is past it.
    pub(crate) raw: Truth,
    /// How many running are.
    pub(crate) figures: u32,
    /// Whether more may be: of the one before nothing is known.
    pub(crate) is_open: bool,
}

impl Reading {
    pub(crate) fn exact(value: f64) -> Reading {
        Reading { low: value, high: value, blind: None, word: None, running: None }
    }

    pub(crate) fn between(low: f64, high: f64, blind: Blind) -> Reading {
        let blind = (low < high).then_some(blind);
        Reading { low, high, blind, word: None, running: None }
    }

    pub(crate) fn blind(blind: Blind) -> Reading {
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        Reading { low, high, blind: Some(blind), word: None, running: None }
    }

    pub(crate) fn word(holds: bool) -> Reading {
        Reading { word: Some(holds), ..Reading::exact(f64::from(u8::from(holds))) }
    }

    /// The value, where it is known.
    pub(crate) fn value(&self) -> Option<f64> {
        (self.word.is_none() && self.low == self.high && self.low.is_finite()).then_some(self.low)
    }

    /// Whether it is past a line, or has not let go of it if it `held` before.
    pub(crate) fn against(&self, bound: Option<Bound>, held: bool) -> Truth {
        match (self.word, bound) {
            (Some(true), _) => Truth::Holds,
            (Some(false), _) => Truth::Not,
            (None, None) => Truth::Unknown,
            (None, Some(Bound { side, until: Some(until), .. })) if held => {
                self.is_kept(side, until)
            }
            (None, Some(bound)) => self.is(bound.side, bound.value),
        }
    }

    /// On which side of a line it is.
    fn is(&self, side: Side, line: f64) -> Truth {
        let (inside, outside) = match side {
            Side::Above => (self.low > line, self.high <= line),
            Side::Below => (self.high < line, self.low >= line),
        };
        match (inside, outside) {
            (true, _) => Truth::Holds,
            (_, true) => Truth::Not,
            _ => Truth::Unknown,
        }
    }

    /// Past the line at which a condition that holds lets go; on that line it still holds.
    fn is_kept(&self, side: Side, line: f64) -> Truth {
        match side {
            Side::Above => self.is(Side::Below, line),
            Side::Below => self.is(Side::Above, line),
        }
        .not()
    }
}

/// A condition through time: whether it holds, and since when.
///
/// One that has to last holds where its gauge was past the line on every day of that time, and does not
/// where it was surely not on one of them: a day of which one cannot tell is neither.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hold {
    bound: Option<Bound>,
    lasting: Lasting,
    /// What the gauge says against its line.
    raw: Truth,
    /// Since when.
    raw_since: Day,
    /// The first day after the last on which it was surely not past the line; `None` where none was. Of
    /// the days before the first nothing is known.
    last_not: Option<Day>,
    /// In how many figures running, and whether more may be.
    figures: u32,
    is_open: bool,
}

impl Hold {
    pub(crate) fn new(bound: Option<Bound>, lasting: Lasting, first: Day) -> Hold {
        let (raw, raw_since) = (Truth::Unknown, first);
        Hold { bound, lasting, raw, raw_since, last_not: None, figures: 0, is_open: false }
    }

    /// Takes the reading of a day; it stays until the next one.
    pub(crate) fn read(&mut self, day: Day, reading: &Reading) {
        let raw = match reading.running {
            Some(running) => running.raw,
            None => self.against(reading),
        };
        if raw != self.raw {
            if self.raw == Truth::Not {
                self.last_not = Some(day);
            }
            (self.raw, self.raw_since) = (raw, day);
        }
        let running = reading.running.filter(|_| raw == Truth::Holds);
        self.figures = running.map_or(0, |running| running.figures);
        self.is_open = running.is_some_and(|running| running.is_open);
    }

    /// A reading against the line. Between the two lines of a condition of which one could not tell
    /// before, one cannot tell either.
    fn against(&self, reading: &Reading) -> Truth {
        let [held, not] = [true, false].map(|held| reading.against(self.bound, held));
        match self.raw {
            Truth::Holds => held,
            Truth::Not => not,
            Truth::Unknown if held == not => held,
            Truth::Unknown => Truth::Unknown,
        }
    }

    /// The day on which what began on another has lasted.
    fn lasted(&self, since: Day) -> Day {
        match self.lasting {
            Lasting::AtOnce | Lasting::Figures(_) => since,
            // The first day is one of them.
            Lasting::Months(n) => months_on(since, n) - 1,
            Lasting::Days(n) => since.saturating_add(i32::try_from(n).unwrap_or(i32::MAX) - 1),
        }
    }

    /// From which day on it holds, if nothing changes.
    pub(crate) fn holds_from(&self) -> Option<Day> {
        let is_past = self.raw == Truth::Holds;
        match self.lasting {
            Lasting::Figures(n) if self.figures < n => None,
            _ => is_past.then(|| self.lasted(self.raw_since)),
        }
    }

    /// Until when it surely does not hold, since it was not past its line on one of the days: the first
    /// day after.
    fn not_until(&self) -> Option<Day> {
        self.last_not.map(|day| self.lasted(day))
    }

    /// The days on which it turns though the gauge says nothing new.
    pub(crate) fn turns(&self) -> impl Iterator<Item = Day> + use<> {
        let is_not = self.raw == Truth::Not;
        let mut days = [self.not_until(), self.holds_from()].map(|day| day.filter(|_| !is_not));
        days.sort_unstable();
        days.into_iter().flatten()
    }

    /// Whether it holds on a day. One that has not lasted yet does not.
    pub(crate) fn on(&self, day: Day) -> Truth {
        if let Lasting::Figures(n) = self.lasting {
            return match self.raw {
                Truth::Holds if self.figures >= n => Truth::Holds,
                // One more figure before them may be past the line too.
                Truth::Holds if self.is_open => Truth::Unknown,
                Truth::Holds => Truth::Not,
                other => other,
            };
        }
        match self.raw {
            Truth::Not => Truth::Not,
            _ if self.holds_from().is_some_and(|from| from <= day) => Truth::Holds,
            _ if self.not_until().is_some_and(|until| day < until) => Truth::Not,
            _ => Truth::Unknown,
        }
    }

    /// Whether the gauge is past its line and has not lasted there yet.
    pub(crate) fn is_pending(&self, day: Day) -> bool {
        self.raw == Truth::Holds && self.on(day) == Truth::Not
    }

    /// The day on which it has lasted, of one whose gauge is past its line and will have been long enough
    /// if nothing changes.
    pub(crate) fn awaits(&self, day: Day) -> Option<Day> {
        self.holds_from().filter(|from| day < *from)
    }

    /// The last day on which it was surely not past the line, where that is why it does not hold, though
    /// one cannot tell of now.
    pub(crate) fn failed_on(&self, day: Day) -> Option<Day> {
        let is_why = self.raw == Truth::Unknown && self.on(day) == Truth::Not;
        self.last_not.filter(|_| is_why).map(|day| day - 1)
    }

    /// How long what is awaited has to last where once is not enough; of a condition that holds
    /// once is.
    pub(crate) fn awaited(&self, day: Day) -> Option<Lasting> {
        match (self.lasting, self.raw) {
            _ if self.on(day) == Truth::Unknown => None,
            (Lasting::Figures(n), Truth::Holds) => {
                let left = n.saturating_sub(self.figures);
                (left > 1).then_some(Lasting::Figures(left))
            }
            (Lasting::AtOnce | Lasting::Figures(0 | 1) | Lasting::Days(0 | 1), _)
            | (_, Truth::Unknown) => None,
            (lasting, Truth::Not) => Some(lasting),
            (lasting, Truth::Holds) => self.is_pending(day).then_some(lasting),
        }
    }

    /// Since when the gauge has been on its side of the line.
    pub(crate) fn raw_since(&self) -> Day {
        self.raw_since
    }

    pub(crate) fn raw(&self) -> Truth {
        self.raw
    }
}
