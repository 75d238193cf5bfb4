//! What was known of every dyad on a day, as numbers: how often and how lately it visited, met,
//! helped, fought, announced, praised and blamed.
//!
//! The days are gone through once. Of each dyad sums are kept that forget, and which days they hold.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use telltale_observation::Actor;

use crate::forecast::constants::{
    ACTIVITY_HALF_LIFE_DAYS, ACTOR_HALF_LIVES_DAYS, HALF_LIVES_DAYS, NEIGHBOURS_KM, POOLED_DAYS,
    POOLED_DYADS, UNKNOWN_KM, WORLD_HALF_LIFE_DAYS,
};

/// What sort of thing was seen, as far as a forecast tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The event that is forecast.
    Event,
    /// Another visit or meeting.
    Contact,
    /// A deed that binds: help, trade, an agreement, arms.
    Cooperation,
    /// A deed that parts: force, a sanction, a refusal, an arrest.
    Conflict,
    /// Words that announce a visit, a meeting or talks.
    Plan,
    /// Words that please or only tell: statements, promises, appeals, praise.
    Courtesy,
    /// Words that part: blame, threats, denials, refusals.
    Blame,
}

impl Sort {
    const ALL: [Sort; 7] = [
        Sort::Event,
        Sort::Contact,
        Sort::Cooperation,
        Sort::Conflict,
        Sort::Plan,
        Sort::Courtesy,
        Sort::Blame,
    ];

    /// Whether it is something said.
    pub fn is_word(self) -> bool {
        matches!(self, Sort::Plan | Sort::Courtesy | Sort::Blame)
    }
}

/// That something of one sort was seen of a dyad on a day, however many records tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// The day from which on it is known, counted from the first day of the ledger.
    pub known: usize,
    /// The day on which it was.
    pub day: usize,
    /// Who did or said it; of a visit the guest.
    pub actor: Actor,
    /// To whom; of a visit the host.
    pub target: Actor,
    /// What it was.
    pub sort: Sort,
}

/// Two actors, the first of which comes first by code unless the direction matters.
pub(crate) type Pair = (Actor, Actor);

/// What is known of one dyad.
#[derive(Clone, Debug)]
struct Past {
    /// By sort, and by half-life, days with it, in units of the weight of the last one.
    sums: [[f64; HALF_LIVES_DAYS.len()]; Sort::ALL.len()],
    /// Days with the event, each once, by half-life.
    days: [f64; HALF_LIVES_DAYS.len()],
    /// Days with the event.
    event_days: f64,
    last_event: Option<usize>,
    /// The last day with a deed, and with a word.
    last: [Option<usize>; 2],
    /// Days with a deed, and with a word, that forget.
    busy: [f64; 2],
}

/// What is known of one actor, with whomever.
#[derive(Clone, Debug, Default)]
struct Doings {
    /// Days with an event, by half-life.
    events: [f64; ACTOR_HALF_LIVES_DAYS.len()],
    /// Partners with whom there ever was one.
    partners: f64,
    /// Deeds, and words.
    busy: [f64; 2],
}

/// All dyads on the morning of a day.
#[derive(Clone, Debug)]
pub(crate) struct Histories {
    directed: bool,
    dyads: BTreeMap<Pair, usize>,
    names: Vec<Pair>,
    past: Vec<Past>,
    /// By dyad, the logarithm of how far their seats are apart.
    apart: Vec<f64>,
    actors: BTreeMap<Actor, usize>,
    doings: Vec<Doings>,
    /// Days with an event, over all dyads: forgotten and not.
    all_recent: f64,
    all_event_days: f64,
    /// Dyads of which anything is known by now.
    known: f64,
    today: usize,
    /// The days that count already, by dyad and sort.
    counted: HashSet<(usize, Sort, usize)>,
}

/// By how much a weight shrinks from one day to the next.
fn kept(half_life: f64) -> f64 {
    0.5_f64.powf(1.0 / half_life)
}

/// Whether the feature at each place is one of words.
pub(crate) fn is_word(directed: bool) -> Vec<bool> {
    let own = HALF_LIVES_DAYS.len();
    let mut all = vec![false; own];
    for _ in 0..=usize::from(directed) {
        for sort in Sort::ALL {
            all.extend([sort.is_word(); HALF_LIVES_DAYS.len()]);
        }
    }
    // How far apart, the rate, both together, the recency, both actors' events, their partners,
    // everybody's events.
    all.extend(vec![false; 4 + 2 * ACTOR_HALF_LIVES_DAYS.len() + 2]);
    all.extend([false, false, false, true, true, true]);
    all
}

impl Histories {
    /// Of dyads that were ever seen, before the first day.
    pub(crate) fn of(seen: &[Seen], directed: bool) -> Histories {
        let mut dyads = BTreeMap::new();
        let mut actors = BTreeMap::new();
        for row in seen {
            dyads.insert(pair(row, directed), 0);
            if directed {
                dyads.insert((row.target, row.actor), 0);
            }
            actors.insert(row.actor, 0);
            actors.insert(row.target, 0);
        }
        dyads.values_mut().enumerate().for_each(|(at, place)| *place = at);
        actors.values_mut().enumerate().for_each(|(at, place)| *place = at);
        let nothing = Past {
            sums: Default::default(),
            days: Default::default(),
            event_days: 0.0,
            last_event: None,
            last: [None; 2],
            busy: [0.0; 2],
        };
        Histories {
            directed,
            apart: dyads.keys().map(|pair| apart(*pair)).collect(),
            names: dyads.keys().copied().collect(),
            past: vec![nothing; dyads.len()],
            doings: vec![Doings::default(); actors.len()],
            dyads,
            actors,
            all_recent: 0.0,
            all_event_days: 0.0,
            known: 0.0,
            today: 0,
            counted: HashSet::new(),
        }
    }

    /// The dyads, by place.
    pub(crate) fn names(&self) -> &[Pair] {
        &self.names
    }

    /// The place of a dyad.
    pub(crate) fn place(&self, pair: Pair) -> Option<usize> {
        self.dyads.get(&pair).copied()
    }

    /// On how many days the event was seen of a dyad so far.
    pub(crate) fn event_days(&self, dyad: usize) -> f64 {
        self.past[dyad].event_days
    }

    /// How many days ago the event was last seen of a dyad.
    pub(crate) fn days_since_event(&self, dyad: usize) -> Option<usize> {
        self.past[dyad].last_event.map(|last| self.today - last)
    }

    /// The next morning, knowing what became known today.
    pub(crate) fn next(&mut self, today: &[Seen]) {
        // A day counts once, however many tell of it and whenever: a burst of reports is one piece of
        // news. What becomes known late is as old as its day.
        let told: BTreeSet<(usize, Sort, usize)> = today
            .iter()
            .map(|row| (self.dyads[&pair(row, self.directed)], row.sort, row.day.min(self.today)))
            .collect();
        let mut modes: BTreeMap<(usize, bool, usize), f64> = BTreeMap::new();
        for (dyad, sort, day) in told {
            if self.counted.insert((dyad, sort, day)) {
                self.take(dyad, sort, day);
                *modes.entry((dyad, sort.is_word(), day)).or_default() += 1.0;
            }
        }
        for ((dyad, is_word, day), count) in modes {
            let mode = usize::from(is_word);
            let left = self.left_of(day, ACTIVITY_HALF_LIFE_DAYS);
            let past = &mut self.past[dyad];
            // A dyad that comes up later does not count yet, or the past would know of it.
            self.known += f64::from(past.last == [None; 2]);
            past.busy[mode] += left;
            past.last[mode] = past.last[mode].max(Some(day));
            let (one, other) = self.names[dyad];
            for actor in [one, other] {
                self.doings[self.actors[&actor]].busy[mode] += count * left;
            }
        }
        self.forget();
        self.today += 1;
    }

    /// What is left today of the weight of a day.
    fn left_of(&self, day: usize, half_life: f64) -> f64 {
        match self.today - day {
            0 => 1.0,
            ago => kept(half_life).powf(ago as f64),
        }
    }

    fn take(&mut self, dyad: usize, sort: Sort, day: usize) {
        let left = HALF_LIVES_DAYS.map(|half_life| self.left_of(day, half_life));
        let of_actors = ACTOR_HALF_LIVES_DAYS.map(|half_life| self.left_of(day, half_life));
        let of_all = self.left_of(day, WORLD_HALF_LIFE_DAYS);
        let add = |sums: &mut [f64]| sums.iter_mut().zip(left).for_each(|(sum, by)| *sum += by);
        let past = &mut self.past[dyad];
        add(&mut past.sums[sort as usize]);
        if sort != Sort::Event {
            return;
        }
        add(&mut past.days);
        let is_first = past.event_days == 0.0;
        past.event_days += 1.0;
        past.last_event = past.last_event.max(Some(day));
        self.all_recent += of_all;
        self.all_event_days += 1.0;
        let (one, other) = self.names[dyad];
        for actor in [one, other] {
            let doings = &mut self.doings[self.actors[&actor]];
            doings.events.iter_mut().zip(of_actors).for_each(|(sum, by)| *sum += by);
            doings.partners += f64::from(is_first);
        }
    }

    fn forget(&mut self) {
        let by = HALF_LIVES_DAYS.map(kept);
        let busy = kept(ACTIVITY_HALF_LIFE_DAYS);
        let by_actor = ACTOR_HALF_LIVES_DAYS.map(kept);
        let fade = |sums: &mut [f64]| sums.iter_mut().zip(by).for_each(|(sum, by)| *sum *= by);
        for past in &mut self.past {
            past.sums.iter_mut().for_each(|sums| fade(sums));
            fade(&mut past.days);
            past.busy = past.busy.map(|sum| sum * busy);
        }
        for doings in &mut self.doings {
            doings.events.iter_mut().zip(by_actor).for_each(|(sum, by)| *sum *= by);
            doings.busy = doings.busy.map(|sum| sum * busy);
        }
        self.all_recent *= kept(WORLD_HALF_LIFE_DAYS);
    }

    /// What is known of a dyad this morning, in the order of [`is_word`].
    pub(crate) fn features(&self, dyad: usize) -> Vec<f64> {
        let (past, (one, other)) = (&self.past[dyad], self.names[dyad]);
        let mut all: Vec<f64> = past.days.iter().map(|sum| sum.ln_1p()).collect();
        all.extend(past.sums.iter().flatten().map(|sum| sum.ln_1p()));
        if self.directed {
            let back = &self.past[self.dyads[&(other, one)]];
            all.extend(back.sums.iter().flatten().map(|sum| sum.ln_1p()));
        }
        let watched = self.today as f64;
        let pooled = (self.all_event_days + 1.0) / ((self.known + 1.0) * (watched + 1.0));
        let own = (past.event_days + POOLED_DYADS * POOLED_DAYS * pooled) / (watched + POOLED_DAYS);
        // Neighbours travel to each other, and where one visit between far states says little of the next,
        // one between neighbours says more.
        let apart = self.apart[dyad];
        all.extend([own.ln(), apart, apart * own.ln()]);
        // Never seen counts as two months longer than the ledger knows.
        let since = |last: Option<usize>| {
            let days = last.map_or(watched + 60.0, |last| watched - last as f64);
            (days + 3.0).ln()
        };
        all.push(since(past.last_event));
        let (a, b) = (&self.doings[self.actors[&one]], &self.doings[self.actors[&other]]);
        for (a, b) in a.events.iter().zip(&b.events) {
            all.extend([a.ln_1p() + b.ln_1p(), (a.ln_1p() - b.ln_1p()).abs()]);
        }
        all.push(a.partners.min(b.partners).ln_1p());
        all.push(self.all_recent.ln_1p());
        for mode in 0..2 {
            let least = a.busy[mode].min(b.busy[mode]);
            all.extend([since(past.last[mode]), past.busy[mode].ln_1p(), least.ln_1p()]);
        }
        all
    }
}

/// The logarithm of the kilometres between the seats of two; of those without a seat, of what is usual.
fn apart((one, other): Pair) -> f64 {
    let seats = one.seat().zip(other.seat());
    let far = seats.map_or(UNKNOWN_KM, |(one, other)| one.kilometres_to(other));
    far.max(NEIGHBOURS_KM).ln()
}

/// The dyad of a record.
pub(crate) fn pair(row: &Seen, directed: bool) -> Pair {
    let straight = directed || row.actor <= row.target;
    if straight { (row.actor, row.target) } else { (row.target, row.actor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_that_is_told_on_one_day_is_as_old_as_its_days() {
        let (one, other) = (Actor::parse("FRA").unwrap(), Actor::parse("DEU").unwrap());
        let of =
            |known: usize, day: usize, sort| Seen { known, day, actor: one, target: other, sort };
        let days = [(0, Sort::Event), (40, Sort::Blame), (90, Sort::Event), (91, Sort::Plan)];
        let after = |seen: &[Seen]| {
            let mut histories = Histories::of(seen, true);
            for day in 0..=100 {
                let today: Vec<Seen> =
                    seen.iter().filter(|row| row.known == day).copied().collect();
                histories.next(&today);
            }
            histories
        };
        let at_once: Vec<Seen> = days.iter().map(|(day, sort)| of(*day, *day, *sort)).collect();
        let late: Vec<Seen> = days.iter().map(|(day, sort)| of(100, *day, *sort)).collect();
        let again: Vec<Seen> = at_once.iter().copied().chain([of(95, 90, Sort::Event)]).collect();
        let expected = after(&at_once);
        let dyad = expected.place((one, other)).unwrap();
        assert_eq!(expected.event_days(dyad), 2.0);
        for seen in [late, again] {
            let histories = after(&seen);
            assert_eq!(histories.event_days(dyad), 2.0);
            assert_eq!(histories.days_since_event(dyad), Some(11));
            let features = histories.features(dyad).into_iter().zip(expected.features(dyad));
            for (place, (found, expected)) in features.enumerate() {
                assert!((found - expected).abs() < 1e-9, "{place}: {found} {expected}");
            }
        }
    }

    #[test]
    fn neighbours_are_near_and_what_has_no_seat_is_as_far_as_is_usual() {
        let of = |one: &str, other: &str| {
            apart((Actor::parse(one).unwrap(), Actor::parse(other).unwrap()))
        };
        assert_eq!(of("COD", "COG"), NEIGHBOURS_KM.ln());
        assert!((of("PRK", "RUS").exp() - 6400.0).abs() < 100.0, "{}", of("PRK", "RUS").exp());
        assert_eq!(of("NATO", "USA"), UNKNOWN_KM.ln());
    }
}
