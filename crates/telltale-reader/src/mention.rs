//! A mention is a name in a text that stands for an actor.
//!
//! Names are found in one pass over the whole text; a name counts only as a whole word (in Korean:
//! with its particles). Which of its meanings holds is decided by the text's date, and for surnames
//! by whether the person was named before.

mod hangul;

use jiff::civil::Date;
use telltale_observation::{Actor, Rank};

use crate::gazetteer::{Entry, Gazetteer, Sort};
use crate::sighting::Span;
use crate::{Language, titles};

/// A name that stands for one or more actors.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// What sort of name it is.
    pub sort: Sort,
    /// For whom it stands: several for 한미 or "Sino-Russian".
    pub actors: Vec<Actor>,
    /// The rank of the person or body, on the text's day.
    pub rank: Option<Rank>,
    /// A person's office.
    pub office: &'static str,
    /// Which person it is; 0 for others.
    pub person: u32,
}

impl Mention {
    /// The actor, where the name stands for one.
    pub fn actor(&self) -> Option<Actor> {
        match self.actors[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// All mentions of a text by name, in order; those to be left alone are left out.
pub(crate) fn find(gazetteer: &Gazetteer, text: &str, published: Date) -> Vec<Mention> {
    let mut known = Known::default();
    let mut found = Vec::new();
    let mut next = 0;
    for start in places(text) {
        if start < next {
            continue;
        }
        let fits = |start, end| whole(text, start, end);
        let Some((end, meanings)) = gazetteer.longest_at(text, start, fits) else {
            if let Some((entry, end)) = known.titled(text, start) {
                found.push(mention(entry, (start, end)));
                next = end;
            }
            continue;
        };
        let Some(entry) = known.choose(meanings, published) else { continue };
        if entry.person != 0 {
            known.introduce(entry, &text[start..end]);
        }
        next = end;
        if matches!(entry.sort, Sort::Elsewhere | Sort::Short) {
            continue;
        }
        found.push(mention(entry, (start, end)));
    }
    found
}

fn mention(entry: &Entry, span: Span) -> Mention {
    let second = matches!(entry.sort, Sort::Surname | Sort::Second);
    Mention {
        span,
        sort: if second { Sort::Person } else { entry.sort },
        actors: entry.actors.clone(),
        rank: entry.rank,
        office: entry.office,
        person: entry.person,
    }
}

/// Where a name may begin: at the start of a word, at each Chinese letter, and up to two letters
/// into a Korean word, after 대, 방, 주 and their like.
fn places(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut within = 0;
    let mut towards = false;
    text.char_indices().filter_map(move |(start, letter)| {
        // "대EU": towards what is written in Latin letters.
        let after = std::mem::replace(&mut towards, letter == '대');
        if letter.is_ascii_lowercase() || letter == ' ' {
            within = if letter == ' ' { 0 } else { within + 1 };
            return None;
        }
        if !letter.is_alphanumeric() {
            within = 0;
            return None;
        }
        within += 1;
        let begins = match letter {
            '\u{4e00}'..='\u{9fff}' => true,
            letter if hangul::is_hangul(letter) => within <= 3,
            _ => within == 1 || after && within == 2,
        };
        begins.then_some(start)
    })
}

/// Who was named in full so far.
#[derive(Default)]
struct Known<'g> {
    persons: Vec<u32>,
    /// Those who were named in Korean letters, surname first, with the first letter.
    korean: Vec<(char, &'g Entry)>,
}

/// The most letters of a Korean or a Chinese name in Hangul.
const HANGUL_NAME_MAX: usize = 4;

impl<'g> Known<'g> {
    fn introduce(&mut self, entry: &'g Entry, name: &str) {
        let person = entry.person;
        if entry.sort != Sort::Person || self.persons.len() >= 500 {
            return;
        }
        if !self.persons.contains(&person) {
            self.persons.push(person);
        }
        let letters = || name.chars();
        let short = (2..=HANGUL_NAME_MAX).contains(&letters().count());
        if short
            && letters().all(hangul::is_hangul)
            && let Some(first) = letters().next()
            && !self.korean.iter().any(|(_, known)| known.person == person)
        {
            self.korean.push((first, entry));
        }
    }

    /// Somebody who is named by the first letter of a name that was told before, and the title: "리 총리",
    /// where nobody else of that letter was named who may be called so.
    fn titled(&self, text: &str, start: usize) -> Option<(&'g Entry, usize)> {
        let first = text[start..].chars().next().filter(|letter| hangul::is_hangul(*letter))?;
        if text[..start].chars().next_back().is_some_and(hangul::is_hangul) {
            return None;
        }
        let at = start + first.len_utf8();
        let rest = text[at..].strip_prefix(' ')?;
        let (length, offices) = titles::beginning(rest, Language::Korean)?;
        let end = at + " ".len() + length;
        if !hangul::whole(text, at + " ".len(), end) {
            return None;
        }
        let alike = |entry: &Entry| offices.contains(&entry.office);
        let mut named = self.korean.iter().filter(|(letter, _)| *letter == first);
        let (_, entry) = named.next().filter(|(_, entry)| alike(entry))?;
        named.next().is_none().then_some((*entry, end))
    }

    /// The meaning that holds: somebody named before, else the one nearest in time.
    fn choose(&self, meanings: &'g [Entry], published: Date) -> Option<&'g Entry> {
        meanings
            .iter()
            .filter(|entry| match entry.sort {
                Sort::Second => self.persons.contains(&entry.person),
                Sort::Surname => {
                    self.persons.contains(&entry.person) || entry.months_from(published) <= 120
                }
                Sort::Person => true,
                _ => entry.holds_on(published),
            })
            .min_by_key(|entry| {
                let before = entry.person != 0 && self.persons.contains(&entry.person);
                (!before, entry.months_from(published), std::cmp::Reverse(entry.rank))
            })
    }
}

/// Whether the bytes from `start` to `end` are a whole word, with Korean particles allowed.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let first = text[start..].chars().next().unwrap_or(' ');
    if hangul::is_hangul(first) {
        return hangul::whole(text, start, end);
    }
    if ('\u{4e00}'..='\u{9fff}').contains(&first) {
        return true;
    }
    let closed = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
    // "EU는", "UAE산": Korean writes particles onto letters, too.
    let initials = text[start..end].bytes().all(|letter| letter.is_ascii_uppercase());
    let particle = initials && after.is_some_and(|letter| hangul::BEHIND.contains(letter));
    (closed(before) || before == Some('대')) && (closed(after) || particle)
}
