//! What can go wrong with a ledger: it is locked, damaged, written by a stranger, or a question is
//! not a question.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::lock::Holder;

/// A fault of operation: what, where, and the offending value. [`LedgerError::hint`] is the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The folder holds no ledger.
    #[error("not a ledger: {}", .dir.display())]
    NotALedger {
        /// The folder.
        dir: PathBuf,
    },
    /// Somebody else is writing.
    #[error("ledger is locked: {}, by {holder}", .dir.display())]
    Locked {
        /// The ledger's folder.
        dir: PathBuf,
        /// Who holds the lock.
        holder: Holder,
    },
    /// Bytes are not what the log says they are.
    #[error("ledger is damaged: {file}: {what}")]
    Damaged {
        /// The file, relative to the ledger's folder.
        file: String,
        /// What is wrong in it.
        what: String,
    },
    /// The log asks for a protocol that Telltale does not speak.
    #[error(
        "delta protocol not supported: reader {min_reader}, writer {min_writer} (supported: reader 1, writer 2)"
    )]
    Protocol {
        /// The log's `minReaderVersion`.
        min_reader: i64,
        /// The log's `minWriterVersion`.
        min_writer: i64,
    },
    /// A writer that does not take the lock has published the version that was to be published.
    #[error("another program has written version {version} of the ledger meanwhile")]
    Overtaken {
        /// The version.
        version: u64,
    },
    /// A query that is malformed, unknown to the engine, or failed in it.
    #[error("query failed: {what}")]
    Query {
        /// What the engine said.
        what: String,
    },
    /// A statement that would change something.
    #[error("only questions are answered: {what}")]
    NotAQuestion {
        /// What was found instead, by its first words.
        what: String,
    },
    /// A query that took longer than its limit, twice.
    #[error("query took longer than {} s, with all threads and with one", .limit.as_secs())]
    TooSlow {
        /// The limit of each attempt.
        limit: Duration,
    },
    /// A query that needs more memory than its limit, even with one thread.
    #[error("query needs more memory than {limit_bytes} bytes: {what}")]
    TooLarge {
        /// The limit.
        limit_bytes: usize,
        /// What the engine said.
        what: String,
    },
    /// A failure of the operating system.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl LedgerError {
    /// The remedy, for a line of its own.
    pub fn hint(&self) -> &'static str {
        match self {
            LedgerError::NotALedger { .. } => "name the folder that holds _delta_log",
            LedgerError::Locked { .. } => "wait until that process ends; its lock ends with it",
            LedgerError::Damaged { .. } => {
                "restore that file from a copy; the other files are not touched by this"
            }
            LedgerError::Protocol { .. } => {
                "write the table without newer Delta features, or read it with the engine that wrote it"
            }
            LedgerError::Overtaken { .. } => "run it again: nothing was written",
            LedgerError::Query { .. } => {
                "the views are observation and panel, and where mentions are held mention and mentioned; \
                 DESCRIBE observation lists the columns"
            }
            LedgerError::NotAQuestion { .. } => "ask with SELECT, WITH, EXPLAIN, SHOW or DESCRIBE",
            LedgerError::TooSlow { .. } => "ask about fewer actors, kinds or years",
            LedgerError::TooLarge { .. } => "ask about fewer actors, kinds or years",
            LedgerError::Io(_) => "check that the folder exists, is writable and has room",
        }
    }

    pub(crate) fn damaged(file: impl AsRef<Path>, what: impl ToString) -> LedgerError {
        let file = file.as_ref().display().to_string();
        LedgerError::Damaged { file, what: what.to_string() }
    }
}
