//! Worlds of many dyads that we simulate: reporting grows, noise lasts, and in some nothing happens.
//! How many findings of a scan are false, and how many of the dyads that moved does it find?
//! `docs/method.md` prints what this prints:
//! `cargo test -p telltale-measure --test scan -- --nocapture`

#![expect(clippy::print_stdout, reason = "the rates are read by people, and copied to the docs")]

use telltale_measure::{Direction, History, Scan, Scanned, TestedBy, scan};
use telltale_observation::{Actor, Channel, Dyad};

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

    fn poisson(&mut self, mean: f64) -> u32 {
        if mean > 30.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0) as u32;
        }
        let (mut count, mut product) = (0, self.uniform());
        while product > (-mean).exp() {
            product *= self.uniform();
            count += 1;
        }
        count
    }
}

/// A world of dyads in which the first `moved` ones move in the last twelve months.
#[derive(Clone, Copy)]
struct World {
    dyads: usize,
    moved: usize,
    months: usize,
    /// How much of the noise each month keeps.
    kept: f64,
    /// Its standard deviation, in log odds.
    noise: f64,
    /// The move, in log odds.
    shift: f64,
    /// Whether farther acts are reported too.
    both: bool,
}

const QUIET: World =
    World { dyads: 400, moved: 0, months: 120, kept: 0.6, noise: 0.4, shift: 0.0, both: true };

/// Reporting that grows by 2 % a month; of each dyad, acts of both signs whose odds wander.
fn simulated(world: World, seed: u64) -> (Vec<History>, Vec<f64>) {
    let mut random = SplitMix64(seed);
    let growth = |month: usize| 1.02f64.powf(month as f64 - world.months as f64 / 2.0);
    let exposure = (0..world.months).map(|month| 10_000.0 * growth(month)).collect();
    let actors: Vec<Actor> = Actor::all().collect();
    let history = |at: usize| {
        let dyad = Dyad::new(actors[at / 300], actors[(at / 300 + 1 + at % 300) % actors.len()]);
        let volume = (2.5 + random.normal()).exp();
        let odds = 0.7 * random.normal();
        let towards = if random.uniform() < 0.5 { 1.0 } else { -1.0 };
        let mut lasting = random.normal();
        let mut counts = [vec![], vec![], vec![]];
        for month in 0..world.months {
            let fresh = (1.0 - world.kept * world.kept).sqrt();
            lasting = world.kept * lasting + fresh * random.normal();
            let moved = at < world.moved && month + 12 >= world.months;
            let shift = if moved { towards * world.shift } else { 0.0 };
            let odds = (odds + world.noise * lasting + shift).exp();
            let acts = volume * growth(month);
            let share = if world.both { odds / (1.0 + odds) } else { odds };
            let farther = if world.both { 1.0 - share } else { 0.0 };
            counts[0].push(random.poisson(acts * share * 0.5));
            counts[1].push(random.poisson(acts * share * 0.5));
            counts[2].push(random.poisson(acts * farther));
        }
        let channels = [Channel::Visit, Channel::Meeting, Channel::Threat];
        History { dyad, channels: channels.into_iter().zip(counts).collect() }
    };
    ((0..world.dyads).map(history).collect(), exposure)
}

/// The scan of a world, how many findings are false, and how many of the moved it found.
fn scanned(world: World, seed: u64) -> (Scanned, usize, usize) {
    let (histories, exposure) = simulated(world, seed);
    let scanned = scan(&histories, &exposure, Scan { q: 0.1, seed: 7 });
    let moved: Vec<Dyad> = histories[..world.moved].iter().map(|history| history.dyad).collect();
    let found: Vec<Dyad> = scanned.tested.iter().filter(|m| m.found).map(|m| m.dyad).collect();
    let right = found.iter().filter(|dyad| moved.contains(dyad)).count();
    (scanned, found.len() - right, right)
}

#[test]
fn false_findings_are_held_and_moves_are_found() {
    let moving = World { moved: 40, shift: 2.0, ..QUIET };
    for (name, world) in [
        ("a tenth moved, AR(.6)", moving),
        ("a tenth moved, AR(.9)", World { kept: 0.9, noise: 0.3, ..moving }),
        ("a tenth moved, one side, AR(.6)", World { both: false, ..moving }),
        ("a fiftieth moved, AR(.6)", World { moved: 8, ..moving }),
    ] {
        let (mut proportion, mut power) = (0.0, 0.0);
        for seed in 1..=4 {
            let (_, wrong, right) = scanned(world, seed);
            proportion += wrong as f64 / (wrong + right).max(1) as f64 / 4.0;
            power += right as f64 / world.moved as f64 / 4.0;
        }
        println!("| {name} | {proportion:.3} | {power:.3} |");
        assert!(proportion <= 0.16, "{name}: {proportion}");
        assert!(power >= 0.75, "{name}: {power}");
    }
}

#[test]
fn where_nothing_happened_next_to_nothing_is_found() {
    for (name, kept, noise, both) in [
        ("nothing moved, AR(.6)", 0.6, 0.4, true),
        ("nothing moved, AR(.9)", 0.9, 0.4, true),
        ("nothing moved, one side, AR(.6)", 0.6, 0.4, false),
    ] {
        let runs = (1..=4).map(|seed| scanned(World { kept, noise, both, ..QUIET }, seed));
        let wrong: Vec<usize> = runs.map(|(_, wrong, _)| wrong).collect();
        println!("| {name} | {wrong:?} of 400 | |");
        // Of 1,600 dyads, at most 1.5 in a hundred.
        assert!(wrong.iter().sum::<usize>() <= 24, "{name}: {wrong:?}");
    }
}

#[test]
fn a_finding_says_which_way_and_why() {
    let (scanned, _, _) = scanned(World { moved: 40, shift: 2.0, ..QUIET }, 5);
    let first = &scanned.tested[0];
    assert!(first.found && first.by == TestedBy::ShareCloser, "{first:?}");
    let closer = first.last > first.before;
    assert_eq!(first.direction == Direction::Tightening, closer);
    assert!(first.interval[0] <= first.change && first.change <= first.interval[1]);
    assert!((first.interval[0] > 0.0) == closer || (first.interval[1] < 0.0) != closer);
    assert!(!first.channels.is_empty());
    let sizes: Vec<f64> =
        scanned.tested.iter().filter(|m| m.found).map(|m| m.effect.abs()).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b));
}

#[test]
fn the_same_seed_finds_the_same_and_thin_dyads_are_not_tested() {
    let (mut histories, exposure) = simulated(World { dyads: 30, ..QUIET }, 3);
    for (_, counts) in &mut histories[0].channels {
        counts.fill(0);
    }
    let asked = Scan { q: 0.1, seed: 7 };
    let once = scan(&histories, &exposure, asked);
    assert_eq!(once, scan(&histories, &exposure, asked));
    assert!(once.too_thin >= 1 && once.too_thin + once.tested.len() == 30);
    assert_eq!(scan(&histories[..0], &[], asked).tested.len(), 0);
}
