//! How long a visit lasted: held against the days that the text itself tells, or else against those that are
//! recorded.

use telltale_brief::check::days_long;
use telltale_observation::{Channel, Observation};
use telltale_reader::Language;
use telltale_reader::stated::{self, Stay};

use super::super::Finding;
use super::super::claims::{Checking, Span};
use super::{Dated, agencies};

/// Words between a visit and a length by which this is of something else.
#[rustfmt::skip]
const APART: &[&str] = &[
    "when", "after", "before", "while", "as", "since", "who", "which", "that", "where", "until", "but", "though",
    "although", "because",
];

impl Dated {
    /// How long it is said to have lasted.
    pub(super) fn stay(&self, text: &Checking<'_, '_>) -> Option<Finding> {
        let stay = stated::stays(text.document, self.sentence).into_iter().next()?;
        self.own_days(text, stay).or_else(|| self.recorded_days(text, stay))
    }

    /// Where the text tells its first and its last day.
    fn own_days(&self, text: &Checking<'_, '_>, stay: Stay) -> Option<Finding> {
        let days = self.deed.period.days();
        let here = text.stated.deeds.iter().filter(|one| one.sentence == self.sentence);
        if days < 2 || self.deed.period.is_whole_months() || here.count() != 1 || !self.stays {
            return None;
        }
        // "A week" may be some days more or less.
        let told = if stay.rough && (stay.days - days).abs() <= ROUGH { days } else { stay.days };
        Some(Finding {
            kind: "consistency",
            sentence: self.sentence,
            span: stay.span,
            unit: Some("days".to_owned()),
            found_in: Some("days"),
            about: None,
            checked: days_long(told, days, text.language).into(),
        })
    }

    /// Where it tells its first day alone, and a record both.
    fn recorded_days(&self, text: &Checking<'_, '_>, stay: Stay) -> Option<Finding> {
        let visits = text
            .stated
            .deeds
            .iter()
            .filter(|one| one.sentence == self.sentence && one.deed.channel == Channel::Visit);
        let own = self.deed.channel == Channel::Visit
            && !self.deed.period.is_whole_months()
            && visits.count() == 1
            && stay.of_visit
            && self.is_beside(text, stay.span);
        if !own {
            return None;
        }
        let likeness = |record: &Observation| self.alike(text, record);
        let bench = text.bench_without(&agencies(text, self.sentence));
        let checked = bench.check_length(&self.deed, (stay.days, stay.rough), &likeness)?;
        Some(Finding {
            kind: "count",
            sentence: self.sentence,
            span: stay.span,
            unit: Some("days".to_owned()),
            found_in: Some("days"),
            about: Some(self.about()),
            checked,
        })
    }

    /// Whether nothing but the place and the day stands between its words and others.
    fn is_beside(&self, text: &Checking<'_, '_>, span: Span) -> bool {
        let (from, to) = match span.0 >= self.span.1 {
            true => (self.span.1, span.0),
            false => (span.1, self.span.0.max(span.1)),
        };
        let between = &text.document.text[from..to];
        let marks = between.contains([',', ';', ':', '—', '(']);
        let apart = between.split_whitespace().any(|word| APART.contains(&word));
        text.document.language == Language::Korean || !marks && !apart
    }
}

/// By how many days a length that is told in weeks may be off.
const ROUGH: i32 = 1;
