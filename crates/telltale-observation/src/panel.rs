//! A panel is observations counted by source, dyad, channel and month, as of an instant, with the
//! exposure beside each count: how much that source reported at all in that month.
//!
//! A month in which a source reported nothing at all is absent; it is never a zero. A month in
//! which it reported something, but nothing of this dyad and channel, is a zero with an exposure,
//! which [`Panel::series`] fills in.

use std::collections::BTreeMap;

use crate::{AsOf, Channel, Dyad, Mode, Month, Observation, ObservationId};

/// What the counts of a panel are counted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PanelRow {
    /// Who, and to whom.
    pub dyad: Dyad,
    /// The channel.
    pub channel: Channel,
    /// Deed or word.
    pub mode: Mode,
    /// The month in which the period starts.
    pub month: Month,
    /// The source's short name.
    pub source: String,
}

/// The count of one row of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelCell {
    /// How many observations.
    pub count: u64,
    /// Which ones; empty where the panel was asked for counts only.
    pub ids: Vec<ObservationId>,
}

/// Counts with their exposure, as of an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    as_of: AsOf,
    cells: BTreeMap<PanelRow, PanelCell>,
    exposure: BTreeMap<String, BTreeMap<Month, u64>>,
}

impl Panel {
    /// The panel of rows already counted, with each source's monthly exposure.
    ///
    /// # Panics
    /// If a row counts more observations than its source is said to have reported in that month.
    pub fn new(
        as_of: AsOf,
        cells: BTreeMap<PanelRow, PanelCell>,
        exposure: BTreeMap<(String, Month), u64>,
    ) -> Panel {
        let mut by_source: BTreeMap<String, BTreeMap<Month, u64>> = BTreeMap::new();
        for ((source, month), whole) in exposure {
            by_source.entry(source).or_default().insert(month, whole);
        }
        for (row, cell) in &cells {
            let months = by_source.get(&row.source);
            let whole = months.and_then(|months| months.get(&row.month)).copied().unwrap_or(0);
            assert!(cell.count <= whole, "{row:?} counts {} of {whole}", cell.count);
        }
        Panel { as_of, cells, exposure: by_source }
    }

    /// Counts events that took place. The observations must be those seen as of the instant, one
    /// vintage each; weak ones are left out.
    pub fn of_events<'a>(
        as_of: AsOf,
        observations: impl IntoIterator<Item = &'a Observation>,
    ) -> Panel {
        let mut cells: BTreeMap<PanelRow, PanelCell> = BTreeMap::new();
        let mut exposure: BTreeMap<(String, Month), u64> = BTreeMap::new();
        for seen in observations.into_iter().filter(|seen| is_counted(seen)) {
            let month = Month::of(seen.period().start());
            let source = seen.origin().source.clone();
            *exposure.entry((source.clone(), month)).or_default() += 1;
            let (dyad, channel, mode) = (seen.dyad(), seen.channel(), seen.mode());
            let cell = cells.entry(PanelRow { source, dyad, channel, mode, month }).or_default();
            cell.count += 1;
            cell.ids.push(seen.id());
        }
        cells.values_mut().for_each(|cell| cell.ids.sort_unstable());
        Panel::new(as_of, cells, exposure)
    }

    /// The instant as of which the panel was taken.
    pub fn as_of(&self) -> AsOf {
        self.as_of
    }

    /// Every row with its count, in order.
    pub fn cells(&self) -> impl Iterator<Item = (&PanelRow, &PanelCell)> {
        self.cells.iter()
    }

    /// How much a source reported at all in a month; `None` where it reported nothing.
    pub fn exposure(&self, source: &str, month: Month) -> Option<u64> {
        self.exposure.get(source)?.get(&month).copied()
    }

    /// Month by month, the count and the exposure of the rows that `wanted` picks, over the
    /// months in which a source of those rows reported at all.
    ///
    /// Exposure is added over the sources that ever report such a row; a source that never does
    /// says nothing about it, whatever else it reports.
    pub fn series(&self, wanted: impl Fn(&PanelRow) -> bool) -> BTreeMap<Month, (PanelCell, u64)> {
        let picked: Vec<_> = self.cells.iter().filter(|(row, _)| wanted(row)).collect();
        let mut series: BTreeMap<Month, (PanelCell, u64)> = BTreeMap::new();
        for (source, months) in &self.exposure {
            if picked.iter().any(|(row, _)| row.source == *source) {
                for (month, whole) in months {
                    series.entry(*month).or_default().1 += whole;
                }
            }
        }
        for (row, cell) in picked {
            let (sum, _) = series.entry(row.month).or_default();
            sum.count += cell.count;
            sum.ids.extend(&cell.ids);
        }
        series
    }
}

/// Whether a panel of events counts this observation.
fn is_counted(seen: &Observation) -> bool {
    seen.kind() == crate::Kind::Event && seen.modality().took_place() && !seen.origin().weak
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Actor;

    fn row(source: &str, channel: Channel, month: &str) -> PanelRow {
        let dyad = Dyad::new(Actor::parse("PRK").unwrap(), Actor::parse("RUS").unwrap());
        let month = month.parse().unwrap();
        PanelRow { source: source.into(), dyad, channel, mode: Mode::Deed, month }
    }

    fn panel(rows: &[(&str, Channel, &str, u64)], exposure: &[(&str, &str, u64)]) -> Panel {
        let cells = rows.iter().map(|(source, channel, month, count)| {
            (row(source, *channel, month), PanelCell { count: *count, ids: Vec::new() })
        });
        let exposure = exposure
            .iter()
            .map(|(source, month, whole)| ((source.to_string(), month.parse().unwrap()), *whole));
        Panel::new("2025-11-04".parse().unwrap(), cells.collect(), exposure.collect())
    }

    #[test]
    fn a_month_without_a_report_is_absent_and_one_without_a_visit_is_zero() {
        let panel = panel(
            &[("a", Channel::Visit, "2025-01", 2), ("a", Channel::Arms, "2025-03", 1)],
            &[("a", "2025-01", 5), ("a", "2025-03", 4), ("b", "2025-02", 9)],
        );
        let series = panel.series(|row| row.channel == Channel::Visit);
        let counts: Vec<_> =
            series.iter().map(|(m, (c, e))| (m.to_string(), c.count, *e)).collect();
        assert_eq!(counts, [("2025-01".to_owned(), 2, 5), ("2025-03".to_owned(), 0, 4)]);
    }

    #[test]
    #[should_panic(expected = "counts 3 of 2")]
    fn a_count_above_its_exposure_is_refused() {
        panel(&[("a", Channel::Visit, "2025-01", 3)], &[("a", "2025-01", 2)]);
    }
}
