//! Words that say that something was so at every time of a span: "stayed under 3 million throughout
//! 2025", "2025년 내내 3억을 웃돌았다". They do not say whether each month or the whole span was so much;
//! how large the number is beside the two tells which is meant.

use super::has_word;

/// Words for all of a span.
const ALL_ALONG: &[&str] = &[
    "throughout",
    "all through",
    "all year",
    "all along",
    "all the while",
    "at all times",
    "always",
    "consistently",
    "constantly",
    "continuously",
    "continually",
    "persistently",
    "invariably",
    "unfailingly",
    "steadily",
    "without exception",
    "without fail",
    "without interruption",
    "without a break",
    "month after month",
    "month by month",
    "month in, month out",
    "month in and month out",
    "from start to finish",
    "from beginning to end",
];

/// Words for no time of a span, which deny what follows.
pub(super) const AT_NO_TIME: &[&str] =
    &["at no time", "at no point", "at no stage", "at no moment", "not once", "not at any time"];

/// Verbs of what stays as it is, in each of their forms.
const STAY: &[&str] = &[
    "stayed",
    "stays",
    "stay",
    "staying",
    "remained",
    "remains",
    "remain",
    "remaining",
    "held",
    "holding",
    "kept",
    "keeping",
    "hovered",
    "hovering",
    "hover",
    "lingered",
    "languished",
    "stuck",
    "settled",
];

/// Verbs of who keeps something as it is.
const KEEP: &[&str] = &["kept", "keeps", "keep", "keeping", "maintained", "maintaining"];

/// Words of a level that has another side.
const BOUNDS: &[&str] = &["above", "over", "below", "under", "beneath", "beyond", "past"];

/// Words between such a verb and the number.
const LEVEL: &[&str] = &[
    "above",
    "over",
    "below",
    "under",
    "beneath",
    "at",
    "near",
    "around",
    "about",
    "beyond",
    "past",
    "more",
    "less",
    "higher",
    "lower",
    "north",
    "south",
    "close",
    "short",
    "within",
    "between",
    "well",
    "just",
    "far",
    "comfortably",
    "firmly",
    "slightly",
    "than",
    "of",
    "to",
    "the",
    "in",
    "roughly",
    "some",
    "steady",
    "stable",
    "stubbornly",
    "and",
];

/// Whether the words of a clause, or those that open its sentence, say so of the number that its first
/// `number` bytes lead to.
pub(super) fn english(own: &str, opening: &str, number: usize) -> bool {
    let told = |word: &&str| has_word(own, word) || has_word(opening, word);
    ALL_ALONG.iter().any(told) || stays(&own[..number])
}

/// "Remained well above": a verb that stays, with nothing but words of a level behind it.
fn stays(ahead: &str) -> bool {
    let ahead = ahead.trim_end_matches(['$', '€', '£', '¥', ' ']);
    let back: Vec<&str> =
        ahead.rsplit(' ').filter(|word| !word.is_empty() && *word != "us").collect();
    let Some(at) = back.iter().position(|word| !LEVEL.contains(word)) else { return false };
    // "Had been below 3 million" lasted; "had been 3 million" is just so much. "Kept its sales above 3
    // million" has what it kept between.
    let bounds = || back[..at].iter().any(|word| BOUNDS.contains(word));
    if bounds() && back.iter().any(|word| KEEP.contains(word)) {
        return true;
    }
    STAY.contains(&back[at]) && at > 0 || back[at] == "been" && bounds()
}

/// Words of Korean for all of a span.
#[rustfmt::skip]
const KOREAN: &[&str] = &[
    "내내", "줄곧", "꾸준히", "계속", "항상", "언제나", "지속적으로", "일관되게", "한결같이", "변함없이",
    "빠짐없이", "예외 없이", "시종일관", "매번",
];

/// What says behind a number that it stayed so.
const KOREAN_STAY: &[&str] = &["유지했", "유지하", "유지해", "머물렀", "머물러", "맴돌"];

/// The same of a Korean clause, of which `behind` is what follows the number.
pub(super) fn korean(parts: &[&str], behind: &str) -> bool {
    let told = |word: &&str| parts.iter().any(|part| part.contains(*word));
    KOREAN.iter().any(told) || KOREAN_STAY.iter().any(|word| behind.contains(word))
}
