//! Whether a record is of the deed that a text tells: by whom, of which sort, and where.

use telltale_brief::check::{Deed, Likeness};
use telltale_observation::{Actor, Channel, Detail, Observation};
use telltale_reader::stated::{self, Weapon};
use telltale_reader::{Language, Mention, Place, PlaceSort, Reader};

use super::super::claims::{Checking, Span};
use super::{Dated, meet};

impl Dated {
    /// Whether a record may be of this deed, by the people and by the place.
    pub(in super::super) fn alike(
        &self,
        text: &Checking<'_, '_>,
        record: &Observation,
    ) -> Likeness {
        match self.likeness(text.reader, record) {
            Likeness::Same if self.is_elsewhere(text, record) => Likeness::Unsaid,
            alike => alike,
        }
    }

    /// Whether a record may be of this deed: one of the same sort, or of another that it comes with, by
    /// the people whom the text names.
    pub(in super::super) fn likeness(&self, reader: &Reader, record: &Observation) -> Likeness {
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
        let ahead = format!(" {}", whole[self.sentence.0..town.0].trim_end().to_lowercase());
        let within = match text.document.language {
            Language::English => {
                ["in", "at", "near", "from"].iter().any(|word| ahead.ends_with(&format!(" {word}")))
            }
            _ => whole[town.1..].starts_with("에서"),
        };
        within || meet(self.span, town)
    }
}

/// Whether a record may be of a launch of some sort.
pub(in super::super) fn of_weapon(weapon: Weapon, record: &Observation) -> Likeness {
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
