//! A sheet is a table as its publisher ships it: packed or not, in letters of its own, separated by
//! commas, tabs or semicolons, or in a workbook, with lines above its headings and columns that no
//! reader needs. This file turns all of them into lines of cells.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader as _};
use csv::{ByteRecord, ReaderBuilder, Trim};
use encoding_rs::Encoding;
use telltale_observation::{
    Digest, Draft, Fault, KnownAt, Locator, Observation, Origin, ThingId, nearest,
};

use crate::letters;
use crate::shipped::{self, at, whole};
use crate::{ABSENT, MAX_FIELD_BYTES, Reading, counted, shown};

/// The most that the parts of a workbook may hold together once they are inflated, in bytes.
const MAX_WORKBOOK_BYTES: u64 = 512 << 20;

/// How a sheet is found in its file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Form<'a> {
    /// The letters of a text that is not in UTF-8 and has no mark.
    pub(crate) letters: Option<&'static Encoding>,
    /// What separates cells; told by the first line where nothing is said.
    pub(crate) separator: Option<u8>,
    /// The sheet of a workbook; the first that holds something where nothing is said.
    pub(crate) sheet: Option<&'a str>,
}

/// One line: its number in the file, from 1, and its cells, or what is wrong with it.
pub(crate) type Line<'a> = (u64, Result<&'a [Cow<'a, str>], Broken>);

/// What is wrong with a line before its cells are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) what: String,
    pub(crate) hint: &'static str,
}

/// Calls `each` with every line in which something stands, and returns the faults of the file. Of
/// a file that was cut off, the last line is not whole, and is left out.
pub(crate) fn each(
    file: &str,
    bytes: &[u8],
    form: Form<'_>,
    each: &mut dyn FnMut(Line<'_>),
) -> Vec<Fault> {
    if is_workbook(bytes) {
        return workbook(file, bytes, form.sheet, each).err().into_iter().collect();
    }
    let read = shipped::unpacked(file, bytes).and_then(|(text, cut)| {
        let text = shipped::in_utf8(file, text)?;
        Ok((recoded(file, text, form.letters)?, cut))
    });
    match read {
        Ok((text, cut)) => {
            separated(&text, form.separator, cut.is_some(), each);
            cut.into_iter().collect()
        }
        Err(fault) => vec![fault],
    }
}

/// The lines of a sheet in which something stands, by their number in the file, and the faults of it: a
/// text separated by commas, tabs or semicolons, packed or not, or a workbook.
///
/// ```
/// let (lines, faults) = telltale_source::sheet_lines("t.csv", b"month;value\n\n2025-11;1.5\n");
/// assert_eq!(lines[1], (3, vec!["2025-11".to_owned(), "1.5".to_owned()]));
/// assert!(faults.is_empty());
/// ```
pub fn sheet_lines(file: &str, bytes: &[u8]) -> (Vec<(u64, Vec<String>)>, Vec<Fault>) {
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    let faults = each(file, bytes, Form::default(), &mut |(line, cells)| match cells {
        Ok(cells) => {
            lines.push((line, cells.iter().map(|cell| cell.clone().into_owned()).collect()))
        }
        Err(Broken { what, hint }) => broken.push(at(file, Some(line), "", what, hint)),
    });
    broken.extend(faults);
    (lines, broken)
}

/// Whether these are the bytes of a workbook: of Excel's old form, or a zip with its parts.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) || bytes.starts_with(b"PK\x03\x04")
}

fn recoded<'a>(
    file: &str,
    text: Cow<'a, [u8]>,
    letters: Option<&'static Encoding>,
) -> Result<Cow<'a, [u8]>, Fault> {
    let Some(letters) = letters.filter(|_| str::from_utf8(&text).is_err()) else {
        return Ok(text);
    };
    let (read, broken) = letters.decode_without_bom_handling(&text);
    if !broken {
        return Ok(Cow::Owned(read.into_owned().into_bytes()));
    }
    // A few bad lines cost no others: the letters are those in which more lines can be read.
    let lines = || text.split_inclusive(|byte| *byte == b'\n');
    let other =
        |line: &[u8]| letters.decode_without_bom_handling_and_without_replacement(line).is_none();
    let bad_of_utf8 = lines().filter(|line| str::from_utf8(line).is_err()).count();
    let bad_of_other = lines().filter(|line| other(line)).count();
    if 2 * bad_of_utf8.min(bad_of_other) > lines().count() {
        let what = format!("letters that are neither UTF-8 nor {}", letters.name());
        return Err(whole(file, what, "save the file as CSV UTF-8"));
    }
    if bad_of_utf8 <= bad_of_other {
        return Ok(text);
    }
    // A line that cannot be read stays as it is, and is told where its cells are looked at.
    let decoded = |line| letters.decode_without_bom_handling_and_without_replacement(line);
    let read = lines().flat_map(|line| match decoded(line) {
        Some(read) => read.into_owned().into_bytes(),
        None => line.to_vec(),
    });
    Ok(Cow::Owned(read.collect()))
}

fn separated(text: &[u8], separator: Option<u8>, cut: bool, each: &mut dyn FnMut(Line<'_>)) {
    // Where nothing but CR ends the lines, they are ended as the others are, so as to be counted.
    let text = if text.contains(&b'\n') || !text.contains(&b'\r') {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
    };
    let separator = separator.unwrap_or_else(|| separator_of(&text));
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(Trim::All)
        .from_reader(text.as_ref());
    let (mut record, mut next) = (ByteRecord::new(), ByteRecord::new());
    let (mut counted, mut line) = (0, 1);
    let mut from = 0;
    let letters = OnceCell::new();
    // Bytes in memory, with any number of fields in a record, are read without an error.
    let mut is_there = reader.read_byte_record(&mut record).unwrap_or(false);
    while is_there {
        let end = reader.position().byte() as usize;
        let breaks = text[from..end].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let start = from + breaks.count();
        line += memchr::memchr_iter(b'\n', &text[counted..start]).count() as u64;
        counted = start;
        from = end;
        is_there = reader.read_byte_record(&mut next).unwrap_or(false);
        if (!cut || is_there) && !record.iter().all(<[u8]>::is_empty) {
            match cells(&record, || *letters.get_or_init(|| letters::hint(&text))) {
                Ok(cells) => each((line, Ok(&cells))),
                Err(broken) => each((line, Err(broken))),
            }
        }
        std::mem::swap(&mut record, &mut next);
    }
}

fn cells<'r>(
    record: &'r ByteRecord,
    letters: impl Fn() -> &'static str,
) -> Result<Vec<Cow<'r, str>>, Broken> {
    let mut cells = Vec::with_capacity(record.len());
    for field in record {
        if field.len() > MAX_FIELD_BYTES {
            let what = format!("field of {} bytes", field.len());
            return Err(Broken { what, hint: "at most 65,536; is a double quote left open?" });
        }
        if field.contains(&0) {
            let hint = "save the file as CSV UTF-8, without binary content";
            return Err(Broken { what: "a NUL byte".to_owned(), hint });
        }
        let cell = str::from_utf8(field)
            .map_err(|_| Broken { what: "not UTF-8".to_owned(), hint: letters() })?;
        cells.push(Cow::Borrowed(cell));
    }
    Ok(cells)
}

/// What stands between the cells: whichever of the three stands most often in the first lines.
fn separator_of(text: &[u8]) -> u8 {
    let lines = text.split(|byte| *byte == b'\n').take(12);
    let head: Vec<u8> = lines.flatten().copied().take(1 << 16).collect();
    let count = |sign: u8| head.iter().filter(|byte| **byte == sign).count();
    [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

fn workbook(
    file: &str,
    bytes: &[u8],
    sheet: Option<&str>,
    each: &mut dyn FnMut(Line<'_>),
) -> Result<(), Fault> {
    check_inflated(file, bytes)?;
    let damaged = |error: &dyn std::fmt::Display| {
        whole(file, format!("no workbook that can be read: {error}"), "open it and save it anew")
    };
    let mut book =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let names = book.sheet_names();
    let wanted: Vec<String> = match sheet {
        Some(sheet) if names.iter().any(|name| name == sheet) => vec![sheet.to_owned()],
        Some(sheet) => {
            let near = nearest(sheet, names.iter().map(String::as_str));
            let hint = near.map_or_else(
                || format!("its sheets: {}", names.join(", ")),
                |near| format!("did you mean {near}?"),
            );
            return Err(whole(file, format!("no sheet of this name: {sheet:?}"), hint));
        }
        None => names,
    };
    for name in wanted {
        let range = book.worksheet_range(&name).map_err(|error| damaged(&error))?;
        let Some((top, left)) = range.start() else { continue };
        let indent = vec![Cow::Borrowed(""); left as usize];
        for (line, row) in (u64::from(top) + 1..).zip(range.rows()) {
            let mut cells = indent.clone();
            cells.extend(row.iter().map(cell));
            if cells.iter().any(|cell| !cell.is_empty()) {
                each((line, Ok(&cells)));
            }
        }
        return Ok(());
    }
    Err(whole(file, "no sheet in which something stands", "is it the right workbook?"))
}

/// A cell of a workbook as text: numbers in plain notation, days as `2025-11-04`.
fn cell(cell: &Data) -> Cow<'_, str> {
    match cell {
        Data::Empty => Cow::Borrowed(""),
        Data::String(text) => Cow::Borrowed(text.trim()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cow::Borrowed(text.strip_suffix("T00:00:00").unwrap_or(text))
        }
        Data::Int(number) => Cow::Owned(number.to_string()),
        Data::Float(number) => Cow::Owned(number.to_string()),
        Data::Bool(truth) => Cow::Borrowed(if *truth { "yes" } else { "no" }),
        Data::Error(error) => Cow::Owned(error.to_string()),
        Data::DateTime(time) if time.is_duration() => Cow::Owned(time.as_f64().to_string()),
        Data::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            Cow::Owned(match (hour, minute, second) {
                (0, 0, 0) => day,
                _ => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
            })
        }
    }
}

/// Refuses a workbook whose parts inflate to more than one is read of, whatever it says of them.
fn check_inflated(file: &str, bytes: &[u8]) -> Result<(), Fault> {
    if !bytes.starts_with(b"PK") {
        return Ok(());
    }
    let broken = |error: &dyn std::fmt::Display| {
        whole(
            file,
            format!("no workbook that can be read: {error}"),
            "the file is cut off or damaged",
        )
    };
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if !["[Content_Types].xml", "mimetype"].iter().any(|part| zip.index_for_name(part).is_some()) {
        return Err(whole(file, "a zip, and no workbook", "unpack it, and name the files in it"));
    }
    let mut left = MAX_WORKBOOK_BYTES;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|error| broken(&error))?;
        let mut part = part.take(left + 1);
        let inflated =
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| broken(&error))?;
        left = left.checked_sub(inflated).ok_or_else(|| {
            let what = format!("inflates to more than {MAX_WORKBOOK_BYTES} bytes");
            whole(file, what, "split it into several workbooks")
        })?;
    }
    Ok(())
}

/// What a record of a file comes to.
pub(crate) enum Outcome {
    /// An observation that has yet to be checked as a whole.
    Seen(Box<Draft>),
    /// The source holds no record.
    Absent,
    /// It says nothing that the ledger holds, and why.
    Outside(&'static str),
}

/// Takes up what one record came to: it is in exactly one of the reading's four parts.
pub(crate) fn take(
    reading: &mut Reading,
    (file, line): (&str, u64),
    record: Result<Outcome, Box<Fault>>,
) {
    match record {
        Ok(Outcome::Absent) => {
            reading.absent += 1;
            reading.passed.push(file, line, ABSENT);
        }
        Ok(Outcome::Outside(why)) => {
            *reading.outside.entry(why).or_default() += 1;
            reading.passed.push(file, line, why);
        }
        Ok(Outcome::Seen(draft)) => {
            let line = draft.origin.locator.row;
            if let Some(what) = shown::draft(&draft) {
                reading.rejects.push(at(file, Some(line), "", what, shown::TAKE_IT_OUT));
                return;
            }
            match Observation::new(*draft) {
                Ok(seen) => reading.observations.push(seen),
                Err(unfit) => {
                    let hint = "the row contradicts itself, or was known earlier than it says";
                    reading.rejects.push(at(file, Some(line), "", unfit.to_string(), hint));
                }
            }
        }
        Err(fault) => reading.rejects.push(*fault),
    }
}

/// Refuses a row that tells another amount of what an earlier row tells of, known at the same instant:
/// which of them held would be chance. Where rows may have ids of their own, those tell them apart.
pub(crate) fn one_figure(file: &str, reading: &mut Reading, has_ids: bool) {
    let mut firsts: BTreeMap<(ThingId, KnownAt), (u64, u64)> = BTreeMap::new();
    let rejects = &mut reading.rejects;
    reading.observations.retain(|seen| {
        let amount = seen.detail().quantity().map(|quantity| quantity.amount().to_bits());
        let has_id = has_ids && !seen.origin().key.is_empty();
        let Some(amount) = amount.filter(|_| !has_id) else { return true };
        let row = seen.origin().locator.row;
        let (first, told) =
            *firsts.entry((seen.thing(), seen.known_at())).or_insert((row, amount));
        if told != amount {
            let what = format!("another amount of what row {first} tells of, known on the same day");
            let hint = "keep the one that holds, or give the later one the later known_at on which it \
                        was published";
            rejects.push(at(file, Some(row), "", what, hint));
        }
        told == amount
    });
}

/// What the lines of a sheet with headings share.
pub(crate) struct Headed<'a> {
    pub(crate) file: &'a str,
    pub(crate) digest: Digest,
    /// The headings as they stand there.
    pub(crate) heads: Vec<String>,
}

/// A line below the headings.
pub(crate) struct Row<'a> {
    pub(crate) sheet: &'a Headed<'a>,
    pub(crate) line: u64,
    pub(crate) cells: &'a [Cow<'a, str>],
}

/// Reads a sheet whose first line names its columns. `row` puts what each line comes to into the
/// reading; a sheet without one of the `needed` columns is a fault of the file.
pub(crate) fn read_headed(
    file: &str,
    bytes: &[u8],
    form: Form<'_>,
    needed: &[&str],
    row: &mut dyn FnMut(&Row<'_>, &mut Reading),
) -> Reading {
    let mut reading = Reading::default();
    let digest = Digest::of(bytes);
    let mut sheet: Option<Headed<'_>> = None;
    let mut lacking = Vec::new();
    let faults = each(file, bytes, form, &mut |(line, cells)| {
        let cells = match cells {
            Ok(cells) => cells,
            Err(Broken { what, hint }) => {
                reading.rejects.push(at(file, Some(line), "", what, hint));
                return;
            }
        };
        let Some(sheet) = &sheet else {
            let heads = cells.iter().map(|head| head.clone().into_owned()).collect();
            let headed = Headed { file, digest, heads };
            lacking = headed.lacking(needed);
            lacking.extend(needed.iter().filter_map(|name| headed.doubled(name)));
            sheet = Some(headed);
            return;
        };
        if !lacking.is_empty() {
            return;
        }
        if cells.len() != sheet.heads.len() {
            let what = fields_and_columns(cells.len(), sheet.heads.len());
            let hint = "the row is cut off, or a separator stands inside a field";
            reading.rejects.push(at(file, Some(line), "", what, hint));
            return;
        }
        row(&Row { sheet, line, cells }, &mut reading);
    });
    reading.rejects.extend(lacking);
    reading.rejects.extend(faults);
    reading
}

/// The first two columns, from 1, whose heading is one that is sought.
pub(crate) fn twice(heads: &[String], is_it: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let mut found = (1..).zip(heads).filter(|(_, head)| is_it(head)).map(|(at, _)| at);
    Some((found.next()?, found.next()?))
}

impl Headed<'_> {
    fn place(&self, name: &str) -> Option<usize> {
        self.heads.iter().position(|head| head.eq_ignore_ascii_case(name))
    }

    /// The fault of a heading that is needed and stands there twice: which is meant nobody says.
    fn doubled(&self, name: &str) -> Option<Fault> {
        let (first, second) = twice(&self.heads, |head| head.eq_ignore_ascii_case(name))?;
        let what = format!("columns {first} and {second} have the same heading: {name:?}");
        Some(at(self.file, None, name, what, "rename the one that is not meant"))
    }

    /// The faults of a sheet without columns that are needed: where it has none of them, it is another
    /// sheet, which is told once.
    fn lacking(&self, needed: &[&str]) -> Vec<Fault> {
        let lacking: Vec<Fault> = needed.iter().filter_map(|name| self.lacks(name)).collect();
        if lacking.len() < 2 || lacking.len() < needed.len() {
            return lacking;
        }
        let shown: String = self.heads.join(",").chars().take(200).collect();
        let what = format!("none of the columns {}; present: {shown}", needed.join(", "));
        let hint = "is this a file of this source, with its first line? a table of another kind: telltale \
                    ingest table FILE --map MAP.toml";
        vec![whole(self.file, what, hint)]
    }

    fn lacks(&self, name: &str) -> Option<Fault> {
        if self.place(name).is_some() {
            return None;
        }
        let near = nearest(name, self.heads.iter().map(String::as_str));
        let hint = near.map_or_else(
            || "is this a file of this source, with its first line?".to_owned(),
            |near| format!("is it the column {near:?}? rename that to {name}"),
        );
        let shown: String = self.heads.join(",").chars().take(200).collect();
        Some(at(self.file, None, name, format!("missing column; present: {shown}"), hint))
    }
}

impl Row<'_> {
    /// The text in a column; empty where the sheet has no such column.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.sheet.place(column).map_or("", |at| self.cells[at].as_ref())
    }

    /// A fault in a column of this row, with what stands there.
    pub(crate) fn wrong(&self, column: &str, what: &str, hint: impl Into<String>) -> Box<Fault> {
        let shown: String = self.get(column).chars().take(40).collect();
        let what = if column.is_empty() { what.to_owned() } else { format!("{what}: {shown:?}") };
        Box::new(at(self.sheet.file, Some(self.line), column, what, hint))
    }

    /// Where the row was taken from.
    pub(crate) fn origin(&self, source: &str, key: String, publisher: &str) -> Origin {
        origin((self.sheet.file, self.sheet.digest, self.line), source, key, publisher)
    }
}

/// What is wrong with a row of so many fields under so many headings.
pub(crate) fn fields_and_columns(fields: usize, columns: usize) -> String {
    format!("{}, but {}", counted(fields, "field"), counted(columns, "column"))
}

/// Where a record was taken from: its file, the digest of that, and its row.
pub(crate) fn origin(
    (file, digest, row): (&str, Digest, u64),
    source: &str,
    key: String,
    publisher: &str,
) -> Origin {
    Origin {
        source: source.to_owned(),
        key,
        publisher: publisher.to_owned(),
        url: String::new(),
        digest,
        locator: Locator { file: shipped::file_name(file).to_owned(), row },
        basis: String::new(),
        weak: false,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::io::Write as _;

    /// A workbook of one sheet, of our own making: texts inline, numbers as numbers.
    pub(crate) fn workbook_of(rows: &[&[&str]]) -> Vec<u8> {
        let mut sheet = String::from(
            r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
        );
        for (line, row) in rows.iter().enumerate() {
            sheet += &format!("<row r=\"{}\">", line + 1);
            for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let place = format!("{}{}", char::from(b'A' + at as u8), line + 1);
                let is_number = cell.parse::<f64>().is_ok();
                let text = cell.replace('&', "&amp;").replace('<', "&lt;");
                sheet += &match is_number {
                    true => format!("<c r=\"{place}\"><v>{text}</v></c>"),
                    false => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                };
            }
            sheet += "</row>";
        }
        sheet += "</sheetData></worksheet>";
        let parts = [
            ("[Content_Types].xml", r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#.to_owned()),
            ("_rels/.rels", r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned()),
            ("xl/workbook.xml", r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Table" sheetId="1" r:id="r1"/></sheets></workbook>"#.to_owned()),
            ("xl/_rels/workbook.xml.rels", r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned()),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn lines(bytes: &[u8], form: Form<'_>) -> (Vec<String>, Vec<Fault>) {
        let mut lines = Vec::new();
        let faults = each("t", bytes, form, &mut |(line, cells)| {
            lines.push(match cells {
                Ok(cells) => format!("{line}:{}", cells.join("|")),
                Err(broken) => format!("{line}!{}", broken.what),
            });
        });
        (lines, faults)
    }

    #[test]
    fn cells_are_the_same_whatever_separates_them_and_ends_their_lines() {
        for text in ["a,b\n\n1,2\n", "a;b\r\n\r\n1;2", "a\tb\r\r1\t2\r", "\u{feff}a,b\n\n\"1\",2\n"]
        {
            let (lines, faults) = lines(text.as_bytes(), Form::default());
            assert_eq!((lines.join(" "), faults), ("1:a|b 3:1|2".to_owned(), vec![]), "{text:?}");
        }
    }

    #[test]
    fn a_workbook_has_the_cells_of_a_text() {
        let book = workbook_of(&[&["a", "b"], &[], &["", "1.5"], &["x & y", "2024"]]);
        let (found, faults) = lines(&book, Form::default());
        assert_eq!(
            (found, faults),
            (vec!["1:a|b".into(), "3:|1.5".into(), "4:x & y|2024".into()], vec![])
        );
        let (_, faults) = lines(&book, Form { sheet: Some("Tabel"), ..Form::default() });
        assert!(faults[0].to_string().contains("did you mean Table?"), "{}", faults[0]);
        let (_, faults) = lines(&book[..book.len() / 2], Form::default());
        assert!(faults[0].to_string().contains("no workbook that can be read"), "{}", faults[0]);
    }

    #[test]
    fn a_workbook_is_one_file_also_within_a_zip() {
        use crate::raw::{self, MemberError};
        let book = workbook_of(&[&["a", "b"], &["1", "2"]]);
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("x.xlsx", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&book).unwrap();
        let packed = zip.finish().unwrap().into_inner();
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes, member) in [("b.xlsx", &book, "b.xlsx"), ("z.zip", &packed, "x.xlsx")] {
            let path = folder.path().join(name);
            fs_err::write(&path, bytes).unwrap();
            let mut read = Vec::new();
            let faults = raw::members(&path, name, &mut |name, bytes| {
                let mut all = Vec::new();
                bytes.read_to_end(&mut all)?;
                read.push((name.to_owned(), all));
                Ok::<(), MemberError<()>>(())
            });
            assert_eq!(faults, Ok(vec![]));
            assert!(read.len() == 1 && read[0].0.ends_with(member), "{:?}", read[0].0);
            assert_eq!(read[0].1, book);
        }
    }

    #[test]
    fn letters_are_those_that_are_named_where_they_are_not_utf_8() {
        let (text, _, _) = encoding_rs::GB18030.encode("国家,出口\n朝鲜,1\n");
        let (found, _) =
            lines(&text, Form { letters: Some(encoding_rs::GB18030), ..Form::default() });
        assert_eq!(found, ["1:国家|出口", "2:朝鲜|1"]);
        let (found, _) = lines(&text, Form::default());
        assert_eq!(found, ["1!not UTF-8", "2!not UTF-8"]);
    }

    #[test]
    fn a_line_in_no_letters_costs_no_other() {
        let form = Form { letters: Some(encoding_rs::GB18030), ..Form::default() };
        let utf8 = "国家,出口\n朝鲜,1\n日本,2\n".as_bytes();
        let (gb, _, _) = encoding_rs::GB18030.encode("国家,出口\n朝鲜,1\n日本,2\n");
        for text in [utf8, &gb] {
            let (found, faults) = lines(&[text, b"\xff\xfe\xfa,3\n"].concat(), form);
            let expected = ["1:国家|出口", "2:朝鲜|1", "3:日本|2", "4!not UTF-8"];
            assert_eq!((found, faults), (expected.map(str::to_owned).to_vec(), vec![]));
        }
        let (found, faults) = lines(b"\xfa\xff\n\xff\n", form);
        assert!(found.is_empty() && faults[0].what.contains("neither UTF-8 nor"), "{faults:?}");
    }

    #[test]
    fn a_heading_that_is_needed_stands_there_once() {
        let read = read_headed("t", b"x,y,X\n1,2,3\n", Form::default(), &["x"], &mut |_, _| {
            panic!("no row is read");
        });
        let said: Vec<String> = read.rejects.iter().map(Fault::to_string).collect();
        assert!(
            said.len() == 1 && said[0].contains("columns 1 and 3 have the same heading"),
            "{said:?}"
        );
    }

    #[test]
    fn a_sheet_with_none_of_its_columns_is_one_fault() {
        let read = |text: &str| {
            let read = read_headed(
                "t",
                text.as_bytes(),
                Form::default(),
                &["x", "y", "z"],
                &mut |_, _| {},
            );
            read.rejects.iter().map(Fault::to_string).collect::<Vec<_>>()
        };
        let none = read("date,a,b,w\n1,2,3,4\n");
        assert!(
            none.len() == 1 && none[0].contains("none of the columns x, y, z; present: date,a")
        );
        let some = read("x,a\n1,2\n");
        assert!(some.len() == 2 && some[0].contains("column y: missing column"), "{some:?}");
    }

    #[test]
    fn of_a_packed_text_that_was_cut_off_the_last_line_is_left_out() {
        let text: String = (0..20_000).map(|n| format!("{n},{}\n", n * 7919 % 1013)).collect();
        let packed = shipped::tests::gzip(text.as_bytes());
        let (found, faults) = lines(&packed[..packed.len() / 2], Form::default());
        assert!(found.len() > 100 && found.last().unwrap().contains('|'));
        assert_eq!(faults.len(), 1);
        let last = found.last().unwrap().split_once(':').unwrap().1.replace('|', ",");
        assert!(text.contains(&format!("\n{last}\n")), "{last}");
    }
}
