//! The raw archive of a ledger: every file as it came, under its digest, before anything is read
//! from it. `_raw/ab/abcd….zip` is there whole or not at all, and never changed.
//!
//! A ledger's folder is a Delta table, and whoever cleans one up deletes the files that its log does
//! not name, unless their path begins with an underscore. So does every folder of ours; those that
//! older versions wrote without it are renamed by [`settle`], and read where they are until then.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;
use serde_json::Value;
use telltale_observation::{Digest, Digesting};

use crate::raw::{self, Line, Lines, MemberError};

/// The archive's folder in a ledger.
const FOLDER: &str = "_raw";
/// Our folders in a ledger.
const FOLDERS: &[&str] = &[FOLDER, "_documents", "_rejects"];
/// How files begin that have no lines: workbooks new and old, and Parquet.
const BINARY: &[&[u8]] = &[b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0], b"PAR1"];
/// A larger file of JSON is taken for lines.
const JSON_BYTES_MAX: u64 = 1 << 30;
/// How much is copied at a time: so little that it is digested while it is near the processor.
const CHUNK_BYTES: usize = 1 << 17;
/// An ending that is kept so that people see what a file is; any other is `bin`.
const ENDINGS: &[&str] = &[
    "zip", "gz", "csv", "tsv", "tab", "txt", "json", "jsonl", "xls", "xlsx", "xml", "html",
    "parquet", "pdf",
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
        Archive { folder: place(dir, FOLDER) }
    }

    /// A row of an archived file, as it stands there; nothing if the archive lacks the file, or the
    /// file the row. `file` is the name that an observation's origin gives: for a member of a zip, it
    /// ends in the member's name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn row(&self, digest: Digest, file: &str, row: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(path) = self.find(digest) else { return Ok(None) };
        row_of(&path, file, row)
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
            if let Some(path) = self.find(digest) {
                fs::remove_file(&draft)?;
                return Ok(Kept { digest, bytes, path });
            }
            let path = self.place(digest, name);
            fs::create_dir_all(path.parent().expect("a place is in a folder"))?;
            fs::rename(&draft, &path)?;
            Ok(Kept { digest, bytes, path })
        });
        if kept.is_err() {
            // The fault that is told is the first.
            let _ = fs::remove_file(&draft);
        }
        kept
    }

    fn copy(&self, bytes: &mut impl Read, draft: &Path) -> io::Result<(Digest, u64)> {
        let mut out = fs::File::create(draft)?;
        // Held for as long as this process lives and copies: [`sweep`] leaves it alone so long.
        out.file().try_lock()?;
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
        let folder = self.place(digest, "");
        if !folder.parent().is_some_and(Path::is_dir) {
            return None;
        }
        let endings = ENDINGS.iter().chain(&["bin"]);
        let mut places = endings.map(|ending| self.place(digest, &format!(".{ending}")));
        places.find(|path| path.is_file())
    }
}

/// Deletes what killed runs left half written in the folders beside a ledger's table. Only the ledger's
/// writer may do so; what somebody else is fetching meanwhile is left.
///
/// # Errors
/// If a folder cannot be read.
pub fn sweep(dir: &Path) -> io::Result<()> {
    for folder in FOLDERS.iter().map(|folder| place(dir, folder)).filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let is_draft = path.extension().is_some_and(|ending| ending == "draft");
            if is_draft && !is_held(&path)? {
                fs::remove_file(path)?;
            }
        }
    }
    Ok(())
}

/// Whether a process that lives holds a file.
fn is_held(path: &Path) -> io::Result<bool> {
    match fs::File::open(path)?.file().try_lock_shared() {
        Ok(()) => Ok(false),
        Err(std::fs::TryLockError::WouldBlock) => Ok(true),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

/// The folder of this name in a ledger's: that of an older version where only that is there.
pub fn place(dir: &Path, folder: &str) -> PathBuf {
    let (new, old) = (dir.join(folder), dir.join(folder.trim_start_matches('_')));
    if !new.exists() && old.is_dir() { old } else { new }
}

/// Where the file lies that a line of provenance names.
pub(crate) fn located(dir: &Path, file: &str) -> PathBuf {
    let inner = file.strip_prefix(FOLDER).or_else(|| file.strip_prefix("raw"));
    match inner.and_then(|inner| inner.strip_prefix('/')) {
        Some(inner) => place(dir, FOLDER).join(inner),
        None => dir.join(file),
    }
}

/// Renames the folders that an older version wrote, and says which. Whoever writes to a ledger calls
/// this first.
///
/// # Errors
/// If one cannot be renamed.
pub fn settle(dir: &Path) -> io::Result<Vec<&'static str>> {
    let mut renamed = Vec::new();
    for folder in FOLDERS {
        let (new, old) = (dir.join(folder), dir.join(folder.trim_start_matches('_')));
        if new.exists() || !old.is_dir() {
            continue;
        }
        match fs::rename(&old, &new) {
            Ok(()) => renamed.push(*folder),
            // Somebody else was as quick.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(renamed)
}

/// A row of a raw file, packed or not.
fn row_of(path: &Path, file: &str, row: u64) -> io::Result<Option<Vec<u8>>> {
    let whole = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let mut found = None;
    // Reading ends with the row: what comes after it may be a gigabyte.
    let read = raw::members(path, &whole, &mut |member, bytes| {
        let inner = member.strip_prefix(&format!("{whole}/"));
        if inner.is_some_and(|inner| !ends_with(file, inner)) {
            return Ok(());
        }
        let mut head = Vec::with_capacity(8);
        bytes.take(8).read_to_end(&mut head)?;
        // A row of a workbook or of Parquet is no line of its bytes.
        if BINARY.iter().any(|begin| head.starts_with(begin)) {
            return Ok(());
        }
        let mut bytes: Box<dyn Read + '_> = Box::new(io::Cursor::new(head.clone()).chain(bytes));
        if matches!(head.trim_ascii_start().first(), Some(b'{' | b'[')) {
            let mut whole = Vec::new();
            bytes.take(JSON_BYTES_MAX).read_to_end(&mut whole)?;
            if let Some(records) = records_of(&whole) {
                let record =
                    row.checked_sub(1).and_then(|at| records.get(usize::try_from(at).ok()?));
                found = record.map(|record| record.to_string().into_bytes());
                return if found.is_some() { Err(MemberError::Reader(())) } else { Ok(()) };
            }
            bytes = Box::new(io::Cursor::new(whole));
        }
        Lines::new(bytes).each(|line| match line {
            Line::Whole(number, text) if number == row => {
                found = Some(text.to_vec());
                Err(MemberError::Reader(()))
            }
            _ => Ok(()),
        })
    });
    match read {
        Err(()) => Ok(found),
        Ok(faults) => match faults.into_iter().next() {
            Some(fault) => Err(io::Error::other(fault.what)),
            None => Ok(None),
        },
    }
}

/// The records of a file that is one JSON value: a list, or what lies under `data`, or under the
/// `data` of each of its `timeBins`. Nothing if it is none, as lines of JSON are.
fn records_of(bytes: &[u8]) -> Option<Vec<Value>> {
    let list = |value: &mut Value| match value.take() {
        Value::Array(records) => Some(records),
        _ => None,
    };
    let mut whole: Value = serde_json::from_slice(bytes).ok()?;
    if whole.is_array() {
        return list(&mut whole);
    }
    if let Some(bins) = whole.get_mut("timeBins").and_then(Value::as_array_mut) {
        let of_bins = bins.iter_mut().filter_map(|bin| list(bin.get_mut("data")?));
        return Some(of_bins.flatten().collect());
    }
    whole.get_mut("data").filter(|data| data.is_array()).and_then(list)
}

/// Whether a name is that of a member, alone or behind its zip's.
fn ends_with(file: &str, member: &str) -> bool {
    let last = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    file.strip_suffix(member).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        || file == last(member)
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
    fn a_row_is_read_from_the_packed_file() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::of_ledger(dir.path());
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, text) in [("a.csv", "a1\na2\n"), ("b.csv", "b1\r\nb2\r\n")] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let zip = zip.finish().unwrap().into_inner();
        let digest = archive.keep(zip.as_slice(), "x.zip").unwrap().digest;
        let row = |file: &str, row: u64| archive.row(digest, file, row).unwrap();
        assert_eq!(row("x.zip/b.csv", 2).as_deref(), Some(&b"b2"[..]));
        assert_eq!(
            row("b.csv", 1).as_deref(),
            Some(&b"b1"[..]),
            "some origins have the name alone"
        );
        assert_eq!(row("x.zip/a.csv", 3), None);
        assert_eq!(row("x.zip/c.csv", 1), None);
        let plain = archive.keep(&b"one\ntwo"[..], "t.txt").unwrap().digest;
        assert_eq!(archive.row(plain, "t.txt", 2).unwrap().as_deref(), Some(&b"two"[..]));
        assert_eq!(archive.row(Digest::of(b"?"), "t.txt", 2).unwrap(), None);
    }

    #[test]
    fn a_record_of_json_is_the_record_and_not_a_line() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::of_ledger(dir.path());
        let row = |name: &str, text: &[u8], row: u64| {
            let digest = archive.keep(text, name).unwrap().digest;
            let found = archive.row(digest, name, row).unwrap();
            found.map(|row| String::from_utf8(row).unwrap())
        };
        let bins = b"{\n\"timeBins\": [{\"data\": [{\"n\": 1}]},\n{\"data\": [{\"n\": 2}]}]}";
        assert_eq!(row("t.json", bins, 2).as_deref(), Some("{\"n\":2}"));
        assert_eq!(row("t.json", bins, 3), None);
        let data = b"{\"count\": 2, \"data\": [\n{\"n\": 1},\n{\"n\": 2}]}";
        assert_eq!(row("c.json", data, 1).as_deref(), Some("{\"n\":1}"));
        let lines = b"{\"n\": 1}\n{\"n\": 2}\n";
        assert_eq!(row("l.jsonl", lines, 2).as_deref(), Some("{\"n\": 2}"), "a line as it stands");
        assert_eq!(row("w.bin", b"PAR1\nx\n", 2), None, "no line of what has none");
    }

    #[test]
    fn folders_of_an_older_version_are_read_and_renamed() {
        let dir = tempfile::tempdir().unwrap();
        let kept = Archive { folder: dir.path().join("raw") }.keep(&b"rows"[..], "a.csv").unwrap();
        assert_eq!(Archive::of_ledger(dir.path()).find(kept.digest), Some(kept.path.clone()));
        let file = "raw/".to_owned()
            + kept.path.strip_prefix(dir.path().join("raw")).unwrap().to_str().unwrap();
        assert!(located(dir.path(), &file).is_file());
        assert_eq!(settle(dir.path()).unwrap(), ["_raw"]);
        assert!(!kept.path.exists() && located(dir.path(), &file).is_file());
        assert!(Archive::of_ledger(dir.path()).find(kept.digest).is_some());
        assert!(settle(dir.path()).unwrap().is_empty());
    }

    #[test]
    fn what_a_killed_run_left_is_swept_and_what_another_copies_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::of_ledger(dir.path());
        let kept = archive.keep(&b"rows"[..], "a.csv").unwrap();
        for folder in FOLDERS {
            let folder = dir.path().join(folder);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(".1-1.draft"), "half").unwrap();
        }
        let copied = dir.path().join("_raw/.2-1.draft");
        let held = fs::File::create(&copied).unwrap();
        held.file().try_lock().unwrap();
        sweep(dir.path()).unwrap();
        let left = fs::read_dir(dir.path().join("_raw")).unwrap();
        let left: Vec<_> =
            left.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
        assert_eq!(left, [copied]);
        assert!(!dir.path().join("_documents/.1-1.draft").exists() && kept.path.is_file());
        drop(held);
        sweep(dir.path()).unwrap();
        assert!(!left[0].exists());
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
