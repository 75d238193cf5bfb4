//! Where and by whom a text was sent, before its first sentence: "SHENYANG, China (Reuters) -- ", "(선양=통신)".

use crate::Language;

/// How far into a sentence such words reach, in bytes.
const REACH: usize = 90;

/// What ends them in English.
const DASHES: &[&str] = &[" -- ", " - ", " \u{2014} ", " \u{2013} ", " \u{2015} "];

/// How many bytes of a sentence are its dateline.
pub(super) fn length(sentence: &str, language: Language) -> usize {
    match language {
        Language::English => english(sentence),
        Language::Korean => korean(sentence),
        _ => None,
    }
    .unwrap_or(0)
}

/// The place stands in capitals, and a dash behind it and its country.
fn english(sentence: &str) -> Option<usize> {
    let start = sentence.trim_start();
    let lead = sentence.len() - start.len();
    let place = start.split([',', ' ', '(']).next()?;
    let capitals =
        place.len() > 2 && place.chars().all(|letter| letter.is_uppercase() || letter == '.');
    let ends = DASHES.iter().filter_map(|dash| Some(start.find(dash)? + dash.len()));
    let end = ends.min().filter(|end| *end <= REACH)?;
    capitals.then_some(lead + end)
}

/// The place stands in brackets, with an agency behind "=".
fn korean(sentence: &str) -> Option<usize> {
    let start = sentence.trim_start();
    let lead = sentence.len() - start.len();
    let close = match start.chars().next()? {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        _ => return None,
    };
    let end = start.find(close).filter(|end| *end <= REACH)?;
    start[..end].contains('=').then_some(lead + end + close.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_no_part_of_what_is_told() {
        for (sentence, language, expected) in [
            ("(선양=연합뉴스) 교역액이 늘었다.", Language::Korean, "(선양=연합뉴스)"),
            ("[단둥=통신] 교역액이 늘었다.", Language::Korean, "[단둥=통신]"),
            ("(선양) 교역액이 늘었다.", Language::Korean, ""),
            ("DANDONG, China -- Trade rose.", Language::English, "DANDONG, China -- "),
            ("SHENYANG (Agency) - Trade rose.", Language::English, "SHENYANG (Agency) - "),
            ("Dandong - a border city - saw trade rise.", Language::English, ""),
            ("Trade rose.", Language::English, ""),
        ] {
            assert_eq!(&sentence[..length(sentence, language)], expected, "{sentence}");
        }
    }
}
