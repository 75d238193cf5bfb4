//! Scoring deeds and words: who, to whom, in which channel, when.

use serde_json::Value;

use crate::dates;
use crate::gold::Item;
use crate::matching::{Tally, modality_fits, must, one_of, pair, share};

/// The figures that are given, in their order.
pub(crate) const FIGURES: &[&str] = &[
    "dyad f1",
    "dyad + mode f1",
    "dyad + channel f1",
    "dyad + channel + date f1",
    "modality accuracy",
    "false per 100 items expecting none",
];

type Fits = fn(&Value, &Value) -> bool;

/// What must agree for a hit, in the order of the figures.
const LEVELS: [Fits; 4] = [
    dyad,
    |gold, read| dyad(gold, read) && mode(gold, read),
    |gold, read| dyad(gold, read) && channel(gold, read),
    |gold, read| dyad(gold, read) && channel(gold, read) && dates::overlap(gold, read),
];

/// The level at which the modality is looked at and the misses are shown: dyad and channel.
const SHOWN: usize = 2;

fn dyad(gold: &Value, read: &Value) -> bool {
    one_of(&gold["actor"], &read["actor"]) && one_of(&gold["target"], &read["target"])
}

fn mode(gold: &Value, read: &Value) -> bool {
    one_of(&gold["mode"], &read["mode"])
}

fn channel(gold: &Value, read: &Value) -> bool {
    one_of(&gold["channel"], &read["channel"])
}

fn agreement(gold: &Value, read: &Value) -> i64 {
    8 * i64::from(channel(gold, read))
        + 4 * i64::from(mode(gold, read))
        + 2 * i64::from(dates::overlap(gold, read))
        + i64::from(modality_fits(gold, read))
}

/// Optional gold that did not happen excuses only a reading that says the same.
fn excuses(gold: &Value, read: &Value) -> bool {
    let happened = gold["modality"].is_null() || one_of(&gold["modality"], &"happened".into());
    must(gold) || happened || modality_fits(gold, read)
}

/// A deed or word between two different actors: what may be false.
fn two_sided(read: &Value) -> bool {
    let between = !read["actor"].is_null() && !read["target"].is_null();
    between
        && read["actor"] != read["target"]
        && matches!(read["kind"].as_str(), Some("event" | "vote"))
}

struct Matched {
    pairs: Vec<(usize, usize)>,
    in_vain: Vec<usize>,
    missed: Vec<usize>,
}

fn matched(item: &Item, level: Fits) -> Matched {
    let (gold, read) = (&item.gold, &item.read);
    let fits = |g: &Value, r: &Value| level(g, r) && excuses(g, r);
    let pairs = pair(gold, read, fits, agreement);
    // A second reading of the same optional gold is not false either.
    let excused = |r: &Value| gold.iter().any(|g| !must(g) && fits(g, r));
    let in_vain = (0..read.len())
        .filter(|at| pairs.iter().all(|(_, r)| r != at))
        .filter(|&at| two_sided(&read[at]) && !excused(&read[at]))
        .collect();
    let missed = (0..gold.len())
        .filter(|at| must(&gold[*at]) && pairs.iter().all(|(g, _)| g != at))
        .collect();
    Matched { pairs, in_vain, missed }
}

/// The figures of a set.
pub(crate) fn score(items: &[Item]) -> Vec<(&'static str, Option<f64>)> {
    let mut tallies = [Tally::default(); LEVELS.len()];
    let (mut told, mut right) = (0, 0);
    let (mut empty, mut false_in_empty) = (0, 0);
    for item in items {
        for (at, level) in LEVELS.into_iter().enumerate() {
            let Matched { pairs, in_vain, missed } = matched(item, level);
            let required = pairs.iter().filter(|(g, _)| must(&item.gold[*g]));
            tallies[at].add(required.clone().count(), in_vain.len(), missed.len());
            if at == SHOWN {
                told += required.clone().count();
                right +=
                    required.filter(|(g, r)| modality_fits(&item.gold[*g], &item.read[*r])).count();
                empty += usize::from(item.gold.is_empty());
                false_in_empty += if item.gold.is_empty() { in_vain.len() } else { 0 };
                item.explain(&missed, &in_vain);
            }
        }
    }
    let mut values: Vec<_> = tallies.iter().map(Tally::f1).collect();
    values.push(share(right, told));
    values.push(share(100 * false_in_empty, empty));
    FIGURES.iter().copied().zip(values).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn item(gold: Value, read: Value) -> Item {
        let list = |value: Value| value.as_array().cloned().unwrap_or_default();
        Item { id: String::new(), text: String::new(), gold: list(gold), read: list(read) }
    }

    fn figure(items: &[Item], name: &str) -> Option<f64> {
        score(items).into_iter().find(|(figure, _)| *figure == name).and_then(|(_, value)| value)
    }

    fn visit(actor: &str, target: &str, start: &str) -> Value {
        json!({"kind": "event", "mode": "deed", "actor": actor, "target": target, "channel": "visit",
               "start": start, "end": start, "modality": "happened"})
    }

    #[test]
    fn a_visit_told_the_wrong_way_round_is_missed_and_false() {
        let told = visit("KEN", "TZA", "2011-03-04");
        let turned = visit("TZA", "KEN", "2011-03-04");
        let right = [item(json!([told]), json!([told]))];
        let wrong = [item(json!([told]), json!([turned]))];
        assert_eq!(figure(&right, "dyad + channel + date f1"), Some(1.0));
        assert_eq!(figure(&wrong, "dyad f1"), Some(0.0));
    }

    #[test]
    fn a_day_late_costs_the_date_alone() {
        let gold = json!([visit("KEN", "TZA", "2011-03-04")]);
        let late = [item(gold, json!([visit("KEN", "TZA", "2011-03-05")]))];
        assert_eq!(figure(&late, "dyad + channel f1"), Some(1.0));
        assert_eq!(figure(&late, "dyad + channel + date f1"), Some(0.0));
    }

    #[test]
    fn a_denied_act_excuses_only_a_denied_reading() {
        let mut gold = visit("KEN", "TZA", "2011-03-04");
        gold["modality"] = "denied".into();
        gold["must"] = false.into();
        let must = visit("KEN", "UGA", "2011-03-04");
        let told = visit("KEN", "TZA", "2011-03-04");
        let as_done = [item(json!([gold, must]), json!([must, told]))];
        let as_denied = [item(json!([gold, must]), json!([must, gold]))];
        assert_eq!(figure(&as_done, "dyad f1"), Some(2.0 / 3.0));
        assert_eq!(figure(&as_denied, "dyad f1"), Some(1.0));
    }

    #[test]
    fn what_is_found_where_nothing_is_expected_is_counted() {
        let two = [
            item(json!([]), json!([visit("KEN", "TZA", "2011-03-04")])),
            item(json!([]), json!([])),
        ];
        assert_eq!(figure(&two, "false per 100 items expecting none"), Some(50.0));
    }
}
