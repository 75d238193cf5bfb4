//! Reads hostile texts for some seconds (the first argument; 600 without it): our own sentences,
//! cut, spliced, repeated and sown with marks. A panic, or a text that takes longer than a second
//! for each 100 kB, ends it with the text on standard error.

use std::io::Write;
use std::time::{Duration, Instant};

use telltale_reader::{Characters, Document, Reader};

const SEEDS: &[&str] = &[
    include_str!("../tests/gold/events_en.jsonl"),
    include_str!("../tests/gold/events_ko.jsonl"),
    include_str!("../tests/gold/quantities_en.jsonl"),
    include_str!("../tests/gold/quantities_ko.jsonl"),
];
const MARKS: &[&str] = &[
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "...",
    "\"",
    "'s",
    " and ",
    ", ",
    "(",
    "$",
    "%",
    "억",
    "만",
    "일",
    "월",
    "의",
    "-",
    "—",
    "\n",
    "\n\n",
    "9999999999999",
    "1.2.3",
    "Feb 30",
    "31일",
    "🙂",
    "е́",
    "与",
    " of the ",
    " said that ",
    "U.S.",
    "Mr. ",
    "between ",
    "from ",
    "to ",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

fn part<'t>(text: &'t str, dice: &mut Dice) -> &'t str {
    let mut start = dice.below(text.len());
    let mut end = (start + 1 + dice.below(200)).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    &text[start..end]
}

fn hostile(texts: &[String], dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..1 + dice.below(8) {
        let seed = &texts[dice.below(texts.len())];
        match dice.below(4) {
            0 => text.push_str(seed),
            1 => text.push_str(part(seed, dice)),
            2 => text.push_str(&MARKS[dice.below(MARKS.len())].repeat(1 + dice.below(3))),
            _ => {
                let piece = part(seed, dice).to_owned();
                let most = if dice.below(500) == 0 { 400 } else { 3 };
                text.push_str(&piece.repeat(1 + dice.below(most)));
            }
        }
    }
    text
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let seconds = std::env::args().nth(1).map_or(Ok(600), |text| text.parse())?;
    let reader = Reader::load();
    let mut texts = Vec::new();
    for line in SEEDS.iter().flat_map(|seed| seed.lines()) {
        let item: serde_json::Value = serde_json::from_str(line)?;
        texts.extend(item["text"].as_str().map(str::to_owned));
    }
    let mut dice = Dice(0x5eed_2025_1104);
    let started = Instant::now();
    let (mut count, mut bytes, mut slowest) = (0u64, 0usize, Duration::ZERO);
    while started.elapsed() < Duration::from_secs(seconds) {
        let text = hostile(&texts, &mut dice);
        let document = Document::new(text.clone(), "2024-02-29".parse()?);
        let one = Instant::now();
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let characters = Characters::of(&document.text);
            for seen in reader.read(&document) {
                seen.to_json(&characters, true);
            }
        }));
        let took = one.elapsed();
        slowest = slowest.max(took);
        if read.is_err() || took > Duration::from_secs(1 + text.len() as u64 / 100_000) {
            writeln!(std::io::stderr(), "{took:?}: {text:?}")?;
            std::process::exit(1);
        }
        count += 1;
        bytes += text.len();
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{count} texts, {bytes} bytes, no panic; the slowest took {slowest:.1?}")?;
    Ok(())
}
