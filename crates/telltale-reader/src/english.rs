//! English deeds and words: what a sentence tells, read off its tree.
//!
//! A sentence is parsed only where an actor meets a word of the lexicon. Every such word is taken
//! with the most specific frame that fits what hangs on it; the parties are looked for where the
//! frame says; the clauses around it decide whether it happened, is planned, reported, or denied.

mod deed;
mod headline;
mod lexicon;
mod mend;
mod mood;
mod outlook;
mod party;
mod pieces;
mod remark;
mod roles;
#[cfg(test)]
mod tests;
mod tone;
mod tree;
mod weighed;
mod when;

use std::cell::RefCell;

use crate::classify::Classes;
use crate::outlook::Outlook;
use crate::parse::{self, Dep, Parse, Parser, Scratch, Tag, VerbForm};
use crate::reader::Scene;
use crate::sighting::{Sighting, Span};

use headline::Headlines;
use lexicon::Lexicon;
pub(crate) use outlook::ahead;
use tree::Tree;
pub(crate) use weighed::usual;

/// What reading English needs.
pub(crate) struct English {
    lexicon: Lexicon,
    headlines: Headlines,
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
            let (lexicon, headlines) = (Lexicon::load(), Headlines::load());
            let parser = parser.join().expect("the parser's weights are whole");
            English { lexicon, headlines, parser }
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
            let mut words = desk.words(scene);
            if !self.lexicon.speaks(&words, single(scene), answers(scene)) {
                return;
            }
            mend::names::people(&mut words, &desk.tokens(scene), scene.mentions);
            self.parse(words, &mut desk.scratch, &mut desk.parse);
            desk.parsed = true;
            let tree = Tree::new(scene.text, desk.tokens(scene), &desk.parse, scene.mentions);
            let before = found.len();
            deed::read(&self.lexicon, &tree, scene, found);
            if !single(scene) {
                weighed::read(classes, &self.lexicon, &tree, scene, before, found);
            }
            if found.len() == before {
                if single(scene) {
                    remark::reply(&self.lexicon, &tree, scene, found);
                } else {
                    remark::read(classes, &self.lexicon, &tree, scene, found);
                }
            }
        });
    }
}

impl English {
    /// What hangs on what, mended where the parser is known to go wrong.
    fn parse(&self, mut words: Vec<&str>, scratch: &mut Scratch, parse: &mut Parse) {
        mend::strange(&mut words);
        mend::dashes(&mut words);
        self.headlines.retell(&mut words);
        self.headlines.settle(&mut words);
        self.parse_halves(&words, scratch, parse);
        if let Some(at) = self.unknown_verb(&words, parse) {
            words[at] = "rejected";
            self.parse_halves(&words, scratch, parse);
        }
        mend::particle(&words, parse);
        mend::count(&words, parse);
        mend::phrasal(&words, parse);
        mend::claims::clauses(&words, parse);
        mend::claims::gerunds(&words, parse);
        mend::homeward(&words, parse);
        mend::having(&words, parse);
        mend::several::in_perfect(&words, parse);
        mend::several::of_next_noun(&words, parse);
        mend::several::and_owned(&words, parse);
        mend::several::in_series(&words, parse);
        mend::several::counted_from(&words, parse);
        mend::several::behind_after(&words, parse);
        mend::several::had_before(&words, parse);
        mend::several::on_its_own(&words, parse);
        mend::several::of_the_speaker(&words, parse);
        mend::several::to_do(&words, parse);
        mend::names::both(&words, parse);
        mend::names::owner(&words, parse);
        mend::names::nearly(&words, parse);
        mend::since::main_verb(&words, parse);
        mend::subject::in_cleft(&words, parse);
        mend::subject::behind_moment(&words, parse);
        mend::subject::behind_relative(&words, parse);
        mend::subject::behind_time(&words, parse);
        mend::subject::behind_opening(&words, parse);
        mend::names::two_of_them(&words, parse);
        mend::subject::list_of_names(&words, parse);
        mend::subject::of_a_list(&words, parse);
        mend::subject::of_peoples(&words, parse);
        mend::nominal(&words, parse);
        self.gerunds(&words, parse);
        mend::participle(&words, parse);
        mend::several::of_both(&words, parse);
        mend::downed(&words, parse);
        mend::advice(&words, parse);
        mend::control::infinitives(&words, parse);
        mend::joined::to_main_verb(&words, parse);
        mend::aside::inverted(&words, parse);
        mend::root(&words, parse);
        mend::aside::lost(&words, parse);
        mend::aside::led(&words, parse);
        mend::aside::reduced(&words, parse);
        mend::aside::quoted(&words, parse);
        mend::aside::shifted(&words, parse);
        mend::aside::when(&words, parse);
        mend::names::behind_title(&words, parse);
        mend::names::of_whom(&words, parse);
    }
}

impl English {
    /// Where a sentence is left without a verb: the word that is one of the lexicon's, in the past,
    /// and that the parser does not know. It is parsed again with a verb in its place.
    fn unknown_verb(&self, words: &[&str], parse: &Parse) -> Option<usize> {
        let verbless = |at: usize| matches!(parse.tags[at], Tag::Noun | Tag::Name | Tag::Adj);
        let root = parse.deps.iter().position(|&dep| dep == Dep::Root)?;
        let finite = |at: usize| {
            matches!(parse.forms[at], VerbForm::Past | VerbForm::Present)
                && matches!(parse.deps[at], Dep::Root | Dep::Conj | Dep::Comp)
        };
        if !verbless(root) || words.last() != Some(&".") || (0..words.len()).any(finite) {
            return None;
        }
        (1..words.len() - 1).find(|&at| {
            let before = parse.tags[at - 1];
            words[at].ends_with("ed")
                && verbless(at)
                && matches!(before, Tag::Noun | Tag::Name | Tag::Adv)
                && self.lexicon.is_verb(&parse::lemma(words[at], Tag::Verb))
        })
    }
}

impl English {
    /// "X's blocking of Y's entry": a noun that the lexicon knows as a verb alone is one, and what
    /// "of" names its object.
    fn gerunds(&self, words: &[&str], parse: &mut Parse) {
        for at in 2..words.len().saturating_sub(2) {
            // "950 million in financing": no deed.
            if parse.tags[at] == Tag::Verb
                && parse.deps[at] == Dep::PObj
                && words[at - 1] == "in"
                && words[at].ends_with("ing")
                && matches!(words[at - 2], "million" | "billion" | "trillion" | "dollars" | "euros")
            {
                (parse.tags[at], parse.forms[at]) = (Tag::Noun, VerbForm::None);
            }
            if parse.tags[at] != Tag::Noun
                || !words[at].ends_with("ing")
                || words[at + 1] != "of"
                || usize::from(parse.heads[at + 1]) != at
            {
                continue;
            }
            let owned = mend::subject::child(parse, at, |to| parse.deps[to] == Dep::Poss);
            let object = mend::subject::child(parse, at + 1, |to| parse.deps[to] == Dep::PObj);
            let verb = parse::lemma(words[at], Tag::Verb);
            let known = self.lexicon.is_verb(&verb)
                && self.lexicon.frames(lexicon::Part::Noun, words[at]).is_empty();
            let (Some(_), Some(object), true) = (owned, object, known) else { continue };
            (parse.tags[at], parse.forms[at]) = (Tag::Verb, VerbForm::Ing);
            mend::subject::hang(parse, object, at, Dep::Obj);
        }
    }
}

/// How many words each side of a semicolon has at least that is parsed for itself.
const HALF_MIN: usize = 5;

impl English {
    /// Parses what stands on each side of a semicolon for itself, and joins the second to the first.
    fn parse_halves(&self, words: &[&str], scratch: &mut Scratch, parse: &mut Parse) {
        if let Some(end) = mend::opening::end(words) {
            self.parse_halves(&words[end..], scratch, parse);
            return mend::opening::put_before(&words[..end], parse);
        }
        let halved = |at: &usize| words[*at] == ";" && *at >= HALF_MIN;
        let at = (0..words.len()).find(halved).filter(|at| words.len() - at > HALF_MIN);
        let Some(at) = at else { return self.parse_pieces(words, scratch, parse) };
        let mut second = Parse::default();
        self.parse_halves(&words[at + 1..], scratch, &mut second);
        let first: Vec<&str> = words[..at].iter().copied().chain(["."]).collect();
        self.parse_pieces(&first, scratch, parse);
        let root = |parse: &Parse| parse.deps.iter().position(|&dep| dep == Dep::Root);
        let (first_root, second_root) = (root(parse), root(&second));
        let offset = u16::try_from(at + 1).unwrap_or(u16::MAX);
        parse.tags.append(&mut second.tags);
        parse.forms.append(&mut second.forms);
        parse.deps.append(&mut second.deps);
        parse.heads.extend(second.heads.iter().map(|head| head.saturating_add(offset)));
        if let (Some(first), Some(second)) = (first_root, second_root) {
            let second = second + at + 1;
            parse.deps[second] = Dep::Conj;
            parse.heads[second] = u16::try_from(first).unwrap_or(u16::MAX);
        }
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
                let mut words = desk.words(scene);
                mend::names::people(&mut words, &desk.tokens(scene), scene.mentions);
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
    /// The words of a sentence with their tags and what they hang on, a line each; words are counted
    /// from nought.
    pub(crate) fn grammar(&self, sentence: &str) -> String {
        let mut ranges = Vec::new();
        parse::tokens_en(sentence, &mut ranges);
        let words: Vec<&str> =
            ranges.iter().map(|&(start, end)| &sentence[start as usize..end as usize]).collect();
        let (mut scratch, mut parse) = (Scratch::default(), Parse::default());
        self.parse(words.clone(), &mut scratch, &mut parse);
        let line = |index: usize| {
            let at = usize::from(parse.heads[index]);
            let head = words.get(at).unwrap_or(&"");
            let (tag, dep) = (parse.tags[index], parse.deps[index]);
            let lemma = parse::lemma(words[index], tag);
            format!("{}\t{lemma}\t{tag:?}\t{dep:?}\t{head}\t{at}\n", words[index])
        };
        (0..words.len().min(parse.tags.len())).map(line).collect()
    }
}
