//! Writing: append observations, and compact what many appends left.
//!
//! Appending is idempotent. An observation that the ledger holds is passed over, and a source file
//! whose digest it has read is not read again. Of two copies of one record, which differ at most in
//! where they were found, the ledger keeps the one that came first.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs_err as fs;
use serde::Serialize;
use serde_json::json;
use telltale_observation::{Digest, Kind, Observation};

use crate::LedgerError;
use crate::columns::partition_of;
use crate::file;
use crate::lock::{Lock, now};
use crate::log::{self, AddedFile, Commit, FileSpan, Table};
use crate::mentions;

/// How long `compact` leaves a file that it took out, for readers of an older version.
pub const GRACE: Duration = Duration::from_secs(60 * 60);

/// How many rows a compaction draws together in one file, at most.
const MERGED_ROWS: u64 = 1 << 19;

/// The one writer of a ledger, until dropped.
///
/// ```
/// use telltale_ledger::{Batch, Writer};
/// let dir = tempfile::tempdir()?;
/// let mut writer = Writer::open(dir.path())?;
/// let appended = writer.append(&Batch::default())?;
/// assert_eq!((appended.version, appended.appended), (None, 0));
/// assert!(Writer::open(dir.path()).unwrap_err().to_string().contains("locked"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    pub(crate) dir: PathBuf,
    pub(crate) table: Table,
    _lock: Lock,
}

/// Observations to append in one commit, and the source file they were read from.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The observations, in any order.
    pub observations: Vec<Observation>,
    /// Name and digest of the source file, so that it is read once.
    pub file: Option<(String, Digest)>,
}

/// What an append did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Appended {
    /// The version that it published; `None` if there was nothing to publish.
    pub version: Option<u64>,
    /// How many observations are new.
    pub appended: usize,
    /// How many the ledger, or the batch itself, already held.
    pub already: usize,
    /// Whether the file was read into the ledger before; then nothing was looked at.
    pub file_already_read: bool,
}

/// What a compaction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Compacted {
    /// The version that it published; `None` if every partition was one file.
    pub version: Option<u64>,
    /// How many data files made up the ledger before.
    pub files_before: usize,
    /// How many do now.
    pub files_after: usize,
    /// Their bytes before.
    pub bytes_before: u64,
    /// Their bytes now.
    pub bytes_after: u64,
    /// How many files, taken out more than [`GRACE`] ago, were deleted.
    pub deleted: usize,
}

impl Writer {
    /// Opens the ledger in `dir` for writing, and makes one if there is none.
    ///
    /// Drafts that killed writers left are deleted. Data files that no commit names are left where
    /// they lie: [`Writer::compact`] deletes those that have been there for longer than [`GRACE`].
    ///
    /// # Errors
    /// [`LedgerError::Locked`], naming the holder, if somebody else is writing;
    /// [`LedgerError::Damaged`] or [`LedgerError::Protocol`] if the log cannot be followed.
    pub fn open(dir: impl AsRef<Path>) -> Result<Writer, LedgerError> {
        let dir = dir.as_ref().to_owned();
        if !log::exists(&dir) {
            // Before the lock, whose file would be the first thing written there.
            log::refuse_ruin(&dir)?;
        }
        fs::create_dir_all(&dir)?;
        let lock = Lock::take(&dir)?;
        log::create(&dir)?;
        let table = log::replay(&dir)?;
        let writer = Writer { dir, table, _lock: lock };
        writer.sweep()?;
        Ok(writer)
    }

    /// Opens the ledger in `dir` for writing, and makes none.
    ///
    /// # Errors
    /// [`LedgerError::NotALedger`] if there is none, and those of [`Writer::open`].
    pub fn open_existing(dir: impl AsRef<Path>) -> Result<Writer, LedgerError> {
        let dir = dir.as_ref();
        if !log::exists(dir) {
            log::refuse_ruin(dir)?;
            return Err(LedgerError::NotALedger { dir: dir.to_owned() });
        }
        Writer::open(dir)
    }

    /// The newest version, which this writer holds.
    pub fn version(&self) -> u64 {
        self.table.version
    }

    /// Whether a source file with this digest has been read into the ledger.
    pub fn has_read(&self, digest: Digest) -> bool {
        self.table.read_files.contains(&digest)
    }

    /// The digests of all source files that have been read into the ledger.
    pub fn read_files(&self) -> impl Iterator<Item = Digest> {
        self.table.read_files.iter().copied()
    }

    /// Appends what the ledger does not hold yet, in one commit: all of it or, if the process ends
    /// before, none.
    ///
    /// # Errors
    /// [`LedgerError::Io`] if the folder cannot be written, [`LedgerError::Damaged`] if a file
    /// that may hold the same observations cannot be read, [`LedgerError::Overtaken`] if a program
    /// that takes no lock wrote meanwhile.
    pub fn append(&mut self, batch: &Batch) -> Result<Appended, LedgerError> {
        let given = batch.observations.len();
        if batch.file.as_ref().is_some_and(|(_, digest)| self.has_read(*digest)) {
            let already = given;
            return Ok(Appended { version: None, appended: 0, already, file_already_read: true });
        }
        self.append_parts([&batch.observations], batch.file.clone())
    }

    /// Appends observations that come in parts, like [`Writer::append`] in one commit. Each part is
    /// written before the next one comes, so that only one need be in memory; with a year in a
    /// part, as few files are written as if all came together.
    ///
    /// # Errors
    /// Those of [`Writer::append`].
    pub fn append_parts<P: AsRef<[Observation]>>(
        &mut self,
        parts: impl IntoIterator<Item = P>,
        file: Option<(String, Digest)>,
    ) -> Result<Appended, LedgerError> {
        let mut commit = Commit::default();
        let mut added = Vec::new();
        let mut given = 0;
        for part in parts {
            given += part.as_ref().len();
            for (partition, rows) in by_partition(part.as_ref()) {
                let rows = self.unknown(partition, rows, &added)?;
                if !rows.is_empty() {
                    let file = file::write(&self.dir, &rows)?;
                    commit.add(&file, true);
                    added.push(file);
                }
            }
        }
        let records = added.iter().filter_map(|file| file.records).sum::<u64>();
        let appended = usize::try_from(records).expect("no more than were given");
        assert!(appended <= given, "{appended} of {given} observations are new");
        let mut parameters = json!({"mode": "Append"});
        if let Some((name, digest)) = &file {
            commit.has_read(*digest);
            parameters["file"] = json!(name);
        }
        let version = if added.is_empty() && file.is_none() {
            None
        } else {
            Some(log::publish(&self.dir, &self.table, &commit, "WRITE", parameters)?)
        };
        self.follow(version)?;
        let already = given - appended;
        Ok(Appended { version, appended, already, file_already_read: false })
    }

    /// Rewrites several files of a partition into one, as long as it has few rows enough, in one commit that changes no answer,
    /// and with `vacuum` deletes the files that were taken out more than [`GRACE`] ago.
    ///
    /// A reader that opened the ledger before keeps its version until the files are deleted.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] if a file cannot be read or a row is not what its id says, and
    /// those of [`Writer::append`].
    pub fn compact(&mut self, vacuum: bool) -> Result<Compacted, LedgerError> {
        let before = self.size();
        let mut commit = Commit::default();
        let mut rewritten = 0;
        let crowded = self.crowded_partitions();
        // A digest made anew would vouch for whatever befell the bytes. All are checked before
        // anything is written.
        for file in crowded.iter().flatten() {
            file::check_digest(&self.dir, file)?;
        }
        for files in crowded {
            let file = self.merge(&files)?;
            files.iter().for_each(|old| commit.remove(old));
            commit.add(&file, false);
            rewritten += 1;
        }
        rewritten += self.merge_mentions(&mut commit)?;
        let version = if rewritten == 0 {
            None
        } else {
            Some(log::publish(&self.dir, &self.table, &commit, "OPTIMIZE", json!({}))?)
        };
        self.follow(version)?;
        let deleted = if vacuum { self.vacuum(before_grace())? } else { 0 };
        let after = self.size();
        Ok(Compacted {
            version,
            files_before: before.0,
            files_after: after.0,
            bytes_before: before.1,
            bytes_after: after.1,
            deleted,
        })
    }

    /// Takes over the version just published, through the same reading that everybody does.
    pub(crate) fn follow(&mut self, version: Option<u64>) -> Result<(), LedgerError> {
        if let Some(version) = version {
            log::advance(&mut self.table, &self.dir, version)?;
            assert_eq!(self.table.version, version, "the version just published is the newest");
        }
        Ok(())
    }

    fn size(&self) -> (usize, u64) {
        (self.table.files.len(), self.table.files.values().map(|file| file.bytes).sum())
    }

    /// Of sorted rows of one partition, those whose ids are in no file of it, each once; `added` are
    /// files that the commit will add.
    ///
    /// One id means one `known_at`, so only files are read whose times overlap the batch's.
    fn unknown<'a>(
        &self,
        partition: (Kind, i16),
        mut rows: Vec<&'a Observation>,
        added: &[AddedFile],
    ) -> Result<Vec<&'a Observation>, LedgerError> {
        rows.dedup_by_key(|o| o.id());
        let (first, last) = file::bounds(rows.iter().map(|o| o.known_at().as_microsecond()));
        let overlaps = |file: &&AddedFile| {
            let here = (file.kind, file.year) == partition;
            here && file.span.is_none_or(|FileSpan { known_at_micros: (from, to), .. }| {
                from <= last && first <= to
            })
        };
        let mut ids: HashSet<u128> = HashSet::new();
        let mut known = 0;
        for file in self.table.files.values().chain(added).filter(overlaps) {
            if ids.is_empty() && known == 0 {
                ids.extend(rows.iter().map(|o| o.id().as_u128()));
            }
            known += file::take_known(&self.dir, file, &mut ids)?;
        }
        if known > 0 {
            rows.retain(|o| ids.contains(&o.id().as_u128()));
        }
        Ok(rows)
    }

    /// The files of each partition that has more than one, in lots of so many rows that a lot can be
    /// merged in memory. A file that is large enough is left alone.
    fn crowded_partitions(&self) -> Vec<Vec<AddedFile>> {
        let rows = |file: &AddedFile| file.records.unwrap_or(0);
        let mut lots: Vec<Vec<AddedFile>> = Vec::new();
        let mut partitions: BTreeMap<(Kind, i16), Vec<&AddedFile>> = BTreeMap::new();
        for file in self.table.files.values().filter(|file| rows(file) < MERGED_ROWS / 2) {
            partitions.entry((file.kind, file.year)).or_default().push(file);
        }
        for mut files in partitions.into_values() {
            // What was known together lies together, so that an append looks into few files.
            files.sort_by_key(|file| file.span.map(|span| span.known_at_micros));
            let (mut lot, mut held) = (Vec::new(), 0);
            for file in files {
                if held + rows(file) > MERGED_ROWS {
                    lots.push(std::mem::take(&mut lot));
                    held = 0;
                }
                held += rows(file);
                lot.push(file.clone());
            }
            lots.push(lot);
        }
        lots.retain(|lot| lot.len() > 1);
        lots
    }

    fn merge(&self, files: &[AddedFile]) -> Result<AddedFile, LedgerError> {
        let mut all = Vec::new();
        for file in files {
            all.extend(file::read(&self.dir, file)?);
        }
        let mut rows: Vec<&Observation> = all.iter().collect();
        file::sort(&mut rows);
        let merged = file::write(&self.dir, &rows)?;
        assert_eq!(merged.records, Some(all.len() as u64), "no row is lost or made");
        Ok(merged)
    }

    /// Deletes the drafts that killed writers left. A data file that no commit names may be one
    /// whose commit was lost, and is not touched here.
    fn sweep(&self) -> Result<(), LedgerError> {
        for draft in log::drafts(&self.dir)? {
            fs::remove_file(draft)?;
        }
        let lying = file::lying_in(&self.dir)?.into_iter().chain(mentions::lying_in(&self.dir)?);
        for path in lying.filter(|path| path.ends_with(".draft")) {
            fs::remove_file(self.dir.join(path))?;
        }
        Ok(())
    }

    /// Deletes the files that were taken out by then, in milliseconds since 1970, and those that
    /// were written by then and that no commit names.
    fn vacuum(&self, by_millis: i64) -> Result<usize, LedgerError> {
        let mut deleted = 0;
        for path in file::lying_in(&self.dir)?.into_iter().chain(mentions::lying_in(&self.dir)?) {
            if self.table.files.contains_key(&path) || self.table.mentions.contains(&path) {
                continue;
            }
            let whole = self.dir.join(&path);
            let left_at = match self.table.removed.get(&path) {
                Some(removed_at) => *removed_at,
                None => modified_millis(&whole)?,
            };
            if left_at <= by_millis {
                fs::remove_file(whole)?;
                deleted += 1;
            }
        }
        Ok(deleted)
    }
}

/// When a file was last written, in milliseconds since 1970.
fn modified_millis(path: &Path) -> Result<i64, LedgerError> {
    let modified = fs::metadata(path)?.modified()?;
    let since = modified.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn before_grace() -> i64 {
    let grace_millis = i64::try_from(GRACE.as_millis()).expect("an hour has few milliseconds");
    now().as_millisecond() - grace_millis
}

/// Observations by kind and year, each partition in the order of a data file.
fn by_partition(observations: &[Observation]) -> BTreeMap<(Kind, i16), Vec<&Observation>> {
    let mut partitions: BTreeMap<(Kind, i16), Vec<&Observation>> = BTreeMap::new();
    for seen in observations {
        partitions.entry(partition_of(seen)).or_default().push(seen);
    }
    partitions.values_mut().for_each(|rows| file::sort(rows));
    partitions
}

#[cfg(test)]
mod tests {
    use telltale_observation::{
        Actor, Channel, Detail, Draft, Dyad, Locator, Modality, Mode, Origin, Period,
    };

    use super::*;

    fn visit(key: &str) -> Observation {
        let [actor, target] = ["PRK", "CHN"].map(|code| Actor::parse(code).unwrap());
        Observation::new(Draft {
            mode: Mode::Deed,
            dyad: Dyad::new(actor, target),
            channel: Channel::Visit,
            period: Period::parse("2025-09-04", "").unwrap(),
            known_at: "2025-09-05".parse().unwrap(),
            modality: Modality::Happened,
            what: String::new(),
            detail: Detail::Event { rank: None, place: String::new(), code: None },
            origin: Origin {
                source: "test".to_owned(),
                key: key.to_owned(),
                publisher: String::new(),
                url: String::new(),
                digest: Digest::of(b""),
                locator: Locator { file: String::new(), row: 0 },
                basis: String::new(),
                weak: false,
            },
        })
        .unwrap()
    }

    fn append(writer: &mut Writer, keys: &[&str]) -> Appended {
        let observations = keys.iter().map(|key| visit(key)).collect();
        writer.append(&Batch { observations, file: None }).unwrap()
    }

    #[test]
    fn what_is_there_already_is_passed_over_within_a_batch_and_across() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        let first = append(&mut writer, &["a", "b", "a"]);
        assert_eq!((first.version, first.appended, first.already), (Some(1), 2, 1));
        let second = append(&mut writer, &["b", "c"]);
        assert_eq!((second.version, second.appended, second.already), (Some(2), 1, 1));
        let third = append(&mut writer, &["a", "b", "c"]);
        assert_eq!((third.version, third.appended, third.already), (None, 0, 3));
    }

    #[test]
    fn what_comes_in_parts_is_what_comes_together() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        let parts = [vec!["a", "b"], vec![], vec!["b", "c"], vec!["a", "c"]];
        let parts = parts.map(|keys| keys.into_iter().map(visit).collect::<Vec<_>>());
        let file = Some(("f".to_owned(), Digest::of(b"f")));
        let appended = writer.append_parts(parts, file).unwrap();
        assert_eq!((appended.version, appended.appended, appended.already), (Some(1), 3, 3));
        assert!(writer.has_read(Digest::of(b"f")));
        assert_eq!(append(&mut writer, &["a", "b", "c"]).appended, 0);
        assert_eq!(crate::verify(dir.path()), vec![]);
    }

    #[test]
    fn files_that_were_taken_out_are_deleted_after_their_grace() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        append(&mut writer, &["a"]);
        append(&mut writer, &["b"]);
        let compacted = writer.compact(true).unwrap();
        assert_eq!((compacted.files_before, compacted.files_after), (2, 1));
        assert_eq!(compacted.deleted, 0, "their grace has only begun");
        assert_eq!(file::lying_in(dir.path()).unwrap().len(), 3);
        assert_eq!(writer.vacuum(now().as_millisecond() + 1).unwrap(), 2);
        assert_eq!(file::lying_in(dir.path()).unwrap().len(), 1);
        assert_eq!(crate::verify(dir.path()), vec![]);
    }

    #[test]
    fn a_data_file_that_no_commit_names_is_left_until_its_grace_has_passed() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        append(&mut writer, &["a"]);
        let orphan = dir.path().join(file::write(dir.path(), &[&visit("z")]).unwrap().path);
        drop(writer);
        let mut writer = Writer::open(dir.path()).unwrap();
        assert!(orphan.exists());
        assert_eq!(append(&mut writer, &["a", "b"]).appended, 1);
        assert_eq!(writer.compact(true).unwrap().deleted, 0);
        writer.vacuum(now().as_millisecond() + 1).unwrap();
        assert!(!orphan.exists());
        assert_eq!(crate::verify(dir.path()), vec![]);
    }

    #[test]
    fn a_ledger_whose_newest_commit_was_lost_loses_no_data_file() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        append(&mut writer, &["a"]);
        append(&mut writer, &["b"]);
        drop(writer);
        let newest = dir.path().join(log::commit_path(2));
        let kept = fs::read_to_string(&newest).unwrap();
        fs::remove_file(&newest).unwrap();
        drop(Writer::open(dir.path()).unwrap());
        fs::write(&newest, kept).unwrap();
        assert_eq!(crate::verify(dir.path()), vec![]);
    }

    #[test]
    fn a_ledger_whose_first_commit_was_lost_is_damaged_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        append(&mut writer, &["a"]);
        drop(writer);
        let first = dir.path().join(log::commit_path(0));
        fs::remove_file(&first).unwrap();
        for _ in 0..2 {
            assert!(matches!(Writer::open(dir.path()), Err(LedgerError::Damaged { .. })));
            assert!(matches!(crate::Ledger::open(dir.path()), Err(LedgerError::Damaged { .. })));
            assert!(!first.exists());
        }
    }

    #[test]
    fn nothing_is_written_into_what_is_left_of_a_ledger() {
        for (folder, file) in [
            ("_delta_log", "00000000000000000001.json"),
            ("_delta_log", "00000000000000000010.checkpoint.parquet"),
            ("_delta_log", "_last_checkpoint"),
            ("kind=flow/year=2020", "part-0.parquet"),
        ] {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir_all(dir.path().join(folder)).unwrap();
            fs::write(dir.path().join(folder).join(file), "").unwrap();
            let opened = Writer::open(dir.path());
            assert!(matches!(opened, Err(LedgerError::Damaged { .. })), "{file}: {opened:?}");
            let opened = crate::Ledger::open(dir.path());
            assert!(matches!(opened, Err(LedgerError::Damaged { .. })), "{file}");
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "{file}");
            assert_eq!(fs::read_dir(dir.path().join(folder)).unwrap().count(), 1, "{file}");
        }
    }

    #[test]
    fn what_must_exist_is_not_made() {
        let dir = tempfile::tempdir().unwrap();
        for folder in [dir.path().to_owned(), dir.path().join("nowhere")] {
            let opened = Writer::open_existing(folder);
            assert!(matches!(opened, Err(LedgerError::NotALedger { .. })), "{opened:?}");
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        drop(Writer::open(dir.path()).unwrap());
        assert_eq!(Writer::open_existing(dir.path()).unwrap().version(), 0);
    }

    #[test]
    fn a_flipped_byte_is_neither_compacted_nor_answered_from() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        append(&mut writer, &["a"]);
        append(&mut writer, &["b"]);
        let path = writer.table.files.keys().next().unwrap().clone();
        let mut bytes = fs::read(dir.path().join(&path)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(dir.path().join(&path), bytes).unwrap();
        let names =
            |fault: LedgerError| matches!(fault, LedgerError::Damaged { file, .. } if file == path);
        assert!(names(writer.compact(false).unwrap_err()));
        let ledger = crate::Ledger::open(dir.path()).unwrap();
        assert!(names(ledger.sql("SELECT what FROM observation", None).unwrap_err()));
    }
}
