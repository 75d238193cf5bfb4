//! The flow, from top to bottom: raw bytes, observations, ledger, panel, measures, verdicts, brief.

use std::path::Path;

use telltale_brief::brief::Brief;
use telltale_brief::case::Case;
use telltale_brief::{Known, Language, compose, judge_all, measure, tripwires};
use telltale_ledger::{Filter, Ledger, WithIds};
use telltale_observation::{AsOf, Dyad, Kind, Observation};

use crate::case_folder::RawCase;
use crate::failure::Failure;
use crate::output;

/// Writes the brief of a case as of an instant, from its own tables or from a ledger.
pub(crate) fn brief(
    raw: &RawCase,
    ledger: Option<&Path>,
    as_of: AsOf,
    language: Language,
) -> Result<Brief, Failure> {
    let ledger = match ledger {
        Some(folder) => Ledger::open(folder)?,
        None => Ledger::in_memory(raw.observations()?)?,
    };
    let snapshot = ledger.as_of(as_of);
    let observations = declared(&raw.case, snapshot.observations(&about(&raw.case))?);
    let panel = snapshot.panel(WithIds::Yes)?;
    let amounts = amounts(&raw.case, &ledger, as_of)?;
    let known = Known::new(as_of, &observations, &panel);
    let known = amounts.as_ref().map_or(known, |amounts| known.with_vintages(amounts));
    let measures = measure(&raw.case, &known);
    let verdicts = judge_all(&raw.case, &known, &measures, language);
    let vintages = vintages(&raw.case, &ledger, as_of)?;
    let watched = tripwires::watched(&raw.case, &vintages, as_of);
    let tripwires = watched.iter().map(|one| tripwires::said(&raw.case, one, language)).collect();
    Ok(compose(&raw.case, &known, verdicts, tripwires, language))
}

/// Every vintage, known by an instant, of the amounts that the claims of a case may be held against;
/// `None` where nobody had claimed anything by then.
fn amounts(case: &Case, ledger: &Ledger, as_of: AsOf) -> Result<Option<Vec<Observation>>, Failure> {
    if !case.claims.iter().any(|claim| as_of.sees(claim.said_on)) {
        return Ok(None);
    }
    let kinds = Some(vec![Kind::Flow, Kind::Quantity]);
    let mut amounts = ledger.vintages_about(&Filter { kinds, ..about(case) }, as_of)?;
    amounts.retain(|seen| case.source(&seen.origin().source).is_some());
    Ok(Some(amounts))
}

/// Every vintage, known by an instant, of what the tripwires of a case watch, from sources that it
/// declares.
pub(crate) fn vintages(
    case: &Case,
    ledger: &Ledger,
    as_of: AsOf,
) -> Result<Vec<Observation>, Failure> {
    if case.tripwires.is_empty() {
        return Ok(Vec::new());
    }
    let watched = case.tripwires.iter().flat_map(|tripwire| {
        let conditions = tripwire.conditions().map(|condition| condition.watched.of.dyad);
        conditions.chain(tripwire.then.iter().map(|then| then.of.dyad))
    });
    vintages_of(case, watched, ledger, as_of)
}

/// Every vintage, known by an instant, of the case's own actors and of these, from sources that it
/// declares: what shows which days the sources cover.
pub(crate) fn vintages_of(
    case: &Case,
    dyads: impl Iterator<Item = Dyad>,
    ledger: &Ledger,
    as_of: AsOf,
) -> Result<Vec<Observation>, Failure> {
    let mut filter = about(case);
    let actors = filter.actors.get_or_insert_default();
    actors.extend(dyads.flat_map(|dyad| [Some(dyad.actor), dyad.target]).flatten());
    actors.sort_unstable();
    actors.dedup();
    let mut vintages = ledger.vintages_about(&filter, as_of)?;
    vintages.retain(|seen| case.source(&seen.origin().source).is_some());
    Ok(vintages)
}

/// The observations that a case may speak of: those of its subject and its partners.
fn about(case: &Case) -> Filter {
    let actors = case.partners.iter().copied().chain([case.subject]);
    Filter { actors: Some(actors.collect()), ..Filter::default() }
}

/// The observations of sources that the case declares. A ledger may hold others, of which the case
/// knows neither what they cover nor how to cite them.
fn declared(case: &Case, observations: Vec<Observation>) -> Vec<Observation> {
    let all = observations.len();
    let known: Vec<Observation> = observations
        .into_iter()
        .filter(|seen| case.source(&seen.origin().source).is_some())
        .collect();
    let left_out = all - known.len();
    if left_out > 0 {
        output::talk(&format!(
            "left out {left_out} observations of sources that the case does not declare"
        ));
    }
    known
}

/// The instant asked, or today, or the last day that the case covers if that is earlier.
pub(crate) fn as_of(asked: Option<AsOf>, case: &Case) -> AsOf {
    asked.unwrap_or_else(|| {
        let day = case.default_day(today());
        AsOf::day(day).expect("today and the days of a case are in range")
    })
}

/// The last day on which anything can have been known anywhere: today where a day begins first, fourteen
/// hours ahead of Greenwich.
#[expect(clippy::disallowed_methods, reason = "beside the one place that reads the clock")]
pub(crate) fn last_known_day() -> jiff::civil::Date {
    let first = jiff::tz::TimeZone::fixed(jiff::tz::offset(14));
    jiff::Timestamp::now().to_zoned_datetime(first).date()
}

/// The instant at which something is kept.
#[expect(clippy::disallowed_methods, reason = "beside the one place that reads the clock")]
pub(crate) fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Today where the program runs.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}
