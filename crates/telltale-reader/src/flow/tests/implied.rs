//! English flows that no word for a flow tells, and what figures are measured against.

use super::{Case, check};

const DAY: &str = "2025-11-14";

#[test]
fn goods_are_followed_from_whose_they_are_to_where_they_are() {
    check(&[
        Case(
            DAY,
            "Greek feta reaching Canada totalled 1,900 tonnes in October.",
            &["GRC>CAN trade.exports 1900 t 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Jordanian phosphates cost India $61 million in September.",
            &["JOR>IND trade.exports 61000000 USD 2025-09-01/2025-09-30"],
        ),
        Case(
            DAY,
            "Mangoes for Oman earned Pakistani growers 740 million rupees in July.",
            &["PAK>OMN trade.exports 740000000 PKR 2025-07-01/2025-07-31"],
        ),
        Case(
            DAY,
            "Caviar and furs brought Finland 12 million euros from Japan in 2024.",
            &["FIN>JPN trade.exports 12000000 EUR 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Of Gabon's manganese, India took 41 percent last year, China 33 percent.",
            &[
                "GAB>IND trade.exports 41 % 2024-01-01/2024-12-31",
                "GAB>CHN trade.exports 33 % 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            DAY,
            "Six tankers laden with Omani crude docked in Thailand in October.",
            &["OMN>THA trade.exports 6 vessel 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Some 14,000 tonnes of Honduran coffee found its way to Belgium in September.",
            &["HND>BEL trade.exports ~14000 t 2025-09-01/2025-09-30"],
        ),
        Case(
            DAY,
            "Swedish mills took delivery of 41,000 tonnes of Latvian pulpwood in October.",
            &["SWE>LVA trade.imports 41000 t 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "New Zealand mutton worth $19 million was landed at Omani ports in May.",
            &["OMN>NZL trade.imports 19000000 USD 2025-05-01/2025-05-31"],
        ),
        Case(
            DAY,
            "Kuwait-bound cargoes of Sudanese sesame, 5,200 tonnes in August, were 4 percent above July's.",
            &["SDN>KWT trade.exports 5200 t 2025-08-01/2025-08-31 [month +0.040 2025-07]"],
        ),
        Case(
            DAY,
            "Bolivian tin accounted for 31 percent of what Malaysian smelters bought abroad in 2024.",
            &["BOL>MYS trade.exports 31 % 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Iraq, which has turned to Iran for a third of its electricity, bought 2.1 million megawatt-hours there in June.",
            &[
                "IRQ>IRN trade.imports 33.3333 % 2025-06-01/2025-06-30",
                "IRQ>IRN trade.imports 2100000 MWh 2025-06-01/2025-06-30",
            ],
        ),
    ]);
}

#[test]
fn people_are_told_from_whose_they_are_and_who_has_them() {
    check(&[
        Case(
            DAY,
            "Mozambicans studying at Portuguese universities numbered 5,100 in March.",
            &["MOZ>PRT visit 5100 person 2025-03-01/2025-03-31"],
        ),
        Case(
            DAY,
            "Rwanda has taken in some 86,000 Congolese since fighting flared in January 2024.",
            &["COD>RWA visit ~86000 person 2024-01-01/2025-11-14"],
        ),
        Case(
            DAY,
            "Between 4,000 and 6,000 Ghanaians left for jobs in Qatar last year.",
            &["GHA>QAT labour 5000 person 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Trips by Swedes to Thailand rose 9 percent in the first half.",
            &["SWE>THA visit - - 2025-01-01/2025-06-30 [other +0.090 -]"],
        ),
        Case(
            DAY,
            "Romania gave work permits to 9,300 Nepali builders last year.",
            &["NPL>ROU labour 9300 person 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Japan admitted 2,100 Thai cooks in 2024 to make up for jobs spurned by Koreans.",
            &["THA>JPN labour 2100 person 2024-01-01/2024-12-31"],
        ),
    ]);
}

#[test]
fn money_is_put_into_another_state() {
    check(&[
        Case(
            DAY,
            "The Finnish parliament freed up 90 million euros to buy generators for Ukraine on Tuesday.",
            &["FIN>UKR aid 90000000 EUR 2025-11-11/2025-11-11"],
        ),
        Case(
            DAY,
            "Wellington is putting NZ$20 million into the coast guard of Samoa.",
            &["NZL>WSM aid 20000000 NZD -"],
        ),
        Case(
            DAY,
            "Oman threw Lebanon a lifeline of $200 million in July.",
            &["OMN>LBN aid 200000000 USD 2025-07-01/2025-07-31"],
        ),
        Case(
            DAY,
            "Dutch help for Yemen came to 34 million euros last year.",
            &["NLD>YEM aid 34000000 EUR 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Qatar wrote off $40 million of Chad's debt in June.",
            &["QAT>TCD economic 40000000 USD 2025-06-01/2025-06-30"],
        ),
        Case(
            DAY,
            "Croatia will spend 11 million euros on schools in Kosovo.",
            &["HRV>XKX aid 11000000 EUR -"],
        ),
        Case(
            DAY,
            "Prague has parted with 38 howitzers for Ukraine.",
            &["CZE>UKR arms 38 howitzer -"],
        ),
    ]);
}

#[test]
fn what_a_flow_is_measured_against_may_be_a_level() {
    check(&[
        Case(
            DAY,
            "Benin exported 21,000 tonnes of cashews to Vietnam in May, nearly twice the tonnage of May 2024.",
            &["BEN>VNM trade.exports 21000 t 2025-05-01/2025-05-31 [year ~+1.000 2024-05]"],
        ),
        Case(
            DAY,
            "Togo shipped 9,000 tonnes of cotton to Turkey in June, three times May's volume.",
            &["TGO>TUR trade.exports 9000 t 2025-06-01/2025-06-30 [month +2.000 2025-05]"],
        ),
        Case(
            DAY,
            "Gabon sold Italy 4,000 tonnes of plywood in June, three times what it sold in May.",
            &["GAB>ITA trade.exports 4000 t 2025-06-01/2025-06-30 [month +2.000 2025-05]"],
        ),
        Case(
            DAY,
            "At 400 million euros, Austria's exports to Croatia were 2 percent higher in the first half than a year previously.",
            &[
                "AUT>HRV trade.exports 400000000 EUR 2025-01-01/2025-06-30 [year +0.020 2024-01/2024-06]",
            ],
        ),
        Case(
            DAY,
            "Trade between Peru and Ecuador was worth $3 billion in the year ended March 2025, up from $2 billion in the preceding twelve months.",
            &[
                "PER>ECU trade.total 3000000000 USD 2024-04-01/2025-03-31",
                "PER>ECU trade.total 2000000000 USD 2023-04-01/2024-03-31",
            ],
        ),
    ]);
}

#[test]
fn a_second_sentence_goes_on_about_the_same_goods() {
    check(&[
        Case(
            DAY,
            "Tunisia's best customer for dates is Morocco. It paid $7 million for them in October.",
            &["MAR>TUN trade.imports 7000000 USD 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Fijian kava sells well in Samoan shops. Exports came to $3 million in May.",
            &["FJI>WSM trade.exports 3000000 USD 2025-05-01/2025-05-31"],
        ),
        Case(
            DAY,
            "Armenia's brandy is going north. Russia took 81 percent of it in September.",
            &["ARM>RUS trade.exports 81 % 2025-09-01/2025-09-30"],
        ),
        Case(
            DAY,
            "Oman's purchases of Somali goats were worth $6 million in May. The tonnage, 2,100 tonnes, was the lowest this year.",
            &[
                "OMN>SOM trade.imports 6000000 USD 2025-05-01/2025-05-31",
                "OMN>SOM trade.imports 2100 t 2025-05-01/2025-05-31",
            ],
        ),
    ]);
}

#[test]
fn figures_that_are_mended_are_told_once() {
    check(&[Case(
        DAY,
        "Statistics Norway lowered its figure for June exports to Iceland to 1.2 billion kroner; a month ago it had put them at 1.3 billion kroner.",
        &["NOR>ISL trade.exports 1200000000 NOK 2025-06-01/2025-06-30"],
    )]);
}

#[test]
fn other_things_of_two_states_are_no_flows() {
    check(&[
        Case(DAY, "Spanish police seized 3 tonnes of Moroccan hashish on Monday.", &[]),
        Case(DAY, "A Polish refinery can process 90,000 barrels of Kazakh crude a day.", &[]),
        Case(DAY, "An Omani firm owns 12 percent of an Indian oil field.", &[]),
        Case(DAY, "Chile's copper output is 5.5 million tonnes, Peru's 2.7 million tonnes.", &[]),
        Case(DAY, "A Greek court ordered a Turkish line to pay 4 million euros.", &[]),
        Case(DAY, "Some 40 Kenyan nurses were injured in a crash in Qatar.", &[]),
    ]);
}

#[test]
fn lists_are_read_figure_by_figure() {
    check(&[
        Case(
            DAY,
            "Kenya sold Uganda and Rwanda 9,000 and 4,000 tonnes of salt respectively in May.",
            &[
                "KEN>UGA trade.exports 9000 t 2025-05-01/2025-05-31",
                "KEN>RWA trade.exports 4000 t 2025-05-01/2025-05-31",
            ],
        ),
        Case(
            DAY,
            "Spain's imports from Norway, Qatar and Algeria were 310, 420 and 1,100 million cubic metres respectively in May.",
            &[
                "ESP>NOR trade.imports 310000000 m3 2025-05-01/2025-05-31",
                "ESP>QAT trade.imports 420000000 m3 2025-05-01/2025-05-31",
                "ESP>DZA trade.imports 1100000000 m3 2025-05-01/2025-05-31",
            ],
        ),
        Case(
            DAY,
            "Uruguay shipped beef to Chile ($21 million), Peru ($9 million) and Israel ($14 million) in June.",
            &[
                "URY>CHL trade.exports 21000000 USD 2025-06-01/2025-06-30",
                "URY>PER trade.exports 9000000 USD 2025-06-01/2025-06-30",
                "URY>ISR trade.exports 14000000 USD 2025-06-01/2025-06-30",
            ],
        ),
    ]);
}

#[test]
fn whose_place_is_told_in_other_words() {
    check(&[
        Case(
            DAY,
            "The Gulf state of Qatar sold Nepal 4,000 tonnes of urea in May.",
            &["QAT>NPL trade.exports 4000 t 2025-05-01/2025-05-31"],
        ),
        Case(
            DAY,
            "Between Ecuador and Spain 14 flights a week were offered in June.",
            &["ECU>ESP economic 14 flight/week 2025-06-01/2025-06-30"],
        ),
        Case(
            DAY,
            "With 31 percent, Gabon was the biggest supplier of manganese to France in 2024.",
            &["GAB>FRA trade.exports 31 % 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Peru's slice of Spain's avocado market widened to 38 percent in May.",
            &["PER>ESP trade.exports 38 % 2025-05-01/2025-05-31"],
        ),
        Case(
            DAY,
            "Bhutanese were granted 900 work permits by Kuwait in 2024.",
            &["BTN>KWT labour 900 person 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "A Qatari grant of $14 million will pay nurses in Yemen.",
            &["QAT>YEM aid 14000000 USD -"],
        ),
        Case(
            DAY,
            "Finland's sawmills banked 9 million euros from Egyptian orders in May.",
            &["FIN>EGY trade.exports 9000000 EUR 2025-05-01/2025-05-31"],
        ),
    ]);
}

#[test]
fn times_are_told_in_other_words() {
    check(&[
        Case(
            DAY,
            "Norway's gas sales to Belgium rose 4 percent in the year's first five months, year on year.",
            &["NOR>BEL trade.exports - - 2025-01-01/2025-05-31 [year +0.040 2024-01/2024-05]"],
        ),
        Case(
            DAY,
            "In the month before the trade summit in May, Japan sold Kenya 900 buses.",
            &["JPN>KEN trade.exports 900 vehicle 2025-04-01/2025-04-30"],
        ),
        Case(
            DAY,
            "Polish coal for Ukraine came to 40,000 tonnes in May, half of April's total.",
            &["POL>UKR trade.exports 40000 t 2025-05-01/2025-05-31 [month -0.500 2025-04]"],
        ),
    ]);
}

#[test]
fn what_is_thought_asked_or_suffered_is_no_flow() {
    check(&[
        Case(DAY, "Chad could ship 90,000 tonnes of sesame to Turkey, traders say.", &[]),
        Case(DAY, "About 58 percent of Danes want arms for Ukraine, a survey found.", &[]),
        Case(DAY, "Kenya halted imports of Ugandan maize after 14 cases of poisoning.", &[]),
        Case(DAY, "Six Danish tourists were among 20 people hurt in a blast in Kenya.", &[]),
    ]);
}

#[test]
fn strikes_refusals_and_rewards_are_told_apart() {
    check(&[
        Case(
            DAY,
            "Israel hit Lebanon with 11 missiles on Monday.",
            &["ISR>LBN military 11 missile 2025-11-10/2025-11-10"],
        ),
        Case(DAY, "Forty thousand tonnes of Romanian wheat were refused by Egypt on Monday.", &[]),
        Case(DAY, "Washington raised its reward for a Haitian gang leader to $9 million.", &[]),
        Case(
            DAY,
            "Turkey, which last year still bought 41,000 tonnes of Israeli tomatoes, has closed its ports.",
            &["TUR>ISR trade.imports 41000 t 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Azerbaijan met 61 percent of Georgia's gas demand last year.",
            &["AZE>GEO trade.exports 61 % 2024-01-01/2024-12-31"],
        ),
        Case(
            DAY,
            "Italy's third consignment of 12 howitzers reached Ukraine on Sunday.",
            &["ITA>UKR arms 12 howitzer 2025-11-09/2025-11-09"],
        ),
        Case(DAY, "The Finnish army has 180 men in Lebanon.", &["FIN>LBN troops 180 person -"]),
        Case(
            DAY,
            "Of the diesel that Malta bought in May, 44 percent had come from Italy.",
            &["MLT>ITA trade.imports 44 % 2025-05-01/2025-05-31"],
        ),
    ]);
}

#[test]
fn what_only_looks_like_goods_of_two_states_is_left_alone() {
    check(&[
        Case(DAY, "Malaysian palm oil futures rose 2 percent as Indian demand grew.", &[]),
        Case(
            DAY,
            "Peruvian fishermen caught 2 million tonnes of anchovies, Chilean ones 600,000 tonnes.",
            &[],
        ),
        Case(DAY, "Yemeni gunmen boarded a ship carrying 2,000 tonnes of Iraqi sugar.", &[]),
        Case(DAY, "A Swedish prize worth 9 million kronor went to a Hungarian poet.", &[]),
        Case(
            DAY,
            "The Dutch government put 31 million euros into dykes after talks with Belgian experts.",
            &[],
        ),
    ]);
}
