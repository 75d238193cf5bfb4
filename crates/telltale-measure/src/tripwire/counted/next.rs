//! The smallest that could happen next and flip a condition on counts.

use std::collections::BTreeMap;

use telltale_observation::Month;

use super::{Counted, Shown, back, course_reading, volume_of};
use crate::tripwire::day::{Day, date, first_of, month_of, months_on};
use crate::tripwire::hold::Reading;
use crate::tripwire::occasions::{Mark, Span, within};
use crate::tripwire::replay::{Blind, Next, Truth};
use crate::tripwire::rule::{Course, Gauge, Side};
use crate::tripwire::stage::{Months, Stage};
use crate::{Figures, MonthlyCount};

/// How many more are tried.
const MOST: u32 = 1000;
/// And of a trend, which takes longer.
const MOST_IN_A_MONTH: u32 = 200;
/// Months after which a change on the year is compared with what is now.
const YEAR: u32 = 12;

impl<'a> Counted<'_, 'a> {
    /// The smallest that could happen next and flip the condition.
    pub(in crate::tripwire) fn next(
        &self,
        stage: &Stage<'a>,
        reading: &Reading,
        raw: Truth,
    ) -> Next {
        if let Some((from, to, days)) = self.uncovered(stage).filter(|_| raw == Truth::Unknown) {
            return Next::Coverage { from: date(from), to: date(to), days };
        }
        if let Gauge::Trend(course) = self.condition.gauge {
            return self.turning(stage, course, raw);
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
        let flips = |reading: &Reading| {
            let wanted = if raw == Truth::Holds { Truth::Not } else { Truth::Holds };
            reading.against(Some(bound), raw == Truth::Holds) == wanted
        };
        match self.condition.gauge {
            Gauge::Count(_) | Gauge::Absence | Gauge::Rank(_) | Gauge::Observed if rises => {
                let strictly = bound.side == Side::Above || bound.until.is_some();
                Next::More { count: more_than(reading.low, line, strictly) }
            }
            Gauge::Count(_) | Gauge::Absence | Gauge::Rank(_) | Gauge::Observed => {
                self.lapse(stage, line, bound.side == Side::Below || bound.until.is_some())
            }
            Gauge::Share(_) if !rises => self.elsewhere(stage, flips),
            Gauge::Share(_) | Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) if rises => {
                self.more(stage, flips)
            }
            Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) => self.fading(stage, flips),
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

    /// How many more would carry a change or a share over its line. A source that does not record every
    /// case has then reported as many more.
    fn more(&self, stage: &Stage<'a>, flips: impl Fn(&Reading) -> bool) -> Next {
        let shown = self.shown(stage, stage.last);
        let with = |more: u32| {
            let mut counted = shown;
            counted.now.add(more);
            counted.others.add(more);
            counted.volume = shown.volume.map(|(now, before)| (now + more, before));
            match self.condition.gauge {
                Gauge::Share(_) => counted.share(),
                _ => counted.change(self.complete),
            }
        };
        let found = (1..=MOST).find(|more| flips(&with(*more)));
        found.map_or(Next::Unsaid, |count| Next::More { count })
    }

    /// How many more with others would carry a share below its line.
    fn elsewhere(&self, stage: &Stage<'a>, flips: impl Fn(&Reading) -> bool) -> Next {
        let shown = self.shown(stage, stage.last);
        let with = |more: u32| {
            let mut counted = shown;
            counted.others.add(more);
            counted.share()
        };
        let found = (1..=MOST).find(|more| flips(&with(*more)));
        found.map_or(Next::Unsaid, |count| Next::MoreElsewhere { count })
    }

    /// The day on which a change is past its line if there is nothing more until then, and the source reports
    /// as much as it does now.
    fn fading(&self, stage: &Stage<'a>, flips: impl Fn(&Reading) -> bool) -> Next {
        let furthest = months_on(stage.last, self.condition.window_months + YEAR);
        let passed = |on: &Day| flips(&self.shown(stage, *on).change(self.complete));
        let on = (stage.last + 1..=furthest).find(passed);
        on.map_or(Next::Unsaid, |on| Next::Passing { on: date(on) })
    }

    /// What is counted on a day, the last one or one to come, of what is known on the last.
    fn shown(&self, stage: &Stage<'a>, on: Day) -> Shown {
        let last = stage.last;
        let count = |marks: &[Mark], (far, near): Months| {
            within(marks, last, back(on, far), back(on, near))
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

    /// How many in the month that is not over would turn the trend that is told on the first of the next, if
    /// the source reports as much in it as in the month before.
    fn turning(&self, stage: &Stage<'a>, course: Course, raw: Truth) -> Next {
        let month = month_of(stage.last);
        let window = i32::try_from(self.condition.window_months).unwrap_or(i32::MAX);
        let months = month.plus(1 - 2 * window).through(month);
        let counts = months.filter_map(|each| Some((each, self.month_so_far(stage, each)?)));
        let counts: BTreeMap<Month, MonthlyCount> = counts.collect();
        let Some(so_far) = counts.get(&month) else { return Next::Unsaid };
        let truth = |more: u32| {
            let of = |each: Month| {
                let count = counts.get(&each)?;
                let more = if each == month { u64::from(more) } else { 0 };
                Some(MonthlyCount { count: count.count + more, ..*count })
            };
            let change = self.change_before(month.plus(1), of);
            course_reading(course, change.as_ref().map_err(|reason| *reason)).against(None, false)
        };
        let truths: Vec<Truth> = (0..=MOST_IN_A_MONTH).map(truth).collect();
        let wanted = match raw {
            Truth::Unknown => [Truth::Holds, Truth::Not],
            Truth::Not => [Truth::Holds, Truth::Unknown],
            Truth::Holds => [Truth::Not, Truth::Unknown],
        };
        let total = |more: usize| so_far.count as f64 + more as f64;
        let first = |then: Truth| {
            let from = truths.iter().position(|truth| *truth == then)?;
            let end = truths[from..].iter().position(|truth| *truth != then);
            let at_most = end.map(|end| total(from + end - 1));
            let figures = Figures { at_least: (from > 0).then(|| total(from)), at_most };
            Some(Next::InMonth { month, figures, then })
        };
        let none = Next::NoAmount { first: month, last: month };
        wanted.into_iter().find_map(first).unwrap_or(none)
    }

    /// What is counted in a month, as far as it is known; `None` where a day of it is covered by nobody.
    fn month_so_far(&self, stage: &Stage<'a>, month: Month) -> Option<MonthlyCount> {
        let (from, to) = (first_of(month), first_of(month.plus(1)) - 1);
        let (source, _) = self.covered.measured_by?;
        let slot = |day: Day| usize::try_from(day - stage.base).ok();
        let bare = |day: Day| {
            slot(day).and_then(|slot| self.covered.from.get(slot)).is_none_or(|on| *on > stage.last)
        };
        if (from..=to.min(stage.last)).any(bare) {
            return None;
        }
        let exposure = match self.complete {
            true => f64::from(to - from + 1),
            false => {
                let now = month_of(stage.last);
                let told_on = first_of(now).max(stage.first);
                volume_of(&stage.monthly_volume(source), stage, told_on, month.min(now.plus(-1)))?
            }
        };
        let is_in = |mark: &&Mark| mark.known <= stage.last && (from..=to).contains(&mark.start);
        let count: i64 = self.marks.iter().filter(is_in).map(|mark| i64::from(mark.delta)).sum();
        Some(MonthlyCount { month, count: u64::try_from(count).unwrap_or(0), exposure })
    }
}

/// The fewest more that pass a line.
fn more_than(now: f64, line: f64, strictly: bool) -> u32 {
    let least = if strictly { line.floor() + 1.0 } else { line.ceil() };
    (least - now).max(1.0) as u32
}
