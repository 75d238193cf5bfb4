//! What a text says twice: in two units, or as an ordinal and a year.

use jiff::civil::Date;
use telltale_brief::Language;
use telltale_brief::check::{anniversary, two_units};
use telltale_reader::Document;
use telltale_reader::stated::{Anniversary, anniversaries, twice};

use super::Finding;

/// Every number of the text that another of its numbers tells too.
pub(super) fn findings(document: &Document, language: Language) -> Vec<Finding> {
    let sentences = document.sentences();
    let around = |span: (usize, usize)| {
        let found = sentences.iter().find(|(start, end)| (*start..*end).contains(&span.0));
        found.copied().unwrap_or(span)
    };
    let mut findings = Vec::new();
    for both in twice(document) {
        let agreement = two_units(both.first, both.second, both.converted, both.slack, language);
        findings.push(Finding {
            kind: "consistency",
            sentence: around(both.span),
            span: both.span,
            unit: Some(both.first.1.to_owned()),
            found_in: Some(both.second.1),
            about: None,
            checked: agreement.into(),
        });
    }
    let kept = anniversaries(document);
    for (at, one) in kept.iter().enumerate() {
        let Some((since, told)) = since(&kept, at) else { continue };
        let sure = one.dated && !around_new_year(document.published);
        let agreement = anniversary(one.ordinal, one.kept, since, sure, told, language);
        findings.push(Finding {
            kind: "consistency",
            sentence: one.sentence,
            span: one.span,
            unit: Some("years".to_owned()),
            found_in: Some("years"),
            about: None,
            checked: agreement.into(),
        });
    }
    findings
}

/// The year from which an anniversary counts: its own, or that of another one of the text to which
/// it is a year's neighbour.
fn since(all: &[Anniversary], at: usize) -> Option<(i16, bool)> {
    let one = &all[at];
    if let Some(year) = one.since {
        return Some((year, one.told));
    }
    let near = all.iter().filter(|other| (other.ordinal - one.ordinal).abs() <= 1);
    let agrees = |other: &&Anniversary| other.since == Some(one.kept - one.ordinal);
    near.filter(|other| other.since.is_some()).find(agrees)?.since.map(|year| (year, true))
}

/// Around a new year "the anniversary" may be last year's, or next year's.
fn around_new_year(day: Date) -> bool {
    matches!(day.month(), 1 | 2 | 12)
}
