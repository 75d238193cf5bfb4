//! Numbers in the units of a table: "162,290 (10,000 yuan)", "162,290 x 10,000 yuan", "in units of
//! 10,000 yuan". Statistics are printed so, Chinese ones in ten thousands, and quoted so too.

use crate::flow::words::Words;
use crate::number::{Measure, Number, digits, scaled};

/// Gives bare numbers the round sum that the words beside them make their unit.
pub(super) fn units(words: &Words, numbers: &mut Vec<Number>) {
    let mut at = 0;
    while at < numbers.len() {
        if !is_round_sum(&numbers[at]) {
            at += 1;
            continue;
        }
        let unit = numbers[at].clone();
        let own = at.checked_sub(1).filter(|before| joined(words, &numbers[*before], &unit));
        if let Some(before) = own {
            let number = &mut numbers[before];
            take(number, &unit);
            let end = unit.words.1 + usize::from(words.get(unit.words.1) == ")");
            (number.span, number.words) = (words.span(number.words.0, end), (number.words.0, end));
            numbers.remove(at);
        } else if heads(words, &unit) {
            // What a table is printed in is no amount of anything itself.
            numbers[at].measure = Measure::Other;
            for number in numbers.iter_mut().filter(|number| is_counted_in(words, number)) {
                take(number, &unit);
            }
            at += 1;
        } else {
            at += 1;
        }
    }
}

fn take(number: &mut Number, unit: &Number) {
    number.value = scaled(number.value, unit.value);
    number.range =
        number.range.map(|(low, high)| (scaled(low, unit.value), scaled(high, unit.value)));
    (number.measure, number.unit) = (unit.measure, unit.unit);
}

/// One and noughts, from a thousand on, of money or goods.
fn is_round_sum(number: &Number) -> bool {
    let powers = [1e3, 1e4, 1e6, 1e8, 1e9];
    matches!(number.measure, Measure::Money | Measure::Bulk)
        && number.range.is_none()
        && powers.contains(&number.value)
}

/// Whether nothing but what makes a unit of the sum stands between a bare number and it.
fn joined(words: &Words, number: &Number, unit: &Number) -> bool {
    let between: Vec<&str> = (number.words.1..unit.words.0).map(|at| words.get(at)).collect();
    let closed = words.get(unit.words.1) == ")";
    number.measure == Measure::Bare
        && match between[..] {
            ["x" | "×" | "*"] | ["in", "units", "of"] => true,
            ["("] | ["(", "in" | "unit" | "units"] | ["(", "unit", ":" | "of"] => closed,
            ["(", "in", "units" | "unit"] | ["(", "units", ":" | "of"] => closed,
            ["(", "in", "units" | "unit", "of"] => closed,
            _ => false,
        }
}

/// Whether a sum is said to be what numbers are counted in: "in units of 10,000 yuan", "(unit: 10,000
/// yuan)", "(in 10,000 yuan)".
fn heads(words: &Words, unit: &Number) -> bool {
    let before = |back: usize| unit.words.0.checked_sub(back).map_or("", |at| words.get(at));
    match (before(2), before(1)) {
        ("unit" | "units", "of" | ":") => true,
        ("(", "in" | "unit") => words.get(unit.words.1) == ")",
        _ => false,
    }
}

/// Whether a bare number may be one of a table: with a comma or a point, or from a thousand on, and no
/// year, which the dates would have taken.
fn is_counted_in(words: &Words, number: &Number) -> bool {
    let (from, to) = number.words;
    let numeral = to == from + 1 && digits(words.get(from)).is_some();
    let marked = words.get(from).contains([',', '.']);
    number.measure == Measure::Bare && numeral && (marked || number.value >= 1e4)
}
