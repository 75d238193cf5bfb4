//! Where a clause of its own begins, by the noun for a flow that is its subject: "…, while imports
//! rose 5 percent". What it tells is told of that flow, and not of the one before.

use super::carried;
use super::marks::{Mark, Marked};
use crate::flow::Matter;

/// How many words may stand between what opens a clause and its noun, and between that and its verb.
const NEAR: usize = 6;

/// Words that open a clause and have no mark of their own.
const OPENS: &[&str] = &["but", "though", "yet", "as", "with", "where", "when"];

/// Verbs that tell a level, beside those that tell a change.
const LEVELS: &[&str] = &[
    "came",
    "coming",
    "stood",
    "standing",
    "amounted",
    "totalled",
    "totaled",
    "reached",
    "hit",
    "remained",
    "remaining",
    "stayed",
    "accounted",
];

/// Whether a noun for traded goods opens a clause.
pub(super) fn opens(marked: &Marked<'_>, at: usize) -> bool {
    let noun = matches!(marked.marks[at], Mark::Noun(Matter::Goods, _));
    noun && is_led_in(marked, at) && has_verb(marked, at)
}

/// "while its", "but China's", "and overall": nothing but whose they are before it.
fn is_led_in(marked: &Marked<'_>, at: usize) -> bool {
    for i in (at.saturating_sub(NEAR)..at).rev() {
        let word = marked.words.get(i);
        match marked.marks[i] {
            Mark::Hard | Mark::And | Mark::Comma => return true,
            Mark::Word | Mark::Prep(_) if OPENS.contains(&word) => return true,
            Mark::Name(_) | Mark::Word => {}
            _ => return false,
        }
    }
    false
}

/// "imports rose", "imports from its neighbour were", "imports also came to".
fn has_verb(marked: &Marked<'_>, at: usize) -> bool {
    let at = at + carried::words_of_all(&marked.words, at + 1);
    for i in at + 1..(at + 1 + NEAR).min(marked.words.len()) {
        let word = marked.words.get(i);
        match marked.marks[i] {
            Mark::Change(..) | Mark::Multiple(_) if matches!(word, "more" | "over") => {
                return is_bound_of_verb(marked, i);
            }
            Mark::Change(..) | Mark::Multiple(_) => return true,
            Mark::Be => return true,
            Mark::Word if LEVELS.contains(&word) => return true,
            Mark::Prep(_) if word == "of" => return false,
            Mark::Prep(_) | Mark::Name(_) | Mark::Word | Mark::Time(_) => {}
            _ => return false,
        }
    }
    false
}

/// "More than halved", "more than doubled": the bound of a verb, and not of a number.
fn is_bound_of_verb(marked: &Marked<'_>, at: usize) -> bool {
    marked.words.get(at + 1) == "than"
        && matches!(marked.marks.get(at + 2), Some(Mark::Multiple(_)))
        && marked.words.get(at + 2).ends_with("ed")
}

#[cfg(test)]
mod tests {
    use crate::flow::tests::{Case, check};

    #[test]
    fn a_clause_with_a_noun_of_its_own_tells_of_that_flow() {
        check(&[
            Case(
                "2025-11-20",
                "Oman shipped India $40 million worth of goods in October, while imports rose 5 percent to $20 million.",
                &[
                    "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                    "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31 [other +0.050 -]",
                ],
            ),
            Case(
                "2025-11-20",
                "Oman imported $20 million worth of goods from India in October, 3 percent more than in September, but exports fell 5 percent from a year earlier.",
                &[
                    "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31 [month +0.030 2025-09]",
                    "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [year -0.050 2024-10]",
                ],
            ),
            Case(
                "2025-11-20",
                "Oman exported $40 million of goods to India in October, and its imports climbed 5 percent from September.",
                &[
                    "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                    "OMN>IND trade.imports - - 2025-10-01/2025-10-31 [month +0.050 2025-09]",
                ],
            ),
            Case(
                "2025-11-20",
                "Oman's imports from India rose to $20 million in October from $15 million in September, but exports more than halved.",
                &[
                    "OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31",
                    "OMN>IND trade.imports 15000000 USD 2025-09-01/2025-09-30",
                    "OMN>IND trade.exports - - 2025-10-01/2025-10-31 [other ~-0.500 -]",
                ],
            ),
            // The size behind the change is of another flow.
            Case(
                "2025-11-20",
                "Oman's imports from India grew 5 percent from a year earlier in October, while exports amounted to $40 million.",
                &[
                    "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                    "OMN>IND trade.imports - - 2025-10-01/2025-10-31 [year +0.050 2024-10]",
                ],
            ),
            Case(
                "2025-11-20",
                "Oman's imports from India grew 5 percent to $20 million in October.",
                &["OMN>IND trade.imports 20000000 USD 2025-10-01/2025-10-31 [other +0.050 -]"],
            ),
            // With all the world, and not with the state that was named.
            Case(
                "2025-11-20",
                "Oman's exports to India came to $40 million in October, but total exports fell 3 percent on the month.",
                &[
                    "OMN>IND trade.exports 40000000 USD 2025-10-01/2025-10-31",
                    "OMN>- trade.exports - - 2025-10-01/2025-10-31 [month -0.030 2025-09]",
                ],
            ),
            // One clause, and one flow.
            Case(
                "2025-11-20",
                "Oman bought $40 million of Indian exports in October, 5 percent more than in September.",
                &[
                    "OMN>IND trade.imports 40000000 USD 2025-10-01/2025-10-31 [month +0.050 2025-09]",
                ],
            ),
        ]);
    }
}
