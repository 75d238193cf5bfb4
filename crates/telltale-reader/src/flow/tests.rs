//! Sentences as data: what each says, in the form `actor>target channel value unit days [changes]`.

mod again;
mod apiece;
mod bases;
mod behind;
mod both_ways;
mod carried;
mod implied;
mod listed;
mod turns;
mod wider;

use std::sync::LazyLock;

use jiff::civil::Date;
use telltale_observation::Kind;

use crate::{Amount, Change, Document, Reader, Sighting};

pub(super) static READER: LazyLock<Reader> = LazyLock::new(Reader::load);

pub(super) struct Case(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static [&'static str],
);

fn change(change: &Change) -> String {
    let size = match (change.ratio, change.points) {
        (Some(ratio), _) => format!("{ratio:+.3}"),
        (None, Some(points)) => format!("{points:+.1}pp"),
        (None, None) => String::from("?"),
    };
    let about = if change.approximate { "~" } else { "" };
    format!("{} {about}{size} {}", change.basis.name(), change.against.as_deref().unwrap_or("-"))
}

pub(super) fn line(seen: &Sighting) -> String {
    let code = |actor: Option<telltale_observation::Actor>| actor.map_or("-", |actor| actor.code());
    let amount: &Amount = seen.amount.as_ref().expect("a flow has an amount");
    let value = amount.value.map_or("-".to_owned(), |value| format!("{value}"));
    let about = if amount.approximate { "~" } else { "" };
    let days =
        seen.period.map_or("-".to_owned(), |period| format!("{}/{}", period.start(), period.end()));
    let changes: Vec<String> = amount.changes.iter().map(change).collect();
    let changes =
        if changes.is_empty() { String::new() } else { format!(" [{}]", changes.join(", ")) };
    let unit = amount.unit.as_deref().unwrap_or("-");
    format!(
        "{}>{} {} {about}{value} {unit} {days}{changes}",
        code(seen.actor),
        code(seen.target),
        seen.channel.name()
    )
}

/// The amounts that a text of a day tells.
fn told(date: &str, text: &str) -> Vec<String> {
    let day: Date = date.parse().expect("a case has a date");
    let seen = READER.read(&Document::new(text, day));
    let amounts = seen.iter().filter(|seen| seen.kind != Kind::Event && seen.amount.is_some());
    amounts.map(line).collect()
}

pub(super) fn check(cases: &[Case]) {
    let mut faults = Vec::new();
    for Case(date, text, expected) in cases {
        let told = told(date, text);
        if told != *expected {
            faults.push(format!("{text}\n  expected {expected:#?}\n  read     {told:#?}"));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
#[expect(clippy::too_many_lines, reason = "lists of words, one a line")]
fn english_trade_is_told_by_reporter_partner_and_period() {
    check(&[
        Case(
            "2025-07-15",
            "Vietnam's exports to Australia totalled $612 million in June, up 7.4 percent from May and 19 percent from a year earlier.",
            &[
                "VNM>AUS trade.exports 612000000 USD 2025-06-01/2025-06-30 [month +0.074 2025-05, year +0.190 2024-06]",
            ],
        ),
        Case(
            "2025-04-22",
            "Thai imports from India slid 6.1 per cent year on year to $410 million in March.",
            &["THA>IND trade.imports 410000000 USD 2025-03-01/2025-03-31 [year -0.061 2024-03]"],
        ),
        Case(
            "2026-02-03",
            "Kenya bought 210,000 tonnes of wheat from Ukraine in 2025, a third less than in 2024.",
            &["KEN>UKR trade.imports 210000 t 2025-01-01/2025-12-31 [year -0.333 2024]"],
        ),
        Case(
            "2025-10-09",
            "Indonesia shipped 1.9 million tonnes of coal to Japan in the third quarter, according to its energy ministry.",
            &["IDN>JPN trade.exports 1900000 t 2025-07-01/2025-09-30"],
        ),
        Case(
            "2025-06-11",
            "Sales of Norwegian salmon to Poland doubled in May from a year ago to 58 million euros.",
            &["NOR>POL trade.exports 58000000 EUR 2025-05-01/2025-05-31 [year +1.000 2024-05]"],
        ),
        Case(
            "2026-01-28",
            "Trade between Turkey and Iraq amounted to $19.8 billion in 2025, 3.5 percent more than in 2024.",
            &["TUR>IRQ trade.total 19800000000 USD 2025-01-01/2025-12-31 [year +0.035 2024]"],
        ),
        Case(
            "2025-09-04",
            "Peru's copper exports to South Korea rose from $96 million in June to $121 million in July.",
            &[
                "PER>KOR trade.exports 96000000 USD 2025-06-01/2025-06-30",
                "PER>KOR trade.exports 121000000 USD 2025-07-01/2025-07-31",
            ],
        ),
        Case(
            "2025-12-01",
            "Imports from Laos more than tripled in October compared with September, Thai customs data showed.",
            &["THA>LAO trade.imports - - 2025-10-01/2025-10-31 [month ~+2.000 2025-09]"],
        ),
        Case(
            "2025-08-27",
            "Kazakhstan sold 3,400 tonnes of uranium to France between January and July, 12 percent more than in the same period of 2024.",
            &["KAZ>FRA trade.exports 3400 t 2025-01-01/2025-07-31 [year +0.120 2024-01/2024-07]"],
        ),
        Case(
            "2025-11-19",
            "Beef shipped from Argentina to Israel came to $44.7 million in October, a fall of 8 percent on the month.",
            &["ARG>ISR trade.exports 44700000 USD 2025-10-01/2025-10-31 [month -0.080 2025-09]"],
        ),
        Case(
            "2025-05-14",
            "In the first quarter Sweden exported 2.1 billion kronor of timber to Egypt and imported 340 million kronor of cotton from it.",
            &[
                "SWE>EGY trade.exports 2100000000 SEK 2025-01-01/2025-03-31",
                "SWE>EGY trade.imports 340000000 SEK 2025-01-01/2025-03-31",
            ],
        ),
        Case(
            "2025-07-30",
            "Chile's purchases of Brazilian beef fell by a quarter in June.",
            &["CHL>BRA trade.imports - - 2025-06-01/2025-06-30 [other -0.250 -]"],
        ),
        Case(
            "2025-10-02",
            "India received about 1.6 million barrels a day of crude from Russia in September.",
            &["IND>RUS trade.imports ~1600000 barrel/day 2025-09-01/2025-09-30"],
        ),
        Case(
            "2026-03-12",
            "Mexico's exports to Cuba were worth 1.2 billion pesos, Mexico's statistics agency said on Tuesday.",
            &["MEX>CUB trade.exports 1200000000 MXN -"],
        ),
        Case(
            "2025-08-05",
            "Pakistan's customs service put July exports to Afghanistan at $103 million.",
            &["PAK>AFG trade.exports 103000000 USD 2025-07-01/2025-07-31"],
        ),
        Case(
            "2025-06-30",
            "Exports of New Zealand milk powder to Algeria halved in the first five months of the year.",
            &["NZL>DZA trade.exports - - 2025-01-01/2025-05-31 [other -0.500 -]"],
        ),
        Case(
            "2025-02-20",
            "Chinese exports to North Korea slipped 11 percent month-on-month to $161 million in January but were 4 percent higher than in January 2024.",
            &[
                "CHN>PRK trade.exports 161000000 USD 2025-01-01/2025-01-31 [month -0.110 2024-12, year +0.040 2024-01]",
            ],
        ),
        Case(
            "2025-11-27",
            "Bangladesh bought cotton worth $210 million and yarn worth $150 million from India in October.",
            &[
                "BGD>IND trade.imports 210000000 USD 2025-10-01/2025-10-31",
                "BGD>IND trade.imports 150000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            "2025-09-22",
            "At $77 million, August exports to Mongolia were already above those of the whole of 2024, China's customs agency said.",
            &["CHN>MNG trade.exports 77000000 USD 2025-08-01/2025-08-31"],
        ),
        Case(
            "2025-12-09",
            "Over the first eleven months Serbia's imports from Hungary reached €1.9 billion, against €1.7 billion a year earlier.",
            &[
                "SRB>HUN trade.imports 1900000000 EUR 2025-01-01/2025-11-30",
                "SRB>HUN trade.imports 1700000000 EUR 2024-01-01/2024-11-30",
            ],
        ),
    ]);
}

#[test]
fn english_shares_people_arms_and_aid_are_told_as_such() {
    check(&[
        Case(
            "2026-01-30",
            "Germany took 31 percent of Czech exports in 2025, down 0.9 percentage points from 2024.",
            &["CZE>DEU trade.exports 31 % 2025-01-01/2025-12-31 [year -0.9pp 2024]"],
        ),
        Case(
            "2025-08-12",
            "Qatar supplied 38 percent of Pakistan's imported gas in July.",
            &["QAT>PAK trade.exports 38 % 2025-07-01/2025-07-31"],
        ),
        Case(
            "2026-02-17",
            "Japan welcomed 812,000 visitors from Taiwan in January, 9 percent more than a year earlier.",
            &["TWN>JPN visit 812000 person 2026-01-01/2026-01-31 [year +0.090 2025-01]"],
        ),
        Case(
            "2025-09-16",
            "Russian tourists in Thailand numbered 118,000 in August.",
            &["RUS>THA visit 118000 person 2025-08-01/2025-08-31"],
        ),
        Case(
            "2025-05-20",
            "About 3,200 Nepalese workers are employed in Romania.",
            &["NPL>ROU labour ~3200 person -"],
        ),
        Case(
            "2025-03-06",
            "At least 1,100 Colombian soldiers have fought for Ukraine since March 2022.",
            &["COL>UKR troops ~1100 person 2022-03-01/2025-03-06"],
        ),
        Case(
            "2025-10-14",
            "Norway delivered 14 howitzers and 9,000 shells to Ukraine in September.",
            &[
                "NOR>UKR arms 14 howitzer 2025-09-01/2025-09-30",
                "NOR>UKR arms 9000 shell 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            "2025-11-04",
            "Egypt received 30 helicopters from Italy last year.",
            &["ITA>EGY arms 30 helicopter 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-06-05",
            "Turkey donated 6,000 tonnes of flour to Somalia on Tuesday.",
            &["TUR>SOM aid 6000 t 2025-06-03/2025-06-03"],
        ),
        Case(
            "2025-07-17",
            "Canada has provided C$250 million in humanitarian aid to Haiti.",
            &["CAN>HTI aid 250000000 CAD -"],
        ),
        Case(
            "2025-12-22",
            "Iran fired two ballistic missiles into the Gulf on Sunday.",
            &["IRN>- launch 2 missile 2025-12-21/2025-12-21"],
        ),
        Case(
            "2025-04-08",
            "China sent Myanmar 1,500 tonnes of rice after the earthquake.",
            &["CHN>MMR aid 1500 t -"],
        ),
    ]);
}

#[test]
fn english_loans_run_ups_and_moving_shares_are_told() {
    check(&[
        Case(
            "2025-03-10",
            "Kuwait lent Jordan $90 million for a desalination plant in February.",
            &["KWT>JOR aid 90000000 USD 2025-02-01/2025-02-28"],
        ),
        Case(
            "2025-03-10",
            "Laos was granted 18 million euros by Austria in January.",
            &["AUT>LAO aid 18000000 EUR 2025-01-01/2025-01-31"],
        ),
        Case(
            "2025-03-10",
            "Egypt obtained a $700 million loan from Kuwait in February.",
            &["KWT>EGY aid 700000000 USD 2025-02-01/2025-02-28"],
        ),
        Case(
            "2025-10-28",
            "By the end of August Norway had shipped 2.2 million tonnes of salmon to Poland.",
            &["NOR>POL trade.exports 2200000 t 2025-01-01/2025-08-31"],
        ),
        Case(
            "2025-10-28",
            "The share of India in Bhutan's exports fell from 83 percent in 2023 to 79 percent in 2024.",
            &[
                "BTN>IND trade.exports 83 % 2023-01-01/2023-12-31",
                "BTN>IND trade.exports 79 % 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-10-28",
            "Shipments to Italy made up 12 percent of Algeria's exports in 2024.",
            &["DZA>ITA trade.exports 12 % 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-10-28",
            "Trade of Oman and Tanzania came to 64 million dollars in the third quarter.",
            &["OMN>TZA trade.total 64000000 USD 2025-07-01/2025-09-30"],
        ),
    ]);
}

#[test]
fn what_is_said_of_arms_and_people_in_other_words_is_told() {
    check(&[
        Case(
            "2024-08-27",
            "In July 2024 Laos exported 1 250 000 tons of ore to Japan.",
            &["LAO>JPN trade.exports 1250000 t 2024-07-01/2024-07-31"],
        ),
        Case(
            "2024-08-27",
            "Fourteen Czech howitzers were delivered to Kenya in July.",
            &["CZE>KEN arms 14 howitzer 2024-07-01/2024-07-31"],
        ),
        Case(
            "2024-08-27",
            "Italy has promised Albania 12 helicopters.",
            &["ITA>ALB arms 12 helicopter -"],
        ),
        Case(
            "2024-08-27",
            "Some 24,000 Chileans visited Peru in July.",
            &["CHL>PER visit ~24000 person 2024-07-01/2024-07-31"],
        ),
        Case(
            "2024-08-27",
            "China and Laos exchanged 3.2 million tonnes of freight by rail in July.",
            &["CHN>LAO trade.total 3200000 t 2024-07-01/2024-07-31"],
        ),
        Case(
            "2024-08-27",
            "Vietnam-Morocco trade stood at $31 million in July.",
            &["VNM>MAR trade.total 31000000 USD 2024-07-01/2024-07-31"],
        ),
        Case(
            "2024-08-27",
            "이탈리아는 알바니아에 전차 12대를 팔기로 했다.",
            &["ITA>ALB arms 12 tank -"],
        ),
        Case(
            "2024-08-27",
            "베트남의 모로코 수출은 7월 3100만 달러에 이르렀다.",
            &["VNM>MAR trade.exports 31000000 USD 2024-07-01/2024-07-31"],
        ),
    ]);
}

#[test]
fn an_amount_is_of_the_flow_that_the_sentence_before_names() {
    check(&[
        Case(
            "2024-06-27",
            "Tunisia's exports to Libya recovered in May. They reached $120 million, 12 percent more than a year earlier.",
            &["TUN>LBY trade.exports 120000000 USD 2024-05-01/2024-05-31 [year +0.120 2023-05]"],
        ),
        Case(
            "2024-06-27",
            "Trade between Oman and India grew last year. The total came to $12 billion.",
            &["OMN>IND trade.total 12000000000 USD 2023-01-01/2023-12-31"],
        ),
        Case(
            "2024-08-27",
            "Poland is the main supplier of eggs to Germany. In July it sent 12,000 tonnes.",
            &["POL>DEU trade.exports 12000 t 2024-07-01/2024-07-31"],
        ),
        Case(
            "2024-08-27",
            "Chile published its trade figures on Monday. Copper exports to China came to $2.4 billion in July.",
            &["CHL>CHN trade.exports 2400000000 USD 2024-07-01/2024-07-31"],
        ),
        Case(
            "2024-07-27",
            "Lula met Modi in Brasilia on Monday. Bilateral trade came to $12 billion last year.",
            &["BRA>IND trade.total 12000000000 USD 2023-01-01/2023-12-31"],
        ),
        Case(
            "2024-07-27",
            "브라질과 인도는 협력을 넓히기로 했다. 지난해 양국 교역액은 120억 달러였다.",
            &["BRA>IND trade.total 12000000000 USD 2023-01-01/2023-12-31"],
        ),
        // Whose exports they are is not said.
        Case(
            "2024-06-27",
            "Trade between Oman and India grew last year. Exports came to $5 billion.",
            &[],
        ),
        Case(
            "2024-08-27",
            "France's carmakers complained. Some 808,000 cars were sold in Spain.",
            &[],
        ),
        Case(
            "2024-07-27",
            "폴란드는 독일의 최대 달걀 공급국이다. 6월에 1만 2천 톤을 보냈다.",
            &["POL>DEU trade.exports 12000 t 2024-06-01/2024-06-30"],
        ),
        Case(
            "2024-07-27",
            "일본은 라오스의 최대 원조국이다. 지난해 지원액은 40억 엔이었다.",
            &["JPN>LAO aid 4000000000 JPY 2023-01-01/2023-12-31"],
        ),
    ]);
}

#[test]
fn english_numbers_that_are_no_flows_are_left_alone() {
    check(&[
        Case(
            "2025-10-10",
            "Poland extended its thanks to Norway and took out a loan of 40 years' standing.",
            &[],
        ),
        Case(
            "2025-10-10",
            "Modi, 75, met Starmer, 63, on the sidelines of a summit of 20 economies in Mumbai.",
            &[],
        ),
        Case(
            "2025-10-10",
            "Brazil's inflation rate eased 0.4 points to 4.7 percent in September.",
            &[],
        ),
        Case("2025-10-10", "The baht lost 1.2 percent and Thai shares fell 14 points.", &[]),
        Case(
            "2025-10-10",
            "A poll of 1,500 Poles found that 58 percent see Russia as a threat.",
            &[],
        ),
        Case("2025-10-10", "Japan beat Ghana 2-0 before 52,000 fans in Toyota.", &[]),
        Case("2025-10-10", "Heavy snow closed 340 km of roads between Turkey and Iran.", &[]),
        Case(
            "2025-10-10",
            "Germany's trade surplus with the United States was 6 billion euros in August.",
            &[],
        ),
        Case("2025-10-10", "France's exports grew 3 percent in August.", &[]),
        Case(
            "2025-10-10",
            "On the 70th anniversary of relations China gave a concert for 900 guests from Nepal.",
            &[],
        ),
    ]);
}

#[test]
fn a_second_sentence_goes_on_about_the_flow_of_the_first() {
    check(&[
        Case(
            "2025-07-21",
            "China's exports to Laos were $240 million in June. Imports were $310 million.",
            &[
                "CHN>LAO trade.exports 240000000 USD 2025-06-01/2025-06-30",
                "CHN>LAO trade.imports 310000000 USD 2025-06-01/2025-06-30",
            ],
        ),
        Case(
            "2025-07-21",
            "China's exports to Laos were $240 million in June. That was 12 percent more than a year earlier.",
            &["CHN>LAO trade.exports 240000000 USD 2025-06-01/2025-06-30 [year +0.120 2024-06]"],
        ),
    ]);
    let day: Date = "2025-07-21".parse().expect("a day");
    let seen = READER.read(&Document::new("China's exports to Laos were $240 million in June. The main exports included steel, sugar and tyres.", day));
    let goods =
        seen.iter().find_map(|seen| seen.amount.as_ref()).map(|amount| amount.commodities.clone());
    assert_eq!(goods, Some(vec!["steel".to_owned(), "sugar".to_owned(), "tyres".to_owned()]));
}

#[test]
fn korean_trade_is_told_by_reporter_partner_and_period() {
    check(&[
        Case(
            "2025-07-15",
            "6월 한국의 대인도 수출은 15억 8천만 달러로 전달보다 4.2% 줄었다.",
            &["KOR>IND trade.exports 1580000000 USD 2025-06-01/2025-06-30 [month -0.042 2025-05]"],
        ),
        Case(
            "2026-01-21",
            "지난해 일본의 대중 수출은 18조 엔으로 1년 전보다 2.5% 늘었다.",
            &["JPN>CHN trade.exports 18000000000000 JPY 2025-01-01/2025-12-31 [year +0.025 2024]"],
        ),
        Case(
            "2025-09-10",
            "브라질은 8월 아르헨티나에서 밀 32만 톤을 수입했다.",
            &["BRA>ARG trade.imports 320000 t 2025-08-01/2025-08-31"],
        ),
        Case(
            "2025-10-20",
            "중국은 9월 몽골에서 석탄 7억 2천만 달러어치를 사들였다.",
            &["CHN>MNG trade.imports 720000000 USD 2025-09-01/2025-09-30"],
        ),
        Case(
            "2025-11-12",
            "한국과 칠레의 교역액은 지난달 6억 달러였다.",
            &["KOR>CHL trade.total 600000000 USD 2025-10-01/2025-10-31"],
        ),
        Case(
            "2025-08-18",
            "7월 베트남의 대미 의류 수출은 1년 전보다 두 배로 늘었다.",
            &["VNM>USA trade.exports - - 2025-07-01/2025-07-31 [year +1.000 2024-07]"],
        ),
        Case(
            "2025-08-18",
            "러시아가 튀르키예에 판매한 천연가스는 올 들어 7월까지 12억 달러로 지난해 같은 기간보다 9% 감소했다.",
            &[
                "RUS>TUR trade.exports 1200000000 USD 2025-01-01/2025-07-31 [year -0.090 2024-01/2024-07]",
            ],
        ),
        Case(
            "2025-05-20",
            "중국 해관총서에 따르면 4월 러시아로의 수출액은 612억 위안으로 3월보다 3분의 1 줄었다.",
            &["CHN>RUS trade.exports 61200000000 CNY 2025-04-01/2025-04-30 [month -0.333 2025-03]"],
        ),
        Case(
            "2025-12-03",
            "태국의 대한국 수출은 9월 4억 달러에서 10월 5억 달러로 늘었다.",
            &[
                "THA>KOR trade.exports 400000000 USD 2025-09-01/2025-09-30",
                "THA>KOR trade.exports 500000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            "2025-06-23",
            "5월 중국의 대북 수출은 1억 7천만 달러, 수입은 3,500만 달러였다.",
            &[
                "CHN>PRK trade.exports 170000000 USD 2025-05-01/2025-05-31",
                "CHN>PRK trade.imports 35000000 USD 2025-05-01/2025-05-31",
            ],
        ),
        Case(
            "2025-10-20",
            "3분기 호주의 대일 철광석 수출은 2분기에 비해 6.3% 증가했다.",
            &["AUS>JPN trade.exports - - 2025-07-01/2025-09-30 [other +0.063 2025-04/2025-06]"],
        ),
    ]);
}

#[test]
fn korean_people_arms_and_aid_are_told_as_such() {
    check(&[
        Case(
            "2025-03-10",
            "쿠웨이트는 2월 요르단에 9천만 달러를 빌려줬다.",
            &["KWT>JOR aid 90000000 USD 2025-02-01/2025-02-28"],
        ),
        Case(
            "2025-10-28",
            "부탄 수출에서 인도의 비중은 2023년 83%에서 2024년 79%로 낮아졌다.",
            &[
                "BTN>IND trade.exports 83 % 2023-01-01/2023-12-31",
                "BTN>IND trade.exports 79 % 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-10-28",
            "노르웨이가 8월까지 폴란드에 수출한 연어는 9억 달러에 이른다.",
            &["NOR>POL trade.exports 900000000 USD 2025-01-01/2025-08-31"],
        ),
        Case(
            "2025-09-18",
            "지난달 방한 대만인은 16만 2천 명으로 1년 전보다 8% 늘었다.",
            &["TWN>KOR visit 162000 person 2025-08-01/2025-08-31 [year +0.080 2024-08]"],
        ),
        Case(
            "2025-09-18",
            "러시아에 파견된 북한 노동자는 약 1만5천 명이다.",
            &["PRK>RUS labour ~15000 person -"],
        ),
        Case(
            "2025-06-02",
            "폴란드는 지난달 한국에서 전차 12대를 인도받았다.",
            &["KOR>POL arms 12 tank 2025-05-01/2025-05-31"],
        ),
        Case(
            "2025-07-08",
            "북한이 동해로 탄도미사일 두 발을 7일 발사했다.",
            &["PRK>- launch 2 missile 2025-07-07/2025-07-07"],
        ),
        Case(
            "2025-07-08",
            "일본은 6월 필리핀에 구호품 20억 엔어치를 지원했다.",
            &["JPN>PHL aid 2000000000 JPY 2025-06-01/2025-06-30"],
        ),
        Case(
            "2025-07-08",
            "독일은 지난해 우크라이나에 80억 유로를 지원했다.",
            &["DEU>UKR aid 8000000000 EUR 2024-01-01/2024-12-31"],
        ),
    ]);
}

#[test]
fn korean_numbers_that_are_no_flows_are_left_alone() {
    check(&[
        Case("2025-07-08", "올해 75세인 모디 총리는 20개국 정상이 모인 회의에 참석했다.", &[]),
        Case("2025-07-08", "코스피는 12포인트 내렸고 원화는 달러당 1,390원에 거래됐다.", &[]),
        Case("2025-07-08", "한국 축구대표팀은 4만 관중 앞에서 브라질을 2대 1로 이겼다.", &[]),
        Case("2025-07-08", "6월 한국의 소비자물가는 2.2% 올랐다.", &[]),
        Case("2025-07-08", "조선중앙통신은 1면에 기사 3건과 사진 12장을 실었다.", &[]),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "lists of words, one a line")]
fn english_sentences_of_many_builds_are_read() {
    check(&[
        Case(
            "2025-10-20",
            "South Korea imported $1.3 billion worth of Chinese batteries in September, up 22% year-on-year and 3% month-on-month.",
            &[
                "KOR>CHN trade.imports 1300000000 USD 2025-09-01/2025-09-30 [year +0.220 2024-09, month +0.030 2025-08]",
            ],
        ),
        Case(
            "2025-10-20",
            "Exports to the United States dropped 14.2 percent in September to 3.1 trillion yen, Japan's Ministry of Finance said on Wednesday.",
            &["JPN>USA trade.exports 3100000000000 JPY 2025-09-01/2025-09-30 [other -0.142 -]"],
        ),
        Case(
            "2025-10-20",
            "Malaysia's exports to Singapore increased by RM2.1 billion, or 9.4 percent, to RM24.5 billion in September from a year earlier.",
            &["MYS>SGP trade.exports 24500000000 MYR 2025-09-01/2025-09-30 [year +0.094 2024-09]"],
        ),
        Case(
            "2025-10-20",
            "Ethiopia exported coffee worth $35 million, $12 million and $9 million to Germany, Japan and Belgium in August.",
            &[
                "ETH>DEU trade.exports 35000000 USD 2025-08-01/2025-08-31",
                "ETH>JPN trade.exports 12000000 USD 2025-08-01/2025-08-31",
                "ETH>BEL trade.exports 9000000 USD 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            "2025-10-20",
            "South Korea's exports to China fell 2 percent in August and 0.5 percent in September.",
            &[
                "KOR>CHN trade.exports - - 2025-08-01/2025-08-31 [other -0.020 -]",
                "KOR>CHN trade.exports - - 2025-09-01/2025-09-30 [other -0.005 -]",
            ],
        ),
        Case(
            "2025-10-20",
            "In 2024 Japan's exports to Russia slumped 34.5 percent to 262 billion yen.",
            &["JPN>RUS trade.exports 262000000000 JPY 2024-01-01/2024-12-31 [year -0.345 2023]"],
        ),
        Case(
            "2025-10-20",
            "Trade with China stood at $198.6 million in June, according to North Korean partners in Dandong.",
            &["PRK>CHN trade.total 198600000 USD 2025-06-01/2025-06-30"],
        ),
        Case(
            "2025-10-20",
            "Some 40 flights a week connect Seoul and Hanoi.",
            &["KOR>VNM economic ~40 flight/week -"],
        ),
        Case(
            "2025-10-20",
            "Hungary paid Russia 2.3 billion euros for gas in 2024.",
            &["HUN>RUS trade.imports 2300000000 EUR 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-10-20",
            "Belarus sent 210,000 tonnes of potash to Brazil last month, which was half of the volume shipped in August.",
            &["BLR>BRA trade.exports 210000 t 2025-09-01/2025-09-30 [month -0.500 2025-08]"],
        ),
        Case(
            "2025-10-20",
            "Almost a fifth of Australia's coal exports went to India last year.",
            &["AUS>IND trade.exports ~20 % 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-10-20",
            "Compared with August, Chinese exports to North Korea rose 8.1 percent in September.",
            &["CHN>PRK trade.exports - - 2025-09-01/2025-09-30 [month +0.081 2025-08]"],
        ),
    ]);
}

#[test]
fn english_speakers_pronouns_and_odd_subjects_are_told_apart() {
    check(&[
        Case(
            "2025-11-20",
            "Estonia said it had handed over 36 howitzers to Ukraine since 2022.",
            &["EST>UKR arms 36 howitzer 2022-01-01/2025-11-20"],
        ),
        Case(
            "2025-11-20",
            "Imports by South Korea from Peru dropped 9.6 percent from a year earlier to $205 million in October.",
            &["KOR>PER trade.imports 205000000 USD 2025-10-01/2025-10-31 [year -0.096 2024-10]"],
        ),
        Case(
            "2025-11-20",
            "Afghan exports to Pakistan, worth $63 million in September, had stood at $88 million the month before.",
            &[
                "AFG>PAK trade.exports 63000000 USD 2025-09-01/2025-09-30",
                "AFG>PAK trade.exports 88000000 USD 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            "2025-11-20",
            "Between January and October China's trade with North Korea was $2.21 billion, exceeding the total for all of 2024 by 1.4 percent.",
            &[
                "CHN>PRK trade.total 2210000000 USD 2025-01-01/2025-10-31 [previous year total +0.014 2024]",
            ],
        ),
        Case(
            "2025-11-20",
            "Nearly half of Mongolia's coal went to China in October.",
            &["MNG>CHN trade.exports ~50 % 2025-10-01/2025-10-31"],
        ),
        Case(
            "2025-11-20",
            "Seven out of ten cars that Kazakhstan imported in October came from China.",
            &["KAZ>CHN trade.imports 70 % 2025-10-01/2025-10-31"],
        ),
        Case(
            "2025-11-20",
            "Two freighters carrying 55,000 tonnes of donated Russian wheat reached Cuba on Tuesday.",
            &["RUS>CUB aid 55000 t 2025-11-18/2025-11-18"],
        ),
        Case(
            "2025-11-20",
            "Hong Kong's exports to India increased 3.3 percent year on year in September, while its imports from India declined 12 percent.",
            &[
                "HKG>IND trade.exports - - 2025-09-01/2025-09-30 [year +0.033 2024-09]",
                "HKG>IND trade.imports - - 2025-09-01/2025-09-30 [year -0.120 2024-09]",
            ],
        ),
        Case(
            "2025-11-20",
            "At the 32nd meeting in Kazan 24 leaders discussed a $100 billion fund for trade between Russia and India.",
            &[],
        ),
        Case(
            "2025-11-20",
            "Samsung's profit rose 32 percent to 12.2 trillion won on chip exports to the United States.",
            &[],
        ),
        Case(
            "2025-11-20",
            "Police seized 3.2 tonnes of cocaine on a ship from Ecuador to Spain.",
            &[],
        ),
        Case(
            "2025-11-20",
            "South Korea raised its forecast for exports to 4.1 percent and for growth to 1.8 percent.",
            &[],
        ),
    ]);
}

#[test]
fn korean_sentences_of_many_builds_are_read() {
    check(&[
        Case(
            "2025-10-20",
            "관세청에 따르면 지난달 대미 자동차 수출은 23억 8천만 달러로 전년 동월 대비 7.5% 감소했다.",
            &["KOR>USA trade.exports 2380000000 USD 2025-09-01/2025-09-30 [year -0.075 2024-09]"],
        ),
        Case(
            "2025-10-20",
            "일본의 대한국 식품 수출액은 8월 62억 엔으로 7월의 두 배에 달했다.",
            &["JPN>KOR trade.exports 6200000000 JPY 2025-08-01/2025-08-31 [month +1.000 2025-07]"],
        ),
        Case(
            "2025-10-20",
            "북한은 올해 상반기 중국에서 쌀 1만2천 톤과 밀가루 3만 톤을 들여온 것으로 나타났다.",
            &[
                "PRK>CHN trade.imports 12000 t 2025-01-01/2025-06-30",
                "PRK>CHN trade.imports 30000 t 2025-01-01/2025-06-30",
            ],
        ),
        Case(
            "2025-10-20",
            "국정원은 러시아에 파병된 북한군이 1만5천 명에 이른다고 밝혔다.",
            &["PRK>RUS troops 15000 person -"],
        ),
        Case(
            "2025-10-20",
            "정부는 인도네시아에 쌀 2만 톤을 보내기로 20일 결정했다.",
            &["KOR>IDN aid 20000 t 2025-10-20/2025-10-20"],
        ),
        Case(
            "2025-10-20",
            "베트남의 전체 수출에서 미국이 차지하는 비중은 지난해 30%로 전년보다 1.2%포인트 높아졌다.",
            &["VNM>USA trade.exports 30 % 2024-01-01/2024-12-31 [year +1.2pp 2023]"],
        ),
        Case(
            "2025-10-20",
            "일본은 지난해 대만에 사과 3만4천 톤을 수출했고 대만에서 바나나 2천 톤을 수입했다.",
            &[
                "JPN>TWN trade.exports 34000 t 2024-01-01/2024-12-31",
                "JPN>TWN trade.imports 2000 t 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-10-20",
            "지난해 한국을 찾은 일본인 관광객은 322만 명으로 전년보다 39.2% 늘었다.",
            &["JPN>KOR visit 3220000 person 2024-01-01/2024-12-31 [year +0.392 2023]"],
        ),
        Case(
            "2025-10-20",
            "통일부는 북한이 러시아에 포탄 1,200만 발을 보냈다고 추산했다.",
            &["PRK>RUS arms 12000000 shell -"],
        ),
    ]);
}

#[test]
fn a_plain_clause_of_chinese_or_russian_is_read() {
    check(&[
        Case(
            "2025-10-20",
            "9月中国对朝鲜出口2.28亿美元，同比增长30.8%。",
            &["CHN>PRK trade.exports 228000000 USD 2025-09-01/2025-09-30 [year +0.308 2024-09]"],
        ),
        Case(
            "2025-10-20",
            "В сентябре экспорт Китая в Россию составил 9,1 млрд долларов.",
            &["CHN>RUS trade.exports 9100000000 USD 2025-09-01/2025-09-30"],
        ),
    ]);
}

#[test]
fn people_who_are_lost_and_tariffs_are_no_flows() {
    check(&[
        Case("2025-11-20", "Nigeria withdrew 200 peacekeepers from Liberia in February.", &[]),
        Case("2025-11-20", "Some 30 Indonesian workers were kidnapped in Malaysia on Monday.", &[]),
        Case(
            "2025-11-20",
            "Canada cut tariffs on $12 billion of China's exports from 15 percent to 7.5 percent.",
            &[],
        ),
        Case(
            "2025-11-20",
            "Sweden provided $40 million to Zambia in 2024.",
            &["SWE>ZMB aid 40000000 USD 2024-01-01/2024-12-31"],
        ),
        Case("2025-11-20", "러시아에서 북한군 600명이 숨졌다.", &[]),
    ]);
}

/// India sells the oil, whoever drilled it.
#[test]
fn whose_goods_they_are_gives_way_to_who_sells_them() {
    check(&[
        Case(
            "2025-11-20",
            "India sold 90,000 tonnes of Russian diesel to Brazil in September.",
            &["IND>BRA trade.exports 90000 t 2025-09-01/2025-09-30"],
        ),
        Case(
            "2025-11-20",
            "India sold Russian diesel worth $40 million to Brazil in September.",
            &["IND>BRA trade.exports 40000000 USD 2025-09-01/2025-09-30"],
        ),
    ]);
}

#[test]
fn no_text_does_harm() {
    let day: Date = "2025-11-20".parse().expect("a day");
    let parts = [
        "China's exports to Japan rose 5 percent, ",
        "from Japan to China $5 million ",
        "중국의 대북 수출은 3억 달러로 5% ",
        "exports exports 5 5 of the the in July ",
        "9月中国对朝鲜出口2.28亿美元，",
        "экспорт Китая в Россию 9,1 млрд ",
        "3분의 절반 두 배 1억 ",
        "’s’s half a a third of $$ 5-5- ",
    ];
    for part in parts {
        for times in [1, 3, 40, 3000] {
            let _ = READER.read(&Document::new(part.repeat(times), day));
        }
    }
    let mixed = parts.concat();
    for (at, _) in mixed.char_indices() {
        let _ = READER.read(&Document::new(&mixed[at..], day));
    }
}

#[test]
fn those_to_another_are_exports_too() {
    check(&[
        Case(
            "2025-03-10",
            "Peru's exports to Chile fell 6 percent to $8 million in February, while those to \
             Brazil rose 5 percent to $11 million.",
            &[
                "PER>CHL trade.exports 8000000 USD 2025-02-01/2025-02-28 [other -0.060 -]",
                "PER>BRA trade.exports 11000000 USD 2025-02-01/2025-02-28 [other +0.050 -]",
            ],
        ),
        Case(
            "2025-03-10",
            "Peru's exports to Chile fell to $8 million in February, the lowest in nine months.",
            &["PER>CHL trade.exports 8000000 USD 2025-02-01/2025-02-28"],
        ),
    ]);
}
