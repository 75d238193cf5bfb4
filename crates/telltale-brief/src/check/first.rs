//! A first time: no month since another was above an amount, or below it.

use telltale_observation::{Month, Period};

use super::{Bench, Bound, Checked, Claimed, Outcome, States, Told, reasons};

/// How many months back a first time is followed where the text does not say since when.
const BACK_MAX: i32 = 600;

impl Bench<'_> {
    /// Holds a bound that is said to have been kept for the first time since a month against each month
    /// since then; of `None` for ever, one month that kept it is enough to contradict, and nothing confirms.
    pub fn check_first(&self, claim: &Claimed, told: Told, since: Option<Month>) -> Checked {
        let at = |month: Month| {
            let (period, states) = (Some(Period::month(month)), States::Value(told));
            self.check(&Claimed { period, states, ..claim.clone() })
        };
        let Some(month) = claim.period.and_then(|period| period.as_month()) else {
            return Checked { outcome: Outcome::CannotCheck, ..self.check(claim) };
        };
        let own = at(month);
        let back = since.map_or(BACK_MAX, |since| month.since(since) - 1);
        let mut open = since.is_none() || own.outcome != Outcome::Confirmed;
        for back in 1..=back {
            let earlier = at(month.plus(-back));
            // Too near to tell that it was so: here it is told that it was not.
            let beside =
                earlier.found.filter(|_| !earlier.another_currency).is_some_and(|found| match told
                    .bound
                {
                    Bound::AtLeast => found < told.number,
                    Bound::AtMost => found > told.number,
                    _ => false,
                });
            match earlier.outcome {
                Outcome::Contradicted => {}
                Outcome::CannotCheck if beside => {}
                Outcome::Confirmed => {
                    let because =
                        reasons::not_first(month.plus(-back), &earlier.because, self.language);
                    let outcome = Outcome::Contradicted;
                    return Checked { outcome, because, claimed: None, ..earlier };
                }
                _ => open = true,
            }
            // Before its first month a series says nothing.
            if since.is_none() && earlier.found.is_none() {
                break;
            }
        }
        let outcome = if open { Outcome::CannotCheck } else { Outcome::Confirmed };
        let because = match open {
            true => own.because.clone(),
            false => own.because.clone() + &reasons::first(back, self.language),
        };
        Checked { outcome, because, claimed: None, ..own }
    }
}
