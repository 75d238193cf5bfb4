//! A part of what crossed between two states: the trade of the two, the flow that the part is, its share.

use telltale_brief::check::{self, Checked, States};
use telltale_observation::Channel;
use telltale_reader::stated::{self, Crossed};
use telltale_reader::{Document, Reader, Sighting};

use super::Finding;
use super::claims::{Checking, Span, about, told};

/// Every such sentence of a text, with its trade and its flow.
pub(super) fn read(reader: &Reader, document: &Document) -> Vec<(Crossed, Sighting, Sighting)> {
    let only = |document: &Document, is: fn(Channel) -> bool| {
        let mut all = reader.read(document);
        all.retain(|seen| {
            seen.amount.as_ref().is_some_and(|amount| amount.value.is_some()) && is(seen.channel)
        });
        (all.len() == 1).then(|| all.swap_remove(0))
    };
    let one = |crossed: Crossed| {
        let trade = only(&crossed.as_trade, |channel| channel == Channel::TradeTotal)?;
        let flow = only(&crossed.as_flow, |channel| {
            matches!(channel, Channel::TradeExports | Channel::TradeImports)
        })?;
        let pair = |seen: &Sighting| {
            let mut two = [seen.actor, seen.target];
            two.sort_unstable();
            two
        };
        (pair(&trade) == pair(&flow)).then_some((crossed, trade, flow))
    };
    stated::crossed(document).into_iter().filter_map(one).collect()
}

/// The three claims of each such sentence, in place of what else was made of their numbers.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for (crossed, trade, flow) in &text.stated.crossings {
        let mut own: Vec<Finding> = Vec::new();
        own.extend(value(text, crossed.sentence, crossed.whole, trade));
        own.extend(value(text, crossed.sentence, crossed.part, flow));
        own.extend(crossed.percent.and_then(|span| share(text, crossed.sentence, span, flow)));
        let meets = |one: &Finding| {
            own.iter().any(|own| own.span.0 < one.span.1 && one.span.0 < own.span.1)
        };
        findings.retain(|one| one.sentence != crossed.sentence || !meets(one));
        findings.extend(own);
    }
}

/// An amount of the sentence, of the flow that its own plain sentence has.
fn value(text: &Checking<'_, '_>, sentence: Span, span: Span, seen: &Sighting) -> Option<Finding> {
    let amount = seen.amount.as_ref()?;
    let number = amount.value?;
    let told = told(number, stated::written(&text.document.text, span, number));
    let seen = Sighting { span, ..seen.clone() };
    let claim = text.claim(&seen, States::Value(told), sentence);
    Some(Finding {
        kind: "value",
        sentence,
        span,
        unit: amount.unit.clone(),
        found_in: None,
        about: Some(about(&claim)),
        checked: text.run(&claim, &seen),
    })
}

/// The share of the part.
fn share(text: &Checking<'_, '_>, sentence: Span, span: Span, flow: &Sighting) -> Option<Finding> {
    let all = stated::amounts(text.document, sentence);
    let number = all.iter().find(|one| one.span == span)?;
    let written = stated::written(&text.document.text, span, number.value);
    let number = check::Told { half: written.half / 100.0, ..told(number.value / 100.0, written) };
    let seen = Sighting { span, ..flow.clone() };
    let claim = text.claim(&seen, States::Value(number), sentence);
    let asked = check::Proportion { told: number, of_both: true, almost: false, since: None };
    let checked = text.bench_of(&seen).check_proportion(&claim, asked);
    let percent = |number: Option<f64>| number.map(|number| 100.0 * number);
    Some(Finding {
        kind: "share",
        sentence,
        span,
        unit: Some("%".to_owned()),
        found_in: Some("%"),
        about: Some(about(&claim)),
        checked: Checked {
            claimed: percent(checked.claimed),
            found: percent(checked.found),
            ..checked
        },
    })
}
