//! Amounts that each have a time of their own, changes between two times, and flows that others are only
//! held against.

use super::{Case, check};

const DAY: &str = "2025-11-20";

#[test]
fn each_of_a_list_has_its_own_time() {
    check(&[
        Case(
            DAY,
            "In August and September, Peru's exports to Chile were worth $61 million and $64 million.",
            &[
                "PER>CHL trade.exports 61000000 USD 2025-08-01/2025-08-31",
                "PER>CHL trade.exports 64000000 USD 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            DAY,
            "Peru sold Chile goods for $61 million and $64 million in August and September, respectively.",
            &[
                "PER>CHL trade.exports 61000000 USD 2025-08-01/2025-08-31",
                "PER>CHL trade.exports 64000000 USD 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            DAY,
            "Peru's exports to Chile were $61 million (August), $64 million (September) and $70 million (October).",
            &[
                "PER>CHL trade.exports 61000000 USD 2025-08-01/2025-08-31",
                "PER>CHL trade.exports 64000000 USD 2025-09-01/2025-09-30",
                "PER>CHL trade.exports 70000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "In August and September Peru's exports to Chile were $61 million and $64 million, against $50 million and $55 million a year earlier.",
            &[
                "PER>CHL trade.exports 61000000 USD 2025-08-01/2025-08-31",
                "PER>CHL trade.exports 64000000 USD 2025-09-01/2025-09-30",
                "PER>CHL trade.exports 50000000 USD 2024-08-01/2024-08-31",
                "PER>CHL trade.exports 55000000 USD 2024-09-01/2024-09-30",
            ],
        ),
        Case(
            DAY,
            "8월과 9월 페루의 대칠레 수출은 각각 6억1천만 달러, 6억4천만 달러였다.",
            &[
                "PER>CHL trade.exports 610000000 USD 2025-08-01/2025-08-31",
                "PER>CHL trade.exports 640000000 USD 2025-09-01/2025-09-30",
            ],
        ),
    ]);
}

#[test]
fn a_list_of_another_length_is_left_alone() {
    check(&[
        Case(
            DAY,
            "In July, August and September, Peru's exports to Chile were worth $61 million and $64 million.",
            &[],
        ),
        Case(
            DAY,
            "In each of August and September, Peru's exports to Chile topped $60 million.",
            &[],
        ),
        // One amount of two months is of both.
        Case(
            DAY,
            "In August and September, Peru's exports to Chile were worth $125 million.",
            &["PER>CHL trade.exports 125000000 USD 2025-08-01/2025-09-30"],
        ),
    ]);
}

#[test]
fn a_change_between_two_times_is_of_the_last() {
    check(&[
        Case(
            DAY,
            "Peru's exports to Chile fell 12 percent between August and September.",
            &["PER>CHL trade.exports - - 2025-09-01/2025-09-30 [month -0.120 2025-08]"],
        ),
        Case(
            DAY,
            "Peru's exports to Chile rose by 12 percent from August to September.",
            &["PER>CHL trade.exports - - 2025-09-01/2025-09-30 [month +0.120 2025-08]"],
        ),
        Case(
            DAY,
            "Between 2023 and 2024 Peru's exports to Chile climbed from $1.2 billion to $1.5 billion.",
            &[
                "PER>CHL trade.exports 1200000000 USD 2023-01-01/2023-12-31",
                "PER>CHL trade.exports 1500000000 USD 2024-01-01/2024-12-31",
            ],
        ),
        // What is told of the whole span stays so.
        Case(
            DAY,
            "Peru sold Chile goods worth $300 million between May and August, 5 percent more than a year earlier.",
            &[
                "PER>CHL trade.exports 300000000 USD 2025-05-01/2025-08-31 [year +0.050 2024-05/2024-08]",
            ],
        ),
        Case(
            DAY,
            "8월에서 9월 사이 페루의 대칠레 수출은 6억1천만 달러에서 6억4천만 달러로 늘었다.",
            &[
                "PER>CHL trade.exports 610000000 USD 2025-08-01/2025-08-31",
                "PER>CHL trade.exports 640000000 USD 2025-09-01/2025-09-30",
            ],
        ),
    ]);
}

#[test]
fn a_change_in_a_clause_of_its_own_has_its_own_time() {
    check(&[Case(
        DAY,
        "Peru's imports from Chile, which had risen 9 percent year on year in July, were worth $30 million in August.",
        &[
            "PER>CHL trade.imports 30000000 USD 2025-08-01/2025-08-31",
            "PER>CHL trade.imports - - 2025-07-01/2025-07-31 [year +0.090 2024-07]",
        ],
    )]);
}

#[test]
fn a_level_of_growth_is_no_fall() {
    check(&[
        Case(
            DAY,
            "Growth in Peru's exports to Chile slipped to 4 percent on the year in August.",
            &["PER>CHL trade.exports - - 2025-08-01/2025-08-31 [year +0.040 2024-08]"],
        ),
        Case(
            DAY,
            "The decline in Peru's exports to Chile narrowed to 4 percent on the year in August.",
            &["PER>CHL trade.exports - - 2025-08-01/2025-08-31 [year -0.040 2024-08]"],
        ),
        Case(
            DAY,
            "Peru's exports to Chile fell 4 percent on the year in August.",
            &["PER>CHL trade.exports - - 2025-08-01/2025-08-31 [year -0.040 2024-08]"],
        ),
    ]);
}

#[test]
fn what_another_flow_is_held_against_has_no_amount() {
    check(&[
        Case(
            DAY,
            "Peru's imports from Brazil exceeded its imports from Chile by far, at $90 million in August.",
            &["PER>BRA trade.imports 90000000 USD 2025-08-01/2025-08-31"],
        ),
        Case(
            DAY,
            "페루의 대브라질 수출은 대칠레 수출과 달리 8월 9억 달러였다.",
            &["PER>BRA trade.exports 900000000 USD 2025-08-01/2025-08-31"],
        ),
    ]);
}

#[test]
fn each_of_two_flows_has_its_own_number() {
    check(&[
        Case(
            DAY,
            "Peru's exports to and imports from Chile grew by 4 and 7 percent on the year, respectively, in August.",
            &[
                "PER>CHL trade.exports - - 2025-08-01/2025-08-31 [year +0.040 2024-08]",
                "PER>CHL trade.imports - - 2025-08-01/2025-08-31 [year +0.070 2024-08]",
            ],
        ),
        Case(
            DAY,
            "Peru's August trade with Chile consisted of $90 million of exports and $30 million of imports.",
            &[
                "PER>CHL trade.exports 90000000 USD 2025-08-01/2025-08-31",
                "PER>CHL trade.imports 30000000 USD 2025-08-01/2025-08-31",
            ],
        ),
    ]);
}

#[test]
fn months_that_are_excepted_have_no_amount() {
    check(&[
        Case(
            DAY,
            "Peru's exports to Chile topped $60 million in every month of 2024 except June.",
            &[],
        ),
        Case(
            DAY,
            "In nine of the twelve months of 2024, Peru's exports to Chile topped $60 million.",
            &[],
        ),
        Case(DAY, "6월을 제외하고 매달 페루의 대칠레 수출은 6억 달러를 넘었다.", &[]),
    ]);
}

/// The goods of the amounts that a text tells.
fn goods(text: &str) -> Vec<String> {
    let day = DAY.parse().expect("a date");
    let seen = super::READER.read(&crate::Document::new(text, day));
    let amounts = seen.iter().filter_map(|seen| seen.amount.as_ref());
    amounts.flat_map(|amount| amount.commodities.clone()).collect()
}

#[test]
fn goods_that_no_list_knows_limit_an_amount() {
    for (text, named) in [
        ("Tapestries worth $3 million were shipped from Peru to Chile in 2024.", "Tapestries"),
        ("Peru sold puppets worth $3 million to Chile in 2024.", "puppets"),
        ("2024년 300만 달러어치의 인형이 페루에서 칠레로 팔려 나갔다.", "인형"),
    ] {
        assert_eq!(goods(text), [named], "{text}");
    }
    for text in [
        "Goods worth $3 million were shipped from Peru to Chile in 2024.",
        "Peru's exports to Chile, once worth $9 million, came to $3 million in 2024.",
        "2024년 300만 달러어치의 상품이 페루에서 칠레로 팔려 나갔다.",
    ] {
        assert!(goods(text).is_empty(), "{text}");
    }
}

#[test]
fn what_something_is_held_against_gives_it_no_time() {
    check(&[
        Case(
            "2025-11-20",
            "In October Oman's exports to India came to $40 million, well above September's $18 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.exports 18000000 USD 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            "2025-11-20",
            "Oman imported more from India in June ($40 million) than in July ($30 million).",
            &[
                "OMN>IND trade.imports 40000000 USD 2025-06-01/2025-06-30",
                "OMN>IND trade.imports 30000000 USD 2025-07-01/2025-07-31",
            ],
        ),
    ]);
}

#[test]
fn a_part_that_is_named_behind_its_size_is_no_whole() {
    check(&[Case(
        "2025-11-20",
        "Trade between Oman and India in October: $40 million of Omani exports, $30 million of imports.",
        &[
            "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
            "OMN>IND trade.imports 30000000 USD 2025-10-01/2025-10-31",
        ],
    )]);
}
