//! Scoring amounts: how much of what, from whom to whom, in which period, and how it changed.

use serde_json::Value;

use crate::dates;
use crate::gold::Item;
use crate::matching::{must, one_of, pair, share};

/// The figures that are given, in their order.
pub(crate) const FIGURES: &[&str] = &["all correct share", "false per 100 items"];

/// How far a value may be off, as a share of it.
const VALUE_OFF_MAX: f64 = 0.005;

/// How far a ratio may be off.
const RATIO_OFF_MAX: f64 = 0.0005 + 1e-9;

/// How far a difference may be off, in percentage points.
const POINTS_OFF_MAX: f64 = 0.05;

fn alternatives(value: &Value) -> Vec<Option<&str>> {
    match value {
        Value::Array(any) => any.iter().map(Value::as_str).collect(),
        only => vec![only.as_str()],
    }
}

fn is_share(unit: &Value) -> bool {
    matches!(unit.as_str(), Some("share" | "ratio" | "fraction"))
}

fn number_fits(gold: &Value, read: &Value) -> bool {
    let (Some(asked), Some(mut found)) = (gold["value"].as_f64(), read["value"].as_f64()) else {
        return gold["value"].is_null() && read["value"].is_null();
    };
    if gold["unit"] == "%" && is_share(&read["unit"]) {
        found *= 100.0;
    }
    let low = gold["low"].as_f64().unwrap_or(asked);
    let high = gold["high"].as_f64().unwrap_or(asked);
    low - low.abs() * VALUE_OFF_MAX <= found && found <= high + high.abs() * VALUE_OFF_MAX
}

fn unit_fits(gold: &Value, read: &Value) -> bool {
    let (asked, found) = (&gold["unit"], &read["unit"]);
    asked.is_null() || asked == found || (asked == "%" && is_share(found))
}

fn value_fits(gold: &Value, read: &Value) -> bool {
    number_fits(gold, read) && unit_fits(gold, read)
}

type Way<'v> = (Option<&'v str>, Option<&'v str>, &'v str);

/// The ways in which something may have gone: imports are the partner's exports.
fn ways(flow: &Value) -> Vec<Way<'_>> {
    let channels = alternatives(&flow["channel"]);
    let arms = channels.contains(&Some("arms"));
    let either = flow["symmetric"] == true;
    let mut ways = Vec::new();
    for actor in alternatives(&flow["actor"]) {
        for target in alternatives(&flow["target"]) {
            for channel in channels.iter().flatten() {
                match *channel {
                    "trade.exports" => ways.push((actor, target, "goods")),
                    "trade.imports" => {
                        ways.push((target, actor, "goods"));
                        // Who buys arms is sent them.
                        ways.extend(arms.then_some((target, actor, "arms")));
                    }
                    other => ways.push((actor, target, other)),
                }
                ways.extend(either.then_some((target, actor, *channel)));
            }
        }
    }
    ways
}

fn way_fits(gold: &Value, read: &Value) -> bool {
    let found = ways(read);
    ways(gold).iter().any(|way| found.contains(way))
}

fn change_fits(gold: &Value, read: &Value) -> bool {
    let near = |name: &str, off: f64| {
        let both = gold[name].as_f64().zip(read[name].as_f64());
        both.is_some_and(|(asked, found)| (asked - found).abs() <= off)
    };
    let basis = if gold["basis"] == "other" {
        let named = ["month", "year", "previous year total"];
        gold["against"].is_null() || !read["basis"].as_str().is_some_and(|b| named.contains(&b))
    } else {
        gold["basis"] == read["basis"]
    };
    let by_points = !gold["points"].is_null();
    basis && if by_points { near("points", POINTS_OFF_MAX) } else { near("ratio", RATIO_OFF_MAX) }
}

/// Whether every change that is told was read, and none that is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Changes {
    required: usize,
    found: usize,
    read: usize,
    justified: usize,
}

impl Changes {
    fn of(gold: &Value, read: &Value) -> Changes {
        let list = |value: &Value| value["changes"].as_array().cloned().unwrap_or_default();
        let (mut told, mut left) = (list(gold), list(read));
        let optional = |change: &Value| change["optional"] == true;
        told.sort_by_key(optional);
        let required = told.iter().filter(|change| !optional(change)).count();
        let mut changes = Changes { required, found: 0, read: left.len(), justified: 0 };
        for change in &told {
            if let Some(at) = left.iter().position(|other| change_fits(change, other)) {
                left.remove(at);
                changes.justified += 1;
                changes.found += usize::from(!optional(change));
            }
        }
        changes
    }

    fn right(self) -> bool {
        self.found == self.required && self.read == self.justified
    }

    /// Found, less those read in vain.
    fn balance(self) -> i64 {
        self.found as i64 - (self.read - self.justified) as i64
    }
}

fn agreement(gold: &Value, read: &Value) -> i64 {
    16 * i64::from(number_fits(gold, read))
        + 8 * i64::from(dates::same(gold, read))
        + 4 * i64::from(way_fits(gold, read))
        + 2 * Changes::of(gold, read).balance()
        + i64::from(unit_fits(gold, read))
}

fn all_correct(gold: &Value, read: &Value) -> bool {
    way_fits(gold, read)
        && value_fits(gold, read)
        && dates::same(gold, read)
        && Changes::of(gold, read).right()
}

/// A number that the text does not claim, or claims and takes back.
fn is_false(gold: &[Value], read: &Value) -> bool {
    !gold.iter().any(|g| {
        let said = !g["value"].is_null() || way_fits(g, read);
        let taken_back = g["modality"] == "denied" && read["modality"] != "denied";
        number_fits(g, read) && said && !taken_back
    })
}

/// The figures of a set.
pub(crate) fn score(items: &[Item]) -> Vec<(&'static str, Option<f64>)> {
    let (mut required, mut correct, mut in_vain) = (0, 0, 0);
    for item in items {
        let amounts: Vec<Value> = item
            .read
            .iter()
            .filter(|read| one_of(&serde_json::json!(["flow", "quantity"]), &read["kind"]))
            .cloned()
            .collect();
        let either = |g: &Value, r: &Value| way_fits(g, r) || value_fits(g, r);
        let pairs = pair(&item.gold, &amounts, either, agreement);
        let right = |at: &usize| {
            pairs.iter().any(|(g, r)| g == at && all_correct(&item.gold[*g], &amounts[*r]))
        };
        let asked: Vec<usize> = (0..item.gold.len()).filter(|&at| must(&item.gold[at])).collect();
        let missed: Vec<usize> = asked.iter().copied().filter(|at| !right(at)).collect();
        required += asked.len();
        correct += asked.len() - missed.len();
        let wrong = amounts.iter().filter(|read| is_false(&item.gold, read)).count();
        in_vain += wrong;
        let shown: Vec<usize> = (0..item.read.len())
            .filter(|&at| wrong + missed.len() > 0 && amounts.contains(&item.read[at]))
            .collect();
        item.explain(&missed, &shown);
    }
    let values = [share(correct, required), share(100 * in_vain, items.len())];
    FIGURES.iter().copied().zip(values).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn flow(actor: &str, target: &str, channel: &str, value: f64) -> Value {
        json!({"kind": "flow", "actor": actor, "target": target, "channel": channel, "value": value,
               "unit": "USD", "start": "2011-03-01", "end": "2011-03-31", "changes": []})
    }

    #[test]
    fn imports_from_a_state_are_its_exports() {
        let bought = flow("KEN", "IND", "trade.imports", 5e6);
        let sold = flow("IND", "KEN", "trade.exports", 5e6);
        assert!(all_correct(&bought, &sold));
        assert!(!all_correct(&bought, &flow("KEN", "IND", "trade.exports", 5e6)));
    }

    #[test]
    fn a_value_may_be_off_by_half_a_percent() {
        let gold = flow("KEN", "IND", "trade.exports", 1000.0);
        assert!(value_fits(&gold, &flow("KEN", "IND", "trade.exports", 1004.0)));
        assert!(!value_fits(&gold, &flow("KEN", "IND", "trade.exports", 1006.0)));
    }

    #[test]
    fn a_change_against_another_base_is_another_change() {
        let told = json!({"changes": [{"basis": "year", "ratio": -0.2, "against": "2010-03"}]});
        let read = json!({"changes": [{"basis": "month", "ratio": -0.2, "against": "2011-02"}]});
        assert!(Changes::of(&told, &told).right());
        assert!(!Changes::of(&told, &read).right());
    }

    #[test]
    fn a_change_that_is_not_told_is_wrong() {
        let read = json!({"changes": [{"basis": "year", "ratio": 1.0, "against": null}]});
        assert!(!Changes::of(&json!({"changes": []}), &read).right());
    }

    #[test]
    fn a_denied_amount_told_as_true_is_false() {
        let mut gold = flow("KEN", "IND", "aid", 7.0);
        gold["modality"] = "denied".into();
        assert!(is_false(&[gold.clone()], &flow("KEN", "IND", "aid", 7.0)));
        assert!(!is_false(&[gold.clone()], &gold));
    }
}
