//! Headlines: "Chad, Niger sign pact", "Peru to send Chile tents". They leave out what the parser
//! goes by, so the verb is handed to it in the past, where it takes it for no noun.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::spelt::{Itself, SPELT, spelt};

/// Longer lines without a full stop are no headlines.
const WORDS_MAX: usize = 20;

/// Words after which no verb of a headline stands, or which have a verb themselves.
const SENTENCES: &[&str] =
    &["is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could"];

/// Words before a noun.
const BEFORE_NOUNS: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "to", "for", "with", "by", "from", "at", "over", "after",
    "against", "s", "'s", "’s", "and", ",", "its", "their", "his", "her", "new", "more", "fresh",
];

/// A verb of headlines: as one does it, as several do, and in the past.
#[derive(Clone, Copy)]
struct Verb {
    one: bool,
    past: &'static str,
}

/// The verbs of headlines.
pub(super) struct Headlines(HashMap<u64, Verb, BuildHasherDefault<Itself>>);

impl Headlines {
    pub(super) fn load() -> Headlines {
        let mut verbs = HashMap::default();
        for line in include_str!("../../data/headlines_en.csv").lines().skip(1) {
            let mut cells = line.split(',');
            if let (Some(third), Some(plain), Some(past)) =
                (cells.next(), cells.next(), cells.next())
            {
                verbs.insert(spelt(SPELT, plain.bytes()), Verb { one: false, past });
                verbs.insert(spelt(SPELT, third.bytes()), Verb { one: true, past });
            }
        }
        Headlines(verbs)
    }

    fn verb(&self, word: &str) -> Option<Verb> {
        self.0.get(&spelt(SPELT, word.bytes())).copied()
    }

    /// Puts the verbs of a headline into the past, what it names into a row, and "to" into the
    /// future.
    pub(super) fn retell(&self, words: &mut [&str]) {
        let stops = |word: &&str| matches!(*word, "." | "?" | "!" | "\"" | "”" | ":");
        if words.len() < 3 || words.len() > WORDS_MAX || words.last().is_some_and(stops) {
            return;
        }
        words.split_mut(|word| *word == ";").for_each(|part| self.retell_part(part));
    }

    fn retell_part(&self, words: &mut [&str]) {
        let last = words.len().saturating_sub(1);
        let Some(at) = (1..last).find(|&at| self.tells(words, at)) else { return };
        if words[..at].iter().any(|word| SENTENCES.contains(word)) {
            return;
        }
        let Some(verb) = self.verb(words[at]) else { return };
        let to_come = words[at - 1] == "to";
        if to_come {
            words[at - 1] = "will";
        } else {
            words[at] = verb.past;
        }
        if to_come || !verb.one {
            for comma in 1..at {
                let beside = capital(words[comma - 1]) && capital(words[comma + 1]);
                if words[comma] == "," && beside {
                    words[comma] = "and";
                }
            }
        }
    }

    /// Tells verbs from nouns where the words around them do: "the ministry demands that …" is no
    /// noun, "the Chadian drills", "dismissed Chadian claims that …" no verb.
    pub(super) fn settle(&self, words: &mut [&str]) {
        for at in 2..words.len().saturating_sub(1) {
            let named = capital(words[at - 1]) && self.verb(words[at]).is_some_and(|verb| verb.one);
            if !named {
                continue;
            }
            let acted = words[at - 2].ends_with("ed") && words[at + 1] == "that";
            let article = matches!(words[at - 2], "the" | "these" | "those" | "its" | "such");
            let told = matches!(words[at + 1], "a" | "an" | "as" | "were" | "had" | "have");
            if acted {
                words[at] = "allegations";
            } else if article && told {
                words[at] = "measures";
            }
        }
        for at in 2..words.len().saturating_sub(1) {
            if words[at + 1] != "that" || capital(words[at - 1]) {
                continue;
            }
            // "rejected claims that": what was rejected.
            let before = words[at - 1];
            let after_noun =
                before.len() > 3 && !before.ends_with("ed") && !BEFORE_NOUNS.contains(&before);
            if let Some(verb) = self.verb(words[at]).filter(|verb| verb.one && after_noun) {
                words[at] = verb.past;
            }
        }
    }

    /// Whether a word is what a headline tells: the first that can be a verb, where no other
    /// follows at once ("Russian strikes kill").
    fn tells(&self, words: &[&str], at: usize) -> bool {
        let Some(verb) = self.verb(words[at]) else { return false };
        let before = words[at - 1];
        if before == "to" {
            // "Chad to send": the name before tells who will.
            return !verb.one && at > 1 && at < 7 && self.verb(words[at - 2]).is_none();
        }
        let doer = !BEFORE_NOUNS.contains(&before) && before.len() > 1;
        let several =
            || before.ends_with('s') || words[..at].contains(&",") || words[..at].contains(&"and");
        let next = self.verb(words[at + 1]).is_some_and(|next| !next.one);
        doer && !next && (verb.one || several())
    }
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}
