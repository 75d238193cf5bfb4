//! What is said to flip a condition does, when it comes.

use super::*;
use crate::Figures;

fn state_of(then: Truth) -> State {
    match then {
        Truth::Holds => State::Raised,
        Truth::Not => State::Quiet,
        Truth::Unknown => State::CannotTell,
    }
}

/// The ends of what is said: each flips by itself.
fn ends(figures: Figures) -> impl Iterator<Item = f64> {
    [figures.at_least, figures.at_most].into_iter().flatten()
}

fn after(n: i32) -> Date {
    month(n).last_day().checked_add(21.days()).unwrap()
}

#[test]
fn the_next_figure_of_a_part_flips_its_share_if_others_stay_as_they_are() {
    let of = |n: i32, part: f64| {
        [("CHN", part), ("MNG", 5.0), ("RUS", 45.0)]
            .map(|(to, amount)| told_exports("customs", to, n, amount, 20))
    };
    let seen: Vec<Observation> = (2..=8).flat_map(|n| of(n, 50.0)).collect();
    let below = |until| Gauge::Share(Bound { side: Side::Below, value: 0.55, until: Some(until) });
    for (gauge, window) in [
        (Gauge::Share(line(Side::Above, 0.6)), 1),
        (Gauge::Share(line(Side::Above, 0.6)), 4),
        (Gauge::Share(line(Side::Below, 0.4)), 1),
        (Gauge::Share(line(Side::Above, 0.4)), 1),
        (Gauge::Share(line(Side::Below, 0.6)), 3),
        (below(0.58), 3),
    ] {
        let now = on_flows(&seen, gauge.clone(), window, Lasting::AtOnce, after(8));
        let judged = &now.conditions[0];
        let Next::Amount { first, last, figures, then, .. } = judged.next else {
            panic!("{gauge:?} {window}: {judged:?}")
        };
        assert_eq!((first, last), (month(9), month(9)));
        let with = |amount: f64| {
            let seen: Vec<Observation> = seen.iter().cloned().chain(of(9, amount)).collect();
            on_flows(&seen, gauge.clone(), window, Lasting::AtOnce, after(9)).now().state
        };
        let (least, nudge) = edge(figures);
        assert_eq!(with(least), state_of(then), "{gauge:?} {window} {least}");
        assert_ne!(with(least), now.now().state);
        assert_eq!(with(least - nudge), now.now().state, "{gauge:?} {window} {least}");
    }
    // Half a year of halves is no tenth, whatever comes of it in one month.
    let gauge = Gauge::Share(line(Side::Below, 0.1));
    let now = on_flows(&seen, gauge, 6, Lasting::AtOnce, after(8));
    let none = Next::NoAmount { first: month(9), last: month(9) };
    assert_eq!(now.conditions[0].next, none);
}

#[test]
fn a_figure_that_is_out_already_is_not_awaited_of_a_share() {
    // The part of the ninth month is out, and another partner's is not.
    let of = |to: &str, n: i32, amount| told_exports("customs", to, n, amount, 10);
    let mut seen: Vec<Observation> = (2..=9).map(|n| of("CHN", n, 50.0)).collect();
    seen.extend((2..=8).map(|n| of("RUS", n, 50.0)));
    let gauge = Gauge::Share(line(Side::Above, 0.6));
    let now = on_flows(&seen, gauge.clone(), 1, Lasting::AtOnce, after(9));
    let Next::Amount { first, figures, .. } = now.conditions[0].next else { panic!("{now:?}") };
    assert_eq!(first, month(10));
    seen.extend([of("RUS", 9, 50.0), of("RUS", 10, 50.0)]);
    seen.push(of("CHN", 10, edge(figures).0));
    assert_eq!(on_flows(&seen, gauge, 1, Lasting::AtOnce, after(10)).now().state, State::Raised);
}

#[test]
fn a_figure_that_is_said_to_turn_a_trend_does() {
    // Half as high from the 42nd month on, and as high as before from the 66th, with some noise.
    let amount = |n: i32| {
        let level = if (42..66).contains(&n) { 100.0 } else { 200.0 };
        level * (1.0 + 0.04 * f64::from(n * 7 % 5 - 2))
    };
    let seen: Vec<Observation> =
        (0..96).map(|n| told_exports("customs", "CHN", n, amount(n), 20)).collect();
    let mut told = [0; 4];
    for on in (60..92).step_by(3) {
        for course in [Course::Falling, Course::Rising, Course::Steady] {
            let judge = |seen: &[Observation], on: i32| {
                on_flows(seen, Gauge::Trend(course), 40, Lasting::AtOnce, after(on))
            };
            let known: Vec<Observation> = seen
                .iter()
                .filter(|one| one.period().end() <= month(on).last_day())
                .cloned()
                .collect();
            let now = judge(&known, on);
            let with = |amount: f64, [first, last]: [Month; 2]| {
                let each = amount / f64::from(last.since(first) + 1);
                let n = |each: Month| each.since(month(0));
                let next =
                    first.through(last).map(|one| told_exports("customs", "CHN", n(one), each, 20));
                let seen: Vec<Observation> = known.iter().cloned().chain(next).collect();
                judge(&seen, n(last)).now().state
            };
            match now.conditions[0].next {
                Next::Amount { first, last, figures, then, .. } => {
                    told[then as usize] += 1;
                    assert_ne!(state_of(then), now.now().state);
                    for end in ends(figures) {
                        assert_eq!(
                            with(end, [first, last]),
                            state_of(then),
                            "{on} {course:?} {end}"
                        );
                    }
                }
                Next::NoAmount { first, last } => {
                    told[3] += 1;
                    for amount in [25.0, 80.0, 130.0, 200.0, 300.0, 1500.0] {
                        assert_eq!(with(amount, [first, last]), now.now().state, "{on} {course:?}");
                    }
                }
                other => panic!("{on} {course:?}: {other:?}"),
            }
        }
    }
    assert!(told.iter().filter(|count| **count > 0).count() >= 3, "{told:?}");
}

#[test]
fn of_a_trend_over_more_months_than_are_held_no_one_figure_tells() {
    let seen: Vec<Observation> =
        (0..20).map(|n| told_exports("customs", "CHN", n, 100.0 + f64::from(n), 20)).collect();
    let now = on_flows(&seen, Gauge::Trend(Course::Falling), 40, Lasting::AtOnce, after(19));
    let none = Next::NoAmount { first: month(20), last: month(20) };
    assert_eq!((now.now().state, now.conditions[0].next), (State::CannotTell, none));
}

#[test]
fn what_is_said_to_flip_a_share_or_a_change_of_counts_does() {
    let with = |to: &str, key: &str, on: i32| {
        let draft = draft_of(Channel::Visit, key, on, on, None);
        Observation::new(Draft { dyad: Dyad::new(actor("PRK"), actor(to)), ..draft }).unwrap()
    };
    let mut seen: Vec<Observation> =
        (0..6).map(|n| with("CHN", &format!("c{n}"), 100 + 5 * n)).collect();
    seen.extend((0..3).map(|n| with("RUS", &format!("r{n}"), 101 + 5 * n)));
    let ground = log(false, true);
    let judge = |seen: &[Observation], gauge: &Gauge, on: Date| {
        let rule = all_of(vec![condition(Channel::Visit, gauge.clone(), 2)]);
        replay(seen, &ground, &[rule], on).remove(0)
    };
    // Six of nine are of this pair.
    for gauge in [Gauge::Share(line(Side::Above, 0.5)), Gauge::Share(line(Side::Below, 0.4))] {
        let now = judge(&seen, &gauge, day(130));
        let Next::MoreElsewhere { count } = now.conditions[0].next else { panic!("{now:?}") };
        let with = |count: u32| {
            let more = (0..count).map(|n| with("RUS", &format!("m{n}"), 130));
            let seen: Vec<Observation> = seen.iter().cloned().chain(more).collect();
            judge(&seen, &gauge, day(130)).now().state
        };
        assert_ne!(with(count), now.now().state);
        assert_eq!(with(count - 1), now.now().state);
    }
    let gauge = Gauge::ChangeMonth(line(Side::Below, -0.5));
    let seen: Vec<Observation> =
        (0..6).map(|n| with("CHN", &format!("c{n}"), 60 + 12 * n)).collect();
    let now = judge(&seen, &gauge, day(130));
    let Next::Passing { on } = now.conditions[0].next else { panic!("{now:?}") };
    let then = judge(&seen, &gauge, on).now();
    assert_eq!((now.now().state, then.state, then.from), (State::Quiet, State::Raised, on));
}

#[test]
fn so_many_in_a_month_as_are_said_turn_a_trend_of_counts() {
    let mut ground = log(false, true);
    ground.sources[0].covered = Some(Period::new(day(0), day(4000)).unwrap());
    let mut told = [0; 4];
    // Three years and three more: as often as before, more often, less often.
    for (often, of_late) in [(20, 20), (20, 14), (14, 20), (10, 30), (10, 9)] {
        let days = (0..1096).step_by(often).chain((1096..2185).step_by(of_late));
        let seen: Vec<Observation> = days.map(|on| visit(&on.to_string(), on, on)).collect();
        for course in [Course::Falling, Course::Rising] {
            let rule = all_of(vec![condition(Channel::Visit, Gauge::Trend(course), 36)]);
            let judge = |seen: &[Observation], on: Date| {
                replay(seen, &ground, std::slice::from_ref(&rule), on).remove(0)
            };
            let today = day(2185);
            let now = judge(&seen, today);
            let this = Month::of(today);
            let so_far = seen.iter().filter(|one| Month::of(one.period().start()) == this).count();
            let state = |total: f64| {
                let more =
                    (0..total as usize - so_far).map(|n| visit(&format!("m{n}"), 2185, 2185));
                let seen: Vec<Observation> = seen.iter().cloned().chain(more).collect();
                judge(&seen, this.plus(1).first_day()).now().state
            };
            match now.conditions[0].next {
                Next::InMonth { month, figures, then } => {
                    told[then as usize] += 1;
                    assert_eq!(month, this);
                    let none = figures.at_least.is_none().then_some(so_far as f64);
                    for end in ends(figures).chain(none) {
                        assert_eq!(
                            state(end),
                            state_of(then),
                            "{often} {of_late} {course:?} {end}"
                        );
                    }
                }
                Next::NoAmount { .. } => {
                    told[3] += 1;
                    for total in [so_far, so_far + 3, so_far + 7, so_far + 90] {
                        assert_eq!(state(total as f64), now.now().state, "{often} {of_late}");
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert!(told[..3].iter().sum::<i32>() >= 4, "{told:?}");
}
