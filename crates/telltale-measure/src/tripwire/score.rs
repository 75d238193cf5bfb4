//! How would a tripwire have done? Its states, frozen, are held against the event that it is said to
//! precede, on the days whose outcome is known.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Gamma};
use telltale_observation::Observation;

use super::alive::Alive;
use super::bits::Bits;
use super::coverage::Ground;
use super::day::{Day, NEVER, date, number};
use super::replay::{Replayed, State};
use super::rule::{Foreseen, Pick};
use super::stage::Stage;
use crate::change::LEVEL;
use crate::random::Random;
use crate::{Measure, share};

/// With fewer target events than this a record is an anecdote.
const TARGETS_MIN: usize = 10;
/// So many days of outcomes are learnt from before the first forecast counts.
const LEARNING_DAYS: usize = 365;
/// How often the days are shifted at most.
const SHIFTS_MAX: usize = 999;

/// What followed each day.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    first: Day,
    last: Day,
    within: Day,
    /// By day: whether a target event came within the horizon; `None` where that is not known.
    came: Vec<Option<bool>>,
    /// By day: from which day on that was known.
    known: Vec<Day>,
    /// By day: until when the days after it are all covered.
    followed_until: Vec<Day>,
    targets: Vec<Day>,
}

impl Outcomes {
    /// The days of the target events, each once.
    pub fn targets(&self) -> Vec<Date> {
        self.targets.iter().map(|day| date(*day)).collect()
    }

    fn at(&self, day: Day) -> Option<usize> {
        usize::try_from(day - self.first).ok().filter(|at| *at < self.came.len())
    }
}

/// What followed each day up to `last`, by what was known then. This is the truth that a record is
/// scored on; no state may rest on it.
///
/// # Method
/// The target events are the picked observations that took place, one a day. Whether one came within
/// the horizon of a day is known if a source covers all days of the horizon, by the same rule as
/// for conditions; otherwise it is left open, also where an event was seen: else only hits would be
/// known.
pub fn outcomes(
    vintages: &[Observation],
    ground: &Ground,
    foreseen: &[Foreseen],
    last: Date,
) -> Vec<Outcomes> {
    let last = number(last);
    let stage = Stage::set(vintages, ground, &[], last);
    let followed = foreseen.iter().map(|foreseen| match &stage {
        Some(stage) => followed(foreseen, stage),
        None => Outcomes {
            first: last,
            last,
            within: 0,
            came: Vec::new(),
            known: Vec::new(),
            followed_until: Vec::new(),
            targets: Vec::new(),
        },
    });
    followed.collect()
}

/// What followed each day, of one event.
fn followed(foreseen: &Foreseen, stage: &Stage<'_>) -> Outcomes {
    let (last, pick) = (stage.last, &foreseen.of);
    let within = i32::try_from(foreseen.within_days).unwrap_or(i32::MAX);
    let (kind, cover) = (stage.of_kind(pick), stage.covered(pick));
    let targets = targets(&kind, pick, last);
    // From the last day back: until when all days after this one are covered.
    let length = usize::try_from(last - stage.first + 1).unwrap_or(0);
    let covered_from = |day: Day| {
        cover.from[usize::try_from(day - stage.base).expect("the base is before the first day")]
    };
    let mut followed_until = vec![last; length];
    let mut until = last;
    for day in (stage.first..=last).rev() {
        followed_until[stage.index(day)] = until;
        if covered_from(day) > last {
            until = day - 1;
        }
    }
    let (mut came, mut known) = (Vec::with_capacity(length), Vec::with_capacity(length));
    for day in stage.first..=last {
        let horizon = day.saturating_add(within);
        if followed_until[stage.index(day)] < horizon {
            came.push(None);
            known.push(NEVER);
            continue;
        }
        let (is_seen, told) = told_of(&targets, day, horizon);
        let followed = (day + 1..=horizon).map(covered_from).max();
        came.push(Some(is_seen));
        known.push(horizon.max(told.unwrap_or(horizon)).max(followed.unwrap_or(horizon)));
    }
    let holds = targets.iter().filter(|target| target.holds);
    let targets = holds.map(|target| target.day).collect();
    Outcomes { first: stage.first, last, within, came, known, followed_until, targets }
}

/// A day of which somebody ever told that the event came on it.
struct Target {
    day: Day,
    /// Whether that still holds on the last day.
    holds: bool,
    /// Since when it is known as it is now: first told, or taken back.
    known: Day,
}

/// The days of target events by what holds on the last day, and those that were told and taken back.
fn targets(kind: &[Alive<'_>], pick: &Pick, last: Day) -> Vec<Target> {
    let mut all: BTreeMap<Day, (Day, Day)> = BTreeMap::new();
    for row in kind.iter().filter(|row| row.start <= last && pick.takes(row.seen)) {
        let (told, until) = all.entry(row.start).or_insert((NEVER, row.until));
        (*told, *until) = (row.from.min(*told), row.until.max(*until));
    }
    let target = |(day, (told, until)): (Day, (Day, Day))| {
        let holds = until > last;
        Target { day, holds, known: if holds { told } else { until } }
    };
    all.into_iter().map(target).collect()
}

/// Whether the event came after a day, up to the end of its horizon, and since when that is known as far
/// as reports of it go: what came, from its first report on, and what did not, since the last false report
/// was taken back.
fn told_of(targets: &[Target], day: Day, horizon: Day) -> (bool, Option<Day>) {
    let after = &targets[targets.partition_point(|target| target.day <= day)..];
    let within = &after[..after.partition_point(|target| target.day <= horizon)];
    let came = within.iter().filter(|target| target.holds).map(|target| target.known).min();
    let taken_back = || within.iter().map(|target| target.known).max();
    (came.is_some(), came.or_else(taken_back))
}

/// The first target after a day.
fn next_target(targets: &[Day], day: Day) -> Option<Day> {
    targets.get(targets.partition_point(|target| *target <= day)).copied()
}

/// How often, with its 90 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// How many of them.
    pub hits: usize,
    /// Of how many.
    pub n: usize,
    /// The part.
    pub value: f64,
    /// Jeffreys' 90 % interval.
    pub interval: [f64; 2],
}

impl Scored {
    fn of(hits: usize, n: usize) -> Option<Scored> {
        let Measure { value, interval, .. } = share::of(hits as u64, n as u64)?;
        Some(Scored { hits, n, value, interval })
    }
}

/// How a tripwire would have done.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Record {
    /// Days on which it was raised.
    pub days_raised: usize,
    /// Days on which it was quiet.
    pub days_quiet: usize,
    /// Days on which one could not tell.
    pub days_untold: usize,
    /// Days on which it was raised or quiet and whose outcome is known: what all that follows is of.
    pub days_scored: usize,
    /// How often it was raised.
    pub fired: usize,
    /// How many target events there were.
    pub targets: usize,
    /// Of the times it was raised whose outcome is known: how often the event came in time.
    pub precision: Option<Scored>,
    /// Of the target events before which it could be told: before how many it was raised in time.
    pub warned: Option<Scored>,
    /// How often a year it was raised for nothing.
    pub false_alarms_a_year: Option<f64>,
    /// Jeffreys' 90 % interval of that.
    pub false_alarms_interval: Option<[f64; 2]>,
    /// After how many days the event came, in the median (Kaplan and Meier); `None` where it came
    /// after fewer than half.
    pub lead_days_median: Option<f64>,
    /// After how many of the times that it was raised it is not known how long it took.
    pub lead_censored: usize,
    /// On how many days a forecast was made.
    pub brier_days: usize,
    /// The mean squared distance of the forecast from what came.
    pub brier: Option<f64>,
    /// That of the forecast which knows only how often the event comes.
    pub brier_base: Option<f64>,
    /// By how much the first is less than the second.
    pub skill: Option<f64>,
    /// How often days shifted around coincide as well with what came.
    pub p: Option<f64>,
    /// Whether there are fewer than ten target events: then all of this is an anecdote.
    pub anecdotal: bool,
    /// By how many days after being raised the event had come after which part of the times; empty of
    /// an anecdote.
    pub curve: Vec<(f64, f64)>,
}

/// Scores the states of a tripwire, which are frozen, against what followed.
///
/// # Method
/// *Precision* and *warned* have Jeffreys' interval (Brown, Cai and DasGupta 2001, Statistical
/// Science 16); false alarms a year that of a Poisson rate, Gamma(k + ½). The lead time is
/// Kaplan and Meier's (1958, JASA 53), a raising being censored where its days are covered no
/// further. The Brier score (1950) is of a forecast made on each day from earlier days whose outcome
/// was known by then, whenever the horizon was over: an event that is reported late is learnt of late.
/// What is forecast is the part of raised days, or of quiet ones, that the event followed, with half
/// an event and half a day without one added, from the second year of outcomes on; its base is the
/// same without the state. `p` shifts the raised days around the scored days, 999 times or by every
/// number of days, and asks how often as many of them are followed by the event: a shift keeps both
/// as clustered as they are.
///
/// # Reads as
/// "Raised 12 times; the event came within 90 days after 7 of 11 (64 %, 90 % interval 39 to 84 %)."
///
/// # Limits
/// Under ten target events it is an anecdote. A record on the data from which the tripwire was
/// thought up is too good; count the variants that were tried.
pub fn score(replayed: &Replayed, outcomes: &Outcomes, seed: u64) -> Record {
    let states = daily(replayed, outcomes);
    let count = |wanted: State| states.iter().filter(|state| **state == wanted).count();
    let scored: Vec<(Day, bool, bool)> = states
        .iter()
        .zip(&outcomes.came)
        .zip(outcomes.first..)
        .filter(|((state, _), _)| **state != State::CannotTell)
        .filter_map(|((state, came), day)| Some((day, *state == State::Raised, (*came)?)))
        .collect();
    let raisings: Vec<Day> = replayed.raisings().into_iter().map(number).collect();
    let known = raisings.iter().filter_map(|day| outcomes.came[outcomes.at(*day)?]);
    let known: Vec<bool> = known.collect();
    let hits = known.iter().filter(|came| **came).count();
    let lead = lead(&raisings, outcomes);
    let anecdotal = outcomes.targets.len() < TARGETS_MIN;
    let years = scored.len() as f64 / 365.25;
    let misses = known.len() - hits;
    let forecast = brier(&scored, outcomes);
    let brier_days = forecast.map_or(0, |(_, days)| days);
    let (brier, brier_base) = forecast.map(|(briers, _)| briers).unzip();
    Record {
        days_raised: count(State::Raised),
        days_quiet: count(State::Quiet),
        days_untold: count(State::CannotTell),
        days_scored: scored.len(),
        fired: raisings.len(),
        targets: outcomes.targets.len(),
        precision: Scored::of(hits, known.len()),
        warned: warned(&states, outcomes),
        false_alarms_a_year: (years > 0.0).then(|| misses as f64 / years),
        false_alarms_interval: rate_interval(misses, years),
        lead_days_median: lead.median,
        lead_censored: lead.censored,
        brier_days,
        brier,
        brier_base,
        skill: brier
            .zip(brier_base)
            .filter(|(_, base)| *base > 0.0)
            .map(|(b, base)| 1.0 - b / base),
        p: shifted(&scored, seed),
        anecdotal,
        curve: if anecdotal { Vec::new() } else { lead.curve },
    }
}

/// The state of each day of the outcomes.
fn daily(replayed: &Replayed, outcomes: &Outcomes) -> Vec<State> {
    let mut states = Vec::with_capacity(outcomes.came.len());
    let mut phases =
        replayed.phases.iter().map(|phase| (number(phase.from), phase.state)).peekable();
    let mut state = State::CannotTell;
    for day in outcomes.first..=outcomes.last {
        while let Some((_, next)) = phases.next_if(|(from, _)| *from <= day) {
            state = next;
        }
        states.push(state);
    }
    states.truncate(outcomes.came.len());
    states
}

/// Before how many target events it was raised in time, of those before which it could be told.
fn warned(states: &[State], outcomes: &Outcomes) -> Option<Scored> {
    let (mut hits, mut n) = (0, 0);
    for target in &outcomes.targets {
        let from = (target - outcomes.within).max(outcomes.first);
        let before = (from..*target).filter_map(|day| Some(states[outcomes.at(day)?]));
        let (mut raised, mut told) = (false, false);
        for state in before {
            raised |= state == State::Raised;
            told |= state != State::CannotTell;
        }
        n += usize::from(told);
        hits += usize::from(raised);
    }
    Scored::of(hits, n)
}

/// Jeffreys' interval of so many in so many years.
fn rate_interval(count: usize, years: f64) -> Option<[f64; 2]> {
    let posterior = Gamma::new(count as f64 + 0.5, years).ok().filter(|_| years > 0.0)?;
    let tail = (1.0 - LEVEL) / 2.0;
    let low = if count == 0 { 0.0 } else { posterior.inverse_cdf(tail) };
    Some([low, posterior.inverse_cdf(1.0 - tail)])
}

/// How long it took.
struct Lead {
    median: Option<f64>,
    censored: usize,
    curve: Vec<(f64, f64)>,
}

/// Kaplan and Meier's estimate of the time from being raised to the event.
fn lead(raisings: &[Day], outcomes: &Outcomes) -> Lead {
    let mut times: Vec<(Day, bool)> = raisings
        .iter()
        .filter_map(|day| {
            let until = outcomes.followed_until[outcomes.at(*day)?];
            let target = next_target(&outcomes.targets, *day).filter(|target| *target <= until);
            Some((target.unwrap_or(until) - day, target.is_some()))
        })
        .collect();
    // Of one day, what came is before what is not known.
    times.sort_unstable_by_key(|(days, came)| (*days, !came));
    let censored = times.iter().filter(|(_, came)| !came).count();
    let (mut at_risk, mut waiting) = (times.len(), 1.0);
    let mut curve: Vec<(f64, f64)> = Vec::new();
    for (days, came) in times {
        if came {
            waiting *= 1.0 - 1.0 / at_risk as f64;
            let days = f64::from(days);
            if curve.last().is_some_and(|(last, _)| *last == days) {
                curve.pop();
            }
            curve.push((days, 1.0 - waiting));
        }
        at_risk -= 1;
    }
    let median = curve.iter().find(|(_, came)| *came >= 0.5 - 1e-12).map(|(days, _)| *days);
    Lead { median, censored, curve }
}

/// The Brier score of the walk-forward forecast, and of its base; and on how many days it was made.
fn brier(scored: &[(Day, bool, bool)], outcomes: &Outcomes) -> Option<((f64, f64), usize)> {
    let known = |day: Day| outcomes.at(day).map_or(NEVER, |at| outcomes.known[at]);
    let mut by_known: Vec<(Day, bool, bool)> =
        scored.iter().map(|(day, raised, came)| (known(*day), *raised, *came)).collect();
    by_known.sort_unstable_by_key(|(known, ..)| *known);
    let mut learnt = [[0usize; 2]; 2];
    let mut next = 0;
    let (mut sum, mut base_sum, mut n) = (0.0, 0.0, 0usize);
    for (day, raised, came) in scored {
        while let Some((_, raised, came)) = by_known.get(next).filter(|(known, ..)| known < day) {
            learnt[usize::from(*raised)][usize::from(*came)] += 1;
            next += 1;
        }
        if next < LEARNING_DAYS {
            continue;
        }
        let part = |came: usize, of: usize| (came as f64 + 0.5) / (of as f64 + 1.0);
        let [no, yes] = learnt[usize::from(*raised)];
        let all = [learnt[0][0] + learnt[1][0], learnt[0][1] + learnt[1][1]];
        let truth = f64::from(u8::from(*came));
        sum += (part(yes, no + yes) - truth).powi(2);
        base_sum += (part(all[1], all[0] + all[1]) - truth).powi(2);
        n += 1;
    }
    (n > 0).then(|| ((sum / n as f64, base_sum / n as f64), n))
}

/// How often raised days that are shifted around are followed by the event as often.
fn shifted(scored: &[(Day, bool, bool)], seed: u64) -> Option<f64> {
    let raised = Bits::of(scored.iter().map(|(_, raised, _)| *raised));
    let came = Bits::of(scored.iter().map(|(_, _, came)| *came));
    let days = raised.len();
    if !scored.iter().any(|(_, raised, _)| *raised) || !scored.iter().any(|(_, _, came)| *came) {
        return None;
    }
    let doubled = came.doubled();
    let seen = raised.coincide(&doubled, 0);
    let mut random = Random::new(seed);
    let all = days - 1 <= SHIFTS_MAX;
    let shifts = if all { days - 1 } else { SHIFTS_MAX };
    let as_good = (1..=shifts)
        .map(|n| if all { n } else { 1 + random.below(days - 1) })
        .filter(|shift| raised.coincide(&doubled, *shift) >= seen)
        .count();
    Some((1 + as_good) as f64 / (1 + shifts) as f64)
}
