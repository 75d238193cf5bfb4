//! How much or how often in words that nobody can count: "several missiles", "a barrage of rockets",
//! "여러 발", "잇달아".

use super::vocabulary;
use super::words::{Word, words};
use crate::sighting::Span;
use crate::{Document, Language};

/// How many words may stand between such a word and what it counts.
const BETWEEN_MAX: usize = 5;

/// Between them none of these stands.
const APART: &[&str] = &[
    "in", "to", "from", "with", "for", "and", "or", "on", "at", "by", "after", "before", "that",
    "since", "days", "day", "years", "year", "months", "month", "weeks", "week", "hours", "hour",
];

/// The words of a sentence that say so of what is launched, or of meetings and visits.
pub fn vague_counts(document: &Document, sentence: Span) -> Vec<Span> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let found = match document.language {
        Language::English => english(&text.to_ascii_lowercase()),
        Language::Korean => korean(text),
        _ => Vec::new(),
    };
    found.into_iter().map(|(from, to)| (sentence.0 + from, sentence.0 + to)).collect()
}

fn english(text: &str) -> Vec<Span> {
    let all = words(text, &['-', '\'', '’'], &[',', ';', ':', '.', '(', ')']);
    let word = |at: usize| all.get(at).map_or("", |one: &Word<'_>| one.1);
    let end = |at: usize| all[at].0 + all[at].1.len();
    let has = |list, at| vocabulary::of(Language::English, list).contains(&word(at));
    let mut found: Vec<Span> = Vec::new();
    for at in (0..all.len()).filter(|at| has("vague count", *at)) {
        let noun = (at + 1..=at + 1 + BETWEEN_MAX).find(|next| has("vague counted", *next));
        let Some(noun) = noun else { continue };
        // "Multiple rocket launchers" are a weapon, and "a number-one test" is no count.
        let plain = |next: usize| {
            let word = word(next);
            let least = word == "at" && all.get(next + 1).is_some_and(|one| one.1 == "least");
            // "Several officials said of the test": what is counted stands right behind "of".
            let of = word == "of" && next != at + 1;
            word.starts_with(char::is_alphanumeric) && (least || !APART.contains(&word)) && !of
        };
        let weapon = word(at) == "multiple"
            && (word(at + 1).starts_with("rocket") || word(at + 1).starts_with("launch"));
        if (at + 1..noun).all(plain) && !weapon && found.last().is_none_or(|one| one.1 <= all[at].0)
        {
            found.push((all[at].0, end(noun)));
        }
    }
    found
}

fn korean(text: &str) -> Vec<Span> {
    let list = vocabulary::of(Language::Korean, "vague count").iter();
    let mut found: Vec<Span> = list
        .flat_map(|word| text.match_indices(word))
        // "수 발" ends no longer word, as "순수 발".
        .filter(|(at, _)| !text[..*at].ends_with(|one: char| ('가'..='힣').contains(&one)))
        .map(|(at, word)| (at, at + word.len()))
        .collect();
    found.sort_by_key(|one| (one.0, std::cmp::Reverse(one.1)));
    found.dedup_by(|next, last| next.0 < last.1);
    found
}

#[cfg(test)]
mod tests {
    use super::super::found_in;
    use super::*;

    fn told(text: &str) -> Vec<&str> {
        found_in(text, vague_counts)
    }

    #[test]
    fn a_count_that_nobody_can_count_is_told() {
        for (text, expected) in [
            ("They launched several missiles on 3 May.", "several missiles"),
            ("They fired a barrage of short-range missiles.", "barrage of short-range missiles"),
            ("They fired multiple ballistic missiles.", "multiple ballistic missiles"),
            ("They fired dozens of rockets.", "dozens of rockets"),
            ("They fired a volley of at least six missiles.", "volley of at least six missiles"),
            ("The two met several times in May.", "several times"),
            ("She paid repeated visits in May.", "repeated visits"),
            ("로켓 여러 발을 3일 발사했다.", "여러 발"),
            ("로켓 수십 발을 3일 발사했다.", "수십 발"),
            ("로켓을 잇달아 3일 발사했다.", "잇달아"),
            ("로켓을 여러 차례 발사했다.", "여러 차례"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
        for text in [
            "They launched missiles on 3 May.",
            "They launched two missiles on 3 May.",
            "They tested a multiple rocket launcher on 3 May.",
            "Many in the capital watched on 3 May.",
            "They fired a missile, several officials said of the test.",
            "A number on the tail told of its age.",
            "로켓 두 발을 3일 발사했다.",
            "순수 발사체를 시험했다.",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
