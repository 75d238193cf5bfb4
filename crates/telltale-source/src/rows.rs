//! Files of a row a line, of any size: each line is read into [`Reports`] without a string of its
//! own, and the fault of one line never stops the next.

use std::io::{self, Cursor, Read};
use std::path::Path;

use jiff::civil::Date;
use telltale_observation::{Digest, Fault, KnownAt, Reports};
use wide::u8x16;

use crate::likeness::{self, Unlike};
use crate::passed::PassedOver;
use crate::raw::{self, AT_ONCE_BYTES, Bytes, Line, Lines, MemberError, each_line};
use crate::stranger;

/// So many faults of one file are told one by one.
const TOLD_MAX: usize = 10_000;
/// Or as many as their texts take this much memory.
const TOLD_BYTES: usize = 4 << 20;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It reports an event that is new.
    New,
    /// It repeats one that was reported.
    Repeated,
    /// It is well-formed, but says nothing that the ledger holds; why.
    Outside(&'static str),
    /// It is no row: a heading, or blank.
    NoRow,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The column's name; empty if it is the whole line's, which then has not the form of a row.
    pub column: &'static str,
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub hint: &'static str,
}

/// The flaw of what is said to have been known on a day that is yet to come, which no question would see.
pub(crate) fn yet_to_come(
    known_at: KnownAt,
    today: Option<Date>,
    column: &'static str,
) -> Result<(), Flaw> {
    match today.filter(|today| known_at.date() > *today) {
        None => Ok(()),
        Some(_) => {
            let what = format!("known on a day that is yet to come: {known_at}");
            Err(Flaw { column, what, hint: "a day up to today" })
        }
    }
}

/// Reads the lines of one source.
pub trait ReadRow: Send {
    /// The lines that follow are those of a file or member of this name; `false` passes it over.
    fn begin(&mut self, name: &str) -> bool;
    /// Reads a line into the reports.
    ///
    /// # Errors
    /// What is wrong with it; then nothing of it is taken.
    fn read(&mut self, row: u64, line: &[u8], into: &mut Reports) -> Result<Taken, Flaw>;
    /// Of the well-formed rows so far, by quad class: how many, and the sum of Goldstein's scale.
    fn quad_classes(&self) -> [(u64, f64); 5] {
        [(0, 0.0); 5]
    }
}

/// What a file's rows came to. Rows are new, repeated, outside and faulty ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileTally {
    /// How many rows there are.
    pub rows: u64,
    /// How many report an event that is new in its block.
    pub new: u64,
    /// How many repeat one.
    pub repeated: u64,
    /// How many say nothing that the ledger holds, by reason.
    pub outside: std::collections::BTreeMap<&'static str, u64>,
    /// Which rows those are.
    pub passed: PassedOver,
    /// How many are faulty.
    pub faulty: u64,
    /// The faults: of rows, in order, and of the file.
    pub faults: Vec<Fault>,
    /// Whether the file was read to its end.
    pub whole: bool,
    /// How many bytes its rows have, unpacked.
    pub bytes: u64,
    /// How much the texts of the rows' faults take.
    told_bytes: usize,
}

/// Reads the rows of a raw file, member by member. `is_of` says which members are read, by name;
/// `full` is called with the reports after each line, and may empty them. A member of which no line has
/// the form of a row is one fault, and none of its lines is a row.
///
/// # Errors
/// What `full` returned.
pub fn read_rows<E>(
    (path, name, digest): (&Path, &str, Digest),
    reader: &mut dyn ReadRow,
    is_of: &dyn Fn(&str) -> bool,
    reports: &mut Reports,
    full: &mut dyn FnMut(&mut Reports) -> Result<(), E>,
) -> Result<FileTally, E> {
    let mut tally = FileTally::default();
    let mut strangers = Vec::new();
    let faults = raw::members(path, name, &mut |member, bytes| {
        if !is_of(member) || !reader.begin(member) {
            return Ok(());
        }
        let mut lines = stranger::Lines::default();
        let before = (tally.rows, tally.faulty, tally.faults.len(), tally.told_bytes);
        let mut each = |line: (Line<'_>, bool), reports: &mut Reports| {
            one(line, member, reader, reports, &mut tally, &mut lines);
            full(reports).map_err(MemberError::Reader)?;
            if reports.is_empty() {
                reports.begin_file(member, digest);
            }
            Ok(())
        };
        let read = match bytes {
            Bytes::Whole(bytes) => {
                readable(bytes, reports.source())?;
                reports.begin_file(member, digest);
                each_line(bytes, |line, has_nul| each((line, has_nul), reports))
            }
            Bytes::Stream(bytes) => {
                let (head, rest) = checked(*bytes, reports.source())?;
                reports.begin_file(member, digest);
                let has_nul =
                    |line: &Line<'_>| matches!(line, Line::Whole(_, line) if has_nul(line));
                Lines::new(Cursor::new(head).chain(rest))
                    .each(|line| each((line, has_nul(&line)), reports))
            }
        };
        if let Some(fault) = lines.fault(reports.source(), member) {
            (tally.rows, tally.faulty, _, tally.told_bytes) = before;
            tally.faults.truncate(before.2);
            strangers.push(fault);
        }
        read
    })?;
    tally.faults.extend(strangers);
    tally.whole = faults.is_empty() && tally.faults.iter().all(|fault| fault.line.is_some());
    tally.faults.extend(faults);
    Ok(tally)
}

/// As much of a stream as is read at once, so that none of its rows is taken before its checksum is
/// known to be right, and what follows.
fn checked<'b>(
    bytes: &'b mut dyn Read,
    source: &'static str,
) -> io::Result<(Vec<u8>, Box<dyn Read + 'b>)> {
    let mut head = Vec::new();
    let at_once = bytes.take(AT_ONCE_BYTES).read_to_end(&mut head);
    if !head.is_empty() || at_once.is_ok() {
        readable(&head, source)?;
    }
    match at_once {
        Ok(_) => Ok((head, Box::new(bytes))),
        Err(error) if is_checksum(&error) => Err(error),
        Err(error) => Ok((head, Box::new(Fails(Some(error))))),
    }
}

/// Whether bytes that begin so may be a table of this source.
fn readable(head: &[u8], source: &'static str) -> io::Result<()> {
    if head.is_empty() {
        return Err(invalid("empty"));
    }
    if is_page(head) {
        return Err(invalid("an HTML page and no table"));
    }
    if let Some(what) = answer(head) {
        return Err(invalid(&what));
    }
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return Err(invalid("text in UTF-16 (save it as UTF-8)"));
    }
    if let Some(unlike) = likeness::unlike(source, head) {
        return Err(Unlike::error(unlike));
    }
    Ok(())
}

fn has_nul(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_some()
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn is_checksum(error: &io::Error) -> bool {
    error.to_string().contains("checksum")
}

fn is_page(head: &[u8]) -> bool {
    let head = head[..head.len().min(256)].trim_ascii_start().to_ascii_lowercase();
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html")
}

/// What a server says in place of a table, in JSON or XML, with which no row of a table begins.
fn answer(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let form = match head.first()? {
        b'<' => "XML",
        b'{' | b'[' => "JSON",
        _ => return None,
    };
    let begin: String = text(&head[..head.len().min(80)]).chars().take(80).collect();
    Some(format!(
        "{form} and no table: {begin:?} (see what it says, and fetch or copy the file anew)"
    ))
}

/// A stream that has failed.
struct Fails(Option<io::Error>);

impl Read for Fails {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Takes a line, and whether there is a NUL byte in it.
fn one(
    (line, has_nul): (Line<'_>, bool),
    member: &str,
    reader: &mut dyn ReadRow,
    reports: &mut Reports,
    tally: &mut FileTally,
    lines: &mut stranger::Lines,
) {
    let (row, line, taken) = match line {
        Line::Whole(row, line) => {
            let mark = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| row == 1);
            let line = mark.unwrap_or(line);
            tally.bytes += line.len() as u64 + 1;
            let taken = if has_nul {
                let (what, hint) = ("a NUL byte".to_owned(), "a row of text");
                Err(Flaw { column: "", what, hint })
            } else {
                reader.read(row, line, reports)
            };
            (row, line, taken)
        }
        Line::TooLong(row) => {
            let what = format!("longer than {} bytes", raw::MAX_LINE_BYTES);
            (row, &[][..], Err(Flaw { column: "", what, hint: "a row has a line of its own" }))
        }
    };
    if matches!(taken, Ok(Taken::New | Taken::Repeated | Taken::Outside(_))) {
        lines.row();
    }
    match taken {
        Ok(Taken::NoRow) => return,
        Ok(Taken::New) => tally.new += 1,
        Ok(Taken::Repeated) => tally.repeated += 1,
        Ok(Taken::Outside(why)) => {
            *tally.outside.entry(why).or_default() += 1;
            tally.passed.push(member, row, why);
        }
        Err(flaw) => {
            lines.flawed((row, line), (flaw.column, &flaw.what, flaw.hint));
            tally.faulty += 1;
            let told = member.len() + flaw.what.len() + flaw.hint.len();
            if tally.faults.len() < TOLD_MAX && tally.told_bytes + told <= TOLD_BYTES {
                tally.told_bytes += told;
                tally.faults.push(Fault {
                    file: member.to_owned(),
                    line: Some(row),
                    column: flaw.column.to_owned(),
                    what: flaw.what,
                    hint: flaw.hint.to_owned(),
                });
            }
        }
    }
    tally.rows += 1;
}

/// The fields of a line that tabs separate: where each begins and ends.
#[derive(Debug, Default)]
pub(crate) struct Tabbed {
    /// Where fields end; what lies behind `count` is left from other lines.
    ends: Vec<u32>,
    count: usize,
}

/// Bytes that are looked at together: as many as a word has bits.
const BLOCK: usize = 64;
/// Places that are written together, whether there are as many or not.
const STEP: usize = 4;

impl Tabbed {
    /// Finds the fields of a line, and says how many there are.
    ///
    /// Tabs stand every few bytes, where a search for the next one costs more than it finds. So a
    /// block of bytes becomes a word with a bit for each tab, and the bits are read off in steps
    /// whose number is easily foretold: in a quarter of the time.
    pub(crate) fn split(&mut self, line: &[u8]) -> usize {
        let mut last = [0; BLOCK];
        let (blocks, rest) = line.as_chunks::<BLOCK>();
        last[..rest.len()].copy_from_slice(rest);
        self.count = 0;
        for (at, block) in blocks.iter().chain([&last]).enumerate() {
            self.read_off(tabs(block), (at * BLOCK) as u32);
        }
        self.ends[self.count] = line.len() as u32;
        self.count += 1;
        self.count
    }

    fn read_off(&mut self, mut tabs: u64, from: u32) {
        let until = self.count + tabs.count_ones() as usize;
        if self.ends.len() < until + STEP {
            self.ends.resize(until + BLOCK, 0);
        }
        while self.count < until {
            let step: &mut [u32; STEP] =
                self.ends[self.count..].first_chunk_mut().expect("there is room for a step more");
            for end in step {
                *end = from + tabs.trailing_zeros();
                tabs &= tabs.wrapping_sub(1);
            }
            self.count += STEP;
        }
        self.count = until;
    }

    /// A field of the line that was split.
    #[inline]
    pub(crate) fn get<'l>(&self, line: &'l [u8], at: usize) -> &'l [u8] {
        let from = if at == 0 { 0 } else { self.ends[at - 1] as usize + 1 };
        &line[from..self.ends[..self.count][at] as usize]
    }
}

/// The bytes of a block that are tabs, as the bits of a word.
fn tabs(block: &[u8; BLOCK]) -> u64 {
    let (parts, _) = block.as_chunks::<16>();
    parts.iter().enumerate().fold(0, |bits, (at, part)| {
        let are = u8x16::from(*part).simd_eq(u8x16::splat(b'\t')).to_bitmask();
        bits | u64::from(are) << (16 * at)
    })
}

/// A day written as `YYYYMMDD` or `YYYY-MM-DD`.
pub(crate) fn day(text: &[u8]) -> Option<jiff::civil::Date> {
    let digits: [u8; 8] = match text.len() {
        8 => text.try_into().ok()?,
        10 if text[4] == b'-' && text[7] == b'-' => {
            [text[0], text[1], text[2], text[3], text[5], text[6], text[8], text[9]]
        }
        _ => return None,
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let n = |from: usize, to: usize| {
        digits[from..to].iter().fold(0_i16, |n, digit| n * 10 + i16::from(digit - b'0'))
    };
    jiff::civil::Date::new(n(0, 4), n(4, 6) as i8, n(6, 8) as i8).ok()
}

/// An instant written as `YYYYMMDDhhmmss`.
pub(crate) fn instant(digits: &[u8]) -> Option<telltale_observation::KnownAt> {
    let digits: &[u8; 14] = digits.try_into().ok()?;
    let day = day(&digits[..8])?;
    let part = |at: usize| count(&digits[at..at + 2]).and_then(|n| i8::try_from(n).ok());
    let time = jiff::civil::Time::new(part(8)?, part(10)?, part(12)?, 0).ok()?;
    format!("{day}T{time}Z").parse().ok()
}

/// A whole number from zero up.
#[inline]
pub(crate) fn count(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    text.iter().try_fold(0, |n, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then_some(n * 10 + u32::from(digit))
    })
}

/// Powers of ten that a float holds exactly, as far as they are needed.
const TENS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A number in decimal notation.
pub(crate) fn number(text: &[u8]) -> Option<f64> {
    if let Some(number) = short_number(text) {
        return Some(number);
    }
    let plain = text.iter().all(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
    let number: Option<f64> = if plain { str::from_utf8(text).ok()?.parse().ok() } else { None };
    number.filter(|number| number.is_finite())
}

/// A number of at most fifteen digits and no exponent. Its digits, and the power of ten that they are
/// divided by, are floats without a rest, so that the quotient is the nearest float to what is written.
fn short_number(text: &[u8]) -> Option<f64> {
    let (sign, digits) = text.strip_prefix(b"-").map_or((1.0, text), |rest| (-1.0, rest));
    let (mut number, mut point) = (0_u64, None);
    if digits.len() > 16 {
        return None;
    }
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = 10 * number + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let count = digits.len() - usize::from(point.is_some());
    let decimals = point.map_or(0, |at| digits.len() - at - 1);
    (1..=15).contains(&count).then(|| sign * (number as f64 / TENS[decimals]))
}

/// Bytes as text: as UTF-8, or else letter by letter as Latin-1, in which older pages write.
pub(crate) fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gdelt::Gdelt;

    fn read(text: &[u8]) -> (FileTally, Reports) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.csv");
        fs_err::write(&path, text).unwrap();
        let mut reports = Reports::of("gdelt");
        let tally = read_rows(
            (&path, "t.csv", Digest::of(text)),
            &mut Gdelt::default(),
            &|_| true,
            &mut reports,
            &mut |_| Ok::<(), io::Error>(()),
        );
        (tally.unwrap(), reports)
    }

    #[test]
    fn the_fields_of_a_line_are_what_lies_between_its_tabs() {
        let mut tabbed = Tabbed::default();
        let long = "x".repeat(200);
        for line in [
            "",
            "\t",
            "a",
            "a\tb",
            "\t\t\ta\t",
            &"\t".repeat(64),
            &"\t".repeat(300),
            &format!("{long}\t\t{long}\tü\t{long}"),
            &format!("{}\t{}", "y".repeat(63), "\n\u{8}z".repeat(30)),
        ] {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(tabbed.split(line.as_bytes()), fields.len(), "{line:?}");
            for (at, field) in fields.iter().enumerate() {
                assert_eq!(tabbed.get(line.as_bytes(), at), field.as_bytes(), "{at} of {line:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn a_number_is_the_nearest_float_to_what_is_written(text in "-?[0-9]{0,12}\\.?[0-9]{0,12}") {
            let known = text.parse::<f64>().ok().map(f64::to_bits);
            proptest::prop_assert_eq!(number(text.as_bytes()).map(f64::to_bits), known);
        }
    }

    #[test]
    fn a_row_that_a_terminal_would_obey_is_refused_and_its_neighbours_are_kept() {
        let row = |number: &str, place: &str, url: &str| {
            let mut fields = vec![""; 61];
            for (at, text) in [
                (0, number),
                (1, "20180326"),
                (7, "RUS"),
                (17, "CHN"),
                (26, "042"),
                (29, "1"),
                (31, "3"),
                (32, "1"),
                (33, "3"),
                (52, place),
                (59, "20180326044500"),
                (60, url),
            ] {
                fields[at] = text;
            }
            fields.join("\t") + "\n"
        };
        let url = "https://example.org/a";
        let text = [
            row("1", "Vladivostok", url),
            row("2", "Omsk\u{1b}[2J", url),
            row("3", "Chita", "https://example.org/\u{202e}gpj"),
            // Not what a terminal obeys, but a letter of Windows-1252.
            row("4", "Bre\u{9e}ice", url),
        ];
        let (tally, reports) = read(text.concat().as_bytes());
        assert_eq!((tally.new, tally.faulty, reports.len()), (2, 2, 2));
        assert_eq!(reports.texts(1).place, "Bre\u{9e}ice");
        let told: Vec<_> = tally.faults.iter().map(Fault::to_string).collect();
        let hint = "\n  hint: take it out: a terminal obeys it, or shows it out of order";
        assert_eq!(
            told,
            [
                format!("t.csv:2: column ActionGeo_FullName: a control character: U+001B{hint}"),
                format!("t.csv:3: column SOURCEURL: a control character: U+202E{hint}"),
            ]
        );
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", ".", "-.", "1.2.3", "--1", "1e999", "1,5", "0x1", "NaN", "inf"] {
            assert_eq!(number(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(number(b"+1.5e1"), Some(15.0));
    }

    #[test]
    fn what_a_server_says_in_place_of_a_table_is_one_fault() {
        for (bytes, expected) in [
            (
                &b"\n{\"statusCode\": 429}\n"[..],
                "t.csv: JSON and no table: \"{\\\"statusCode\\\": 429}",
            ),
            (b"\xEF\xBB\xBF<?xml version='1.0'?>\n<Error/>", "t.csv: XML and no table: \"<?xml "),
        ] {
            let (tally, _) = read(bytes);
            let told: Vec<_> = tally.faults.iter().map(Fault::to_string).collect();
            assert!(
                tally.rows == 0 && told.len() == 1 && told[0].starts_with(expected),
                "{told:?}"
            );
            assert!(told[0].contains("\n  hint: see what it says"), "{told:?}");
        }
    }

    #[test]
    fn blank_lines_leave_nothing_behind() {
        let (tally, reports) = read(&vec![b'\n'; 1 << 20]);
        assert_eq!((tally.rows, tally.faults.len()), (0, 0));
        assert_eq!(reports.file_count(), 1, "the file is kept once, not once a line");
    }

    #[test]
    fn a_byte_order_mark_costs_no_row() {
        let (tally, _) = read(b"\xEF\xBB\xBF\n\n");
        assert_eq!((tally.rows, tally.whole), (0, true), "a mark alone is a blank line");
        let (tally, _) = read(b"\xFF\xFEa\0\n\0");
        let told: Vec<_> = tally.faults.iter().map(Fault::to_string).collect();
        assert!(told.len() == 1 && told[0].contains("UTF-16"), "{told:?}");
    }

    #[test]
    fn a_member_of_which_no_line_is_a_row_is_one_fault_and_its_neighbours_are_kept() {
        use std::io::Write as _;
        let faulty = [&b"1\t1920"[..], &b"\t".repeat(59), b"\n"].concat();
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [("a.csv", &b"x\n"[..]), ("b.csv", &faulty), ("c.csv", b"x,y\n1,2\n")]
        {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        let (tally, _) = read(&zip.finish().unwrap().into_inner());
        assert_eq!((tally.rows, tally.faulty, tally.whole), (2, 2, false));
        let told: Vec<_> =
            tally.faults.iter().map(|fault| (fault.file.as_str(), fault.line)).collect();
        let [a, b, c] = ["t.csv/a.csv", "t.csv/b.csv", "t.csv/c.csv"];
        assert_eq!(told, [(a, Some(1)), (b, Some(1)), (c, None)]);
    }

    #[test]
    fn faults_are_told_one_by_one_up_to_a_bound() {
        let row = [&b"1\t1920"[..], &b"\t".repeat(59), b"\n"].concat();
        let (tally, _) = read(&row.repeat(TOLD_MAX + 7));
        assert_eq!(tally.faulty as usize, TOLD_MAX + 7);
        assert!(tally.told_bytes <= TOLD_BYTES && tally.faults.len() <= TOLD_MAX);
    }
}
