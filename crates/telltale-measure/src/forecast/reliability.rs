//! Whether what was said to have 30 % came in 30 of 100 cases.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use telltale_observation::Actor;

use super::score::{draws, middle};
use super::walk::{Group, Said};

/// One place of a reliability diagram.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// What was said, in the mean.
    pub said: f64,
    /// How often it came then, in the mean of the line: times `n` and summed over all places, so often as it
    /// came at all.
    pub came: f64,
    /// The 95 % interval of the latter; none of fewer than ten dyads.
    pub interval: Option<[f64; 2]>,
    /// How many forecasts said about that: a tenth of all, and twice a twentieth at the upper end.
    pub n: usize,
}

/// The reliability diagram, over every tenth of the forecasts; the last tenth, in which most of what is
/// likely lies, in two halves.
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
    let bins = bins(rows.len());
    let once = vec![1.0; places.len()];
    let line = isotonic(&rows, &once);
    let mut drawn = vec![Vec::new(); bins.len()];
    for times in draws(places.len(), seed) {
        let line = isotonic(&rows, &times);
        for (drawn, bin) in drawn.iter_mut().zip(&bins) {
            drawn.extend(mean(&rows[bin.clone()], &line[bin.clone()], &times));
        }
    }
    let probabilities: Vec<f64> = rows.iter().map(|row| row.0).collect();
    let of = |(bin, drawn): (Range<usize>, Vec<f64>)| {
        let of = |values: &[f64]| mean(&rows[bin.clone()], &values[bin.clone()], &once);
        let (said, came) = (of(&probabilities)?, of(&line)?);
        Some(Reliability { said, came, interval: middle(drawn), n: bin.len() })
    };
    bins.iter().cloned().zip(drawn).filter_map(of).collect()
}

/// Where so many rows are parted: after every twentieth whose number is even, and the last but one.
fn bins(rows: usize) -> Vec<Range<usize>> {
    let ends = (2..20).step_by(2).chain([19, 20]).map(|twentieth| twentieth * rows / 20);
    let mut from = 0;
    let bins = ends.map(|end| std::mem::replace(&mut from, end)..end);
    bins.filter(|bin| !bin.is_empty()).collect()
}

/// The mean of values of these rows, each counted as often as its dyad was drawn; none if none was.
fn mean(rows: &[(f64, bool, usize)], values: &[f64], times: &[f64]) -> Option<f64> {
    let weights = || rows.iter().map(|row| times[row.2]);
    let sum: f64 = weights().zip(values).map(|(times, value)| times * value).sum();
    let all: f64 = weights().sum();
    (all > 0.0).then(|| sum / all)
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
    let level = |(weight, sum, count): (f64, f64, usize)| {
        std::iter::repeat_n(if weight > 0.0 { sum / weight } else { 0.0 }, count)
    };
    pools.into_iter().flat_map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_by_place_adds_up_to_all_that_came() {
        let said: Vec<Said> = (0..200_u16)
            .map(|at| {
                let probability = f64::from(at) / 200.0;
                let dyad = (Actor::parse("FRA").unwrap(), Actor::parse("DEU").unwrap());
                let probabilities = [probability; 3];
                let came = at % 10 == 3 || at > 185 && at % 2 == 0;
                let (base, own_rate, persistence) = (0.1, 0.1, 0.1);
                let origin = usize::from(at);
                Said {
                    origin,
                    dyad,
                    probabilities,
                    base,
                    own_rate,
                    persistence,
                    event_days: 1,
                    came,
                }
            })
            .collect();
        let places = reliability(&said, Group::Both, 1);
        assert_eq!(
            places.iter().map(|place| place.n).collect::<Vec<_>>(),
            [vec![20; 9], vec![10; 2]].concat()
        );
        let came: f64 = places.iter().map(|place| place.came * place.n as f64).sum();
        let all = said.iter().filter(|said| said.came).count() as f64;
        assert!((came - all).abs() < 1e-9, "{came} of {all}");
        assert!((places[10].said - 0.9725).abs() < 1e-9, "{places:?}");
        assert!(places.windows(2).all(|two| two[0].came <= two[1].came), "{places:?}");
        assert_eq!(reliability(&said[..3], Group::Both, 1).len(), 3);
    }
}
