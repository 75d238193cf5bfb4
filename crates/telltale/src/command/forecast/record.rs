//! `telltale forecast record`: what was forecast and what others expected, held against what came;
//! misses first.

use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_brief::Language;
use telltale_brief::case::{Case, Target, TargetEvent};
use telltale_ledger::{Filter, Journal, Ledger};
use telltale_observation::{AsOf, Month};

use super::said::series;
use super::{Event, days};
use crate::cli::{ForecastRecord, TextOrJson};
use crate::failure::Failure;
use crate::{case_folder, flow, output};

/// One line of the record.
struct Line {
    who: String,
    text: String,
    made: String,
    closes: Option<Date>,
    probability: Option<f64>,
    base: Option<f64>,
    /// Whether it came; `None` while it cannot be told.
    came: Option<bool>,
    because: String,
}

impl Line {
    /// How far off it was: the squared distance, or for an expectation without a number whether it
    /// failed.
    fn miss(&self) -> f64 {
        match (self.came, self.probability) {
            (Some(came), Some(p)) => (p - f64::from(came)).powi(2),
            (Some(came), None) => 1.0 - f64::from(came),
            (None, _) => -1.0,
        }
    }

    fn result(&self) -> &'static str {
        match (self.came, self.probability) {
            (Some(true), Some(_)) => "came",
            (Some(false), Some(_)) => "did not come",
            (Some(true), None) => "met",
            (Some(false), None) => "not met",
            (None, Some(_)) => "not due",
            // Of the expectations of others no day is known on which they are due.
            (None, None) => "cannot tell",
        }
    }
}

pub(super) fn run(asked: &ForecastRecord) -> Result<(), Failure> {
    let raw = case_folder::open(asked.which.case.as_deref())?;
    let as_of = flow::as_of(asked.which.at.as_of, &raw.case);
    let ledger = match &asked.ledger {
        Some(folder) => Ledger::open(folder)?,
        None => Ledger::in_memory(raw.observations()?)?,
    };
    let mut lines = Vec::new();
    if let Some(folder) = &asked.ledger {
        for entry in Journal::read(folder)?.entries {
            if entry.body["case"] == json!(raw.case.name) {
                lines.extend(own(&raw.case, &ledger, as_of, &entry.body)?);
            }
        }
    }
    let brief = flow::brief(&raw, asked.ledger.as_deref(), as_of, Language::English)?;
    for claim in brief.claims.into_iter().filter(|claim| claim.kind == "expectation") {
        lines.push(Line {
            who: claim.said_by,
            text: claim.text,
            made: claim.said_on.date().to_string(),
            closes: None,
            probability: None,
            base: None,
            came: match claim.result {
                "confirmed" => Some(true),
                "contradicted" => Some(false),
                _ => None,
            },
            because: claim.because,
        });
    }
    lines.sort_by(|a, b| b.miss().total_cmp(&a.miss()).then_with(|| a.made.cmp(&b.made)));
    let text = match asked.format {
        TextOrJson::Json => format!("{:#}\n", as_json(&raw.case, as_of, &lines)),
        TextOrJson::Text => as_text(&lines),
    };
    output::data(&text, None)
}

/// A forecast of ours, held against what is known now. None of another target than the case has.
fn own(case: &Case, ledger: &Ledger, as_of: AsOf, body: &Value) -> Result<Option<Line>, Failure> {
    let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    let day = |key: &str| text(key).parse::<Date>().ok();
    let Some(target) = case.targets.iter().find(|target| body["target"] == json!(target.id)) else {
        return Ok(None);
    };
    let (Some(made), Some(closes)) = (day("made"), day("closes")) else { return Ok(None) };
    // Nothing was known of the future when it was made, and the record asks no earlier day.
    if as_of.date() < made {
        return Ok(None);
    }
    let (came, because) = match target.event {
        TargetEvent::Happens { either_way, .. } => {
            happened(target, either_way, ledger, as_of, (made, closes))?
        }
        TargetEvent::AboveYearBefore { .. } => rose(target, ledger, as_of, &text("month"))?,
    };
    Ok(Some(Line {
        who: "telltale".to_owned(),
        text: text("text"),
        made: made.to_string(),
        closes: Some(closes),
        probability: body["probability"].as_f64(),
        base: body["base"].as_f64(),
        came,
        because,
    }))
}

fn happened(
    target: &Target,
    either_way: bool,
    ledger: &Ledger,
    as_of: AsOf,
    (made, closes): (Date, Date),
) -> Result<(Option<bool>, String), Failure> {
    let event = Event { channel: target.channel, rank: target.rank };
    let Some(days) = days(ledger, as_of, None, event, Some(as_of.date()))? else {
        return Ok((None, "nothing is held".to_owned()));
    };
    let at = |seen: usize| {
        days.first.saturating_add(jiff::Span::new().days(i64::try_from(seen).unwrap_or(i64::MAX)))
    };
    let is_it = |seen: &&telltale_measure::forecast::Seen| {
        let straight = (seen.actor, seen.target) == (target.actor, target.target);
        let back = (seen.target, seen.actor) == (target.actor, target.target);
        let day = at(seen.day);
        seen.sort == telltale_measure::forecast::Sort::Event
            && (straight || either_way && back)
            && made < day
            && day <= closes
    };
    let first = days.seen.iter().filter(is_it).map(|seen| seen.day).min();
    Ok(match first {
        Some(day) => (Some(true), format!("on {}", at(day))),
        None if closes < as_of.date() => (Some(false), "none is known by now".to_owned()),
        None => (None, format!("open until {closes}")),
    })
}

fn rose(
    target: &Target,
    ledger: &Ledger,
    as_of: AsOf,
    month: &str,
) -> Result<(Option<bool>, String), Failure> {
    let actors = Some(vec![target.actor, target.target]);
    let filter = Filter { actors, ..Filter::default() };
    let series = series(&ledger.as_of(as_of).observations(&filter)?, target);
    let Ok(month) = month.parse::<Month>() else { return Ok((None, "no month".to_owned())) };
    let (Some(now), Some(then)) = (series.get(&month), series.get(&month.plus(-12))) else {
        return Ok((None, format!("{month} is not published")));
    };
    Ok((Some(now > then), format!("{:+.1} % on the year", (now / then - 1.0) * 100.0)))
}

fn as_json(case: &Case, as_of: AsOf, lines: &[Line]) -> Value {
    let rows: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "said_by": line.who, "text": line.text, "made": line.made,
                "closes": line.closes.map(|day| day.to_string()),
                "probability": line.probability, "base": line.base, "result": line.result(),
                "brier": (line.came.is_some() && line.probability.is_some()).then(|| line.miss()),
                "because": line.because,
            })
        })
        .collect();
    let (n, brier, base) = scored(lines);
    json!({"case": case.name, "as_of": as_of.date().to_string(), "due": n, "brier": brier,
        "brier_base": base, "record": rows})
}

/// How many of ours are due, with the mean Brier score of them and of the base rates beside them.
fn scored(lines: &[Line]) -> (usize, Option<f64>, Option<f64>) {
    let due: Vec<(f64, f64)> = lines
        .iter()
        .filter_map(|line| {
            let (came, _) = line.came.zip(line.probability)?;
            Some((line.miss(), (line.base? - f64::from(came)).powi(2)))
        })
        .collect();
    let n = due.len();
    let mean =
        |of: fn(&(f64, f64)) -> f64| (n > 0).then(|| due.iter().map(of).sum::<f64>() / n as f64);
    (n, mean(|row| row.0), mean(|row| row.1))
}

fn as_text(lines: &[Line]) -> String {
    if lines.is_empty() {
        return "nothing was forecast, and nobody expected anything\n".to_owned();
    }
    let mut out = String::new();
    for line in lines {
        let said = match line.probability {
            Some(p) => format!("{:.0} %", p * 100.0),
            None => "expected".to_owned(),
        };
        out += &format!(
            "{:<13} {said:>8}  {} {}: {}. {}\n",
            line.result(),
            line.made,
            line.who,
            line.text,
            line.because
        );
    }
    if let (n, Some(brier), Some(base)) = scored(lines) {
        out += &format!("\n{n} due: Brier {brier:.3}; of their base rates {base:.3}\n");
    }
    out
}
