//! `telltale forecast record`: what was forecast and what others expected, held against what came;
//! misses first.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use serde_json::{Value, json};
use telltale_brief::case::{Case, Target, TargetEvent};
use telltale_brief::{Language, tripwires};
use telltale_ledger::{Filter, Journal, Ledger};
use telltale_measure::tripwire::{Followed, Pick};
use telltale_observation::{AsOf, Dyad, Month, Period};

use super::said::{published_by, series};
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
    /// Whether it was made after the day that it is made as of.
    is_afterwards: bool,
    /// Whether it came; `None` while it cannot be told.
    came: Option<bool>,
    /// Whether its days are not over yet.
    is_open: bool,
    /// Whether what would tell should have been published by now.
    is_overdue: bool,
    /// Whether it would be known either way: its days are over, and covered throughout. Only such
    /// lines are scored; of the others those that came would be known and those that did not would
    /// not, so that a mean would know hits only.
    is_scored: bool,
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
            (None, Some(_)) if self.is_overdue => "overdue",
            (None, Some(_)) if self.is_open => "not due",
            // Of the expectations of others no day is known on which they are due.
            (None, _) => "cannot tell",
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
        let events = raw.case.targets.iter().filter(|target| !target.channel.is_trade());
        let dyads = events.map(|target| Dyad::new(target.actor, target.target));
        let vintages = flow::vintages_of(&raw.case, dyads, &ledger, as_of)?;
        let ground = tripwires::ground(&raw.case);
        let followed = Followed::of(&vintages, &ground, as_of.date());
        let held = Held { case: &raw.case, ledger: &ledger, as_of, followed };
        for entry in Journal::read(folder)?.entries {
            if entry.body["case"] == json!(raw.case.name) {
                lines.extend(own(&held, &entry.body)?);
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
            is_afterwards: false,
            came: match claim.result {
                "confirmed" => Some(true),
                "contradicted" => Some(false),
                _ => None,
            },
            is_open: false,
            is_overdue: false,
            is_scored: false,
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

/// What forecasts are held against.
struct Held<'a> {
    case: &'a Case,
    ledger: &'a Ledger,
    as_of: AsOf,
    /// Which days the sources cover, by what they told.
    followed: Followed<'a>,
}

impl Held<'_> {
    /// The first day after `made` until `closes` on which nobody would have told of the event.
    fn first_unfollowed(&self, target: &Target, (made, closes): (Date, Date)) -> Option<Date> {
        let TargetEvent::Happens { either_way, .. } = target.event else { return None };
        let days = Period::new(made.tomorrow().ok()?, closes).ok()?;
        let of = |actor, with| Pick::new(Dyad::new(actor, with), Some(target.channel));
        let straight = of(target.actor, target.target);
        let back = either_way.then(|| of(target.target, target.actor));
        let picks: Vec<Pick> = [straight].into_iter().chain(back).collect();
        self.followed.first_gap(&picks, days)
    }
}

/// What became of a forecast.
struct Turned {
    came: Option<bool>,
    is_open: bool,
    is_overdue: bool,
    is_scored: bool,
    because: String,
}

impl Turned {
    /// What cannot be told yet, and why.
    fn open(because: String) -> Turned {
        Turned { came: None, is_open: true, is_overdue: false, is_scored: false, because }
    }
}

/// A forecast of ours, held against what is known now. None of another target than the case has.
fn own(held: &Held<'_>, body: &Value) -> Result<Option<Line>, Failure> {
    let text = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    let day = |key: &str| text(key).parse::<Date>().ok();
    let Some(target) = held.case.targets.iter().find(|target| body["target"] == json!(target.id))
    else {
        return Ok(None);
    };
    let (Some(made), Some(closes)) = (day("made"), day("closes")) else { return Ok(None) };
    // Nothing was known of the future when it was made, and the record asks no earlier day.
    if held.as_of.date() < made {
        return Ok(None);
    }
    let Turned { came, is_open, is_overdue, is_scored, because } = match target.event {
        TargetEvent::Happens { either_way, .. } => {
            happened(held, target, either_way, (made, closes))?
        }
        TargetEvent::AboveYearBefore { .. } => rose(held, target, body)?,
    };
    Ok(Some(Line {
        who: "telltale".to_owned(),
        text: text("text"),
        made: made.to_string(),
        closes: Some(closes),
        probability: body["probability"].as_f64(),
        base: body["base"].as_f64(),
        is_afterwards: is_afterwards(made, body),
        came,
        is_open,
        is_overdue,
        is_scored,
        because,
    }))
}

/// Whether a forecast was kept when the day was over everywhere that it says it was made on.
fn is_afterwards(made: Date, body: &Value) -> bool {
    let kept = body["kept_at"].as_str().and_then(|at| at.parse::<Timestamp>().ok());
    kept.is_some_and(|at| at.to_zoned_datetime(TimeZone::fixed(offset(-12))).date() > made)
}

fn happened(
    held: &Held<'_>,
    target: &Target,
    either_way: bool,
    (made, closes): (Date, Date),
) -> Result<Turned, Failure> {
    let today = held.as_of.date();
    let event = Event { channel: target.channel, rank: target.rank };
    let days = days(held.ledger, held.as_of, None, event, Some(today))?;
    let first = days.and_then(|days| {
        let at = |seen: usize| {
            let seen = i64::try_from(seen).unwrap_or(i64::MAX);
            days.first.saturating_add(jiff::Span::new().days(seen))
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
        days.seen.iter().filter(is_it).map(|seen| seen.day).min().map(at)
    });
    let is_open = closes >= today;
    let unfollowed = held.first_unfollowed(target, (made, closes)).filter(|_| !is_open);
    let is_scored = !is_open && unfollowed.is_none();
    let (came, because) = match (first, unfollowed) {
        (Some(day), _) => (Some(true), format!("on {day}")),
        (None, Some(day)) => {
            (None, format!("none is known by now, but no source covers every day, such as {day}"))
        }
        (None, None) if is_open => (None, format!("open until {closes}")),
        (None, None) => (Some(false), "none is known by now".to_owned()),
    };
    Ok(Turned { came, is_open, is_overdue: false, is_scored, because })
}

/// Whether a month came in above the year before, by the source and in the unit that were forecast.
fn rose(held: &Held<'_>, target: &Target, body: &Value) -> Result<Turned, Failure> {
    let actors = Some(vec![target.actor, target.target]);
    let filter = Filter { actors, ..Filter::default() };
    let observations = held.ledger.as_of(held.as_of).observations(&filter)?;
    let text = |key: &str| body[key].as_str();
    let month = text("month").unwrap_or_default();
    let Ok(month) = month.parse::<Month>() else { return Ok(Turned::open("no month".to_owned())) };
    let months = series(&observations, target, text("source").zip(text("unit")))
        .map(|series| series.months)
        .unwrap_or_default();
    let (now, then) = (months.get(&month), months.get(&month.plus(-12)));
    let (Some(now), Some(then)) = (now, then) else {
        let (missing, today) = (if now.is_none() { month } else { month.plus(-12) }, held.as_of);
        let is_overdue = today.date() > published_by(missing);
        let because = match is_overdue {
            true => format!("{missing} was not published by {}", today.date()),
            false => format!("{missing} is not published"),
        };
        return Ok(Turned { is_overdue, ..Turned::open(because) });
    };
    let because = match *then == 0.0 {
        true => "from nothing the year before".to_owned(),
        false => format!("{:+.1} % on the year", (now / then - 1.0) * 100.0),
    };
    let (is_open, is_overdue) = (false, false);
    Ok(Turned { came: Some(now > then), is_open, is_overdue, is_scored: true, because })
}

fn as_json(case: &Case, as_of: AsOf, lines: &[Line]) -> Value {
    let rows: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "said_by": line.who, "text": line.text, "made": line.made,
                "closes": line.closes.map(|day| day.to_string()),
                "probability": line.probability, "base": line.base, "result": line.result(),
                "afterwards": line.is_afterwards, "scored": line.is_scored, "brier": line.is_scored.then(|| line.miss()),
                "because": line.because,
            })
        })
        .collect();
    let (n, brier, base) = scored(lines);
    let is_due = |line: &&Line| line.probability.is_some() && !line.is_open;
    let due = lines.iter().filter(is_due).count();
    json!({"case": case.name, "as_of": as_of.date().to_string(), "due": due, "scored": n,
        "brier": brier, "brier_base": base, "record": rows})
}

/// How many of ours are scored, with the mean Brier score of them and of the base rates beside them.
fn scored(lines: &[Line]) -> (usize, Option<f64>, Option<f64>) {
    let due: Vec<(f64, f64)> = lines
        .iter()
        .filter(|line| line.is_scored)
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
            "{:<13} {said:>8}  {}{} {}: {}. {}\n",
            line.result(),
            line.made,
            if line.is_afterwards { "*" } else { "" },
            line.who,
            line.text,
            line.because
        );
    }
    let is_over = |line: &&Line| line.probability.is_some() && !line.is_open && !line.is_scored;
    let left_out = match lines.iter().filter(is_over).count() {
        0 => String::new(),
        n => format!(
            "; left out: {n}, over days that no source covers throughout, of which only what came \
             would be known"
        ),
    };
    let replayed = match lines.iter().filter(|line| line.is_afterwards).count() {
        0 => String::new(),
        n => format!(
            "\n{n} made after the day that they are made as of (*), from what was known on it\n"
        ),
    };
    match scored(lines) {
        (n, Some(brier), Some(base)) => {
            out += &format!(
                "\n{n} scored: Brier {brier:.3}; of their base rates {base:.3}{left_out}\n"
            );
        }
        _ if !left_out.is_empty() => out += &format!("\nnone scored{left_out}\n"),
        _ => {}
    }
    out + &replayed
}
