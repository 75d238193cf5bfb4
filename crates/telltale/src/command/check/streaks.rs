//! Streaks that a text claims: "fell for the third month in a row".

use telltale_brief::check::{self, ClaimedUnit, States};
use telltale_observation::{Modality, Month, Period};
use telltale_reader::stated::{self, Step, Streak, comes_after, streaks};
use telltale_reader::{Document, Reader, Sighting};

use super::Finding;
use super::claims::{Checking, Read, Span, about, common_unit, days, same_flow, told, unit_of};
use super::records;

/// Every streak of a text, with the flow that it is of where its way is told.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<(Streak, Option<Sighting>)> {
    let with_flow = |streak: Streak| {
        let stand_in = || streak.stand_in(text.document, text.sentences);
        let told = || beside(text, &streak).or_else(|| records::told(reader, &stand_in()));
        let seen = match streak.up {
            Some(_) => told(),
            // "Topped 3 million for the third month in a row": of the amount before it.
            None => beside(text, &streak).filter(|seen| is_level(text.document, &streak, seen)),
        };
        (streak, seen)
    };
    streaks(text.document).into_iter().map(with_flow).collect()
}

/// Every streak of the text whose way is told, and when it ended; or beside which something is told.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for (streak, seen) in &text.stated.streaks {
        let level = |seen| at_a_level(text, streak, seen);
        let finding = seen.as_ref().and_then(|seen| match streak.up {
            Some(_) => of(text, streak, seen),
            None => level(seen),
        });
        let Some(finding) = finding else { continue };
        let dated = finding.about.as_ref().is_some_and(|about| about.period.is_some());
        // A sentence of which nothing else is told either is listed as unread.
        let told = findings.iter().any(|one| one.sentence == finding.sentence);
        if dated || told {
            findings.push(finding);
        }
    }
}

/// Words that may stand between an amount and a streak of months above it, or below.
const LIGHT: &[&str] = &["for", "the", "a", "its", "their", "in", "at", "least"];

/// Whether a streak is one of an amount that was topped time and again, or kept below.
fn is_level(document: &Document, streak: &Streak, seen: &Sighting) -> bool {
    let Some(value) = seen.amount.as_ref().and_then(|amount| amount.value) else { return false };
    let bound = stated::written(&document.text, seen.span, value).bound;
    let between = document.text.get(seen.span.1..streak.span.0).unwrap_or_default().to_lowercase();
    let light = between.split_whitespace().all(|word| LIGHT.contains(&word));
    // "Rose above 3 million for the third month in a row" may be of the rises.
    let moved = stated::moved(document, streak.sentence, seen.span).is_some();
    light && !moved && matches!(bound, stated::Bound::AtLeast | stated::Bound::AtMost)
}

/// "Topped 3 million for the third month in a row": each of three months.
fn at_a_level(text: &Checking<'_, '_>, streak: &Streak, seen: &Sighting) -> Option<Finding> {
    let value = seen.amount.as_ref()?.value?;
    if streak.step != Step::Month || text.denial(streak.sentence, seen.span, true).is_some() {
        return None;
    }
    let last = last_step(seen.period?, streak.step)?;
    let first = last.months_earlier(streak.steps - 1)?;
    let period = Period::new(first.start(), last.end()).ok()?;
    let told = told(value, stated::written(&text.document.text, seen.span, value));
    let seen = Sighting { period: Some(period), ..seen.clone() };
    let claim = text.claim(&seen, States::Value(told), streak.sentence);
    let checked = text.bench_of(&seen).check_every_month(&claim, told);
    Some(Finding {
        kind: "rank",
        sentence: streak.sentence,
        span: streak.span,
        unit: None,
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}

/// The streak of a sentence, where there is one.
pub(super) fn within<'t>(text: &'t Checking<'_, '_>, sentence: Span) -> Option<&'t Streak> {
    let all = &text.stated.streaks;
    let next = all.partition_point(|(streak, _)| streak.sentence < sentence);
    all.get(next).map(|(streak, _)| streak).filter(|streak| streak.sentence == sentence)
}

fn of(text: &Checking<'_, '_>, streak: &Streak, seen: &Sighting) -> Option<Finding> {
    let up = streak.up?;
    let end = end_of(text, streak, seen).filter(|end| {
        // The year of "from a year earlier" is none in which a streak of months ended.
        let year = end.start().year().to_string();
        let words = &text.document.text[streak.sentence.0..streak.sentence.1];
        let whole = end.months().count() == 12 && streak.step != Step::Year;
        !whole || words.contains(&year)
    });
    let period = end.and_then(|period| last_step(period, streak.step));
    let seen = Sighting { period: period.or(seen.period), ..seen.clone() };
    let states = States::Moved { up, against: check::Against::Unsaid };
    let mut claim = text.claim(&seen, states, streak.sentence);
    claim.unit = unit(text, &seen, streak.sentence);
    let steps = streak.steps;
    let told = check::Streak { up, steps, yearly: streak.yearly };
    let checked = match period {
        Some(_) => text.bench_of(&seen).check_streak(&claim, told),
        // Of three quarters, months say nothing.
        None => {
            claim.period = None;
            text.bench_of(&seen).check(&claim)
        }
    };
    Some(Finding {
        kind: "change",
        sentence: streak.sentence,
        span: streak.span,
        unit: Some("ratio".to_owned()),
        found_in: None,
        about: Some(about(&claim)),
        checked,
    })
}

/// When a streak ended: of "reached 3 million in April, then fell for three months" not in April. An
/// amount behind the streak tells when, where there is one of a later time; else nobody does.
fn end_of(text: &Checking<'_, '_>, streak: &Streak, seen: &Sighting) -> Option<Period> {
    let of_flow = text.stated.reading.sightings.iter().filter(|other| {
        (streak.sentence.0..streak.sentence.1).contains(&other.span.0)
            && same_flow(other, seen)
            && other.amount.as_ref().is_some_and(|amount| amount.value.is_some())
    });
    let of_flow: Vec<&Sighting> = of_flow.collect();
    let sets_out = |amount: &&&Sighting| {
        let first = (amount.span.0, amount.span.1);
        first.1 <= streak.span.0
            && days(amount.period) == days(seen.period)
            && comes_after(text.document, streak, first)
    };
    if !of_flow.iter().any(|amount| sets_out(&amount)) {
        return seen.period;
    }
    let start = seen.period?.start();
    let later = of_flow.iter().filter(|other| streak.span.1 <= other.span.0);
    let later = later
        .filter_map(|other| other.period)
        .filter(|period| start < period.start())
        .max_by_key(|period| period.end());
    later.or_else(|| right_after(text, streak, seen.period?))
}

/// "Reached 3 million in April, then fell for three months": up to July, where that is the last month of
/// which a text of its day can tell, or the one before.
fn right_after(text: &Checking<'_, '_>, streak: &Streak, from: Period) -> Option<Period> {
    let end = from.as_month().filter(|_| streak.step == Step::Month)?.plus(streak.steps);
    let ago = Month::of(text.document.published).since(end);
    (1..=2).contains(&ago).then(|| Period::month(end))
}

/// The unit in which a sentence tells of the flow; that of what stands in for an amount is nobody's.
fn unit(text: &Checking<'_, '_>, seen: &Sighting, sentence: Span) -> ClaimedUnit {
    let mut all = text.stated.reading.sightings.iter().filter(|other| {
        (sentence.0..sentence.1).contains(&other.span.0)
            && same_flow(other, seen)
            && other.amount.as_ref().is_some_and(|amount| amount.value.is_some())
    });
    match common_unit(all.clone()) {
        // Of "1.6 billion yuan ($224 million)" it is the first.
        ClaimedUnit::Unsaid => {
            all.find_map(unit_of).map_or(ClaimedUnit::Unsaid, ClaimedUnit::Known)
        }
        unit => unit,
    }
}

/// The last month, quarter or year of a period, in which a streak of such ends: what is told "through
/// July" may begin with the year.
pub(super) fn last_step(period: Period, step: Step) -> Option<Period> {
    let months = period.months().count();
    let last = period.months().next_back()?;
    let (first, back) = match step {
        Step::Month => (last.first_day(), 1),
        Step::Quarter => (last.plus(-2).first_day(), 3),
        Step::Year => (last.plus(-11).first_day(), 12),
        Step::Unsaid => return matches!(months, 1 | 3 | 12).then_some(period),
    };
    let whole = period.end() == last.last_day() && last.number() % back == 0;
    let long = months >= usize::try_from(back).ok()?;
    (whole && long).then(|| Period::new(first, last.last_day()).ok()).flatten()
}

/// The flow of the amount right before a streak, if no other flow is named between the two.
fn beside(text: Read<'_>, streak: &Streak) -> Option<Sighting> {
    let valued = text.reading.sightings.iter().filter(|seen| {
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let amount = seen.amount.as_ref();
        happened
            && seen.channel.is_trade()
            && amount
                .is_some_and(|amount| amount.value.is_some() && amount.unit.as_deref() != Some("%"))
            && streak.sentence.0 <= seen.span.0
            && seen.span.1 <= streak.span.0
    });
    let last = valued.max_by_key(|seen| seen.span.1)?;
    let between = text.document.text[last.span.1..streak.span.0].to_lowercase();
    let flows = [
        "export", "import", "trade", "shipment", "purchase", "sales", "수출", "수입", "교역",
        "무역",
    ];
    (!flows.iter().any(|flow| between.contains(flow))).then(|| last.clone())
}
