//! Which data files were found whole, and how they lay in the folder then: a file that nobody has
//! touched since is not read through again.
//!
//! The system notes of every file when it was last changed, in any way, and no program sets that
//! back. What it cannot note is a bit that a disk loses by itself: that is for [`verify`](crate::verify).

use std::collections::BTreeMap;
use std::path::Path;

use fs_err as fs;
use serde::{Deserialize, Serialize};
use telltale_observation::Digest;

use crate::log::AddedFile;

/// The file that keeps what was found, in the ledger's folder. It may be lost, or deleted, at any time.
const CHECKED: &str = "_telltale_checked.json";

/// A change this many seconds before the file was found whole, or fewer, may have come after it:
/// file systems count time in steps.
const STEP_SECONDS: i64 = 2;

/// How a data file lay in the folder when its bytes were those that the log says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Found {
    digest: String,
    bytes: u64,
    device: u64,
    inode: u64,
    /// When the file was last changed in any way: seconds and nanoseconds since 1970.
    changed: (i64, i64),
}

impl Found {
    /// How the file of that digest lies there now; `None` where the system does not say.
    #[cfg(unix)]
    pub(crate) fn now(dir: &Path, path: &str, digest: Digest) -> Option<Found> {
        use std::os::unix::fs::MetadataExt;
        let file = fs::metadata(dir.join(path)).ok()?;
        Some(Found {
            digest: digest.to_string(),
            bytes: file.len(),
            device: file.dev(),
            inode: file.ino(),
            changed: (file.ctime(), file.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    pub(crate) fn now(_: &Path, _: &str, _: Digest) -> Option<Found> {
        None
    }
}

/// The files of a ledger that were found whole, by their paths.
#[derive(Debug, Default)]
pub(crate) struct FoundWhole(BTreeMap<String, Found>);

impl FoundWhole {
    /// What was kept. Nothing, where nothing is, or what is kept cannot be read.
    pub(crate) fn read(dir: &Path) -> FoundWhole {
        let path = dir.join(CHECKED);
        let kept = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let Some((files, written)) = kept.zip(written(&path)) else { return FoundWhole::default() };
        let mut files: BTreeMap<String, Found> = files;
        files.retain(|_, found| found.changed.0.saturating_add(STEP_SECONDS) <= written);
        FoundWhole(files)
    }

    /// Whether a file was found whole and lies there as it did then.
    pub(crate) fn has(&self, dir: &Path, file: &AddedFile) -> bool {
        let found = self.0.get(&file.path).zip(file.digest);
        found.is_some_and(|(found, digest)| {
            found.bytes == file.bytes
                && Found::now(dir, &file.path, digest).is_some_and(|now| now == *found)
        })
    }

    /// Keeps what was found, if the folder lets it: who may only read loses nothing but time.
    pub(crate) fn keep(dir: &Path, files: &BTreeMap<String, Found>) {
        let text = serde_json::to_vec(files).expect("texts and numbers are JSON");
        let draft = dir.join(format!("{CHECKED}-{}.draft", std::process::id()));
        let kept = fs::write(&draft, text).and_then(|()| fs::rename(&draft, dir.join(CHECKED)));
        if kept.is_err() {
            let _ = fs::remove_file(&draft);
        }
    }
}

/// When a file was written, in seconds since 1970.
#[cfg(unix)]
fn written(path: &Path) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    Some(fs::metadata(path).ok()?.mtime())
}

#[cfg(not(unix))]
fn written(_: &Path) -> Option<i64> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Duration;

    use telltale_observation::Kind;

    use super::*;
    use crate::file::publish;
    use crate::log::FileSpan;

    /// A data file of these bytes, in the folder.
    fn file(dir: &Path, bytes: &[u8]) -> AddedFile {
        let span = FileSpan {
            known_at_micros: (0, 0),
            start: ("2020-01-01".parse().unwrap(), "2020-01-01".parse().unwrap()),
        };
        publish(dir, (Kind::Event, 2020), bytes, 1, span).unwrap()
    }

    fn keep(dir: &Path, file: &AddedFile) {
        let found = Found::now(dir, &file.path, file.digest.unwrap()).unwrap();
        FoundWhole::keep(dir, &BTreeMap::from([(file.path.clone(), found)]));
    }

    #[test]
    fn a_file_is_known_until_it_is_touched() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let file = file(dir, b"whole");
        keep(dir, &file);
        assert!(!FoundWhole::read(dir).has(dir, &file), "it may have been changed in that second");
        std::thread::sleep(Duration::from_millis(1_050 * STEP_SECONDS as u64));
        keep(dir, &file);
        assert!(FoundWhole::read(dir).has(dir, &file));
        // As long, and as old by what a program can say of it.
        let path = dir.join(&file.path);
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, b"rot!!").unwrap();
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(modified).unwrap();
        assert!(!FoundWhole::read(dir).has(dir, &file));
        fs::remove_file(&path).unwrap();
        assert!(!FoundWhole::read(dir).has(dir, &file));
    }

    #[test]
    fn what_is_kept_may_be_lost_or_spoilt() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let file = file(dir, b"whole");
        assert!(!FoundWhole::read(dir).has(dir, &file));
        for spoilt in ["", "{", "[]", "{\"a\":1}"] {
            fs::write(dir.join(CHECKED), spoilt).unwrap();
            assert!(!FoundWhole::read(dir).has(dir, &file), "{spoilt}");
        }
    }
}
