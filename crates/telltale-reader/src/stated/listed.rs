//! Days or months that a text lists: "in May, June and July 2018", "on 8, 12 and 19 April", "6월 4일과 17일".

use jiff::ToSpan;
use jiff::civil::Date;

use super::words::{Word, words};
use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// A list of days or months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// All its words.
    pub span: Span,
    /// Each with its words, its first and its last day.
    pub items: Vec<(Span, (Date, Date))>,
    /// Whether they are days one right after the other, which may be told as one stay.
    pub runs: bool,
}

/// One of a list, as far as its own words tell it.
#[derive(Clone, Copy, Debug)]
struct Item {
    span: Span,
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// Whether the day stands before the month: "19 June".
    day_first: bool,
}

/// Every list of a sentence, of two or more.
pub fn listed(document: &Document, sentence: Span) -> Vec<Listed> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let lists = match document.language {
        Language::English => english(text),
        Language::Korean => korean(text),
        _ => Vec::new(),
    };
    let placed = |items: Vec<Item>| resolved(&items, document.published, sentence.0);
    lists.into_iter().filter(|items| items.len() > 1).filter_map(placed).collect()
}

/// Fills in months and years from one another: a year stands behind the last of them in English, and before
/// the first in Korean; without one it is the last such day before the text.
fn resolved(items: &[Item], published: Date, from: usize) -> Option<Listed> {
    let mut all = items.to_vec();
    for at in 0..all.len() {
        let back = |of: fn(&Item) -> bool| items[..at].iter().rev().find(|one| of(one));
        let on = |of: fn(&Item) -> bool| items[at..].iter().find(|one| of(one));
        let dated = |one: &Item| one.month.is_some();
        let year = on(|one| one.year.is_some()).or_else(|| back(|one| one.year.is_some()));
        all[at].year = year.and_then(|one| one.year);
        if all[at].month.is_none() {
            let (before, behind) = (back(dated), on(dated));
            let own = match (before, behind) {
                (Some(before), None) if !before.day_first => before,
                (_, Some(behind)) if behind.day_first => behind,
                (Some(before), Some(_)) if !before.day_first => before,
                _ => return None,
            };
            all[at].month = own.month;
        }
    }
    let mut found = Vec::new();
    for item in &all {
        let days = days(item, published)?;
        found.push(((from + item.span.0, from + item.span.1), days));
    }
    let in_order = found.windows(2).all(|pair| pair[0].1.0 < pair[1].1.0);
    let next = |(_, days): &(Span, (Date, Date))| days.1.tomorrow().ok();
    let days = all.iter().all(|one| one.day.is_some());
    let runs = days && found.windows(2).all(|pair| next(&pair[0]) == Some(pair[1].1.0));
    let span = (found.first()?.0.0, found.last()?.0.1);
    in_order.then_some(Listed { span, items: found, runs })
}

/// The first and the last day of an item.
fn days(item: &Item, published: Date) -> Option<(Date, Date)> {
    let month = item.month?;
    let first = |year: i16| Date::new(year, month, item.day.unwrap_or(1)).ok();
    let start = match item.year {
        Some(year) => first(year)?,
        None => first(published.year())
            .filter(|day| *day <= published)
            .or_else(|| first(published.year() - 1))?,
    };
    let end = match item.day {
        Some(_) => start,
        None => start.checked_add(1.month()).ok()?.yesterday().ok()?,
    };
    Some((start, end))
}

/// Words before a list by which it is a span.
const SPANS: &[&str] = &["between", "from"];

/// What may stand behind a last day without its month: "May 7 and 8 in Dalian".
#[rustfmt::skip]
const BEHIND: &[&str] = &["", ",", ".", ";", ")", "and", "in", "at", "with", "for", "to", "respectively"];

/// The letters of a month that is cut short.
const SHORT: usize = 3;

fn month_of(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    let named = |month: &&str| {
        lower == **month || lower == month[..SHORT] || lower == "sept" && month.starts_with("sept")
    };
    let at = MONTHS.iter().position(named)?;
    i8::try_from(at + 1).ok().filter(|_| word.starts_with(char::is_uppercase))
}

fn day_of(word: &str) -> Option<i8> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    bare.unwrap_or(word).parse().ok().filter(|day| (1..=31).contains(day))
}

fn year_of(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..2200).contains(year))
}

fn english(text: &str) -> Vec<Vec<Item>> {
    let all = words(text, &[], &[',', '.', ';', '&', '(', ')', '-', '–', '—']);
    let word = |at: usize| all.get(at).map_or("", |one: &Word<'_>| one.1);
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let spans = at > 0 && SPANS.contains(&word(at - 1).to_ascii_lowercase().as_str());
        // Of "3 May" the month alone begins nothing.
        let within = at > 0 && day_of(word(at - 1)).is_some() && month_of(word(at)).is_some();
        let (items, next) = english_list(&all, at);
        if items.len() < 2 || within && items[0].day.is_none() {
            at += 1;
            continue;
        }
        if !spans {
            found.push(items);
        }
        at = next;
    }
    found
}

/// The items of a list that begins at a word, and the place behind.
fn english_list(all: &[Word<'_>], from: usize) -> (Vec<Item>, usize) {
    let word = |at: usize| all.get(at).map_or("", |one: &Word<'_>| one.1);
    let mut items = Vec::new();
    let mut at = from;
    while let Some((item, next)) = english_item(all, at) {
        items.push(item);
        at = next;
        let mut ahead = place(all, at);
        let comma = word(ahead) == ",";
        ahead += usize::from(comma);
        let joined = matches!(word(ahead), "and" | "&");
        ahead += usize::from(joined);
        ahead += usize::from(matches!(word(ahead), "again" | "then" | "also"));
        ahead += usize::from(matches!(word(ahead), "on" | "in"));
        if !comma && !joined || english_item(all, ahead).is_none() {
            break;
        }
        at = ahead;
    }
    // "From 7 to 8 May, 12 and 13": where a span begins or ends nothing is listed.
    let spans = matches!(word(at), "-" | "–" | "to" | "until" | "through");
    if spans { (Vec::new(), from) } else { (items, at) }
}

/// How many words of a place may stand between two of a list: "on May 7 in Ho Chi Minh City and on June 19".
const PLACE_MAX: usize = 4;

/// Where the words go on behind a place.
fn place(all: &[Word<'_>], at: usize) -> usize {
    let word = |at: usize| all.get(at).map_or("", |one: &Word<'_>| one.1);
    if !matches!(word(at), "in" | "at") || month_of(word(at + 1)).is_some() {
        return at;
    }
    let named = |at: &usize| word(*at).starts_with(char::is_uppercase);
    let end = (at + 1..=at + PLACE_MAX).take_while(named).last().map_or(at, |last| last + 1);
    if matches!(word(end), "," | "and" | "&") { end } else { at }
}

/// "May 7, 2018", "19 June 2018", "May 2018", "May", "7".
fn english_item(all: &[Word<'_>], at: usize) -> Option<(Item, usize)> {
    let word = |at: usize| all.get(at).map_or("", |one: &Word<'_>| one.1);
    let month = |at: usize| {
        let month = month_of(word(at))?;
        let short = word(at).len() <= 4 && word(at + 1) == ".";
        Some((month, at + 1 + usize::from(short)))
    };
    let year = |at: usize| match (year_of(word(at)), word(at)) {
        (Some(year), _) => (Some(year), at + 1),
        (None, ",") => match year_of(word(at + 1)) {
            Some(year) => (Some(year), at + 2),
            None => (None, at),
        },
        _ => (None, at),
    };
    let span = |next: usize| (all[at].0, all[next - 1].0 + all[next - 1].1.len());
    if let Some((named, next)) = month(at) {
        // Of "May 2018 and" it is the year that follows.
        let (day, next) = match day_of(word(next)) {
            Some(day) if month(next + 1).is_none() => (Some(day), next + 1),
            _ => (None, next),
        };
        let (year, next) = year(next);
        let item = Item { span: span(next), year, month: Some(named), day, day_first: false };
        return Some((item, next));
    }
    let day = day_of(word(at))?;
    if let Some((named, next)) = month(at + 1) {
        let (year, next) = year(next);
        let item =
            Item { span: span(next), year, month: Some(named), day: Some(day), day_first: true };
        return Some((item, next));
    }
    let (year, next) = year(at + 1);
    let ends = BEHIND.contains(&word(next)) || word(next) == "&" || year.is_some();
    let item = Item { span: span(next), year, month: None, day: Some(day), day_first: false };
    ends.then_some((item, next))
}

/// What joins two of a Korean list, the longer ones first.
const JOINTS: &[&str] = &["과 ", "와 ", ", ", " 및 ", "·", ",", "과", "와"];

fn korean(text: &str) -> Vec<Vec<Item>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(gap) = text[at..].find(|one: char| one.is_ascii_digit()) {
        let start = at + gap;
        let (items, next) = korean_list(text, start);
        let behind = text[next..].trim_start();
        let spans = ["부터", "까지", "~", "∼", "-", "에서", "이후", "이전"]
            .iter()
            .any(|word| behind.starts_with(word));
        if items.len() > 1 && !spans {
            found.push(items);
            at = next;
        } else {
            let rest = text[start..].find(|one: char| !one.is_ascii_digit());
            at = rest.map_or(text.len(), |rest| start + rest);
        }
    }
    found
}

fn korean_list(text: &str, from: usize) -> (Vec<Item>, usize) {
    let mut items: Vec<Item> = Vec::new();
    // Numbers whose unit stands behind the last of them: "8·12·19일".
    let mut bare: Vec<Span> = Vec::new();
    let mut month: Option<Item> = None;
    let mut at = from;
    let mut next = from;
    loop {
        match korean_item(text, at) {
            // "6월 4·17일": the month stands before the first number.
            Some((item, end)) if item.day.is_none() && items.is_empty() && leads(&text[end..]) => {
                month = Some(item);
                at = end + " ".len();
                continue;
            }
            Some((item, end)) => {
                for span in bare.drain(..) {
                    let number: Option<i8> = text[span.0..span.1].parse().ok();
                    let days = item.day.is_some();
                    let (month, day) = if days { (None, number) } else { (number, None) };
                    items.push(Item { span, year: None, month, day, day_first: false });
                }
                items.push(item);
                next = end;
            }
            None => {
                let digits = text[at..].find(|one: char| !one.is_ascii_digit()).unwrap_or(0);
                if !(1..=2).contains(&digits) {
                    break;
                }
                bare.push((at, at + digits));
                next = at + digits;
            }
        }
        let joint = JOINTS.iter().find(|joint| text[next..].starts_with(**joint));
        let Some(joint) = joint else { break };
        let ahead = next + joint.len();
        if !text[ahead..].starts_with(|one: char| one.is_ascii_digit()) {
            break;
        }
        at = ahead;
    }
    if !bare.is_empty() {
        return (Vec::new(), next);
    }
    (carried(items, month), next)
}

/// Whether words go on with a number that has no unit of its own: " 4·17일".
fn leads(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(' ') else { return false };
    let next = rest.trim_start_matches(|one: char| one.is_ascii_digit());
    next.len() < rest.len() && next.starts_with(['·', ','])
}

/// Gives each day the month of the one before, the first that of the month before all.
fn carried(mut items: Vec<Item>, month: Option<Item>) -> Vec<Item> {
    let mut last = month.and_then(|month| month.month);
    if let Some((first, month)) = items.first_mut().zip(month) {
        first.year = first.year.or(month.year);
    }
    for item in &mut items {
        item.month = item.month.or(last);
        last = item.month;
    }
    items
}

/// The units of a Korean day.
const UNITS: [char; 3] = ['년', '월', '일'];

/// "2018년 5월 7일", "5월", "17일"; with what stands in brackets behind: "4일(수)".
fn korean_item(text: &str, from: usize) -> Option<(Item, usize)> {
    let mut at = from;
    let mut item =
        Item { span: (from, from), year: None, month: None, day: None, day_first: false };
    loop {
        let digits = text[at..].find(|one: char| !one.is_ascii_digit())?;
        let number = &text[at..at + digits];
        let behind = &text[at + digits..];
        let unit = UNITS.iter().position(|unit| behind.starts_with(*unit))?;
        match unit {
            0 if item.year.is_none() => item.year = Some(year_of(number)?),
            1 if item.month.is_none() => {
                item.month = number.parse().ok().filter(|month| (1..=12).contains(month));
                item.month?;
            }
            2 => item.day = Some(day_of(number)?),
            _ => return None,
        }
        at += digits + UNITS[unit].len_utf8();
        let rest = &text[at..];
        if rest.starts_with(['간', '째', '요', '본', '동']) && unit > 0 {
            return None;
        }
        let more = rest.strip_prefix(' ').unwrap_or(rest);
        let goes_on = unit < 2 && more.starts_with(|one: char| one.is_ascii_digit());
        // Of "5월 7·8일" the days have no unit of their own.
        let next_unit = more.trim_start_matches(|one: char| one.is_ascii_digit());
        if goes_on && next_unit.starts_with(UNITS) {
            at = text.len() - more.len();
            continue;
        }
        if let Some(inner) = rest.strip_prefix('(')
            && let Some(end) = inner.find(')').filter(|end| *end <= 6)
        {
            at += end + 2;
        }
        break;
    }
    item.span = (from, at);
    let alone = item.month.is_none() && item.day.is_none();
    (!alone || leads(&text[at..])).then_some((item, at))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(text: &str) -> Vec<Vec<String>> {
        let document = Document::new(text, date(2026, 8, 24));
        let all = listed(&document, (0, text.len())).into_iter();
        let day = |(_, days): &(Span, (Date, Date))| match days.0 == days.1 {
            true => days.0.to_string(),
            false => days.0.to_string()[..7].to_owned(),
        };
        all.map(|list| list.items.iter().map(day).collect()).collect()
    }

    #[test]
    fn each_day_or_month_of_a_list_is_told() {
        for (text, expected) in [
            ("They met in May, June and July 2018.", "2018-05 2018-06 2018-07"),
            ("They met in May and June.", "2026-05 2026-06"),
            ("They met on May 7 and June 19, 2018.", "2018-05-07 2018-06-19"),
            ("They met on 7 May and 19 June 2018.", "2018-05-07 2018-06-19"),
            ("They met on 7 May and on 19 June 2018.", "2018-05-07 2018-06-19"),
            ("They met on May 7, 2018 in Hue and on June 19 in Hanoi.", "2018-05-07 2018-06-19"),
            ("They met on May 7, 2018, and June 9, 2019.", "2018-05-07 2019-06-09"),
            ("It was on 8, 12 and 19 April 2026.", "2026-04-08 2026-04-12 2026-04-19"),
            ("It was on April 8, 12 and 19, 2026.", "2026-04-08 2026-04-12 2026-04-19"),
            ("It was on Oct. 8 and 12.", "2025-10-08 2025-10-12"),
            ("They met on 4 and 17 June 2025.", "2025-06-04 2025-06-17"),
            ("2018년 5월, 6월, 7월 만났다.", "2018-05 2018-06 2018-07"),
            ("2025년 3월과 4월 만났다.", "2025-03 2025-04"),
            ("2025년 6월 4일과 17일 만났다.", "2025-06-04 2025-06-17"),
            ("2018년 5월 7일과 6월 19일 만났다.", "2018-05-07 2018-06-19"),
            ("2026년 4월 8·12·19일 쐈다.", "2026-04-08 2026-04-12 2026-04-19"),
            ("2018년 3·5·6월 만났다.", "2018-03 2018-05 2018-06"),
        ] {
            let expected: Vec<String> = expected.split(' ').map(str::to_owned).collect();
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_span_or_another_number_is_no_list() {
        for text in [
            "They met from May 7 to 9, 2018.",
            "Between May and June 2018 they met.",
            "They met between 3 May and 5 May 2018.",
            "They met between 2 May 2022 and 6 May 2022.",
            "They met on July 11–13, 2025.",
            "They met in May, with 12 ministers and 19 aides.",
            "It may, and June did.",
            "They met on May 7, 2018.",
            "5월 7일부터 9일까지 만났다.",
            "5개월 만에 만났다.",
            "5월 7일 3명과 만났다.",
            "5월 7일, 12명이 만났다.",
        ] {
            assert!(told(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn days_one_after_the_other_may_be_one_stay() {
        let runs =
            |text: &str| listed(&Document::new(text, date(2026, 8, 24)), (0, text.len()))[0].runs;
        assert!(runs("They met on 7 and 8 May."));
        assert!(!runs("They met on 7 and 9 May."));
        assert!(!runs("They met in May and June."));
    }
}
