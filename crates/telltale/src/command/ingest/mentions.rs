//! Files of mentions, of any size: many small ones are read into one commit, and a large one into
//! several. A file counts as read once all its mentions are committed.

use telltale_ledger::Writer;
use telltale_observation::{Digest, Mention};
use telltale_source::archive::Archive;
use telltale_source::{PassedOver, Source, gdelt_mentions};

use super::files::{self, RawFile};
use super::rows::{self, Held};
use super::{Tally, opened, rejects};
use crate::cli::Ingest;
use crate::clock;
use crate::failure::Failure;
use crate::flow;

/// A commit waits for so many mentions, which take some hundred megabytes.
const COMMIT_MENTIONS: usize = 200_000;

/// Mentions that are read and not yet committed, and the files that they end.
#[derive(Default)]
struct Waiting {
    mentions: Vec<Mention>,
    files: Vec<(String, Digest)>,
}

/// Reads every file that was named into the ledger.
pub(super) fn ingest(asked: &Ingest, source: &Source) -> Result<Tally, Failure> {
    let raw_files = files::below(&asked.paths, source, &asked.ledger)?;
    let (mut writer, archive) = opened(asked)?;
    let mut tally = Tally { of_mentions: true, ..Tally::default() };
    let mut waiting = Waiting::default();
    for file in &raw_files {
        let read = match clock::stopped() {
            true => Err(Failure::Stopped),
            false => one(file, (asked, &archive), source, &mut writer, &mut waiting, &mut tally),
        };
        if let Err(failure) = read {
            // What was read until now is kept; what ended the run is told, and not what came of it.
            let kept = commit(&mut waiting, &mut writer, &mut tally);
            return match (failure, kept) {
                (Failure::Stopped, Err(fault)) => Err(fault),
                (failure, _) => Err(failure),
            };
        }
    }
    commit(&mut waiting, &mut writer, &mut tally)?;
    Ok(tally)
}

fn one(
    file: &RawFile,
    (asked, archive): (&Ingest, &Archive),
    source: &Source,
    writer: &mut Writer,
    waiting: &mut Waiting,
    tally: &mut Tally,
) -> Result<(), Failure> {
    tally.files += 1;
    let kept = file.keep(archive, !asked.no_archive);
    let Some(kept) = files::or_refused(kept, tally)? else { return Ok(()) };
    tally.bytes += usize::try_from(kept.bytes).unwrap_or(usize::MAX);
    if writer.has_read(kept.digest) || waiting.files.iter().any(|(_, of)| *of == kept.digest) {
        tally.files_already_read += 1;
        return Ok(());
    }
    let held = Held::of(file, source);
    let place = (kept.path.as_path(), file.name.as_str(), kept.digest);
    let is_of = |member: &str| held.holds(member);
    let Waiting { mentions, files } = waiting;
    let mut lines = 0_u64;
    let today = Some(flow::last_known_day());
    let mut read = gdelt_mentions::read_rows(place, today, &is_of, mentions, &mut |mentions| {
        lines += 1;
        if lines.is_multiple_of(rows::ROWS_UNTIL_LOOK) && clock::stopped() {
            return Err(Failure::Stopped);
        }
        match mentions.len() < COMMIT_MENTIONS {
            true => Ok(()),
            false => append(std::mem::take(mentions), files, writer, tally),
        }
    })?;
    held.judge(&mut read);
    rejects::keep(&asked.ledger, kept.digest, &read.faults, &PassedOver::default())?;
    // A file that was cut off is read again when it comes whole.
    if read.whole {
        waiting.files.push((file.name.clone(), kept.digest));
    }
    rows::count(read, tally);
    Ok(())
}

fn commit(waiting: &mut Waiting, writer: &mut Writer, tally: &mut Tally) -> Result<(), Failure> {
    let mentions = std::mem::take(&mut waiting.mentions);
    append(mentions, &mut waiting.files, writer, tally)
}

/// Appends mentions, and notes that these files were read.
fn append(
    mentions: Vec<Mention>,
    files: &mut Vec<(String, Digest)>,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let read = mentions.len();
    let appended = writer.append_mentions(mentions, &std::mem::take(files))?;
    tally.mentions += appended as u64;
    tally.already_there += (read - appended) as u64;
    Ok(())
}
