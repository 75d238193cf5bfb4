//! Records and ranks that a text claims without an amount.

use telltale_brief::check::{Checked, Claimed, ClaimedUnit, States};
use telltale_observation::{Modality, Month};
use telltale_reader::stated::{Of, Record, Since, StandIn, partners, records};
use telltale_reader::{Reader, Sighting};

use super::Finding;
use super::claims::{Checking, Read, about, claimed_unit, common_unit, same_flow};

/// Every record of a text, with the flow that it is of.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<(Record, Option<Sighting>)> {
    let of = |record: &Record| match record.of {
        Of::StandIn(_) => told(reader, &record.stand_in(text.document, text.sentences)?),
        Of::Before => before(text, record),
        Of::Behind => behind(text, record),
    };
    let with_flow = |record: Record| {
        let seen = of(&record);
        (record, seen)
    };
    records(text.document).into_iter().map(with_flow).collect()
}

/// Every record and rank of the text.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for (record, seen) in &text.stated.records {
        findings.extend(seen.as_ref().and_then(|seen| record_of(text, record, seen)));
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

fn record_of(text: &Checking<'_, '_>, record: &Record, seen: &Sighting) -> Option<Finding> {
    let month = seen.period.and_then(|period| period.months().last());
    if let Since::OfYear(_) | Since::OfItsYear = record.since {
        return of_year(text, record, seen);
    }
    let since = match record.since {
        Since::Ever => None,
        since => Some(month_of(since, month?, text.document.published.year())?),
    };
    // "Since December" of a month before it.
    if since.zip(month).is_some_and(|(since, month): (Month, Month)| since >= month) {
        return None;
    }
    let states = States::Record { highest: record.highest, since };
    let claim = claim_of(text, record, seen, states);
    let checked = text.run(&claim, seen);
    Some(finding(record, &claim, checked))
}

/// A month that is said to be the highest or the lowest of its year; a year or a span is none.
fn of_year(text: &Checking<'_, '_>, record: &Record, seen: &Sighting) -> Option<Finding> {
    let month = seen.period.and_then(|period| period.as_month())?;
    if let Since::OfYear(year) = record.since
        && month.year() != year
    {
        return None;
    }
    let states = States::Record { highest: record.highest, since: None };
    let claim = claim_of(text, record, seen, states);
    let until = Month::of(text.document.published).plus(-1);
    let checked = text.bench_of(seen).check_month_of_year(&claim, record.highest, until);
    Some(finding(record, &claim, checked))
}

fn claim_of(text: &Checking<'_, '_>, record: &Record, seen: &Sighting, states: States) -> Claimed {
    let unit = match record.of {
        Of::StandIn(_) => unit(text, seen, record),
        Of::Before | Of::Behind => claimed_unit(seen),
    };
    Claimed { unit, ..text.claim(seen, states, record.sentence) }
}

fn finding(record: &Record, claim: &Claimed, checked: Checked) -> Finding {
    Finding {
        kind: "rank",
        sentence: record.sentence,
        span: record.span,
        unit: None,
        found_in: None,
        about: Some(about(claim)),
        checked,
    }
}

/// Since which month it is that nothing was higher or lower than in this one; `None` where the words may
/// mean two.
pub(super) fn month_of(since: Since, month: Month, published: i16) -> Option<Month> {
    let last =
        |number: i8| (1..=12).map(|back| month.plus(-back)).find(|month| month.number() == number);
    match since {
        Since::Month(month) => Some(month),
        Since::Last(number) => last(number),
        Since::LastYear(number) => Month::new(published - 1, number),
        Since::LastNamed(number) => last(number).filter(|last| last.year() < published),
        Since::Months(n) => Some(month.plus(-n)),
        Since::ThisYear if month.year() == published => Month::new(published - 1, 12),
        Since::ThisYear | Since::Ever | Since::OfYear(_) | Since::OfItsYear => None,
    }
}

/// The unit in which a sentence tells of a record's flow, where it is one; that of what stands in for an
/// amount is nobody's.
fn unit(text: &Checking<'_, '_>, seen: &Sighting, record: &Record) -> ClaimedUnit {
    let here = text.stated.reading.sightings.iter().filter(|other| {
        record.sentence.0 <= other.span.0
            && other.span.1 <= record.sentence.1
            && same_flow(other, seen)
            && other.amount.as_ref().is_some_and(|amount| amount.value.is_some())
    });
    common_unit(here)
}

/// The flow of the amount right behind a record: "a record $5 million".
fn behind(text: Read<'_>, record: &Record) -> Option<Sighting> {
    let valued = text.reading.sightings.iter().filter(|seen| {
        let valued = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        valued && happened && seen.channel.is_trade() && record.span.1 <= seen.span.0
    });
    let next = valued.min_by_key(|seen| seen.span.0)?;
    text.document.text[record.span.1..next.span.0].trim().is_empty().then(|| next.clone())
}

/// The flow of the amount that stands in for a record.
pub(super) fn told(reader: &Reader, stand_in: &StandIn) -> Option<Sighting> {
    let (from, to) = stand_in.amount;
    let mut seen = reader.read(&stand_in.document);
    let is = |seen: &Sighting| {
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let valued = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
        happened && valued && seen.span.0 < to && from < seen.span.1
    };
    let at = seen.iter().position(|seen| is(seen) && seen.channel.is_trade())?;
    Some(stand_in.in_text(seen.swap_remove(at)))
}

/// The flow of the amount right before a record, with no change between the two.
fn before(text: Read<'_>, record: &Record) -> Option<Sighting> {
    let seen = text.reading.sightings.iter().filter(|seen| {
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
