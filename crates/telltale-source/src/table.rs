//! A table is a CSV file that an analyst keeps: a header of column names in any order, then one
//! record a line. This file knows what all shapes of table share: the header, the bytes, the line
//! of each row, and what may stand in it twice.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ByteRecord, ReaderBuilder, Trim};
use telltale_observation::{
    Digest, Draft, Fault, KnownAt, Locator, Observation, Origin, Period, ThingId, Unfit, nearest,
    unprintable,
};

use crate::field::{self, Wrong, mean};
use crate::passed::PassedOver;
use crate::shown;

/// The largest table that is read, in bytes.
pub const MAX_TABLE_BYTES: u64 = 256 * 1024 * 1024;

/// The longest field that is read, in bytes. A longer one is an unclosed quote.
pub const MAX_FIELD_BYTES: usize = 64 * 1024;

/// The longest field that is read as a word, a number or a date, in bytes.
const MAX_WORD_BYTES: usize = 256;

/// What a row takes where it says nothing, and what it is held against.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// The day on which the table was made: what it does not date was known then at the latest.
    /// Where it is `None`, a row without `known_at` is a fault.
    pub known_at: Option<KnownAt>,
    /// The names of the sources that the case declares. A row from any other source is a fault.
    pub sources: Vec<String>,
}

/// What was read from a table.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The observations, in the order of rows.
    pub observations: Vec<Observation>,
    /// The faults, in the order of lines. A row with two faults is here twice.
    pub rejects: Vec<Fault>,
    /// How many rows state that the source holds no record: neither observations nor zeros.
    pub absent: u64,
    /// How many rows are well-formed and say nothing that the ledger holds, by reason.
    pub outside: BTreeMap<&'static str, u64>,
    /// Which rows of which file the absent and the outside ones are.
    pub passed: PassedOver,
    /// The ids of all rows of a case's table, of those without a record and of faulty ones too.
    pub keys: BTreeSet<String>,
}

/// Why a row that states no record has none.
pub const ABSENT: &str = "the source states that it holds no record";

/// Refuses a table that is larger than [`MAX_TABLE_BYTES`], before its bytes are read.
///
/// # Errors
/// The fault of the whole file.
pub fn check_size(file: &str, bytes_len: u64) -> Result<(), Fault> {
    if bytes_len <= MAX_TABLE_BYTES {
        return Ok(());
    }
    Err(whole(
        file,
        format!("table of {bytes_len} bytes: larger than {MAX_TABLE_BYTES}"),
        "split it into several tables, one [[table]] each".to_owned(),
    ))
}

/// The columns of one shape of table.
pub(crate) struct Shape {
    /// What the rows are: `events`, `flows`, `mentions`.
    pub(crate) name: &'static str,
    /// The columns that every table of the shape has.
    pub(crate) required: &'static [&'static str],
    /// The columns that it may have.
    pub(crate) optional: &'static [&'static str],
}

/// What a row came to.
pub(crate) enum Seen {
    /// An observation that has yet to be checked as a whole.
    Draft(Box<Draft>),
    /// The source holds no record.
    Absent,
}

/// Reads a table row by row. `read_row` returns nothing where it has put a fault on the row.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    shape: &Shape,
    defaults: &Defaults,
    read_row: impl Fn(&mut Row<'_>) -> Option<Seen>,
) -> Reading {
    let mut reading = Reading::default();
    let mut records = Records::new(bytes);
    let columns = match read_header(file, bytes, records.next(), shape) {
        Ok((columns, faults)) => {
            reading.rejects = faults;
            columns
        }
        Err(faults) => return Reading { rejects: faults, ..reading },
    };
    let table = Table { file, digest: Digest::of(bytes), columns, defaults };
    let mut firsts = Firsts::default();
    for record in records.filter(|record| !record.is_blank()) {
        match read_record(&table, bytes, &record, &mut firsts, &read_row) {
            Ok(Some(seen)) => reading.observations.push(seen),
            Ok(None) => {
                reading.absent += 1;
                reading.passed.push(file, record.line, ABSENT);
            }
            Err(faults) => reading.rejects.extend(faults),
        }
    }
    reading.keys = firsts.keys.into_keys().collect();
    reading
}

/// The observation of one record, or nothing where the source holds none.
fn read_record(
    table: &Table<'_>,
    bytes: &[u8],
    record: &Record,
    firsts: &mut Firsts,
    read_row: &impl Fn(&mut Row<'_>) -> Option<Seen>,
) -> Result<Option<Observation>, Vec<Fault>> {
    let fields = sound_fields(table, bytes, record).map_err(|fault| vec![fault])?;
    let mut row = Row { table, line: record.line, fields, firsts, faults: Vec::new() };
    let read = read_row(&mut row);
    assert!(read.is_some() || !row.faults.is_empty(), "a row that is not read has a fault");
    let seen = match read {
        Some(Seen::Draft(draft)) => row.observe(*draft),
        Some(Seen::Absent) | None => None,
    };
    if row.faults.is_empty() { Ok(seen) } else { Err(row.faults) }
}

/// What the rows of one table share.
struct Table<'a> {
    file: &'a str,
    digest: Digest,
    columns: Vec<String>,
    defaults: &'a Defaults,
}

impl Table<'_> {
    fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }
}

/// On which line a key, or a figure, stood first.
#[derive(Default)]
struct Firsts {
    keys: BTreeMap<String, u64>,
    figures: BTreeMap<(ThingId, KnownAt), u64>,
}

/// One row, as text by column, with the faults found in it so far.
pub(crate) struct Row<'a> {
    table: &'a Table<'a>,
    line: u64,
    fields: Vec<&'a str>,
    firsts: &'a mut Firsts,
    faults: Vec<Fault>,
}

impl<'a> Row<'a> {
    /// The text in a column; empty where the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        let at = self.table.columns.iter().position(|name| name == column);
        at.map_or("", |at| self.fields[at])
    }

    /// What `read` makes of the short text in a column; nothing, and a fault, where it cannot.
    pub(crate) fn field<T>(
        &mut self,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let text = self.get(column);
        let read = if text.len() > MAX_WORD_BYTES {
            let what = format!("text of {} bytes", text.len());
            Err(Wrong::new(what, "at most 256 here; does it belong in another column?"))
        } else {
            read(text)
        };
        read.map_err(|wrong| self.fault(column, wrong)).ok()
    }

    /// The text in a column that has to say something, however long.
    pub(crate) fn words(&mut self, column: &str) -> Option<String> {
        field::filled(self.get(column)).map_err(|wrong| self.fault(column, wrong)).ok()
    }

    /// Notes a fault in a column of this row.
    pub(crate) fn fault(&mut self, column: &str, wrong: Wrong) {
        self.faults.push(Fault {
            file: self.table.file.to_owned(),
            line: Some(self.line),
            column: column.to_owned(),
            what: wrong.what,
            hint: wrong.hint,
        });
    }

    /// The key of the record, which no other row of the table may have.
    pub(crate) fn key(&mut self, column: &str, key: String) -> Option<String> {
        if let Some(first) = self.firsts.keys.get(&key) {
            let what = format!("duplicate {column}: {key:?}, first on line {first}");
            self.fault(
                column,
                Wrong::new(what, "one row a record: remove or renumber one of them"),
            );
            return None;
        }
        self.firsts.keys.insert(key.clone(), self.line);
        Some(key)
    }

    /// The days from column `start` to column `end`; an empty end is the day of the start.
    pub(crate) fn period(&mut self) -> Option<Period> {
        let start = self.field("start", field::day);
        let end = self.field("end", field::optional_day);
        let read = Period::parse(&start?, &end?);
        read.map_err(|fault| self.fault("end", field::date(&fault))).ok()
    }

    /// When it was known: the row's own word, else the table's.
    pub(crate) fn known_at(&mut self) -> Option<KnownAt> {
        if !self.get("known_at").is_empty() {
            return self.field("known_at", field::known_at);
        }
        if self.table.defaults.known_at.is_none() {
            let hint = "write the day from which it could be known, or give the table a known_at";
            self.fault("known_at", Wrong::new("empty, and the table has no default", hint));
        }
        self.table.defaults.known_at
    }

    /// Holds `known_at` against the last day of the period, before which no sum of it is known.
    /// One from before its first day is left to the check of the whole row.
    pub(crate) fn known_after(&mut self, period: Period, known_at: KnownAt) {
        let known = known_at.date();
        if period.start() <= known && known < period.end() {
            let end = period.end();
            let what = format!("known before its period ended: {known_at}, end {end}");
            self.fault("known_at", Wrong::new(what, "the day on which the figure was published"));
        }
    }

    /// Where the row was taken from.
    pub(crate) fn origin(&mut self, key: Option<String>) -> Option<Origin> {
        let declared = &self.table.defaults.sources;
        let source = self.field("source", |text| declared_source(text, declared));
        let weak = self.field("weak", field::yes);
        Some(Origin {
            source: source?,
            key: key?,
            publisher: self.get("publisher").to_owned(),
            url: self.get("url").to_owned(),
            digest: self.table.digest,
            locator: Locator { file: file_name(self.table.file), row: self.line },
            basis: self.get("basis").to_owned(),
            weak: weak?,
        })
    }

    /// Checks the row as a whole: that its parts fit, and that no other row states the same.
    fn observe(&mut self, draft: Draft) -> Option<Observation> {
        let seen = match Observation::new(draft) {
            Ok(seen) => seen,
            Err(unfit) => {
                self.unfit(&unfit);
                return None;
            }
        };
        let figure = (seen.thing(), seen.known_at());
        if let Some(first) = self.firsts.figures.get(&figure) {
            let what = format!("the same figure as on line {first}, known on the same day");
            let hint = "keep one; a revision needs the later known_at on which it was published";
            self.fault("", Wrong::new(what, hint));
            return None;
        }
        self.firsts.figures.insert(figure, self.line);
        Some(seen)
    }

    fn unfit(&mut self, unfit: &Unfit) {
        let (column, what, hint) = match unfit {
            Unfit::KnownTooEarly { .. } => (
                "known_at",
                unfit.to_string(),
                "nothing is known before it happens; what is only announced is planned",
            ),
            Unfit::NotAFlow { channel, .. } => (
                "channel",
                format!("a trade channel holds flows only: {channel}"),
                "put amounts in a table of shape flows; dealings without an amount are economic",
            ),
            Unfit::FlowAstray { .. } => {
                ("partner", unfit.to_string(), "a flow has a reporter and a partner")
            }
            Unfit::SameActor(actor) if self.table.has("partner") => (
                "partner",
                format!("reporter and partner are the same: {actor}"),
                "name the other side of the trade",
            ),
            Unfit::SameActor(actor) => (
                "target",
                format!("actor and target are the same: {actor}"),
                "leave the target empty for a domestic act",
            ),
            Unfit::ImpossibleDate(_) => {
                ("start", unfit.to_string(), "years from 1800 to 2200 are read")
            }
        };
        self.fault(column, Wrong::new(what, hint));
    }
}

/// The file's name without the folder it lies in.
fn file_name(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

fn declared_source(text: &str, declared: &[String]) -> Result<String, Wrong> {
    field::filled(text)?;
    if declared.iter().any(|name| name == text) {
        return Ok(text.to_owned());
    }
    let near = nearest(text, declared.iter().map(String::as_str));
    let hint = mean(near, "declare it in case.toml under [[source]]");
    Err(Wrong::new(format!("undeclared source: {text:?}"), hint))
}

/// A table's columns, with the faults that do not hinder the reading of its rows.
type Header = (Vec<String>, Vec<Fault>);

/// Reads the header. A column that is missing or there twice ends the reading of the table; one
/// that is not known is a fault, and its fields are left unread.
fn read_header(
    file: &str,
    bytes: &[u8],
    record: Option<Record>,
    shape: &Shape,
) -> Result<Header, Vec<Fault>> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let what = "not UTF-8: the file is in UTF-16".to_owned();
        return Err(vec![whole(file, what, "save it as CSV UTF-8".to_owned())]);
    }
    let Some(record) = record.filter(|record| !record.is_blank()) else {
        let hint = format!("a table of {} starts with: {}", shape.name, shape.required.join(","));
        return Err(vec![whole(file, "empty file".to_owned(), hint)]);
    };
    let columns: Vec<String> =
        record.fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
    let fault = |column: &str, what: String, hint: String| Fault {
        file: file.to_owned(),
        line: Some(record.line),
        column: column.to_owned(),
        what,
        hint,
    };
    if let [only] = &columns[..]
        && let Some(separator) = only.chars().find(|c| matches!(c, ';' | '\t' | '|'))
    {
        let what = format!("columns are separated by {separator:?}");
        return Err(vec![fault("", what, "separate them by commas".to_owned())]);
    }
    let mut fatal = missing_columns(&columns, shape, &fault);
    fatal.extend(doubled_columns(&columns, &fault));
    let unknown = unknown_columns(&columns, shape, &fault);
    if fatal.is_empty() {
        return Ok((columns, unknown));
    }
    fatal.extend(unknown);
    Err(fatal)
}

fn missing_columns(
    columns: &[String],
    shape: &Shape,
    fault: &impl Fn(&str, String, String) -> Fault,
) -> Vec<Fault> {
    let is_missing = |name: &&&str| !columns.iter().any(|column| column == **name);
    let strangers = columns.iter().map(String::as_str).filter(|column| !shape.has(column));
    let strangers: Vec<&str> = strangers.collect();
    let report = |name: &&str| {
        let near = nearest(name, strangers.iter().copied());
        let hint = near.map_or_else(
            || format!("a table of {} needs: {}", shape.name, shape.required.join(",")),
            |near| format!("is it the column {near:?}? rename that to {name}"),
        );
        fault(name, format!("missing column; present: {}", columns.join(",")), hint)
    };
    shape.required.iter().filter(is_missing).map(report).collect()
}

fn unknown_columns(
    columns: &[String],
    shape: &Shape,
    fault: &impl Fn(&str, String, String) -> Fault,
) -> Vec<Fault> {
    let known = || shape.required.iter().chain(shape.optional).copied();
    let report = |(at, name): (usize, &String)| {
        if name.is_empty() {
            let hint = "name the column, or remove the comma".to_owned();
            return fault("", format!("column {} has no heading", at + 1), hint);
        }
        let known_list = format!("known: {}", known().collect::<Vec<_>>().join(","));
        fault(name, "unknown column".to_owned(), mean(nearest(name, known()), &known_list))
    };
    columns.iter().enumerate().filter(|(_, name)| !shape.has(name)).map(report).collect()
}

fn doubled_columns(
    columns: &[String],
    fault: &impl Fn(&str, String, String) -> Fault,
) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let doubled = columns.iter().filter(|name| !seen.insert(*name) && !name.is_empty());
    doubled.map(|name| fault(name, "column is there twice".into(), "remove one".into())).collect()
}

/// The fields of a record as text, one per column; or the fault for which they cannot be read.
fn sound_fields<'a>(
    table: &Table<'_>,
    bytes: &[u8],
    record: &'a Record,
) -> Result<Vec<&'a str>, Fault> {
    let fault = |at: Option<usize>, what: String, hint: &str| Fault {
        file: table.file.to_owned(),
        line: Some(record.line),
        column: at.and_then(|at| table.columns.get(at).cloned()).unwrap_or_default(),
        what,
        hint: format!("{hint}{}", record.runs_on()),
    };
    if let Some(at) = record.fields.iter().position(|field| field.len() > MAX_FIELD_BYTES) {
        let what = format!("field of {} bytes", record.fields[at].len());
        return Err(fault(Some(at), what, "at most 65,536; is a double quote left open?"));
    }
    if let Some(at) = record.fields.iter().position(|field| field.contains(&0)) {
        let hint = "save the table as CSV UTF-8, without binary content";
        return Err(fault(Some(at), "a NUL byte".to_owned(), hint));
    }
    let texts: Result<Vec<&str>, usize> = (record.fields.iter().enumerate())
        .map(|(at, field)| str::from_utf8(field).map_err(|_| at))
        .collect();
    let texts = texts.map_err(|at| {
        let read = str::from_utf8(&bytes[record.start..record.end]);
        let valid = read.map_or_else(|error| error.valid_up_to(), str::len);
        let what = format!("not UTF-8: byte offset {}", record.start + valid);
        fault(Some(at), what, "save the table as CSV UTF-8; it may be in CP949 or Latin-1")
    })?;
    let unshown = texts.iter().enumerate().find_map(|(at, text)| Some((at, unprintable(text)?.1)));
    if let Some((at, letter)) = unshown {
        return Err(fault(Some(at), shown::control(letter), shown::TAKE_IT_OUT));
    }
    if texts.len() != table.columns.len() {
        let what = crate::sheet::fields_and_columns(texts.len(), table.columns.len());
        return Err(fault(None, what, "a comma inside a field needs double quotes around it"));
    }
    Ok(texts)
}

impl Shape {
    fn has(&self, column: &str) -> bool {
        self.required.contains(&column) || self.optional.contains(&column)
    }
}

fn whole(file: &str, what: String, hint: String) -> Fault {
    Fault { file: file.to_owned(), line: None, column: String::new(), what, hint }
}

/// A record with its place in the bytes.
struct Record {
    fields: ByteRecord,
    /// Offset of its first byte, and of the byte after its last.
    start: usize,
    end: usize,
    /// The lines on which it starts and ends, from 1.
    line: u64,
    last_line: u64,
}

impl Record {
    /// Whether nothing stands in it, as in the rows that spreadsheets leave at the end.
    fn is_blank(&self) -> bool {
        self.fields.iter().all(<[u8]>::is_empty)
    }

    /// What to say of a faulty row that is longer than a line.
    fn runs_on(&self) -> String {
        if self.last_line == self.line {
            return String::new();
        }
        format!("; the row runs on to line {}: is a double quote left open?", self.last_line)
    }
}

/// The records of a table, in order.
struct Records<'a> {
    bytes: &'a [u8],
    /// The bytes before those that `reader` reads: a byte order mark, or none.
    before: usize,
    reader: csv::Reader<&'a [u8]>,
    /// The offset up to which lines have been counted, and the line there.
    counted: usize,
    line: u64,
}

impl<'a> Records<'a> {
    fn new(bytes: &'a [u8]) -> Records<'a> {
        let body = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut builder = ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).trim(Trim::All).from_reader(body);
        let before = bytes.len() - body.len();
        Records { bytes, before, reader, counted: before, line: 1 }
    }

    /// The line of the byte at `offset`, which lies not before the one asked for last.
    ///
    /// The reader's own count is of no use: after CR LF it names the line before.
    fn line_at(&mut self, offset: usize) -> u64 {
        let ends = self.bytes[self.counted..offset].iter().filter(|byte| **byte == b'\n').count();
        self.line += ends as u64;
        self.counted = offset;
        self.line
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let from = self.before + self.reader.position().byte() as usize;
        let mut fields = ByteRecord::new();
        // Bytes in memory, with any number of fields in a record, are read without an error.
        if !self.reader.read_byte_record(&mut fields).unwrap_or(false) {
            return None;
        }
        let end = self.before + self.reader.position().byte() as usize;
        let breaks = self.bytes[from..end].iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        let start = from + breaks.count();
        let line = self.line_at(start);
        let content = self.bytes[start..end].trim_ascii_end().len();
        let last_line = self.line_at(start + content);
        Some(Record { fields, start, end, line, last_line })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::read_events;
    use proptest::prelude::*;

    const HEAD: &str = "id,mode,actor,target,channel,start,end,rank,modality,what,place,source,\
                        publisher,url,known_at,weak,basis";
    const GOOD: &str = "e1,deed,PRK,CHN,visit,2025-09-02,,leader,happened,a visit,,press,,,\
                        2025-09-02,,";

    pub(crate) fn defaults() -> Defaults {
        Defaults { known_at: None, sources: vec!["press".to_owned(), "customs".to_owned()] }
    }

    /// The faults of a reading as they are printed, one below the other.
    pub(crate) fn faults(reading: &Reading) -> String {
        reading.rejects.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
    }

    fn check(bytes: &[u8], kept: usize, expected: &str) {
        let reading = read_events("t.csv", bytes, &defaults());
        assert_eq!(faults(&reading), expected);
        assert_eq!(reading.observations.len(), kept);
    }

    #[test]
    fn a_table_is_read_whatever_ends_its_lines() {
        let second = GOOD.replace("e1", "e2");
        for (before, end) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n")] {
            let table = format!("{before}{HEAD}{end}{GOOD}{end}{end}{second}{end},,{end}");
            let reading = read_events("t.csv", table.as_bytes(), &defaults());
            let rows: Vec<_> =
                reading.observations.iter().map(|seen| seen.origin().locator.row).collect();
            assert_eq!((faults(&reading).as_str(), rows), ("", vec![2, 4]), "{before:?} {end:?}");
        }
    }

    #[test]
    fn lines_are_counted_over_fields_of_several_lines() {
        let table = format!("{HEAD}\r\n{}\r\nx", GOOD.replace("a visit", "\"a\r\nvisit\""));
        let hint = "a comma inside a field needs double quotes around it";
        let expected = format!("t.csv:4: 1 field, but 17 columns\n  hint: {hint}");
        check(table.as_bytes(), 1, &expected);
    }

    #[test]
    fn columns_come_in_any_order() {
        let mixed = "weak,basis,id,mode,actor,target,channel,start,end,rank,modality,what,place,\
                     source,publisher,url,known_at\nyes,b,e1,deed,PRK,,launch,2025-09-02,,,\
                     happened,a test,,press,,,2025-09-02\n";
        let reading = read_events("cases/x/t.csv", mixed.as_bytes(), &defaults());
        let origin = reading.observations[0].origin();
        assert_eq!((origin.weak, origin.basis.as_str()), (true, "b"));
        assert_eq!(origin.locator.to_string(), "t.csv row 2");
        assert_eq!(origin.digest, Digest::of(mixed.as_bytes()));
    }

    #[test]
    fn a_header_that_cannot_be_read_ends_the_reading() {
        let needs = HEAD;
        check(
            b"",
            0,
            &format!("t.csv: empty file\n  hint: a table of events starts with: {needs}"),
        );
        check(format!("{HEAD}\n").as_bytes(), 0, "");
        let misspelt = HEAD.replace("channel", "chanel");
        check(
            format!("{misspelt}\n{GOOD}").as_bytes(),
            0,
            &format!(
                "t.csv:1: column channel: missing column; present: {misspelt}\n  hint: is it the \
                 column \"chanel\"? rename that to channel\nt.csv:1: column chanel: unknown column\n  \
                 hint: did you mean channel?"
            ),
        );
        let short = HEAD.replace(",weak", "");
        check(
            format!("{short}\n{GOOD}").as_bytes(),
            0,
            &format!(
                "t.csv:1: column weak: missing column; present: {short}\n  hint: a table of events \
                 needs: {HEAD}"
            ),
        );
        check(
            format!("{HEAD},place\n{GOOD},x").as_bytes(),
            0,
            "t.csv:1: column place: column is there twice\n  hint: remove one",
        );
        check(
            HEAD.replace(',', ";").as_bytes(),
            0,
            "t.csv:1: columns are separated by ';'\n  hint: separate them by commas",
        );
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(HEAD.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        check(&utf16, 0, "t.csv: not UTF-8: the file is in UTF-16\n  hint: save it as CSV UTF-8");
    }

    #[test]
    fn an_unknown_column_is_a_fault_beside_which_rows_are_kept() {
        let known = format!("{HEAD},ontology,code");
        for (column, expected) in [
            ("cod", "column cod: unknown column\n  hint: did you mean code?".to_owned()),
            ("remarks", format!("column remarks: unknown column\n  hint: known: {known}")),
            ("", "column 18 has no heading\n  hint: name the column, or remove the comma".into()),
        ] {
            let table = format!("{HEAD},{column}\n{GOOD},x\n");
            check(table.as_bytes(), 1, &format!("t.csv:1: {expected}"));
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_is_left_out_and_the_others_are_kept() {
        let check_row = |row: &[u8], expected: &str| {
            let last = GOOD.replace("e1", "e3");
            let table = [HEAD.as_bytes(), GOOD.as_bytes(), row, last.as_bytes()].join(&b'\n');
            check(&table, 2, expected);
        };
        let with = |what: &[u8]| {
            let (before, after) = GOOD.split_once("a visit").unwrap();
            [&before.replace("e1", "e2").into_bytes(), what, after.as_bytes()].concat()
        };
        check_row(
            &with(b"a \xb9\xe6\xb9\xae"),
            "t.csv:3: column what: not UTF-8: byte offset 237\n  hint: save the table as CSV UTF-8; \
             it may be in CP949 or Latin-1",
        );
        check_row(
            &with(b"a \0 visit"),
            "t.csv:3: column what: a NUL byte\n  hint: save the table as CSV UTF-8, without binary \
             content",
        );
        for (text, code) in [("red \u{1b}[31m", "U+001B"), ("turned \u{202e}", "U+202E")] {
            check_row(
                &with(text.as_bytes()),
                &format!(
                    "t.csv:3: column what: a control character: {code}\n  hint: take it out: a \
                     terminal obeys it, or shows it out of order"
                ),
            );
        }
        check_row(
            &with("x".repeat(70_000).as_bytes()),
            "t.csv:3: column what: field of 70000 bytes\n  hint: at most 65,536; is a double quote \
             left open?",
        );
        check_row(
            &with(b"a visit, short"),
            "t.csv:3: 18 fields, but 17 columns\n  hint: a comma inside a field needs double quotes \
             around it",
        );
    }

    #[test]
    fn an_open_quote_is_named_with_the_line_to_which_it_runs() {
        let open = GOOD.replace("a visit", "\"a visit").replace("e1", "e2");
        let table = format!("{HEAD}\n{GOOD}\n{open}\n{}\n", GOOD.replace("e1", "e3"));
        check(
            table.as_bytes(),
            1,
            "t.csv:3: 10 fields, but 17 columns\n  hint: a comma inside a field needs double quotes \
             around it; the row runs on to line 4: is a double quote left open?",
        );
    }

    #[test]
    fn a_table_above_the_limit_is_refused_before_it_is_read() {
        assert_eq!(check_size("t.csv", MAX_TABLE_BYTES), Ok(()));
        let fault = check_size("t.csv", MAX_TABLE_BYTES + 1).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "t.csv: table of 268435457 bytes: larger than 268435456\n  hint: split it into several \
             tables, one [[table]] each"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            read_events("t.csv", &bytes, &defaults());
            let table = [HEAD.as_bytes(), b"\n", &bytes].concat();
            read_events("t.csv", &table, &defaults());
        }

        #[test]
        fn a_good_row_is_kept_after_any_line(line in "[^\"\r\n]{0,60}") {
            let table = format!("{HEAD}\n{line}\n{GOOD}\n");
            let reading = read_events("t.csv", table.as_bytes(), &defaults());
            prop_assert_eq!(reading.observations.len(), 1);
            prop_assert_eq!(reading.observations[0].origin().locator.row, 3);
        }
    }
}
