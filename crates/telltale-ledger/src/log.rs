//! The log: which data files make up the ledger, as a Delta Lake transaction log.
//!
//! A commit is a file of JSON lines named by its version; the ledger is what all commits, replayed
//! in order, add and do not remove. A commit is written under another name, synced, and given its
//! own name by a hard link, which the operating system refuses if the name is taken: at every
//! instant a version is there whole or not at all, and never overwritten.
//!
//! The last line of each commit holds two digests: of the commit before, and of the commit itself
//! (taken with sixty-four zeros in its own place). So a byte flipped anywhere in the log is found,
//! in the newest commit too.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use telltale_observation::{Digest, Kind};

use crate::LedgerError;
use crate::columns::{COLUMNS, PARTITION_COLUMNS};
use crate::lock::now;

/// The folder of the log.
pub(crate) const LOG: &str = "_delta_log";
/// The protocol that is written, and the newest that is read.
const PROTOCOL: (i64, i64) = (1, 2);
/// How the digest of a data file is called among its tags.
const FILE_DIGEST: &str = "telltale.sha256";
/// How a commit names its own digest.
const OWN_DIGEST: &str = "telltale.sha256";
/// How a commit names the digest of the commit before.
const PREVIOUS_DIGEST: &str = "telltale.previous";
/// How a transaction names a file of mentions.
const MENTIONS_FILE: &str = "telltale:mentions:";
/// The version of such a transaction that takes the file out again.
const MENTIONS_GONE: i64 = 2;
/// How a transaction names the source file that was read in it.
const READ_FILE: &str = "telltale:sha256:";

/// A data file of a ledger, as the log describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddedFile {
    /// Relative to the ledger's folder.
    pub(crate) path: String,
    /// The kind of its observations.
    pub(crate) kind: Kind,
    /// The year in which their periods start.
    pub(crate) year: i16,
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// How many observations; `None` where another engine wrote the file and did not say.
    pub(crate) records: Option<u64>,
    /// Digest of its bytes; `None` where another engine wrote it.
    pub(crate) digest: Option<Digest>,
    /// Bounds of its times; `None` where another engine wrote the file and did not say.
    pub(crate) span: Option<FileSpan>,
}

/// The first and the last of the times in a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileSpan {
    /// Of `known_at`, in microseconds since 1970 in UTC.
    pub(crate) known_at_micros: (i64, i64),
    /// Of the first days of the periods.
    pub(crate) start: (Date, Date),
}

/// What the log says, replayed to a version.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The newest version.
    pub(crate) version: u64,
    /// The data files, by path.
    pub(crate) files: BTreeMap<String, AddedFile>,
    /// Digests of the source files that were read into the ledger.
    pub(crate) read_files: BTreeSet<Digest>,
    /// The files of mentions, by path.
    pub(crate) mentions: BTreeSet<String>,
    /// Files that a commit took out, and when, in milliseconds since 1970.
    pub(crate) removed: BTreeMap<String, i64>,
    /// Digest of the newest commit.
    head: Digest,
    /// Versions whose last line holds no digests: another engine wrote them.
    pub(crate) foreign: Vec<u64>,
}

/// A line of a commit. Actions that are not named here are passed over, as the protocol asks.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    protocol: Option<Protocol>,
    meta_data: Option<MetaData>,
    add: Option<Add>,
    remove: Option<Remove>,
    txn: Option<Txn>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Protocol {
    min_reader_version: i64,
    min_writer_version: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MetaData {
    schema_string: String,
    partition_columns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Add {
    path: String,
    partition_values: BTreeMap<String, Option<String>>,
    size: u64,
    stats: Option<String>,
    #[serde(default)]
    tags: Option<BTreeMap<String, Option<String>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Remove {
    path: String,
    #[serde(default)]
    deletion_timestamp: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Txn {
    app_id: String,
    #[serde(default)]
    version: i64,
    #[serde(default)]
    last_updated: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stats {
    num_records: u64,
    min_values: Option<Bounds>,
    max_values: Option<Bounds>,
}

#[derive(Deserialize)]
struct Bounds {
    known_at: Option<Timestamp>,
    start_date: Option<Date>,
}

/// Whether the folder holds a log.
pub(crate) fn exists(dir: &Path) -> bool {
    dir.join(LOG).join(name_of(0)).is_file()
}

fn name_of(version: u64) -> String {
    format!("{version:020}.json")
}

/// The path of a version's commit, relative to the ledger's folder.
pub(crate) fn commit_path(version: u64) -> String {
    format!("{LOG}/{}", name_of(version))
}

/// Replays the log of the ledger in `dir`.
pub(crate) fn replay(dir: &Path) -> Result<Table, LedgerError> {
    if !exists(dir) {
        return Err(LedgerError::NotALedger { dir: dir.to_owned() });
    }
    let newest = newest_version(dir)?;
    let mut table = Table {
        version: 0,
        files: BTreeMap::new(),
        read_files: BTreeSet::new(),
        mentions: BTreeSet::new(),
        removed: BTreeMap::new(),
        head: Digest::of(b""),
        foreign: Vec::new(),
    };
    for version in 0..=newest {
        apply(&mut table, dir, version)?;
    }
    Ok(table)
}

/// A listing may miss a name that is given while it is made, so only its greatest counts.
fn newest_version(dir: &Path) -> Result<u64, LedgerError> {
    let mut newest = 0;
    for entry in fs::read_dir(dir.join(LOG))? {
        let name = entry?.file_name();
        let digits = name.to_str().and_then(|name| name.strip_suffix(".json"));
        let digits = digits.filter(|d| d.len() == 20 && d.bytes().all(|b| b.is_ascii_digit()));
        newest = newest.max(digits.and_then(|digits| digits.parse().ok()).unwrap_or(0));
    }
    Ok(newest)
}

/// Takes the commit of the next version into the table.
pub(crate) fn advance(table: &mut Table, dir: &Path, version: u64) -> Result<(), LedgerError> {
    assert_eq!(version, table.version + 1, "versions follow one another");
    apply(table, dir, version)
}

fn apply(table: &mut Table, dir: &Path, version: u64) -> Result<(), LedgerError> {
    let name = commit_path(version);
    let damaged = |what: String| LedgerError::damaged(&name, what);
    let bytes = match fs::read(dir.join(&name)) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            return Err(damaged("commit is missing, but later ones are there".to_owned()));
        }
        other => other?,
    };
    match check_digests(&bytes, table.head, version) {
        Ok(Signed::Ours) => {}
        Ok(Signed::Foreign) => table.foreign.push(version),
        Err(what) => return Err(damaged(what)),
    }
    let text = str::from_utf8(&bytes).map_err(|fault| damaged(fault.to_string()))?;
    for line in text.lines().filter(|line| !line.is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|fault| damaged(fault.to_string()))?;
        apply_line(table, line).map_err(|fault| match fault {
            Refused::Protocol(fault) => fault,
            Refused::Malformed(what) => damaged(what),
        })?;
    }
    table.version = version;
    table.head = Digest::of(&bytes);
    Ok(())
}

enum Refused {
    Protocol(LedgerError),
    Malformed(String),
}

fn apply_line(table: &mut Table, line: Line) -> Result<(), Refused> {
    if let Some(Protocol { min_reader_version: min_reader, min_writer_version: min_writer }) =
        line.protocol
        && (min_reader > PROTOCOL.0 || min_writer > PROTOCOL.1)
    {
        return Err(Refused::Protocol(LedgerError::Protocol { min_reader, min_writer }));
    }
    if let Some(data) = line.meta_data {
        check_meta_data(&data).map_err(Refused::Malformed)?;
    }
    if let Some(add) = line.add {
        let file = added(add).map_err(Refused::Malformed)?;
        table.removed.remove(&file.path);
        table.files.insert(file.path.clone(), file);
    }
    if let Some(remove) = line.remove {
        let path = percent_decoded(&remove.path).map_err(Refused::Malformed)?;
        table.files.remove(&path);
        table.removed.insert(path, remove.deletion_timestamp);
    }
    if let Some(txn) = &line.txn
        && let Some(path) = txn.app_id.strip_prefix(MENTIONS_FILE)
    {
        let path = percent_decoded(path).map_err(Refused::Malformed)?;
        if txn.version == MENTIONS_GONE {
            table.mentions.remove(&path);
            table.removed.insert(path, txn.last_updated.unwrap_or(0));
        } else {
            table.removed.remove(&path);
            table.mentions.insert(path);
        }
    }
    if let Some(digest) = line.txn.as_ref().and_then(|txn| txn.app_id.strip_prefix(READ_FILE)) {
        let digest = digest.parse::<Digest>();
        table.read_files.insert(digest.map_err(|fault| Refused::Malformed(fault.to_string()))?);
    }
    Ok(())
}

fn check_meta_data(data: &MetaData) -> Result<(), String> {
    if data.partition_columns != ["kind", "year"] {
        return Err(format!("not partitioned by kind and year: {:?}", data.partition_columns));
    }
    let schema: Value = serde_json::from_str(&data.schema_string).map_err(|f| f.to_string())?;
    let fields = schema["fields"].as_array().map_or(&[][..], Vec::as_slice);
    for (name, kind, _) in COLUMNS {
        let same = |field: &&Value| field["name"] == *name && field["type"] == kind.delta();
        if fields.iter().find(same).is_none() {
            return Err(format!("no column {name} of type {}", kind.delta()));
        }
    }
    Ok(())
}

fn added(add: Add) -> Result<AddedFile, String> {
    let value = |name: &str| add.partition_values.get(name).cloned().flatten().unwrap_or_default();
    let kind = value("kind").parse::<Kind>().map_err(|fault| fault.to_string())?;
    let year = value("year");
    let year = year.parse::<i16>().map_err(|_| format!("not a year: {year:?}"))?;
    let tags = add.tags.unwrap_or_default();
    let digest = tags.get(FILE_DIGEST).cloned().flatten();
    let digest = digest.map(|text| text.parse::<Digest>().map_err(|fault| fault.to_string()));
    let digest = digest.transpose()?;
    let stats = add.stats.filter(|text| !text.is_empty());
    let stats = stats.map(|text| serde_json::from_str::<Stats>(&text).map_err(|f| f.to_string()));
    let stats = stats.transpose()?;
    Ok(AddedFile {
        path: percent_decoded(&add.path)?,
        kind,
        year,
        bytes: add.size,
        records: stats.as_ref().map(|stats| stats.num_records),
        digest,
        span: stats.as_ref().and_then(|stats| span_of(stats, digest.is_some())),
    })
}

/// Other engines cut instants to the millisecond, so that their greatest may be up to 999
/// microseconds too small.
fn span_of(stats: &Stats, exact: bool) -> Option<FileSpan> {
    let (min, max) = (stats.min_values.as_ref()?, stats.max_values.as_ref()?);
    let slack = if exact { 0 } else { 999 };
    Some(FileSpan {
        known_at_micros: (min.known_at?.as_microsecond(), max.known_at?.as_microsecond() + slack),
        start: (min.start_date?, max.start_date?),
    })
}

/// Paths in a Delta log are encoded as in an URL. Those that leave the folder are refused.
fn percent_decoded(path: &str) -> Result<String, String> {
    let unusable = || format!("not a path within the ledger: {path:?}");
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        bytes.push(match byte {
            b'%' => match (hex(rest.next()), hex(rest.next())) {
                (Some(high), Some(low)) => (high * 16 + low) as u8,
                _ => return Err(unusable()),
            },
            _ => byte,
        });
    }
    let decoded = String::from_utf8(bytes).map_err(|_| unusable())?;
    let within = Path::new(&decoded)
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    if within && !decoded.contains("://") { Ok(decoded) } else { Err(unusable()) }
}

/// Who wrote a commit.
enum Signed {
    Ours,
    Foreign,
}

/// Checks the two digests of a commit; the error says which is wrong.
fn check_digests(bytes: &[u8], previous: Digest, version: u64) -> Result<Signed, String> {
    let key = format!("\"{OWN_DIGEST}\":\"");
    let last = bytes.trim_ascii_end();
    let last = &last[last.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1)..];
    let info = serde_json::from_slice::<Value>(last).unwrap_or_default();
    let info = &info["commitInfo"];
    let (Some(own), Some(before)) = (info[OWN_DIGEST].as_str(), info[PREVIOUS_DIGEST].as_str())
    else {
        return Ok(Signed::Foreign);
    };
    let at = bytes.windows(key.len()).rposition(|window| window == key.as_bytes());
    let at = at.ok_or("last line holds its digest in no form of ours")? + key.len();
    let mut blank = bytes.to_vec();
    blank.get_mut(at..at + 64).ok_or("last line is cut short")?.fill(b'0');
    let found = Digest::of(&blank).to_string();
    if own != found {
        return Err(format!("digest is {found}, but the commit says {own}"));
    }
    if version > 0 && before != previous.to_string() {
        return Err(format!("follows a commit with digest {before}, but that has {previous}"));
    }
    Ok(Signed::Ours)
}

/// The actions of a commit, before it has a version.
#[derive(Default)]
pub(crate) struct Commit {
    lines: Vec<Value>,
}

impl Commit {
    /// The commit that makes a folder a ledger.
    fn first() -> Commit {
        let id = Digest::of(format!("{} {}", std::process::id(), now()).as_bytes());
        let id = id.to_string();
        // Delta asks for a GUID: five groups of digits, unique to the table.
        let id = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..32]].join("-");
        let fields: Vec<Value> = COLUMNS
            .iter()
            .map(|(name, kind, nullable)| {
                json!({"name": name, "type": kind.delta(), "nullable": nullable, "metadata": {}})
            })
            .collect();
        let schema = json!({"type": "struct", "fields": fields}).to_string();
        let partition = &COLUMNS[COLUMNS.len() - PARTITION_COLUMNS..];
        let partition: Vec<&str> = partition.iter().map(|(name, ..)| *name).collect();
        Commit {
            lines: vec![
                json!({"protocol": {"minReaderVersion": PROTOCOL.0, "minWriterVersion": PROTOCOL.1}}),
                json!({"metaData": {
                    "id": id, "format": {"provider": "parquet", "options": {}},
                    "schemaString": schema, "partitionColumns": partition, "configuration": {},
                    "createdTime": now_millis(),
                }}),
            ],
        }
    }

    /// Adds a data file; `data_change` is false where its rows were in the ledger before.
    pub(crate) fn add(&mut self, file: &AddedFile, data_change: bool) {
        let digest = file.digest.expect("a file of ours has a digest").to_string();
        let span = file.span.expect("a file of ours has its bounds");
        let instant = |micros| Timestamp::from_microsecond(micros).map(|t| format!("{t:.6}"));
        let instant = |micros| instant(micros).expect("an observation's instant is in range");
        let bounds = |micros, day: Date| json!({"known_at": instant(micros), "start_date": day});
        let stats = json!({
            "numRecords": file.records.expect("a file of ours has its number of records"),
            "minValues": bounds(span.known_at_micros.0, span.start.0),
            "maxValues": bounds(span.known_at_micros.1, span.start.1),
        });
        self.lines.push(json!({"add": {
            // Only letters, digits and "=-./_", which an URL leaves as they are.
            "path": file.path,
            "partitionValues": partition_values(file),
            "size": file.bytes, "modificationTime": now_millis(), "dataChange": data_change,
            "stats": stats.to_string(), "tags": {FILE_DIGEST: digest},
        }}));
    }

    /// Takes out a data file whose rows another file of the same commit holds.
    pub(crate) fn remove(&mut self, file: &AddedFile) {
        self.lines.push(json!({"remove": {
            "path": file.path, "deletionTimestamp": now_millis(), "dataChange": false,
            "extendedFileMetadata": true, "partitionValues": partition_values(file),
            "size": file.bytes,
        }}));
    }

    /// Notes that a source file was read.
    pub(crate) fn has_read(&mut self, digest: Digest) {
        let app_id = format!("{READ_FILE}{digest}");
        self.lines
            .push(json!({"txn": {"appId": app_id, "version": 1, "lastUpdated": now_millis()}}));
    }

    /// Adds a file of mentions, which is none of the table's own.
    pub(crate) fn has_mentions(&mut self, path: &str) {
        self.of_mentions(path, 1);
    }

    /// Takes out a file of mentions whose rows another of the same commit holds.
    pub(crate) fn lacks_mentions(&mut self, path: &str) {
        self.of_mentions(path, MENTIONS_GONE);
    }

    fn of_mentions(&mut self, path: &str, version: i64) {
        let app_id = format!("{MENTIONS_FILE}{path}");
        self.lines.push(
            json!({"txn": {"appId": app_id, "version": version, "lastUpdated": now_millis()}}),
        );
    }

    /// The bytes of the commit, with its digests in the last line.
    fn sealed(&self, operation: &str, parameters: Value, previous: Option<Digest>) -> Vec<u8> {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&line.to_string());
            text.push('\n');
        }
        let blank = "0".repeat(64);
        let previous = previous.map_or_else(|| blank.clone(), |digest| digest.to_string());
        let info = json!({"commitInfo": {
            "timestamp": now_millis(), "operation": operation, "operationParameters": parameters,
            "engineInfo": concat!("telltale/", env!("CARGO_PKG_VERSION")),
            PREVIOUS_DIGEST: previous, OWN_DIGEST: blank,
        }});
        text.push_str(&info.to_string());
        text.push('\n');
        let key = format!("\"{OWN_DIGEST}\":\"");
        let at = text.rfind(&key).expect("the last line holds the digest") + key.len();
        let own = Digest::of(text.as_bytes()).to_string();
        text.replace_range(at..at + 64, &own);
        text.into_bytes()
    }
}

fn partition_values(file: &AddedFile) -> Value {
    json!({"kind": file.kind.name(), "year": file.year.to_string()})
}

fn now_millis() -> i64 {
    now().as_millisecond()
}

/// Refuses a folder without a first commit that holds what only a ledger with one can hold: other
/// commits, a checkpoint, or data files. A new first commit would bury them.
pub(crate) fn refuse_ruin(dir: &Path) -> Result<(), LedgerError> {
    // A writer may have made the ledger while its folder was looked at.
    let lost = |what: &str| match exists(dir) {
        true => Ok(()),
        false => Err(LedgerError::damaged(commit_path(0), what)),
    };
    if dir.join(LOG).is_dir() {
        for entry in fs::read_dir(dir.join(LOG))? {
            let path = entry?.path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            let is_pointer = path.ends_with("_last_checkpoint");
            if is_pointer || matches!(ending, Some("json" | "parquet" | "crc")) {
                return lost("is missing, but later commits or checkpoints are there");
            }
        }
    }
    let is_kept = |kind: &Kind| dir.join(format!("kind={}", kind.name())).is_dir();
    if Kind::ALL.iter().any(is_kept) {
        return lost("is missing, but folders of data are there");
    }
    Ok(())
}

/// Makes the folder a ledger if it is none. The caller holds the lock.
pub(crate) fn create(dir: &Path) -> Result<(), LedgerError> {
    if !exists(dir) {
        refuse_ruin(dir)?;
    }
    fs::create_dir_all(dir.join(LOG))?;
    sync_folder(dir)?;
    if exists(dir) {
        return Ok(());
    }
    publish_bytes(dir, 0, &Commit::first().sealed("CREATE TABLE", json!({}), None))
}

/// Publishes a commit as the version after `table`'s. The caller holds the lock.
///
/// # Errors
/// [`LedgerError::Overtaken`] if somebody without the lock has published that version.
pub(crate) fn publish(
    dir: &Path,
    table: &Table,
    commit: &Commit,
    operation: &str,
    parameters: Value,
) -> Result<u64, LedgerError> {
    let bytes = commit.sealed(operation, parameters, Some(table.head));
    let version = table.version + 1;
    let seal = check_digests(&bytes, table.head, version);
    assert!(matches!(seal, Ok(Signed::Ours)), "a sealed commit passes the check that reads it");
    publish_bytes(dir, version, &bytes)?;
    Ok(version)
}

fn publish_bytes(dir: &Path, version: u64, bytes: &[u8]) -> Result<(), LedgerError> {
    let log = dir.join(LOG);
    let draft = log.join(draft_name());
    let mut file = fs::File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let published = fs::hard_link(&draft, log.join(name_of(version)));
    fs::remove_file(&draft)?;
    match published {
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {
            Err(LedgerError::Overtaken { version })
        }
        Err(fault) => Err(fault.into()),
        Ok(()) => Ok(sync_folder(&log)?),
    }
}

/// A commit under way. The name begins with `_`, so that other engines pass over it.
fn draft_name() -> String {
    format!("_telltale-{}.draft", std::process::id())
}

/// Commits that killed writers left under way. The caller holds the lock.
pub(crate) fn drafts(dir: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let mut drafts = Vec::new();
    for entry in fs::read_dir(dir.join(LOG))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "draft") {
            drafts.push(path);
        }
    }
    Ok(drafts)
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        create(dir.path()).unwrap();
        dir
    }

    #[test]
    fn a_version_is_published_once() {
        let dir = ledger();
        let table = replay(dir.path()).unwrap();
        assert_eq!(publish(dir.path(), &table, &Commit::default(), "WRITE", json!({})).unwrap(), 1);
        let again = publish(dir.path(), &table, &Commit::default(), "WRITE", json!({}));
        assert!(matches!(again, Err(LedgerError::Overtaken { version: 1 })));
        assert_eq!(replay(dir.path()).unwrap().version, 1);
        assert_eq!(drafts(dir.path()).unwrap(), Vec::<PathBuf>::new());
    }

    #[test]
    fn a_newer_protocol_is_refused() {
        let dir = ledger();
        let newer = r#"{"protocol":{"minReaderVersion":3,"minWriterVersion":7}}"#;
        fs::write(dir.path().join(commit_path(1)), newer).unwrap();
        let fault = replay(dir.path()).unwrap_err();
        assert!(matches!(fault, LedgerError::Protocol { min_reader: 3, min_writer: 7 }));
    }

    #[test]
    fn a_missing_commit_is_damage() {
        let dir = ledger();
        for _ in 0..2 {
            let table = replay(dir.path()).unwrap();
            publish(dir.path(), &table, &Commit::default(), "WRITE", json!({})).unwrap();
        }
        fs::remove_file(dir.path().join(commit_path(1))).unwrap();
        let fault = replay(dir.path()).unwrap_err();
        assert!(fault.to_string().contains("00001.json: commit is missing"), "{fault}");
    }

    #[test]
    fn every_flipped_byte_of_a_log_is_found() {
        let dir = ledger();
        let table = replay(dir.path()).unwrap();
        let mut commit = Commit::default();
        commit.has_read(Digest::of(b"a"));
        publish(dir.path(), &table, &commit, "WRITE", json!({"file": "a.csv"})).unwrap();
        for version in 0..=1 {
            let path = dir.path().join(commit_path(version));
            let sound = fs::read(&path).unwrap();
            for at in 0..sound.len() {
                let mut flipped = sound.clone();
                flipped[at] ^= 1 << (at % 8);
                fs::write(&path, &flipped).unwrap();
                let found = replay(dir.path()).map(|table| !table.foreign.is_empty());
                assert!(!matches!(found, Ok(false)), "version {version}, byte {at}");
            }
            fs::write(&path, &sound).unwrap();
        }
        assert!(replay(dir.path()).unwrap().foreign.is_empty());
    }

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        for (path, expected) in [
            ("kind=flow/year=2020/a%20b.parquet", Some("kind=flow/year=2020/a b.parquet")),
            ("../a.parquet", None),
            ("/a.parquet", None),
            ("s3://bucket/a.parquet", None),
            ("a%2", None),
        ] {
            assert_eq!(percent_decoded(path).ok().as_deref(), expected, "{path}");
        }
    }
}
