//! A server on this machine gives recorded and faulty answers; nothing reaches the network.

use std::cell::RefCell;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use super::*;
use crate::plan::{Key, Wanted};
use crate::provenance::Bundles;

/// Time that passes only by sleeping.
struct Still {
    now: RefCell<Timestamp>,
    slept: RefCell<Vec<Duration>>,
}

impl Still {
    fn new() -> Still {
        let now = "2025-11-04T12:00:00Z".parse().unwrap();
        Still { now: RefCell::new(now), slept: RefCell::default() }
    }
}

impl Clock for Still {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    fn sleep(&self, time: Duration) {
        let later = self.now().saturating_add(time).unwrap();
        *self.now.borrow_mut() = later;
        self.slept.borrow_mut().push(time);
    }

    fn stopped(&self) -> bool {
        false
    }
}

/// What the server does with a connection.
enum Act {
    /// Writes these bytes.
    Say(Vec<u8>),
    /// Writes these, then nothing more for so long.
    Hang(Vec<u8>, Duration),
}

/// A server that does one thing a connection, and tells what it was asked.
fn server(acts: Vec<Act>) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a.csv", listener.local_addr().unwrap());
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for act in acts {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let _ = tell.send(head(&mut stream));
            match act {
                Act::Say(bytes) => drop(stream.write_all(&bytes)),
                Act::Hang(bytes, time) => {
                    let _ = stream.write_all(&bytes);
                    let _ = stream.flush();
                    thread::sleep(time);
                }
            }
        }
    });
    (url, told)
}

/// The head of a request, in lower case. Its body is read too: a connection that is closed before is
/// torn, and the answer with it.
fn head(stream: &mut TcpStream) -> String {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
            if body.len() >= length.map_or(0, |length| length.trim().parse().unwrap()) {
                return format!("{head}\r\n\r\n");
            }
        }
        match stream.read(&mut part).unwrap_or(0) {
            0 => return text,
            n => bytes.extend_from_slice(&part[..n]),
        }
    }
}

fn http(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Act {
    let body = body.as_ref();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    Act::Say([head.as_bytes(), body].concat())
}

/// A head that promises more than follows.
fn promised(length: usize, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{headers}content-length: {length}\r\n\r\n{body}").into_bytes()
}

fn request(url: &str) -> Request {
    Request {
        url: url.to_owned(),
        name: "a.csv".to_owned(),
        wanted: Wanted::Table,
        bytes: None,
        md5: None,
        key: None,
        pace: Duration::ZERO,
        bytes_max: 1 << 20,
        again: false,
    }
}

fn here() -> Manners {
    Manners {
        allow_private: true,
        silence_max: Duration::from_millis(300),
        answer_max: Duration::from_secs(5),
        ..Manners::default()
    }
}

struct Try {
    outcome: Result<Option<Fetched>, FetchError>,
    asked: Vec<String>,
    slept: Vec<Duration>,
    folder: tempfile::TempDir,
}

impl Try {
    /// The bytes that came.
    #[track_caller]
    fn bytes(&self) -> Vec<u8> {
        let fetched = self.outcome.as_ref().expect("an answer").as_ref().expect("a new one");
        fs_err::read(&fetched.path).unwrap()
    }

    /// The error, with the server's address left out.
    #[track_caller]
    fn error(&self) -> String {
        let text = self.outcome.as_ref().expect_err("no answer").to_string();
        let mut words: Vec<String> = Vec::new();
        for word in text.split(' ') {
            let end = word.trim_end_matches(':');
            let colon = &word[end.len()..];
            let is_url = end.starts_with("http://127.0.0.1:");
            words.push(if is_url { format!("URL{colon}") } else { word.to_owned() });
        }
        words.join(" ")
    }
}

fn try_with(
    acts: Vec<Act>,
    manners: Manners,
    known: &Validators,
    change: impl FnOnce(&mut Request),
) -> Try {
    let (url, told) = server(acts);
    let mut request = request(&url);
    change(&mut request);
    let clock = Still::new();
    let folder = tempfile::tempdir().unwrap();
    let outcome =
        Fetcher::new(manners, &clock).fetch(&request, known, folder.path(), &mut |_, _| {});
    let slept = clock.slept.take();
    Try { outcome, asked: told.try_iter().collect(), slept, folder }
}

fn fetch(acts: Vec<Act>) -> Try {
    try_with(acts, here(), &Validators::default(), |_| {})
}

const OK: &str = "200 OK";

#[test]
fn what_comes_is_in_a_file_with_its_digests_and_headers() {
    let done = fetch(vec![http(OK, "ETag: \"v1\"\r\nSet-Cookie: x\r\n", "rows")]);
    assert_eq!(done.bytes(), b"rows");
    let fetched = done.outcome.as_ref().unwrap().as_ref().unwrap();
    assert_eq!(fetched.digest, Digest::of(b"rows"));
    assert_eq!((fetched.md5.as_str(), fetched.bytes), ("df347a373b8f92aa0ae3dd920a5ec2f6", 4));
    assert_eq!(fetched.headers["etag"], "\"v1\"");
    assert!(!fetched.headers.contains_key("set-cookie"));
    assert!(done.asked[0].contains("user-agent: telltale/"), "{}", done.asked[0]);
}

#[test]
fn without_being_told_so_this_machine_is_not_asked() {
    let manners = Manners { allow_private: false, ..here() };
    let done = try_with(vec![http(OK, "", "secret")], manners, &Validators::default(), |_| {});
    assert_eq!(done.error(), "leads to a private address: URL: 127.0.0.1");
    assert!(done.asked.is_empty(), "nobody was asked");
}

/// A fetcher to which every name is at this address.
fn resolved(url: &str, address: std::io::Result<&'static str>) -> String {
    let clock = Still::new();
    let address: std::io::Result<SocketAddr> = address.map(|text| text.parse().unwrap());
    let said = address.as_ref().err().map(ToString::to_string);
    let lookup: Lookup = std::sync::Arc::new(move |_, _| match &address {
        Ok(address) => Ok(vec!["93.184.215.14:443".parse().unwrap(), *address]),
        Err(_) => Err(std::io::Error::other(said.clone().unwrap_or_default())),
    });
    let mut fetcher = Fetcher::with_lookup(Manners::default(), &clock, lookup);
    let folder = tempfile::tempdir().unwrap();
    let known = Validators::default();
    let outcome = fetcher.fetch(&request(url), &known, folder.path(), &mut |_, _| {});
    outcome.expect_err("nothing comes").to_string()
}

#[test]
fn a_name_that_leads_into_a_private_network_is_refused_once_it_is_resolved() {
    for address in ["127.0.0.1:443", "169.254.169.254:443", "[fd00::1]:443"] {
        let said = resolved("https://example.org/a.csv", Ok(address));
        assert!(
            said.starts_with("leads to a private address: https://example.org/a.csv"),
            "{said}"
        );
    }
}

#[test]
fn a_name_that_nobody_knows_is_told_from_a_machine_without_network() {
    let unknown = Err(std::io::Error::other("Name or service not known"));
    let said = resolved("https://nowhere.invalid/a.csv", unknown);
    assert_eq!(said, "no host of this name: nowhere.invalid: Name or service not known");
    let silent = Err(std::io::Error::other("Temporary failure in name resolution"));
    let said = resolved("https://example.org/a.csv", silent);
    assert!(said.starts_with("this machine seems to be offline: example.org"), "{said}");
}

#[test]
fn what_is_no_address_or_not_encrypted_is_not_asked() {
    let public = || Ok("93.184.215.14:80");
    assert!(resolved("http://example.org/a.csv", public()).starts_with("not encrypted: "));
    for url in ["ftp://example.org/a", "example.org", "file:///etc/passwd", "https://", "no url"] {
        let said = resolved(url, public());
        assert!(said.starts_with("not an address to fetch from: "), "{url}: {said}");
    }
    for url in ["https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "http://[::1]:80/"] {
        let said = resolved(url, public());
        assert!(said.starts_with("leads to a private address: "), "{url}: {said}");
    }
}

#[test]
fn a_redirect_is_followed_and_one_into_this_machine_is_refused() {
    let there = http(OK, "", "rows");
    let moved = http("302 Found", "location: /b.csv\r\n", "");
    let done = fetch(vec![moved, there]);
    assert_eq!(done.bytes(), b"rows");
    assert!(done.asked[1].starts_with("get /b.csv "), "{}", done.asked[1]);

    // The first host is public by name, and the redirect leads to 127.0.0.1.
    let clock = Still::new();
    let fetcher = Fetcher::new(Manners { allow_http: true, ..Manners::default() }, &clock);
    let from = request("https://example.org/a.csv");
    let error = fetcher.checked("http://127.0.0.1:9/", false).map_err(|e| redirected(&from.url, e));
    let error = error.unwrap_err();
    assert_eq!(
        error.to_string(),
        "redirected to a private address: https://example.org/a.csv sent us to http://127.0.0.1:9/: \
         127.0.0.1"
    );

    let again = || http("301 Moved", "location: /a.csv\r\n", "");
    let done = fetch((0..9).map(|_| again()).collect());
    assert_eq!(done.error(), "redirected more than 5 times: URL");
}

#[test]
fn a_key_is_sent_to_whom_it_belongs_only() {
    let (other, told) = server(vec![http(OK, "", "rows")]);
    let other = other.replace("127.0.0.1", "localhost");
    let key = Key { header: "x-key", value: "s3cret".to_owned() };
    let moved = http("302 Found", &format!("location: {other}\r\n"), "");
    let done = try_with(vec![moved], here(), &Validators::default(), |r| r.key = Some(key));
    assert_eq!(done.bytes(), b"rows");
    assert!(done.asked[0].contains("x-key: s3cret"), "{}", done.asked[0]);
    let there = told.recv().unwrap();
    assert!(!there.contains("s3cret"), "{there}");
}

#[test]
fn a_key_does_not_go_to_another_port_of_the_same_host() {
    let (other, told) = server(vec![http(OK, "", "rows")]);
    let key = Key { header: "x-key", value: "s3cret".to_owned() };
    let moved = http("302 Found", &format!("location: {other}\r\n"), "");
    let done = try_with(vec![moved], here(), &Validators::default(), |r| r.key = Some(key.clone()));
    assert_eq!(done.bytes(), b"rows");
    let there = told.recv().unwrap();
    assert!(!there.contains("s3cret") && !there.contains("x-key"), "{there}");
    // To the same origin it goes along.
    let moved = http("302 Found", "location: ?page=2\r\n", "");
    let acts = vec![moved, http(OK, "", "rows")];
    let done = try_with(acts, here(), &Validators::default(), |r| r.key = Some(key));
    assert!(done.asked[1].starts_with("get /a.csv?page=2 "), "{}", done.asked[1]);
    assert!(done.asked[1].contains("x-key: s3cret"), "{}", done.asked[1]);
}

/// Sends a notice to a server that does these things; what came of it, and how long was waited.
fn posted(acts: Vec<Act>, path: &str) -> (Result<(), FetchError>, Vec<Duration>) {
    let (url, _told) = server(acts);
    let url = url.replace("/a.csv", path);
    let clock = Still::new();
    let post = Post { url: &url, body: "{}", id: "1", key: None };
    let done = Fetcher::new(here(), &clock).post(&post);
    (done, clock.slept.take())
}

#[test]
fn an_address_that_is_a_password_is_not_repeated() {
    let path = "/services/T012/s3cretword?token=0therword";
    let refused = |status: &str, body: &str| posted(vec![http(status, "", body)], path).0;
    let echo = format!("Cannot POST {path}: no s3cretword");
    for error in [
        refused("404 Not Found", &echo).unwrap_err(),
        refused("400 Bad Request", &echo).unwrap_err(),
        refused("403 Forbidden", &echo).unwrap_err(),
        posted(Vec::new(), path).0.unwrap_err(),
        posted(vec![Act::Say(b"SSH-2.0\r\n\r\n".to_vec())], path).0.unwrap_err(),
    ] {
        let said = error.to_string();
        assert!(said.contains("127.0.0.1"), "{said}");
        assert!(!["services", "s3cret", "0ther"].iter().any(|part| said.contains(part)), "{said}");
    }
    let clock = Still::new();
    let strange = Post { url: "s3cretword", body: "{}", id: "1", key: None };
    let said = Fetcher::new(here(), &clock).post(&strange).unwrap_err().to_string();
    assert_eq!(said, "not an address to fetch from: \"…\"");
}

#[test]
fn a_server_out_of_order_says_when_to_come_again() {
    let busy = |after: &str| http("503 Unavailable", &format!("Retry-After: {after}\r\n"), "");
    // The clock of these tests stands at noon.
    for (after, seconds) in [("9", 9.0), ("Tue, 04 Nov 2025 12:01:00 GMT", 60.0)] {
        let done = fetch(vec![busy(after), http(OK, "", "rows")]);
        assert_eq!(done.bytes(), b"rows");
        let slept = done.slept[0].as_secs_f64();
        assert!((seconds..seconds + 1.0).contains(&slept), "{after}: {slept}");
        let (told, slept) = posted(vec![busy(after), http("204 None", "", "")], "/hook");
        told.unwrap();
        assert!((seconds..seconds + 1.0).contains(&slept[0].as_secs_f64()), "{after}: {slept:?}");
    }
    let done = fetch(vec![busy("7200")]);
    assert_eq!(done.error(), "the server is out of order: URL: status 503, come again in 7200 s");
    assert!(done.slept.is_empty(), "longer than anybody waits");
}

#[test]
fn what_did_not_change_does_not_come_again() {
    let known = Validators {
        etag: Some("\"v1\"".to_owned()),
        last_modified: Some("Tue, 04 Nov 2025 00:00:00 GMT".to_owned()),
    };
    let done = try_with(vec![http("304 Not Modified", "", "")], here(), &known, |_| {});
    assert_eq!(done.outcome.unwrap(), None);
    assert!(done.asked[0].contains("if-none-match: \"v1\""), "{}", done.asked[0]);
    assert!(done.asked[0].contains("if-modified-since: tue, 04 nov 2025"), "{}", done.asked[0]);
}

#[test]
fn too_many_requests_wait_as_long_as_the_header_or_the_message_says() {
    let busy = |headers: &str, body: &str| http("429 Too Many Requests", headers, body);
    let done = fetch(vec![busy("Retry-After: 7\r\n", ""), http(OK, "", "rows")]);
    assert_eq!(done.bytes(), b"rows");
    assert!((7.0..8.0).contains(&done.slept[0].as_secs_f64()), "{:?}", done.slept);

    let message =
        r#"{"statusCode":429,"message":"Rate limit is exceeded. Try again in 4 seconds."}"#;
    let done = fetch(vec![busy("", message), http(OK, "", "rows")]);
    assert_eq!(done.bytes(), b"rows");
    assert!((4.0..5.0).contains(&done.slept[0].as_secs_f64()), "{:?}", done.slept);

    // Longer than anybody waits: given up at once, and said when to come again.
    let done = fetch(vec![busy("Retry-After: 7200\r\n", message)]);
    assert_eq!(
        done.error(),
        "asked too often: URL: status 429, come again in 7200 s: Rate limit is exceeded. Try again \
         in 4 seconds."
    );
    assert!(done.slept.is_empty());

    // Without a word of how long: pauses that grow.
    let done = fetch((0..4).map(|_| busy("", "")).collect());
    assert_eq!(done.error(), "asked too often: URL: status 429");
    let bounds = [(0.5, 1.5), (1.0, 3.0), (2.0, 6.0)];
    assert_eq!(done.slept.len(), bounds.len());
    for (slept, (least, most)) in done.slept.iter().zip(bounds) {
        assert!((least..=most).contains(&slept.as_secs_f64()), "{:?}", done.slept);
    }
}

#[test]
fn each_refusal_has_its_own_words() {
    let quota = r#"{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in 01:02:03."}"#;
    for (status, body, expected) in [
        (
            "403 Forbidden",
            quota,
            "the quota is used up: URL: status 403, come again in 3723 s: Out",
        ),
        ("403 Forbidden", "no", "not allowed: URL: status 403: no"),
        (
            "401 Unauthorized",
            r#"{"message":"Access denied"}"#,
            "not allowed: URL: status 401: Access denied",
        ),
        ("404 Not Found", "", "not there: URL: status 404"),
        (
            "400 Bad Request",
            r#"{"errorObject":{"errorMessage":"period is required"}}"#,
            "refused: URL: status 400: period is required",
        ),
        ("501 Not Implemented", "", "the server is out of order: URL: status 501"),
    ] {
        let done = fetch(vec![http(status, "", body)]);
        assert!(done.error().starts_with(expected), "{}", done.error());
        assert_eq!(done.asked.len(), 1, "{status} is not tried again");
    }
}

#[test]
fn a_server_out_of_order_is_asked_again_a_few_times() {
    let oops = || http("500 Oops", "", "busy");
    let done = fetch(vec![oops(), http("503 Oops", "", ""), http(OK, "", "rows")]);
    assert_eq!(done.bytes(), b"rows");
    let done = fetch((0..9).map(|_| oops()).collect());
    assert_eq!(done.error(), "the server is out of order: URL: status 500: busy");
    assert_eq!(done.asked.len(), 4);
}

#[test]
fn what_was_cut_off_is_gone_on_with() {
    let cut = Act::Say(promised(8, "ETag: \"v1\"\r\n", "good"));
    let rest = http("206 Partial Content", "Content-Range: bytes 4-7/8\r\n", "rows");
    let done = fetch(vec![cut, rest]);
    assert_eq!(done.bytes(), b"goodrows");
    assert!(done.asked[1].contains("range: bytes=4-"), "{}", done.asked[1]);
    assert!(done.asked[1].contains("if-range: \"v1\""), "{}", done.asked[1]);

    // It changed meanwhile: the whole comes, and nothing of the old one stays.
    let cut = Act::Say(promised(8, "ETag: \"v1\"\r\n", "old!"));
    let done = fetch(vec![cut, http(OK, "ETag: \"v2\"\r\n", "new rows")]);
    assert_eq!(done.bytes(), b"new rows");

    // Without a validator nobody knows whether the rest belongs to it.
    let cut = Act::Say(promised(8, "", "good"));
    let done = fetch(vec![cut, http(OK, "", "goodrows")]);
    assert_eq!(done.bytes(), b"goodrows");
    assert!(!done.asked[1].contains("range"), "{}", done.asked[1]);

    let cut = || Act::Say(promised(8, "", "good"));
    let done = fetch((0..4).map(|_| cut()).collect());
    assert!(done.error().starts_with("cut off after 4 bytes: URL: "), "{}", done.error());
}

#[test]
fn another_run_goes_on_where_the_first_was_cut_off() {
    let rest = http("206 Partial Content", "Content-Range: bytes 4-7/8\r\n", "rows");
    let cut = Act::Say(promised(8, "ETag: \"v1\"\r\n", "good"));
    let (url, told) = server(vec![cut, rest]);
    let folder = tempfile::tempdir().unwrap();
    let once = || {
        let clock = Still::new();
        let manners = Manners { attempts_max: 1, ..here() };
        let known = Validators::default();
        Fetcher::new(manners, &clock).fetch(&request(&url), &known, folder.path(), &mut |_, _| {})
    };
    assert!(matches!(once(), Err(FetchError::CutOff { got_bytes: 4, .. })));
    let fetched = once().unwrap().unwrap();
    assert_eq!(fs_err::read(fetched.path).unwrap(), b"goodrows");
    assert!(told.iter().nth(1).unwrap().contains("range: bytes=4-"));
}

#[test]
fn a_server_that_falls_silent_is_left() {
    let slow = || Act::Hang(promised(8, "", "good"), Duration::from_secs(2));
    let manners = Manners { attempts_max: 1, ..here() };
    let done = try_with(vec![slow()], manners.clone(), &Validators::default(), |_| {});
    assert!(done.error().starts_with("too slow: URL: 4 bytes in "), "{}", done.error());
    let mute = Act::Hang(Vec::new(), Duration::from_secs(2));
    let done = try_with(vec![mute], manners, &Validators::default(), |_| {});
    assert!(done.error().starts_with("too slow: URL: 0 bytes in "), "{}", done.error());
}

#[test]
fn what_is_not_what_was_announced_is_not_kept() {
    let rows = || http(OK, "", "rows");
    let md5 = |md5: &'static str| move |r: &mut Request| r.md5 = Some(md5.to_owned());
    let wrong = "00000000000000000000000000000000";
    let four = || (0..4).map(|_| rows()).collect();
    let done = try_with(four(), here(), &Validators::default(), md5(wrong));
    let found = "df347a373b8f92aa0ae3dd920a5ec2f6";
    assert_eq!(done.error(), format!("wrong MD5: URL: announced {wrong}, found {found}"));
    assert_eq!(fs_err::read_dir(done.folder.path()).unwrap().count(), 0, "nothing is left");
    let done = try_with(
        vec![rows()],
        here(),
        &Validators::default(),
        md5("DF347A373B8F92AA0AE3DD920A5EC2F6"),
    );
    assert_eq!(done.bytes(), b"rows");

    let done = try_with(four(), here(), &Validators::default(), |r| r.bytes = Some(5));
    assert_eq!(done.error(), "wrong size: URL: announced 5 bytes, found 4");

    let page = "<!DOCTYPE html><html><body>The resource has been <b>removed</b></body></html>";
    let done = fetch(vec![http(OK, "content-type: text/html\r\n", page)]);
    assert_eq!(done.error(), "a web page instead of a table: URL: The resource has been removed");
}

#[test]
fn no_more_comes_than_is_taken() {
    let long = "x".repeat(4000);
    let small = |r: &mut Request| r.bytes_max = 1000;
    let done = try_with(vec![http(OK, "", &long)], here(), &Validators::default(), small);
    assert_eq!(done.error(), "too large: URL: more than 1000 bytes");
    // Without a length it is noticed on the way.
    let endless = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{long}");
    let acts = vec![Act::Say(endless.into_bytes())];
    let done = try_with(acts, here(), &Validators::default(), small);
    assert_eq!(done.error(), "too large: URL: more than 1000 bytes");
    assert_eq!(fs_err::read_dir(done.folder.path()).unwrap().count(), 0, "nothing is left");
}

#[test]
fn chunks_and_gzip_are_put_together_again() {
    let chunked =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\ngood\r\n4\r\nrows\r\n0\r\n\r\n";
    assert_eq!(fetch(vec![Act::Say(chunked.into())]).bytes(), b"goodrows");
    let cut =
        || Act::Say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\ngood\r\n".into());
    let done = fetch((0..4).map(|_| cut()).collect());
    assert!(done.error().starts_with("cut off after 4 bytes: URL: "), "{}", done.error());

    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(b"goodrows").unwrap();
    let packed = packer.finish().unwrap();
    let gzip = "content-encoding: gzip\r\nETag: \"v1\"\r\n";
    let done = fetch(vec![http(OK, gzip, &packed)]);
    assert_eq!(done.bytes(), b"goodrows");
    // The packed half of it is thrown away, not gone on with.
    let half = promised(packed.len(), gzip, "");
    let half = Act::Say([half, packed[..packed.len() / 2].to_vec()].concat());
    let done = fetch(vec![half, http(OK, gzip, &packed)]);
    assert_eq!(done.bytes(), b"goodrows");
    assert!(!done.asked[1].contains("range"), "{}", done.asked[1]);
}

#[test]
fn nobody_there_and_nonsense_are_said_so() {
    let (url, _) = server(Vec::new());
    thread::sleep(Duration::from_millis(50));
    let clock = Still::new();
    let folder = tempfile::tempdir().unwrap();
    let known = Validators::default();
    let mut fetcher = Fetcher::new(here(), &clock);
    let error = fetcher.fetch(&request(&url), &known, folder.path(), &mut |_, _| {}).unwrap_err();
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
    assert_eq!(clock.slept.borrow().len(), 3, "tried again");
    let done = fetch(vec![Act::Say(b"SSH-2.0-nonsense\r\n\r\n".to_vec())]);
    assert!(done.error().starts_with("not an answer: URL: "), "{}", done.error());
}

#[test]
fn a_host_is_left_alone_between_requests() {
    let (url, _told) = server(vec![http(OK, "", "a"), http(OK, "", "b")]);
    let clock = Still::new();
    let mut fetcher = Fetcher::new(here(), &clock);
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let request = Request { pace: Duration::from_secs(3), ..request(&url) };
        let known = Validators::default();
        fetcher.fetch(&request, &known, folder.path(), &mut |_, _| {}).unwrap();
    }
    assert_eq!(*clock.slept.borrow(), [Duration::from_secs(3)]);
}

#[test]
fn a_bundle_is_archived_once_and_known_again_after_a_torn_line() {
    let done = fetch(vec![http(OK, "ETag: \"v1\"\r\n", "rows")]);
    let ledger = tempfile::tempdir().unwrap();
    let bundles = Bundles::of_ledger(ledger.path());
    let fetched = done.outcome.as_ref().unwrap().as_ref().unwrap();
    let request = Request { url: "https://example.org/a.csv".to_owned(), ..request("") };
    let bundle = bundles.keep(fetched, &request, "gdelt", "follow").unwrap();
    assert_eq!(fs_err::read(bundles.path(&bundle)).unwrap(), b"rows");
    assert!(!fetched.path.exists(), "it was taken");

    // A killed run left half a line.
    let lines = ledger.path().join("_raw/provenance.jsonl");
    let whole = fs_err::read_to_string(&lines).unwrap();
    fs_err::write(&lines, format!("{whole}{{\"digest\":\"ab")).unwrap();
    let (held, torn) = bundles.held().unwrap();
    assert_eq!((held.get(&request.url), torn), (Some(&bundle), 1));
    assert_eq!(held.validators(&request.url).etag.as_deref(), Some("\"v1\""));

    // The next line is not lost in it.
    let again = fetch(vec![http(OK, "", "rows")]);
    let again = again.outcome.as_ref().unwrap().as_ref().unwrap();
    let other = Request { url: "https://example.org/b.csv".to_owned(), ..request.clone() };
    let second = bundles.keep(again, &other, "gdelt", "").unwrap();
    assert_eq!(second.file, bundle.file, "the same bytes lie there once");
    let (held, torn) = bundles.held().unwrap();
    assert_eq!((held.all().count(), torn), (2, 1));

    // A line whose bytes are gone holds nothing.
    fs_err::remove_file(bundles.path(&bundle)).unwrap();
    assert_eq!(bundles.held().unwrap().0.all().count(), 0);
}
