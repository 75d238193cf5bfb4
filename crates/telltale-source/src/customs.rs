//! China's customs: the monthly table of imports and exports by country, as it is printed in Chinese
//! and in English, in CNY 10,000 and in USD 1,000, and tables of several months that were made of it.
//!
//! The table of a month prints that month and the sum since January. A month that was not printed is
//! told from the sums: of March and February, or of April less April itself. Such a figure is marked as
//! derived, names what it is made of, and was known when the last of that was. So all files are read
//! together. A record is one printed amount.

mod heading;
mod months;

use telltale_observation::{
    Actor, Channel, Detail, Digest, Draft, Dyad, Fault, KnownAt, Modality, Mode, Month, Period,
    Quantity, Unit,
};

use crate::names::{Named, Names};
use crate::sheet::{self, Form, Outcome, origin, take};
use crate::shipped::{at, whole};
use crate::{Anomaly, Asked, Cadence, Reading, Spec};
use heading::{Columns, Span};

/// What is known of China's customs.
pub const SPEC: Spec = Spec {
    name: "customs",
    title: "China's imports and exports by country, monthly",
    publisher: "General Administration of Customs of China",
    licence: "official statistics; the site states no licence",
    citation: "General Administration of Customs of the People's Republic of China. Imports and \
               exports by country (region), monthly bulletin, http://english.customs.gov.cn",
    url: "http://english.customs.gov.cn/statics/report/monthly.html",
    unit: "one printed amount: China's exports to or imports from a partner in a month, in CNY or USD",
    cadence: Cadence::Monthly,
    fresh_days_max: Some(60),
    covers: "1995 on in English, monthly",
    limits: &[
        "China's side alone: imports with freight and insurance (CIF), exports without (FOB)",
        "what crosses a border without a declaration is not in it: aid, crude oil to North Korea, \
         smuggling",
        "a month that was not printed is derived from year-to-date sums, which hold revisions of the \
         months before: it may be off by them, and is marked",
        "a month is told only from tables that are read together: name them all, or their folder",
        "year-to-date sums themselves are not kept as flows, nor exports and imports in one sum",
        "CNY and USD are two series and never mixed; a change in one holds a change of the rate",
        "known_at is the day given with --published, or else by the calendar of releases: the 20th of \
         the next month, for January and February the 20th of March",
        "goods that come back to China are not kept, nor are continents and other sums",
    ],
    anomalies: &[
        Anomaly {
            when: "January and February, from 2020 on",
            what: "both months are released in March, and January may stand in the sum alone",
        },
        Anomaly {
            when: "2020 to 2023",
            what: "trade with North Korea fell to nearly nothing while the border was closed",
        },
    ],
};

const SUM: &str = "a sum since January, from which no month had to be told";
const NOBODY: &str = "a sum or a region";
const RETURNED: &str = "goods that come back to China";
const TOTAL: &str = "exports and imports in one sum, which stand there each";
const OTHERS: &str = "derived by whoever made the table: derived here anew, where it can be";

/// Which way goods went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Exports,
    Imports,
    Both,
}

/// What a cell prints.
#[derive(Clone, Debug)]
struct Figure {
    /// Which file it stands in.
    file: usize,
    line: u64,
    partner: Actor,
    way: Way,
    unit: Unit,
    span: Span,
    month: Month,
    amount: f64,
    known_at: KnownAt,
    column: String,
}

/// What became of a cell, in its order.
enum Cell {
    Figure(Figure),
    /// The line, and what it came to.
    Other(u64, Box<Result<Outcome, Box<Fault>>>),
}

/// Reads tables of China's customs, all together. The readings are in the order of the files.
pub fn read(files: &[(String, Vec<u8>)], asked: &Asked) -> Vec<Reading> {
    let names = Names::new();
    let mut readings = Vec::new();
    let mut cells: Vec<(usize, Cell)> = Vec::new();
    for (index, (file, bytes)) in files.iter().enumerate() {
        let mut reading = Reading::default();
        match table(index, file, bytes, asked, &names) {
            Ok((found, faults)) => {
                cells.extend(found.into_iter().map(|cell| (index, cell)));
                reading.rejects.extend(faults);
            }
            Err(faults) => reading.rejects.extend(faults),
        }
        readings.push(reading);
    }
    let digests: Vec<Digest> = files.iter().map(|(_, bytes)| Digest::of(bytes)).collect();
    let figures: Vec<&Figure> = cells
        .iter()
        .filter_map(|(_, cell)| match cell {
            Cell::Figure(figure) => Some(figure),
            Cell::Other(..) => None,
        })
        .collect();
    let records = months::told(&figures, files, &digests);
    let mut records = records.into_iter();
    for (index, cell) in cells {
        let (line, record) = match cell {
            Cell::Figure(figure) => (figure.line, records.next().expect("a record a figure")),
            Cell::Other(line, record) => (line, *record),
        };
        take(&mut readings[index], (&files[index].0, line), record);
    }
    readings
}

/// The cells of one table, and the faults of its file.
fn table(
    index: usize,
    file: &str,
    bytes: &[u8],
    asked: &Asked,
    names: &Names,
) -> Result<(Vec<Cell>, Vec<Fault>), Vec<Fault>> {
    let mut lines: Vec<(u64, Vec<String>)> = Vec::new();
    let mut faults = Vec::new();
    let form = Form { letters: Some(encoding_rs::GB18030), ..Form::default() };
    let of_file = sheet::each(file, bytes, form, &mut |(line, cells)| match cells {
        Ok(cells) => {
            lines.push((line, cells.iter().map(|cell| cell.clone().into_owned()).collect()));
        }
        Err(broken) => faults.push(at(file, Some(line), "", broken.what, broken.hint)),
    });
    faults.extend(of_file);
    if lines.is_empty() {
        return Err(faults);
    }
    let columns = Columns::read(file, &lines).map_err(|fault| vec![*fault])?;
    let mut cells = Vec::new();
    let about = About { index, file, columns: &columns, asked, names };
    for (line, row) in lines.iter().skip(columns.below) {
        about.row(*line, row, &mut cells);
    }
    Ok((cells, faults))
}

/// What the rows of one table share.
struct About<'a> {
    index: usize,
    file: &'a str,
    columns: &'a Columns,
    asked: &'a Asked,
    names: &'a Names,
}

impl About<'_> {
    fn row(&self, line: u64, row: &[String], cells: &mut Vec<Cell>) {
        let columns = self.columns;
        let get = |at: usize| row.get(at).map_or("", String::as_str);
        let name = columns.partners.iter().map(|at| get(*at)).find(|name| !name.is_empty());
        let is_empty = columns.amounts.iter().all(|amount| get(amount.at).is_empty());
        // A note below the table, or the line of changes in per cent below a country's.
        let Some(name) = name.filter(|_| !is_empty) else { return };
        let name = name.trim_start_matches(['　', ' ', '*']);
        let name = ["其中：", "其中:", "of which:"]
            .iter()
            .fold(name, |name, what| name.strip_prefix(what).map_or(name, str::trim));
        let mut tell = |record| cells.push(Cell::Other(line, Box::new(record)));
        if let Some(fault) = self.cut_off(line, row) {
            return tell(Err(fault));
        }
        let named = match Actor::parse(name) {
            Ok(actor) => Some(Named::Actor(actor)),
            Err(_) => self.names.get(name),
        };
        let partner = match named {
            Some(Named::Actor(partner)) => partner,
            Some(Named::Nobody) => {
                columns.amounts.iter().for_each(|_| tell(Ok(Outcome::Outside(NOBODY))));
                return;
            }
            None => return tell(Err(self.unknown(line, name))),
        };
        let month = match self.month(line, row) {
            Ok(month) => month,
            Err(fault) => return tell(Err(fault)),
        };
        let of_others = columns.how.is_some_and(|at| get(at).to_lowercase().starts_with("derived"));
        for amount in &columns.amounts {
            let record = if partner.code() == "CHN" {
                Ok(Outcome::Outside(RETURNED))
            } else if amount.way == Way::Both {
                Ok(Outcome::Outside(TOTAL))
            } else if of_others {
                Ok(Outcome::Outside(OTHERS))
            } else {
                match self.amount(line, get(amount.at), amount) {
                    Ok(None) => Ok(Outcome::Absent),
                    Err(fault) => Err(fault),
                    Ok(Some(value)) => {
                        cells.push(Cell::Figure(Figure {
                            file: self.index,
                            line,
                            partner,
                            way: amount.way,
                            unit: amount.unit,
                            span: amount.span,
                            month,
                            amount: value,
                            known_at: self.known_at(month),
                            column: amount.heading.clone(),
                        }));
                        continue;
                    }
                }
            };
            cells.push(Cell::Other(line, Box::new(record)));
        }
    }

    /// What is wrong with a row whose country customs' table of names lacks.
    fn unknown(&self, line: u64, name: &str) -> Box<Fault> {
        let hint = self.names.nearest(name).map_or_else(
            || "a country as customs name it, in Chinese or English".to_owned(),
            |near| format!("did you mean {near}?"),
        );
        let what = format!("unknown country: {name:?}");
        Box::new(at(self.file, Some(line), &self.columns.partner_heading, what, hint))
    }

    /// What is wrong with a row that ends before its amounts do.
    fn cut_off(&self, line: u64, row: &[String]) -> Option<Box<Fault>> {
        let width = self.columns.amounts.iter().map(|amount| amount.at + 1).max()?;
        let what = format!("{} fields, but amounts stand in {width} columns", row.len());
        let fault = at(self.file, Some(line), "", what, "the row is cut off");
        (row.len() < width).then(|| Box::new(fault))
    }

    fn month(&self, line: u64, row: &[String]) -> Result<Month, Box<Fault>> {
        let Some(at_column) = self.columns.month_column else {
            return Ok(self.columns.month.expect("a table has a month or a column of months"));
        };
        let text = row.get(at_column).map_or("", String::as_str);
        heading::month_in(text).ok_or_else(|| {
            let what = format!("no month: {text:?}");
            Box::new(at(
                self.file,
                Some(line),
                "month",
                what,
                "a month such as 2024-04 or 2024年4月",
            ))
        })
    }

    /// The amount of a cell in base units, to the cent; nothing where a dash stands.
    fn amount(
        &self,
        line: u64,
        text: &str,
        amount: &heading::Amount,
    ) -> Result<Option<f64>, Box<Fault>> {
        if matches!(text, "" | "-" | "–" | "—" | "--" | "…") {
            return Ok(None);
        }
        let plain: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
        let value = Quantity::parse(&plain, amount.unit).ok().map(Quantity::amount);
        let value = value.filter(|value| *value >= 0.0).ok_or_else(|| {
            let what = format!("no amount: {text:?}");
            let hint = "digits from zero up, or a dash where nothing was traded";
            Box::new(at(self.file, Some(line), &amount.heading, what, hint))
        })?;
        Ok(Some(to_the_cent(value * amount.scale)))
    }

    fn known_at(&self, month: Month) -> KnownAt {
        let named = self.asked.known_at.filter(|_| self.asked.is_release);
        named.unwrap_or_else(|| by_calendar(month))
    }
}

fn to_the_cent(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// When the table of a month comes out: on the 20th of the next, and January's with February's.
fn by_calendar(month: Month) -> KnownAt {
    let next = if month.number() == 1 { month.plus(2) } else { month.plus(1) };
    let day = next.first_day().with().day(20).build().expect("every month has a 20th");
    KnownAt::day(day).expect("a year that a month may have")
}

/// The observation that a figure is, or that is told from it.
fn draft(
    figure: &Figure,
    (month, amount, known_at): (Month, f64, KnownAt),
    derived: bool,
    basis: String,
    (file, digest): (&str, Digest),
) -> Result<Outcome, Box<Fault>> {
    let unfit = |what: String| {
        let hint = "the sums were revised: look at the tables of both months";
        Box::new(at(file, Some(figure.line), &figure.column, what, hint))
    };
    if amount < 0.0 {
        return Err(unfit(format!("{month} told from the sums is below zero: {amount}")));
    }
    let quantity = Quantity::new(amount, figure.unit).map_err(|error| unfit(error.to_string()))?;
    if known_at.date() < month.last_day() {
        let what = format!("{month} was not over when this is said to have been known: {known_at}");
        return Err(unfit(what));
    }
    let (channel, letter) = match figure.way {
        Way::Exports => (Channel::TradeExports, 'X'),
        Way::Imports => (Channel::TradeImports, 'M'),
        Way::Both => (Channel::TradeTotal, 'T'),
    };
    let china = Actor::parse("CHN").expect("China is an actor");
    let key = format!("{china}-{month}-{letter}-{}-{}", figure.partner, figure.unit);
    let mut origin = origin((file, digest, figure.line), SPEC.name, key, SPEC.publisher);
    origin.basis = basis;
    Ok(Outcome::Seen(Box::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(china, figure.partner),
        channel,
        period: Period::month(month),
        known_at,
        modality: Modality::Happened,
        what: String::new(),
        detail: Detail::Flow {
            quantity,
            commodity: telltale_observation::Commodity::total(),
            derived,
        },
        origin,
    })))
}

fn no_unit(file: &str) -> Box<Fault> {
    let hint = "the table says it above its headings: 单位：万元人民币, or Unit: US$1,000";
    Box::new(whole(file, "nothing says in which unit the amounts are", hint))
}

#[cfg(test)]
mod tests;
