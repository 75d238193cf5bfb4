//! Which steps and tags go without saying: those to which a key has nearly always led.

use crate::agree::parser;
use crate::reader::parse::sure::MAGIC;
use crate::reader::parse::{Parser, Scratch, features, state::State};
use std::io::BufRead;

/// How often a key must have been met, and in how many of a thousand times it led to the same step.
const MET_MIN: usize = 30;
const SAME_MIN: usize = 998;

/// Parses the tokens of standard input that are not held back, and writes the keys that decide.
pub fn learn(weights: &str, steps: &str) -> std::io::Result<()> {
    let parser = parser(weights, "")?;
    let mut met = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Some((source, tokens)) = line.split_once('\t') else { continue };
        if !source.starts_with("hold/") {
            follow(&parser, &tokens.split('\u{1f}').collect::<Vec<_>>(), &mut met);
        }
    }
    met.sort_unstable();
    let (mut out, mut known, mut spared) = (MAGIC.to_vec(), 0, 0);
    for alike in met.chunk_by(|a, b| a.0 == b.0) {
        let same = alike.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
        let Some(&[(key, step), ..]) = same else { continue };
        let often = same.map_or(0, <[_]>::len);
        if alike.len() >= MET_MIN && often * 1000 >= alike.len() * SAME_MIN {
            out.extend_from_slice(&key.to_le_bytes());
            out.push(step);
            known += 1;
            spared += alike.len();
        }
    }
    eprintln!("{known} keys decide, met {spared} times");
    std::fs::write(steps, out)
}

/// Adds the keys of each step and tag that weights decide, and what they decide.
fn follow(parser: &Parser, tokens: &[&str], met: &mut Vec<(u64, u8)>) {
    let mut scratch = Scratch::default();
    parser.tag(tokens, &mut scratch);
    let Scratch { words, fine, .. } = &scratch;
    for at in 0..tokens.len() {
        if words[at].sure == 0 {
            met.push((features::of_sure_tag(words, fine, at), fine[at]));
        }
    }
    let mut state = State::default();
    state.start(tokens.len());
    while !state.is_done() {
        let step = if state.must_shift() { 0 } else { parser.weigh(words, fine, &state) };
        if !state.must_shift() {
            met.extend(features::of_sure(words, fine, &state).map(|key| (key, step)));
        }
        state.apply(step);
    }
}
