//! A balance that is told as what is left of two flows of its sentence: "sold goods for 5 million and bought
//! for 3 million, leaving a surplus of 2 million".

use super::{Amount, Counts, amounts, by_sentence};
use crate::Document;
use crate::sighting::Span;

/// A balance that is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// The sentence.
    pub sentence: Span,
    /// The words from the verb to the noun.
    pub words: Span,
    /// More exports than imports, or fewer.
    pub surplus: bool,
    /// The amount, in bytes of the text, and in base units.
    pub amount: Span,
    /// The same in base units.
    pub value: f64,
    /// Its unit, as it is usually written.
    pub unit: &'static str,
    /// Whom it is left to, where the text names it: "leaving Peru with a surplus".
    pub owner: Option<Span>,
}

impl Left {
    /// A sentence that tells of something sold by whom the balance is left to.
    pub fn of_owner(&self, document: &Document) -> Option<Document> {
        let (from, to) = self.owner?;
        let owner = document.text.get(from..to)?;
        Some(
            document
                .with_text(format!("{owner}'s exports to Chile came to $7 million in May 2020.")),
        )
    }
}

/// Every such balance of a document, in order; one a sentence.
pub fn left(document: &Document) -> Vec<Left> {
    let placed = |(sentence, (words, surplus, amount, owner)): (Span, Found)| {
        let place = |(from, to): Span| (sentence.0 + from, sentence.0 + to);
        let all = amounts(document, sentence);
        let at = sentence.0 + amount;
        let is = |one: &&Amount| one.span.0 <= at && at < one.span.1 && one.counts == Counts::Money;
        let one = all.iter().find(is)?;
        Some(Left {
            sentence,
            words: place(words),
            surplus,
            amount: one.span,
            value: one.value,
            unit: one.unit?,
            owner: owner.map(place),
        })
    };
    by_sentence(document, english, |_| None).into_iter().filter_map(placed).collect()
}

/// The words, whether it is a surplus, where the amount begins, and the owner.
type Found = (Span, bool, usize, Option<Span>);

const LEAVES: &[&str] = &[
    ", leaving ",
    ", which left ",
    ", yielding ",
    ", producing ",
    ", giving ",
    ", resulting in ",
    ", for ",
    " — leaving ",
];

const KINDS: &[&str] = &["", "trade ", "bilateral ", "bilateral trade ", "trading "];

/// Words before the amount that say how exactly it is meant.
const HEDGES: &[&str] = &[
    "about ",
    "around ",
    "roughly ",
    "nearly ",
    "almost ",
    "some ",
    "more than ",
    "just over ",
    "over ",
    "just under ",
];

fn english(text: &str) -> Option<Found> {
    let (at, verb) = LEAVES.iter().find_map(|verb| Some((text.find(verb)?, *verb)))?;
    let from = at + verb.len();
    let rest = &text[from..];
    // "Peru with a surplus": whose it is stands between.
    let (owner, rest_at) = match rest.find("with a ") {
        Some(0) => (None, from + "with ".len()),
        Some(with) if with <= OWNER_MAX && !rest[..with].contains(',') => {
            let owner = rest[..with].trim_end();
            let owner = owner.strip_suffix(" it").unwrap_or(owner);
            let it = matches!(owner, "it" | "the country" | "");
            ((!it).then_some((from, from + owner.len())), from + with + "with ".len())
        }
        _ => (None, from),
    };
    let rest = text[rest_at..].strip_prefix("a ")?;
    let kind =
        KINDS.iter().filter(|kind| rest.starts_with(**kind)).max_by_key(|kind| kind.len())?;
    let noun = &rest[kind.len()..];
    let surplus = match () {
        () if noun.starts_with("surplus of ") => true,
        () if noun.starts_with("deficit of ") => false,
        () => return None,
    };
    let end = rest_at + "a ".len() + kind.len() + "surplus".len();
    let mut amount = end + " of ".len();
    while let Some(hedge) = HEDGES.iter().find(|hedge| text[amount..].starts_with(**hedge)) {
        amount += hedge.len();
    }
    // Both flows are told before it.
    let ahead = &text[..at];
    let told = |all: &[&str]| all.iter().any(|word| ahead.contains(word));
    let both = told(&["export", "sold", "shipped", "sales", "shipments"])
        && told(&["import", "bought", "purchase", "took in"]);
    both.then_some(((from, end), surplus, amount, owner))
}

/// The longest name of whom a balance is left to.
const OWNER_MAX: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_left_of_two_flows_is_a_balance() {
        let both =
            "Peru sold goods for 5 million soles to Chile in May and bought 3 million soles' worth";
        for (text, surplus, amount, owner) in [
            (
                format!("{both}, leaving a surplus of 2 million soles."),
                true,
                "2 million soles",
                None,
            ),
            (
                format!("{both}, leaving Lima with a trade deficit of about 2 million soles."),
                false,
                "2 million soles",
                Some("Lima"),
            ),
        ] {
            let one = left(&Document::new(text.as_str(), date(2026, 8, 24))).pop().unwrap();
            let part = |(from, to): Span| &text[from..to];
            assert_eq!(
                (one.surplus, part(one.amount), one.owner.map(part)),
                (surplus, amount, owner)
            );
        }
        for text in [
            "Peru sold goods for 5 million soles, leaving a surplus of 2 million soles.",
            "Peru's imports and exports fell, leaving a gap of 2 million soles.",
        ] {
            assert_eq!(left(&Document::new(text, date(2026, 8, 24))), [], "{text}");
        }
    }
}
