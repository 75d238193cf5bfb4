//! A record: "the highest since December 2019".

use telltale_observation::{Month, Period};

use super::figures::{Figures, Flow, Sum};
use super::{Asked, Opinion, Outcome, reasons, value};

/// By how much a month must lie beyond for another currency not to turn the order round: rates move,
/// and the text need not say in which currency it counts.
const CLEAR: f64 = 0.1;

/// By how much where the text counts in the currency of the figures: revisions move a percent or less.
const CLEAR_IN_OWN: f64 = 0.01;

impl<'a> Asked<'_, 'a> {
    /// What a series says of a record; `None` if it lacks the month itself.
    pub(super) fn record(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        (highest, since): (bool, Option<Month>),
        mirrored: bool,
    ) -> Option<Opinion<'a>> {
        let months = self.period.months().count() as i32;
        // Of a span that is no whole month, quarter or year nobody knows what it is held against.
        let first = self.period.months().next()?;
        if !matches!(months, 1 | 3 | 6 | 12) || !self.period.is_whole_months() {
            return None;
        }
        let own = figures.over(flow, self.period)?;
        let beyond = |amount: f64, by: f64| {
            if highest {
                amount > own.amount * (1.0 + by)
            } else {
                amount < own.amount * (1.0 - by)
            }
        };
        let from = since.map_or_else(|| figures.first_month(flow), |since| Some(since.plus(1)))?;
        let mut missing = 0;
        // The one that lies furthest beyond.
        let mut rival: Option<(Period, Sum<'a>)> = None;
        let mut back = months;
        while first.plus(-back) >= from {
            let earlier = self.back(back)?;
            match figures.over(flow, earlier) {
                Some(sum) if beyond(sum.amount, 0.0) => {
                    let further = |(_, other): &(Period, Sum<'a>)| {
                        if highest { sum.amount > other.amount } else { sum.amount < other.amount }
                    };
                    if rival.as_ref().is_none_or(further) {
                        rival = Some((earlier, sum));
                    }
                }
                Some(_) => {}
                None => missing += 1,
            }
            back += months;
        }
        let own_currency = self.claim.unit.known() == Some(flow.unit);
        let clear = if own_currency { CLEAR_IN_OWN } else { CLEAR };
        let outcome = match &rival {
            Some((_, sum)) if beyond(sum.amount, clear) => Outcome::Contradicted,
            None if since.is_some() && missing == 0 => Outcome::Confirmed,
            _ => Outcome::CannotCheck,
        };
        let first = from;
        let rival = rival.as_ref().map(|(period, sum)| (*period, sum));
        let because = reasons::record(
            self.bench.language,
            flow,
            (&own, self.period),
            (first, missing),
            rival,
        );
        let mut opinion = value::opinion(outcome, flow, own, because);
        if mirrored {
            // The partner's months need not stand in the same order.
            opinion.mirrored = true;
            opinion.because += &reasons::mirrored(self.bench.language, flow);
            if opinion.outcome == Outcome::Contradicted {
                opinion.outcome = Outcome::CannotCheck;
            }
        }
        Some(opinion)
    }
}
