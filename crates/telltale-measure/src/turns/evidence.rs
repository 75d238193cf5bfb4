//! Evidence weighs partitions: what the noise that they leave, and its persistence, make more
//! likely than a series without a turn, at a price for each cut and parameter.

use std::ops::Range;

use super::Config;
use super::partition::{Partitions, Shape, Stretch, Whitened};
use super::prepare::spread;
use super::spaced::Spaced;
use crate::random::Random;

/// How noise lasts: a share `kept` of each step, and a share `carried` of each step of that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Persistence {
    pub(crate) kept: f64,
    pub(crate) carried: f64,
}

/// The persistences that are tried. The later ones are growth that goes on as it went.
const TRIED: [Persistence; 16] = {
    const fn of(kept: f64, carried: f64) -> Persistence {
        Persistence { kept, carried }
    }
    [
        of(0.0, 0.0),
        of(0.2, 0.0),
        of(0.4, 0.0),
        of(0.6, 0.0),
        of(0.7, 0.0),
        of(0.8, 0.0),
        of(0.9, 0.0),
        of(0.95, 0.0),
        of(0.99, 0.0),
        of(0.5, 0.5),
        of(0.8, 0.5),
        of(0.95, 0.5),
        of(0.99, 0.5),
        of(0.8, 0.8),
        of(0.95, 0.8),
        of(0.99, 0.8),
    ]
};

/// The strongest persistence of a world without turns: a random walk in all but name.
const KEPT_MAX: f64 = 0.99;

/// Growth that goes on for longer is not drawn: in such a world nothing would be a turn.
const CARRIED_MAX: f64 = 0.95;

/// Where the persistence of a series is sought, finer than those that are tried.
const KEPT: Range<f64> = -0.5..0.995;
const CARRIED: Range<f64> = 0.0..CARRIED_MAX;

/// A way to cut a series, with what speaks for it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// −2 log likelihood, plus what the persistence costs; lower is better.
    surprise: f64,
    pub(crate) persistence: Persistence,
    pub(crate) stretches: Vec<Stretch>,
    /// What it costs, in units.
    pub(crate) units: usize,
}

/// The best partition for each number of units: those without a cut, and those with.
pub(crate) struct Candidates {
    still: Vec<Candidate>,
    turning: Vec<Candidate>,
    /// ln n.
    unit: f64,
}

/// The shortest stretch of a series of `n` values.
pub(crate) fn shortest(n: usize) -> usize {
    (n / 25).clamp(3, 5)
}

/// The least squares that a number of units leaves, under one persistence.
struct Bought<'a> {
    persistence: Persistence,
    units: usize,
    rest: f64,
    partitions: &'a Partitions<'a>,
    /// What a second order of persistence costs.
    second_order: f64,
}

impl Bought<'_> {
    /// The surprise of what is left, were it left by so many stretches.
    fn surprise(&self, series: &Spaced, stretches: usize) -> f64 {
        series.surprise(self.rest, stretches, self.persistence.kept) + self.second_order
    }

    fn candidate(&self, series: &Spaced) -> Candidate {
        let stretches = self.partitions.stretches(self.units);
        let surprise = self.surprise(series, stretches.len());
        Candidate { surprise, persistence: self.persistence, stretches, units: self.units }
    }
}

/// Goes through what every number of units up to `units` buys under every persistence.
fn each_bought(series: &Spaced, units: usize, mut take: impl FnMut(Bought)) {
    let n = series.len();
    for persistence in TRIED {
        let whitened = Whitened::new(&series.filtered(persistence.carried), persistence.kept);
        let partitions = Partitions::best(&whitened, shortest(n), units);
        let second_order = if persistence.carried > 0.0 { (n as f64).ln() } else { 0.0 };
        for units in Shape::Level.units()..=units {
            let rest = partitions.rest(units);
            if rest.is_finite() {
                take(Bought { persistence, units, rest, partitions: &partitions, second_order });
            }
        }
    }
}

/// The most units that `n` values can be cut for, of those that may be spent.
fn affordable(n: usize, units: usize) -> usize {
    units.min(n / 2).max(2 * Shape::Level.units())
}

/// Weighs all partitions of a prepared series that cost up to `units`.
pub(crate) fn weigh(series: &Spaced, units: usize) -> Candidates {
    let n = series.len();
    let units = affordable(n, units);
    let mut best: Vec<Option<Candidate>> = vec![None; units + 1];
    each_bought(series, units, |bought| {
        let best = &mut best[bought.units];
        let beaten = |by| best.as_ref().is_some_and(|other| other.surprise <= by);
        // The fewer stretches the units buy, the less surprising; dear to know, so bound first.
        let fewest = bought.units.div_ceil(Shape::Line.units());
        if beaten(bought.surprise(series, fewest)) {
            return;
        }
        let candidate = bought.candidate(series);
        if !beaten(candidate.surprise) {
            *best = Some(candidate);
        }
    });
    let all = best.into_iter().flatten();
    let (still, turning) = all.partition(|candidate| candidate.stretches.len() == 1);
    Candidates { still, turning, unit: (n as f64).ln() }
}

/// All partitions with a cut that are best for their units under one of the persistences, each with
/// its price at `unit_price` for a unit, in ln n.
pub(crate) fn turning(series: &Spaced, units: usize, unit_price: f64) -> Vec<(Candidate, f64)> {
    let (n, mut all) = (series.len(), Vec::new());
    each_bought(series, affordable(n, units), |bought| {
        let candidate = bought.candidate(series);
        if candidate.stretches.len() > 1 {
            let price = candidate.price(unit_price * (n as f64).ln());
            all.push((candidate, price));
        }
    });
    all
}

impl Candidate {
    #[cfg(test)]
    pub(crate) fn of(
        stretches: Vec<Stretch>,
        persistence: Persistence,
        surprise: f64,
    ) -> Candidate {
        let units = stretches.iter().map(|stretch| stretch.shape.units()).sum();
        Candidate { surprise, persistence, stretches, units }
    }

    /// What it surprises by, with so much for each unit beyond those of one level.
    fn price(&self, unit_price: f64) -> f64 {
        self.surprise + unit_price * (self.units - Shape::Level.units()) as f64
    }
}

impl Candidates {
    /// The series as one stretch: a level, or a line at `trend_price`, in ln n.
    fn still(&self, trend_price: f64) -> Option<(&Candidate, f64)> {
        let price = |candidate: &Candidate| match candidate.stretches[0].shape {
            Shape::Level => candidate.surprise,
            Shape::Line => candidate.surprise + trend_price * self.unit,
        };
        least(&self.still, price)
    }

    /// The best partition with a cut, at `unit_price` for each unit, in ln n.
    fn turning(&self, unit_price: f64) -> Option<(&Candidate, f64)> {
        least(&self.turning, |candidate| candidate.price(unit_price * self.unit))
    }

    /// How much better the best partition with a cut is than the best without, at each of the
    /// prices of the gate: the statistics that it holds against worlds without a turn.
    pub(crate) fn gains(&self, config: &Config) -> Option<[f64; 2]> {
        let (_, still) = self.still(config.trend_price)?;
        let [low, high] = config.gate_prices.map(|price| self.turning(price));
        Some([still - low?.1, still - high?.1])
    }
}

fn least(all: &[Candidate], price: impl Fn(&Candidate) -> f64) -> Option<(&Candidate, f64)> {
    let priced = all.iter().map(|candidate| (candidate, price(candidate)));
    priced.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// A world without a turn that resembles a series: its level or line, and how its noise lasts.
pub(crate) struct Still {
    persistence: Persistence,
    level: f64,
    slope: f64,
    /// The standard deviation of a step of noise.
    step: f64,
    /// How much of a step the next one takes back.
    back: f64,
}

/// Lasting noise with a month's own chance on top, as counts have it: an ARMA(1, 1), whose steps are
/// partly taken back.
struct Chancy {
    kept: f64,
    back: f64,
    step: f64,
}

impl Chancy {
    /// Into how many parts what is kept, and what is taken back, are divided in the search.
    const PARTS: u32 = 40;

    /// The likeliest, of those that keep at most `most`, for distances from a level or line, by the
    /// least squares of the steps; `None` where noise without chance, which keeps `kept`, leaves
    /// hardly more of them (by AIC).
    fn beneath(distances: &Spaced, kept: f64, most: f64) -> Option<Chancy> {
        // Over a gap nothing is known of the step before.
        let running = |at: &usize| distances.apart(*at) == 1;
        let squares = |kept: f64, back: f64| {
            let mut step = 0.0;
            let after = (1..distances.len()).filter(running);
            after.fold(0.0, |sum, at| {
                let last = if at > 1 && running(&(at - 1)) { step } else { 0.0 };
                step = distances.values[at] - kept * distances.values[at - 1] + back * last;
                sum + step * step
            })
        };
        let parts = || (0..=Self::PARTS).map(|part| f64::from(part) / f64::from(Self::PARTS));
        let all =
            parts().flat_map(|kept| parts().map(move |back| (most * kept, most * kept * back)));
        let weighed = all.map(|(kept, back)| (squares(kept, back), kept, back));
        let (least, best, back) = weighed.min_by(|a, b| a.0.total_cmp(&b.0))?;
        let steps = (1..distances.len()).filter(running).count() as f64;
        let gain = steps * (squares(kept, 0.0) / least).ln();
        (gain > 2.0).then(|| Chancy { kept: best, back, step: (least / steps).sqrt() })
    }
}

impl Still {
    /// Fits the world without a turn.
    ///
    /// Its steps are normal: those of the series would bring its jumps along, and in worlds that
    /// jump as the series does, no jump would ever be a turn.
    pub(crate) fn like(series: &Spaced, candidates: &Candidates, config: &Config) -> Option<Still> {
        let (still, _) = candidates.still(config.trend_price)?;
        let (n, shape) = (series.len(), still.stretches[0].shape);
        let Persistence { kept, carried } = finest(series, still.persistence, shape);
        let series = series.filtered(carried);
        let (level, slope) = Whitened::new(&series, kept).fit(0, n, shape);
        let distance = |at: usize| series.values[at] - level - slope * series.times[at] as f64;
        let distances = series.with((0..n).map(distance).collect());
        let most = config.beneath_chance.filter(|most| carried == 0.0 && kept < *most);
        if let Some(most) = most
            && let Some(found) = Chancy::beneath(&distances, kept, most)
        {
            let Chancy { kept, back, step } = found;
            let kept = mended(kept, n, shape).min(most);
            let persistence = Persistence { kept, carried };
            return Some(Still { persistence, level, slope, step, back });
        }
        let step = |at: usize| {
            let (variance, kept) = distances.fresh(at, kept);
            (distances.values[at] - kept * distances.values[at - 1]) / variance.sqrt()
        };
        let steps: Vec<f64> = (1..n).map(step).collect();
        let persistence = Persistence {
            kept: mended(kept, n, shape),
            // Of a persistence around a mean that is known, the bias is 2ρ over n.
            carried: (carried / (1.0 - 2.0 / n as f64)).min(CARRIED_MAX),
        };
        Some(Still { persistence, level, slope, step: spread(&steps), back: 0.0 })
    }

    /// Draws a series of `n` values, none missing, from that world.
    pub(crate) fn draw(&self, n: usize, random: &mut Random) -> Vec<f64> {
        let settling = if self.persistence.kept > 0.9 { 60 } else { 30 };
        let (mut noise, mut value, mut last) = (0.0, 0.0, 0.0);
        let mut drawn = Vec::with_capacity(n);
        for step in 0..settling + n {
            let fresh = self.step * random.normal();
            noise = self.persistence.kept * noise + fresh - self.back * last;
            last = fresh;
            let time = step.saturating_sub(settling) as f64;
            value = self.persistence.carried * value + noise + self.level + self.slope * time;
            if step >= settling {
                drawn.push(value);
            }
        }
        drawn
    }
}

/// Goes from the persistence of the grid to the likeliest near it, each share in turn.
fn finest(series: &Spaced, near: Persistence, shape: Shape) -> Persistence {
    let surprise = |kept: f64, carried: f64| {
        let whitened = Whitened::new(&series.filtered(carried), kept);
        series.surprise(whitened.rest(0, series.len(), shape), 1, kept)
    };
    let Persistence { mut kept, mut carried } = near;
    // Without a second order one search is all; with it, the two shares make way for each other.
    let rounds = if carried > 0.0 { 4 } else { 1 };
    for _ in 0..rounds {
        kept = finer(kept, &KEPT, |kept| surprise(kept, carried));
        if carried > 0.0 {
            carried = finer(carried, &CARRIED, |carried| surprise(kept, carried));
        }
    }
    Persistence { kept, carried }
}

/// Steps downhill from a share, by ever smaller steps.
fn finer(from: f64, among: &Range<f64>, surprise: impl Fn(f64) -> f64) -> f64 {
    let mut best = (from, surprise(from));
    let mut step = 0.1;
    while step > 5e-4 {
        for share in [best.0 - step, best.0 + step] {
            if among.contains(&share) {
                let surprise = surprise(share);
                if surprise < best.1 {
                    best = (share, surprise);
                }
            }
        }
        step /= 2.0;
    }
    best.0
}

/// Mends the bias of a persistence measured around a fitted level (1 + 3ρ over n) or line (2 + 4ρ
/// over n; Marriott and Pope 1954, Biometrika 41).
fn mended(kept: f64, n: usize, shape: Shape) -> f64 {
    let n = n as f64;
    let (constant, share) = match shape {
        Shape::Level => (1.0, 3.0),
        Shape::Line => (2.0, 4.0),
    };
    if n <= share + 1.0 {
        return KEPT_MAX;
    }
    ((kept + constant / n) / (1.0 - share / n)).min(KEPT_MAX)
}
