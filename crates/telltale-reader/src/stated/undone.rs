//! What a sentence says was not done beside what was: "without meeting the president", "failed to sign",
//! "만나지 못했다". Nothing of it is borne out by a record of the rest.

use super::vocabulary;
use super::words::{Word, words};
use crate::sighting::Span;
use crate::{Document, Language};

/// How many words behind a "not" may say that nothing but words was left out: "did not immediately say".
const SPARED_WITHIN: usize = 3;

/// The words of a sentence that tell of something that was not done; none for what was only not said.
pub fn undone(document: &Document, sentence: Span) -> Vec<Span> {
    let Some(text) = document.text.get(sentence.0..sentence.1) else { return Vec::new() };
    let found = match document.language {
        Language::English => english(&text.to_ascii_lowercase()),
        Language::Korean => korean(text),
        _ => Vec::new(),
    };
    found.into_iter().map(|(from, to)| (sentence.0 + from, sentence.0 + to)).collect()
}

fn english(text: &str) -> Vec<Span> {
    let all = words(text, &['-', '\'', '’'], &[',', ';', ':', '.', '(', ')', '—', '–']);
    let word = |at: usize| all.get(at).map_or("", |one: &Word<'_>| one.1);
    let list = |name| vocabulary::of(Language::English, name);
    let mut found: Vec<Span> = Vec::new();
    for at in 0..all.len() {
        let (start, own) = all[at];
        let denies = |phrase: &&&str| {
            phrase.split(' ').enumerate().all(|(ahead, part)| word(at + ahead) == part)
        };
        let phrase = list("undone").iter().find(denies).map(|phrase| phrase.split(' ').count());
        let short = own.ends_with("n't") || own.ends_with("n’t");
        let Some(length) = phrase.or(short.then_some(1)) else { continue };
        let behind = at + length..at + length + SPARED_WITHIN;
        // "No. 1", "no 2".
        let numbered = own == "no"
            && (word(at + 1) == "." || word(at + 1).starts_with(|one: char| one.is_ascii_digit()));
        let marks = |at: &usize| !word(*at).starts_with(char::is_alphanumeric);
        let mut near = behind.clone().take_while(|at| !marks(at));
        let spared = near.any(|at| list("undone spared").contains(&word(at)));
        if numbered || spared || found.last().is_some_and(|last| start < last.1) {
            continue;
        }
        let stop = (behind.start..all.len()).find(marks).map_or(text.len(), |at| all[at].0);
        found.push((start, start + text[start..stop].trim_end().len()));
    }
    found
}

fn korean(text: &str) -> Vec<Span> {
    let spared: Vec<Span> = places(text, "undone spared").collect();
    let meets = |one: &Span, other: &Span| one.0 < other.1 && other.0 < one.1;
    let mut found: Vec<Span> = Vec::new();
    for (at, end) in places(text, "undone") {
        // The word itself, from its beginning to its end, and the one that it is said of.
        let start = text[..at].rfind(' ').map_or(0, |space| space + 1);
        let start = text[..start].trim_end().rfind(' ').map_or(0, |space| space + 1);
        let stop = text[end..].find([' ', ',', '.']).map_or(text.len(), |gap| end + gap);
        let span = (start, stop);
        if !spared.iter().any(|one| meets(one, &span)) {
            found.push(span);
        }
    }
    found.sort_unstable();
    found.dedup_by(|next, last| next.0 < last.1);
    found
}

/// Where the Korean words of a list stand, each where a word begins or right behind a stem.
fn places(text: &str, list: &'static str) -> impl Iterator<Item = Span> {
    let all = vocabulary::of(Language::Korean, list).iter();
    all.flat_map(move |word| text.match_indices(word)).map(|(at, word)| (at, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::super::found_in;
    use super::*;

    fn told(text: &str) -> Vec<&str> {
        found_in(text, undone)
    }

    #[test]
    fn what_was_not_done_is_told_in_its_own_words() {
        for (text, expected) in [
            ("She came on 3 May without meeting the king.", "without meeting the king"),
            ("She came on 3 May but failed to see the king.", "failed to see the king"),
            ("She came on 3 May, though she did not meet him, and left.", "not meet him"),
            ("She came on 3 May and wasn't received.", "wasn't received"),
            ("She came on 3 May but he did not come, said officials.", "not come"),
            ("She came on 3 May, and the king refused to see her.", "refused to see her"),
            ("She came on 3 May; no treaty was signed.", "no treaty was signed"),
            ("She came on 3 May instead of her deputy.", "instead of her deputy"),
            ("장관은 3일 하노이를 방문했지만 왕을 만나지 않았다.", "왕을 만나지 않았다"),
            ("장관은 3일 하노이를 방문했으나 왕을 만나지 못했다.", "왕을 만나지 못했다"),
            ("장관은 왕과의 면담 없이 3일 하노이를 떠났다.", "면담 없이"),
            ("장관은 3일 하노이를 방문했으나 회담은 불발됐다.", "회담은 불발됐다"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_was_only_not_said_is_no_deed_left_undone() {
        for text in [
            "She came on 3 May and met the king.",
            "She came on 3 May but did not say why.",
            "She came on 3 May; no details were given.",
            "She came on 3 May without giving a reason.",
            "She came on 3 May, the agency said without elaborating.",
            "She came on 3 May, with no fewer than four ministers.",
            "She met not only the king on 3 May.",
            "The No. 2 of the party came on 3 May.",
            "장관은 3일 하노이를 방문했으나 이유는 밝히지 않았다.",
            "장관은 예고 없이 3일 하노이를 방문했다.",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
