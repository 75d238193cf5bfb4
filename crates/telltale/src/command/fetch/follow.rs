//! `telltale fetch gdelt --follow`: every quarter of an hour what is new, and nothing twice.
//!
//! Where a follower is, is read from the archive alone: from the first quarter of an hour that was
//! followed to the latest that is announced, what is not held is fetched. So a run that was ended in
//! the middle, or after a week, misses nothing, and the same file does not come twice.

use std::time::Duration;

use telltale_source::fetcher::{Clock as _, FetchError};
use telltale_source::plan::gdelt::{self, List, Window};
use telltale_source::plan::{Asked, Plan};
use telltale_source::provenance::Bundles;

use super::{Work, announced, held, report};
use crate::cli::Fetch;
use crate::clock::Wall;
use crate::failure::Failure;
use crate::output;

/// The mark of what was followed.
const WAY: &str = "follow";

pub(super) fn run(asked: &Fetch, what: &Asked, wall: &Wall) -> Result<(), Failure> {
    if asked.source != "gdelt" {
        return Err(Failure::usage(
            format!("{} cannot be followed", asked.source),
            "gdelt is what comes every quarter of an hour; run the others from a timer",
        ));
    }
    if !asked.go {
        return Err(Failure::usage(
            "following fetches, and --go was not said",
            "telltale fetch gdelt --follow --go; without --follow, the plan is printed",
        ));
    }
    let bundles = Bundles::of_ledger(&asked.ledger);
    let held = held(&bundles)?;
    let mut work = Work::begin(asked, wall, bundles, held)?;
    let mut round = 0;
    loop {
        round += 1;
        let looked = look(&mut work, what);
        let last = asked.rounds.is_some_and(|rounds| round >= rounds);
        match looked {
            Ok(plan) if last => return report(asked, &plan, Some(work.done())),
            Ok(_) => {}
            Err(_) if wall.stopped() => {}
            Err(failure) if !last && failure.may_pass() => {
                // The next round looks again, and sees what this one did not fetch or read.
                output::talk(&format!("{failure}\nit is tried again in {} s", asked.every));
            }
            Err(failure) => return Err(failure),
        }
        wall.sleep(Duration::from_secs(asked.every));
        if wall.stopped() {
            report(asked, &Plan::default(), Some(work.done()))?;
            return Err(Failure::Stopped);
        }
    }
}

/// One look: what is new, and every gap since the following began.
fn look(work: &mut Work<'_>, what: &Asked) -> Result<Plan, Failure> {
    work.catch_up()?;
    let newest = gdelt::newest_list(what);
    work.lists(std::slice::from_ref(&newest))?;
    let list = announced(&newest, work.held(), work.bundles(), &|_| true)?;
    let mut list = list.unwrap_or_default();
    let Some(latest) = gdelt::latest(&list) else {
        return Err(FetchError::NothingAnnounced { url: newest.url }.into());
    };
    let first = gdelt::follow_from(work.held(), what, WAY).unwrap_or(latest);
    let window = Window::between(first, latest, what)?;
    if gdelt::has_gap(&window, &list, work.held(), what) {
        let master = gdelt::master_list(what);
        work.lists(std::slice::from_ref(&master))?;
        let all: Option<List> =
            announced(&master, work.held(), work.bundles(), &|name| window.has(name))?;
        list.extend(all.unwrap_or_default());
    }
    let plan = gdelt::plan(&window, Some(&list), work.held(), what);
    work.fetch(&plan, WAY)?;
    Ok(plan)
}
