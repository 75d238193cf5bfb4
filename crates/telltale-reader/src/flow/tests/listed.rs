//! English amounts told in a row, or set against a sum of another time; contracts, borders and
//! people who are sent back.

use super::{Case, check};

const DAY: &str = "2025-11-20";

#[test]
fn each_of_a_row_has_its_own_partner() {
    check(&[
        Case(
            DAY,
            "In October Laos delivered 41,000 megawatt-hours to Thailand, 12,000 to Vietnam and 9,000 to Cambodia.",
            &[
                "LAO>THA trade.exports 41000 MWh 2025-10-01/2025-10-31",
                "LAO>VNM trade.exports 12000 MWh 2025-10-01/2025-10-31",
                "LAO>KHM trade.exports 9000 MWh 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Colombia hosted 2.8 million Venezuelan migrants in October, Peru 1.5 million and Chile 530,000.",
            &[
                "VEN>COL labour 2800000 person 2025-10-01/2025-10-31",
                "VEN>PER labour 1500000 person 2025-10-01/2025-10-31",
                "VEN>CHL labour 530000 person 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "To Spain went 21 percent of Moroccan exports in 2024, to France 19 percent.",
            &[
                "MAR>ESP trade.exports 21 % 2024-01-01/2024-12-31",
                "MAR>FRA trade.exports 19 % 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            DAY,
            "Japan imported 6.1 million tonnes of coal in September, including 1.4 million from Indonesia.",
            &[
                "JPN>- trade.imports 6100000 t 2025-09-01/2025-09-30",
                "JPN>IDN trade.imports 1400000 t 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            DAY,
            "Malaysian imports from Oman were put at 910 million ringgit for May, of which gas was 610 million and dates 4 million.",
            &[
                "MYS>OMN trade.imports 910000000 MYR 2025-05-01/2025-05-31",
                "MYS>OMN trade.imports 610000000 MYR 2025-05-01/2025-05-31",
                "MYS>OMN trade.imports 4000000 MYR 2025-05-01/2025-05-31",
            ],
        ),
    ]);
}

#[test]
fn a_sum_of_another_time_is_what_a_change_is_against() {
    check(&[
        Case(
            DAY,
            "Ghana's cocoa sales to Japan were worth $90 million in 2024, three times the $30 million of 2021.",
            &[
                "GHA>JPN trade.exports 90000000 USD 2024-01-01/2024-12-31 [other +2.000 2021]",
                "GHA>JPN trade.exports 30000000 USD 2021-01-01/2021-12-31",
            ],
        ),
        Case(
            DAY,
            "Peru shipped 800 kg of gold to India in August, a drop of a fifth from July's 1,000 kg.",
            &[
                "PER>IND trade.exports 800 kg 2025-08-01/2025-08-31 [month -0.200 2025-07]",
                "PER>IND trade.exports 1000 kg 2025-07-01/2025-07-31",
            ],
        ),
        Case(
            DAY,
            "Chile's exports to Peru are up 30 percent since 2019.",
            &["CHL>PER trade.exports - - - [other +0.300 2019]"],
        ),
        Case(
            DAY,
            "Norway's exports to Poland fell 3 percent in May and those to Sweden rose 4 percent, both measured against April.",
            &[
                "NOR>POL trade.exports - - 2025-05-01/2025-05-31 [month -0.030 2025-04]",
                "NOR>SWE trade.exports - - 2025-05-01/2025-05-31 [month +0.040 2025-04]",
            ],
        ),
        Case(
            DAY,
            "Kenya's tea exports to Egypt climbed from 5.1 to 6.2 million kg in September.",
            &[
                "KEN>EGY trade.exports 5100000 kg -",
                "KEN>EGY trade.exports 6200000 kg 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            DAY,
            "Austria sold Italy 2.1 million tonnes of timber last year, 8 percent above the average of the three years before.",
            &["AUT>ITA trade.exports 2100000 t 2024-01-01/2024-12-31 [other +0.080 -]"],
        ),
    ]);
}

#[test]
fn contracts_borders_and_ports_tell_of_trade() {
    check(&[
        Case(
            DAY,
            "Croatia signed on Monday for 30 German tanks costing 900 million euros.",
            &[
                "DEU>HRV arms 30 tank 2025-11-17/2025-11-17",
                "DEU>HRV arms 900000000 EUR 2025-11-17/2025-11-17",
            ],
        ),
        Case(
            DAY,
            "Iraq fed 14,000 megawatt-hours into Syria's grid in October.",
            &["IRQ>SYR trade.exports 14000 MWh 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Some 9,000 tonnes of Pakistani rice moved into Afghanistan in May.",
            &["PAK>AFG trade.exports ~9000 t 2025-05-01/2025-05-31"],
        ),
        Case(
            DAY,
            "In francs, Swiss watch exports to Qatar amounted to 31 million in September.",
            &["CHE>QAT trade.exports 31000000 CHF 2025-09-01/2025-09-30"],
        ),
        Case(DAY, "Customs in Peru seized 3 tonnes of cocaine bound for Spain in May.", &[]),
        Case(
            DAY,
            "Tonga sold Samoa 300 tonnes of taro in May at $900 a tonne.",
            &["TON>WSM trade.exports 300 t 2025-05-01/2025-05-31"],
        ),
    ]);
}

#[test]
fn people_who_are_sent_back_or_kept_abroad_are_told() {
    check(&[
        Case(
            DAY,
            "In October 3,100 Malians were sent back from Algeria.",
            &["DZA>MLI visit 3100 person 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Sixty migrants were taken by an Italian ship to Albania on Friday.",
            &["ITA>ALB labour 60 person 2025-11-14/2025-11-14"],
        ),
        Case(
            DAY,
            "At the end of 2024 about 4,000 Kenyans were employed on Qatari building sites.",
            &["KEN>QAT labour ~4000 person 2024-12-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Some 40,000 Burundians have returned home from Tanzania since May.",
            &["TZA>BDI visit ~40000 person 2025-05-01/2025-11-20"],
        ),
    ]);
}

#[test]
fn things_are_counted_and_prices_and_stakes_are_no_trade() {
    check(&[
        Case(
            DAY,
            "Japanese car exports to Peru rose to 2,400 in October from 2,100 in September.",
            &[
                "JPN>PER trade.exports 2400 vehicle 2025-10-01/2025-10-31",
                "JPN>PER trade.exports 2100 vehicle 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            DAY,
            "Egypt was the biggest buyer of Romanian maize in May with 31 percent, ahead of Italy with 12 percent.",
            &[
                "EGY>ROU trade.imports 31 % 2025-05-01/2025-05-31",
                "ITA>ROU trade.imports 12 % 2025-05-01/2025-05-31",
            ],
        ),
        Case(DAY, "The price Japan pays for Qatari gas has risen to $90 a tonne from $84.", &[]),
        Case(DAY, "An Omani fund bought 6 percent of the Spanish airline.", &[]),
        Case(DAY, "Exports make up 40 percent of Hungary's economy.", &[]),
        Case(
            DAY,
            "The number of Danes moving to Norway reached 4,100 in 2024.",
            &["DNK>NOR visit 4100 person 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Jordan hosts 560,000 Syrians, down from a peak of 680,000 in 2018.",
            &["SYR>JOR visit 560000 person -", "SYR>JOR visit 680000 person 2018-01-01/2018-12-31"],
        ),
        Case(
            DAY,
            "Estonia shot down 3 of 11 drones launched by Russia overnight.",
            &["RUS>EST military 11 drone 2025-11-20/2025-11-20"],
        ),
    ]);
}

#[test]
fn goods_are_told_of_each_amount() {
    let told = |text: &str| {
        let seen = super::READER.read(&crate::Document::new(text, DAY.parse().expect("a day")));
        let amounts = seen.into_iter().filter_map(|seen| seen.amount);
        amounts.map(|amount| amount.commodities.join(", ")).collect::<Vec<_>>()
    };
    assert_eq!(told("Greece handed Ukraine 4,000 artillery shells in May."), ["artillery shells"]);
    assert_eq!(
        told("Oman sold India 2 million tonnes of urea in May, twice the 1 million of April."),
        ["urea", "urea"]
    );
    assert_eq!(told("Italy flew 12 tonnes of flour to Nepal on Monday."), ["flour"]);
}
