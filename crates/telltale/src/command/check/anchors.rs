//! An amount of a sentence that was found right: of whom the sentence speaks, and of when, is then sure,
//! and what else it says of the same flow can be held against the figures.

use telltale_brief::check::Outcome;
use telltale_observation::{Month, Period};
use telltale_reader::stated::Named;
use telltale_reader::{Sighting, stated};

use super::Finding;
use super::claims::{Checking, Span, same_flow, unit_of};

/// Words of flows out of a state, and of those into it: a sentence of both speaks of two flows.
const OUT: &[&str] =
    &["export", "shipment", "shipped", "sales", "sold", "sell", "수출", "판매", "수출액"];
const INTO: &[&str] = &["import", "purchase", "bought", "buy", "수입", "구매"];
const BOTH: &[&str] =
    &["total trade", "two-way trade", "bilateral trade", "trade between", "교역", "무역액"];

/// The amount nearest to some words of a sentence that was found right, where the sentence is of one
/// flow alone; the one before the words first.
pub(super) fn near(
    text: &Checking<'_, '_>,
    findings: &[Finding],
    sentence: Span,
    at: Span,
) -> Option<Sighting> {
    let inside = |span: Span| sentence.0 <= span.0 && span.1 <= sentence.1;
    let seen = || text.stated.reading.sightings.iter().filter(|seen| inside(seen.span));
    let mut trade = seen().filter(|seen| seen.channel.is_trade());
    let first = trade.next()?;
    if !trade.all(|other| same_flow(other, first)) || speaks_of_two(text, sentence) {
        return None;
    }
    let is_right = |span: Span| {
        let agrees = |one: &&Finding| {
            let outcome = one.checked.outcome;
            matches!(
                outcome,
                Outcome::Confirmed
                    | Outcome::Rounding
                    | Outcome::OlderVintage
                    | Outcome::NewerVintage
            )
        };
        let here = findings.iter().filter(|one| one.sentence == sentence && one.kind == "value");
        here.filter(agrees).any(|one| one.span.0 < span.1 && span.0 < one.span.1)
    };
    let right = seen().filter(|seen| {
        seen.channel.is_trade()
            && unit_of(seen).is_some()
            && seen.amount.as_ref().is_some_and(|amount| amount.value.is_some())
            && is_right(seen.span)
            && !stated::is_base(text.document, sentence, seen.span)
    });
    let mut right: Vec<&Sighting> = right.collect();
    // "302 million in July, up from 253 million in June and up from 249 million a year earlier": both are of
    // July's.
    right.retain(|seen| !stated::is_start(&text.document.text, seen.span));
    // "7월 3억 위안으로 6월(2억 위안)과 1년 전(1억 위안)보다".
    if right.iter().any(|seen| !text.in_brackets(seen.span.0)) {
        right.retain(|seen| !text.in_brackets(seen.span.0));
    }
    let before = right.iter().filter(|seen| seen.span.1 <= at.0).max_by_key(|seen| seen.span.1);
    before.or_else(|| right.first()).map(|seen| (*seen).clone())
}

fn speaks_of_two(text: &Checking<'_, '_>, sentence: Span) -> bool {
    let words = text.document.text[sentence.0..sentence.1].to_lowercase();
    let told = |all: &[&str]| all.iter().any(|word| words.contains(word));
    let sorts = [OUT, INTO, BOTH].into_iter().filter(|sort| told(sort)).count();
    sorts > 1
}

/// The period that a text names beside one of a flow, where it can be but one; of a month alone the last
/// one before the flow's own, if it is the last before the day of the text too.
pub(super) fn base(text: &Checking<'_, '_>, named: Named, of: Period) -> Option<Period> {
    let published = text.document.published;
    let length = i32::try_from(of.months().count()).ok()?;
    match named {
        Named::Month(number, Some(year)) => Month::new(year, number).map(Period::month),
        Named::Month(number, None) => {
            let own = of.as_month()?;
            let known = last_before(Month::of(published), number)?;
            (own.number() != number && last_before(own, number) == Some(known))
                .then(|| Period::month(known))
        }
        Named::Before if matches!(length, 1 | 3) && of.is_whole_months() => {
            of.months_earlier(length)
        }
        Named::Year => of.months_earlier(12),
        Named::LastYear if of.start().year() == published.year() => of.months_earlier(12),
        Named::Whole(year) if length == 12 && year != of.start().year() => {
            of.months_earlier(12 * i32::from(of.start().year() - year))
        }
        _ => None,
    }
}

/// How many months an amount told by its month alone may lie from that of the flow.
const MONTHS_MAX: i32 = 5;

/// The period of an amount beside that of a flow: of a month alone, the last one before the day of the
/// text, if it lies within half a year of the flow's.
pub(super) fn own(text: &Checking<'_, '_>, named: Named, of: Period) -> Option<Period> {
    if let (Named::Month(number, None), Some(month)) = (named, of.as_month()) {
        let known = last_before(Month::of(text.document.published), number)?;
        let near = known != month && known.since(month).abs() <= MONTHS_MAX;
        return near.then(|| Period::month(known));
    }
    base(text, named, of)
}

fn last_before(month: Month, number: i8) -> Option<Month> {
    (1..=12).map(|back| month.plus(-back)).find(|month| month.number() == number)
}
