//! A ratio is 0.5 for 50 %. Whoever writes 50 means fifty times as much more, which the words beside it
//! deny.

use super::section::Wrong;

/// A change above this is more likely a percentage than twenty times as much more, unless the words
/// say so.
const LIKELY_MAX: f64 = 20.0;

/// What is wrong with a ratio that is a percentage by the words that go with it: these state it with a
/// percent sign; or it is a change without its like, and they do not state that one.
pub(super) fn instead_of_ratio(ratio: f64, words: &[&str]) -> Option<Wrong> {
    let all: Vec<f64> = words.iter().flat_map(|words| percentages(words)).collect();
    let share = (ratio * 100.0).abs();
    let stated = |wanted: f64| all.iter().any(|one| (one - wanted).abs() <= 1e-9 * wanted.max(1.0));
    if stated(share) {
        return None;
    }
    let is_percentage = stated(ratio.abs());
    // Thirtyfold is 29 more.
    let times =
        |words: &&str| ["-fold", "fold ", "times", "배"].iter().any(|sign| words.contains(sign));
    if !is_percentage && words.iter().any(times) {
        return None;
    }
    let what = match (is_percentage, ratio.abs() > LIKELY_MAX) {
        (true, _) => format!("a percentage where a ratio belongs: {ratio}"),
        (false, true) => format!("a change by {} %: {ratio}", ratio * 100.0),
        (false, false) => return None,
    };
    let small = ratio / 100.0;
    let hint = match is_percentage {
        true => format!("a ratio: {small} for {ratio} %"),
        false => {
            format!("{small} for {ratio} %; where {share} % is meant, let the words say {share} %")
        }
    };
    Some(Wrong::new(what, hint))
}

/// Every number that stands before a sign or a word for percent.
fn percentages(words: &str) -> Vec<f64> {
    let signs = ["%", "％", "percent", "per cent", "퍼센트"];
    let places = signs.iter().flat_map(|sign| words.match_indices(sign));
    let number = |(at, _): (usize, &str)| {
        let head = words[..at].trim_end();
        let is_of_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
        let start = head.trim_end_matches(is_of_number).len();
        head[start..].replace(',', "").parse::<f64>().ok()
    };
    places.filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_told_from_a_ratio_by_the_words_beside_it() {
        for (ratio, words, is_wrong) in [
            (50.0, "exports rose 50 % on the year", true),
            (0.5, "exports rose 50 % on the year", false),
            (0.5, "exports rose 0.5 percent", true),
            (0.005, "exports rose 0.5 percent", false),
            (-0.133, "수출이 13.3% 줄었다", false),
            (-13.3, "수출이 13.3퍼센트 줄었다", true),
            (40.0, "exports are far higher", true),
            (40.0, "exports are forty times higher", false),
            (29.0, "exports rose 30-fold", false),
            (29.0, "수출이 30배로 늘었다", false),
            (40.0, "exports rose by 4,000 %", false),
            (2.5, "exports are more than three times as high", false),
        ] {
            assert_eq!(instead_of_ratio(ratio, &[words]).is_some(), is_wrong, "{ratio} {words}");
        }
    }
}
