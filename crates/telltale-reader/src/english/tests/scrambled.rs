//! Words in any order are read without a panic: what the readers of sentences look for beside a word may
//! not be there.

use proptest::prelude::*;

use super::told;

/// Names, verbs, and the small words that rules look at.
const WORDS: &[&str] = &[
    "Chad",
    "Niger",
    "Oslo",
    "Iran",
    "China",
    "Russian",
    "the",
    "a",
    "one",
    "of",
    "to",
    "in",
    "on",
    "by",
    "with",
    "from",
    "for",
    "that",
    "who",
    "which",
    "and",
    "or",
    "not",
    "Not",
    "no",
    "neither",
    "never",
    "did",
    "do",
    "has",
    "had",
    "was",
    "were",
    "will",
    "would",
    "said",
    "told",
    "asked",
    "met",
    "visited",
    "visiting",
    "bombed",
    "fired",
    "condemned",
    "signed",
    "sent",
    "gave",
    "refused",
    "denied",
    "accused",
    "threatened",
    "agreed",
    "called",
    "minister",
    "president",
    "ambassador",
    "troops",
    "missiles",
    "both",
    "sides",
    "each",
    "its",
    "his",
    "their",
    "Monday",
    "since",
    "after",
    "before",
    "as",
    "\"",
    "“",
    "”",
    ",",
    ";",
    ":",
    "—",
    "(",
    ")",
    "'s",
    "12",
    "million",
    "dollars",
    "percent",
    "exports",
    "imports",
    "tonnes",
    "up",
    "down",
    "than",
    "year",
    "first",
    "half",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn words_in_any_order_are_read(
        words in prop::collection::vec(prop::sample::select(WORDS), 1..40),
        ends in any::<bool>(),
    ) {
        let end = if ends { "." } else { "" };
        told(&format!("{}{end}", words.join(" ")));
    }
}

#[test]
fn a_sentence_that_breaks_off_is_read() {
    let whole = "Not one minister of Chad, who met Niger's envoy on Monday, denied that \"not a single \
                 soldier\" had been sent to Oslo, visiting officials said; it was Iran that did not.";
    for (at, _) in whole.match_indices(' ') {
        told(&whole[..at]);
        told(&format!("{} Not", &whole[..at]));
    }
}
