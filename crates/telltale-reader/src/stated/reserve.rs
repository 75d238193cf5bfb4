//! Words that keep a deed from being told as a fact, or by the person whom they name.

use super::vocabulary;
use crate::sighting::Span;
use crate::{Document, Language};

/// Whether words hold one of a list.
fn has(words: &str, list: &'static str) -> bool {
    let words = words.to_lowercase();
    vocabulary::all(list).iter().any(|one| words.contains(one))
}

/// Whether words say that something was planned for a day, or put off.
pub fn is_put_off(words: &str) -> bool {
    has(words, "put off")
}

/// Whether words deny what they tell, or call it a rumour.
pub fn is_unsure(words: &str) -> bool {
    has(words, "unsure")
}

/// Whether words tell of talks by telephone or letter.
pub fn is_by_phone(words: &str) -> bool {
    has(words, "by phone")
}

/// Whether words tell of somebody's coming home.
pub fn is_back(words: &str) -> bool {
    has(words, "back")
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
    next.is_some_and(|next| {
        !vocabulary::all("own").iter().any(|own| next.to_lowercase().starts_with(own))
    })
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
