//! What a text gives in two units side by side: "2,000 kilometers (1,242 miles)".

use super::{Literal, literals};
use crate::Document;
use crate::sighting::Span;

/// One length, weight or speed given twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Twice {
    /// Its words.
    pub span: Span,
    /// The number given first, and its unit as it is usually written.
    pub first: (f64, &'static str),
    /// The number given second, and its unit.
    pub second: (f64, &'static str),
    /// The first number in the second unit.
    pub converted: f64,
    /// How far the two may lie apart for how they are written, in the second unit.
    pub slack: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Length,
    Mass,
    Speed,
    Area,
    Volume,
}

/// Names of a unit, how it is written, what it measures, and how much of the base unit it is: metre,
/// kilogram, metre a second, square metre, litre.
const UNITS: &[(&[&str], &str, Kind, f64)] = &[
    (
        &["kilometers per hour", "kilometres per hour", "km/h", "kph", "㎞/h"],
        "km/h",
        Kind::Speed,
        1.0 / 3.6,
    ),
    (&["miles per hour", "mph"], "mph", Kind::Speed, 0.447_04),
    (
        &["square kilometers", "square kilometres", "sq km", "㎢", "제곱킬로미터"],
        "km²",
        Kind::Area,
        1e6,
    ),
    (&["square miles", "제곱마일"], "sq mi", Kind::Area, 2_589_988.11),
    (&["nautical miles", "nautical mile", "해리"], "nmi", Kind::Length, 1852.0),
    (
        &["kilometers", "kilometres", "kilometer", "kilometre", "kms", "km", "㎞", "킬로미터"],
        "km",
        Kind::Length,
        1000.0,
    ),
    (&["miles", "mile", "mi", "마일"], "mi", Kind::Length, 1609.344),
    (&["meters", "metres", "meter", "metre", "미터", "m"], "m", Kind::Length, 1.0),
    (&["feet", "foot", "ft", "피트"], "ft", Kind::Length, 0.3048),
    (&["kilograms", "kilogram", "kilos", "kg", "㎏", "킬로그램"], "kg", Kind::Mass, 1.0),
    (&["pounds", "pound", "lbs", "lb", "파운드"], "lb", Kind::Mass, 0.453_592_37),
    (&["liters", "litres", "리터"], "l", Kind::Volume, 1.0),
    (&["gallons", "갤런"], "gal", Kind::Volume, 3.785_411_784),
];

/// What may stand between two numbers that are one: a bracket, or "or".
const JOINTS: &[&str] = &[
    "(", "(about", "(around", "(roughly", "(some", "(nearly", "(or", "or", ", or", "(약", ", 약",
    "/",
];

/// Every amount of a document that is given in two units.
pub fn twice(document: &Document) -> Vec<Twice> {
    let text = &document.text;
    let numbers = scaled(text, literals(text));
    let mut found = Vec::new();
    for pair in numbers.windows(2) {
        let Some((first, end)) = unit(text, pair[0].end) else { continue };
        let Some((second, close)) = unit(text, pair[1].end) else { continue };
        let joint = text[end..pair[1].at].trim().to_lowercase();
        if first.2 == second.2 && first.1 != second.1 && JOINTS.contains(&joint.as_str()) {
            let bracket = joint.starts_with('(') && text[close..].starts_with(')');
            let close = close + usize::from(bracket);
            found.push(one(&pair[0], first.1, &pair[1], second.1, first.3 / second.3, close));
        }
    }
    found
}

/// Numbers with the Korean words that scale them: "3천200마일" is one number.
fn scaled(text: &str, numbers: Vec<Literal>) -> Vec<Literal> {
    let mut all: Vec<Literal> = Vec::with_capacity(numbers.len());
    // What the last number was scaled by, where the next one may go on with it.
    let mut open: Option<f64> = None;
    for mut number in numbers {
        let (scale, noughts) = match text[number.end..].chars().next() {
            Some('천') => (1e3, 3),
            Some('만') => (1e4, 4),
            _ => (1.0, 0),
        };
        if noughts > 0 {
            number.value *= scale;
            number.noughts += noughts;
            number.decimals = (number.decimals - noughts).max(0);
            number.end += '천'.len_utf8();
        }
        match all
            .last_mut()
            .filter(|last| open.is_some_and(|scale| last.end == number.at && number.value < scale))
        {
            Some(last) => {
                last.value += number.value;
                (last.end, last.noughts) = (number.end, number.noughts);
            }
            None => all.push(number),
        }
        open = (noughts > 0).then_some(scale);
    }
    all
}

fn one(
    a: &Literal,
    in_a: &'static str,
    b: &Literal,
    in_b: &'static str,
    factor: f64,
    end: usize,
) -> Twice {
    Twice {
        span: (a.at, end),
        first: (a.value, in_a),
        second: (b.value, in_b),
        converted: a.value * factor,
        slack: a.half() * factor + b.half(),
    }
}

type Named = (&'static [&'static str], &'static str, Kind, f64);

/// The unit that begins right behind a byte, and where it ends.
fn unit(text: &str, at: usize) -> Option<(Named, usize)> {
    let rest = text[at..].trim_start_matches([' ', '-', '\u{a0}']);
    let start = text.len() - rest.len();
    if start - at > 2 {
        return None;
    }
    for row in UNITS {
        for name in row.0 {
            let head = rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
            let next = rest.get(name.len()..).and_then(|rest| rest.chars().next());
            let whole =
                !name.is_ascii() || next.is_none_or(|letter| !letter.is_ascii_alphanumeric());
            if head && whole {
                return Some((*row, start + name.len()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn given(text: &str) -> Vec<(f64, &'static str, f64, &'static str, bool)> {
        let document = Document::new(text, date(2025, 11, 4));
        let told = twice(&document);
        let fits = |one: &Twice| (one.converted - one.second.0).abs() <= one.slack;
        told.iter()
            .map(|one| (one.first.0, one.first.1, one.second.0, one.second.1, fits(one)))
            .collect()
    }

    #[test]
    fn one_amount_in_two_units_is_seen_and_compared() {
        for (text, expected) in [
            (
                "a range of 2,000 kilometers (1,242 miles), it said",
                (2000.0, "km", 1242.0, "mi", true),
            ),
            ("flew 450 km (380 miles)", (450.0, "km", 380.0, "mi", false)),
            ("사거리 2000㎞(1242마일)의", (2000.0, "km", 1242.0, "mi", true)),
            ("a 500-kilogram (1,102-pound) warhead", (500.0, "kg", 1102.0, "lb", true)),
            ("사거리는 2천㎞(약 3천200마일)로", (2000.0, "km", 3200.0, "mi", false)),
            ("거리 1만2천㎞(7천456마일)", (12_000.0, "km", 7456.0, "mi", true)),
            ("up to 60 miles, or 97 kilometers, away", (60.0, "mi", 97.0, "km", true)),
        ] {
            assert_eq!(given(text), [expected], "{text}");
        }
        assert_eq!(given("It flew 450 km and reached 90 miles."), []);
        assert_eq!(given("It flew 450 km (in 20 minutes)."), []);
    }
}
