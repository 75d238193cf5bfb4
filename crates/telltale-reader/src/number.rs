//! A number as it is written: "$1.42 billion", "nine in ten", "2억 2,810만 달러".
//!
//! A number here is a value with what it measures. Numbers that measure nothing which states
//! exchange (pages, degrees, ages) carry [`Measure::Other`], so that they are known and left alone.

pub(crate) mod cjk;
pub(crate) mod english;
pub(crate) mod korean;
#[cfg(test)]
mod tests;
pub(crate) mod units;

use crate::sighting::Span;

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Money, in a currency.
    Money,
    /// Weight, volume or energy.
    Bulk,
    /// Things that are counted: shells, containers, flights.
    Things,
    /// People.
    People,
    /// A length.
    Length,
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// A part of one: a third.
    Part,
    /// How many times as much: threefold.
    Times,
    /// Nothing is said.
    Bare,
    /// Something that states do not exchange.
    Other,
}

impl Measure {
    /// Whether it may be the size of a flow.
    pub(crate) fn sizes(self) -> bool {
        use Measure::*;
        matches!(self, Money | Bulk | Things | People | Bare)
    }

    /// Whether it may be the size of a change or of a share.
    pub(crate) fn compares(self) -> bool {
        use Measure::*;
        matches!(self, Percent | Points | Part | Times)
    }
}

/// A number of a text.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    /// Bytes of the text, its unit included.
    pub span: Span,
    /// The words that it takes, by index, the last excluded; only in English.
    pub words: (usize, usize),
    /// The value; of a range, the middle.
    pub value: f64,
    /// The lowest and the highest value of a range.
    pub range: Option<(f64, f64)>,
    /// Whether it is said to be about so much.
    pub approximate: bool,
    /// What it measures.
    pub measure: Measure,
    /// The unit's name, where there is one.
    pub unit: Option<&'static str>,
}

/// Reads digits with commas and a decimal point; `None` for anything else.
pub(crate) fn digits(text: &str) -> Option<f64> {
    let first = text.bytes().next()?;
    if !first.is_ascii_digit() || text.len() > 24 {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '0'..='9' | '.' => plain.push(letter),
            ',' => {}
            _ => return None,
        }
    }
    plain.trim_end_matches('.').parse().ok()
}

/// A product without the dust of binary fractions: 228.1 million is 228,100,000.
pub(crate) fn scaled(value: f64, by: f64) -> f64 {
    let product = value * by;
    // A double holds some sixteen digits: a large product keeps fewer behind the point.
    let kept = if product.abs() < 9e9 { 1e6 } else { 1e2 };
    if product.abs() < 9e13 && by.abs() >= 1.0 { (product * kept).round() / kept } else { product }
}
