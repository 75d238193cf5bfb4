//! Files of mentions: many files are read into one commit, since a file of a quarter of an hour is
//! small. A file counts as read once its mentions are committed.

use std::convert::Infallible;
use std::io::Read;

use telltale_ledger::Writer;
use telltale_observation::{Digest, Mention};
use telltale_source::archive::Archive;
use telltale_source::gdelt_mentions::MentionReading;
use telltale_source::raw::{self, MemberError};
use telltale_source::{PassedOver, Source, unlike_fault};

use super::files::{self, RawFile};
use super::{Tally, rejects, whole};
use crate::cli::Ingest;
use crate::clock::{self, Wall};
use crate::failure::Failure;

/// A commit waits for so many mentions.
const COMMIT_MENTIONS: usize = 250_000;

/// How a file is read.
pub(super) type ReadMentions = fn(&str, &[u8]) -> MentionReading;

/// Mentions that are read and not yet committed, and the files that they are of.
#[derive(Default)]
struct Waiting {
    mentions: Vec<Mention>,
    files: Vec<(String, Digest)>,
}

/// Reads every file that was named into the ledger.
pub(super) fn ingest(
    asked: &Ingest,
    source: &Source,
    read: ReadMentions,
) -> Result<Tally, Failure> {
    let raw_files = files::below(&asked.paths, source, &asked.ledger)?;
    Wall::new()?;
    let mut writer = Writer::open(&asked.ledger)?;
    let mut tally = Tally { of_mentions: true, ..Tally::default() };
    let mut waiting = Waiting::default();
    for file in &raw_files {
        let read = match clock::stopped() {
            true => Err(Failure::Stopped),
            false => one(file, asked, source, read, &writer, &mut waiting, &mut tally),
        };
        if matches!(read, Err(Failure::Stopped)) {
            // What was read until now is kept.
            commit(&mut waiting, &mut writer, &mut tally)?;
        }
        read?;
        if waiting.mentions.len() >= COMMIT_MENTIONS {
            commit(&mut waiting, &mut writer, &mut tally)?;
        }
    }
    commit(&mut waiting, &mut writer, &mut tally)?;
    Ok(tally)
}

fn one(
    file: &RawFile,
    asked: &Ingest,
    source: &Source,
    read: ReadMentions,
    writer: &Writer,
    waiting: &mut Waiting,
    tally: &mut Tally,
) -> Result<(), Failure> {
    tally.files += 1;
    let kept = file.keep(&Archive::of_ledger(&asked.ledger), !asked.no_archive)?;
    tally.bytes += usize::try_from(kept.bytes).unwrap_or(usize::MAX);
    if writer.has_read(kept.digest) || waiting.files.iter().any(|(_, of)| *of == kept.digest) {
        tally.files_already_read += 1;
        return Ok(());
    }
    let mut all = MentionReading::default();
    let mut holds_any = false;
    let of_file = raw::members(&kept.path, &file.name, &mut |name, bytes| {
        if !file.holds(source, name) {
            return Ok(());
        }
        holds_any = true;
        let mut member = Vec::new();
        bytes.take(whole::MEMBER_BYTES_MAX).read_to_end(&mut member)?;
        if let Some(fault) = unlike_fault(source.spec.name, name, &member) {
            all.rejects.push(fault);
            return Ok(());
        }
        let reading = read(name, &member);
        // What is archived are the bytes that came, packed or not.
        let mentions = reading.mentions.into_iter();
        all.mentions.extend(mentions.map(|seen| Mention { digest: kept.digest, ..seen }));
        all.collapsed += reading.collapsed;
        all.rejects.extend(reading.rejects);
        Ok::<(), MemberError<Infallible>>(())
    });
    let Ok(mut of_file) = of_file;
    if !holds_any && of_file.is_empty() {
        of_file.extend(file.holds_nothing(source));
    }
    let is_whole = of_file.is_empty() && all.rejects.iter().all(|fault| fault.line.is_some());
    all.rejects.extend(of_file);
    let taken = all.mentions.len() as u64 + all.collapsed;
    tally.rows += taken;
    tally.repeated += all.collapsed;
    let none = whole::none_taken(source, &file.name, taken, &mut all.rejects, tally);
    rejects::keep(&asked.ledger, kept.digest, &all.rejects, &PassedOver::default())?;
    waiting.mentions.extend(all.mentions);
    // A file that was cut off is read again when it comes whole.
    if is_whole && !none {
        waiting.files.push((file.name.clone(), kept.digest));
    }
    Ok(())
}

fn commit(waiting: &mut Waiting, writer: &mut Writer, tally: &mut Tally) -> Result<(), Failure> {
    let Waiting { mentions, files } = std::mem::take(waiting);
    let read = mentions.len();
    let appended = writer.append_mentions(mentions, &files)?;
    tally.mentions += appended as u64;
    tally.already_there += (read - appended) as u64;
    Ok(())
}
