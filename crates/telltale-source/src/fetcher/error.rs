//! Why something could not be fetched: each way of failing by its own name, with what would mend it.

use std::net::IpAddr;

use super::address;

/// Why something could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an address of the web.
    #[error("not an address to fetch from: {url:?}")]
    BadAddress {
        /// The address.
        url: String,
    },
    /// An address without encryption.
    #[error("not encrypted: {url}")]
    NotEncrypted {
        /// The address.
        url: String,
    },
    /// An address that leads into this machine or a private network.
    #[error("leads to a private address: {url}: {address}")]
    Private {
        /// The address.
        url: String,
        /// Where it leads.
        address: IpAddr,
    },
    /// A redirect that leads into this machine or a private network.
    #[error("redirected to a private address: {from} sent us to {url}: {address}")]
    RedirectedToPrivate {
        /// What was asked.
        from: String,
        /// Where it sent us.
        url: String,
        /// Where that leads.
        address: IpAddr,
    },
    /// One redirect after another.
    #[error("redirected more than {limit} times: {url}")]
    TooManyRedirects {
        /// What was asked.
        url: String,
        /// How many are followed.
        limit: usize,
    },
    /// No network to ask.
    #[error("this machine seems to be offline: {host}: {what}")]
    Offline {
        /// The host.
        host: String,
        /// What the system says.
        what: String,
    },
    /// A name that nobody knows.
    #[error("no host of this name: {host}: {what}")]
    NoSuchHost {
        /// The host.
        host: String,
        /// What the system says.
        what: String,
    },
    /// A host that takes no connection.
    #[error("cannot connect: {host}: {what}")]
    Unreachable {
        /// The host.
        host: String,
        /// What the system says.
        what: String,
    },
    /// A host that cannot prove who it is.
    #[error("no trust in the encryption: {host}: {what}")]
    Untrusted {
        /// The host.
        host: String,
        /// What is wrong.
        what: String,
    },
    /// Too many requests.
    #[error("asked too often: {url}: status 429{}{}", after(*.wait_s), quoted(.said))]
    TooOften {
        /// The address.
        url: String,
        /// After how many seconds to come again, if it was said.
        wait_s: Option<u64>,
        /// What the server said.
        said: String,
    },
    /// A quota that is used up.
    #[error("the quota is used up: {url}: status 403{}{}", after(*.wait_s), quoted(.said))]
    QuotaSpent {
        /// The address.
        url: String,
        /// After how many seconds it is filled again, if it was said.
        wait_s: Option<u64>,
        /// What the server said.
        said: String,
    },
    /// Not without a key, or not with this one.
    #[error("not allowed: {url}: status {status}{}", quoted(.said))]
    Forbidden {
        /// The address.
        url: String,
        /// 401 or 403.
        status: u16,
        /// What the server said.
        said: String,
    },
    /// Nothing is there.
    #[error("not there: {url}: status {status}")]
    NotThere {
        /// The address.
        url: String,
        /// 404 or 410.
        status: u16,
    },
    /// A request that the server does not take.
    #[error("refused: {url}: status {status}{}", quoted(.said))]
    Refused {
        /// The address.
        url: String,
        /// The status.
        status: u16,
        /// What the server said.
        said: String,
    },
    /// A server out of order.
    #[error("the server is out of order: {url}: status {status}{}{}", after(*.wait_s), quoted(.said))]
    OutOfOrder {
        /// The address.
        url: String,
        /// The status, from 500 on; of a mail server, from 400 on.
        status: u16,
        /// After how many seconds to come again, if it was said.
        wait_s: Option<u64>,
        /// What the server said.
        said: String,
    },
    /// The connection ended before the answer did.
    #[error("cut off after {got_bytes} bytes: {url}: {what}")]
    CutOff {
        /// The address.
        url: String,
        /// How many bytes are there.
        got_bytes: u64,
        /// What the network says.
        what: String,
    },
    /// An answer that takes too long.
    #[error("too slow: {url}: {got_bytes} bytes in {seconds} s")]
    TooSlow {
        /// The address.
        url: String,
        /// How many bytes are there.
        got_bytes: u64,
        /// How long it took.
        seconds: u64,
    },
    /// More than is taken.
    #[error("too large: {url}: more than {limit_bytes} bytes")]
    TooLarge {
        /// The address.
        url: String,
        /// The most that is taken.
        limit_bytes: u64,
    },
    /// Other bytes than the publisher announced.
    #[error("wrong MD5: {url}: announced {announced}, found {found}")]
    WrongDigest {
        /// The address.
        url: String,
        /// What the publisher's list says.
        announced: String,
        /// What came.
        found: String,
    },
    /// More or fewer bytes than the publisher announced.
    #[error("wrong size: {url}: announced {announced} bytes, found {found}")]
    WrongSize {
        /// The address.
        url: String,
        /// What the publisher's list says.
        announced: u64,
        /// What came.
        found: u64,
    },
    /// A web page where a file should be.
    #[error("a web page instead of {wanted}: {url}{}", quoted(.said))]
    PageInstead {
        /// The address.
        url: String,
        /// What should be there.
        wanted: &'static str,
        /// The page's beginning.
        said: String,
    },
    /// An answer that is not HTTP.
    #[error("not an answer: {url}: {what}")]
    NotAnAnswer {
        /// The address.
        url: String,
        /// What is wrong with it.
        what: String,
    },
    /// A list of what there is, in which there is nothing.
    #[error("announces no file: {url}")]
    NothingAnnounced {
        /// The address.
        url: String,
    },
    /// Not the address of a mailbox.
    #[error("not the address of a mailbox: {address:?}")]
    BadMailbox {
        /// What was given.
        address: String,
    },
    /// Not host and port of a mail server.
    #[error("not a mail server: {address:?}")]
    BadMailServer {
        /// What was given.
        address: String,
    },
    /// Recipients whom a mail server does not take.
    #[error("not mailed to {to}: {server}: status {status}{}", quoted(.said))]
    NotMailed {
        /// To whom.
        to: String,
        /// The server, `HOST:PORT`.
        server: String,
        /// What it answered.
        status: u16,
        /// What it said.
        said: String,
    },
    /// Another fetch into the same ledger is at it.
    #[error("another fetch into this ledger is running: {folder}")]
    Busy {
        /// Where it works.
        folder: String,
    },
    /// Somebody wants to stop.
    #[error("stopped")]
    Stopped,
    /// The archive cannot be written or read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

fn after(wait_s: Option<u64>) -> String {
    wait_s.map_or(String::new(), |seconds| format!(", come again in {seconds} s"))
}

fn quoted(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(": {said}") }
}

impl FetchError {
    /// What would mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            FetchError::BadAddress { .. } => {
                "give the whole address, such as https://example.org/feed.xml"
            }
            FetchError::NothingAnnounced { .. } => {
                "it may be written anew at this moment, or have another form than it had: look at it"
            }
            FetchError::BadMailbox { .. } => {
                "one mailbox, such as desk@example.org, or root@localhost for one on this machine"
            }
            FetchError::BadMailServer { .. } => {
                "name its host and its port, such as smtp.example.org:465"
            }
            FetchError::NotMailed { .. } => "is the address right? the mail server says why",
            FetchError::NotEncrypted { .. } => "use https, or say --allow-http",
            FetchError::Private { .. } | FetchError::RedirectedToPrivate { .. } => {
                "if this is a server of your own, say --allow-private"
            }
            FetchError::TooManyRedirects { .. } => "look the address up in a browser",
            FetchError::Offline { .. } => {
                "is the network up? what is held is not lost; run it again"
            }
            FetchError::NoSuchHost { .. } => "is the address right, and the name server reachable?",
            FetchError::Unreachable { .. } => "the server may be down; run it again later",
            FetchError::Untrusted { .. } => "is the machine's clock right? nothing was read",
            FetchError::TooOften { .. } => {
                "wait, then run it again: what is held is not asked again"
            }
            FetchError::QuotaSpent { .. } => "run it again when the quota is filled, or use a key",
            FetchError::Forbidden { .. } => "is the key right? it is taken from the environment",
            FetchError::NotThere { .. } => "the publisher may not have put it there yet, or never",
            FetchError::Refused { .. } => "ask for less, or in another form",
            FetchError::OutOfOrder { .. }
            | FetchError::CutOff { .. }
            | FetchError::TooSlow { .. } => "run it again: it goes on where it was",
            FetchError::TooLarge { .. } => "ask for a shorter time, or for less",
            FetchError::WrongDigest { .. } | FetchError::WrongSize { .. } => {
                "nothing was kept; run it again, or ask the publisher"
            }
            FetchError::PageInstead { .. } => "open the address in a browser: it says why",
            FetchError::NotAnAnswer { .. } => "is this the address of a web server?",
            FetchError::Busy { .. } => "wait until it ends; its lock ends with it",
            FetchError::Stopped => "run it again: it goes on where it was",
            FetchError::Io(_) => "check that the folder exists, is writable and has room",
        }
    }

    /// Whether it may go better later without anybody changing what is asked.
    pub fn may_pass_later(&self) -> bool {
        !matches!(
            self,
            FetchError::BadAddress { .. }
                | FetchError::BadMailbox { .. }
                | FetchError::BadMailServer { .. }
                | FetchError::NotEncrypted { .. }
                | FetchError::Private { .. }
                | FetchError::Stopped
        )
    }

    /// Whether another attempt may go better.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            FetchError::TooOften { .. }
            | FetchError::CutOff { .. }
            | FetchError::TooSlow { .. }
            | FetchError::Unreachable { .. }
            | FetchError::WrongDigest { .. }
            | FetchError::WrongSize { .. } => true,
            FetchError::QuotaSpent { wait_s, .. } => wait_s.is_some(),
            FetchError::OutOfOrder { status, .. } => matches!(status, 500 | 502..=504 | 522 | 524),
            _ => false,
        }
    }

    /// How long the server asks to wait.
    pub(super) fn wait_s(&self) -> Option<u64> {
        match self {
            FetchError::TooOften { wait_s, .. }
            | FetchError::QuotaSpent { wait_s, .. }
            | FetchError::OutOfOrder { wait_s, .. } => *wait_s,
            _ => None,
        }
    }

    /// The same without more of an address than its host, neither where we name it nor where a server
    /// repeats it.
    pub(super) fn without_address(mut self, url: &str) -> FetchError {
        let (addresses, words) = self.texts();
        addresses.into_iter().for_each(|text| *text = address::shown(text));
        words.into_iter().for_each(|text| *text = address::scrubbed(text, url));
        self
    }

    /// The addresses that are named, and what others say.
    fn texts(&mut self) -> (Vec<&mut String>, Vec<&mut String>) {
        match self {
            FetchError::BadAddress { url }
            | FetchError::NotEncrypted { url }
            | FetchError::Private { url, .. }
            | FetchError::TooManyRedirects { url, .. }
            | FetchError::NotThere { url, .. }
            | FetchError::NothingAnnounced { url }
            | FetchError::TooSlow { url, .. }
            | FetchError::TooLarge { url, .. }
            | FetchError::WrongDigest { url, .. }
            | FetchError::WrongSize { url, .. } => (vec![url], Vec::new()),
            FetchError::RedirectedToPrivate { from, url, .. } => (vec![from, url], Vec::new()),
            FetchError::Offline { what, .. }
            | FetchError::NoSuchHost { what, .. }
            | FetchError::Unreachable { what, .. }
            | FetchError::Untrusted { what, .. } => (Vec::new(), vec![what]),
            FetchError::TooOften { url, said, .. }
            | FetchError::QuotaSpent { url, said, .. }
            | FetchError::Forbidden { url, said, .. }
            | FetchError::Refused { url, said, .. }
            | FetchError::OutOfOrder { url, said, .. }
            | FetchError::PageInstead { url, said, .. } => (vec![url], vec![said]),
            FetchError::CutOff { url, what, .. } | FetchError::NotAnAnswer { url, what } => {
                (vec![url], vec![what])
            }
            FetchError::BadMailbox { .. }
            | FetchError::BadMailServer { .. }
            | FetchError::NotMailed { .. }
            | FetchError::Busy { .. }
            | FetchError::Stopped
            | FetchError::Io(_) => (Vec::new(), Vec::new()),
        }
    }
}
