//! Proportions in Korean: "수입의 네 배가 넘는다", "전체 교역의 81%를 차지했다".

use super::{Told, Whole, is_times};
use crate::sighting::Span;

/// Words of what goes out of a state, before the particle, and of what comes in.
const OUT: &[&str] = &[
    "수출",
    "수출액",
    "판 것",
    "수출한 것",
    "판매한 것",
    "내다 판 것",
    "보낸 것",
    "판 금액",
    "수출한 금액",
];
const INTO: &[&str] = &[
    "수입",
    "수입액",
    "사들인 것",
    "사 온 것",
    "사온 것",
    "산 것",
    "들여온 것",
    "수입한 것",
    "구매한 것",
    "사들인 금액",
    "수입한 금액",
];

/// Beginnings of verbs of what was bought, or sold, for an amount: "사 온 3억 위안어치의".
const BOUGHT: &[&str] = &["사 온", "사온", "사들인", "산", "들여온", "수입한", "구매한"];
const SOLD: &[&str] = &["판", "수출한", "내다 판", "보낸", "판매한"];

/// Words before a number that say how exactly it is meant.
const HEDGES: &[&str] = &["약", "거의", "무려", "대략", "최소", "적어도", "고작"];

/// What the verb behind a proportion begins with, if it tells what is so: "가 넘는다", "였다".
#[rustfmt::skip]
const IS: &[&str] = &[
    "가 넘", "이 넘", "를 넘", "을 넘", "에 달", "에 이르", "에 이른", "에 그", "에 육박", "에 가까", "에 가깝", "에 못 미", "에도 못",
    "였", "이었", "이다", "다.", "를 웃", "을 웃", "를 밑", "를 차지", "을 차지", "를 점", "을 점", "가량", " 가량", " 정도", "정도",
    " 이상", " 수준", " 안팎", " 남짓", "인 ", "로 집계", "로 나타", "에 해당",
];

/// Words for the trade of two, both ways, before which the two are named.
const TRADE: &[&str] = &["교역", "무역"];

/// Words by which trade is that of two.
#[rustfmt::skip]
const PAIRS: &[&str] = &[
    "북중", "중북", "북·중", "북-중", "조중", "중조", "양국", "양측", "두 나라", "대북", "대중", "대조선", "과의", "와의", "간",
];

/// What the number of a sentence is a proportion of.
pub(super) fn read(text: &str, number: Span) -> Option<Told> {
    let behind = &text[number.1..];
    if !IS.iter().any(|is| behind.starts_with(is)) || behind.starts_with("로 늘") {
        return None;
    }
    let end = clause_end(text, number.1);
    let (head, hedge) = without_hedge(&text[..number.0]);
    let almost = hedge == "거의"
        || ["에 육박", "에 가까", "에 가깝"].iter().any(|is| behind.starts_with(is));
    let told = |whole, base: Span, edit: (Span, &str)| {
        let edit = (edit.0, edit.1.to_owned());
        let trade = trade_before(&text[..edit.0.0]);
        Some(Told { whole, base, almost, behind_amount: false, trade, before: None, edit })
    };
    let times = is_times(&text[number.0..number.1]);
    // "수출의 12%를 차지했다": what goods are of the exports.
    let takes = ["를 차지", "을 차지", "를 점", "을 점"].iter().any(|is| behind.starts_with(is));
    if let Some((whole, from)) = other_way(head).filter(|_| times || !takes) {
        let behind_amount = head[..from].trim_end().ends_with(',');
        let told = told(whole, (from, head.len()), ((from, end), "700만 달러였다"))?;
        return Some(Told { behind_amount, ..told });
    }
    if times {
        return None;
    }
    let (from, edit) = of_trade(head).or_else(|| of_share(head))?;
    told(Whole::Both, (from, head.len()), ((from, end), edit))
}

/// Where the clause of a number ends, of which an amount takes the place.
fn clause_end(text: &str, from: usize) -> usize {
    let ends = [", ", ". "].iter().filter_map(|mark| text[from..].find(mark));
    let whole = text.trim_end_matches(['.', '"', '”', ' ', '\n']).len();
    ends.min().map_or(whole.max(from), |at| from + at)
}

/// What stands before a number, and what is said of the number.
fn without_hedge(head: &str) -> (&str, &str) {
    let head = head.trim_end();
    let last = head.rsplit(' ').next().unwrap_or_default();
    match HEDGES.contains(&last) {
        true => (head[..head.len() - last.len()].trim_end(), last),
        false => (head, ""),
    }
}

/// "수입의", "북한에서 사 온 3억 위안어치의": which way it is, and where it begins.
fn other_way(head: &str) -> Option<(Whole, usize)> {
    let plain = head.strip_suffix('의').or_else(|| head.strip_suffix("보다"))?;
    let named = |list: &[&str]| {
        let found = list.iter().filter(|word| ends_with_word(plain, word));
        found.max_by_key(|word| word.len()).map(|word| plain.len() - word.len())
    };
    let (whole, from) = match (named(OUT), named(INTO)) {
        (Some(from), None) => (Whole::Exports, from),
        (None, Some(from)) => (Whole::Imports, from),
        _ => for_an_amount(plain)?,
    };
    // "4월 수입의" is of another time, which the sentence names beside its own.
    let ahead = plain[..from].trim_end();
    let last = ahead.rsplit(' ').next().unwrap_or_default();
    let timed = ["월", "년", "해", "달", "월의", "달의", "분기", "동기", "기간"];
    let of_all = matches!(last, "전체" | "총" | "모든");
    if of_all || timed.iter().any(|end| last.ends_with(end)) && !ahead.is_empty() {
        return None;
    }
    let partner =
        ["에서", "으로부터", "에게서", "에", "로부터"].iter().any(|end| last.ends_with(end));
    let from = if partner && from < plain.len() { ahead.len() - last.len() } else { from };
    Some((whole, from))
}

/// "사 온 3억 위안어치": what was bought, or sold, for an amount.
fn for_an_amount(plain: &str) -> Option<(Whole, usize)> {
    let amount = plain.strip_suffix("어치").unwrap_or(plain);
    let digits = amount.find(|letter: char| letter.is_ascii_digit())?;
    let begins = amount[..digits].len();
    // The last run of numerals before the unit is the amount.
    let start = plain[..].rmatch_indices(' ').map(|(at, _)| at).find(|at| {
        plain[at + 1..].starts_with(|letter: char| letter.is_ascii_digit()) && *at + 1 >= begins
    })?;
    let before = plain[..start].trim_end();
    let named = |list: &[&str]| {
        let found = list.iter().filter(|word| ends_with_word(before, word));
        found.max_by_key(|word| word.len()).map(|word| before.len() - word.len())
    };
    match (named(BOUGHT), named(SOLD)) {
        (Some(from), None) => Some((Whole::Imports, from)),
        (None, Some(from)) => Some((Whole::Exports, from)),
        _ => None,
    }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// "수출이 전체 교역의": of the trade that the sentence says is that of two.
fn of_trade(head: &str) -> Option<(usize, &'static str)> {
    let plain = head.strip_suffix('의')?;
    let plain =
        plain.strip_suffix("총액").or_else(|| plain.strip_suffix('액')).unwrap_or(plain).trim_end();
    let whole = ["전체", "합계"].iter().find(|word| ends_with_word(plain, word));
    let trade = TRADE.iter().find(|word| plain.ends_with(**word));
    let start = plain.len() - trade.or(whole)?.len();
    // The subject stands before it, with its particle: "수출이", "수출은".
    let mut from = start;
    while let Some(word) =
        plain[..from].trim_end().rsplit(' ').next().filter(|word| is_of_total(word))
    {
        from = plain[..from].trim_end().len() - word.len();
    }
    let subject = plain[..from].trim_end();
    let is_flow =
        ["수출이", "수입이", "수출은", "수입은", "수출액이", "수입액이", "수출액은", "수입액은"]
            .iter()
            .any(|flow| subject.ends_with(flow));
    let pair = names_pair(&plain[from..start]) || names_pair_with_trade(subject);
    (is_flow && pair).then_some((from, "700만 달러였다"))
}

/// "5월 북중 교역에서 중국의 수출이": the words of the trade of the two, and those of the flow.
fn trade_before(ahead: &str) -> Option<(Span, Span)> {
    const WITH: &[&str] = &["에서 ", "액에서 ", " 가운데 ", "액 가운데 ", " 중 ", "액 중 "];
    let places = TRADE.iter().flat_map(|trade| {
        WITH.iter().filter_map(move |with| {
            let at = ahead.find(&format!("{trade}{with}"))? + trade.len();
            Some((at, at + with.len()))
        })
    });
    let (end, behind) = places.min()?;
    let start = ahead[..end].rfind(". ").map_or(0, |at| at + 2);
    names_pair(&ahead[start..end]).then_some(((start, end), (behind, ahead.len())))
}

/// Words of a total: "전체", "양국", "북중".
fn is_of_total(word: &str) -> bool {
    matches!(word, "전체" | "총" | "월" | "이" | "그")
        || PAIRS.contains(&word)
        || word.ends_with("과의")
        || word.ends_with("와의")
        || matches!(word, "나라" | "두" | "두 나라" | "양국의" | "양측의" | "북한의" | "중국의")
        || word.ends_with('간')
}

fn names_pair(words: &str) -> bool {
    PAIRS.iter().any(|pair| words.contains(pair))
}

/// Whether a sentence says before its flow that it is of the trade of two: "북중 교역에서 중국의 수출이".
fn names_pair_with_trade(ahead: &str) -> bool {
    TRADE.iter().any(|trade| {
        ahead.match_indices(trade).any(|(at, _)| {
            let near: String = ahead[..at].chars().rev().take(12).collect();
            let near: String = near.chars().rev().collect();
            names_pair(&near)
        })
    })
}

/// "수출이 차지하는 비중은", "수출의 비중은", of a sentence that says before it of which trade.
fn of_share(head: &str) -> Option<(usize, &'static str)> {
    let noun = ["비중은", "비중이", "비율은", "비율이", "몫은", "몫이"]
        .iter()
        .find(|noun| head.ends_with(**noun))?;
    let ahead = head[..head.len() - noun.len()].trim_end();
    let takes = ["차지하는", "차지한", "점하는"].iter().find_map(|word| ahead.strip_suffix(word));
    let subject = takes.unwrap_or(ahead).trim_end();
    let flows = ["수출", "수입", "수출액", "수입액"];
    let (plain, from, edit) = match takes {
        Some(_) => {
            let from = ahead.len() - ahead[subject.len()..].trim_start().len();
            (subject.strip_suffix(['이', '은', '가', '는'])?, from, "700만 달러였다")
        }
        None => {
            let plain = subject.strip_suffix('의').unwrap_or(subject);
            (plain, plain.len(), "은 700만 달러였다")
        }
    };
    let is_flow = flows.iter().any(|flow| plain.ends_with(flow));
    (is_flow && names_pair_with_trade(plain)).then_some((from, edit))
}
