//! The null suite: worlds that we simulate, in which nothing happens, and worlds with a known shift.
//! How often is something told? `bench/verdicts` and `bench/turns` have the long runs;
//! `cargo test -p telltale-measure --test null -- --nocapture` prints the short ones.

#![expect(clippy::print_stdout, reason = "the rates are read by people")]

use telltale_measure::turns::{CONFIG, turns, turns_in_season};

mod draws;
#[expect(dead_code, reason = "the bench counts by ending month")]
mod noise;
#[path = "draws/season.rs"]
mod season;

use draws::SplitMix64;
use noise::{AMOUNTS, Kind, Rates, World, of_dyads, rates};
use season::season;

/// Series of each world, of every season and ending month as many: few, so that the suite is quick; the
/// ceilings leave room for three standard errors above the long run's rates.
const SERIES: usize = 7 * 36;

const COUNTS: World = World { kind: Kind::Counts(10.0), sd: 0.5, ..AMOUNTS };

fn line(name: &str, rates: Rates) -> Rates {
    let told = 100.0 * rates.told();
    let [steady, covered, beyond] =
        [rates.steady, rates.covered, rates.beyond].map(|share| 100.0 * share);
    println!("| {name} | {told:.1} | {steady:.1} | {covered:.1} | {beyond:.1} |");
    rates
}

#[test]
fn where_nothing_changed_a_verdict_is_seldom_told() {
    for world in [
        World { kept: 0.0, ..AMOUNTS },
        AMOUNTS,
        World { kept: 0.9, months: 120, ..AMOUNTS },
        World { kept: 1.0, months: 120, ..AMOUNTS },
        World { kept: 0.0, sd: 0.0, ..COUNTS },
        COUNTS,
        World { kept: 0.9, ..COUNTS },
    ] {
        let found = line(&world.name(), rates(world, SERIES, 3));
        assert!(found.told() <= 0.12, "{}: {found:?}", world.name());
        assert!(found.covered >= 0.80, "{}: {found:?}", world.name());
    }
}

#[test]
fn dyads_of_noise_are_seldom_told() {
    for (channels, common) in [(2, 0.0), (2, 0.5), (4, 0.5)] {
        let found = of_dyads(AMOUNTS, channels, common, SERIES / 2, 6);
        line(&format!("{channels} channels, correlated {common}"), found);
        assert!(found.told() <= 0.14, "{channels} {common}: {found:?}");
    }
}

#[test]
fn a_doubling_is_told_and_never_the_wrong_way() {
    for (world, least) in [
        (World { kept: 0.0, times: 2.0, ..AMOUNTS }, 0.8),
        (World { kept: 0.6, sd: 0.15, times: 2.0, ..AMOUNTS }, 0.8),
        (World { kept: 0.0, sd: 0.0, times: 2.0, ..COUNTS }, 0.8),
    ] {
        let found = line(&world.name(), rates(world, SERIES / 2, 4));
        assert!(found.up >= least && found.down == 0.0, "{}: {found:?}", world.name());
        assert!(found.covered >= 0.75, "{}: {found:?}", world.name());
    }
}

/// How many of `series` series of ten years and a season have a turn, where the last five years
/// stand so many standard deviations above the first.
fn turning_in_season(kept: f64, by: f64, series: u64) -> usize {
    let turned = |seed: &u64| {
        let mut values = SplitMix64(*seed).lasting(120, kept);
        values.iter_mut().skip(60).for_each(|value| *value += by);
        let values = values.into_iter().enumerate().map(|(at, v)| Some(v + 2.0 * season(at)));
        let values: Vec<Option<f64>> = values.collect();
        let (turns, taken) = turns_in_season(&values, 12, &CONFIG, *seed);
        assert!(taken.is_some_and(|taken| !taken.multiplicative), "no season in series {seed}");
        !turns.is_empty()
    };
    (1000..1000 + series).filter(turned).count()
}

#[test]
fn a_season_is_no_turn_and_hides_none() {
    for kept in [0.0, 0.6] {
        let told = turning_in_season(kept, 0.0, 40);
        println!("| turns, AR({kept}) and a season | {told} of 40 |");
        assert!(told <= 6, "AR({kept}): {told} of 40");
    }
    let told = turning_in_season(0.0, 1.5, 20);
    println!("| turns, five years up by 1.5, and a season | {told} of 20 |");
    assert!(told >= 16, "{told} of 20");
}

/// How many of `series` series of ten years have a turn, where the last `higher` months stand so
/// many standard deviations above the rest.
fn turning(kept: f64, higher: usize, by: f64, series: u64) -> usize {
    let turned = |seed: &u64| {
        let mut values = SplitMix64(*seed).lasting(120, kept);
        values.iter_mut().rev().take(higher).for_each(|value| *value += by);
        let values: Vec<Option<f64>> = values.into_iter().map(Some).collect();
        !turns(&values, &CONFIG, *seed).is_empty()
    };
    (1000..1000 + series).filter(turned).count()
}

#[test]
fn noise_seldom_turns_and_a_shift_does() {
    const EACH: u64 = 30;
    for (kept, most) in [(0.0, 5), (0.6, 5), (0.9, 5), (1.0, 8)] {
        let told = turning(kept, 0, 0.0, EACH);
        println!("| turns, AR({kept}), of {EACH} | {told} |");
        assert!(told <= most, "AR({kept}): {told} of {EACH}");
    }
    let told = turning(0.0, 24, 1.5, 8);
    println!("| turns, two years up by 1.5 sd, of 8 | {told} |");
    assert!(told >= 7, "{told}");
}
