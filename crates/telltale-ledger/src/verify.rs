//! Verifying: is every byte of a ledger what it was when it was written?
//!
//! The log is followed from the first commit, with the digests by which each commit vouches for
//! itself and for the one before. Every data file is read whole and held against the digest, the
//! size, the number of records and the bounds that the log gives; every row is rebuilt, with its
//! id computed anew; and no id may stand twice.

use std::collections::HashSet;
use std::fmt;
use std::path::Path;

use serde::Serialize;
use telltale_observation::Kind;

use crate::journal::{JOURNAL, Journal};
use crate::ledger::Kept;
use crate::log::{self, AddedFile};
use crate::{Ledger, LedgerError, file, mentions};

/// Something in a ledger that is not what it was when it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// The file, relative to the ledger's folder.
    pub file: String,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

impl Ledger {
    /// Every damage in the newest version of the ledger's folder; none in memory.
    ///
    /// Reads every byte: a thousand megabytes take some ten seconds.
    pub fn verify(&self) -> Vec<Damage> {
        match &self.rows {
            Kept::InFolder { dir, .. } => verify(dir),
            Kept::InMemory { .. } => Vec::new(),
        }
    }
}

/// Every damage in the newest version of the ledger in `dir`, also where it cannot be opened.
pub fn verify(dir: impl AsRef<Path>) -> Vec<Damage> {
    let dir = dir.as_ref();
    let table = match log::replay(dir) {
        Ok(table) => table,
        Err(fault) => return vec![damage(log::LOG, fault)],
    };
    let foreign = table.foreign.iter().map(|version| Damage {
        file: log::commit_path(*version),
        what: "has no digest: it is damaged, or another engine wrote it".to_owned(),
    });
    let mut found: Vec<Damage> = foreign.collect();
    let mut ids = Ids::default();
    for file in table.files.values() {
        if let Err(fault) = check(dir, file, &mut ids) {
            found.push(damage(&file.path, fault));
        }
    }
    for path in &table.mentions {
        if let Err(fault) = mentions::check(dir, path) {
            found.push(damage(path, fault));
        }
    }
    if let Err(fault) = Journal::read(dir) {
        found.push(damage(JOURNAL, fault));
    }
    found
}

/// The ids seen so far in one partition; an id cannot be in two.
#[derive(Default)]
struct Ids {
    partition: Option<(Kind, i16)>,
    seen: HashSet<u128>,
}

fn check(dir: &Path, file: &AddedFile, ids: &mut Ids) -> Result<(), LedgerError> {
    let damaged = |what: String| Err(LedgerError::damaged(&file.path, what));
    file::check_digest(dir, file)?;
    let rows = file::read(dir, file)?;
    if ids.partition != Some((file.kind, file.year)) {
        *ids = Ids { partition: Some((file.kind, file.year)), seen: HashSet::new() };
    }
    match rows.iter().find(|row| !ids.seen.insert(row.id().as_u128())) {
        Some(twice) => damaged(format!("{} stands twice in the ledger", twice.id())),
        None => Ok(()),
    }
}

fn damage(file: &str, fault: LedgerError) -> Damage {
    match fault {
        LedgerError::Damaged { file, what } => Damage { file, what },
        other => Damage { file: file.to_owned(), what: other.to_string() },
    }
}
