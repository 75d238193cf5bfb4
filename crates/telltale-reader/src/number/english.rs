//! English numbers.

mod lend;
mod table;

pub(crate) use self::lend::{amounts_to, stands_alone};
use super::units::{self, Unit};
use super::{Measure, Number, digits, scaled};
use crate::Language;
use crate::flow::words::Words;

/// Every number of a sentence, in order; `taken` tells the words that belong to dates.
pub(crate) fn find(words: &Words, taken: impl Fn(usize) -> bool) -> Vec<Number> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if taken(i) {
            i += 1;
            continue;
        }
        match read(words, i, &taken) {
            Some(number) => {
                i = number.words.1.max(i + 1);
                found.push(number);
            }
            None => i += 1,
        }
    }
    table::units(words, &mut found);
    lend::units(words, &mut found);
    found
}

/// A value as it stands before its unit is known.
#[derive(Clone, Copy, Debug)]
struct Value {
    amount: f64,
    high: Option<f64>,
    /// The currency or percent sign that is written onto it.
    sign: Option<Unit>,
    /// A magnitude was read.
    scaled: bool,
    part: bool,
    next: usize,
}

fn read(words: &Words, i: usize, taken: &impl Fn(usize) -> bool) -> Option<Number> {
    if let Some(number) = in_so_many(words, i) {
        return Some(number);
    }
    let mut value = value(words, i)?;
    if value.high.is_none() {
        second_end(words, i, &mut value, taken);
    }
    let (unit, next) = unit_after(words, &value, taken);
    let factor = unit.map_or(1.0, |unit| unit.factor);
    let measure = match unit {
        Some(unit) => unit.measure,
        None if value.part => Measure::Part,
        None => Measure::Bare,
    };
    let measure = if value.part && measure != Measure::Money && measure != Measure::Bulk {
        Measure::Part
    } else {
        measure
    };
    let low = scaled(value.amount, factor);
    let range = value.high.map(|high| (low, scaled(high, factor)));
    Some(Number {
        span: words.span(i, next),
        words: (i, next),
        value: range.map_or(low, |(low, high)| f64::midpoint(low, high)),
        range,
        approximate: about(words, i) || about_after(words, next),
        measure,
        unit: unit.and_then(|unit| unit.name),
    })
}

/// "nine in ten", "nine out of every 10": a share, in percent.
fn in_so_many(words: &Words, i: usize) -> Option<Number> {
    let part = small(words.get(i)).or_else(|| digits(words.get(i)))?;
    let mut j = i + 1;
    if words.get(j) == "out" && words.get(j + 1) == "of" {
        j += 2;
    } else if words.get(j) == "in" {
        j += 1;
    } else {
        return None;
    }
    if words.get(j) == "every" {
        j += 1;
    }
    let whole = small(words.get(j)).or_else(|| digits(words.get(j)))?;
    if !matches!(whole as i64, 3 | 4 | 5 | 6 | 8 | 10 | 20 | 100) || part > whole || part < 1.0 {
        return None;
    }
    Some(Number {
        span: words.span(i, j + 1),
        words: (i, j + 1),
        value: 100.0 * part / whole,
        range: None,
        approximate: about(words, i),
        measure: Measure::Percent,
        unit: Some("%"),
    })
}

fn value(words: &Words, i: usize) -> Option<Value> {
    let word = words.get(i);
    if let Some(value) = written(word, i) {
        return Some(magnitude(words, spaced(words, i, value)));
    }
    if word == "rs" || word == "rmb" || word == "usd" || word == "eur" || word == "cfa" {
        let sign = units::unit(word, Language::English);
        let mut value = written(words.get(i + 1), i + 1)?;
        value.sign = sign.or(value.sign);
        return Some(magnitude(words, value));
    }
    fraction(words, i).or_else(|| spelt(words, i))
}

/// Digits, with what is written onto them: `us$1.4bn`, `60%`, `30-35`, `$5-6`.
fn written(word: &str, i: usize) -> Option<Value> {
    let at = word.find(|letter: char| letter.is_ascii_digit())?;
    let sign = match &word[..at] {
        "" => None,
        sign => Some(units::unit(sign, Language::English)?),
    };
    let body = &word[at..];
    let end = body
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
        .unwrap_or(body.len());
    let amount = digits(&body[..end])?;
    let mut value = Value { amount, high: None, sign, scaled: false, part: false, next: i + 1 };
    let rest = &body[end..];
    if rest.is_empty() {
        return Some(value);
    }
    if let Some(other) = rest.strip_prefix(['-', '\u{2013}']) {
        return hyphenated(other, value);
    }
    let (by, unit) = suffix(rest)?;
    value.amount = scaled(amount, by);
    value.scaled = by != 1.0;
    value.sign = unit.or(value.sign);
    // "5%-6%", "$5bn-$6bn" are cut at the hyphen only here.
    Some(value)
}

const TIMES: Unit = Unit { name: None, measure: Measure::Times, factor: 1.0 };
const STRONG: Unit = Unit { name: Some("person"), measure: Measure::People, factor: 1.0 };
const OTHER: Unit = Unit { name: None, measure: Measure::Other, factor: 1.0 };

/// What follows a hyphen: the other end of a range, or a magnitude or unit.
fn hyphenated(other: &str, mut value: Value) -> Option<Value> {
    let other = other.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    if other.starts_with(|letter: char| letter.is_ascii_digit()) {
        let end = other
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
            .unwrap_or(other.len());
        let high = digits(&other[..end])?;
        let (by, unit) = if end < other.len() { suffix(&other[end..])? } else { (1.0, None) };
        if high < value.amount {
            return None;
        }
        value.amount = scaled(value.amount, by);
        value.high = Some(scaled(high, by));
        value.scaled = by != 1.0;
        value.sign = unit.or(value.sign);
        return Some(value);
    }
    if let Some(by) = power(other) {
        value.amount = scaled(value.amount, by);
        value.scaled = true;
        return Some(value);
    }
    // "2-billion-yuan": a scale and what it counts.
    if let Some((scale, of)) = other.split_once('-')
        && let Some(by) = power(scale)
        && let Some(unit) = units::unit(of, Language::English)
    {
        value.amount = scaled(value.amount, by);
        value.scaled = true;
        value.sign = Some(unit);
        return Some(value);
    }
    match other {
        "odd" => return Some(value),
        "point" => value.sign = units::unit("points", Language::English),
        "fold" => value.sign = Some(TIMES),
        _ => value.sign = units::unit(other, Language::English).or(Some(OTHER)),
    }
    Some(value)
}

/// A suffix such as `%`, `bn`, `m`, `k`, `kg`, `km`: what it multiplies by, and its unit.
fn suffix(rest: &str) -> Option<(f64, Option<Unit>)> {
    Some(match rest {
        "bn" | "b" => (1e9, None),
        "mn" | "m" | "mln" => (1e6, None),
        "tn" | "trn" => (1e12, None),
        "k" => (1e3, None),
        "th" | "st" | "nd" | "rd" | "s" => return None,
        "x" => (1.0, Some(TIMES)),
        _ => (1.0, Some(units::unit(rest, Language::English)?)),
    })
}

fn power(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mn" | "mln" => 1e6,
        "billion" | "bn" | "bln" | "milliard" | "milliards" | "mrd" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "dozen" => 12.0,
        "lakh" => 1e5,
        "crore" => 1e7,
        _ => return None,
    })
}

fn magnitude(words: &Words, mut value: Value) -> Value {
    // "162,290 ten thousand yuan": tables of Chinese customs count in 万.
    if words.get(value.next) == "ten" && power(words.get(value.next + 1)).is_some() {
        value.amount = scaled(value.amount, 10.0);
        value.high = value.high.map(|high| scaled(high, 10.0));
        value.next += 1;
    }
    while let Some(by) = power(words.get(value.next)) {
        value.amount = scaled(value.amount, by);
        value.high = value.high.map(|high| scaled(high, by));
        value.scaled = true;
        value.next += 1;
    }
    value
}

fn small(word: &str) -> Option<f64> {
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if !word.as_bytes().first().is_some_and(|b| b"zotfsent".contains(b)) {
        return None;
    }
    WORDS.iter().position(|&other| other == word).map(|at| at as f64)
}

fn tens(word: &str) -> Option<f64> {
    let (ten, one) = word.split_once('-').unwrap_or((word, ""));
    let ten = match ten {
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    };
    if one.is_empty() { Some(ten) } else { small(one).map(|one| ten + one) }
}

/// "three", "two dozen", "a million", "half a million", "three hundred thousand".
fn spelt(words: &Words, i: usize) -> Option<Value> {
    let word = words.get(i);
    let plain =
        |amount, next| Value { amount, high: None, sign: None, scaled: false, part: false, next };
    if let Some(amount) = small(word).or_else(|| tens(word)) {
        // "one" alone is a pronoun more often than a number.
        let value = magnitude(words, plain(amount, i + 1));
        return (amount != 1.0
            || value.scaled
            || units::unit(words.get(i + 1), Language::English).is_some()
            || counted(words, i + 1, &|_| false)
                .is_some_and(|(unit, at)| unit.measure == Measure::Things && at <= i + 3))
        .then_some(value);
    }
    if word == "half" && words.get(i + 1) == "a" && power(words.get(i + 2)).is_some() {
        return Some(magnitude(words, plain(0.5, i + 2)));
    }
    if matches!(word, "a" | "an") && power(words.get(i + 1)).is_some() {
        return Some(magnitude(words, plain(1.0, i + 1)));
    }
    if let Some((first, second)) = word.split_once('-')
        && let (Some(amount), Some(by)) = (small(first), power(second))
    {
        let mut value = magnitude(words, plain(scaled(amount, by), i + 1));
        value.scaled = true;
        return Some(value);
    }
    None
}

fn part_of(word: &str) -> Option<f64> {
    Some(match word {
        "half" | "halves" => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" | "fourth" | "fourths" => 4.0,
        "fifth" | "fifths" => 5.0,
        "sixth" | "sixths" => 6.0,
        "seventh" | "sevenths" => 7.0,
        "eighth" | "eighths" => 8.0,
        "ninth" | "ninths" => 9.0,
        "tenth" | "tenths" => 10.0,
        _ => return None,
    })
}

/// "a third", "two fifths", "three-quarters", "half": not "a third month", not "half a million".
fn fraction(words: &Words, i: usize) -> Option<Value> {
    let word = words.get(i);
    let (count, whole, next) = if let Some((count, part)) = word.split_once('-') {
        let count = if count == "one" { 1.0 } else { small(count)? };
        (count, part_of(part)?, i + 1)
    } else if word == "half" && !matches!(words.get(i + 1), "a" | "an" | "year") {
        (1.0, 2.0, i + 1)
    } else {
        let count = if matches!(word, "a" | "one") { 1.0 } else { small(word)? };
        (count, part_of(words.get(i + 1))?, i + 2)
    };
    if count >= whole || !after_fraction(words.get(next)) {
        return None;
    }
    Some(Value { amount: count / whole, high: None, sign: None, scaled: false, part: true, next })
}

/// Whether a word may follow "a third" that is a part and not the third of a row.
fn after_fraction(word: &str) -> bool {
    const LATER: &[&str] = &[
        "of",
        "again",
        "those",
        "lower",
        "higher",
        "less",
        "more",
        "fewer",
        "below",
        "above",
        "smaller",
        "larger",
        "bigger",
        "greater",
        "to",
        "from",
        "in",
        "on",
        "compared",
        "than",
        "over",
        "against",
        "last",
        "this",
        "by",
        "and",
        "during",
        "since",
        "year-on-year",
        "month-on-month",
        "went",
        "were",
        "was",
        "came",
        "as",
        "that",
        "the",
        "up",
        "down",
        "what",
        "those",
        "between",
        "off",
        "drop",
        "fall",
        "rise",
        "increase",
        "decline",
        "within",
        "after",
        "while",
        "but",
        "cut",
        "gain",
        "earlier",
        "its",
        "their",
        "with",
        "when",
        "through",
        "is",
        "are",
        "at",
        "",
    ];
    word.len() <= 1 && !word.bytes().any(|b| b.is_ascii_alphanumeric()) || LATER.contains(&word)
}

/// "5 billion to 6 billion", "between 5 and 6 billion": not "from 5 to 6", which tells a change.
fn second_end(words: &Words, i: usize, value: &mut Value, taken: &impl Fn(usize) -> bool) {
    if value.part || i > 0 && words.get(i - 1) == "from" {
        return;
    }
    let by = (1..=3).any(|back| i.checked_sub(back).is_some_and(|at| words.get(at) == "by"));
    let between = i > 0 && words.get(i - 1) == "between";
    let mut joint = value.next;
    // "5 percent to 6 percent", "5 tonnes to 6 tonnes", "$5 billion to $6 billion"
    let unit = units::unit(words.get(joint), Language::English);
    // "fell by $3 million to $11 million"
    let sized = |unit: Unit| matches!(unit.measure, Measure::Money | Measure::Bulk);
    if by && words.get(joint) != "or" && value.sign.or(unit).is_some_and(sized) {
        return;
    }
    let joins = |word: &str| if between { word == "and" } else { word == "to" || word == "or" };
    if unit.is_some() && joins(words.get(joint + 1)) {
        joint += 1;
    }
    if !joins(words.get(joint)) || taken(joint + 1) {
        return;
    }
    let Some(mut other) = self::value(words, joint + 1) else { return };
    if other.part || other.high.is_some() {
        return;
    }
    // "fell 5 percent to 6 million tonnes" is no range: both ends have one unit.
    let first = value.sign.or(unit);
    let second = other.sign.or_else(|| units::unit(words.get(other.next), Language::English));
    if first.is_some_and(|first| {
        second.is_none_or(|second| second.measure != first.measure || second.name != first.name)
    }) {
        return;
    }
    let money = |value: &Value| value.sign.is_some_and(|unit| unit.measure == Measure::Money);
    if money(value) != money(&other) && (money(&other) || !other.scaled) {
        return;
    }
    // The magnitude of the second is that of both: "5 to 6 billion".
    if other.scaled && !value.scaled && value.amount < 1000.0 {
        let plain = strip(words.get(joint + 1)).unwrap_or(other.amount);
        value.amount = scaled(value.amount, other.amount / plain);
    }
    if other.amount < value.amount || other.amount > value.amount * 10.0 && value.amount > 0.0 {
        return;
    }
    value.sign = value.sign.or(other.sign.take());
    value.high = Some(other.amount);
    value.scaled |= other.scaled;
    value.next = other.next;
}

/// The digits of a word, without what is written onto them.
fn strip(word: &str) -> Option<f64> {
    let plain: String =
        word.chars().filter(|l| l.is_ascii_digit() || matches!(l, '.' | ',')).collect();
    digits(&plain).filter(|&amount| amount > 0.0)
}

/// The unit that follows, and the word after it.
fn unit_after(
    words: &Words,
    value: &Value,
    taken: &impl Fn(usize) -> bool,
) -> (Option<Unit>, usize) {
    if let Some(sign) = value.sign {
        let behind = units::unit(words.get(value.next), Language::English)
            .filter(|_| sign.measure == Measure::Money);
        // "¥1.62 billion yuan": the word says which of the two the sign means.
        let said = behind.filter(|unit| sign.name == Some(units::YUAN_OR_YEN) && unit.is_either());
        let doubled = said.is_some() || behind.is_some_and(|unit| unit.name == sign.name);
        return (said.or(Some(sign)), value.next + usize::from(doubled));
    }
    let next = value.next;
    for length in [5, 4, 3, 2, 1] {
        if next + length > words.len() {
            continue;
        }
        let name = words.phrase(next, next + length);
        if let Some(unit) = units::unit(name, Language::English) {
            let (timed, end) = per_time(words, next + length, unit);
            if end > next + length {
                return (Some(timed), end);
            }
            return (Some(per_time_behind(words, end, unit)), end);
        }
    }
    if matches!(words.get(next), "times" | "fold") {
        return (Some(TIMES), next + 1);
    }
    // "a contingent 1,000 strong"
    if words.get(next) == "strong" && stands_alone(words, next + 1) {
        return (Some(STRONG), next + 1);
    }
    match counted(words, next, taken) {
        Some((unit, _)) => (Some(unit), next),
        None => (None, next),
    }
}

/// "barrels a day", "flights a week".
fn per_time(words: &Words, next: usize, unit: Unit) -> (Unit, usize) {
    let per = matches!(words.get(next), "a" | "per" | "each" | "every");
    let weekly = per && words.get(next + 1) == "week" || words.get(next) == "weekly";
    let daily = per && words.get(next + 1) == "day" || words.get(next) == "daily";
    let name = match unit.name {
        Some("flight") if weekly => "flight/week",
        Some("train") if weekly => "train/week",
        Some("sailing") if weekly => "sailing/week",
        Some("flight") if daily => "flight/day",
        Some("train") if daily => "train/day",
        Some("sailing") if daily => "sailing/day",
        Some("barrel") if daily => "barrel/day",
        Some("m3") if daily => "m3/day",
        Some("ft3") if daily => "ft3/day",
        Some("t") if daily => "t/day",
        _ => return (unit, next),
    };
    (Unit { name: Some(name), ..unit }, next + if per { 2 } else { 1 })
}

/// "1.2 million barrels of Iraqi crude a day": the time behind the goods.
fn per_time_behind(words: &Words, next: usize, unit: Unit) -> Unit {
    if words.get(next) != "of" {
        return unit;
    }
    let goods = next + 2..next + 6;
    let timed = goods
        .take_while(|&at| words.get(at - 1).starts_with(|letter: char| letter.is_alphanumeric()))
        .map(|at| per_time(words, at, unit).0)
        .find(|timed| timed.name != unit.name);
    timed.unwrap_or(unit)
}

/// The noun that is counted, behind its adjectives: "25,000 North Korean workers".
fn counted(words: &Words, next: usize, taken: &impl Fn(usize) -> bool) -> Option<(Unit, usize)> {
    const STOPS: &[&str] = &[
        "of", "to", "from", "in", "on", "at", "by", "for", "with", "and", "or", "were", "was",
        "is", "are", "had", "has", "have", "said", "that", "which", "who", "than", "as", "the",
        "a", "into", "after", "before", "over", "between", "worth", "out", "per", "up", "down",
        "but", "while", "since", "against", "during", "last",
    ];
    let mut last = None;
    for at in next..(next + 6).min(words.len()) {
        let word = words.get(at);
        // "2025 brought 19.1 million tourists": another number is not counted.
        let other = at > next && digits(word).is_some() && power(words.get(at + 1)).is_some();
        if taken(at)
            || other
            || STOPS.contains(&word)
            || !word.starts_with(|l: char| l.is_alphanumeric())
        {
            break;
        }
        let counts = units::unit(word, Language::English).filter(|unit| {
            matches!(unit.measure, Measure::Things | Measure::People | Measure::Other)
        });
        if let Some(unit) = counts {
            // "weekly flights", "flights a week"
            let weekly = at > next && words.get(at - 1) == "weekly" || words.get(next) == "weekly";
            let (unit, _) = per_time(words, at + 1, unit);
            let name = match unit.name {
                Some("flight") if weekly => Some("flight/week"),
                Some("train") if weekly => Some("train/week"),
                Some("flight") if words.get(next) == "daily" => Some("flight/day"),
                Some("train") if words.get(next) == "daily" => Some("train/day"),
                name => name,
            };
            // "North Korean workers' families" is nothing; "tank crews" are crews.
            last = Some((Unit { name, ..unit }, at));
        } else if last.is_some() {
            break;
        }
    }
    last
}

/// "500 000 tons": thousands that a space sets off.
fn spaced(words: &Words, i: usize, mut value: Value) -> Value {
    let digits = |word: &str, most: usize| {
        (1..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(words.get(i), 3) || words.get(i).starts_with('0') {
        return value;
    }
    while words.get(value.next).len() == 3 && digits(words.get(value.next), 3) {
        value.amount = value.amount * 1000.0 + words.get(value.next).parse::<f64>().unwrap_or(0.0);
        value.next += 1;
    }
    value
}

/// Whether the words before a number say that it is about so much.
#[expect(clippy::too_many_lines, reason = "lists of words, one a line")]
fn about(words: &Words, i: usize) -> bool {
    const ONE: &[&str] = &[
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "over",
        "circa",
        "estimated",
        "well-over",
        "under",
        "approaching",
        "exceeding",
        "exceeded",
        "topped",
        "topping",
        "surpassed",
        "surpassing",
        "near",
        "virtually",
        "reportedly",
        "perhaps",
        "nigh",
    ];
    const TWO: &[&str] = &[
        "more than",
        "less than",
        "fewer than",
        "at least",
        "up to",
        "at most",
        "close to",
        "upwards of",
        "as many",
        "in excess",
        "no fewer",
        "no less",
        "no more",
        "many as",
        "much as",
        "little as",
        "few as",
        "excess of",
        "north of",
        "shy of",
        "short of",
        "order of",
        "well over",
        "just over",
        "just under",
        "well under",
        "just above",
        "just below",
        "anything from",
        "somewhere between",
        "most of",
    ];
    for back in 1..=2 {
        let Some(at) = i.checked_sub(back) else { return false };
        let word = words.get(at);
        if back == 1 && ONE.contains(&word) {
            let before = at.checked_sub(1).map_or("", |at| words.get(at));
            return word != "over"
                || !matches!(
                    before,
                    "handed"
                        | "turned"
                        | "took"
                        | "taken"
                        | "hand"
                        | "handing"
                        | "turning"
                        | "signed"
                );
        }
        // "added up to 3 million" is no bound.
        let sums = at > 1
            && words.phrase(at - 1, at + 1) == "up to"
            && matches!(words.get(at - 2), "add" | "adds" | "added" | "adding");
        if at > 0 && !sums && TWO.contains(&words.phrase(at - 1, at + 1)) {
            return back == 1 || matches!(words.get(i - 1), "a" | "an" | "the");
        }
        if back == 2 && ONE.contains(&word) {
            return matches!(words.get(i - 1), "a" | "an" | "the" | "half");
        }
    }
    false
}

fn about_after(words: &Words, next: usize) -> bool {
    matches!(words.phrase(next, next + 2), "or so" | "or more" | "or thereabouts" | "at least")
        || words.get(next) == "plus"
}

/// What a unit that is printed measures, if it measures goods, money or people.
pub(crate) fn known(unit: &str) -> Option<(&'static str, Measure)> {
    let (name, measure) = units::printed(unit)?;
    matches!(measure, Measure::Bulk | Measure::Money | Measure::People).then_some((name, measure))
}
