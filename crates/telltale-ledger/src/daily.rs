//! What was seen of each dyad on each day: the rows from which forecasts are learnt.

use std::collections::HashMap;
use std::str::FromStr;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Date32Type, Int64Type};
use jiff::civil::{Date, date};
use telltale_observation::{Actor, Channel, Dyad, Mode, Rank};

use crate::LedgerError;
use crate::ledger::Snapshot;
use crate::query::without_comments;

/// So many records that are alike, of one dyad and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daily {
    /// The day on which it was; of what is announced, the day of the announcement.
    pub day: Date,
    /// The day on which it could be known.
    pub known: Date,
    /// Who, and towards whom.
    pub dyad: Dyad,
    /// The channel.
    pub channel: Channel,
    /// Deed or word.
    pub mode: Mode,
    /// Whether it is only announced.
    pub planned: bool,
    /// The code that its source gave it.
    pub code: Option<String>,
    /// The rank of who took part.
    pub rank: Option<Rank>,
    /// How many records.
    pub records: u32,
}

impl Snapshot<'_> {
    /// Events that took place or were announced, counted by dyad and day; of one source, or of all.
    ///
    /// # Errors
    /// Those of [`Snapshot::observations`].
    pub fn daily(&self, source: Option<&str>) -> Result<Vec<Daily>, LedgerError> {
        let condition = source
            .map_or("true".to_owned(), |name| format!("source = '{}'", name.replace('\'', "''")));
        let sql = without_comments(include_str!("../sql/daily.sql")).replace(":source", &condition);
        let mut all = Vec::new();
        for batch in self.event_rows(&sql)? {
            read(&batch, &mut all).map_err(|what| LedgerError::damaged("a data file", what))?;
        }
        Ok(all)
    }
}

/// The words of one column, each parsed once.
fn words<T: FromStr<Err: std::fmt::Display> + Copy>(
    batch: &RecordBatch,
    name: &str,
) -> Result<Vec<Option<T>>, String> {
    let column = batch.column_by_name(name).ok_or_else(|| format!("no column {name}"))?;
    let mut known: HashMap<&str, T> = HashMap::new();
    let mut read = Vec::with_capacity(batch.num_rows());
    for word in column.as_string_view() {
        let Some(word) = word else {
            read.push(None);
            continue;
        };
        let meant = match known.get(word) {
            Some(meant) => *meant,
            None => word.parse().map_err(|fault: T::Err| fault.to_string())?,
        };
        known.insert(word, meant);
        read.push(Some(meant));
    }
    Ok(read)
}

fn days(batch: &RecordBatch, name: &str) -> Result<Vec<Date>, String> {
    let column = batch.column_by_name(name).ok_or_else(|| format!("no column {name}"))?;
    let epoch = date(1970, 1, 1);
    let day = |day: i32| epoch.saturating_add(jiff::Span::new().days(day));
    Ok(column.as_primitive::<Date32Type>().values().iter().map(|at| day(*at)).collect())
}

fn read(batch: &RecordBatch, into: &mut Vec<Daily>) -> Result<(), String> {
    let (day, known) = (days(batch, "day")?, days(batch, "known")?);
    let (actor, target) = (words::<Actor>(batch, "actor")?, words::<Actor>(batch, "target")?);
    let (channel, mode) = (words::<Channel>(batch, "channel")?, words::<Mode>(batch, "mode")?);
    let rank = words::<Rank>(batch, "rank")?;
    let code = batch.column_by_name("code").ok_or("no column code")?.as_string_view();
    let planned = batch.column_by_name("planned").ok_or("no column planned")?.as_boolean();
    let records = batch.column_by_name("records").ok_or("no column records")?;
    let records = records.as_primitive::<Int64Type>();
    for at in 0..batch.num_rows() {
        into.push(Daily {
            day: day[at],
            known: known[at],
            dyad: Dyad { actor: actor[at].ok_or("nobody acts")?, target: target[at] },
            channel: channel[at].ok_or("no channel")?,
            mode: mode[at].ok_or("no mode")?,
            planned: planned.value(at),
            code: code.is_valid(at).then(|| code.value(at).to_owned()),
            rank: rank[at],
            records: u32::try_from(records.value(at)).unwrap_or(u32::MAX),
        });
    }
    Ok(())
}
