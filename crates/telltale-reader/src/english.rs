//! English deeds and words: what a sentence tells, read off its tree.
//!
//! A sentence is parsed only where an actor meets a word of the lexicon. Every such word is taken
//! with the most specific frame that fits what hangs on it; the parties are looked for where the
//! frame says; the clauses around it decide whether it happened, is planned, reported, or denied.

mod deed;
mod lexicon;
mod mend;
mod mood;
mod outlook;
mod party;
mod remark;
mod roles;
#[cfg(test)]
mod tests;
mod tree;
mod weighed;
mod when;

use std::cell::RefCell;

use crate::classify::Classes;
use crate::outlook::Outlook;
use crate::parse::{self, Parse, Parser, Scratch};
use crate::reader::Scene;
use crate::sighting::{Sighting, Span};

use lexicon::Lexicon;
pub(crate) use outlook::ahead;
use tree::Tree;
pub(crate) use weighed::usual;

/// What reading English needs.
pub(crate) struct English {
    lexicon: Lexicon,
    parser: Parser,
}

/// What is kept from sentence to sentence: the parser's memory, its answer, the words' places.
type Desk = (Scratch, Parse, Vec<(u32, u32)>);

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

/// Longer sentences are lists, tables or noise; reading them would take long and tell nothing.
const WORDS_MAX: usize = 160;

impl English {
    pub(crate) fn load() -> English {
        // The weights are unpacked while the lexicon is read.
        std::thread::scope(|scope| {
            let parser = scope.spawn(Parser::load);
            let lexicon = Lexicon::load();
            English { lexicon, parser: parser.join().expect("the parser's weights are whole") }
        })
    }

    pub(crate) fn read(&self, classes: &Classes, scene: &Scene<'_>, found: &mut Vec<Sighting>) {
        if !scene.mentions.iter().any(|mention| mention.sort.acts()) {
            return;
        }
        DESK.with_borrow_mut(|(scratch, parse, ranges)| {
            ranges.clear();
            parse::tokens_en(scene.words(), ranges);
            if ranges.len() < 3 || ranges.len() > WORDS_MAX {
                return;
            }
            let words: Vec<&str> = ranges
                .iter()
                .map(|&(start, end)| &scene.words()[start as usize..end as usize])
                .collect();
            if !self.lexicon.speaks(&words, single(scene), answers(scene)) {
                return;
            }
            self.parser.parse(&words, scratch, parse);
            mend::root(&words, parse);
            let tokens: Vec<Span> = ranges
                .iter()
                .map(|&(start, end)| (scene.span.0 + start as usize, scene.span.0 + end as usize))
                .collect();
            let tree = Tree::new(scene.text, tokens, parse, scene.mentions);
            let before = found.len();
            deed::read(&self.lexicon, &tree, scene, found);
            if found.len() == before && !single(scene) {
                weighed::read(classes, &self.lexicon, &tree, scene, found);
            }
            if found.len() == before && !single(scene) {
                remark::read(classes, &self.lexicon, &tree, scene, found);
            }
        });
    }
}

impl English {
    /// Adds what a sentence says of the time to come.
    pub(crate) fn look_ahead(&self, scene: &Scene<'_>, told: &[Sighting], out: &mut Outlook) {
        if !outlook::hints(scene) {
            return;
        }
        DESK.with_borrow_mut(|(scratch, parse, ranges)| {
            ranges.clear();
            parse::tokens_en(scene.words(), ranges);
            if ranges.len() < 3 || ranges.len() > WORDS_MAX {
                return;
            }
            let tree = self.tree(scene, (scratch, parse, ranges));
            outlook::read(&tree, scene, told, out);
        });
    }

    /// The tree of a sentence that is cut into words.
    fn tree<'t>(
        &self,
        scene: &Scene<'t>,
        (scratch, parse, ranges): (&mut Scratch, &'t mut Parse, &[(u32, u32)]),
    ) -> Tree<'t> {
        let text = scene.words();
        let words: Vec<&str> =
            ranges.iter().map(|&(start, end)| &text[start as usize..end as usize]).collect();
        self.parser.parse(&words, scratch, parse);
        mend::root(&words, parse);
        let tokens = ranges
            .iter()
            .map(|&(start, end)| (scene.span.0 + start as usize, scene.span.0 + end as usize))
            .collect();
        Tree::new(scene.text, tokens, parse, scene.mentions)
    }
}

/// Whether the sentence names one actor only.
fn single(scene: &Scene<'_>) -> bool {
    let mut actors = scene.mentions.iter().flat_map(|mention| &mention.actors);
    let first = actors.next();
    actors.all(|actor| Some(actor) == first)
}

/// Whether the one actor of the sentence may answer the other one of the sentence before.
fn answers(scene: &Scene<'_>) -> bool {
    let mut actors = scene.mentions.iter().flat_map(|mention| &mention.actors);
    actors.next().is_some_and(|&actor| scene.cast.counterpart(actor).is_some())
}

impl English {
    /// The words of a sentence with their tags and what they hang on, a line each.
    pub(crate) fn grammar(&self, sentence: &str) -> String {
        let mut ranges = Vec::new();
        parse::tokens_en(sentence, &mut ranges);
        let words: Vec<&str> =
            ranges.iter().map(|&(start, end)| &sentence[start as usize..end as usize]).collect();
        let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
        self.parser.parse(&words, &mut scratch, &mut parse);
        let line = |index: usize| {
            let head = words.get(usize::from(parse.heads[index])).unwrap_or(&"");
            let (tag, dep) = (parse.tags[index], parse.deps[index]);
            let lemma = parse::lemma(words[index], tag);
            format!("{}\t{lemma}\t{tag:?}\t{dep:?}\t{head}\n", words[index])
        };
        (0..words.len().min(parse.tags.len())).map(line).collect()
    }
}
