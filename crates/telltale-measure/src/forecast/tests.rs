use std::collections::BTreeSet;

use telltale_observation::Actor;

use super::flow::FlowOutlook;
use super::*;
use crate::random::Random;

/// A world of 24 states for 400 days. Each dyad has its own rate of visits; where `announced`, a visit
/// is told of ten days before, by words.
fn world(rates: impl Fn(usize, usize) -> f64, announced: bool, seed: u64) -> Vec<Seen> {
    let mut random = Random::new(seed);
    let actors: Vec<Actor> = Actor::all()
        .filter(|actor| actor.kind() == telltale_observation::ActorKind::State)
        .take(24)
        .collect();
    let mut seen = Vec::new();
    for (i, actor) in actors.iter().enumerate() {
        for (j, target) in actors.iter().enumerate().skip(i + 1) {
            for day in 0..400 {
                if random.uniform() < rates(i, j) {
                    let row =
                        |day, sort| Seen { known: day, day, actor: *actor, target: *target, sort };
                    seen.push(row(day, Sort::Event));
                    if announced && day >= 10 {
                        seen.push(row(day - 10, Sort::Plan));
                    }
                }
                if random.uniform() < 0.01 {
                    let (day, sort) = (day, Sort::Courtesy);
                    seen.push(Seen { known: day, day, actor: *actor, target: *target, sort });
                }
            }
        }
    }
    seen
}

const ASKED: Asked = Asked { within: 30, directed: false };

#[test]
fn where_nothing_can_be_foreseen_there_is_no_skill() {
    let walked = walk(&world(|_, _| 0.004, false, 1), 400, ASKED).unwrap();
    let score = score(&walked.said, Group::Both, 1).unwrap();
    assert!(score.skill_over_base < 0.01, "{score:?}");
    assert!(score.skill_over_base > -0.03, "{score:?}");
    assert!(score.interval.unwrap()[0] < 0.0, "{score:?}");
}

/// Rates from one visit in seven months to ten a month.
fn unlike(i: usize, j: usize) -> f64 {
    0.0015 * f64::from(1 << ((i * 7 + j * 3) % 7))
}

#[test]
fn dyads_that_differ_are_told_apart_and_the_probabilities_hold() {
    let walked = walk(&world(unlike, false, 2), 400, ASKED).unwrap();
    let score = score(&walked.said, Group::Both, 1).unwrap();
    assert!(score.skill_over_base > 0.25, "{score:?}");
    // Nothing drifts here, so that the penalties are too modest.
    assert!((0.9..=1.35).contains(&score.calibration_slope.unwrap()), "{score:?}");
    let slope = score.interval_slope.unwrap();
    assert!(slope[1] - slope[0] < 0.4, "{score:?}");
    let diagram = reliability(&walked.said, Group::Both, 1);
    assert_eq!(diagram.iter().map(|place| place.n).sum::<usize>(), score.n);
    let rises = |pair: &[Reliability]| pair[0].came <= pair[1].came + 1e-9;
    assert!(diagram.windows(2).all(rises), "{diagram:?}");
    let held = |place: &&Reliability| (place.said - place.came).abs() < 0.12;
    assert!(diagram.iter().filter(held).count() >= 9, "{diagram:?}");
}

#[test]
fn what_words_announce_is_added_by_words() {
    let walked = walk(&world(|_, _| 0.004, true, 3), 400, ASKED).unwrap();
    let words = added(&walked.said, Group::Words, 1).unwrap();
    let deeds = added(&walked.said, Group::Deeds, 1).unwrap();
    assert!(words.interval.unwrap()[0] > 0.04, "{words:?}");
    assert!(deeds.skill < words.skill / 4.0, "{deeds:?}");
    let score = score(&walked.said, Group::Both, 1).unwrap();
    assert!(score.skill_over_dyad_rate > 0.05, "{score:?}");
}

#[test]
fn what_is_learnt_later_changes_nothing_that_was_said() {
    let seen = world(unlike, true, 4);
    let whole = walk(&seen, 400, ASKED).unwrap();
    // The same days, but nothing is known of what came after day 300.
    let cut: Vec<Seen> = seen.iter().filter(|row| row.known < 300).copied().collect();
    let early = walk(&cut, 400, ASKED).unwrap();
    let until = |walked: &Walked| -> Vec<_> {
        let said = walked.said.iter().filter(|said| said.origin <= 300);
        said.map(|said| (said.origin, said.dyad, said.probabilities, said.base)).collect()
    };
    assert_eq!(until(&whole), until(&early));
    assert!(until(&whole).len() > 1000);
    // Nor do dyads of which nothing was known before.
    let known = |row: &Seen| (row.actor, row.target);
    let old: std::collections::BTreeSet<_> = cut.iter().map(known).collect();
    let strangers =
        Actor::all().filter(|actor| !old.iter().any(|pair| pair.0 == *actor || pair.1 == *actor));
    let mut more = cut.clone();
    more.extend(strangers.take(60).map(|target| Seen {
        known: 310,
        day: 310,
        actor: seen[0].actor,
        target,
        sort: Sort::Courtesy,
    }));
    assert_eq!(more.len(), cut.len() + 60);
    assert_eq!(until(&walk(&more, 400, ASKED).unwrap()), until(&early));
}

#[test]
fn a_day_counts_once_however_many_tell_of_it() {
    let seen = world(unlike, true, 6);
    let (actor, target) = (seen[0].actor, seen[0].target);
    let of = |seen: &[Seen]| outlook(seen, 400, ASKED, Target { actor, target }).unwrap();
    // Forty tell of each day, some of them a day later.
    let mut loud = seen.clone();
    for at in 0..40 {
        loud.extend(seen.iter().map(|row| Seen { known: row.known + at % 2, ..*row }));
    }
    assert_eq!(of(&seen), of(&loud));
}

#[test]
fn three_events_in_ten_days_do_not_make_a_rare_visitor_a_certain_one() {
    // A rate of one visit in twenty days and less, of which bursts tell nothing.
    let rates = |i: usize, j: usize| unlike(i, j).min(0.05);
    let seen = world(rates, false, 7);
    let (actor, target) = (seen[0].actor, seen[0].target);
    let of = |seen: &[Seen]| {
        outlook(seen, 400, ASKED, Target { actor, target }).unwrap().probabilities[0]
    };
    let calm: Vec<Seen> = seen
        .iter()
        .filter(|row| (row.actor, row.target) != (actor, target) || row.day < 390)
        .copied()
        .collect();
    let mut burst = calm.clone();
    for day in [391, 395, 399] {
        burst.push(Seen { known: day, day, actor, target, sort: Sort::Event });
    }
    let (before, after) = (of(&calm), of(&burst));
    assert!(before < after && after - before < 0.25, "{before} {after}");
}

#[test]
fn a_direction_tells_guest_from_host() {
    let mut seen = world(|_, _| 0.004, false, 5);
    // Only the first by code travels.
    assert!(seen.iter().all(|row| row.actor < row.target));
    seen.retain(|row| row.sort == Sort::Event);
    let (actor, target) = (seen[0].actor, seen[0].target);
    let asked = Asked { within: 30, directed: true };
    let out = outlook(&seen, 400, asked, Target { actor, target }).unwrap();
    assert!(out.interval[0] < out.probabilities[0] && out.probabilities[0] < out.interval[1]);
    let back = Target { actor: target, target: actor };
    let back = outlook(&seen, 400, asked, back).unwrap();
    assert!(back.own_rate < out.own_rate, "{back:?} {out:?}");
    let of = Target { actor, target };
    assert_eq!(outlook(&[], 400, asked, of), Err(Untold::NoneCame));
    // What came is learnt from for two years: later, no window is left in which it did.
    assert_eq!(outlook(&seen, 2000, asked, of), Err(Untold::NoneCame));
    let nobody = Target { actor: telltale_observation::Actor::parse("FJI").unwrap(), target };
    assert_eq!(outlook(&seen, 400, asked, nobody), Err(Untold::NeverSeen));
}

/// A level that grows by a share a year, with noise of single months.
fn flow(growth: f64, noise: f64, seed: u64) -> Vec<Option<f64>> {
    let mut random = Random::new(seed);
    let level = |month: usize| {
        let season = 1.0 + 0.3 * (month as f64 * std::f64::consts::TAU / 12.0).sin();
        100.0 * season * (growth * month as f64 / 12.0 + noise * random.normal()).exp()
    };
    (0..72).map(level).map(Some).collect()
}

/// What was known at each month of levels that are never revised.
fn unrevised(levels: &[Option<f64>]) -> Vec<Vec<Option<f64>>> {
    (1..=levels.len()).map(|months| levels[..months].to_vec()).collect()
}

fn year_on_year(levels: &[Option<f64>], ahead: usize) -> Option<FlowOutlook> {
    super::flow::year_on_year(&unrevised(levels), ahead)
}

#[test]
fn what_came_of_a_forecast_is_learnt_when_it_is_known_and_not_before() {
    // Quiet for years, then twice as much for as many months as the forecasts look ahead: none of those
    // was foreseen, for each was forecast before the first of them.
    for ahead in [1, 2, 3, 5] {
        let mut levels = flow(0.0, 0.02, 11);
        levels.iter_mut().rev().take(ahead).for_each(|level| *level = level.map(|x| 2.0 * x));
        let found = year_on_year(&levels, ahead).unwrap();
        let quiet = year_on_year(&flow(0.0, 0.02, 11), ahead).unwrap();
        let missed = |of: &FlowOutlook| (1.0 - of.covered) * of.past as f64;
        assert_eq!(found.past, quiet.past);
        let more = (missed(&found) - missed(&quiet)).round() as usize;
        assert!((ahead - 1..=ahead).contains(&more), "{ahead}: {quiet:?} {found:?}");
    }
}

#[test]
fn past_forecasts_rest_on_the_levels_as_they_stood() {
    // The first figure of a month is far off, and set right with the next month's.
    let right = flow(0.1, 0.05, 3);
    let mut random = Random::new(5);
    let first = right.iter().map(|level| level.map(|x| x * (0.5 * random.normal()).exp()));
    let first: Vec<Option<f64>> = first.collect();
    let mut known = unrevised(&right);
    known.iter_mut().zip(&first).for_each(|(levels, first)| *levels.last_mut().unwrap() = *first);
    *known.last_mut().unwrap() = right.clone();
    let revised = super::flow::year_on_year(&known, 1).unwrap();
    let unrevised = year_on_year(&right, 1).unwrap();
    let width = |of: &FlowOutlook| of.interval[1] - of.interval[0];
    // The same distribution, of another width; that moves its median a little.
    assert_eq!(revised.sd, unrevised.sd);
    assert!((revised.log_change - unrevised.log_change).abs() < 0.1 * revised.sd, "{revised:?}");
    assert!(width(&revised) > 1.5 * width(&unrevised), "{revised:?} {unrevised:?}");
}

#[test]
fn a_flow_that_grows_is_said_to_grow_and_the_interval_holds_what_comes() {
    let found = year_on_year(&flow(0.3, 0.05, 1), 2).unwrap();
    assert!(found.probability_above > 0.95, "{found:?}");
    assert!((found.log_change - 0.3).abs() < 0.1, "{found:?}");
    let mut held = 0;
    for seed in 0..100 {
        let whole = flow(0.1, 0.2, seed);
        let found = year_on_year(&whole[..60], 1).unwrap();
        let came = (whole[60].unwrap() / whole[48].unwrap()).ln();
        held += usize::from((found.interval[0]..=found.interval[1]).contains(&came));
    }
    assert!((90..=100).contains(&held), "{held} of 100");
    // Of what does not grow a rise is as likely as not, and rarely told as sure.
    let steady: Vec<f64> = (0..60)
        .map(|seed| year_on_year(&flow(0.0, 0.2, seed), 1).unwrap().probability_above)
        .collect();
    let mean = steady.iter().sum::<f64>() / steady.len() as f64;
    let sure = steady.iter().filter(|told| !(0.05..0.95).contains(*told)).count();
    assert!((0.4..0.6).contains(&mean) && sure <= 6, "{mean} {sure} {steady:?}");
}

#[test]
fn the_probability_the_middle_and_the_interval_of_a_flow_are_of_one_distribution() {
    let mut met = [0; 4];
    for seed in 0..60 {
        // Steps and slopes that are large, small and none, so that nothing lies on every side of them.
        let by = 0.02 * (seed % 20) as f64 - 0.2;
        let mut levels = flow(by, 0.08, seed);
        let collapse = 40 + (seed % 17) as usize;
        for level in levels.iter_mut().skip(collapse).take(4).flatten() {
            *level *= 0.5;
        }
        for ahead in [1, 3, 6] {
            let Some(found) = year_on_year(&levels[..60], ahead) else { continue };
            let ([low, high], p) = (found.interval, found.probability_above);
            let [no, yes] = [(1.0 - constants::LEVEL) / 2.0, (1.0 + constants::LEVEL) / 2.0];
            assert!(low < found.log_change && found.log_change < high, "{found:?}");
            assert_eq!(found.log_change > 0.0, p > 0.5, "{found:?}");
            assert_eq!(low > 0.0, p > yes, "{found:?}");
            assert_eq!(high < 0.0, p < no, "{found:?}");
            let place = [p < no, p < 0.5, p <= yes].iter().position(|is| *is).unwrap_or(3);
            met[place] += 1;
        }
    }
    assert!(met.iter().all(|count| *count >= 2), "{met:?}");
}

#[test]
fn a_flow_without_the_month_of_a_year_before_is_not_forecast() {
    let mut levels = flow(0.1, 0.1, 1);
    levels[60] = None;
    assert_eq!(year_on_year(&levels, 1), None);
    assert_eq!(year_on_year(&levels[..20], 1), None);
}

#[test]
fn so_many_months_are_enough_and_one_fewer_is_not() {
    let levels = flow(0.1, 0.1, 1);
    for ahead in 1..=6 {
        let months = super::flow::months_min(ahead);
        assert!(year_on_year(&levels[..months], ahead).is_some(), "{ahead} ahead");
        assert_eq!(year_on_year(&levels[..months - 1], ahead), None, "{ahead} ahead");
    }
}

#[test]
fn what_is_said_above_even_on_few_days_is_told_apart() {
    let walked = walk(&world(unlike, false, 2), 400, ASKED).unwrap();
    let few = on_few(&walked.said, Group::Both).unwrap();
    let by_hand: Vec<_> = walked
        .said
        .iter()
        .filter(|said| said.event_days <= 4 && said.probabilities[0] > 0.5)
        .collect();
    assert!(few.n == by_hand.len() && few.n > 0 && few.said > 0.5, "{few:?}");
    let came = by_hand.iter().filter(|said| said.came).count();
    assert!((few.came * few.n as f64 - came as f64).abs() < 1e-9, "{few:?}");
    // Each row knows the days before it, and none later.
    let events = |said: &Said| -> BTreeSet<usize> {
        let seen = world(unlike, false, 2);
        let of = |seen: &&Seen| {
            let two = [(seen.actor, seen.target), (seen.target, seen.actor)];
            seen.sort == Sort::Event && two.contains(&said.dyad) && seen.known < said.origin
        };
        seen.iter().filter(of).map(|seen| seen.day).collect()
    };
    for said in walked.said.iter().step_by(97) {
        assert_eq!(said.event_days, events(said).len(), "{said:?}");
    }
    assert_eq!(on_few(&[], Group::Both), None);
}

#[test]
fn of_few_dyads_an_interval_is_wide() {
    // The same three days of two, beside few others and beside many.
    let of = |others: usize| {
        let all = world(unlike, false, 2);
        let dyads: BTreeSet<_> = all.iter().map(|seen| (seen.actor, seen.target)).collect();
        let asked = *dyads.first().unwrap();
        let dyads: BTreeSet<_> = dyads.into_iter().skip(1).take(others).collect();
        let mut seen: Vec<Seen> =
            all.into_iter().filter(|seen| dyads.contains(&(seen.actor, seen.target))).collect();
        let (actor, target) = asked;
        let event = |day| Seen { known: day, day, actor, target, sort: Sort::Event };
        seen.extend([330, 360, 390].map(event));
        seen.sort_unstable();
        let found = outlook(&seen, 400, ASKED, Target { actor, target }).unwrap();
        assert_eq!(found.event_days, 3);
        (found.dyads, log_odds_width(found.interval))
    };
    let ((few, wide), (many, narrow)) = (of(3), of(120));
    assert!(few <= 4 && many > 40, "{few} {many}");
    assert!(wide > 2.0 * narrow, "{wide} {narrow}");
}

/// How far the ends of an interval of a probability are apart, in log odds.
fn log_odds_width([low, high]: [f64; 2]) -> f64 {
    let odds = |p: f64| (p / (1.0 - p)).ln();
    odds(high) - odds(low)
}

#[test]
fn fewer_than_ten_dyads_have_no_interval() {
    let walked = walk(&world(unlike, false, 2), 400, ASKED).unwrap();
    let all: BTreeSet<_> = walked.said.iter().map(|said| said.dyad).collect();
    let of = |count: usize| {
        let dyads: BTreeSet<_> = all.iter().take(count).collect();
        let said = walked.said.iter().filter(|said| dyads.contains(&said.dyad));
        let said: Vec<_> = said.copied().collect();
        let score = score(&said, Group::Both, 1).unwrap();
        let places = reliability(&said, Group::Both, 1);
        (score.interval.is_some(), places.iter().any(|place| place.interval.is_some()))
    };
    assert_eq!((of(2), of(9), of(10)), ((false, false), (false, false), (true, true)));
}

#[test]
fn one_dyad_alone_has_no_interval() {
    let walked = walk(&world(unlike, false, 2), 400, ASKED).unwrap();
    let mut came = walked.said.iter().filter(|said| said.came);
    let dyad = came.next().unwrap().dyad;
    let said: Vec<_> = walked.said.iter().filter(|said| said.dyad == dyad).copied().collect();
    let one = score(&said, Group::Both, 1).unwrap();
    assert_eq!(one.dyads, 1);
    assert!(one.skill_over_base.is_finite());
    let intervals = [
        one.interval,
        one.interval_dyad_rate,
        one.interval_persistence,
        one.interval_prevalence,
        one.interval_slope,
        added(&said, Group::Words, 1).unwrap().interval,
    ];
    assert_eq!(intervals, [None; 6]);
    assert!(reliability(&said, Group::Both, 1).iter().all(|place| place.interval.is_none()));
}
