//! A movement without a size: "fell to 1.6 billion yuan".

use telltale_observation::Period;

use super::figures::{Figures, Flow, Sum};
use super::rates::Rates;
use super::{Against, Asked, ClaimedUnit, Opinion, Outcome, reasons, value};

/// By how much a figure must have moved the other way for the text to be wrong: rates of exchange and
/// revisions move some percent.
const CLEAR: f64 = 0.02;

impl<'a> Asked<'_, 'a> {
    /// What a series says of a movement; `None` if it lacks the period, or all that it may be taken
    /// against. Where the text does not say against what, one that agrees confirms, and only if neither
    /// the period before nor that of the year before does, the text is wrong.
    pub(super) fn moved(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        mirrored: bool,
        (up, against): (bool, Against),
    ) -> Option<Opinion<'a>> {
        let now = figures.over(flow, self.period)?;
        let mut asked: Vec<Period> = match against {
            Against::Period(base) => vec![base],
            Against::Unsaid => {
                [self.back(self.length()), self.back(12)].into_iter().flatten().collect()
            }
        };
        asked.dedup();
        let base = |period: &Period| {
            let then = figures.over(flow, *period).filter(|then| then.amount > 0.0)?;
            Some((*period, then))
        };
        let held: Vec<(Period, Sum<'a>)> = asked.iter().filter_map(base).collect();
        let changes: Vec<(Period, f64, f64)> = held
            .iter()
            .map(|(period, then)| (*period, then.amount, now.amount / then.amount - 1.0))
            .collect();
        let found = changes.first()?.2;
        let way = |change: f64| if up { change } else { -change };
        let ends = |(base, _, change): &(Period, f64, f64)| {
            let [low, high] = self.in_its_currency(figures, flow, *base, *change).map(way);
            (low.min(high), low.max(high))
        };
        let ends: Vec<(f64, f64)> = changes.iter().map(ends).collect();
        // Of some days of a month nobody knows what they are held against, where the text does not say.
        let known = against != Against::Unsaid || self.period.is_whole_months();
        let wrong = known && ends.iter().all(|(_, most)| *most < -CLEAR);
        // Where the text names no currency, what is so in that of the figures is so.
        let in_own = self.claim.unit == ClaimedUnit::Unsaid
            && changes.iter().any(|(_, _, change)| way(*change) > 0.0);
        let outcome = match () {
            () if in_own => Outcome::Confirmed,
            () if ends.iter().any(|(least, _)| *least > 0.0) => Outcome::Confirmed,
            () if wrong && changes.len() == asked.len() && !mirrored => Outcome::Contradicted,
            () => Outcome::CannotCheck,
        };
        let because = reasons::moved(self.bench.language, flow, (&now, self.period), &changes);
        let before = held.into_iter().flat_map(|(_, then)| then.seen);
        let seen = now.seen.into_iter().chain(before).collect();
        let mut opinion = value::opinion(outcome, flow, Sum { amount: found, seen }, because);
        if mirrored {
            opinion.mirrored = true;
            opinion.because += &reasons::mirrored(self.bench.language, flow);
        }
        Some(opinion)
    }

    /// The least and the most that a change can be in the claim's currency, by how rates moved.
    fn in_its_currency(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        base: Period,
        change: f64,
    ) -> [f64; 2] {
        let Some(unit) = self.other_currency_of(flow) else { return [change; 2] };
        let moves = Rates::around(figures, flow, unit, self.period).moves_between(
            figures,
            (flow.unit, unit),
            (self.period, base),
        );
        let (low, high) = moves.possible;
        [low, high].map(|factor| (1.0 + change) * factor - 1.0)
    }
}
