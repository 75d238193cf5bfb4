//! What a text expects of flows, as claims that figures will decide.

use telltale_brief::case::Compared;
use telltale_brief::check::{Claimed, ClaimedGoods, ClaimedUnit, States};
use telltale_observation::{Month, Period};
use telltale_reader::stated::{self, StandIn};
use telltale_reader::{Basis, Document, Expectation, Reader, Reading, Sighting};

use super::claims::{Read, Span};
use super::records::told;

/// How many months ahead a month by its name alone is last year's, where figures are awaited.
const FAR_AHEAD: i32 = 9;

/// What a text expects of a flow.
pub(super) struct Expected {
    /// The sentence, in bytes of the text.
    pub(super) sentence: Span,
    /// The words of what is expected, in bytes of the text.
    pub(super) what: Span,
    /// What is expected of which flow.
    pub(super) claim: Claimed,
}

/// Everything that a text expects of flows, and that can mean one thing.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<Expected> {
    let expected = &text.reading.outlook.expectations;
    expected.iter().filter_map(|expected| one(reader, text, expected)).collect()
}

fn one(reader: &Reader, text: Read<'_>, expectation: &Expectation) -> Option<Expected> {
    let channel = expectation.channel.filter(|channel| channel.is_trade())?;
    let expected = stated::expected(text.document, text.sentences, expectation)?;
    let own = expected.stand_in.as_ref().and_then(|stand_in| flow(reader, stand_in));
    let claim = match own {
        Some(seen) => Claimed {
            actor: seen.actor,
            target: seen.target,
            channel: seen.channel,
            ..claim(text.document, expectation, &expected, seen.channel)
        },
        None => {
            // Who is told in another sentence, where this one only says "exports".
            let told = text.reading.sightings.iter().rev().find(|seen| {
                seen.channel == channel
                    && seen.span.0 <= expectation.span.1
                    && expectation.actor.is_none_or(|actor| seen.actor == Some(actor))
                    && expectation.target.is_none_or(|target| seen.target == Some(target))
            });
            let pair = told.map_or((None, None), |seen| (seen.actor, seen.target));
            Claimed {
                actor: expectation.actor.or(pair.0),
                target: expectation.target.or(pair.1),
                ..claim(text.document, expectation, &expected, channel)
            }
        }
    };
    Some(Expected { sentence: expectation.span, what: expectation.what, claim })
}

/// The flow that a sentence would be of that told an amount of it.
fn flow(reader: &Reader, stand_in: &StandIn) -> Option<Sighting> {
    told(reader, stand_in).filter(|seen| seen.actor.is_some() && seen.target.is_some())
}

fn claim(
    document: &Document,
    expectation: &Expectation,
    expected: &stated::Expected,
    channel: telltale_observation::Channel,
) -> Claimed {
    let compares = expected.against.and_then(|against| match against {
        Basis::Month => Some(Compared::Month),
        Basis::Year => Some(Compared::Year),
        Basis::PreviousYearTotal | Basis::Other => None,
    });
    Claimed {
        actor: None,
        target: None,
        channel,
        goods: ClaimedGoods::Everything,
        period: expectation.period.map(|period| awaited(document, period)),
        unit: ClaimedUnit::Unsaid,
        reported_by: None,
        states: States::Expectation { up: expected.up, growth: expected.growth, compares },
    }
}

/// Words behind which an amount beside an expectation is one that was.
const PAST: &[&str] =
    &[" which ", " after ", " having ", "compared", "following", " from ", "보다", "에서"];

/// Gives an amount or a change that is expected of a month by its name the month to come: "to rise 10 percent
/// in September", said in August, is of no September that was.
pub(super) fn settle(document: &Document, reading: &mut Reading) {
    let Reading { outlook, sightings, .. } = reading;
    for expectation in &outlook.expectations {
        let Some(month) = expectation.period.map(|period| awaited(document, period)) else {
            continue;
        };
        let Some(month) = month.as_month() else { continue };
        let (from, to) = expectation.what;
        let year = |month: Month| month.year().to_string();
        for seen in sightings.iter_mut().filter(|seen| seen.span.0 < to && from < seen.span.1) {
            let Some(read) = seen.period.and_then(Period::as_month) else { continue };
            let words = &document.text[from..to];
            // A change without an amount stands for its whole sentence.
            let ahead = document.text.get(from..seen.span.0).unwrap_or("").to_lowercase();
            let is_of_the_past =
                || words.contains(&year(read)) || PAST.iter().any(|word| ahead.contains(word));
            let Some(amount) = seen.amount.as_mut().filter(|_| seen.channel.is_trade()) else {
                continue;
            };
            if read < month && read.number() == month.number() && !is_of_the_past() {
                seen.period = Some(Period::month(month));
                // What it changed against was counted from the other year.
                amount.changes.iter_mut().for_each(|change| change.against = None);
            }
        }
    }
}

/// The month whose figures are awaited. Of "October's figures" in November it is the one just over,
/// though what is expected lies ahead.
fn awaited(document: &Document, period: Period) -> Period {
    let ahead = |month: Month| month.since(Month::of(document.published));
    match period.as_month().filter(|month| ahead(*month) >= FAR_AHEAD) {
        Some(month) => Period::month(month.plus(-12)),
        None => period,
    }
}
