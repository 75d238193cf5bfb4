use std::sync::LazyLock;

use telltale_observation::Modality;

use crate::{Document, Reader, Reading};

static READER: LazyLock<Reader> = LazyLock::new(Reader::load);

fn read(text: &str) -> Reading {
    READER.read_whole(&Document::new(text, "2021-11-09".parse().expect("a day")))
}

/// The conditions of a text: "only"/"unless"/"if", the condition, its consequence.
fn conditions(text: &str) -> Vec<[&str; 3]> {
    let read = read(text).outlook.conditions;
    let words = |span: (usize, usize)| &text[span.0..span.1];
    let kind = |necessary, negated| match (necessary, negated) {
        (_, true) => "unless",
        (true, _) => "only",
        _ => "if",
    };
    read.iter()
        .map(|c| [kind(c.necessary, c.negated), words(c.condition), words(c.consequence)])
        .collect()
}

/// What is expected: who, what, between whom, for when, which way.
fn expectations(text: &str) -> Vec<String> {
    let found = read(text).outlook.expectations;
    let words = |span: (usize, usize)| &text[span.0..span.1];
    let shown = |e: &crate::Expectation| {
        format!(
            "{} | {} | {} {} {} | {} | {}",
            e.who.map_or("-", words),
            words(e.what),
            e.actor.map_or("-", |actor| actor.code()),
            e.target.map_or("-", |actor| actor.code()),
            e.channel.map_or("-", |channel| channel.name()),
            e.period.map_or("-".to_owned(), |period| period.start().to_string()),
            e.direction.map_or("-", crate::Direction::name),
        )
    };
    found.iter().map(shown).collect()
}

/// What is to come: what, who, when.
fn calendar(text: &str) -> Vec<String> {
    let found = read(text).outlook.calendar;
    let shown = |c: &crate::Coming| {
        format!(
            "{} | {} | {}",
            &text[c.what.0..c.what.1],
            c.actors.iter().map(|actor| actor.code()).collect::<Vec<_>>().join(" "),
            c.period.map_or("-".to_owned(), |p| format!("{}..{}", p.start(), p.end())),
        )
    };
    found.iter().map(shown).collect()
}

fn modalities(text: &str) -> Vec<Modality> {
    read(text).sightings.iter().map(|seen| seen.modality).collect()
}

#[test]
fn a_condition_is_told_with_what_hangs_on_it() {
    for (text, expected) in [
        (
            "If Sudan opens the border, Egypt will send grain.",
            ["if", "If Sudan opens the border", "Egypt will send grain"],
        ),
        (
            "Egypt will send grain if Sudan opens the border.",
            ["if", "if Sudan opens the border", "Egypt will send grain"],
        ),
        (
            "Only if Armenia pulls back its troops will Azerbaijan reopen the road.",
            ["only", "Only if Armenia pulls back its troops", "will Azerbaijan reopen the road"],
        ),
        (
            "Should the truce collapse, Kenya could host new talks.",
            ["if", "Should the truce collapse", "Kenya could host new talks"],
        ),
        (
            "이집트는 수단이 국경을 열면 곡물을 보낼 것이라고 밝혔다.",
            ["if", "수단이 국경을 열면", "곡물을 보낼 것이라고"],
        ),
        (
            "볼리비아가 사과할 경우에만 칠레 대사가 돌아올 수 있다.",
            ["only", "볼리비아가 사과할 경우에만", "칠레 대사가 돌아올 수 있다"],
        ),
        (
            "아르메니아가 군대를 물려야 아제르바이잔이 도로를 다시 열 수 있다.",
            ["only", "아르메니아가 군대를 물려야", "아제르바이잔이 도로를 다시 열 수 있다"],
        ),
    ] {
        assert_eq!(conditions(text), [expected], "{text}");
    }
}

#[test]
fn what_is_no_condition_is_none() {
    for text in [
        "Reporters asked if Egypt had closed the border.",
        "Kenya met Uganda as if nothing had happened.",
        "If Peru had signed, Chile would have withdrawn its troops.",
        "Kenya hosted talks when Uganda asked for them.",
        "외교부에 따르면 이집트는 수단에 곡물을 보냈다.",
        "칠레는 경제적 측면에서 볼리비아를 도왔다.",
        "케냐는 우간다와 협정을 지켜야 한다.",
    ] {
        assert_eq!(conditions(text), [[""; 3]; 0], "{text}");
    }
}

#[test]
fn a_vow_that_hangs_on_a_condition_is_conditional() {
    for text in [
        "Sudan warned that it would close the pipeline if South Sudan helped the rebels.",
        "Colombia will send its ambassador back to Venezuela if Caracas frees two soldiers.",
        "이란은 이스라엘이 공격하면 보복하겠다고 경고했다.",
    ] {
        let told = modalities(text);
        assert!(told.contains(&Modality::Conditional), "{text}: {told:?}");
        assert!(!told.contains(&Modality::Happened), "{text}: {told:?}");
    }
    // What is said to have happened stays so.
    assert_eq!(
        modalities("Sudan attacked South Sudan on Monday, and could do so again if it wished."),
        [Modality::Happened]
    );
}

#[test]
fn an_expectation_has_who_what_and_which_way() {
    for (text, expected) in [
        (
            "Economists expect Kenya's exports to Uganda to fall in December.",
            "Economists | Kenya's exports to Uganda to fall in December | KEN UGA trade.exports | 2021-12-01 | down",
        ),
        (
            "Kenya is expected to raise tariffs on Uganda next month.",
            "- | Kenya is expected to raise tariffs on Uganda next month | KEN UGA sanction | 2021-12-01 | -",
        ),
        (
            "전문가들은 12월 케냐의 대우간다 수출이 줄어들 것으로 전망했다.",
            "전문가들 | 12월 케냐의 대우간다 수출이 줄어들 것으로 | KEN UGA trade.exports | 2021-12-01 | down",
        ),
    ] {
        assert_eq!(expectations(text), [expected], "{text}");
    }
    // "Figures" are those of the trade told before; a month that is just over is meant.
    let text = "Kenyan exports to Uganda came to $90 million in September. \
                Traders expect October's figures to be lower.";
    let found = expectations(text);
    assert_eq!(
        found,
        ["Traders | October's figures to be lower | KEN UGA trade.exports | 2021-10-01 | down"]
    );
    for text in ["Exports rose more than expected.", "As expected, Kenya met Uganda."] {
        assert_eq!(expectations(text), [""; 0], "{text}");
    }
}

#[test]
fn what_is_announced_or_due_goes_to_the_calendar() {
    for (text, expected) in [
        (
            "Brazil's president will visit Ghana in February.",
            "visit | BRA GHA | 2022-02-01..2022-02-28",
        ),
        (
            "Tension could rise after the India-Japan naval drills in May.",
            "India-Japan naval drills | IND JPN | 2022-05-01..2022-05-31",
        ),
        (
            "Kenya will hold a presidential election on 9 August 2022.",
            "presidential election | KEN | 2022-08-09..2022-08-09",
        ),
        (
            "브라질 대통령은 내년 2월 가나를 방문할 예정이다.",
            "방문 | BRA GHA | 2022-02-01..2022-02-28",
        ),
        (
            "내년 5월 인도와 일본의 연합훈련 이후 긴장이 높아질 수 있다.",
            "인도와 일본의 연합훈련 | IND JPN | 2022-05-01..2022-05-31",
        ),
    ] {
        assert_eq!(calendar(text), [expected], "{text}");
    }
    for text in [
        "India and Japan held naval drills in May.",
        "인도와 일본은 5월 연합훈련을 실시했다.",
        "The parade in February was called off.",
    ] {
        assert_eq!(calendar(text), [""; 0], "{text}");
    }
}
