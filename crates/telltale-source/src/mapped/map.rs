//! The map itself: what its keys are, and the faults of a map with their line and column.

use encoding_rs::Encoding;
use jiff::civil::date;
use jiff::fmt::strtime::{self, BrokenDownTime};
use telltale_observation::{Fault, Kind, Scheme, nearest};
use toml::de::{DeTable, DeValue};

use crate::field;
use crate::sources::source;

/// How a table is read: by [`parse`].
#[derive(Clone, Debug)]
pub struct Map {
    /// The name of the map's file.
    pub(super) file: String,
    /// The source that the observations name.
    pub source: String,
    /// What each row is.
    pub kind: Kind,
    pub(super) heading: u64,
    pub(super) sheet: Option<String>,
    pub(super) separator: Option<u8>,
    pub(super) letters: Option<&'static Encoding>,
    pub(super) fields: Vec<Field>,
}

/// One part of the observations, and where it is found.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) from: Found,
    /// What the table's words mean, in order.
    pub(super) values: Vec<(String, String)>,
    /// How actors are called.
    pub(super) scheme: Calls,
    /// How days are written.
    pub(super) format: Option<String>,
    /// What a printed amount is multiplied by.
    pub(super) scale: f64,
    /// What stands before the fractions of an amount.
    pub(super) decimal: char,
    /// Where the column's name stands in the map.
    pub(super) place: (u64, u64),
}

/// Where a part is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Column(String),
    Value(String),
}

/// How a table calls its actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calls {
    /// By our codes: ISO alpha-3, or ours.
    Code,
    /// By names, in English or Chinese.
    Name,
    /// By the codes of another scheme.
    Scheme(Scheme),
}

/// The parts of an observation that a map may fill, and the kinds that have them.
const FIELDS: &[(&str, &[Kind])] = {
    use Kind::{Event, Flow, Quantity};
    const ALL: &[Kind] = &[Event, Flow, Quantity];
    &[
        ("id", ALL),
        ("actor", ALL),
        ("target", ALL),
        ("channel", ALL),
        ("mode", ALL),
        ("start", ALL),
        ("end", ALL),
        ("known_at", ALL),
        ("modality", ALL),
        ("what", ALL),
        ("publisher", ALL),
        ("url", ALL),
        ("basis", ALL),
        ("weak", ALL),
        ("rank", &[Event]),
        ("place", &[Event]),
        ("ontology", &[Event]),
        ("code", &[Event]),
        ("value", &[Flow, Quantity]),
        ("unit", &[Flow, Quantity]),
        ("commodity", &[Flow]),
        ("derived", &[Flow]),
        ("of", &[Quantity]),
        ("topic", &[Quantity]),
    ]
};

/// What every row must have, by kind.
fn needed(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Flow => &["actor", "target", "channel", "start", "value", "unit"],
        Kind::Quantity => &["actor", "channel", "start", "value", "unit"],
        Kind::Event | Kind::Vote => &["actor", "channel", "start"],
    }
}

const KEYS: &[&str] = &["source", "kind", "heading", "sheet", "separator", "letters", "fields"];
const FIELD_KEYS: &[&str] = &["column", "value", "values", "scheme", "format", "scale", "decimal"];

impl Map {
    /// The columns that the map asks for, each once, in the order of the parts.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let mut seen = Vec::new();
        self.fields.iter().filter_map(move |field| match &field.from {
            Found::Column(column) if !seen.contains(&column) => {
                seen.push(column);
                Some(column.as_str())
            }
            _ => None,
        })
    }

    pub(super) fn place_of(&self, column: &str) -> Option<(u64, u64)> {
        let is_it = |field: &&Field| matches!(&field.from, Found::Column(name) if name == column);
        self.fields.iter().find(is_it).map(|field| field.place)
    }

    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// A map's text while it is read, and the faults found in it.
struct Page<'t> {
    file: &'t str,
    text: &'t str,
    faults: Vec<Fault>,
}

impl Page<'_> {
    fn place(&self, at: usize) -> (u64, u64) {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let line = before.matches('\n').count() as u64 + 1;
        (line, before.chars().rev().take_while(|letter| *letter != '\n').count() as u64 + 1)
    }

    fn fault(&mut self, at: usize, what: impl Into<String>, hint: impl Into<String>) {
        let (line, column) = self.place(at);
        self.faults.push(Fault {
            file: self.file.to_owned(),
            line: Some(line),
            column: column.to_string(),
            what: what.into(),
            hint: hint.into(),
        });
    }

    /// A key that is none of these.
    fn unknown(&mut self, at: usize, kind: &str, name: &str, known: &[&str]) {
        let near = nearest(name, known.iter().copied());
        let hint = near.map_or_else(
            || format!("known: {}", known.join(", ")),
            |near| format!("did you mean {near}?"),
        );
        self.fault(at, format!("unknown {kind}: {name:?}"), hint);
    }

    fn text_at(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.fault(value.span().start, format!("{key} is no text"), format!("{key} = \"…\""));
        }
        text
    }
}

/// Reads a map; `file` is its name in faults.
///
/// # Errors
/// Every fault of the map, with its line and column, and the nearest word that is known.
pub fn parse(file: &str, text: &str) -> Result<Map, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut page = Page { file, text, faults: Vec::new() };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let message = error.message().trim().replace('\n', ", ");
        let at = error.span().map_or(0, |span| span.start);
        page.fault(at, format!("not TOML: {message}"), "see docs/map.md for examples");
    }
    if !errors.is_empty() {
        return Err(page.faults);
    }
    let map = document_of(&mut page, document.get_ref());
    match map {
        Some(map) if page.faults.is_empty() => Ok(map),
        _ => Err(page.faults),
    }
}

fn document_of(page: &mut Page<'_>, document: &DeTable<'_>) -> Option<Map> {
    for (key, _) in document.iter().filter(|(key, _)| !KEYS.contains(&key.get_ref().as_ref())) {
        page.unknown(key.span().start, "key", key.get_ref(), KEYS);
    }
    let source = page.text_at(document, "source").filter(|source| !source.is_empty());
    if source.is_none() && page.faults.is_empty() {
        page.fault(0, "missing key: source", "the name that observations cite: source = \"…\"");
    }
    if let Some(name) = source.as_deref().filter(|name| is_taken(name)) {
        let at = document.get("source").map_or(0, |value| value.span().start);
        let hint = format!("a name of its own, such as \"my-{name}\"");
        page.fault(at, format!("the name of a source that is read without a map: {name:?}"), hint);
    }
    let kind = kind_of(page, document);
    let separator = page.text_at(document, "separator").and_then(|text| match text.as_bytes() {
        [one] => Some(*one),
        _ => {
            let at = document.get("separator").map_or(0, |value| value.span().start);
            page.fault(at, format!("no separator: {text:?}"), "one sign, such as \";\" or \"\\t\"");
            None
        }
    });
    let letters = page.text_at(document, "letters").and_then(|label| {
        let found = Encoding::for_label(label.as_bytes());
        if found.is_none() {
            let at = document.get("letters").map_or(0, |value| value.span().start);
            page.fault(
                at,
                format!("unknown letters: {label:?}"),
                "such as gb18030, euc-kr, shift_jis, latin1",
            );
        }
        found
    });
    let heading = match document.get("heading") {
        None => Some(1),
        Some(value) => {
            let line = whole_number(value.get_ref());
            if line.is_none() {
                page.fault(
                    value.span().start,
                    "heading is no line",
                    "the line of headings, from 1",
                );
            }
            line
        }
    };
    let sheet = page.text_at(document, "sheet");
    let fields = fields_of(page, document, kind?)?;
    Some(Map {
        file: page.file.to_owned(),
        source: source?,
        kind: kind?,
        heading: heading?,
        sheet,
        separator,
        letters,
        fields,
    })
}

/// Whether observations of this name come from elsewhere, with what is known of that source.
fn is_taken(name: &str) -> bool {
    ["case", "text"].contains(&name) || source(name).is_some()
}

fn kind_of(page: &mut Page<'_>, document: &DeTable<'_>) -> Option<Kind> {
    let Some(kind) = document.get("kind") else {
        page.fault(0, "missing key: kind", "what a row is: event, flow or quantity");
        return None;
    };
    let name = kind.get_ref().as_str().unwrap_or_default();
    match name.parse() {
        Ok(kind @ (Kind::Event | Kind::Flow | Kind::Quantity)) => Some(kind),
        _ => {
            page.unknown(kind.span().start, "kind", name, &["event", "flow", "quantity"]);
            None
        }
    }
}

fn whole_number(value: &DeValue<'_>) -> Option<u64> {
    let number = value.as_integer()?;
    u64::from_str_radix(number.as_str(), number.radix()).ok().filter(|line| *line > 0)
}

fn fields_of(page: &mut Page<'_>, document: &DeTable<'_>, kind: Kind) -> Option<Vec<Field>> {
    let known: Vec<&str> =
        FIELDS.iter().filter(|(_, kinds)| kinds.contains(&kind)).map(|(name, _)| *name).collect();
    let Some(table) = document.get("fields").and_then(|fields| fields.get_ref().as_table()) else {
        page.fault(0, "missing table: [fields]", "one line a part: actor = \"name of its column\"");
        return None;
    };
    let mut fields = Vec::new();
    for (key, value) in table {
        let name = known.iter().find(|name| **name == key.get_ref().as_ref());
        match name {
            None => page.unknown(key.span().start, "part of an observation", key.get_ref(), &known),
            Some(name) => fields.extend(field_of(page, name, value.span().start, value.get_ref())),
        }
    }
    for name in needed(kind).iter().filter(|name| table.get(**name).is_none()) {
        let at = document.get("fields").map_or(0, |fields| fields.span().start);
        let hint = format!("{name} = \"its column\", or {name} = {{ value = \"…\" }}");
        page.fault(at, format!("missing part: {name}"), hint);
    }
    fields.sort_by_key(|field| FIELDS.iter().position(|(name, _)| *name == field.name));
    Some(fields)
}

/// What the map says of one part of an observation.
fn field_of(
    page: &mut Page<'_>,
    name: &'static str,
    at: usize,
    value: &DeValue<'_>,
) -> Option<Field> {
    let mut field = Field {
        name,
        from: Found::Value(String::new()),
        values: Vec::new(),
        scheme: Calls::Code,
        format: None,
        scale: 1.0,
        decimal: '.',
        place: page.place(at),
    };
    if let Some(column) = value.as_str() {
        field.from = Found::Column(column.to_owned());
        return Some(field);
    }
    let Some(table) = value.as_table() else {
        page.fault(
            at,
            format!("{name} is neither a column nor a table"),
            "\"its column\", or { … }",
        );
        return None;
    };
    for (key, _) in table.iter().filter(|(key, _)| !FIELD_KEYS.contains(&key.get_ref().as_ref())) {
        page.unknown(key.span().start, &format!("key of {name}"), key.get_ref(), FIELD_KEYS);
    }
    field.from = from_of(page, (name, at), table)?;
    if let Some(column) = table.get("column") {
        field.place = page.place(column.span().start);
    }
    field.values = values_of(page, name, table);
    field.scheme = scheme_of(page, table)?;
    field.format = format_of(page, at, table);
    field.scale = scale_of(page, table).unwrap_or(field.scale);
    field.decimal = decimal_of(page, at, table).unwrap_or(field.decimal);
    Some(field)
}

/// Whence the part comes: a column, or one value for every row.
fn from_of(
    page: &mut Page<'_>,
    (name, at): (&'static str, usize),
    table: &DeTable<'_>,
) -> Option<Found> {
    match (page.text_at(table, "column"), page.text_at(table, "value")) {
        (Some(column), None) => Some(Found::Column(column)),
        (None, Some(value)) => {
            let at = table.get("value").map_or(at, |value| value.span().start);
            is_meant(page, (name, at), &value);
            Some(Found::Value(value))
        }
        _ => {
            let what = format!("{name} has no column and no value, or both");
            page.fault(at, what, "give it one of them");
            None
        }
    }
}

/// Their words, each with ours.
fn values_of(
    page: &mut Page<'_>,
    name: &'static str,
    table: &DeTable<'_>,
) -> Vec<(String, String)> {
    let mut known = Vec::new();
    let Some(values) = table.get("values").and_then(|values| values.get_ref().as_table()) else {
        return known;
    };
    for (word, meaning) in values {
        let at = meaning.span().start;
        match meaning.get_ref().as_str() {
            Some(text) if is_meant(page, (name, at), text) => {
                known.push((word.get_ref().to_string(), text.to_owned()));
            }
            Some(_) => {}
            None => page.fault(at, "no text", "\"their word\" = \"ours\""),
        }
    }
    known
}

/// How days are written.
fn format_of(page: &mut Page<'_>, at: usize, table: &DeTable<'_>) -> Option<String> {
    let format = page.text_at(table, "format")?;
    if !names_a_year(&format) {
        let at = table.get("format").map_or(at, |value| value.span().start);
        let hint = "signs of strftime that name a year: \"%d.%m.%Y\", \"%m/%Y\", \"%Y\"";
        page.fault(at, format!("no form of days: {format:?}"), hint);
    }
    Some(format)
}

/// By what their amounts are multiplied.
fn scale_of(page: &mut Page<'_>, table: &DeTable<'_>) -> Option<f64> {
    let scale = table.get("scale")?;
    let number = scale.get_ref();
    let float = number.as_float().map(|float| float.as_str());
    let text = float.or_else(|| number.as_integer().map(|integer| integer.as_str()));
    let read = text.and_then(|text| text.replace('_', "").parse::<f64>().ok());
    let read = read.filter(|scale| scale.is_finite() && *scale > 0.0);
    if read.is_none() {
        page.fault(scale.span().start, "scale is no number", "such as 10000 for CNY 10,000");
    }
    read
}

/// The sign before their fractions.
fn decimal_of(page: &mut Page<'_>, at: usize, table: &DeTable<'_>) -> Option<char> {
    let decimal = page.text_at(table, "decimal")?;
    match decimal.as_str() {
        "." => Some('.'),
        "," => Some(','),
        _ => {
            page.fault(at, format!("no sign of fractions: {decimal:?}"), "\".\" or \",\"");
            None
        }
    }
}

/// Whether a word that the map gives is one that its part takes; else that is a fault of the map, and
/// not of each row. What is empty says that there is nothing, and actors are held against their year.
fn is_meant(page: &mut Page<'_>, (name, at): (&str, usize), text: &str) -> bool {
    let read = match name {
        _ if text.is_empty() => Ok(()),
        "channel" => field::channel(text).map(|_| ()),
        "mode" => field::mode(text).map(|_| ()),
        "modality" => field::modality(text).map(|_| ()),
        "rank" => field::rank(text).map(|_| ()),
        "weak" | "derived" => field::yes(text).map(|_| ()),
        "unit" => field::unit(text).map(|_| ()),
        "commodity" => field::commodity(text).map(|_| ()),
        _ => Ok(()),
    };
    read.map_err(|wrong| page.fault(at, wrong.what, wrong.hint)).is_ok()
}

/// Whether a form of dates can be read, and names at least a year.
fn names_a_year(format: &str) -> bool {
    let Ok(noon) = date(2025, 11, 4).at(9, 30, 0, 0).to_zoned_datetime(jiff::tz::TimeZone::UTC)
    else {
        return false;
    };
    let Ok(text) = strtime::format(format, &noon) else { return false };
    let Ok(read) = BrokenDownTime::parse(format, &text) else { return false };
    read.to_date().is_ok() || read.year().is_some()
}

fn scheme_of(page: &mut Page<'_>, table: &DeTable<'_>) -> Option<Calls> {
    let Some(name) = page.text_at(table, "scheme") else { return Some(Calls::Code) };
    match name.as_str() {
        "code" | "iso3" => Some(Calls::Code),
        "name" => Some(Calls::Name),
        other => match other.parse() {
            Ok(scheme) => Some(Calls::Scheme(scheme)),
            Err(_) => {
                let known =
                    ["code", "name"].into_iter().chain(Scheme::ALL.iter().map(|s| s.name()));
                let at = table.get("scheme").map_or(0, |value| value.span().start);
                page.unknown(at, "scheme", other, &known.collect::<Vec<_>>());
                None
            }
        },
    }
}
