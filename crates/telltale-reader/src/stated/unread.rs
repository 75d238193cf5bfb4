//! Whether a sentence speaks of amounts, so that it can be listed where no claim is read from it:
//! what is passed over in silence would look confirmed.

use std::sync::LazyLock;

use super::literals;
use crate::flow::words::Words;
use crate::number::{Measure, Number, cjk, english, korean};
use crate::sighting::Span;
use crate::time::{self, Grain, TimeKind};
use crate::{Document, Language};

struct Row {
    language: Language,
    deed: bool,
    word: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = super::rows(include_str!("../../data/amount_words.csv"));
    rows.map(|(language, sort, word)| Row { language, deed: sort == "deed", word }).collect()
});

/// Whether words speak of an amount or of how it changed, as far as numbers with a unit and single words
/// show (`data/amount_words.csv`); or of how many times something was done.
pub fn speaks_of_amounts(words: &str, language: Language) -> bool {
    // "The first half of 2025" is a time.
    let lower = ["first half", "second half", "latter half"]
        .iter()
        .fold(words.to_lowercase(), |lower, half| lower.replace(half, "year"));
    let told = |row: &Row| !row.deed && lower.contains(row.word);
    if ROWS.iter().any(told) || is_row(&lower) {
        return true;
    }
    match language {
        Language::English => {
            let words = Words::of(words, 0);
            let measures = |number: &Number| measures(number.measure);
            english::find(&words, |_| false).iter().any(measures) || counts_deeds(&words)
        }
        Language::Korean => {
            let numbers = korean::find(words, 0, |_| false);
            numbers.iter().any(|number| measures(number.measure)) || counts_korean_deeds(&lower)
        }
        Language::Chinese | Language::Russian => {
            let numbers = cjk::find(&lower, 0, language, |_| false);
            numbers.iter().any(|number| measures(number.measure))
        }
    }
}

/// The days that a sentence names.
pub fn days(document: &Document, sentence: Span) -> Vec<Span> {
    let Some(words) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let times = time::find(words, document.language, document.published);
    let days = times
        .iter()
        .filter(|time| time.grain == Grain::Day && time.is_dated() && time.kind == TimeKind::Point);
    days.map(|time| (sentence.0 + time.span.0, sentence.0 + time.span.1)).collect()
}

/// A row of a table: a year or a month first, a number with decimals last, and no sentence.
fn is_row(lower: &str) -> bool {
    let line = lower.trim();
    let all = literals(line);
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return false };
    let month = crate::document::MONTHS.iter().any(|month| line.starts_with(month));
    let timed = month || first.at == 0 && (1900.0..2200.0).contains(&first.value);
    let decimal = line[last.at..].contains('.');
    timed && decimal && last.end == line.len() && line.split_whitespace().count() <= ROW_MAX
}

/// The most words of such a row.
const ROW_MAX: usize = 6;

fn measures(measure: Measure) -> bool {
    use Measure::{Bulk, Money, Percent, Points, Times};
    matches!(measure, Money | Bulk | Percent | Points | Times)
}

fn is_deed(word: &str, language: Language) -> bool {
    ROWS.iter().any(|row| row.deed && row.language == language && row.word == word)
}

const ORDINALS: &[&str] = &[
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

const NUMBERS: &[&str] =
    &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// "its seventh nuclear test", "the 13th launch", "tested missiles 13 times".
fn counts_deeds(words: &Words) -> bool {
    (0..words.len()).any(|at| {
        let word = words.get(at);
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let numeral = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let ordinal = ORDINALS.contains(&word)
            || numeral && ["th", "st", "nd", "rd"].contains(&&word[digits.len()..]);
        let deed = |at: usize| is_deed(words.get(at), Language::English);
        // "15 launches", "three ballistic missile launches".
        let several = numeral && digits == word || NUMBERS.contains(&word);
        ordinal && (at + 1..at + 5).any(deed)
            || several && (at + 1..at + 4).any(|at| deed(at) && words.get(at).ends_with('s'))
            // "The launch was its third of the year".
            || ordinal && (0..at).any(deed) && matches!(words.get(at + 1), "of" | "this" | "so")
            || numeral && digits == word && matches!(words.get(at + 1), "times")
    })
}

/// "7차 핵실험", "13차례 발사했다", "두 번째 방문".
fn counts_korean_deeds(lower: &str) -> bool {
    let deeds = || ROWS.iter().filter(|row| row.deed && row.language == Language::Korean);
    let counted = |end: usize| {
        let rest = &lower[end..];
        let counter =
            ["차례", "번째", "차", "회", "번"].iter().find(|word| rest.starts_with(**word));
        let near: Option<String> =
            counter.map(|word| rest[word.len()..].chars().take(12).collect());
        near.is_some_and(|near| deeds().any(|row| near.contains(row.word)))
    };
    let any_deed = || deeds().any(|row| lower.contains(row.word));
    literals(lower).iter().any(|literal| counted(literal.end))
        || ["번째", "차례"].iter().any(|word| lower.contains(word)) && any_deed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_speaks_of_amounts_by_its_numbers_or_by_a_word() {
        for text in [
            "Its trade deficit came to 900 thousand yuan.",
            "It paid 40,000 roubles.",
            "Imports were the lowest in a year.",
            "Pakistan held its sixth nuclear test.",
            "Iran tested the engine 9 times.",
            "Exports were nearly triple.",
            "Pakistan carried out 7 launches that year.",
            "Iran held three rocket launches.",
            "The launch was Iran's fourth of the year.",
            "이란의 로켓 발사는 올해 네 번째다.",
            "적자는 3억 위안이었다.",
            "5차 핵실험을 했다.",
            "로켓을 9차례 발사했다.",
            "出口额为3亿元。",
            "CNY 1.3 bn of goods went by rail.",
            "2025년 5월 14.8",
            "May 2025 | 14.8",
            "수출은 4월의 3분의 2에 그쳤다.",
            "수출(단위: 억 위안)",
        ] {
            let language = Language::of(text);
            assert!(speaks_of_amounts(text, language), "{text}");
        }
        for text in [
            "The minister arrived on 4 May 2025.",
            "Two officials visited the farm.",
            "Oman's trade with Peru in the first half of 2025",
            "In May 2025 they met on 8 May.",
            "They met for the second day.",
            "장관은 5월 4일 도착했다.",
            "위안부 문제를 논의했다.",
        ] {
            assert!(!speaks_of_amounts(text, Language::of(text)), "{text}");
        }
    }
}
