//! Reported events by the hundred thousand: from their columns straight into data files, without an
//! observation being built of each.
//!
//! What is written is row for row what [`Writer::append`] would write of the same observations; a
//! test holds the two against each other. Data files are drafted on any thread, by [`Drafts`], and
//! belong to the ledger once the one [`Writer`] commits them, with the digests of the raw files that
//! they were read from.

use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, Int64Array,
    PrimitiveArray, RecordBatch, StringArray, StringBuilder, TimestampMicrosecondArray,
    new_null_array,
};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, Int32Type, Schema};
use fs_err as fs;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::json;
use telltale_observation::{Actor, Digest, Kind, Precision, Report, ReportRow, Reports};

use crate::columns::{COLUMNS, PARTITION_COLUMNS, day_number, decode, write_hex};
use crate::file;
use crate::log::{self, AddedFile, Commit, FileSpan};
use crate::{Appended, LedgerError, Writer};

/// Rows that are turned into columns at a time: few enough to stay near the processor.
const BATCH_ROWS: usize = 2048;

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
        let order = in_order(reports, &ids);
        let words: ArrayRef = Arc::new(StringArray::from_iter_values(reports.words()));
        let mut drafted = Vec::new();
        for rows in order.chunk_by(|a, b| a.day.year() == b.day.year()) {
            let batches = rows.chunks(BATCH_ROWS).map(|part| batch(reports, part, &ids, &words));
            let batches = batches.enumerate().inspect(|(at, batch)| {
                let is_last = (at + 1) * BATCH_ROWS >= rows.len();
                check(batch, rows, &ids, (*at == 0, is_last));
            });
            let batches = batches.map(|(_, batch)| batch);
            let bytes = file::parquet_of_batches(bulk_schema(), batches);
            let span = FileSpan {
                known_at_micros: file::bounds(rows.iter().map(|row| row.known_at_micros)),
                start: file::bounds(rows.iter().map(|row| row.day)),
            };
            let partition = (Kind::Event, rows[0].day.year());
            let file = file::publish(&self.dir, partition, &bytes, rows.len() as u64, span)?;
            drafted.push(Drafted {
                file,
                ids: rows.iter().map(|row| ids[row.at as usize].0).collect(),
            });
        }
        Ok(drafted)
    }
}

/// What a report's place in the order of a data file follows from, and where it lies.
struct Placed {
    /// The year, the dyad and channel, and the day, in a number.
    key: u64,
    known_at_micros: i64,
    day: Date,
    at: u32,
}

/// Reports in the order that [`file::sort`] would bring their observations into, year by year.
fn in_order(reports: &Reports, ids: &[(u128, i64)]) -> Vec<Placed> {
    let of = |at: usize| {
        let report = reports.report(at);
        (report.actor, report.target, report.code.channel)
    };
    let mut ranks: FxHashMap<_, u32> = (0..reports.len()).map(|at| (of(at), 0)).collect();
    let mut sorted: Vec<_> = ranks.keys().copied().collect();
    sorted.sort_unstable();
    for (rank, dyad) in sorted.into_iter().enumerate() {
        ranks.insert(dyad, rank as u32);
    }
    let placed = |at: usize| {
        let Report { day, known_at, .. } = reports.report(at);
        let year = u64::try_from(day.year()).expect("a year since 1800");
        let of_year = (day.month() as u64) << 5 | day.day() as u64;
        let key = year << 48 | u64::from(ranks[&of(at)]) << 16 | of_year;
        Placed { key, known_at_micros: known_at.as_microsecond(), day: *day, at: at as u32 }
    };
    let mut order: Vec<Placed> = (0..reports.len()).map(placed).collect();
    order.sort_unstable_by(|a, b| {
        let first = (a.key, a.known_at_micros).cmp(&(b.key, b.known_at_micros));
        first.then_with(|| ids[a.at as usize].0.cmp(&ids[b.at as usize].0))
    });
    order
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
        let mut ids: FxHashSet<u128> = draft.ids.iter().copied().collect();
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

/// The rows of a batch, in order.
struct Rows<'a> {
    reports: &'a Reports,
    rows: Vec<ReportRow<'a>>,
    ids: Vec<(u128, i64)>,
    words: &'a ArrayRef,
}

/// Rows as a batch. They are drawn together first, since they lie far apart and each column goes
/// through all of them.
fn batch(
    reports: &Reports,
    order: &[Placed],
    ids: &[(u128, i64)],
    words: &ArrayRef,
) -> RecordBatch {
    let schema = bulk_schema();
    let rows = Rows {
        reports,
        rows: order.iter().map(|row| reports.row(row.at as usize)).collect(),
        ids: order.iter().map(|row| ids[row.at as usize]).collect(),
        words,
    };
    let columns = schema
        .fields()
        .iter()
        .map(|field| {
            rows.column(field.name())
                .unwrap_or_else(|| new_null_array(field.data_type(), order.len()))
        })
        .collect();
    RecordBatch::try_new(schema, columns)
        .expect("every column has the type that the table of columns gives it")
}

/// The pair of the check that `decode` makes: what is written reads back under its id. The first row
/// of a file and its last are looked at.
fn check(batch: &RecordBatch, rows: &[Placed], ids: &[(u128, i64)], (first, last): (bool, bool)) {
    let ends = [(first, 0, rows.first()), (last, batch.num_rows() - 1, rows.last())];
    for (_, at, row) in ends.into_iter().filter(|(is_asked, ..)| *is_asked) {
        let one = crate::columns::as_file_batch(&batch.slice(at, 1));
        let back = decode(&one, Some(Kind::Event)).expect("a row that was just written reads back");
        let row = row.expect("a data file has rows");
        assert_eq!(back[0].id().as_u128(), ids[row.at as usize].0);
    }
}

impl Rows<'_> {
    /// A column by its name; `None` where no reported event has it.
    fn column(&self, name: &str) -> Option<ArrayRef> {
        let known = || self.all(|r| r.known_at.as_microsecond());
        Some(match name {
            "id" => self.ids(),
            "thing" => {
                Arc::new(Int64Array::from_iter_values(self.ids.iter().map(|(_, thing)| *thing)))
            }
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
            "place" => self.words(|row| row.place),
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
            "source_key" => self.texts(|row| row.key),
            "publisher" => self.words(|row| row.publisher),
            "url" => self.texts(|row| row.url),
            "digest" | "file" => self.files(name == "digest"),
            "row" => Arc::new(Int64Array::from_iter_values(self.all(|r| r.row.cast_signed()))),
            "weak" => Arc::new(BooleanArray::from(vec![false; self.rows.len()])),
            _ => return None,
        })
    }

    fn all<'a, T>(&'a self, of: impl Fn(&Report) -> T + 'a) -> impl Iterator<Item = T> + 'a {
        self.rows.iter().map(move |row| of(&row.report))
    }

    fn counts(&self, of: impl Fn(&Report) -> Option<u32>) -> ArrayRef {
        Arc::new(self.all(|report| of(report).map(i64::from)).collect::<Int64Array>())
    }

    fn ids(&self) -> ArrayRef {
        let mut text = String::with_capacity(32 * self.ids.len());
        self.ids.iter().for_each(|(id, _)| write_hex(*id, &mut text));
        let lengths = OffsetBuffer::from_repeated_length(32, self.ids.len());
        Arc::new(StringArray::new(lengths, text.into_bytes().into(), None))
    }

    fn texts<'a>(&'a self, of: impl Fn(&ReportRow<'a>) -> &'a str) -> ArrayRef {
        let bytes = self.rows.iter().map(|row| of(row).len()).sum();
        let mut built = StringBuilder::with_capacity(self.rows.len(), bytes);
        for row in &self.rows {
            match of(row) {
                "" => built.append_null(),
                text => built.append_value(text),
            }
        }
        Arc::new(built.finish())
    }

    /// A column of words of the program's own, told apart by where they lie.
    fn repeats(&self, of: impl Fn(&Report) -> Option<&'static str>) -> ArrayRef {
        let mut seen: Vec<&'static str> = Vec::new();
        let mut places = FxHashMap::default();
        let keys = self.all(of).map(|word| {
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
    fn words(&self, of: impl Fn(&ReportRow<'_>) -> u32) -> ArrayRef {
        let words = self.reports.words();
        let keys = self.rows.iter().map(|row| {
            let at = of(row);
            (!words[at as usize].is_empty()).then_some(at.cast_signed())
        });
        let keys: PrimitiveArray<Int32Type> = keys.collect();
        Arc::new(DictionaryArray::new(keys, self.words.clone()))
    }

    fn files(&self, digest: bool) -> ArrayRef {
        let keys = self.rows.iter().map(|row| row.file.cast_signed());
        let keys = PrimitiveArray::<Int32Type>::from_iter_values(keys);
        let files = self.reports.files().iter();
        let names = files.map(|file| if digest { file.1.to_string() } else { file.0.clone() });
        Arc::new(DictionaryArray::new(keys, Arc::new(StringArray::from_iter_values(names))))
    }
}

fn dictionary(keys: PrimitiveArray<Int32Type>, words: Vec<&str>) -> ArrayRef {
    let words: ArrayRef = Arc::new(StringArray::from(words));
    Arc::new(DictionaryArray::new(keys, words))
}
