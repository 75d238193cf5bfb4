//! Figures of the goods that go both ways: never those of one way.

use super::{Case, check};

const DAY: &str = "2025-11-20";

#[test]
fn imports_and_exports_that_share_a_figure_are_trade_both_ways() {
    let total = &["OMN>IND trade.total 90000000 USD 2025-10-01/2025-10-31"];
    check(&[
        Case(
            DAY,
            "Oman's combined imports and exports with India hit $90 million in October.",
            total,
        ),
        Case(
            DAY,
            "Oman's total imports and exports with India stood at $90 million in October.",
            total,
        ),
        Case(
            DAY,
            "Imports and exports between Oman and India together came to $90 million in October.",
            total,
        ),
        Case(
            DAY,
            "The total value of imports and exports between Oman and India reached $90 million in October.",
            total,
        ),
        Case(
            DAY,
            "Oman's exports to and imports from India added up to $90 million in October.",
            total,
        ),
        Case(
            DAY,
            "Oman's imports from and exports to India totaled $90 million in October.",
            total,
        ),
        Case(
            DAY,
            "Exports to India and imports from it came to $90 million for Oman in October.",
            &["OMN>IND trade.total 90000000 USD 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "The import and export volume between Oman and India was $90 million in October.",
            total,
        ),
        Case(DAY, "Oman's import and export value with India was $90 million in October.", total),
        Case(
            DAY,
            "Two-way shipments between Oman and India amounted to $90 million in October.",
            total,
        ),
        Case(DAY, "Shipments between Oman and India amounted to $90 million in October.", total),
        Case(DAY, "Goods shipped between Oman and India were worth $90 million in October.", total),
        Case(
            DAY,
            "Oman's trade with India cooled in October. Exports and imports combined were worth $90 million.",
            total,
        ),
        Case(
            DAY,
            "Oman's exports to India fell in October. Imports and exports came to $90 million.",
            total,
        ),
    ]);
}

#[test]
fn exports_and_imports_with_figures_of_their_own_stay_apart() {
    let apart = &[
        "OMN>IND trade.exports 60000000 USD 2025-10-01/2025-10-31",
        "OMN>IND trade.imports 30000000 USD 2025-10-01/2025-10-31",
    ];
    check(&[
        Case(
            DAY,
            "Oman's exports and imports with India came to $60 million and $30 million in October.",
            apart,
        ),
        Case(
            DAY,
            "In October, Oman's exports to and imports from India were $60 million and $30 million, respectively.",
            apart,
        ),
        Case(
            DAY,
            "Oman's exports to India came to $60 million and its imports from there to $30 million in October.",
            apart,
        ),
    ]);
}

#[test]
fn words_without_a_direction_tell_of_both_ways() {
    let total = &["OMN>IND trade.total 90000000 USD 2025-10-01/2025-10-31"];
    check(&[
        Case(
            DAY,
            "Goods worth $90 million changed hands between Oman and India in October.",
            total,
        ),
        Case(
            DAY,
            "In October, $90 million worth of goods changed hands between Oman and India.",
            total,
        ),
        Case(DAY, "Oman and India traded goods worth $90 million in October.", total),
        Case(
            DAY,
            "Oman's exports to India came to $60 million in October. In all, $90 million worth of goods changed hands that month.",
            &[
                "OMN>IND trade.exports 60000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.total 90000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $60 million in October. The volume was $90 million when both directions are counted.",
            &[
                "OMN>IND trade.exports 60000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.total 90000000 USD 2025-10-01/2025-10-31",
            ],
        ),
    ]);
}

#[test]
fn korean_figures_of_both_ways_are_trade_both_ways() {
    let total = &["MNG>CHN trade.total 900000000 USD 2025-10-01/2025-10-31"];
    check(&[
        Case(DAY, "10월 몽골의 대중 수출과 수입을 합친 금액은 9억 달러였다.", total),
        Case(DAY, "10월 몽골의 대중 수출·수입 합계는 9억 달러였다.", total),
        Case(DAY, "10월 몽골의 대중 수출에 수입을 더하면 9억 달러다.", total),
        Case(DAY, "10월 몽골의 대중 수출과 수입은 9억 달러였다.", total),
        Case(
            DAY,
            "10월 몽골의 대중 수출액 6억 달러와 수입액 3억 달러를 합치면 9억 달러다.",
            &[
                "MNG>CHN trade.exports 600000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.imports 300000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.total 900000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "10월 몽골의 대중 수출과 수입은 각각 6억 달러, 3억 달러였다.",
            &[
                "MNG>CHN trade.exports 600000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.imports 300000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(DAY, "10월 몽골과 중국 사이에 9억 달러어치의 물품이 오갔다.", total),
        Case(DAY, "몽골과 중국은 10월 9억 달러어치를 사고팔았다.", total),
        Case(
            DAY,
            "10월 몽골의 대중 수출은 6억 달러였다. 이 달 두 나라 사이에 9억 달러어치가 오갔다.",
            &[
                "MNG>CHN trade.exports 600000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.total 900000000 USD 2025-10-01/2025-10-31",
            ],
        ),
    ]);
}
