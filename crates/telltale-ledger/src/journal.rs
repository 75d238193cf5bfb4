//! The journal: what was said beforehand, line by line, so that it can be held against what came.
//!
//! An entry is kept when it is made and never changed. Each line carries the digest of its own words
//! and of the line before, so that a line that was altered, taken out or put in is damage. A file beside
//! it holds the digest of the last line, so that lines taken off the end are missed. Whoever rewrites all
//! lines from some point on, and that file, is not found out by the two alone; a copy of the last digest
//! kept elsewhere tells it.

use std::io::{ErrorKind, Write};
use std::path::Path;

use fs_err as fs;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use telltale_observation::Digest;

use crate::LedgerError;
use crate::lock::Lock;
use crate::log::{self, sync_folder};

/// The name of the journal in the ledger's folder. Delta readers pass over names with `_`.
pub(crate) const JOURNAL: &str = "_telltale_journal.jsonl";

/// The name of the file that holds the digest of the last line. It is written after the journal: a kill
/// between the two leaves a journal that goes on behind that line, and that is whole.
const LAST: &str = "_telltale_journal.last";

/// One entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// By what it is known: of two entries with one key, the one that came first is kept.
    pub key: String,
    /// What was said.
    pub body: Value,
}

/// A line of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    digest: String,
    before: String,
    entry: Entry,
}

/// The journal of a ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal {
    /// The entries, in the order in which they were made.
    pub entries: Vec<Entry>,
    /// The digest of the last line, to be kept elsewhere; empty without an entry.
    pub last: String,
    /// The digests of all lines.
    digests: Vec<String>,
}

/// The digest of an entry, by its words as they stand in the file, that follows a line. The words are
/// not made anew from what was read: a number need not be written again as it was.
fn digest(before: &str, words: &str) -> String {
    Digest::of(format!("{before}\n{words}").as_bytes()).to_string()
}

/// The words of the entry in a line as it is written: all behind the two digests.
fn words_of(line: &str) -> Option<&str> {
    line.split_once(",\"entry\":")?.1.strip_suffix('}')
}

impl Journal {
    /// All entries of the ledger in `dir`; none where there never was one.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] if a line is not what it was when it was written.
    pub fn read(dir: impl AsRef<Path>) -> Result<Journal, LedgerError> {
        // In this order: what is appended in between stands behind the line that was the last.
        let last = text_in(dir.as_ref(), LAST)?;
        Journal::whole(&text_in(dir.as_ref(), JOURNAL)?, &last)
    }

    /// The journal of a text whose last line had this digest; damaged if its end is missing.
    fn whole(text: &str, last: &str) -> Result<Journal, LedgerError> {
        let journal = Journal::of(text)?;
        let last = last.trim();
        let has_line = || journal.digests.iter().any(|digest| digest == last);
        if last.is_empty() || has_line() {
            return Ok(journal);
        }
        let what = format!("line {} and those behind it are missing", journal.entries.len() + 1);
        Err(LedgerError::damaged(JOURNAL, what))
    }

    fn of(text: &str) -> Result<Journal, LedgerError> {
        let mut journal = Journal { entries: Vec::new(), last: String::new(), digests: Vec::new() };
        for (at, text) in text.lines().enumerate() {
            let damaged =
                |what: &str| LedgerError::damaged(JOURNAL, format!("line {}: {what}", at + 1));
            let line: Line =
                serde_json::from_str(text).map_err(|fault| damaged(&fault.to_string()))?;
            if line.before != journal.last {
                return Err(damaged("does not follow the line before it"));
            }
            if words_of(text).is_none_or(|words| line.digest != digest(&line.before, words)) {
                return Err(damaged("is not what it was when it was written"));
            }
            journal.digests.push(line.digest.clone());
            journal.last = line.digest;
            journal.entries.push(line.entry);
        }
        Ok(journal)
    }

    /// Adds entries whose keys are new, and says how many were; all of them or none.
    ///
    /// # Errors
    /// [`LedgerError::NotALedger`] if there is no ledger, [`LedgerError::Locked`] if somebody else is
    /// writing, and those of [`Journal::read`].
    pub fn append(dir: impl AsRef<Path>, entries: &[Entry]) -> Result<usize, LedgerError> {
        let dir = dir.as_ref();
        if !log::exists(dir) {
            return Err(LedgerError::NotALedger { dir: dir.to_owned() });
        }
        let _lock = Lock::take(dir)?;
        let mut text = text_in(dir, JOURNAL)?;
        let mut journal = Journal::whole(&text, &text_in(dir, LAST)?)?;
        let had = journal.entries.len();
        for entry in entries {
            if journal.entries.iter().any(|other| other.key == entry.key) {
                continue;
            }
            let before = journal.last;
            let words = serde_json::to_string(entry).expect("an entry is plain JSON");
            let digest = digest(&before, &words);
            let line = Line { digest: digest.clone(), before, entry: entry.clone() };
            text += &serde_json::to_string(&line).expect("a line is plain JSON");
            text.push('\n');
            journal.last = digest;
            journal.entries.push(entry.clone());
        }
        let new = journal.entries.len() - had;
        if new > 0 {
            replace(dir, JOURNAL, &text)?;
            replace(dir, LAST, &format!("{}\n", journal.last))?;
        }
        Ok(new)
    }
}

/// The text of a file in a folder; empty only where there is none. One that cannot be read is not taken
/// for none, or the next entry would replace it.
fn text_in(dir: &Path, name: &str) -> Result<String, LedgerError> {
    match fs::read_to_string(dir.join(name)) {
        Ok(text) => Ok(text),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(fault) if fault.kind() == ErrorKind::InvalidData => {
            Err(LedgerError::damaged(name, "is no text: some of its bytes are not UTF-8"))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// The whole file under its name, or the old one.
fn replace(dir: &Path, name: &str, text: &str) -> Result<(), LedgerError> {
    let draft = dir.join(format!("{name}.draft"));
    let mut file = fs::File::create(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, dir.join(name))?;
    Ok(sync_folder(dir)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Writer, verify};

    fn entry(key: &str, probability: f64) -> Entry {
        Entry { key: key.to_owned(), body: json!({"probability": probability}) }
    }

    #[test]
    fn what_was_said_first_stays_and_what_is_altered_is_damage() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(
            Journal::append(dir.path(), &[entry("a", 0.5)]),
            Err(LedgerError::NotALedger { .. })
        ));
        drop(Writer::open(dir.path()).unwrap());
        assert_eq!(Journal::append(dir.path(), &[entry("a", 0.5), entry("b", 0.1)]).unwrap(), 2);
        assert_eq!(Journal::append(dir.path(), &[entry("a", 0.9), entry("c", 0.2)]).unwrap(), 1);
        let journal = Journal::read(dir.path()).unwrap();
        let said: Vec<&Value> = journal.entries.iter().map(|e| &e.body["probability"]).collect();
        assert_eq!(said, [&json!(0.5), &json!(0.1), &json!(0.2)]);
        assert_eq!(verify(dir.path()), []);
        let path = dir.path().join(JOURNAL);
        let text = fs::read_to_string(&path).unwrap();
        for (what, altered) in [
            ("altered", text.replace("0.5", "0.6")),
            ("the last altered", text.replace("0.2", "0.3")),
            ("one taken out", text.lines().skip(1).map(|line| format!("{line}\n")).collect()),
            ("cut off", text[..text.len() - 9].to_owned()),
        ] {
            fs::write(&path, altered).unwrap();
            assert!(Journal::read(dir.path()).is_err(), "{what}");
            assert_eq!(verify(dir.path()).len(), 1, "{what}");
        }
    }

    #[test]
    fn numbers_of_any_digits_are_read_as_they_were_written() {
        let dir = tempfile::tempdir().unwrap();
        drop(Writer::open(dir.path()).unwrap());
        let numbers = (1..400).map(|n| (f64::from(n) * 0.731).sin() * 10f64.powi(n % 40 - 20));
        let entries: Vec<Entry> =
            numbers.enumerate().map(|(at, number)| entry(&at.to_string(), number)).collect();
        assert_eq!(Journal::append(dir.path(), &entries).unwrap(), entries.len());
        assert_eq!(Journal::read(dir.path()).unwrap().entries.len(), entries.len());
    }

    #[test]
    fn lines_taken_off_the_end_are_missed_and_a_kill_before_the_last_is_noted_is_none() {
        let dir = tempfile::tempdir().unwrap();
        drop(Writer::open(dir.path()).unwrap());
        let (path, last) = (dir.path().join(JOURNAL), dir.path().join(LAST));
        Journal::append(dir.path(), &[entry("a", 0.5)]).unwrap();
        let noted = fs::read_to_string(&last).unwrap();
        Journal::append(dir.path(), &[entry("b", 0.1)]).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        for shorter in [text.lines().next().map(|line| format!("{line}\n")).unwrap(), String::new()]
        {
            fs::write(&path, shorter).unwrap();
            assert_eq!(verify(dir.path()).len(), 1);
            assert!(Journal::append(dir.path(), &[entry("c", 0.1)]).is_err());
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(verify(dir.path()).len(), 1);
        // Bytes that are no text.
        fs::write(&path, b"\xff\xfe").unwrap();
        assert!(matches!(Journal::read(dir.path()), Err(LedgerError::Damaged { .. })));
        // As a kill leaves it, and as an older version does.
        fs::write(&path, &text).unwrap();
        fs::write(&last, &noted).unwrap();
        assert_eq!(verify(dir.path()), []);
        fs::remove_file(&last).unwrap();
        assert_eq!(Journal::append(dir.path(), &[entry("c", 0.1)]).unwrap(), 1);
        assert_eq!(Journal::read(dir.path()).unwrap().entries.len(), 3);
        assert_eq!(
            fs::read_to_string(&last).unwrap().trim(),
            Journal::read(dir.path()).unwrap().last
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_journal_that_cannot_be_read_is_not_taken_for_none() {
        let dir = tempfile::tempdir().unwrap();
        drop(Writer::open(dir.path()).unwrap());
        let path = dir.path().join(JOURNAL);
        // A link to itself leads nowhere, and is there all the same.
        fs::os::unix::fs::symlink(&path, &path).unwrap();
        assert!(Journal::read(dir.path()).is_err());
        assert!(Journal::append(dir.path(), &[entry("a", 0.5)]).is_err());
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    }

    #[test]
    fn only_one_writes_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let writer = Writer::open(dir.path()).unwrap();
        let refused = Journal::append(dir.path(), &[entry("a", 0.5)]);
        assert!(matches!(refused, Err(LedgerError::Locked { .. })), "{refused:?}");
        drop(writer);
        assert_eq!(Journal::append(dir.path(), &[entry("a", 0.5)]).unwrap(), 1);
    }
}
