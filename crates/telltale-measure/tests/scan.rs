//! Worlds of many dyads that we simulate: reporting grows, noise lasts, and in some nothing happens.
//! How many findings of a scan are false, and how many of the dyads that moved does it find?
//! `docs/method.md` prints what this prints:
//! `cargo test -p telltale-measure --test scan -- --nocapture`

#![expect(clippy::print_stdout, reason = "the rates are read by people, and copied to the docs")]

use telltale_measure::{Direction, Scan, TestedBy, scan};

mod worlds;

use worlds::{World, judged, scanned, simulated};

#[test]
fn false_findings_are_held_and_moves_are_found() {
    const RUNS: u64 = 4;
    for (name, world) in World::ALL {
        let (mut proportion, mut power) = (0.0, 0.0);
        for seed in 1..=RUNS {
            let (wrong, right) = judged(world, seed);
            proportion += wrong as f64 / (wrong + right).max(1) as f64 / RUNS as f64;
            power += right as f64 / world.moved.max(1) as f64 / RUNS as f64;
        }
        println!("| {name} | {proportion:.3} | {power:.3} |");
        // Where nothing moved every finding is false: one run of four may name some.
        let most = if world.moved == 0 { 0.25 } else { 0.13 };
        assert!(proportion <= most, "{name}: {proportion}");
        assert!(power >= 0.75 || world.moved == 0, "{name}: {power}");
    }
}

#[test]
fn a_finding_says_which_way_and_why() {
    let scanned = scanned(World::MOVING, 5);
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
fn one_that_moved_as_all_did_only_less_is_not_found() {
    let shares = |at: usize, month: usize| match (at < 3, month < 108) {
        (true, true) => 0.47,
        (true, false) => 0.48,
        (false, true) => 0.15,
        (false, false) => 0.90,
    };
    let (mut histories, exposure) = simulated(World { dyads: 154, ..World::QUIET }, 3);
    for (at, history) in histories.iter_mut().enumerate() {
        let [closer, also, farther] = &mut history.channels[..] else { panic!("three channels") };
        for month in 0..exposure.len() {
            let act = (at * 7 + month * 5) % 11;
            closer.1[month] = (1000.0 * shares(at, month)) as u32 + act as u32;
            also.1[month] = 0;
            farther.1[month] = (1000.0 * (1.0 - shares(at, month))) as u32 + 10 - act as u32;
        }
    }
    let scanned = scan(&histories, &exposure, Scan { q: 0.1, last: 12, seed: 7 });
    assert!(scanned.null.middle > 5.0, "{:?}", scanned.null);
    let less = scanned.tested.iter().find(|moved| moved.dyad == histories[0].dyad).unwrap();
    assert!(less.change > 0.0 && less.z < -3.0 && less.q <= 0.1, "{less:?}");
    assert!(!less.found && less.direction == Direction::CannotTell, "{less:?}");
    assert!(less.interval[1] < 0.0, "{less:?}");
}

#[test]
fn the_same_seed_finds_the_same_and_thin_dyads_are_not_tested() {
    let (mut histories, exposure) = simulated(World { dyads: 30, ..World::QUIET }, 3);
    for (_, counts) in &mut histories[0].channels {
        counts.fill(0);
    }
    let asked = Scan { q: 0.1, last: 12, seed: 7 };
    let once = scan(&histories, &exposure, asked);
    assert_eq!(once, scan(&histories, &exposure, asked));
    assert!(once.too_thin >= 1 && once.too_thin + once.tested.len() == 30);
    assert_eq!(scan(&histories[..0], &[], asked).tested.len(), 0);
}

#[test]
fn a_dyad_more_changes_nothing_of_what_is_tested() {
    let (histories, exposure) = simulated(World { dyads: 30, ..World::QUIET }, 3);
    let asked = Scan { q: 0.1, last: 12, seed: 7 };
    let mut more = histories.clone();
    // One that comes first of all and is too thin to test.
    let mut thin = histories[29].clone();
    thin.channels.iter_mut().for_each(|(_, counts)| counts.fill(0));
    more.rotate_right(1);
    more[0] = thin;
    let (before, after) = (scan(&histories[..29], &exposure, asked), scan(&more, &exposure, asked));
    assert_eq!(before.tested, after.tested);
    assert_eq!(after.too_thin, before.too_thin + 1);
}

#[test]
fn a_scan_looks_at_nine_years_of_months_before_the_last() {
    let first = |last, steps| Scan { q: 0.1, last, seed: 7 }.first(steps);
    assert_eq!([first(12, 30), first(12, 120), first(12, 200), first(24, 8)], [0, 0, 80, 0]);
}
