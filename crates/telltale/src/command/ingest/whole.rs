//! Files of some megabytes, read at once and appended in one commit each.

use std::convert::Infallible;
use std::io::Read;

use telltale_ledger::{Batch, Writer};
use telltale_observation::{Fault, Observation};
use telltale_source::archive::Archive;
use telltale_source::raw::{self, MemberError};
use telltale_source::{Reading, Source};

use super::files::{self, RawFile};
use super::{Tally, rejects};
use crate::cli::Ingest;
use crate::failure::Failure;
use crate::output;

/// What is read of one member at once, at most.
const MEMBER_BYTES_MAX: u64 = 1 << 30;

/// Reads every file that was named into the ledger.
pub(super) fn ingest(
    asked: &Ingest,
    source: &Source,
    read: fn(&str, &[u8]) -> Reading,
) -> Result<Tally, Failure> {
    let raw_files = files::below(&asked.paths, source, &asked.ledger)?;
    let mut writer = Writer::open(&asked.ledger)?;
    let mut tally = Tally::default();
    for file in &raw_files {
        one(file, asked, source, read, &mut writer, &mut tally)?;
    }
    Ok(tally)
}

fn one(
    file: &RawFile,
    asked: &Ingest,
    source: &Source,
    read: fn(&str, &[u8]) -> Reading,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), Failure> {
    tally.files += 1;
    let kept = file.keep(&Archive::of_ledger(&asked.ledger), !asked.no_archive)?;
    tally.bytes += usize::try_from(kept.bytes).unwrap_or(usize::MAX);
    if writer.has_read(kept.digest) {
        tally.files_already_read += 1;
        return Ok(());
    }
    let mut observations = Vec::new();
    let mut faults = Vec::new();
    let mut absent = 0;
    let whole_file = raw::members(&kept.path, &file.name, &mut |name, bytes| {
        if name != file.name && !files::is_of(source, name, false) {
            return Ok(());
        }
        let mut all = Vec::new();
        bytes.take(MEMBER_BYTES_MAX).read_to_end(&mut all)?;
        let reading = read(name, &all);
        observations.extend(reading.observations);
        faults.extend(reading.rejects);
        absent += reading.absent;
        Ok::<(), MemberError<Infallible>>(())
    });
    let Ok(whole_file) = whole_file;
    let is_whole = whole_file.is_empty();
    faults.extend(whole_file);
    rejects::keep(&asked.ledger, kept.digest, &faults)?;
    count(&observations, &faults, absent, tally);
    let read = observations.len();
    // A file that was cut off is read again when it comes whole.
    let name = is_whole.then(|| (file.name.clone(), kept.digest));
    let appended = writer.append(&Batch { observations, file: name })?;
    tally.observations += appended.appended;
    tally.collapsed += (read - appended.appended) as u64 + absent;
    Ok(())
}

/// A row with two faults is one row.
fn count(observations: &[Observation], faults: &[Fault], absent: u64, tally: &mut Tally) {
    let mut lines: Vec<_> = faults.iter().filter_map(|f| f.line.map(|at| (&f.file, at))).collect();
    lines.sort_unstable();
    lines.dedup();
    tally.rows += observations.len() as u64 + absent + lines.len() as u64;
    if !lines.is_empty() {
        *tally.rejects.entry("faulty rows".to_owned()).or_default() += lines.len() as u64;
    }
    tally.faulty += lines.len() as u64;
    for fault in faults.iter().filter(|fault| fault.line.is_none()) {
        tally.files_refused += 1;
        output::talk(&format!("error: {fault}"));
    }
}
