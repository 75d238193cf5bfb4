//! A state's path along the line from session to session: a random walk, seen through its ballots.

/// One state's path: its places, and what ties each to the next.
///
/// The precision matrix of a random walk has three diagonals, so that everything here is linear in
/// the number of sessions, but for [`doubt`], which asks for every covariance.
pub(super) struct Path<'a> {
    /// The places, session by session.
    pub(super) mean: &'a mut [f64],
    /// Their variances.
    pub(super) variance: &'a mut [f64],
}

/// What is thought of a path before its ballots: the variance of each step to a session from the one
/// before, the first of them from 0.
pub(super) struct Walk<'a>(pub(super) &'a [f64]);

/// Longest step of Newton's in one sweep.
const STEP_MAX: f64 = 1.0;

impl Walk<'_> {
    /// The diagonal of the walk's precision.
    fn precision(&self, at: usize) -> f64 {
        1.0 / self.0[at] + self.0.get(at + 1).map_or(0.0, |variance| 1.0 / variance)
    }

    /// The tie to the session before: minus the off-diagonal of the precision.
    fn tie(&self, at: usize) -> f64 {
        if at == 0 { 0.0 } else { 1.0 / self.0[at] }
    }
}

impl Path<'_> {
    /// One step of Newton's towards the likeliest path, given the slope and information of the
    /// ballots at each place; and the variances there.
    pub(super) fn learn(&mut self, walk: &Walk, slope: &[f64], information: &[f64]) {
        let n = self.mean.len();
        let mut pivot: Vec<f64> = (0..n).map(|at| walk.precision(at) + information[at]).collect();
        let mut right: Vec<f64> = (0..n)
            .map(|at| {
                let back = if at > 0 { walk.tie(at) * self.mean[at - 1] } else { 0.0 };
                let on = if at + 1 < n { walk.tie(at + 1) * self.mean[at + 1] } else { 0.0 };
                slope[at] - walk.precision(at) * self.mean[at] + back + on
            })
            .collect();
        // Forward elimination, then back substitution.
        for at in 1..n {
            let factor = walk.tie(at) / pivot[at - 1];
            pivot[at] -= factor * walk.tie(at);
            right[at] += factor * right[at - 1];
        }
        let mut next = 0.0;
        for at in (0..n).rev() {
            let tie = if at + 1 < n { walk.tie(at + 1) } else { 0.0 };
            let step = (right[at] + tie * next) / pivot[at];
            let variance_on = if at + 1 < n { self.variance[at + 1] } else { 0.0 };
            self.variance[at] = 1.0 / pivot[at] + (tie / pivot[at]).powi(2) * variance_on;
            next = step;
            self.mean[at] += step.clamp(-STEP_MAX, STEP_MAX);
        }
    }
}

/// By how much doubt in the slopes, of this variance at each place and independent from one to
/// another, widens the variance of each place.
pub(super) fn doubt(walk: &Walk, information: &[f64], slope_variance: &[f64]) -> Vec<f64> {
    let n = information.len();
    let mut pivot: Vec<f64> = (0..n).map(|at| walk.precision(at) + information[at]).collect();
    for at in 1..n {
        pivot[at] -= walk.tie(at).powi(2) / pivot[at - 1];
    }
    let mut widened = vec![0.0; n];
    for (at, doubt) in slope_variance.iter().enumerate() {
        // The column of the covariance that belongs to this place.
        let mut column = vec![0.0; n];
        column[at] = 1.0;
        for on in at + 1..n {
            column[on] = column[on - 1] * walk.tie(on) / pivot[on - 1];
        }
        let mut next = 0.0;
        for back in (0..n).rev() {
            let tie = if back + 1 < n { walk.tie(back + 1) } else { 0.0 };
            next = (column[back] + tie * next) / pivot[back];
            widened[back] += next * next * doubt;
        }
    }
    widened
}
