use std::sync::LazyLock;

use crate::{Document, Reader};

static READER: LazyLock<Reader> = LazyLock::new(Reader::load);

/// When the last deed of a text took place.
fn last(text: &str) -> Option<String> {
    let document = Document::new(text, "2021-11-09".parse().expect("a day"));
    let read = READER.read(&document);
    let seen = read.last().unwrap_or_else(|| panic!("nothing in {text}"));
    seen.period.map(|period| period.start().to_string())
}

#[test]
fn a_deed_is_dated_from_another_event_of_the_text() {
    for (text, expected) in [
        (
            "Ghana's president visited Togo on 3 October. Two days after the visit, Benin condemned Togo.",
            "2021-10-05",
        ),
        (
            "Ghana's president arrived in Togo on 3 October. On the day before Ghana's president arrived in Togo, Benin recalled its ambassador from Lome.",
            "2021-10-02",
        ),
        (
            "The summit opens in Nairobi on 20 October. On the eve of the summit, Kenya signed a treaty with Uganda.",
            "2021-10-19",
        ),
        (
            "A week before the summit on 20 October, Kenya signed a treaty with Uganda.",
            "2021-10-13",
        ),
        (
            "가나 대통령은 10월 3일 토고를 방문했다. 가나 대통령의 방문 이틀 뒤 베냉은 토고를 비난했다.",
            "2021-10-05",
        ),
        (
            "가나 대통령은 10월 3일 토고를 방문했다. 베냉은 가나 대통령이 방문하기 하루 전 토고를 비난했다.",
            "2021-10-02",
        ),
    ] {
        assert_eq!(last(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn a_deed_that_counts_from_an_undated_event_has_no_date() {
    for text in [
        "Two days after the summit, Kenya signed a treaty with Uganda.",
        "정상회담 이틀 뒤 케냐는 우간다를 비난했다.",
    ] {
        assert_eq!(last(text), None, "{text}");
    }
}

#[test]
fn a_date_of_the_sentence_is_the_deeds_own() {
    let text = "On 1 November, two days after the summit, Kenya signed a treaty with Uganda.";
    assert_eq!(last(text).as_deref(), Some("2021-11-01"));
}

#[test]
fn the_event_that_a_deed_counts_from_is_dated_from_the_deed() {
    let text = "Togo shelled Benin on 3 November, two days after a raid by Benin on Togo.";
    assert_eq!(last(text).as_deref(), Some("2021-11-01"));
}
