//! What a text expects of flows, as claims that figures will decide.

use telltale_brief::case::Compared;
use telltale_brief::check::{Claimed, ClaimedGoods, ClaimedUnit, States};
use telltale_observation::{Month, Period};
use telltale_reader::stated::{self, StandIn};
use telltale_reader::{Basis, Document, Expectation, Reader, Sighting};

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

/// The month whose figures are awaited. Of "October's figures" in November it is the one just over,
/// though what is expected lies ahead.
fn awaited(document: &Document, period: Period) -> Period {
    let ahead = |month: Month| month.since(Month::of(document.published));
    match period.as_month().filter(|month| ahead(*month) >= FAR_AHEAD) {
        Some(month) => Period::month(month.plus(-12)),
        None => period,
    }
}
