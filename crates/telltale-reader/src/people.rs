//! People whom words name: by a whole name in any language, or by a surname alone.

use jiff::civil::Date;
use telltale_observation::Actor;

use crate::gazetteer::surnames;
use crate::mention::{self, Mention};
use crate::sighting::Span;
use crate::{Reader, Sort};

/// What sort of place a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceSort {
    /// A state, which may be a town too.
    State,
    /// Its capital.
    Capital,
    /// Another place.
    Town,
}

/// A place that words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name, in bytes of the words.
    pub span: Span,
    /// Whose it is.
    pub state: Actor,
    /// What sort of place it is.
    pub sort: PlaceSort,
}

impl Reader {
    /// The people in office whom a text names, in order.
    pub fn people(&self, text: &str, day: Date) -> Vec<Mention> {
        let mut named = mention::find(&self.gazetteer, text, day);
        named.retain(|mention| mention.person != 0);
        named
    }

    /// Whether words name any actor.
    pub fn names_actors(&self, words: &str, day: Date) -> bool {
        mention::find(&self.gazetteer, words, day).iter().any(|mention| mention.sort.acts())
    }

    /// Whether words name all of some actors: "북중", "North Korea-China".
    pub fn names_all(&self, words: &str, actors: &[Actor], day: Date) -> bool {
        let named = mention::find(&self.gazetteer, words, day);
        actors.iter().all(|actor| named.iter().any(|mention| mention.actors.contains(actor)))
    }

    /// Whether English words name a person: by a whole name, or by a surname that no other name goes on
    /// with. In "premier Kim Tok-hun" nobody else of the name of Kim is named.
    pub fn names(&self, words: &str, person: u32, day: Date) -> bool {
        let whole = self.people(words, day);
        if whole.iter().any(|mention| mention.person == person) {
            return true;
        }
        if self.names_office(words, person, day) {
            return true;
        }
        let of_another = |at: usize| whole.iter().any(|one| (one.span.0..one.span.1).contains(&at));
        surnames(person).iter().any(|surname| {
            self.gazetteer.bears(surname, person, day)
                && words.match_indices(surname.as_str()).any(|(at, name)| {
                    let end = at + name.len();
                    let before = words[..at].chars().next_back();
                    let starts =
                        before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '-');
                    starts && !of_another(at) && is_alone(&words[end..])
                })
        })
    }

    /// Whether words name a head of state by the office alone: "US president".
    fn names_office(&self, words: &str, person: u32, day: Date) -> bool {
        let office = |mention: &Mention| {
            let behind = words[mention.span.1..].trim_start().to_lowercase();
            let whose = matches!(mention.sort, Sort::State | Sort::Adjective);
            let actor = mention.actor().filter(|_| whose && behind.starts_with("president"))?;
            self.gazetteer.head_of_state(actor, day)
        };
        mention::find(&self.gazetteer, words, day).iter().any(|one| office(one) == Some(person))
    }

    /// The towns and other places that words name, in order.
    pub fn places(&self, words: &str, day: Date) -> Vec<Place> {
        let mentions = mention::find(&self.gazetteer, words, day).into_iter();
        let named = mentions.filter_map(|one| {
            let sort = match one.sort {
                Sort::Capital => PlaceSort::Capital,
                Sort::Place => PlaceSort::Town,
                Sort::State => PlaceSort::State,
                _ => return None,
            };
            Some(Place { span: one.span, state: one.actor()?, sort })
        });
        named.collect()
    }

    /// Whether a place lies in a state: named by the state's code, its name or a place of it.
    pub fn lies_in(&self, place: &str, state: Actor, day: Date) -> bool {
        let code = |word: &str| word.trim() == state.code();
        let placed = |mention: &Mention| {
            matches!(mention.sort, Sort::State | Sort::Capital | Sort::Seat | Sort::Place)
                && mention.actor() == Some(state)
        };
        place.split([';', ',']).any(code)
            || mention::find(&self.gazetteer, place, day).iter().any(placed)
    }
}

/// Whether a surname ends where the words go on: no further name follows.
fn is_alone(behind: &str) -> bool {
    let mut letters = behind.chars();
    match letters.next() {
        None => true,
        Some(' ') => !letters.next().is_some_and(char::is_uppercase),
        Some(letter) => !letter.is_alphanumeric() && letter != '-',
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_person_is_known_by_the_whole_name_in_any_language_or_the_surname_alone() {
        let reader = Reader::load();
        let day = date(2025, 10, 20);
        let one = |text: &str| reader.people(text, day)[0].person;
        let choe = one("최선희 외무상이 도착했다.");
        assert_eq!(one("Choe Son Hui arrived."), choe);
        let lavrov = one("Sergey Lavrov");
        assert!(reader.names("talks between Lavrov and Choe, in Moscow", lavrov, day));
        assert!(reader.names("Choe Son-hui met the minister", choe, day));
        assert!(!reader.names("Choe Kang Il met the minister", choe, day));
        let kim = one("Kim Jong Un");
        assert!(reader.names("the minister met Kim", kim, day));
        assert!(!reader.names("premier Kim Tok-hun met the minister", kim, day));
        // Of all of the name it means the leader.
        assert!(!reader.names("the minister met Kim", one("Kim Yo Jong"), day));
        assert!(!reader.names("Kimhae harbour", kim, day));
        let obama = one("Barack Obama");
        assert!(reader.names("the US president met Kim", obama, date(2014, 5, 1)));
        assert!(!reader.names("the US president met Kim", obama, date(2018, 5, 1)));
        assert!(!reader.names("the French president met Kim", obama, date(2014, 5, 1)));
    }

    #[test]
    fn a_place_lies_in_the_state_whose_it_is() {
        let reader = Reader::load();
        let day = date(2025, 10, 20);
        let [russia, korea] = ["RUS", "PRK"].map(|code| Actor::parse(code).unwrap());
        assert!(reader.lies_in("Moscow", russia, day));
        assert!(reader.lies_in("RUS", russia, day));
        assert!(reader.lies_in("Shenyang; Pyongyang", korea, day));
        assert!(!reader.lies_in("Pyongyang", russia, day));
        assert!(!reader.lies_in("", russia, day));
    }
}
