//! What makes a number no plain statement of how much a flow was: that it is denied, hoped for or
//! rumoured, of a part or another measure of the flow, of a day, or a difference.
//!
//! A word of the number's own clause speaks of the number. One elsewhere in the sentence may, and
//! then nobody can call the number wrong.

use std::sync::LazyLock;

use super::vocabulary;
use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// Why a number says something else than how much a flow was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The text says that it was not so.
    Denied,
    /// It is expected, planned, hoped for, possible or rumoured.
    Awaited,
    /// It is of a part of the flow, or of another measure of it.
    Other,
    /// It is of a day, a week, a person or a tonne.
    Rate,
    /// It is by how much two amounts differ.
    Difference,
}

/// A word that makes a number doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Why.
    pub why: Why,
    /// The word.
    pub word: &'static str,
    /// Whether it stands where it can only speak of the number.
    pub sure: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Clause,
    Next,
    Before,
}

struct Row {
    /// `None`: its words say nothing, whatever they hold.
    why: Option<Why>,
    language: Language,
    place: Place,
    word: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("../../data/doubts.csv").lines().skip(1);
    let rows = lines.filter_map(|line| {
        let mut cells = line.splitn(4, ',');
        let why = match cells.next()? {
            "denied" => Some(Why::Denied),
            "awaited" => Some(Why::Awaited),
            "other" => Some(Why::Other),
            "rate" => Some(Why::Rate),
            "difference" => Some(Why::Difference),
            _ => None,
        };
        let language = Language::from_code(cells.next()?)?;
        let place = match cells.next()? {
            "next" => Place::Next,
            "before" => Place::Before,
            _ => Place::Clause,
        };
        Some(Row { why, language, place, word: cells.next()? })
    });
    rows.collect()
});

/// What begins or ends a clause.
const JOINTS: &[&str] = &[
    ", ",
    "; ",
    ": ",
    " but ",
    " while ",
    " although ",
    " though ",
    " whereas ",
    " after ",
    " following ",
    "었고 ",
    "았고 ",
    "였고 ",
    "했고 ",
    "지만 ",
    "으나 ",
    "며 ",
];

/// Why the number at `number`, in the sentence at `sentence`, may be no plain statement of an
/// amount, or of a change; what surely speaks of it first. `read` are words that say nothing more,
/// because they were read as plain denials, of this number or of one that it is held against.
pub fn doubt(
    document: &Document,
    sentence: Span,
    number: Span,
    amount: bool,
    read: &[Span],
) -> Option<Doubt> {
    let end = sentence.1.max(number.1);
    let mut whole = plain(&document.text[sentence.0..end], document.language);
    for (from, to) in read {
        let (from, to) = (from.saturating_sub(sentence.0), to.min(&end) - sentence.0);
        whole.replace_range(from..to, &"-".repeat(to - from));
    }
    let number = (number.0.checked_sub(sentence.0)?, number.1 - sentence.0);
    let clause = clause(&whole, number);
    let mut found: Option<Doubt> = None;
    for row in ROWS.iter().filter(|row| row.language == document.language) {
        let Some(why) = row.why else { continue };
        let places = match row.place {
            Place::Clause => places(&whole, row.word),
            // A change is a difference, and no amount.
            _ if !amount => continue,
            Place::Next if follows(&whole[number.1..], row.word) => {
                return Some(Doubt { why, word: row.word, sure: true });
            }
            Place::Before if precedes(&whole[..number.0], row.word) => {
                return Some(Doubt { why, word: row.word, sure: true });
            }
            Place::Next | Place::Before => continue,
        };
        for at in places {
            let near = (clause.0..clause.1).contains(&at);
            // What is hoped for is said to be so ahead of it in English, and behind it in Korean.
            let side = why != Why::Awaited || (at < number.0) == (row.language != Language::Korean);
            let sure = near && side;
            if found.as_ref().is_none_or(|known| sure && !known.sure) {
                found = Some(Doubt { why, word: row.word, sure });
            }
        }
    }
    found
}

/// Words in small letters, of as many bytes, in which the month is no verb and what says nothing is
/// blotted out.
pub(super) fn plain(words: &str, language: Language) -> String {
    let mut plain = words.to_ascii_lowercase();
    for (at, month) in words.match_indices("May") {
        let end = at + month.len();
        if !words[end..].starts_with(|letter: char| letter.is_alphanumeric()) {
            plain.replace_range(at..end, "---");
        }
    }
    for row in ROWS.iter().filter(|row| row.why.is_none() && row.language == language) {
        plain = plain.replace(row.word, &"-".repeat(row.word.len()));
    }
    plain
}

pub(super) fn clause(words: &str, number: Span) -> Span {
    let starts =
        JOINTS.iter().filter_map(|joint| words[..number.0].rfind(joint).map(|at| at + joint.len()));
    let ends = JOINTS.iter().chain(&[" and "]);
    let ends = ends.filter_map(|joint| words[number.1..].find(joint).map(|at| number.1 + at));
    (starts.max().unwrap_or(0), ends.min().unwrap_or(words.len()))
}

/// Where a word stands: as a whole word, if it is of Latin letters.
fn places<'w>(words: &'w str, word: &'static str) -> impl Iterator<Item = usize> + 'w {
    let latin = word.is_ascii();
    let begins = word.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    words.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = words[..*at].chars().next_back();
        let behind = words[at + word.len()..].chars().next();
        let joined = |letter: Option<char>| letter.is_some_and(|l| l.is_alphanumeric());
        // "n't" is the end of a word.
        let whole = word == "n't" || !begins || !joined(before);
        !latin || whole && !joined(behind)
    })
}

fn follows(behind: &str, word: &str) -> bool {
    let mut rest = behind.trim_start();
    for light in ["넘게", "이상", "가까이", "가량", "정도", "이나", "만큼", "이"] {
        rest = rest.strip_prefix(light).map_or(rest, str::trim_start);
    }
    let Some(next) = rest.strip_prefix(word) else { return false };
    !word.is_ascii() || !next.starts_with(|letter: char| letter.is_alphanumeric())
}

fn precedes(ahead: &str, word: &str) -> bool {
    let mut rest = ahead.trim_end();
    while let Some(light) = vocabulary::all("light").iter().find(|light| ends_in(rest, light)) {
        rest = rest[..rest.len() - light.len()].trim_end();
    }
    ends_in(rest, word)
}

fn ends_in(words: &str, word: &str) -> bool {
    words.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|l: char| l.is_alphanumeric()))
}

/// Where a sentence says of an amount that it runs from the start of the year: "the cumulative total".
pub fn running_words(document: &Document, sentence: Span) -> Vec<Span> {
    let words = document.text[sentence.0..sentence.1].to_ascii_lowercase();
    let told = ["cumulative", "누적"].into_iter().flat_map(|word| {
        words.match_indices(word).map(|(at, word)| (at, at + word.len())).collect::<Vec<Span>>()
    });
    told.map(|(from, to)| (sentence.0 + from, sentence.0 + to)).collect()
}

/// Whether the clause of a change says against what it is taken, or the sentence does where it has
/// but one clause of its kind.
pub fn names_base(document: &Document, sentence: Span, number: Span) -> bool {
    let whole = plain(&document.text[sentence.0..sentence.1.max(number.1)], document.language);
    let Some(start) = number.0.checked_sub(sentence.0) else { return false };
    let number = (start, number.1 - sentence.0);
    let own = clause(&whole, number);
    let another = [" after ", " following "].iter().any(|joint| whole[..own.0].ends_with(joint));
    let words = if another { &whole[own.0..own.1] } else { whole.as_str() };
    vocabulary::all("base").iter().any(|base| places(words, base).next().is_some())
        || match document.language {
            Language::Korean => is_multiple_of_time(&whole[..number.0]),
            _ => is_times_that_of(&whole, number, own.1),
        }
}

/// Whether all that a sentence says against what a change is taken is the year before: in English that
/// stands behind it.
pub fn names_only_the_year(document: &Document, sentence: Span, number: Span) -> bool {
    let from = match document.language {
        Language::Korean => sentence.0,
        _ => number.1.clamp(sentence.0, sentence.1),
    };
    let words = plain(&document.text[from..sentence.1], document.language);
    let has = |list| {
        let all = vocabulary::all(list).iter();
        all.into_iter().any(|word| places(&words, word).next().is_some())
    };
    let from = |at: usize| {
        let rest = words[at + "from".len()..].trim_start();
        ["a year", "the year", "last year", "the same"].iter().any(|year| rest.starts_with(year))
    };
    has("base year") && !has("base other") && places(&words, "from").all(from)
}

/// Whether a sentence speaks of the year before, against which something may have moved.
pub(super) fn speaks_of_the_year_before(document: &Document, sentence: Span) -> bool {
    let Some(words) = document.text.get(sentence.0..sentence.1) else { return false };
    let words = plain(words, document.language);
    let yearly = vocabulary::all("base year").iter().chain(&["annual", "annually", "yearly"]);
    yearly.into_iter().any(|word| places(&words, word).next().is_some())
}

/// Whether the clause of a movement says itself against what it is taken.
pub fn clause_names_base(document: &Document, sentence: Span, span: Span) -> bool {
    let whole = plain(&document.text[sentence.0..sentence.1.max(span.1)], document.language);
    let Some(start) = span.0.checked_sub(sentence.0) else { return false };
    let own = clause(&whole, (start, span.1 - sentence.0));
    vocabulary::all("base").iter().any(|base| places(&whole[own.0..own.1], base).next().is_some())
}

/// Whether what stands before a multiple is the time of which it is one: "8월의 두 배", "8월 수출액의 3배".
fn is_multiple_of_time(ahead: &str) -> bool {
    let mut ahead = ahead.trim_end();
    for hedge in ["약", "거의", "무려", "대략", "꼭", "딱"] {
        ahead = ahead.strip_suffix(hedge).unwrap_or(ahead).trim_end();
    }
    let Some(ahead) = ahead.strip_suffix('의') else { return false };
    let of_time = |words: &str| vocabulary::all("time").iter().any(|time| words.ends_with(time));
    let before = ahead.rsplit_once(' ').map_or("", |(before, _)| before.trim_end());
    of_time(ahead) || of_time(before)
}

/// Whether a multiple is one of another time's: "twice August's", "half of the level in August", "three
/// times that of a year earlier".
fn is_times_that_of(whole: &str, number: Span, end: usize) -> bool {
    let own = &whole[number.0..number.1];
    let multiples = ["times", "fold", "twice", "double", "triple", "half", "third", "quarter"];
    if !multiples.iter().any(|word| own.contains(word)) {
        return false;
    }
    let part = |letter: char| !letter.is_alphanumeric() && letter != '-';
    let mut behind = whole[number.1..end.max(number.1)].split(part).filter(|word| !word.is_empty());
    // "half of the level", of which the span holds the first two words.
    let of = ["of", "the", "that", "those", "what", "its", "as"];
    let led = own.ends_with(" of") || own.ends_with(" the") || own.ends_with(" that");
    let first = behind.next().unwrap_or_default();
    // The month of May is blotted out.
    let time = |word: &str| {
        MONTHS.contains(&word)
            || ["---", "year", "month", "quarter"].contains(&word)
            || word.len() == 4 && word.starts_with(['1', '2']) && word.parse::<u16>().is_ok()
    };
    time(first) || (led || of.contains(&first)) && behind.take(6).any(time)
}

/// Whether a sentence gives the month or the span of another year by "the same".
pub fn speaks_of_same_span(words: &str) -> bool {
    let lower = words.to_lowercase();
    let told =
        ["same month", "same period", "same quarter", "같은 달", "같은 기간", "동월", "동기"];
    told.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str, number: &str) -> Option<(Why, bool)> {
        let document = Document::new(text, date(2025, 11, 4));
        let at = text.find(number).unwrap();
        let amount = !number.contains(['%', 'p']);
        doubt(&document, (0, text.len()), (at, at + number.len()), amount, &[])
            .map(|one| (one.why, one.sure))
    }

    #[test]
    fn a_plain_statement_has_no_doubt() {
        for (text, number) in [
            ("Exports reached $228.1 million in May.", "$228.1 million"),
            ("Exports rose to $228.1 million in May from $147.6 million.", "$228.1 million"),
            ("Exports reached $228.1 million, not only for rice.", "$228.1 million"),
            ("Exports made up $228 million of the trade.", "$228 million"),
            ("Exports were up, and came to more than $228 million as expected.", "$228 million"),
            ("9월 수출은 2억2810만 달러로 늘었다.", "2억2810만 달러"),
        ] {
            assert_eq!(told(text, number), None, "{text}");
        }
    }

    #[test]
    fn words_of_the_clause_make_a_number_doubtful() {
        for (text, number, why) in [
            ("Exports did not reach $228.1 million in May.", "$228.1 million", Why::Denied),
            ("Exports didn't rise 54.5 percent.", "54.5 percent", Why::Denied),
            ("Exports fell short of $228.1 million.", "$228.1 million", Why::Denied),
            ("9월 수출은 2억2810만 달러가 아니었다.", "2억2810만 달러", Why::Denied),
            ("9월 수출은 54.5% 늘지 않았다.", "54.5%", Why::Denied),
            ("Exports may have reached $328 million in May.", "$328 million", Why::Awaited),
            ("9월 수출은 3억 달러가 목표였다.", "3억 달러", Why::Awaited),
            ("Exports averaged about $7.6 million per day.", "$7.6 million", Why::Rate),
            ("Liaoning's exports were $90 million.", "$90 million", Why::Other),
            ("A trading company exported goods of $9 million.", "$9 million", Why::Other),
            ("At constant prices exports came to $90 million.", "$90 million", Why::Other),
            ("The rolling total of exports was $90 million.", "$90 million", Why::Other),
            ("국영기업의 수출은 900만 달러였다.", "900만 달러", Why::Other),
            ("물가를 감안하면 수출은 900만 달러였다.", "900만 달러", Why::Other),
            ("Exports were $80.5 million higher than in May.", "$80.5 million", Why::Difference),
            ("Exports grew by about $80.5 million.", "$80.5 million", Why::Difference),
            ("수출은 8월보다 8050만 달러 많았다.", "8050만 달러", Why::Difference),
            ("수출은 8050만 달러 넘게 줄었다.", "8050만 달러", Why::Difference),
            ("수출과 수입의 격차는 8050만 달러였다.", "8050만 달러", Why::Difference),
            ("Exports were down $80.5 million on the month.", "$80.5 million", Why::Difference),
            ("Exports shed more than $80.5 million.", "$80.5 million", Why::Difference),
            ("Exports rose by less than $80.5 million.", "$80.5 million", Why::Difference),
            ("Net exports came to $80.5 million.", "$80.5 million", Why::Other),
        ] {
            assert_eq!(told(text, number), Some((why, true)), "{text}");
        }
    }

    #[test]
    fn words_of_another_clause_may_make_it_so() {
        let text = "Analysts had forecast $250 million, but exports came to $228.1 million.";
        assert_eq!(told(text, "$250 million"), Some((Why::Awaited, true)));
        assert_eq!(told(text, "$228.1 million"), Some((Why::Awaited, false)));
    }

    #[test]
    fn a_change_has_a_base_or_none() {
        let text = "Exports rose 53.7 percent from August, after growing 0.2 percent in August.";
        let document = Document::new(text, date(2025, 11, 4));
        let named = |number: &str| {
            let at = text.find(number).unwrap();
            names_base(&document, (0, text.len()), (at, at + number.len()))
        };
        assert!(named("53.7 percent"));
        assert!(!named("0.2 percent"));
    }

    #[test]
    fn a_multiple_of_another_time_has_that_as_its_base() {
        for (text, number, expected) in [
            ("5월 수출은 4월의 세 배였다.", "세 배", true),
            ("5월 수출은 4월 수입액의 약 두 배로 늘었다.", "두 배", true),
            ("5월 수출은 지난해 같은 달의 절반 수준이다.", "절반", true),
            ("5월 수출은 중국의 두 배였다.", "두 배", false),
            ("5월 수출은 두 배로 늘었다.", "두 배", false),
            ("Exports in June were twice April's.", "twice", true),
            ("Exports in June were three times the April level.", "three times", true),
            ("Exports in June were half of the level in April.", "half of", true),
            ("Exports rose threefold in June.", "threefold", false),
        ] {
            let document = Document::new(text, date(2025, 11, 4));
            let at = text.find(number).unwrap();
            let named = names_base(&document, (0, text.len()), (at, at + number.len()));
            assert_eq!(named, expected, "{text}");
        }
    }
    #[test]
    fn a_sentence_may_take_changes_against_the_year_before_alone() {
        for (text, only) in [
            ("Sales to and purchases from Peru rose 2 percent from a year earlier.", true),
            ("Sales rose 2 percent on the year.", true),
            ("Sales rose 2 percent from May and 3 percent on the year.", false),
            ("Sales rose 2 percent, less than a year earlier.", false),
            ("Sales rose 2 percent.", false),
            ("판매는 전년 동월 대비 2% 늘었다.", true),
            ("판매는 전월 대비 2%, 전년 동월 대비 3% 늘었다.", false),
        ] {
            let document = Document::new(text, jiff::civil::date(2025, 11, 20));
            let number = text.find('2').map(|at| (at, at + 1)).expect("a number");
            let said = names_only_the_year(&document, (0, text.len()), number);
            assert_eq!(said, only, "{text}");
        }
    }
}
