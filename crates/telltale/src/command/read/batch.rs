//! Many texts, one JSON object a line: read on all cores, answered in the order in which they came.
//!
//! As many lines as are there are read at once, so that a file is read in parallel and somebody who
//! sends one line and waits gets its answer. Memory holds one such chunk, however long the input.

use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use telltale_observation::Fault;
use telltale_reader::{Characters, Document, Language, MAX_DOCUMENT_BYTES, Reader, Reading};

use super::STDIN;
use crate::failure::Failure;
use crate::output;

/// The most that is read before the first of it is answered.
const CHUNK_BYTES: usize = 4 << 20;
const CHUNK_LINES: usize = 1024;
/// A line longer than this is no text; JSON may write a letter in six bytes.
const LINE_BYTES_MAX: usize = 6 * MAX_DOCUMENT_BYTES;
/// How much is taken from a file at once.
const BUFFER_BYTES: usize = 1 << 20;

/// A batch as it was asked for.
pub(super) struct Batch<'a> {
    /// The file, or `-`.
    pub(super) file: &'a Path,
    /// The day of lines that have none.
    pub(super) published: Option<Date>,
    /// The language of lines that name none.
    pub(super) language: Option<Language>,
    /// Whether to say why.
    pub(super) explain: bool,
}

/// A line of a batch.
#[derive(Deserialize)]
struct Line {
    id: Option<Value>,
    text: String,
    date: Option<String>,
    lang: Option<String>,
    source: Option<String>,
    target: Option<String>,
}

/// Why a line has no observations, and what would mend it.
struct Bad {
    id: Value,
    what: String,
    hint: &'static str,
}

/// A line with its number.
struct Numbered {
    number: u64,
    bytes: Vec<u8>,
    too_long: bool,
}

/// Reads every line of a batch.
///
/// # Errors
/// If the file cannot be read, or if any of its lines could not be; those that could are answered.
pub(super) fn run(batch: &Batch<'_>) -> Result<(), Failure> {
    let name = batch.file.display().to_string();
    let source: Box<dyn Read> = match name.as_str() {
        STDIN => Box::new(std::io::stdin()),
        _ => Box::new(fs_err::File::open(batch.file)?),
    };
    let mut source = BufReader::with_capacity(BUFFER_BYTES, source);
    // Taking its tables apart at the end would cost a tenth of a short run.
    let reader = ManuallyDrop::new(Reader::load());
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut number, mut bad) = (0, 0usize);
    loop {
        let lines = chunk(&mut source, &mut number)?;
        if lines.is_empty() {
            break;
        }
        for (line, answer) in lines.iter().zip(answers(batch, &reader, &lines)) {
            let text = match answer {
                Ok(text) => text,
                Err(fault) => {
                    bad += 1;
                    complain(&name, line.number, &fault);
                    json!({"id": fault.id, "error": fault.what}).to_string()
                }
            };
            if gone(writeln!(out, "{text}"))? {
                return Ok(());
            }
        }
        if gone(out.flush())? {
            return Ok(());
        }
    }
    match bad {
        0 => Ok(()),
        1 => Err(Failure::usage("1 line could not be read", "it is named above")),
        _ => Err(Failure::usage(format!("{bad} lines could not be read"), "they are named above")),
    }
}

/// Whether the one who reads the answers has gone away.
fn gone(written: std::io::Result<()>) -> Result<bool, Failure> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(true),
        other => Ok(other.map(|()| false)?),
    }
}

fn complain(file: &str, line: u64, bad: &Bad) {
    let fault = Fault {
        file: file.to_owned(),
        line: Some(line),
        column: String::new(),
        what: bad.what.clone(),
        hint: bad.hint.to_owned(),
    };
    output::talk(&format!("error: {fault}"));
}

/// The next lines that are not empty: one, and as many as can be had without waiting.
fn chunk(source: &mut BufReader<impl Read>, number: &mut u64) -> Result<Vec<Numbered>, Failure> {
    let mut lines = Vec::new();
    let mut size = 0;
    while size < CHUNK_BYTES && lines.len() < CHUNK_LINES {
        if !lines.is_empty() && !source.buffer().contains(&b'\n') {
            break;
        }
        let Some(line) = next_line(source, number)? else { break };
        size += line.bytes.len();
        if line.too_long || !line.bytes.trim_ascii().is_empty() {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// The next line, without a byte order mark; of one that is too long only the beginning.
fn next_line(source: &mut impl BufRead, number: &mut u64) -> Result<Option<Numbered>, Failure> {
    let mut bytes = Vec::new();
    let limit = LINE_BYTES_MAX as u64;
    let read = source.by_ref().take(limit).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    let too_long = read == LINE_BYTES_MAX && !bytes.ends_with(b"\n");
    if too_long {
        bytes = Vec::new();
        source.skip_until(b'\n')?;
    }
    *number += 1;
    if *number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    Ok(Some(Numbered { number: *number, bytes, too_long }))
}

/// The answers to these lines, in their order.
fn answers(batch: &Batch<'_>, reader: &Reader, lines: &[Numbered]) -> Vec<Result<String, Bad>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(line) = lines.get(at) else { return done };
            done.push((at, answer(batch, reader, line)));
        }
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores.min(lines.len())).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().expect("reading a text does not panic"));
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, answer)| answer).collect()
}

/// The answer to a line, as JSON.
fn answer(batch: &Batch<'_>, reader: &Reader, line: &Numbered) -> Result<String, Bad> {
    let line = parse(line)?;
    let id = line.id.clone().unwrap_or(Value::Null);
    let bad = |what: String, hint| Bad { id: id.clone(), what, hint };
    if id.is_null() {
        return Err(bad("no id".to_owned(), "give every line an \"id\", by which it is answered"));
    }
    let (document, pair) = question(batch, &line).map_err(|(what, hint)| bad(what, hint))?;
    let characters = Characters::of(&document.text);
    let reading = match pair {
        Some((source, target)) => {
            let seen = reader.read_pair(&document, source, target).map_err(|error| {
                bad(error.to_string(), "source and target are exact strings of the text")
            })?;
            Reading { sightings: vec![seen], ..Reading::default() }
        }
        None => reader.read_whole(&document),
    };
    let observations: Vec<Value> =
        reading.sightings.iter().map(|seen| seen.to_json(&characters, batch.explain)).collect();
    let mut answer = json!({"id": id, "observations": observations});
    for (field, values) in reading.outlook.to_json(&characters) {
        if values.as_array().is_some_and(|values| !values.is_empty()) {
            answer[field] = values;
        }
    }
    Ok(answer.to_string())
}

/// The line's fields; a half of a letter written as `\ud83d` is read as U+FFFD.
fn parse(line: &Numbered) -> Result<Line, Bad> {
    let bad = |id, what: String| Bad {
        id,
        what,
        hint: "a line is one JSON object: {\"id\": …, \"text\": \"…\", \"date\": \"YYYY-MM-DD\"}",
    };
    if line.too_long {
        return Err(bad(Value::Null, format!("line too long: at most {LINE_BYTES_MAX} bytes")));
    }
    let fault = match serde_json::from_slice(&line.bytes) {
        Ok(read) => return Ok(read),
        Err(fault) => fault,
    };
    let mended = mended(&line.bytes);
    if let Ok(read) = serde_json::from_slice(&mended) {
        return Ok(read);
    }
    let id = serde_json::from_slice::<Value>(&mended).ok();
    let id = id.and_then(|whole| whole.get("id").cloned()).unwrap_or(Value::Null);
    // Each line is a text of its own to the parser, which calls all of them the first.
    let what = fault.to_string();
    let what =
        what.rsplit_once(" at line 1 column ").map(|(what, at)| format!("{what} at byte {at}"));
    Err(bad(id, what.unwrap_or_else(|| fault.to_string())))
}

/// A document, and the pair of names that are asked about.
type Question<'a> = (Document, Option<(&'a str, &'a str)>);

fn question<'a>(batch: &Batch<'_>, line: &'a Line) -> Result<Question<'a>, (String, &'static str)> {
    let day = match &line.date {
        Some(date) => Some(date.parse::<Date>().map_err(|_| {
            (format!("not a date: {date:?}"), "write the day of publication as YYYY-MM-DD")
        })?),
        None => batch.published,
    };
    let day = day.ok_or_else(|| {
        ("no date".to_owned(), "give every line its \"date\", or all of them --published")
    })?;
    let mut document = Document::new(line.text.as_str(), day);
    let language = match line.lang.as_deref() {
        Some(code) => Some(Language::from_code(code).ok_or_else(|| {
            (format!("unknown language: {code:?}"), "known: en, ko, zh, ru; or leave it out")
        })?),
        None => batch.language,
    };
    document.language = language.unwrap_or(document.language);
    let pair = match (line.source.as_deref(), line.target.as_deref()) {
        (Some(source), Some(target)) => Some((source, target)),
        (None, None) => None,
        _ => {
            let hint = "give both \"source\" and \"target\", or neither";
            return Err(("one of source and target is missing".to_owned(), hint));
        }
    };
    Ok((document, pair))
}

/// The line with every `\uD800`–`\uDFFF` that has no other half replaced by `\uFFFD`.
fn mended(bytes: &[u8]) -> Vec<u8> {
    let mut mended = bytes.to_vec();
    let mut at = 0;
    while at < mended.len() {
        if mended[at] != b'\\' {
            at += 1;
            continue;
        }
        match (half(&mended[at..]), mended.get(at + 6..).and_then(half)) {
            (Some(Half::First), Some(Half::Second)) => at += 12,
            (Some(_), _) => {
                mended[at + 2..at + 6].copy_from_slice(b"FFFD");
                at += 6;
            }
            (None, _) => at += 2,
        }
    }
    mended
}

enum Half {
    First,
    Second,
}

/// Whether an escape for half a letter stands at the start.
fn half(bytes: &[u8]) -> Option<Half> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let number = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    match number {
        0xd800..=0xdbff => Some(Half::First),
        0xdc00..=0xdfff => Some(Half::Second),
        _ => None,
    }
}
