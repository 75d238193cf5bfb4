//! Data on standard output, talk on standard error; a closed pipe ends the program quietly.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::Context as _;

use crate::failure::Failure;

/// Columns of a brief that goes to a file or a pipe.
const WIDTH_PIPED: usize = 100;

/// Writes data to standard output, or to a file where one is named.
///
/// # Errors
/// If the file or standard output cannot be written; a reader that went away is no error.
pub(crate) fn data(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    if let Some(file) = file {
        return Ok(fs_err::write(file, text)?);
    }
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other.context("standard output could not be written")?),
    }
}

/// Says something to the person, on standard error.
pub(crate) fn talk(text: &str) {
    // Nobody is left to tell if standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Says something to the person in place of what was said last, on standard error.
pub(crate) fn talk_over(text: &str) {
    let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K{text}");
}

/// A field as it stands in a CSV table (RFC 4180).
pub(crate) fn csv_field(field: &str) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}

/// A path as a shell takes it for one word.
pub(crate) fn pasted(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "._/-+=:@%,".contains(c);
    match !shown.is_empty() && shown.chars().all(is_plain) {
        true => shown,
        false => format!("'{}'", shown.replace('\'', r"'\''")),
    }
}

/// How wide the terminal is; a fixed width where standard output is none.
pub(crate) fn width() -> usize {
    let width = terminal_size::terminal_size().map(|(terminal_size::Width(width), _)| width);
    match width {
        Some(width) if std::io::stdout().is_terminal() => usize::from(width),
        _ => WIDTH_PIPED,
    }
}

/// Whether to colour: on a terminal, unless `NO_COLOR` is set to anything.
pub(crate) fn colour() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    std::io::stdout().is_terminal() && !unwanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_a_sign_in_it_would_end_it() {
        for (field, quoted) in [
            ("plain; text", "plain; text"),
            ("a,b", "\"a,b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("a\rb", "\"a\rb\""),
        ] {
            assert_eq!(csv_field(field), quoted);
        }
    }
}
