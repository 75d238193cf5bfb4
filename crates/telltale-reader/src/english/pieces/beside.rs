//! What somebody else says or did beside what the sentence tells: "…, X's premier declaring that he
//! would not yield", "…, hours after Y had called him a thief".

use super::{
    JOINING, PIECE_MIN, SPEAKER_MAX, blank, is_finite, own, root_of, subject_behind, subject_first,
};
use crate::english::English;
use crate::english::mend::subject::hang;
use crate::parse::{Dep, Parse, Scratch, Tag, VerbForm};

/// Participles by which somebody else speaks while something is done, with a past of like use.
const SAYING: &[(&str, &str)] = &[
    ("accusing", "accused"),
    ("adding", "said"),
    ("announcing", "announced"),
    ("arguing", "said"),
    ("asking", "asked"),
    ("asserting", "said"),
    ("assuring", "assured"),
    ("blaming", "accused"),
    ("calling", "called"),
    ("claiming", "said"),
    ("complaining", "complained"),
    ("congratulating", "congratulated"),
    ("declaring", "declared"),
    ("demanding", "demanded"),
    ("denouncing", "condemned"),
    ("denying", "denied"),
    ("describing", "described"),
    ("expressing", "expressed"),
    ("hailing", "hailed"),
    ("insisting", "said"),
    ("inviting", "invited"),
    ("offering", "offered"),
    ("ordering", "ordered"),
    ("pledging", "pledged"),
    ("praising", "praised"),
    ("promising", "promised"),
    ("proposing", "proposed"),
    ("protesting", "protested"),
    ("refusing", "refused"),
    ("rejecting", "rejected"),
    ("saying", "said"),
    ("stressing", "said"),
    ("telling", "told"),
    ("thanking", "thanked"),
    ("threatening", "threatened"),
    ("urging", "urged"),
    ("vowing", "vowed"),
    ("warning", "warned"),
    ("welcoming", "welcomed"),
];

impl English {
    /// "…, X's premier declaring that he would not yield": a participle with a subject of its own.
    pub(super) fn absolute(
        &self,
        words: &[&str],
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) -> bool {
        for verb in PIECE_MIN + 2..words.len() - 2 {
            if !words[verb].ends_with("ing") {
                continue;
            }
            let Some(&(_, past)) = SAYING.iter().find(|(doing, _)| *doing == words[verb]) else {
                continue;
            };
            let comma =
                (verb.saturating_sub(SPEAKER_MAX)..verb - 1).rev().find(|&at| words[at] == ",");
            let Some(comma) = comma.filter(|&at| at >= PIECE_MIN) else { continue };
            let speaker = &words[comma + 1..verb];
            let begins = speaker[0].starts_with(char::is_uppercase)
                || matches!(
                    speaker[0],
                    "its" | "his" | "their" | "her" | "the" | "with" | "each" | "both"
                );
            let verbal = (comma + 1..verb).any(|at| matches!(parse.tags[at], Tag::Verb | Tag::Aux));
            if !begins || verbal || words[verb - 1] == "and" {
                continue;
            }
            let mut new = blank(words);
            // "…, each blaming the other, before …": the sentence goes on.
            let last = words.len() - 1;
            let end = (verb + 2..last)
                .find(|&at| {
                    words[at] == "," && JOINING.contains(&words[at + 1]) && words[at + 1] != "and"
                })
                .unwrap_or(last);
            let mut main = own(words, 0, comma);
            main.extend(own(words, end, words.len()));
            let skip = usize::from(speaker[0] == "with");
            let mut said = own(words, comma + 1 + skip, verb);
            said.push((Some(verb), past));
            said.extend(own(words, verb + 1, end));
            said.push((None, "."));
            let Some(root) = self.graft(&main, scratch, &mut new) else { continue };
            if self.graft(&said, scratch, &mut new) != Some(verb)
                || !matches!(new.tags[root], Tag::Verb)
                || !subject_behind(&new, verb, comma)
            {
                continue;
            }
            new.forms[verb] = VerbForm::Ing;
            hang(&mut new, verb, root, Dep::Conj);
            hang(&mut new, comma, root, Dep::Punct);
            if skip > 0 {
                hang(&mut new, comma + 1, root, Dep::Punct);
            }
            *parse = new;
            return true;
        }
        false
    }
}

impl English {
    /// "X recalled its envoy, hours after Y had called him a thief": where the clause takes the place
    /// of the sentence.
    pub(super) fn later(&self, words: &[&str], scratch: &mut Scratch, parse: &mut Parse) -> bool {
        const TIMES: &[&str] = &[
            "minutes", "hours", "days", "weeks", "months", "years", "hour", "day", "week", "month",
            "year",
        ];
        for after in PIECE_MIN + 2..words.len().saturating_sub(PIECE_MIN) {
            let time = after - 1;
            if !matches!(words[after], "after" | "before") || !TIMES.contains(&words[time]) {
                continue;
            }
            let Some(comma) = (time.saturating_sub(3)..time).rev().find(|&at| words[at] == ",")
            else {
                continue;
            };
            let clause = (after + 1..words.len()).any(|at| is_finite(parse, at));
            if !clause || root_of(parse).is_some_and(|root| root < comma) || comma < PIECE_MIN {
                continue;
            }
            let mut new = blank(words);
            let mut main = own(words, 0, comma);
            main.push((None, "."));
            let Some(root) = self.graft(&main, scratch, &mut new) else { continue };
            let clause = own(words, after + 1, words.len());
            let Some(inner) = self.graft(&clause, scratch, &mut new) else { continue };
            if !subject_first(&new, root) || !subject_first(&new, inner) {
                continue;
            }
            for at in comma + 1..time {
                new.tags[at] = Tag::Num;
                hang(&mut new, at, time, Dep::Nummod);
            }
            (new.tags[time], new.tags[after]) = (Tag::Noun, Tag::Sconj);
            hang(&mut new, time, after, Dep::Advmod);
            hang(&mut new, after, inner, Dep::Mark);
            hang(&mut new, inner, root, Dep::AdvCl);
            hang(&mut new, comma, root, Dep::Punct);
            *parse = new;
            return true;
        }
        false
    }
}
