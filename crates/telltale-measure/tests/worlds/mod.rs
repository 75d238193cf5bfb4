//! Worlds of many dyads that we simulate: reporting grows, noise lasts, and in some nothing happens.

use telltale_measure::{History, Scan, Scanned, scan};
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
pub(crate) struct World {
    pub(crate) dyads: usize,
    pub(crate) moved: usize,
    pub(crate) months: usize,
    /// How much of the noise each month keeps.
    pub(crate) kept: f64,
    /// Its standard deviation, in log odds.
    pub(crate) noise: f64,
    /// The move, in log odds.
    pub(crate) shift: f64,
    /// Whether farther acts are reported too.
    pub(crate) both: bool,
}

impl World {
    /// Four hundred dyads, ten years, and nothing happens.
    pub(crate) const QUIET: World =
        World { dyads: 400, moved: 0, months: 120, kept: 0.6, noise: 0.4, shift: 0.0, both: true };

    /// A tenth of them move by two log odds.
    pub(crate) const MOVING: World = World { moved: 40, shift: 2.0, ..World::QUIET };

    /// Those whose rates are printed.
    pub(crate) const ALL: [(&'static str, World); 9] = [
        ("a tenth moved, AR(.6)", World::MOVING),
        ("a tenth moved, AR(.9)", World { kept: 0.9, noise: 0.3, ..World::MOVING }),
        ("a tenth moved, one side, AR(.6)", World { both: false, ..World::MOVING }),
        ("a fiftieth moved, AR(.6)", World { moved: 8, ..World::MOVING }),
        ("a tenth moved, white noise", World { kept: 0.0, ..World::MOVING }),
        ("nothing moved, white noise", World { kept: 0.0, ..World::QUIET }),
        ("nothing moved, AR(.6)", World::QUIET),
        ("nothing moved, AR(.9)", World { kept: 0.9, ..World::QUIET }),
        ("nothing moved, one side, AR(.6)", World { both: false, ..World::QUIET }),
    ];
}

/// Reporting that grows by 2 % a month; of each dyad, acts of both signs whose odds wander.
pub(crate) fn simulated(world: World, seed: u64) -> (Vec<History>, Vec<f64>) {
    let mut random = SplitMix64(seed);
    let growth = |month: usize| 1.02f64.powf(month as f64 - world.months as f64 / 2.0);
    let exposure = (0..world.months).map(|month| 10_000.0 * growth(month)).collect();
    let history = |at: usize| {
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
        History { dyad: dyad(at), channels: channels.into_iter().zip(counts).collect() }
    };
    ((0..world.dyads).map(history).collect(), exposure)
}

/// The scan of a world at q = .1.
pub(crate) fn scanned(world: World, seed: u64) -> Scanned {
    let (histories, exposure) = simulated(world, seed);
    scan(&histories, &exposure, Scan { q: 0.1, last: 12, seed: 7 })
}

/// How many findings of the scan of a world are false, and how many of the moved it found.
pub(crate) fn judged(world: World, seed: u64) -> (usize, usize) {
    let moved: Vec<Dyad> = (0..world.moved).map(dyad).collect();
    let scanned = scanned(world, seed);
    let found: Vec<Dyad> = scanned.tested.iter().filter(|m| m.found).map(|m| m.dyad).collect();
    let right = found.iter().filter(|dyad| moved.contains(dyad)).count();
    (found.len() - right, right)
}

fn dyad(at: usize) -> Dyad {
    let actors: Vec<Actor> = Actor::all().collect();
    Dyad::new(actors[at / 300], actors[(at / 300 + 1 + at % 300) % actors.len()])
}
