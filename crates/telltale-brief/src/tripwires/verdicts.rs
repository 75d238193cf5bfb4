//! What the verdicts said, day by day, for the conditions that rest on them: drawn by the same
//! functions as those of the brief, on what was known on each day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use telltale_measure::tripwire::{Gauge, Rule, Step, Told};
use telltale_observation::{
    AsOf, Channel, Dyad, Kind, KnownAt, Month, Observation, ObservationId, Panel, ThingId,
};

use crate::case::Case;
use crate::known::Known;
use crate::verdict::{ChannelLeaning, Leaning, leanings};

/// What was told of each pair, or channel of one, that a rule asks about. A verdict is drawn anew on
/// the first of each month, and when a figure of trade comes.
pub(super) fn told(case: &Case, known: &[Observation], rules: &[Rule], last: Date) -> Vec<Told> {
    let asked: BTreeSet<(Dyad, Option<Channel>)> = rules
        .iter()
        .flat_map(Rule::conditions)
        .filter(|one| matches!(one.gauge, Gauge::Direction(_) | Gauge::Probability(..)))
        .map(|one| (one.of.dyad, one.of.channel))
        .collect();
    if asked.is_empty() {
        return Vec::new();
    }
    // Only the partners that are asked about.
    let mut case = case.clone();
    case.partners
        .retain(|partner| asked.iter().any(|(dyad, _)| dyad.joins(case.subject, *partner)));
    let mut vintages: Vec<&Observation> = known.iter().collect();
    vintages.sort_by_key(|seen| (seen.known_at(), seen.id()));
    let mut all: Vec<Told> = asked
        .into_iter()
        .map(|(dyad, channel)| Told { dyad, channel, steps: Vec::new(), evidence: Vec::new() })
        .collect();
    let mut latest: BTreeMap<ThingId, &Observation> = BTreeMap::new();
    let mut vintages = vintages.into_iter().peekable();
    for day in days(&case, known, last) {
        let as_of = AsOf::day(day).expect("a day on which something was known");
        while let Some(seen) = vintages.next_if(|seen| as_of.sees(seen.known_at())) {
            latest.insert(seen.thing(), seen);
        }
        let verdicts = verdicts(&case, &latest, as_of);
        for told in &mut all {
            let step = step(&case, &verdicts, told.dyad, told.channel, day);
            told.evidence = rests_on(&case, &verdicts, told.dyad, told.channel);
            let same = |last: &Step| {
                (last.direction, last.probability) == (step.direction, step.probability)
            };
            if !told.steps.last().is_some_and(same) {
                told.steps.push(step);
            }
        }
    }
    all
}

/// The days on which verdicts are drawn: from the first on which anything of a pair was known.
fn days(case: &Case, known: &[Observation], last: Date) -> BTreeSet<Date> {
    let of_pairs = || {
        let pairs = known.iter().filter(|seen| is_of_pair(case, seen));
        pairs.filter(|seen| matches!(seen.kind(), Kind::Event | Kind::Flow))
    };
    let flows = of_pairs().filter(|seen| seen.kind() == Kind::Flow);
    let mut days: BTreeSet<Date> = flows.map(|seen| seen.known_at().date()).collect();
    if let Some(first) = of_pairs().map(Observation::known_at).min().map(KnownAt::date) {
        let months = Month::of(first).plus(1).through(Month::of(last));
        days.extend(months.map(Month::first_day));
    }
    days.retain(|day| *day <= last);
    days
}

/// Whether an observation is between the subject and a partner.
fn is_of_pair(case: &Case, seen: &Observation) -> bool {
    case.partners.iter().any(|partner| seen.dyad().joins(case.subject, *partner))
}

fn verdicts(case: &Case, latest: &BTreeMap<ThingId, &Observation>, as_of: AsOf) -> Vec<Leaning> {
    let mut observations: Vec<Observation> =
        latest.values().copied().filter(|seen| is_of_pair(case, seen)).cloned().collect();
    let key = |seen: &Observation| -> (Date, ObservationId) { (seen.period().start(), seen.id()) };
    observations.sort_by_key(key);
    let panel = Panel::of_events(as_of, latest.values().copied());
    let known = Known::new(as_of, &observations, &panel);
    leanings(case, &known)
}

/// What the verdict on a pair rests on, or on one channel of it: of the pair, the channels that say
/// something.
fn rests_on(
    case: &Case,
    verdicts: &[Leaning],
    dyad: Dyad,
    channel: Option<Channel>,
) -> Vec<ObservationId> {
    let of = |verdict: &&Leaning| dyad.joins(case.subject, verdict.target);
    let Some(verdict) = verdicts.iter().find(of) else { return Vec::new() };
    let channels = verdict.channels.iter().filter(|one| match channel {
        Some(channel) => is_asked(one, dyad, channel),
        None => one.direction != telltale_measure::Direction::CannotTell,
    });
    channels.flat_map(|one| one.evidence.iter().copied()).collect()
}

/// Whether this is the channel that is asked about: of trade the flow of this reporter to this partner;
/// of what is counted both ways, whoever is named first.
fn is_asked(one: &ChannelLeaning, dyad: Dyad, channel: Channel) -> bool {
    one.channel == channel && (!channel.is_trade() || one.dyad == dyad)
}

/// What a verdict says of a pair, or of one channel of it.
fn step(
    case: &Case,
    verdicts: &[Leaning],
    dyad: Dyad,
    channel: Option<Channel>,
    day: Date,
) -> Step {
    let untold =
        Step { day, direction: telltale_measure::Direction::CannotTell, probability: None };
    let of = |verdict: &&Leaning| dyad.joins(case.subject, verdict.target);
    let Some(verdict) = verdicts.iter().find(of) else { return untold };
    let Some(channel) = channel else {
        return Step { direction: verdict.direction, probability: verdict.probability, ..untold };
    };
    let row = verdict.channels.iter().find(|one| is_asked(one, dyad, channel));
    row.map_or(untold, |one| Step {
        direction: one.direction,
        probability: one.probability,
        ..untold
    })
}
