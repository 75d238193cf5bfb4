//! Another flow that a sentence's own is only held against: "exports to Peru, unlike those to Chile, fell",
//! "which dwarf its exports to Chile". No amount of the sentence is of it, unless one stands right behind.

use super::marks::{Mark, Marked};
use crate::flow::Matter;

/// Verbs that hold one flow against another, in all their forms.
const EXCEEDS: &[&str] = &[
    "dwarf",
    "dwarfs",
    "dwarfed",
    "dwarfing",
    "exceed",
    "exceeds",
    "exceeded",
    "exceeding",
    "outstrip",
    "outstrips",
    "outstripped",
    "outstripping",
    "surpass",
    "surpasses",
    "surpassed",
    "surpassing",
    "eclipse",
    "eclipses",
    "eclipsed",
    "eclipsing",
    "outpace",
    "outpaces",
    "outpaced",
    "outpacing",
    "overtake",
    "overtakes",
    "overtook",
    "overtaking",
    "outweigh",
    "outweighs",
    "outweighed",
    "outweighing",
    "overshadow",
    "overshadows",
    "overshadowed",
    "overshadowing",
    "trail",
    "trails",
    "trailed",
    "trailing",
    "match",
    "matches",
    "matched",
    "matching",
    "outdo",
    "outdid",
    "outdoing",
    "topped",
    "tops",
    "topping",
    "beat",
    "beats",
    "beating",
    "mirror",
    "mirrors",
    "mirrored",
    "mirroring",
    "outgrew",
    "outsold",
];

/// Words between such a word and the flow: "twice as much as its exports".
const LIGHT: &[&str] = &[
    "as", "much", "of", "the", "all", "even", "far", "by", "behind", "many", "size", "value",
    "its", "their", "his", "to", "with", "large", "big", "both", "also", "level",
];

/// Takes the flows that others are held against out of a sentence.
pub(super) fn set_aside(marked: &mut Marked<'_>) {
    let mut at = 0;
    while at < marked.words.len() {
        match cue(marked, at).and_then(|led| flow(marked, led)) {
            Some(end) if is_bare(marked, at, end) && has_another(marked, at, end) => {
                for mark in &mut marked.marks[at..end] {
                    *mark = Mark::Word;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// Where the flow begins that a word or two hold another against.
fn cue(marked: &Marked<'_>, at: usize) -> Option<usize> {
    let word = marked.words.get(at);
    let opens = at == 0 || matches!(marked.marks[at - 1], Mark::Comma | Mark::Hard);
    let two = marked.words.phrase(at, at + 2);
    let than = word == "than" || word == "unlike";
    let like = opens && matches!(word, "like" | "unlike");
    let led = match two {
        "compared with" | "compared to" | "contrast to" | "contrast with" | "opposed to"
        | "short of" | "ahead of" | "as with" | "as did" => at + 2,
        _ if than || like || EXCEEDS.contains(&word) => at + 1,
        _ if is_multiple(marked, at) => at + 1,
        _ => return None,
    };
    let light = |i: &usize| LIGHT.contains(&marked.words.get(*i)) && *i < led + 5;
    Some((led..marked.words.len()).find(|i| !light(i)).unwrap_or(led))
}

/// "twice those to", "three times its exports to", "double those to".
fn is_multiple(marked: &Marked<'_>, at: usize) -> bool {
    match marked.words.get(at) {
        "twice" | "times" => true,
        "double" | "triple" | "quadruple" => matches!(marked.words.get(at + 1), "those" | "that"),
        _ => false,
    }
}

/// One after the end of a flow with a partner that begins at a word: "those to Chile", "China's exports to
/// Chile".
fn flow(marked: &Marked<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    while matches!(marked.marks.get(at), Some(Mark::Name(_))) {
        at = marked.last(at);
    }
    let noun = matches!(marked.marks.get(at), Some(Mark::Noun(Matter::Goods, _)))
        || matches!(marked.words.get(at), "those" | "that" | "sales" | "shipments" | "purchases");
    let led = matches!(marked.words.get(at + 1), "to" | "from" | "with" | "for");
    let name = at + 2 + usize::from(marked.words.get(at + 2) == "the");
    let named = matches!(marked.marks.get(name), Some(Mark::Name(_)));
    (noun && led && named).then(|| marked.last(name))
}

/// Whether no amount is told of it: none within, and none right behind.
fn is_bare(marked: &Marked<'_>, from: usize, end: usize) -> bool {
    let number = |i: usize| matches!(marked.marks.get(i), Some(Mark::Number(_)));
    let multiple = |i: usize| matches!(marked.marks[i], Mark::Number(at) if !marked.numbers[at].measure.compares());
    let behind = matches!(marked.words.get(end), "of" | "(" | "worth" | "totalling" | "totaling");
    let hedge = matches!(
        marked.words.get(end + 1),
        "about" | "around" | "some" | "nearly" | "almost" | "roughly" | "just" | "only"
    );
    !(from..end).any(multiple) && !(behind && (number(end + 1) || hedge) || number(end))
}

/// Whether the sentence tells of a flow beside it.
fn has_another(marked: &Marked<'_>, from: usize, end: usize) -> bool {
    let tells = |i: usize| {
        matches!(marked.marks[i], Mark::Noun(Matter::Goods, _) | Mark::Verb(Matter::Goods, _))
    };
    (0..from).chain(end..marked.words.len()).any(tells)
}
