//! English amounts that stand beside others: what is compared with what, the same again of another
//! state, units and quarters that go without saying; and who pays, puts, hauls and hosts.

use super::{Case, check};

const DAY: &str = "2025-11-20";

#[test]
fn what_a_figure_is_compared_with_is_told() {
    check(&[
        Case(
            DAY,
            "Thai rice sales to Iraq were 110,000 tonnes in October, twice the September figure.",
            &["THA>IRQ trade.exports 110000 t 2025-10-01/2025-10-31 [month +1.000 2025-09]"],
        ),
        Case(
            DAY,
            "Chile sold Japan 3,100 tonnes of sea urchins last year, half again as much as in 2023.",
            &["CHL>JPN trade.exports 3100 t 2024-01-01/2024-12-31 [year +0.500 2023]"],
        ),
        Case(
            DAY,
            "Morocco bought 25 percent more Spanish olive oil in October than it had in September.",
            &["MAR>ESP trade.imports - - 2025-10-01/2025-10-31 [month +0.250 2025-09]"],
        ),
        Case(
            DAY,
            "Bolivia's gas exports to Brazil, at 13 million cubic metres a day in October, were half those of October 2022.",
            &["BOL>BRA trade.exports 13000000 m3/day 2025-10-01/2025-10-31 [other -0.500 2022-10]"],
        ),
        Case(
            DAY,
            "Norway delivered 40,000 tonnes of salmon to China in the second quarter, a third as much again as in the first.",
            &["NOR>CHN trade.exports 40000 t 2025-04-01/2025-06-30 [other +0.333 2025-01/2025-03]"],
        ),
        Case(
            DAY,
            "Serbia's total exports fell 2 percent in October, but those to Germany rose 4 percent.",
            &[
                "SRB>- trade.exports - - 2025-10-01/2025-10-31 [other -0.020 -]",
                "SRB>DEU trade.exports - - 2025-10-01/2025-10-31 [other +0.040 -]",
            ],
        ),
    ]);
}

#[test]
fn units_and_quarters_may_go_without_saying() {
    check(&[
        Case(
            DAY,
            "Kuwait supplied India with 110,000 barrels of crude a day in July; they had averaged 140,000 in June.",
            &[
                "KWT>IND trade.exports 110000 barrel/day 2025-07-01/2025-07-31",
                "KWT>IND trade.exports 140000 barrel/day 2025-06-01/2025-06-30",
            ],
        ),
        Case(
            DAY,
            "Denmark gave Ukraine 19 jets in August, and Norway gave 6.",
            &[
                "DNK>UKR aid 19 aircraft 2025-08-01/2025-08-31",
                "NOR>UKR aid 6 aircraft 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            DAY,
            "Trade between Kenya and Uganda was $610 million in the third quarter, against $590 million in the second.",
            &[
                "KEN>UGA trade.total 610000000 USD 2025-07-01/2025-09-30",
                "KEN>UGA trade.total 590000000 USD 2025-04-01/2025-06-30",
            ],
        ),
        Case(
            DAY,
            "Georgia imported 61,000 cars in the first half, of which 38,000 came from the United States.",
            &[
                "GEO>- trade.imports 61000 vehicle 2025-01-01/2025-06-30",
                "GEO>USA trade.imports 38000 vehicle 2025-01-01/2025-06-30",
            ],
        ),
        Case(
            DAY,
            "Canada sends three quarters of its exports to the United States.",
            &["CAN>USA trade.exports 75 % -"],
        ),
    ]);
}

#[test]
fn a_second_clause_tells_of_its_own_flow() {
    check(&[
        Case(
            DAY,
            "Latvia's exports to Norway shrank to 61 million euros in September, while its imports grew 3 percent to 84 million euros.",
            &[
                "LVA>NOR trade.exports 61000000 EUR 2025-09-01/2025-09-30",
                "LVA>NOR trade.imports 84000000 EUR 2025-09-01/2025-09-30 [other +0.030 -]",
            ],
        ),
        Case(
            DAY,
            "Angola remained China's top oil supplier in Africa, with 610,000 barrels a day in May, followed by Gabon with 90,000 barrels a day.",
            &[
                "AGO>CHN trade.exports 610000 barrel/day 2025-05-01/2025-05-31",
                "GAB>CHN trade.exports 90000 barrel/day 2025-05-01/2025-05-31",
            ],
        ),
    ]);
}

#[test]
fn who_is_paid_puts_hauls_and_hosts_is_told() {
    check(&[
        Case(
            DAY,
            "Vietnam's coffee receipts from Spain rose 22 percent to $310 million in the first nine months.",
            &["VNM>ESP trade.exports 310000000 USD 2025-01-01/2025-09-30 [other +0.220 -]"],
        ),
        Case(
            DAY,
            "Romania's gas bill to Russia was 210 million euros in 2021.",
            &["ROU>RUS trade.imports 210000000 EUR 2021-01-01/2021-12-31"],
        ),
        Case(
            DAY,
            "Finland's customs put September imports of Swedish steel at 84 million euros, 9 percent below September 2024.",
            &["FIN>SWE trade.imports 84000000 EUR 2025-09-01/2025-09-30 [year -0.090 2024-09]"],
        ),
        Case(
            DAY,
            "London announced 45 million pounds in new aid for Sudan on Monday.",
            &["GBR>SDN aid 45000000 GBP 2025-11-17/2025-11-17"],
        ),
        Case(
            DAY,
            "Sixty lorries carried cement from Turkey to Syria on Wednesday.",
            &["TUR>SYR trade.exports 60 vehicle 2025-11-19/2025-11-19"],
        ),
        Case(
            DAY,
            "Remittances from Moldovan workers in Italy were 410 million euros in the first half.",
            &["ITA>MDA economic 410000000 EUR 2025-01-01/2025-06-30"],
        ),
        Case(
            DAY,
            "Lebanon hosted about 1.1 million Syrians in August.",
            &["SYR>LBN visit ~1100000 person 2025-08-01/2025-08-31"],
        ),
        Case(
            DAY,
            "Oman, Iran's neighbour across the gulf, sold it wheat worth $40 million last year.",
            &["OMN>IRN trade.exports 40000000 USD 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "South Korea was India's 7th largest supplier in May with sales of $1.7 billion.",
            &["KOR>IND trade.exports 1700000000 USD 2025-05-01/2025-05-31"],
        ),
        Case(
            DAY,
            "Algeria, which produces 1.4 million barrels a day, shipped 90,000 barrels a day to Turkey in October.",
            &["DZA>TUR trade.exports 90000 barrel/day 2025-10-01/2025-10-31"],
        ),
    ]);
}

#[test]
fn sums_of_firms_courts_and_budgets_are_left_alone() {
    check(&[
        Case(DAY, "Intel announced a $20 billion plant in Germany on Friday.", &[]),
        Case(DAY, "Washington announced tariffs on $60 billion of goods from China.", &[]),
        Case(DAY, "Kenyan police charged two Ugandans over a $3 million fraud on Monday.", &[]),
        Case(DAY, "Chevron's earnings from Venezuela rose to $300 million.", &[]),
        Case(DAY, "France put the cost of the pipeline from Algeria at 4 billion euros.", &[]),
        Case(DAY, "About 400 flights between Germany and Poland were cancelled on Monday.", &[]),
    ]);
}
