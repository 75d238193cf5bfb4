//! Lists of flows and numbers, running totals, and amounts with a time of their own.

use super::{Case, check};

#[test]
fn listed_flows_have_the_numbers_in_their_place() {
    check(&[
        Case(
            "2025-07-15",
            "Peru's exports to and imports from Chile came to $30 million and $20 million in June, respectively.",
            &[
                "PER>CHL trade.exports 30000000 USD 2025-06-01/2025-06-30",
                "PER>CHL trade.imports 20000000 USD 2025-06-01/2025-06-30",
            ],
        ),
        Case(
            "2025-07-15",
            "Peru's exports and imports with Chile came to 1.3 billion and 1.2 billion dollars in 2024.",
            &[
                "PER>CHL trade.exports 1300000000 USD 2024-01-01/2024-12-31",
                "PER>CHL trade.imports 1200000000 USD 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            "2025-07-15",
            "Peru's exports to and imports from Chile fell 13 percent and 33 percent from May to $30 million and $20 million in June.",
            &[
                "PER>CHL trade.exports 30000000 USD 2025-06-01/2025-06-30 [month -0.130 2025-05]",
                "PER>CHL trade.imports 20000000 USD 2025-06-01/2025-06-30 [month -0.330 2025-05]",
            ],
        ),
        Case(
            "2025-07-15",
            "6월 한국의 대일 수출과 수입은 각각 3억 달러, 2억 달러였다.",
            &[
                "KOR>JPN trade.exports 300000000 USD 2025-06-01/2025-06-30",
                "KOR>JPN trade.imports 200000000 USD 2025-06-01/2025-06-30",
            ],
        ),
        Case(
            "2025-07-15",
            "6월 한국의 대일 수출과 수입은 전월보다 각각 13%, 33% 줄었다.",
            &[
                "KOR>JPN trade.exports - - 2025-06-01/2025-06-30 [month -0.130 2025-05]",
                "KOR>JPN trade.imports - - 2025-06-01/2025-06-30 [month -0.330 2025-05]",
            ],
        ),
    ]);
}

#[test]
fn a_running_total_goes_from_january_to_the_month_that_is_told() {
    check(&[
        Case(
            "2025-07-15",
            "Peru's exports to Chile rose to $30 million in June, bringing the total for the year so far to $160 million.",
            &[
                "PER>CHL trade.exports 30000000 USD 2025-06-01/2025-06-30",
                "PER>CHL trade.exports 160000000 USD 2025-01-01/2025-06-30",
            ],
        ),
        Case(
            "2025-07-15",
            "6월 한국의 대일 수출은 3억 달러이며 누계로는 16억 달러다.",
            &[
                "KOR>JPN trade.exports 300000000 USD 2025-06-01/2025-06-30",
                "KOR>JPN trade.exports 1600000000 USD 2025-01-01/2025-06-30",
            ],
        ),
    ]);
}

#[test]
fn an_amount_recorded_in_another_time_is_of_that_time() {
    check(&[
        Case(
            "2025-07-15",
            "Peru's exports to Chile in June were below the $30 million recorded in May.",
            &["PER>CHL trade.exports 30000000 USD 2025-05-01/2025-05-31"],
        ),
        Case(
            "2025-07-15",
            "Peru's exports to Chile came to $90 million in the first half, more than the $70 million recorded in all of 2024.",
            &[
                "PER>CHL trade.exports 90000000 USD 2025-01-01/2025-06-30",
                "PER>CHL trade.exports ~70000000 USD 2024-01-01/2024-12-31",
            ],
        ),
    ]);
}
