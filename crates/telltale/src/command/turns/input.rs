//! A series as a file: a CSV table with a date and a value column, or JSON with named series.

use std::io::Read;
use std::path::Path;

use serde_json::Value;
use telltale_observation::Fault;
use telltale_source::{counted, sheet_lines};

use super::calendar::{self, Misplaced, Spacing};
use crate::failure::Failure;
use crate::output;

/// Headings of a column of dates, where it is not the first.
const DATES: [&str; 9] =
    ["date", "month", "time", "year", "quarter", "week", "day", "period", "session"];

/// Headings of the values that are meant where there are several columns of numbers.
const VALUES: [&str; 4] = ["share", "rate", "value", "values"];

/// How many faults of a file are named; the others are counted.
const FAULTS_NAMED_MAX: usize = 10;

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
    /// Of each value its row in the file, where some steps have none; empty where each has one.
    pub(crate) rows: Vec<Option<usize>>,
    /// How many values make a season, where the dates tell.
    pub(crate) season: Option<usize>,
    /// The series; at least one.
    pub(crate) columns: Vec<Column>,
}

impl Table {
    /// The row of a value, counted from 0, that the file has it in.
    pub(crate) fn row(&self, at: usize) -> usize {
        self.rows.get(at).copied().flatten().unwrap_or(at)
    }

    /// The date of a value, or its place where there are no dates.
    pub(crate) fn date(&self, at: usize) -> String {
        self.dates.get(at).cloned().unwrap_or_else(|| at.to_string())
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
    let stem = file.file_stem().map_or("-".into(), |stem| stem.to_string_lossy().into_owned());
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes).trim_ascii_start();
    if !matches!(text.first(), Some(b'{' | b'[')) {
        return from_sheet(&shown, stem, &bytes, wanted);
    }
    let text = std::str::from_utf8(text)
        .map_err(|_| fault(&shown, None, "", "not UTF-8".to_owned(), "save the file as UTF-8"))?;
    from_json(&shown, &stem, text, wanted)
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
    let dates: Vec<String> = dates.map_or_else(Vec::new, |dates| dates.iter().map(shown).collect());
    let spacing = match calendar::spacing(&dates, false) {
        Ok(spacing) => spacing,
        Err(Misplaced { is_uneven: true, .. }) => None,
        Err(Misplaced { row, what, hint, .. }) => {
            return Err(fault(file, None, &format!("time, value {row}"), what, hint));
        }
    };
    let is_whole = |spacing: &calendar::Spacing| spacing.rows.iter().all(Option::is_some);
    if !dates.is_empty() && !spacing.as_ref().is_some_and(is_whole) {
        output::talk(&format!(
            "note: {file}: its dates are not evenly spaced; a list is taken as it stands, and says null \
             where a value is absent"
        ));
    }
    // Without its season only a series is looked at whose every value stands at its time of it.
    let season = spacing.filter(is_whole).and_then(|spacing| spacing.season);
    let name = value["name"].as_str().unwrap_or(stem).to_owned();
    let columns = match wanted {
        Some(wanted) => vec![picked(file, columns, wanted)?],
        None => columns,
    };
    Ok(Table { name, dates, rows: Vec::new(), season, columns })
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
        "" | "na" | "n/a" | "nan" | "null" | "none" | "." | "–"
    )
}

fn number(cell: &str) -> Option<f64> {
    cell.trim().parse::<f64>().ok().filter(|value| value.is_finite())
}

/// A sheet: its headings, and its rows with their lines.
struct Sheet {
    names: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// Reads a series of a text separated by commas, tabs or semicolons, or of a workbook.
fn from_sheet(
    file: &str,
    stem: String,
    bytes: &[u8],
    wanted: Option<&str>,
) -> Result<Table, Failure> {
    let Sheet { names, rows } = sheet(file, bytes)?;
    let is_date = |name: &String| DATES.contains(&name.to_ascii_lowercase().as_str());
    let known = names.iter().position(is_date);
    let dates = known.or((names.len() > 1).then_some(0));
    let at = match wanted {
        Some(wanted) => place(&names, wanted).ok_or_else(|| no_column(file, &names, wanted))?,
        None => value_column(&names, &rows, dates).ok_or_else(|| {
            let hint = "name the column of values with --value";
            fault(file, None, "", "no column of numbers".to_owned(), hint)
        })?,
    };
    let dates = dates.filter(|dates| *dates != at);
    let by_number = wanted.is_some_and(|wanted| !names[at].eq_ignore_ascii_case(wanted));
    doubled(file, &names, [Some(at).filter(|_| !by_number), dates.filter(|_| known.is_some())])?;
    let values = numbers(file, &names[at], &rows, at)?;
    let dates: Vec<String> =
        dates.map_or_else(Vec::new, |dates| rows.iter().map(|row| row.1[dates].clone()).collect());
    let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
    let are_dates = known.is_some_and(|known| known != at) || calendar::are_mostly_dates(&dates);
    let spacing = match calendar::spacing(&dates, are_dates) {
        Ok(spacing) => spacing,
        // A first column that no heading calls one of dates may be anything.
        Err(_) if !are_dates => None,
        Err(Misplaced { row, what, hint, .. }) => {
            return Err(fault(file, Some(lines[row]), "", what, hint));
        }
    };
    let name = names[at].clone();
    let Some(spacing) = spacing else {
        if !dates.is_empty() {
            output::talk(&format!(
                "note: {file}: the column {} holds no dates; a value a row, in the order of rows",
                names[0]
            ));
        }
        return Ok(Table {
            name: stem,
            dates,
            rows: Vec::new(),
            season: None,
            columns: vec![Column { name, values }],
        });
    };
    let values = spacing.rows.iter().map(|row| row.and_then(|row| values[row])).collect();
    let columns = vec![Column { name, values }];
    let Spacing { rows, labels: dates, season } = spacing;
    Ok(Table { name: stem, dates, rows, season, columns })
}

/// The headings and the rows of a sheet. One whose first line is a row has numbers for headings.
fn sheet(file: &str, bytes: &[u8]) -> Result<Sheet, Failure> {
    let (lines, faults) = sheet_lines(file, bytes);
    capped(faults)?;
    let mut lines = lines.into_iter().peekable();
    let Some((_, first)) = lines.peek() else {
        let hint = "give a heading and a row for each date";
        return Err(fault(file, None, "", "empty file".to_owned(), hint));
    };
    let width = first.len();
    let names = if is_row(first) {
        output::talk(&format!(
            "note: {file}: no line of headings; its first line is taken as a row: {}",
            first.join(",")
        ));
        (1..=width).map(|at| at.to_string()).collect()
    } else {
        lines.next().map(|(_, names)| names).unwrap_or_default()
    };
    let rows: Vec<(u64, Vec<String>)> = lines.collect();
    if rows.is_empty() {
        let hint = "give a heading and a row for each date";
        return Err(fault(file, None, "", "no rows".to_owned(), hint));
    }
    let ragged = rows.iter().filter(|(_, row)| row.len() != width).map(|(line, row)| Fault {
        file: file.to_owned(),
        line: Some(*line),
        column: String::new(),
        what: format!("{}, but {}", counted(row.len(), "field"), counted(width, "column")),
        hint: "each row has a cell for each heading".to_owned(),
    });
    capped(ragged.collect())?;
    Ok(Sheet { names, rows })
}

/// Whether a first line is a row and not one of headings: it begins with a date or a number, and a number
/// follows, or stands alone.
fn is_row(cells: &[String]) -> bool {
    let is_date = |cell: &String| match calendar::spacing(std::slice::from_ref(cell), false) {
        Ok(read) => read.is_some(),
        Err(either) => either.what.starts_with("either"),
    };
    match cells {
        [] => false,
        [only] => number(only).is_some(),
        [first, others @ ..] => {
            (is_date(first) || number(first).is_some())
                && others.iter().any(|cell| number(cell).is_some())
        }
    }
}

/// Refuses a column that is meant by its heading where another has the same.
fn doubled(file: &str, names: &[String], of: [Option<usize>; 2]) -> Result<(), Failure> {
    for at in of.into_iter().flatten() {
        let same = |other: &usize| names[*other].eq_ignore_ascii_case(&names[at]);
        let all: Vec<usize> = (0..names.len()).filter(same).map(|other| other + 1).collect();
        if let [first, second, ..] = all[..] {
            let what = format!("columns {first} and {second} have the same heading");
            let hint = format!("rename one, or name the values by their number: --value {second}");
            return Err(fault(file, None, &names[at], what, &hint));
        }
    }
    Ok(())
}

/// Refuses a file with faults, of which the first are named.
fn capped(mut faults: Vec<Fault>) -> Result<(), Failure> {
    let Some(more) = faults.len().checked_sub(FAULTS_NAMED_MAX).filter(|more| *more > 0) else {
        return if faults.is_empty() { Ok(()) } else { Err(Failure::Input(faults)) };
    };
    faults.truncate(FAULTS_NAMED_MAX);
    let file = faults[0].file.clone();
    let what = format!("{} of this kind", counted(more, "more fault"));
    faults.push(Fault { file, line: None, column: String::new(), what, hint: String::new() });
    Err(Failure::Input(faults))
}

/// The column of values: of those of numbers alone the one that is called so, or else the first. Where
/// there is none, the one with the most numbers, so that its other cells are told.
fn value_column(
    names: &[String],
    rows: &[(u64, Vec<String>)],
    dates: Option<usize>,
) -> Option<usize> {
    let named = |at: &usize| VALUES.contains(&names[*at].to_ascii_lowercase().as_str());
    let cells = |at: usize| rows.iter().map(move |(_, row)| row[at].as_str());
    let count = |at: usize| cells(at).filter(|cell| number(cell).is_some()).count();
    let others: Vec<usize> = (0..names.len()).filter(|at| Some(*at) != dates).collect();
    let is_of_numbers = |at: &usize| {
        count(*at) > 0 && cells(*at).all(|cell| is_absent(cell) || number(cell).is_some())
    };
    let all: Vec<usize> = others.iter().copied().filter(is_of_numbers).collect();
    let sound = all.iter().copied().find(named).or_else(|| all.first().copied());
    // A column that is called so is meant, whatever stands in it.
    let meant = || others.iter().copied().find(named);
    let most = || others.iter().copied().rev().max_by_key(|at| count(*at));
    sound.or_else(meant).or_else(|| most().filter(|at| count(*at) > 0))
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
    capped(faults)?;
    Ok(values)
}
