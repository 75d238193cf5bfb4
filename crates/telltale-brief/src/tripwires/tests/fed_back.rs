//! The figure that is shown to flip a condition flips it, as it is shown.

use telltale_measure::tripwire::{Bound, Condition as Watched, Course, Gauge, Lasting, Pick, Side};
use telltale_observation::{
    Actor, Channel, Commodity, Detail, Draft, Dyad, KnownAt, Locator, Modality, Mode, Origin,
    Period, Quantity,
};

use super::*;

/// What China exported to somebody in a month, known on the twentieth of the next.
fn exports(to: &str, month: Month, amount: f64) -> Observation {
    let actor = |code| Actor::parse(code).expect("an actor");
    let known = month.plus(1).first_day().saturating_add(jiff::Span::new().days(19));
    Observation::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(actor("CHN"), actor(to)),
        channel: Channel::TradeExports,
        period: Period::month(month),
        known_at: KnownAt::day(known).expect("a day"),
        modality: Modality::Reported,
        what: String::new(),
        detail: Detail::Flow {
            quantity: Quantity::new(amount, "CNY".parse().expect("a unit")).expect("an amount"),
            commodity: Commodity::total(),
            derived: false,
        },
        origin: Origin {
            source: "customs".into(),
            key: to.into(),
            publisher: String::new(),
            url: String::new(),
            digest: Digest::of(b""),
            locator: Locator { file: "t.csv".into(), row: 2 },
            basis: String::new(),
            weak: false,
        },
    })
    .expect("an observation")
}

/// The last month that is known: September 2025.
fn last() -> Month {
    Month::new(2025, 9).expect("a month")
}

/// Ten years of awkward figures: half as much from four years before the end on, and of late as much as
/// before by a share.
fn seen(of_late: f64) -> Vec<Observation> {
    let level = |n: i32| match n {
        72..=95 => 0.5,
        96.. => of_late,
        _ => 1.0,
    };
    let all = (0..120).flat_map(|n| {
        let month = last().plus(n - 119);
        let noise = 1.0 + 0.037 * f64::from(n * 7 % 5 - 2);
        [
            exports("PRK", month, 223_456_789.4 * level(n) * noise),
            exports("JPN", month, 98_765_432.1 * noise),
        ]
    });
    all.collect()
}

/// The condition as it is shown as of a day late in the month after the last.
fn judged(
    case: &Case,
    (gauge, window_months): (&Gauge, u32),
    seen: &[Observation],
    months: i32,
    language: Language,
) -> brief::Condition {
    let mut case = case.clone();
    case.tripwires.truncate(1);
    let mut declared = case.tripwires[0].all[0].clone();
    let dyad =
        Dyad::new(Actor::parse("CHN").expect("an actor"), Actor::parse("PRK").expect("an actor"));
    let of = Pick::new(dyad, Some(Channel::TradeExports));
    let lasting = Lasting::AtOnce;
    declared.watched = Watched { of, gauge: gauge.clone(), window_months, lasting };
    case.tripwires[0].all = vec![declared];
    case.tripwires[0].then = None;
    let day = last().plus(months + 1).first_day().saturating_add(jiff::Span::new().days(25));
    let as_of = AsOf::day(day).expect("a day");
    let watched = watched(&case, seen, as_of);
    said(&case, &watched[0], language).conditions[0].clone()
}

/// The amounts of a sentence, read as a reader would.
fn amounts(text: &str) -> Vec<f64> {
    let read = |piece: &str| -> f64 {
        let (number, rest) = piece.split_once(' ').expect("an amount and more");
        let number: f64 = number.replace(',', "").parse().expect("a number");
        match rest {
            rest if rest.starts_with("million") => number * 1e6,
            rest if rest.starts_with("billion") => number * 1e9,
            _ => number,
        }
    };
    text.split("CNY ").skip(1).map(read).collect()
}

#[test]
fn a_figure_flips_a_condition_as_it_is_shown() {
    let case = case();
    let above = |value| Bound { side: Side::Above, value, until: None };
    let below = |value| Bound { side: Side::Below, value, until: None };
    let until = |value, until| Bound { side: Side::Below, value, until: Some(until) };
    let mut shown = 0;
    for of_late in [0.5, 0.71, 1.1] {
        let seen = seen(of_late);
        for (gauge, window) in [
            (Gauge::Level(above(9.87654e8)), 3),
            (Gauge::Level(below(3.3333e8)), 3),
            (Gauge::Level(until(9.0e8, 9.1234e8)), 3),
            (Gauge::ChangeMonth(above(0.123)), 1),
            (Gauge::ChangeMonth(below(-0.0517)), 1),
            (Gauge::ChangeYear(above(0.0333)), 3),
            (Gauge::ChangeYear(below(-0.0333)), 3),
            (Gauge::ChangeYear(below(0.9)), 1),
            (Gauge::Share(above(0.6543)), 3),
            (Gauge::Share(below(0.6543)), 3),
            (Gauge::Share(above(0.9)), 1),
            (Gauge::Share(below(0.2)), 1),
            (Gauge::Trend(Course::Falling), 40),
            (Gauge::Trend(Course::Rising), 40),
            (Gauge::Trend(Course::Steady), 40),
        ] {
            let what = format!("{gauge:?} {window} {of_late}");
            let before = judged(&case, (&gauge, window), &seen, 0, Language::English);
            assert!(!before.next.is_empty(), "{what}: {before:?}");
            let korean = judged(&case, (&gauge, window), &seen, 0, Language::Korean).next;
            assert!(korean.contains("수치") || korean.contains("만으로"), "{what}: {korean}");
            if before.next.starts_with("nothing of October 2025 alone") {
                continue;
            }
            assert!(before.next.contains(" for October 2025 would"), "{what}: {}", before.next);
            for amount in amounts(&before.next) {
                shown += 1;
                let mut seen = seen.clone();
                let month = last().plus(1);
                let noise = 1.0 + 0.037 * f64::from(119 * 7 % 5 - 2);
                seen.push(exports("PRK", month, amount));
                seen.push(exports("JPN", month, 98_765_432.1 * noise));
                let after = judged(&case, (&gauge, window), &seen, 1, Language::English);
                let next = &before.next;
                assert_ne!(after.holds, before.holds, "{what}: {amount}: {next}; {after:?}");
                let is_open = next.contains("leave it open");
                assert_eq!(after.holds.is_none(), is_open, "{what}: {amount}: {next}");
            }
        }
    }
    assert!(shown > 30, "{shown}");
}
