//! An absence is a visit, a meeting or a greeting that did not come: how likely that is when nothing
//! has changed, given how often it came before and how much was looked at.

use serde::Serialize;

/// The fewest events before, and stretches that they lie in, from which a rate is told.
const EVENTS_MIN: u64 = 3;
const STRETCHES_MIN: usize = 4;
/// What a stretch's rate is spread by: sizes of the negative binomial, each as likely beforehand.
const SIZES: [f64; 5] = [0.5, 1.5, 5.0, 15.0, f64::INFINITY];
/// How far beside the rate seen a rate is looked at, up and down, in steps of a factor.
const REACH: i32 = 60;
const STEP: f64 = 0.1;

/// A stretch of time: how much was looked at in it, in any unit, and how many came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Days covered, or reports published: above zero.
    pub exposure: f64,
    /// How many were seen.
    pub count: u64,
}

/// How likely it is to see none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Absence {
    /// The probability of none where nothing has changed.
    pub probability: f64,
    /// How many one would expect.
    pub expected: f64,
    /// How many were seen before, or how often the occasion was marked.
    pub seen: u64,
    /// In how many stretches of the window's length, or years.
    pub of: usize,
    /// How it was made, in a few words.
    pub method: &'static str,
}

/// The probability of none in a window of this exposure, given the stretches before it; `None` where
/// nothing was looked at, or too little is known of how often it comes.
///
/// # Method
/// Counts of a stretch are negative binomial with mean `rate · exposure` and one of five sizes, so that
/// events that come in bouts are taken for such. The rate has Jeffreys' prior `rate^(−½)` of the Poisson;
/// sizes are equally likely beforehand. The posterior is summed over a grid of rates and
/// sizes, and with it the probability `(1 + rate · exposure/size)^(−size)` of none; with an infinite
/// size that is the gamma-Poisson's `(E/(E + e))^(k + ½)`.
///
/// # Reads as
/// "No visit in 200 days; had nothing changed, none would come in so long with a probability of
/// 4 % (2.8 expected; 14 in five such stretches before)."
///
/// # Limits
/// Stretches count as independent and alike: a rate that was growing makes none too likely, one that
/// was falling too unlikely. The window must not be chosen by its being empty: one that begins with
/// the last event is always empty. Of twenty channels one has none at 5 %.
///
/// ```
/// use telltale_measure::absence::{Stretch, of_rate};
/// let before = [2, 3, 1, 4].map(|count| Stretch { exposure: 182.0, count });
/// let none = of_rate(&before, 182.0).ok_or("nothing was looked at")?;
/// assert!(none.probability < 0.2 && (none.expected - 2.5).abs() < 0.5);
/// assert_eq!(of_rate(&before, 0.0), None);
/// # Ok::<(), &str>(())
/// ```
pub fn of_rate(before: &[Stretch], exposure: f64) -> Option<Absence> {
    let looked: Vec<Stretch> = before.iter().copied().filter(|one| one.exposure > 0.0).collect();
    let seen: u64 = looked.iter().map(|one| one.count).sum();
    let all: f64 = looked.iter().map(|one| one.exposure).sum();
    if exposure <= 0.0 || seen < EVENTS_MIN || looked.len() < STRETCHES_MIN {
        return None;
    }
    let centre = (seen as f64 + 0.5) / all;
    let mut points = Vec::new();
    for size in SIZES {
        for step in -REACH..=REACH {
            let rate = centre * (STEP * f64::from(step)).exp();
            let weight: f64 = looked.iter().map(|one| log_likelihood(one, rate, size)).sum();
            // Jeffreys' prior on a grid that is even in the logarithm.
            points.push((weight + 0.5 * rate.ln(), rate, size));
        }
    }
    let highest = points.iter().map(|(weight, ..)| *weight).fold(f64::NEG_INFINITY, f64::max);
    let weight = |log: f64| (log - highest).exp();
    let sum: f64 = points.iter().map(|(log, ..)| weight(*log)).sum();
    let mean = |of: &dyn Fn(f64, f64) -> f64| {
        points.iter().map(|(log, rate, size)| weight(*log) * of(*rate, *size)).sum::<f64>() / sum
    };
    Some(Absence {
        probability: mean(&|rate, size| none(rate * exposure, size)),
        expected: seen as f64 / all * exposure,
        seen,
        of: looked.len(),
        method: "negative binomial rate of the stretches before, by exposure",
    })
}

/// The probability of none where so many are expected.
fn none(expected: f64, size: f64) -> f64 {
    match size.is_finite() {
        true => (1.0 + expected / size).powf(-size),
        false => (-expected).exp(),
    }
}

/// Log probability of a stretch's count, up to what does not depend on rate or size.
fn log_likelihood(stretch: &Stretch, rate: f64, size: f64) -> f64 {
    let (mean, count) = (rate * stretch.exposure, stretch.count as f64);
    if !size.is_finite() {
        return count * mean.ln() - mean;
    }
    // Γ(size + count)/Γ(size), as a product: counts are small.
    let rising: f64 = (0..stretch.count).map(|i| (size + i as f64).ln()).sum();
    rising + count * (mean / (mean + size)).ln() - size * (mean / size).ln_1p()
}

/// The probability that an occasion of every year is not marked this time, given in how many of the
/// years before it was. `covered` is the share of its days that was looked at this time; `None` where
/// that is nothing, or it was marked in fewer than two years.
///
/// # Method
/// A beta-binomial with Jeffreys' prior. The first year in which it was marked is what makes the date
/// an occasion at all, and is no evidence of how often it is marked: of `n` years covered in
/// which it was marked `k` times, from that year on, `k − 1` of `n − 1` count, and the probability of its
/// being marked is `(k − ½)/n`, times the share covered.
///
/// # Reads as
/// "Not marked this year; after three years of three, that would come with 17 %, had nothing
/// changed."
///
/// # Limits
/// Years count as alike; round anniversaries are not. Two ceremonies that fell on one date by
/// accident look like an occasion.
///
/// ```
/// use telltale_measure::absence::of_occasion;
/// let missed = of_occasion(3, 3, 1.0).ok_or("no occasion")?;
/// assert!((missed.probability - 1.0 / 6.0).abs() < 1e-12);
/// # Ok::<(), &str>(())
/// ```
pub fn of_occasion(marked: u64, years: usize, covered: f64) -> Option<Absence> {
    if marked < 2 || covered <= 0.0 || covered.is_nan() || (years as u64) < marked {
        return None;
    }
    let expected = (marked as f64 - 0.5) / years as f64 * covered.min(1.0);
    Some(Absence {
        probability: 1.0 - expected,
        expected,
        seen: marked,
        of: years,
        method: "beta-binomial of the years before, the first left out",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(counts: &[u64]) -> Vec<Stretch> {
        counts.iter().map(|count| Stretch { exposure: 90.0, count: *count }).collect()
    }

    #[test]
    fn even_counts_are_nearly_gamma_poisson() {
        let before = stretches(&[3; 12]);
        let found = of_rate(&before, 90.0).unwrap();
        let exact = (12f64 / 13.0).powf(36.5);
        assert!(found.probability > exact && found.probability < 1.6 * exact, "{found:?} {exact}");
        assert!((found.expected - 3.04).abs() < 0.1 && (found.seen, found.of) == (36, 12));
    }

    #[test]
    fn what_comes_in_bouts_is_missing_more_often() {
        let even = of_rate(&stretches(&[2; 10]), 90.0).unwrap();
        let bouts = of_rate(&stretches(&[0, 0, 10, 0, 0, 0, 9, 0, 1, 0]), 90.0).unwrap();
        assert!(bouts.probability > 2.0 * even.probability, "{bouts:?} {even:?}");
        assert!((0.4..0.9).contains(&bouts.probability), "{bouts:?}");
    }

    #[test]
    fn the_less_is_looked_at_the_less_an_absence_says() {
        let before = stretches(&[2; 10]);
        let none = |exposure| of_rate(&before, exposure).map(|found| found.probability);
        assert!(none(90.0) < none(45.0) && none(45.0) < none(5.0));
        assert!(none(5.0) > Some(0.85));
        assert_eq!(none(0.0), None);
        assert_eq!(of_rate(&stretches(&[1, 1, 0, 0, 0]), 90.0), None);
        assert_eq!(of_rate(&stretches(&[9, 9, 9]), 90.0), None);
    }

    #[test]
    fn an_occasion_is_missed_as_often_as_it_was_before() {
        for (marked, years, covered, expected) in
            [(2, 2, 1.0, 0.25), (2, 4, 1.0, 0.625), (10, 10, 1.0, 0.05), (10, 10, 0.5, 0.525)]
        {
            let found = of_occasion(marked, years, covered).unwrap();
            assert!((found.probability - expected).abs() < 1e-12, "{found:?}");
        }
        for (marked, years, covered) in [(1, 5, 1.0), (3, 3, 0.0), (4, 3, 1.0)] {
            assert_eq!(of_occasion(marked, years, covered), None);
        }
    }

    /// In worlds whose events come singly, none comes about as often as foretold, and not more often:
    /// that they might come in bouts is left open.
    #[test]
    fn none_comes_about_as_often_as_foretold() {
        let mut state = 5u64;
        let mut uniform = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        };
        let (mut came, mut foretold) = (0.0, 0.0);
        for world in 0..2000 {
            let rate = 0.5 + 3.0 * uniform();
            let mut poisson = || {
                let (mut count, mut product) = (0u64, uniform());
                while product > (-rate).exp() {
                    product *= uniform();
                    count += 1;
                }
                count
            };
            let before: Vec<u64> = (0..6 + world % 7).map(|_| poisson()).collect();
            let Some(found) = of_rate(&stretches(&before), 90.0) else { continue };
            came += f64::from(poisson() == 0);
            foretold += found.probability;
        }
        let ratio: f64 = came / foretold;
        assert!((0.75..1.02).contains(&ratio), "{came} came, {foretold} foretold");
    }
}
