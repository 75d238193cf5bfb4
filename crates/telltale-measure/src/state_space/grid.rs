//! The parameters that are not asked for, and how they are weighed: a small grid, a weak prior, and
//! the evidence of the months.

use super::fit::{Fit, Parameters, Readings, Scatter, fit};
use super::kalman::{Columns, Motion};
use super::regression::Precision;

/// A point of the grid whose weight is below this share of the best one's is let go.
const WEIGHT_MIN: f64 = 1e-4;

/// The prior weight of a level that keeps still, against the weights below of those that move.
const STILL: f64 = 60.0;
/// The same of counts, whose own noise hides what moves.
const STILL_OF_COUNTS: f64 = 2.0;
/// How much of its distance from the mean a level keeps from month to month, with the prior weight
/// of each. It leans towards noise that lasts, since short histories make it look shorter: with even
/// weights, 8 % of walks of three years were told for the nominal 5 %; so, 6 %.
const KEPT: [(f64, f64); 7] =
    [(0.3, 0.3), (0.6, 0.5), (0.8, 0.8), (0.9, 1.5), (0.95, 2.0), (0.98, 3.0), (1.0, 6.0)];
/// The same of counts, leaning further: five years of counts hardly show that noise lasts. With even
/// weights, and 8 for a still level, 9 % of AR(.9) series of five years were told for the nominal 5 %;
/// so, 6 %. It costs power where noise is short: a doubling in AR(.6) of standard deviation .3 is told
/// in 78 % of series, and was in 88 %.
const KEPT_OF_COUNTS: [(f64, f64); 7] =
    [(0.3, 0.2), (0.6, 0.2), (0.8, 0.5), (0.9, 3.0), (0.95, 3.0), (0.98, 3.0), (1.0, 4.0)];
/// The share of a month's surprise that moves the level, where the rest is noise of the month.
const MOVING: [(f64, f64); 3] = [(0.15, 0.5), (0.5, 1.0), (1.0, 2.0)];
/// Degrees of freedom of a continuous series' noise beside the normal.
const STUDENT_DF: f64 = 4.0;
/// Standard deviations, on the log scale, of a month's move of the level of counts: close enough to each
/// other that what lies between two of them is weighed right. With four, a little more than twice one
/// another, 7.7 % of walks of five years were told for the nominal 5 %; so, 5.6 %.
const MOVES: [f64; 5] = [0.06, 0.12, 0.2, 0.33, 0.6];
/// Sizes of the negative binomial.
const SIZES: [f64; 3] = [f64::INFINITY, 12.0, 2.0];

/// One point of the grid: parameters with their prior weight.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    pub(crate) parameters: Parameters,
    pub(crate) log_prior: f64,
}

/// What seasons and calendar may weigh, beside the columns that are always there.
#[derive(Clone, Debug)]
pub(crate) struct Priors(pub(crate) Vec<Vec<Precision>>);

/// The grid of a continuous series.
pub(crate) fn of_values(priors: &Priors) -> Vec<Point> {
    let mut points = Vec::new();
    for prior in &priors.0 {
        let mut add = |motion, scatter, weight: f64| {
            let parameters = Parameters { motion, scatter, prior: prior.clone() };
            points.push(Point { parameters, log_prior: weight.ln() });
        };
        let still = Motion::level(0.0, 0.0);
        add(still, Scatter::Normal { variance: 1.0 }, STILL);
        add(still, Scatter::Student { df: STUDENT_DF, variance: 1.0 }, STILL);
        for (kept, kept_weight) in KEPT {
            for (moving, moving_weight) in MOVING {
                let motion = Motion::level(kept, moving);
                let weight = kept_weight * moving_weight;
                let variance = 1.0 - moving;
                add(motion, Scatter::Normal { variance }, weight);
                if variance > 0.0 {
                    let scatter = Scatter::Student { df: STUDENT_DF, variance };
                    add(motion, scatter, weight);
                }
            }
        }
    }
    points
}

/// The grid of counts.
pub(crate) fn of_counts(priors: &Priors) -> Vec<Point> {
    let mut points = Vec::new();
    for prior in &priors.0 {
        for size in SIZES {
            let scatter = Scatter::NegativeBinomial { size };
            let mut add = |motion, weight: f64| {
                let parameters = Parameters { motion, scatter, prior: prior.clone() };
                points.push(Point { parameters, log_prior: weight.ln() });
            };
            add(Motion::level(0.0, 0.0), STILL_OF_COUNTS);
            for (kept, weight) in KEPT_OF_COUNTS {
                for moves in MOVES {
                    add(Motion::level(kept, moves * moves), weight);
                }
            }
        }
    }
    points
}

/// A point of the grid with its fit and its share of the posterior.
#[derive(Clone, Debug)]
pub(crate) struct Weighed {
    pub(crate) point: Point,
    pub(crate) fit: Fit,
    pub(crate) weight: f64,
}

/// Fits every point and weighs it by prior and evidence.
pub(crate) fn weigh(readings: &Readings, explains: &Columns, points: &[Point]) -> Vec<Weighed> {
    let mut level = start(readings);
    let mut fits: Vec<(f64, &Point, Fit)> = Vec::new();
    for point in points {
        let before = level.clone();
        match fit(readings, explains, &point.parameters, &mut level) {
            Some(fit) => fits.push((point.log_prior + fit.log_evidence, point, fit)),
            None => level = before,
        }
    }
    let best = fits.iter().map(|(log, ..)| *log).fold(f64::NEG_INFINITY, f64::max);
    fits.retain(|(log, ..)| *log > best + WEIGHT_MIN.ln());
    let sum: f64 = fits.iter().map(|(log, ..)| (log - best).exp()).sum();
    fits.into_iter()
        .map(|(log, point, fit)| Weighed {
            point: point.clone(),
            fit,
            weight: (log - best).exp() / sum,
        })
        .collect()
}

/// The level from which counts set out: the rate of all months.
fn start(readings: &Readings) -> Vec<f64> {
    let Readings::Counts(counts) = readings else { return Vec::new() };
    let known = || counts.iter().flatten();
    let count: f64 = known().map(|(count, _)| count).sum();
    let exposure: f64 = known().map(|(_, exposure)| exposure).sum();
    vec![((count + 0.5) / exposure).ln(); counts.len()]
}
