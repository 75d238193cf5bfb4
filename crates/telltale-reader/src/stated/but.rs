//! Months that a sentence leaves out, or counts among others: "in every month but February", "in ten of
//! the twelve months". What it says of them is said neither of all nor of their sum.

use super::words::words;
use crate::Language;

/// Words that leave something out.
#[rustfmt::skip]
const EXCEPT: &[&str] = &[
    "except", "excepted", "excepting", "excluding", "barring", "bar", "exception", "save for", "apart from",
    "aside from", "other than", "but one", "but two", "but for", "but january", "but february", "but march",
    "but april", "but may", "but june", "but july", "but august", "but september", "but october",
    "but november", "but december",
];
const EXCEPT_KOREAN: &[&str] = &["제외", "빼면", "빼고", "뺀 ", "말고", "예외"];

/// Words that count months, beside digits.
#[rustfmt::skip]
const SO_MANY: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "most", "half",
    "some", "several", "many", "few",
];

/// Whether a sentence in small letters speaks of some months among others.
pub(super) fn leaves_months_out(text: &str, language: Language) -> bool {
    match language {
        Language::English => {
            let all = words(text, &['\'', '-'], &[]);
            let plain = all.iter().map(|one| one.1).collect::<Vec<_>>().join(" ");
            let told = |word: &&str| format!(" {plain} ").contains(&format!(" {word} "));
            let of_months = all.iter().any(|one| one.1.starts_with("month"));
            of_months && EXCEPT.iter().any(told) || is_count_of_months(&plain)
        }
        Language::Korean => {
            let months = ["매달", "매월", "달마다", "모든 달", "월 ", "적이 없", "한 번도"];
            let of_months = months.iter().any(|word| text.contains(word));
            let counted = ["달 가운데", "달 중", "개월 중", "개월 가운데"];
            of_months && EXCEPT_KOREAN.iter().any(|word| text.contains(word))
                || counted.iter().any(|word| text.contains(word))
        }
        _ => false,
    }
}

/// "Ten of the twelve months", "ten out of twelve months".
fn is_count_of_months(plain: &str) -> bool {
    let all: Vec<&str> = plain.split(' ').collect();
    let of_some = |month: usize| {
        let from = month.saturating_sub(4);
        (from.max(1)..month).any(|of| {
            let out = usize::from(all[of - 1] == "out");
            let count = of.checked_sub(1 + out).map_or("", |at| all[at]);
            all[of] == "of"
                && (SO_MANY.contains(&count) || count.len() < 3 && count.parse::<u8>().is_ok())
        })
    };
    (0..all.len()).any(|at| all[at] == "months" && of_some(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_months_among_others_are_neither_all_nor_their_sum() {
        for (text, expected) in [
            ("sales topped 3 million in every month but may.", true),
            ("may excepted, sales topped 3 million each month.", true),
            ("in nine of the twelve months sales topped 3 million.", true),
            ("in 9 out of 12 months sales topped 3 million.", true),
            ("sales topped 3 million in each of the twelve months.", false),
            ("sales topped 30 million in the first nine months of 2025.", false),
            ("5월을 제외하고 판매는 매달 300만 달러를 넘었다.", true),
            ("열두 달 중 아홉 달은 판매가 300만 달러를 넘었다.", true),
            ("판매는 매달 300만 달러를 넘었다.", false),
        ] {
            assert_eq!(leaves_months_out(text, Language::of(text)), expected, "{text}");
        }
    }
}
