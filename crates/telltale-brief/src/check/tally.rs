//! How often something was done: "its ninth launch this year", "13 tests in 2025", "three visits". It is
//! counted in what sources list. Only a list that records every case, over all the days asked, can speak
//! against a number, and then only by more than counters differ in what they call one launch.

use std::collections::BTreeMap;

use jiff::civil::Date;
use telltale_observation::{Channel, Observation, Period};

use super::{Bench, Bound, Checked, Deed, Likeness, Outcome, Told, reasons};

/// A source that lists deeds one by one.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The source.
    pub source: String,
    /// The days that it covers; `None` where it covers none as a whole.
    pub covered: Option<Period>,
    /// The channels of which it records every case.
    pub complete: Vec<Channel>,
}

/// How often a text says that something was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// What, and over which days.
    pub deed: Deed,
    /// How often.
    pub told: Told,
    /// Whether it counts missiles, of which one launch may be of several.
    pub missiles: bool,
    /// Whether it counts all there ever were, which no list begins early enough to tell.
    pub ever: bool,
    /// Whether it is told to be the first: then one more before it speaks against that.
    pub first: bool,
}

/// By how much counters differ who count the same, as a share of what is counted.
const COUNTERS_DIFFER: f64 = 0.2;

/// Visits of the same people that begin no further apart may be one, told twice.
const ONE_VISIT: i32 = 10;

/// What a source lists of what a text counts.
pub(super) struct Listed<'a> {
    pub(super) source: String,
    /// Those that are of it for sure.
    pub(super) sure: Vec<&'a Observation>,
    /// How many more may be of it.
    pub(super) unsure: usize,
    /// Whether it records every case of these days.
    pub(super) complete: bool,
    /// Whether the case says that it records every case of those that it covers.
    pub(super) declared: bool,
    /// Whether each record is of one missile.
    pub(super) flights: bool,
}

impl Bench<'_> {
    /// Holds a count against what sources list; `flights` names the source whose records are of one
    /// missile each.
    pub fn check_tally(
        &self,
        tally: &Tally,
        lists: &[List],
        flights: &str,
        likeness: &dyn Fn(&Observation) -> Likeness,
    ) -> Checked {
        let number = Some(tally.told.number);
        let listed = self.listed(tally, lists, flights, likeness);
        let usable = listed.iter().filter(|list| list.flights == tally.missiles);
        let judged = usable.map(|list| (list.judge(tally), list));
        let best = judged.min_by_key(|(outcome, list)| {
            let rank = match outcome {
                Outcome::Confirmed => 0,
                Outcome::Contradicted => 1,
                _ => 2,
            };
            (rank, !list.complete, list.source.clone())
        });
        match best {
            Some((outcome, list)) => Checked {
                outcome,
                found: Some(list.sure.len() as f64),
                source: Some(list.source.clone()),
                evidence: list.sure.iter().map(|seen| seen.id()).collect(),
                ..Checked::cannot(
                    number,
                    reasons::deeds::listed(list, tally.deed.period, self.language),
                    None,
                )
            },
            None => {
                let because = match listed.first() {
                    Some(list) => {
                        reasons::deeds::launches_alone(list, tally.deed.period, self.language)
                    }
                    None => reasons::deeds::no_list(self.language),
                };
                let who = reasons::deeds::would_list(&tally.deed, self.language);
                Checked::cannot(number, because, Some(who))
            }
        }
    }

    fn listed(
        &self,
        tally: &Tally,
        lists: &[List],
        flights: &str,
        likeness: &dyn Fn(&Observation) -> Likeness,
    ) -> Vec<Listed<'_>> {
        let days = tally.deed.period;
        let mut by_source: BTreeMap<&str, Listed<'_>> = BTreeMap::new();
        for seen in self.deeds(&self.all, tally.deed) {
            // Of other channels a record is of the same deed, and no further one.
            if seen.channel() != tally.deed.channel {
                continue;
            }
            let source = seen.origin().source.as_str();
            let list = by_source.entry(source).or_insert_with(|| {
                let declared = lists.iter().find(|list| list.source == source);
                let covers = |covered: Period| {
                    covered.start() <= days.start() && days.end() <= covered.end()
                };
                let covered = declared.is_some_and(|list| list.covered.is_some_and(covers));
                let declared =
                    declared.is_some_and(|list| list.complete.contains(&tally.deed.channel));
                Listed {
                    source: source.to_owned(),
                    sure: Vec::new(),
                    unsure: 0,
                    complete: declared && covered,
                    declared,
                    flights: source == flights,
                }
            });
            let within = days.start() <= seen.period().start() && seen.period().end() <= days.end();
            match (within, likeness(seen)) {
                (true, Likeness::Same) => list.sure.push(seen),
                (true, Likeness::Unsaid) => list.unsure += 1,
                _ if days.overlaps(seen.period()) && seen.period().days() > 1 => list.unsure += 1,
                _ => {}
            }
        }
        let mut all: Vec<Listed<'_>> = by_source.into_values().collect();
        for list in &mut all {
            if tally.deed.channel == Channel::Visit {
                list.draw_together();
            }
        }
        all
    }
}

impl Listed<'_> {
    /// Records of one visit are one.
    fn draw_together(&mut self) {
        self.sure.sort_by_key(|seen| (seen.period().start(), seen.id()));
        let mut last: Option<Date> = None;
        self.sure.retain(|seen| {
            let start = seen.period().start();
            let same = last.is_some_and(|last| (start - last).get_days() <= ONE_VISIT);
            last = Some(start);
            !same
        });
    }

    /// What the list makes of a count. One that records every case decides by more than counters differ; of
    /// visits by name any list proves those that it has.
    fn judge(&self, tally: &Tally) -> Outcome {
        let (told, sure) = (tally.told, self.sure.len() as f64);
        let by_name = tally.deed.by_name;
        let unsure = if by_name { 0.0 } else { self.unsure as f64 };
        let most = sure + unsure;
        let (over, under) = (told.number - most, sure - told.number);
        let agrees = match told.bound {
            Bound::Exactly => over == 0.0 && under == 0.0,
            Bound::AtLeast | Bound::Above => under >= 0.0,
            Bound::AtMost | Bound::Below => over >= 0.0,
            Bound::About | Bound::Not => false,
        };
        let slack = if by_name || tally.first { 0.0 } else { (COUNTERS_DIFFER * most).max(1.0) };
        let too_few = under > slack && (self.complete || by_name);
        let too_many = over > slack && self.complete && !tally.ever;
        let wrong = match told.bound {
            Bound::Exactly => too_few || too_many,
            Bound::AtLeast | Bound::Above => too_many,
            Bound::AtMost | Bound::Below => too_few,
            Bound::About | Bound::Not => false,
        };
        match (agrees && (self.complete || by_name) && !tally.ever, wrong) {
            (true, _) => Outcome::Confirmed,
            (_, true) => Outcome::Contradicted,
            _ => Outcome::CannotCheck,
        }
    }
}
