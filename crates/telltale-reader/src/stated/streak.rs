//! A streak: "fell for the third month in a row", "석 달째 줄었다". That something went one way is less
//! than that it did so time and again.

use super::by_sentence;
use super::numerals::{cardinal, ordinal};
use super::stand_in::StandIn;
use super::words::{Word, words};
use crate::sighting::Span;
use crate::{Document, Language};

/// In which periods a streak counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Months.
    Month,
    /// Quarters.
    Quarter,
    /// Years.
    Year,
    /// The text does not say: "the third straight rise".
    Unsaid,
}

/// A streak that a text claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Streak {
    /// Its words, in bytes of the text.
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
    /// How many periods.
    pub steps: i32,
    /// Of which length.
    pub step: Step,
    /// Up, or down; `None` where the words do not tell.
    pub up: Option<bool>,
    /// Whether each is taken against the year before: yes, no, or not said.
    pub yearly: Option<bool>,
    /// Words before the span that belong to it where something stands in for it: "for a".
    lead: usize,
    /// The clause that tells what went on, where the streak is told of a time: "May was the third month in
    /// a row in which Peru sold less".
    clause: Option<Clause>,
}

/// "May was the third month in a row in which Peru sold less to Chile than the month before".
#[derive(Clone, Copy, Debug, PartialEq)]
struct Clause {
    /// The time that it is told of.
    time: Span,
    /// What stands before the words that an amount takes the place of.
    head: Span,
    /// What stands behind them.
    tail: Span,
    /// Whether a verb stands before the amount, and not goods.
    moved: bool,
}

impl Streak {
    /// The sentence with an amount in the streak's place: of what flow the streak is a sentence says
    /// around it, as it would around an amount. `sentences` are those of the document.
    pub fn stand_in(&self, document: &Document, sentences: &[Span]) -> StandIn {
        let words = match document.language {
            Language::Korean => ("700만 달러로", "700만 달러"),
            _ => ("to $7 million", "$7 million"),
        };
        if let Some(clause) = &self.clause {
            let part = |(from, to): Span| &document.text[from..to];
            let amount = if clause.moved { " to $7 million" } else { "$7 million worth of goods" };
            let (time, head, tail) = (part(clause.time), part(clause.head), part(clause.tail));
            let of = if time.is_empty() { String::new() } else { format!("In {time}, ") };
            let words = format!("{of}{head}{amount}{tail}.");
            let words = (words.as_str(), "$7 million");
            return StandIn::new((document, sentences), self.sentence, self.sentence, words);
        }
        let place = (self.lead, self.span.1);
        StandIn::new((document, sentences), self.sentence, place, words)
    }
}

/// Every streak of a document, in order; one a sentence.
pub fn streaks(document: &Document) -> Vec<Streak> {
    let placed = |(sentence, one): (Span, Streak)| {
        let place = |(from, to): Span| (sentence.0 + from, sentence.0 + to);
        let clause = one.clause.map(|clause| Clause {
            time: place(clause.time),
            head: place(clause.head),
            tail: place(clause.tail),
            ..clause
        });
        let (span, lead) = (place(one.span), sentence.0 + one.lead);
        Streak { span, sentence, lead, clause, ..one }
    };
    by_sentence(document, english, korean).into_iter().map(placed).collect()
}

/// Words between an amount and a streak by which the streak begins where the amount was.
#[rustfmt::skip]
const THEN: &[&str] = &[
    "then", "before", "afterwards", "afterward", "thereafter", "later", "subsequently", "since",
];

/// Words right before an amount by which something else comes after it.
const AFTER: &[&str] = &["after", "since", "following", "having"];

/// How many words before an amount these may stand: "after reaching a peak of 3 million".
const NEAR_AFTER: usize = 5;

/// The same in Korean, behind the amount.
const KOREAN_THEN: &[&str] =
    &["뒤", " 후", "이후", "다가", "다음", "이던", "였던", "었던", "부터", "에서"];

/// Whether a streak follows upon an amount before it, and so ended at another time: "reached 3 million in
/// April, then fell for three months".
pub fn comes_after(document: &Document, streak: &Streak, amount: Span) -> bool {
    let part = |from: usize, to: usize| {
        document.text.get(from..to.max(from)).unwrap_or_default().to_ascii_lowercase()
    };
    let between = part(amount.1, streak.span.0);
    if document.language == Language::Korean {
        return KOREAN_THEN.iter().any(|then| between.contains(then));
    }
    let ahead = part(streak.sentence.0, amount.0);
    let own = ahead.rsplit([',', ';', '(']).next().unwrap_or_default();
    let mut all = own.split_whitespace().rev().filter(|word| !matches!(*word, "the" | "a"));
    let from = all.clone().next().is_some_and(|word| word.trim_matches(['$', '¥']) == "from");
    let then =
        between.split(|letter: char| !letter.is_alphabetic()).any(|word| THEN.contains(&word));
    let after = from || all.by_ref().take(NEAR_AFTER).any(|word| AFTER.contains(&word));
    then || after || turns(document, streak, amount)
}

/// Whether the amount was reached by going the other way: "climbed to 3 million in April and fell for
/// three months".
fn turns(document: &Document, streak: &Streak, amount: Span) -> bool {
    let moved = super::direction::moved(document, streak.sentence, amount);
    moved.is_some_and(|moved| streak.up.is_some_and(|up| moved.up != up))
}

/// The most steps that a streak may have: more than a series has is a slip.
const STEPS: std::ops::RangeInclusive<i32> = 2..=60;

fn words_of(text: &str) -> Vec<Word<'_>> {
    let words = words(text, &['-', '.'], &[]).into_iter();
    words.map(|(at, word)| (at, word.trim_end_matches(['.', '-']))).collect()
}

/// How many a word counts: "third", "3rd", "three", "3".
fn count(word: &str) -> Option<i32> {
    let told = ordinal(word).or_else(|| cardinal(word))?;
    i32::try_from(told).ok().filter(|n| STEPS.contains(n))
}

fn step(word: &str) -> Option<Step> {
    Some(match word {
        "month" | "months" | "monthly" => Step::Month,
        "quarter" | "quarters" | "quarterly" => Step::Quarter,
        "year" | "years" | "yearly" | "annual" => Step::Year,
        "time" | "times" => Step::Unsaid,
        _ => return None,
    })
}

fn english(text: &str) -> Option<Streak> {
    let told = plain(text)?;
    Some(of_a_time(text, &told).or_else(|| in_front(text, &told)).unwrap_or(told))
}

/// "For the third month in a row, Peru's sales to Chile fell in May": what went on stands behind it.
fn in_front(text: &str, told: &Streak) -> Option<Streak> {
    if told.up.is_some() || !text[..told.lead].trim().is_empty() {
        return None;
    }
    let from = told.span.1 + ", ".len();
    let rest = text[told.span.1..].strip_prefix(", ")?;
    // Of the first clause: "…, to 3 million" tells how much it was then.
    let end =
        from + rest.find(", ").unwrap_or(rest.trim_end_matches(['.', '"', '”', ' ', '\n']).len());
    let all = words_of(&text[from..end]);
    if all.iter().any(|(_, word)| UNCLEAR.contains(word)) {
        return None;
    }
    let way = |word: &&Word<'_>| super::direction::way(word.1, Language::English).is_some();
    let mut verbs = all.iter().filter(way);
    let (at, verb) = verbs.next().filter(|_| verbs.next().is_none())?;
    let up = super::direction::way(verb, Language::English);
    let behind = from + at + verb.len();
    // "Fell to 3 million" has its amount.
    if text[behind..].starts_with(" to ") || text[behind..].starts_with(" by ") {
        return None;
    }
    let clause = Clause { time: (0, 0), head: (from, behind), tail: (behind, end), moved: true };
    Some(Streak { span: (told.span.0, end), up, clause: Some(clause), ..told.clone() })
}

/// What a streak is told of, and by: "was the third month in a row in which".
const TOLD_OF: &[&str] = &["was", "is", "marked", "became"];
const IN_WHICH: &[&str] = &[" in which ", " that ", " when ", " where "];

/// Words by which the steps of such a streak are taken against the month before, or the year before.
const THAN_MONTH: &[&str] = &[
    "than the month before",
    "than in the month before",
    "than a month earlier",
    "than the previous month",
    "than in the previous month",
    "than a month before",
    "than the month earlier",
];
const THAN_YEAR: &[&str] = &[
    "than a year earlier",
    "than the year before",
    "than a year before",
    "than in the same month a year earlier",
    "than the same month a year earlier",
    "than in the same month of the year before",
    "than a year ago",
];

/// The streak of a sentence that tells it of a time: "May was the third month in a row in which".
fn of_a_time(text: &str, told: &Streak) -> Option<Streak> {
    let head = text[..told.lead].trim_end();
    let verb = TOLD_OF.iter().find(|verb| head.ends_with(&format!(" {verb}")))?;
    let time = head[..head.len() - verb.len()].trim_end();
    let which = IN_WHICH.iter().find(|which| text[told.span.1..].starts_with(**which))?;
    let from = told.span.1 + which.len();
    let end = text.trim_end_matches(['.', '"', '”', ' ', '\n']).len();
    let words = text.get(from..end)?;
    let streak = |up, yearly, clause| Streak { up, yearly, clause: Some(clause), ..told.clone() };
    let more = [(" more ", true), (" less ", false), (" fewer ", false)];
    let more = more.iter().find_map(|(word, up)| Some((words.find(word)?, word.len(), *up)));
    if let Some((at, length, up)) = more {
        let year = THAN_YEAR.iter().find_map(|than| Some((words.find(than)?, than.len(), true)));
        let month = THAN_MONTH.iter().find_map(|than| Some((words.find(than)?, than.len(), false)));
        let (than, long, yearly) = year.or(month)?;
        let goods = if words[at + length..].starts_with("goods ") { "goods ".len() } else { 0 };
        let last = than + long == words.len();
        let than = words[..than].trim_end().len();
        let tail = (from + at + length + goods - 1, from + than);
        let clause =
            Clause { time: (0, time.len()), head: (from, from + at + 1), tail, moved: false };
        let told = streak(Some(up), Some(yearly), clause);
        // "Less than the month before" is a part of what it says.
        return (last && tail.0 <= tail.1).then_some(Streak { span: (told.span.0, end), ..told });
    }
    // "In which Peru's sales to Chile fell": and nothing behind it.
    let last = words.rsplit(' ').next()?;
    let up = super::direction::way(last, Language::English)?;
    let clause = Clause { time: (0, time.len()), head: (from, end), tail: (end, end), moved: true };
    Some(streak(Some(up), told.yearly, clause))
}

fn plain(text: &str) -> Option<Streak> {
    let words = words_of(text);
    let word = |at: usize| words.get(at).map_or("", |one| one.1);
    let before = |at: usize, back: usize| at.checked_sub(back).map_or("", word);
    for at in 1..words.len() {
        // "Third straight month", "three consecutive monthly rises", "third straight rise".
        let alike = matches!(word(at), "straight" | "consecutive" | "successive");
        let told = if alike { count(before(at, 1)).map(|n| (n, at - 1)) } else { None };
        if let Some((steps, first)) = told {
            let unit = step(word(at + 1)).or_else(|| noun(word(at + 1)).map(|_| Step::Unsaid));
            if let Some(unit) = unit {
                return Some(streak(text, &words, (first, at + 1), steps, unit));
            }
        }
        // "Third month in a row", "three months running".
        let row = word(at) == "running"
            || word(at) == "in" && word(at + 1) == "a" && word(at + 2) == "row";
        // "A third decline in succession".
        let succeeds = word(at) == "in" && word(at + 1) == "succession";
        let row = row || succeeds;
        let last = match word(at) {
            "running" => at,
            _ if succeeds => at + 1,
            _ => at + 2,
        };
        if let Some(unit) = row.then(|| step(before(at, 1))).flatten()
            && let Some(steps) = count(before(at, 2))
        {
            return Some(streak(text, &words, (at - 2, last), steps, unit));
        }
        // "Third monthly increase in a row", "two declines in a row".
        let moved = row && noun(before(at, 1)).is_some();
        let timed = step(before(at, 2)).map(|unit| (unit, 3));
        let (unit, back) = timed.unwrap_or((Step::Unsaid, 2));
        if let Some(steps) = count(before(at, back)).filter(|_| moved) {
            return Some(streak(text, &words, (at - back, last), steps, unit));
        }
        // "A three-month streak".
        let run = matches!(word(at), "streak" | "run");
        let length =
            (1..=2).find_map(|back| before(at, back).split_once('-').map(|two| (two, back)));
        if let Some(((n, unit), back)) = length.filter(|_| run)
            && let (Some(steps), Some(unit)) = (count(n), step(unit))
        {
            return Some(streak(text, &words, (at - back, at), steps, unit));
        }
    }
    None
}

fn streak(
    text: &str,
    words: &[Word<'_>],
    (first, last): (usize, usize),
    steps: i32,
    step: Step,
) -> Streak {
    let end = words[last].0 + words[last].1.len();
    let mut lead = first;
    let lights = ["a", "the", "its", "their", "at", "least", "of", "for", "as", "past", "last"];
    while lead > 0 && lights.contains(&words[lead - 1].1) {
        lead -= 1;
    }
    Streak {
        span: (words[first].0, end),
        sentence: (0, text.len()),
        steps,
        step,
        up: way(text, words, (first, last)),
        yearly: yearly(text, words, (first, last)),
        lead: words[lead].0,
        clause: None,
    }
}

/// Nouns of a movement that the verbs' table lacks.
pub(super) fn noun(word: &str) -> Option<bool> {
    match word {
        "gain" | "gains" | "growth" | "increase" | "increases" | "rise" | "rises" | "advance"
        | "expansion" | "upturn" | "rebound" => Some(true),
        "loss" | "losses" | "decrease" | "decreases" | "decline" | "declines" | "drop"
        | "drops" | "fall" | "falls" | "contraction" | "slump" | "dip" | "slide" | "retreat" => {
            Some(false)
        }
        _ => None,
    }
}

/// Words that turn a movement round, or make it one of something else: "growth slowed for a third month".
const UNCLEAR: &[&str] = &[
    "slowed",
    "slowing",
    "accelerated",
    "accelerating",
    "eased",
    "narrowed",
    "pace",
    "rate",
    "snapped",
    "ended",
    "ending",
    "snapping",
    "broke",
    "breaking",
    "halted",
    "not",
    "never",
    "no",
    "without",
    "after",
    "following",
    "deficit",
    "surplus",
    "gap",
];

/// Up or down: the noun behind ("third straight monthly rise"), or the last verb before.
fn way(text: &str, words: &[Word<'_>], (first, last): (usize, usize)) -> Option<bool> {
    let clause = super::doubt::clause(text, (words[first].0, words[last].0));
    let near = words.iter().filter(|(at, _)| (clause.0..clause.1).contains(at));
    // "Rose, after two falls in a row": the clause may begin behind the "after".
    let ahead = words[first.saturating_sub(3)..first].iter();
    let after = words[first.saturating_sub(5)..first].iter();
    let mut after = after.map(|(_, word)| *word);
    if near.chain(ahead).any(|(_, word)| UNCLEAR.contains(word))
        || after.any(|word| matches!(word, "after" | "following"))
        || is_turned(text, words, (first, last))
    {
        return None;
    }
    let behind =
        (first..=last + 3).filter_map(|at| words.get(at)).take_while(|(at, _)| *at < clause.1);
    let named = behind
        .filter(|(_, word)| !matches!(*word, "run" | "streak"))
        .find_map(|(_, word)| noun(word));
    let moved = || {
        words[..first]
            .iter()
            .rev()
            .find_map(|(_, word)| super::direction::way(word, Language::English))
    };
    named.or_else(moved)
}

/// "Falling for three straight months, sales bounced back in May": it ended before May.
fn is_turned(text: &str, words: &[Word<'_>], (first, last): (usize, usize)) -> bool {
    let way = |(_, word): &Word<'_>| super::direction::way(word, Language::English);
    let led = words[..first.min(4)].iter().find(|(_, word)| word.ends_with("ing"));
    let end = words[last].0 + words[last].1.len();
    let comma = text[end..].find(',').map(|at| end + at);
    let (Some(led), Some(comma)) = (led.and_then(way), comma) else { return false };
    let mut later = words.iter().filter(|(at, _)| comma < *at);
    later.any(|word| {
        way(word) == Some(!led) || matches!(word.1, "bounced" | "rebounded" | "recovered")
    })
}

fn yearly(text: &str, words: &[Word<'_>], (first, last): Span) -> Option<bool> {
    let year = [
        "year-on-year",
        "year on year",
        "year-over-year",
        "year over year",
        "on-year",
        "on the year",
        "from a year earlier",
        "from a year ago",
        "from a year before",
        "than a year earlier",
        "annual growth",
        "compared with a year earlier",
    ];
    let month = [
        "month-on-month",
        "month on month",
        "month-over-month",
        "month over month",
        "on-month",
        "on the month",
        "from the previous month",
        "from a month earlier",
        "from the month before",
        "quarter-on-quarter",
        "quarter on quarter",
    ];
    let told = |list: &[&str]| list.iter().any(|one| text.contains(one));
    let monthly =
        words[first..=last].iter().any(|(_, word)| matches!(*word, "monthly" | "quarterly"));
    match (told(&year), told(&month)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) if monthly => Some(false),
        _ => None,
    }
}

/// Native numerals before "달": "석 달", "넉 달".
const KOREAN_COUNTS: &[(&str, i32)] = &[
    ("두 달", 2),
    ("두달", 2),
    ("석 달", 3),
    ("석달", 3),
    ("세 달", 3),
    ("넉 달", 4),
    ("넉달", 4),
    ("네 달", 4),
    ("다섯 달", 5),
    ("여섯 달", 6),
    ("일곱 달", 7),
    ("여덟 달", 8),
    ("아홉 달", 9),
    ("열 달", 10),
];

fn korean(text: &str) -> Option<Streak> {
    let (start, end, steps, step) = korean_span(text)?;
    let (from, to) = super::doubt::clause(text, (start, end));
    let rest = &text[end..to.max(end)];
    let year = ["전년", "지난해 같은", "작년 같은", "1년 전", "전년동월"];
    let month = ["전월", "전달", "한 달 전", "전분기", "전 분기"];
    let told = |list: &[&str]| list.iter().any(|word| text[from..to].contains(word));
    let yearly = match (told(&year), told(&month)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    let unclear =
        ["증가율", "증가폭", "증가세", "감소폭", "둔화", "지 않", "적자", "흑자", "끝에", "만에"];
    let until = text[..start].trim_end().ends_with("까지");
    let unclear = unclear.iter().any(|word| rest.contains(word)) || !until && is_ended(rest);
    let up = (!unclear).then(|| korean_way(rest)).flatten();
    Some(Streak {
        span: (start, end),
        sentence: (0, text.len()),
        steps,
        step,
        up,
        yearly,
        lead: start,
        clause: None,
    })
}

/// "석 달 연속 감소한 뒤", "3개월 연속 감소세에서 벗어나": it ended before the time that is told.
fn is_ended(rest: &str) -> bool {
    #[rustfmt::skip]
    const MOVES: &[&str] = &[
        "감소", "증가", "줄", "늘", "하락", "상승", "내리", "오르", "올랐", "떨어", "급감", "급증", "위축", "성장",
    ];
    #[rustfmt::skip]
    const ENDS: &[&str] = &[
        "던 ", "뒤 ", " 뒤", " 후", "다가", "벗어", "세를 끝", "세가 끝", "를 마감", "멈췄", "멈춘", "멈추", "끊",
        "마침표", "종지부", "탈출", "반전", "돌아섰", "돌아서", "마치고", "마무리하고",
    ];
    let Some(at) = MOVES.iter().filter_map(|word| rest.find(word)).min() else { return false };
    let tail: String = rest[at..].chars().take(16).collect();
    // "줄었던 것으로 나타났다" is of now.
    let tail = tail.replace("던 것으로", "");
    ENDS.iter().any(|word| tail.contains(word))
}

/// The first movement that is told behind a streak.
fn korean_way(rest: &str) -> Option<bool> {
    let stems = [
        ("늘", true),
        ("증가", true),
        ("올랐", true),
        ("오른", true),
        ("상승", true),
        ("급증", true),
        ("불어", true),
        ("확대", true),
        ("성장", true),
        ("플러스", true),
        ("줄", false),
        ("감소", false),
        ("떨어", false),
        ("하락", false),
        ("급감", false),
        ("축소", false),
        ("위축", false),
        ("마이너스", false),
        ("내렸", false),
    ];
    let place = |stem: &str| {
        rest.match_indices(stem).map(|(at, _)| at).find(|at| rest[..*at].ends_with(' ') || *at == 0)
    };
    let told = stems.iter().filter_map(|(stem, up)| Some((place(stem)?, *up)));
    told.min_by_key(|(at, _)| *at).map(|(_, up)| up)
}

/// "3개월 연속", "석 달째", "2분기 연속", "3년 연속": where it stands, how many, and of what.
fn korean_span(text: &str) -> Option<(usize, usize, i32, Step)> {
    for mark in [" 연속", "째", " 내리", " 잇달아", " 잇따라"] {
        for (at, _) in text.match_indices(mark) {
            let head = &text[..at];
            let end = at + mark.len();
            let spelt = KOREAN_COUNTS.iter().find(|(count, _)| head.ends_with(count));
            if let Some((count, n)) = spelt {
                return Some((at - count.len(), end, *n, Step::Month));
            }
            let unit = [
                ("개월", Step::Month),
                ("달", Step::Month),
                ("개 분기", Step::Quarter),
                ("분기", Step::Quarter),
                ("년", Step::Year),
            ];
            let Some((word, step)) = unit.iter().find(|(word, _)| head.ends_with(word)) else {
                continue;
            };
            let head = &head[..head.len() - word.len()];
            let digits = head.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let n = head[digits.len()..].parse().ok().filter(|n| STEPS.contains(n));
            if let Some(n) = n {
                return Some((digits.len(), end, n, *step));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Option<(i32, Step, Option<bool>, Option<bool>)> {
        let one = streaks(&Document::new(text, date(2026, 8, 24))).pop()?;
        Some((one.steps, one.step, one.up, one.yearly))
    }

    #[test]
    fn a_streak_has_steps_a_way_and_a_base() {
        use Step::{Month, Quarter, Unsaid, Year};
        let (up, down) = (Some(true), Some(false));
        for (text, expected) in [
            ("Sales fell for the third month in a row.", (3, Month, down, None)),
            (
                "Sales fell to $3 million, a fourth straight monthly drop.",
                (4, Month, down, Some(false)),
            ),
            ("Sales rose for a second consecutive quarter.", (2, Quarter, up, None)),
            ("Sales have risen for three straight months.", (3, Month, up, None)),
            ("Sales rose year on year for the 5th month running.", (5, Month, up, Some(true))),
            ("Sales rose, their third straight gain.", (3, Unsaid, up, None)),
            (
                "Sales rose to $3 million, the fourth monthly gain in a row.",
                (4, Month, up, Some(false)),
            ),
            ("Sales sank in May, after two declines in a row.", (2, Unsaid, None, None)),
            ("Sales sank to $3 million, a third drop in a row.", (3, Unsaid, down, None)),
            ("Sales of $3 million were the third drop in succession.", (3, Unsaid, down, None)),
            ("Sales rose, extending a three-year winning streak.", (3, Year, up, None)),
            ("Growth slowed for a third straight month.", (3, Month, None, None)),
            ("수출은 5억 위안으로 석 달째 줄었다.", (3, Month, down, None)),
            ("수출은 전년 동월 대비 4개월 연속 증가했다.", (4, Month, up, Some(true))),
            ("수출이 6월까지 두 달 연속 늘어 5억 위안이 됐다.", (2, Month, up, None)),
            ("수출은 3년 연속 감소했다.", (3, Year, down, None)),
        ] {
            assert_eq!(told(text), Some(expected), "{text}");
        }
        for text in
            ["Sales fell in the third month.", "A third of sales fell.", "세 번째 방문이다."]
        {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_streak_that_has_ended_tells_no_way_of_now() {
        for text in [
            "판매는 전월보다 4% 늘며 넉 달 연속 감소세에서 벗어났다.",
            "넉 달 연속 줄었던 판매가 5월 늘었다.",
            "판매는 넉 달 연속 감소한 뒤 5월 늘었다.",
            "판매는 4개월 연속 감소 후 반등했다.",
            "판매는 4개월 연속 증가세를 끝내고 5월 줄었다.",
            "판매는 5월 늘어 네 달 연속 감소세를 끝냈다.",
            "Sales rose in May after sinking for a fourth straight month in April.",
            "Sinking for four consecutive months, sales bounced back in May.",
        ] {
            assert_eq!(told(text).and_then(|told| told.2), None, "{text}");
        }
        for (text, up) in [
            ("판매는 4개월 연속 감소했다고 세관이 밝혔다.", false),
            ("판매는 4월까지 넉 달 연속 감소하다가 5월 늘었다.", false),
            ("판매는 넉 달 연속 줄었던 것으로 나타났다.", false),
            ("Rising for four consecutive months, sales hit $3 million in May.", true),
        ] {
            assert_eq!(told(text).and_then(|told| told.2), Some(up), "{text}");
        }
    }

    #[test]
    fn a_streak_that_follows_upon_an_amount_ended_later() {
        for (text, amount, expected) in [
            ("Sales hit $9 million in May, then fell two months in a row.", "$9 million", true),
            ("After $9 million in May, sales fell two months in a row.", "$9 million", true),
            ("Sales rose to $9 million and fell for two straight months.", "$9 million", true),
            ("Sales fell to $9 million in May, a second straight drop.", "$9 million", false),
            ("Sales came to $9 million, down two months in a row.", "$9 million", false),
            ("판매는 5월 900만 달러까지 늘었다가 두 달 연속 줄었다.", "900만 달러", true),
            ("5월 900만 달러이던 판매는 두 달 연속 줄었다.", "900만 달러", true),
            ("판매는 900만 달러로 두 달 연속 줄었다.", "900만 달러", false),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let streak = streaks(&document).pop().unwrap();
            let at = text.find(amount).unwrap();
            assert_eq!(
                comes_after(&document, &streak, (at, at + amount.len())),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_streak_may_be_told_of_the_time_in_which_it_ends() {
        let text = "May was the fourth month in a row in which Peru sold more to Chile than a year earlier.";
        assert_eq!(told(text), Some((4, Step::Month, Some(true), Some(true))));
        let text = "May was the fourth month in a row in which Peru sold more to Chile.";
        assert_eq!(told(text).unwrap().2, None);
    }

    #[test]
    fn an_amount_stands_in_for_a_streak() {
        for (text, expected) in [
            (
                "May was the third month running in which Peru sold less to Chile than the month before.",
                "In May, Peru sold $7 million worth of goods to Chile.",
            ),
            (
                "For the third month in a row, Peru's sales to Chile fell in May, to $3 million.",
                "Peru's sales to Chile fell to $7 million in May.",
            ),
            (
                "May marked the second straight month in which Peru's sales to Chile fell.",
                "In May, Peru's sales to Chile fell to $7 million.",
            ),
            ("Sales fell for the third month in a row in May.", "Sales fell to $7 million in May."),
            ("수출이 6월까지 두 달 연속 늘었다.", "수출이 6월까지 700만 달러로 늘었다."),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let other = streaks(&document)[0].stand_in(&document, &document.sentences());
            let (words, (from, to)) = (other.document.text, other.amount);
            assert_eq!(words, expected);
            assert!(words[from..to].starts_with(['$', '7']) && words[from..to].contains('7'));
        }
    }
}
