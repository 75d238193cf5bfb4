//! Learning: the vocabulary, the tagger, and the parser with a dynamic oracle.

use crate::corpus::{self, Sentence};
use crate::pack::{self, Budget};
use crate::perceptron::{Counts, Perceptron, best};
use crate::reader::parse::features::{self, Spelling, Word};
use crate::reader::parse::state::{self, State};
use crate::reader::parse::weights::SURE;
use crate::reader::parse::{FINE, Parser, Scratch};
use std::collections::BTreeMap;

const SEED: u64 = 20_251;
/// How many sentences of the agency in a hundred are learnt; more bring nothing for the wire.
const AGENCY_PER_CENT: u64 = 40;
/// How often a sentence of the wire is learnt.
const WIRE_TIMES: usize = 4;
const TAG_ROUNDS: usize = 6;
/// Rounds with all features, and with those kept.
const FIRST_ROUNDS: usize = 2;
const PARSE_ROUNDS: usize = 5;
/// A feature is learnt if it was met so often.
const TAG_MET_MIN: u32 = 3;
const PARSE_MET_MIN: u32 = 5;
/// By how much the right choice must lead, or it is learnt again.
const TAG_MARGIN: f32 = 15.0;
const PARSE_MARGIN: f32 = 50.0;
const TAGGER: Budget = Budget { bytes: 800_000, bits: 17 };
const PARSER: Budget = Budget { bytes: 2_500_000, bits: 18 };

/// A small generator of numbers, the same on every machine.
pub struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn chance(&mut self, per_cent: u64) -> bool {
        self.next() % 100 < per_cent
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

pub fn train(parses: &str, weights: &str) -> std::io::Result<()> {
    let all = corpus::read(parses)?;
    let mut random = Random(SEED);
    let learnt: Vec<Sentence> = weighted(all.into_iter().filter(|s| !s.held_back()), &mut random);
    eprintln!(
        "{} sentences, {} tokens",
        learnt.len(),
        learnt.iter().map(|s| s.tokens.len()).sum::<usize>()
    );
    let words = vocabulary(&learnt);
    let vocabulary = pack::vocabulary(&words);
    let empty = pack::table(vec![], &Budget { bytes: 5, bits: 1 });
    let bare = |tagger: &Vec<u8>| {
        Parser::from_bytes(&pack::file(&[vocabulary.clone(), tagger.clone(), empty.clone()]), None)
    };
    let reader = bare(&empty).expect("an empty parser");
    eprintln!("the tagger");
    let tagger = pack::table(learn_tags(&reader, &learnt, TAG_ROUNDS, &mut random), &TAGGER);
    let tagged = cross_tagged(&learnt, &bare, &reader, &mut random);
    let parser = learn_trees(&reader, &learnt, &tagged, &mut random);
    let parser = pack::table(parser, &PARSER);
    let bytes = pack::file(&[vocabulary, tagger, parser]);
    eprintln!("{} bytes", bytes.len());
    std::fs::write(weights, bytes)
}

/// Repeats the wire's sentences, and adds some sentences in headline case or lower case.
fn weighted(sentences: impl Iterator<Item = Sentence>, random: &mut Random) -> Vec<Sentence> {
    let mut out = Vec::new();
    let sample = AGENCY_PER_CENT;
    for sentence in sentences {
        let times = match sentence.source.as_str() {
            "train/plv" | "train/wire" => WIRE_TIMES,
            "train/times" => 2,
            "train/kcna" if !random.chance(sample) => 0,
            _ => 1,
        };
        if times == 0 || sentence.tokens.len() > 200 {
            continue;
        }
        if random.chance(6) {
            out.push(recased(&sentence, random.chance(60)));
        }
        out.extend(std::iter::repeat_n(sentence, times));
    }
    out
}

fn recased(sentence: &Sentence, title: bool) -> Sentence {
    let mut out = sentence.clone();
    for token in &mut out.tokens {
        if title && token.len() > 3 {
            let first: String = token.chars().take(1).flat_map(char::to_uppercase).collect();
            *token = first + &token.chars().skip(1).collect::<String>();
        } else if !title {
            *token = token.to_lowercase();
        }
    }
    out
}

/// The words met at least four times, with their most frequent tag, and whether it is their only one.
fn vocabulary(sentences: &[Sentence]) -> Vec<(u32, u8)> {
    let mut tags: BTreeMap<u32, BTreeMap<u8, u32>> = BTreeMap::new();
    let mut letters = Vec::new();
    for sentence in sentences {
        for (token, &fine) in sentence.tokens.iter().zip(&sentence.fine) {
            let hash = features::spell(token, &mut letters).hash;
            *tags.entry(hash).or_default().entry(fine).or_default() += 1;
        }
    }
    let mut out = Vec::new();
    for (hash, tags) in tags {
        let total: u32 = tags.values().sum();
        let (&tag, &most) = tags.iter().max_by_key(|&(_, count)| *count).expect("a counted word");
        let sure = total >= 50 && f64::from(most) >= 0.997 * f64::from(total);
        if total >= 4 {
            out.push((hash, if sure { tag | SURE } else { tag }));
        }
    }
    let sure = out.iter().filter(|word| word.1 & SURE > 0).count();
    eprintln!("{} words, {sure} of one tag", out.len());
    out
}

fn look_up(reader: &Parser, sentence: &Sentence, letters: &mut Vec<u8>) -> Vec<Word> {
    let spellings = sentence.tokens.iter().map(|token| features::spell(token, letters));
    let known = spellings.map(|s: Spelling| reader.weights.vocabulary.look_up(s));
    known.chain([Word::default()]).collect()
}

type Rows = Vec<(u64, u32, [f32; 64])>;

fn learn_tags(reader: &Parser, sentences: &[Sentence], rounds: usize, random: &mut Random) -> Rows {
    let mut letters = Vec::new();
    let words: Vec<Vec<Word>> =
        sentences.iter().map(|s| look_up(reader, s, &mut letters)).collect();
    let mut counts = Counts::default();
    for (words, sentence) in words.iter().zip(sentences) {
        for at in (0..sentence.tokens.len()).filter(|&at| words[at].sure == 0) {
            features::of_tag(words, &sentence.fine, at, |key| counts.add(key));
        }
    }
    let mut perceptron = Perceptron::new(counts, TAG_MET_MIN);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let (mut keys, mut fine) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        random.shuffle(&mut order);
        let (mut wrong, mut total) = (0u32, 0u32);
        for &index in &order {
            fine.clear();
            for (at, &gold) in sentences[index].fine.iter().enumerate() {
                let sure = words[index][at].sure;
                if sure > 0 {
                    fine.push(sure);
                    continue;
                }
                keys.clear();
                features::of_tag(&words[index], &fine, at, |key| keys.push(key));
                let scores = perceptron.scores(&keys);
                let guess = best(&scores, 0..FINE.len()).unwrap_or(0) as u8 + 1;
                let right = usize::from(gold) - 1;
                if let Some(rival) = best(&scores, (0..FINE.len()).filter(|&class| class != right))
                    && scores[rival] + TAG_MARGIN >= scores[right]
                {
                    perceptron.update(right, rival);
                    wrong += u32::from(guess != gold);
                }
                total += 1;
                perceptron.tick();
                fine.push(guess);
            }
        }
        eprintln!("tags, round {round}: {wrong} of {total} wrong, {} features", perceptron.len());
    }
    perceptron.averaged()
}

/// Tags each half with a tagger that learnt from the other, so that the parser learns from tags as wrong as it will meet.
fn cross_tagged(
    sentences: &[Sentence],
    bare: &impl Fn(&Vec<u8>) -> Option<Parser>,
    reader: &Parser,
    random: &mut Random,
) -> Vec<Vec<u8>> {
    let half = |sentence: &Sentence| sentence.tokens.iter().map(String::len).sum::<usize>() % 2;
    let taggers: Vec<Parser> = (0..2)
        .map(|part| {
            let other: Vec<Sentence> =
                sentences.iter().filter(|s| half(s) != part).cloned().collect();
            let rows = pack::table(learn_tags(reader, &other, 3, random), &TAGGER);
            bare(&rows).expect("a tagger")
        })
        .collect();
    let mut scratch = Scratch::default();
    let mut tagged = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        taggers[half(sentence)].tag(&sentence.words(), &mut scratch);
        tagged.push(scratch.fine.clone());
    }
    tagged
}

/// Learns twice: first from all features, then from scratch with those that the file has room for.
fn learn_trees(
    reader: &Parser,
    sentences: &[Sentence],
    tagged: &[Vec<u8>],
    random: &mut Random,
) -> Rows {
    let mut letters = Vec::new();
    let words: Vec<Vec<Word>> =
        sentences.iter().map(|s| look_up(reader, s, &mut letters)).collect();
    let course = Course { sentences, tagged, words: &words };
    let mut first = Perceptron::new(course.counts(), PARSE_MET_MIN);
    course.run(&mut first, FIRST_ROUNDS, random);
    let kept = pack::kept(first.averaged(), &PARSER);
    drop(first);
    let mut second = Perceptron::new(kept, 1);
    course.run(&mut second, PARSE_ROUNDS, random);
    second.averaged()
}

/// What the parser learns from.
struct Course<'a> {
    sentences: &'a [Sentence],
    tagged: &'a [Vec<u8>],
    words: &'a [Vec<Word>],
}

impl Course<'_> {
    /// The features on the way of the oracle.
    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let mut state = State::default();
        for (index, sentence) in self.sentences.iter().enumerate() {
            state.start(sentence.tokens.len());
            while !state.is_done() {
                if state.must_shift() {
                    state.apply(state::SHIFT);
                    continue;
                }
                features::of_state(&self.words[index], &self.tagged[index], &state, |key| {
                    counts.add(key)
                });
                let costs = Costs::of(&state, sentence);
                let choice = state
                    .choices()
                    .min_by_key(|&c| (costs.of_choice(c), c == usize::from(state::SHIFT)));
                state.apply(choice.unwrap_or(0) as u8);
            }
        }
        counts
    }

    fn run(&self, perceptron: &mut Perceptron, rounds: usize, random: &mut Random) {
        let mut order: Vec<usize> = (0..self.sentences.len()).collect();
        for round in 0..rounds {
            random.shuffle(&mut order);
            let (mut wrong, mut total) = (0, 0);
            for &index in &order {
                let (missed, steps) = self.learn(perceptron, index, round > 0, random);
                wrong += missed;
                total += steps;
            }
            eprintln!(
                "trees, round {round}: {wrong} of {total} wrong, {} features",
                perceptron.len()
            );
        }
    }

    /// Parses one sentence and learns from each mistake; mostly goes on from it when `explore` is set.
    fn learn(
        &self,
        perceptron: &mut Perceptron,
        index: usize,
        explore: bool,
        random: &mut Random,
    ) -> (u32, u32) {
        let sentence = &self.sentences[index];
        let (mut state, mut keys) = (State::default(), Vec::new());
        let (mut wrong, mut total) = (0, 0);
        state.start(sentence.tokens.len());
        while !state.is_done() {
            if state.must_shift() {
                state.apply(state::SHIFT);
                continue;
            }
            keys.clear();
            features::of_state(&self.words[index], &self.tagged[index], &state, |key| {
                keys.push(key)
            });
            let scores = perceptron.scores(&keys);
            let costs = Costs::of(&state, sentence);
            let least = state.choices().map(|c| costs.of_choice(c)).min().unwrap_or(0);
            let guess = best(&scores, state.choices()).unwrap_or(0);
            let cheap = |&choice: &usize| costs.of_choice(choice) == least;
            let right = best(&scores, state.choices().filter(cheap)).unwrap_or(guess);
            total += 1;
            perceptron.tick();
            if let Some(rival) = best(&scores, state.choices().filter(|choice| !cheap(choice)))
                && scores[rival] + PARSE_MARGIN >= scores[right]
            {
                perceptron.update(right, rival);
                wrong += u32::from(!cheap(&guess));
            }
            let follow = explore && random.chance(90);
            state.apply(if follow { guess } else { right } as u8);
        }
        (wrong, total)
    }
}

/// How many of the teacher's arcs each kind of choice puts out of reach, before labels.
struct Costs {
    shift: u32,
    left: u32,
    right: u32,
    /// The label that the arc ought to have, where `left` or `right` is the teacher's arc.
    left_label: Option<u8>,
    right_label: Option<u8>,
}

impl Costs {
    fn of(state: &State, sentence: &Sentence) -> Costs {
        let head = |token: u16| sentence.heads[usize::from(token)];
        let (s0, s1, b0) = (state.on_stack(0), state.on_stack(1), state.next);
        let is_root = u32::from(head(s0) == s0);
        let governed = (b0..state.len).filter(|&d| head(d) == s0).count() as u32 + is_root;
        let ahead = is_root == 0 && head(s0) >= b0;
        let (is_left, is_right) =
            (is_root == 0 && head(s0) == b0, is_root == 0 && head(s0) == s1 && s1 < state.len);
        let shift = (b0 < state.len).then(|| {
            let below = state.stack.iter().filter(|&&d| head(d) == b0).count() as u32;
            below + u32::from(state.stack.iter().rev().skip(1).any(|&h| head(b0) == h))
        });
        let label = sentence.deps[usize::from(s0)];
        Costs {
            shift: shift.unwrap_or(0),
            left: governed + u32::from(!is_left && (ahead || is_right)),
            right: governed + u32::from(!is_right && ahead),
            left_label: is_left.then_some(label),
            right_label: is_right.then_some(label),
        }
    }

    /// The cost of one choice; a wrong label on the teacher's arc counts as one.
    fn of_choice(&self, choice: usize) -> u32 {
        let choice = choice as u8;
        if choice == state::SHIFT {
            self.shift
        } else if choice < state::RIGHT {
            self.left
                + u32::from(self.left_label.is_some_and(|label| label != choice - state::LEFT))
        } else {
            self.right
                + u32::from(
                    self.right_label.is_some_and(|label| label != choice - state::RIGHT + 1),
                )
        }
    }
}
