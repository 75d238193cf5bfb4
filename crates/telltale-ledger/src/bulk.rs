//! Reported events by the hundred thousand: from their columns straight into data files, without an
//! observation being built of each.
//!
//! What is written is row for row what [`Writer::append`] would write of the same observations; a
//! test holds the two against each other. Data files are drafted on any thread, by [`Drafts`], and
//! belong to the ledger once the one [`Writer`] commits them, with the digests of the raw files that
//! they were read from.

use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array, RecordBatch,
    StringViewArray, TimestampMicrosecondArray,
};
use arrow::datatypes::DataType;
use fs_err as fs;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::json;
use telltale_observation::{
    Actor, Channel, Code, Digest, Kind, Precision, Report, ReportRow, Reports,
};

use crate::chunk::{NONE, Packer, Plain, Values};
use crate::columns::{day_number, decode, file_schema};
use crate::file;
use crate::log::{self, AddedFile, Commit, FileSpan};
use crate::{Appended, LedgerError, Writer};

/// Rows that are taken apart at a time: few enough to stay near the processor.
const BATCH_ROWS: usize = 1024;

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
        let columns = Columns::of(reports, &ids);
        let mut packer = Packer::new()?;
        let mut drafted = Vec::new();
        for rows in order.chunk_by(|a, b| a.day.year() == b.day.year()) {
            let bytes = columns.parquet(rows, &mut packer);
            let span = FileSpan {
                known_at_micros: file::bounds(rows.iter().map(|row| row.known_at_micros)),
                start: file::bounds(rows.iter().map(|row| row.day)),
            };
            let partition = (Kind::Event, rows[0].day.year());
            let file = file::publish(&self.dir, partition, &bytes, rows.len() as u64, span)?;
            packer.file = bytes;
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
    // No target comes before every target.
    let ranks: FxHashMap<Actor, u64> = Actor::all().zip(1..).collect();
    assert!(ranks.len() < 1 << 16 && Channel::ALL.len() < 1 << 6, "ranks fit into a key");
    let placed = |at: usize| {
        let Report { actor, target, code, day, known_at, .. } = reports.report(at);
        let year = u64::try_from(day.year()).expect("a year since 1800");
        let target = target.map_or(0, |target| ranks[&target]);
        let dyad = ranks[actor] << 16 | target;
        let of_year = (day.month() as u64) << 5 | day.day() as u64;
        let key = year << 47 | dyad << 15 | (code.channel as u64) << 9 | of_year;
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

/// Which of the values met so far each report has.
struct Keys<K> {
    known: FxHashMap<K, u32>,
    met: Vec<K>,
    rows: Vec<u32>,
    /// Neighbours are often alike.
    last: Option<(K, u32)>,
}

impl<K: Copy + Eq + Hash> Keys<K> {
    fn of(rows: usize) -> Keys<K> {
        let (known, met) = (FxHashMap::default(), Vec::new());
        Keys { known, met, rows: Vec::with_capacity(rows), last: None }
    }

    fn extend(&mut self, values: impl Iterator<Item = Option<K>>) {
        for value in values {
            let key = value.map_or(NONE, |value| self.key(value));
            self.rows.push(key);
        }
    }

    fn key(&mut self, value: K) -> u32 {
        if let Some((last, key)) = self.last
            && last == value
        {
            return key;
        }
        let key = self.known.get(&value).copied().unwrap_or_else(|| {
            let next = self.met.len() as u32;
            self.known.insert(value, next);
            self.met.push(value);
            next
        });
        self.last = Some((value, key));
        key
    }

    /// The values of these rows, numbered in the order in which they come.
    fn values(&self, order: &[Placed], write: impl Fn(K, &mut Plain)) -> Values<'static> {
        let mut numbers = vec![NONE; self.met.len()];
        let mut plain = Plain::default();
        let keys = order.iter().map(|placed| {
            let key = self.rows[placed.at as usize];
            if key == NONE {
                return NONE;
            }
            let number = &mut numbers[key as usize];
            if *number == NONE {
                *number = plain.len() as u32;
                write(self.met[key as usize], &mut plain);
            }
            *number
        });
        let keys = keys.collect();
        Values::Keyed(keys, plain)
    }

    /// Words that follow from the values.
    fn words(&self, order: &[Placed], of: impl Fn(K) -> &'static str) -> Values<'static> {
        let mut words = Keys::of(self.met.len());
        words.extend(self.met.iter().map(|value| Some(of(*value))));
        let rows = self.rows.iter().map(|key| match *key {
            NONE => NONE,
            key => words.rows[key as usize],
        });
        let rows = rows.collect();
        Keys { rows, ..words }.values(order, |word, plain| plain.text(word))
    }
}

/// A code, told from others by where it lies.
#[derive(Clone, Copy)]
struct ByPlace(&'static Code);

impl PartialEq for ByPlace {
    fn eq(&self, other: &ByPlace) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for ByPlace {}

impl Hash for ByPlace {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}

/// What the columns of data files are made of, column by column. Reports are gone through in the order
/// in which they lie; a file's rows stand in another, and what is picked out then is small.
struct Columns<'a> {
    reports: &'a Reports,
    ids: &'a [(u128, i64)],
    codes: Keys<ByPlace>,
    actors: Keys<Actor>,
    targets: Keys<Actor>,
    countries: Keys<Actor>,
    days: Keys<Date>,
    known_at: Keys<i64>,
    places: Keys<u32>,
    publishers: Keys<u32>,
    files: Keys<u32>,
    rows: Keys<u64>,
    goldstein: Keys<u64>,
    tones: Keys<u64>,
    quad_classes: Keys<u8>,
    /// Reports, mentions, sources and articles.
    counts: [Keys<u32>; 4],
    keys: Vec<&'a str>,
    urls: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(reports: &'a Reports, ids: &'a [(u128, i64)]) -> Columns<'a> {
        let n = reports.len();
        let mut columns = Columns {
            reports,
            ids,
            codes: Keys::of(n),
            actors: Keys::of(n),
            targets: Keys::of(n),
            countries: Keys::of(n),
            days: Keys::of(n),
            known_at: Keys::of(n),
            places: Keys::of(n),
            publishers: Keys::of(n),
            files: Keys::of(n),
            rows: Keys::of(n),
            goldstein: Keys::of(n),
            tones: Keys::of(n),
            quad_classes: Keys::of(n),
            counts: std::array::from_fn(|_| Keys::of(n)),
            keys: Vec::with_capacity(n),
            urls: Vec::with_capacity(n),
        };
        let mut rows = Vec::with_capacity(BATCH_ROWS);
        for from in (0..n).step_by(BATCH_ROWS) {
            rows.clear();
            rows.extend((from..n.min(from + BATCH_ROWS)).map(|at| reports.row(at)));
            columns.take(&rows);
        }
        columns
    }

    fn take(&mut self, rows: &[ReportRow<'a>]) {
        let words = self.reports.words();
        let word = |at: u32| (!words[at as usize].is_empty()).then_some(at);
        let reports = || rows.iter().map(|row| &row.report);
        let reported = || rows.iter().map(|row| &row.report.reported);
        self.codes.extend(reports().map(|report| Some(ByPlace(report.code))));
        self.actors.extend(reports().map(|report| Some(report.actor)));
        self.targets.extend(reports().map(|report| report.target));
        self.countries.extend(reported().map(|reported| reported.country));
        self.days.extend(reports().map(|report| Some(report.day)));
        self.known_at.extend(reports().map(|report| Some(report.known_at.as_microsecond())));
        self.places.extend(rows.iter().map(|row| word(row.place)));
        self.publishers.extend(rows.iter().map(|row| word(row.publisher)));
        self.files.extend(rows.iter().map(|row| Some(row.file)));
        self.rows.extend(reports().map(|report| Some(report.row)));
        self.goldstein.extend(reported().map(|reported| reported.goldstein.map(f64::to_bits)));
        self.tones.extend(reported().map(|reported| reported.tone.map(f64::to_bits)));
        self.quad_classes.extend(reported().map(|reported| reported.quad_class));
        let [count, mentions, sources, articles] = &mut self.counts;
        count.extend(reported().map(|reported| Some(reported.rows)));
        mentions.extend(reported().map(|reported| reported.mentions));
        sources.extend(reported().map(|reported| reported.sources));
        articles.extend(reported().map(|reported| reported.articles));
        self.keys.extend(rows.iter().map(|row| row.key));
        self.urls.extend(rows.iter().map(|row| row.url));
    }

    /// The bytes of a data file with these rows.
    fn parquet(&self, order: &[Placed], packer: &mut Packer) -> Vec<u8> {
        let groups: Vec<&[Placed]> = order.chunks(file::GROUP_ROWS).collect();
        let mut ends = Vec::new();
        let bytes =
            file::parquet_of_columns(groups.iter().map(|group| group.len()), packer, &mut {
                |group, field| {
                    let rows = groups[group];
                    let values = self.column(field.name(), rows).unwrap_or(Values::Absent);
                    let ends_of = [0, rows.len() - 1].map(|at| values.of_row(at));
                    ends.push(ends_of.map(|plain| cell(field.data_type(), plain.as_deref())));
                    values
                }
            });
        let columns = file_schema().fields().len();
        for (rows, cells) in groups.iter().zip(ends.chunks(columns)) {
            self.check(rows, cells);
        }
        bytes
    }

    /// The pair of the check that `decode` makes: what is written reads back under its id. The first
    /// row of a row group and its last are looked at.
    fn check(&self, rows: &[Placed], cells: &[[ArrayRef; 2]]) {
        for (end, at) in [0, rows.len() - 1].into_iter().enumerate() {
            let cells = cells.iter().map(|cells| cells[end].clone()).collect();
            let one = RecordBatch::try_new(file_schema(), cells)
                .expect("every column has the type that the table of columns gives it");
            let back = decode(&one, Some(Kind::Event)).expect("a row that is written reads back");
            assert_eq!(back[0].id().as_u128(), self.ids[rows[at].at as usize].0);
        }
    }

    /// A column by its name; `None` where no reported event has it.
    fn column(&self, name: &str, order: &[Placed]) -> Option<Values<'a>> {
        let reports = self.reports;
        let word = |at: u32, plain: &mut Plain| plain.text(&reports.words()[at as usize]);
        let file = |at: u32| &reports.files()[at as usize];
        let code = |actor: Actor, plain: &mut Plain| plain.text(actor.code());
        let count = |keys: &Keys<u32>| {
            keys.values(order, |n, plain| plain.number(&i64::from(n).to_le_bytes()))
        };
        let bits =
            |keys: &Keys<u64>| keys.values(order, |bits, plain| plain.number(&bits.to_le_bytes()));
        Some(match name {
            "id" => {
                Values::Hex(order.iter().map(|placed| self.ids[placed.at as usize].0).collect())
            }
            "thing" => self.things(order),
            "mode" => self.codes.words(order, |ByPlace(code)| code.mode.name()),
            "actor" => self.actors.values(order, code),
            "target" => self.targets.values(order, code),
            "channel" => self.codes.words(order, |ByPlace(code)| code.channel.name()),
            "start_date" | "end_date" => {
                self.days.values(order, |day, plain| plain.number(&day_number(day).to_le_bytes()))
            }
            "precision" => same(Precision::Day.name(), order),
            "known_at" => self.known_at.values(order, |at, plain| plain.number(&at.to_le_bytes())),
            "modality" => same("happened", order),
            "what" => self.codes.words(order, |ByPlace(code)| code.label),
            "place" => self.places.values(order, word),
            "ontology" => self.codes.words(order, |ByPlace(code)| code.ontology.name()),
            "code" => self.codes.words(order, |ByPlace(code)| code.code),
            "goldstein" => bits(&self.goldstein),
            "quad_class" => self
                .quad_classes
                .values(order, |class, plain| plain.number(&i32::from(class).to_le_bytes())),
            "country" => self.countries.values(order, code),
            "reports" => count(&self.counts[0]),
            "mentions" => count(&self.counts[1]),
            "sources" => count(&self.counts[2]),
            "articles" => count(&self.counts[3]),
            "tone" => bits(&self.tones),
            "source" => same(reports.source(), order),
            "source_key" => texts(&self.keys, order),
            "publisher" => self.publishers.values(order, word),
            "url" => texts(&self.urls, order),
            "digest" => self.files.values(order, |at, plain| plain.text(&file(at).1.to_string())),
            "file" => self.files.values(order, |at, plain| plain.text(&file(at).0)),
            "row" => bits(&self.rows),
            "weak" => Values::False,
            _ => return None,
        })
    }

    fn things(&self, order: &[Placed]) -> Values<'static> {
        let mut plain = Plain::of_width(8, order.len());
        order.iter().for_each(|placed| plain.number(&self.ids[placed.at as usize].1.to_le_bytes()));
        Values::Each(plain)
    }
}

/// A column in which every row has the same word.
fn same(word: &str, order: &[Placed]) -> Values<'static> {
    let mut plain = Plain::default();
    plain.text(word);
    Values::Keyed(vec![0; order.len()], plain)
}

/// A column of texts of which most stand once; an empty one is unknown.
fn texts<'a>(texts: &[&'a str], order: &[Placed]) -> Values<'a> {
    Values::Texts(order.iter().map(|placed| texts[placed.at as usize]).collect())
}

/// A column of one row, of a value in its plain form.
fn cell(kind: &DataType, plain: Option<&[u8]>) -> ArrayRef {
    fn of<const N: usize>(plain: &[u8]) -> [u8; N] {
        plain.try_into().expect("a number has the width of its type")
    }
    let long = plain.filter(|plain| plain.len() == 8).map(of).map(i64::from_le_bytes);
    match kind {
        DataType::Utf8View => {
            let text = plain.map(|plain| str::from_utf8(&plain[4..]).expect("texts are UTF-8"));
            Arc::new(StringViewArray::from(vec![text]))
        }
        DataType::Int32 => Arc::new(Int32Array::from(vec![plain.map(of).map(i32::from_le_bytes)])),
        DataType::Date32 => {
            Arc::new(Date32Array::from(vec![plain.map(of).map(i32::from_le_bytes)]))
        }
        DataType::Int64 => Arc::new(Int64Array::from(vec![long])),
        DataType::Timestamp(..) => {
            Arc::new(TimestampMicrosecondArray::from(vec![long]).with_timezone("UTC"))
        }
        DataType::Float64 => {
            Arc::new(Float64Array::from(vec![plain.map(of).map(f64::from_le_bytes)]))
        }
        DataType::Boolean => Arc::new(BooleanArray::from(vec![plain.map(|plain| plain != [0])])),
        other => unreachable!("no column of a ledger is {other}"),
    }
}
