//! Korean sentences by the class of what is recognised in them.

use jiff::civil::date;
use telltale_observation::Kind;

use crate::Document;
use crate::flow::tests::{Case, READER, check, line};

/// Verbs of flow by their forms: whose subject sends, and whose receives.
const SENDING: &[&str] = &[
    "수출했다",
    "팔았다",
    "내보냈다",
    "실어 보냈다",
    "흘려보냈다",
    "공급했다",
    "납품했다",
    "선적했다",
    "출하했다",
    "내다 팔았다",
    "넘긴 것으로 집계됐다",
    "판 것으로 집계됐다",
];
const TAKING: &[&str] = &[
    "수입했다",
    "들여왔다",
    "사들였다",
    "샀다",
    "사 갔다",
    "가져왔다",
    "끌어왔다",
    "넘겨받았다",
    "조달했다",
    "사고 있다",
    "산 것으로 집계됐다",
    "실어 온 것으로 집계됐다",
];
/// What leads on to the goods.
const LEADING: &[&str] =
    &["향한", "향하는", "나간", "떠난", "들어간", "건너간", "수출된", "실려 간", "팔린", "선적된"];

fn told(text: &str) -> Vec<String> {
    let seen = READER.read(&Document::new(text, date(2025, 9, 15)));
    let flows = seen.iter().filter(|seen| seen.kind != Kind::Event && seen.amount.is_some());
    flows.map(line).collect()
}

#[test]
fn every_verb_tells_who_sends_and_who_receives() {
    let mut faults = Vec::new();
    let mut ask = |text: String, expected: &str| {
        let read = told(&text);
        if read != [expected] {
            faults.push(format!("{text}: {read:?}"));
        }
    };
    for verb in SENDING {
        ask(
            format!("모로코는 7월 폴란드에 인산 3만 톤을 {verb}."),
            "MAR>POL trade.exports 30000 t 2025-07-01/2025-07-31",
        );
    }
    for verb in TAKING {
        ask(
            format!("태국은 7월 호주에서 밀 3만 톤을 {verb}."),
            "THA>AUS trade.imports 30000 t 2025-07-01/2025-07-31",
        );
        ask(
            format!("태국은 7월 호주산 밀 3만 톤을 {verb}."),
            "THA>AUS trade.imports 30000 t 2025-07-01/2025-07-31",
        );
    }
    for verb in LEADING {
        ask(
            format!("7월 일본으로 {verb} 칠레산 구리는 3만 톤이었다."),
            "CHL>JPN trade.exports 30000 t 2025-07-01/2025-07-31",
        );
        ask(
            format!("7월 칠레에서 일본으로 {verb} 구리는 3만 톤이었다."),
            "CHL>JPN trade.exports 30000 t 2025-07-01/2025-07-31",
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_word_in_another_word_tells_no_flow() {
    check(&[
        Case("2025-09-15", "태국 항공사들은 8월 일본 노선의 좌석 3만 개를 줄였다.", &[]),
        Case(
            "2025-09-15",
            "페루는 하반기부터 칠레에 트럭 20대를 보낸다.",
            &["PER>CHL trade.exports 20 vehicle 2025-07-01/2025-09-15"],
        ),
    ]);
}

#[test]
fn a_paper_names_its_own_state_last() {
    check(&[
        Case(
            "2025-09-15",
            "8월 대(對)페루 수출은 7천만 달러, 대EU 수출은 58억 달러였다.",
            &[
                "KOR>PER trade.exports 70000000 USD 2025-08-01/2025-08-31",
                "KOR>EUU trade.exports 5800000000 USD 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            "2025-09-15",
            "8월 수출은 칠레(3억 달러), 페루(2억 달러) 순으로 많았다.",
            &[
                "KOR>CHL trade.exports 300000000 USD 2025-08-01/2025-08-31",
                "KOR>PER trade.exports 200000000 USD 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            "2025-09-15",
            "체코 통계청 집계로는 7월 대오스트리아 수출이 9억 유로다.",
            &["CZE>AUT trade.exports 900000000 EUR 2025-07-01/2025-07-31"],
        ),
        // Whoever this is, the paper's own state it is not.
        Case("2025-09-15", "아람코는 8월 대인도 공급량을 300만 배럴로 늘렸다.", &[]),
    ]);
}

#[test]
fn shares_are_of_whoever_stands_with_them() {
    check(&[
        Case(
            "2025-09-15",
            "지난해 가나의 코코아 수출 20억 달러 중 31%가 네덜란드로, 12%가 미국으로 갔다.",
            &[
                "GHA>- trade.exports 2000000000 USD 2024-01-01/2024-12-31",
                "GHA>NLD trade.exports 31 % 2024-01-01/2024-12-31",
                "GHA>USA trade.exports 12 % 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-09-15",
            "7월 케냐의 꽃 수출 가운데 네덜란드행은 41%다.",
            &["KEN>NLD trade.exports 41 % 2025-07-01/2025-07-31"],
        ),
        Case(
            "2025-09-15",
            "7월 요르단이 수입한 밀의 64%를 루마니아가 공급했다.",
            &["JOR>ROU trade.imports 64 % 2025-07-01/2025-07-31"],
        ),
        Case(
            "2025-09-15",
            "7월 칠레의 리튬 수출에서 한국으로 간 물량은 12%였다.",
            &["CHL>KOR trade.exports 12 % 2025-07-01/2025-07-31"],
        ),
    ]);
}

#[test]
fn people_are_counted_by_where_they_go_or_are() {
    check(&[
        Case(
            "2025-09-15",
            "7월 그리스를 다녀간 스웨덴인은 8만 명이었다.",
            &["SWE>GRC visit 80000 person 2025-07-01/2025-07-31"],
        ),
        Case(
            "2025-09-15",
            "지난달 우리 국민 6만 명이 라오스에 갔다.",
            &["KOR>LAO visit 60000 person 2025-08-01/2025-08-31"],
        ),
        Case(
            "2025-09-15",
            "쿠웨이트에서 일하는 네팔인은 9만 명이다.",
            &["NPL>KWT labour 90000 person -"],
        ),
        Case(
            "2025-09-15",
            "8월 방한 외국인은 일본인 38만 명, 대만인 17만 명 순이었다.",
            &[
                "JPN>KOR visit 380000 person 2025-08-01/2025-08-31",
                "TWN>KOR visit 170000 person 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            "2025-09-15",
            "케냐는 아이티에 경찰 300명을 보냈다.",
            &["KEN>HTI troops 300 person -"],
        ),
    ]);
}

#[test]
fn rates_multiples_and_spans_are_changes() {
    check(&[
        Case(
            "2025-09-15",
            "7월 헝가리의 대체코 수출 증가율은 전년 동월 대비 6.1%였다.",
            &["HUN>CZE trade.exports - - 2025-07-01/2025-07-31 [year +0.061 2024-07]"],
        ),
        Case(
            "2025-09-15",
            "7월 오만의 대인도 요소 수출은 1년 새 반 토막 났다.",
            &["OMN>IND trade.exports - - 2025-07-01/2025-07-31 [year -0.500 2024-07]"],
        ),
        Case(
            "2025-09-15",
            "7월 가이아나의 대네덜란드 원유 수출은 8억 달러로 한 달 만에 두 배가 됐다.",
            &["GUY>NLD trade.exports 800000000 USD 2025-07-01/2025-07-31 [month +1.000 2025-06]"],
        ),
        Case(
            "2025-09-15",
            "7월 페루의 대중 아연 수출은 5만 톤이었다. 작년 7월보다 8% 많고 6월보다는 3% 적다.",
            &[
                "PER>CHN trade.exports 50000 t 2025-07-01/2025-07-31 [year +0.080 2024-07, month -0.030 2025-06]",
            ],
        ),
        Case(
            "2025-09-15",
            "7월 이라크는 요르단에 원유를 하루 1만5천 배럴 보냈다. 6월보다 하루 5천 배럴 늘었다.",
            &["IRQ>JOR trade.exports 15000 barrel/day 2025-07-01/2025-07-31"],
        ),
        // What a month came to is no day's.
        Case(
            "2025-09-15",
            "이라크는 요르단에 원유를 하루 1만5천 배럴 수출해 7월 수출이 46만 배럴에 이르렀다.",
            &[
                "IRQ>JOR trade.exports 15000 barrel/day 2025-07-01/2025-07-31",
                "IRQ>JOR trade.exports 460000 barrel 2025-07-01/2025-07-31",
            ],
        ),
    ]);
}

#[test]
fn each_amount_has_the_partner_or_the_subject_beside_it() {
    check(&[
        Case(
            "2025-09-15",
            "7월 칠레의 체리 수출은 중국이 3억 달러로 가장 많고 미국이 9천만 달러로 뒤를 이었다.",
            &[
                "CHL>CHN trade.exports 300000000 USD 2025-07-01/2025-07-31",
                "CHL>USA trade.exports 90000000 USD 2025-07-01/2025-07-31",
            ],
        ),
        Case(
            "2025-09-15",
            "7월 카타르의 가스 수출에서 인도와 일본이 각각 14%, 9%를 차지했다.",
            &[
                "QAT>IND trade.exports 14 % 2025-07-01/2025-07-31",
                "QAT>JPN trade.exports 9 % 2025-07-01/2025-07-31",
            ],
        ),
        Case(
            "2025-09-15",
            "7월 요르단은 이집트에서 쌀 6천 톤을, 이집트는 요르단에서 인산 2천 톤을 수입했다.",
            &[
                "JOR>EGY trade.imports 6000 t 2025-07-01/2025-07-31",
                "EGY>JOR trade.imports 2000 t 2025-07-01/2025-07-31",
            ],
        ),
        Case(
            "2025-09-15",
            "7월 페루의 대일 수출은 2억 달러, 인도 수출은 4억 달러였다.",
            &[
                "PER>JPN trade.exports 200000000 USD 2025-07-01/2025-07-31",
                "PER>IND trade.exports 400000000 USD 2025-07-01/2025-07-31",
            ],
        ),
    ]);
}

#[test]
fn headlines_are_read() {
    check(&[
        Case(
            "2025-09-15",
            "모로코, 7월 가나에 비료 3만 톤 공급",
            &["MAR>GHA trade.exports 30000 t 2025-07-01/2025-07-31"],
        ),
        Case(
            "2025-09-15",
            "中, 7월 대페루 수출 9천만 달러",
            &["CHN>PER trade.exports 90000000 USD 2025-07-01/2025-07-31"],
        ),
        Case(
            "2025-09-15",
            "北의 7월 대중 수출은 900만 달러였다.",
            &["PRK>CHN trade.exports 9000000 USD 2025-07-01/2025-07-31"],
        ),
        Case("2025-09-15", "그리스, 프랑스 호위함 3척 추가 도입", &["FRA>GRC arms 3 vessel -"]),
        Case(
            "2025-09-15",
            "7월 대페루 자동차 수출 9천만 달러…작년 7월보다 15.2%↓",
            &["KOR>PER trade.exports 90000000 USD 2025-07-01/2025-07-31 [year -0.152 2024-07]"],
        ),
    ]);
}

#[test]
fn an_amount_goes_on_in_the_next_sentence() {
    check(&[
        Case(
            "2025-09-15",
            "7월 오만에는 인도 노동자 50만 명이 있었다. 2020년에는 60만 명이었다.",
            &[
                "IND>OMN labour 500000 person 2025-07-01/2025-07-31",
                "IND>OMN labour 600000 person 2020-01-01/2020-12-31",
            ],
        ),
        Case(
            "2025-09-15",
            "7월 페루의 대미 수출은 9억 달러였다. 반면 대중 수출은 20억 달러로 줄었다.",
            &[
                "PER>USA trade.exports 900000000 USD 2025-07-01/2025-07-31",
                "PER>CHN trade.exports 2000000000 USD 2025-07-01/2025-07-31",
            ],
        ),
    ]);
}

#[test]
fn craft_that_pass_and_people_who_are_hurt_are_no_flows() {
    check(&[
        Case("2025-09-15", "러시아 군용기 4대가 일본 쪽으로 향했다가 돌아갔다.", &[]),
        Case("2025-09-15", "그리스에서 영국인 관광객 3명이 다쳤다.", &[]),
        Case(
            "2025-09-15",
            "덴마크는 우크라이나에 포탄 구입비 2억 유로를 제공했다.",
            &["DNK>UKR arms 200000000 EUR -"],
        ),
    ]);
}

#[test]
fn traffic_and_capital_are_told() {
    check(&[
        Case(
            "2025-09-15",
            "울란바토르와 이스탄불을 오가는 여객기는 주 5회다.",
            &["MNG>TUR economic 5 flight/week -"],
        ),
        Case(
            "2025-09-15",
            "지난해 스위스의 대폴란드 직접투자는 11억 유로였다.",
            &["CHE>POL economic 1100000000 EUR 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-09-15",
            "올해 5월까지 일본 기업이 인도에 투자한 금액은 21억 달러다.",
            &["JPN>IND economic 2100000000 USD 2025-01-01/2025-05-31"],
        ),
    ]);
}

#[test]
fn what_counts_others_or_is_only_wanted_is_no_amount() {
    check(&[
        Case("2025-09-15", "40개 기업이 낸 자료를 보면 칠레의 대중 수출은 늘고 있다.", &[]),
        Case("2025-09-15", "몰도바는 루마니아에 전력 300MWh를 공급해 달라고 요청했다.", &[]),
        Case("2025-09-15", "올해 칠레의 대한국 수출은 60억 달러에 이를 것으로 전망된다.", &[]),
        Case(
            "2025-09-15",
            "27개 회원국이 모인 날, 핀란드는 7월 에스토니아에 전력 90GWh를 보냈다고 밝혔다.",
            &["FIN>EST trade.exports 90000 MWh 2025-07-01/2025-07-31"],
        ),
    ]);
}

#[test]
fn people_leave_are_sent_away_or_stay() {
    check(&[
        Case(
            "2025-09-15",
            "8월 한국에 들어온 탈북민은 21명이었다.",
            &["PRK>KOR visit 21 person 2025-08-01/2025-08-31"],
        ),
        Case("2025-09-15", "가나 의원은 탈북민 21명과 함께 토고를 방문했다.", &[]),
        Case(
            "2025-09-15",
            "독일이 8월에 돌려보낸 세르비아인은 310명이다.",
            &["DEU>SRB visit 310 person 2025-08-01/2025-08-31"],
        ),
        Case(
            "2025-09-15",
            "소말리아의 경비 임무에 우간다가 보낸 경찰은 500여 명이다.",
            &["UGA>SOM troops ~500 person -"],
        ),
    ]);
}

#[test]
fn a_figure_that_is_corrected_away_tells_nothing() {
    check(&[Case(
        "2025-09-15",
        "태국은 8월 대라오스 수출이 3억 달러가 아니라 2억 달러라고 정정했다.",
        &["THA>LAO trade.exports 200000000 USD 2025-08-01/2025-08-31"],
    )]);
}

#[test]
fn two_verbs_of_one_sentence_tell_of_their_own_sums() {
    check(&[Case(
        "2025-09-15",
        "페루는 8월 칠레에 2억 달러를 팔고 3억 달러를 사 왔다.",
        &[
            "PER>CHL trade.exports 200000000 USD 2025-08-01/2025-08-31",
            "PER>CHL trade.imports 300000000 USD 2025-08-01/2025-08-31",
        ],
    )]);
}

#[test]
fn weeks_of_a_month_and_tenths_are_told() {
    check(&[
        Case(
            "2025-09-15",
            "8월 둘째 주 가나의 대토고 수출은 3억 달러였다.",
            &["GHA>TGO trade.exports 300000000 USD 2025-08-11/2025-08-17"],
        ),
        Case(
            "2025-09-15",
            "지난해 태국의 쌀 수입에서 라오스가 차지한 비중은 12%까지 내려갔다.",
            &["THA>LAO trade.imports 12 % 2024-01-01/2024-12-31"],
        ),
    ]);
}

#[test]
fn a_change_is_of_the_subject_of_its_own_clause() {
    check(&[
        Case(
            "2025-11-20",
            "10월 중국의 대몽골 수출은 3억 위안이었고 수입은 9월보다 5% 늘었다.",
            &[
                "CHN>MNG trade.exports 300000000 CNY 2025-10-01/2025-10-31",
                "CHN>MNG trade.imports - - 2025-10-01/2025-10-31 [month +0.050 2025-09]",
            ],
        ),
        Case(
            "2025-11-20",
            "10월 중국의 대몽골 수출은 9월보다 5% 줄었고 수입은 2억 위안이었다.",
            &[
                "CHN>MNG trade.imports 200000000 CNY 2025-10-01/2025-10-31",
                "CHN>MNG trade.exports - - 2025-10-01/2025-10-31 [month -0.050 2025-09]",
            ],
        ),
        Case(
            "2025-11-20",
            "10월 중국의 대몽골 수출은 3억 위안으로 9월보다 5% 늘었다.",
            &["CHN>MNG trade.exports 300000000 CNY 2025-10-01/2025-10-31 [month +0.050 2025-09]"],
        ),
    ]);
}
