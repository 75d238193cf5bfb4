//! The figures of a ledger as they were known on a day: by reporter, partner, channel, goods, unit
//! and source, which are never spliced.

use std::collections::BTreeMap;

use jiff::civil::Date;
use telltale_observation::{
    Actor, AsOf, Channel, Commodity, Detail, Month, Observation, Period, ThingId, Unit,
};

use super::reference;
use crate::known::amount_of;

/// A series: what one source says of one flow in one unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Flow {
    pub(super) actor: Actor,
    pub(super) target: Actor,
    pub(super) channel: Channel,
    pub(super) commodity: Commodity,
    pub(super) unit: Unit,
    pub(super) source: String,
}

type Days = (Date, Date);

/// All figures of a day, one vintage of each.
pub(super) struct Figures<'a> {
    series: BTreeMap<Flow, BTreeMap<Days, &'a Observation>>,
    as_of: AsOf,
}

/// An amount over a period, with the figures it is the sum of.
#[derive(Clone, Debug)]
pub(super) struct Sum<'a> {
    pub(super) amount: f64,
    pub(super) seen: Vec<&'a Observation>,
}

impl<'a> Figures<'a> {
    /// The figures that were known, of each thing the vintage known last.
    pub(super) fn at(all: &[&'a Observation], as_of: AsOf) -> Figures<'a> {
        let mut last: BTreeMap<ThingId, &Observation> = BTreeMap::new();
        for seen in all.iter().filter(|seen| as_of.sees(seen.known_at())) {
            let kept = last.entry(seen.thing()).or_insert(seen);
            if (kept.known_at(), kept.id()) < (seen.known_at(), seen.id()) {
                *kept = seen;
            }
        }
        let mut figures: BTreeMap<Flow, BTreeMap<Days, &Observation>> = BTreeMap::new();
        for seen in last.into_values() {
            if let Some(flow) = flow_of(seen) {
                let days = (seen.period().start(), seen.period().end());
                figures.entry(flow).or_default().insert(days, seen);
            }
        }
        Figures { series: figures, as_of }
    }

    /// The series of a flow, and those of its mirror, which the partner reports.
    pub(super) fn flows(
        &self,
        actor: Actor,
        target: Actor,
        channel: Channel,
        commodity: &Commodity,
    ) -> Vec<(Flow, bool)> {
        let is = |flow: &Flow, actor, target, channel| {
            (flow.actor, flow.target, flow.channel) == (actor, target, channel)
        };
        let both = channel == Channel::TradeTotal;
        let mut found: Vec<(Flow, bool)> = Vec::new();
        for flow in self.series.keys().filter(|flow| flow.commodity == *commodity) {
            // A total is of both alike, and is the sum where only its parts are there.
            let part =
                both && matches!(flow.channel, Channel::TradeExports | Channel::TradeImports);
            let of_total =
                |a, b| is(flow, a, b, channel) || part && (flow.actor, flow.target) == (a, b);
            let own = match both {
                true => of_total(actor, target) || of_total(target, actor),
                false => is(flow, actor, target, channel),
            };
            let mirrored = mirror(channel).is_some_and(|channel| is(flow, target, actor, channel));
            if own || mirrored {
                let flow =
                    Flow { channel: if both { channel } else { flow.channel }, ..flow.clone() };
                if !found.iter().any(|(known, _)| *known == flow) {
                    found.push((flow, !own));
                }
            }
        }
        found
    }

    /// The amount of a flow over exactly a period: the figure of it, or the sum of its parts.
    pub(super) fn over(&self, flow: &Flow, period: Period) -> Option<Sum<'a>> {
        let own = self.series.get(flow).and_then(|series| sum(series, period));
        if own.is_some() || flow.channel != Channel::TradeTotal {
            return own;
        }
        let part = |channel| self.series.get(&Flow { channel, ..flow.clone() });
        let exports = sum(part(Channel::TradeExports)?, period)?;
        let imports = sum(part(Channel::TradeImports)?, period)?;
        let seen = exports.seen.into_iter().chain(imports.seen).collect();
        Some(Sum { amount: exports.amount + imports.amount, seen })
    }

    /// The first month of a series.
    pub(super) fn first_month(&self, flow: &Flow) -> Option<Month> {
        self.series.get(flow)?.keys().next().map(|(start, _)| Month::of(*start))
    }

    /// The last day of a series; of trade both ways, the last that both of its parts reach.
    pub(super) fn last_day(&self, flow: &Flow) -> Option<Date> {
        let last = |flow: &Flow| self.series.get(flow)?.keys().map(|(_, end)| *end).max();
        let own = last(flow);
        if flow.channel != Channel::TradeTotal {
            return own;
        }
        let part = |channel| last(&Flow { channel, ..flow.clone() });
        let parts = part(Channel::TradeExports).zip(part(Channel::TradeImports));
        own.max(parts.map(|(exports, imports)| exports.min(imports)))
    }

    /// How many of `here` one of `there` was worth on the market over a period.
    pub(super) fn market(&self, here: Unit, there: Unit, period: Period) -> Option<f64> {
        reference::mean(here, there, period, self.as_of)
    }

    /// Every series with its figures.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Flow, &BTreeMap<Days, &'a Observation>)> {
        self.series.iter()
    }
}

fn mirror(channel: Channel) -> Option<Channel> {
    match channel {
        Channel::TradeExports => Some(Channel::TradeImports),
        Channel::TradeImports => Some(Channel::TradeExports),
        _ => None,
    }
}

fn flow_of(seen: &Observation) -> Option<Flow> {
    let commodity = match seen.detail() {
        Detail::Flow { commodity, .. } => commodity.clone(),
        // Amounts that are no trade have no goods: soldiers, workers, rounds.
        Detail::Quantity { of: None, .. } => Commodity::total(),
        _ => return None,
    };
    Some(Flow {
        actor: seen.dyad().actor,
        target: seen.dyad().target?,
        channel: seen.channel(),
        commodity,
        unit: seen.detail().quantity()?.unit(),
        source: seen.origin().source.clone(),
    })
}

/// The sum of figures that cover a period without a gap and without overlap, the longest first.
fn sum<'a>(series: &BTreeMap<Days, &'a Observation>, period: Period) -> Option<Sum<'a>> {
    let mut next = period.start();
    let mut total = Sum { amount: 0.0, seen: Vec::new() };
    while next <= period.end() {
        let starting = series.range((next, Date::MIN)..=(next, period.end()));
        let (days, seen) = starting.last()?;
        total.amount += amount_of(seen);
        total.seen.push(seen);
        next = days.1.tomorrow().ok()?;
    }
    Some(total)
}
