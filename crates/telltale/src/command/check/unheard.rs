//! Words of a checked sentence that its claims leave out: that an amount is a record or the third rise
//! in a row, or on which days somebody came. Were they passed over, they would look confirmed with it.

use telltale_observation::{Channel, Modality};
use telltale_reader::stated::rankings;
use telltale_reader::{Document, Sighting};

use super::Finding;
use super::claims::{Span, Stated};

/// The most days of a deed that counts as dated: a month.
const DAYS_MAX: i32 = 31;

/// The words that were not checked, of sentences of which something was; in order.
pub(super) fn find(document: &Document, told: &Stated, findings: &[Finding]) -> Vec<Span> {
    let ranks = rankings(document).into_iter().filter(|ranking| {
        let here = || findings.iter().filter(|one| one.sentence == ranking.sentence);
        let hears =
            |one: &Finding| matches!(one.kind, "rank" | "change") && meet(one.span, ranking.word);
        here().next().is_some() && !here().any(hears)
    });
    let mut left: Vec<Span> = ranks.map(|ranking| ranking.span).collect();
    let deeds = told.reading.sightings.iter().filter(|seen| is_dated(seen));
    left.extend(deeds.filter_map(|seen| {
        let sentence = told.sentences().iter().find(|one| meet(**one, seen.span))?;
        let checked = findings.iter().any(|one| one.sentence == *sentence);
        checked.then(|| clause(document, *sentence, seen.span))
    }));
    left.sort_unstable();
    left.dedup();
    left
}

fn meet(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// What somebody does on a day, and what a reader may look up by it.
const DEEDS: &[Channel] =
    &[Channel::Visit, Channel::Meeting, Channel::Ceremony, Channel::Launch, Channel::NuclearTest];

/// Whether it is such a deed, of which the text says on which days or in which month it was.
fn is_dated(seen: &Sighting) -> bool {
    let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
    let days = seen.period.map(|period| (period.end() - period.start()).get_days() + 1);
    let deed = seen.amount.is_none() && DEEDS.contains(&seen.channel) && seen.because.dated;
    happened && deed && days.is_some_and(|days| days <= DAYS_MAX)
}

/// The clause around some words, between commas and the like.
fn clause(document: &Document, (from, to): Span, span: Span) -> Span {
    let joint = [", ", "; ", " — "];
    let (head, tail) = (&document.text[from..span.0.max(from)], &document.text[span.1.min(to)..to]);
    let start = joint.iter().filter_map(|joint| Some(head.rfind(joint)? + joint.len())).max();
    let end = joint.iter().filter_map(|joint| tail.find(joint)).min();
    (from + start.unwrap_or(0), end.map_or(to, |end| span.1 + end))
}
