//! Visits, meetings and launches that a text dates or counts.

use telltale_observation::{AsOf, Channel, Observation};
use telltale_source::{Defaults, read_events};

use super::super::*;
use super::period;

const ROWS: &str = "\
id,mode,actor,target,channel,start,end,rank,modality,what,place,source,publisher,url,known_at,weak,basis
v1,deed,VNM,LAO,visit,2025-03-03,2025-03-05,minister,happened,the minister called,LAO,log,,,2025-03-06,,
v2,deed,VNM,LAO,visit,2025-06-20,,minister,happened,the minister called again,LAO,log,,,2025-06-21,,
v3,deed,VNM,LAO,visit,2025-08-01,2025-09-30,minister,happened,the minister came,LAO,log,,,2025-10-01,,
v4,deed,VNM,LAO,visit,2025-11-10,2025-11-12,official,happened,somebody else,LAO,log,,,2025-11-13,,
v5,deed,VNM,LAO,visit,2025-12-01,2025-12-02,minister,happened,the minister called,LAO,own,,,2025-12-03,,
l1,deed,PRK,,launch,2025-02-01,,,happened,long,,list,,,2025-02-01,,
l2,deed,PRK,,launch,2025-04-01,,,happened,short,,list,,,2025-04-01,,
l3,deed,PRK,,launch,2025-04-09,,,happened,short,,list,,,2025-04-10,,
l4,deed,PRK,,launch,2025-05-05,,,happened,vague,,list,,,2025-05-05,,
";

fn held() -> Vec<Observation> {
    let sources = ["log", "own", "list"].map(str::to_owned).to_vec();
    let reading = read_events("events.csv", ROWS.as_bytes(), &Defaults { known_at: None, sources });
    assert_eq!(reading.rejects, []);
    reading.observations
}

/// Records that say "the minister" or "short" are of the same, and those that say "vague" may be.
fn likeness(seen: &Observation) -> Likeness {
    match seen.what() {
        what if what.contains("minister") || what == "short" => Likeness::Same,
        "vague" => Likeness::Unsaid,
        _ => Likeness::Other,
    }
}

fn visit(days: &str) -> Deed {
    Deed {
        actor: "VNM".parse().unwrap(),
        target: Some("LAO".parse().unwrap()),
        channel: Channel::Visit,
        period: period(days),
        by_name: true,
    }
}

fn launches(days: &str) -> Deed {
    Deed {
        actor: "PRK".parse().unwrap(),
        target: None,
        channel: Channel::Launch,
        period: period(days),
        by_name: false,
    }
}

fn on(day: &str, deed: Deed) -> Checked {
    let all = held();
    let as_of: AsOf = day.parse().unwrap();
    let independent = |seen: &Observation| seen.origin().source != "own";
    Bench::new(&all, as_of, Language::English, independent).check_deed(&deed, &likeness)
}

#[test]
fn a_visit_is_held_against_the_days_that_are_recorded() {
    use Outcome::{CannotCheck, Confirmed, Contradicted};
    for (days, by_name, expected) in [
        ("2025-03-03/2025-03-05", true, Confirmed),
        ("2025-03-04/2025-03-04", true, Confirmed),
        ("2025-03-01/2025-03-31", true, Confirmed),
        // A day off, or only in part.
        ("2025-03-06/2025-03-06", true, CannotCheck),
        ("2025-03-03/2025-03-07", true, CannotCheck),
        // Too near for another visit of the same people, whose days are known to the last.
        ("2025-03-09/2025-03-10", true, Contradicted),
        ("2025-03-09/2025-03-10", false, CannotCheck),
        ("2025-03-20/2025-03-21", true, CannotCheck),
        // Nobody says how long the second one was.
        ("2025-06-24/2025-06-25", true, CannotCheck),
        // A rough date tells no day, but that it was in those months.
        ("2025-08-20/2025-08-20", true, CannotCheck),
        // Somebody else's visit.
        ("2025-11-10/2025-11-12", true, CannotCheck),
        // The text's own source is no witness.
        ("2025-12-01/2025-12-02", true, CannotCheck),
    ] {
        let checked = on("2026-01-01", Deed { by_name, ..visit(days) });
        assert_eq!(checked.outcome, expected, "{days}: {}", checked.because);
        assert_eq!(checked.evidence.is_empty(), checked.source.is_none());
    }
    // What was not known yet is no witness either.
    assert_eq!(on("2025-03-05", visit("2025-03-03/2025-03-05")).outcome, CannotCheck);
    // Between others nobody came.
    let elsewhere = Deed { target: Some("THA".parse().unwrap()), ..visit("2025-03-03/2025-03-05") };
    assert_eq!(on("2026-01-01", elsewhere).because, "No source of the ledger tells of it.");
}

#[test]
fn that_no_launch_is_listed_contradicts_none() {
    assert_eq!(on("2026-01-01", launches("2025-04-01/2025-04-01")).outcome, Outcome::Confirmed);
    for days in ["2025-04-20/2025-04-20", "2025-05-05/2025-05-05", "2025-02-01/2025-02-01"] {
        let checked = on("2026-01-01", launches(days));
        assert_eq!(checked.outcome, Outcome::CannotCheck, "{days}: {}", checked.because);
    }
}

fn counted(days: &str, told: Told, covered: &str, all: Likeness) -> Checked {
    let lists = [List {
        source: "list".to_owned(),
        covered: Some(period(covered)),
        complete: vec![Channel::Launch],
    }];
    let deed = launches(days);
    let tally = Tally { deed, told, missiles: false, ever: false, first: false };
    let held = held();
    let bench = Bench::new(&held, "2026-01-01".parse().unwrap(), Language::English, |_| true);
    let of_all = |_: &Observation| all;
    match all {
        Likeness::Other => bench.check_tally(&tally, &lists, "flights", &likeness),
        _ => bench.check_tally(&tally, &lists, "flights", &of_all),
    }
}

#[test]
fn a_count_of_launches_is_held_against_a_list_that_has_them_all() {
    use Outcome::{CannotCheck, Confirmed, Contradicted};
    let year = "2025-01-01/2025-12-31";
    let told = |number: f64, bound: Bound| Told { number, half: 0.5, bound };
    for (number, bound, expected) in [
        (4.0, Bound::Exactly, Confirmed),
        (5.0, Bound::Exactly, CannotCheck),
        (6.0, Bound::Exactly, Contradicted),
        (2.0, Bound::Exactly, Contradicted),
        (3.0, Bound::AtLeast, Confirmed),
        (7.0, Bound::AtLeast, Contradicted),
        (4.0, Bound::AtMost, Confirmed),
        (2.0, Bound::AtMost, Contradicted),
        (4.0, Bound::About, CannotCheck),
    ] {
        let checked = counted(year, told(number, bound), year, Likeness::Same);
        assert_eq!(checked.outcome, expected, "{number} {bound:?}: {}", checked.because);
        assert_eq!((checked.found, checked.evidence.len()), (Some(4.0), 4));
    }
    // Where one record may be of the sort and may not, nobody knows the number.
    let two_or_three =
        |number| counted(year, told(number, Bound::Exactly), year, Likeness::Other).outcome;
    assert_eq!([2.0, 3.0, 5.0].map(two_or_three), [CannotCheck, CannotCheck, Contradicted]);
    // A list that ends before the days do has not all of them.
    let half = counted(year, told(9.0, Bound::Exactly), "2025-01-01/2025-06-30", Likeness::Same);
    assert_eq!(half.outcome, CannotCheck);
}

#[test]
fn visits_by_name_are_counted_as_far_as_they_are_recorded() {
    let held = held();
    let bench = Bench::new(&held, "2026-01-01".parse().unwrap(), Language::English, |_| true);
    let said = |number: f64| {
        let told = Told { number, half: 0.5, bound: Bound::Exactly };
        let deed = visit("2025-01-01/2025-07-31");
        let tally = Tally { deed, told, missiles: false, ever: false, first: false };
        bench.check_tally(&tally, &[], "flights", &likeness).outcome
    };
    // That there were more than are recorded nobody can rule out; that there were fewer the records do.
    let expected = [Outcome::Contradicted, Outcome::Confirmed, Outcome::CannotCheck];
    assert_eq!([1.0, 2.0, 3.0].map(said), expected);
}

fn gap(n: f64, step: Step, bound: Bound, first: bool) -> Gap {
    Gap { deed: launches("2025-04-09/2025-04-09"), n, step, bound, first }
}

fn after(gap: &Gap, covered: &str, all: Likeness) -> Option<Outcome> {
    let lists = [List {
        source: "list".to_owned(),
        covered: Some(period(covered)),
        complete: vec![Channel::Launch],
    }];
    let held = held();
    let bench = Bench::new(&held, "2026-01-01".parse().unwrap(), Language::English, |_| true);
    let of_all = |_: &Observation| all;
    let checked = match all {
        Likeness::Other => bench.check_gap(gap, &lists, &likeness),
        _ => bench.check_gap(gap, &lists, &of_all),
    };
    checked.map(|checked| checked.outcome)
}

#[test]
fn a_gap_is_held_against_the_launch_before_in_a_list_that_has_them_all() {
    use Outcome::{CannotCheck, Confirmed, Contradicted};
    let year = "2025-01-01/2025-12-31";
    // Eight days lie between 1 and 9 April.
    for (n, step, bound, first, expected) in [
        (8.0, Step::Day, Bound::Exactly, false, Confirmed),
        (9.0, Step::Day, Bound::Exactly, false, CannotCheck),
        (10.0, Step::Day, Bound::Exactly, false, Contradicted),
        (5.0, Step::Day, Bound::Exactly, false, Contradicted),
        (1.0, Step::Week, Bound::Exactly, false, Confirmed),
        (3.0, Step::Week, Bound::Exactly, false, Contradicted),
        (7.0, Step::Day, Bound::About, false, Confirmed),
        (1.0, Step::Week, Bound::AtLeast, false, Confirmed),
        (2.0, Step::Week, Bound::AtMost, false, Confirmed),
        (6.0, Step::Day, Bound::AtMost, false, Contradicted),
        (3.0, Step::Week, Bound::AtLeast, false, Contradicted),
        (3.0, Step::Month, Bound::Exactly, false, Contradicted),
        // That none was in five days is no less so for the eight.
        (5.0, Step::Day, Bound::Exactly, true, CannotCheck),
        (2.0, Step::Month, Bound::Exactly, true, Contradicted),
    ] {
        let found = after(&gap(n, step, bound, first), year, Likeness::Other);
        assert_eq!(found, Some(expected), "{n} {step:?} {bound:?} {first}");
    }
    let week = gap(8.0, Step::Day, Bound::Exactly, false);
    // A list that does not cover the days between, or has no record of the day itself, knows nothing.
    assert_eq!(after(&week, "2025-04-05/2025-12-31", Likeness::Other), None);
    assert_eq!(after(&week, year, Likeness::Unsaid), None);
    let elsewhen = Gap { deed: launches("2025-04-20/2025-04-20"), ..week };
    assert_eq!(after(&elsewhen, year, Likeness::Same), None);
}

#[test]
fn where_one_between_may_be_of_the_sort_no_gap_is_known() {
    let year = "2025-01-01/2025-12-31";
    let between =
        |day: &str| Gap { deed: launches(day), ..gap(34.0, Step::Day, Bound::Exactly, false) };
    // The vague one of 5 May is of all sorts if all are asked for.
    assert_eq!(after(&between("2025-05-05/2025-05-05"), year, Likeness::Other), None);
    let all = after(&between("2025-05-05/2025-05-05"), year, Likeness::Same);
    assert_eq!(all, Some(Outcome::Contradicted));
}

#[test]
fn how_long_a_visit_lasted_is_held_against_the_days_recorded() {
    use Outcome::{CannotCheck, Confirmed, Contradicted};
    let held = held();
    let bench = Bench::new(&held, "2026-01-01".parse().unwrap(), Language::English, |_| true);
    let lasted = |days: &str, by_name: bool, told: i32, rough: bool| {
        let deed = Deed { by_name, ..visit(days) };
        bench.check_length(&deed, (told, rough), &likeness).map(|checked| checked.outcome)
    };
    // From 3 to 5 March.
    let day = "2025-03-03/2025-03-03";
    assert_eq!(lasted(day, true, 3, false), Some(Confirmed));
    assert_eq!(lasted(day, true, 4, false), Some(CannotCheck));
    assert_eq!(lasted(day, true, 5, false), Some(Contradicted));
    assert_eq!(lasted(day, true, 1, false), Some(Contradicted));
    assert_eq!(lasted(day, true, 7, true), Some(Contradicted));
    assert_eq!(lasted(day, true, 4, true), Some(Confirmed));
    assert_eq!(lasted(day, false, 7, true), Some(CannotCheck));
    // A record of one day, or of somebody else, tells no length.
    assert_eq!(lasted("2025-06-20/2025-06-20", true, 3, false), None);
    assert_eq!(lasted("2025-11-10/2025-11-10", true, 3, false), None);
}
