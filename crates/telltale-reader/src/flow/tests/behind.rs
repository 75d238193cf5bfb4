//! A sentence that only says how the amount told before has changed: of which amount, and where it says so.

use jiff::civil::date;

use super::{Case, READER, check};
use crate::Document;

const DAY: &str = "2025-12-22";

#[test]
fn a_change_is_of_the_main_amount_of_the_sentence_before() {
    check(&[
        Case(
            DAY,
            "Oman's exports to India rose to $50 million in November from $40 million a year earlier. It was 5 percent more than in October.",
            &[
                "OMN>IND trade.exports 50000000 USD 2025-11-01/2025-11-30 [month +0.050 2025-10]",
                "OMN>IND trade.exports 40000000 USD 2024-11-01/2024-11-30",
            ],
        ),
        Case(
            DAY,
            "Oman's exports to India came to $50 million in November, more than double the $20 million of a year earlier.\n\nThat was 5 percent more than in October.",
            &[
                "OMN>IND trade.exports 50000000 USD 2025-11-01/2025-11-30 [year ~+1.000 2024-11, month +0.050 2025-10]",
                "OMN>IND trade.exports 20000000 USD 2024-11-01/2024-11-30",
            ],
        ),
        Case(
            DAY,
            "11월 몽골의 대중 수출은 5억 달러로 1년 전의 4억 달러보다 늘었다. 이는 10월보다 5% 많은 것이다.",
            &[
                "MNG>CHN trade.exports 500000000 USD 2025-11-01/2025-11-30 [month +0.050 2025-10]",
                "MNG>CHN trade.exports 400000000 USD 2024-11-01/2024-11-30",
            ],
        ),
    ]);
}

#[test]
fn a_rate_at_which_something_grew_before_is_no_change_of_the_amount() {
    for behind in [
        "The increase slowed from October's 66.3% surge.",
        "The rise followed October's 5 percent drop.",
        "That compared with a 5 percent increase in October.",
        "The figure was 3 percent more than a year earlier and 5 percent more than a year earlier, respectively.",
    ] {
        let text = format!("Oman's exports to India came to $50 million in November. {behind}");
        let seen = READER.read(&Document::new(&text, date(2025, 12, 22)));
        let amounts = seen.iter().filter_map(|seen| seen.amount.as_ref());
        let changes: Vec<_> = amounts.flat_map(|amount| &amount.changes).collect();
        assert!(changes.is_empty(), "{behind}: {changes:?}");
    }
}

#[test]
fn a_change_told_behind_says_where_its_number_stands() {
    for (text, number) in [
        (
            "Oman's exports to India came to $50 million in November. That was 5.2 percent more than a year earlier.",
            "5.2 percent",
        ),
        ("11월 몽골의 대중 수출은 5억 달러였다. 이는 1년 전보다 5.2% 많은 것이다.", "5.2%"),
    ] {
        let seen = READER.read(&Document::new(text, date(2025, 12, 22)));
        let change = &seen[0].amount.as_ref().expect("a flow has an amount").changes[0];
        let at = change.at.expect("told in another sentence");
        assert!(text[at.0..].starts_with(number), "{}", &text[at.0..]);
    }
    let text = "Oman's exports to India came to $50 million in November, 5 percent more than a year earlier.";
    let seen = READER.read(&Document::new(text, date(2025, 12, 22)));
    assert_eq!(seen[0].amount.as_ref().expect("an amount").changes[0].at, None);
}
