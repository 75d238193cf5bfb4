//! One flow beside the other way, balances of two months, growth of two months, and first times.

use super::*;

/// What is claimed of China's trade with North Korea in a month of the embedded case.
fn of_month(month: &str, ask: impl Fn(&Bench<'_>, &Claimed) -> Checked) -> Checked {
    over(month, "2026-08-24", ask)
}

const JUNE: &str = "2026-06-01/2026-06-30";
const MAY: &str = "2026-05-01/2026-05-31";

#[test]
fn a_proportion_is_recomputed_from_both_flows() {
    let check = |number: f64, half, bound, of_both, almost| {
        let told = Told { number, half, bound };
        let asked = Proportion { told, of_both, almost, since: None };
        of_month(JUNE, |bench, claim| bench.check_proportion(claim, asked)).outcome
    };
    // Of 1,468 million sold and 253 million bought.
    for (number, half, bound, of_both, almost, expected) in [
        (5.8, 0.05, Bound::Exactly, false, false, Outcome::Confirmed),
        (6.4, 0.05, Bound::Exactly, false, false, Outcome::Contradicted),
        (5.0, 0.25, Bound::AtLeast, false, false, Outcome::Confirmed),
        (6.0, 0.25, Bound::AtLeast, false, false, Outcome::Contradicted),
        (0.85, 0.005, Bound::Exactly, true, false, Outcome::Confirmed),
        (0.75, 0.005, Bound::Exactly, true, false, Outcome::Contradicted),
        (6.0, 0.25, Bound::About, false, true, Outcome::Confirmed),
        // What lies above five and a half is not almost that.
        (5.6, 0.05, Bound::About, false, true, Outcome::CannotCheck),
    ] {
        assert_eq!(check(number, half, bound, of_both, almost), expected, "{number} {bound:?}");
    }
}

#[test]
fn a_proportion_went_up_or_down_since_another_period() {
    let check = |up| {
        let since = Some((up, period(MAY)));
        let asked = Proportion { told: told(0.85, 0.005), of_both: true, almost: false, since };
        of_month(JUNE, |bench, claim| bench.check_proportion(claim, asked)).outcome
    };
    assert_eq!(check(true), Outcome::Confirmed);
    assert_eq!(check(false), Outcome::Contradicted);
}

#[test]
fn a_balance_changes_stays_or_is_the_widest() {
    let check = |month: &str, asked: Balance| {
        let asked = Balance { surplus: true, ..asked };
        of_month(month, |bench, claim| bench.check_balance(claim, asked)).outcome
    };
    let changed =
        |ratio| Balance { changed: Some((told(ratio, 5e-3), period(MAY))), ..Balance::default() };
    assert_eq!(check(JUNE, changed(0.08)), Outcome::Confirmed);
    assert_eq!(check(JUNE, changed(0.18)), Outcome::Contradicted);
    let kept = |base: &str| Balance { kept: Some(period(base)), ..Balance::default() };
    let march = "2026-03-01/2026-03-31";
    assert_eq!(check(march, kept("2026-02-01/2026-02-28")), Outcome::Confirmed);
    assert_eq!(check(march, kept("2026-01-01/2026-01-31")), Outcome::Contradicted);
    let widest = |since: Option<&str>| Balance {
        record: Some((true, since.and_then(|since| since.parse().ok()))),
        ..Balance::default()
    };
    assert_eq!(check(JUNE, widest(Some("2026-04"))), Outcome::Confirmed);
    assert_eq!(check(JUNE, widest(Some("2026-01"))), Outcome::Contradicted);
    assert_eq!(check(JUNE, widest(None)), Outcome::CannotCheck);
}

#[test]
fn a_first_time_is_one_that_no_month_before_was() {
    let check = |number, since: Option<&str>| {
        let told = Told { number, half: 5e7, bound: Bound::AtLeast };
        let since = since.and_then(|since| since.parse().ok());
        let december = "2025-12-01/2025-12-31";
        of_month(december, |bench, claim| bench.check_first(claim, told, since)).outcome
    };
    assert_eq!(check(1.8e9, Some("2024-01")), Outcome::Confirmed);
    assert_eq!(check(1.6e9, Some("2024-01")), Outcome::Contradicted);
    assert_eq!(check(1.8e9, None), Outcome::CannotCheck);
    assert_eq!(check(1.6e9, None), Outcome::Contradicted);
}

#[test]
fn growth_slows_between_two_rates_of_the_figures() {
    let rate = |month: &str, base: &str| {
        let against = Against::Period(period(base));
        let states = States::Change { ratio: told(0.05, 5e-4), against, value: None };
        of_month(month, |bench, claim| {
            bench.check(&Claimed { states: states.clone(), ..claim.clone() })
        })
    };
    let july = rate("2026-07-01/2026-07-31", "2025-07-01/2025-07-31");
    let june = rate(JUNE, "2025-06-01/2025-06-30");
    let way = |up| rates_moved(&july, &june, up, Language::English).outcome;
    assert_eq!(way(false), Outcome::Confirmed);
    assert_eq!(way(true), Outcome::Contradicted);
    let points = |points| {
        let rates = [0.032, 0.078].map(|rate| told(rate, 5e-4));
        two_rates(rates[0], rates[1], told(points, 5e-4), Language::English).outcome
    };
    assert_eq!(points(0.046), Outcome::Confirmed);
    assert_eq!(points(0.056), Outcome::Inconsistent);
}

#[test]
fn a_step_that_rounds_away_is_one_in_the_figures_own_currency() {
    // In June 2026 it was .7 % less.
    let fell = |unit| {
        let states = States::Moved { up: false, against: Against::Period(period(MAY)) };
        let ask = |bench: &Bench<'_>, claim: &Claimed| {
            bench.check(&Claimed { unit, states: states.clone(), ..claim.clone() })
        };
        of_month(JUNE, ask).outcome
    };
    assert_eq!(fell(ClaimedUnit::Unsaid), Outcome::Confirmed);
    assert_eq!(fell(ClaimedUnit::Known("USD".parse().unwrap())), Outcome::CannotCheck);
}
