//! Records: "the highest since December 2024", "a ten-month low", "10개월 만에 최대".
//!
//! Whose record it is a sentence says around it, as it would around an amount. So the sentence is
//! given a [stand-in](Record::stand_in): the same words with an amount where the record stands, for the
//! reader to find the flow of. A record that stands behind an amount, set off by a comma, is that
//! amount's.

use telltale_observation::Month;

use super::by_sentence;
use super::numerals::cardinal;
use super::stand_in::StandIn;
use super::words::{Word, words};
use crate::Document;
use crate::document::MONTHS;
use crate::sighting::Span;

/// A record that a text claims of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its words, in bytes of the text.
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
    /// The highest, or the lowest.
    pub highest: bool,
    /// Since when.
    pub since: Since,
    /// Where the amount stands of which it is.
    pub of: Of,
    /// "More", where other words stand between it and "than in any month": an amount takes its place, and
    /// they stay.
    more: Option<Span>,
}

/// Of which amount a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Of none that is told: this one stands in for it.
    StandIn(&'static str),
    /// Of the one before it.
    Before,
    /// Of the one right behind it: "a record $5 million".
    Behind,
}

/// Since when nothing was higher, or lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// Since this month; of a year its last.
    Month(Month),
    /// Since the last month of this number, from 1: "since March".
    Last(i8),
    /// Since the month of this number of the year before that of the text: "지난해 3월 이후".
    LastYear(i8),
    /// Since "last March", which may be that of the year before though this year had one.
    LastNamed(i8),
    /// Since the year of the text began.
    ThisYear,
    /// Of all months of this year, those that came later too: "the highest of 2025".
    OfYear(i16),
    /// Of all months of its own year: "the highest of the year".
    OfItsYear,
    /// For so many months.
    Months(i32),
    /// For ever.
    Ever,
}

impl Record {
    /// The sentence with an amount in the record's place; `sentences` are those of the document.
    pub fn stand_in(&self, document: &Document, sentences: &[Span]) -> Option<StandIn> {
        let Of::StandIn(amount) = self.of else { return None };
        let kept = self.more.and_then(|more| {
            let than = document.text[more.1..self.span.1].find(" than ")?;
            document.text.get(more.1..more.1 + than)
        });
        let words = format!("{amount}{}", kept.unwrap_or_default());
        let words = (words.as_str(), amount);
        Some(StandIn::new((document, sentences), self.sentence, self.span, words))
    }
}

/// Every record of a document, in order.
pub fn records(document: &Document) -> Vec<Record> {
    let placed = |(sentence, one): (Span, Record)| Record {
        span: (sentence.0 + one.span.0, sentence.0 + one.span.1),
        sentence,
        more: one.more.map(|(from, to)| (sentence.0 + from, sentence.0 + to)),
        ..one
    };
    by_sentence(document, english, korean).into_iter().map(placed).collect()
}

/// The record of a balance in an English sentence in small letters, behind a place: "its widest since May".
pub(super) fn of_balance(text: &str, behind: usize) -> Option<(Span, bool, Since)> {
    let words = words(text, &['\'', '’', '%', '$'], &[',']);
    let all = (0..words.len()).filter(|at| words[*at].0 >= behind);
    let told = all.filter_map(|at| {
        superlative_of(&words, at, OF_BALANCES).or_else(|| superlative(&words, at))
    });
    told.map(|one| (one.span, one.highest, one.since)).next()
}

const SUPERLATIVES: &[(&str, bool)] = &[
    ("most", true),
    ("highest", true),
    ("largest", true),
    ("biggest", true),
    ("greatest", true),
    ("strongest", true),
    ("lowest", false),
    ("smallest", false),
    ("weakest", false),
    ("least", false),
];

/// Those of what is held to be wide or narrow: a deficit, a surplus.
const OF_BALANCES: &[(&str, bool)] = &[("widest", true), ("narrowest", false)];

/// Words between a superlative and the time: a growth is none of them.
const LEVELS: &[&str] = &[
    "level", "levels", "amount", "value", "figure", "total", "monthly", "reading", "point", "sum",
    "volume", "month", "for", "a", "any", "in", "value",
];

/// Words after which "the highest" is a level and not a growth.
const LEADS: &[&str] = &[
    "was", "were", "is", "are", "at", "to", "reached", "reaching", "hit", "hitting", "touched",
    "be", "became", "remained", "posted", "reach", "touching",
];

/// Nouns of the highest or the lowest of a year.
const SUMMITS: &[(&str, bool)] = &[
    ("peak", true),
    ("high", true),
    ("low", false),
    ("trough", false),
    ("maximum", true),
    ("minimum", false),
];

/// "The peak of 2025", "the high point of the year".
fn summit(words: &[Word<'_>], at: usize) -> Option<Record> {
    let (_, highest) = SUMMITS.iter().find(|(word, _)| *word == words[at].1)?;
    let word = |at: usize| words.get(at).map_or("", |word| word.1);
    let next = at + 1 + usize::from(word(at + 1) == "point");
    if !matches!(word(next), "of" | "for") || at == 0 || words[at - 1].1 != "the" {
        return None;
    }
    whole(words, at, year_at(words, next + 1)?, *highest)
}

/// The year of whose months something is the highest, and its last word.
fn year_at(words: &[Word<'_>], at: usize) -> Option<(Since, usize)> {
    let word = |at: usize| words.get(at).map_or("", |word| word.1);
    let bounded = |at: usize| {
        // "Of the year to July", "of 2025 and 2026", "of the year before" are other spans.
        ["to", "since", "and", "or", "before", "earlier", "through", "until", "-", "–", "so"]
            .contains(&word(at))
    };
    if (word(at), word(at + 1)) == ("the", "year") {
        if (word(at + 2), word(at + 3)) == ("so", "far") {
            return Some((Since::OfItsYear, at + 3));
        }
        return (!bounded(at + 2)).then_some((Since::OfItsYear, at + 1));
    }
    let year = word(at).parse().ok().filter(|year| (1900..2200).contains(year))?;
    (word(at).len() == 4 && !bounded(at + 1)).then_some((Since::OfYear(year), at))
}

fn english(text: &str) -> Option<Record> {
    let words = words(text, &['\'', '’', '%', '$'], &[',']);
    (0..words.len()).find_map(|at| {
        let told = superlative(&words, at).or_else(|| high(&words, at));
        let told = told.or_else(|| summit(&words, at));
        told.or_else(|| record_amount(text, &words, at))
            .or_else(|| above_all(&words, at))
            .or_else(|| above_all_since(&words, at))
    })
}

/// "the highest level since December 2024", "its lowest in ten months".
fn superlative(words: &[Word<'_>], at: usize) -> Option<Record> {
    superlative_of(words, at, SUPERLATIVES)
}

fn superlative_of(words: &[Word<'_>], at: usize, all: &[(&str, bool)]) -> Option<Record> {
    let (word, highest) = all.iter().find(|(word, _)| *word == words[at].1)?;
    // "The most in any month", and no "most of it" nor "at least".
    if matches!(*word, "most" | "least") && (at == 0 || words[at - 1].1 != "the") {
        return None;
    }
    let mut next = at + 1;
    while words.get(next).is_some_and(|word| LEVELS.contains(&word.1)) {
        if words[next].1 == "in" && span_of_time(words, next + 1).is_some() {
            break;
        }
        next += 1;
    }
    let word = |at: usize| words.get(at).map_or("", |word| word.1);
    let (since, end) = match word(next) {
        // "Since at least January 2024" is since then.
        "since" if is_at_least(words, next + 1) => date(words, next + 3)?,
        "since" => date(words, next + 1)?,
        "in" | "of" | "over" if is_past(word(next + 1), word(next + 2)) => {
            span_of_time(words, next + 3)?
        }
        "of" | "for" if year_at(words, next + 1).is_some() => year_at(words, next + 1)?,
        _ if next > at + 1 && word(next - 1) == "in" && year_at(words, next).is_some() => {
            year_at(words, next)?
        }
        "so" if (word(next + 1), word(next + 2), word(next + 3)) == ("far", "this", "year") => {
            (Since::ThisYear, next + 3)
        }
        "this" if word(next + 1) == "year" => (Since::ThisYear, next + 1),
        "in" => span_of_time(words, next + 1)?,
        "ever" => (Since::Ever, next),
        "on" if words.get(next + 1).map(|word| word.1) == Some("record") => (Since::Ever, next + 1),
        _ => return None,
    };
    whole(words, at, (since, end), *highest)
}

/// "The past two years", "the last ten months".
fn is_past(article: &str, word: &str) -> bool {
    article == "the" && matches!(word, "past" | "last")
}

/// Verbs of what comes to a record.
const COMES: &[&str] = &[
    "hit", "hits", "hitting", "reached", "reaches", "reaching", "posted", "posting", "totalled",
    "totaled", "touched", "touching", "to", "set", "at", "was", "were", "of",
];

/// "Hit a record 5 million dollars".
fn record_amount(text: &str, words: &[Word<'_>], at: usize) -> Option<Record> {
    let back = |n: usize| at.checked_sub(n).map_or("", |at| words[at].1);
    let is_record = words[at].1 == "record" && back(1) == "a" && COMES.contains(&back(2));
    let behind = words.get(at + 1)?;
    let unit = behind.1.trim_start_matches("us").trim_start_matches(['$', '€', '£', '¥']);
    let numeral = unit.starts_with(|letter: char| letter.is_ascii_digit());
    let gap = &text[words[at].0 + words[at].1.len()..behind.0];
    // "A record 5 percent" is one of growth, and "a record 3 visits" of no amount: a unit follows.
    let money = is_money(words, at + 1);
    if !(is_record && numeral && money && gap.trim().trim_matches(['€', '£', '¥']).is_empty()) {
        return None;
    }
    let span = (words[at - 1].0, words[at].0 + words[at].1.len());
    Some(Record {
        span,
        sentence: span,
        highest: true,
        since: Since::Ever,
        of: Of::Behind,
        more: None,
    })
}

/// Whether a number is an amount of money.
fn is_money(words: &[Word<'_>], at: usize) -> bool {
    let signs = ['$', '€', '£', '¥'];
    let names = ["yuan", "dollars", "dollar", "won", "yen", "euros", "euro", "rubles", "roubles"];
    words[at].1.contains(signs)
        || words[at + 1..].iter().take(3).any(|word| names.contains(&word.1))
}

/// "Surpassing all previous months", "more than in any other month".
fn above_all(words: &[Word<'_>], at: usize) -> Option<Record> {
    let word = |at: usize| words.get(at).map_or("", |word| word.1);
    let (highest, next) = match (word(at), word(at + 1)) {
        ("surpassing" | "exceeding" | "topping" | "beating" | "eclipsing", _) => (true, at + 1),
        ("more" | "higher", "than") => (true, at + 2),
        ("less" | "lower", "than") => (false, at + 2),
        _ => return None,
    };
    let next = if word(next) == "in" { next + 1 } else { next };
    let all = matches!(word(next), "all" | "any" | "every" | "those");
    let other = matches!(word(next + 1), "previous" | "earlier" | "other" | "prior");
    let month = matches!(word(next + 2), "month" | "months");
    // "Of 2025" or "in the year" bounds them, and "on record" does not.
    let last = match word(next + 3) {
        "" | "," => next + 2,
        "on" if word(next + 4) == "record" => next + 4,
        _ => return None,
    };
    let comma = at.checked_sub(1).is_some_and(|at| words[at].1 == ",");
    let span = (words[at].0, words.get(last)?.0 + words[last].1.len());
    let record =
        Record { span, sentence: span, highest, since: Since::Ever, of: Of::Before, more: None };
    (all && other && month && comma).then_some(record)
}

/// How many words "more" may stand before "than in any month".
const APART: usize = 10;

/// "Sold more to Peru in May than in any month since 2024", ", more than in any month since 2024".
fn above_all_since(words: &[Word<'_>], at: usize) -> Option<Record> {
    let word = |at: usize| words.get(at).map_or("", |word| word.1);
    let highest = match word(at) {
        "more" | "higher" => true,
        "less" | "fewer" | "lower" => false,
        _ => return None,
    };
    let than = (at + 1..=at + APART).find(|at| word(*at) == "than")?;
    let comma = (at..than).any(|at| word(at) == ",");
    let next = than + 1 + usize::from(word(than + 1) == "in");
    let month = next + 1 + usize::from(word(next + 1) == "other");
    let any = matches!(word(next), "any" | "every") && word(month) == "month";
    if comma || !any || word(month + 1) != "since" {
        return None;
    }
    let at_least = 2 * usize::from(is_at_least(words, month + 2));
    let (since, last) = date(words, month + 2 + at_least)?;
    let end = words[last].0 + words[last].1.len();
    let behind_amount = than == at + 1;
    let set_off = at.checked_sub(1).is_some_and(|at| words[at].1 == ",");
    let more = (words[at].0, words[at].0 + words[at].1.len());
    let span = (words[at].0, end);
    let of = match behind_amount {
        true if set_off => Of::Before,
        // "More Chinese goods than in any month" is of what "more" is not told here.
        false if word(at) != "higher" && word(at) != "lower" => {
            Of::StandIn("$7 million worth of goods")
        }
        _ => return None,
    };
    let more = (!behind_amount).then_some(more);
    Some(Record { span, sentence: span, highest, since, of, more })
}

/// "a ten-month high", "a six-year low", "an all-time high", "a record low".
fn high(words: &[Word<'_>], at: usize) -> Option<Record> {
    let highest = match words[at].1 {
        "high" => true,
        "low" => false,
        _ => return None,
    };
    let back = |n: usize| at.checked_sub(n).map(|at| words[at].1).unwrap_or_default();
    let (since, first) = match back(1) {
        "month" | "months" => (Since::Months(count(back(2))?), 2),
        "year" | "years" => (Since::Months(12 * count(back(2))?), 2),
        "record" => (Since::Ever, 1),
        "time" if back(2) == "all" => (Since::Ever, 2),
        _ => return None,
    };
    // "a record high for September" is a record of Septembers.
    if since == Since::Ever && words.get(at + 1).is_some_and(|word| word.1 == "for") {
        return None;
    }
    let mut record = whole(words, at - first, (since, at), highest)?;
    record.span.1 = words[at].0 + words[at].1.len();
    Some(record)
}

/// The record with its article, where it is told of a level.
fn whole(
    words: &[Word<'_>],
    first: usize,
    (since, last): (Since, usize),
    highest: bool,
) -> Option<Record> {
    let articles = ["the", "its", "their", "a", "an"];
    let start = first.checked_sub(1).filter(|at| articles.contains(&words[*at].1)).unwrap_or(first);
    let lead = start.checked_sub(1).map(|at| words[at].1).unwrap_or_default();
    let before = start.checked_sub(2).map(|at| words[at].1).unwrap_or_default();
    let of = match lead {
        "," => Of::Before,
        "to" if ["compared", "close", "next", "due", "relative"].contains(&before) => return None,
        lead if LEADS.contains(&lead) => Of::StandIn("$7 million"),
        _ => return None,
    };
    let span = (words[start].0, words[last].0 + words[last].1.len());
    Some(Record { span, sentence: span, highest, since, of, more: None })
}

fn is_at_least(words: &[Word<'_>], at: usize) -> bool {
    let word = |at: usize| words.get(at).map(|word| word.1).unwrap_or_default();
    word(at) == "at" && word(at + 1) == "least"
}

/// A month with its year or without, or a year alone, of which the last month counts.
pub(super) fn date(words: &[Word<'_>], at: usize) -> Option<(Since, usize)> {
    let year = |at: usize| words.get(at)?.1.parse().ok().filter(|year| (1900..2200).contains(year));
    let word = |at: usize| words.get(at).map_or("", |word| word.1);
    // "Since the start of 2024": its January counts.
    if let ("the", "start" | "beginning", "of") = (word(at), word(at + 1), word(at + 2)) {
        return Some((Since::Month(Month::new(year(at + 3)? - 1, 12)?), at + 3));
    }
    if word(at) == "last" {
        let month = MONTHS.iter().position(|month| *month == word(at + 1))?;
        return Some((Since::LastNamed(i8::try_from(month + 1).ok()?), at + 1));
    }
    if let Some(month) =
        MONTHS.iter().position(|month| *month == words.get(at).map(|w| w.1).unwrap_or_default())
    {
        let number = i8::try_from(month + 1).ok()?;
        let Some(year) = year(at + 1) else {
            // "Since March 11" is since a day.
            let day = words
                .get(at + 1)
                .is_some_and(|word| word.1.starts_with(|l: char| l.is_ascii_digit()));
            return (!day).then_some((Since::Last(number), at));
        };
        return Some((Since::Month(Month::new(year, number)?), at + 1));
    }
    Some((Since::Month(Month::new(year(at)?, 12)?), at))
}

/// "ten months", "nearly six years", of which no more than five are sure.
pub(super) fn span_of_time(words: &[Word<'_>], at: usize) -> Option<(Since, usize)> {
    let word = |at: usize| words.get(at).map(|word| word.1).unwrap_or_default();
    let (short, at) = match (word(at), word(at + 1)) {
        ("nearly" | "almost" | "about" | "around", _) => (true, at + 1),
        ("more" | "over", "than") => (false, at + 2),
        ("at", "least") => (false, at + 2),
        ("over", _) => (false, at + 1),
        _ => (false, at),
    };
    // "More than a year" goes back a year; "the highest in a month" says nothing of other months.
    let unit = match word(at + 1) {
        "month" | "months" if word(at) != "a" => 1,
        "year" | "years" => 12,
        "decade" | "decades" => 120,
        _ => return None,
    };
    let told = match word(at) {
        "a" | "an" => 1,
        told => count(told)?,
    };
    let months = (told - i32::from(short)) * unit;
    BACK_MONTHS.contains(&months).then_some((Since::Months(months), at + 1))
}

/// How many months or years a record may go back: no series is longer.
const BACK: std::ops::RangeInclusive<i32> = 1..=300;

/// The same in months.
const BACK_MONTHS: std::ops::RangeInclusive<i32> = 1..=3600;

fn count(word: &str) -> Option<i32> {
    i32::try_from(cardinal(word)?).ok().filter(|n| BACK.contains(n))
}

const KOREAN_MOST: &[(&str, bool)] = &[
    ("최대치", true),
    ("최고치", true),
    ("최대 규모", true),
    ("최고 수준", true),
    ("최대", true),
    ("최고", true),
    ("가장 많았", true),
    ("가장 많은 수준", true),
    ("최저치", false),
    ("최소치", false),
    ("최저 수준", false),
    ("최저", false),
    ("최소", false),
    ("가장 적었", false),
];

fn korean(text: &str) -> Option<Record> {
    // Of growth, not of a level.
    if ["증가율", "증가폭", "증가세", "상승폭", "감소폭", "감소율", "상승률"]
        .iter()
        .any(|word| text.contains(word))
    {
        return None;
    }
    let (start, after, since) = korean_since(text)?;
    let rest = text[after..].trim_start();
    let gap = text.len() - rest.len();
    let rest =
        ["월간 기준", "월별 기준", "월간으로", "월간", "월별", "월 기준", "월 단위로", "월 단위"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
    let gap = gap + (text.len() - gap - rest.len());
    let lead = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let (word, highest) = KOREAN_MOST.iter().find(|(word, _)| rest.starts_with(word))?;
    let end = gap + lead + word.len();
    let behind = text[end..].trim_start();
    if ["증가", "감소", "상승", "하락", "폭", "의 증가", "의 감소"]
        .iter()
        .any(|word| behind.starts_with(word))
    {
        return None;
    }
    let amount = if word.starts_with("가장") && word.ends_with('었') || word.ends_with('았') {
        "700만 달러였"
    } else {
        "700만 달러"
    };
    // "최대치를 갈아치웠다": an amount is reached.
    let beaten = BEATEN.iter().find(|verb| text[end..].starts_with(**verb));
    let (end, amount) = match beaten {
        Some(verb) => (end + verb.len(), "700만 달러를 기록했"),
        None => (end, amount),
    };
    let of = Of::StandIn(amount);
    let span = (start, end);
    Some(Record { span, sentence: span, highest: *highest, since, of, more: None })
}

/// Verbs by which a record is beaten.
const BEATEN: &[&str] =
    &["를 갈아치웠", "를 새로 썼", "를 경신했", "를 다시 썼", "를 갱신했", "를 넘어섰", "를 넘었"];

/// Where "2024년 12월 이후", "10개월 만에" or "사상" begins and ends, and what it says.
pub(super) fn korean_since(text: &str) -> Option<(usize, usize, Since)> {
    for ever in ["사상", "역대"] {
        if let Some(at) = text.find(ever) {
            return Some((at, at + ever.len(), Since::Ever));
        }
    }
    for began in ["올해 들어", "올 들어"] {
        if let Some(at) = text.find(began) {
            return Some((at, at + began.len(), Since::ThisYear));
        }
    }
    if let Some(at) = text.find(" 이후") {
        let (start, since) = korean_date(without_bracket(&text[..at]))?;
        return Some((start, at + " 이후".len(), since));
    }
    let (at, end) = korean_back(text)?;
    let head = text[..at].trim_end();
    // "열두 달" is no "두 달".
    let whole = |before: &&str| before.is_empty() || before.ends_with([' ', '\u{a0}']);
    let spelt = KOREAN_SPANS
        .iter()
        .find_map(|(span, n)| Some((head.strip_suffix(span).filter(whole)?.len(), *n)));
    if let Some((start, months)) = spelt {
        return Some((start, end, Since::Months(months)));
    }
    let (head, unit) = match (head.strip_suffix("개월"), head.strip_suffix("년")) {
        (Some(head), _) => (head, 1),
        (_, Some(head)) => (head, 12),
        _ => return None,
    };
    let digits = head.len() - head.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let start = head.len() - digits;
    let n: i32 = head[start..].parse().ok().filter(|n| BACK.contains(n))?;
    Some((start, end, Since::Months(n * unit)))
}

/// Where the word behind a span of time begins and ends that says that a record goes back so far:
/// "10개월 만에", "10년래 최고".
fn korean_back(text: &str) -> Option<(usize, usize)> {
    if let Some(at) = text.find("만에") {
        return Some((at, at + "만에".len()));
    }
    // "5년간 최대 20억" is up to so much, and no record.
    let most = |end: usize| {
        let word = text[end..].trim_start();
        let behind =
            ["최대", "최고", "최소", "최저"].iter().find_map(|most| word.strip_prefix(most));
        let number = |behind: &str| {
            let behind = behind.trim_start().trim_start_matches("약").trim_start();
            behind.starts_with(|letter: char| letter.is_ascii_digit())
        };
        word.starts_with('최') && !behind.is_some_and(number)
    };
    ["래", "간", " 사이"].iter().find_map(|mark| {
        let mut places = text.match_indices(mark).map(|(at, mark)| (at, at + mark.len()));
        places.find(|(_, end)| most(*end))
    })
}

/// Spans of time in words.
const KOREAN_SPANS: &[(&str, i32)] = &[
    ("반년", 6),
    ("열두 달", 12),
    ("한 해", 12),
    ("일 년", 12),
    ("일년", 12),
    ("두 해", 24),
    ("석 달", 3),
    ("넉 달", 4),
    ("다섯 달", 5),
    ("여섯 달", 6),
    ("두 달", 2),
];

/// A text without what stands in brackets at its end: "12월(18억 위안)".
fn without_bracket(text: &str) -> &str {
    let inner = text.trim_end().strip_suffix(')');
    inner.and_then(|inner| Some(inner[..inner.rfind('(')?].trim_end())).unwrap_or(text)
}

/// The month, or the last one of the year, at the end of a text, and where its words begin. A month of
/// "last year" is one of the year before that of the text.
fn korean_date(text: &str) -> Option<(usize, Since)> {
    let number = |text: &str| {
        let start = text.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
        Some((start, text[start..].parse::<i16>().ok()?))
    };
    if let Some(head) = text.strip_suffix('년') {
        let (start, year) = number(head)?;
        return Some((start, Since::Month(Month::new(year, 12)?)));
    }
    let (start, month) = number(text.strip_suffix('월')?)?;
    let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let head = text[..start].trim_end();
    if let Some(last) = ["지난해", "작년"].iter().find(|word| head.ends_with(**word)) {
        return Some((head.len() - last.len(), Since::LastYear(month)));
    }
    let (start, year) = number(head.strip_suffix('년')?)?;
    Some((start, Since::Month(Month::new(year, month)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Option<(String, bool, Since)> {
        let document = Document::new(text, date(2025, 11, 4));
        let all = records(&document);
        let one = all.first()?;
        Some((text[one.span.0..one.span.1].to_owned(), one.highest, one.since))
    }

    fn month(text: &str) -> Since {
        Since::Month(text.parse().unwrap())
    }

    #[test]
    fn a_record_of_a_level_is_seen_with_since_when() {
        for (text, words, highest, since) in [
            (
                "Exports in May were the highest since December 2024.",
                "the highest since December 2024",
                true,
                month("2024-12"),
            ),
            (
                "Exports fell to their lowest level since 2019.",
                "their lowest level since 2019",
                false,
                month("2019-12"),
            ),
            ("Exports hit a ten-month high in May.", "a ten-month high", true, Since::Months(10)),
            ("Exports sank to a 6-year low.", "a 6-year low", false, Since::Months(72)),
            (
                "Exports were the highest in nearly six years.",
                "the highest in nearly six years",
                true,
                Since::Months(60),
            ),
            ("Exports reached a record high in May.", "a record high", true, Since::Ever),
            (
                "Exports came to $5 million, the largest amount since May 2024.",
                "the largest amount since May 2024",
                true,
                month("2024-05"),
            ),
            (
                "5월 수출은 2024년 12월 이후 최대였다.",
                "2024년 12월 이후 최대",
                true,
                month("2024-12"),
            ),
            (
                "5월 수출은 10개월 만에 최저치를 기록했다.",
                "10개월 만에 최저치",
                false,
                Since::Months(10),
            ),
            ("5월 수출은 역대 최고였다.", "역대 최고", true, Since::Ever),
            (
                "Exports were the lowest in a year.",
                "the lowest in a year",
                false,
                Since::Months(12),
            ),
            (
                "Exports were the highest in two decades.",
                "the highest in two decades",
                true,
                Since::Months(240),
            ),
            ("5월 수출은 2년래 최저였다.", "2년래 최저", false, Since::Months(24)),
            ("5월 수출은 반년 만에 최대였다.", "반년 만에 최대", true, Since::Months(6)),
        ] {
            assert_eq!(told(text), Some((words.to_owned(), highest, since)), "{text}");
        }
    }

    #[test]
    fn a_record_since_a_month_without_its_year_is_since_the_last_one() {
        for (text, words, highest, since) in [
            (
                "Exports were the lowest since March.",
                "the lowest since March",
                false,
                Since::Last(3),
            ),
            (
                "Exports were the highest since at least January 2024.",
                "the highest since at least January 2024",
                true,
                month("2024-01"),
            ),
        ] {
            assert_eq!(told(text), Some((words.to_owned(), highest, since)), "{text}");
        }
        assert_eq!(told("Exports were the lowest since March 11."), None);
    }

    #[test]
    fn a_record_is_of_all_months_of_this_year_or_since_one_of_the_last() {
        for (text, words, highest, since) in [
            ("Exports hit a record $5 million in May.", "a record", true, Since::Ever),
            ("Exports rose to a record 5.2 million yuan.", "a record", true, Since::Ever),
            (
                "Exports came to $5 million, surpassing all previous months.",
                "surpassing all previous months",
                true,
                Since::Ever,
            ),
            (
                "Exports came to $5 million, less than in any other month.",
                "less than in any other month",
                false,
                Since::Ever,
            ),
            (
                "Exports sank to $5 million, the lowest since last May.",
                "the lowest since last May",
                false,
                Since::LastNamed(5),
            ),
            (
                "Exports came to $5 million, the highest so far this year.",
                "the highest so far this year",
                true,
                Since::ThisYear,
            ),
            (
                "Exports came to $5 million, the most in any month of the past two years.",
                "the most in any month of the past two years",
                true,
                Since::Months(24),
            ),
            (
                "Exports were the smallest monthly total since at least the start of 2024.",
                "the smallest monthly total since at least the start of 2024",
                false,
                month("2023-12"),
            ),
            (
                "5월 수출은 지난해 8월 이후 최저치였다.",
                "지난해 8월 이후 최저치",
                false,
                Since::LastYear(8),
            ),
            (
                "5월 수출은 작년 1월(5억 위안) 이후 최대였다.",
                "작년 1월(5억 위안) 이후 최대",
                true,
                Since::LastYear(1),
            ),
            ("5월 수출은 올해 들어 최대였다.", "올해 들어 최대", true, Since::ThisYear),
        ] {
            assert_eq!(told(text), Some((words.to_owned(), highest, since)), "{text}");
        }
    }

    #[test]
    fn a_record_of_a_year_is_of_all_its_months() {
        for (text, words, highest, since) in [
            (
                "Exports came to $5 million in May, the largest amount of 2024.",
                "the largest amount of 2024",
                true,
                Since::OfYear(2024),
            ),
            (
                "Exports fell to $5 million in May, the lowest figure in 2024.",
                "the lowest figure in 2024",
                false,
                Since::OfYear(2024),
            ),
            (
                "Exports fell to $5 million in May, the low point of the year.",
                "the low point of the year",
                false,
                Since::OfItsYear,
            ),
            (
                "Exports came to $5 million in May, the highest level of the year so far.",
                "the highest level of the year so far",
                true,
                Since::OfItsYear,
            ),
            (
                "Exports came to $5 million in May, the peak of 2024.",
                "the peak of 2024",
                true,
                Since::OfYear(2024),
            ),
        ] {
            assert_eq!(told(text), Some((words.to_owned(), highest, since)), "{text}");
        }
        for text in [
            "Exports came to $5 million, the highest of the year to May.",
            "Exports came to $5 million, the highest of 2024 and 2025.",
            "Exports of $5 million passed the peak season of 2024.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_record_is_told_in_other_words_too() {
        for (text, words, highest, since) in [
            (
                "Exports fell to $5 million, the least since May 2024.",
                "the least since May 2024",
                false,
                month("2024-05"),
            ),
            (
                "5월 수출은 2024년 12월 이후 월간 기준 최대치를 갈아치웠다.",
                "2024년 12월 이후 월간 기준 최대치를 갈아치웠",
                true,
                month("2024-12"),
            ),
            (
                "Peru sold less to Chile in May than in any month since March 2025.",
                "less to Chile in May than in any month since March 2025",
                false,
                month("2025-03"),
            ),
        ] {
            assert_eq!(told(text), Some((words.to_owned(), highest, since)), "{text}");
        }
    }

    #[test]
    fn an_amount_takes_the_place_of_more_than_in_any_month() {
        let text = "Peru sold more to Chile in May than in any month since March 2025: $5 million.";
        let document = Document::new(text, date(2025, 11, 4));
        let one = records(&document).pop().unwrap();
        let stand_in = one.stand_in(&document, &document.sentences()).unwrap().document.text;
        assert_eq!(stand_in, "Peru sold $7 million worth of goods to Chile in May: $5 million.");
    }

    #[test]
    fn a_balance_may_be_the_widest() {
        let told = |text: &str| of_balance(text, 10);
        let text = "a surplus of $5 million, its widest since at least may 2024.";
        let words = (text.find("its").unwrap(), text.len() - 1);
        assert_eq!(told(text), Some((words, true, month("2024-05"))));
        assert_eq!(told("a surplus of $5 million, the widest margin."), None);
        assert!(records(&Document::new(text, date(2025, 11, 4))).is_empty());
    }

    #[test]
    fn a_record_of_a_growth_or_of_an_event_is_none() {
        for text in [
            "Exports grew 54 percent, the biggest increase since 2019.",
            "Exports were the highest since the pandemic.",
            "Exports were not the highest since 2019.",
            "It was a record high for September.",
            "5월 수출 증가율은 2024년 12월 이후 최대였다.",
            "5월 수출은 2024년 이후 최대 증가를 보였다.",
            "The highest mountain since 2019 is far.",
            "Exports were at a 2000000000-year low.",
            "Exports were the highest in 300 decades.",
            "Exports were the highest in a month.",
            "5월 수출은 300000000년 만에 최대였다.",
            "Exports hit a record 5 percent in May.",
            "It was a record 3 visits to the yen museum of May.",
            "Exports hit $3 million, more than in any other month of 2025.",
            "Most exports since 2019 went by rail.",
            "Exports came to at least since May 2024 more than $5 million.",
            "Exports rose more in May than in any month of 2025.",
            "5월 수출은 지난해 홍수 이후 최대였다.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
