//! Amounts that each have a time of their own in a list of times: "in March and April exports were $3
//! million and $4 million", "3월과 4월 … 각각 3억, 4억"; and times from the first of which to the last
//! something changed: "between March and April", "8월에서 9월 사이".
//!
//! Amounts and times of lists of one length stand in the same order. Where the lengths differ, nobody can
//! say which amount is whose, and none is read; none is ever given all of the times together.

use super::Days;
use super::period;
use crate::Language;
use crate::number::{Measure, Number};
use crate::sighting::Span;
use crate::time::{Grain, Relative, Time, TimeKind};

/// What a number is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// These days.
    Of(Days),
    /// Some of several times; which, cannot be said.
    Unsaid,
}

/// A time from whose first part to whose last something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turned {
    /// Its words.
    pub span: Span,
    /// What it is set against.
    pub first: Days,
    /// When it had changed.
    pub last: Days,
}

impl Turned {
    /// A time with the days of one of its ends.
    pub(super) fn end_of(&self, days: Days) -> Time {
        let months = period::is_month(days);
        let grain = match () {
            () if months => Grain::Month,
            () if period::is_year(days) => Grain::Year,
            () => Grain::Quarter,
        };
        Time { span: self.span, ..Time::named(days, grain) }
    }
}

/// One of the times of a list.
#[derive(Clone, Copy, Debug)]
struct Part {
    span: Span,
    days: Days,
    /// Whether it is one of a run that is named by its ends alone: "4~6월".
    run: bool,
}

/// The times of a list.
type List = Vec<Part>;

/// What the numbers of a sentence are told of that stand in a list; `taken` are numbers of which another
/// list is known.
pub(super) fn of(
    text: &str,
    sentence: Span,
    times: &[Time],
    numbers: &[Number],
    language: Language,
    taken: impl Fn(usize) -> bool,
) -> Vec<(usize, Own)> {
    let lists = lists(text, times, language);
    let mut found = in_brackets(text, times, numbers);
    if lists.iter().all(|list| list.len() < 2) {
        return found;
    }
    let said = &text[sentence.0..sentence.1];
    let each = [
        "각각",
        "espectively",
        "each of ",
        "both months",
        "both quarters",
        "both years",
        " apiece",
    ]
    .iter()
    .any(|word| said.contains(word));
    for run in runs(text, numbers, language) {
        let single = run.len() == 1 && each && numbers[run[0]].measure == Measure::Money;
        let known = |at: usize| taken(at) || found.iter().any(|one: &(usize, Own)| one.0 == at);
        if run.len() < 2 && !single || run.iter().any(|&at| known(at)) {
            continue;
        }
        let (from, to) = (numbers[run[0]].span.0, numbers[run[run.len() - 1]].span.1);
        let before = lists.iter().rev().find(|list| list[0].span.0 < from);
        let between = |end: usize, start: usize| {
            numbers.iter().any(|number| {
                number.measure != Measure::Other && end <= number.span.0 && number.span.1 <= start
            })
        };
        let after = lists.iter().find(|list| list[0].span.0 >= to);
        let after = after.filter(|list| !between(to, list[0].span.0));
        let alike = |list: &&List| list.len() == run.len() && list.len() > 1;
        match before.filter(alike).or(after.filter(alike)) {
            Some(list) => {
                let own = |part: &Part| set_against(text, (from, to), times, part.days);
                found.extend(run.iter().zip(list).map(|(&at, part)| (at, own(part))));
            }
            None => {
                let several = |list: &List| list.len() > 1 && !list[0].run;
                let unclear = match before {
                    Some(list) => several(list),
                    None => after.is_some_and(several),
                };
                found.extend(run.iter().filter(|_| unclear).map(|&at| (at, Own::Unsaid)));
            }
        }
    }
    found
}

/// The days of a number of a list: "against 3 and 4 million a year earlier" are of those days of the year
/// before, and what something is held against otherwise is of days that are not known.
fn set_against(text: &str, (from, to): Span, times: &[Time], days: Days) -> Own {
    let near = |time: &&Time| time.relative.is_some() && (to..to + 12).contains(&time.span.0);
    match times.iter().find(near).and_then(|time| time.relative) {
        Some(Relative::Earlier { years, months: 0, days: 0, .. }) if years > 0 => {
            return Own::Of(period::moved(days, -12 * years));
        }
        Some(_) => return Own::Unsaid,
        None => {}
    }
    let ahead = text.get(..from).unwrap_or("").trim_end_matches(['$', '€', '¥', ' ']);
    let led = ["against", "from", "versus", "than", "compared with", "compared to"];
    let behind = text.get(to..).unwrap_or("").trim_start();
    let held = ["보다", "에서", "대비", "에 비해", "과 비교", "와 비교"];
    let against = led.iter().any(|word| ahead.ends_with(word))
        || held.iter().any(|word| behind.starts_with(word));
    if against { Own::Unsaid } else { Own::Of(days) }
}

/// "$3 million (May), $4 million (June)": numbers with their times in brackets right behind, or right
/// before.
fn in_brackets(text: &str, times: &[Time], numbers: &[Number]) -> Vec<(usize, Own)> {
    let own = |number: &Number| {
        let rest = text.get(number.span.1..).unwrap_or("");
        let open = rest.len() - rest.trim_start().len();
        let inside = rest[open..].strip_prefix('(')?;
        let start = number.span.1 + open + 1;
        let time = times.iter().find(|time| {
            let lead = text.get(start..time.span.0).map(str::trim);
            is_plain(time) && matches!(lead, Some("" | "in" | "for"))
        })?;
        let end = time.span.1.checked_sub(start)?;
        inside.get(end..)?.starts_with(')').then_some((time.start, time.end))
    };
    let sized = |number: &Number| matches!(number.measure, Measure::Money | Measure::Bulk);
    let told = numbers.iter().enumerate().filter(|(_, number)| sized(number));
    let of = |number: &Number| own(number).or_else(|| right_before(text, times, number));
    told.filter_map(|(at, number)| Some((at, Own::Of(of(number)?)))).collect()
}

/// "May ($3 million)", "twice May's $3 million": the time that holds a number in its brackets or owns it.
fn right_before(text: &str, times: &[Time], number: &Number) -> Option<Days> {
    let ahead = text.get(..number.span.0)?.trim_end();
    let bracket = ahead.strip_suffix('(');
    let owner = ["'s", "’s"].iter().find_map(|ending| ahead.strip_suffix(ending));
    let ends = bracket.or(owner)?.trim_end().len();
    let is_it =
        |time: &&Time| is_plain(time) && (time.span.1 == ends || time.span.1 == ahead.len());
    times.iter().find(is_it).map(|time| (time.start, time.end))
}

/// The lists of times of a sentence, those of one time too.
fn lists(text: &str, times: &[Time], language: Language) -> Vec<List> {
    let mut found: Vec<List> = Vec::new();
    for time in times.iter().filter(|time| is_plain(time)) {
        let parts = parts(text, time);
        let last = found.last().and_then(|list| list.last()).map(|part| part.span.1);
        let joined = last.is_some_and(|last| joins_times(text, last, time.span.0, language));
        match found.last_mut() {
            Some(list) if joined && !list[0].run && !parts[0].run => list.extend(parts),
            _ => found.push(parts),
        }
    }
    found
}

fn is_plain(time: &Time) -> bool {
    let whole = matches!(time.grain, Grain::Month | Grain::Quarter | Grain::Half | Grain::Year);
    let whole = whole || time.grain == Grain::Span;
    let kind = matches!(time.kind, TimeKind::Point | TimeKind::Range);
    whole && kind && time.relative.is_none() && period::is_months((time.start, time.end))
}

/// How many months each of the times has that are named together.
fn step(words: &str, days: Days) -> i32 {
    let has = |cues: &[&str]| cues.iter().any(|cue| words.contains(cue));
    let months =
        crate::document::MONTHS.iter().any(|month| words.contains(&month[..3.min(month.len())]));
    match () {
        () if has(&["quarter", "분기", "q1", "q2", "q3"]) => 3,
        () if has(&["half", "halves", "반기"]) => 6,
        () if !months && !words.contains('월') && days.0.month() == 1 && days.1.month() == 12 => {
            12
        }
        () => 1,
    }
}

/// The times that are named as one: "March and April" are two.
fn parts(text: &str, time: &Time) -> List {
    let words = text[time.span.0..time.span.1].to_lowercase();
    let days = (time.start, time.end);
    let between = words.starts_with("between");
    let joined =
        [" and ", " & ", "와 ", "과 ", "·", ", "].iter().any(|joint| words.contains(joint));
    let step = step(&words, days);
    let several = time.kind == TimeKind::Range || joined;
    let each = split(days, step);
    if !several || between || each.len() < 2 || each.len() > 24 {
        return vec![Part { span: time.span, days, run: false }];
    }
    let part = |days: Days| Part { span: time.span, days, run: !joined };
    each.into_iter().map(part).collect()
}

/// Stretches of so many months that make up a longer one.
fn split(days: Days, step: i32) -> Vec<Days> {
    let mut found = Vec::new();
    let mut start = days.0;
    while start <= days.1 && found.len() < 400 {
        let next = period::moved((start, start), step).0;
        let Ok(end) = next.yesterday() else { break };
        found.push((start, end));
        start = next;
    }
    let ends = |last: &Days| last.1 == days.1;
    if found.last().is_some_and(ends) { found } else { vec![days] }
}

fn joins_times(text: &str, from: usize, to: usize, language: Language) -> bool {
    let Some(gap) = text.get(from..to) else { return false };
    match language {
        Language::English => {
            let words = gap.trim().to_ascii_lowercase();
            matches!(
                words.as_str(),
                "," | "and" | ", and" | "&" | "/" | ", in" | "and in" | ", and in" | "and of"
            )
        }
        _ => matches!(gap.trim(), "," | "와" | "과" | "및" | "·" | "와," | "과,"),
    }
}

/// Numbers of one kind with nothing but what joins them between.
fn runs(text: &str, numbers: &[Number], language: Language) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let tells = number.measure.sizes() || number.measure.compares();
        if !tells || number.measure == Measure::Bare {
            continue;
        }
        let joins = |last: usize| {
            let other = &numbers[last];
            (other.measure, other.unit) == (number.measure, number.unit)
                && joins_numbers(text, other.span.1, number.span.0, language)
        };
        match found.last_mut() {
            Some(run) if run.last().is_some_and(|&last| joins(last)) => run.push(at),
            _ => found.push(vec![at]),
        }
    }
    found
}

fn joins_numbers(text: &str, from: usize, to: usize, language: Language) -> bool {
    let Some(gap) = text.get(from..to) else { return false };
    let gap = gap.trim().to_ascii_lowercase();
    const HEDGES: &[&str] =
        &["about", "around", "some", "nearly", "almost", "roughly", "by", "just", "only"];
    match language {
        Language::English => {
            let spaced = gap.replace(',', " , ");
            let mut joint = false;
            let plain = spaced.split_whitespace().all(|word| {
                let joins = matches!(word, "," | "and" | "&" | "/" | "then");
                joint |= joins;
                joins || HEDGES.contains(&word)
            });
            plain && joint
        }
        _ => {
            let gap = gap.trim_end_matches(['약']).trim();
            matches!(gap, "," | "와" | "과" | "및" | "·" | "어치와" | "어치," | "어치")
        }
    }
}

/// Words that say that a change is against the year before, whatever span is named beside it.
const YEARLY: &[&str] = &[
    "year-on-year",
    "year on year",
    "year-over-year",
    "on the year",
    "on-year",
    "year earlier",
    "year before",
    "year ago",
    "previous year",
    "prior year",
    "same period",
    "same months",
    "annual",
    "전년",
    "작년 같은",
    "지난해 같은",
    "동기",
    "동월",
    "1년 전",
];

/// Words for what came together over a span.
const LEVELS: &[&str] = &[
    "totalled",
    "totaled",
    "totalling",
    "totaling",
    "amounted to",
    "came to",
    "was worth",
    "were worth",
    "added up",
    "in all",
    "a total of",
    "cumulative",
    "모두",
    "총 ",
    "누적",
    "누계",
    "합계",
];

/// What a sentence that tells a change makes of a span which it names by its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spanned {
    /// The first is the base, the last the time of the change.
    Turned(Turned),
    /// Either that, or a change of the whole span.
    Unsaid(Span),
}

/// The span between whose ends a sentence tells a change, if it names one.
pub(super) fn spanned(
    text: &str,
    sentence: Span,
    times: &[Time],
    language: Language,
) -> Option<Spanned> {
    let said = text[sentence.0..sentence.1].to_lowercase();
    if YEARLY.iter().any(|word| said.contains(word)) {
        return None;
    }
    match language {
        Language::English => times.iter().find_map(|time| english(text, &said, time)),
        Language::Korean => korean(text, times),
        _ => None,
    }
}

fn english(text: &str, said: &str, time: &Time) -> Option<Spanned> {
    let words = text[time.span.0..time.span.1].to_ascii_lowercase();
    let between = words.starts_with("between ") && words.contains(" and ");
    let from = words.starts_with("from ") && words.contains(" to ");
    if !is_plain(time) || time.kind != TimeKind::Range || !between && !from {
        return None;
    }
    let days = (time.start, time.end);
    let step = step(&words, days);
    let each = split(days, step);
    let (Some(&first), Some(&last)) = (each.first(), each.last()) else { return None };
    let level = LEVELS.iter().any(|word| said.contains(word));
    // "from January to June": of the year so far.
    let of_the_year = from && days.0.month() == 1 && step < 12;
    match () {
        () if each.len() < 2 => None,
        () if of_the_year && each.len() > 2 => None,
        () if level || of_the_year || from && each.len() > 2 && step < 12 => {
            Some(Spanned::Unsaid(time.span))
        }
        () => Some(Spanned::Turned(Turned { span: time.span, first, last })),
    }
}

/// "8월에서 9월 사이", "2023년과 2024년 사이".
fn korean(text: &str, times: &[Time]) -> Option<Spanned> {
    let amid = |end: usize| {
        let rest = text.get(end..).unwrap_or("").trim_start();
        rest.starts_with("사이") && !rest.starts_with("사이트")
    };
    let at = times.iter().position(|time| is_plain(time) && amid(time.span.1))?;
    let time = times[at];
    let words = text[time.span.0..time.span.1].to_lowercase();
    let days = (time.start, time.end);
    let each = split(days, step(&words, days));
    if time.kind == TimeKind::Range && each.len() > 1 {
        let (first, last) = (each[0], each[each.len() - 1]);
        return Some(Spanned::Turned(Turned { span: time.span, first, last }));
    }
    let before = times[at.checked_sub(1)?];
    let gap = text.get(before.span.1..time.span.0)?.trim();
    let joined = matches!(gap, "에서" | "부터" | "과" | "와" | "→" | "~");
    (joined && is_plain(&before)).then_some(Spanned::Turned(Turned {
        span: (before.span.0, time.span.1),
        first: (before.start, before.end),
        last: days,
    }))
}

/// Whether no other time of a sentence is as near to a number as the one at `span`.
pub(super) fn is_nearest(times: &[Time], span: Span, number: Span) -> bool {
    let apart = |one: Span| {
        if one.1 <= number.0 { number.0 - one.1 } else { one.0.saturating_sub(number.1) }
    };
    let inside = |time: &&Time| span.0 <= time.span.0 && time.span.1 <= span.1;
    let own = |time: &&Time| time.is_dated() && time.relative.is_none() && !inside(time);
    times.iter().filter(own).all(|time| apart(time.span) > apart(span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stretches_are_split_by_their_names() {
        let quarter = (date(2025, 4, 1), date(2025, 6, 30));
        assert_eq!(split(quarter, 1).len(), 3);
        assert_eq!(split(quarter, 3), [quarter]);
        assert_eq!(split(quarter, 1)[1].0, date(2025, 5, 1));
        // What is no whole number of them stays whole.
        assert_eq!(split(quarter, 2), [quarter]);
    }
}
