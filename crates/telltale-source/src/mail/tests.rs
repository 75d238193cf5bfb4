//! A server on this machine takes mail, or does not; nothing reaches the network.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

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

fn sent(answers: &'static [&'static str], login: bool) -> (Result<(), FetchError>, String) {
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
    let (done, _) = sent(&["220 x\r\n", "250 x\r\n", "250 a\r\n", "550 nobody here\r\n"], false);
    assert!(done.unwrap_err().to_string().contains("nobody here"));
    let (done, _) = sent(&["421 come again\r\n"], false);
    assert!(matches!(done, Err(FetchError::OutOfOrder { status: 421, .. })), "{done:?}");
    let (done, _) = sent(&["hello\r\n"], false);
    assert!(matches!(done, Err(FetchError::NotAnAnswer { .. })), "{done:?}");
}

#[test]
fn addresses_cannot_carry_commands_and_private_servers_need_leave() {
    let server = |address| Server { address, login: None, allow_private: false };
    for bad in ["a@b.org>\r\nDATA", "a b@c.org", "@b.org", "a@", "a@b"] {
        let to = [bad.to_owned()];
        let done = send(&server("127.0.0.1:25"), &mail(&to));
        assert!(matches!(done, Err(FetchError::BadAddress { .. })), "{bad}: {done:?}");
    }
    let to = ["a@b.org".to_owned()];
    let done = send(&server("127.0.0.1:25"), &mail(&to));
    assert!(matches!(done, Err(FetchError::Private { .. })), "{done:?}");
}
