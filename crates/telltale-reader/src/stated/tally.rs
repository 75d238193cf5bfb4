//! How often something was done: "its third test this year", "launched missiles seven times", "16차례
//! 발사", "여섯 번째 방문".

use super::numerals::{cardinal, native, ordinal};
use super::vocabulary::is_launch;
use super::words::{Word, words};
use crate::sighting::Span;
use crate::{Document, Language};

/// How often a text says that something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Its words, the number first in English.
    pub span: Span,
    /// How often; 0 where the words are too vague.
    pub n: u32,
    /// Whether it counts the one that is told: "its third".
    pub nth: bool,
    /// Whether the words themselves say that it is something launched or tested.
    pub of_launches: bool,
}

/// What is counted beside launches, as nouns.
#[rustfmt::skip]
const CALLS: &[&str] = &["visit", "visits", "trip", "trips", "summit", "summits", "meeting", "meetings", "talks"];

/// Numbers that nobody can count.
const VAGUE: &[&str] =
    &["several", "multiple", "dozens", "numerous", "repeated", "scores", "many", "few"];

/// Between a number and its noun none of these stands.
#[rustfmt::skip]
const APART: &[&str] = &[
    "of", "in", "to", "from", "with", "for", "and", "or", "on", "at", "by", "after", "before", "that", "since",
    "days", "day", "years", "year", "months", "month", "weeks", "week", "hours", "hour", "minutes", "percent",
];

/// The most words between a number and its noun.
const BETWEEN_MAX: usize = 4;

/// The most words between "the first" and what it was the first to do.
const DOERS_MAX: usize = 6;

/// The most times that anything is counted.
const MOST: u32 = 999;

/// How often something was done, wherever a sentence says so.
pub fn tallies(document: &Document, sentence: Span) -> Vec<Tally> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let found = match document.language {
        Language::English => english(&text.to_ascii_lowercase()),
        Language::Korean => korean(text),
        _ => Vec::new(),
    };
    let placed =
        |one: Tally| Tally { span: (sentence.0 + one.span.0, sentence.0 + one.span.1), ..one };
    found.into_iter().map(placed).collect()
}

fn english(text: &str) -> Vec<Tally> {
    let words = words(text, &['-', '\'', '’'], &[',', ';', '(', ':', '.', '$', '%']);
    let word = |at: usize| words.get(at).map_or("", |one: &Word<'_>| one.1);
    let end = |at: usize| words[at].0 + words[at].1.len();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let start = words[at].0;
        if let Some(n) = times_told(&words, at) {
            if n > 0 {
                found.push(Tally { span: (start, end(at)), n, nth: false, of_launches: false });
            }
            continue;
        }
        // Of "1,200" the last figures are no number.
        let grouped = at > 0 && word(at - 1) == "," && words[at - 1].0 + 1 == start;
        if grouped {
            continue;
        }
        // "Its first in six months", "several launches", "a single launch".
        if ordinal(word(at)) == Some(1) && word(at + 1) == "in" {
            found.push(Tally { span: (start, end(at)), n: 1, nth: true, of_launches: false });
            continue;
        }
        let vague = VAGUE.contains(&word(at));
        let sole = matches!(word(at), "single" | "sole" | "only");
        let near = (at + 1..=at + 1 + BETWEEN_MAX).find(|at| is_launch(word(*at)));
        let near = near.filter(|noun| (at + 1..*noun).all(|at| !APART.contains(&word(at))));
        if let Some(noun) = near.filter(|_| vague || sole) {
            let n = u32::from(sole && !word(noun).ends_with('s'));
            found.push(Tally { span: (start, end(noun)), n, nth: false, of_launches: true });
            continue;
        }
        let (n, nth) = match (ordinal(word(at)), cardinal(word(at))) {
            (Some(n), _) => (n, true),
            (None, Some(n)) => (n, false),
            _ => continue,
        };
        if n > MOST {
            continue;
        }
        if !nth && word(at + 1) == "times" || nth && word(at + 1) == "time" {
            let multiple =
                matches!(word(at + 2), "as" | "the" | "that" | "more" | "higher" | "larger");
            if !multiple {
                found.push(Tally { span: (start, end(at + 1)), n, nth, of_launches: false });
            }
            continue;
        }
        // "Its first since April": of what is told.
        if nth && n == 1 && word(at + 1) == "since" {
            found.push(Tally { span: (start, end(at)), n, nth, of_launches: false });
            continue;
        }
        // "The ninth this month".
        if nth && word(at + 1) == "this" && matches!(word(at + 2), "year" | "month" | "week") {
            found.push(Tally { span: (start, end(at)), n, nth, of_launches: false });
            continue;
        }
        let noun = (at + 1..=at + 1 + BETWEEN_MAX)
            .find(|at| is_launch(word(*at)) || CALLS.contains(&word(*at)));
        // "The first premier to do so since 1991": of whom, nobody counts.
        let to_do_so = |at: usize| word(at) == "since" || word(at) == "to" && word(at + 1) == "do";
        if nth && n == 1 && noun.is_none() && (at + 1..=at + DOERS_MAX).any(to_do_so) {
            found.push(Tally { span: (start, end(at)), n: 0, nth, of_launches: false });
        }
        let Some(noun) = noun else { continue };
        let apart = (at + 1..noun)
            .any(|at| APART.contains(&word(at)) || !word(at).starts_with(char::is_alphanumeric));
        let of_launches = is_launch(word(noun));
        let plural = word(noun).ends_with('s');
        if apart || !nth && !plural && n > 1 {
            continue;
        }
        found.push(Tally { span: (start, end(noun)), n, nth, of_launches });
    }
    found
}

/// How often "twice" or "only once" say, 0 where they compare: "twice as much". "Once a satellite state": only
/// after "only" does it count.
fn times_told(words: &[Word<'_>], at: usize) -> Option<u32> {
    let word = |at: usize| words.get(at).map_or("", |one: &Word<'_>| one.1);
    let n = ["once", "twice", "thrice"].iter().position(|one| *one == word(at))?;
    let only = at > 0 && matches!(word(at - 1), "only" | "just" | "but" | "merely");
    let n = u32::try_from(n + 1).ok().filter(|n| *n > 1 || only)?;
    let multiple = matches!(word(at + 1), "as" | "the" | "that" | "what" | "its");
    Some(if multiple { 0 } else { n })
}

/// What follows the number in Korean, and whether it counts the one that is told.
const KOREAN: &[(&str, bool)] =
    &[("번째", true), ("차례", false), ("차 핵실험", true), ("번", false), ("회", false)];

fn korean(text: &str) -> Vec<Tally> {
    let mut found: Vec<Tally> = Vec::new();
    for (unit, nth) in KOREAN {
        for (at, _) in text.match_indices(unit) {
            let end = at + unit.len();
            if found.iter().any(|one| one.span.0 < end && at < one.span.1)
                || !is_unit(text, unit, end)
            {
                continue;
            }
            let Some((start, n)) = korean_number(&text[..at]) else { continue };
            let of_launches = ["발사", "핵실험", "쐈"].iter().any(|word| text.contains(word));
            found.push(Tally { span: (start, end), n, nth: *nth, of_launches });
        }
    }
    found.extend(firsts(text).map(|(start, end)| {
        let of_launches = text[..end].contains("발사") || text[start..].contains("발사");
        Tally { span: (start, end), n: 1, nth: true, of_launches }
    }));
    found.sort_by_key(|one| one.span);
    found
}

/// What is done for the first time: "처음으로", "첫 방문".
fn firsts(text: &str) -> impl Iterator<Item = Span> {
    let begins = |at: usize| text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let never = text.match_indices("처음").filter_map(move |(at, word)| {
        let behind = &text[at + word.len()..];
        let told = ["으로", "이", "인", "있는", ".", ","].iter().any(|end| behind.starts_with(end));
        (begins(at) && told).then_some((at, at + word.len()))
    });
    let led = text.match_indices("첫 ").filter_map(move |(at, word)| {
        let behind = &text[at + word.len()..];
        let noun = FIRSTS_KO.iter().find(|noun| {
            let near = behind.find(*noun);
            near.is_some_and(|near| behind[..near].split_whitespace().count() <= 2)
        })?;
        let end = at + word.len() + behind.find(noun)? + noun.len();
        begins(at).then_some((at, end))
    });
    never.chain(led)
}

/// What is told to be the first of its kind.
const FIRSTS_KO: &[&str] =
    &["방문", "회담", "회동", "만남", "발사", "핵실험", "방북", "방러", "방중", "방한"];

/// Whether a counting word ends where it should: "번" is none in "번호", nor "회" in "회담".
fn is_unit(text: &str, unit: &str, end: usize) -> bool {
    let behind = text[end..].chars().next();
    match unit {
        "번" | "회" => behind.is_none_or(|letter| " 에의나이을를,.은".contains(letter)),
        _ => true,
    }
}

/// The number at the end of some words, with where it starts: "16", "열여섯 ".
fn korean_number(text: &str) -> Option<(usize, u32)> {
    let text = text.trim_end();
    let digits = text.len() - text.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    if digits > 0 {
        let start = text.len() - digits;
        let before = text[..start].chars().next_back();
        // "제3회" is a name, and "1,200회" or "3.5" no small count.
        let alone = !before.is_some_and(|letter| matches!(letter, '제' | ',' | '.'));
        let n = text[start..].parse().ok()?;
        return (alone && (1..=MOST).contains(&n)).then_some((start, n));
    }
    let word = text
        .rfind(|letter: char| !('가'..='힣').contains(&letter))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    Some((word, native(&text[word..])?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(text: &str) -> Vec<(&str, u32, bool)> {
        let document = Document::new(text, date(2026, 8, 24));
        let all = tallies(&document, (0, text.len()));
        all.into_iter().map(|one| (&text[one.span.0..one.span.1], one.n, one.nth)).collect()
    }

    #[test]
    fn how_often_something_was_done_is_told() {
        for (text, expected) in [
            (
                "It was the tenth ballistic missile launch of the year.",
                ("tenth ballistic missile launch", 10, true),
            ),
            ("They conducted 14 weapons tests in 2025.", ("14 weapons tests", 14, false)),
            ("He flew there twice in 2024.", ("twice", 2, false)),
            ("Seoul counted rockets fired eleven times this spring.", ("eleven times", 11, false)),
            ("She came for the fourth time.", ("fourth time", 4, true)),
            ("They tested a rocket, their first since May.", ("first", 1, true)),
            ("They conducted a single missile launch in May.", ("single missile launch", 1, false)),
            ("They conducted several weapons tests in May.", ("several weapons tests", 0, false)),
            ("He went there, the first Peruvian premier to do so.", ("first", 0, true)),
            ("북한은 올해 로켓을 14차례 쐈다.", ("14차례", 14, false)),
            ("이번이 열두 번째 시험이다.", ("열두 번째", 12, true)),
            ("장관은 그곳을 세 번 찾았다.", ("세 번", 3, false)),
            ("장관은 지난달 처음으로 그곳을 찾았다.", ("처음", 1, true)),
            ("두 정상의 첫 단독 회담이었다.", ("첫 단독 회담", 1, true)),
            ("They fired rockets only once in May.", ("once", 1, false)),
            ("북한의 5차 핵실험은 9월이었다.", ("5차 핵실험", 5, true)),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "Imports were three times as much as in June.",
            "Trade was twice that of 2024.",
            "The two leaders met on the third day of talks in 2025.",
            "제3회 회담이 열렸다.",
            "Once they launched rockets.",
            "장관은 첫날 만찬에 갔다.",
            "장관은 처음부터 끝까지 있었다.",
            "The second half saw 1,200 tests.",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
