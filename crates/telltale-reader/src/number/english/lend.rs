//! Numbers without a unit that have that of another: "10.2 million tonnes, against 8.1 million".

use super::{counted, power};
use crate::Language;
use crate::document::MONTHS;
use crate::flow::words::Words;
use crate::number::units::Unit;
use crate::number::{Measure, Number, scaled, units};

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
            || listed_sums(words, before, number)
            || taken(words, before, number)
            || bracketed(words, before, number)
            || reached(words, before, number);
        let like = like && !ended
            || averaged(words, before, number)
            || again(words, before, number)
            || next_in_bracket(words, before, number)
            || grown(words, before, number);
        if number.measure == Measure::Bare && like {
            (numbers[at].measure, numbers[at].unit) = (before.measure, before.unit);
        }
    }
    from_so_many(words, numbers);
    beside(words, numbers);
    in_this_currency(words, numbers);
    number_of(words, numbers);
    traded_things(words, numbers);
    of_the_things(words, numbers);
    of_the_whole(words, numbers);
}

/// "climbed from 41,000 to 52,000 tonnes", "from 5.1 to 6.2 million tonnes".
fn from_so_many(words: &Words, numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let (before, number) = (&numbers[at - 1], &numbers[at]);
        let (from, to) = before.words;
        let led = from > 0 && words.get(from - 1) == "from" && words.get(to) == "to";
        let close = number.words.0 > to && number.words.0 <= to + 3;
        let sized = number.measure.sizes() && number.measure != Measure::Bare;
        if before.measure != Measure::Bare || !led || !close || !sized {
            continue;
        }
        let (measure, unit) = (number.measure, number.unit);
        let scale = |words_of: (usize, usize)| {
            (words_of.0..words_of.1).filter_map(|i| power(words.get(i))).product::<f64>()
        };
        let (own, by) = (scale(before.words), scale(number.words));
        let value = before.value;
        // "from 1,055.8 to 1,622.9 million": both have the magnitude of the second, being alike.
        let alike = (0.1..10.0).contains(&(value * by / number.value));
        if own == 1.0 && by > 1.0 && (value < 1000.0 || alike) {
            numbers[at - 1].value = scaled(value, by);
        }
        (numbers[at - 1].measure, numbers[at - 1].unit) = (measure, unit);
    }
}

/// "came to 16.4 billion and 3.15 billion yuan": the unit stands behind the last.
fn beside(words: &Words, numbers: &mut [Number]) {
    for at in (1..numbers.len()).rev() {
        let (before, number) = (&numbers[at - 1], &numbers[at]);
        let scaled = |number: &Number| {
            (number.words.0..number.words.1).any(|i| power(words.get(i)).is_some())
        };
        let joined = matches!(words.get(before.words.1), "and" | ",")
            && number.words.0 == before.words.1 + 1;
        let alike = scaled(before) && scaled(number) && number.measure == Measure::Money;
        if before.measure == Measure::Bare && joined && alike {
            (numbers[at - 1].measure, numbers[at - 1].unit) = (number.measure, number.unit);
        }
    }
}

/// "In roubles, flour supplies amounted to 1.2 billion": the currency is told beforehand.
fn in_this_currency(words: &Words, numbers: &mut [Number]) {
    let comma = (2..6).find(|&at| words.get(at) == ",").filter(|_| words.get(0) == "in");
    let Some(comma) = comma else { return };
    let unit = units::unit(words.phrase(1, comma), Language::English)
        .filter(|unit| unit.measure == Measure::Money);
    let Some(unit) = unit else { return };
    for number in numbers.iter_mut().filter(|number| number.measure == Measure::Bare) {
        let (from, to) = number.words;
        if (from..to).any(|at| power(words.get(at)).is_some()) {
            (number.measure, number.unit) = (unit.measure, unit.name);
        }
    }
}

/// "took 640,000 tonnes, Poland 310,000 and Slovakia 95,000"
fn listed(words: &Words, before: &Number, number: &Number) -> bool {
    number.value >= 1000.0
        && before.measure == Measure::Bulk
        && matches!(words.get(number.words.1), "," | "and" | "." | "" | "of")
        && number.words.0.saturating_sub(before.words.1) <= 4
        && matches!(words.get(before.words.1), "," | "and")
}

/// "1.4 billion yuan in May, 1.3 billion in June and 1.2 billion in July"
fn listed_sums(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    let joined = matches!(words.get(from.wrapping_sub(1)), "," | "and" | "or" | "then");
    let millions = (from..to).any(|at| power(words.get(at)).is_some());
    let like = (0.02..50.0).contains(&(number.value / before.value));
    let near = from.saturating_sub(before.words.1) <= 8;
    let money = before.measure == Measure::Money;
    money && joined && millions && like && near && stands_alone(words, to)
}

/// "1.3 billion yuan (June: 1.4 billion)", "(1.4 billion in June)"
fn bracketed(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    let Some(open) = (before.words.1..from).rev().find(|&at| words.get(at) == "(") else {
        return false;
    };
    let inside = (open..from).all(|at| words.get(at) != ")");
    let near = open - before.words.1 <= 4 && from - open <= 8;
    let millions = (from..to).any(|at| power(words.get(at)).is_some());
    let like = (0.02..50.0).contains(&(number.value / before.value));
    // Such a bracket tells a time, and not how many live there.
    let last = words.get(from - 1).trim_end_matches("'s").trim_end_matches("’s");
    let is_time = MONTHS.contains(&last)
        || last.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
        || matches!(
            last,
            ":" | "from" | "against" | "versus" | "vs" | "year" | "month" | "quarter"
        )
        || matches!(last, "earlier" | "before" | "ago" | "previously" | "was" | "were");
    let led = last == "(" && matches!(words.get(to), "in" | "a" | "the" | "last" | "one");
    let physical = matches!(before.measure, Measure::Bulk | Measure::Money);
    let alone = words.get(to) == ")" || stands_alone(words, to);
    physical && inside && near && millions && like && alone && (is_time || led)
}

/// "1.3 billion yuan (June: 1.4 billion; July 2025: 1.2 billion)": behind the first of a bracket.
fn next_in_bracket(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    let colon =
        |number: &Number| number.words.0.checked_sub(1).is_some_and(|at| words.get(at) == ":");
    let joined = matches!(words.get(before.words.1), ";" | ",");
    let near = from - before.words.1 <= 5;
    let open = (0..before.words.0).rev().find(|&at| matches!(words.get(at), "(" | ")" | "."));
    let inside = open.is_some_and(|at| words.get(at) == "(")
        && (before.words.1..from).all(|at| words.get(at) != ")");
    let alone = matches!(words.get(to), ")" | ";" | ",");
    let sums = before.measure == Measure::Money && is_sum_like(words, before, number);
    sums && joined && near && inside && alone && colon(before) && colon(number)
}

/// Whether a number is told in millions and the like, and is of the size of another.
fn is_sum_like(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    let millions = (from..to).any(|at| power(words.get(at)).is_some());
    millions && (0.02..50.0).contains(&(number.value / before.value))
}

/// "topped 2 billion yuan in a single month, reaching 2.2 billion in April", "…, at 1.1 billion".
fn reached(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    let word = |back: usize| from.checked_sub(back).map_or("", |at| words.get(at));
    let led = matches!(word(1), "reaching" | "hitting" | "totalling" | "totaling" | "posting")
        || (word(2), word(1)) == (",", "at");
    let near = from.saturating_sub(before.words.1) <= 16;
    let sums = before.measure == Measure::Money && is_sum_like(words, before, number);
    sums && led && near && stands_alone(words, to)
}

/// "…; by September that had grown to 1.6 billion", "… before they fell to 1.2 billion".
fn grown(words: &Words, before: &Number, number: &Number) -> bool {
    #[rustfmt::skip]
    const MOVED: &[&str] = &[
        "grown", "risen", "climbed", "jumped", "increased", "swelled", "swollen", "expanded", "surged", "grew",
        "rose", "fallen", "fell", "dropped", "shrunk", "shrank", "declined", "slipped", "slid", "sunk", "sank",
        "dwindled", "plunged", "slumped", "dipped", "eased",
    ];
    let (from, to) = number.words;
    let word = |back: usize| from.checked_sub(back).map_or("", |at| words.get(at));
    let led = word(1) == "to" && MOVED.contains(&word(2));
    let pronoun =
        (3..6).any(|back| matches!(word(back), "it" | "they" | "that" | "this" | "those"));
    let near = from.saturating_sub(before.words.1) <= 16;
    let ended = (before.words.1..from).any(|at| words.get(at) == ".");
    let sums = before.measure == Measure::Money && is_sum_like(words, before, number);
    sums && led && pronoun && near && !ended && stands_alone(words, to)
}

/// "10.2 million tonnes, against 8.1 million a year earlier", "up from 610,000 in September"
fn compared(words: &Words, before: &Number, number: &Number) -> bool {
    let (from, to) = number.words;
    // "against some 1.1 billion a month the year before"
    let money = before.measure == Measure::Money;
    let hedged = money
        && matches!(
            from.checked_sub(1).map_or("", |at| words.get(at)),
            "some" | "about" | "around" | "roughly" | "nearly" | "almost" | "just"
        );
    let from = from - usize::from(hedged);
    let word = |back: usize| from.checked_sub(back).map_or("", |at| words.get(at));
    let set_beside =
        matches!(word(1), "against" | "from" | "versus" | "vs" | "than" | "to" | "for")
            || matches!((word(2), word(1)), ("compared" | "comparison", "with") | ("of", "which"))
            || matches!(
                word(2),
                "double" | "twice" | "triple" | "treble" | "times" | "half" | "thrice"
            ) && word(1) == "the";
    let millions = (from..to).any(|at| power(words.get(at)).is_some());
    // "to six cargoes in May from eight a year ago"
    let few = before.measure == Measure::Things
        && matches!(word(1), "against" | "from" | "versus" | "than")
        && number.value < 1000.0
        && matches!(
            words.get(to),
            "in" | "during" | "a" | "the" | "last" | "earlier" | "one" | "previously" | "before"
        )
        && !matches!(words.get(to + 1), "day" | "p.m." | "a.m.");
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
    set_beside && near && (physical && millions || plain || few)
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
        "saw",
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
    let physical = matches!(before.measure, Measure::Bulk | Measure::Things | Measure::People);
    let parted = physical
        && matches!(words.get(0), "of" | "out")
        && last == ","
        && number.value < before.value
        && matches!(
            words.get(to),
            "went" | "were" | "came" | "headed" | "ended" | "was" | "had" | "have" | "has" | "are"
        );
    // "promised 45 tanks, and has delivered 30 so far"
    let few = before.measure == Measure::Things
        && amounts_to(last)
        && matches!(from.checked_sub(2).map_or("", |at| words.get(at)), "has" | "have" | "had")
        && (stands_alone(words, to) || words.get(to) == "so");
    is_count(number) && told || parted || few
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
    matches!(before.measure, Measure::Bulk | Measure::Money | Measure::People)
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

/// "imports of Chinese cars, at 61,000", "tractor exports to Chad rose to 1,200": things that are
/// traded, where no sum and no weight is told.
fn traded_things(words: &Words, numbers: &mut [Number]) {
    let trade = |at: &usize| {
        matches!(
            words.get(*at),
            "exports" | "imports" | "sales" | "shipments" | "purchases" | "deliveries"
        )
    };
    let sized = |number: &Number| number.measure.sizes() && number.measure != Measure::Bare;
    if numbers.iter().any(sized) {
        return;
    }
    let Some(at) = (0..words.len()).find(trade) else { return };
    let behind =
        (words.get(at + 1) == "of").then(|| (at + 2..at + 5).find_map(|i| thing(words, i)));
    let ahead = || at.checked_sub(1).and_then(|i| thing(words, i));
    let Some(unit) = behind.flatten().or_else(ahead) else { return };
    for number in numbers.iter_mut().filter(|number| number.measure == Measure::Bare) {
        let (from, to) = number.words;
        let led = matches!(
            from.checked_sub(1).map_or("", |i| words.get(i)),
            "at" | "to"
                | "from"
                | "reached"
                | "totalled"
                | "totaled"
                | "were"
                | "hit"
                | "numbered"
                | "against"
        );
        if from > at && led && is_count(number) && stands_alone(words, to) {
            (number.measure, number.unit) = (unit.measure, unit.name);
        }
    }
}

/// A thing that is counted, by its name in the plural or the singular.
fn thing(words: &Words, at: usize) -> Option<Unit> {
    let word = words.get(at);
    let known = |word: &str| {
        units::unit(word, Language::English).filter(|unit| unit.measure == Measure::Things)
    };
    known(word).or_else(|| known(&format!("{word}s")))
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
