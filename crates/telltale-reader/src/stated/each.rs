//! An amount that is said of every month of a span: "exceeded 1.5 billion yuan in each month of
//! 2025", "매달 15억 위안을 넘었다". It is none of the span's sum.

use super::but::leaves_months_out;
use super::denial::{Denial, denied_by, english};
use super::doubt::clause;
use super::{Literal, literals, throughout};
use crate::sighting::Span;
use crate::{Document, Language};

/// Of which months of a span an amount is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Of every month.
    Every,
    /// Of the lowest month: "ranged from $2 million".
    Lowest,
    /// Of the highest month.
    Highest,
    /// Of all of the span: "stayed above $2 million throughout". How large it is tells whether every
    /// month is meant or their sum.
    Throughout,
    /// Of some month or months that are not named, or perhaps of all together.
    Some,
}

/// Words for every month of a span.
const EVERY: &[&str] = &[
    "every month",
    "each month",
    "every single month",
    "each of the",
    "every one of the",
    "all twelve months",
    "all 12 months",
];

/// Words that say so together with a "not".
const NONE: &[&str] = &[
    "in no month",
    "not in a single month",
    "not in one month",
    "not a single month",
    "not one month",
    "in none of the",
    "no month of",
    "no month in",
    "none of the months",
];

/// Words behind a "not" or "never".
const ANY: &[&str] =
    &["in any month", "in a single month", "in any one month", "in any given month"];

/// Words before "months" by which only some are meant: "in only three months", "in most months".
const SOME: &[&str] =
    &["only", "just", "most", "some", "several", "few", "many", "but", "least", "handful", "half"];

/// What a month's is called: "monthly exports".
const MONTHLY: &[&str] = &[
    "exports",
    "imports",
    "shipments",
    "trade",
    "sales",
    "purchases",
    "volume",
    "volumes",
    "value",
    "values",
    "total",
    "totals",
    "amount",
    "turnover",
    "deliveries",
    "two-way",
    "bilateral",
];

/// What makes "monthly trade" the name of a table.
const TABLE: &[&str] = &["data", "statistics", "stats", "report", "reports", "release", "bulletin"];

/// Verbs between two bounds: "ranged between 2 and 3 million".
const RANGES: &[&str] = &[
    "ranged",
    "ranging",
    "ranges",
    "range",
    "fluctuated",
    "fluctuating",
    "varied",
    "varying",
    "swung",
    "oscillated",
    "hovered",
    "seesawed",
    "moved",
];

/// Of which months the amount at `number` is told, where the words around it say so.
pub fn each(document: &Document, sentence: Span, number: Span) -> Option<Each> {
    let words = lower(document, sentence, number)?;
    let local = (number.0.checked_sub(sentence.0)?, number.1 - sentence.0);
    if leaves_months_out(&words, document.language) {
        return Some(Each::Some);
    }
    match document.language {
        Language::English => english_each(&words, local),
        Language::Korean => korean_each(&words, local),
        _ => None,
    }
}

/// The small letters of a sentence, in which "each and every month" is "every month" with blanks before it
/// and no new clause begins with it.
fn lower(document: &Document, sentence: Span, number: Span) -> Option<String> {
    let words = document.text.get(sentence.0..sentence.1.max(number.1))?.to_ascii_lowercase();
    Some(words.replace("each and every ", "         every "))
}

fn english_each(words: &str, number: Span) -> Option<Each> {
    let (from, to) = clause(words, number);
    let own = &words[from..to];
    let adjective = is_monthly(own);
    // "Never fell below $3 million a month"; "came to $3 million a month" is a mean.
    let behind = words[number.1..].trim_start();
    let a_month = ["a month", "per month"].iter().any(|rate| behind.starts_with(rate));
    let monthly = adjective || a_month;
    if let Some(end) = range_end(own, (number.0 - from, number.1 - from), monthly) {
        return Some(end);
    }
    let parts = [own, opening(words, from)];
    let told = |list: &[&str]| parts.iter().any(|part| list.iter().any(|word| has(part, word)));
    let denies = [" not ", "n't ", "n’t ", "never "].iter().any(|not| own.contains(not));
    // "Did not exceed 3 million in each month" may be of one of them.
    let every = parts.iter().any(|part| is_every(part));
    // "At no time did it fall below 3 million"; what such words deny else nobody can tell.
    let at_no_time = throughout::AT_NO_TIME.iter().any(|word| has(words, word));
    match () {
        () if told(NONE) || told(ANY) && denies => Some(Each::Every),
        () if every => Some(if denies { Each::Some } else { Each::Every }),
        () if monthly && own.contains("never ") => Some(Each::Every),
        () if at_no_time && in_no_month(words, number).is_some() => Some(Each::Throughout),
        () if at_no_time || own.contains("never ") || names_some(own) => Some(Each::Some),
        () if throughout::english(own, parts[1], number.0 - from) => match denies {
            true => Some(Each::Some),
            false if monthly => Some(Each::Every),
            false => Some(Each::Throughout),
        },
        () if adjective => Some(Each::Some),
        () => None,
    }
}

/// "Every month", "each of the last six months"; not "each of the two countries".
fn is_every(part: &str) -> bool {
    EVERY.iter().any(|word| {
        let told = part.find(word).filter(|_| has(part, word)).map(|at| &part[at + word.len()..]);
        let of_months = |rest: &str| {
            rest.split_whitespace().take(4).any(|word| word.trim_matches([',', '.']) == "months")
        };
        told.is_some_and(|rest| !word.ends_with("of the") || of_months(rest))
    })
}

fn has(part: &str, word: &str) -> bool {
    super::has_word(part, word)
}

fn is_monthly(own: &str) -> bool {
    own.match_indices("monthly ").any(|(at, word)| {
        let mut behind = own[at + word.len()..].split([' ', ',', '.']);
        let named = behind.next().is_some_and(|next| MONTHLY.contains(&next));
        named && !behind.next().is_some_and(|next| TABLE.contains(&next))
    })
}

/// "In only three months of 2025", "in most months".
fn names_some(own: &str) -> bool {
    own.match_indices(" month").any(|(at, _)| {
        let before: Vec<&str> = own[..at].rsplit(' ').take(4).collect();
        let some = before.iter().position(|word| SOME.contains(word));
        some.is_some_and(|some| before[some..].contains(&"in") || some == before.len() - 1)
    })
}

/// The words that open a sentence right before a clause: "In every month of 2025, …".
fn opening(words: &str, from: usize) -> &str {
    let first = words.find(", ").map_or(0, |at| at + 2);
    if first == from { &words[..from] } else { "" }
}

/// Which end of "ranged between 2 and 3 million" a number is. A pair with times of their own is of
/// these times: "moved from $2 million in 2019 to $3 million in 2024".
fn range_end(own: &str, number: Span, monthly: bool) -> Option<Each> {
    let ahead = &own[..number.0];
    let (at, led) = RANGES.iter().find_map(|verb| {
        [" between ", " from "].iter().find_map(|by| {
            let at = ahead.find(&format!("{verb}{by}"))?;
            Some((at + verb.len() + by.len(), *by))
        })
    })?;
    if led == " from " && !monthly {
        return None;
    }
    let between = ahead[at..].trim_end_matches(['$', '€', '¥', ' ']);
    let between = between.strip_suffix("us").unwrap_or(between).trim();
    if between.split(' ').all(|word| matches!(word, "" | "about" | "some" | "around" | "roughly")) {
        return Some(Each::Lowest);
    }
    let timed = [" in ", " of ", " for "].iter().any(|of| between.contains(of));
    let second = between.ends_with(" and") || between.ends_with(" to");
    (second && !timed).then_some(Each::Highest)
}

/// Words of Korean for every month.
const KOREAN_EVERY: &[&str] =
    &["매달", "매월", "달마다", "다달이", "매 월", "한 달도", "어느 달도", "모든 달"];

/// Words for "not once".
const NOT_ONCE: &[&str] = &["한 번도", "한번도", "한 차례도", "한차례도", "단 한 번"];

/// "There was no time when".
const NO_TIME: &[&str] = &["적이 없", "적은 없", "적도 없", "때가 없", "때는 없"];

fn korean_each(words: &str, number: Span) -> Option<Each> {
    let (from, to) = clause(words, number);
    let parts = [&words[from..to], opening(words, from)];
    let told = |word: &str| {
        parts.iter().any(|part| {
            part.match_indices(word).any(|(at, _)| {
                // "석 달마다" is every quarter.
                part[..at].is_empty() || word != "달마다" && part[..at].ends_with(' ')
            })
        })
    };
    let monthly = ["월간", "월별"].iter().any(|word| told(word));
    let not_once = NOT_ONCE.iter().any(|word| told(word));
    // "넘은 달은 한 번도 없었다" names the months itself.
    let of_months = words[number.1..].contains(" 달") && korean_none(words, number).is_some();
    let several = ["오갔", "오르내", "사이에서", "사이를"];
    let several = several.iter().any(|word| words[number.1..to].contains(word));
    let none = NO_TIME.iter().any(|none| words[number.1..].contains(none));
    match () {
        () if KOREAN_EVERY.iter().any(|word| told(word)) => Some(Each::Every),
        () if monthly && not_once || of_months => Some(Each::Every),
        () if monthly || not_once || several => Some(Each::Some),
        () if none && korean_none(words, number).is_some() => Some(Each::Throughout),
        () if none => Some(Each::Some),
        () if throughout::korean(&parts, &words[number.1..to]) => Some(Each::Throughout),
        () => None,
    }
}

/// What is denied of every month: "in no month did it exceed 3 million", "did not exceed 3 million in
/// any month", "3억을 넘은 달이 없었다".
pub fn denied_of_each(document: &Document, sentence: Span, number: Span) -> Option<Denial> {
    let words = lower(document, sentence, number)?;
    let local = (number.0.checked_sub(sentence.0)?, number.1 - sentence.0);
    let (of, (from, to)) = match document.language {
        Language::English => in_no_month(&words, local).or_else(|| in_any_month(&words, local))?,
        Language::Korean => korean_none(&words, local)?,
        _ => return None,
    };
    Some(Denial { of, span: (sentence.0 + from, sentence.0 + to) })
}

fn in_no_month(words: &str, number: Span) -> Option<(super::Denied, Span)> {
    let ahead = words[..number.0].trim_end_matches(['$', '€', '¥', ' ']);
    let ahead = ahead.strip_suffix(" us").unwrap_or(ahead);
    let none = NONE.iter().chain(throughout::AT_NO_TIME);
    let (at, none) =
        none.filter(|none| has(ahead, none)).find_map(|none| Some((ahead.find(none)?, *none)))?;
    let again = [" not ", "n't ", "n’t ", " never ", " without ", " fail"]
        .iter()
        .any(|not| ahead[at + none.len()..].contains(not));
    if again || words[number.1..].contains(" not ") {
        return None;
    }
    // The verb stands right before the number, of one to four words.
    let mut said = ahead.len();
    let mut told = None;
    for _ in 0..4 {
        said = ahead[..said].trim_end().rfind(' ').map(|space| space + 1)?;
        told = denied_by(&ahead[said..]).or(told);
    }
    Some((told?, (at, number.0)))
}

fn in_any_month(words: &str, number: Span) -> Option<(super::Denied, Span)> {
    let any = ANY.iter().find(|any| has(words, any))?;
    let bare = words.replace(any, &"-".repeat(any.len()));
    english(&bare, number, true)
}

/// "3억 위안을 넘은 달이 없었다", "3억 위안을 밑돈 적이 한 번도 없다".
fn korean_none(words: &str, number: Span) -> Option<(super::Denied, Span)> {
    const STEMS: &[(&str, super::Denied)] = &[
        ("넘은", super::Denied::Reached),
        ("넘긴", super::Denied::Reached),
        ("넘어선", super::Denied::Reached),
        ("웃돈", super::Denied::Reached),
        ("초과한", super::Denied::Reached),
        ("돌파한", super::Denied::Reached),
        ("밑돈", super::Denied::Fallen),
        ("하회한", super::Denied::Fallen),
        ("상회한", super::Denied::Reached),
        ("못 미친", super::Denied::Fallen),
        ("미치지 못한", super::Denied::Fallen),
    ];
    let rest = &words[number.1..];
    let told = rest.trim_start_matches(['을', '를', '선', '에', ' ']);
    let plain = || {
        let (stem, of) = STEMS.iter().find(|(stem, _)| told.starts_with(stem))?;
        Some((&told[stem.len()..], *of))
    };
    let (behind, of) = plain().or_else(|| korean_moved(told))?;
    let behind = behind.trim_start();
    let noun = ["적이", "적은", "적도", "달이", "달은", "달도", "때가", "때는"];
    let behind = noun.iter().find_map(|noun| behind.strip_prefix(noun))?.trim_start();
    let behind = NOT_ONCE.iter().find_map(|once| behind.strip_prefix(once)).unwrap_or(behind);
    let none = behind.trim_start().strip_prefix('없')?;
    // "없지 않았다" is the contrary.
    (!none.contains('않')).then_some((of, (number.1, words.len() - none.len())))
}

/// "밑으로 떨어진", "위로 올라간": what moved beyond a number, and what follows.
fn korean_moved(told: &str) -> Option<(&str, super::Denied)> {
    const BELOW: &[&str] = &["밑으로", "아래로", "미만으로", "이하로"];
    const ABOVE: &[&str] = &["위로", "이상으로"];
    const FELL: &[&str] =
        &["떨어진", "내려간", "내려앉은", "줄어든", "줄은", "감소한", "하락한", "빠진", "추락한"];
    const ROSE: &[&str] = &["올라간", "올라선", "오른", "늘어난", "증가한", "상승한", "뛴"];
    let behind = |list: &[&str], rest: &'_ str| {
        list.iter().find_map(|word| rest.strip_prefix(word)).map(|rest| rest.len())
    };
    let moved = |ways: &[&str], verbs: &[&str]| {
        let rest = &told[told.len() - behind(ways, told)?..];
        let rest = rest.trim_start();
        Some(&told[told.len() - behind(verbs, rest)?..])
    };
    let fell = moved(BELOW, FELL).map(|rest| (rest, super::Denied::Fallen));
    fell.or_else(|| moved(ABOVE, ROSE).map(|rest| (rest, super::Denied::Reached)))
}

/// How exactly the two ends of a range of numbers are written: half a step of the last digit of each.
pub fn range_halves(words: &str, (low, high): (f64, f64)) -> (f64, f64) {
    let all = literals(words);
    let half = |literal: Option<&Literal>, value: f64| {
        literal.filter(|one| one.value > 0.0).map_or(0.0, |one| one.half() * value / one.value)
    };
    (half(all.first(), low), half(all.last(), high))
}

#[cfg(test)]
mod tests {
    use super::super::Denied;
    use super::*;
    use jiff::civil::date;

    fn at(text: &str, number: &str) -> (Document, Span) {
        let from = text.find(number).unwrap();
        (Document::new(text, date(2026, 1, 25)), (from, from + number.len()))
    }

    #[test]
    fn words_for_every_month_are_told_from_those_for_some_or_for_the_span() {
        use Each::{Every, Highest, Lowest, Some as Several, Throughout};
        for (text, number, expected) in [
            ("Sales topped $3 million in each month of 2025.", "$3 million", Some(Every)),
            ("In every month of 2025, sales topped $3 million.", "$3 million", Some(Every)),
            ("In no month did sales dip under $3 million.", "$3 million", Some(Every)),
            ("Sales did not top $3 million in any month.", "$3 million", Some(Every)),
            ("Monthly sales never topped $3 million in 2025.", "$3 million", Some(Every)),
            ("Sales topped $3 million in each of the last six months.", "$3 million", Some(Every)),
            ("Sales never topped $3 million a month in 2025.", "$3 million", Some(Every)),
            ("Sales came to $3 million a month in 2025.", "$3 million", None),
            ("Sales never topped $3 million in 2025.", "$3 million", Some(Several)),
            ("Sales topped $3 million in only four months.", "$3 million", Some(Several)),
            ("Monthly sales exceeded $3 million in 2025.", "$3 million", Some(Several)),
            ("Monthly sales ranged from $3 million to $5 million.", "$3 million", Some(Lowest)),
            ("Monthly sales ranged from $3 million to $5 million.", "$5 million", Some(Highest)),
            ("Sales moved from $3 million in 2019 to $5 million in 2024.", "$5 million", None),
            ("Sales stayed above $3 million in 2025.", "$3 million", Some(Throughout)),
            ("Throughout 2025, sales topped $3 million.", "$3 million", Some(Throughout)),
            ("Sales always exceeded $3 million in 2025.", "$3 million", Some(Throughout)),
            ("Peru kept its sales above $3 million in 2025.", "$3 million", Some(Throughout)),
            ("Sales had been below $3 million until May.", "$3 million", Some(Throughout)),
            ("Monthly sales stayed above $3 million in 2025.", "$3 million", Some(Every)),
            ("Sales topped $3 million each and every month of 2025.", "$3 million", Some(Every)),
            ("No month of 2025 saw sales exceed $3 million.", "$3 million", Some(Every)),
            ("At no time in 2025 did sales dip below $3 million.", "$3 million", Some(Throughout)),
            ("At no time in 2025 were sales of $3 million rare.", "$3 million", Some(Several)),
            ("Sales did not stay above $3 million throughout 2025.", "$3 million", Some(Several)),
            ("Sales came to $3 million in the first three months.", "$3 million", None),
            ("Monthly trade data put sales at $3 million in 2025.", "$3 million", None),
            ("Sales of each of the two firms came to $3 million.", "$3 million", None),
            ("작년 수출은 매달 3억 위안을 웃돌았다.", "3억 위안", Some(Every)),
            ("작년 월별 수출은 한 번도 3억 위안을 넘지 않았다.", "3억 위안", Some(Every)),
            ("작년 수출이 3억 위안을 넘은 달은 한 번도 없었다.", "3억 위안", Some(Every)),
            ("작년 월간 수출은 3억 위안을 넘었다.", "3억 위안", Some(Several)),
            ("작년 내내 수출은 3억 위안을 웃돌았다.", "3억 위안", Some(Throughout)),
            ("작년 수출은 줄곧 3억 위안을 넘었다.", "3억 위안", Some(Throughout)),
            ("작년 수출은 3억 위안 이상을 유지했다.", "3억 위안", Some(Throughout)),
            ("작년 수출은 3억 위안을 넘긴 적이 없다.", "3억 위안", Some(Throughout)),
            ("작년 수출은 3억 위안에 육박한 적이 없다.", "3억 위안", Some(Several)),
            ("작년 3개월간 수출은 3억 위안을 넘었다.", "3억 위안", None),
            ("석 달마다 나오는 수출은 3억 위안을 넘었다.", "3억 위안", None),
        ] {
            let (document, number) = at(text, number);
            assert_eq!(each(&document, (0, text.len()), number), expected, "{text}");
        }
    }

    #[test]
    fn what_no_month_did_is_a_bound_of_each() {
        for (text, number, expected) in [
            ("In no month did sales dip below $3 million.", "$3 million", Some(Denied::Fallen)),
            ("In no month of 2025 did sales top $3 million.", "$3 million", Some(Denied::Reached)),
            ("Sales did not top $3 million in any month.", "$3 million", Some(Denied::Reached)),
            ("Sales never fell below $3 million in any month.", "$3 million", Some(Denied::Fallen)),
            ("At no point did sales fall below $3 million.", "$3 million", Some(Denied::Fallen)),
            ("No month of 2025 saw sales exceed $3 million.", "$3 million", Some(Denied::Reached)),
            ("At no point did sales fail to top $3 million.", "$3 million", None),
            ("In no month did sales not top $3 million.", "$3 million", None),
            ("In no month did Peru sell rice of $3 million.", "$3 million", None),
            ("작년 수출이 3억 위안을 넘은 달이 없었다.", "3억 위안", Some(Denied::Reached)),
            ("작년 수출이 3억 위안을 밑돈 적은 한 번도 없다.", "3억 위안", Some(Denied::Fallen)),
            ("작년 수출은 3억 위안 밑으로 내려간 적이 없다.", "3억 위안", Some(Denied::Fallen)),
            ("작년 수출은 3억 위안 위로 올라선 적이 없다.", "3억 위안", Some(Denied::Reached)),
        ] {
            let (document, number) = at(text, number);
            let denial = denied_of_each(&document, (0, text.len()), number);
            assert_eq!(denial.map(|one| one.of), expected, "{text}");
        }
    }
}
