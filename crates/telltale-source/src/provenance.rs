//! Whence each fetched file came: from which address, when, with which headers. One line of JSON a
//! fetch, in `_raw/provenance.jsonl` beside the archived bytes, written after them: a line's bytes are
//! there, and what is held is read from the lines alone, not from a clock or a memory of a run.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;
use serde_json::{Value, json};
use telltale_observation::Digest;

use crate::archive::{Archive, located};
use crate::fetcher::{FetchError, Fetched, Validators};
use crate::plan::Request;

/// Where the lines are, in a ledger's folder.
const LINES: &str = "_raw/provenance.jsonl";
/// Where fetches that are not whole yet lie, in a ledger's folder.
const PARTIAL: &str = "_raw/partial";

/// One fetch: the archived bytes, and whence they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The digest of the bytes.
    pub digest: Digest,
    /// How many they are.
    pub bytes: u64,
    /// Their MD5, which publishers announce, in hexadecimal digits.
    pub md5: String,
    /// The file in the ledger's folder.
    pub file: String,
    /// For which source they were fetched.
    pub source: String,
    /// The name of the file at its publisher.
    pub name: String,
    /// The address that was asked, without any key.
    pub url: String,
    /// The address that answered, after redirects.
    pub answered_by: String,
    /// When.
    pub retrieved_at: Timestamp,
    /// In which way it was asked for: `follow`, or nothing in particular.
    pub way: String,
    /// The headers of the answer that are kept.
    pub headers: BTreeMap<String, String>,
}

/// What is held of what was fetched: the last fetch of each address.
#[derive(Clone, Debug, Default)]
pub struct Held {
    by_url: BTreeMap<String, Bundle>,
}

/// The bundles of a ledger.
#[derive(Clone, Debug)]
pub struct Bundles {
    dir: PathBuf,
    archive: Archive,
}

impl Held {
    /// Whether the answer of an address is held.
    pub fn has(&self, url: &str) -> bool {
        self.by_url.contains_key(url)
    }

    /// The last answer of an address.
    pub fn get(&self, url: &str) -> Option<&Bundle> {
        self.by_url.get(url)
    }

    /// By what the last answer of an address is known again.
    pub fn validators(&self, url: &str) -> Validators {
        let header = |name| self.get(url)?.headers.get(name).cloned();
        Validators { etag: header("etag"), last_modified: header("last-modified") }
    }

    /// The last answer of each address, in the order of addresses.
    pub fn all(&self) -> impl Iterator<Item = &Bundle> {
        self.by_url.values()
    }

    /// Takes up a bundle; a later one takes the place of an earlier.
    pub fn add(&mut self, bundle: Bundle) {
        self.by_url.insert(bundle.url.clone(), bundle);
    }
}

impl Bundles {
    /// The bundles of the ledger in `dir`, which need not be there yet.
    pub fn of_ledger(dir: &Path) -> Bundles {
        Bundles { dir: dir.to_owned(), archive: Archive::of_ledger(dir) }
    }

    /// Where fetches that are not whole yet lie.
    pub fn partial(&self) -> PathBuf {
        located(&self.dir, PARTIAL)
    }

    /// Makes sure that nobody else fetches into this ledger, until what is returned is dropped.
    ///
    /// # Errors
    /// [`FetchError::Busy`] if somebody does.
    pub fn lock(&self) -> Result<fs::File, FetchError> {
        let folder = self.partial();
        fs::create_dir_all(&folder)?;
        let file = fs::File::create(folder.join("lock"))?;
        match file.file().try_lock() {
            Ok(()) => Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => {
                Err(FetchError::Busy { folder: folder.display().to_string() })
            }
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Where a bundle's bytes lie.
    pub fn path(&self, bundle: &Bundle) -> PathBuf {
        located(&self.dir, &bundle.file)
    }

    /// What is held, and how many lines could not be read: a killed run may leave half of one, whose
    /// file is then fetched again. A line whose bytes are gone holds nothing.
    ///
    /// # Errors
    /// If the lines are there and cannot be read.
    pub fn held(&self) -> io::Result<(Held, usize)> {
        let text = self.lines()?;
        let (mut held, mut torn) = (Held::default(), 0);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match Bundle::from_line(line) {
                Some(bundle) => held.add(bundle),
                None => torn += 1,
            }
        }
        held.by_url.retain(|_, bundle| located(&self.dir, &bundle.file).is_file());
        Ok((held, torn))
    }

    /// Every fetch that was written down, in the order in which they were.
    ///
    /// # Errors
    /// If the lines are there and cannot be read.
    pub fn history(&self) -> io::Result<Vec<Bundle>> {
        Ok(self.lines()?.lines().filter_map(Bundle::from_line).collect())
    }

    fn lines(&self) -> io::Result<String> {
        match fs::read(located(&self.dir, LINES)) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(error),
        }
    }

    /// Archives what was fetched, and writes down whence it came.
    ///
    /// # Errors
    /// If the archive cannot be written; then what was fetched lies where it was.
    pub fn keep(
        &self,
        fetched: &Fetched,
        request: &Request,
        source: &str,
        way: &str,
    ) -> io::Result<Bundle> {
        let kept = self.archive.keep(fs::File::open(&fetched.path)?, &request.name)?;
        if kept.digest != fetched.digest {
            let what = format!("changed on its way into the archive: {}", fetched.path.display());
            return Err(io::Error::other(what));
        }
        let file = kept.path.strip_prefix(&self.dir).unwrap_or(&kept.path);
        let file: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
        let bundle = Bundle {
            digest: kept.digest,
            bytes: kept.bytes,
            md5: fetched.md5.clone(),
            file: file.join("/"),
            source: source.to_owned(),
            name: request.name.clone(),
            url: request.url.clone(),
            answered_by: fetched.url.clone(),
            retrieved_at: fetched.at,
            way: way.to_owned(),
            headers: fetched.headers.clone(),
        };
        self.write(&bundle.line())?;
        fs::remove_file(&fetched.path)?;
        Ok(bundle)
    }

    /// Appends a line, whole and for good, and not to the half of one that a killed run left.
    fn write(&self, line: &str) -> io::Result<()> {
        let path = located(&self.dir, LINES);
        let mut file = fs::OpenOptions::new().create(true).append(true).read(true).open(&path)?;
        let mut last = [b'\n'];
        if file.metadata()?.len() > 0 {
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
        }
        let begin = if last == [b'\n'] { "" } else { "\n" };
        file.write_all(format!("{begin}{line}\n").as_bytes())?;
        file.sync_data()
    }
}

impl Bundle {
    fn line(&self) -> String {
        json!({
            "digest": self.digest, "bytes": self.bytes, "md5": self.md5, "file": self.file,
            "source": self.source, "name": self.name, "url": self.url,
            "answered_by": self.answered_by, "retrieved_at": self.retrieved_at, "way": self.way,
            "headers": self.headers,
        })
        .to_string()
    }

    fn from_line(line: &str) -> Option<Bundle> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |name: &str| Some(value[name].as_str()?.to_owned());
        let headers = value["headers"].as_object()?.iter();
        let headers =
            headers.filter_map(|(name, said)| Some((name.clone(), said.as_str()?.to_owned())));
        Some(Bundle {
            digest: text("digest")?.parse().ok()?,
            bytes: value["bytes"].as_u64()?,
            md5: text("md5")?,
            file: text("file")?,
            source: text("source")?,
            name: text("name")?,
            url: text("url")?,
            answered_by: text("answered_by")?,
            retrieved_at: text("retrieved_at")?.parse().ok()?,
            way: text("way")?,
            headers: headers.collect(),
        })
    }
}
