//! Chinese and Russian numbers: "2.28亿美元", "9,1 млрд долларов".

use super::units::{self, Unit};
use super::{Measure, Number, scaled};
use crate::Language;
use crate::sighting::Span;

/// Every number of a sentence in lower case, in order; `base` is its first byte in the text.
pub(crate) fn find(
    sentence: &str,
    base: usize,
    language: Language,
    taken: impl Fn(Span) -> bool,
) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = sentence[at..].find(|letter: char| letter.is_ascii_digit()) {
        let start = at + offset;
        let rest = &sentence[start..];
        let width = rest
            .char_indices()
            .find(|&(i, letter)| {
                let inner = matches!(letter, ',' | '.')
                    && rest[i + 1..].starts_with(|l: char| l.is_ascii_digit());
                !letter.is_ascii_digit() && !inner
            })
            .map_or(rest.len(), |(i, _)| i);
        at = start + width;
        if taken((base + start, base + at)) {
            continue;
        }
        let Some(value) = plain(&rest[..width], language) else { continue };
        let (power, end) = magnitude(rest, width);
        let (unit, end) = unit_at(rest, end, language);
        let Some(unit) = unit else { continue };
        at = start + end;
        found.push(Number {
            span: (base + start, base + at),
            words: (0, 0),
            value: scaled(scaled(value, power), unit.factor),
            range: None,
            approximate: hedged(&sentence[..start]),
            measure: unit.measure,
            unit: unit.name,
        });
    }
    found
}

/// Russian writes the decimal comma; both group by threes otherwise.
fn plain(text: &str, language: Language) -> Option<f64> {
    if text.len() > 24 {
        return None;
    }
    let groups = text.split(',').skip(1).all(|group| group.len() == 3) && !text.contains('.');
    if language == Language::Russian && text.contains(',') && !groups {
        text.replace(',', ".").parse().ok()
    } else {
        super::digits(text)
    }
}

/// The magnitude behind the digits, and where it ends.
fn magnitude(rest: &str, width: usize) -> (f64, usize) {
    const POWERS: &[(&str, f64)] = &[
        ("万亿", 1e12),
        ("亿", 1e8),
        ("万", 1e4),
        ("трлн", 1e12),
        ("триллион", 1e12),
        ("млрд", 1e9),
        ("миллиард", 1e9),
        ("млн", 1e6),
        ("миллион", 1e6),
        ("тыс", 1e3),
        ("тысяч", 1e3),
    ];
    let behind = rest[width..].trim_start_matches([' ', '\u{a0}']);
    let from = rest.len() - behind.len();
    let Some((word, power)) = POWERS
        .iter()
        .filter(|(word, _)| behind.starts_with(word))
        .max_by_key(|(word, _)| word.len())
    else {
        return (1.0, width);
    };
    let mut end = from + word.len();
    if !word.starts_with(['万', '亿']) {
        // The case ending, and the stop of an abbreviation.
        end += rest[end..]
            .find(|letter: char| !letter.is_alphabetic() && letter != '.')
            .unwrap_or(rest.len() - end);
    }
    (*power, end)
}

fn unit_at(rest: &str, end: usize, language: Language) -> (Option<Unit>, usize) {
    let behind = rest[end..].trim_start_matches([' ', '\u{a0}']);
    let from = rest.len() - behind.len();
    let mut ends: Vec<usize> = if language == Language::Chinese {
        behind.char_indices().take(4).map(|(i, letter)| i + letter.len_utf8()).collect()
    } else {
        let word = behind
            .find(|letter: char| !letter.is_alphabetic() && letter != '%')
            .unwrap_or(behind.len());
        vec![word]
    };
    while let Some(width) = ends.pop() {
        if let Some(unit) = units::unit(&behind[..width], language) {
            return (Some(unit), from + width);
        }
    }
    if behind.starts_with(['%', '％']) {
        let percent = Unit { name: Some("%"), measure: Measure::Percent, factor: 1.0 };
        return (Some(percent), from + behind.chars().next().map_or(0, char::len_utf8));
    }
    (None, end)
}

fn hedged(before: &str) -> bool {
    let before = before.trim_end();
    ["约", "大约", "近", "超过", "逾", "около", "почти", "более", "свыше", "примерно", "порядка"]
        .iter()
        .any(|word| before.ends_with(word))
}
