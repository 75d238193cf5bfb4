//! What is traded or sent, in the text's words.

use super::lexicon;
use super::marks::{Mark, Marked};
use super::roles::Placed;
use crate::flow::{Matter, last_flow};
use crate::number::units::{self, Goods};
use crate::{Language, Sighting};

/// Goods that a sentence names.
#[derive(Clone, Debug)]
pub(super) struct Spotted {
    /// First word, and one after the last.
    pub words: (usize, usize),
    pub class: Goods,
    pub name: String,
}

/// The longest name, in words.
const LONGEST: usize = 3;

/// All goods of a sentence, in order.
pub(super) fn spot(marked: &Marked<'_>) -> Vec<Spotted> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < marked.words.len() {
        let open = matches!(marked.marks[i], Mark::Word | Mark::Noun(..) | Mark::Number(_));
        match (1..=LONGEST).rev().find_map(|length| named(marked, i, length)) {
            Some(spotted) if open && !marked.is_said(i) => {
                i = spotted.words.1;
                found.push(spotted);
            }
            _ => i += 1,
        }
    }
    found
}

fn named(marked: &Marked<'_>, i: usize, length: usize) -> Option<Spotted> {
    if i + length > marked.words.len() {
        return None;
    }
    let name = marked.words.phrase(i, i + length);
    let class = lookup(name)?;
    if is_no_tank(marked, i) {
        return None;
    }
    let span = marked.words.span(i, i + length);
    Some(Spotted {
        words: (i, i + length),
        class,
        name: marked.scene.text[span.0..span.1].to_owned(),
    })
}

/// "a Seoul think tank", "fuel tanks": what is called a tank and is no arm.
fn is_no_tank(marked: &Marked<'_>, i: usize) -> bool {
    const OTHERS: &[&str] = &[
        "think", "fuel", "water", "oil", "gas", "storage", "septic", "fish", "ballast", "holding",
    ];
    let tank = matches!(marked.words.get(i), "tank" | "tanks");
    tank && i.checked_sub(1).is_some_and(|at| OTHERS.contains(&marked.words.get(at)))
}

/// A name as it is listed, in the singular or the plural.
fn lookup(name: &str) -> Option<Goods> {
    let known = |name: &str| units::goods(name, Language::English);
    known(name).or_else(|| name.strip_suffix('s').and_then(known)).or_else(|| {
        let mut plural = String::with_capacity(name.len() + 1);
        plural.push_str(name);
        plural.push('s');
        known(&plural)
    })
}

/// "…, the month in which Iran launched four missiles": arms that fly are no part of a trade that is told
/// beside them.
pub(super) fn set_fired_aside(marked: &Marked<'_>, frames: &[Placed], goods: &mut Vec<Spotted>) {
    if !frames.iter().any(|placed| placed.frame.matter == Matter::Goods) {
        return;
    }
    const FIRES: &[&str] = &[
        "test", "tests", "tested", "testing", "launch", "launches", "launched", "fired", "firing",
    ];
    let launch = |i: usize| {
        matches!(marked.marks[i], Mark::Verb(Matter::Launch, _) | Mark::Noun(Matter::Launch, _))
            || FIRES.contains(&marked.words.get(i))
    };
    let fired = |(from, to): (usize, usize)| {
        let sold = matches!(marked.words.get(to), "worth" | "valued")
            || from > 0 && marked.words.get(from - 1) == "of";
        let object = (from.saturating_sub(4)..from).any(launch);
        let subject = (to..(to + 2).min(marked.words.len())).any(launch);
        !sold && (object || subject)
    };
    goods.retain(|spotted| spotted.class != Goods::Arms || !fired(spotted.words));
}

/// The goods that a number measures: "3,000 tonnes of rice", "sugar worth $3 million".
pub(super) fn of_number(
    marked: &Marked<'_>,
    goods: &[Spotted],
    (from, to): (usize, usize),
) -> Vec<String> {
    // "32,000 artillery shells", "17,200 barrels of crude a day": named within what is counted.
    let within = goods.iter().find(|spotted| (from..to).contains(&spotted.words.0));
    if let Some(spotted) = within {
        return vec![spotted.name.clone()];
    }
    if marked.words.get(to) == "of" || matches!(marked.words.get(to), "worth") {
        let behind = goods.iter().find(|spotted| {
            spotted.words.0 > to
                && spotted.words.0 <= to + 5
                && (to + 1..spotted.words.0)
                    .all(|i| matches!(marked.marks[i], Mark::Word | Mark::Name(_)))
        });
        if let Some(spotted) = behind {
            return vec![spotted.name.clone()];
        }
    }
    let worth = (from.saturating_sub(3)..from).find(|&i| {
        matches!(marked.words.get(i), "worth" | "valued" | "totalling" | "totaling" | "at" | "(")
    });
    if let Some(worth) = worth {
        let ahead = goods.iter().rev().find(|spotted| {
            // "rice cookers worth": the last word says what they are.
            let next = marked.words.get(spotted.words.1);
            let head = spotted.words.1 == worth
                || marked.marks[spotted.words.1] != Mark::Word
                || GENERAL.contains(&next);
            spotted.words.1 <= worth && spotted.words.1 + 1 >= worth && head
        });
        if let Some(spotted) = ahead {
            return vec![spotted.name.clone()];
        }
    }
    unlisted(marked, goods, from).into_iter().collect()
}

/// Words that stand for all that is traded, or for no goods.
const GENERAL: &[&str] = &[
    "goods",
    "products",
    "items",
    "merchandise",
    "commodities",
    "cargo",
    "cargoes",
    "freight",
    "exports",
    "imports",
    "trade",
    "shipments",
    "shipment",
    "sales",
    "purchases",
    "deliveries",
    "supplies",
    "business",
    "commerce",
    "orders",
    "wares",
    "stuff",
    "things",
    "total",
    "alone",
    "was",
    "were",
    "is",
    "are",
    "be",
    "been",
    "being",
    "and",
    "or",
    "of",
    "a",
    "an",
    "the",
    "now",
    "together",
    "each",
    "both",
    "all",
    "currently",
    "still",
    "then",
    "contracts",
    "deals",
    "deal",
    "it",
    "them",
    "those",
    "that",
    "which",
    "flow",
    "flows",
    "exchange",
    "exchanges",
    "turnover",
    "volume",
    "traffic",
    "value",
    "there",
    "yearly",
    "annually",
    "month",
    "year",
    "combined",
    "once",
    "previously",
    "formerly",
    "already",
    "ever",
    "again",
    "also",
    "not",
    "trading",
];

/// "ferro-silicon worth $20 million", "ginseng and the like earned Laos $3 million": goods that no list
/// knows, by the word that stands before "worth" or such a verb. They limit the amount all the same.
fn unlisted(marked: &Marked<'_>, goods: &[Spotted], from: usize) -> Option<String> {
    let light = |i: &usize| {
        let word = marked.words.get(*i);
        lexicon::says_how_nearly(word)
            || matches!(word, "more" | "than" | "at" | "an" | "estimated")
    };
    let cue = (0..from).rev().find(|i| !light(i))?;
    match marked.words.get(cue) {
        "worth" | "valued" => {
            let before = (0..cue).rev().find(|&i| !is_aside(marked, i))?;
            let named = matches!(marked.marks[before], Mark::Word);
            // ", including sugar, worth": an example, and what is worth so much stands before it.
            let apart = marked.marks[cue - 1] == Mark::Comma && marked.words.get(cue - 1) == ",";
            let word = marked.words.get(before);
            let plain = named && !apart && !GENERAL.contains(&word) && !word.ends_with("ly");
            plain.then(|| text_of(marked, before))
        }
        _ => earned(marked, goods, cue),
    }
}

/// "(HS 7202)": words in brackets, and the brackets.
fn is_aside(marked: &Marked<'_>, at: usize) -> bool {
    let word = |i: usize| marked.words.get(i);
    let open = (at.saturating_sub(6)..=at).rev().find(|&i| word(i) == "(");
    let close = (at..(at + 7).min(marked.words.len())).find(|&i| word(i) == ")");
    open.zip(close).is_some_and(|(open, close)| {
        !(open + 1..at).any(|i| word(i) == ")") && !(at + 1..close).any(|i| word(i) == "(")
    })
}

/// "Paintings brought Laos $3 million": the goods that earned it.
fn earned(marked: &Marked<'_>, goods: &[Spotted], cue: usize) -> Option<String> {
    const EARNS: &[&str] = &[
        "earned", "earn", "earns", "brought", "bring", "brings", "fetched", "fetch", "netted",
        "made", "yielded", "gained",
    ];
    if !matches!(marked.marks[cue], Mark::Name(_)) {
        return None;
    }
    let verb = marked.first(cue).checked_sub(1)?;
    let the = marked.words.get(verb) == "the";
    let verb = verb.checked_sub(usize::from(the))?;
    if !EARNS.contains(&marked.words.get(verb)) || verb == 0 {
        return None;
    }
    let start = (0..verb).rev().find(|&i| marked.marks[i] == Mark::Hard).map_or(0, |i| i + 1);
    // Goods that are known are those of the flow.
    if goods.iter().any(|one| (start..verb).contains(&one.words.0)) {
        return None;
    }
    let flow = (start..verb).any(|i| matches!(marked.marks[i], Mark::Noun(..)));
    let word = marked.words.get(verb - 1);
    let plain = marked.marks[verb - 1] == Mark::Word && !GENERAL.contains(&word);
    (plain && !flow).then(|| text_of(marked, verb - 1))
}

fn text_of(marked: &Marked<'_>, at: usize) -> String {
    let span = marked.words.span(at, at + 1);
    marked.scene.text[span.0..span.1].to_owned()
}

/// The only goods of a sentence: "moved 7 million tonnes of coal, bringing the total to 45 million".
pub(super) fn only(goods: &[Spotted]) -> Vec<String> {
    match goods.split_first() {
        Some((first, others)) if others.iter().all(|other| other.name == first.name) => {
            vec![first.name.clone()]
        }
        _ => Vec::new(),
    }
}

/// The goods that no number claims: those of the flow itself.
pub(super) fn unclaimed(marked: &Marked<'_>, goods: &[Spotted]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for spotted in goods {
        let (from, to) = spotted.words;
        let worth = matches!(marked.words.get(to), "worth" | "valued");
        let measured = from >= 2
            && marked.words.get(from - 1) == "of"
            && matches!(marked.marks[from - 2], Mark::Number(_));
        let counted = matches!(marked.marks[from], Mark::Number(_));
        if !worth && !measured && !counted && !names.contains(&spotted.name) {
            names.push(spotted.name.clone());
        }
    }
    names
}

/// "The main exports included sugar, asphalt and tyres": goods of the flow before.
pub(super) fn listed(
    marked: &Marked<'_>,
    frames: &[Placed],
    goods: &[Spotted],
    found: &mut [Sighting],
) -> bool {
    let Some(at) = last_flow(found) else { return false };
    let told =
        marked.numbers.iter().any(|number| number.measure.sizes() || number.measure.compares());
    let nobody = frames.iter().all(|placed| {
        placed.frame.source.is_none()
            && placed.frame.sink.is_none()
            && placed.frame.matter == Matter::Goods
    });
    let lists = (0..marked.words.len().min(12)).any(|i| {
        matches!(
            marked.words.get(i),
            "included"
                | "include"
                | "were"
                | "are"
                | "comprised"
                | "among"
                | "ranged"
                | "consisted"
                | "was"
        )
    });
    let trades = !frames.is_empty()
        || (0..marked.words.len().min(8))
            .any(|i| matches!(marked.words.get(i), "goods" | "items" | "products" | "commodities"));
    let near = marked.scene.span.0.saturating_sub(found[at].span.1) < 400;
    if told
        || !nobody
        || !lists
        || !trades
        || goods.is_empty()
        || !near
        || !found[at].channel.is_trade()
    {
        return false;
    }
    let Some(amount) = &mut found[at].amount else { return false };
    for name in goods.iter().map(|spotted| spotted.name.clone()) {
        if !amount.commodities.contains(&name) {
            amount.commodities.push(name);
        }
    }
    true
}
