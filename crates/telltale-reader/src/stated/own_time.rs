//! The time that stands right at a number and is its own, whatever the rest of the sentence is of:
//! "(May: 3 million)", "June's 3 million", "the 3 million recorded a month earlier".

use super::base::RECORDED;
use super::named::{self, Named};
use super::words::words;
use crate::sighting::Span;
use crate::{Document, Language};

/// The time of its own that a number has, if one stands right before or behind it, and not both.
pub fn own_time(document: &Document, sentence: Span, number: Span) -> Option<Named> {
    let ahead = document.text.get(sentence.0..number.0)?.to_ascii_lowercase();
    let behind = document.text.get(number.1..sentence.1.max(number.1))?.to_ascii_lowercase();
    match document.language {
        Language::English => match (english_ahead(&ahead), english_behind(&behind)) {
            (Some(one), None) | (None, Some(one)) => Some(one),
            _ => None,
        },
        Language::Korean => korean(&ahead),
        _ => None,
    }
}

/// Whether the clause of a change is one of its own, and in a month that is not the one of `months`: "which
/// had doubled in May, came to 3 million in June", "down 4 percent in May, rebounded".
pub fn is_of_other_month(
    document: &Document,
    sentence: Span,
    number: Span,
    months: [i8; 2],
) -> bool {
    let Some(text) = document.text.get(sentence.0..sentence.1.max(number.1)) else { return false };
    if document.language != Language::English || number.0 < sentence.0 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let (from, to) = super::doubt::clause(&lower, (number.0 - sentence.0, number.1 - sentence.0));
    let ahead = lower[..from].trim_end();
    let own = words(&lower[from..to], &['\'', '’', '-'], &[]);
    let first = own.first().map_or("", |one| one.1);
    let subordinate = matches!(first, "which" | "having" | "up" | "down" | "after" | "more")
        || ahead.ends_with(" after")
        || lower.starts_with("after ") && from <= "after ".len();
    let named = own.windows(2).filter(|two| matches!(two[0].1, "in" | "during"));
    let mut named = named.filter_map(|two| match named::english(&[two[1]], 0)?.0 {
        Named::Month(month, _) => Some(month),
        _ => None,
    });
    let Some(one) = named.next().filter(|_| subordinate) else { return false };
    !months.contains(&one) && named.all(|other| !months.contains(&other))
}

/// What an amount may be of a month: "June's total of".
#[rustfmt::skip]
const LEVELS: &[&str] = &[
    " total", " figure", " level", " peak", " record", " high", " low", " reading", " value", " volume", " amount",
];

/// "May's", "(May:", "(May", "May's total of".
fn english_ahead(ahead: &str) -> Option<Named> {
    let mut ahead = ahead.trim_end_matches(['$', '€', '¥', ' ']);
    for hedge in ["cny", "rmb", "us", "about", "roughly", "nearly", "around", "some", "almost"] {
        ahead = ahead
            .strip_suffix(hedge)
            .filter(|rest| rest.ends_with([' ', '(']))
            .unwrap_or(ahead)
            .trim_end();
    }
    // "June's total of 3 million".
    for noun in LEVELS {
        let level = ahead.strip_suffix(" of").unwrap_or(ahead);
        ahead = level.strip_suffix(noun).map_or(ahead, str::trim_end);
    }
    let (time, mark) = match ahead.strip_suffix([':', '—', '–']) {
        Some(time) => (time.trim_end(), true),
        None => (ahead, false),
    };
    let start = time
        .rfind(|letter: char| letter.is_whitespace() || "(,;".contains(letter))
        .map_or(0, |at| at + 1);
    let last = time[start..].trim();
    let owned = last.ends_with("'s") || last.ends_with("’s");
    let bracket = time[..start].trim_end().ends_with('(') || time[..start].ends_with(['(', ';']);
    if !(owned || mark || bracket) {
        return None;
    }
    let all = words(last, &['\'', '’'], &[]);
    let (named, end) = named::english(&all, 0)?;
    (end == all.len() && matches!(named, Named::Month(_, None))).then_some(named)
}

/// "In May", "(May)", "recorded a month earlier", "a year before".
fn english_behind(behind: &str) -> Option<Named> {
    let all = words(behind, &['\'', '’', '-'], &[',', '(', ')', ';', ':', '.']);
    let word = |at: usize| all.get(at).map_or("", |word: &(usize, &str)| word.1);
    let mut at = 0;
    // A bracket that holds but the month.
    if word(0) == "(" {
        let (named, end) = named::english(&all, 1)?;
        return (word(end) == ")").then_some(named);
    }
    let recorded = RECORDED.contains(&word(at));
    at += usize::from(recorded);
    let led = matches!(word(at), "in" | "of" | "for" | "during");
    at += usize::from(led);
    at += usize::from(word(at) == "the");
    let (named, end) = named::english(&all, at)?;
    let ends =
        end >= all.len() || matches!(word(end), "," | ")" | ";" | "." | "and" | "but" | "to");
    let of_time = led || !matches!(named, Named::Month(..));
    (ends && of_time).then_some(named)
}

/// "5월의", "(5월", "전달의", "(5월:".
fn korean(ahead: &str) -> Option<Named> {
    let mut ahead = ahead.trim_end_matches(['$', ' ']);
    for hedge in ["약", "대략", "무려"] {
        ahead = ahead.strip_suffix(hedge).unwrap_or(ahead).trim_end();
    }
    let owned = ahead.strip_suffix('의');
    let marked = ahead.strip_suffix([':', '(']);
    let time = owned.or(marked).unwrap_or(ahead).trim_end();
    let from = time
        .char_indices()
        .rev()
        .take(12)
        .map(|(at, _)| at)
        .filter(|at| named::korean(time, *at).is_some_and(|(_, end)| end == time.len()));
    let at = from.min()?;
    let bracket = time[..at].trim_end().ends_with(['(', ',', ';']);
    (owned.is_some() || marked.is_some() || bracket)
        .then(|| named::korean(time, at))
        .flatten()
        .map(|one| one.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_change_in_a_clause_of_its_own_may_be_of_another_month() {
        for (text, number, expected) in [
            (
                "Sales, which had doubled on the year in May, came to $3 million in June.",
                "doubled",
                true,
            ),
            ("Sales, down 4 percent in May, rebounded to $3 million in June.", "4 percent", true),
            ("Sales, which rose 4 percent in June, came to $3 million.", "4 percent", false),
            ("Sales came to $3 million in June, up 4 percent from May.", "4 percent", false),
            ("Sales rose 4 percent in May.", "4 percent", false),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let at = text.find(number).unwrap();
            let told =
                is_of_other_month(&document, (0, text.len()), (at, at + number.len()), [6, 6]);
            assert_eq!(told, expected, "{text}");
        }
    }

    #[test]
    fn a_number_may_have_a_time_of_its_own() {
        for (text, number, expected) in [
            (
                "Sales were $4 million in June (May: 3.1 million).",
                "3.1 million",
                Some(Named::Month(5, None)),
            ),
            (
                "Sales were $4 million in June (3.1 million in May).",
                "3.1 million",
                Some(Named::Month(5, None)),
            ),
            (
                "Sales were just above May's 3.1 million.",
                "3.1 million",
                Some(Named::Month(5, None)),
            ),
            (
                "Sales were $4 million (June) and 3.1 million (May).",
                "3.1 million",
                Some(Named::Month(5, None)),
            ),
            (
                "Sales hardly differed from the 3.1 million recorded a month earlier.",
                "3.1 million",
                Some(Named::Before),
            ),
            (
                "Sales fell from 3.1 million a year before to 2 million.",
                "3.1 million",
                Some(Named::Year),
            ),
            ("Sales came to 3.1 million.", "3.1 million", None),
            ("In May, sales came to 3.1 million.", "3.1 million", None),
            ("Sales from May to June came to 3.1 million.", "3.1 million", None),
            (
                "판매는 6월 4억 위안(5월 3억1천만 위안)이었다.",
                "3억1천만 위안",
                Some(Named::Month(5, None)),
            ),
            (
                "판매는 5월의 3억1천만 위안보다 많았다.",
                "3억1천만 위안",
                Some(Named::Month(5, None)),
            ),
            ("판매는 5월 3억1천만 위안이었다.", "3억1천만 위안", None),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let at = text.find(number).unwrap();
            let told = own_time(&document, (0, text.len()), (at, at + number.len()));
            assert_eq!(told, expected, "{text}");
        }
    }
}
