//! Matching what was read with the gold, one to one, and counting.

use serde_json::Value;

/// Whether the gold must be found: what is optional is neither rewarded nor punished.
pub(crate) fn must(gold: &Value) -> bool {
    gold["must"] != false
}

/// The gold may give a list of alternatives, among them null.
pub(crate) fn one_of(gold: &Value, read: &Value) -> bool {
    // The gold's EU is the reader's EUU.
    let same = |gold: &Value| gold == read || (gold == "EU" && read == "EUU");
    match gold {
        Value::Array(any) => any.iter().any(same),
        only => same(only),
    }
}

/// The modality of the gold allows that of the reading; where none is given, it happened.
pub(crate) fn modality_fits(gold: &Value, read: &Value) -> bool {
    let happened = Value::from("happened");
    let of = |value: &Value| if value.is_null() { happened.clone() } else { value.clone() };
    one_of(&of(&gold["modality"]), &of(&read["modality"]))
}

/// Pairs gold and reading, each used once. Required gold goes first, then what agrees most.
pub(crate) fn pair(
    gold: &[Value],
    read: &[Value],
    fits: impl Fn(&Value, &Value) -> bool,
    agreement: impl Fn(&Value, &Value) -> i64,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, expected) in gold.iter().enumerate() {
        for (r, found) in read.iter().enumerate() {
            if fits(expected, found) {
                candidates.push((!must(expected), -agreement(expected, found), g, r));
            }
        }
    }
    candidates.sort_unstable();
    let (mut used_gold, mut used_read) = (vec![false; gold.len()], vec![false; read.len()]);
    let mut pairs = Vec::new();
    for (_, _, g, r) in candidates {
        if !used_gold[g] && !used_read[r] {
            (used_gold[g], used_read[r]) = (true, true);
            pairs.push((g, r));
        }
    }
    pairs
}

/// Found, found in vain, missed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    found: usize,
    in_vain: usize,
    missed: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, found: usize, in_vain: usize, missed: usize) {
        self.found += found;
        self.in_vain += in_vain;
        self.missed += missed;
    }

    /// The harmonic mean of precision and recall.
    pub(crate) fn f1(&self) -> Option<f64> {
        share(2 * self.found, 2 * self.found + self.in_vain + self.missed)
    }
}

/// A share of a count, absent where there is nothing to count.
pub(crate) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn required_gold_takes_the_reading_before_optional_gold() {
        let gold = [json!({"must": false, "n": 1}), json!({"n": 1})];
        let read = [json!({"n": 1})];
        let pairs = pair(&gold, &read, |g, r| g["n"] == r["n"], |_, _| 0);
        assert_eq!(pairs, [(1, 0)]);
    }

    #[test]
    fn nothing_found_of_nothing_is_no_figure() {
        assert_eq!(Tally::default().f1(), None);
    }

    #[test]
    fn one_of_two_found_with_one_in_vain_is_a_half() {
        let mut tally = Tally::default();
        tally.add(1, 1, 1);
        assert_eq!(tally.f1(), Some(0.5));
    }
}
