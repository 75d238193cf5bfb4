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
    // Towards whom an answer is that names nobody, and who 그 is.
    (
        "가나는 세네갈 외교관을 추방했다. 다카르는 이를 강하게 규탄했다.",
        "GHA>SEN sanction happened,SEN>GHA criticism happened",
    ),
    (
        "칠레 대통령이 페루를 방문했다. 그는 페루 의회에 비준을 촉구했다.",
        "CHL>PER visit happened,CHL>PER appeal happened",
    ),
    (
        "칠레 대통령이 페루를 방문했다. 페루 총리는 그를 친구라고 치켜세웠다.",
        "CHL>PER visit happened,PER>CHL praise happened",
    ),
    (
        "우루과이는 파라과이와 국경을 닫았다. 마약을 들여보낸다고 비난하면서다.",
        "URY>PRY sanction happened,URY>PRY criticism happened",
    ),
    // What two decide is an agreement of both, whatever it is; a decided punishment is one.
    (
        "네팔 총리가 부탄 총리와 만났다. 두 사람은 교역을 늘리기로 뜻을 모았다.",
        "NPL>BTN meeting happened,BTN>NPL meeting happened,NPL>BTN agreement happened,\
         BTN>NPL agreement happened",
    ),
    ("모로코 정부는 알제리 외교관 두 명을 추방하기로 했다.", "MAR>DZA sanction happened"),
    // Who says it after what he says; a title in 가 is a subject.
    ("수입을 중단하겠다고 페루 정부가 칠레에 통보했다.", "PER>CHL sanction planned"),
    ("폴란드의 주장을 벨라루스 정부가 부인했다.", "BLR>POL denial happened"),
    // The name of a drill, and the place of a meeting.
    (
        "인도와 몽골 육군은 연합훈련 '초원의 독수리 8'을 치렀다.",
        "IND>MNG military happened,MNG>IND military happened",
    ),
    (
        "세네갈 대통령과 감비아 대통령의 파리 회동은 협정 서명으로 마무리됐다.",
        "SEN>GMB agreement happened,GMB>SEN agreement happened,\
         SEN>GMB meeting happened,GMB>SEN meeting happened",
    ),
    // Who receives is done to.
    ("말라위는 잠비아의 지원을 받았다.", "ZMB>MWI aid happened"),
    ("차드 초소가 수단군의 공격을 받았다.", "SDN>TCD incident happened"),
    // Each does to the other what is exchanged.
    (
        "태국군과 라오스군은 포격을 주고받았다.",
        "THA>LAO incident happened,LAO>THA incident happened",
    ),
    (
        "세르비아-코소보 국경에서 교전이 벌어졌다.",
        "SRB>XKX incident happened,XKX>SRB incident happened",
    ),
    // In talks with whom it is said.
    (
        "이집트 외무장관은 오만 외무장관과의 통화에서 국제원자력기구와 협력하라고 촉구했다.",
        "EGY>OMN appeal happened,EGY>OMN meeting happened,OMN>EGY meeting happened",
    ),
    // A threat in what is pressed for, a refusal in what is not agreed to.
    ("미국은 브라질에 관세를 물리겠다고 압박했다.", "USA>BRA threat happened"),
    ("레바논은 시리아의 요청에 응하지 않았다.", "LBN>SYR refusal happened"),
    // Where who is recalled is posted.
    ("케냐는 우간다 주재 대사를 소환했다.", "KEN>UGA sanction happened"),
    // What was never done, is not planned, or is called untrue.
    ("앙골라는 가봉에 병력을 보낸 적이 전혀 없다고 주장했다.", "AGO>GAB troops denied"),
    ("앙골라는 가봉에 무기를 넘긴 사실이 없다고 부인했다.", "AGO>GAB denial happened"),
    ("앙골라는 가봉을 공습할 의도가 없다고 밝혔다.", "AGO>GAB incident denied"),
    ("차드는 로켓을 발사했다는 보도는 사실이 아니라고 밝혔다.", "TCD>- launch denied"),
    ("차드는 니제르를 공격하지 않을 것이라고 밝혔다.", "TCD>NER incident denied"),
    ("앙골라는 가봉 파병 계획이 없다고 밝혔다.", "AGO>GAB troops denied"),
    ("앙골라 대통령은 가봉 방문 계획이 아직 없다고 말했다.", "AGO>GAB visit denied"),
    // A decision against what another would have is a refusal.
    ("칠레는 페루와 대화하지 않기로 했다.", "CHL>PER refusal happened"),
    ("체코는 차드에 탄약을 지원하지 않기로 했다.", "CZE>TCD refusal happened"),
    ("가나는 토고 대사를 추방하지 않기로 했다.", "GHA>TGO sanction denied"),
    // Who speaks against a deed holds it against its doer.
    ("가나는 말리에 대한 제재에 반대했다.", ""),
    ("가나는 프랑스의 말리 제재에 반대했다.", "GHA>FRA criticism happened"),
    ("가나는 말리에 대한 프랑스의 공습을 규탄했다.", "GHA>FRA criticism happened"),
    ("가나는 말리에 대한 무력 사용에 반대했다.", ""),
    // A deed that is spoken about took place.
    (
        "태국은 라오스가 로켓을 발사한 데 대해 항의했다.",
        "LAO>- launch happened,THA>LAO criticism happened",
    ),
    // A word about a deed at the end of a headline.
    ("가나, 토고에 사과 요구", "GHA>TGO appeal happened"),
    ("칠레, 페루 주장 부인", "CHL>PER denial happened"),
    ("칠레 시민단체, 페루에 사과 요구", ""),
    // A verb of two that is written apart.
    ("이란이 12일 쏘아 올린 위성이 궤도에 올랐다.", "IRN>- launch happened"),
    // Of two subjects the first is that of the verb after; the topic tells it.
    (
        "가나 대통령과 토고 대통령이 프랑스 대통령이 지켜보는 가운데 협정에 서명했다.",
        "GHA>TGO agreement happened,TGO>GHA agreement happened",
    ),
    (
        "룰라 대통령은 가나와 토고가 분쟁을 접기로 합의했다고 알렸다.",
        "GHA>TGO agreement reported,TGO>GHA agreement reported",
    ),
    // How long it has gone on says nothing of who does it.
    ("中, 대만 봉쇄 훈련 사흘째", "CHN>TWN military happened"),
    // Whither the goods go that are held back.
    ("벨기에는 시리아로 가는 무기를 막았다.", "BEL>SYR sanction happened"),
    // What was to be held and is put off.
    ("가나는 아크라에서 열기로 했던 토고와의 회의를 미뤘다.", "GHA>TGO refusal happened"),
    // Where a description says that they are posted.
    ("체코는 하노이에 주재하던 무관을 불러들였다.", "CZE>VNM sanction happened"),
    // What is said to be wrong.
    ("앙골라는 가봉의 조치를 용납할 수 없다고 밝혔다.", "AGO>GAB criticism happened"),
    // What is approved is told as what it is: arms are sold, a plan or a budget is nobody's state.
    ("호주는 피지에 대한 무기 수출을 승인했다.", "AUS>FJI arms happened"),
    ("칠레 정부는 페루의 철도 건설 계획을 승인했다.", ""),
    ("아일랜드는 팔레스타인을 승인했다.", "IRL>PSE agreement happened"),
    // What was talked about is nobody who was met.
    (
        "칠레 외교장관은 페루 외교장관과 회담하고 볼리비아 문제를 논의했다.",
        "PER>CHL meeting happened,CHL>PER meeting happened",
    ),
    ("칠레 대통령은 볼리비아 사태를 논의했다.", ""),
    ("칠레 대통령은 페루와의 협상 상황을 논의했다.", ""),
    // A plan that is given up is no plan.
    ("가나 대통령은 다음 달 토고를 방문하려던 계획을 취소했다.", "GHA>TGO refusal happened"),
];

/// A sentence published on 20 March 2025, and the day of what it tells last.
const DAYS: &[(&str, &str)] = &[
    // A sentence without a date has that of its paragraph.
    ("가나 대통령이 15일 토고를 방문했다. 두 나라는 협정에 서명했다.", "2025-03-15"),
    ("가나 대통령이 15일 토고를 찾았다. 그는 다음 날 토고 총리와 회담했다.", "2025-03-16"),
    // The month of a figure is not the day of what is said behind it.
    ("2월 가나의 대토고 수출은 3억 달러였다. 토고는 가나를 규탄했다.", "2025-03-20"),
    // What is said stands between a verb and its date; who reports it dates himself.
    ("칠레는 15일 페루가 국경을 침범했다고 비난했다고 통신이 18일 보도했다.", "2025-03-15"),
    ("칠레가 페루를 비난했다고 통신이 18일 보도했다.", "2025-03-18"),
    // The day of a decision is past, that of what is to come is not.
    ("칠레는 15일 페루에 식량을 지원하기로 했다.", "2025-03-15"),
    ("칠레 대통령은 오는 15일 페루를 방문하기로 했다.", "2025-04-15"),
    // 뒤 and 후 within a name count no days.
    ("페루 외교장관은 15일 후지사와에서 칠레 외교장관과 만났다.", "2025-03-15"),
    ("페루 외교장관은 15일 뒤셀도르프에서 칠레 외교장관과 만났다.", "2025-03-15"),
    // The day of what is called off is not that of calling it off.
    ("칠레 대통령은 27일로 예정된 페루 방문을 취소했다.", "2025-03-20"),
];

#[test]
fn each_deed_has_its_day() {
    let reader = Reader::load();
    for (text, day) in DAYS {
        let item = serde_json::json!({"text": text, "date": "2025-03-20"});
        let seen = read(&reader, &item);
        let last = seen.iter().rfind(|seen| seen.code.is_some()).and_then(|seen| seen.period);
        let start = last.map(|period| period.start().to_string());
        assert_eq!(start.as_deref(), Some(*day), "{text}");
    }
}

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
