//! A series as a file: a CSV table with a date and a value column, or JSON with named series.

use std::io::Read;
use std::path::Path;

use serde_json::Value;
use telltale_observation::{Fault, Month};

use crate::failure::Failure;

/// Headings of a column of dates, where it is not the first.
const DATES: [&str; 9] =
    ["date", "month", "time", "year", "quarter", "week", "day", "period", "session"];

/// Headings of the values that are meant where there are several columns of numbers.
const VALUES: [&str; 4] = ["share", "rate", "value", "values"];

/// One series of a file.
pub(crate) struct Column {
    /// Its heading.
    pub(crate) name: String,
    /// Its values in order; `None` where one is absent.
    pub(crate) values: Vec<Option<f64>>,
}

/// The series of a file, all of the same length.
pub(crate) struct Table {
    /// What the file calls itself, or its name.
    pub(crate) name: String,
    /// The date of each value; empty where there are none.
    pub(crate) dates: Vec<String>,
    /// The series; at least one.
    pub(crate) columns: Vec<Column>,
}

impl Table {
    /// The date of a value, or its place where there are no dates.
    pub(crate) fn date(&self, at: usize) -> String {
        self.dates.get(at).cloned().unwrap_or_else(|| at.to_string())
    }
}

/// A field as it stands in a CSV table.
pub(crate) fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Reads the series of a file, or of standard input where it is `-`.
///
/// # Errors
/// If the file cannot be read, or for every fault in it.
pub(crate) fn read(file: &Path, wanted: Option<&str>) -> Result<Table, Failure> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = fs_err::read(file)?;
    }
    let shown = if file == Path::new("-") { "-".into() } else { file.display().to_string() };
    let text = String::from_utf8(bytes)
        .map_err(|_| fault(&shown, None, "", "not UTF-8".to_owned(), "save the file as UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let stem = file.file_stem().map_or("-".into(), |stem| stem.to_string_lossy().into_owned());
    if text.trim_start().starts_with(['{', '[']) {
        from_json(&shown, &stem, text, wanted)
    } else {
        from_csv(&shown, stem, text, wanted)
    }
}

fn fault(file: &str, line: Option<u64>, column: &str, what: String, hint: &str) -> Failure {
    Failure::Input(vec![Fault {
        file: file.to_owned(),
        line,
        column: column.to_owned(),
        what,
        hint: hint.to_owned(),
    }])
}

const JSON_FORM: &str = r#"write {"n_obs": 3, "series": [{"label": "x", "raw": [1, null, 3]}]}"#;

fn from_json(file: &str, stem: &str, text: &str, wanted: Option<&str>) -> Result<Table, Failure> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        fault(file, Some(error.line() as u64), "", format!("not JSON: {error}"), JSON_FORM)
    })?;
    let wrong = |column: &str, what: String| fault(file, None, column, what, JSON_FORM);
    let series = value["series"].as_array().filter(|series| !series.is_empty());
    let series = series.ok_or_else(|| wrong("series", "no list of series".to_owned()))?;
    let mut columns = Vec::new();
    for (at, one) in series.iter().enumerate() {
        let name = one["label"].as_str().map_or_else(|| (at + 1).to_string(), str::to_owned);
        let raw = one["raw"].as_array().ok_or_else(|| wrong(&name, "no list `raw`".to_owned()))?;
        let number = |(place, value): (usize, &Value)| match value {
            Value::Null => Ok(None),
            Value::Number(number) => Ok(number.as_f64()),
            other => Err(wrong(&name, format!("value {place} is not a number: {other}"))),
        };
        let values = raw.iter().enumerate().map(number).collect::<Result<Vec<_>, _>>()?;
        columns.push(Column { name, values });
    }
    let n = columns[0].values.len();
    if let Some(stated) = value["n_obs"].as_u64().filter(|stated| *stated != n as u64) {
        return Err(wrong("n_obs", format!("{stated} values are stated, but {n} are there")));
    }
    if let Some(other) = columns.iter().find(|column| column.values.len() != n) {
        let what = format!("{} values, but the first series has {n}", other.values.len());
        return Err(wrong(&other.name, what));
    }
    let dates = value["time"]["raw"].as_array().filter(|dates| dates.len() == n);
    let dates = dates.map_or_else(Vec::new, |dates| dates.iter().map(shown).collect());
    let name = value["name"].as_str().unwrap_or(stem).to_owned();
    let columns = match wanted {
        Some(wanted) => vec![picked(file, columns, wanted)?],
        None => columns,
    };
    Ok(Table { name, dates, columns })
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The column of that heading, or of that number from 1.
fn picked(file: &str, columns: Vec<Column>, wanted: &str) -> Result<Column, Failure> {
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let at = place(&names, wanted).ok_or_else(|| no_column(file, &names, wanted))?;
    Ok(columns.into_iter().nth(at).expect("the place is that of a column"))
}

fn place(names: &[String], wanted: &str) -> Option<usize> {
    let by_name = names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < names.len());
    by_name.or_else(number)
}

fn no_column(file: &str, names: &[String], wanted: &str) -> Failure {
    let hint = format!("the columns are {}", names.join(", "));
    fault(file, None, wanted, "no such column".to_owned(), &hint)
}

/// Whether a cell says that there is nothing.
fn is_absent(cell: &str) -> bool {
    matches!(
        cell.trim().to_ascii_lowercase().as_str(),
        "" | "na" | "nan" | "null" | "none" | "." | "–"
    )
}

fn number(cell: &str) -> Option<f64> {
    cell.trim().parse::<f64>().ok().filter(|value| value.is_finite())
}

fn from_csv(file: &str, stem: String, text: &str, wanted: Option<&str>) -> Result<Table, Failure> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let line = error.position().map(csv::Position::line);
        fault(
            file,
            line,
            "",
            format!("not a table: {error}"),
            "each row has a cell for each heading",
        )
    };
    let names: Vec<String> =
        reader.headers().map_err(broken)?.iter().map(|name| name.trim().to_owned()).collect();
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
    }
    if rows.is_empty() {
        let hint = "give a heading and a row for each date";
        return Err(fault(file, None, "", "no rows".to_owned(), hint));
    }
    let known = names.iter().position(|name| DATES.contains(&name.to_ascii_lowercase().as_str()));
    let dates = known.or((names.len() > 1).then_some(0));
    let at = match wanted {
        Some(wanted) => place(&names, wanted).ok_or_else(|| no_column(file, &names, wanted))?,
        None => value_column(&names, &rows, dates).ok_or_else(|| {
            let hint = "name the column of values with --value";
            fault(file, None, "", "no column of numbers".to_owned(), hint)
        })?,
    };
    let values = numbers(file, &names[at], &rows, at)?;
    let dates = dates.filter(|dates| *dates != at);
    let dates =
        dates.map_or_else(Vec::new, |dates| rows.iter().map(|row| row.1[dates].clone()).collect());
    let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
    let (dates, values) = spaced(file, &lines, dates, values)?;
    Ok(Table { name: stem, dates, columns: vec![Column { name: names[at].clone(), values }] })
}

fn value_column(
    names: &[String],
    rows: &[(u64, Vec<String>)],
    dates: Option<usize>,
) -> Option<usize> {
    let of_numbers = |at: &usize| {
        Some(*at) != dates
            && rows.iter().any(|(_, row)| number(&row[*at]).is_some())
            && rows.iter().all(|(_, row)| is_absent(&row[*at]) || number(&row[*at]).is_some())
    };
    let named = |at: &usize| VALUES.contains(&names[*at].to_ascii_lowercase().as_str());
    let all: Vec<usize> = (0..names.len()).filter(of_numbers).collect();
    all.iter().copied().find(named).or_else(|| all.first().copied())
}

fn numbers(
    file: &str,
    name: &str,
    rows: &[(u64, Vec<String>)],
    at: usize,
) -> Result<Vec<Option<f64>>, Failure> {
    let mut values = Vec::new();
    let mut faults = Vec::new();
    for (line, row) in rows {
        let cell = &row[at];
        values.push(number(cell));
        if number(cell).is_none() && !is_absent(cell) {
            faults.push(Fault {
                file: file.to_owned(),
                line: Some(*line),
                column: name.to_owned(),
                what: format!("not a number: {cell}"),
                hint: "write numbers as 1234.5, and leave absent ones empty".to_owned(),
            });
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(Failure::Input(faults)) }
}

/// Dates in order and without gaps where they are months: a month that has no row is absent.
fn spaced(
    file: &str,
    lines: &[u64],
    dates: Vec<String>,
    values: Vec<Option<f64>>,
) -> Result<(Vec<String>, Vec<Option<f64>>), Failure> {
    let months: Option<Vec<Month>> = dates.iter().map(|date| date.parse().ok()).collect();
    let Some(months) = months.filter(|months| !months.is_empty()) else {
        return Ok((dates, values));
    };
    if let Some(at) = (1..months.len()).find(|at| months[*at] <= months[at - 1]) {
        let what = format!("{} does not come after {}", months[at], months[at - 1]);
        let hint = "one row a month, in order; a table of several series is cut to one first";
        return Err(fault(file, Some(lines[at]), "", what, hint));
    }
    let mut spaced = Vec::new();
    let mut left = months.iter().zip(values).peekable();
    for month in months[0].through(months[months.len() - 1]) {
        spaced.push(left.next_if(|(next, _)| **next == month).and_then(|(_, value)| value));
    }
    let all = months[0].through(months[months.len() - 1]);
    Ok((all.map(|month| month.to_string()).collect(), spaced))
}
