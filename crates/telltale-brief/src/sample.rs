//! The embedded case, for tests: its facts as they were known on a day.

use telltale_observation::{AsOf, Observation, Panel};
use telltale_source::{Defaults, read_events, read_flows, read_mentions};

use crate::case::{Case, parse};
use crate::known::Known;

/// The embedded case as it is declared.
pub(crate) fn case() -> Case {
    let (case, faults) = parse("case.toml", include_str!("../../../cases/pyongyang/case.toml"));
    assert_eq!(faults, []);
    case.expect("a case without faults")
}

/// Every observation of the embedded case.
pub(crate) fn all(case: &Case) -> Vec<Observation> {
    let defaults = |file: &str| Defaults {
        known_at: case.tables.iter().find(|table| table.file == file).and_then(|t| t.known_at),
        sources: case.source_names(),
    };
    let readings = [
        read_events(
            "events.csv",
            include_bytes!("../../../cases/pyongyang/events.csv"),
            &defaults("events.csv"),
        ),
        read_flows(
            "flows.csv",
            include_bytes!("../../../cases/pyongyang/flows.csv"),
            &defaults("flows.csv"),
        ),
        read_mentions(
            "mentions.csv",
            include_bytes!("../../../cases/pyongyang/mentions.csv"),
            &defaults("mentions.csv"),
        ),
    ];
    readings.into_iter().flat_map(|reading| reading.observations).collect()
}

/// Runs `asked` on what was known of the embedded case on a day.
pub(crate) fn known_on<T>(day: &str, asked: impl FnOnce(&Case, &Known) -> T) -> T {
    let case = case();
    let as_of: AsOf = day.parse().expect("a day");
    let mut observations: Vec<Observation> =
        all(&case).into_iter().filter(|seen| as_of.sees(seen.known_at())).collect();
    observations.sort_by_key(|seen| (seen.period().start(), seen.id()));
    let panel = Panel::of_events(as_of, &observations);
    asked(&case, &Known::new(as_of, &observations, &panel))
}

/// Every figure of the embedded case's trade, whenever it was known.
pub(crate) fn flows() -> Vec<Observation> {
    let case = case();
    let table = case.tables.iter().find(|table| table.file == "flows.csv");
    let defaults =
        Defaults { known_at: table.and_then(|table| table.known_at), sources: case.source_names() };
    let bytes = include_bytes!("../../../cases/pyongyang/flows.csv");
    read_flows("flows.csv", bytes, &defaults).observations
}
