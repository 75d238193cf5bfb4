//! How long after the one before something was done: "five days after its previous launch", "its first test in
//! two months", "ending a 74-day lull", "닷새 만에 다시 발사했다".

use super::Bound;
use super::numerals::{KOREAN_DAYS, cardinal, native, ordinal};
use super::vocabulary::{self, is_launch};
use super::words::{Word, words};
use crate::sighting::Span;
use crate::{Document, Language};

/// In what a gap is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl GapUnit {
    /// Its name, of several.
    pub fn plural(self) -> &'static str {
        match self {
            GapUnit::Day => "days",
            GapUnit::Week => "weeks",
            GapUnit::Month => "months",
            GapUnit::Year => "years",
        }
    }
}

/// How long before something like it was done last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Its words, with what was done before.
    pub span: Span,
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: GapUnit,
    /// What is said of the number.
    pub bound: Bound,
    /// Whether it only says that none was done since: "its first in two months".
    pub first: bool,
    /// Whether it says that the one before was a launch or a test, and names none in particular.
    pub of_launches: bool,
}

/// The most that anything is counted here.
const MOST: u32 = 400;

/// How many words may stand between a gap and what was done before.
const NOUN_MAX: usize = 7;

/// How long after the one before something was done, wherever a sentence says so.
pub fn gaps(document: &Document, sentence: Span) -> Vec<Gap> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let found = match document.language {
        Language::English => english(&text.to_ascii_lowercase()),
        Language::Korean => korean(text),
        _ => Vec::new(),
    };
    let placed = |one: Gap| Gap { span: (sentence.0 + one.span.0, sentence.0 + one.span.1), ..one };
    found.into_iter().map(placed).collect()
}

fn unit_of(word: &str) -> Option<GapUnit> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "day" => GapUnit::Day,
        "week" => GapUnit::Week,
        "month" => GapUnit::Month,
        "year" => GapUnit::Year,
        _ => return None,
    })
}

/// The words of an English sentence.
struct Words<'w>(Vec<Word<'w>>);

impl Words<'_> {
    fn word(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |one| one.1)
    }

    fn end(&self, at: usize) -> usize {
        self.0[at].0 + self.0[at].1.len()
    }

    /// A number with its unit: "five days", "a year", "two-month", "74-day"; with where its words begin,
    /// what is said of it, and the place behind.
    fn length(&self, at: usize) -> Option<(u32, GapUnit, usize)> {
        let number = |word: &str| match word {
            "a" | "an" => Some(1),
            word => cardinal(word).filter(|n| *n <= MOST),
        };
        if let Some((n, unit)) = self.word(at).split_once('-') {
            return Some((number(n)?, unit_of(unit)?, at + 1));
        }
        Some((number(self.word(at))?, unit_of(self.word(at + 1))?, at + 2))
    }

    /// What the words before a number say of it, and where they begin.
    fn bound(&self, at: usize) -> (Bound, usize) {
        let back = |by: usize| at.checked_sub(by).map_or("", |at| self.word(at));
        match (back(2), back(1)) {
            ("more", "than") | ("at", "least") => (Bound::AtLeast, at - 2),
            ("less", "than") | ("fewer", "than") | ("at", "most") => (Bound::AtMost, at - 2),
            (_, "over") => (Bound::AtLeast, at - 1),
            (_, "under" | "within") => (Bound::AtMost, at - 1),
            (_, "about" | "around" | "roughly" | "nearly" | "almost" | "some") => {
                (Bound::About, at - 1)
            }
            (_, "just" | "only" | "exactly" | "barely") => (Bound::Exactly, at - 1),
            _ => (Bound::Exactly, at),
        }
    }

    /// The launch or the test that words from a place on name, before any mark.
    fn launch(&self, from: usize) -> Option<usize> {
        let end = (from..from + NOUN_MAX)
            .find(|at| !self.word(*at).starts_with(char::is_alphanumeric))
            .unwrap_or(from + NOUN_MAX);
        (from..end).find(|at| is_launch(self.word(*at)))
    }
}

fn english(text: &str) -> Vec<Gap> {
    let all = Words(words(text, &['-', '\'', '’'], &[',', ';', ':', '.', '(', ')', '—']));
    let mut found = Vec::new();
    for at in 0..all.0.len() {
        let gap =
            after_the_last(&all, at).or_else(|| first_in(&all, at)).or_else(|| pause(&all, at));
        found.extend(gap);
    }
    found
}

/// "Five days after its previous launch", "two weeks after a missile test".
fn after_the_last(all: &Words<'_>, at: usize) -> Option<Gap> {
    let (n, unit, next) = all.length(at)?;
    if all.word(next) != "after" {
        return None;
    }
    let noun = all.launch(next + 1)?;
    let before = vocabulary::of(Language::English, "gap before");
    let words: Vec<&str> = (next + 1..noun).map(|at| all.word(at)).collect();
    let joined = words.join(" ");
    let last = before.iter().any(|word| {
        joined.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
            || joined.starts_with(&format!("{word} "))
            || joined.contains(&format!(" {word} "))
    });
    let (bound, from) = all.bound(at);
    let span = (all.0[from].0, all.end(noun));
    Some(Gap { span, n, unit, bound, first: false, of_launches: last })
}

/// "Its first launch in two months", "the first in a year".
fn first_in(all: &Words<'_>, at: usize) -> Option<Gap> {
    if ordinal(all.word(at)) != Some(1) {
        return None;
    }
    let lead = (at + 1..at + 1 + NOUN_MAX).find(|at| all.word(*at) == "in")?;
    let between = (at + 1..lead).all(|at| all.word(at).starts_with(char::is_alphanumeric));
    let hedged = |at: usize| {
        matches!(
            all.word(at),
            "more"
                | "than"
                | "at"
                | "least"
                | "over"
                | "about"
                | "around"
                | "nearly"
                | "almost"
                | "just"
        )
    };
    let number = (lead + 1..lead + 4).find(|at| !hedged(*at))?;
    let (n, unit, next) = all.length(number).filter(|_| between)?;
    let named = (at + 1..lead).any(|at| is_launch(all.word(at)));
    let such =
        lead == at + 1 || (at + 1..lead).all(|at| matches!(all.word(at), "such" | "one" | "time"));
    let (bound, _) = all.bound(number);
    let span = (all.0[at].0, all.end(next - 1));
    Some(Gap { span, n, unit, bound, first: true, of_launches: named || such })
}

/// "Ending a 74-day pause in launches", "after a two-month lull", "after a pause of two months".
fn pause(all: &Words<'_>, at: usize) -> Option<Gap> {
    let (n, unit, next) = all.length(at)?;
    let is_pause =
        |at: usize| vocabulary::of(Language::English, "gap pause").contains(&all.word(at));
    let behind = (next..next + 2).find(|at| is_pause(*at));
    let ahead = at.checked_sub(2).filter(|ahead| is_pause(*ahead) && all.word(ahead + 1) == "of");
    let without = all.word(next) == "without";
    let launch = all.launch(next);
    let end = match (behind, ahead) {
        (Some(noun), _) => launch.unwrap_or(noun),
        (None, Some(_)) => launch.unwrap_or(next - 1),
        _ => launch.filter(|_| without)?,
    };
    let (bound, from) = all.bound(at);
    let from = ahead.unwrap_or(from);
    let span = (all.0[from].0, all.end(end));
    Some(Gap { span, n, unit, bound, first: false, of_launches: launch.is_some() })
}

/// Words right before a Korean number that say something of it, with the blank behind.
const HEDGES: &[(&str, Bound)] = &[
    ("약 ", Bound::About),
    ("거의 ", Bound::About),
    ("대략 ", Bound::About),
    ("불과 ", Bound::Exactly),
    ("무려 ", Bound::Exactly),
    ("꼭 ", Bound::Exactly),
    ("정확히 ", Bound::Exactly),
];

/// Units behind Korean numbers, the longer ones first.
const UNITS: &[(&str, GapUnit)] = &[
    ("개월", GapUnit::Month),
    ("주일", GapUnit::Week),
    ("주", GapUnit::Week),
    ("달", GapUnit::Month),
    ("일", GapUnit::Day),
    ("년", GapUnit::Year),
    ("해", GapUnit::Year),
];

/// "닷새 만에 다시", "5개월 만의", "43일 만이다", "두 달여 만에".
fn korean(text: &str) -> Vec<Gap> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices("만") {
        let behind = &text[at + mark.len()..];
        if !["에", "의", "이", "인"].iter().any(|end| behind.starts_with(end)) {
            continue;
        }
        let ahead = text[..at].trim_end();
        let (ahead, more) = ["여", "가량", "정도"]
            .iter()
            .find_map(|hedge| ahead.strip_suffix(hedge).map(|rest| (rest.trim_end(), true)))
            .unwrap_or((ahead, false));
        let Some((start, n, unit)) = korean_length(ahead) else { continue };
        let hedge = HEDGES.iter().find(|(word, _)| text[..start].ends_with(word));
        let bound = match (more, hedge) {
            (true, _) => Bound::About,
            (false, Some((_, bound))) => *bound,
            (false, None) => Bound::Exactly,
        };
        let from = start - hedge.map_or(0, |(word, _)| word.len());
        let end = at + mark.len() + behind.chars().next().map_or(0, char::len_utf8);
        let near: String = text[end..].chars().take(KOREAN_NEAR).collect();
        let launches = ["발사", "쏘", "쐈", "핵실험", "시험", "도발"];
        let of_launches = launches.iter().any(|word| near.contains(word))
            || ["이", "인"].iter().any(|end| behind.starts_with(end))
                && launches.iter().any(|word| text[..from].contains(word));
        found.push(Gap { span: (from, end), n, unit, bound, first: false, of_launches });
    }
    found
}

/// How many letters behind "만에" the launch may stand.
const KOREAN_NEAR: usize = 40;

/// A length at the end of some words, with where it starts: "닷새", "석 달", "43일", "일주일", "반년".
fn korean_length(text: &str) -> Option<(usize, u32, GapUnit)> {
    for (name, days) in KOREAN_DAYS {
        if let Some(rest) = text.strip_suffix(name) {
            return Some((rest.len(), u32::try_from(*days).ok()?, GapUnit::Day));
        }
    }
    for (name, n, unit) in [("일주일", 1, GapUnit::Week), ("반년", 6, GapUnit::Month)] {
        if let Some(rest) = text.strip_suffix(name) {
            return Some((rest.len(), n, unit));
        }
    }
    let (rest, unit) =
        UNITS.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, *unit)))?;
    let rest = rest.trim_end();
    let digits = rest.len() - rest.trim_end_matches(|one: char| one.is_ascii_digit()).len();
    let (start, n) = match digits {
        0 => {
            let at = rest.rfind(|one: char| !('가'..='힣').contains(&one));
            let start = at.map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
            let word = &rest[start..];
            (
                start,
                native(word).or(match word {
                    "석" => Some(3),
                    "넉" => Some(4),
                    "일" => Some(1),
                    _ => None,
                })?,
            )
        }
        digits => (rest.len() - digits, rest[rest.len() - digits..].parse().ok()?),
    };
    (1..=MOST).contains(&n).then_some((start, n, unit))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(text: &str) -> Vec<(&str, u32, GapUnit, Bound, bool, bool)> {
        let document = Document::new(text, date(2026, 8, 24));
        let all = gaps(&document, (0, text.len())).into_iter();
        let one = |gap: Gap| {
            let words = &text[gap.span.0..gap.span.1];
            (words, gap.n, gap.unit, gap.bound, gap.first, gap.of_launches)
        };
        all.map(one).collect()
    }

    use Bound::{About, AtLeast, AtMost, Exactly};
    use GapUnit::{Day, Month, Week, Year};

    #[test]
    fn how_long_after_the_one_before_it_was_is_told() {
        for (text, words, n, unit, bound) in [
            (
                "It came five days after its previous launch.",
                "five days after its previous launch",
                5,
                Day,
                Exactly,
            ),
            (
                "It came a week after the last missile test.",
                "a week after the last missile test",
                1,
                Week,
                Exactly,
            ),
            ("It ended a 74-day pause in launches.", "74-day pause in launches", 74, Day, Exactly),
            (
                "It came under a month after the previous test.",
                "under a month after the previous test",
                1,
                Month,
                AtMost,
            ),
            ("닷새 만에 다시 로켓을 발사했다.", "닷새 만에", 5, Day, Exactly),
            ("약 5개월 만의 로켓 발사다.", "약 5개월 만의", 5, Month, About),
            ("로켓 발사는 43일 만이다.", "43일 만이", 43, Day, Exactly),
            ("석 달 만에 로켓을 쐈다.", "석 달 만에", 3, Month, Exactly),
            ("두 달여 만에 로켓을 쐈다.", "두 달여 만에", 2, Month, About),
        ] {
            assert_eq!(told(text), [(words, n, unit, bound, false, true)], "{text}");
        }
    }

    #[test]
    fn that_none_was_since_is_told_apart() {
        for (text, words, n, unit, bound) in [
            (
                "It was the first launch in two months.",
                "first launch in two months",
                2,
                Month,
                Exactly,
            ),
            ("It was the first in over a year.", "first in over a year", 1, Year, AtLeast),
        ] {
            assert_eq!(told(text), [(words, n, unit, bound, true, true)], "{text}");
        }
    }

    #[test]
    fn a_gap_to_something_else_is_told_and_of_no_launches() {
        for (text, words) in [
            ("It came two days after a rocket launch.", "two days after a rocket launch"),
            ("It came after a two-month lull.", "two-month lull"),
            ("일주일 만에 돌아왔다.", "일주일 만에"),
        ] {
            let found = told(text);
            assert_eq!((found.len(), found[0].0, found[0].5), (1, words, false), "{text}");
        }
        for text in [
            "It was launched two days after the parade.",
            "It was the first launch in May.",
            "It was the first of two days of talks.",
            "로켓만이 남았다.",
            "오랜만에 로켓을 쐈다.",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
