//! The raw files that were named: each as it lies, those of a folder by name, and standard input.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use telltale_observation::Fault;
use telltale_source::Source;
use telltale_source::archive::{Archive, Kept, digested};

use crate::clock::{self, Stop};
use crate::failure::Failure;

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
    pub(super) fn keep(&self, archive: &Archive, copy: bool) -> io::Result<Kept> {
        let Some(path) = &self.path else {
            return archive.keep(Slow::stdin(), &self.name);
        };
        let mut file = fs_err::File::open(path)?;
        if copy {
            return archive.keep(file, &self.name);
        }
        let (digest, bytes) = digested(&mut file, |_| Ok(()))?;
        Ok(Kept { digest, bytes, path: path.clone() })
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
            collect(path, source, ledger.as_deref(), DEPTH_MAX, &mut files)?;
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

/// The files of a folder and of those in it; not the ledger's own, nothing hidden, no links.
fn collect(
    folder: &Path,
    source: &Source,
    ledger: Option<&Path>,
    depth: usize,
    files: &mut Vec<RawFile>,
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
            collect(&path, source, ledger, depth - 1, files)?;
        } else if kind.is_file() && is_of(source, &name, true) {
            files.push(RawFile { name, path: Some(path), is_named: false });
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
