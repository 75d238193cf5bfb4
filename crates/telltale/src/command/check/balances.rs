//! Deficits and surpluses: exports less imports.

use telltale_brief::check::{self, Checked, Claimed, ClaimedUnit, Doubted, Outcome, States, Told};
use telltale_observation::{Actor, Channel, Modality, Month, Period};
use telltale_reader::stated::{self, Balance, Left, Since};
use telltale_reader::{Document, Language, Reader, Sighting};

use super::claims::{Checking, Span, about, days, doubted, told};
use super::named::is_named;
use super::{About, Finding, records};

/// A balance with the amounts that it is said to be.
pub(super) struct Read {
    pub(super) balance: Balance,
    pub(super) seen: Vec<Sighting>,
    /// Whose it is, the sentence does not say: "the deficit came to 2 million".
    open: bool,
}

/// Every balance of a text, with the amounts that it is said to be. Where the sentence leaves unsaid whose it
/// is, with whom, or of when, that is known from the sentences before.
pub(super) fn read(reader: &Reader, document: &Document) -> Vec<Read> {
    let sentences = document.sentences();
    let with_amounts = |balance: Balance| {
        let seen = amounts(reader, document, &balance, "");
        let whole = |seen: &Sighting| seen.actor.is_some() && seen.target.is_some();
        if seen.iter().any(|seen| whole(seen) && seen.period.is_some()) {
            return Read { balance, seen, open: false };
        }
        let at = sentences.partition_point(|(_, end)| *end <= balance.sentence.0);
        let from = sentences.get(at.saturating_sub(REACH)).map_or(0, |one| one.0);
        let before = document.text.get(from..balance.sentence.0).unwrap_or_default();
        let mut seen = amounts(reader, document, &balance, before);
        seen.retain(whole);
        let (from, to) = balance.sentence;
        let words = &document.text[from..to];
        let its = words.split_whitespace().any(|word| word.eq_ignore_ascii_case("its"));
        let open = !its && !reader.names_actors(words, document.published);
        // "Its monthly deficit" over a year is an average.
        let monthly = ["monthly", "월별", "월간"].iter().any(|word| words.contains(word));
        let one = |seen: &Sighting| seen.period.is_some_and(|period| period.as_month().is_some());
        seen.retain(|seen| !monthly || one(seen));
        Read { balance, seen, open }
    };
    stated::balances(document).into_iter().map(with_amounts).collect()
}

/// How many sentences before a balance are read with it.
const REACH: usize = 12;

/// The amounts of a balance, in the words of exports, read behind others.
fn amounts(reader: &Reader, document: &Document, balance: &Balance, before: &str) -> Vec<Sighting> {
    let own = &balance.as_exports;
    let mut seen = match before {
        "" => reader.read(own),
        before => reader.read(&own.with_text(format!("{before}{}", own.text))),
    };
    seen.retain_mut(|seen| {
        let Some(from) = seen.span.0.checked_sub(before.len()) else { return false };
        seen.span = (from, seen.span.1 - before.len());
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let money = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
        let own = || balance.amount_in_text(document, seen.span).is_some();
        happened && money && seen.channel == Channel::TradeExports && own()
    });
    seen
}

/// Every balance of the text, in place of what else was made of its amounts.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for Read { balance, seen, open } in &text.stated.balances {
        let own = of_either(text, balance, seen, *open);
        let same = |one: &Finding| own.iter().any(|own| own.span == one.span);
        findings.retain(|one| one.sentence != balance.sentence || !same(one));
        findings.extend(own);
    }
    for left in stated::left(text.document) {
        let found = of_left(text, findings, &left);
        findings.extend(found);
    }
}

/// A balance that is left of the two flows of its sentence, of which one was read.
fn of_left(text: &Checking<'_, '_>, findings: &[Finding], left: &Left) -> Option<Finding> {
    let flow = text.stated.reading.sightings.iter().find(|seen| {
        let one_way = matches!(seen.channel, Channel::TradeExports | Channel::TradeImports);
        let valued = seen.amount.as_ref().is_some_and(|amount| amount.value.is_some());
        one_way && valued && left.sentence.0 <= seen.span.0 && seen.span.1 <= left.words.0
    })?;
    let (actor, target) = (flow.actor?, flow.target?);
    let (actor, target) = match left.owner.map(|(from, to)| &text.document.text[from..to]) {
        None => (actor, target),
        Some(owner) if is_owner(text, actor, owner) => (actor, target),
        Some(owner) if is_owner(text, target, owner) => (target, actor),
        Some(_) => return None,
    };
    let held = findings.iter().any(|one| {
        one.sentence == left.sentence && one.span.0 < left.amount.1 && left.amount.0 < one.span.1
    });
    if held {
        return None;
    }
    let told = told(left.value, stated::written(&text.document.text, left.amount, left.value));
    let seen = Sighting { actor: Some(actor), target: Some(target), ..flow.clone() };
    let seen = Sighting { channel: Channel::TradeExports, ..seen };
    let unit = left.unit.parse().map_or(ClaimedUnit::Unknown, ClaimedUnit::Known);
    let claim = Claimed { unit, ..text.claim(&seen, States::Value(told), left.sentence) };
    let asked =
        check::Balance { surplus: left.surplus, told: Some(told), ..check::Balance::default() };
    let checked = text.bench_of(&seen).check_balance(&claim, asked);
    Some(Finding {
        kind: "value",
        sentence: left.sentence,
        span: left.amount,
        unit: Some(left.unit.to_owned()),
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}

/// Whether words name a state, by its own name or as the reader knows it: by its capital.
fn is_owner(text: &Checking<'_, '_>, actor: Actor, owner: &str) -> bool {
    let read = || {
        let of_owner = text.stated.owners.iter().find(|(words, _)| words == owner);
        of_owner.is_some_and(|(_, known)| *known == actor)
    };
    is_named(actor, owner) || read()
}

/// Whom the reader knows by the words for those to whom a balance is left.
pub(super) fn owners(reader: &Reader, document: &Document) -> Vec<(String, Actor)> {
    let known = |left: Left| {
        let (from, to) = left.owner?;
        let seen = reader.read(&left.of_owner(document)?);
        let actor = seen.iter().find(|seen| seen.channel == Channel::TradeExports)?.actor?;
        Some((document.text.get(from..to)?.to_owned(), actor))
    };
    stated::left(document).into_iter().filter_map(known).collect()
}

/// A balance of which the text does not say whose it is, is that of the one of the two that has such a one.
fn of_either(
    text: &Checking<'_, '_>,
    balance: &Balance,
    seen: &[Sighting],
    open: bool,
) -> Vec<Finding> {
    let own = of(text, balance, seen);
    let wrong =
        |found: &[Finding]| found.iter().any(|one| one.checked.outcome == Outcome::Contradicted);
    if !open || !wrong(&own) {
        return own;
    }
    let turned =
        |seen: &Sighting| Sighting { actor: seen.target, target: seen.actor, ..seen.clone() };
    let turned: Vec<Sighting> = seen.iter().map(turned).collect();
    let other = of(text, balance, &turned);
    if wrong(&other) { own } else { other }
}

fn of(text: &Checking<'_, '_>, balance: &Balance, seen: &[Sighting]) -> Vec<Finding> {
    let amounts = seen.iter().filter_map(|seen| amount(text, balance, seen));
    let mut findings: Vec<Finding> = amounts.collect();
    findings.extend(movement(text, balance, seen));
    findings.extend(by_how_much(text, balance, seen));
    findings.extend(stayed(text, balance, seen));
    findings.extend(record(text, balance, seen));
    findings
}

/// How much it is said to be.
fn amount(text: &Checking<'_, '_>, balance: &Balance, seen: &Sighting) -> Option<Finding> {
    let value = seen.amount.as_ref()?.value?;
    let written = stated::written(&balance.as_exports.text, seen.span, value);
    let span = balance.amount_in_text(text.document, written.span)?;
    let mut told = told(value, written);
    // "60억 위안에 못 미쳤다": the other was so much.
    if is_base(balance, span) {
        told.bound = check::Bound::Exactly;
    }
    let claim = text.claim(seen, States::Value(told), balance.sentence);
    let asked =
        check::Balance { surplus: balance.surplus, told: Some(told), ..check::Balance::default() };
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

/// How many bytes may stand between an amount and the verb that holds another against it: "에 ", "을 ".
const NEAR: usize = 8;

/// Whether an amount is what the verb of a Korean balance holds another against.
fn is_base(balance: &Balance, amount: Span) -> bool {
    let verb = balance.moved.filter(|_| balance.as_exports.language == Language::Korean);
    verb.is_some_and(|((from, _), _)| (amount.1..amount.1 + NEAR).contains(&from))
}

/// The period that a balance is held against, where the sentence names it: by its month, or how many months
/// before.
fn named_base(balance: &Balance, of: Period) -> Option<Period> {
    let last = of.months().last()?;
    let named = || {
        let mut earlier = (1..=12).map(|back| last.plus(-back));
        earlier.find(|month: &Month| Some(month.number()) == balance.from).map(Period::month)
    };
    let months = i32::try_from(of.months().count()).ok()?;
    let single = of.as_month().is_some();
    match balance.back {
        Some(12) => of.months_earlier(12),
        Some(back) if single && months == back => of.months_earlier(back),
        Some(_) => None,
        None => named().filter(|_| single),
    }
}

/// By how much it got wider or narrower: "21% 줄었다".
fn by_how_much(text: &Checking<'_, '_>, balance: &Balance, seen: &[Sighting]) -> Option<Finding> {
    let (span, (_, up)) = (balance.percent?, balance.moved?);
    let first = seen.first()?;
    let other = seen.iter().find(|other| days(other.period) != days(first.period));
    let base = named_base(balance, first.period?).or(other.and_then(|other| other.period))?;
    let all = stated::amounts(text.document, balance.sentence);
    let number = all.iter().find(|one| one.span.0 == span.0)?;
    let size = number.value / 100.0;
    let written = stated::written(&text.document.text, number.span, number.value);
    let ratio = Told { half: written.half / 100.0, ..told(if up { size } else { -size }, written) };
    let states = States::Change { ratio, against: check::Against::Period(base), value: None };
    let claim = text.claim(first, states, balance.sentence);
    let changed = Some((ratio, base));
    let asked = check::Balance { surplus: balance.surplus, changed, ..check::Balance::default() };
    let checked = text.bench_of(first).check_balance(&claim, asked);
    Some(change_of(balance, span, about(&claim), checked))
}

/// That it stayed as it was in the month that the sentence names.
fn stayed(text: &Checking<'_, '_>, balance: &Balance, seen: &[Sighting]) -> Option<Finding> {
    let (span, first) = (balance.kept?, seen.first()?);
    let base = named_base(balance, first.period?)?;
    let states = States::Moved { up: true, against: check::Against::Period(base) };
    let claim = text.claim(first, states, balance.sentence);
    let kept = Some(base);
    let asked = check::Balance { surplus: balance.surplus, kept, ..check::Balance::default() };
    let checked = text.bench_of(first).check_balance(&claim, asked);
    Some(change_of(balance, span, about(&claim), checked))
}

/// That it was the widest, or the narrowest, since a month.
fn record(text: &Checking<'_, '_>, balance: &Balance, seen: &[Sighting]) -> Option<Finding> {
    let (span, widest, since) = balance.record?;
    let first = seen.first()?;
    let month = first.period?.months().last()?;
    let since = match since {
        Since::Ever => None,
        since => {
            let since = records::month_of(since, month, text.document.published.year())?;
            Some(Some(since).filter(|since| *since < month)?)
        }
    };
    let states = States::Record { highest: widest, since };
    let claim = text.claim(first, states, balance.sentence);
    let record = Some((widest, since));
    let asked = check::Balance { surplus: balance.surplus, record, ..check::Balance::default() };
    let checked = text.bench_of(first).check_balance(&claim, asked);
    let finding = change_of(balance, span, about(&claim), checked);
    Some(Finding { kind: "rank", unit: None, ..finding })
}

fn change_of(balance: &Balance, span: Span, about: About, checked: Checked) -> Finding {
    Finding {
        kind: "change",
        sentence: balance.sentence,
        span,
        unit: Some("ratio".to_owned()),
        found_in: None,
        about: Some(about),
        checked,
    }
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
    let named = || named_base(balance, first.period?);
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
        let asked = check::Balance { surplus: balance.surplus, moved, ..check::Balance::default() };
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
    let words = &balance.as_exports.text;
    let whole = (0, words.len());
    // What says that it fell short of another was read as a movement.
    let korean = balance.as_exports.language == Language::Korean;
    let moved = balance.moved.filter(|_| korean).and_then(|((from, to), _)| {
        let verb = text.document.text.get(from..to)?;
        words.rfind(verb).map(|at| (at, at + verb.len()))
    });
    let read: Vec<Span> = moved.into_iter().collect();
    match stated::doubt(&balance.as_exports, whole, number, true, &read) {
        Some(doubt) => checked.doubted(doubted(doubt.why), doubt.word, doubt.sure, text.language),
        None => checked,
    }
}
