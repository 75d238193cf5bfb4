//! How long a visit lasted, held against the days that are recorded of it.

use telltale_observation::{Channel, Observation};

use super::deeds::SAME_VISIT;
use super::{Bench, Checked, Deed, Likeness, Outcome, reasons};

/// By how many days a length that is told in weeks, or as about so many, may be off.
const ROUGH: i32 = 1;

/// By how many days two accounts of one visit may differ: by the hour of day, or by what counts as its end.
const LOOSE: i32 = 1;

impl Bench<'_> {
    /// Holds the days that a visit is said to have lasted against a record that tells its first and its last
    /// day; `None` where there is none. A record of a single day may be that of the arrival.
    pub fn check_length(
        &self,
        deed: &Deed,
        (told, rough): (i32, bool),
        likeness: &dyn Fn(&Observation) -> Likeness,
    ) -> Option<Checked> {
        let bounded = |seen: &&Observation| {
            seen.channel() == Channel::Visit
                && (2..=SAME_VISIT).contains(&seen.period().days())
                && seen.period().overlaps(deed.period)
                && likeness(seen) == Likeness::Same
        };
        let begins = |seen: &&Observation| {
            let apart = (seen.period().start() - deed.period.start()).get_days().abs();
            (apart, seen.id())
        };
        let record = self.deeds(&self.all, *deed).filter(bounded).min_by_key(begins)?;
        let days = record.period().days();
        let (off, slack) = ((told - days).abs(), if rough { ROUGH } else { 0 });
        let outcome = match () {
            () if off <= slack => Outcome::Confirmed,
            () if off > slack + LOOSE && deed.by_name => Outcome::Contradicted,
            () => Outcome::CannotCheck,
        };
        Some(Checked {
            outcome,
            found: Some(f64::from(days)),
            source: Some(record.origin().source.clone()),
            evidence: vec![record.id()],
            ..Checked::cannot(
                Some(f64::from(told)),
                reasons::deeds::deed(record, self.language),
                None,
            )
        })
    }
}
