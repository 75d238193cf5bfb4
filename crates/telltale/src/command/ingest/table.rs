//! `telltale ingest table`: any table, by a map that says what stands in which column; with `--dry-run`
//! what it would come to, and nothing is written.

use std::path::Path;

use serde_json::{Value, json};
use telltale_ledger::{Batch, table_rows};
use telltale_observation::{Digest, Observation};
use telltale_source::archive::digested;
use telltale_source::mapped::{self, Map};
use telltale_source::{Asked, Reading, counted, doubts};

use super::files::{self, RawFile};
use super::{Tally, count_appended, distinct, opened, rejects, warn, whole};
use crate::cli::{Ingest, TextOrJson};
use crate::clock;
use crate::failure::Failure;
use crate::output;

/// How many mapped rows a dry run shows.
const SHOWN: usize = 10;
/// A larger file is refused: tables are read at once.
const BYTES_MAX: u64 = 1 << 30;

/// The map that was named.
fn map(asked: &Ingest) -> Result<Map, Failure> {
    let Some(path) = &asked.map else {
        return Err(Failure::usage(
            "no map: what stands in which column?",
            "name one with --map MAP.toml; docs/map.md says how it is written",
        ));
    };
    let text = fs_err::read_to_string(path)
        .map_err(|error| Failure::unseen(path, &error, "name a map in TOML"))?;
    mapped::parse(&path.display().to_string(), &text).map_err(Failure::Input)
}

fn named(asked: &Ingest) -> Result<(), Failure> {
    if asked.paths.is_empty() {
        return Err(Failure::usage("no table named", "name files of the form that the map is for"));
    }
    Ok(())
}

/// Reads every table that was named into the ledger.
pub(super) fn ingest(asked: &Ingest) -> Result<Tally, Failure> {
    let map = map(asked)?;
    named(asked)?;
    let about = whole::about(asked, &whole::Came::default())?;
    // All are looked at before anything is written: where one is missing or too large, no ledger is made.
    for path in &asked.paths {
        size(path)?;
    }
    let (mut writer, archive) = opened(asked)?;
    let mut tally = Tally::default();
    for path in &asked.paths {
        if clock::stopped() {
            return Err(Failure::Stopped);
        }
        tally.files += 1;
        let file = RawFile { name: shown(path), path: Some(path.clone()), is_named: true };
        let kept = file.keep(&archive, !asked.no_archive);
        let Some(kept) = files::or_refused(kept, &mut tally)? else { continue };
        tally.bytes += usize::try_from(kept.bytes).unwrap_or(usize::MAX);
        // Another map makes other observations of the same bytes: they are read again.
        let reading = read(&map, path, kept.digest, &about)?;
        rejects::keep(&asked.ledger, kept.digest, &reading.rejects, &reading.passed)?;
        let taken = whole::count(&reading, &mut tally);
        whole::count_faults(&reading.rejects, taken, &mut tally);
        warn(&doubts::of_parts_of_months(&reading.observations));
        let (read, distinct) = (reading.observations.len(), distinct(&reading.observations));
        let appended = writer.append(&Batch { observations: reading.observations, file: None })?;
        count_appended(&mut tally, read, distinct, appended.appended);
    }
    Ok(tally)
}

fn size(path: &Path) -> Result<(), Failure> {
    let about =
        fs_err::metadata(path).map_err(|error| Failure::unseen(path, &error, "name a table"))?;
    if about.is_dir() {
        let what = format!("a folder, and no table: {}", path.display());
        return Err(Failure::usage(what, "name its files"));
    }
    if about.len() > BYTES_MAX {
        let what = format!("{} has {} bytes: more than {BYTES_MAX}", path.display(), about.len());
        return Err(Failure::usage(what, "split it into several tables"));
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

/// Reads one table: Parquet through the ledger's crate, which alone knows it; anything else as bytes.
fn read(map: &Map, path: &Path, digest: Digest, about: &Asked) -> Result<Reading, Failure> {
    let name = shown(path);
    let is_parquet = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"));
    if !is_parquet {
        return Ok(mapped::read(map, &name, &fs_err::read(path)?, about));
    }
    let rows = table_rows(path)?;
    let heads = rows.heads().to_vec();
    let mut broken = None;
    let mut sound = rows.map_while(|row| row.map_err(|error| broken = Some(error)).ok());
    let reading = mapped::read_rows(map, (&name, digest), heads, &mut sound, about);
    drop(sound);
    match broken {
        Some(error) => Err(error.into()),
        None => Ok(reading),
    }
}

/// Prints what the tables would come to: ten mapped rows, and everything that would be refused.
pub(super) fn dry_run(asked: &Ingest) -> Result<(), Failure> {
    let map = map(asked)?;
    named(asked)?;
    let about = whole::about(asked, &whole::Came::default())?;
    let mut all = Reading::default();
    for path in &asked.paths {
        size(path)?;
        let mut file = fs_err::File::open(path)?;
        let (digest, _) = digested(&mut file, |_| Ok(()))?;
        let reading = read(&map, path, digest, &about)?;
        all.observations.extend(reading.observations);
        all.rejects.extend(reading.rejects);
        all.absent += reading.absent;
    }
    warn(&doubts::of_parts_of_months(&all.observations));
    let mut tally = Tally::default();
    whole::count(&all, &mut tally);
    let places = all.rejects.iter().filter(|fault| fault.line.is_some()).count() as u64;
    let rows = tally.rows + places;
    let text = match asked.format {
        TextOrJson::Json => {
            let faults = all.rejects.iter().map(|fault| {
                json!({"file": fault.file, "row": fault.line, "column": fault.column,
                    "reason": fault.what, "hint": fault.hint})
            });
            let whole = json!({
                "source": map.source, "dry_run": true, "rows": rows,
                "observations": all.observations.len(), "collapsed": 0,
                "rejects": places + all.absent,
                "shown": all.observations.iter().take(SHOWN).collect::<Vec<_>>(),
                "faults": faults.collect::<Vec<Value>>(),
            });
            format!("{whole:#}\n")
        }
        TextOrJson::Text => {
            let lines = all.observations.iter().take(SHOWN).map(line);
            let faults = all.rejects.iter().map(|fault| format!("{fault}\n"));
            format!(
                "{}{}{} = {} + {} without a record + {places} rejects; nothing was written\n",
                lines.collect::<String>(),
                faults.collect::<String>(),
                counted(rows, "row"),
                counted(all.observations.len(), "observation"),
                all.absent
            )
        }
    };
    output::data(&text, None)?;
    if all.rejects.is_empty() {
        return Ok(());
    }
    Err(Failure::usage(
        counted(all.rejects.len(), "fault"),
        "mend the map or the table; what is refused is listed above",
    ))
}

/// One mapped row: where it stands, and what it says.
fn line(seen: &Observation) -> String {
    let amount = seen.detail().quantity().map(|q| format!(" {} {}", q.amount(), q.unit()));
    format!(
        "row {:<6} {:<10} {:<14} {} ({}, {}) known {}{} {}\n",
        seen.origin().locator.row,
        seen.dyad().to_string(),
        seen.channel(),
        seen.period(),
        seen.mode(),
        seen.modality(),
        seen.known_at(),
        amount.unwrap_or_default(),
        seen.what()
    )
    .trim_end()
    .to_owned()
        + "\n"
}
