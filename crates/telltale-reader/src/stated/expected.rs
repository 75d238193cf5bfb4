//! What a text expects of a flow: that there be more or less of it, or that it grow faster or slower.
//!
//! Only what can mean one thing is taken. "Exports to slow" may mean that there will be less of them or
//! that they will grow by less; of "to rise 10 percent" more is expected than a rise.

use super::against::against;
use super::words::{Word, words};
use super::{StandIn, held};
use crate::document::MONTHS;
use crate::outlook::words::{channel_of, each_word};
use crate::sighting::{Basis, Span};
use crate::{Document, Expectation, Language};

/// What is expected.
#[derive(Clone, Debug)]
pub struct Expected {
    /// More, or less.
    pub up: bool,
    /// Whether it is the growth that is to be more or less, and not the flow.
    pub growth: bool,
    /// Against the month or the year before; `None` where the text does not say.
    pub against: Option<Basis>,
    /// A sentence that tells an amount of the flow, which says whose it is and with whom.
    pub stand_in: Option<StandIn>,
}

/// What an expectation comes to; `None` where it may mean several things, says by how much, or is one that
/// nobody has.
/// `sentences` are those of the document.
pub fn expected(
    document: &Document,
    sentences: &[Span],
    expectation: &Expectation,
) -> Option<Expected> {
    // Where the reader saw no direction, "stronger" and the like are of something else.
    expectation.direction?;
    if !held::is_held(document, expectation) {
        return None;
    }
    let what = expectation.what;
    let lower = document.text.get(what.0..what.1)?.to_ascii_lowercase();
    let sorts = match document.language {
        Language::English => english(&lower)?,
        Language::Korean => korean(&lower)?,
        Language::Chinese | Language::Russian => return None,
    };
    let (up, growth) = meant(&sorts)?;
    let against = against(document, expectation, (&lower, growth))?;
    let stand_in = stand_in(document, sentences, expectation, &sorts);
    Some(Expected { up, growth, against, stand_in })
}

/// What a word says of the way that something goes, with where it begins.
type Placed = (usize, Sort);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// "Rise", "fall", "more": the flow goes up or down.
    Goes(bool),
    /// "Growth", "a bigger rise", "증가율"; of a decline `false`.
    Course(bool),
    /// "Higher", "smaller": of the flow or of its course.
    Size(bool),
    /// "Faster", "slow": of its course.
    Pace(bool),
}

/// Up or down, and whether of the growth; `None` where the words may mean several things.
fn meant(sorts: &[Placed]) -> Option<(bool, bool)> {
    let all = |of: fn(Sort) -> Option<bool>| {
        let mut found = sorts.iter().filter_map(|(_, sort)| of(*sort));
        let first = found.next();
        let is_one = found.all(|up| Some(up) == first);
        // Of two that differ nothing is known.
        if is_one { Ok(first) } else { Err(()) }
    };
    let goes = all(|sort| if let Sort::Goes(up) = sort { Some(up) } else { None }).ok()?;
    let course = all(|sort| if let Sort::Course(up) = sort { Some(up) } else { None }).ok()?;
    let size = all(|sort| if let Sort::Size(up) = sort { Some(up) } else { None }).ok()?;
    let pace = all(|sort| if let Sort::Pace(up) = sort { Some(up) } else { None }).ok()?;
    match (goes, course, size, pace) {
        // "To fall faster": less of it by more.
        (Some(false), _, _, Some(_)) | (_, Some(false), _, Some(_)) => None,
        // "To slow", of what does not grow by these words.
        (None, None, _, Some(false)) => None,
        (_, _, None, Some(pace)) => Some((pace, true)),
        (_, _, Some(_), Some(_)) => None,
        // "Even higher growth", "growth to rise", "a smaller increase".
        (None, Some(true), Some(size), None) => Some((size, true)),
        (Some(goes), Some(true), None, None) if is_of_course(sorts) => Some((goes, true)),
        (None, Some(course), None, None) => Some((course, false)),
        (None, None, Some(size), None) => Some((size, false)),
        (Some(goes), None, None, None) => Some((goes, false)),
        _ => None,
    }
}

/// Whether it is a growth that is to go up or down, and not a flow because of some growth.
fn is_of_course(sorts: &[Placed]) -> bool {
    matches!(sorts, [(_, Sort::Course(true)), (_, Sort::Goes(_)), ..])
}

const GOES_EN: &[(&str, bool)] = &[
    ("rise", true),
    ("rising", true),
    ("rose", true),
    ("increas", true),
    ("grow", true),
    ("grew", true),
    ("climb", true),
    ("surg", true),
    ("jump", true),
    ("expand", true),
    ("rebound", true),
    ("recover", true),
    ("soar", true),
    ("gain", true),
    ("fall", false),
    ("fell", false),
    ("declin", false),
    ("decreas", false),
    ("drop", false),
    ("shrink", false),
    ("shrank", false),
    ("contract", false),
    ("slump", false),
    ("plung", false),
    ("diminish", false),
    ("dwindl", false),
];

const SIZE_EN: &[(&str, bool)] = &[
    ("higher", true),
    ("bigger", true),
    ("larger", true),
    ("greater", true),
    ("stronger", true),
    ("sharper", true),
    ("steeper", true),
    ("lower", false),
    ("smaller", false),
    ("weaker", false),
    ("gentler", false),
];

const PACE_EN: &[(&str, bool)] = &[
    ("faster", true),
    ("quicker", true),
    ("accelerat", true),
    ("quicken", true),
    ("slow", false),
    ("decelerat", false),
    ("moderat", false),
];

/// Words that tell by how much, or that turn what is expected into something else.
const SIZED_EN: &[&str] = &[
    "percent",
    "cent",
    "pct",
    "percentage",
    "point",
    "points",
    "million",
    "billion",
    "trillion",
    "thousand",
    "half",
    "third",
    "quarter",
    "tenth",
    "fifth",
    "twofold",
    "threefold",
    "triple",
    "tripled",
    "double",
    "doubled",
    "halve",
    "halved",
    "quadruple",
    "times",
];

/// Words by which something is expected not to be, or only said to be possible.
const NOT_EN: &[&str] = &[
    "not", "no", "never", "neither", "nor", "without", "cannot", "unlikely", "fail", "fails",
    "stop", "stops", "cease", "unless", "if", "whether", "than", "instead", "or", "but", "until",
    "hardly", "scarcely", "barely", "rarely", "seldom", "nobody", "none", "doubt", "doubtful",
    "provided", "assuming", "wrong", "wrongly", "mistaken",
];

/// The words of a direction; `None` where one of them turns it into something else.
fn english(lower: &str) -> Option<Vec<Placed>> {
    let all = words(lower, &['\'', '’', '-', '%', '$', '.'], &[',']);
    let mut found = Vec::new();
    for (at, &(from, word)) in all.iter().enumerate() {
        let word = word.trim_end_matches('.');
        let sized = word.contains(['%', '$']) || SIZED_EN.contains(&word);
        let than = word == "than" && is_of_a_time(&all, at);
        if sized
            || !than && NOT_EN.contains(&word)
            || word.ends_with("n't")
            || word.ends_with("n’t")
        {
            return None;
        }
        let begins = |list: &[(&str, bool)]| {
            list.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, up)| *up)
        };
        let before = at.checked_sub(1).map_or("", |before| all[before].1);
        let compared = SIZE_EN.iter().chain(PACE_EN).any(|(stem, _)| before.starts_with(stem));

        let next = all.get(at + 1).map_or("", |next| next.1);
        let next = next.trim_end_matches('.');
        // "Squeezed by stronger sanctions", "as growth slows": what is a cause is not expected of the flow.
        let of_cause = [GOES_EN, SIZE_EN, PACE_EN].iter().any(|list| begins_with(list, next));
        if CAUSES.contains(&word)
            || word == "by" && of_cause
            || word == "from" && !is_a_time(next) && !found.is_empty()
        {
            break;
        }
        let of_flow =
            |word: &str| word.is_empty() || OF_FLOW.contains(&word) || begins_with(GOES_EN, word);
        if begins_with(SIZE_EN, word) && !of_flow(next) {
            return None;
        }
        let more = matches!(word, "more" | "fewer" | "less")
            && matches!(next, "" | "from" | "to" | "in" | "this" | "goods");
        let sort = match word {
            "growth" => Some(Sort::Course(true)),
            _ if more => Some(Sort::Goes(word == "more")),
            _ => (begins(SIZE_EN).map(Sort::Size))
                .or_else(|| begins(PACE_EN).map(Sort::Pace))
                .or_else(|| {
                    let up = begins(GOES_EN)?;
                    Some(if compared { Sort::Course(up) } else { Sort::Goes(up) })
                }),
        };
        found.extend(sort.map(|sort| (from, sort)));
    }
    Some(found)
}

fn begins_with(list: &[(&str, bool)], word: &str) -> bool {
    list.iter().any(|(stem, _)| word.starts_with(stem))
}

/// Whether a word behind "from" or "in" begins a time or names one.
fn is_a_time(word: &str) -> bool {
    let word = word.trim_end_matches(['s', '\'', '’', '.']);
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    digits || MONTHS.contains(&word) || ["a", "the", "last", "year", "month"].contains(&word)
}

/// Words behind which a cause stands, and no longer what is expected.
const CAUSES: &[&str] = &[
    "as",
    "because",
    "amid",
    "amidst",
    "after",
    "while",
    "since",
    "due",
    "owing",
    "given",
    "despite",
    "following",
    "thanks",
    "with",
    "when",
    "under",
];

/// What a size may be of, and what may follow it where it is of the flow.
const OF_FLOW: &[&str] = &[
    "growth",
    "in",
    "than",
    "this",
    "again",
    "still",
    "from",
    "level",
    "levels",
    "total",
    "totals",
    "figure",
    "figures",
    "volume",
    "volumes",
    "number",
    "numbers",
    "exports",
    "imports",
    "trade",
    "shipments",
    "pace",
    "rate",
    "on",
    "over",
];

/// Whether what stands behind a "than" is another time: "than in September", "than a year earlier".
fn is_of_a_time(all: &[Word<'_>], than: usize) -> bool {
    let behind = all.get(than + 1..).unwrap_or_default();
    let first = behind.iter().map(|one| one.1).find(|word| !matches!(*word, "in" | "that" | "of"));
    let names = first.is_some_and(|word| {
        let word = word.trim_end_matches(['s', '\'', '’', '.']);
        MONTHS.contains(&word) || matches!(word, "a" | "the" | "last")
    });
    names && behind.len() <= 6
}

pub(super) const COURSE_KO: &[(&str, bool)] = &[
    ("증가율", true),
    ("증가세", true),
    ("증가폭", true),
    ("성장률", true),
    ("성장세", true),
    ("상승률", true),
    ("상승폭", true),
    ("상승세", true),
    ("감소율", false),
    ("감소세", false),
    ("감소폭", false),
    ("하락세", false),
    ("하락폭", false),
];

const GOES_KO: &[(&str, bool)] = &[
    ("늘", true),
    ("증가", true),
    ("오를", true),
    ("오르", true),
    ("상승", true),
    ("확대", true),
    ("커지", true),
    ("커질", true),
    ("높아", true),
    ("급증", true),
    ("반등", true),
    ("회복", true),
    ("성장", true),
    ("줄", false),
    ("감소", false),
    ("하락", false),
    ("축소", false),
    ("급감", false),
    ("낮아", false),
    ("떨어", false),
    ("위축", false),
];

const SIZE_KO: &[(&str, bool)] = &[("높은", true), ("큰", true), ("낮은", false), ("작은", false)];

const PACE_KO: &[(&str, bool)] = &[
    ("빠르", true),
    ("빨라", true),
    ("가팔라", true),
    ("가파르", true),
    ("가속", true),
    ("둔화", false),
    ("느려", false),
];

const NOT_KO: &[&str] = &[
    "않", "못", "없", "아니", "멈추", "멈출", "그치", "그칠", "어렵", "어려", "힘들", "만약",
    "경우",
];

/// The words of a direction; `None` where one of them turns it into something else.
fn korean(text: &str) -> Option<Vec<Placed>> {
    if NOT_KO.iter().any(|word| text.contains(word)) {
        return None;
    }
    let mut found = Vec::new();
    // What stands before the flow is a cause: "수요 감소로 수출이 늘".
    let nouns = each_word(text, (0, text.len()))
        .filter(|(_, word)| channel_of(word).is_some_and(telltale_observation::Channel::is_trade));
    let noun = nouns.map(|(span, _)| span.0).last().unwrap_or(0);
    for (from, word) in words(text, &['%'], &[]).into_iter().filter(|(from, _)| *from >= noun) {
        let sized = word.contains('%')
            || ["퍼센트", "배로", "절반", "달러", "위안"].iter().any(|unit| word.contains(unit));
        if sized {
            return None;
        }
        let begins = |list: &[(&str, bool)]| {
            list.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, up)| *up)
        };
        let sort = (begins(COURSE_KO).map(Sort::Course))
            .or_else(|| begins(PACE_KO).map(Sort::Pace))
            .or_else(|| begins(SIZE_KO).map(Sort::Size))
            .or_else(|| begins(GOES_KO).map(Sort::Goes));
        found.extend(sort.map(|sort| (from, sort)));
    }
    Some(found)
}

/// Words at the end of what is said to be of a flow, before what is expected of it.
const TRAILING: &[&str] = &[
    "to",
    "will",
    "would",
    "may",
    "might",
    "could",
    "should",
    "be",
    "is",
    "are",
    "show",
    "shows",
    "even",
    "still",
    "further",
    "likely",
    "set",
    "expected",
    "forecast",
    "projected",
    "a",
    "an",
    "the",
    "continue",
    "keep",
    "and",
    "that",
    "of",
    "in",
    "post",
    "record",
    "see",
    "더",
    "더욱",
    "또",
    "다시",
    "큰",
    "폭으로",
    "크게",
    "계속",
    "한층",
    "꾸준히",
    "소폭",
];

/// The flow's own words with an amount behind them: "China's imports from North Korea came to …".
fn stand_in(
    document: &Document,
    sentences: &[Span],
    of: &Expectation,
    sorts: &[Placed],
) -> Option<StandIn> {
    let what = of.what;
    let places = sorts.iter().map(|(at, _)| what.0 + at);
    let ends: Vec<usize> = places.chain([what.1]).collect();
    let mut from = what.0;
    let mut flow = None;
    for end in ends {
        // Two words at one place, as "rise/increase".
        let part = (from.min(end), end);
        let names = each_word(&document.text, part)
            .any(|(_, word)| channel_of(word).is_some_and(telltale_observation::Channel::is_trade));
        if names {
            flow = Some(part);
            break;
        }
        // Behind the word that tells the direction.
        let behind = document.text.get(end..what.1).unwrap_or("");
        let word = behind.find(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
        from = end + word.unwrap_or(behind.len());
    }
    let (start, end) = flow?;
    let mut words: Vec<&str> = document.text[start..end].split_whitespace().collect();
    while words.last().is_some_and(|last| TRAILING.contains(&last.to_ascii_lowercase().as_str())) {
        words.pop();
    }
    while words.first().is_some_and(|word| matches!(*word, "in" | "of" | "for" | "that")) {
        words.remove(0);
    }
    let flow = words.join(" ");
    let (amount, tail) = match document.language {
        Language::Korean => ("700만 달러", "700만 달러였다."),
        _ => ("$7 million", "came to $7 million."),
    };
    let told = format!("{flow} {tail}");
    Some(StandIn::new((document, sentences), of.span, of.span, (&told, amount)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Reader;

    fn read(text: &str) -> Option<(bool, bool, Option<Basis>)> {
        let reader = Reader::load();
        let document = Document::new(text, date(2025, 11, 4));
        let found = reader.read_whole(&document).outlook.expectations;
        let [one] = &found[..] else { panic!("{text}: {found:?}") };
        let found = expected(&document, &document.sentences(), one)?;
        Some((found.up, found.growth, found.against))
    }

    #[test]
    fn a_level_is_told_from_its_growth() {
        let told = |what: &str| read(&format!("Analysts expect {what}."));
        for (what, up, growth, against) in [
            ("China's exports to North Korea to rise in October", true, false, None),
            ("China's exports to North Korea to increase in October", true, false, None),
            ("a further rise in China's exports to North Korea in October", true, false, None),
            ("China's imports from North Korea to fall in October", false, false, None),
            ("China's October exports to North Korea to grow faster", true, true, None),
            ("October's exports to show even higher growth", true, true, None),
            ("the growth of Chinese exports to North Korea to slow in October", false, true, None),
            ("exports to North Korea to show a smaller increase in October", false, true, None),
            (
                "China's exports to North Korea to be higher in October than in September",
                true,
                false,
                Some(Basis::Month),
            ),
            (
                "China's exports to North Korea to be higher in October 2025 than in October 2024",
                true,
                false,
                Some(Basis::Year),
            ),
            ("China's exports to North Korea to fall in October last year", false, false, None),
            ("China's exports to North Korea to fall last month", false, false, None),
            (
                "China's exports to North Korea to rise in October from a year earlier as demand falls",
                true,
                false,
                Some(Basis::Year),
            ),
            ("a rise/increase in China's exports to North Korea in October", true, false, None),
            (
                "China's exports to North Korea to fall year on year in October",
                false,
                false,
                Some(Basis::Year),
            ),
        ] {
            assert_eq!(told(what), Some((up, growth, against)), "{what}");
        }
    }

    #[test]
    fn what_may_mean_several_things_is_left() {
        let told = |what: &str| read(&format!("Analysts expect {what}."));
        for what in [
            "China's exports to North Korea to slow in October",
            "China's exports to North Korea to fall faster in October",
            "China's exports to North Korea to rise 10 percent in October",
            "China's exports to North Korea to rise and imports to fall in October",
            "China's exports to North Korea not to rise in October",
            "China's exports to North Korea to be higher in October than in March",
            "China's exports to North Korea to rise to $200 million in October",
            "China's exports to North Korea to rise faster than imports in October",
            "China's exports to North Korea to be hit by stronger sanctions in October",
            "China's exports to North Korea to suffer from higher tariffs in October",
            "China's exports to North Korea to be squeezed as growth in Russia slows in October",
            "China's exports to North Korea to face stronger demand for rice in October",
            "China's exports to North Korea to be hit by rising tariffs in October",
        ] {
            assert_eq!(told(what), None, "{what}");
        }
    }

    #[test]
    fn korean_growth_is_told_from_its_level() {
        for (text, told) in [
            (
                "전문가들은 10월 중국의 대북 수출이 증가할 것으로 전망했다.",
                Some((true, false, None)),
            ),
            (
                "전문가들은 10월 중국의 대북 수입이 전년 대비 줄어들 것으로 예상했다.",
                Some((false, false, Some(Basis::Year))),
            ),
            (
                "전문가들은 10월 중국의 대북 수출 증가율이 높아질 것으로 전망했다.",
                Some((true, true, None)),
            ),
            (
                "전문가들은 10월 중국의 대북 수출 증가세가 둔화될 것으로 전망했다.",
                Some((false, true, None)),
            ),
            (
                "전문가들은 수요 감소로 10월 중국의 대북 수출이 늘어날 것으로 전망했다.",
                Some((true, false, None)),
            ),
            ("전문가들은 10월 중국의 대북 수출이 늘지 않을 것으로 전망했다.", None),
            ("전문가들은 10월 중국의 대북 수출이 10% 증가할 것으로 전망했다.", None),
        ] {
            assert_eq!(read(text), told, "{text}");
        }
    }

    #[test]
    fn what_stands_in_tells_whose_flow_it_is() {
        let reader = Reader::load();
        for (text, flow) in [
            (
                "Traders forecast that China's imports from North Korea will fall in October.",
                "CHN PRK trade.imports",
            ),
            (
                "Imports from North Korea by China are expected to fall in October.",
                "CHN PRK trade.imports",
            ),
            (
                "Analysts expect a further rise in Chinese exports to North Korea in October.",
                "CHN PRK trade.exports",
            ),
            (
                "전문가들은 10월 중국의 대북 수입이 더 줄어들 것으로 전망했다.",
                "CHN PRK trade.imports",
            ),
        ] {
            let text = format!(
                "China exported goods worth $228 million to North Korea in September 2025. {text}"
            );
            let document = Document::new(text.as_str(), date(2025, 11, 4));
            let found = reader.read_whole(&document).outlook.expectations;
            let one = found.last().unwrap_or_else(|| panic!("{text}"));
            let told = expected(&document, &document.sentences(), one).unwrap();
            let stand_in = told.stand_in.unwrap();
            let seen = reader.read(&stand_in.document);
            let of = |seen: &crate::Sighting| {
                let code = |actor: Option<telltale_observation::Actor>| {
                    actor.map_or("-".to_owned(), |actor| actor.code().to_owned())
                };
                format!("{} {} {}", code(seen.actor), code(seen.target), seen.channel.name())
            };
            let at = seen
                .iter()
                .find(|seen| stand_in.amount.0 <= seen.span.1 && seen.span.0 < stand_in.amount.1);
            assert_eq!(at.map(of).as_deref(), Some(flow), "{}", stand_in.document.text);
        }
    }
}
