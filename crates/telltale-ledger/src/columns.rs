//! The columns of a ledger, and an observation as a row of them.
//!
//! One table says name, type and whether the column may be null; the Arrow schema, the schema in
//! the Delta log and the documentation come from it. A row becomes an observation again only by
//! way of [`Draft`], so that every check is made anew and the id is computed anew; an id that
//! differs from the stored one is damage.

use std::sync::{Arc, LazyLock};

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array,
    RecordBatch, StringViewArray, StringViewBuilder, TimestampMicrosecondArray,
};
use arrow::datatypes::{
    DataType, Date32Type, Field, Float64Type, Int32Type, Int64Type, Schema, SchemaRef, TimeUnit,
    TimestampMicrosecondType,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use telltale_observation::{
    Actor, Code, Commodity, Detail, Digest, Draft, Dyad, Kind, KnownAt, Locator, Observation,
    Ontology, Origin, Period, Quantity, Rank, Reported,
};

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Integer,
    Long,
    Double,
    Flag,
    Day,
    Instant,
}

/// Name, type, and whether it may be null. The last two are the partition's and in no file.
pub(crate) const COLUMNS: &[(&str, Type, bool)] = &[
    ("id", Type::Text, false),
    ("thing", Type::Long, false),
    ("mode", Type::Text, false),
    ("actor", Type::Text, false),
    ("target", Type::Text, true),
    ("channel", Type::Text, false),
    ("start_date", Type::Day, false),
    ("end_date", Type::Day, false),
    ("precision", Type::Text, false),
    ("known_at", Type::Instant, false),
    ("modality", Type::Text, false),
    ("what", Type::Text, false),
    ("rank", Type::Text, true),
    ("place", Type::Text, true),
    ("ontology", Type::Text, true),
    ("code", Type::Text, true),
    ("goldstein", Type::Double, true),
    ("quad_class", Type::Integer, true),
    ("country", Type::Text, true),
    ("reports", Type::Long, true),
    ("mentions", Type::Long, true),
    ("sources", Type::Long, true),
    ("articles", Type::Long, true),
    ("tone", Type::Double, true),
    ("value", Type::Double, true),
    ("unit", Type::Text, true),
    ("commodity", Type::Text, true),
    ("derived", Type::Flag, true),
    ("of_total", Type::Double, true),
    ("topic", Type::Text, true),
    ("resolution", Type::Text, true),
    ("choice", Type::Text, true),
    ("source", Type::Text, false),
    ("source_key", Type::Text, true),
    ("publisher", Type::Text, true),
    ("url", Type::Text, true),
    ("digest", Type::Text, false),
    ("file", Type::Text, false),
    ("row", Type::Long, false),
    ("basis", Type::Text, true),
    ("weak", Type::Flag, false),
    ("kind", Type::Text, false),
    ("year", Type::Integer, false),
];

/// How many of the columns, at the end, name the partition.
pub(crate) const PARTITION_COLUMNS: usize = 2;

impl Type {
    pub(crate) fn arrow(self) -> DataType {
        match self {
            Type::Text => DataType::Utf8View,
            Type::Integer => DataType::Int32,
            Type::Long => DataType::Int64,
            Type::Double => DataType::Float64,
            Type::Flag => DataType::Boolean,
            Type::Day => DataType::Date32,
            Type::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        }
    }

    /// The name in a Delta schema.
    pub(crate) fn delta(self) -> &'static str {
        match self {
            Type::Text => "string",
            Type::Integer => "integer",
            Type::Long => "long",
            Type::Double => "double",
            Type::Flag => "boolean",
            Type::Day => "date",
            Type::Instant => "timestamp",
        }
    }
}

static TABLE: LazyLock<SchemaRef> = LazyLock::new(|| schema_of(COLUMNS));
static FILE: LazyLock<SchemaRef> =
    LazyLock::new(|| schema_of(&COLUMNS[..COLUMNS.len() - PARTITION_COLUMNS]));

fn schema_of(columns: &[(&str, Type, bool)]) -> SchemaRef {
    let field = |(name, kind, null): &(&str, Type, bool)| Field::new(*name, kind.arrow(), *null);
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// All columns.
pub(crate) fn table_schema() -> SchemaRef {
    TABLE.clone()
}

/// The columns of a data file: all but the partition's.
pub(crate) fn file_schema() -> SchemaRef {
    FILE.clone()
}

/// Where an observation is kept: its kind, and the year in which its period starts.
pub(crate) fn partition_of(seen: &Observation) -> (Kind, i16) {
    (seen.kind(), seen.period().start().year())
}

/// Observations as a batch of a data file.
pub(crate) fn encode(rows: &[&Observation]) -> RecordBatch {
    let batch = RecordBatch::try_new(file_schema(), file_columns(rows))
        .expect("every column has the type that the table of columns gives it");
    assert_eq!(batch.num_rows(), rows.len(), "a batch has a row for each observation");
    if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        // The pair of the check that `decode` makes: what is written reads back under its id.
        for (at, seen) in [(0, first), (rows.len() - 1, last)] {
            let back = decode(&batch.slice(at, 1), Some(seen.kind()));
            assert!(back.is_ok(), "unreadable: {seen:?}, {back:?}");
        }
    }
    batch
}

/// Observations as a batch of the whole table.
pub(crate) fn encode_table(rows: &[&Observation]) -> RecordBatch {
    let mut columns = file_columns(rows);
    columns.push(text(rows, |o| Some(o.kind().name())));
    let years = rows.iter().map(|o| i32::from(partition_of(o).1));
    columns.push(Arc::new(years.collect::<Int32Array>()));
    RecordBatch::try_new(table_schema(), columns)
        .expect("every column has the type that the table of columns gives it")
}

/// In the order of [`COLUMNS`].
fn file_columns(rows: &[&Observation]) -> Vec<ArrayRef> {
    let mut columns = what_was_seen(rows);
    columns.extend(events(rows));
    columns.extend(amounts(rows));
    columns.extend(origins(rows));
    columns
}

fn what_was_seen(rows: &[&Observation]) -> Vec<ArrayRef> {
    let known = rows.iter().map(|o| o.known_at().as_microsecond());
    vec![
        written(rows, |o, text| write_hex(o.id().as_u128(), text)),
        Arc::new(rows.iter().map(|o| Some(o.thing().as_i64())).collect::<Int64Array>()),
        text(rows, |o| Some(o.mode().name())),
        text(rows, |o| Some(o.dyad().actor.code())),
        text(rows, |o| o.dyad().target.map(Actor::code)),
        text(rows, |o| Some(o.channel().name())),
        days(rows, |o| o.period().start()),
        days(rows, |o| o.period().end()),
        text(rows, |o| Some(o.period().precision().name())),
        Arc::new(TimestampMicrosecondArray::from_iter_values(known).with_timezone("UTC")),
        text(rows, |o| Some(o.modality().name())),
        text(rows, |o| Some(o.what())),
    ]
}

/// What is known of events. Goldstein's figure and the quad class are the source's own, or else those
/// of the code.
fn events(rows: &[&Observation]) -> Vec<ArrayRef> {
    use Detail::Event;
    let code = |o: &Observation| match o.detail() {
        Event { code: Some((ontology, code)), .. } => Code::find(*ontology, code),
        _ => None,
    };
    let goldstein = |o: &&Observation| match o.report() {
        Some(report) => report.goldstein,
        None => code(o).and_then(|code| code.goldstein),
    };
    let quad_class = |o: &&Observation| match o.report() {
        Some(report) => report.quad_class.map(i32::from),
        None => code(o).and_then(|code| code.quad_class).map(i32::from),
    };
    let counts = |of: fn(&Reported) -> Option<u32>| -> ArrayRef {
        let counts = rows.iter().map(|o| o.report().and_then(of).map(i64::from));
        Arc::new(counts.collect::<Int64Array>())
    };
    let tone = rows.iter().map(|o| o.report().and_then(|report| report.tone));
    vec![
        text(rows, |o| o.detail().rank().map(Rank::name)),
        text(rows, |o| if let Event { place, .. } = o.detail() { given(place) } else { None }),
        text(rows, |o| match o.detail() {
            Event { code: Some((ontology, _)), .. } => Some(ontology.name()),
            _ => None,
        }),
        text(rows, |o| match o.detail() {
            Event { code: Some((_, code)), .. } => Some(code),
            _ => None,
        }),
        Arc::new(rows.iter().map(goldstein).collect::<Float64Array>()),
        Arc::new(rows.iter().map(quad_class).collect::<Int32Array>()),
        text(rows, |o| o.report().and_then(|report| report.country).map(Actor::code)),
        counts(|report| Some(report.rows)),
        counts(|report| report.mentions),
        counts(|report| report.sources),
        counts(|report| report.articles),
        Arc::new(tone.collect::<Float64Array>()),
    ]
}

fn amounts(rows: &[&Observation]) -> Vec<ArrayRef> {
    use Detail::{Flow, Vote};
    let part = |o: &Observation| match o.detail() {
        Detail::Quantity { of, .. } => *of,
        _ => None,
    };
    let derived = rows.iter().map(|o| match o.detail() {
        Flow { derived, .. } => Some(*derived),
        _ => None,
    });
    let amount = |o: &&Observation| o.detail().quantity().map(Quantity::amount);
    vec![
        Arc::new(rows.iter().map(amount).collect::<Float64Array>()),
        text(rows, |o| o.detail().quantity().map(|quantity| quantity.unit().code())),
        text(rows, |o| match o.detail() {
            Flow { commodity, .. } => Some(commodity.code()),
            _ => None,
        }),
        Arc::new(derived.collect::<BooleanArray>()),
        Arc::new(rows.iter().map(|o| part(o)).collect::<Float64Array>()),
        text(rows, |o| match o.detail() {
            Detail::Quantity { topic, .. } => Some(topic),
            _ => None,
        }),
        text(
            rows,
            |o| if let Vote { resolution, .. } = o.detail() { Some(resolution) } else { None },
        ),
        text(rows, |o| if let Vote { choice, .. } = o.detail() { Some(choice) } else { None }),
    ]
}

fn origins(rows: &[&Observation]) -> Vec<ArrayRef> {
    // Rows of one file stand together, so the digest is printed once for all of them.
    let mut last: Option<(Digest, String)> = None;
    let digest = |o: &Observation, text: &mut String| {
        let digest = o.origin().digest;
        match &last {
            Some((same, printed)) if *same == digest => text.push_str(printed),
            _ => {
                *text = digest.to_string();
                last = Some((digest, text.clone()));
            }
        }
    };
    // Rows above 2^63 wrap round and come back as they were.
    let row = |o: &&Observation| o.origin().locator.row.cast_signed();
    vec![
        text(rows, |o| Some(&o.origin().source)),
        text(rows, |o| given(&o.origin().key)),
        text(rows, |o| given(&o.origin().publisher)),
        text(rows, |o| given(&o.origin().url)),
        written(rows, digest),
        text(rows, |o| Some(&o.origin().locator.file)),
        Arc::new(rows.iter().map(row).collect::<Int64Array>()),
        text(rows, |o| given(&o.origin().basis)),
        Arc::new(rows.iter().map(|o| Some(o.origin().weak)).collect::<BooleanArray>()),
    ]
}

/// Unknown is null.
fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn text<'a>(rows: &[&'a Observation], of: impl Fn(&'a Observation) -> Option<&'a str>) -> ArrayRef {
    Arc::new(rows.iter().map(|o| of(o)).collect::<StringViewArray>())
}

fn written(rows: &[&Observation], mut write: impl FnMut(&Observation, &mut String)) -> ArrayRef {
    let mut built = StringViewBuilder::with_capacity(rows.len());
    let mut buffer = String::with_capacity(64);
    for seen in rows {
        buffer.clear();
        write(seen, &mut buffer);
        built.append_value(&buffer);
    }
    Arc::new(built.finish())
}

pub(crate) fn write_hex(number: u128, text: &mut String) {
    text.push_str(str::from_utf8(&hex(number)).expect("digits are ASCII"));
}

/// How many digits every number has.
pub(crate) const HEX_DIGITS: usize = 32;

/// The digits of a number.
pub(crate) fn hex(number: u128) -> [u8; HEX_DIGITS] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [0; HEX_DIGITS];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(number.to_be_bytes()) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    digits
}

const EPOCH: Date = date(1970, 1, 1);

fn days(rows: &[&Observation], of: impl Fn(&Observation) -> Date) -> ArrayRef {
    let day = |o: &&Observation| day_number(of(o));
    Arc::new(Date32Array::from_iter_values(rows.iter().map(day)))
}

/// Days since 1970, by counting from the first of March in years of the Gregorian cycle.
pub(crate) fn day_number(day: Date) -> i32 {
    let (month, day_of_month) = (i32::from(day.month()), i32::from(day.day()));
    let year = i32::from(day.year()) - i32::from(month <= 2);
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;
    cycle * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468
}

pub(crate) fn day_of(number: i32) -> Option<Date> {
    EPOCH.checked_add(SignedDuration::from_hours(i64::from(number) * 24)).ok()
}

pub(crate) fn known_at_of(micros: i64) -> Option<KnownAt> {
    KnownAt::instant(Timestamp::from_microsecond(micros).ok()?).ok()
}

/// Rows of a batch as observations, each with the id that was stored.
///
/// `kind` is the partition's, for a batch of a data file, which does not hold it. The error says
/// which row is wrong and how.
pub(crate) fn decode(batch: &RecordBatch, kind: Option<Kind>) -> Result<Vec<Observation>, String> {
    let rows = Rows { batch };
    (0..batch.num_rows())
        .map(|at| {
            let kind = match kind {
                Some(kind) => kind,
                None => rows.parsed("kind", at)?,
            };
            let draft = rows.draft(at, kind)?;
            let seen = match rows.reported(at)? {
                Some(reported) if kind == Kind::Event => Observation::reported(draft, reported),
                Some(_) => return Err("reports of what is no event".to_owned()),
                None => Observation::new(draft),
            };
            let seen = seen.map_err(|unfit| unfit.to_string())?;
            let stored = (rows.text("id", at)?, rows.long("thing", at)?);
            if (seen.id().to_string().as_str(), seen.thing().as_i64()) == stored {
                Ok(seen)
            } else {
                Err(format!("id is {}, but the content's is {}", stored.0, seen.id()))
            }
        })
        .enumerate()
        .map(|(at, row)| row.map_err(|what| format!("row {at}: {what}")))
        .collect()
}

/// A batch, to be read by column name and row.
struct Rows<'a> {
    batch: &'a RecordBatch,
}

impl<'a> Rows<'a> {
    fn draft(&self, at: usize, kind: Kind) -> Result<Draft, String> {
        let actor: Actor = self.parsed("actor", at)?;
        let target = self.parsed_or_null("target", at)?;
        let period = Period::new(self.day("start_date", at)?, self.day("end_date", at)?)
            .map_err(|fault| fault.to_string())?;
        if self.text("precision", at)? != period.precision().name() {
            return Err(format!("precision is not that of {period}"));
        }
        let micros = self.cell("known_at", at)?.as_primitive_opt::<TimestampMicrosecondType>();
        let known_at = micros.and_then(|column| known_at_of(column.value(at)));
        Ok(Draft {
            mode: self.parsed("mode", at)?,
            dyad: Dyad { actor, target },
            channel: self.parsed("channel", at)?,
            period,
            known_at: known_at.ok_or("known_at is no instant between 1800 and 2200")?,
            modality: self.parsed("modality", at)?,
            what: self.text("what", at)?.to_owned(),
            detail: self.detail(at, kind)?,
            origin: self.origin(at)?,
        })
    }

    fn detail(&self, at: usize, kind: Kind) -> Result<Detail, String> {
        Ok(match kind {
            Kind::Event => {
                let code = self.text_or_null("code", at)?;
                let ontology: Option<Ontology> = self.parsed_or_null("ontology", at)?;
                Detail::Event {
                    rank: self.parsed_or_null("rank", at)?,
                    place: self.text_or_null("place", at)?.unwrap_or_default().to_owned(),
                    code: ontology.zip(code.map(str::to_owned)),
                }
            }
            Kind::Flow => Detail::Flow {
                quantity: self.quantity(at)?,
                commodity: self.parsed::<Commodity>("commodity", at)?,
                derived: self.flag("derived", at)?,
            },
            Kind::Vote => Detail::Vote {
                resolution: self.text("resolution", at)?.to_owned(),
                choice: self.text("choice", at)?.to_owned(),
            },
            Kind::Quantity => Detail::Quantity {
                quantity: self.quantity(at)?,
                of: self.double_or_null("of_total", at)?,
                topic: self.text("topic", at)?.to_owned(),
            },
        })
    }

    /// The source's own numbers, of an event that a source reports.
    fn reported(&self, at: usize) -> Result<Option<Reported>, String> {
        let Some(rows) = self.count_or_null("reports", at)? else { return Ok(None) };
        let quad_class = self.cell("quad_class", at)?.as_primitive_opt::<Int32Type>();
        let quad_class = quad_class.ok_or("column quad_class is no integer")?;
        let quad_class = quad_class.is_valid(at).then(|| quad_class.value(at));
        Ok(Some(Reported {
            rows,
            mentions: self.count_or_null("mentions", at)?,
            sources: self.count_or_null("sources", at)?,
            articles: self.count_or_null("articles", at)?,
            goldstein: self.double_or_null("goldstein", at)?,
            quad_class: quad_class.and_then(|class| u8::try_from(class).ok()),
            tone: self.double_or_null("tone", at)?,
            country: self.parsed_or_null("country", at)?,
        }))
    }

    fn count_or_null(&self, name: &str, at: usize) -> Result<Option<u32>, String> {
        let column = self.cell(name, at)?.as_primitive_opt::<Int64Type>();
        let column = column.ok_or_else(|| format!("column {name} is no long"))?;
        let count = column.is_valid(at).then(|| column.value(at));
        count.map(|n| u32::try_from(n).map_err(|_| format!("{name} is no count: {n}"))).transpose()
    }

    fn origin(&self, at: usize) -> Result<Origin, String> {
        let unknown_is_empty =
            |name| Ok::<_, String>(self.text_or_null(name, at)?.unwrap_or_default().to_owned());
        Ok(Origin {
            source: self.text("source", at)?.to_owned(),
            key: unknown_is_empty("source_key")?,
            publisher: unknown_is_empty("publisher")?,
            url: unknown_is_empty("url")?,
            digest: self.parsed("digest", at)?,
            locator: Locator {
                file: self.text("file", at)?.to_owned(),
                row: self.long("row", at)?.cast_unsigned(),
            },
            basis: unknown_is_empty("basis")?,
            weak: self.flag("weak", at)?,
        })
    }

    fn quantity(&self, at: usize) -> Result<Quantity, String> {
        let amount = self.double_or_null("value", at)?.ok_or("value is null")?;
        Quantity::new(amount, self.parsed("unit", at)?).map_err(|fault| fault.to_string())
    }

    fn cell(&self, name: &str, at: usize) -> Result<&'a ArrayRef, String> {
        let column = self.batch.column_by_name(name).ok_or_else(|| format!("no column {name}"))?;
        assert!(at < column.len(), "row {at} of {}", column.len());
        Ok(column)
    }

    fn text_or_null(&self, name: &str, at: usize) -> Result<Option<&'a str>, String> {
        let column = self.cell(name, at)?.as_string_view_opt();
        let column = column.ok_or_else(|| format!("column {name} is no text"))?;
        Ok(column.is_valid(at).then(|| column.value(at)))
    }

    fn text(&self, name: &str, at: usize) -> Result<&'a str, String> {
        self.text_or_null(name, at)?.ok_or_else(|| format!("{name} is null"))
    }

    fn parsed_or_null<T>(&self, name: &str, at: usize) -> Result<Option<T>, String>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        let parse = |text: &str| text.parse().map_err(|fault: T::Err| fault.to_string());
        self.text_or_null(name, at)?.map(parse).transpose()
    }

    fn parsed<T>(&self, name: &str, at: usize) -> Result<T, String>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        self.parsed_or_null(name, at)?.ok_or_else(|| format!("{name} is null"))
    }

    fn long(&self, name: &str, at: usize) -> Result<i64, String> {
        let column = self.cell(name, at)?.as_primitive_opt::<Int64Type>();
        column.map(|column| column.value(at)).ok_or_else(|| format!("column {name} is no long"))
    }

    fn double_or_null(&self, name: &str, at: usize) -> Result<Option<f64>, String> {
        let column = self.cell(name, at)?.as_primitive_opt::<Float64Type>();
        let column = column.ok_or_else(|| format!("column {name} is no double"))?;
        Ok(column.is_valid(at).then(|| column.value(at)))
    }

    fn flag(&self, name: &str, at: usize) -> Result<bool, String> {
        let column = self.cell(name, at)?.as_boolean_opt();
        let column = column.filter(|column| column.is_valid(at));
        column.map(|column| column.value(at)).ok_or_else(|| format!("{name} is null"))
    }

    fn day(&self, name: &str, at: usize) -> Result<Date, String> {
        let column = self.cell(name, at)?.as_primitive_opt::<Date32Type>();
        column
            .and_then(|column| day_of(column.value(at)))
            .ok_or_else(|| format!("{name} is no day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_documented() {
        let document = include_str!("../../../docs/ledger.md");
        for (name, ..) in COLUMNS {
            assert!(document.contains(&format!("`{name}`")), "docs/ledger.md: no column {name}");
        }
    }

    #[test]
    fn every_day_has_the_number_that_it_comes_from() {
        for number in -62_091..=84_006 {
            assert_eq!(day_number(day_of(number).unwrap()), number);
        }
    }

    #[test]
    fn the_epoch_is_day_zero_and_days_before_it_are_negative() {
        for (number, day) in [(0, "1970-01-01"), (-62_091, "1800-01-01"), (84_006, "2200-01-01")] {
            assert_eq!(day_of(number).unwrap().to_string(), day);
            assert_eq!(day_number(day.parse().unwrap()), number);
        }
    }
}
