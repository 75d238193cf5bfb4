//! How many in the window, how many more than before, what part of all: what counts can say, with
//! the days in mind that no source covers.

use std::rc::Rc;

use telltale_observation::{Month, ObservationId};

use super::alive::{Alive, told_once};
use super::coverage::Covered;
use super::day::{Day, date, first_of, month_of, months_on};
use super::hold::Reading;
use super::replay::{Blind, Next, Truth};
use super::rule::{Bound, Condition, Course, Gauge, Side};
use super::stage::{Daily, Deltas, Months, Stage, Sums, dated};
use crate::{Direction, MonthlyCount, THRESHOLDS, judge, rate};

/// A condition on counts, ready to be replayed.
pub(super) struct Counted<'c, 'a> {
    condition: &'c Condition,
    /// What is counted.
    rows: Vec<Alive<'a>>,
    /// All that the actor does in the channel, for a share.
    others: Vec<Alive<'a>>,
    covered: Rc<Covered>,
    /// Whether the source whose counts are compared records every case.
    complete: bool,
}

impl<'c, 'a> Counted<'c, 'a> {
    pub(super) fn new(condition: &'c Condition, stage: &Stage<'a>) -> Counted<'c, 'a> {
        let pick = &condition.of;
        let kind = stage.of_kind(pick);
        let covered = stage.covered(pick);
        let source = covered.measured_by.map(|(at, _)| &stage.ground.sources[at]);
        let complete = source.is_some_and(|source| {
            pick.channel.is_some_and(|channel| source.complete.contains(&channel))
        });
        // Changes, trends and shares are of one source: what others report is not comparable.
        let compared = !matches!(
            condition.gauge,
            Gauge::Count(_) | Gauge::Absence | Gauge::Rank(_) | Gauge::Observed
        );
        let of_source = |row: &Alive<'_>| {
            !compared || source.is_some_and(|source| row.seen.origin().source == source.name)
        };
        let rank = match condition.gauge {
            Gauge::Rank(rank) => Some(rank),
            _ => None,
        };
        let of_rank =
            |row: &Alive<'_>| rank.is_none_or(|rank| row.seen.detail().rank() >= Some(rank));
        let rows = kind
            .iter()
            .copied()
            .filter(|row| pick.takes(row.seen) && of_rank(row) && of_source(row));
        let others = kind.iter().copied().filter(|row| {
            matches!(condition.gauge, Gauge::Share(_))
                && pick.has_actor(row.seen)
                && pick.rank.is_none_or(|rank| row.seen.detail().rank() >= Some(rank))
                && of_source(row)
        });
        let (rows, others) = (told_once(rows), told_once(others));
        Counted { condition, rows, others, covered, complete }
    }

    /// The window before, of a change.
    fn before(&self) -> Option<Months> {
        let window = self.condition.window_months;
        match self.condition.gauge {
            Gauge::ChangeMonth(_) => Some((2 * window, window)),
            Gauge::ChangeYear(_) => Some((window + 12, 12)),
            _ => None,
        }
    }

    /// Each change of the reading, by day.
    pub(super) fn readings(&self, stage: &Stage<'a>) -> Vec<(Day, Reading)> {
        if let Gauge::Trend(course) = self.condition.gauge {
            return self.trend(stage, course);
        }
        let (mut now, mut uncovered) = self.sums(stage);
        let (mut past, mut past_uncovered) = self.sums(stage);
        let mut others = Sums::new(stage.base, stage.last, 0);
        let mut deltas = Deltas::of(self.rows.iter().copied());
        let mut other_deltas = Deltas::of(self.others.iter().copied());
        let mut cover = Covering::new(&self.covered);
        let after = stage.back(self.condition.window_months);
        let before = self.before();
        let (far, near) = before
            .map_or((None, None), |(far, near)| (Some(stage.back(far)), Some(stage.back(near))));
        let volumes = self.volumes(stage);
        let mut all: Vec<(Day, Reading)> = Vec::new();
        for day in stage.first..=stage.last {
            deltas.until(day, |start, delta| {
                now.add(start, delta);
                if before.is_some() {
                    past.add(start, delta);
                }
            });
            other_deltas.until(day, |start, delta| others.add(start, delta));
            cover.until(day, |start| {
                uncovered.add(start, -1);
                past_uncovered.add(start, -1);
            });
            let at = stage.index(day);
            let mut shown = Shown {
                now: now.window(after[at], day),
                uncovered: uncovered.window(after[at], day),
                ..Shown::default()
            };
            if let (Some(far), Some(near)) = (&far, &near) {
                shown.before = past.window(far[at], near[at]);
                shown.before_uncovered = past_uncovered.window(far[at], near[at]);
            }
            if !self.others.is_empty() {
                shown.others = others.window(after[at], day);
            }
            if let Some((last, before)) = &volumes {
                shown.volume = Some((last[at], before[at]));
            }
            let measured = self.covered.measured_by.is_some_and(|(_, spoke)| spoke <= day);
            let reading = self.reading(&shown, measured);
            if all.last().is_none_or(|(_, last)| *last != reading) {
                all.push((day, reading));
            }
        }
        all
    }

    fn sums(&self, stage: &Stage<'a>) -> (Sums, Sums) {
        (Sums::new(stage.base, stage.last, 0), Sums::new(stage.base, stage.last, 1))
    }

    /// What the source reported at all in the two windows of a change, where it does not record every
    /// case.
    fn volumes(&self, stage: &Stage<'a>) -> Option<(Daily, Daily)> {
        let (source, _) = self.covered.measured_by?;
        let before = self.before().filter(|_| !self.complete)?;
        let now = (self.condition.window_months, 0);
        Some((stage.volume(source, now), stage.volume(source, before)))
    }

    fn reading(&self, shown: &Shown, measured: bool) -> Reading {
        let count = |n: i64| n as f64;
        let most = |n: i64, uncovered: i64| if uncovered == 0 { count(n) } else { f64::INFINITY };
        match &self.condition.gauge {
            Gauge::Count(_) | Gauge::Absence | Gauge::Rank(_) | Gauge::Observed => {
                let high = most(shown.now, shown.uncovered);
                Reading::between(count(shown.now), high, Blind::NotCovered)
            }
            _ if !measured => Reading::blind(Blind::NothingKnown),
            Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) => shown.change(self.complete, most),
            Gauge::Share(_) if shown.uncovered > 0 => Reading::blind(Blind::NotCovered),
            Gauge::Share(_) if shown.others <= 0 => Reading::blind(Blind::NoRatio),
            Gauge::Share(_) => Reading::exact(count(shown.now) / count(shown.others)),
            other => unreachable!("no condition on counts: {other:?}"),
        }
    }

    /// Where the rate goes, judged on the first day of each month over the full months before it.
    fn trend(&self, stage: &Stage<'a>, course: Course) -> Vec<(Day, Reading)> {
        let (mut counts, mut uncovered) = self.sums(stage);
        let mut deltas = Deltas::of(self.rows.iter().copied());
        let mut cover = Covering::new(&self.covered);
        let Some((source, spoke)) = self.covered.measured_by else {
            return vec![(stage.first, Reading::blind(Blind::NothingKnown))];
        };
        let volume = (!self.complete).then(|| stage.monthly_volume(source));
        let base = month_of(stage.base);
        let window = i32::try_from(self.condition.window_months).unwrap_or(i32::MAX);
        let mut all = Vec::new();
        for month in month_of(stage.first).through(month_of(stage.last)) {
            let day = first_of(month).max(stage.first);
            deltas.until(day, |start, delta| counts.add(start, delta));
            cover.until(day, |start| uncovered.add(start, -1));
            let of = |month: Month| {
                let (from, to) = (first_of(month), first_of(month.plus(1)) - 1);
                let exposure = match &volume {
                    Some(turns) => {
                        let slot = usize::try_from(month.since(base)).ok()?;
                        f64::from(*turns.get(&day)?.get(slot)?)
                    }
                    None => f64::from(to - from + 1),
                };
                let count = u64::try_from(counts.between(from, to)).unwrap_or(0);
                let whole = uncovered.between(from, to) == 0;
                whole.then_some(MonthlyCount { month, count, exposure })
            };
            let year = |from: Month| -> Vec<MonthlyCount> {
                from.through(from.plus(window - 1)).filter_map(of).collect()
            };
            let reading =
                match rate::change(&year(month.plus(-window)), &year(month.plus(-2 * window))) {
                    _ if day < spoke => Reading::blind(Blind::NothingKnown),
                    change => course_reading(course, change.as_ref().map_err(|reason| *reason)),
                };
            all.push((day, reading));
        }
        all
    }

    /// What the condition rests on as of the last day: the rows of its windows.
    pub(super) fn evidence(&self, stage: &Stage<'a>) -> Vec<ObservationId> {
        let last = stage.last;
        let back = |months: u32| super::day::months_back(last, last, months)[0];
        let window = self.condition.window_months;
        let spans = match (&self.condition.gauge, self.before()) {
            (Gauge::Trend(_), _) => vec![(back(2 * window + 1), last)],
            (_, Some((far, near))) => vec![(back(far), back(near)), (back(window), last)],
            (_, None) => vec![(back(window), last)],
        };
        let within = |row: &&Alive<'_>| {
            let day = dated(row);
            row.from <= last
                && last < row.until
                && spans.iter().any(|(after, to)| *after < day && day <= *to)
        };
        let mut rows: Vec<&Alive<'_>> = self.rows.iter().filter(within).collect();
        rows.sort_by_key(|row| (dated(row), row.seen.id()));
        rows.into_iter().map(|row| row.seen.id()).collect()
    }

    /// The days of the window up to the last day that nothing covers: the first, the last, how many.
    pub(super) fn uncovered(&self, stage: &Stage<'a>) -> Option<(Day, Day, usize)> {
        let back = |months: u32| super::day::months_back(stage.last, stage.last, months)[0];
        let now = (self.condition.window_months, 0);
        let windows = [Some(now), self.before()];
        let days = windows.into_iter().flatten().flat_map(|(far, near)| back(far) + 1..=back(near));
        let bare = |day: &Day| {
            let slot = usize::try_from(day - stage.base).ok();
            slot.and_then(|slot| self.covered.from.get(slot)).is_none_or(|from| *from > stage.last)
        };
        let mut bare: Vec<Day> = days.filter(bare).collect();
        bare.sort_unstable();
        Some((*bare.first()?, *bare.last()?, bare.len()))
    }

    /// The sources whose coverage the condition rests on.
    pub(super) fn source(&self) -> Option<usize> {
        self.covered.measured_by.map(|(source, _)| source)
    }

    /// The smallest that could happen next and flip the condition.
    pub(super) fn next(&self, stage: &Stage<'a>, reading: &Reading, raw: Truth) -> Next {
        if raw == Truth::Unknown {
            return self.uncovered(stage).map_or(Next::Unsaid, |(from, to, days)| Next::Coverage {
                from: date(from),
                to: date(to),
                days,
            });
        }
        let Some(bound) = self.condition.gauge.bound() else { return Next::Unsaid };
        // One that holds lets go at its other line.
        let line = bound.until.filter(|_| raw == Truth::Holds).unwrap_or(bound.value);
        let rises = (bound.side == Side::Above) != (raw == Truth::Holds);
        let bound = Bound { value: line, ..bound };
        match self.condition.gauge {
            Gauge::Count(_) | Gauge::Absence | Gauge::Rank(_) | Gauge::Observed if rises => {
                let strictly = bound.side == Side::Above || bound.until.is_some();
                Next::More { count: more_than(reading.low, line, strictly) }
            }
            Gauge::Count(_) | Gauge::Absence | Gauge::Rank(_) | Gauge::Observed => {
                self.lapse(stage, line, bound.side == Side::Below || bound.until.is_some())
            }
            Gauge::Share(_) | Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) if rises => {
                self.more(stage, bound, raw)
            }
            _ => Next::Unsaid,
        }
    }

    /// When so many of the window have passed out of it that no more are left than the line allows.
    fn lapse(&self, stage: &Stage<'a>, line: f64, strictly: bool) -> Next {
        let after =
            super::day::months_back(stage.last, stage.last, self.condition.window_months)[0];
        let mut days: Vec<Day> =
            self.rows.iter().filter(|row| stage.last < row.until).map(dated).collect();
        days.retain(|day| *day > after && *day <= stage.last);
        days.sort_unstable();
        let allowed = if strictly { (line - 1.0).ceil() } else { line.floor() };
        let over = days.len() as f64 - allowed;
        let at = if over >= 1.0 { over as usize - 1 } else { return Next::Unsaid };
        let passed = days.get(at).map(|day| months_on(*day, self.condition.window_months));
        // The same day of a shorter month comes earlier.
        passed.map_or(Next::Unsaid, |day| Next::Passing { on: date(day.max(stage.last + 1)) })
    }

    /// How many more would carry a change or a share over its line.
    fn more(&self, stage: &Stage<'a>, bound: Bound, raw: Truth) -> Next {
        const MOST: u32 = 1000;
        let shown = self.shown_last(stage);
        let truth = |more: u32| {
            let mut counted = shown;
            counted.now += i64::from(more);
            counted.others += i64::from(more);
            let most = |n: i64, bare: i64| if bare == 0 { n as f64 } else { f64::INFINITY };
            let reading = match self.condition.gauge {
                Gauge::Share(_) => Reading::exact(counted.now as f64 / counted.others as f64),
                _ => counted.change(self.complete, most),
            };
            let value = reading.value().unwrap_or(f64::NAN);
            match (bound.side, raw == Truth::Holds) {
                (Side::Above, _) => value > bound.value,
                (Side::Below, _) => value >= bound.value,
            }
        };
        (1..=MOST).find(|more| truth(*more)).map_or(Next::Unsaid, |count| Next::More { count })
    }

    /// What was counted as of the last day.
    fn shown_last(&self, stage: &Stage<'a>) -> Shown {
        let last = stage.last;
        let back = |months: u32| super::day::months_back(last, last, months)[0];
        let count = |rows: &[Alive<'_>], (far, near): Months| {
            let within = |row: &&Alive<'_>| {
                last < row.until && back(far) < dated(row) && dated(row) <= back(near)
            };
            rows.iter().filter(within).count() as i64
        };
        let now = (self.condition.window_months, 0);
        let volumes = self.volumes(stage);
        let at = stage.index(last);
        Shown {
            now: count(&self.rows, now),
            before: self.before().map_or(0, |before| count(&self.rows, before)),
            others: count(&self.others, now),
            volume: volumes.map(|(now, before)| (now[at], before[at])),
            ..Shown::default()
        }
    }
}

/// The fewest more that pass a line.
fn more_than(now: f64, line: f64, strictly: bool) -> u32 {
    let least = if strictly { line.floor() + 1.0 } else { line.ceil() };
    (least - now).max(1.0) as u32
}

/// What a rate's change says of its course.
pub(super) fn course_reading(
    course: Course,
    change: Result<&crate::Change, crate::Reason>,
) -> Reading {
    let judged = judge(change, 1, &THRESHOLDS);
    let goes = match judged.direction {
        Direction::Tightening => Course::Rising,
        Direction::Loosening => Course::Falling,
        Direction::Steady => Course::Steady,
        Direction::CannotTell => {
            return Reading::blind(judged.reason.map_or(Blind::Undecided, Blind::Estimate));
        }
    };
    Reading::word(goes == course)
}

/// What the windows of a day show.
#[derive(Clone, Copy, Debug, Default)]
struct Shown {
    now: i64,
    uncovered: i64,
    before: i64,
    before_uncovered: i64,
    others: i64,
    /// What was reported at all in both windows.
    volume: Option<(u32, u32)>,
}

impl Shown {
    /// The change, as a ratio less one. What never was and is not is no change.
    fn change(&self, complete: bool, most: impl Fn(i64, i64) -> f64) -> Reading {
        let (now, before) = (self.now as f64, self.before as f64);
        let ratio = |now: f64, before: f64| match (now > 0.0, before > 0.0) {
            (false, false) => 0.0,
            (true, false) => f64::INFINITY,
            // What may be any number against what may be any number.
            _ if now.is_infinite() && before.is_infinite() => f64::INFINITY,
            _ => now / before - 1.0,
        };
        if complete {
            let (now_most, before_most) =
                (most(self.now, self.uncovered), most(self.before, self.before_uncovered));
            return Reading::between(
                ratio(now, before_most),
                ratio(now_most, before),
                Blind::NotCovered,
            );
        }
        match self.volume {
            _ if self.uncovered + self.before_uncovered > 0 => Reading::blind(Blind::NotCovered),
            Some((last, earlier)) if last > 0 && earlier > 0 => {
                Reading::exact(ratio(now / f64::from(last), before / f64::from(earlier)))
            }
            _ => Reading::blind(Blind::NoRatio),
        }
    }
}

/// The days that become covered, by the day on which that is known.
struct Covering<'c> {
    sorted: &'c [(Day, Day)],
    next: usize,
}

impl<'c> Covering<'c> {
    fn new(covered: &'c Covered) -> Covering<'c> {
        Covering { sorted: &covered.sorted, next: 0 }
    }

    fn until(&mut self, day: Day, mut take: impl FnMut(Day)) {
        while let Some((_, covered)) = self.sorted.get(self.next).filter(|(from, _)| *from <= day) {
            take(*covered);
            self.next += 1;
        }
    }
}
