//! English amounts in further builds: ranks, lists of shares, forces, people, capital, and figures
//! that a second clause or sentence goes on about.

use super::{Case, check};

#[test]
fn goods_that_fetch_leave_or_are_booked_are_told() {
    check(&[
        Case(
            "2025-11-14",
            "Peru's blueberry shipments brought in 74 million euros from the Netherlands in August.",
            &["PER>NLD trade.exports 74000000 EUR 2025-08-01/2025-08-31"],
        ),
        Case(
            "2025-11-14",
            "Some 310,000 tonnes of Australian barley left for Saudi Arabia in October.",
            &["AUS>SAU trade.exports ~310000 t 2025-10-01/2025-10-31"],
        ),
        Case(
            "2025-11-14",
            "Jordan booked 60,000 tonnes of Romanian barley on Wednesday.",
            &["JOR>ROU trade.imports 60000 t 2025-11-12/2025-11-12"],
        ),
        Case(
            "2025-11-14",
            "The flow of Angolan crude to India rose to 310,000 barrels a day in September.",
            &["AGO>IND trade.exports 310000 barrel/day 2025-09-01/2025-09-30"],
        ),
        Case(
            "2025-11-14",
            "Belgian customs recorded Chinese cars worth 640 million euros in May.",
            &["BEL>CHN trade.imports 640000000 EUR 2025-05-01/2025-05-31"],
        ),
        Case(
            "2025-11-14",
            "Malawi exported 18,400 tonnes of tea in September.",
            &["MWI>- trade.exports 18400 t 2025-09-01/2025-09-30"],
        ),
        Case(
            "2025-11-14",
            "Laos sold Thailand 5,300 tonnes of rice in the first half.",
            &["LAO>THA trade.exports 5300 t 2025-01-01/2025-06-30"],
        ),
    ]);
}

#[test]
fn who_is_first_among_suppliers_and_buyers_is_told() {
    check(&[
        Case(
            "2025-11-14",
            "India was the leading buyer of Indonesian palm oil with 5.1 million tonnes last year, ahead of China with 4.4 million tonnes.",
            &[
                "IND>IDN trade.imports 5100000 t 2024-01-01/2024-12-31",
                "CHN>IDN trade.imports 4400000 t 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-11-14",
            "Germany remained Poland's biggest customer in 2024, buying goods worth 93 billion euros.",
            &["DEU>POL trade.imports 93000000000 EUR 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-11-14",
            "Qatar ranked first among Pakistan's gas suppliers with 6.6 million tonnes in 2024.",
            &["QAT>PAK trade.exports 6600000 t 2024-01-01/2024-12-31"],
        ),
    ]);
}

#[test]
fn shares_of_a_list_are_each_its_own() {
    check(&[
        Case(
            "2025-11-14",
            "Saudi Arabia accounted for 14 percent of China's crude imports in September, Iraq for 11 percent and Oman for 7 percent.",
            &[
                "CHN>SAU trade.imports 14 % 2025-09-01/2025-09-30",
                "CHN>IRQ trade.imports 11 % 2025-09-01/2025-09-30",
                "CHN>OMN trade.imports 7 % 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            "2025-11-14",
            "Hungary imported 58 percent of its diesel from Austria in May, down from 63 percent in April.",
            &[
                "HUN>AUT trade.imports 58 % 2025-05-01/2025-05-31",
                "HUN>AUT trade.imports 63 % 2025-04-01/2025-04-30",
            ],
        ),
        Case(
            "2025-11-14",
            "Trade between Kazakhstan and Uzbekistan came to $4.2 billion in 2024, of which Kazakh exports were $2.9 billion.",
            &[
                "KAZ>UZB trade.total 4200000000 USD 2024-01-01/2024-12-31",
                "KAZ>UZB trade.exports 2900000000 USD 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-11-14",
            "A quarter of the cotton that Bangladesh imported last year came from Brazil.",
            &["BGD>BRA trade.imports 25 % 2024-01-01/2024-12-31"],
        ),
    ]);
}

#[test]
fn forces_near_a_state_and_what_is_fired_at_one_are_told() {
    check(&[
        Case(
            "2025-11-14",
            "Six Russian bombers flew near Norway on Thursday, the military in Oslo said.",
            &["RUS>NOR military 6 aircraft 2025-11-13/2025-11-13"],
        ),
        Case(
            "2025-11-14",
            "Chile spotted 18 Peruvian vessels near its coast on Monday.",
            &["PER>CHL military 18 vessel 2025-11-10/2025-11-10"],
        ),
        Case(
            "2025-11-14",
            "Poland sent 14 fighter jets to Ukraine in March.",
            &["POL>UKR arms 14 aircraft 2025-03-01/2025-03-31"],
        ),
        Case(
            "2025-11-14",
            "Iran launched 32 missiles and 190 drones at Israel overnight, of which 160 drones were shot down.",
            &[
                "IRN>ISR military 32 missile 2025-11-14/2025-11-14",
                "IRN>ISR military 190 drone 2025-11-14/2025-11-14",
            ],
        ),
        Case("2025-11-14", "Five cruise ships sailed from Greece to Turkey on Monday.", &[]),
    ]);
}

#[test]
fn people_who_cross_are_sent_away_or_taken_in_are_told() {
    check(&[
        Case(
            "2025-11-14",
            "Almost 9,000 Sudanese crossed into Chad last week.",
            &["SDN>TCD visit ~9000 person 2025-11-03/2025-11-09"],
        ),
        Case(
            "2025-11-14",
            "Pakistan deported 31,000 Afghans in September, down from 47,000 in August.",
            &[
                "PAK>AFG visit 31000 person 2025-09-01/2025-09-30",
                "PAK>AFG visit 47000 person 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            "2025-11-14",
            "Australian universities enrolled 139,000 Indian students last year.",
            &["IND>AUS visit 139000 person 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-11-14",
            "Japan welcomed 1.2 million Thai tourists in 2024 and was overtaken by Taiwan, which received 1.4 million.",
            &[
                "THA>JPN visit 1200000 person 2024-01-01/2024-12-31",
                "THA>TWN visit 1400000 person 2024-01-01/2024-12-31",
            ],
        ),
    ]);
}

#[test]
fn capital_and_grants_are_told_by_who_gives() {
    check(&[
        Case(
            "2025-11-14",
            "Remittances from Italy to Senegal rose by a tenth to 310 million euros in 2024.",
            &["ITA>SEN economic 310000000 EUR 2024-01-01/2024-12-31 [year +0.100 2023]"],
        ),
        Case(
            "2025-11-14",
            "Filipinos in Japan sent home $1.7 billion last year.",
            &["JPN>PHL economic 1700000000 USD 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-11-14",
            "China invested $1.3 billion in Indonesian nickel plants in the first quarter.",
            &["CHN>IDN economic 1300000000 USD 2025-01-01/2025-03-31"],
        ),
        Case(
            "2025-11-14",
            "Ethiopia paid China $230 million in interest last year.",
            &["ETH>CHN economic 230000000 USD 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-11-14",
            "Sweden pledged 280 million kronor to Moldova on Tuesday.",
            &["SWE>MDA aid 280000000 SEK 2025-11-11/2025-11-11"],
        ),
        Case(
            "2025-11-14",
            "France lent Uganda $85 million on Monday for a road to the Rwandan border.",
            &["FRA>UGA aid 85000000 USD 2025-11-10/2025-11-10"],
        ),
        Case(
            "2025-11-14",
            "Kuwait gave Lebanon a grant of $30 million on Tuesday.",
            &["KWT>LBN aid 30000000 USD 2025-11-11/2025-11-11"],
        ),
    ]);
}

#[test]
fn another_figure_of_the_flow_told_last_is_told() {
    check(&[
        Case(
            "2025-03-27",
            "Ecuador's sales to Japan fell to $148 million in February. They had been $171 million a year earlier.",
            &[
                "ECU>JPN trade.exports 148000000 USD 2025-02-01/2025-02-28",
                "ECU>JPN trade.exports 171000000 USD 2024-02-01/2024-02-29",
            ],
        ),
        Case(
            "2025-11-14",
            "Exports from Laos to Vietnam stood at $530 million last year. Rubber made up 17 percent of it.",
            &[
                "LAO>VNM trade.exports 530000000 USD 2024-01-01/2024-12-31",
                "LAO>VNM trade.exports 17 % 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-11-14",
            "Ghana's cocoa exports to Malaysia slumped by 4,000 tonnes to 11,000 tonnes in July.",
            &["GHA>MYS trade.exports 11000 t 2025-07-01/2025-07-31"],
        ),
        Case(
            "2025-11-14",
            "Freight trains from China to Laos went up from 95 a week in June to 110 a week in July.",
            &[
                "CHN>LAO economic 95 train/week 2025-06-01/2025-06-30",
                "CHN>LAO economic 110 train/week 2025-07-01/2025-07-31",
            ],
        ),
        Case(
            "2025-12-19",
            "Guinea's bauxite deliveries to India exceeded last year's total by 7 percent, reaching 8 million tonnes by the end of November.",
            &[
                "GIN>IND trade.exports 8000000 t 2025-01-01/2025-11-30 [previous year total +0.070 2024]",
            ],
        ),
    ]);
}

#[test]
fn what_one_relies_on_is_put_into_or_goes_home_is_told() {
    check(&[
        Case(
            "2025-11-14",
            "Kenya relies on Egypt for 14 percent of its gas imports.",
            &["KEN>EGY trade.imports 14 % -"],
        ),
        Case(
            "2025-11-14",
            "Bolivia exported 410,000 tonnes of soy in 2023, a third of it to Peru.",
            &[
                "BOL>- trade.exports 410000 t 2023-01-01/2023-12-31",
                "BOL>PER trade.exports 33.3333 % 2023-01-01/2023-12-31",
            ],
        ),
        Case(
            "2025-11-14",
            "The United Arab Emirates put $2.7 billion into Egyptian property last year.",
            &["ARE>EGY economic 2700000000 USD 2024-01-01/2024-12-31"],
        ),
        Case(
            "2025-11-14",
            "Cambodia sent $402 million of goods to Vietnam in August and took in $388 million.",
            &[
                "KHM>VNM trade.exports 402000000 USD 2025-08-01/2025-08-31",
                "KHM>VNM trade.imports 388000000 USD 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            "2025-11-14",
            "Some 4,100 US troops are stationed in Kenya.",
            &["USA>KEN troops ~4100 person -"],
        ),
        Case(
            "2025-11-14",
            "Oil sales to India brought Russia $4.3 billion in August.",
            &["RUS>IND trade.exports 4300000000 USD 2025-08-01/2025-08-31"],
        ),
        Case(
            "2025-11-14",
            "Qatari diesel sold to Greece in August was 1.4 times the July amount.",
            &["QAT>GRC trade.exports - - 2025-08-01/2025-08-31 [month +0.400 2025-07]"],
        ),
        Case(
            "2025-11-14",
            "Tunisia's exports to Libya grew 9 percent year on year in July, while those to Malta fell 4 percent.",
            &[
                "TUN>LBY trade.exports - - 2025-07-01/2025-07-31 [year +0.090 2024-07]",
                "TUN>MLT trade.exports - - 2025-07-01/2025-07-31 [year -0.040 2024-07]",
            ],
        ),
    ]);
}

#[test]
fn other_counts_of_ships_sums_and_people_are_left_alone() {
    check(&[
        Case("2025-11-14", "Zambia's kwacha gained 4 percent as copper exports rose.", &[]),
        Case(
            "2025-11-14",
            "The Seychelles rupee lost 2 percent and 31 ships called at Victoria.",
            &[],
        ),
        Case("2025-11-14", "Israeli jets struck 12 targets in Syria on Friday.", &[]),
        Case("2025-11-14", "A poll of 1,500 Germans showed 62 percent favour aid to Ukraine.", &[]),
        Case("2025-11-14", "The bridge between Russia and China cost 18.8 billion roubles.", &[]),
        Case(
            "2025-11-14",
            "The navy of Ecuador found 4 tonnes of cocaine on a ship bound for Mexico.",
            &[],
        ),
        Case("2025-11-14", "Burundi withdrew 1,200 soldiers from Somalia.", &[]),
    ]);
}

#[test]
fn what_others_made_of_it_gives_no_party() {
    check(&[
        Case(
            "2025-11-14",
            "Norway announced $40 million in humanitarian aid for Sudan, drawing praise from Chad.",
            &["NOR>SDN aid 40000000 USD -"],
        ),
        Case(
            "2025-11-14",
            "Sweden announced $300 million in arms sales to Finland, angering Moscow.",
            &["SWE>FIN arms 300000000 USD -"],
        ),
        Case(
            "2025-11-14",
            "Australia approved a $70 million arms sale to Fiji.",
            &["AUS>FJI arms 70000000 USD -"],
        ),
    ]);
}

#[test]
fn a_period_behind_the_base_is_that_of_the_figure() {
    check(&[
        Case(
            "2025-11-14",
            "Peru's imports of Chilean wine fell to 30 million euros from 50 million a year earlier in January-June 2025.",
            &[
                "PER>CHL trade.imports 30000000 EUR 2025-01-01/2025-06-30",
                "PER>CHL trade.imports 50000000 EUR 2024-01-01/2024-06-30",
            ],
        ),
        Case(
            "2025-11-14",
            "Kenya's exports to Uganda fell 10 percent in June, and Rwanda's grew 4 percent.",
            &[
                "KEN>UGA trade.exports - - 2025-06-01/2025-06-30 [other -0.100 -]",
                "RWA>UGA trade.exports - - 2025-06-01/2025-06-30 [other +0.040 -]",
            ],
        ),
    ]);
}

#[test]
fn a_long_list_of_rates_takes_no_longer_for_each() {
    let states = ["Poland", "France", "Spain", "Italy", "Greece", "Sweden", "Norway", "Latvia"];
    let rates: Vec<String> =
        (0..64).map(|at| format!("{} {} percent", states[at % states.len()], at % 9 + 1)).collect();
    let text = format!(
        "Brazil's coffee exports to China fell in May, with growth in others: {}.",
        rates.join(", ")
    );
    let published = "2025-06-12".parse().expect("a day");
    let told = crate::Reader::load().read(&crate::Document::new(&text, published));
    assert!(told.len() < 3, "rates of growth are no shares: {}", told.len());
}
