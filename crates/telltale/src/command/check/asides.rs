//! Amounts that stand beside one that was found right, with a time of their own: "(May: 3 million)",
//! "just below May's 3 million". That the one lies above the other is a claim of its own.

use telltale_brief::check::States;
use telltale_reader::Sighting;
use telltale_reader::stated::{self, Amount, Counts};

use super::claims::{Checking, Span, about, days, unit_of};
use super::{Finding, anchors, bases, unheard};

/// Every such amount that no finding holds.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for sentence in text.stated.sentences() {
        if !findings.iter().any(|one| one.sentence == *sentence && one.kind == "value") {
            continue;
        }
        // Beside a mean over months stands another mean.
        let words = &text.document.text[sentence.0..sentence.1];
        let mean = stated::speaks_of_average(words) || stated::names_average(words);
        if mean || text.behind_average(*sentence).is_some() {
            continue;
        }
        for amount in stated::amounts(text.document, *sentence) {
            if !unheard::is_held(findings, *sentence, &amount)
                && let Some((found, compared)) = of(text, findings, *sentence, &amount)
            {
                findings.push(found);
                findings.extend(compared);
            }
        }
    }
}

fn of(
    text: &Checking<'_, '_>,
    findings: &[Finding],
    sentence: Span,
    amount: &Amount,
) -> Option<(Finding, Option<Finding>)> {
    let named = stated::own_time(text.document, sentence, amount.span)?;
    let seen = anchors::near(text, findings, sentence, amount.span)?;
    let unit = unit_of(&seen)?;
    let same_unit = match amount.counts {
        Counts::Money => amount.unit.and_then(|unit| unit.parse().ok()) == Some(unit),
        // "1.47 billion" is of what the amount before it is of.
        Counts::Unsaid => amount.value >= 1e5,
        Counts::Share | Counts::Things => false,
    };
    let period = anchors::own(text, named, seen.period?)?;
    if !same_unit || days(Some(period)) == days(seen.period) {
        return None;
    }
    let written = stated::written(&text.document.text, amount.span, amount.value);
    // "Under the 3 million seen in May" says that May's was so much, and something else besides.
    let states = States::Value(text.told(amount.value, written, sentence, true));
    let mut claim = text.claim(&seen, states, sentence);
    claim.period = Some(period);
    let checked = text.run(&claim, &seen);
    let mut base = Sighting { span: amount.span, period: Some(period), ..seen.clone() };
    if let Some(size) = base.amount.as_mut() {
        size.value = Some(amount.value);
    }
    let compared = bases::comparison(text, &base, sentence);
    let found = Finding {
        kind: "value",
        sentence,
        span: amount.span,
        unit: seen.amount.as_ref().and_then(|amount| amount.unit.clone()),
        found_in: None,
        about: Some(about(&claim)),
        checked,
    };
    Some((found, compared))
}
