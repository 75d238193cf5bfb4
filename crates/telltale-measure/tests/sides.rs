//! Deeds and words in one number each, their gap, and a turn from one partner to another: in worlds that
//! we simulate, how often is something told where nothing happens, and where something does? The long
//! run is in `bench/verdicts`; `cargo test -p telltale-measure --test sides -- --nocapture` prints the
//! short one.

#![expect(clippy::print_stdout, reason = "the rates are read by people")]

mod draws;
mod dyads;
#[expect(dead_code, reason = "the null suite of single channels uses the rest")]
mod noise;

use dyads::{of_gaps, of_indices, of_realignments};
use noise::{AMOUNTS, Rates, World};

/// Dyads of each world: few, so that the suite is quick; ceilings leave room for three standard errors.
const DYADS: usize = 60;

fn line(name: &str, rates: Rates) -> Rates {
    let Rates { up, down, covered, beyond, .. } = rates;
    let [up, down, covered, beyond] = [up, down, covered, beyond].map(|share| 100.0 * share);
    println!("| {name} | {up:.1} | {down:.1} | {covered:.1} | {beyond:.1} |");
    rates
}

#[test]
fn an_index_of_noise_is_seldom_told_and_a_shift_is() {
    for common in [0.0, 0.5] {
        let found =
            line(&format!("3 channels, {common}"), of_indices(AMOUNTS, 3, common, DYADS, 1));
        assert!(found.told() <= 0.15 && found.covered >= 0.75, "{common}: {found:?}");
    }
    let shifted = World { kept: 0.0, times: 0.3f64.exp(), ..AMOUNTS };
    let found = line("one sd up", of_indices(shifted, 3, 0.5, DYADS, 2));
    assert!(found.up >= 0.7 && found.down == 0.0, "{found:?}");
}

#[test]
fn a_gap_of_noise_is_seldom_told_and_one_of_a_shift_is() {
    for common in [0.0, 0.5] {
        let found = line(&format!("gap, {common}"), of_gaps(AMOUNTS, 2, common, DYADS, 3));
        assert!(found.told() <= 0.15 && found.covered >= 0.75, "{common}: {found:?}");
    }
    let shifted = World { kept: 0.0, times: 2.0, ..AMOUNTS };
    let found = line("gap, doubled", of_gaps(shifted, 2, 0.5, DYADS / 2, 4));
    assert!(found.up >= 0.8 && found.down == 0.0, "{found:?}");
}

#[test]
fn partners_of_noise_are_seldom_turned_to_and_one_that_gains_is() {
    let found = line("realignment", of_realignments(AMOUNTS, DYADS / 3, 5));
    assert!(found.up <= 0.1 && found.down <= 0.45, "{found:?}");
    let turned = World { kept: 0.0, times: 2.0, ..AMOUNTS };
    let found = line("realignment, doubled", of_realignments(turned, DYADS / 6, 6));
    assert!(found.up >= 0.8, "{found:?}");
}
