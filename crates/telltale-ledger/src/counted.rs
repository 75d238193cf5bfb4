//! A panel from the rows of the view `panel_count`, or of `panel_row` where ids are wanted.
//!
//! A panel of all dyads has some hundred thousand cells, so sources are compared by their rank and
//! not by their names until the cells are in order.

use std::collections::BTreeMap;
use std::str::FromStr;

use arrow::array::{Array, AsArray, RecordBatch, StringViewArray};
use arrow::datatypes::{Int32Type, Int64Type};
use telltale_observation::{
    AsOf, Channel, Dyad, Mode, Month, ObservationId, Panel, PanelCell, PanelRow,
};

/// What one row is counted by, the source by its rank among the names.
type Key = (usize, Dyad, Channel, Mode, Month);

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
        let (source, dyad, channel, mode, month) = same[0].0;
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
    for at in 0..batch.num_rows() {
        let target = target.is_valid(at).then(|| parsed(target.value(at))).transpose()?;
        let dyad = Dyad { actor: parsed(actor.value(at))?, target };
        let first = (year.value(at) as i16, month.value(at) as i8);
        let month = Month::new(first.0, first.1).ok_or_else(|| format!("no month: {first:?}"))?;
        let (channel, mode) = (parsed(channel.value(at))?, parsed(mode.value(at))?);
        let count = counts.map_or(1, |counts| counts.value(at).cast_unsigned());
        let id = ids.map(|ids| ids.value(at));
        let id = id.map(|id| ObservationId::parse(id).ok_or_else(|| format!("not an id: {id:?}")));
        rows.push(((names[source.value(at)], dyad, channel, mode, month), count, id.transpose()?));
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

fn parsed<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|fault: T::Err| fault.to_string())
}
