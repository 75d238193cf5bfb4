//! Anniversaries: "the 75th anniversary of the treaty of 1950" says an ordinal and a year.

use std::sync::LazyLock;

use crate::sighting::Span;
use crate::time::{self, TimeKind};
use crate::{Document, Language};

/// An anniversary that a text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anniversary {
    /// The words of the ordinal and of "anniversary".
    pub span: Span,
    /// The sentence.
    pub sentence: Span,
    /// The how-manieth.
    pub ordinal: i16,
    /// The year in which it is kept.
    pub kept: i16,
    /// Whether the text says of when that is; else it is taken for the year of publication.
    pub dated: bool,
    /// The year from which it counts, where the text says it or it is well known.
    pub since: Option<i16>,
    /// Whether the text says that year itself.
    pub told: bool,
}

struct Known {
    language: Language,
    year: i16,
    words: Vec<&'static str>,
}

static FOUNDED: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let lines = include_str!("../../data/founded.csv").lines().skip(1);
    let rows = lines.filter_map(|line| {
        let mut cells = line.splitn(3, ',');
        let language = Language::from_code(cells.next()?)?;
        let year = cells.next()?.parse().ok()?;
        Some(Known { language, year, words: cells.next()?.split(' ').collect() })
    });
    rows.collect()
});

/// Every anniversary of a document with a numeral, in order.
pub fn anniversaries(document: &Document) -> Vec<Anniversary> {
    let mut found = Vec::new();
    for sentence in document.sentences() {
        let words = &document.text[sentence.0..sentence.1];
        let marks: &[&str] = match document.language {
            Language::Korean => &["주년", "돌"],
            _ => &["anniversary"],
        };
        for mark in marks {
            for (at, _) in words.match_indices(mark) {
                let Some((start, ordinal)) = ordinal_before(words, at, document.language) else {
                    continue;
                };
                let span = (sentence.0 + start, sentence.0 + at + mark.len());
                found.push(one(document, words, at, ordinal, span, sentence));
            }
        }
    }
    found
}

fn one(
    document: &Document,
    words: &str,
    at: usize,
    ordinal: i16,
    span: Span,
    sentence: Span,
) -> Anniversary {
    let named = kept_in(words, document);
    let kept = named.unwrap_or(document.published.year());
    let told = told_year(words, at, kept, document.language);
    let since = told.or_else(|| known_year(words, at, document.language));
    let (told, dated) = (told.is_some(), named.is_some());
    Anniversary { span, sentence, ordinal, kept, dated, since, told }
}

/// The numeral right before the word: "75th ", "75". At least a decade: "3rd anniversary" of what
/// happened three years ago is left alone as well as any other.
fn ordinal_before(words: &str, at: usize, language: Language) -> Option<(usize, i16)> {
    let mut head = words[..at].trim_end_matches([' ', '-', '\u{a0}']);
    if language != Language::Korean {
        head = ["th", "st", "nd", "rd"].iter().find_map(|end| head.strip_suffix(end))?;
    }
    let start = head
        .rfind(|letter: char| !letter.is_ascii_digit())
        .map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
    let ordinal: i16 = head[start..].parse().ok()?;
    (1..=2000).contains(&ordinal).then_some((start, ordinal))
}

/// Whole years of four digits in a sentence, with where they stand.
fn years(words: &str) -> Vec<(usize, i16)> {
    let numerals = super::literals(words);
    let years = numerals.iter().filter(|one| one.end - one.at == 4 && one.value.fract() == 0.0);
    let years = years.filter(|one| (1500.0..2200.0).contains(&one.value));
    years.map(|one| (one.at, one.value as i16)).collect()
}

/// The year in which it is kept: one that the sentence names near the day of publication, the year
/// before where it says so, or that of its times: "last October".
fn kept_in(words: &str, document: &Document) -> Option<i16> {
    let now = document.published.year();
    let mut near =
        years(words).into_iter().map(|(_, year)| year).filter(|year| (now - year).abs() <= 3);
    if let Some(year) = near.next_back() {
        return Some(year);
    }
    let lower = words.to_lowercase();
    let said = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let earlier = [
        "a year earlier",
        "a year before",
        "last year",
        "previous year",
        "1년 전",
        "지난해",
        "작년",
    ];
    match () {
        () if said(&earlier) => Some(now - 1),
        () if said(&["next year", "내년"]) => Some(now + 1),
        () if said(&["this year", "올해"]) => Some(now),
        () => of_its_times(words, document),
    }
}

/// The one year in which the times of a sentence lie, but for those of the beginning.
fn of_its_times(words: &str, document: &Document) -> Option<i16> {
    let now = document.published.year();
    let lower = words.to_lowercase();
    let ago = [("two years ago", 2), ("three years ago", 3), ("2년 전", 2), ("3년 전", 3)];
    if let Some((_, back)) = ago.iter().find(|(word, _)| lower.contains(word)) {
        return Some(now - back);
    }
    // The season of a year ends the year, or goes on into the next.
    const SEASONS: &[&str] = &["last autumn", "last fall", "지난가을", "지난 가을"];
    if SEASONS.iter().any(|season| lower.contains(season)) {
        return Some(if document.published.month() > 11 { now } else { now - 1 });
    }
    let times = time::find(words, document.language, document.published);
    let plain = times.iter().filter(|time| {
        let whole = matches!(time.kind, TimeKind::Point | TimeKind::Range);
        whole && time.is_dated() && time.relative.is_none() && time.start.year() == time.end.year()
    });
    let mut years = plain.map(|time| time.start.year()).filter(|year| (now - year).abs() <= 3);
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

/// The year that the text gives for the beginning: within the words that name what is kept.
fn told_year(words: &str, at: usize, kept: i16, language: Language) -> Option<i16> {
    let candidates = years(words).into_iter().filter(|(_, year)| kept - year >= 4);
    let lower = words.to_lowercase();
    for (place, year) in candidates {
        let attached = match language {
            // "1950년 발발한 전쟁의 70주년": the year stands before, in the same clause.
            Language::Korean => place < at && !lower[place..at].contains([',', ';']),
            _ if place > at => is_of_it(&lower, at, place),
            _ => is_founded_before(&lower, at, place),
        };
        if attached {
            return Some(year);
        }
    }
    None
}

/// Whether a year behind "anniversary" tells when what is kept began: in the same clause, or behind a
/// verb that says so: ", which was set up on May 1, 1950".
fn is_of_it(lower: &str, at: usize, place: usize) -> bool {
    let between = &lower[at..place];
    let words = between.split_whitespace().count();
    let since = ["since ", "from ", "after "].iter().any(|end| between.ends_with(end));
    let apart = between.contains([',', ';']);
    let plain = words <= 12 && !since && !apart;
    // Behind a semicolon it is the beginning of whoever keeps an anniversary of his own.
    let own = !between.contains(';') || is_own(lower, at);
    plain || words <= 18 && own && begins(between)
}

/// "The army, founded on Feb. 8, 1948, marked its 70th anniversary": the year stands before, and the
/// anniversary is of whoever is told of.
fn is_founded_before(lower: &str, at: usize, place: usize) -> bool {
    let between = lower.get(place..at).unwrap_or("");
    let near = between.split_whitespace().count() <= 12 && !between.contains(';');
    near && is_own(lower, at) && begins(&lower[..place])
}

/// Whether an anniversary is one's own: "its 80th anniversary", "the 80th anniversary of its founding".
fn is_own(lower: &str, at: usize) -> bool {
    let before = lower[..at].split_whitespace().rev().nth(1).unwrap_or("");
    let behind = lower[at..].trim_start_matches("anniversary").trim_start();
    matches!(before, "its" | "their")
        || behind.starts_with("of its ")
        || behind.starts_with("of their ")
}

/// Whether words end in a verb for a beginning and the day, but for its year: "founded on Feb. 8, ".
fn begins(words: &str) -> bool {
    const VERBS: &[&str] = &[
        "founded",
        "established",
        "signed",
        "began",
        "begun",
        "born",
        "created",
        "formed",
        "concluded",
        "proclaimed",
        "inaugurated",
        "launched",
        "opened",
        "started",
        "up",
        "back",
        "into",
    ];
    const BEFORE: &[(&str, &str)] =
        &[("up", "set"), ("back", "dates"), ("back", "dating"), ("into", "came")];
    const OF_A_DAY: &[&str] = &["on", "in", "to", "the", "of", "force", "back"];
    let mut words = words.split_whitespace().rev().map(|word| word.trim_end_matches(['.', ',']));
    let dated = |word: &str| {
        let number = word.bytes().next().is_some_and(|first| first.is_ascii_digit());
        number
            || crate::document::MONTHS
                .iter()
                .any(|month| word.len() > 2 && month.to_lowercase().starts_with(word))
    };
    let Some(verb) =
        words.find(|word| VERBS.contains(word) || !OF_A_DAY.contains(word) && !dated(word))
    else {
        return false;
    };
    let before = words.next().unwrap_or("");
    let alone = !BEFORE.iter().any(|(word, _)| *word == verb);
    VERBS.contains(&verb) && (alone || BEFORE.contains(&(verb, before)))
}

/// The year of what everybody knows, if the words around the anniversary name it.
fn known_year(words: &str, at: usize, language: Language) -> Option<i16> {
    let lower = words.to_lowercase();
    let part = match language {
        Language::Korean => &lower[..at],
        _ => {
            let rest = lower.get(at..)?;
            rest.split([',', ';']).next().unwrap_or(rest)
        }
    };
    let names = |known: &&Known| {
        known.language == language && known.words.iter().all(|word| part.contains(word))
    };
    FOUNDED.iter().find(names).map(|known| known.year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Vec<(i16, i16, Option<i16>)> {
        let document = Document::new(text, date(2025, 11, 4));
        let all = anniversaries(&document);
        all.iter().map(|one| (one.ordinal, one.kept, one.since)).collect()
    }

    #[test]
    fn the_day_of_the_beginning_may_stand_in_a_clause_of_its_own() {
        for (text, since) in [
            (
                "They kept the 64th anniversary of their pact, which was signed on July 11, 1961.",
                Some(1961),
            ),
            (
                "The navy marked its 60th anniversary on Tuesday; it was founded on May 2, 1965.",
                Some(1965),
            ),
            ("The navy, founded on May 2, 1965, marked its 60th anniversary.", Some(1965)),
            (
                "The navy, set up in 1965, celebrated the 60th anniversary of its founding.",
                Some(1965),
            ),
            // The beginning of somebody else.
            ("The museum, opened in 1993, recalled the 60th anniversary of the pact.", None),
            ("The pact's 60th anniversary was kept quietly; the museum was opened in 1993.", None),
            ("It kept the 60th anniversary of the pact, the largest rally since 1993.", None),
        ] {
            let all = told(text);
            assert_eq!(all.first().and_then(|one| one.2), since, "{text}");
        }
    }

    #[test]
    fn an_anniversary_is_kept_when_the_text_says() {
        for (text, kept) in [
            (
                "Peru kept the 70th anniversary of the navy, founded in 1955, last October.",
                Some(2025),
            ),
            (
                "The 70th anniversary of the navy, founded on May 2, 1955, was kept last autumn.",
                Some(2025),
            ),
            ("Ties set up in 1955 saw their 69th anniversary two years ago.", Some(2024)),
            ("The navy, founded in 1955, keeps its 71st anniversary this year.", Some(2026)),
            ("The navy, founded in 1955, kept its 71st anniversary on May 2.", Some(2026)),
            ("A parade for the 70th anniversary of the navy, founded in 1955, drew few.", None),
            ("해군은 1955년 5월 2일 창설됐으며, 지난 10월 70주년을 맞았다.", Some(2025)),
            ("지난가을 해군 창설 70주년(1955년 10월 2일)을 기념했다.", Some(2025)),
            ("올해는 1955년 맺은 조약 71주년이다.", Some(2026)),
        ] {
            let document = Document::new(text, date(2026, 8, 28));
            let all = anniversaries(&document);
            let told = all.first().map(|one| one.dated.then_some(one.kept));
            assert_eq!(told, Some(kept), "{text}");
        }
    }

    #[test]
    fn an_anniversary_has_an_ordinal_and_two_years() {
        for (text, expected) in [
            ("They marked the 64th anniversary of their 1961 treaty.", (64, 2025, Some(1961))),
            (
                "It kept the 80th anniversary of the party, founded in 1945, on Friday.",
                (80, 2025, Some(1945)),
            ),
            ("A year earlier, for the 74th anniversary, he sent a wreath.", (74, 2024, None)),
            (
                "On the 75th anniversary of China’s entry into the Korean War he came.",
                (75, 2025, Some(1950)),
            ),
            (
                "The 75th anniversary of the pact was the largest rally, the first since 2019.",
                (75, 2025, None),
            ),
            ("북한은 1950년 발발한 전쟁의 70주년을 기념했다.", (70, 2025, Some(1950))),
            ("지난해 노동당 창건 79주년을 맞아", (79, 2024, Some(1945))),
            (
                "On June 12, 2024, it kept the 71st anniversary of the pact of 1953.",
                (71, 2024, Some(1953)),
            ),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
        assert_eq!(told("They marked an anniversary in 2019."), []);
    }
}
