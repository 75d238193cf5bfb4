//! Directions that a text tells without a size: "higher than in May", "전달보다 줄어든". They are held
//! against the figures where an amount beside them was found right, and else listed as unread.

use telltale_brief::check::{Against, States};
use telltale_reader::stated::{self, Comparison};

use super::claims::{Checking, about, days};
use super::{Finding, anchors};

/// Every such direction of the text that nothing else tells.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for one in stated::comparisons(text.document) {
        if !is_told(findings, &one) {
            let found = of(text, findings, &one);
            findings.extend(found);
        }
    }
}

/// Whether a finding is of a direction: of a change, a rank, an expectation, or the text's own numbers.
pub(super) fn is_told(findings: &[Finding], one: &Comparison) -> bool {
    findings.iter().any(|finding| {
        finding.sentence == one.sentence
            && matches!(finding.kind, "change" | "rank" | "consistency" | "expectation")
            && finding.span.0 < one.span.1
            && one.span.0 < finding.span.1
    })
}

fn of(text: &Checking<'_, '_>, findings: &[Finding], one: &Comparison) -> Option<Finding> {
    let (up, named) = (one.up?, one.base?);
    let seen = anchors::near(text, findings, one.sentence, one.span)?;
    if !stated::is_of_amount(text.document, one, seen.span) {
        return None;
    }
    let base = anchors::base(text, named, seen.period?)?;
    if days(Some(base)) == days(seen.period) {
        return None;
    }
    let states = States::Moved { up, against: Against::Period(base) };
    let claim = text.claim(&seen, states, one.sentence);
    let checked = text.run(&claim, &seen);
    Some(Finding {
        kind: "change",
        sentence: one.sentence,
        span: one.span,
        unit: Some("ratio".to_owned()),
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}
