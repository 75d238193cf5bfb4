//! Whether a sentence tells of trade that is to rise or fall, be it read as an expectation or not: what is
//! not read of it is listed, and not passed over.

use crate::Document;
use crate::outlook::words::{channel_of, direction, each_word};
use crate::sighting::Span;

/// Words by which a sentence tells what is to come, or may.
const AHEAD: &[&str] = &[
    "forecast to",
    "forecasted to",
    "set to",
    "poised to",
    "bound to",
    "on course to",
    "on track to",
    "should ",
    "will ",
    "would ",
    "could ",
    "might ",
    "전망",
    "예상",
    "예측",
    "관측",
    "기대",
    "내다봤",
    "내다보",
    "점쳤",
    "점치",
    "것으로 보",
    "것으로 본",
    "것이라고 보",
    "것이라고 본",
    "거라고 보",
    "거라고 본",
];

/// English words of expecting begin so.
const EXPECTING: &[&str] = &[
    "expect",
    "forecast",
    "predict",
    "project",
    "anticipat",
    "foresee",
    "foresaw",
    "likely",
    "unlikely",
    "probabl",
];

/// Whether a sentence tells of trade that is to rise or fall, be it read as an expectation or not.
pub fn looks_ahead(document: &Document, sentence: Span) -> bool {
    let Some(words) = document.text.get(sentence.0..sentence.1) else { return false };
    let lower = words.to_ascii_lowercase();
    // The month is written with a capital.
    let may = || words.contains(" may ");
    let expects = || {
        each_word(&lower, (0, lower.len()))
            .any(|(_, word)| EXPECTING.iter().any(|stem| word.starts_with(stem)))
    };
    (AHEAD.iter().any(|word| lower.contains(word)) || may() || expects())
        && direction(&document.text, sentence).is_some()
        && each_word(&document.text, sentence)
            .any(|(_, word)| channel_of(word).is_some_and(telltale_observation::Channel::is_trade))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_to_come_is_seen_even_where_it_is_not_read() {
        for (text, expected) in [
            ("China's imports from North Korea are forecast to climb in June, traders said.", true),
            ("Exports are likely to rise in July from June.", true),
            ("7월 수출은 늘어날 것으로 전망된다.", true),
            ("The visit is likely to take place in June.", false),
            ("China's exports to North Korea rose in July.", false),
        ] {
            let document = Document::new(text, date(2026, 5, 25));
            let sentence = document.sentences()[0];
            assert_eq!(looks_ahead(&document, sentence), expected, "{text}");
        }
    }
}
