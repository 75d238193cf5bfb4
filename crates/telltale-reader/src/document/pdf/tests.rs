//! Pages of our own making, and damaged ones.

use super::*;
use crate::Document;

#[path = "made.rs"]
mod made;

fn read(bytes: &[u8]) -> crate::Page {
    Document::from_bytes("2025-11-04-a.pdf", bytes).unwrap()
}

#[test]
fn wrapped_lines_are_one_paragraph_and_others_are_not() {
    let page = read(&made::english(&[&[
        "Envoy visits Beijing",
        "",
        "North Korean Foreign Minister Choe Son Hui arrived in Beijing on Tues-",
        "day for talks with her Chinese counterpart Wang Yi on a long-range plan for",
        "the border bridge.",
        "A second paragraph.",
        "- 1 -",
    ]]));
    assert_eq!(page.title.as_deref(), Some("Envoy visits Beijing"));
    assert_eq!(
        page.text,
        "Envoy visits Beijing\n\nNorth Korean Foreign Minister Choe Son Hui arrived in Beijing on \
         Tuesday for talks with her Chinese counterpart Wang Yi on a long-range plan for the border \
         bridge.\nA second paragraph.\n\u{c}"
    );
    assert_eq!(page.published.map(|day| day.to_string()).as_deref(), Some("2025-11-04"));
}

#[test]
fn the_page_of_a_passage_is_told() {
    let page = read(&made::english(&[&["He left for Moscow."], &["She signed", "a plan (two)."]]));
    let document = page.on("2025-11-04".parse().unwrap());
    let at = |word: &str| document.pages().page_at(document.text.find(word).unwrap());
    assert_eq!((at("Moscow"), at("signed"), at("two")), (Some(1), Some(2), Some(2)));
    let plain = Document::new("He left.", "2025-11-04".parse().unwrap());
    assert_eq!(plain.pages().page_at(3), None, "a text without pages");
}

#[test]
fn korean_is_told_by_the_table_of_the_font() {
    let lines = ["2025년 11월 4일", "최선희 북한 외무상이 베이징을 방문했다."];
    let page = read(&made::with_to_unicode(&lines));
    assert_eq!(page.language, crate::Language::Korean);
    assert_eq!(page.text, format!("{}\n{}\n\u{c}", lines[0], lines[1]));
}

#[test]
fn what_cannot_be_read_says_why_and_what_would_help() {
    let key = "11".repeat(32);
    let locked = format!(
        "/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >>"
    );
    let cut = &made::english(&[&["text"]])[..60];
    for (bytes, what, hint) in [
        (made::english_with(&[&["secret"]], &locked), "locked by a password", "qpdf --decrypt"),
        (made::picture(), "no text on its 1 pages", "ocrmypdf"),
        (cut.to_vec(), "no PDF that can be read", "pdftotext"),
    ] {
        let error = Document::from_bytes("a.pdf", &bytes).unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
        assert!(error.hint().contains(hint), "{}", error.hint());
    }
}

#[test]
fn what_draws_itself_without_end_has_an_end() {
    let error = Document::from_bytes("a.pdf", &made::endless()).unwrap_err();
    assert!(error.to_string().starts_with("a.pdf: "), "{error}");
}

#[test]
fn numbers_of_pages_are_told_from_text() {
    for line in ["3", "- 12 -", "Page 3 of 10", "page 7", "3/10", "– 4 –"] {
        assert!(is_page_number(line), "{line}");
    }
    for line in ["In 2024", "20250", "3 4", "of", "Page", "$228.1"] {
        assert!(!is_page_number(line), "{line}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn damage_is_an_error_and_no_panic(at in 0..4000_usize, byte: u8, cut in 0..4000_usize) {
        for mut bytes in [
            made::english(&[&["He left for Moscow."], &["She stayed."]]),
            made::with_to_unicode(&["최선희 외무상"]),
        ] {
            let end = bytes.len();
            bytes[at % end] = byte;
            let _ = Document::from_bytes("a.pdf", &bytes);
            let _ = Document::from_bytes("a.pdf", &bytes[..cut % end]);
        }
    }
}
