//! What a sentence says in passing of how something moved, or of how two things lie to each other: "after
//! five months of declines", "which had fallen in April", "less than exports", "감소한 뒤".

use super::vocabulary;
use super::words::words;
use crate::sighting::Span;
use crate::{Document, Language};

/// The words of a sentence that say so, which no other reading may have taken for more.
pub fn in_passing(document: &Document, sentence: Span) -> Vec<Span> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let found = match document.language {
        Language::English => english(&text.to_ascii_lowercase()),
        Language::Korean => {
            let all = vocabulary::of(Language::Korean, "passing move").iter();
            let all = all.flat_map(|words| text.match_indices(words));
            all.map(|(at, words)| (at, at + words.len())).collect()
        }
        _ => Vec::new(),
    };
    found.into_iter().map(|(from, to)| (sentence.0 + from, sentence.0 + to)).collect()
}

/// The anniversaries that a sentence names by their number: "75th anniversary", "75주년".
pub fn kept(document: &Document, sentence: Span) -> Vec<Span> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let mut found = Vec::new();
    for (at, unit) in text.match_indices("주년") {
        let digits =
            text[..at].len() - text[..at].trim_end_matches(|one: char| one.is_ascii_digit()).len();
        if digits > 0 {
            found.push((sentence.0 + at - digits, sentence.0 + at + unit.len()));
        }
    }
    for (at, noun) in text.match_indices(" anniversary") {
        let start = text[..at].rfind(' ').map_or(0, |space| space + 1);
        let word = text[start..at].to_ascii_lowercase();
        if ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end)) {
            found.push((sentence.0 + start, sentence.0 + at + noun.len()));
        }
    }
    found
}

fn english(text: &str) -> Vec<Span> {
    let all = words(text, &['-', '\''], &[',', ';', '(', ')', '.']);
    let word = |at: usize| all.get(at).map_or("", |one: &(usize, &str)| one.1);
    let end = |at: usize| all[at].0 + all[at].1.len();
    let has = |list, word: &str| vocabulary::of(Language::English, list).contains(&word);
    let is_mark = |word: &str| matches!(word, "," | ";" | "(" | ")" | ".");
    let mut found = Vec::new();
    for at in 0..all.len() {
        let beyond = has("beyond", word(at)) && word(at + 1) == "than";
        let its = usize::from(matches!(word(at + 2), "its" | "their" | "the"));
        if beyond && has("flow", word(at + 2 + its)) {
            found.push((all[at].0, end(at + 2 + its)));
        }
        let starts = has("passing lead", word(at)) && (at == 0 || is_mark(word(at - 1)));
        let after = word(at) == "after";
        if !starts && !after {
            continue;
        }
        let stop = (at + 1..all.len()).find(|at| is_mark(word(*at))).unwrap_or(all.len());
        let moves = |at: usize| {
            vocabulary::of(Language::English, "passing move")
                .iter()
                .any(|start| word(at).starts_with(start))
        };
        let sized = (at..stop).any(|at| word(at).contains(|one: char| one.is_ascii_digit()));
        if (at + 1..stop).any(moves) && !sized {
            found.push((all[at].0, end(stop - 1)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_said_in_passing_of_a_movement_is_told() {
        let told = |text: &str| {
            let document = Document::new(text, date(2026, 8, 24));
            let all = in_passing(&document, (0, text.len())).into_iter();
            all.map(|(from, to)| text[from..to].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            told("After two years of declines, sales rebounded in May."),
            ["After two years of declines"]
        );
        assert_eq!(
            told("Sales, which had fallen in April, came to $3 million."),
            ["which had fallen in April"]
        );
        assert_eq!(told("Sales rose 3 percent, less than purchases."), ["less than purchases"]);
        assert_eq!(told("판매는 4월에 감소했던 데서 5월 300만 달러로 늘었다."), ["감소했던"]);
        assert_eq!(told("Sales rose 3 percent after falling 2 percent in April."), [""; 0]);
        assert_eq!(told("Sales rose after the fair, by 3 percent."), [""; 0]);
    }
}
