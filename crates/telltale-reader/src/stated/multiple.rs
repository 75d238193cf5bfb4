//! Of what a change or a multiple is one: in which currency it is counted, and whether it is a multiple of
//! another flow and of no other time.

use crate::sighting::Span;
use crate::{Document, Language};

/// Words by which a text says in which currency it counts, beside its name.
const COUNTED: &[(&str, &str)] = &[
    ("measured in ", ""),
    ("counted in ", ""),
    ("calculated in ", ""),
    ("denominated in ", ""),
    ("expressed in ", ""),
    ("in terms of ", ""),
    ("in ", " terms"),
    ("", "-denominated"),
    ("", " 기준"),
    ("", "로 환산"),
    ("", "로 따지면"),
    ("", "로 계산"),
];

const CURRENCIES: &[(&str, &str)] = &[
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rmb", "CNY"),
    ("us dollar", "USD"),
    ("u.s. dollar", "USD"),
    ("dollar", "USD"),
    ("euro", "EUR"),
    ("위안화", "CNY"),
    ("위안", "CNY"),
    ("달러화", "USD"),
    ("달러", "USD"),
];

/// The currency in which a sentence says that it counts, where it names one: "in yuan terms".
pub fn counted_in(document: &Document, sentence: Span) -> Option<&'static str> {
    let text = document.text.get(sentence.0..sentence.1)?.to_ascii_lowercase();
    let told = |name: &str| {
        let said = |(ahead, behind): &(&str, &str)| {
            text.contains(&format!("{ahead}{name}{behind}"))
                || behind.is_empty() && text.contains(&format!("{ahead}{name}s"))
        };
        COUNTED.iter().any(said)
    };
    let mut named = CURRENCIES.iter().filter(|(name, _)| told(name)).map(|(_, code)| *code);
    let first = named.next()?;
    named.all(|code| code == first).then_some(first)
}

/// Parts of a whole in words.
const PARTS: &[(&str, f64)] = &[
    ("three quarters", 3.0 / 4.0),
    ("three-quarters", 3.0 / 4.0),
    ("two thirds", 2.0 / 3.0),
    ("two-thirds", 2.0 / 3.0),
    ("four fifths", 4.0 / 5.0),
    ("four-fifths", 4.0 / 5.0),
    ("three fifths", 3.0 / 5.0),
    ("three-fifths", 3.0 / 5.0),
    ("two fifths", 2.0 / 5.0),
    ("two-fifths", 2.0 / 5.0),
    ("quarter", 1.0 / 4.0),
    ("third", 1.0 / 3.0),
    ("fifth", 1.0 / 5.0),
];

/// Whether a fall is told by what is left of the whole: "three quarters of April's", "4월의 4분의 3".
pub fn is_level(words: &str, change: f64) -> bool {
    let lower = words.to_lowercase();
    let english = PARTS.iter().find(|(part, _)| lower.contains(part)).map(|(_, part)| *part);
    let korean = || {
        let (whole, part) = lower.split_once("분의")?;
        let digits = |text: &str| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<f64>().ok().filter(|number| *number > 0.0)
        };
        Some(digits(part)? / digits(whole)?)
    };
    let part = english.or_else(korean);
    part.is_some_and(|part| (part - 1.0 - change).abs() < 0.01)
}

/// Whether a change is told in a clause with a flow of its own, in which the amount does not stand: "China,
/// whose sales to Peru fell 4 percent, bought copper".
pub fn is_of_whose(document: &Document, sentence: Span, number: Span, amount: Span) -> bool {
    let Some(words) = document.text.get(sentence.0..sentence.1) else { return false };
    let words = words.to_ascii_lowercase();
    let Some(at) = words.find(", whose ").filter(|_| document.language == Language::English) else {
        return false;
    };
    let owned = words[at + ", whose ".len()..].split_whitespace().take(2);
    let flows = ["imports", "exports", "purchases", "sales", "shipments", "trade"];
    let flow = owned.into_iter().any(|word| flows.contains(&word));
    let from = sentence.0 + at;
    let behind = from + ", whose ".len();
    let end = document.text[behind..sentence.1].find(", ").map_or(sentence.1, |end| behind + end);
    let inside = |span: Span| from < span.0 && span.1 <= end;
    flow && inside(number) && !inside(amount)
}

/// Whether the multiple at `number` is one of another flow: "eight times as much as it bought", "twice its
/// imports", "수입의 여덟 배".
pub fn is_of_another_flow(document: &Document, sentence: Span, number: Span) -> bool {
    let text = &document.text;
    let own = text.get(number.0..number.1).unwrap_or_default().to_lowercase();
    let multiples = ["times", "twice", "fold", "double", "triple", "half", "배", "절반"];
    if !multiples.iter().any(|word| own.contains(word)) {
        return false;
    }
    match document.language {
        Language::English => {
            let behind = text.get(number.1..sentence.1.max(number.1)).unwrap_or_default();
            let behind = behind.to_ascii_lowercase();
            let words = behind.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
            let light = [
                "as", "much", "many", "what", "it", "they", "the", "of", "that", "its", "their",
                "value", "more", "than", "worth", "country", "had", "amount",
            ];
            let next = words.filter(|word| !word.is_empty()).find(|word| !light.contains(word));
            let flows = [
                "imports",
                "exports",
                "bought",
                "sold",
                "imported",
                "exported",
                "buys",
                "sells",
                "purchased",
                "purchases",
                "sales",
                "spent",
                "paid",
            ];
            // "Twice the exports of May" is of another time.
            let timed = behind.contains("exports of") || behind.contains("imports of");
            next.is_some_and(|word| flows.contains(&word)) && !timed && !compares_times(&behind)
        }
        Language::Korean => {
            let ahead = text.get(sentence.0..number.0).unwrap_or_default().trim_end();
            let flow = ["수입의", "수출의", "수입액의", "수출액의", "수입보다", "수출보다"];
            let last: Vec<&str> = ahead.split(' ').rev().take(2).collect();
            let timed = last.get(1).is_some_and(|word| {
                ["월", "년", "해", "달", "월의", "달의", "동기", "기간"]
                    .iter()
                    .any(|end| word.ends_with(end))
            });
            !timed && last.first().is_some_and(|word| flow.iter().any(|flow| word.ends_with(flow)))
        }
        _ => false,
    }
}

/// Whether words behind a multiple name another time.
fn compares_times(behind: &str) -> bool {
    ["earlier", "before", "year ago", "last year", "previous", "a year", "ago"]
        .iter()
        .any(|word| behind.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_text_may_say_in_which_currency_it_counts() {
        for (text, expected) in [
            ("In yuan terms, sales rose 3 percent.", Some("CNY")),
            ("Measured in dollars, sales rose 3 percent.", Some("USD")),
            ("Sales rose 3 percent in renminbi terms and 2 percent in dollar terms.", None),
            ("Sales rose 3 percent to 5 million yuan.", None),
            ("판매는 위안화 기준으로 3% 늘었다.", Some("CNY")),
            ("판매는 3% 늘었다.", None),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            assert_eq!(counted_in(&document, (0, text.len())), expected, "{text}");
        }
    }

    #[test]
    fn a_multiple_may_be_one_of_another_flow() {
        for (text, number, expected) in [
            ("It sold three times as much as it bought.", "three times", true),
            ("Its sales were three times its imports.", "three times", true),
            ("Its sales were three times those of May.", "three times", false),
            ("It sold three times as much as a year earlier.", "three times", false),
            ("판매는 수입액의 세 배였다.", "세 배", true),
            ("판매는 5월 수출의 세 배였다.", "세 배", false),
            ("판매는 5월의 세 배였다.", "세 배", false),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let at = text.find(number).unwrap();
            let told = is_of_another_flow(&document, (0, text.len()), (at, at + number.len()));
            assert_eq!(told, expected, "{text}");
        }
    }

    #[test]
    fn what_is_told_behind_whose_is_of_that_flow() {
        let document = |text: &str| Document::new(text, jiff::civil::date(2025, 11, 20));
        for (text, expected) in [
            ("Peru, whose imports from Chile fell 4 percent, sold copper for $3 million.", true),
            ("Peru, whose sales to Chile fell 4 percent in May, bought ore for $3 million.", true),
            ("Peru, whose leader left, saw sales fall 4 percent to $3 million.", false),
            ("Peru, whose imports are small, sold 4 percent more, or $3 million.", false),
        ] {
            let span = |word: &str| text.find(word).map(|at| (at, at + word.len())).unwrap();
            let told = is_of_whose(&document(text), (0, text.len()), span("4 percent"), span("$3"));
            assert_eq!(told, expected, "{text}");
        }
    }

    #[test]
    fn a_part_of_another_amount_is_what_is_left_of_it() {
        for (words, change, expected) in [
            ("three quarters of", -0.25, true),
            ("two-thirds", -1.0 / 3.0, true),
            ("4분의 3", -0.25, true),
            ("a quarter", -0.25, false),
            ("3분의 1", -1.0 / 3.0, false),
            ("12 percent", -0.12, false),
        ] {
            assert_eq!(is_level(words, change), expected, "{words}");
        }
    }
}
