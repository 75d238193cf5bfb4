//! How large one flow is beside the other way, or in the trade both ways: recomputed from exports and
//! imports of one source, in one unit.

use telltale_observation::{Channel, Dimension, Period};

use super::figures::{Figures, Flow, Sum};
use super::value::MIRROR;
use super::{Bench, Checked, Claimed, Outcome, Told, reasons};

/// How large a claim's flow is said to be beside another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proportion {
    /// The part, or how many times as much.
    pub told: Told,
    /// Whether the whole is the trade both ways, and not the flow the other way.
    pub of_both: bool,
    /// Whether it is said to be almost so much, and so no more.
    pub almost: bool,
    /// Whether it went up since another period, or down.
    pub since: Option<(bool, Period)>,
}

/// By how much what is almost so much may lie above it.
const ALMOST: f64 = 0.01;

/// The two flows of one source over a period.
struct Two<'a> {
    flow: Flow,
    /// Of the partner's figures.
    mirrored: bool,
    own: Sum<'a>,
    other: Sum<'a>,
}

impl Two<'_> {
    fn share(&self, of_both: bool) -> f64 {
        share(self.own.amount, self.other.amount, of_both)
    }

    /// The least and the most that the owner's own figures may make of it: those of two partners differ.
    fn between(&self, of_both: bool) -> (f64, f64) {
        match self.mirrored {
            true => (
                share(self.own.amount * MIRROR.0, self.other.amount * MIRROR.1, of_both),
                share(self.own.amount * MIRROR.1, self.other.amount * MIRROR.0, of_both),
            ),
            false => (self.share(of_both), self.share(of_both)),
        }
    }
}

fn share(own: f64, other: f64, of_both: bool) -> f64 {
    if of_both { own / (own + other) } else { own / other }
}

impl<'a> Bench<'a> {
    /// Holds a proportion of a claim's flow against exports and imports of the two states.
    pub fn check_proportion(&self, claim: &Claimed, asked: Proportion) -> Checked {
        let number = Some(asked.told.number);
        if claim.actor.is_none() || claim.target.is_none() {
            return Checked::cannot(number, reasons::no_dyad(self.language), None);
        }
        if claim.period.is_none() {
            return Checked::cannot(number, reasons::no_period(self.language), None);
        }
        let now = self.figures(self.as_of);
        let Some(checked) = self.proportion_at(&now, claim, asked) else {
            return Checked::cannot(number, reasons::no_balance(self.language), None);
        };
        let base = asked.since.map(|(_, base)| base);
        self.unless_another_vintage(checked, claim, base, |then| {
            self.proportion_at(then, claim, asked)
        })
    }

    /// What the series that agree say, or else the first that speaks against it only if all do.
    fn proportion_at(
        &self,
        figures: &Figures<'a>,
        claim: &Claimed,
        asked: Proportion,
    ) -> Option<Checked> {
        let all = self.both_ways(figures, claim, claim.period?);
        let told = |two: &Two<'a>| {
            let before = asked.since.map(|(_, base)| {
                let then = self.both_ways(figures, claim, base).into_iter();
                then.filter(|then| then.flow == two.flow)
                    .map(|then| then.share(asked.of_both))
                    .next()
            });
            self.proportion_of(two, asked, before)
        };
        let mut told: Vec<Checked> = all.iter().map(told).collect();
        let outcome = |one: &Checked| match one.outcome {
            Outcome::Confirmed => 0,
            Outcome::Rounding => 1,
            Outcome::CannotCheck => 2,
            _ => 3,
        };
        told.sort_by_key(outcome);
        (!told.is_empty()).then(|| told.swap_remove(0))
    }

    /// What one series says of it; `before` is what it makes of the period since which it moved, which it
    /// may lack.
    fn proportion_of(
        &self,
        two: &Two<'a>,
        asked: Proportion,
        before: Option<Option<f64>>,
    ) -> Checked {
        let Proportion { told, of_both, almost, since } = asked;
        let found = two.share(of_both);
        let (least, most) = two.between(of_both);
        let fit = |found: f64| told.fit(found).outcome();
        let may_be = (least..=most).contains(&told.number) && two.mirrored
            || fit(least) != Outcome::Contradicted
            || fit(most) != Outcome::Contradicted;
        let mut outcome = match fit(found) {
            Outcome::Contradicted if may_be => Outcome::CannotCheck,
            outcome => outcome,
        };
        let right = outcome.agrees();
        if right && almost && found > told.number * (1.0 + ALMOST) {
            outcome = Outcome::CannotCheck;
        }
        if let (Some((up, _)), true) = (since, right) {
            outcome = match before.flatten() {
                Some(before) if (found > before) == up => outcome,
                Some(before) if (found - before).abs() > 2.0 * told.half && !two.mirrored => {
                    Outcome::Contradicted
                }
                _ => Outcome::CannotCheck,
            };
        }
        let amounts = (two.own.amount, two.other.amount);
        let mut because = reasons::proportion(self.language, &two.flow, amounts, of_both);
        if two.mirrored {
            because += &reasons::mirrored(self.language, &two.flow);
        }
        let seen = two.own.seen.iter().chain(&two.other.seen);
        Checked {
            outcome,
            found: Some(found),
            source: Some(two.flow.source.clone()),
            evidence: seen.map(|seen| seen.id()).collect(),
            ..Checked::cannot(Some(told.number), because, None)
        }
    }

    /// Every series of both flows; the owner's own, or else the partner's.
    fn both_ways(&self, figures: &Figures<'a>, claim: &Claimed, period: Period) -> Vec<Two<'a>> {
        let Some((actor, target)) = claim.actor.zip(claim.target) else { return Vec::new() };
        let Some(goods) = claim.commodity() else { return Vec::new() };
        let other_way = |channel| match channel {
            Channel::TradeExports => Some(Channel::TradeImports),
            Channel::TradeImports => Some(Channel::TradeExports),
            _ => None,
        };
        let all = figures.flows(actor, target, claim.channel, &goods).into_iter();
        let two = all.filter_map(|(flow, mirrored)| {
            let other = Flow { channel: other_way(flow.channel)?, ..flow.clone() };
            let (own, other) = (figures.over(&flow, period)?, figures.over(&other, period)?);
            let sized = own.amount >= 0.0 && other.amount > 0.0;
            sized.then_some(Two { flow, mirrored, own, other })
        });
        let mut two: Vec<Two<'a>> = two.collect();
        // In tonnes, what comes and what goes is no sum of money.
        two.retain(|two| two.flow.unit.dimension() == Dimension::Money);
        if two.iter().any(|two| !two.mirrored) {
            two.retain(|two| !two.mirrored);
        }
        two
    }
}
