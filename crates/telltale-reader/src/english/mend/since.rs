//! "The first Russian guests since the war arrived in Lima": the parser makes a clause of "since the
//! war arrived"; the verb is the sentence's, and its subject the guests.

use super::subject::{child, hang};
use crate::parse::{Dep, Parse, Tag, VerbForm};

/// Words that stand before a noun here, and not before a clause.
const WORDS: &[&str] = &["since", "after", "before", "until", "despite"];

/// Makes the verb behind such a noun the main one.
pub(in crate::english) fn main_verb(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    let Some(noun) = (0..count).find(|&at| parse.deps[at] == Dep::Root) else { return };
    let mark = noun + 1;
    let opens = mark + 2 < count && WORDS.contains(&words[mark]) && parse.deps[mark] == Dep::Mark;
    let noun_root = matches!(parse.tags[noun], Tag::Noun | Tag::Name);
    if !(opens && noun_root) || words.last() != Some(&".") {
        return;
    }
    let verb = usize::from(parse.heads[mark]);
    let finite = parse.tags[verb] == Tag::Verb
        && matches!(parse.forms[verb], VerbForm::Past | VerbForm::PastPart)
        && usize::from(parse.heads[verb]) == noun;
    let others = (verb + 1..count).any(|at| parse.tags[at] == Tag::Verb);
    let is_subject = |at: usize| matches!(parse.deps[at], Dep::Subj | Dep::SubjPass);
    let subject = child(parse, verb, |at| is_subject(at) && (mark..verb).contains(&at));
    let Some(subject) = subject.filter(|_| finite && !others) else { return };
    let dep = parse.deps[subject];
    for at in verb + 1..count {
        if usize::from(parse.heads[at]) == noun {
            hang(parse, at, verb, parse.deps[at]);
        }
    }
    hang(parse, verb, verb, Dep::Root);
    hang(parse, noun, verb, dep);
    hang(parse, mark, noun, Dep::Prep);
    hang(parse, subject, mark, Dep::PObj);
}
