//! Subjects that the parser loses: in lists, behind relative clauses, behind what opens a sentence.

use crate::parse::{Dep, Parse, Tag, VerbForm};

pub(in crate::english) fn child(
    parse: &Parse,
    head: usize,
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    (0..parse.heads.len())
        .find(|&at| at != head && usize::from(parse.heads[at]) == head && fits(at))
}

pub(in crate::english) fn hang(parse: &mut Parse, at: usize, head: usize, dep: Dep) {
    if let Ok(head) = u16::try_from(head) {
        (parse.heads[at], parse.deps[at]) = (head, dep);
    }
}

pub(super) fn is_finite(parse: &Parse, at: usize) -> bool {
    parse.tags[at] == Tag::Verb
        && matches!(parse.forms[at], VerbForm::Past | VerbForm::Present | VerbForm::PastPart)
}

pub(super) fn is_subject(parse: &Parse, at: usize) -> bool {
    matches!(parse.deps[at], Dep::Subj | Dep::SubjPass)
}

/// "X, who was due in Y, put off the trip", "X, which bars Y, promised to …": the clause beside the
/// subject is no main clause.
pub(in crate::english) fn behind_relative(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    let pronoun = (2..count).find(|&at| {
        parse.deps[at] == Dep::Subj && words[at - 1] == "," && matches!(words[at], "who" | "which")
    });
    let Some(pronoun) = pronoun else { return };
    let inner = usize::from(parse.heads[pronoun]);
    let own = |at: usize| matches!(parse.deps[at], Dep::Subj | Dep::SubjPass) && at < pronoun;
    let Some(subject) = child(parse, inner, own).filter(|_| inner > pronoun) else { return };
    let told = |at: usize| words[at - 1] == "," && is_finite(parse, at);
    let verb = if parse.deps[inner] == Dep::Root {
        (inner + 1..count).find(|&at| {
            told(at)
                && usize::from(parse.heads[at]) == inner
                && matches!(parse.deps[at], Dep::AdvCl | Dep::Conj | Dep::Comp)
        })
    } else {
        let head = usize::from(parse.heads[inner]);
        let bare = child(parse, head, |at| matches!(parse.deps[at], Dep::Subj | Dep::SubjPass));
        (head > inner && head < count && told(head) && bare.is_none()).then_some(head)
    };
    let Some(verb) = verb else { return };
    if parse.deps[inner] == Dep::Root {
        for at in verb + 1..count {
            if usize::from(parse.heads[at]) == inner {
                hang(parse, at, verb, parse.deps[at]);
            }
        }
        hang(parse, verb, verb, Dep::Root);
    }
    hang(parse, subject, verb, Dep::Subj);
    hang(parse, inner, subject, Dep::RelCl);
}

/// "Denying that …, X on Thursday moved …": the name behind the comma is no part of what stands
/// before it.
pub(in crate::english) fn behind_opening(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    let Some(verb) = (0..count).find(|&at| parse.deps[at] == Dep::Root) else { return };
    let has = child(parse, verb, |at| matches!(parse.deps[at], Dep::Subj | Dep::SubjPass));
    if has.is_some() || !is_finite(parse, verb) {
        return;
    }
    let Some(comma) = (1..verb).rev().find(|&at| words[at] == ",") else { return };
    let lost = (comma + 1..verb).find(|&at| {
        matches!(parse.tags[at], Tag::Name | Tag::Noun)
            && matches!(parse.deps[at], Dep::Appos | Dep::Conj)
            && usize::from(parse.heads[at]) < comma
    });
    let acts = (comma + 1..verb).any(|at| parse.tags[at] == Tag::Verb);
    if let Some(lost) = lost.filter(|_| !acts) {
        hang(parse, lost, verb, Dep::Subj);
    }
}

/// "It was X that expelled …": X expelled.
pub(in crate::english) fn in_cleft(words: &[&str], parse: &mut Parse) {
    let cleft = words.len() > 5
        && matches!(words[0], "It" | "it")
        && matches!(words[1], "was" | "is" | "were")
        && parse.deps[1] == Dep::Root;
    if !cleft {
        return;
    }
    let Some(name) = child(parse, 1, |at| parse.deps[at] == Dep::Attr) else {
        return cleft_of_time(words, parse);
    };
    let that = (name + 1..words.len())
        .find(|&at| matches!(words[at], "that" | "who" | "which") && parse.deps[at] == Dep::Subj);
    let Some(that) = that else { return };
    let verb = usize::from(parse.heads[that]);
    if verb <= that || verb >= words.len() || parse.tags[verb] != Tag::Verb {
        return;
    }
    hang(parse, verb, verb, Dep::Root);
    hang(parse, name, verb, Dep::Subj);
    // "It was not X that …", but not "It was not only X that …"
    let only = |at: usize| matches!(words[at], "only" | "just" | "merely" | "simply");
    for at in 2..name {
        if parse.deps[at] == Dep::Neg && !only(at + 1) {
            hang(parse, at, verb, Dep::Neg);
        }
    }
    for at in [0, 1, that] {
        hang(parse, at, verb, Dep::Punct);
    }
}

/// "It was in 1992 that X and Y signed …": the clause is the sentence.
fn cleft_of_time(words: &[&str], parse: &mut Parse) {
    let that = (3..words.len()).find(|&at| words[at] == "that");
    let Some(that) = that.filter(|_| parse.tags[2] == Tag::Adp) else { return };
    let verb = usize::from(parse.heads[that]);
    let own = |at: usize| at > that && matches!(parse.deps[at], Dep::Subj | Dep::SubjPass);
    if verb <= that || verb >= words.len() || child(parse, verb, own).is_none() {
        return;
    }
    for at in 2..words.len() {
        if usize::from(parse.heads[at]) == 1 && at != verb {
            hang(parse, at, verb, parse.deps[at]);
        }
    }
    hang(parse, verb, verb, Dep::Root);
    for at in [0, 1, that] {
        hang(parse, at, verb, Dep::Punct);
    }
}

/// "X, hours earlier, had told Y …": X told Y.
pub(in crate::english) fn behind_moment(words: &[&str], parse: &mut Parse) {
    for at in 4..words.len().saturating_sub(1) {
        let moment = words[at] == ","
            && matches!(words[at - 1], "earlier" | "later" | "before" | "afterwards")
            && words[at - 3] == ",";
        let name = at.checked_sub(4).filter(|&name| moment && parse.tags[name] == Tag::Name);
        let Some(name) = name else { continue };
        let verb = (at + 1..words.len().min(at + 5)).find(|&verb| parse.tags[verb] == Tag::Verb);
        let Some(verb) = verb else { continue };
        let own = |at: usize| matches!(parse.deps[at], Dep::Subj | Dep::SubjPass);
        if child(parse, verb, own).is_none() && !own(name) {
            hang(parse, name, verb, Dep::Subj);
        }
    }
}

/// "Hours after X and Y had met, Z said …": what X and Y did is a clause, and Z's the main one.
pub(in crate::english) fn behind_time(words: &[&str], parse: &mut Parse) {
    const TIMES: &[&str] =
        &["Hours", "Days", "Weeks", "Months", "Years", "Minutes", "day", "week", "month", "year"];
    let count = words.len();
    let Some(after) = (1..count.min(5)).find(|&at| matches!(words[at], "after" | "before")) else {
        return;
    };
    if !TIMES.contains(&words[after - 1]) {
        return;
    }
    let object = child(parse, after, |at| parse.deps[at] == Dep::PObj);
    let verb = usize::from(parse.heads[after - 1]);
    let Some(object) = object.filter(|_| verb > after && verb < count) else { return };
    let main = (verb + 1..count).find(|&at| {
        usize::from(parse.heads[at]) == verb
            && is_finite(parse, at)
            && matches!(parse.deps[at], Dep::AdvCl | Dep::Conj | Dep::Comp)
            && child(parse, at, |noun| parse.deps[noun] == Dep::Subj).is_some()
    });
    let Some(main) = main.filter(|_| parse.deps[verb] == Dep::Root) else { return };
    hang(parse, object, verb, Dep::Subj);
    hang(parse, after - 1, main, Dep::Advmod);
    hang(parse, after, verb, Dep::Mark);
    hang(parse, main, main, Dep::Root);
    hang(parse, verb, main, Dep::AdvCl);
}

/// "X, Y and Z were among those who …": a list that is taken for the sentence is its subject.
pub(in crate::english) fn list_of_names(words: &[&str], parse: &mut Parse) {
    let Some(first) = parse.deps.iter().position(|&dep| dep == Dep::Root) else { return };
    if parse.tags[first] != Tag::Name || words.last() != Some(&".") {
        return;
    }
    let verb = child(parse, first, |at| {
        at > first + 1
            && matches!(parse.tags[at], Tag::Verb | Tag::Aux)
            && matches!(parse.forms[at], VerbForm::Past | VerbForm::Present)
            && matches!(parse.deps[at], Dep::Conj | Dep::RelCl | Dep::Appos)
            && matches!(parse.tags[at - 1], Tag::Name | Tag::Noun)
    });
    let Some(verb) = verb else { return };
    if child(parse, verb, |at| matches!(parse.deps[at], Dep::Subj | Dep::SubjPass)).is_some() {
        return;
    }
    for at in verb + 1..words.len() {
        if usize::from(parse.heads[at]) == first {
            hang(parse, at, verb, parse.deps[at]);
        }
    }
    hang(parse, verb, verb, Dep::Root);
    hang(parse, first, verb, Dep::Subj);
}

/// "W, X, Y and Z severed …": all of the list do it, and not the last one alone.
pub(in crate::english) fn of_a_list(words: &[&str], parse: &mut Parse) {
    for last in 2..words.len() {
        if parse.deps[last] != Dep::Subj || parse.tags[last] != Tag::Name {
            continue;
        }
        let verb = usize::from(parse.heads[last]);
        let names = listed(words, parse, last);
        if names.len() < 2 || verb < last {
            continue;
        }
        let first = names[names.len() - 1];
        hang(parse, first, verb, Dep::Subj);
        for &name in &names[..names.len() - 1] {
            hang(parse, name, first, Dep::Conj);
        }
    }
}

/// "Polish, Czech and Slovak leaders met …": the first people is no sentence, but of the leaders too.
pub(in crate::english) fn of_peoples(words: &[&str], parse: &mut Parse) {
    let Some(first) = parse.deps.iter().position(|&dep| dep == Dep::Root) else { return };
    let next = first + 2;
    let listed = next < words.len()
        && matches!(parse.tags[first], Tag::Adj | Tag::Name)
        && words[first + 1] == ","
        && [first, next].iter().all(|&at| capital(words[at]))
        && matches!(parse.deps[next], Dep::Amod | Dep::Compound);
    let noun = usize::from(*parse.heads.get(next).unwrap_or(&0));
    if !listed || noun <= next || !matches!(parse.deps[noun], Dep::Subj | Dep::SubjPass) {
        return;
    }
    let verb = usize::from(parse.heads[noun]);
    let joined = child(parse, next, |at| parse.deps[at] == Dep::Conj).is_some();
    if !joined || verb < noun || usize::from(parse.heads[verb]) != first {
        return;
    }
    for at in 0..words.len() {
        if usize::from(parse.heads[at]) == first && at != verb && at != first {
            hang(parse, at, verb, parse.deps[at]);
        }
    }
    hang(parse, verb, verb, Dep::Root);
    hang(parse, first, noun, Dep::Amod);
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The heads of the names in a list that ends in a name, the last first.
fn listed(words: &[&str], parse: &Parse, last: usize) -> Vec<usize> {
    let mut found = vec![last];
    let mut at = last;
    let goes_on = child(parse, last, |at| at > last && parse.deps[at] == Dep::Conj).is_some();
    loop {
        // Back over the name's own words.
        while at > 0 && (capital(words[at - 1]) || words[at - 1] == "the") {
            at -= 1;
        }
        let Some(mark) = at.checked_sub(1) else { break };
        // "A, B and C" with the subject in its last name, or in one before that.
        let closes = found.len() == 1 && !goes_on;
        let joins = if closes { words[mark] == "and" } else { words[mark] == "," };
        if !joins || mark == 0 {
            break;
        }
        let name = if words[mark - 1] == "," { mark.wrapping_sub(2) } else { mark - 1 };
        // "In X, Y and Z met": X is where.
        let other = |name: usize| matches!(parse.deps[name], Dep::Poss | Dep::PObj);
        if name >= words.len() || !capital(words[name]) || other(name) {
            break;
        }
        found.push(name);
        at = name;
    }
    found
}
