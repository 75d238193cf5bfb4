//! On which days somebody called on somebody, or launched something: held against the records of the
//! ledger.

use std::collections::BTreeSet;

use telltale_brief::check::{Deed, Doubted, Likeness, days_long};
use telltale_observation::{
    Actor, Channel, Detail, HOST_A_VISIT, Kind, Modality, Mode, Observation, Period,
};
use telltale_reader::stated::{self, Weapon};
use telltale_reader::{Document, Language, Mention, Place, PlaceSort, Reader, Sighting};

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
    /// Whether it is a treaty.
    treaty: bool,
    /// Whether the text tells its days; else they are that of the text.
    pub(super) dated: bool,
    /// Whether how long it lasted may be held against them.
    stays: bool,
}

/// Every dated deed of a text.
pub(super) fn read(reader: &Reader, text: Read<'_>) -> Vec<Dated> {
    let dates = stated::dates(text.document);
    let mut known = BTreeSet::new();
    let events = text.reading.sightings.iter().filter(|seen| seen.kind == Kind::Event);
    let people = reader.people(&text.document.text, text.document.published);
    let all = events.filter_map(|seen| of(&people, text, &dates, seen));
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
    dated.filter(|one| reader.names_actors(words(*one), text.document.published)).collect()
}

/// A deed that somebody does to somebody, or a launch, with its days.
pub(super) fn of(
    people: &[Mention],
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
    let whole = &text.document.text;
    if stated::is_put_off(&whole[sentence.0..sentence.1]) {
        return None;
    }
    let trigger = seen.because.trigger?;
    let named = &seen.because.actors;
    let from = named.iter().map(|one| one.0).min().unwrap_or(trigger.0).min(trigger.0);
    let to = named.iter().map(|one| one.1).max().unwrap_or(trigger.1).max(trigger.1);
    // Of a visit as the host tells it the guest is who goes.
    let hosts = seen.code.is_some_and(|code| code.code == HOST_A_VISIT);
    let (actor, target) = match (hosts, seen.target) {
        (true, Some(guest)) => (guest, seen.actor),
        _ => (seen.actor?, seen.target),
    };
    let people = who(people, text, named, (actor, seen.channel));
    let when = When::of(text, dates, sentence, seen);
    // Where several things are told, the day may be another's.
    let triggers = text.reading.sightings.iter().filter(|one| meet(one.span, sentence));
    let triggers: BTreeSet<Span> = triggers.filter_map(|one| one.because.trigger).collect();
    let plain = triggers.len() == 1
        && when.alone
        && !seen.because.in_passing
        && !stated::is_back(&whole[sentence.0..sentence.1]);
    let deed = Deed {
        actor,
        target,
        channel: seen.channel,
        period: when.days.or(seen.period)?,
        by_name: !people.is_empty() && plain && when.own,
    };
    let day = when.day.filter(|day| to <= day.0 && day.0 - to <= DAY_NEAR);
    let span = (from, day.map_or(to, |day| day.1));
    let weapon = weapon((text.document, dates), sentence, (from, trigger.0, to));
    let own = whole[sentence.0..sentence.1].to_lowercase();
    let treaty = own.contains("treaty") || own.contains("조약");
    Some(Dated {
        deed,
        sentence,
        span,
        people,
        weapon,
        treaty,
        dated: when.days.is_some(),
        stays: when.stays,
    })
}

/// How many letters may stand between a deed and its day for the day to be shown with it.
const DAY_NEAR: usize = 24;

/// The people who did it: of a visit those of the guest's side.
fn who(
    people: &[Mention],
    text: Read<'_>,
    named: &[Span],
    (actor, channel): (Actor, Channel),
) -> Vec<Mention> {
    let both = matches!(channel, Channel::Meeting | Channel::Agreement);
    let did = |one: &&Mention| {
        let own = both || one.actor() == Some(actor);
        let told = named.iter().any(|span| meet(*span, one.span));
        own && told && !stated::is_of_somebody_else(text.document, one.span)
    };
    people.iter().filter(did).cloned().collect()
}

/// The sort of missile that the words of a launch name, or else its sentence: those from its verb to its day
/// in English, and from its day to its verb in Korean.
fn weapon(
    (document, dates): (&Document, &[stated::Dated]),
    sentence: Span,
    (from, verb, to): (usize, usize, usize),
) -> Weapon {
    let (from, to) = match document.language {
        Language::English => {
            let clause = document.text[to..sentence.1].find([',', ';', '.', '—']);
            let end = clause.map_or(sentence.1, |at| to + at);
            let day = dates.iter().map(|date| date.span.0).find(|at| (to..end).contains(at));
            (verb, day.unwrap_or(end))
        }
        _ => {
            let day = dates.iter().map(|date| date.span.1).rfind(|at| (from..to).contains(at));
            (day.unwrap_or(from), to)
        }
    };
    match Weapon::of(&document.text[from..to]) {
        own if own == Weapon::default() => Weapon::of(&document.text[sentence.0..sentence.1]),
        own => own,
    }
}

/// When a deed was, as its sentence tells.
struct When {
    /// Its days; none where the sentence tells none.
    days: Option<Period>,
    /// Whether the sentence tells them as they are, and no year was guessed.
    own: bool,
    /// Whether it names no other day.
    alone: bool,
    /// Whether how long it lasted was told beside them, and so may be held against them.
    stays: bool,
    /// The words of the day.
    day: Option<Span>,
}

impl When {
    fn of(text: Read<'_>, dates: &[stated::Dated], sentence: Span, seen: &Sighting) -> When {
        let published = text.document.published;
        let mut here = dates.iter().filter(|date| date.to_the_day && meet(date.span, sentence));
        let (first, more) = (here.next(), here.next().is_some());
        let told = seen.period.filter(|period| period.start() <= published);
        // "On 9 October", told in August, is of the year before.
        let last_year = || {
            let date = first.filter(|_| !more)?;
            let ahead = date.days.0 > published;
            Period::new(date.days.0, date.days.1).ok()?.months_earlier(12).filter(|_| ahead)
        };
        // A day that another sentence tells is too often that of something else.
        let says = |told: &Period, date: &stated::Dated| {
            meet(date.span, sentence) && date.days.0 <= told.end() && told.start() <= date.days.1
        };
        let own =
            told.filter(|told| seen.because.dated && dates.iter().any(|date| says(told, date)));
        let day = own.and_then(|own| dates.iter().find(|date| says(&own, date)));
        let mut when = When {
            days: own.or_else(last_year),
            own: own.is_some(),
            alone: !more,
            stays: true,
            day: day.map(|day| day.span),
        };
        // "From the 18th for three days": told is the first, and how many.
        let stay = stated::stays(text.document, sentence).into_iter().next();
        if let (Some(own), Some((_, days))) = (own, stay)
            && own.end() == published
            && own.days() > days
        {
            let last = own.start().checked_add(jiff::Span::new().days(days - 1)).ok();
            let days = last.and_then(|last| Period::new(own.start(), last).ok());
            when = When { days, stays: false, ..when };
        }
        when
    }
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
        let likeness = |record: &Observation| {
            let alike = dated.likeness(text.reader, record);
            match alike {
                Likeness::Same if dated.is_elsewhere(text, record) => Likeness::Unsaid,
                alike => alike,
            }
        };
        let agencies = stated::agencies(&text.document.text[dated.sentence.0..dated.sentence.1]);
        let words = &text.document.text[dated.sentence.0..dated.sentence.1];
        let mut checked = text.bench_without(&agencies).check_deed(&dated.deed, &likeness);
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
        let days = self.deed.period.days();
        let alone =
            text.stated.deeds.iter().filter(|one| one.sentence == self.sentence).count() == 1;
        let (span, told) = stated::stays(text.document, self.sentence).into_iter().next()?;
        if days < 2 || self.deed.period.is_whole_months() || !alone || !self.stays {
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

    /// Whether the sentence and a record name different places of one state, or the one says that they only
    /// spoke by telephone.
    fn is_elsewhere(&self, text: &Checking<'_, '_>, record: &Observation) -> bool {
        let words = &text.document.text[self.sentence.0..self.sentence.1];
        if stated::is_by_phone(words) != stated::is_by_phone(record.what()) {
            return self.deed.channel == Channel::Meeting;
        }
        let Detail::Event { place, .. } = record.detail() else { return false };
        let day = record.period().start();
        let recorded = text.reader.places(place, day);
        let mut told = text.reader.places(words, day);
        told.retain(|town| town.sort != PlaceSort::State && self.is_where(text, town.span));
        let english = text.document.language == Language::English;
        let same = |town: &Place| {
            let name = &words[town.span.0..town.span.1];
            recorded.iter().any(|own| {
                // In another language a capital is known as such, and no other town by its name.
                let alike = match english {
                    true => name == &place[own.span.0..own.span.1],
                    false => own.sort == town.sort && town.sort == PlaceSort::Capital,
                };
                own.state == town.state && (alike || own.sort == PlaceSort::State)
            })
        };
        !recorded.is_empty() && !told.is_empty() && !told.iter().any(same)
    }

    /// Whether a town of the sentence is where the deed was: whom the words of the deed name, or "in" it.
    fn is_where(&self, text: &Checking<'_, '_>, (from, to): Span) -> bool {
        let whole = &text.document.text;
        let town = (self.sentence.0 + from, self.sentence.0 + to);
        let ahead = whole[..town.0].trim_end().to_lowercase();
        let within = match text.document.language {
            Language::English => {
                ["in", "at", "near", "from"].iter().any(|word| ahead.ends_with(&format!(" {word}")))
            }
            _ => whole[town.1..].starts_with("에서"),
        };
        within || meet(self.span, town)
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
            // Two states sign but one treaty a day; of what other agreements are, records say little.
            (Channel::Agreement, Channel::Agreement) => {
                return match self.treaty && record.what().contains("treaty") {
                    true => Likeness::Same,
                    false => Likeness::Unsaid,
                };
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
