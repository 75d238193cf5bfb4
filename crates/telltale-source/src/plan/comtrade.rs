//! What to fetch of UN Comtrade: one request a month (without a key) or twelve (with one), for all
//! flows of a reporter with its partners.
//!
//! Every request says `partner2Code=0`, `motCode=0` and `customsCode=C00`: without them a row comes once
//! for each second partner, means of transport and customs procedure, and sums are wrong.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use telltale_observation::{Actor, Scheme};

use super::{Asked, Key, Plan, Request, Unplanned, Wanted, below, days};
use crate::provenance::Held;

/// Where Comtrade answers.
pub const BASE: &str = "https://comtradeapi.un.org";
/// The header that carries a key. In an address it would stand in every log on the way.
const KEY_HEADER: &str = "Ocp-Apim-Subscription-Key";
/// How many rows an answer without a key has at most; one that has so many was cut.
pub const ROWS_MAX_WITHOUT_KEY: u64 = 500;
/// How many rows an answer with a free key has at most.
pub const ROWS_MAX_WITH_KEY: u64 = 100_000;
/// How many periods one request with a key may name.
const PERIODS_MAX: usize = 12;
const PACE_WITHOUT_KEY: Duration = Duration::from_secs(3);
const PACE_WITH_KEY: Duration = Duration::from_secs(1);
const BYTES_MAX: u64 = 1 << 30;
/// How long an answer stands before the same is asked again for a newer vintage.
const STANDS: SignedDuration = SignedDuration::from_hours(24 * 7);
/// The first day of monthly figures that is looked for where no day is asked: so many months ago.
const MONTHS_BACK: i32 = 24;

/// Plans Comtrade.
///
/// # Errors
/// If a country has no code there, or nothing lies between the days.
pub fn plan(held: &Held, asked: &Asked) -> Result<Plan, Unplanned> {
    if asked.reporters.is_empty() {
        return Err(Unplanned::new(
            "whose trade?",
            "name the reporters: --reporter CHN; their partners: --partner PRK,RUS",
        ));
    }
    let today = asked.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let first = today.checked_sub(MONTHS_BACK.months()).unwrap_or(today);
    let (since, until) = days(asked, first)?;
    let periods = periods(since, until, asked.yearly);
    let at_once = if asked.key.is_some() { PERIODS_MAX } else { 1 };
    let mut plan = Plan::default();
    for reporter in &asked.reporters {
        for span in periods.chunks(at_once) {
            let request = request(reporter, span, held, asked)?;
            plan.want(request, held);
        }
    }
    notes(&mut plan, asked);
    Ok(plan)
}

fn notes(plan: &mut Plan, asked: &Asked) {
    if asked.key.is_none() {
        plan.notes.push(format!(
            "without a key an answer has at most {ROWS_MAX_WITHOUT_KEY} rows and one period; a free \
             key in TELLTALE_COMTRADE_KEY gives {ROWS_MAX_WITH_KEY} rows and {PERIODS_MAX} periods"
        ));
    }
    if asked.partners.is_empty() {
        plan.notes.push("no partner named: every partner that the reporter names".to_owned());
    }
    plan.notes.push(
        "every answer is a vintage and is kept; one that is younger than a week is not asked again"
            .to_owned(),
    );
}

/// The months, or years, from one day to another, as Comtrade writes them.
fn periods(since: Date, until: Date, yearly: bool) -> Vec<String> {
    let first = since.first_of_month();
    let months = first.series(1.month()).take_while(|month| *month <= until);
    let form = if yearly { "%Y" } else { "%Y%m" };
    let mut periods: Vec<String> = months.map(|month| month.strftime(form).to_string()).collect();
    periods.dedup();
    periods
}

fn request(
    reporter: &str,
    periods: &[String],
    held: &Held,
    asked: &Asked,
) -> Result<Request, Unplanned> {
    let year = periods.first().and_then(|period| period.get(..4)?.parse().ok()).unwrap_or(2000);
    let partners = asked.partners.iter().map(|partner| codes(partner, year));
    let partners = partners.collect::<Result<Vec<_>, _>>()?.join(",");
    let reporters = codes(reporter, year)?;
    let commodities = match asked.commodities.is_empty() {
        true => "TOTAL".to_owned(),
        false => asked.commodities.join(","),
    };
    let frequency = if asked.yearly { "A" } else { "M" };
    let place = if asked.key.is_some() { "data/v1/get" } else { "public/v1/preview" };
    let partners_asked = match partners.is_empty() {
        true => String::new(),
        false => format!("&partnerCode={partners}"),
    };
    let query = format!(
        "{place}/C/{frequency}/HS?reporterCode={reporters}&period={}{partners_asked}&cmdCode={commodities}\
         &flowCode=M,X&partner2Code=0&motCode=0&customsCode=C00&includeDesc=true",
        periods.join(",")
    );
    let url = below(asked.base.as_deref().unwrap_or(BASE), &query);
    let stands =
        held.get(&url).is_some_and(|bundle| asked.now.duration_since(bundle.retrieved_at) < STANDS);
    let key = asked.key.clone().map(|value| Key { header: KEY_HEADER, value });
    let span = match periods {
        [one] => one.clone(),
        several => format!("{}-{}", several[0], several[several.len() - 1]),
    };
    Ok(Request {
        url,
        name: format!("comtrade-{reporter}-{span}.json"),
        wanted: Wanted::Json,
        bytes: None,
        md5: None,
        pace: if key.is_some() { PACE_WITH_KEY } else { PACE_WITHOUT_KEY },
        key,
        bytes_max: BYTES_MAX,
        again: asked.again || !stands,
    })
}

/// Comtrade's code of a country. Italy has had two there, and whichever holds no rows adds none.
fn codes(country: &str, year: i16) -> Result<String, Unplanned> {
    if matches!(country, "WLD" | "World" | "0") {
        return Ok("0".to_owned());
    }
    let actor: Actor = country.parse().map_err(|_| {
        Unplanned::new(
            format!("no country of this code: {country}"),
            "use ISO 3166 alpha-3, such as CHN; WLD is the world",
        )
    })?;
    match actor.in_scheme(Scheme::Comtrade, year) {
        Some("381") => Ok("380,381".to_owned()),
        Some(code) => Ok(code.to_owned()),
        None => Err(Unplanned::new(
            format!("Comtrade has no code for {country} in {year}"),
            "it lists states that report trade, and their partners",
        )),
    }
}

/// How many rows an answer has, if it is one.
pub fn rows(answer: &[u8]) -> Option<u64> {
    let answer: serde_json::Value = serde_json::from_slice(answer).ok()?;
    Some(answer.get("data")?.as_array()?.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Asked {
        Asked {
            since: Some(jiff::civil::date(2025, 1, 15)),
            until: Some(jiff::civil::date(2025, 3, 1)),
            now: "2025-11-04T00:00:00Z".parse().unwrap(),
            reporters: vec!["CHN".to_owned()],
            partners: vec!["PRK".to_owned(), "USA".to_owned()],
            ..Asked::default()
        }
    }

    fn urls(asked: &Asked) -> Vec<String> {
        let plan = plan(&Held::default(), asked).unwrap();
        plan.requests.into_iter().map(|request| request.url).collect()
    }

    #[test]
    fn without_a_key_each_month_is_a_request() {
        let urls = urls(&asked());
        assert_eq!(urls.len(), 3);
        assert_eq!(
            urls[0],
            "https://comtradeapi.un.org/public/v1/preview/C/M/HS?reporterCode=156&period=202501\
             &partnerCode=408,842&cmdCode=TOTAL&flowCode=M,X&partner2Code=0&motCode=0&customsCode=C00\
             &includeDesc=true"
        );
    }

    #[test]
    fn with_a_key_twelve_months_are_a_request_and_the_key_stands_in_no_address() {
        let asked = Asked {
            key: Some("s3cret".to_owned()),
            since: Some(jiff::civil::date(2024, 1, 1)),
            ..asked()
        };
        let plan = plan(&Held::default(), &asked).unwrap();
        assert_eq!(plan.requests.len(), 2, "fifteen months");
        let first = &plan.requests[0];
        assert!(
            first.url.contains("/data/v1/get/C/M/HS?")
                && first.url.contains("period=202401,202402")
        );
        assert!(!format!("{plan:?}").contains("s3cret"));
        assert_eq!(first.key.as_ref().unwrap().value, "s3cret");
        assert_eq!(first.pace, PACE_WITH_KEY);
    }

    #[test]
    fn countries_go_by_the_codes_that_comtrade_gives_them() {
        for (country, code) in [
            ("USA", "842"),
            ("FRA", "251"),
            ("ITA", "380,381"),
            ("IND", "699"),
            ("PRK", "408"),
            ("TWN", "490"),
            ("WLD", "0"),
        ] {
            assert_eq!(codes(country, 2024).as_deref(), Ok(code), "{country}");
        }
        assert!(codes("Mordor", 2024).is_err());
    }

    #[test]
    fn years_are_asked_where_years_are_wanted() {
        let asked = Asked { yearly: true, since: Some(jiff::civil::date(2022, 6, 1)), ..asked() };
        let urls = urls(&asked);
        assert_eq!(urls.len(), 4);
        assert!(urls[3].contains("/C/A/HS?") && urls[3].contains("period=2025&"), "{}", urls[3]);
    }

    #[test]
    fn the_rows_of_an_answer_are_counted() {
        assert_eq!(
            rows(br#"{"elapsedTime":"0.1 secs","count":2,"data":[{},{}],"error":""}"#),
            Some(2)
        );
        assert_eq!(rows(br#"{"statusCode":429}"#), None);
    }
}
