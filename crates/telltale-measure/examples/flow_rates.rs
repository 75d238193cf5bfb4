//! How good forecasts of flows are in worlds that we simulate: whether a month to come is above that of the
//! year before. `bench/forecast` has a run.
//!
//! `cargo run --release -p telltale-measure --example flow_rates -- 40`

use std::io::Write;

use telltale_measure::forecast::flow::year_on_year;
use telltale_measure::forecast::{Group, Said, score};
use telltale_observation::Actor;

#[path = "../tests/draws/mod.rs"]
mod draws;

use draws::SplitMix64;

const MONTHS: usize = 96;
/// The first month from which is forecast, and how many lie between one and the next.
const FIRST: usize = 36;
const APART: usize = 6;
const AHEAD: [usize; 4] = [1, 2, 3, 6];

/// Any states: each flow needs a name of its own.
const CODES: [&str; 8] = ["CHN", "PRK", "RUS", "USA", "JPN", "KOR", "IND", "IRN"];

type Draw = fn(&mut SplitMix64) -> Vec<f64>;

/// Log levels without their season.
const WORLDS: [(&str, Draw); 8] = [
    ("walk", |r| walk(r, 0.07, 0.06, |r| r.normal())),
    ("AR(.5)", |r| lasting(r, 0.5)),
    ("AR(.9)", |r| lasting(r, 0.9)),
    ("walk, heavy tails", |r| walk(r, 0.04, 0.06, heavy)),
    ("a year's collapse", collapse),
    ("one step", step),
    ("noise alone", |r| (0..MONTHS).map(|_| 0.2 * r.normal()).collect()),
    ("steady growth", |r| {
        let by = 0.01 + 0.01 * r.normal();
        (0..MONTHS).map(|month| by * month as f64 + 0.1 * r.normal()).collect()
    }),
];

fn heavy(random: &mut SplitMix64) -> f64 {
    // Student's with three degrees of freedom.
    let squares: f64 = (0..3).map(|_| random.normal().powi(2)).sum();
    random.normal() / (squares / 3.0).sqrt()
}

fn walk(
    random: &mut SplitMix64,
    moves: f64,
    noise: f64,
    draw: fn(&mut SplitMix64) -> f64,
) -> Vec<f64> {
    let mut level = 0.0;
    let month = |_| {
        level += moves * draw(random);
        level + noise * draw(random)
    };
    (0..MONTHS).map(month).collect()
}

fn lasting(random: &mut SplitMix64, kept: f64) -> Vec<f64> {
    let drift = 0.004 * random.normal();
    let noise = random.lasting(MONTHS, kept);
    noise.iter().enumerate().map(|(month, noise)| drift * month as f64 + 0.25 * noise).collect()
}

fn collapse(random: &mut SplitMix64) -> Vec<f64> {
    let from = 30 + (random.uniform() * 50.0) as usize;
    let month = |month: usize| {
        let since = month.checked_sub(from).filter(|since| *since < 12);
        let fall = since.map_or(0.0, |since| 1.2 * (1.0 - since as f64 / 12.0));
        0.004 * month as f64 - fall + 0.08 * random.normal()
    };
    (0..MONTHS).map(month).collect()
}

fn step(random: &mut SplitMix64) -> Vec<f64> {
    let (from, by) = (20 + (random.uniform() * 70.0) as usize, 0.5 * random.normal());
    (0..MONTHS).map(|at| if at < from { 0.0 } else { by } + 0.12 * random.normal()).collect()
}

/// What was said of a flow at every sixth month, and whether what came lay in its interval.
fn said(levels: &[f64], flow: usize, ahead: usize) -> Vec<(Said, bool)> {
    let known: Vec<Vec<Option<f64>>> = (1..=MONTHS)
        .map(|months| levels[..months].iter().map(|level| Some(level.exp())).collect())
        .collect();
    let name = |at: usize| Actor::parse(CODES[at % CODES.len()]).expect("a state");
    let at = |months: usize| {
        let found = year_on_year(&known[..months], ahead)?;
        let change = levels[months + ahead - 1] - levels[months + ahead - 13];
        let said = Said {
            origin: months,
            dyad: (name(flow / CODES.len()), name(flow)),
            probabilities: [found.probability_above; 3],
            base: found.base,
            own_rate: found.base,
            persistence: found.persistence,
            event_days: found.past,
            came: change > 0.0,
        };
        let [low, high] = found.interval;
        Some((said, (low..=high).contains(&change)))
    };
    (FIRST..=MONTHS - ahead).step_by(APART).filter_map(at).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flows: usize = std::env::args().nth(1).map_or(Ok(40), |n| n.parse())?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| world, {flows} flows of {MONTHS} months | months ahead | forecasts | Brier | skill over the base rate | \
         over persistence | calibration slope | 95 % interval holds |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")?;
    let mut all: Vec<Vec<(Said, bool)>> = vec![Vec::new(); AHEAD.len()];
    for (seed, (name, draw)) in WORLDS.into_iter().enumerate() {
        let mut random = SplitMix64(seed as u64 + 1);
        let mut drawn: Vec<Vec<f64>> = Vec::new();
        for _ in 0..flows {
            let season: Vec<f64> = (0..12).map(|_| 0.25 * random.normal()).collect();
            let levels = draw(&mut random);
            drawn.push(levels.iter().enumerate().map(|(at, x)| x + season[at % 12]).collect());
        }
        for (all, ahead) in all.iter_mut().zip(AHEAD) {
            let of_all = drawn.iter().enumerate();
            let rows: Vec<_> =
                of_all.flat_map(|(flow, levels)| said(levels, flow, ahead)).collect();
            write(&mut out, name, ahead, &rows)?;
            all.extend(rows);
        }
    }
    for (rows, ahead) in all.iter().zip(AHEAD) {
        write(&mut out, "all", ahead, rows)?;
    }
    Ok(())
}

fn write(
    out: &mut impl Write,
    name: &str,
    ahead: usize,
    rows: &[(Said, bool)],
) -> std::io::Result<()> {
    let said: Vec<Said> = rows.iter().map(|row| row.0).collect();
    let held = rows.iter().filter(|row| row.1).count() as f64 / rows.len() as f64;
    let Some(score) = score(&said, Group::Both, 1) else { return Ok(()) };
    let slope = score.calibration_slope.map_or("none".to_owned(), |slope| format!("{slope:.2}"));
    writeln!(
        out,
        "| {name} | {ahead} | {} | {:.3} | {:.2} | {:.2} | {slope} | {:.1} % |",
        score.n,
        score.brier,
        score.skill_over_base,
        score.skill_over_persistence,
        100.0 * held
    )?;
    out.flush()
}
