//! How often turning points are told in series without one, and how often a shift is found: series
//! that we simulate, all with the one configuration. `bench/turns` has a run.
//!
//! `cargo run --release -p telltale-measure --example turns_rates -- 300`; a second argument picks
//! the worlds whose names begin with it.

use std::io::Write;

use telltale_measure::turns::{CONFIG, Config, turns, turns_in_season};

#[path = "../tests/draws/mod.rs"]
mod draws;
#[path = "../tests/draws/season.rs"]
mod season;

use draws::SplitMix64;
use season::season;

/// Sizes of the gate that are tried; the configuration has one of them.
const SIZES: [f64; 3] = [0.05, 0.04, 0.03];

/// How many values a series has: ten years of months.
const MONTHS: usize = 120;

/// A kind of world.
struct World {
    name: &'static str,
    /// What noise keeps of the month before.
    kept: f64,
    /// Whether its steps are Student's t with four degrees of freedom, not normal.
    heavy: bool,
    /// The months in which it is higher, and by how many standard deviations.
    higher: std::ops::Range<usize>,
    by: f64,
    /// How many standard deviations its season has.
    season: f64,
    /// What is missing of it.
    missing: Missing,
}

/// What is missing of a series.
#[derive(Clone, Copy)]
enum Missing {
    Nothing,
    /// So many months running, from the fiftieth on.
    Gap(usize),
    /// This share of the months, drawn at random.
    Share(f64),
    /// The last two of every seven, as of the days of a week.
    Weekends,
}

impl Missing {
    fn has(self, at: usize, random: &mut SplitMix64) -> bool {
        match self {
            Missing::Nothing => false,
            Missing::Gap(months) => (50..50 + months).contains(&at),
            Missing::Share(share) => random.uniform() < share,
            Missing::Weekends => at % 7 >= 5,
        }
    }
}

const WORLDS: [World; 28] = {
    const fn of(name: &'static str, kept: f64) -> World {
        World {
            name,
            kept,
            heavy: false,
            higher: 0..0,
            by: 0.0,
            season: 0.0,
            missing: Missing::Nothing,
        }
    }
    [
        of("white noise", 0.0),
        of("AR(.6)", 0.6),
        of("AR(.9)", 0.9),
        of("random walk", 1.0),
        World { higher: 108..120, by: 1.0, ..of("white noise, last 12 months up", 0.0) },
        World { higher: 96..120, by: 1.0, ..of("white noise, last 24 months up", 0.0) },
        World { higher: 60..120, by: 1.0, ..of("white noise, last 60 months up", 0.0) },
        World { higher: 60..120, by: 1.0, ..of("AR(.6), last 60 months up", 0.6) },
        World { higher: 50..62, by: 1.5, ..of("white noise, 12 months amid up by 1.5", 0.0) },
        World { heavy: true, ..of("heavy-tailed white noise", 0.0) },
        World { heavy: true, ..of("heavy-tailed AR(.9)", 0.9) },
        World { season: 2.0, ..of("season of 2, white noise", 0.0) },
        World { season: 2.0, ..of("season of 2, AR(.6)", 0.6) },
        World { season: 2.0, ..of("season of 2, AR(.9)", 0.9) },
        World { season: 2.0, ..of("season of 2, random walk", 1.0) },
        World {
            season: 2.0,
            higher: 96..120,
            by: 1.0,
            ..of("season of 2, white noise, last 24 months up", 0.0)
        },
        World {
            season: 2.0,
            higher: 60..120,
            by: 1.0,
            ..of("season of 2, white noise, last 60 months up", 0.0)
        },
        World { missing: Missing::Gap(12), ..of("gap of 12, white noise", 0.0) },
        World { missing: Missing::Gap(24), ..of("gap of 24, white noise", 0.0) },
        World { missing: Missing::Gap(24), ..of("gap of 24, AR(.6)", 0.6) },
        World { missing: Missing::Gap(24), ..of("gap of 24, random walk", 1.0) },
        World { missing: Missing::Share(0.3), ..of("missing .3, white noise", 0.0) },
        World { missing: Missing::Share(0.6), ..of("missing .6, white noise", 0.0) },
        World { missing: Missing::Share(0.6), ..of("missing .6, AR(.6)", 0.6) },
        World { missing: Missing::Weekends, ..of("missing weekends, AR(.9)", 0.9) },
        World { missing: Missing::Weekends, ..of("missing weekends, random walk", 1.0) },
        World {
            missing: Missing::Gap(12),
            higher: 80..120,
            by: 1.5,
            ..of("gap of 12, white noise, last 40 months up by 1.5", 0.0)
        },
        World {
            missing: Missing::Share(0.3),
            higher: 80..120,
            by: 1.5,
            ..of("missing .3, white noise, last 40 months up by 1.5", 0.0)
        },
    ]
};

impl World {
    fn draw(&self, seed: u64) -> Vec<Option<f64>> {
        let mut random = SplitMix64(seed);
        let mut values = if self.heavy {
            let mut step = || {
                let normal = random.normal();
                let squares: f64 = (0..4).map(|_| random.normal().powi(2)).sum();
                normal / (squares / 4.0).sqrt()
            };
            let mut last = 0.0;
            let all: Vec<f64> = std::iter::repeat_with(|| {
                last = self.kept * last + step();
                last
            })
            .take(MONTHS + 50)
            .collect();
            all[50..].to_vec()
        } else {
            random.lasting(MONTHS, self.kept)
        };
        self.higher.clone().for_each(|month| values[month] += self.by);
        let of = |(at, value): (usize, f64)| {
            let value = value + self.season * season(at);
            (!self.missing.has(at, &mut random)).then_some(value)
        };
        values.into_iter().enumerate().map(of).collect()
    }

    fn turns(&self, values: &[Option<f64>], config: &Config, seed: u64) -> bool {
        let told = if self.season > 0.0 {
            turns_in_season(values, 12, config, seed).0
        } else {
            turns(values, config, seed)
        };
        !told.is_empty()
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let series: u64 = std::env::args().nth(1).map_or(Ok(300), |n| n.parse())?;
    let only = std::env::args().nth(2).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    let heads: String = SIZES.iter().map(|size| format!(" {size} |")).collect();
    writeln!(
        out,
        "| world, told of {series} at size |{heads}\n|---|{}",
        "---|".repeat(SIZES.len())
    )?;
    for world in WORLDS.iter().filter(|world| world.name.starts_with(&only)) {
        let mut told = [0; SIZES.len()];
        for seed in 0..series {
            let values = world.draw(seed);
            // What a wider gate does not let through, a narrower does not.
            let wide = SIZES
                .iter()
                .take_while(|size| world.turns(&values, &Config { size: **size, ..CONFIG }, seed));
            (0..wide.count()).for_each(|at| told[at] += 1);
        }
        let row: String = told.iter().map(|told| format!(" {told} |")).collect();
        writeln!(out, "| {} |{row}", world.name)?;
        out.flush()?;
    }
    Ok(())
}
