//! Changes: "up 5 percent from a year earlier", "nearly tripled", "a fifth lower than in May".

use jiff::civil::Date;

use super::lexicon::{self, Prep, Side};
use super::marks::{Mark, Marked};
use crate::flow::period::Base;
use crate::number::Measure;
use crate::time::{Grain, Time, TimeKind};

/// A change as it is worded.
#[derive(Clone, Debug)]
pub(super) struct Worded {
    /// First word, and one after the last that was looked at.
    pub words: (usize, usize),
    pub ratio: Option<f64>,
    pub points: Option<f64>,
    pub base: Base,
    pub approximate: bool,
    /// The time in which the change itself took place, if it stands with it.
    pub time: Option<usize>,
}

/// Every change of a sentence; `listed` knows the numbers that stand in a list with a place of their own.
pub(super) fn find(marked: &Marked<'_>, listed: impl Fn(usize) -> bool) -> Vec<Worded> {
    let mut found: Vec<Worded> = Vec::new();
    let mut sign_before: Option<f64> = None;
    let mut i = 0;
    while i < marked.words.len() {
        if marked.is_said(i) {
            i += 1;
            continue;
        }
        match marked.marks[i] {
            Mark::Number(at) => {
                let (from, to) = marked.numbers[at].words;
                let level = marked.is_level_of_share(at);
                if marked.numbers[at].measure.compares() && i == from && !level {
                    let goes_on =
                        || carries_on(marked, from, to) || listed(at) && is_next(marked, at);
                    let sign = level_of_growth(marked, from)
                        .or_else(|| sign(marked, from, to))
                        .or_else(|| sign_before.filter(|_| goes_on()));
                    if let Some(mut worded) = sized(marked, at, sign) {
                        sign_before = sign.or(sign_before);
                        // "… 7.9 percent year on year, while those to Peru grew 22.4 percent"
                        if matches!(worded.base, Base::Open) {
                            worded.base = found.last().map_or(Base::Open, shared_base);
                        }
                        found.push(worded);
                    }
                }
                i = to.max(i + 1);
            }
            Mark::Multiple(ratio) if multiplies(marked, i) => {
                let end = i + 1;
                let (base, time) = base(marked, i, end);
                let ratio = match before_sign(marked, i) {
                    Some(sign) if sign < 0.0 && ratio > 0.0 => 1.0 / (ratio + 1.0) - 1.0,
                    _ => ratio,
                };
                let approximate = hedged(marked, i);
                found.push(Worded {
                    words: (i, end),
                    ratio: Some(ratio),
                    points: None,
                    base,
                    approximate,
                    time,
                });
                i += 1;
            }
            _ => i += 1,
        }
    }
    measured_alike(marked, &mut found);
    found
}

/// "by 27 and 25 percent": the second of two numbers with nothing but what joins them between.
fn is_next(marked: &Marked<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &marked.numbers[before]) else {
        return false;
    };
    let (end, from) = (before.words.1, marked.numbers[at].words.0);
    let joint = |i: usize| {
        matches!(marked.marks[i], Mark::And | Mark::Comma) || marked.words.get(i) == "by"
    };
    before.measure == marked.numbers[at].measure && end < from && (end..from).all(joint)
}

/// Nouns for the pace of a flow: whether it goes up or down.
const PACES: &[(&str, f64)] = &[
    ("growth", 1.0),
    ("rise", 1.0),
    ("increase", 1.0),
    ("expansion", 1.0),
    ("gain", 1.0),
    ("gains", 1.0),
    ("surge", 1.0),
    ("jump", 1.0),
    ("leap", 1.0),
    ("spike", 1.0),
    ("upturn", 1.0),
    ("decline", -1.0),
    ("drop", -1.0),
    ("fall", -1.0),
    ("decrease", -1.0),
    ("contraction", -1.0),
    ("slump", -1.0),
    ("plunge", -1.0),
    ("slide", -1.0),
    ("downturn", -1.0),
];

/// What becomes of a pace besides what becomes of a flow.
const PACED: &[&str] = &[
    "eased",
    "eases",
    "easing",
    "slowed",
    "slows",
    "slowing",
    "cooled",
    "moderated",
    "softened",
    "weakened",
    "narrowed",
    "decelerated",
    "accelerated",
    "quickened",
    "deepened",
    "widened",
    "steepened",
    "sped",
    "picked",
];

/// What else may become of it, as of any flow.
const LEVELLED: &[&str] = &["came", "stood", "sank", "shrank", "shrunk", "dwindled", "was"];

/// "Growth in exports eased to 3 percent": the level of a pace, and no change by so much.
fn level_of_growth(marked: &Marked<'_>, from: usize) -> Option<f64> {
    let hedge = |i: usize| {
        matches!(
            marked.words.get(i),
            "just"
                | "only"
                | "about"
                | "around"
                | "some"
                | "nearly"
                | "almost"
                | "a"
                | "an"
                | "mere"
        )
    };
    let to = (0..from).rev().find(|&i| !hedge(i))?;
    if !matches!(marked.words.get(to), "to" | "at") {
        return None;
    }
    let near = (to.saturating_sub(24)..to).rev();
    let mut moved = false;
    for i in near {
        let word = marked.words.get(i);
        let pace = PACES.iter().find(|pace| pace.0 == word).filter(|_| is_pace(marked, i));
        match (pace, marked.marks[i]) {
            (Some(pace), _) if moved => return Some(pace.1),
            (_, Mark::Hard) => return None,
            (_, Mark::Number(at)) if marked.numbers[at].measure.compares() => return None,
            (_, Mark::Change(..)) => moved = true,
            _ if becomes(word) => moved = true,
            _ => {}
        }
    }
    None
}

fn becomes(word: &str) -> bool {
    PACED.contains(&word) || LEVELLED.contains(&word)
}

/// "The increase slowed from March's 66.3% surge", "It followed a 5 percent drop in May": a rate at which
/// something grew in another time, and nothing by which the figure told before has changed.
pub(super) fn is_of_growth(marked: &Marked<'_>, change: &Worded) -> bool {
    let word = |i: usize| marked.words.get(i);
    let from = change.words.0;
    let number = marked.numbers.iter().find(|number| number.words.0 == from);
    let behind = number.map_or(from + 1, |number| number.words.1);
    let owned = from > 0
        && marked.words.all[from - 1].owns
        && matches!(marked.marks[from - 1], Mark::Time(_));
    let named = (behind..behind + 2).any(|i| PACES.iter().any(|pace| pace.0 == word(i)));
    let led = (from.saturating_sub(3)..from)
        .any(|i| matches!(word(i), "from" | "after" | "than" | "with" | "followed" | "following"));
    (0..from).any(|i| PACED.contains(&word(i))) || named && (owned || led)
}

/// Whether such a word is a noun here: "the rise in exports", "growth slowed", not "continued to fall".
fn is_pace(marked: &Marked<'_>, i: usize) -> bool {
    let led = i > 0 && matches!(marked.words.get(i - 1), "to" | "will" | "did" | "may" | "could");
    let next = marked.words.get(i + 1);
    let of = matches!(next, "in" | "of" | "rate" | "rates" | "for" | "from" | "pace");
    let moves = matches!(marked.marks.get(i + 1), Some(Mark::Change(..))) || becomes(next);
    !led && (of || moves)
}

/// "exports rose 8 percent and imports 3 percent, both measured against May": the base of all.
fn measured_alike(marked: &Marked<'_>, found: &mut [Worded]) {
    let last = found.last().map_or(0, |change| change.words.1);
    let all = (last..marked.words.len())
        .find(|&i| matches!(marked.words.get(i), "both" | "all" | "each"));
    let Some(all) = all.filter(|&all| all > 0 && marked.marks[all - 1] == Mark::Comma) else {
        return;
    };
    let time = (all..marked.words.len()).find_map(|i| match marked.marks[i] {
        Mark::Time(at) if marked.is_base(i, marked.time(at)) => Some(whole_or_part(marked, i, at)),
        Mark::YearOnYear => Some(Base::Year),
        Mark::MonthOnMonth => Some(Base::Month),
        _ => None,
    });
    let Some(base) = time else { return };
    for change in found.iter_mut().filter(|change| matches!(change.base, Base::Open)) {
        change.base = base;
        change.time = change.time.filter(|_| !matches!(base, Base::Open));
    }
}

/// The base of a change, where the next one may well have it too: not a certain month.
fn shared_base(before: &Worded) -> Base {
    match before.base {
        base @ (Base::Year | Base::Month | Base::Quarter) => base,
        Base::Time(time) if time.relative.is_some() => before.base,
        _ => Base::Open,
    }
}

/// "doubled", "double those of", "twice as many": not "double-digit" and not "twice in May".
fn multiplies(marked: &Marked<'_>, i: usize) -> bool {
    let next = marked.words.get(i + 1);
    match marked.words.get(i) {
        "twice" | "thrice" => {
            let then = matches!(marked.marks.get(i + 1), Some(Mark::Time(_)));
            then || matches!(next, "as" | "the" | "that" | "those" | "what" | "its")
        }
        "double" | "triple" | "treble" | "quadruple" => {
            matches!(
                next,
                "the" | "that" | "those" | "what" | "its" | "in" | "from" | "," | "." | "on" | "to"
            )
        }
        _ => true,
    }
}

fn sized(marked: &Marked<'_>, at: usize, sign: Option<f64>) -> Option<Worded> {
    let number = &marked.numbers[at];
    let (from, to) = number.words;
    let (ratio, points, end) = match number.measure {
        Measure::Percent => (Some(sign? * number.value / 100.0), None, to),
        Measure::Points => (None, Some(sign? * number.value), to),
        Measure::Times => {
            let as_much = matches!(
                marked.words.get(to),
                "as" | "the"
                    | "that"
                    | "those"
                    | "what"
                    | "higher"
                    | "more"
                    | "larger"
                    | "greater"
                    | "bigger"
                    | "its"
            ) || matches!(marked.marks.get(to), Some(Mark::Time(_)));
            let risen = sign.is_some_and(|sign| sign > 0.0);
            if !as_much && !risen || number.value <= 1.0 {
                return None;
            }
            (Some(number.value - 1.0), None, to)
        }
        Measure::Part => {
            if let Some(sign) = sign {
                (Some(sign * number.value), None, to)
            } else if as_much_again(marked, to) {
                (Some(number.value), None, to)
            } else if of_the_level(marked, to) || as_much(marked, to) {
                (Some(number.value - 1.0), None, to)
            } else {
                return None;
            }
        }
        _ => return None,
    };
    let (mut base, mut time) = base(marked, from, end);
    // "16 percent above the average of the five preceding years"
    if (to..to + 5).any(|at| matches!(marked.words.get(at), "average" | "mean" | "norm" | "median"))
    {
        base = Base::Average;
    }
    // "half of the volume shipped in May": the time behind is what it is measured against.
    let level = number.measure == Measure::Part && sign.is_none();
    if level && matches!(base, Base::Open) {
        let behind = (end..(end + 9).min(marked.words.len())).find_map(|i| match marked.marks[i] {
            Mark::Time(at) => Some(at),
            _ => None,
        });
        base = behind.map_or(base, |at| Base::Time(*marked.time(at)));
        time = None;
    }
    Some(Worded { words: (from, end), ratio, points, base, approximate: number.approximate, time })
}

/// "half as much as in May", "a third as many tonnes as in May".
fn as_much(marked: &Marked<'_>, to: usize) -> bool {
    marked.words.get(to) == "as"
        && matches!(marked.words.get(to + 1), "much" | "many" | "high" | "large" | "big")
        && (to + 2..to + 6).any(|at| marked.words.get(at) == "as")
}

/// "half as much again as in May", "half again as much".
fn as_much_again(marked: &Marked<'_>, to: usize) -> bool {
    let much =
        |at: usize| matches!(marked.words.get(at), "much" | "many" | "large" | "high" | "big");
    match marked.words.get(to) {
        "as" => much(to + 1) && marked.words.get(to + 2) == "again",
        "again" => marked.words.get(to + 1) == "as" && much(to + 2),
        _ => false,
    }
}

/// "two fifths of the level a year earlier".
fn of_the_level(marked: &Marked<'_>, to: usize) -> bool {
    let next = marked.words.get(to);
    // "only half July 2024's figure"
    if matches!(marked.marks.get(to), Some(Mark::Time(_))) {
        return lexicon::is_level(marked.words.get(marked.last(to)));
    }
    // "less than half of last year's 210 million"
    if next == "of" && matches!(marked.marks.get(to + 1), Some(Mark::Time(_))) {
        let last = marked.last(to + 1);
        let sum = matches!(marked.marks.get(last), Some(Mark::Number(_)));
        if marked.words.all[last - 1].owns && (sum || lexicon::is_level(marked.words.get(last))) {
            return true;
        }
    }
    if !matches!(next, "of" | "the" | "that" | "those" | "what" | "its") {
        return false;
    }
    // "a third of that", "half of what it was": not "a third of the cotton that came from Mali".
    let first = to + usize::from(next == "of");
    // "half the 100 million of 2024"
    let sum = next == "the"
        && matches!(marked.marks.get(to + 1), Some(Mark::Number(at))
            if marked.numbers[*at].measure.sizes() && marked.numbers[*at].measure != Measure::Bare);
    // "less than half of the $210 million of August 2024": not "of the $4 billion that it sold".
    let sum =
        sum || next == "of" && marked.words.get(to + 1) == "the" && is_dated_sum(marked, to + 2);
    sum || (to..(to + 6).min(marked.words.len())).any(|i| {
        let word = marked.words.get(i);
        matches!(
            word,
            "level"
                | "levels"
                | "figure"
                | "amount"
                | "volume"
                | "tally"
                | "value"
                | "tonnage"
                | "quantity"
                | "haul"
        ) || i == first && matches!(word, "that" | "those" | "what")
            || matches!(marked.marks[i], Mark::Time(at) if marked.time(at).relative.is_some())
    })
}

/// "$210 million of August 2024", "8,000 tonnes a year earlier": a sum with its time right behind.
fn is_dated_sum(marked: &Marked<'_>, i: usize) -> bool {
    let Some(Mark::Number(at)) = marked.marks.get(i) else { return false };
    let number = &marked.numbers[*at];
    let end = number.words.1;
    let led = end + usize::from(matches!(marked.words.get(end), "of" | "in" | "for" | "seen"));
    let timed = |i: usize| matches!(marked.marks.get(i), Some(Mark::Time(_)));
    number.measure.sizes() && number.measure != Measure::Bare && (timed(led) || timed(led + 1))
}

/// Up or down, from the words on either side of a number.
fn sign(marked: &Marked<'_>, from: usize, to: usize) -> Option<f64> {
    plus_or_minus(marked, from)
        .or_else(|| after_sign(marked, to))
        .or_else(|| before_sign(marked, from))
}

/// "(+5 percent)", "−5%": a sign right before the number, and no dash of a span or of a list.
fn plus_or_minus(marked: &Marked<'_>, from: usize) -> Option<f64> {
    let ahead = marked.scene.text.get(marked.scene.span.0..marked.words.all[from].start)?;
    let sign = if ahead.ends_with('+') { 1.0 } else { -1.0 };
    let before = ahead.strip_suffix(['+', '-', '\u{2212}', '\u{2013}'])?;
    before.ends_with(['(', ' ', ',', ':']).then_some(sign)
}

fn after_sign(marked: &Marked<'_>, to: usize) -> Option<f64> {
    for i in to..(to + 3).min(marked.words.len()) {
        match marked.marks[i] {
            Mark::Change(sign, Side::After | Side::Either) => {
                // "5 percent of growth" is none; "5 percent lower" and "a 5 percent rise" are.
                return Some(sign);
            }
            Mark::YearOnYear | Mark::MonthOnMonth | Mark::QuarterOnQuarter => {}
            Mark::Prep(Prep::Other) if marked.words.get(i) == "on" => {}
            // "60 percent under February 2025"
            Mark::Prep(Prep::Other) if i == to && marked.words.get(i) == "under" => {
                return Some(-1.0);
            }
            Mark::Word
                if matches!(
                    marked.words.get(i),
                    "further" | "annual" | "yearly" | "monthly" | "sharp" | "steep"
                ) => {}
            _ => return None,
        }
    }
    None
}

pub(super) fn before_sign(marked: &Marked<'_>, from: usize) -> Option<f64> {
    // "By a tenth did exports shrink": the verb stands behind.
    if from == 1 && marked.words.get(0) == "by" {
        return marked.marks.iter().skip(from).find_map(|mark| match mark {
            Mark::Change(sign, Side::Before | Side::Either) => Some(*sign),
            _ => None,
        });
    }
    let mut i = from;
    // "rose by $2 billion, or 9 percent"
    let mut restated = false;
    for _ in 0..12 {
        i = i.checked_sub(1)?;
        match marked.marks[i] {
            Mark::Change(sign, Side::Before | Side::Either) => return Some(sign),
            Mark::And if marked.words.get(i) == "or" => restated = true,
            Mark::Comma | Mark::Number(_) if restated => {}
            // "fell for a second month, by 4 percent"
            Mark::Comma if i + 2 == from && marked.words.get(i + 1) == "by" => {}
            Mark::Comma | Mark::Hard | Mark::And => return None,
            Mark::Number(at) if marked.numbers[at].measure.compares() => return None,
            Mark::Number(_) | Mark::Verb(..) | Mark::Denies => return None,
            Mark::Word
                if matches!(
                    marked.words.get(i),
                    "that"
                        | "share"
                        | "slice"
                        | "portion"
                        | "accounted"
                        | "accounting"
                        | "which"
                        | "represented"
                        | "took"
                ) =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}

/// "and purchases from Turkey by two thirds", "and those to Nigeria alone 31 percent": a flow, and
/// no verb.
fn gapped(marked: &Marked<'_>, from: usize) -> bool {
    let clause = (from.saturating_sub(9)..from).rev();
    let mut flow = false;
    for i in clause {
        match marked.marks[i] {
            Mark::Noun(..) => flow = true,
            Mark::And | Mark::Comma => return flow,
            Mark::Word | Mark::Name(_) | Mark::Prep(_) => {}
            _ => return false,
        }
    }
    false
}

/// "… up 5 percent from June and 8 percent from a year earlier": the second goes the same way.
fn carries_on(marked: &Marked<'_>, from: usize, to: usize) -> bool {
    let mut i = from;
    let joined = gapped(marked, from)
        || loop {
            let Some(before) = i.checked_sub(1) else { break false };
            i = before;
            match marked.marks[i] {
                Mark::And | Mark::Comma => break true,
                Mark::Word | Mark::Prep(Prep::By | Prep::Of) if from - i < 4 => {}
                _ => break false,
            }
        };
    joined
        && (gapped(marked, from)
            || matches!(
                marked.words.get(to),
                "from" | "than" | "on" | "over" | "against" | "compared" | "versus"
            )
            || marked.words.get(to) == "in"
                && (matches!(marked.marks.get(to + 1), Some(Mark::Time(_)))
                    || matches!(marked.words.get(to + 1), "value" | "volume" | "weight" | "terms"))
            || matches!(
                marked.marks.get(to),
                Some(Mark::YearOnYear | Mark::MonthOnMonth | Mark::QuarterOnQuarter)
            ))
}

fn hedged(marked: &Marked<'_>, i: usize) -> bool {
    let before = |back: usize| i.checked_sub(back).map_or("", |at| marked.words.get(at));
    matches!(
        before(1),
        "nearly" | "almost" | "roughly" | "about" | "around" | "virtually" | "practically"
    ) || before(1) == "than" && matches!(before(2), "more" | "less")
        || before(1) == "to" && before(2) == "close"
}

/// What a change is against, and the time that stands with it and is not that.
fn base(marked: &Marked<'_>, from: usize, to: usize) -> (Base, Option<usize>) {
    let mut own = None;
    let mut past_a_sum = false;
    let mut i = to;
    let end = marked.words.len();
    while i < end {
        if marked.is_said(i) {
            break;
        }
        if let Some(base) = rate(marked.marks[i]) {
            return (base, own.or_else(|| own_behind(marked, i + 1)));
        }
        match marked.marks[i] {
            Mark::Prep(Prep::Other) if marked.words.get(i) == "on" => {
                if let Some(base) = on_the(marked, i) {
                    return (base, own.or_else(|| own_behind(marked, i + 3)));
                }
            }
            Mark::Time(at) => {
                let time = marked.time(at);
                if marked.is_stretch(i, time) {
                    match marked.words.phrase(i + 1, marked.last(i)) {
                        "a month" | "one month" | "a single month" => return (Base::Month, own),
                        "a year" | "one year" | "a single year" => return (Base::Year, own),
                        _ => {}
                    }
                    i = marked.last(i);
                    continue;
                }
                if marked.is_base(i, time) {
                    let behind = marked.last(i);
                    let own = own.or_else(|| own_behind(marked, behind));
                    return (whole_or_part(marked, i, at), own);
                }
                // "tenfold since 2018"
                if time.kind == TimeKind::Since && time.grain == Grain::Year && i <= to + 1 {
                    return (Base::Time(whole_year(time)), own);
                }
                let since_high = i >= 2 && marked.words.get(i - 1) == "since";
                if own.is_none() && time.is_dated() && !since_high && !past_a_sum {
                    own = Some(at);
                }
                i = marked.last(i);
                continue;
            }
            // "fell 5 percent to $3 million in May from a year earlier"
            Mark::Number(at) if marked.numbers[at].measure.sizes() => past_a_sum = true,
            Mark::Number(_) | Mark::Hard | Mark::Multiple(_) => break,
            Mark::Comma if marked.words.get(i + 1) == "to" => {}
            // "by 6 percent in the first five months, year on year"
            Mark::Comma if is_rate(marked, i + 1) => {}
            Mark::Comma if !goes_on(marked, i + 1) => break,
            // "three times what it sold in July"
            Mark::Verb(..)
                if matches!(marked.words.get(i.wrapping_sub(1)), "it" | "they" | "had") => {}
            Mark::Verb(..) => break,
            // "9 percent smaller than in the previous one"
            Mark::Word if marked.words.get(i) == "previous" && marked.words.get(i + 1) == "one" => {
                return (Base::Before, own);
            }
            _ => {}
        }
        i += 1;
    }
    match left_base(marked, from) {
        Some(base) => (base, own),
        None => (Base::Open, own),
    }
}

/// "Year on year".
fn rate(mark: Mark) -> Option<Base> {
    match mark {
        Mark::YearOnYear => Some(Base::Year),
        Mark::MonthOnMonth => Some(Base::Month),
        Mark::QuarterOnQuarter => Some(Base::Quarter),
        _ => None,
    }
}

/// "98 percent year on year in March": the time that stands right behind the base of a change.
fn own_behind(marked: &Marked<'_>, from: usize) -> Option<usize> {
    let mut i = from;
    while matches!(marked.words.get(i), "in" | "during" | "for" | "year" | "month" | "the")
        && i < from + 3
    {
        if let Some(Mark::Time(_)) = marked.marks.get(i) {
            break;
        }
        i += 1;
    }
    let Some(Mark::Time(at)) = marked.marks.get(i) else { return None };
    let time = marked.time(*at);
    let plain = time.is_dated() && time.relative.is_none() && time.kind != TimeKind::Since;
    (plain && !marked.is_base(i, time)).then_some(*at)
}

/// "year on year", "month-on-month".
fn is_rate(marked: &Marked<'_>, i: usize) -> bool {
    matches!(
        marked.marks.get(i),
        Some(Mark::YearOnYear | Mark::MonthOnMonth | Mark::QuarterOnQuarter)
    ) || matches!(
        marked.words.phrase(i, i + 3),
        "year on year" | "month on month" | "quarter on quarter" | "on the year" | "on the month"
    )
}

/// The year with which a time since then begins.
fn whole_year(time: &Time) -> Time {
    let end = Date::new(time.start.year(), 12, 31).unwrap_or(time.end);
    Time { end, kind: TimeKind::Point, ..*time }
}

/// "on the year", "on the month", "on a year earlier".
fn on_the(marked: &Marked<'_>, i: usize) -> Option<Base> {
    Some(match marked.words.phrase(i + 1, i + 3) {
        "the year" | "an annual" | "a yearly" | "year ." | "a year-on-year" => Base::Year,
        "the month" | "a monthly" | "a month-on-month" => Base::Month,
        "the quarter" => Base::Quarter,
        _ => match marked.words.get(i + 1) {
            "year" => Base::Year,
            "month" => Base::Month,
            "quarter" => Base::Quarter,
            _ => return None,
        },
    })
}

fn goes_on(marked: &Marked<'_>, i: usize) -> bool {
    matches!(marked.words.get(i), "compared" | "versus" | "against" | "when" | "from" | "relative")
}

fn whole_or_part(marked: &Marked<'_>, first: usize, at: usize) -> Base {
    let time = *marked.time(at);
    let before = marked.words.phrase(first.saturating_sub(5), first);
    let after = marked.words.get(marked.last(first));
    let all = ["whole", "all of", "entire", "total", "full year", "full-year"];
    if all.iter().any(|word| before.contains(word))
        || matches!(after, "full" | "whole" | "entire")
        || matches!(after, "total" | "as") && marked.words.get(marked.last(first) + 1) != "much"
    {
        Base::Whole(time)
    } else {
        Base::Time(time)
    }
}

/// "Compared with a year earlier, exports rose 5 percent"; "slipped on the month by 3 percent".
fn left_base(marked: &Marked<'_>, from: usize) -> Option<Base> {
    let mut i = from;
    while i > 0 {
        i -= 1;
        if marked.is_said(i) {
            return None;
        }
        match marked.marks[i] {
            Mark::Number(_) | Mark::Hard | Mark::Multiple(_) => return None,
            Mark::YearOnYear => return Some(Base::Year),
            Mark::MonthOnMonth => return Some(Base::Month),
            Mark::QuarterOnQuarter => return Some(Base::Quarter),
            Mark::Prep(Prep::Other) if marked.words.get(i) == "on" => {
                if let Some(base) = on_the(marked, i) {
                    return Some(base);
                }
            }
            Mark::Time(at) => {
                let first = marked.first(i);
                if marked.is_base(first, marked.time(at)) {
                    return Some(whole_or_part(marked, first, at));
                }
                i = first;
            }
            _ => {}
        }
    }
    None
}
