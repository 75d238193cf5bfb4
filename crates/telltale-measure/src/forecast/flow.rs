//! Where a flow will lie: whether exports in a month to come will be above those of the same month of
//! the year before, and by how much.

use serde::Serialize;

use super::constants::LEVEL;
use crate::state_space::Motion;
use crate::state_space::levels::last_level;

/// Shares of the variance of the yearly changes that are moves of the level from month to month; what
/// is left is noise of single months.
const MOVING: [f64; 5] = [0.01, 0.05, 0.15, 0.4, 0.8];
/// The same variance, smaller and larger.
const SIZES: [f64; 3] = [0.4, 0.8, 1.6];
/// How fast the adaptive interval learns from a miss (Gibbs and Candès recommend .005 to .05; series
/// of months are short).
const LEARNING: f64 = 0.05;
/// Yearly changes that must be known before the first forecast.
const CHANGES_MIN: usize = 12;
/// Past forecasts below which nothing is said: an interval of 95 % needs to have been missed.
const PAST_MIN: usize = 6;

/// The change on the year that is to be expected of a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FlowOutlook {
    /// The middle of the predictive distribution: log of the level over that of a year before.
    pub log_change: f64,
    /// The adaptive conformal interval, in the same unit.
    pub interval: [f64; 2],
    /// The standard deviation by the state space alone.
    pub sd: f64,
    /// The probability that the level is above that of a year before.
    pub probability_above: f64,
    /// How often the change rose above zero in the months that are known: climatology.
    pub base: f64,
    /// What the last known change says alone: persistence.
    pub persistence: f64,
    /// How many past forecasts, of the same number of months ahead, the interval rests on.
    pub past: usize,
    /// The share of them that lay in the interval as it stood.
    pub covered: f64,
}

/// What is to be expected of the month `ahead` months after the last of a series of levels.
///
/// `levels` are of consecutive months, above zero; a month without a report is `None`. `None` where the
/// month a year before is not known, or too little is.
///
/// # Method
/// The changes on the year, in logs, are readings of a level that walks at random (Kalman's filter,
/// fifteen pairs of variances weighed by their likelihood). The same forecast is made at every past
/// month, of as many months ahead, from what was known then; how far off it was, in standard deviations,
/// is the distribution from which the interval and the probability are read: split conformal, its level
/// led by its own misses (Gibbs and Candès 2021, NeurIPS).
///
/// # Reads as
/// "Exports in March will be 12 % above a year before (95 % interval −20 to 55 %); probability of a rise
/// 0.71."
///
/// # Limits
/// Nothing is known of a closed border beforehand. Under forty months the interval rests on a dozen
/// past forecasts, and its level is rough.
pub fn year_on_year(levels: &[Option<f64>], ahead: usize) -> Option<FlowOutlook> {
    assert!(ahead >= 1, "a forecast is of a month to come");
    let logs: Vec<Option<f64>> =
        levels.iter().map(|level| level.filter(|level| *level > 0.0).map(f64::ln)).collect();
    // The month a year before must be known.
    if ahead <= 12 {
        (*logs.get((logs.len() + ahead).checked_sub(13)?)?)?;
    }
    let changes: Vec<Option<f64>> =
        (12..logs.len()).map(|at| Some(logs[at]? - logs[at - 12]?)).collect();
    let mut errors: Vec<f64> = Vec::new();
    let (mut miss, mut covered) = (1.0 - LEVEL, 0.0);
    for end in CHANGES_MIN..changes.len() {
        // Made at the end of month `end - 1`, of the month `ahead` later.
        let Some(Some(came)) = changes.get(end - 1 + ahead) else { continue };
        let Some((middle, sd)) = predicted(&changes[..end], ahead) else { continue };
        let error = (came - middle) / sd;
        let is_in = error.abs() <= reach(&errors, miss);
        covered += f64::from(is_in);
        miss = (miss + LEARNING * ((1.0 - LEVEL) - f64::from(!is_in))).clamp(0.001, 0.5);
        errors.push(error);
    }
    if errors.len() < PAST_MIN {
        return None;
    }
    let (middle, sd) = predicted(&changes, ahead)?;
    let by = reach(&errors, miss) * sd;
    let above = errors.iter().filter(|error| middle + **error * sd > 0.0).count() as f64;
    let known: Vec<f64> = changes.iter().flatten().copied().collect();
    let rises = |changes: &[f64]| changes.iter().filter(|change| **change > 0.0).count() as f64;
    let stays = known.windows(2).filter(|pair| (pair[0] > 0.0) == (pair[1] > 0.0)).count() as f64;
    let stays = (stays + 1.0) / (known.len() as f64 + 1.0);
    let last = *known.last()?;
    Some(FlowOutlook {
        log_change: middle,
        interval: [middle - by, middle + by],
        sd,
        probability_above: (above + 0.5) / (errors.len() as f64 + 1.0),
        base: (rises(&known) + 0.5) / (known.len() as f64 + 1.0),
        persistence: if last > 0.0 { stays } else { 1.0 - stays },
        past: errors.len(),
        covered: covered / errors.len() as f64,
    })
}

/// How many standard deviations an interval reaches that is missed so often; twice those of the normal
/// distribution until there is a past.
fn reach(errors: &[f64], miss: f64) -> f64 {
    let mut sizes: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
    sizes.sort_unstable_by(f64::total_cmp);
    let rank = ((1.0 - miss) * (sizes.len() as f64 + 1.0)).ceil() as usize;
    let furthest = sizes.last().copied().unwrap_or(0.0);
    // More is asked than the past can tell: as far as ever, and as a normal would.
    sizes.get(rank.max(1) - 1).copied().unwrap_or(furthest.max(2.0))
}

/// Mean and standard deviation of the change `ahead` months after the last.
fn predicted(changes: &[Option<f64>], ahead: usize) -> Option<(f64, f64)> {
    let known: Vec<f64> = changes.iter().flatten().copied().collect();
    let n = known.len() as f64;
    if known.len() < 2 {
        return None;
    }
    let mean = known.iter().sum::<f64>() / n;
    let spread = known.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let spread = spread.max(1e-6);
    let mut found: Vec<(f64, f64, f64)> = Vec::new();
    for moving in MOVING {
        for size in SIZES {
            let (walk, noise) = (moving * size * spread, (1.0 - moving) * size * spread);
            let ([at, sd], likelihood) = last_level(changes, &Motion::level(1.0, walk), noise)?;
            let variance = sd * sd + ahead as f64 * walk + noise;
            found.push((likelihood, at, variance));
        }
    }
    let top = found.iter().map(|found| found.0).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = found.iter().map(|found| (found.0 - top).exp()).collect();
    let all: f64 = weights.iter().sum();
    let mix = |of: &dyn Fn(&(f64, f64, f64)) -> f64| {
        found.iter().zip(&weights).map(|(found, weight)| weight * of(found)).sum::<f64>() / all
    };
    let middle = mix(&|found| found.1);
    let variance = mix(&|found| found.2 + (found.1 - middle).powi(2));
    Some((middle, variance.sqrt()))
}
