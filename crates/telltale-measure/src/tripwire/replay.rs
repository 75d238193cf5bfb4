//! The replay: every day from the first on which anything was known, each with what was known on it.

use jiff::civil::Date;
use serde::Serialize;
use telltale_observation::{Month, Observation, ObservationId, Unit};

use super::counted::Counted;
use super::coverage::Ground;
use super::day::{Day, date, number};
use super::flows::Flows;
use super::hold::{Hold, Reading};
use super::rule::{Condition, Gauge, Lasting, Rule};
use super::stage::Stage;
use super::told;
use crate::{Figures, Reason};

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not.
    Not,
    /// One cannot tell: something is missing or stale.
    Unknown,
    /// It does.
    Holds,
}

impl Truth {
    /// The contrary; of what one cannot tell, one cannot tell the contrary either.
    pub(crate) fn not(self) -> Truth {
        match self {
            Truth::Not => Truth::Holds,
            Truth::Unknown => Truth::Unknown,
            Truth::Holds => Truth::Not,
        }
    }
}

/// What a tripwire says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its conditions are not met.
    Quiet,
    /// Its conditions are met.
    Raised,
    /// What is known does not decide it.
    CannotTell,
}

impl State {
    /// The state's name in a sentence and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            State::Quiet => "quiet",
            State::Raised => "raised",
            State::CannotTell => "cannot tell",
        }
    }
}

impl Serialize for State {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Why one cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blind {
    /// There are days of the window that no source covers.
    NotCovered,
    /// No source has told of it yet.
    NothingKnown,
    /// The latest figure is too old.
    Stale,
    /// A month that is compared has no figure.
    NoFigure,
    /// There is nothing to compare with.
    NoRatio,
    /// It is known of something only within which days it was, or by several who may tell of one.
    Imprecise,
    /// There is no estimate.
    Estimate(Reason),
    /// There is an estimate, and it does not decide; or no verdict was told.
    Undecided,
    /// Of some of the days for which it has to last one cannot tell.
    Earlier,
    /// Of a figure before those that are past the line one cannot tell.
    EarlierFigure,
}

/// The smallest that could happen next and flip a condition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// So many more observations.
    More {
        /// How many.
        count: u32,
    },
    /// Nothing more until this day: then what was seen has passed out of the window.
    Passing {
        /// The day.
        on: Date,
    },
    /// Nothing, if it stays as it is until this day.
    Staying {
        /// The day.
        until: Date,
    },
    /// So many more with others than the one that is asked about.
    MoreElsewhere {
        /// How many.
        count: u32,
    },
    /// A next figure: each of these, both ends included.
    Amount {
        /// The first month that it is of.
        first: Month,
        /// The last.
        last: Month,
        /// Which amounts.
        figures: Figures,
        /// In which unit.
        unit: Unit,
        /// What the condition then is: one may not be able to tell.
        then: Truth,
    },
    /// So many in a month, with those that are known: each of these numbers.
    InMonth {
        /// The month.
        month: Month,
        /// Which numbers.
        figures: Figures,
        /// What the condition then is: one may not be able to tell.
        then: Truth,
    },
    /// Nothing in these months alone, however much it were.
    NoAmount {
        /// The first month.
        first: Month,
        /// The last.
        last: Month,
    },
    /// A figure of a month that is missing.
    Figure,
    /// A source that covers days which none covers.
    Coverage {
        /// The first such day.
        from: Date,
        /// The last.
        to: Date,
        /// How many there are.
        days: usize,
    },
    /// Nothing so simple.
    Unsaid,
}

/// A state from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The first day.
    pub from: Date,
    /// The state.
    pub state: State,
}

/// A condition on the last day of a replay.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Whether it holds.
    pub truth: Truth,
    /// Since when it has, or has not; where one could never tell, since anything of it is known.
    pub since: Date,
    /// The value of its gauge, where it is a known number.
    pub value: Option<f64>,
    /// The least that the value can be: what was seen.
    pub at_least: Option<f64>,
    /// Why one cannot tell, if so.
    pub blind: Option<Blind>,
    /// The most that the value can be, where that is less than anything.
    pub at_most: Option<f64>,
    /// Since when the gauge is past its line, where that has to last.
    pub past_line: Option<Date>,
    /// Where that has to last, and one cannot tell of the last day: the day on which the gauge was last
    /// surely not past its line, so that the condition does not hold.
    pub failed_on: Option<Date>,
    /// Of a flow: in how many figures running it is past its line, and from which month on.
    pub running: Option<(Month, u32)>,
    /// Of a flow: the source whose figures are read, and their unit.
    pub series: Option<(String, Unit)>,
    /// Of the share of a flow: of what it is a part.
    pub whole: Option<Whole>,
    /// Of the amount of a flow or its change: of which months.
    pub window: Option<Window>,
    /// What it rests on.
    pub evidence: Vec<ObservationId>,
    /// The source whose coverage it rests on, by its place in the ground.
    pub source: Option<usize>,
    /// The month of the latest figure, of a flow.
    pub latest: Option<Month>,
    /// What would flip it.
    pub next: Next,
    /// For how long, where once is not enough.
    pub next_lasts: Option<Lasting>,
}

/// The months of a flow that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first and the last.
    pub now: [Month; 2],
    /// The first and the last of those that they are compared with.
    pub before: Option<[Month; 2]>,
}

/// What a share of a flow is a part of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Whole {
    /// How many partners the source tells of in these months.
    pub partners: usize,
    /// The sum of their figures.
    pub sum: f64,
    /// The first month.
    pub first: Month,
    /// The last month.
    pub last: Month,
}

/// A tripwire through time.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// Its states, each until the next; the last one until `last`.
    pub phases: Vec<Phase>,
    /// The last day.
    pub last: Date,
    /// Its conditions on the last day, in the order `all`, `any`, `none`.
    pub conditions: Vec<Judged>,
}

impl Replayed {
    /// The state on the last day, and since when.
    pub fn now(&self) -> Phase {
        *self.phases.last().expect("a replay has a first phase")
    }

    /// The state on a day; one cannot tell before the first.
    pub fn on(&self, day: Date) -> State {
        let at = self.phases.partition_point(|phase| phase.from <= day);
        at.checked_sub(1).map_or(State::CannotTell, |at| self.phases[at].state)
    }

    /// The days on which it was raised, having been quiet since it was raised last.
    pub fn raisings(&self) -> Vec<Date> {
        let mut armed = true;
        let mut days = Vec::new();
        for phase in &self.phases {
            match phase.state {
                State::Raised if armed => {
                    days.push(phase.from);
                    armed = false;
                }
                State::Quiet => armed = true,
                State::Raised | State::CannotTell => {}
            }
        }
        days
    }
}

/// Judges tripwires on every day up to `last`, each by what was known on it.
///
/// `vintages` are all that were known by `last`, in any order; what was known later is passed over.
///
/// # Method
/// Of each thing the vintage known last holds from the day on which it was known. A condition's gauge
/// is read on each day, held against its line, and has to last; conditions are joined by Kleene's
/// logic of three values (1938), so that a tripwire is raised or quiet only where what is missing
/// could not change it. What was counted is the least that there was: a count above its line holds
/// whether or not every day is covered, a count below it only if all are.
///
/// # Reads as
/// "Raised since 20 May: exports over three months were 4 % below those of a year before."
///
/// # Limits
/// A window of months ends with the day that is judged, one of figures with the latest figure. A
/// source that reports late makes the last days look quieter than they were.
pub fn replay(
    vintages: &[Observation],
    ground: &Ground,
    rules: &[Rule],
    last: Date,
) -> Vec<Replayed> {
    let day = number(last);
    match Stage::set(vintages, ground, rules, day) {
        Some(stage) => rules.iter().map(|rule| replayed(rule, &stage)).collect(),
        None => rules.iter().map(|rule| nothing(rule, last)).collect(),
    }
}

/// What a tripwire says where nothing was ever known.
fn nothing(rule: &Rule, last: Date) -> Replayed {
    let judged = Judged {
        truth: Truth::Unknown,
        since: last,
        value: None,
        at_least: None,
        at_most: None,
        blind: Some(Blind::NothingKnown),
        past_line: None,
        failed_on: None,
        running: None,
        series: None,
        whole: None,
        window: None,
        evidence: Vec::new(),
        source: None,
        latest: None,
        next: Next::Unsaid,
        next_lasts: None,
    };
    let phases = vec![Phase { from: last, state: State::CannotTell }];
    Replayed { phases, last, conditions: rule.conditions().map(|_| judged.clone()).collect() }
}

/// When a condition began or ceased to hold.
type Truths = Vec<(Day, Truth)>;

fn replayed(rule: &Rule, stage: &Stage<'_>) -> Replayed {
    let (truths, conditions): (Vec<Truths>, Vec<Judged>) =
        rule.conditions().map(|condition| judged(condition, stage)).unzip();
    let mut days: Vec<Day> = truths.iter().flatten().map(|(day, _)| *day).collect();
    days.push(stage.first);
    days.sort_unstable();
    days.dedup();
    let mut at = vec![0; truths.len()];
    let mut phases: Vec<Phase> = Vec::new();
    for day in days {
        let now: Vec<Truth> = truths
            .iter()
            .zip(&mut at)
            .map(|(truths, at)| {
                while truths.get(*at + 1).is_some_and(|(from, _)| *from <= day) {
                    *at += 1;
                }
                truths[*at].1
            })
            .collect();
        let state = joined(rule, &now);
        if phases.last().is_none_or(|phase| phase.state != state) {
            phases.push(Phase { from: date(day), state });
        }
    }
    Replayed { phases, last: date(stage.last), conditions }
}

/// The state of a rule whose conditions are these, in the order `all`, `any`, `none`.
fn joined(rule: &Rule, truths: &[Truth]) -> State {
    let (all, rest) = truths.split_at(rule.all.len());
    let (any, none) = rest.split_at(rule.any.len());
    let all = all.iter().copied().min().unwrap_or(Truth::Holds);
    let any = any.iter().copied().max().unwrap_or(Truth::Holds);
    let none = none.iter().copied().max().unwrap_or(Truth::Not).not();
    match all.min(any).min(none) {
        Truth::Holds => State::Raised,
        Truth::Not => State::Quiet,
        Truth::Unknown => State::CannotTell,
    }
}

/// A condition, ready to be read.
enum Reader<'c, 'a> {
    Counted(Counted<'c, 'a>),
    Flows(Flows<'c, 'a>),
    Told,
}

impl<'c, 'a> Reader<'c, 'a> {
    fn new(condition: &'c Condition, stage: &Stage<'a>) -> Reader<'c, 'a> {
        match condition.gauge {
            Gauge::Direction(_) | Gauge::Probability(..) => Reader::Told,
            Gauge::Level(_) => Reader::Flows(Flows::new(condition, stage)),
            Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) | Gauge::Trend(_) | Gauge::Share(_)
                if condition.of.is_of_trade() =>
            {
                Reader::Flows(Flows::new(condition, stage))
            }
            _ => Reader::Counted(Counted::new(condition, stage)),
        }
    }

    /// The first day on which anything was known of what it is about.
    fn first_held(&self, condition: &Condition, stage: &Stage<'a>) -> Option<Day> {
        match self {
            Reader::Counted(_) => {
                let kind = stage.of_kind(&condition.of);
                let rows = kind.iter().filter(|row| condition.of.takes(row.seen));
                rows.map(|row| row.from).min()
            }
            Reader::Flows(flows) => flows.first_held(),
            Reader::Told => told::first_held(condition, &stage.ground.told),
        }
    }

    fn readings(&self, condition: &Condition, stage: &Stage<'a>) -> Vec<(Day, Reading)> {
        match self {
            Reader::Counted(counted) => counted.readings(stage),
            Reader::Flows(flows) => flows.readings(stage),
            Reader::Told => told::readings(condition, &stage.ground.told),
        }
    }
}

/// When a condition held, and all that there is to say of it on the last day.
fn judged(condition: &Condition, stage: &Stage<'_>) -> (Truths, Judged) {
    let reader = Reader::new(condition, stage);
    let readings = reader.readings(condition, stage);
    let mut hold = Hold::new(condition.gauge.bound(), condition.lasting, stage.first);
    let mut truths: Truths = vec![(stage.first, Truth::Unknown)];
    let push = |truths: &mut Truths, day: Day, truth: Truth| {
        if day > stage.last || truths.last().is_some_and(|(_, last)| *last == truth) {
            return;
        }
        if truths.last().is_some_and(|(last, _)| *last == day) {
            truths.pop();
        }
        if truths.last().is_none_or(|(_, last)| *last != truth) {
            truths.push((day, truth));
        }
    };
    let ends = readings.iter().skip(1).map(|(day, _)| *day).chain([super::day::NEVER]);
    for ((day, reading), end) in readings.iter().zip(ends) {
        hold.read(*day, reading);
        push(&mut truths, *day, hold.on(*day));
        // What has to last may begin to hold between two readings.
        for turn in hold.turns().filter(|turn| *day < *turn && *turn < end) {
            push(&mut truths, turn, hold.on(turn));
        }
    }
    let reading = readings.last().map_or(Reading::blind(Blind::NothingKnown), |(_, last)| *last);
    let judged = described(condition, stage, &reader, &hold, &reading, &truths);
    (truths, judged)
}

fn described<'a>(
    condition: &Condition,
    stage: &Stage<'a>,
    reader: &Reader<'_, 'a>,
    hold: &Hold,
    reading: &Reading,
    truths: &Truths,
) -> Judged {
    let (since, truth) = *truths.last().expect("there is a first truth");
    // Before anything of it was known there was nothing to tell of.
    let since = match truths.len() {
        1 => reader.first_held(condition, stage).unwrap_or(since).max(since),
        _ => since,
    };
    let lasts = condition.lasting != Lasting::AtOnce && hold.raw() == Truth::Holds;
    let mut judged = Judged {
        truth,
        since: date(since),
        value: reading.value(),
        at_least: (reading.low.is_finite() && reading.word.is_none()).then_some(reading.low),
        blind: reading.blind,
        at_most: (reading.high.is_finite() && reading.word.is_none()).then_some(reading.high),
        past_line: lasts.then(|| date(hold.raw_since())),
        failed_on: hold.failed_on(stage.last).map(date),
        running: None,
        series: None,
        whole: None,
        window: None,
        evidence: Vec::new(),
        source: None,
        latest: None,
        next: Next::Unsaid,
        next_lasts: hold.awaited(stage.last),
    };
    match reader {
        Reader::Counted(counted) => {
            judged.evidence = counted.evidence(stage);
            judged.source = counted.source();
            // What one cannot tell of now decides nothing where an earlier day has.
            if judged.failed_on.is_none() {
                judged.next = counted.next(stage, reading, hold.raw());
            }
        }
        Reader::Flows(flows) => {
            let found = flows.found(stage);
            judged.evidence = found.evidence;
            judged.latest = found.latest;
            judged.series = found.series;
            judged.whole = found.whole;
            judged.running = found.running.filter(|_| lasts);
            judged.window = found.window;
            let raw = if truth == Truth::Unknown { truth } else { hold.raw() };
            if judged.failed_on.is_none() {
                judged.next = flows.next(stage, raw, hold.is_pending(stage.last));
            }
        }
        Reader::Told => judged.evidence = told::evidence(condition, &stage.ground.told),
    }
    // What is partly seen now, and surely past its line, is not why.
    let is_surely_past = hold.raw() == Truth::Holds && condition.lasting != Lasting::AtOnce;
    if truth == Truth::Unknown && (judged.blind.is_none() || is_surely_past) {
        judged.blind = Some(match condition.lasting {
            Lasting::Figures(_) => Blind::EarlierFigure,
            _ => Blind::Earlier,
        });
    }
    if let Some(until) = hold.awaits(stage.last) {
        (judged.next, judged.next_lasts) = (Next::Staying { until: date(until) }, None);
    }
    judged
}

/// The phases as text, one a line: what is frozen, and hashed, before anything is scored.
pub fn freeze(replayed: &Replayed) -> String {
    let line = |phase: &Phase| format!("{} {}\n", phase.from, phase.state.name());
    let phases: String = replayed.phases.iter().map(line).collect();
    phases + &format!("{} end\n", replayed.last)
}
