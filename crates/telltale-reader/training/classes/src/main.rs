//! Prints what the reader looks at: one line of features for each line `source start, source end,
//! target start, target end, text` (tab-separated, byte offsets) of the input. A feature is
//! `kind:hash:words`, so that training and reading agree on it without a second implementation.

use std::io::{BufRead, Write};

#[path = "../../../src/classify/evidence.rs"]
mod evidence;
#[path = "../../../src/classify/features.rs"]
mod features;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let fields: Vec<&str> = line.splitn(5, '\t').collect();
        let at = |n: usize| fields.get(n).and_then(|f| f.parse().ok()).unwrap_or(0usize);
        let text = fields.get(4).copied().unwrap_or("");
        let view = features::View::new(text, (at(0), at(1)), (at(2), at(3)));
        let mut row: Vec<String> = Vec::new();
        evidence::tell(&view, &mut |kind, words| {
            let hash = evidence::hash(kind, words);
            row.push(format!("{kind}:{hash}:{}", words.join("_")));
        });
        writeln!(out, "{}", row.join(" "))?;
    }
    Ok(())
}
