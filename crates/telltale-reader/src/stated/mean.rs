//! An average that a sentence goes on from: "They averaged $3 million a month in 2025. In 2024 the figure was
//! $2 million" gives two averages.

use super::names_average;
use crate::{Document, Language};

type Span = (usize, usize);

/// Of what an amount is in a sentence behind an average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Of the same average: the sentence names no flow of its own.
    Mean,
    /// Of that, or of a sum: it names the flow anew.
    Either,
}

/// Words for a sum: what they stand with is no average.
const SUMS: &[(Language, &[&str])] = &[
    (
        Language::English,
        &[
            "total",
            "totals",
            "totaled",
            "totalled",
            "totaling",
            "totalling",
            "sum",
            "full-year",
            "annual",
            "annually",
            "overall",
            "altogether",
            "combined",
            "cumulative",
            "in all",
        ],
    ),
    (Language::Korean, &["총", "합계", "연간", "누계", "누적", "한 해 전체", "모두 합"]),
];

/// Words for a flow: a sentence that names one may begin anew.
const FLOWS: &[(Language, &[&str])] = &[
    (
        Language::English,
        &[
            "trade",
            "export",
            "exports",
            "import",
            "imports",
            "shipments",
            "sales",
            "purchases",
            "sold",
            "bought",
            "shipped",
            "exported",
            "imported",
            "turnover",
            "commerce",
        ],
    ),
    (Language::Korean, &["수출", "수입", "교역", "무역", "판매", "구매"]),
];

/// How many sentences an average reaches over.
const REACH: usize = 3;

/// Of what the amounts of the sentence at `at` are, if it or those before it go on from one with an average.
pub fn behind_average(document: &Document, sentences: &[Span], at: usize) -> Option<Behind> {
    let words = |at: usize| {
        let &(from, to) = sentences.get(at)?;
        document.text.get(from..to)
    };
    let mut told = Behind::Mean;
    for back in 0..REACH {
        let here = words(at.checked_sub(back)?)?;
        if has_any(here, document.language, SUMS) {
            return None;
        }
        if has_any(here, document.language, FLOWS) {
            told = Behind::Either;
        }
        let before = words(at.checked_sub(back + 1)?)?;
        if names_average(before) || is_apiece(before) {
            return Some(told);
        }
        // What goes on over several sentences has an amount in each.
        if told == Behind::Either || !before.contains(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
    }
    None
}

/// "3 million yuan a month", and not "doubled in a month".
fn is_apiece(words: &str) -> bool {
    let lower = words.to_lowercase();
    [" a month", " per month"].iter().any(|rate| {
        lower.match_indices(rate).any(|(at, _)| {
            let last = lower[..at].rsplit(' ').next().unwrap_or_default();
            let sum = [
                "million", "billion", "yuan", "dollars", "euros", "won", "yen", "roubles", "rubles",
            ];
            sum.contains(&last) || last.ends_with(|letter: char| letter.is_ascii_digit())
        })
    })
}

fn has_any(words: &str, language: Language, table: &[(Language, &[&str])]) -> bool {
    let lower = words.to_lowercase();
    let listed = table.iter().find(|(of, _)| *of == language).map_or(&[][..], |(_, list)| list);
    listed.iter().any(|word| match language {
        Language::English => super::has_word(&lower, word),
        _ => lower.contains(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn last(sentences: &[&str]) -> Option<Behind> {
        let document = Document::new(sentences.join(" "), date(2026, 1, 25));
        let mut spans = Vec::new();
        let mut from = 0;
        for sentence in sentences {
            spans.push((from, from + sentence.len()));
            from += sentence.len() + 1;
        }
        behind_average(&document, &spans, spans.len() - 1)
    }

    #[test]
    fn a_sentence_that_names_no_flow_goes_on_from_an_average() {
        let mean = "Exports averaged $3 million a month in 2025.";
        assert_eq!(last(&[mean, "In 2024 the figure was $2 million."]), Some(Behind::Mean));
        assert_eq!(
            last(&[mean, "That was up from $2 million in 2024.", "In 2023 it was $1 million."]),
            Some(Behind::Mean)
        );
        assert_eq!(last(&[mean, "In 2024 exports came to $24 million."]), Some(Behind::Either));
        assert_eq!(last(&[mean, "In 2024 the total was $24 million."]), None);
        assert_eq!(last(&["Exports doubled in a month.", "In 2024 it was $24 million."]), None);
        assert_eq!(
            last(&["Exports were $30 million in 2025.", "In 2024 it was $20 million."]),
            None
        );
        let mean = "지난해 교역액은 월평균 16억 위안이었다.";
        assert_eq!(last(&[mean, "2024년의 12억 위안보다 많다."]), Some(Behind::Mean));
        assert_eq!(last(&[mean, "2024년 교역액은 155억 위안이었다."]), Some(Behind::Either));
        assert_eq!(last(&[mean, "연간으로는 195억 위안이다."]), None);
    }
}
