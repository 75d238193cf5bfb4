//! Reported events by the hundred thousand: from their columns straight into data files, without an
//! observation being built of each.
//!
//! What is written is row for row what [`Writer::append`] would write of the same observations; a
//! test holds the two against each other. Data files are drafted on any thread, by [`Drafts`], and
//! belong to the ledger once the one [`Writer`] commits them, with the digests of the raw files that
//! they were read from.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array,
    PrimitiveArray, RecordBatch, StringArray, StringBuilder, TimestampMicrosecondArray,
    new_null_array,
};
use arrow::datatypes::{DataType, Field, Int32Type, Schema};
use fs_err as fs;
use serde_json::json;
use telltale_observation::{Actor, Digest, Kind, Precision, Report, Reports};

use crate::columns::{COLUMNS, PARTITION_COLUMNS, day_number, decode, write_hex};
use crate::file;
use crate::log::{self, AddedFile, Commit, FileSpan};
use crate::{Appended, LedgerError, Writer};

/// Drafts data files of a ledger; as many threads as wish may hold one.
#[derive(Clone, Debug)]
pub struct Drafts {
    dir: PathBuf,
}

/// A data file that is written and that no commit names yet.
#[derive(Debug)]
pub struct Drafted {
    file: AddedFile,
    ids: Vec<u128>,
}

impl Drafted {
    /// How many observations it holds.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it holds none; a data file always has rows.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl Drafts {
    /// Writes reports as data files, one a year.
    ///
    /// # Errors
    /// [`LedgerError::Io`] if the folder cannot be written.
    pub fn write(&self, reports: &Reports) -> Result<Vec<Drafted>, LedgerError> {
        let mut buffer = Vec::with_capacity(512);
        let ids: Vec<(u128, i64)> = (0..reports.len())
            .map(|at| {
                let (id, thing) = reports.ids(at, &mut buffer);
                (id.as_u128(), thing.as_i64())
            })
            .collect();
        let mut order: Vec<u32> = (0..reports.len() as u32).collect();
        order.sort_unstable_by_key(|&at| {
            let report = reports.report(at as usize);
            let dyad = (report.actor, report.target, report.code.channel);
            (report.day.year(), dyad, report.day, report.known_at, ids[at as usize].0)
        });
        let year = |at: &u32| reports.report(*at as usize).day.year();
        let mut drafted = Vec::new();
        for rows in order.chunk_by(|a, b| year(a) == year(b)) {
            let bytes = file::parquet_of_batches(bulk_schema(), [batch(reports, rows, &ids)]);
            let span = FileSpan {
                known_at_micros: file::bounds(
                    rows.iter().map(|&at| reports.report(at as usize).known_at.as_microsecond()),
                ),
                start: file::bounds(rows.iter().map(|&at| reports.report(at as usize).day)),
            };
            let partition = (Kind::Event, year(&rows[0]));
            let file = file::publish(&self.dir, partition, &bytes, rows.len() as u64, span)?;
            drafted
                .push(Drafted { file, ids: rows.iter().map(|&at| ids[at as usize].0).collect() });
        }
        Ok(drafted)
    }
}

impl Writer {
    /// What drafts data files for this writer.
    pub fn drafts(&self) -> Drafts {
        Drafts { dir: self.dir.clone() }
    }

    /// Takes drafted files into the ledger in one commit, without the observations that it holds
    /// already, and notes that the raw files were read.
    ///
    /// # Errors
    /// Those of [`Writer::append`].
    pub fn commit(
        &mut self,
        drafted: Vec<Drafted>,
        read: &[(String, Digest)],
    ) -> Result<Appended, LedgerError> {
        let mut commit = Commit::default();
        let mut taken: Vec<Drafted> = Vec::new();
        let (mut appended, mut already) = (0, 0);
        for draft in drafted {
            let given = draft.len();
            if let Some(draft) = self.without_known(draft, &taken)? {
                commit.add(&draft.file, true);
                appended += draft.len();
                already += given - draft.len();
                taken.push(draft);
            } else {
                already += given;
            }
        }
        read.iter().for_each(|(_, digest)| commit.has_read(*digest));
        let version = if taken.is_empty() && read.is_empty() {
            None
        } else {
            let names: Vec<&str> = read.iter().map(|(name, _)| name.as_str()).collect();
            let parameters = json!({"mode": "Append", "files": names});
            Some(log::publish(&self.dir, &self.table, &commit, "WRITE", parameters)?)
        };
        self.follow(version)?;
        Ok(Appended { version, appended, already, file_already_read: false })
    }

    /// The draft without what the ledger, or another draft of the same commit, holds; rewritten if
    /// that is something, `None` if it is all.
    fn without_known(
        &self,
        draft: Drafted,
        taken: &[Drafted],
    ) -> Result<Option<Drafted>, LedgerError> {
        let AddedFile { kind, year, span, .. } = &draft.file;
        let span = span.expect("a file of ours has its bounds").known_at_micros;
        let overlaps = |file: &AddedFile| {
            (file.kind, file.year) == (*kind, *year)
                && file.span.is_none_or(|FileSpan { known_at_micros: (from, to), .. }| {
                    from <= span.1 && span.0 <= to
                })
        };
        let mut ids: HashSet<u128> = draft.ids.iter().copied().collect();
        let mut known = draft.ids.len() - ids.len();
        for other in taken.iter().filter(|other| overlaps(&other.file)) {
            known += other.ids.iter().filter(|id| ids.remove(id)).count();
        }
        for file in self.table.files.values().filter(|file| overlaps(file)) {
            known += file::take_known(&self.dir, file, &mut ids)?;
        }
        if known == 0 {
            return Ok(Some(draft));
        }
        let whole = file::read(&self.dir, &draft.file)?;
        let is_named = self.table.files.contains_key(&draft.file.path)
            || taken.iter().any(|other| other.file.path == draft.file.path);
        if !is_named {
            fs::remove_file(self.dir.join(&draft.file.path))?;
        }
        let rows: Vec<_> = whole.iter().filter(|o| ids.remove(&o.id().as_u128())).collect();
        if rows.is_empty() {
            return Ok(None);
        }
        let file = file::write(&self.dir, &rows)?;
        let ids = rows.iter().map(|o| o.id().as_u128()).collect();
        Ok(Some(Drafted { file, ids }))
    }
}

/// The columns of a data file with those texts as dictionaries that repeat. In Parquet they are the
/// same.
fn bulk_schema() -> Arc<Schema> {
    let own = &COLUMNS[..COLUMNS.len() - PARTITION_COLUMNS];
    let fields: Vec<Field> = own
        .iter()
        .map(|(name, kind, null)| {
            let arrow = match kind.arrow() {
                DataType::Utf8View if !REPEATS.contains(name) => DataType::Utf8,
                DataType::Utf8View => {
                    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
                }
                other => other,
            };
            Field::new(*name, arrow, *null)
        })
        .collect();
    Arc::new(Schema::new(fields))
}

/// The columns whose texts repeat.
const REPEATS: &[&str] = &[
    "mode",
    "actor",
    "target",
    "channel",
    "precision",
    "modality",
    "what",
    "place",
    "ontology",
    "code",
    "country",
    "source",
    "publisher",
    "digest",
    "file",
];

/// The rows of a block, in an order.
struct Rows<'a> {
    reports: &'a Reports,
    order: &'a [u32],
}

fn batch(reports: &Reports, order: &[u32], ids: &[(u128, i64)]) -> RecordBatch {
    let schema = bulk_schema();
    let rows = Rows { reports, order };
    let columns = schema
        .fields()
        .iter()
        .map(|field| {
            rows.column(field.name(), ids)
                .unwrap_or_else(|| new_null_array(field.data_type(), order.len()))
        })
        .collect();
    let batch = RecordBatch::try_new(schema, columns)
        .expect("every column has the type that the table of columns gives it");
    // The pair of the check that `decode` makes: what is written reads back under its id.
    let last = order.len() - 1;
    for at in [0, last] {
        let one = crate::columns::as_file_batch(&batch.slice(at, 1));
        let back = decode(&one, Some(Kind::Event)).expect("a row that was just written reads back");
        assert_eq!(back[0].id().as_u128(), ids[order[at] as usize].0);
    }
    batch
}

impl Rows<'_> {
    /// A column by its name; `None` where no reported event has it.
    fn column(&self, name: &str, ids: &[(u128, i64)]) -> Option<ArrayRef> {
        let known = || self.all(|r| r.known_at.as_microsecond());
        Some(match name {
            "id" => self.ids(ids),
            "thing" => Arc::new(Int64Array::from_iter_values(
                self.order.iter().map(|&at| ids[at as usize].1),
            )),
            "mode" => self.repeats(|r| Some(r.code.mode.name())),
            "actor" => self.repeats(|r| Some(r.actor.code())),
            "target" => self.repeats(|r| r.target.map(Actor::code)),
            "channel" => self.repeats(|r| Some(r.code.channel.name())),
            "start_date" | "end_date" => {
                Arc::new(Date32Array::from_iter_values(self.all(|r| day_number(r.day))))
            }
            "precision" => self.repeats(|_| Some(Precision::Day.name())),
            "known_at" => {
                Arc::new(TimestampMicrosecondArray::from_iter_values(known()).with_timezone("UTC"))
            }
            "modality" => self.repeats(|_| Some("happened")),
            "what" => self.repeats(|r| Some(r.code.label)),
            "place" => self.words(|texts| texts.place),
            "ontology" => self.repeats(|r| Some(r.code.ontology.name())),
            "code" => self.repeats(|r| Some(r.code.code)),
            "goldstein" => Arc::new(self.all(|r| r.reported.goldstein).collect::<Float64Array>()),
            "quad_class" => {
                Arc::new(self.all(|r| r.reported.quad_class.map(i32::from)).collect::<Int32Array>())
            }
            "country" => self.repeats(|r| r.reported.country.map(Actor::code)),
            "reports" => self.counts(|r| Some(r.reported.rows)),
            "mentions" => self.counts(|r| r.reported.mentions),
            "sources" => self.counts(|r| r.reported.sources),
            "articles" => self.counts(|r| r.reported.articles),
            "tone" => Arc::new(self.all(|r| r.reported.tone).collect::<Float64Array>()),
            "source" => self.repeats(|_| Some(self.reports.source())),
            "source_key" => self.texts(|texts| texts.key),
            "publisher" => self.words(|texts| texts.publisher),
            "url" => self.texts(|texts| texts.url),
            "digest" | "file" => self.files(name == "digest"),
            "row" => Arc::new(Int64Array::from_iter_values(self.all(|r| r.row.cast_signed()))),
            "weak" => Arc::new(BooleanArray::from(vec![false; self.order.len()])),
            _ => return None,
        })
    }

    fn all<'a, T>(&'a self, of: impl Fn(&Report) -> T + 'a) -> impl Iterator<Item = T> + 'a {
        self.order.iter().map(move |&at| of(self.reports.report(at as usize)))
    }

    fn counts(&self, of: impl Fn(&Report) -> Option<u32>) -> ArrayRef {
        Arc::new(self.all(|report| of(report).map(i64::from)).collect::<Int64Array>())
    }

    fn ids(&self, ids: &[(u128, i64)]) -> ArrayRef {
        let mut built = StringBuilder::with_capacity(self.order.len(), 32 * self.order.len());
        let mut text = String::with_capacity(32);
        for &at in self.order {
            text.clear();
            write_hex(ids[at as usize].0, &mut text);
            built.append_value(&text);
        }
        Arc::new(built.finish())
    }

    fn texts(
        &self,
        of: impl for<'t> Fn(telltale_observation::ReportTexts<'t>) -> &'t str,
    ) -> ArrayRef {
        let mut built = StringBuilder::with_capacity(self.order.len(), 64 * self.order.len());
        for &at in self.order {
            match of(self.reports.texts(at as usize)) {
                "" => built.append_null(),
                text => built.append_value(text),
            }
        }
        Arc::new(built.finish())
    }

    /// A column of words of the program's own, told apart by where they lie.
    fn repeats(&self, of: impl Fn(&Report) -> Option<&'static str>) -> ArrayRef {
        let mut seen: Vec<&'static str> = Vec::new();
        let mut places = rustc_hash::FxHashMap::default();
        let keys = self.all(of).collect::<Vec<_>>().into_iter().map(|word| {
            word.map(|word| {
                *places.entry((word.as_ptr(), word.len())).or_insert_with(|| {
                    seen.push(word);
                    seen.len() as i32 - 1
                })
            })
        });
        let keys: PrimitiveArray<Int32Type> = keys.collect();
        dictionary(keys, seen)
    }

    /// A column of the reports' own words; an empty one is unknown.
    fn words(
        &self,
        of: impl for<'t> Fn(telltale_observation::ReportTexts<'t>) -> &'t str,
    ) -> ArrayRef {
        let mut seen: Vec<&str> = Vec::new();
        let mut places = rustc_hash::FxHashMap::default();
        let mut keys = Vec::with_capacity(self.order.len());
        for &at in self.order {
            let word = of(self.reports.texts(at as usize));
            keys.push((!word.is_empty()).then(|| {
                *places.entry((word.as_ptr(), word.len())).or_insert_with(|| {
                    seen.push(word);
                    seen.len() as i32 - 1
                })
            }));
        }
        dictionary(keys.into_iter().collect(), seen)
    }

    fn files(&self, digest: bool) -> ArrayRef {
        let mut seen: Vec<String> = Vec::new();
        let mut places = rustc_hash::FxHashMap::default();
        let mut keys = Vec::with_capacity(self.order.len());
        for &at in self.order {
            let file = self.reports.file(at as usize);
            keys.push(Some(*places.entry(std::ptr::from_ref(file)).or_insert_with(|| {
                seen.push(if digest { file.1.to_string() } else { file.0.clone() });
                seen.len() as i32 - 1
            })));
        }
        dictionary(keys.into_iter().collect(), seen.iter().map(String::as_str).collect())
    }
}

fn dictionary(keys: PrimitiveArray<Int32Type>, words: Vec<&str>) -> ArrayRef {
    let words: ArrayRef = Arc::new(StringArray::from(words));
    Arc::new(DictionaryArray::new(keys, words))
}
