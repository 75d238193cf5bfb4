//! Words that keep a deed from being told as a fact, or by the person whom they name.

use crate::sighting::Span;
use crate::{Document, Language};

/// By these it was planned for a day, or put off.
#[rustfmt::skip]
const PUT_OFF: &[&str] = &[
    "announced for", "originally", "initially", "scheduled", "planned", "postponed", "cancelled", "canceled",
    "called off", "rescheduled", "had been due", "was due", "were due", "was to have", "slated",
    "당초", "원래", "애초", "예정", "계획", "연기", "취소", "알려졌었", "무산",
];

/// By these it is denied, or nobody knows it.
#[rustfmt::skip]
const UNSURE: &[&str] = &[
    "not true", "untrue", "no evidence", "false", "unconfirmed", "not be confirmed", "rumor", "rumour", "fake",
    "never happened", "fabricated", "no record of", "denied that", "denied reports",
    "사실이 아니", "사실무근", "허위", "낭설", "확인되지 않", "루머", "소문", "근거 없", "부인했", "없었다",
];

/// By these two speak without meeting.
#[rustfmt::skip]
const BY_PHONE: &[&str] = &[
    "phone", "telephone", "a call", "video", "virtual", "by letter", "letters", "전화", "통화", "화상", "서한", "친서",
];

/// By these somebody comes home, on a day that is not that of the visit.
const BACK: &[&str] = &["return", "back from", "home from", "귀국", "돌아", "귀환"];

/// What a person does, and what is so still that person's own.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "visit", "trip", "arrival", "stay", "tour", "meeting", "talks", "summit", "journey", "plane", "train", "state",
    "official", "first", "second", "third", "last", "latest", "two-day", "three-day", "four-day", "five-day",
    "방문", "방북", "방중", "방러", "방한", "방일", "방미", "회담", "도착", "국빈", "공식", "첫", "두", "세", "이번",
];

fn has(words: &str, list: &[&str]) -> bool {
    let words = words.to_lowercase();
    list.iter().any(|one| words.contains(one))
}

/// Whether words say that something was planned for a day, or put off.
pub fn is_put_off(words: &str) -> bool {
    has(words, PUT_OFF)
}

/// Whether words deny what they tell, or call it a rumour.
pub fn is_unsure(words: &str) -> bool {
    has(words, UNSURE)
}

/// Whether words tell of talks by telephone or letter.
pub fn is_by_phone(words: &str) -> bool {
    has(words, BY_PHONE)
}

/// Whether words tell of somebody's coming home.
pub fn is_back(words: &str) -> bool {
    has(words, BACK)
}

/// Whether a name only says whose somebody else is: "Putin's daughter", "푸틴 대통령의 딸".
pub fn is_of_somebody_else(document: &Document, name: Span) -> bool {
    let behind = document.text.get(name.1..).unwrap_or("");
    let next = match document.language {
        Language::English => {
            behind.strip_prefix("'s ").or_else(|| behind.strip_prefix("\u{2019}s "))
        }
        Language::Korean => {
            // A title may stand between: "푸틴 대통령의".
            let near: String = behind.chars().take(14).collect();
            let at = near.find("의 ");
            let title = |before: &str| !before.contains(['은', '는', '이', '가', ',', '과', '와']);
            at.filter(|at| title(&near[..*at])).map(|at| &behind[at + "의 ".len()..])
        }
        _ => None,
    };
    next.is_some_and(|next| !OWN.iter().any(|own| next.to_lowercase().starts_with(own)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_name_that_says_whose_somebody_is_is_told_from_the_person() {
        for (text, name, expected) in [
            ("Macron's deputy visited Hanoi.", "Macron", true),
            ("Macron's visit to Hanoi ended.", "Macron", false),
            ("Macron visited Hanoi.", "Macron", false),
            ("마크롱 대통령의 아들이 하노이를 방문했다.", "마크롱", true),
            ("마크롱 대통령의 방문이 끝났다.", "마크롱", false),
            ("마크롱 대통령이 하노이의 궁을 방문했다.", "마크롱", false),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            assert_eq!(is_of_somebody_else(&document, (0, name.len())), expected, "{text}");
        }
    }

    #[test]
    fn what_is_planned_denied_or_said_by_phone_is_known_by_its_words() {
        assert!(is_put_off("The visit, first announced for 3 May, took place."));
        assert!(is_put_off("당초 3일로 알려졌었다."));
        assert!(!is_put_off("She visited Hanoi on 3 May."));
        assert!(is_unsure("Reports that she came on 3 May are false."));
        assert!(is_unsure("3일에 왔다는 것은 사실이 아니다."));
        assert!(is_by_phone("The two spoke by phone on 3 May."));
        assert!(!is_by_phone("The two met on 3 May."));
    }
}
