//! How long a visit is said to have lasted: "a three-day visit", "for a week", "나흘간", "2박 3일".

use super::numerals::{KOREAN_DAYS, cardinal, native};
use super::words::{Word, words};
use crate::sighting::Span;
use crate::{Document, Language};

/// How long something lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Its words.
    pub span: Span,
    /// How many days.
    pub days: i32,
    /// Whether it is told in weeks, or only about, so that a day or two more or less are no other.
    pub rough: bool,
    /// Whether its words say that it is of a visit or a stay, and not of a tour, of talks or a rest.
    pub of_visit: bool,
}

/// What makes them a length, and no distance in time.
const LONG: &[&str] = &["간", " 간", " 동안", " 일정", "짜리", " 방문"];

/// What lasts so long in English.
const LASTING: &[&str] = &["visit", "trip", "stay", "tour", "meeting", "summit", "talks"];

/// What of these is at one place.
const VISITS: &[&str] = &["visit", "stay"];

/// The lengths in days that a sentence tells of what is done in it.
pub fn stays(document: &Document, sentence: Span) -> Vec<Stay> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let found = match document.language {
        Language::English => english(&text.to_ascii_lowercase()),
        Language::Korean => korean(text),
        _ => Vec::new(),
    };
    let placed =
        |one: Stay| Stay { span: (sentence.0 + one.span.0, sentence.0 + one.span.1), ..one };
    found.into_iter().map(placed).collect()
}

/// The most days that anything is said to have lasted.
const MOST: i32 = 60;

/// The days of a week.
const WEEK: i32 = 7;

fn number(word: &str) -> Option<i32> {
    match word {
        "a" | "an" => Some(1),
        word => i32::try_from(cardinal(word)?).ok().filter(|days| *days <= MOST),
    }
}

/// How many days a unit is, and whether it is rough.
fn unit(word: &str) -> Option<(i32, bool)> {
    match word {
        "day" | "days" => Some((1, false)),
        "week" | "weeks" => Some((WEEK, true)),
        _ => None,
    }
}

/// The length that one word tells: "three-day", "week-long", "weeklong".
fn in_one_word(word: &str) -> Option<(i32, bool)> {
    let bare = word.strip_suffix("long").map_or(word, |rest| rest.trim_end_matches('-'));
    if let Some(found) = unit(bare).filter(|_| bare != word) {
        return Some(found);
    }
    let (n, name) = bare.split_once('-')?;
    let (days, rough) = unit(name)?;
    Some((number(n)? * days, rough))
}

fn english(text: &str) -> Vec<Stay> {
    let words = words(text, &['-'], &[',', ';', '.']);
    let word = |at: usize| words.get(at).map_or("", |one: &Word<'_>| one.1);
    let end = |at: usize| words[at].0 + words[at].1.len();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let start = words[at].0;
        if let Some((days, rough)) = in_one_word(word(at)) {
            // "A three-day official visit".
            let lasts = (at + 1..=at + 4).map(word).find(|next| LASTING.contains(next));
            let stay = |noun: &str| {
                let of_visit = VISITS.contains(&noun);
                Stay { span: (start, end(at)), days, rough, of_visit }
            };
            found.extend(lasts.map(stay));
            continue;
        }
        let leads = matches!(
            word(at),
            "for" | "lasted" | "lasting" | "spent" | "spending" | "spend" | "stayed" | "staying"
        );
        if !leads {
            continue;
        }
        let hedged =
            matches!(word(at + 1), "about" | "around" | "nearly" | "almost" | "some" | "over");
        let first = at + 1 + usize::from(hedged);
        let Some(n) = number(word(first)) else { continue };
        let Some((days, rough)) = unit(word(first + 1)).map(|(days, rough)| (n * days, rough))
        else {
            continue;
        };
        // "For two days of talks": the visit may have lasted longer.
        let of_visit = !word(at).starts_with("last") && word(first + 2) != "of";
        let span = (words[first].0, end(first + 1));
        found.push(Stay { span, days, rough: rough || hedged, of_visit });
    }
    found
}

fn korean(text: &str) -> Vec<Stay> {
    let mut found: Vec<Stay> = Vec::new();
    for (name, days) in KOREAN_DAYS {
        for (at, _) in text.match_indices(name) {
            let behind = &text[at + name.len()..];
            if LONG.iter().any(|long| behind.starts_with(long)) {
                found.push(Stay {
                    span: (at, at + name.len()),
                    days: *days,
                    rough: false,
                    of_visit: false,
                });
            }
        }
    }
    for (at, unit) in text.match_indices("일간") {
        let days = digits(&text[..at]);
        let days = days.filter(|(_, days)| (1..=MOST).contains(days));
        let span = |start| (start, at + unit.len());
        found.extend(days.map(|(start, days)| Stay {
            span: span(start),
            days,
            rough: false,
            of_visit: false,
        }));
    }
    found.extend(korean_weeks(text));
    // "2박 3일": three days.
    for (at, unit) in text.match_indices("박 ").chain(text.match_indices("박")) {
        let rest = &text[at + unit.len()..];
        let length = rest.find(|one: char| !one.is_ascii_digit()).unwrap_or(0);
        let days = rest[..length].parse().ok().filter(|days: &i32| (1..=MOST).contains(days));
        let nights = digits(&text[..at]);
        if let (Some((start, nights)), Some(days)) = (nights, days)
            && rest[length..].starts_with('일')
            && nights == days - 1
        {
            let end = at + unit.len() + length + "일".len();
            // "3박4일간" holds "4일간".
            found.retain(|one| one.span.1 <= start || end <= one.span.0);
            found.push(Stay { span: (start, end), days, rough: false, of_visit: false });
        }
    }
    for one in &mut found {
        one.of_visit = is_of_visit(&text[one.span.1..]);
    }
    found
}

/// How the words go on that say where the guest stayed, or of what sort the visit was.
const BEFORE_VISIT: &[&str] =
    &["을", "를", "에", "에서", "로", "으로", "일정으로", "공식", "국빈", "실무", "비공개"];

/// What a guest does, as a word begins or goes on.
const VISITS_KO: &[&str] =
    &["방문", "방북", "방중", "방러", "방한", "방일", "방미", "머물", "머문", "체류", "찾"];

/// Whether behind a length only the place stands before the visit: "간 평양을 방문", "의 방북".
fn is_of_visit(behind: &str) -> bool {
    let rest = LONG.iter().find_map(|long| behind.strip_prefix(long)).unwrap_or(behind);
    for word in rest.split_whitespace() {
        if VISITS_KO.iter().any(|visit| word.contains(visit)) {
            return true;
        }
        let word = word.trim_start_matches("간");
        if word != "의" && !BEFORE_VISIT.iter().any(|end| word.ends_with(end)) {
            return false;
        }
    }
    false
}

/// "일주일간", "2주간", "두 주 동안", "1주일 일정".
fn korean_weeks(text: &str) -> Vec<Stay> {
    let mut found: Vec<Stay> = Vec::new();
    for name in ["주일", "주"] {
        for (at, _) in text.match_indices(name) {
            let end = at + name.len();
            let lasts = LONG.iter().any(|long| text[end..].starts_with(long));
            if !lasts || found.iter().any(|one| one.span.0 < end && at < one.span.1) {
                continue;
            }
            let ahead = text[..at].trim_end();
            let word = ahead.rfind(' ').map_or(0, |space| space + 1);
            let weeks = digits(ahead).or_else(|| {
                let n = match &ahead[word..] {
                    "일" | "약 일" => Some(1),
                    name => native(name).and_then(|n| i32::try_from(n).ok()),
                };
                Some((word, n?))
            });
            let weeks = weeks.filter(|(_, n)| (1..=MOST / WEEK).contains(n));
            let stay = |(start, n): (usize, i32)| Stay {
                span: (start, end),
                days: n * WEEK,
                rough: true,
                of_visit: false,
            };
            found.extend(weeks.map(stay));
        }
    }
    found
}

/// The number in digits at the end of some words, with where it starts.
fn digits(text: &str) -> Option<(usize, i32)> {
    let start = text.trim_end_matches(|one: char| one.is_ascii_digit()).len();
    Some((start, text[start..].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_length_is_that_of_a_visit_or_of_something_else() {
        let of_visit = |text: &str| {
            let document = Document::new(text, date(2026, 8, 24));
            stays(&document, (0, text.len())).iter().map(|one| one.of_visit).collect::<Vec<_>>()
        };
        for (text, expected) in [
            ("The envoy began a four-day official visit on Monday.", true),
            ("The envoy visited Hanoi for three days.", true),
            ("The envoy came on a four-day tour of Asia.", false),
            ("The envoy came for two days of talks.", false),
            ("Their talks lasted 3 days.", false),
            ("특사는 사흘간 하노이를 방문했다.", true),
            ("특사는 2박 3일 일정으로 하노이를 공식 방문했다.", true),
            ("특사의 일주일간의 방문이 끝났다.", true),
            ("특사는 일주일간 휴가를 보내고 하노이를 방문했다.", false),
            ("특사는 사흘간 몽골과 하노이를 방문했다.", false),
            ("회담은 사흘간 열렸다.", false),
        ] {
            assert_eq!(of_visit(text), [expected], "{text}");
        }
    }

    #[test]
    fn no_visit_lasts_for_ages() {
        for text in [
            "특사는 9999998박 9999999일 일정으로 하노이를 방문했다.",
            "특사는 2147483647박 3일 일정으로 하노이를 방문했다.",
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            assert!(stays(&document, (0, text.len())).is_empty(), "{text}");
        }
    }

    #[test]
    fn how_long_a_visit_lasted_is_told() {
        let told = |text: &str| {
            let document = Document::new(text, date(2026, 8, 24));
            stays(&document, (0, text.len())).iter().map(|one| one.days).collect::<Vec<i32>>()
        };
        assert_eq!(told("The envoy began a four-day official visit on Monday."), [4]);
        assert_eq!(told("He stayed in Hanoi for two days."), [2]);
        assert_eq!(told("Their talks lasted 3 days."), [3]);
        assert_eq!(told("장관은 닷새간 몽골을 방문했다."), [5]);
        assert_eq!(told("특사는 6일간 머물렀다."), [6]);
        assert_eq!(told("The envoy visited Hanoi for a week from Monday."), [7]);
        assert_eq!(told("The envoy began a week-long visit on Monday."), [7]);
        assert_eq!(told("The envoy paid a two-week visit to Hanoi."), [14]);
        assert_eq!(told("The envoy spent nearly three days in Hanoi."), [3]);
        assert_eq!(told("The envoy visited Hanoi for a day."), [1]);
        assert_eq!(told("특사는 일주일간 머물렀다."), [7]);
        assert_eq!(told("특사는 2주 동안 머물렀다."), [14]);
        assert_eq!(told("특사는 2박 3일 일정으로 하노이를 찾았다."), [3]);
        assert_eq!(told("특사는 3박4일간 머물렀다."), [4]);
        assert_eq!(told("The envoy waited for a reply, and for the day of talks."), [0; 0]);
        assert_eq!(told("주간 회의가 3주째 열렸다."), [0; 0]);
        assert_eq!(told("그는 사흘 만에 돌아갔고, two-day-old 소식이다."), [0; 0]);
        assert_eq!(told("It was the third day of a two-day-old row."), [0; 0]);
    }
}
