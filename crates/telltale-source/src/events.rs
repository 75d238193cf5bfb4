//! A table of events: what states did and said, one event a row.

use telltale_observation::{Detail, Draft, Dyad};

use crate::field;
use crate::table::{self, Defaults, Reading, Row, Seen, Shape};

const SHAPE: Shape = Shape {
    name: "events",
    required: &[
        "id",
        "mode",
        "actor",
        "target",
        "channel",
        "start",
        "end",
        "rank",
        "modality",
        "what",
        "place",
        "source",
        "publisher",
        "url",
        "known_at",
        "weak",
        "basis",
    ],
    optional: &["ontology", "code"],
};

/// Reads a table of events.
///
/// An empty `target` is nobody, an empty `end` the day of the start, an empty `rank` nobody named,
/// an empty `weak` no. The record's key is its `id`.
///
/// ```
/// use telltale_source::{Defaults, read_events};
/// let table = "id,mode,actor,target,channel,start,end,rank,modality,what,place,source,publisher,\
/// url,known_at,weak,basis
/// e1,deed,PRK,CHN,visit,2025-09-02,2025-09-04,leader,happened,parade in Beijing,Beijing,press,,,\
/// 2025-09-04,,
/// e2,deed,PRK,CHNN,visit,2025-09-28,,minister,happened,talks in Beijing,Beijing,press,,,\
/// 2025-09-28,,
/// ";
/// let defaults = Defaults { known_at: None, sources: vec!["press".to_owned()] };
/// let reading = read_events("events.csv", table.as_bytes(), &defaults);
/// assert_eq!(reading.observations.len(), 1);
/// assert_eq!(
///     reading.rejects[0].to_string(),
///     "events.csv:3: column target: unknown actor: \"CHNN\"\n  hint: did you mean CHN?"
/// );
/// ```
pub fn read_events(file: &str, bytes: &[u8], defaults: &Defaults) -> Reading {
    table::read(file, bytes, &SHAPE, defaults, read_row)
}

fn read_row(row: &mut Row<'_>) -> Option<Seen> {
    let id = row.field("id", field::filled).and_then(|id| row.key("id", id));
    let mode = row.field("mode", field::mode);
    let actor = row.field("actor", field::actor);
    let target = row.field("target", field::target);
    let channel = row.field("channel", field::channel);
    let period = row.period();
    let rank = row.field("rank", field::rank);
    let modality = row.field("modality", field::modality);
    let what = row.words("what");
    let ontology = row.get("ontology");
    let code = row.field("code", |code| field::code(ontology, code));
    let known_at = row.known_at();
    let origin = row.origin(id);
    Some(Seen::Draft(Box::new(Draft {
        mode: mode?,
        dyad: Dyad { actor: actor?, target: target? },
        channel: channel?,
        period: period?,
        known_at: known_at?,
        modality: modality?,
        what: what?,
        detail: Detail::Event { rank: rank?, place: row.get("place").to_owned(), code: code? },
        origin: origin?,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::{defaults, faults};

    const GOOD: &str = "e1|deed|PRK|CHN|visit|2025-09-02|2025-09-04|leader|happened|a visit|Beijing\
                        |press|Xinhua|https://example.org|2025-09-04|no|b1|CAMEO|042";

    /// A column, a value that it may not have, and the fault.
    const FAULTY: &[(&str, &str, &str)] = &[
        ("id", "", "column id: empty\n  hint: this column is needed in every row"),
        ("mode", "deeds", "column mode: unknown mode: \"deeds\"\n  hint: did you mean deed?"),
        ("mode", "", "column mode: unknown mode: \"\"\n  hint: known: deed, word"),
        ("actor", "", "column actor: empty\n  hint: this column is needed in every row"),
        ("actor", "PRKX", "column actor: unknown actor: \"PRKX\"\n  hint: did you mean PRK?"),
        (
            "actor",
            "Pyongyang",
            "column actor: unknown actor: \"Pyongyang\"\n  hint: an actor goes by its ISO 3166 \
                 alpha-3 code, such as KOR",
        ),
        (
            "target",
            "PRK",
            "column target: actor and target are the same: PRK\n  hint: leave the target empty \
                 for a domestic act",
        ),
        (
            "channel",
            "visits",
            "column channel: unknown channel: \"visits\"\n  hint: did you mean visit?",
        ),
        (
            "channel",
            "trade.exports",
            "column channel: a trade channel holds flows only: trade.exports\n  hint: put \
                 amounts in a table of shape flows; dealings without an amount are economic",
        ),
        (
            "start",
            "2025-02-30",
            "column start: not a date: \"2025-02-30\"\n  hint: a day of the calendar, written \
                 YYYY-MM-DD",
        ),
        (
            "start",
            "1492-10-12",
            "column start: year out of range: 1492\n  hint: years from 1800 to 2200 are read",
        ),
        (
            "end",
            "2025-09-01",
            "column end: period ends before it starts: 2025-09-02 to 2025-09-01\n  hint: the end \
                 is the last day, not before the first",
        ),
        ("rank", "leeder", "column rank: unknown rank: \"leeder\"\n  hint: did you mean leader?"),
        (
            "rank",
            "none",
            "column rank: unknown rank: \"none\"\n  hint: leave it empty where nobody is named",
        ),
        (
            "modality",
            "claimed",
            "column modality: unknown modality: \"claimed\"\n  hint: known: happened, planned, \
                 reported, denied, conditional",
        ),
        ("what", "", "column what: empty\n  hint: this column is needed in every row"),
        (
            "source",
            "pres",
            "column source: undeclared source: \"pres\"\n  hint: did you mean press?",
        ),
        (
            "source",
            "rumour",
            "column source: undeclared source: \"rumour\"\n  hint: declare it in case.toml \
                 under [[source]]",
        ),
        (
            "known_at",
            "2025-09-01",
            "column known_at: known before it started: known_at 2025-09-01, start 2025-09-02\n  \
                 hint: nothing is known before it happens; what is only announced is planned",
        ),
        (
            "known_at",
            "",
            "column known_at: empty, and the table has no default\n  hint: write the day from \
                 which it could be known, or give the table a known_at",
        ),
        (
            "known_at",
            "4 November",
            "column known_at: not a date: \"4 November\"\n  hint: a day of the calendar, \
                 written YYYY-MM-DD",
        ),
        (
            "weak",
            "maybe",
            "column weak: neither yes nor no: \"maybe\"\n  hint: write yes, no or nothing",
        ),
        ("code", "42", "column code: unknown CAMEO code: \"42\"\n  hint: did you mean 02?"),
        (
            "ontology",
            "cameo",
            "column code: unknown ontology: \"cameo\"\n  hint: did you mean CAMEO?",
        ),
    ];

    fn read(rows: &[String]) -> Reading {
        let head = [SHAPE.required, SHAPE.optional].concat().join(",");
        let rows: Vec<_> = rows.iter().map(|row| row.replace('|', ",")).collect();
        read_events("t.csv", format!("{head}\n{}\n", rows.join("\n")).as_bytes(), &defaults())
    }

    /// The faults of the good row with one field changed; `expected` without file and line.
    fn check(column: &str, value: &str, expected: &str) {
        let columns = [SHAPE.required, SHAPE.optional].concat();
        let mut fields: Vec<_> = GOOD.split('|').collect();
        fields[columns.iter().position(|name| *name == column).unwrap()] = value;
        let reading = read(&[fields.join("|"), GOOD.replace("e1", "e2")]);
        let expected = if expected.is_empty() { "".into() } else { format!("t.csv:2: {expected}") };
        assert_eq!(faults(&reading), expected, "{column} {value:?}");
        assert_eq!(reading.observations.len(), 1 + usize::from(expected.is_empty()));
    }

    #[test]
    fn every_column_reaches_the_observation() {
        let reading = read(&[GOOD.to_owned()]);
        let seen = &reading.observations[0];
        let origin = seen.origin();
        assert_eq!(seen.dyad().to_string(), "PRK→CHN");
        assert_eq!(seen.period().to_string(), "2025-09-02 to 2025-09-04");
        assert_eq!(seen.known_at().to_string(), "2025-09-04");
        assert_eq!((seen.channel().name(), seen.what()), ("visit", "a visit"));
        assert_eq!((origin.source.as_str(), origin.key.as_str()), ("press", "e1"));
        assert_eq!(
            (origin.publisher.as_str(), origin.url.as_str()),
            ("Xinhua", "https://example.org")
        );
        let Detail::Event { rank, place, code } = seen.detail() else { panic!("an event") };
        assert_eq!((rank.unwrap().name(), place.as_str()), ("leader", "Beijing"));
        assert_eq!(code.as_ref().unwrap().1, "042");
    }

    #[test]
    fn what_may_be_empty_may_be_empty() {
        for column in ["target", "end", "rank", "place", "publisher", "url", "weak", "basis"] {
            check(column, "", "");
        }
    }

    #[test]
    fn each_field_is_held_against_what_it_may_say() {
        for (column, value, expected) in FAULTY {
            check(column, value, expected);
        }
    }

    #[test]
    fn only_the_description_may_be_long() {
        let long = "x".repeat(300);
        check("what", &long, "");
        check(
            "actor",
            &long,
            "column actor: text of 300 bytes\n  hint: at most 256 here; does it belong in another \
             column?",
        );
    }

    #[test]
    fn a_second_record_with_the_same_id_is_refused() {
        let reading = read(&[GOOD.to_owned(), GOOD.to_owned()]);
        assert_eq!(
            faults(&reading),
            "t.csv:3: column id: duplicate id: \"e1\", first on line 2\n  hint: one row a record: \
             remove or renumber one of them"
        );
        assert_eq!(reading.observations.len(), 1);
    }

    #[test]
    fn all_faults_of_a_row_are_told_at_once() {
        let reading = read(&[GOOD.replace("PRK", "PKR").replace("visit|", "visitt|")]);
        assert_eq!(reading.rejects.len(), 2);
    }

    #[test]
    fn an_undated_row_was_known_when_the_table_was_made() {
        let head = SHAPE.required.join(",");
        let row = "e1,deed,PRK,CHN,visit,2025-09-02,,,happened,a visit,,press,,,,,";
        let made = "2026-01-31".parse().ok();
        let defaults = Defaults { known_at: made, ..defaults() };
        let reading = read_events("t.csv", format!("{head}\n{row}").as_bytes(), &defaults);
        assert_eq!(reading.observations[0].known_at().to_string(), "2026-01-31");
    }
}
