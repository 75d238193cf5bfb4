//! Growth that grew or slowed: "growth in exports slowed to 3.2 percent in July from 7.8 percent in June",
//! "증가율은 6월 7.8%에서 7월 3.2%로 낮아졌다". Both are changes on the year, of two times.
//!
//! Of what it is the growth a sentence says as it would of an amount; a [stand-in](Growth::stand_in) says it
//! so.

use super::named::{self, Named};
use super::stand_in::StandIn;
use super::words::{Word, words};
use super::{Amount, Counts, amounts, by_sentence};
use crate::sighting::Span;
use crate::{Document, Language};

/// Growth that is told of two times.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// The words that say which way it went, in bytes of the text.
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
    /// Whether it got more.
    pub up: bool,
    /// The two rates, the later first: where each stands, how large it is, and of when where that is told
    /// of the earlier.
    pub now: Span,
    /// The earlier one.
    pub then: Span,
    /// Of when the earlier one is.
    pub base: Named,
    /// By how many points it went, where the text says so.
    pub points: Option<Span>,
    /// What stands in for it: the place, and the words before and behind the amount.
    edit: Edit,
}

#[derive(Clone, Debug, PartialEq)]
struct Edit {
    place: Span,
    /// What of the sentence stands before the amount.
    flow: Span,
    /// The time of the later rate, where it stands between the two.
    time: Option<Span>,
}

impl Growth {
    /// The sentence with an amount in the growth's place; `sentences` are those of the document.
    pub fn stand_in(&self, document: &Document, sentences: &[Span]) -> StandIn {
        let part = |(from, to): Span| document.text[from..to].trim();
        let flow = part(self.edit.flow);
        let time = self.edit.time.map(part).unwrap_or_default();
        let (words, amount) = match document.language {
            Language::Korean => (format!("{flow}은 {time} 700만 달러였"), "700만 달러"),
            _ => (format!("{flow} came to $7 million {time}"), "$7 million"),
        };
        let words = words.trim_end();
        StandIn::new((document, sentences), self.sentence, self.edit.place, (words, amount))
    }
}

/// Every such growth of a document, in order; one a sentence.
pub fn growths(document: &Document) -> Vec<Growth> {
    let found = by_sentence(document, english, korean);
    let placed = |(sentence, one): (Span, Growth)| {
        let place = |(from, to): Span| (sentence.0 + from, sentence.0 + to);
        let rate = |span: Span| {
            let all = amounts(document, sentence);
            let is = |one: &&Amount| one.span.0 == span.0 && one.counts == Counts::Share;
            all.iter().find(is).map(|one| one.span)
        };
        let (now, then) = (rate(place(one.now))?, rate(place(one.then))?);
        let edit = Edit {
            place: place(one.edit.place),
            flow: place(one.edit.flow),
            time: one.edit.time.map(place),
        };
        let points = one.points.map(place).and_then(rate);
        let span = place(one.span);
        Some(Growth { span, sentence, now, then, points, edit, ..one })
    };
    found.into_iter().filter_map(placed).collect()
}

/// What growth does, before "to".
const VERBS: &[(&str, bool)] = &[
    ("slowed", false),
    ("eased", false),
    ("cooled", false),
    ("moderated", false),
    ("weakened", false),
    ("dropped", false),
    ("fell", false),
    ("slipped", false),
    ("declined", false),
    ("decelerated", false),
    ("quickened", true),
    ("accelerated", true),
    ("rose", true),
    ("climbed", true),
    ("jumped", true),
    ("strengthened", true),
    ("increased", true),
    ("surged", true),
];

/// Words by which such a change is none on the year.
const OTHERWISE: &[&str] = &[
    "month-on-month",
    "month on month",
    "monthly",
    "from the previous month",
    "from a month earlier",
    "than a month earlier",
    "on the month",
    "quarter-on-quarter",
];

/// "Growth in Peru's exports slowed to 3 percent in May from 7 percent in April".
fn english(text: &str) -> Option<Growth> {
    if OTHERWISE.iter().any(|word| text.contains(word)) {
        return None;
    }
    let all =
        words(text, &['\'', '’', '-', '.', '%'], &[',', '(', ')', ';', ':', '—', '–']).into_iter();
    let all: Vec<Word<'_>> = all.map(|(at, word)| (at, word.trim_end_matches('.'))).collect();
    let word = |at: usize| all.get(at).map_or("", |word: &Word<'_>| word.1);
    let end = |at: usize| all[at].0 + word(at).len();
    let growth = (0..all.len()).find(|at| word(*at) == "growth")?;
    let (verb, up) = (growth..all.len()).find_map(|at| {
        let (_, up) = VERBS.iter().find(|(verb, _)| *verb == word(at))?;
        (word(at + 1) == "to").then_some((at, *up))
    })?;
    // "Growth in X" or "X growth"; nothing else stands between the flow and the verb.
    let flow = match word(growth + 1) {
        "in" | "of" => (all.get(growth + 2)?.0, all[verb].0),
        _ if verb == growth + 1 && growth > 0 => (0, all[growth].0),
        _ => return None,
    };
    let lead = match word(growth.wrapping_sub(1)) {
        "the" | "annual" if flow.0 > all[growth].0 => growth - 1,
        _ => growth,
    };
    let percent = |at: usize| {
        let numeral = word(at).starts_with(|one: char| one.is_ascii_digit());
        let long = match (word(at + 1), word(at + 2)) {
            _ if word(at).ends_with('%') => 0,
            ("percent" | "pct", _) => 1,
            ("per", "cent") => 2,
            _ => return None,
        };
        numeral.then_some((at, at + long + 1))
    };
    let hedge = |at: usize| {
        at + usize::from(matches!(word(at), "about" | "around" | "nearly" | "just" | "some"))
    };
    let (now, behind) = percent(hedge(verb + 2))?;
    let from = (behind..behind + 6).find(|at| word(*at) == "from")?;
    let (then, last) = percent(hedge(from + 1))?;
    let (base, last) = named::english(&all, last + usize::from(word(last) == "in"))?;
    let time = (from > behind).then(|| (all[behind].0, all[from].0));
    let start = if flow.0 > all[growth].0 { all[lead].0 } else { flow.0 };
    Some(Growth {
        span: (all[verb].0, end(verb)),
        sentence: (0, text.len()),
        up,
        now: (all[now].0, end(now)),
        then: (all[then].0, end(then)),
        base,
        points: None,
        edit: Edit { place: (start, end(last - 1)), flow, time },
    })
}

/// Verbs of growth that went up or down.
const KOREAN: &[(&str, bool)] = &[
    ("낮아졌", false),
    ("떨어졌", false),
    ("둔화", false),
    ("하락했", false),
    ("줄었", false),
    ("내려갔", false),
    ("높아졌", true),
    ("올랐", true),
    ("상승했", true),
    ("올라갔", true),
    ("확대", true),
];

/// "대북 수출 증가율은 6월 7.8%에서 7월 3.2%로 4.6%포인트 낮아졌다".
fn korean(text: &str) -> Option<Growth> {
    if ["전월 대비", "전달보다", "전월비", "전달 대비"].iter().any(|word| text.contains(word))
    {
        return None;
    }
    let (at, noun) = ["증가율은", "증가율이", "신장률은", "증가 폭은", "증가폭은"]
        .iter()
        .find_map(|noun| Some((text.find(noun)?, *noun)))?;
    let flow = text[..at].trim_end();
    let plain = flow
        .strip_suffix("전년 대비")
        .or_else(|| flow.strip_suffix("의"))
        .unwrap_or(flow)
        .trim_end();
    if !plain.ends_with("수출") && !plain.ends_with("수입") && !plain.ends_with("교역") {
        return None;
    }
    let from = at + noun.len();
    let start = text[..at].rfind(". ").map_or(0, |at| at + 2);
    let rest = &text[from..];
    let (first, to) = (rest.find("에서 ")?, "에서 ".len());
    let then = rate(text, from, from + first)?;
    let base_at = from + rest.len() - rest.trim_start().len();
    let (base, _) = named::korean(text, base_at)?;
    let second = from + first + to;
    let last = second + text[second..].find("로 ")?;
    let now = rate(text, second, last)?;
    let verb = KOREAN
        .iter()
        .find_map(|(verb, up)| Some((text[last..].find(verb)? + last, verb.len(), *up)))?;
    let points = text[last..verb.0].find("포인트").and_then(|point| {
        let digits = text[last..last + point].find(|letter: char| letter.is_ascii_digit())?;
        Some((last + digits, last + point + "포인트".len()))
    });
    let time = (second, now.0);
    Some(Growth {
        span: (verb.0, verb.0 + verb.1),
        sentence: (0, text.len()),
        up: verb.2,
        now,
        then,
        base,
        points,
        edit: Edit {
            place: (start, verb.0 + verb.1),
            flow: (start, start + plain[start..].len()),
            time: Some(time).filter(|(from, to)| from < to),
        },
    })
}

/// The percentage that ends a part of a text: "6월 7.8%".
fn rate(text: &str, from: usize, to: usize) -> Option<Span> {
    let part = text.get(from..to)?;
    let digits = part.strip_suffix('%').or_else(|| part.strip_suffix("퍼센트"))?;
    let start =
        digits.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.').len();
    (start < digits.len()).then_some((from + start, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn growth_of_two_times_is_told_with_the_flow_that_it_is_of() {
        for (text, up, rates, base, stand_in) in [
            (
                "Growth in Peru's exports to Chile eased to 3.1 percent in May from 6 percent in April.",
                false,
                ("3.1 percent", "6 percent"),
                Named::Month(4, None),
                "Peru's exports to Chile came to $7 million in May.",
            ),
            (
                "Annual growth of Peru's exports to Chile quickened to 6 percent in May from 3.1 percent a month earlier.",
                true,
                ("6 percent", "3.1 percent"),
                Named::Before,
                "Peru's exports to Chile came to $7 million in May.",
            ),
            (
                "중국의 대북 수입 증가율은 4월 6.1%에서 5월 9.3%로 3.2%포인트 높아졌다.",
                true,
                ("9.3%", "6.1%"),
                Named::Month(4, None),
                "중국의 대북 수입은 5월 700만 달러였다.",
            ),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let one = growths(&document).pop().unwrap();
            let part = |(from, to): Span| &text[from..to];
            assert_eq!((part(one.now), part(one.then)), rates, "{text}");
            assert_eq!((one.up, one.base), (up, base), "{text}");
            let other = one.stand_in(&document, &document.sentences()).document.text;
            assert_eq!(other, stand_in, "{text}");
        }
        for text in [
            "Month-on-month growth in exports eased to 3 percent in May from 6 percent in April.",
            "Growth in exports eased to 3 percent in May.",
            "Exports fell to 3 percent of the total in May from 6 percent in April.",
            "수출 증가율은 5월 3%로 낮아졌다.",
        ] {
            assert_eq!(growths(&Document::new(text, date(2026, 8, 24))), [], "{text}");
        }
    }
}
