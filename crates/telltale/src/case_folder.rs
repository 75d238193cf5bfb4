//! A case as bytes: a folder that an analyst keeps, or the one that the program was built with.

use std::path::Path;

use jiff::civil::Date;
use telltale_brief::case::{Case, Parsed, RowNamed, SaidOn, Table, TableShape};
use telltale_observation::{Fault, Observation};
use telltale_source::{Defaults, Reading, read_events, read_flows, read_mentions};

use crate::failure::Failure;
use crate::yet_to_come;

/// The name of the file that makes a folder a case.
const CASE_FILE: &str = "case.toml";

/// The files of the embedded case.
const EMBEDDED: &[(&str, &[u8])] = &[
    (CASE_FILE, include_bytes!("../../../cases/pyongyang/case.toml")),
    ("events.csv", include_bytes!("../../../cases/pyongyang/events.csv")),
    ("flows.csv", include_bytes!("../../../cases/pyongyang/flows.csv")),
    ("mentions.csv", include_bytes!("../../../cases/pyongyang/mentions.csv")),
    (LOG_FILE, include_bytes!("../../../cases/pyongyang/tripwires.jsonl")),
];

/// The name of the embedded case.
const EMBEDDED_NAME: &str = "pyongyang";

/// The folder of a case that an analyst keeps; `None` for the embedded one, which is also meant by its
/// name where no folder is called so.
pub(crate) fn kept(folder: Option<&Path>) -> Option<&Path> {
    folder.filter(|dir| *dir != Path::new(EMBEDDED_NAME) || dir.exists())
}

/// The file of a case in which every backtest is logged.
pub(crate) const LOG_FILE: &str = "tripwires.jsonl";

/// The log of a case's backtests; empty where none was made.
///
/// # Errors
/// If it is there and cannot be read.
pub(crate) fn backtests(folder: Option<&Path>) -> Result<String, Failure> {
    let folder = kept(folder);
    let there = folder.is_none_or(|folder| folder.join(LOG_FILE).exists());
    let bytes = if there { bytes(folder, LOG_FILE)? } else { Vec::new() };
    let shown = folder.map_or(LOG_FILE.to_owned(), |dir| dir.join(LOG_FILE).display().to_string());
    String::from_utf8(bytes)
        .map_err(|error| not_utf8(&shown, error.as_bytes(), &error.utf8_error()))
}

/// A case with the bytes of its tables.
pub(crate) struct RawCase {
    /// What `case.toml` declares.
    pub(crate) case: Case,
    /// Each table it names, with its bytes.
    pub(crate) tables: Vec<RawTable>,
    /// The rows of its tables that `case.toml` names.
    rows_named: Vec<RowNamed>,
    /// The days on which `case.toml` says that something was said.
    said_on: Vec<SaidOn>,
}

/// One table of a case.
pub(crate) struct RawTable {
    /// The file's name.
    pub(crate) file: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    shape: TableShape,
    defaults: Defaults,
}

/// Opens the case in a folder, or the embedded one.
///
/// # Errors
/// Every fault of `case.toml`, and every table that it names and that cannot be read; and where there
/// are any, those of the tables that can be, so that all are told at once.
pub(crate) fn open(folder: Option<&Path>) -> Result<RawCase, Failure> {
    let folder = kept(folder);
    let shown =
        |name: &str| folder.map_or(name.to_owned(), |dir| dir.join(name).display().to_string());
    let toml = bytes(folder, CASE_FILE)?;
    let shown_case = shown(CASE_FILE);
    let text = std::str::from_utf8(&toml).map_err(|error| not_utf8(&shown_case, &toml, &error))?;
    let Parsed { case, tables: named, source_names, rows_named, said_on, mut faults } =
        telltale_brief::case::parse_whole(&shown_case, text);
    let mut tables = Vec::new();
    for table in &named {
        let defaults = Defaults { known_at: table.known_at, sources: source_names.clone() };
        match table_bytes(folder, table, &shown_case) {
            Ok(bytes) => {
                let (file, shape) = (shown(&table.file), table.shape);
                tables.push(RawTable { file, bytes, shape, defaults });
            }
            Err(fault) => faults.push(*fault),
        }
    }
    match case {
        Some(case) if faults.is_empty() => Ok(RawCase { case, tables, rows_named, said_on }),
        _ => {
            let readings: Vec<Reading> = tables.iter().map(RawTable::read).collect();
            // A table that is not there may hold them.
            if tables.len() == named.len() {
                faults.extend(unknown_rows(&rows_named, &readings));
            }
            faults.extend(readings.into_iter().flat_map(|reading| reading.rejects));
            Err(Failure::Input(faults))
        }
    }
}

/// A fault for every row that is named and that no table has. A case without tables names rows of a
/// ledger; and of tables of which one has no row that can be read, nobody knows what it would hold.
fn unknown_rows(named: &[RowNamed], readings: &[Reading]) -> Vec<Fault> {
    let is_unread = |reading: &Reading| reading.keys.is_empty() && !reading.rejects.is_empty();
    if readings.is_empty() || readings.iter().any(is_unread) {
        return Vec::new();
    }
    let ids = readings.iter().flat_map(|reading| reading.keys.iter().map(String::as_str)).collect();
    named.iter().filter_map(|row| row.unknown(&ids)).collect()
}

/// The bytes of a table, or why there are none: told at the line that names it.
fn table_bytes(
    folder: Option<&Path>,
    table: &Table,
    shown_case: &str,
) -> Result<Vec<u8>, Box<Fault>> {
    let path = folder.map(|folder| folder.join(&table.file));
    let fault = |what: String, hint: &str| {
        Box::new(Fault {
            file: shown_case.to_owned(),
            line: Some(table.line),
            column: String::new(),
            what,
            hint: hint.to_owned(),
        })
    };
    if let Some(path) = path.filter(|path| !path.exists()) {
        let what = format!("no such table: {}", path.display());
        let hint = "put the file there, or name the right one in this [[table]], or take it out";
        return Err(fault(what, hint));
    }
    bytes(folder, &table.file).map_err(|failure| match failure {
        Failure::Input(mut faults) if faults.len() == 1 => Box::new(faults.remove(0)),
        Failure::Usage { what, .. } => {
            fault(what, "a table is a plain CSV file below the case's folder that can be read")
        }
        other => fault(other.to_string(), ""),
    })
}

fn bytes(folder: Option<&Path>, name: &str) -> Result<Vec<u8>, Failure> {
    let Some(folder) = folder else {
        let found = EMBEDDED.iter().find(|(file, _)| *file == name);
        let (_, bytes) = found.expect("the embedded case has the tables that it names");
        return Ok(bytes.to_vec());
    };
    let path = folder.join(name);
    let missing = |error: std::io::Error| {
        Failure::unseen(
            &path,
            &error,
            "a case is a folder with a case.toml and the tables that it names; \
             `telltale case new NAME` makes one",
        )
    };
    let size = fs_err::metadata(&path).map_err(missing)?;
    if !size.is_file() {
        return Err(Failure::usage(
            format!("not a file: {}", path.display()),
            "a table is a plain CSV file below the case's folder",
        ));
    }
    let size = size.len();
    let shown = path.display().to_string();
    telltale_source::check_size(&shown, size).map_err(|fault| Failure::Input(vec![fault]))?;
    fs_err::read(&path).map_err(missing)
}

fn not_utf8(file: &str, bytes: &[u8], error: &std::str::Utf8Error) -> Failure {
    let before = &bytes[..error.valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    Failure::Input(vec![Fault {
        file: file.to_owned(),
        line: Some(line),
        column: String::new(),
        what: format!("not UTF-8 at byte {}", error.valid_up_to()),
        hint: "save the file as UTF-8".to_owned(),
    }])
}

impl RawCase {
    /// Reads every table.
    pub(crate) fn read(&self) -> Vec<Reading> {
        self.tables.iter().map(RawTable::read).collect()
    }

    /// Reads every table, and refuses the rows that are said to have been known on a day after `today`.
    pub(crate) fn read_until(&self, today: Date) -> Vec<Reading> {
        let read = |table: &RawTable| {
            let mut reading = table.read();
            yet_to_come::refuse(&mut reading, today);
            // A locator holds the file's name without its folder.
            reading.rejects.iter_mut().for_each(|fault| fault.file.clone_from(&table.file));
            reading
        };
        self.tables.iter().map(read).collect()
    }

    /// A fault for everything that `case.toml` says was said on a day after `today`.
    pub(crate) fn yet_to_be_said(&self, today: Date) -> Vec<Fault> {
        self.said_on.iter().filter_map(|one| one.yet_to_come(today)).collect()
    }

    /// A fault for every row that `case.toml` names and that no table has, as they were read.
    pub(crate) fn unknown_rows(&self, readings: &[Reading]) -> Vec<Fault> {
        unknown_rows(&self.rows_named, readings)
    }

    /// The observations of every table.
    ///
    /// # Errors
    /// Every fault of every table: a brief is not written on half a case.
    pub(crate) fn observations(&self) -> Result<Vec<Observation>, Failure> {
        let mut observations = Vec::new();
        let readings = self.read();
        let mut faults = self.unknown_rows(&readings);
        for reading in readings {
            observations.extend(reading.observations);
            faults.extend(reading.rejects);
        }
        if faults.is_empty() { Ok(observations) } else { Err(Failure::Input(faults)) }
    }

    /// A table's name with its folder, as faults have it; a locator holds the name alone.
    pub(crate) fn shown(&self, file: &str) -> String {
        let name = |table: &&RawTable| Path::new(&table.file).file_name() == Some(file.as_ref());
        let table = self.tables.iter().find(name);
        table.map_or_else(|| file.to_owned(), |table| table.file.clone())
    }

    /// The raw line of a row, as it stands in the table's bytes.
    pub(crate) fn raw_line(&self, file: &str, row: u64) -> Option<String> {
        let file = self.shown(file);
        let table = self.tables.iter().find(|table| table.file == file)?;
        let at = usize::try_from(row).ok()?.checked_sub(1)?;
        let line = table.bytes.split(|byte| *byte == b'\n').nth(at)?;
        Some(String::from_utf8_lossy(line).trim_end().to_owned())
    }
}

impl RawTable {
    /// Reads the table.
    pub(crate) fn read(&self) -> Reading {
        let read = match self.shape {
            TableShape::Events => read_events,
            TableShape::Flows => read_flows,
            TableShape::Mentions => read_mentions,
        };
        read(&self.file, &self.bytes, &self.defaults)
    }
}
