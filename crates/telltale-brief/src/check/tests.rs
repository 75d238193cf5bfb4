//! Claims about the embedded case and about small tables, checked.

mod alike;
mod deeds;
mod two_flows;

use telltale_observation::{AsOf, Observation};
use telltale_source::{Defaults, read_flows};

use super::*;
use crate::case::Compared;
use crate::sample;

fn told(number: f64, half: f64) -> Told {
    Told { number, half, bound: Bound::Exactly }
}

fn period(text: &str) -> Period {
    let mut days = text.split('/');
    let (start, end) = (days.next().unwrap(), days.next().unwrap());
    Period::parse(start, end).unwrap()
}

/// China's exports to North Korea in September 2025.
fn september(unit: &str, states: States) -> Claimed {
    Claimed {
        actor: Some("CHN".parse().unwrap()),
        target: Some("PRK".parse().unwrap()),
        channel: Channel::TradeExports,
        goods: ClaimedGoods::Everything,
        period: Some(period("2025-09-01/2025-09-30")),
        unit: unit.parse().map_or(ClaimedUnit::Unsaid, ClaimedUnit::Known),
        reported_by: None,
        states,
    }
}

/// The embedded case's figures, without those of the column that is checked.
fn pyongyang(day: &str, claim: &Claimed) -> Checked {
    let all = sample::flows();
    let as_of: AsOf = day.parse().unwrap();
    let independent = |seen: &Observation| seen.origin().source != "column-2025-11";
    Bench::new(&all, as_of, Language::English, independent).check(claim)
}

fn on_month(ratio: f64, unit: &str) -> Claimed {
    let against = Against::Period(period("2025-08-01/2025-08-31"));
    september(unit, States::Change { ratio: told(ratio, 5e-4), against, value: Some(228.1e6) })
}

#[test]
fn dollars_are_held_against_yuan_through_rates_that_can_be() {
    for (amount, half, expected) in [
        (228.1e6, 5e4, Outcome::Confirmed),
        // The year before, China's customs turned dollars at a rate up to 1.7 % below the market's.
        (228.1e6 * 1.01, 5e4, Outcome::CannotCheck),
        (228.1e6 * 1.02, 5e4, Outcome::Contradicted),
        (228.1e6 * 1.03, 5e4, Outcome::Contradicted),
        (228.1e6 / 1.01, 5e4, Outcome::Contradicted),
        (228.1e6 / 1.02, 5e4, Outcome::Contradicted),
        (228.1e6 / 1.03, 5e4, Outcome::Contradicted),
        // As exact as it is written: $230 million, $240 million, $300 million.
        (230e6, 5e6, Outcome::Confirmed),
        (235e6, 5e6, Outcome::Rounding),
        (240e6, 5e6, Outcome::Contradicted),
        (328.1e6, 5e4, Outcome::Contradicted),
        (28.1e6, 5e4, Outcome::Contradicted),
    ] {
        let checked = pyongyang("2025-11-04", &september("USD", States::Value(told(amount, half))));
        assert_eq!(checked.outcome, expected, "{amount}: {}", checked.because);
        assert!(checked.another_currency);
        let rate = checked.rate.unwrap();
        assert!((rate.rate - 1_622_934_689.0 / amount).abs() < 1e-9);
        let bounds = rate.bounds.unwrap();
        assert!(bounds.certain.0 > 7.07 && bounds.certain.1 < 7.17, "{rate:?}");
        assert!(bounds.possible.0 > 6.98 && bounds.possible.1 < 7.17, "{rate:?}");
    }
}

#[test]
fn where_the_market_is_not_known_the_ledgers_own_rates_are_all_there_is() {
    let rows = "\
id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,publisher,url,weak,basis
f1,VNM,LAO,export,TOTAL,2025-03-01,2025-03-31,1265000000000,VND,2025-04-15,,s,,,,
f2,VNM,LAO,export,TOTAL,2025-03-01,2025-03-31,50000000,USD,2025-04-15,,s,,,,
f3,VNM,LAO,export,TOTAL,2025-04-01,2025-04-30,1270000000000,VND,2025-05-15,,s,,,,
f4,VNM,LAO,export,TOTAL,2025-04-01,2025-04-30,50000000,USD,2025-05-15,,s,,,,
f5,VNM,LAO,export,TOTAL,2025-05-01,2025-05-31,1275000000000,VND,2025-06-15,,s,,,,
f6,VNM,LAO,export,TOTAL,2025-05-01,2025-05-31,50000000,USD,2025-06-15,,s,,,,
f7,VNM,LAO,export,TOTAL,2025-06-01,2025-06-30,1275000000000,VND,2025-07-15,,s,,,,
";
    let defaults = Defaults { known_at: None, sources: vec!["s".to_owned()] };
    let reading = read_flows("flows.csv", rows.as_bytes(), &defaults);
    assert_eq!(reading.rejects, []);
    let check = |amount: f64| {
        let claim = Claimed {
            actor: Some("VNM".parse().unwrap()),
            target: Some("LAO".parse().unwrap()),
            period: Some(period("2025-06-01/2025-06-30")),
            ..september("USD", States::Value(told(amount, 5e4)))
        };
        let as_of = "2025-08-01".parse().unwrap();
        Bench::new(&reading.observations, as_of, Language::English, |_| true).check(&claim)
    };
    for (amount, expected) in [
        (50.0e6, Outcome::Confirmed),
        (51.4e6, Outcome::Contradicted),
        (48.0e6, Outcome::Contradicted),
    ] {
        let checked = check(amount);
        assert_eq!(checked.outcome, expected, "{amount}: {}", checked.because);
        assert_eq!(checked.rate.unwrap().market, None);
    }
}

#[test]
fn yuan_are_held_against_yuan_to_the_last_digit() {
    for (amount, half, expected) in [
        (1622.9e6, 5e4, Outcome::Confirmed),
        (1623.0e6, 5e4, Outcome::Rounding),
        (1700.0e6, 5e4, Outcome::Contradicted),
    ] {
        let claim = september("CNY", States::Value(told(amount, half)));
        assert_eq!(pyongyang("2025-11-04", &claim).outcome, expected, "{amount}");
    }
    let early = pyongyang("2025-10-10", &september("CNY", States::Value(told(1622.9e6, 5e4))));
    assert_eq!(early.outcome, Outcome::CannotCheck);
    assert!(early.because.contains("2025-08-31") && early.would_tell.is_some(), "{early:?}");
}

#[test]
fn a_change_is_recomputed_and_its_base_is_shown() {
    for (ratio, unit, expected, other) in [
        (0.545, "USD", Outcome::Confirmed, true),
        (0.537, "USD", Outcome::Confirmed, false),
        (0.545, "CNY", Outcome::Contradicted, false),
        (0.455, "USD", Outcome::Contradicted, true),
        (-0.545, "USD", Outcome::Contradicted, true),
    ] {
        let checked = pyongyang("2025-11-04", &on_month(ratio, unit));
        assert_eq!(
            (checked.outcome, checked.another_currency),
            (expected, other),
            "{ratio} {unit}"
        );
        assert!((checked.found.unwrap() - 0.5371).abs() < 5e-4);
        let implied = checked.implied[0];
        assert!((implied.value - 228.1e6 / (1.0 + ratio)).abs() < 1.0);
        assert_eq!(implied.period, period("2025-08-01/2025-08-31"));
    }
}

#[test]
fn a_change_without_a_base_may_agree_with_one_and_contradicts_none() {
    let claim = |ratio| {
        let ratio = told(ratio, 5e-4);
        september("CNY", States::Change { ratio, against: Against::Unsaid, value: None })
    };
    assert_eq!(pyongyang("2025-11-04", &claim(0.537)).outcome, Outcome::Confirmed);
    assert_eq!(pyongyang("2025-11-04", &claim(0.306)).outcome, Outcome::Confirmed);
    assert_eq!(pyongyang("2025-11-04", &claim(0.7)).outcome, Outcome::CannotCheck);
}

#[test]
fn an_expectation_is_scored_when_the_figures_have_come() {
    let mut claim =
        september("CNY", States::Expectation { up: true, growth: true, compares: None });
    claim.period = Some(period("2025-10-01/2025-10-31"));
    assert_eq!(pyongyang("2025-11-04", &claim).outcome, Outcome::CannotCheck);
    let later = pyongyang("2026-08-31", &claim);
    assert_eq!(later.outcome, Outcome::NotMet);
    assert!(
        later.because.contains("−13.3 %") && later.because.contains("+3.4 %"),
        "{}",
        later.because
    );
    // Less than the month before, more than the year before.
    for (compares, outcome) in [
        (Some(Compared::Month), Outcome::Met),
        (Some(Compared::Year), Outcome::NotMet),
        (None, Outcome::PartlyMet),
    ] {
        claim.states = States::Expectation { up: false, growth: false, compares };
        assert_eq!(pyongyang("2026-08-31", &claim).outcome, outcome, "{compares:?}");
    }
}

const REVISED: &str = "\
id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,publisher,url,weak,basis
f1,KEN,UGA,export,TOTAL,2025-02-01,2025-02-28,62500000,USD,2025-03-15,,s,,,,
f2,KEN,UGA,export,TOTAL,2025-03-01,2025-03-31,71200000,USD,2025-04-15,,s,,,,
f3,KEN,UGA,export,TOTAL,2025-03-01,2025-03-31,74900000,USD,2025-07-15,,s,,,,
f4,KEN,UGA,import,TOTAL,2025-03-01,2025-03-31,38600000,USD,2025-04-15,,s,,,,
f5,KEN,UGA,export,HS0902,2025-03-01,2025-03-31,5100000,USD,2025-04-15,,s,,,,
f6,UGA,RWA,import,TOTAL,2025-03-01,2025-03-31,9000000,USD,2025-04-15,,s,,,,
";

fn small(day: &str, change: impl Fn(&mut Claimed)) -> Checked {
    let defaults = Defaults { known_at: None, sources: vec!["s".to_owned()] };
    let reading = read_flows("flows.csv", REVISED.as_bytes(), &defaults);
    assert_eq!(reading.rejects, []);
    let mut claim = Claimed {
        actor: Some("KEN".parse().unwrap()),
        target: Some("UGA".parse().unwrap()),
        period: Some(period("2025-03-01/2025-03-31")),
        ..september("USD", States::Value(told(71.2e6, 5e4)))
    };
    change(&mut claim);
    let as_of = day.parse().unwrap();
    Bench::new(&reading.observations, as_of, Language::English, |_| true).check(&claim)
}

#[test]
fn a_revised_figure_tells_the_vintage_that_agrees() {
    assert_eq!(small("2025-05-01", |_| {}).outcome, Outcome::Confirmed);
    let old = small("2025-08-01", |_| {});
    assert_eq!((old.outcome, old.found), (Outcome::OlderVintage, Some(71.2e6)));
    let revised = |claim: &mut Claimed| claim.states = States::Value(told(74.9e6, 5e4));
    assert_eq!(small("2025-05-01", revised).outcome, Outcome::NewerVintage);
    assert_eq!(small("2025-08-01", revised).outcome, Outcome::Confirmed);
    let never = |claim: &mut Claimed| claim.states = States::Value(told(73.0e6, 5e4));
    assert_eq!(small("2025-08-01", never).outcome, Outcome::Contradicted);
    let change = |claim: &mut Claimed| {
        let against = Against::Period(period("2025-02-01/2025-02-28"));
        claim.states = States::Change { ratio: told(0.139, 5e-4), against, value: None };
    };
    assert_eq!(small("2025-08-01", change).outcome, Outcome::OlderVintage);
}

#[test]
fn a_total_is_the_sum_of_its_parts() {
    let total = |claim: &mut Claimed| {
        claim.channel = Channel::TradeTotal;
        claim.states = States::Value(told(109.8e6, 5e4));
    };
    assert_eq!(small("2025-05-01", total).outcome, Outcome::Confirmed);
    let other_way = |claim: &mut Claimed| {
        total(claim);
        std::mem::swap(&mut claim.actor, &mut claim.target);
    };
    assert_eq!(small("2025-05-01", other_way).outcome, Outcome::Confirmed);
}

#[test]
fn the_partners_figures_confirm_but_hardly_contradict() {
    let mirror = |number: f64| {
        small("2025-05-01", |claim| {
            claim.channel = Channel::TradeExports;
            claim.actor = "RWA".parse().ok();
            claim.states = States::Value(told(number, 5e4));
        })
    };
    for (number, expected) in [
        (9.0e6, Outcome::Confirmed),
        (8.2e6, Outcome::CannotCheck),
        (19.0e6, Outcome::Contradicted),
    ] {
        assert_eq!(mirror(number).outcome, expected, "{number}");
    }
}

#[test]
fn goods_are_held_against_their_own_code_only() {
    let tea = |number: f64, exact: bool| {
        small("2025-05-01", |claim| {
            let commodity = "HS0902".parse().unwrap();
            claim.goods = ClaimedGoods::Coded { commodity, exact };
            claim.states = States::Value(told(number, 5e4));
        })
    };
    assert_eq!(tea(5.1e6, true).outcome, Outcome::Confirmed);
    assert_eq!(tea(9.1e6, true).outcome, Outcome::Contradicted);
    assert_eq!(tea(9.1e6, false).outcome, Outcome::CannotCheck);
    assert_eq!(
        small("2025-05-01", |c| c.goods = ClaimedGoods::Others).outcome,
        Outcome::CannotCheck
    );
}

#[test]
fn a_record_is_one_only_if_every_month_since_is_held() {
    let record = |since: &str, highest: bool| {
        let since = since.parse().ok();
        pyongyang("2025-11-04", &september("USD", States::Record { highest, since })).outcome
    };
    assert_eq!(record("2024-06", true), Outcome::Confirmed);
    assert_eq!(record("2019-12", true), Outcome::CannotCheck);
    assert_eq!(record("2024-06", false), Outcome::Contradicted);
    // Of "ever" a higher month is enough to say no, and no number of lower ones to say yes.
    assert_eq!(record("", false), Outcome::Contradicted);
    assert_eq!(record("", true), Outcome::CannotCheck);
}

#[test]
fn a_record_is_judged_by_the_month_that_lies_furthest_beyond() {
    // Of the months since August 2024 December lies a quarter above July 2025, and September, the
    // oldest that does, less than 2 %.
    let since = "2024-08".parse().ok();
    let july = period("2025-07-01/2025-07-31");
    let claim =
        Claimed { period: Some(july), ..september("USD", States::Record { highest: true, since }) };
    assert_eq!(pyongyang("2025-11-04", &claim).outcome, Outcome::Contradicted);
}

#[test]
fn an_amount_of_one_digit_is_no_rounding_of_what_is_far_from_it() {
    // The figure is 71.2 million.
    let with = |number: f64, half: f64, bound: Bound| {
        small("2025-05-01", |claim| claim.states = States::Value(Told { number, half, bound }))
    };
    for (number, half, bound, expected) in [
        (70e6, 5e6, Bound::Exactly, Outcome::Confirmed),
        (66e6, 3e6, Bound::Exactly, Outcome::Rounding),
        (100e6, 50e6, Bound::Exactly, Outcome::CannotCheck),
        (130e6, 50e6, Bound::Exactly, Outcome::Contradicted),
        (74e6, 5e5, Bound::About, Outcome::Confirmed),
        (67e6, 5e5, Bound::About, Outcome::CannotCheck),
        (65e6, 7e6, Bound::About, Outcome::CannotCheck),
        (60e6, 6e6, Bound::About, Outcome::Contradicted),
    ] {
        let checked = with(number, half, bound);
        assert_eq!(checked.outcome, expected, "{number}: {}", checked.because);
        assert_eq!(checked.because.contains("About so much"), bound == Bound::About, "{number}");
    }
}

#[test]
fn bounds_are_bounds() {
    let with = |bound: Bound, number: f64| {
        small("2025-05-01", |claim| claim.states = States::Value(Told { number, half: 5e5, bound }))
    };
    for (bound, number, expected) in [
        (Bound::AtLeast, 70e6, Outcome::Confirmed),
        (Bound::AtLeast, 71.5e6, Outcome::CannotCheck),
        // Missed by less than a thousandth, and still not topped.
        (Bound::AtLeast, 71.25e6, Outcome::CannotCheck),
        (Bound::AtLeast, 78e6, Outcome::Contradicted),
        (Bound::AtMost, 80e6, Outcome::Confirmed),
        (Bound::AtMost, 60e6, Outcome::Contradicted),
        (Bound::About, 70e6, Outcome::Confirmed),
        (Bound::About, 90e6, Outcome::Contradicted),
        (Bound::Below, 78e6, Outcome::Confirmed),
        (Bound::Below, 71.5e6, Outcome::CannotCheck),
        (Bound::Below, 60e6, Outcome::Contradicted),
        (Bound::Above, 60e6, Outcome::Confirmed),
        (Bound::Above, 78e6, Outcome::Contradicted),
        // The figure was just that on the day asked, and was revised.
        (Bound::Not, 71.2e6, Outcome::NewerVintage),
        (Bound::Not, 72.0e6, Outcome::CannotCheck),
        (Bound::Not, 90e6, Outcome::Confirmed),
    ] {
        assert_eq!(with(bound, number).outcome, expected, "{bound:?} {number}");
    }
}

#[test]
fn a_denial_in_another_currency_is_judged_at_both_ends_of_what_the_rate_can_be() {
    let with = |bound: Bound, number: f64| {
        let told = Told { number, half: 5e4, bound };
        pyongyang("2025-11-04", &september("USD", States::Value(told))).outcome
    };
    for (bound, number, expected) in [
        (Bound::Below, 300e6, Outcome::Confirmed),
        (Bound::Below, 228.1e6, Outcome::CannotCheck),
        (Bound::Below, 200e6, Outcome::Contradicted),
        (Bound::Above, 200e6, Outcome::Confirmed),
        (Bound::Above, 300e6, Outcome::Contradicted),
        (Bound::Not, 328.1e6, Outcome::Confirmed),
        // No rate is known so well that the figure could be said to be just so much.
        (Bound::Not, 228.1e6, Outcome::CannotCheck),
    ] {
        assert_eq!(with(bound, number), expected, "{bound:?} {number}");
    }
    let change = |bound: Bound, number: f64| {
        let against = Against::Period(period("2025-08-01/2025-08-31"));
        let ratio = Told { number, half: 5e-3, bound };
        let states = States::Change { ratio, against, value: None };
        pyongyang("2025-11-04", &september("USD", states)).outcome
    };
    assert_eq!(change(Bound::Below, 0.6), Outcome::Confirmed);
    assert_eq!(change(Bound::Below, 0.54), Outcome::CannotCheck);
    assert_eq!(change(Bound::Below, 0.4), Outcome::Contradicted);
}

#[test]
fn a_year_on_year_change_of_a_sum_moves_less_than_that_of_a_month() {
    // In yuan it grew by 25.7 percent, and the market's means of the two years hardly differ.
    let year = |ratio: f64, unit: &str| {
        let against = Against::Period(period("2024-01-01/2024-12-31"));
        let states = States::Change { ratio: told(ratio, 5e-4), against, value: None };
        let of_year = Some(period("2025-01-01/2025-12-31"));
        let claim = Claimed { period: of_year, ..september(unit, states) };
        pyongyang("2026-02-04", &claim).outcome
    };
    for (ratio, in_no_currency, in_yuan) in [
        (0.257, Outcome::Confirmed, Outcome::Confirmed),
        (0.272, Outcome::CannotCheck, Outcome::Contradicted),
        (0.242, Outcome::CannotCheck, Outcome::Contradicted),
        (0.35, Outcome::Contradicted, Outcome::Contradicted),
    ] {
        assert_eq!((year(ratio, "none"), year(ratio, "CNY")), (in_no_currency, in_yuan), "{ratio}");
    }
}

#[test]
fn a_texts_own_numbers_must_agree() {
    let english = Language::English;
    let units = |second| two_units((2000.0, "km"), (second, "mi"), 1242.74, 31.6, english).outcome;
    assert_eq!([units(1242.0), units(1500.0)], [Outcome::Confirmed, Outcome::Inconsistent]);
    let three = |base: f64| {
        three_numbers(told(228.1, 0.05), told(base, 0.05), told(0.545, 5e-4), english).outcome
    };
    let multiple = three_numbers(told(70.0, 0.5), told(5.0, 0.05), told(13.0, 0.5), english);
    let because = multiple.in_times(english).because;
    assert!(because.contains("14.0 times as much; it says 14.0 times"), "{because}");
    assert_eq!([three(147.6), three(157.6)], [Outcome::Confirmed, Outcome::Inconsistent]);
    // "More than tripled to 70 from 10", "less than doubled".
    let bounded = |bound, number| {
        let ratio = Told { number, half: 0.05, bound };
        three_numbers(told(70.0, 0.5), told(10.0, 0.5), ratio, english).outcome
    };
    assert_eq!(bounded(Bound::AtLeast, 2.0), Outcome::Confirmed);
    assert_eq!(bounded(Bound::AtLeast, 9.0), Outcome::Inconsistent);
    assert_eq!(bounded(Bound::AtMost, 1.0), Outcome::Inconsistent);
    let kept = |ordinal, sure| anniversary(ordinal, 2025, 1950, sure, true, english).outcome;
    assert_eq!(
        [kept(75, true), kept(74, true), kept(74, false), kept(70, false)],
        [Outcome::Confirmed, Outcome::Inconsistent, Outcome::CannotCheck, Outcome::Inconsistent]
    );
}

#[test]
fn a_claim_without_its_parties_or_its_time_is_told_so() {
    let nobody = small("2025-05-01", |claim| claim.target = None);
    assert_eq!(nobody.outcome, Outcome::CannotCheck);
    assert!(nobody.because.contains("with whom"));
    assert!(small("2025-05-01", |claim| claim.period = None).because.contains("of when"));
}

#[test]
fn a_movement_without_a_size_is_wrong_only_if_both_the_period_and_the_year_before_say_so() {
    let moved = |up, against| {
        let claim = september("CNY", States::Moved { up, against });
        pyongyang("2025-11-04", &claim)
    };
    let month = Against::Period(period("2025-08-01/2025-08-31"));
    assert_eq!(moved(true, Against::Unsaid).outcome, Outcome::Confirmed);
    let fell = moved(false, Against::Unsaid);
    assert_eq!(fell.outcome, Outcome::Contradicted);
    let both = ["August 2025", "September 2024"];
    assert!(both.iter().all(|month| fell.because.contains(month)), "{}", fell.because);
    assert_eq!(moved(false, month).outcome, Outcome::Contradicted);
}

#[test]
fn two_amounts_of_a_text_go_the_way_it_says_or_are_inconsistent() {
    let english = Language::English;
    let way = |value, base, up| two_amounts(value, base, up, english).outcome;
    let (low, high) = (told(105.8, 0.05), told(162.9, 0.05));
    assert_eq!(way(high, low, true), Outcome::Confirmed);
    assert_eq!(way(high, low, false), Outcome::Inconsistent);
    assert_eq!(way(told(105.84, 0.05), told(105.9, 0.05), true), Outcome::CannotCheck);
    let least = Told { bound: Bound::AtMost, ..high };
    assert_eq!(way(least, low, false), Outcome::CannotCheck);
}

#[test]
fn a_mean_over_months_is_said_as_a_mean() {
    let mean = |number| {
        let told = told(number, 5e7);
        let year = Some(period("2024-01-01/2024-12-31"));
        let claim = Claimed { period: year, ..september("CNY", States::Value(told)) };
        let all = sample::flows();
        Bench::new(&all, "2025-11-04".parse().unwrap(), Language::English, |_| true)
            .check_mean(&claim, told)
    };
    let right = mean(1.1e9);
    assert_eq!((right.outcome, right.claimed), (Outcome::Confirmed, Some(1.1e9)), "{right:?}");
    assert!(right.because.contains("a mean of CNY 1,087.1 million a month"), "{}", right.because);
    assert_eq!(mean(13.0e9).outcome, Outcome::Contradicted);
}

#[test]
fn a_figure_is_said_with_its_month_and_a_rate_with_its_rounding() {
    let yuan = pyongyang("2025-11-04", &september("CNY", States::Value(told(1622.9e6, 5e4))));
    assert!(yuan.because.contains("CNY 1,622.9 million in September 2025."), "{}", yuan.because);
    let round = pyongyang("2025-11-04", &september("USD", States::Value(told(230e6, 5e6))));
    assert_eq!(round.outcome, Outcome::Confirmed);
    let rounding = ", or 6.906 to 7.213 as far as USD 230.0 million may be rounded";
    assert!(round.because.contains(rounding), "{}", round.because);
    let exact = pyongyang("2025-11-04", &september("USD", States::Value(told(228.1e6, 5e4))));
    assert!(!exact.because.contains("rounded"), "{}", exact.because);
}

#[test]
fn rates_below_one_are_said_the_other_way_round() {
    let claim = september("KRW", States::Value(told(230e9, 5e8)));
    let because = pyongyang("2025-11-04", &claim).because;
    assert!(because.contains("KRW 230.0 billion that implies 141.7 KRW per CNY"), "{because}");
    assert!(!because.contains("0 other figures") && !because.contains("0.00"), "{because}");
}

#[test]
fn a_launch_has_no_partner_and_somebody_who_counts_it() {
    let claim = Claimed {
        target: None,
        channel: Channel::Launch,
        unit: ClaimedUnit::Unsaid,
        ..september("CNY", States::Value(told(13.0, 0.5)))
    };
    let checked = pyongyang("2025-11-04", &claim);
    assert_eq!(checked.outcome, Outcome::CannotCheck);
    assert!(!checked.because.contains("does not say whose"), "{}", checked.because);
    assert!(checked.would_tell.is_some_and(|who| who.contains("ingest launches")));
}

/// China's exports to North Korea over a span, as they were known on a day.
fn over<T>(span: &str, day: &str, ask: impl Fn(&Bench<'_>, &Claimed) -> T) -> T {
    let all = sample::flows();
    let moved = States::Moved { up: true, against: Against::Unsaid };
    let claim = Claimed { period: Some(period(span)), ..september("CNY", moved) };
    ask(&Bench::new(&all, day.parse().unwrap(), Language::English, |_| true), &claim)
}

#[test]
fn what_is_said_of_every_month_is_held_against_the_lowest_or_the_highest() {
    let each = |bound: Bound, number: f64| {
        let told = Told { number, half: 5e5, bound };
        over("2025-01-01/2025-12-31", "2026-01-25", |bench, claim| {
            bench.check_every_month(claim, told)
        })
    };
    for (bound, number, expected) in [
        (Bound::AtLeast, 600e6, Outcome::Confirmed),
        (Bound::AtLeast, 1.3e9, Outcome::Contradicted),
        (Bound::Above, 1.3e9, Outcome::Contradicted),
        (Bound::Below, 1.9e9, Outcome::Confirmed),
        (Bound::AtMost, 1.7e9, Outcome::Contradicted),
        // That is the year's sum, and of no month.
        (Bound::Exactly, 16.4e9, Outcome::CannotCheck),
    ] {
        assert_eq!(each(bound, number).outcome, expected, "{bound:?} {number}");
    }
    let lowest = each(Bound::AtLeast, 600e6);
    assert!(lowest.because.contains("February 2025 is the lowest"), "{}", lowest.because);
    let end = |extreme, number| {
        over("2025-01-01/2025-12-31", "2026-01-25", |bench, claim| {
            bench.check_extreme_month(claim, told(number, 5e6), extreme).outcome
        })
    };
    assert_eq!(end(Extreme::Lowest, 620e6), Outcome::Confirmed);
    assert_eq!(end(Extreme::Highest, 1.82e9), Outcome::Confirmed);
    assert_eq!(end(Extreme::Highest, 2.4e9), Outcome::Contradicted);
}

#[test]
fn what_a_span_never_left_is_of_its_months_or_of_its_sum_by_its_size() {
    let throughout = |bound: Bound, number: f64| {
        let told = Told { number, half: 5e5, bound };
        over("2025-01-01/2025-12-31", "2026-01-25", |bench, claim| {
            bench.check_throughout(claim, told).outcome
        })
    };
    for (bound, number, expected) in [
        // Of the size of a month.
        (Bound::AtLeast, 600e6, Outcome::Confirmed),
        (Bound::AtLeast, 1.3e9, Outcome::Contradicted),
        (Bound::Above, 1.3e9, Outcome::Contradicted),
        (Bound::Below, 1.9e9, Outcome::Confirmed),
        (Bound::AtMost, 1.7e9, Outcome::Contradicted),
        // Of that of the sum.
        (Bound::AtLeast, 16e9, Outcome::Confirmed),
        (Bound::AtLeast, 17e9, Outcome::Contradicted),
        (Bound::AtMost, 15e9, Outcome::Contradicted),
        // Of neither: of a month true, of the sum false.
        (Bound::AtMost, 5e9, Outcome::CannotCheck),
        (Bound::AtLeast, 5e9, Outcome::CannotCheck),
        // So much, which is the sum, or no sum.
        (Bound::Exactly, 16.4043e9, Outcome::Confirmed),
        (Bound::About, 1.4e9, Outcome::CannotCheck),
    ] {
        assert_eq!(throughout(bound, number), expected, "{bound:?} {number}");
    }
}

#[test]
fn a_month_is_the_highest_of_its_year_if_none_before_or_after_it_is_higher() {
    let of_year = |month: &str, highest: bool, until: &str, day: &str| {
        over(&format!("{month}-01/{month}-28"), day, |bench, claim| {
            let period = Some(Period::month(month.parse().unwrap()));
            let claim = Claimed { period, ..claim.clone() };
            bench.check_month_of_year(&claim, highest, until.parse().unwrap()).outcome
        })
    };
    for (month, highest, until, day, expected) in [
        ("2025-12", true, "2025-12", "2026-01-25", Outcome::Confirmed),
        ("2025-11", true, "2025-12", "2026-01-25", Outcome::Contradicted),
        ("2025-02", false, "2025-12", "2026-01-25", Outcome::Confirmed),
        ("2025-08", false, "2025-12", "2026-01-25", Outcome::Contradicted),
        // Before December was published, November was the highest so far.
        ("2025-11", true, "2025-11", "2025-12-25", Outcome::Confirmed),
        ("2025-11", true, "2025-12", "2025-12-25", Outcome::CannotCheck),
    ] {
        assert_eq!(of_year(month, highest, until, day), expected, "{month} {highest} {day}");
    }
}

#[test]
fn a_month_that_is_not_held_keeps_a_span_from_being_confirmed() {
    let told = Told { number: 600e6, half: 5e5, bound: Bound::AtLeast };
    let checked = over("2025-01-01/2025-12-31", "2025-09-25", |bench, claim| {
        bench.check_every_month(claim, told)
    });
    assert_eq!(checked.outcome, Outcome::CannotCheck, "{}", checked.because);
}

#[test]
fn every_step_of_a_streak_must_go_its_way() {
    let streak = |up, steps, yearly| {
        let streak = Streak { up, steps, yearly };
        over("2026-07-01/2026-07-31", "2026-08-24", |bench, claim| {
            bench.check_streak(claim, streak)
        })
    };
    for (up, steps, yearly, expected) in [
        (false, 3, None, Outcome::Confirmed),
        // In April they rose on the month, and on the year.
        (false, 4, None, Outcome::Contradicted),
        (true, 4, Some(true), Outcome::Confirmed),
        // In March they had fallen on the year.
        (true, 5, Some(true), Outcome::Contradicted),
        (true, 3, Some(false), Outcome::Contradicted),
        // On the month they fell three times, on the year they rose: against what is not said.
        (true, 3, None, Outcome::CannotCheck),
    ] {
        let checked = streak(up, steps, yearly);
        assert_eq!(checked.outcome, expected, "{up} {steps} {yearly:?}: {}", checked.because);
    }
    let because = streak(false, 3, None).because;
    let months = ["July 2026", "June 2026", "May 2026"];
    assert!(months.iter().all(|month| because.contains(month)), "{because}");
}

#[test]
fn a_record_in_the_currency_of_the_figures_is_broken_by_any_clearly_higher_month() {
    // December 2025 lies 5 % above April 2026.
    let record = |unit: &str, since: Option<&str>, highest| {
        let since = since.and_then(|since| since.parse().ok());
        let states = States::Record { highest, since };
        let april = Some(period("2026-04-01/2026-04-30"));
        pyongyang("2026-05-21", &Claimed { period: april, ..september(unit, states) }).outcome
    };
    assert_eq!(record("CNY", None, true), Outcome::Contradicted);
    assert_eq!(record("CNY", Some("2024-01"), true), Outcome::Contradicted);
    assert_eq!(record("CNY", Some("2025-12"), true), Outcome::Confirmed);
    // In dollars the two may stand the other way round.
    assert_eq!(record("USD", None, true), Outcome::CannotCheck);
}

#[test]
fn a_balance_is_what_its_owner_sold_less_what_it_bought() {
    let balance = |owner: &str, month: &str, surplus, told, moved: Option<(bool, &str)>| {
        let (actor, target) = if owner == "CHN" { ("CHN", "PRK") } else { ("PRK", "CHN") };
        let moved = moved.map(|(up, base)| (up, period(base)));
        over(month, "2026-08-24", |bench, claim| {
            let claim =
                Claimed { actor: actor.parse().ok(), target: target.parse().ok(), ..claim.clone() };
            bench.check_balance(&claim, Balance { surplus, told, moved, ..Balance::default() })
        })
    };
    let (july, june) = ("2026-07-01/2026-07-31", "2026-06-01/2026-06-30");
    let some = |number| Some(told(number, 5e5));
    for (owner, surplus, told, moved, expected) in [
        ("PRK", false, some(958e6), None, Outcome::Confirmed),
        ("CHN", true, some(958e6), None, Outcome::Confirmed),
        ("CHN", true, some(1100e6), None, Outcome::Contradicted),
        // North Korea's own figures may be others, but no surplus.
        ("PRK", false, some(1100e6), None, Outcome::CannotCheck),
        ("PRK", false, some(2100e6), None, Outcome::Contradicted),
        ("PRK", true, some(958e6), None, Outcome::Contradicted),
        ("CHN", true, None, Some((false, june)), Outcome::Confirmed),
        ("CHN", true, None, Some((true, june)), Outcome::Contradicted),
        ("PRK", false, None, Some((true, june)), Outcome::CannotCheck),
    ] {
        let checked = balance(owner, july, surplus, told, moved);
        assert_eq!(checked.outcome, expected, "{owner} {surplus} {told:?}: {}", checked.because);
    }
}

#[test]
fn a_balance_that_another_vintage_makes_right_is_not_wrong() {
    let rows = [
        "JPN,VNM,export,2024-01-01,2024-01-31,900000000,USD,2024-02-10",
        "JPN,VNM,import,2024-01-01,2024-01-31,600000000,USD,2024-02-11",
        "JPN,VNM,export,2024-01-01,2024-01-31,950000000,USD,2024-06-10",
        // Of other states, goods' months and days, which have no part in it.
        "JPN,LAO,export,2024-01-01,2024-01-31,100000000,USD,2024-03-10",
        "JPN,VNM,export,2024-02-01,2024-02-29,100000000,USD,2024-03-20",
    ];
    let all = ledger(&rows);
    let bench = Bench::new(&all, "2024-07-01".parse().unwrap(), Language::English, |_| true);
    for (number, expected) in
        [(350e6, Outcome::Confirmed), (300e6, Outcome::CannotCheck), (250e6, Outcome::Contradicted)]
    {
        let amount = told(number, 5e5);
        let claim = japanese("2024-01-01/2024-01-31", States::Value(amount));
        let asked = Balance { surplus: true, told: Some(amount), ..Balance::default() };
        assert_eq!(bench.check_balance(&claim, asked).outcome, expected, "{number}");
    }
}

#[test]
fn a_figure_that_the_text_repeats_is_named_as_one() {
    let all = sample::flows();
    let claim = september("CNY", States::Value(told(1.62e9, 5e6)));
    let as_of: AsOf = "2025-11-04".parse().unwrap();
    for language in [Language::English, Language::Korean] {
        let checked = Bench::new(&all, as_of, language, |_| false).check(&claim);
        assert_eq!(checked.outcome, Outcome::CannotCheck);
        let says = language.pick("no independent check", "독립된 확인이 되지 않음");
        assert!(checked.because.contains(says), "{}", checked.because);
    }
}

#[test]
fn trade_both_ways_is_known_as_far_as_both_of_its_parts() {
    let rows = "\
id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,publisher,url,weak,basis
f1,VNM,LAO,total,TOTAL,2018-05-01,2018-05-31,70000000,USD,2018-06-15,,s,,,,
f2,VNM,LAO,export,TOTAL,2025-03-01,2025-03-31,50000000,USD,2025-04-15,,s,,,,
f3,VNM,LAO,import,TOTAL,2025-03-01,2025-03-31,30000000,USD,2025-04-15,,s,,,,
f4,VNM,LAO,export,TOTAL,2025-04-01,2025-04-30,50000000,USD,2025-05-15,,s,,,,
";
    let defaults = Defaults { known_at: None, sources: vec!["s".to_owned()] };
    let reading = read_flows("flows.csv", rows.as_bytes(), &defaults);
    assert_eq!(reading.rejects, []);
    let claim = Claimed {
        actor: Some("VNM".parse().unwrap()),
        target: Some("LAO".parse().unwrap()),
        channel: Channel::TradeTotal,
        period: Some(period("2025-06-01/2025-06-30")),
        ..september("USD", States::Value(told(8e7, 5e5)))
    };
    let as_of = "2025-08-01".parse().unwrap();
    let checked =
        Bench::new(&reading.observations, as_of, Language::English, |_| true).check(&claim);
    assert!(checked.because.contains("the last ended on 2025-03-31"), "{}", checked.because);
}

/// A ledger of rows `reporter,partner,flow,start,end,value,unit,known_at`.
fn ledger(rows: &[&str]) -> Vec<Observation> {
    let mut table =
        "id,reporter,partner,flow,commodity,start,end,value,unit,known_at,derived,source,\
                     publisher,url,weak,basis\n"
            .to_owned();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<&str> = row.split(',').collect();
        let (of, rest) = (cells[..3].join(","), cells[3..].join(","));
        table += &format!("r{at},{of},TOTAL,{rest},,s,,,,\n");
    }
    let defaults = Defaults { known_at: None, sources: vec!["s".to_owned()] };
    let reading = read_flows("flows.csv", table.as_bytes(), &defaults);
    assert_eq!(reading.rejects, []);
    reading.observations
}

/// Japan's exports to Vietnam of some days.
fn japanese(days: &str, states: States) -> Claimed {
    Claimed {
        actor: Some("JPN".parse().unwrap()),
        target: Some("VNM".parse().unwrap()),
        period: Some(period(days)),
        ..september("USD", states)
    }
}

const TWENTY_DAYS: [&str; 6] = [
    "JPN,VNM,export,2023-04-01,2023-04-20,900000000,USD,2023-04-21",
    "JPN,VNM,export,2023-04-01,2023-04-30,1500000000,USD,2023-05-02",
    "JPN,VNM,export,2024-03-01,2024-03-20,950000000,USD,2024-03-21",
    "JPN,VNM,export,2024-03-01,2024-03-31,1600000000,USD,2024-04-02",
    "JPN,VNM,export,2024-04-01,2024-04-20,990000000,USD,2024-04-21",
    "JPN,VNM,export,2023-03-01,2023-03-31,1550000000,USD,2023-04-02",
];

#[test]
fn some_days_of_a_month_are_held_against_the_same_days() {
    let all = ledger(&TWENTY_DAYS);
    let bench = Bench::new(&all, "2024-05-01".parse().unwrap(), Language::English, |_| true);
    let days = "2024-04-01/2024-04-20";
    let change = |ratio: f64, against| {
        let states = States::Change { ratio: told(ratio, 5e-4), against, value: None };
        bench.check(&japanese(days, states)).outcome
    };
    let year = Against::Period(period(days).months_earlier(12).unwrap());
    for (ratio, against, expected) in [
        (0.1, year, Outcome::Confirmed),
        (0.1, Against::Unsaid, Outcome::Confirmed),
        (0.042, Against::Unsaid, Outcome::Confirmed),
        (-0.34, year, Outcome::Contradicted),
        (-0.34, Against::Unsaid, Outcome::CannotCheck),
    ] {
        assert_eq!(change(ratio, against), expected, "{ratio} {against:?}");
    }
    let moved = |up| {
        let states = States::Moved { up, against: Against::Unsaid };
        bench.check(&japanese(days, states)).outcome
    };
    assert_eq!([moved(true), moved(false)], [Outcome::Confirmed, Outcome::CannotCheck]);
    let streak = |up, steps| {
        let claim = japanese(days, States::Moved { up, against: Against::Unsaid });
        bench.check_streak(&claim, Streak { up, steps, yearly: Some(true) }).outcome
    };
    assert_eq!(streak(true, 1), Outcome::Confirmed);
    assert_eq!(streak(true, 2), Outcome::CannotCheck);
    assert_eq!(streak(false, 1), Outcome::Contradicted);
}

#[test]
fn a_base_that_is_told_by_its_month_is_of_the_same_days() {
    let named = |named: &str, of: &str| named_base(period(named), period(of));
    let april = "2023-04-01/2023-04-30";
    for (of, expected) in [
        ("2024-04-01/2024-04-20", Some("2023-04-01/2023-04-20")),
        ("2024-04-01/2024-04-30", Some(april)),
        ("2024-03-28/2024-04-03", None),
        ("2024-05-31/2024-05-31", None),
    ] {
        assert_eq!(named(april, of), expected.map(period), "{of}");
    }
    // A whole quarter may well be held against a month.
    assert_eq!(named(april, "2024-04-01/2024-06-30"), Some(period(april)));
}

#[test]
fn what_is_told_of_parts_of_months_is_held_against_no_whole_ones() {
    let all = ledger(&TWENTY_DAYS);
    let bench = Bench::new(&all, "2024-05-01".parse().unwrap(), Language::English, |_| true);
    let claim = |days| japanese(days, States::Value(told(8e8, 5e6)));
    let at_least = Told { bound: Bound::AtLeast, ..told(2e9, 5e6) };
    let of_each = bench.check_every_month(&claim("2024-03-01/2024-04-20"), at_least);
    assert_eq!(of_each.outcome, Outcome::CannotCheck, "{}", of_each.because);
    let whole = bench.check_every_month(&claim("2024-03-01/2024-03-31"), at_least);
    assert_eq!(whole.outcome, Outcome::Contradicted, "{}", whole.because);
    let mean = bench.check_mean(&claim("2024-03-01/2024-04-20"), told(1.295e9, 5e6));
    assert_eq!(mean.outcome, Outcome::CannotCheck, "{}", mean.because);
}

#[test]
fn a_total_lasts_as_long_as_its_two_parts() {
    let mut rows = vec!["JPN,VNM,total,2018-05-01,2018-05-31,2100000000,USD,2018-06-10".to_owned()];
    for month in 1..=5 {
        let last = period(&format!("2025-{month:02}-01/2025-{month:02}-28")).end().last_of_month();
        let known = format!("2025-{:02}-10", month + 1);
        let end = format!("2025-{month:02}-01,{last}");
        let amount = if month == 2 { 1_400_000_000_u64 } else { 900_000_000 };
        rows.push(format!("JPN,VNM,export,{end},{amount},USD,{known}"));
        rows.push(format!("JPN,VNM,import,{end},800000000,USD,{known}"));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let all = ledger(&rows);
    let bench = Bench::new(&all, "2025-07-01".parse().unwrap(), Language::English, |_| true);
    let check = |days: &str, states| {
        bench.check(&Claimed { channel: Channel::TradeTotal, ..japanese(days, states) })
    };
    let june = check("2025-06-01/2025-06-30", States::Value(told(1.7e9, 5e7)));
    assert_eq!(june.outcome, Outcome::CannotCheck);
    assert!(june.because.contains("2025-05-31"), "{}", june.because);
    let record = States::Record { highest: true, since: None };
    let may = check("2025-05-01/2025-05-31", record.clone());
    assert_eq!(may.outcome, Outcome::Contradicted, "{}", may.because);
    // Totals of 2018 do not make a series of 2025 older than its parts.
    let alone = ledger(&rows[1..]);
    let bench = Bench::new(&alone, "2025-07-01".parse().unwrap(), Language::English, |_| true);
    let claim =
        Claimed { channel: Channel::TradeTotal, ..japanese("2025-05-01/2025-05-31", record) };
    assert_eq!(bench.check(&claim).outcome, Outcome::Contradicted);
}

#[test]
fn the_vintage_that_agrees_is_found_among_many_days_of_other_goods() {
    let mut rows = vec![
        "JPN,VNM,export,2024-01-01,2024-01-31,1000000000,USD,2024-02-10".to_owned(),
        "JPN,VNM,export,2024-01-01,2024-01-31,1100000000,USD,2024-06-10".to_owned(),
        "JPN,VNM,export,2024-01-01,2024-01-31,1200000000,USD,2024-09-10".to_owned(),
    ];
    for day in 10..28 {
        rows.push(format!("JPN,VNM,import,2024-01-01,2024-01-{day},5,USD,2024-03-{day}"));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let all = ledger(&rows);
    let bench = Bench::new(&all, "2024-07-01".parse().unwrap(), Language::English, |_| true);
    for (amount, expected, known) in [
        (1.0e9, Outcome::OlderVintage, Some("2024-02-10")),
        (1.1e9, Outcome::Confirmed, None),
        (1.2e9, Outcome::NewerVintage, Some("2024-09-10")),
        (1.3e9, Outcome::Contradicted, None),
    ] {
        let states = States::Value(told(amount, 5e6));
        let checked = bench.check(&japanese("2024-01-01/2024-01-31", states));
        assert_eq!(checked.outcome, expected, "{}", checked.because);
        let vintage = checked.vintage.map(|known| known.date().to_string());
        assert_eq!(vintage.as_deref(), known);
    }
}
