//! A quantity is an amount with its unit, checked at the border: `228.1 million` of nothing in
//! particular cannot be built, and dollars are never added to yuan.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

mod known_as;

/// What a unit measures. Only amounts of one unit are ever added or divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Money, in one ISO 4217 currency.
    Money,
    /// A length.
    Length,
    /// A mass.
    Mass,
    /// An energy.
    Energy,
    /// A volume.
    Volume,
    /// A number of things of one kind.
    Count,
}

/// Every unit that a quantity may have: code and dimension. Sorted by code.
const UNITS: &[(&str, Dimension)] = {
    use Dimension::{Count, Energy, Length, Mass, Money, Volume};
    &[
        ("AUD", Money),
        ("BRL", Money),
        ("BYN", Money),
        ("CAD", Money),
        ("CHF", Money),
        ("CNY", Money),
        ("EUR", Money),
        ("GBP", Money),
        ("HKD", Money),
        ("IDR", Money),
        ("ILS", Money),
        ("INR", Money),
        ("IRR", Money),
        ("JPY", Money),
        ("KPW", Money),
        ("KRW", Money),
        ("MWh", Energy),
        ("MXN", Money),
        ("NOK", Money),
        ("PKR", Money),
        ("PLN", Money),
        ("RUB", Money),
        ("SAR", Money),
        ("SEK", Money),
        ("SGD", Money),
        ("THB", Money),
        ("TIV", Count),
        ("TRY", Money),
        ("TWD", Money),
        ("UAH", Money),
        ("USD", Money),
        ("VND", Money),
        ("ZAR", Money),
        ("bbl", Volume),
        ("containers", Count),
        ("documents", Count),
        ("items", Count),
        ("kWh", Energy),
        ("kg", Mass),
        ("km", Length),
        ("l", Volume),
        ("m", Length),
        ("mi", Length),
        ("persons", Count),
        ("t", Mass),
    ]
};

/// The unit of a quantity: an ISO 4217 currency, an SI or trade unit, or what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(u8);

/// A unit that is not in the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown unit: {name:?}{}", .nearest.map(|n| format!(" (nearest: {n})")).unwrap_or_default())]
pub struct UnknownUnit {
    /// The unit as given.
    pub name: String,
    /// The unit that may be meant, if one may: by another of its names, or but for a slip.
    pub nearest: Option<&'static str>,
}

impl Unit {
    /// Every unit, by code.
    pub fn all() -> impl Iterator<Item = Unit> {
        (0..UNITS.len()).map(|index| Unit(index as u8))
    }

    /// The unit's code, such as `USD` or `km`.
    pub fn code(self) -> &'static str {
        UNITS[usize::from(self.0)].0
    }

    /// What the unit measures.
    pub fn dimension(self) -> Dimension {
        UNITS[usize::from(self.0)].1
    }
}

impl FromStr for Unit {
    type Err = UnknownUnit;

    fn from_str(text: &str) -> Result<Self, UnknownUnit> {
        Unit::all()
            .find(|unit| unit.code() == text)
            .ok_or_else(|| UnknownUnit { name: text.to_owned(), nearest: known_as::meant(text) })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// An amount that cannot be one: not a number, or infinite, or not in plain decimal notation.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UnusableAmount {
    /// Text that is not a decimal number.
    #[error("not a number: {0:?} (expected digits with a decimal point, no thousands separator)")]
    NotANumber(String),
    /// A number without a finite value.
    #[error("amount is not finite: {0}")]
    NotFinite(f64),
}

/// An amount with its unit, in base units: 228,100,000 USD, never 228.1 millions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quantity {
    amount: f64,
    unit: Unit,
}

impl Quantity {
    /// The quantity of an amount in a unit.
    ///
    /// # Errors
    /// [`UnusableAmount`] if the amount is infinite or not a number.
    pub fn new(amount: f64, unit: Unit) -> Result<Quantity, UnusableAmount> {
        // Minus zero is zero, so that one quantity has one content id.
        let amount = if amount == 0.0 { 0.0 } else { amount };
        if amount.is_finite() {
            Ok(Quantity { amount, unit })
        } else {
            Err(UnusableAmount::NotFinite(amount))
        }
    }

    /// The quantity of an amount in writing.
    ///
    /// # Errors
    /// [`UnusableAmount`] if the text is not a plain decimal number.
    pub fn parse(amount: &str, unit: Unit) -> Result<Quantity, UnusableAmount> {
        let plain = amount.bytes().any(|b| b.is_ascii_digit())
            && amount.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        let number = if plain { amount.parse().ok() } else { None };
        Quantity::new(number.ok_or_else(|| UnusableAmount::NotANumber(amount.to_owned()))?, unit)
    }

    /// The amount, in the unit.
    pub fn amount(self) -> f64 {
        self.amount
    }

    /// The unit.
    pub fn unit(self) -> Unit {
        self.unit
    }
}

/// What is traded: everything, or a code of the Harmonized System with 2, 4 or 6 digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commodity(String);

/// A text that is neither `TOTAL` nor an HS code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("malformed commodity: {0:?} (expected TOTAL, or HS with 2, 4 or 6 digits such as HS2701)")]
pub struct MalformedCommodity(pub String);

impl Commodity {
    /// All goods together.
    pub fn total() -> Commodity {
        Commodity("TOTAL".to_owned())
    }

    /// Whether this is all goods together.
    pub fn is_total(&self) -> bool {
        self.0 == "TOTAL"
    }

    /// `TOTAL`, or `HS` and the digits.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl FromStr for Commodity {
    type Err = MalformedCommodity;

    fn from_str(text: &str) -> Result<Self, MalformedCommodity> {
        let digits = text.strip_prefix("HS").unwrap_or_default();
        let hs = matches!(digits.len(), 2 | 4 | 6) && digits.bytes().all(|b| b.is_ascii_digit());
        if hs || text == "TOTAL" {
            Ok(Commodity(text.to_owned()))
        } else {
            Err(MalformedCommodity(text.to_owned()))
        }
    }
}

impl fmt::Display for Commodity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Commodity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_sorted_and_read_back() {
        assert!(UNITS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for unit in Unit::all() {
            assert_eq!(unit.code().parse(), Ok(unit));
        }
    }

    #[test]
    fn amounts_are_plain_decimal_numbers() {
        let usd: Unit = "USD".parse().unwrap();
        for (text, expected) in
            [("228100000", Some(2.281e8)), ("-0", Some(0.0)), ("0.5", Some(0.5))]
                .into_iter()
                .chain(["", "-", "1.2.3", "1,000", "1e400", "NaN", "inf"].map(|text| (text, None)))
        {
            assert_eq!(Quantity::parse(text, usd).ok().map(Quantity::amount), expected, "{text}");
        }
    }

    #[test]
    fn an_unknown_unit_names_its_neighbour() {
        let fault = "USDD".parse::<Unit>().unwrap_err();
        assert_eq!(fault.to_string(), "unknown unit: \"USDD\" (nearest: USD)");
    }

    #[test]
    fn commodities_are_total_or_harmonized_system() {
        for (text, known) in [("TOTAL", true), ("HS2701", true), ("HS270", false), ("coal", false)]
        {
            assert_eq!(text.parse::<Commodity>().is_ok(), known, "{text}");
        }
    }
}
