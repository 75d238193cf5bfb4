//! Data on standard output, talk on standard error; a closed pipe ends the program quietly.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use telltale_observation::printable;

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

/// Writes a file as a whole: whoever reads it meanwhile, or after a failure, finds the old one or the new
/// one. A name that stands for a device or a pipe is written to, and what a link points at is replaced.
///
/// # Errors
/// If its folder or the file cannot be written.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    if path.exists() && !path.is_file() {
        return Ok(fs_err::write(path, text)?);
    }
    let path = fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut draft = path.clone().into_os_string();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    let written = drafted(&draft, text, &path).and_then(|()| fs_err::rename(&draft, &path));
    if written.is_err() {
        // The draft is of no use to anybody; why it was not written is told.
        let _ = fs_err::remove_file(&draft);
    }
    written?;
    Ok(sync_folder(&path)?)
}

/// Writes a file whose bytes stay, whatever happens next, and that those may read who may read the old one.
fn drafted(draft: &Path, text: &str, old: &Path) -> std::io::Result<()> {
    let mut file = fs_err::File::create(draft)?;
    if let Ok(known) = fs_err::metadata(old) {
        fs_err::set_permissions(draft, known.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Makes the name of a file stay as well, where folders can be opened for that.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    fs_err::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Says something to the person, on standard error.
pub(crate) fn talk(text: &str) {
    // Nobody is left to tell if standard error is gone.
    let _ = writeln!(std::io::stderr().lock(), "{}", printable(text));
}

/// Says something to the person in place of what was said last, on standard error.
pub(crate) fn talk_over(text: &str) {
    let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K{}", printable(text));
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
    fn a_file_is_replaced_as_a_whole_or_stays_as_it_was() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("feed.xml");
        for text in ["first", "second, and longer", ""] {
            replace(&path, text).expect("written");
            assert_eq!(fs_err::read_to_string(&path).expect("read"), text);
        }
        // Where the draft cannot take its place, nothing is left of it.
        let folder = dir.path().join("folder");
        fs_err::create_dir(&folder).expect("a folder");
        replace(&folder, "text").expect_err("a folder is no file");
        replace(&dir.path().join("none/feed.xml"), "text").expect_err("no such folder");
        let left = fs_err::read_dir(dir.path()).expect("read").count();
        assert_eq!(left, 2, "the file and the folder");
    }

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
