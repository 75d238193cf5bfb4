//! A message as it travels (RFC 5322, 2045, 2047): ASCII only, in short lines.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Mail;

/// How many bytes of text go into a word of a subject, and into a line of the body.
const WORD_BYTES: usize = 42;
const LINE_BYTES: usize = 57;

/// The message, each line with its end.
pub(super) fn letter(mail: &Mail<'_>) -> String {
    let at = jiff::fmt::rfc2822::to_string(&mail.at.to_zoned_datetime(jiff::tz::TimeZone::UTC));
    let at = at.unwrap_or_default();
    let domain = mail.from.rsplit('@').next().unwrap_or("telltale.invalid");
    let mut text = format!(
        "From: Telltale <{}>\r\nTo: {}\r\nSubject: {}\r\nDate: {at}\r\nMessage-ID: <{}@{domain}>\r\n\
         Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        mail.from,
        recipients(mail.to),
        subject(mail.subject),
        mail.id,
    );
    let body = mail.text.replace("\r\n", "\n").replace('\n', "\r\n");
    for line in body.as_bytes().chunks(LINE_BYTES) {
        text += &STANDARD.encode(line);
        text += "\r\n";
    }
    text
}

/// The mailboxes, one a line: a line of a header has at most 998 bytes, and a mailbox up to 254.
fn recipients(to: &[String]) -> String {
    to.join(",\r\n ")
}

/// A subject as encoded words, none of which divides a letter.
fn subject(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if words.last().is_some_and(|word| word.len() + letter.len_utf8() > WORD_BYTES) {
            words.push(String::new());
        }
        words.last_mut().expect("there is a first word").push(letter);
    }
    let encoded = words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

/// Whether this is the address of a mailbox that cannot be mistaken for anything else.
pub(super) fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !"<>()[],;:\\\"".contains(c);
    text.len() <= 254
        && text.chars().all(plain)
        && text.split_once('@').is_some_and(|(user, domain)| {
            // A name without a dot is a slip, unless it is this machine's.
            let is_whole = domain.contains('.') || domain.eq_ignore_ascii_case("localhost");
            !user.is_empty() && is_whole && !domain.contains('@')
        })
}
