//! English: "on the day before …", "two weeks after …", "on the eve of …".

use super::{Offset, Phrase, Unit};
use crate::outlook::words::each_word;
use crate::reader::Scene;
use crate::sighting::Span;

/// Numbers up to twelve in words.
const COUNTS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

/// Words that begin no event.
const NO_EVENT: &[&str] = &["that", "this", "it", "which", "then", "all", "a", "i"];

/// The first time of a sentence that counts from an event.
pub(super) fn find(scene: &Scene<'_>) -> Option<Phrase> {
    let sentence = scene.words();
    let speaks = [" before ", " after ", "eve of ", "anniversary of ", " ahead of ", " prior to "];
    if !speaks.iter().any(|word| sentence.contains(word)) && !sentence.contains("the day") {
        return None;
    }
    let words: Vec<(Span, String)> = each_word(scene.text, scene.span)
        .map(|(span, word)| (span, word.to_ascii_lowercase()))
        .collect();
    (0..words.len()).find_map(|at| {
        let (offset, next) = measured(&words, at)?;
        let event = event(scene, &words, next)?;
        Some(Phrase { span: (words[at].0.0, event.1), event, offset })
    })
}

/// A measure at a place, and the first word of the event that it counts from. The measure is
/// `None` where it is a rough one.
fn measured(words: &[(Span, String)], at: usize) -> Option<(Option<Offset>, usize)> {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word.as_str());
    let last = at.checked_sub(1).map_or("", word);
    if word(at) == "eve" && word(at + 1) == "of" {
        let day = Offset { count: -1, unit: Unit::Day, whole: false };
        return Some((Some(day), at + 2));
    }
    if word(at) == "anniversary" && word(at + 1) == "of" {
        let count = anniversary(last)?;
        return Some((Some(Offset { count, unit: Unit::Year, whole: false }), at + 2));
    }
    if matches!(word(at), "hours" | "minutes") && matches!(word(at + 1), "before" | "after") {
        // "hours after": on that day.
        let day = Offset { count: 0, unit: Unit::Day, whole: false };
        return Some((Some(day), at + 2));
    }
    let unit = unit(word(at))?;
    if word(at) == "day" && last == "the" && word(at + 1) == "of" {
        return Some((Some(Offset { count: 0, unit, whole: false }), at + 2));
    }
    let (sign, next) = match (word(at + 1), word(at + 2)) {
        ("before", _) => (-1, at + 2),
        ("after" | "following", _) => (1, at + 2),
        ("ahead", "of") | ("prior", "to") => (-1, at + 3),
        _ => return None,
    };
    let whole = last == "the";
    let count = match last {
        "the" | "a" | "an" => 1,
        other => count(other)?,
    };
    let before = at.checked_sub(2).map_or("", word);
    let rough = matches!(
        before,
        "about" | "nearly" | "almost" | "than" | "some" | "around" | "within" | "roughly" | "over"
    );
    let offset = Offset { count: sign * count, unit, whole };
    Some(((!rough).then_some(offset), next))
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" | "night" | "morning" | "evening" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        _ => return None,
    })
}

fn count(word: &str) -> Option<i32> {
    if let Ok(number) = word.parse::<i32>() {
        return (1..=400).contains(&number).then_some(number);
    }
    COUNTS.iter().position(|&known| known == word).and_then(|at| i32::try_from(at + 1).ok())
}

/// Which anniversary: "first", "75th".
fn anniversary(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if let Ok(number) = digits.parse::<i32>() {
        return (1..=400).contains(&number).then_some(number);
    }
    ORDINALS.iter().position(|&known| known == word).and_then(|at| i32::try_from(at + 1).ok())
}

/// The words of the event: up to a comma or the end of the sentence.
fn event(scene: &Scene<'_>, words: &[(Span, String)], first: usize) -> Option<Span> {
    let (start, _) = words.get(first)?.0;
    if NO_EVENT.contains(&words[first].1.as_str()) && words[first].1 != "a" {
        return None;
    }
    let rest = &scene.text[start..scene.span.1];
    let comma = rest.char_indices().find(|&(at, letter)| {
        let number = rest[at + letter.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
        matches!(letter, ';' | '—' | '"' | '”')
            || (letter == ',' && !number && !date_before(&rest[..at], &rest[at + 1..]))
    });
    let end = comma.map_or(rest.len(), |(at, _)| at);
    let event = rest[..end].trim_end_matches(['.', '!', '?', ' ']);
    (!event.is_empty()).then(|| (start, start + event.len()))
}

/// Whether a comma stands within a date: "on May 3, 2021".
fn date_before(before: &str, after: &str) -> bool {
    before.ends_with(|letter: char| letter.is_ascii_digit())
        && after.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
}
