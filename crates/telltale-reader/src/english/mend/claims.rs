//! What is claimed, and what is ruled out: clauses that are hung on the wrong word.

use crate::english::mood::CLAIMS;
use crate::parse::{Dep, Parse, Tag, VerbForm, lemma};

/// "There is no truth to reports that X …": the clause says what is reported.
pub(in crate::english) fn clauses(words: &[&str], parse: &mut Parse) {
    for at in 1..words.len().saturating_sub(1) {
        let claims = parse.tags[at] == Tag::Noun
            && words[at + 1] == "that"
            && parse.deps[at + 1] == Dep::Mark
            && CLAIMS.contains(&lemma(words[at], Tag::Noun).as_ref());
        let verb = usize::from(parse.heads[at + 1]);
        if !claims || verb <= at || !matches!(parse.deps[verb], Dep::AdvCl | Dep::Comp | Dep::Acl) {
            continue;
        }
        if let Ok(noun) = u16::try_from(at) {
            (parse.heads[verb], parse.deps[verb]) = (noun, Dep::Acl);
        }
    }
}

/// Verbs that, with their particle, are followed by what somebody does or leaves undone.
const WITH_GERUND: &[(&str, &str)] = &[
    ("carry", "on"),
    ("give", "up"),
    ("go", "on"),
    ("hold", "off"),
    ("keep", "on"),
    ("leave", "off"),
    ("put", "off"),
    ("rule", "out"),
    ("swear", "off"),
];

/// "Ruled out sending troops": what is ruled out hangs on the verb, and is no second deed.
pub(in crate::english) fn gerunds(words: &[&str], parse: &mut Parse) {
    for at in 2..words.len() {
        let (verb, particle) = (at - 2, at - 1);
        if parse.forms[at] != VerbForm::Ing
            || parse.tags[verb] != Tag::Verb
            || usize::from(parse.heads[at]) != verb
            || !matches!(parse.deps[at], Dep::AdvCl | Dep::Conj | Dep::Comp | Dep::Obj)
        {
            continue;
        }
        let known = lemma(words[verb], Tag::Verb);
        if WITH_GERUND.iter().any(|&(of, with)| of == known && with == words[particle]) {
            parse.deps[at] = Dep::XComp;
        }
    }
}
