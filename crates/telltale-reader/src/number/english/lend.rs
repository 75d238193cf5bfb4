//! Numbers without a unit that have that of another: "10.2 million tonnes, against 8.1 million".

use super::{counted, power};
use crate::flow::words::Words;
use crate::number::{Measure, Number};

/// Gives bare numbers the unit of the number that they are set beside.
pub(super) fn units(words: &Words, numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let number = &numbers[at];
        // "740,000 tonnes, up 5 percent from 705,000": a percentage in between lends nothing.
        let sizes = |number: &&Number| number.measure.sizes() && number.measure != Measure::Bare;
        let Some(before) = numbers[..at].iter().rev().find(sizes) else { continue };
        let ended = (before.words.1..number.words.0).any(|at| matches!(words.get(at), ";" | "."));
        let like = listed(words, before, number)
            || compared(words, before, number)
            || taken(words, before, number);
        let like =
            like && !ended || averaged(words, before, number) || again(words, before, number);
        if number.measure == Measure::Bare && like {
            (numbers[at].measure, numbers[at].unit) = (before.measure, before.unit);
        }
    }
    number_of(words, numbers);
    of_the_things(words, numbers);
    of_the_whole(words, numbers);
}

/// "took 640,000 tonnes, Poland 310,000 and Slovakia 95,000"
fn listed(words: &Words, before: &Number, number: &Number) -> bool {
    number.value >= 1000.0
        && before.measure == Measure::Bulk
        && matches!(words.get(number.words.1), "," | "and" | "." | "" | "of")
        && number.words.0.saturating_sub(before.words.1) <= 4
        && matches!(words.get(before.words.1), "," | "and")
}

/// "10.2 million tonnes, against 8.1 million a year earlier", "up from 610,000 in September"
fn compared(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    let word = |back: usize| from.checked_sub(back).map_or("", |at| words.get(at));
    let set_beside =
        matches!(word(1), "against" | "from" | "versus" | "vs" | "than" | "to" | "for")
            || matches!((word(2), word(1)), ("compared" | "comparison", "with") | ("of", "which"))
            || matches!(word(2), "double" | "twice" | "triple" | "treble") && word(1) == "the";
    let millions = (from..to).any(|at| power(words.get(at)).is_some());
    let physical = matches!(before.measure, Measure::Bulk | Measure::Money);
    let counts = matches!(before.measure, Measure::People | Measure::Bulk | Measure::Things);
    // "84,000 cars, of which 33,500 came from Indonesia"
    let part = matches!((word(2), word(1)), ("of", "which"))
        && matches!(
            words.get(to),
            "came" | "went" | "were" | "was" | "arrived" | "headed" | "ended"
        );
    let plain = counts && is_count(number) && (stands_alone(words, to) || part);
    let near = from.saturating_sub(before.words.1) <= 16;
    set_beside && near && (physical && millions || plain)
}

/// "…, which received 5.28 million", "Of the 48,000 tonnes that Malawi exported, 19,000 went to Spain"
fn taken(words: &Words, before: &Number, number: &Number) -> bool {
    const TAKES: &[&str] = &[
        "received",
        "welcomed",
        "drew",
        "attracted",
        "hosted",
        "sent",
        "took",
        "bought",
        "absorbed",
        "got",
        "imported",
        "exported",
        "sold",
    ];
    let (from, to) = number.words;
    let last = from.checked_sub(1).map_or("", |at| words.get(at));
    let told = matches!(before.measure, Measure::People | Measure::Bulk)
        && TAKES.contains(&last)
        && stands_alone(words, to);
    let parted = before.measure == Measure::Bulk
        && matches!(words.get(0), "of" | "out")
        && last == ","
        && matches!(words.get(to), "went" | "were" | "came" | "headed" | "ended" | "was");
    is_count(number) && (told || parted)
}

/// Verbs right before a figure whose unit may go without saying: "it had sold 2.2 billion".
pub(crate) fn amounts_to(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "averaged",
        "totalled",
        "totaled",
        "been",
        "were",
        "was",
        "sold",
        "bought",
        "shipped",
        "exported",
        "imported",
        "taken",
        "took",
        "reached",
        "sent",
        "delivered",
        "supplied",
        "received",
        "donated",
        "gave",
        "stood",
    ];
    VERBS.contains(&word)
}

/// "…; they had averaged 335,000 in January", "… and it had been 2.2 million the year before"
fn averaged(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    let near = from.saturating_sub(before.words.1) <= 16;
    let verb = from.checked_sub(1).is_some_and(|at| amounts_to(words.get(at)));
    let pronoun = (from.saturating_sub(4)..from)
        .any(|at| matches!(words.get(at), "it" | "they" | "that" | "those" | "had"));
    let like = (0.02..50.0).contains(&(number.value / before.value));
    matches!(before.measure, Measure::Bulk | Measure::Money)
        && near
        && verb
        && pronoun
        && like
        && is_count(number)
        && stands_alone(words, to)
}

/// "Sweden donated 18 howitzers, and Denmark donated 12": the same verb stands before both.
fn again(words: &Words, before: &Number, number: &Number) -> bool {
    let verb = number.words.0.checked_sub(1).map_or("", |at| words.get(at));
    let near = before.words.0.saturating_sub(3)..before.words.0;
    let same = amounts_to(verb) && near.into_iter().any(|at| words.get(at) == verb);
    let physical = matches!(before.measure, Measure::Bulk | Measure::Things | Measure::People);
    same && physical && stands_alone(words, number.words.1)
}

/// "put the number of shells sent to Russia at between 9 million and 12 million"
fn number_of(words: &Words, numbers: &mut [Number]) {
    let of = |at: &usize| {
        matches!(words.get(*at), "number" | "numbers" | "tally") && words.get(*at + 1) == "of"
    };
    let Some(at) = (0..words.len()).find(of) else { return };
    let things = |from: usize| counted(words, from, &|_| false).map(|(unit, _)| unit);
    // "the number of 152 mm shells"
    let unit = (at + 2..at + 6)
        .find_map(things)
        .filter(|unit| matches!(unit.measure, Measure::Things | Measure::People));
    let Some(unit) = unit else { return };
    for number in numbers.iter_mut().filter(|number| number.measure == Measure::Bare) {
        let (from, to) = number.words;
        let last = from.checked_sub(1).map_or("", |at| words.get(at));
        let led = matches!(
            last,
            "at" | "to"
                | "from"
                | "between"
                | "reached"
                | "was"
                | "were"
                | "hit"
                | "exceeded"
                | "topped"
                | "about"
                | "nearly"
                | "some"
                | "over"
                | "than"
                | "around"
                | "almost"
        );
        if from > at && led && stands_alone(words, to) {
            (number.measure, number.unit) = (unit.measure, unit.name);
        }
    }
}

/// Not a year, and no small number.
fn is_count(number: &Number) -> bool {
    number.value >= 100.0 && !(1900.0..2100.0).contains(&number.value)
}

/// "90 of the planes"
fn of_the_things(words: &Words, numbers: &mut [Number]) {
    for number in numbers.iter_mut().filter(|number| number.measure == Measure::Bare) {
        let next = number.words.1;
        let of =
            words.get(next) == "of" && matches!(words.get(next + 1), "the" | "these" | "those");
        let unit = of.then(|| counted(words, next + 2, &|_| false)).flatten();
        if let Some((unit, _)) = unit.filter(|(unit, _)| unit.measure == Measure::Things) {
            (number.measure, number.unit) = (unit.measure, unit.name);
        }
    }
}

/// "9.1 million of the 9.7 million tonnes"
fn of_the_whole(words: &Words, numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let (part, whole) = (&numbers[at - 1], &numbers[at]);
        let between: Vec<&str> = (part.words.1..whole.words.0).map(|i| words.get(i)).collect();
        let of = matches!(between[..], ["of", "the"] | ["of"] | ["of", "some" | "its" | "all"]);
        let physical = matches!(whole.measure, Measure::Bulk | Measure::Money | Measure::Things);
        if part.measure == Measure::Bare && of && physical {
            (numbers[at - 1].measure, numbers[at - 1].unit) = (whole.measure, whole.unit);
        }
    }
}

/// Whether no noun of its own follows a number: "against 6,100 a year earlier".
pub(crate) fn stands_alone(words: &Words, to: usize) -> bool {
    matches!(
        words.get(to),
        "in" | "a"
            | "the"
            | "now"
            | "then"
            | "today"
            | "currently"
            | "earlier"
            | "last"
            | "during"
            | "."
            | ","
            | ";"
            | ""
            | "one"
            | "and"
            | "this"
            | "at"
            | "two"
            | "for"
            | "on"
            | "previously"
            | "before"
    )
}
