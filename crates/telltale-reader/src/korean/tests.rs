//! Own sentences of many regions, with what each tells.

use serde_json::Value;
use telltale_observation::Mode;

use crate::{Document, Language, Reader, Sighting};

const GOLD: &str = include_str!("../../tests/gold/events_ko.jsonl");

/// How many of the sentences may be read wrongly.
const WRONG_MAX: usize = 6;

fn allows(gold: &Value, found: Option<&str>) -> bool {
    match gold {
        Value::Array(choices) => choices.iter().any(|choice| choice.as_str() == found),
        Value::Null => found.is_none(),
        one => one.as_str() == found,
    }
}

/// Whether a sighting is what the gold says: its pair, mode and channel.
fn is(gold: &Value, seen: &Sighting) -> bool {
    let actor = seen.actor.map(|actor| actor.code().to_owned());
    let target = seen.target.map(|actor| actor.code().to_owned());
    let mode = if seen.mode == Mode::Deed { "deed" } else { "word" };
    allows(&gold["actor"], actor.as_deref())
        && allows(&gold["target"], target.as_deref())
        && allows(&gold["mode"], Some(mode))
        && allows(&gold["channel"], Some(seen.channel.name()))
}

fn read(reader: &Reader, item: &Value) -> Vec<Sighting> {
    let text = item["text"].as_str().expect("an item has a text");
    let date = item["date"].as_str().expect("an item has a date");
    let mut document = Document::new(text, date.parse().expect("the date is one"));
    document.language = Language::Korean;
    reader.read(&document)
}

fn right(reader: &Reader, item: &Value) -> bool {
    let seen = read(reader, item);
    let gold = item["observations"].as_array().expect("an item has observations");
    let needed = |gold: &&Value| gold["must"] != Value::Bool(false);
    let all = gold.iter().filter(needed).all(|gold| seen.iter().any(|seen| is(gold, seen)));
    let event = |seen: &&Sighting| seen.code.is_some() && seen.target.is_some();
    all && seen.iter().filter(event).all(|seen| gold.iter().any(|gold| is(gold, seen)))
}

fn items() -> Vec<Value> {
    GOLD.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn what_sentences_of_many_regions_tell_is_read() {
    let reader = Reader::load();
    let wrong: Vec<String> = items()
        .iter()
        .filter(|item| !right(&reader, item))
        .map(|item| item["text"].to_string())
        .collect();
    assert!(wrong.len() <= WRONG_MAX, "{} wrong: {wrong:#?}", wrong.len());
}

#[test]
fn sport_weather_and_common_words_tell_nothing() {
    let reader = Reader::load();
    let events =
        |item: &Value| read(&reader, item).iter().filter(|seen| seen.code.is_some()).count();
    let silent = items().into_iter().filter(|item| item["observations"] == serde_json::json!([]));
    for item in silent {
        assert_eq!(events(&item), 0, "{}", item["text"]);
    }
}

#[test]
fn any_text_is_read_without_a_panic() {
    let reader = Reader::load();
    let date = "2025-01-01".parse().expect("a date");
    for text in [
        "북",
        "미 국무",
        "방중",
        "대",
        "이란이란이란",
        "”라고",
        "북한은 (",
        ", , 북한과 ,",
        "美國",
        "한미은",
        "북한이 쏴",
    ] {
        let mut document = Document::new(text, date);
        document.language = Language::Korean;
        reader.read(&document);
    }
}

fn told(reader: &Reader, text: &str) -> Vec<String> {
    let mut document = Document::new(text, "2025-06-12".parse().expect("a day"));
    document.language = Language::Korean;
    let code = |actor: Option<telltale_observation::Actor>| {
        actor.map_or("-".to_owned(), |actor| actor.code().to_owned())
    };
    let mut told: Vec<String> = reader
        .read(&document)
        .iter()
        .map(|seen| {
            let (actor, target) = (code(seen.actor), code(seen.target));
            format!("{actor} {target} {} {}", seen.channel.name(), seen.modality.name())
        })
        .collect();
    told.sort_unstable();
    told
}

#[test]
fn who_does_it_is_told_by_topic_list_and_the_sentence_before() {
    let reader = Reader::load();
    let cases: &[(&str, &[&str])] = &[
        // The topic acts, and not the subject of the clause within.
        ("칠레군은 반군이 흩어지자 페루를 공격했다.", &["CHL PER incident happened"]),
        ("페루는 칠레가 다리를 공격했다고 밝혔다.", &["CHL PER incident reported"]),
        (
            "페루와 칠레, 에콰도르는 브라질을 규탄했다.",
            &[
                "CHL BRA criticism happened",
                "ECU BRA criticism happened",
                "PER BRA criticism happened",
            ],
        ),
        // To whom is told by the sentence before.
        (
            "칠레가 페루 대사를 추방했다. 페루는 국경을 닫았다.",
            &["CHL PER sanction happened", "PER CHL sanction happened"],
        ),
        (
            "칠레는 페루 외교관을 추방했고 페루도 똑같이 맞대응했다.",
            &["CHL PER sanction happened", "PER CHL sanction happened"],
        ),
        ("정부는 칠레 국적자를 제재 명단에 올렸다.", &["KOR CHL sanction happened"]),
        // What one will not do is refused; what a draft says nobody has said.
        ("페루는 칠레와 만나지 않겠다고 밝혔다.", &["PER CHL refusal happened"]),
        ("페루는 칠레를 규탄하는 결의안에 반대표를 던졌다.", &["PER - vote happened"]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| told(&reader, text) != *expected)
        .map(|(text, expected)| format!("{text}\n{expected:?}\n{:?}", told(&reader, text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
