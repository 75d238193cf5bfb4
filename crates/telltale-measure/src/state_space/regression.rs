//! What the columns explain: generalised least squares on what the filter left, with a prior that
//! pulls towards nothing where one is given.

use super::kalman::Innovations;

/// How a column's coefficient is thought of before the months are seen: its precision, 0 where
/// nothing is known of it.
pub(crate) type Precision = f64;

/// Coefficients with what is known of them, on the scale of the innovations' variances.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    /// One per column.
    pub(crate) coefficients: Vec<f64>,
    /// The lower triangle of the Cholesky factor of their precision.
    factor: Triangle,
    /// Squared surprise left, each over its variance, prior included.
    pub(crate) rest: f64,
    /// Logarithm of the determinant of the precision.
    pub(crate) log_determinant: f64,
    /// Sum of the logarithms of the innovations' variances.
    pub(crate) log_variances: f64,
    /// Months with a reading.
    pub(crate) n: usize,
}

impl Solution {
    /// The variance of a weighted sum of the coefficients.
    pub(crate) fn variance_of(&self, weights: &[f64]) -> f64 {
        self.factor.forward(weights).iter().map(|value| value * value).sum()
    }

    /// The covariance of two weighted sums of the coefficients.
    pub(crate) fn covariance_of(&self, one: &[f64], other: &[f64]) -> f64 {
        let [one, other] = [one, other].map(|weights| self.factor.forward(weights));
        one.iter().zip(&other).map(|(a, b)| a * b).sum()
    }

    /// A weighted sum of the coefficients.
    pub(crate) fn value_of(&self, weights: &[f64]) -> f64 {
        self.coefficients.iter().zip(weights).map(|(value, weight)| value * weight).sum()
    }
}

/// The coefficients of all columns but the first, which is what they explain, from the first
/// `months` months; `None` where the months do not determine them.
pub(crate) fn solve(found: &Innovations, prior: &[Precision], months: usize) -> Option<Solution> {
    let width = prior.len();
    assert_eq!(found.surprise.width(), width + 1, "a prior for each column that explains");
    let mut normal = Triangle::zero(width);
    let mut right = vec![0.0; width];
    let (mut squares, mut log_variances, mut n) = (0.0, 0.0, 0);
    for (month, variance) in found.variance.iter().enumerate().take(months) {
        let Some(variance) = variance else { continue };
        let row = found.surprise.row(month);
        let (reading, explains) = (row[0], &row[1..]);
        squares += reading * reading / variance;
        log_variances += variance.ln();
        n += 1;
        for i in 0..width {
            let scaled = explains[i] / variance;
            right[i] += scaled * reading;
            for (entry, other) in normal.row_mut(i).iter_mut().zip(explains) {
                *entry += scaled * other;
            }
        }
    }
    for (i, precision) in prior.iter().enumerate() {
        normal.row_mut(i)[i] += precision;
    }
    let factor = normal.cholesky()?;
    let half = factor.forward(&right);
    let rest = squares - half.iter().map(|value| value * value).sum::<f64>();
    let coefficients = factor.backward(half);
    let log_determinant = factor.log_determinant();
    Some(Solution { coefficients, factor, rest: rest.max(0.0), log_determinant, log_variances, n })
}

/// The lower triangle of a symmetric matrix, row after row.
#[derive(Clone, Debug)]
struct Triangle {
    width: usize,
    entries: Vec<f64>,
}

impl Triangle {
    fn zero(width: usize) -> Triangle {
        Triangle { width, entries: vec![0.0; width * (width + 1) / 2] }
    }

    fn row(&self, i: usize) -> &[f64] {
        let start = i * (i + 1) / 2;
        &self.entries[start..=start + i]
    }

    fn row_mut(&mut self, i: usize) -> &mut [f64] {
        let start = i * (i + 1) / 2;
        &mut self.entries[start..=start + i]
    }

    /// Cholesky's factor; `None` where the matrix is not surely positive.
    fn cholesky(mut self) -> Option<Triangle> {
        for i in 0..self.width {
            let whole = self.row(i)[i];
            for j in 0..=i {
                let product: f64 =
                    self.row(i)[..j].iter().zip(&self.row(j)[..j]).map(|(a, b)| a * b).sum();
                let left = self.row(i)[j] - product;
                if i == j {
                    // What rounding leaves of a column that others explain is not information.
                    if left <= 1e-10 * whole || left.is_nan() {
                        return None;
                    }
                    self.row_mut(i)[i] = left.sqrt();
                } else {
                    let pivot = self.row(j)[j];
                    self.row_mut(i)[j] = left / pivot;
                }
            }
        }
        Some(self)
    }

    /// The solution of `L x = right`.
    fn forward(&self, right: &[f64]) -> Vec<f64> {
        let mut solved: Vec<f64> = Vec::with_capacity(self.width);
        for (i, value) in right.iter().enumerate() {
            let row = self.row(i);
            let product: f64 = row[..i].iter().zip(&solved).map(|(a, b)| a * b).sum();
            solved.push((value - product) / row[i]);
        }
        solved
    }

    /// The solution of `L′ x = right`.
    fn backward(&self, mut right: Vec<f64>) -> Vec<f64> {
        for i in (0..self.width).rev() {
            let value = right[i] / self.row(i)[i];
            right[i] = value;
            for (j, rest) in right[..i].iter_mut().enumerate() {
                *rest -= self.row(i)[j] * value;
            }
        }
        right
    }

    fn log_determinant(&self) -> f64 {
        (0..self.width).map(|i| 2.0 * self.row(i)[i].ln()).sum()
    }
}
