//! That something lay above or below another time's, without saying by how much: "higher than in
//! March", "down on the year", "3월보다 적은".

use super::doubt::clause;
use super::named::{self, Named};
use super::words::{Word, words};
use super::{course, direction, literals, streak};
use crate::sighting::Span;
use crate::{Document, Language};

/// A direction against another time, told without a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The sentence.
    pub sentence: Span,
    /// The words, in bytes of the text.
    pub span: Span,
    /// Above, or below; `None` where the words leave it open.
    pub up: Option<bool>,
    /// Against when; `None` where the words name a time that is none of the usual ones.
    pub base: Option<Named>,
}

/// Every direction of a document that is told against another time and without a size, in order.
pub fn comparisons(document: &Document) -> Vec<Comparison> {
    let mut all = Vec::new();
    for sentence in document.sentences() {
        let lower = document.text[sentence.0..sentence.1].to_ascii_lowercase();
        let found = match document.language {
            Language::English => {
                let told = with_courses(english(&lower), course::english(&lower));
                let told = with_courses(told, in_a_month(&lower));
                with_courses(told, reversed(&lower))
            }
            Language::Korean => {
                let mut told = with_courses(korean(&lower), course::korean(&lower));
                told = with_courses(told, korean_of_another_time(&lower));
                told = with_courses(told, korean_beyond(&lower));
                told = with_courses(told, korean_of_flows(&lower));
                told
            }
            _ => Vec::new(),
        };
        all.extend(found.into_iter().map(|one| Comparison {
            sentence,
            span: (sentence.0 + one.span.0, sentence.0 + one.span.1),
            up: one.up,
            base: one.base,
        }));
    }
    all
}

/// The directions with those words that tell one of several times, and lie apart from them: nobody can
/// hold these against one time.
fn with_courses(mut told: Vec<Found>, courses: Vec<Span>) -> Vec<Found> {
    for span in courses {
        if told.iter().all(|one| one.span.1 <= span.0 || span.1 <= one.span.0) {
            told.push(Found { span, up: None, base: None });
        }
    }
    told.sort_by_key(|one| one.span);
    told
}

/// A direction in the bytes of its sentence.
#[derive(Clone, Copy)]
struct Found {
    span: Span,
    up: Option<bool>,
    base: Option<Named>,
}

/// Words before "than".
const THAN: &[(&str, bool)] = &[
    ("more", true),
    ("higher", true),
    ("greater", true),
    ("larger", true),
    ("bigger", true),
    ("stronger", true),
    ("better", true),
    ("faster", true),
    ("quicker", true),
    ("slower", false),
    ("worse", false),
    ("poorer", false),
    ("less", false),
    ("lower", false),
    ("smaller", false),
    ("fewer", false),
    ("weaker", false),
];

/// Verbs and the like that stand right before what they compare with.
const BEYOND: &[(&str, bool)] = &[
    ("above", true),
    ("exceeded", true),
    ("exceeding", true),
    ("exceeds", true),
    ("topped", true),
    ("topping", true),
    ("surpassed", true),
    ("surpassing", true),
    ("outstripped", true),
    ("outdid", true),
    ("beat", true),
    ("eclipsed", true),
    ("overtook", true),
    ("outpaced", true),
    ("outpacing", true),
    ("outstripping", true),
    ("outdoing", true),
    ("bettered", true),
    ("bettering", true),
    ("overtaking", true),
    ("eclipsing", true),
    ("below", false),
    ("trailing", false),
    ("trailed", false),
    ("undershot", false),
    ("missed", false),
];

/// How far before its "than" a comparative may stand, in words.
const APART_MAX: usize = 12;

/// Words that make a comparison no statement, if they stand among the three before it.
const UNTOLD: &[&str] = &[
    "no", "not", "never", "hardly", "neither", "nor", "whether", "if", "any", "scarcely", "barely",
];

/// Words of how fast something grows or of its share: it is no amount that is compared.
const OTHERWISE: &[&str] =
    &["growth", "pace", "rate", "rates", "share", "shares", "faster", "slower", "price", "prices"];

fn english(text: &str) -> Vec<Found> {
    let all = words(text, &['\'', '’', '-', '%', '.'], &[',', '(', ')', ';', ':', '—', '–']);
    let all: Vec<Word<'_>> = all
        .into_iter()
        .map(|(at, word)| (at, word.trim_end_matches('.')))
        .filter(|one| !one.1.is_empty())
        .collect();
    let mut found: Vec<Found> = Vec::new();
    for at in 0..all.len() {
        let Some((first, up, next)) = cue(&all, at) else { continue };
        let Some((base, end)) = base_behind(&all, next).or_else(|| behind_amount(&all, next))
        else {
            continue;
        };
        let percent = |(_, word): &Word<'_>| {
            word.ends_with('%') || matches!(*word, "percent" | "cent" | "pct")
        };
        // "Sales of 3 million yuan exceeded those of May."
        let verb = all[first].1.ends_with("ed") && next == first + 1;
        if is_sized(&all, first) && !verb || all[first..next].iter().any(percent) {
            continue;
        }
        let before = &all[first.saturating_sub(3)..first];
        let untold = before.iter().any(|(_, word)| UNTOLD.contains(word) || word.ends_with("n't"));
        // "Last year's total" is that of the year, of whatever span the amount is.
        let whole = all.get(end).is_some_and(|(_, word)| WHOLE.contains(word))
            || all[next..end].iter().any(|(_, word)| WHOLE.contains(word));
        let of_year = matches!(base, Some(Named::LastYear | Named::Year));
        let base = base.filter(|_| !(whole && of_year));
        let span = (all[first].0, all[end - 1].0 + all[end - 1].1.len());
        let own = clause(text, span);
        let of_pace = text[own.0..own.1]
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| OTHERWISE.contains(&word));
        let up = Some(up).filter(|_| !untold && !of_pace);
        if found.last().is_none_or(|last| last.span.1 <= span.0) {
            found.push(Found { span, up, base });
        }
    }
    found
}

/// Words for a year as a whole.
const WHOLE: &[&str] =
    &["total", "all", "whole", "entire", "full", "full-year", "annual", "whole-year", "sum"];

/// "Reversing a decline in June", "erasing May's gain".
fn reversed(text: &str) -> Vec<Span> {
    let all = words(text, &['\'', '’', '-'], &[',', ';']);
    let mut found = Vec::new();
    for (at, (from, word)) in all.iter().enumerate() {
        if !matches!(*word, "reversing" | "erasing" | "undoing" | "recouping") {
            continue;
        }
        let near = all[at + 1..].iter().take(5).take_while(|(_, word)| !matches!(*word, "," | ";"));
        let noun = near.filter(|(_, word)| move_noun(word).is_some()).last();
        found.extend(noun.map(|(end, noun)| (*from, end + noun.len())));
    }
    found
}

/// Words that name a flow, or stand for one, of which something went up or down.
const SUBJECTS: &[&str] = &[
    "export", "import", "trade", "shipment", "sales", "purchase", "deliver", "they", "it", "both",
    "these", "those", "surplus", "deficit",
];

/// Words of a movement that is told otherwise: with its size, over several times, or as none.
const OTHERWISE_TOLD: &[&str] = &[
    "straight",
    "consecutive",
    "row",
    "running",
    "successive",
    "to",
    "by",
    "percent",
    "cent",
    "%",
];

/// Words right before a movement that make it a noun, or none yet.
const UNTOLD_NEAR: &[&str] = &[
    "to", "will", "would", "may", "might", "could", "should", "the", "a", "its", "their", "this",
    "that", "expected", "forecast", "likely",
];

/// How far behind a movement in a month its size may stand, in words.
const SIZE_MAX: usize = 6;

/// "Then rose in May", "before falling in June": which way something went in a month, without a size or
/// a time that it is held against.
fn in_a_month(text: &str) -> Vec<Span> {
    let all = words(text, &['\'', '’', '-', '%'], &[',', '(', ')', ';', ':', '—', '–']);
    let word = |at: usize| all.get(at).map_or("", |word: &Word<'_>| word.1);
    let starts = |at: usize| SUBJECTS.iter().any(|subject| word(at).starts_with(subject));
    let mut found = Vec::new();
    for at in 0..all.len() {
        if direction::way(word(at), Language::English).is_none() || !(0..at).any(starts) {
            continue;
        }
        let mut next = at + 1;
        while word(next).ends_with("ly") || matches!(word(next), "again" | "back" | "further") {
            next += 1;
        }
        let Some((Named::Month(..), end)) =
            matches!(word(next), "in" | "into").then(|| named::english(&all, next + 1)).flatten()
        else {
            continue;
        };
        let untold = (at.saturating_sub(3)..at).any(|before| {
            let close = before + 2 >= at;
            let before = word(before);
            UNTOLD.contains(&before)
                || before.ends_with("n't")
                || close && UNTOLD_NEAR.contains(&before)
        });
        // "Rose in May to 3 million", "rose in May, for a third straight month, by 5 percent".
        let sized = (end..all.len().min(end + SIZE_MAX)).any(|behind| {
            OTHERWISE_TOLD.contains(&word(behind))
                || word(behind).ends_with('%')
                || word(behind).starts_with(|letter: char| letter.is_ascii_digit())
        });
        if !untold && !sized {
            found.push((all[at].0, all[end - 1].0 + word(end - 1).len()));
        }
    }
    found
}

/// A comparative that ends at a word: its first word, its direction, and the word behind it.
fn cue(all: &[Word<'_>], at: usize) -> Option<(usize, bool, usize)> {
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    if word(at) == "than" {
        let from = at.saturating_sub(APART_MAX);
        let near = (from..at).rev().take_while(|near| !matches!(word(*near), ";" | "than"));
        let mut near = near.filter_map(|near| {
            THAN.iter().find(|(than, _)| *than == word(near)).map(|(_, up)| (near, *up))
        });
        let (first, up) = near.next()?;
        return Some((first, up, at + 1));
    }
    if let Some((_, up)) = BEYOND.iter().find(|(beyond, _)| *beyond == word(at)) {
        return Some((at, *up, at + 1));
    }
    if word(at + 1) == "of" && matches!(word(at), "short" | "ahead") {
        return Some((at, word(at) == "ahead", at + 2));
    }
    if matches!(word(at), "improved" | "improving" | "improvement")
        && matches!(word(at + 1), "on" | "over" | "upon" | "from")
    {
        return Some((at, true, at + 2));
    }
    // "Up from", "rose sharply on the year".
    let up = match word(at) {
        "up" | "higher" => true,
        "down" | "lower" => false,
        word => direction::way(word, Language::English).or_else(|| move_noun(word))?,
    };
    let mut next = at + 1;
    while word(next).ends_with("ly")
        || matches!(word(next), "again" | "slightly" | "somewhat" | "further" | "both")
    {
        next += 1;
    }
    let on = [
        "year-on-year",
        "on-year",
        "year-over-year",
        "month-on-month",
        "on-month",
        "month-over-month",
    ];
    match word(next) {
        "from" | "over" => Some((at, up, next + 1)),
        // "On the year" is a time; of "on June" the month is one.
        "on" if named::english(all, next).is_none() => Some((at, up, next + 1)),
        "on" | "year" | "month" => Some((at, up, next)),
        other if on.contains(&other) => Some((at, up, next)),
        "compared" if matches!(word(next + 1), "with" | "to") => Some((at, up, next + 2)),
        _ => None,
    }
}

/// Nouns of a movement: "a sharp jump from May".
fn move_noun(word: &str) -> Option<bool> {
    match word {
        "jump" | "leap" | "surge" | "uptick" | "pickup" | "upswing" | "spike" => Some(true),
        "plunge" | "downturn" | "downtick" | "downswing" | "tumble" | "setback" => Some(false),
        word => streak::noun(word),
    }
}

/// Whether a size stands before a comparative: "3 percent more than", "a third lower than".
fn is_sized(all: &[Word<'_>], first: usize) -> bool {
    let mut back = all[..first].iter().rev().map(|(_, word)| *word);
    let last = back.next().unwrap_or_default();
    let units = [
        "percent",
        "%",
        "pct",
        "cent",
        "points",
        "point",
        "times",
        "twice",
        "half",
        "third",
        "quarter",
        "fifth",
        "tenth",
        "yuan",
        "dollars",
        "won",
        "yen",
        "million",
        "billion",
        "trillion",
        "fold",
        "two-thirds",
        "three-quarters",
        "bn",
        "mn",
    ];
    last.ends_with('%')
        || units.contains(&last)
        || last.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Words between a comparative and the time of what it is held against.
const LIGHT: &[&str] = &[
    "in", "of", "that", "those", "the", "it", "its", "their", "they", "had", "been", "was", "were",
    "did", "sold", "bought", "shipped", "exported", "imported", "recorded", "seen", "posted",
    "for", "during", "figure", "figures", "total", "level", "levels", "even", "what", "at", "both",
    "one", "has", "have", "sales", "tally", "exports", "imports", "trade", "amount", "value",
    "whole", "all",
];

/// Words of times that are none of the usual ones.
const TIMES: &[&str] = &[
    "month",
    "months",
    "month's",
    "year",
    "years",
    "year's",
    "quarter",
    "quarter's",
    "quarters",
    "half",
    "half's",
    "halves",
    "period",
    "average",
    "peak",
    "levels",
    "spring",
    "summer",
    "autumn",
    "winter",
    "decade",
    "pandemic",
    "pre-pandemic",
    "past",
];

/// The time behind a comparative, and one after its last word; `None` within where nobody can say which.
fn base_behind(all: &[Word<'_>], from: usize) -> Option<(Option<Named>, usize)> {
    let mut at = from;
    loop {
        if let Some((named, end)) = named::english(all, at) {
            return Some((Some(named), end));
        }
        let word = all.get(at)?.1;
        let led = LIGHT.contains(&word) && at < from + 8;
        if !led {
            break;
        }
        at += 1;
    }
    let number =
        |word: &str| word.len() == 4 && word.starts_with(['1', '2']) && word.parse::<u16>().is_ok();
    let until = all[at..].iter().position(|(_, word)| matches!(*word, "," | ";" | ")" | "("));
    let ahead = &all[at..at + until.unwrap_or(all.len() - at).min(4)];
    if ahead.first().is_some_and(|(_, word)| number(word)) || literals(ahead.first()?.1).len() > 1 {
        return None;
    }
    let time = ahead.iter().position(|(_, word)| TIMES.contains(word))?;
    Some((None, at + time + 1))
}

/// The time of the amount behind "from": "up from 3 million in May". What is more than an amount is
/// held against that amount, and not against its time.
fn behind_amount(all: &[Word<'_>], from: usize) -> Option<(Option<Named>, usize)> {
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    if word(from.checked_sub(1)?) != "from" {
        return None;
    }
    let hedges = ["about", "around", "roughly", "nearly", "some", "the"];
    let mut at = from + usize::from(hedges.contains(&word(from)));
    if !word(at).starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let units = [
        "million", "billion", "trillion", "bn", "mn", "yuan", "dollars", "won", "yen", "rmb",
        "renminbi",
    ];
    at += 1;
    while units.contains(&word(at)) || matches!(word(at), "in" | "the" | "of" | "recorded" | "seen")
    {
        at += 1;
    }
    named::english(all, at).map(|(named, end)| (Some(named), end))
}

/// Particles that hold one thing against another, in Korean.
const THAN_KOREAN: &[&str] =
    &["보다는", "보다", " 대비", "에 비해", "에 비하면", "와 비교해", "과 비교해"];

/// Nouns that may stand between a time and such a particle: "3월 수준보다".
const NOUNS: &[&str] = &[
    "수준",
    "수치",
    "실적",
    "수출액",
    "수입액",
    "교역액",
    "수출",
    "수입",
    "교역",
    "기록",
    "규모",
    "금액",
    "것",
];

/// Verbs of what lies above or below, behind "를" or "에".
const BEYOND_KOREAN: &[(&str, bool)] = &[
    ("웃돌", true),
    ("넘어", true),
    ("넘었", true),
    ("상회", true),
    ("앞질", true),
    ("뛰어넘", true),
    ("능가", true),
    ("밑돌", false),
    ("하회", false),
    ("못 미", false),
    ("못미", false),
];

/// Stems of what is more, and of what is less.
const MORE_KOREAN: &[(&str, bool)] = &[
    ("많", true),
    ("높", true),
    ("늘", true),
    ("증가", true),
    ("불어", true),
    ("뛰", true),
    ("올라", true),
    ("올랐", true),
    ("오른", true),
    ("상승", true),
    ("반등", true),
    ("급증", true),
    ("확대", true),
    ("컸", true),
    ("커졌", true),
    ("커진", true),
    ("커지", true),
    ("작아졌", false),
    ("작아진", false),
    ("작아지", false),
    ("작았", false),
    ("작은 ", false),
    ("큰 ", true),
    ("적은", false),
    ("적었", false),
    ("적다", false),
    ("적지", false),
    ("낮", false),
    ("줄", false),
    ("감소", false),
    ("떨어", false),
    ("하락", false),
    ("급감", false),
    ("축소", false),
    ("내려", false),
    ("뒷걸음", false),
];

/// Words that say how clearly, and not by how much.
const HOW_KOREAN: &[&str] = &[
    "소폭",
    "크게",
    "다소",
    "조금",
    "더",
    "약간",
    "대폭",
    "훨씬",
    "급격히",
    "오히려",
    "되레",
    "모두",
    "뚜렷이",
    "확연히",
    "눈에 띄게",
    "살짝",
];

fn korean(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (at, _) in text.char_indices() {
        if found.last().is_some_and(|last| at < last.span.1) {
            continue;
        }
        let named = named::korean(text, at);
        found.extend(named.and_then(|(base, end)| korean_at(text, (at, end), base)));
    }
    found
}

/// Whether a sentence says that something lay above or below the amount at `base`, and to where the words
/// go that say so: "1분기 4억 위안보다 커졌다", "6월(4억 위안)보다 적은".
pub fn than_amount(document: &Document, sentence: Span, base: Span) -> Option<(bool, usize)> {
    if document.language != Language::Korean {
        return None;
    }
    let behind = document.text.get(base.1..sentence.1)?;
    let rest = behind.strip_prefix(')').unwrap_or(behind).trim_start();
    let (up, rest) = korean_than(rest)?;
    let tail = rest.find([' ', ',', '.', ')']).unwrap_or(rest.len());
    Some((up?, sentence.1 - rest.len() + tail))
}

/// The direction of a particle with its comparative, and what stands behind; the direction is `None` where
/// it is denied.
fn korean_than(rest: &str) -> Option<(Option<bool>, &str)> {
    let particle = THAN_KOREAN.iter().find_map(|than| rest.strip_prefix(than.trim_start()));
    compared_korean(particle?, MORE_KOREAN)
}

fn compared_korean<'t>(rest: &'t str, stems: &[(&str, bool)]) -> Option<(Option<bool>, &'t str)> {
    let mut rest = rest.trim_start();
    while let Some(behind) = HOW_KOREAN.iter().find_map(|how| rest.strip_prefix(how)) {
        rest = behind.trim_start();
    }
    let (stem, up) = stems.iter().find(|(stem, _)| rest.starts_with(stem))?;
    let behind = &rest[stem.len()..];
    // "적지 않았다" begins with its stem.
    let near: String = rest.chars().take(stem.chars().count() + 6).collect();
    let denied =
        ["지 않", "지 못", "지는 않", "지는 못", "지도 않"].iter().any(|word| near.contains(word));
    Some((Some(*up).filter(|_| !denied), behind))
}

/// "2분기의 4억 위안보다 많았다", "작년 상반기보다 적었다": held against a time that is none of the usual ones.
fn korean_of_another_time(text: &str) -> Vec<Span> {
    const TIMES: &[&str] =
        &["반기", "분기", "년", "해", "달", "월", "계절", "평균", "기간", "초", "말"];
    let mut found = Vec::new();
    for (at, than) in text.match_indices("보다") {
        let mut rest = text[at + than.len()..].trim_start_matches('는').trim_start();
        while let Some(behind) = HOW_KOREAN.iter().find_map(|how| rest.strip_prefix(how)) {
            rest = behind.trim_start();
        }
        let Some((stem, _)) = MORE_KOREAN.iter().find(|(stem, _)| rest.starts_with(stem)) else {
            continue;
        };
        let from = text[..at].rfind([',', '.', '·']).map_or(0, |end| end + 1);
        let is_time =
            |word: &str| TIMES.iter().any(|time| word.trim_end_matches('의').ends_with(time));
        let is_amount = |word: &str| {
            word.starts_with(|letter: char| letter.is_ascii_digit())
                || ["위안", "달러", "약"].contains(&word)
        };
        // "지난해 4월(6억 위안)보다".
        let head = &text[from..at];
        let inside = head.strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
        let head = inside.map_or(head, |(head, _)| head);
        let near = head.split_whitespace().rev().take(4);
        let led = near.take_while(|word| is_time(word) || is_amount(word));
        let timed = led.filter(|word| is_time(word)).last();
        if let Some(first) = timed {
            let end = text.len() - rest.len() + stem.len();
            found.push((first.as_ptr() as usize - text.as_ptr() as usize, end));
        }
    }
    found
}

/// "2024년 연간 수출액을 넘어섰다", "작년 7월(3억 위안)을 밑돌았다": above or below a time that is none of the usual
/// ones.
fn korean_beyond(text: &str) -> Vec<Span> {
    const TIMES: &[&str] =
        &["년", "해", "월", "달", "평균", "반기", "분기", "연간", "동기", "동월", "기간"];
    const UNITS: &[&str] = &["위안", "달러", "원", "엔", "유로", "톤"];
    let mut found = Vec::new();
    for (stem, _) in BEYOND_KOREAN {
        for (at, _) in text.match_indices(stem) {
            let mut head = text[..at].trim_end();
            while let Some(ahead) =
                HOW_KOREAN.iter().chain(&["이미", "벌써"]).find_map(|how| head.strip_suffix(how))
            {
                head = ahead.trim_end();
            }
            let object = ["에도", "을", "를", "에"].iter().find_map(|end| head.strip_suffix(end));
            let Some(object) = object else { continue };
            let bare = match object.strip_suffix(')') {
                Some(inside) => inside.rsplit_once('(').map_or(object, |(ahead, _)| ahead),
                None => object,
            };
            let from = bare.rfind([',', '.', '(']).map_or(0, |end| end + 1);
            if UNITS.iter().any(|unit| bare.ends_with(unit)) {
                continue;
            }
            let near = bare[from..].split_whitespace().rev().take(4);
            // A subject begins another part.
            let own = near.take_while(|word| !word.ends_with(['은', '는', '이', '가', '로']));
            let time = own.filter(|word| TIMES.iter().any(|time| word.contains(time))).last();
            if let Some(time) = time {
                let behind = &text[at..];
                let end = behind.find([' ', ',', '.']).unwrap_or(behind.len());
                found.push((time.as_ptr() as usize - text.as_ptr() as usize, at + end));
            }
        }
    }
    found.sort_unstable();
    found
}

/// "수출이 수입보다 많았다": one flow held against the other.
fn korean_of_flows(text: &str) -> Vec<Span> {
    let flows = ["수입보다", "수출보다", "수입액보다", "수출액보다"];
    let places = flows.iter().flat_map(|flow| text.match_indices(flow));
    let found = places.filter_map(|(at, flow)| {
        let rest = text[at + flow.len()..].trim_start();
        let (stem, _) = MORE_KOREAN.iter().find(|(stem, _)| rest.starts_with(stem))?;
        Some((at, text.len() - rest.len() + stem.len()))
    });
    found.collect()
}

/// What is left behind the amount of a time, or the bracket that holds it: "5월의 3억 위안보다", "5월(3억
/// 위안)보다".
fn past_amount(rest: &str) -> &str {
    if let Some(inside) = rest.strip_prefix('(') {
        return inside.split_once(')').map_or(rest, |(_, behind)| behind);
    }
    let amount =
        |letter: char| letter.is_ascii_digit() || " .,억만천백조위안달러원엔약".contains(letter);
    let plain = rest.trim_start_matches(['약', ' ']);
    match plain.starts_with(|letter: char| letter.is_ascii_digit()) {
        true => plain.trim_start_matches(amount),
        false => rest,
    }
}

fn korean_at(text: &str, (from, end): Span, base: Named) -> Option<Found> {
    let mut rest = text[end..].trim_start_matches('의').trim_start();
    rest = past_amount(rest);
    for _ in 0..2 {
        let behind = NOUNS.iter().find_map(|noun| rest.strip_prefix(noun));
        rest = behind.map_or(rest, str::trim_start);
    }
    let (up, behind) = korean_than(rest).or_else(|| {
        let particles = ["을 ", "를 ", "에 ", "에도 ", "마저 "];
        let behind = particles.iter().find_map(|one| rest.strip_prefix(one))?;
        compared_korean(behind, BEYOND_KOREAN)
    })?;
    let own = clause(text, (from, from));
    let of_pace = ["증가율", "증가폭", "비중", "상승률", "감소율", "증가세"]
        .iter()
        .any(|word| text[own.0..own.1].contains(word));
    let tail = behind.find([' ', ',', '.', ')']).unwrap_or(behind.len());
    let span = (from, text.len() - behind.len() + tail);
    Some(Found { span, up: up.filter(|_| !of_pace), base: Some(base) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Vec<(String, Option<bool>, Option<Named>)> {
        let document = Document::new(text, date(2026, 8, 24));
        let words = |one: &Comparison| text[one.span.0..one.span.1].to_owned();
        comparisons(&document).iter().map(|one| (words(one), one.up, one.base)).collect()
    }

    #[test]
    fn an_amount_is_what_something_lies_above_or_below() {
        for (text, number, expected) in [
            ("원조는 5억 원으로 1분기 4억 원보다 커졌다.", "4억 원", Some(true)),
            ("원조는 5억 원으로 6월(6억 원)보다 조금 적었다.", "6억 원", Some(false)),
            ("원조는 5억 원으로 1분기의 4억 원보다 적지 않았다.", "4억 원", None),
            ("원조는 5억 원으로 1분기의 6억 원보다 1억 원 적었다.", "6억 원", None),
            ("원조는 5억 원으로 1분기의 4억 원보다 25% 늘었다.", "4억 원", None),
        ] {
            let document = Document::new(text, date(2026, 8, 24));
            let at = text.find(number).unwrap();
            let told = than_amount(&document, (0, text.len()), (at, at + number.len()));
            assert_eq!(told.map(|told| told.0), expected, "{text}");
        }
    }

    #[test]
    fn what_lies_beyond_a_time_that_nobody_can_hold_it_against_is_told() {
        for (text, words) in [
            (
                "상반기 판매는 5억 위안으로 이미 2024년 연간 판매액을 넘어섰다.",
                "2024년 연간 판매액을 넘어섰다",
            ),
            ("판매는 5억 위안으로 작년 5월을 밑돌았다.", "작년 5월을 밑돌았다"),
            (
                "판매는 5억 위안으로 지난해 월평균(6억 위안)을 밑돌았다.",
                "지난해 월평균(6억 위안)을 밑돌았다",
            ),
            ("페루의 수출이 수입보다 많았다.", "수입보다 많"),
            (
                "판매는 5억 위안으로 3월(4억 위안)과 지난해 4월(6억 위안)보다 적었다.",
                "지난해 4월(6억 위안)보다 적었",
            ),
            ("Sales rose 3 percent, reversing a decline in June.", "reversing a decline"),
            ("Sales were $3 million, exceeding last year's total.", "exceeding last year's"),
            ("Sales were $3 million, more than in all of 2024.", "more than in all of 2024"),
            (
                "Sales were $3 million, topping the total for all of 2024.",
                "topping the total for all of 2024",
            ),
        ] {
            let all = told(text);
            assert!(all.iter().any(|one| one.0 == words), "{text}: {all:?}");
            let open = |base: Option<Named>| matches!(base, None | Some(Named::Whole(2024)));
            assert!(all.iter().all(|one| open(one.2)), "{text}: {all:?}");
        }
        for text in ["판매는 5월 5억 위안을 넘어섰다.", "판매는 5월에 처음 5억 위안을 웃돌았다."]
        {
            assert_eq!(korean_beyond(text), [], "{text}");
        }
    }

    #[test]
    fn a_direction_without_a_size_is_told_with_its_base() {
        let may = Some(Named::Month(5, None));
        for (text, words, up, base) in [
            ("Sales of $3 million were higher than in May.", "higher than in May", Some(true), may),
            ("Sales came to $3 million, down from May.", "down from May", Some(false), may),
            (
                "At $3 million, sales exceeded those of May.",
                "exceeded those of May",
                Some(true),
                may,
            ),
            (
                "May's sales of 3 million yuan exceeded those of April.",
                "exceeded those of April",
                Some(true),
                Some(Named::Month(4, None)),
            ),
            ("Sales topped May's.", "topped May's", Some(true), may),
            ("Sales came to $3 million, up on May.", "up on May", Some(true), may),
            ("Sales came to $3 million, down over May.", "down over May", Some(false), may),
            ("Sales came to $3 million, better than May.", "better than May", Some(true), may),
            ("Sales came to $3 million, outpacing May.", "outpacing May", Some(true), may),
            ("Sales came to $3 million, ahead of May.", "ahead of May", Some(true), may),
            ("Sales of $3 million were a sharp jump from May.", "jump from May", Some(true), may),
            ("Sales grew, faster than in May.", "faster than in May", None, may),
            (
                "It sold more to Peru in June, $3 million, than in May.",
                "more to Peru in June, $3 million, than in May",
                Some(true),
                may,
            ),
            (
                "Sales were $3 million, up slightly from a year earlier.",
                "up slightly from a year earlier",
                Some(true),
                Some(Named::Year),
            ),
            (
                "Sales were $3 million, down on the year.",
                "down on the year",
                Some(false),
                Some(Named::Year),
            ),
            (
                "Sales fell short of those a month before.",
                "short of those a month before",
                Some(false),
                Some(Named::Before),
            ),
            (
                "Sales were $3 million, less than in the first half of 2025.",
                "less than in the first half",
                Some(false),
                None,
            ),
            ("Sales have shrunk steadily since May.", "shrunk steadily", None, None),
            ("Sales were not higher than in May.", "higher than in May", None, may),
            (
                "Sales were higher than in most months.",
                "higher than in most months",
                Some(true),
                None,
            ),
        ] {
            assert_eq!(told(text), [(words.to_owned(), up, base)], "{text}");
        }
    }

    #[test]
    fn a_korean_direction_without_a_size_is_told_with_its_base() {
        let may = Some(Named::Month(5, None));
        for (text, words, up, base) in [
            ("판매는 5월보다 많은 3억 위안이었다.", "5월보다 많은", Some(true), may),
            (
                "3분기 판매는 4억 위안으로 2분기의 3억 위안보다 더 많았다.",
                "2분기의 3억 위안보다 더 많",
                None,
                None,
            ),
            ("상반기 판매는 작년 상반기보다 적었다.", "작년 상반기보다 적었", None, None),
            ("판매는 3월 이후 내리 줄었다.", "내리 줄", None, None),
            (
                "판매는 3억 위안으로 5월 2억 위안보다 커졌다.",
                "5월 2억 위안보다 커졌다",
                Some(true),
                may,
            ),
            ("판매는 3억 위안으로 5월보다 작아졌다.", "5월보다 작아졌다", Some(false), may),
            (
                "판매는 3억 위안으로 전달보다 소폭 줄었다.",
                "전달보다 소폭 줄었다",
                Some(false),
                Some(Named::Before),
            ),
            ("판매는 3억 위안으로 5월 수준을 밑돌았다.", "5월 수준을 밑돌았다", Some(false), may),
            (
                "판매는 3억 위안으로 5월(2억 위안)보다 많았다.",
                "5월(2억 위안)보다 많았다",
                Some(true),
                may,
            ),
            (
                "판매는 5월의 2억 위안보다 많은 3억 위안이다.",
                "5월의 2억 위안보다 많은",
                Some(true),
                may,
            ),
            (
                "판매는 전년 동월 대비 증가한 3억 위안이다.",
                "전년 동월 대비 증가한",
                Some(true),
                Some(Named::Year),
            ),
        ] {
            assert_eq!(told(text), [(words.to_owned(), up, base)], "{text}");
        }
    }

    #[test]
    fn a_movement_in_a_month_is_told_unless_its_size_stands_by_it() {
        for (text, words) in [
            ("Sales were $3 million in May, then fell in June.", "fell in june"),
            ("Exports came to $3 million in May, before sharply rising in June.", "rising in june"),
            ("They rose in June 2026.", "rose in june 2026"),
            ("Sales fell in June 2026, the first fall since May.", "fell in june 2026"),
        ] {
            let told: Vec<String> =
                told(text).into_iter().map(|one| one.0.to_lowercase()).collect();
            assert!(told.contains(&words.to_owned()), "{text}: {told:?}");
        }
        for text in [
            "Sales fell in June to $3 million.",
            "Sales fell in June, by 3 percent.",
            "Sales rose in June for the third straight month.",
            "Sales are expected to rise in June.",
            "A rise in June was noted in exports.",
            "Temperatures rose in June.",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn what_has_a_size_or_another_bar_is_none() {
        for text in [
            "Sales were 3 percent higher than in May.",
            "Sales rose 3 percent from May.",
            "Sales of $3 million were a 4 percent jump from May.",
            "Sales went on over May to $3 million.",
            "Sales were lower by 3 percent than in May.",
            "Sales were a third lower than in May.",
            "Sales came to more than $3 million in May.",
            "Sales were higher than expected.",
            "Sales exceeded $3 million in May.",
            "It is larger than Peru.",
            "판매는 5월보다 3% 많았다.",
            "판매는 예상보다 많았다.",
            "판매는 3억 위안을 웃돌았다.",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
