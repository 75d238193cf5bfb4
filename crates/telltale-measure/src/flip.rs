//! A flip is the next figure that would take a flow out of its direction.

use serde::Serialize;
use telltale_observation::Month;

use crate::state_space::yearly::of_amounts_at_once;
use crate::{Direction, Levels, Thresholds, judge};

/// How far from what is expected a level is looked for that would turn the direction.
const REACH: f64 = 100.0;
/// In how many steps it is looked for.
const STEPS: i32 = 8;
/// How often the step is then halved: to half a per cent.
const HALVINGS: usize = 7;

/// What the next level must be for the direction to turn away from what it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// The month that the level is of.
    pub month: Month,
    /// The direction that would end.
    pub from: Direction,
    /// The direction ends if the level is at most this.
    pub value_at_most: Option<f64>,
    /// The direction ends if the level is at least this.
    pub value_at_least: Option<f64>,
}

/// What the next month's level must be for the direction of
/// [`crate::state_space::yearly::of_amounts`] to turn away from what it is, the channel being one of
/// which more means closer.
///
/// # Method
/// The next level is put at what it was a year before times the change so far, then moved away on a
/// log scale until the direction is another, and the step bisected; everything is estimated anew
/// at each trial. A tightening flow is moved down, a loosening one up, a steady one both ways.
///
/// # Reads as
/// "Exports of 140 million dollars or less in October would end the tightening."
///
/// # Limits
/// The direction that ends is mostly replaced by "cannot tell", not by its opposite. `None` where
/// the direction is already that one cannot tell, where the level of a year before is missing,
/// where the direction ends whatever the next level is, or where nothing within a hundredfold ends
/// it: one wild month is taken for an outlier, and ends little.
pub fn flip(levels: &Levels, until: Month, thresholds: &Thresholds) -> Option<Flip> {
    let change = of_amounts_at_once(&levels.0, until).ok()?;
    let from = judge(Ok(&change), 1, thresholds).direction;
    let month = until.plus(1);
    let expected = levels.level(month.plus(-12))? * change.log_ratio_mean.exp();
    let ends = |level: f64| {
        let mut levels = levels.clone();
        levels.0.insert(month, level);
        let change = of_amounts_at_once(&levels.0, month);
        judge(change.as_ref().map_err(|reason| *reason), 1, thresholds).direction != from
    };
    if from == Direction::CannotTell || ends(expected) {
        return None;
    }
    let turn = |towards: f64| turning_level(expected, towards, ends);
    let value_at_most = if from == Direction::Loosening { None } else { turn(-1.0) };
    let value_at_least = if from == Direction::Tightening { None } else { turn(1.0) };
    value_at_most.or(value_at_least)?;
    Some(Flip { month, from, value_at_most, value_at_least })
}

/// The first level away from `start`, up (1) or down (−1), at which `ends` holds.
fn turning_level(start: f64, towards: f64, ends: impl Fn(f64) -> bool) -> Option<f64> {
    let level = |step: f64| start * (towards * REACH.ln() * step).exp();
    let step = |at: i32| f64::from(at) / f64::from(STEPS);
    let first = (1..=STEPS).find(|at| ends(level(step(*at))))?;
    let (mut stays, mut turns) = (step(first - 1), step(first));
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(stays, turns);
        if ends(level(middle)) { turns = middle } else { stays = middle }
    }
    Some(level(turns))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::THRESHOLDS;

    /// A draw between −1.7 and 1.7 of standard deviation 1, the same for the same number.
    fn draw(at: i32) -> f64 {
        let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        12f64.sqrt() * ((mixed >> 11) as f64 / (1u64 << 53) as f64 - 0.5)
    }

    fn series(level: impl Fn(i32) -> f64) -> (Levels, Month) {
        let first = Month::new(2020, 1).unwrap();
        let levels =
            (0..56).map(|at| (first.plus(at), level(at) * (0.2 * draw(at)).exp())).collect();
        (Levels(levels), first.plus(55))
    }

    #[test]
    fn the_level_that_ends_a_direction_is_on_its_other_side() {
        // The smallest rise that is told is ended by a figure that is low enough.
        let told = (1..60).find_map(|twos| {
            let rise = 1.0 + 0.02 * f64::from(twos);
            let (levels, until) = series(|at| if at < 44 { 100.0 } else { 100.0 * rise });
            let found = flip(&levels, until, &THRESHOLDS)?;
            (found.from == Direction::Tightening).then_some((levels, until, found))
        });
        let (levels, until, found) = told.expect("a low figure ends a small rise");
        assert_eq!(found.month, until.plus(1));
        let bound = found.value_at_most.expect("a rise ends below");
        let told = |level: f64| {
            let mut levels = levels.clone();
            levels.0.insert(found.month, level);
            let change = of_amounts_at_once(&levels.0, found.month).unwrap();
            judge(Ok(&change), 1, &THRESHOLDS).direction
        };
        assert_ne!(told(bound), Direction::Tightening);
        assert_eq!(told(bound * 1.1), Direction::Tightening);
    }

    #[test]
    fn what_is_not_told_has_nothing_to_end() {
        let (levels, until) = series(|_| 100.0);
        let noisy = Levels(levels.0.iter().map(|(m, v)| (*m, v.powi(4) / 1e6)).collect());
        assert_eq!(flip(&noisy, until, &THRESHOLDS), None);
    }
}
