//! How large one flow of two states is said to be beside the other way, or in the trade both ways.

use telltale_brief::check::{self, Checked, Claimed, ClaimedGoods, Outcome, States, Told};
use telltale_observation::{Actor, Channel, Modality};
use telltale_reader::stated::{Bound, Earlier, Proportion, Whole, proportions};
use telltale_reader::{Language, Reader, Sighting};

use super::claims::{Checking, Read, Span, about, bound_of, denied};
use super::named::is_named;
use super::{Finding, anchors, records};

/// Every proportion of a text, with the flow that it is of.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<(Proportion, Option<Sighting>)> {
    let with_flow = |told: Proportion| {
        let seen = match told.behind_amount {
            true => before(text, &told),
            false => records::told(reader, &told.stand_in(text.document, text.sentences)),
        };
        let seen = seen.filter(|seen| seen.target.is_some() || told.trade.is_none());
        let seen = seen.or_else(|| of_the_two(reader, text, &told));
        let seen = seen.map(|seen| with_partner(text, &told, seen));
        let seen = seen.filter(|seen| is_of_whole(text, &told, seen));
        (told, seen)
    };
    proportions(text.document).into_iter().map(with_flow).collect()
}

/// The flow of the amount right before a proportion.
fn before(text: Read<'_>, told: &Proportion) -> Option<Sighting> {
    let seen = text.reading.sightings.iter().filter(|seen| {
        let valued = seen
            .amount
            .as_ref()
            .is_some_and(|amount| amount.value.is_some() && amount.unit.as_deref() != Some("%"));
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        valued && happened && told.sentence.0 <= seen.span.0 && seen.span.1 <= told.words.0
    });
    seen.max_by_key(|seen| seen.span.1).cloned()
}

/// The flow of a proportion that names the trade of the two before it: "5월 북중 교역에서 중국의 수출이".
fn of_the_two(reader: &Reader, text: Read<'_>, told: &Proportion) -> Option<Sighting> {
    let (_, flow) = told.trade?;
    let mut all = reader.read(&told.trade_alone(text.document)?);
    let at = all.iter().position(|seen| seen.channel == Channel::TradeTotal)?;
    let trade = all.swap_remove(at);
    let (one, other) = (trade.actor?, trade.target?);
    let words = &text.document.text[flow.0..flow.1];
    let (actor, target) = match (is_named(one, words), is_named(other, words)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        _ => return None,
    };
    let channel = match (words.contains("수출"), words.contains("수입")) {
        (true, false) => Channel::TradeExports,
        (false, true) => Channel::TradeImports,
        _ => return None,
    };
    let (actor, target) = (Some(actor), Some(target));
    Some(Sighting { actor, target, channel, span: told.span, ..trade })
}

/// Of "China's exports made up 81 percent of its trade with Peru" the whole tells with whom.
fn with_partner(text: Read<'_>, told: &Proportion, seen: Sighting) -> Sighting {
    if seen.target.is_some() || told.whole != Whole::Both {
        return seen;
    }
    let words = &text.document.text[told.sentence.0..told.sentence.1];
    let named: Vec<Actor> = Actor::all().filter(|actor| is_named(*actor, words)).collect();
    let target = match named[..] {
        [one, other] if seen.actor == Some(one) => Some(other),
        [one, other] if seen.actor == Some(other) => Some(one),
        _ => None,
    };
    Sighting { target, ..seen }
}

/// Whether what a proportion is of is the same two states' other flow, or their trade.
fn is_of_whole(text: Read<'_>, told: &Proportion, seen: &Sighting) -> bool {
    let (Some(actor), Some(target)) = (seen.actor, seen.target) else { return false };
    let ahead = &text.document.text[told.sentence.0..told.words.0];
    if text.document.language == Language::Korean && is_of_goods(ahead) {
        return false;
    }
    let base = &text.document.text[told.base.0..told.base.1];
    let strange = |other: Actor| other != actor && other != target && is_named(other, base);
    if Actor::all().any(strange) {
        return false;
    }
    let other_way = match seen.channel {
        Channel::TradeExports => Whole::Imports,
        Channel::TradeImports => Whole::Exports,
        _ => return false,
    };
    // "As Peru sold to it": what the partner sold, it bought.
    let turned = match told.whole {
        Whole::Exports => Whole::Imports,
        Whole::Imports => Whole::Exports,
        Whole::Both => return true,
    };
    let (owner, partner) = owner_and_partner(base);
    match (is_named(actor, &owner), is_named(target, &owner)) {
        (_, false) => told.whole == other_way && !is_named(actor, &partner),
        (false, true) => turned == other_way && !is_named(target, &partner),
        (true, true) => false,
    }
}

/// Ends of Korean words that may stand right before "수출" and are no goods.
#[rustfmt::skip]
const NO_GOODS: &[&str] = &[
    "의", "월", "일", "년", "해", "달", "분기", "반기", "에서", "가운데", "중", "은", "는", "이", "가", "기간", "동안", "까지", ",", "들어",
];

/// Whether the last flow that Korean words name is one of some goods: "광물 수출이".
fn is_of_goods(ahead: &str) -> bool {
    let flow = ["수출", "수입"].iter().filter_map(|flow| ahead.rfind(flow)).max();
    let Some(before) = flow.map(|at| &ahead[..at]) else { return false };
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let toward = word.starts_with('대') && word.chars().count() == 2;
    let plain = word.is_empty() || toward || NO_GOODS.iter().any(|end| word.ends_with(end));
    !plain && !Actor::all().any(|actor| is_named(actor, word))
}

/// The words of a flow that name whose it is, and those that name with whom it was.
fn owner_and_partner(base: &str) -> (String, String) {
    let at = [" from ", " to ", " with "].iter().filter_map(|word| base.find(word)).min();
    if let Some(at) = at {
        return (base[..at].to_owned(), base[at..].to_owned());
    }
    let is_partner = |word: &&str| {
        ["에서", "으로부터", "에게서", "에", "로부터"].iter().any(|end| word.ends_with(end))
    };
    let (partner, owner): (Vec<&str>, Vec<&str>) = base.split(' ').partition(is_partner);
    (owner.join(" "), partner.join(" "))
}

/// Every proportion of the text, in place of what else was made of its number.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for (told, seen) in &text.stated.proportions {
        let own = seen.as_ref().map(|seen| of(text, told, seen)).unwrap_or_default();
        let is_of = |one: &Finding| {
            let meets = |span: Span| one.span.0 < span.1 && span.0 < one.span.1;
            let spans = [Some(told.span), told.before.map(|before| before.span)];
            one.sentence == told.sentence
                && matches!(one.kind, "change" | "share")
                && spans.into_iter().flatten().any(meets)
        };
        if own.is_empty() {
            let other = |one: &&mut Finding| is_of(one) && one.kind == "change";
            for finding in findings.iter_mut().filter(other) {
                finding.checked = Checked::of_another_flow(told.ratio, text.language);
            }
            continue;
        }
        findings.retain(|one| !is_of(one));
        findings.extend(own);
    }
}

/// A proportion, and what it was before.
fn of(text: &Checking<'_, '_>, told: &Proportion, seen: &Sighting) -> Vec<Finding> {
    let base = told.before.and_then(|before| anchors::base(text, before.when, seen.period?));
    let mut findings: Vec<Finding> = Vec::new();
    let since = told.before.zip(base).map(|(before, base)| (before.up, base));
    let number = size(text, told, (told.ratio, told.half, told.bound), told.span);
    findings.extend(finding(text, told, seen, (number, told.span, since)));
    if let Some((Earlier { span, ratio, half, bound, .. }, base)) = told.before.zip(base) {
        let then = Sighting { period: Some(base), ..seen.clone() };
        let number = size(text, told, (ratio, half, bound), span);
        findings.extend(finding(text, told, &then, (number, span, None)));
    }
    findings
}

/// A number with what is said of it.
fn size(
    text: &Checking<'_, '_>,
    told: &Proportion,
    (number, half, bound): (f64, f64, Bound),
    span: Span,
) -> Told {
    let denial = text.denial(told.sentence, span, false);
    Told { number, half, bound: denial.map_or(bound_of(bound), denied) }
}

type Asked = (Told, Span, Option<(bool, telltale_observation::Period)>);

fn finding(
    text: &Checking<'_, '_>,
    told: &Proportion,
    seen: &Sighting,
    (number, span, since): Asked,
) -> Option<Finding> {
    // The number is no amount, whatever the reader takes it for.
    let claim = text.claim(seen, States::Value(number), told.sentence);
    if claim.goods != ClaimedGoods::Everything {
        return None;
    }
    let asked = check::Proportion {
        told: number,
        of_both: told.whole == Whole::Both,
        almost: told.almost,
        since,
    };
    let checked = text.bench_of(seen).check_proportion(&claim, asked);
    let (claim, checked) = of_either(text, (claim, checked), (seen, told.sentence), asked);
    let (unit, scale) = if told.times { ("times", 1.0) } else { ("%", 100.0) };
    let scaled = |number: Option<f64>| number.map(|number| number * scale);
    Some(Finding {
        kind: "share",
        sentence: told.sentence,
        span,
        unit: Some(unit.to_owned()),
        found_in: Some(unit),
        about: Some(about(&claim)),
        checked: Checked {
            claimed: scaled(checked.claimed),
            found: scaled(checked.found),
            ..checked
        },
    })
}

/// "The trade of the two", and "exports" of it whose owner nobody names: what is true of the other of the two
/// is no false claim.
fn of_either(
    text: &Checking<'_, '_>,
    (claim, checked): (Claimed, Checked),
    (seen, sentence): (&Sighting, Span),
    asked: check::Proportion,
) -> (Claimed, Checked) {
    let wrong = checked.outcome == Outcome::Contradicted;
    if !wrong || !text.is_of_their_trade(&claim, seen, sentence) {
        return (claim, checked);
    }
    let turned = Claimed { actor: claim.target, target: claim.actor, ..claim.clone() };
    let other = text.bench_of(seen).check_proportion(&turned, asked);
    match other.outcome {
        Outcome::Confirmed | Outcome::Rounding => (turned, other),
        _ => (claim, checked),
    }
}
