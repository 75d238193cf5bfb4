//! What to fetch: a pure function of what is held and what is asked, printed before it is done.

pub mod comtrade;
pub mod elsewhere;
pub mod gdelt;

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::provenance::Held;

/// One thing to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its address, without any key.
    pub url: String,
    /// The name of the file that it is.
    pub name: String,
    /// What it should be.
    pub wanted: Wanted,
    /// Its size, if the publisher announced it.
    pub bytes: Option<u64>,
    /// Its MD5 in hexadecimal digits, if the publisher announced it.
    pub md5: Option<String>,
    /// The key to send with it, in a header.
    pub key: Option<Key>,
    /// How long to leave its host alone afterwards.
    pub pace: Duration,
    /// The most bytes that are taken.
    pub bytes_max: u64,
    /// Whether it is asked for again although it is held, in case that it changed.
    pub again: bool,
}

/// What a file should be. A web page in place of it is an error page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A zip file.
    Zip,
    /// JSON.
    Json,
    /// A table or list in text, or a workbook.
    Table,
    /// Whatever is there.
    Anything,
}

impl Wanted {
    /// Whether it is packed already, or so long that it may have to be gone on with.
    pub(crate) fn is_packed(self) -> bool {
        matches!(self, Wanted::Zip | Wanted::Table)
    }
}

/// A key, which is sent and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// The header that carries it.
    pub header: &'static str,
    /// The key.
    pub value: String,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({}: …)", self.header)
    }
}

/// What somebody wants of a source. What a source does not know of, its plan says so.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// From this day on.
    pub since: Option<Date>,
    /// Until this day, which is included.
    pub until: Option<Date>,
    /// The present instant.
    pub now: Timestamp,
    /// Parts of a source that has several: events, mentions, gkg.
    pub parts: Vec<String>,
    /// Whose trade, by ISO codes.
    pub reporters: Vec<String>,
    /// With whom, by ISO codes; `WLD` is the world.
    pub partners: Vec<String>,
    /// Commodities, by HS code; `TOTAL` is all.
    pub commodities: Vec<String>,
    /// Years instead of months.
    pub yearly: bool,
    /// The key, if there is one.
    pub key: Option<String>,
    /// Addresses, where the source is one.
    pub urls: Vec<String>,
    /// Another place that has the same files: a mirror.
    pub base: Option<String>,
    /// Whether to ask again for what is held.
    pub again: bool,
}

/// What would be fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What to fetch, in this order.
    pub requests: Vec<Request>,
    /// How many of what was asked are held already.
    pub held: usize,
    /// What a person must fetch, and how.
    pub by_hand: Vec<ByHand>,
    /// What should be known before.
    pub notes: Vec<String>,
}

/// What no program may or can fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// Where it lies.
    pub url: String,
    /// What to do there, and then here.
    pub how: String,
}

/// An ask that cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Unplanned {
    /// What is wrong.
    pub what: String,
    /// What would be right.
    pub hint: String,
}

impl Unplanned {
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Unplanned {
        Unplanned { what: what.into(), hint: hint.into() }
    }
}

impl Plan {
    /// Takes a request up, unless it is held and need not be asked again.
    pub(crate) fn want(&mut self, request: Request, held: &Held) {
        if held.has(&request.url) && !request.again {
            self.held += 1;
        } else {
            self.requests.push(request);
        }
    }

    /// The bytes of those requests whose size is announced, and how many are not.
    pub fn bytes(&self) -> (u64, usize) {
        let known = self.requests.iter().filter_map(|request| request.bytes);
        (known.sum(), self.requests.iter().filter(|request| request.bytes.is_none()).count())
    }

    /// How long the paces alone take.
    pub fn pace(&self) -> Duration {
        // The last one need not be waited for.
        self.requests.iter().skip(1).map(|request| request.pace).sum()
    }
}

/// How the files of a source are had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `telltale fetch` fetches them.
    Fetch,
    /// A person fetches them.
    ByHand {
        /// Where they lie.
        url: &'static str,
        /// What to do there.
        how: &'static str,
    },
    /// They are here already, or nothing is known of where they are.
    Here,
}

/// The sources that programs fetch, whatever else is known of them: `page` is for addresses that are
/// named.
const FETCHED: &[&str] = &["comtrade", "gdelt", "gdelt1", "page"];

/// What `telltale fetch` is told to fetch the files of a source: its name, or the part of another that it
/// is; nothing if they are not fetched.
pub fn fetched_as(source: &str) -> Option<&'static str> {
    match source {
        "gdelt_gkg" => Some("gdelt --part gkg"),
        "gdelt_mentions" => Some("gdelt --part mentions"),
        _ => FETCHED.iter().copied().chain(elsewhere::fetched()).find(|name| *name == source),
    }
}

/// How the files of a source are had.
pub fn way(source: &str) -> Way {
    if fetched_as(source).is_some() {
        return Way::Fetch;
    }
    elsewhere::way(source).unwrap_or(Way::Here)
}

/// The names of everything that can be planned, in order.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = FETCHED.iter().copied().chain(elsewhere::names()).collect();
    names.sort_unstable();
    names
}

/// The first and the last day asked, in order.
pub(crate) fn days(asked: &Asked, first: Date) -> Result<(Date, Date), Unplanned> {
    let today = asked.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let since = asked.since.unwrap_or(first);
    let until = asked.until.unwrap_or(today).min(today);
    if until < since {
        return Err(Unplanned::new(
            format!("nothing lies between {since} and {until}"),
            format!("--since must not be later than --until, nor than today, {today}"),
        ));
    }
    Ok((since, until))
}

/// An address below a base, with one slash between.
pub(crate) fn below(base: &str, path: &str) -> String {
    format!("{}/{path}", base.trim_end_matches('/'))
}
