//! An amount that is said of every month of a span, and not of their sum.

use telltale_observation::{Month, Period};

use super::{Against, Bench, Bound, Checked, Claimed, Doubted, Outcome, States, Told, reasons};

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

    /// Holds an amount that a span is said never to have left against each of its months or against their
    /// sum: whichever the number is of the size of. Where it lies between the two, only what both make
    /// of it can be told.
    pub fn check_throughout(&self, claim: &Claimed, told: Told) -> Checked {
        let sum = self.check(&Claimed { states: States::Value(told), ..claim.clone() });
        let doubt = |checked: Checked| checked.doubted(Doubted::OneMonth, "", true, self.language);
        if matches!(told.bound, Bound::Exactly | Bound::About | Bound::Not) {
            return sum.doubted(Doubted::OneMonth, "", false, self.language);
        }
        let months = self.check_every_month(claim, told);
        match share_of(&sum, told).map(|share| of_size(share, claim)) {
            Some(Size::Month) => months,
            Some(Size::Sum) => sum,
            Some(Size::Between) if months.outcome == sum.outcome => months,
            Some(Size::Between) | None => doubt(months),
        }
    }

    /// Of which time an amount is that is of a month, or of a claim's whole period up to it: "by June they
    /// had climbed to 3 million". The one that agrees is meant, else the one of whose size it is; `None`
    /// where it may be either.
    pub fn month_or_sum(&self, claim: &Claimed, month: Period, told: Told) -> Option<Period> {
        let whole = claim.period?;
        let of = |period| {
            let states = States::Value(told);
            self.check(&Claimed { period: Some(period), states, ..claim.clone() })
        };
        let right = |checked: &Checked| checked.outcome.agrees();
        let (level, sum) = (of(month), of(whole));
        match (right(&level), right(&sum)) {
            (true, false) => Some(month),
            (false, true) => Some(whole),
            (true, true) => None,
            (false, false) => match of_size(share_of(&sum, told)?, claim) {
                Size::Month => Some(month),
                Size::Sum => Some(whole),
                Size::Between => None,
            },
        }
    }

    /// Holds a month that is said to be the highest or the lowest of its year against those before it, and
    /// against those after it up to one: of a year that is not over nobody asks more.
    pub fn check_month_of_year(&self, claim: &Claimed, highest: bool, until: Month) -> Checked {
        let month = claim.period.and_then(|period| period.as_month());
        let Some(month) = month else { return self.check(claim) };
        let year = |number: i8| Month::new(month.year(), number);
        let earlier = States::Record { highest, since: year(1).map(|first| first.plus(-1)) };
        let against = |later: Month| States::Moved {
            up: highest,
            against: Against::Period(Period::month(later)),
        };
        let last = year(12).map_or(until, |last| last.min(until));
        let later = (1..12).map(|on| month.plus(on)).take_while(|later| *later <= last);
        let asked = [earlier].into_iter().chain(later.map(against));
        let all: Vec<Checked> =
            asked.map(|states| self.check(&Claimed { states, ..claim.clone() })).collect();
        let wrong = all.iter().find(|one| one.outcome == Outcome::Contradicted);
        let unsure = all.iter().find(|one| one.outcome != Outcome::Confirmed);
        let decides = wrong.or(unsure).or(all.first()).cloned();
        let evidence = all.iter().flat_map(|one| one.evidence.iter().copied()).collect();
        match decides {
            Some(decides) => Checked { evidence, ..decides },
            None => self.check(claim),
        }
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

/// What a number is of the size of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    /// A month of a span.
    Month,
    /// All of it.
    Sum,
    /// Either.
    Between,
}

/// Which part of the sum a number is, in the currency of the figures; `None` where nobody knows.
fn share_of(sum: &Checked, told: Told) -> Option<f64> {
    let rate = match sum.another_currency {
        true => sum.rate.and_then(|rate| rate.market)?,
        false => 1.0,
    };
    sum.found.filter(|found| *found > 0.0).map(|found| told.number * rate / found)
}

/// Of so many months the mean is one part: what lies in the third nearest to it, counted in powers, is
/// of a month, and what lies in that nearest to the whole is of the sum.
fn of_size(share: f64, claim: &Claimed) -> Size {
    let months = claim.period.map_or(1, |period| period.months().count()) as f64;
    match share {
        share if share <= months.powf(-2.0 / 3.0) => Size::Month,
        share if share >= months.powf(-1.0 / 3.0) => Size::Sum,
        _ => Size::Between,
    }
}
