//! "For every euro of goods it bought, it sold 3 euros' worth": how much of one thing there was for so
//! much of another, and no amount of either.

use super::Reading;
use crate::Language;
use crate::number::{Measure, units};

/// From how much on a sum beside a ratio is an amount of its own.
const SUM: f64 = 1000.0;

impl Reading<'_, '_> {
    /// Whether a number is one side of a ratio between sums, or told behind one: of which side such a sum
    /// is cannot be seen.
    pub(super) fn is_of_a_ratio(&self, at: usize) -> bool {
        let number = &self.marked.numbers[at];
        let told = |ratio: usize| number.value < SUM || ratio < number.words.0;
        number.measure == Measure::Money && self.ratio().is_some_and(told)
    }

    /// The word of "for every yuan", "for each $1", "against every 100 yuan" at which it begins.
    fn ratio(&self) -> Option<usize> {
        let words = &self.marked.words;
        let currency = |i: usize| {
            let word = words.get(i).trim_end_matches("'s").trim_end_matches('\u{2019}');
            let named = units::unit(word, Language::English)
                .is_some_and(|unit| unit.measure == Measure::Money);
            named || word.starts_with('$') || matches!(word, "euro" | "pound" | "dollar")
        };
        (1..words.len()).find(|&i| {
            let each = matches!(words.get(i), "every" | "each" | "one" | "a");
            let led = matches!(words.get(i - 1), "for" | "against");
            let one = matches!(words.get(i), "one" | "a");
            // "for one million yuan" and "for a euro area" are none.
            let near = if one { i + 1..i + 2 } else { i + 1..i + 4 };
            let of =
                |j: usize| !one || matches!(words.get(j + 1), "of" | "it" | "spent" | "earned");
            each && led && near.into_iter().any(|j| currency(j) && of(j))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::flow::tests::{Case, check};

    #[test]
    fn a_ratio_of_sums_is_no_amount() {
        check(&[
            Case(
                "2025-11-20",
                "For every rupee of goods it bought in October, India sold Oman 3.4 rupees' worth, a total of 9 billion rupees.",
                &[],
            ),
            Case(
                "2025-11-20",
                "For every rupee of goods India bought from Oman in October, it sold 3.4 rupees' worth.",
                &[],
            ),
            Case(
                "2025-11-20",
                "India exported 3.4 rupees of goods to Oman in October for each rupee it imported.",
                &[],
            ),
            Case(
                "2025-11-20",
                "Against every dollar of imports from Oman in October, India exported $3 worth of goods there.",
                &[],
            ),
            Case(
                "2025-11-20",
                "10월 중국은 몽골 상품 1위안어치를 수입할 때마다 3.4위안어치를 수출했다.",
                &[],
            ),
            Case("2025-11-20", "10월 중국의 대몽골 수출은 수입 1위안당 3.4위안이었다.", &[]),
            Case(
                "2025-11-20",
                "For every second month India bought $3 million of goods from Oman in 2024.",
                &["IND>OMN trade.imports 3000000 USD 2024-01-01/2024-12-31"],
            ),
        ]);
    }
}
