//! Whether what was said to have 30 % came in 30 of 100 cases.

use std::collections::BTreeMap;

use serde::Serialize;
use telltale_observation::Actor;

use super::score::{draws, middle};
use super::walk::{Group, Said};

/// One place of a reliability diagram.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// What was said.
    pub said: f64,
    /// How often it came then.
    pub came: f64,
    /// The 95 % interval of the latter; none of one dyad alone.
    pub interval: Option<[f64; 2]>,
    /// How many forecasts said about that: a tenth of all, unless many said the same.
    pub n: usize,
}

/// The reliability diagram, at the middle of every tenth of the forecasts.
///
/// # Method
/// Isotonic regression of the outcomes on the probabilities by pooling adjacent violators (Dimitriadis,
/// Gneiting and Jordan 2021, PNAS 118): no bins are chosen, and the line never falls. The interval is
/// the middle 95 % of the lines of 400 draws of dyads, each with all its forecasts.
///
/// # Reads as
/// "Of those said to have 31 %, 28 % came (95 % interval 22 to 37 %)."
///
/// # Limits
/// Where few forecasts lie, at the upper end, the line is a coarse stair.
pub fn reliability(said: &[Said], group: Group, seed: u64) -> Vec<Reliability> {
    let mut places: BTreeMap<(Actor, Actor), usize> = BTreeMap::new();
    for said in said {
        let next = places.len();
        places.entry(said.dyad).or_insert(next);
    }
    let mut rows: Vec<(f64, bool, usize)> = said
        .iter()
        .map(|said| (said.probabilities[group as usize], said.came, places[&said.dyad]))
        .collect();
    rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)).then(a.1.cmp(&b.1)));
    let tenths = rows.len().min(10);
    if tenths == 0 {
        return Vec::new();
    }
    let bounds: Vec<usize> = (0..=tenths).map(|at| at * rows.len() / tenths).collect();
    let at: Vec<usize> = bounds.windows(2).map(|ends| usize::midpoint(ends[0], ends[1])).collect();
    let line = isotonic(&rows, &vec![1.0; places.len()]);
    let mut drawn = vec![Vec::new(); tenths];
    for times in draws(places.len(), seed) {
        let line = isotonic(&rows, &times);
        drawn.iter_mut().zip(&at).for_each(|(drawn, at)| drawn.push(line[*at]));
    }
    at.iter()
        .zip(bounds.windows(2))
        .zip(drawn)
        .map(|((at, ends), drawn)| Reliability {
            said: rows[*at].0,
            came: line[*at],
            interval: middle(drawn),
            n: ends[1] - ends[0],
        })
        .collect()
}

/// The rising line nearest to the outcomes, one value a row; rows are sorted, and each counts as often
/// as its dyad was drawn.
fn isotonic(rows: &[(f64, bool, usize)], times: &[f64]) -> Vec<f64> {
    // Each pool: weight, sum of outcomes, rows.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (_, came, dyad) in rows {
        pools.push((times[*dyad], times[*dyad] * f64::from(*came), 1));
        while let [.., (weight, sum, count), (last_weight, last_sum, last_count)] = pools[..] {
            // A row that was not drawn falls to the pool before it.
            if last_weight > 0.0 && weight > 0.0 && last_sum / last_weight > sum / weight {
                break;
            }
            pools.pop();
            *pools.last_mut().expect("two pools") =
                (weight + last_weight, sum + last_sum, count + last_count);
        }
    }
    let mean = |(weight, sum, count): (f64, f64, usize)| {
        std::iter::repeat_n(if weight > 0.0 { sum / weight } else { 0.0 }, count)
    };
    pools.into_iter().flat_map(mean).collect()
}
