//! Tripwires: what was declared beforehand, judged on what was known, with its record; and how all of
//! that is said.

mod backtest;
mod calendar;
mod declared;
mod explain;
mod feed;
mod next;
mod notice;
mod page;
mod verdicts;
mod words;

use std::borrow::Cow;

use telltale_measure::tripwire::{
    Ground, Outcomes, Record, Replayed, SourceDays, State, ThinDays, Truth, freeze, outcomes,
    replay, score,
};
use telltale_observation::{AsOf, Digest, Observation};

use crate::brief;
use crate::case::{Case, Tripwire};
use crate::evidence::{Citation, Evidence, Sentence};
use crate::language::{Language, tell};

pub use backtest::{Tried, backtest_text, tried};
pub use calendar::{Due, calendar_file, releases};
pub use declared::{declared, is_declared};
pub use explain::{explain, explained};
pub use feed::feed_file;
pub use notice::{FIRST_LOOK, Notice, Was, digest_text, notice};
pub use page::test_text;

/// The seed of the shifts by which a record is compared with chance.
const SEED: u64 = 1;

/// A tripwire, judged on every day, with its record.
#[derive(Clone, Debug)]
pub struct Watched<'c> {
    /// As it is declared.
    pub tripwire: &'c Tripwire,
    /// Its states, day by day.
    pub replayed: Replayed,
    /// The digest of the states, taken before they were scored.
    pub frozen: Digest,
    /// What followed each day; `None` where it is said to precede nothing.
    pub outcomes: Option<Outcomes>,
    /// How it would have done.
    pub record: Option<Record>,
}

/// Judges the tripwires of a case on all that was known as of an instant. `vintages` holds every
/// vintage of what the case may speak of; what was known later is passed over.
pub fn watched<'c>(case: &'c Case, vintages: &[Observation], as_of: AsOf) -> Vec<Watched<'c>> {
    let sees = |seen: &&Observation| as_of.sees(seen.known_at());
    let known: Cow<'_, [Observation]> = match vintages.iter().all(|seen| sees(&seen)) {
        true => Cow::Borrowed(vintages),
        false => vintages.iter().filter(sees).cloned().collect::<Vec<_>>().into(),
    };
    let rules: Vec<_> = case.tripwires.iter().map(Tripwire::rule).collect();
    let last = as_of.date();
    let mut ground = ground(case);
    ground.told = verdicts::told(case, &known, &rules, last);
    let replayed = replay(&known, &ground, &rules, last);
    let mut frozen: Vec<Watched<'c>> = Vec::new();
    for (tripwire, replayed) in case.tripwires.iter().zip(replayed) {
        let digest = Digest::of(freeze(&replayed).as_bytes());
        frozen.push(Watched { tripwire, replayed, frozen: digest, outcomes: None, record: None });
    }
    // Only now does anybody look at what followed.
    let thens: Vec<_> = case.tripwires.iter().filter_map(|one| one.then.clone()).collect();
    let mut came = outcomes(&known, &ground, &thens, last).into_iter();
    for watched in frozen.iter_mut().filter(|watched| watched.tripwire.then.is_some()) {
        let came = came.next().expect("as many outcomes as events");
        watched.record = Some(score(&watched.replayed, &came, SEED));
        watched.outcomes = Some(came);
    }
    frozen
}

/// What the case says of its sources, in the words of the replay.
pub fn ground(case: &Case) -> Ground {
    let sources = case.sources.iter().map(|source| SourceDays {
        name: source.name.clone(),
        covered: source.covered,
        complete: source.complete.clone(),
        curated: source.curated,
    });
    let thin = case.thin.iter().map(|thin| ThinDays {
        actor: thin.actor,
        target: thin.target,
        period: thin.period,
    });
    Ground { sources: sources.collect(), thin: thin.collect(), told: Vec::new() }
}

/// A judged tripwire as a brief shows it.
pub fn said(case: &Case, watched: &Watched<'_>, language: Language) -> brief::Tripwire {
    let tripwire = watched.tripwire;
    let now = watched.replayed.now();
    let conditions: Vec<brief::Condition> = tripwire
        .conditions()
        .zip(&watched.replayed.conditions)
        .map(|(condition, judged)| words::condition(case, condition, judged, language))
        .collect();
    let entry = Citation::Case(format!("tripwires/{}", tripwire.name));
    let cited = conditions.iter().flat_map(|condition| condition.evidence.iter().cloned());
    brief::Tripwire {
        name: tripwire.name.clone(),
        says: language.pick(&tripwire.says, &tripwire.says_ko).to_owned(),
        state: now.state.name(),
        since: since(watched),
        because: words::because(tripwire, &conditions, now.state, language),
        evidence: Evidence::of(entry).and(cited),
        conditions,
        record: record(watched),
    }
}

/// Since when the state is what it is; where one could never tell, since anything of a condition is
/// known of which one cannot.
fn since(watched: &Watched<'_>) -> jiff::civil::Date {
    let now = watched.replayed.now();
    if now.state != State::CannotTell || watched.replayed.phases.len() > 1 {
        return now.from;
    }
    let untold = watched.replayed.conditions.iter().filter(|one| one.truth == Truth::Unknown);
    untold.map(|one| one.since).min().unwrap_or(now.from)
}

fn record(watched: &Watched<'_>) -> brief::Record {
    let Some(record) = &watched.record else {
        return brief::Record {
            fired: watched.replayed.raisings().len() as u64,
            ..Default::default()
        };
    };
    brief::Record {
        precedes: true,
        fired: record.fired as u64,
        hits: record.precision.map_or(0, |precision| precision.hits as u64),
        scored: record.precision.map_or(0, |precision| precision.n as u64),
        targets: record.targets as u64,
        lead_days_median: record.lead_days_median,
        anecdotal: record.anecdotal,
    }
}

/// A judged tripwire that cites only what a brief knows: it may watch others than the case's actors,
/// of whom a brief lists nothing.
pub(crate) fn on_known(mut tripwire: brief::Tripwire, known: &crate::Known) -> brief::Tripwire {
    let ids: std::collections::BTreeSet<_> =
        known.observations.iter().map(Observation::id).collect();
    let is_known = |cited: &Citation| match cited {
        Citation::Observation(id) => ids.contains(id),
        Citation::Source(_) | Citation::Case(_) => true,
    };
    for condition in &mut tripwire.conditions {
        condition.evidence.retain(is_known);
    }
    let entry = Evidence::of(Citation::Case(format!("tripwires/{}", tripwire.name)));
    tripwire.evidence =
        entry.and(tripwire.evidence.iter().filter(|cited| is_known(cited)).cloned());
    tripwire
}

/// The sentence of a judged tripwire in a brief.
pub(crate) fn sentence(tripwire: &brief::Tripwire, language: Language) -> Sentence {
    let says = &tripwire.says;
    let state = state_word(tripwire.state, language);
    let (since, because) = (language.day(tripwire.since), &tripwire.because);
    let record = words::record(&tripwire.record, language);
    let text = tell!(
        language,
        "{says} — {state} since {since}; {because}. {record}",
        "{says} — {since}부터 {state}; {because}. {record}"
    );
    Sentence::new(text, tripwire.evidence.clone())
}

/// A state in a word of the language.
pub(crate) fn state_word(state: &str, language: Language) -> &'static str {
    let all = [(State::Quiet, "조용함"), (State::Raised, "걸림"), (State::CannotTell, "판단 불가")];
    let found = all.into_iter().find(|(known, _)| known.name() == state);
    found.map_or("", |(known, korean)| language.pick(known.name(), korean))
}

#[cfg(test)]
mod tests;
