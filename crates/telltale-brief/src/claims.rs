//! Claims: numbers and expectations that others published, held against the ledger as it was known
//! on the day asked, and never against the one who claims them.

use telltale_measure::{Levels, meant};
use telltale_observation::{Month, Observation, Period};

use crate::brief;
use crate::case::{Case, Claim, ClaimKind, Compared, Side};
use crate::check::{
    self, Against, Bench, Bound, Claimed, ClaimedGoods, ClaimedUnit, Outcome, States, Told,
};
use crate::evidence::{Citation, Evidence, Sentence};
use crate::known::{Known, Series, SeriesName};
use crate::language::{Language, percent, tell};
use crate::trade::levels;

/// What checking came to.
struct Finding {
    result: &'static str,
    claimed: Option<f64>,
    found: Option<f64>,
    because: String,
    ids: Vec<Citation>,
}

impl Finding {
    fn cannot_check(claimed: Option<f64>, because: String) -> Finding {
        Finding { result: "cannot check", claimed, found: None, because, ids: Vec::new() }
    }
}

/// Every claim made by the day asked, with what was found.
pub(crate) fn all(case: &Case, known: &Known, language: Language) -> Vec<brief::Claim> {
    let made = case.claims.iter().filter(|claim| known.as_of.sees(claim.said_on));
    made.map(|claim| one(claim, known, language)).collect()
}

fn one(claim: &Claim, known: &Known, language: Language) -> brief::Claim {
    let finding = check(claim, known, language);
    let own =
        [Citation::Case(format!("claims/{}", claim.id)), Citation::Source(claim.said_by.clone())];
    let evidence = Evidence::from_all(own).expect("two citations").and(finding.ids);
    brief::Claim {
        id: claim.id.clone(),
        text: language.pick(&claim.text, &claim.text_ko).to_owned(),
        kind: claim.kind.name(),
        said_by: claim.said_by.clone(),
        said_on: claim.said_on,
        result: finding.result,
        claimed: finding.claimed,
        found: finding.found,
        because: finding.because,
        evidence,
    }
}

/// A claim in words.
pub(crate) fn sentence(claim: &brief::Claim, language: Language) -> Sentence {
    let result = match (claim.kind, claim.result) {
        (_, "met") => language.pick("met", "실현"),
        (_, "not met") => language.pick("not met", "실현되지 않음"),
        (_, "confirmed") => language.pick("confirmed", "확인"),
        (_, "contradicted") => language.pick("contradicted", "반박"),
        (_, "rounding") => language.pick("rounding", "반올림 차이"),
        (_, "older vintage") => language.pick("older vintage", "이전 공표치"),
        (_, "newer vintage") => language.pick("newer vintage", "이후 공표치"),
        _ => language.pick("cannot check", "확인 불가"),
    };
    let (text, because, said_by, said_on) =
        (&claim.text, &claim.because, &claim.said_by, claim.said_on);
    let text = tell!(
        language,
        "“{text}” ({said_by}, {said_on}): {result}. {because}",
        "“{text}” ({said_by}, {said_on}): {result}. {because}"
    );
    Sentence::new(text, claim.evidence.clone())
}

fn check(claim: &Claim, known: &Known, language: Language) -> Finding {
    match claim.kind {
        ClaimKind::Value { quantity, rounded_to } => {
            let half = rounded_to.unwrap_or(0.0) / 2.0;
            let told = Told { number: quantity.amount(), half, bound: Bound::Exactly };
            by_figures(
                claim,
                States::Value(told),
                ClaimedUnit::Known(quantity.unit()),
                known,
                language,
            )
        }
        ClaimKind::Change { against, ratio, rounded_to } => {
            let half = rounded_to.unwrap_or(0.0) / 2.0;
            let ratio = Told { number: ratio, half, bound: Bound::Exactly };
            let base = claim.period.months_earlier(against.months());
            let against = base.map_or(Against::Unsaid, Against::Period);
            let states = States::Change { ratio, against, value: None };
            by_figures(claim, states, ClaimedUnit::Unsaid, known, language)
        }
        ClaimKind::Expectation { compares, side, than } => {
            let Some((name, series)) = series_of(claim, known) else {
                return Finding::cannot_check(None, no_figures(language));
            };
            let month = Month::of(claim.period.start());
            Held { month, name: &name, series: &series, language }.expectation(compares, side, than)
        }
    }
}

fn no_figures(language: Language) -> String {
    let because = language.pick(
        "No trade series of the case holds it; this version checks no other amounts.",
        "사례의 교역 자료에 없음. 이 판은 다른 수치를 확인하지 않음.",
    );
    because.to_owned()
}

/// An amount or a change, as the claims of a text are checked.
fn by_figures(
    claim: &Claim,
    states: States,
    unit: ClaimedUnit,
    known: &Known,
    language: Language,
) -> Finding {
    let number = match &states {
        States::Value(told) | States::Change { ratio: told, .. } => Some(told.number),
        States::Moved { .. } | States::Record { .. } | States::Expectation { .. } => None,
    };
    if !claim.channel.is_trade() {
        return Finding::cannot_check(number, no_figures(language));
    }
    let goods = match claim.commodity.is_total() {
        true => ClaimedGoods::Everything,
        false => ClaimedGoods::Coded { commodity: claim.commodity.clone(), exact: true },
    };
    let claimed = Claimed {
        actor: Some(claim.dyad.actor),
        target: claim.dyad.target,
        channel: claim.channel,
        goods,
        period: Some(claim.period),
        unit,
        reported_by: None,
        states,
    };
    // Nobody is held against their own figure.
    let independent = |seen: &Observation| seen.origin().source != claim.said_by;
    let bench = Bench::new(known.vintages, known.as_of, language, independent);
    let checked = bench.check(&claimed);
    let market = checked.by_market.then(|| Citation::Source(check::market().name.clone()));
    Finding {
        result: checked.outcome.name(),
        claimed: number,
        found: checked.found,
        because: checked.because,
        ids: checked.evidence.into_iter().map(Citation::Observation).chain(market).collect(),
    }
}

/// The longest series that has the claim's month; where none has, the one that is meant of those that
/// may yet.
fn series_of<'a>(claim: &Claim, known: &Known<'a>) -> Option<(SeriesName, Series<'a>)> {
    let month = claim.period.as_month().filter(|_| claim.commodity.is_total())?;
    let mut all = known.monthly_trade(claim.dyad.actor, claim.dyad.target?);
    all.retain(|name, _| {
        (name.actor, name.channel) == (claim.dyad.actor, claim.channel)
            && name.source != claim.said_by
    });
    let having = all.iter().filter(|(_, series)| series.contains_key(&month));
    let longest = having.max_by_key(|(_, series)| series.len());
    let (name, _) = longest.or_else(|| meant(&all, Month::of(known.as_of.date())))?;
    all.remove_entry(&name.clone())
}

/// An expectation held against a series.
struct Held<'a> {
    month: Month,
    name: &'a SeriesName,
    series: &'a Series<'a>,
    language: Language,
}

impl Held<'_> {
    fn cite(&self, months: &[Month]) -> Vec<Citation> {
        let seen = months.iter().filter_map(|month| self.series.get(month));
        seen.map(|seen| Citation::Observation(seen.id())).collect()
    }

    fn not_out_yet(&self, claimed: Option<f64>) -> Finding {
        let (source, language) = (&self.name.source, self.language);
        let month = language.month(self.month);
        let last = self.series.last_key_value().map(|(last, _)| *last);
        let because = match last.is_some_and(|last| last < self.month) {
            true => tell!(
                language,
                "{source} had not published {month} by then.",
                "당시 {source}의 {month} 수치는 아직 공표되지 않음."
            ),
            false => tell!(
                language,
                "{source} as held here lacks {month}, or the period it is compared with.",
                "가진 {source} 자료에 {month} 또는 비교할 기간이 없음."
            ),
        };
        Finding::cannot_check(claimed, because)
    }

    fn changed(&self, levels: &Levels, compared: Compared, month: Month) -> Option<f64> {
        match compared {
            Compared::Month => levels.change_on_month(month),
            Compared::Year => levels.change_on_year(month),
        }
    }

    fn expectation(&self, compares: Compared, side: Side, than: Period) -> Finding {
        let levels = levels(self.series);
        let bar = than.as_month().and_then(|month| self.changed(&levels, compares, month));
        let found = self.changed(&levels, compares, self.month);
        let (Some(bar), Some(found)) = (bar, found) else {
            return self.not_out_yet(bar);
        };
        let met = match side {
            Side::Above => found > bar,
            Side::Below => found < bar,
        };
        let (language, source, unit) = (self.language, &self.name.source, self.name.unit);
        let on = match compares {
            Compared::Month => language.pick("on the month", "전월 대비"),
            Compared::Year => language.pick("on the year", "전년 대비"),
        };
        let (now, before) = (percent(found), percent(bar));
        let (month, earlier) =
            (language.month(self.month), language.month(Month::of(than.start())));
        let because = tell!(
            language,
            "In {unit}, {source} gives {now} {on} for {month}, against {before} for {earlier}.",
            "{unit} 기준 {source}: {month} {on} {now}, {earlier} {before}."
        );
        let bar_month = Month::of(than.start());
        let back = -compares.months();
        let months = [self.month, self.month.plus(back), bar_month, bar_month.plus(back)];
        Finding {
            result: if met { Outcome::Met } else { Outcome::NotMet }.name(),
            claimed: Some(bar),
            found: Some(found),
            because,
            ids: self.cite(&months),
        }
    }
}

#[cfg(test)]
mod tests {
    use telltale_observation::Quantity;

    use super::*;
    use crate::sample::known_on;

    /// The results of a claim of the embedded case on a day, after `change` altered it.
    fn check(day: &str, id: &str, change: impl Fn(&mut Claim)) -> (&'static str, Option<f64>) {
        known_on(day, |case, known| {
            let claim = case.claims.iter().find(|claim| claim.id == id).expect("a declared claim");
            let mut claim = claim.clone();
            change(&mut claim);
            let checked = one(&claim, known, Language::English);
            (checked.result, checked.found)
        })
    }

    fn set_value(amount: f64, unit: &str) -> impl Fn(&mut Claim) {
        let quantity = Quantity::new(amount, unit.parse().unwrap()).unwrap();
        move |claim| claim.kind = ClaimKind::Value { quantity, rounded_to: Some(1e5) }
    }

    #[test]
    fn an_amount_in_dollars_is_held_against_yuan_through_the_rates_of_other_months() {
        let check = |change| check("2025-11-04", "september-exports", change).0;
        assert_eq!(check(Box::new(|_: &mut Claim| {}) as Box<dyn Fn(&mut Claim)>), "confirmed");
        assert_eq!(check(Box::new(set_value(328.1e6, "USD"))), "contradicted");
        assert_eq!(check(Box::new(set_value(1622.9e6, "CNY"))), "confirmed");
        assert_eq!(check(Box::new(set_value(1623.0e6, "CNY"))), "rounding");
        assert_eq!(check(Box::new(set_value(1700.0e6, "CNY"))), "contradicted");
        assert_eq!(check(Box::new(set_value(228.1e6, "KPW"))), "cannot check");
    }

    #[test]
    fn a_change_is_recomputed_and_may_differ_by_what_exchange_rates_moved() {
        let with = |ratio: f64| {
            check("2025-11-04", "september-on-august", |claim| {
                claim.kind =
                    ClaimKind::Change { against: Compared::Month, ratio, rounded_to: Some(1e-3) };
            })
        };
        assert_eq!(with(0.545).0, "confirmed");
        assert_eq!(with(0.455).0, "contradicted");
        assert!((with(0.545).1.unwrap() - 0.5371).abs() < 5e-4);
    }

    #[test]
    fn a_change_on_the_year_of_a_quarter_or_a_year_is_held_against_that_of_the_year_before() {
        let with = |days: (&str, &str), ratio: f64| {
            check("2026-08-31", "september-on-august", |claim| {
                claim.period = Period::parse(days.0, days.1).unwrap();
                claim.kind =
                    ClaimKind::Change { against: Compared::Year, ratio, rounded_to: Some(1e-3) };
            })
        };
        for days in [("2025-07-01", "2025-09-30"), ("2025-01-01", "2025-12-31")] {
            let found = with(days, 9.0).1.unwrap();
            assert_eq!(with(days, found).0, "confirmed", "{days:?}: {found}");
            assert_eq!(with(days, found + 0.3).0, "contradicted", "{days:?}: {found}");
        }
    }

    #[test]
    fn an_expectation_waits_for_the_figures_and_is_then_met_or_not() {
        let before = check("2025-11-04", "october-on-month", |_| {});
        assert_eq!(before, ("cannot check", None));
        let (result, found) = check("2026-08-31", "october-on-month", |_| {});
        assert_eq!(result, "not met");
        assert!((found.unwrap() + 0.133).abs() < 5e-4);
        let below = check("2026-08-31", "october-on-month", |claim| {
            if let ClaimKind::Expectation { side, .. } = &mut claim.kind {
                *side = Side::Below;
            }
        });
        assert_eq!(below.0, "met");
    }

    /// The result of a claim of September 2025 on a day, where customs put the figure right on 30 October.
    fn of_revised(day: &str, kind: ClaimKind) -> (&'static str, String) {
        known_on(day, |case, known| {
            let table = include_str!("../../../cases/pyongyang/flows.csv");
            let row = table.lines().find(|line| line.starts_with("f021,")).expect("the row");
            let revised = row
                .replacen("f021", "f021r", 1)
                .replace("1622934689", "1811000000")
                .replace("2025-10-20", "2025-10-30");
            let head = table.lines().next().unwrap();
            let defaults =
                telltale_source::Defaults { known_at: None, sources: case.source_names() };
            let revised = format!("{head}\n{revised}\n");
            let reading = telltale_source::read_flows("r.csv", revised.as_bytes(), &defaults);
            let known_by_then = |seen: &&Observation| known.as_of.sees(seen.known_at());
            let revised: Vec<&Observation> =
                reading.observations.iter().filter(known_by_then).collect();
            let is_revised =
                |seen: &Observation| revised.iter().any(|other| other.thing() == seen.thing());
            let vintages: Vec<Observation> =
                known.observations.iter().chain(revised.iter().copied()).cloned().collect();
            let old = known.observations.iter().filter(|seen| !is_revised(seen));
            let latest: Vec<Observation> = old.chain(revised.iter().copied()).cloned().collect();
            let known = Known::new(known.as_of, &latest, known.panel).with_vintages(&vintages);
            let claim = case.claims.iter().find(|claim| claim.id == "september-exports");
            let claim = Claim { kind, ..claim.expect("a declared claim").clone() };
            let checked = one(&claim, &known, Language::English);
            for id in checked.evidence.ids() {
                assert!(vintages.iter().any(|seen| seen.id() == id));
            }
            (checked.result, checked.because)
        })
    }

    #[test]
    fn what_was_right_before_a_revision_is_an_older_vintage() {
        let value = |amount: f64| ClaimKind::Value {
            quantity: Quantity::new(amount, "CNY".parse().unwrap()).unwrap(),
            rounded_to: Some(1e5),
        };
        let change = |ratio: f64| ClaimKind::Change {
            against: Compared::Month,
            ratio,
            rounded_to: Some(1e-3),
        };
        for (day, kind, result) in [
            ("2025-10-29", value(1622.9e6), "confirmed"),
            ("2025-11-04", value(1622.9e6), "older vintage"),
            ("2025-11-04", value(1811.0e6), "confirmed"),
            ("2025-11-04", value(1400.0e6), "contradicted"),
            ("2025-11-04", change(0.537), "older vintage"),
            ("2025-11-04", change(0.12), "contradicted"),
        ] {
            let (found, because) = of_revised(day, kind);
            assert_eq!(found, result, "{day} {kind:?}: {because}");
            assert_eq!(because.contains("since revised"), result == "older vintage", "{because}");
        }
    }

    #[test]
    fn nobody_is_held_against_their_own_figure() {
        known_on("2025-11-04", |case, known| {
            let claim = case.claims.iter().find(|claim| claim.id == "september-exports");
            let mut claim = claim.expect("a declared claim").clone();
            claim.said_by = "china-customs".into();
            let checked = one(&claim, known, Language::English);
            for id in checked.evidence.ids() {
                assert_ne!(known.get(id).unwrap().origin().source, "china-customs");
            }
        });
    }
}
