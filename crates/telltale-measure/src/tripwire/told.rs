//! What the verdict said, day by day. Verdicts are drawn elsewhere; here is only when they changed.

use jiff::civil::Date;
use telltale_observation::{Channel, Dyad, ObservationId};

use super::day::{Day, number};
use super::hold::Reading;
use super::replay::Blind;
use super::rule::{Condition, Gauge};
use crate::Direction;

/// What was told of a dyad, or of one channel of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Of whom.
    pub dyad: Dyad,
    /// Of which channel; `None` for the verdict on the dyad.
    pub channel: Option<Channel>,
    /// Each change of it, by day.
    pub steps: Vec<Step>,
    /// What it rests on as of the last day.
    pub evidence: Vec<ObservationId>,
}

/// What was told from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The day.
    pub day: Date,
    /// The direction.
    pub direction: Direction,
    /// The probability of tightening.
    pub probability: Option<f64>,
}

impl Step {
    /// The probability of a direction; that of being steady is not told.
    fn probability_of(&self, direction: Direction) -> Option<f64> {
        match direction {
            Direction::Tightening => self.probability,
            Direction::Loosening => self.probability.map(|probability| 1.0 - probability),
            Direction::Steady | Direction::CannotTell => None,
        }
    }
}

fn of<'t>(condition: &Condition, told: &'t [Told]) -> Option<&'t Told> {
    let of = |told: &&Told| (told.dyad, told.channel) == (condition.of.dyad, condition.of.channel);
    told.iter().find(of)
}

/// What the verdict rests on as of the last day.
pub(super) fn evidence(condition: &Condition, told: &[Told]) -> Vec<ObservationId> {
    of(condition, told).map_or(Vec::new(), |told| told.evidence.clone())
}

/// The first day on which a verdict was drawn.
pub(super) fn first_held(condition: &Condition, told: &[Told]) -> Option<Day> {
    of(condition, told)?.steps.first().map(|step| number(step.day))
}

/// The readings of a condition on a verdict.
pub(super) fn readings(condition: &Condition, told: &[Told]) -> Vec<(Day, Reading)> {
    let steps = of(condition, told).map_or(&[] as &[Step], |told| &told.steps);
    steps.iter().map(|step| (number(step.day), reading(condition, step))).collect()
}

fn reading(condition: &Condition, step: &Step) -> Reading {
    match &condition.gauge {
        Gauge::Direction(Direction::CannotTell) => {
            Reading::word(step.direction == Direction::CannotTell)
        }
        Gauge::Direction(_) if step.direction == Direction::CannotTell => {
            Reading::blind(Blind::Undecided)
        }
        Gauge::Direction(wanted) => Reading::word(step.direction == *wanted),
        // What the verdict itself does not stand by is no probability of it.
        Gauge::Probability(..) if step.direction == Direction::CannotTell => {
            Reading::blind(Blind::Undecided)
        }
        Gauge::Probability(of, _) => match step.probability_of(*of) {
            Some(probability) => Reading::exact(probability),
            None => Reading::blind(Blind::Undecided),
        },
        other => unreachable!("no condition on a verdict: {other:?}"),
    }
}
