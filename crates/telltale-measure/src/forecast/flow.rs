//! Where a flow will lie: whether exports in a month to come will be above those of the same month of
//! the year before, and by how much.

use std::collections::VecDeque;

use serde::Serialize;

use super::constants::LEVEL;
use crate::state_space::ahead::change_on_the_year;
use crate::state_space::mixture::Mixture;

/// The shares of the predictive distribution that lie below the ends of the interval.
const ENDS: [f64; 2] = [(1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0];
/// Months that must be known before the first forecast.
const MONTHS_MIN: usize = 24;
/// Past forecasts below which nothing is said: how wide the distribution is has to have been seen.
const PAST_MIN: usize = 6;
/// How wide the predictive distribution is, is learnt from the past forecasts as if so many strangers had
/// been just as far off as it says.
const PAST_TRUSTED: f64 = 6.0;
/// How fast its width follows its own misses (Gibbs and Candès recommend .005 to .05; series of months are
/// short).
const LEARNING: f64 = 0.05;
/// How far, in logs, the misses may lead the width.
const LED_MAX: f64 = 1.0;

/// The change on the year that is to be expected of a month. Probability, middle and interval are of one
/// distribution: a rise is more likely than not just where the middle is above nothing, and its probability is
/// above 97.5 % just where the whole interval is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FlowOutlook {
    /// The median of the predictive distribution: log of the level over that of a year before.
    pub log_change: f64,
    /// Between which 95 % of it lie, in the same unit.
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

/// How many months a series without gaps must have before anything is said of it so many months ahead.
pub const fn months_min(ahead: usize) -> usize {
    MONTHS_MIN + PAST_MIN - 1 + ahead
}

/// What is to be expected of the month `ahead` months after the last of a series of levels.
///
/// `known` holds for each of consecutive months the levels from the first month until it, as they stood
/// when it was published last of them; those of the last month are those known now. Levels are above zero;
/// a month without a report is `None`. `None` where the month a year before is not known, or too little is.
///
/// # Panics
/// If a month has not as many levels as there are months until it.
///
/// # Method
/// The log level is a mean, a drift, the month of the year, and what is kept from month to month, with noise of
/// single months (Kalman's filter, twelve pairs of parameters weighed by their likelihood); it is held against
/// the level of a year before, which is known with its noise. The same forecast is made at every past
/// month, of as many months ahead, from the levels as they stood then. How far off those were of which it is
/// known what came, in standard deviations, says how much wider or narrower the distribution is: by the root of
/// their mean square, six more counted as just as far off as foretold, and with tails no thinner than those of
/// Student's distribution with so many degrees of freedom. That width is led by the misses of its own intervals:
/// each widens the next ones, each hit narrows them by a nineteenth of that (adaptive conformal inference, Gibbs
/// and Candès 2021, NeurIPS, on the scale of the scores as Angelopoulos, Candès and Tibshirani 2023, NeurIPS). The
/// probability, the middle and the interval are all read from the one distribution that results. Past forecasts of
/// several months ahead overlap: `ahead` of them count as one. What came is taken as it was first published.
///
/// # Reads as
/// "Exports in March will be 12 % above a year before (95 % interval −20 to 55 %); probability of a rise
/// 0.71."
///
/// # Limits
/// Nothing is known of a closed border beforehand. Under forty months the interval rests on a dozen
/// past forecasts, and its level is rough.
pub fn year_on_year(known: &[Vec<Option<f64>>], ahead: usize) -> Option<FlowOutlook> {
    assert!(ahead >= 1, "a forecast is of a month to come");
    let months = known.len();
    // The month a year before must be known.
    if ahead <= 12 {
        let before = *known.last()?.get((months + ahead).checked_sub(13)?)?;
        before.filter(|level| *level > 0.0)?;
    }
    let mut past = Past::default();
    let mut open: VecDeque<Made> = VecDeque::new();
    for month in MONTHS_MIN..=months {
        let changes = changes(known, month);
        // Only now is it known what came of a forecast that was made `ahead` months ago.
        while let Some(made) = open.pop_front_if(|made| made.of < changes.len()) {
            past.learn(&made, changes[made.of]);
        }
        let predicted = (month < months).then(|| change_on_the_year(&logs(known, month), ahead));
        if let Some(predicted) = predicted.flatten() {
            let of = changes.len() - 1 + ahead;
            let foretold = past.widened(&predicted, ahead);
            open.push_back(Made { of, middle: predicted.mean(), sd: predicted.sd(), foretold });
        }
    }
    let Past { errors, covered, .. } = &past;
    if errors.len() < PAST_MIN {
        return None;
    }
    let changes = changes(known, months);
    let predicted = change_on_the_year(&logs(known, months), ahead)?;
    let foretold = past.widened(&predicted, ahead);
    let told: Vec<f64> = changes.into_iter().flatten().collect();
    let rises = told.iter().filter(|change| **change > 0.0).count() as f64;
    let stays = told.windows(2).filter(|pair| (pair[0] > 0.0) == (pair[1] > 0.0)).count() as f64;
    let stays = (stays + 1.0) / (told.len() as f64 + 1.0);
    Some(FlowOutlook {
        log_change: foretold.quantile(0.5),
        interval: ENDS.map(|share| foretold.quantile(share)),
        sd: predicted.sd(),
        probability_above: 1.0 - foretold.below(0.0),
        base: (rises + 0.5) / (told.len() as f64 + 1.0),
        persistence: if *told.last()? > 0.0 { stays } else { 1.0 - stays },
        past: errors.len(),
        covered: covered / errors.len() as f64,
    })
}

/// The changes on the year, in logs, from the thirteenth month until there are so many months, as they
/// stood then.
fn changes(known: &[Vec<Option<f64>>], months: usize) -> Vec<Option<f64>> {
    let logs = logs(known, months);
    (12..months).map(|at| Some(logs[at]? - logs[at - 12]?)).collect()
}

/// The logs of the levels of so many months, as they stood then.
fn logs(known: &[Vec<Option<f64>>], months: usize) -> Vec<Option<f64>> {
    let levels = &known[months - 1];
    assert_eq!(levels.len(), months, "a level, or none, of each month");
    levels.iter().map(|level| level.filter(|level| *level > 0.0).map(f64::ln)).collect()
}

/// A forecast that was made at a past month.
struct Made {
    /// The place of the change that it is of.
    of: usize,
    middle: f64,
    sd: f64,
    /// The distribution, as wide as the past until then had it.
    foretold: Mixture,
}

/// What is known by a month of the forecasts before it.
#[derive(Default)]
struct Past {
    /// How far off they were, in standard deviations.
    errors: Vec<f64>,
    /// How many lay in their intervals.
    covered: f64,
    /// By how much, in logs, the misses of the intervals led the width.
    led: f64,
}

impl Past {
    /// A distribution as wide as the past says that it has to be.
    fn widened(&self, predicted: &Mixture, ahead: usize) -> Mixture {
        let (wider, df) = self.width(ahead);
        predicted.widened(wider * self.led.exp(), df)
    }

    /// How many times as wide as foretold the past was, and on how many degrees of freedom that rests.
    fn width(&self, ahead: usize) -> (f64, f64) {
        let (squares, n) =
            (self.errors.iter().map(|error| error * error).sum::<f64>(), self.errors.len());
        let [squares, n] = [squares, n as f64].map(|sum| sum / ahead as f64);
        (((squares + PAST_TRUSTED) / (n + PAST_TRUSTED)).sqrt(), n + PAST_TRUSTED)
    }

    /// Of a month that was never reported nothing is learnt.
    fn learn(&mut self, made: &Made, came: Option<f64>) {
        let Some(came) = came else { return };
        let is_in = (ENDS[0]..=ENDS[1]).contains(&made.foretold.below(came));
        self.covered += f64::from(u8::from(is_in));
        let step = LEARNING * (f64::from(u8::from(!is_in)) - (1.0 - LEVEL));
        self.led = (self.led + step).clamp(-LED_MAX, LED_MAX);
        self.errors.push((came - made.middle) / made.sd);
    }
}
