//! How large one flow of two states is beside the other way, or in the trade both ways: "sold four times as
//! much as it bought", "a quarter of its exports", "19 percent of the two-way total", "수입의 네 배",
//! "전체 교역의 81%".
//!
//! Whose flow it is, with whom and of when the sentence says as it would of an amount. So it is given a
//! [stand-in](Proportion::stand_in): the same words with an amount in the proportion's place.

mod english;
mod korean;

use super::named::Named;
use super::stand_in::StandIn;
use super::{Amount, Bound, Counts, amounts, written};
use crate::sighting::Span;
use crate::time::{self, TimeKind};
use crate::{Document, Language};

/// Of what something is a part or a multiple.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Of what went out of a state.
    Exports,
    /// Of what came in.
    Imports,
    /// Of the trade both ways.
    Both,
}

/// A proportion that a text claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Proportion {
    /// Its number, in bytes of the text.
    pub span: Span,
    /// All its words.
    pub words: Span,
    /// The sentence.
    pub sentence: Span,
    /// How much of the whole, or how many times as much.
    pub ratio: f64,
    /// Half a step of its last digit.
    pub half: f64,
    /// What is said of it.
    pub bound: Bound,
    /// Whether it is said to be almost so much, and so no more.
    pub almost: bool,
    /// Whether it counts how many times as much, and is no part.
    pub times: bool,
    /// Of what.
    pub whole: Whole,
    /// The words that name it.
    pub base: Span,
    /// Whether it stands behind an amount, of whose flow it is.
    pub behind_amount: bool,
    /// What it was at another time.
    pub before: Option<Earlier>,
    /// The words that name the trade of the two before the flow: "5월 북중 교역", and those of the flow.
    pub trade: Option<(Span, Span)>,
    /// What stands in for it: the place, and the words.
    edit: (Span, String),
}

/// What a proportion is said to have been before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Earlier {
    /// Its number, in bytes of the text.
    pub span: Span,
    /// How much of the whole.
    pub ratio: f64,
    /// Half a step of its last digit.
    pub half: f64,
    /// What is said of it.
    pub bound: Bound,
    /// Whether it went up since.
    pub up: bool,
    /// Of when it is.
    pub when: Named,
}

/// The amounts that stand in for a proportion.
const ENGLISH: &str = "$7 million";
const KOREAN: &str = "700만 달러";

impl Proportion {
    /// The sentence with an amount in the proportion's place; `sentences` are those of the document.
    pub fn stand_in(&self, document: &Document, sentences: &[Span]) -> StandIn {
        let amount = if document.language == Language::Korean { KOREAN } else { ENGLISH };
        let (place, words) = (self.edit.0, self.edit.1.as_str());
        StandIn::new((document, sentences), self.sentence, place, (words, amount))
    }

    /// A sentence of how much the trade of the two was, of a proportion that names it before its flow.
    pub fn trade_alone(&self, document: &Document) -> Option<Document> {
        let ((from, to), _) = self.trade?;
        let words = document.text.get(from..to)?;
        Some(document.with_text(format!("{words}액은 700만 달러였다.")))
    }
}

/// Every proportion of a document whose sentence names one time at most, in order.
pub fn proportions(document: &Document) -> Vec<Proportion> {
    let mut found = Vec::new();
    for sentence in document.sentences() {
        for amount in amounts(document, sentence) {
            let told = one(document, sentence, &amount);
            found.extend(told.filter(|told| names_one_time(document, told)));
        }
    }
    found
}

fn one(document: &Document, sentence: Span, amount: &Amount) -> Option<Proportion> {
    if amount.counts != Counts::Share {
        return None;
    }
    let text = document.text.get(sentence.0..sentence.1)?;
    let number = (amount.span.0 - sentence.0, amount.span.1 - sentence.0);
    let told = match document.language {
        Language::English => english::read(text, number),
        Language::Korean => korean::read(text, number),
        _ => None,
    }?;
    let placed = |(from, to): Span| (sentence.0 + from, sentence.0 + to);
    let (ratio, half, bound) = size(document, amount)?;
    let before = told.before.and_then(|before| {
        let span = placed(before.0);
        let all = amounts(document, sentence);
        let amount = all.iter().find(|amount| amount.span == span)?;
        let (ratio, half, bound) = size(document, amount)?;
        Some(Earlier { span, ratio, half, bound, up: before.1, when: before.2 })
    });
    Some(Proportion {
        span: amount.span,
        words: placed(told.edit.0),
        sentence,
        ratio,
        half,
        bound,
        almost: told.almost,
        times: is_times(&document.text[amount.span.0..amount.span.1]),
        whole: told.whole,
        base: placed(told.base),
        behind_amount: told.behind_amount,
        before,
        trade: told.trade.map(|(trade, flow)| (placed(trade), placed(flow))),
        edit: (placed(told.edit.0), told.edit.1),
    })
}

/// A proportion within its sentence.
struct Told {
    whole: Whole,
    base: Span,
    almost: bool,
    behind_amount: bool,
    /// The words of the trade of the two, and of the flow behind them.
    trade: Option<(Span, Span)>,
    /// What it was before: its number, whether it went up since, and of when it is.
    before: Option<(Span, bool, Named)>,
    edit: (Span, String),
}

/// Words of how many times as much.
const TIMES: &[&str] = &["times", "twice", "double", "triple", "fold", "배"];

fn is_times(words: &str) -> bool {
    let lower = words.to_lowercase();
    TIMES.iter().any(|word| lower.contains(word)) && !lower.contains("절반")
}

fn is_percent(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["%", "percent", "per cent", "pct", "퍼센트", "％"].iter().any(|word| lower.contains(word))
}

/// Beyond how many times as much a whole number of them in words is no measure.
const HALF_MAX: f64 = 0.25;

/// The size of a part or a multiple, half a step of its last digit, and what is said of it.
fn size(document: &Document, amount: &Amount) -> Option<(f64, f64, Bound)> {
    let words = document.text.get(amount.span.0..amount.span.1)?;
    if amount.value <= 0.0 || words.contains("포인트") || words.contains("point") {
        return None;
    }
    let told = written(&document.text, amount.span, amount.value);
    let (ratio, half) = match () {
        () if is_percent(words) => (amount.value / 100.0, told.half / 100.0),
        () if is_times(words) => (amount.value, told.half.min(HALF_MAX)),
        // "A quarter": the next part that anybody would name lies five points away.
        () if amount.value > 1.0 => (amount.value / 100.0, 0.025),
        () => (amount.value, 0.025),
    };
    Some((ratio, half, told.bound))
}

/// Whether the sentence of a proportion names one time at most, beside that of what it was before.
fn names_one_time(document: &Document, told: &Proportion) -> bool {
    let (from, to) = told.sentence;
    let Some(text) = document.text.get(from..to) else { return false };
    let before = told.before.map(|before| before.span.1);
    let all = time::find(text, document.language, document.published);
    let mut named = all
        .iter()
        .filter(|time| !matches!(time.kind, TimeKind::Duration | TimeKind::Set))
        .filter(|time| before.is_none_or(|before| from + time.span.0 < before))
        .map(|time| (time.start, time.end));
    let first = named.next();
    named.all(|other| Some(other) == first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Option<(f64, Whole, String)> {
        let document = Document::new(text, date(2026, 8, 24));
        let one = proportions(&document).pop()?;
        let stand_in = one.stand_in(&document, &document.sentences()).document.text;
        Some(((one.ratio * 1e3).round() / 1e3, one.whole, stand_in))
    }

    fn check(cases: &[(&str, f64, Whole, &str)]) {
        for (text, ratio, whole, stand_in) in cases {
            let expected = Some((*ratio, *whole, (*stand_in).to_owned()));
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_multiple_of_the_other_way_is_told() {
        check(&[
            (
                "Peru sold Chile more than three times as much as it bought from it in May.",
                3.0,
                Whole::Imports,
                "Peru sold Chile $7 million worth of goods in May.",
            ),
            (
                "Peru bought three times as much from Chile as it sold to it in May.",
                3.0,
                Whole::Exports,
                "Peru bought $7 million worth of goods from Chile in May.",
            ),
            (
                "Peru's imports from Chile in May were a fifth of its exports.",
                0.2,
                Whole::Exports,
                "Peru's imports from Chile in May were $7 million.",
            ),
            (
                "Peru's exports to Chile were nearly 2.5 times what it bought from the country.",
                2.5,
                Whole::Imports,
                "Peru's exports to Chile were $7 million.",
            ),
            (
                "5월 중국의 대북 수출은 수입의 여섯 배에 달했다.",
                6.0,
                Whole::Imports,
                "5월 중국의 대북 수출은 700만 달러였다.",
            ),
            (
                "중국이 5월 북한에서 사들인 물건은 판 것의 4분의 1이었다.",
                0.25,
                Whole::Exports,
                "중국이 5월 북한에서 사들인 물건은 700만 달러였다.",
            ),
        ]);
    }

    #[test]
    fn a_share_of_the_trade_both_ways_is_told() {
        check(
            &[
                (
                    "Peru's exports to Chile made up 61 percent of the two-way total in May.",
                    0.61,
                    Whole::Both,
                    "Peru's exports to Chile came to $7 million in May.",
                ),
                (
                    "In May, Peru's imports accounted for about a third of its trade with Chile.",
                    1.0 / 3.0,
                    Whole::Both,
                    "In May, Peru's imports came to $7 million.",
                ),
                (
                    "5월 북중 교역에서 중국의 수출이 차지하는 비중은 81%였다.",
                    0.81,
                    Whole::Both,
                    "5월 북중 교역에서 중국의 수출이 700만 달러였다.",
                ),
                (
                    "5월 중국의 대북 수출은 양국 교역액의 81%를 차지했다.",
                    0.81,
                    Whole::Both,
                    "5월 중국의 대북 수출은 700만 달러였다.",
                ),
            ]
            .map(|(text, ratio, whole, words)| {
                (text, (ratio * 1e3_f64).round() / 1e3, whole, words)
            }),
        );
    }

    #[test]
    fn a_share_that_was_another_before_tells_when() {
        let text = "Peru's exports made up 30 percent of two-way trade in May, up from 14 percent a year earlier.";
        let document = Document::new(text, date(2026, 8, 24));
        let before = proportions(&document).pop().unwrap().before.unwrap();
        assert_eq!((before.ratio, before.up, before.when), (0.14, true, Named::Year));
    }

    #[test]
    fn of_other_times_and_wholes_nothing_is_told() {
        for text in [
            "Peru's exports in May were twice those of April.",
            "Peru's exports in May were twice its imports in April.",
            "Peru sold Chile twice as much as a year earlier.",
            "Peru's exports to Chile made up 12 percent of its total exports.",
            "Wine made up 12 percent of Peru's total trade.",
            "5월 수출은 4월의 두 배였다.",
            "5월 수출은 지난해 5월 수입의 두 배였다.",
            "쌀은 전체 수출의 12%를 차지했다.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
