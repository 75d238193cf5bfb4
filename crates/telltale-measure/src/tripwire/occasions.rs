//! What took place, of all that was told: the least and the most that it comes to.
//!
//! A visit that two sources tell of is one, and may be two. Where both name the same day, or spans that
//! have a day in common, the least is one and the most is two; but one alone if either of them records
//! every case. Of a span only the days are known within which it lies: it is surely within a window that
//! holds all of it, and may be within one that holds its end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use telltale_observation::{Channel, Dyad};

use super::alive::Alive;
use super::coverage::Ground;
use super::day::{Day, NEVER, date};
use super::rule::is_mutual;
use super::stage::Sums;

/// What is added or taken back on a day. One whose start is [`NEVER`] is only in the most, one whose end
/// is only in the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    /// The day on which it is known.
    pub(super) known: Day,
    /// It is surely after all days before this one.
    pub(super) start: Day,
    /// It may be as late as this day.
    pub(super) end: Day,
    /// How many.
    pub(super) delta: i32,
}

/// The days that a row is counted on: those on which it took place; of what has not taken place, the
/// day on which it became known.
pub(super) fn dated(row: &Alive<'_>) -> (Day, Day) {
    if row.seen.modality().took_place() { (row.start, row.end) } else { (row.from, row.from) }
}

/// Each row for itself, sorted by the day on which it is known.
pub(super) fn each<'a>(rows: impl Iterator<Item = Alive<'a>>) -> Vec<Mark> {
    let mut marks = Vec::new();
    rows.for_each(|row| one(&mut marks, &row));
    marks.sort_unstable();
    marks
}

fn one(marks: &mut Vec<Mark>, row: &Alive<'_>) {
    let (start, end) = dated(row);
    marks.push(Mark { known: row.from, start, end, delta: 1 });
    if row.until != NEVER {
        marks.push(Mark { known: row.until, start, end, delta: -1 });
    }
}

/// The same, but what several sources tell of one pair, channel and day is one.
pub(super) fn told_alike(rows: &[Alive<'_>], ground: &Ground) -> Vec<Mark> {
    let is_of_one_source = |rows: &[Alive<'_>]| {
        let source = |row: &Alive<'_>| row.seen.origin().source.clone();
        rows.windows(2).all(|two| source(&two[0]) == source(&two[1]))
    };
    if is_of_one_source(rows) {
        return each(rows.iter().copied());
    }
    let mut alike: HashMap<(Dyad, Channel), Vec<Alive<'_>>> = HashMap::new();
    let mut marks = Vec::new();
    for row in rows {
        match row.seen.modality().took_place() {
            true => alike.entry(of_whom(row)).or_default().push(*row),
            false => one(&mut marks, row),
        }
    }
    for mut rows in alike.into_values() {
        rows.sort_by_key(|row| (row.start, row.end, row.seen.id()));
        for cluster in clusters(&rows) {
            if is_of_one_source(cluster) {
                cluster.iter().for_each(|row| one(&mut marks, row));
            } else {
                occasions(&mut marks, cluster, ground);
            }
        }
    }
    marks.sort_unstable();
    marks
}

/// Of which pair and in which channel; those who meet each other in one order.
fn of_whom(row: &Alive<'_>) -> (Dyad, Channel) {
    let (dyad, channel) = (row.seen.goes(), row.seen.channel());
    match dyad.target {
        Some(target) if is_mutual(row.seen) && target < dyad.actor => {
            (Dyad::new(target, dyad.actor), channel)
        }
        _ => (dyad, channel),
    }
}

/// Rows, sorted by their start, cut where no day belongs to those on both sides.
fn clusters<'r, 'a>(rows: &'r [Alive<'a>]) -> impl Iterator<Item = &'r [Alive<'a>]> {
    let mut last = Day::MIN;
    let mut starts = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.start > last {
            starts.push(at);
        }
        last = last.max(row.end);
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([rows.len()]).collect();
    starts.into_iter().zip(ends).map(|(from, to)| &rows[from..to])
}

/// What changes with each day on which one of these rows becomes known or is replaced.
fn occasions(marks: &mut Vec<Mark>, rows: &[Alive<'_>], ground: &Ground) {
    let days: BTreeSet<Day> =
        rows.iter().flat_map(|row| [row.from, row.until]).filter(|day| *day != NEVER).collect();
    let mut before: BTreeMap<(Day, Day), i32> = BTreeMap::new();
    for known in days {
        let alive = rows.iter().filter(|row| row.from <= known && known < row.until);
        let now = told_of(alive, ground);
        let changed: BTreeSet<(Day, Day)> = before.keys().chain(now.keys()).copied().collect();
        for (start, end) in changed {
            let count =
                |of: &BTreeMap<(Day, Day), i32>| of.get(&(start, end)).copied().unwrap_or(0);
            let delta = count(&now) - count(&before);
            if delta != 0 {
                marks.push(Mark { known, start, end, delta });
            }
        }
        before = now;
    }
}

/// One thing that took place, as far as several sources tell of one.
struct Occasion<'r> {
    /// The days that all of them leave open.
    start: Day,
    end: Day,
    told: Vec<&'r Alive<'r>>,
}

/// How many there were at least and at most, by start and end. The rows come by their start.
fn told_of<'r>(
    rows: impl Iterator<Item = &'r Alive<'r>>,
    ground: &Ground,
) -> BTreeMap<(Day, Day), i32> {
    let (mut all, mut past): (Vec<Occasion<'r>>, Vec<Occasion<'r>>) = (Vec::new(), Vec::new());
    for row in rows {
        // By their start: what is over before this one begins is none of the following either.
        let (over, open) = all.into_iter().partition(|one: &Occasion<'r>| one.end < row.start);
        all = open;
        past.extend::<Vec<_>>(over);
        let source = &row.seen.origin().source;
        let same = |one: &&mut Occasion<'_>| {
            row.start <= one.end
                && one.start <= row.end
                && one.told.iter().all(|other| other.seen.origin().source != *source)
        };
        match all.iter_mut().find(same) {
            Some(one) => {
                (one.start, one.end) = (one.start.max(row.start), one.end.min(row.end));
                one.told.push(row);
            }
            None => all.push(Occasion { start: row.start, end: row.end, told: vec![row] }),
        }
    }
    let mut counts = BTreeMap::new();
    for one in past.into_iter().chain(all) {
        // The least is within a window as soon as one of them is; the most is until the last of them
        // has passed out of it.
        let latest = one.told.iter().map(|row| row.end).max().unwrap_or(one.end);
        *counts.entry((one.start, latest)).or_default() += 1;
        if one.told.iter().any(|row| records_every_case(row, ground)) {
            continue;
        }
        let mut others: Vec<Day> = one.told.iter().map(|row| row.end).collect();
        others.sort_unstable();
        others.pop();
        for end in others {
            *counts.entry((NEVER, end)).or_default() += 1;
        }
    }
    counts
}

/// Whether its source records every case of the channel on the day.
fn records_every_case(row: &Alive<'_>, ground: &Ground) -> bool {
    let (source, channel) = (&row.seen.origin().source, row.seen.channel());
    let mut sources = ground.sources.iter().filter(|of| of.name == *source && !of.curated);
    sources.any(|of| {
        let covers = of
            .covered
            .is_some_and(|days| days.start() <= date(row.start) && date(row.end) <= days.end());
        covers && of.complete.contains(&channel)
    })
}

/// How many are within a window that moves on.
pub(super) struct Tally {
    starts: Sums,
    ends: Sums,
    /// By day: how many may be of that day or earlier, and of a later one.
    open: HashMap<Day, i64>,
}

impl Tally {
    pub(super) fn new(base: Day, last: Day) -> Tally {
        Tally {
            starts: Sums::new(base, last, 0),
            ends: Sums::new(base, last, 0),
            open: HashMap::new(),
        }
    }

    pub(super) fn add(&mut self, mark: &Mark) {
        self.starts.add(mark.start, mark.delta);
        self.ends.add(mark.end, mark.delta);
        if mark.start != NEVER {
            for day in mark.start..mark.end {
                *self.open.entry(day).or_default() += i64::from(mark.delta);
            }
        }
    }

    /// The least and the most over the days after `after` up to `to`, neither of which ever goes back.
    pub(super) fn window(&mut self, after: Day, to: Day) -> Span {
        let open = if self.open.is_empty() { 0 } else { *self.open.get(&to).unwrap_or(&0) };
        Span {
            least: (self.starts.window(after, to) - open).max(0),
            most: self.ends.window(after, to) + open,
        }
    }
}

/// How many there are at least and at most.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub(super) least: i64,
    pub(super) most: i64,
}

impl Span {
    /// So many more.
    pub(super) fn add(&mut self, more: u32) {
        self.least += i64::from(more);
        self.most += i64::from(more);
    }
}

/// The same for one window, by what is known on a day.
pub(super) fn within(marks: &[Mark], known: Day, after: Day, to: Day) -> Span {
    let mut span = Span::default();
    let is_in = |day: Day| after < day && day <= to;
    for mark in marks.iter().take_while(|mark| mark.known <= known) {
        let delta = i64::from(mark.delta);
        let open = i64::from(mark.start <= to && to < mark.end && mark.start != NEVER) * delta;
        span.least += i64::from(is_in(mark.start)) * delta - open;
        span.most += i64::from(is_in(mark.end)) * delta + open;
    }
    Span { least: span.least.max(0), most: span.most }
}
