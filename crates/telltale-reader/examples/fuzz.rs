//! Reads hostile input for some seconds (the first argument; 600 without it): our own sentences,
//! cut, spliced, repeated and sown with marks; the same as web pages with broken, crossed and deep
//! tags; files with bytes flipped; and answers of a second reader with letters lost. A panic, or
//! input that thrice takes longer than a second for each 100 kB, ends it with the input on standard
//! error.

use std::io::Write;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use telltale_reader::{Characters, Document, Reader, second};

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
    if text.is_empty() {
        return text;
    }
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

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=\"content\">",
    "</div>",
    "<article>",
    "</article>",
    "<table><tr><td>",
    "<script>var a = '<p>';",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<title>",
    "</title>",
    "<meta charset=\"euc-kr\">",
    "<meta property=\"article:published_time\" content=\"2024-02-30T25:61:00\">",
    "<time datetime=\"9999999-99-99\">",
    "<base href=\"//\">",
    "<svg><foreignObject>",
    "<template>",
    "<a href='",
    "&#xD83D;",
    "&#1114112;",
    "&amp;amp;",
    "&nbsp;",
    "<![CDATA[",
    "]]>",
    "<",
    ">",
    "\"",
];

/// A web page of hostile text and tags that do not fit.
fn page(texts: &[String], dice: &mut Dice) -> Vec<u8> {
    let mut page = String::from("<!doctype html><html><head><title>");
    for _ in 0..1 + dice.below(12) {
        let deep = if dice.below(200) == 0 { 3000 } else { 3 };
        page.push_str(&TAGS[dice.below(TAGS.len())].repeat(1 + dice.below(deep)));
        page.push_str(&hostile(texts, dice));
    }
    page.into_bytes()
}

/// Bytes with some of them changed, lost or twice.
fn damaged(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..dice.below(20) {
        let at = dice.below(bytes.len());
        match dice.below(3) {
            _ if bytes.is_empty() => {}
            0 => bytes[at] = dice.below(256) as u8,
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, bytes[at]),
        }
    }
    bytes
}

/// What a second reader might answer of a text: mostly right, and then damaged.
fn answer(text: &str, dice: &mut Dice) -> String {
    const CODES: &[&str] = &["PRK", "CHN", "USA", "XXX", "", "\u{202e}"];
    const DAYS: &[&str] = &["2024-02-29", "2023-02-29", "-999999-01-01", "soon"];
    const CHANNELS: &[&str] = &["visit", "meeting", "trade.exports", "?"];
    let any = |list: &[&'static str], dice: &mut Dice| list[dice.below(list.len())];
    let one = |dice: &mut Dice| {
        serde_json::json!({
            "quote": part(text, dice),
            "actor": any(CODES, dice),
            "target": any(CODES, dice),
            "mode": any(&["deed", "word", "both"], dice),
            "channel": any(CHANNELS, dice),
            "modality": any(&["happened", "planned", "maybe"], dice),
            "start": any(DAYS, dice),
            "end": any(DAYS, dice),
        })
    };
    let all: Vec<serde_json::Value> = (0..1 + dice.below(4)).map(|_| one(dice)).collect();
    let whole = serde_json::json!({"observations": all}).to_string();
    if dice.below(2) == 0 {
        return whole;
    }
    String::from_utf8_lossy(&damaged(whole.into_bytes(), dice)).into_owned()
}

/// One reading of hostile input, of a sort that the dice choose.
enum Input {
    Text(String),
    File(&'static str, Vec<u8>),
    Answer(String, String),
}

impl Input {
    fn of(texts: &[String], dice: &mut Dice) -> Input {
        match dice.below(8) {
            0 | 1 => Input::File("page.html", page(texts, dice)),
            2 => {
                let page = page(texts, dice);
                Input::File("page.html", damaged(page, dice))
            }
            3 => {
                let text = hostile(texts, dice).into_bytes();
                Input::File("20240230.txt", damaged(text, dice))
            }
            4 => {
                let text = hostile(texts, dice);
                let answer = answer(&text, dice);
                Input::Answer(text, answer)
            }
            _ => Input::Text(hostile(texts, dice)),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Input::Text(text) | Input::Answer(text, _) => text.as_bytes(),
            Input::File(_, bytes) => bytes,
        }
    }

    /// Reads it; whether there was a text to read.
    fn read(&self, reader: &Reader, day: Date) -> bool {
        let document = match self {
            Input::Text(text) | Input::Answer(text, _) => Document::new(text.clone(), day),
            Input::File(name, bytes) => match Document::from_bytes(name, bytes) {
                Ok(page) => {
                    let day = page.published_by(day).unwrap_or(day);
                    page.on(day)
                }
                Err(_) => return false,
            },
        };
        let characters = Characters::of(&document.text);
        let reading = reader.read_whole(&document);
        for seen in &reading.sightings {
            seen.to_json(&characters, true);
        }
        reading.outlook.to_json(&characters);
        if let Input::Answer(_, answer) = self {
            second::accept(&document, answer, reader, &reading.sightings);
        }
        true
    }
}

/// Reads it: whether there was a text, or nothing after a panic; and how long it took.
fn timed(input: &Input, reader: &Reader, day: Date) -> (Option<bool>, Duration) {
    let started = Instant::now();
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| input.read(reader, day)));
    (read.ok(), started.elapsed())
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
    let day = "2024-02-29".parse()?;
    let started = Instant::now();
    let (mut counts, mut refused, mut bytes) = ([0u64; 3], 0u64, 0usize);
    let mut slowest = Duration::ZERO;
    while started.elapsed() < Duration::from_secs(seconds) {
        let input = Input::of(&texts, &mut dice);
        let (mut read, mut took) = timed(&input, &reader, day);
        let size = input.bytes().len();
        let most = Duration::from_secs(1 + size as u64 / 100_000);
        // A busy machine may stop anybody for a second: what is slow is slow three times.
        for _ in 0..2 {
            if read.is_some() && took > most {
                let (again, shorter) = timed(&input, &reader, day);
                (read, took) = (again, took.min(shorter));
            }
        }
        slowest = slowest.max(took);
        if read.is_none() || took > most {
            writeln!(std::io::stderr(), "{took:?}: {}", input.bytes().escape_ascii())?;
            if let Input::Answer(_, answer) = &input {
                writeln!(std::io::stderr(), "answer: {answer:?}")?;
            }
            std::process::exit(1);
        }
        counts[match input {
            Input::Text(_) => 0,
            Input::File(..) => 1,
            Input::Answer(..) => 2,
        }] += 1;
        refused += u64::from(read == Some(false));
        bytes += size;
    }
    let [plain, files, answers] = counts;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{plain} texts, {files} files ({refused} refused), {answers} answers of a second reader, \
         {bytes} bytes, no panic; the slowest took {slowest:.1?}"
    )?;
    Ok(())
}
