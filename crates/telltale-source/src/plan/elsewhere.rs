//! What to fetch of sources that are one file, or several that a person must fetch: their publishers
//! ask to be told who downloads, or have no address that stays.

use std::time::Duration;

use super::{Asked, ByHand, Plan, Request, Unplanned, Wanted};
use crate::provenance::Held;

/// The most bytes of one such file.
const BYTES_MAX: u64 = 1 << 30;
const PACE: Duration = Duration::from_secs(1);

/// A source that is one file, which changes: it is asked for again each time, and comes if it did.
struct OneFile {
    source: &'static str,
    url: &'static str,
    wanted: Wanted,
}

const ONE_FILE: &[OneFile] = &[OneFile {
    source: "gpr",
    url: "https://www.matteoiacoviello.com/gpr_files/data_gpr_export.xls",
    wanted: Wanted::Anything,
}];

/// A source that a person must fetch.
struct Hand {
    source: &'static str,
    url: &'static str,
    how: &'static str,
}

const HANDS: &[Hand] = &[
    Hand {
        source: "icews",
        url: "https://doi.org/10.7910/DVN/28075",
        how: "Harvard Dataverse asks each reader to accept the terms: choose the yearly zips of \
              events and download them",
    },
    Hand {
        source: "polecat",
        url: "https://doi.org/10.7910/DVN/AJGVIT",
        how: "Harvard Dataverse asks each reader to accept the terms: choose the ngecEvents files and \
              download them",
    },
    Hand {
        source: "phoenix",
        url: "https://www.icpsr.umich.edu/web/ICPSR/series/1789",
        how: "Phoenix tables lie with the projects that coded them: download the one you cite",
    },
    Hand {
        source: "customs",
        url: "http://english.customs.gov.cn/statics/report/monthly.html",
        how: "there is no interface for programs, and the site turns them away: open the month's \
              table of imports and exports by country and save it as CSV or XLSX",
    },
    Hand {
        source: "un_votes",
        url: "https://doi.org/10.7910/DVN/LEJUQZ",
        how: "Harvard Dataverse numbers its files anew with each version: choose the table of votes \
              (comma-separated) and download it",
    },
    Hand {
        source: "sipri",
        url: "https://armstransfers.sipri.org",
        how: "choose suppliers, recipients and years, and download the transfers as CSV",
    },
    Hand {
        source: "travel",
        url: "https://history.state.gov/departmenthistory/travels",
        how: "the pages are one a person and year: save the table that you cite",
    },
    Hand {
        source: "china_vitae",
        url: "http://www.chinavitae.com/vip/",
        how: "the pages are one a leader and year, and the site is kept no more: save what you cite as \
              a table of date, country, leader and text",
    },
    Hand {
        source: "launches",
        url: "https://www.nti.org/analysis/articles/cns-north-korea-missile-test-database/",
        how: "download the workbook of missile tests",
    },
];

/// How a source is had that is one file, or that a person must fetch.
pub(super) fn way(source: &str) -> Option<super::Way> {
    if ONE_FILE.iter().any(|one| one.source == source) {
        return Some(super::Way::Fetch);
    }
    let hand = HANDS.iter().find(|hand| hand.source == source)?;
    Some(super::Way::ByHand { url: hand.url, how: hand.how })
}

/// The names of those that are one file, which is fetched.
pub(super) fn fetched() -> impl Iterator<Item = &'static str> {
    ONE_FILE.iter().map(|one| one.source)
}

/// The names of these sources.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    fetched().chain(HANDS.iter().map(|hand| hand.source))
}

/// Plans a source that is one file, or that a person must fetch; `None` for any other source.
pub fn plan(source: &str, held: &Held, asked: &Asked) -> Option<Plan> {
    let mut plan = Plan::default();
    if let Some(one) = ONE_FILE.iter().find(|one| one.source == source) {
        let name = one.url.rsplit('/').next().unwrap_or(one.url).to_owned();
        let url = match &asked.base {
            Some(base) => super::below(base, &name),
            None => one.url.to_owned(),
        };
        let mut request = whole(url, name, one.wanted);
        request.again = true;
        plan.want(request, held);
        plan.notes.push("one file, which comes only if it changed".to_owned());
        return Some(plan);
    }
    let hand = HANDS.iter().find(|hand| hand.source == source)?;
    let how = format!("{}; then: telltale ingest {source} PATH… --ledger DIR", hand.how);
    plan.by_hand.push(ByHand { url: hand.url.to_owned(), how });
    Some(plan)
}

/// Plans addresses that were given: feeds and pages, each asked for again, and taken if it changed.
///
/// # Errors
/// If none was given, or one is no address.
pub fn plan_given(held: &Held, asked: &Asked) -> Result<Plan, Unplanned> {
    if asked.urls.is_empty() {
        return Err(Unplanned::new(
            "no address",
            "name what to fetch: https://example.org/feed.xml",
        ));
    }
    let mut plan = Plan::default();
    for url in &asked.urls {
        let rest = url.split_once("://").map(|(_, rest)| rest);
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else {
            return Err(Unplanned::new(
                format!("not an address: {url:?}"),
                "give the whole address, such as https://example.org/feed.xml",
            ));
        };
        let path = rest.split(['?', '#']).next().unwrap_or(rest);
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path).to_owned();
        let mut request = whole(url.clone(), name, Wanted::Anything);
        request.again = true;
        plan.want(request, held);
    }
    Ok(plan)
}

fn whole(url: String, name: String, wanted: Wanted) -> Request {
    let (bytes, md5, key) = (None, None, None);
    Request { url, name, wanted, bytes, md5, key, pace: PACE, bytes_max: BYTES_MAX, again: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_must_fetch_says_where_and_how_to_go_on() {
        for hand in HANDS {
            let plan = plan(hand.source, &Held::default(), &Asked::default()).unwrap();
            assert!(plan.requests.is_empty());
            let [by_hand] = plan.by_hand.as_slice() else { panic!("one way: {}", hand.source) };
            assert!(by_hand.url.starts_with("http"), "{}", by_hand.url);
            assert!(by_hand.how.contains(&format!("telltale ingest {} ", hand.source)));
        }
        assert_eq!(plan("rumour", &Held::default(), &Asked::default()), None);
    }

    #[test]
    fn what_is_one_file_is_fetched_and_not_had_by_hand() {
        for one in ONE_FILE {
            assert_eq!(super::super::fetched_as(one.source), Some(one.source));
            let plan = plan(one.source, &Held::default(), &Asked::default()).unwrap();
            assert_eq!((plan.requests.len(), plan.by_hand.len()), (1, 0), "{}", one.source);
        }
        assert_eq!(super::super::fetched_as("icews"), None);
    }

    #[test]
    fn given_addresses_are_asked_and_nonsense_is_not() {
        let given = |url: &str| {
            let asked = Asked { urls: vec![url.to_owned()], ..Asked::default() };
            plan_given(&Held::default(), &asked)
        };
        let plan = given("https://example.org/news/feed.xml?n=1").unwrap();
        assert_eq!(plan.requests[0].name, "feed.xml");
        assert_eq!(given("https://example.org/").unwrap().requests[0].name, "example.org");
        assert!(given("feed.xml").is_err());
        assert!(plan_given(&Held::default(), &Asked::default()).is_err());
    }
}
