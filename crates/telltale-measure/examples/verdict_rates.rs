//! How often a verdict is told where nothing changed and where something did, and how often its 90 %
//! interval holds the truth: series that we simulate. `bench/verdicts` has a run.
//!
//! `cargo run --release -p telltale-measure --example verdict_rates -- 1000`

use std::io::Write;

#[path = "../tests/draws/mod.rs"]
mod draws;
#[path = "../tests/dyads/mod.rs"]
mod dyads;
#[path = "../tests/noise/mod.rs"]
mod noise;

use dyads::{of_gaps, of_indices, of_realignments};
use noise::{Kind, Rates, World, of_dyads, rates};

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
        if only.as_ref().is_some_and(|only| !name.starts_with(only.as_str())) {
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
    of_sides(&mut out, series, only.as_deref())?;
    writeln!(
        out,
        "\n| dyads of channels | told % | up % | down % | steady % |\n|---|---|---|---|---|"
    )?;
    let base = World { kind: Kind::Amounts, months: 60, kept: 0.6, sd: 0.3, times: 1.0 };
    for (channels, common, times) in [(2, 0.0, 1.0), (2, 0.5, 1.0), (5, 0.5, 1.0), (3, 0.5, 2.0)] {
        let world = World { times, ..base };
        let name = format!("{channels} channels, correlated {common}: {}", world.name());
        if only.as_ref().is_some_and(|only| !name.starts_with(only.as_str())) {
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

/// Indices of three channels, the gap of two against two, and turns among five partners.
fn of_sides(out: &mut impl Write, series: usize, only: Option<&str>) -> std::io::Result<()> {
    writeln!(
        out,
        "\n| sides of a dyad | told closer % | told apart % | interval holds % | turned % |\n|---|---|---|---|---|"
    )?;
    let base = World { kind: Kind::Amounts, months: 60, kept: 0.6, sd: 0.3, times: 1.0 };
    let one_sd = World { kept: 0.0, times: base.sd.exp(), ..base };
    let counts = World { kind: Kind::Counts(10.0), sd: 0.5, ..base };
    let mut line = |name: String, rates: &dyn Fn() -> Rates| {
        if only.is_some_and(|only| !name.starts_with(only)) {
            return Ok(());
        }
        let Rates { up, down, covered, beyond, .. } = rates();
        let row = [up, down, covered, beyond].map(|share| format!("{:.1}", 100.0 * share));
        writeln!(out, "| {name} | {} |", row.join(" | "))?;
        out.flush()
    };
    for world in [base, World { kept: 0.0, ..base }, World { kept: 0.9, ..base }, counts, one_sd] {
        for common in [0.0, 0.5] {
            let name = format!("index of 3, correlated {common}: {}", world.name());
            line(name, &|| of_indices(world, 3, common, series, 11))?;
        }
    }
    let doubled = World { times: 2.0, kept: 0.0, ..base };
    for world in [base, World { kept: 0.9, ..base }, one_sd, doubled] {
        for common in [0.0, 0.5] {
            let name = format!("gap of 2 and 2, correlated {common}: {}", world.name());
            line(name, &|| of_gaps(world, 2, common, series, 12))?;
        }
    }
    for world in [base, World { kept: 0.9, ..base }, doubled] {
        let name = format!("turn among 5 partners: {}", world.name());
        line(name, &|| of_realignments(world, series / 5, 13))?;
    }
    Ok(())
}
