//! A server on this machine takes mail, or does not; nothing reaches the network.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};

use super::*;

/// A server that gives these answers, one a line it hears, and tells all that it heard.
fn server(answers: &'static [&'static str]) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap());
        let mut in_letter = false;
        let mut answers = answers.iter();
        let _ = stream.write_all(answers.next().unwrap().as_bytes());
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let _ = tell.send(line.clone());
            in_letter = if in_letter { line != ".\r\n" } else { line == "DATA\r\n" };
            if !in_letter || line == "DATA\r\n" {
                let Some(answer) = answers.next() else { return };
                let _ = stream.write_all(answer.as_bytes());
            }
        }
    });
    (address, told)
}

/// Whom a message did not reach, or why it reached nobody.
type Sent = Result<Vec<Missed>, FetchError>;

fn mail(to: &[String]) -> Mail<'_> {
    Mail {
        from: "watch@example.org",
        to,
        subject: "pyongyang: 조건이 걸림 — opening-to-washington is raised (was: quiet), and more",
        text: "첫 줄\n.\nthird line",
        id: "abc",
        at: "2025-11-04T12:00:00Z".parse().unwrap(),
    }
}

fn sent(answers: &'static [&'static str], login: bool) -> (Sent, String) {
    let (address, told) = server(answers);
    let login = login.then_some(("u", "p"));
    let server = Server { address: &address, login, allow_private: true };
    let to = ["desk@example.org".to_owned(), "second@example.org".to_owned()];
    let done = send(&server, &mail(&to));
    (done, told.iter().collect())
}

#[test]
fn a_letter_goes_to_everybody_and_reads_back() {
    let (done, heard) = sent(
        &[
            "220 x\r\n",
            "250-x\r\n250 SIZE 1\r\n",
            "250 a\r\n",
            "250 b\r\n",
            "251 c\r\n",
            "354 d\r\n",
            "250 e\r\n",
        ],
        false,
    );
    assert!(done.is_ok(), "{done:?} {heard}");
    assert!(heard.contains("MAIL FROM:<watch@example.org>\r\nRCPT TO:<desk@example.org>\r\n"));
    assert!(heard.contains("\r\nMessage-ID: <abc@example.org>\r\n"), "{heard}");
    let (head, body) = heard.split_once("\r\n\r\n").unwrap();
    assert!(heard.is_ascii() && heard.lines().all(|line| line.len() <= 78), "{heard}");
    let subject = head.split_once("Subject: ").unwrap().1.split_once("\r\nDate").unwrap().0;
    let words = subject.split("\r\n ").map(|word| {
        let word =
            word.strip_prefix("=?utf-8?B?").and_then(|word| word.strip_suffix("?=")).unwrap();
        String::from_utf8(STANDARD.decode(word).unwrap()).unwrap()
    });
    assert_eq!(words.collect::<String>(), mail(&[]).subject);
    let body = body.split_once(".\r\n").unwrap().0;
    let body = STANDARD.decode(body.replace("\r\n", "")).unwrap();
    assert_eq!(String::from_utf8(body).unwrap(), mail(&[]).text.replace('\n', "\r\n"));
}

#[test]
fn a_password_is_never_sent_in_clear() {
    let (done, heard) = sent(&["220 x\r\n", "250 x\r\n"], true);
    assert!(matches!(done, Err(FetchError::NotEncrypted { .. })), "{done:?}");
    assert!(!heard.contains("AUTH"), "{heard}");
}

#[test]
fn what_the_server_refuses_is_said() {
    let (done, _) = sent(&["220 x\r\n", "250 x\r\n", "550 not from there\r\n"], false);
    assert!(done.unwrap_err().to_string().contains("not from there"));
    let (done, _) = sent(&["421 come again\r\n"], false);
    assert!(matches!(done, Err(FetchError::OutOfOrder { status: 421, .. })), "{done:?}");
    let (done, _) = sent(&["hello\r\n"], false);
    assert!(matches!(done, Err(FetchError::NotAnAnswer { .. })), "{done:?}");
}

#[test]
fn one_who_is_not_known_does_not_keep_the_letter_from_the_others() {
    let answers = |of_first: &'static str, of_second: &'static str| {
        let greeting = ["220 x\r\n", "250 x\r\n", "250 a\r\n"];
        let rest = [of_first, of_second, "354 d\r\n", "250 e\r\n"];
        &*Vec::leak([&greeting[..], &rest].concat())
    };
    for (first, second, to, may_pass) in [
        ("550 no such box\r\n", "250 b\r\n", "desk@example.org", false),
        ("250 b\r\n", "450 come later\r\n", "second@example.org", true),
    ] {
        let (done, heard) = sent(answers(first, second), false);
        let missed = done.expect("it went to one of them");
        let [one] = missed.as_slice() else { panic!("one was missed: {missed:?}") };
        assert_eq!((one.to.as_str(), one.may_pass), (to, may_pass));
        let said = one.error.to_string();
        assert!(said.starts_with(&format!("not mailed to {to}: 127.0.0.1:")), "{said}");
        assert!(heard.contains("\r\nDATA\r\n") && heard.contains("Message-ID: <abc@"), "{heard}");
    }
}

#[test]
fn where_nobody_is_known_nothing_is_sent_and_whom_to_try_again_is_said() {
    let sent = |first: &'static str, second: &'static str| {
        let greeting = ["220 x\r\n", "250 x\r\n", "250 a\r\n"];
        let (done, heard) = sent(Vec::leak([&greeting[..], &[first, second]].concat()), false);
        assert!(!heard.contains("DATA"), "{heard}");
        done
    };
    let (gone, full) = ("550 no such box\r\n", "450 come later\r\n");
    for (first, second, again) in
        [(gone, gone, [false, false]), (gone, full, [false, true]), (full, gone, [true, false])]
    {
        let missed = sent(first, second).expect("somebody is refused for good");
        assert_eq!(missed.iter().map(|one| one.may_pass).collect::<Vec<_>>(), again);
    }
    // Where all may be mailed to later, the message is tried again as a whole.
    let said = sent(full, full).unwrap_err().to_string();
    assert!(said.starts_with("not mailed to desk@example.org, second@example.org: "), "{said}");
    assert!(said.ends_with(": status 450: come later"), "{said}");
}

#[test]
fn addresses_cannot_carry_commands_and_private_servers_need_leave() {
    let server = |address| Server { address, login: None, allow_private: false };
    for bad in ["a@b.org>\r\nDATA", "a b@c.org", "@b.org", "a@", "a@b"] {
        let to = [bad.to_owned()];
        let done = send(&server("127.0.0.1:25"), &mail(&to));
        assert!(matches!(done, Err(FetchError::BadMailbox { .. })), "{bad}: {done:?}");
    }
    for bad in ["smtp.example.org", "smtp.example.org:", ":25", "smtp.example.org:mail"] {
        let to = ["root@localhost".to_owned()];
        let error = send(&server(bad), &mail(&to)).unwrap_err();
        assert!(matches!(error, FetchError::BadMailServer { .. }), "{bad}: {error}");
        assert!(error.hint().contains("smtp.example.org:465"), "{}", error.hint());
    }
    let to = ["a@b.org".to_owned()];
    let done = send(&server("127.0.0.1:25"), &mail(&to));
    assert!(matches!(done, Err(FetchError::Private { .. })), "{done:?}");
}

/// A server for `localhost` with a certificate of our own authority, which encrypts from the start or
/// after STARTTLS; tells all that it heard encrypted.
fn encrypting(from_the_start: bool) -> (u16, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let own = CertificateDer::from(&include_bytes!("certificates/localhost.der")[..]);
        let key = &include_bytes!("certificates/localhost.key.der")[..];
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![own], PrivateKeyDer::try_from(key).unwrap())
            .unwrap();
        if !from_the_start {
            let mut plain = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            for answer in ["220 x\r\n", "250-x\r\n250 STARTTLS\r\n", "220 go\r\n"] {
                stream.write_all(answer.as_bytes()).unwrap();
                if !answer.ends_with("go\r\n") {
                    plain.read_line(&mut line).unwrap();
                }
            }
            assert!(line.ends_with("STARTTLS\r\n"), "{line}");
        }
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut talk = BufReader::new(StreamOwned::new(connection, stream));
        let greeting = if from_the_start { vec!["220 x\r\n"] } else { Vec::new() };
        let answers =
            ["250 x\r\n", "235 in\r\n", "250 a\r\n", "250 b\r\n", "354 d\r\n", "250 e\r\n"];
        for answer in greeting {
            let _ = talk.get_mut().write_all(answer.as_bytes());
        }
        let (mut answers, mut in_letter) = (answers.iter(), false);
        loop {
            let mut line = String::new();
            if talk.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let _ = tell.send(line.clone());
            in_letter = if in_letter { line != ".\r\n" } else { line == "DATA\r\n" };
            if !in_letter || line == "DATA\r\n" {
                let Some(answer) = answers.next() else { return };
                let _ = talk.get_mut().write_all(answer.as_bytes());
            }
        }
    });
    (port, told)
}

fn sent_encrypted(host: &str, from_the_start: bool, trusted: bool) -> (Sent, String) {
    let (port, told) = encrypting(from_the_start);
    let address = format!("{host}:{port}");
    let server = Server { address: &address, login: Some(("u", "p")), allow_private: true };
    let mut roots = RootCertStore::empty();
    if trusted {
        roots.add(CertificateDer::from(&include_bytes!("certificates/authority.der")[..])).unwrap();
    }
    let encrypted_port = if from_the_start { port } else { ENCRYPTED_PORT };
    let to = ["desk@example.org".to_owned()];
    let done = send_trusting(&server, &mail(&to), roots, encrypted_port);
    (done, told.iter().collect())
}

#[test]
fn a_letter_and_its_password_go_encrypted_to_whom_an_authority_vouches_for() {
    for from_the_start in [true, false] {
        let (done, heard) = sent_encrypted("localhost", from_the_start, true);
        assert!(done.is_ok(), "{from_the_start}: {done:?} {heard}");
        let secret = STANDARD.encode("\0u\0p");
        assert!(heard.contains(&format!("AUTH PLAIN {secret}\r\n")), "{heard}");
        assert!(heard.contains("\r\nMessage-ID: <abc@example.org>\r\n"), "{heard}");
    }
}

#[test]
fn nothing_is_said_to_a_server_that_cannot_prove_who_it_is() {
    for from_the_start in [true, false] {
        let (done, heard) = sent_encrypted("localhost", from_the_start, false);
        assert!(matches!(done, Err(FetchError::Untrusted { .. })), "{done:?}");
        assert_eq!(heard, "");
    }
}

#[test]
fn many_mailboxes_are_named_in_short_lines_and_all_of_them() {
    let to: Vec<String> = (0..60).map(|n| format!("desk-{n}@news.example.org")).collect();
    let text = letter::letter(&mail(&to));
    // RFC 5322, 2.1.1.
    assert!(text.split("\r\n").all(|line| line.len() <= 998), "{text}");
    let head = text.split_once("\r\n\r\n").unwrap().0.replace("\r\n ", " ");
    let named = head.lines().find_map(|line| line.strip_prefix("To: ")).unwrap();
    assert_eq!(named.split(", ").collect::<Vec<_>>(), to);
}
