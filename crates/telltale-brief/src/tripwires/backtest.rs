//! How tripwires would have done, with every variant of them that was tried.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use telltale_measure::tripwire::{Record, Scored};

use super::Watched;
use super::declared::{family, older_variant, variant};
use crate::case::Tripwire;
use crate::language::{Language, percent, share, times};

/// One backtest of one variant of a tripwire, as the case's log keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// The tripwire's name.
    pub tripwire: String,
    /// The digest of what was declared: another line, window or target is another variant.
    pub variant: String,
    /// The digest of what is measured and of what is to follow, by which one is known that was renamed;
    /// none in lines of an older version.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// As of which day.
    pub as_of: Date,
    /// The digest of its states, taken before they were scored.
    pub frozen: String,
    /// How often it was raised.
    pub fired: usize,
    /// How often the event followed in time.
    pub hits: usize,
    /// Of how many times whose outcome is known.
    pub scored: usize,
    /// How many target events there were.
    pub targets: usize,
    /// How often days shifted around coincide as well.
    pub p: Option<f64>,
}

/// What is logged of a backtest.
pub fn tried(watched: &Watched<'_>, as_of: Date) -> Tried {
    let tripwire = watched.tripwire;
    let record = watched.record.as_ref();
    let precision = record.and_then(|record| record.precision);
    Tried {
        tripwire: tripwire.name.clone(),
        // What it says is of no matter: words are no variant.
        variant: variant(tripwire),
        family: family(tripwire),
        as_of,
        frozen: watched.frozen.to_string(),
        fired: watched.replayed.raisings().len(),
        hits: precision.map_or(0, |precision| precision.hits),
        scored: precision.map_or(0, |precision| precision.n),
        targets: record.map_or(0, |record| record.targets),
        p: record.and_then(|record| record.p),
    }
}

/// The variants that a log tells of.
struct Variants<'l> {
    /// Of every line: the tripwire's name, its family, its variant.
    tried: Vec<(&'l str, &'l str, String)>,
}

impl<'l> Variants<'l> {
    fn of(all: &[Watched<'_>], log: &'l [Tried]) -> Variants<'l> {
        // What is declared now and was logged by an older version is no second variant.
        let older: BTreeMap<String, String> =
            all.iter().map(|one| (older_variant(one.tripwire), variant(one.tripwire))).collect();
        let one = |tried: &'l Tried| {
            let variant = older.get(&tried.variant).unwrap_or(&tried.variant).clone();
            (tried.tripwire.as_str(), tried.family.as_str(), variant)
        };
        Variants { tried: log.iter().map(one).collect() }
    }

    /// How many there are of all tripwires.
    fn all(&self) -> usize {
        self.tried.iter().map(|(.., variant)| variant).collect::<BTreeSet<_>>().len()
    }

    /// How many there are of a tripwire: whatever was tried under its name, or of its family under any
    /// name, and under the names and of the families that these lead to.
    fn of_tripwire(&self, tripwire: &Tripwire) -> usize {
        let own = family(tripwire);
        let mut names = BTreeSet::from([tripwire.name.as_str()]);
        let mut families = BTreeSet::from([own.as_str()]);
        loop {
            let before = (names.len(), families.len());
            for (name, family, _) in &self.tried {
                let is_named = names.contains(name);
                if is_named || (!family.is_empty() && families.contains(family)) {
                    names.insert(name);
                    families.insert(family);
                }
            }
            if before == (names.len(), families.len()) {
                break;
            }
        }
        let of_it = self.tried.iter().filter(|(name, ..)| names.contains(name));
        of_it.map(|(.., variant)| variant).collect::<BTreeSet<_>>().len().max(1)
    }
}

/// A record as JSON has it.
#[derive(Debug, Serialize)]
struct Row<'w> {
    name: &'w str,
    frozen: String,
    variants: usize,
    /// `p` times the variants that were tried, at most 1 (Bonferroni).
    p_of_variants: Option<f64>,
    phases: Vec<PhaseRow>,
    targets: Vec<Date>,
    record: Option<&'w Record>,
}

#[derive(Debug, Serialize)]
struct PhaseRow {
    from: Date,
    state: &'static str,
}

/// The records as JSON.
pub(crate) fn json(all: &[Watched<'_>], log: &[Tried], as_of: Date) -> serde_json::Value {
    let variants = Variants::of(all, log);
    let rows: Vec<Row<'_>> = all.iter().map(|watched| row(watched, &variants)).collect();
    serde_json::json!({"as_of": as_of, "variants": variants.all(), "tripwires": rows})
}

fn row<'w>(watched: &'w Watched<'_>, variants: &Variants<'_>) -> Row<'w> {
    let name = watched.tripwire.name.as_str();
    let variants = variants.of_tripwire(watched.tripwire);
    let p = watched.record.as_ref().and_then(|record| record.p);
    let phases = watched.replayed.phases.iter();
    Row {
        name,
        frozen: watched.frozen.to_string(),
        variants,
        p_of_variants: p.map(|p| (p * variants as f64).min(1.0)),
        phases: phases
            .map(|phase| PhaseRow { from: phase.from, state: phase.state.name() })
            .collect(),
        targets: watched.outcomes.as_ref().map_or(Vec::new(), |outcomes| outcomes.targets()),
        record: watched.record.as_ref(),
    }
}

/// The records in words, with the variants that the log tells of; and as JSON.
pub fn backtest_text(all: &[Watched<'_>], log: &[Tried], as_of: Date) -> (String, String) {
    let variants = Variants::of(all, log);
    let total = variants.all();
    let mut text = format!("as of {as_of}; variants tried so far, of all tripwires: {total}\n");
    for watched in all {
        text += "\n";
        text += &one(watched, variants.of_tripwire(watched.tripwire));
    }
    (text, format!("{:#}\n", json(all, log, as_of)))
}

fn one(watched: &Watched<'_>, variants: usize) -> String {
    let tripwire = watched.tripwire;
    let mut text = format!("{}\n", tripwire.name);
    let mut line = |name: &str, value: String| text += &format!("  {name:<14} {value}\n");
    line("variants", format!("{variants} tried"));
    line("frozen", format!("{}…", &watched.frozen.to_string()[..16]));
    let Some(record) = &watched.record else {
        line("raised", times(watched.replayed.raisings().len() as u64));
        line("outcome", "none: it is not said to precede anything".to_owned());
        return text;
    };
    let then = tripwire.then.as_ref().map(|then| super::explain::foreseen(then, Language::English));
    line("precedes", then.unwrap_or_default());
    line(
        "days",
        format!(
            "{} raised, {} quiet, {} on which one cannot tell; {} scored",
            record.days_raised, record.days_quiet, record.days_untold, record.days_scored
        ),
    );
    line("raised", times(record.fired as u64));
    let anecdote = if record.anecdotal { "; anecdotal: fewer than ten" } else { "" };
    line("targets", format!("{}{anecdote}", record.targets));
    let never = (record.fired == 0).then(|| "it was never raised".to_owned());
    let precision = || scored(record.precision, "followed in time");
    line("precision", never.clone().unwrap_or_else(precision));
    line("warned", scored(record.warned, "were preceded"));
    if let (Some(rate), Some([low, high])) =
        (record.false_alarms_a_year, record.false_alarms_interval)
    {
        line("false alarms", format!("{rate:.2} a year (90 % interval {low:.2} to {high:.2})"));
    }
    let lead =
        record.lead_days_median.map_or("not reached".to_owned(), |days| format!("{days} days"));
    let lead = || format!("{lead}; {} censored", record.lead_censored);
    line("lead, median", never.unwrap_or_else(lead));
    if let (Some(brier), Some(base), Some(skill)) = (record.brier, record.brier_base, record.skill)
    {
        line(
            "Brier",
            format!("{brier:.4}, against {base:.4} without it: skill {}", percent(skill)),
        );
    }
    if let Some(p) = record.p {
        let all = (p * variants as f64).min(1.0);
        line("p, shifted", format!("{p:.3}; {all:.3} for the variants tried"));
    }
    if !record.curve.is_empty() {
        line("followed by", curve(&record.curve));
    }
    text
}

fn scored(scored: Option<Scored>, what: &str) -> String {
    scored.map_or("no outcome is known".to_owned(), |scored| {
        let Scored { hits, n, value, interval: [low, high] } = scored;
        let (value, low, high) = (share(value), share(low), share(high));
        format!("{hits} of {n} {what} ({value}, 90 % interval {low} to {high})")
    })
}

/// The curve at every tenth of the way, as days and part.
fn curve(curve: &[(f64, f64)]) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut next = 0.1;
    for (days, came) in curve {
        if *came >= next - 1e-9 {
            said.push(format!("{days} d {:.0} %", came * 100.0));
            next = (came * 10.0).floor() / 10.0 + 0.1;
        }
    }
    said.join(", ")
}
