//! Sentences about each of many months, some of which they except or only count: "every month of 2024 but
//! May", "in nine of the twelve months", "2월을 제외하고 매달".
//!
//! Their amounts are bounds of months that the sentence does not name, and no amount of the month or the
//! year that it does.

use crate::Language;

/// Words that speak of each month, quarter or year.
const EACH: &[&str] = &[
    "every month",
    "each month",
    "all months",
    "monthly",
    "no month",
    "any month",
    "other month",
    "every quarter",
    "each quarter",
    "no quarter",
    "quarterly",
    "every year",
    "each year",
    "no year",
];

/// Words that except some of them.
const BUT: &[&str] = &[
    "except",
    "excluding",
    "apart from",
    "aside from",
    "save for",
    "save in",
    " save ",
    "other than",
    "with the exception of",
    "barring",
    " bar ",
    " but one",
    " but two",
    " but three",
    " but in ",
    " but january",
    " but february",
    " but march",
    " but april",
    " but may",
    " but june",
    " but july",
    " but august",
    " but september",
    " but october",
    " but november",
    " but december",
    "only in ",
];

/// Numbers below a score, in words.
const COUNTS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "most", "half", "several", "some", "many",
];

const SPANS: &[&str] = &["months", "quarters", "years"];

/// Whether the amounts of a sentence are of months that it excepts others from, or only counts.
pub(super) fn is_excepted(sentence: &str, language: Language) -> bool {
    match language {
        Language::English => {
            let words = sentence.to_ascii_lowercase();
            let has = |cues: &[&str]| cues.iter().any(|cue| words.contains(cue));
            has(EACH) && has(BUT) || opens_with_only(&words) || is_counted(&words)
        }
        Language::Korean => is_korean(sentence),
        _ => false,
    }
}

/// "Only in May did exports fall short", "May was the only month in which".
fn opens_with_only(words: &str) -> bool {
    let only = words.trim_start().starts_with("only in ") && words.contains(" did ");
    only || ["the only month", "the only quarter", "the only year"]
        .iter()
        .any(|one| words.contains(one))
}

/// "nine of the twelve months", "most of the past ten quarters", "all but two months".
fn is_counted(words: &str) -> bool {
    let list: Vec<&str> = words.split(' ').collect();
    let count = |at: usize| {
        let word = list[at].trim_matches([',', '(', '—']);
        COUNTS.contains(&word)
            || !word.is_empty() && word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit())
    };
    let spans = |at: usize| {
        list.get(at).is_some_and(|word| SPANS.contains(&word.trim_matches([',', '.', ';', ')'])))
    };
    (0..list.len()).filter(|&at| count(at)).any(|at| {
        let of = list.get(at + 1) == Some(&"of");
        let out_of = list.get(at + 1..at + 3) == Some(&["out", "of"]);
        let start = at + 2 + usize::from(out_of);
        (of || out_of) && (start..start + 4).any(spans)
            || at > 1 && list[at - 2..at] == ["all", "but"] && (spans(at + 1) || list[at] == "one")
    })
}

fn is_korean(sentence: &str) -> bool {
    const EACH: &[&str] =
        &["매달", "매월", "달마다", "모든 달", "매 분기", "매년", "해마다", "적이 없", "적은 없"];
    const BUT: &[&str] =
        &["제외", "만 빼", "을 빼", "를 빼", "말고는", "말고 ", "외에는", "빼놓고"];
    const ONLY: &[&str] = &["달은", "달이", "분기는", "해는"];
    const COUNTED: &[&str] = &[
        "달 가운데",
        "달 중 ",
        "개월 가운데",
        "개월 중 ",
        "분기 가운데",
        "분기 중 ",
        "년 가운데",
        "해 가운데",
    ];
    let has = |cues: &[&str]| cues.iter().any(|cue| sentence.contains(cue));
    let only =
        has(ONLY) && ["뿐이", "뿐이었", "유일", "밖에 없"].iter().any(|one| sentence.contains(one));
    has(EACH) && has(BUT) || only || is_part_of_months(sentence, COUNTED)
}

/// "열두 달 가운데 열 달은": behind the whole stands how many of them.
fn is_part_of_months(sentence: &str, counted: &[&str]) -> bool {
    counted.iter().any(|cue| {
        sentence.find(cue).is_some_and(|at| {
            let rest = &sentence[at + cue.len()..];
            let near: String = rest.chars().take(16).collect();
            ["달", "개월", "분기", "해", "년"].iter().any(|unit| near.contains(unit))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_excepted;
    use crate::Language;

    #[test]
    fn months_that_are_excepted_or_counted_are_known() {
        for text in [
            "Chile's exports to Peru beat $90 million in each month of 2024 bar June.",
            "With the exception of May, monthly sales to Ghana exceeded $4 million.",
            "In nine of the last twelve months imports topped $3 million.",
            "Imports topped $3 million in 5 out of the 6 months to June.",
            "Only in June did exports to Peru come to less than $50 million.",
            "June was the only month in which exports fell below $50 million.",
        ] {
            assert!(is_excepted(text, Language::English), "{text}");
        }
        for text in [
            "6월을 제외하면 가나의 대토고 수출은 매달 400만 달러를 넘었다.",
            "열두 달 가운데 아홉 달은 수출이 400만 달러를 넘었다.",
            "수출이 400만 달러에 못 미친 달은 6월뿐이었다.",
        ] {
            assert!(is_excepted(text, Language::Korean), "{text}");
        }
    }

    #[test]
    fn other_sentences_are_not() {
        for text in [
            "Exports to Peru came to $90 million in each month of 2024.",
            "Exports, except oil, were $90 million in June.",
            "Exports grew for nine months, to $90 million in June.",
            "Two of the ships that left in June carried rice worth $3 million.",
        ] {
            assert!(!is_excepted(text, Language::English), "{text}");
        }
        for text in ["수출은 매달 400만 달러를 넘었다.", "석유를 제외한 6월 수출은 400만 달러였다."]
        {
            assert!(!is_excepted(text, Language::Korean), "{text}");
        }
    }
}
