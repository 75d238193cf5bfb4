//! An amount held against a figure.

use telltale_observation::Unit;

use super::figures::{Figures, Flow, Sum};
use super::rates::{Plausible, Rates};
use super::{Asked, Bound, Opinion, Outcome, RateFound, Told, reasons};

/// How far the figures of two partners for one flow may lie apart: what it costs to carry the goods,
/// and what passes through third hands.
pub(super) const MIRROR: (f64, f64) = (0.75, 1.35);

impl<'a> Asked<'_, 'a> {
    /// What a series says of an amount; `None` if it lacks the period.
    pub(super) fn value(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        mirrored: bool,
        told: Told,
    ) -> Option<Opinion<'a>> {
        let sum = figures.over(flow, self.period)?;
        let unit = self.claim.unit.known()?;
        let opinion = match unit == flow.unit {
            true => self.same_unit(flow, sum, told),
            false => self.other_currency(figures, flow, sum, told, unit)?,
        };
        Some(self.as_mirror(opinion, mirrored, told))
    }

    fn same_unit(&self, flow: &Flow, sum: Sum<'a>, told: Told) -> Opinion<'a> {
        let outcome = told.fit_amount(sum.amount).outcome();
        let mut because = reasons::figure(self.bench.language, flow, &sum, self.period);
        if told.bound == Bound::About {
            because += &reasons::about(self.bench.language, told, flow.unit);
        }
        opinion(outcome, flow, sum, because)
    }

    fn other_currency(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        sum: Sum<'a>,
        told: Told,
        there: Unit,
    ) -> Option<Opinion<'a>> {
        if told.number <= 0.0 || sum.amount <= 0.0 {
            return None;
        }
        let rates = Rates::around(figures, flow, there, self.period);
        let implied = |amount: f64| sum.amount / amount.max(f64::MIN_POSITIVE);
        let within = |slack: f64| match told.bound {
            Bound::AtLeast => (implied(f64::MAX), implied(told.number - slack)),
            Bound::AtMost => (implied(told.number + slack), f64::MAX),
            _ => (implied(told.number + slack), implied(told.number - slack)),
        };
        let plausible = |slack: f64| {
            let (low, high) = within(slack);
            rates.plausible(low, high)
        };
        let (sure, most) = told.slacks();
        let slack = if matches!(told.bound, Bound::AtLeast | Bound::AtMost) { 0.0 } else { sure };
        // What only half a step of a single digit would hold, or is about so much at a stretch.
        let open = told.bound == Bound::About || told.half > slack;
        let outcome = match told.bound {
            Bound::Below | Bound::Above | Bound::Not => {
                rates.bounds().map_or(Outcome::CannotCheck, |bounds| {
                    let (lowest, highest) = bounds.possible;
                    denied(told, (sum.amount / highest, sum.amount / lowest))
                })
            }
            Bound::AtLeast | Bound::AtMost => {
                match (plausible(slack), plausible(told.near_bound())) {
                    (Plausible::Yes, _) => Outcome::Confirmed,
                    (Plausible::No, Plausible::No) => Outcome::Contradicted,
                    _ => Outcome::CannotCheck,
                }
            }
            _ => match (plausible(slack), plausible(most)) {
                (Plausible::Yes, _) => Outcome::Confirmed,
                (_, Plausible::Yes) if open => Outcome::CannotCheck,
                (_, Plausible::Yes) => Outcome::Rounding,
                (Plausible::Unsure, _) => Outcome::CannotCheck,
                (Plausible::No, _) => Outcome::Contradicted,
            },
        };
        let rate = RateFound {
            rate: implied(told.number),
            bounds: rates.bounds(),
            market: rates.market(),
            n: rates.count(),
            here: flow.unit,
            there,
        };
        let slack = if outcome == Outcome::Rounding { most } else { slack };
        let rounded = is_right_as_rounded(outcome, told, rate).then(|| within(slack));
        let (language, of) = (self.bench.language, (flow, self.period));
        let because = reasons::through_rate(language, of, &sum, told.number, rate, rounded);
        let shown_by = rates.shown_by();
        let mut opinion = opinion(outcome, flow, sum, because);
        opinion.another_currency = true;
        opinion.rate = Some(rate);
        opinion.by_market = rate.market.is_some();
        opinion.seen.extend(shown_by);
        Some(opinion)
    }

    /// The partner's figures of the same flow are not the reporter's: they may confirm, and they
    /// contradict only what lies further off than two sides ever do.
    fn as_mirror(&self, mut opinion: Opinion<'a>, mirrored: bool, told: Told) -> Opinion<'a> {
        if !mirrored {
            return opinion;
        }
        opinion.mirrored = true;
        opinion.because += &reasons::mirrored(self.bench.language, &opinion.flow);
        if opinion.outcome == Outcome::Contradicted {
            let off = match opinion.rate {
                None => told.number / opinion.found,
                // What would be claimed at the nearest rate that can be.
                Some(rate) => match rate.bounds.map(|bounds| bounds.possible) {
                    Some((low, high)) => rate.rate.clamp(low, high) / rate.rate,
                    None => 1.0,
                },
            };
            if (MIRROR.0..=MIRROR.1).contains(&off) {
                opinion.outcome = Outcome::CannotCheck;
            }
        }
        opinion
    }
}

/// Whether a round number agrees where it may stand for another, and not as it is written.
fn is_right_as_rounded(outcome: Outcome, told: Told, rate: RateFound) -> bool {
    let right = outcome.agrees();
    let single = matches!(told.bound, Bound::Exactly | Bound::About);
    let agrees = |(low, high): (f64, f64)| (low..=high).contains(&rate.rate);
    right && single && rate.bounds.is_some_and(|bounds| !agrees(bounds.certain))
}

/// What comes of a denial where the figure in the claim's unit can only be said to lie between two
/// numbers: right or wrong if it is at both ends. Of two currencies nobody can say that a figure is
/// just so much.
pub(super) fn denied(told: Told, (low, high): (f64, f64)) -> Outcome {
    let within = (low..=high).contains(&told.number);
    match (told.fit(low).outcome(), told.fit(high).outcome()) {
        (a, b) if a != b || told.bound == Bound::Not && within => Outcome::CannotCheck,
        (Outcome::Contradicted, _) if told.bound == Bound::Not => Outcome::CannotCheck,
        (same, _) => same,
    }
}

/// An opinion in the claim's own unit.
pub(super) fn opinion<'a>(
    outcome: Outcome,
    flow: &Flow,
    sum: Sum<'a>,
    because: String,
) -> Opinion<'a> {
    Opinion {
        outcome,
        found: sum.amount,
        flow: flow.clone(),
        another_currency: false,
        mirrored: false,
        rate: None,
        by_market: false,
        seen: sum.seen,
        because,
    }
}
