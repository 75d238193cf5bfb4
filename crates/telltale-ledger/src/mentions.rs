//! Mentions of events: a table of their own beside the observations, in `_mentions/`, by year.
//!
//! They are no observations, so no commit of the Delta table adds their files: a commit names each in
//! a transaction of ours, which other engines pass over, and by its digest, so that a reader sees a
//! whole list or the one before. A mention is appended once, whichever file brings it; nothing is
//! ever changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, Int32Array, Int64Array, RecordBatch,
    StringViewArray, TimestampMicrosecondArray,
};
use arrow::datatypes::{
    Field, Float64Type, Int32Type, Int64Type, Schema, SchemaRef, TimestampMicrosecondType,
};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Statistics;
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::Result as EngineResult;
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use fs_err as fs;
use jiff::Timestamp;
use serde_json::json;
use telltale_observation::{AsOf, Collection, Digest, KnownAt, Locator, Mention};

use crate::columns::{Type, known_at_of};
use crate::file::{self, NAME};
use crate::ledger::Kept;
use crate::log::{self, Commit};
use crate::provider::{Checked, Corrupt, Scan};
use crate::query::{Seen, instant};
use crate::{Ledger, LedgerError, Writer};

/// The folder in a ledger; a cleaner of Delta tables leaves what begins with an underscore.
const FOLDER: &str = "_mentions";
/// A compaction draws files together to so many bytes, some hundred thousand rows.
const MERGED_BYTES: u64 = 16 << 20;
/// Rows that are turned into columns at a time.
const BATCH_ROWS: usize = 16_384;

/// Name, type, and whether it may be null.
const COLUMNS: &[(&str, Type, bool)] = &[
    ("source", Type::Text, false),
    ("event", Type::Text, false),
    ("event_known_at", Type::Instant, false),
    ("known_at", Type::Instant, false),
    ("collection", Type::Text, false),
    ("outlet", Type::Text, false),
    ("document", Type::Text, false),
    ("sentence", Type::Integer, false),
    ("action_offset", Type::Integer, true),
    ("verbatim", Type::Flag, false),
    ("confidence_percent", Type::Integer, false),
    ("document_chars", Type::Integer, false),
    ("tone", Type::Double, true),
    ("translated_from", Type::Text, true),
    ("digest", Type::Text, false),
    ("file", Type::Text, false),
    ("row", Type::Long, false),
];

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let field = |(name, kind, null): &(&str, Type, bool)| Field::new(*name, kind.arrow(), *null);
    Arc::new(Schema::new(COLUMNS.iter().map(field).collect::<Vec<_>>()))
});

/// The columns of the table `mention`.
pub(crate) fn schema() -> SchemaRef {
    SCHEMA.clone()
}

impl Writer {
    /// Appends the mentions that the ledger does not hold yet, in one commit that notes that the raw
    /// files were read, and says how many are new.
    ///
    /// # Errors
    /// Those of [`Writer::append`].
    pub fn append_mentions(
        &mut self,
        mut mentions: Vec<Mention>,
        read: &[(String, Digest)],
    ) -> Result<usize, LedgerError> {
        mentions.sort_by(|a, b| {
            a.identity().cmp(&b.identity()).then(a.locator.row.cmp(&b.locator.row))
        });
        mentions.dedup_by(|a, b| a.identity() == b.identity());
        self.drop_known(&mut mentions)?;
        let mut commit = Commit::default();
        let mut by_year: BTreeMap<i16, Vec<&Mention>> = BTreeMap::new();
        for mention in &mentions {
            by_year.entry(mention.known_at.date().year()).or_default().push(mention);
        }
        for (year, rows) in by_year {
            let path = write(&self.dir, year, &rows)?;
            commit.has_mentions(&path);
        }
        for (_, digest) in read {
            commit.has_read(*digest);
        }
        if mentions.is_empty() && read.is_empty() {
            return Ok(0);
        }
        let names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
        let parameters = json!({"mode": "Append", "mentions": mentions.len(), "files": names});
        let version = log::publish(&self.dir, &self.table, &commit, "WRITE", parameters)?;
        self.follow(Some(version))?;
        Ok(mentions.len())
    }

    /// Draws small files of one year together, a lot of them at a time, and says how many files are new.
    /// The rows stay what they are.
    pub(crate) fn merge_mentions(&self, commit: &mut Commit) -> Result<usize, LedgerError> {
        let mut merged = 0;
        for lot in self.crowded()? {
            let mut mentions = Vec::new();
            for path in &lot {
                check(&self.dir, path)?;
                mentions.extend(all_of(&self.dir, path)?);
                commit.lacks_mentions(path);
            }
            mentions.sort_by(|a, b| a.identity().cmp(&b.identity()));
            let rows: Vec<&Mention> = mentions.iter().collect();
            let year = mentions.first().expect("a file has rows").known_at.date().year();
            commit.has_mentions(&write(&self.dir, year, &rows)?);
            merged += 1;
        }
        Ok(merged)
    }

    /// The small files of each year, in lots that are merged in memory; a file alone is no lot. Names
    /// begin with times, so that neighbours are known together.
    fn crowded(&self) -> Result<Vec<Vec<String>>, LedgerError> {
        let mut lots: Vec<(u64, Vec<String>)> = Vec::new();
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        for path in &self.table.mentions {
            let about = fs::metadata(self.dir.join(path));
            let bytes = about.map_err(|fault| file::unread(path, fault))?.len();
            if bytes >= MERGED_BYTES / 2 {
                continue;
            }
            match lots.last_mut() {
                Some((held, lot))
                    if *held + bytes <= MERGED_BYTES && folder(&lot[0]) == folder(path) =>
                {
                    *held += bytes;
                    lot.push(path.clone());
                }
                _ => lots.push((bytes, vec![path.clone()])),
            }
        }
        Ok(lots.into_iter().map(|(_, lot)| lot).filter(|lot| lot.len() > 1).collect())
    }

    /// Takes out those that the ledger holds. A file's name says over which times it reaches, and
    /// one mention is known at one time, so that only files are read that may hold the same; of them
    /// no more is in memory at a time than a batch of rows.
    fn drop_known(&self, mentions: &mut Vec<Mention>) -> Result<(), LedgerError> {
        let (Some(first), Some(last)) = (mentions.first(), mentions.last()) else { return Ok(()) };
        let (first, last) = (stamp(first.known_at), stamp(last.known_at));
        let mut known = vec![false; mentions.len()];
        for path in &self.table.mentions {
            let Some((from, to)) = span_of(path) else { continue };
            if to < first.as_str() || last.as_str() < from {
                continue;
            }
            let begin = mentions.partition_point(|one| stamp(one.known_at).as_str() < from);
            let end = mentions.partition_point(|one| stamp(one.known_at).as_str() <= to);
            if begin < end {
                mark_known(&self.dir, path, &mentions[begin..end], &mut known[begin..end])?;
            }
        }
        let mut known = known.into_iter();
        mentions.retain(|_| !known.next().expect("as many as mentions"));
        Ok(())
    }
}

impl Ledger {
    /// Whether any mention is held.
    pub fn has_mentions(&self) -> bool {
        match &self.rows {
            Kept::InFolder { table, .. } => !table.mentions.is_empty(),
            Kept::InMemory { .. } => false,
        }
    }

    /// The mentions of these events of a source that were known by an instant, or all: by when they
    /// were known, then by document and sentence.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] if a row is none that could be written, and those of [`Ledger::sql`].
    pub fn mentions(
        &self,
        source: &str,
        events: &[String],
        as_of: Option<AsOf>,
    ) -> Result<Vec<Mention>, LedgerError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let list: Vec<String> = events.iter().map(|event| quoted(event)).collect();
        let then =
            as_of.map_or("true".to_owned(), |as_of| format!("known_at <= {}", instant(as_of)));
        let sql = format!(
            "SELECT * FROM mention WHERE source = {} AND event IN ({}) AND {then} \
             ORDER BY known_at, document, sentence, action_offset",
            quoted(source),
            list.join(", ")
        );
        let rows = self.engine.ask(&Seen::Everything, &sql)?;
        let mut mentions = Vec::new();
        for batch in &rows.batches {
            mentions
                .extend(decode(batch).map_err(|w| LedgerError::damaged("a file of mentions", w))?);
        }
        Ok(mentions)
    }
}

/// What tells one mention from another.
type Identity<'a> = (KnownAt, &'a str, &'a str, &'a str, u32, Option<u32>);

/// An instant in the name of a file: `20180326044500`.
fn stamp(known_at: KnownAt) -> String {
    let instant = Timestamp::from_microsecond(known_at.as_microsecond());
    let digits = instant.expect("an instant between 1800 and 2200 is in range").to_string();
    digits.chars().filter(char::is_ascii_digit).take(14).collect()
}

/// The first and last instant of a file, by its name.
fn span_of(path: &str) -> Option<(&str, &str)> {
    let name = path.rsplit('/').next()?.strip_prefix(NAME.0)?;
    let mut parts = name.split('-');
    Some((parts.next()?, parts.next()?))
}

/// Writes mentions of one year, in order, as a file that no commit names yet.
fn write(dir: &Path, year: i16, rows: &[&Mention]) -> Result<String, LedgerError> {
    let bytes = file::parquet_of_batches(schema(), rows.chunks(BATCH_ROWS).map(encode));
    let digest = Digest::of(&bytes).to_string();
    let (first, last) = (rows.first().expect("rows"), rows.last().expect("rows"));
    let (first, last) = (stamp(first.known_at), stamp(last.known_at));
    let name = format!("{}{first}-{last}-{digest}{}", NAME.0, NAME.1);
    file::place(dir, &format!("{FOLDER}/{year}"), &name, &bytes)
}

/// Whether the bytes of a file of mentions are those that its name says.
///
/// # Errors
/// [`LedgerError::Damaged`] if not.
pub(crate) fn check(dir: &Path, path: &str) -> Result<(), LedgerError> {
    let digest = Digest::of(&file::bytes_of(dir, path)?).to_string();
    match path.ends_with(&format!("-{digest}{}", NAME.1)) {
        true => Ok(()),
        false => Err(LedgerError::damaged(path, format!("digest is {digest}, and not its name's"))),
    }
}

/// Marks those of these mentions, which are in order, that a file holds.
fn mark_known(
    dir: &Path,
    path: &str,
    mentions: &[Mention],
    known: &mut [bool],
) -> Result<(), LedgerError> {
    let wanted = ["known_at", "source", "event", "document", "sentence", "action_offset"];
    for batch in file::batches(dir, path, schema(), Some(&wanted))? {
        let batch = batch?;
        let cells = Cells { batch: &batch };
        for at in 0..batch.num_rows() {
            let held = cells.identity(at).map_err(|what| LedgerError::damaged(path, what))?;
            if let Ok(at) = mentions.binary_search_by(|mention| mention.identity().cmp(&held)) {
                known[at] = true;
            }
        }
    }
    Ok(())
}

/// The mentions of a file.
fn all_of(dir: &Path, path: &str) -> Result<Vec<Mention>, LedgerError> {
    let mut all = Vec::new();
    for batch in file::batches(dir, path, schema(), None)? {
        all.extend(decode(&batch?).map_err(|what| LedgerError::damaged(path, what))?);
    }
    Ok(all)
}

/// The files of mentions, and drafts of them, that lie in the folder, whether a commit names them or
/// not: paths relative to the ledger's, in order.
pub(crate) fn lying_in(dir: &Path) -> Result<Vec<String>, LedgerError> {
    file::ours_in(dir, &file::entries(&dir.join(FOLDER))?)
}

fn encode(rows: &[&Mention]) -> RecordBatch {
    fn text<'a>(rows: &[&'a Mention], of: fn(&'a Mention) -> Option<&'a str>) -> ArrayRef {
        Arc::new(rows.iter().map(|one| of(one)).collect::<StringViewArray>())
    }
    let instants = |of: fn(&Mention) -> KnownAt| -> ArrayRef {
        let micros = rows.iter().map(|one| of(one).as_microsecond());
        Arc::new(TimestampMicrosecondArray::from_iter_values(micros).with_timezone("UTC"))
    };
    let numbers = |of: fn(&Mention) -> Option<u32>| -> ArrayRef {
        Arc::new(rows.iter().map(|one| of(one).map(u32::cast_signed)).collect::<Int32Array>())
    };
    let digests = rows.iter().map(|one| Some(one.digest.to_string()));
    let columns: Vec<ArrayRef> = vec![
        text(rows, |one| Some(&one.source)),
        text(rows, |one| Some(&one.event)),
        instants(|one| one.event_known_at),
        instants(|one| one.known_at),
        text(rows, |one| Some(one.collection.name())),
        text(rows, |one| Some(&one.outlet)),
        text(rows, |one| Some(&one.document)),
        numbers(|one| Some(one.sentence)),
        numbers(|one| one.action_offset),
        Arc::new(rows.iter().map(|one| Some(one.verbatim)).collect::<BooleanArray>()),
        numbers(|one| Some(one.confidence_percent.into())),
        numbers(|one| Some(one.document_chars)),
        Arc::new(rows.iter().map(|one| one.tone).collect::<Float64Array>()),
        text(rows, |one| (!one.translated_from.is_empty()).then_some(&*one.translated_from)),
        Arc::new(digests.collect::<StringViewArray>()),
        text(rows, |one| Some(&one.locator.file)),
        Arc::new(rows.iter().map(|one| one.locator.row.cast_signed()).collect::<Int64Array>()),
    ];
    RecordBatch::try_new(schema(), columns)
        .expect("every column has the type that the table of columns gives it")
}

fn decode(batch: &RecordBatch) -> Result<Vec<Mention>, String> {
    let cells = Cells { batch };
    (0..batch.num_rows()).map(|at| cells.mention(at)).collect()
}

/// A batch, to be read by column name and row.
struct Cells<'a> {
    batch: &'a RecordBatch,
}

impl<'a> Cells<'a> {
    fn cell(&self, name: &str) -> Result<&'a ArrayRef, String> {
        self.batch.column_by_name(name).ok_or_else(|| format!("no column {name}"))
    }

    fn text_or_null(&self, name: &str, at: usize) -> Result<Option<&'a str>, String> {
        let column =
            self.cell(name)?.as_string_view_opt().ok_or_else(|| format!("{name}: no text"))?;
        Ok(column.is_valid(at).then(|| column.value(at)))
    }

    fn text(&self, name: &str, at: usize) -> Result<&'a str, String> {
        self.text_or_null(name, at)?.ok_or_else(|| format!("{name}: null"))
    }

    fn number_or_null(&self, name: &str, at: usize) -> Result<Option<u32>, String> {
        let column = self.cell(name)?.as_primitive_opt::<Int32Type>();
        let column = column.ok_or_else(|| format!("{name}: no number"))?;
        Ok(column.is_valid(at).then(|| column.value(at).cast_unsigned()))
    }

    fn number(&self, name: &str, at: usize) -> Result<u32, String> {
        self.number_or_null(name, at)?.ok_or_else(|| format!("{name}: null"))
    }

    fn known_at(&self, name: &str, at: usize) -> Result<KnownAt, String> {
        let column = self.cell(name)?.as_primitive_opt::<TimestampMicrosecondType>();
        let micros = column.ok_or_else(|| format!("{name}: no instant"))?.value(at);
        let known = known_at_of(micros);
        known.ok_or_else(|| format!("{name}: no instant between 1800 and 2200"))
    }

    fn identity(&self, at: usize) -> Result<Identity<'a>, String> {
        Ok((
            self.known_at("known_at", at)?,
            self.text("source", at)?,
            self.text("event", at)?,
            self.text("document", at)?,
            self.number("sentence", at)?,
            self.number_or_null("action_offset", at)?,
        ))
    }

    fn mention(&self, at: usize) -> Result<Mention, String> {
        let text = |name: &str| self.text(name, at).map(str::to_owned);
        let collection = text("collection")?;
        let collection = Collection::ALL.into_iter().find(|known| known.name() == collection);
        let verbatim = self.cell("verbatim")?.as_boolean_opt().ok_or("verbatim: no flag")?;
        let tone = self.cell("tone")?.as_primitive_opt::<Float64Type>().ok_or("tone: no number")?;
        let row = self.cell("row")?.as_primitive_opt::<Int64Type>().ok_or("row: no number")?;
        let percent = self.number("confidence_percent", at)?;
        let digest =
            self.text("digest", at)?.parse::<Digest>().map_err(|fault| fault.to_string())?;
        Ok(Mention {
            source: text("source")?,
            event: text("event")?,
            event_known_at: self.known_at("event_known_at", at)?,
            known_at: self.known_at("known_at", at)?,
            collection: collection.ok_or("collection: unknown")?,
            outlet: text("outlet")?,
            document: text("document")?,
            sentence: self.number("sentence", at)?,
            action_offset: self.number_or_null("action_offset", at)?,
            verbatim: verbatim.value(at),
            confidence_percent: u8::try_from(percent).map_err(|fault| fault.to_string())?,
            document_chars: self.number("document_chars", at)?,
            tone: tone.is_valid(at).then(|| tone.value(at)),
            translated_from: self
                .text_or_null("translated_from", at)?
                .unwrap_or_default()
                .to_owned(),
            digest,
            locator: Locator { file: text("file")?, row: row.value(at).cast_unsigned() },
        })
    }
}

/// The table `mention` as the query engine sees it: exactly the files that the log names.
#[derive(Debug)]
pub(crate) struct MentionFiles {
    dir: PathBuf,
    files: Vec<(String, u64)>,
    checked: Checked,
}

impl MentionFiles {
    /// These files of the ledger in `dir`; one that is not there is damage, and told when it is asked.
    pub(crate) fn new(dir: PathBuf, paths: impl Iterator<Item = String>) -> MentionFiles {
        let size = |path: &str| fs::metadata(dir.join(path)).map_or(0, |about| about.len());
        let files = paths.map(|path| (path.clone(), size(&path))).collect();
        MentionFiles { dir, files, checked: Checked::default() }
    }

    fn check(&self) -> EngineResult<()> {
        let mut paths = self.files.iter().map(|(path, _)| path);
        self.checked.once(|| paths.find_map(|path| Corrupt::of(check(&self.dir, path))))
    }
}

#[async_trait]
impl TableProvider for MentionFiles {
    fn schema(&self) -> SchemaRef {
        schema()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> EngineResult<Arc<dyn ExecutionPlan>> {
        self.check()?;
        let files = self.files.iter();
        let files = files.map(|(path, bytes)| PartitionedFile::new(path.clone(), *bytes)).collect();
        let table = TableSchema::builder(schema()).build();
        Scan { state, projection, limit }.of(table, files, Statistics::new_unknown(&schema()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use telltale_observation::Mentioned;

    fn mention(event: &str, document: &str, known_at: &str) -> Mention {
        Mention {
            source: "gdelt".into(),
            event: event.into(),
            event_known_at: "2018-03-26T04:45:00Z".parse().unwrap(),
            known_at: known_at.parse().unwrap(),
            collection: Collection::Web,
            outlet: "example.org".into(),
            document: document.into(),
            sentence: 3,
            action_offset: None,
            verbatim: true,
            confidence_percent: 70,
            document_chars: 1000,
            tone: Some(-1.5),
            translated_from: "kor".into(),
            digest: Digest::of(document.as_bytes()),
            locator: Locator { file: "m.csv".into(), row: 7 },
        }
    }

    fn of(dir: &Path, as_of: Option<&str>) -> Vec<Mention> {
        let ledger = Ledger::open(dir).unwrap();
        let as_of = as_of.map(|day| day.parse().unwrap());
        ledger.mentions("gdelt", &["7".to_owned()], as_of).unwrap()
    }

    #[test]
    fn what_is_appended_is_read_back_once_and_as_of_a_day() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        let early = mention("7", "a", "2018-03-26T05:00:00Z");
        let late = mention("7", "b", "2019-01-01T00:00:00Z");
        let other = mention("8", "a", "2018-03-26T05:00:00Z");
        let file = ("m.csv".to_owned(), Digest::of(b"m"));
        let all = vec![late.clone(), other, early.clone(), early.clone()];
        assert_eq!(writer.append_mentions(all.clone(), std::slice::from_ref(&file)).unwrap(), 3);
        assert!(writer.has_read(file.1));
        assert_eq!(writer.append_mentions(all, &[]).unwrap(), 0, "held already");
        drop(writer);
        assert_eq!(of(dir.path(), None), [early.clone(), late]);
        assert_eq!(of(dir.path(), Some("2018-12-31")), [early]);
        assert_eq!(of(dir.path(), Some("2018-03-25")), []);
        let counted = Mentioned::of(&of(dir.path(), None)).unwrap();
        assert_eq!((counted.mentions, counted.tone_mean), (2, Some(-1.5)));
        assert_eq!(crate::verify(dir.path()), vec![]);
    }

    #[test]
    fn what_a_file_holds_is_passed_over_however_far_it_reaches() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        let of = |month: u8| mention("7", "a", &format!("2018-{month:02}-01T00:00:00Z"));
        let mut append = |months: &[u8]| {
            writer.append_mentions(months.iter().copied().map(of).collect(), &[]).unwrap()
        };
        assert_eq!([append(&[1, 9]), append(&[5]), append(&[3, 5, 6])], [2, 1, 2]);
        assert_eq!(append(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 5);
        assert_eq!(append(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 0);
        assert_eq!(super::tests::of(dir.path(), None).len(), 10);
    }

    #[test]
    fn sql_sees_mentions_and_no_later_one_than_it_is_asked_as_of() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        let all = vec![
            mention("7", "a", "2018-03-26T05:00:00Z"),
            mention("7", "b", "2019-01-01T00:00:00Z"),
        ];
        writer.append_mentions(all, &[]).unwrap();
        let ledger = Ledger::open(dir.path()).unwrap();
        let ask = |sql: &str, as_of: Option<&str>| {
            let as_of = as_of.map(|day| day.parse().unwrap());
            ledger.sql(sql, as_of).unwrap().to_csv().unwrap()
        };
        let counts = "SELECT event, mentions, documents, outlets, tone_mean FROM mentioned";
        let head = "event,mentions,documents,outlets,tone_mean\n";
        assert_eq!(ask(counts, None), format!("{head}7,2,2,1,-1.5\n"));
        assert_eq!(ask(counts, Some("2018-12-31")), format!("{head}7,1,1,1,-1.5\n"));
        assert_eq!(ask("SELECT document FROM mention", Some("2018-12-31")), "document\na\n");
        let none = Ledger::in_memory(Vec::new()).unwrap();
        assert_eq!(none.sql("SELECT event FROM mention", None).unwrap().len(), 0);
    }

    #[test]
    fn a_compaction_draws_files_together_and_loses_no_mention() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        let all = ["2018-03-26T05:00:00Z", "2018-03-26T05:15:00Z", "2019-01-01T00:00:00Z"];
        for known_at in all {
            writer.append_mentions(vec![mention("7", known_at, known_at)], &[]).unwrap();
        }
        let before = of(dir.path(), None);
        assert_eq!((before.len(), writer.table.mentions.len()), (3, 3));
        writer.compact(true).unwrap();
        assert_eq!(writer.table.mentions.len(), 2, "one a year");
        assert_eq!(of(dir.path(), None), before);
        assert_eq!(lying_in(dir.path()).unwrap().len(), 4, "their grace has only begun");
        assert_eq!(writer.compact(true).unwrap().version, None, "there is nothing left to do");
        assert_eq!(writer.append_mentions(before, &[]).unwrap(), 0, "held already");
        assert_eq!(crate::verify(dir.path()), vec![]);
    }

    #[test]
    fn a_file_of_mentions_that_is_changed_or_lost_is_damage() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(dir.path()).unwrap();
        writer.append_mentions(vec![mention("7", "a", "2018-03-26T05:00:00Z")], &[]).unwrap();
        let path = writer.table.mentions.iter().next().unwrap().clone();
        drop(writer);
        let sound = fs::read(dir.path().join(&path)).unwrap();
        let mut bytes = sound.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(dir.path().join(&path), bytes).unwrap();
        assert_eq!(crate::verify(dir.path()).len(), 1);
        let asked = Ledger::open(dir.path()).unwrap().sql("SELECT event FROM mention", None);
        assert!(matches!(asked, Err(LedgerError::Damaged { .. })), "{asked:?}");
        let observations =
            Ledger::open(dir.path()).unwrap().sql("SELECT id FROM observation", None);
        assert!(observations.is_ok(), "observations are whole");
        fs::remove_file(dir.path().join(&path)).unwrap();
        assert_eq!(crate::verify(dir.path()).len(), 1);
    }
}
