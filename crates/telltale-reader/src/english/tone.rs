//! Whether words praise or blame: "called the order unjustified", "said that it had been blind".

use std::collections::HashMap;
use std::sync::LazyLock;

use telltale_observation::{Code, Ontology};

/// What is said of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Blame,
    Praise,
}

impl Tone {
    pub(crate) fn code(self) -> Option<&'static Code> {
        Code::find(Ontology::Cameo, if self == Tone::Blame { "111" } else { "051" })
    }
}

static TONES: LazyLock<HashMap<&str, Tone>> = LazyLock::new(|| {
    let rows = include_str!("../../data/tones_en.csv").lines().skip(1);
    rows.filter_map(|row| {
        let (word, tone) = row.split_once(',')?;
        Some((word, if tone == "blame" { Tone::Blame } else { Tone::Praise }))
    })
    .collect()
});

/// How many words a "not" reaches.
const NOT_REACHES: usize = 3;

/// The tone of some words: blame where any of them blames, for whoever blames wraps it in praise.
pub(crate) fn of<'t>(words: impl Iterator<Item = &'t str>) -> Option<Tone> {
    let mut found = None;
    let mut turned = 0;
    for word in words {
        let word = word.to_ascii_lowercase();
        if matches!(word.as_str(), "not" | "no" | "never" | "nothing" | "n't" | "without") {
            turned = NOT_REACHES + 1;
            continue;
        }
        turned = usize::saturating_sub(turned, 1);
        let Some(&tone) = TONES.get(word.as_str()) else { continue };
        match (tone, turned > 0) {
            (Tone::Blame, false) => return Some(Tone::Blame),
            (Tone::Praise, false) => found = Some(Tone::Praise),
            // "not helpful" blames; "no threat" says nothing.
            (Tone::Praise, true) => return Some(Tone::Blame),
            (Tone::Blame, true) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Option<Tone> {
        super::of(words.split(' '))
    }

    #[test]
    fn a_not_turns_the_three_words_behind_it() {
        assert_eq!(of("a very constructive step"), Some(Tone::Praise));
        assert_eq!(of("not a very constructive step"), Some(Tone::Blame));
        assert_eq!(of("not the least bit too constructive"), Some(Tone::Praise));
        assert_eq!(of("no threat"), None);
    }
}
