//! A deed as a sentence tells it: who did it to whom, on which days, and with what.

use std::collections::BTreeSet;

use jiff::civil::Date;
use telltale_brief::check::Deed;
use telltale_observation::{Actor, Channel, HOST_A_VISIT, Modality};
use telltale_reader::stated::{self, Weapon};
use telltale_reader::{Document, Holder, Language, Mention, Reader, Sighting};

use super::super::claims::{Read, Span};
use super::when::When;
use super::{DEEDS, Dated, meet};

/// Whom a text names.
pub(in super::super) struct People<'r> {
    reader: &'r Reader,
    /// By name.
    named: Vec<Mention>,
    /// By the office alone.
    holders: Vec<Holder>,
}

impl<'r> People<'r> {
    pub(in super::super) fn of(reader: &'r Reader, document: &Document) -> People<'r> {
        let named = reader.people(&document.text, document.published);
        People { reader, named, holders: reader.holders(document) }
    }

    /// The people who did something on a day: of a visit those of the guest's side. None where a bare surname
    /// may be of several whom the text names.
    fn who(
        &self,
        text: Read<'_>,
        named: &[Span],
        (actor, channel): (Actor, Channel),
        day: Date,
    ) -> Option<Vec<Mention>> {
        let both = matches!(channel, Channel::Meeting | Channel::Agreement);
        let did = |one: &Mention| {
            let own = both || one.actor() == Some(actor);
            let told = named.iter().any(|span| meet(*span, one.span));
            own && told && !stated::is_of_somebody_else(text.document, one.span)
        };
        let by_name: Vec<Mention> = self.named.iter().filter(|one| did(one)).cloned().collect();
        let whole = &text.document.text;
        if by_name.iter().any(|one| self.reader.is_of_several(whole, &self.named, one, day)) {
            return None;
        }
        let here = self.holders.iter().filter(|one| named.iter().any(|span| meet(*span, one.span)));
        let by_office = here.filter_map(|one| self.reader.in_office(one, day));
        Some(by_name.into_iter().chain(by_office.filter(|one| did(one))).collect())
    }
}

/// A deed that somebody does to somebody, or a launch, with its days.
pub(in super::super) fn of(
    people: &People<'_>,
    text: Read<'_>,
    dates: &[stated::Dated],
    seen: &Sighting,
) -> Option<Dated> {
    let again = told_again(seen);
    let seen = again.as_ref().unwrap_or(seen);
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
    let when = When::of(text, dates, sentence, seen);
    let period = when.days.or(seen.period)?;
    let people = people.who(text, named, (actor, seen.channel), period.start())?;
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
        period,
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
        day: when.day,
    })
}

/// A deed as the sentence tells it that tells its day: "He went to Russia. He arrived on 24 April".
pub(in super::super) fn told_again(seen: &Sighting) -> Option<Sighting> {
    let (span, because) = seen.because.again.as_ref()?;
    Some(Sighting { span: *span, because: (**because).clone(), ..seen.clone() })
}

/// How many letters may stand between a deed and its day for the day to be shown with it.
const DAY_NEAR: usize = 24;

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
