//! `telltale forecast record`: what was forecast and what others expected, held against what came;
//! misses first.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_brief::case::Case;
use telltale_brief::check::{Bench, Checked, Outcome};
use telltale_brief::{Language, tripwires};
use telltale_ledger::{Filter, Journal, Ledger};
use telltale_measure::forecast::wording::icd_203;
use telltale_measure::tripwire::Followed;
use telltale_observation::{Actor, AsOf, Dyad, Kind, Month, Observation};

use super::held::{Held, Turned};
use super::kept::{Declared, Kept, Of};
use super::said::published_by;
use crate::case_folder::RawCase;
use crate::cli::{ForecastRecord, TextOrJson};
use crate::command::expectation;
use crate::failure::Failure;
use crate::{case_folder, flow, output};

/// One line of the record.
struct Line {
    who: String,
    /// The id of the target of one of ours, and what became of its declaration.
    target: Option<(String, Declared)>,
    text: String,
    made: String,
    closes: Option<Date>,
    /// The month whose figure tells.
    month: Option<Month>,
    probability: Option<f64>,
    base: Option<f64>,
    /// Whether it was made after the day that it is made as of.
    is_afterwards: bool,
    /// Whether it came; `None` while it cannot be told.
    came: Option<bool>,
    /// Whether what was expected came in one way, and in another did not.
    is_partly: bool,
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
            (None, _) if self.is_partly => 0.5,
            (None, _) => -1.0,
        }
    }

    /// The month that it is of, or the day until which it may come, behind the words of it.
    fn when(&self) -> String {
        match (self.month, self.closes) {
            (Some(month), _) => format!(" ({})", Language::English.month(month)),
            (None, Some(closes)) => format!(", by {closes}"),
            (None, None) => String::new(),
        }
    }

    /// Whether its days are over, and it is in no mean all the same.
    fn is_left_out(&self) -> bool {
        self.probability.is_some() && !self.is_open && !self.is_scored
    }

    fn result(&self) -> &'static str {
        match (self.came, self.probability) {
            (Some(true), Some(_)) => "came",
            (Some(false), Some(_)) => "did not come",
            (Some(true), None) => "met",
            (Some(false), None) => "not met",
            (None, _) if self.is_partly => "partly met",
            (None, _) if self.is_overdue => "overdue",
            (None, _) if self.is_open => "not due",
            (None, _) => "cannot tell",
        }
    }
}

pub(super) fn run(asked: &ForecastRecord) -> Result<(), Failure> {
    let raw = case_folder::open(asked.which.case.as_deref())?;
    let as_of = super::as_of(asked.which.at.as_of, &raw.case, asked.ledger.as_deref());
    let mut lines = match &asked.ledger {
        Some(folder) => {
            let entries = Journal::read(folder)?.entries;
            let own = json!(raw.case.name);
            let of_case = entries.iter().map(|entry| &entry.body);
            let of_case = of_case.filter(|body| body["case"] == own);
            let (expected, made): (Vec<&Value>, Vec<&Value>) =
                of_case.partition(|body| expectation::Kept::is_kept_in(body));
            let expected: Vec<Option<expectation::Kept>> =
                expected.into_iter().map(expectation::Kept::read).collect();
            let kept: Vec<Option<Kept>> = made.into_iter().map(Kept::read).collect();
            let unread = kept.iter().filter(|kept| kept.is_none()).count()
                + expected.iter().filter(|kept| kept.is_none()).count();
            if unread > 0 {
                output::talk(&format!(
                    "left out: {unread} lines of the journal that this version cannot read"
                ));
            }
            let kept: Vec<Kept> = kept.into_iter().flatten().collect();
            let ledger = Ledger::open(folder)?;
            let mut lines = own_lines(&raw.case, &ledger, as_of, kept)?;
            let expected: Vec<expectation::Kept> = expected.into_iter().flatten().collect();
            lines.extend(read_lines(&raw.case, &ledger, as_of, &expected)?);
            lines
        }
        None => Vec::new(),
    };
    lines.extend(expected(&raw, asked, as_of)?);
    lines.sort_by(|a, b| b.miss().total_cmp(&a.miss()).then_with(|| a.made.cmp(&b.made)));
    let text = match asked.format {
        TextOrJson::Json => format!("{:#}\n", as_json(&raw.case, as_of, &lines)),
        TextOrJson::Text => as_text(&lines),
    };
    output::data(&text, None)
}

/// Our own forecasts of a case, held against what a ledger holds.
fn own_lines(
    case: &Case,
    ledger: &Ledger,
    as_of: AsOf,
    kept: Vec<Kept>,
) -> Result<Vec<Line>, Failure> {
    let dyads = kept.iter().filter_map(|kept| match kept.of {
        Of::Event { actor, target, .. } => Some(Dyad::new(actor, target)),
        Of::Flow { .. } => None,
    });
    let vintages = flow::vintages_of(case, dyads, ledger, as_of)?;
    let ground = tripwires::ground(case);
    let followed = Followed::of(&vintages, &ground, as_of.date());
    let held = Held::new(ledger, as_of, followed);
    // Nothing was known of the future when it was made, and the record asks no earlier day.
    let made = kept.into_iter().filter(|kept| kept.made <= as_of.date());
    made.map(|kept| Ok(own(held.turned(&kept)?, kept.declared(case), kept))).collect()
}

fn own(turned: Turned, declared: Declared, kept: Kept) -> Line {
    let Turned { came, is_open, is_overdue, is_scored, because } = turned;
    let month = if let Of::Flow { month, .. } = kept.of { Some(month) } else { None };
    Line {
        who: "telltale".to_owned(),
        target: Some((kept.id, declared)),
        text: kept.text,
        made: kept.made.to_string(),
        closes: Some(kept.closes),
        month,
        probability: kept.probability,
        base: kept.base,
        is_afterwards: kept.is_afterwards,
        came,
        is_partly: false,
        is_open,
        is_overdue,
        is_scored,
        because,
    }
}

/// What others expected in texts that were checked, held against what a ledger holds.
fn read_lines(
    case: &Case,
    ledger: &Ledger,
    as_of: AsOf,
    kept: &[expectation::Kept],
) -> Result<Vec<Line>, Failure> {
    let said: Vec<_> = kept.iter().filter(|kept| kept.made <= as_of.date()).collect();
    let actors = said.iter().flat_map(|kept| [kept.claim.actor, kept.claim.target]).flatten();
    let actors: BTreeSet<Actor> = actors.collect();
    let filter = Filter {
        actors: Some(actors.into_iter().collect()),
        kinds: Some(vec![Kind::Flow]),
        channels: None,
    };
    let all = match said.is_empty() {
        true => Vec::new(),
        false => ledger.every_vintage(&filter)?,
    };
    Ok(said.into_iter().map(|kept| read_line(case, &all, as_of, kept)).collect())
}

fn read_line(case: &Case, all: &[Observation], as_of: AsOf, kept: &expectation::Kept) -> Line {
    let witness = kept.witness();
    let independent = |seen: &Observation| witness.is_independent(case, &[], seen);
    let on =
        |as_of: AsOf| Bench::new(all, as_of, Language::English, independent).check(&kept.claim);
    let mut checked = on(as_of);
    // Who tells what is published expects nothing.
    let then = AsOf::day(kept.made).map(on);
    if then.is_ok_and(|then| then.outcome != Outcome::CannotCheck) {
        checked.outcome = Outcome::CannotCheck;
        checked.because = "the figure was out when it was said".to_owned();
        return line(kept, checked, (false, false));
    }
    let is_told = !matches!(checked.outcome, Outcome::CannotCheck);
    let is_over = as_of.date() > published_by(kept.month);
    line(kept, checked, (!is_told && !is_over, !is_told && is_over))
}

fn line(kept: &expectation::Kept, checked: Checked, (is_open, is_overdue): (bool, bool)) -> Line {
    Line {
        who: kept.said_by.clone(),
        target: None,
        text: kept.text.clone(),
        made: kept.made.to_string(),
        closes: None,
        month: Some(kept.month),
        probability: None,
        base: None,
        is_afterwards: false,
        came: match checked.outcome {
            Outcome::Met => Some(true),
            Outcome::NotMet => Some(false),
            _ => None,
        },
        is_partly: checked.outcome == Outcome::PartlyMet,
        is_open,
        is_overdue,
        is_scored: false,
        because: checked.because,
    }
}

/// What others expected.
fn expected(raw: &RawCase, asked: &ForecastRecord, as_of: AsOf) -> Result<Vec<Line>, Failure> {
    let brief = flow::brief(raw, asked.ledger.as_deref(), as_of, Language::English)?;
    let claims = brief.claims.into_iter().filter(|claim| claim.kind == "expectation");
    let line = |claim: telltale_brief::brief::Claim| Line {
        who: claim.said_by,
        target: None,
        text: claim.text,
        made: claim.said_on.date().to_string(),
        closes: None,
        month: None,
        probability: None,
        base: None,
        is_afterwards: false,
        came: match claim.result {
            "met" => Some(true),
            "not met" => Some(false),
            _ => None,
        },
        is_partly: false,
        is_open: false,
        is_overdue: false,
        is_scored: false,
        because: claim.because,
    };
    Ok(claims.map(line).collect())
}

/// The targets of ours whose declaration came to this, each once.
fn targets(lines: &[Line], declared: Declared) -> Vec<&str> {
    let targets = lines.iter().filter_map(|line| line.target.as_ref());
    let such = targets.filter(|target| target.1 == declared).map(|(id, _)| id.as_str());
    such.collect::<BTreeSet<&str>>().into_iter().collect()
}

fn as_json(case: &Case, as_of: AsOf, lines: &[Line]) -> Value {
    let rows: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "said_by": line.who, "target": line.target.as_ref().map(|(id, _)| id),
                "text": line.text, "made": line.made,
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
        "brier": brier, "brier_base": base,
        "no_longer_declared": targets(lines, Declared::NoMore),
        "declared_otherwise": targets(lines, Declared::Otherwise), "record": rows})
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
            Some(p) => format!("{}, {:.0} %", icd_203(p), p * 100.0),
            None => "expected".to_owned(),
        };
        out += &format!(
            "{:<13} {said:>22}  {}{}{} {}: {}{}. {}\n",
            line.result(),
            line.made,
            if line.is_afterwards { "*" } else { "" },
            if line.is_left_out() { "†" } else { "" },
            line.who,
            line.text,
            line.when(),
            line.because
        );
    }
    let left_out = match lines.iter().filter(|line| line.is_left_out()).count() {
        0 => String::new(),
        n => format!(
            "; left out: {n} (†), over days that no source covers throughout, of which only what came \
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
    out + &replayed + &redeclared(lines)
}

/// Which targets the case declares no more, or otherwise: their forecasts stand and are scored.
fn redeclared(lines: &[Line]) -> String {
    let of = |declared, what: &str| match targets(lines, declared)[..] {
        [] => String::new(),
        ref ids => {
            format!("\n{what}, and held against what was forecast then: {}\n", ids.join(", "))
        }
    };
    of(Declared::NoMore, "no longer declared")
        + &of(Declared::Otherwise, "declared otherwise by now")
}
