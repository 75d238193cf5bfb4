//! A parsed sentence: words, what hangs on what, and which mention each word belongs to.

use std::borrow::Cow;

use crate::Mention;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Parse, Tag, lemma};
use crate::sighting::Span;

/// A parsed sentence with its mentions.
pub(crate) struct Tree<'t> {
    pub text: &'t str,
    /// The words, in bytes of the text.
    pub tokens: Vec<Span>,
    pub parse: &'t Parse,
    pub mentions: &'t [Mention],
    pub lemmas: Vec<Cow<'t, str>>,
    /// What hangs on each word, in order.
    children: Lists,
    /// The mentions that each word belongs to: usually none or one, two in "Seoul-Beijing".
    of_token: Lists,
}

/// Verbs with which "there" says whither.
const MOVES: &[&str] = &[
    "fly", "go", "travel", "head", "send", "return", "come", "sail", "drive", "move", "take",
    "bring", "deploy", "dispatch", "invite", "ship", "journey", "arrive", "deport", "evacuate",
    "transfer", "deliver", "be",
];

/// A list for each of so many things, all in one piece of memory.
struct Lists {
    items: Vec<usize>,
    /// Where each list begins, and after the last where it ends.
    starts: Vec<usize>,
}

impl Lists {
    /// The lists of `each`, which adds items to lists and does the same whenever it is called.
    fn of(count: usize, each: impl Fn(&mut dyn FnMut(usize, usize))) -> Lists {
        let mut starts = vec![0; count + 1];
        each(&mut |list, _| starts[list + 1] += 1);
        for list in 0..count {
            starts[list + 1] += starts[list];
        }
        let mut items = vec![0; starts[count]];
        let mut free = starts.clone();
        each(&mut |list, item| {
            items[free[list]] = item;
            free[list] += 1;
        });
        Lists { items, starts }
    }

    fn at(&self, list: usize) -> &[usize] {
        &self.items[self.starts[list]..self.starts[list + 1]]
    }
}

impl<'t> Tree<'t> {
    pub(crate) fn new(
        text: &'t str,
        tokens: Vec<Span>,
        parse: &'t Parse,
        mentions: &'t [Mention],
    ) -> Tree<'t> {
        let count = tokens.len();
        let children = Lists::of(count, |add| {
            for token in 0..count {
                let head = usize::from(parse.heads[token]);
                if head != token && head < count {
                    add(head, token);
                }
            }
        });
        let of_token = Lists::of(count, |add| {
            let mut next = 0;
            for (index, mention) in mentions.iter().enumerate() {
                if set_against(text, mention) {
                    continue;
                }
                while next < count && tokens[next].1 <= mention.span.0 {
                    next += 1;
                }
                let mut token = next;
                while token < count && tokens[token].0 < mention.span.1 {
                    add(token, index);
                    token += 1;
                }
            }
        });
        let lemmas = tokens
            .iter()
            .enumerate()
            .map(|(index, &(start, end))| lemma(&text[start..end], parse.tags[index]))
            .collect();
        Tree { text, tokens, parse, mentions, lemmas, children, of_token }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn word(&self, token: usize) -> &'t str {
        let (start, end) = self.tokens[token];
        &self.text[start..end]
    }

    pub(crate) fn tag(&self, token: usize) -> Tag {
        self.parse.tags[token]
    }

    pub(crate) fn dep(&self, token: usize) -> Dep {
        self.parse.deps[token]
    }

    /// What a word hangs on; `None` for the root.
    pub(crate) fn head(&self, token: usize) -> Option<usize> {
        let head = usize::from(self.parse.heads[token]);
        (head != token && head < self.len()).then_some(head)
    }

    pub(crate) fn children(&self, token: usize) -> &[usize] {
        self.children.at(token)
    }

    pub(crate) fn child(&self, token: usize, dep: Dep) -> Option<usize> {
        self.children.at(token).iter().copied().find(|&child| self.dep(child) == dep)
    }

    /// Children with one of some relations.
    pub(crate) fn having<'a>(
        &'a self,
        token: usize,
        deps: &'a [Dep],
    ) -> impl Iterator<Item = usize> + 'a {
        self.children
            .at(token)
            .iter()
            .copied()
            .filter(move |&child| deps.contains(&self.dep(child)))
    }

    /// The objects of a preposition that hangs on a word, or on an adverb beside it: "called home
    /// from", "pulled out of".
    pub(crate) fn objects_of<'a>(
        &'a self,
        token: usize,
        preposition: &'a str,
    ) -> impl Iterator<Item = usize> + 'a {
        let through = self
            .having(token, &[Dep::Advmod, Dep::Prt, Dep::Prep])
            .filter(|&adverb| self.child(adverb, Dep::PObj).is_none())
            .filter(|&adverb| !matches!(self.word(adverb), "according" | "According" | "contrary"))
            .flat_map(|adverb| self.having(adverb, &[Dep::Prep]));
        // "flew there": to that place.
        let there = matches!(preposition, "in" | "at")
            || preposition == "to" && MOVES.contains(&self.lemmas[token].as_ref());
        let there = self
            .having(token, &[Dep::Advmod])
            .filter(move |&at| there && self.word(at) == "there" && self.is_named(at));
        // "struck X off its list"
        self.having(token, &[Dep::Prep, Dep::Agent, Dep::Prt])
            .chain(through)
            .filter(move |&prep| self.word(prep).eq_ignore_ascii_case(preposition))
            // "from X, but not from Y"
            .filter(|&prep| self.child(prep, Dep::Neg).is_none_or(|not| not + 1 != prep))
            .flat_map(move |prep| self.having(prep, &[Dep::PObj, Dep::Comp]))
            .chain(there)
    }

    /// The mentions that a word belongs to.
    pub(crate) fn mentions_at(&self, token: usize) -> impl Iterator<Item = &'t Mention> + '_ {
        self.of_token.at(token).iter().map(|&index| &self.mentions[index])
    }

    pub(crate) fn is_named(&self, token: usize) -> bool {
        !self.of_token.at(token).is_empty()
    }

    /// A word and those joined to it: "South Korea, China and Japan".
    pub(crate) fn joined(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut next = 0;
        while next < all.len() && all.len() < 64 {
            // "X, not Y": X alone.
            let set_against =
                |at: &usize| at.checked_sub(1).is_some_and(|before| self.word(before) == "not");
            all.extend(self.having(all[next], &[Dep::Conj]).filter(|at| !set_against(at)));
            // "China, Russia" in a headline; "Paris, France" is one place.
            let state = |token: usize| self.mentions_at(token).any(|name| name.sort == Sort::State);
            let person = |token: usize| {
                let mut people = self.mentions_at(token).filter(|name| name.sort == Sort::Person);
                people.next().map(|name| &name.actors)
            };
            // "were X, the premier of A, Y of B and Z of C"
            if let Some(own) = person(all[next]) {
                let others = self.having(all[next], &[Dep::Appos]);
                all.extend(others.filter(|&other| person(other).is_some_and(|who| who != own)));
            }
            if state(all[next]) {
                let beside = self.having(all[next], &[Dep::Appos]);
                all.extend(beside.filter(|other| state(*other) && !set_against(other)));
            }
            next += 1;
        }
        all
    }

    /// From a word up to the root, itself first.
    pub(crate) fn up(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let mut steps = 0;
        std::iter::successors(Some(token), move |&at| {
            steps += 1;
            if steps > 60 { None } else { self.head(at) }
        })
    }
}

/// "X, not Y, did it": Y did not, and takes no part.
pub(crate) fn set_against(text: &str, mention: &Mention) -> bool {
    text.get(..mention.span.0).is_some_and(|before| before.ends_with(", not "))
        && text.get(mention.span.1..).is_some_and(|after| after.starts_with([',', '.']))
}
