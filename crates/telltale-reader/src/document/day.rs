//! The day on which a text was published, as it says itself: in a line that is a date, in a
//! dateline ("SEOUL, Nov. 4, 2025 (Agency) --"), in a value of a web page, in the file's name.
//!
//! A line counts only if nothing but a date stands in it, and a dateline only at the start of the
//! first paragraphs: a day in running text is when something happened.

use jiff::civil::Date;

/// How many of the first lines that are not empty are looked at.
const LINES: usize = 12;
/// How much of a line may be a date.
const LINE_CHARS_MAX: usize = 90;

/// What the first lines tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Told {
    /// A day with its year.
    pub(super) whole: Option<Date>,
    /// Month and day of a dateline without a year.
    pub(super) dateline: Option<(i8, i8)>,
}

/// The day of publication that a text's first lines tell; one with its year before one without.
pub(super) fn of_text(text: &str) -> Told {
    let mut told = Told::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES) {
        let found = match of_line(line) {
            Some(day) => Some((i32::from(day.year()), (day.month(), day.day()))),
            None => of_dateline(line),
        };
        let Some((year, (month, day))) = found else { continue };
        let whole = i16::try_from(year).ok().and_then(|year| in_range(year, month, day));
        if whole.is_some() {
            return Told { whole, dateline: None };
        }
        let possible = in_range(2024, month, day).is_some();
        told.dateline = told.dateline.or_else(|| possible.then_some((month, day)));
    }
    told
}

/// Whether a line is a date and nothing else.
pub(super) fn is_day_line(line: &str) -> bool {
    of_line(line).is_some()
}

/// The day in a file's name: `2025-11-04-envoy.txt`, `kcna_20251026.html`.
pub(super) fn of_name(name: &str) -> Option<Date> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let runs: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).collect();
    let eight = runs.iter().filter(|run| run.len() == 8).find_map(|run| compact(run));
    eight.or_else(|| {
        runs.windows(3).find_map(|run| {
            let parts = [run[0], run[1], run[2]];
            let shaped = parts[0].len() == 4 && parts[1].len() == 2 && parts[2].len() == 2;
            if shaped { numbers(parts) } else { None }
        })
    })
}

/// The day of a value in a page's head: an instant, a day, or a date in words.
///
/// Of an instant with an offset the day is the publisher's own.
pub(super) fn of_value(value: &str) -> Option<Date> {
    let value = value.trim();
    let head: &str = value.get(..10).unwrap_or(value);
    let runs: Vec<&str> = head.split(['-', '.', '/']).collect();
    let iso = match runs[..] {
        [year, month, day] if year.len() == 4 => numbers([year, month, day]),
        _ => None,
    };
    iso.or_else(|| compact(value.get(..8)?)).or_else(|| of_line(value))
}

fn in_range(year: i16, month: i8, day: i8) -> Option<Date> {
    (1800..=2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

fn numbers(parts: [&str; 3]) -> Option<Date> {
    let [year, month, day] = parts;
    in_range(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `20251104`
fn compact(digits: &str) -> Option<Date> {
    let shaped = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if shaped { numbers([&digits[..4], &digits[4..6], &digits[6..]]) } else { None }
}

/// A word of a line, as far as a date may use it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    Number(u32),
    Month(i8),
    /// 년, 月, and other signs that say what the number before them counts.
    Sign(char),
    /// A weekday, a time zone, "Published": what may stand around a date.
    Around,
    Other,
}

/// The day of a line in which nothing stands but a date, a time, and the words around them.
fn of_line(line: &str) -> Option<Date> {
    if line.chars().nth(LINE_CHARS_MAX).is_some() || line.ends_with(['?', '!']) {
        return None;
    }
    let words = words(line);
    if words.contains(&Word::Other) {
        return None;
    }
    date_in(&words).and_then(|(year, month, day)| in_range(year?, month, day))
}

/// Month and day, with the year where it is told, of "PLACE, Month Day[, Year] (AGENCY) --";
/// year 0 where it is not.
fn of_dateline(line: &str) -> Option<(i32, (i8, i8))> {
    let head = &line[..line.floor_char_boundary(120)];
    let dash = ["—", "–", " --", " - ", ")-"].iter().filter_map(|dash| head.find(dash)).min()?;
    let head = head[..dash].split('(').next().unwrap_or(head);
    let (place, date) = head.split_once([',', '='])?;
    let place = place.trim();
    let is_place = !place.is_empty()
        && place.split_whitespace().count() <= 4
        && place.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_ascii());
    // "BEIJING, China, Nov. 4": a second name before the date.
    let date = date.rsplit_once(", ").filter(|(name, _)| date_in(&words(name)).is_none());
    let tail = match date {
        Some((_, date)) if date_in(&words(date)).is_some() => date,
        _ => head.split_once([',', '='])?.1,
    };
    let words = words(tail);
    if !is_place || words.contains(&Word::Other) {
        return None;
    }
    let (year, month, day) = date_in(&words)?;
    Some((year.map_or(0, i32::from), (month, day)))
}

/// Year, month and day of the first date among the words; the year may be missing.
fn date_in(words: &[Word]) -> Option<(Option<i16>, i8, i8)> {
    use Word::{Month, Number, Sign};
    let small = |n: u32| i8::try_from(n).ok().filter(|n| (1..=31).contains(n));
    let year = |n: u32| i16::try_from(n).ok().filter(|n| (1800..=2200).contains(n));
    let at = |start: usize| match words[start..] {
        [Number(y), Sign('y'), Number(m), Sign('m'), Number(d), Sign('d'), ..]
        | [Number(y), Sign('.'), Number(m), Sign('.'), Number(d), ..] => {
            Some((Some(year(y)?), small(m)?, small(d)?))
        }
        [Month(m), Number(d), Number(y), ..] | [Number(d), Month(m), Number(y), ..]
            if year(y).is_some() =>
        {
            Some((year(y), m, small(d)?))
        }
        [Month(m), Number(d), ..] | [Number(d), Month(m), ..] => Some((None, m, small(d)?)),
        _ => None,
    };
    (0..words.len()).find_map(at)
}

/// The words of a line: numbers with the signs of dates between them, months, and the rest.
fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            let digits = run(rest, |c| c.is_ascii_digit());
            words.push(number(&rest[..digits]));
            digits + clock(&rest[digits..])
        } else if let Some(sign) = sign(first, words.last()) {
            words.push(Word::Sign(sign));
            first.len_utf8()
        } else if first.is_alphabetic() {
            let letters = run(rest, char::is_alphabetic);
            words.extend(word(&rest[..letters], words.last()));
            letters
        } else {
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    words
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn number(digits: &str) -> Word {
    digits.parse().map_or(Word::Other, Word::Number)
}

/// The bytes of `:30:00` after an hour: a time of day, which is no part of a date.
fn clock(rest: &str) -> usize {
    let length = run(rest, |c| c.is_ascii_digit() || c == ':');
    if rest.starts_with(':') { length } else { 0 }
}

/// What a sign after a number says of it: the units of East Asian dates, or a point between parts.
fn sign(letter: char, before: Option<&Word>) -> Option<char> {
    if !matches!(before, Some(Word::Number(_))) {
        return None;
    }
    match letter {
        '년' | '年' => Some('y'),
        '월' | '月' => Some('m'),
        '일' | '日' => Some('d'),
        '.' | '-' | '/' => Some('.'),
        _ => None,
    }
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether a word with a capital is a weekday or a month: no name, and nobody's.
pub(crate) fn is_on_the_calendar(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_uppercase())
        && WEEKDAYS.iter().chain(&MONTHS).any(|name| name.eq_ignore_ascii_case(word))
}

/// The months of English; their first three or four letters stand for them too.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What may stand around a date on its line.
const AROUND: &[&str] = &[
    "published",
    "posted",
    "updated",
    "modified",
    "date",
    "issued",
    "on",
    "at",
    "of",
    "by",
    "the",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "t",
    "z",
    "gmt",
    "utc",
    "kst",
    "jst",
    "est",
    "edt",
    "et",
    "pst",
    "pdt",
    "bst",
    "cet",
    "cest",
    "cst",
    "msk",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "입력",
    "수정",
    "승인",
    "송고",
    "등록",
    "게재",
    "작성",
    "기사입력",
    "최종수정",
    "발행",
    "발행일",
    "입력시간",
    "오전",
    "오후",
    "월요일",
    "화요일",
    "수요일",
    "목요일",
    "금요일",
    "토요일",
    "일요일",
    "월",
    "화",
    "수",
    "목",
    "금",
    "토",
    "일",
    "发布时间",
    "时间",
    "星期",
    "опубликовано",
    "juche",
];

/// What a word is to a date; `None` for the ending of "4th".
fn word(letters: &str, before: Option<&Word>) -> Option<Word> {
    let lower = letters.to_lowercase();
    if matches!(lower.as_str(), "st" | "nd" | "rd" | "th")
        && matches!(before, Some(Word::Number(_)))
    {
        return None;
    }
    let months = MONTHS.iter().position(|month| {
        *month == lower || (lower.len() >= 3 && month.starts_with(&lower) && lower.len() <= 4)
    });
    Some(match months {
        Some(index) => Word::Month(index as i8 + 1),
        None if AROUND.iter().chain(&WEEKDAYS).any(|around| *around == lower) => Word::Around,
        None => Word::Other,
    })
}
