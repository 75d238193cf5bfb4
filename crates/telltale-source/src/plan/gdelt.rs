//! What to fetch of GDELT: files of a quarter of an hour (2.0), or of a day, a month or a year (1.0),
//! each announced in a list with its MD5.
//!
//! The lists name the files at `http://data.gdeltproject.org`. They are fetched from the same store by
//! its encrypted name instead.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::time::Duration;

use jiff::civil::{Date, DateTime, DateTimeRound};
use jiff::tz::TimeZone;
use jiff::{RoundMode, Span, ToSpan, Unit};

use super::{Asked, Plan, Request, Unplanned, Wanted, below, days};
use crate::provenance::Held;

/// The store of GDELT's files, by its encrypted name.
pub const BASE: &str = "https://storage.googleapis.com/data.gdeltproject.org";

/// The first file of 2.0.
const FIRST: DateTime = DateTime::constant(2015, 2, 18, 23, 0, 0, 0);
/// From when on 1.0 has monthly files, and from when on daily ones.
const MONTHLY: Date = Date::constant(2006, 1, 1);
const DAILY: Date = Date::constant(2013, 4, 1);
const FIRST_DAY: Date = Date::constant(1979, 1, 1);

/// The store bears much; this is only polite.
const PACE: Duration = Duration::from_millis(100);
/// The most that one file, and the list of all files, may hold.
const FILE_BYTES_MAX: u64 = 2 << 30;
const LIST_BYTES_MAX: u64 = 1 << 30;

/// A part of GDELT 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Events.
    Events,
    /// Mentions of events.
    Mentions,
    /// The knowledge graph: a row a document.
    Gkg,
}

impl Part {
    const ALL: [Part; 3] = [Part::Events, Part::Mentions, Part::Gkg];

    /// Its word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Part::Events => "events",
            Part::Mentions => "mentions",
            Part::Gkg => "gkg",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Part::Events => ".export.CSV.zip",
            Part::Mentions => ".mentions.CSV.zip",
            Part::Gkg => ".gkg.csv.zip",
        }
    }

    fn of(word: &str) -> Result<Part, Unplanned> {
        Part::ALL.into_iter().find(|part| part.word() == word).ok_or_else(|| {
            Unplanned::new(format!("GDELT has no part {word:?}"), "known: events, mentions, gkg")
        })
    }
}

/// A file that a list announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its size in bytes.
    pub bytes: Option<u64>,
    /// Its MD5.
    pub md5: String,
}

/// A list of GDELT's: what it announces by name, and how many lines announce nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The files, by name.
    pub files: BTreeMap<String, Listed>,
    /// Lines that are of no known form. The master list has some.
    pub malformed: u64,
}

impl List {
    /// Reads a list of 2.0 (`size md5 url`) or of 1.0 (`md5  name`), keeping the files whose names are
    /// wanted: the master list announces more than a million.
    ///
    /// # Errors
    /// If the bytes cannot be read.
    pub fn read(lines: impl BufRead, wanted: impl Fn(&str) -> bool) -> io::Result<List> {
        let mut list = List::default();
        for line in lines.split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            let words: Vec<&str> = line.split_whitespace().collect();
            let (bytes, md5, place) = match words.as_slice() {
                [] => continue,
                [bytes, md5, url] => (bytes.parse().ok(), *md5, *url),
                [md5, name] => (None, *md5, *name),
                _ => (None, "", ""),
            };
            let known = md5.len() == 32 && md5.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !known || (words.len() == 3 && bytes.is_none()) {
                list.malformed += 1;
                continue;
            }
            let name = place.rsplit('/').next().unwrap_or(place);
            if wanted(name) {
                list.files.insert(name.to_owned(), Listed { bytes, md5: md5.to_ascii_lowercase() });
            }
        }
        Ok(list)
    }

    /// Takes up what another list announces.
    pub fn extend(&mut self, other: List) {
        self.files.extend(other.files);
        self.malformed += other.malformed;
    }
}

/// Which quarters of an hour are asked, and which parts of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    first: DateTime,
    last: DateTime,
    parts: Vec<Part>,
}

impl Window {
    /// The window that is asked; without a first day, the last whole day.
    ///
    /// # Errors
    /// If a part is unknown, or nothing lies between the days.
    pub fn of(asked: &Asked) -> Result<Window, Unplanned> {
        let now = asked.now.to_zoned_datetime(TimeZone::UTC).datetime();
        let yesterday = now.date().yesterday().unwrap_or(now.date());
        let (since, until) = days(asked, yesterday)?;
        let last = until.at(23, 45, 0, 0).min(now);
        Ok(Window { first: since.at(0, 0, 0, 0).max(FIRST), last, parts: parts(asked)? })
    }

    /// The window from a file's quarter of an hour to another's.
    pub fn between(first: DateTime, last: DateTime, asked: &Asked) -> Result<Window, Unplanned> {
        Ok(Window { first: first.max(FIRST), last, parts: parts(asked)? })
    }

    /// Whether a file of this name is asked.
    pub fn has(&self, name: &str) -> bool {
        let Some((stamp, part)) = stamp_and_part(name) else { return false };
        self.first <= stamp && stamp <= self.last && self.parts.contains(&part)
    }

    /// The names of its files, if none is missing at the publisher.
    fn names(&self) -> impl Iterator<Item = String> {
        let quarter = DateTimeRound::new().smallest(Unit::Minute).increment(15);
        let first = self.first.round(quarter.mode(RoundMode::Ceil)).unwrap_or(self.first);
        let quarters = first.series(Span::new().minutes(15));
        let last = self.last;
        quarters.take_while(move |stamp| *stamp <= last).flat_map(|stamp| {
            let stamp = stamp.strftime("%Y%m%d%H%M%S").to_string();
            self.parts.iter().map(move |part| format!("{stamp}{}", part.ending()))
        })
    }
}

fn parts(asked: &Asked) -> Result<Vec<Part>, Unplanned> {
    if asked.parts.is_empty() {
        return Ok(vec![Part::Events]);
    }
    let mut parts = asked.parts.iter().map(|word| Part::of(word)).collect::<Result<Vec<_>, _>>()?;
    parts.sort_unstable();
    parts.dedup();
    Ok(parts)
}

/// The quarter of an hour and the part that a file's name tells.
pub fn stamp_and_part(name: &str) -> Option<(DateTime, Part)> {
    let part = Part::ALL.into_iter().find(|part| name.ends_with(part.ending()))?;
    let stamp = name.strip_suffix(part.ending())?;
    let whole = stamp.len() == 14 && stamp.bytes().all(|byte| byte.is_ascii_digit());
    let stamp = whole.then(|| DateTime::strptime("%Y%m%d%H%M%S", stamp).ok()).flatten()?;
    Some((stamp, part))
}

fn base(asked: &Asked) -> &str {
    asked.base.as_deref().unwrap_or(BASE)
}

fn list(asked: &Asked, path: &str) -> Request {
    Request {
        url: below(base(asked), path),
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        wanted: Wanted::Table,
        bytes: None,
        md5: None,
        key: None,
        pace: PACE,
        bytes_max: LIST_BYTES_MAX,
        again: true,
    }
}

/// The list of the newest three files of 2.0.
pub fn newest_list(asked: &Asked) -> Request {
    list(asked, "gdeltv2/lastupdate.txt")
}

/// The list of all files of 2.0, of more than 100 MB.
pub fn master_list(asked: &Asked) -> Request {
    list(asked, "gdeltv2/masterfilelist.txt")
}

/// The list of all files of 1.0.
pub fn daily_list(asked: &Asked) -> Request {
    list(asked, "events/md5sums")
}

/// Plans GDELT 2.0: every file of the window that the list announces. Without a list, every file
/// that there should be, of unknown size.
pub fn plan(window: &Window, announced: Option<&List>, held: &Held, asked: &Asked) -> Plan {
    let mut plan = Plan::default();
    let file = |name: String, listed: Option<&Listed>| Request {
        url: below(base(asked), &format!("gdeltv2/{name}")),
        name,
        wanted: Wanted::Zip,
        bytes: listed.and_then(|listed| listed.bytes),
        md5: listed.map(|listed| listed.md5.clone()),
        key: None,
        pace: PACE,
        bytes_max: FILE_BYTES_MAX,
        again: asked.again,
    };
    match announced {
        Some(list) => {
            let asked = list.files.iter().filter(|(name, _)| window.has(name));
            asked.for_each(|(name, listed)| plan.want(file(name.clone(), Some(listed)), held));
            if list.malformed > 0 {
                let n = list.malformed;
                plan.notes.push(format!("{n} lines of GDELT's list announce nothing"));
            }
        }
        None => {
            window.names().for_each(|name| plan.want(file(name, None), held));
            plan.notes.push(
                "sizes and MD5 sums are known once masterfilelist.txt is held (more than 100 MB; \
                 --go fetches it first, later only if it changed)"
                    .to_owned(),
            );
        }
    }
    if plan.requests.len() + plan.held > 2 * 96 * 31 {
        plan.notes.push(
            "for years of events the daily files of GDELT 1.0 are a tenth of the requests: \
             telltale fetch gdelt1"
                .to_owned(),
        );
    }
    plan
}

/// Plans GDELT 1.0: a file a year to 2005, a month to March 2013, a day since.
///
/// # Errors
/// If nothing lies between the days.
pub fn plan_daily(announced: Option<&List>, held: &Held, asked: &Asked) -> Result<Plan, Unplanned> {
    let today = asked.now.to_zoned_datetime(TimeZone::UTC).date();
    let (since, until) = days(asked, today.checked_sub(7.days()).unwrap_or(today))?;
    let mut plan = Plan::default();
    let mut absent = 0;
    for name in daily_names(since.max(FIRST_DAY), until) {
        let listed = announced.and_then(|list| list.files.get(&name));
        if announced.is_some() && listed.is_none() {
            absent += 1;
            continue;
        }
        let request = Request {
            url: below(base(asked), &format!("events/{name}")),
            name,
            wanted: Wanted::Zip,
            bytes: None,
            md5: listed.map(|listed| listed.md5.clone()),
            key: None,
            pace: PACE,
            bytes_max: FILE_BYTES_MAX,
            again: asked.again,
        };
        plan.want(request, held);
    }
    if absent > 0 {
        plan.notes.push(format!("{absent} files of that time are not on GDELT's list"));
    }
    if announced.is_none() {
        plan.notes
            .push("MD5 sums are known once the list is held; --go fetches it first".to_owned());
    }
    Ok(plan)
}

/// The files of 1.0 that cover the days from one to another.
fn daily_names(since: Date, until: Date) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for day in since.series(1.day()).take_while(|day| *day <= until) {
        let name = match day {
            day if day < MONTHLY => format!("{}.zip", day.year()),
            day if day < DAILY => day.strftime("%Y%m.zip").to_string(),
            day => day.strftime("%Y%m%d.export.CSV.zip").to_string(),
        };
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    names
}

/// From which quarter of an hour on a follower must look: the day asked, or where it began before;
/// `None` if it begins now.
pub fn follow_from(held: &Held, asked: &Asked, way: &str) -> Option<DateTime> {
    let begun = held.all().filter(|bundle| bundle.way == way);
    let begun = begun.filter_map(|bundle| Some(stamp_and_part(&bundle.name)?.0)).min();
    let since = asked.since.map(|day| day.at(0, 0, 0, 0));
    since.or(begun)
}

/// The latest quarter of an hour that a list announces.
pub fn latest(list: &List) -> Option<DateTime> {
    list.files.keys().filter_map(|name| Some(stamp_and_part(name)?.0)).max()
}

/// Whether a follower must look into the master list: it must if a quarter of an hour before the
/// latest is not held.
pub fn has_gap(window: &Window, latest: &List, held: &Held, asked: &Asked) -> bool {
    window.names().any(|name| {
        let url = below(base(asked), &format!("gdeltv2/{name}"));
        !latest.files.contains_key(&name) && !held.has(&url)
    })
}

#[cfg(test)]
mod tests;
