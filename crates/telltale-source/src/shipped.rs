//! What a publisher ships: bytes that may be compressed, in letters of their own, or an error page
//! where data should be. This file turns them into text before a reader looks at them, or says why
//! it cannot.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;
use telltale_observation::Fault;

/// The most that one file may hold once it is unpacked, in bytes.
pub(crate) const MAX_UNPACKED_BYTES: u64 = 1 << 30;

/// A fault of a whole file.
pub(crate) fn whole(file: &str, what: impl Into<String>, hint: impl Into<String>) -> Fault {
    at(file, None, "", what, hint)
}

/// A fault in one place.
pub(crate) fn at(
    file: &str,
    line: Option<u64>,
    column: &str,
    what: impl Into<String>,
    hint: impl Into<String>,
) -> Fault {
    Fault {
        file: file.to_owned(),
        line,
        column: column.to_owned(),
        what: what.into(),
        hint: hint.into(),
    }
}

/// The file's name without the folder it lies in.
pub(crate) fn file_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// The bytes of a file that holds data: unpacked if they came in gzip.
///
/// What is lost of a file that was cut off is a fault, and what came before the cut is kept.
///
/// # Errors
/// The fault of the whole file where there are no data in it: it is empty, or a web page.
pub(crate) fn unpacked<'a>(
    file: &str,
    bytes: &'a [u8],
) -> Result<(Cow<'a, [u8]>, Option<Fault>), Fault> {
    let (bytes, cut) = if bytes.starts_with(&[0x1F, 0x8B]) {
        let (inflated, cut) = gunzipped(file, bytes, MAX_UNPACKED_BYTES)?;
        (Cow::Owned(inflated), cut)
    } else {
        (Cow::Borrowed(bytes), None)
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(cut.unwrap_or_else(|| whole(file, "empty file", "fetch it again")));
    }
    if let Some(title) = web_page(&bytes) {
        let what = format!("a web page where data should be: {title:?}");
        return Err(whole(file, what, "the server answered with a page; fetch the file again"));
    }
    Ok((bytes, cut))
}

/// What a gzip stream begins with, at most so many bytes of it.
pub(crate) fn begin_of_gzip(bytes: &[u8], max: usize) -> Vec<u8> {
    let mut begin = Vec::new();
    // A stream that is cut tells what it has.
    let _ = MultiGzDecoder::new(bytes).take(max as u64).read_to_end(&mut begin);
    begin
}

fn gunzipped(file: &str, bytes: &[u8], max: u64) -> Result<(Vec<u8>, Option<Fault>), Fault> {
    let mut inflated = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(max + 1).read_to_end(&mut inflated);
    if inflated.len() as u64 > max {
        let what = format!("unpacks to more than {max} bytes");
        return Err(whole(file, what, "split it, or see whether it is what it should be"));
    }
    let cut = read.err().map(|error| {
        let what = format!("gzip broken after {} bytes: {error}", inflated.len());
        whole(file, what, "the file is cut off or damaged; fetch it again")
    });
    Ok((inflated, cut))
}

/// The title of a web page, or its first words; nothing if the bytes are no web page.
fn web_page(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).into_owned();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let folded = head.to_ascii_lowercase();
    if !["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| folded.starts_with(tag)) {
        return None;
    }
    let title = folded.find("<title>").map(|at| &head[at + "<title>".len()..]);
    let title = title.and_then(|rest| rest.split('<').next()).unwrap_or_default().trim();
    Some(title.chars().take(80).collect())
}

/// The bytes as UTF-8, as far as that can be known from the whole file: by its byte order
/// mark. Where it has none, they stay as they are, and each row is looked at.
pub(crate) fn in_utf8<'a>(file: &str, bytes: Cow<'a, [u8]>) -> Result<Cow<'a, [u8]>, Fault> {
    let recoded = |encoding: &'static Encoding, bytes: &[u8]| {
        let (text, _, broken) = encoding.decode(bytes);
        let what = format!("letters that are no {}", encoding.name());
        let hint = "save the file as CSV UTF-8";
        if broken { Err(whole(file, what, hint)) } else { Ok(text.into_owned().into_bytes()) }
    };
    match Encoding::for_bom(&bytes) {
        Some((mark, len)) if mark == UTF_8 => Ok(match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[len..]),
            Cow::Owned(mut bytes) => {
                bytes.drain(..len);
                Cow::Owned(bytes)
            }
        }),
        // The other two marks are those of UTF-16.
        Some((encoding, _)) => recoded(encoding, &bytes).map(Cow::Owned),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn a_file_cut_off_keeps_what_came_before_the_cut() {
        let text: String = (0..20_000).map(|n| format!("{n},{}\n", n * 7919 % 1013)).collect();
        let packed = gzip(text.as_bytes());
        let (bytes, cut) = unpacked("t.gz", &packed).unwrap();
        assert_eq!((bytes.as_ref(), cut), (text.as_bytes(), None));
        let (bytes, cut) = unpacked("t.gz", &packed[..packed.len() / 2]).unwrap();
        assert!(text.as_bytes().starts_with(&bytes) && bytes.len() > 1000);
        let cut = cut.unwrap().to_string();
        assert!(cut.starts_with("t.gz: gzip broken after "), "{cut}");
        let mut damaged = packed.clone();
        let crc = damaged.len() - 8;
        damaged[crc] ^= 1;
        assert!(unpacked("t.gz", &damaged).unwrap().1.is_some(), "the checksum is looked at");
    }

    #[test]
    fn what_holds_no_data_is_a_fault_of_the_file() {
        for (bytes, expected) in [
            (&b""[..], "t: empty file\n  hint: fetch it again"),
            (b" \r\n", "t: empty file\n  hint: fetch it again"),
            (
                b"\xef\xbb\xbf\n<!DOCTYPE html><html><head><title>503 Busy</title>",
                "t: a web page where data should be: \"503 Busy\"\n  hint: the server answered with \
                 a page; fetch the file again",
            ),
            (
                b"<HTML><BODY>",
                "t: a web page where data should be: \"\"\n  hint: the server answered with a page; \
                 fetch the file again",
            ),
        ] {
            assert_eq!(unpacked("t", bytes).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn what_unpacks_without_end_is_refused() {
        let packed = gzip(&vec![0; 1 << 20]);
        let fault = gunzipped("t", &packed, 1 << 16).unwrap_err();
        assert!(fault.what.starts_with("unpacks to more than 65536 bytes"));
    }

    #[test]
    fn letters_are_told_by_the_mark() {
        let read = |bytes: &[u8]| {
            let read = in_utf8("t", Cow::Borrowed(bytes));
            read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        assert_eq!(read(b"\xef\xbb\xbfa").unwrap(), "a");
        assert_eq!(read(b"\xff\xfea\0\xac\x4e").unwrap(), "a京");
        assert_eq!(read(b"\xb3\xaf").unwrap(), "\u{fffd}\u{fffd}");
    }
}
