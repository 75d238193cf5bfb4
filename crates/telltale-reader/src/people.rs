//! People whom words name: by a whole name in any language, or by a surname alone.

use jiff::civil::Date;
use telltale_observation::Actor;

use crate::gazetteer::surnames;
use crate::mention::{self, Mention};
use crate::sighting::Span;
use crate::{Document, Language, Reader, Sort, titles};

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

/// Somebody whom a text names by the office alone: "the Russian president", "중국 총리".
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// The name of the state and the office.
    pub span: Span,
    /// Which state.
    mention: Mention,
    /// The offices that the title may be of.
    offices: Vec<&'static str>,
}

/// Words before a state by which it is not the one in office who is meant.
const NOT_IN_OFFICE: &[&str] =
    &["former", "ex", "late", "future", "next", "previous", "전", "전직", "차기"];

impl Reader {
    /// Those whom a text names by a state and an office, and by no name beside.
    pub fn holders(&self, document: &Document) -> Vec<Holder> {
        let text = document.text.as_str();
        let all = mention::find(&self.gazetteer, text, document.published);
        let beside = |span: Span| {
            all.iter().any(|one| {
                let gap = match one.span.0 >= span.1 {
                    true => text.get(span.1..one.span.0),
                    false => text.get(one.span.1..span.0),
                };
                one.person != 0 && gap.is_some_and(|gap| gap.trim().is_empty())
            })
        };
        let holder = |state: &Mention| {
            let whose = matches!(state.sort, Sort::State | Sort::Adjective);
            state.actor().filter(|_| whose)?;
            let behind = &text[state.span.1..];
            let owned = ["'s ", "’s ", " "].iter().find_map(|mark| behind.strip_prefix(mark))?;
            let (length, offices) = titles::beginning(owned, document.language)?;
            let end = text.len() - owned.len() + length;
            let span = (state.span.0, end);
            (is_title(text, span, document.language) && !beside(span)).then(|| Holder {
                span,
                mention: Mention { span, ..state.clone() },
                offices,
            })
        };
        all.iter().filter_map(holder).collect()
    }

    /// The one who held that office on a day, where the tables know just one.
    pub fn in_office(&self, holder: &Holder, day: Date) -> Option<Mention> {
        let actor = holder.mention.actor()?;
        let person = titles::holder(&self.gazetteer, actor, &holder.offices, day)?;
        Some(Mention { sort: Sort::Person, person, ..holder.mention.clone() })
    }

    /// Whether a name is a surname that somebody else in office bears too whom the text names before it in
    /// full: of "Kim" after Kim Tok Hun and Kim Jong Un nobody knows who is meant.
    pub fn is_of_several(&self, text: &str, people: &[Mention], name: &Mention, day: Date) -> bool {
        let Some(words) = text.get(name.span.0..name.span.1) else { return false };
        let bare = name.person != 0 && words.is_ascii() && !words.contains([' ', '-']);
        let before = || people.iter().filter(|one| one.span.1 <= name.span.0);
        let whole = |one: &Mention| {
            let own = &text[one.span.0..one.span.1];
            let bears =
                own.split(' ').next() == Some(words) || own.rsplit(' ').next() == Some(words);
            own != words && bears
        };
        let own = |one: &Mention| one.person == name.person && whole(one);
        let another = |one: &Mention| {
            one.person != name.person && whole(one) && self.gazetteer.is_in_office(one.person, day)
        };
        bare && before().any(own) && before().any(another)
    }

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
        surnames(person).any(|surname| {
            self.gazetteer.bears(surname, person, day)
                && words.match_indices(surname).any(|(at, name)| {
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

/// Whether the words of a state and an office are these and no more: no "former" before them, no name and no
/// further office behind.
fn is_title(text: &str, (start, end): Span, language: Language) -> bool {
    let ahead = text[..start].trim_end_matches([' ', '-']);
    let word = ahead.rsplit(|one: char| !one.is_alphanumeric()).next().unwrap_or("");
    if NOT_IN_OFFICE.contains(&word.to_lowercase().as_str()) {
        return false;
    }
    let behind = &text[end..];
    match language {
        Language::Korean => {
            // "중국 총리 특사" is another.
            behind.chars().next().is_none_or(|one| "은는이가과와도을를의,.께에".contains(one))
        }
        _ => is_alone(behind) && !behind.starts_with("-") && !behind.starts_with(" elect"),
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
    fn the_holder_of_an_office_is_known_by_state_and_day() {
        let reader = Reader::load();
        let whom = |text: &str, day: Date| {
            let document = Document::new(text, date(2026, 8, 24));
            let holders = reader.holders(&document);
            let person = |one: &Holder| reader.in_office(one, day).map(|one| one.person);
            holders.iter().filter_map(person).collect::<Vec<u32>>()
        };
        let named = |name: &str| vec![reader.people(name, date(2026, 8, 24))[0].person];
        for (text, day, name) in [
            ("the Russian president came", date(2024, 6, 18), "Vladimir Putin"),
            ("the Russian president came", date(2009, 6, 18), "Dmitry Medvedev"),
            ("Russia's president came", date(2024, 6, 18), "Vladimir Putin"),
            ("the Russian leader came", date(2024, 6, 18), "Vladimir Putin"),
            ("The North Korean leader came", date(2018, 6, 19), "Kim Jong Un"),
            ("the Chinese president came", date(2018, 6, 19), "Xi Jinping"),
            ("the Chinese premier came", date(2025, 10, 9), "Li Qiang"),
            ("the South Korean president came", date(2018, 9, 18), "Moon Jae-in"),
            ("the Japanese leader came", date(2018, 9, 18), "Shinzo Abe"),
            ("the Russian foreign minister came", date(2025, 7, 11), "Sergey Lavrov"),
            ("러시아 대통령이 왔다", date(2024, 6, 18), "Vladimir Putin"),
            ("중국 국가주석은 만났다", date(2018, 6, 19), "Xi Jinping"),
            ("북한 최고지도자가 만났다", date(2018, 6, 19), "Kim Jong Un"),
            ("중국 총리가 왔다", date(2025, 10, 9), "Li Qiang"),
        ] {
            assert_eq!(whom(text, day), named(name), "{text}");
        }
        for text in [
            "the former Russian president came",
            "the Russian vice president came",
            "the Russian president-elect came",
            "Russian President Vladimir Putin came",
            "the Russian president Smirnov came",
            "전 러시아 대통령이 왔다",
            "푸틴 러시아 대통령이 왔다",
            "중국 총리 특사가 왔다",
        ] {
            assert_eq!(whom(text, date(2024, 6, 18)), [0; 0], "{text}");
        }
        // Within the month of a change nobody knows which of the two.
        assert_eq!(whom("the US president came", date(2025, 1, 5)), [0; 0]);
    }

    #[test]
    fn a_surname_that_two_bear_who_were_named_is_of_several() {
        let reader = Reader::load();
        let day = date(2023, 10, 20);
        let of_several = |text: &str| {
            let people = reader.people(text, day);
            reader.is_of_several(text, &people, people.last().unwrap(), day)
        };
        assert!(of_several("Kim Jong Un and Kim Tok Hun spoke. Then Kim"));
        assert!(!of_several("Kim Jong Un and Choe Son Hui spoke. Then Kim"));
        assert!(!of_several("Kim Jong Un spoke at Kim Il Sung Square. Then Kim"));
        assert!(!of_several("Kim Tok Hun spoke to Kim Jong Un"));
    }

    #[test]
    fn a_korean_surname_with_the_title_is_the_one_who_was_named() {
        let reader = Reader::load();
        let day = date(2025, 10, 20);
        let last = |text: &'static str| {
            let people = reader.people(text, day);
            people.last().map(|one| (one.person, &text[one.span.0..one.span.1])).unwrap()
        };
        let li = last("리창").0;
        assert_eq!(last("리창 총리가 왔다. 리 총리는 떠났다."), (li, "리 총리"));
        let choe = last("최선희").0;
        assert_eq!(last("최선희 외무상이 왔다. 최 외무상은 떠났다."), (choe, "최 외무상"));
        // Of another office, or where two may be meant, nobody.
        assert_eq!(last("리창 총리가 왔다. 리 대변인은 떠났다."), (li, "리창"));
        assert_eq!(last("리창과 리커창이 왔다. 리 총리는 떠났다.").1, "리커창");
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
