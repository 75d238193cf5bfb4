//! The raw files that were named: each as it lies, those of a folder by name, and standard input.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use telltale_observation::Fault;
use telltale_source::Source;
use telltale_source::archive::{Archive, Kept, digested};

use super::Tally;
use crate::clock::{self, Stop};
use crate::failure::Failure;
use crate::output;

/// How much of standard input is taken at a time.
const PIECE_BYTES: usize = 1 << 18;
/// How long is waited for it before somebody who wants to stop is heard.
const LISTEN: Duration = Duration::from_millis(100);

/// How deep folders are followed.
const DEPTH_MAX: usize = 32;

/// What packed files end in.
const PACKINGS: &[&str] = &["zip", "gz"];

/// A raw file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawFile {
    /// Its name, without the folder it lies in.
    pub(super) name: String,
    /// Where it lies; `None` is standard input.
    pub(super) path: Option<PathBuf>,
    /// Whether somebody named it, and not merely the folder it lies in.
    pub(super) is_named: bool,
}

impl RawFile {
    /// The file's digest, and where its bytes can be read from now on: in the archive, or where they
    /// are. Standard input is always kept, since it comes but once.
    ///
    /// # Errors
    /// [`Failure::Usage`] if the file cannot be read, which is no reason to end the others; any other
    /// fault is one of the archive.
    pub(super) fn keep(&self, archive: &Archive, copy: bool) -> Result<Kept, Failure> {
        let Some(path) = &self.path else {
            return Ok(archive.keep(Slow::stdin(), &self.name)?);
        };
        let mut file = Named(fs_err::File::open(path).map_err(|error| unreadable(&error))?);
        let kept = match copy {
            true => archive.keep(file, &self.name),
            false => digested(&mut file, |_| Ok(())).map(|(digest, bytes)| Kept {
                digest,
                bytes,
                path: path.clone(),
            }),
        };
        kept.map_err(|error| {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Unread>());
            inner.map(|Unread(inner)| unreadable(inner)).unwrap_or_else(|| error.into())
        })
    }

    /// Whether a member of it is read: by its name, or because it is the file itself, unpacked or not.
    pub(super) fn holds(&self, source: &Source, member: &str) -> bool {
        member == self.name
            || self.name.strip_suffix(".gz") == Some(member)
            || is_of(source, member, false)
    }

    /// What is wrong with a file that somebody named and in which there is nothing to read.
    pub(super) fn holds_nothing(&self, source: &Source) -> Option<Fault> {
        self.is_named.then(|| Fault {
            file: self.name.clone(),
            line: None,
            column: String::new(),
            what: format!("holds no file that {} could be read from", source.spec.name),
            hint: format!("in a zip, files that end in .{} are read", source.endings.join(", .")),
        })
    }

    /// How many bytes it has, as far as can be told before it is read.
    pub(super) fn size(&self) -> u64 {
        let about = self.path.as_ref().and_then(|path| fs_err::metadata(path).ok());
        about.map_or(0, |about| about.len())
    }
}

/// Why a file that was named could not be read, beside faults of the disk that is written to.
#[derive(Debug)]
struct Unread(io::Error);

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::error::Error for Unread {}

/// A file whose faults are told from those of the disk that it is copied to.
struct Named(fs_err::File);

impl io::Read for Named {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => io::Error::other(Unread(error)),
        })
    }
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::usage(format!("{error:#}"), "see whether it may be read; the other files are")
}

/// What is kept of a file. One that could not be read is told and counted, and does not end the others.
pub(super) fn or_refused(
    kept: Result<Kept, Failure>,
    tally: &mut Tally,
) -> Result<Option<Kept>, Failure> {
    match kept {
        Err(failure @ Failure::Usage { .. }) => {
            refuse(&failure, tally);
            Ok(None)
        }
        other => other.map(Some),
    }
}

/// Tells and counts a file that could not be read.
pub(super) fn refuse(failure: &Failure, tally: &mut Tally) {
    tally.files_refused += 1;
    output::talk(&failure.to_string());
}

/// Standard input, which may come slowly: another thread waits for it, so that a wish to stop is heard
/// meanwhile.
struct Slow {
    pieces: mpsc::Receiver<io::Result<Vec<u8>>>,
    piece: io::Cursor<Vec<u8>>,
}

impl Slow {
    fn stdin() -> Slow {
        let (sender, pieces) = mpsc::sync_channel(4);
        std::thread::spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                let mut piece = vec![0; PIECE_BYTES];
                let read = input.read(&mut piece);
                if read.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::Interrupted) {
                    continue;
                }
                let is_last = matches!(read, Ok(0) | Err(_));
                piece.truncate(*read.as_ref().unwrap_or(&0));
                if sender.send(read.map(|_| piece)).is_err() || is_last {
                    return;
                }
            }
        });
        Slow { pieces, piece: io::Cursor::default() }
    }
}

impl io::Read for Slow {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.piece.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            if clock::stopped() {
                return Err(io::Error::other(Stop));
            }
            match self.pieces.recv_timeout(LISTEN) {
                Ok(piece) => {
                    let piece = piece?;
                    if piece.is_empty() {
                        return Ok(0);
                    }
                    self.piece = io::Cursor::new(piece);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
    }
}

/// The files below these paths that the source's endings fit. A file that is named is read whatever
/// its ending.
pub(super) fn below(
    paths: &[PathBuf],
    source: &Source,
    ledger: &Path,
) -> Result<Vec<RawFile>, Failure> {
    let hint = "name files, folders, zips, or - for standard input";
    if paths.is_empty() {
        return Err(Failure::usage("no files named", hint));
    }
    let ledger = fs_err::canonicalize(ledger).ok();
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            files.push(RawFile { name: "stdin".to_owned(), path: None, is_named: true });
            continue;
        }
        let about = fs_err::metadata(path);
        let about = about.map_err(|error| Failure::unseen(path, &error, hint))?;
        if about.is_dir() {
            let mut found = Vec::new();
            within(path, ledger.as_deref(), &|name| is_of(source, name, true), &mut found)?;
            let raw =
                |path: PathBuf| RawFile { name: name_of(&path), path: Some(path), is_named: false };
            files.extend(found.into_iter().map(raw));
        } else {
            let name = name_of(path);
            files.push(RawFile { name, path: Some(path.clone()), is_named: true });
        }
    }
    if files.is_empty() {
        let endings = source.endings.join(", .");
        let hint = format!("files that end in .{endings} are read, and .gz and .zip of them");
        return Err(Failure::usage("no files there", hint));
    }
    Ok(files)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

/// The files of a folder and of those in it whose names are wanted, by name; not the ledger's own,
/// nothing hidden, no links.
pub(super) fn within(
    folder: &Path,
    ledger: Option<&Path>,
    is_wanted: &dyn Fn(&str) -> bool,
    found: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    down(folder, ledger, is_wanted, DEPTH_MAX, found)
}

fn down(
    folder: &Path,
    ledger: Option<&Path>,
    is_wanted: &dyn Fn(&str) -> bool,
    depth: usize,
    found: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    if depth == 0 || (ledger.is_some() && fs_err::canonicalize(folder).ok().as_deref() == ledger) {
        return Ok(());
    }
    let mut entries = fs_err::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs_err::DirEntry::file_name);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        let name = name_of(&path);
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            down(&path, ledger, is_wanted, depth - 1, found)?;
        } else if kind.is_file() && is_wanted(&name) {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether a name ends as the source's files do; `packed` also in a packing.
pub(super) fn is_of(source: &Source, name: &str, packed: bool) -> bool {
    let name = name.to_lowercase();
    let (inner, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    if packed && ending == "gz" {
        return is_of(source, inner, false);
    }
    (packed && PACKINGS.contains(&ending)) || source.endings.contains(&ending)
}
