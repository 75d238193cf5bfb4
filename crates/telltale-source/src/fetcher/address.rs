//! Which machines may be asked: those of the public network, and no others unless told so.
//!
//! A feed or a redirect is a stranger's word. One that names this machine, its neighbours or the
//! cloud's own service addresses would have us read there on the stranger's behalf. So every address
//! is looked at after its name was resolved, and the connection goes to exactly what was looked at.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::sync::{Arc, mpsc};
use std::thread;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::Url;

/// A shorter part of an address is taken for no password.
const SECRET_BYTES_MIN: usize = 6;

/// How a name becomes addresses.
pub(super) type Lookup = Arc<dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync>;

/// The system's own way.
pub(super) fn system() -> Lookup {
    Arc::new(|host, port| Ok((host, port).to_socket_addrs()?.collect()))
}

/// Why a name gave no address to connect to.
#[derive(Debug)]
pub(super) enum NoAddress {
    /// It leads to a machine that may not be asked.
    Private(IpAddr),
    /// It could not be resolved.
    Unresolved(io::Error),
}

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoAddress::Private(address) => write!(f, "not a public address: {address}"),
            NoAddress::Unresolved(what) => write!(f, "{what}"),
        }
    }
}

impl std::error::Error for NoAddress {}

/// Resolves names, and refuses those that lead to machines that may not be asked.
pub(super) struct Guard {
    pub(super) lookup: Lookup,
    pub(super) allow_private: bool,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("allow_private", &self.allow_private).finish_non_exhaustive()
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = bare(uri.host().unwrap_or_default()).to_owned();
        let port =
            uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
        // Whom the environment names as proxy is the user's own choice.
        let is_proxy = config.proxy().is_some_and(|proxy| bare(proxy.host()) == host);
        let lookup = Arc::clone(&self.lookup);
        let (tell, told) = mpsc::sync_channel(1);
        thread::spawn(move || {
            // Nobody listens any more if it took too long.
            let _ = tell.send(lookup(&host, port));
        });
        let found = told.recv_timeout(*timeout.after);
        let found = found.map_err(|_| ureq::Error::Timeout(timeout.reason))?;
        let none = |what| ureq::Error::Other(Box::new(NoAddress::Unresolved(what)));
        let found = found.map_err(none)?;
        if found.is_empty() {
            return Err(none(io::Error::new(io::ErrorKind::NotFound, "no address")));
        }
        // One address that may not be asked is enough: a name that leads both ways is a trick.
        if let Some(address) = found.iter().map(SocketAddr::ip).find(|ip| !is_public(*ip))
            && !(self.allow_private || is_proxy)
        {
            return Err(ureq::Error::Other(Box::new(NoAddress::Private(address))));
        }
        let mut addresses = self.empty();
        let room = 16;
        found.into_iter().take(room).for_each(|address| addresses.push(address));
        Ok(addresses)
    }
}

/// A host without the brackets of IPv6.
pub(super) fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Where a redirect leads, seen from where it stood (RFC 3986).
pub(super) fn joined(base: &Uri, location: &str) -> Option<String> {
    let mut next = Url::parse(&base.to_string()).ok()?.join(location).ok()?;
    // What stands behind a # is for browsers.
    next.set_fragment(None);
    Some(next.into())
}

/// Whether two addresses are of one origin (RFC 6454): the same scheme, host and port. A key goes to
/// the origin that it was given for, and to nobody else: not to another program on the same machine,
/// and not to the same host in clear.
pub(super) fn same_origin(one: &Uri, other: &Uri) -> bool {
    let origin = |uri: &Uri| Url::parse(&uri.to_string()).ok().map(|url| url.origin());
    origin(one).is_some_and(|one| Some(one) == origin(other))
}

/// An address without what only its owner should know: addresses of webhooks carry their password in
/// the path or behind it.
pub(super) fn shown(url: &str) -> String {
    let Ok(url) = Url::parse(url) else { return "…".to_owned() };
    let Some(host) = url.host_str() else { return "…".to_owned() };
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let rest = if url.path() == "/" && url.query().is_none() { "" } else { "…" };
    format!("{}://{host}{port}/{rest}", url.scheme())
}

/// A text in which a server may have repeated the address, without the parts of it that are not shown.
pub(super) fn scrubbed(text: &str, url: &str) -> String {
    let Ok(address) = Url::parse(url) else { return text.replace(url, "…") };
    let mut parts = vec![url.to_owned(), address.to_string(), address.path().to_owned()];
    parts.extend(address.query().map(|query| format!("{}?{query}", address.path())));
    parts.extend(address.path().split('/').map(str::to_owned));
    parts.extend(address.query().unwrap_or_default().split(['&', '=']).map(str::to_owned));
    parts.extend([address.username().to_owned()]);
    parts.extend(address.password().map(str::to_owned));
    // A short part is a word of any sentence, and no password.
    parts.retain(|part| part.len() >= SECRET_BYTES_MIN);
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts.iter().fold(text.to_owned(), |text, part| text.replace(part.as_str(), "…"))
}

/// Whether an address belongs to the public network.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let reserved = v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_documentation()
        || v4.is_multicast()
        || a == 0
        || a >= 240;
    let shared_by_a_provider = a == 100 && (64..128).contains(&b);
    let of_protocols = (a, b, c) == (192, 0, 0) || (a == 198 && (b == 18 || b == 19));
    !(reserved || shared_by_a_provider || of_protocols)
}

/// Public IPv6 addresses are those of 2000::/3, less what stands for something else.
fn is_public_v6(v6: Ipv6Addr) -> bool {
    let [a, b, c, d, ..] = v6.segments();
    let within = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let [.., y, z] = v6.segments();
    match (a, b) {
        // Addresses that carry one of IPv4: translated, and tunnelled.
        (0x64, 0xff9b) if (c, d) == (0, 0) => within(y, z),
        (0x2002, _) => within(b, c),
        // Teredo, and documentation.
        (0x2001, 0 | 0xdb8) => false,
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_read_as_browsers_read_it() {
        let base: Uri = "https://example.org:8443/redir/a?old=1".parse().unwrap();
        for (location, expected) in [
            ("?x=2", "https://example.org:8443/redir/a?x=2"),
            ("b", "https://example.org:8443/redir/b"),
            ("../c/./d", "https://example.org:8443/c/d"),
            ("/e#part", "https://example.org:8443/e"),
            ("//other.example/f", "https://other.example/f"),
            ("http://example.org/g h", "http://example.org/g%20h"),
            ("", "https://example.org:8443/redir/a?old=1"),
        ] {
            assert_eq!(joined(&base, location).as_deref(), Some(expected), "{location:?}");
        }
        assert_eq!(joined(&base, "http://"), None);
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let first: Uri = "https://api.example.org/v1".parse().unwrap();
        for (other, same) in [
            ("https://api.example.org/v2?x=1", true),
            ("https://API.example.org:443/", true),
            ("http://api.example.org/v1", false),
            ("https://api.example.org:8443/v1", false),
            ("https://www.example.org/v1", false),
        ] {
            assert_eq!(same_origin(&first, &other.parse().unwrap()), same, "{other}");
        }
    }

    #[test]
    fn of_an_address_with_a_password_in_it_the_host_is_shown() {
        for (url, expected) in [
            ("https://hooks.example.org/services/T01/s3cretword", "https://hooks.example.org/…"),
            ("https://u:s3cretword@example.org:8443/", "https://example.org:8443/"),
            ("https://example.org?key=s3cretword", "https://example.org/…"),
            ("s3cretword", "…"),
        ] {
            assert_eq!(shown(url), expected);
            let told = scrubbed(&format!("cannot post to {url}, to s3cretword: no"), url);
            assert!(!told.contains("s3cret") && told.starts_with("cannot post to "), "{told}");
            assert!(told.ends_with(": no"), "{told}");
        }
    }

    #[test]
    fn only_public_addresses_are_public() {
        for (address, public) in [
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.31.0.1", false),
            ("172.32.0.1", true),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("100.128.0.1", true),
            ("0.0.0.0", false),
            ("198.18.0.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("93.184.215.14", true),
            ("::1", false),
            ("::", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("ff02::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:93.184.215.14", true),
            ("::127.0.0.1", false),
            ("64:ff9b::7f00:1", false),
            ("64:ff9b::5db8:d70e", true),
            ("2002:7f00:1::1", false),
            ("2001:0:4136:e378::", false),
            ("2001:db8::1", false),
            ("2a00:1450:4001::1", true),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
    }
}
