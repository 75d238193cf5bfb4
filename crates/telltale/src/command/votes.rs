//! `telltale votes`: how often states vote alike, and where they stand on the line along which all
//! of them vote, from the published table of roll calls.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::json;
use telltale_measure::votes::{Choice, RollCall, name_once, seat};
use telltale_measure::{agreement, ideal_points};
use telltale_observation::Actor;
use telltale_source::counted;
use telltale_source::un_votes::{Choice as Told, RollCalls};

use crate::cli::{TableFormat, Votes};
use crate::command::read;
use crate::failure::Failure;
use crate::output;

/// On whose side of the line the places are positive.
const POSITIVE: &str = "USA";

/// The largest table that is taken, in bytes: several times the published one.
const TABLE_BYTES_MAX: usize = 1 << 30;

/// How many faults of the table are named; the others are counted.
const FAULTS_NAMED_MAX: usize = 20;

pub(crate) fn run(asked: &Votes) -> Result<(), Failure> {
    match asked {
        Votes::Agreement { with, file } => {
            let (calls, refused) = roll_calls(&file.file)?;
            let rows = agreement(&calls, seat(*with));
            if rows.is_empty() {
                return Err(Failure::usage(
                    format!("{with} voted in no roll call of this table that was not unanimous"),
                    "name a state that did, by its ISO 3166 code: --with USA",
                ));
            }
            let line = |row: &telltale_measure::Agreement| {
                let (country, with) = (row.country, row.with);
                [
                    row.session.to_string(),
                    country.to_string(),
                    with.to_string(),
                    row.agreement.to_string(),
                    row.n.to_string(),
                ]
            };
            let head = ["session", "country", "with", "agreement", "n"];
            print(&head, &rows, line, file.format)?;
            refused.map_or(Ok(()), Err)
        }
        Votes::IdealPoints { file } => {
            let positive = Actor::parse(POSITIVE).expect("the United States are an actor");
            let (calls, refused) = roll_calls(&file.file)?;
            let rows = ideal_points(&calls, positive).ok_or_else(|| {
                Failure::usage(
                    format!(
                        "{POSITIVE} voted in no roll call of this table that was not unanimous"
                    ),
                    "without it nobody can say which end of the line is positive",
                )
            })?;
            let line = |row: &telltale_measure::IdealPoint| {
                let place = |value: f64| format!("{value:.6}");
                [
                    row.session.to_string(),
                    row.country.to_string(),
                    place(row.ideal_point),
                    place(row.lower),
                    place(row.upper),
                ]
            };
            let head = ["session", "country", "ideal_point", "lower", "upper"];
            print(&head, &rows, line, file.format)?;
            refused.map_or(Ok(()), Err)
        }
    }
}

/// The roll calls of a published table, and how the command ends where rows of it were refused: those
/// are said, and the others are kept.
///
/// # Errors
/// Where the file is broken as a whole: a stream that ends early ends within a session, of which the
/// rest would be measured as if it were all of it.
fn roll_calls(file: &Path) -> Result<(Vec<RollCall>, Option<Failure>), Failure> {
    let bytes = read::bytes_within(file, TABLE_BYTES_MAX)?;
    let table = RollCalls::read(&file.display().to_string(), &bytes);
    let broken: Vec<_> = table.rejects.iter().filter(|fault| fault.line.is_none()).collect();
    if !broken.is_empty() {
        return Err(Failure::Input(broken.into_iter().cloned().collect()));
    }
    if table.is_empty() {
        return Err(match table.rejects.is_empty() {
            true => Failure::usage(
                format!("{}: no vote in it", file.display()),
                "give the published table of roll calls, .gz or not",
            ),
            false => Failure::Input(table.rejects.into_iter().take(FAULTS_NAMED_MAX).collect()),
        });
    }
    let refused = left_out(&table);
    Ok((measured(&table), refused))
}

/// Names the rows that are left out of the answer.
fn left_out(table: &RollCalls) -> Option<Failure> {
    let refused = table.rejects.len();
    for fault in table.rejects.iter().take(FAULTS_NAMED_MAX) {
        output::talk(&format!("left out: {fault}"));
    }
    if let Some(more) = refused.checked_sub(FAULTS_NAMED_MAX).filter(|more| *more > 0) {
        output::talk(&format!("left out: {}", counted(more, "more row")));
    }
    let were = if refused == 1 { "was" } else { "were" };
    (refused > 0).then(|| {
        Failure::usage(
            format!("{} {were} refused; the answer is of the others", counted(refused, "row")),
            "mend the rows that are named above",
        )
    })
}

/// The roll calls as they are measured.
fn measured(table: &RollCalls) -> Vec<RollCall> {
    let call = |call: &telltale_source::un_votes::RollCall| RollCall {
        session: call.session,
        title: None,
        choices: BTreeMap::new(),
    };
    let mut calls: Vec<RollCall> = table.calls.iter().map(call).collect();
    for ((&call, &actor), &told) in table.call.iter().zip(&table.actor).zip(&table.choice) {
        let choice = match told {
            Told::Yes => Choice::Yes,
            Told::Abstain => Choice::Abstain,
            Told::No => Choice::No,
            Told::Absent => continue,
        };
        calls[call as usize].choices.insert(seat(actor), choice);
    }
    name_once(&mut calls);
    calls
}

/// Prints rows as a table for people, as CSV or as JSON.
fn print<R: Serialize, const N: usize>(
    head: &[&str; N],
    rows: &[R],
    line: impl Fn(&R) -> [String; N],
    format: TableFormat,
) -> Result<(), Failure> {
    let text = match format {
        TableFormat::Json => format!("{:#}\n", json!(rows)),
        TableFormat::Csv => {
            let lines = rows.iter().map(|row| line(row).join(",") + "\n");
            head.join(",") + "\n" + &lines.collect::<String>()
        }
        TableFormat::Text => {
            let lines: Vec<[String; N]> =
                rows.iter().map(|row| line(row).map(|cell| rounded(&cell))).collect();
            let width = |at: usize| {
                let cells = lines.iter().map(|cells| cells[at].len());
                cells.fold(head[at].len(), usize::max)
            };
            let widths: [usize; N] = std::array::from_fn(width);
            let aligned = |cells: &[String; N]| {
                let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:>width$}"));
                cells.collect::<Vec<_>>().join("  ") + "\n"
            };
            let head = head.map(str::to_owned);
            aligned(&head) + &lines.iter().map(aligned).collect::<String>()
        }
    };
    output::data(&text, None)
}

/// A number with as many decimals as people read: four.
fn rounded(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(number) if cell.contains('.') => format!("{number:.4}"),
        _ => cell.to_owned(),
    }
}
