//! `telltale scan`: which dyads of a ledger moved lately, with the share of false findings held down.

use serde::Serialize;
use telltale_ledger::Ledger;
use telltale_measure::{Moved, Scan as Asked, Scanned, scan};
use telltale_observation::AsOf;
use telltale_source::counted;

use crate::cli::{Scan, ScanFormat, Step};
use crate::failure::Failure;
use crate::{flow, output};

mod counts;
mod map;
mod table;

use counts::Counts;

/// How many of the last steps are set against those before, if nobody says since when.
const LAST: usize = 12;

/// What a scan was asked, and what it found.
#[derive(Debug, Serialize)]
struct Report<'a> {
    /// Whose events were counted.
    source: &'a str,
    /// Nothing known later was seen.
    as_of: jiff::civil::Date,
    step: Step,
    /// First day of the steps before the last ones that are looked at.
    from: jiff::civil::Date,
    /// First day of the last steps.
    since: jiff::civil::Date,
    /// Last day.
    until: jiff::civil::Date,
    q: f64,
    seed: u64,
    /// How many dyads were tested, found to have moved, and too thin to test.
    tested: usize,
    found: usize,
    too_thin: usize,
    null: telltale_measure::EmpiricalNull,
    dyads: &'a [Moved],
}

pub(crate) fn run(asked: &Scan) -> Result<(), Failure> {
    let ledger = Ledger::open(&asked.ledger)?;
    let as_of = asked.as_of.unwrap_or_else(|| AsOf::day(flow::today()).expect("today is in range"));
    let counts = counts::read(&ledger, as_of, asked)?;
    counts.others.iter().for_each(|other| {
        output::talk(&format!(
            "note: {other} is left out: sources are never spliced (--source {other} scans it)"
        ));
    });
    if counts.coarse > 0 {
        let few = counted(usize::try_from(counts.coarse).unwrap_or(usize::MAX), "event");
        let (steps, step) = match counts.step {
            Step::Month => ("a quarter or a year", "month"),
            Step::Week => ("a month, a quarter or a year", "week"),
        };
        output::talk(&format!(
            "note: {few} of which no more is known than {steps} left out: nobody knows in which {step}"
        ));
    }
    let last = last(&counts, asked)?;
    let question = Asked { q: asked.q, last, seed: asked.seed };
    let scanned = scan(&counts.histories, &counts.exposure, question);
    let first = question.first(counts.exposure.len());
    let report = report(&counts, asked, as_of, (first, last), &scanned);
    if report.tested == 0 {
        output::talk(&hint(&counts, last));
    }
    let text = match asked.format {
        ScanFormat::Text => table::text(&report, asked.top),
        ScanFormat::Csv => table::csv(&report),
        ScanFormat::Json => {
            format!("{}\n", serde_json::to_string_pretty(&report).map_err(anyhow::Error::from)?)
        }
        ScanFormat::Geojson => format!("{}\n", map::lines(&report)),
    };
    output::data(&text, asked.output.as_deref())
}

/// How many of the last steps are set against those before.
fn last(counts: &Counts, asked: &Scan) -> Result<usize, Failure> {
    let Some(since) = asked.since else {
        return Ok(LAST.min(counts.exposure.len()));
    };
    match counts.steps_since(since) {
        0 => Err(Failure::usage(
            format!("nothing is counted since {since}: the last step ends on {}", counts.until()),
            "an earlier --since, or a later --as-of",
        )),
        last if last >= counts.exposure.len() => Err(Failure::usage(
            format!(
                "nothing is counted before {since}: the first step begins on {}",
                counts.from()
            ),
            "a later --since, so that there is something to set it against",
        )),
        last => Ok(last),
    }
}

fn report<'a>(
    counts: &'a Counts,
    asked: &Scan,
    as_of: AsOf,
    (first, last): (usize, usize),
    scanned: &'a Scanned,
) -> Report<'a> {
    Report {
        source: &counts.source,
        as_of: as_of.date(),
        step: counts.step,
        from: counts.first_day(first),
        since: counts.first_day(counts.exposure.len() - last),
        until: counts.until(),
        q: asked.q,
        seed: asked.seed,
        tested: scanned.tested.len(),
        found: scanned.tested.iter().filter(|moved| moved.found).count(),
        too_thin: scanned.too_thin,
        null: scanned.null,
        dyads: &scanned.tested,
    }
}

/// A test takes so many steps before the last ones.
const BEFORE_MIN: usize = 24;

/// Why nothing was tested, and what would mend it.
fn hint(counts: &Counts, last: usize) -> String {
    let steps = match counts.step {
        Step::Month => "month",
        Step::Week => "week",
    };
    let source = &counts.source;
    let before = counts.exposure.len().saturating_sub(last);
    let (why, hint) = if counts.histories.is_empty() {
        let why = format!("{source} tells of nothing between two that brings closer or farther");
        (why, "--source takes another source")
    } else if before >= BEFORE_MIN {
        let why = format!("each dyad of {source} has too few events, or too few reports of late");
        let hint = "a test takes 24 events that bring closer and as many that bring farther, or 60 of one \
                    side, and a report in three of four of the last steps: ingest more of the source";
        (why, hint)
    } else {
        let why = format!(
            "{} of {source} come before the last {last}, and a test takes {BEFORE_MIN}",
            counted(before, steps)
        );
        let hint = match counts.step {
            Step::Month => "--step week takes shorter histories",
            Step::Week => "a longer history: ingest earlier files of the source",
        };
        (why, hint)
    };
    format!("no dyad could be tested: {why}\n  hint: {hint}")
}
