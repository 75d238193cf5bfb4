//! Logistic regression with a ridge: the log odds of an event are a weighted sum of what was seen,
//! and no weight is large without need.

use std::collections::BTreeMap;

use super::constants::{PENALTY_ROWS, PENALTY_SHARES};

/// The search ends when no weight moves by more than this.
const MOVE_MIN: f64 = 1e-7;
/// And after so many steps in any case.
const STEPS_MAX: usize = 40;
/// The penalty on the intercept, which is only there so that all alike outcomes have an end.
const PENALTY_INTERCEPT: f64 = 1e-3;

/// The weights for every penalty, with the mean and scale that make the features comparable.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    mean: Vec<f64>,
    scale: Vec<f64>,
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
                if variance > 1e-12 { variance.sqrt() } else { f64::INFINITY }
            })
            .collect();
        let mut fitted =
            Fitted { mean, scale, weights: Vec::new(), curvature: Vec::new(), scores: Vec::new() };
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| fitted.standard(row)).collect();
        let rows: Vec<(&[f64], f64)> =
            rows.iter().zip(outcomes).map(|(row, y)| (&row[..], f64::from(*y))).collect();
        fitted.weights = by_penalty(&rows);
        let middle = PENALTY_SHARES.len() / 2;
        fitted.curvature =
            slopes(&rows, &penalties(middle, width, rows.len()), &fitted.weights[middle]).1;
        fitted.scores = scores(&rows, blocks, &fitted.weights[middle]);
        Some(fitted)
    }

    /// One, then the features less their means in units of their scales.
    fn standard(&self, row: &[f64]) -> Vec<f64> {
        let scaled = row.iter().zip(&self.mean).zip(&self.scale).map(|((x, m), s)| (x - m) / s);
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
fn by_penalty(rows: &[(&[f64], f64)]) -> Vec<Vec<f64>> {
    let width = rows[0].0.len() - 1;
    let mut all = vec![Vec::new(); PENALTY_SHARES.len()];
    let mut start = vec![0.0; width + 1];
    for at in (0..PENALTY_SHARES.len()).rev() {
        start = newton(rows, &penalties(at, width, rows.len()), start);
        all[at].clone_from(&start);
    }
    all
}

/// Intercept and slope of the outcomes on the log odds of what was said: 0 and 1 if probabilities are
/// neither too bold nor too timid. Each row counts `times`. `None` if all outcomes are alike.
pub(crate) fn calibration(rows: &[(f64, bool, f64)]) -> Option<[f64; 2]> {
    let came: f64 = rows.iter().filter(|row| row.1).map(|row| row.2).sum();
    let all: f64 = rows.iter().map(|row| row.2).sum();
    if came <= 0.0 || came >= all {
        return None;
    }
    let mut at = [0.0, 1.0];
    for _ in 0..STEPS_MAX {
        let (mut g, mut h) = ([0.0; 2], [0.0; 3]);
        for &(x, y, times) in rows {
            let p = probability(at[0] + at[1] * x);
            let (residual, weight) = (times * (p - f64::from(y)), times * p * (1.0 - p));
            g = [g[0] + residual, g[1] + residual * x];
            h = [h[0] + weight, h[1] + weight * x, h[2] + weight * x * x];
        }
        let det = h[0] * h[2] - h[1] * h[1];
        if det <= 1e-12 {
            return None;
        }
        let step = [(h[2] * g[0] - h[1] * g[1]) / det, (h[0] * g[1] - h[1] * g[0]) / det];
        at = [at[0] - step[0].clamp(-2.0, 2.0), at[1] - step[1].clamp(-2.0, 2.0)];
        if step[0].abs().max(step[1].abs()) < MOVE_MIN {
            break;
        }
    }
    Some(at)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Newton's method on the penalised likelihood, which has one top.
fn newton(rows: &[(&[f64], f64)], penalties: &[f64], start: Vec<f64>) -> Vec<f64> {
    let width = penalties.len();
    let mut weights = start;
    for _ in 0..STEPS_MAX {
        let (gradient, curvature) = slopes(rows, penalties, &weights);
        let step = solve(curvature, gradient, width);
        weights.iter_mut().zip(&step).for_each(|(weight, step)| *weight -= step);
        if step.iter().all(|step| step.abs() < MOVE_MIN) {
            break;
        }
    }
    weights
}

/// The gradient and the lower triangle of the curvature of the penalised likelihood.
fn slopes(rows: &[(&[f64], f64)], penalties: &[f64], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let width = penalties.len();
    let mut gradient: Vec<f64> =
        weights.iter().zip(penalties).map(|(weight, penalty)| weight * penalty).collect();
    let mut curvature = vec![0.0; width * width];
    (0..width).for_each(|at| curvature[at * width + at] = penalties[at]);
    for (row, y) in rows {
        let p = probability(dot(weights, row));
        let spread = p * (1.0 - p);
        for (at, x) in row.iter().enumerate() {
            gradient[at] += (p - y) * x;
            let by = spread * x;
            let line = &mut curvature[at * width..at * width + at + 1];
            line.iter_mut().zip(*row).for_each(|(sum, other)| *sum += by * other);
        }
    }
    (gradient, curvature)
}

/// What each block pulls at the weights.
fn scores(rows: &[(&[f64], f64)], blocks: &[usize], weights: &[f64]) -> Vec<Vec<f64>> {
    let mut sums: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for ((row, y), block) in rows.iter().zip(blocks) {
        let pull = probability(dot(weights, row)) - y;
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
