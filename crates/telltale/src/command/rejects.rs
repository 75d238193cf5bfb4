//! `telltale rejects`: what was not taken into a ledger: file, row and reason; and of which rows no
//! record is made, by reason, or each with `--rows`.

use serde_json::Value;

use telltale_ledger::{Ledger, LedgerError};
use telltale_observation::printable;
use telltale_source::{counted, rows_of};

use crate::cli::{Rejects, TableFormat};
use crate::command::ingest::rejects;
use crate::failure::Failure;
use crate::output;

const COLUMNS: [&str; 6] = ["file", "row", "column", "reason", "digest", "count"];

pub(crate) fn run(asked: &Rejects) -> Result<(), Failure> {
    // What was refused of one that is damaged is read all the same.
    if let Err(none @ LedgerError::NotALedger { .. }) = Ledger::open(&asked.ledger) {
        return Err(none.into());
    }
    let mut faults = Vec::new();
    rejects::all(&asked.ledger, &mut |line| {
        if asked.rows && rejects::is_passed(&line) {
            faults.extend(each_row(&line));
        } else {
            faults.push(line);
        }
        Ok(())
    })?;
    let text = match asked.format {
        TableFormat::Json => format!("{:#}\n", Value::Array(faults)),
        TableFormat::Csv => csv(&faults),
        TableFormat::Text => printable(&faults.iter().map(line).collect::<String>()).into_owned(),
    };
    output::data(&text, None)
}

/// A line for each row of one that tells of many; for those beyond what is kept, one that says so.
fn each_row(passed: &Value) -> Vec<Value> {
    let told = passed["rows"].as_str().unwrap_or_default();
    let mut bare = passed.clone();
    bare["rows"] = Value::Null;
    let mut lines: Vec<Value> = rows_of(told)
        .map(|row| {
            let mut line = bare.clone();
            line["row"] = row.into();
            line["count"] = 1.into();
            line
        })
        .collect();
    let untold = passed["untold"].as_u64().unwrap_or(0);
    if untold > 0 {
        bare["count"] = untold.into();
        lines.push(bare);
    }
    lines
}

fn cell(fault: &Value, column: &str) -> String {
    match &fault[column] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn line(fault: &Value) -> String {
    let row = cell(fault, "row");
    let row = if row.is_empty() { String::new() } else { format!(":{row}") };
    let column = cell(fault, "column");
    let column = if column.is_empty() { column } else { format!("column {column}: ") };
    let count = match fault["count"].as_u64() {
        Some(count) if row.is_empty() => format!("{} without a record: ", counted(count, "row")),
        _ => String::new(),
    };
    let (reason, hint) = (cell(fault, "reason"), cell(fault, "hint"));
    // What is "not a day" says already what would be right.
    let hint = match hint.is_empty() || reason.contains(&hint) {
        true => String::new(),
        false => format!("  hint: {hint}\n"),
    };
    format!("{}{row}: {column}{count}{reason}\n{hint}", cell(fault, "file"))
}

fn csv(faults: &[Value]) -> String {
    let mut out = COLUMNS.join(",") + "\n";
    for fault in faults {
        let cells: Vec<_> =
            COLUMNS.iter().map(|column| output::csv_field(&cell(fault, column))).collect();
        out += &(cells.join(",") + "\n");
    }
    out
}
