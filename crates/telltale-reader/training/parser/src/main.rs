//! Trains the weights of the English parser from a teacher's parses, and measures how well they agree.
//!
//! `tokens` cuts sentences for the teacher; `train PARSES WEIGHTS` learns; `sure WEIGHTS STEPS` finds, in tokens on
//! standard input, the steps that go without saying; `agree PARSES WEIGHTS [STEPS]` measures; `lemmas` reads `token, tab, UPOS` lines;
//! `speed PARSES WEIGHTS [STEPS]` times; `tags CONLLU WEIGHTS` compares tags with a treebank.

#![allow(dead_code, reason = "the reader's module is compiled here for its inner parts")]

mod agree;
mod corpus;
mod pack;
mod perceptron;
mod sure;
mod train;

#[path = "../../../src"]
mod reader {
    pub mod parse;
    pub mod spelt;
}

use std::io::{BufRead, BufWriter, Write};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let arg = |at: usize| args.get(at).map_or("", String::as_str);
    match arg(1) {
        "tokens" => tokens(),
        "train" => train::train(arg(2), arg(3)),
        "sure" => sure::learn(arg(2), arg(3)),
        "agree" => agree::agree(arg(2), arg(3), arg(4)),
        "speed" => agree::speed(arg(2), arg(3), arg(4)),
        "tags" => agree::tags(arg(2), arg(3)),
        "lemmas" => lemmas(),
        other => Err(std::io::Error::other(format!("unknown command: {other}"))),
    }
}

/// Cuts `source, tab, text` lines from standard input into `source, tab, tokens`.
fn tokens() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut ranges = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Some((source, text)) = line.split_once('\t') else { continue };
        ranges.clear();
        reader::parse::tokens_en(text, &mut ranges);
        let words: Vec<&str> =
            ranges.iter().map(|&(from, to)| &text[from as usize..to as usize]).collect();
        if !words.is_empty() {
            writeln!(out, "{source}\t{}", words.join("\u{1f}"))?;
        }
    }
    out.flush()
}

/// Adds the dictionary form to each `token, tab, part of speech` line of standard input.
fn lemmas() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Some((token, pos)) = line.split_once('\t') else { continue };
        writeln!(out, "{token}\t{pos}\t{}", reader::parse::lemma(token, corpus::tag(pos)))?;
    }
    out.flush()
}
