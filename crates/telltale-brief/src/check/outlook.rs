//! An expectation, scored when the figures have come.

use telltale_observation::Period;

use super::figures::{Figures, Flow, Sum};
use super::{Asked, Opinion, Outcome, reasons, value};
use crate::case::Compared;

/// The changes of a period, on the period before and on the year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Changes {
    pub(super) on_month: Option<f64>,
    pub(super) on_year: Option<f64>,
}

/// What is expected of a flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    /// More, or less.
    pub(super) up: bool,
    /// Whether it is the growth that was to be more or less.
    pub(super) growth: bool,
    /// Against which period; of `None` both are asked.
    pub(super) compares: Option<Compared>,
}

impl<'a> Asked<'_, 'a> {
    /// What a series says of an expectation; `None` if the figures have not come.
    pub(super) fn expectation(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        expected: Expected,
    ) -> Option<Opinion<'a>> {
        self.period.as_month()?;
        let before = self.back(1)?;
        let (now, seen) = self.changes(figures, flow, self.period)?;
        let (bar, earlier) = match expected.growth {
            true => {
                let (changes, seen) = self.changes(figures, flow, before)?;
                (Some(changes), seen)
            }
            false => (None, Vec::new()),
        };
        let wanted = |found: f64, bar: f64| if expected.up { found > bar } else { found < bar };
        let held = |now: Option<f64>, bar: Option<Option<f64>>| {
            now.zip(bar.unwrap_or(Some(0.0))).map(|(now, bar)| wanted(now, bar))
        };
        let month = held(now.on_month, bar.map(|bar| bar.on_month));
        let year = held(now.on_year, bar.map(|bar| bar.on_year));
        let (one, other) = match expected.compares {
            Some(Compared::Month) => (month?, month?),
            Some(Compared::Year) => (year?, year?),
            // Where the text does not say, both are asked.
            None => (month.or(year)?, year.or(month)?),
        };
        let outcome = match (one, other) {
            (true, true) => Outcome::Met,
            (false, false) => Outcome::NotMet,
            _ => Outcome::PartlyMet,
        };
        let because = reasons::expectation(self.bench.language, flow, self.period, now, bar);
        let found = match expected.compares {
            Some(Compared::Year) => now.on_year?,
            _ => now.on_month.or(now.on_year)?,
        };
        let seen = seen.into_iter().chain(earlier).collect();
        Some(value::opinion(outcome, flow, Sum { amount: found, seen }, because))
    }

    fn changes(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        period: Period,
    ) -> Option<(Changes, Vec<&'a telltale_observation::Observation>)> {
        let month = period.as_month()?;
        let now = figures.over(flow, period)?;
        let before = figures.over(flow, Period::month(month.plus(-1)));
        let year = figures.over(flow, Period::month(month.plus(-12)));
        let over = |base: &Sum<'_>| (base.amount > 0.0).then(|| now.amount / base.amount - 1.0);
        let changes = Changes {
            on_month: before.as_ref().and_then(over),
            on_year: year.as_ref().and_then(over),
        };
        let of = |sum: Option<Sum<'a>>| sum.map(|sum| sum.seen).unwrap_or_default();
        let seen = now.seen.iter().copied().chain(of(before)).chain(of(year)).collect();
        Some((changes, seen))
    }
}
