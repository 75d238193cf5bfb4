//! What all conditions of a replay share: its days, the vintages by actor, and what the sources
//! reported at all.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use telltale_observation::{Actor, Channel, Kind, Modality, Observation};

use super::alive::{Alive, alive};
use super::coverage::{Covered, Ground, Reports, covered};
use super::day::{Day, NEVER, first_of, month_of, months_back};
use super::occasions::{Mark, each};
use super::rule::{Pick, Rule};

/// A sum of daily counts over a window that moves on.
pub(super) struct Sums {
    base: Day,
    counts: Vec<i32>,
    after: Day,
    to: Day,
    sum: i64,
}

impl Sums {
    pub(super) fn new(base: Day, last: Day, each: i32) -> Sums {
        let length = usize::try_from(last - base + 1).unwrap_or(0);
        Sums { base, counts: vec![each; length], after: base - 1, to: base - 1, sum: 0 }
    }

    fn slot(&self, day: Day) -> Option<usize> {
        usize::try_from(day - self.base).ok().filter(|slot| *slot < self.counts.len())
    }

    /// Adds to a day; one outside of the replay is in no window.
    pub(super) fn add(&mut self, day: Day, delta: i32) {
        let Some(slot) = self.slot(day) else { return };
        self.counts[slot] += delta;
        if self.after < day && day <= self.to {
            self.sum += i64::from(delta);
        }
    }

    /// The sum over the days after `after` up to `to`, neither of which ever goes back.
    pub(super) fn window(&mut self, after: Day, to: Day) -> i64 {
        while self.to < to {
            self.to += 1;
            self.sum += self.slot(self.to).map_or(0, |slot| i64::from(self.counts[slot]));
        }
        while self.after < after {
            self.after += 1;
            self.sum -= self.slot(self.after).map_or(0, |slot| i64::from(self.counts[slot]));
        }
        self.sum
    }

    /// The sum from one day to another, wherever the window is.
    pub(super) fn between(&self, from: Day, to: Day) -> i64 {
        (from..=to).filter_map(|day| self.slot(day)).map(|at| i64::from(self.counts[at])).sum()
    }
}

/// A window in months: from so many months back to so many months back.
pub(super) type Months = (u32, u32);

/// A number for each day of the replay.
pub(super) type Daily = Rc<Vec<u32>>;

/// What a source reported in a window.
type Volumes = HashMap<(usize, Months), Daily>;

/// What is covered, by the rows that show it, the other actor, and the source that was named.
type Covers = HashMap<(KindKey, Option<Actor>, Option<String>), Rc<Covered>>;

/// Rows of one kind in which an actor has a part.
type KindKey = (Actor, Option<Channel>, Option<Kind>, Option<Modality>);

/// By source, each month's first day with the reports of each month until then.
type Turns = HashMap<usize, Rc<BTreeMap<Day, Vec<u32>>>>;

/// What all conditions share.
pub(super) struct Stage<'a> {
    /// The first day on which anything was known.
    pub(super) first: Day,
    /// The last day of the replay.
    pub(super) last: Day,
    /// The earliest day that a window of the first day reaches.
    pub(super) base: Day,
    pub(super) ground: &'a Ground,
    pub(super) reports: Reports,
    vintages: Vec<Alive<'a>>,
    by_actor: HashMap<Actor, Vec<u32>>,
    backs: RefCell<HashMap<u32, Rc<Vec<Day>>>>,
    volumes: RefCell<Volumes>,
    turns: RefCell<Turns>,
    kinds: RefCell<HashMap<KindKey, Rc<Vec<Alive<'a>>>>>,
    covers: RefCell<Covers>,
}

impl<'a> Stage<'a> {
    /// The stage of a replay until `last`; `None` where nothing was known by then.
    pub(super) fn set(
        vintages: impl IntoIterator<Item = &'a Observation>,
        ground: &'a Ground,
        rules: &[Rule],
        last: Day,
    ) -> Option<Stage<'a>> {
        let mut vintages = alive(vintages);
        vintages.retain(|vintage| vintage.from <= last);
        let first = vintages.first()?.from;
        let longest = rules.iter().flat_map(Rule::conditions).map(|one| one.window_months).max();
        let longest = longest.unwrap_or(1);
        let base = months_back(first, first, (2 * longest + 1).max(longest + 13))[0];
        let base = first_of(month_of(base));
        let reports = Reports::of(ground, &vintages, base, last);
        let mut by_actor: HashMap<Actor, Vec<u32>> = HashMap::new();
        for (at, vintage) in vintages.iter().enumerate() {
            let dyad = vintage.seen.dyad();
            let at = u32::try_from(at).expect("fewer than four thousand million vintages");
            by_actor.entry(dyad.actor).or_default().push(at);
            if let Some(target) = dyad.target {
                by_actor.entry(target).or_default().push(at);
            }
        }
        Some(Stage {
            first,
            last,
            base,
            ground,
            reports,
            vintages,
            by_actor,
            backs: RefCell::default(),
            volumes: RefCell::default(),
            turns: RefCell::default(),
            kinds: RefCell::default(),
            covers: RefCell::default(),
        })
    }

    /// The vintages in which an actor acts or is the target, by the day on which they were known.
    pub(super) fn of(&self, actor: Actor) -> impl Iterator<Item = Alive<'a>> + '_ {
        let at = self.by_actor.get(&actor).map_or(&[] as &[u32], Vec::as_slice);
        at.iter().map(|at| self.vintages[*at as usize])
    }

    /// The vintages of a pick's kind in which its actor has a part, whoever the others are.
    pub(super) fn of_kind(&self, pick: &Pick) -> Rc<Vec<Alive<'a>>> {
        let rows =
            || Rc::new(self.of(pick.dyad.actor).filter(|row| pick.has_kind(row.seen)).collect());
        self.kinds.borrow_mut().entry(kind_key(pick)).or_insert_with(rows).clone()
    }

    /// Which days are covered for a pick, and from when on that was known.
    pub(super) fn covered(&self, pick: &Pick) -> Rc<Covered> {
        let key = (kind_key(pick), pick.dyad.target, pick.source.clone());
        if let Some(known) = self.covers.borrow().get(&key) {
            return known.clone();
        }
        let rows = self.of_kind(pick);
        let made = Rc::new(covered(pick, self.ground, &self.reports, &rows, self.last));
        self.covers.borrow_mut().insert(key, made.clone());
        made
    }

    /// The same for all that a pick's actor does there with anybody, by a source that has told of the
    /// pair: what is not covered with one of them lacks in the whole.
    pub(super) fn covered_whole(&self, pick: &Pick) -> Rc<Covered> {
        let pair = self.covered(pick);
        let thin: Vec<_> =
            self.ground.thin.iter().filter(|thin| thin.is_of(pick.dyad.actor)).collect();
        if thin.is_empty() {
            return pair;
        }
        let mut from = pair.from.clone();
        for thin in thin {
            for day in thin.days(self.base, self.last) {
                let slot = usize::try_from(day - self.base).expect("a day of the replay");
                from[slot] = NEVER;
            }
        }
        Rc::new(Covered::of(from, self.base, pair.measured_by))
    }

    /// Each day of the replay, so many months back.
    pub(super) fn back(&self, months: u32) -> Rc<Vec<Day>> {
        let made = || Rc::new(months_back(self.first, self.last, months));
        self.backs.borrow_mut().entry(months).or_insert_with(made).clone()
    }

    /// The place of a day in lists of the replay's days.
    pub(super) fn index(&self, day: Day) -> usize {
        usize::try_from(day - self.first).expect("a day of the replay")
    }

    /// What a source reported at all in a window, as known on each day.
    pub(super) fn volume(&self, source: usize, (far, near): Months) -> Daily {
        if let Some(known) = self.volumes.borrow().get(&(source, (far, near))) {
            return known.clone();
        }
        let (after, to) = (self.back(far), self.back(near));
        let mut sums = Sums::new(self.base, self.last, 0);
        let mut deltas = Deltas::of(Rc::new(each(self.reported_by(source))));
        let daily = (self.first..=self.last).map(|day| {
            deltas.until(day, |mark| sums.add(mark.start, mark.delta));
            let at = self.index(day);
            u32::try_from(sums.window(after[at], to[at])).unwrap_or(0)
        });
        let daily = Rc::new(daily.collect::<Vec<u32>>());
        self.volumes.borrow_mut().insert((source, (far, near)), daily.clone());
        daily
    }

    /// What a source reported at all in each month from the base on, as known on each first day of
    /// a month.
    pub(super) fn monthly_volume(&self, source: usize) -> Rc<BTreeMap<Day, Vec<u32>>> {
        if let Some(known) = self.turns.borrow().get(&source) {
            return known.clone();
        }
        let base = month_of(self.base);
        let months = month_of(self.last).since(base) + 1;
        let mut counts = vec![0i64; usize::try_from(months).unwrap_or(0)];
        let mut deltas = Deltas::of(Rc::new(each(self.reported_by(source))));
        let mut turns = BTreeMap::new();
        for month in month_of(self.first).through(month_of(self.last)) {
            let day = first_of(month).max(self.first);
            deltas.until(day, |mark| {
                let slot = usize::try_from(month_of(mark.start).since(base)).ok();
                if let Some(count) = slot.and_then(|slot| counts.get_mut(slot)) {
                    *count += i64::from(mark.delta);
                }
            });
            let told = counts.iter().map(|count| u32::try_from(*count).unwrap_or(0)).collect();
            turns.insert(day, told);
        }
        let turns = Rc::new(turns);
        self.turns.borrow_mut().insert(source, turns.clone());
        turns
    }

    /// The events that took place, as a source reports them.
    fn reported_by(&self, source: usize) -> impl Iterator<Item = Alive<'a>> + '_ {
        let name = &self.ground.sources[source].name;
        self.vintages.iter().copied().filter(move |vintage| {
            let seen = vintage.seen;
            seen.origin().source == *name
                && seen.kind() == telltale_observation::Kind::Event
                && seen.modality().took_place()
                && !seen.origin().weak
        })
    }
}

fn kind_key(pick: &Pick) -> KindKey {
    (pick.dyad.actor, pick.channel, pick.kind, pick.modality)
}

/// What is added and taken back on each day.
pub(super) struct Deltas {
    marks: Rc<Vec<Mark>>,
    next: usize,
}

impl Deltas {
    pub(super) fn of(marks: Rc<Vec<Mark>>) -> Deltas {
        Deltas { marks, next: 0 }
    }

    /// Hands over all up to a day; says whether there was any.
    pub(super) fn until(&mut self, day: Day, mut take: impl FnMut(&Mark)) -> bool {
        let before = self.next;
        while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.known <= day) {
            take(mark);
            self.next += 1;
        }
        self.next > before
    }
}
