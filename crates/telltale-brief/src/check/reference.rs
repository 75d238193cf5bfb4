//! Exchange rates of a month as the European Central Bank published them: means of its daily
//! reference rates, in `data/ecb_monthly_means.csv`; and how they are cited.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use telltale_observation::{AsOf, KnownAt, Month, Period, Unit};

use crate::case::Source;

/// Units of a currency for one dollar, by currency and month.
type Means = BTreeMap<&'static str, BTreeMap<Month, f64>>;

static MEANS: LazyLock<Means> = LazyLock::new(|| {
    let mut lines = include_str!("../../data/ecb_monthly_means.csv").lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').skip(1).collect();
    let mut means = Means::new();
    for line in lines {
        let mut cells = line.split(',');
        let Some(month) = cells.next().and_then(|cell| cell.parse().ok()) else { continue };
        for (name, cell) in names.iter().zip(cells) {
            if let Ok(mean) = cell.parse() {
                means.entry(name).or_default().insert(month, mean);
            }
        }
    }
    means
});

/// The source of these rates: every case has it, whether it declares one of that name or not.
pub fn market() -> &'static Source {
    static SOURCE: LazyLock<Source> = LazyLock::new(|| Source {
        name: "ecb-reference-rates".to_owned(),
        title: "Euro foreign exchange reference rates, as monthly means against the US dollar"
            .to_owned(),
        publisher: "European Central Bank".to_owned(),
        citation: "European Central Bank, euro foreign exchange reference rates, daily; monthly \
                   means against the US dollar"
            .to_owned(),
        licence: "free reuse, with the bank's name".to_owned(),
        url: "https://www.ecb.europa.eu/stats/eurofxref".to_owned(),
        covered: None,
        complete: Vec::new(),
        curated: false,
        by_row: false,
        note: String::new(),
    });
    &SOURCE
}

/// How many of `here` one of `there` was worth over a period, on average: the mean over its months,
/// if all of them were over and known by then.
pub(super) fn mean(here: Unit, there: Unit, period: Period, as_of: AsOf) -> Option<f64> {
    let months: Vec<Month> = period.months().collect();
    let known = KnownAt::day(months.last()?.last_day().tomorrow().ok()?).ok()?;
    if !as_of.sees(known) {
        return None;
    }
    let rates: Option<Vec<f64>> = months
        .iter()
        .map(|month| Some(per_dollar(here, *month)? / per_dollar(there, *month)?))
        .collect();
    let rates = rates?;
    Some(rates.iter().sum::<f64>() / rates.len() as f64)
}

fn per_dollar(unit: Unit, month: Month) -> Option<f64> {
    match unit.code() {
        "USD" => Some(1.0),
        code => MEANS.get(code)?.get(&month).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(here: &str, there: &str, from: &str, to: &str, day: &str) -> Option<f64> {
        let period = Period::parse(from, to).unwrap();
        mean(here.parse().unwrap(), there.parse().unwrap(), period, day.parse().unwrap())
    }

    #[test]
    fn a_months_mean_is_known_when_the_month_is_over() {
        let september = |day| rate("CNY", "USD", "2025-09-01", "2025-09-30", day);
        assert_eq!(september("2025-09-29"), None);
        assert!((september("2025-11-04").unwrap() - 7.1245).abs() < 1e-4);
        let year = rate("CNY", "USD", "2024-01-01", "2024-12-31", "2025-11-04").unwrap();
        assert!((year - 7.19).abs() < 0.02, "{year}");
    }

    #[test]
    fn two_currencies_meet_through_the_dollar_and_an_unknown_one_has_no_rate() {
        let won = rate("KRW", "JPY", "2025-09-01", "2025-09-30", "2025-11-04").unwrap();
        assert!((9.0..10.0).contains(&won), "{won}");
        assert_eq!(rate("KPW", "USD", "2025-09-01", "2025-09-30", "2025-11-04"), None);
        assert_eq!(rate("RUB", "USD", "2023-09-01", "2023-09-30", "2025-11-04"), None);
    }
}
