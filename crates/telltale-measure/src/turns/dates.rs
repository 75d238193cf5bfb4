//! A turn is dated by how likely each date between its neighbours is, with all else as fitted.

use super::evidence::{Candidate, shortest};
use super::partition::{Shape, Whitened};
use super::spaced::Spaced;

/// One turn of a partition, in points of the prepared series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dated {
    pub(crate) at: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The probability that there is a turn rather than none between the neighbouring turns.
    pub(crate) probability: f64,
}

/// Dates every turn of a partition: the interval holds `level` of the probability.
pub(crate) fn date(spaced: &Spaced, of: &Candidate, level: f64) -> Vec<Dated> {
    let n = spaced.len();
    let series = Whitened::new(&spaced.filtered(of.persistence.carried), of.persistence.kept);
    let ends: Vec<usize> = of.stretches.iter().skip(1).map(|next| next.from).chain([n]).collect();
    let rests: Vec<f64> = of
        .stretches
        .iter()
        .zip(&ends)
        .map(|(stretch, to)| series.rest(stretch.from, *to, stretch.shape))
        .collect();
    let all: f64 = rests.iter().sum();
    let one = |at: usize| {
        let (left, right) = (of.stretches[at - 1], of.stretches[at]);
        let (from, to) = (left.from, ends[at]);
        let others = all - rests[at - 1] - rests[at];
        let count = of.stretches.len();
        let cost = |rest: f64, count| spaced.surprise(others + rest, count, of.persistence.kept);
        let short = shortest(n);
        let tried: Vec<(usize, f64)> = (from + short..=to - short)
            .map(|cut| {
                let rest = series.rest(from, cut, left.shape) + series.rest(cut, to, right.shape);
                (cut, cost(rest, count))
            })
            .collect();
        let lowest = tried.iter().map(|(_, cost)| *cost).fold(f64::INFINITY, f64::min);
        let weights: Vec<(usize, f64)> =
            tried.iter().map(|(cut, cost)| (*cut, (-(cost - lowest) / 2.0).exp())).collect();
        // The date that errs least, however the likely ones lie; never past half the way to the
        // next turn, so that turns stay in order.
        let at = median(&weights, right.from);
        let at = at.clamp((from + right.from) / 2 + 1, (right.from + to) / 2);
        let (low, high) = middle(&weights, at, level);
        let with = lowest + (left.shape.units() + right.shape.units()) as f64 * (n as f64).ln();
        let without = [Shape::Level, Shape::Line]
            .map(|shape| {
                cost(series.rest(from, to, shape), count - 1)
                    + shape.units() as f64 * (n as f64).ln()
            })
            .into_iter()
            .fold(f64::INFINITY, f64::min);
        let probability = 1.0 / (1.0 + ((with - without) / 2.0).exp());
        Dated { at, from: low, to: high, probability }
    };
    (1..of.stretches.len()).map(one).collect()
}

/// The first date by which half of the weights have come.
fn median(weights: &[(usize, f64)], otherwise: usize) -> usize {
    let half = weights.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    let reached = weights.iter().find(|(_, weight)| {
        sum += weight;
        sum >= half
    });
    reached.map_or(otherwise, |(cut, _)| *cut)
}

/// The dates between which the middle `level` of the weights lies, and `at` in any case.
fn middle(weights: &[(usize, f64)], at: usize, level: f64) -> (usize, usize) {
    let all: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let tail = all * (1.0 - level) / 2.0;
    let mut sum = 0.0;
    let (mut low, mut high) = (at, at);
    for (cut, weight) in weights {
        if sum + weight > tail && sum <= tail {
            low = *cut;
        }
        if sum < all - tail {
            high = *cut;
        }
        sum += weight;
    }
    (low.min(at), high.max(at))
}
