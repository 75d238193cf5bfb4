//! Records and ranks that a text claims without an amount.

use telltale_brief::check::{Checked, States};
use telltale_observation::{Modality, Month};
use telltale_reader::stated::{Record, Since, partners, records};
use telltale_reader::{Document, Reader, Sighting};

use super::Finding;
use super::claims::{Checking, about};

/// Every record and rank of the text.
pub(super) fn find(text: &Checking<'_, '_>, reader: &Reader, findings: &mut Vec<Finding>) {
    for record in records(text.document) {
        findings.extend(record_of(text, reader, &record));
    }
    for partner in partners(text.document) {
        findings.push(Finding {
            kind: "rank",
            sentence: partner.sentence,
            span: partner.span,
            unit: None,
            found_in: None,
            about: None,
            checked: Checked::of_partners(partner.rank, text.language),
        });
    }
}

fn record_of(text: &Checking<'_, '_>, reader: &Reader, record: &Record) -> Option<Finding> {
    let seen = match record.stand_in(text.document) {
        Some((document, at)) => told(reader, &document, at)?,
        None => before(text, record)?,
    };
    let month = seen.period.and_then(|period| period.months().last());
    let since = match record.since {
        Since::Month(month) => Some(month),
        Since::Last(number) => {
            let month = month?;
            (1..=12).map(|back| month.plus(-back)).find(|month| month.number() == number)
        }
        Since::Months(n) => Some(month?.plus(-n)),
        Since::Ever => None,
    };
    // "Since December" of a month before it.
    if since.zip(month).is_some_and(|(since, month): (Month, Month)| since >= month) {
        return None;
    }
    let states = States::Record { highest: record.highest, since };
    let mut claim = text.claim(&seen, states, record.sentence);
    claim.unit = None;
    let checked = text.run(&claim, &seen);
    Some(Finding {
        kind: "rank",
        sentence: record.sentence,
        span: record.span,
        unit: None,
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}

/// The flow of the amount that stands in for a record.
pub(super) fn told(
    reader: &Reader,
    document: &Document,
    (from, to): (usize, usize),
) -> Option<Sighting> {
    let mut seen = reader.read_whole(document).sightings;
    let is = |seen: &Sighting| {
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let valued = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
        happened && valued && seen.span.0 < to && from < seen.span.1
    };
    let at = seen.iter().position(|seen| is(seen) && seen.channel.is_trade())?;
    Some(seen.swap_remove(at))
}

/// The flow of the amount right before a record, with no change between the two.
fn before(text: &Checking<'_, '_>, record: &Record) -> Option<Sighting> {
    let seen = text.stated.reading.sightings.iter().filter(|seen| {
        let valued = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        valued
            && happened
            && seen.channel.is_trade()
            && record.sentence.0 <= seen.span.0
            && seen.span.1 <= record.span.0
    });
    let last = seen.max_by_key(|seen| seen.span.1)?;
    let between = text.document.text[last.span.1..record.span.0].to_lowercase();
    let change = ["%", "percent", "per cent", "퍼센트"].iter().any(|word| between.contains(word));
    (!change).then(|| last.clone())
}
