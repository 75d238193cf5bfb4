//! An occasion is a day that two states mark every year: an anniversary with its wreath, its
//! banquet and its guests. Who came this year is read against who came the year before.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use telltale_observation::{
    Actor, Channel, Kind, Mode, Observation, ObservationId, Precision, Rank,
};

/// How many days an occasion may be moved from one year to the next: a date line, a wake. With
/// more, unrelated ceremonies of one season are taken for the same occasion.
const DAYS_MOVED_MAX: i64 = 1;

/// Whether a higher guest came than the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A higher rank than the year before.
    Higher,
    /// A lower rank than the year before.
    Lower,
    /// The same rank, or nobody named in either year.
    Same,
}

/// The same occasion in two years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OccasionPair {
    /// The two actors, in the order of their codes' index.
    pub between: [Actor; 2],
    /// What was observed the year before.
    pub before: Vec<ObservationId>,
    /// What was observed this time.
    pub after: Vec<ObservationId>,
    /// The day, the year before.
    pub day_before: Date,
    /// The day, this time.
    pub day_after: Date,
    /// The highest rank, the year before; `None` where nobody was named.
    pub rank_before: Option<Rank>,
    /// The highest rank, this time; `None` where nobody was named.
    pub rank_after: Option<Rank>,
    /// Whether a higher guest came.
    pub step: Step,
}

/// Compares the highest ranks of the same occasion in two years; nobody named is below all ranks.
///
/// ```
/// use telltale_measure::{Step, occasion};
/// use telltale_observation::Rank;
/// assert_eq!(occasion::compare(None, Some(Rank::Leader)), Step::Higher);
/// ```
pub fn compare(before: Option<Rank>, after: Option<Rank>) -> Step {
    match after.cmp(&before) {
        std::cmp::Ordering::Greater => Step::Higher,
        std::cmp::Ordering::Less => Step::Lower,
        std::cmp::Ordering::Equal => Step::Same,
    }
}

/// The occasions that were marked in two years running, by the later day.
///
/// # Method
/// Ceremonies that took place, between the same two actors in either order, known to the day. All
/// of one day are one occasion, with the highest rank among them. Two occasions are the same if the
/// later falls within a day of the same date a year on. Each is paired once a year, those
/// nearest to the date first.
///
/// # Reads as
/// "A year earlier, only a wreath; this time the leader came."
///
/// # Limits
/// The list of ceremonies is what sources reported, and a guest whom nobody named counts as none.
/// One pair is an anecdote, not a trend, and has no interval: it is told, never pooled. Round
/// anniversaries draw higher guests than others. Occasions of the lunar calendar move by weeks and
/// are not paired.
///
/// ```
/// use telltale_measure::occasion;
/// assert!(occasion::pairs(&[]).is_empty());
/// ```
pub fn pairs(observations: &[&Observation]) -> Vec<OccasionPair> {
    let occasions = occasions(observations);
    let mut candidates: Vec<(i64, &Occasion, &Occasion)> = Vec::new();
    for after in &occasions {
        let same = occasions.iter().filter(|before| before.between == after.between);
        let near = same.filter_map(|before| Some((moved(before.day, after.day)?, before, after)));
        candidates.extend(near);
    }
    candidates.sort_by_key(|(moved, before, after)| (*moved, after.day, before.day, after.between));
    let mut pairs: Vec<OccasionPair> = Vec::new();
    for (_, before, after) in candidates {
        let taken = pairs.iter().any(|pair| {
            pair.between == after.between
                && (pair.day_before == before.day || pair.day_after == after.day)
        });
        if !taken {
            pairs.push(pair(before, after));
        }
    }
    pairs.sort_by_key(|pair| (pair.day_after, pair.between));
    pairs
}

/// All ceremonies of two actors on one day.
struct Occasion {
    between: [Actor; 2],
    day: Date,
    ids: Vec<ObservationId>,
    rank: Option<Rank>,
}

fn occasions(observations: &[&Observation]) -> Vec<Occasion> {
    let mut by_day: BTreeMap<([Actor; 2], Date), Vec<&Observation>> = BTreeMap::new();
    for seen in observations.iter().filter(|seen| is_ceremony(seen)) {
        if let Some(target) = seen.dyad().target {
            let actor = seen.dyad().actor;
            let between = [actor.min(target), actor.max(target)];
            by_day.entry((between, seen.period().start())).or_default().push(seen);
        }
    }
    let occasion = |((between, day), seen): (([Actor; 2], Date), Vec<&Observation>)| {
        let mut ids: Vec<ObservationId> = seen.iter().map(|seen| seen.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        let rank = seen.iter().filter_map(|seen| seen.detail().rank()).max();
        Occasion { between, day, ids, rank }
    };
    by_day.into_iter().map(occasion).collect()
}

fn is_ceremony(seen: &Observation) -> bool {
    seen.kind() == Kind::Event
        && seen.mode() == Mode::Deed
        && seen.channel() == Channel::Ceremony
        && seen.period().precision() == Precision::Day
        && seen.modality().took_place()
        && !seen.origin().weak
}

/// By how many days the later day misses the earlier one's anniversary, if by few.
fn moved(before: Date, after: Date) -> Option<i64> {
    let a_year_before = after.checked_sub(1.year()).ok()?;
    let moved = (before.duration_until(a_year_before).as_hours() / 24).abs();
    (moved <= DAYS_MOVED_MAX).then_some(moved)
}

fn pair(before: &Occasion, after: &Occasion) -> OccasionPair {
    OccasionPair {
        between: after.between,
        before: before.ids.clone(),
        after: after.ids.clone(),
        day_before: before.day,
        day_after: after.day,
        rank_before: before.rank,
        rank_after: after.rank,
        step: compare(before.rank, after.rank),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use telltale_observation::{Detail, Digest, Draft, Dyad, Locator, Modality, Origin, Period};

    fn draft(pair: [&str; 2], channel: Channel, day: &str, rank: Option<Rank>) -> Draft {
        let [actor, target] = pair.map(|code| Actor::parse(code).unwrap());
        Draft {
            mode: Mode::Deed,
            dyad: Dyad::new(actor, target),
            channel,
            period: Period::parse(day, "").unwrap(),
            known_at: day.parse().unwrap(),
            modality: Modality::Happened,
            what: format!("{rank:?}"),
            detail: Detail::Event { rank, place: String::new(), code: None },
            origin: Origin {
                source: "test".into(),
                key: String::new(),
                publisher: String::new(),
                url: String::new(),
                digest: Digest::of(b""),
                locator: Locator { file: "test.csv".into(), row: 2 },
                basis: String::new(),
                weak: false,
            },
        }
    }

    fn ceremony(pair: [&str; 2], day: &str, rank: Option<Rank>) -> Observation {
        Observation::new(draft(pair, Channel::Ceremony, day, rank)).unwrap()
    }

    fn found(seen: &[Observation]) -> Vec<(String, String, Step)> {
        let pairs = pairs(&seen.iter().collect::<Vec<_>>());
        let short = |pair: &OccasionPair| {
            (pair.day_before.to_string(), pair.day_after.to_string(), pair.step)
        };
        pairs.iter().map(short).collect()
    }

    const HERE: [&str; 2] = ["PRK", "CHN"];
    const THERE: [&str; 2] = ["CHN", "PRK"];

    #[test]
    fn a_year_earlier_only_a_wreath() {
        let wreath = ceremony(THERE, "2024-10-25", None);
        let leader = ceremony(HERE, "2025-10-24", Some(Rank::Leader));
        let envoy = ceremony(THERE, "2025-10-24", Some(Rank::Envoy));
        let pairs = pairs(&[&leader, &wreath, &envoy]);
        assert_eq!(pairs.len(), 1);
        assert_eq!(pairs[0].before, [wreath.id()]);
        assert_eq!(pairs[0].after.len(), 2);
        assert_eq!((pairs[0].rank_before, pairs[0].rank_after), (None, Some(Rank::Leader)));
        assert_eq!(pairs[0].step, Step::Higher);
    }

    #[test]
    fn an_occasion_moves_by_a_day_at_most() {
        for (day, expected) in
            [("2023-10-23", 0), ("2023-10-24", 1), ("2023-10-26", 1), ("2023-10-27", 0)]
        {
            // A leap day lies between: it is the date that counts, not the number of days.
            let seen = [ceremony(HERE, day, None), ceremony(HERE, "2024-10-25", None)];
            assert_eq!(found(&seen).len(), expected, "{day}");
        }
        let leap = [ceremony(HERE, "2023-02-28", None), ceremony(HERE, "2024-02-29", None)];
        assert_eq!(found(&leap).len(), 1);
    }

    #[test]
    fn each_occasion_is_paired_once_a_year_with_the_nearest() {
        let seen = [
            ceremony(HERE, "2023-10-25", Some(Rank::Minister)),
            ceremony(HERE, "2024-10-25", Some(Rank::Envoy)),
            ceremony(HERE, "2025-10-23", None),
            ceremony(HERE, "2025-10-25", Some(Rank::Envoy)),
        ];
        let pair = |before: &str, after: &str, step| (before.to_owned(), after.to_owned(), step);
        let expected = [
            pair("2023-10-25", "2024-10-25", Step::Lower),
            pair("2024-10-25", "2025-10-25", Step::Same),
        ];
        assert_eq!(found(&seen), expected);
    }

    #[test]
    fn only_ceremonies_of_the_same_two_that_took_place_on_a_day() {
        let before = ceremony(HERE, "2024-10-25", None);
        let after = || draft(HERE, Channel::Ceremony, "2025-10-25", None);
        let mut planned = after();
        planned.modality = Modality::Planned;
        let mut weak = after();
        weak.origin.weak = true;
        let mut month = after();
        month.period = Period::parse("2025-10-01", "2025-10-31").unwrap();
        let mut nobody = after();
        nobody.dyad.target = None;
        let visit = draft(HERE, Channel::Visit, "2025-10-25", None);
        let other = draft(["PRK", "RUS"], Channel::Ceremony, "2025-10-25", None);
        for draft in [planned, weak, month, nobody, visit, other] {
            let seen = [before.clone(), Observation::new(draft.clone()).unwrap()];
            assert!(found(&seen).is_empty(), "{draft:?}");
        }
    }
}
