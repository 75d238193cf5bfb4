//! Participles and phrases beside a subject that the parser takes for the sentence: "rockets fired
//! from the hills struck a school", "the accord, reached in May, was signed", "was Xi met there".

use super::subject::{child, hang};
use crate::document::is_on_the_calendar;
use crate::english::roles::ACTIVE;
use crate::parse::{Dep, Parse, Tag, VerbForm};

/// Verbs behind which a participle says what their subject is.
const COPULAS: &[&str] =
    &["remained", "stayed", "kept", "became", "got", "felt", "seemed", "looked", "lay", "appeared"];

fn subject_of(parse: &Parse, verb: usize) -> Option<usize> {
    child(parse, verb, |at| matches!(parse.deps[at], Dep::Subj | Dep::SubjPass))
}

fn undergone(parse: &Parse, verb: usize) -> bool {
    child(parse, verb, |at| parse.deps[at] == Dep::AuxPass).is_some()
}

/// Where a verb begins with its auxiliaries.
fn beginning(parse: &Parse, verb: usize) -> usize {
    let own = |at: usize| at < verb && matches!(parse.deps[at], Dep::Aux | Dep::AuxPass);
    child(parse, verb, own).unwrap_or(verb)
}

/// "Rockets fired from X struck Y", "a deal, reached in May, was signed": the participle tells of
/// the subject, and the verb behind it is the sentence's.
pub(in crate::english) fn reduced(words: &[&str], parse: &mut Parse) {
    let Some(root) = parse.deps.iter().position(|&dep| dep == Dep::Root) else { return };
    let objects = |at: usize| matches!(parse.deps[at], Dep::Obj | Dep::Aux | Dep::AuxPass);
    if parse.tags[root] != Tag::Verb
        || !matches!(parse.forms[root], VerbForm::Past | VerbForm::PastPart)
        || child(parse, root, objects).is_some()
        || ACTIVE.contains(&words[root])
        || COPULAS.contains(&words[root])
        || words.last() != Some(&".")
    {
        return;
    }
    let Some(subject) = subject_of(parse, root).filter(|&at| at < root) else { return };
    let Some(verb) = main_behind(words, parse, root, subject) else { return };
    // "A party of X, the first group admitted since May, reached Y"
    let last = (subject + 1..root).rev().find(|&at| {
        usize::from(parse.heads[at]) == root && matches!(parse.deps[at], Dep::Subj | Dep::SubjPass)
    });
    let begins = beginning(parse, verb);
    for at in 0..words.len() {
        if usize::from(parse.heads[at]) == root && (at < subject || at >= begins) {
            hang(parse, at, verb, parse.deps[at]);
        }
    }
    let dep = if undergone(parse, verb) { Dep::SubjPass } else { Dep::Subj };
    hang(parse, subject, verb, dep);
    if let Some(last) = last {
        hang(parse, last, subject, Dep::Appos);
    }
    hang(parse, root, last.unwrap_or(subject), Dep::Acl);
    hang(parse, verb, verb, Dep::Root);
    parse.forms[root] = VerbForm::PastPart;
    parse.tags[verb] = Tag::Verb;
}

/// "A delegation led by X's minister left for Y": what the parser takes for something about the
/// minister is what the delegation did.
pub(in crate::english) fn led(words: &[&str], parse: &mut Parse) {
    let Some(noun) = parse.deps.iter().position(|&dep| dep == Dep::Root) else { return };
    if parse.tags[noun] == Tag::Verb || words.last() != Some(&".") {
        return;
    }
    let participle = child(parse, noun, |at| at > noun && parse.deps[at] == Dep::Acl);
    let by = participle.and_then(|at| {
        child(parse, at, |to| words[to] == "by" && matches!(parse.deps[to], Dep::Agent | Dep::Prep))
    });
    let leader = by.and_then(|by| child(parse, by, |to| parse.deps[to] == Dep::PObj));
    let Some(leader) = leader else { return };
    let verb = child(parse, leader, |at| {
        at > leader
            && parse.deps[at] == Dep::Acl
            && parse.tags[at] == Tag::Verb
            && matches!(parse.forms[at], VerbForm::Past | VerbForm::PastPart)
            && matches!(parse.tags[at - 1], Tag::Noun | Tag::Name)
    });
    let Some(verb) = verb else { return };
    for at in 0..words.len() {
        if at != noun && usize::from(parse.heads[at]) == noun && at > verb {
            hang(parse, at, verb, parse.deps[at]);
        }
    }
    parse.forms[verb] = VerbForm::Past;
    hang(parse, verb, verb, Dep::Root);
    hang(parse, noun, verb, Dep::Subj);
}

/// The verb behind a participle that hangs on it without a subject and a conjunction.
fn main_behind(words: &[&str], parse: &Parse, root: usize, subject: usize) -> Option<usize> {
    let adverbs = (subject + 1..root).rev().take_while(|&at| parse.tags[at] == Tag::Adv).count();
    let before = words[root - adverbs - 1];
    let joined =
        before == "and" && child(parse, subject, |at| parse.deps[at] == Dep::Acl).is_some();
    let apart = before == "," || joined;
    let hangs = |at: usize| {
        let head = usize::from(parse.heads[at]);
        let below = matches!(parse.deps[head], Dep::Conj | Dep::Punct)
            && head > root
            && usize::from(parse.heads[head]) == root;
        head == root || below
    };
    (root + 2..words.len()).find(|&at| {
        let begins = beginning(parse, at);
        let finite = begins < at && words[begins] != "to"
            || matches!(parse.forms[at], VerbForm::Past | VerbForm::Present);
        let Some(before) = begins.checked_sub(1) else { return false };
        let last = words[before];
        let fits = if apart {
            last == ","
        } else {
            // "forces deployed in X advanced": behind a noun.
            matches!(parse.tags[before], Tag::Noun | Tag::Name | Tag::Num)
                && child(parse, root, |to| to < begins && parse.deps[to] == Dep::Prep).is_some()
        };
        matches!(parse.tags[at], Tag::Verb | Tag::Aux)
            && matches!(parse.deps[at], Dep::Conj | Dep::AdvCl | Dep::Comp)
            && finite
            && fits
            && hangs(at)
            && subject_of(parse, at).is_none()
            && child(parse, at, |to| parse.deps[to] == Dep::Mark).is_none()
            && !ends_a_list(words, parse, at)
    })
}

/// "The army advanced, took X and burned Y": the second of three verbs.
fn ends_a_list(words: &[&str], parse: &Parse, verb: usize) -> bool {
    let next = child(parse, verb, |at| {
        at > verb && parse.deps[at] == Dep::Conj && parse.tags[at] == Tag::Verb
    });
    next.is_some_and(|next| words[verb..next].contains(&"and") && subject_of(parse, next).is_none())
}

/// "Support for X has been withheld by Y": a sentence that the parser takes for a noun, and its verb
/// for what tells of it.
pub(in crate::english) fn lost(words: &[&str], parse: &mut Parse) {
    let Some(root) = parse.deps.iter().position(|&dep| dep == Dep::Root) else { return };
    let last = words.len() - 1;
    let noun = if root == last { child(parse, last, |at| at < last) } else { Some(root) };
    let Some(noun) = noun.filter(|&at| parse.tags[at] != Tag::Verb && parse.tags[at] != Tag::Aux)
    else {
        return;
    };
    if words[last] != "." || subject_of(parse, noun).is_some() {
        return;
    }
    let verb = (noun + 2..last).find(|&at| {
        let begins = beginning(parse, at);
        parse.tags[at] == Tag::Verb
            && begins < at
            && matches!(
                words[begins],
                "has" | "have" | "had" | "was" | "were" | "is" | "are" | "will"
            )
            && matches!(parse.deps[at], Dep::Acl | Dep::PObj | Dep::Conj)
            && begins > 0
            && !matches!(words[begins - 1], "who" | "which" | "that" | "and")
            && child(parse, at, |to| parse.deps[to] == Dep::Mark && to + 1 == begins).is_none()
    });
    let Some(verb) = verb else { return };
    let begins = beginning(parse, verb);
    // What the parser took for the verb's subject belongs to the preposition before it.
    if let Some(false_subject) = subject_of(parse, verb).filter(|&at| at > noun) {
        // One that hangs below the noun ("up to 5 firms") cannot hold it.
        let below = |at: usize| {
            let up = |at: &usize| Some(usize::from(parse.heads[*at])).filter(|head| head != at);
            std::iter::successors(Some(at), up).take(words.len()).any(|at| at == false_subject)
        };
        let preposition = (noun..false_subject).rev().find(|&at| {
            let leads = parse.tags[at] == Tag::Adp
                || matches!(words[at], "since" | "until" | "before" | "after");
            leads && !below(at)
        });
        let Some(preposition) = preposition else { return };
        hang(parse, false_subject, preposition, Dep::PObj);
        if usize::from(parse.heads[preposition]) == verb {
            hang(parse, preposition, noun, Dep::Prep);
        }
    }
    for at in 0..words.len() {
        if usize::from(parse.heads[at]) == root && (at >= begins || at < noun && root == last) {
            hang(parse, at, verb, parse.deps[at]);
        }
    }
    let dep = if undergone(parse, verb) { Dep::SubjPass } else { Dep::Subj };
    hang(parse, noun, verb, dep);
    hang(parse, verb, verb, Dep::Root);
    hang(parse, last, verb, Dep::Punct);
}

/// "Revoked on Saturday a pact that …": what stands behind the day is what the verb is about.
pub(in crate::english) fn shifted(words: &[&str], parse: &mut Parse) {
    for noun in 3..words.len() {
        if !matches!(parse.deps[noun], Dep::Conj | Dep::Appos) || parse.tags[noun] != Tag::Noun {
            continue;
        }
        let begins = (0..noun).find(|&at| usize::from(parse.heads[at]) == noun).unwrap_or(noun);
        let article = matches!(words[begins], "a" | "an" | "the" | "its" | "his");
        if !article || begins < 2 || !is_on_the_calendar(words[begins - 1]) {
            continue;
        }
        let verb = (0..begins).rev().find(|&at| parse.tags[at] == Tag::Verb);
        let Some(verb) = verb.filter(|&verb| parse.deps[verb] == Dep::Root) else { continue };
        let taken = |at: usize| {
            matches!(parse.deps[at], Dep::Obj | Dep::AuxPass) && parse.tags[at] != Tag::Adj
        };
        if child(parse, verb, taken).is_none() {
            hang(parse, noun, verb, Dep::Obj);
        }
    }
}

/// "Promised X tanks when Y spoke to Z": the clause tells when, and nothing of X.
pub(in crate::english) fn when(words: &[&str], parse: &mut Parse) {
    const TIMES: &[&str] = &[
        "day", "days", "time", "moment", "year", "years", "month", "months", "week", "weeks",
        "night", "period", "era", "hour", "hours", "point",
    ];
    for at in 1..words.len() {
        if words[at] != "when" || parse.deps[at] != Dep::Advmod {
            continue;
        }
        let clause = usize::from(parse.heads[at]);
        if parse.deps[clause] != Dep::RelCl || subject_of(parse, clause).is_none() {
            continue;
        }
        let noun = usize::from(parse.heads[clause]);
        if TIMES.contains(&words[noun])
            || is_on_the_calendar(words[noun])
            || words[noun].bytes().all(|letter| letter.is_ascii_digit())
        {
            continue;
        }
        if let Some(verb) = (0..at).rev().find(|&verb| parse.tags[verb] == Tag::Verb) {
            hang(parse, clause, verb, Dep::AdvCl);
        }
    }
}

/// "Acknowledged by X was the dispatch of troops", "seated beside X were Y and Z": what stands behind
/// the verb is its subject.
pub(in crate::english) fn inverted(words: &[&str], parse: &mut Parse) {
    const PLACED: &[&str] = &[
        "Seated",
        "Standing",
        "Sitting",
        "Present",
        "Gathered",
        "Assembled",
        "Joining",
        "Greeting",
    ];
    let be = |word: &str| matches!(word, "is" | "are" | "was" | "were");
    if parse.deps.first() == Some(&Dep::Root) && words[0].ends_with("ed") {
        let verb = child(parse, 0, |at| parse.deps[at] == Dep::AuxPass && be(words[at]));
        let noun = verb.and_then(|verb| child(parse, verb, |at| parse.deps[at] == Dep::Attr));
        if let Some(noun) = noun {
            hang(parse, noun, 0, Dep::SubjPass);
        }
        return;
    }
    let Some(root) = parse.deps.iter().position(|&dep| dep == Dep::Root) else { return };
    let opens = words.first().is_some_and(|word| PLACED.contains(word));
    let noun = child(parse, root, |at| {
        at > root && parse.deps[at] == Dep::Attr && matches!(parse.tags[at], Tag::Name | Tag::Noun)
    });
    let Some(noun) = noun.filter(|_| opens && be(words[root])) else { return };
    for at in 1..words.len() {
        if usize::from(parse.heads[at]) == root {
            hang(parse, at, 0, parse.deps[at]);
        }
    }
    hang(parse, 0, 0, Dep::Root);
    hang(parse, root, 0, Dep::Aux);
    hang(parse, noun, 0, Dep::Subj);
    (parse.tags[0], parse.forms[0]) = (Tag::Verb, VerbForm::Past);
}

/// "…, a spokesman maintained, …": the sentence before the comma is what he said.
pub(in crate::english) fn quoted(words: &[&str], parse: &mut Parse) {
    const SAYS: &[&str] =
        &["said", "maintained", "insisted", "added", "claimed", "stressed", "declared", "noted"];
    let Some(root) = parse.deps.iter().position(|&dep| dep == Dep::Root) else { return };
    for verb in root + 3..words.len().saturating_sub(1) {
        let noun = usize::from(parse.heads[verb]);
        let said = SAYS.contains(&words[verb])
            && parse.deps[verb] == Dep::Acl
            && noun + 1 == verb
            && matches!(words[verb + 1], "," | "." | "on")
            && usize::from(parse.heads[noun]) == root
            && matches!(parse.deps[noun], Dep::Obj | Dep::Appos | Dep::Conj)
            && undergone(parse, root);
        if !said {
            continue;
        }
        let begins = (root..noun).find(|&at| usize::from(parse.heads[at]) == noun).unwrap_or(noun);
        if words[begins - 1] != "," {
            continue;
        }
        for at in verb + 1..words.len() {
            if usize::from(parse.heads[at]) == root {
                hang(parse, at, verb, parse.deps[at]);
            }
        }
        hang(parse, noun, verb, Dep::Subj);
        hang(parse, verb, verb, Dep::Root);
        hang(parse, root, verb, Dep::Comp);
        return;
    }
}
