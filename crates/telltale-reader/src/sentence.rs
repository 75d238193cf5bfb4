//! A sentence, and where sentences end.
//!
//! A stop ends a sentence unless it belongs to an abbreviation ("Gen.", "U.S." before a name), an
//! initial, or a number. A closing quotation mark or bracket belongs to the sentence before it. A
//! line break ends a sentence unless the line is plainly wrapped: it has no stop, and the next one
//! goes on in lower case. A dateline ("SEOUL, June 19 (Agency) —") is none of the sentence behind it.

use crate::sighting::Span;

/// The sentences of a text, in order, without the white space around them.
pub(crate) fn split(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let end = match letter {
            '\n' => breaks(text, start, offset).then_some(offset),
            '|' | '/' => parts(text, start, offset).then_some(offset + 1),
            '。' | '！' | '？' => Some(closed(text, offset + letter.len_utf8())),
            '.' | '!' | '?' | '…' => stop(text, start, offset, letter),
            _ => None,
        };
        if let Some(end) = end {
            push(text, start, end, &mut found);
            start = end;
            while letters.peek().is_some_and(|&(next, _)| next < end) {
                letters.next();
            }
        }
    }
    push(text, start, text.len(), &mut found);
    found
}

fn push(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let line = &text[start..end];
    let trimmed = line.trim_start();
    let from = end - trimmed.len();
    let trimmed = trimmed.trim_end();
    let begins = text[..from].trim_end_matches([' ', '\t']).ends_with('\n') || from == 0;
    let told = dateline(trimmed).filter(|_| begins).unwrap_or(0);
    if told > 0 {
        found.push((from, from + trimmed[..told].trim_end().len()));
    }
    let rest = trimmed[told..].trim_start();
    if !rest.is_empty() {
        let end = from + trimmed.len();
        found.push((end - rest.len(), end));
    }
}

/// The most bytes of a dateline.
const DATELINE_MAX: usize = 100;

/// Whether a sentence is the dateline of the one behind it.
pub(crate) fn is_dateline(text: &str, (from, to): Span) -> bool {
    let begins = text.get(from..).and_then(dateline);
    begins.is_some_and(|length| from + length >= to)
}

/// How long the dateline is with which words begin: "SEOUL, June 19 (Agency) — ", "(서울=통신) 기자 = ". It
/// tells the place, and the day or the agency, and nothing else.
fn dateline(words: &str) -> Option<usize> {
    let head = &words[..words.floor_char_boundary(DATELINE_MAX)];
    if head.starts_with(['(', '[', '【']) {
        return dateline_in_brackets(head);
    }
    let dashes = ["—", "–", " -- ", " - ", ")- "].iter();
    let (at, dash) = dashes.filter_map(|dash| Some((head.find(dash)?, dash))).min()?;
    let told = &head[..at];
    let (told, agency) = match told.split_once('(') {
        // "Kim (the leader, at least) left - " is none.
        Some((told, agency)) => {
            let named = agency
                .trim_end()
                .strip_suffix(')')
                .or(Some(agency).filter(|_| dash.starts_with(')')));
            (told, !named?.contains([',', ')']))
        }
        None => (told, false),
    };
    let mut parts = told.trim().split([',', '=']).map(str::trim);
    let place = parts.next().filter(|place| !place.is_empty())?;
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_place = place.split_whitespace().all(capital) && place.split_whitespace().count() <= 4;
    let is_time = |word: &str| {
        let bare = word.trim_end_matches('.').to_ascii_lowercase();
        let month = |month: &&str| bare.len() >= 3 && month.starts_with(&bare);
        !bare.is_empty() && bare.bytes().all(|one| one.is_ascii_digit())
            || bare == "sept"
            || crate::document::MONTHS.iter().any(month)
    };
    // "DANDONG, China -- ": in capitals, and with its country.
    let letters = |letter: char| letter.is_uppercase() || letter == '.' || letter == ' ';
    let capitals = place.len() > 2 && place.chars().all(letters);
    let (mut dated, mut country) = (false, false);
    for part in parts {
        let time = part.split_whitespace().all(is_time) && !part.is_empty();
        dated |= time;
        country |= !time && !part.is_empty();
        if !time && !part.split_whitespace().all(capital) {
            return None;
        }
    }
    let (whole, told) = (at + dash.len(), agency || dated || capitals && country);
    (is_place && told).then(|| whole + words[whole..].len() - words[whole..].trim_start().len())
}

/// "(서울=통신) 기자 = ", "[단둥=통신] ".
fn dateline_in_brackets(head: &str) -> Option<usize> {
    let close = head.find([')', ']', '】'])?;
    let told = head[..close]
        .contains('=')
        .then(|| close + head[close..].chars().next().map_or(1, char::len_utf8))?;
    let by =
        head[told..].find(" = ").filter(|at| head[told..told + at].chars().count() <= REPORTER_MAX);
    let end = by.map_or(told, |at| told + at + " = ".len());
    Some(end + head[end..].len() - head[end..].trim_start().len())
}

/// The most letters between a place and "=": who reports.
const REPORTER_MAX: usize = 24;

/// How far white space is skipped in search of what comes next: enough for any layout.
const LOOK_MAX: usize = 64;

fn next_visible(text: &str, from: usize) -> Option<char> {
    text[from..].chars().take(LOOK_MAX).find(|letter| !letter.is_whitespace())
}

/// Whether a line break ends a sentence: it does, unless the line is wrapped.
fn breaks(text: &str, start: usize, offset: usize) -> bool {
    let line = text[start..offset].trim_end();
    let rest = &text[offset + 1..];
    let blank = rest.chars().take(LOOK_MAX).take_while(|c| c.is_whitespace()).any(|c| c == '\n');
    let open = line.ends_with(|letter: char| letter.is_alphanumeric() || letter == ',');
    let goes_on = next_visible(text, offset + 1).is_some_and(char::is_lowercase);
    blank || !open || !goes_on
}

/// How many words a teaser has at least on each side of what parts it from the next.
const TEASER_MIN: usize = 3;

/// Whether a bar or a slash parts two teasers of one line: "Rome recalls its envoy | Oslo opens …".
fn parts(text: &str, start: usize, offset: usize) -> bool {
    let before = text[start..offset].strip_suffix(' ');
    let after = text[offset + 1..].strip_prefix(' ');
    let (Some(before), Some(after)) = (before, after) else { return false };
    let line = |c: char| matches!(c, '\n' | '|');
    let words = |part: &str| {
        part.split(' ')
            .filter(|word| word.starts_with(char::is_alphabetic))
            .take(TEASER_MIN)
            .count()
    };
    let before = before.rsplit(line).next().unwrap_or_default();
    let near: usize = after.char_indices().take(TEASER_LOOK).last().map_or(0, |(at, _)| at);
    let next = after[..near].split(line).next().unwrap_or_default();
    let next = next.split(" / ").next().unwrap_or_default();
    next.starts_with(char::is_alphabetic)
        && !next.starts_with(char::is_lowercase)
        && words(before) >= TEASER_MIN
        && words(next) >= TEASER_MIN
}

/// How far the words of the next teaser are looked for.
const TEASER_LOOK: usize = 120;

fn closes(letter: char) -> bool {
    matches!(letter, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '」' | '』' | '〉' | '》')
}

/// One after the closing marks that follow a stop.
fn closed(text: &str, mut end: usize) -> usize {
    for letter in text[end..].chars().take_while(|&letter| closes(letter)).take(4) {
        end += letter.len_utf8();
    }
    end
}

/// Where the sentence ends, if the stop at `offset` ends it.
fn stop(text: &str, start: usize, offset: usize, letter: char) -> Option<usize> {
    let end = closed(text, offset + letter.len_utf8());
    let after = text[end..].chars().next();
    let korean = text[..offset].chars().next_back().is_some_and(is_hangul);
    match after {
        None => return Some(end),
        Some(next) if next.is_whitespace() => {}
        Some(next) if korean && is_hangul(next) => return Some(end),
        // A paragraph's end that was flattened into commas.
        Some(',') if text[end..].starts_with(", ,") => return Some(end),
        Some(_) if run_on(text, offset, end) => return Some(end),
        Some(_) => return None,
    }
    if next_visible(text, end).is_some_and(char::is_lowercase) {
        return None;
    }
    if letter == '.' && !korean && abbreviates(text, start, offset, end) {
        return None;
    }
    Some(end)
}

/// Whether the space after a full stop was forgotten: "the plan.The committee".
fn run_on(text: &str, offset: usize, end: usize) -> bool {
    let before = text[..offset].bytes().rev().take(3).filter(u8::is_ascii_lowercase).count();
    let opens =
        |opener: &&str| text[end..].strip_prefix(*opener).is_some_and(|rest| rest.starts_with(' '));
    before == 3 && OPENERS.iter().any(opens)
}

fn is_hangul(letter: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

/// Abbreviations that a name or a number follows.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Messrs", "Dr", "Gen", "Lt", "Col", "Maj", "Capt", "Cpl", "Sgt", "Pvt",
    "Adm", "Brig", "Cmdr", "Cdr", "Sen", "Rep", "Reps", "Gov", "Prof", "St", "Rev", "Hon", "Pres",
    "Amb", "Sec", "Supt", "Fr", "Sr", "Mt", "Ft", "No", "Nos", "Art", "Vol", "Fig", "vs", "cf",
    "approx", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Abbreviations that may also end a sentence.
const ENDINGS: &[&str] = &["Inc", "Corp", "Ltd", "Co", "Jr", "etc", "Bros", "al"];

/// Words that begin a sentence more often than they follow an abbreviation.
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "It",
    "He",
    "She",
    "They",
    "We",
    "But",
    "And",
    "However",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "Its",
    "His",
    "Her",
    "Their",
    "As",
    "After",
    "When",
    "While",
    "For",
    "With",
    "Since",
    "Some",
    "Many",
    "Last",
    "Earlier",
    "Meanwhile",
    "I",
    "If",
    "Both",
    "Such",
    "Also",
    "Under",
    "During",
    "Despite",
    "Although",
    "Yet",
    "Still",
    "Then",
];

/// Whether the stop at `offset` belongs to an abbreviation or an initial.
fn abbreviates(text: &str, start: usize, offset: usize, end: usize) -> bool {
    let before = &text[start..offset];
    let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or("");
    let next: String = text[end..]
        .chars()
        .skip_while(|letter| letter.is_whitespace())
        .take(LOOK_MAX)
        .take_while(|letter| letter.is_alphanumeric())
        .collect();
    let opens = OPENERS.contains(&next.as_str());
    if TITLES.contains(&word) {
        let month_or_number = word == "No" || word == "Nos" || word == "Art";
        return !month_or_number || next.starts_with(|c: char| c.is_ascii_digit());
    }
    if ENDINGS.contains(&word) {
        return !opens;
    }
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        // An initial: "J. Smith". "I." alone ends a sentence rarely enough.
        (Some(first), None) => first.is_uppercase(),
        // "U.S.", "a.m.".
        (Some(first), Some('.')) if first.is_alphabetic() => {
            !opens && !matches!(word, "a.m" | "p.m")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = split(text).iter().map(|&(s, e)| &text[s..e]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_stop_ends_a_sentence_but_not_an_abbreviation() {
        check("Gen. Park spoke. Mr. Ito left.", &["Gen. Park spoke.", "Mr. Ito left."]);
        check("The U.S. Navy sailed. It left.", &["The U.S. Navy sailed.", "It left."]);
        check(
            "He flew to the U.S. The talks failed.",
            &["He flew to the U.S.", "The talks failed."],
        );
        check(
            "J. R. Ortega met them on Oct. 3. All agreed.",
            &["J. R. Ortega met them on Oct. 3.", "All agreed."],
        );
        check(
            "It rose 3.5 percent to $1.2 billion. Why?",
            &["It rose 3.5 percent to $1.2 billion.", "Why?"],
        );
        check("They met at 10 a.m. Friday.", &["They met at 10 a.m.", "Friday."]);
    }

    #[test]
    fn a_forgotten_space_ends_a_sentence_all_the_same() {
        check("It was the plan.The sides met.", &["It was the plan.", "The sides met."]);
        check("See example.The or node.At it.", &["See example.", "The or node.", "At it."]);
        check("See www.Thessaly.gr and a.The.", &["See www.Thessaly.gr and a.The."]);
    }

    #[test]
    fn a_quotation_keeps_its_closing_mark() {
        check("“We agree.” They signed.", &["“We agree.”", "They signed."]);
        check("\"Will you come?\" he asked.", &["\"Will you come?\" he asked."]);
    }

    #[test]
    fn korean_and_chinese_stops_end_sentences() {
        check("양국은 만났다. 회담은 길었다.", &["양국은 만났다.", "회담은 길었다."]);
        check("양국은 만났다.회담은 길었다.", &["양국은 만났다.", "회담은 길었다."]);
        check("수출은 2.5% 늘었다.", &["수출은 2.5% 늘었다."]);
        check("双方会谈。贸易增长。", &["双方会谈。", "贸易增长。"]);
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_blank_line_ends() {
        check(
            "The two sides\nsigned it.\nThey left.",
            &["The two sides\nsigned it.", "They left."],
        );
        check("A headline\n\nthe text", &["A headline", "the text"]);
    }

    #[test]
    fn a_dateline_is_a_sentence_by_itself() {
        for (dateline, rest) in [
            ("SEOUL, June 19 (Yonhap) —", "The minister left."),
            ("BEIJING, Nov. 4, 2025 (Xinhua) --", "The minister left."),
            ("Seoul (Reuters) -", "The minister left."),
            ("HANOI, Vietnam, May 3 —", "The minister left."),
            ("(서울=연합뉴스) 기자 =", "장관이 떠났다."),
            ("(선양=연합뉴스)", "장관이 떠났다."),
            ("[단둥=통신]", "장관이 떠났다."),
            ("DANDONG, China --", "The minister left."),
        ] {
            check(&format!("{dateline} {rest}"), &[dateline, rest]);
            check(&format!("A headline\n{dateline} {rest}"), &["A headline", dateline, rest]);
        }
        for text in [
            "SEOUL — The minister left.",
            "(선양) 장관이 떠났다.",
            "Kim (the leader, at least) left - and returned.",
            "The minister, who left in June — the first to do so — came back.",
            "Oslo, Rome and Lima agreed (at last) — on gas.",
            "(그는 떠났다) a = b.",
        ] {
            check(text, &[text]);
        }
    }

    #[test]
    fn teasers_of_one_line_are_parted() {
        check(
            "Oslo recalls its envoy | Rome opens a consulate / Lima hosts Andean talks",
            &["Oslo recalls its envoy |", "Rome opens a consulate /", "Lima hosts Andean talks"],
        );
        let whole = ["Oslo / Rome agree on gas.", "Rome opens a consulate | ANSA", "9 km/h, 3 / 4"];
        whole.into_iter().for_each(|text| check(text, &[text]));
    }

    #[test]
    fn any_text_is_cut_without_losing_a_letter() {
        for text in ["", " ", ".", "...", "\n\n", "。。", "a.\u{200f}b", "\u{feff}!"] {
            let found = split(text);
            assert!(found.iter().all(|&(s, e)| s < e && e <= text.len()));
        }
    }
}
