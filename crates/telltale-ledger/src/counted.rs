//! A panel from the rows of the view `panel_count`, or of `panel_row` where ids are wanted.
//!
//! A panel of all dyads has some hundred thousand cells. So sources are compared by their rank and not
//! by their names until the cells are in order, and a word is parsed once and then remembered.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use arrow::array::{Array, AsArray, RecordBatch, StringViewArray};
use arrow::datatypes::{Int32Type, Int64Type};
use telltale_observation::{
    AsOf, Channel, Dyad, Mode, Month, ObservationId, Panel, PanelCell, PanelRow,
};

/// What one row is counted by, in the order of a panel's rows, the source by its rank among the
/// names.
type Key = (Dyad, Channel, Mode, Month, usize);

/// The words read so far, each with what it means.
struct Words<T>(HashMap<String, T>);

impl<T: FromStr<Err: std::fmt::Display> + Copy> Words<T> {
    fn new() -> Words<T> {
        Words(HashMap::new())
    }

    fn read(&mut self, word: &str) -> Result<T, String> {
        if let Some(known) = self.0.get(word) {
            return Ok(*known);
        }
        let meant = word.parse().map_err(|fault: T::Err| fault.to_string())?;
        self.0.insert(word.to_owned(), meant);
        Ok(meant)
    }
}

/// The panel of these rows, with the exposure of each source and month summed over them.
pub(crate) fn panel(as_of: AsOf, batches: &[RecordBatch]) -> Result<Panel, String> {
    let names = sources(batches)?;
    let mut rows: Vec<(Key, u64, Option<ObservationId>)> = Vec::new();
    for batch in batches {
        read(batch, &names, &mut rows)?;
    }
    rows.sort_unstable();
    let names: Vec<String> = names.into_keys().collect();
    let mut exposure: BTreeMap<(usize, Month), u64> = BTreeMap::new();
    let mut cells: Vec<(PanelRow, PanelCell)> = Vec::new();
    for same in rows.chunk_by(|(one, ..), (other, ..)| one == other) {
        let (dyad, channel, mode, month, source) = same[0].0;
        let count = same.iter().map(|(_, count, _)| count).sum();
        let ids = same.iter().filter_map(|(.., id)| *id).collect();
        *exposure.entry((source, month)).or_default() += count;
        let row = PanelRow { source: names[source].clone(), dyad, channel, mode, month };
        cells.push((row, PanelCell { count, ids }));
    }
    let exposure = exposure.into_iter().map(|((at, month), n)| ((names[at].clone(), month), n));
    Ok(Panel::new(as_of, cells.into_iter().collect(), exposure.collect()))
}

/// The names of the sources, each with its rank.
fn sources(batches: &[RecordBatch]) -> Result<BTreeMap<String, usize>, String> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for batch in batches {
        for name in text(batch, "source")?.iter().flatten() {
            if !names.contains_key(name) {
                names.insert(name.to_owned(), 0);
            }
        }
    }
    names.values_mut().enumerate().for_each(|(at, rank)| *rank = at);
    Ok(names)
}

fn read(
    batch: &RecordBatch,
    names: &BTreeMap<String, usize>,
    rows: &mut Vec<(Key, u64, Option<ObservationId>)>,
) -> Result<(), String> {
    let source = text(batch, "source")?;
    let (actor, target) = (text(batch, "actor")?, text(batch, "target")?);
    let (channel, mode) = (text(batch, "channel")?, text(batch, "mode")?);
    let year = column(batch, "start_year")?.as_primitive::<Int32Type>();
    let month = column(batch, "start_month")?.as_primitive::<Int32Type>();
    let counts = batch.column_by_name("observations").map(|c| c.as_primitive::<Int64Type>());
    let ids = batch.column_by_name("id").map(|column| column.as_string_view());
    assert!(counts.is_some() != ids.is_some(), "a panel has either counts or ids");
    let (mut actors, mut channels, mut modes) = (Words::new(), Words::new(), Words::new());
    for at in 0..batch.num_rows() {
        let target = target.is_valid(at).then(|| actors.read(target.value(at))).transpose()?;
        let dyad = Dyad { actor: actors.read(actor.value(at))?, target };
        let first = (year.value(at) as i16, month.value(at) as i8);
        let month = Month::new(first.0, first.1).ok_or_else(|| format!("no month: {first:?}"))?;
        let (channel, mode) = (channels.read(channel.value(at))?, modes.read(mode.value(at))?);
        let count = counts.map_or(1, |counts| counts.value(at).cast_unsigned());
        let id = ids.map(|ids| ids.value(at));
        let id = id.map(|id| ObservationId::parse(id).ok_or_else(|| format!("not an id: {id:?}")));
        let key = (dyad, channel, mode, month, names[source.value(at)]);
        rows.push((key, count, id.transpose()?));
    }
    Ok(())
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a dyn Array, String> {
    let column = batch.column_by_name(name);
    column.map(AsRef::as_ref).ok_or_else(|| format!("no column {name} in the panel"))
}

fn text<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a StringViewArray, String> {
    Ok(column(batch, name)?.as_string_view())
}
