//! Files whose observations are too many to be held together: each appended in one commit, a part of
//! its observations at a time.

use std::cell::Cell;

use telltale_ledger::Writer;
use telltale_source::archive::Archive;
use telltale_source::{Asked, Parted, Reading, Source};

use super::files::{self, RawFile};
use super::whole::{self, Came};
use super::{Tally, count_appended, distinct, opened, rejects};
use crate::cli::Ingest;
use crate::clock;
use crate::failure::Failure;

/// How a file is read.
type ReadParted = fn(&str, &[u8], &Asked) -> Parted;

/// Reads every file that was named into the ledger.
pub(super) fn ingest(asked: &Ingest, source: &Source, read: ReadParted) -> Result<Tally, Failure> {
    let raw_files = files::below(&asked.paths, source, &asked.ledger)?;
    let (mut writer, archive) = opened(asked)?;
    let mut tally = Tally::default();
    for file in &raw_files {
        if clock::stopped() {
            return Err(Failure::Stopped);
        }
        one(file, (asked, &archive), source, read, &mut writer, &mut tally)?;
    }
    Ok(tally)
}

fn one(
    file: &RawFile,
    (asked, archive): (&Ingest, &Archive),
    source: &Source,
    read: ReadParted,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), Failure> {
    tally.files += 1;
    let kept = file.keep(archive, !asked.no_archive);
    let Some(kept) = files::or_refused(kept, tally)? else { return Ok(()) };
    tally.bytes += usize::try_from(kept.bytes).unwrap_or(usize::MAX);
    if writer.has_read(kept.digest) {
        tally.files_already_read += 1;
        return Ok(());
    }
    let about = whole::about(asked, &Came::default())?;
    let (mut count, mut parts) = (0, Vec::new());
    let mut all = whole::read_all(&kept.path, file, source, &mut |name, bytes| {
        let read = read(name, bytes, &about);
        count += read.count;
        parts.push(read.parts);
        Reading {
            rejects: read.rejects,
            absent: read.absent,
            passed: read.passed,
            ..Reading::default()
        }
    });
    let taken = whole::count(&all.reading, tally) + count;
    if whole::none_taken(source, &file.name, taken, &mut all.reading.rejects, tally) {
        all.is_whole = false;
    }
    rejects::keep(&asked.ledger, kept.digest, &all.reading.rejects, &all.reading.passed)?;
    // Readers are given the bytes unpacked; what is archived are those that came.
    // What tells the same is of the same part.
    let told = Cell::new(0);
    let parts = parts.into_iter().flatten().map(|part| {
        let part: Vec<_> = part.into_iter().map(|seen| seen.read_from(kept.digest)).collect();
        told.set(told.get() + distinct(&part));
        part
    });
    // A file that was cut off is read again when it comes whole.
    let name = all.is_whole.then(|| (file.name.clone(), kept.digest));
    let appended = writer.append_parts(parts, name)?;
    tally.rows += count;
    count_appended(tally, count as usize, told.get(), appended.appended);
    Ok(())
}
