//! The partition that is told is the one that agrees most, in the mean, with all that are likely.

use std::collections::BTreeMap;

use super::evidence::Candidate;

/// The points from which the stretches of a partition run, the first left out.
type Cuts = Vec<usize>;

/// Partitions less likely than this, of all together, decide nothing.
const LIKELY_MIN: f64 = 1e-4;

/// Of candidates and their prices (a difference of 2 makes one e times as likely), the one whose cuts
/// have the largest mean cover of the cuts of all, each as it is likely; the cheapest of those with
/// these cuts.
///
/// Where one way to cut is far likelier than others, it is that one. Where many are nearly as likely,
/// as those of noise that lasts for longer or less long, the cheapest may be alone in what it says,
/// and the one in their midst errs least (Wade and Ghahramani 2018, Bayesian Analysis 13, with cover
/// for the loss).
pub(crate) fn most_agreed(n: usize, candidates: Vec<(Candidate, f64)>) -> Option<Candidate> {
    let lowest = candidates.iter().map(|(_, price)| *price).fold(f64::INFINITY, f64::min);
    let likelihood = |price: f64| (-(price - lowest) / 2.0).exp();
    let all: f64 = candidates.iter().map(|(_, price)| likelihood(*price)).sum();
    let mut likely: BTreeMap<Cuts, f64> = BTreeMap::new();
    for (candidate, price) in &candidates {
        *likely.entry(cuts(candidate)).or_default() += likelihood(*price) / all;
    }
    likely.retain(|_, share| *share >= LIKELY_MIN);
    let agreement = |told: &Cuts| -> f64 {
        likely.iter().map(|(truth, share)| share * cover(n, truth, told)).sum()
    };
    let best = likely.keys().map(|told| (told, agreement(told))).max_by(|a, b| a.1.total_cmp(&b.1));
    let told = best?.0;
    let these = candidates.into_iter().filter(|(candidate, _)| cuts(candidate) == *told);
    these.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(candidate, _)| candidate)
}

fn cuts(candidate: &Candidate) -> Cuts {
    candidate.stretches.iter().skip(1).map(|stretch| stretch.from).collect()
}

/// How well the stretches of `n` points between the cuts `told` cover those between the cuts `truth`:
/// of each of these the best share of intersection in union, weighted by its length (Arbelaez et al.
/// 2011, IEEE Transactions on Pattern Analysis and Machine Intelligence 33).
fn cover(n: usize, truth: &[usize], told: &[usize]) -> f64 {
    let best = |(from, to): (usize, usize)| {
        let share = |(start, end): (usize, usize)| {
            let both = to.min(end).saturating_sub(from.max(start));
            both as f64 / (to - from + end - start - both) as f64
        };
        (to - from) as f64 * stretches(n, told).map(share).fold(0.0, f64::max)
    };
    stretches(n, truth).map(best).sum::<f64>() / n as f64
}

/// The stretches between cuts, each from its first point to before its last.
fn stretches(n: usize, cuts: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let from = std::iter::once(0).chain(cuts.iter().copied());
    from.zip(cuts.iter().copied().chain(std::iter::once(n)))
}

#[cfg(test)]
mod tests {
    use super::super::evidence::Persistence;
    use super::super::partition::{Shape, Stretch};
    use super::*;

    fn candidate(cuts: &[usize], price: f64, kept: f64) -> (Candidate, f64) {
        let at = |from| Stretch { from, shape: Shape::Level };
        let stretches = std::iter::once(&0).chain(cuts).map(|from| at(*from)).collect();
        let persistence = Persistence { kept, carried: 0.0 };
        (Candidate::of(stretches, persistence, price), price)
    }

    #[test]
    fn cover_is_of_the_best_intersection_in_union() {
        assert_eq!(cover(100, &[50], &[50]), 1.0);
        assert_eq!(cover(100, &[50], &[]), 0.5);
        // The first 40 lie in 50; of the 60 others 50 are shared.
        let expected = (40.0 * 40.0 / 50.0 + 60.0 * 50.0 / 60.0) / 100.0;
        assert!((cover(100, &[40], &[50]) - expected).abs() < 1e-12);
        assert_ne!(cover(100, &[30], &[]), cover(100, &[], &[30]));
    }

    #[test]
    fn one_that_is_far_likelier_is_told() {
        let all = vec![candidate(&[20], 0.0, 0.0), candidate(&[60], 20.0, 0.0)];
        assert_eq!(cuts(&most_agreed(100, all).unwrap()), [20]);
    }

    #[test]
    fn of_many_nearly_as_likely_the_one_in_their_midst_is_told() {
        let all = vec![
            candidate(&[20], 0.0, 0.0),
            candidate(&[58], 0.4, 0.2),
            candidate(&[60], 0.5, 0.4),
            candidate(&[62], 0.4, 0.6),
            candidate(&[60], 0.3, 0.8),
        ];
        let told = most_agreed(100, all).unwrap();
        assert_eq!(cuts(&told), [60]);
        assert_eq!(told.persistence.kept, 0.8);
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        assert!(most_agreed(100, Vec::new()).is_none());
    }
}
