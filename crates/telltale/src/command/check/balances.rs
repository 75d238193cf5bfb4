//! Deficits and surpluses: exports less imports.

use telltale_brief::check::{self, Checked, Doubted, States};
use telltale_observation::{Channel, Modality, Month, Period};
use telltale_reader::stated::{self, Balance};
use telltale_reader::{Document, Reader, Sighting};

use super::Finding;
use super::claims::{Checking, Span, about, days, doubted, told};

/// Every balance of a text, with the amounts that it is said to be.
pub(super) fn read(reader: &Reader, document: &Document) -> Vec<(Balance, Vec<Sighting>)> {
    let with_amounts = |balance: Balance| {
        let mut seen = reader.read(&balance.as_exports);
        seen.retain(|seen| {
            let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
            let money = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
            let own = || balance.amount_in_text(document, seen.span).is_some();
            happened && money && seen.channel == Channel::TradeExports && own()
        });
        (balance, seen)
    };
    stated::balances(document).into_iter().map(with_amounts).collect()
}

/// Every balance of the text, in place of what else was made of its amounts.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for (balance, seen) in &text.stated.balances {
        let own = of(text, balance, seen);
        let same = |one: &Finding| own.iter().any(|own| own.span == one.span);
        findings.retain(|one| one.sentence != balance.sentence || !same(one));
        findings.extend(own);
    }
}

fn of(text: &Checking<'_, '_>, balance: &Balance, seen: &[Sighting]) -> Vec<Finding> {
    let amounts = seen.iter().filter_map(|seen| amount(text, balance, seen));
    let mut findings: Vec<Finding> = amounts.collect();
    findings.extend(movement(text, balance, seen));
    findings
}

/// How much it is said to be.
fn amount(text: &Checking<'_, '_>, balance: &Balance, seen: &Sighting) -> Option<Finding> {
    let value = seen.amount.as_ref()?.value?;
    let written = stated::written(&balance.as_exports.text, seen.span, value);
    let span = balance.amount_in_text(text.document, written.span)?;
    let told = told(value, written);
    let claim = text.claim(seen, States::Value(told), balance.sentence);
    let asked = check::Balance { surplus: balance.surplus, told: Some(told), moved: None };
    let checked = text.bench_of(seen).check_balance(&claim, asked);
    Some(Finding {
        kind: "value",
        sentence: balance.sentence,
        span,
        unit: seen.amount.as_ref().and_then(|amount| amount.unit.clone()),
        found_in: None,
        about: Some(about(&claim)),
        checked: with_doubt(text, balance, written.span, checked),
    })
}

/// That it got wider or narrower: than the other amount, or the month that is named. Where the text names
/// none, only what is so of the period before and of the year before can be told.
fn movement(text: &Checking<'_, '_>, balance: &Balance, seen: &[Sighting]) -> Option<Finding> {
    let (span, up) = balance.moved?;
    // "1.2 billion in June, narrowed to 0.9 billion in July": what it moved to stands behind the words.
    let to = text.document.text[span.0..span.1].ends_with(" to");
    let behind = seen.iter().find(|seen| {
        balance.amount_in_text(text.document, seen.span).is_some_and(|one| one.0 >= span.1)
    });
    let first = behind.filter(|_| to).or(seen.first())?;
    let other = seen.iter().find(|other| days(other.period) != days(first.period));
    // What "was 3 million in June and shrank to 2 million in July" is told of July.
    let later = |other: &&Sighting| {
        let start = |seen: &Sighting| seen.period.map(|period| period.start());
        balance.goes_on && start(first) < start(other)
    };
    let (first, other) = match other.filter(later) {
        Some(later) => (later, Some(first)),
        None => (first, other),
    };
    let last = first.period?.months().last()?;
    let named = || {
        let mut earlier = (1..=12).map(|back| last.plus(-back));
        earlier.find(|month: &Month| Some(month.number()) == balance.from).map(Period::month)
    };
    let length = i32::try_from(first.period?.months().count()).ok()?;
    let bases: Vec<Period> = match other.and_then(|other| other.period).or_else(named) {
        Some(base) => vec![base],
        None => {
            [length, 12].iter().filter_map(|back| first.period?.months_earlier(*back)).collect()
        }
    };
    let claim_of = |base| {
        let states = States::Moved { up, against: check::Against::Period(base) };
        text.claim(first, states, balance.sentence)
    };
    let run = |base: &Period| {
        let moved = Some((up, *base));
        let asked = check::Balance { surplus: balance.surplus, told: None, moved };
        text.bench_of(first).check_balance(&claim_of(*base), asked)
    };
    let all: Vec<Checked> = bases.iter().map(run).collect();
    let alike = all.windows(2).all(|two| two[0].outcome == two[1].outcome);
    let checked = all.into_iter().next()?;
    let checked = match alike {
        true => checked,
        false => checked.doubted(Doubted::NoBase, "", true, text.language),
    };
    Some(Finding {
        kind: "change",
        sentence: balance.sentence,
        span,
        unit: Some("ratio".to_owned()),
        found_in: None,
        about: Some(about(&claim_of(*bases.first()?))),
        checked,
    })
}

/// A claim that the sentence denies, hopes for or guesses.
fn with_doubt(
    text: &Checking<'_, '_>,
    balance: &Balance,
    number: Span,
    checked: Checked,
) -> Checked {
    let whole = (0, balance.as_exports.text.len());
    match stated::doubt(&balance.as_exports, whole, number, true, &[]) {
        Some(doubt) => checked.doubted(doubted(doubt.why), doubt.word, doubt.sure, text.language),
        None => checked,
    }
}
