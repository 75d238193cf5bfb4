//! Words that rank an amount or a change among others: "the lowest since last August", "a third
//! rise in a row", "역대 최대치". They are told here whether or not [`records`](super::records) and
//! [`streaks`](super::streaks) understand them, so that one that nobody understood can be listed.

use super::doubt::clause;
use super::words::{Word, words};
use super::{streak, summit};
use crate::sighting::Span;
use crate::{Document, Language};

/// Words of a text that rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The word by which they rank, in bytes of the text: who understood it understood them.
    pub word: Span,
    /// The words.
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
}

/// Every ranking of a document, in order; those in the words of one before are left out.
pub fn rankings(document: &Document) -> Vec<Ranking> {
    let mut all: Vec<Ranking> = Vec::new();
    for sentence in document.sentences() {
        let words = document.text[sentence.0..sentence.1].to_ascii_lowercase();
        let found = match document.language {
            Language::English => english(&words),
            Language::Korean => korean(&words),
            _ => Vec::new(),
        };
        let placed = |(from, to): Span| (sentence.0 + from, sentence.0 + to);
        all.extend(found.into_iter().map(|(word, span)| Ranking {
            word: placed(word),
            span: placed(span),
            sentence,
        }));
    }
    all
}

/// Words that rank highest or lowest.
#[rustfmt::skip]
const SUPERLATIVES: &[&str] = &[
    "highest", "largest", "biggest", "greatest", "strongest", "lowest", "smallest", "weakest", "most",
    "least", "fastest", "slowest", "best", "worst", "steepest", "sharpest", "deepest", "quickest",
    "heaviest", "busiest", "poorest", "meagrest", "slimmest", "widest", "narrowest",
];

/// Words behind a superlative by which it ranks times.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "since", "ever", "month", "months", "monthly", "quarter", "quarters", "quarterly", "year", "years",
    "yearly", "annual", "decade", "decades", "record", "recorded", "yet", "far", "history", "pandemic",
];

/// How many words behind a superlative its time may stand.
const NEAR: usize = 7;

fn english(text: &str) -> Vec<(Span, Span)> {
    let words = words(text, &['\'', '’'], &[]);
    let ranks = (0..words.len()).filter(|at| {
        let near = Around { text, words: &words, at: *at };
        near.is_superlative()
            || near.is_record()
            || near.is_beyond_all()
            || near.is_in_a_row()
            || near.is_first()
            || summit::english(&words, *at)
    });
    let mut found: Vec<(Span, Span)> = Vec::new();
    for at in ranks {
        let word = (words[at].0, words[at].0 + words[at].1.len());
        if found.last().is_some_and(|(_, span)| word.0 < span.1) {
            continue;
        }
        let row = matches!(words[at].1, "row" | "running" | "succession");
        let mut first = if row { at.saturating_sub(5) } else { at };
        let lead = |word: &str| {
            ARTICLES.contains(&word) || ORDINALS.contains(&word) || LEADS.contains(&word)
        };
        while !row && first > 0 && lead(words[first - 1].1) {
            first -= 1;
        }
        let (from, to) = clause(text, word);
        found.push((word, (words[first].0.max(from).min(word.0), to)));
    }
    found
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..2200).contains(&year))
}

const ARTICLES: &[&str] = &["a", "an", "the", "its", "their"];

/// Words between an article and the word that ranks: "a third straight".
#[rustfmt::skip]
const ORDINALS: &[&str] = &[
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "two", "three",
    "four", "five", "six",
];

/// Words of a record that stand before the one by which it ranks: "a new high", "last year's peak".
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "new", "fresh", "another", "previous", "not", "never", "been", "last", "this", "year's", "year’s", "more",
    "than", "hit", "set",
];

/// A word of a sentence with those around it.
struct Around<'w> {
    text: &'w str,
    words: &'w [Word<'w>],
    at: usize,
}

impl<'w> Around<'w> {
    fn word(&self, ahead: usize) -> &'w str {
        self.words.get(self.at + ahead).map_or("", |word| word.1)
    }

    fn back(&self, by: usize) -> &'w str {
        self.at.checked_sub(by).map_or("", |at| self.words[at].1)
    }

    /// The words behind this one up to the end of its clause.
    fn behind(&self) -> impl Iterator<Item = &'w str> {
        let (at, word) = self.words[self.at];
        let end = clause(self.text, (at, at + word.len())).1;
        let here = self.words[self.at + 1..].iter().take_while(move |(at, _)| *at < end);
        here.map(|(_, word)| *word)
    }

    /// "The highest in any month", "the most since May", "the lowest, customs said"; neither "at least"
    /// nor "the largest trading partner".
    fn is_superlative(&self) -> bool {
        if !SUPERLATIVES.contains(&self.word(0)) {
            return false;
        }
        let quantity = matches!(self.word(0), "most" | "least" | "best");
        if quantity && self.back(1) != "the" || self.back(1) == "at" {
            return false;
        }
        let is_time = |word: &str| TIMES.contains(&word) || is_year(word);
        let timed = self.back(1) == "year's" || self.behind().take(NEAR).any(is_time);
        timed && self.word(1) != "recent" || self.behind().next().is_none() && !quantity
    }

    /// "A record 5 million", "record high", "all-time low", "a ten-month high".
    fn is_record(&self) -> bool {
        match self.word(0) {
            "record" => {
                let kind = [
                    "high", "low", "level", "levels", "volume", "total", "month", "year",
                    "breaking", "amount", "highs", "lows", "figure",
                ];
                // "A record of the talks" is none.
                matches!(self.back(1), "a" | "new" | "another") && self.word(1) != "of"
                    || kind.contains(&self.word(1))
            }
            "high" | "low" | "peak" | "trough" | "highs" | "lows" => {
                matches!(self.back(1), "month" | "year" | "time" | "quarter" | "decade")
            }
            "unprecedented" => true,
            _ => false,
        }
    }

    /// "Surpassing all previous months", "more than in any other quarter", "second only to May".
    fn is_beyond_all(&self) -> bool {
        let than = usize::from(self.word(1) == "than");
        let next = if self.word(1 + than) == "in" { 2 + than } else { 1 + than };
        let any = matches!(self.word(next), "all" | "any" | "every");
        match self.word(0) {
            "surpassing" | "exceeding" | "topping" | "beating" | "eclipsing" | "surpassed"
            | "exceeded" | "topped" | "beat" | "eclipsed" | "outstripping" | "outstripped"
            | "outpacing" | "outpaced" | "outdoing" | "outdid" | "overtaking" | "overtook"
            | "dwarfing" | "dwarfed" | "bettering" | "bettered" => any,
            "more" | "less" | "higher" | "lower" | "larger" | "bigger" | "smaller" => {
                than == 1 && any && self.behind().take(NEAR).any(|word| TIMES.contains(&word))
            }
            "second" | "third" => (self.word(1), self.word(2)) == ("only", "to"),
            _ => false,
        }
    }

    /// "A third straight rise", "two declines in a row", "three months running".
    fn is_in_a_row(&self) -> bool {
        match self.word(0) {
            "straight" | "consecutive" | "successive" | "streak" => true,
            "running" => matches!(self.back(1), "month" | "months" | "year" | "years" | "quarters"),
            "row" => (self.back(2), self.back(1)) == ("in", "a"),
            // "A six-month run of declines", "a two-year slump".
            "run" | "slump" | "slide" | "rally" | "decline" | "downturn" | "losing" | "winning"
            | "spell" | "stretch" => {
                let counted = ORDINALS.contains(&self.back(2))
                    || ["seven", "eight", "nine", "ten", "eleven", "twelve"]
                        .contains(&self.back(2))
                    || self.back(2).parse::<u8>().is_ok();
                counted && matches!(self.back(1), "month" | "quarter" | "year")
            }
            _ => false,
        }
    }

    /// "The first annual fall since 2020", "for the first time in a year", "its first drop in exports";
    /// not "the first half".
    fn is_first(&self) -> bool {
        if self.word(0) != "first" || !matches!(self.back(1), "the" | "its" | "their") {
            return false;
        }
        let movement = self.behind().take(NEAR).any(|word| streak::noun(word).is_some());
        if movement || self.word(1) == "time" {
            return true;
        }
        let until = |word: &&str| !matches!(*word, "since" | "in" | "this");
        let named: Vec<&str> = self.behind().take(NEAR).take_while(until).collect();
        let span = ["half", "quarter", "months", "month", "weeks", "days", "years", "year", "of"];
        let closes = self.behind().nth(named.len()).unwrap_or_default();
        let time = closes == "since"
            || self.behind().skip(named.len()).take(NEAR).any(|word| {
                matches!(word, "months" | "years" | "year" | "decade" | "decades" | "quarters")
            });
        !named.is_empty()
            && named.len() < NEAR
            && !named.iter().any(|word| span.contains(word))
            && !closes.is_empty()
            && time
    }
}

/// Words of Korean that rank wherever they stand.
#[rustfmt::skip]
const KOREAN: &[&str] = &[
    "최대치", "최고치", "최저치", "최소치", "최고 수준", "최저 수준", "최대 규모", "최소 규모", "최대 폭",
    "최대폭", "가장 많", "가장 적", "가장 높", "가장 낮", "가장 큰", "가장 컸", "가장 작", "사상 최", "역대 최",
    "사상 처음", "역대 두 번째", "역대 세 번째", "다음으로 많", "다음으로 높", "다음으로 큰", "번째로 많", "번째로 높",
    "번째로 적", "번째로 큰", "번째로 낮", "만에 처음", "이후 처음", "이래 처음", "이후 최", "이래 최", "만에 최",
    " 연속", "달째", "개월째", "분기째", "달 내리", "개월 내리", "내리 두 달", "내리 석 달", "내리 세 달",
    "내리 넉 달", "내리 네 달", "내리 다섯 달", "내리 여섯 달", "내리 일곱 달", "내리 여덟 달", "내리 3개월", "내리 4개월",
    "내리 5개월", "내리 6개월", "내리 7개월", "연속으로", "연달아",
];

/// Words that rank where the sentence closes them: "최대였다", and no "최대 20억" nor "최고인민회의".
const KOREAN_BARE: &[&str] = &["최대", "최고", "최저", "최소"];

/// What closes them.
const CLOSES: &[&str] = &["였", "이었", "로 ", "를 ", "다.", "라고", "라며", ".", ","];

fn korean(text: &str) -> Vec<(Span, Span)> {
    let whole = KOREAN.iter().chain(summit::KOREAN);
    let whole = whole.flat_map(|word| text.match_indices(word)).filter(|(at, word)| {
        // "2021위안" and "11위" are no first rank.
        *word != "1위" || {
            let behind = &text[at + word.len()..];
            let digit =
                text[..*at].ends_with(|letter: char| letter.is_ascii_digit() || letter == '.');
            !digit && !behind.starts_with(['안', '원'])
        }
    });
    let bare = KOREAN_BARE.iter().flat_map(|word| text.match_indices(word)).filter(|(at, word)| {
        let behind = &text[at + word.len()..];
        behind.is_empty() || CLOSES.iter().any(|end| behind.starts_with(end))
    });
    // "석 달 만에 증가": the first time in so long.
    let back = ["달 만에", "개월 만에", "분기 만에", "년 만에"];
    let back = back.iter().flat_map(|word| text.match_indices(word));
    let mut words: Vec<Span> =
        whole.chain(bare).chain(back).map(|(at, word)| (at, at + word.len())).collect();
    words.sort_unstable();
    let mut found: Vec<(Span, Span)> = Vec::new();
    for word in words {
        if found.last().is_some_and(|(_, span)| word.0 < span.1) {
            continue;
        }
        // From two words before it: "지난해 8월 이후 최저".
        let head = text[..word.0].trim_end();
        let from = head.match_indices(' ').map(|(at, _)| at + 1).rev().nth(1).unwrap_or(0);
        let from = from.max(clause(text, word).0).min(word.0);
        let lead = text[from..word.0].len() - text[from..word.0].trim_start().len();
        found.push((word, (from + lead, clause(text, word).1)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Vec<&str> {
        let document = Document::new(text, date(2026, 8, 24));
        rankings(&document).into_iter().map(|one| &text[one.span.0..one.span.1]).collect()
    }

    #[test]
    fn the_top_and_the_bottom_of_a_row_and_what_was_first_rank() {
        for (text, words) in [
            ("Sales were $3 million, the largest figure of 2025.", "the largest figure of 2025"),
            ("Sales were $3 million, last year's lowest level.", "lowest level"),
            ("Sales peaked at $3 million in May.", "peaked at $3 million in May"),
            ("Sales hit bottom in May, at $3 million.", "bottom in May"),
            ("Sales were $3 million, a new high.", "high"),
            ("Sales rose 4 percent, ending a seven-month slump.", "slump"),
            ("Sales set a record of $3 million.", "record of $3 million"),
            ("Sales were $3 million, a sum not seen since 2011.", "seen since 2011"),
            ("Sales were $3 million, more than ever before.", "ever before"),
            (
                "Sales were $3 million, outdoing every earlier month.",
                "outdoing every earlier month",
            ),
            ("Sales of $3 million were the fifth fall in succession.", "succession"),
            ("May saw the first drop in sales to Peru.", "the first drop in sales to Peru"),
            ("Sales topped $3 million for the first time.", "the first time"),
            ("수출은 5월 5억 위안으로 정점을 찍었다.", "정점을 찍었다"),
            ("수출은 5월 5억 위안으로 월별 1위였다.", "월별 1위였다"),
            ("수출은 5월 처음으로 5억 위안을 넘었다.", "처음으로 5억 위안을 넘었다"),
            ("수출은 내리 다섯 달 줄었다.", "내리 다섯 달 줄었다"),
        ] {
            let all = told(text);
            assert!(all.len() == 1 && all[0].contains(words), "{text}: {all:?}");
        }
    }

    #[test]
    fn words_that_rank_are_told_whether_or_not_they_are_understood() {
        for (text, words) in [
            ("Sales fell to $3 million, the lowest since the flood.", "the lowest since the flood"),
            ("Sales hit a record $3 million in May.", "a record $3 million in May"),
            ("Sales rose, their third gain in a row.", "their third gain in a row"),
            (
                "Sales fell 4 percent, the first annual fall since 2020.",
                "the first annual fall since 2020",
            ),
            ("Sales were $3 million, second only to those of May.", "second only to those of May"),
            (
                "Sales came to $3 million, more than in any other quarter of 2025.",
                "more than in any other quarter of 2025",
            ),
            (
                "Sales made up 3 percent, the largest share in two years.",
                "the largest share in two years",
            ),
            (
                "Sales were $3 million, the highest so far this year.",
                "the highest so far this year",
            ),
            ("Sales were the best month of 2025.", "the best month of 2025"),
            ("수출은 5억 위안으로 홍수 이후 최저였다.", "홍수 이후 최저였다"),
            ("수출은 5억 위안으로 넉 달 만에 반등했다.", "위안으로 넉 달 만에 반등했다"),
            ("수출은 5억 위안으로 2019년 다음으로 많았다.", "위안으로 2019년 다음으로 많았다"),
            (
                "수출은 역대 두 번째로 많은 5억 위안이었다.",
                "수출은 역대 두 번째로 많은 5억 위안이었다",
            ),
        ] {
            let all = told(text);
            assert_eq!(all.len(), 1, "{text}: {all:?}");
            assert!(
                all[0].trim_end_matches('.').contains(words.trim_end_matches('.')),
                "{text}: {all:?}"
            );
        }
        for text in [
            "Sales in the first half of the year came to $3 million.",
            "Sales in the first two months since the talks fell.",
            "Its largest trading partner bought at least $3 million.",
            "Most of the goods went by rail this year.",
            "Customs records show sales of $3 million.",
            "The most recent data of the year put sales at $3 million.",
            "Sales came to $3 million at a high price.",
            "Sales in the first half came to $3 million, customs said.",
            "Sales set off for Peru were $3 million.",
            "수출은 2021위안이었다.",
            "수출은 최대 5억 위안으로 추산된다.",
            "최고인민회의가 5월 열렸다.",
            "수출은 5월 5억 위안이었다.",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
