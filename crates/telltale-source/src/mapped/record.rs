//! One row, as its map says it is to be read.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::fmt::strtime::BrokenDownTime;
use telltale_observation::{
    Actor, Detail, Draft, Dyad, Fault, Kind, KnownAt, Modality, Mode, Month, Period, Quantity,
};

use super::Table;
use super::map::{Calls, Field, Found};
use crate::field::{self, Wrong, mean};
use crate::names::Named;
use crate::sheet::{Outcome, origin};
use crate::shipped::at;

/// A row of a table that is read by a map.
pub(super) struct Record<'t> {
    pub(super) table: &'t Table<'t>,
    pub(super) line: u64,
    pub(super) cells: &'t [Cow<'t, str>],
}

impl Record<'_> {
    /// What the row comes to; of several faults, the first.
    pub(super) fn read(&self) -> Result<Outcome, Box<Fault>> {
        let is_amount = self.table.map.kind != Kind::Event;
        if self.text("start").is_empty() || (is_amount && self.text("value").is_empty()) {
            return Ok(Outcome::Absent);
        }
        let period = self.period()?;
        let channel = self.part("channel", field::channel)?;
        let mode = self.part("mode", |text| match text {
            "" => Ok(channel.usual_mode()),
            text => field::mode(text),
        })?;
        let modality = self.part("modality", |text| match text {
            "" => Ok(Modality::Happened),
            text => field::modality(text),
        })?;
        let known_at = self.known_at()?;
        self.is_not_to_come(modality, period)?;
        if modality.took_place() && known_at.date() < period.end() {
            let wrong = Wrong::new(
                format!("known before it ended: {known_at}, end {}", period.end()),
                "the day from which on it could be known; what is only announced has the modality planned",
            );
            return Err(self.fault("known_at", wrong));
        }
        let actor = self.part("actor", |text| self.actor("actor", text, period))?;
        let actor = actor
            .ok_or_else(|| self.fault("actor", Wrong::new("empty", "who acts, or reports")))?;
        let target = self.part("target", |text| self.actor("target", text, period))?;
        let weak = self.part("weak", field::yes)?;
        let detail = self.detail()?;
        let source = &self.table.map.source;
        let place = (self.table.file.as_str(), self.table.digest, self.line);
        let mut origin = origin(place, source, self.key(), &self.text("publisher"));
        origin.url = self.text("url").into_owned();
        origin.basis = self.text("basis").into_owned();
        origin.weak = weak;
        let mode = if self.table.map.kind == Kind::Flow { Mode::Deed } else { mode };
        Ok(Outcome::Seen(Box::new(Draft {
            mode,
            dyad: Dyad { actor, target },
            channel,
            period,
            known_at,
            modality,
            what: self.text("what").into_owned(),
            detail,
            origin,
        })))
    }

    /// The record's own id, or the row itself: two rows that say the same are two events.
    fn key(&self) -> String {
        let key = self.text("id");
        if !key.is_empty() || self.table.map.kind != Kind::Event {
            return key.into_owned();
        }
        format!("{} row {}", crate::shipped::file_name(&self.table.file), self.line)
    }

    fn detail(&self) -> Result<Detail, Box<Fault>> {
        match self.table.map.kind {
            Kind::Event | Kind::Vote => Ok(Detail::Event {
                rank: self.part("rank", field::rank)?,
                place: self.text("place").into_owned(),
                code: self.part("code", |code| field::code(&self.text("ontology"), code))?,
            }),
            Kind::Flow => Ok(Detail::Flow {
                quantity: self.quantity("value", field::trade_unit)?,
                commodity: self.part("commodity", |text| {
                    field::commodity(if text.is_empty() { "TOTAL" } else { text })
                })?,
                derived: self.part("derived", field::yes)?,
            }),
            Kind::Quantity => {
                let quantity = self.quantity("value", field::unit)?;
                let of = match self.text("of").is_empty() {
                    true => None,
                    false => Some(self.amount("of")?),
                };
                Ok(Detail::Quantity { quantity, of, topic: self.text("topic").into_owned() })
            }
        }
    }

    /// The text of a part, in our words; empty where the map does not have it.
    fn text(&self, name: &str) -> Cow<'_, str> {
        let Some(field) = self.table.map.field(name) else { return Cow::Borrowed("") };
        let text = self.as_written(field);
        let meaning = field.values.iter().find(|(word, _)| *word == text);
        meaning.map_or(text, |(_, meaning)| Cow::Borrowed(meaning.as_str()))
    }

    fn as_written<'a>(&'a self, field: &'a Field) -> Cow<'a, str> {
        match &field.from {
            Found::Value(value) => Cow::Borrowed(value.as_str()),
            Found::Column(column) => {
                let at = self.table.heads.iter().position(|head| head == column);
                at.map_or(Cow::Borrowed(""), |at| Cow::Borrowed(self.cells[at].trim()))
            }
        }
    }

    /// What `read` makes of a part.
    fn part<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Result<T, Box<Fault>> {
        read(&self.text(name)).map_err(|wrong| self.fault(name, wrong))
    }

    /// A fault of the row, in the column from which the part is read.
    fn fault(&self, name: &str, wrong: Wrong) -> Box<Fault> {
        let column = match self.table.map.field(name).map(|field| &field.from) {
            Some(Found::Column(column)) => column.as_str(),
            _ => name,
        };
        Box::new(at(&self.table.file, Some(self.line), column, wrong.what, wrong.hint))
    }

    fn actor(&self, name: &str, text: &str, period: Period) -> Result<Option<Actor>, Wrong> {
        if text.is_empty() {
            return Ok(None);
        }
        let scheme = self.table.map.field(name).map_or(Calls::Code, |field| field.scheme);
        match scheme {
            Calls::Code => field::actor(text).map(Some),
            Calls::Scheme(scheme) => {
                let found = Actor::from_scheme(scheme, text, period.start().year());
                let hint =
                    format!("a code of {scheme} in that year; values = {{ … }} gives others");
                found.map(Some).map_err(|error| Wrong::new(error.to_string(), hint))
            }
            Calls::Name => match self.table.names.get(text) {
                Some(Named::Actor(actor)) => Ok(Some(actor)),
                Some(Named::Nobody) => {
                    Err(Wrong::new(format!("no actor: {text:?}"), "a sum or a region is nobody"))
                }
                // A code among the names is what it is.
                None => Actor::parse(text).map(Some).map_err(|_| {
                    let near = self.table.names.nearest(text);
                    let otherwise = "values = { \"their name\" = \"ISO code\" } gives others";
                    Wrong::new(
                        format!("unknown country: {text:?}"),
                        mean(near.as_deref(), otherwise),
                    )
                }),
            },
        }
    }

    fn period(&self) -> Result<Period, Box<Fault>> {
        let span = |name: &str| self.part(name, |text| self.span(name, text));
        let start = span("start")?;
        if self.text("end").is_empty() {
            return Ok(start);
        }
        let end = span("end")?;
        Period::new(start.start(), end.end())
            .map_err(|fault| self.fault("end", field::date(&fault)))
    }

    /// A day, a month or a year, as the map says that they are written.
    fn span(&self, name: &str, text: &str) -> Result<Period, Wrong> {
        let format = self.table.map.field(name).and_then(|field| field.format.as_deref());
        let span = match format {
            Some(format) => formatted(format, text),
            None => plain(text),
        };
        span.ok_or_else(|| {
            let hint = match format {
                Some(format) => format!("the map says that days are written {format}"),
                None => {
                    "2025-11-04, 2025-11 or 2025; another form needs format = \"%d.%m.%Y\"".into()
                }
            };
            Wrong::new(format!("no day: {text:?}"), hint)
        })
    }

    /// What took place began before the table was there: whatever the row says of when it was known, as
    /// where one column is both. A day of grace is for whoever's morning comes before that of UTC.
    fn is_not_to_come(&self, modality: Modality, period: Period) -> Result<(), Box<Fault>> {
        let came = self.table.asked.known_at.map(KnownAt::date);
        let last = came.and_then(|came| came.tomorrow().ok());
        let (Some(came), Some(last)) = (came, last) else { return Ok(()) };
        if !modality.took_place() || period.start() <= last {
            return Ok(());
        }
        let what =
            format!("{modality}, and begins after the table came: {}, {came}", period.start());
        let hint = "what is to come has the modality planned";
        Err(self.fault("start", Wrong::new(what, hint)))
    }

    fn known_at(&self) -> Result<KnownAt, Box<Fault>> {
        let text = self.text("known_at");
        let known_at = self.known_at_of(&text)?;
        match self.table.asked.today.filter(|today| known_at.date() > *today) {
            None => Ok(known_at),
            Some(today) => {
                let what = format!("a day that is yet to come: {known_at}");
                let hint = format!(
                    "the day from which it could be known, up to {today}, which has begun somewhere"
                );
                Err(self.fault("known_at", Wrong::new(what, hint)))
            }
        }
    }

    fn known_at_of(&self, text: &str) -> Result<KnownAt, Box<Fault>> {
        if text.is_empty() {
            return self.table.asked.known_at.filter(|_| self.table.asked.is_release).ok_or_else(
                || {
                    let hint =
                        "a part known_at of the map, or --published YYYY-MM-DD for the whole table";
                    self.fault("known_at", Wrong::new("nothing says when it was known", hint))
                },
            );
        }
        match text.parse() {
            Ok(known_at) => Ok(known_at),
            Err(_) => {
                let span = self.part("known_at", |text| self.span("known_at", text))?;
                KnownAt::day(span.end())
                    .map_err(|fault| self.fault("known_at", field::date(&fault)))
            }
        }
    }

    fn quantity(
        &self,
        name: &str,
        unit: impl FnOnce(&str) -> Result<telltale_observation::Unit, Wrong>,
    ) -> Result<Quantity, Box<Fault>> {
        let unit = self.part("unit", unit)?;
        let amount = self.amount(name)?;
        Quantity::new(amount, unit)
            .map_err(|error| self.fault(name, Wrong::new(error.to_string(), "a finite number")))
    }

    /// A number from zero up, times the scale of its part.
    fn amount(&self, name: &str) -> Result<f64, Box<Fault>> {
        let field = self.table.map.field(name).expect("asked for only where the map has it");
        let decimal = field.decimal;
        self.part(name, |text| {
            // Fractions are read as written: 1.2.3 is no number, and neither is 1e5.
            let one = "items".parse().expect("a unit of ours");
            let plain = ungrouped(text, decimal);
            let number = plain.and_then(|plain| Quantity::parse(&plain, one).ok());
            let number = number.map(Quantity::amount);
            number.filter(|number| *number >= 0.0).map(|number| number * field.scale).ok_or_else(
                || {
                    let hint =
                        "a number from zero up, its thousands in groups of three; scale and decimal \
                         of the map say how it is written";
                    Wrong::new(format!("no amount: {text:?}"), hint)
                },
            )
        })
    }
}

/// A number without the signs between its thousands, and with a point before its fractions. Nothing
/// where those signs are of two kinds, stand among the fractions, or set off other than three
/// digits: then the map means another sign, and the number would be a thousand times off.
fn ungrouped(text: &str, decimal: char) -> Option<String> {
    let thousands = if decimal == '.' { ',' } else { '.' };
    let is_sign = |letter: char| {
        letter == thousands || letter.is_whitespace() || matches!(letter, '\'' | '\u{2019}')
    };
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let (sign, digits) = match whole.strip_prefix(['-', '+']) {
        Some(digits) => (&whole[..1], digits),
        None => ("", whole),
    };
    let mut signs = digits.chars().filter(|letter| is_sign(*letter));
    if let Some(first) = signs.next() {
        let groups: Vec<&str> = digits.split(is_sign).collect();
        let fits = (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3);
        if !fits || signs.any(|other| other != first) {
            return None;
        }
    }
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !fraction.is_none_or(all_digits) {
        return None;
    }
    let digits = digits.replace(is_sign, "");
    Some(match fraction {
        Some(fraction) => format!("{sign}{digits}.{fraction}"),
        None => format!("{sign}{digits}"),
    })
}

/// `2025-11-04`, `2025-11` or `2025`, and the day of an instant.
fn plain(text: &str) -> Option<Period> {
    let year = |year: &str| Period::parse(&format!("{year}-01-01"), &format!("{year}-12-31")).ok();
    match text.len() {
        4 => year(text),
        7 => Some(Period::month(text.parse::<Month>().ok()?)),
        10 => Period::parse(text, "").ok(),
        _ => Period::parse(text.get(..10).filter(|_| text.as_bytes()[10] == b'T')?, "").ok(),
    }
}

/// What a form of dates makes of a text: as much of a day as it names.
fn formatted(format: &str, text: &str) -> Option<Period> {
    let read = BrokenDownTime::parse(format, text).ok()?;
    if let Ok(day) = read.to_date() {
        return Period::day(day).ok();
    }
    // The 31st of February is no day, and not the month either.
    if read.day().is_some() || read.day_of_year().is_some() {
        return None;
    }
    let year = read.year()?;
    match read.month() {
        Some(month) => Some(Period::month(Month::new(year, month)?)),
        None => {
            let first = Date::new(year, 1, 1).ok()?;
            Period::new(first, first.last_of_year()).ok()
        }
    }
}
