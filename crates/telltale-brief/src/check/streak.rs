//! A streak: "fell for the third month in a row". Each of its steps is held against the figures.

use telltale_observation::Period;

use super::{Against, Bench, Checked, Claimed, Outcome, States, reasons};

/// A row of periods in which a flow is said to have gone one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streak {
    /// Up, or down.
    pub up: bool,
    /// How many periods, the claim's own the last.
    pub steps: i32,
    /// Whether each is taken against the same of the year before: yes, no, or not said.
    pub yearly: Option<bool>,
}

impl Bench<'_> {
    /// Holds a streak that ends with a claim's period against the figures of each of its steps.
    /// Where the text does not say against what a step is taken, it is the period before; that of
    /// the year before only keeps it from being called wrong.
    pub fn check_streak(&self, claim: &Claimed, streak: Streak) -> Checked {
        let length = claim.period.map_or(1, |period| period.months().count()) as i32;
        let yearly = streak.yearly == Some(true);
        let checked = self.steps(claim, streak, if yearly { 12 } else { length });
        let other = streak.yearly.is_none() && length != 12;
        if !other || checked.outcome != Outcome::Contradicted {
            return checked;
        }
        let on_year = self.steps(claim, streak, 12);
        match on_year.outcome {
            Outcome::Contradicted => checked,
            _ => {
                let because = reasons::streak_on_year(&checked.because, self.language);
                Checked { outcome: Outcome::CannotCheck, because, ..checked }
            }
        }
    }

    /// Every step of a streak, each against the period so many months before it.
    fn steps(&self, claim: &Claimed, streak: Streak, base: i32) -> Checked {
        let Some(period) = claim.period else { return self.check(claim) };
        let length = period.months().count() as i32;
        // Of days that run from one month into another nobody knows which came before them.
        if length > 1 && !period.is_whole_months() {
            return Checked::cannot(None, reasons::days_of_months(self.language), None);
        }
        let mut all: Vec<(Period, Checked)> = Vec::new();
        for step in 0..streak.steps {
            let back = step * length;
            let earlier = |months: i32| period.months_earlier(months);
            let (Some(period), Some(against)) = (earlier(back), earlier(back + base)) else {
                break;
            };
            let states = States::Moved { up: streak.up, against: Against::Period(against) };
            let step = Claimed { period: Some(period), states, ..claim.clone() };
            all.push((period, self.check(&step)));
        }
        let wrong = |one: &&(Period, Checked)| one.1.outcome == Outcome::Contradicted;
        let right = all.iter().all(|one| one.1.outcome == Outcome::Confirmed);
        let outcome = match all.iter().find(wrong) {
            Some(_) => Outcome::Contradicted,
            None if right && all.len() as i32 == streak.steps => Outcome::Confirmed,
            None => Outcome::CannotCheck,
        };
        // What is said is said of the step that decides, and all that was asked is its evidence.
        let decides = all
            .iter()
            .find(wrong)
            .or_else(|| all.iter().find(|one| one.1.outcome != Outcome::Confirmed).or(all.first()));
        let Some((_, decides)) = decides.cloned() else { return self.check(claim) };
        let because = reasons::streak(&all, self.language).unwrap_or(decides.because);
        let evidence = all.iter().flat_map(|one| one.1.evidence.iter().copied()).collect();
        Checked { outcome, because, evidence, ..decides }
    }
}
