//! How often turning points are told in series without one, and how often a shift is found: series
//! that we simulate, all with the one configuration. `bench/turns` has a run.
//!
//! `cargo run --release -p telltale-measure --example turns_rates -- 300`

use std::io::Write;

use telltale_measure::turns::{CONFIG, turns};

/// How many values a series has: ten years of months.
const MONTHS: usize = 120;

/// Steele, Lea and Flood's SplitMix64, seeded, so that every run draws the same.
struct SplitMix64(u64);

impl SplitMix64 {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }
}

/// Noise of standard deviation 1 of which each value keeps a part of the one before; a walk at 1.
fn noise(kept: f64, draw: &mut SplitMix64) -> Vec<f64> {
    let fresh = if kept < 1.0 { (1.0 - kept * kept).sqrt() } else { 1.0 };
    let mut last = draw.normal();
    let mut next = || {
        let value = last;
        last = kept * last + fresh * draw.normal();
        value
    };
    (0..MONTHS).map(|_| next()).collect()
}

/// A kind of world: its name, what noise keeps, and the months in which it is one standard deviation
/// higher.
type World = (&'static str, f64, std::ops::Range<usize>);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let series: u64 = std::env::args().nth(1).map_or(Ok(300), |n| n.parse())?;
    let worlds: [World; 7] = [
        ("white noise", 0.0, 0..0),
        ("AR(.6)", 0.6, 0..0),
        ("AR(.9)", 0.9, 0..0),
        ("random walk", 1.0, 0..0),
        ("white noise, last 12 months up", 0.0, 108..120),
        ("white noise, last 60 months up", 0.0, 60..120),
        ("AR(.6), last 60 months up", 0.6, 60..120),
    ];
    let mut out = std::io::stdout().lock();
    writeln!(out, "| world | told, of {series} |\n|---|---|")?;
    for (name, kept, higher) in worlds {
        let told = (0..series).filter(|seed| {
            let mut values = noise(kept, &mut SplitMix64(*seed));
            higher.clone().for_each(|month| values[month] += 1.0);
            let values: Vec<_> = values.into_iter().map(Some).collect();
            !turns(&values, &CONFIG, *seed).is_empty()
        });
        writeln!(out, "| {name} | {} |", told.count())?;
        out.flush()?;
    }
    Ok(())
}
