//! Words that tell which way something went over several times, without a size: "have fallen steadily since
//! May", "5월 이후 내리 줄었다". That it went so between two of them is less than what they say.

use super::direction;
use super::named::{self, Named};
use super::words::{Word, words};
use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// Words that say that it went one way all along.
const ALL_ALONG: &[&str] = &[
    "steadily",
    "continuously",
    "continually",
    "constantly",
    "consistently",
    "relentlessly",
    "uninterruptedly",
    "unbroken",
    "progressively",
];

/// The same in several words.
const TIME_AND_AGAIN: &[&str] = &[
    "every month",
    "each month",
    "every quarter",
    "each quarter",
    "every year",
    "each year",
    "month after month",
    "month by month",
    "quarter after quarter",
    "year after year",
    "without a break",
    "without interruption",
    "ever since",
    "each of the",
    "every one of the",
];

/// Verbs of two words for what goes another way than before.
const TURNED: &[&str] = &[
    "picked up",
    "picking up",
    "pick up",
    "bounced back",
    "bouncing back",
    "came back",
    "perked up",
    "tailed off",
    "dropped off",
    "fell back",
    "falling back",
    "tapered off",
    "levelled off",
    "leveled off",
    "dried up",
    "petered out",
    "back at",
];

/// Words of records, that say which since when and not what went on since then.
const RECORDS: &[&str] = &[
    "highest", "lowest", "most", "least", "best", "worst", "biggest", "largest", "smallest",
    "first",
];

/// How far a verb and the words that say how long may be apart, in words.
const APART_MAX: usize = 4;

/// The words of such courses in an English sentence in small letters.
pub(super) fn english(text: &str) -> Vec<Span> {
    let all = words(text, &['\'', '’', '-', '%'], &[',', '(', ')', ';', ':', '—', '–']);
    let word = |at: usize| all.get(at).map_or("", |word: &Word<'_>| word.1);
    let end = |at: usize| all[at].0 + all[at].1.len();
    let phrase = |from: usize, to: usize| {
        let to = to.min(all.len());
        if from < to { &text[all[from].0..end(to - 1)] } else { "" }
    };
    let mut found: Vec<Span> = Vec::new();
    for at in 0..all.len() {
        if found.last().is_some_and(|last| all[at].0 < last.1) {
            continue;
        }
        if TURNED.contains(&phrase(at, at + 2)) {
            found.push((all[at].0, end(at + 1)));
            continue;
        }
        if direction::way(word(at), Language::English).is_none() {
            continue;
        }
        let near = at.saturating_sub(1)..(at + 1 + APART_MAX).min(all.len());
        let along = near.clone().find_map(|near| {
            let length =
                (2..=4).find(|length| TIME_AND_AGAIN.contains(&phrase(near, near + length)));
            ALL_ALONG.contains(&word(near)).then_some(1).or(length).map(|length| (near, length))
        });
        // "Have fallen since May"; not "fell to its lowest since May", which is a record.
        let since = (at + 1..at + 3).find(|near| word(*near) == "since");
        let since = since.filter(|since| !(at..*since).any(|one| RECORDS.contains(&word(one))));
        let since =
            since.filter(|_| matches!(word(at.wrapping_sub(1)), "have" | "has" | "had" | "been"));
        if let Some((near, length)) = along.or(since.map(|since| (since, 2))) {
            let last = (near + length - 1).min(all.len() - 1).max(at);
            found.push((all[at.min(near)].0, end(last)));
        }
    }
    found
}

/// The same words in Korean, each with a space behind.
const KOREAN: &[&str] = &[
    "내리 ",
    "줄곧 ",
    "계속 ",
    "계속해서 ",
    "꾸준히 ",
    "지속적으로 ",
    "연이어 ",
    "잇따라 ",
    "잇달아 ",
    "매달 ",
    "매월 ",
    "달마다 ",
    "매년 ",
    "해마다 ",
];

/// Stems of verbs of which they say how long it went on.
const STEMS: &[&str] = &[
    "늘", "줄", "증가", "감소", "올라", "올랐", "오르", "떨어", "상승", "하락", "내려", "불어",
    "커지", "커졌", "작아",
];

/// What stands behind the count of a course: "내리 다섯 달 줄었다".
fn past_count(rest: &str) -> &str {
    let mut words = rest.splitn(3, ' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match () {
        () if ["개월", "개월간", "달", "분기", "년"].iter().any(|unit| first.ends_with(unit)) => {
            rest[first.len()..].trim_start()
        }
        () if matches!(second, "달" | "달간" | "분기" | "해" | "개월") => {
            rest[first.len()..].trim_start()[second.len()..].trim_start()
        }
        () => rest,
    }
}

/// The words of such courses in a Korean sentence.
pub(super) fn korean(text: &str) -> Vec<Span> {
    let told = |(at, word): (usize, &str)| {
        let rest = past_count(&text[at + word.len()..]);
        let stem = STEMS.iter().find(|stem| rest.starts_with(**stem))?;
        Some((at, text.len() - rest.len() + stem.len()))
    };
    let mut found: Vec<Span> =
        KOREAN.iter().flat_map(|word| text.match_indices(word).filter_map(told)).collect();
    found.sort_unstable();
    found
}

/// A course of which it is told over which months it went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its words, in bytes of the text.
    pub span: Span,
    /// Up, or down.
    pub up: bool,
    /// Over which months.
    pub over: Over,
    /// Whether each month is plainly held against the one before: "fell in May and June" may be on the year.
    pub monthly: bool,
}

/// Over which months a course went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// Each after this one.
    Since(Named),
    /// These, by their numbers, one after the other.
    Months(Vec<i8>),
}

/// The courses of a sentence of which that is told: "have fallen every month since May", "then fell in June
/// and July", "5월 이후 내리 줄었다".
pub fn courses(document: &Document, (from, to): Span) -> Vec<Course> {
    let lower = document.text[from..to].to_ascii_lowercase();
    let found = match document.language {
        Language::English => {
            let mut found = since_in_english(&lower);
            found.extend(months_in_english(&lower));
            found
        }
        Language::Korean => since_in_korean(&lower),
        _ => Vec::new(),
    };
    let placed = |one: Course| Course { span: (from + one.span.0, from + one.span.1), ..one };
    found.into_iter().map(placed).collect()
}

fn since_in_english(text: &str) -> Vec<Course> {
    let all = words(text, &['\'', '’', '-', '%'], &[',', '(', ')', ';', ':', '—', '–']);
    let told = |(from, to): Span| {
        let way = |word: &Word<'_>| direction::way(word.1, Language::English);
        let up = all.iter().filter(|word| (from..to).contains(&word.0)).find_map(way)?;
        let near = all.iter().position(|word| word.0 >= from)?;
        let since =
            (near..near + 6).find(|at| all.get(*at).is_some_and(|word| word.1 == "since"))?;
        let (named, end) = named::english(&all, since + 1)?;
        let last = all.get(end - 1)?;
        let span = (from, to.max(last.0 + last.1.len()));
        matches!(named, Named::Month(..)).then_some(Course {
            span,
            up,
            over: Over::Since(named),
            monthly: true,
        })
    };
    english(text).into_iter().filter_map(told).collect()
}

/// "Then fell in May, June and July": a verb and months in a row.
fn months_in_english(text: &str) -> Vec<Course> {
    let all = words(text, &['\'', '’', '-', '%'], &[',', '(', ')', ';', ':', '—', '–']);
    let word = |at: usize| all.get(at).map_or("", |word: &Word<'_>| word.1);
    let month = |at: usize| {
        let at = MONTHS.iter().position(|month| *month == word(at))?;
        i8::try_from(at + 1).ok()
    };
    let mut found = Vec::new();
    for at in 0..all.len() {
        let Some(up) = direction::way(word(at), Language::English) else { continue };
        let both = usize::from(word(at + 2) == "both");
        let (true, Some(first)) = (word(at + 1) == "in", month(at + 2 + both)) else { continue };
        let mut months = vec![first];
        let mut next = at + 3 + both;
        loop {
            let joint = match (word(next), word(next + 1)) {
                (",", "and") => 2,
                ("," | "and", _) => 1,
                _ => break,
            };
            let Some(other) = month(next + joint) else { break };
            months.push(other);
            next += joint + 1;
        }
        let follows = |two: &[i8]| two[1] == two[0] % 12 + 1;
        let monthly = at > 0 && word(at - 1) == "then";
        // "Fell in May" alone is a movement, and no course.
        if months.windows(2).all(follows) && (monthly || months.len() > 1) {
            let end = all[next - 1].0 + all[next - 1].1.len();
            found.push(Course { span: (all[at].0, end), up, over: Over::Months(months), monthly });
        }
    }
    found
}

/// "5월(3억 위안) 이후 내리 줄었다".
fn since_in_korean(text: &str) -> Vec<Course> {
    let told = |(from, to): Span| {
        let head = text[..from].trim_end();
        let head = ["이후", "부터"].iter().find_map(|since| head.strip_suffix(since))?.trim_end();
        let inner = head.strip_suffix(')').and_then(|inner| Some(&inner[..inner.rfind('(')?]));
        let head = inner.unwrap_or(head).trim_end();
        let digits = head.strip_suffix('월')?;
        let start = digits.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        let (named, _) = named::korean(text, start)?;
        let stem = STEMS.iter().find(|stem| text[..to].ends_with(**stem))?;
        let up =
            ["늘", "증가", "올라", "올랐", "오르", "상승", "불어", "커지", "커졌"].contains(stem);
        Some(Course { span: (start, to), up, over: Over::Since(named), monthly: true })
    };
    korean(text).into_iter().filter_map(told).collect()
}

/// Whether a sentence tells such a course.
pub fn tells_a_course(document: &Document, (from, to): Span) -> bool {
    let lower = document.text[from..to].to_ascii_lowercase();
    match document.language {
        Language::English => !english(&lower).is_empty(),
        Language::Korean => !korean(&lower).is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_on_for_several_times_is_told() {
        for (text, words) in [
            ("sales have fallen steadily since may, to 3 million", "fallen steadily"),
            ("sales have steadily risen since may", "steadily risen"),
            ("sales have dropped every month since may", "dropped every month"),
            ("sales have declined since may", "declined since may"),
            ("sales fell in each of the past two months", "fell in each of the"),
            ("after a weak may, sales picked up: 3 million in june", "picked up"),
        ] {
            let told: Vec<&str> =
                english(text).iter().map(|(from, to)| &text[*from..*to]).collect();
            assert_eq!(told, [words], "{text}");
        }
        for text in [
            "판매는 5월 이후 내리 늘었다",
            "판매는 5월부터 계속 줄었다",
            "5월 이후 꾸준히 증가했다",
            "판매는 5월까지 내리 다섯 달 줄었다",
            "판매는 5월까지 내리 3개월 늘었다",
        ] {
            assert_eq!(korean(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_course_may_tell_over_which_months_it_went_on() {
        let told = |text: &str| {
            let document = Document::new(text, jiff::civil::date(2026, 8, 24));
            let mut all = courses(&document, (0, text.len()));
            all.retain(|one| one.monthly);
            all.pop().map(|one| (one.up, one.over))
        };
        let may = Over::Since(Named::Month(5, None));
        for (text, expected) in [
            ("Sales have fallen every month since May, to 3 million.", Some((false, may.clone()))),
            ("판매는 8월 3억 위안으로 5월(4억 위안) 이후 내리 줄었다.", Some((false, may.clone()))),
            ("판매는 8월 3억 위안으로 5월 이후 꾸준히 늘었다.", Some((true, may))),
            (
                "Sales topped 3 million in May, then fell in June and July.",
                Some((false, Over::Months(vec![6, 7]))),
            ),
            ("Sales fell in June and July.", None),
            ("Sales topped 3 million, then fell in May and July.", None),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_record_and_one_move_are_none() {
        for text in [
            "sales fell to their lowest since may",
            "sales rose 3 percent from may",
            "sales rose in may and fell in june",
            "sales have been made every month",
        ] {
            assert_eq!(english(text), [], "{text}");
        }
        assert_eq!(korean("판매는 계속 중요하다"), []);
    }
}
