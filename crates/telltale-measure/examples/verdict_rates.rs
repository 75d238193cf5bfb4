//! How often a verdict is told where nothing changed and where something did, and how often its 90 %
//! interval holds the truth: series that we simulate. `bench/verdicts` has a run.
//!
//! `cargo run --release -p telltale-measure --example verdict_rates -- 1000`

use std::io::Write;

#[path = "../tests/draws/mod.rs"]
mod draws;
#[path = "../tests/noise/mod.rs"]
mod noise;

use noise::{Kind, World, of_dyads, rates};

/// Worlds by how much lasts, for how long.
fn worlds(kind: Kind, sd: f64, times: f64) -> Vec<World> {
    let mut worlds = Vec::new();
    let shortest = if kind == Kind::Amounts { 24 } else { 36 };
    for months in [shortest, 60, 120] {
        for kept in [0.0, 0.6, 0.9, 1.0] {
            worlds.push(World { kind, months, kept, sd, times });
        }
    }
    worlds
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let series: usize = std::env::args().nth(1).map_or(Ok(1000), |n| n.parse())?;
    let only = std::env::args().nth(2);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| world, {series} of each | told % | up % | down % | steady % | interval holds % |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    let mut all = worlds(Kind::Amounts, 0.3, 1.0);
    all.extend(worlds(Kind::Counts(10.0), 0.5, 1.0));
    for a_month in [3.0, 50.0] {
        all.push(World { kind: Kind::Counts(a_month), months: 60, kept: 0.6, sd: 0.5, times: 1.0 });
    }
    for (kind, kept, sd) in [
        (Kind::Amounts, 0.0, 0.3),
        // A shift of one standard deviation.
        (Kind::Amounts, 0.0, std::f64::consts::LN_2),
        (Kind::Amounts, 0.6, 0.15),
        (Kind::Amounts, 0.6, 0.3),
        (Kind::Counts(10.0), 0.0, 0.0),
        (Kind::Counts(20.0), 0.6, 0.3),
    ] {
        all.extend([60, 120].map(|months| World { kind, months, kept, sd, times: 2.0 }));
    }
    for world in all {
        let name = world.name();
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let found = rates(world, series, 1);
        let percent =
            [found.told(), found.up, found.down, found.steady, found.covered, found.beyond];
        let row: Vec<String> =
            percent.iter().map(|share| format!("{:.1}", 100.0 * share)).collect();
        writeln!(out, "| {name} | {} |", row.join(" | "))?;
        out.flush()?;
    }
    writeln!(
        out,
        "\n| dyads of channels | told % | up % | down % | steady % |\n|---|---|---|---|---|"
    )?;
    let base = World { kind: Kind::Amounts, months: 60, kept: 0.6, sd: 0.3, times: 1.0 };
    for (channels, common, times) in [(2, 0.0, 1.0), (2, 0.5, 1.0), (5, 0.5, 1.0), (3, 0.5, 2.0)] {
        let world = World { times, ..base };
        let name = format!("{channels} channels, correlated {common}: {}", world.name());
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let found = of_dyads(world, channels, common, series, 6);
        let percent = [found.told(), found.up, found.down, found.steady];
        let row: Vec<String> =
            percent.iter().map(|share| format!("{:.1}", 100.0 * share)).collect();
        writeln!(out, "| {name} | {} |", row.join(" | "))?;
        out.flush()?;
    }
    Ok(())
}
