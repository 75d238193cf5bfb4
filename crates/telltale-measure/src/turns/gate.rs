//! The gate lets a partition through only if worlds without a turn, with noise as strong and as
//! lasting as the series', seldom look as turning as the series does.

use super::Config;
use super::evidence::{Candidates, Still, weigh};
use super::prepare::standard;
use super::random::Random;

/// How often worlds without a turn gain as much as the series: a p-value, at or below
/// `config.size`; `None` where they do so too often.
///
/// The bootstrap of the sup-F test (Diebold and Chen 1996, Journal of Econometrics 70) with all
/// partitions in the place of one cut. It ends as soon as the answer is known to be no.
pub(crate) fn pass(
    values: &[f64],
    candidates: &Candidates,
    config: &Config,
    random: &mut Random,
) -> Option<f64> {
    let gain = candidates.gain();
    if gain <= config.gain_min || !gain.is_finite() {
        return None;
    }
    let still = Still::like(values, candidates)?;
    let worlds = config.worlds;
    let allowed = (config.size * (worlds + 1) as f64).floor() as usize;
    let mut as_good = 0;
    for _ in 0..worlds {
        let world = standard(&still.draw(values.len(), random));
        let gained = world.map(|world| weigh(&world, config, config.gate_units).gain());
        as_good += usize::from(gained.is_some_and(|gained| gained >= gain));
        if as_good >= allowed {
            return None;
        }
    }
    Some((as_good + 1) as f64 / (worlds + 1) as f64)
}
