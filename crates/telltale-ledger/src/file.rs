//! A data file: the observations of one kind and one year, in Parquet.
//!
//! A file is named by its content, written under another name, synced, and renamed, so that a file
//! under its own name is whole. It belongs to the ledger once a commit adds it.

use std::collections::HashSet;
use std::hash::BuildHasher;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{Field, SchemaRef};
use fs_err as fs;
use jiff::civil::Date;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::arrow::{ArrowSchemaConverter, ProjectionMask};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use telltale_observation::{Digest, Kind, Observation, ObservationId};

use crate::LedgerError;
use crate::chunk::{Packer, Values, chunk};
use crate::columns::{decode, encode, file_schema, partition_of};
use crate::log::{AddedFile, FileSpan, sync_folder};

/// Rows that are turned into columns at a time.
const BATCH_ROWS: usize = 16_384;
/// Rows of a row group: some ten megabytes, the unit that readers share among threads.
pub(crate) const GROUP_ROWS: usize = 131_072;
/// The columns that rows are sorted by, and those that go with them; `event` is of mentions.
const SORTED_BY: &[&str] =
    &["actor", "target", "channel", "start_date", "end_date", "known_at", "event"];
/// What the names of our files begin and end with.
pub(crate) const NAME: (&str, &str) = ("telltale-", ".zstd.parquet");

/// Puts observations into the order in which files keep them: what is asked for together stands
/// together. Copies of one observation end up side by side, the one that came first in front.
pub(crate) fn sort(rows: &mut [&Observation]) {
    rows.sort_by_cached_key(|o| {
        (o.dyad(), o.channel(), o.period().start(), o.known_at(), o.id().as_u128())
    });
}

/// Writes observations of one partition, in order, as a file that no commit names yet.
pub(crate) fn write(dir: &Path, rows: &[&Observation]) -> Result<AddedFile, LedgerError> {
    let partition = partition_of(rows.first().expect("a data file has rows"));
    let batches = rows.chunks(BATCH_ROWS).map(encode);
    let bytes = parquet_of_batches(file_schema(), batches);
    publish(dir, partition, &bytes, rows.len() as u64, span(rows))
}

/// Drafts of one process differ in their numbers.
static DRAFTS: AtomicU64 = AtomicU64::new(0);

/// Writes the bytes of a data file, whole or not at all, as a file that no commit names yet.
pub(crate) fn publish(
    dir: &Path,
    (kind, year): (Kind, i16),
    bytes: &[u8],
    records: u64,
    span: FileSpan,
) -> Result<AddedFile, LedgerError> {
    let digest = Digest::of(bytes);
    let folder = format!("kind={}/year={year}", kind.name());
    let name = format!("{}{}{}", NAME.0, &digest.to_string()[..32], NAME.1);
    let path = place(dir, &folder, &name, bytes)?;
    Ok(AddedFile {
        path,
        kind,
        year,
        bytes: bytes.len() as u64,
        records: Some(records),
        digest: Some(digest),
        span: Some(span),
    })
}

/// Writes a file into a folder of the ledger, whole or not at all, and says its path.
pub(crate) fn place(
    dir: &Path,
    folder: &str,
    name: &str,
    bytes: &[u8],
) -> Result<String, LedgerError> {
    let gained = make_folder(dir, folder)?;
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let draft = format!("_telltale-{}-{number}.draft", std::process::id());
    let draft = dir.join(folder).join(draft);
    let mut file = fs::File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let path = format!("{folder}/{name}");
    fs::rename(&draft, dir.join(&path))?;
    sync_folder(&dir.join(folder))?;
    gained.iter().try_for_each(|folder| sync_folder(folder))?;
    Ok(path)
}

/// Makes a folder of the ledger, and says which folders, the ledger's among them, have a new name in
/// them by that, which has to be made durable.
fn make_folder(dir: &Path, folder: &str) -> Result<Vec<PathBuf>, LedgerError> {
    let mut gained = Vec::new();
    let mut missing = dir.join(folder);
    while missing != dir && !missing.is_dir() {
        missing.pop();
        gained.push(missing.clone());
    }
    fs::create_dir_all(dir.join(folder))?;
    Ok(gained)
}

fn span(rows: &[&Observation]) -> FileSpan {
    let known_at = |o: &&Observation| o.known_at().as_microsecond();
    let start = |o: &&Observation| o.period().start();
    FileSpan {
        known_at_micros: bounds(rows.iter().map(known_at)),
        start: bounds::<Date>(rows.iter().map(start)),
    }
}

/// The least and the greatest of at least one value.
pub(crate) fn bounds<T: Ord + Copy>(values: impl Iterator<Item = T>) -> (T, T) {
    let wider =
        |(least, greatest): (T, T), (value, _): (T, T)| (least.min(value), greatest.max(value));
    values.map(|value| (value, value)).reduce(wider).expect("a data file has rows")
}

/// How data files are written.
fn properties() -> WriterProperties {
    // Ids are as good as random: a dictionary of them is lost work. And what rows are not sorted by
    // spreads over all of a file: the least and the greatest of it spare no reader a page.
    let mut properties =
        WriterProperties::builder().set_statistics_enabled(EnabledStatistics::None);
    for column in SORTED_BY {
        properties =
            properties.set_column_statistics_enabled((*column).into(), EnabledStatistics::Page);
    }
    properties
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_column_dictionary_enabled("id".into(), false)
        .set_column_dictionary_enabled("thing".into(), false)
        .set_column_dictionary_enabled("source_key".into(), false)
        .set_column_dictionary_enabled("url".into(), false)
        .set_created_by(concat!("telltale ", env!("CARGO_PKG_VERSION")).to_owned())
        .build()
}

const INFALLIBLE: &str = "a batch of the writer's schema fits into memory";

/// The bytes of a data file.
pub(crate) fn parquet_of_batches(
    schema: SchemaRef,
    batches: impl IntoIterator<Item = RecordBatch>,
) -> Vec<u8> {
    // Without Arrow's own schema the file shows plain strings to every reader.
    let options =
        ArrowWriterOptions::new().with_properties(properties()).with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), schema, options)
        .expect("every column type of a ledger has one in Parquet");
    for batch in batches {
        writer.write(&batch).expect(INFALLIBLE);
    }
    writer.into_inner().expect(INFALLIBLE)
}

/// The same of row groups of so many rows, each of whose columns `column` makes when it is its turn.
pub(crate) fn parquet_of_columns<'a>(
    groups: impl IntoIterator<Item = usize>,
    packer: &mut Packer,
    column: &mut dyn FnMut(usize, &Field) -> Values<'a>,
) -> Vec<u8> {
    let schema = file_schema();
    let about = ArrowSchemaConverter::new()
        .convert(&schema)
        .expect("every column type of a ledger has one in Parquet");
    let mut room = std::mem::take(&mut packer.file);
    room.clear();
    let mut writer =
        SerializedFileWriter::new(room, about.root_schema_ptr(), Arc::new(properties()))
            .expect(INFALLIBLE);
    for (at, rows) in groups.into_iter().enumerate() {
        let mut group = writer.next_row_group().expect(INFALLIBLE);
        for (field, about) in schema.fields().iter().zip(about.columns()) {
            let is_bounded = SORTED_BY.contains(&about.name());
            let values = column(at, field);
            let (bytes, close) = chunk(&values, rows, about, is_bounded, packer).expect(INFALLIBLE);
            group.append_column(&bytes, close).expect(INFALLIBLE);
            packer.chunk = bytes.into();
        }
        group.close().expect(INFALLIBLE);
    }
    writer.into_inner().expect(INFALLIBLE)
}

/// The bytes of a file that a commit names.
///
/// # Errors
/// [`LedgerError::Damaged`] if they cannot be read.
pub(crate) fn bytes_of(dir: &Path, path: &str) -> Result<Vec<u8>, LedgerError> {
    fs::read(dir.join(path))
        .map_err(|fault| LedgerError::damaged(path, format!("cannot be read: {}", fault.kind())))
}

/// Why a file that a commit names could not be looked at: one that is not there is damage.
pub(crate) fn unread(path: &str, fault: io::Error) -> LedgerError {
    match fault.kind() {
        io::ErrorKind::NotFound => LedgerError::damaged(path, "is missing"),
        _ => fault.into(),
    }
}

/// Whether the bytes of a data file are those that were written.
///
/// # Errors
/// [`LedgerError::Damaged`] if their number or their digest is not what the log says.
pub(crate) fn check_digest(dir: &Path, file: &AddedFile) -> Result<(), LedgerError> {
    let damaged = |what: String| Err(LedgerError::damaged(&file.path, what));
    let bytes = bytes_of(dir, &file.path)?;
    if bytes.len() as u64 != file.bytes {
        return damaged(format!("has {} bytes, but the log says {}", bytes.len(), file.bytes));
    }
    let digest = Digest::of(&bytes);
    match file.digest.filter(|expected| *expected != digest) {
        Some(expected) => damaged(format!("digest is {digest}, but the log says {expected}")),
        None => Ok(()),
    }
}

/// Every observation of a data file, in the order of its rows.
pub(crate) fn read(dir: &Path, file: &AddedFile) -> Result<Vec<Observation>, LedgerError> {
    let damaged = |what: String| LedgerError::damaged(&file.path, what);
    let mut all = Vec::new();
    for batch in batches(dir, &file.path, file_schema(), None)? {
        all.extend(decode(&batch?, Some(file.kind)).map_err(damaged)?);
    }
    agrees(file, &all).map_err(damaged)?;
    Ok(all)
}

/// Whether the rows of a file are what its path and the log say of them.
fn agrees(file: &AddedFile, all: &[Observation]) -> Result<(), String> {
    if let Some(stray) = all.iter().find(|o| partition_of(o) != (file.kind, file.year)) {
        return Err(format!("{} belongs into another partition", stray.id()));
    }
    if let Some(records) = file.records
        && records != all.len() as u64
    {
        return Err(format!("has {} records, but the log says {records}", all.len()));
    }
    let rows: Vec<&Observation> = all.iter().collect();
    if file.digest.is_some() && !rows.is_empty() && file.span != Some(span(&rows)) {
        return Err("its times are not between the bounds in the log".to_owned());
    }
    Ok(())
}

/// Takes out of `ids` those that the file holds, and says how many.
pub(crate) fn take_known(
    dir: &Path,
    file: &AddedFile,
    ids: &mut HashSet<u128, impl BuildHasher>,
) -> Result<usize, LedgerError> {
    let damaged = |what: String| LedgerError::damaged(&file.path, what);
    let before = ids.len();
    for batch in batches(dir, &file.path, file_schema(), Some(&["id"]))? {
        for id in batch?.column(0).as_string_view() {
            let id = id.and_then(ObservationId::parse);
            let id = id.ok_or_else(|| damaged("an id is not 32 hexadecimal digits".to_owned()))?;
            ids.remove(&id.as_u128());
        }
    }
    Ok(before - ids.len())
}

/// The rows of a file, some at a time: all columns, or only these.
pub(crate) fn batches<'p>(
    dir: &Path,
    path: &'p str,
    schema: SchemaRef,
    only: Option<&[&str]>,
) -> Result<impl Iterator<Item = Result<RecordBatch, LedgerError>> + use<'p>, LedgerError> {
    let damaged = |what: parquet::errors::ParquetError| LedgerError::damaged(path, what);
    let opened = fs::File::open(dir.join(path)).map_err(|fault| unread(path, fault))?;
    let (opened, _) = opened.into_parts();
    let options = ArrowReaderOptions::new().with_schema(schema);
    let built = ParquetRecordBatchReaderBuilder::try_new_with_options(opened, options);
    let mut built = built.map_err(damaged)?.with_batch_size(BATCH_ROWS);
    if let Some(columns) = only {
        let mask = ProjectionMask::columns(built.parquet_schema(), columns.iter().copied());
        built = built.with_projection(mask);
    }
    let read = built.build().map_err(damaged)?;
    Ok(read.map(move |batch| batch.map_err(|fault| LedgerError::damaged(path, fault))))
}

/// The data files of ours, and drafts of them, that lie in the folder, whether a commit names them
/// or not: paths relative to it, in order.
pub(crate) fn lying_in(dir: &Path) -> Result<Vec<String>, LedgerError> {
    let mut years = Vec::new();
    for kind in Kind::ALL {
        years.extend(entries(&dir.join(format!("kind={}", kind.name())))?);
    }
    ours_in(dir, &years)
}

/// Those of the files in these folders that are ours by their names, and drafts of them: paths
/// relative to the ledger's, in order.
pub(crate) fn ours_in(dir: &Path, folders: &[PathBuf]) -> Result<Vec<String>, LedgerError> {
    let mut found = Vec::new();
    for folder in folders {
        for file in entries(folder)? {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_ours = name.starts_with(NAME.0) && name.ends_with(NAME.1);
            let is_draft = name.starts_with("_telltale-") && name.ends_with(".draft");
            let relative = file.strip_prefix(dir).ok().and_then(Path::to_str);
            found.extend(relative.filter(|_| is_ours || is_draft).map(str::to_owned));
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// What lies in a folder; nothing if it is none.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    Ok(paths.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_file_that_is_missing_is_damage() {
        let dir = tempfile::tempdir().unwrap();
        let gone = batches(dir.path(), "kind=event/year=2018/gone.parquet", file_schema(), None);
        let fault = gone.err().expect("nothing is there");
        assert!(matches!(fault, LedgerError::Damaged { .. }), "{fault}");
        assert!(fault.to_string().contains("gone.parquet: is missing"), "{fault}");
    }

    #[test]
    fn every_folder_that_gains_a_name_is_made_durable() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let gained = |folder: &str| make_folder(dir, folder).unwrap();
        assert_eq!(gained("_mentions/2018"), [dir.join("_mentions"), dir.to_owned()]);
        assert_eq!(gained("_mentions/2019"), [dir.join("_mentions")]);
        assert_eq!(gained("_mentions/2019"), Vec::<PathBuf>::new());
        assert!(dir.join("_mentions/2018").is_dir());
    }
}
