//! "Pressed X on Monday to pay": an infinitive that the parser takes for a purpose, where the verb
//! before it asks, promises or refuses what the infinitive says.

use crate::parse::{Dep, Parse, Tag, lemma};

/// Verbs that take an infinitive of what is asked, promised or refused.
const CONTROL: &[&str] = &[
    "press",
    "urge",
    "ask",
    "tell",
    "order",
    "instruct",
    "beg",
    "beseech",
    "implore",
    "exhort",
    "entreat",
    "invite",
    "persuade",
    "push",
    "pressure",
    "encourage",
    "advise",
    "warn",
    "remind",
    "vow",
    "pledge",
    "promise",
    "undertake",
    "swear",
    "agree",
    "offer",
    "threaten",
    "refuse",
    "decline",
    "consent",
    "petition",
    "lobby",
    "prod",
    "nudge",
    "summon",
    "bid",
    "dare",
];

/// Joins to such a verb the infinitive that stands behind a time or a place.
pub(in crate::english) fn infinitives(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    for at in 2..count {
        let to = matches!(words[at - 1], "to") && usize::from(parse.heads[at - 1]) == at;
        let verb = usize::from(parse.heads[at]);
        let hangs = parse.deps[at] == Dep::AdvCl && parse.tags[at] == Tag::Verb && verb < at;
        if !(to && hangs) || matches!(words[at - 2], "," | "order" | "so" | "as") {
            continue;
        }
        let asks = parse.tags[verb] == Tag::Verb
            && CONTROL.contains(&lemma(words[verb], Tag::Verb).as_ref());
        let said = |word: usize| {
            usize::from(parse.heads[word]) == verb
                && matches!(parse.deps[word], Dep::XComp | Dep::Comp)
        };
        if asks && !(0..count).any(said) {
            parse.deps[at] = Dep::XComp;
        }
    }
}
