//! Who says so: "according to …", ", the ministry said", "customs data show".

use super::lexicon::{self, Prep};
use super::marks::{Mark, Marked};
use crate::number::Measure;

/// Finds the passage that tells who says so, and keeps its words apart from the rest.
pub(super) fn find(marked: &mut Marked<'_>) {
    let last = marked.words.len();
    marked.speaker = by_whose_count(marked);
    for i in 0..last {
        match marked.marks[i] {
            Mark::Says if marked.words.get(i) == "according" && marked.words.get(i + 1) == "to" => {
                let to = until_comma(marked, i + 2);
                keep(marked, (i, to), (i + 2, to));
                return;
            }
            Mark::Says if gives(marked, i) || is_participle(marked, i) || deals(marked, i) => {}
            Mark::Word | Mark::Ahead if puts(marked, i) => {
                if let Some((range, name)) = leading(marked, i) {
                    keep(marked, (range.0, i + 1), name);
                    return;
                }
            }
            Mark::Says if marked.words.get(i) != "according" => {
                if let Some((range, name)) = around(marked, i) {
                    keep(marked, range, name);
                    return;
                }
            }
            Mark::Denies => {
                if let Some((range, name)) = leading(marked, i) {
                    marked.denied = true;
                    keep(marked, range, name);
                    marked.voice = None;
                    return;
                }
            }
            _ => {}
        }
    }
}

/// "an estimated $2.6 billion", "a previously reported 690,000 tonnes": nobody says so here.
fn is_participle(marked: &Marked<'_>, i: usize) -> bool {
    let before = i.checked_sub(1).map_or("", |at| marked.words.get(at));
    let led = matches!(
        before,
        "a" | "an"
            | "the"
            | "previously"
            | "first"
            | "initially"
            | "originally"
            | "earlier"
            | "some"
    );
    led && matches!(marked.marks.get(i + 1), Some(Mark::Number(_)))
}

/// "found buyers in India", "found its way to Chad", "wrote a cheque": nothing is said.
fn deals(marked: &Marked<'_>, i: usize) -> bool {
    let next = marked.words.get(i + 1);
    let behind = || (i + 1..i + 4).map(|at| marked.words.get(at));
    match marked.words.get(i) {
        "found" | "finds" => behind().any(|word| {
            matches!(
                word,
                "buyers"
                    | "buyer"
                    | "takers"
                    | "taker"
                    | "customers"
                    | "outlets"
                    | "outlet"
                    | "markets"
                    | "market"
                    | "home"
                    | "homes"
                    | "way"
                    | "jobs"
                    | "work"
                    | "refuge"
                    | "shelter"
                    | "favour"
                    | "favor"
            )
        }),
        "wrote" | "writes" => {
            next == "off" || behind().any(|word| matches!(word, "cheque" | "check" | "cheques"))
        }
        _ => false,
    }
}

/// "announced $717 million in aid for Ukraine": what is announced is given.
fn gives(marked: &Marked<'_>, i: usize) -> bool {
    lexicon::announces(marked.words.get(i)) && marked.is_sum_behind(i)
}

/// "The ministry put sales to Japan at $3 billion": "put" says how much.
fn puts(marked: &Marked<'_>, i: usize) -> bool {
    let counts = |at: usize| {
        matches!(marked.marks.get(at), Some(Mark::Number(number))
            if marked.numbers[*number].measure.sizes() || marked.numbers[*number].measure.compares())
    };
    let sized = |at: usize| marked.words.get(at) == "at" && (at + 1..at + 4).any(counts);
    let verb = matches!(
        marked.words.get(i),
        "put" | "puts" | "pegged" | "pegs" | "placed" | "places" | "valued" | "values"
    );
    // "exports were last year valued at $1.6 billion"
    let passive = (i.saturating_sub(4)..i).any(|at| marked.marks[at] == Mark::Be);
    verb && i > 0
        && !passive
        && !matches!(marked.marks[i - 1], Mark::Be | Mark::Comma | Mark::And | Mark::Noun(..))
        && (i + 1..(i + 24).min(marked.words.len())).any(sized)
}

/// Words for a count that somebody keeps.
const COUNTS: &[&str] = &[
    "count",
    "tally",
    "reckoning",
    "figures",
    "data",
    "statistics",
    "account",
    "estimate",
    "books",
    "calculation",
    "calculations",
    "numbers",
];

/// "By Tokyo's count, imports from Indonesia were …"
fn by_whose_count(marked: &Marked<'_>) -> Option<telltale_observation::Actor> {
    let at = (1..6.min(marked.words.len())).find(|&at| COUNTS.contains(&marked.words.get(at)))?;
    let led = matches!(marked.words.get(0), "by" | "on" | "in");
    let owner = (1..at).find_map(|i| match marked.marks[i] {
        Mark::Name(name) => marked.mention(name).actor(),
        _ => None,
    });
    owner.filter(|_| led)
}

type Range = (usize, usize);

fn around(marked: &Marked<'_>, i: usize) -> Option<(Range, Range)> {
    let next = marked.words.get(i + 1);
    let ends = (i + 1..marked.words.len())
        .find(|&j| !matches!(marked.marks[j], Mark::Time(_)) && marked.words.get(j) != "on")
        .is_none_or(|j| matches!(marked.words.get(j), "." | "," | "\"" | "\u{201d}" | ";"));
    if ends {
        return trailing(marked, i);
    }
    if next == "to" || next == "by" || next == "in" && !ends {
        return None;
    }
    leading(marked, i)
}

/// ", the grid operator said." and ", China's customs office reported, …"
fn trailing(marked: &Marked<'_>, i: usize) -> Option<(Range, Range)> {
    let comma = (0..i).rev().find(|&j| matches!(marked.marks[j], Mark::Comma | Mark::Hard))?;
    let sized = (comma..i).any(|j| matches!(marked.marks[j], Mark::Number(at) if marked.numbers[at].measure.sizes() && marked.numbers[at].measure != Measure::Bare));
    if sized || i - comma > 14 || i == comma + 1 {
        return None;
    }
    let mut to = i + 1;
    while to < marked.words.len() && !matches!(marked.words.get(to), "," | "." | ";") {
        to += 1;
    }
    let mut from = comma + 1;
    while matches!(marked.marks[from], Mark::And)
        || matches!(marked.words.get(from), "the" | "\"" | "\u{201d}")
    {
        from += 1;
    }
    (from < i).then_some(((comma, to), (from, i)))
}

/// "The ministry said on Friday that …", "A research institute found that …"
fn leading(marked: &Marked<'_>, i: usize) -> Option<(Range, Range)> {
    if i == 0 || i > 16 {
        return None;
    }
    let told = (0..i).any(|j| {
        matches!(marked.marks[j], Mark::Number(at) if marked.numbers[at].measure.sizes() && marked.numbers[at].measure != Measure::Bare)
            || matches!(marked.marks[j], Mark::Change(..) | Mark::Verb(..))
    });
    if told {
        return None;
    }
    // "China's exports showed …" tells of exports, not who says so.
    if matches!(marked.marks[i - 1], Mark::Noun(..))
        || matches!(marked.marks[i], Mark::Says if marked.marks[i - 1] == Mark::Be)
    {
        return None;
    }
    let that = (i + 1..marked.words.len().min(i + 16)).find(|&j| marked.words.get(j) == "that");
    let mut to = i + 1;
    if let Some(that) = that
        && !(i + 1..that).any(|j| matches!(marked.marks[j], Mark::Noun(..) | Mark::Comma))
    {
        to = that + 1;
    } else {
        while matches!(marked.marks.get(to), Some(Mark::Time(_)))
            || marked.words.get(to) == "on"
                && matches!(marked.marks.get(to + 1), Some(Mark::Time(_)))
        {
            to += 1;
        }
    }
    let mut from = 0;
    // A time or a phrase before a comma is no part of the name: "In July, the ministry said".
    if let Some(comma) = (0..i).rev().find(|&j| marked.marks[j] == Mark::Comma) {
        let aside = (0..i).filter(|&j| marked.marks[j] == Mark::Comma).count() == 1;
        if aside && !matches!(marked.marks[0], Mark::Name(_)) {
            from = comma + 1;
        }
    }
    let mut name = (from, i);
    if let Some(comma) = (from..i).find(|&j| marked.marks[j] == Mark::Comma) {
        name.1 = comma;
    }
    Some(((from, to), name))
}

fn until_comma(marked: &Marked<'_>, from: usize) -> usize {
    (from..marked.words.len())
        .find(|&j| {
            matches!(marked.marks[j], Mark::Comma | Mark::Hard) || marked.words.get(j) == "."
        })
        .unwrap_or(marked.words.len())
}

fn keep(marked: &mut Marked<'_>, range: Range, name: Range) {
    let (from, to) = name;
    marked.said = Some(range);
    if from >= to || to > marked.words.len() {
        return;
    }
    let span = (marked.words.all[from].start, marked.words.span(from, to).1);
    let whole = marked.scene.text.get(span.0..span.1).unwrap_or("");
    let owns = marked.words.all[to - 1].owns;
    let _ = owns;
    marked.voice = Some(whole.trim_start_matches("the ").trim_start_matches("The ").to_owned());
    marked.speaker = (from..to).find_map(|j| match marked.marks[j] {
        Mark::Name(at) => {
            // "Data from Hanoi put shipments at …"
            let counts = j >= 2 && COUNTS.contains(&marked.words.get(j - 2));
            let held = j > from
                && matches!(marked.marks[j - 1], Mark::Prep(Prep::To | Prep::From))
                && !counts;
            if held { None } else { marked.mention(at).actor() }
        }
        _ => None,
    });
}
