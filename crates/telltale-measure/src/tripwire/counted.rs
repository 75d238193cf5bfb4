//! How many in the window, how many more than before, what part of all: what counts can say, with
//! the days in mind that no source covers.

use std::collections::BTreeMap;
use std::rc::Rc;

use telltale_observation::{Month, ObservationId};

use super::alive::{Alive, told_once};
use super::coverage::Covered;
use super::day::{Day, date, first_of, month_of, months_on};
use super::hold::Reading;
use super::occasions::{Mark, Span, Tally, dated, told_alike, within};
use super::replay::{Blind, Next, Truth};
use super::rule::{Bound, Condition, Course, Gauge, Side};
use super::stage::{Daily, Deltas, Months, Stage, Sums};
use crate::{Direction, MonthlyCount, THRESHOLDS, judge, rate};

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
        let base = month_of(stage.base);
        let window = i32::try_from(self.condition.window_months).unwrap_or(i32::MAX);
        let mut all = Vec::new();
        for month in month_of(stage.first).through(month_of(stage.last)) {
            let day = first_of(month).max(stage.first);
            deltas.until(day, |mark| counts.add(mark.start, mark.delta));
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

    /// The smallest that could happen next and flip the condition.
    pub(super) fn next(&self, stage: &Stage<'a>, reading: &Reading, raw: Truth) -> Next {
        if let Some((from, to, days)) = self.uncovered(stage).filter(|_| raw == Truth::Unknown) {
            return Next::Coverage { from: date(from), to: date(to), days };
        }
        let Some(bound) = self.condition.gauge.bound() else { return Next::Unsaid };
        if raw == Truth::Unknown {
            // Once what is open has passed out of the window, nothing is.
            return match reading.blind {
                Some(Blind::Imprecise) if self.before().is_none() && !self.is_share() => {
                    self.lapse(stage, bound.value, bound.side == Side::Below)
                }
                _ => Next::Unsaid,
            };
        }
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
        let window = self.condition.window_months;
        let after = back(stage.last, window);
        let mut ends: BTreeMap<Day, i64> = BTreeMap::new();
        for mark in self.marks.iter().take_while(|mark| mark.known <= stage.last) {
            if after < mark.end && mark.end <= stage.last {
                *ends.entry(mark.end).or_default() += i64::from(mark.delta);
            }
        }
        let allowed = if strictly { (line - 1.0).ceil() } else { line.floor() };
        let mut left = ends.values().sum::<i64>();
        if left as f64 <= allowed {
            return Next::Unsaid;
        }
        let passed = ends.iter().find(|(_, count)| {
            left -= **count;
            left as f64 <= allowed
        });
        let Some((&last, _)) = passed else { return Next::Unsaid };
        // The window of the same day so many months on may still hold it: from a shorter month one goes
        // back to an earlier day.
        let mut on = months_on(last, window).max(stage.last + 1);
        while back(on, window) < last {
            on += 1;
        }
        Next::Passing { on: date(on) }
    }

    /// How many more would carry a change or a share over its line.
    fn more(&self, stage: &Stage<'a>, bound: Bound, raw: Truth) -> Next {
        const MOST: u32 = 1000;
        let shown = self.shown_last(stage);
        let truth = |more: u32| {
            let mut counted = shown;
            for span in [&mut counted.now, &mut counted.others] {
                span.least += i64::from(more);
                span.most += i64::from(more);
            }
            let reading = match self.condition.gauge {
                Gauge::Share(_) => counted.share(),
                _ => counted.change(self.complete),
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
        let count = |marks: &[Mark], (far, near): Months| {
            within(marks, last, back(last, far), back(last, near))
        };
        let now = (self.condition.window_months, 0);
        let volumes = self.volumes(stage);
        let at = stage.index(last);
        Shown {
            now: count(&self.marks, now),
            before: self.before().map_or(Span::default(), |before| count(&self.marks, before)),
            others: count(&self.other_marks, now),
            volume: volumes.map(|(now, before)| (now[at], before[at])),
            ..Shown::default()
        }
    }
}

/// The day so many months back.
fn back(day: Day, months: u32) -> Day {
    super::day::months_back(day, day, months)[0]
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
