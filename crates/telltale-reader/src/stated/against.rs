//! Against what a flow, or its growth, is expected to be more or less.
//!
//! "Higher in October than in September" is a level against that of the month before. "To grow faster in
//! October than in September" is a growth against another growth, and leaves open whether either is one on
//! the month or on the year.

use telltale_observation::{Month, Period};

use super::expected::COURSE_KO;
use crate::sighting::Basis;
use crate::{Document, Expectation, Language, time};

/// Words that compare with the year, or the month, before by themselves.
const ON_YEAR: &[&str] = &[
    "year-on-year",
    "year on year",
    "on the year",
    "year-over-year",
    "전년",
    "1년 전보다",
    "1년 전에 비해",
    "1년 전 대비",
    "지난해보다",
    "작년보다",
    "지난해 대비",
    "작년 대비",
    "지난해 같은",
    "작년 같은",
];
const ON_MONTH: &[&str] = &[
    "month-on-month",
    "month on month",
    "on the month",
    "month-over-month",
    "전월",
    "전달",
    "지난달보다",
    "지난달 대비",
    "지난달에 비해",
    "한 달 전보다",
    "한 달 전에 비해",
];
/// Names of the year, or the month, before, which compare where a word of comparison leads to them:
/// "to fall last month" compares with nothing.
const YEAR_BEFORE: &[&str] =
    &["year earlier", "year ago", "year before", "previous year", "last year", "year-earlier"];
const MONTH_BEFORE: &[&str] =
    &["month earlier", "month ago", "month before", "previous month", "last month"];
const COMPARING: &[&str] = &["than", "from", "over", "on", "against", "versus", "compared"];

/// The words of comparison that lead to these times, each the nearest, with few words between.
fn compared_by<'t>(lower: &'t str, times: &[&str]) -> Vec<Compared<'t>> {
    let places = times.iter().flat_map(|time| lower.match_indices(time));
    let by = |(at, _): (usize, &str)| {
        let mut before = lower[..at].split_whitespace().rev().take(6);
        let word = before.find(|word| COMPARING.contains(word))?;
        Some(Compared { word, after: before.next().unwrap_or("") })
    };
    places.filter_map(by).collect()
}

/// A word that compares, and the one before it.
struct Compared<'t> {
    word: &'t str,
    after: &'t str,
}

/// Against what something is expected: the month or the year before, or what the text leaves open;
/// `None` for another time. `is_growth` if it is the growth that is to be more or less.
pub(super) fn against(
    document: &Document,
    of: &Expectation,
    (lower, is_growth): (&str, bool),
) -> Option<Option<Basis>> {
    // Of a time that is no month, no figures are asked.
    let Some(month) = of.period.and_then(Period::as_month) else { return Some(None) };
    let what = document.text.get(of.what.0..of.what.1)?;
    let times = time::find(what, document.language, document.published);
    let dated = times.iter().filter(|time| time.is_dated());
    let months: Vec<Option<Month>> =
        dated.map(|time| Period::new(time.start, time.end).ok()?.as_month()).collect();
    let (year, before) = match is_growth {
        true => bases_of_growth(document.language, lower)?,
        false => {
            let has = |list: &[&str]| list.iter().any(|words| lower.contains(words));
            let year = has(ON_YEAR) || !compared_by(lower, YEAR_BEFORE).is_empty();
            (year, has(ON_MONTH) || !compared_by(lower, MONTH_BEFORE).is_empty())
        }
    };
    // "Than in 2024" is another time; the year of "on the year" is none.
    if !year && months.iter().any(Option::is_none) {
        return None;
    }
    // A month by its name alone is one of any year; told twice, it is once that of the year before.
    let numbers = months.into_iter().flatten().map(Month::number);
    let (same, others): (Vec<i8>, Vec<i8>) = numbers.partition(|of| *of == month.number());
    let is_twice = same.len() > 1;
    let is_before = |number: &i8| *number == month.plus(-1).number();
    if !others.iter().all(is_before) {
        return None;
    }
    if is_growth {
        // The month before, where it is told, is the one whose growth is the bar, and says nothing of what
        // either grew against. The growth of a year ago is another bar.
        return match (year, before) {
            // 전년 동월 tells the month again, and says against what.
            (false, _) if is_twice => None,
            (true, true) => None,
            (true, false) => Some(Some(Basis::Year)),
            (false, true) => Some(Some(Basis::Month)),
            (false, false) => Some(None),
        };
    }
    match (year || is_twice, before) {
        (true, true) => None,
        (true, false) if others.is_empty() => Some(Some(Basis::Year)),
        (true, false) => None,
        (false, false) if others.is_empty() => Some(None),
        (false, _) => Some(Some(Basis::Month)),
    }
}

/// Whether a growth that is to be more or less is one on the year, or on the month; `None` where it is to
/// be more than the growth of a year ago, or may be.
fn bases_of_growth(language: Language, lower: &str) -> Option<(bool, bool)> {
    if language == Language::Korean {
        let year = of_growth_ko(lower, ON_YEAR);
        let month = of_growth_ko(lower, ON_MONTH);
        return match year {
            Some(false) => None,
            _ => Some((year == Some(true), month == Some(true))),
        };
    }
    let has = |list: &[&str]| list.iter().any(|words| lower.contains(words));
    // "To grow faster from a year earlier" is a growth on the year. "Faster than a year earlier" is not, and
    // of "growth to quicken from a year earlier" nobody knows.
    let is_noun = lower.contains("growth");
    let is_basis =
        |by: &Compared<'_>| by.word != "than" && (!is_noun || by.after.starts_with("growth"));
    let years = compared_by(lower, YEAR_BEFORE);
    if !years.iter().all(is_basis) {
        return None;
    }
    Some((has(ON_YEAR) || !years.is_empty(), has(ON_MONTH)))
}

/// Whether Korean words that compare with a time are what a growth is taken against (전년 대비 증가율), and
/// not what it is to be more than (증가율이 전년보다); `None` where they do not stand.
fn of_growth_ko(lower: &str, times: &[&str]) -> Option<bool> {
    let course = COURSE_KO.iter().filter_map(|(noun, _)| lower.find(noun)).min();
    let places = times.iter().flat_map(|time| lower.match_indices(time));
    let is_basis = |(at, _): (usize, &str)| {
        let between = course.and_then(|course| lower.get(at..course));
        between.is_some_and(|words| words.contains("대비") && !words.contains("보다"))
    };
    places.map(is_basis).reduce(|one, other| one && other)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::stated::expected;
    use crate::{Basis, Document, Reader};

    #[test]
    fn the_month_whose_growth_is_the_bar_is_not_what_it_grew_against() {
        let reader = Reader::load();
        let (any, year, month) = (Some(None), Some(Some(Basis::Year)), Some(Some(Basis::Month)));
        let en = "Traders expect China's exports to North Korea to";
        for (text, against) in [
            (format!("{en} grow faster in October than in September."), any),
            (format!("{en} grow even faster in October."), any),
            (format!("{en} show a bigger increase in October than in September."), any),
            (format!("{en} grow faster in October than the month before."), any),
            (format!("{en} grow faster on the year in October than in September."), year),
            (format!("{en} grow faster from a year earlier in October than in September."), year),
            (format!("{en} grow faster month on month in October than in September."), month),
            // The growth of a year ago is another bar, and that of March too.
            (format!("{en} grow faster in October than a year earlier."), None),
            (format!("{en} grow faster in October than in March."), None),
            (format!("{en} grow faster in October 2025 than in October 2024."), None),
            // A level is higher than another month's.
            (format!("{en} be higher in October than in September."), month),
            (format!("{en} be higher in October than a year earlier."), year),
            ("학자들은 10월 중국의 대북 수출 증가율이 9월보다 높아질 것으로 전망했다.".to_owned(), any),
            ("학자들은 10월 중국의 대북 수출 증가율이 전월보다 높아질 것으로 전망했다.".to_owned(), any),
            (
                "학자들은 10월 중국의 대북 수출의 전년 동월 대비 증가율이 9월보다 높아질 것으로 전망했다."
                    .to_owned(),
                year,
            ),
            (
                "학자들은 10월 중국의 대북 수출의 전월 대비 증가율이 높아질 것으로 전망했다.".to_owned(),
                month,
            ),
            (
                "학자들은 10월 중국의 대북 수출 증가율이 전년보다 높아질 것으로 전망했다.".to_owned(),
                None,
            ),
        ] {
            let document = Document::new(text.as_str(), date(2025, 11, 4));
            let found = reader.read_whole(&document).outlook.expectations;
            let [one] = &found[..] else { panic!("{text}: {found:?}") };
            let found = expected(&document, &document.sentences(), one).map(|one| one.against);
            assert_eq!(found, against, "{text}");
        }
    }
}
