//! `telltale fetch`: what would be fetched of a source, and with `--go`: fetched, archived, and read
//! into the ledger by the same code as `telltale ingest`.

mod follow;
mod work;

use std::io::BufReader;
use std::path::Path;

use serde_json::{Value, json};
use telltale_source::fetcher::Clock as _;
use telltale_source::plan::gdelt::{List, Window};
use telltale_source::plan::{self, Asked, Plan, Request, Unplanned, comtrade, elsewhere, gdelt};
use telltale_source::provenance::{Bundles, Held};

use crate::cli::{Fetch, TextOrJson};
use crate::clock::Wall;
use crate::command::ingest;
use crate::failure::Failure;
use crate::output;
use work::{Done, Work};

/// How many requests of a plan are printed.
const SHOWN: usize = 5;

/// The variable that holds the key of UN Comtrade.
const COMTRADE_KEY: &str = "TELLTALE_COMTRADE_KEY";

impl From<Unplanned> for Failure {
    fn from(error: Unplanned) -> Failure {
        Failure::usage(error.what, error.hint)
    }
}

pub(crate) fn run(asked: &Fetch) -> Result<(), Failure> {
    let wall = Wall::new()?;
    let what = what(asked, &wall);
    if asked.go || asked.follow {
        ingest::settle(&asked.ledger)?;
    }
    if asked.follow {
        return follow::run(asked, &what, &wall);
    }
    let bundles = Bundles::of_ledger(&asked.ledger);
    let held = held(&bundles)?;
    if !asked.go {
        let plan = planned(&asked.source, &what, &held, &bundles)?;
        return report(asked, &plan, None);
    }
    let mut work = Work::begin(asked, &wall, bundles, held)?;
    work.catch_up()?;
    let plan = match list(&asked.source, &what) {
        Some(list) => {
            work.lists(&[list])?;
            planned(&asked.source, &what, work.held(), work.bundles())?
        }
        None => planned(&asked.source, &what, work.held(), work.bundles())?,
    };
    let outcome = work.fetch(&plan, "");
    report(asked, &plan, Some(work.done()))?;
    outcome
}

/// What is held, with a word if a line of it could not be read.
fn held(bundles: &Bundles) -> Result<Held, Failure> {
    let (held, torn) = bundles.held()?;
    if torn > 0 {
        output::talk(&format!("{torn} lines of _raw/provenance.jsonl are torn, and passed over"));
    }
    Ok(held)
}

/// What is asked, in the words of the planners.
fn what(asked: &Fetch, wall: &Wall) -> Asked {
    let key = std::env::var(COMTRADE_KEY).ok().filter(|key| !key.trim().is_empty());
    Asked {
        since: asked.since,
        until: asked.until,
        now: wall.now(),
        parts: asked.part.clone(),
        reporters: asked.reporter.clone(),
        partners: asked.partner.clone(),
        commodities: asked.commodity.clone(),
        yearly: asked.yearly,
        key: key.filter(|_| asked.source == "comtrade"),
        urls: asked.urls.clone(),
        base: asked.base.clone(),
        again: asked.again,
    }
}

/// The list that must be there before a source is planned in earnest.
fn list(source: &str, what: &Asked) -> Option<Request> {
    match source {
        "gdelt" => Some(gdelt::master_list(what)),
        "gdelt1" => Some(gdelt::daily_list(what)),
        _ => None,
    }
}

fn planned(source: &str, what: &Asked, held: &Held, bundles: &Bundles) -> Result<Plan, Failure> {
    let announced = |wanted: &dyn Fn(&str) -> bool| match list(source, what) {
        Some(list) => announced(&list, held, bundles, wanted),
        None => Ok(None),
    };
    match source {
        "gdelt" => {
            let window = Window::of(what)?;
            let list = announced(&|name| window.has(name))?;
            Ok(gdelt::plan(&window, list.as_ref(), held, what))
        }
        "gdelt1" => {
            let list = announced(&|_| true)?;
            Ok(gdelt::plan_daily(list.as_ref(), held, what)?)
        }
        "comtrade" => Ok(comtrade::plan(held, what)?),
        "page" => Ok(elsewhere::plan_given(held, what)?),
        other => elsewhere::plan(other, held, what).ok_or_else(|| unknown(other)),
    }
}

/// What a list that is held announces.
fn announced(
    request: &Request,
    held: &Held,
    bundles: &Bundles,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Option<List>, Failure> {
    let Some(bundle) = held.get(&request.url) else { return Ok(None) };
    let file = fs_err::File::open(bundles.path(bundle))?;
    Ok(Some(List::read(BufReader::new(file), wanted)?))
}

fn unknown(source: &str) -> Failure {
    let names = plan::names();
    let near = telltale_observation::nearest(source, names.iter().copied());
    let hint =
        near.map_or(format!("known: {}", names.join(", ")), |near| format!("did you mean {near}?"));
    Failure::usage(format!("nothing is known of how to fetch {source:?}"), hint)
}

fn report(asked: &Fetch, plan: &Plan, done: Option<&Done>) -> Result<(), Failure> {
    let text = match asked.format {
        TextOrJson::Json => format!("{:#}\n", json_of(asked, plan, done)),
        TextOrJson::Text => text_of(asked, plan, done),
    };
    output::data(&text, None)
}

fn json_of(asked: &Fetch, plan: &Plan, done: Option<&Done>) -> Value {
    let (bytes, bytes_unknown) = plan.bytes();
    let requests = plan
        .requests
        .iter()
        .map(|one| json!({"url": one.url, "name": one.name, "bytes": one.bytes, "md5": one.md5}));
    let by_hand = plan.by_hand.iter().map(|one| json!({"url": one.url, "how": one.how}));
    json!({
        "source": asked.source, "held": plan.held, "bytes": bytes, "bytes_unknown": bytes_unknown,
        "seconds_min": plan.pace().as_secs_f64(), "requests": requests.collect::<Vec<_>>(),
        "by_hand": by_hand.collect::<Vec<_>>(), "notes": plan.notes,
        "done": done.map(Done::json),
    })
}

fn text_of(asked: &Fetch, plan: &Plan, done: Option<&Done>) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| out += &format!("{name:<9} {value}\n");
    for hand in &plan.by_hand {
        line("by hand", &hand.url);
        line("", &hand.how);
    }
    if plan.by_hand.is_empty() {
        line("requests", &plan.requests.len().to_string());
        for request in plan.requests.iter().take(SHOWN) {
            let size = request.bytes.map_or(String::new(), |bytes| format!("  {bytes} bytes"));
            line("", &format!("{}{size}", request.url));
        }
        if plan.requests.len() > SHOWN {
            line("", &format!("… and {} more", plan.requests.len() - SHOWN));
        }
        line("held", &plan.held.to_string());
        let (bytes, unknown) = plan.bytes();
        line("size", &format!("{bytes} bytes announced, {unknown} files of unknown size"));
        let seconds = plan.pace().as_secs_f64();
        line("time", &format!("at least {seconds:.1} s, at the pace that its host is asked"));
    }
    plan.notes.iter().for_each(|note| line("note", note));
    match done {
        Some(done) => out += &done.text(),
        None if plan.by_hand.is_empty() && !plan.requests.is_empty() => {
            out += &format!(
                "\nnothing was fetched: telltale fetch {} … --ledger {} --go does it\n",
                asked.source,
                asked.ledger.display()
            );
        }
        None => {}
    }
    out
}

/// Whether this name of a source's file is one that can be read into the ledger, and as which source.
fn read_as(source: &str, file: &Path) -> Option<&'static str> {
    let name = file.file_name()?.to_str()?;
    match source {
        "gdelt" | "gdelt1" => match gdelt::stamp_and_part(name) {
            Some((_, gdelt::Part::Events)) => Some("gdelt"),
            Some((_, gdelt::Part::Gkg)) => Some("gdelt_gkg"),
            Some((_, gdelt::Part::Mentions)) => Some("gdelt_mentions"),
            None => name.ends_with(".zip").then_some("gdelt"),
        },
        other => telltale_source::source(other).map(|source| source.spec.name),
    }
}
