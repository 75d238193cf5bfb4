//! On which days somebody called on somebody, or launched something: held against the records of the
//! ledger.

use std::collections::BTreeSet;

use telltale_brief::check::{Deed, Likeness, days_long};
use telltale_observation::{Actor, Channel, Detail, Kind, Modality, Observation, Period};
use telltale_reader::stated::{self, Weapon};
use telltale_reader::{Mention, Reader, Sighting};

use super::claims::{Checking, Read, Span};
use super::{About, Finding};

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
    /// Whether the text tells its days; else they are that of the text.
    pub(super) dated: bool,
}

/// Every dated deed of a text.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<Dated> {
    let dates = stated::dates(text.document);
    let mut known = BTreeSet::new();
    let events = text.reading.sightings.iter().filter(|seen| seen.kind == Kind::Event);
    let all = events.filter_map(|seen| of(reader, text, &dates, seen));
    // Of a meeting both sides are told.
    all.filter(|one| one.dated && length(one.deed.period) <= DAYS_MAX)
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
    dated.filter(|one| reader.names_actors(words(*one), text.document.published)).collect()
}

/// A deed that somebody does to somebody, or a launch, with its days.
pub(super) fn of(
    reader: &Reader,
    text: Read<'_>,
    dates: &[stated::Dated],
    seen: &Sighting,
) -> Option<Dated> {
    let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
    let alone = matches!(seen.channel, Channel::Launch | Channel::NuclearTest);
    let judged = DEEDS.contains(&seen.channel) && seen.channel != Channel::Ceremony;
    if !happened || !judged || seen.target.is_none() != alone {
        return None;
    }
    let sentence = text.sentences.iter().copied().find(|one| meet(*one, seen.span))?;
    let trigger = seen.because.trigger?;
    let named: Vec<Span> = seen.because.actors.clone();
    let from = named.iter().map(|one| one.0).min().unwrap_or(trigger.0).min(trigger.0);
    let to = named.iter().map(|one| one.1).max().unwrap_or(trigger.1).max(trigger.1);
    let words = &text.document.text;
    let both = matches!(seen.channel, Channel::Meeting | Channel::Agreement);
    let mut people = reader.people(words, text.document.published);
    people.retain(|one| {
        let own = both || one.actor() == seen.actor;
        own && named.iter().any(|span| meet(*span, one.span))
    });
    let mut here = dates.iter().filter(|date| date.to_the_day && meet(date.span, sentence));
    let (first, more) = (here.next(), here.next().is_some());
    let told = seen.period.filter(|period| period.start() <= text.document.published);
    // "On 9 October", told in August, is of the year before.
    let last_year = || {
        let date = first.filter(|_| !more)?;
        let ahead = date.days.0 > text.document.published;
        Period::new(date.days.0, date.days.1).ok()?.months_earlier(12).filter(|_| ahead)
    };
    // A day that another sentence tells is too often that of something else.
    let own = told.filter(|told| {
        let says = |date: &stated::Dated| {
            meet(date.span, sentence) && date.days.0 <= told.end() && told.start() <= date.days.1
        };
        seen.because.dated && dates.iter().any(says)
    });
    let period = own.or_else(last_year);
    let deed = Deed {
        actor: seen.actor?,
        target: seen.target,
        channel: seen.channel,
        period: period.or(seen.period)?,
        by_name: !people.is_empty() && !more && own.is_some() && !seen.because.in_passing,
    };
    let weapon = Weapon::of(&words[sentence.0..sentence.1]);
    let span = (from, to);
    Some(Dated { deed, sentence, span, people, weapon, dated: period.is_some() })
}

fn length(period: Period) -> i32 {
    (period.end() - period.start()).get_days() + 1
}

/// Whether it is a deed of which the text says on which days or in which month it was.
pub(super) fn is_dated(seen: &Sighting) -> bool {
    let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
    let short = seen.period.is_some_and(|period| length(period) <= DAYS_MAX);
    let deed = seen.kind == Kind::Event && DEEDS.contains(&seen.channel);
    happened && deed && seen.because.dated && short
}

/// Holds every dated deed against the records.
pub(super) fn find(text: &Checking<'_, '_>, findings: &mut Vec<Finding>) {
    for dated in &text.stated.deeds {
        let likeness = |record: &Observation| dated.likeness(text.reader, record);
        let agencies = stated::agencies(&text.document.text[dated.sentence.0..dated.sentence.1]);
        let checked = text.bench_without(&agencies).check_deed(&dated.deed, &likeness);
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

    /// How long it is said to have lasted, where the text tells its first and its last day.
    fn stay(&self, text: &Checking<'_, '_>) -> Option<Finding> {
        let days = length(self.deed.period);
        let alone =
            text.stated.deeds.iter().filter(|one| one.sentence == self.sentence).count() == 1;
        let (span, told) = stated::stays(text.document, self.sentence).into_iter().next()?;
        if days < 2 || self.deed.period.is_whole_months() || !alone {
            return None;
        }
        Some(Finding {
            kind: "consistency",
            sentence: self.sentence,
            span,
            unit: Some("days".to_owned()),
            found_in: Some("days"),
            about: None,
            checked: days_long(told, days, text.language).into(),
        })
    }

    /// Everybody of whom it is.
    pub(super) fn actors(&self) -> impl Iterator<Item = Actor> {
        [Some(self.deed.actor), self.deed.target].into_iter().flatten()
    }

    /// Whether a record may be of this deed: one of the same sort, or of another that it comes with, by
    /// the people whom the text names.
    pub(super) fn likeness(&self, reader: &Reader, record: &Observation) -> Likeness {
        let Deed { actor, target, channel, .. } = self.deed;
        let Some(target) = target else {
            return of_weapon(self.weapon, record);
        };
        let goes = record.goes();
        let there = (goes.actor, goes.target) == (actor, Some(target));
        let fits = match (channel, record.channel()) {
            (Channel::Visit, Channel::Visit) => there,
            (Channel::Visit, Channel::Meeting | Channel::Ceremony) => {
                lies_in(reader, record, target)
            }
            (Channel::Meeting, Channel::Visit | Channel::Meeting) => true,
            // Two states sign but one thing a day.
            (Channel::Agreement, Channel::Agreement) => {
                let what = record.what().to_lowercase();
                let signed = ["sign", "treaty", "agreement", "pact"];
                if self.people.is_empty() && signed.iter().any(|word| what.contains(word)) {
                    return Likeness::Same;
                }
                true
            }
            _ => false,
        };
        if !fits {
            return Likeness::Other;
        }
        let day = record.period().start();
        let named = |one: &Mention| reader.names(record.what(), one.person, day);
        if !self.people.is_empty() && self.people.iter().all(named) {
            return Likeness::Same;
        }
        // A record that names somebody else of the same side is of somebody else.
        let other = reader.people(record.what(), day);
        let own_side = other.iter().any(|one| one.actor() == Some(actor));
        match own_side && !self.people.is_empty() && channel == Channel::Visit {
            true => Likeness::Other,
            false => Likeness::Unsaid,
        }
    }
}

/// Whether a record may be of a launch of some sort.
pub(super) fn of_weapon(weapon: Weapon, record: &Observation) -> Likeness {
    match weapon.is_told_by(Weapon::of(record.what())) {
        Some(true) => Likeness::Same,
        None => Likeness::Unsaid,
        Some(false) => Likeness::Other,
    }
}

/// Whether what a record tells was in a state.
fn lies_in(reader: &Reader, record: &Observation, state: Actor) -> bool {
    let day = record.period().start();
    match record.detail() {
        Detail::Event { place, .. } => reader.lies_in(place, state, day),
        _ => false,
    }
}

pub(super) fn meet(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}
