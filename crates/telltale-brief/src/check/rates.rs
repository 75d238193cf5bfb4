//! Exchange rates that the ledger itself shows: where one flow is known in two currencies.
//!
//! # Method
//! The rate of a claim is that of the figure over the amount claimed. It is *plausible* if it lies
//! within a hundredth of those that other months show (of the last and next half year if there are
//! three, else a year, else two), and no further from the nearest of them than a currency of its
//! kind drifts in the time between: two standard deviations, `2 · σ · √(months / 12)`. Beyond the
//! range but within the drift nobody can say; beyond both it is impossible.
//!
//! # Limits
//! σ is a round figure for each kind of currency, not an estimate: it says only how far is too far.

use jiff::civil::Date;
use telltale_observation::{Dimension, ObservationId, Period, Unit};

use super::figures::{Figures, Flow};
use crate::known::amount_of;

/// By how much a rate may lie outside those seen, as a share.
const SLACK: f64 = 0.01;

/// Months within which other rates are looked for, the nearest first.
const WINDOWS: [f64; 3] = [6.0, 12.0, 24.0];

/// From how many rates on a window is enough.
const ENOUGH: usize = 3;

/// A rate of some other time.
#[derive(Clone, Copy, Debug)]
struct Seen {
    months_away: f64,
    rate: f64,
    id: ObservationId,
}

/// The rates between two currencies around a time.
pub(super) struct Rates {
    /// The nearest first.
    seen: Vec<Seen>,
    sigma: f64,
}

/// Whether a rate can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plausible {
    Yes,
    Unsure,
    No,
}

impl Rates {
    /// The rates, `here` for one `there`, that the ledger shows, those of the claim's own flow and
    /// period left out.
    pub(super) fn around(figures: &Figures<'_>, own: &Flow, there: Unit, period: Period) -> Rates {
        let mut seen = Vec::new();
        let own_days = (period.start(), period.end());
        for (flow, series) in figures.all().filter(|(flow, _)| flow.unit == there) {
            for (days, figure) in series {
                let same_pair = (flow.actor, flow.target) == (own.actor, own.target);
                if same_pair && flow.channel == own.channel && *days == own_days {
                    continue;
                }
                let others = figures.all().filter(|(other, _)| {
                    other.unit == own.unit
                        && (other.actor, other.target) == (flow.actor, flow.target)
                        && (other.channel, &other.commodity) == (flow.channel, &flow.commodity)
                });
                for (other, _) in others {
                    let Some(sum) = figures.over(other, figure.period()) else { continue };
                    let (rate, id) = (sum.amount / amount_of(figure), figure.id());
                    if rate.is_finite() && rate > 0.0 {
                        let months_away = months_between(middle(*days), middle(own_days));
                        seen.push(Seen { months_away, rate, id });
                    }
                }
            }
        }
        seen.sort_by(|a, b| a.months_away.total_cmp(&b.months_away).then(a.id.cmp(&b.id)));
        Rates { seen, sigma: sigma(own.unit, there) }
    }

    /// The rates that count: those of the nearest window that has enough.
    fn near(&self) -> &[Seen] {
        let within =
            |months: f64| self.seen.iter().take_while(|seen| seen.months_away <= months).count();
        let enough = WINDOWS.iter().map(|months| within(*months)).find(|n| *n >= ENOUGH);
        &self.seen[..enough.unwrap_or_else(|| within(WINDOWS[2]))]
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
    pub(super) fn ids(&self) -> Vec<ObservationId> {
        self.near().iter().map(|seen| seen.id).collect()
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
        let Some((nearest, factor)) = self.drift() else { return Plausible::Unsure };
        let drifted = (nearest / factor, nearest * factor);
        let meets = |(a, b): (f64, f64)| low <= b && a <= high;
        let Some(range) = self.range() else {
            return if meets(drifted) { Plausible::Unsure } else { Plausible::No };
        };
        let range = (range.0 * (1.0 - SLACK), range.1 * (1.0 + SLACK));
        let certain = (range.0.max(drifted.0), range.1.min(drifted.1));
        match () {
            () if meets(certain) => Plausible::Yes,
            () if meets((range.0.min(drifted.0), range.1.max(drifted.1))) => Plausible::Unsure,
            () => Plausible::No,
        }
    }

    /// Whether a change may differ by this factor, because the rate moved in so many months.
    pub(super) fn plausible_move(&self, factor: f64, months: f64) -> Plausible {
        let off = factor.ln().abs();
        let drift = 2.0 * self.sigma * (months.max(1.0) / 12.0).sqrt();
        let moved = self.range().map(|(low, high)| (high / low).ln());
        match moved.filter(|_| self.count() > 1) {
            Some(moved) if off <= moved.max(SLACK).min(drift) => Plausible::Yes,
            _ if off <= drift => Plausible::Unsure,
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
