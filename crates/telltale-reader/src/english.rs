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

/// What is kept from sentence to sentence.
#[derive(Default)]
struct Desk {
    /// The parser's memory.
    scratch: Scratch,
    /// Its answer.
    parse: Parse,
    /// The words' places.
    ranges: Vec<(u32, u32)>,
    /// Whether the answer is that of the sentence which is read now.
    parsed: bool,
}

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
        DESK.with_borrow_mut(|desk| {
            desk.parsed = false;
            if !scene.mentions.iter().any(|mention| mention.sort.acts()) {
                return;
            }
            desk.cut(scene);
            if desk.ranges.len() < 3 || desk.ranges.len() > WORDS_MAX {
                return;
            }
            let words = desk.words(scene);
            if !self.lexicon.speaks(&words, single(scene), answers(scene)) {
                return;
            }
            self.parse(words, &mut desk.scratch, &mut desk.parse);
            desk.parsed = true;
            let tree = Tree::new(scene.text, desk.tokens(scene), &desk.parse, scene.mentions);
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
    /// What hangs on what, mended where the parser is known to go wrong.
    fn parse(&self, mut words: Vec<&str>, scratch: &mut Scratch, parse: &mut Parse) {
        mend::strange(&mut words);
        self.parser.parse(&words, scratch, parse);
        mend::particle(&words, parse);
        mend::nominal(&words, parse);
        mend::participle(&words, parse);
        mend::advice(&words, parse);
        mend::root(&words, parse);
    }
}

impl Desk {
    /// Cuts a sentence into words.
    fn cut(&mut self, scene: &Scene<'_>) {
        self.ranges.clear();
        parse::tokens_en(scene.words(), &mut self.ranges);
    }

    fn words<'t>(&self, scene: &Scene<'t>) -> Vec<&'t str> {
        let text = &scene.text[scene.span.0..scene.span.1];
        self.ranges.iter().map(|&(start, end)| &text[start as usize..end as usize]).collect()
    }

    /// The places of the words in the whole text.
    fn tokens(&self, scene: &Scene<'_>) -> Vec<Span> {
        let place = |&(start, end): &(u32, u32)| {
            (scene.span.0 + start as usize, scene.span.0 + end as usize)
        };
        self.ranges.iter().map(place).collect()
    }
}

impl English {
    /// Adds what a sentence says of the time to come.
    pub(crate) fn look_ahead(&self, scene: &Scene<'_>, told: &[Sighting], out: &mut Outlook) {
        if !outlook::hints(scene) {
            return;
        }
        DESK.with_borrow_mut(|desk| {
            if !desk.parsed {
                desk.cut(scene);
                if desk.ranges.len() < 3 || desk.ranges.len() > WORDS_MAX {
                    return;
                }
                let words = desk.words(scene);
                self.parse(words, &mut desk.scratch, &mut desk.parse);
            }
            let tree = Tree::new(scene.text, desk.tokens(scene), &desk.parse, scene.mentions);
            outlook::read(&tree, scene, told, out);
        });
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
    actors.next().is_some_and(|&actor| scene.cast.speaks_of_another(actor))
}

impl English {
    /// The words of a sentence with their tags and what they hang on, a line each.
    pub(crate) fn grammar(&self, sentence: &str) -> String {
        let mut ranges = Vec::new();
        parse::tokens_en(sentence, &mut ranges);
        let words: Vec<&str> =
            ranges.iter().map(|&(start, end)| &sentence[start as usize..end as usize]).collect();
        let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
        self.parse(words.clone(), &mut scratch, &mut parse);
        let line = |index: usize| {
            let head = words.get(usize::from(parse.heads[index])).unwrap_or(&"");
            let (tag, dep) = (parse.tags[index], parse.deps[index]);
            let lemma = parse::lemma(words[index], tag);
            format!("{}\t{lemma}\t{tag:?}\t{dep:?}\t{head}\n", words[index])
        };
        (0..words.len().min(parse.tags.len())).map(line).collect()
    }
}
