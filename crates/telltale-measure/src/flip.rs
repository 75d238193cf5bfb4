//! A flip is the next figure that would take a flow out of its direction.

use serde::Serialize;
use telltale_observation::Month;

use crate::state_space::yearly::of_amounts_at_once;
use crate::{Direction, Levels, Thresholds, judge};

/// How far from what is expected a level is looked for that would turn the direction.
const REACH: f64 = 10.0;
/// Into how many steps the way to either end of the figures tried is cut.
const STEPS: i32 = 24;
/// How often the step in which a direction turns is then halved: to a fifth of a per cent.
const HALVINGS: usize = 5;

/// Figures next to each other: from one to another, both included, or to the end of all that were
/// tried.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// The lowest of them; `None` where they reach down to the lowest figure tried.
    pub at_least: Option<f64>,
    /// The highest; `None` where they reach up to the highest tried.
    pub at_most: Option<f64>,
}

/// Cuts the figures from `start / reach` to `start · reach` into runs in which `what` is the same.
///
/// # Method
/// Twenty-four steps either way on a log scale; a step over which `what` changes is halved five times.
///
/// # Reads as
/// "From a tenth to .6 times a year before: cannot tell; from there to ten times: tightening."
///
/// # Limits
/// A run that is narrower than a step, with a reach of ten 10 %, may be overlooked.
pub fn runs<T: PartialEq>(start: f64, reach: f64, what: impl Fn(f64) -> T) -> Vec<(Figures, T)> {
    let figure = |step: f64| start * reach.powf(step / f64::from(STEPS));
    let steps = (-STEPS..=STEPS).map(f64::from);
    let mut runs: Vec<(Figures, T)> = Vec::new();
    for step in steps {
        let found = what(figure(step));
        let mut from = step - 1.0;
        // Another value may lie between the last and this one.
        while let Some((figures, last)) = runs.last_mut().filter(|(_, last)| *last != found) {
            let (mut stays, mut turns) = (from, step);
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(stays, turns);
                if what(figure(middle)) == *last { stays = middle } else { turns = middle }
            }
            figures.at_most = Some(figure(stays));
            runs.push((
                Figures { at_least: Some(figure(turns)), at_most: None },
                what(figure(turns)),
            ));
            from = turns;
        }
        if runs.is_empty() {
            runs.push((Figures { at_least: None, at_most: None }, found));
        }
    }
    runs
}

/// What the next level must be for the direction to turn away from what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flip {
    /// The month that the level is of.
    pub month: Month,
    /// The direction that would end.
    pub from: Direction,
    /// The levels at which it ends, in order.
    pub ends: Vec<Figures>,
}

/// What the next month's level must be for the direction of
/// [`crate::state_space::yearly::of_amounts`] to turn away from what it is, the channel being one of
/// which more means closer.
///
/// # Method
/// The next level is put at figures from a tenth to ten times what is expected, which is that of a
/// year before times the change so far ([`runs`]); everything is estimated anew at each trial.
///
/// # Reads as
/// "Exports of 140 million dollars or less in October would end the tightening."
///
/// # Limits
/// The direction that ends is mostly replaced by "cannot tell", not by its opposite: a figure far
/// above what is expected may end a tightening, since it shows more noise than was known. Further out
/// it is taken for an outlier, and ends nothing. `None` where the direction is already that one
/// cannot tell, where the level of a year before is missing, where the direction ends at the expected
/// level too, or where nothing within a tenfold ends it.
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
    let runs = runs(expected, REACH, ends);
    let ends: Vec<Figures> =
        runs.into_iter().filter_map(|(figures, ends)| ends.then_some(figures)).collect();
    (!ends.is_empty()).then_some(Flip { month, from, ends })
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
        let bound = found.ends[0].at_most.expect("a rise ends below");
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
    fn runs_are_told_from_end_to_end() {
        let what = |figure: f64| match figure {
            f if f < 2.0 => 'a',
            f if f < 3.0 => 'b',
            _ => 'a',
        };
        let [(first, 'a'), (middle, 'b'), (last, 'a')] = &runs(1.0, 10.0, what)[..] else {
            panic!("three runs");
        };
        assert_eq!((first.at_least, last.at_most), (None, None));
        let near = |found: Option<f64>, cut: f64| (found.unwrap() / cut - 1.0).abs() < 0.005;
        assert!(near(first.at_most, 2.0) && near(middle.at_least, 2.0));
        assert!(near(middle.at_most, 3.0) && near(last.at_least, 3.0));
        assert_eq!(runs(1.0, 10.0, |_| ()).len(), 1);
        // A third value within one step is a run of its own.
        let narrow = |figure: f64| match figure {
            f if f < 2.0 => 'a',
            f if f < 2.03 => 'b',
            _ => 'c',
        };
        let told: Vec<char> = runs(1.0, 10.0, narrow).into_iter().map(|(_, what)| what).collect();
        assert_eq!(told, ['a', 'b', 'c']);
    }

    /// The direction at every level within and around each run is the one that is said.
    #[test]
    fn a_direction_ends_at_the_levels_that_are_said_and_at_no_other() {
        let mut ended = 0;
        for rise in [1.2, 1.3, 1.5, 2.0] {
            let (levels, until) = series(|at| if at < 44 { 100.0 } else { 100.0 * rise });
            let Some(found) = flip(&levels, until, &THRESHOLDS) else { continue };
            ended += 1;
            let expected = 100.0 * rise;
            for step in -9..=9 {
                let level = expected * 10f64.powf(f64::from(step) / 9.0);
                let said = found.ends.iter().any(|figures| {
                    figures.at_least.is_none_or(|least| least <= level)
                        && figures.at_most.is_none_or(|most| level <= most)
                });
                let mut levels = levels.clone();
                levels.0.insert(found.month, level);
                let change = of_amounts_at_once(&levels.0, found.month).unwrap();
                let ends = judge(Ok(&change), 1, &THRESHOLDS).direction != found.from;
                assert_eq!(said, ends, "{rise} {level} {:?}", found.ends);
            }
        }
        assert!(ended > 0, "some level ends some rise");
    }

    #[test]
    fn what_is_not_told_has_nothing_to_end() {
        let (levels, until) = series(|_| 100.0);
        let noisy = Levels(levels.0.iter().map(|(m, v)| (*m, v.powi(4) / 1e6)).collect());
        assert_eq!(flip(&noisy, until, &THRESHOLDS), None);
    }
}
