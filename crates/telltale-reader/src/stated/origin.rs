//! What an amount moved from, where that stands in its sentence: "slipped to 3 million in July from 4
//! million in June", "after 4 million in June", "before plunging to 3 million", "6월의 4억 위안보다 줄었다".

use super::direction::{self, Moved};
use super::named::{self, Named};
use super::vocabulary;
use super::words::words;
use super::{doubt, elsewhen};
use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// Whether the amount at `base` is the one from which the movement to the amount at `number` counts, as
/// the words between the two tell.
pub fn moved_from(
    document: &Document,
    sentence: Span,
    moved: &Moved,
    base: Span,
    number: Span,
) -> bool {
    let between = |from: usize, to: usize| {
        document.text.get(from..to).map(|words| doubt::plain(words, document.language))
    };
    let behind = base.0 >= number.1;
    // "Compared with a year earlier they rose to 3 million, after 4 million in June."
    let yearly = || doubt::speaks_of_the_year_before(document, sentence);
    match document.language {
        Language::English if behind => {
            between(number.1, base.0).is_some_and(|gap| match lead(&gap, moved.up) {
                Some(Lead::From) => true,
                Some(Lead::After) => !yearly(),
                None => false,
            })
        }
        Language::English => {
            let gap = between(base.1, moved.span.0);
            gap.is_some_and(|gap| is_followed_by_a_turn(&gap)) && !yearly()
        }
        Language::Korean if behind => {
            let rest = document.text.get(base.1..moved.span.1.max(base.1)).unwrap_or("");
            base.1 < moved.span.1 && is_held_against_ko(rest)
        }
        Language::Korean => {
            let gap = document.text.get(base.1..number.0.max(base.1));
            gap.is_some_and(is_followed_by_a_turn_ko) && !yearly()
        }
        _ => false,
    }
}

/// The time from which the movement to the amount at `number` counts, where it is named without an amount:
/// "fell to 3 million in July from June", "3억 위안으로 6월보다 줄었다".
pub fn moved_since(document: &Document, moved: &Moved, number: Span, end: usize) -> Option<Named> {
    match document.language {
        Language::English => time_behind(&document.text.get(number.1..end)?.to_ascii_lowercase()),
        Language::Korean => {
            let between = document.text.get(number.1..moved.span.1)?;
            let starts = between.char_indices().map(|(at, _)| at);
            let mut told = starts.filter_map(|at| {
                let (named, end) = named::korean(between, at)?;
                let rest = between[end..].trim_start_matches('의');
                let rest = ["수준", "수출액", "수입액", "교역액", "실적"]
                    .iter()
                    .find_map(|noun| rest.trim_start().strip_prefix(noun))
                    .unwrap_or(rest);
                is_held_against_ko(rest).then_some(named)
            });
            told.next()
        }
        _ => None,
    }
}

/// How what something moved from is led to.
enum Lead {
    /// As that and nothing else.
    From,
    /// As what was before, or is held against it.
    After,
}

/// The words of a list in English.
fn english(list: &'static str) -> &'static [&'static str] {
    vocabulary::of(Language::English, list)
}

/// The words of a list in which others end, one by one.
fn ends_with(all: &[&str], list: &'static str) -> Option<Vec<&'static str>> {
    let phrases = english(list).iter().map(|phrase| phrase.split(' ').collect::<Vec<_>>());
    phrases.into_iter().find(|phrase| all.ends_with(phrase))
}

/// " in July from about ", ", down from ", ", their lowest since 2024, after ".
fn lead(gap: &str, up: bool) -> Option<Lead> {
    let bare = gap.split_whitespace().map(|word| word.trim_matches(['$', '€', '¥', '(']));
    let mut all: Vec<&str> = bare.filter(|word| !word.is_empty()).collect();
    while all.last().is_some_and(|word| english("base light").contains(word)) {
        all.pop();
    }
    drop_a_level(&mut all);
    if let Some(back) = ends_with(&all, "base lead") {
        all.truncate(all.len() - back.len());
        if all.last() == Some(&if up { "up" } else { "down" }) {
            all.pop();
        }
        let found = if back[0] == "from" { Lead::From } else { Lead::After };
        return tells_when(&all).then_some(found);
    }
    if let Some(verb) = ends_with(&all, "reaching") {
        all.truncate(all.len() - verb.len());
    }
    let after = matches!(all.pop(), Some("after" | "following"));
    // Of "after rising to 4 million" it is another movement that ends there.
    (after && all.iter().all(|word| is_no_movement(word))).then_some(Lead::After)
}

/// Takes "June's total of" and "a year-earlier level of" off the end.
fn drop_a_level(all: &mut Vec<&str>) {
    let [.., noun, "of"] = all[..] else { return };
    if !elsewhen::AMOUNTS.contains(&noun) {
        return;
    }
    all.truncate(all.len() - 2);
    let leads = |word: &str| {
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let earlier = elsewhen::MONTHS_BACK.iter().any(|(words, _)| words.trim() == bare);
        earlier || tells_when(&[bare]) && bare != "in" || elsewhen::KINDS.contains(&bare)
    };
    while all.last().is_some_and(|word| leads(word) || english("base light").contains(word)) {
        all.pop();
    }
}

/// Whether words say nothing but when: "in the second half of 2025", "last month".
fn tells_when(words: &[&str]) -> bool {
    words.iter().map(|word| word.trim_matches(',')).all(|word| {
        word.is_empty()
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || MONTHS.contains(&word)
            || english("base time").contains(&word)
    })
}

fn is_no_movement(word: &str) -> bool {
    let bare = word.trim_matches([',', ';']);
    !word.ends_with(';') && direction::way(bare, Language::English).is_none()
}

/// " in December before ", " in June and then ", "; by September that had ".
fn is_followed_by_a_turn(gap: &str) -> bool {
    let bare = gap.split_whitespace().map(|word| word.trim_matches([',', ';']));
    let all: Vec<&str> = bare.filter(|word| !word.is_empty()).collect();
    let beside = |word: &str| {
        english("next").contains(&word)
            || english("beside next").contains(&word)
            || word.ends_with("ly")
    };
    let when: Vec<&str> = all.iter().copied().filter(|word| !beside(word)).collect();
    let next = all.iter().rev().take(3).any(|word| english("next").contains(word));
    let by = all.contains(&"by") && all.last() == Some(&"had");
    (next || by) && tells_when(&when)
}

/// "보다 줄었", ")보다 소폭 줄었".
fn is_held_against_ko(rest: &str) -> bool {
    let rest = rest.trim_start_matches([')', ' ']);
    vocabulary::of(Language::Korean, "base lead")
        .iter()
        .find_map(|particle| rest.strip_prefix(particle))
        .is_some_and(|behind| {
            !behind.contains([',', '(']) && !behind.contains(|letter: char| letter.is_ascii_digit())
        })
}

/// "까지 늘었다가 7월 ", "을 기록한 뒤 7월에는 ".
fn is_followed_by_a_turn_ko(gap: &str) -> bool {
    let turns = ["다가 ", "다가, ", " 뒤 ", " 뒤, ", "은 후 ", "한 후 ", " 이후 "];
    let Some((head, tail)) = turns.iter().find_map(|turn| gap.split_once(turn)) else {
        return false;
    };
    let short = head.split_whitespace().count() <= 3 && !head.contains([',', '(']);
    let digits = head.contains(|letter: char| letter.is_ascii_digit());
    let tail = tail.trim_end_matches(['에', '는', '엔', ' ']).trim_start_matches("이듬해 ");
    short && !digits && tail.split(' ').filter(|word| !word.is_empty()).all(is_time_ko)
}

/// "7월", "2026년", "약".
fn is_time_ko(word: &str) -> bool {
    let number = word.trim_end_matches(['월', '년', '에', '는']);
    word == "약" || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The time behind "from" where only a time stands before it: " in July from June".
fn time_behind(behind: &str) -> Option<Named> {
    let all = words(behind, &['\'', '’', '-'], &[',', '(', ')', ';', ':', '.']);
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    let lead = (0..all.len().min(LEAD_MAX)).find(|at| {
        matches!(word(*at), "from" | "against")
            || word(*at) == "compared" && matches!(word(*at + 1), "with" | "to")
    })?;
    let said: Vec<&str> = all[..lead].iter().map(|one| one.1).collect();
    if !tells_when(&said) {
        return None;
    }
    let mut at = lead + 1 + usize::from(word(lead) == "compared");
    while matches!(word(at), "that" | "those" | "level" | "levels" | "of" | "in" | "the" | "its") {
        at += 1;
    }
    let (named, end) = named::english(&all, at)?;
    let ends = end >= all.len()
        || matches!(word(end), "," | ")" | ";" | "." | "and" | "but" | "level" | "levels");
    ends.then_some(named)
}

/// How far behind an amount the word stands at most that leads to its base.
const LEAD_MAX: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn place(text: &str, words: &str) -> Span {
        text.find(words).map(|at| (at, at + words.len())).unwrap()
    }

    #[test]
    fn a_movement_counts_from_the_amount_that_its_words_lead_back_to() {
        for (text, number, base, expected) in [
            ("Aid fell to $3 million in May 2025 from $4 million in April.", "$3", "$4", true),
            ("Aid fell to $3 million, down from about $4 million in April.", "$3", "$4", true),
            ("Aid fell to $3 million in May from April's total of $4 million.", "$3", "$4", true),
            (
                "Aid fell to $3 million in May from the import figure of $4 million.",
                "$3",
                "$4",
                true,
            ),
            ("Aid fell to $3 million in May, short of a total of $4 million.", "$3", "$4", false),
            (
                "Aid sank to $3 million in June, its worst ever, after $4 million in April.",
                "$3",
                "$4",
                true,
            ),
            (
                "Aid sank to $3 million in June, following a total of $4 million in April.",
                "$3",
                "$4",
                true,
            ),
            (
                "Aid came to $4 million in May before sinking to $3 million in June.",
                "$3",
                "$4",
                true,
            ),
            ("Aid was $4 million in May and then sank to $3 million in June.", "$3", "$4", true),
            ("Aid was $4 million in May; by June that had sunk to $3 million.", "$3", "$4", true),
            ("Aid was $4 million in May and sank to $3 million in June.", "$3", "$4", false),
            ("Aid fell to $3 million, far from the $4 million of April.", "$3", "$4", false),
            ("Aid rose to $3 million in June, down from $4 million in April.", "$3", "$4", false),
            (
                "Against the year before aid rose to $3 million, after $4 million in April.",
                "$3",
                "$4",
                false,
            ),
            (
                "Aid fell to $3 million in June after rising to $4 million in April.",
                "$3",
                "$4",
                false,
            ),
            ("원조는 6월 3억 원으로 4월의 4억 원보다 줄었다.", "3억", "4억", true),
            ("원조는 6월 3억 원으로 4월(4억 원)보다 소폭 줄었다.", "3억", "4억", true),
            ("원조는 4월 4억 원까지 늘었다가 6월에는 3억 원으로 줄었다.", "3억", "4억", true),
            ("원조는 4월 4억 원이었고 6월에는 3억 원으로 줄었다.", "3억", "4억", false),
            ("원조는 6월 3억 원으로 4월의 4억 원보다 2억 원 줄었다.", "3억", "4억", false),
        ] {
            let document = Document::new(text, date(2025, 11, 4));
            let unit = if text.is_ascii() { " million" } else { " 원" };
            let [number, base] = [number, base].map(|words| place(text, &format!("{words}{unit}")));
            let sentence = (0, text.len());
            let moved = direction::moved(&document, sentence, number).unwrap();
            assert_eq!(moved_from(&document, sentence, &moved, base, number), expected, "{text}");
        }
    }

    #[test]
    fn a_movement_counts_from_the_time_that_it_names() {
        for (text, number, expected) in [
            (
                "Aid fell to $3 million in May from April.",
                "$3 million",
                Some(Named::Month(4, None)),
            ),
            (
                "Aid fell to $3 million in May from the level of April 2024.",
                "$3 million",
                Some(Named::Month(4, Some(2024))),
            ),
            ("Aid fell to $3 million from Chile in April.", "$3 million", None),
            ("원조는 6월 3억 원으로 4월보다 줄었다.", "3억 원", Some(Named::Month(4, None))),
            ("원조는 6월 3억 원으로 전달 수준보다 줄었다.", "3억 원", Some(Named::Before)),
            ("원조는 6월 3억 원으로 줄었다.", "3억 원", None),
        ] {
            let document = Document::new(text, date(2025, 11, 4));
            let number = place(text, number);
            let moved = direction::moved(&document, (0, text.len()), number).unwrap();
            assert_eq!(moved_since(&document, &moved, number, text.len()), expected, "{text}");
        }
    }
}
