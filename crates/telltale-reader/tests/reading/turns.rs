//! Turns of speech: of each of the sentences in `training/classes/turns.txt`, whether the reader
//! tells that the one did it to the other. The lexicon was widened with them, so that this says
//! what it covers, and not how right it is on other text.

use telltale_observation::Actor;
use telltale_reader::{Document, Reader};

/// The share of the sentences of which the right pair is told, in the right direction.
pub(crate) fn share_told() -> f64 {
    let reader = Reader::load();
    let (mut told, mut all) = (0u32, 0u32);
    for line in include_str!("../../training/classes/turns.txt").lines() {
        let Some((signs, turn)) = line.split_once(": ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        for sentence in forms(turn) {
            all += 1;
            told += u32::from(tells(&reader, &sentence, signs.contains('<')));
        }
    }
    assert!(all > 2000, "the turns of speech are gone: {all}");
    f64::from(told) / f64::from(all)
}

/// As many sentences of a line as its longest list has entries, each entry once at least.
fn forms(turn: &str) -> Vec<String> {
    let parts: Vec<&str> = turn.split(['{', '}']).collect();
    let lists: Vec<Vec<&str>> =
        parts.iter().skip(1).step_by(2).map(|part| part.split('|').collect()).collect();
    let count = lists.iter().map(Vec::len).max().unwrap_or(1);
    let form = |n: usize| {
        let mut text = String::new();
        for (at, part) in parts.iter().enumerate() {
            text += if at % 2 == 0 { part } else { lists[at / 2][n % lists[at / 2].len()] };
        }
        text
    };
    (0..count).map(form).collect()
}

fn tells(reader: &Reader, sentence: &str, turned: bool) -> bool {
    let named = |word: &str| match word {
        "X" => "Turkey".to_owned(),
        "Y" => "Greece".to_owned(),
        "Xa" => "Turkish".to_owned(),
        "Ya" => "Greek".to_owned(),
        word => word.to_owned(),
    };
    let mut text = String::new();
    for piece in sentence.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let (word, mark) =
            piece.split_at(piece.trim_end_matches(|c: char| !c.is_alphanumeric()).len());
        text += &named(word);
        text += mark;
    }
    let document =
        Document::new(format!("{text} on Tuesday."), "2025-03-06".parse().expect("a day"));
    let code = |code: &str| code.parse::<Actor>().ok();
    let (mut who, mut whom) = (code("TUR"), code("GRC"));
    if turned {
        std::mem::swap(&mut who, &mut whom);
    }
    reader
        .read_whole(&document)
        .sightings
        .iter()
        .any(|seen| seen.actor == who && seen.target == whom)
}
