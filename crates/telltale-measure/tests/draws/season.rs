//! A season, the same every year.

/// A season of twelve months of standard deviation 1.
pub(crate) fn season(month: usize) -> f64 {
    let turn = std::f64::consts::TAU * month as f64 / 12.0;
    turn.sin() + (2.0 * turn).cos()
}
