//! What a ledger holds: how much, of which kinds, from which sources, over which times.

use std::collections::BTreeMap;

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{Date32Type, Int64Type, TimestampMicrosecondType};
use jiff::civil::Date;
use serde::Serialize;
use telltale_observation::KnownAt;

use crate::columns::{day_of, known_at_of};
use crate::ledger::Kept;
use crate::lock::{self, Holder};
use crate::query::Seen;
use crate::{Ledger, LedgerError};

/// What a ledger holds, all vintages counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Info {
    /// The version; `None` in memory.
    pub version: Option<u64>,
    /// How many data files.
    pub files: usize,
    /// Their size together.
    pub bytes: u64,
    /// How many observations.
    pub observations: u64,
    /// How many of each kind, by its name.
    pub by_kind: BTreeMap<String, u64>,
    /// The earliest and the latest first day; `None` if it is empty.
    pub start: Option<(Date, Date)>,
    /// The earliest and the latest `known_at`; `None` if it is empty.
    pub known_at: Option<(KnownAt, KnownAt)>,
    /// What came from each source, by source and kind.
    pub sources: Vec<SourceInfo>,
    /// How many source files are known by their digest, and not read again: those of events and the
    /// tables of cases. A table by a map may be read again by another map, and is not among them.
    pub files_read: usize,
    /// Who is writing to it now, if anybody.
    pub writer: Option<Holder>,
}

/// What of one kind came from one source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceInfo {
    /// The source's short name.
    pub source: String,
    /// The kind's name.
    pub kind: String,
    /// How many observations.
    pub observations: u64,
    /// The earliest and the latest first day.
    pub start: (Date, Date),
    /// The earliest and the latest `known_at`.
    pub known_at: (KnownAt, KnownAt),
}

impl Ledger {
    /// What the ledger holds.
    ///
    /// # Errors
    /// Those of [`Ledger::sql`].
    pub fn info(&self) -> Result<Info, LedgerError> {
        let rows = self.engine.ask(&Seen::Everything, include_str!("../sql/sources.sql"))?;
        let mut sources = Vec::new();
        for batch in &rows.batches {
            sources.extend((0..batch.num_rows()).map(|at| source(batch, at)));
        }
        let mut by_kind: BTreeMap<String, u64> = BTreeMap::new();
        for source in &sources {
            *by_kind.entry(source.kind.clone()).or_default() += source.observations;
        }
        let mut info = Info {
            version: None,
            files: 0,
            bytes: 0,
            observations: by_kind.values().sum(),
            by_kind,
            start: sources.iter().map(|s| s.start).reduce(wider),
            known_at: sources.iter().map(|s| s.known_at).reduce(wider),
            sources,
            files_read: 0,
            writer: None,
        };
        match &self.rows {
            Kept::InMemory { rows } => {
                assert_eq!(info.observations, *rows as u64, "the engine counts every row");
            }
            Kept::InFolder { dir, table } => {
                info.version = Some(table.version);
                info.files = table.files.len();
                info.bytes = table.files.values().map(|file| file.bytes).sum();
                info.files_read = table.read_files.len();
                info.writer = lock::holder(dir);
            }
        }
        Ok(info)
    }
}

fn wider<T: Ord>((first, last): (T, T), (from, to): (T, T)) -> (T, T) {
    (first.min(from), last.max(to))
}

/// A row of `sources.sql`, whose columns are in its order.
fn source(batch: &RecordBatch, at: usize) -> SourceInfo {
    let text = |column: usize| batch.column(column).as_string_view().value(at).to_owned();
    let day = |column: usize| {
        let day = batch.column(column).as_primitive::<Date32Type>().value(at);
        day_of(day).expect("the ledger holds days of the calendar only")
    };
    let known_at = |column: usize| {
        let micros = batch.column(column).as_primitive::<TimestampMicrosecondType>().value(at);
        known_at_of(micros).expect("the ledger holds instants from 1800 to 2200 only")
    };
    let observations = batch.column(2).as_primitive::<Int64Type>().value(at);
    SourceInfo {
        source: text(0),
        kind: text(1),
        observations: observations.cast_unsigned(),
        start: (day(3), day(4)),
        known_at: (known_at(5), known_at(6)),
    }
}
