//! Series that we simulate: noise that lasts, reporting that grows, a season, and a last year that is
//! so many times as high, mostly once.

use std::collections::BTreeMap;

use telltale_measure::state_space::lunar::holiday_share;
use telltale_measure::state_space::yearly::{of_amounts_at_once, of_counts_at_once};
use telltale_measure::{Change, Judgement, MonthlyCount, Part, Reason, THRESHOLDS, judge, pool};
use telltale_measure::{Direction, Pooled};
use telltale_observation::{Mode, Month};

use crate::draws::SplitMix64;

fn poisson(random: &mut SplitMix64, mean: f64) -> u64 {
    if mean > 30.0 {
        return poisson(random, mean / 2.0) + poisson(random, mean / 2.0);
    }
    let (mut count, mut product) = (0, random.uniform());
    while product > (-mean).exp() {
        product *= random.uniform();
        count += 1;
    }
    count
}

/// The first month of all series, of those that begin then.
fn first() -> Month {
    Month::new(2012, 3).expect("a month")
}

/// What months of the year do, on the log scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Season {
    /// Each of the others in a third of the series.
    Varied,
    /// Nothing.
    None,
    /// One wave a year, .3 high.
    Wave,
    /// Every month something else, .2 of standard deviation.
    Rough,
}

impl Season {
    /// What each month of the year does in the series of this number.
    fn draw(self, random: &mut SplitMix64, number: usize) -> [f64; 12] {
        match self {
            Season::Varied => {
                let kinds = [Season::None, Season::Wave, Season::Rough];
                kinds[number / 12 % 3].draw(random, number)
            }
            Season::None => [0.0; 12],
            Season::Wave => std::array::from_fn(|month| {
                0.3 * (std::f64::consts::TAU * month as f64 / 12.0).sin()
            }),
            Season::Rough => std::array::from_fn(|_| 0.2 * random.normal()),
        }
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Amounts of a flow, with a season and a lunar new year.
    Amounts,
    /// Counts, so many a month, in reporting that grows by 3 % a month.
    Counts(f64),
}

/// A world of noise: how much of it lasts, how strong it is on the log scale, and what the last
/// twelve months are multiplied by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World {
    pub(crate) kind: Kind,
    pub(crate) months: usize,
    pub(crate) kept: f64,
    pub(crate) sd: f64,
    pub(crate) times: f64,
    pub(crate) season: Season,
}

/// The world from which the others differ: five years of amounts.
pub(crate) const AMOUNTS: World = World {
    kind: Kind::Amounts,
    months: 60,
    kept: 0.6,
    sd: 0.3,
    times: 1.0,
    season: Season::Varied,
};

/// One of its series, to be: the month in which it ends, and its season.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drawn {
    pub(crate) world: World,
    first: Month,
    season: [f64; 12],
}

impl World {
    /// Its series of this number: they end in all months of the year in turn.
    pub(crate) fn draw(self, random: &mut SplitMix64, number: usize) -> Drawn {
        let season = self.season.draw(random, number);
        Drawn { world: self, first: first().plus((number % 12) as i32), season }
    }

    pub(crate) fn name(&self) -> String {
        let World { kind, months, kept, season, .. } = self;
        let [sd, times] = [self.sd, self.times].map(|number| (number * 100.0).round() / 100.0);
        let kind = match kind {
            Kind::Amounts => "amounts".to_owned(),
            Kind::Counts(a_month) => format!("{a_month} a month"),
        };
        let kept = if *kept < 1.0 { format!("AR({kept})") } else { "random walk".to_owned() };
        let times =
            if (times - 1.0).abs() > 1e-9 { format!(", times {times}") } else { String::new() };
        let season = match season {
            Season::Varied => "",
            Season::None => ", no season",
            Season::Wave => ", season of one wave",
            Season::Rough => ", rough season",
        };
        format!("{kind}, {months} months, {kept}, sd {sd}{times}{season}")
    }
}

impl Drawn {
    /// The last month.
    pub(crate) fn until(&self) -> Month {
        self.first.plus(self.world.months as i32 - 1)
    }

    /// The log of what a month is multiplied by.
    fn moved(&self, at: usize) -> f64 {
        let World { months, times, .. } = self.world;
        let month = self.first.plus(at as i32).number() as usize;
        self.season[month - 1] + if at + 12 >= months { times.ln() } else { 0.0 }
    }

    /// Amounts with this noise.
    pub(crate) fn amounts(&self, noise: &[f64]) -> BTreeMap<Month, f64> {
        let level = |(at, noise): (usize, &f64)| {
            let month = self.first.plus(at as i32);
            let log = self.moved(at) - 0.4 * holiday_share(month) + self.world.sd * noise;
            (month, 100.0 * log.exp())
        };
        noise.iter().enumerate().map(level).collect()
    }

    /// Counts with this noise, so many a month, in reporting that grows.
    pub(crate) fn counts(
        &self,
        random: &mut SplitMix64,
        noise: &[f64],
        a_month: f64,
    ) -> Vec<MonthlyCount> {
        let mut month = |(at, noise): (usize, &f64)| {
            let World { months, sd, .. } = self.world;
            let growth = 1.03f64.powf(at as f64 - months as f64 / 2.0);
            let scatter = (self.moved(at) + sd * noise - sd.powi(2) / 2.0).exp();
            let count = poisson(random, a_month * growth * scatter);
            MonthlyCount { month: self.first.plus(at as i32), count, exposure: 1000.0 * growth }
        };
        noise.iter().enumerate().map(&mut month).collect()
    }

    /// A change as measured, from noise that is given.
    fn change(&self, random: &mut SplitMix64, noise: &[f64]) -> Result<Change, Reason> {
        match self.world.kind {
            Kind::Amounts => of_amounts_at_once(&self.amounts(noise), self.until()),
            Kind::Counts(a_month) => {
                of_counts_at_once(&self.counts(random, noise, a_month), self.until())
            }
        }
    }

    fn judged(&self, random: &mut SplitMix64, noise: &[f64]) -> Judgement {
        let change = self.change(random, noise);
        judge(change.as_ref().map_err(|reason| *reason), 1, &THRESHOLDS)
    }
}

/// How often a world was told to rise and to fall, and how often the 90 % interval held the truth;
/// shares of the series.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rates {
    pub(crate) up: f64,
    pub(crate) down: f64,
    pub(crate) steady: f64,
    pub(crate) covered: f64,
    /// Beyond the threshold, whether or not the history is long enough to be told.
    pub(crate) beyond: f64,
}

impl Rates {
    fn count(&mut self, direction: Direction, share: f64) {
        match direction {
            Direction::Tightening => self.up += share,
            Direction::Loosening => self.down += share,
            Direction::Steady => self.steady += share,
            Direction::CannotTell => {}
        }
    }

    pub(crate) fn told(&self) -> f64 {
        self.up + self.down
    }
}

/// `series` series of a world.
pub(crate) fn rates(world: World, series: usize, seed: u64) -> Rates {
    let mut random = SplitMix64(seed);
    let mut rates = Rates::default();
    let share = 1.0 / series as f64;
    for number in 0..series {
        let noise = random.lasting(world.months, world.kept);
        let drawn = world.draw(&mut random, number);
        let judgement = drawn.judged(&mut random, &noise);
        rates.count(judgement.direction, share);
        let sure = judgement.probability.map_or(0.5, |p| p.max(1.0 - p));
        if sure >= THRESHOLDS.told && judgement.direction != Direction::Steady {
            rates.beyond += share;
        }
        let Some(change) = judgement.change else { continue };
        let [low, high] = change.as_measure().interval;
        if low < world.times - 1.0 && world.times - 1.0 < high {
            rates.covered += share;
        }
    }
    rates
}

/// What a world's series are estimated to have changed by, and how often they are told, by the month of
/// the year in which they end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ending {
    /// The mean of the log change, less the true one.
    pub(crate) off: f64,
    /// The share of series that are beyond the threshold either way.
    pub(crate) beyond: f64,
}

/// `series` series of a world, a twelfth ending in each month of the year.
pub(crate) fn endings(world: World, series: usize, seed: u64) -> [Ending; 12] {
    let mut random = SplitMix64(seed);
    let mut endings = [Ending::default(); 12];
    let share = 12.0 / series as f64;
    for number in 0..series / 12 * 12 {
        let noise = random.lasting(world.months, world.kept);
        let drawn = world.draw(&mut random, number);
        let change = drawn.change(&mut random, &noise).expect("a world is long enough");
        let ending = &mut endings[number % 12];
        ending.off += share * (change.log_ratio_mean - world.times.ln());
        let up = change.probability_up();
        ending.beyond += share * f64::from(up.max(1.0 - up) >= THRESHOLDS.told);
    }
    endings
}

/// `dyads` dyads of so many channels of deeds, whose noise is in part the same.
pub(crate) fn of_dyads(
    world: World,
    channels: usize,
    common: f64,
    dyads: usize,
    seed: u64,
) -> Rates {
    let mut random = SplitMix64(seed);
    let mut rates = Rates::default();
    for number in 0..dyads {
        let pooled = dyad(&mut random, (world, number), channels, common);
        rates.count(pooled.direction, 1.0 / dyads as f64);
    }
    rates
}

fn dyad(
    random: &mut SplitMix64,
    (world, number): (World, usize),
    channels: usize,
    common: f64,
) -> Pooled {
    let shared = random.lasting(world.months, world.kept);
    let channel = |_| {
        let own = random.lasting(world.months, world.kept);
        let mix =
            |(own, shared): (&f64, &f64)| common.sqrt() * shared + (1.0 - common).sqrt() * own;
        let noise: Vec<f64> = own.iter().zip(&shared).map(mix).collect();
        let drawn = world.draw(random, number);
        Part { mode: Mode::Deed, weight: 1.0, judgement: drawn.judged(random, &noise) }
    };
    pool(&(0..channels).map(channel).collect::<Vec<_>>(), &THRESHOLDS)
}
