//! Sentences of several verbs: which of them is the sentence's, and who does what each of them says.

use super::subject::{child, hang, is_finite, is_subject};
use crate::parse::{Dep, Parse, Tag, VerbForm};

/// "X, who had flown to Y, …", "a deal that Y had struck": who has done something undergoes nothing.
pub(in crate::english) fn in_perfect(words: &[&str], parse: &mut Parse) {
    for at in 0..words.len() {
        let verb = usize::from(parse.heads[at]);
        let has = parse.deps[at] == Dep::Aux
            && matches!(words[at], "had" | "has" | "have" | "having")
            && verb > at;
        if !has || child(parse, verb, |to| parse.deps[to] == Dep::AuxPass).is_some() {
            continue;
        }
        // "That Y had struck": of two subjects, the pronoun is what was struck.
        let object = |to: usize| words[to] == "that" && to + 1 < at;
        let two =
            child(parse, verb, |to| to < at && to > 0 && is_subject(parse, to) && !object(to));
        for to in 0..at {
            if usize::from(parse.heads[to]) != verb || !is_subject(parse, to) {
                continue;
            }
            parse.deps[to] = if object(to) && two.is_some() { Dep::Obj } else { Dep::Subj };
        }
    }
}

/// "Learning of accords that Y had struck": the clause is of the noun right before it, and of no verb.
pub(in crate::english) fn of_next_noun(words: &[&str], parse: &mut Parse) {
    for at in 2..words.len() {
        let clause = usize::from(parse.heads[at]);
        let relative = matches!(parse.deps[at], Dep::Obj | Dep::Subj | Dep::SubjPass)
            && matches!(words[at], "that" | "which" | "who")
            && parse.deps[clause] == Dep::RelCl
            && clause > at;
        let head = usize::from(parse.heads[clause]);
        let verbal = parse.tags[head] == Tag::Verb || words[head].ends_with("ing");
        if relative && head + 1 < at && verbal && parse.tags[at - 1] == Tag::Noun {
            hang(parse, clause, at - 1, Dep::RelCl);
        }
    }
}

/// "The adviser of X and Y's minister signed": two subjects of one verb are joined.
pub(in crate::english) fn and_owned(words: &[&str], parse: &mut Parse) {
    for owner in 2..words.len().saturating_sub(2) {
        let first = usize::from(parse.heads[owner]);
        let joins = parse.deps[owner] == Dep::Conj
            && words[owner - 1] == "and"
            && matches!(words[owner + 1], "'s" | "’s")
            && first < owner
            && is_subject(parse, first);
        if !joins {
            continue;
        }
        let verb = usize::from(parse.heads[first]);
        let own = |at: usize| at > owner + 1 && at < verb && is_subject(parse, at);
        let Some(second) = child(parse, verb, own) else { continue };
        hang(parse, owner, second, Dep::Poss);
        hang(parse, second, first, Dep::Conj);
    }
}

/// "X flew to Y on Monday, laid flowers and signed an accord": of several verbs of one subject the
/// first is the sentence's, and not what the second says.
pub(in crate::english) fn in_series(words: &[&str], parse: &mut Parse) {
    const SAYS: &[&str] = &[
        "said",
        "says",
        "added",
        "announced",
        "reported",
        "told",
        "insisted",
        "declared",
        "claimed",
        "warned",
        "stated",
        "wrote",
        "confirmed",
        "noted",
        "explained",
        "maintained",
    ];
    let Some(second) = (1..words.len()).find(|&at| parse.deps[at] == Dep::Root) else { return };
    let lacks = child(parse, second, |at| is_subject(parse, at)).is_none();
    // "pledged money, said it would stay, and invited Y": one who says something himself.
    let own = child(parse, second, |at| at > second && parse.deps[at] == Dep::Comp).is_some();
    if !lacks || !is_finite(parse, second) || (SAYS.contains(&words[second]) && !own) {
        return;
    }
    let joins = matches!(words[second - 1], "," | "and" | "then");
    let first = child(parse, second, |at| {
        at + 2 < second
            && parse.deps[at] == Dep::Comp
            && is_finite(parse, at)
            && child(parse, at, |to| is_subject(parse, to)).is_some()
            && child(parse, at, |to| parse.deps[to] == Dep::Mark).is_none()
    });
    // The last of a series is joined by "and"; "it rained, shouted X" is none.
    let goes_on = words[second - 1] == "and"
        || child(parse, second, |at| {
            at > second && parse.deps[at] == Dep::Conj && is_finite(parse, at)
        })
        .is_some();
    let inverted = words.get(second + 1).is_none_or(|word| word.starts_with(char::is_uppercase));
    let Some(first) = first.filter(|_| joins && goes_on && !inverted) else { return };
    hang(parse, first, first, Dep::Root);
    hang(parse, second, first, Dep::Conj);
}

/// "…, hours after denouncing X": the time and what it counts from hang on the verb.
pub(in crate::english) fn counted_from(words: &[&str], parse: &mut Parse) {
    const TIMES: &[&str] = &[
        "minutes", "hours", "days", "weeks", "months", "years", "hour", "day", "week", "month",
        "year",
    ];
    let Some(root) = (0..words.len()).find(|&at| parse.deps[at] == Dep::Root) else { return };
    for after in root + 3..words.len().saturating_sub(2) {
        let time = after - 1;
        let lost = parse.deps[after] == Dep::Prep
            && matches!(words[after], "after" | "before")
            && TIMES.contains(&words[time])
            && usize::from(parse.heads[after]) == time
            && parse.tags[usize::from(parse.heads[time])] == Tag::Punct
            && parse.tags[root] == Tag::Verb
            && words.get(after + 1).is_some_and(|word| word.ends_with("ing"))
            && words[root..time].contains(&",");
        if lost {
            hang(parse, time, after, Dep::Advmod);
            hang(parse, after, root, Dep::Prep);
        }
    }
}

/// "After X's navy had chased a boat, Y sent …": what the parser hangs on the preposition is who chased.
pub(in crate::english) fn behind_after(words: &[&str], parse: &mut Parse) {
    for after in 0..words.len().saturating_sub(3) {
        let verb = usize::from(parse.heads[after]);
        let opens = parse.deps[after] == Dep::Prep && verb > after && parse.tags[verb] == Tag::Verb;
        let after_that =
            |word| matches!(word, "After" | "after" | "Before" | "before" | "Since" | "Until");
        if !opens || !after_that(words[after]) {
            continue;
        }
        let own = |at: usize| is_subject(parse, at);
        let noun = child(parse, after, |at| parse.deps[at] == Dep::PObj && at < verb);
        let had = child(parse, verb, |at| words[at] == "had" && parse.deps[at] == Dep::Aux);
        let (Some(noun), Some(had), None) = (noun, had, child(parse, verb, own)) else { continue };
        if noun > had || (noun..had).any(|at| words[at] == ",") {
            continue;
        }
        hang(parse, noun, verb, Dep::Subj);
        hang(parse, after, verb, Dep::Mark);
        if parse.deps[verb] == Dep::Comp {
            parse.deps[verb] = Dep::AdvCl;
        }
    }
}

/// "Said Y would stay, and invited Z", "said X and Y had agreed, and thanked Z": a past without an
/// auxiliary goes on with what was said, and not with what would be or had been.
pub(in crate::english) fn on_its_own(words: &[&str], parse: &mut Parse) {
    for at in 2..words.len() {
        let inner = usize::from(parse.heads[at]);
        let joined = parse.deps[at] == Dep::Conj
            && parse.forms[at] == VerbForm::Past
            && words[at - 1] == "and"
            && inner < at
            && matches!(parse.deps[inner], Dep::Comp | Dep::AdvCl)
            && child(parse, at, |to| is_subject(parse, to)).is_none();
        let said = usize::from(parse.heads[inner]);
        // "X sent jets as Y's planes came near, and lodged a complaint": X lodged it.
        let beside = parse.deps[inner] == Dep::AdvCl
            && said < inner
            && words[at - 2] == ","
            && child(parse, inner, |to| is_subject(parse, to)).is_some();
        if joined && beside && parse.tags[said] == Tag::Verb {
            hang(parse, at, said, Dep::Conj);
            continue;
        }
        if parse.deps[inner] == Dep::AdvCl
            || !joined
            || parse.tags[said] != Tag::Verb
            || parse.forms[said] != VerbForm::Past
        {
            continue;
        }
        let auxiliary = |to: usize| {
            let modal = matches!(words[to], "would" | "will" | "could" | "should" | "must");
            let perfect = matches!(words[to], "had" | "has" | "have") && words[at - 2] == ",";
            parse.deps[to] == Dep::Aux && (modal || perfect)
        };
        if child(parse, inner, auxiliary).is_some() {
            hang(parse, at, said, Dep::Conj);
        }
    }
}

/// "X said that balloons had crossed its border, condemning …": who says it condemns it, and not the
/// balloons.
pub(in crate::english) fn of_the_speaker(words: &[&str], parse: &mut Parse) {
    const SPEAKS: &[&str] = &[
        "accusing",
        "adding",
        "blaming",
        "calling",
        "condemning",
        "demanding",
        "denouncing",
        "describing",
        "insisting",
        "pledging",
        "praising",
        "promising",
        "thanking",
        "threatening",
        "urging",
        "vowing",
        "warning",
    ];
    for at in 4..words.len() {
        let inner = usize::from(parse.heads[at]);
        if parse.deps[at] != Dep::AdvCl
            || words[at - 1] != ","
            || !SPEAKS.contains(&words[at])
            || parse.deps[inner] != Dep::Comp
        {
            continue;
        }
        let said = usize::from(parse.heads[inner]);
        let says = matches!(words[said], "said" | "says" | "announced" | "reported" | "confirmed");
        if says && said < inner {
            hang(parse, at, said, Dep::AdvCl);
        }
    }
}

/// "X's premier and Y's president, meeting in Z, …": both of them meet.
pub(in crate::english) fn of_both(words: &[&str], parse: &mut Parse) {
    const TOGETHER: &[&str] =
        &["meeting", "talking", "conferring", "negotiating", "gathering", "convening", "clashing"];
    for at in 3..words.len() {
        let last = usize::from(parse.heads[at]);
        if parse.deps[at] != Dep::Acl
            || words[at - 1] != ","
            || parse.deps[last] != Dep::Conj
            || !TOGETHER.contains(&words[at])
        {
            continue;
        }
        let mut first = last;
        for _ in 0..4 {
            if parse.deps[first] == Dep::Conj {
                first = usize::from(parse.heads[first]);
            }
        }
        hang(parse, at, first, Dep::Acl);
    }
}

/// "Pressed X on Monday to open the border": what X is to do, and no purpose.
pub(in crate::english) fn to_do(words: &[&str], parse: &mut Parse) {
    const BIDS: &[&str] = &[
        "pressed",
        "pushed",
        "urged",
        "asked",
        "told",
        "ordered",
        "begged",
        "implored",
        "instructed",
        "advised",
        "lobbied",
        "exhorted",
        "entreated",
        "pressured",
        "encouraged",
        "pressing",
        "urging",
        "asking",
        "telling",
        "ordering",
        "pushing",
    ];
    for at in 3..words.len() {
        let verb = usize::from(parse.heads[at]);
        let infinitive = parse.deps[at] == Dep::AdvCl
            && words[at - 1] == "to"
            && verb < at
            && BIDS.contains(&words[verb]);
        let whom = |to: usize| parse.deps[to] == Dep::Obj && to < at;
        if infinitive && child(parse, verb, whom).is_some() {
            parse.deps[at] = Dep::XComp;
        }
    }
}

/// "Peru sent two jets after Y's boats had rammed a trawler": what stands between "after" and "had" is
/// who rammed it, in a clause of its own.
pub(in crate::english) fn had_before(words: &[&str], parse: &mut Parse) {
    for had in 3..words.len().saturating_sub(1) {
        let verb = usize::from(parse.heads[had]);
        let noun = had - 1;
        let after = usize::from(parse.heads[noun]);
        let lost = words[had] == "had"
            && parse.deps[had] == Dep::Aux
            && verb > had
            && parse.deps[noun] == Dep::PObj
            && matches!(words[after], "after" | "before" | "since")
            && parse.tags[verb] == Tag::Verb;
        let main = usize::from(parse.heads[after]);
        if !lost || main >= after || parse.tags[main] != Tag::Verb {
            continue;
        }
        if parse.deps[verb] == Dep::Root {
            let subject = usize::from(parse.heads[main]);
            let own = parse.deps[main] == Dep::Acl && is_subject(parse, subject);
            if !own || usize::from(parse.heads[subject]) != verb {
                continue;
            }
            for at in 0..words.len() {
                if usize::from(parse.heads[at]) == verb && at < after {
                    hang(parse, at, main, parse.deps[at]);
                }
            }
            hang(parse, main, main, Dep::Root);
            parse.forms[main] = VerbForm::Past;
        } else if parse.deps[verb] != Dep::Conj || usize::from(parse.heads[verb]) != main {
            continue;
        }
        hang(parse, verb, main, Dep::AdvCl);
        hang(parse, after, verb, Dep::Mark);
        hang(parse, noun, verb, Dep::Subj);
    }
}
