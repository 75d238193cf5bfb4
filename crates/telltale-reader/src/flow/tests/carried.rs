//! Whose trade it is, and when it was, go without saying once a text has said so: until another state
//! is named, or another time.

use super::{Case, check};

const DAY: &str = "2025-11-20";

#[test]
fn the_two_states_of_a_text_are_those_of_its_bare_flows() {
    check(&[
        Case(
            DAY,
            "Oman's trade with India cooled in October after a strong September.\n\nExports fell 5 percent from the previous month to $40 million, customs said. Compared with October last year, they were still up 3 percent. Imports came to $20 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31 [month -0.050 2025-09, year +0.030 2024-10]",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman sold more to Yemen in 2024.\n\nOman's imports from its neighbour came to $20 million in October.",
            &["OMN>YEM trade.imports 20000000 USD 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Trade between Oman and India grew to $900 million in 2024.\n\nOman's exports made up $600 million, and its imports $300 million.",
            &[
                "OMN>IND trade.total 900000000 USD 2024-01-01/2024-12-31",
                "OMN>IND trade.exports 600000000 USD 2024-01-01/2024-12-31",
                "OMN>IND trade.imports 300000000 USD 2024-01-01/2024-12-31",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India were worth $40 million in October, and shipments in the other direction $20 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "IND>OMN trade.exports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "몽골의 대중 교역이 10월 크게 늘었다.\n\n수출은 4억 달러, 수입은 2억 달러였다.",
            &[
                "MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.imports 200000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "지난달 중국의 대북 수입액은 5억 위안이었다.\n\n같은 달 대북 수출액은 17억 위안이었다.",
            &[
                "CHN>PRK trade.imports 500000000 CNY 2025-10-01/2025-10-31",
                "CHN>PRK trade.exports 1700000000 CNY 2025-10-01/2025-10-31",
            ],
        ),
    ]);
}

#[test]
fn another_state_or_all_the_world_ends_what_goes_without_saying() {
    check(&[
        Case(
            DAY,
            "Oman's trade with India cooled in October.\n\nKenya has gained ground. Exports rose to $40 million.",
            &[],
        ),
        Case(
            DAY,
            "Oman's trade with India cooled in October.\n\nOman's total exports rose to $4 billion.",
            &["OMN>- trade.exports 4000000000 USD -"],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $40 million in October. Imports from the Middle East were $700 million.",
            &["OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $40 million in October and Kenya's exports to Egypt to $30 million.\n\nOman's imports rose to $20 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "KEN>EGY trade.exports 30000000 USD 2025-10-01/2025-10-31",
                "OMN>- trade.imports 20000000 USD -",
            ],
        ),
    ]);
}

#[test]
fn a_time_goes_without_saying_while_it_is_the_only_one() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India came to $40 million in August. In September they fell to $30 million. Imports were $25 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-08-01/2025-08-31",
                "OMN>IND trade.exports 30000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.imports 25000000 USD -",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $40 million in August. Imports that month were $25 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-08-01/2025-08-31",
                "OMN>IND trade.imports 25000000 USD 2025-08-01/2025-08-31",
            ],
        ),
        Case(
            DAY,
            "10월 몽골의 대중 수출은 4억 달러였다. 9월에는 5억 달러였다. 대중 수입은 2억 달러였다.",
            &[
                "MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.exports 500000000 USD 2025-09-01/2025-09-30",
                "MNG>CHN trade.imports 200000000 USD -",
            ],
        ),
        Case(
            DAY,
            "2월 몽골의 대중 수출은 3억 달러로 줄었다. 그러나 다음 달에는 4억 달러로 늘었다.",
            &[
                "MNG>CHN trade.exports 300000000 USD 2025-02-01/2025-02-28",
                "MNG>CHN trade.exports 400000000 USD 2025-03-01/2025-03-31",
            ],
        ),
    ]);
}

#[test]
fn a_span_named_by_its_length_is_not_the_month_told_before() {
    check(&[
        Case(
            "2026-01-20",
            "Oman's exports to India came to $40 million in December. For the full year they reached $400 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-12-01/2025-12-31",
                "OMN>IND trade.exports 400000000 USD 2025-01-01/2025-12-31",
            ],
        ),
        Case(
            "2026-01-20",
            "12월 오만의 대인도 수출은 4천만 달러였다. 연간 수출은 4억 달러였다.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-12-01/2025-12-31",
                "OMN>IND trade.exports 400000000 USD 2025-01-01/2025-12-31",
            ],
        ),
    ]);
}

#[test]
fn what_goes_on_after_a_base_is_of_the_time_told_and_not_of_the_base() {
    check(&[
        Case(
            DAY,
            "10월 오만의 대인도 수출은 4천만 달러로 9월 5천만 달러보다 20% 감소했다. 수입은 2천만 달러였다.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31 [month -0.200 2025-09]",
                "OMN>IND trade.exports 50000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "10월 오만의 대인도 수출은 4천만 달러였다. 9월의 5천만 달러보다 줄어든 것이다. 수입은 2천만 달러였다.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.exports 50000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
    ]);
}

#[test]
fn trade_as_a_whole_beside_a_part_is_a_flow_of_its_own() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India rose 5 percent in October from a year earlier, while Oman's exports as a whole rose 9 percent from a year earlier.",
            &[
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [year +0.050 2024-10]",
                "OMN>- trade.exports - - 2025-10-01/2025-10-31 [year +0.090 2024-10]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India rose 5 percent in October from a year earlier, while Oman's exports overall rose 9 percent from a year earlier.",
            &[
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [year +0.050 2024-10]",
                "OMN>- trade.exports - - 2025-10-01/2025-10-31 [year +0.090 2024-10]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India rose 5 percent in October from a year earlier, and Oman's exports worldwide rose 9 percent from a year earlier.",
            &[
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [year +0.050 2024-10]",
                "OMN>- trade.exports - - 2025-10-01/2025-10-31 [year +0.090 2024-10]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India rose 5 percent in October from a year earlier, and two-way trade rose 7 percent from a year earlier.",
            &[
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [year +0.050 2024-10]",
                "OMN>IND trade.total - - 2025-10-01/2025-10-31 [year +0.070 2024-10]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India rose 5 percent in October from a year earlier, and bilateral trade as a whole rose 7 percent from a year earlier.",
            &[
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [year +0.050 2024-10]",
                "OMN>IND trade.total - - 2025-10-01/2025-10-31 [year +0.070 2024-10]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India rose 5 percent in October from a year earlier, and total bilateral trade rose 7 percent from a year earlier.",
            &[
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [year +0.050 2024-10]",
                "OMN>IND trade.total - - 2025-10-01/2025-10-31 [year +0.070 2024-10]",
            ],
        ),
    ]);
}

#[test]
fn a_row_has_the_flow_that_its_heading_or_the_sentence_before_names() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India\nSeptember 2025: $40 million\n- October 2025: $50 million (+25% m/m)",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.exports 50000000 USD 2025-10-01/2025-10-31 [month +0.250 2025-09]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India in the first half of 2024: $4.1 billion. In the second half of 2024: 4.3 billion.",
            &[
                "OMN>IND trade.exports 4100000000 USD 2024-01-01/2024-06-30",
                "OMN>IND trade.exports 4300000000 USD 2024-07-01/2024-12-31",
            ],
        ),
        // Of dates alone, and of two flows, nobody knows.
        Case(DAY, "Oman's date exports to India\nSeptember 2025: $40 million", &[]),
        Case(
            DAY,
            "Oman's exports to India were $40 million in October 2025 and its imports $30 million. September 2025: $20 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.imports 30000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman–India trade, October 2025\n- Oman's exports: $40 million",
            &["OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31"],
        ),
    ]);
}

#[test]
fn the_other_way_may_be_told_in_return_or_to_the_country() {
    check(&[
        Case(
            DAY,
            "Oman sold $40 million of goods to India in October and bought $20 million in return.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman's imports from India came to $20 million in October, while exports to the country came to $40 million.",
            &[
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $40 million in October; customs put purchases at $20 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "중국과 몽골의 교역은 10월 9억 위안이었으며 이 가운데 중국의 수출이 5억 위안을 차지했다.",
            &[
                "CHN>MNG trade.total 900000000 CNY 2025-10-01/2025-10-31",
                "CHN>MNG trade.exports 500000000 CNY 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "10월 중국의 대몽골 수출: 9억 위안(전월 대비 +5%)",
            &["CHN>MNG trade.exports 900000000 CNY 2025-10-01/2025-10-31 [month +0.050 2025-09]"],
        ),
    ]);
}

#[test]
fn later_amounts_of_a_sentence_have_the_unit_of_the_first() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India in October 2025: $40 million (September: $30 million; October 2024: 20 million).",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.exports 30000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.exports 20000000 USD 2024-10-01/2024-10-31",
            ],
        ),
        Case(
            DAY,
            "In October 2024 Oman exported goods worth $40 million to India; by October 2025 that had grown to 50 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2024-10-01/2024-10-31",
                "OMN>IND trade.exports 50000000 USD 2025-01-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India topped $40 million in a month for once, reaching 41 million in October 2025.",
            &[
                "OMN>IND trade.exports ~40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.exports 41000000 USD 2025-10-01/2025-10-31",
            ],
        ),
    ]);
}

#[test]
fn the_capitals_of_a_headline_make_no_other_name_of_a_state() {
    check(&[
        Case(
            DAY,
            "Oman's Exports to India Jump 5 Pct in October to $40 Million",
            &["OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31 [other +0.050 -]"],
        ),
        Case(
            DAY,
            "Oman Exports to India Rise to $40 Million in October",
            &["OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31"],
        ),
    ]);
}

#[test]
fn a_paragraph_on_a_month_tells_of_that_month() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India came to $400 million in the first half of 2025.\n\nOctober itself was weak on the export side. Shipments came to $40 million. Imports fell 3 percent from a month earlier to $20 million.",
            &[
                "OMN>IND trade.exports 400000000 USD 2025-01-01/2025-06-30",
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31 [month -0.030 2025-09]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $400 million in the first half of 2025. Imports fell 3 percent from a month earlier to $20 million.",
            &[
                "OMN>IND trade.exports 400000000 USD 2025-01-01/2025-06-30",
                "OMN>IND trade.imports 20000000 USD - [month -0.030 -]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $40 million in October. Trade had not been so lively since last December. Imports came to $20 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "10월 몽골의 대중 수출은 4억 달러였다. 교역은 2024년 이후 처음으로 활기를 띠었다. 수입은 2억 달러였다.",
            &[
                "MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.imports 200000000 USD 2025-10-01/2025-10-31",
            ],
        ),
    ]);
}

#[test]
fn a_pronoun_gives_a_flow_to_whom_the_sentence_before_speaks_of() {
    check(&[
        Case(
            DAY,
            "Oman's trade with India grew in October.\n\nIndia gains most. Its exports came to $20 million in October.",
            &["IND>OMN trade.exports 20000000 USD 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "Oman's trade with India grew in October. Its exports came to $20 million in October.",
            &["OMN>IND trade.exports 20000000 USD 2025-10-01/2025-10-31"],
        ),
    ]);
}

#[test]
fn what_is_told_behind_a_balance_without_a_flow_is_of_no_flow() {
    check(&[
        Case(
            "2026-01-25",
            "몽골은 지난해 중국과의 교역에서 10억 달러의 흑자를 냈다. 이는 전년의 8억 달러보다 25% 늘어난 규모다.",
            &[],
        ),
        Case(
            "2026-01-25",
            "Oman ran a surplus of $3 million with India in 2025. That was up from $2 million in 2024.",
            &[],
        ),
    ]);
}

#[test]
fn gains_that_are_given_up_are_no_gift() {
    check(&[Case(
        DAY,
        "Oman's exports to India came to $60 million in October, giving up part of September's gains.",
        &["OMN>IND trade.exports 60000000 USD 2025-10-01/2025-10-31"],
    )]);
}

#[test]
fn the_first_months_of_a_year_are_told_in_korean_numerals_too() {
    let first = &["MNG>CHN trade.exports 900000000 USD 2025-01-01/2025-02-28"];
    check(&[
        Case(DAY, "올해 첫 두 달 동안 몽골의 대중 수출은 9억 달러였다.", first),
        Case(DAY, "올 첫 두 달 몽골의 대중 수출은 9억 달러였다.", first),
        Case(DAY, "2025년 첫 2개월 동안 몽골의 대중 수출은 9억 달러였다.", first),
    ]);
}
