//! The gap is by how much deeds moved closer than words did, or farther.

use crate::change::{LEVEL, t_quantile};
use crate::{Change, Judgement, Measure};

/// The mean log change of the channels of deeds less that of the channels of words, each turned so
/// that up means closer; `None` where either side has no channel with an estimate and a sign.
///
/// # Method
/// `mean(deeds) − mean(words)` in log points. The variances of the channels add, each divided by
/// the square of the number of channels on its side; Student's t has the degrees of freedom of
/// Welch (1947, Biometrika 34).
///
/// # Reads as
/// "Deeds moved 0.4 log points closer than words (90 % interval 0.1 to 0.7): about one and a half
/// times as much." An interval that holds 0 reads "no gap that can be told".
///
/// # Limits
/// Each channel counts alike. Adding variances takes the channels as independent; those of one side
/// mostly move together, so that the true interval is wider. Log points of different channels are
/// ratios of different things, of which only the direction is comparable without thought.
///
/// ```
/// use telltale_measure::{Change, THRESHOLDS, gap, judge};
/// let judged = |log_ratio_mean| {
///     let left_out = [0.5, 0.9];
///     let change = Change { log_ratio_mean, se: 0.1, df: 20.0, n: 48, left_out, method: "" };
///     judge(Ok(&change), 1, &THRESHOLDS)
/// };
/// let gap = gap(&[judged(0.5), judged(0.3)], &[judged(0.1)]).ok_or("one side is empty")?;
/// assert!((gap.value - 0.3).abs() < 1e-12);
/// # Ok::<(), &str>(())
/// ```
pub fn gap(deeds: &[Judgement], words: &[Judgement]) -> Option<Measure> {
    let (deeds, words) = (Side::of(deeds)?, Side::of(words)?);
    let variance = deeds.variance + words.variance;
    let welch = deeds.variance_of_variance + words.variance_of_variance;
    let df = if welch > 0.0 { variance.powi(2) / welch } else { f64::from(u8::MAX) };
    let value = deeds.mean - words.mean;
    let reach = t_quantile(0.5 + LEVEL / 2.0, df) * variance.sqrt();
    Some(Measure {
        value,
        interval: [value - reach, value + reach],
        level: LEVEL,
        n: deeds.channels + words.channels,
        method: "mean log change of deeds less that of words; n channels",
    })
}

/// Deeds, or words, together.
struct Side {
    channels: usize,
    mean: f64,
    variance: f64,
    /// Welch's denominator: the squared variance of each channel over its degrees of freedom.
    variance_of_variance: f64,
}

impl Side {
    fn of(judgements: &[Judgement]) -> Option<Side> {
        let changes: Vec<Change> = judgements.iter().filter_map(Judgement::towards).collect();
        if changes.is_empty() {
            return None;
        }
        let channels = changes.len() as f64;
        let variances = || changes.iter().map(|change| (change.se / channels).powi(2));
        let terms =
            variances().zip(&changes).map(|(variance, change)| variance.powi(2) / change.df);
        Some(Side {
            channels: changes.len(),
            mean: changes.iter().map(|change| change.log_ratio_mean).sum::<f64>() / channels,
            variance: variances().sum(),
            variance_of_variance: terms.sum(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reason, THRESHOLDS, judge};

    fn judged(log_ratio_mean: f64, sign: i8) -> Judgement {
        let left_out = [0.5, 0.5];
        let change =
            Change { log_ratio_mean, se: 0.3, df: 10.0, n: 48, left_out, method: "by hand" };
        judge(Ok(&change), sign, &THRESHOLDS)
    }

    #[test]
    fn variances_add() {
        // Equal variances and degrees of freedom: 20 of them, as in the test of two means.
        let gap = gap(&[judged(0.5, 1)], &[judged(0.1, 1)]).unwrap();
        let reach = 1.7247 * (0.09f64 + 0.09).sqrt();
        assert!((gap.value - 0.4).abs() < 1e-12);
        assert!((gap.interval[1] - 0.4 - reach).abs() < 1e-3, "{gap:?}");
    }

    #[test]
    fn more_threats_are_words_that_move_apart() {
        let gap = gap(&[judged(0.2, 1)], &[judged(0.3, -1)]).unwrap();
        assert!((gap.value - 0.5).abs() < 1e-12);
    }

    #[test]
    fn an_empty_side_has_no_gap() {
        let silent = Judgement::cannot_tell(Reason::TooFewMonths, 1);
        assert_eq!(gap(&[judged(0.5, 1)], &[silent]), None);
        assert_eq!(gap(&[judged(0.5, 0)], &[judged(0.1, 1)]), None);
    }
}
