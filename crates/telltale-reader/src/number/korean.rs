//! Korean numbers: "2억 2,810만 달러", "3분의 1", "두 배", "21.4%".

use super::units::{self, Unit};
use super::{Measure, Number, digits, scaled};
use crate::Language;
use crate::sighting::Span;

/// Every number of a sentence, in order; `base` is the sentence's first byte in its text.
pub(crate) fn find(sentence: &str, base: usize, taken: impl Fn(Span) -> bool) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(letter) = sentence[at..].chars().next() {
        let starts = letter.is_ascii_digit() && !before.is_ascii_alphanumeric()
            || !is_hangul(before) && is_spelt(letter);
        if starts
            && !taken((base + at, base + at + letter.len_utf8()))
            && let Some(number) = read(sentence, at, base)
        {
            at = (number.span.1 - base).max(at + letter.len_utf8());
            before = sentence[..at].chars().next_back().unwrap_or(' ');
            found.push(number);
            continue;
        }
        if letter.is_ascii_digit() {
            // Past the rest of a number that is none of ours.
            let rest = sentence[at..].find(|l: char| !l.is_ascii_digit() && l != ',' && l != '.');
            let skipped = rest.unwrap_or(sentence.len() - at).max(1);
            before = '0';
            at += skipped;
            continue;
        }
        before = letter;
        at += letter.len_utf8();
    }
    found
}

fn is_hangul(letter: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

/// Syllables with which a number in words begins.
fn is_spelt(letter: char) -> bool {
    matches!(
        letter,
        '한' | '두'
            | '세'
            | '네'
            | '다'
            | '여'
            | '일'
            | '아'
            | '열'
            | '절'
            | '반'
            | '수'
            | '십'
            | '백'
            | '천'
            | '곱'
            | '갑'
            | '배'
            | '삼'
            | '사'
            | '이'
    )
}

const COUNTED: &[(&str, f64)] = &[
    ("다섯", 5.0),
    ("여섯", 6.0),
    ("일곱", 7.0),
    ("여덟", 8.0),
    ("아홉", 9.0),
    ("열", 10.0),
    ("한", 1.0),
    ("두", 2.0),
    ("세", 3.0),
    ("네", 4.0),
];

fn read(sentence: &str, at: usize, base: usize) -> Option<Number> {
    let rest = &sentence[at..];
    if in_a_name(&sentence[..at]) {
        return None;
    }
    if let Some(number) = spelt(rest, at, base) {
        return Some(Number {
            approximate: number.approximate || about_before(&sentence[..at]),
            ..number
        });
    }
    let (mut low, mut length) = amount(rest)?;
    let mut high = None;
    // "30~35", "30∼35만": the magnitude of the second is that of both.
    let joint = rest[length..].chars().next();
    if let Some(joint) = joint.filter(|l| matches!(l, '~' | '∼' | '-' | '–' | '〜')) {
        let from = length + joint.len_utf8();
        if let Some((second, further)) = amount(&rest[from..]) {
            let plain = leading(&rest[from..]);
            if second > low {
                if plain > 0.0 && low < 1e4 && second / plain >= 1e4 {
                    low = scaled(low, second / plain);
                }
                high = Some(second);
                length = from + further;
            }
        }
    }
    let mut approximate = about_before(&sentence[..at]);
    for hedge in ["여 ", "여", " 여 "] {
        if rest[length..].starts_with(hedge)
            && !rest[length..].starts_with("여성")
            && !rest[length..].starts_with("여명 ")
        {
            approximate = true;
            length += hedge.len();
            break;
        }
    }
    if rest[length..].starts_with("분의") {
        return part(rest, low, length, at, base, approximate);
    }
    let (mut unit, mut end) = unit_at(rest, length);
    if let Some((by, of_table, behind)) = table_unit(rest, length).filter(|_| unit.is_none()) {
        (low, high) = (scaled(low, by), high.map(|high| scaled(high, by)));
        (unit, end) = (Some(of_table), behind);
    }
    let unit =
        unit.map(|unit| if weekly_times(sentence, at, &rest[length..end]) { WEEKLY } else { unit });
    let measure = unit.map_or(Measure::Bare, |unit| unit.measure);
    let factor = unit.map_or(1.0, |unit| unit.factor);
    let range = high.map(|high| (scaled(low, factor), scaled(high, factor)));
    let value = range.map_or(scaled(low, factor), |(low, high)| f64::midpoint(low, high));
    Some(Number {
        span: (base + at, base + at + end),
        words: (0, 0),
        value,
        range,
        approximate: approximate || about_after(&rest[end..]),
        measure,
        unit: unit.and_then(|unit| unit.name).map(|unit| per_day(unit, &sentence[..at])),
    })
}

/// The unit of a table behind a number: "162,290(만 위안)", "162,290(단위: 만 위안)", "162,290 × 1만 위안":
/// what it multiplies by, the unit, and where it ends.
fn table_unit(rest: &str, length: usize) -> Option<(f64, Unit, usize)> {
    let behind = rest[length..].trim_start_matches(' ');
    let opens = behind.chars().next()?;
    let said = behind[opens.len_utf8()..].trim_start_matches(' ');
    let said = match opens {
        '(' => said.strip_prefix("단위").unwrap_or(said).trim_start_matches([':', '：', ' ']),
        'x' | 'X' | '×' | '*' => said,
        _ => return None,
    };
    let (by, width) = amount(said).unwrap_or_else(|| powers(said));
    let (unit, end) = unit_at(said, width);
    let unit = unit.filter(|unit| matches!(unit.measure, Measure::Money | Measure::Bulk))?;
    let close = usize::from(opens == '(');
    let closed = close == 0 || said[end..].starts_with(')');
    // Of a table's numbers, and no amount in another currency behind one in words.
    let is_unit = by >= 1e3 && (by.log10() - by.log10().round()).abs() < 1e-9;
    let plain =
        rest[..length].bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    (is_unit && plain && closed).then_some((by, unit, rest.len() - said.len() + end + close))
}

/// What the powers of ten that a text begins with make together, and their width: of "백만" a million.
fn powers(text: &str) -> (f64, usize) {
    let mut told = (1.0, 0);
    loop {
        let (power, width) = magnitude(&text[told.1..]);
        if width == 0 {
            return told;
        }
        told = (told.0 * power, told.1 + width);
    }
}

/// "F-16", "K2", "화성-17": a number of a model's name.
fn in_a_name(before: &str) -> bool {
    let name = before.trim_end_matches('-');
    let joined = name.len() < before.len() && name.ends_with(is_hangul);
    joined || name.ends_with(|letter: char| letter.is_ascii_alphabetic())
}

/// "주 7회": so many times a week.
const WEEKLY: Unit = Unit { name: Some("flight/week"), measure: Measure::Things, factor: 1.0 };

fn weekly_times(sentence: &str, at: usize, unit: &str) -> bool {
    matches!(unit.trim_start(), "회" | "차례" | "번" | "편") && is_weekly(sentence[..at].trim_end())
}

fn is_weekly(before: &str) -> bool {
    let before = ["약", "최대", "평균", "왕복", "각각"]
        .iter()
        .find_map(|hedge| before.strip_suffix(hedge))
        .unwrap_or(before)
        .trim_end();
    ["주", "매주", "주당", "일주일에", "1주일에", "한 주에", "1주에", "주간"].iter().any(|word| {
        before.strip_suffix(word).is_some_and(|left| left.is_empty() || left.ends_with(' '))
    })
}

/// "하루 16만 배럴": what is counted in a day.
fn per_day(unit: &'static str, before: &str) -> &'static str {
    let before = before.trim_end();
    let before = before.strip_suffix("평균").unwrap_or(before).trim_end();
    let daily = ["하루", "일일", "일", "1일", "매일"].iter().any(|word| {
        before.strip_suffix(word).is_some_and(|left| left.is_empty() || left.ends_with(' '))
    });
    if unit == "barrel" && daily { "barrel/day" } else { unit }
}

/// Digits and magnitudes: "2억 2,810만", "5천", "1조 5천억", "3만8천".
fn amount(text: &str) -> Option<(f64, usize)> {
    let mut total = 0.0;
    let mut group = 0.0;
    let mut at = 0;
    let mut last = 0;
    let mut read_any = false;
    let mut least = f64::INFINITY;
    loop {
        let rest = &text[at..];
        let end = rest
            .char_indices()
            .find(|&(i, l)| {
                let inner = matches!(l, ',' | '.')
                    && rest[i + 1..].starts_with(|next: char| next.is_ascii_digit());
                !l.is_ascii_digit() && !inner
            })
            .map_or(rest.len(), |(i, _)| i);
        let number = if end == 0 { None } else { Some(digits(&rest[..end])?) };
        let (power, width) = magnitude(&rest[end..]);
        if number.is_none() && (power == 1.0 || !read_any) {
            break;
        }
        let value = number.unwrap_or(1.0);
        if number.is_none() {
            // "5천만": the second magnitude holds for the group so far.
            if power < 1e4 || group == 0.0 {
                break;
            }
            total += group * power;
            group = 0.0;
            least = power;
        } else if power >= least {
            break;
        } else if power >= 1e4 {
            total += (group + value) * power;
            group = 0.0;
            least = power;
        } else {
            group += value * power;
        }
        read_any = true;
        at += end + width;
        last = at;
        if power == 1.0 {
            break;
        }
        // A blank stands between groups only: "2억 2,810만".
        let after = &text[at..];
        let blank = after.len() - after.trim_start_matches(' ').len();
        let next = &after[blank..];
        let goes_on = next.starts_with(|l: char| l.is_ascii_digit()) && blank <= 1
            || blank == 0 && magnitude(next).0 >= 1e4;
        if !goes_on {
            break;
        }
        if blank == 1 && group_follows(next, least.min(power)).is_none() {
            break;
        }
        at += blank;
    }
    read_any.then_some((scaled(total + group, 1.0), last))
}

/// Whether the number after a blank is a lower group of the same one: it has a magnitude of its
/// own, or the unit right behind it.
fn group_follows(next: &str, least: f64) -> Option<()> {
    let end = next.find(|l: char| !l.is_ascii_digit() && l != ',' && l != '.')?;
    let (power, _) = magnitude(&next[end..]);
    let value = digits(&next[..end])?;
    let fits = value * power < least && least > 1.0;
    let unit = unit_at(next, end).0;
    (fits
        && (power > 1.0
            || unit.is_some_and(|unit| {
                unit.measure != Measure::Other && unit.measure != Measure::Percent
            })))
    .then_some(())
}

fn leading(text: &str) -> f64 {
    let end =
        text.find(|l: char| !l.is_ascii_digit() && l != ',' && l != '.').unwrap_or(text.len());
    digits(&text[..end]).unwrap_or(0.0)
}

/// A magnitude's value and its width in bytes; 1 and 0 if there is none.
fn magnitude(text: &str) -> (f64, usize) {
    let mut letters = text.chars();
    let value = match letters.next() {
        Some('십') => 1e1,
        Some('백') => 1e2,
        Some('천') => 1e3,
        Some('만') => 1e4,
        Some('억') => 1e8,
        Some('조') => 1e12,
        _ => return (1.0, 0),
    };
    (value, 3)
}

fn part(
    rest: &str,
    whole: f64,
    length: usize,
    at: usize,
    base: usize,
    approximate: bool,
) -> Option<Number> {
    let behind = rest[length + "분의".len()..].trim_start_matches(' ');
    let from = rest.len() - behind.len();
    let (count, width) = amount(behind)?;
    if whole < 2.0 || count >= whole {
        return None;
    }
    let end = from + width;
    Some(number_of(
        count / whole,
        Measure::Part,
        (base + at, base + at + end),
        approximate || about_after(&rest[end..]),
    ))
}

fn number_of(value: f64, measure: Measure, span: Span, approximate: bool) -> Number {
    Number { span, words: (0, 0), value, range: None, approximate, measure, unit: None }
}

/// "두 배", "절반", "세 척", "갑절": numbers in words, always with what they count.
fn spelt(rest: &str, at: usize, base: usize) -> Option<Number> {
    let span = |end: usize| (base + at, base + at + end);
    for half in ["절반", "반토막", "반 토막"] {
        if let Some(after) = rest.strip_prefix(half) {
            let about = about_after(after);
            return Some(number_of(0.5, Measure::Part, span(half.len()), about));
        }
    }
    for twice in ["갑절", "곱절", "배로 ", "배 이상", "배 가까이", "배 넘게", "배가량", "배 가량"]
    {
        if rest.starts_with(twice) {
            let width = if twice.starts_with('배') { "배".len() } else { twice.len() };
            let about = about_after(&rest[width..]);
            return Some(number_of(2.0, Measure::Times, span(width), about));
        }
    }
    let (word, value) = COUNTED.iter().find(|(word, _)| rest.starts_with(word))?;
    let behind = rest[word.len()..].trim_start_matches(' ');
    let from = rest.len() - behind.len();
    if behind.starts_with('배') && !behind.starts_with("배럴") && !behind.starts_with("배치") {
        let end = from + "배".len();
        return Some(number_of(*value, Measure::Times, span(end), about_after(&rest[end..])));
    }
    let unit = units::unit(
        behind.chars().next().map_or("", |l| &behind[..l.len_utf8()]),
        Language::Korean,
    )?;
    if !matches!(unit.measure, Measure::Things | Measure::People) || from == word.len() {
        return None;
    }
    let end = from + behind.chars().next().map_or(0, char::len_utf8);
    let follows = rest[end..].chars().next();
    if follows.is_some_and(|l| is_hangul(l) && !"을를이가은는의로에씩".contains(l)) {
        return None;
    }
    let mut number = number_of(*value, unit.measure, span(end), false);
    number.unit = unit.name;
    Some(number)
}

/// The unit at a byte of the text, the longest one, and where it ends.
fn unit_at(rest: &str, length: usize) -> (Option<Unit>, usize) {
    let behind = &rest[length..];
    let trimmed = behind.strip_prefix(' ').unwrap_or(behind);
    let from = rest.len() - trimmed.len();
    if trimmed.starts_with('배') && !trimmed.starts_with("배럴") {
        let times = Unit { name: None, measure: Measure::Times, factor: 1.0 };
        return (Some(times), from + "배".len());
    }
    let mut ends: Vec<usize> =
        trimmed.char_indices().take(9).map(|(i, l)| i + l.len_utf8()).collect();
    while let Some(end) = ends.pop() {
        let lower;
        let name = if trimmed[..end].is_ascii() {
            lower = trimmed[..end].to_ascii_lowercase();
            lower.as_str()
        } else {
            &trimmed[..end]
        };
        if let Some(unit) = units::unit(name, Language::Korean)
            && !is_inside(&trimmed[end..], name)
        {
            return (Some(unit), from + end);
        }
    }
    (None, length)
}

/// Whether a one-syllable unit is only the beginning of another word: "개국", "명령".
fn is_inside(rest: &str, name: &str) -> bool {
    if name.chars().count() > 1 && !name.is_ascii() {
        return false;
    }
    if name.is_ascii() {
        return rest.starts_with(|l: char| l.is_ascii_alphanumeric());
    }
    let particles = "을를이가은는의로에으과와도만씩까부보라나였이어다가량정뿐쯤꼴밖";
    rest.chars().next().is_some_and(|l| is_hangul(l) && !particles.contains(l))
}

/// "약", "최소", "무려" before a number.
fn about_before(before: &str) -> bool {
    let before = before.trim_end();
    [
        "약",
        "대략",
        "최소",
        "최대",
        "거의",
        "근",
        "줄잡아",
        "어림잡아",
        "많게는",
        "적어도",
        "최소한",
        "최고",
    ]
    .iter()
    .any(|hedge| before.strip_suffix(hedge).is_some_and(|ahead| !ahead.ends_with(is_hangul)))
}

/// "가량", "정도", "이상", "넘는" after one.
fn about_after(after: &str) -> bool {
    let hedges = [
        "가량",
        "정도",
        "안팎",
        "이상",
        "남짓",
        "내외",
        "가까이",
        "가까운",
        "넘게",
        "넘는",
        "넘은",
        "쯤",
        "미만",
        "이하",
        "을 넘",
        "를 넘",
        "에 육박",
        "을 웃",
        "를 웃",
        "이 넘",
        "가 넘",
        "어치 이상",
        "어치가 넘",
        "에 가까",
        "선을 넘",
        "에 근접",
        "을 상회",
        "를 상회",
    ];
    let rest = after.trim_start_matches("어치");
    let rest = rest.trim_start();
    // "36문을 넘겼다" hands them over.
    let hands =
        ["을 넘겨", "를 넘겨", "을 넘겼", "를 넘겼", "을 넘긴", "를 넘긴", "을 넘기", "를 넘기"];
    hedges.iter().any(|hedge| rest.starts_with(hedge))
        && !hands.iter().any(|word| rest.starts_with(word))
}
