//! A realignment is an actor that turns from one partner towards another: less with the one and more
//! with the other, both measured against its dealings with everybody else.

use std::collections::BTreeMap;

use serde::Serialize;
use statrs::distribution::{Continuous, ContinuousCDF, Normal};
use telltale_observation::Month;

use crate::index::surprise_correlation;
use crate::state_space::standing::{self, Standing};
use crate::{MonthlyCount, Reason, Student, THRESHOLDS};

/// No leg is taken to be surer than this.
const SURE: f64 = 1e-6;
/// The integral over one leg: from so many standard deviations below, in so many steps.
const BELOW: f64 = 8.0;
const STEPS: i32 = 400;

/// What an actor had to do with everybody, month by month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Margin {
    /// Whether these are counts of acts; amounts otherwise.
    pub counts: bool,
    /// All partners together, those not listed among them too.
    pub all: BTreeMap<Month, f64>,
    /// Each partner. A month that is in `all` and not here has none.
    pub partners: Vec<BTreeMap<Month, f64>>,
}

/// Whether an actor turned from one partner towards another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Realignment {
    /// The place of the partner left among those of the margin.
    pub from: usize,
    /// The place of the partner turned to.
    pub towards: usize,
    /// The log change of the dealings with the partner left, against those with everybody else.
    pub away: Student,
    /// The same of the partner turned to.
    pub closer: Student,
    /// The log change of the ratio of the two shares, the partner turned to over the one left.
    pub log_ratio: Student,
    /// The probability that both legs hold: less with the one, and more with the other.
    pub both: f64,
    /// Whether that is enough to be told.
    pub told: bool,
    /// The rank of this pair among all ordered pairs of partners with an estimate, 1 the most
    /// striking, and how many there are.
    pub placebo: [usize; 2],
    /// Months with a reading, the fewer of both legs.
    pub n: usize,
}

/// Every ordered pair of partners that both have an estimate, the most striking first: did the actor
/// turn from the one towards the other within the twelve months up to `until`?
///
/// # Method
/// With `y` the dealings with a partner and `R` those with everybody but these two, the legs are the
/// changes over twelve months of `ln(y_from/R)` and `ln(y_towards/R)`: additive log-ratios (Aitchison
/// 1986, The Statistical Analysis of Compositional Data), each with the model of
/// [`crate::state_space::yearly`]. More with one partner so does not by itself count as less with the
/// other, as in shares of the whole it would; the ratio of the two shares of the whole is the
/// difference of the legs. They go together as their surprises do, drawn towards nothing as if by
/// twelve more months; `R`, which both have, ties them. The probability of both legs is the normal
/// quadrant with the legs' own probabilities. It is told from .95 on: an intersection-union test
/// (Berger 1982, Technometrics 24), whose size is that of one leg at most.
///
/// *Placebo*: for every ordered pair of partners the weaker of its two legs, in normal scores; the
/// rank of this pair's among them all.
///
/// # Reads as
/// "From B towards C: the ratio of C's share to B's rose to 2.1 times (90 % interval 1.4 to 3.1); that
/// both legs hold is very likely (93 %); first of 12 pairs."
///
/// # Limits
/// One leg alone is no realignment, whatever the ratio. Where everybody else moves, both legs do. A
/// rank among few partners says little: of 12 pairs, one is first by chance. A source that began to
/// look harder at one partner makes a leg.
pub fn realignments(margin: &Margin, until: Month) -> Vec<Realignment> {
    let partners = 0..margin.partners.len();
    let pairs = partners.clone().flat_map(|one| (0..one).map(move |other| (one, other)));
    let mut found = Vec::new();
    for (one, other) in pairs {
        let Some(legs) = Legs::of(margin, one, other, until) else { continue };
        found.extend([((one, other), legs), ((other, one), legs.reversed())]);
    }
    found.sort_by(|(a_pair, a), (b_pair, b)| {
        b.weaker().total_cmp(&a.weaker()).then(a_pair.cmp(b_pair))
    });
    let of = found.len();
    let one = |(rank, ((from, towards), legs)): (usize, ((usize, usize), Legs))| Realignment {
        from,
        towards,
        away: legs.away,
        closer: legs.closer,
        log_ratio: legs.log_ratio(),
        both: legs.both(),
        told: legs.both() >= THRESHOLDS.told_both,
        placebo: [rank + 1, of],
        n: legs.n,
    };
    found.into_iter().enumerate().map(one).collect()
}

/// The two legs of a pair, as log changes.
#[derive(Clone, Copy)]
struct Legs {
    away: Student,
    closer: Student,
    alike: f64,
    n: usize,
}

impl Legs {
    fn of(margin: &Margin, from: usize, towards: usize, until: Month) -> Option<Legs> {
        let away = leg(margin, from, towards, until).ok()?;
        let closer = leg(margin, towards, from, until).ok()?;
        let log = |leg: &Standing| leg.change.times(leg.unit_log);
        let long = away.n.min(closer.n) >= THRESHOLDS.history_min;
        long.then(|| Legs {
            away: log(&away),
            closer: log(&closer),
            alike: surprise_correlation(&away, &closer),
            n: away.n.min(closer.n),
        })
    }

    fn reversed(self) -> Legs {
        Legs { away: self.closer, closer: self.away, ..self }
    }

    fn log_ratio(&self) -> Student {
        let alike = |i: usize, j: usize| if i == j { 1.0 } else { -self.alike };
        let parts = [self.closer, self.away.times(-1.0)];
        Student::sum(&parts, &alike).expect("two legs")
    }

    /// How far each leg holds, in normal scores: more with the one, less with the other.
    fn scores(&self) -> [f64; 2] {
        [self.closer, self.away.times(-1.0)]
            .map(|leg| Normal::standard().inverse_cdf(leg.probability_up().clamp(SURE, 1.0 - SURE)))
    }

    fn weaker(&self) -> f64 {
        let [one, other] = self.scores();
        one.min(other)
    }

    fn both(&self) -> f64 {
        let [one, other] = self.scores();
        quadrant(one, other, -self.alike)
    }
}

/// The dealings with one partner against those with everybody but the two.
fn leg(margin: &Margin, of: usize, other: usize, until: Month) -> Result<Standing, Reason> {
    let at =
        |which: usize, month: &Month| margin.partners[which].get(month).copied().unwrap_or(0.0);
    let rest = margin.all.iter().filter_map(|(month, all)| {
        let rest = all - at(of, month) - at(other, month);
        (rest > 0.0).then_some((*month, at(of, month), rest))
    });
    if margin.counts {
        let month = |(month, own, rest): (Month, f64, f64)| MonthlyCount {
            month,
            count: own.round() as u64,
            exposure: rest,
        };
        return standing::of_counts_in(&rest.map(month).collect::<Vec<_>>(), until);
    }
    standing::of_amounts(&rest.map(|(month, own, rest)| (month, own / rest)).collect(), until)
}

/// The probability that two normal numbers around `one` and `other`, of standard deviation 1 and with
/// this correlation, are both above nothing.
fn quadrant(one: f64, other: f64, correlation: f64) -> f64 {
    let normal = Normal::standard();
    let correlation = correlation.clamp(-0.999, 0.999);
    let left = (1.0 - correlation * correlation).sqrt();
    let low = -BELOW.max(one + 1.0);
    let step = (one - low) / f64::from(STEPS);
    // Simpson's rule over the first, which lies below `one`.
    let value = |x: f64| normal.pdf(x) * normal.cdf((other - correlation * x) / left);
    let weight = |at: i32| match at {
        0 | STEPS => 1.0,
        odd if odd % 2 == 1 => 4.0,
        _ => 2.0,
    };
    let sum: f64 = (0..=STEPS).map(|at| weight(at) * value(low + step * f64::from(at))).sum();
    (sum * step / 3.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(at: i32) -> Month {
        Month::new(2020, 1).unwrap().plus(at)
    }

    /// A draw between −1.7 and 1.7 of standard deviation 1, the same for the same number.
    fn draw(at: i32) -> f64 {
        let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        12f64.sqrt() * ((mixed >> 11) as f64 / (1u64 << 53) as f64 - 0.5)
    }

    /// Five years of amounts with five partners, of which the last year is so many times as much.
    fn margin(times: [f64; 5]) -> Margin {
        let partners: Vec<BTreeMap<Month, f64>> = times
            .iter()
            .enumerate()
            .map(|(partner, times)| {
                let level = |at: i32| {
                    let times = if at < 48 { 1.0 } else { *times };
                    (month(at), times * 100.0 * (0.15 * draw(at + 1000 * partner as i32)).exp())
                };
                (0..60).map(level).collect()
            })
            .collect();
        let all = |at: i32| (month(at), partners.iter().map(|one| one[&month(at)]).sum());
        Margin { counts: false, all: (0..60).map(all).collect(), partners }
    }

    /// From the first partner towards the second.
    fn found(margin: &Margin) -> Option<Realignment> {
        let all = realignments(margin, month(59));
        all.into_iter().find(|one| (one.from, one.towards) == (0, 1))
    }

    #[test]
    fn both_legs_are_wanted() {
        let turned = found(&margin([0.5, 2.0, 1.0, 1.0, 1.0])).unwrap();
        assert!(turned.told && turned.both > 0.99, "{turned:?}");
        assert_eq!(turned.placebo, [1, 20]);
        assert!((turned.log_ratio.location - 4f64.ln()).abs() < 0.3, "{turned:?}");
        // More with the one, as much with the other: its share of the whole falls, and it is no leg.
        let one_leg = found(&margin([1.0, 3.0, 1.0, 1.0, 1.0])).unwrap();
        assert!(!one_leg.told && one_leg.both < 0.9, "{one_leg:?}");
        assert!(one_leg.log_ratio.probability_up() > 0.99);
        assert!(realignments(&margin([1.0; 5]), month(59)).iter().all(|one| !one.told));
        let other_way = found(&margin([2.0, 0.5, 1.0, 1.0, 1.0])).unwrap();
        assert!(!other_way.told && other_way.both < 0.01, "{other_way:?}");
    }

    #[test]
    fn counts_are_taken_as_counts_and_a_thin_partner_as_none() {
        let mut margin = margin([0.4, 2.5, 1.0, 1.0, 1.0]);
        margin.counts = true;
        let turned = found(&margin).unwrap();
        assert!(turned.told && turned.n == 60, "{turned:?}");
        margin.partners[1] = BTreeMap::from([(month(50), 1.0)]);
        assert_eq!(found(&margin), None);
        assert_eq!(realignments(&margin, month(59)).len(), 12);
    }

    #[test]
    fn quadrants_are_those_of_the_normal_distribution() {
        // At nothing, ¼ + asin(ρ)/2π (Sheppard 1899).
        for correlation in [-0.9f64, -0.3, 0.0, 0.5, 0.95] {
            let exact = 0.25 + correlation.asin() / std::f64::consts::TAU;
            assert!((quadrant(0.0, 0.0, correlation) - exact).abs() < 1e-4, "{correlation}");
        }
        assert!((quadrant(1.6449, 1.6449, 0.0) - 0.9025).abs() < 1e-4);
        assert!((quadrant(9.0, 1.6449, 0.4) - 0.95).abs() < 1e-4);
    }
}
