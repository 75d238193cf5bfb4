//! `telltale tripwire`: what was declared beforehand, in words, judged now, replayed, and watched.

mod backtest;
mod sinks;
mod state;
mod watch;

use std::path::Path;

use serde_json::json;
use telltale_brief::case::Case;
use telltale_brief::{Language, tripwires};
use telltale_ledger::Ledger;
use telltale_observation::{AsOf, Observation, nearest, printable};

use crate::case_folder::{self, RawCase};
use crate::cli::tripwire::{Explain, Test, Tripwire};
use crate::cli::{At, CaseAt, TextOrJson};
use crate::failure::Failure;
use crate::{flow, output};

pub(crate) fn run(asked: &Tripwire) -> Result<(), Failure> {
    match asked {
        Tripwire::Explain(asked) => explain(asked),
        Tripwire::Test(asked) => test(asked),
        Tripwire::Backtest(asked) => backtest::run(asked),
        Tripwire::Watch(asked) => watch::run(asked),
    }
}

fn explain(asked: &Explain) -> Result<(), Failure> {
    let mut case = case_folder::open(asked.case.as_deref())?.case;
    keep_only(&mut case, asked.only.as_deref())?;
    let languages = asked.lang.map_or(vec![Language::English, Language::Korean], |one| vec![one]);
    if asked.format == TextOrJson::Json {
        let all: Vec<_> =
            case.tripwires.iter().map(|one| tripwires::explained(one, &languages)).collect();
        let whole = json!({"case": case.name, "tripwires": all});
        return output::data(&format!("{whole:#}\n"), None);
    }
    let mut said: Vec<String> = Vec::new();
    for tripwire in &case.tripwires {
        for language in &languages {
            said.push(tripwires::explain(tripwire, *language));
        }
    }
    if said.is_empty() {
        output::talk("the case declares no tripwire; docs/tripwires.md says how");
    }
    output::data(&said.join("\n"), None)
}

/// A case whose tripwires are to be judged, and all that was known of what they watch.
struct Asked {
    raw: RawCase,
    as_of: AsOf,
    vintages: Vec<Observation>,
}

impl Asked {
    fn read(which: &CaseAt, only: Option<&str>, ledger: Option<&Path>) -> Result<Asked, Failure> {
        let CaseAt { case, at: At { as_of } } = which;
        let mut raw = case_folder::open(case.as_deref())?;
        keep_only(&mut raw.case, only)?;
        let as_of = flow::as_of(*as_of, &raw.case);
        let ledger = match ledger {
            Some(folder) => Ledger::open(folder)?,
            None => Ledger::in_memory(raw.observations()?)?,
        };
        let vintages = flow::vintages(&raw.case, &ledger, as_of)?;
        Ok(Asked { raw, as_of, vintages })
    }
}

/// Leaves only the tripwire of this name.
fn keep_only(case: &mut Case, only: Option<&str>) -> Result<(), Failure> {
    let Some(name) = only else { return Ok(()) };
    if !case.tripwires.iter().any(|tripwire| tripwire.name == name) {
        let names: Vec<&str> = case.tripwires.iter().map(|one| one.name.as_str()).collect();
        let near = nearest(name, names.iter().copied());
        let hint = near.map_or(format!("declared: {}", names.join(", ")), |near| {
            format!("did you mean {near}?")
        });
        return Err(Failure::usage(format!("no tripwire of this name: {name:?}"), hint));
    }
    case.tripwires.retain(|tripwire| tripwire.name == name);
    Ok(())
}

fn test(asked: &Test) -> Result<(), Failure> {
    let read = Asked::read(&asked.which, asked.only.as_deref(), asked.ledger.as_deref())?;
    let case = &read.raw.case;
    let watched = tripwires::watched(case, &read.vintages, read.as_of);
    let said: Vec<_> = watched.iter().map(|one| tripwires::said(case, one, asked.lang)).collect();
    let text = match asked.format {
        TextOrJson::Text => printable(&tripwires::test_text(&said, asked.lang)).into_owned(),
        TextOrJson::Json => {
            let whole = json!({"case": case.name, "as_of": read.as_of, "tripwires": said});
            format!("{whole:#}\n")
        }
    };
    output::data(&text, None)?;
    let raised = said.iter().any(|one| one.state == "raised");
    if asked.exit_code && raised { Err(Failure::Finding) } else { Ok(()) }
}
