//! Appositions that take up what the sentence tells: "…, a closure that X derided as a scam".

use super::{PIECE_MIN, Piece, blank, is_subject, own};
use crate::english::English;
use crate::english::mend::subject::{child, hang};
use crate::parse::{Dep, Parse, Scratch, Tag, VerbForm};

/// Nouns by which an apposition takes up what the sentence tells.
const TAKEN_UP: &[&str] = &[
    "account",
    "idea",
    "seizure",
    "suggestion",
    "version",
    "killing",
    "arrangement",
    "invitation",
    "accusation",
    "act",
    "action",
    "allegation",
    "appeal",
    "arrest",
    "assertion",
    "attack",
    "ban",
    "charge",
    "claim",
    "closure",
    "condition",
    "decision",
    "demand",
    "deployment",
    "embargo",
    "expulsion",
    "gesture",
    "incident",
    "incursion",
    "intrusion",
    "manoeuvre",
    "maneuver",
    "measure",
    "move",
    "offer",
    "operation",
    "order",
    "plan",
    "policy",
    "practice",
    "promise",
    "proposal",
    "raid",
    "request",
    "restriction",
    "sanction",
    "statement",
    "step",
    "strike",
    "suspension",
    "tariff",
    "test",
    "threat",
    "visit",
    "violation",
    "warning",
];

impl English {
    /// "…, a closure that X derided as a scam", "…, a step X condemned", "…, a move answered the
    /// same day": what takes up the sentence is hung on its verb, with its clause.
    pub(super) fn taken_up(
        &self,
        words: &[&str],
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) -> bool {
        for comma in PIECE_MIN..words.len().saturating_sub(PIECE_MIN) {
            let article = words[comma] == "," && matches!(words[comma + 1], "a" | "an");
            if !article {
                continue;
            }
            let noun =
                (comma + 2..words.len().min(comma + 5)).find(|&at| TAKEN_UP.contains(&words[at]));
            let Some(noun) = noun.filter(|&at| at + 3 < words.len()) else { continue };
            if self.with_apposition(words, (comma, noun), scratch, parse) {
                return true;
            }
        }
        false
    }

    fn with_apposition(
        &self,
        words: &[&str],
        (comma, noun): (usize, usize),
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) -> bool {
        let mut new = blank(words);
        let mut main = own(words, 0, comma);
        main.push((None, "."));
        let Some(root) = self.graft(&main, scratch, &mut new) else { return false };
        if !matches!(new.tags[root], Tag::Verb) {
            return false;
        }
        let relative = matches!(words[noun + 1], "that" | "which");
        let from = noun + 1 + usize::from(relative);
        let next = words[from];
        let undergone = !relative && next.len() > 4 && parse.forms[from] != VerbForm::None
            || !relative
                && (next.ends_with("ed")
                    || matches!(next, "first" | "later" | "quickly" | "sharply" | "immediately"));
        let names = next.starts_with(char::is_uppercase)
            || matches!(next, "the" | "its" | "his" | "their" | "both" | "it" | "he");
        let mut clause: Piece<'_> = if undergone {
            vec![(None, "it"), (None, "was")]
        } else if names {
            Vec::new()
        } else {
            return false;
        };
        clause.extend(own(words, from, words.len()));
        let Some(verb) = self.graft(&clause, scratch, &mut new) else { return false };
        if new.tags[verb] != Tag::Verb {
            return false;
        }
        if undergone {
            new.forms[verb] = VerbForm::PastPart;
            hang(&mut new, verb, noun, Dep::Acl);
        } else {
            if child(&new, verb, |at| is_subject(new.deps[at])).is_none() {
                return false;
            }
            hang(&mut new, verb, noun, Dep::RelCl);
        }
        if relative {
            new.tags[noun + 1] = Tag::Pron;
            hang(&mut new, noun + 1, verb, Dep::Obj);
        }
        for at in comma + 1..noun {
            new.tags[at] = if at == comma + 1 { Tag::Det } else { Tag::Adj };
            hang(&mut new, at, noun, if at == comma + 1 { Dep::Det } else { Dep::Amod });
        }
        new.tags[noun] = Tag::Noun;
        hang(&mut new, noun, root, Dep::Appos);
        hang(&mut new, comma, root, Dep::Punct);
        *parse = new;
        true
    }
}
