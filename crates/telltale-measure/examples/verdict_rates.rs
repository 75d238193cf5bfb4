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
use noise::{AMOUNTS, Kind, Rates, Season, World, endings, of_dyads, rates};

/// How much of the noise is kept from month to month: none of it, to a walk.
const KEPT: [f64; 4] = [0.0, 0.6, 0.9, 1.0];

/// Worlds by how much lasts, for how long.
fn worlds(kind: Kind, sd: f64, months: &[usize]) -> Vec<World> {
    let of = |months: &usize| KEPT.map(|kept| World { kind, months: *months, kept, sd, ..AMOUNTS });
    months.iter().flat_map(of).collect()
}

fn main() -> std::io::Result<()> {
    let series = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1000);
    let only = std::env::args().nth(2);
    let mut out = std::io::stdout().lock();
    let mut all = worlds(Kind::Amounts, 0.3, &[24, 30, 36, 60, 120]);
    all.extend(worlds(Kind::Counts(10.0), 0.5, &[36, 60, 120]));
    for a_month in [3.0, 50.0] {
        all.push(World { kind: Kind::Counts(a_month), sd: 0.5, ..AMOUNTS });
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
        all.extend([60, 120].map(|months| World { kind, months, kept, sd, times: 2.0, ..AMOUNTS }));
    }
    of_channels(&mut out, &all, series, only.as_deref())?;
    of_endings(&mut out, series, only.as_deref())?;
    of_sides(&mut out, series, only.as_deref())?;
    of_pooled(&mut out, series, only.as_deref())
}

/// Whether a row of this name is asked for.
fn asked(name: &str, only: Option<&str>) -> bool {
    only.is_none_or(|only| name.starts_with(only))
}

/// A table that has its head once it has a row: of what was not asked for there is none.
struct Table<'o, W> {
    out: &'o mut W,
    columns: Option<String>,
}

impl<W: Write> Table<'_, W> {
    fn of(out: &mut W, columns: String) -> Table<'_, W> {
        Table { out, columns: Some(columns) }
    }

    fn row(&mut self, name: &str, shares: &[f64]) -> std::io::Result<()> {
        if let Some(columns) = self.columns.take() {
            let rule = "---|".repeat(columns.matches(" | ").count() + 1);
            writeln!(self.out, "\n| {columns} |\n|{rule}")?;
        }
        let cells: Vec<String> =
            shares.iter().map(|share| format!("{:.1}", 100.0 * share)).collect();
        writeln!(self.out, "| {name} | {} |", cells.join(" | "))?;
        self.out.flush()
    }
}

/// Single channels, one row a world.
fn of_channels(
    out: &mut impl Write,
    worlds: &[World],
    series: usize,
    only: Option<&str>,
) -> std::io::Result<()> {
    let columns =
        "told % | up % | down % | steady % | interval holds % | beyond .975, told or not %";
    let mut table = Table::of(out, format!("world, {series} of each | {columns}"));
    for world in worlds.iter().filter(|world| asked(&world.name(), only)) {
        let found = rates(*world, series, 1);
        let Rates { up, down, steady, covered, beyond } = found;
        table.row(&world.name(), &[found.told(), up, down, steady, covered, beyond])?;
    }
    Ok(())
}

/// Worlds by their season: what the month in which a series ends does to its change.
fn of_endings(out: &mut impl Write, series: usize, only: Option<&str>) -> std::io::Result<()> {
    let columns = "log change off on average, by the month in which series end | beyond .975 % | \
                   of those that end in the worst month %";
    let mut table = Table::of(out, format!("season, {series} of each | {columns}"));
    for kind in [Kind::Amounts, Kind::Counts(10.0)] {
        for (months, kept) in [(36, 0.9), (60, 0.6), (60, 0.9)] {
            for season in [Season::None, Season::Wave, Season::Rough] {
                let world = World { kind, months, kept, season, ..AMOUNTS };
                let name = format!("by season: {}", world.name());
                if !asked(&name, only) {
                    continue;
                }
                let found = endings(world, series, 2);
                let extreme = |start: f64, of: fn(f64, f64) -> f64| {
                    found.iter().map(|ending| ending.off).fold(start, of)
                };
                let [low, high] = [extreme(f64::MAX, f64::min), extreme(f64::MIN, f64::max)];
                let beyond = found.iter().map(|ending| ending.beyond);
                let (all, worst) = (beyond.clone().sum::<f64>() / 12.0, beyond.fold(0.0, f64::max));
                table.row(&format!("{name} | {low:.2} to {high:.2}"), &[all, worst])?;
            }
        }
    }
    Ok(())
}

/// Dyads of several channels, pooled.
fn of_pooled(out: &mut impl Write, series: usize, only: Option<&str>) -> std::io::Result<()> {
    let columns = "dyads of channels | told % | up % | down % | steady %";
    let mut table = Table::of(out, columns.to_owned());
    for (channels, common, times) in [(2, 0.0, 1.0), (2, 0.5, 1.0), (5, 0.5, 1.0), (3, 0.5, 2.0)] {
        let world = World { times, ..AMOUNTS };
        let name = format!("{channels} channels, correlated {common}: {}", world.name());
        if asked(&name, only) {
            let Rates { up, down, steady, .. } = of_dyads(world, channels, common, series, 6);
            table.row(&name, &[up + down, up, down, steady])?;
        }
    }
    Ok(())
}

/// Indices of three channels, the gap of two against two, and turns among five partners.
fn of_sides(out: &mut impl Write, series: usize, only: Option<&str>) -> std::io::Result<()> {
    let columns = "sides of a dyad | told closer % | told apart % | interval holds % | turned %";
    let mut table = Table::of(out, columns.to_owned());
    let one_sd = World { kept: 0.0, times: AMOUNTS.sd.exp(), ..AMOUNTS };
    let counts = World { kind: Kind::Counts(10.0), sd: 0.5, ..AMOUNTS };
    let mut line = |name: String, rates: &dyn Fn() -> Rates| {
        if !asked(&name, only) {
            return Ok(());
        }
        let Rates { up, down, covered, beyond, .. } = rates();
        table.row(&name, &[up, down, covered, beyond])
    };
    for world in
        [AMOUNTS, World { kept: 0.0, ..AMOUNTS }, World { kept: 0.9, ..AMOUNTS }, counts, one_sd]
    {
        for common in [0.0, 0.5] {
            let name = format!("index of 3, correlated {common}: {}", world.name());
            line(name, &|| of_indices(world, 3, common, series, 11))?;
        }
    }
    let doubled = World { times: 2.0, kept: 0.0, ..AMOUNTS };
    for world in [AMOUNTS, World { kept: 0.9, ..AMOUNTS }, one_sd, doubled] {
        for common in [0.0, 0.5] {
            let name = format!("gap of 2 and 2, correlated {common}: {}", world.name());
            line(name, &|| of_gaps(world, 2, common, series, 12))?;
        }
    }
    for world in [AMOUNTS, World { kept: 0.9, ..AMOUNTS }, doubled] {
        let name = format!("turn among 5 partners: {}", world.name());
        line(name, &|| of_realignments(world, series / 5, 13))?;
    }
    Ok(())
}
