//! The monthly figures of a flow, by one source in one unit, with every vintage of each.

use std::collections::BTreeMap;

use telltale_ledger::{Filter, Ledger};
use telltale_measure::meant;
use telltale_observation::{Actor, AsOf, Channel, Detail, Kind, KnownAt, Month, Observation};

use crate::failure::Failure;

/// What is traded, as who reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Flow {
    pub(super) actor: Actor,
    pub(super) target: Actor,
    pub(super) channel: Channel,
}

/// The vintages of a month's figure, in the order in which they were known.
type Vintages = Vec<(KnownAt, f64)>;

/// The figures of a flow, by one source in one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Series(BTreeMap<Month, Vintages>);

/// All series of a flow, by source and unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AllSeries(BTreeMap<(String, &'static str), Series>);

impl AllSeries {
    /// What a ledger holds of a flow as of an instant. Weak figures and parts of the total are left out.
    pub(super) fn read(ledger: &Ledger, as_of: AsOf, flow: Flow) -> Result<AllSeries, Failure> {
        let actors = Some(vec![flow.actor, flow.target]);
        let filter = Filter { actors, kinds: Some(vec![Kind::Flow]), ..Filter::default() };
        Ok(AllSeries::of(&ledger.vintages_about(&filter, as_of)?, flow))
    }

    fn of(vintages: &[Observation], flow: Flow) -> AllSeries {
        let mut all = AllSeries::default();
        for seen in vintages.iter().filter(|seen| !seen.origin().weak) {
            let Detail::Flow { quantity, commodity, .. } = seen.detail() else { continue };
            let of = (seen.dyad().actor, seen.dyad().target, seen.channel());
            let is_of = of == (flow.actor, Some(flow.target), flow.channel);
            let month = seen.period().as_month().filter(|_| is_of && commodity.is_total());
            let Some(month) = month else { continue };
            let name = (seen.origin().source.clone(), quantity.unit().code());
            let series = all.0.entry(name).or_default();
            series.0.entry(month).or_default().push((seen.known_at(), quantity.amount()));
        }
        let vintages = all.0.values_mut().flat_map(|series| series.0.values_mut());
        vintages.for_each(|vintages| vintages.sort_by_key(|(known, _)| *known));
        all
    }

    /// The series that is meant in a month, with its source and unit.
    pub(super) fn meant(&self, now: Month) -> Option<(&str, &'static str, &Series)> {
        let all = self.0.iter().map(|(name, series)| ((name, series), &series.0));
        let (((source, unit), series), _) = meant(all, now)?;
        Some((source, unit, series))
    }

    /// The series of a source in a unit.
    pub(super) fn get(&self, source: &str, unit: &str) -> Option<&Series> {
        let is_it = |name: &&(String, &'static str)| name.0 == source && name.1 == unit;
        self.0.iter().find(|(name, _)| is_it(name)).map(|(_, series)| series)
    }
}

impl Series {
    /// The last month of which there is a figure.
    pub(super) fn last(&self) -> Option<Month> {
        self.0.last_key_value().map(|(month, _)| *month)
    }

    /// How many months have a figure.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The figure of a month, as it is known now.
    pub(super) fn figure(&self, month: Month) -> Option<f64> {
        self.0.get(&month)?.last().map(|(_, amount)| *amount)
    }

    /// For each month from the first to the last, the figures until it as they stood when its own first
    /// came in; for the last, as they are known now. A figure that came in only later, such as a past
    /// that was loaded after it, is taken as it was first told.
    pub(super) fn as_they_stood(&self) -> Vec<Vec<Option<f64>>> {
        let Some((first, last)) = self.0.keys().next().zip(self.last()) else { return Vec::new() };
        let at = |month: Month, known: KnownAt| {
            let vintages = self.0.get(&month)?;
            let by_then = vintages.partition_point(|vintage| vintage.0 <= known);
            Some(vintages[by_then.max(1) - 1].1)
        };
        let mut known = self.0[first][0].0;
        let mut all: Vec<Vec<Option<f64>>> = Vec::new();
        for month in first.through(last) {
            // Where a month is missing nothing is known beyond what was.
            known = self.0.get(&month).map_or(known, |vintages| vintages[0].0);
            all.push(first.through(month).map(|month| at(month, known)).collect());
        }
        let now = first.through(last).map(|month| self.figure(month)).collect();
        all.pop();
        all.push(now);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(rows: &[(&str, &str, f64)]) -> Series {
        let mut series = Series::default();
        for (month, known, amount) in rows {
            let known = KnownAt::day(known.parse().unwrap()).unwrap();
            series.0.entry(month.parse().unwrap()).or_default().push((known, *amount));
        }
        series
    }

    #[test]
    fn each_month_knows_the_figures_before_it_as_they_stood() {
        let revised = series(&[
            ("2025-01", "2025-02-20", 10.0),
            ("2025-01", "2025-03-10", 11.0),
            ("2025-01", "2025-09-01", 12.0),
            ("2025-02", "2025-03-20", 20.0),
            ("2025-04", "2025-05-20", 40.0),
            ("2025-04", "2025-06-20", 41.0),
        ]);
        assert_eq!(
            revised.as_they_stood(),
            [
                vec![Some(10.0)],
                vec![Some(11.0), Some(20.0)],
                vec![Some(11.0), Some(20.0), None],
                vec![Some(12.0), Some(20.0), None, Some(41.0)],
            ]
        );
        assert_eq!(revised.figure("2025-01".parse().unwrap()), Some(12.0));
    }

    #[test]
    fn a_past_that_was_loaded_later_is_taken_as_it_was_first_told() {
        let loaded = series(&[
            ("2025-01", "2026-01-01", 10.0),
            ("2025-01", "2026-02-01", 11.0),
            ("2025-02", "2025-03-20", 20.0),
            ("2025-03", "2025-04-20", 30.0),
        ]);
        assert_eq!(
            loaded.as_they_stood(),
            [
                vec![Some(10.0)],
                vec![Some(10.0), Some(20.0)],
                vec![Some(11.0), Some(20.0), Some(30.0)],
            ]
        );
    }
}
