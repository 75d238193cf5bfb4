//! "Said that the isles were its own and demanded an apology": a verb in the past that the parser joins
//! to a noun or an adjective goes with the main verb.

use crate::parse::{Dep, Parse, Tag, VerbForm};

/// Joins such verbs to the main verb.
pub(in crate::english) fn to_main_verb(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    let past = |at: usize| parse.tags[at] == Tag::Verb && parse.forms[at] == VerbForm::Past;
    let was = |at: usize| matches!(words[at], "was" | "were");
    let main = |at: &usize| parse.deps[*at] == Dep::Root && (past(*at) || was(*at));
    let Some(root) = (0..count).find(main) else { return };
    for at in root + 3..count {
        let head = usize::from(parse.heads[at]);
        let noun = matches!(parse.tags[head], Tag::Noun | Tag::Name | Tag::Adj | Tag::Pron);
        let verb = parse.tags[at] == Tag::Verb
            && parse.forms[at] == VerbForm::Past
            && parse.deps[at] == Dep::Conj;
        if !(verb && noun && words[at - 1] == "and" && root < head) {
            continue;
        }
        let hangs = |word: usize| usize::from(parse.heads[word]) == at;
        let goes_on = (at + 1..count).any(|word| {
            hangs(word) && matches!(parse.deps[word], Dep::Obj | Dep::Comp | Dep::XComp)
        });
        let own = (0..count)
            .any(|word| hangs(word) && matches!(parse.deps[word], Dep::Subj | Dep::SubjPass));
        if goes_on && !own {
            parse.heads[at] = u16::try_from(root).unwrap_or(u16::MAX);
        }
    }
}
