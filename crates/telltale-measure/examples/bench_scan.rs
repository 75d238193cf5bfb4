//! How long a scan of the world takes, and how many of its findings are false: 30,000 dyads, 20
//! channels, 240 months. `bench/scan` has its run.

#![expect(clippy::print_stdout, reason = "a benchmark is read by people")]

use telltale_measure::{History, Scan, scan};
use telltale_observation::{Actor, Channel, Dyad};

const DYADS: usize = 30_000;
const MOVED: usize = 1_500;
const MONTHS: usize = 240;

fn uniform(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

fn normal(state: &mut u64) -> f64 {
    (-2.0 * uniform(state).ln()).sqrt() * (std::f64::consts::TAU * uniform(state)).cos()
}

fn poisson(state: &mut u64, mean: f64) -> u32 {
    if mean > 30.0 {
        return (mean + mean.sqrt() * normal(state)).round().max(0.0) as u32;
    }
    let (mut count, mut product, least) = (0, uniform(state), (-mean).exp());
    while product > least {
        product *= uniform(state);
        count += 1;
    }
    count
}

/// Reporting grows by 1 % a month; the odds of closer acts are AR(.6) noise, and move by two in the
/// last year of the first dyads.
fn history(at: usize, actors: &[Actor], channels: &[Channel], state: &mut u64) -> History {
    let dyad = Dyad::new(actors[at / 300], actors[(at / 300 + 1 + at % 300) % actors.len()]);
    let volume = (2.0 + normal(state)).exp();
    let (level, mut lasting) = (0.7 * normal(state), normal(state));
    let shift = if uniform(state) < 0.5 { 2.0 } else { -2.0 };
    let of_sign = |sign: i8| channels.iter().filter(|c| c.sign() == sign).count() as f64;
    let (closer, farther) = (of_sign(1), of_sign(-1));
    let mut counts: Vec<(Channel, Vec<u32>)> =
        channels.iter().map(|channel| (*channel, Vec::with_capacity(MONTHS))).collect();
    for month in 0..MONTHS {
        lasting = 0.6 * lasting + 0.8 * normal(state);
        let moved = at < MOVED && month + 12 >= MONTHS;
        let odds = (level + 0.4 * lasting + if moved { shift } else { 0.0 }).exp();
        let acts = volume * 1.01f64.powf(month as f64 - 200.0);
        for (channel, counts) in &mut counts {
            let mean = match channel.sign() {
                1 => acts * odds / (1.0 + odds) / closer,
                -1 => acts / (1.0 + odds) / farther,
                _ => acts / 10.0,
            };
            counts.push(poisson(state, mean));
        }
    }
    History { dyad, channels: counts }
}

fn main() {
    let asked = std::env::args().nth(1).as_deref() == Some("--no-scan");
    let mut state = 11;
    let actors: Vec<Actor> = Actor::all().collect();
    let channels: Vec<Channel> = Channel::ALL.iter().copied().take(20).collect();
    let histories: Vec<History> =
        (0..DYADS).map(|at| history(at, &actors, &channels, &mut state)).collect();
    let exposure: Vec<f64> =
        (0..MONTHS).map(|month| 1e6 * 1.01f64.powf(month as f64 - 200.0)).collect();
    println!("{DYADS} dyads, {} channels, {MONTHS} months, {MOVED} moved", channels.len());
    if asked {
        return;
    }
    let scanned = scan(&histories, &exposure, Scan { q: 0.1, last: 12, seed: 7 });
    let is_moved = |dyad: &Dyad| histories[..MOVED].iter().any(|history| history.dyad == *dyad);
    let found: Vec<&Dyad> = scanned.tested.iter().filter(|m| m.found).map(|m| &m.dyad).collect();
    let right = found.iter().filter(|dyad| is_moved(dyad)).count();
    println!("tested {}, too thin {}", scanned.tested.len(), scanned.too_thin);
    println!("null: middle {:.3}, sd {:.3}", scanned.null.middle, scanned.null.sd);
    let tested_moved = scanned.tested.iter().filter(|m| is_moved(&m.dyad)).count();
    println!(
        "found {}, of which false {:.4}",
        found.len(),
        1.0 - right as f64 / found.len() as f64
    );
    println!(
        "of {tested_moved} that moved and were tested, found {:.4}",
        right as f64 / tested_moved as f64
    );
}
