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

/// A sentence, and what it tells: `ACTOR>TARGET channel modality`, by commas.
const CLASSES: &[(&str, &str)] = &[
    // What is told of one side holds for both.
    (
        "칠레는 페루와 어업 협정을 체결했다.",
        "CHL>PER agreement happened,PER>CHL agreement happened",
    ),
    ("가나 대통령은 토고 대통령과 만났다.", "GHA>TGO meeting happened,TGO>GHA meeting happened"),
    // Whoever plans speaks for himself.
    ("오만 외교장관은 쿠웨이트와 회담하겠다고 밝혔다.", "OMN>KWT meeting planned"),
    // The own government of a Korean paper.
    ("정부는 페루에 긴급 구호품을 보냈다.", "KOR>PER aid happened"),
    ("외교부는 12일 주한 가나대사를 초치했다.", "KOR>GHA criticism happened"),
    // Who was spoken of before.
    (
        "노르웨이 총리가 덴마크 총리를 오슬로에서 맞이했다. 두 정상은 방위 협정에 서명했다.",
        "NOR>DNK visit happened,NOR>DNK agreement happened,DNK>NOR agreement happened",
    ),
    // A refusal in what is said.
    ("그리스는 튀르키예의 요구를 받아들이지 않겠다고 못 박았다.", "GRC>TUR refusal happened"),
    // What a verb before describes ends its clause.
    ("볼리비아는 가스 공급이 끊긴 뒤 칠레를 비난했다.", "BOL>CHL criticism happened"),
    ("에콰도르 국방장관이 이끄는 대표단이 콜롬비아를 방문했다.", "ECU>COL visit happened"),
    // What came of an attack.
    ("에티오피아군의 포격으로 소말리아 어선이 침몰했다.", "ETH>SOM incident happened"),
    // An answer.
    ("조지아가 관세를 올리자 아르메니아는 통관 중단으로 맞받았다.", "ARM>GEO sanction happened"),
    // Weapons at a place are no test.
    ("이란이 이라크 아르빌을 향해 미사일을 발사했다.", "IRN>IRQ military happened"),
    // The doer of what is said is meant, not whom it was done to.
    ("스웨덴은 벨라루스가 폴란드에 난민을 밀어 보냈다고 비난했다.", "SWE>BLR criticism happened"),
    // A condition's subject is threatened.
    ("차드는 니제르가 국경을 닫는다면 보복하겠다고 경고했다.", "TCD>NER threat conditional"),
    // An ambassador of theirs is summoned, one's own is recalled.
    ("체코 외무부는 러시아 대사를 불러들였다.", "CZE>RUS criticism happened"),
    // Whoever votes a draft down does not say it.
    ("쿠바는 이스라엘을 규탄하는 결의안에 반대했다.", "CUB>ISR vote happened"),
    // The parts of a headline.
    (
        "英, 아르헨티나 수입 금지…아르헨티나 \"강력 규탄\"",
        "GBR>ARG sanction happened,ARG>GBR criticism happened",
    ),
    ("룰라, 밀레이에 친서", "BRA>ARG ceremony happened"),
    // As the North writes.
    ("꾸바 외무상이 윁남을 방문하였다.", "CUB>VNM visit happened"),
    // What goes on, and what is to come.
    ("폴란드군 부대는 리투아니아로 이동 중이다.", "POL>LTU troops happened"),
    // A thing of a state is not the state.
    ("덴마크 만화가 스웨덴 서점가를 점령했다.", ""),
    // What was taken from nobody known.
    ("니카라과는 억류 중인 온두라스 기자를 풀어줬다.", "NIC>HND agreement happened"),
];

#[test]
fn each_class_of_sentence_tells_its_deed() {
    let reader = Reader::load();
    let mut wrong = Vec::new();
    for (text, expected) in CLASSES {
        let item = serde_json::json!({"text": text, "date": "2025-03-20"});
        let seen = read(&reader, &item);
        let told = |seen: &Sighting| {
            let code = |actor: Option<telltale_observation::Actor>| {
                actor.map_or_else(|| "-".to_owned(), |actor| actor.code().to_owned())
            };
            let (actor, target) = (code(seen.actor), code(seen.target));
            format!("{actor}>{target} {} {}", seen.channel.name(), seen.modality.name())
        };
        let mut told: Vec<String> = seen.iter().filter(|s| s.code.is_some()).map(told).collect();
        let mut wanted: Vec<&str> = expected.split(',').filter(|one| !one.is_empty()).collect();
        told.sort();
        wanted.sort_unstable();
        if told != wanted {
            wrong.push(format!("{text}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
