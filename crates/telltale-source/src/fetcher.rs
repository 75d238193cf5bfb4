//! The one fetcher: everything that comes from the network comes through here.
//!
//! It is polite (a pace per host, `Retry-After`, pauses that grow), patient within limits (of time, of
//! size, of silence), suspicious (public addresses only, encryption only, no redirect out of them),
//! and it goes on where it was: what came before a connection broke is kept, and the rest is asked
//! for. What comes lies in a file, with its digests; nothing is parsed here.

mod address;
mod body;
mod error;
mod post;
mod wait;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use telltale_observation::Digest;
use ureq::Agent;
use ureq::http::{Response, Uri};

pub use error::FetchError;
pub use post::Post;

use crate::plan::Request;
pub(crate) use address::is_public;
use address::{Guard, Lookup, NoAddress, bare};
use body::Partial;
use wait::Die;
pub(crate) use wait::{http_date, retry_after};

/// The time, and patience: read and spent by whoever runs the program.
pub trait Clock {
    /// The present instant.
    fn now(&self) -> Timestamp;
    /// Waits so long, or until somebody wants to stop.
    fn sleep(&self, time: Duration);
    /// Whether somebody wants to stop.
    fn stopped(&self) -> bool;
}

/// How the fetcher behaves.
#[derive(Clone, Debug)]
pub struct Manners {
    /// Whether machines of private networks, and this one, may be asked.
    pub allow_private: bool,
    /// Whether addresses without encryption may be asked.
    pub allow_http: bool,
    /// How often something is tried in all.
    pub attempts_max: u32,
    /// The pause before the second attempt; it doubles each time.
    pub pause: Duration,
    /// The longest that a server may ask to wait before the request is given up.
    pub wait_max: Duration,
    /// How long connecting may take.
    pub connect_max: Duration,
    /// How long the server may be silent.
    pub silence_max: Duration,
    /// How long an answer may take in all.
    pub answer_max: Duration,
    /// The least bytes a second, on average, once an answer has taken longer than the silence allowed.
    pub rate_min: u64,
    /// What shakes the pauses.
    pub seed: u64,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            allow_private: false,
            allow_http: false,
            attempts_max: 4,
            pause: Duration::from_secs(1),
            wait_max: Duration::from_secs(120),
            connect_max: Duration::from_secs(20),
            silence_max: Duration::from_secs(60),
            answer_max: Duration::from_secs(60 * 60),
            rate_min: 256,
            seed: 0,
        }
    }
}

/// How many redirects are followed.
const REDIRECTS_MAX: usize = 5;

/// How many bytes of an error's text are read, and how many letters of it are passed on.
const SAID_BYTES_MAX: u64 = 64 << 10;
const SAID_CHARS_MAX: usize = 200;

/// The headers that are kept of an answer.
const HEADERS_KEPT: &[&str] = &[
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "last-modified",
];

/// By what an answer is known again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What came, in a file that is not archived yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where the bytes lie.
    pub path: PathBuf,
    /// Their SHA-256.
    pub digest: Digest,
    /// Their MD5, in hexadecimal digits.
    pub md5: String,
    /// How many they are.
    pub bytes: u64,
    /// From which address they came in the end.
    pub url: String,
    /// When.
    pub at: Timestamp,
    /// What the server said of them.
    pub headers: BTreeMap<String, String>,
}

/// Fetches, one request after the other.
pub struct Fetcher<'a> {
    manners: Manners,
    clock: &'a dyn Clock,
    agent: Agent,
    /// When each host may be asked again.
    free_at: BTreeMap<String, Timestamp>,
    die: Die,
}

/// The answer to one attempt.
enum Answer {
    Unchanged,
    Came(Response<ureq::Body>, String),
}

impl<'a> Fetcher<'a> {
    /// A fetcher with these manners.
    pub fn new(manners: Manners, clock: &'a dyn Clock) -> Fetcher<'a> {
        Fetcher::with_lookup(manners, clock, address::system())
    }

    fn with_lookup(manners: Manners, clock: &'a dyn Clock, lookup: Lookup) -> Fetcher<'a> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(manners.connect_max))
            .timeout_connect(Some(manners.connect_max))
            .timeout_per_read(Some(manners.silence_max))
            .timeout_recv_response(Some(manners.silence_max))
            .timeout_recv_body(Some(manners.answer_max))
            .user_agent(concat!("telltale/", env!("CARGO_PKG_VERSION")));
        // What is on this machine is not reached through another.
        let config = if manners.allow_private { config.proxy(None) } else { config };
        let guard = Guard { lookup, allow_private: manners.allow_private };
        let connector = ureq::unversioned::transport::DefaultConnector::default();
        let agent = Agent::with_parts(config.build(), connector, guard);
        let die = Die(manners.seed);
        Fetcher { manners, clock, agent, free_at: BTreeMap::new(), die }
    }

    /// Fetches something into `folder`, where what an earlier try left is gone on with. `None` is:
    /// unchanged since the answer with these validators.
    ///
    /// `tell` hears how many bytes are there, and of how many where that is known.
    ///
    /// # Errors
    /// [`FetchError`], of the last attempt. What came until then stays where it can be gone on with.
    pub fn fetch(
        &mut self,
        request: &Request,
        known: &Validators,
        folder: &Path,
        tell: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Option<Fetched>, FetchError> {
        let mut attempt = 1;
        loop {
            if self.clock.stopped() {
                return Err(FetchError::Stopped);
            }
            match self.attempt(request, known, folder, tell) {
                Err(error) => self.pause_after(error, attempt)?,
                came => return came,
            }
            attempt += 1;
        }
    }

    /// Waits after a failed attempt, as long as the server asks or else as long as is polite.
    ///
    /// # Errors
    /// The error itself, where nothing is to be hoped for from another attempt, or only after longer
    /// than anybody waits.
    fn pause_after(&mut self, error: FetchError, attempt: u32) -> Result<(), FetchError> {
        if !error.may_pass() || attempt >= self.manners.attempts_max {
            return Err(error);
        }
        let pause = match error.wait_s().map(Duration::from_secs) {
            Some(asked) if asked > self.manners.wait_max => return Err(error),
            // A little later than asked: clocks differ, and others were told the same.
            Some(asked) => asked + self.die.pause(Duration::from_millis(500), 1),
            None => self.die.pause(self.manners.pause, attempt),
        };
        self.clock.sleep(pause);
        Ok(())
    }

    fn attempt(
        &mut self,
        request: &Request,
        known: &Validators,
        folder: &Path,
        tell: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<Option<Fetched>, FetchError> {
        let mut partial = Partial::open(folder, request)?;
        let (response, url) = match self.follow(request, known, &mut partial)? {
            Answer::Unchanged => return Ok(None),
            Answer::Came(response, url) => (response, url),
        };
        let headers = kept(&response);
        let limits = body::Limits {
            bytes_max: request.bytes_max,
            silence_max: self.manners.silence_max,
            answer_max: self.manners.answer_max,
            rate_min: self.manners.rate_min,
        };
        partial.take(response, request, &limits, self.clock, tell)?;
        let whole = partial.check(request)?;
        Ok(Some(Fetched {
            path: partial.path,
            digest: whole.digest,
            md5: whole.md5,
            bytes: whole.bytes,
            url,
            at: self.clock.now(),
            headers,
        }))
    }

    /// Asks, and follows redirects until there is an answer to take.
    fn follow(
        &mut self,
        request: &Request,
        known: &Validators,
        partial: &mut Partial,
    ) -> Result<Answer, FetchError> {
        let first = self.checked(&request.url, request.key.is_some())?;
        let mut uri = first.clone();
        for _ in 0..=REDIRECTS_MAX {
            let keeps_key = address::same_origin(&first, &uri);
            let response = self.ask(request, &uri, keeps_key, known, partial);
            let response = response.map_err(|error| self.fault(&request.url, &uri, error))?;
            let status = response.status().as_u16();
            let location = header(&response, "location");
            match (status, location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    let next = address::joined(&uri, &location);
                    let next = next.ok_or(FetchError::BadAddress { url: location })?;
                    uri = self
                        .checked(&next, false)
                        .map_err(|error| redirected(&request.url, error))?;
                }
                (304, _) if partial.is_empty() => return Ok(Answer::Unchanged),
                (200, _) => return Ok(Answer::Came(response, uri.to_string())),
                (206, _) if !partial.is_empty() => {
                    return Ok(Answer::Came(response, uri.to_string()));
                }
                (416, _) if !partial.is_empty() => {
                    // What is there does not fit what they have now.
                    partial.restart()?;
                }
                _ => return Err(refusal(&request.url, response, self.clock.now())),
            }
        }
        Err(FetchError::TooManyRedirects { url: request.url.clone(), limit: REDIRECTS_MAX })
    }

    /// Whether an address is one that may be asked or told at all; nothing is asked of it.
    ///
    /// # Errors
    /// [`FetchError`]: it is no address, is of a private network, or does not encrypt.
    pub fn may_ask(&self, url: &str, with_key: bool) -> Result<(), FetchError> {
        self.checked(url, with_key).map(|_| ()).map_err(|error| error.without_address(url))
    }

    /// The address, if it may be asked at all.
    fn checked(&self, url: &str, with_key: bool) -> Result<Uri, FetchError> {
        let bad = || FetchError::BadAddress { url: url.to_owned() };
        let uri: Uri = url.parse().map_err(|_| bad())?;
        let host = bare(uri.host().ok_or_else(bad)?).to_owned();
        let literal = host.parse::<std::net::IpAddr>().ok();
        if let Some(address) = literal.filter(|ip| !is_public(*ip) && !self.manners.allow_private) {
            return Err(FetchError::Private { url: url.to_owned(), address });
        }
        let here = literal.is_some_and(|ip| ip.is_loopback()) || host == "localhost";
        match uri.scheme_str() {
            Some("https") => Ok(uri),
            Some("http") if here => Ok(uri),
            Some("http") if self.manners.allow_http && !with_key => Ok(uri),
            Some("http") => Err(FetchError::NotEncrypted { url: url.to_owned() }),
            _ => Err(bad()),
        }
    }

    /// Sends one request, when the host's turn has come.
    fn ask(
        &mut self,
        request: &Request,
        uri: &Uri,
        keeps_key: bool,
        known: &Validators,
        partial: &Partial,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        self.wait_for_turn(uri, request.pace);
        let mut call = self.agent.get(uri.clone());
        let encoding = if request.wanted.is_packed() { "identity" } else { "gzip" };
        call = call.header("accept", "*/*").header("accept-encoding", encoding);
        if let (Some(key), true) = (&request.key, keeps_key) {
            call = call.header(key.header, key.value.as_str());
        }
        if let Some((from, validator)) = partial.rest() {
            call = call.header("accept-encoding", "identity");
            call = call.header("range", format!("bytes={from}-"));
            if let Some(validator) = validator {
                call = call.header("if-range", validator);
            }
            return call.call();
        }
        if let Some(etag) = &known.etag {
            call = call.header("if-none-match", etag.as_str());
        }
        if let Some(day) = &known.last_modified {
            call = call.header("if-modified-since", day.as_str());
        }
        call.call()
    }

    fn wait_for_turn(&mut self, uri: &Uri, pace: Duration) {
        let host = uri.host().unwrap_or_default().to_owned();
        let now = self.clock.now();
        if let Some(free_at) = self.free_at.get(&host)
            && let Ok(left) = Duration::try_from(free_at.duration_since(now))
            && !left.is_zero()
        {
            self.clock.sleep(left);
        }
        let next = self.clock.now().saturating_add(pace);
        self.free_at.insert(host, next.unwrap_or(Timestamp::MAX));
    }

    /// Why there was no answer.
    fn fault(&self, asked: &str, uri: &Uri, error: ureq::Error) -> FetchError {
        let url = uri.to_string();
        let host = uri.host().unwrap_or_default().to_owned();
        match error {
            ureq::Error::Other(other) => match other.downcast::<NoAddress>() {
                Ok(no) => no_address(asked, url, host, *no),
                Err(other) => FetchError::NotAnAnswer { url, what: other.to_string() },
            },
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                let what = format!("no connection in {} s", self.manners.connect_max.as_secs());
                FetchError::Unreachable { host, what }
            }
            ureq::Error::Timeout(_) => {
                let seconds = self.manners.silence_max.as_secs();
                FetchError::TooSlow { url, got_bytes: 0, seconds }
            }
            ureq::Error::Rustls(what) => FetchError::Untrusted { host, what: what.to_string() },
            ureq::Error::Tls(what) => FetchError::Untrusted { host, what: what.to_owned() },
            ureq::Error::BadUri(_) => FetchError::BadAddress { url },
            ureq::Error::Io(error) => unconnected(url, host, &error),
            ureq::Error::ConnectionFailed => {
                FetchError::Unreachable { host, what: "connection failed".to_owned() }
            }
            other => FetchError::NotAnAnswer { url, what: other.to_string() },
        }
    }
}

/// A redirect into a private network is told from an address that was there from the start.
fn redirected(asked: &str, error: FetchError) -> FetchError {
    match error {
        FetchError::Private { url, address } => {
            FetchError::RedirectedToPrivate { from: asked.to_owned(), url, address }
        }
        other => other,
    }
}

fn no_address(asked: &str, url: String, host: String, no: NoAddress) -> FetchError {
    match no {
        NoAddress::Private(address) => {
            let error = FetchError::Private { url: url.clone(), address };
            if url == asked { error } else { redirected(asked, error) }
        }
        NoAddress::Unresolved(what) => {
            let what = what.to_string();
            // What the system says when no name server answers, which without a network none does.
            if what.contains("Temporary failure") || what.contains("temporarily") {
                FetchError::Offline { host, what }
            } else {
                FetchError::NoSuchHost { host, what }
            }
        }
    }
}

fn unconnected(url: String, host: String, error: &std::io::Error) -> FetchError {
    use std::io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, HostUnreachable, InvalidData, NetworkDown,
        NetworkUnreachable, UnexpectedEof,
    };
    let what = error.to_string();
    match error.kind() {
        NetworkDown | NetworkUnreachable | HostUnreachable => FetchError::Offline { host, what },
        UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe => {
            FetchError::CutOff { url, got_bytes: 0, what }
        }
        InvalidData if url.starts_with("https") => FetchError::Untrusted { host, what },
        _ => FetchError::Unreachable { host, what },
    }
}

/// The refusal that an answer of another status than 200 is.
fn refusal(url: &str, mut response: Response<ureq::Body>, now: Timestamp) -> FetchError {
    let url = url.to_owned();
    let status = response.status().as_u16();
    let wait_s = header(&response, "retry-after").and_then(|value| wait::retry_after(&value, now));
    let text = response.body_mut().with_config().limit(SAID_BYTES_MAX).read_to_vec();
    let text = String::from_utf8_lossy(&text.unwrap_or_default()).into_owned();
    let wait_s = wait_s.or_else(|| wait::said_wait(&text));
    let said = said(&text);
    let quota = said.to_ascii_lowercase().contains("quota");
    match status {
        429 => FetchError::TooOften { url, wait_s, said },
        403 if quota || wait_s.is_some() => FetchError::QuotaSpent { url, wait_s, said },
        401 | 403 => FetchError::Forbidden { url, status, said },
        404 | 410 => FetchError::NotThere { url, status },
        500.. => FetchError::OutOfOrder { url, status, wait_s, said },
        _ => FetchError::Refused { url, status, said },
    }
}

/// What an error's text says: the message of its JSON, or its beginning on one line.
fn said(text: &str) -> String {
    let json: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let message = json.as_ref().and_then(|json| {
        let places = ["/errorObject/errorMessage", "/message", "/error/message", "/error"];
        places.iter().find_map(|place| json.pointer(place)?.as_str())
    });
    let words: Vec<&str> = message.unwrap_or(text).split_whitespace().collect();
    words.join(" ").chars().filter(|letter| !letter.is_control()).take(SAID_CHARS_MAX).collect()
}

fn header(response: &Response<ureq::Body>, name: &str) -> Option<String> {
    Some(response.headers().get(name)?.to_str().ok()?.to_owned())
}

fn kept(response: &Response<ureq::Body>) -> BTreeMap<String, String> {
    let kept = HEADERS_KEPT.iter();
    kept.filter_map(|name| Some(((*name).to_owned(), header(response, name)?))).collect()
}

#[cfg(test)]
mod tests;
