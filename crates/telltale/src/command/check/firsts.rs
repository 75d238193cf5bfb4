//! That an amount was topped, or not reached, for the first time.

use telltale_brief::check::{Bound, States};
use telltale_observation::Modality;
use telltale_reader::Sighting;
use telltale_reader::stated::{self, First, Since};

use super::claims::{Checking, about, told};
use super::{Finding, records};

/// Every first time of the text whose sentence has one amount that bounds a flow.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for first in stated::firsts(text.document) {
        let found = of(text, &first);
        findings.extend(found);
    }
}

fn of(text: &Checking<'_, '_>, first: &First) -> Option<Finding> {
    let bounded = |seen: &&Sighting| {
        let value = seen.amount.as_ref().and_then(|amount| amount.value);
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let inside = first.sentence.0 <= seen.span.0 && seen.span.1 <= first.sentence.1;
        inside
            && happened
            && seen.channel.is_trade()
            && value.is_some_and(|value| {
                let told = told(value, stated::written(&text.document.text, seen.span, value));
                matches!(told.bound, Bound::AtLeast | Bound::AtMost)
            })
    };
    let mut all = text.stated.reading.sightings.iter().filter(bounded);
    let seen = all.next().filter(|_| all.next().is_none())?;
    if text.denial(first.sentence, seen.span, true).is_some() {
        return None;
    }
    let month = seen.period?.as_month()?;
    let since = match first.since {
        Since::Ever => None,
        since => {
            let since = records::month_of(since, month, text.document.published.year())?;
            Some(Some(since).filter(|since| *since < month)?)
        }
    };
    let value = seen.amount.as_ref()?.value?;
    let told = told(value, stated::written(&text.document.text, seen.span, value));
    let claim = text.claim(seen, States::Value(told), first.sentence);
    let checked = text.bench_of(seen).check_first(&claim, told, since);
    Some(Finding {
        kind: "rank",
        sentence: first.sentence,
        span: first.span,
        unit: None,
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}
