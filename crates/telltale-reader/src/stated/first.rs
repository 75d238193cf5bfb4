//! That something was so for the first time: "exports topped 2 billion for the first time since May 2024",
//! "올해 들어 처음으로 20억 위안을 넘었다". No month since then may have been so.

use telltale_observation::Month;

use super::by_sentence;
use super::record::{self, Since};
use super::words::words;
use crate::Document;
use crate::document::MONTHS;
use crate::sighting::Span;

/// A first time that a text claims.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct First {
    /// Its words, in bytes of the text.
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
    /// Since when it was not so.
    pub since: Since,
}

/// Every first time of a document, in order; one a sentence.
pub fn firsts(document: &Document) -> Vec<First> {
    let placed = |(sentence, ((from, to), since)): (Span, (Span, Since))| First {
        span: (sentence.0 + from, sentence.0 + to),
        sentence,
        since,
    };
    by_sentence(document, english, korean).into_iter().map(placed).collect()
}

/// Words of what began to be counted: "since customs began breaking out the figures in 2024".
const BEGAN: &[&str] = &["began", "started", "begin", "begun", "starting", "beginning", "start"];

/// How many words its year may stand behind.
const YEAR_MAX: usize = 12;

fn english(text: &str) -> Option<(Span, Since)> {
    let all = words(text, &['\'', '’', '-', '%', '$'], &[',', ';', '(', ')', '—', '–']);
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    let end = |at: usize| all[at].0 + all[at].1.len();
    let at = (1..all.len())
        .find(|at| (word(at - 1), word(*at), word(at + 1)) == ("the", "first", "time"))?;
    let next = at + 2;
    let from = all[at - 1].0;
    // "The first time that imports fell" is of a movement; "not for the first time" of none.
    if (2..=3).any(|back| at >= back && word(at - back) == "not") {
        return None;
    }
    if word(next) == "since" {
        let at_least = 2 * usize::from((word(next + 1), word(next + 2)) == ("at", "least"));
        if let Some((since, last)) = record::date(&all, next + 1 + at_least) {
            return Some(((from, end(last)), since));
        }
        let (since, last) = since_it_began(&all, next + 1)?;
        return Some(((from, end(last)), since));
    }
    let back = match (word(next), word(next + 1)) {
        ("in", _) => record::span_of_time(&all, next + 1),
        ("this", "year") => Some((Since::ThisYear, next + 1)),
        _ => None,
    };
    let (since, last) = back.unwrap_or((Since::Ever, next - 1));
    Some(((from, end(last)), since))
}

/// "Since customs began breaking out the figures in 2024": of that year's January on.
fn since_it_began(all: &[(usize, &str)], from: usize) -> Option<(Since, usize)> {
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    let clause: Vec<usize> = (from..from + YEAR_MAX)
        .take_while(|at| !matches!(word(*at), "" | "," | ";" | "—"))
        .collect();
    let began = clause.iter().any(|at| BEGAN.contains(&word(*at)));
    let at = *clause.iter().find(|at| {
        word(**at).len() == 4
            && word(**at).parse::<i16>().is_ok_and(|year| (1900..2200).contains(&year))
    })?;
    let year = word(at).parse().ok()?;
    let month = MONTHS.iter().position(|month| *month == word(at - 1));
    let number = month.and_then(|at| i8::try_from(at + 1).ok()).unwrap_or(1);
    began.then_some((Since::Month(Month::new(year, number)?.plus(-1)), at))
}

/// "2024년 3월 이후 처음으로", "올해 들어 처음", "10개월 만에 처음으로".
fn korean(text: &str) -> Option<(Span, Since)> {
    let at = text.find("처음")?;
    let end = at + "처음".len();
    let end = end + if text[end..].starts_with("으로") { "으로".len() } else { 0 };
    // "처음 제시한 20억 위안" is no first time of an amount.
    let verb = &text[end..];
    if !["넘", "돌파", "웃돌", "밑돌", "아래로", "밑으로"].iter().any(|word| verb.contains(word))
    {
        return None;
    }
    let told = record::korean_since(text)
        .filter(|(_, after, _)| text.get(*after..at).is_some_and(|gap| gap.trim().is_empty()));
    let (from, since) = told.map_or((at, Since::Ever), |(from, _, since)| (from, since));
    Some(((from, end), since))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_first_time_tells_since_when() {
        let month = |text: &str| Since::Month(text.parse().unwrap());
        for (text, words, since) in [
            (
                "Exports topped $5 million in May for the first time since March 2024.",
                "the first time since March 2024",
                month("2024-03"),
            ),
            (
                "For the first time since records began in 2024, exports topped $5 million in May.",
                "the first time since records began in 2024",
                month("2023-12"),
            ),
            ("Exports topped $5 million for the first time.", "the first time", Since::Ever),
            (
                "Exports fell below $5 million for the first time in ten months.",
                "the first time in ten months",
                Since::Months(10),
            ),
            (
                "5월 수출은 2024년 3월 이후 처음으로 5억 위안을 넘었다.",
                "2024년 3월 이후 처음으로",
                month("2024-03"),
            ),
            ("5월 수출이 처음으로 5억 위안을 넘었다.", "처음으로", Since::Ever),
        ] {
            let one = firsts(&Document::new(text, date(2026, 8, 24))).pop().unwrap();
            assert_eq!((&text[one.span.0..one.span.1], one.since), (words, since), "{text}");
        }
        for text in
            ["It was not the first time.", "5월 수출이 처음 공개됐다.", "The first half of 2025."]
        {
            assert_eq!(firsts(&Document::new(text, date(2026, 8, 24))), [], "{text}");
        }
    }
}
