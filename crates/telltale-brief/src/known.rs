//! What was known on the day asked: one vintage of each observation, and their panel.

use std::collections::BTreeMap;

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
        for seen in observations {
            assert!(as_of.sees(seen.known_at()), "{} is known after {as_of}", seen.id());
        }
        assert_eq!(panel.as_of(), as_of, "the panel is of another instant");
        Known { as_of, observations, panel }
    }

    /// The observation with this id.
    pub fn get(&self, id: ObservationId) -> Option<&'a Observation> {
        self.observations.iter().find(|seen| seen.id() == id)
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
