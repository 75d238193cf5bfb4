//! A thing has several vintages; on each day the one known last holds. So each vintage holds from
//! the day on which it was known until the day on which another was.

use std::collections::HashMap;

use telltale_observation::{Channel, Dyad, Observation};

use super::day::{Day, NEVER, number};

/// A vintage with the days on which it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alive<'a> {
    pub(crate) seen: &'a Observation,
    /// The first day on which it holds.
    pub(crate) from: Day,
    /// The first day on which it holds no longer; [`NEVER`] while nothing newer is known.
    pub(crate) until: Day,
    /// The first day of what it is about.
    pub(crate) start: Day,
    /// The last day on which it may have taken place: of a span, the last that was over when it became
    /// known.
    pub(crate) end: Day,
}

/// The vintages that hold on any day, by the day on which they were known, then by id.
///
/// Of two vintages known on one day only the later holds, as when the ledger is asked as of that
/// day; of two known at one instant, the one with the larger id.
pub(crate) fn alive<'a>(vintages: impl IntoIterator<Item = &'a Observation>) -> Vec<Alive<'a>> {
    let mut sorted: Vec<&Observation> = vintages.into_iter().collect();
    sorted.sort_by_key(|seen| (seen.known_at(), seen.id()));
    let mut newest: HashMap<i64, usize> = HashMap::with_capacity(sorted.len());
    let mut all: Vec<Alive<'a>> = Vec::with_capacity(sorted.len());
    for seen in sorted {
        let (from, start) = (number(seen.known_at().date()), number(seen.period().start()));
        if let Some(older) = newest.insert(seen.thing().as_i64(), all.len()) {
            all[older].until = from;
        }
        let end = number(seen.period().end()).min(from).max(start);
        all.push(Alive { seen, from, until: NEVER, start, end });
    }
    all.retain(|vintage| vintage.from < vintage.until);
    all
}

/// The same, with each visit once that its guest and its host both tell of: what the host tells holds
/// until the guest's telling is known.
pub(crate) fn told_once<'a>(rows: impl Iterator<Item = Alive<'a>>) -> Vec<Alive<'a>> {
    let mut all: Vec<Alive<'a>> = rows.collect();
    let mut by_guest: HashMap<(Dyad, Day), Day> = HashMap::new();
    for row in all.iter().filter(|row| row.seen.channel() == Channel::Visit) {
        if !row.seen.is_told_by_host() {
            let known = by_guest.entry((row.seen.goes(), row.start)).or_insert(NEVER);
            *known = row.from.min(*known);
        }
    }
    for row in all.iter_mut().filter(|row| row.seen.is_told_by_host()) {
        if let Some(known) = by_guest.get(&(row.seen.goes(), row.start)) {
            row.until = row.until.min(*known);
        }
    }
    all.retain(|row| row.from < row.until);
    all
}
