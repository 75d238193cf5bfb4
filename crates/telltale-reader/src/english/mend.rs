//! What the parser gets wrong in one plain way: it takes a sentence's verb for a participle that
//! qualifies the subject ("Indian and Chinese soldiers scuffled near the border.") and leaves the
//! sentence without a verb.

use super::roles::ACTIVE;
use crate::parse::{Dep, Parse, Tag, VerbForm};

/// Makes such a verb the root, and the noun its subject.
pub(super) fn root(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    let noun = (0..count).find(|&at| parse.deps[at] == Dep::Root);
    let Some(noun) = noun.filter(|&at| matches!(parse.tags[at], Tag::Noun | Tag::Name)) else {
        return;
    };
    // A line without a full stop may be a headline: "Soldiers killed in an attack".
    if words.last() != Some(&".") {
        return;
    }
    if qualifier(parse, noun) {
        return;
    }
    let past = |at: usize| {
        parse.tags[at] == Tag::Verb
            && matches!(parse.forms[at], VerbForm::Past | VerbForm::PastPart)
    };
    let hangs = |at: usize, head: usize| usize::from(parse.heads[at]) == head;
    let verb =
        (noun + 1..count).find(|&at| hangs(at, noun) && parse.deps[at] == Dep::Acl && past(at));
    let Some(verb) = verb else { return };
    let undergone = (verb + 1..count).any(|at| {
        hangs(at, verb) && parse.deps[at] == Dep::Agent && !ACTIVE.contains(&words[verb])
    });
    let (Ok(to), false) = (u16::try_from(verb), undergone) else { return };
    for at in verb + 1..count {
        if usize::from(parse.heads[at]) == noun {
            parse.heads[at] = to;
        }
    }
    (parse.heads[verb], parse.deps[verb]) = (to, Dep::Root);
    (parse.heads[noun], parse.deps[noun]) = (to, Dep::Subj);
}

/// "Dutch F-16s intercepted …": the root is what qualifies the subject behind it.
fn qualifier(parse: &mut Parse, root: usize) -> bool {
    let count = parse.heads.len();
    let subject = root + 1;
    if subject >= count || parse.deps[subject] != Dep::Subj {
        return false;
    }
    let verb = usize::from(parse.heads[subject]);
    let below = verb < count
        && verb > subject
        && usize::from(parse.heads[verb]) == root
        && parse.deps[verb] == Dep::Comp;
    let (true, Ok(to), Ok(noun)) = (below, u16::try_from(verb), u16::try_from(subject)) else {
        return false;
    };
    for at in 0..count {
        if usize::from(parse.heads[at]) == root && at != root {
            parse.heads[at] = to;
        }
    }
    (parse.heads[verb], parse.deps[verb]) = (to, Dep::Root);
    (parse.heads[root], parse.deps[root]) = (noun, Dep::Amod);
    true
}
