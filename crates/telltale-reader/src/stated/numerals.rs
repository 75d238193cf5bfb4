//! Small numbers in words: places and counts in English, Korea's own numerals, and its names for so many
//! days.

pub(super) use crate::time::korean::DAYS as KOREAN_DAYS;

/// The highest that is spelt out here.
const HIGHEST: usize = 20;

#[rustfmt::skip]
const ORDINALS: [&str; HIGHEST] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
];

#[rustfmt::skip]
const CARDINALS: [&str; HIGHEST] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
];

fn place(list: &[&str], word: &str) -> Option<u32> {
    let at = list.iter().position(|one| *one == word)?;
    u32::try_from(at + 1).ok()
}

/// The place that an English word names: "third", "23rd".
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let digits = || ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    place(&ORDINALS, word).or_else(|| digits()?.parse().ok()).filter(|n| *n > 0)
}

/// How many an English word names: "three", "13".
pub(super) fn cardinal(word: &str) -> Option<u32> {
    place(&CARDINALS, word).or_else(|| word.parse().ok()).filter(|n| *n > 0)
}

#[rustfmt::skip]
const UNITS: [&[&str]; 9] = [
    &["한", "하나", "첫"], &["두", "둘"], &["세", "셋"], &["네", "넷"], &["다섯"], &["여섯"], &["일곱"], &["여덟"], &["아홉"],
];
const TENS: [&[&str]; 5] = [&["열"], &["스물", "스무"], &["서른"], &["마흔"], &["쉰"]];

/// A number of Korea's own: "열여섯".
pub(super) fn native(word: &str) -> Option<u32> {
    let unit = |word: &str| {
        let at = UNITS.iter().position(|names| names.contains(&word))?;
        u32::try_from(at + 1).ok()
    };
    unit(word).or_else(|| {
        TENS.iter().zip([10, 20, 30, 40, 50]).find_map(|(names, tens)| {
            let rest = names.iter().find_map(|name| word.strip_prefix(name))?;
            if rest.is_empty() { Some(tens) } else { Some(tens + unit(rest)?) }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_known_by_their_words() {
        assert_eq!(
            ["third", "23rd", "twentieth", "three", "0th"].map(ordinal),
            [Some(3), Some(23), Some(20), None, None]
        );
        assert_eq!(["three", "13", "third", "0"].map(cardinal), [Some(3), Some(13), None, None]);
        assert_eq!(
            ["첫", "열", "열여섯", "스무", "쉰둘", "열스물"].map(native),
            [Some(1), Some(10), Some(16), Some(20), Some(52), None]
        );
    }
}
