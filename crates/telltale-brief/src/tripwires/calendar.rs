//! A calendar file (RFC 5545) with what the case has announced, and with the days on which the
//! figures that its tripwires wait for are expected.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use telltale_measure::meant;
use telltale_measure::tripwire::{Pick, Rule};
use telltale_observation::{AsOf, Channel, Detail, Digest, Dyad, Month, Observation};

use crate::case::{Case, Tripwire};
use crate::language::{Language, tell};

/// Of how many releases the usual delay is taken.
const RELEASES: usize = 12;

/// A figure that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub on: Date,
    /// The month that the figure is of.
    pub month: Month,
    /// What it is.
    pub what: String,
}

/// When the next figures of the flows are expected that the tripwires of a case watch: as long after
/// the end of the month as the figures before, in the median of the last twelve. `known` holds what was
/// known as of the instant; of several series of a flow the one is expected that is [`meant`] then.
pub fn releases(case: &Case, known: &[Observation], as_of: AsOf, language: Language) -> Vec<Due> {
    let now = Month::of(as_of.date());
    let rules: Vec<Rule> = case.tripwires.iter().map(Tripwire::rule).collect();
    let picks = rules.iter().flat_map(Rule::conditions).map(|one| &one.of);
    let mut due = Vec::new();
    let mut seen_series: BTreeSet<(Dyad, Option<Channel>, String, String, Month)> = BTreeSet::new();
    for pick in picks.filter(|pick| pick.is_of_trade()) {
        let series = first_told(known, pick);
        // One figure does not make a rhythm.
        let long = series.iter().filter(|(_, months)| months.len() >= 3);
        let Some(((source, unit), months)) = meant(long, now) else { continue };
        let (last, _) = months.last_key_value().expect("a long series has months");
        let month = last.plus(1);
        let key = (pick.dyad, pick.channel, (*source).to_owned(), (*unit).to_owned(), month);
        // Two conditions may name one series each in its own way.
        if !seen_series.insert(key) {
            continue;
        }
        let days = usual_delay(months);
        let on = month.last_day().checked_add(days.days()).unwrap_or(Date::MAX);
        // The source and the unit are said behind it.
        let bare = Pick { unit: None, source: None, ..pick.clone() };
        let picked = super::explain::picked(&bare, language);
        let of = language.month(month);
        let what = tell!(
            language,
            "figure expected: {picked}, {of} ({source}, {unit})",
            "발표 예상: {picked}, {of} ({source}, {unit})"
        );
        due.push(Due { on, month, what });
    }
    due.sort_by(|a, b| (a.on, &a.what).cmp(&(b.on, &b.what)));
    due.dedup();
    due
}

/// The days on which the figures of a flow first came, by source and unit. Tripwires pass over weak
/// ones.
fn first_told<'a>(
    known: &'a [Observation],
    pick: &Pick,
) -> BTreeMap<(&'a str, &'static str), BTreeMap<Month, Date>> {
    let mut series: BTreeMap<_, BTreeMap<Month, Date>> = BTreeMap::new();
    for seen in known.iter().filter(|seen| !seen.origin().weak) {
        let Detail::Flow { quantity, commodity, .. } = seen.detail() else { continue };
        let of = (seen.dyad(), Some(seen.channel())) == (pick.dyad, pick.channel)
            && pick.unit.is_none_or(|unit| unit == quantity.unit())
            && pick.source.as_ref().is_none_or(|source| *source == seen.origin().source);
        let Some(month) = seen.period().as_month().filter(|_| of && commodity.is_total()) else {
            continue;
        };
        let key = (seen.origin().source.as_str(), quantity.unit().code());
        let first = series.entry(key).or_default().entry(month).or_insert(Date::MAX);
        *first = (*first).min(seen.known_at().date());
    }
    series
}

/// How many days after the end of its month a figure usually came.
fn usual_delay(months: &BTreeMap<Month, Date>) -> i32 {
    let delay = |(month, known): (&Month, &Date)| {
        month.last_day().until(*known).map_or(0, |span| span.get_days())
    };
    let mut delays: Vec<i32> = months.iter().rev().take(RELEASES).map(delay).collect();
    delays.sort_unstable();
    delays[delays.len() / 2]
}

/// The calendar file: what was announced as of an instant and is not replaced, and what is due.
pub fn calendar_file(case: &Case, due: &[Due], as_of: AsOf, language: Language) -> String {
    let replaced = |id: &str| {
        let later = case.calendar.iter().filter(|entry| as_of.sees(entry.said_on));
        later.into_iter().any(|entry| entry.replaces.as_deref() == Some(id))
    };
    let mut lines: Vec<String> = vec![
        "BEGIN:VCALENDAR".into(),
        "VERSION:2.0".into(),
        "PRODID:-//Telltale//tripwires//EN".into(),
        "CALSCALE:GREGORIAN".into(),
        format!("X-WR-CALNAME:{}", escaped(&case.name)),
    ];
    let stamp = format!("{}T000000Z", compact(as_of.date()));
    for entry in &case.calendar {
        if !as_of.sees(entry.said_on) || replaced(&entry.id) {
            continue;
        }
        let uid = format!("{}-{}@telltale", case.name, entry.id);
        let what = language.pick(&entry.what, &entry.what_ko);
        let (start, end) = (entry.period.start(), entry.period.end());
        event(&mut lines, &uid, &stamp, (start, end), what, &entry.source);
    }
    for one in due {
        let digest = Digest::of(format!("{} {}", one.month, one.what).as_bytes()).to_string();
        let uid = format!("{}-due-{}@telltale", case.name, &digest[..16]);
        event(&mut lines, &uid, &stamp, (one.on, one.on), &one.what, "");
    }
    // A calendar has a component at least (RFC 5545, 3.6); one of nothing to come has its time zone.
    if !lines.iter().any(|line| line == "BEGIN:VEVENT") {
        lines.extend(UTC.map(str::to_owned));
    }
    lines.push("END:VCALENDAR".into());
    lines.iter().map(|line| folded(line)).collect()
}

const UTC: [&str; 9] = [
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "TZNAME:UTC",
    "END:STANDARD",
    "END:VTIMEZONE",
];

fn event(
    lines: &mut Vec<String>,
    uid: &str,
    stamp: &str,
    (start, end): (Date, Date),
    what: &str,
    source: &str,
) {
    // The end of an all-day event is the day after.
    let after = end.checked_add(1.day()).unwrap_or(end);
    lines.extend([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(uid)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;VALUE=DATE:{}", compact(start)),
        format!("DTEND;VALUE=DATE:{}", compact(after)),
        format!("SUMMARY:{}", escaped(what)),
    ]);
    if !source.is_empty() {
        lines.push(format!("DESCRIPTION:{}", escaped(&format!("source: {source}"))));
    }
    lines.extend(["TRANSP:TRANSPARENT".to_owned(), "END:VEVENT".to_owned()]);
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Text within a line: what iCalendar cannot hold is left out (RFC 5545, 3.1: no control character but a
/// tab).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(letter),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// A line of at most 75 bytes, and what is left on lines that begin with a space.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut room = 75;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(letter);
        room -= letter.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters_and_commas_escaped() {
        let line = format!("SUMMARY:{}", escaped(&"회담, ".repeat(20)));
        let text = folded(&line);
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end_matches("\r\n"), line);
        assert!(line.contains("회담\\, "));
    }

    #[test]
    fn a_calendar_of_nothing_to_come_has_a_component_and_no_event() {
        let mut case = crate::sample::case();
        case.calendar.clear();
        let as_of: AsOf = "2026-08-20".parse().expect("a day");
        let file = calendar_file(&case, &[], as_of, Language::English);
        assert!(!file.contains("VEVENT"), "{file}");
        assert!(file.contains("BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\n"), "{file}");
        assert!(file.ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"), "{file}");
        let due = Due { on: as_of.date(), month: Month::of(as_of.date()), what: "a figure".into() };
        let file = calendar_file(&case, &[due], as_of, Language::English);
        assert!(file.contains("VEVENT") && !file.contains("VTIMEZONE"), "{file}");
    }

    #[test]
    fn what_a_calendar_cannot_hold_is_left_out() {
        for (text, expected) in [
            ("talks\u{b}\u{7} in\tSeoul", "talks in\tSeoul"),
            ("first\r\nsecond", "first\\nsecond"),
            ("a;b\\c\u{7f}\u{85}", "a\\;b\\\\c"),
            ("정상회담", "정상회담"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
