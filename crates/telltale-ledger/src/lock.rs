//! The lock: at most one writer, and a second one is told who the first is.
//!
//! The operating system holds the lock for as long as the process lives, so that a killed writer
//! leaves none behind. What stands in the file only says who holds it. On file systems without
//! working locks (some network mounts) two writers still cannot publish the same version, because
//! a version's name can be given only once.

use std::fmt;
use std::io::{Seek, Write};
use std::path::Path;
use std::time::Duration;

use fs_err::{File, OpenOptions};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::LedgerError;

/// The name of the lock file in the ledger's folder. Delta readers pass over names with `_`.
const LOCK: &str = "_telltale.lock";

/// Who holds the lock of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process id.
    pub pid: u32,
    /// The machine.
    pub host: String,
    /// Since when, in UTC.
    pub since: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} on {} since {}", self.pid, self.host, self.since)
    }
}

/// The lock, held until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    /// Closing the file releases the lock.
    file: File,
}

impl Lock {
    /// Takes the lock of the ledger in `dir`.
    pub(crate) fn take(dir: &Path) -> Result<Lock, LedgerError> {
        let path = dir.join(LOCK);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        match try_for_a_moment(&file) {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => {
                return Err(LedgerError::Locked { dir: dir.to_owned(), holder: holder_in(&path) });
            }
            Err(std::fs::TryLockError::Error(fault)) => return Err(fault.into()),
        }
        let holder = serde_json::to_string(&this_process()).expect("a holder is plain text");
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(holder.as_bytes())?;
        Ok(Lock { file })
    }
}

impl Drop for Lock {
    /// Takes the holder's name out of the file while the lock still holds.
    fn drop(&mut self) {
        // A name that stays is no fault: whether the lock is held, only the system says.
        let _ = self.file.set_len(0);
    }
}

/// How often, and after which pauses, a writer tries to take a lock that is held.
const TRIES: usize = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// Takes the lock, with patience for whoever merely asks whether it is held.
fn try_for_a_moment(file: &File) -> Result<(), std::fs::TryLockError> {
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
            other => return other,
        }
    }
    file.try_lock()
}

/// Who holds the lock of the ledger in `dir`; `None` if it is free or cannot be asked.
pub(crate) fn holder(dir: &Path) -> Option<Holder> {
    let path = dir.join(LOCK);
    let file = File::open(&path).ok()?;
    // A shared lock is refused while a writer holds its own, and ends with this function.
    match file.try_lock_shared() {
        Err(std::fs::TryLockError::WouldBlock) => Some(holder_in(&path)),
        _ => None,
    }
}

fn holder_in(path: &Path) -> Holder {
    let text = fs_err::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|_| Holder {
        // The writer is between taking the lock and signing it.
        pid: 0,
        host: "unknown".to_owned(),
        since: "just now".to_owned(),
    })
}

fn this_process() -> Holder {
    let host = fs_err::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| fs_err::read_to_string("/etc/hostname"));
    let host = host.map_or_else(|_| "this machine".to_owned(), |name| name.trim().to_owned());
    Holder { pid: std::process::id(), host, since: now().to_string() }
}

/// The hour, for the log and the lock.
#[expect(
    clippy::disallowed_methods,
    reason = "when a commit was written and a lock was taken are facts about them; no answer \
              depends on them"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_waits_for_whoever_merely_looks() {
        let dir = tempfile::tempdir().unwrap();
        drop(Lock::take(dir.path()).unwrap());
        let looking = File::open(dir.path().join(LOCK)).unwrap();
        looking.try_lock_shared().unwrap();
        let looker = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(40));
            drop(looking);
        });
        assert!(Lock::take(dir.path()).is_ok());
        looker.join().unwrap();
    }

    #[test]
    fn a_lock_that_is_given_up_names_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let lock = Lock::take(dir.path()).unwrap();
        assert_eq!(holder(dir.path()).unwrap().pid, std::process::id());
        drop(lock);
        assert_eq!(fs_err::read_to_string(dir.path().join(LOCK)).unwrap(), "");
    }
}
