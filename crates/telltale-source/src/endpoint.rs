//! An endpoint is a program on the network, or on this machine, that answers a prompt in writing:
//! the chat interface that OpenAI introduced and that local model servers speak.
//!
//! What it says is a stranger's word. Nothing here trusts it: time and size are limited, a redirect
//! is not followed, a key never leaves this machine unencrypted, and an answer that is not of the
//! agreed form is an error. Whether its content is true is for the caller to check.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::{Response, Uri};

use crate::fetcher::{http_date, retry_after};

/// Where to ask, and how patiently.
#[derive(Clone)]
pub struct Endpoint {
    /// The address without `/chat/completions`: `http://127.0.0.1:8080/v1`.
    pub url: String,
    /// The model's name.
    pub model: String,
    /// The key, if the endpoint wants one.
    pub key: Option<String>,
    /// How long one attempt may take in all.
    pub patience: Duration,
    /// How long to wait before the one further attempt.
    pub pause: Duration,
}

/// The most bytes of an answer that are read.
pub const MAX_ANSWER_BYTES: u64 = 4 << 20;

/// How long an attempt may take, and how long to wait before another.
pub const PATIENCE: (Duration, Duration) = (Duration::from_secs(120), Duration::from_secs(2));

/// How much of an error's text is passed on.
const SAID_CHARS_MAX: usize = 200;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// An address that is none.
    #[error("not the address of an endpoint: {url:?}")]
    BadAddress {
        /// The address.
        url: String,
    },
    /// A key would travel unencrypted to another machine.
    #[error("a key would be sent unencrypted: {url}")]
    KeyInClear {
        /// The address.
        url: String,
    },
    /// Nobody is there, or the connection broke.
    #[error("the endpoint cannot be reached: {url}: {what}")]
    Unreachable {
        /// The address.
        url: String,
        /// What the network says.
        what: String,
    },
    /// No answer in time.
    #[error("the endpoint did not answer in {seconds} s: {url}")]
    TooSlow {
        /// The address.
        url: String,
        /// How long it had.
        seconds: u64,
    },
    /// An answer of another status than 200.
    #[error("the endpoint refused: {url}: status {status}: {said}")]
    Refused {
        /// The address.
        url: String,
        /// The status.
        status: u16,
        /// What it said, or the beginning of that.
        said: String,
        /// How long it asks to wait.
        wait: Option<Duration>,
    },
    /// More than is read.
    #[error("the endpoint's answer is too large: {url}: more than {MAX_ANSWER_BYTES} bytes")]
    TooLarge {
        /// The address.
        url: String,
    },
    /// Not the agreed form.
    #[error("the endpoint's answer is of no known form: {url}: {said}")]
    NotAnAnswer {
        /// The address.
        url: String,
        /// The beginning of the answer.
        said: String,
    },
}

impl EndpointError {
    /// What would mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            EndpointError::BadAddress { .. } => {
                "give the address without /chat/completions, such as http://127.0.0.1:8080/v1"
            }
            EndpointError::KeyInClear { .. } => "use https, or an endpoint on this machine",
            EndpointError::Unreachable { .. } => "is the server running, and the address right?",
            EndpointError::TooSlow { .. } => "use a smaller model or a shorter text",
            EndpointError::Refused { status: 401 | 403, .. } => {
                "the key is taken from TELLTALE_SECOND_READER_KEY"
            }
            EndpointError::Refused { status: 404, .. } => "is the model's name right?",
            EndpointError::Refused { .. } => "the endpoint may be out of order or overloaded",
            EndpointError::TooLarge { .. } | EndpointError::NotAnAnswer { .. } => {
                "the endpoint must speak the chat interface: choices[0].message.content"
            }
        }
    }

    /// Whether another attempt may go better.
    fn may_pass(&self) -> bool {
        match self {
            EndpointError::Unreachable { .. } => true,
            EndpointError::Refused { status, .. } => *status == 429 || *status >= 500,
            _ => false,
        }
    }

    /// How long the endpoint asks to wait.
    fn wait(&self) -> Duration {
        match self {
            EndpointError::Refused { wait, .. } => wait.unwrap_or_default(),
            _ => Duration::ZERO,
        }
    }
}

/// What the endpoint writes in answer to an instruction and a text. Tries twice where the fault may
/// pass.
///
/// # Errors
/// [`EndpointError`], of the last attempt.
pub fn ask(endpoint: &Endpoint, instruction: &str, text: &str) -> Result<String, EndpointError> {
    let uri = address(endpoint)?;
    let body = json!({
        "model": endpoint.model,
        "temperature": 0,
        "stream": false,
        "response_format": {"type": "json_object"},
        "messages": [
            {"role": "system", "content": instruction},
            {"role": "user", "content": text},
        ],
    })
    .to_string();
    let agent = agent(endpoint, &uri);
    match attempt(&agent, endpoint, &uri, &body) {
        // Longer than for an answer nobody waits for another attempt.
        Err(error) if error.may_pass() && error.wait() <= endpoint.patience => {
            std::thread::sleep(endpoint.pause.max(error.wait()));
            attempt(&agent, endpoint, &uri, &body)
        }
        other => other,
    }
}

/// The full address, checked before anything is sent.
fn address(endpoint: &Endpoint) -> Result<Uri, EndpointError> {
    let url = endpoint.url.clone();
    let full = format!("{}/chat/completions", url.trim_end_matches('/'));
    let Ok(uri) = full.parse::<Uri>() else { return Err(EndpointError::BadAddress { url }) };
    match (uri.scheme_str(), uri.host()) {
        (Some("https"), Some(_)) => Ok(uri),
        (Some("http"), Some(host)) if endpoint.key.is_none() || is_here(host) => Ok(uri),
        (Some("http"), Some(_)) => Err(EndpointError::KeyInClear { url }),
        _ => Err(EndpointError::BadAddress { url }),
    }
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let loopback = host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    loopback || host.eq_ignore_ascii_case("localhost")
}

fn agent(endpoint: &Endpoint, uri: &Uri) -> Agent {
    let config = Agent::config_builder()
        .timeout_global(Some(endpoint.patience))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("telltale/", env!("CARGO_PKG_VERSION")));
    // What is on this machine is not reached through another.
    let config = if uri.host().is_some_and(is_here) { config.proxy(None) } else { config };
    config.build().new_agent()
}

fn attempt(
    agent: &Agent,
    endpoint: &Endpoint,
    uri: &Uri,
    body: &str,
) -> Result<String, EndpointError> {
    let mut request = agent.post(uri.clone()).content_type("application/json");
    if let Some(key) = &endpoint.key {
        request = request.header("authorization", format!("Bearer {key}"));
    }
    let mut response = request.send(body).map_err(|error| fault(endpoint, error))?;
    let status = response.status().as_u16();
    let wait = wait(&response);
    let bytes = response.body_mut().with_config().limit(MAX_ANSWER_BYTES).read_to_vec();
    let bytes = bytes.map_err(|error| fault(endpoint, error))?;
    let said = || beginning(&bytes, endpoint);
    if status != 200 {
        let (url, said) = (endpoint.url.clone(), said());
        return Err(EndpointError::Refused { url, status, said, wait });
    }
    let answer: Option<Value> = serde_json::from_slice(&bytes).ok();
    let content = answer
        .as_ref()
        .and_then(|answer| answer.pointer("/choices/0/message/content").and_then(Value::as_str));
    match content {
        Some(content) => Ok(content.to_owned()),
        None => Err(EndpointError::NotAnAnswer { url: endpoint.url.clone(), said: said() }),
    }
}

/// How long an answer asks to wait; a day and hour counts from when it says that it was given.
fn wait(response: &Response<ureq::Body>) -> Option<Duration> {
    let header = |name: &str| response.headers().get(name)?.to_str().ok();
    let given = header("date").and_then(http_date).unwrap_or(Timestamp::MAX);
    retry_after(header("retry-after")?, given).map(Duration::from_secs)
}

fn fault(endpoint: &Endpoint, error: ureq::Error) -> EndpointError {
    let url = endpoint.url.clone();
    match error {
        ureq::Error::Timeout(_) => {
            EndpointError::TooSlow { url, seconds: endpoint.patience.as_secs() }
        }
        ureq::Error::BodyExceedsLimit(_) => EndpointError::TooLarge { url },
        ureq::Error::BadUri(_) => EndpointError::BadAddress { url },
        other => EndpointError::Unreachable { url, what: other.to_string() },
    }
}

/// The beginning of what was said, on one line, without the key should it be repeated there.
fn beginning(bytes: &[u8], endpoint: &Endpoint) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4 * SAID_CHARS_MAX)]).into_owned();
    let text = match &endpoint.key {
        Some(key) if !key.is_empty() => text.replace(key.as_str(), "…"),
        _ => text,
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|letter| !letter.is_control()).take(SAID_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests;
