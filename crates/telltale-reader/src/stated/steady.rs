//! Words that say that something stayed as it was, or turned, or grew faster, without a number that could
//! be held against a figure: "unchanged", "recovered", "5월과 같았다". They are told so that they can be
//! listed where no claim was made of them.

use super::direction;
use super::doubt::clause;
use super::words::{Word, words};
use crate::document::MONTHS;
use crate::sighting::Span;
use crate::{Document, Language};

/// What such words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steady {
    /// That it stayed as it was.
    Same,
    /// That it turned up or down, which a change that way bears out.
    Turned(bool),
    /// That it turned, went on, or grew faster or slower.
    Otherwise,
}

/// The words of a sentence that say so, in order.
pub fn steady(document: &Document, sentence: Span) -> Vec<(Span, Steady)> {
    let lower = document.text[sentence.0..sentence.1].to_ascii_lowercase();
    let found = match document.language {
        Language::English => english(&lower),
        Language::Korean => korean(&lower),
        _ => Vec::new(),
    };
    found
        .into_iter()
        .map(|((from, to), says)| ((sentence.0 + from, sentence.0 + to), says))
        .collect()
}

/// Words of what stays as it is.
#[rustfmt::skip]
const SAME: &[&str] = &[
    "unchanged", "stagnated", "stagnating", "stagnant", "flatlined", "plateaued", "equalled", "equaled",
    "equalling", "equaling", "matched", "matching", "matches",
];

/// The same in several words; a blank stands for any gap.
#[rustfmt::skip]
const SAME_PHRASES: &[&str] = &[
    "were flat", "was flat", "remained flat", "stayed flat", "flat at", "flat from", "broadly flat",
    "largely flat", "essentially flat", "virtually flat", "held steady", "remained steady", "stayed steady",
    "were steady", "was steady", "steady at", "holding steady", "remained stable", "stayed stable",
    "were stable", "was stable", "stable at", "little changed", "hardly changed", "barely changed",
    "scarcely changed", "no change", "did not change", "not change", "same as", "same amount as", "same level as",
    "as much as in", "as much as a", "as much as the", "as many as in", "as high as in", "as low as in",
    "in line with", "level with", "on a par with", "on par with", "equal to", "identical to", "similar to",
    "comparable to", "hardly differed", "barely differed", "little different", "no different",
    "kept pace with",
];

/// Verbs and nouns of a turn upwards that the table of movements leaves out.
#[rustfmt::skip]
const UP: &[&str] = &[
    "recovered", "recovering", "recovers", "strengthened", "strengthening", "improved", "improving", "revived",
    "reviving", "uptick", "upturn", "upswing", "comeback", "resurgence", "rallied",
];

/// The same downwards.
#[rustfmt::skip]
const DOWN: &[&str] = &[
    "weakened", "weakening", "worsened", "worsening", "deteriorated", "softened", "softening", "faltered",
    "faltering", "cooled", "cooling", "downtick", "downturn", "downswing",
];

/// Those of a pace, or of either.
#[rustfmt::skip]
const TURNED: &[&str] = &[
    "accelerated", "accelerating", "decelerated", "decelerating", "quickened", "quickening", "slowed",
    "slowing", "moderated", "moderating", "turnaround", "bettered", "overtook",
];

/// The same in several words.
#[rustfmt::skip]
const TURNED_PHRASES: &[&str] = &[
    "gained ground", "lost ground", "gaining ground", "losing ground", "gathered pace", "gathering pace",
    "lost steam", "losing steam", "gained momentum", "lost momentum", "picked up speed", "sped up",
    "speeding up", "further increase", "further rise", "further decrease", "further decline", "further fall",
    "further drop", "another increase", "another rise", "another decline", "another fall", "another drop",
    "another decrease",
];

/// Words between which and a movement it is one that went on: "rose again", "continued to climb".
const AGAIN: &[&str] = &["again", "anew", "afresh"];
const GOES_ON: &[&str] = &["continued", "continues", "continuing", "resumed", "resuming", "kept"];

/// Whether the words of a movement say that it went another way just before: "rose again", "반등했다".
pub fn turns_again(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    ["rebound", " again", "bounced", "반등", "다시 "].iter().any(|word| lower.contains(word))
}

/// Words that lead from one of these to the time that it is held against.
#[rustfmt::skip]
const LEADS: &[&str] =
    &["from", "with", "as", "to", "on", "in", "the", "a", "that", "of", "those", "previous", "last", "same"];

/// Words of such a time, beside months.
const TIMES: &[&str] = &["month", "year", "quarter", "earlier", "before", "ago"];

/// How many words behind them that time may end.
const TIME_MAX: usize = 6;

fn english(text: &str) -> Vec<(Span, Steady)> {
    let all = words(text, &['\'', '’', '-'], &[',', ';', '(', ')']);
    let word = |at: usize| all.get(at).map_or("", |word: &Word<'_>| word.1);
    let end = |at: usize| all[at].0 + all[at].1.len();
    let mut found: Vec<(Span, Steady)> = Vec::new();
    for at in 0..all.len() {
        let phrase = |list: &[&str]| {
            let told = list
                .iter()
                .find(|phrase| phrase.split(' ').enumerate().all(|(on, one)| word(at + on) == one));
            told.map(|phrase| at + phrase.split(' ').count() - 1)
        };
        let single = |list: &[&str]| list.contains(&word(at)).then_some(at);
        let way = |at: usize| {
            let told = |word: &str| direction::way(word, Language::English).is_some();
            told(word(at)) || told(&format!("{}ed", word(at))) || told(&format!("{}s", word(at)))
        };
        let again = || {
            let near = (at + 1..at + 3).find(|near| AGAIN.contains(&word(*near)));
            near.filter(|_| way(at))
        };
        let goes_on = || {
            single(GOES_ON)?;
            (at + 1..at + 4).find(|near| way(*near))
        };
        // "3 million, as in May", and not "half as much again as in May".
        let as_in = || {
            let told = (word(at), word(at + 1)) == ("as", "in") && at > 0 && word(at - 1) == ",";
            told.then_some(at + 1)
        };
        let same = single(SAME).or_else(|| phrase(SAME_PHRASES)).or_else(as_in);
        let same = same.map(|last| (last, Steady::Same));
        let turned = || {
            let up = single(UP).map(|last| (last, Steady::Turned(true)));
            up.or_else(|| single(DOWN).map(|last| (last, Steady::Turned(false))))
        };
        let otherwise = || {
            let told = single(TURNED).or_else(|| phrase(TURNED_PHRASES));
            let told = told.or_else(again).or_else(goes_on).or_else(|| of_pace(&all, at));
            told.map(|last| (last, Steady::Otherwise))
        };
        let Some((last, says)) = same.or_else(turned).or_else(otherwise) else { continue };
        let span = (all[at].0, end(with_time(&all, last)));
        if found.last().is_none_or(|(known, _)| known.1 <= span.0) {
            found.push((span, says));
        }
    }
    found
}

/// The last word of the time that such words are held against, or their own: "unchanged from May".
fn with_time(all: &[Word<'_>], last: usize) -> usize {
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    let is_time = |at: usize| {
        let word = word(at).trim_end_matches("'s").trim_end_matches("’s");
        TIMES.contains(&word) || MONTHS.contains(&word)
    };
    let near =
        (last + 1..last + 1 + TIME_MAX).take_while(|at| is_time(*at) || LEADS.contains(&word(*at)));
    near.filter(|at| is_time(*at)).last().unwrap_or(last)
}

/// "The growth rate of exports rose to": it is the growth that is told to have moved.
fn of_pace(all: &[Word<'_>], at: usize) -> Option<usize> {
    let word = |at: usize| all.get(at).map_or("", |word| word.1);
    if !matches!(word(at), "growth" | "pace") {
        return None;
    }
    let ahead =
        (at + 1..all.len().min(at + 9)).take_while(|near| !matches!(word(*near), "," | ";" | "of"));
    let plain = ahead.clone().find(|near| direction::way(word(*near), Language::English).is_some());
    let rate = word(at + 1) == "rate" && word(at + 2) == "of"
        || word(at + 1) == "in"
        || word(at + 1) == "of";
    let far = || {
        (at + 1..all.len().min(at + 9))
            .find(|near| direction::way(word(*near), Language::English).is_some())
    };
    plain.or_else(|| rate.then(far).flatten())
}

/// Words of Korean for what stays as it is.
#[rustfmt::skip]
const KOREAN_SAME: &[&str] = &[
    "과 같았", "와 같았", "과 같은 수준", "와 같은 수준", "과 동일", "와 동일", "과 비슷", "와 비슷", "과 유사", "와 유사",
    "보합", "제자리걸음", "제자리에", "수준을 유지", "수준이 유지", "수준에 머물", "변동이 없", "변동 없", "변화가 없",
    "변화 없", "차이가 없", "차이 없", "맞먹", "엇비슷", "대등", "필적", "버금",
];

/// Those for a turn upwards and downwards.
#[rustfmt::skip]
const KOREAN_UP: &[&str] = &[
    "수준을 회복", "수준으로 회복", "회복세", "회복했", "개선됐", "개선된", "개선되", "호전", "플러스", "반등에 성공",
    "되살아", "살아났",
];
const KOREAN_DOWN: &[&str] = &["악화됐", "악화된", "악화되", "마이너스", "주춤"];

/// Those for what went on, or grew faster or slower.
#[rustfmt::skip]
const KOREAN_OTHERWISE: &[&str] = &[
    "증가세를 이어", "감소세를 이어", "상승세를 이어", "하락세를 이어", "증가세가", "감소세가", "증가세로", "감소세로",
    "둔화됐", "둔화된", "둔화했", "빨라졌", "빨라진", "느려졌", "가팔라", "가속",
];

fn korean(text: &str) -> Vec<(Span, Steady)> {
    let all = [
        (KOREAN_SAME, Steady::Same),
        (KOREAN_UP, Steady::Turned(true)),
        (KOREAN_DOWN, Steady::Turned(false)),
        (KOREAN_OTHERWISE, Steady::Otherwise),
    ];
    let places = all.iter().flat_map(|(words, says)| {
        let places = words.iter().flat_map(|word| text.match_indices(word));
        places.map(|(at, word)| ((at, at + word.len()), *says))
    });
    let mut found: Vec<(Span, Steady)> =
        places.map(|(span, says)| (whole_words(text, span), says)).collect();
    found.sort_by_key(|one| one.0);
    found.dedup_by(|later, earlier| later.0.0 < earlier.0.1);
    found
}

/// From the word before some letters to the end of their own, in one clause.
fn whole_words(text: &str, (from, to): Span) -> Span {
    let ahead = text[..from].trim_end();
    let first = ahead.rfind(' ').map_or(0, |space| space + 1);
    let first = first.max(clause(text, (from, to)).0).min(from);
    let last = text[to..].find([' ', ',', '.']).map_or(text.len(), |end| to + end);
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str) -> Vec<&str> {
        let document = Document::new(text, date(2026, 8, 24));
        let all = document.sentences();
        all.iter()
            .flat_map(|one| steady(&document, *one))
            .map(|((from, to), _)| &text[from..to])
            .collect()
    }

    #[test]
    fn what_stayed_or_turned_without_a_number_is_told() {
        for (text, words) in [
            ("Sales were unchanged from May, at $3 million.", "unchanged from May"),
            ("Sales came to $3 million, level with May.", "level with May"),
            ("Sales came to $3 million, matching May.", "matching"),
            ("Sales were little changed at $3 million.", "little changed"),
            ("Sales recovered to $3 million.", "recovered"),
            ("Sales rose again, to $3 million.", "rose again"),
            ("Sales continued to climb, reaching $3 million.", "continued to climb"),
            ("Growth in sales rose to 3 percent.", "Growth in sales rose"),
            ("The growth rate of sales fell to 3 percent.", "growth rate of sales fell"),
            ("Sales accelerated, to $3 million.", "accelerated"),
            ("수출은 5억 위안으로 5월과 같았다.", "5월과 같았다"),
            ("수출은 5억 위안으로 보합이었다.", "보합이었다"),
            ("수출 증가세가 3%로 커졌다.", "증가세가"),
        ] {
            let all = told(text);
            assert_eq!(all.len(), 1, "{text}: {all:?}");
            assert!(all[0].trim_end_matches('.').contains(words), "{text}: {all:?}");
        }
        for text in [
            "Sales rose 3 percent from May to $3 million.",
            "Sales were half as much again as in May.",
            "Sales of flat steel came to $3 million.",
            "Trade continued by rail; sales came to $3 million.",
            "수출은 5억 위안으로 3% 늘었다.",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
