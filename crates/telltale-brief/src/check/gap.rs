//! How long after the one before something was done: "five days after its previous launch", "its first test in
//! two months". Only a list that records every case knows which was the one before.

use telltale_observation::{Observation, Period};

use super::{Bench, Bound, Checked, Deed, Likeness, List, Outcome, reasons};

/// In what a gap is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// How long before a deed the one before it is said to have been.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The deed, on its day.
    pub deed: Deed,
    /// How many.
    pub n: f64,
    /// Of what.
    pub step: Step,
    /// What is said of the number.
    pub bound: Bound,
    /// Whether it only says that none was between: then an earlier one speaks not against it.
    pub first: bool,
}

impl Step {
    /// How many days it has, in the mean.
    fn days(self) -> f64 {
        match self {
            Step::Day => 1.0,
            Step::Week => 7.0,
            Step::Month => 30.44,
            Step::Year => 365.25,
        }
    }

    /// How far a gap may be off, in steps, to be as it is told, and beyond what it is another.
    fn slack(self, n: f64) -> (f64, f64) {
        match self {
            Step::Day => (0.0, 1.0),
            // A week is seven days, give or take two.
            Step::Week => (0.3, 0.8),
            Step::Month => (0.5, 1.0),
            Step::Year if n <= 2.0 => (0.25, 0.95),
            Step::Year => (0.5, 0.95),
        }
    }
}

/// By what share a gap that is said to be about so long may be off, and beyond what it is another.
const ABOUT: (f64, f64) = (0.15, 0.25);

impl Bench<'_> {
    /// Holds a gap against the lists that record every case; `None` where none knows the deed itself and
    /// the one before.
    pub fn check_gap(
        &self,
        gap: &Gap,
        lists: &[List],
        likeness: &dyn Fn(&Observation) -> Likeness,
    ) -> Option<Checked> {
        let day = gap.deed.period;
        let mut all: Vec<(Outcome, Checked)> = Vec::new();
        for list in lists.iter().filter(|list| list.complete.contains(&gap.deed.channel)) {
            let own = self.deeds(&self.all, gap.deed).filter(|seen| {
                seen.origin().source == list.source && seen.channel() == gap.deed.channel
            });
            let held: Vec<(Likeness, &Observation)> =
                own.map(|seen| (likeness(seen), seen)).collect();
            let here = |one: &&(Likeness, &Observation)| one.1.period().overlaps(day);
            let Some((_, told)) = held.iter().filter(here).find(|one| one.0 == Likeness::Same)
            else {
                continue;
            };
            let Some(before) = before(&held, day, list.covered) else { continue };
            let days = (told.period().start() - before.period().end()).get_days();
            let outcome = fits(gap, f64::from(days));
            let because = reasons::deeds::gap(before, days, self.language);
            let checked = Checked {
                outcome,
                found: Some((f64::from(days) / gap.step.days() * 10.0).round() / 10.0),
                source: Some(list.source.clone()),
                evidence: vec![told.id(), before.id()],
                ..Checked::cannot(Some(gap.n), because, None)
            };
            all.push((outcome, checked));
        }
        let right = all.iter().position(|one| one.0 == Outcome::Confirmed);
        let open = all.iter().position(|one| one.0 == Outcome::CannotCheck);
        let at = right.or(open).or((!all.is_empty()).then_some(0))?;
        Some(all.swap_remove(at).1)
    }
}

/// The last of a sort before a day in a list that covers the days between; none where another may be of the
/// sort in between.
fn before<'a>(
    held: &[(Likeness, &'a Observation)],
    day: Period,
    covered: Option<Period>,
) -> Option<&'a Observation> {
    let earlier = || held.iter().filter(|one| one.1.period().end() < day.start());
    let same = earlier().filter(|one| one.0 == Likeness::Same);
    let last = same.max_by_key(|one| (one.1.period().end(), one.1.id())).map(|one| one.1)?;
    let unsure = earlier()
        .any(|one| one.0 == Likeness::Unsaid && one.1.period().end() > last.period().end());
    let covers = covered.is_some_and(|covered| {
        covered.start() <= last.period().start() && day.end() <= covered.end()
    });
    (covers && !unsure).then_some(last)
}

fn fits(gap: &Gap, days: f64) -> Outcome {
    let (n, steps) = (gap.n, days / gap.step.days());
    let (near, far) = gap.step.slack(n);
    let off = steps - n;
    let too_long = if gap.first { Outcome::CannotCheck } else { Outcome::Contradicted };
    let of = |near: f64, far: f64| match () {
        () if off.abs() <= near => Outcome::Confirmed,
        () if off > far => too_long,
        () if off < -far => Outcome::Contradicted,
        () => Outcome::CannotCheck,
    };
    match gap.bound {
        Bound::Exactly => of(near, far),
        Bound::About => of(near.max(ABOUT.0 * n).max(1.0 / gap.step.days()), far + ABOUT.1 * n),
        // "More than a week" is said of no year.
        Bound::AtLeast | Bound::Above => match () {
            () if off >= 0.0 && steps <= 2.0 * n + far => Outcome::Confirmed,
            () if off < -far => Outcome::Contradicted,
            () => Outcome::CannotCheck,
        },
        Bound::AtMost | Bound::Below => match () {
            () if off <= 0.0 && steps >= n / 2.0 => Outcome::Confirmed,
            () if off > far => too_long,
            () => Outcome::CannotCheck,
        },
        Bound::Not => Outcome::CannotCheck,
    }
}
