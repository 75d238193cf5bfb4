//! How long a visit is said to have lasted: "a three-day visit", "for two days", "나흘간".

use super::numerals::{KOREAN_DAYS, cardinal};
use super::words::{Word, words};
use crate::sighting::Span;
use crate::{Document, Language};

/// What makes them a length, and no distance in time.
const LONG: &[&str] = &["간", " 간", " 동안", " 일정", "짜리", " 방문"];

/// What lasts so long in English.
const LASTING: &[&str] = &["visit", "trip", "stay", "tour", "meeting", "summit", "talks"];

/// The lengths in days that a sentence tells of what is done in it.
pub fn stays(document: &Document, sentence: Span) -> Vec<(Span, i32)> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let found = match document.language {
        Language::English => english(&text.to_ascii_lowercase()),
        Language::Korean => korean(text),
        _ => Vec::new(),
    };
    let placed = |((from, to), days): (Span, i32)| ((sentence.0 + from, sentence.0 + to), days);
    found.into_iter().map(placed).collect()
}

/// The most days that anything is said to have lasted.
const MOST: i32 = 60;

fn number(word: &str) -> Option<i32> {
    i32::try_from(cardinal(word)?).ok().filter(|days| *days <= MOST)
}

fn english(text: &str) -> Vec<(Span, i32)> {
    let words = words(text, &['-'], &[',', ';', '.']);
    let word = |at: usize| words.get(at).map_or("", |one: &Word<'_>| one.1);
    let end = |at: usize| words[at].0 + words[at].1.len();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let start = words[at].0;
        if let Some(days) = word(at).strip_suffix("-day").and_then(number) {
            // "A three-day official visit".
            let lasts = (at + 1..=at + 4).any(|next| LASTING.contains(&word(next)));
            found.extend(lasts.then_some(((start, end(at)), days)));
        } else if matches!(word(at), "for" | "lasted" | "lasting") && word(at + 2) == "days" {
            found.extend(number(word(at + 1)).map(|days| ((words[at + 1].0, end(at + 2)), days)));
        }
    }
    found
}

fn korean(text: &str) -> Vec<(Span, i32)> {
    let mut found = Vec::new();
    for (name, days) in KOREAN_DAYS {
        for (at, _) in text.match_indices(name) {
            let behind = &text[at + name.len()..];
            if LONG.iter().any(|long| behind.starts_with(long)) {
                found.push(((at, at + name.len()), *days));
            }
        }
    }
    for (at, unit) in text.match_indices("일간") {
        let digits =
            text[..at].len() - text[..at].trim_end_matches(|one: char| one.is_ascii_digit()).len();
        let days = text[at - digits..at].parse().ok().filter(|days| (1..=MOST).contains(days));
        found.extend(days.map(|days| ((at - digits, at + unit.len()), days)));
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn how_long_a_visit_lasted_is_told() {
        let told = |text: &str| {
            let document = Document::new(text, date(2026, 8, 24));
            stays(&document, (0, text.len())).iter().map(|one| one.1).collect::<Vec<i32>>()
        };
        assert_eq!(told("The envoy began a four-day official visit on Monday."), [4]);
        assert_eq!(told("He stayed in Hanoi for two days."), [2]);
        assert_eq!(told("Their talks lasted 3 days."), [3]);
        assert_eq!(told("장관은 닷새간 몽골을 방문했다."), [5]);
        assert_eq!(told("특사는 6일간 머물렀다."), [6]);
        assert_eq!(told("그는 사흘 만에 돌아갔고, two-day-old 소식이다."), [0; 0]);
        assert_eq!(told("It was the third day of a two-day-old row."), [0; 0]);
    }
}
