//! `telltale rejects`: what was not taken into a ledger: file, row and reason.

use serde_json::Value;

use crate::cli::{Rejects, TableFormat};
use crate::command::ingest::rejects;
use crate::failure::Failure;
use crate::output;

const COLUMNS: [&str; 5] = ["file", "row", "column", "reason", "digest"];

pub(crate) fn run(asked: &Rejects) -> Result<(), Failure> {
    if !asked.ledger.is_dir() {
        let what = format!("not a ledger: {}", asked.ledger.display());
        return Err(Failure::usage(what, "name the folder that holds _delta_log"));
    }
    let mut faults = Vec::new();
    rejects::all(&asked.ledger, &mut |fault| {
        faults.push(fault);
        Ok(())
    })?;
    let text = match asked.format {
        TableFormat::Json => format!("{:#}\n", Value::Array(faults)),
        TableFormat::Csv => csv(&faults),
        TableFormat::Text => faults.iter().map(line).collect(),
    };
    output::data(&text, None)
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
    format!("{}{row}: {column}{}\n", cell(fault, "file"), cell(fault, "reason"))
}

fn csv(faults: &[Value]) -> String {
    let quoted = |text: String| {
        if text.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text
        }
    };
    let mut out = COLUMNS.join(",") + "\n";
    for fault in faults {
        let cells: Vec<_> = COLUMNS.iter().map(|column| quoted(cell(fault, column))).collect();
        out += &(cells.join(",") + "\n");
    }
    out
}
