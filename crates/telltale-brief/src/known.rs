//! What was known on the day asked: one vintage of each observation, and their panel.

use std::collections::BTreeMap;

use jiff::civil::Date;
use telltale_observation::{
    Actor, AsOf, Channel, Detail, Kind, Mode, Month, Observation, ObservationId, Panel, Unit,
};

/// Everything that a brief may rest on.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The instant asked.
    pub as_of: AsOf,
    /// One vintage of each thing, the last one known by then; in order of their period.
    pub observations: &'a [Observation],
    /// Every vintage of the amounts that a claim may be held against, also those that another took the
    /// place of since: a figure that was revised was right on its day.
    pub vintages: &'a [Observation],
    /// Their monthly counts with exposure.
    pub panel: &'a Panel,
}

/// Monthly amounts as one reporter published them in one unit through one source. Two of them are
/// never spliced.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesName {
    /// Who reports.
    pub actor: Actor,
    /// The partner.
    pub target: Actor,
    /// Exports, imports or the total.
    pub channel: Channel,
    /// The currency.
    pub unit: Unit,
    /// The source.
    pub source: String,
}

/// The months of a series, each with its observation.
pub type Series<'a> = BTreeMap<Month, &'a Observation>;

impl<'a> Known<'a> {
    /// What was known as of an instant.
    ///
    /// # Panics
    /// If an observation was known later than that: whoever asked the ledger asked it wrongly.
    pub fn new(as_of: AsOf, observations: &'a [Observation], panel: &'a Panel) -> Known<'a> {
        none_is_later(as_of, observations);
        assert_eq!(panel.as_of(), as_of, "the panel is of another instant");
        Known { as_of, observations, vintages: observations, panel }
    }

    /// The same, with every vintage of its amounts.
    ///
    /// # Panics
    /// If one was known later than the instant asked.
    #[must_use]
    pub fn with_vintages(self, vintages: &'a [Observation]) -> Known<'a> {
        none_is_later(self.as_of, vintages);
        Known { vintages, ..self }
    }

    /// The observation with this id.
    pub fn get(&self, id: ObservationId) -> Option<&'a Observation> {
        self.observations.iter().find(|seen| seen.id() == id)
    }

    /// Whether anything of it fell into the last twelve months. Of 26 May they begin on 27 May, as the
    /// window of a tripwire does: the same day a year before would be a day more than a year.
    pub fn is_of_last_year(&self, last_day: Date) -> bool {
        last_day > self.as_of.date().saturating_sub(jiff::Span::new().years(1))
    }

    /// Deeds that took place between two actors, in either order; weak ones left out.
    pub fn deeds_between(
        &self,
        a: Actor,
        b: Actor,
    ) -> impl DoubleEndedIterator<Item = &'a Observation> + use<'a> {
        self.observations.iter().filter(move |seen| {
            seen.kind() == Kind::Event
                && seen.mode() == Mode::Deed
                && seen.modality().took_place()
                && !seen.origin().weak
                && seen.dyad().joins(a, b)
        })
    }

    /// Monthly totals of trade between two actors, by reporter, direction, unit and source; weak
    /// figures, parts of the total and periods other than a month left out.
    pub fn monthly_trade(&self, a: Actor, b: Actor) -> BTreeMap<SeriesName, Series<'a>> {
        let mut all: BTreeMap<SeriesName, Series<'a>> = BTreeMap::new();
        for seen in self.trade_between(a, b) {
            if let (Some(month), Some(name)) = (seen.period().as_month(), series_name(seen)) {
                all.entry(name).or_default().insert(month, seen);
            }
        }
        all
    }

    /// Totals of trade between two actors, over whatever period; weak figures left out.
    pub fn trade_between(&self, a: Actor, b: Actor) -> impl Iterator<Item = &'a Observation> {
        self.observations.iter().filter(move |seen| {
            let total =
                matches!(seen.detail(), Detail::Flow { commodity, .. } if commodity.is_total());
            total && seen.channel().is_trade() && !seen.origin().weak && seen.dyad().joins(a, b)
        })
    }
}

fn none_is_later(as_of: AsOf, observations: &[Observation]) {
    for seen in observations {
        assert!(as_of.sees(seen.known_at()), "{} is known after {as_of}", seen.id());
    }
}

/// The series that a flow belongs to; `None` for what is no flow.
pub(crate) fn series_name(seen: &Observation) -> Option<SeriesName> {
    let quantity = seen.detail().quantity()?;
    Some(SeriesName {
        actor: seen.dyad().actor,
        target: seen.dyad().target?,
        channel: seen.channel(),
        unit: quantity.unit(),
        source: seen.origin().source.clone(),
    })
}

/// The amount of a flow or a quantity; zero would be a lie for anything else.
pub(crate) fn amount_of(seen: &Observation) -> f64 {
    seen.detail().quantity().expect("asked of flows and quantities only").amount()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_twelve_months_are_a_year_and_not_a_day_more() {
        for (as_of, first) in [
            ("2025-05-26", "2024-05-27"),
            ("2025-01-01", "2024-01-02"),
            ("2024-02-29", "2023-03-01"),
            ("2025-03-31", "2024-04-01"),
        ] {
            let (as_of, first): (AsOf, Date) = (as_of.parse().unwrap(), first.parse().unwrap());
            let panel = Panel::of_events(as_of, &[]);
            let known = Known::new(as_of, &[], &panel);
            assert!(known.is_of_last_year(first), "{as_of}");
            assert!(!known.is_of_last_year(first.yesterday().unwrap()), "{as_of}");
        }
    }
}
