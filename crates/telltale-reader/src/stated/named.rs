//! Times by which a text names what it compares with: "May", "a year earlier", "전달".

use super::words::Word;
use crate::document::MONTHS;

/// A time that is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A month by its number, and its year where that is told.
    Month(i8, Option<i16>),
    /// The period before.
    Before,
    /// The same of the year before.
    Year,
    /// The same of the year before that of the text: "last year", "작년".
    LastYear,
    /// A whole year.
    Whole(i16),
}

/// The time that begins at a word of an English sentence in small letters, and one after its last word.
pub(super) fn english(all: &[Word<'_>], at: usize) -> Option<(Named, usize)> {
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    let owner = |at: usize| word(at).trim_end_matches("'s").trim_end_matches("’s");
    let first = owner(at);
    if let Some(number) = MONTHS.iter().position(|month| *month == first) {
        let number = i8::try_from(number).ok()? + 1;
        let of = usize::from(word(at + 1) == "of");
        let year = year_of(word(at + 1 + of));
        if year.is_some() {
            return Some((Named::Month(number, year), at + 2 + of));
        }
        let last = of == 1 && (word(at + 2), owner(at + 3)) == ("last", "year");
        let last = last || (word(at + 1), owner(at + 2)) == ("last", "year");
        // "From May to June", "May and June" are spans.
        let spans =
            matches!(word(at + 1), "to" | "and" | "through" | "or" | "-" | "–" | "until") || last;
        return (!spans).then_some((Named::Month(number, None), at + 1));
    }
    if let Some(year) = year_of(first) {
        let spans = matches!(word(at + 1), "to" | "and" | "through" | "or" | "-" | "–");
        return (!spans).then_some((Named::Whole(year), at + 1));
    }
    let earlier = |at: usize| matches!(word(at), "earlier" | "before" | "ago" | "previously");
    let length = |at: usize, name: Named| Some((name, at));
    match (first, owner(at + 1)) {
        ("a", "year") | ("one", "year") if earlier(at + 2) => length(at + 3, Named::Year),
        ("a", "month") | ("one", "month") if earlier(at + 2) => length(at + 3, Named::Before),
        ("a", "quarter") | ("one", "quarter") if earlier(at + 2) => length(at + 3, Named::Before),
        ("year", "before" | "earlier" | "ago") => length(at + 2, Named::Year),
        ("month", "before" | "earlier") | ("quarter", "before" | "earlier") => {
            length(at + 2, Named::Before)
        }
        ("previous" | "prior" | "preceding", "month" | "quarter") => length(at + 2, Named::Before),
        ("previous" | "prior" | "preceding", "year") => length(at + 2, Named::Year),
        ("last", "year") => length(at + 2, Named::LastYear),
        ("same", "month" | "period" | "quarter" | "time") => same(all, at + 2),
        ("on", "year" | "month") => of_length(word(at + 1), at + 2),
        ("on", "the") => of_length(owner(at + 2), at + 3),
        ("year" | "month", "on" | "over") if word(at + 2) == first => of_length(first, at + 3),
        ("year-earlier" | "year-ago", _) => length(at + 1, Named::Year),
        ("year-on-year" | "on-year" | "year-over-year", _) => length(at + 1, Named::Year),
        ("month-on-month" | "on-month" | "month-over-month", _) => length(at + 1, Named::Before),
        _ => None,
    }
}

fn year_of(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..2200).contains(year))
}

fn of_length(word: &str, end: usize) -> Option<(Named, usize)> {
    match word {
        "year" => Some((Named::Year, end)),
        "month" | "quarter" => Some((Named::Before, end)),
        _ => None,
    }
}

/// "The same month last year", "the same period a year earlier".
fn same(all: &[Word<'_>], at: usize) -> Option<(Named, usize)> {
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    let at = at + usize::from(matches!(word(at), "of" | "in"));
    let at = at + usize::from(word(at) == "the");
    match (word(at), word(at + 1).trim_end_matches("'s")) {
        ("last", "year") => Some((Named::LastYear, at + 2)),
        ("previous" | "prior", "year") => Some((Named::Year, at + 2)),
        ("year", "before" | "earlier") => Some((Named::Year, at + 2)),
        ("a" | "one", "year") => Some((Named::Year, at + 3)),
        _ => None,
    }
}

/// Times in Korean words, the longest first.
const KOREAN: &[(&str, Named)] = &[
    ("전년 같은 달", Named::Year),
    ("전년 동월", Named::Year),
    ("전년 동기", Named::Year),
    ("전년 같은 기간", Named::Year),
    ("지난해 같은 달", Named::LastYear),
    ("지난해 같은 기간", Named::LastYear),
    ("지난해 동기", Named::LastYear),
    ("작년 같은 달", Named::LastYear),
    ("작년 같은 기간", Named::LastYear),
    ("작년 동기", Named::LastYear),
    ("1년 전", Named::Year),
    ("한 달 전", Named::Before),
    ("직전 달", Named::Before),
    ("직전 월", Named::Before),
    ("직전 분기", Named::Before),
    ("전분기", Named::Before),
    ("전월", Named::Before),
    ("전달", Named::Before),
    ("작년", Named::LastYear),
    ("지난해", Named::LastYear),
    ("전년", Named::Year),
];

/// The time that begins at a byte of a Korean sentence, and where it ends.
pub(super) fn korean(text: &str, at: usize) -> Option<(Named, usize)> {
    let rest = &text[at..];
    let before = text[..at].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    if (1..=2).contains(&digits) && rest[digits..].starts_with('월') {
        let number = rest[..digits].parse().ok().filter(|number| (1..=12).contains(number))?;
        // "2024년 5월" has a year; "작년 5월" one that hangs on the day of the text.
        let ahead = text[..at].trim_end();
        let year = ahead
            .strip_suffix('년')
            .and_then(|ahead| ahead.get(ahead.len().checked_sub(4)?..)?.parse().ok());
        let hangs =
            ["작년", "지난해", "전년", "올해", "재작년"].iter().any(|word| ahead.ends_with(word));
        let spans = ahead.ends_with(['~', '-', '·', '와', '과']);
        return (!hangs && !spans)
            .then_some((Named::Month(number, year), at + digits + '월'.len_utf8()));
    }
    if digits == 4 && rest[digits..].starts_with('년') {
        let end = at + digits + '년'.len_utf8();
        let whole = !text[end..].starts_with(' ') || text[end..].trim_start().starts_with("수");
        return year_of(&rest[..digits]).filter(|_| whole).map(|year| (Named::Whole(year), end));
    }
    let (word, named) = KOREAN.iter().find(|(word, _)| rest.starts_with(word))?;
    let end = at + word.len();
    // "작년 5월" and "지난해 상반기" are other times.
    let plain = !text[end..]
        .trim_start()
        .starts_with(|letter: char| letter.is_ascii_digit() || "상하".contains(letter));
    plain.then_some((*named, end))
}
