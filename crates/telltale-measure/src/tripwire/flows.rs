//! What the figures of a flow say: its latest months, compared with those before and a year before.
//!
//! Months are compared whole. January and February are published together, or hang on the day of the
//! lunar new year, so no window divides them: it ends before January or after February. Where only
//! the ratio counts (a share, a trend, a change on the year), one that would begin with February
//! begins with January; a level and a change on the month wait for windows that divide nothing.

use std::collections::BTreeMap;

use telltale_observation::{Actor, Month, ObservationId, Unit};

use super::alive::Alive;
use super::counted::course_reading;
use super::day::{Day, NEVER, first_of, month_of};
use super::hold::Reading;
use super::replay::{Blind, Next, Truth};
use super::rule::{Bound, Condition, Gauge, Side, monthly_total};
use super::stage::Stage;
use crate::{Levels, yearly_growth};

/// A flow whose last figure lies further back is stale: customs publish within two months.
const STALE_MONTHS: i32 = 4;

/// Figures that may be compared: of one source, in one unit.
type SeriesKey<'a> = (&'a str, Unit);

/// The figures of one partner, as known on a day.
type Figures = BTreeMap<Month, (f64, ObservationId)>;

/// A condition on a flow, ready to be replayed.
pub(super) struct Flows<'c, 'a> {
    condition: &'c Condition,
    rows: Vec<Alive<'a>>,
}

/// What is known on a day: by source and unit, then by partner.
#[derive(Default)]
struct Known<'a>(BTreeMap<SeriesKey<'a>, BTreeMap<Option<Actor>, Figures>>);

impl<'a> Known<'a> {
    fn change(&mut self, row: &Alive<'a>, holds: bool) {
        let Some((month, unit, amount)) = monthly_total(row.seen) else { return };
        let key = (row.seen.origin().source.as_str(), unit);
        let figures = self.0.entry(key).or_default().entry(row.seen.dyad().target).or_default();
        let id = row.seen.id();
        if holds {
            figures.insert(month, (amount, id));
        } else if figures.get(&month).is_some_and(|(_, known)| *known == id) {
            figures.remove(&month);
        }
    }

    /// The longest series of a partner, the first by source and unit of several.
    fn longest(
        &self,
        partner: Option<Actor>,
    ) -> Option<(&BTreeMap<Option<Actor>, Figures>, &Figures)> {
        let long = self.0.values().filter_map(|by| Some((by, by.get(&partner)?)));
        let mut best: Option<(&BTreeMap<Option<Actor>, Figures>, &Figures)> = None;
        for (by, figures) in long.filter(|(_, figures)| !figures.is_empty()) {
            if best.is_none_or(|(_, longest)| figures.len() > longest.len()) {
                best = Some((by, figures));
            }
        }
        best
    }
}

impl<'c, 'a> Flows<'c, 'a> {
    pub(super) fn new(condition: &'c Condition, stage: &Stage<'a>) -> Flows<'c, 'a> {
        let pick = &condition.of;
        let share = matches!(condition.gauge, Gauge::Share(_));
        let kind = stage.of_kind(pick);
        let rows = kind.iter().copied().filter(|row| {
            let seen = row.seen;
            seen.dyad().actor == pick.dyad.actor
                && (share || seen.dyad().target == pick.dyad.target)
                && pick.source.as_ref().is_none_or(|source| *source == seen.origin().source)
                && monthly_total(seen)
                    .is_some_and(|(_, unit, _)| pick.unit.is_none_or(|wanted| wanted == unit))
        });
        Flows { condition, rows: rows.collect() }
    }

    /// Each change of the reading, by day.
    pub(super) fn readings(&self, stage: &Stage<'a>) -> Vec<(Day, Reading)> {
        let mut known = Known::default();
        let mut all = Vec::new();
        let changes = self.changes();
        let mut next = 0;
        // A figure grows stale with the first of a month.
        let months = month_of(stage.first).through(month_of(stage.last)).map(first_of);
        let mut days: Vec<Day> = changes.iter().map(|(day, ..)| *day).chain(months).collect();
        days.push(stage.first);
        days.sort_unstable();
        days.dedup();
        for day in days.into_iter().filter(|day| (stage.first..=stage.last).contains(day)) {
            while let Some((_, holds, at)) = changes.get(next).filter(|(from, ..)| *from <= day) {
                known.change(&self.rows[*at], *holds);
                next += 1;
            }
            let reading = self.reading(&known, day);
            if all.last().is_none_or(|(_, last)| *last != reading) {
                all.push((day, reading));
            }
        }
        all
    }

    /// What is known anew and what holds no longer, by day; first what holds no longer.
    fn changes(&self) -> Vec<(Day, bool, usize)> {
        let mut changes = Vec::with_capacity(self.rows.len());
        for (at, row) in self.rows.iter().enumerate() {
            changes.push((row.from, true, at));
            if row.until != NEVER {
                changes.push((row.until, false, at));
            }
        }
        changes.sort_unstable();
        changes
    }

    /// All that is known as of the last day.
    fn known(&self, stage: &Stage<'a>) -> Known<'a> {
        let mut known = Known::default();
        for (_, holds, at) in self.changes().into_iter().filter(|(day, ..)| *day <= stage.last) {
            known.change(&self.rows[at], holds);
        }
        known
    }

    fn reading(&self, known: &Known<'a>, day: Day) -> Reading {
        let Some((partners, figures)) = known.longest(self.condition.of.dyad.target) else {
            return Reading::blind(Blind::NothingKnown);
        };
        let (last, _) = figures.last_key_value().expect("a series has figures");
        if month_of(day).since(*last) > STALE_MONTHS {
            return Reading::blind(Blind::Stale);
        }
        let Some(end) = self.end(figures) else { return Reading::blind(Blind::NoFigure) };
        let value = match &self.condition.gauge {
            Gauge::Trend(course) => {
                let levels =
                    Levels(figures.iter().map(|(month, (amount, _))| (*month, *amount)).collect());
                let months = u8::try_from(self.condition.window_months).unwrap_or(u8::MAX);
                let growth = yearly_growth(&levels, end, months);
                let reading = course_reading(*course, growth.as_ref().map_err(|reason| *reason));
                return Reading { figure: number(end), ..reading };
            }
            Gauge::Share(_) => self.share(partners, figures, end),
            _ => self.value(figures, end),
        };
        match value {
            Ok(value) => Reading { figure: number(end), ..Reading::exact(value) },
            Err(blind) => Reading { figure: number(end), ..Reading::blind(blind) },
        }
    }

    /// The last month of the window: the latest that does not divide January from February.
    fn end(&self, figures: &Figures) -> Option<Month> {
        figures.keys().rev().find(|month| self.is_whole(**month)).copied()
    }

    /// Whether no window that ends with this month divides January from February.
    fn is_whole(&self, end: Month) -> bool {
        let (now, before) = self.windows(end);
        let whole = |window: &Vec<Month>| {
            window.first().is_none_or(|first| first.number() != 2)
                && window.last().is_none_or(|last| last.number() != 1)
        };
        whole(&now) && whole(&before)
    }

    /// The months of the window, and of the one that it is compared with.
    fn windows(&self, end: Month) -> (Vec<Month>, Vec<Month>) {
        let length = i32::try_from(self.condition.window_months).unwrap_or(i32::MAX);
        let start = end.plus(1 - length);
        let longer = |start: Month| if start.number() == 2 { start.plus(-1) } else { start };
        match self.condition.gauge {
            Gauge::Level(_) => (start.through(end).collect(), Vec::new()),
            Gauge::ChangeMonth(_) => (
                start.through(end).collect(),
                start.plus(-length).through(start.plus(-1)).collect(),
            ),
            Gauge::ChangeYear(_) => {
                let now = longer(start).through(end);
                (now.clone().collect(), now.map(|month| month.plus(-12)).collect())
            }
            _ => (longer(start).through(end).collect(), Vec::new()),
        }
    }

    fn value(&self, figures: &Figures, end: Month) -> Result<f64, Blind> {
        let sum = |months: &[Month]| -> Result<f64, Blind> {
            let amounts = months.iter().map(|month| figures.get(month).map(|(amount, _)| *amount));
            amounts.sum::<Option<f64>>().ok_or(Blind::NoFigure)
        };
        let (now, before) = self.windows(end);
        let now = sum(&now)?;
        if before.is_empty() {
            return Ok(now);
        }
        let before = sum(&before)?;
        if before > 0.0 { Ok(now / before - 1.0) } else { Err(Blind::NoRatio) }
    }

    /// The partner's part of what the source tells of all partners in those months.
    fn share(
        &self,
        partners: &BTreeMap<Option<Actor>, Figures>,
        figures: &Figures,
        end: Month,
    ) -> Result<f64, Blind> {
        let (months, _) = self.windows(end);
        let of = |figures: &Figures| -> Option<f64> {
            months.iter().map(|month| figures.get(month).map(|(amount, _)| *amount)).sum()
        };
        let others: Vec<f64> = partners.values().filter_map(of).collect();
        let (part, whole) = (of(figures).ok_or(Blind::NoFigure)?, others.iter().sum::<f64>());
        // A source that tells of nobody else does not tell the whole.
        if others.len() < 2 || whole <= 0.0 { Err(Blind::NoRatio) } else { Ok(part / whole) }
    }

    /// The figures of the windows as of the last day.
    pub(super) fn evidence(&self, stage: &Stage<'a>) -> Vec<ObservationId> {
        let known = self.known(stage);
        let Some((_, figures)) = known.longest(self.condition.of.dyad.target) else {
            return Vec::new();
        };
        let Some(end) = self.end(figures) else { return Vec::new() };
        let (now, mut before) = self.windows(end);
        if matches!(self.condition.gauge, Gauge::Trend(_)) {
            before = now.iter().map(|month| month.plus(-12)).collect();
        }
        let months = before.iter().chain(&now);
        months.filter_map(|month| figures.get(month)).map(|(_, id)| *id).collect()
    }

    /// The month of the latest figure as of the last day.
    pub(super) fn latest(&self, stage: &Stage<'a>) -> Option<Month> {
        let known = self.known(stage);
        let (_, figures) = known.longest(self.condition.of.dyad.target)?;
        figures.last_key_value().map(|(month, _)| *month)
    }

    /// The next figure that would flip the condition: where it is past its line and has not lasted
    /// there, one that is past it too.
    pub(super) fn next(&self, stage: &Stage<'a>, raw: Truth, pending: bool) -> Next {
        let known = self.known(stage);
        let Some((_, figures)) = known.longest(self.condition.of.dyad.target) else {
            return Next::Figure;
        };
        let (Some(end), Some(bound)) = (self.end(figures), self.condition.gauge.bound()) else {
            // A trend that cannot be told lacks no one figure.
            let is_trend = matches!(self.condition.gauge, Gauge::Trend(_));
            let lacks = raw == Truth::Unknown && !is_trend;
            return if lacks { Next::Figure } else { Next::Unsaid };
        };
        if raw == Truth::Unknown {
            return Next::Figure;
        }
        let Some(last) = (1..=12).map(|on| end.plus(on)).find(|month| self.is_whole(*month)) else {
            return Next::Unsaid;
        };
        let (now, before) = self.windows(last);
        let first = now.first().map_or(last, |first| end.plus(1).max(*first));
        let amount = |month: &Month| figures.get(month).map(|(amount, _)| *amount);
        let known: Option<f64> = now.iter().filter(|month| **month < first).map(amount).sum();
        let base: Option<f64> = before.iter().map(amount).sum();
        let line = bound.until.filter(|_| raw == Truth::Holds).unwrap_or(bound.value);
        let (Some(known), Some(base)) = (known, base) else { return Next::Unsaid };
        let needed = match self.condition.gauge {
            Gauge::Level(_) => line - known,
            // A figure that is awaited cannot be what it is compared with.
            Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) if before.iter().all(|m| *m < first) => {
                (1.0 + line) * base - known
            }
            _ => return Next::Unsaid,
        };
        let holds_then = pending || raw != Truth::Holds;
        let rises = (bound.side == Side::Above) == holds_then;
        let side = if rises { Side::Above } else { Side::Below };
        if side == Side::Below && needed <= 0.0 {
            return Next::Unsaid;
        }
        let unit = self.unit(figures);
        Next::Amount {
            first,
            last,
            beyond: Bound { side, value: needed.max(0.0), until: None },
            unit,
        }
    }

    /// In which unit these figures are.
    fn unit(&self, figures: &Figures) -> Option<Unit> {
        let (_, id) = figures.values().next()?;
        let row = self.rows.iter().find(|row| row.seen.id() == *id)?;
        monthly_total(row.seen).map(|(_, unit, _)| unit)
    }
}

fn number(month: Month) -> i32 {
    i32::from(month.year()) * 12 + i32::from(month.number())
}
