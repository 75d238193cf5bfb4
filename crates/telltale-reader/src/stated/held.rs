//! Whether anybody holds what a sentence says is expected. "No analyst expects a rise", "few do", "they no
//! longer expect it", "it is hard to foresee", "had been forecast, and did not come": such words tell of an
//! expectation that nobody has, or that is over. What hangs on a condition is expected of another world.

use super::words::{Word, words};
use crate::korean::is_conditional;
use crate::{Document, Expectation, Language};

/// Whether a sentence says plainly that somebody expects it.
pub(super) fn is_held(document: &Document, expectation: &Expectation) -> bool {
    let ((from, to), what) = (expectation.span, expectation.what);
    let part = |from: usize, to: usize| document.text.get(from..to).unwrap_or("");
    let (ahead, behind) = (part(from, what.0), part(what.1, to));
    match document.language {
        Language::English => {
            let who = expectation.who.map_or(what.0, |who| who.0.clamp(from, what.0));
            let own = own_clause(part(from, who), part(who, what.0));
            let (ahead, behind) = (ahead.to_ascii_lowercase(), behind.to_ascii_lowercase());
            !is_conditional_en(&ahead)
                && !is_denied_en(&own.to_ascii_lowercase(), AHEAD_EN)
                && !is_denied_en(&behind, BEHIND_EN)
                && !part(from, to).trim_end().ends_with('?')
        }
        Language::Korean => {
            let has = |text: &str, list: &[&str]| list.iter().any(|words| text.contains(words));
            let gave_up = behind.split_whitespace().any(is_gone_on_from);
            !is_conditional(part(from, what.1))
                && !has(behind, DENIED_KO)
                && !has(part(from, to), NOBODY_KO)
                && !gave_up
        }
        Language::Chinese | Language::Russian => false,
    }
}

/// Marks and words behind which another clause begins: what it denies is no expecting.
const JOINTS: &[&str] = &["; ", ", and ", ", but ", ", while ", ", whereas "];

/// The words before what is expected, from the last clause that begins before who expects it.
fn own_clause(before: &str, from_who: &str) -> String {
    let joint = JOINTS.iter().filter_map(|joint| Some(before.rfind(joint)? + joint.len())).max();
    format!("{}{from_who}", &before[joint.unwrap_or(0)..])
}

/// Words before an expectation by which it is nobody's, or that of few; or denied, over or given up.
const AHEAD_EN: &[&str] = &[
    "no",
    "none",
    "nobody",
    "no-one",
    "not",
    "cannot",
    "never",
    "neither",
    "nor",
    "hardly",
    "scarcely",
    "barely",
    "rarely",
    "seldom",
    "little",
    "without",
    "minority",
    "handful",
    "fewer",
    "only",
    "longer",
    "once",
    "formerly",
    "previously",
    "initially",
    "originally",
    "used",
    "stop",
    "stops",
    "stopped",
    "ceased",
    "refuse",
    "refuses",
    "refused",
    "hesitate",
    "hesitates",
    "hesitated",
    "doubt",
    "doubts",
    "doubted",
    "doubtful",
    "wrong",
    "mistaken",
    "mistake",
    "premature",
    "early",
    "hard",
    "harder",
    "difficult",
    "impossible",
    "foolish",
    "naive",
    "unwise",
    "unreasonable",
    "unrealistic",
    "far-fetched",
    "fail",
    "fails",
    "failed",
    "unable",
    "reluctant",
    "contrary",
    "deny",
    "denies",
    "denied",
    "reject",
    "rejects",
    "rejected",
    "dismiss",
    "dismisses",
    "dismissed",
    "dispute",
    "disputes",
    "disputed",
    "contradict",
    "contradicts",
    "contradicted",
    "question",
    "questions",
    "questioned",
    "withdraw",
    "withdraws",
    "withdrew",
    "withdrawn",
    "retract",
    "retracts",
    "retracted",
    "abandon",
    "abandons",
    "abandoned",
    "scrap",
    "scraps",
    "scrapped",
    "rescinded",
    "revoked",
    "gave",
    "given",
    "giving",
    "whether",
];

/// Words behind it that take it back.
const BEHIND_EN: &[&str] = &[
    "no",
    "none",
    "nobody",
    "no-one",
    "not",
    "cannot",
    "never",
    "neither",
    "nor",
    "hardly",
    "scarcely",
    "barely",
    "minority",
    "handful",
    "fewer",
    "now",
    "instead",
    "however",
    "wrong",
    "mistaken",
    "doubt",
    "doubts",
    "doubted",
    "doubtful",
    "disagree",
    "disagrees",
    "disagreed",
    "withdrawn",
    "withdrew",
    "retracted",
    "abandoned",
    "scrapped",
    "dropped",
    "revised",
    "missed",
    "disappointed",
    "if",
    "unless",
    "provided",
    "only",
];

/// Words before "few" with which it is some: "a few", "the last few".
const SOME_FEW: &[&str] = &["a", "last", "past", "next", "first", "coming", "these"];
/// Verbs that take a forecast back where it is what they are done to: "cut its forecast".
const TAKEN_BACK: &[&str] = &["cut", "cuts", "dropped", "drops", "lowered", "pulled", "reversed"];

fn is_denied_en(lower: &str, list: &[&str]) -> bool {
    let all: Vec<Word<'_>> = words(lower, &['\'', '’', '-'], &[]);
    let word = |at: usize| all.get(at).map_or("", |one| one.1);
    (0..all.len()).any(|at| {
        let before = at.checked_sub(1).map_or("", word);
        match word(at) {
            "few" => !SOME_FEW.contains(&before),
            // "A hard landing", "early data": only of an expecting are these a denial.
            "hard" | "harder" | "early" | "difficult" | "impossible" => {
                list.contains(&word(at)) && matches!(word(at + 1), "to" | "for")
            }
            "declined" | "declines" | "used" => word(at + 1) == "to",
            "gave" | "given" | "giving" => word(at + 1) == "up",
            "lost" => word(at + 1) == "hope",
            one if TAKEN_BACK.contains(&one) => {
                let next = [word(at + 1), word(at + 2), word(at + 3)];
                next.iter().any(|next| is_of_expecting(next))
            }
            one => list.contains(&one) || one.ends_with("n't") || one.ends_with("n’t"),
        }
    })
}

fn is_of_expecting(word: &str) -> bool {
    ["forecast", "expectation", "prediction", "projection"]
        .iter()
        .any(|stem| word.starts_with(stem))
}

/// Words that open a condition, wherever they stand before what hangs on it.
const CONDITIONS_EN: &[&str] = &["if", "unless", "provided", "providing", "assuming", "depending"];

fn is_conditional_en(lower: &str) -> bool {
    let all = words(lower, &['\'', '’', '-'], &[]);
    let opens = all.first().is_some_and(|first| matches!(first.1, "should" | "were"));
    opens
        || all.iter().any(|one| CONDITIONS_EN.contains(&one.1))
        || lower.contains("in case ")
        || lower.contains("in the event ")
        || lower.contains("as long as ")
}

/// Stems behind what is expected, in Korean, that deny the expecting or take it back.
const DENIED_KO: &[&str] = &[
    "없",
    "않",
    "못",
    "아니",
    "아닌",
    "어렵",
    "어려",
    "힘들",
    "힘든",
    "빗나",
    "틀렸",
    "틀린",
    "틀리",
    "어긋",
    "무리",
    "이르다",
    "성급",
    "시기상조",
    "철회",
    "접었",
    "접고",
    "거둬",
    "거두",
    "포기",
    "번복",
    "뒤집",
    "부인",
    "일축",
    "반박",
    "의문",
    "의심",
    "회의적",
    "드물",
    "드문",
    "소수",
    "적었",
    "적다",
    "달리",
    "반대로",
    "잘못",
    "무산",
];

/// Words of a whole sentence by which what it expects is nobody's, that of few, or of before.
const NOBODY_KO: &[&str] = &["아무도", "누구도", "극소수", "소수의", "당초", "애초", "예상과 달리"];

/// Whether a word tells of an expecting that was, and goes on to what came: 예상했으나, 전망됐지만.
fn is_gone_on_from(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', '”', '"']);
    let was = ['했', '됐', '았', '었', '봤', '였', '쳤'];
    let goes_on = ["으나", "지만", "는데", "건만", "더니"];
    goes_on.iter().any(|end| word.ends_with(end)) && word.contains(was)
        || word.ends_with("했었다")
        || word.ends_with("됐었다")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::stated::{expected, looks_ahead};
    use crate::{Document, Reader};

    /// Whether an expectation is taken from a text of one sentence, and whether that looks ahead.
    fn taken(reader: &Reader, text: &str) -> (bool, bool) {
        let document = Document::new(text, date(2025, 11, 4));
        let found = reader.read_whole(&document).outlook.expectations;
        let sentences = document.sentences();
        let taken = found.iter().any(|one| expected(&document, &sentences, one).is_some());
        (taken, looks_ahead(&document, sentences[0]))
    }

    #[test]
    fn what_nobody_expects_or_nobody_any_more_is_left_and_looks_ahead_all_the_same() {
        let reader = Reader::load();
        for who in [
            "No trader expects",
            "Nobody expects",
            "Nobody forecast",
            "None of the traders, who met in Dalian, expects",
            "Hardly anyone predicts",
            "Few traders expect",
            "Very few brokers anticipate",
            "Only two of the nine brokers expect",
            "Traders no longer expect",
            "Traders did not expect",
            "Traders don't expect",
            "Traders never predicted",
            "Nor do traders expect",
            "Neither bank forecasts",
            "Traders once expected",
            "Traders had expected",
            "Traders stopped expecting",
            "The bank refuses to predict",
            "It is too early to expect",
            "The bank withdrew its forecast of",
            "If the border opens, traders expect",
            "Should the border open, and the harvest be good, traders expect",
        ] {
            let text = format!("{who} a rise in China's exports to North Korea in October.");
            assert_eq!(taken(&reader, &text), (false, true), "{text}");
        }
        for text in [
            "China's exports to North Korea are hardly expected to rise in October.",
            "China's exports to North Korea are no longer expected to rise in October.",
            "If the border opens, China's exports to North Korea are expected to rise in October.",
            "Traders expected China's exports to North Korea to rise in October, but now see a fall.",
            "Traders expected China's exports to North Korea to rise in October, wrongly, and none does now.",
            "Do traders expect China's exports to North Korea to rise in October?",
            "China's exports to North Korea could fall in October.",
        ] {
            assert_eq!(taken(&reader, text), (false, true), "{text}");
        }
    }

    #[test]
    fn what_somebody_expects_is_taken_whatever_else_is_denied() {
        let reader = Reader::load();
        for text in [
            "Traders expect China's exports to North Korea to rise in October.",
            "A few traders expect China's exports to North Korea to rise in October.",
            "Customs gave no reason, but traders expect China's exports to North Korea to rise in October.",
            "Brokers in Dalian expect that China's exports to North Korea will rise in October.",
            "China's exports to North Korea are expected by most traders to rise in October.",
            "China's exports to North Korea are widely expected to rise in October.",
        ] {
            let (taken, ahead) = taken(&reader, text);
            assert!(ahead, "{text}");
            // Behind "by most traders" the reader of sentences sees no direction.
            assert!(taken || text.contains("by most"), "{text}");
        }
    }

    #[test]
    fn korean_expectations_that_nobody_has_are_left_and_look_ahead_all_the_same() {
        let reader = Reader::load();
        let rise = "10월 중국의 대북 수출이 늘어날 것으로";
        for end in [
            "전망한 학자는 없다.",
            "전망하는 학자는 거의 없었다.",
            "예상하지 않았다.",
            "예측하지 못했다.",
            "예상했으나 어긋났다.",
            "전망했지만 실제로는 줄었다.",
            "전망하기는 어렵다.",
            "보기 어렵다.",
            "기대하기 힘들다.",
            "예상한 것은 성급했다.",
            "전망했다가 철회했다.",
            "본 학자는 아무도 없었다.",
        ] {
            let text = format!("{rise} {end}");
            assert_eq!(taken(&reader, &text), (false, true), "{text}");
        }
        for text in [
            "아무도 10월 중국의 대북 수출이 늘어날 것으로 예상하지 않았다.",
            "당초 학자들은 10월 중국의 대북 수출이 늘어날 것으로 전망했다.",
            "국경이 열리면 10월 중국의 대북 수출이 늘어날 것으로 예상된다.",
            "학자들은 10월 중국의 대북 수출이 늘어나기 어려울 것으로 전망했다.",
            "학자들은 10월 중국의 대북 수출이 늘어나기 힘들 것으로 전망했다.",
        ] {
            assert_eq!(taken(&reader, text), (false, true), "{text}");
        }
        for text in [
            "학자들은 10월 중국의 대북 수출이 늘어날 것으로 전망했다.",
            "10월 중국의 대북 수출이 늘어날 것으로 예상된다고 학자들은 말했다.",
            "10월 중국의 대북 수출은 늘어날 것으로 예상되지만 이유는 여럿이다.",
        ] {
            assert_eq!(taken(&reader, text), (true, true), "{text}");
        }
    }
}
