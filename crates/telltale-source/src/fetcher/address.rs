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
