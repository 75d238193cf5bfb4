//! A charset is how letters are written as bytes.
//!
//! UTF-8, UTF-16 with its mark, and for web pages whatever they declare. Nothing is guessed from
//! the bytes: a wrong guess turns names into other names.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::DocumentError;

/// How far into a page its declared charset is looked for.
const HEAD_BYTES: usize = 4096;

/// What files of other kinds begin with.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a ZIP archive, or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
];

/// The text of a file's bytes.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<String, DocumentError> {
    let is_not = |what| DocumentError::NotText { name: name.to_owned(), what };
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(is_not(what));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return utf16(&bytes[mark..], encoding == encoding_rs::UTF_16LE)
            .ok_or_else(|| is_not("UTF-16 with half a character in it"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    if zeros > 2 && zeros * 20 > head.len() {
        return Err(is_not("zero bytes (binary, or UTF-16 without its mark)"));
    }
    utf8(name, bytes).or_else(|error| match declared(head) {
        None => Err(error),
        Some(charset) => declared_text(bytes, &charset)
            .ok_or(DocumentError::UnknownCharset { name: name.to_owned(), charset }),
    })
}

/// UTF-8. A file that was cut off within its last character is read without it.
fn utf8(name: &str, bytes: &[u8]) -> Result<String, DocumentError> {
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(fault) => fault,
    };
    let at = fault.valid_up_to();
    let (before, after) = bytes.split_at(at);
    if fault.error_len().is_none() && at > 0 {
        return Ok(String::from_utf8_lossy(before).into_owned());
    }
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    Err(DocumentError::NotUtf8 {
        name: name.to_owned(),
        line,
        byte: after.first().copied().unwrap_or(0),
        at,
    })
}

/// UTF-16 after its mark; `None` if a character lacks its other half. An odd last byte is left out.
fn utf16(bytes: &[u8], little: bool) -> Option<String> {
    let units = bytes.as_chunks::<2>().0.iter().map(|&pair| match little {
        true => u16::from_le_bytes(pair),
        false => u16::from_be_bytes(pair),
    });
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

/// The charset that a page declares in its head: `<meta charset="euc-kr">`.
fn declared(head: &[u8]) -> Option<String> {
    let head: Cow<'_, str> = String::from_utf8_lossy(head);
    let lower = head.to_ascii_lowercase();
    let (meta, rest) = lower.split_once("charset")?;
    // In a tag, or in the declaration of XML; not in a sentence about charsets.
    let in_tag = meta.rfind('<') > meta.rfind('>');
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_:.".contains(letter)));
    let name = &value[..end.unwrap_or(value.len())];
    (in_tag && !name.is_empty()).then(|| name.to_owned())
}

/// The text in a charset of this name; a byte that it does not have becomes U+FFFD.
fn declared_text(bytes: &[u8], charset: &str) -> Option<String> {
    let encoding = Encoding::for_label(charset.as_bytes())?;
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Some(text.into_owned())
}
