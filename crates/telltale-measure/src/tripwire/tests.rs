//! What was known on a day decides what is said of it, whatever is learnt later; and the replay says
//! what a question put anew on every day would be told.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use telltale_observation::{
    Actor, Channel, Commodity, Detail, Digest, Draft, Dyad, KnownAt, Locator, Modality, Mode,
    Month, Observation, Ontology, Origin, Period, Quantity, Rank, Unit,
};

use super::*;
use crate::Direction;

mod next;

fn actor(code: &str) -> Actor {
    Actor::parse(code).unwrap()
}

fn dyad() -> Dyad {
    Dyad::new(actor("PRK"), actor("CHN"))
}

/// The first day of the tests' world.
const START: Date = date(2020, 1, 1);

fn day(after: i32) -> Date {
    START.checked_add(after.days()).unwrap()
}

fn origin(source: &str, key: &str) -> Origin {
    Origin {
        source: source.into(),
        key: key.into(),
        publisher: String::new(),
        url: String::new(),
        digest: Digest::of(b""),
        locator: Locator { file: "t.csv".into(), row: 2 },
        basis: String::new(),
        weak: false,
    }
}

fn event_of(channel: Channel, key: &str, on: i32, known: i32, rank: Option<Rank>) -> Observation {
    Observation::new(draft_of(channel, key, on, known.max(on), rank)).unwrap()
}

fn draft_of(channel: Channel, key: &str, on: i32, known: i32, rank: Option<Rank>) -> Draft {
    Draft {
        mode: Mode::Deed,
        dyad: dyad(),
        channel,
        period: Period::day(day(on)).unwrap(),
        known_at: KnownAt::day(day(known)).unwrap(),
        modality: Modality::Happened,
        what: String::new(),
        detail: Detail::Event { rank, place: String::new(), code: None },
        origin: origin("log", key),
    }
}

fn visit(key: &str, on: i32, known: i32) -> Observation {
    event_of(Channel::Visit, key, on, known, None)
}

fn exports(month: Month, amount: f64, known: Date) -> Observation {
    Observation::new(Draft {
        mode: Mode::Deed,
        dyad: dyad(),
        channel: Channel::TradeExports,
        period: Period::month(month),
        known_at: KnownAt::day(known).unwrap(),
        modality: Modality::Reported,
        what: String::new(),
        detail: Detail::Flow {
            quantity: Quantity::new(amount, unit()).unwrap(),
            commodity: "TOTAL".parse::<Commodity>().unwrap(),
            derived: false,
        },
        origin: origin("customs", ""),
    })
    .unwrap()
}

fn unit() -> Unit {
    "USD".parse().unwrap()
}

fn log(curated: bool, complete: bool) -> Ground {
    Ground {
        sources: vec![SourceDays {
            name: "log".into(),
            covered: Some(Period::new(day(0), day(2000)).unwrap()),
            complete: if complete { vec![Channel::Visit, Channel::Launch] } else { Vec::new() },
            curated,
        }],
        ..Ground::default()
    }
}

fn condition(channel: Channel, gauge: Gauge, window_months: u32) -> Condition {
    let of = Pick::new(dyad(), Some(channel));
    Condition { of, gauge, window_months, lasting: Lasting::AtOnce }
}

fn all_of(conditions: Vec<Condition>) -> Rule {
    Rule { all: conditions, ..Rule::default() }
}

fn line(side: Side, value: f64) -> Bound {
    Bound { side, value, until: None }
}

fn states(
    vintages: &[Observation],
    ground: &Ground,
    rule: &Rule,
    last: i32,
) -> Vec<(String, State)> {
    let replayed = replay(vintages, ground, std::slice::from_ref(rule), day(last)).remove(0);
    replayed.phases.iter().map(|phase| (phase.from.to_string(), phase.state)).collect()
}

fn told(expected: &[(&str, State)]) -> Vec<(String, State)> {
    expected.iter().map(|(day, state)| ((*day).to_owned(), *state)).collect()
}

#[test]
fn a_count_over_its_line_holds_whatever_is_not_covered_and_one_below_does_not() {
    use State::{CannotTell, Quiet, Raised};
    let seen = [visit("a", 10, 10), visit("b", 12, 14)];
    let above = all_of(vec![condition(Channel::Visit, Gauge::Count(line(Side::Above, 1.0)), 1)]);
    let below = all_of(vec![condition(Channel::Visit, Gauge::Count(line(Side::Below, 2.0)), 1)]);
    // A curator's list is a lower bound: two are more than one, and none are no proof of none.
    let expected =
        told(&[("2020-01-11", CannotTell), ("2020-01-15", Raised), ("2020-02-11", CannotTell)]);
    assert_eq!(states(&seen, &log(true, false), &above, 100), expected);
    let expected =
        told(&[("2020-01-11", CannotTell), ("2020-01-15", Quiet), ("2020-02-11", CannotTell)]);
    assert_eq!(states(&seen, &log(true, false), &below, 100), expected);
    // Where every case is recorded, a day without one is a day without one.
    let states = states(&seen, &log(false, true), &below, 100);
    assert_eq!(states.last(), Some(&("2020-02-11".to_owned(), Raised)));
}

#[test]
fn a_source_that_falls_silent_covers_no_day_after_a_month() {
    let seen = [visit("a", 0, 0), visit("b", 40, 40)];
    let none = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    let last = |day: i32| states(&seen, &log(false, false), &none, day).pop().unwrap().1;
    assert_eq!(last(45), State::Quiet);
    // The visit has left the window, and nothing says that anybody still looks.
    assert_eq!(last(72), State::CannotTell);
    let complete = states(&seen, &log(false, true), &none, 200).pop().unwrap();
    assert_eq!(complete.1, State::Raised);
}

#[test]
fn what_is_announced_for_a_day_covers_no_day() {
    let planned =
        Draft { modality: Modality::Planned, ..draft_of(Channel::Visit, "p", 90, 8, None) };
    let seen = [visit("a", 10, 10), Observation::new(planned).unwrap()];
    let rule = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    let last = states(&seen, &log(false, false), &rule, 125).pop().unwrap();
    assert_eq!(last.1, State::CannotTell, "{last:?}");
}

#[test]
fn a_visit_is_the_guests_and_is_counted_once_whoever_tells_of_it() {
    let told = |key: &str, guest: bool, on: i32, known: i32| {
        let (home, abroad) = (actor("PRK"), actor("CHN"));
        let (dyad, code) = match guest {
            true => (Dyad::new(home, abroad), "042"),
            false => (Dyad::new(abroad, home), "043"),
        };
        let code = Some((Ontology::Cameo, code.to_owned()));
        let detail = Detail::Event { rank: None, place: String::new(), code };
        let draft = draft_of(Channel::Visit, key, on, known, None);
        Observation::new(Draft { dyad, detail, ..draft }).unwrap()
    };
    // The host tells of three visits; the guest of one of them too, later.
    let seen = [
        told("a", false, 100, 100),
        told("b", false, 103, 103),
        told("c", false, 106, 106),
        told("d", true, 103, 105),
    ];
    let holds = |dyad: Dyad, more_than: f64| {
        let mut one = condition(Channel::Visit, Gauge::Count(line(Side::Above, more_than)), 1);
        one.of = Pick::new(dyad, Some(Channel::Visit));
        states(&seen, &log(false, true), &all_of(vec![one]), 110).pop().unwrap().1
    };
    let there = Dyad::new(actor("PRK"), actor("CHN"));
    assert_eq!((holds(there, 2.0), holds(there, 3.0)), (State::Raised, State::Quiet));
    let back = Dyad::new(actor("CHN"), actor("PRK"));
    assert_eq!(holds(back, 0.0), State::Quiet);
}

#[test]
fn a_guest_who_is_not_named_is_not_the_host() {
    let hosted = |key: &str, on: i32| {
        let code = Some((Ontology::Cameo, "043".to_owned()));
        let detail = Detail::Event { rank: None, place: String::new(), code };
        let dyad = Dyad { actor: actor("PRK"), target: None };
        let draft = draft_of(Channel::Visit, key, on, on, None);
        Observation::new(Draft { dyad, detail, ..draft }).unwrap()
    };
    let to = |key: &str, with: &str, on: i32| {
        let dyad = Dyad::new(actor("PRK"), actor(with));
        let draft = draft_of(Channel::Visit, key, on, on, None);
        Observation::new(Draft { dyad, ..draft }).unwrap()
    };
    let mut seen = vec![to("a", "CHN", 100), to("b", "RUS", 101)];
    seen.extend((0..6).map(|n| hosted(&format!("h{n}"), 100 + n)));
    let now = |target: Option<&str>, gauge: Gauge| {
        let mut one = condition(Channel::Visit, gauge, 1);
        one.of.dyad.target = target.map(actor);
        replay(&seen, &log(false, true), &[all_of(vec![one])], day(110)).remove(0)
    };
    let share = now(Some("CHN"), Gauge::Share(line(Side::Above, 0.4)));
    assert_eq!((share.now().state, share.conditions[0].value), (State::Raised, Some(0.5)));
    assert_eq!(share.conditions[0].evidence.len(), 2, "the whole is of its own trips");
    let count = now(None, Gauge::Count(line(Side::Above, 2.0)));
    assert_eq!((count.now().state, count.conditions[0].value), (State::Quiet, Some(2.0)));
    let then = Pick::new(Dyad { actor: actor("PRK"), target: None }, Some(Channel::Visit));
    let then = Foreseen { of: then, within_days: 10 };
    assert_eq!(outcomes(&seen, &log(false, true), &[then], day(110))[0].targets().len(), 2);
}

#[test]
fn a_share_is_of_all_meetings_whoever_is_named_first() {
    let meeting = |key: &str, with: &str, is_first: bool| {
        let (one, other) = (actor("PRK"), actor(with));
        let dyad = if is_first { Dyad::new(one, other) } else { Dyad::new(other, one) };
        let draft = draft_of(Channel::Meeting, key, 100, 100, None);
        Observation::new(Draft { dyad, ..draft }).unwrap()
    };
    let seen = [
        meeting("a", "CHN", false),
        meeting("b", "CHN", false),
        meeting("c", "CHN", true),
        meeting("d", "RUS", true),
        meeting("e", "RUS", false),
    ];
    let ground = Ground {
        sources: vec![SourceDays {
            complete: vec![Channel::Meeting],
            ..log(false, true).sources[0].clone()
        }],
        ..Ground::default()
    };
    let holds = |share: f64| {
        let gauge = Gauge::Share(line(Side::Above, share));
        let rule = all_of(vec![condition(Channel::Meeting, gauge, 1)]);
        states(&seen, &ground, &rule, 120).pop().unwrap().1
    };
    assert_eq!((holds(0.59), holds(0.61)), (State::Raised, State::Quiet));
}

#[test]
fn no_window_divides_january_from_february() {
    let month = |n: i32| Month::new(2020, 1).unwrap().plus(n);
    // Sums of two months: 200 throughout, but for a February that is thin and a January that is full.
    let amount = |n: i32| match n % 12 {
        0 => 150.0,
        1 => 50.0,
        _ => 100.0,
    };
    let seen: Vec<Observation> =
        (0..17).map(|n| exports(month(n), amount(n), day(31 * (n + 1) + 5))).collect();
    for gauge in [
        Gauge::ChangeMonth(line(Side::Above, 0.1)),
        Gauge::ChangeMonth(line(Side::Below, -0.1)),
        Gauge::Level(line(Side::Below, 199.0)),
        Gauge::Level(line(Side::Above, 201.0)),
    ] {
        let rule = all_of(vec![condition(Channel::TradeExports, gauge.clone(), 2)]);
        let told = states(&seen, &Ground::default(), &rule, 520);
        assert!(told.iter().all(|(_, state)| *state != State::Raised), "{gauge:?}: {told:?}");
        assert!(told.iter().any(|(_, state)| *state == State::Quiet), "{gauge:?}: {told:?}");
    }
}

#[test]
fn a_thin_time_cannot_be_told() {
    let seen = [visit("a", 0, 0), visit("b", 40, 40)];
    let none = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    let mut ground = log(false, true);
    let period = Period::new(day(80), day(90)).unwrap();
    ground.thin.push(ThinDays { actor: actor("CHN"), target: actor("PRK"), period });
    let replayed = replay(&seen, &ground, &[none], day(200)).remove(0);
    assert_eq!(replayed.on(day(79)), State::Raised);
    assert_eq!(replayed.on(day(85)), State::CannotTell);
    assert_eq!(replayed.on(day(125)), State::Raised);
    // Between the two visits, and after the second: what one could not tell is no end.
    assert_eq!(replayed.raisings().len(), 2);
}

#[test]
fn whoever_asks_for_many_days_is_told_the_same_as_whoever_asks_for_one() {
    let seen: Vec<Observation> =
        (0..9).map(|n| visit(&n.to_string(), 23 * n, 23 * n + n % 3)).collect();
    let other = Pick::new(Dyad::new(actor("CHN"), actor("PRK")), Some(Channel::Visit));
    let picks = [vec![Pick::new(dyad(), Some(Channel::Visit))], vec![other]];
    for ground in [log(false, false), log(false, true)] {
        let asked_often = Followed::of(&seen, &ground, day(220));
        for n in 0..150 {
            let days = Period::new(day(n), day(n + 30)).unwrap();
            for picks in &picks {
                let once = Followed::of(&seen, &ground, day(220)).first_gap(picks, days);
                assert_eq!(asked_often.first_gap(picks, days), once, "{n} {picks:?}");
            }
        }
    }
}

#[test]
fn the_first_day_that_nobody_covers_is_named_by_the_rule_for_conditions() {
    let seen = [visit("a", 0, 0), visit("b", 40, 40)];
    let picks = [Pick::new(dyad(), Some(Channel::Visit))];
    let gap = |ground: &Ground, from, to| {
        let days = Period::new(day(from), day(to)).unwrap();
        Followed::of(&seen, ground, day(200)).first_gap(&picks, days)
    };
    assert_eq!(gap(&log(false, true), 10, 190), None);
    assert_eq!(gap(&log(false, true), 190, 210), Some(day(201)), "that day is yet to come");
    // At work for 31 days after each report, where not every case is recorded.
    assert_eq!(gap(&log(false, false), 10, 190), Some(day(31)));
    // The visit asked for, on the fortieth day, does not show that anybody looked between.
    assert_eq!(gap(&log(false, false), 20, 60), Some(day(31)));
    assert_eq!(gap(&log(true, true), 10, 190), Some(day(10)), "picked by hand");
    let mut thin = log(false, true);
    let period = Period::new(day(80), day(90)).unwrap();
    thin.thin.push(ThinDays { actor: actor("CHN"), target: actor("PRK"), period });
    assert_eq!(gap(&thin, 10, 190), Some(day(80)));
    assert_eq!(gap(&thin, 91, 190), None);
}

#[test]
fn what_has_to_last_holds_later_and_what_lets_go_late_lets_go_late() {
    let mut seen = vec![visit("z", 0, 0)];
    seen.extend((0..4).map(|n| visit(&n.to_string(), 100 + n, 100 + n)));
    let above = |until, lasting| {
        let gauge = Gauge::Count(Bound { side: Side::Above, value: 2.5, until });
        all_of(vec![Condition { lasting, ..condition(Channel::Visit, gauge, 1) }])
    };
    let raised = |rule: &Rule| -> Vec<String> {
        let phases = states(&seen, &log(false, true), rule, 300);
        // Before the source was at work nobody can tell.
        phases.into_iter().skip(2).map(|(day, _)| day).collect()
    };
    // Seen on 10 to 13 April: three of them on the 12th, two left after 11 May.
    assert_eq!(raised(&above(None, Lasting::AtOnce)), ["2020-04-12", "2020-05-11"]);
    assert_eq!(raised(&above(None, Lasting::Days(10))), ["2020-04-21", "2020-05-11"]);
    assert_eq!(raised(&above(None, Lasting::Months(1))), [""; 0]);
    assert_eq!(raised(&above(Some(1.0), Lasting::AtOnce)), ["2020-04-12", "2020-05-13"]);
}

#[test]
fn a_day_of_which_one_cannot_tell_does_not_end_what_lasts() {
    use State::{CannotTell, Quiet, Raised};
    let seen = [visit("a", 0, 0), visit("b", 200, 200)];
    let absence = |lasting| {
        all_of(vec![Condition { lasting, ..condition(Channel::Visit, Gauge::Absence, 1) }])
    };
    let mut thin = log(false, true);
    let (actor, target) = (dyad().actor, dyad().target.unwrap());
    thin.thin.push(ThinDays { actor, target, period: Period::day(day(80)).unwrap() });
    let replayed = replay(&seen, &thin, &[absence(Lasting::Days(20))], day(250)).remove(0);
    // None in a month from 1 February on, for twenty days on the 20th; 21 March can be told of no
    // more, and is in the windows until 20 April, and in the twenty days until 9 May.
    let phases: Vec<_> =
        replayed.phases.iter().map(|one| (one.from.to_string(), one.state)).collect();
    let expected = [
        ("2020-01-01", CannotTell),
        ("2020-02-20", Raised),
        ("2020-03-21", CannotTell),
        ("2020-05-10", Raised),
        ("2020-07-19", Quiet),
        ("2020-09-07", Raised),
    ];
    let since_known = &phases[phases.len() - 5..];
    assert_eq!(since_known, &told(&expected)[1..], "{phases:?}");
    assert_eq!(replayed.raisings().len(), 2, "one firing before the second visit, and one after");
    let now = |on: i32| replay(&seen, &thin, &[absence(Lasting::Days(20))], day(on)).remove(0);
    let open = now(115).conditions.remove(0);
    assert_eq!((open.truth, open.blind), (Truth::Unknown, Some(Blind::Earlier)));
    assert_eq!(open.next, Next::Staying { until: day(130) });
    // One day on end is that day.
    let one = replay(&seen, &thin, &[absence(Lasting::Days(1))], day(250)).remove(0);
    assert_eq!(one.phases, replay(&seen, &thin, &[absence(Lasting::AtOnce)], day(250))[0].phases);
}

#[test]
fn what_failed_on_a_day_has_not_lasted_whatever_is_not_known_since() {
    // A visit on day 40, and nothing known of the days from 75 on: at most 34 days on end.
    let mut thin = log(false, true);
    let (actor, target) = (dyad().actor, dyad().target.unwrap());
    let period = Period::new(day(75), day(400)).unwrap();
    thin.thin.push(ThinDays { actor, target, period });
    let seen = [visit("a", 0, 0), visit("b", 40, 40)];
    let lasting = Lasting::Days(60);
    let absence = condition(Channel::Visit, Gauge::Absence, 1);
    let rule = all_of(vec![Condition { lasting, ..absence }]);
    let on = |on: i32| replay(&seen, &thin, std::slice::from_ref(&rule), day(on)).remove(0);
    let surely_not = on(100);
    assert_eq!(surely_not.now().state, State::Quiet);
    assert_eq!(surely_not.conditions[0].failed_on, Some(day(68)));
    assert_eq!((on(127).now().state, on(128).now().state), (State::Quiet, State::CannotTell));
}

#[test]
fn figures_running_are_counted_by_figure_and_an_old_one_is_stale() {
    let month = |n: i32| Month::new(2020, 1).unwrap().plus(n);
    let published = |n: i32| month(n + 1).first_day().checked_add(19.days()).unwrap();
    let amounts = [9., 9., 9., 9., 9., 9., 9., 9., 9., 9., 9., 9., 9., 9., 8., 8., 8., 10.];
    let seen: Vec<Observation> = amounts
        .iter()
        .enumerate()
        .map(|(n, amount)| exports(month(n as i32), *amount, published(n as i32)))
        .collect();
    let gauge = Gauge::ChangeYear(line(Side::Below, 0.0));
    let one =
        Condition { lasting: Lasting::Figures(2), ..condition(Channel::TradeExports, gauge, 1) };
    use State::{CannotTell, Quiet, Raised};
    let phases = states(&seen, &Ground::default(), &all_of(vec![one]), 1000);
    assert_eq!(
        phases,
        told(&[
            ("2020-02-20", CannotTell), // nothing to compare with, until February: January waits
            ("2021-03-20", Quiet),
            ("2021-05-20", Raised), // March's figure came in April, April's in May
            ("2021-07-20", Quiet),
            ("2021-11-01", CannotTell),
        ])
    );
}

#[test]
fn the_next_observation_that_flips_a_condition_does() {
    let seen: Vec<Observation> =
        (0..5).map(|n| visit(&n.to_string(), 100 + 7 * n, 100 + 7 * n)).collect();
    let ground = log(false, true);
    for (gauge, window) in [
        (Gauge::Count(line(Side::Above, 7.0)), 3),
        (Gauge::Count(line(Side::Below, 6.0)), 3),
        (Gauge::Rank(Rank::Leader), 3),
        (Gauge::ChangeMonth(line(Side::Above, 6.0)), 1),
    ] {
        let rule = all_of(vec![condition(Channel::Visit, gauge.clone(), window)]);
        let now = |seen: &[Observation]| {
            replay(seen, &ground, std::slice::from_ref(&rule), day(140)).remove(0)
        };
        let before = now(&seen);
        let Next::More { count } = before.conditions[0].next else {
            panic!("{gauge:?}: {:?}", before.conditions[0])
        };
        let more = |count: u32| {
            let more = (0..count)
                .map(|n| event_of(Channel::Visit, &format!("m{n}"), 140, 140, Some(Rank::Leader)));
            let seen: Vec<Observation> = seen.iter().cloned().chain(more).collect();
            now(&seen).now().state
        };
        assert_ne!(more(count), before.now().state, "{gauge:?}");
        assert_eq!(more(count - 1), before.now().state, "{gauge:?}");
    }
    let absence = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    let before = replay(&seen, &ground, std::slice::from_ref(&absence), day(140)).remove(0);
    let Next::Passing { on } = before.conditions[0].next else { panic!("{before:?}") };
    let after = replay(&seen, &ground, &[absence], on).remove(0);
    assert_eq!((before.now().state, after.now().from), (State::Quiet, on));
}

#[test]
fn the_next_figure_that_flips_a_flow_does() {
    let month = |n: i32| Month::new(2020, 1).unwrap().plus(n);
    let seen: Vec<Observation> =
        (0..18).map(|n| exports(month(n), 100.0 + f64::from(n), day(31 * (n + 1)))).collect();
    for gauge in [
        Gauge::Level(line(Side::Above, 400.0)),
        Gauge::Level(line(Side::Below, 300.0)),
        Gauge::ChangeYear(line(Side::Above, 0.2)),
        Gauge::ChangeMonth(line(Side::Below, 0.0)),
    ] {
        let rule = all_of(vec![condition(Channel::TradeExports, gauge.clone(), 3)]);
        let now = |seen: &[Observation]| {
            replay(seen, &Ground::default(), std::slice::from_ref(&rule), day(620)).remove(0)
        };
        let before = now(&seen);
        let Next::Amount { first, last, figures, .. } = before.conditions[0].next else {
            panic!("{gauge:?}: {:?}", before.conditions[0])
        };
        // A change on the month waits for August: July would be compared with February to April.
        let two = matches!(gauge, Gauge::ChangeMonth(_));
        assert_eq!((first, last), (month(18), month(if two { 19 } else { 18 })));
        let with = |amount: f64| {
            let each = amount / f64::from(last.since(first) + 1);
            let next = first.through(last).map(|month| exports(month, each, day(610)));
            let seen: Vec<Observation> = seen.iter().cloned().chain(next).collect();
            now(&seen).now().state
        };
        // What is said flips it itself, and a little on this side of it does not.
        let (least, nudge) = edge(figures);
        assert_ne!(with(least), before.now().state, "{gauge:?}");
        assert_eq!(with(least - nudge), before.now().state, "{gauge:?}");
    }
}

/// The figure at which what flips begins, of those that have no other end; and a little towards it.
fn edge(figures: crate::Figures) -> (f64, f64) {
    match (figures.at_least, figures.at_most) {
        (Some(least), None) => (least, 1e-3),
        (None, Some(most)) => (most, -1e-3),
        _ => panic!("one end: {figures:?}"),
    }
}

#[test]
fn what_has_to_last_is_flipped_by_as_many_figures_as_it_says() {
    let gauge = Gauge::Level(line(Side::Below, 100.0));
    let lasting = Lasting::Figures(3);
    let rule = all_of(vec![Condition { lasting, ..condition(Channel::TradeExports, gauge, 1) }]);
    let month = |n: i32| Month::new(2020, 1).unwrap().plus(n);
    let known = |n: i32| day(31 * (n + 1));
    let mut seen: Vec<Observation> = (1..=6).map(|n| exports(month(n), 120.0, known(n))).collect();
    let now = |seen: &[Observation], last: Date| {
        replay(seen, &Ground::default(), std::slice::from_ref(&rule), last).remove(0)
    };
    let mut lasts = Vec::new();
    for n in 6..9 {
        let replayed = now(&seen, known(n));
        assert_eq!(replayed.now().state, State::Quiet);
        let judged = &replayed.conditions[0];
        let Next::Amount { first, figures, .. } = judged.next else { panic!("{judged:?}") };
        assert_eq!(figures.at_least, None);
        lasts.push(judged.next_lasts);
        seen.push(exports(first, figures.at_most.unwrap(), known(n + 1)));
    }
    assert_eq!(lasts, [Some(lasting), Some(Lasting::Figures(2)), None]);
    assert_eq!(now(&seen, known(9)).now().state, State::Raised);
}

#[test]
fn a_condition_on_a_verdict_follows_it() {
    let step = |on: i32, direction, probability| Step { day: day(on), direction, probability };
    let steps = vec![
        step(0, Direction::CannotTell, None),
        step(50, Direction::Loosening, Some(0.02)),
        step(90, Direction::Tightening, Some(0.97)),
        step(120, Direction::CannotTell, Some(0.99)),
    ];
    let told =
        vec![Told { dyad: dyad(), channel: None, steps, evidence: vec![visit("a", 0, 0).id()] }];
    let ground = Ground { told, ..Ground::default() };
    let seen = [visit("a", 0, 0)];
    let of = Pick::new(dyad(), None);
    let rule = |gauge| {
        let of = of.clone();
        all_of(vec![Condition { of, gauge, window_months: 1, lasting: Lasting::AtOnce }])
    };
    let on = |gauge, on: i32| replay(&seen, &ground, &[rule(gauge)], day(on)).remove(0).now().state;
    let loosening = || Gauge::Direction(Direction::Loosening);
    let raised = replay(&seen, &ground, &[rule(loosening())], day(50)).remove(0);
    assert_eq!(raised.conditions[0].evidence, [seen[0].id()], "what the verdict rests on");
    assert_eq!(on(loosening(), 49), State::CannotTell);
    assert_eq!(on(loosening(), 50), State::Raised);
    assert_eq!(on(loosening(), 90), State::Quiet);
    let likely = Gauge::Probability(Direction::Loosening, line(Side::Above, 0.9));
    assert_eq!(on(likely, 60), State::Raised);
    // A verdict that tells nothing has no probability either, whatever number stands beside it.
    let tightening = Gauge::Probability(Direction::Tightening, line(Side::Above, 0.9));
    assert_eq!(on(tightening.clone(), 90), State::Raised);
    assert_eq!(on(tightening, 120), State::CannotTell);
}

#[test]
fn what_must_not_have_been_is_not_told_of_a_thin_time() {
    let mut thin = log(false, true);
    let (actor, target) = (dyad().actor, dyad().target.unwrap());
    let period = Period::new(day(200), day(330)).unwrap();
    thin.thin = vec![ThinDays { actor, target, period }];
    let now = |seen: &[Observation], ground: &Ground, rule: &Rule, on: i32| {
        replay(seen, ground, std::slice::from_ref(rule), day(on)).remove(0).now().state
    };
    let visits: Vec<Observation> = (0..10).map(|n| visit(&n.to_string(), 30 * n, 30 * n)).collect();
    let often = condition(Channel::Visit, Gauge::Observed, 3);
    let refused = condition(Channel::Refusal, Gauge::Observed, 3);
    let rule = Rule { all: vec![often], none: vec![refused], ..Rule::default() };
    assert_eq!(now(&visits, &thin, &rule, 280), State::CannotTell, "nobody looked");
    let first = [visit("a", 0, 0)];
    let absence = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    assert_eq!(now(&first, &log(false, true), &absence, 300), State::Raised);
    assert_eq!(now(&first, &thin, &absence, 300), State::CannotTell);
}

#[test]
fn a_target_that_always_follows_is_scored_as_such() {
    // A visit every hundred days or so, and a launch 25 days after each.
    let mut seen = Vec::new();
    for n in 0..19 {
        let on = 100 * n + n * 37 % 29;
        seen.push(visit(&format!("v{n}"), on, on));
        seen.push(event_of(Channel::Launch, &format!("l{n}"), on + 25, on + 25, None));
    }
    let ground = log(false, true);
    let rule = all_of(vec![condition(Channel::Visit, Gauge::Observed, 1)]);
    let then = Foreseen { of: Pick::new(dyad(), Some(Channel::Launch)), within_days: 30 };
    let replayed = replay(&seen, &ground, &[rule], day(1900)).remove(0);
    let outcomes = outcomes(&seen, &ground, &[then], day(1900)).remove(0);
    let record = score(&replayed, &outcomes, 7);
    let precision = record.precision.unwrap();
    assert_eq!((record.fired, record.targets, record.anecdotal), (19, 19, false));
    assert_eq!((precision.hits, precision.n, precision.value), (19, 19, 1.0));
    assert_eq!(record.warned.map(|warned| (warned.hits, warned.n)), Some((19, 19)));
    assert_eq!(record.lead_days_median, Some(25.0));
    assert_eq!(record.false_alarms_a_year, Some(0.0));
    assert_eq!(record, score(&replayed, &outcomes, 7));
    assert_eq!(record.curve.len(), 1);
    assert!((record.curve[0].1 - 1.0).abs() < 1e-9);
    assert!(record.skill.unwrap() > 0.5 && record.p.unwrap() < 0.05, "{record:?}");
}

#[test]
fn an_outcome_is_learnt_of_when_it_is_told_and_not_when_its_horizon_is_over() {
    // A launch a week after each visit, told so many days later. In the first year a visit was
    // followed by none, so that whoever knew only that would think visits to mean nothing.
    let record = |late: i32| {
        let mut seen = vec![event_of(Channel::Launch, "first", 0, 0, None)];
        for n in 0..24 {
            let on = 80 * n + n * 37 % 29;
            seen.push(visit(&format!("v{n}"), on, on));
            if n > 4 {
                let launch = on + 7;
                seen.push(event_of(Channel::Launch, &format!("l{n}"), launch, launch + late, None));
            }
        }
        let rule = all_of(vec![condition(Channel::Visit, Gauge::Observed, 1)]);
        let then = Foreseen { of: Pick::new(dyad(), Some(Channel::Launch)), within_days: 30 };
        let ground = log(false, true);
        let replayed = replay(&seen, &ground, &[rule], day(2400)).remove(0);
        score(&replayed, &outcomes(&seen, &ground, &[then], day(2400))[0], 7)
    };
    let (at_once, late) = (record(0), record(400));
    let same = |one: &Record| (one.days_scored, one.precision.map(|precision| precision.hits));
    assert_eq!(same(&at_once), same(&late), "what came is the same, whenever it was told");
    let [now, then] = [&at_once, &late].map(|one| one.brier.unwrap());
    assert!(then > now * 1.1, "{then} is no worse than {now}, though it knew less");
}

#[test]
fn an_event_that_is_taken_back_is_learnt_of_as_none_only_then() {
    let outcomes_with = |corrected: i32| {
        let draft = |known: i32, on: i32| draft_of(Channel::Launch, "x", on, known, None);
        let seen = [
            event_of(Channel::Launch, "0", 0, 0, None),
            Observation::new(draft(10, 10)).unwrap(),
            Observation::new(Draft { modality: Modality::Denied, ..draft(corrected, 10) }).unwrap(),
        ];
        let then = Foreseen { of: Pick::new(dyad(), Some(Channel::Launch)), within_days: 30 };
        outcomes(&seen, &log(false, true), &[then], day(200)).remove(0)
    };
    let (soon, late) = (outcomes_with(11), outcomes_with(150));
    assert_eq!(soon.targets(), late.targets(), "what is known on the last day is the same");
    assert_ne!(soon, late, "when it was known is not");
}

#[test]
fn few_targets_are_an_anecdote_without_a_curve_and_open_outcomes_stay_open() {
    let seen =
        [visit("a", 0, 0), event_of(Channel::Launch, "x", 5, 5, None), visit("b", 1990, 1990)];
    let ground = log(false, true);
    let rule = all_of(vec![condition(Channel::Visit, Gauge::Observed, 1)]);
    let then = Foreseen { of: Pick::new(dyad(), Some(Channel::Launch)), within_days: 30 };
    let replayed = replay(&seen, &ground, &[rule], day(2000)).remove(0);
    let record = score(&replayed, &outcomes(&seen, &ground, &[then], day(2000))[0], 7);
    assert!(record.anecdotal && record.curve.is_empty());
    // The second raising's thirty days are not over.
    assert_eq!((record.fired, record.precision.unwrap().n), (2, 1));
    // One time it came, one time nobody knows yet.
    assert_eq!((record.lead_days_median, record.lead_censored), (Some(5.0), 1));
}

#[test]
fn noise_precedes_nothing() {
    // Targets that know nothing of the tripwire: p is spread evenly, so that few are small.
    let mut state = 1u64;
    let mut draw = |n: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let ground = log(false, true);
    let then = Foreseen { of: Pick::new(dyad(), Some(Channel::Launch)), within_days: 30 };
    let rule = all_of(vec![condition(Channel::Visit, Gauge::Count(line(Side::Above, 2.0)), 1)]);
    let mut small = 0;
    for _ in 0..200 {
        let mut seen = vec![visit("0", 0, 0), event_of(Channel::Launch, "0l", 0, 0, None)];
        for n in 0..60 {
            let (on, flown) = (draw(1900) as i32, draw(1900) as i32);
            seen.push(visit(&format!("v{n}"), on, on));
            if n < 20 {
                seen.push(event_of(Channel::Launch, &format!("l{n}"), flown, flown, None));
            }
        }
        let replayed = replay(&seen, &ground, std::slice::from_ref(&rule), day(1900)).remove(0);
        let record = score(
            &replayed,
            &outcomes(&seen, &ground, std::slice::from_ref(&then), day(1900))[0],
            7,
        );
        small += usize::from(record.p.is_some_and(|p| p <= 0.1));
    }
    assert!((6..=36).contains(&small), "{small} of 200 at p ≤ 0.1");
}

/// A month of 2020 or later, counted from January 2020.
fn month(n: i32) -> Month {
    Month::new(2020, 1).unwrap().plus(n)
}

/// What somebody exported to somebody in a month, known so many days after it, as a source tells.
fn told_exports(source: &str, to: &str, n: i32, amount: f64, late: i32) -> Observation {
    let known = month(n).last_day().checked_add(late.days()).unwrap();
    let seen = exports(month(n), amount, known);
    let quantity = Quantity::new(amount, unit()).unwrap();
    Observation::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(actor("PRK"), actor(to)),
        channel: Channel::TradeExports,
        period: seen.period(),
        known_at: seen.known_at(),
        modality: Modality::Reported,
        what: String::new(),
        detail: Detail::Flow { quantity, commodity: Commodity::total(), derived: false },
        origin: origin(source, to),
    })
    .unwrap()
}

fn on_flows(
    seen: &[Observation],
    gauge: Gauge,
    window: u32,
    lasting: Lasting,
    on: Date,
) -> Replayed {
    let one = Condition { lasting, ..condition(Channel::TradeExports, gauge, window) };
    replay(seen, &Ground::default(), &[all_of(vec![one])], on).remove(0)
}

#[test]
fn a_share_is_of_months_that_every_partner_is_told_of() {
    let share = |seen: &[Observation], window: u32, on: Date| {
        on_flows(seen, Gauge::Share(line(Side::Above, 0.6)), window, Lasting::AtOnce, on)
    };
    // The largest partner comes ten days after the others.
    let all = |last: i32, gap: Option<i32>| -> Vec<Observation> {
        let of = |n: i32| {
            let rest = [("CHN", 50.0, 10), ("MNG", 5.0, 10), ("RUS", 45.0, 20)];
            rest.map(|(to, amount, late)| told_exports("customs", to, n, amount, late))
        };
        let all = (2..=last).flat_map(of);
        let is_gap = |seen: &Observation| {
            gap.is_some_and(|n| seen.period().as_month() == Some(month(n)))
                && seen.dyad().target == Some(actor("RUS"))
        };
        all.filter(|seen| !is_gap(seen)).collect()
    };
    for window in [1, 4] {
        for late in [12, 25] {
            let on = month(8).last_day().checked_add(late.days()).unwrap();
            let now = share(&all(8, None), window, on);
            assert_eq!(now.now().state, State::Quiet, "{window} {late}");
            let whole = now.conditions[0].whole.unwrap();
            let last = month(if late == 12 { 7 } else { 8 });
            assert_eq!((whole.partners, whole.last), (3, last), "{window} {late}");
            assert_eq!(whole.sum, 100.0 * f64::from(window));
            assert_eq!(now.conditions[0].evidence.len(), 3 * window as usize);
        }
    }
    // A month that never came: the months before it, and none as long as these are too old.
    let on = |n: i32| month(n).last_day().checked_add(25.days()).unwrap();
    assert_eq!(share(&all(9, Some(8)), 4, on(9)).conditions[0].whole.unwrap().last, month(7));
    let late = share(&all(10, Some(7)), 4, on(10));
    assert_eq!((late.now().state, late.conditions[0].whole), (State::CannotTell, None));
    assert_eq!(share(&all(10, Some(7)), 3, on(10)).conditions[0].whole.unwrap().last, month(10));
}

#[test]
fn figures_running_are_of_one_source_as_they_are_known_now() {
    let low = || Gauge::Level(line(Side::Below, 90.0));
    let three = Lasting::Figures(3);
    let after = |n: i32, days: i32| month(n).last_day().checked_add(days.days()).unwrap();
    let of = |source: &str, amounts: &[(i32, f64)]| -> Vec<Observation> {
        let one = |(n, amount): &(i32, f64)| told_exports(source, "CHN", *n, *amount, 20);
        amounts.iter().map(one).collect()
    };
    // One source tells of two low months and ends; another of high ones, and then of a low one.
    let mut two = of("customs", &[(2, 100.), (3, 100.), (4, 100.), (5, 80.), (6, 80.)]);
    two.extend(of("other", &[(4, 120.), (5, 120.), (6, 120.), (7, 120.), (8, 120.), (9, 120.)]));
    two.extend(of("other", &[(10, 120.), (11, 120.), (14, 120.), (15, 80.)]));
    let now = on_flows(&two, low(), 1, three, after(15, 21));
    assert_eq!(now.now().state, State::Quiet);
    let judged = &now.conditions[0];
    assert_eq!(judged.series.as_ref().map(|(source, _)| source.as_str()), Some("other"));
    assert_eq!(judged.running, Some((month(15), 1)));
    assert!(now.raisings().is_empty(), "{:?}", now.phases);
    // The first of three is revised upward before the third comes.
    let mut revised = of("customs", &[(2, 100.), (3, 80.), (4, 80.), (5, 80.), (6, 80.)]);
    revised.push(told_exports("customs", "CHN", 3, 120.0, 55));
    let now = on_flows(&revised, low(), 1, three, after(5, 21));
    assert_eq!((now.now().state, now.conditions[0].running), (State::Quiet, Some((month(4), 2))));
    let now = on_flows(&revised, low(), 1, three, after(6, 21));
    assert_eq!((now.now().state, now.conditions[0].running), (State::Raised, Some((month(4), 3))));
    assert_eq!(now.conditions[0].evidence.len(), 3);
    // Between the two lines one holds only after one that is past the first.
    let until = Gauge::Level(Bound { side: Side::Below, value: 90.0, until: Some(110.0) });
    let mut kept = of("customs", &[(2, 120.), (3, 80.), (4, 100.), (5, 105.)]);
    assert_eq!(on_flows(&kept, until.clone(), 1, three, after(5, 21)).now().state, State::Raised);
    kept.push(told_exports("customs", "CHN", 3, 95.0, 55));
    assert_eq!(on_flows(&kept, until, 1, three, after(5, 21)).now().state, State::Quiet);
    // A month that never came may have been one of them.
    let gap = of("customs", &[(2, 100.), (3, 80.), (5, 80.), (6, 80.)]);
    let now = on_flows(&gap, low(), 1, three, after(6, 21));
    assert_eq!((now.now().state, now.conditions[0].next), (State::CannotTell, Next::Figure));
    assert_eq!(now.conditions[0].blind, Some(Blind::EarlierFigure));
}

#[test]
fn what_is_before_the_first_figure_that_compares_may_be_past_the_line_too() {
    let after = |n: i32| month(n).last_day().checked_add(21.days()).unwrap();
    let of = |amounts: &[(i32, f64)]| -> Vec<Observation> {
        let one = |(n, amount): &(i32, f64)| told_exports("customs", "CHN", *n, *amount, 20);
        amounts.iter().map(one).collect()
    };
    let state = |seen: &[Observation], gauge: Gauge, figures: u32, on: i32| {
        let now = on_flows(seen, gauge, 1, Lasting::Figures(figures), after(on));
        (now.now().state, now.conditions[0].blind)
    };
    // The series begins in the middle of a slump.
    let low = || Gauge::Level(line(Side::Below, 90.0));
    let slump = of(&[(4, 70.0), (5, 75.0)]);
    let open = (State::CannotTell, Some(Blind::EarlierFigure));
    assert_eq!(state(&slump, low(), 3, 5), open);
    assert_eq!(state(&slump, low(), 2, 5), (State::Raised, None));
    let begun = of(&[(3, 95.0), (4, 70.0), (5, 75.0)]);
    assert_eq!(state(&begun, low(), 3, 5), (State::Quiet, None));
    // The year before begins with the first month that can be compared.
    let year: Vec<(i32, f64)> = (2..16).map(|n| (n, if n < 14 { 100.0 } else { 60.0 })).collect();
    let fell = || Gauge::ChangeYear(line(Side::Below, -0.2));
    assert_eq!(state(&of(&year), fell(), 2, 14), open);
    assert_eq!(state(&of(&year), fell(), 3, 15), open);
    assert_eq!(state(&of(&year), fell(), 2, 15), (State::Raised, None));
}

#[test]
fn a_trend_of_trade_is_told_from_thirty_nine_months_on() {
    // From the 42nd month on half as high, with a little noise.
    let amount = |n: i32| if n < 42 { 200.0 } else { 100.0 } + f64::from(n * 7 % 5);
    let seen: Vec<Observation> =
        (0..96).map(|n| told_exports("customs", "CHN", n, amount(n), 20)).collect();
    let falling = |window: u32, on: i32| {
        let on = month(on).last_day().checked_add(21.days()).unwrap();
        on_flows(&seen, Gauge::Trend(Course::Falling), window, Lasting::AtOnce, on).now().state
    };
    let told = |window: u32| (72..82).map(move |on| falling(window, on));
    assert!(told(38).all(|state| state == State::CannotTell));
    assert!(told(39).any(|state| state != State::CannotTell));
    // January and February are one period: of 39 months four may be Januaries.
    assert_eq!(crate::THRESHOLDS.history_min + 3, 39);
    assert!(told(39).any(|state| state == State::CannotTell));
    assert!(told(40).all(|state| state != State::CannotTell), "{:?}", told(40).collect::<Vec<_>>());
}

#[test]
fn what_is_awaited_is_not_published_yet() {
    // January is published, and waits for February: the window that is judged ends with December.
    let seen: Vec<Observation> =
        (0..25).map(|n| told_exports("customs", "CHN", n, 100.0, 20)).collect();
    let on = month(24).last_day().checked_add(21.days()).unwrap();
    let gauge = Gauge::ChangeYear(line(Side::Above, 0.1));
    let now = on_flows(&seen, gauge.clone(), 3, Lasting::AtOnce, on).conditions.remove(0);
    let window = Window { now: [month(21), month(23)], before: Some([month(9), month(11)]) };
    assert_eq!((now.window, now.value), (Some(window), Some(0.0)));
    let Next::Amount { first, last, figures, .. } = now.next else { panic!("{now:?}") };
    assert_eq!((first, last), (month(25), month(25)), "January came already");
    let on = month(25).last_day().checked_add(21.days()).unwrap();
    for (nudge, state) in [(0.0, State::Raised), (-1e-3, State::Quiet)] {
        let february = told_exports("customs", "CHN", 25, edge(figures).0 + nudge, 20);
        let seen: Vec<Observation> = seen.iter().cloned().chain([february]).collect();
        assert_eq!(on_flows(&seen, gauge.clone(), 3, Lasting::AtOnce, on).now().state, state);
    }
}

#[test]
fn a_source_that_is_sooner_does_not_take_turns_with_another() {
    let mut seen = Vec::new();
    for n in 2..14 {
        seen.push(told_exports("a", "CHN", n, 100.0, 30));
        seen.push(told_exports("b", "CHN", n, 50.0, 20));
    }
    let gauge = Gauge::Level(line(Side::Below, 90.0));
    let on = month(13).last_day().checked_add(31.days()).unwrap();
    let now = on_flows(&seen, gauge, 1, Lasting::AtOnce, on);
    let states: Vec<State> = now.phases.iter().map(|phase| phase.state).collect();
    assert_eq!(now.now().state, State::Quiet);
    assert!(states.len() <= 3, "{states:?}");
}

fn spanned(key: &str, source: &str, from: i32, to: i32, known: i32) -> Observation {
    let period = Period::new(day(from), day(to)).unwrap();
    let draft = draft_of(Channel::Visit, key, from, known, None);
    Observation::new(Draft { period, origin: origin(source, key), ..draft }).unwrap()
}

#[test]
fn what_lies_somewhere_in_a_span_may_be_within_a_window() {
    let absence = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    // From 1 to 30 April 2020, and known on 2 May.
    let seen = [visit("a", 10, 10), spanned("b", "log", 91, 120, 122)];
    let on = |on: i32| {
        replay(&seen, &log(false, true), std::slice::from_ref(&absence), day(on)).remove(0)
    };
    assert_eq!(on(121).now().state, State::Raised, "nobody knows yet");
    let open = on(130);
    assert_eq!(open.now().state, State::CannotTell);
    assert_eq!(open.conditions[0].blind, Some(Blind::Imprecise));
    assert_eq!(open.conditions[0].next, Next::Passing { on: day(150) });
    // A month after the last day on which it may have been.
    assert_eq!((on(149).now().state, on(150).now().state), (State::CannotTell, State::Raised));
    // One whose whole span lies in the window was in it.
    let seen = [visit("a", 10, 10), spanned("b", "log", 105, 107, 109)];
    let now = replay(&seen, &log(false, true), &[absence], day(125)).remove(0);
    assert_eq!(now.now().state, State::Quiet);
}

/// A log, which may record every case, a paper that is curated, and a wire.
fn several(complete: bool) -> Ground {
    let mut ground = log(false, complete);
    let paper = SourceDays { name: "paper".into(), ..log(true, false).sources[0].clone() };
    let wire = SourceDays { name: "wire".into(), ..log(false, false).sources[0].clone() };
    ground.sources.extend([paper, wire]);
    ground
}

#[test]
fn what_several_sources_tell_of_one_day_is_one_at_least() {
    let more_than_one = condition(Channel::Visit, Gauge::Count(line(Side::Above, 1.0)), 1);
    let rule = all_of(vec![more_than_one]);
    let judged = |seen: &[Observation], complete: bool| {
        replay(seen, &several(complete), std::slice::from_ref(&rule), day(125)).remove(0)
    };
    let far = spanned("z", "log", 90, 90, 90);
    let twice =
        [far.clone(), spanned("a", "log", 110, 112, 112), spanned("b", "paper", 111, 111, 114)];
    // Where one of them records every case, the other tells of no second one.
    let now = judged(&twice, true);
    assert_eq!((now.now().state, now.conditions[0].value), (State::Quiet, Some(1.0)));
    assert_eq!(now.conditions[0].evidence.len(), 2);
    let now = judged(&twice, false);
    assert_eq!((now.now().state, now.conditions[0].at_least), (State::CannotTell, Some(1.0)));
    assert_eq!(now.conditions[0].at_most, Some(2.0));
    // Two of one source are two, and so are two on two days.
    let both = [twice.as_slice(), &[spanned("c", "log", 110, 110, 112)]].concat();
    assert_eq!(judged(&both, true).now().state, State::Raised);
    let apart = [far, spanned("a", "log", 110, 110, 112), spanned("b", "paper", 111, 111, 114)];
    assert_eq!(judged(&apart, true).now().state, State::Raised);
}

#[test]
fn a_source_that_never_told_of_a_pair_does_not_tell_of_its_absence() {
    let elsewhere = draft_of(Channel::Visit, "b", 60, 60, None);
    let dyad = Dyad::new(actor("PRK"), actor("RUS"));
    let seen = [Observation::new(Draft { dyad, ..elsewhere }).unwrap()];
    let absence = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    let state = |seen: &[Observation]| states(seen, &log(false, true), &absence, 200).pop();
    assert_eq!(state(&seen).unwrap().1, State::CannotTell);
    let seen = [seen[0].clone(), visit("a", 70, 70)];
    assert_eq!(state(&seen).unwrap().1, State::Raised);
}

#[test]
fn a_change_from_nothing_has_no_ratio_but_is_not_less() {
    let seen = [visit("a", 0, 0), visit("b", 120, 120)];
    let state = |bound: Bound| {
        let rule = all_of(vec![condition(Channel::Visit, Gauge::ChangeMonth(bound), 1)]);
        let now = replay(&seen, &log(false, true), &[rule], day(125)).remove(0);
        (now.now().state, now.conditions[0].blind)
    };
    assert_eq!(state(line(Side::Above, 5.0)), (State::CannotTell, Some(Blind::NoRatio)));
    assert_eq!(state(line(Side::Below, 0.0)).0, State::Quiet);
    assert_eq!(state(line(Side::Above, -0.5)).0, State::Raised);
}

#[test]
fn by_how_much_it_rose_cannot_be_told_where_there_may_have_been_nothing() {
    // Two in the last month, and one on one of the days around the end of the month before.
    let seen = [visit("z", 0, 0), spanned("s", "log", 85, 95, 96), visit("a", 130, 130)];
    let seen = [seen.as_slice(), &[visit("b", 131, 131)]].concat();
    let judged = |bound: Bound, complete: bool| {
        let rule = all_of(vec![condition(Channel::Visit, Gauge::ChangeMonth(bound), 1)]);
        let now = replay(&seen, &log(false, complete), &[rule], day(150)).remove(0);
        now.conditions[0].clone()
    };
    let more = judged(line(Side::Above, 0.9), true);
    assert_eq!((more.truth, more.at_least), (Truth::Unknown, Some(0.0)), "{more:?}");
    // It is no fall, whether there was one before or none.
    assert_eq!(judged(line(Side::Below, 0.0), true).truth, Truth::Not);
    assert_eq!(judged(line(Side::Above, -0.1), true).truth, Truth::Holds);
    assert_ne!(judged(line(Side::Above, 0.9), false).truth, Truth::Holds);
}

#[test]
fn a_part_of_a_whole_that_is_not_covered_cannot_be_told() {
    let of = |key: &str, with: &str| {
        let draft = draft_of(Channel::Visit, key, 100, 100, None);
        let dyad = Dyad::new(actor("PRK"), actor(with));
        Observation::new(Draft { dyad, ..draft }).unwrap()
    };
    let seen = [of("a", "CHN"), of("b", "CHN"), of("c", "RUS")];
    let gauge = Gauge::Share(line(Side::Above, 0.5));
    let rule = all_of(vec![condition(Channel::Visit, gauge, 1)]);
    let mut ground = log(false, true);
    let now =
        |ground: &Ground| replay(&seen, ground, std::slice::from_ref(&rule), day(120)).remove(0);
    assert_eq!(now(&ground).now().state, State::Raised);
    assert_eq!(now(&ground).conditions[0].evidence.len(), 3, "the whole is cited");
    let period = Period::new(day(110), day(112)).unwrap();
    ground.thin.push(ThinDays { actor: actor("PRK"), target: actor("RUS"), period });
    assert_eq!(now(&ground).now().state, State::CannotTell);
}

#[test]
fn a_day_at_the_end_of_a_month_passes_out_with_the_day_that_is_said() {
    let absence = all_of(vec![condition(Channel::Visit, Gauge::Absence, 1)]);
    // 31 May, 30 January, 28 February and 15 March 2020.
    for on in [151, 29, 58, 74] {
        let seen = [visit("a", 0, 0), visit("b", on, on)];
        let now =
            |last: Date| replay(&seen, &log(false, true), std::slice::from_ref(&absence), last);
        let before = now(day(on + 20)).remove(0);
        let Next::Passing { on: says } = before.conditions[0].next else { panic!("{before:?}") };
        let flips = now(says).remove(0).now();
        assert_eq!((flips.state, flips.from), (State::Raised, says), "{}", day(on));
    }
}

/// Visits with when they were and when they were known; some are revised later.
fn world() -> impl Strategy<Value = Vec<Observation>> {
    let visits = proptest::collection::vec((0i32..700, 0i32..120, 0usize..25, 0usize..6), 1..40);
    let figures = proptest::collection::vec((0i32..26, 0i32..90, 50.0..150.0f64), 0..40);
    (visits, figures).prop_map(|(visits, figures)| {
        let rank = |n: usize| Rank::ALL.get(n).copied();
        // Two with one key are two vintages of one thing.
        let visits = visits.into_iter().map(|(on, late, key, n)| {
            event_of(Channel::Visit, &format!("k{key}"), on, on + late, rank(n))
        });
        let figures = figures.into_iter().map(|(n, late, amount)| {
            let month = Month::new(2020, 1).unwrap().plus(n);
            let known = month.last_day().checked_add((1 + late).days()).unwrap();
            exports(month, amount, known)
        });
        visits.chain(figures).collect()
    })
}

/// The same, with visits of which only a span of days is told, by several sources, and with figures of
/// other partners and of another source.
fn world_of_several() -> impl Strategy<Value = Vec<Observation>> {
    let spans =
        proptest::collection::vec((0i32..700, 0i32..40, 0i32..90, 0usize..15, 0usize..3), 0..14);
    let figures = proptest::collection::vec(
        (0i32..26, 10i32..60, 50.0..150.0f64, 0usize..3, any::<bool>()),
        0..60,
    );
    (world(), spans, figures).prop_map(|(mut seen, spans, figures)| {
        for (from, length, late, key, source) in spans {
            let (to, source) = (from + length, ["log", "paper", "wire"][source]);
            seen.push(spanned(&format!("s{key}"), source, from, to, from + late));
        }
        for (n, late, amount, to, sooner) in figures {
            let source = if sooner { "customs" } else { "statistics" };
            seen.push(told_exports(source, ["CHN", "RUS", "MNG"][to], n, amount, late));
        }
        seen
    })
}

fn rules() -> Vec<Rule> {
    let visits = |gauge, window| condition(Channel::Visit, gauge, window);
    let trade = |gauge, window| condition(Channel::TradeExports, gauge, window);
    let with = |lasting, condition| Condition { lasting, ..condition };
    let hysteresis_of = |value: f64| Bound { side: Side::Above, value, until: Some(value / 2.0) };
    let hysteresis = hysteresis_of(2.0);
    vec![
        all_of(vec![visits(Gauge::Count(line(Side::Above, 2.0)), 2)]),
        all_of(vec![visits(Gauge::Count(hysteresis), 3)]),
        all_of(vec![with(Lasting::Months(1), visits(Gauge::Absence, 1))]),
        all_of(vec![with(Lasting::Days(20), visits(Gauge::Count(hysteresis_of(1.0)), 1))]),
        all_of(vec![visits(Gauge::ChangeYear(line(Side::Below, 0.0)), 6)]),
        all_of(vec![visits(Gauge::ChangeMonth(line(Side::Above, 0.5)), 2)]),
        all_of(vec![visits(Gauge::Trend(Course::Falling), 9)]),
        all_of(vec![visits(Gauge::Share(line(Side::Above, 0.5)), 3)]),
        all_of(vec![visits(Gauge::Count(line(Side::Below, 2.0)), 1)]),
        all_of(vec![trade(Gauge::Share(line(Side::Above, 0.5)), 3)]),
        all_of(vec![with(Lasting::Figures(2), trade(Gauge::Level(hysteresis_of(100.0)), 1))]),
        Rule {
            all: vec![with(
                Lasting::Figures(2),
                trade(Gauge::ChangeYear(line(Side::Below, 0.0)), 3),
            )],
            any: vec![
                visits(Gauge::Rank(Rank::Minister), 2),
                trade(Gauge::Level(line(Side::Above, 240.0)), 2),
            ],
            none: vec![visits(Gauge::Count(line(Side::Above, 4.0)), 1)],
        },
    ]
}

/// What a condition that has to last so many days says on a day, by what it says at once on each of
/// them.
fn over_days(at_once: &Replayed, days: i32, on: i32) -> State {
    let states = (on - days + 1..=on).map(|one| at_once.on(day(one)));
    let states: Vec<State> = states.collect();
    match (states.contains(&State::Quiet), states.contains(&State::CannotTell)) {
        (true, _) => State::Quiet,
        (false, true) => State::CannotTell,
        (false, false) => State::Raised,
    }
}

/// What a condition on counts would say on a day if it were asked anew, from what was known then.
fn asked_anew(vintages: &[Observation], window: u32, on: Date) -> i64 {
    let known: Vec<&Observation> =
        vintages.iter().filter(|seen| seen.known_at().date() <= on).collect();
    let latest = known.iter().filter(|seen| {
        known
            .iter()
            .filter(|other| other.thing() == seen.thing())
            .all(|other| (other.known_at(), other.id()) <= (seen.known_at(), seen.id()))
    });
    let after = on.checked_sub(i64::from(window).months()).unwrap();
    let mut counted: Vec<_> = latest
        .filter(|seen| seen.channel() == Channel::Visit)
        .filter(|seen| after < seen.period().start() && seen.period().start() <= on)
        .map(|seen| seen.id())
        .collect();
    counted.sort_unstable();
    counted.dedup();
    counted.len() as i64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_day_is_judged_alike_whatever_is_learnt_later(seen in world_of_several(), complete: bool, on in 0i32..800) {
        let (ground, rules) = (several(complete), rules());
        let later = replay(&seen, &ground, &rules, day(900));
        let then: Vec<Observation> =
            seen.iter().filter(|seen| seen.known_at().date() <= day(on)).cloned().collect();
        let on_the_day = replay(&then, &ground, &rules, day(on));
        for ((rule, later), then) in rules.iter().zip(&later).zip(&on_the_day) {
            prop_assert_eq!(later.on(day(on)), then.now().state, "{:?}", rule);
            let known = later.phases.iter().filter(|phase| phase.from <= day(on));
            let known: Vec<_> = known.copied().collect();
            if !known.is_empty() {
                prop_assert_eq!(&known, &then.phases, "{:?}", rule);
            }
        }
        // And what it rests on is no more than was known: asked with all and with what was known then.
        prop_assert_eq!(replay(&seen, &ground, &rules, day(on)), on_the_day);
    }

    #[test]
    fn the_order_in_which_vintages_come_is_of_no_matter(seen in world_of_several(), turn in 0usize..40) {
        let (ground, rules) = (several(true), rules());
        let mut turned = seen.clone();
        turned.rotate_left(turn % seen.len());
        turned.extend(seen.iter().take(3).cloned());
        prop_assert_eq!(
            replay(&turned, &ground, &rules, day(800)),
            replay(&seen, &ground, &rules, day(800))
        );
    }

    #[test]
    fn what_has_to_last_is_asked_of_each_of_its_days(seen in world_of_several(), complete: bool, days in 1u32..70) {
        let mut ground = several(complete);
        let (actor, target) = (dyad().actor, dyad().target.unwrap());
        let period = Period::new(day(300), day(310)).unwrap();
        ground.thin.push(ThinDays { actor, target, period });
        for rule in rules().into_iter().filter(|rule| rule.conditions().count() == 1) {
            let lasting = |lasting| all_of(vec![Condition { lasting, ..rule.all[0].clone() }]);
            let rules = [lasting(Lasting::AtOnce), lasting(Lasting::Days(days))];
            let all = replay(&seen, &ground, &rules, day(800));
            for on in 0..800 {
                let expected = over_days(&all[0], days as i32, on);
                prop_assert_eq!(all[1].on(day(on)), expected, "{} {:?}", day(on), rule);
            }
        }
    }

    #[test]
    fn a_count_is_what_asking_anew_each_day_gives(seen in world(), window in 1u32..14) {
        for most in [0.0, 1.0, 3.0] {
            let rule =
                all_of(vec![condition(Channel::Visit, Gauge::Count(line(Side::Above, most)), window)]);
            let replayed = replay(&seen, &log(true, false), &[rule], day(800)).remove(0);
            for on in (0..800).step_by(7).map(day) {
                let expected = asked_anew(&seen, window, on) as f64 > most;
                prop_assert_eq!(replayed.on(on) == State::Raised, expected, "{} {}", on, most);
            }
        }
    }
}
