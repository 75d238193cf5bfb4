//! The gate lets a partition through only if worlds without a turn, with noise as strong and as
//! lasting as the series', seldom look as turning as the series does.

use super::Config;
use super::evidence::{Still, weigh};
use super::prepare::standard;
use super::spaced::Spaced;
use crate::random::Random;

/// How often worlds without a turn look as turning as the series: a p-value, at or below
/// `config.size`; `None` where they do so too often.
///
/// A series looks turning when it gains by cuts at either of two prices. Each gain is ranked among
/// those of the worlds, and the better of the two ranks among the better ranks of the worlds
/// (Westfall and Young 1993), so that two chances cost no size. It ends as soon as the answer is
/// known to be no, or clearly yes.
///
/// `remade` does to a world what was done to the series before; what is missing in the series is then
/// left out of the world.
pub(crate) fn pass(
    series: &Spaced,
    config: &Config,
    remade: &dyn Fn(Vec<f64>) -> Vec<f64>,
    random: &mut Random,
) -> Option<f64> {
    let candidates = weigh(series, config.gate_units);
    let own = candidates.gains(config)?;
    let still = Still::like(series, &candidates, config)?;
    let allowed = (config.size * (config.worlds + 1) as f64).floor() as usize;
    let mut all = vec![own];
    let mut as_good = [1; 2];
    while all.len() <= config.worlds {
        let world = remade(still.draw(series.span(), random));
        let world = standard(&series.of(&world)).map(|world| series.with(world));
        let gains = world.and_then(|world| weigh(&world, config.gate_units).gains(config));
        let gains = gains.unwrap_or([f64::NEG_INFINITY; 2]);
        for (count, (gain, own)) in as_good.iter_mut().zip(gains.iter().zip(own)) {
            *count += usize::from(*gain >= own);
        }
        // The share is at least the better of the two.
        if as_good.iter().all(|count| *count > allowed) {
            return None;
        }
        all.push(gains);
        if all.len() == config.worlds_clear + 1 && as_good == [1; 2] {
            break;
        }
    }
    let rank = better_rank(&all);
    let share = rank.iter().filter(|of| **of <= rank[0]).count();
    (share <= allowed).then(|| share as f64 / all.len() as f64)
}

/// For each pair of gains, how many are as good as its better one, itself among them.
fn better_rank(all: &[[f64; 2]]) -> Vec<usize> {
    let rank = |of: &[f64; 2], at: usize| all.iter().filter(|other| other[at] >= of[at]).count();
    all.iter().map(|of| rank(of, 0).min(rank(of, 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_of_two_ranks_counts() {
        let all = [[5.0, 1.0], [4.0, 9.0], [3.0, 2.0], [6.0, 0.0]];
        assert_eq!(better_rank(&all), [2, 1, 2, 1]);
    }
}
