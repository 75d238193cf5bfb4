//! A change is recomputed from two figures, not looked up.

use telltale_observation::{Month, Period, Unit};

use super::figures::{Figures, Flow, Sum};
use super::rates::{Moves, Plausible, Rates, exchangeable};
use super::{Asked, Bound, Fit, Opinion, Outcome, Told, reasons, value};

impl<'a> Asked<'_, 'a> {
    /// What a series says of a change; `None` if it lacks one of the two periods.
    pub(super) fn change(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        mirrored: bool,
        ratio: Told,
        base: Period,
    ) -> Option<Opinion<'a>> {
        let (now, then) = (figures.over(flow, self.period)?, figures.over(flow, base)?);
        if then.amount <= 0.0 {
            return None;
        }
        let found = now.amount / then.amount - 1.0;
        let other = self.other_currency_of(flow);
        let mut shown_by = Vec::new();
        let mut by_market = false;
        let denies = matches!(ratio.bound, Bound::Below | Bound::Above | Bound::Not);
        let fits = ratio.fit(found) == Fit::Fits && !denies;
        let (outcome, slack) = match other.filter(|_| !fits) {
            None => (ratio.fit(found).outcome(), None),
            Some(unit) => {
                let rates = Rates::around(figures, flow, unit, self.period);
                shown_by = rates.shown_by();
                let units = (flow.unit, unit);
                let moves = rates.moves_between(figures, units, (self.period, base));
                by_market = moves.by_market;
                let outcome = match denies {
                    true => {
                        let (low, high) = moves.possible;
                        let ends = ((1.0 + found) * low - 1.0, (1.0 + found) * high - 1.0);
                        value::denied(ratio, ends)
                    }
                    false => through_rates(ratio, found, moves),
                };
                (outcome, moves.certain)
            }
        };
        let own = outcome == Outcome::Confirmed && ratio.fit(found) == Fit::Fits;
        let another_currency = other.is_some() && !own;
        let range = slack.filter(|_| another_currency);
        let (of, base) = ((&now, self.period), (&then, base));
        let because = reasons::change(self.bench.language, flow, of, base, found, range);
        let seen = now.seen.into_iter().chain(then.seen).chain(shown_by).collect();
        let mut opinion = value::opinion(outcome, flow, Sum { amount: found, seen }, because);
        opinion.another_currency = another_currency;
        opinion.by_market = by_market && range.is_some();
        if mirrored {
            opinion.mirrored = true;
            opinion.because += &reasons::mirrored(self.bench.language, flow);
            let (claimed, told) = (1.0 + ratio.number, 1.0 + found);
            let near = (value::MIRROR.0..=value::MIRROR.1).contains(&(claimed / told));
            if opinion.outcome == Outcome::Contradicted && near {
                opinion.outcome = Outcome::CannotCheck;
            }
        }
        Some(opinion)
    }

    /// A change of which the text does not say against what: one that agrees, or none.
    pub(super) fn unsaid_change(
        &self,
        figures: &Figures<'a>,
        flow: &Flow,
        mirrored: bool,
        ratio: Told,
    ) -> Option<Opinion<'a>> {
        let bases = [self.back(self.length()), self.back(12)];
        let mut tried = bases
            .into_iter()
            .flatten()
            .filter_map(|base| self.change(figures, flow, mirrored, ratio, base));
        let mut opinion = tried.find(|one| one.outcome == Outcome::Confirmed).or_else(|| {
            let mut again = self.change(figures, flow, mirrored, ratio, self.back(12)?)?;
            again.outcome = Outcome::CannotCheck;
            Some(again)
        })?;
        opinion.because += reasons::unsaid(self.bench.language);
        Some(opinion)
    }

    /// How many months the claim's period has.
    pub(super) fn length(&self) -> i32 {
        self.period.months().count() as i32
    }

    /// The claim's period so many months earlier.
    pub(super) fn back(&self, months: i32) -> Option<Period> {
        self.period.months_earlier(months)
    }

    /// The currency in which the change may have been taken, if it is not that of the series: the
    /// claim's; and where the text names none, the dollar.
    pub(super) fn other_currency_of(&self, flow: &Flow) -> Option<Unit> {
        let dollar = "USD".parse().expect("a known unit");
        let unit = self.claim.unit.known().unwrap_or(dollar);
        (unit != flow.unit && exchangeable(unit, flow.unit)).then_some(unit)
    }
}

/// The period that a text names as a base, where its days are told by their months alone: of the first
/// ten days of a November against "November of last year" these are its first ten days too. `None`
/// where the two are not as long, so that nobody can say which days are meant.
pub fn named_base(named: Period, of: Period) -> Option<Period> {
    if of.is_whole_months() || !named.is_whole_months() {
        return Some(named);
    }
    let months = Month::of(of.start()).since(Month::of(named.start()));
    let alike = Month::of(of.end()).since(Month::of(named.end())) == months;
    of.months_earlier(months).filter(|_| alike)
}

/// A change in one currency is a change in another times that of the exchange rate.
fn through_rates(ratio: Told, found: f64, moves: Moves) -> Outcome {
    let nearest = found.clamp(ratio.number - ratio.slack(), ratio.number + ratio.slack());
    let bounded = match ratio.bound {
        Bound::AtLeast if ratio.fit(found) == Fit::Fits => found,
        Bound::AtMost if ratio.fit(found) == Fit::Fits => found,
        _ => nearest,
    };
    if bounded <= -1.0 || found <= -1.0 {
        return Outcome::CannotCheck;
    }
    match moves.plausible((1.0 + bounded) / (1.0 + found)) {
        Plausible::Yes => Outcome::Confirmed,
        Plausible::Unsure => Outcome::CannotCheck,
        Plausible::No => Outcome::Contradicted,
    }
}
