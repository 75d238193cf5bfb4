//! Files of which the figures of one are told from those of others: all are read at once, and again
//! each time, since a file that comes later may tell what was missing in an earlier one.

use std::convert::Infallible;

use telltale_ledger::Batch;
use telltale_source::raw::{self, MemberError};
use telltale_source::{PassedOver, ReadTogether, Source, unlike_fault};

use super::files;
use super::{Tally, count_appended, distinct, opened, rejects, whole};
use crate::cli::Ingest;
use crate::clock;
use crate::failure::Failure;

/// Reads every file that was named into the ledger, in one commit of observations.
pub(super) fn ingest(
    asked: &Ingest,
    source: &Source,
    read: ReadTogether,
) -> Result<Tally, Failure> {
    let raw_files = files::below(&asked.paths, source, &asked.ledger)?;
    let (mut writer, archive) = opened(asked)?;
    let mut tally = Tally::default();
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    // Of each raw file: its name and digest, its faults as a whole, and whose members are its own.
    let mut of_files = Vec::new();
    for file in &raw_files {
        if clock::stopped() {
            return Err(Failure::Stopped);
        }
        tally.files += 1;
        let kept = file.keep(&archive, !asked.no_archive);
        let Some(kept) = files::or_refused(kept, &mut tally)? else { continue };
        tally.bytes += usize::try_from(kept.bytes).unwrap_or(usize::MAX);
        tally.files_already_read += usize::from(writer.has_read(kept.digest));
        let from = members.len();
        let mut strange = Vec::new();
        let faults = raw::members(&kept.path, &file.name, &mut |name, bytes| {
            if !file.holds(source, name) {
                return Ok(());
            }
            let (all, cut) = whole::member(bytes)?;
            if let Some(fault) = unlike_fault(source.spec.name, name, &all) {
                strange.push(fault);
                return Ok(());
            }
            members.push((name.to_owned(), all));
            cut.map_err(MemberError::<Infallible>::from)
        });
        let Ok(mut faults) = faults;
        faults.extend(strange);
        if from == members.len() && faults.is_empty() {
            faults.extend(file.holds_nothing(source));
        }
        of_files.push((file.name.clone(), kept.digest, faults, from..members.len()));
    }
    let about = whole::about(asked, &whole::Came::default())?;
    let readings = read(&members, &about);
    let mut observations = Vec::new();
    for (_, digest, faults, mine) in &mut of_files {
        let mut passed = PassedOver::default();
        let mut taken = 0;
        for reading in &readings[mine.clone()] {
            faults.extend(reading.rejects.iter().cloned());
            taken += whole::count(reading, &mut tally);
            passed.extend(reading.passed.clone());
            let seen = reading.observations.iter().cloned();
            observations.extend(seen.map(|seen| seen.read_from(*digest)));
        }
        rejects::keep(&asked.ledger, *digest, faults, &passed)?;
        whole::count_faults(faults, taken, &mut tally);
    }
    let (read, distinct) = (observations.len(), distinct(&observations));
    let appended = writer.append(&Batch { observations, file: None })?;
    count_appended(&mut tally, read, distinct, appended.appended);
    for (name, digest, faults, _) in of_files {
        if faults.iter().all(|fault| fault.line.is_some()) {
            writer.append(&Batch { observations: Vec::new(), file: Some((name, digest)) })?;
        }
    }
    Ok(tally)
}
