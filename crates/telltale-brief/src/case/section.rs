//! A section is a table of `case.toml`, read key by key. A reading never ends at a fault: it is
//! noted with its line and column, and the next key is read.
//!
//! The keys that are asked for are the keys that are known, so a misspelt one is found without a
//! second list of them. Deriving the sections with serde would end at the first fault.

use std::cell::RefCell;
use std::str::FromStr;

use jiff::civil::Date;
use telltale_observation::{
    Actor, Channel, Commodity, Fault, ImpossibleDate, KnownAt, Month, Period, Unit, nearest,
    unprintable,
};
use toml::de::{DeTable, DeValue};

/// What is wrong with a value, and what would be right.
pub(super) struct Wrong {
    what: String,
    hint: String,
}

impl Wrong {
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Wrong {
        Wrong { what: what.into(), hint: hint.into() }
    }
}

/// The file being read, and the faults found in it so far.
pub(super) struct Page<'t> {
    file: &'t str,
    text: &'t str,
    faults: RefCell<Vec<(usize, Fault)>>,
}

impl<'t> Page<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Page<'t> {
        Page { file, text, faults: RefCell::default() }
    }

    /// Notes a fault at the byte `at`.
    pub(super) fn fault(&self, at: usize, wrong: Wrong) {
        let at = self.text.floor_char_boundary(at);
        let fault = Fault {
            file: self.file.to_owned(),
            line: Some(self.line(at)),
            column: self.column(at).to_string(),
            what: wrong.what,
            hint: wrong.hint,
        };
        self.faults.borrow_mut().push((at, fault));
    }

    /// The line of the byte `at`, counted from 1.
    fn line(&self, at: usize) -> u64 {
        let at = self.text.floor_char_boundary(at);
        self.text[..at].matches('\n').count() as u64 + 1
    }

    /// The column of the byte `at`, in letters, counted from 1.
    fn column(&self, at: usize) -> usize {
        let at = self.text.floor_char_boundary(at);
        self.text[..at].chars().rev().take_while(|c| *c != '\n').count() + 1
    }

    /// Every fault, in the order of the text.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|(at, _)| *at);
        faults.into_iter().map(|(_, fault)| fault).collect()
    }
}

/// One table of the file.
pub(super) struct Section<'p> {
    page: &'p Page<'p>,
    /// What a fault calls it: `[case]`, `[[source]]`.
    name: &'static str,
    at: usize,
    table: &'p DeTable<'p>,
    asked: Vec<&'static str>,
}

impl<'p> Section<'p> {
    pub(super) fn new(
        page: &'p Page<'p>,
        name: &'static str,
        at: usize,
        table: &'p DeTable<'p>,
    ) -> Section<'p> {
        Section { page, name, at, table, asked: Vec::new() }
    }

    /// The value of a key that must be there. Nothing, and a fault, where it is not or is faulty.
    pub(super) fn need<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, Wrong>,
    ) -> Option<T> {
        let value = self.may(key, read)?;
        if value.is_none() {
            let hint = format!("{} needs it", self.name);
            self.page
                .fault(self.at, Wrong::new(format!("missing key in {}: {key}", self.name), hint));
        }
        value
    }

    /// The value of a key that may be missing: `Some(None)` where it is, `None` where it is faulty.
    pub(super) fn may<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'_>) -> Result<T, Wrong>,
    ) -> Option<Option<T>> {
        self.asked.push(key);
        let Some(value) = self.table.get(key) else { return Some(None) };
        match read(value.get_ref()) {
            Ok(read) => Some(Some(read)),
            Err(wrong) => {
                self.page.fault(value.span().start, wrong);
                None
            }
        }
    }

    /// The text of a key that may be missing; empty where it is.
    pub(super) fn words(&mut self, key: &'static str) -> Option<String> {
        self.may(key, any_text).map(Option::unwrap_or_default)
    }

    /// The elements of a list that may be missing, each with a fault of its own.
    pub(super) fn list<T: PartialEq>(
        &mut self,
        key: &'static str,
        read: impl Fn(&DeValue<'_>) -> Result<T, Wrong>,
    ) -> Option<Vec<T>> {
        self.asked.push(key);
        let Some(value) = self.table.get(key) else { return Some(Vec::new()) };
        let Some(array) = value.get_ref().as_array() else {
            self.page.fault(value.span().start, wrong_type("a list", value.get_ref()));
            return None;
        };
        let (mut elements, mut sound) = (Vec::new(), true);
        for element in array {
            let read = read(element.get_ref()).and_then(|read| match elements.contains(&read) {
                true => Err(Wrong::new(format!("twice in {key}"), "name it once")),
                false => Ok(read),
            });
            match read {
                Ok(read) => elements.push(read),
                Err(wrong) => {
                    self.page.fault(element.span().start, wrong);
                    sound = false;
                }
            }
        }
        sound.then_some(elements)
    }

    /// The texts of a list as they stand there, each with its place; those that are no text left out. The
    /// key still has to be asked for.
    pub(super) fn plain_list(&self, key: &str) -> Vec<(&'p str, Spot<'p>)> {
        let array = self.table.get(key).and_then(|value| value.get_ref().as_array());
        let texts = array.into_iter().flatten().filter_map(|element| {
            let spot = Spot { page: self.page, at: element.span().start };
            Some((element.get_ref().as_str()?, spot))
        });
        texts.collect()
    }

    /// The table of a key that may be missing.
    pub(super) fn section(&mut self, key: &'static str, name: &'static str) -> Option<Section<'p>> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        match value.get_ref().as_table() {
            Some(table) => Some(Section::new(self.page, name, value.span().start, table)),
            None => {
                self.page.fault(value.span().start, wrong_type("a table", value.get_ref()));
                None
            }
        }
    }

    /// The tables of a list of tables, which may be missing.
    pub(super) fn sections(&mut self, key: &'static str, name: &'static str) -> Vec<Section<'p>> {
        self.asked.push(key);
        let Some(value) = self.table.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            let wrong = wrong_type(&format!("a list of tables, {name}"), value.get_ref());
            self.page.fault(value.span().start, wrong);
            return Vec::new();
        };
        let tables = array.iter().filter_map(|element| match element.get_ref().as_table() {
            Some(table) => Some(Section::new(self.page, name, element.span().start, table)),
            None => {
                self.page.fault(element.span().start, wrong_type("a table", element.get_ref()));
                None
            }
        });
        tables.collect()
    }

    /// The days from key `from` to key `to`, both included.
    pub(super) fn period(&mut self, from: &'static str, to: &'static str) -> Option<Period> {
        let start = self.need(from, day);
        let end = self.need(to, day);
        self.days(to, start?, end?)
    }

    /// The days from key `from` to key `to`, which may be missing, but only both.
    pub(super) fn optional_period(
        &mut self,
        from: &'static str,
        to: &'static str,
    ) -> Option<Option<Period>> {
        if !self.has(from) && !self.has(to) {
            self.asked.extend([from, to]);
            return Some(None);
        }
        self.period(from, to).map(Some)
    }

    /// The days from `start` to `end`; a fault at the key `to` if the end comes first.
    pub(super) fn days(&mut self, to: &'static str, start: Date, end: Date) -> Option<Period> {
        let period = Period::new(start, end);
        period.map_err(|fault| self.wrong(to, date_wrong(&fault))).ok()
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The text of a key as it stands there, faulty or not; nothing where it is no text. The key still
    /// has to be asked for.
    pub(super) fn plain(&self, key: &str) -> Option<&'p str> {
        self.table.get(key)?.get_ref().as_str()
    }

    /// The day of a key as it stands there; nothing where it is none. The key still has to be asked for.
    pub(super) fn plain_day(&self, key: &str) -> Option<Date> {
        known_at(self.table.get(key)?.get_ref()).ok().map(KnownAt::date)
    }

    /// The line of a key's value, or of the section where it has none.
    pub(super) fn line(&self, key: &str) -> u64 {
        self.page.line(self.spot(key).at)
    }

    /// Notes a fault at the value of a key, or at the section where it has none.
    pub(super) fn wrong(&self, key: &str, wrong: Wrong) {
        self.spot(key).wrong(wrong);
    }

    /// The place of a key's value, to be kept beyond the section.
    pub(super) fn spot(&self, key: &str) -> Spot<'p> {
        let at = self.table.get(key).map_or(self.at, |value| value.span().start);
        Spot { page: self.page, at }
    }

    /// Ends the reading: every key that was not asked for is a fault.
    pub(super) fn finish(self) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !self.asked.contains(&name) {
                let known = self.asked.join(", ");
                let hint =
                    mean(nearest(name, self.asked.iter().copied()), &format!("known: {known}"));
                let what = format!("unknown key in {}: {name}", self.name);
                self.page.fault(key.span().start, Wrong::new(what, hint));
            }
        }
    }
}

/// A place in the file at which a fault may be found later.
pub(super) struct Spot<'p> {
    page: &'p Page<'p>,
    at: usize,
}

impl Spot<'_> {
    /// The file's name in faults.
    pub(super) fn file(&self) -> &str {
        self.page.file
    }

    /// The line of it, and the column, both counted from 1.
    pub(super) fn place(&self) -> (u64, usize) {
        (self.page.line(self.at), self.page.column(self.at))
    }

    /// Notes a fault here.
    pub(super) fn wrong(&self, wrong: Wrong) {
        self.page.fault(self.at, wrong);
    }
}

/// "did you mean …?", or what to do where no known word is near.
pub(super) fn mean(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean {near}?"))
}

fn wrong_type(expected: &str, found: &DeValue<'_>) -> Wrong {
    let found = match found {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    Wrong::new(format!("wrong type: {found}"), format!("expected {expected}"))
}

/// Any text, also an empty one.
pub(super) fn any_text(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = value.as_str().ok_or_else(|| wrong_type("text in quotes", value))?;
    match unprintable(text) {
        None => Ok(text.to_owned()),
        Some((_, letter)) => Err(Wrong::new(
            format!("a control character: U+{:04X}", u32::from(letter)),
            "take it out: a terminal obeys it, or shows it out of order",
        )),
    }
}

/// A text that says something.
pub(super) fn text(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = any_text(value)?;
    if text.trim().is_empty() {
        return Err(Wrong::new("empty text", "say something, or leave out the key"));
    }
    Ok(text)
}

/// A short name that files and citations can hold.
pub(super) fn slug(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = text(value)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if text.len() > 64 || !text.chars().all(plain) {
        let hint = "up to 64 small letters, digits, hyphens and underscores";
        return Err(Wrong::new(format!("not a short name: {text:?}"), hint));
    }
    Ok(text)
}

/// The name of a file in the case's own folder.
pub(super) fn file_name(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = text(value)?;
    let outside = text.split(['/', '\\']).any(|part| matches!(part, "" | "." | ".."));
    if outside || text.contains([':', '\0']) {
        let hint = "a path below the folder of case.toml, such as events.csv";
        return Err(Wrong::new(format!("not a file of the case: {text:?}"), hint));
    }
    Ok(text)
}

/// An address on the network.
pub(super) fn url(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = text(value)?;
    if text.starts_with("https://") || text.starts_with("http://") {
        return Ok(text);
    }
    Err(Wrong::new(format!("not an address: {text:?}"), "it starts with https:// or http://"))
}

/// The name of a source that the case declares.
pub(super) fn declared(value: &DeValue<'_>, sources: &[&str]) -> Result<String, Wrong> {
    let name = text(value)?;
    if sources.contains(&name.as_str()) {
        return Ok(name);
    }
    let near = nearest(&name, sources.iter().copied());
    let hint = mean(near, "declare it under [[source]]");
    Err(Wrong::new(format!("undeclared source: {name:?}"), hint))
}

/// `true` or `false`.
pub(super) fn flag(value: &DeValue<'_>) -> Result<bool, Wrong> {
    value.as_bool().ok_or_else(|| wrong_type("true or false", value))
}

/// A finite number.
pub(super) fn number(value: &DeValue<'_>) -> Result<f64, Wrong> {
    let read = match value {
        DeValue::Integer(whole) if whole.radix() == 10 => whole.as_str().parse::<f64>(),
        DeValue::Float(number) => number.as_str().parse(),
        _ => return Err(wrong_type("a number", value)),
    };
    let number = read.ok().filter(|number| number.is_finite());
    number.ok_or_else(|| Wrong::new("not a finite number", "plain digits, such as 0.545"))
}

/// A finite number above zero.
pub(super) fn positive(value: &DeValue<'_>) -> Result<f64, Wrong> {
    let number = number(value)?;
    let hint = "more than zero; to count for nothing, leave the entry out";
    if number > 0.0 {
        Ok(number)
    } else {
        Err(Wrong::new(format!("not above zero: {number}"), hint))
    }
}

/// A whole number from 1 to 1200, of months or days.
pub(super) fn span(value: &DeValue<'_>) -> Result<u32, Wrong> {
    let DeValue::Integer(whole) = value else { return Err(wrong_type("a whole number", value)) };
    let number = whole.as_str().parse().ok().filter(|number| (1..=1200).contains(number));
    number.ok_or_else(|| Wrong::new(format!("out of range: {}", whole.as_str()), "from 1 to 1200"))
}

/// A date as TOML writes it, or in quotes.
pub(super) fn day(value: &DeValue<'_>) -> Result<Date, Wrong> {
    let text = match value {
        DeValue::Datetime(date) => date.to_string(),
        DeValue::String(text) => text.to_string(),
        _ => return Err(wrong_type("a date, such as 2025-11-04", value)),
    };
    Period::parse(&text, "").map(Period::start).map_err(|fault| date_wrong(&fault))
}

/// The day from the start of which something was known.
pub(super) fn known_at(value: &DeValue<'_>) -> Result<KnownAt, Wrong> {
    KnownAt::day(day(value)?).map_err(|fault| date_wrong(&fault))
}

/// A month in quotes.
pub(super) fn month(value: &DeValue<'_>) -> Result<Month, Wrong> {
    let text = value.as_str().ok_or_else(|| wrong_type("a month, such as \"2025-09\"", value))?;
    text.parse().map_err(|fault| date_wrong(&fault))
}

fn date_wrong(fault: &ImpossibleDate) -> Wrong {
    let message = fault.to_string();
    let what = message.split(" (expected").next().unwrap_or(&message);
    let hint = match fault {
        ImpossibleDate::Reversed { .. } => "the end is the last day, not before the first",
        ImpossibleDate::YearOutOfRange(_) => "years from 1800 to 2200 are read",
        ImpossibleDate::NotAMonth(_) => "a month of the calendar, such as \"2025-09\"",
        ImpossibleDate::NotADate(_) | ImpossibleDate::NotAnInstant(_) => {
            "a day of the calendar, such as 2025-11-04"
        }
    };
    Wrong::new(what, hint)
}

pub(super) fn actor(value: &DeValue<'_>) -> Result<Actor, Wrong> {
    let code = text(value)?;
    Actor::parse(&code).map_err(|unknown| {
        let hint = mean(unknown.nearest, "an actor goes by its ISO 3166 alpha-3 code, such as KOR");
        Wrong::new(format!("unknown actor: {code:?}"), hint)
    })
}

pub(super) fn channel(value: &DeValue<'_>) -> Result<Channel, Wrong> {
    let name = text(value)?;
    name.parse::<Channel>().map_err(|unknown| {
        let names: Vec<_> = Channel::ALL.iter().map(|channel| channel.name()).collect();
        let hint = mean(unknown.nearest, &format!("known channels: {}", names.join(", ")));
        Wrong::new(format!("unknown channel: {name:?}"), hint)
    })
}

pub(super) fn commodity(value: &DeValue<'_>) -> Result<Commodity, Wrong> {
    text(value)?.parse().map_err(|fault: telltale_observation::MalformedCommodity| {
        let hint = "TOTAL, or HS with 2, 4 or 6 digits such as HS2701";
        Wrong::new(format!("malformed commodity: {:?}", fault.0), hint)
    })
}

pub(super) fn unit(value: &DeValue<'_>) -> Result<Unit, Wrong> {
    let name = text(value)?;
    name.parse::<Unit>().map_err(|unknown| {
        let hint = mean(unknown.nearest, "a base unit: money by its ISO 4217 code, km, t, persons");
        Wrong::new(format!("unknown unit: {name:?}"), hint)
    })
}

pub(super) fn rank(value: &DeValue<'_>) -> Result<telltale_observation::Rank, Wrong> {
    one_of("rank", &["leader", "minister", "envoy", "military", "official"], FromStr::from_str)(
        value,
    )
}

/// A reader of the words of a closed list.
pub(super) fn one_of<T, E>(
    kind: &'static str,
    known: &'static [&'static str],
    read: impl Fn(&str) -> Result<T, E>,
) -> impl Fn(&DeValue<'_>) -> Result<T, Wrong> {
    move |value| {
        let word = text(value)?;
        read(&word).map_err(|_| {
            let near = nearest(&word, known.iter().copied());
            let hint = mean(near, &format!("known: {}", known.join(", ")));
            Wrong::new(format!("unknown {kind}: {word:?}"), hint)
        })
    }
}
