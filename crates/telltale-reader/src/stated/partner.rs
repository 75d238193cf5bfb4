//! Ranks among partners: "China's third-largest trading partner", "최대 교역국".

use super::by_sentence;
use crate::Document;
use crate::sighting::Span;

/// A rank among partners that a text claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its words, in bytes of the text.
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
    /// The how-manieth.
    pub rank: u8,
}

const SUPERLATIVES: &[&str] = &["largest", "biggest", "top", "leading", "main"];

const ORDINALS: &[(&str, u8)] = &[
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

const PARTNERS: &[&str] = &[
    "trading partner",
    "trade partner",
    "export market",
    "export destination",
    "source of imports",
    "supplier",
    "importer",
    "exporter",
    "buyer",
];

const KOREAN: &[&str] =
    &["교역국", "교역 상대", "무역국", "무역 상대", "수출국", "수입국", "수출 시장"];

/// Every rank among partners of a document, in order.
pub fn partners(document: &Document) -> Vec<Partner> {
    let placed = |(sentence, ((from, to), rank)): (Span, (Span, u8))| Partner {
        span: (sentence.0 + from, sentence.0 + to),
        sentence,
        rank,
    };
    by_sentence(document, english, korean).into_iter().map(placed).collect()
}

fn english(words: &str) -> Option<(Span, u8)> {
    for partner in PARTNERS {
        let Some(at) = words.find(partner) else { continue };
        let head = words[..at].trim_end();
        let Some(most) = SUPERLATIVES.iter().find(|most| ends_in(head, most)) else { continue };
        let start = head.len() - most.len();
        let before = words[..start].trim_end_matches(['-', ' ']);
        let ordinal = ORDINALS.iter().find(|(word, _)| ends_in(before, word));
        let (start, rank) = ordinal.map_or((start, 1), |(word, n)| (before.len() - word.len(), *n));
        return Some(((start, at + partner.len()), rank));
    }
    None
}

fn ends_in(words: &str, word: &str) -> bool {
    words.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|l: char| l.is_alphanumeric()))
}

fn korean(words: &str) -> Option<(Span, u8)> {
    for partner in KOREAN {
        let Some(at) = words.find(partner) else { continue };
        let head = words[..at].trim_end();
        if let Some(rest) = head.strip_suffix("최대") {
            return Some(((rest.len(), at + partner.len()), 1));
        }
        let Some(rest) = head.strip_suffix("번째로 큰").or_else(|| head.strip_suffix("위"))
        else {
            continue;
        };
        let digits = rest.trim_end();
        let start = digits.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        let rank = digits[start..].parse().ok()?;
        return Some(((start, at + partner.len()), rank));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Option<(String, u8)> {
        let document = Document::new(text, date(2025, 11, 4));
        let one = *partners(&document).first()?;
        Some((text[one.span.0..one.span.1].to_owned(), one.rank))
    }

    #[test]
    fn a_rank_among_partners_is_seen() {
        for (text, words, rank) in [
            ("Kenya is Uganda's largest trading partner.", "largest trading partner", 1),
            ("It was the third-largest export market.", "third-largest export market", 3),
            ("It was the second biggest supplier.", "second biggest supplier", 2),
            ("케냐는 우간다의 최대 교역국이다.", "최대 교역국", 1),
            ("케냐는 우간다의 3위 수출 시장이다.", "3위 수출 시장", 3),
        ] {
            assert_eq!(told(text), Some((words.to_owned(), rank)), "{text}");
        }
        assert_eq!(told("Kenya is a trading partner of Uganda."), None);
    }
}
