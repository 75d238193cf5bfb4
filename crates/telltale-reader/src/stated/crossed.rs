//! A part of what crossed between two: "of the 5 million soles in goods that crossed between Peru and Chile in
//! May, 2 million were Peruvian imports, or 40 percent". The trade of the two, one of its flows and its share.
//!
//! Each is given back as a plain sentence of its own, for the reader to find the flow of.

use super::{Amount, Counts, amounts};
use crate::sighting::Span;
use crate::{Document, Language};

/// What crossed between two, and a part of it.
#[derive(Clone, Debug)]
pub struct Crossed {
    /// The sentence.
    pub sentence: Span,
    /// All that crossed, in bytes of the text.
    pub whole: Span,
    /// The part.
    pub part: Span,
    /// The part in percent, where the text gives it.
    pub percent: Option<Span>,
    /// A sentence of how much the trade of the two was.
    pub as_trade: Document,
    /// A sentence of how much the part was, of a flow one way.
    pub as_flow: Document,
}

/// Words of goods that cross between two.
const CROSS: &[&str] = &[
    "that crossed between ",
    "that crossed the ",
    "that moved between ",
    "that passed between ",
    "that flowed between ",
    "that went between ",
    "traded between ",
    "exchanged between ",
    "exchanged by ",
    "that changed hands between ",
];

/// Verbs of a part that goes one way.
const GOES: &[&str] = &[
    "travelled ",
    "traveled ",
    "went ",
    "came ",
    "moved ",
    "flowed ",
    "passed ",
    "was shipped ",
    "were shipped ",
];

/// Every such sentence of a document.
pub fn crossed(document: &Document) -> Vec<Crossed> {
    match document.language {
        Language::English => document
            .sentences()
            .into_iter()
            .filter_map(|sentence| one(document, sentence))
            .collect(),
        _ => Vec::new(),
    }
}

fn one(document: &Document, sentence: Span) -> Option<Crossed> {
    let text = &document.text[sentence.0..sentence.1];
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with("of the ") {
        return None;
    }
    let all = amounts(document, sentence);
    let mut money = all.iter().filter(|one| one.counts == Counts::Money);
    let (whole, part) = (money.next()?, money.next()?);
    if money.next().is_some() || whole.span.0 != sentence.0 + "of the ".len() {
        return None;
    }
    let own = |(from, to): Span| (from - sentence.0, to - sentence.0);
    let (first, second) = (own(whole.span), own(part.span));
    let words = lower.get(first.1..second.0)?;
    let (at, cross) = CROSS.iter().find_map(|cross| Some((words.find(cross)?, *cross)))?;
    // The two, and when: up to the comma before the part.
    let scene = text.get(first.1 + at + cross.len()..second.0)?;
    let hedge = ["just ", "only ", "about "].iter().find_map(|hedge| scene.strip_suffix(hedge));
    let scene = hedge.unwrap_or(scene).trim_end().strip_suffix(',')?;
    let (pair, time) = scene.split_once(" in ")?;
    let pair = pair.strip_suffix(" border").unwrap_or(pair);
    let (one, other) = pair
        .split_once(" and ")
        .or_else(|| pair.split_once('-'))
        .or_else(|| pair.split_once('–'))?;
    let trade =
        format!("Trade between {one} and {other} came to {} in {time}.", &text[first.0..first.1]);
    let flow = flow(text, second, (one, other))?;
    let flow = format!("{flow} came to {} in {time}.", &text[second.0..second.1]);
    let is_share = |one: &&Amount| one.counts == Counts::Share && one.span.0 >= part.span.1;
    Some(Crossed {
        sentence,
        whole: whole.span,
        part: part.span,
        percent: all.iter().find(is_share).map(|one| one.span),
        as_trade: document.with_text(trade),
        as_flow: document.with_text(flow),
    })
}

/// The flow that a part is: "was Peruvian imports", "went from Chile to Peru".
fn flow(text: &str, part: Span, (one, other): (&str, &str)) -> Option<String> {
    let rest = text[part.1..].trim_end_matches(['.', '"', '”', ' ', '\n']);
    if let Some((_, way)) = GOES.iter().find_map(|verb| rest.split_once(verb)) {
        let (from, to) = way.strip_prefix("from ")?.split_once(" to ")?;
        return Some(format!("{from}'s exports to {to}"));
    }
    let (_, noun) = [" was ", " were "].iter().find_map(|verb| rest.split_once(verb))?;
    let noun = noun.split([',', ';']).next()?.trim();
    let (way, imports) = match noun {
        _ if noun.ends_with(" imports") => ("from", true),
        _ if noun.ends_with(" exports") => ("to", false),
        _ => return None,
    };
    // "Chinese imports": of the one whose name begins so, from the other.
    let owner = noun.strip_suffix(if imports { " imports" } else { " exports" })?;
    let stem = |name: &str| name.chars().take(4).collect::<String>();
    let north = |name: &str| name.rsplit(' ').next().map(stem).unwrap_or_default();
    let is = |name: &str| north(owner.trim_end_matches("'s")) == north(name);
    let partner = match (is(one), is(other)) {
        (true, false) => other,
        (false, true) => one,
        _ => return None,
    };
    Some(format!("{noun} {way} {partner}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_part_of_what_crossed_is_of_one_flow() {
        for (text, trade, flow) in [
            (
                "Of the $5 million in goods that crossed between Peru and Chile in May 2025, $2 million was Peruvian imports, or 40 percent.",
                "Trade between Peru and Chile came to $5 million in May 2025.",
                "Peruvian imports from Chile came to $2 million in May 2025.",
            ),
            (
                "Of the $5 million in goods that crossed the Peru-Chile border in May, just $2 million, or 40 percent, went from Chile to Peru.",
                "Trade between Peru and Chile came to $5 million in May.",
                "Chile's exports to Peru came to $2 million in May.",
            ),
        ] {
            let one = crossed(&Document::new(text, date(2026, 8, 24))).pop().unwrap();
            assert_eq!((one.as_trade.text.as_str(), one.as_flow.text.as_str()), (trade, flow));
            let (from, to) = one.percent.unwrap();
            assert_eq!(&text[from..to], "40 percent");
        }
        for text in [
            "Of the $5 million in aid that Peru gave in May, $2 million was spent.",
            "Of the $5 million in goods that crossed between Peru and Chile in May, $2 million was copper.",
        ] {
            assert!(crossed(&Document::new(text, date(2026, 8, 24))).is_empty(), "{text}");
        }
    }
}
