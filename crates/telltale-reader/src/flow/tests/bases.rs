//! The time of a sum that another is set against is its own: "to $3 million in June from $5 million in
//! May, as imports came to $2 million" tells June of the imports.

use super::{Case, check};

const DAY: &str = "2025-11-20";

#[test]
fn a_later_clause_has_not_the_month_of_a_base() {
    check(&[
        Case(
            DAY,
            "Peru's trade with Chile shrank to $310 million in October from $340 million in September, as exports dropped to $190 million and imports came to $120 million.",
            &[
                "PER>CHL trade.total 310000000 USD 2025-10-01/2025-10-31",
                "PER>CHL trade.total 340000000 USD 2025-09-01/2025-09-30",
                "PER>CHL trade.exports 190000000 USD 2025-10-01/2025-10-31",
                "PER>CHL trade.imports 120000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India rose to $41 million in October, compared with $38 million in September, but its imports slid to $20 million.",
            &[
                "OMN>IND trade.exports 41000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.exports 38000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India, at $40 million in October, were lower than in September, when they came to $45 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                "OMN>IND trade.exports 45000000 USD 2025-09-01/2025-09-30",
            ],
        ),
        Case(
            DAY,
            "Kenya's imports from Egypt climbed from $31 million in August to $36 million.",
            &[
                "KEN>EGY trade.imports 31000000 USD 2025-08-01/2025-08-31",
                "KEN>EGY trade.imports 36000000 USD -",
            ],
        ),
        Case(
            DAY,
            "10월 몽골의 대중 수출은 9월의 3억 달러에서 4억 달러로 늘었고 대중 수입은 2억 달러였다.",
            &[
                "MNG>CHN trade.exports 300000000 USD 2025-09-01/2025-09-30",
                "MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.imports 200000000 USD 2025-10-01/2025-10-31",
            ],
        ),
    ]);
}

#[test]
fn a_change_is_not_of_the_sum_that_it_is_measured_by() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India in October, while 5 percent lower than the previous month's $40 million, beat last October's $30 million.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.exports 30000000 USD 2024-10-01/2024-10-31",
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [month -0.050 2025-09]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India in October, 5 percent below the $40 million of the previous month, were still up 8 percent on the year.",
            &[
                "OMN>IND trade.exports 40000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [month -0.050 2025-09, year +0.080 2024-10]",
            ],
        ),
    ]);
}

#[test]
fn within_so_many_months_is_no_time_to_come() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India doubled within two months, from $20 million in August to $40 million in October.",
            &[
                "OMN>IND trade.exports 20000000 USD 2025-08-01/2025-08-31",
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31 [other +1.000 -]",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India rose 8 percent within a month, from $37 million in September to $40 million in October.",
            &[
                "OMN>IND trade.exports 37000000 USD 2025-09-01/2025-09-30",
                "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31 [month +0.080 2025-09]",
            ],
        ),
        Case(
            DAY,
            "10월 몽골의 대중 수출은 한 달 만에 5% 늘어난 4억 달러였다.",
            &["MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31 [month +0.050 2025-09]"],
        ),
    ]);
}

#[test]
fn what_a_figure_is_like_is_none_of_its_own_time() {
    check(&[
        Case(
            DAY,
            "10월 몽골의 대중 수출은 전달과 비슷한 4억 달러, 대중 수입은 지난해 같은 달과 거의 같은 2억 달러였다.",
            &[
                "MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31",
                "MNG>CHN trade.imports 200000000 USD 2025-10-01/2025-10-31",
            ],
        ),
        Case(
            DAY,
            "10월 몽골의 대중 수출은 9월과 달리 4억 달러로 줄었다.",
            &["MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31"],
        ),
        Case(
            DAY,
            "In October, Oman's exports to India, much the same as in September, came to $40 million.",
            &["OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31"],
        ),
    ]);
}

#[test]
fn less_has_a_sign_in_all_its_forms() {
    for (word, sign) in [
        ("적지만", "-"),
        ("적으나", "-"),
        ("적고", "-"),
        ("줄었지만", "-"),
        ("줄었으나", "-"),
        ("감소했는데", "-"),
        ("낮지만", "-"),
        ("많지만", "+"),
        ("많으나", "+"),
        ("높은데", "+"),
        ("늘었지만", "+"),
        ("증가했으며", "+"),
    ] {
        let text = format!("10월 몽골의 대중 수출은 전월보다 5% {word} 전년 동월보다는 3% 많다.");
        let expected = format!(
            "MNG>CHN trade.exports - - 2025-10-01/2025-10-31 [month {sign}0.050 2025-09, year +0.030 2024-10]"
        );
        assert_eq!(super::told(DAY, &text), [expected], "{text}");
    }
    check(&[Case(
        DAY,
        "10월 몽골의 대중 수입은 전달보다 5% 준 2억 달러였고, 수출은 전달보다 3% 줄어든 4억 달러였다.",
        &[
            "MNG>CHN trade.imports 200000000 USD 2025-10-01/2025-10-31 [month -0.050 2025-09]",
            "MNG>CHN trade.exports 400000000 USD 2025-10-01/2025-10-31 [month -0.030 2025-09]",
        ],
    )]);
}

#[test]
fn a_think_tank_is_no_arm_and_a_unit_goes_on_in_a_list() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India rose 5 percent on the month in October, an analyst at a Muscat think tank said.",
            &["OMN>IND trade.exports - - 2025-10-01/2025-10-31 [month +0.050 2025-09]"],
        ),
        Case(
            DAY,
            "Oman's exports to India were 1.4 billion rupees in July, 1.3 billion in August and 1.2 billion in September.",
            &[
                "OMN>IND trade.exports 1400000000 INR 2025-07-01/2025-07-31",
                "OMN>IND trade.exports 1300000000 INR 2025-08-01/2025-08-31",
                "OMN>IND trade.exports 1200000000 INR 2025-09-01/2025-09-30",
            ],
        ),
    ]);
}

#[test]
fn a_time_that_all_its_parts_are_held_against_is_not_that_of_the_figure() {
    check(&[
        Case(
            "2026-01-20",
            "In the fourth quarter of 2025, Oman's exports to India amounted to $49 million, more than in any other quarter of 2024 or 2025.",
            &["OMN>IND trade.exports 49000000 USD 2025-10-01/2025-12-31"],
        ),
        Case(
            "2026-01-20",
            "Oman's exports to India amounted to $49 million in December, topping every month of 2024.",
            &["OMN>IND trade.exports 49000000 USD 2025-12-01/2025-12-31"],
        ),
        Case(
            "2026-01-20",
            "In all of 2024 Oman's exports to India amounted to $49 million.",
            &["OMN>IND trade.exports 49000000 USD 2024-01-01/2024-12-31"],
        ),
    ]);
}

#[test]
fn a_time_since_which_it_is_the_first_is_not_that_of_the_figure() {
    check(&[
        Case(
            "2026-07-20",
            "Oman's imports from India dropped 9 percent on year in June to $53 million, the first yearly fall since January 2025.",
            &["OMN>IND trade.imports 53000000 USD 2026-06-01/2026-06-30 [year -0.090 2025-06]"],
        ),
        Case(
            "2026-07-20",
            "Oman's imports from India came to $53 million in June after the sharpest fall since January 2025.",
            &["OMN>IND trade.imports 53000000 USD 2026-06-01/2026-06-30"],
        ),
        Case(
            "2026-07-20",
            "Oman has imported $530 million of goods from India since January 2025.",
            &["OMN>IND trade.imports 530000000 USD 2025-01-01/2026-07-20"],
        ),
    ]);
}

#[test]
fn arms_that_are_fired_beside_a_trade_are_not_what_is_traded() {
    check(&[
        Case(
            "2026-05-20",
            "China's exports to North Korea came to $250 million in April, the month in which the North launched four missiles.",
            &[
                "CHN>PRK trade.exports 250000000 USD 2026-04-01/2026-04-30",
                "PRK>- launch 4 missile 2026-04-01/2026-04-30",
            ],
        ),
        Case(
            "2026-05-20",
            "Iran bought goods worth $25 million from China in April, when it tested a cruise missile.",
            &["IRN>CHN trade.imports 25000000 USD 2026-04-01/2026-04-30"],
        ),
        Case(
            "2026-05-20",
            "Iran bought missiles worth $25 million from China in April.",
            &["CHN>IRN arms 25000000 USD 2026-04-01/2026-04-30"],
        ),
        Case(
            "2026-05-20",
            "4월 중국의 대북 수출은 17억 위안으로, 북한이 미사일을 발사한 달이었다.",
            &["CHN>PRK trade.exports 1700000000 CNY 2026-04-01/2026-04-30"],
        ),
    ]);
}
