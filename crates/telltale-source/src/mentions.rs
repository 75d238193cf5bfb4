//! A table of mentions: in how many of a month's documents a source names a term. What a state's
//! media talk about is a word of that state.

use telltale_observation::{
    Channel, Detail, Draft, Dyad, Modality, Mode, Month, Period, Quantity, Unit,
};

use crate::field::{self, Wrong};
use crate::table::{self, Defaults, Reading, Row, Seen, Shape};

const SHAPE: Shape = Shape {
    name: "mentions",
    required: &[
        "source",
        "month",
        "actor",
        "target",
        "term",
        "documents",
        "documents_with_term",
        "known_at",
    ],
    optional: &[],
};

/// Reads a table of mentions.
///
/// Each row becomes a quantity of documents, out of all that the source published in that month.
/// `target` is the state that the term stands for, and empty where it stands for none. A month
/// without any document is counted as absent. The record's key is `source/month/term`.
pub fn read_mentions(file: &str, bytes: &[u8], defaults: &Defaults) -> Reading {
    table::read(file, bytes, &SHAPE, defaults, read_row)
}

fn read_row(row: &mut Row<'_>) -> Option<Seen> {
    let month = row.field("month", |text| text.parse::<Month>().map_err(|e| field::date(&e)));
    let actor = row.field("actor", field::actor);
    let target = row.field("target", field::target);
    let term = row.field("term", field::filled);
    let documents = row.field("documents", field::count);
    let with_term = row.field("documents_with_term", field::count);
    let key = format!("{}/{}/{}", row.get("source"), row.get("month"), row.get("term"));
    let key = row.key("term", key);
    let origin = row.origin(key);
    let known_at = row.known_at();
    part_of_the_whole(row, with_term?, documents?);
    if documents? == 0 {
        return Some(Seen::Absent);
    }
    row.known_after(Period::month(month?), known_at?);
    Some(Seen::Draft(Box::new(Draft {
        mode: Mode::Word,
        dyad: Dyad { actor: actor?, target: target? },
        channel: Channel::Statement,
        period: Period::month(month?),
        known_at: known_at?,
        modality: Modality::Happened,
        what: String::new(),
        detail: Detail::Quantity {
            quantity: Quantity::new(with_term? as f64, unit()).ok()?,
            of: Some(documents? as f64),
            topic: term?,
        },
        origin: origin?,
    })))
}

fn part_of_the_whole(row: &mut Row<'_>, part: u64, whole: u64) {
    if part > whole {
        let what = format!("more documents with the term than documents: {part} of {whole}");
        row.fault("documents_with_term", Wrong::new(what, "a part of the column documents"));
    }
}

fn unit() -> Unit {
    "documents".parse().expect("documents are a unit")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::{defaults, faults};

    const GOOD: &str = "press,2011-01,PRK,CHN,China,557,36,2011-02-01";

    fn read(rows: &[&str]) -> Reading {
        let table = format!("{}\n{}\n", SHAPE.required.join(","), rows.join("\n"));
        read_mentions("t.csv", table.as_bytes(), &defaults())
    }

    #[test]
    fn a_row_is_a_part_of_the_documents_of_its_month() {
        let reading = read(&[GOOD, "press,2011-01,PRK,,nuclear arms,557,12,2011-02-01"]);
        assert_eq!(faults(&reading), "");
        let [china, arms] = &reading.observations[..] else { panic!("two rows") };
        assert_eq!(
            (china.dyad().to_string(), arms.dyad().to_string()),
            ("PRK→CHN".into(), "PRK→–".into())
        );
        assert_eq!(china.period().to_string(), "2011-01");
        assert_eq!(
            (china.origin().key.as_str(), china.mode()),
            ("press/2011-01/China", Mode::Word)
        );
        let Detail::Quantity { quantity, of, topic } = china.detail() else { panic!("a quantity") };
        assert_eq!((quantity.amount(), *of, topic.as_str()), (36.0, Some(557.0), "China"));
    }

    #[test]
    fn a_month_without_documents_is_absent() {
        let reading = read(&["press,2011-01,PRK,CHN,China,0,0,2011-02-01"]);
        assert_eq!((reading.absent, reading.observations.len()), (1, 0));
    }

    #[test]
    fn each_field_is_held_against_what_it_may_say() {
        for (from, to, expected) in [
            (
                "2011-01,",
                "2011-13,",
                "column month: not a month: \"2011-13\"\n  hint: a month of the calendar, written \
                 YYYY-MM",
            ),
            ("China", "", "column term: empty\n  hint: this column is needed in every row"),
            (
                "557",
                "-557",
                "column documents: not a count: \"-557\"\n  hint: a whole number from zero up, \
                 digits only",
            ),
            (
                "36",
                "600",
                "column documents_with_term: more documents with the term than documents: 600 of \
                 557\n  hint: a part of the column documents",
            ),
            (
                "2011-02-01",
                "2011-01-15",
                "column known_at: known before its period ended: 2011-01-15, end 2011-01-31\n  hint: \
                 the day on which the figure was published",
            ),
        ] {
            let reading = read(&[&GOOD.replace(from, to)]);
            assert_eq!(faults(&reading), format!("t.csv:2: {expected}"));
        }
        assert_eq!(
            faults(&read(&[GOOD, GOOD])),
            "t.csv:3: column term: duplicate term: \"press/2011-01/China\", first on line 2\n  hint: \
             one row a record: remove or renumber one of them"
        );
    }
}
