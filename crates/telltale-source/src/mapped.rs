//! Any table, by a map: a file in TOML that says for each part of an observation in which column it
//! stands, in which form, and what its words mean.
//!
//! A text, a workbook or lines of JSON are read here ([`read`]); rows that somebody else reads, such
//! as those of Parquet, come as an iterator ([`read_rows`]). `docs/map.md` explains every key.

mod map;
mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;
use telltale_observation::{
    Channel, Digest, Dyad, Fault, Kind, KnownAt, ObservationId, Period, nearest,
};

pub use map::{Map, parse};

use crate::sheet::{self, Broken, Form, take};
use crate::shipped::{self, at, whole};
use crate::{Asked, Reading};
use record::Record;

/// A row that somebody else reads: its number, and its cells in the order of the headings.
pub type CellsOfRow = (u64, Vec<String>);

/// Reads a table by a map: text separated by commas, tabs or semicolons, a workbook, or JSON lines.
///
/// A record is a row. Where its value or its first day is empty and the map does not say what that
/// means, nothing is recorded there.
pub fn read(map: &Map, file: &str, bytes: &[u8], asked: &Asked) -> Reading {
    let digest = Digest::of(bytes);
    if is_json_lines(file, bytes) {
        return json_lines(map, file, bytes, asked);
    }
    let form = Form { letters: map.letters, separator: map.separator, sheet: map.sheet.as_deref() };
    let mut reading = Reading::default();
    let mut table: Option<Result<Table<'_>, ()>> = None;
    let faults = sheet::each(file, bytes, form, &mut |(line, cells)| {
        if line < map.heading {
            return;
        }
        match (&table, cells) {
            (None, Ok(cells)) => {
                let heads: Vec<String> = cells.iter().map(|cell| cell.to_string()).collect();
                let begun = Table::begin((map, file, digest), heads, asked);
                table = Some(begun.map_err(|faults| reading.rejects.extend(faults)));
            }
            (Some(Err(())), _) => {}
            (Some(Ok(table)), Ok(cells)) => table.row(line, cells, &mut reading),
            (_, Err(Broken { what, hint })) => {
                reading.rejects.push(at(file, Some(line), "", what, hint));
            }
        }
    });
    reading.rejects.extend(faults);
    one_thing_an_id(file, &mut reading);
    sheet::one_figure(file, &mut reading, true);
    reading
}

/// Reads rows by a map: `heads` names the columns of every row.
pub fn read_rows(
    map: &Map,
    (file, digest): (&str, Digest),
    heads: Vec<String>,
    rows: &mut dyn Iterator<Item = CellsOfRow>,
    asked: &Asked,
) -> Reading {
    let mut reading = Reading::default();
    match Table::begin((map, file, digest), heads, asked) {
        Err(faults) => reading.rejects = faults,
        Ok(table) => {
            for (line, cells) in rows {
                let cells: Vec<Cow<'_, str>> =
                    cells.iter().map(|cell| cell.as_str().into()).collect();
                table.row(line, &cells, &mut reading);
            }
        }
    }
    one_thing_an_id(file, &mut reading);
    sheet::one_figure(file, &mut reading, true);
    reading
}

/// Refuses a row whose id another row of the table has, unless it tells a later vintage of the same
/// thing: one between the same two in the same channel, of an amount also in the same time, that
/// became known at another instant.
fn one_thing_an_id(file: &str, reading: &mut Reading) {
    let mut first: BTreeMap<String, (u64, Thing, KnownAt, ObservationId)> = BTreeMap::new();
    let rejects = &mut reading.rejects;
    reading.observations.retain(|seen| {
        let origin = seen.origin();
        let time = (seen.kind() != Kind::Event).then(|| seen.period());
        let thing = (seen.dyad(), seen.channel(), time);
        if origin.key.is_empty() {
            return true;
        }
        let row = (origin.locator.row, thing, seen.known_at(), seen.id());
        let (line, other, known_at, id) = *first.entry(origin.key.clone()).or_insert(row);
        let keeps = id == seen.id() || other == thing && known_at != seen.known_at();
        if !keeps {
            let what = format!("duplicate id: {:?}, first on line {line}", origin.key);
            let hint = "an id a thing; a later vintage has the same parties and another known_at";
            rejects.push(at(file, Some(origin.locator.row), "id", what, hint));
        }
        keeps
    });
}

/// Whose it is, and of an amount of when.
type Thing = (Dyad, Channel, Option<Period>);

fn is_json_lines(file: &str, bytes: &[u8]) -> bool {
    let name = file.to_lowercase();
    let inner = name.strip_suffix(".gz").unwrap_or(&name);
    let head = bytes.trim_ascii_start().first();
    inner.ends_with(".jsonl") || inner.ends_with(".ndjson") || head == Some(&b'{')
}

/// Lines of JSON objects. Their keys are the columns; one that a line lacks is empty there.
fn json_lines(map: &Map, file: &str, bytes: &[u8], asked: &Asked) -> Reading {
    let (text, cut) = match shipped::unpacked(file, bytes) {
        Ok(read) => read,
        Err(fault) => return Reading { rejects: vec![fault], ..Reading::default() },
    };
    let mut reading = Reading::default();
    let heads: Vec<String> = map.columns().map(str::to_owned).collect();
    let table = Table::begin((map, file, Digest::of(bytes)), heads.clone(), asked)
        .expect("the columns of a map are those that it asks for");
    let mut keys: BTreeMap<String, ()> = BTreeMap::new();
    let all: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    for (index, line) in all.iter().enumerate() {
        // Of a file that was cut off, the last line is not whole.
        if line.trim_ascii().is_empty() || (cut.is_some() && index + 1 == all.len()) {
            continue;
        }
        let number = index as u64 + 1;
        match serde_json::from_slice::<Value>(line) {
            Ok(Value::Object(object)) => {
                let cells: Vec<Cow<'_, str>> =
                    heads.iter().map(|head| text_of(object.get(head))).collect();
                table.row(number, &cells, &mut reading);
                keys.extend(object.into_iter().map(|(key, _)| (key, ())));
            }
            Ok(_) => {
                let hint = "one object a line: {\"day\": \"2025-11-04\", …}";
                reading.rejects.push(at(file, Some(number), "", "no JSON object", hint));
            }
            Err(error) => {
                let hint = "one object a line: {\"day\": \"2025-11-04\", …}";
                reading.rejects.push(at(file, Some(number), "", format!("no JSON: {error}"), hint));
            }
        }
    }
    // A key that no line has is a misprint in the map.
    let unknown = heads.iter().filter(|head| !keys.is_empty() && !keys.contains_key(*head));
    let faults: Vec<Fault> = unknown
        .map(|head| missing(map, head, &keys.keys().cloned().collect::<Vec<_>>(), file))
        .collect();
    if !faults.is_empty() {
        return Reading { rejects: faults, ..Reading::default() };
    }
    reading.rejects.extend(cut);
    one_thing_an_id(file, &mut reading);
    sheet::one_figure(file, &mut reading, true);
    reading
}

fn text_of(value: Option<&Value>) -> Cow<'_, str> {
    match value {
        None | Some(Value::Null) => Cow::Borrowed(""),
        Some(Value::String(text)) => Cow::Borrowed(text.trim()),
        Some(Value::Bool(truth)) => Cow::Borrowed(if *truth { "yes" } else { "no" }),
        Some(other) => Cow::Owned(other.to_string()),
    }
}

/// A table whose columns are found.
struct Table<'m> {
    map: &'m Map,
    file: String,
    digest: Digest,
    heads: Vec<String>,
    asked: &'m Asked,
    names: crate::names::Names,
}

impl<'m> Table<'m> {
    /// Holds the columns that the map asks for against those that are there.
    fn begin(
        (map, file, digest): (&'m Map, &str, Digest),
        heads: Vec<String>,
        asked: &'m Asked,
    ) -> Result<Table<'m>, Vec<Fault>> {
        let lacking = map.columns().filter(|column| !heads.iter().any(|head| head == column));
        let mut faults: Vec<Fault> =
            lacking.map(|column| missing(map, column, &heads, file)).collect();
        faults.extend(map.columns().filter_map(|column| doubled(map, column, &heads, file)));
        if !faults.is_empty() {
            return Err(faults);
        }
        let names = crate::names::Names::new();
        Ok(Table { map, file: file.to_owned(), digest, heads, asked, names })
    }

    fn row(&self, line: u64, cells: &[Cow<'_, str>], reading: &mut Reading) {
        if cells.len() != self.heads.len() {
            let what = sheet::fields_and_columns(cells.len(), self.heads.len());
            let hint = "the row is cut off, or a separator stands inside a field";
            reading.rejects.push(at(&self.file, Some(line), "", what, hint));
            return;
        }
        let record = Record { table: self, line, cells };
        take(reading, (&self.file, line), record.read());
    }
}

/// The fault of a column that is not there: it is the map's, at its place, or else the table's.
fn missing(map: &Map, column: &str, heads: &[String], table: &str) -> Fault {
    let near = nearest(column, heads.iter().map(String::as_str));
    let hint = near.map_or_else(
        || format!("columns of {}: {}", shipped::file_name(table), shown(heads)),
        |near| format!("did you mean {near:?}?"),
    );
    of_map(map, column, format!("no column {column:?} in {}", shipped::file_name(table)), hint)
}

/// The fault of a heading that is meant and stands there twice: which is meant nobody says.
fn doubled(map: &Map, column: &str, heads: &[String], table: &str) -> Option<Fault> {
    let (first, second) = sheet::twice(heads, |head| head == column)?;
    let table = shipped::file_name(table);
    let what = format!("columns {first} and {second} of {table} have the same heading: {column:?}");
    Some(of_map(map, column, what, "rename the one that is not meant".to_owned()))
}

/// A fault of the map at the place of a column. Without a line it is a fault of the file as a whole, as
/// it must be: no row was read.
fn of_map(map: &Map, column: &str, what: String, hint: String) -> Fault {
    match map.place_of(column) {
        Some((line, at_column)) => whole(&format!("{}:{line}:{at_column}", map.file), what, hint),
        None => whole(&map.file, what, hint),
    }
}

fn shown(heads: &[String]) -> String {
    heads.join(", ").chars().take(200).collect()
}

#[cfg(test)]
mod tests;
