//! UN Comtrade: goods by reporter, partner, commodity and month, as the states report them: answers
//! of its API in JSON, and its bulk files in tab- or comma-separated text.
//!
//! Every file is a vintage: its figures were known from the day on which it was fetched or released,
//! and none of an earlier vintage is taken back by it. A row that is broken down by second partner,
//! means of transport or customs procedure is a part of another row, and left out.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde_json::Value;
use telltale_observation::{
    Actor, Channel, Commodity, Detail, Digest, Draft, Dyad, Fault, KnownAt, Modality, Mode, Month,
    Period, Quantity, Scheme, Unit,
};

use crate::sheet::{self, Form, Outcome, origin, take};
use crate::shipped::{self, at, whole};
use crate::{Anomaly, Asked, Cadence, Reading, Spec};

/// What is known of UN Comtrade.
pub const SPEC: Spec = Spec {
    name: "comtrade",
    title: "UN Comtrade, trade in goods",
    publisher: "United Nations Statistics Division",
    licence: "UN Comtrade's terms: free for use within an organisation and in works that cite it; \
              passing the data on in bulk needs its leave",
    citation: "United Nations Statistics Division. UN Comtrade Database, https://comtradeplus.un.org",
    url: "https://comtradeplus.un.org",
    unit: "the value in USD of one flow: reporter, partner, commodity, month or year",
    cadence: Cadence::Daily,
    fresh_days_max: Some(120),
    covers: "1962 on by year, 2010 on by month; how late depends on the reporter",
    limits: &[
        "a state reports imports with freight and insurance (CIF) and exports without (FOB): the two \
         sides of one flow differ by 10 to 20 per cent and are never spliced",
        "states report late and revise: each fetch is a vintage, known from when it came, and what a \
         question sees of it depends on its --as-of",
        "North Korea reports nothing; what is known of its trade is what its partners report",
        "the world, regions and areas not specified are nobody here, and rows of them are left out",
        "re-exports, re-imports and processing are parts of exports and imports, and left out",
        "commodities go by HS; rows of other classifications and services are left out",
        "an answer without a key has at most 500 rows and with a free one 100,000: one that has so \
         many may have been cut, and `fetch` says so",
    ],
    anomalies: &[
        Anomaly {
            when: "always",
            what: "the United States are 842, France 251, Italy 380 or 381, India 699 and Norway 579 \
                   there, which is not what M49 calls them",
        },
        Anomaly {
            when: "always",
            what: "refMonth is 52 in rows of years; the column period tells the time",
        },
        Anomaly {
            when: "now and then",
            what: "a later answer has fewer rows than an earlier one: it is kept and flagged, and what \
                   it leaves out stays as it was known",
        },
    ],
};

/// The columns without which a row says nothing.
const NEEDED: &[&str] =
    &["period", "reporterCode", "flowCode", "partnerCode", "cmdCode", "primaryValue"];
/// Why a row is outside of the ledger.
const PARTNER: &str = "the partner is the world, a region or not specified";
const BROKEN_DOWN: &str = "a part of another row: by second partner, transport or procedure";
const OTHER_FLOW: &str = "a part of exports or imports: re-exports, re-imports, processing";
const OTHER_GOODS: &str = "no commodity of the Harmonized System";
const SERVICES: &str = "services";
const ITSELF: &str = "reporter and partner are one: goods that came back";
/// Reads a file of Comtrade: an answer in JSON, or a bulk file.
///
/// A record is one row. Without [`Asked::known_at`] nothing is known of when it was released, and
/// that is a fault of the file.
pub fn read(file: &str, bytes: &[u8], asked: &Asked) -> Reading {
    let Some(known_at) = asked.known_at else {
        let hint = "say when it was released: --published YYYY-MM-DD";
        let fault = whole(file, "nothing says when this release was known", hint);
        return Reading { rejects: vec![fault], ..Reading::default() };
    };
    let unit = "USD".parse().expect("dollars are a unit");
    let mut release =
        Release { file, digest: Digest::of(bytes), known_at, unit, figures: FxHashMap::default() };
    if !sheet::is_workbook(bytes) && looks_like_json(bytes) {
        return release.answer(bytes);
    }
    sheet::read_headed(file, bytes, Form::default(), NEEDED, &mut |row, reading| {
        let record = release.row(row.line, &|name| Cow::Borrowed(row.get(name)));
        take(reading, (file, row.line), record);
    })
}

fn looks_like_json(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    matches!(head.first(), Some(b'{' | b'['))
}

/// What the rows of one file share, and what they told so far.
struct Release<'a> {
    file: &'a str,
    digest: Digest,
    known_at: KnownAt,
    unit: Unit,
    /// The row and the value of each figure.
    figures: FxHashMap<String, (u64, f64)>,
}

/// A row's texts by the name of their column.
type Get<'a> = dyn Fn(&str) -> Cow<'a, str> + 'a;

impl Release<'_> {
    fn answer(&mut self, bytes: &[u8]) -> Reading {
        let refused = |fault| Reading { rejects: vec![fault], ..Reading::default() };
        let body = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let answer: Value = match serde_json::from_slice(body) {
            Ok(answer) => answer,
            Err(error) => {
                let what = format!("no JSON that can be read: {error}");
                return refused(whole(self.file, what, "the answer is cut off; fetch it again"));
            }
        };
        if let Some(fault) = refusal(self.file, &answer) {
            return refused(fault);
        }
        let rows = answer["data"].as_array().map_or(&[][..], Vec::as_slice);
        let mut reading = Reading::default();
        for (row, number) in rows.iter().zip(1..) {
            let record = match row.as_object() {
                Some(fields) => self.row(number, &|name| text_of(fields.get(name))),
                None => Err(self.wrong(number, "", "no row of named values", "fetch it again")),
            };
            take(&mut reading, (self.file, number), record);
        }
        if let Some(count) = answer["count"].as_u64().filter(|count| *count != rows.len() as u64) {
            let what = format!("{} rows where {count} were counted", rows.len());
            let hint = "an answer that only counts, or one that was cut: ask again for fewer";
            reading.rejects.push(whole(self.file, what, hint));
        }
        reading
    }

    fn wrong(&self, row: u64, column: &str, what: &str, hint: &str) -> Box<Fault> {
        Box::new(at(self.file, Some(row), column, what, hint))
    }

    /// What one row comes to.
    fn row(&mut self, row: u64, get: &Get<'_>) -> Result<Outcome, Box<Fault>> {
        let period = self.period(row, get)?;
        if let Some(why) = outside(get) {
            return Ok(Outcome::Outside(why));
        }
        let channel = match get("flowCode").as_ref() {
            "X" => Channel::TradeExports,
            "M" => Channel::TradeImports,
            _ => {
                let hint = "X exports, M imports, or a part of them";
                return Err(self.wrong_cell((row, get), "flowCode", "unknown flow", hint));
            }
        };
        let Some(commodity) = commodity(&get("cmdCode"), &get("classificationCode")) else {
            return Ok(Outcome::Outside(OTHER_GOODS));
        };
        let Some(dyad) = self.dyad((row, get), period.start().year())? else {
            return Ok(Outcome::Outside(PARTNER));
        };
        if dyad.target == Some(dyad.actor) {
            return Ok(Outcome::Outside(ITSELF));
        }
        let value = get("primaryValue").parse().ok().filter(|value: &f64| *value >= 0.0);
        let quantity = value.and_then(|value| Quantity::new(value, self.unit).ok());
        let quantity = quantity.ok_or_else(|| {
            let hint = "a number of US dollars from zero up";
            self.wrong_cell((row, get), "primaryValue", "no amount", hint)
        })?;
        if self.known_at.date() < period.end() {
            let what = "was not over when this is said to have been known";
            let hint = "the day of the release: --published YYYY-MM-DD";
            return Err(self.wrong_cell((row, get), "period", what, hint));
        }
        let key = [
            dyad.actor.code(),
            &get("period"),
            &get("flowCode"),
            dyad.target.map_or("", |partner| partner.code()),
            commodity.code(),
        ];
        let key = key.join("-");
        self.first(row, &key, quantity.amount())?;
        let mut origin = origin((self.file, self.digest, row), SPEC.name, key, SPEC.publisher);
        origin.basis = basis(get);
        Ok(Outcome::Seen(Box::new(Draft {
            mode: Mode::Deed,
            dyad,
            channel,
            period,
            known_at: self.known_at,
            modality: Modality::Happened,
            what: String::new(),
            detail: Detail::Flow { quantity, commodity, derived: false },
            origin,
        })))
    }

    /// The month or year of a row in which every column that is needed says something.
    fn period(&self, row: u64, get: &Get<'_>) -> Result<Period, Box<Fault>> {
        if let Some(column) = NEEDED.iter().find(|column| get(column).is_empty()) {
            return Err(self.wrong(row, column, "empty", "a row of Comtrade says it"));
        }
        period(&get("period"), &get("freqCode")).ok_or_else(|| {
            let hint = "YYYYMM of a month, YYYY of a year";
            self.wrong_cell((row, get), "period", "no month or year", hint)
        })
    }

    /// Reporter and partner; `None` if the partner is no state.
    fn dyad(&self, (row, get): (u64, &Get<'_>), year: i16) -> Result<Option<Dyad>, Box<Fault>> {
        let state = |code: &str| Actor::from_scheme(Scheme::Comtrade, code, year).ok();
        let reporter = state(&get("reporterCode")).ok_or_else(|| {
            let hint = "Comtrade's code of a reporter: 156 is China";
            self.wrong_cell((row, get), "reporterCode", "no state of this code", hint)
        })?;
        if !get("partnerCode").bytes().all(|byte| byte.is_ascii_digit()) {
            let hint = "digits: 408 is North Korea, 0 the world";
            return Err(self.wrong_cell((row, get), "partnerCode", "no code", hint));
        }
        let partner = state(&get("partnerCode"));
        Ok(partner.map(|partner| Dyad { actor: reporter, target: Some(partner) }))
    }

    /// A fault of a cell, with what stands in it.
    fn wrong_cell(
        &self,
        (row, get): (u64, &Get<'_>),
        column: &str,
        what: &str,
        hint: &str,
    ) -> Box<Fault> {
        let shown: String = get(column).chars().take(40).collect();
        self.wrong(row, column, &format!("{what}: {shown:?}"), hint)
    }

    /// Refuses a second value of one figure; the same value again is the same figure.
    fn first(&mut self, row: u64, key: &str, value: f64) -> Result<(), Box<Fault>> {
        match self.figures.get(key) {
            Some((first, other)) if other.to_bits() != value.to_bits() => {
                let what = format!("{value} here, and {other} in row {first}, for the same flow");
                let hint = "ask with partner2Code=0, motCode=0 and customsCode=C00";
                Err(self.wrong(row, "primaryValue", &what, hint))
            }
            Some(_) => Ok(()),
            None => {
                self.figures.insert(key.to_owned(), (row, value));
                Ok(())
            }
        }
    }
}

/// Why a row is a part of another, or not of goods, if it is.
fn outside(get: &Get<'_>) -> Option<&'static str> {
    const WHOLES: [(&str, &str); 4] =
        [("partner2Code", "0"), ("motCode", "0"), ("customsCode", "C00"), ("mosCode", "0")];
    const PARTS: [&str; 8] = ["DX", "FM", "RM", "RX", "MIP", "MOP", "XIP", "XOP"];
    let is_whole = |(column, whole): &(&str, &str)| {
        let code = get(column);
        code.is_empty() || code == *whole
    };
    if get("typeCode") == "S" {
        Some(SERVICES)
    } else if !WHOLES.iter().all(is_whole) {
        Some(BROKEN_DOWN)
    } else {
        PARTS.contains(&get("flowCode").as_ref()).then_some(OTHER_FLOW)
    }
}

/// What an answer says where it is no table: too many requests, no quota left, a wrong question.
fn refusal(file: &str, answer: &Value) -> Option<Fault> {
    let text = |value: &Value| value.as_str().map(str::trim).unwrap_or_default().to_owned();
    let message = text(&answer["message"]);
    if let Some(status) = answer["statusCode"].as_u64() {
        let hint = match status {
            429 => "asked too often: wait as long as it says, and fetch again",
            403 => "the quota is used up: fetch again when it is replenished, or use a key",
            401 => "the key is wrong: see TELLTALE_COMTRADE_KEY",
            _ => "this is no table; fetch it again",
        };
        return Some(whole(
            file,
            format!("an error in place of a table: {status} {message}"),
            hint,
        ));
    }
    let error = match &answer["error"] {
        Value::Null => text(&answer["errorObject"]["errorMessage"]),
        other => text(other),
    };
    if !error.is_empty() {
        let hint = "the question was wrong: look at its periods, partners and commodities";
        return Some(whole(file, format!("an error in place of a table: {error}"), hint));
    }
    let Some(data) = answer["data"].as_array() else {
        return Some(whole(file, "JSON without rows", "an answer of Comtrade has them under data"));
    };
    let is_list = data.first().is_some_and(|row| row.get("fileUrl").is_some());
    is_list.then(|| {
        whole(file, "a list of bulk files, and none of them", "fetch the files that it names")
    })
}

fn text_of(value: Option<&Value>) -> Cow<'_, str> {
    match value {
        None | Some(Value::Null) => Cow::Borrowed(""),
        Some(Value::String(text)) => Cow::Borrowed(text.trim()),
        Some(other) => Cow::Owned(other.to_string()),
    }
}

/// `202501` is a month, `2010` a year.
fn period(text: &str, frequency: &str) -> Option<Period> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match (text.len(), frequency) {
        (6, "M" | "") if digits => {
            let month = Month::new(text[..4].parse().ok()?, text[4..].parse().ok()?)?;
            Some(Period::month(month))
        }
        (4, "A" | "") if digits => {
            Period::parse(&format!("{text}-01-01"), &format!("{text}-12-31")).ok()
        }
        _ => None,
    }
}

/// The commodity of a code in its classification: `H0` to `H6` and `HS` are the Harmonized System.
fn commodity(code: &str, classification: &str) -> Option<Commodity> {
    if code == "TOTAL" {
        return Some(Commodity::total());
    }
    let hs = classification.is_empty() || classification.starts_with('H');
    if hs { format!("HS{code}").parse().ok() } else { None }
}

/// What the figure rests on, where it is not simply what the reporter says.
fn basis(get: &Get<'_>) -> String {
    let is = |column: &str, what: &str| get(column).eq_ignore_ascii_case(what);
    let mut parts = Vec::new();
    let classification = get("classificationCode");
    if !classification.is_empty() {
        parts.push(format!("classification {classification}"));
    }
    if is("isReported", "false") {
        parts.push("not reported: estimated by Comtrade".to_owned());
    }
    if is("isAggregate", "true") {
        parts.push("summed by Comtrade".to_owned());
    }
    let valuation = [("cifvalue", "CIF"), ("fobvalue", "FOB")];
    let valuation = valuation.into_iter().find(|(column, _)| {
        let value = get(column);
        !value.is_empty() && value == get("primaryValue")
    });
    parts.extend(valuation.map(|(_, name)| name.to_owned()));
    parts.join("; ")
}

/// Which release a file is one of: what is the same in the names of all vintages of one dataset.
/// Bulk files carry the day of their release in brackets.
pub fn dataset(name: &str) -> String {
    let name = shipped::file_name(name);
    match (name.find('['), name.find(']')) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &name[..from], &name[to + 1..]),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
