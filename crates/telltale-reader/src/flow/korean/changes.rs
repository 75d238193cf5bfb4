//! Changes: "전달보다 21.4% 늘었다", "두 배로 불었다", "3분의 1 감소했다".

use super::View;
use super::lexicon;
use crate::flow::Days;
use crate::flow::period::Base;
use crate::number::{Measure, Number};
use crate::time::Time;

/// A change as it is worded.
#[derive(Clone, Debug)]
pub(super) struct Worded {
    /// Which number it is.
    pub number: usize,
    /// First byte of the number.
    pub at: usize,
    pub ratio: Option<f64>,
    pub points: Option<f64>,
    pub base: Base,
    pub approximate: bool,
    /// The time in which it took place, if it stands right before it.
    pub time: Option<usize>,
    /// The days of which it is told, if they stand in a list of times or at the end of a span.
    pub then: Option<Days>,
    /// Whether its base is so many years before the time of what changed: "다섯 해 전의 두 배".
    pub ago: bool,
}

pub(super) fn find(view: &View<'_>) -> Vec<Worded> {
    let mut found = Vec::new();
    for at in 0..view.numbers.len() {
        if view.numbers[at].measure.compares() && !view.is_said(view.numbers[at].span.0) {
            found.extend(worded(view, at));
        }
    }
    found
}

fn worded(view: &View<'_>, at: usize) -> Option<Worded> {
    let number = &view.numbers[at];
    let (sign, level) = sign(view, at)?;
    let (ratio, points) = match number.measure {
        // "전년 동월의 60% 수준"
        Measure::Percent if level && is_of_base(view, at) => {
            (Some(number.value / 100.0 - 1.0), None)
        }
        Measure::Percent if level => return None,
        Measure::Percent => (Some(sign * number.value / 100.0), None),
        Measure::Points => (None, Some(sign * number.value)),
        Measure::Part if level => (Some(number.value - 1.0), None),
        Measure::Part => (Some(sign * number.value), None),
        Measure::Times if sign > 0.0 && number.value > 1.0 => (Some(number.value - 1.0), None),
        _ => return None,
    };
    let (base, time) = base(view, at);
    let ago = matches!(base, Base::Time(time) if {
        let words = view.text(time.span.0, time.span.1);
        words.ends_with("년 전") || words.ends_with("해 전")
    });
    Some(Worded {
        number: at,
        at: number.span.0,
        ratio,
        points,
        base,
        approximate: number.approximate,
        time,
        then: None,
        ago,
    })
}

/// Whether a level is told as a part of what was before: "1년 전의 60%로 줄었다".
fn is_of_base(view: &View<'_>, at: usize) -> bool {
    let ahead = view.text(view.scene.span.0, view.numbers[at].span.0);
    ahead.trim_end().ends_with('의') && !matches!(base(view, at).0, Base::Open)
}

/// What follows a number that is the level which was reached.
const LEVELS: &[&str] = &[
    "로 ",
    "으로 ",
    "로, ",
    "으로, ",
    "에서 ",
    "수준",
    "에 그",
    "에 불과",
    " 수준",
    " 이하로",
    " 아래로",
    "에도 못",
    "에 머",
    "까지 ",
];

/// Up or down, and whether the number is the level that was reached ("3분의 1로 줄었다").
fn sign(view: &View<'_>, at: usize) -> Option<(f64, bool)> {
    if let Some(sign) = by_rate(view, at) {
        return Some((sign, false));
    }
    let number = &view.numbers[at];
    let own = view.text(number.span.0, number.span.1);
    if number.measure == Measure::Part && own.ends_with("토막") {
        return Some((-1.0, true));
    }
    let after = view.text(number.span.1, view.scene.span.1);
    let near: String = after.chars().take(10).collect();
    let level = LEVELS.iter().any(|mark| near.starts_with(mark));
    // "45%이던 것이 13%로 줄었다": what was before has not changed.
    if ["이던 ", "였던 ", "이었던 "].iter().any(|mark| near.starts_with(mark)) {
        return None;
    }
    // A share that somebody holds is no change.
    let holds = ["를 차지", "을 차지", "가 ", "이 "].iter().any(|mark| near.starts_with(mark));
    if holds && near.contains("차지") {
        return None;
    }
    // "전년 동기의 10분의 1이다", "전년 동기의 60%에 머물렀다": a part of what was before, whatever the verb.
    let part = matches!(number.measure, Measure::Part | Measure::Percent);
    let is = ["다.", "이다", "였다", "이었다", "에 ", "밖에", "뿐이"].iter();
    if part && (level || { is }.any(|mark| near.starts_with(mark))) && is_of_base(view, at) {
        return Some((-1.0, true));
    }
    let first = view.index(number.span.1);
    for next in first..(first + 9).min(view.words.len()) {
        // "13% 는 2억 위안": grown. Written onto the number it is a particle.
        let apart = view.words[next].start > number.span.1;
        if apart
            && next == first + usize::from(view.words[first].start < number.span.1)
            && view.word(next) == "는"
        {
            return Some((1.0, level));
        }
        match told_by(word_behind(view, next, number), number.measure, level) {
            Telling::Sign(sign) => return Some((sign, level)),
            Telling::Stop => return None,
            Telling::Nothing => {}
        }
    }
    None
}

/// What a word behind a number says of it.
enum Telling {
    /// Up or down.
    Sign(f64),
    /// It is no change.
    Stop,
    /// Nothing.
    Nothing,
}

fn told_by(word: &str, measure: Measure, level: bool) -> Telling {
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    if let Some(sign) = lexicon::sign(word) {
        return Telling::Sign(sign);
    }
    // Headlines: "15.2%↓".
    match word.trim_end_matches(['.', ')', ',']) {
        "↓" | "▼" => return Telling::Sign(-1.0),
        "↑" | "▲" => return Telling::Sign(1.0),
        _ => {}
    }
    let is = ["다", "다.", "였다", "였다.", "이다", "이다.", "이었다", "이었다.", "에"];
    let is = is.contains(&word);
    if measure == Measure::Times && (begins(lexicon::REACHED) || is) {
        return Telling::Sign(1.0);
    }
    if begins(&["차지", "비중", "점유", "기록한", "달했"]) {
        return Telling::Stop;
    }
    if measure == Measure::Part && level && begins(&["수준", "그쳤", "불과", "머물"]) {
        return Telling::Sign(-1.0);
    }
    Telling::Nothing
}

/// A word behind a number, its particles aside.
fn word_behind<'v>(view: &View<'v>, at: usize, number: &Number) -> &'v str {
    let joined = view.words[at].start < number.span.1;
    let word = if joined { view.text(number.span.1, view.words[at].end) } else { view.word(at) };
    let word = word
        .strip_prefix("에")
        .filter(|_| number.measure == Measure::Times)
        .map_or(word, str::trim_start);
    word.trim_start_matches([',', '(', ')', '나', '가'])
        .trim_start_matches("이나")
        .trim_start_matches("포인트")
        .trim_start_matches("량")
}

/// "증가율은 3.8%", "감소 폭이 12%였다": the word for the rate stands before it.
fn by_rate(view: &View<'_>, at: usize) -> Option<f64> {
    let number = &view.numbers[at];
    if !matches!(number.measure, Measure::Percent | Measure::Points) {
        return None;
    }
    let ahead = view.text(view.scene.span.0, number.span.0);
    if [" -", " −", " –", "마이너스", "마이너스 "].iter().any(|minus| ahead.ends_with(minus))
    {
        return Some(-1.0);
    }
    if [" +", "(+", " ＋", "플러스 "].iter().any(|plus| ahead.ends_with(plus)) {
        return Some(1.0);
    }
    let gap = view.text(compared_before(view, at), number.span.0);
    let behind = view.text(number.span.1, view.scene.span.1).trim_start();
    let after = ["의 ", "라는 ", ""].iter().find_map(|of| lexicon::rate(behind.strip_prefix(of)?));
    let last = gap.char_indices().rev().find_map(|(from, _)| {
        let sign = lexicon::rate(&gap[from..])?;
        // What stands before a comma is told of another number.
        (!gap[from..].contains(',')).then_some(sign)
    });
    last.or(after)
}

/// Where the number before one ends that is neither a duration nor an ordinal.
fn compared_before(view: &View<'_>, at: usize) -> usize {
    let real = |number: &&Number| number.measure != Measure::Other;
    let before = view.numbers[..at].iter().rev().find(real);
    before.map_or(view.scene.span.0, |number| number.span.1)
}

/// What a change is against, and the time that stands with it and is not that.
fn base(view: &View<'_>, at: usize) -> (Base, Option<usize>) {
    let number = &view.numbers[at];
    let before = compared_before(view, at);
    let mut own = None;
    for (index, time) in view.scene.times.iter().enumerate().rev() {
        if !(before..number.span.0).contains(&time.span.0) {
            continue;
        }
        if is_base(view, time) {
            return (whole_or_part(view, time), own);
        }
        if time.is_dated() && own.is_none() {
            own = Some(index);
        }
    }
    if let Some(time) = from_then(view, at) {
        return (Base::Time(*time), None);
    }
    let gap = view.text(before, number.span.0);
    let fixed = |words: &[&str]| words.iter().any(|word| gap.contains(word));
    if let Some(base) = within(gap) {
        return (base, own);
    }
    if fixed(&[
        "전년 동월",
        "전년동월",
        "전년 동기",
        "전년동기",
        "전년 대비",
        "전년대비",
        "작년 동기",
    ]) {
        return (Base::Year, own);
    }
    if fixed(&["전월 대비", "전월대비", "전달 대비"]) {
        return (Base::Month, own);
    }
    if fixed(&["전분기", "전 분기", "직전 분기"]) {
        return (Base::Quarter, own);
    }
    // "1년 전과 비교해" far ahead of the number: the only base of the sentence.
    let ahead =
        view.scene.times.iter().find(|time| {
            time.span.0 < number.span.0 && is_base(view, time) && first_change(view, at)
        });
    match ahead {
        Some(time) => (whole_or_part(view, time), own),
        None => (Base::Open, own),
    }
}

/// "작년 8월 473억 달러에서 33% 줄었다", "6월(3억 달러)보다 5% 많다": the time of the sum from which it changed.
fn from_then<'v>(view: &View<'v>, at: usize) -> Option<&'v Time> {
    let sum = at.checked_sub(1).map(|before| &view.numbers[before])?;
    let against = lexicon::is_against(view.text(sum.span.1, view.numbers[at].span.0));
    if !sum.measure.sizes() || !against {
        return None;
    }
    let earlier = at.checked_sub(2).map_or(view.scene.span.0, |i| view.numbers[i].span.1);
    let mut times = view.scene.times.iter().rev();
    times.find(|time| time.is_dated() && (earlier..sum.span.0).contains(&time.span.0))
}

/// "1년 새", "한 달 만에": over how long it changed.
fn within(gap: &str) -> Option<Base> {
    const LENGTHS: &[(&str, Base)] = &[
        ("1년", Base::Year),
        ("한 해", Base::Year),
        ("한해", Base::Year),
        ("일 년", Base::Year),
        ("일년", Base::Year),
        ("12개월", Base::Year),
        ("한 달", Base::Month),
        ("한달", Base::Month),
        ("1개월", Base::Month),
        ("석 달", Base::Quarter),
        ("3개월", Base::Quarter),
    ];
    let over =
        |rest: &str| ["새", "사이", "만에"].iter().any(|word| rest.trim_start().starts_with(word));
    let free = |at: usize| !gap[..at].ends_with(|l: char| l.is_ascii_digit());
    LENGTHS.iter().find_map(|&(length, base)| {
        let (at, _) = gap.match_indices(length).last()?;
        (free(at) && over(&gap[at + length.len()..])).then_some(base)
    })
}

fn first_change(view: &View<'_>, at: usize) -> bool {
    !view.numbers[..at].iter().any(|number| number.measure.compares())
}

/// Words that turn the time before them into the base of a comparison.
const MARKS: &[&str] = &["보다", "대비", "비해", "비하", "비교", "견줘", "견주", "견준"];

/// Whether a time is what a change is measured against: "작년 같은 달에 비해".
pub(super) fn is_base(view: &View<'_>, time: &Time) -> bool {
    let rest = view.text(time.span.1, view.scene.span.1);
    let digit = rest.find(|l: char| l.is_ascii_digit()).unwrap_or(rest.len());
    let stop = rest.find(',').unwrap_or(rest.len()).min(digit).min(next_time(view, time));
    let mut words = rest[..stop].split(' ');
    let own = words.next().unwrap_or("");
    // "7월의 두 배"
    let times = view.numbers.iter().any(|number| {
        let after = view.text(number.span.1, view.scene.span.1);
        let level =
            number.measure == Measure::Percent && LEVELS.iter().any(|mark| after.starts_with(mark));
        (level || matches!(number.measure, Measure::Times | Measure::Part))
            && matches!(view.text(time.span.1, number.span.0), "의 " | "의 약 ")
    });
    if times {
        return true;
    }
    if own.starts_with("보다") || MARKS.iter().any(|mark| own.contains(mark)) {
        return true;
    }
    if is_alike(own, words.clone()) {
        return true;
    }
    let topic =
        own != "같은" && own.ends_with('은') || own.ends_with('는') || own.ends_with("에는");
    if topic {
        return false;
    }
    for (index, word) in words.take(3).enumerate() {
        if MARKS.iter().any(|mark| word.contains(mark)) {
            return true;
        }
        // "작년 한 해 총량을 11% 웃돌았다"
        let object = word.ends_with('을') || word.ends_with('를');
        let level =
            ["총량", "전체", "총액", "수준", "실적", "기록", "규모", "수출액", "수입액", "물량"]
                .iter()
                .any(|noun| word.starts_with(noun));
        if object && level && index < 3 {
            return exceeds(view, time.span.1);
        }
        if *word != *"같은" && (word.ends_with("은") || word.ends_with("는")) {
            return false;
        }
    }
    // "작년을 11% 웃돌았다"
    (own == "을" || own == "를") && exceeds(view, time.span.1)
}

/// "전달과 비슷한", "7월과 거의 같은", "9월과 달리": what a figure is held against.
fn is_alike<'w>(own: &str, words: impl Iterator<Item = &'w str> + Clone) -> bool {
    const LIKE: &[&str] = &[
        "비슷",
        "엇비슷",
        "같은",
        "같았",
        "같다",
        "맞먹",
        "유사",
        "대등",
        "다름없",
        "차이",
        "달리",
        "달랐",
        "다르",
    ];
    let with = own.ends_with('과') || own.ends_with('와');
    // "3월에 맞먹는"
    let equal = ["맞먹", "버금", "필적", "견줄"];
    let reaches = |word: &str| equal.iter().any(|like| word.starts_with(like));
    if own == "에" && words.clone().next().is_some_and(reaches) {
        return true;
    }
    with && words.take(3).any(|word| LIKE.iter().any(|like| word.starts_with(like)))
}

/// How far behind a time the next one begins that is none of its own: "8월에도 작년 같은 달보다".
fn next_time(view: &View<'_>, time: &Time) -> usize {
    let behind = |other: &&Time| other.span.0 >= time.span.1 && other.is_dated();
    let Some(next) = view.scene.times.iter().find(behind) else { return usize::MAX };
    let gap = view.text(time.span.1, next.span.0);
    if gap.trim().is_empty() || gap.trim() == "의" { usize::MAX } else { gap.len() }
}

fn exceeds(view: &View<'_>, from: usize) -> bool {
    let rest = view.text(from, view.scene.span.1);
    ["웃돌", "웃도", "밑돌", "밑도", "넘어섰", "상회", "하회", "앞질", "뛰어넘", "못 미", "초과"]
        .iter()
        .any(|word| rest.contains(word))
}

fn whole_or_part(view: &View<'_>, time: &Time) -> Base {
    let own = view.text(time.span.0, time.span.1);
    let rest: String = view.text(time.span.1, view.scene.span.1).chars().take(9).collect();
    let all = ["한 해", "전체", "총량", "총액", "연간", "1년 치", "1년치"];
    if all.iter().any(|word| own.contains(word) || rest.contains(word)) {
        Base::Whole(*time)
    } else {
        Base::Time(*time)
    }
}
