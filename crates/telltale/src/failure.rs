//! How a command fails: what went wrong, what would mend it, and the exit status that tells.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use telltale_ledger::LedgerError;
use telltale_observation::Fault;
use telltale_source::endpoint::EndpointError;
use telltale_source::fetcher::FetchError;

use crate::clock::{STOPPED, Stop};

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Nothing failed: what was asked for with `--exit-code` was found, and said.
    Finding,
    /// Faults in what a person wrote or a source shipped.
    Input(Vec<Fault>),
    /// A command line that cannot be followed, with the remedy.
    Usage {
        /// What is wrong.
        what: String,
        /// What would be right.
        hint: String,
    },
    /// Somebody on the network could not be asked, or gave no answer.
    Network(EndpointError),
    /// Something could not be fetched.
    Fetch(FetchError),
    /// The ledger could not be read or written.
    Ledger(LedgerError),
    /// Somebody wanted to stop, and what was done until then is kept.
    Stopped,
    /// A file could not be read or written.
    Other(anyhow::Error),
}

impl Failure {
    /// A command line that cannot be followed.
    pub(crate) fn usage(what: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::Usage { what: what.into(), hint: hint.into() }
    }

    /// A path that was named and of which nothing could be learnt.
    pub(crate) fn unseen(path: &Path, error: &io::Error, hint: &str) -> Failure {
        let shown = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => {
                Failure::usage(format!("no such file or folder: {shown}"), hint)
            }
            io::ErrorKind::NotADirectory => {
                let within = path.ancestors().skip(1).find(|part| part.is_file());
                let file = within.unwrap_or(path).display();
                Failure::usage(format!("a file, and no folder: {file}"), hint)
            }
            _ => Failure::usage(format!("{error:#}"), hint),
        }
    }

    /// 1 for a finding, 2 for usage and input, 3 for the network, 4 for a ledger that is damaged or locked,
    /// and 130, as shells have it, for a run that somebody stopped.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Finding => ExitCode::from(1),
            Failure::Stopped => ExitCode::from(STOPPED),
            Failure::Input(_) | Failure::Usage { .. } | Failure::Other(_) => ExitCode::from(2),
            Failure::Fetch(
                FetchError::Io(_)
                | FetchError::BadAddress { .. }
                | FetchError::BadMailbox { .. }
                | FetchError::BadMailServer { .. },
            ) => ExitCode::from(2),
            Failure::Fetch(FetchError::Busy { .. }) => ExitCode::from(4),
            Failure::Network(_) | Failure::Fetch(_) => ExitCode::from(3),
            Failure::Ledger(
                LedgerError::Damaged { .. }
                | LedgerError::Locked { .. }
                | LedgerError::Protocol { .. },
            ) => ExitCode::from(4),
            Failure::Ledger(_) => ExitCode::from(2),
        }
    }

    /// Whether it may go better later without anybody changing what is asked: whoever looks again and
    /// again says it, and goes on.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Failure::Finding | Failure::Input(_) | Failure::Usage { .. } | Failure::Stopped => {
                false
            }
            Failure::Network(_) | Failure::Other(_) => true,
            Failure::Fetch(error) => error.may_pass_later(),
            Failure::Ledger(error) => matches!(
                error,
                LedgerError::Locked { .. }
                    | LedgerError::Overtaken { .. }
                    | LedgerError::TooSlow { .. }
                    | LedgerError::Io(_)
            ),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Finding => Ok(()),
            Failure::Stopped => f.write_str(
                "error: stopped\n  hint: what is committed stays; run it again: it goes on where it was",
            ),
            Failure::Input(faults) => {
                for (index, fault) in faults.iter().enumerate() {
                    write!(f, "{}error: {fault}", if index > 0 { "\n" } else { "" })?;
                }
                Ok(())
            }
            Failure::Usage { what, hint } if hint.is_empty() => write!(f, "error: {what}"),
            Failure::Usage { what, hint } => write!(f, "error: {what}\n  hint: {hint}"),
            Failure::Fetch(error) => write!(f, "error: {error}\n  hint: {}", error.hint()),
            Failure::Network(error) => write!(f, "error: {error}\n  hint: {}", error.hint()),
            Failure::Ledger(error) => write!(f, "error: {error}\n  hint: {}", error.hint()),
            Failure::Other(error) => match remedy(error) {
                Some(hint) => write!(f, "error: {error:#}\n  hint: {hint}"),
                None => write!(f, "error: {error:#}"),
            },
        }
    }
}

/// What would mend an error of a file, by its kind.
fn remedy(error: &anyhow::Error) -> Option<&'static str> {
    let error = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>())?;
    match error.kind() {
        io::ErrorKind::NotFound => {
            Some("see how its name is spelt, and whether the folder that it is to lie in is there")
        }
        io::ErrorKind::PermissionDenied => Some("see whether it may be read, or written to"),
        io::ErrorKind::IsADirectory => Some("name a file, not a folder"),
        io::ErrorKind::NotADirectory => Some("a part of its path is a file, and no folder"),
        io::ErrorKind::StorageFull => Some("make room where it is written to"),
        _ => None,
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Failure {
        Failure::Ledger(error)
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Failure {
        match error {
            FetchError::Stopped => Failure::Stopped,
            error => Failure::Fetch(error),
        }
    }
}

impl From<EndpointError> for Failure {
    fn from(error: EndpointError) -> Failure {
        Failure::Network(error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Other(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        if error.get_ref().is_some_and(|inner| inner.is::<Stop>()) {
            return Failure::Stopped;
        }
        Failure::Other(error.into())
    }
}
