//! Directions that a text tells without a size: "higher than in May", "전달보다 줄어든". They are held
//! against the figures where an amount beside them was found right, and else listed as unread.

use telltale_brief::check::{Against, Outcome, States};
use telltale_reader::stated::{self, Comparison, Named};
use telltale_reader::{Document, Language};

use super::claims::{Checking, about, days};
use super::{Finding, anchors};

/// Every such direction of the text that nothing else tells.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for one in stated::comparisons(text.document) {
        if !is_told(text.document, findings, &one) {
            let found = of(text, findings, &one);
            findings.extend(found);
        }
    }
}

/// Whether a finding is of a direction: of a change, a share, a rank, an expectation, or the text's own numbers.
pub(super) fn is_told(document: &Document, findings: &[Finding], one: &Comparison) -> bool {
    // "4월 3억 위안을 넘어선": no more than that April's amount, which was found right, was so much.
    let ahead = &document.text[one.sentence.0..one.span.0];
    let times = ["월", "달", "분기", "해", "년", "반기"];
    let opens =
        document.language == Language::Korean && !times.iter().any(|time| ahead.contains(time));
    let own = |finding: &Finding| {
        let month = finding.about.as_ref().and_then(|about| about.period?.as_month());
        let named = matches!(one.base, Some(Named::Month(number, _))
            if month.is_some_and(|month| month.number() == number));
        finding.kind == "value"
            && finding.checked.outcome == Outcome::Confirmed
            && opens
            && named
            && one.span.0 <= finding.span.0
            && finding.span.1 <= one.span.1
    };
    if findings.iter().any(own) {
        return true;
    }
    findings.iter().any(|finding| {
        finding.sentence == one.sentence
            && matches!(finding.kind, "change" | "rank" | "consistency" | "expectation" | "share")
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
