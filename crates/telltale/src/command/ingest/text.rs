//! Texts into a ledger: each document's bytes are kept, then read, then what it tells is appended,
//! in one commit a document. A run that was cut off goes on where it stood.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use telltale_ledger::{Batch, Writer};
use telltale_observation::{
    Commodity, Detail, Digest, Draft, Dyad, Fault, Kind, KnownAt, Locator, Observation, Origin,
    Quantity, Unfit,
};
use telltale_reader::{Amount, Document, Page, PageEnds, Reader, Sighting, is_pdf};
use telltale_source::archive::{Archive, place};
use telltale_source::{PassedOver, feed};

use super::{Tally, count_appended, distinct, files, opened, rejects};
use crate::cli::Ingest;
use crate::clock;
use crate::command::read;
use crate::failure::Failure;
use crate::{flow, output};

/// The endings of the files that are read in a folder.
const ENDINGS: &[&str] = &["txt", "md", "html", "htm", "pdf", "rss", "atom", "xml"];

/// The endings of feeds, each entry of which is a text. That of JSON is only read where it is named.
const FEEDS: &[&str] = &["rss", "atom", "xml", "json"];

/// Where the ledger keeps the documents as they came.
const DOCUMENTS: &str = "_documents";

/// The source that an observation names which was read from a text.
pub(in crate::command) const SOURCE: &str = "text";

/// Below this the reader is not sure, and the observation is weak: shown, and in no measure.
const SURE: f32 = 0.6;

/// How much of a passage is in the few words of an observation, in characters.
const WHAT_CHARS_MAX: usize = 160;

/// A page that says no more than this beside a status is a server's answer, in characters.
const ANSWER_CHARS_MAX: usize = 1000;

/// What servers write behind the number of a status, as the registry of HTTP and their own pages have it.
const PHRASES: &[&str] = &[
    "authorization required",
    "bad gateway",
    "bad request",
    "error",
    "forbidden",
    "gateway time",
    "gone",
    "internal server error",
    "method not allowed",
    "not acceptable",
    "not found",
    "not implemented",
    "request time",
    "service",
    "too many requests",
    "unauthorized",
];

/// What a PDF ends with, and so near to its last byte.
const PDF_END: &[u8] = b"%%EOF";
const PDF_END_BYTES: usize = 1024;

/// Reads every text that was named into the ledger.
pub(super) fn ingest(asked: &Ingest) -> Result<Tally, Failure> {
    if asked.paths.is_empty() {
        return Err(Failure::usage("no texts named", "name files, or folders with texts"));
    }
    let files = named(&asked.paths, &asked.ledger)?;
    if files.is_empty() {
        return Err(Failure::usage(
            "no texts there",
            "files that end in .txt, .md, .html, .htm, .pdf, .rss, .atom or .xml are read",
        ));
    }
    let (mut writer, archive) = opened(asked)?;
    let reader = Reader::load();
    let mut tally = Tally::default();
    for (done, file) in files.iter().enumerate() {
        if clock::stopped() {
            progress_end();
            return Err(Failure::Stopped);
        }
        progress(done, files.len());
        tally.files += 1;
        let before = tally.rows;
        let read = readable(file).and_then(|bytes| {
            tally.bytes += bytes.len();
            let read = match FEEDS.contains(&ending(file).as_str()) {
                true => feed(file, &bytes, (asked, &archive), &reader, &mut writer, &mut tally),
                false => one(file, &bytes, asked, &reader, &mut writer, &mut tally),
            };
            if let Err(failure) = &read {
                keep_faults(failure, file, Digest::of(&bytes), asked)?;
            }
            read
        });
        match read {
            Err(failure @ (Failure::Usage { .. } | Failure::Input(_))) => {
                tally.files_refused += 1;
                tally.files_in_part += usize::from(tally.rows > before);
                progress_end();
                output::talk(&failure.to_string());
            }
            other => other?,
        }
    }
    progress_end();
    Ok(tally)
}

/// The bytes of a text. One that may not be read does not end the others.
fn readable(file: &Path) -> Result<Vec<u8>, Failure> {
    read::bytes(file).map_err(|failure| match failure {
        Failure::Other(error) => Failure::usage(format!("{error:#}"), "see whether it may be read"),
        other => other,
    })
}

/// Keeps why a text was refused among the ledger's rejects.
fn keep_faults(
    failure: &Failure,
    file: &Path,
    digest: Digest,
    asked: &Ingest,
) -> Result<(), Failure> {
    match faults_of(failure, file) {
        Some(faults) => rejects::keep(&asked.ledger, digest, &faults, &PassedOver::default()),
        None => Ok(()),
    }
}

/// What is wrong with a text, where that is why it was refused.
fn faults_of(failure: &Failure, file: &Path) -> Option<Vec<Fault>> {
    match failure {
        Failure::Input(faults) => Some(faults.clone()),
        Failure::Usage { what, hint } => {
            Some(vec![refused(&file.display().to_string(), what, hint)])
        }
        _ => None,
    }
}

/// The fault of a text as a whole; what is wrong may begin with its name, and the line in it.
fn refused(file: &str, what: &str, hint: &str) -> Fault {
    let placed = what.strip_prefix(file).and_then(|rest| rest.strip_prefix(':'));
    let line = placed.and_then(|rest| rest.split_once(": "));
    let line = line.and_then(|(line, rest)| Some((line.parse().ok()?, rest)));
    let (line, what) = match line {
        Some((line, rest)) => (Some(line), rest),
        None => (None, placed.map_or(what, str::trim_start)),
    };
    let (file, column, what) = (file.to_owned(), String::new(), what.to_owned());
    Fault { file, line, column, what, hint: hint.to_owned() }
}

/// Reads each entry of a feed as a page of its own. The feed is archived as it came, and the page of
/// each entry too, since it is what the observations are of. An entry without a day does not end the
/// others.
fn feed(
    file: &Path,
    bytes: &[u8],
    (asked, archive): (&Ingest, &Archive),
    reader: &Reader,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let name = file.display().to_string();
    let feed = feed::read(&name, bytes).map_err(|fault| Failure::Input(vec![fault]))?;
    if !asked.no_archive {
        archive.keep(bytes, &name)?;
    }
    if feed.empty > 0 {
        let entries = if feed.empty == 1 { "entry" } else { "entries" };
        output::talk(&format!("{name}: {} {entries} without any text", feed.empty));
    }
    let mut faults: Vec<Fault> = feed.fault.iter().cloned().collect();
    for (at, entry) in feed.entries.iter().enumerate() {
        if clock::stopped() {
            return Err(Failure::Stopped);
        }
        let page = file.with_extension(format!("{}.html", at + 1));
        match one(&page, entry.page(&feed).as_bytes(), asked, reader, writer, tally) {
            Ok(()) => {}
            Err(failure) => {
                let Some(all) = faults_of(&failure, &page) else { return Err(failure) };
                // Its row is the entry's number.
                let (file, line) = (&name, Some(at as u64 + 1));
                faults.extend(all.into_iter().map(|one| Fault { file: file.clone(), line, ..one }));
            }
        }
    }
    rejects::keep(&asked.ledger, Digest::of(bytes), &faults, &PassedOver::default())?;
    if faults.is_empty() { Ok(()) } else { Err(Failure::Input(faults)) }
}

/// Reads one document into the ledger, in one commit.
fn one(
    file: &Path,
    bytes: &[u8],
    asked: &Ingest,
    reader: &Reader,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let digest = Digest::of(bytes);
    // Before it is looked whether it was read: what was read without a copy is kept the next time.
    if !asked.no_archive {
        archive(&asked.ledger, file, digest, bytes)?;
    }
    if writer.has_read(digest) {
        tally.files_already_read += 1;
        return Ok(());
    }
    let shown = file.display().to_string();
    let page = read::page_of(&shown, bytes)?;
    if let Some(fault) = no_document(file, bytes, &page) {
        return Err(Failure::Input(vec![fault]));
    }
    let day = asked.published.or(page.published).ok_or_else(|| undated(&shown))?;
    let today = flow::last_known_day();
    if day > today {
        let what = format!("published on a day that is yet to come: {day}");
        let hint = format!("say --published YYYY-MM-DD, a day up to {today}");
        return Err(Failure::Input(vec![refused(&shown, &what, &hint)]));
    }
    let copy = Copy::of(file, digest, &page);
    let document = page.on(day);
    let copy = Copy { pages: document.pages(), ..copy };
    let sightings = reader.read(&document);
    let mut observations = Vec::new();
    let mut keys = BTreeMap::new();
    let mut passed = PassedOver::default();
    for seen in &sightings {
        tally.rows += 1;
        match draft(seen, &document, &copy, &mut keys).and_then(fit) {
            Ok(observation) => observations.push(observation),
            Err(why) => {
                *tally.rejects.entry(why.to_owned()).or_default() += 1;
                passed.push(&copy.file_at(seen.span.0), row_of(&document, seen.span.0), why);
            }
        }
    }
    rejects::keep(&asked.ledger, digest, &[], &passed)?;
    let (read, distinct) = (observations.len(), distinct(&observations));
    let cut = cut_off(&shown, bytes);
    // A document that was cut off is read again when it comes whole.
    let whole = cut.is_none().then(|| (copy.name.clone(), digest));
    let appended = writer.append(&Batch { observations, file: whole })?;
    count_appended(tally, read, distinct, appended.appended);
    cut.map_or(Ok(()), |fault| Err(Failure::Input(vec![fault])))
}

/// What a document is that holds none: it is empty, or says that there is none.
fn no_document(file: &Path, bytes: &[u8], page: &Page) -> Option<Fault> {
    let fault = |what: String| {
        let file = file.display().to_string();
        let hint = "fetch or copy it anew, and see whether it is what it should be".to_owned();
        Some(Fault { file, line: None, column: String::new(), what, hint })
    };
    if page.text.trim().is_empty() {
        return fault("no text in it".to_owned());
    }
    if ending(file) == "pdf" && !is_pdf(bytes) {
        let begin: String = page.text.trim_start().chars().take(60).collect();
        return fault(format!("no PDF, though its name ends so: it says {begin:?}"));
    }
    let title = page.title.as_deref().filter(|title| is_answer(title))?;
    let is_short = page.text.chars().count() <= ANSWER_CHARS_MAX;
    if is_short { fault(format!("a server's answer, and no document: {title:?}")) } else { None }
}

/// Whether a title is the status with which a server says that it has no page: "404 Not Found".
fn is_answer(title: &str) -> bool {
    let Some((status, phrase)) = title.trim().split_once(' ') else { return false };
    let is_status = status.parse().is_ok_and(|status: u16| (400..600).contains(&status));
    let phrase = phrase.to_ascii_lowercase();
    let phrase = phrase.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    is_status && PHRASES.iter().any(|known| phrase.starts_with(known))
}

/// The fault of a PDF whose end is missing: what comes before it was read.
fn cut_off(file: &str, bytes: &[u8]) -> Option<Fault> {
    let last = &bytes[bytes.len().saturating_sub(PDF_END_BYTES)..];
    let ends = last.windows(PDF_END.len()).any(|bytes| bytes == PDF_END);
    (is_pdf(bytes) && !ends).then(|| Fault {
        file: file.to_owned(),
        line: None,
        column: String::new(),
        what: "cut off: ends before its end; what could be read of it is in the ledger".to_owned(),
        hint: "fetch or copy the file anew".to_owned(),
    })
}

fn undated(file: &str) -> Failure {
    Failure::Input(vec![Fault {
        file: file.to_owned(),
        line: None,
        column: String::new(),
        what: "no day of publication".to_owned(),
        hint: "say --published YYYY-MM-DD, write the day on a line of its own above the text, or \
               name the file after it: 2025-11-04-….txt"
            .to_owned(),
    }])
}

/// Every text below these paths: those named in their order, those of a folder by name.
fn named(paths: &[PathBuf], ledger: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let ledger = fs_err::canonicalize(ledger).ok();
    let is_text = |name: &str| ENDINGS.contains(&ending(Path::new(name)).as_str());
    for path in paths {
        let about = fs_err::metadata(path)
            .map_err(|error| Failure::unseen(path, &error, "name a file or a folder"))?;
        if about.is_dir() {
            files::within(path, ledger.as_deref(), &is_text, &mut found)?;
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn ending(path: &Path) -> String {
    path.extension().map_or(String::new(), |ending| ending.to_string_lossy().to_ascii_lowercase())
}

/// Keeps a document's bytes under their digest, before anything is read from them. A copy is either
/// there whole or not at all.
fn archive(ledger: &Path, file: &Path, digest: Digest, bytes: &[u8]) -> Result<(), Failure> {
    let folder = place(ledger, DOCUMENTS);
    fs_err::create_dir_all(&folder)?;
    let ending = ending(file);
    let known = ENDINGS.contains(&ending.as_str());
    let kept = folder.join(format!("{digest}.{}", if known { ending.as_str() } else { "txt" }));
    if kept.exists() {
        return Ok(());
    }
    let draft = folder.join(format!(".{digest}.draft"));
    let mut out = fs_err::File::create(&draft)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    fs_err::rename(&draft, &kept)?;
    Ok(())
}

/// The copy of a document that is read: what its observations say of their origin.
struct Copy {
    name: String,
    publisher: String,
    url: String,
    digest: Digest,
    pages: PageEnds,
}

impl Copy {
    /// The file's name, with the page in it on which a passage begins, as addresses name pages of a PDF.
    fn file_at(&self, at: usize) -> String {
        match self.pages.page_at(at) {
            Some(page) => format!("{}#page={page}", self.name),
            None => self.name.clone(),
        }
    }

    fn of(file: &Path, digest: Digest, page: &Page) -> Copy {
        let text = |part: Option<&std::ffi::OsStr>| {
            part.map_or(String::new(), |part| part.to_string_lossy().into_owned())
        };
        let folder = || text(file.parent().and_then(Path::file_name));
        Copy {
            name: text(file.file_name()),
            publisher: page.source.clone().unwrap_or_else(folder),
            url: page.url.clone().unwrap_or_default(),
            digest,
            pages: PageEnds::default(),
        }
    }
}

/// The observation that a sighting would be, or why it is none.
fn draft(
    seen: &Sighting,
    document: &Document,
    copy: &Copy,
    keys: &mut BTreeMap<String, usize>,
) -> Result<Draft, &'static str> {
    let actor = seen.actor.ok_or("without an actor")?;
    let period = seen.period.ok_or("without a date")?;
    // What an actor does at home is addressed to nobody.
    let dyad = Dyad { actor, target: seen.target.filter(|target| *target != actor) };
    let known_at =
        known_at(document.published).ok_or("published outside the years 1800 to 2200")?;
    let quote = document.text.get(seen.span.0..seen.span.1).unwrap_or_default();
    let arrow = dyad
        .target
        .map_or(actor.code().to_owned(), |target| format!("{} → {}", actor.code(), target.code()));
    let key = format!(
        "{}#{}-{} {dyad} {}",
        &copy.digest.to_string()[..16],
        seen.span.0,
        seen.span.1,
        seen.channel
    );
    let nth = keys.entry(key.clone()).or_default();
    *nth += 1;
    let key = if *nth == 1 { key } else { format!("{key} {nth}") };
    let row = row_of(document, seen.span.0);
    Ok(Draft {
        mode: seen.mode,
        dyad,
        channel: seen.channel,
        period,
        known_at,
        modality: seen.modality,
        what: format!("{arrow} {}: {}", seen.channel, shortened(quote)),
        detail: detail(seen, document)?,
        origin: Origin {
            source: SOURCE.to_owned(),
            key,
            publisher: copy.publisher.clone(),
            url: copy.url.clone(),
            digest: copy.digest,
            locator: Locator { file: copy.file_at(seen.span.0), row },
            basis: quote.to_owned(),
            weak: seen.confidence < SURE,
        },
    })
}

/// The line of the text, or of the page where there are pages, from 1, in which a passage begins.
fn row_of(document: &Document, at: usize) -> u64 {
    let before = document.text.get(..at).unwrap_or_default();
    let before = before.rsplit('\u{c}').next().unwrap_or_default();
    1 + before.bytes().filter(|&byte| byte == b'\n').count() as u64
}

fn known_at(day: Date) -> Option<KnownAt> {
    KnownAt::day(day).ok()
}

/// What a sighting's kind adds.
fn detail(seen: &Sighting, document: &Document) -> Result<Detail, &'static str> {
    match (seen.kind, &seen.amount) {
        (Kind::Event | Kind::Vote, _) | (_, None) if seen.kind != Kind::Flow => Ok(Detail::Event {
            rank: seen.rank,
            place: seen.place.clone().unwrap_or_default(),
            code: seen.code.map(|code| (code.ontology, code.code.to_owned())),
        }),
        (Kind::Flow, Some(amount)) => {
            if names_goods(amount, seen, document) {
                return Err("amounts of goods without an HS code");
            }
            let quantity = quantity(amount)?;
            Ok(Detail::Flow { quantity, commodity: Commodity::total(), derived: false })
        }
        (_, Some(amount)) => Ok(Detail::Quantity {
            quantity: quantity(amount)?,
            of: None,
            topic: amount.commodities.join(", "),
        }),
        (_, None) => Err("without a value"),
    }
}

/// Whether an amount is of certain goods, not of all: they are named in its own sentence. Goods that
/// a later sentence adds are examples.
fn names_goods(amount: &Amount, seen: &Sighting, document: &Document) -> bool {
    let sentence = document.sentences().into_iter().find(|sentence| sentence.1 > seen.span.0);
    let words = sentence.and_then(|(start, end)| document.text.get(start..end)).unwrap_or_default();
    amount.commodities.iter().any(|goods| words.contains(goods.as_str()))
}

fn quantity(amount: &Amount) -> Result<Quantity, &'static str> {
    let value = amount.value.ok_or("without a value")?;
    let unit = match amount.unit.as_deref().ok_or("without a unit")? {
        "person" => "persons",
        "barrel" => "bbl",
        "document" => "documents",
        "container" => "containers",
        "item" => "items",
        unit => unit,
    };
    let unit = unit.parse().map_err(|_| "in a unit that the ledger does not know")?;
    Quantity::new(value, unit).map_err(|_| "without a finite value")
}

/// The observation of a draft, or the kind of reason why it is none.
fn fit(draft: Draft) -> Result<Observation, &'static str> {
    Observation::new(draft).map_err(|unfit| match unfit {
        Unfit::KnownTooEarly { .. } => "after the day of publication",
        Unfit::NotAFlow { .. } => "trade without an amount",
        Unfit::FlowAstray { .. } => "amounts without a partner, or outside trade and aid",
        Unfit::SameActor(_) => "of an actor with itself",
        Unfit::ImpossibleDate(_) => "on a day outside the years 1800 to 2200",
    })
}

/// A passage on one line, cut at a word.
fn shortened(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(WHAT_CHARS_MAX) else { return line };
    let head = &line[..end];
    let cut = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", &head[..cut])
}

/// Says on a terminal how far it is.
fn progress(done: usize, all: usize) {
    if std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr().lock(), "\r{done} of {all} files");
    }
}

fn progress_end() {
    if std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
    }
}
