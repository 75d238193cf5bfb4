//! Courses that a text tells over named months: "fell every month since May", "then rose in June and July".
//! They are held against the figures of each month where an amount beside them was found right, and else
//! listed as unread.

use telltale_brief::check::{self, Against, States};
use telltale_observation::Period;
use telltale_reader::Sighting;
use telltale_reader::stated::{self, Course, Over};

use super::claims::{Checking, Span, about};
use super::{Finding, anchors};

/// The fewest and the most months of a course.
const STEPS: std::ops::RangeInclusive<i32> = 1..=60;

/// Every such course of the text.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for sentence in text.stated.sentences() {
        let all = stated::courses(text.document, *sentence).into_iter();
        for course in all.filter(|course| course.monthly) {
            let found = of(text, findings, *sentence, &course);
            findings.extend(found);
        }
    }
}

fn of(
    text: &Checking<'_, '_>,
    findings: &[Finding],
    sentence: Span,
    course: &Course,
) -> Option<Finding> {
    let seen = anchors::near(text, findings, sentence, course.span)?;
    let own = seen.period?.as_month()?;
    let (end, steps) = match &course.over {
        Over::Since(named) => {
            let base = anchors::base(text, *named, seen.period?)?.as_month()?;
            (own, own.since(base))
        }
        Over::Months(months) => {
            let steps = i32::try_from(months.len()).ok()?;
            // They follow upon the month of the amount.
            let next = own.plus(1).number() == *months.first()?;
            (own.plus(steps), if next { steps } else { 0 })
        }
    };
    if !STEPS.contains(&steps) {
        return None;
    }
    let seen = Sighting { period: Some(Period::month(end)), ..seen };
    let states = States::Moved { up: course.up, against: Against::Unsaid };
    let claim = text.claim(&seen, states, sentence);
    let told = check::Streak { up: course.up, steps, yearly: Some(false) };
    let checked = text.bench_of(&seen).check_streak(&claim, told);
    Some(Finding {
        kind: "change",
        sentence,
        span: course.span,
        unit: Some("ratio".to_owned()),
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}
