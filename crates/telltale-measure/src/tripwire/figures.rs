//! The figures of a flow as known on a day, by source and unit; and which of several series is read.

use std::collections::BTreeMap;

use telltale_observation::{Actor, Month, ObservationId, Unit};

use super::alive::Alive;
use super::rule::monthly_total;
pub(super) use crate::meant::is_stale;
use crate::meant::{STALE_MONTHS, meant};

/// Figures that may be compared: of one source, in one unit.
type SeriesKey<'a> = (&'a str, Unit);

/// The figures of one partner, as known on a day.
pub(super) type Figures = BTreeMap<Month, (f64, ObservationId)>;

/// The figures of every partner that a source tells of in one unit.
pub(super) type Partners = BTreeMap<Option<Actor>, Figures>;

/// What is known on a day: by source and unit, then by partner.
#[derive(Default)]
pub(super) struct Known<'a>(BTreeMap<SeriesKey<'a>, Partners>);

/// The series that is read: of one source, in one unit.
#[derive(Clone, Copy)]
pub(super) struct Series<'k> {
    pub(super) source: &'k str,
    pub(super) unit: Unit,
    /// Those of the partner who is asked about.
    pub(super) figures: &'k Figures,
    /// Those of every partner.
    pub(super) partners: &'k Partners,
}

impl<'a> Known<'a> {
    pub(super) fn change(&mut self, row: &Alive<'a>, holds: bool) {
        let Some((month, unit, amount)) = monthly_total(row.seen) else { return };
        let key = (row.seen.origin().source.as_str(), unit);
        let figures = self.0.entry(key).or_default().entry(row.seen.dyad().target).or_default();
        let id = row.seen.id();
        if holds {
            figures.insert(month, (amount, id));
        } else if figures.get(&month).is_some_and(|(_, known)| *known == id) {
            figures.remove(&month);
        }
    }

    /// The series of a partner that is [`meant`] in a month, the first by source and unit of several.
    pub(super) fn longest(&self, partner: Option<Actor>, now: Month) -> Option<Series<'_>> {
        let of_partner = self.0.iter().filter_map(|((source, unit), partners)| {
            Some(((*source, *unit, partners), partners.get(&partner)?))
        });
        let ((source, unit, partners), figures) = meant(of_partner, now)?;
        Some(Series { source, unit, figures, partners })
    }
}

impl Series<'_> {
    /// The sum of the partner's figures, if there is one of each month.
    pub(super) fn sum(&self, months: &[Month]) -> Option<f64> {
        sum(self.figures, months)
    }

    /// The sums over these months of every partner that the source tells of there; `None` if one of
    /// them lacks a month. A partner whose figures end shortly before is awaited.
    pub(super) fn sums_of_all(&self, months: &[Month]) -> Option<Vec<f64>> {
        let (first, last) = (*months.first()?, *months.last()?);
        let from = first.min(last.plus(-STALE_MONTHS));
        let told = self.partners.values().filter(|one| one.range(from..=last).next().is_some());
        told.map(|one| sum(one, months)).collect()
    }

    /// The observations of these months, of every partner.
    pub(super) fn cited_of_all(&self, months: &[Month]) -> Vec<ObservationId> {
        let partners = || self.partners.values();
        let of = |month: Month| partners().filter_map(move |one| one.get(&month));
        months.iter().copied().flat_map(of).map(|(_, id)| *id).collect()
    }
}

fn sum(figures: &Figures, months: &[Month]) -> Option<f64> {
    months.iter().map(|month| figures.get(month).map(|(amount, _)| *amount)).sum()
}
