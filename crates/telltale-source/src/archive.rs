//! The raw archive of a ledger: every file as it came, under its digest, before anything is read
//! from it. `raw/ab/abcd….zip` is there whole or not at all, and never changed.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;
use telltale_observation::{Digest, Digesting};

/// The archive's folder in a ledger.
const FOLDER: &str = "raw";
/// How much is copied at a time.
const CHUNK_BYTES: usize = 1 << 20;
/// An ending that is kept so that people see what a file is; any other is `bin`.
const ENDINGS: &[&str] = &[
    "zip", "gz", "csv", "tsv", "tab", "txt", "json", "jsonl", "xls", "xlsx", "xml", "html",
    "parquet",
];

/// Where a ledger keeps raw files.
#[derive(Clone, Debug)]
pub struct Archive {
    folder: PathBuf,
}

/// A file that is kept, or that lies where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its size.
    pub bytes: u64,
    /// Where its bytes can be read.
    pub path: PathBuf,
}

impl Archive {
    /// The archive of the ledger in `dir`.
    pub fn of_ledger(dir: &Path) -> Archive {
        Archive { folder: dir.join(FOLDER) }
    }

    /// Keeps a stream's bytes. `name` is whence they came; its ending is kept.
    ///
    /// # Errors
    /// If the stream or the folder fails; then nothing is kept.
    pub fn keep(&self, mut bytes: impl Read, name: &str) -> io::Result<Kept> {
        fs::create_dir_all(&self.folder)?;
        let thread = format!("{:?}", std::thread::current().id());
        let thread: String = thread.chars().filter(char::is_ascii_digit).collect();
        let draft = self.folder.join(format!(".{}-{thread}.draft", std::process::id()));
        let kept = self.copy(&mut bytes, &draft).and_then(|(digest, bytes)| {
            let path = self.place(digest, name);
            if self.find(digest).is_some() {
                fs::remove_file(&draft)?;
            } else {
                fs::create_dir_all(path.parent().expect("a place is in a folder"))?;
                fs::rename(&draft, &path)?;
            }
            Ok(Kept { digest, bytes, path: self.find(digest).unwrap_or(path) })
        });
        if kept.is_err() {
            // The fault that is told is the first.
            let _ = fs::remove_file(&draft);
        }
        kept
    }

    fn copy(&self, bytes: &mut impl Read, draft: &Path) -> io::Result<(Digest, u64)> {
        let mut out = fs::File::create(draft)?;
        let (digest, length) = digested(bytes, |piece| out.write_all(piece))?;
        out.sync_data()?;
        Ok((digest, length))
    }

    fn place(&self, digest: Digest, name: &str) -> PathBuf {
        let digest = digest.to_string();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let ending = ending.filter(|ending| ENDINGS.contains(&ending.as_str()));
        let ending = ending.unwrap_or_else(|| "bin".to_owned());
        self.folder.join(&digest[..2]).join(format!("{digest}.{ending}"))
    }

    /// Where the bytes with this digest lie, if they are kept.
    pub fn find(&self, digest: Digest) -> Option<PathBuf> {
        let endings = ENDINGS.iter().chain(&["bin"]);
        let mut places = endings.map(|ending| self.place(digest, &format!(".{ending}")));
        places.find(|path| path.is_file())
    }

    /// Deletes what killed runs left half copied. Only the ledger's writer may do so.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn sweep(&self) -> io::Result<()> {
        if !self.folder.is_dir() {
            return Ok(());
        }
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "draft") {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// The digest and the size of a stream, each piece of which is also handed on.
///
/// # Errors
/// If the stream fails, or `each` does.
pub fn digested(
    bytes: &mut impl Read,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<(Digest, u64)> {
    let mut buffer = vec![0; CHUNK_BYTES];
    let mut digesting = Digesting::default();
    let mut length = 0;
    loop {
        let n = match bytes.read(&mut buffer) {
            Ok(0) => return Ok((digesting.finish(), length)),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        digesting.update(&buffer[..n]);
        each(&buffer[..n])?;
        length += n as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_once_under_their_digest() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::of_ledger(dir.path());
        let kept = archive.keep(&b"rows"[..], "a.csv").unwrap();
        assert_eq!((kept.digest, kept.bytes), (Digest::of(b"rows"), 4));
        assert_eq!(fs::read(&kept.path).unwrap(), b"rows");
        let again = archive.keep(&b"rows"[..], "b.unknown").unwrap();
        assert_eq!(again.path, kept.path, "one copy, whatever its name");
        assert_eq!(archive.find(Digest::of(b"rows")), Some(kept.path));
        assert_eq!(archive.find(Digest::of(b"other")), None);
    }

    #[test]
    fn a_stream_that_fails_leaves_nothing() {
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::of_ledger(dir.path());
        archive.keep(b"half".chain(Fails), "a.csv").unwrap_err();
        assert_eq!(fs::read_dir(dir.path().join(FOLDER)).unwrap().count(), 0);
    }
}
