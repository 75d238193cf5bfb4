//! Whether a direction is one of the flow whose amount stands in its sentence: "exports came to 3 million,
//! lower than in May", and not "prices were lower than in May, and exports came to 3 million".

use super::Comparison;
use super::words::words;
use crate::sighting::Span;
use crate::{Document, Language};

/// Beginnings of words for a flow of goods, and words that stand for one.
#[rustfmt::skip]
const FLOWS: &[&str] = &[
    "export", "import", "trade", "sales", "sold", "shipment", "shipped", "purchase", "bought", "total", "figure",
];

/// Words that may bring in another subject.
#[rustfmt::skip]
const JOINTS: &[&str] = &[
    "and", "but", "while", "as", "because", "after", "before", "though", "although", "whereas", "when", "since",
    "amid", "with", "where", "so", ";", "until", "unless",
];

/// Words behind which the subject is still the same.
#[rustfmt::skip]
const SAME: &[&str] = &[
    "was", "were", "is", "are", "up", "down", "still", "also", "even", "far", "well", "slightly", "higher",
    "lower", "more", "less", "larger", "smaller", "above", "below", "exceeded", "surpassed", "topped", "rose",
    "fell", "grew", "it", "they", "thus", "so", "therefore", "clearly", "markedly", "just", "much", "remained",
    "stayed", "not",
];

/// How many words before a direction its subject may stand.
const SUBJECT_MAX: usize = 12;

/// Whether a direction speaks of the flow whose amount stands at `amount`, in the same sentence.
pub fn is_of_amount(document: &Document, one: &Comparison, amount: Span) -> bool {
    let text = &document.text;
    match document.language {
        Language::English => {
            let part = |from: usize, to: usize| {
                let part = text.get(from..to.max(from)).unwrap_or_default();
                part.to_ascii_lowercase()
            };
            match amount.1 <= one.span.0 {
                true => keeps_subject(&part(amount.1, one.span.0)),
                false => has_flow_subject(&part(one.sentence.0, one.span.0)),
            }
        }
        Language::Korean => text.get(one.sentence.0..one.span.0).is_some_and(has_korean_subject),
        _ => false,
    }
}

/// Whether words between an amount and a direction bring in no other subject.
fn keeps_subject(between: &str) -> bool {
    let all = words(between, &['\'', '’', '-'], &[';']);
    let word = |at: usize| all.get(at).map_or("", |word: &(usize, &str)| word.1);
    // Where nothing follows, the direction itself does.
    let same = |at: usize| at >= all.len() || SAME.contains(&word(at)) || word(at).ends_with("ly");
    (0..all.len()).all(|at| !JOINTS.contains(&word(at)) || same(at + 1))
}

/// Whether the direction opens its sentence, or its clause has a flow as its subject.
fn has_flow_subject(ahead: &str) -> bool {
    let all = words(ahead, &['\'', '’', '-'], &[';']);
    if all.len() <= 1 {
        return true;
    }
    let mut near = all.iter().rev().take(SUBJECT_MAX);
    near.find_map(|(_, word)| match () {
        () if FLOWS.iter().any(|flow| word.starts_with(flow)) => Some(true),
        () if JOINTS.contains(word) => Some(false),
        () => None,
    })
    .unwrap_or(false)
}

/// Whether the last subject before a direction is a flow: "수출은 … 5월보다".
fn has_korean_subject(ahead: &str) -> bool {
    let mut plain = String::new();
    let mut depth = 0;
    for letter in ahead.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let subject = plain.split(' ').rev().find(|word| {
        let bare = word.trim_end_matches(',');
        bare.chars().count() > 1 && bare.ends_with(['은', '는', '이', '가'])
    });
    subject.is_some_and(|word| {
        ["수출", "수입", "교역", "무역", "금액", "규모", "액은", "액이", "실적"]
            .iter()
            .any(|flow| word.contains(flow))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stated::comparisons;
    use jiff::civil::date;

    #[test]
    fn a_direction_is_of_the_flow_or_of_something_else() {
        for (text, amount, expected) in [
            ("Exports came to $3 million in June, lower than in May.", "$3 million", true),
            ("Exports came to $3 million in June and were lower than in May.", "$3 million", true),
            ("Exports, at $3 million, were lower than in May.", "$3 million", true),
            ("Lower than in May, exports came to $3 million.", "$3 million", true),
            ("June's exports to Peru exceeded those of May, at $3 million.", "$3 million", true),
            ("Exports came to $3 million as demand was lower than in May.", "$3 million", false),
            ("Demand was lower than in May, and exports came to $3 million.", "$3 million", false),
            (
                "Exports came to $3 million, while rainfall was lower than in May.",
                "$3 million",
                false,
            ),
            ("6월 수출은 300만 달러로 5월보다 적었다.", "300만 달러", true),
            ("6월 수출(300만 달러)은 5월보다 적었다.", "300만 달러", true),
            ("기온은 5월보다 낮았고 수출은 300만 달러였다.", "300만 달러", false),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let at = text.find(amount).unwrap();
            let one = comparisons(&document)[0];
            assert_eq!(is_of_amount(&document, &one, (at, at + amount.len())), expected, "{text}");
        }
    }
}
