//! A thing has several vintages; on each day the one known last holds. So each vintage holds from
//! the day on which it was known until the day on which another was.

use std::collections::HashMap;

use telltale_observation::Observation;

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
}

/// The vintages that hold on any day, by the day on which they were known, then by id.
///
/// Of two vintages known on one day only the later holds, as when the ledger is asked as of that
/// day; of two known at one instant, the one with the larger id.
pub(crate) fn alive<'a>(vintages: &'a [Observation]) -> Vec<Alive<'a>> {
    let mut sorted: Vec<&Observation> = vintages.iter().collect();
    sorted.sort_by_key(|seen| (seen.known_at(), seen.id()));
    let mut newest: HashMap<i64, usize> = HashMap::with_capacity(sorted.len());
    let mut all: Vec<Alive<'a>> = Vec::with_capacity(sorted.len());
    for seen in sorted {
        let (from, start) = (number(seen.known_at().date()), number(seen.period().start()));
        if let Some(older) = newest.insert(seen.thing().as_i64(), all.len()) {
            all[older].until = from;
        }
        all.push(Alive { seen, from, until: NEVER, start });
    }
    all.retain(|vintage| vintage.from < vintage.until);
    all
}
