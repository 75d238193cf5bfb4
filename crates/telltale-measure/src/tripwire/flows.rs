//! What the figures of a flow say: its latest months, compared with those before and a year before.
//!
//! Months are compared whole. January and February are published together, or hang on the day of the
//! lunar new year, so no window divides them: it ends before January or after February. Where only
//! the ratio counts (a share, a trend, a change on the year), one that would begin with February
//! begins with January; a level and a change on the month wait for windows that divide nothing.

use telltale_observation::{Month, ObservationId, Unit};

use super::alive::Alive;
use super::counted::course_reading;
use super::day::{Day, NEVER, first_of, month_of};
use super::figures::{Known, Series, is_stale};
use super::hold::{Reading, Running};
use super::replay::{Blind, Truth, Whole, Window};
use super::rule::{Condition, Gauge, Lasting, monthly_total};
use super::stage::Stage;
use crate::{Levels, yearly_growth};

mod next;

/// A condition on a flow, ready to be replayed.
pub(super) struct Flows<'c, 'a> {
    condition: &'c Condition,
    rows: Vec<Alive<'a>>,
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

    /// The first day on which a figure was known.
    pub(super) fn first_held(&self) -> Option<Day> {
        self.rows.iter().map(|row| row.from).min()
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
        let now = month_of(day);
        let Some(series) = known.longest(self.condition.of.dyad.target, now) else {
            return Reading::blind(Blind::NothingKnown);
        };
        let (last, _) = series.figures.last_key_value().expect("a series has figures");
        if is_stale(*last, now) {
            return Reading::blind(Blind::Stale);
        }
        let Some(end) = self.end(&series).filter(|end| !self.is_share() || !is_stale(*end, now))
        else {
            return Reading::blind(Blind::NoFigure);
        };
        let reading = self.at(&series, end);
        let (lasting, bound) = (self.condition.lasting, self.condition.gauge.bound());
        let running = match (lasting, bound.and_then(|bound| bound.until)) {
            (Lasting::Figures(n), _) => self.running(&series, end, n).0,
            (_, Some(_)) => self.running(&series, end, 1).0,
            _ => return reading,
        };
        Reading { running: Some(running), ..reading }
    }

    /// What the windows that end with a month show.
    fn at(&self, series: &Series<'_>, end: Month) -> Reading {
        let value = match &self.condition.gauge {
            Gauge::Trend(course) => {
                let levels = series.figures.iter().map(|(month, (amount, _))| (*month, *amount));
                let levels = Levels(levels.collect());
                let months = u8::try_from(self.condition.window_months).unwrap_or(u8::MAX);
                let growth = yearly_growth(&levels, end, months);
                return course_reading(*course, growth.as_ref().map_err(|reason| *reason));
            }
            Gauge::Share(_) => self.share(series, end).map(|(part, whole)| part / whole.sum),
            _ => self.value(series, end),
        };
        value.map_or_else(Reading::blind, Reading::exact)
    }

    fn is_share(&self) -> bool {
        matches!(self.condition.gauge, Gauge::Share(_))
    }

    /// The last month of the window: the latest that does not divide January from February; of a
    /// share, the latest up to which every partner is told.
    fn end(&self, series: &Series<'_>) -> Option<Month> {
        let is_told =
            |end: Month| !self.is_share() || series.sums_of_all(&self.windows(end).0).is_some();
        series.figures.keys().rev().copied().find(|end| self.is_whole(*end) && is_told(*end))
    }

    /// Whether the figures up to a month are past their line, and in how many of them running: as they
    /// are known now, whatever was known of them when they came. The reckoning goes back until one is
    /// not past it, or no further than `enough` where that decides. The second is the month that the
    /// first of them ends with.
    fn running(&self, series: &Series<'_>, end: Month, enough: u32) -> (Running, Option<Month>) {
        let bound = self.condition.gauge.bound();
        let goes_on = bound.is_some_and(|bound| bound.until.is_some());
        let first = *series.figures.first_key_value().expect("a series has figures").0;
        let mut kept: Vec<(Month, Reading)> = Vec::new();
        // Of what is before the first figure nothing was ever told.
        let mut before = Truth::Unknown;
        for month in first.through(end).rev().filter(|month| self.is_whole(*month)) {
            let reading = self.at(series, month);
            let truth = reading.against(bound, true);
            if truth != Truth::Holds {
                before = truth;
                break;
            }
            kept.push((month, reading));
            if !goes_on && kept.len() as u32 >= enough {
                before = Truth::Not;
                break;
            }
        }
        // One between the two lines holds only after one that is past the first.
        let since = kept.iter().rposition(|(_, one)| one.against(bound, false) == Truth::Holds);
        let is_open = before == Truth::Unknown;
        let raw = match since {
            Some(_) => Truth::Holds,
            None if is_open => Truth::Unknown,
            None => Truth::Not,
        };
        let figures = since.map_or(0, |at| at as u32 + 1);
        (Running { raw, figures, is_open }, since.map(|at| kept[at].0))
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

    /// The first and the last months of both.
    fn window(&self, end: Month) -> Option<Window> {
        let ends = |months: &[Month]| Some([*months.first()?, *months.last()?]);
        let (now, before) = self.windows(end);
        Some(Window { now: ends(&now)?, before: ends(&before) })
    }

    fn value(&self, series: &Series<'_>, end: Month) -> Result<f64, Blind> {
        let (now, before) = self.windows(end);
        let now = series.sum(&now).ok_or(Blind::NoFigure)?;
        if before.is_empty() {
            return Ok(now);
        }
        let before = series.sum(&before).ok_or(Blind::NoFigure)?;
        if before > 0.0 { Ok(now / before - 1.0) } else { Err(Blind::NoRatio) }
    }

    /// The partner's sum, and what the source tells of all partners in those months.
    fn share(&self, series: &Series<'_>, end: Month) -> Result<(f64, Whole), Blind> {
        let (months, _) = self.windows(end);
        let part = series.sum(&months).ok_or(Blind::NoFigure)?;
        let all = series.sums_of_all(&months).ok_or(Blind::NoFigure)?;
        let (first, last) = (months[0], end);
        let whole = Whole { partners: all.len(), sum: all.iter().sum(), first, last };
        // A source that tells of nobody else does not tell the whole.
        if whole.partners < 2 || whole.sum <= 0.0 { Err(Blind::NoRatio) } else { Ok((part, whole)) }
    }

    /// What the figures rest on as of the last day.
    pub(super) fn found(&self, stage: &Stage<'a>) -> Found {
        let known = self.known(stage);
        let now = month_of(stage.last);
        let Some(series) = known.longest(self.condition.of.dyad.target, now) else {
            return Found::default();
        };
        let mut found = Found {
            series: Some((series.source.to_owned(), series.unit)),
            latest: series.figures.last_key_value().map(|(month, _)| *month),
            ..Found::default()
        };
        let end = self.end(&series).filter(|end| !self.is_share() || !is_stale(*end, now));
        let Some(end) = end else { return found };
        let mut first = end;
        if matches!(self.condition.lasting, Lasting::Figures(_)) {
            let (running, since) = self.running(&series, end, u32::MAX);
            found.running = since.map(|since| (since, running.figures));
            first = since.unwrap_or(end);
        }
        if self.is_share() {
            found.whole = self.share(&series, end).ok().map(|(_, whole)| whole);
        } else if !matches!(self.condition.gauge, Gauge::Trend(_)) {
            found.window = self.window(end);
        }
        let mut months: Vec<Month> = Vec::new();
        for end in first.through(end).filter(|month| self.is_whole(*month)) {
            let (now, mut before) = self.windows(end);
            if matches!(self.condition.gauge, Gauge::Trend(_)) {
                before = now.iter().map(|month| month.plus(-12)).collect();
            }
            months.extend(before.iter().chain(&now));
        }
        months.sort_unstable();
        months.dedup();
        found.evidence = match self.is_share() {
            true => series.cited_of_all(&months),
            false => {
                let figures = months.iter().filter_map(|month| series.figures.get(month));
                figures.map(|(_, id)| *id).collect()
            }
        };
        found
    }
}

/// What a condition on a flow rests on as of the last day.
#[derive(Default)]
pub(super) struct Found {
    /// The observations: those of every figure running, and of a share those of every partner.
    pub(super) evidence: Vec<ObservationId>,
    /// The source and the unit.
    pub(super) series: Option<(String, Unit)>,
    /// The month of the latest figure.
    pub(super) latest: Option<Month>,
    /// Where the figures have to be past the line running: the first month, and how many are.
    pub(super) running: Option<(Month, u32)>,
    /// Of what a share is a part.
    pub(super) whole: Option<Whole>,
    /// Of an amount or a change, the months that are read.
    pub(super) window: Option<Window>,
}
