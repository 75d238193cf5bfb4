//! The dictionary form of an English word: `sent` is `send`, `ministries` is `ministry`.
//!
//! Irregular forms stand in `data/irregular_en.csv`; the rest follows from the spelling.

use super::super::spelt::Itself;
use super::Tag;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// A kind of word, as the table of irregular forms names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Verb,
    Aux,
    Noun,
    Adj,
    Part,
}

impl Kind {
    fn of(tag: Tag) -> Option<Kind> {
        match tag {
            Tag::Verb => Some(Kind::Verb),
            Tag::Aux => Some(Kind::Aux),
            Tag::Noun => Some(Kind::Noun),
            Tag::Adj | Tag::Adv => Some(Kind::Adj),
            Tag::Part => Some(Kind::Part),
            _ => None,
        }
    }

    fn named(name: &str) -> Option<Kind> {
        match name {
            "verb" => Some(Kind::Verb),
            "aux" => Some(Kind::Aux),
            "noun" => Some(Kind::Noun),
            "adj" => Some(Kind::Adj),
            "part" => Some(Kind::Part),
            _ => None,
        }
    }
}

/// The dictionary forms of an irregular one, a place for each kind of word.
type Lemmas = [Option<&'static str>; 5];

/// Irregular forms.
static IRREGULAR: LazyLock<HashMap<&'static str, Lemmas, BuildHasherDefault<Itself>>> =
    LazyLock::new(|| {
        let mut forms: HashMap<_, Lemmas, _> = HashMap::default();
        for line in include_str!("../../data/irregular_en.csv").lines().skip(1) {
            let mut cells = line.trim_end().split(',');
            if let (Some(form), Some(lemma), Some(kind)) =
                (cells.next(), cells.next(), cells.next())
                && let Some(kind) = Kind::named(kind)
            {
                forms.entry(form).or_default()[kind as usize] = Some(lemma);
            }
        }
        forms
    });

/// The dictionary form of `token` as a word of kind `tag`, in lower case; names keep their case.
///
/// Of a hyphenated word only the last part is inflected: `co-signed` is `co-sign`.
#[must_use]
pub(crate) fn lemma(token: &str, tag: Tag) -> Cow<'_, str> {
    let Some(kind) = Kind::of(tag) else { return keep(token, tag) };
    let low = lower(token);
    if let Some(found) = irregular(&low, kind) {
        return Cow::Borrowed(found);
    }
    let start = low.rfind('-').map_or(0, |at| at + 1);
    if start > 0 && start < low.len() {
        let last = irregular(&low[start..], kind)
            .map_or_else(|| regular(&low[start..], kind), Cow::Borrowed);
        return Cow::Owned(format!("{}{last}", &low[..start]));
    }
    match low {
        Cow::Borrowed(text) => regular(text, kind),
        Cow::Owned(text) => Cow::Owned(regular(&text, kind).into_owned()),
    }
}

/// A word without inflection: a name as it is written, all else in lower case.
fn keep(token: &str, tag: Tag) -> Cow<'_, str> {
    if tag == Tag::Name { Cow::Borrowed(token) } else { lower(token) }
}

/// `token` in lower case, with a straight apostrophe.
fn lower(token: &str) -> Cow<'_, str> {
    if token.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(token)
    } else {
        Cow::Owned(token.to_lowercase().replace('’', "'"))
    }
}

fn irregular(low: &str, kind: Kind) -> Option<&'static str> {
    let kind = if kind == Kind::Part && low == "'s" { return Some("'s") } else { kind };
    IRREGULAR.get(low)?[kind as usize]
}

fn regular(low: &str, kind: Kind) -> Cow<'_, str> {
    if !low.is_ascii() {
        return Cow::Borrowed(low);
    }
    match kind {
        Kind::Noun => noun(low),
        Kind::Verb => verb(low),
        Kind::Aux | Kind::Adj | Kind::Part => Cow::Borrowed(low),
    }
}

/// The singular.
fn noun(low: &str) -> Cow<'_, str> {
    if low.len() > 4 && low.ends_with("men") {
        return Cow::Owned(format!("{}man", &low[..low.len() - 3]));
    }
    if let Some(stem) = low.strip_suffix("wives") {
        return Cow::Owned(format!("{stem}wife"));
    }
    let fixed = low.len() < 4 || ["ss", "us", "is", "'s"].iter().any(|end| low.ends_with(end));
    if fixed || !low.ends_with('s') || !low.bytes().any(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(low);
    }
    without_s(low)
}

/// The base form of a verb.
fn verb(low: &str) -> Cow<'_, str> {
    if let Some(stem) = low.strip_suffix("ied").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    if low.ends_with("eed") {
        return Cow::Borrowed(low);
    }
    for ending in ["ed", "ing"] {
        if let Some(stem) = low.strip_suffix(ending)
            && has_vowel(stem)
            && stem.len() > 1
        {
            return from_stem(stem);
        }
    }
    let fixed = low.len() < 4 || ["ss", "us", "is"].iter().any(|end| low.ends_with(end));
    if fixed || !low.ends_with('s') { Cow::Borrowed(low) } else { without_s(low) }
}

/// A word without its `-s`, `-es` or `-ies`.
fn without_s(low: &str) -> Cow<'_, str> {
    if let Some(stem) = low.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    let with_es =
        ["sses", "xes", "ches", "shes", "zzes", "oes"].iter().any(|end| low.ends_with(end));
    Cow::Borrowed(&low[..low.len() - if with_es { 2 } else { 1 }])
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn has_vowel(stem: &str) -> bool {
    stem.bytes().any(|b| is_vowel(b) || b == b'y')
}

/// What stands before `-ed` or `-ing`, made a verb again: a doubled consonant undone or a silent `e` put back.
fn from_stem(stem: &str) -> Cow<'_, str> {
    let bytes = stem.as_bytes();
    let letter = |back: usize| bytes.len().checked_sub(back).map_or(0, |at| bytes[at]);
    let (last, before) = (letter(1), letter(2));
    if last == before
        && matches!(last, b'b' | b'd' | b'g' | b'm' | b'n' | b'p' | b'r' | b't')
        && stem != "add"
    {
        return Cow::Borrowed(&stem[..stem.len() - 1]);
    }
    if lost_e(last, before, letter(3), stem) {
        Cow::Owned(format!("{stem}e"))
    } else {
        Cow::Borrowed(stem)
    }
}

/// Whether a stem lost a silent `e`, by its last three letters, the last first.
fn lost_e(last: u8, before: u8, third: u8, stem: &str) -> bool {
    // One vowel alone before the last consonant: "impose", not "repair".
    let after_q = third == b'u' && stem.as_bytes().iter().rev().nth(3) == Some(&b'q');
    let lone = is_vowel(before) && (!is_vowel(third) || after_q);
    let short = stem.bytes().filter(|&b| is_vowel(b)).count() == 1;
    match last {
        b'v' | b'u' => true,
        b'c' | b's' | b'z' => last != before,
        b'g' if before == b'n' => matches!(third, b'a' | b'e' | b'u'),
        b'g' => matches!(before, b'd' | b'r' | b'l') || is_vowel(before),
        b'l' if is_vowel(before) => lone && matches!(before, b'i' | b'u'),
        b'l' => !matches!(before, b'l' | b'r' | b'w'),
        b'r' => {
            (lone && matches!(before, b'a' | b'i' | b'u')) || matches!(before, b'c' | b't' | b'v')
        }
        b't' if before == b'a' => lone || matches!(third, b'i' | b'u'),
        b't' => lone && (before == b'u' || before == b'o' && short),
        b'd' if before == b'i' => lone || third == b'u',
        b'd' => lone && (before != b'e' || third == b'c' || third == b'p'),
        b'k' => lone,
        b'm' => lone && matches!(before, b'a' | b'i' | b'u'),
        b'n' => lone && matches!(before, b'i' | b'u'),
        b'p' if before == b'o' => lone && short,
        b'p' => (lone && before != b'e') || before == b'y',
        b'b' => lone,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Tag, lemma};

    fn check(tag: Tag, pairs: &[(&str, &str)]) {
        for &(token, expected) in pairs {
            assert_eq!(lemma(token, tag), expected, "{token}");
        }
    }

    #[test]
    fn irregular_verbs_are_looked_up() {
        let pairs = [
            ("sent", "send"),
            ("Withdrew", "withdraw"),
            ("met", "meet"),
            ("dying", "die"),
            ("re-sent", "re-send"),
        ];
        check(Tag::Verb, &pairs);
        check(Tag::Aux, &[("was", "be"), ("'ve", "have"), ("ca", "can"), ("’ll", "will")]);
    }

    #[test]
    fn a_silent_e_comes_back() {
        let pairs = [
            ("accused", "accuse"),
            ("urging", "urge"),
            ("pursued", "pursue"),
            ("violating", "violate"),
            ("settled", "settle"),
            ("imposed", "impose"),
            ("declared", "declare"),
            ("united", "unite"),
            ("decided", "decide"),
            ("received", "receive"),
            ("announced", "announce"),
            ("provoked", "provoke"),
            ("confined", "confine"),
            ("executed", "execute"),
            ("endorsed", "endorse"),
            ("required", "require"),
            ("changed", "change"),
            ("engaged", "engage"),
            ("restored", "restore"),
        ];
        check(Tag::Verb, &pairs);
    }

    #[test]
    fn a_bare_stem_stays_bare() {
        let pairs = [
            ("visited", "visit"),
            ("offering", "offer"),
            ("condemned", "condemn"),
            ("threatened", "threaten"),
            ("joined", "join"),
            ("attacked", "attack"),
            ("belonging", "belong"),
            ("monitored", "monitor"),
            ("mentioned", "mention"),
            ("failed", "fail"),
            ("treated", "treat"),
            ("delivered", "deliver"),
            ("appeared", "appear"),
            ("added", "add"),
            ("called", "call"),
            ("passed", "pass"),
            ("launching", "launch"),
            ("bombed", "bomb"),
            ("assured", "assure"),
            ("shelled", "shell"),
        ];
        check(Tag::Verb, &pairs);
    }

    #[test]
    fn a_doubled_consonant_is_undone() {
        check(
            Tag::Verb,
            &[("stopped", "stop"), ("expelled", "expel"), ("planning", "plan"), ("barred", "bar")],
        );
    }

    #[test]
    fn third_persons_and_plurals_lose_their_ending() {
        check(
            Tag::Verb,
            &[
                ("reaches", "reach"),
                ("denies", "deny"),
                ("says", "say"),
                ("uses", "use"),
                ("goes", "go"),
            ],
        );
        let pairs = [
            ("ministries", "ministry"),
            ("exercises", "exercise"),
            ("spokesmen", "spokesman"),
            ("crises", "crisis"),
            ("losses", "loss"),
            ("talks", "talk"),
            ("politics", "politics"),
            ("virus", "virus"),
            ("Wives", "wife"),
        ];
        check(Tag::Noun, &pairs);
    }

    #[test]
    fn names_and_foreign_letters_are_left_alone() {
        check(Tag::Name, &[("Athens", "Athens")]);
        check(Tag::Noun, &[("한국인s", "한국인s"), ("", ""), ("s", "s"), ("-", "-"), ("’", "'")]);
        check(
            Tag::Verb,
            &[("ed", "ed"), ("ing", "ing"), ("-ed", "-ed"), ("É", "é"), ("ies", "ies")],
        );
    }
}
