//! A share is how many of a body of documents mention something: 31 of 557 statements. Its change
//! is that of a count whose exposure is the number of documents.

use statrs::distribution::{Beta, ContinuousCDF};

use crate::Measure;
use crate::change::LEVEL;

/// The share of `mentions` among `documents`; `None` without documents, or with more mentions than
/// documents.
///
/// # Method
/// Jeffreys' interval: the quantiles .05 and .95 of Beta(k + ½, n − k + ½), with 0 as the lower end
/// where nothing is mentioned and 1 as the upper where everything does (Brown, Cai and DasGupta
/// 2001, Statistical Science 16). The value is `k/n`.
///
/// # Reads as
/// "31 of 557 statements (5.6 %, 90 % interval 4.1 to 7.3 %)."
///
/// # Limits
/// Takes the documents as independent draws. Statements copied from one another, or of one week,
/// are fewer than they seem: the interval is too narrow for them.
///
/// ```
/// use telltale_measure::share;
/// let share = share::of(31, 557).ok_or("no documents")?;
/// assert!((share.value - 0.0557).abs() < 1e-4);
/// assert!(share.interval[0] < 0.05 && share.interval[1] > 0.07);
/// # Ok::<(), &str>(())
/// ```
pub fn of(mentions: u64, documents: u64) -> Option<Measure> {
    let others = documents.checked_sub(mentions).filter(|_| documents > 0)?;
    let posterior = Beta::new(mentions as f64 + 0.5, others as f64 + 0.5).ok()?;
    let tail = (1.0 - LEVEL) / 2.0;
    let lower = if mentions == 0 { 0.0 } else { posterior.inverse_cdf(tail) };
    let upper = if others == 0 { 1.0 } else { posterior.inverse_cdf(1.0 - tail) };
    Some(Measure {
        value: mentions as f64 / documents as f64,
        interval: [lower, upper],
        level: LEVEL,
        n: usize::try_from(documents).unwrap_or(usize::MAX),
        method: "share with Jeffreys interval; n documents",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jeffreys_interval_is_that_of_the_beta_quantiles() {
        // R: qbeta(c(.05, .95), k + .5, n - k + .5)
        for (k, n, lower, upper) in [
            (0, 10, 0.0000, 0.1708),
            (3, 12, 0.0964, 0.4838),
            (31, 557, 0.0413, 0.0734),
            (12, 12, 0.8549, 1.0000),
        ] {
            let [low, high] = of(k, n).unwrap().interval;
            assert!(
                (low - lower).abs() < 2e-4 && (high - upper).abs() < 2e-4,
                "{k}/{n} {low} {high}"
            );
        }
    }

    #[test]
    fn no_documents_have_no_share() {
        assert_eq!(of(0, 0), None);
        assert_eq!(of(3, 2), None);
        assert_eq!(of(0, 5).unwrap().interval[0], 0.0);
        assert_eq!(of(5, 5).unwrap().interval[1], 1.0);
    }
}
