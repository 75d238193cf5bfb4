//! Measures agreement with the teacher on the sentences held back, tags against a treebank, and speed.

use crate::corpus::{self, Sentence};
use crate::reader::parse::{Dep, FINE, Parse, Parser, Scratch, Tag};
use std::collections::BTreeMap;
use std::time::Instant;

/// The parser with the weights, and the steps that go without saying where a file of them is named.
pub fn parser(weights: &str, steps: &str) -> std::io::Result<Parser> {
    let known = if steps.is_empty() { None } else { Some(std::fs::read(steps)?) };
    Parser::from_bytes(&std::fs::read(weights)?, known.as_deref())
        .ok_or_else(|| std::io::Error::other(format!("no weights: {weights} {steps}")))
}

#[derive(Default, Clone, Copy)]
struct F1 {
    both: u32,
    ours: u32,
    theirs: u32,
}

impl F1 {
    fn value(self) -> f64 {
        2.0 * f64::from(self.both) / f64::from((self.ours + self.theirs).max(1))
    }
}

/// What was counted on some sentences.
struct Tally {
    sentences: u32,
    words: u32,
    tags: u32,
    tokens: u32,
    heads: u32,
    both: u32,
    labels: [F1; 30],
}

impl Tally {
    const NONE: Tally = Tally {
        sentences: 0,
        words: 0,
        tags: 0,
        tokens: 0,
        heads: 0,
        both: 0,
        labels: [F1 { both: 0, ours: 0, theirs: 0 }; 30],
    };

    fn add(&mut self, sentence: &Sentence, out: &Parse) {
        self.sentences += 1;
        for at in 0..sentence.tokens.len() {
            let (_, tag, form) = FINE[usize::from(sentence.fine[at]) - 1];
            let head = out.heads[at] == sentence.heads[at];
            let label = out.deps[at] as u8 == sentence.deps[at];
            self.words += 1;
            self.tags += u32::from(out.tags[at] == tag && out.forms[at] == form);
            if tag != Tag::Punct {
                self.tokens += 1;
                self.heads += u32::from(head);
                self.both += u32::from(head && label);
            }
            self.labels[out.deps[at] as usize].ours += 1;
            self.labels[usize::from(sentence.deps[at])].theirs += 1;
            self.labels[out.deps[at] as usize].both += u32::from(head && label);
        }
    }

    fn print(&self, name: &str) {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        println!(
            "{name}: {} sentences, {} tokens: tags {:.4}, UAS {:.4}, LAS {:.4} (heads without punctuation)",
            self.sentences,
            self.words,
            share(self.tags, self.words),
            share(self.heads, self.tokens),
            share(self.both, self.tokens)
        );
        let labels = DEPS.map(|dep| {
            let f1 = self.labels[dep as usize];
            format!("{dep:?} {:.3} ({})", f1.value(), f1.theirs)
        });
        println!("  {}", labels.join(", "));
    }
}

/// Agreement with the teacher on each held-back source; labels are right where head and label are.
pub fn agree(parses: &str, weights: &str, steps: &str) -> std::io::Result<()> {
    let parser = parser(weights, steps)?;
    let (mut scratch, mut out) = (Scratch::default(), Parse::default());
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for sentence in corpus::read(parses)?.iter().filter(|s| s.held_back()) {
        parser.parse(&sentence.words(), &mut scratch, &mut out);
        tallies.entry(sentence.source.clone()).or_insert(Tally::NONE).add(sentence, &out);
    }
    tallies.iter().for_each(|(source, tally)| tally.print(source));
    Ok(())
}

const DEPS: [Dep; 22] = {
    use Dep::*;
    [
        Root, Subj, SubjPass, Obj, Iobj, Agent, Prep, PObj, Comp, XComp, AdvCl, RelCl, Acl, Conj,
        Appos, Poss, Compound, Amod, Advmod, Attr, Mark, Neg,
    ]
};

pub fn speed(parses: &str, weights: &str, steps: &str) -> std::io::Result<()> {
    let start = Instant::now();
    let parser = parser(weights, steps)?;
    println!("read and unpacked in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let all = corpus::read(parses)?;
    let sentences: Vec<Vec<&str>> = all.iter().take(20_000).map(Sentence::words).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let (mut scratch, mut out) = (Scratch::default(), Parse::default());
    for part in ["tag", "tag and parse", "tag and parse"] {
        let start = Instant::now();
        for sentence in &sentences {
            if part == "tag" {
                parser.tag(sentence, &mut scratch);
            } else {
                parser.parse(sentence, &mut scratch, &mut out);
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{part}: {:.0} tokens/s, {:.0} sentences/s of 25 tokens",
            tokens as f64 / seconds,
            tokens as f64 / seconds / 25.0
        );
    }
    Ok(())
}

/// Compares parts of speech with a treebank in CoNLL-U.
pub fn tags(conllu: &str, weights: &str) -> std::io::Result<()> {
    let parser = parser(weights, "")?;
    let text = std::fs::read_to_string(conllu)?;
    let (mut scratch, mut out) = (Scratch::default(), Parse::default());
    let (mut right, mut total) = (0u32, 0u32);
    for block in text.split("\n\n") {
        let rows: Vec<Vec<&str>> = block
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.split('\t').collect())
            .collect();
        let rows: Vec<&Vec<&str>> =
            rows.iter().filter(|r| r.len() > 3 && r[0].parse::<u32>().is_ok()).collect();
        let words: Vec<&str> = rows.iter().map(|row| row[1]).collect();
        parser.parse(&words, &mut scratch, &mut out);
        for (row, &tag) in rows.iter().zip(&out.tags) {
            total += 1;
            right += u32::from(corpus::tag(row[3]) == tag);
        }
    }
    println!("tags: {right} of {total}, {:.4}", f64::from(right) / f64::from(total.max(1)));
    Ok(())
}
