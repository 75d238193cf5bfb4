//! From which day on does a source tell of a day? Without that, nothing seen is not the same as
//! nothing done.

use std::cell::RefCell;

use jiff::civil::Date;
use telltale_observation::{Actor, Channel, Observation, Period};

use super::alive::Alive;
use super::day::{Day, NEVER, date, number};
use super::rule::Pick;
use super::stage::Stage;
use super::told::Told;

/// A source that does not record every case is believed to be at work for so many days after each
/// report.
pub(crate) const AT_WORK_DAYS: usize = 31;

/// What is known of the sources, whatever they report.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// The sources.
    pub sources: Vec<SourceDays>,
    /// When too little was gathered on two actors.
    pub thin: Vec<ThinDays>,
    /// What the verdicts said, for conditions on them.
    pub told: Vec<Told>,
}

/// The days of a source.
#[derive(Clone, Debug)]
pub struct SourceDays {
    /// Its short name.
    pub name: String,
    /// The days that it covers; `None` where each of its records stands for itself.
    pub covered: Option<Period>,
    /// The channels of which it records every case.
    pub complete: Vec<Channel>,
    /// Whether its rows grow with the curators' diligence.
    pub curated: bool,
}

/// Days on which too little was gathered on two actors, in either direction.
#[derive(Clone, Debug)]
pub struct ThinDays {
    /// One side.
    pub actor: Actor,
    /// The other side.
    pub target: Actor,
    /// When.
    pub period: Period,
}

/// For each source and day, from when on a report of the source shows that it was at work.
pub(crate) struct Reports {
    pub(crate) first: Day,
    /// By source, then by day from `first`.
    at_work_from: Vec<Vec<Day>>,
}

impl Reports {
    /// What the sources' reports show of the days from `first` to `last`.
    pub(crate) fn of(ground: &Ground, vintages: &[Alive<'_>], first: Day, last: Day) -> Reports {
        let length = usize::try_from(last - first + 1).unwrap_or(0);
        let mut at_work_from = vec![vec![NEVER; length]; ground.sources.len()];
        // What is announced for a day shows nobody at work on that day.
        let shows =
            |vintage: &&Alive<'_>| vintage.start <= last && vintage.seen.modality().took_place();
        for vintage in vintages.iter().filter(shows) {
            let source = &vintage.seen.origin().source;
            let of_source = |days: &SourceDays| days.name == *source;
            let Some(at) = ground.sources.iter().position(of_source) else { continue };
            // A report of before the first day shows that the source was at work in its first days.
            let to = vintage.start + AT_WORK_DAYS as Day;
            let (from, to) = (vintage.start.max(first), to.min(last + 1));
            for day in from..to {
                let known = &mut at_work_from[at][index(first, day)];
                *known = (*known).min(vintage.from);
            }
        }
        Reports { first, at_work_from }
    }
}

fn index(first: Day, day: Day) -> usize {
    usize::try_from(day - first).expect("a day of the replay")
}

/// Where a condition's coverage comes from.
pub(crate) struct Covered {
    /// For each day from the replay's first, the day from which on it counts as covered.
    pub(crate) from: Vec<Day>,
    /// Each day that is ever covered, by the day from which on it is.
    pub(crate) sorted: Vec<(Day, Day)>,
    /// The source whose counts are compared, from which day on.
    pub(crate) measured_by: Option<(usize, Day)>,
}

impl Covered {
    /// `from` has a day for each from `first` on.
    pub(crate) fn of(from: Vec<Day>, first: Day, measured_by: Option<(usize, Day)>) -> Covered {
        let known = from.iter().zip(first..).filter(|(from, _)| **from != NEVER);
        let mut sorted: Vec<(Day, Day)> = known.map(|(from, day)| (*from, day)).collect();
        sorted.sort_unstable();
        Covered { from, sorted, measured_by }
    }
}

impl ThinDays {
    /// Whether this actor is one of the two.
    pub(crate) fn is_of(&self, actor: Actor) -> bool {
        self.actor == actor || self.target == actor
    }

    /// Its days from `first` to `last`.
    pub(crate) fn days(&self, first: Day, last: Day) -> impl Iterator<Item = Day> + use<> {
        number(self.period.start()).max(first)..=number(self.period.end()).min(last)
    }
}

/// Which days a condition's rows cover, and from when on that could be known.
///
/// A source speaks of a pair and a channel from its first report of them on, also where it records every
/// case, if then in either direction: else nothing says that it looks at these two.
pub(crate) fn covered(
    pick: &Pick,
    ground: &Ground,
    reports: &Reports,
    rows: &[Alive<'_>],
    last: Day,
) -> Covered {
    let length = usize::try_from(last - reports.first + 1).unwrap_or(0);
    let mut from = vec![NEVER; length];
    let mut speakers: Vec<(Day, usize)> = Vec::new();
    for (at, source) in ground.sources.iter().enumerate() {
        let Some(period) = source.covered else { continue };
        if source.curated || pick.source.as_ref().is_some_and(|wanted| *wanted != source.name) {
            continue;
        }
        let complete = pick.channel.is_some_and(|channel| source.complete.contains(&channel));
        let is_of_pair = |seen: &Observation| match pick.dyad.target {
            Some(target) if complete => seen.dyad().joins(pick.dyad.actor, target),
            _ => pick.has_pair(seen),
        };
        let spoke = rows
            .iter()
            .filter(|row| row.seen.origin().source == source.name && is_of_pair(row.seen));
        let Some(spoke) = spoke.map(|row| row.from).min() else { continue };
        speakers.push((spoke, at));
        let first = number(period.start()).max(reports.first);
        for day in first..=number(period.end()).min(last) {
            let slot = index(reports.first, day);
            let shown = if complete { day } else { reports.at_work_from[at][slot] };
            from[slot] = from[slot].min(shown.max(spoke).max(day));
        }
    }
    for thin in ground.thin.iter().filter(|thin| is_thin(pick, thin)) {
        for day in thin.days(reports.first, last) {
            from[index(reports.first, day)] = NEVER;
        }
    }
    speakers.sort_by_key(|(spoke, at)| (*spoke, &ground.sources[*at].name));
    let measured_by = speakers.first().map(|(spoke, at)| (*at, *spoke));
    Covered::of(from, reports.first, measured_by)
}

/// Which days sources cover, by the rule for conditions, for others who have to tell silence from
/// absence.
pub struct Followed<'a> {
    vintages: &'a [Observation],
    ground: &'a Ground,
    last: Day,
    /// What was found for those who asked: the days of two forecasts of one target differ little, and so
    /// seldom what shows that they are covered.
    found: RefCell<Vec<Found>>,
}

/// Which days are covered for some picks.
struct Found {
    picks: Vec<Pick>,
    /// The places of the vintages that are of a pick.
    asked: Vec<usize>,
    /// Those of them without which it was found.
    without: Vec<usize>,
    /// The first day.
    base: Day,
    /// By pick, for each day from the first, the day from which on it counts as covered.
    from: Vec<Vec<Day>>,
}

impl<'a> Followed<'a> {
    /// By what was known on `last`. `vintages` holds every vintage of what the sources told.
    pub fn of(vintages: &'a [Observation], ground: &'a Ground, last: Date) -> Followed<'a> {
        Followed { vintages, ground, last: number(last), found: RefCell::default() }
    }

    /// The first of these days on which no source covers one of the picks; `None` where every day is
    /// covered for all of them: only then is nothing seen as good as nothing done.
    ///
    /// What is asked for does not show by itself that anybody looked: else those days would be covered in
    /// which it came, and not those in which it did not.
    pub fn first_gap(&self, picks: &[Pick], days: Period) -> Option<Date> {
        let mut all = self.found.borrow_mut();
        let at = all.iter().position(|found| found.picks == picks).unwrap_or_else(|| {
            all.push(self.found(picks, self.asked(picks), Vec::new()));
            all.len() - 1
        });
        let found = &mut all[at];
        let is_within = |row: &&usize| self.vintages[**row].period().overlaps(days);
        let without: Vec<usize> = found.asked.iter().filter(is_within).copied().collect();
        if found.without != without {
            *found = self.found(picks, std::mem::take(&mut found.asked), without);
        }
        let (first, end) = (number(days.start()), number(days.end()));
        let gap = |from: &Vec<Day>| {
            // Days outside of the replay's are covered by nobody.
            let from = |day: Day| {
                let slot = usize::try_from(day - found.base).ok();
                slot.and_then(|slot| from.get(slot).copied()).unwrap_or(NEVER)
            };
            (first..=end).find(|day| from(*day) > self.last)
        };
        found.from.iter().filter_map(gap).min().map(date)
    }

    /// The places of the vintages that are of a pick.
    fn asked(&self, picks: &[Pick]) -> Vec<usize> {
        let is_asked = |seen: &Observation| {
            let of = |pick: &Pick| pick.has_pair(seen) && pick.channel == Some(seen.channel());
            picks.iter().any(of)
        };
        (0..self.vintages.len()).filter(|at| is_asked(&self.vintages[*at])).collect()
    }

    fn found(&self, picks: &[Pick], asked: Vec<usize>, without: Vec<usize>) -> Found {
        let rows = self.vintages.iter().enumerate();
        let others =
            rows.filter(|(at, _)| without.binary_search(at).is_err()).map(|(_, seen)| seen);
        let stage = Stage::set(others, self.ground, &[], self.last);
        let base = stage.as_ref().map_or(0, |stage| stage.base);
        // Where nothing is known no day is covered.
        let from =
            |pick| stage.as_ref().map_or(Vec::new(), |stage| stage.covered(pick).from.clone());
        let from = picks.iter().map(from).collect();
        Found { picks: picks.to_vec(), asked, without, base, from }
    }
}

fn is_thin(pick: &Pick, thin: &ThinDays) -> bool {
    let (actor, target) = pick.actors();
    let pair = [thin.actor, thin.target];
    target.is_some_and(|target| pair.contains(&actor) && pair.contains(&target))
}
