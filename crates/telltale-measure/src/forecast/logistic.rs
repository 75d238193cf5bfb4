//! Logistic regression with a ridge: the log odds of an event are a weighted sum of what was seen,
//! and no weight is large without need.

use std::collections::BTreeMap;

use super::constants::{PENALTY_ROWS, PENALTY_SHARES};

/// The search ends when no weight moves by more than this.
const MOVE_MIN: f64 = 1e-7;
/// And after so many steps in any case.
const STEPS_MAX: usize = 40;
/// What varies by less than this does not vary.
const VARIES_MIN: f64 = 1e-12;
/// A line that leaves less than this to be explained of each outcome parts what came from the rest.
const PARTED: f64 = 1e-6;
/// A step is halved no further than to this share of itself.
const HALVED_MIN: f64 = 1e-6;
/// The penalty on a line's intercept and slope, which keeps its curvature from vanishing.
const PENALTY_LINE: f64 = 1e-9;
/// The penalty on the intercept, which is only there so that all alike outcomes have an end.
const PENALTY_INTERCEPT: f64 = 1e-3;

/// The weights for every penalty, with the mean and scale that make the features comparable.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    mean: Vec<f64>,
    scale: Vec<f64>,
    /// The least and the greatest that was learnt from, of each feature.
    range: Vec<[f64; 2]>,
    /// Per penalty: the intercept, then a weight a feature.
    weights: Vec<Vec<f64>>,
    /// For the middle penalty: the curvature, and the scores of each block of rows.
    curvature: Vec<f64>,
    scores: Vec<Vec<f64>>,
}

/// The log odds of a probability, which is kept off 0 and 1.
pub(crate) fn log_odds(probability: f64) -> f64 {
    let kept = probability.clamp(1e-6, 1.0 - 1e-6);
    (kept / (1.0 - kept)).ln()
}

/// The probability that has these log odds.
pub(crate) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

impl Fitted {
    /// The weights that these rows of features, one slice a row, and outcomes make most probable.
    /// Rows of one block are not independent. `None` without a row.
    pub(crate) fn of(rows: &[&[f64]], outcomes: &[bool], blocks: &[usize]) -> Option<Fitted> {
        assert_eq!(rows.len(), outcomes.len(), "an outcome a row");
        let width = rows.first()?.len();
        let n = rows.len() as f64;
        let column = |at: usize| rows.iter().map(move |row| row[at]);
        let mean: Vec<f64> = (0..width).map(|at| column(at).sum::<f64>() / n).collect();
        let scale: Vec<f64> = (0..width)
            .map(|at| {
                let variance = column(at).map(|x| (x - mean[at]).powi(2)).sum::<f64>() / n;
                // A feature that never varied says nothing.
                if variance > VARIES_MIN { variance.sqrt() } else { f64::INFINITY }
            })
            .collect();
        let range = (0..width)
            .map(|at| {
                column(at).fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], x| {
                    [least.min(x), most.max(x)]
                })
            })
            .collect();
        let (weights, curvature, scores) = Default::default();
        let mut fitted = Fitted { mean, scale, range, weights, curvature, scores };
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| fitted.standard(row)).collect();
        let rows: Vec<Row<'_>> = rows
            .iter()
            .zip(outcomes)
            .map(|(x, y)| Row { x, y: f64::from(*y), times: 1.0 })
            .collect();
        fitted.weights = by_penalty(&rows);
        let middle = PENALTY_SHARES.len() / 2;
        fitted.curvature =
            slopes(&rows, &penalties(middle, width, rows.len()), &fitted.weights[middle]).1;
        fitted.scores = pulls(&rows, blocks, &fitted.weights[middle]);
        Some(fitted)
    }

    /// One, then the features less their means in units of their scales. What lies beyond all that was
    /// learnt from counts as its end: of how the odds go on there nothing is known, and where a feature
    /// hardly varied a straight line would run to certainty.
    fn standard(&self, row: &[f64]) -> Vec<f64> {
        let kept = row.iter().zip(&self.range).map(|(x, [least, most])| x.clamp(*least, *most));
        let scaled = kept.zip(&self.mean).zip(&self.scale).map(|((x, m), s)| (x - m) / s);
        std::iter::once(1.0).chain(scaled).collect()
    }

    /// The standard deviation of a row's log odds, from how the blocks pull at the weights.
    pub(crate) fn doubt(&self, row: &[f64]) -> f64 {
        let row = self.standard(row);
        let width = row.len();
        let direction = solve(self.curvature.clone(), row, width);
        let blocks = self.scores.len() as f64;
        let squares: f64 = self.scores.iter().map(|score| dot(score, &direction).powi(2)).sum();
        (squares * blocks / (blocks - 1.0).max(1.0)).sqrt()
    }

    /// How many blocks there are.
    pub(crate) fn blocks(&self) -> usize {
        self.scores.len()
    }

    /// The probability of a row: the mean over the penalties, in log odds.
    pub(crate) fn probability(&self, row: &[f64]) -> f64 {
        let row = self.standard(row);
        probability(together(&self.weights, &row))
    }
}

/// The mean log odds of a standardised row over the penalties.
fn together(weights: &[Vec<f64>], row: &[f64]) -> f64 {
    weights.iter().map(|weights| dot(weights, row)).sum::<f64>() / weights.len() as f64
}

fn penalties(at: usize, width: usize, rows: usize) -> Vec<f64> {
    let mut all = vec![PENALTY_SHARES[at] * (rows as f64 + PENALTY_ROWS); width + 1];
    all[0] = PENALTY_INTERCEPT;
    all
}

/// The weights for every penalty, each search begun where the one before ended.
fn by_penalty(rows: &[Row<'_>]) -> Vec<Vec<f64>> {
    let width = rows[0].x.len() - 1;
    let mut all = vec![Vec::new(); PENALTY_SHARES.len()];
    let mut start = vec![0.0; width + 1];
    for at in (0..PENALTY_SHARES.len()).rev() {
        start = newton(rows, &penalties(at, width, rows.len()), start).weights;
        all[at].clone_from(&start);
    }
    all
}

/// Intercept and slope of the outcomes on the log odds of what was said: 0 and 1 if probabilities are
/// neither too bold nor too timid. Each row counts `times`. `None` if all outcomes are alike, or no line
/// fits best: where what was said parts what came from what did not, a steeper one always fits better.
pub(crate) fn calibration(rows: &[(f64, bool, f64)]) -> Option<[f64; 2]> {
    let came: f64 = rows.iter().filter(|row| row.1).map(|row| row.2).sum();
    let all: f64 = rows.iter().map(|row| row.2).sum();
    if came <= 0.0 || came >= all {
        return None;
    }
    let mean = rows.iter().map(|row| row.2 * row.0).sum::<f64>() / all;
    let variance = rows.iter().map(|row| row.2 * (row.0 - mean).powi(2)).sum::<f64>() / all;
    if variance < VARIES_MIN {
        return None;
    }
    let scale = variance.sqrt();
    let lines: Vec<[f64; 2]> = rows.iter().map(|row| [1.0, (row.0 - mean) / scale]).collect();
    let rows: Vec<Row<'_>> = lines
        .iter()
        .zip(rows)
        .map(|(x, (_, came, times))| Row { x, y: f64::from(*came), times: *times })
        .collect();
    let penalties = [PENALTY_LINE; 2];
    let found = newton(&rows, &penalties, vec![mean, scale]);
    let parted = loss_of(&rows, &penalties, &found.weights) < PARTED * all;
    let slope = found.weights[1] / scale;
    (found.is_top && !parted).then(|| [found.weights[0] - slope * mean, slope])
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A row that is learnt from.
#[derive(Clone, Copy)]
struct Row<'x> {
    x: &'x [f64],
    /// One if it came, else nothing.
    y: f64,
    /// How often it counts.
    times: f64,
}

/// Where a search for the best weights ended.
struct Found {
    weights: Vec<f64>,
    /// Whether it is the top, and not only as far as the search went.
    is_top: bool,
}

/// Newton's method on the penalised likelihood, which has one top. A step that would lead down is
/// halved until it leads up: far from the top, the curvature there promises too much.
fn newton(rows: &[Row<'_>], penalties: &[f64], start: Vec<f64>) -> Found {
    let width = penalties.len();
    let mut weights = start;
    let mut loss = loss_of(rows, penalties, &weights);
    for _ in 0..STEPS_MAX {
        let (gradient, curvature) = slopes(rows, penalties, &weights);
        let step = solve(curvature, gradient, width);
        let mut by = 1.0;
        let (next, lower) = loop {
            let next: Vec<f64> = weights.iter().zip(&step).map(|(w, step)| w - by * step).collect();
            let lower = loss_of(rows, penalties, &next);
            if lower <= loss || by < HALVED_MIN {
                break (next, lower);
            }
            by /= 2.0;
        };
        (weights, loss) = (next, lower);
        if step.iter().all(|step| step.abs() < MOVE_MIN) {
            return Found { weights, is_top: true };
        }
    }
    Found { weights, is_top: false }
}

/// The penalised log likelihood, negative.
fn loss_of(rows: &[Row<'_>], penalties: &[f64], weights: &[f64]) -> f64 {
    let kept: f64 = weights.iter().zip(penalties).map(|(w, penalty)| penalty * w * w / 2.0).sum();
    let each = |row: &Row<'_>| {
        let odds = dot(weights, row.x);
        row.times * (odds.max(0.0) + (-odds.abs()).exp().ln_1p() - row.y * odds)
    };
    kept + rows.iter().map(each).sum::<f64>()
}

/// The gradient and the lower triangle of the curvature of the penalised likelihood.
fn slopes(rows: &[Row<'_>], penalties: &[f64], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let width = penalties.len();
    let mut gradient: Vec<f64> =
        weights.iter().zip(penalties).map(|(weight, penalty)| weight * penalty).collect();
    let mut curvature = vec![0.0; width * width];
    (0..width).for_each(|at| curvature[at * width + at] = penalties[at]);
    for Row { x: row, y, times } in rows {
        let p = probability(dot(weights, row));
        let (pull, spread) = (times * (p - y), times * p * (1.0 - p));
        for (at, x) in row.iter().enumerate() {
            gradient[at] += pull * x;
            let by = spread * x;
            let line = &mut curvature[at * width..at * width + at + 1];
            line.iter_mut().zip(*row).for_each(|(sum, other)| *sum += by * other);
        }
    }
    (gradient, curvature)
}

/// What each block pulls at the weights.
fn pulls(rows: &[Row<'_>], blocks: &[usize], weights: &[f64]) -> Vec<Vec<f64>> {
    let mut sums: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for (Row { x: row, y, times }, block) in rows.iter().zip(blocks) {
        let pull = times * (probability(dot(weights, row)) - y);
        let sum = sums.entry(*block).or_insert_with(|| vec![0.0; weights.len()]);
        sum.iter_mut().zip(*row).for_each(|(sum, x)| *sum += pull * x);
    }
    sums.into_values().collect()
}

/// The solution of a positive definite system, whose lower triangle is given, after Cholesky.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>, n: usize) -> Vec<f64> {
    for column in 0..n {
        for row in column..n {
            let done: f64 = (0..column).map(|k| a[row * n + k] * a[column * n + k]).sum();
            let left = a[row * n + column] - done;
            a[row * n + column] = if row == column {
                assert!(left > 0.0, "a penalised curvature is positive definite");
                left.sqrt()
            } else {
                left / a[column * n + column]
            };
        }
    }
    for row in 0..n {
        let done: f64 = (0..row).map(|k| a[row * n + k] * b[k]).sum();
        b[row] = (b[row] - done) / a[row * n + row];
    }
    for row in (0..n).rev() {
        let done: f64 = (row + 1..n).map(|k| a[k * n + row] * b[k]).sum();
        b[row] = (b[row] - done) / a[row * n + row];
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was said as log odds `x`, twenty times each; of which `p(x)` came.
    fn said(xs: &[f64], p: impl Fn(f64) -> f64) -> Vec<(f64, bool, f64)> {
        let at = |x: f64| {
            let came = (20.0 * p(x)).round() as usize;
            (0..20).map(move |one| (x, one < came, 1.0))
        };
        xs.iter().flat_map(|x| at(*x)).collect()
    }

    #[test]
    fn a_line_is_found_from_afar_and_none_where_none_fits_best() {
        let bold: Vec<f64> = (-13..=13).map(f64::from).collect();
        let [intercept, slope] = calibration(&said(&bold, |x| probability(0.2 * x - 1.0))).unwrap();
        assert!((slope - 0.2).abs() < 0.03 && (intercept + 1.0).abs() < 0.2, "{intercept} {slope}");
        let useless = calibration(&said(&[-13.0, -12.0, 13.0], |_| 0.5)).unwrap();
        assert!(useless.iter().all(|number| number.abs() < 1e-6), "{useless:?}");
        assert_eq!(calibration(&said(&bold, |x| f64::from(u8::from(x > 0.5)))), None, "parted");
        assert_eq!(calibration(&said(&[2.0], |_| 0.5)), None, "all said alike");
    }

    #[test]
    fn beyond_what_was_learnt_from_the_odds_go_on_as_at_its_end() {
        let rows: Vec<Vec<f64>> =
            (0..400).map(|at| vec![f64::from(at % 20), if at == 7 { 1.0 } else { 0.99 }]).collect();
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let outcomes: Vec<bool> = (0..400).map(|at| at % 20 > 12 || at == 7).collect();
        let blocks: Vec<usize> = (0..400).map(|at| at % 20).collect();
        let fitted = Fitted::of(&rows, &outcomes, &blocks).unwrap();
        let end = fitted.probability(&[19.0, 1.0]);
        assert!(fitted.probability(&[5.0, 0.99]) < end && end < 0.999, "{end}");
        assert_eq!(fitted.probability(&[1e9, 40.0]), end);
        assert_eq!(fitted.doubt(&[1e9, 40.0]), fitted.doubt(&[19.0, 1.0]));
    }
}
