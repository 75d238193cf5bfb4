//! Growth that slowed or quickened from one rate to another: both are changes on the year, and which way it
//! went is between the two.

use telltale_brief::check::{self, Against, Checked, ClaimedUnit, States, Told};
use telltale_observation::Period;
use telltale_reader::stated::{self, Growth, growths};
use telltale_reader::{Reader, Sighting};

use super::claims::{Checking, Read, Span, about, told};
use super::{About, Finding, anchors, records};

/// Every such growth of a text, with the flow that it is of.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<(Growth, Option<Sighting>)> {
    let with_flow = |growth: Growth| {
        let seen = records::told(reader, &growth.stand_in(text.document, text.sentences));
        (growth, seen)
    };
    growths(text.document).into_iter().map(with_flow).collect()
}

/// Every such growth of the text, in place of what else was made of its rates.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for (growth, seen) in &text.stated.growths {
        let own = seen.as_ref().and_then(|seen| of(text, growth, seen));
        let Some(own) = own else { continue };
        let spans = [Some(growth.now), Some(growth.then), growth.points];
        let meets = |one: &Finding| {
            spans.iter().flatten().any(|span| one.span.0 < span.1 && span.0 < one.span.1)
        };
        findings
            .retain(|one| one.sentence != growth.sentence || one.kind != "change" || !meets(one));
        findings.extend(own);
    }
}

fn of(text: &Checking<'_, '_>, growth: &Growth, seen: &Sighting) -> Option<Vec<Finding>> {
    let period = seen.period?;
    let base = anchors::base(text, growth.base, period)?;
    let now = rate(text, growth, seen, (growth.now, period))?;
    let then = rate(text, growth, seen, (growth.then, base))?;
    let checked = check::rates_moved(&now.checked, &then.checked, growth.up, text.language);
    let moved = States::Moved { up: growth.up, against: Against::Period(base) };
    let claim = text.claim(seen, moved, growth.sentence);
    let way = finding(growth, growth.span, Some(about(&claim)), checked);
    let points = growth.points.and_then(|span| points(text, growth, span));
    let mut findings = vec![now, then, way];
    findings.extend(points);
    Some(findings)
}

/// A rate is a change on the year of its month.
fn rate(
    text: &Checking<'_, '_>,
    growth: &Growth,
    seen: &Sighting,
    (span, period): (Span, Period),
) -> Option<Finding> {
    let ratio = number(text, growth, span)?;
    let against = Against::Period(period.months_earlier(12)?);
    let seen = Sighting { period: Some(period), ..seen.clone() };
    let states = States::Change { ratio, against, value: None };
    let counted = stated::counted_in(text.document, growth.sentence);
    let unit = counted.and_then(|unit| unit.parse().ok());
    let unit = unit.map_or(ClaimedUnit::Unsaid, ClaimedUnit::Known);
    let claim = check::Claimed { unit, ..text.claim(&seen, states, growth.sentence) };
    let checked = text.run(&claim, &seen);
    let checked = text.in_no_currency(checked, &claim, ratio);
    Some(finding(growth, span, Some(about(&claim)), checked))
}

fn number(text: &Checking<'_, '_>, growth: &Growth, span: Span) -> Option<Told> {
    let all = stated::amounts(text.document, growth.sentence);
    let number = all.iter().find(|one| one.span == span)?;
    let written = stated::written(&text.document.text, span, number.value);
    let half = written.half / 100.0;
    Some(Told { half, ..told(number.value / 100.0, written) })
}

/// By how many points the text says that it went, beside its own two rates.
fn points(text: &Checking<'_, '_>, growth: &Growth, span: Span) -> Option<Finding> {
    let [now, then] = [number(text, growth, growth.now)?, number(text, growth, growth.then)?];
    let told = number(text, growth, span)?;
    let checked = check::two_rates(now, then, told, text.language).into();
    let finding = finding(growth, span, None, checked);
    Some(Finding { kind: "consistency", found_in: Some("ratio"), ..finding })
}

fn finding(growth: &Growth, span: Span, about: Option<About>, checked: Checked) -> Finding {
    Finding {
        kind: "change",
        sentence: growth.sentence,
        span,
        unit: Some("ratio".to_owned()),
        found_in: None,
        about,
        checked,
    }
}
