//! `telltale series`: a dyad's channel month by month, with what was reported at all. A month
//! without a report is absent.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use telltale_ledger::{Filter, Ledger, WithIds};
use telltale_observation::{AsOf, Detail, Month, Observation, Unit};

use super::turns::quoted;
use crate::cli::{Series, TableFormat};
use crate::failure::Failure;
use crate::{case_folder, flow, output};

pub(crate) fn run(asked: &Series) -> Result<(), Failure> {
    let (ledger, as_of) = match &asked.ledger {
        Some(folder) => {
            let today = AsOf::day(flow::today()).expect("today is in range");
            (Ledger::open(folder)?, asked.which.at.as_of.unwrap_or(today))
        }
        None => {
            let raw = case_folder::open(asked.which.case.as_deref())?;
            let as_of = flow::as_of(asked.which.at.as_of, &raw.case);
            (Ledger::in_memory(raw.observations()?)?, as_of)
        }
    };
    let snapshot = ledger.as_of(as_of);
    let actors = Some([asked.actor, asked.target].into_iter().collect());
    let observations = snapshot.observations(&Filter { actors, ..Filter::default() })?;
    let flows = flows(asked, &observations);
    if !flows.is_empty() {
        let units: Vec<Unit> = flows.keys().copied().collect();
        let [unit] = units[..] else {
            let names: Vec<_> = units.iter().map(|unit| unit.code()).collect();
            let what = format!("the flow is told in several units: {}", names.join(", "));
            return Err(Failure::usage(what, "name one with --unit; they are never spliced"));
        };
        one_source(asked, &flows[&unit])?;
        return output::data(&flow_rows(asked, unit, &flows[&unit]), None);
    }
    let panel = snapshot.panel(WithIds::No)?;
    let counted: Vec<Counted> = panel
        .series(|row| {
            (row.dyad.actor, row.dyad.target, row.channel)
                == (asked.actor, Some(asked.target), asked.channel)
                && asked.mode.is_none_or(|mode| mode == row.mode)
                && asked.source.as_ref().is_none_or(|source| *source == row.source)
        })
        .into_iter()
        .map(|(month, (cell, exposure))| Counted { month, count: cell.count, exposure })
        .collect();
    if counted.is_empty() {
        return Err(Failure::usage(
            format!(
                "nothing is known as of {} of {} → {}: {}",
                as_of.date(),
                asked.actor,
                asked.target,
                asked.channel
            ),
            "a dyad is ordered: try it the other way round, or `telltale sql` for what there is",
        ));
    }
    output::data(&count_rows(asked, &counted), None)
}

/// A month's count, and how much its sources reported at all.
struct Counted {
    month: Month,
    count: u64,
    exposure: u64,
}

impl Counted {
    fn share(&self) -> f64 {
        self.count as f64 / self.exposure as f64
    }
}

/// The monthly flows that are asked for, by unit.
fn flows<'a>(
    asked: &Series,
    observations: &'a [Observation],
) -> BTreeMap<Unit, Vec<(Month, &'a Observation)>> {
    let mut flows: BTreeMap<Unit, Vec<(Month, &Observation)>> = BTreeMap::new();
    for seen in observations {
        let of = (seen.dyad().actor, seen.dyad().target, seen.channel());
        let wanted = of == (asked.actor, Some(asked.target), asked.channel)
            && asked.source.as_ref().is_none_or(|source| *source == seen.origin().source)
            && !seen.origin().weak;
        let total = matches!(seen.detail(), Detail::Flow { commodity, .. } if commodity.is_total());
        let (Some(month), Some(quantity)) = (seen.period().as_month(), seen.detail().quantity())
        else {
            continue;
        };
        if wanted && total && asked.unit.is_none_or(|unit| unit == quantity.unit()) {
            flows.entry(quantity.unit()).or_default().push((month, seen));
        }
    }
    flows.values_mut().for_each(|rows| rows.sort_by_key(|(month, seen)| (*month, seen.id())));
    flows
}

/// Reporters are never spliced.
fn one_source(asked: &Series, rows: &[(Month, &Observation)]) -> Result<(), Failure> {
    let mut sources: Vec<&str> =
        rows.iter().map(|(_, seen)| seen.origin().source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    if sources.len() > 1 && asked.source.is_none() {
        let what = format!("several sources tell this flow: {}", sources.join(", "));
        return Err(Failure::usage(what, "name one with --source; they are never spliced"));
    }
    Ok(())
}

fn count_rows(asked: &Series, rows: &[Counted]) -> String {
    match asked.format {
        TableFormat::Csv => {
            let row = |row: &Counted| {
                format!("{},{},{},{}\n", row.month, row.count, row.exposure, row.share())
            };
            "month,count,exposure,share\n".to_owned() + &rows.iter().map(row).collect::<String>()
        }
        TableFormat::Text => {
            let row = |row: &Counted| {
                format!(
                    "{}  {:>6}  {:>8}  {:.4}\n",
                    row.month,
                    row.count,
                    row.exposure,
                    row.share()
                )
            };
            let head = format!("{:<7}  {:>6}  {:>8}  share\n", "month", "count", "exposure");
            head + &rows.iter().map(row).collect::<String>()
        }
        TableFormat::Json => {
            let rows: Vec<Value> = rows
                .iter()
                .map(|row| {
                    json!({"month": row.month, "count": row.count, "exposure": row.exposure,
                        "share": row.share()})
                })
                .collect();
            whole(asked, Value::Null, rows)
        }
    }
}

fn flow_rows(asked: &Series, unit: Unit, rows: &[(Month, &Observation)]) -> String {
    let value = |seen: &Observation| seen.detail().quantity().map_or(f64::NAN, |q| q.amount());
    match asked.format {
        TableFormat::Csv => {
            let row = |(month, seen): &(Month, &Observation)| {
                let source = quoted(&seen.origin().source);
                let known = seen.known_at();
                format!("{month},{},{},{known},{source},{}\n", value(seen), unit.code(), seen.id())
            };
            "month,value,unit,known_at,source,id\n".to_owned()
                + &rows.iter().map(row).collect::<String>()
        }
        TableFormat::Text => {
            let row = |(month, seen): &(Month, &Observation)| {
                format!("{month}  {:>18}  {:<6}  {}\n", value(seen), unit.code(), seen.known_at())
            };
            let head = format!("{:<7}  {:>18}  {:<6}  known at\n", "month", "value", "unit");
            head + &rows.iter().map(row).collect::<String>()
        }
        TableFormat::Json => {
            let rows: Vec<Value> = rows
                .iter()
                .map(|(month, seen)| {
                    json!({"month": month, "value": value(seen), "known_at": seen.known_at(),
                        "source": seen.origin().source, "id": seen.id()})
                })
                .collect();
            whole(asked, json!(unit.code()), rows)
        }
    }
}

fn whole(asked: &Series, unit: Value, rows: Vec<Value>) -> String {
    let whole = json!({"actor": asked.actor, "target": asked.target, "channel": asked.channel,
        "mode": asked.mode, "unit": unit, "rows": rows});
    format!("{whole:#}\n")
}
