//! Dyads that we simulate, for the estimators that take several channels or partners together: an index
//! of deeds, its gap to words, its turns, and a turn from one partner to another.

use std::collections::BTreeMap;

use telltale_measure::state_space::standing::{self, Standing};
use telltale_measure::{
    Direction, Index, Margin, THRESHOLDS, Voice, gap, index, realignments, turning_points,
};
use telltale_observation::Month;

use crate::draws::SplitMix64;
use crate::noise::{Drawn, Kind, Rates, World};

/// Noise of which a part is the same in all channels.
fn mixed(random: &mut SplitMix64, shared: &[f64], common: f64, kept: f64) -> Vec<f64> {
    let own = random.lasting(shared.len(), kept);
    let mix = |(own, shared): (&f64, &f64)| common.sqrt() * shared + (1.0 - common).sqrt() * own;
    own.iter().zip(shared).map(mix).collect()
}

fn standing_of(random: &mut SplitMix64, drawn: Drawn, noise: &[f64]) -> Standing {
    let found = match drawn.world.kind {
        Kind::Amounts => standing::of_amounts(&drawn.amounts(noise), drawn.until()),
        Kind::Counts(a_month) => {
            standing::of_counts_in(&drawn.counts(random, noise, a_month), drawn.until())
        }
    };
    found.expect("a world is long enough")
}

/// The channels of one side, with noise that is partly that of `shared`.
fn side(
    random: &mut SplitMix64,
    (world, number): (World, usize),
    (channels, common): (usize, f64),
    shared: &[f64],
) -> Vec<Standing> {
    let channel = |_| {
        let noise = mixed(random, shared, common, world.kept);
        let drawn = world.draw(random, number);
        standing_of(random, drawn, &noise)
    };
    (0..channels).map(channel).collect()
}

fn voices(standings: &[Standing]) -> Vec<Voice<'_>> {
    let voice = |standing| Voice { standing, sign: 1, weight: 1.0, goldstein: None };
    standings.iter().map(voice).collect()
}

/// The true change of an index whose every channel is multiplied by so much in the last year.
fn truth(index: &Index, standings: &[Standing], times: f64) -> f64 {
    let shares = index.shares.iter();
    shares.map(|share| share.weight * times.ln() / standings[share.at].unit_log).sum()
}

fn holds([low, high]: [f64; 2], truth: f64) -> bool {
    low < truth && truth < high
}

/// Of how many series one is asked whether it turns: that takes long.
const TURNS_OF: usize = 5;

/// How often an index of so many channels is told, how often its 90 % interval holds the truth,
/// and (as `beyond`) how often it turns.
pub(crate) fn of_indices(
    world: World,
    channels: usize,
    common: f64,
    series: usize,
    seed: u64,
) -> Rates {
    let mut random = SplitMix64(seed);
    let mut rates = Rates::default();
    let share = 1.0 / series as f64;
    for number in 0..series {
        let shared = random.lasting(world.months, world.kept);
        let standings = side(&mut random, (world, number), (channels, common), &shared);
        let index = index(&voices(&standings)).expect("every channel is heard");
        match index.direction(&THRESHOLDS) {
            Direction::Tightening => rates.up += share,
            Direction::Loosening => rates.down += share,
            Direction::Steady | Direction::CannotTell => {}
        }
        let truth = truth(&index, &standings, world.times);
        rates.covered += share * f64::from(holds(index.change.interval(), truth));
        if number % TURNS_OF == 0 {
            let turned = !turning_points(&index, number as u64).is_empty();
            rates.beyond += f64::from(turned) / series.div_ceil(TURNS_OF) as f64;
        }
    }
    rates
}

/// The same of the gap between deeds that are multiplied by `world.times` and words that are not; it is
/// told from .975 on. What both sides have in common is `common` of each channel.
pub(crate) fn of_gaps(
    world: World,
    channels: usize,
    common: f64,
    series: usize,
    seed: u64,
) -> Rates {
    let mut random = SplitMix64(seed);
    let mut rates = Rates::default();
    let share = 1.0 / series as f64;
    let still = World { times: 1.0, ..world };
    for number in 0..series {
        let shared = random.lasting(world.months, world.kept);
        let deeds = side(&mut random, (world, number), (channels, common), &shared);
        let words = side(&mut random, (still, number), (channels, common), &shared);
        let found = gap(&voices(&deeds), &voices(&words)).expect("both sides are heard");
        let up = found.probability_up();
        rates.up += share * f64::from(up >= THRESHOLDS.told);
        rates.down += share * f64::from(up <= 1.0 - THRESHOLDS.told);
        let index = index(&voices(&deeds)).expect("every channel is heard");
        let truth = truth(&index, &deeds, world.times);
        rates.covered += share * f64::from(holds(found.interval(), truth));
    }
    rates
}

/// How often a turn from the first of five partners towards the second is told (`up`), and how often
/// any other (`down`), where dealings with the first are divided by `world.times` and those with the
/// second multiplied; the 90 % interval is that of the ratio.
pub(crate) fn of_realignments(world: World, series: usize, seed: u64) -> Rates {
    let mut random = SplitMix64(seed);
    let mut rates = Rates::default();
    let share = 1.0 / series as f64;
    for number in 0..series {
        let times = [1.0 / world.times, world.times, 1.0, 1.0, 1.0];
        let partners: Vec<BTreeMap<Month, f64>> = times
            .into_iter()
            .map(|times| {
                let noise = random.lasting(world.months, world.kept);
                let drawn = World { times, ..world }.draw(&mut random, number);
                match world.kind {
                    Kind::Amounts => drawn.amounts(&noise),
                    Kind::Counts(a_month) => {
                        let counts = drawn.counts(&mut random, &noise, a_month);
                        counts.iter().map(|one| (one.month, one.count as f64)).collect()
                    }
                }
            })
            .collect();
        let all = |month: &Month| (*month, partners.iter().map(|one| one[month]).sum());
        let all = partners[0].keys().map(all).collect();
        let margin = Margin { counts: world.kind != Kind::Amounts, all, partners };
        let until = *margin.all.keys().next_back().expect("a world has months");
        let found = realignments(&margin, until);
        let is_first = |one: &&telltale_measure::Realignment| (one.from, one.towards) == (0, 1);
        let Some(first) = found.iter().find(is_first) else { continue };
        rates.up += share * f64::from(first.told);
        rates.down += share * f64::from(found.iter().any(|one| one.told && !is_first(&one)));
        let truth = 2.0 * world.times.ln();
        rates.covered += share * f64::from(holds(first.log_ratio.interval(), truth));
    }
    rates
}
