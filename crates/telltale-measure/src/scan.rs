//! A scan asks of every dyad at once whether it moved lately, one test each, and holds down how many
//! of those it names moved by chance alone.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};
use telltale_observation::{Actor, Channel, Dyad};

use crate::Direction;

mod discovery;
mod draw;
mod step;

pub use discovery::EmpiricalNull;

use discovery::{empirical_null, q_values, score, two_sided};
use draw::Draws;
use step::{Noise, Reported, Step, nothing_changed, step, usual};

/// The counts of one dyad, step by step: months, or weeks where a ledger is too short for months.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Who, and to whom.
    pub dyad: Dyad,
    /// Of each channel, the count of each step of the scan.
    pub channels: Vec<(Channel, Vec<u32>)>,
}

/// What a scan is asked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scan {
    /// The share of findings that may be false.
    pub q: f64,
    /// How many of the last steps are set against those before: twelve months, mostly.
    pub last: usize,
    /// Where the draws start: the same seed, the same findings.
    pub seed: u64,
}

/// Steps before the last ones that are looked at, at most: nine years of months.
const BEFORE_MAX: usize = 108;
/// The fewest steps with a report before the last ones, and the fewest of four in them.
const BEFORE_MIN: usize = 24;
const LAST_MIN_OF_4: usize = 3;
/// The fewest events that bring closer, and that bring farther, for a share of the two.
const SIDE_MIN: u64 = 24;
/// The fewest events for a rate.
const EVENTS_MIN: u64 = 60;
/// Series in which nothing changed: for every dyad, and for those that look as if they moved.
const DRAWN_FIRST: usize = 40;
const DRAWN_CLOSE: usize = 400;
/// How many standard errors look so.
const CLOSE_LOOK: f64 = 2.0;
/// The normal quantile of .95.
const QUANTILE_95: f64 = 1.644_853_626_951_472_7;

impl Scan {
    /// The first step that is looked at, of so many.
    pub fn first(self, steps: usize) -> usize {
        steps.saturating_sub(self.last).saturating_sub(BEFORE_MAX)
    }

    /// Where the draws of a dyad start: by its name, so that another dyad more changes no result.
    fn seed_of(self, dyad: Dyad) -> u64 {
        let names = [dyad.actor.code(), " ", dyad.target.map_or("", Actor::code)];
        // The hash of Fowler, Noll and Vo, 64 bits, version 1a.
        let bytes = names.iter().flat_map(|name| name.bytes());
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.seed ^ hash.wrapping_mul(0xd6e8_feb8_6659_fd93)
    }
}

/// What a dyad was tested by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TestedBy {
    /// The share of what brings closer in all that brings closer or farther.
    ShareCloser,
    /// What brings closer, per report.
    RateCloser,
    /// What brings farther, per report.
    RateFarther,
}

impl TestedBy {
    /// Its name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            TestedBy::ShareCloser => "share closer",
            TestedBy::RateCloser => "rate closer",
            TestedBy::RateFarther => "rate farther",
        }
    }
}

impl Serialize for TestedBy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What one channel counted, as a reason.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ChannelCounts {
    /// The channel.
    #[serde(serialize_with = "by_name")]
    pub channel: Channel,
    /// How many in the last steps.
    pub last: u64,
    /// How many in the steps before, in as long a time.
    pub before_as_long: f64,
}

fn by_name<S: serde::Serializer>(channel: &Channel, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(channel.name())
}

/// One dyad that was tested.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// Who, and to whom.
    pub dyad: Dyad,
    /// What it was tested by.
    pub by: TestedBy,
    /// The level before: a share between 0 and 1, or events per mean step of reporting. A fit beyond
    /// those bounds stands at the bound.
    pub before: f64,
    /// The level of the last steps, within the same bounds.
    pub last: f64,
    /// The change as fitted, in units of the level; more than from `before` to `last` where one of them
    /// stands at its bound.
    pub change: f64,
    /// The 90 % interval of the change, less that of the bulk, by the empirical null.
    pub interval: [f64; 2],
    /// The size by which dyads are ranked: the change of the log odds, or of the log rate.
    pub effect: f64,
    /// The change in standard deviations of the null.
    pub z: f64,
    /// The chance of a change at least so large where nothing changed.
    pub p: f64,
    /// The rate of false findings at which it would be one.
    pub q: f64,
    /// Whether it is one at the rate asked.
    pub found: bool,
    /// Which way.
    pub direction: Direction,
    /// Steps with a report that it rests on.
    pub n: usize,
    /// What each channel counted, those that changed the most first.
    pub channels: Vec<ChannelCounts>,
}

/// What a scan found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scanned {
    /// All dyads that were tested: findings first, the largest effect first.
    pub tested: Vec<Moved>,
    /// How many were too thin to test.
    pub too_thin: usize,
    /// The null that the bulk of the tests shows.
    pub null: EmpiricalNull,
}

/// Tests every dyad for a change over the last steps.
///
/// `exposure` has, for each step of the scan (a month, here and below), how much was reported at all,
/// and 0 where nothing was; every channel of every history has as many. The last is the last asked.
///
/// # Method
/// One test a dyad, chosen by what it has enough of: the share of events that bring closer among
/// those that bring closer or farther (24 of each), else the rate of the commoner side per report.
/// Channels without a sign are left out. A monthly value is the share or rate of that month with the
/// variance of counting, `p(1 − p)/n` or `λ/exposure`, so that a month of much reporting is only a
/// better measured one. Level and step (the last months, mostly twelve, against up to 108 before) are fitted
/// by generalised least squares under noise of which a month keeps ρ of the month before, by the
/// Kalman filter; ρ and the noise's variance by moments, ρ mended for its bias (Kendall 1954). The
/// step's t-ratio is set against those of series drawn with the same months, errors and noise and no
/// step (40, and 400 where it exceeds two standard deviations), through Student's t of the same
/// kurtosis. A step counts on its own scale or on that of log odds (log rates), whichever makes less
/// of it: noise that multiplies makes rises larger than falls. The drawn noise is stronger and longer lasting than estimated by three quarters of a standard
/// error. No dyad's noise, fitted or drawn, is taken for less than what is usual among all, in log
/// odds or logs: ten years show too little of how long one dyad's noise lasts, and a thousand dyads
/// show enough (the moderated t of Smyth 2004, with a floor in the place of a mean). The scores of all dyads then show their own null: median and quartiles (Efron 2004, JASA
/// 99), never narrower than the standard normal. Benjamini and Hochberg (1995) hold the share of
/// false findings at `q`.
///
/// # Reads as
/// "Of 1,204 dyads tested, 31 moved (of which about 3 by chance). FRA → MLI: what brings closer fell
/// from 71 % to 44 % of acts (90 % interval of the change −35 to −19 points)."
///
/// # Limits
/// It finds that a dyad moved *against the rest*: what moved all dyads alike is taken for the null, and
/// one that moved as all did, only less, is not found. It compares one stretch with those before: a swing within it, or one long ago, is not seen. A share moves when a source starts to code one side better. A rate moves when a source looks
/// harder at one dyad. Events of one affair are not independent, which the lasting noise covers only
/// as far as it lasts over months.
///
/// # Panics
/// If a channel has another number of months than `exposure`.
pub fn scan(histories: &[History], exposure: &[f64], asked: Scan) -> Scanned {
    let candidates: Vec<(usize, Candidate)> = histories
        .iter()
        .enumerate()
        .filter_map(|(at, history)| Some((at, candidate(history, exposure, asked)?)))
        .collect();
    let shares = usual_of(&candidates, |by| by == TestedBy::ShareCloser);
    let rates = usual_of(&candidates, |by| by != TestedBy::ShareCloser);
    let scored: Vec<(usize, &Candidate, Tested)> = candidates
        .iter()
        .filter_map(|(at, candidate)| {
            let seed = asked.seed_of(histories[*at].dyad);
            let usual = if candidate.by == TestedBy::ShareCloser { shares } else { rates };
            let draws = &mut Draws::new(seed);
            Some((*at, candidate, test(candidate, usual, draws)?))
        })
        .collect();
    let kurtosis = usual_kurtosis(scored.iter().map(|(.., found)| *found));
    let mut tested: Vec<Moved> = scored
        .into_iter()
        .map(|(at, of, found)| found.with_tails(kurtosis).of(&histories[at], of, exposure))
        .collect();
    let too_thin = histories.len() - tested.len();
    let null = empirical_null(&tested.iter().map(|moved| moved.z).collect::<Vec<_>>());
    for moved in &mut tested {
        let se = (moved.change / moved.z).abs();
        moved.z = (moved.z - null.middle) / null.sd;
        moved.p = two_sided(moved.z);
        if se.is_finite() {
            let (of_all, reach) = (null.middle * se, QUANTILE_95 * null.sd * se);
            moved.interval = [moved.change - of_all - reach, moved.change - of_all + reach];
        }
    }
    let p: Vec<f64> = tested.iter().map(|moved| moved.p).collect();
    for (moved, q) in tested.iter_mut().zip(q_values(&p)) {
        moved.q = q;
        // One that changed as all did, only less, moved one way by itself and the other way against
        // the rest: neither can be told of it.
        moved.found = q <= asked.q && moved.change * moved.z > 0.0;
        moved.direction = direction(moved);
    }
    tested.sort_by(|a, b| {
        let size = b.effect.abs().total_cmp(&a.effect.abs());
        b.found.cmp(&a.found).then(size).then(a.dyad.cmp(&b.dyad))
    });
    Scanned { tested, too_thin, null }
}

fn direction(moved: &Moved) -> Direction {
    let closer = (moved.change > 0.0) != (moved.by == TestedBy::RateFarther);
    match (moved.found, closer) {
        (false, _) => Direction::CannotTell,
        (true, true) => Direction::Tightening,
        (true, false) => Direction::Loosening,
    }
}

/// Events of a month that bring closer, and that bring farther.
#[derive(Clone, Copy, Debug, Default)]
struct Sides {
    closer: u64,
    farther: u64,
}

/// A dyad with enough to test: its months, and from which on it may have moved.
#[derive(Clone, Debug)]
struct Candidate {
    by: TestedBy,
    months: Vec<Reported>,
    /// The variance of measuring one event, `p(1 − p)` or the rate: noise in log odds, or logs,
    /// comes out in this unit, whatever the dyad's level.
    unit: f64,
    since: usize,
    first: usize,
}

/// `None` if the dyad is too thin to test.
fn candidate(history: &History, exposure: &[f64], asked: Scan) -> Option<Candidate> {
    let (wanted, first) = (asked.last, asked.first(exposure.len()));
    let since = exposure.len().checked_sub(wanted)?;
    let sides = sides(history, exposure.len());
    let (by, months, unit) = series(&sides, exposure, first)?;
    let last = months.iter().filter(|month| month.month >= since).count();
    if 4 * last < LAST_MIN_OF_4 * wanted || months.len() - last < BEFORE_MIN {
        return None;
    }
    Some(Candidate { by, months, unit, since, first })
}

impl Candidate {
    /// The change of the log odds, or of the log rate, of a step.
    fn effect(&self, step: &Step) -> f64 {
        let last = self.months.iter().filter(|month| month.month >= self.since).count();
        effect(self.by, step.before, step.before + step.step, &self.months, last as f64)
    }

    /// What is left of a step on the scale of its effect, in units of the mean level; all of it
    /// where it would be more. Noise multiplies rates and odds: on their own scale rises, and moves
    /// from the ends to the middle, come out larger than they are likely.
    fn shrunk(&self, step: &Step) -> f64 {
        let left = self.effect(step) * self.unit / step.step;
        if left.is_finite() { left.clamp(0.0, 1.0) } else { 1.0 }
    }
}

/// The noise that is usual among the candidates that are tested so.
fn usual_of(candidates: &[(usize, Candidate)], wanted: impl Fn(TestedBy) -> bool) -> Option<Noise> {
    let of = candidates.iter().map(|(_, candidate)| candidate).filter(|one| wanted(one.by));
    usual(of.map(|one| (one.months.as_slice(), one.since, one.unit)))
}

/// The step of one dyad and its score, before all are set side by side.
#[derive(Clone, Copy, Debug)]
struct Tested {
    step: Step,
    z: f64,
    /// The kurtosis of many draws, where it came near enough to be drawn so often.
    kurtosis: Option<f64>,
}

/// The test of one dyad by its own draws; noise that is usual among all is the least it may have.
fn test(of: &Candidate, usual: Option<Noise>, draws: &mut Draws) -> Option<Tested> {
    let floor = usual.map_or(Noise::NONE, |usual| usual.in_unit(of.unit));
    let (fitted, noise) = step(&of.months, of.since, floor);
    let statistic = fitted.statistic() * of.shrunk(&fitted);
    let chance = (noise, floor);
    let mut drawn = nothing_changed(&of.months, of.since, chance, DRAWN_FIRST, draws);
    if (statistic / sd(&drawn)).abs() > CLOSE_LOOK {
        let more = DRAWN_CLOSE - DRAWN_FIRST;
        drawn.extend(nothing_changed(&of.months, of.since, chance, more, draws));
    }
    let (z, n) = (statistic / sd(&drawn), drawn.len() as f64);
    let kurtosis = || drawn.iter().map(|t| t.powi(4)).sum::<f64>() / n / sd(&drawn).powi(4);
    let kurtosis = (drawn.len() == DRAWN_CLOSE).then(kurtosis);
    z.is_finite().then_some(Tested { step: fitted, z, kurtosis })
}

/// The mean kurtosis of the draws of all dyads that were drawn often; a normal's if none was.
fn usual_kurtosis(tested: impl Iterator<Item = Tested>) -> f64 {
    let all: Vec<f64> = tested.filter_map(|one| one.kurtosis).collect();
    if all.is_empty() { 3.0 } else { all.iter().sum::<f64>() / all.len() as f64 }
}

impl Tested {
    /// The same score by the tails of the Student's t that has the kurtosis of the dyad's draws, or
    /// the usual one if that is higher: 400 draws tell a kurtosis to a quarter.
    fn with_tails(self, usual: f64) -> Tested {
        let Some(kurtosis) = self.kurtosis.map(|own| own.max(usual)) else { return self };
        if kurtosis < 3.05 {
            return self;
        }
        let df = 4.0 + 6.0 / (kurtosis - 3.0);
        let Ok(t) = StudentsT::new(0.0, 1.0, df) else { return self };
        let tail = t.cdf(-self.z.abs() * (df / (df - 2.0)).sqrt());
        Tested { z: self.z.signum() * -score(tail), ..self }
    }

    fn of(self, history: &History, candidate: &Candidate, exposure: &[f64]) -> Moved {
        let Candidate { by, months, since, first, .. } = candidate;
        let (before, after) = (self.step.before, self.step.before + self.step.step);
        // Least squares know no bounds; a share and a rate have them.
        let most = if *by == TestedBy::ShareCloser { 1.0 } else { f64::INFINITY };
        let within = |level: f64| level.clamp(0.0, most);
        Moved {
            dyad: history.dyad,
            by: *by,
            before: within(before),
            last: within(after),
            change: self.step.step,
            interval: [self.step.step; 2],
            effect: candidate.effect(&self.step),
            z: self.z,
            p: 1.0,
            q: 1.0,
            found: false,
            direction: Direction::CannotTell,
            n: months.len(),
            channels: reasons(history, exposure, *first, *since),
        }
    }
}

fn sides(history: &History, months: usize) -> Vec<Sides> {
    let mut sides = vec![Sides::default(); months];
    for (channel, counts) in &history.channels {
        assert_eq!(counts.len(), months, "{channel:?} of {} has other months", history.dyad);
        let sign = channel.sign();
        if sign == 0 {
            continue;
        }
        for (side, count) in sides.iter_mut().zip(counts) {
            let side = if sign > 0 { &mut side.closer } else { &mut side.farther };
            *side += u64::from(*count);
        }
    }
    sides
}

/// What the dyad is tested by, the months from `first` on, and the unit of its noise; `None` if
/// there is too little.
fn series(
    sides: &[Sides],
    exposure: &[f64],
    first: usize,
) -> Option<(TestedBy, Vec<Reported>, f64)> {
    let covered = || (first..sides.len()).filter(|month| exposure[*month] > 0.0);
    let sum = |of: fn(&Sides) -> u64| covered().map(|month| of(&sides[month])).sum::<u64>();
    let (closer, farther) = (sum(|s| s.closer), sum(|s| s.farther));
    if closer.min(farther) >= SIDE_MIN {
        let share = closer as f64 / (closer + farther) as f64;
        let month = |month: usize| {
            let Sides { closer, farther } = sides[month];
            let n = (closer + farther) as f64;
            (n > 0.0).then(|| Reported {
                month,
                value: closer as f64 / n,
                variance: share * (1.0 - share) / n,
            })
        };
        let months = covered().filter_map(month).collect();
        return Some((TestedBy::ShareCloser, months, share * (1.0 - share)));
    }
    if closer.max(farther) < EVENTS_MIN {
        return None;
    }
    let whole: f64 = covered().map(|month| exposure[month]).sum();
    let mean = whole / covered().count() as f64;
    let rate = closer.max(farther) as f64 * mean / whole;
    let (by, count): (_, fn(&Sides) -> u64) = if closer >= farther {
        (TestedBy::RateCloser, |side| side.closer)
    } else {
        (TestedBy::RateFarther, |side| side.farther)
    };
    let month = |month: usize| {
        let weight = exposure[month] / mean;
        Reported { month, value: count(&sides[month]) as f64 / weight, variance: rate / weight }
    };
    Some((by, covered().map(month).collect(), rate))
}

/// Around 0, where the draws have their mean by construction.
fn sd(drawn: &[f64]) -> f64 {
    (drawn.iter().map(|t| t * t).sum::<f64>() / drawn.len() as f64).sqrt()
}

/// The change of the log odds of a share, or of the log of a rate; levels that the fit put at or
/// beyond their bounds are held half an event away from them.
fn effect(by: TestedBy, before: f64, after: f64, months: &[Reported], last: f64) -> f64 {
    let precision: f64 = months.iter().map(|month| 1.0 / month.variance).sum();
    match by {
        TestedBy::ShareCloser => {
            let edge = 0.5 / (last * precision / months.len() as f64).max(1.0);
            let edge = edge.min(0.25);
            let odds = |share: f64| {
                let share = share.clamp(edge, 1.0 - edge);
                (share / (1.0 - share)).ln()
            };
            odds(after) - odds(before)
        }
        TestedBy::RateCloser | TestedBy::RateFarther => {
            let edge = 0.5 / last;
            (after.max(edge) / before.max(edge)).ln()
        }
    }
}

/// What each channel counted in the covered months, those that changed the most first.
fn reasons(history: &History, exposure: &[f64], first: usize, since: usize) -> Vec<ChannelCounts> {
    let covered = (first..since).filter(|month| exposure[*month] > 0.0).count() as f64;
    let counted = |(channel, counts): &(Channel, Vec<u32>)| {
        let sum = |months: &[u32]| months.iter().map(|count| u64::from(*count)).sum::<u64>();
        ChannelCounts {
            channel: *channel,
            last: sum(&counts[since..]),
            before_as_long: sum(&counts[first..since]) as f64 * (counts.len() - since) as f64
                / covered.max(1.0),
        }
    };
    let signed = history.channels.iter().filter(|(channel, _)| channel.sign() != 0);
    let mut reasons: Vec<ChannelCounts> = signed.map(counted).collect();
    reasons.retain(|counts| counts.last > 0 || counts.before_as_long > 0.0);
    let moved = |counts: &ChannelCounts| (counts.last as f64 - counts.before_as_long).abs();
    reasons.sort_by(|a, b| moved(b).total_cmp(&moved(a)).then(a.channel.cmp(&b.channel)));
    reasons
}
