//! On which days somebody called on somebody, or launched something: held against the records of the
//! ledger.

mod alike;
mod listed;
mod stays;
mod told;
mod when;

use std::collections::BTreeSet;

use telltale_brief::check::{Deed, Doubted};
use telltale_observation::{Actor, Channel, Kind, Modality, Mode, Observation, Period};
use telltale_reader::stated::{self, Weapon};
use telltale_reader::{Mention, Reader, Sighting};

use super::claims::{Checking, Read, Span};
use super::{About, Finding};

pub(super) use alike::of_weapon;
pub(super) use told::{People, of, told_again};

/// What somebody does on a day, and what a reader may look up by it.
#[rustfmt::skip]
pub(super) const DEEDS: &[Channel] = &[
    Channel::Visit, Channel::Meeting, Channel::Ceremony, Channel::Agreement, Channel::Launch,
    Channel::NuclearTest,
];

/// The most days of a deed that counts as dated: a month.
const DAYS_MAX: i32 = 31;

/// A deed that the text dates.
pub(super) struct Dated {
    pub(super) deed: Deed,
    pub(super) sentence: Span,
    /// Its words: who, what, whom.
    span: Span,
    pub(super) people: Vec<Mention>,
    weapon: Weapon,
    /// Whether it is a treaty.
    treaty: bool,
    /// Whether the text tells its days; else they are that of the text.
    pub(super) dated: bool,
    /// Whether how long it lasted may be held against them.
    stays: bool,
    /// The words of its day.
    day: Option<Span>,
}

/// Every dated deed of a text.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<Dated> {
    let dates = stated::dates(text.document);
    let mut known = BTreeSet::new();
    let events = text.reading.sightings.iter().filter(|seen| seen.kind == Kind::Event);
    let people = People::of(reader, text.document);
    let all = events.filter_map(|seen| of(&people, text, &dates, seen));
    let all = all.flat_map(|one| listed::each(text.document, one));
    // Of a meeting both sides are told.
    all.filter(|one| one.dated && one.deed.period.days() <= DAYS_MAX)
        .filter(|one| known.insert((one.span, one.deed.channel, one.deed.period.start())))
        .collect()
}

/// Sentences that name somebody and a day of the calendar: whatever it is, it is dated.
pub(super) fn sentences(reader: &Reader, text: Read<'_>) -> Vec<Span> {
    let words = |(from, to): Span| &text.document.text[from..to];
    let dates = stated::dates(text.document);
    let days: Vec<Span> = dates
        .iter()
        .filter(|date| {
            date.to_the_day && words(date.span).contains(|one: char| one.is_ascii_digit())
        })
        .map(|date| date.span)
        .collect();
    let all = text.sentences.iter().copied();
    let dated = all.filter(|sentence| days.iter().any(|day| meet(*day, *sentence)));
    let dated = dated.filter(|one| !stated::is_dateline(text.document, *one));
    // Of "Kim" only the whole text knows that somebody is meant.
    let people = reader.people(&text.document.text, text.document.published);
    let names = |one: &Span| {
        people.iter().any(|name| meet(name.span, *one))
            || reader.names_actors(words(*one), text.document.published)
    };
    dated.filter(names).collect()
}

/// Whether it is a deed of which the text says on which days or in which month it was.
pub(super) fn is_dated(seen: &Sighting) -> bool {
    let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
    let short = seen.period.is_some_and(|period| period.days() <= DAYS_MAX);
    let deed = seen.kind == Kind::Event && seen.mode == Mode::Deed && DEEDS.contains(&seen.channel);
    happened && deed && seen.because.dated && short
}

/// Holds every dated deed against the records.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for dated in &text.stated.deeds {
        let likeness = |record: &Observation| dated.alike(text, record);
        let words = &text.document.text[dated.sentence.0..dated.sentence.1];
        let bench = text.bench_without(&agencies(text, dated.sentence));
        let mut checked = bench.check_deed(&dated.deed, &likeness);
        if stated::is_unsure(words) {
            checked = checked.doubted(Doubted::Denied, "", true, text.language);
        }
        findings.push(Finding {
            kind: "deed",
            sentence: dated.sentence,
            span: dated.span,
            unit: None,
            found_in: None,
            about: Some(dated.about()),
            checked,
        });
        findings.extend(dated.stay(text));
    }
}

/// The agencies that a sentence names, or the dateline before it: what they report is no second witness.
pub(super) fn agencies(text: &Checking<'_, '_>, sentence: Span) -> Vec<&'static str> {
    let all = text.stated.sentences();
    let at = all.partition_point(|one| one.0 < sentence.0);
    let before = at.checked_sub(1).and_then(|at| all.get(at));
    let dateline = before.filter(|one| stated::is_dateline(text.document, **one));
    let from = dateline.map_or(sentence.0, |one| one.0);
    stated::agencies(&text.document.text[from..sentence.1])
}

impl Dated {
    /// The same deed over other days, told in another sentence.
    pub(super) fn over(&self, period: Period, sentence: Span) -> Dated {
        let deed = Deed { period, ..self.deed };
        Dated { deed, sentence, people: self.people.clone(), ..*self }
    }

    pub(super) fn about(&self) -> About {
        About {
            actor: Some(self.deed.actor),
            target: self.deed.target,
            channel: self.deed.channel,
            commodity: None,
            period: Some(self.deed.period),
        }
    }

    /// Everybody of whom it is.
    pub(super) fn actors(&self) -> impl Iterator<Item = Actor> {
        [Some(self.deed.actor), self.deed.target].into_iter().flatten()
    }
}

pub(super) fn meet(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}
