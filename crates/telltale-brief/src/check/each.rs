//! An amount that is said of every month of a span, and not of their sum.

use telltale_observation::{Month, Period};

use super::{Bench, Bound, Checked, Claimed, Doubted, Outcome, States, Told, reasons};

/// Which month of a span decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// The lowest.
    Lowest,
    /// The highest.
    Highest,
}

impl Bench<'_> {
    /// Holds an amount that is said of every month of a claim's period against each: a lower bound
    /// against the lowest month, an upper one against the highest.
    pub fn check_every_month(&self, claim: &Claimed, told: Told) -> Checked {
        let extreme = match told.bound {
            Bound::AtLeast | Bound::Above => Extreme::Lowest,
            Bound::AtMost | Bound::Below => Extreme::Highest,
            // Nobody says of twelve months that each was just so much.
            Bound::Exactly | Bound::About | Bound::Not => {
                return self.check(claim).doubted(Doubted::OneMonth, "", true, self.language);
            }
        };
        self.check_extreme_month(claim, told, extreme)
    }

    /// Holds an amount against the lowest, or the highest month of a claim's period.
    pub fn check_extreme_month(&self, claim: &Claimed, told: Told, extreme: Extreme) -> Checked {
        // Of a month that is told in part its own figure says nothing.
        let whole = claim.period.filter(|period| period.is_whole_months());
        let months: Vec<Month> = whole.map(|period| period.months().collect()).unwrap_or_default();
        let one = |month: &Month| {
            let period = Some(Period::month(*month));
            let states = States::Value(told);
            (*month, self.check(&Claimed { period, states, ..claim.clone() }))
        };
        let all: Vec<(Month, Checked)> = months.iter().map(one).collect();
        let measure = |checked: &Checked| (checked.found_unit, checked.source.clone());
        let alike = all.windows(2).all(|two| measure(&two[0].1) == measure(&two[1].1));
        let known = all.iter().filter(|(_, checked)| checked.found.is_some()).count();
        let held = all.iter().all(|(_, checked)| checked.found.is_some());
        let far = |checked: &Checked| match extreme {
            Extreme::Lowest => -checked.found.unwrap_or(f64::MAX),
            Extreme::Highest => checked.found.unwrap_or(f64::MIN),
        };
        let furthest = |all: &[(Month, Checked)]| {
            all.iter().max_by(|a, b| far(&a.1).total_cmp(&far(&b.1))).cloned()
        };
        // A month that is not held may be the lowest; one that speaks against a bound is enough.
        let bound =
            matches!(told.bound, Bound::AtLeast | Bound::AtMost | Bound::Above | Bound::Below);
        let against: Vec<(Month, Checked)> =
            all.iter().filter(|one| one.1.outcome == Outcome::Contradicted).cloned().collect();
        let decides = match furthest(&against).filter(|_| bound) {
            Some(against) => Some(against),
            None if held && alike => furthest(&all),
            None => None,
        };
        let Some((month, mut checked)) = decides else {
            let because = reasons::months_missing(self.language);
            return Checked::cannot(Some(told.number), because, None);
        };
        checked.because = reasons::of_months(month, (known, months.len()), extreme, self.language)
            + &checked.because;
        checked
    }
}
