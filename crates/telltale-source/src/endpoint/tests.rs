use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use super::*;

/// A server on this machine that answers each connection in turn with these bytes, and tells what
/// it was asked; after the last it hears nobody.
fn server(answers: Vec<Vec<u8>>) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let asked = request(&mut stream);
            let _ = tell.send(asked);
            if answer.is_empty() {
                // Hangs until the client goes away.
                let _ = stream.read(&mut [0; 1]);
            }
            let _ = stream.write_all(&answer);
        }
    });
    (url, told)
}

/// Head and body of a request.
fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let n = stream.read(&mut part).unwrap_or(0);
        bytes.extend_from_slice(&part[..n]);
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            assert!(n > 0, "a whole request");
            continue;
        };
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        if n == 0 || body.len() >= length.map_or(0, |length| length.trim().parse().unwrap()) {
            return String::from_utf8_lossy(&bytes).into_owned();
        }
    }
}

fn http(status: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn says(content: &str) -> Vec<u8> {
    http("200 OK", &json!({"choices": [{"message": {"content": content}}]}).to_string())
}

fn endpoint(url: &str) -> Endpoint {
    Endpoint {
        url: url.to_owned(),
        model: "small".to_owned(),
        key: Some("s3cret".to_owned()),
        patience: Duration::from_secs(2),
        pause: Duration::ZERO,
    }
}

/// What comes of these answers, and how often was asked.
fn check(answers: Vec<Vec<u8>>, expected: &str, attempts: usize) {
    let (url, told) = server(answers);
    let said = match ask(&endpoint(&url), "Instruct.", "Text.") {
        Ok(said) => said,
        Err(error) => error.to_string().replace(&url, "URL"),
    };
    assert!(said.starts_with(expected), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
    assert_eq!(told.try_iter().count(), attempts, "{expected}");
}

#[test]
fn a_good_answer_is_passed_on() {
    check(vec![says("{\"observations\": []}")], "{\"observations\": []}", 1);
}

#[test]
fn what_is_sent_is_the_chat_interface_with_the_key() {
    let (url, told) = server(vec![says("yes")]);
    assert_eq!(ask(&endpoint(&url), "Instruct.", "Text \"quoted\".").unwrap(), "yes");
    let asked = told.recv().unwrap();
    assert!(asked.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("Bearer s3cret"), "{asked}");
    let body: Value = serde_json::from_str(asked.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    assert_eq!(body["model"], "small");
    assert_eq!(body["messages"][1]["content"], "Text \"quoted\".");
}

#[test]
fn what_is_no_answer_is_refused() {
    let form = "the endpoint's answer is of no known form: URL: ";
    check(vec![http("200 OK", "<html>hello</html>")], &format!("{form}<html>hello"), 1);
    check(vec![http("200 OK", "{\"choices\": []}")], &format!("{form}{{"), 1);
    check(vec![http("200 OK", "")], form, 1);
    check(
        vec![http("401 Unauthorized", "bad key s3cret")],
        "the endpoint refused: URL: status 401: bad key …",
        1,
    );
    check(
        vec![http("302 Found\r\nlocation: http://127.0.0.1:1/", "")],
        "the endpoint refused: URL: status 302",
        1,
    );
}

#[test]
fn a_fault_that_may_pass_is_tried_once_more() {
    check(vec![http("500 Oops", "busy"), says("yes")], "yes", 2);
    check(vec![b"nonsense\r\n\r\n".to_vec(), says("yes")], "yes", 2);
    let oops = || http("503 Oops", "busy");
    check(vec![oops(), oops(), says("late")], "the endpoint refused: URL: status 503: busy", 2);
}

#[test]
fn an_endpoint_that_is_asked_too_often_says_when_to_come_again() {
    let busy = |after: &str| http(&format!("429 Too Many\r\nretry-after: {after}"), "busy");
    let started = std::time::Instant::now();
    check(vec![busy("1"), says("yes")], "yes", 2);
    assert!(started.elapsed() >= Duration::from_secs(1));
    let started = std::time::Instant::now();
    let date = "Tue, 04 Nov 2025 12:00:01 GMT\r\ndate: Tue, 04 Nov 2025 12:00:00 GMT";
    check(vec![busy(date), says("yes")], "yes", 2);
    assert!(started.elapsed() >= Duration::from_secs(1));
    // Longer than for an answer nobody waits.
    check(vec![busy("3600"), says("late")], "the endpoint refused: URL: status 429: busy", 1);
}

#[test]
fn who_never_answers_is_left() {
    let started = std::time::Instant::now();
    check(vec![Vec::new()], "the endpoint did not answer in 2 s: URL", 1);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_answer_without_end_is_cut_off() {
    let body = "x".repeat(10 << 20);
    check(vec![http("200 OK", &body)], "the endpoint's answer is too large: URL", 1);
}

#[test]
fn nobody_there_is_said_so() {
    let (url, _) = server(Vec::new());
    thread::sleep(Duration::from_millis(50));
    let error = ask(&endpoint(&url), "", "").unwrap_err();
    assert!(matches!(error, EndpointError::Unreachable { .. }), "{error}");
}

#[test]
fn a_key_travels_encrypted_or_not_at_all() {
    for (url, expected) in [
        ("http://example.org/v1", "a key would be sent unencrypted: http://example.org/v1"),
        ("http://127.0.0.1.example.org/v1", "a key would be sent unencrypted"),
        ("ftp://127.0.0.1/v1", "not the address of an endpoint"),
        ("localhost:8080", "not the address of an endpoint"),
        ("", "not the address of an endpoint"),
    ] {
        let error = ask(&endpoint(url), "", "").unwrap_err().to_string();
        assert!(error.starts_with(expected), "{url}: {error}");
    }
}
