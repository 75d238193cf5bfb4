//! A sighting as the JSON of `read`.

use serde_json::{Map, Value, json};
use telltale_observation::Kind;

use crate::Sighting;
use crate::sighting::{Amount, Change, Span};

/// Turns byte offsets into counts of characters, in linear time over many asks.
#[derive(Debug)]
pub struct Characters<'t> {
    text: &'t str,
    /// The count of characters before every 4096th byte.
    marks: Vec<usize>,
}

const STEP: usize = 4096;

impl<'t> Characters<'t> {
    /// Counts the characters of a text.
    pub fn of(text: &'t str) -> Characters<'t> {
        let starts = |bytes: &[u8]| bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count();
        let mut marks = vec![0];
        for chunk in text.as_bytes().chunks(STEP) {
            let before = marks.last().copied().unwrap_or(0);
            marks.push(before + starts(chunk));
        }
        Characters { text, marks }
    }

    /// How many characters stand before a byte.
    pub fn before(&self, byte: usize) -> usize {
        let mark = (byte / STEP).min(self.marks.len() - 1);
        let bytes = self.text.as_bytes();
        let rest = &bytes[(mark * STEP).min(bytes.len())..byte.min(bytes.len())];
        self.marks[mark] + rest.iter().filter(|&&b| b & 0xc0 != 0x80).count()
    }

    /// The words of a span.
    pub(crate) fn quote(&self, span: Span) -> &'t str {
        &self.text[span.0..span.1]
    }

    pub(crate) fn span(&self, span: Span) -> Value {
        json!([self.before(span.0), self.before(span.1)])
    }
}

impl Sighting {
    /// The sighting as the JSON of `read`; `explain` adds why it was made.
    pub fn to_json(&self, text: &Characters<'_>, explain: bool) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("kind", json!(self.kind.name()));
        put("mode", json!(self.mode.name()));
        put("actor", json!(self.actor.map(|actor| actor.code())));
        put("target", json!(self.target.map(|actor| actor.code())));
        put("channel", json!(self.channel.name()));
        if self.kind == Kind::Event {
            put("code", json!(self.code.map(|code| code.code)));
            put("ontology", json!(self.code.map(|code| code.ontology.name())));
            put("plover", json!(self.code.and_then(|code| code.plover)));
            put("goldstein", json!(self.code.and_then(|code| code.goldstein)));
        }
        put("start", json!(self.period.map(|period| period.start().to_string())));
        put("end", json!(self.period.map(|period| period.end().to_string())));
        put("precision", json!(self.period.map(|period| period.precision().name())));
        put("modality", json!(self.modality.name()));
        put("rank", json!(self.rank.map(|rank| rank.name())));
        put("place", json!(self.place));
        if let Some(amount) = &self.amount {
            put_amount(amount, &mut put);
        }
        put("quote", json!(&text.text[self.span.0..self.span.1]));
        put("span", text.span(self.span));
        put("confidence", json!((f64::from(self.confidence) * 100.0).round() / 100.0));
        if explain {
            let actors: Vec<Value> = self
                .because
                .actors
                .iter()
                .map(|&span| json!({"name": &text.text[span.0..span.1], "span": text.span(span)}))
                .collect();
            let trigger = self.because.trigger.map(|span| &text.text[span.0..span.1]);
            put(
                "because",
                json!({"trigger": trigger, "rule": self.because.rule, "actors": actors}),
            );
        }
        Value::Object(object)
    }
}

fn put_amount(amount: &Amount, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
    put("value", json!(amount.value.map(whole)));
    if amount.low.is_some() || amount.high.is_some() {
        put("low", json!(amount.low.map(whole)));
        put("high", json!(amount.high.map(whole)));
    }
    put("unit", json!(amount.unit));
    put("approximate", json!(amount.approximate));
    put("cumulative", json!(amount.cumulative));
    put("changes", Value::Array(amount.changes.iter().map(change).collect()));
    put("commodities", json!(amount.commodities));
    put("attributed_to", json!(amount.attributed_to));
    if amount.record.is_some() {
        put("record", json!(amount.record));
    }
}

/// A whole number is printed as one: 228100000, not 228100000.0.
fn whole(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}

fn change(change: &Change) -> Value {
    let mut object = json!({
        "basis": change.basis.name(),
        "ratio": change.ratio.map(|ratio| (ratio * 1e6).round() / 1e6),
        "against": change.against,
    });
    if let Some(points) = change.points {
        object["points"] = json!(points);
    }
    if change.approximate {
        object["approximate"] = json!(true);
    }
    object
}
