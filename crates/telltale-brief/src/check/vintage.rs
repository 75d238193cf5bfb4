//! The vintage of other days that a text may have had before it, where today's figures disagree.

use std::collections::BTreeSet;

use telltale_observation::{AsOf, KnownAt, Observation, ObservationId, Period, ThingId};

use super::figures::{Figures, Flow, flow_of};
use super::{Against, Asked, Checked, Opinion, Outcome, States, reasons};

/// What a claim asks of a flow, as it stood on a day: two days on which it is the same need not both be
/// asked.
#[derive(PartialEq, Eq)]
enum Stood {
    /// The amounts of the claim's period and of those that it is taken against.
    Amounts(Vec<Option<u64>>),
    /// The whole series.
    Whole(Vec<ObservationId>),
}

impl<'a> Asked<'_, 'a> {
    /// A vintage of other figures that agrees, the nearest one first: earlier ones, then later.
    pub(super) fn other_vintage(&self, now: &Opinion<'a>) -> Option<Checked> {
        // Days on which something of these two was published; a large ledger has many others.
        let of_the_two = |seen: &&&Observation| seen.dyad().joins(self.actor, self.target);
        let theirs: Vec<&Observation> = self.bench.all.iter().filter(of_the_two).copied().collect();
        let days: BTreeSet<KnownAt> = theirs.iter().map(|seen| seen.known_at()).collect();
        let asked = self.vintages_of(&theirs, &now.flow);
        let today = self.stood(&Figures::at(&asked, self.bench.as_of), &now.flow);
        let sees = |known: &&KnownAt| self.bench.as_of.sees(**known);
        let earlier = days.iter().filter(sees).rev().map(|day| (Outcome::OlderVintage, *day));
        let later = days.iter().filter(|day| !sees(day)).map(|day| (Outcome::NewerVintage, *day));
        let mut tried = None;
        for (outcome, day) in earlier.chain(later) {
            let Ok(as_of) = AsOf::day(day.date()) else { continue };
            let stood = self.stood(&Figures::at(&asked, as_of), &now.flow);
            if stood.is_none() || stood == today || stood == tried {
                continue;
            }
            tried = stood;
            let figures = self.bench.figures(as_of);
            let Some(then) = self.best(&figures) else { continue };
            let agrees = then.outcome.agrees();
            let revised = (then.found - now.found).abs() > 1e-9 * now.found.abs();
            if agrees && revised && then.flow == now.flow {
                let known = then.seen.iter().map(|seen| seen.known_at()).max().unwrap_or(day);
                let because = reasons::vintage(self.bench.language, outcome, &then, now, known);
                let mut checked = self.checked(then);
                checked.evidence.extend(now.seen.iter().map(|seen| seen.id()));
                let vintage = Some(known);
                return Some(Checked { outcome, because, vintage, ..checked });
            }
        }
        None
    }

    /// Every vintage of what a flow, or its parts, say of the periods that the claim asks of.
    fn vintages_of(&self, theirs: &[&'a Observation], flow: &Flow) -> Vec<&'a Observation> {
        let within = |seen: &Observation| {
            let (start, end) = (seen.period().start(), seen.period().end());
            self.periods().is_none_or(|all| {
                all.iter().any(|period| period.start() <= start && end <= period.end())
            })
        };
        let is_of = |seen: &&&Observation| {
            seen.origin().source == flow.source
                && within(seen)
                && flow_of(seen).is_some_and(|other| other.commodity == flow.commodity)
        };
        let things: BTreeSet<ThingId> =
            theirs.iter().filter(is_of).map(|seen| seen.thing()).collect();
        theirs.iter().filter(|seen| things.contains(&seen.thing())).copied().collect()
    }

    /// The claim's period and those that it may be taken against; `None` if it is every period.
    fn periods(&self) -> Option<Vec<Period>> {
        let against = match &self.claim.states {
            States::Value(_) => Vec::new(),
            States::Change { against, .. } | States::Moved { against, .. } => match against {
                Against::Period(base) => vec![Some(*base)],
                Against::Unsaid => vec![self.back(self.length()), self.back(12)],
            },
            States::Record { .. } | States::Expectation { .. } => return None,
        };
        Some([self.period].into_iter().chain(against.into_iter().flatten()).collect())
    }

    /// What the claim asks of the flow, as these figures have it; `None` if they lack its period.
    fn stood(&self, figures: &Figures<'a>, flow: &Flow) -> Option<Stood> {
        let own = figures.over(flow, self.period)?;
        let Some(periods) = self.periods() else { return Some(Stood::Whole(figures.ids())) };
        let others = periods.iter().skip(1).map(|period| figures.over(flow, *period));
        let all = [Some(own)].into_iter().chain(others);
        Some(Stood::Amounts(all.map(|sum| Some(sum?.amount.to_bits())).collect()))
    }
}
