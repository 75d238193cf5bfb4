//! Event files of any size and number: read on every core, each into data files of the ledger, and
//! committed a few at a time. A run that ends at any instant leaves whole commits behind, and the next
//! goes on with the files that they do not name.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::Instant;

use telltale_ledger::{Drafted, Drafts, Writer};
use telltale_observation::{Digest, Reports};
use telltale_source::archive::Archive;
use telltale_source::rows::{FileTally, read_rows};
use telltale_source::{Asked, Rows, Source, icews};

use super::files::{self, RawFile};
use super::{Tally, opened, rejects};
use crate::cli::{Ingest, Times};
use crate::clock;
use crate::failure::Failure;
use crate::{flow, output};

/// A block of reports is written once it holds so many.
const BLOCK_REPORTS: usize = 98_304;
/// Or once their texts take so many bytes.
const BLOCK_TEXT_BYTES: usize = 24 << 20;
/// Files that a worker takes at a time: so many bytes, as they are packed.
const LOT_BYTES: u64 = 16 << 20;
/// A commit waits for so many observations.
const COMMIT_OBSERVATIONS: usize = 400_000;

/// After so many lines a worker looks whether somebody wants to stop.
pub(super) const ROWS_UNTIL_LOOK: u64 = 4096;

/// What all workers share.
struct Work<'a> {
    asked: &'a Ingest,
    source: &'a Source,
    rows: Rows,
    about: Asked,
    archive: Archive,
    drafts: Drafts,
    lots: Vec<&'a [RawFile]>,
    next: AtomicUsize,
    /// Digests of files that were read, before or in this run.
    read: Mutex<HashSet<Digest>>,
    stopped: AtomicBool,
}

/// What a lot of files came to, to be committed as one.
#[derive(Default)]
struct Lot {
    drafted: Vec<Drafted>,
    files: Vec<FileRead>,
    /// Why files could not be read at all.
    refused: Vec<Failure>,
    already_read: usize,
    bytes: u64,
    quad_classes: [(u64, f64); 5],
}

/// A file that was read, and what its rows came to.
struct FileRead {
    name: String,
    digest: Digest,
    tally: FileTally,
}

/// Reads every file that was named into the ledger.
pub(super) fn ingest(asked: &Ingest, source: &Source, rows: Rows) -> Result<Tally, Failure> {
    let mut raw_files = files::below(&asked.paths, source, &asked.ledger)?;
    raw_files.retain(|file| !rows.keys.contains(&file.name.as_str()));
    let keys = keys(&asked.paths, rows)?;
    if source.spec.name == icews::SPEC.name {
        raw_files.retain(|file| file.name != icews::COUNTS);
        names_of_numbers(&raw_files, &keys, rows)?;
        if asked.times.is_none() {
            raw_files.iter().try_for_each(not_in_days)?;
        }
    }
    let about = Asked {
        year: asked.year,
        in_days: asked.times == Some(Times::Days),
        no_persons: asked.no_persons,
        keys,
        today: Some(flow::last_known_day()),
        ..Asked::default()
    };
    let (mut writer, archive) = opened(asked)?;
    if !asked.no_archive {
        for (name, bytes) in &about.keys {
            archive.keep(bytes.as_slice(), name)?;
        }
    }
    let work = Work {
        asked,
        source,
        rows,
        about,
        archive,
        drafts: writer.drafts(),
        lots: lots(&raw_files),
        next: AtomicUsize::new(0),
        read: Mutex::new(writer.read_files().collect()),
        stopped: AtomicBool::new(false),
    };
    let all_bytes = raw_files.iter().map(RawFile::size).sum();
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(work.lots.len());
    std::thread::scope(|scope| {
        let (done, lots) = mpsc::sync_channel(1);
        for _ in 0..workers {
            let (done, work) = (done.clone(), &work);
            scope.spawn(move || each_lot(work, &done));
        }
        drop(done);
        let tally = collect(&lots, asked, &mut writer, all_bytes);
        work.stopped.store(true, Ordering::Relaxed);
        // Workers that wait to hand over their lots end when nobody takes them.
        drop(lots);
        tally
    })
}

/// Refuses files of numbers whose names are missing or may be two, and a folder without any row.
fn names_of_numbers(
    raw_files: &[RawFile],
    keys: &[(String, Vec<u8>)],
    rows: Rows,
) -> Result<(), Failure> {
    if raw_files.is_empty() {
        return Err(Failure::usage(
            "there is no file of events to read",
            "name the folder or the files whose rows are to be read, such as train.txt",
        ));
    }
    let faults = icews::key_faults(keys);
    if !faults.refused.is_empty() {
        return Err(Failure::Input(faults.refused));
    }
    super::warn(&faults.passed_over);
    let mut of_numbers = None;
    for file in raw_files.iter().filter(|file| file.name.ends_with(".txt")) {
        let Some(path) = &file.path else { continue };
        if icews::is_of_numbers(std::io::BufReader::new(fs_err::File::open(path)?))? {
            of_numbers = Some(path);
            break;
        }
    }
    let is_missing = |name: &&&str| !keys.iter().any(|(known, _)| known == **name);
    match (of_numbers, rows.keys.iter().find(is_missing)) {
        (Some(path), Some(name)) => Err(Failure::usage(
            format!("{name} is missing: {} has numbers for names", path.display()),
            icews::BESIDE,
        )),
        _ => Ok(()),
    }
}

/// Refuses a file whose times look like days, where nobody says what they count.
fn not_in_days(file: &RawFile) -> Result<(), Failure> {
    let Some(path) =
        file.path.as_ref().filter(|path| path.extension().is_some_and(|end| end == "txt"))
    else {
        return Ok(());
    };
    match icews::looks_like_days(std::io::BufReader::new(fs_err::File::open(path)?))? {
        false => Ok(()),
        true => Err(Failure::usage(
            format!("{}: its times end within a year's days, and look like days", path.display()),
            "say --times days, or --times hours if all of it is of the first fortnight of the year",
        )),
    }
}

/// The key files in the folders that were named, or beside the files.
fn keys(paths: &[PathBuf], rows: Rows) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut found = BTreeMap::new();
    for path in paths {
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        for name in rows.keys {
            if let Some(place) = folder.map(|folder| folder.join(name)).filter(|p| p.is_file()) {
                found.insert((*name).to_owned(), fs_err::read(place)?);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Neighbours together, so that what was known together is written together.
fn lots(raw_files: &[RawFile]) -> Vec<&[RawFile]> {
    let mut lots = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (at, file) in raw_files.iter().enumerate() {
        bytes += file.size();
        if bytes >= LOT_BYTES {
            lots.push(&raw_files[from..=at]);
            (from, bytes) = (at + 1, 0);
        }
    }
    if from < raw_files.len() {
        lots.push(&raw_files[from..]);
    }
    lots
}

fn each_lot(work: &Work<'_>, done: &mpsc::SyncSender<Result<Lot, Failure>>) {
    let mut reports = Reports::of(work.source.spec.name);
    loop {
        let at = work.next.fetch_add(1, Ordering::Relaxed);
        if at >= work.lots.len() || clock::stopped() || work.stopped.load(Ordering::Relaxed) {
            return;
        }
        let lot = lot(work, work.lots[at], &mut reports);
        reports.clear();
        if done.send(lot).is_err() {
            return;
        }
    }
}

/// Which members of a file are read, and whether there was any.
pub(super) struct Held<'a> {
    file: &'a RawFile,
    source: &'a Source,
    any: Cell<bool>,
}

impl<'a> Held<'a> {
    pub(super) fn of(file: &'a RawFile, source: &'a Source) -> Held<'a> {
        Held { file, source, any: Cell::new(false) }
    }

    /// Whether a member is read, by its name.
    pub(super) fn holds(&self, member: &str) -> bool {
        let holds = self.file.holds(self.source, member);
        self.any.set(holds || self.any.get());
        holds
    }

    /// A file in which there is nothing to read, or nothing that could be read, is refused as a whole.
    pub(super) fn judge(&self, tally: &mut FileTally) {
        if !self.any.get() && tally.whole {
            let fault = self.file.holds_nothing(self.source);
            tally.whole = fault.is_none();
            tally.faults.extend(fault);
        }
        if tally.whole && tally.rows == 0 {
            output::talk(&format!("{}: there is no row in it", self.file.name));
        }
        let taken = tally.new + tally.repeated + tally.outside.values().sum::<u64>();
        let counts = (taken, tally.faulty);
        if super::none_read(self.source, &self.file.name, counts, &mut tally.faults) {
            tally.whole = false;
        }
    }
}

fn lot(work: &Work<'_>, raw_files: &[RawFile], reports: &mut Reports) -> Result<Lot, Failure> {
    let mut lot = Lot::default();
    let mut reader = (work.rows.begin)(&work.about);
    for file in raw_files {
        if clock::stopped() {
            return Err(Failure::Stopped);
        }
        let kept = match file.keep(&work.archive, !work.asked.no_archive) {
            Err(failure @ Failure::Usage { .. }) => {
                lot.refused.push(failure);
                continue;
            }
            kept => kept?,
        };
        lot.bytes += kept.bytes;
        // Files in which there is nothing are all alike, and each is told.
        let is_new =
            || work.read.lock().expect("no worker panics while it looks").insert(kept.digest);
        if kept.bytes > 0 && !is_new() {
            lot.already_read += 1;
            continue;
        }
        let held = Held::of(file, work.source);
        let drafted = &mut lot.drafted;
        let mut rows = 0_u64;
        let mut tally = read_rows(
            (&kept.path, &file.name, kept.digest),
            reader.as_mut(),
            &|member| held.holds(member),
            reports,
            &mut |reports| {
                rows += 1;
                if rows.is_multiple_of(ROWS_UNTIL_LOOK) && clock::stopped() {
                    return Err(Failure::Stopped);
                }
                if reports.len() >= BLOCK_REPORTS || reports.text_bytes() >= BLOCK_TEXT_BYTES {
                    drafted.extend(work.drafts.write(reports)?);
                    reports.clear();
                }
                Ok::<(), Failure>(())
            },
        )?;
        held.judge(&mut tally);
        lot.files.push(FileRead { name: file.name.clone(), digest: kept.digest, tally });
    }
    if !reports.is_empty() {
        lot.drafted.extend(work.drafts.write(reports)?);
    }
    lot.quad_classes = reader.quad_classes();
    Ok(lot)
}

/// Commits what the workers drafted, and adds up what it came to.
fn collect(
    lots: &mpsc::Receiver<Result<Lot, Failure>>,
    asked: &Ingest,
    writer: &mut Writer,
    all_bytes: u64,
) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    let mut waiting = Lot::default();
    let started = Instant::now();
    let mut ended = None;
    for lot in lots {
        let lot = match lot {
            Ok(lot) => lot,
            // What others have read is committed before the run ends.
            Err(failure) => {
                ended = Some(failure);
                break;
            }
        };
        for failure in &lot.refused {
            progress_end();
            files::refuse(failure, &mut tally);
        }
        tally.files += lot.files.len() + lot.already_read + lot.refused.len();
        tally.files_already_read += lot.already_read;
        tally.bytes += usize::try_from(lot.bytes).unwrap_or(usize::MAX);
        for (sum, more) in tally.quad_classes.iter_mut().zip(lot.quad_classes) {
            *sum = (sum.0 + more.0, sum.1 + more.1);
        }
        waiting.drafted.extend(lot.drafted);
        waiting.files.extend(lot.files);
        if waiting.drafted.iter().map(Drafted::len).sum::<usize>() >= COMMIT_OBSERVATIONS {
            commit(std::mem::take(&mut waiting), asked, writer, &mut tally)?;
        }
        progress(&tally, &waiting, all_bytes, started);
    }
    let committed = commit(waiting, asked, writer, &mut tally);
    progress_end();
    match ended {
        None | Some(Failure::Stopped) => committed?,
        // What ended the run is told, and not what came of it.
        Some(failure) => return Err(failure),
    }
    if clock::stopped() {
        return Err(Failure::Stopped);
    }
    Ok(tally)
}

fn commit(lot: Lot, asked: &Ingest, writer: &mut Writer, tally: &mut Tally) -> Result<(), Failure> {
    for FileRead { digest, tally: read, .. } in &lot.files {
        rejects::keep(&asked.ledger, *digest, &read.faults, &read.passed)?;
    }
    // A file that was cut off is read again when it comes.
    let whole = lot.files.iter().filter(|file| file.tally.whole);
    let whole: Vec<_> = whole.map(|file| (file.name.clone(), file.digest)).collect();
    let appended = writer.commit(lot.drafted, &whole)?;
    tally.observations += appended.appended;
    let new: u64 = lot.files.iter().map(|file| file.tally.new).sum();
    for FileRead { tally: read, .. } in lot.files {
        count(read, tally);
    }
    tally.already_there += new - appended.appended as u64;
    Ok(())
}

/// Counts what the rows of a file came to, but for the new ones, and tells its faults as a whole.
pub(super) fn count(read: FileTally, tally: &mut Tally) {
    tally.rows += read.rows;
    tally.repeated += read.repeated;
    for (why, n) in read.outside {
        *tally.rejects.entry(why.to_owned()).or_default() += n;
    }
    if read.faulty > 0 {
        *tally.rejects.entry(super::FAULTY.to_owned()).or_default() += read.faulty;
    }
    tally.faulty += read.faulty;
    let of_file = || read.faults.iter().filter(|fault| fault.line.is_none());
    let is_refused = of_file().next().is_some();
    tally.files_refused += usize::from(is_refused);
    tally.files_in_part += usize::from(is_refused && read.new + read.repeated > 0);
    for fault in of_file() {
        progress_end();
        output::talk(&format!("error: {fault}"));
    }
}

/// Says on a terminal how far it is.
fn progress(tally: &Tally, waiting: &Lot, all_bytes: u64, started: Instant) {
    let mut terminal = std::io::stderr();
    if !terminal.is_terminal() {
        return;
    }
    let rows = tally.rows + waiting.files.iter().map(|file| file.tally.rows).sum::<u64>();
    let seconds = started.elapsed().as_secs_f64().max(0.001);
    let done = tally.bytes as f64;
    let speed = done / seconds / 1e6;
    let part = done / (all_bytes.max(1) as f64);
    let left = if part > 0.0 { seconds * (1.0 - part).max(0.0) / part } else { 0.0 };
    let _ = write!(
        terminal,
        "\r\x1b[K{rows} rows, {:.0} %, {speed:.1} MB/s packed, {left:.0} s left",
        100.0 * part.min(1.0)
    );
}

fn progress_end() {
    if std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
}
