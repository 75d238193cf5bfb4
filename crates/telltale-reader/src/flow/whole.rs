//! "In December they came to $3 million. For the full year they reached $40 million": a span that is
//! named by its length alone is the one around the time of which the text has told.

use jiff::civil::Date;

use super::Days;
use crate::Language;

/// A span that words name without a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// So many months, of a year that is divided into such: 12, 6 or 3.
    Months(i8),
    /// One of which nobody can say where it begins.
    Open,
}

/// Words that name a span, of English: sought as whole words.
const ENGLISH: &[(&str, Whole)] = &[
    ("full year", Whole::Months(12)),
    ("full-year", Whole::Months(12)),
    ("whole year", Whole::Months(12)),
    ("entire year", Whole::Months(12)),
    ("year as a whole", Whole::Months(12)),
    ("for the year", Whole::Months(12)),
    ("annual exports", Whole::Months(12)),
    ("annual imports", Whole::Months(12)),
    ("annual trade", Whole::Months(12)),
    ("annual total", Whole::Months(12)),
    ("half year", Whole::Months(6)),
    ("half-year", Whole::Months(6)),
    ("for the half", Whole::Months(6)),
    ("for the quarter", Whole::Months(3)),
    ("in the quarter", Whole::Months(3)),
    ("quarter as a whole", Whole::Months(3)),
    ("whole quarter", Whole::Months(3)),
    ("quarterly exports", Whole::Months(3)),
    ("quarterly imports", Whole::Months(3)),
    ("quarterly trade", Whole::Months(3)),
    ("quarterly total", Whole::Months(3)),
    // That may as well be a change on the year.
    ("over the year", Whole::Open),
    ("over the quarter", Whole::Open),
];

/// The same of Korean, sought anywhere.
const KOREAN: &[(&str, Whole)] = &[
    ("연간", Whole::Months(12)),
    ("한 해", Whole::Months(12)),
    ("한해", Whole::Months(12)),
    ("반기 수출", Whole::Months(6)),
    ("반기 수입", Whole::Months(6)),
    ("반기 교역", Whole::Months(6)),
    ("반기 전체", Whole::Months(6)),
    ("분기 수출", Whole::Months(3)),
    ("분기 수입", Whole::Months(3)),
    ("분기 교역", Whole::Months(3)),
    ("분기 전체", Whole::Months(3)),
];

/// What makes a rate of a Korean span's name: "연간 증가율".
const RATES: &[&str] = &["증가율", "상승률", "증감률", "성장률", "감소율"];

/// Words that lead in a count of months: "over ten months".
const LEADS: &[&str] =
    &["over", "in", "for", "across", "during", "within", "these", "those", "the"];

/// The span that a sentence names by its length, if it names one.
pub(super) fn named(sentence: &str, language: Language) -> Option<Whole> {
    let lower = sentence.to_lowercase();
    if language == Language::Korean {
        let of = |(word, whole): &(&str, Whole)| {
            let (_, rest) = lower.split_once(word)?;
            let rated = RATES.iter().any(|rate| rest.trim_start().starts_with(rate));
            (!rated).then_some(*whole)
        };
        return KOREAN.iter().find_map(of);
    }
    let bounded = |at: usize, length: usize| {
        let outside = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        outside(lower[..at].chars().next_back()) && outside(lower[at + length..].chars().next())
    };
    let of = |(word, whole): &(&str, Whole)| {
        let at = lower.find(word)?;
        bounded(at, word.len()).then_some(*whole)
    };
    ENGLISH.iter().find_map(of).or_else(|| counts_months(&lower).then_some(Whole::Open))
}

/// "Over ten months it was worth", and not "two months earlier".
fn counts_months(lower: &str) -> bool {
    let words: Vec<&str> = lower.split_whitespace().collect();
    (2..words.len()).any(|at| {
        let plain = words[at].trim_end_matches([',', '.', ';', ':']);
        let next = words.get(at + 1).copied().unwrap_or("");
        let back = matches!(next, "earlier" | "before" | "ago" | "later" | "previously");
        plain == "months" && LEADS.contains(&words[at - 2]) && !back
    })
}

impl Whole {
    /// The span of this length around `days`, if it is over by the day of publication.
    pub(super) fn around(self, (from, to): Days, published: Date) -> Option<Days> {
        let Whole::Months(length) = self else { return None };
        let first = (from.month() - 1) / length * length + 1;
        let begins = Date::new(from.year(), first, 1).ok()?;
        let ends = Date::new(from.year(), first + length - 1, 1).ok()?.last_of_month();
        (to <= ends && ends < published).then_some((begins, ends))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_span_is_named_by_its_length_and_lies_around_what_was_told() {
        let december = (date(2025, 12, 1), date(2025, 12, 31));
        for (said, language, expected) in [
            ("For the full year they reached $40 million.", Language::English, Some((1, 12))),
            ("Full-year shipments were $40 million.", Language::English, Some((1, 12))),
            ("For the half year they made $20 million.", Language::English, Some((7, 12))),
            ("Quarterly imports were $9 million.", Language::English, Some((10, 12))),
            ("연간 수출은 4천만 달러였다.", Language::Korean, Some((1, 12))),
            ("4분기 전체로는 9백만 달러였다.", Language::Korean, Some((10, 12))),
        ] {
            let whole = named(said, language).expect(said);
            let days = whole.around(december, date(2026, 1, 20));
            let months = days.map(|(from, to)| (from.month(), to.month()));
            assert_eq!(months, expected, "{said}");
            assert_eq!(whole.around(december, date(2025, 12, 20)), None, "{said}");
        }
        for (said, language) in [
            ("Over ten months it was worth $30 million.", Language::English),
            ("They rose to $3 million over the year.", Language::English),
        ] {
            assert_eq!(named(said, language), Some(Whole::Open), "{said}");
        }
        for (said, language) in [
            ("It was $3 million, an annual rise of 4 percent.", Language::English),
            ("It had been $3 million two months earlier.", Language::English),
            ("연간 증가율은 3%였다.", Language::Korean),
        ] {
            assert_eq!(named(said, language), None, "{said}");
        }
    }
}
