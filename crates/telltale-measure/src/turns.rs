//! A turning point is a date from which a series runs on another level or another line than
//! before, and not merely on with its noise.

use serde::Serialize;

mod agreed;
mod dates;
mod evidence;
mod gate;
mod partition;
pub(crate) mod prepare;
mod season;
mod spaced;

use crate::random::Random;
pub use season::{Unseasonal, season_of, without_season};

/// How turning points are looked for. There is one configuration for every series: [`CONFIG`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Config {
    /// The fewest values in which a turn is looked for.
    pub values_min: usize,
    /// The most values that are cut one by one; a longer series is drawn together in blocks.
    pub values_max: usize,
    /// From how many times the usual distance from its neighbours a lone value is an outlier.
    pub outlier: f64,
    /// What a unit costs at the gate (a cut, a level or a slope is one unit each), in ln n: the
    /// low price sees many small turns, the high one few large ones.
    pub gate_prices: [f64; 2],
    /// What a line without a turn costs more than a level, in ln n.
    pub trend_price: f64,
    /// What a unit costs in the partition that is told, in ln n.
    pub told_price: f64,
    /// The most units of a partition that is told.
    pub units: usize,
    /// The most units of a partition at the gate.
    pub gate_units: usize,
    /// How many worlds without a turn are drawn at most.
    pub worlds: usize,
    /// How many are enough if none of them looks as turning as the series does.
    pub worlds_clear: usize,
    /// The share of them that may look as turning as the series does.
    pub size: f64,
    /// How much of the probability of its date an interval holds.
    pub level: f64,
    /// How much noise that lasts keeps at most where a value's own chance lies on top of it; `None`
    /// where values have no chance of their own.
    pub beneath_chance: Option<f64>,
}

/// The one configuration, for every series.
pub const CONFIG: Config = Config {
    values_min: 8,
    values_max: 500,
    outlier: 5.0,
    gate_prices: [1.0, 2.0],
    trend_price: 5.0,
    told_price: 2.5,
    units: 24,
    gate_units: 12,
    worlds: 199,
    worlds_clear: 59,
    size: 0.04,
    level: 0.9,
    beneath_chance: None,
};

/// The same for values that rest on counts, whose chance lies on top of noise that lasts and makes
/// it look shorter-lived than it is. What keeps more than .8 from step to step stands for as long as
/// many a turn does, and is not put down to noise beneath chance.
pub const OF_COUNTS: Config = Config { beneath_chance: Some(0.8), ..CONFIG };

/// A turning point of a series.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// The first value after the change, counted from 0 in the series as given.
    pub index: usize,
    /// The first value of the interval of dates (90 %).
    pub from: usize,
    /// Its last value.
    pub to: usize,
    /// The probability that the series turned there at all.
    pub probability: f64,
}

/// The turning points of an evenly spaced series; `None` is a value that is absent.
///
/// The result is in order, and empty where the series is too short, does not vary, or does nothing
/// that noise of its kind would not do. The same seed gives the same answer.
///
/// # Method
/// Lone outliers are replaced by the median of their neighbours (Hampel 1974), the spread made 1.
/// What is missing is stepped over: over a gap of k steps noise keeps φᵏ.
///
/// *Proposal*: the series is cut into stretches, each with a level or a line of its own, around
/// which noise of one strength lasts from step to step: `u(t) = φ·u(t−1) + e(t)`, and for series
/// that grow as they grew, `(1 − φL)(1 − φ′L)u = e`. For each of 16 pairs `(φ, φ′)` dynamic
/// programming (Bellman 1961; Jackson et al. 2005, IEEE Signal Processing Letters 12) finds the cuts
/// that leave least, for each number of units spent, where a level costs two and a line three. A
/// partition's price is `n ln(S/n) − k ln(1 − φ²)` with `S` the squares left by its `k` stretches,
/// plus so many ln n a unit.
///
/// *Gate*: the gain is by how much the cheapest partition with a cut is cheaper than the cheapest
/// without, at 1 ln n a unit (BIC), which sees a level that came and went, and at 2 ln n (stricter,
/// as cuts are searched for; Zhang and Siegmund 2007, Biometrics 63), which sees one lasting shift.
/// Both are held against up to 199 worlds without a turn, drawn with the level or line, the strength,
/// the persistence and the gaps of the series and normal steps: the bootstrap of the sup-F test (Diebold and
/// Chen 1996, Journal of Econometrics 70). φ and φ′ are the likeliest, mended for their bias in
/// short series (Marriott and Pope 1954, Biometrika 41), and at most .99 and .95. The better of the
/// two ranks among the worlds counts, against the better ranks of the worlds (Westfall and Young
/// 1993, *Resampling-Based Multiple Testing*); the share of worlds that look as turning may be .04.
/// After 59 worlds of which none does, no more are drawn. Under [`OF_COUNTS`] the noise of the worlds
/// is an ARMA(1, 1), noise that lasts with chance on top, where that is likelier by AIC.
///
/// *Told* is the partition that agrees most with all that are likely: of those that are best for
/// their units under one of the `(φ, φ′)`, each as likely as `exp(−price/2)` at 2.5 ln n a unit, the
/// one with the largest mean cover of the others (Wade and Ghahramani 2018, Bayesian Analysis 13; the
/// loss is one less cover). The cheapest of all may be alone in what it says. A turn's date is the median of the
/// probability of its date, its neighbours given, and its interval holds the middle 90 % of that;
/// its probability weighs the stretch before and after it against one stretch by BIC, and is at
/// most 1 less the gate's p-value.
///
/// # Reads as
/// "The level changed in July 2023 (90 % interval July to October 2023; probability .97)."
///
/// # Limits
/// One noise for the whole series: a change of its strength alone is no turn. A season is not
/// taken out (see [`turns_in_season`]). Noise is taken for normal: where it has heavy tails *and*
/// lasts, a shock that dies away slowly is often told as a turn, and in a series that walks at
/// random any large jump is. A slow bend is told as one date or not at all. Of many shifts the
/// smaller are left out. Years with few values decide little: 15 values need a change of several
/// standard deviations.
///
/// ```
/// use telltale_measure::turns::{CONFIG, turns};
/// let series: Vec<_> =
///     (0..60).map(|t| Some(f64::from(t * 7 % 5) + if t < 30 { 0.0 } else { 9.0 })).collect();
/// let found = turns(&series, &CONFIG, 1);
/// assert_eq!(found.iter().map(|turn| turn.index).collect::<Vec<_>>(), [30]);
/// ```
pub fn turns(values: &[Option<f64>], config: &Config, seed: u64) -> Vec<Turn> {
    turns_of(&prepare::scaled(values).0, Taken::Nothing, config, seed)
}

/// The turning points of readings out of which a model took a wave of this period: [`turns`], with the
/// wave taken out of each world without a turn too. What lacks a wave looks otherwise like noise that
/// lasts for longer, and of index readings in which nothing turned 8 % were told for the 4 of the gate.
pub(crate) fn turns_beside_a_wave(
    values: &[Option<f64>],
    period: usize,
    config: &Config,
    seed: u64,
) -> Vec<Turn> {
    turns_of(values, Taken::Wave(period), config, seed)
}

/// What was taken out of a series before.
#[derive(Clone, Copy)]
enum Taken {
    Nothing,
    /// A season of this period, by STL.
    Season(usize),
    /// One wave of this period.
    Wave(usize),
}

impl Taken {
    /// What is taken out of a world without a turn.
    fn out_of(self, world: Vec<f64>, block: usize) -> Vec<f64> {
        // A season that a block or two hold was averaged away with its block.
        let in_blocks = |period: usize| Some((period + block / 2) / block).filter(|of| *of > 2);
        let without = match self {
            Taken::Nothing => None,
            Taken::Season(period) => {
                in_blocks(period).map(|period| season::without_chance(&world, period))
            }
            Taken::Wave(period) => {
                in_blocks(period).map(|period| season::without_wave(&world, period))
            }
        };
        without.unwrap_or(world)
    }
}

/// The turning points of a series whose season is `period` values long, and the series without it,
/// if it has one ([`without_season`]).
///
/// # Method
/// That of [`turns`]. What a season takes out is taken out of each world without a turn too, so
/// that noise which is quieter for it is no sign of a turn.
///
/// # Reads as
/// "A season of 12 values was taken out (F 34). The level changed in July 2023 (90 % interval July
/// to October 2023; probability .97)."
///
/// # Limits
/// Those of both.
pub fn turns_in_season(
    values: &[Option<f64>],
    period: usize,
    config: &Config,
    seed: u64,
) -> (Vec<Turn>, Option<Unseasonal>) {
    let Some(series) = without_season(values, period) else {
        return (turns(values, config, seed), None);
    };
    let (scaled, _) = prepare::scaled(&series.values);
    (turns_of(&scaled, Taken::Season(period), config, seed), Some(series))
}

fn turns_of(values: &[Option<f64>], taken: Taken, config: &Config, seed: u64) -> Vec<Turn> {
    let prepared = prepare::prepare(values, config.values_min, config.values_max, config.outlier);
    let Some(prepared) = prepared else {
        return Vec::new();
    };
    let series = &prepared.series;
    let remade = |world: Vec<f64>| taken.out_of(world, prepared.block);
    let p = gate::pass(series, config, &remade, &mut Random::new(seed));
    let Some(p) = p else {
        return Vec::new();
    };
    let likely = evidence::turning(series, config.units, config.told_price);
    let Some(told) = agreed::most_agreed(series.len(), likely) else {
        return Vec::new();
    };
    let seen_from = |at: usize| {
        let at = prepared.first + series.times[at] * prepared.block;
        (at..values.len()).find(|at| values[*at].is_some()).unwrap_or(at)
    };
    dates::date(series, &told, config.level)
        .into_iter()
        .map(|dated| Turn {
            index: seen_from(dated.at),
            from: seen_from(dated.from),
            to: seen_from(dated.to),
            probability: dated.probability.min(1.0 - p),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(n: usize, seed: u64) -> Vec<f64> {
        let mut random = Random::new(seed);
        (0..n).map(|_| random.normal()).collect()
    }

    fn step(n: usize, at: usize, height: f64) -> Vec<Option<f64>> {
        let step = |(t, e): (usize, f64)| Some(e + if t < at { 0.0 } else { height });
        noise(n, 3).into_iter().enumerate().map(step).collect()
    }

    #[test]
    fn a_step_is_dated_whatever_its_unit_and_direction() {
        let up = step(80, 50, 4.0);
        let found = turns(&up, &CONFIG, 1);
        assert_eq!(found.len(), 1, "{found:?}");
        let turn = found[0];
        assert!(turn.from <= turn.index && turn.index <= turn.to && turn.index.abs_diff(50) <= 1);
        assert!(turn.probability > 0.9);
        let down: Vec<_> = up.iter().map(|v| v.map(|v| 7.0 - 1000.0 * v)).collect();
        let indices = |turns: &[Turn]| turns.iter().map(|turn| turn.index).collect::<Vec<_>>();
        assert_eq!(indices(&turns(&down, &CONFIG, 1)), indices(&found));
    }

    #[test]
    fn values_that_are_missing_move_no_date() {
        let mut gaps = step(80, 50, 6.0);
        for at in [0, 1, 20, 21, 40, 70, 79] {
            gaps[at] = None;
        }
        let found = turns(&gaps, &CONFIG, 1);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].index.abs_diff(50) <= 1);
    }

    #[test]
    fn a_bend_of_a_line_is_a_turn_and_a_line_is_none() {
        let line = |bend: f64| -> Vec<Option<f64>> {
            let bent = |(t, e): (usize, f64)| {
                let t = t as f64;
                Some(0.5 * t + bend * (t - 40.0).max(0.0) + e)
            };
            noise(80, 5).into_iter().enumerate().map(bent).collect()
        };
        assert_eq!(turns(&line(0.0), &CONFIG, 1), []);
        let found = turns(&line(-1.0), &CONFIG, 1);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].index.abs_diff(40) <= 4, "{found:?}");
    }

    #[test]
    fn values_too_large_or_too_small_to_square_turn_where_others_do() {
        let series = step(80, 50, 6.0);
        let expected = turns_in_season(&series, 12, &CONFIG, 1).0;
        assert_eq!(expected.len(), 1);
        // 2 to the power of 1,000 and of -700.
        for size in [2.0_f64.powi(1000), 2.0_f64.powi(-700)] {
            let sized: Vec<_> = series.iter().map(|v| v.map(|v| v * size)).collect();
            assert_eq!(turns(&sized, &CONFIG, 1), turns(&series, &CONFIG, 1));
            assert_eq!(turns_in_season(&sized, 12, &CONFIG, 1).0, expected);
        }
        let swing: Vec<_> =
            (0..60).map(|t| Some(if t % 2 == 0 { 1e308 } else { -1e308 })).collect();
        assert_eq!(turns_in_season(&swing, 12, &CONFIG, 1).0, []);
    }

    #[test]
    fn what_cannot_be_told_is_empty() {
        for series in [vec![], vec![None; 50], vec![Some(3.0); 50], step(7, 3, 90.0)] {
            assert_eq!(turns(&series, &CONFIG, 1), []);
        }
        let broken = [Some(f64::NAN), Some(f64::INFINITY), None, Some(1.0)];
        assert_eq!(turns(&broken.repeat(10), &CONFIG, 1), []);
    }
}
