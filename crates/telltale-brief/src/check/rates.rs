//! Exchange rates that a claim may imply: those that the ledger itself shows, where one flow is known
//! in two currencies, beside the market's mean of the month (`check/reference.rs`).
//!
//! # Method
//! The rate of a claim is that of the figure over the amount claimed. Customs turn currencies at rates
//! of their own, so the ledger's are asked for their *gap*: over the market's mean of their own
//! period. The gap that is to be expected is that of the rates within half a year, if the nearest lies
//! within three months, and else none, each give or take .6 %: the rate is then `certain`. It is
//! *possible* within the same of no gap, and of the rates of the last and next half, one or two years,
//! whichever first has two; within 2 % where the ledger shows none. A rate within the first confirms,
//! one beyond the second contradicts, and between them nobody can say.
//!
//! Where the market's mean is not known, a rate must lie within a hundredth of those of the first of
//! these windows that has three, and no further from the nearest of them than a currency of its kind
//! drifts in the time between: two standard deviations, `2 · σ · √(months / 12)`. Beyond the range but
//! within the drift nobody can say.
//!
//! # Limits
//! .6 and 2 % are round figures: the nine pairs of China's trade with North Korea of 2024 to 2026 lie
//! from 1.7 % below the market to .5 % above it. σ is one for each kind of currency, and says only how
//! far is too far.

use std::cmp::Ordering;

use jiff::civil::Date;
use telltale_observation::{Dimension, Observation, Period, Unit};

use super::RateBounds;
use super::figures::{Figures, Flow, Sum};
use crate::known::amount_of;

/// By how much a rate may lie outside those seen, as a share.
const SLACK: f64 = 0.01;

/// By how much a gap to the market may lie beside those seen, or beside none.
const GAP_SLACK: f64 = 0.006;

/// How wide a gap may be of which the ledger shows nothing: what official fixings have kept to.
const GAP_UNKNOWN: f64 = 0.02;

/// How many months a gap lasts, more or less.
const GAP_MONTHS: f64 = 3.0;

/// From how many gaps on a window is enough.
const GAPS_ENOUGH: usize = 2;

/// By how much a change may differ in another currency beside the market's: at once, a month, at most.
const GAP_MOVE: (f64, f64, f64) = (0.0025, 0.0012, 0.016);

/// Months within which other rates are looked for, the nearest first.
const WINDOWS: [f64; 3] = [6.0, 12.0, 24.0];

/// From how many rates on a window is enough.
const ENOUGH: usize = 3;

/// A rate that the ledger shows: one flow of one period in two currencies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate<'a> {
    /// The figure in the other currency.
    figure: &'a Observation,
    rate: f64,
    /// The rate over the market's of its own period.
    gap: Option<f64>,
}

impl<'a> Rate<'a> {
    /// What a sum in one currency was worth for one of a figure's.
    pub(super) fn of(figure: &'a Observation, sum: &Sum<'_>) -> Option<Rate<'a>> {
        let rate = sum.amount / amount_of(figure);
        (rate.is_finite() && rate > 0.0).then_some(Rate { figure, rate, gap: None })
    }

    /// The same beside the market's rate of its period.
    pub(super) fn beside(self, market: Option<f64>) -> Rate<'a> {
        Rate { gap: market.map(|market| self.rate / market), ..self }
    }

    fn days(&self) -> (Date, Date) {
        (self.figure.period().start(), self.figure.period().end())
    }

    /// Whether it is that of a flow and a period themselves, whatever the goods.
    fn is_of(&self, flow: &Flow, days: (Date, Date)) -> bool {
        let dyad = self.figure.dyad();
        (dyad.actor, dyad.target) == (flow.actor, Some(flow.target))
            && self.figure.channel() == flow.channel
            && self.days() == days
    }
}

/// A rate of some other time.
#[derive(Clone, Copy, Debug)]
struct Seen<'a> {
    months_away: f64,
    rate: f64,
    gap: Option<f64>,
    figure: &'a Observation,
}

impl Seen<'_> {
    /// The order of nearness; of two alike, by their ids.
    fn nearness(&self, other: &Seen<'_>) -> Ordering {
        let ids = || self.figure.id().cmp(&other.figure.id());
        self.months_away.total_cmp(&other.months_away).then_with(ids)
    }
}

/// The rates between two currencies around a time.
pub(super) struct Rates<'a> {
    /// The nearest first.
    seen: Vec<Seen<'a>>,
    /// The market's mean of the claim's period.
    market: Option<f64>,
    sigma: f64,
}

/// Whether a rate can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plausible {
    Yes,
    Unsure,
    No,
}

impl<'a> Rates<'a> {
    /// The rates, `here` for one `there`, that the ledger shows, those of the claim's own flow and
    /// period left out.
    pub(super) fn around(
        figures: &Figures<'a>,
        own: &Flow,
        there: Unit,
        period: Period,
    ) -> Rates<'a> {
        let own_days = (period.start(), period.end());
        let market = figures.market(own.unit, there, period);
        let rates = figures.rates(own.unit, there);
        let others = rates.iter().filter(|rate| !rate.is_of(own, own_days));
        let usable = others.filter(|rate| market.is_none() || rate.gap.is_some());
        let mut seen: Vec<Seen<'a>> = usable
            .map(|rate| Seen {
                months_away: months_between(middle(rate.days()), middle(own_days)),
                rate: rate.rate,
                gap: rate.gap,
                figure: rate.figure,
            })
            .collect();
        // Beyond the widest window only the nearest counts, and only if no other does.
        let nearest = seen.iter().copied().min_by(Seen::nearness);
        seen.retain(|seen| seen.months_away <= WINDOWS[2]);
        if seen.is_empty() {
            seen.extend(nearest);
        }
        seen.sort_by(Seen::nearness);
        Rates { seen, market, sigma: sigma(own.unit, there) }
    }

    /// The market's mean of the claim's period, where it is known.
    pub(super) fn market(&self) -> Option<f64> {
        self.market
    }

    /// The rates that count: those of the nearest window that has enough.
    fn near(&self) -> &[Seen<'a>] {
        let within =
            |months: f64| self.seen.iter().take_while(|seen| seen.months_away <= months).count();
        let least = if self.market.is_some() { GAPS_ENOUGH } else { ENOUGH };
        let enough = WINDOWS.iter().map(|months| within(*months)).find(|n| *n >= least);
        &self.seen[..enough.unwrap_or_else(|| within(WINDOWS[2]))]
    }

    /// Between which rates a claim is confirmed, and beyond which it is contradicted; `None` where
    /// nothing says.
    pub(super) fn bounds(&self) -> Option<RateBounds> {
        if let Some(market) = self.market {
            return Some(self.around_market(market));
        }
        let (nearest, factor) = self.drift()?;
        let drifted = (nearest / factor, nearest * factor);
        let (low, high) = self.range()?;
        let range = (low * (1.0 - SLACK), high * (1.0 + SLACK));
        Some(RateBounds {
            certain: (range.0.max(drifted.0), range.1.min(drifted.1)),
            possible: (range.0.min(drifted.0), range.1.max(drifted.1)),
        })
    }

    fn around_market(&self, market: f64) -> RateBounds {
        let gaps = |seen: &[Seen<'_>]| {
            let all = seen.iter().filter_map(|seen| seen.gap);
            all.fold(None, |range: Option<(f64, f64)>, gap| {
                let (low, high) = range.unwrap_or((gap, gap));
                Some((low.min(gap), high.max(gap)))
            })
        };
        let wider = |(low, high): (f64, f64), by: f64| (low - by, high + by);
        let none = wider((1.0, 1.0), GAP_SLACK);
        let within = |months: f64| self.seen.partition_point(|seen| seen.months_away <= months);
        let lasting = self.seen.first().is_some_and(|seen| seen.months_away <= GAP_MONTHS);
        let half_year = gaps(&self.seen[..within(WINDOWS[0])]).filter(|_| lasting);
        let certain = half_year.map_or(none, |range| wider(range, GAP_SLACK));
        let known = gaps(self.near()).map(|range| wider(range, GAP_SLACK));
        let known = known.unwrap_or(wider((1.0, 1.0), GAP_UNKNOWN));
        let low = certain.0.min(known.0).min(none.0);
        let high = certain.1.max(known.1).max(none.1);
        let rates = |(low, high): (f64, f64)| (low * market, high * market);
        RateBounds { certain: rates(certain), possible: rates((low, high)) }
    }

    /// The lowest and the highest rate that counts.
    pub(super) fn range(&self) -> Option<(f64, f64)> {
        let near = self.near();
        let low = near.iter().map(|seen| seen.rate).min_by(f64::total_cmp)?;
        let high = near.iter().map(|seen| seen.rate).max_by(f64::total_cmp)?;
        Some((low, high))
    }

    /// How many rates count.
    pub(super) fn count(&self) -> usize {
        self.near().len()
    }

    /// The figures that show them.
    pub(super) fn shown_by(&self) -> Vec<&'a Observation> {
        self.near().iter().map(|seen| seen.figure).collect()
    }

    /// By how much the rate may have drifted from the nearest one seen, as a factor above one.
    fn drift(&self) -> Option<(f64, f64)> {
        let nearest = self.seen.first()?;
        Some((
            nearest.rate,
            (2.0 * self.sigma * (nearest.months_away.max(1.0) / 12.0).sqrt()).exp(),
        ))
    }

    /// Whether some rate between the two can be.
    pub(super) fn plausible(&self, low: f64, high: f64) -> Plausible {
        let Some(bounds) = self.bounds() else { return Plausible::Unsure };
        let meets = |(a, b): (f64, f64)| low <= b && a <= high;
        match () {
            () if meets(bounds.certain) => Plausible::Yes,
            () if meets(bounds.possible) => Plausible::Unsure,
            () => Plausible::No,
        }
    }

    /// By which factors a change is expected to differ in the other currency, taken over so many
    /// months in which the market moved by `market`, and by which it can at all. Of a sum over `length`
    /// months the gaps of its months average out.
    fn moves(&self, months: f64, length: f64, market: Option<f64>) -> Moves {
        let (narrow, wide) = match market {
            Some(_) => {
                let (at_once, a_month, at_most) = GAP_MOVE;
                let narrow = (at_once + a_month * months).min(at_most);
                let of_a_mean = (narrow / length.sqrt()).max(at_once);
                (Some(of_a_mean), GAP_UNKNOWN.max(2.0 * narrow))
            }
            None => {
                let drift = 2.0 * self.sigma * (months.max(1.0) / 12.0).sqrt();
                let moved = self.range().map(|(low, high)| (high / low).ln());
                let moved = moved.filter(|_| self.count() > 1);
                (moved.map(|moved| moved.max(SLACK).min(drift)), drift)
            }
        };
        let by_market = market.is_some();
        let market = market.unwrap_or(1.0);
        let around = |by: f64| (market * (-by).exp(), market * by.exp());
        Moves { certain: narrow.map(around), possible: around(wide), by_market }
    }

    /// The same of a change from `base` to `now`, of an amount in `here` told in `there`.
    pub(super) fn moves_between(
        &self,
        figures: &Figures<'_>,
        (here, there): (Unit, Unit),
        (now, base): (Period, Period),
    ) -> Moves {
        let market = |period| figures.market(here, there, period);
        // What grew by so much in dollars grew by so much more in what fell against them.
        let moved = market(now).zip(market(base)).map(|(now, then)| then / now);
        let length = now.months().count().min(base.months().count()).max(1) as f64;
        self.moves(months_apart(now, base), length, moved)
    }
}

/// By which factors a change may differ in another currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moves {
    pub(super) certain: Option<(f64, f64)>,
    pub(super) possible: (f64, f64),
    /// Whether the market's rates are known.
    pub(super) by_market: bool,
}

impl Moves {
    /// Whether a change may differ by this factor.
    pub(super) fn plausible(self, factor: f64) -> Plausible {
        let within = |(low, high): (f64, f64)| (low..=high).contains(&factor);
        match self.certain {
            Some(certain) if within(certain) => Plausible::Yes,
            _ if within(self.possible) => Plausible::Unsure,
            _ => Plausible::No,
        }
    }
}

fn middle((start, end): (Date, Date)) -> f64 {
    let day = |date: Date| {
        f64::from(date.year()) * 12.0 + f64::from(date.month()) + f64::from(date.day()) / 31.0
    };
    f64::midpoint(day(start), day(end))
}

fn months_between(a: f64, b: f64) -> f64 {
    (a - b).abs()
}

/// How many months lie between the middles of two periods.
pub(super) fn months_apart(a: Period, b: Period) -> f64 {
    months_between(middle((a.start(), a.end())), middle((b.start(), b.end())))
}

/// The standard deviation of a year's movement of a rate between two currencies.
fn sigma(a: Unit, b: Unit) -> f64 {
    against_dollar(a).hypot(against_dollar(b))
}

/// The same against the dollar, in round figures by kind of currency.
fn against_dollar(unit: Unit) -> f64 {
    match unit.code() {
        "USD" => 0.0,
        "HKD" | "SAR" => 0.01,
        "CNY" | "VND" => 0.03,
        "INR" | "SGD" | "TWD" | "THB" | "IDR" => 0.06,
        "RUB" | "TRY" | "UAH" | "BYN" => 0.35,
        "IRR" | "KPW" => 1.0,
        "BRL" | "ZAR" | "MXN" | "PKR" | "PLN" => 0.15,
        _ => 0.1,
    }
}

/// Whether two units are both money.
pub(super) fn exchangeable(a: Unit, b: Unit) -> bool {
    a.dimension() == Dimension::Money && b.dimension() == Dimension::Money
}
