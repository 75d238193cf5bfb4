//! The parser on sentences of the wire, and on what is no sentence.

use super::{Dep, Parse, Parser, Scratch, Tag, VerbForm, tokens_en};
use std::sync::LazyLock;

static PARSER: LazyLock<Parser> = LazyLock::new(Parser::load);

fn read(sentence: &str) -> (Vec<&str>, Parse) {
    let mut ranges = Vec::new();
    tokens_en(sentence, &mut ranges);
    let tokens: Vec<&str> =
        ranges.iter().map(|&(from, to)| &sentence[from as usize..to as usize]).collect();
    let mut out = Parse::default();
    PARSER.parse(&tokens, &mut Scratch::default(), &mut out);
    (tokens, out)
}

/// Each expectation is a word, its label and its head.
fn check(sentence: &str, expected: &[(&str, Dep, &str)]) {
    let (tokens, parse) = read(sentence);
    for &(word, dep, head) in expected {
        let at = tokens.iter().position(|&token| token == word).expect("a word of the sentence");
        let found = (word, parse.deps[at], tokens[usize::from(parse.heads[at])]);
        assert_eq!(found, (word, dep, head), "{sentence}");
    }
}

#[test]
fn an_active_verb_has_subject_and_object() {
    let expected = [
        ("minister", Dep::Subj, "condemned"),
        ("condemned", Dep::Root, "condemned"),
        ("attack", Dep::Obj, "condemned"),
    ];
    check("The foreign minister condemned the attack on Tuesday.", &expected);
}

#[test]
fn a_passive_has_its_doer_under_by() {
    let expected = [
        ("soldiers", Dep::SubjPass, "killed"),
        ("by", Dep::Agent, "killed"),
        ("rebels", Dep::PObj, "by"),
        ("were", Dep::AuxPass, "killed"),
    ];
    check("Three Malian soldiers were killed by rebels near the border.", &expected);
}

#[test]
fn what_is_said_hangs_under_the_verb_of_saying() {
    let expected =
        [("said", Dep::Root, "said"), ("withdraw", Dep::Comp, "said"), ("Oslo", Dep::Subj, "said")];
    check("Oslo said that Sweden would withdraw its troops.", &expected);
    check(
        "Oslo agreed to send aid to Nepal.",
        &[("send", Dep::XComp, "agreed"), ("aid", Dep::Obj, "send")],
    );
}

#[test]
fn a_visit_by_someone_to_somewhere() {
    let expected = [
        ("by", Dep::Prep, "visit"),
        ("to", Dep::Prep, "visit"),
        ("visit", Dep::SubjPass, "postponed"),
    ];
    check("A visit by President Moreno to Lima was postponed.", &expected);
}

#[test]
fn coordinated_subjects_and_appositions() {
    check(
        "Chad and Niger signed an accord.",
        &[("Niger", Dep::Conj, "Chad"), ("Chad", Dep::Subj, "signed")],
    );
    check(
        "Ana Ruiz, the envoy of Peru, met officials in Quito.",
        &[("envoy", Dep::Appos, "Ruiz"), ("Ruiz", Dep::Subj, "met")],
    );
}

#[test]
fn negation_and_possession_are_seen() {
    let expected = [
        ("not", Dep::Neg, "attend"),
        ("Ghana", Dep::Poss, "president"),
        ("will", Dep::Aux, "attend"),
    ];
    check("Ghana's president will not attend the summit.", &expected);
}

#[test]
fn verbs_carry_their_form() {
    let (tokens, parse) =
        read("Troops were sent while ministers discussed a truce, resuming the talks.");
    let form = |word| parse.forms[tokens.iter().position(|&t| t == word).expect("a word")];
    assert_eq!(form("sent"), VerbForm::PastPart);
    assert_eq!(form("discussed"), VerbForm::Past);
    assert_eq!(form("resuming"), VerbForm::Ing);
    assert_eq!(form("Troops"), VerbForm::None);
    assert_eq!(parse.tags[0], Tag::Noun);
}

/// Every token reaches the one root, so the heads are a tree.
fn check_is_tree(parse: &Parse, count: usize) {
    assert_eq!(
        [parse.tags.len(), parse.forms.len(), parse.heads.len(), parse.deps.len()],
        [count; 4]
    );
    let roots: Vec<usize> =
        (0..count).filter(|&token| usize::from(parse.heads[token]) == token).collect();
    assert_eq!(roots.len(), count.min(1));
    for token in 0..count {
        assert_eq!(parse.deps[token] == Dep::Root, roots.contains(&token));
        let mut at = token;
        for _ in 0..count {
            at = usize::from(parse.heads[at]);
        }
        assert_eq!(Some(at), roots.first().copied());
    }
}

#[test]
fn any_input_gives_a_tree() {
    let long = "and ".repeat(300);
    for text in [
        "",
        ".",
        "\u{0} \u{7f}",
        "한국 은 北京",
        "((((((",
        "''",
        "a , , , b",
        "$ 5 %",
        long.as_str(),
    ] {
        let (tokens, parse) = read(text);
        check_is_tree(&parse, tokens.len());
    }
    let mut out = Parse::default();
    PARSER.parse(&["", " ", "", "\u{301}"], &mut Scratch::default(), &mut out);
    check_is_tree(&out, 4);
}

#[test]
fn a_text_beyond_measure_is_read_as_far_as_places_reach() {
    let tokens = vec!["stop"; 70_000];
    let mut out = Parse::default();
    PARSER.parse(&tokens, &mut Scratch::default(), &mut out);
    assert_eq!(out.heads.len(), 65_534);
}

#[test]
fn buffers_keep_nothing_of_the_sentence_before() {
    let (mut scratch, mut out) = (Scratch::default(), Parse::default());
    PARSER.parse(&["Kenya", "and", "Uganda", "signed", "a", "treaty", "."], &mut scratch, &mut out);
    PARSER.parse(&["Rebels", "fled", "."], &mut scratch, &mut out);
    let (_, fresh) = read("Rebels fled.");
    assert_eq!((out.heads, out.deps, out.tags), (fresh.heads, fresh.deps, fresh.tags));
}

#[test]
fn damaged_weights_are_refused() {
    let whole = include_bytes!("../../weights/parser.bin");
    assert!(Parser::from_bytes(whole, None).is_some());
    assert!(Parser::from_bytes(&whole[..whole.len() - 1], None).is_none());
    assert!(Parser::from_bytes(&whole[1..], None).is_none());
    assert!(Parser::from_bytes(&[], None).is_none());
    assert!(Parser::from_bytes(whole, Some(b"no steps")).is_none());
}
