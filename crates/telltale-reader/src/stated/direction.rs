//! Which way an amount came to where it is: "fell from 5 to 6 million yuan", "5억 위안으로 줄었다".
//!
//! A direction without a size is a claim too: of the amounts that the text gives, or of the figures.

use std::sync::LazyLock;

use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// A movement that ends in an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Up, or down.
    pub up: bool,
    /// From the verb to the amount, or the other way round.
    pub span: Span,
}

/// Against what a movement is told, where its words say only how long before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// The period before.
    Period,
    /// The same of the year before.
    Year,
}

struct Row {
    language: Language,
    up: bool,
    word: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = super::rows(include_str!("../../data/moves.csv"));
    rows.map(|(language, way, word)| Row { language, up: way == "up", word }).collect()
});

/// The movement that ends in the amount at `number`, if nothing but its own words stands between.
pub fn moved(document: &Document, sentence: Span, number: Span) -> Option<Moved> {
    let text = &document.text;
    match document.language {
        Language::English => {
            let ahead = super::doubt::plain(text.get(sentence.0..number.0)?, Language::English);
            let (up, at) = english(&ahead)?;
            Some(Moved { up, span: (sentence.0 + at, number.1) })
        }
        Language::Korean => {
            let (up, end) = korean(text.get(number.1..sentence.1)?)?;
            Some(Moved { up, span: (number.0, number.1 + end) })
        }
        _ => None,
    }
}

/// Whether the amount at `base` is the one from which the movement to the amount at `number` set out:
/// within its words, or right before them, with no other movement between.
pub fn set_out_from(document: &Document, moved: &Moved, base: Span, number: Span) -> bool {
    if base.1 > number.0 {
        return false;
    }
    match document.language {
        Language::Korean => {
            let between = document.text.get(base.1..number.0).unwrap_or("");
            let mut moves = ROWS.iter().filter(|row| row.language == Language::Korean);
            !between.contains(',') && moves.all(|row| !between.contains(row.word))
        }
        _ => moved.span.0 <= base.0,
    }
}

/// Which way a word goes that tells a movement.
pub(super) fn way(word: &str, language: Language) -> Option<bool> {
    ROWS.iter().find(|row| row.language == language && row.word == word).map(|row| row.up)
}

/// Words between "to" and an amount.
const HEDGES: &[&str] = &[
    "about",
    "around",
    "some",
    "roughly",
    "nearly",
    "almost",
    "just",
    "only",
    "a",
    "approximately",
    "over",
    "under",
    "more",
    "less",
    "than",
    "below",
    "above",
    "mere",
    "record",
    "us",
];

/// Words that may stand between the verb and "to", beside numbers, months and adverbs in "-ly".
const BETWEEN: &[&str] = &[
    "from", "by", "in", "of", "the", "a", "about", "some", "back", "up", "down", "again",
    "further", "percent", "per", "cent", "million", "billion", "trillion", "yuan", "dollars",
    "won", "yen", "euros", "roubles", "tonnes", "tons", "barrels", "year", "month", "earlier",
    "before", "last", "previous", "and", "more", "than", "nearly", "almost", "around", "us",
    "renminbi", "rmb",
];

/// Words before a verb that make it no statement.
const UNTOLD: &[&str] = &[
    "not",
    "never",
    "no",
    "would",
    "could",
    "may",
    "might",
    "will",
    "shall",
    "should",
    "if",
    "cannot",
    "hardly",
    "without",
    "unless",
    "expected",
    "forecast",
    "projected",
    "predicted",
    "likely",
    "due",
    "set",
];

fn english(ahead: &str) -> Option<(bool, usize)> {
    let mut words = ahead.split(' ').rev().filter(|word| !word.is_empty());
    let mut at = words.next()?;
    while HEDGES.contains(&at) {
        at = words.next()?;
    }
    if at != "to" {
        return None;
    }
    for word in words.take(16) {
        let known = ROWS.iter().find(|row| row.language == Language::English && row.word == word);
        if let Some(row) = known {
            // All words are slices of `ahead`.
            let start = word.as_ptr() as usize - ahead.as_ptr() as usize;
            let before = ahead[..start].split(' ').rev().filter(|word| !word.is_empty());
            let untold = |(back, word): (usize, &str)| {
                UNTOLD.contains(&word) || word.ends_with("n't") || back == 0 && word == "to"
            };
            return (!before.take(4).enumerate().any(untold)).then_some((row.up, start));
        }
        let bare = word.trim_end_matches([',', '%']);
        let number = bare.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let number = number.starts_with(|letter: char| letter.is_ascii_digit());
        // The month of May is blotted out, so that it is no verb.
        let told = number || bare == "---" || MONTHS.contains(&bare) || BETWEEN.contains(&word);
        if !told && !word.ends_with("ly") {
            return None;
        }
    }
    None
}

fn korean(behind: &str) -> Option<(bool, usize)> {
    let mut rest = behind.trim_start();
    for light in ["가량", "정도"] {
        rest = rest.strip_prefix(light).unwrap_or(rest).trim_start();
    }
    let rest = ["으로 ", "로 ", "까지 "].iter().find_map(|particle| rest.strip_prefix(particle))?;
    let mut at = behind.len() - rest.len();
    for word in rest.split(' ').take(KOREAN_MAX) {
        let known = ROWS.iter().filter(|row| row.language == Language::Korean);
        let mut told = known.filter(|row| word.starts_with(row.word));
        if let Some(row) = told.next() {
            return Some((row.up, at + row.word.len()));
        }
        // Another subject, or the end of the clause; "같은 달" is a time.
        if word != "같은" && word.ends_with(['은', '는', '이', '가', ',', '.', '고', '며'])
        {
            return None;
        }
        at += word.len() + 1;
    }
    None
}

/// How far behind an amount its movement stands at most, in words: "3억 위안으로 지난해 같은 달의 4억
/// 위안보다 크게 줄었다".
const KOREAN_MAX: usize = 8;

/// Words that say that something moved from where it was a year, or one period, before.
const BASES: &[(&str, Before)] = &[
    ("from a year earlier", Before::Year),
    ("from a year ago", Before::Year),
    ("from a year before", Before::Year),
    ("from the year before", Before::Year),
    ("from the previous year", Before::Year),
    ("from the same month last year", Before::Year),
    ("than a year earlier", Before::Year),
    ("compared with a year earlier", Before::Year),
    ("year-on-year", Before::Year),
    ("year on year", Before::Year),
    ("on-year", Before::Year),
    ("on the year", Before::Year),
    ("from a month earlier", Before::Period),
    ("from a month ago", Before::Period),
    ("from a month before", Before::Period),
    ("from the month before", Before::Period),
    ("from the previous month", Before::Period),
    ("from the prior month", Before::Period),
    ("month-on-month", Before::Period),
    ("month on month", Before::Period),
    ("on-month", Before::Period),
    ("on the month", Before::Period),
    ("전년 동월보다", Before::Year),
    ("전년 동월 대비", Before::Year),
    ("전년 같은 달보다", Before::Year),
    ("지난해 같은 달보다", Before::Year),
    ("작년 같은 달보다", Before::Year),
    ("1년 전보다", Before::Year),
    ("전월보다", Before::Period),
    ("전월 대비", Before::Period),
    ("전달보다", Before::Period),
    ("한 달 전보다", Before::Period),
];

/// Against what the movement to the amount at `number` is told, if its own clause says one thing of the
/// usual two. "Fell to 5 million, though up from a year earlier" says nothing of the fall.
pub fn moved_against(document: &Document, sentence: Span, number: Span) -> Option<Before> {
    let lower = document.text.get(sentence.0..sentence.1)?.to_ascii_lowercase();
    let number = (number.0.checked_sub(sentence.0)?, number.1 - sentence.0);
    let (from, to) = super::doubt::clause(&lower, number);
    let mut told = BASES.iter().filter(|(words, _)| {
        let at = lower.get(from..to).and_then(|clause| clause.find(words)).map(|at| from + at);
        at.is_some_and(|at| {
            let end = at + words.len();
            // "(Still up from a year earlier)" is another movement, and "전년보다 많은" a level.
            let between =
                if at >= number.1 { lower.get(number.1..at) } else { lower.get(end..number.0) };
            between.is_some_and(only_when)
        })
    });
    let first = told.next()?.1;
    told.all(|(_, base)| *base == first).then_some(first)
}

/// Whether words say nothing but when: "in May", "in September 2025", "5월".
fn only_when(words: &str) -> bool {
    words.split(' ').filter(|word| !word.is_empty()).all(|word| {
        let bare = word.trim_matches(',');
        let number = bare.trim_end_matches(['월', '년']);
        let number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        number || matches!(bare, "in" | "of" | "during") || MONTHS.contains(&bare)
    })
}

/// Words of levels that an amount may have come up or down from, whenever that was.
const LEVELS: &[&str] = &[
    "peak",
    "high",
    "highs",
    "low",
    "lows",
    "level",
    "levels",
    "average",
    "record",
    "pre-pandemic",
    "pandemic",
    "norm",
    "정점",
    "최고",
    "최저",
    "평균",
    "수준",
    "이전",
];

/// Whether a sentence that tells of a movement speaks of a level, or of another year than `year`: it may
/// be from there that something moved.
pub fn speaks_of_another_level(words: &str, year: Option<i16>) -> bool {
    let lower = words.to_lowercase();
    let part = |letter: char| !letter.is_alphanumeric() && letter != '-';
    let told = |level: &str| match level.is_ascii() {
        true => lower.split(part).any(|word| word == level),
        false => lower.contains(level),
    };
    let years = super::literals(words).into_iter().filter(|one| one.end - one.at == 4);
    let mut years = years.map(|one| one.value).filter(|value| (1900.0..2200.0).contains(value));
    LEVELS.iter().any(|level| told(level)) || years.any(|told| year.map(f64::from) != Some(told))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str, number: &str) -> Option<(bool, String)> {
        let document = Document::new(text, date(2025, 11, 4));
        let at = text.find(number).unwrap();
        let one = moved(&document, (0, text.len()), (at, at + number.len()))?;
        Some((one.up, text[one.span.0..one.span.1].to_owned()))
    }

    #[test]
    fn a_direction_is_told_by_the_verb_that_leads_to_the_amount() {
        for (text, number, up, words) in [
            ("Exports to Peru fell to $5 million.", "$5 million", false, "fell to $5 million"),
            (
                "Exports rose sharply from $4 million in May to about $5 million.",
                "$5 million",
                true,
                "rose sharply from $4 million in May to about $5 million",
            ),
            ("It saw a decline to $5 million.", "$5 million", false, "decline to $5 million"),
            ("Exports in May fell to $5 million.", "$5 million", false, "fell to $5 million"),
            ("수출은 5억 위안으로 다시 줄었다.", "5억 위안", false, "5억 위안으로 다시 줄었"),
            ("수출은 5억 위안까지 늘어난 뒤", "5억 위안", true, "5억 위안까지 늘어난"),
        ] {
            assert_eq!(told(text, number), Some((up, words.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_movement_set_out_from_an_amount_within_its_words() {
        for (text, base, number, expected) in [
            ("Aid rose from $4 million to $5 million.", "$4 million", "$5 million", true),
            (
                "Aid rose from $4 million to $5 million before falling to $3 million.",
                "$4 million",
                "$3 million",
                false,
            ),
            ("Down from $9 million, aid rose to $5 million.", "$9 million", "$5 million", false),
            ("원조는 4억 원에서 5억 원으로 늘었다.", "4억 원", "5억 원", true),
            ("원조는 4억 원에서 5억 원으로 늘었다가 3억 원으로 줄었다.", "4억 원", "3억 원", false),
        ] {
            let document = Document::new(text, date(2025, 11, 4));
            let place = |words: &str| text.find(words).map(|at| (at, at + words.len())).unwrap();
            let (base, number) = (place(base), place(number));
            let moved = moved(&document, (0, text.len()), number).unwrap();
            assert_eq!(set_out_from(&document, &moved, base, number), expected, "{text}");
        }
    }

    #[test]
    fn only_the_own_clause_says_against_what_it_moved() {
        for (text, number, expected) in [
            (
                "Aid fell to $5 million in May from a year earlier.",
                "$5 million",
                Some(Before::Year),
            ),
            ("Aid fell to $5 million from the previous month.", "$5 million", Some(Before::Period)),
            ("Aid fell to $5 million, though up from a year earlier.", "$5 million", None),
            ("Aid fell to $5 million in May while up on the year.", "$5 million", None),
            ("Aid fell to $5 million in May (still up from a year earlier).", "$5 million", None),
            ("Aid fell to $5 million – more than a year earlier.", "$5 million", None),
            ("원조는 전년 동월보다 많은 5억 원으로 줄었다.", "5억 원", None),
            ("원조는 전년 동월보다 5억 원으로 줄었다.", "5억 원", Some(Before::Year)),
        ] {
            let document = Document::new(text, date(2025, 11, 4));
            let at = text.find(number).unwrap();
            let against = moved_against(&document, (0, text.len()), (at, at + number.len()));
            assert_eq!(against, expected, "{text}");
        }
    }

    #[test]
    fn a_level_or_another_year_may_be_what_it_moved_from() {
        for (text, expected) in [
            ("Aid fell to $5 million in May 2025.", false),
            ("Aid fell to $5 million in May 2025, below that of 2019.", true),
            ("Aid fell to $5 million, under the pre-pandemic sums.", true),
            ("원조는 2025년 5억 원으로 줄어 정점을 지났다.", true),
            ("원조는 2025년 5억 원으로 줄었다.", false),
        ] {
            assert_eq!(speaks_of_another_level(text, Some(2025)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_denied_awaited_or_anothers_tells_none() {
        for (text, number) in [
            ("Exports did not fall to $5 million.", "$5 million"),
            ("Exports may rise to $5 million.", "$5 million"),
            ("Exports were forecast to fall to $5 million.", "$5 million"),
            ("Exports are expected to have fallen to $5 million.", "$5 million"),
            ("Exports fell, and aid came to $5 million.", "$5 million"),
            ("Exports to Peru of $5 million fell.", "$5 million"),
            ("수출은 5억 위안으로 늘어날 전망이다.", "5억 위안"),
            ("수출은 5억 위안으로 늘지 않았다.", "5억 위안"),
            ("수출은 5억 위안으로 수입은 줄었다.", "5억 위안"),
        ] {
            assert_eq!(told(text, number), None, "{text}");
        }
    }
}
