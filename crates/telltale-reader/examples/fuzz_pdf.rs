//! Reads hostile PDFs for some seconds (the first argument; 600 without it): our own small ones, cut,
//! spliced, repeated and sown with the words of the format. A file that ends the process, or takes
//! longer than ten seconds, is left as `hostile.pdf` in the folder that is named last; panics of the
//! library, which the reader takes for damage, are counted.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use telltale_reader::Document;

#[path = "../src/document/pdf/made.rs"]
mod made;

const MARKS: &[&[u8]] = &[
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b")",
    b"\\",
    b"<FFFF>",
    b" 0 R",
    b"1 0 obj",
    b"endobj",
    b"stream\n",
    b"\nendstream",
    b"/Kids [2 0 R]",
    b"/Filter /FlateDecode",
    b"/Filter [/LZWDecode /ASCII85Decode]",
    b"/Length 99999999999",
    b"/Length -1",
    b"BT",
    b"ET",
    b"Tj",
    b"/F1 1e30 Tf",
    b"0 0 0 0 0 0 Tm",
    b"q q q q q q",
    b"/A Do",
    b"xref",
    b"trailer",
    b"startxref\n0",
    b"%",
    b"\0",
    b"\xff\xfe",
    b"9999999999",
    b"-1",
    b"beginbfrange <00> <ff> <0000> endbfrange",
    b"beginbfchar",
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

fn hostile(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut file = seeds[dice.below(seeds.len())].clone();
    for _ in 0..1 + dice.below(8) {
        let at = dice.below(file.len());
        match dice.below(5) {
            0 => file[at] ^= 1 << dice.below(8),
            1 => {
                let mark = MARKS[dice.below(MARKS.len())];
                let to = (at + dice.below(12)).min(file.len());
                file.splice(at..to, mark.iter().copied());
            }
            2 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                let to = (from + dice.below(200)).min(other.len());
                file.splice(at..at, other[from..to].iter().copied());
            }
            3 => {
                let to = (at + dice.below(60)).min(file.len());
                file.drain(at..to);
            }
            _ if dice.below(8) == 0 => file.truncate(at.max(8)),
            _ => {}
        }
        if file.is_empty() {
            file.push(b'%');
        }
    }
    file
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    static PANICS: AtomicU64 = AtomicU64::new(0);
    std::panic::set_hook(Box::new(|_| {
        PANICS.fetch_add(1, Ordering::Relaxed);
    }));
    let seconds = std::env::args().nth(1).map_or(Ok(600), |text| text.parse())?;
    let folder = std::env::args().nth(2).unwrap_or_else(|| ".".to_owned());
    let place = Path::new(&folder).join("hostile.pdf");
    let seeds = [
        made::english(&[&["France thanked Poland.", "(a) b"], &["Germany thanked Poland."]]),
        made::with_to_unicode(&["2025년 11월 4일", "최선희 외무상"]),
        made::picture(),
        made::endless(),
    ];
    let mut dice = Dice(0x5eed_2025_1104);
    let started = Instant::now();
    let (mut count, mut read, mut slowest) = (0u64, 0u64, Duration::ZERO);
    while started.elapsed() < Duration::from_secs(seconds) {
        let file = hostile(&seeds, &mut dice);
        fs_err::write(&place, &file)?;
        let one = Instant::now();
        read += u64::from(Document::from_bytes("a.pdf", &file).is_ok());
        let took = one.elapsed();
        slowest = slowest.max(took);
        if took > Duration::from_secs(10) {
            writeln!(std::io::stderr(), "{took:?}: {}", place.display())?;
            std::process::exit(1);
        }
        count += 1;
    }
    fs_err::remove_file(&place)?;
    let panics = PANICS.load(Ordering::Relaxed);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{count} files, {read} with text, {panics} panics of the library taken for damage; the slowest \
         took {slowest:.1?}"
    )?;
    Ok(())
}
