//! How often turning points are told in series without one, and how often a shift is found: series
//! that we simulate, all with the one configuration. `bench/turns` has a run.
//!
//! `cargo run --release -p telltale-measure --example turns_rates -- 300`; a second argument picks
//! the worlds whose names begin with it.

use std::io::Write;

use telltale_measure::turns::{CONFIG, Config, turns};

#[path = "../tests/draws/mod.rs"]
mod draws;

use draws::SplitMix64;

/// Sizes of the gate that are tried; the configuration has one of them.
const SIZES: [f64; 4] = [0.05, 0.04, 0.03, 0.02];

/// How many values a series has: ten years of months.
const MONTHS: usize = 120;

/// A kind of world: its name, what noise keeps, and the months in which it is one standard deviation
/// higher.
type World = (&'static str, f64, std::ops::Range<usize>);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let series: u64 = std::env::args().nth(1).map_or(Ok(300), |n| n.parse())?;
    let only = std::env::args().nth(2).unwrap_or_default();
    let worlds: [World; 8] = [
        ("white noise", 0.0, 0..0),
        ("AR(.6)", 0.6, 0..0),
        ("AR(.9)", 0.9, 0..0),
        ("random walk", 1.0, 0..0),
        ("white noise, last 12 months up", 0.0, 108..120),
        ("white noise, last 24 months up", 0.0, 96..120),
        ("white noise, last 60 months up", 0.0, 60..120),
        ("AR(.6), last 60 months up", 0.6, 60..120),
    ];
    let mut out = std::io::stdout().lock();
    let heads: String = SIZES.iter().map(|size| format!(" {size} |")).collect();
    writeln!(
        out,
        "| world, told of {series} at size |{heads}\n|---|{}",
        "---|".repeat(SIZES.len())
    )?;
    for (name, kept, higher) in worlds.into_iter().filter(|(name, ..)| name.starts_with(&only)) {
        let mut told = [0; SIZES.len()];
        for seed in 0..series {
            let mut values = SplitMix64(seed).lasting(MONTHS, kept);
            higher.clone().for_each(|month| values[month] += 1.0);
            let values: Vec<_> = values.into_iter().map(Some).collect();
            // What a wider gate does not let through, a narrower does not.
            let wide = SIZES.iter().take_while(|size| {
                !turns(&values, &Config { size: **size, ..CONFIG }, seed).is_empty()
            });
            (0..wide.count()).for_each(|at| told[at] += 1);
        }
        let row: String = told.iter().map(|told| format!(" {told} |")).collect();
        writeln!(out, "| {name} |{row}")?;
        out.flush()?;
    }
    Ok(())
}
