//! Korean: 정상회담 이틀 뒤, 방문하기 하루 전, 발사 다음 날.

use super::{Offset, Phrase, Unit};
use crate::korean::{clause_start, words_of};
use crate::outlook::words::channels;
use crate::reader::Scene;

/// Days that have names of their own.
const DAYS: &[(&str, i32)] = &[
    ("하루", 1),
    ("이틀", 2),
    ("사흘", 3),
    ("나흘", 4),
    ("닷새", 5),
    ("엿새", 6),
    ("이레", 7),
    ("일주일", 7),
    ("열흘", 10),
    ("보름", 15),
];

/// The first time of a sentence that counts from an event.
pub(super) fn find(scene: &Scene<'_>) -> Option<Phrase> {
    let sentence = scene.words();
    if !["전", "뒤", "후", "만에", "다음", "이튿날", "당일"]
        .iter()
        .any(|word| sentence.contains(word))
    {
        return None;
    }
    let words = words_of(scene);
    for at in 1..words.len() {
        let text = |at: usize| words.get(at).map_or("", |word| word.text);
        let Some((offset, last)) = measured(text(at), text(at + 1)) else { continue };
        // "회담이 끝난 지 사흘 만에"
        let mut end = at - 1;
        if text(end) == "지" && end > 0 {
            end -= 1;
        }
        let first = clause_start(&words, end);
        let event = (words[first].span.0, words[end].span.1);
        // The event stands right before the measure, or ends in a verb that leads to it.
        let word = words[end];
        let leads =
            ["기", "한", "난", "된", "온", "간", "진"].iter().any(|end| word.text.ends_with(end));
        if !leads && channels(scene.text, word.span).is_empty() {
            continue;
        }
        let span = (event.0, words[(at + last).min(words.len() - 1)].span.1);
        return Some(Phrase { span, event, offset: Some(offset) });
    }
    None
}

/// A measure in one word or two, and how many words follow its first.
fn measured(word: &str, next: &str) -> Option<(Offset, usize)> {
    let day = |count| Offset { count, unit: Unit::Day, whole: false };
    if word.starts_with("전날") {
        return Some((day(-1), 0));
    }
    if word.starts_with("다음날") || word.starts_with("이튿날") {
        return Some((day(1), 0));
    }
    if word == "다음" && next.starts_with('날') {
        return Some((day(1), 1));
    }
    if word.starts_with("당일") {
        return Some((day(0), 0));
    }
    let (count, unit) = length(word)?;
    let sign = match next {
        _ if next.starts_with('전') && next.chars().count() <= 2 => -1,
        _ if next.starts_with("만에") || next.starts_with("만인") => 1,
        _ if next.starts_with(['뒤', '후']) && next.chars().count() <= 2 => 1,
        _ => return None,
    };
    Some((Offset { count: sign * count, unit, whole: false }, 1))
}

fn length(word: &str) -> Option<(i32, Unit)> {
    if let Some(&(_, days)) = DAYS.iter().find(|(name, _)| *name == word) {
        return Some((days, Unit::Day));
    }
    let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let count: i32 = word[..word.len() - letters.len()].parse().ok()?;
    let unit = match letters {
        "일" => Unit::Day,
        "주" | "주일" => Unit::Week,
        "개월" | "달" => Unit::Month,
        "년" => Unit::Year,
        _ => return None,
    };
    (1..=400).contains(&count).then_some((count, unit))
}
