//! `telltale doctor`: is everything in order, and what should be done next?

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_ledger::{Ledger, LedgerError};
use telltale_observation::AsOf;
use telltale_source::counted;

use crate::cli::{Doctor, TextOrJson};
use crate::command::ingest::{rejects, releases};
use crate::failure::Failure;
use crate::{case_folder, flow, output};

/// Less free space than this is worth a word.
const FREE_BYTES_MIN: u64 = 1 << 30;

/// What was looked at, what was found, and what to do.
#[derive(Default)]
struct Findings {
    lines: Vec<(&'static str, String)>,
    whole: serde_json::Map<String, Value>,
    next: Vec<String>,
    damage: Option<LedgerError>,
}

impl Findings {
    fn say(&mut self, name: &'static str, said: impl Into<String>) {
        self.lines.push((name, said.into()));
    }

    fn todo(&mut self, what: impl Into<String>) {
        self.next.push(what.into());
    }
}

pub(crate) fn run(asked: &Doctor) -> Result<(), Failure> {
    let mut found = Findings::default();
    let version = env!("CARGO_PKG_VERSION");
    found.say("telltale", version);
    found.whole.insert("version".to_owned(), json!(version));
    let case_is_whole = case(asked.case.as_deref(), &mut found);
    if let Some(dir) = &asked.ledger {
        ledger(dir, asked.as_of, &mut found)?;
    }
    if found.next.is_empty() {
        found.say("next", "nothing: all is in order");
    }
    for todo in found.next.clone() {
        found.say("next", todo);
    }
    let text = match asked.format {
        TextOrJson::Json => {
            found.whole.insert("next".to_owned(), json!(found.next));
            format!("{:#}\n", Value::Object(std::mem::take(&mut found.whole)))
        }
        TextOrJson::Text => {
            found.lines.iter().map(|(name, said)| format!("{name:<9} {said}\n")).collect()
        }
    };
    output::data(&text, None)?;
    match found.damage {
        Some(damage) => Err(damage.into()),
        None => case_is_whole,
    }
}

/// Whether the case can be read.
fn case(folder: Option<&Path>, found: &mut Findings) -> Result<(), Failure> {
    let read = case_folder::open(folder).and_then(|raw| Ok((raw.observations()?.len(), raw)));
    let (value, outcome) = match read {
        Ok((observations, raw)) => {
            let name = raw.case.name.clone();
            found.say("case", format!("{name}: {observations} observations, no faults"));
            (json!({"name": name, "observations": observations, "faults": 0}), Ok(()))
        }
        Err(failure) => {
            let faults =
                if let Failure::Input(faults) = &failure { faults.len().max(1) } else { 1 };
            found.say("case", format!("cannot be read: {faults} faults"));
            let shown = folder.map_or(String::new(), |folder| format!(" {}", folder.display()));
            found.todo(format!("mend the case: telltale case check{shown}"));
            (json!({"name": null, "observations": 0, "faults": faults}), Err(failure))
        }
    };
    found.whole.insert("case".to_owned(), value);
    outcome
}

fn ledger(dir: &Path, as_of: Option<AsOf>, found: &mut Findings) -> Result<(), Failure> {
    let shown = dir.display().to_string();
    let opened = Ledger::open(dir).and_then(|ledger| Ok((ledger.info()?, ledger)));
    let (info, opened) = match opened {
        Ok(opened) => opened,
        Err(error @ LedgerError::NotALedger { .. }) => return Err(error.into()),
        Err(error) => {
            found.say("ledger", format!("cannot be read: {error}"));
            found.todo(format!("see what is damaged: telltale ledger verify --ledger {shown}"));
            found.whole.insert("ledger".to_owned(), json!({"damage": [error.to_string()]}));
            found.damage = Some(error);
            return Ok(());
        }
    };
    let damage = telltale_ledger::verify(dir);
    let state = match damage.len() {
        0 => "every byte is whole".to_owned(),
        n => format!("{n} files are damaged"),
    };
    let held = format!(
        "{} observations in {} files of {} bytes",
        info.observations, info.files, info.bytes
    );
    found.say("ledger", format!("{held}; {state}"));
    if let Some(first) = damage.first() {
        found.todo(format!("restore what telltale ledger verify --ledger {shown} lists"));
        let (file, what) = (first.file.clone(), first.what.clone());
        found.damage = Some(LedgerError::Damaged { file, what });
    }
    if let Some(writer) = &info.writer {
        found.say("writer", writer.to_string());
    }
    found.whole.insert(
        "ledger".to_owned(),
        json!({
            "observations": info.observations, "files": info.files, "bytes": info.bytes,
            "damage": damage, "writer": info.writer,
        }),
    );
    // Of what is damaged nothing is asked.
    if found.damage.is_none() {
        fresh(&opened, as_of, found, &shown)?;
    }
    refused(dir, found, &shown)?;
    shrunk(dir, found)?;
    space(dir, found);
    Ok(())
}

/// The newest day that each source tells of, as far as was known, and when its latest was known. A
/// day counts that was over when it was told: what is announced for next year makes nothing fresh.
const NEWEST: &str = "SELECT source, CAST(max(CASE WHEN end_date < CAST(known_at AS DATE) \
    THEN end_date ELSE CAST(known_at AS DATE) END) AS VARCHAR) AS newest, \
    CAST(CAST(max(known_at) AS DATE) AS VARCHAR) AS known FROM vintage GROUP BY source \
    UNION ALL SELECT 'gdelt_mentions', CAST(CAST(max(known_at) AS DATE) AS VARCHAR), \
    CAST(CAST(max(known_at) AS DATE) AS VARCHAR) FROM mention HAVING count(*) > 0 ORDER BY source";

/// How fresh each source is on a day, against how often it brings something new.
fn fresh(
    ledger: &Ledger,
    as_of: Option<AsOf>,
    found: &mut Findings,
    shown: &str,
) -> Result<(), Failure> {
    let asked = as_of.map_or_else(flow::today, AsOf::date);
    let newest: Vec<Value> = serde_json::from_str(&ledger.sql(NEWEST, as_of)?.to_json()?)
        .map_err(|error| Failure::Other(error.into()))?;
    let mut rows = Vec::new();
    for row in &newest {
        let day = |column: &str| row[column].as_str().and_then(|day| day.parse::<Date>().ok());
        let (Some(name), Some(last), Some(known)) =
            (row["source"].as_str(), day("newest"), day("known"))
        else {
            continue;
        };
        let age_days = last.until(asked).map_or(0, |span| span.get_days());
        let spec = telltale_source::source(name).map(|source| source.spec);
        let limit = spec.map(|spec| spec.fresh_days_max);
        let state = match limit {
            None => "of a case",
            Some(None) => "closed",
            Some(Some(days)) if i64::from(age_days) > i64::from(days) => "stale",
            Some(Some(_)) => "fresh",
        };
        let cadence = spec.map_or(String::new(), |spec| format!(", new {}", spec.cadence.name()));
        found.say(
            "source",
            format!("{name}: {state}, newest day {last} ({age_days} days before {asked}{cadence})"),
        );
        if state == "stale" {
            found.todo(format!("{name} is stale: {}", newer(name, shown)));
        }
        rows.push(json!({
            "name": name, "state": state, "newest_day": last, "last_known": known,
            "asked": asked, "age_days": age_days, "fresh_days_max": limit.flatten(),
        }));
    }
    if rows.is_empty() {
        found.todo(match as_of {
            Some(as_of) => format!("nothing was known as of {as_of}: ask as of a later day"),
            None => format!("the ledger is empty: telltale ingest case --ledger {shown}"),
        });
    }
    found.whole.insert("sources".to_owned(), Value::Array(rows));
    Ok(())
}

/// How newer files of a source come into the ledger.
fn newer(name: &str, shown: &str) -> String {
    let ingest = format!("telltale ingest {name} FILE --ledger {shown}, with a newer file");
    match telltale_source::plan::fetched_as(name) {
        Some(what) => format!("telltale fetch {what} --ledger {shown}"),
        None if telltale_source::plan::names().contains(&name) => {
            format!("{ingest} (telltale fetch {name} says where a person gets it)")
        }
        None => ingest,
    }
}

fn refused(dir: &Path, found: &mut Findings, shown: &str) -> Result<(), Failure> {
    let (mut rows, mut files) = (0u64, 0u64);
    rejects::all(dir, &mut |line| {
        // What has no row is a file as a whole.
        let is_row = !line["row"].is_null();
        rows += u64::from(!rejects::is_passed(&line) && is_row);
        files += u64::from(!rejects::is_passed(&line) && !is_row);
        Ok(())
    })?;
    let n = rows + files;
    found.whole.insert("rejects".to_owned(), json!(n));
    if n > 0 {
        let of = [(rows, "row"), (files, "file")].into_iter().filter(|(n, _)| *n > 0);
        let said: Vec<String> = of.map(|(n, what)| counted(n, what)).collect();
        let were = if n == 1 { "was" } else { "were" };
        found.say("rejects", format!("{} {were} refused", said.join(" and ")));
        found.todo(format!("look at them: telltale rejects --ledger {shown}"));
    }
    Ok(())
}

/// Releases that lack what an earlier one had.
fn shrunk(dir: &Path, found: &mut Findings) -> Result<(), Failure> {
    let names = releases::shrunk(dir)?;
    for name in &names {
        found.say("flag", format!("{name} lacks figures that an earlier release of it had"));
    }
    found.whole.insert("shrunk_releases".to_owned(), json!(names));
    Ok(())
}

/// How much room is left.
fn space(dir: &Path, found: &mut Findings) {
    let free = free_bytes(dir);
    found.whole.insert("free_bytes".to_owned(), json!(free));
    if let Some(free) = free {
        found.say("room", format!("{} MB are free", free / 1_000_000));
        if free < FREE_BYTES_MIN {
            found.todo("make room: less than 1 GiB is free where the ledger lies");
        }
    }
}

#[cfg(unix)]
fn free_bytes(dir: &Path) -> Option<u64> {
    let about = rustix::fs::statvfs(dir).ok()?;
    Some(about.f_bavail.saturating_mul(about.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_: &Path) -> Option<u64> {
    None
}
