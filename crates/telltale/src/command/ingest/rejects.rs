//! What was not taken, kept in the ledger's folder: `_rejects/<digest of the file>.jsonl`, a line a
//! fault, and a line for all rows that were passed over for one reason. A file that is read again
//! replaces its list.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use serde_json::json;
use telltale_observation::{Digest, Fault};
use telltale_source::archive::place;
use telltale_source::{Passed, PassedOver};

use crate::failure::Failure;

/// The folder in a ledger.
const FOLDER: &str = "_rejects";

/// Keeps the faults of a raw file and the rows of which no record is made, before what was read from
/// it is appended.
pub(crate) fn keep(
    ledger: &Path,
    digest: Digest,
    faults: &[Fault],
    passed: &PassedOver,
) -> Result<(), Failure> {
    let folder = place(ledger, FOLDER);
    let place = folder.join(format!("{digest}.jsonl"));
    if faults.is_empty() && passed.is_empty() {
        if place.exists() {
            fs_err::remove_file(place)?;
        }
        return Ok(());
    }
    fs_err::create_dir_all(&folder)?;
    let draft = folder.join(format!(".{digest}.draft"));
    let mut out = std::io::BufWriter::new(fs_err::File::create(&draft)?);
    for fault in faults {
        let line = json!({
            "file": fault.file, "digest": digest, "row": fault.line, "column": fault.column,
            "reason": fault.what, "hint": fault.hint,
        });
        writeln!(out, "{line}")?;
    }
    for Passed { file, why, rows } in passed.iter() {
        let line = json!({
            "file": file, "digest": digest, "row": null, "column": "", "reason": why, "hint": "",
            "count": rows.count(), "rows": rows.to_string(), "untold": rows.untold(),
        });
        writeln!(out, "{line}")?;
    }
    let out = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    out.sync_all()?;
    fs_err::rename(draft, place)?;
    Ok(())
}

/// Whether a line of the lists tells of rows that are well-formed and without a record.
pub(crate) fn is_passed(line: &serde_json::Value) -> bool {
    line["count"].is_u64()
}

/// Every line of the lists, as JSON objects, by the digest of the file, then in the order in which
/// they were found.
pub(crate) fn all(
    ledger: &Path,
    each: &mut dyn FnMut(serde_json::Value) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let folder = place(ledger, FOLDER);
    if !folder.is_dir() {
        return Ok(());
    }
    let mut lists = Vec::new();
    for entry in fs_err::read_dir(&folder)? {
        lists.push(entry?.path());
    }
    lists.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    lists.sort_unstable();
    for list in lists {
        for line in BufReader::new(fs_err::File::open(&list)?).lines() {
            let line = line?;
            let fault = serde_json::from_str(&line)
                .map_err(|error| Failure::Other(anyhow::anyhow!("{}: {error}", list.display())))?;
            each(fault)?;
        }
    }
    Ok(())
}
