//! How many findings of a scan are false, and how many of the dyads that moved it finds, in worlds
//! that we simulate: some in which dyads move, some in which none does. `bench/scan` has a run.
//!
//! `cargo run --release -p telltale-measure --example scan_rates -- 16`

use std::io::Write;

#[path = "../tests/worlds/mod.rs"]
mod worlds;

use worlds::{World, judged};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runs: u64 = std::env::args().nth(1).map_or(Ok(20), |n| n.parse())?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| world, {runs} runs of each | false findings | moves found | runs with any false |"
    )?;
    writeln!(out, "|---|---|---|---|")?;
    for (name, world) in World::ALL {
        let (mut proportion, mut power, mut any) = (0.0, 0.0, 0);
        for seed in 1..=runs {
            let (wrong, right) = judged(world, seed);
            proportion += wrong as f64 / (wrong + right).max(1) as f64 / runs as f64;
            power += right as f64 / world.moved.max(1) as f64 / runs as f64;
            any += usize::from(wrong > 0);
        }
        let power = if world.moved > 0 { format!("{power:.3}") } else { String::new() };
        writeln!(out, "| {name} | {proportion:.3} | {power} | {any} |")?;
        out.flush()?;
    }
    Ok(())
}
