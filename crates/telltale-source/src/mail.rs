//! Sends a notice by mail (SMTP, RFC 5321): one message, one server, encrypted, or not at all.
//!
//! A server on this machine may be spoken to in clear; any other has to encrypt from the start (port
//! 465) or offer STARTTLS (RFC 3207), and proves who it is. What a server says is a stranger's word:
//! its lines are bounded in length and number.

mod letter;

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::fetcher::{FetchError, is_public};

/// How long connecting, and each answer, may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest line of an answer, and the most lines.
const LINE_BYTES_MAX: u64 = 4096;
const LINES_MAX: usize = 64;
/// How much of what it says is passed on, in characters.
const SAID_CHARS_MAX: usize = 200;
/// The port on which all is encrypted from the start (RFC 8314).
const ENCRYPTED_PORT: u16 = 465;

/// A message.
#[derive(Clone, Debug)]
pub struct Mail<'m> {
    /// From which address.
    pub from: &'m str,
    /// To which addresses.
    pub to: &'m [String],
    /// Its subject.
    pub subject: &'m str,
    /// Its text.
    pub text: &'m str,
    /// Its id: the same again is the same message.
    pub id: &'m str,
    /// When it was written.
    pub at: Timestamp,
}

/// A mail server.
#[derive(Clone, Copy, Debug)]
pub struct Server<'s> {
    /// `HOST:PORT`.
    pub address: &'s str,
    /// User and password, if it wants them.
    pub login: Option<(&'s str, &'s str)>,
    /// Whether it may be a machine of a private network.
    pub allow_private: bool,
}

/// Somebody to whom a message did not go, though it went to others.
#[derive(Debug)]
pub struct Missed {
    /// The address.
    pub to: String,
    /// Whether the server may take mail for it later.
    pub may_pass: bool,
    /// What the server said.
    pub error: FetchError,
}

/// Sends a message, and says whom of its recipients the server did not take it for: all of them, where it
/// refuses everybody and some for good.
///
/// # Errors
/// [`FetchError`]: the server cannot be reached, cannot prove who it is, does not encrypt, or refuses
/// the message, or refuses for now everybody whom it is for.
pub fn send(server: &Server<'_>, mail: &Mail<'_>) -> Result<Vec<Missed>, FetchError> {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    send_trusting(server, mail, roots, ENCRYPTED_PORT)
}

/// Whether a server and mailboxes are written as such at all; nothing is sent.
///
/// # Errors
/// [`FetchError`] of the first that is not.
pub fn may_send(server: &str, to: &[String], from: &str) -> Result<(), FetchError> {
    for address in to.iter().map(String::as_str).chain([from]) {
        if !letter::is_address(address) {
            return Err(FetchError::BadMailbox { address: address.to_owned() });
        }
    }
    host_and_port(server).map(|_| ())
}

/// Sends a message to a server that one of `roots` vouches for; on the port `encrypted_port` all is
/// encrypted from the start.
fn send_trusting(
    server: &Server<'_>,
    mail: &Mail<'_>,
    roots: RootCertStore,
    encrypted_port: u16,
) -> Result<Vec<Missed>, FetchError> {
    may_send(server.address, mail.to, mail.from)?;
    let (host, port) = host_and_port(server.address)?;
    let (stream, here) = connect(server, host, port)?;
    let mut talk = if port == encrypted_port {
        let mut talk = Talk::new(server.address, encrypted(stream, host, roots)?);
        talk.expect(220)?;
        talk.greet()?;
        talk
    } else {
        let mut talk = Talk::new(server.address, Box::new(stream.try_clone()?) as Box<dyn Both>);
        talk.expect(220)?;
        let offers = talk.greet()?;
        if offers.iter().any(|offer| offer.eq_ignore_ascii_case("STARTTLS")) {
            talk.say("STARTTLS")?;
            talk.expect(220)?;
            // What was sent before the encryption is not to be taken for what comes after it.
            if !talk.stream.buffer().is_empty() {
                return Err(talk.nonsense("more than an answer before the encryption"));
            }
            talk = Talk::new(server.address, encrypted(stream, host, roots)?);
            talk.greet()?;
        } else if !here || server.login.is_some() {
            return Err(FetchError::NotEncrypted { url: server.address.to_owned() });
        }
        talk
    };
    deliver(&mut talk, server, mail)
}

fn deliver(
    talk: &mut Talk,
    server: &Server<'_>,
    mail: &Mail<'_>,
) -> Result<Vec<Missed>, FetchError> {
    if let Some((user, password)) = server.login {
        // RFC 4616.
        let secret = STANDARD.encode(format!("\0{user}\0{password}"));
        talk.say(&format!("AUTH PLAIN {secret}"))?;
        talk.expect(235)?;
    }
    talk.say(&format!("MAIL FROM:<{}>", mail.from))?;
    talk.expect(250)?;
    let mut missed = Vec::new();
    for to in mail.to {
        talk.say(&format!("RCPT TO:<{to}>"))?;
        missed.extend(talk.refused(to)?);
    }
    if missed.len() == mail.to.len() {
        // Whoever is refused for good is not to be tried again with the others.
        return match missed.iter().all(|one| one.may_pass) {
            true => Err(nobody(mail.to, missed)),
            false => Ok(missed),
        };
    }
    talk.say("DATA")?;
    talk.expect(354)?;
    talk.say(&format!("{}.", letter::letter(mail)))?;
    talk.expect(250)?;
    // It has the message; whether it says goodbye is of no matter.
    let _ = talk.say("QUIT");
    Ok(missed)
}

/// The refusal of everybody, in the words of the first.
fn nobody(all: &[String], missed: Vec<Missed>) -> FetchError {
    let mut first = missed.into_iter().next().map(|missed| missed.error);
    if let Some(FetchError::NotMailed { to, .. }) = &mut first {
        *to = all.join(", ");
    }
    first.unwrap_or(FetchError::BadMailbox { address: String::new() })
}

fn host_and_port(address: &str) -> Result<(&str, u16), FetchError> {
    let bad = || FetchError::BadMailServer { address: address.to_owned() };
    let (host, port) = address.rsplit_once(':').ok_or_else(bad)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    Ok((
        Some(host).filter(|host| !host.is_empty()).ok_or_else(bad)?,
        port.parse().map_err(|_| bad())?,
    ))
}

/// A connection, and whether it is to this machine.
fn connect(server: &Server<'_>, host: &str, port: u16) -> Result<(TcpStream, bool), FetchError> {
    let (name, url) = (host.to_owned(), server.address.to_owned());
    let found = (host, port).to_socket_addrs();
    let found = found
        .map_err(|what| FetchError::NoSuchHost { host: name.clone(), what: what.to_string() })?;
    let found: Vec<SocketAddr> = found.collect();
    let private = found.iter().map(SocketAddr::ip).find(|ip| !is_public(*ip));
    if let Some(address) = private.filter(|_| !server.allow_private) {
        return Err(FetchError::Private { url, address });
    }
    let mut last = "no address".to_owned();
    for address in found {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) => {
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_write_timeout(Some(PATIENCE))?;
                return Ok((stream, address.ip().is_loopback()));
            }
            Err(error) => last = error.to_string(),
        }
    }
    Err(FetchError::Unreachable { host: name, what: last })
}

/// Something that is read from and written to.
trait Both: Read + Write {}
impl<T: Read + Write> Both for T {}

/// The connection, encrypted, to a host that can prove who it is.
fn encrypted(
    stream: TcpStream,
    host: &str,
    roots: RootCertStore,
) -> Result<Box<dyn Both>, FetchError> {
    let untrusted = |what: String| FetchError::Untrusted { host: host.to_owned(), what };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| untrusted(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned());
    let name = name.map_err(|error| untrusted(error.to_string()))?;
    let connection = ClientConnection::new(Arc::new(config), name);
    let connection = connection.map_err(|error| untrusted(error.to_string()))?;
    Ok(Box::new(StreamOwned::new(connection, stream)))
}

/// The beginning of what a server says.
fn said(lines: &[String]) -> String {
    let letters = lines.iter().flat_map(|line| line.chars().chain([' ']));
    let text: String = letters.filter(|c| !c.is_control()).take(SAID_CHARS_MAX).collect();
    text.trim_end().to_owned()
}

/// A conversation with a server.
struct Talk {
    address: String,
    stream: BufReader<Box<dyn Both>>,
}

impl Talk {
    fn new(address: &str, stream: Box<dyn Both>) -> Talk {
        Talk { address: address.to_owned(), stream: BufReader::new(stream) }
    }

    fn cut_off(&self, error: &std::io::Error) -> FetchError {
        match error.kind() {
            std::io::ErrorKind::InvalidData => {
                FetchError::Untrusted { host: self.address.clone(), what: error.to_string() }
            }
            _ => FetchError::CutOff {
                url: self.address.clone(),
                got_bytes: 0,
                what: error.to_string(),
            },
        }
    }

    fn nonsense(&self, what: &str) -> FetchError {
        FetchError::NotAnAnswer { url: self.address.clone(), what: what.to_owned() }
    }

    fn say(&mut self, line: &str) -> Result<(), FetchError> {
        let said = self.stream.get_mut();
        let done = said.write_all(line.as_bytes()).and_then(|()| said.write_all(b"\r\n"));
        let done = done.and_then(|()| self.stream.get_mut().flush());
        done.map_err(|error| self.cut_off(&error))
    }

    /// The lines of an answer, without their numbers.
    fn answer(&mut self) -> Result<(u16, Vec<String>), FetchError> {
        let mut lines = Vec::new();
        for _ in 0..LINES_MAX {
            let mut line = Vec::new();
            let mut reader = (&mut self.stream).take(LINE_BYTES_MAX);
            let read = reader.read_until(b'\n', &mut line);
            read.map_err(|error| self.cut_off(&error))?;
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let number = line.get(..3).and_then(|number| number.parse::<u16>().ok());
            let number = number.ok_or_else(|| self.nonsense(&line))?;
            lines.push(line.get(4..).unwrap_or_default().to_owned());
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok((number, lines));
            }
        }
        Err(self.nonsense("an answer without an end"))
    }

    fn expect(&mut self, wanted: u16) -> Result<Vec<String>, FetchError> {
        let (status, lines) = self.answer()?;
        let (url, said) = (self.address.clone(), said(&lines));
        match status {
            _ if status == wanted => Ok(lines),
            530 | 535 => Err(FetchError::Forbidden { url, status, said }),
            400..500 => Err(FetchError::OutOfOrder { url, status, wait_s: None, said }),
            _ => Err(FetchError::Refused { url, status, said }),
        }
    }

    /// Hears whether the message may go to somebody. Who is not known here does not keep it from the
    /// others.
    fn refused(&mut self, to: &str) -> Result<Option<Missed>, FetchError> {
        let (status, lines) = self.answer()?;
        let (server, said) = (self.address.clone(), said(&lines));
        match status {
            250 | 251 => Ok(None),
            // It hangs up.
            421 => Err(FetchError::OutOfOrder { url: server, status, wait_s: None, said }),
            _ => Ok(Some(Missed {
                to: to.to_owned(),
                may_pass: (400..500).contains(&status),
                error: FetchError::NotMailed { to: to.to_owned(), server, status, said },
            })),
        }
    }

    /// Greets, and hears what the server offers.
    fn greet(&mut self) -> Result<Vec<String>, FetchError> {
        self.say("EHLO telltale.invalid")?;
        self.expect(250)
    }
}

#[cfg(test)]
mod tests;
