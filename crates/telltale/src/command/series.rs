//! `telltale series`: a dyad's channel month by month, with what was reported at all. A month
//! without a report is absent.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use telltale_ledger::{Filter, Ledger, WithIds};
use telltale_observation::{
    Actor, AsOf, Detail, Month, Observation, PanelRow, Period, Precision, Unit,
};

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
    let actors = Some([Some(asked.actor), asked.target].into_iter().flatten().collect());
    let observations = snapshot.observations(&Filter { actors, ..Filter::default() })?;
    let flows = flows(asked, &observations);
    if !flows.is_empty() {
        let units: Vec<Unit> = flows.keys().copied().collect();
        let [unit] = units[..] else {
            let names: Vec<_> = units.iter().map(|unit| unit.code()).collect();
            let what = format!("the flow is told in several units: {}", names.join(", "));
            return Err(Failure::usage(what, "name one with --unit; they are never spliced"));
        };
        let sources = flows[&unit].iter().map(|(_, seen)| seen.origin().source.as_str());
        one_source("flow", sources)?;
        return output::data(&flow_rows(asked, unit, &flows[&unit]), None);
    }
    let panel = snapshot.panel(WithIds::No)?;
    let is_asked = |row: &PanelRow| {
        (row.dyad.actor, row.dyad.target, row.channel) == (asked.actor, asked.target, asked.channel)
            && asked.mode.is_none_or(|mode| mode == row.mode)
            && asked.source.as_ref().is_none_or(|source| *source == row.source)
    };
    let rows = panel.cells().map(|(row, _)| row).filter(|row| is_asked(row));
    let source = one_source("channel", rows.map(|row| row.source.as_str()))?;
    let counted: Vec<Counted> = panel
        .series(is_asked)
        .into_iter()
        .map(|(month, (cell, exposure))| Counted { month, count: cell.count, exposure })
        .collect();
    if counted.is_empty() {
        let what = format!(
            "as of {} of {} → {}: {}{}",
            as_of.date(),
            asked.actor,
            asked.target.map_or("nobody", Actor::code),
            asked.channel,
            asked.mode.map_or(String::new(), |mode| format!(" as a {mode}"))
        );
        if let Some(held) = other_than_monthly(asked, &observations) {
            return Err(Failure::usage(
                format!("no monthly figures are known {what}; there are only {held}"),
                "this command tells months; `telltale sql` shows figures of any period",
            ));
        }
        return Err(Failure::usage(
            format!("nothing is known {what}"),
            "a dyad is ordered: try it the other way round, or `telltale sql` for what there is; what \
             is addressed to nobody, such as a launch, is asked for without --target",
        ));
    }
    output::data(&count_rows(asked, source, &counted), None)
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
        let (Some(month), Some(unit)) = (seen.period().as_month(), asked_unit(asked, seen)) else {
            continue;
        };
        flows.entry(unit).or_default().push((month, seen));
    }
    flows.values_mut().for_each(|rows| rows.sort_by_key(|(month, seen)| (*month, seen.id())));
    flows
}

/// The unit of a figure of the flow that is asked for, whatever its period.
fn asked_unit(asked: &Series, seen: &Observation) -> Option<Unit> {
    let of = (seen.dyad().actor, seen.dyad().target, seen.channel());
    let wanted = of == (asked.actor, asked.target, asked.channel)
        && asked.source.as_ref().is_none_or(|source| *source == seen.origin().source)
        && asked.mode.is_none_or(|mode| mode == seen.mode())
        && !seen.origin().weak;
    let total = matches!(seen.detail(), Detail::Flow { commodity, .. } if commodity.is_total());
    let unit = seen.detail().quantity()?.unit();
    (wanted && total && asked.unit.is_none_or(|asked| asked == unit)).then_some(unit)
}

/// The figures of a flow that are of no month, in words: "yearly figures: 2021 to 2023".
fn other_than_monthly(asked: &Series, observations: &[Observation]) -> Option<String> {
    let mut held: BTreeMap<Precision, BTreeSet<Period>> = BTreeMap::new();
    for seen in observations.iter().filter(|seen| asked_unit(asked, seen).is_some()) {
        held.entry(seen.period().precision()).or_default().insert(seen.period());
    }
    let said = held.iter().filter_map(|(precision, periods)| {
        let kind = match precision {
            Precision::Day => "daily",
            Precision::Month => return None,
            Precision::Quarter => "quarterly",
            Precision::Year => "yearly",
            Precision::Range => "figures of other spans:",
        };
        let (first, last) = (periods.first()?, periods.last()?);
        let which = match first == last {
            true => first.to_string(),
            false => format!("{first} to {last}"),
        };
        Some(match precision {
            Precision::Range => format!("{kind} {which}"),
            _ => format!("{kind} figures: {which}"),
        })
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// The source that tells what is asked, if any does. Several are never spliced.
fn one_source<'a>(
    what: &str,
    sources: impl Iterator<Item = &'a str>,
) -> Result<Option<&'a str>, Failure> {
    let sources: BTreeSet<&str> = sources.collect();
    if sources.len() > 1 {
        let names = sources.into_iter().collect::<Vec<_>>().join(", ");
        let what = format!("several sources tell of this {what}: {names}");
        return Err(Failure::usage(what, "name one with --source; they are never spliced"));
    }
    Ok(sources.first().copied())
}

fn count_rows(asked: &Series, source: Option<&str>, rows: &[Counted]) -> String {
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
            whole(asked, (Value::Null, source), rows)
        }
    }
}

fn flow_rows(asked: &Series, unit: Unit, rows: &[(Month, &Observation)]) -> String {
    let value = |seen: &Observation| seen.detail().quantity().map_or(f64::NAN, |q| q.amount());
    match asked.format {
        TableFormat::Csv => {
            let row = |(month, seen): &(Month, &Observation)| {
                let source = output::csv_field(&seen.origin().source);
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
            let all: Vec<Value> = rows
                .iter()
                .map(|(month, seen)| {
                    json!({"month": month, "value": value(seen), "known_at": seen.known_at(),
                        "source": seen.origin().source, "id": seen.id()})
                })
                .collect();
            let source = rows.first().map(|(_, seen)| seen.origin().source.as_str());
            whole(asked, (json!(unit.code()), source), all)
        }
    }
}

fn whole(asked: &Series, (unit, source): (Value, Option<&str>), rows: Vec<Value>) -> String {
    let whole = json!({"actor": asked.actor, "target": asked.target, "channel": asked.channel,
        "mode": asked.mode, "source": source, "unit": unit, "rows": rows});
    format!("{whole:#}\n")
}
