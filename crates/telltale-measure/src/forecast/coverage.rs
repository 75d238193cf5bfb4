//! On which days could a source have told of an event? Without that, none seen is not the same as none.

use std::collections::BTreeMap;

use telltale_observation::Actor;

use super::walk::Said;
use crate::tripwire::AT_WORK_DAYS;

/// That a source told something of two on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// The source, by its place among those that are asked.
    pub source: usize,
    /// The day from which on it is known, counted from the first day of the ledger.
    pub known: usize,
    /// The day on which it was.
    pub day: usize,
    /// Of whom.
    pub of: (Actor, Actor),
    /// Whether it is the event that is forecast.
    pub is_event: bool,
}

/// The days on which each source was at work, and of whom it tells.
#[derive(Clone, Debug, Default)]
pub struct Coverage(Vec<Source>);

#[derive(Clone, Debug, Default)]
struct Source {
    /// By day.
    at_work: Vec<bool>,
    /// The day from which on it is known that the source tells of such events.
    tells: Option<usize>,
    /// The same of two, whatever it told of them.
    pairs: BTreeMap<(Actor, Actor), usize>,
    /// The first and the last day of which it told.
    ends: Option<[usize; 2]>,
}

/// A source in a report on forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// The first and the last day of which it told; `None` where it told of none.
    pub ends: Option<[usize; 2]>,
    /// On how many days it was at work.
    pub at_work: usize,
    /// Whether it ever told of such an event.
    pub tells: bool,
}

impl Coverage {
    /// What the reports of so many sources show of so many days.
    ///
    /// # Method
    /// As for conditions of tripwires: a source is believed to be at work on the day of a report and for a
    /// month after it.
    pub fn of(reports: &[Report], sources: usize, days: usize) -> Coverage {
        let mut all = vec![Source { at_work: vec![false; days], ..Source::default() }; sources];
        for report in reports.iter().filter(|report| report.day < days) {
            let source = &mut all[report.source];
            source.told(report, days);
        }
        Coverage(all)
    }

    /// Whether on each day of a window a source was at work of which it was known on its first day that it
    /// tells of such events, and of these two.
    pub fn covers(&self, dyad: (Actor, Actor), origin: usize, within: usize) -> bool {
        let tells: Vec<&Source> =
            self.0.iter().filter(|source| source.tells_by(origin, dyad)).collect();
        let is_covered = |day: usize| {
            tells.iter().any(|source| source.at_work.get(day).copied().unwrap_or(false))
        };
        (origin..origin + within).all(is_covered)
    }

    /// Leaves out the forecasts over days of which one could not tell whether it came, and says how many.
    pub fn keep_covered(&self, said: &mut Vec<Said>, within: usize) -> usize {
        let had = said.len();
        said.retain(|one| self.covers(one.dyad, one.origin, within));
        had - said.len()
    }

    /// The days of each source.
    pub fn spans(&self) -> Vec<SourceSpan> {
        let span = |source: &Source| SourceSpan {
            ends: source.ends,
            at_work: source.at_work.iter().filter(|at_work| **at_work).count(),
            tells: source.tells.is_some(),
        };
        self.0.iter().map(span).collect()
    }
}

impl Source {
    fn told(&mut self, report: &Report, days: usize) {
        let Report { known, day, of, is_event, .. } = *report;
        self.at_work[day..days.min(day + AT_WORK_DAYS)].fill(true);
        let [first, last] = self.ends.unwrap_or([day, day]);
        self.ends = Some([first.min(day), last.max(day)]);
        let since = self.pairs.entry(ordered(of)).or_insert(known);
        *since = known.min(*since);
        if is_event {
            self.tells = Some(self.tells.map_or(known, |since| since.min(known)));
        }
    }

    fn tells_by(&self, day: usize, dyad: (Actor, Actor)) -> bool {
        let of_two = self.pairs.get(&ordered(dyad));
        self.tells.is_some_and(|since| since <= day) && of_two.is_some_and(|since| *since <= day)
    }
}

/// Two, whoever acts.
fn ordered((one, other): (Actor, Actor)) -> (Actor, Actor) {
    (one.min(other), one.max(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str) -> (Actor, Actor) {
        let actor = |code| Actor::parse(code).unwrap();
        (actor(one), actor(other))
    }

    fn report(source: usize, day: usize, of: (Actor, Actor), is_event: bool) -> Report {
        Report { source, known: day, day, of, is_event }
    }

    #[test]
    fn a_window_is_covered_by_a_source_that_tells_of_the_event_and_of_the_two() {
        let (here, there, nobody) = (of("FRA", "DEU"), of("GHA", "KEN"), of("PER", "CHL"));
        let mut reports = Vec::new();
        // One source of a first time, of both pairs; another of a second, of one pair alone; a third all
        // along that never tells of such an event.
        for day in (0..200).step_by(20) {
            reports.extend([report(0, day, here, day == 40), report(0, day, there, false)]);
            reports.push(report(1, 400 + day, here, day == 0));
        }
        reports.extend((0..600).step_by(7).map(|day| report(2, day, here, false)));
        reports.extend((0..600).step_by(7).map(|day| report(2, day, there, false)));
        let found = Coverage::of(&reports, 3, 600);
        let covers = |dyad, origin| found.covers(dyad, origin, 30);
        assert!(covers(here, 41) && covers((here.1, here.0), 150) && covers(there, 41));
        assert!(!covers(here, 10), "that it tells of such events was not known yet");
        assert!(!covers(here, 190) && !covers(here, 300), "nobody who tells of it is at work");
        assert!(covers(here, 400) && !covers(there, 400), "the second tells of one pair alone");
        assert!(!covers(nobody, 100));
        assert!(!covers(here, 590), "a window past the last day");
        let spans = found.spans();
        assert_eq!(spans[0], SourceSpan { ends: Some([0, 180]), at_work: 211, tells: true });
        assert_eq!((spans[1].ends, spans[2].tells), (Some([400, 580]), false));
    }

    #[test]
    fn what_is_told_later_covers_no_earlier_window() {
        let two = of("FRA", "DEU");
        let late = Report { known: 100, ..report(0, 10, two, true) };
        let daily = (0..300).map(|day| report(0, day, of("GHA", "KEN"), false));
        let reports: Vec<Report> = daily.chain([late]).collect();
        let found = Coverage::of(&reports, 1, 300);
        assert!(!found.covers(two, 99, 30) && found.covers(two, 100, 30));
    }
}
