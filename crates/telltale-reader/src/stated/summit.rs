//! Words for the top or the bottom of a row of times, beside the superlatives: "peaked", "a new high",
//! "not seen since 2017", "정점".

use super::words::Word;

/// Verbs and nouns that mean it wherever they stand.
#[rustfmt::skip]
const ALONE: &[&str] = &[
    "peaked", "peaking", "peak", "peaks", "troughed", "bottomed", "bottoming", "crested", "zenith", "nadir",
    "pinnacle", "apex", "trough", "unseen", "unmatched", "unsurpassed", "unparalleled", "unequalled",
    "unequaled", "unrivalled", "unrivaled", "unprecedented", "maximum", "minimum", "succession",
];

/// Words that stand before "high" and "low" as nouns.
#[rustfmt::skip]
const BEFORE_HIGH: &[&str] = &[
    "a", "the", "its", "their", "new", "fresh", "record", "another", "year's", "annual", "yearly",
    "previous", "earlier", "seasonal", "month", "year", "time", "quarter", "decade", "multi",
];

/// Words that stand behind them then, beside the end.
#[rustfmt::skip]
const BEHIND_HIGH: &[&str] =
    &["", "of", "for", "in", "since", "this", "last", "on", "at", "and", "with", "after", "so", "yet", "to"];

/// Nouns of a level, of which "the top" is the highest.
#[rustfmt::skip]
const LEVELS: &[&str] =
    &["value", "figure", "level", "month", "reading", "total", "result", "mark", "quarter", "year", "amount"];

/// Whether a word of a sentence, with those around it, means so.
pub(super) fn english(words: &[Word<'_>], at: usize) -> bool {
    let word = |ahead: usize| words.get(at + ahead).map_or("", |word| word.1);
    let back = |by: usize| at.checked_sub(by).map_or("", |at| words[at].1);
    match word(0) {
        // "Pre-peak", "off-peak hours", "Lone Peak" are none of a flow.
        "peak" | "peaks" => back(1) != "off" && !matches!(word(1), "hours" | "season" | "district"),
        "maximum" | "minimum" => back(1) == "the" && matches!(word(1), "of" | "for" | "in" | ""),
        "succession" => back(1) == "in",
        word if ALONE.contains(&word) => true,
        "high" | "low" | "highs" | "lows" => {
            matches!(back(1), "previous" | "new" | "fresh") && word(1) != "price"
                || BEFORE_HIGH.contains(&back(1)) && BEHIND_HIGH.contains(&word(1))
                // "High point", "high-water mark".
                || matches!(word(1), "point" | "water" | "watermark") && back(1) != "at"
        }
        "top" => back(1) == "the" && LEVELS.contains(&word(1)),
        "rock" => word(1) == "bottom",
        "bottom" => matches!(back(1), "hit" | "reached" | "touched" | "the"),
        "trot" => (back(2), back(1)) == ("on", "the"),
        // "Set a record of 3 million", "broke the record", "record-breaking".
        "record" => {
            let broken = ["broke", "breaking", "broken", "beat", "beating", "smashed", "set"];
            matches!(word(1), "breaking" | "setting" | "high" | "low")
                || matches!(back(1), "a" | "the" | "new") && broken.contains(&back(2))
                || back(1) == "new" && broken.contains(&back(3))
        }
        // "A level not seen since 2017", "last seen in 2017", "not equalled since".
        "seen" | "recorded" | "equalled" | "equaled" | "matched" | "reached" | "exceeded" => {
            matches!(back(1), "not" | "last" | "never" | "hasn't" | "hadn't")
                && matches!(word(1), "since" | "in" | "before" | "for")
                || matches!((back(2), back(1)), ("not" | "never", "been"))
        }
        // "More than ever before", "the best ever".
        "ever" => back(1) == "than" || word(1) == "before" || word(1) == "recorded",
        "never" => word(1) == "before",
        "ranked" => matches!(word(1), "first" | "second" | "third" | "last" | "highest" | "lowest"),
        "number" => word(1) == "one",
        _ => false,
    }
}

/// Words of Korean that mean so wherever they stand.
#[rustfmt::skip]
pub(super) const KOREAN: &[&str] = &[
    "정점", "고점", "저점", "바닥을", "바닥까지", "바닥에", "신기록", "절정", "1위", "역대급", "경신", "기록을 세",
    "기록을 갈아치", "전례 없", "전례가 없", "유례없", "유례 없", "사상 첫", "처음 넘", "처음 돌파", "처음으로", "첫 증가",
    "첫 감소", "첫 하락", "첫 상승", "첫 반등", "연중 최", "최고점", "최저점", "꼭짓점", "피크", "최다", "본 적이 없", "처음 1",
    "처음 2", "처음 3", "처음 4", "처음 5", "처음 6", "처음 7", "처음 8", "처음 9",
];
