//! A field is one cell of a table. Each function here reads one kind of it, and says what is wrong
//! with a text that is not of that kind, and what would be right.

use telltale_observation::{
    Actor, Channel, Code, Commodity, Dimension, ImpossibleDate, KnownAt, Modality, Mode, Ontology,
    Period, Quantity, Rank, Unit, UnknownUnit, UnusableAmount, nearest,
};

/// What is wrong with a field, and what would be right.
pub(crate) struct Wrong {
    pub(crate) what: String,
    pub(crate) hint: String,
}

impl Wrong {
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Wrong {
        Wrong { what: what.into(), hint: hint.into() }
    }
}

/// "did you mean …?", or what to do where no known word is near.
pub(crate) fn mean(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean {near}?"))
}

/// The text of a field that may not be empty.
pub(crate) fn filled(text: &str) -> Result<String, Wrong> {
    if text.is_empty() {
        return Err(Wrong::new("empty", "this column is needed in every row"));
    }
    Ok(text.to_owned())
}

pub(crate) fn actor(text: &str) -> Result<Actor, Wrong> {
    filled(text)?;
    Actor::parse(text).map_err(|unknown| {
        let hint = mean(unknown.nearest, "an actor goes by its ISO 3166 alpha-3 code, such as KOR");
        Wrong::new(format!("unknown actor: {text:?}"), hint)
    })
}

/// An actor, or nobody where the field is empty.
pub(crate) fn target(text: &str) -> Result<Option<Actor>, Wrong> {
    if text.is_empty() { Ok(None) } else { actor(text).map(Some) }
}

pub(crate) fn channel(text: &str) -> Result<Channel, Wrong> {
    text.parse::<Channel>().map_err(|unknown| {
        let names: Vec<_> = Channel::ALL.iter().map(|channel| channel.name()).collect();
        let hint = mean(unknown.nearest, &format!("known channels: {}", names.join(", ")));
        Wrong::new(format!("unknown channel: {text:?}"), hint)
    })
}

pub(crate) fn mode(text: &str) -> Result<Mode, Wrong> {
    one_of("mode", text, &["deed", "word"])
}

pub(crate) fn modality(text: &str) -> Result<Modality, Wrong> {
    one_of("modality", text, &["happened", "planned", "reported", "denied", "conditional"])
}

/// A rank, or none where the field is empty.
pub(crate) fn rank(text: &str) -> Result<Option<Rank>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    if text == "none" {
        return Err(Wrong::new("unknown rank: \"none\"", "leave it empty where nobody is named"));
    }
    one_of("rank", text, &["leader", "minister", "envoy", "military", "official"]).map(Some)
}

/// `yes`, or `no`, which an empty field means too.
pub(crate) fn yes(text: &str) -> Result<bool, Wrong> {
    match text {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        _ => Err(Wrong::new(format!("neither yes nor no: {text:?}"), "write yes, no or nothing")),
    }
}

/// A word of a closed list, in capitals or not as in the list.
fn one_of<T: std::str::FromStr>(kind: &str, text: &str, known: &[&str]) -> Result<T, Wrong> {
    text.parse().map_err(|_| {
        let near = nearest(text, known.iter().copied());
        let hint = mean(near, &format!("known: {}", known.join(", ")));
        Wrong::new(format!("unknown {kind}: {text:?}"), hint)
    })
}

/// A date's fault, with what a date looks like.
pub(crate) fn date(fault: &ImpossibleDate) -> Wrong {
    let hint = match fault {
        ImpossibleDate::Reversed { .. } => "the end is the last day, not before the first",
        ImpossibleDate::YearOutOfRange(_) => "years from 1800 to 2200 are read",
        ImpossibleDate::NotAMonth(_) => "a month of the calendar, written YYYY-MM",
        ImpossibleDate::NotADate(_) => "a day of the calendar, written YYYY-MM-DD",
        ImpossibleDate::NotAnInstant(_) => "YYYY-MM-DD, or an instant such as 2025-11-04T09:00:00Z",
    };
    let message = fault.to_string();
    let what = message.split(" (expected").next().unwrap_or(&message);
    Wrong::new(what, hint)
}

/// One day, to which [`Period::parse`] then holds the other.
pub(crate) fn day(text: &str) -> Result<String, Wrong> {
    filled(text)?;
    Period::parse(text, "").map_err(|fault| date(&fault))?;
    Ok(text.to_owned())
}

/// One day, or nothing.
pub(crate) fn optional_day(text: &str) -> Result<String, Wrong> {
    if text.is_empty() { Ok(String::new()) } else { day(text) }
}

pub(crate) fn known_at(text: &str) -> Result<KnownAt, Wrong> {
    text.parse().map_err(|fault| date(&fault))
}

pub(crate) fn commodity(text: &str) -> Result<Commodity, Wrong> {
    text.parse().map_err(|_| {
        let hint = "TOTAL, or HS with 2, 4 or 6 digits such as HS2701";
        Wrong::new(format!("malformed commodity: {text:?}"), hint)
    })
}

/// The unit of a flow: money, or what goods are weighed and measured in.
pub(crate) fn trade_unit(text: &str) -> Result<Unit, Wrong> {
    let unit: Unit = text.parse().map_err(|unknown| unknown_unit(&unknown))?;
    match unit.dimension() {
        Dimension::Money | Dimension::Mass | Dimension::Volume | Dimension::Energy => Ok(unit),
        Dimension::Length | Dimension::Count => {
            let hint = "a flow is in money (USD, CNY), mass (kg, t), volume (bbl) or energy (MWh)";
            Err(Wrong::new(format!("not a unit of trade: {text:?}"), hint))
        }
    }
}

/// Any unit.
pub(crate) fn unit(text: &str) -> Result<Unit, Wrong> {
    text.parse().map_err(|unknown| unknown_unit(&unknown))
}

fn unknown_unit(unknown: &UnknownUnit) -> Wrong {
    let text = &unknown.name;
    let folded = text.to_lowercase();
    let scaled = ["thousand", "million", "billion", "10k", "mn", "bn"];
    let hint = if scaled.iter().any(|scale| folded.contains(scale)) {
        "write amounts in base units: value 228100000, unit USD".to_owned()
    } else {
        mean(unknown.nearest, "money by its ISO 4217 code, such as USD or CNY")
    };
    Wrong::new(format!("unknown unit: {text:?}"), hint)
}

/// An amount from zero up, in plain decimal notation.
pub(crate) fn amount(text: &str, unit: Unit) -> Result<Quantity, Wrong> {
    let hint = "digits with a decimal point, no thousands separator, in base units: 228100000";
    let quantity = Quantity::parse(text, unit).map_err(|fault| match fault {
        UnusableAmount::NotANumber(_) => Wrong::new(format!("not a number: {text:?}"), hint),
        UnusableAmount::NotFinite(_) => Wrong::new(format!("not finite: {text:?}"), hint),
    })?;
    if quantity.amount() < 0.0 {
        let hint = "amounts are from zero up; where the source has no record, leave it empty";
        return Err(Wrong::new(format!("negative value: {text:?}"), hint));
    }
    Ok(quantity)
}

/// A number of documents.
pub(crate) fn count(text: &str) -> Result<u64, Wrong> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let number = if digits { text.parse().ok().filter(|n| *n <= 1 << 53) } else { None };
    number.ok_or_else(|| {
        Wrong::new(format!("not a count: {text:?}"), "a whole number from zero up, digits only")
    })
}

/// An ontology and one of its codes, or neither.
pub(crate) fn code(ontology: &str, code: &str) -> Result<Option<(Ontology, String)>, Wrong> {
    if ontology.is_empty() && code.is_empty() {
        return Ok(None);
    }
    let known: Ontology = one_of("ontology", ontology, &["CAMEO", "PLOVER"])?;
    if Code::find(known, code).is_none() {
        let codes = Code::all().iter().filter(|row| row.ontology == known).map(|row| row.code);
        let hint = mean(nearest(code, codes), "a code as the ontology writes it, such as 042");
        return Err(Wrong::new(format!("unknown {known} code: {code:?}"), hint));
    }
    Ok(Some((known, code.to_owned())))
}
