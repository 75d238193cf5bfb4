//! What a scan counts: the events of one source by dyad, channel and step, with all that it reported.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{ToSpan, Unit};
use telltale_ledger::{Ledger, WithIds};
use telltale_measure::History;
use telltale_observation::{Actor, AsOf, Channel, Dyad};

use crate::cli::{Scan, Step};
use crate::failure::Failure;

/// Fewer months than these, and a scan goes by weeks.
const MONTHS_MIN: i64 = 36;
/// A Monday, from which weeks are counted.
const MONDAY: Date = date(1970, 1, 5);

/// One source's events of each day, dyad and channel; the view leaves out what did not take place.
const DAYS: &str = "SELECT source, actor, target, channel, start_date, count(*) AS observations \
                    FROM panel_row GROUP BY source, actor, target, channel, start_date";

/// The counts of one source.
#[derive(Debug)]
pub(super) struct Counts {
    pub(super) source: String,
    /// Sources that the ledger holds besides.
    pub(super) others: Vec<String>,
    pub(super) step: Step,
    /// The number of the first step.
    first: i64,
    /// How much the source reported at all, step by step.
    pub(super) exposure: Vec<f64>,
    pub(super) histories: Vec<History>,
    /// How many of its events are known less exactly than to a step, and are not counted.
    pub(super) coarse: u64,
}

impl Counts {
    pub(super) fn first_day(&self, step: usize) -> Date {
        first_day(self.step, self.first + i64::try_from(step).expect("few steps"))
    }

    pub(super) fn from(&self) -> Date {
        self.first_day(0)
    }

    /// The last day of the last step.
    pub(super) fn until(&self) -> Date {
        self.first_day(self.exposure.len()).yesterday().expect("a day in range")
    }

    /// How many steps there are from that of this day on.
    pub(super) fn steps_since(&self, day: Date) -> usize {
        let end = self.first + i64::try_from(self.exposure.len()).expect("few steps");
        usize::try_from(end - number(self.step, day)).unwrap_or(0)
    }
}

/// The number of the step that holds a day.
fn number(step: Step, day: Date) -> i64 {
    match step {
        Step::Month => i64::from(day.year()) * 12 + i64::from(day.month()) - 1,
        Step::Week => {
            let days = MONDAY.until((Unit::Day, day)).expect("days between dates").get_days();
            i64::from(days).div_euclid(7)
        }
    }
}

fn first_day(step: Step, number: i64) -> Date {
    match step {
        Step::Month => {
            let year = i16::try_from(number.div_euclid(12)).expect("a year in range");
            let month = i8::try_from(number.rem_euclid(12) + 1).expect("a month");
            date(year, month, 1)
        }
        Step::Week => MONDAY.saturating_add(number.weeks()),
    }
}

/// One row: so many events of a dyad and channel in one step.
#[derive(Debug)]
struct Row {
    source: String,
    dyad: Dyad,
    channel: Channel,
    step: i64,
    count: u64,
}

/// Reads what is counted as of an instant: by months, or by weeks where that was asked or the
/// ledger is too short for months.
///
/// # Errors
/// If the ledger cannot be read, holds no event, or not of the source that was asked.
pub(super) fn read(ledger: &Ledger, as_of: AsOf, asked: &Scan) -> Result<Counts, Failure> {
    let step = asked.step.unwrap_or(Step::Month);
    let counts = by(step, ledger, as_of, asked)?;
    let is_short = i64::try_from(counts.exposure.len()).unwrap_or(0) < MONTHS_MIN;
    match asked.step {
        None if is_short => by(Step::Week, ledger, as_of, asked),
        _ => Ok(counts),
    }
}

fn by(step: Step, ledger: &Ledger, as_of: AsOf, asked: &Scan) -> Result<Counts, Failure> {
    let rows = match step {
        Step::Month => by_month(ledger, as_of)?,
        Step::Week => by_days(ledger, as_of, DAYS, step)?,
    };
    let coarse = by_days(ledger, as_of, &coarse(step), step)?;
    let mut counts = counted(&without(rows, &coarse), step, as_of, asked.source.as_deref())?;
    let theirs = coarse.iter().filter(|row| row.source == counts.source);
    counts.coarse = theirs.map(|row| row.count).sum();
    Ok(counts)
}

/// The events that are known less exactly than to a step, on the first of their days.
fn coarse(step: Step) -> String {
    let than = match step {
        Step::Month => "'quarter', 'year'",
        Step::Week => "'month', 'quarter', 'year'",
    };
    format!(
        "SELECT source, actor, target, channel, start_date, count(*) AS observations \
         FROM observation WHERE kind = 'event' AND modality IN ('happened', 'reported') AND NOT weak \
         AND precision IN ({than}) GROUP BY source, actor, target, channel, start_date"
    )
}

/// The rows less others of the same steps.
fn without(mut rows: Vec<Row>, others: &[Row]) -> Vec<Row> {
    let mut left: BTreeMap<(&str, Dyad, Channel, i64), u64> = BTreeMap::new();
    for row in others {
        *left.entry((&row.source, row.dyad, row.channel, row.step)).or_default() += row.count;
    }
    for row in &mut rows {
        if let Some(left) = left.get_mut(&(row.source.as_str(), row.dyad, row.channel, row.step)) {
            let taken = row.count.min(*left);
            row.count -= taken;
            *left -= taken;
        }
    }
    rows.retain(|row| row.count > 0);
    rows
}

fn by_month(ledger: &Ledger, as_of: AsOf) -> Result<Vec<Row>, Failure> {
    let panel = ledger.as_of(as_of).panel(WithIds::No)?;
    let row =
        |(row, cell): (&telltale_observation::PanelRow, &telltale_observation::PanelCell)| Row {
            source: row.source.clone(),
            dyad: row.dyad,
            channel: row.channel,
            step: number(Step::Month, row.month.first_day()),
            count: cell.count,
        };
    Ok(panel.cells().map(row).collect())
}

fn by_days(ledger: &Ledger, as_of: AsOf, query: &str, step: Step) -> Result<Vec<Row>, Failure> {
    let answer = ledger.sql(query, Some(as_of))?.to_csv()?;
    let mut reader = csv::Reader::from_reader(answer.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(anyhow::Error::from)?;
        let unfit = || anyhow::anyhow!("a row of the ledger that is none: {record:?}");
        let row = || {
            let target = record.get(2).filter(|target| !target.is_empty());
            let target = target.map(str::parse::<Actor>).transpose().ok()?;
            Some(Row {
                source: record.get(0)?.to_owned(),
                dyad: Dyad { actor: record.get(1)?.parse().ok()?, target },
                channel: record.get(3)?.parse().ok()?,
                step: number(step, record.get(4)?.parse().ok()?),
                count: record.get(5)?.parse().ok()?,
            })
        };
        rows.push(row().ok_or_else(unfit)?);
    }
    Ok(rows)
}

fn counted(rows: &[Row], step: Step, as_of: AsOf, wanted: Option<&str>) -> Result<Counts, Failure> {
    // A step that was not over is left out.
    let end = number(step, as_of.date().tomorrow().unwrap_or(as_of.date()));
    let rows: Vec<&Row> = rows.iter().filter(|row| row.step < end).collect();
    let mut sources: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &rows {
        *sources.entry(&row.source).or_default() += row.count;
    }
    let source = source(&sources, wanted, as_of)?;
    let rows: Vec<&Row> = rows.into_iter().filter(|row| row.source == source).collect();
    let first = rows.iter().map(|row| row.step).min().unwrap_or(end);
    let last = rows.iter().map(|row| row.step).max().unwrap_or(end);
    let steps = usize::try_from(last - first + 1).unwrap_or(0);
    let at = |row: &Row| usize::try_from(row.step - first).expect("not before the first");
    let mut exposure = vec![0.0; steps];
    let mut dyads: BTreeMap<Dyad, BTreeMap<Channel, Vec<u32>>> = BTreeMap::new();
    for row in rows {
        exposure[at(row)] += row.count as f64;
        let channels = dyads.entry(row.dyad).or_default();
        if row.dyad.target.is_some() && row.channel.sign() != 0 {
            let counts = channels.entry(row.channel).or_insert_with(|| vec![0; steps]);
            counts[at(row)] += u32::try_from(row.count).unwrap_or(u32::MAX);
        }
    }
    let two = dyads.into_iter().filter(|(dyad, _)| dyad.target.is_some());
    let history = |(dyad, channels): (Dyad, BTreeMap<Channel, Vec<u32>>)| History {
        dyad,
        channels: channels.into_iter().collect(),
    };
    let others = sources.keys().filter(|other| **other != source).map(|o| (*o).to_owned());
    Ok(Counts {
        others: others.collect(),
        source,
        step,
        first,
        exposure,
        histories: two.map(history).collect(),
        coarse: 0,
    })
}

/// The source that was asked, or the one that counts most.
fn source(
    sources: &BTreeMap<&str, u64>,
    wanted: Option<&str>,
    as_of: AsOf,
) -> Result<String, Failure> {
    let names = || sources.keys().copied().collect::<Vec<_>>().join(", ");
    match wanted {
        Some(wanted) if sources.contains_key(wanted) => Ok(wanted.to_owned()),
        Some(wanted) => Err(Failure::usage(
            format!("the ledger has no events of this source: {wanted:?}"),
            format!("its sources of events are: {}", names()),
        )),
        None => sources
            .iter()
            .max_by_key(|(_, count)| **count)
            .map(|(source, _)| (*source).to_owned())
            .ok_or_else(|| {
                Failure::usage(
                    format!("the ledger has no events as of {}", as_of.date()),
                    "`telltale ingest` brings some; `telltale source list` says from where",
                )
            }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_a_whole_year_counts_in_none_of_its_months() {
        let dyad = |target: &str| Dyad {
            actor: "FRA".parse().unwrap(),
            target: Some(target.parse().unwrap()),
        };
        let row = |target, step, count| Row {
            source: "s".to_owned(),
            dyad: dyad(target),
            channel: Channel::Visit,
            step,
            count,
        };
        let rows = vec![row("DEU", 1, 2), row("DEU", 1, 3), row("DEU", 2, 1), row("MLI", 1, 1)];
        let left = without(rows, &[row("DEU", 1, 3), row("DEU", 2, 1)]);
        let left: Vec<_> = left.iter().map(|row| (row.dyad, row.step, row.count)).collect();
        assert_eq!(left, [(dyad("DEU"), 1, 2), (dyad("MLI"), 1, 1)]);
    }

    #[test]
    fn a_step_holds_its_first_day_and_not_the_next_ones() {
        for step in [Step::Month, Step::Week] {
            for day in [date(2014, 1, 1), date(1969, 12, 29), date(2024, 2, 29), date(2026, 11, 1)]
            {
                let at = number(step, day);
                assert!(
                    first_day(step, at) <= day && day < first_day(step, at + 1),
                    "{step:?} {day}"
                );
                assert_eq!(number(step, first_day(step, at)), at);
            }
        }
    }
}
