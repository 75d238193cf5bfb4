//! Every number of a sentence that says how much or how many, whether or not a claim was read from it:
//! so that one that nobody held against anything can be listed.

use super::literals;
use crate::flow::words::Words;
use crate::number::{Measure, Number, english, korean};
use crate::sighting::Span;
use crate::{Document, Language, time};

/// What a number of a sentence counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Money.
    Money,
    /// Percent, a part of one, or how many times as much.
    Share,
    /// Weights, things and people.
    Things,
    /// A large number or one with decimals, of which the sentence does not say in what: "(June: 1.5 billion)".
    Unsaid,
}

/// A number that says how much or how many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// Its words, the unit included.
    pub span: Span,
    /// Its value, in base units; of percent, as it is written.
    pub value: f64,
    /// In what it counts.
    pub counts: Counts,
    /// Its unit as it is usually written, where it has one.
    pub unit: Option<&'static str>,
}

/// The numbers of a sentence that say how much or how many, in order; those of times are none.
pub fn amounts(document: &Document, sentence: Span) -> Vec<Amount> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let times = time::find(text, document.language, document.published);
    let dated = |(from, to): Span| times.iter().any(|time| time.span.0 < to && from < time.span.1);
    let found = match document.language {
        Language::English => {
            let words = Words::of(text, 0);
            let taken = |at: usize| words.all.get(at).map(|word| (word.start, word.end));
            english::find(&words, |at| taken(at).is_some_and(dated))
        }
        Language::Korean => korean::find(text, 0, dated),
        _ => Vec::new(),
    };
    let told = found.into_iter().filter(|number| !dated(number.span));
    told.filter_map(|number| amount(text, sentence.0, &number)).collect()
}

fn amount(text: &str, base: usize, number: &Number) -> Option<Amount> {
    let words = text.get(number.span.0..number.span.1)?;
    let digits = literals(words);
    let counts = match number.measure {
        Measure::Money => Counts::Money,
        Measure::Percent | Measure::Points | Measure::Part | Measure::Times => Counts::Share,
        Measure::Bulk => Counts::Things,
        Measure::Things | Measure::People if !digits.is_empty() => Counts::Things,
        Measure::Bare if is_large(words) || words.contains('.') && digits.len() == 1 => {
            Counts::Unsaid
        }
        _ => return None,
    };
    let span = (base + number.span.0, base + number.span.1);
    Some(Amount { span, value: number.value, counts, unit: number.unit })
}

/// Whether a number is counted in millions and the like.
pub(super) fn is_large(words: &str) -> bool {
    let lower = words.to_lowercase();
    let scales = ["million", "billion", "trillion", "bn", "mn", "mln", "bln", "만", "억", "조"];
    scales.iter().any(|scale| lower.contains(scale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Vec<&str> {
        let document = Document::new(text, date(2026, 8, 24));
        amounts(&document, (0, text.len()))
            .iter()
            .map(|one| &text[one.span.0..one.span.1])
            .collect()
    }

    #[test]
    fn a_text_that_breaks_off_behind_a_number_is_read() {
        assert_eq!(told("31 to"), [""; 0]);
        assert_eq!(told("Exports rose 3 percent, 31 to"), ["3 percent"]);
    }

    #[test]
    fn numbers_that_say_how_much_are_told_and_those_of_times_are_not() {
        for (text, expected) in [
            (
                "Sales to Peru came to 3.5 million soles in May 2026 (April: 4.2 million).",
                &["3.5 million soles", "4.2 million"][..],
            ),
            ("Sales rose by 4 percent in the first seven months of 2026.", &["4 percent"]),
            ("The two sides met on 4 May 2026 for the third time.", &[]),
            (
                "판매는 5월 3억 위안으로 4월의 2억 위안보다 12% 많았다.",
                &["3억 위안", "2억 위안", "12%"],
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
