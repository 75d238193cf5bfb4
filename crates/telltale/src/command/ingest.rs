//! `telltale ingest`: files of a source, a case's tables, or texts, into a ledger, each file once.

mod files;
mod mentions;
mod parted;
pub(crate) mod rejects;
pub(crate) mod releases;
mod rows;
mod table;
pub(super) mod text;
mod together;
mod whole;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use telltale_ledger::{Batch, Writer};
use telltale_observation::{Digest, Fault, Observation};
use telltale_source::archive::{self, Archive};
use telltale_source::{How, Source, counted, doubts};

use crate::cli::{Ingest, TextOrJson};
use crate::clock::Wall;
use crate::failure::Failure;
use crate::{case_folder, flow, output};

/// Why rows were not taken that are faulty.
const FAULTY: &str = "faulty rows";

/// What an ingest came to. Rows are observations or mentions, rows collapsed into them, rows that the
/// ledger held already, and rows of which no record is made.
#[derive(Default)]
struct Tally {
    files: usize,
    files_already_read: usize,
    /// Files that could not be read, or not to their end.
    files_refused: usize,
    /// How many of these were read in part.
    files_in_part: usize,
    rows: u64,
    observations: usize,
    mentions: u64,
    /// Whether the rows are mentions, and not observations.
    of_mentions: bool,
    /// How many rows repeat one of the files.
    repeated: u64,
    /// How many rows tell what the ledger held.
    already_there: u64,
    /// Of how many rows no record is made, and why.
    rejects: BTreeMap<String, u64>,
    /// How many of the rejects are faults of the file, and not merely outside of what is asked.
    faulty: u64,
    bytes: usize,
    /// Of the well-formed rows of events, by quad class: how many, and the sum of Goldstein's scale.
    quad_classes: [(u64, f64); 5],
    /// Releases that lack what an earlier one had.
    flags: Vec<String>,
}

pub(crate) fn run(asked: &Ingest) -> Result<(), Failure> {
    let asked = &named_by_map(asked);
    if asked.dry_run {
        return match asked.source.as_str() {
            "table" => table::dry_run(asked),
            other => Err(Failure::usage(
                format!("--dry-run is for tables that a map is for, not for {other}"),
                "telltale ingest table FILE --map MAP.toml --dry-run",
            )),
        };
    }
    let started = Instant::now();
    let tally = tally(asked)?;
    report(&asked.source, &tally, started.elapsed().as_secs_f64(), asked.format)?;
    refusals(&tally).map_or(Ok(()), Err)
}

/// With a map, the word `table` may be left out: then the first word is a file.
fn named_by_map(asked: &Ingest) -> Ingest {
    let mut asked = asked.clone();
    let is_file = asked.source != "table" && std::path::Path::new(&asked.source).is_file();
    if asked.map.is_some() && is_file {
        let first = std::mem::replace(&mut asked.source, "table".to_owned());
        asked.paths.insert(0, first.into());
    }
    asked
}

/// The same without a word on standard output: the report as JSON, and what was refused.
pub(crate) fn quietly(asked: &Ingest) -> Result<(Value, Option<Failure>), Failure> {
    let started = Instant::now();
    let tally = tally(asked)?;
    let report = report_json(&asked.source, &tally, started.elapsed().as_secs_f64());
    Ok((report, refusals(&tally)))
}

fn tally(asked: &Ingest) -> Result<Tally, Failure> {
    not_to_come(asked)?;
    settle(&asked.ledger)?;
    match asked.source.as_str() {
        "case" => case(asked),
        "text" => text::ingest(asked),
        "table" => table::ingest(asked),
        name if asked.map.is_some() => Err(Failure::usage(
            format!("--map is for tables, not for {name}"),
            "telltale ingest table FILE --map MAP.toml",
        )),
        name => {
            let source = telltale_source::source(name).ok_or_else(|| unknown(name))?;
            match source.how {
                How::Whole(read) => whole::ingest(asked, source, read),
                How::Parted(read) => parted::ingest(asked, source, read),
                How::Together(read) => together::ingest(asked, source, read),
                How::Rows(how) => rows::ingest(asked, source, how),
                How::Mentions => mentions::ingest(asked, source),
            }
        }
    }
}

/// Refuses what is said of the files where it is yet to come: no question would ever see them.
fn not_to_come(asked: &Ingest) -> Result<(), Failure> {
    let today = flow::last_known_day();
    if let Some(day) = asked.published.filter(|day| *day > today) {
        let what = format!("--published is a day that is yet to come: {day}");
        return Err(Failure::usage(
            what,
            format!("the day on which it was published, up to {today}"),
        ));
    }
    match asked.year.filter(|year| !(YEAR_MIN..=today.year()).contains(year)) {
        None => Ok(()),
        Some(year) => Err(Failure::usage(
            format!("--year is no year of events: {year}"),
            format!("the year from which the hours count, from {YEAR_MIN} to {}", today.year()),
        )),
    }
}

/// The ledger that is written to and its archive, without what killed runs left half written. From now
/// on Ctrl-C is heard.
fn opened(asked: &Ingest) -> Result<(Writer, Archive), Failure> {
    Wall::new()?;
    let writer = Writer::open(&asked.ledger)?;
    archive::sweep(&asked.ledger)?;
    Ok((writer, Archive::of_ledger(&asked.ledger)))
}

/// Gives the folders of an older version their names of today.
pub(crate) fn settle(ledger: &Path) -> Result<(), Failure> {
    for folder in archive::settle(ledger)? {
        output::talk(&format!(
            "renamed {} to {folder}: a cleaner of Delta tables leaves what begins with an underscore",
            folder.trim_start_matches('_')
        ));
    }
    Ok(())
}

/// So many warnings are told one by one.
const WARNINGS_SHOWN: usize = 10;

/// Says what is well-formed and hardly meant; it is taken all the same.
fn warn(doubts: &[Fault]) {
    let more = doubts.len().saturating_sub(WARNINGS_SHOWN);
    for doubt in doubts.iter().take(WARNINGS_SHOWN) {
        output::talk(&format!("warning: {doubt}"));
    }
    if more > 0 {
        output::talk(&format!("warning: {more} more like these"));
    }
}

/// What was refused of the files, if anything was.
fn refusals(tally: &Tally) -> Option<Failure> {
    let in_part = tally.files_in_part;
    let not_at_all = tally.files_refused - in_part;
    let were = |n: u64| if n == 1 { "was" } else { "were" };
    let mut said = Vec::new();
    if not_at_all > 0 {
        said.push(format!("{} could not be read", counted(not_at_all, "file")));
    }
    if in_part > 0 {
        said.push(format!("{} {} read in part", counted(in_part, "file"), were(in_part as u64)));
    }
    if !said.is_empty() {
        let hint =
            if tally.files_refused == 1 { "it is named above" } else { "they are named above" };
        return Some(Failure::usage(said.join(", and "), hint));
    }
    if tally.faulty == 0 {
        return None;
    }
    let taken = tally.observations as u64 + tally.mentions + tally.repeated + tally.already_there;
    let others = if taken > 0 { "the others are in the ledger" } else { "nothing else was taken" };
    let rows = counted(tally.faulty, "row");
    let them = if tally.faulty == 1 { "it" } else { "them" };
    Some(Failure::usage(
        format!("{rows} {} refused; {others}", were(tally.faulty)),
        format!("telltale rejects --ledger DIR lists {them}"),
    ))
}

/// The first year of which anybody codes events by the hour.
const YEAR_MIN: i16 = 1900;
/// Of a file with so many rows of which none could be read, so many faults are kept.
const FAULTS_OF_NONE: usize = 5;
/// Fewer rows than these say nothing of what the file is.
const ROWS_OF_NONE_MIN: u64 = 20;

/// The fault of a file of which no row could be read: it is hardly one of this source, or lacks the same
/// in every row, and its rows' faults say it a thousand times. Of them the first are left.
fn none_read(
    source: &Source,
    file: &str,
    (taken, faulty): (u64, u64),
    faults: &mut Vec<Fault>,
) -> bool {
    if taken > 0 || faulty < ROWS_OF_NONE_MIN {
        return false;
    }
    let name = source.spec.name;
    let mut what = format!("none of its {faulty} rows could be read as one of {name}");
    let mut hint =
        format!("is it a file of {name}? telltale source show {name} says which are read");
    // What is wrong with all of them in the same way names what to do; which number it is may differ.
    if let Some(first) = faults.first().filter(|first| {
        let alike = |other: &Fault| (&other.column, &other.hint) == (&first.column, &first.hint);
        !first.column.is_empty() && faults.iter().all(alike)
    }) {
        let one = |other: &Fault| other.what == first.what;
        let such = if faults.iter().all(one) { "" } else { " the first:" };
        what = format!("{what}:{such} {}", first.what);
        hint.clone_from(&first.hint);
    }
    faults.truncate(FAULTS_OF_NONE);
    let file = file.to_owned();
    faults.push(Fault { file, line: None, column: String::new(), what, hint });
    true
}

fn unknown(name: &str) -> Failure {
    let hint = telltale_source::nearest_source(name).map_or_else(
        || {
            let names = telltale_source::SOURCES.iter().map(|source| source.spec.name);
            format!(
                "known: {}",
                ["case", "table", "text"].into_iter().chain(names).collect::<Vec<_>>().join(", ")
            )
        },
        |near| format!("did you mean {near}?"),
    );
    Failure::usage(format!("unknown source: {name}"), hint)
}

fn case(asked: &Ingest) -> Result<Tally, Failure> {
    if asked.published.is_some() {
        return Err(Failure::usage(
            "--published is not for a case",
            "a table's rows say themselves when they were known",
        ));
    }
    let folder = match asked.paths.as_slice() {
        [] => None,
        [folder] => Some(folder.as_path()),
        _ => return Err(Failure::usage("one case at a time", "name one folder")),
    };
    let raw = case_folder::open(folder)?;
    // A case with a fault leaves the ledger as it was: all tables are read before any is written.
    let readings = raw.read_until(flow::last_known_day());
    let mut faults = raw.unknown_rows(&readings);
    let mut seen = Vec::new();
    for reading in readings {
        faults.extend(reading.rejects);
        seen.extend(reading.observations);
    }
    if !faults.is_empty() {
        return Err(Failure::Input(faults));
    }
    warn(&doubts::of_case(&seen));
    drop(seen);
    let (mut writer, archive) = opened(asked)?;
    let mut tally = Tally::default();
    for table in &raw.tables {
        if !asked.no_archive {
            archive.keep(table.bytes.as_slice(), &table.file)?;
        }
        let reading = table.read();
        let (read, distinct) = (reading.observations.len(), distinct(&reading.observations));
        let digest = Digest::of(&table.bytes);
        rejects::keep(&asked.ledger, digest, &[], &reading.passed)?;
        whole::count(&reading, &mut tally);
        let file = Some((table.file.clone(), digest));
        let appended = writer.append(&Batch { observations: reading.observations, file })?;
        tally.files += 1;
        tally.files_already_read += usize::from(appended.file_already_read);
        count_appended(&mut tally, read, distinct, appended.appended);
        tally.bytes += table.bytes.len();
        if appended.file_already_read {
            output::talk(&format!("{}: already in the ledger, nothing appended", table.file));
        }
    }
    Ok(tally)
}

fn report_json(source: &str, tally: &Tally, seconds: f64) -> Value {
    let rejects: u64 = tally.rejects.values().sum();
    let mut whole = json!({
        "source": source, "files": tally.files,
        "files_already_read": tally.files_already_read, "rows": tally.rows,
        "observations": tally.observations as u64 + tally.mentions,
        "collapsed": tally.repeated + tally.already_there,
        "repeated": tally.repeated, "already_there": tally.already_there,
        "rejects": rejects, "seconds": seconds, "bytes": tally.bytes,
        "files_refused": tally.files_refused, "reject_reasons": tally.rejects,
    });
    if tally.of_mentions {
        whole["mentions"] = json!(tally.mentions);
    }
    if !tally.flags.is_empty() {
        whole["flags"] = json!(tally.flags);
    }
    let classes = tally.quad_classes.iter().enumerate().filter(|(_, (rows, _))| *rows > 0);
    let classes = classes.map(|(class, (rows, sum))| {
        let mean = sum / *rows as f64;
        (class.to_string(), json!({"rows": rows, "goldstein_mean": mean}))
    });
    let classes: serde_json::Map<_, _> = classes.collect();
    if !classes.is_empty() {
        whole["quad_classes"] = classes.into();
    }
    whole
}

/// How many rows were taken, what one is, how many repeat one, and how many the ledger held.
pub(crate) type Parts = (u64, &'static str, u64, u64);

fn parts(tally: &Tally) -> Parts {
    let (taken, what) = match tally.of_mentions {
        true => (tally.mentions, "mention"),
        false => (tally.observations as u64, "observation"),
    };
    (taken, what, tally.repeated, tally.already_there)
}

/// What became of all rows.
pub(crate) fn equation(rows: u64, (taken, what, repeated, there): &Parts, rejects: u64) -> String {
    format!(
        "{} = {} appended + {repeated} collapsed + {there} already there + {rejects} rejects or without \
         a record",
        counted(rows, "row"),
        counted(*taken, what)
    )
}

/// Counts what became of observations that were read: appended, told by another row of the same files,
/// or held by the ledger.
fn count_appended(tally: &mut Tally, read: usize, distinct: usize, appended: usize) {
    tally.observations += appended;
    tally.repeated += (read - distinct) as u64;
    tally.already_there += (distinct - appended) as u64;
}

/// How many different observations there are.
fn distinct(observations: &[Observation]) -> usize {
    observations.iter().map(Observation::id).collect::<HashSet<_>>().len()
}

fn report(source: &str, tally: &Tally, seconds: f64, format: TextOrJson) -> Result<(), Failure> {
    let rejects: u64 = tally.rejects.values().sum();
    let text = match format {
        TextOrJson::Json => format!("{:#}\n", report_json(source, tally, seconds)),
        TextOrJson::Text => {
            let reasons = tally.rejects.iter().map(|(why, n)| match why.as_str() {
                FAULTY => format!("  {}\n", counted(*n, "faulty row")),
                why => format!("  {n} {why}\n"),
            });
            let known = match tally.files_already_read {
                0 => String::new(),
                n => format!("  {} read before, and not again\n", counted(n as u64, "file")),
            };
            equation(tally.rows, &parts(tally), rejects)
                + "\n"
                + &reasons.collect::<String>()
                + &known
        }
    };
    output::data(&text, None)
}
