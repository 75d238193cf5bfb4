//! An amount with a period of its own that another is held against: "above the $3 million recorded in
//! May", "전달의 3억 위안을 밑도는". Of its own period it is so much; that the other lies above or below it
//! is a second claim, and no bound.

use telltale_observation::Period;

use crate::document::MONTHS;
use crate::sighting::Span;
use crate::time::{self, Grain, TimeKind};
use crate::{Document, Language};

/// What happened to an amount in its period: "the $3 million recorded in May".
pub(crate) const RECORDED: &[&str] = &[
    "recorded",
    "registered",
    "seen",
    "posted",
    "reported",
    "logged",
    "notched",
    "achieved",
    "tallied",
    "booked",
    "shipped",
    "sold",
    "exported",
    "imported",
    "traded",
    "reached",
    "set",
    "measured",
    "noted",
    "counted",
    "earned",
    "bought",
    "given",
];

/// Words between an amount and its period.
const LEADS: &[&str] = &["of", "in", "for", "during", "all", "the", "whole", "entire", "full"];

/// Words that open a time, beside months and years.
const OPENS: &[&str] = &[
    "last", "previous", "prior", "same", "year", "first", "second", "third", "fourth", "january-",
    "that", "month", "quarter", "---",
];

/// Whether the amount at `number` is one with a period of its own, against which another is held.
pub fn is_base(document: &Document, sentence: Span, number: Span) -> bool {
    let Some(ahead) = document.text.get(sentence.0..number.0) else { return false };
    let Some(behind) = document.text.get(number.1..sentence.1.max(number.1)) else { return false };
    match document.language {
        Language::English => {
            let (ahead, behind) = (ahead.to_ascii_lowercase(), behind.to_ascii_lowercase());
            is_led_by_the(&ahead) && has_own_time(&behind)
        }
        Language::Korean => stands_behind_its_time(ahead),
        _ => false,
    }
}

fn is_led_by_the(ahead: &str) -> bool {
    let ahead = ahead.trim_end_matches(['$', '€', '¥', ' ']);
    let ahead = ahead.strip_suffix(" us").unwrap_or(ahead);
    let hedges = ["roughly", "about", "around", "nearly", "some", "almost", "approximately"];
    let bare = hedges.iter().find_map(|hedge| ahead.strip_suffix(hedge)).unwrap_or(ahead);
    bare.trim_end().ends_with(" the")
}

/// "… recorded in September", "… of a year earlier", "… a year earlier"; not "… mark in May".
fn has_own_time(behind: &str) -> bool {
    let mut words = behind.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).peekable();
    for light in ["worth", "that", "which", "it", "was", "were", "had", "been"] {
        words.next_if_eq(&light);
    }
    let recorded = words.next_if(|word| RECORDED.contains(&word.trim_matches(','))).is_some();
    let mut led = false;
    while words.next_if(|word| LEADS.contains(word)).is_some() {
        led = true;
    }
    let Some(first) = words.next() else { return false };
    let first = first.trim_matches([',', '.', ';', ')']);
    let year = first.len() == 4 && first.starts_with(['1', '2']) && first.parse::<u16>().is_ok();
    let dated = year || MONTHS.contains(&first) || OPENS.contains(&first);
    let ago = first == "a"
        && matches!(words.next(), Some("year" | "month" | "quarter"))
        && words.next().is_some_and(|word| {
            ["earlier", "before", "ago"].contains(&word.trim_matches([',', '.', ';']))
        });
    // "The $3 million in May" may be the level of May itself; "of May" and "recorded in May" are not.
    let of = led && behind.trim_start().starts_with("of ");
    (recorded || of) && dated || ago
}

/// Times that count from another, and need no particle: "전월 3억 위안을 밑도는".
const BEFORE: &[&str] = &[
    "전월",
    "전달",
    "전년 동월",
    "전년 같은 달",
    "지난해 같은 달",
    "작년 같은 달",
    "1년 전",
    "한 달 전",
    "전년 동기",
    "지난해 같은 기간",
    "작년 같은 기간",
];

/// How words end that name a time.
const TIMES: &[&str] = &["월", "년", "해", "달", "분기", "반기", "동기", "기간", "년 전", "달 전"];

/// "10월의 14억 위안", "지난해 같은 달의 14억 위안", "전월 14억 위안".
fn stands_behind_its_time(ahead: &str) -> bool {
    let mut ahead = ahead.trim_end();
    for hedge in ["약", "대략", "무려"] {
        ahead = ahead.strip_suffix(hedge).unwrap_or(ahead).trim_end();
    }
    let owned =
        ahead.strip_suffix('의').is_some_and(|time| TIMES.iter().any(|end| time.ends_with(end)));
    owned || BEFORE.iter().any(|time| ahead.ends_with(time))
}

/// The one period that a sentence names beside that of the base at `number`.
pub fn other_period(document: &Document, sentence: Span, number: Span) -> Option<Period> {
    let text = document.text.get(sentence.0..sentence.1)?;
    let local = (number.0.checked_sub(sentence.0)?, number.1 - sentence.0);
    let times = time::find(text, document.language, document.published);
    let own = |span: Span| match document.language {
        // Right before the number, with or without "의".
        Language::Korean => span.1 <= local.0 && local.0 - span.1 <= 8,
        _ => span.0 >= local.1,
    };
    let mut others = times.iter().filter(|time| {
        let span = matches!(time.grain, Grain::Month | Grain::Quarter | Grain::Half | Grain::Year)
            || time.kind == TimeKind::Range;
        time.is_dated() && time.relative.is_none() && span && !own(time.span)
    });
    let time = others.next().filter(|_| others.next().is_none())?;
    let (start, end) = time.whole();
    let (start, end) = match time.kind {
        TimeKind::Point | TimeKind::Range => (start, end),
        _ => return None,
    };
    (end < document.published).then(|| Period::new(start, end).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str, number: &str) -> (Document, Span) {
        let from = text.find(number).unwrap();
        (Document::new(text, date(2025, 12, 22)), (from, from + number.len()))
    }

    #[test]
    fn an_amount_with_a_period_of_its_own_is_a_base_and_no_bound() {
        for (text, number, expected) in [
            ("Sales topped the $3 million recorded in May.", "$3 million", true),
            ("Sales topped the $3 million of May.", "$3 million", true),
            ("Sales topped the $3 million of a year earlier.", "$3 million", true),
            ("Sales topped the $3 million seen a year earlier.", "$3 million", true),
            ("Sales topped the $3 million a year earlier.", "$3 million", true),
            ("Sales were under the roughly $3 million posted in all of 2024.", "$3 million", true),
            ("Sales topped the $3 million mark in May.", "$3 million", false),
            ("Sales topped $3 million in May.", "$3 million", false),
            ("Sales topped the $3 million threshold.", "$3 million", false),
            ("11월 수출은 10월의 3억 위안을 넘어섰다.", "3억 위안", true),
            ("11월 수출은 지난해 같은 달의 3억 위안을 웃돌았다.", "3억 위안", true),
            ("11월 수출은 전월 3억 위안을 밑돌았다.", "3억 위안", true),
            ("11월 수출은 3억 위안을 밑돌았다.", "3억 위안", false),
            ("11월 3억 위안을 넘는 쌀을 수출했다.", "3억 위안", false),
        ] {
            let (document, number) = at(text, number);
            assert_eq!(is_base(&document, (0, text.len()), number), expected, "{text}");
        }
    }

    #[test]
    fn the_other_period_is_that_of_what_is_held_against_it() {
        for (text, number, month) in [
            ("Sales in November topped the $3 million recorded in May.", "$3 million", Some(11)),
            ("11월 수출은 10월의 3억 위안을 넘어섰다.", "3억 위안", Some(11)),
            ("Sales topped the $3 million recorded in May.", "$3 million", None),
        ] {
            let (document, number) = at(text, number);
            let other = other_period(&document, (0, text.len()), number);
            assert_eq!(other.map(|period| period.start().month()), month, "{text}");
        }
    }
}
