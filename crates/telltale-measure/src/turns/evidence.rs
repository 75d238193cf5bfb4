//! Evidence weighs partitions: what the noise that they leave, and its persistence, make more
//! likely than a series without a turn, at a price for each cut and parameter.

use super::partition::{Partitions, Shape, Stretch, Whitened};
use super::prepare::spread;
use super::{Config, random::Random};

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

/// Squares that no fit is believed to leave less than, of a series whose spread is 1: a perfect
/// fit is a rounded one.
const REST_MIN: f64 = 1e-4;

/// A way to cut a series, with what speaks for it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// −2 log likelihood plus the price; lower is better.
    pub(crate) price: f64,
    pub(crate) persistence: Persistence,
    pub(crate) stretches: Vec<Stretch>,
    /// What it costs, in units.
    pub(crate) units: usize,
}

/// The best partition for each number of units: those without a cut, and those with.
pub(crate) struct Candidates {
    pub(crate) still: Vec<Candidate>,
    pub(crate) turning: Vec<Candidate>,
}

/// The shortest stretch of a series of `n` values.
pub(crate) fn shortest(n: usize) -> usize {
    (n / 25).clamp(3, 5)
}

/// Takes a second order of persistence out of a series.
pub(crate) fn filtered(values: &[f64], carried: f64) -> Vec<f64> {
    if carried == 0.0 {
        return values.to_vec();
    }
    // What came before the first value is on the line of the first two.
    let before = 2.0 * values[0] - values[1];
    let shifted = std::iter::once(&before).chain(values);
    values.iter().zip(shifted).map(|(value, last)| value - carried * last).collect()
}

/// −2 log likelihood of noise that leaves `rest` squares in `n` values and `stretches`.
pub(crate) fn surprise(rest: f64, n: usize, stretches: usize, kept: f64) -> f64 {
    let n = n as f64;
    n * ((rest + REST_MIN) / n).ln() - stretches as f64 * (1.0 - kept * kept).ln()
}

/// Weighs all partitions of a prepared series that cost up to `units`.
pub(crate) fn weigh(values: &[f64], config: &Config, units: usize) -> Candidates {
    let n = values.len();
    let unit = config.unit_price * (n as f64).ln();
    let units = units.min(n / 2).max(Shape::Line.units() + 1);
    let mut best: [Vec<Option<Candidate>>; 2] = [vec![None; units + 1], vec![None; units + 1]];
    for persistence in TRIED {
        let series = Whitened::new(&filtered(values, persistence.carried), persistence.kept);
        let partitions = Partitions::best(&series, shortest(n), units);
        #[expect(clippy::needless_range_loop, reason = "the units spent are what is tried")]
        for spent in Shape::Level.units()..=units {
            if !partitions.rests[spent].is_finite() {
                continue;
            }
            let stretches = partitions.stretches(spent);
            let second_order = if persistence.carried > 0.0 { (n as f64).ln() } else { 0.0 };
            let trend = if stretches.len() == 1 && stretches[0].shape == Shape::Line {
                config.trend_price * (n as f64).ln()
            } else {
                unit * (spent - Shape::Level.units()) as f64
            };
            let price = surprise(partitions.rests[spent], n, stretches.len(), persistence.kept)
                + trend
                + second_order;
            let slot = &mut best[usize::from(stretches.len() > 1)][spent];
            if slot.as_ref().is_none_or(|other| price < other.price) {
                *slot = Some(Candidate { price, persistence, stretches, units: spent });
            }
        }
    }
    let [still, turning] = best.map(|all| all.into_iter().flatten().collect());
    Candidates { still, turning }
}

fn cheapest(candidates: &[Candidate]) -> Option<&Candidate> {
    candidates.iter().min_by(|a, b| a.price.total_cmp(&b.price))
}

impl Candidates {
    /// How much better the best partition with a cut is than the best without: the statistic that
    /// the gate holds against worlds without a turn.
    pub(crate) fn gain(&self) -> f64 {
        let price = |all: &[Candidate]| cheapest(all).map_or(f64::INFINITY, |best| best.price);
        price(&self.still) - price(&self.turning)
    }

    /// The partition to tell, at a further price for each unit.
    pub(crate) fn told(&self, further: f64) -> Option<&Candidate> {
        let price = |candidate: &Candidate| candidate.price + further * candidate.units as f64;
        self.turning.iter().min_by(|a, b| price(a).total_cmp(&price(b)))
    }
}

/// A world without a turn that resembles a series: its level or line, and how its noise lasts.
pub(crate) struct Still {
    pub(crate) persistence: Persistence,
    level: f64,
    slope: f64,
    /// Steps of noise, drawn from with replacement.
    steps: Vec<f64>,
}

impl Still {
    /// Fits the world without a turn. How noisy it is and how long its noise lasts come from the
    /// best fit without a cut; the shape of a single step comes from the best with cuts, so that a
    /// jump, if there was one, is not drawn again as noise.
    pub(crate) fn like(values: &[f64], candidates: &Candidates) -> Option<Still> {
        let still = cheapest(&candidates.still)?;
        let turning = cheapest(&candidates.turning)?;
        let (n, shape) = (values.len(), still.stretches[0].shape);
        let carried = still.persistence.carried;
        let series = filtered(values, carried);
        let fitted =
            |kept: f64| surprise(Whitened::new(&series, kept).rest(0, n, shape), n, 1, kept);
        let kept = finest(still.persistence.kept, fitted);
        let (level, slope) = Whitened::new(&series, kept).fit(0, n, shape);
        let own = Candidate { persistence: Persistence { kept, carried }, ..still.clone() };
        let noise = spread(&residuals(values, &own));
        let steps = residuals(values, turning);
        let scale = noise / spread(&steps).max(1e-12);
        let steps = steps.iter().map(|step| step * scale).collect();
        let persistence = Persistence { kept: mended(kept, n, shape), carried };
        Some(Still { persistence, level, slope, steps })
    }

    /// Draws a series of `n` values from that world.
    pub(crate) fn draw(&self, n: usize, random: &mut Random) -> Vec<f64> {
        let settling = if self.persistence.kept > 0.9 { 60 } else { 30 };
        let (mut noise, mut value) = (0.0, 0.0);
        let mut drawn = Vec::with_capacity(n);
        for step in 0..settling + n {
            noise = self.persistence.kept * noise + self.steps[random.below(self.steps.len())];
            let time = step.saturating_sub(settling) as f64;
            value = self.persistence.carried * value + noise + self.level + self.slope * time;
            if step >= settling {
                drawn.push(value);
            }
        }
        drawn
    }
}

/// Goes from the persistence of the grid to a finer one.
fn finest(kept: f64, surprise: impl Fn(f64) -> f64) -> f64 {
    let mut best = (kept, surprise(kept));
    let mut step = 0.1;
    while step > 5e-4 {
        for kept in [best.0 - step, best.0 + step] {
            if (-0.5..0.995).contains(&kept) {
                let surprise = surprise(kept);
                if surprise < best.1 {
                    best = (kept, surprise);
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

/// The steps of noise of a partition, around their mean.
fn residuals(values: &[f64], of: &Candidate) -> Vec<f64> {
    let series = filtered(values, of.persistence.carried);
    let whitened = Whitened::new(&series, of.persistence.kept);
    let ends = of.stretches.iter().skip(1).map(|next| next.from).chain([values.len()]);
    let mut steps = Vec::with_capacity(values.len());
    for (stretch, to) in of.stretches.iter().zip(ends) {
        let (level, slope) = whitened.fit(stretch.from, to, stretch.shape);
        let distance = |at: usize| series[at] - level - slope * at as f64;
        let step = |at: usize| distance(at) - of.persistence.kept * distance(at - 1);
        steps.extend((stretch.from + 1..to).map(step));
    }
    let mean = super::prepare::mean(&steps);
    steps.iter().map(|step| step - mean).collect()
}
