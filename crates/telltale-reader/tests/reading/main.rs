//! The reader, scored: on the sentences of `tests/gold`, and on collections beside the repository
//! where there are any. A figure that falls under its floor fails.
//!
//! The conventions of the gold are in `tests/gold/README.md`. To see each item on which reader and
//! gold differ: `READING_MISSES=1 cargo test -p telltale-reader --test reading -- --nocapture`.
#![expect(
    clippy::print_stderr,
    reason = "the figures are what one runs this for, and a test says that it was skipped"
)]

mod collections;
mod dates;
mod events;
mod floors;
mod gold;
mod matching;
mod quantities;
mod turns;

use floors::Floor;
use gold::Item;

/// Prints the figures, and fails with all those under their floor.
fn hold(set: &str, figures: &[(&'static str, Option<f64>)], floors: &[Floor]) {
    let mut fallen = Vec::new();
    for &(figure, value) in figures {
        let shown = value.map_or("-".to_owned(), |value| format!("{value:.4}"));
        eprintln!("{set:<16} {figure:<40} {shown}");
    }
    for floor in floors.iter().filter(|floor| floor.set == set) {
        let found = figures.iter().find(|(figure, _)| *figure == floor.figure);
        let value = found.and_then(|&(_, value)| value);
        if !value.is_some_and(|value| floor.holds(value)) {
            fallen.push(format!("{set}: {}: {value:?} ({})", floor.figure, floor.bound));
        }
    }
    assert!(fallen.is_empty(), "under the floor:\n{}", fallen.join("\n"));
}

fn score_events(set: &str, lines: &str) {
    let items = Item::all(lines, "observations");
    hold(set, &events::score(&items), floors::OURS);
}

fn score_quantities(set: &str, lines: &str) {
    let items = Item::all(lines, "flows");
    hold(set, &quantities::score(&items), floors::OURS);
}

#[test]
fn english_events_are_read_as_well_as_before() {
    score_events("events_en", include_str!("../gold/events_en.jsonl"));
}

#[test]
fn turns_of_speech_are_told() {
    hold("turns", &[("told", Some(turns::share_told()))], floors::OURS);
}

#[test]
fn dated_paragraphs_are_read_as_well_as_before() {
    score_events("timeline_en", include_str!("../gold/timeline_en.jsonl"));
}

#[test]
fn paragraphs_that_nobody_looked_at_are_read_as_well_as_before() {
    score_events("timeline_kept_en", include_str!("../gold/timeline_kept_en.jsonl"));
}

#[test]
fn korean_events_are_read_as_well_as_before() {
    score_events("events_ko", include_str!("../gold/events_ko.jsonl"));
}

#[test]
fn english_amounts_are_read_as_well_as_before() {
    score_quantities("quantities_en", include_str!("../gold/quantities_en.jsonl"));
}

#[test]
fn korean_amounts_are_read_as_well_as_before() {
    score_quantities("quantities_ko", include_str!("../gold/quantities_ko.jsonl"));
}

#[test]
fn fresh_reports_are_read_as_well_as_before() {
    score_events("fresh_events", include_str!("../gold/fresh_events.jsonl"));
}

#[test]
fn fresh_reports_that_nobody_looked_at_are_read_as_well_as_before() {
    score_events("fresh_kept_events", include_str!("../gold/fresh_kept_events.jsonl"));
}

#[test]
fn more_reports_are_read_as_well_as_before() {
    score_events("more_events", include_str!("../gold/more_events.jsonl"));
}

#[test]
fn more_reports_that_nobody_looked_at_are_read_as_well_as_before() {
    score_events("more_kept_events", include_str!("../gold/more_kept_events.jsonl"));
}

#[test]
fn a_third_set_of_reports_is_read_as_well_as_before() {
    score_events("third_events", include_str!("../gold/third_events.jsonl"));
}

#[test]
fn a_third_set_of_reports_that_nobody_looked_at_is_read_as_well_as_before() {
    score_events("third_kept_events", include_str!("../gold/third_kept_events.jsonl"));
}

#[test]
fn a_fourth_set_of_reports_is_read_as_well_as_before() {
    score_events("fourth_events", include_str!("../gold/fourth_events.jsonl"));
}

#[test]
fn a_fourth_set_of_reports_that_nobody_looked_at_is_read_as_well_as_before() {
    score_events("fourth_kept_events", include_str!("../gold/fourth_kept_events.jsonl"));
}

#[test]
fn a_fifth_set_of_reports_is_read_as_well_as_before() {
    score_events("fifth_events", include_str!("../gold/fifth_events.jsonl"));
}

#[test]
fn a_fifth_set_of_reports_that_nobody_looked_at_is_read_as_well_as_before() {
    score_events("fifth_kept_events", include_str!("../gold/fifth_kept_events.jsonl"));
}

#[test]
fn a_sixth_set_of_reports_is_read_as_well_as_before() {
    score_events("sixth_events", include_str!("../gold/sixth_events.jsonl"));
}

#[test]
fn a_sixth_set_of_reports_that_nobody_looked_at_is_read_as_well_as_before() {
    score_events("sixth_kept_events", include_str!("../gold/sixth_kept_events.jsonl"));
}

#[test]
fn a_seventh_set_of_reports_is_read_as_well_as_before() {
    score_events("seventh_events", include_str!("../gold/seventh_events.jsonl"));
}

#[test]
fn a_seventh_set_of_reports_that_nobody_looked_at_is_read_as_well_as_before() {
    score_events("seventh_kept_events", include_str!("../gold/seventh_kept_events.jsonl"));
}

#[test]
fn a_seventh_set_of_amounts_is_read_as_well_as_before() {
    score_quantities("seventh_quantities", include_str!("../gold/seventh_quantities.jsonl"));
}

#[test]
fn a_seventh_set_of_amounts_that_nobody_looked_at_is_read_as_well_as_before() {
    let kept = include_str!("../gold/seventh_kept_quantities.jsonl");
    score_quantities("seventh_kept_quantities", kept);
}

#[test]
fn a_fifth_set_of_amounts_is_read_as_well_as_before() {
    score_quantities("fifth_quantities", include_str!("../gold/fifth_quantities.jsonl"));
}

#[test]
fn a_fifth_set_of_amounts_that_nobody_looked_at_is_read_as_well_as_before() {
    score_quantities("fifth_kept_quantities", include_str!("../gold/fifth_kept_quantities.jsonl"));
}

#[test]
fn a_sixth_set_of_korean_reports_is_read_as_well_as_before() {
    score_events("sixth_events_ko", include_str!("../gold/sixth_events_ko.jsonl"));
}

#[test]
fn a_sixth_set_of_korean_amounts_is_read_as_well_as_before() {
    score_quantities("sixth_quantities_ko", include_str!("../gold/sixth_quantities_ko.jsonl"));
}

#[test]
fn a_sixth_set_of_amounts_is_read_as_well_as_before() {
    score_quantities("sixth_quantities", include_str!("../gold/sixth_quantities.jsonl"));
}

#[test]
fn a_sixth_set_of_amounts_that_nobody_looked_at_is_read_as_well_as_before() {
    score_quantities("sixth_kept_quantities", include_str!("../gold/sixth_kept_quantities.jsonl"));
}

#[test]
fn more_amounts_are_read_as_well_as_before() {
    score_quantities("more_quantities", include_str!("../gold/more_quantities.jsonl"));
}

#[test]
fn more_amounts_that_nobody_looked_at_are_read_as_well_as_before() {
    score_quantities("more_kept_quantities", include_str!("../gold/more_kept_quantities.jsonl"));
}

#[test]
fn fresh_amounts_are_read_as_well_as_before() {
    score_quantities("fresh_quantities", include_str!("../gold/fresh_quantities.jsonl"));
}

#[test]
fn fresh_amounts_that_nobody_looked_at_are_read_as_well_as_before() {
    score_quantities("fresh_kept_quantities", include_str!("../gold/fresh_kept_quantities.jsonl"));
}

#[test]
fn chinese_and_russian_deeds_are_read_as_well_as_before() {
    score_events("fresh_zh_ru", include_str!("../gold/fresh_zh_ru.jsonl"));
}

#[test]
fn chinese_and_russian_deeds_that_nobody_looked_at_are_read_as_well_as_before() {
    score_events("fresh_kept_zh_ru", include_str!("../gold/fresh_kept_zh_ru.jsonl"));
}

#[test]
fn every_floor_is_of_a_figure_and_a_set_that_exist() {
    for floor in floors::OURS {
        let figures = match floor.set {
            "events_en" | "events_ko" | "timeline_en" | "timeline_kept_en" => events::FIGURES,
            "fresh_events" | "fresh_kept_events" => events::FIGURES,
            "more_events" | "more_kept_events" => events::FIGURES,
            "third_events" | "third_kept_events" => events::FIGURES,
            "fourth_events" | "fourth_kept_events" => events::FIGURES,
            "fifth_events" | "fifth_kept_events" => events::FIGURES,
            "sixth_events_ko" => events::FIGURES,
            "sixth_events" | "sixth_kept_events" => events::FIGURES,
            "seventh_events" | "seventh_kept_events" => events::FIGURES,
            "fresh_zh_ru" | "fresh_kept_zh_ru" => events::FIGURES,
            "quantities_en" | "quantities_ko" => quantities::FIGURES,
            "fresh_quantities" | "fresh_kept_quantities" => quantities::FIGURES,
            "more_quantities" | "more_kept_quantities" => quantities::FIGURES,
            "fifth_quantities" | "fifth_kept_quantities" => quantities::FIGURES,
            "sixth_quantities_ko" => quantities::FIGURES,
            "sixth_quantities" | "sixth_kept_quantities" => quantities::FIGURES,
            "seventh_quantities" | "seventh_kept_quantities" => quantities::FIGURES,
            "turns" => &["told"],
            other => panic!("no such set: {other}"),
        };
        assert!(figures.contains(&floor.figure), "{}: no such figure: {}", floor.set, floor.figure);
    }
}
