//! A server on this machine that plays a second reader.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::json;

/// The address of a server that gives this answer to whoever asks first.
pub(crate) fn once(content: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/v1", listener.local_addr().expect("an address"));
    let body = json!({"choices": [{"message": {"content": content}}]}).to_string();
    std::thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else { return };
        let mut asked = Vec::new();
        let mut part = [0; 4096];
        // The request ends where its JSON does.
        while !asked.ends_with(b"}") {
            match stream.read(&mut part) {
                Ok(n) if n > 0 => asked.extend_from_slice(&part[..n]),
                _ => break,
            }
        }
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
        let _ = stream.write_all(&[head.as_bytes(), body.as_bytes()].concat());
    });
    url
}
