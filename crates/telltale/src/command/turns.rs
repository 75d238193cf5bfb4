//! `telltale turns`: the turning points of a series in a file, or what could be said of it live.

use serde_json::{Value, json};
use telltale_measure::live::{LIVE, Run, follow};
use telltale_measure::turns::{CONFIG, Turn, Unseasonal, turns, turns_in_season};

use crate::cli::{TableFormat, Turns};
use crate::failure::Failure;
use crate::output;

mod calendar;
mod input;

use input::{Column, Table};

/// Turns of two columns that are no farther apart than this are one.
const SAME_TURN: usize = 5;

pub(crate) fn run(asked: &Turns) -> Result<(), Failure> {
    let table = input::read(&asked.file, asked.value.as_deref())?;
    let text = if asked.live { live(&table, asked.format) } else { told(&table, asked) };
    output::data(&text, None)
}

/// A turn with the column that it was found in.
struct Found<'a> {
    column: &'a Column,
    turn: Turn,
    /// Other columns that turned at the same time, less probably.
    also: Vec<&'a str>,
}

/// A column with the season that was taken out of it.
struct Season<'a> {
    column: &'a Column,
    taken: Unseasonal,
}

/// The turns of every column, of those at the same time the most probable; and the seasons that
/// were taken out before.
fn found<'a>(table: &'a Table, asked: &Turns) -> (Vec<Found<'a>>, Vec<Season<'a>>) {
    let mut all: Vec<Found<'_>> = Vec::new();
    let mut seasons = Vec::new();
    let period = asked.season.or(table.season).filter(|n| *n > 1);
    for column in &table.columns {
        let turns = match period {
            Some(period) => {
                let (turns, taken) = turns_in_season(&column.values, period, &CONFIG, asked.seed);
                seasons.extend(taken.map(|taken| Season { column, taken }));
                turns
            }
            None => turns(&column.values, &CONFIG, asked.seed),
        };
        all.extend(turns.into_iter().map(|turn| Found { column, turn, also: Vec::new() }));
    }
    all.sort_by_key(|found| found.turn.index);
    all.dedup_by(|later, earlier| {
        let same = later.column.name != earlier.column.name
            && later.turn.index.abs_diff(earlier.turn.index) <= SAME_TURN;
        if same && later.turn.probability > earlier.turn.probability {
            std::mem::swap(later, earlier);
        }
        if same {
            let others = std::mem::take(&mut later.also);
            let others = others.into_iter().chain([later.column.name.as_str()]);
            let others: Vec<&str> = others.filter(|name| *name != earlier.column.name).collect();
            earlier.also.extend(others);
            earlier.also.sort_unstable();
            earlier.also.dedup();
        }
        same
    });
    (all, seasons)
}

fn told(table: &Table, asked: &Turns) -> String {
    let (found, seasons) = found(table, asked);
    let several = table.columns.len() > 1;
    match asked.format {
        TableFormat::Json => {
            let turns: Vec<Value> = found.iter().map(|found| json_turn(table, found)).collect();
            let mut all = json!({"series": table.name, "turns": turns});
            if !seasons.is_empty() {
                all["seasons"] = seasons.iter().map(json_season).collect();
            }
            format!("{all:#}\n")
        }
        TableFormat::Csv => {
            let row = |found: &Found<'_>| {
                let Turn { index, from, to, probability } = found.turn;
                let day = [index, from, to].map(|at| table.date(at));
                let [day, first, last] = day.map(|day| output::csv_field(&day));
                let [index, from, to] = [index, from, to].map(|at| table.row(at));
                let also = match several {
                    true => format!(",{}", output::csv_field(&found.also.join("; "))),
                    false => String::new(),
                };
                format!(
                    "{},{index},{from},{to},{probability:.4},{day},{first},{last}{also}\n",
                    output::csv_field(&found.column.name)
                )
            };
            let also = if several { ",also_in" } else { "" };
            let head = format!("column,index,from,to,probability,date,from_date,to_date{also}\n");
            head + &found.iter().map(row).collect::<String>()
        }
        TableFormat::Text => text(table, &found, &seasons),
    }
}

fn json_turn(table: &Table, found: &Found<'_>) -> Value {
    let Turn { index, from, to, probability } = found.turn;
    let rows = [index, from, to].map(|at| table.row(at));
    let mut turn =
        json!({"index": rows[0], "from": rows[1], "to": rows[2], "probability": probability});
    if !table.dates.is_empty() {
        turn["date"] = json!(table.date(index));
        turn["from_date"] = json!(table.date(from));
        turn["to_date"] = json!(table.date(to));
    }
    if table.columns.len() > 1 {
        turn["column"] = json!(found.column.name);
        turn["also_in"] = json!(found.also);
    }
    turn
}

fn json_season(season: &Season<'_>) -> Value {
    let mut taken = json!(season.taken);
    taken["column"] = json!(season.column.name);
    taken
}

fn text(table: &Table, found: &[Found<'_>], seasons: &[Season<'_>]) -> String {
    let mut out = String::new();
    for column in &table.columns {
        let seen = column.values.iter().flatten().count();
        out += &format!("{}: {}, {seen} values", table.name, column.name);
        if let (Some(first), Some(last)) = (table.dates.first(), table.dates.last()) {
            out += &format!(", {first} to {last}");
        }
        out += &format!("\n{}\n", sparkline(&column.values, output::width().min(100)));
        for Season { taken, .. } in seasons.iter().filter(|of| std::ptr::eq(of.column, column)) {
            let grows = if taken.multiplicative { ", a share of the level" } else { "" };
            out += &format!(
                "a season of {} values is taken out{grows} (F {:.0})\n",
                taken.period, taken.f
            );
        }
    }
    let several = table.columns.len() > 1;
    for column in &table.columns {
        let has_turned =
            |found: &Found<'_>| std::ptr::eq(found.column, column) || also_in(found, column);
        if !found.iter().any(has_turned) {
            let name = if several { format!("{}: ", column.name) } else { String::new() };
            out += &format!("{name}no turning point: {}\n", why_none(&column.values));
        }
    }
    for found in found {
        let Turn { index, from, to, probability } = found.turn;
        let name = if several { format!("{}: ", found.column.name) } else { String::new() };
        let also = match found.also[..] {
            [] => String::new(),
            _ => format!("; at the same time in {}", found.also.join(", ")),
        };
        out += &format!(
            "{name}turned at {} (90 % interval {} to {}; probability {probability:.2}; value {} counted \
             from 0{also})\n",
            table.date(index),
            table.date(from),
            table.date(to),
            table.row(index)
        );
    }
    out
}

fn also_in(found: &Found<'_>, column: &Column) -> bool {
    found.also.contains(&column.name.as_str())
}

/// Why a series has no turning point that can be told.
fn why_none(values: &[Option<f64>]) -> String {
    let seen: Vec<f64> = values.iter().flatten().copied().collect();
    match () {
        () if seen.len() < CONFIG.values_min => {
            let least = CONFIG.values_min;
            format!("{} values are too few to tell; {least} are needed", seen.len())
        }
        () if seen.iter().all(|value| *value == seen[0]) => "the series does not vary".to_owned(),
        () => "noise of this kind would look the same".to_owned(),
    }
}

/// A line of eight heights, at most `width` wide; a space is where nothing is known.
fn sparkline(values: &[Option<f64>], width: usize) -> String {
    let block = values.len().div_ceil(width.max(1)).max(1);
    let means: Vec<Option<f64>> = values
        .chunks(block)
        .map(|chunk| {
            let seen: Vec<f64> = chunk.iter().flatten().copied().collect();
            // Each is divided, and not their sum, which may be more than a number can hold.
            (!seen.is_empty()).then(|| seen.iter().map(|value| value / seen.len() as f64).sum())
        })
        .collect();
    let (low, high) = means
        .iter()
        .flatten()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    let height = |value: f64| {
        let above = |value: f64| value / 2.0 - low / 2.0;
        let share = if high > low { above(value) / above(high) } else { 0.5 };
        ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'][(share * 7.0).round() as usize]
    };
    means.into_iter().map(|mean| mean.map_or(' ', height)).collect()
}

fn live(table: &Table, format: TableFormat) -> String {
    let each: Vec<(&Column, Vec<Run>)> =
        table.columns.iter().map(|column| (column, follow(&column.values, &LIVE))).collect();
    match format {
        TableFormat::Json => {
            let columns: Vec<Value> = each
                .iter()
                .map(|(column, runs)| {
                    let last = runs.last();
                    // Rows of the file, as everywhere: a step without a row moves none.
                    let runs: Vec<Run> = runs
                        .iter()
                        .map(|run| Run { index: table.row(run.index), ..*run })
                        .collect();
                    json!({
                        "column": column.name, "index": last.map(|run| table.row(run.index)),
                        "run_length": last.map(|run| run.length),
                        "recent_change": last.map(|run| run.recent), "within": LIVE.recent,
                        "hazard": LIVE.hazard, "runs": runs,
                    })
                })
                .collect();
            format!("{:#}\n", json!({"series": table.name, "live": columns}))
        }
        TableFormat::Csv => {
            let mut out = "column,index,date,run_length,recent_change\n".to_owned();
            for (column, runs) in &each {
                for run in runs {
                    let date = table.date(run.index);
                    let (name, date) = (output::csv_field(&column.name), output::csv_field(&date));
                    let (row, Run { length, recent, .. }) = (table.row(run.index), run);
                    out += &format!("{name},{row},{date},{length},{recent:.4}\n");
                }
            }
            out
        }
        TableFormat::Text => {
            each.iter().map(|(column, runs)| live_text(table, column, runs)).collect()
        }
    }
}

fn live_text(table: &Table, column: &Column, runs: &[Run]) -> String {
    let Some(last) = runs.last() else {
        return format!("{}: {}: too few values to say anything\n", table.name, column.name);
    };
    let said = if last.recent >= LIVE.said_from { "changed lately" } else { "no change to tell" };
    format!(
        "{}: {}: as of {}: {said} (probability of a change within the last {} values {:.2}; the \
         present run has most probably lasted {} values)\n",
        table.name,
        column.name,
        table.date(last.index),
        LIVE.recent,
        last.recent,
        last.length
    )
}
