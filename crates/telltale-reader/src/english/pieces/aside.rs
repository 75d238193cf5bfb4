//! Clauses and phrases that commas part from the subject before them: "X, whose governments feud,
//! agreed …", "X's president, on a visit to Y, opened …".

use super::{Piece, blank, is_subject, own, root_of, subject_first};
use crate::english::English;
use crate::english::mend::subject::{child, hang};
use crate::parse::{Dep, Parse, Scratch, Tag, VerbForm};

/// Prepositions that may begin what stands between a subject and its verb.
const ASIDE: &[&str] =
    &["on", "in", "at", "after", "during", "once", "for", "under", "with", "from"];

impl English {
    /// "X, whose governments feud, agreed …", "X, having scrapped the accord, took …": where the
    /// verb behind the clause has lost its subject.
    pub(super) fn set_off(&self, words: &[&str], scratch: &mut Scratch, parse: &mut Parse) -> bool {
        for at in 2..words.len().saturating_sub(3) {
            let opens = words[at - 1] == ","
                && (matches!(words[at], "who" | "whose" | "which" | "where" | "having")
                    || (ASIDE.contains(&words[at]) && broken(parse)));
            if !opens || !matches!(parse.tags[at - 2], Tag::Noun | Tag::Name) {
                continue;
            }
            let Some(end) = end_of_clause(words, parse, at) else { continue };
            if ASIDE.contains(&words[at]) {
                if self.without_aside(words, (at, end), scratch, parse) {
                    return true;
                }
                continue;
            }
            if words[at] != "whose"
                && end + 1 < words.len()
                && has_subject_before(parse, end + 1, at)
            {
                continue;
            }
            if self.without_clause(words, (at, end), scratch, parse) {
                return true;
            }
        }
        false
    }

    /// "X's president, on a visit to Y, opened …": the aside is hung on the verb.
    fn without_aside(
        &self,
        words: &[&str],
        (at, end): (usize, usize),
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) -> bool {
        let mut new = blank(words);
        let mut main = own(words, 0, at - 1);
        main.extend(own(words, end + 1, words.len()));
        let Some(root) = self.graft(&main, scratch, &mut new) else { return false };
        if !matches!(new.tags[root], Tag::Verb | Tag::Aux) || !subject_first(&new, root) {
            return false;
        }
        let mut aside = vec![(None, "it"), (None, "ended")];
        aside.extend(own(words, at, end));
        aside.push((None, "."));
        self.graft_under(&aside, root, scratch, &mut new);
        hang(&mut new, at - 1, root, Dep::Punct);
        hang(&mut new, end, root, Dep::Punct);
        *parse = new;
        true
    }

    /// Parses what stands before and behind a clause as one sentence, and the clause as another.
    fn without_clause(
        &self,
        words: &[&str],
        (at, end): (usize, usize),
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) -> bool {
        let mut new = blank(words);
        let mut main = own(words, 0, at - 1);
        let last = words.len() - 1;
        main.extend(own(words, (end + 1).min(last), words.len()));
        let Some(root) = self.graft(&main, scratch, &mut new) else { return false };
        if !matches!(new.tags[root], Tag::Verb | Tag::Aux)
            || child(&new, root, |to| is_subject(new.deps[to])).is_none()
        {
            return false;
        }
        let mut clause: Piece<'_> = match words[at] {
            "whose" => vec![(Some(at), "their")],
            "having" => vec![(None, "it"), (Some(at), "had")],
            // "which Y denies"
            "which" if names(words, at + 1) => Vec::new(),
            word => vec![(Some(at), word)],
        };
        // "who the next day joined him": the day is no subject.
        let day = next_day(words, at + 1).unwrap_or(at + 1);
        clause.extend(own(words, day, end));
        if words[at] == "which" && names(words, at + 1) {
            clause.push((None, "it"));
        }
        clause.push((None, "."));
        let Some(inner) = self.graft(&clause, scratch, &mut new) else { return false };
        if new.tags[inner] != Tag::Verb && new.tags[inner] != Tag::Aux {
            return false;
        }
        for to in at + 1..day {
            new.tags[to] = if to + 1 == day { Tag::Noun } else { Tag::Adj };
            hang(&mut new, to, day - 1, Dep::Amod);
        }
        if day > at + 1 {
            hang(&mut new, day - 1, inner, Dep::Advmod);
        }
        let noun = antecedent(words, &new, at - 2);
        if words[at] == "having" {
            new.forms[inner] = VerbForm::Ing;
            hang(&mut new, inner, root, Dep::AdvCl);
        } else {
            hang(&mut new, inner, noun, Dep::RelCl);
        }
        if words[at] == "which" && names(words, at + 1) {
            new.tags[at] = Tag::Pron;
            hang(&mut new, at, inner, Dep::Obj);
        } else if words[at] == "who" || words[at] == "which" {
            let subject = child(&new, inner, |to| is_subject(new.deps[to])).is_none();
            if subject {
                hang(&mut new, at, inner, Dep::Subj);
            }
        }
        hang(&mut new, at - 1, root, Dep::Punct);
        if end < last {
            hang(&mut new, end, root, Dep::Punct);
        }
        *parse = new;
        true
    }
}

/// Whether a parse makes no sentence: its root is no verb, or one without a subject.
fn broken(parse: &Parse) -> bool {
    root_of(parse).is_none_or(|root| {
        !matches!(parse.tags[root], Tag::Verb | Tag::Aux)
            || child(parse, root, |at| is_subject(parse.deps[at])).is_none()
    })
}

/// The comma that ends a clause behind a noun: a finite verb follows. "Whose" may also go on to the
/// end of the sentence.
fn end_of_clause(words: &[&str], parse: &Parse, opens: usize) -> Option<usize> {
    let last = words.len() - 1;
    let verbal =
        |to: usize| (opens + 1..to).any(|at| matches!(parse.tags[at], Tag::Verb | Tag::Aux));
    let verb_behind = |comma: usize| {
        let next = comma + 1 + usize::from(parse.tags.get(comma + 1) == Some(&Tag::Adv));
        next < last
            && matches!(parse.tags[next], Tag::Verb | Tag::Aux)
            && !matches!(parse.forms[next], VerbForm::Ing | VerbForm::Base)
    };
    let verbal = |to: usize| verbal(to) || ASIDE.contains(&words[opens]);
    let comma = (opens + 2..last).find(|&at| words[at] == "," && verbal(at) && verb_behind(at));
    // "…, who the next day joined him in signing it": where it is no clause of its noun.
    let clause = usize::from(parse.heads[opens]);
    let lost = matches!(words[opens], "who" | "which")
        && matches!(parse.deps[opens], Dep::Subj | Dep::SubjPass)
        && parse.deps[clause] != Dep::RelCl;
    let open = || {
        let commas = (opens..last).any(|at| words[at] == ",");
        let told = verbal(last) || (words[opens] == "which" && names(words, opens + 1));
        ((words[opens] == "whose" || lost) && !commas && told).then_some(last)
    };
    comma.or_else(open)
}

/// Whether a name begins at a word.
fn names(words: &[&str], at: usize) -> bool {
    words.get(at).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Where "the next day" ends that begins at a word.
fn next_day(words: &[&str], at: usize) -> Option<usize> {
    let [the, which, day] = words.get(at..at + 3)? else { return None };
    let fits = *the == "the"
        && matches!(*which, "next" | "same" | "following" | "previous")
        && matches!(*day, "day" | "week" | "month" | "year" | "morning" | "evening");
    fits.then_some(at + 3)
}

/// Whether the verb that begins at a word has a subject before another one.
fn has_subject_before(parse: &Parse, verb: usize, before: usize) -> bool {
    let top = match parse.tags[verb] {
        Tag::Verb => verb,
        _ => usize::from(parse.heads[verb]),
    };
    let subject = |verb: usize| {
        child(parse, verb, |at| is_subject(parse.deps[at]) && at + 1 < before).is_some()
    };
    subject(top) || subject(verb)
}

/// The noun that a clause behind it is of: not the last one of a list or of an "of" alone.
fn antecedent(words: &[&str], parse: &Parse, last: usize) -> usize {
    let mut noun = last;
    for _ in 0..8 {
        let above = usize::from(parse.heads[noun]);
        noun = match parse.deps[noun] {
            Dep::Conj | Dep::Compound | Dep::Appos if above != noun => above,
            Dep::PObj if matches!(words[above], "of" | "from") => {
                let of = usize::from(parse.heads[above]);
                if !matches!(parse.tags[of], Tag::Noun | Tag::Name) || of > above {
                    return noun;
                }
                of
            }
            _ => return noun,
        };
    }
    noun
}
