//! Null checks: on series in which nothing changed, how often is a direction told all the same?
//! And power: how often is a doubling told? `docs/method.md` prints what this prints:
//! `cargo test -p telltale-measure -- --nocapture null`

#![expect(clippy::print_stdout, reason = "the rates are read by people, and copied to the docs")]

use std::collections::BTreeMap;

use telltale_measure::{
    Change, Direction, Levels, MonthlyCount, Part, Reason, THRESHOLDS, judge, pool, rate,
    yearly_growth,
};
use telltale_observation::{Mode, Month};

const PAIRS: usize = 1000;

/// Steele, Lea and Flood's SplitMix64, seeded, so that every run draws the same.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Above 0 and below 1.
    fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    fn poisson(&mut self, mean: f64) -> u64 {
        if mean > 30.0 {
            return self.poisson(mean / 2.0) + self.poisson(mean / 2.0);
        }
        let (mut count, mut product) = (0, self.uniform());
        while product > (-mean).exp() {
            product *= self.uniform();
            count += 1;
        }
        count
    }

    /// Normal noise of standard deviation 1, of which each month keeps `kept` of the month before.
    fn lasting(&mut self, months: usize, kept: f64) -> Vec<f64> {
        let mut noise = vec![self.normal()];
        while noise.len() < months {
            let last = noise[noise.len() - 1];
            noise.push(kept * last + (1.0 - kept * kept).sqrt() * self.normal());
        }
        noise
    }
}

/// A world of noise: counts a month, how much of it lasts, how strong it is, and what changes.
#[derive(Clone, Copy)]
struct World {
    a_month: f64,
    kept: f64,
    noise_sd: f64,
    times: f64,
}

/// Two years of counts with reporting that grows by 3 % a month.
fn counts(random: &mut SplitMix64, world: World, noise: &[f64]) -> Vec<MonthlyCount> {
    let first = Month::new(2024, 1).unwrap();
    let month = |(at, noise): (usize, &f64)| {
        let growth = 1.03f64.powi(at as i32);
        let times = if at < 12 { 1.0 } else { world.times };
        let scatter = (world.noise_sd * noise - world.noise_sd.powi(2) / 2.0).exp();
        let count = random.poisson(world.a_month * growth * times * scatter);
        MonthlyCount { month: first.plus(at as i32), count, exposure: 1000.0 * growth }
    };
    noise.iter().enumerate().map(month).collect()
}

fn rate_change(random: &mut SplitMix64, world: World) -> Result<Change, Reason> {
    let noise = random.lasting(24, world.kept);
    let months = counts(random, world, &noise);
    rate::change(&months[12..], &months[..12])
}

/// Years of monthly levels around a constant; the last year is `times` as high.
fn growth(random: &mut SplitMix64, world: World, years: usize) -> Result<Change, Reason> {
    let first = Month::new(2020, 1).unwrap();
    let noise = random.lasting(12 * years, world.kept);
    let level = |(at, noise): (usize, &f64)| {
        let times = if at < 12 * (years - 1) { 1.0 } else { world.times };
        (first.plus(at as i32), 100.0 * times * (world.noise_sd * noise).exp())
    };
    let levels: BTreeMap<Month, f64> = noise.iter().enumerate().map(level).collect();
    yearly_growth(&Levels(levels), first.plus(12 * years as i32 - 1), 12)
}

/// Shares of the pairs that were told to rise, told to fall, and found steady.
fn shares(seed: u64, change: impl Fn(&mut SplitMix64) -> Result<Change, Reason>) -> [f64; 3] {
    let mut random = SplitMix64(seed);
    let mut told = [0.0; 3];
    for _ in 0..PAIRS {
        let change = change(&mut random);
        match judge(change.as_ref().map_err(|reason| *reason), 1, &THRESHOLDS).direction {
            Direction::Tightening => told[0] += 1.0,
            Direction::Loosening => told[1] += 1.0,
            Direction::Steady => told[2] += 1.0,
            Direction::CannotTell => {}
        }
    }
    told.map(|count| count / PAIRS as f64)
}

/// One line of the table in `docs/method.md`.
fn line(what: &str, [rise, fall, steady]: [f64; 3]) -> [f64; 3] {
    let percent = [rise + fall, rise, fall, steady].map(|share| 100.0 * share);
    let [told, rise, fall, steady] = percent;
    println!("| {what} | {told:.1} | {rise:.1} | {fall:.1} | {steady:.1} |");
    [told, rise, fall]
}

const STILL: World = World { a_month: 10.0, kept: 0.0, noise_sd: 0.0, times: 1.0 };
const LASTING: World = World { kept: 0.6, noise_sd: 0.5, ..STILL };

fn heading(title: &str) {
    println!("\n| {title} | told % | up % | down % | steady % |\n|---|---|---|---|---|");
}

#[test]
fn null_rates_of_poisson_counts_are_told_in_a_tenth_at_most() {
    heading("rates, nothing changed, counting noise");
    for a_month in [1.0, 10.0, 100.0] {
        let world = World { a_month, ..STILL };
        let [told, ..] =
            line(&format!("{a_month} a month"), shares(1, |random| rate_change(random, world)));
        assert!(told <= 10.0, "{a_month} a month: {told} %");
    }
}

#[test]
fn null_rates_with_noise_that_lasts_are_seldom_told() {
    heading("rates, nothing changed, lasting noise");
    for (a_month, kept, noise_sd, most) in [
        (3.0, 0.6, 0.5, 12.0),
        (10.0, 0.6, 0.5, 12.0),
        (50.0, 0.6, 0.5, 12.0),
        (10.0, 0.6, 0.8, 12.0),
        (50.0, 0.8, 0.5, 15.0),
        (50.0, 0.9, 0.5, 15.0),
    ] {
        let world = World { a_month, kept, noise_sd, ..STILL };
        let what = format!("{a_month} a month, AR({kept}), sd {noise_sd}");
        let [told, ..] = line(&what, shares(2, |random| rate_change(random, world)));
        assert!(told <= most, "{what}: {told} %");
    }
}

#[test]
fn null_growth_with_noise_that_lasts_is_seldom_told() {
    heading("growth, nothing changed");
    for (kept, noise_sd, years, most) in [
        (0.0, 0.3, 2, 12.0),
        (0.6, 0.3, 2, 12.0),
        (0.6, 0.3, 4, 12.0),
        (0.6, 0.1, 4, 12.0),
        (0.8, 0.3, 2, 15.0),
        (0.8, 0.3, 4, 15.0),
        (0.9, 0.3, 2, 18.0),
        (0.9, 0.3, 4, 15.0),
    ] {
        let world = World { kept, noise_sd, ..STILL };
        let what = format!("{years} years, AR({kept}), sd {noise_sd}");
        let [told, ..] = line(&what, shares(3, |random| growth(random, world, years)));
        assert!(told <= most, "{what}: {told} %");
    }
}

#[test]
fn null_and_power_a_doubling_is_told() {
    heading("a doubling");
    for (a_month, kept, noise_sd, least) in [
        (1.0, 0.0, 0.0, 0.0),
        (5.0, 0.0, 0.0, 80.0),
        (10.0, 0.0, 0.0, 80.0),
        (20.0, 0.0, 0.3, 80.0),
        (20.0, 0.6, 0.3, 0.0),
        (20.0, 0.6, 0.5, 0.0),
    ] {
        let world = World { a_month, kept, noise_sd, times: 2.0 };
        let what = format!("rate: {a_month} a month, AR({kept}), sd {noise_sd}");
        let [_, rise, fall] = line(&what, shares(4, |random| rate_change(random, world)));
        assert!(rise >= least && fall <= 1.0, "{what}: {rise} % {fall} %");
    }
    for (kept, noise_sd, years, least) in [
        (0.0, 0.3, 2, 80.0),
        (0.0, 0.3, 4, 80.0),
        (0.6, 0.15, 2, 0.0),
        (0.6, 0.15, 4, 80.0),
        (0.6, 0.3, 2, 0.0),
        (0.6, 0.3, 4, 0.0),
    ] {
        let world = World { kept, noise_sd, times: 2.0, ..STILL };
        let what = format!("growth: {years} years, AR({kept}), sd {noise_sd}");
        let [_, rise, fall] = line(&what, shares(5, |random| growth(random, world, years)));
        assert!(rise >= least && fall <= 1.0, "{what}: {rise} % {fall} %");
    }
}

/// A dyad of so many channels of deeds whose noise is in part the same.
fn dyad(random: &mut SplitMix64, channels: usize, common: f64, world: World) -> Vec<Part> {
    let shared = random.lasting(24, world.kept);
    let channel = |_| {
        let own = random.lasting(24, world.kept);
        let mix =
            |(own, shared): (&f64, &f64)| common.sqrt() * shared + (1.0 - common).sqrt() * own;
        let noise: Vec<f64> = own.iter().zip(&shared).map(mix).collect();
        let months = counts(random, world, &noise);
        let change = rate::change(&months[12..], &months[..12]);
        let judgement = judge(change.as_ref().map_err(|reason| *reason), 1, &THRESHOLDS);
        Part { mode: Mode::Deed, weight: 1.0, judgement }
    };
    (0..channels).map(channel).collect()
}

#[test]
fn null_and_power_of_dyads() {
    heading("dyads of channels, 10 a month each");
    for (channels, common, world, most, least) in [
        (2, 0.0, LASTING, 10.0, 0.0),
        (3, 0.0, LASTING, 10.0, 0.0),
        (5, 0.0, LASTING, 10.0, 0.0),
        (2, 0.5, LASTING, 12.0, 0.0),
        (5, 0.5, LASTING, 12.0, 0.0),
        (3, 0.5, World { times: 2.0, ..STILL }, 100.0, 80.0),
        (3, 0.5, World { times: 2.0, noise_sd: 0.3, ..LASTING }, 100.0, 80.0),
        (3, 0.5, World { times: 2.0, ..LASTING }, 100.0, 0.0),
    ] {
        let mut random = SplitMix64(6);
        let mut told = [0.0; 3];
        for _ in 0..PAIRS {
            match pool(&dyad(&mut random, channels, common, world), &THRESHOLDS).direction {
                Direction::Tightening => told[0] += 1.0,
                Direction::Loosening => told[1] += 1.0,
                Direction::Steady => told[2] += 1.0,
                Direction::CannotTell => {}
            }
        }
        let World { kept, noise_sd, times, .. } = world;
        let what = format!(
            "{channels} channels, correlated {common}, AR({kept}), sd {noise_sd}, times {times}"
        );
        let [told, rise, _] = line(&what, told.map(|count: f64| count / PAIRS as f64));
        assert!(told <= most && rise >= least, "{what}: {told} % {rise} %");
    }
}

#[test]
fn null_trend_of_raw_counts_is_not_taken_for_a_change() {
    // What the exposure is for: the same counts, read as if reporting had not grown.
    let blind = |random: &mut SplitMix64| {
        let months = counts(random, STILL, &[0.0; 24]);
        let months: Vec<_> =
            months.iter().map(|month| MonthlyCount { exposure: 1.0, ..*month }).collect();
        rate::change(&months[12..], &months[..12])
    };
    heading("counts without their exposure, nothing changed");
    let [told, ..] = line("10 a month, reporting +3 % a month", shares(1, blind));
    assert!(told > 50.0, "{told}");
}
