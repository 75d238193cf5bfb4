//! The figures of a ledger as they were known on a day: by reporter, partner, channel, goods, unit
//! and source, which are never spliced.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::civil::Date;
use telltale_observation::{
    Actor, AsOf, Channel, Commodity, Detail, Month, Observation, ObservationId, Period, ThingId,
    Unit,
};

use super::rates::Rate;
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
    /// What an amount that is no trade is about: rounds, rockets. Empty of trade, which has goods.
    pub(super) topic: String,
}

impl Flow {
    /// Whether another series is of the same flow, and only about something else.
    pub(super) fn differs_in_topic(&self, other: &Flow) -> bool {
        let alike = Flow { topic: self.topic.clone(), ..other.clone() };
        *self == alike && self.topic != other.topic
    }
}

type Days = (Date, Date);

/// The figures of a series by their first and last days.
pub(super) type Series<'a> = BTreeMap<Days, &'a Observation>;

/// All figures of a day, one vintage of each.
#[derive(Clone, Debug)]
pub(super) struct Figures<'a> {
    /// By the two states, so that a claim looks at no others.
    series: BTreeMap<(Actor, Actor), BTreeMap<Flow, Series<'a>>>,
    /// The days for which a series holds several records, of which none is another's vintage: two
    /// deliveries, or two counts of one. Which of them a text means nobody knows, nor whether they add up.
    several: BTreeMap<Flow, BTreeSet<Days>>,
    as_of: AsOf,
    /// The rates between two currencies, once somebody has asked for them.
    rates: RefCell<Rates<'a>>,
}

/// The rates between pairs of currencies.
type Rates<'a> = BTreeMap<(Unit, Unit), Rc<[Rate<'a>]>>;

/// What there is of a flow: figures of its own, and those of its two parts if it is a total.
struct Held<'s, 'a> {
    own: Option<&'s Series<'a>>,
    parts: Option<[&'s Series<'a>; 2]>,
}

/// An amount over a period, with the figures it is the sum of.
#[derive(Clone, Debug)]
pub(super) struct Sum<'a> {
    pub(super) amount: f64,
    pub(super) seen: Vec<&'a Observation>,
}

/// What was known on a day: of each thing the vintage known last.
pub(super) fn latest<'a>(
    all: &[&'a Observation],
    as_of: AsOf,
) -> impl Iterator<Item = &'a Observation> {
    let mut last: BTreeMap<ThingId, &Observation> = BTreeMap::new();
    for seen in all.iter().filter(|seen| as_of.sees(seen.known_at())) {
        let kept = last.entry(seen.thing()).or_insert(seen);
        if (kept.known_at(), kept.id()) < (seen.known_at(), seen.id()) {
            *kept = seen;
        }
    }
    last.into_values()
}

impl<'a> Figures<'a> {
    /// The figures that were known, of each thing the vintage known last.
    pub(super) fn at(all: &[&'a Observation], as_of: AsOf) -> Figures<'a> {
        let mut series: BTreeMap<(Actor, Actor), BTreeMap<Flow, Series<'a>>> = BTreeMap::new();
        let mut several: BTreeMap<Flow, BTreeSet<Days>> = BTreeMap::new();
        for seen in latest(all, as_of) {
            if let Some(flow) = flow_of(seen) {
                let days = (seen.period().start(), seen.period().end());
                let of_the_two = series.entry((flow.actor, flow.target)).or_default();
                let figures = of_the_two.entry(flow.clone()).or_default();
                if figures.insert(days, seen).is_some() {
                    several.entry(flow).or_default().insert(days);
                }
            }
        }
        for (flow, days) in &several {
            let of_the_two = series.get_mut(&(flow.actor, flow.target));
            if let Some(figures) = of_the_two.and_then(|flows| flows.get_mut(flow)) {
                figures.retain(|held, _| !days.contains(held));
            }
        }
        Figures { series, several, as_of, rates: RefCell::default() }
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
        let pairs = BTreeSet::from([(actor, target), (target, actor)]);
        let theirs = pairs.iter().filter_map(|pair| self.series.get(pair)).flat_map(BTreeMap::keys);
        for flow in theirs.filter(|flow| flow.commodity == *commodity) {
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

    fn series_of(&self, flow: &Flow) -> Option<&Series<'a>> {
        self.series.get(&(flow.actor, flow.target))?.get(flow)
    }

    fn held(&self, flow: &Flow) -> Held<'_, 'a> {
        let part = |channel| self.series_of(&Flow { channel, ..flow.clone() });
        let parts = || Some([part(Channel::TradeExports)?, part(Channel::TradeImports)?]);
        let total = flow.channel == Channel::TradeTotal;
        Held { own: self.series_of(flow), parts: if total { parts() } else { None } }
    }

    /// The amount of a flow over exactly a period: the figure of it, or the sum of its parts.
    pub(super) fn over(&self, flow: &Flow, period: Period) -> Option<Sum<'a>> {
        let Held { own, parts } = self.held(flow);
        own.and_then(|series| sum(series, period)).or_else(|| {
            let [exports, imports] = parts?;
            let (exports, imports) = (sum(exports, period)?, sum(imports, period)?);
            let seen = exports.seen.into_iter().chain(imports.seen).collect();
            Some(Sum { amount: exports.amount + imports.amount, seen })
        })
    }

    /// The first and the last day of a flow; of a total also those between which both parts are held.
    fn ends(&self, flow: &Flow) -> Option<Days> {
        let ends = |series: &Series<'_>| {
            let last = series.keys().map(|(_, end)| *end).max()?;
            Some((series.keys().next()?.0, last))
        };
        let Held { own, parts } = self.held(flow);
        let both = parts.and_then(|[exports, imports]| {
            let (exports, imports) = (ends(exports)?, ends(imports)?);
            let shared = (exports.0.max(imports.0), exports.1.min(imports.1));
            Some(shared).filter(|(first, last)| first <= last)
        });
        match (own.and_then(ends), both) {
            (Some(own), Some(both)) => Some((own.0.min(both.0), own.1.max(both.1))),
            (own, both) => own.or(both),
        }
    }

    /// Whether several records of a series are of just these days, so that none is its figure.
    pub(super) fn holds_several(&self, flow: &Flow, period: Period) -> bool {
        let days = (period.start(), period.end());
        self.several.get(flow).is_some_and(|several| several.contains(&days))
    }

    /// The first month of a series.
    pub(super) fn first_month(&self, flow: &Flow) -> Option<Month> {
        self.ends(flow).map(|(first, _)| Month::of(first))
    }

    /// The last day of a series; of trade both ways, the last that both of its parts reach.
    pub(super) fn last_day(&self, flow: &Flow) -> Option<Date> {
        self.ends(flow).map(|(_, last)| last)
    }

    /// How many of `here` one of `there` was worth on the market over a period.
    pub(super) fn market(&self, here: Unit, there: Unit, period: Period) -> Option<f64> {
        reference::mean(here, there, period, self.as_of)
    }

    /// Every rate between two currencies that one flow in both shows; found once for a day.
    pub(super) fn rates(&self, here: Unit, there: Unit) -> Rc<[Rate<'a>]> {
        if let Some(known) = self.rates.borrow().get(&(here, there)) {
            return Rc::clone(known);
        }
        let mut rates = Vec::new();
        for of_the_two in self.series.values() {
            for (flow, series) in of_the_two.iter().filter(|(flow, _)| flow.unit == there) {
                let nobody = String::new();
                let first =
                    Flow { unit: here, source: nobody.clone(), topic: nobody, ..flow.clone() };
                let others = of_the_two.range(first..).map(|(other, _)| other);
                let others = others.take_while(|other| {
                    (other.channel, &other.commodity, other.unit)
                        == (flow.channel, &flow.commodity, here)
                });
                let others: Vec<&Flow> = others.filter(|other| other.topic == flow.topic).collect();
                for figure in series.values().filter(|_| !others.is_empty()) {
                    let told = others
                        .iter()
                        .filter_map(|other| Rate::of(figure, &self.over(other, figure.period())?));
                    let market = || self.market(here, there, figure.period());
                    rates.extend(told.map(|rate| rate.beside(market())));
                }
            }
        }
        let rates: Rc<[Rate<'a>]> = rates.into();
        self.rates.borrow_mut().insert((here, there), Rc::clone(&rates));
        rates
    }

    /// The ids of all figures, in the order of their flows and days.
    pub(super) fn ids(&self) -> Vec<ObservationId> {
        let series = self.series.values().flat_map(BTreeMap::values);
        series.flat_map(BTreeMap::values).map(|seen| seen.id()).collect()
    }
}

fn mirror(channel: Channel) -> Option<Channel> {
    match channel {
        Channel::TradeExports => Some(Channel::TradeImports),
        Channel::TradeImports => Some(Channel::TradeExports),
        _ => None,
    }
}

pub(super) fn flow_of(seen: &Observation) -> Option<Flow> {
    let (commodity, topic) = match seen.detail() {
        Detail::Flow { commodity, .. } => (commodity.clone(), String::new()),
        // Amounts that are no trade have no goods, and a topic: soldiers, workers, rounds.
        Detail::Quantity { of: None, topic, .. } => (Commodity::total(), topic.clone()),
        _ => return None,
    };
    Some(Flow {
        actor: seen.dyad().actor,
        target: seen.dyad().target?,
        channel: seen.channel(),
        commodity,
        unit: seen.detail().quantity()?.unit(),
        source: seen.origin().source.clone(),
        topic,
    })
}

/// The sum of figures that cover a period without a gap and without overlap, the longest first.
fn sum<'a>(series: &Series<'a>, period: Period) -> Option<Sum<'a>> {
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
