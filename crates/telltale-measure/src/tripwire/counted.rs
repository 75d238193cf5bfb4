//! How many in the window, how many more than before, what part of all: what counts can say, with
//! the days in mind that no source covers.

use std::collections::BTreeMap;
use std::rc::Rc;

use telltale_observation::{Month, ObservationId};

use super::alive::{Alive, told_once};
use super::coverage::Covered;
use super::day::{Day, first_of, month_of};
use super::hold::Reading;
use super::occasions::{Mark, Span, Tally, dated, told_alike};
use super::replay::Blind;
use super::rule::{Condition, Course, Gauge};
use super::stage::{Daily, Deltas, Months, Stage, Sums};
use crate::{Change, Direction, MonthlyCount, Reason, THRESHOLDS, judge, rate};

mod next;

/// A condition on counts, ready to be replayed.
pub(super) struct Counted<'c, 'a> {
    condition: &'c Condition,
    /// What is counted.
    rows: Vec<Alive<'a>>,
    marks: Rc<Vec<Mark>>,
    /// All that the actor does in the channel, for a share.
    others: Vec<Alive<'a>>,
    other_marks: Rc<Vec<Mark>>,
    covered: Rc<Covered>,
    /// Whether the source whose counts are compared records every case.
    complete: bool,
}

impl<'c, 'a> Counted<'c, 'a> {
    pub(super) fn new(condition: &'c Condition, stage: &Stage<'a>) -> Counted<'c, 'a> {
        let pick = &condition.of;
        let kind = stage.of_kind(pick);
        let covered = match condition.gauge {
            Gauge::Share(_) => stage.covered_whole(pick),
            _ => stage.covered(pick),
        };
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
        let marks = |rows: &[Alive<'_>]| Rc::new(told_alike(rows, stage.ground));
        let (marks, other_marks) = (marks(&rows), marks(&others));
        Counted { condition, rows, marks, others, other_marks, covered, complete }
    }

    fn is_share(&self) -> bool {
        matches!(self.condition.gauge, Gauge::Share(_))
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
        let tally = || Tally::new(stage.base, stage.last);
        let (mut now, mut past, mut others) = (tally(), tally(), tally());
        let days = || Sums::new(stage.base, stage.last, 1);
        let (mut uncovered, mut past_uncovered) = (days(), days());
        let mut deltas = Deltas::of(self.marks.clone());
        let mut other_deltas = Deltas::of(self.other_marks.clone());
        let mut cover = Covering::new(&self.covered);
        let after = stage.back(self.condition.window_months);
        let before = self.before();
        let (far, near) = before
            .map_or((None, None), |(far, near)| (Some(stage.back(far)), Some(stage.back(near))));
        let volumes = self.volumes(stage);
        let mut all: Vec<(Day, Reading)> = Vec::new();
        for day in stage.first..=stage.last {
            deltas.until(day, |mark| {
                now.add(mark);
                if before.is_some() {
                    past.add(mark);
                }
            });
            other_deltas.until(day, |mark| others.add(mark));
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

    /// What the source reported at all in the two windows of a change, where it does not record every
    /// case.
    fn volumes(&self, stage: &Stage<'a>) -> Option<(Daily, Daily)> {
        let (source, _) = self.covered.measured_by?;
        let before = self.before().filter(|_| !self.complete)?;
        let now = (self.condition.window_months, 0);
        Some((stage.volume(source, now), stage.volume(source, before)))
    }

    fn reading(&self, shown: &Shown, measured: bool) -> Reading {
        match &self.condition.gauge {
            Gauge::Count(_) | Gauge::Absence | Gauge::Rank(_) | Gauge::Observed => {
                let (low, high) = (shown.now.least as f64, most(shown.now, shown.uncovered));
                Reading::between(low, high, shown.why_open())
            }
            _ if !measured => Reading::blind(Blind::NothingKnown),
            Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) => shown.change(self.complete),
            Gauge::Share(_) => shown.share(),
            other => unreachable!("no condition on counts: {other:?}"),
        }
    }

    /// Where the rate goes, judged on the first day of each month over the full months before it.
    fn trend(&self, stage: &Stage<'a>, course: Course) -> Vec<(Day, Reading)> {
        let [mut counts, mut uncovered] =
            [0, 1].map(|each| Sums::new(stage.base, stage.last, each));
        let mut deltas = Deltas::of(self.marks.clone());
        let mut cover = Covering::new(&self.covered);
        let Some((source, spoke)) = self.covered.measured_by else {
            return vec![(stage.first, Reading::blind(Blind::NothingKnown))];
        };
        let volume = (!self.complete).then(|| stage.monthly_volume(source));
        let mut all = Vec::new();
        for month in month_of(stage.first).through(month_of(stage.last)) {
            let day = first_of(month).max(stage.first);
            deltas.until(day, |mark| counts.add(mark.start, mark.delta));
            cover.until(day, |start| uncovered.add(start, -1));
            let of = |month: Month| {
                let (from, to) = (first_of(month), first_of(month.plus(1)) - 1);
                let exposure = match &volume {
                    Some(turns) => volume_of(turns, stage, day, month)?,
                    None => f64::from(to - from + 1),
                };
                let count = u64::try_from(counts.between(from, to)).unwrap_or(0);
                let whole = uncovered.between(from, to) == 0;
                whole.then_some(MonthlyCount { month, count, exposure })
            };
            let reading = match self.change_before(month, of) {
                _ if day < spoke => Reading::blind(Blind::NothingKnown),
                change => course_reading(course, change.as_ref().map_err(|reason| *reason)),
            };
            all.push((day, reading));
        }
        all
    }

    /// The change of the rate over the months before one, against as many before them.
    fn change_before(
        &self,
        month: Month,
        of: impl Fn(Month) -> Option<MonthlyCount>,
    ) -> Result<Change, Reason> {
        let window = i32::try_from(self.condition.window_months).unwrap_or(i32::MAX);
        let year = |from: Month| -> Vec<MonthlyCount> {
            from.through(from.plus(window - 1)).filter_map(&of).collect()
        };
        rate::change(&year(month.plus(-window)), &year(month.plus(-2 * window)))
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
            let (start, end) = dated(row);
            row.from <= last
                && last < row.until
                && spans.iter().any(|(after, to)| *after < end && start <= *to)
        };
        // A share rests on all of which it is a part.
        let rows = if self.others.is_empty() { &self.rows } else { &self.others };
        let mut rows: Vec<&Alive<'_>> = rows.iter().filter(within).collect();
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
}

/// The day so many months back.
fn back(day: Day, months: u32) -> Day {
    super::day::months_back(day, day, months)[0]
}

/// What a source reported at all in a month, as known on the first day of a month.
fn volume_of(
    turns: &BTreeMap<Day, Vec<u32>>,
    stage: &Stage<'_>,
    day: Day,
    month: Month,
) -> Option<f64> {
    let slot = usize::try_from(month.since(month_of(stage.base))).ok()?;
    Some(f64::from(*turns.get(&day)?.get(slot)?))
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
    now: Span,
    uncovered: i64,
    before: Span,
    before_uncovered: i64,
    others: Span,
    /// What was reported at all in both windows.
    volume: Option<(u32, u32)>,
}

/// The most that there was, where so many days are covered by nobody.
fn most(span: Span, uncovered: i64) -> f64 {
    if uncovered == 0 { span.most as f64 } else { f64::INFINITY }
}

impl Shown {
    /// Why the least and the most differ, where they do.
    fn why_open(&self) -> Blind {
        match self.uncovered + self.before_uncovered {
            0 => Blind::Imprecise,
            _ => Blind::NotCovered,
        }
    }

    /// The part of the whole.
    fn share(&self) -> Reading {
        if self.uncovered > 0 {
            return Reading::blind(Blind::NotCovered);
        }
        let (now, all) = (self.now, self.others);
        let rest = Span { least: (all.least - now.least).max(0), most: all.most - now.most };
        let part = |part: i64, rest: i64| part as f64 / (part + rest) as f64;
        match (now.most + rest.most, now.least + rest.least) {
            (0, _) => Reading::blind(Blind::NoRatio),
            (_, 0) => Reading::blind(Blind::Imprecise),
            _ => {
                let most = rest.most.max(rest.least);
                let (low, high) = (part(now.least, most), part(now.most, rest.least.min(most)));
                Reading::between(low, high, Blind::Imprecise)
            }
        }
    }

    /// The change, as a ratio less one. What never was and is not is no change; what was not and is has
    /// no ratio, but has not become less.
    fn change(&self, complete: bool) -> Reading {
        let ratio = |now: f64, before: f64| match (now > 0.0, before > 0.0) {
            (false, false) => 0.0,
            (true, false) => f64::INFINITY,
            // What may be any number against what may be any number.
            _ if now.is_infinite() && before.is_infinite() => f64::INFINITY,
            _ => now / before - 1.0,
        };
        let (now, before) = (self.now.least as f64, self.before.least as f64);
        let now_most = most(self.now, self.uncovered);
        let before_most = most(self.before, self.before_uncovered);
        // Where there may have been nothing, one cannot tell by how much it rose, though it did not fall.
        let least = |low: f64| if before > 0.0 { low } else { low.min(0.0) };
        if now > 0.0 && before_most <= 0.0 {
            return Reading::between(0.0, f64::INFINITY, Blind::NoRatio);
        }
        if complete {
            let (low, high) = (ratio(now, before_most), ratio(now_most, before));
            return Reading::between(least(low.min(high)), high, self.why_open());
        }
        match self.volume {
            _ if self.uncovered + self.before_uncovered > 0 => Reading::blind(Blind::NotCovered),
            Some((last, earlier)) if last > 0 && earlier > 0 => {
                let rate = |count: f64, of: u32| count / f64::from(of);
                let low = ratio(rate(now, last), rate(before_most, earlier));
                let high = ratio(rate(now_most, last), rate(before, earlier));
                Reading::between(least(low.min(high)), high, Blind::Imprecise)
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
