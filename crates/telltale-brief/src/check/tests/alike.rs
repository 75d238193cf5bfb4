//! Figures that measure something else than the claim: in other units, or of other topics.

use telltale_observation::{Detail, Digest, Draft, Dyad, KnownAt, Locator, Modality, Mode};
use telltale_observation::{Origin, Quantity};

use super::*;

/// What is told of Kenya's sales to Uganda in March 2025, which fell by a fifth in dollars.
fn kenyan(unit: ClaimedUnit, states: States) -> Outcome {
    let all = ledger(&[
        "KEN,UGA,export,2024-03-01,2024-03-31,5000000,USD,2024-04-15",
        "KEN,UGA,export,2025-02-01,2025-02-28,5000000,USD,2025-03-15",
        "KEN,UGA,export,2025-03-01,2025-03-31,4000000,USD,2025-04-15",
    ]);
    let claim = Claimed {
        actor: "KEN".parse().ok(),
        target: "UGA".parse().ok(),
        period: Some(period("2025-03-01/2025-03-31")),
        unit,
        ..september("USD", states)
    };
    let as_of = "2025-08-01".parse().unwrap();
    Bench::new(&all, as_of, Language::English, |_| true).check(&claim).outcome
}

#[test]
fn what_is_counted_in_another_measure_is_neither_right_nor_wrong_by_money() {
    let year = Against::Period(period("2024-03-01/2024-03-31"));
    let known = |unit: &str| ClaimedUnit::Known(unit.parse().unwrap());
    let change =
        |number, against| States::Change { ratio: told(number, 5e-3), against, value: None };
    let told = [
        // By the dollars wrong, and right.
        (change(0.4, year), Outcome::Contradicted),
        (change(-0.2, year), Outcome::Confirmed),
        (change(-0.2, Against::Unsaid), Outcome::Confirmed),
        (States::Moved { up: true, against: year }, Outcome::Contradicted),
        (States::Moved { up: false, against: Against::Unsaid }, Outcome::Confirmed),
        (States::Record { highest: true, since: None }, Outcome::Contradicted),
        (States::Record { highest: false, since: "2025-01".parse().ok() }, Outcome::Confirmed),
    ];
    for (states, by_money) in told {
        for unit in [known("t"), known("containers"), ClaimedUnit::Unknown] {
            assert_eq!(kenyan(unit, states.clone()), Outcome::CannotCheck, "{unit:?} {states:?}");
        }
        for unit in [known("USD"), ClaimedUnit::Unsaid] {
            assert_eq!(kenyan(unit, states.clone()), by_money, "{unit:?} {states:?}");
        }
    }
}

/// Deliveries of containers from North Korea to Russia: id, month, number and topic.
fn deliveries(rows: &[(&str, &str, f64, &str)]) -> Vec<Observation> {
    let one = |(key, days, number, topic): &(&str, &str, f64, &str)| {
        let draft = Draft {
            mode: Mode::Deed,
            dyad: Dyad::new("PRK".parse().unwrap(), "RUS".parse().unwrap()),
            channel: Channel::Arms,
            period: period(days),
            known_at: KnownAt::day(jiff::civil::date(2025, 6, 1)).unwrap(),
            modality: Modality::Happened,
            what: "a delivery".to_owned(),
            detail: Detail::Quantity {
                quantity: Quantity::new(*number, "containers".parse().unwrap()).unwrap(),
                of: None,
                topic: (*topic).to_owned(),
            },
            origin: Origin {
                source: "port-log".to_owned(),
                key: (*key).to_owned(),
                publisher: String::new(),
                url: String::new(),
                digest: Digest::of(b""),
                locator: Locator { file: "t.csv".to_owned(), row: 2 },
                basis: String::new(),
                weak: false,
            },
        };
        Observation::new(draft).unwrap()
    };
    rows.iter().map(one).collect()
}

/// What is told of containers in March 2025, held against deliveries.
fn shipped(rows: &[(&str, &str, f64, &str)], states: States) -> Checked {
    let claim = Claimed {
        actor: "PRK".parse().ok(),
        target: "RUS".parse().ok(),
        channel: Channel::Arms,
        period: Some(period("2025-03-01/2025-03-31")),
        ..september("containers", states)
    };
    let (all, as_of) = (deliveries(rows), "2025-08-01".parse().unwrap());
    Bench::new(&all, as_of, Language::English, |_| true).check(&claim)
}

const FEBRUARY: &str = "2025-02-01/2025-02-28";
const MARCH: &str = "2025-03-01/2025-03-31";

#[test]
fn of_several_records_of_the_same_days_none_is_the_figure() {
    let two = [("d1", MARCH, 12.0, "shells"), ("d2", MARCH, 30.0, "shells")];
    for number in [12.0, 30.0, 42.0, 70.0] {
        let checked = shipped(&two, States::Value(told(number, 0.5)));
        assert_eq!(checked.outcome, Outcome::CannotCheck, "{number}: {}", checked.because);
        assert!(checked.because.contains("several records"), "{}", checked.because);
    }
    let one = |number| shipped(&two[..1], States::Value(told(number, 0.5))).outcome;
    assert_eq!([one(12.0), one(70.0)], [Outcome::Confirmed, Outcome::Contradicted]);
}

#[test]
fn one_topic_of_several_may_agree_and_contradicts_nothing() {
    let rows = [
        ("d1", FEBRUARY, 20.0, "shells"),
        ("d2", MARCH, 12.0, "shells"),
        ("d3", MARCH, 30.0, "rockets"),
        ("d4", FEBRUARY, 25.0, "rockets"),
    ];
    for (number, expected) in
        [(12.0, Outcome::Confirmed), (30.0, Outcome::Confirmed), (70.0, Outcome::CannotCheck)]
    {
        assert_eq!(shipped(&rows, States::Value(told(number, 0.5))).outcome, expected, "{number}");
    }
    // Rockets rose and shells fell.
    for up in [true, false] {
        let moved = States::Moved { up, against: Against::Period(period(FEBRUARY)) };
        assert_eq!(shipped(&rows, moved.clone()).outcome, Outcome::CannotCheck, "{up}");
        let alone = shipped(&rows[..2], moved).outcome;
        assert_eq!(alone, if up { Outcome::Contradicted } else { Outcome::Confirmed });
    }
}
