//! Names that the parser takes for small words, or hangs in the wrong place.

use super::subject::{child, hang};
use crate::Mention;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Parse, Tag};
use crate::sighting::Span;

/// "To Lam met …", "He Lifeng flew …": a part of a person's name that looks like a small word.
pub(in crate::english) fn people(words: &mut [&str], tokens: &[Span], mentions: &[Mention]) {
    const SMALL: &[&str] =
        &["To", "He", "She", "An", "A", "No", "Do", "So", "In", "On", "Be", "You", "Will", "May"];
    for person in mentions.iter().filter(|mention| mention.sort == Sort::Person) {
        let first = tokens.partition_point(|token| token.1 <= person.span.0);
        for at in first..tokens.len() {
            if tokens[at].0 >= person.span.1 {
                break;
            }
            if SMALL.contains(&words[at]) {
                words[at] = "John";
            }
        }
    }
}

/// "By both X and Y": the names, and not "both", are who did it.
pub(in crate::english) fn both(words: &[&str], parse: &mut Parse) {
    for at in 0..words.len().saturating_sub(3) {
        if !matches!(words[at], "both" | "Both")
            || !matches!(parse.deps[at], Dep::PObj | Dep::Obj | Dep::Subj | Dep::SubjPass)
        {
            continue;
        }
        let name = child(parse, at, |name| name > at && parse.tags[name] == Tag::Name);
        let Some(name) = name.filter(|&name| child(parse, name, |to| words[to] == "and").is_some())
        else {
            continue;
        };
        let (head, dep) = (usize::from(parse.heads[at]), parse.deps[at]);
        hang(parse, name, head, dep);
        hang(parse, at, name, Dep::Cc);
    }
}

/// "Eastern X's forces agreed": an owner that the parser takes for a subject.
pub(in crate::english) fn owner(words: &[&str], parse: &mut Parse) {
    for (at, word) in words.iter().enumerate().skip(1) {
        if !matches!(*word, "'s" | "’s") || parse.deps[at - 1] != Dep::Subj {
            continue;
        }
        let noun = usize::from(parse.heads[at - 1]);
        if noun > at && matches!(parse.tags[noun], Tag::Noun | Tag::Name) {
            parse.deps[at - 1] = Dep::Poss;
        }
    }
}

/// "X's A and Y's B will attend, they said": both are who attends.
pub(in crate::english) fn two_of_them(words: &[&str], parse: &mut Parse) {
    for verb in 3..words.len() {
        let first = usize::from(parse.heads[verb]);
        let joined = parse.deps[verb] == Dep::Conj
            && parse.tags[verb] == Tag::Verb
            && first < verb
            && matches!(parse.tags[first], Tag::Name | Tag::Noun);
        if !joined {
            continue;
        }
        let between = |at: usize| parse.deps[at] == Dep::Subj && at > first && at < verb;
        let Some(second) = child(parse, verb, between) else { continue };
        let and = child(parse, first, |at| words[at] == "and" && at > first && at < second);
        if and.is_none() {
            continue;
        }
        let above = usize::from(parse.heads[first]);
        match parse.deps[first] {
            Dep::Root => {
                for at in verb + 1..words.len() {
                    if usize::from(parse.heads[at]) == first {
                        hang(parse, at, verb, parse.deps[at]);
                    }
                }
                hang(parse, verb, verb, Dep::Root);
            }
            Dep::Subj if above > verb => {
                let own = |at: usize| at > verb && parse.deps[at] == Dep::Subj;
                if child(parse, above, own).is_none() {
                    continue;
                }
                hang(parse, verb, above, Dep::Comp);
            }
            _ => continue,
        }
        hang(parse, first, verb, Dep::Subj);
        hang(parse, second, first, Dep::Conj);
    }
}

/// "X, the president of Y, and Z met": Z is joined to X, and not to the president.
pub(in crate::english) fn behind_title(words: &[&str], parse: &mut Parse) {
    for at in 4..words.len() {
        let title = usize::from(parse.heads[at]);
        if parse.deps[at] != Dep::Conj || parse.deps[title] != Dep::Appos || title > at {
            continue;
        }
        let and = child(parse, title, |and| words[and] == "and" && and < at);
        let apart = and.is_some_and(|and| and > title && words[and - 1] == ",");
        let named = matches!(parse.tags[at], Tag::Name) && parse.tags[title] == Tag::Noun;
        if apart && named {
            let head = usize::from(parse.heads[title]);
            hang(parse, at, head, Dep::Conj);
        }
    }
}

/// What may be "in X of Y" by Z: the deed is Y's, and X no part of Y.
const DEEDS: &[&str] = &[
    "reception",
    "arrival",
    "departure",
    "visit",
    "journey",
    "trip",
    "stay",
    "arrest",
    "detention",
    "expulsion",
    "killing",
    "murder",
    "landing",
    "deportation",
    "extradition",
    "return",
    "release",
    "execution",
    "deployment",
    "assassination",
    "abduction",
    "presence",
    "appearance",
    "welcome",
    "seizure",
    "capture",
    "dispatch",
    "withdrawal",
];

/// Names of which something is "of": "the Gulf of X".
const OF_NAMES: &[&str] = &[
    "Republic",
    "Gulf",
    "Bay",
    "Sea",
    "University",
    "Bank",
    "State",
    "States",
    "Ministry",
    "House",
    "Council",
    "Isle",
    "Strait",
    "Kingdom",
    "Emirates",
    "Court",
    "City",
    "Province",
    "Port",
    "Cape",
    "Union",
    "Federation",
    "Commonwealth",
    "Army",
    "League",
    "Congress",
];

/// "The arrival in X of Y", "the journey to X last week of Y": of Y is whose deed it is.
pub(in crate::english) fn of_whom(words: &[&str], parse: &mut Parse) {
    for of in 3..words.len().saturating_sub(1) {
        if words[of] != "of" || !words[of + 1].starts_with(char::is_uppercase) {
            continue;
        }
        let before = of - 1;
        let time = matches!(words[before], "week" | "month" | "year" | "day" | "night")
            || crate::document::is_on_the_calendar(words[before]);
        let place = words[before].starts_with(char::is_uppercase)
            && !OF_NAMES.contains(&words[before])
            && usize::from(parse.heads[of]) == before;
        let near = of.saturating_sub(8)..before;
        let deed = near.rev().find(|&at| parse.tags[at] == Tag::Noun && DEEDS.contains(&words[at]));
        let Some(deed) = deed.filter(|_| time || place) else { continue };
        if matches!(words[deed + 1], "in" | "at" | "to" | "from" | "into" | "on") {
            hang(parse, of, deed, Dep::Prep);
        }
    }
}

/// "Close to 900 Xs were …": the Xs.
pub(in crate::english) fn nearly(words: &[&str], parse: &mut Parse) {
    for at in 0..words.len().saturating_sub(3) {
        let about = matches!(words[at], "Close" | "close" | "Up") && words[at + 1] == "to";
        if !about || !matches!(parse.deps[at], Dep::Subj | Dep::SubjPass) {
            continue;
        }
        if let Some(noun) = child(parse, at + 1, |noun| parse.deps[noun] == Dep::PObj) {
            let head = usize::from(parse.heads[at]);
            hang(parse, noun, head, parse.deps[at]);
            hang(parse, at, noun, Dep::Advmod);
        }
    }
}
