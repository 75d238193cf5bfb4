//! Votes that we simulate, of states whose places we know: are the places found, and do the
//! intervals hold them as often as they say? `docs/method.md` prints what this prints:
//! `cargo test -p telltale-measure --test votes -- --nocapture`

#![expect(clippy::print_stdout, reason = "the rates are read by people, and copied to the docs")]

use std::collections::BTreeMap;

use telltale_measure::ideal_points;
use telltale_measure::votes::{Choice, RollCall};
use telltale_observation::{Actor, ActorKind};

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

/// A world of states that vote by their places.
#[derive(Clone, Copy)]
struct World {
    states: usize,
    sessions: u16,
    roll_calls: usize,
    /// Standard deviation of a state's walk from session to session.
    step: f64,
    /// Standard deviation of the resolutions' strengths.
    strength: f64,
}

type Places = BTreeMap<(u16, Actor), f64>;

/// The places, standardised over all, and the roll calls in which one state in five is absent.
fn simulated(world: World, seed: u64) -> (Places, Vec<RollCall>) {
    let mut random = SplitMix64(seed);
    let usa = Actor::parse("USA").unwrap();
    let others = Actor::all().filter(|a| a.kind() == ActorKind::State && *a != usa);
    let states: Vec<Actor> = [usa].into_iter().chain(others).take(world.states).collect();
    let mut places = Places::new();
    for state in &states {
        let mut place = if *state == usa { 2.0 } else { random.normal() };
        for session in 1..=world.sessions {
            places.insert((session, *state), place);
            place += world.step * random.normal();
        }
    }
    let n = places.len() as f64;
    let mean = places.values().sum::<f64>() / n;
    let sd = (places.values().map(|place| (place - mean).powi(2)).sum::<f64>() / n).sqrt();
    places.values_mut().for_each(|place| *place = (*place - mean) / sd);
    let mut roll_calls = Vec::new();
    for session in 1..=world.sessions {
        for _ in 0..world.roll_calls {
            let strength = world.strength * random.normal();
            let cut = random.normal();
            let width = 0.2 + random.uniform();
            let mut choices = BTreeMap::new();
            for state in &states {
                let lean = strength * places[&(session, *state)] + random.normal();
                let choice = match lean {
                    lean if lean < cut - width => Choice::No,
                    lean if lean < cut => Choice::Abstain,
                    _ => Choice::Yes,
                };
                if random.uniform() < 0.8 {
                    choices.insert(*state, choice);
                }
            }
            roll_calls.push(RollCall { session, title: None, choices });
        }
    }
    (places, roll_calls)
}

/// The correlation within sessions (mean), and the share of places that their interval holds.
fn found(world: World, seed: u64) -> (f64, f64) {
    let (places, roll_calls) = simulated(world, seed);
    let points = ideal_points(&roll_calls, Actor::parse("USA").unwrap()).unwrap();
    assert_eq!(points.len(), places.len());
    let (mut correlations, mut held) = (Vec::new(), 0);
    for session in 1..=world.sessions {
        let of_session: Vec<(f64, f64)> = points
            .iter()
            .filter(|point| point.session == session)
            .map(|point| (point.ideal_point, places[&(session, point.country)]))
            .collect();
        correlations.push(correlation(&of_session));
    }
    for point in &points {
        let place = places[&(point.session, point.country)];
        held += usize::from(point.lower <= place && place <= point.upper);
    }
    let mean = correlations.iter().sum::<f64>() / correlations.len() as f64;
    (mean, held as f64 / points.len() as f64)
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|p| of(p.0 - x, p.1 - y)).sum::<f64>();
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

#[test]
fn known_places_are_found_and_held_by_their_intervals() {
    let plain = World { states: 60, sessions: 6, roll_calls: 40, step: 0.3, strength: 1.0 };
    for (name, world, r_min) in [
        ("60 states, 6 sessions of 40", plain, 0.96),
        ("that walk .6 a session", World { step: 0.6, ..plain }, 0.95),
        ("that hardly move", World { step: 0.1, ..plain }, 0.97),
        ("resolutions that divide less", World { strength: 0.5, ..plain }, 0.93),
    ] {
        let found: Vec<(f64, f64)> = (1..=4).map(|seed| found(world, seed)).collect();
        let mean =
            |of: fn(&(f64, f64)) -> f64| found.iter().map(of).sum::<f64>() / found.len() as f64;
        let (r, held) = (mean(|f| f.0), mean(|f| f.1));
        println!("| {name} | {r:.3} | {:.1} |", 100.0 * held);
        assert!(r > r_min, "{name}: r {r}");
        assert!((0.85..=0.99).contains(&held), "{name}: 90 % intervals hold {held}");
    }
}

#[test]
fn the_line_is_turned_by_the_state_that_is_to_be_positive() {
    let world = World { states: 30, sessions: 2, roll_calls: 30, step: 0.2, strength: 1.0 };
    let (_, roll_calls) = simulated(world, 9);
    let usa = Actor::parse("USA").unwrap();
    let points = ideal_points(&roll_calls, usa).unwrap();
    assert_eq!(points, ideal_points(&roll_calls, usa).unwrap(), "the same votes, the same points");
    let mean: f64 = points.iter().filter(|p| p.country == usa).map(|p| p.ideal_point).sum();
    assert!(mean > 0.0, "{mean}");
    let other = points.iter().min_by(|a, b| a.ideal_point.total_cmp(&b.ideal_point)).unwrap();
    let turned = ideal_points(&roll_calls, other.country).unwrap();
    let far: f64 =
        turned.iter().filter(|p| p.country == other.country).map(|p| p.ideal_point).sum();
    assert!(far > 0.0, "{far}");
    assert_eq!(ideal_points(&roll_calls, Actor::parse("SUN").unwrap()), None);
}
