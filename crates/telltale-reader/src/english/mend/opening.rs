//! A date that opens a sentence right before its subject: "On Monday Brussels placed …", "In July
//! Lin …", "At talks in Gliwice on Friday, Poland …". The parser makes one name of the two, or the
//! subject an apposition of the date; so what opens the sentence is taken for itself.

use crate::document::is_on_the_calendar;
use crate::parse::{Dep, Parse, Tag, VerbForm};

/// How far into a sentence its opening date is looked for.
const OPENING_MAX: usize = 10;

/// How many words the rest has at least.
const REST_MIN: usize = 4;

/// Words that may begin a part of the opening.
const PREPOSITIONS: &[&str] = &["on", "in", "by", "since", "until", "from", "at", "of", "to"];

/// Other words of an opening that are no names.
const PLAIN: &[&str] = &[
    "the",
    "a",
    "an",
    "early",
    "late",
    "last",
    "next",
    "only",
    "just",
    "talks",
    "talk",
    "meeting",
    "summit",
    "visit",
    "ceremony",
    "conference",
    "session",
    "morning",
    "evening",
    "night",
    "afternoon",
    "midnight",
    "dawn",
    "and",
    "back",
    "again",
    "mid",
    "-",
    "same",
    "early-morning",
];

fn one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Where the sentence goes on behind a date that opens it.
pub(in crate::english) fn end(words: &[&str]) -> Option<usize> {
    if let Some(end) = behind_gerund(words) {
        return Some(end);
    }
    if !one_of(PREPOSITIONS, words.first()?) && !matches!(words[0], "Late" | "Early" | "Only") {
        return None;
    }
    let number = |word: &str| word.bytes().all(|letter| letter.is_ascii_digit());
    let fits = |word: &str| {
        word.starts_with(char::is_uppercase)
            || number(word)
            || one_of(PREPOSITIONS, word)
            || one_of(PLAIN, word)
    };
    // "In 1974 Turkish troops landed …"
    let year = words.len() > REST_MIN + 2 && words[1].len() == 4 && number(words[1]);
    if year && words[0].len() == 2 && words[2].starts_with(char::is_uppercase) {
        return Some(2);
    }
    let last = words.len().saturating_sub(REST_MIN).min(OPENING_MAX);
    let date = (1..last)
        .find(|&at| is_on_the_calendar(words[at]) && words[at].starts_with(char::is_uppercase))?;
    let mut end = date + 1;
    while end < words.len() && number(words[end]) {
        end += 1;
    }
    if *words.get(end)? == "," {
        end += 1;
    }
    let next = words.get(end)?;
    let name = next.starts_with(char::is_uppercase) && !is_on_the_calendar(next);
    (name && words[..date].iter().all(|word| fits(word))).then_some(end)
}

/// How far into a sentence the subject behind an opening gerund is looked for.
const GERUND_MAX: usize = 5;

/// "Before boarding the train he dined with Y": the subject, where no comma parts it.
fn behind_gerund(words: &[&str]) -> Option<usize> {
    const BEFORE: &[&str] = &["Before", "After", "While", "Upon", "On"];
    let opens = BEFORE.contains(words.first()?) && words.get(1)?.ends_with("ing");
    if !opens || words.len() < REST_MIN + 3 {
        return None;
    }
    let last = words.len().saturating_sub(REST_MIN).min(GERUND_MAX);
    let subject = |at: &usize| matches!(words[*at], "he" | "she" | "they" | "it");
    let at = (2..last).find(subject)?;
    let plain = |word: &&str| {
        word.starts_with(|letter: char| letter.is_ascii_lowercase())
            && !matches!(*word, "that" | "whether" | "if" | "what" | "how")
    };
    words[1..at].iter().all(plain).then_some(at)
}

/// Puts what opens the sentence before its parse, and hangs it on the main verb.
pub(in crate::english) fn put_before(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    let root = count + parse.deps.iter().position(|&dep| dep == Dep::Root).unwrap_or(0);
    let mut opening = Parse::default();
    let mut above = (root, Dep::Advmod);
    for (at, word) in words.iter().enumerate() {
        let preposition = one_of(PREPOSITIONS, word);
        let ends = words.get(at + 1).is_none_or(|next| *next == "," || one_of(PREPOSITIONS, next));
        // The last word of a part is its head, and the others hang on it.
        let head = (at..count)
            .find(|&end| words.get(end + 1).is_none_or(|w| *w == "," || one_of(PREPOSITIONS, w)))
            .unwrap_or(at);
        let (tag, (head, dep)) = match *word {
            "," => (Tag::Punct, (root, Dep::Punct)),
            _ if preposition => (Tag::Adp, (root, Dep::Prep)),
            _ if ends => (if is_name(word) { Tag::Name } else { Tag::Noun }, above),
            "the" | "a" | "an" => (Tag::Det, (head, Dep::Det)),
            word if is_name(word) => (Tag::Name, (head, Dep::Compound)),
            _ => (Tag::Adj, (head, Dep::Amod)),
        };
        if preposition {
            above = (at, Dep::PObj);
        }
        opening.tags.push(tag);
        opening.forms.push(VerbForm::default());
        opening.heads.push(u16::try_from(head).unwrap_or(u16::MAX));
        opening.deps.push(dep);
    }
    let offset = u16::try_from(count).unwrap_or(u16::MAX);
    opening.heads.extend(parse.heads.iter().map(|head| head.saturating_add(offset)));
    opening.tags.append(&mut parse.tags);
    opening.forms.append(&mut parse.forms);
    opening.deps.append(&mut parse.deps);
    *parse = opening;
}

fn is_name(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
}
