//! An amount with a period of its own that another is held against: "above the 1.6 billion yuan recorded
//! in May". That the one lies above the other is a claim besides the two amounts.

use telltale_brief::check::{Against, Bound, States};
use telltale_observation::Period;
use telltale_reader::{Language, Sighting, stated};

use super::Finding;
use super::claims::{Checking, Span, about, days, denied, same_flow, told, unit_of};

/// The claim that the flow of a sentence lay above or below the amount that is its base.
pub(super) fn comparison(
    text: &Checking<'_, '_>,
    base: &Sighting,
    sentence: Span,
) -> Option<Finding> {
    if !base.channel.is_trade() || is_within_a_movement(text, base, sentence) {
        return None;
    }
    let than = stated::than_amount(text.document, sentence, base.span);
    let (up, span) = match than {
        Some((up, end)) => (up, (base.span.0, end)),
        None => (above(text, base, sentence)?, said(text, base.span, sentence)),
    };
    // "Exports were more than June's imports of 3 million" is of two flows.
    let period = subject(text, base, sentence, than.is_none())?;
    let seen = Sighting { period: Some(period), ..base.clone() };
    let against =
        Against::Period(base.period.filter(|base| days(Some(*base)) != days(Some(period)))?);
    let claim = text.claim(&seen, States::Moved { up, against }, sentence);
    let checked = text.run(&claim, &seen);
    Some(Finding {
        kind: "change",
        sentence,
        span,
        unit: Some("ratio".to_owned()),
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}

/// Whether the bound of a base says that something lay above it, or below.
fn above(text: &Checking<'_, '_>, base: &Sighting, sentence: Span) -> Option<bool> {
    if !stated::is_base(text.document, sentence, base.span) {
        return None;
    }
    let value = base.amount.as_ref()?.value?;
    let written = stated::written(&text.document.text, base.span, value);
    let denial = text.denial(sentence, base.span, true);
    match denial.map_or(told(value, written).bound, denied) {
        Bound::AtLeast | Bound::Above => Some(true),
        Bound::AtMost | Bound::Below => Some(false),
        Bound::Exactly | Bound::About | Bound::Not => None,
    }
}

/// Whether an amount stands within the words of a movement, which is a claim of its own: "3억 위안으로 6월의
/// 4억 위안보다 줄었다".
fn is_within_a_movement(text: &Checking<'_, '_>, base: &Sighting, sentence: Span) -> bool {
    let here = text.stated.reading.sightings.iter().filter(|seen| {
        (sentence.0..sentence.1).contains(&seen.span.0)
            && seen.amount.as_ref().is_some_and(|amount| amount.value.is_some())
    });
    let mut moves = here.filter_map(|seen| stated::moved(text.document, sentence, seen.span));
    moves.any(|moved| moved.span.0 < base.span.0 && base.span.1 < moved.span.1)
}

/// The amount with the words of the comparison: "below the 1.6 billion yuan", "16억 위안을 웃도는".
fn said(text: &Checking<'_, '_>, (from, to): Span, sentence: Span) -> Span {
    let words = &text.document.text;
    if text.document.language == Language::Korean {
        let behind = &words[to..sentence.1];
        let end = behind.match_indices([' ', ',', '.']).filter(|(at, _)| *at > 0).nth(1);
        return (from, end.map_or(sentence.1, |(at, _)| to + at));
    }
    let ahead = words[sentence.0..from].trim_end();
    let than = ahead.ends_with(" than the") || ahead.ends_with(" of the");
    let first = ahead.rmatch_indices(' ').nth(if than { 2 } else { 1 });
    (first.map_or(sentence.0, |(at, _)| sentence.0 + at + 1), to)
}

/// Of when the flow is that is held against a base: of the other amount of the sentence, or of the one
/// other time that it names, where one that stands alone will do.
fn subject(
    text: &Checking<'_, '_>,
    base: &Sighting,
    sentence: Span,
    alone: bool,
) -> Option<Period> {
    let other = text.stated.reading.sightings.iter().find(|other| {
        (sentence.0..sentence.1).contains(&other.span.0)
            && same_flow(other, base)
            && unit_of(other) == unit_of(base)
            && other.span != base.span
            && days(other.period) != days(base.period)
            && !stated::is_base(text.document, sentence, other.span)
            && stated::than_amount(text.document, sentence, other.span).is_none()
    });
    let named = || stated::other_period(text.document, sentence, base.span).filter(|_| alone);
    other.and_then(|other| other.period).or_else(named)
}

/// The words of a sentence that were read as denials of its bases: "fell short of", and they say nothing
/// of other numbers.
pub(super) fn denials(text: &Checking<'_, '_>, sentence: Span) -> Vec<Span> {
    let here = text.stated.reading.sightings.iter().filter(|seen| {
        (sentence.0..sentence.1).contains(&seen.span.0)
            && seen.amount.as_ref().is_some_and(|amount| amount.value.is_some())
            && stated::is_base(text.document, sentence, seen.span)
    });
    here.filter_map(|seen| Some(text.denial(sentence, seen.span, true)?.span)).collect()
}

/// Whether an amount has a time of its own that the reader took for that of what is held against it.
pub(super) fn is_unread(text: &Checking<'_, '_>, base: &Sighting, sentence: Span) -> bool {
    base.period.is_some()
        && stated::is_base(text.document, sentence, base.span)
        && (stated::other_period(text.document, sentence, base.span)
            .is_some_and(|other| days(Some(other)) == days(base.period)))
}
