//! A table of flows: amounts of trade by reporter, partner, commodity and period, one figure a row.

use telltale_observation::{Channel, Detail, Draft, Dyad, Modality, Mode, nearest};

use crate::field::{self, Wrong, mean};
use crate::table::{self, Defaults, Reading, Row, Seen, Shape};

const SHAPE: Shape = Shape {
    name: "flows",
    required: &[
        "id",
        "reporter",
        "partner",
        "flow",
        "commodity",
        "start",
        "end",
        "value",
        "unit",
        "known_at",
        "derived",
        "source",
        "publisher",
        "url",
        "weak",
        "basis",
    ],
    optional: &[],
};

/// Reads a table of flows.
///
/// `flow` is `export`, `import` or `total`, seen from the reporter. `value` is in base units of
/// `unit`; where it is empty, the source holds no record of that figure, which is counted as
/// absent and is no zero. The record's key is its `id`.
pub fn read_flows(file: &str, bytes: &[u8], defaults: &Defaults) -> Reading {
    table::read(file, bytes, &SHAPE, defaults, read_row)
}

fn read_row(row: &mut Row<'_>) -> Option<Seen> {
    let id = row.field("id", field::filled).and_then(|id| row.key("id", id));
    let reporter = row.field("reporter", field::actor);
    let partner = row.field("partner", field::actor);
    let channel = row.field("flow", channel_of);
    let commodity = row.field("commodity", field::commodity);
    row.field("end", field::filled);
    let period = row.period();
    let unit = row.field("unit", field::trade_unit);
    let derived = row.field("derived", field::yes);
    let value = row.get("value");
    let quantity = unit.filter(|_| !value.is_empty());
    let quantity = quantity.and_then(|unit| row.field("value", |text| field::amount(text, unit)));
    let origin = row.origin(id);
    if value.is_empty() {
        return Some(Seen::Absent);
    }
    let known_at = row.known_at();
    row.known_after(period?, known_at?);
    Some(Seen::Draft(Box::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(reporter?, partner?),
        channel: channel?,
        period: period?,
        known_at: known_at?,
        modality: Modality::Happened,
        what: String::new(),
        detail: Detail::Flow { quantity: quantity?, commodity: commodity?, derived: derived? },
        origin: origin?,
    })))
}

fn channel_of(flow: &str) -> Result<Channel, Wrong> {
    match flow {
        "export" => Ok(Channel::TradeExports),
        "import" => Ok(Channel::TradeImports),
        "total" => Ok(Channel::TradeTotal),
        _ => {
            let near = nearest(flow, ["export", "import", "total"]);
            let hint = mean(near, "known: export, import, total");
            Err(Wrong::new(format!("unknown flow: {flow:?}"), hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::{defaults, faults};

    const GOOD: &str = "f1|CHN|PRK|export|TOTAL|2025-09-01|2025-09-30|1622934689|CNY|2025-10-20|yes|\
                        customs|GACC||no|b";

    fn read(rows: &[String]) -> Reading {
        let rows: Vec<_> = rows.iter().map(|row| row.replace('|', ",")).collect();
        let table = format!("{}\n{}\n", SHAPE.required.join(","), rows.join("\n"));
        read_flows("t.csv", table.as_bytes(), &defaults())
    }

    /// The faults of the good row with one field changed; `expected` without file and line.
    fn check(column: &str, value: &str, expected: &str) {
        let mut fields: Vec<_> = GOOD.split('|').collect();
        fields[SHAPE.required.iter().position(|name| *name == column).unwrap()] = value;
        let good = GOOD.replace("f1", "f2").replace("export", "import");
        let reading = read(&[fields.join("|"), good]);
        assert_eq!(faults(&reading), format!("t.csv:2: column {column}: {expected}"));
        assert_eq!(reading.observations.len(), 1);
    }

    #[test]
    fn every_column_reaches_the_observation() {
        let reading = read(&[GOOD.to_owned()]);
        let seen = &reading.observations[0];
        assert_eq!(
            (seen.dyad().to_string(), seen.channel().name()),
            ("CHN→PRK".into(), "trade.exports")
        );
        let Detail::Flow { quantity, commodity, derived } = seen.detail() else { panic!("a flow") };
        assert_eq!((quantity.amount(), quantity.unit().code()), (1_622_934_689.0, "CNY"));
        assert_eq!((commodity.code(), *derived), ("TOTAL", true));
        assert_eq!(seen.origin().key, "f1");
    }

    #[test]
    fn the_id_of_every_row_is_known_whatever_became_of_the_row() {
        let none = GOOD.replace("f1", "f2").replace("1622934689", "");
        let faulty = GOOD.replace("f1", "f3").replace("export", "exprt");
        let reading = read(&[GOOD.to_owned(), none, faulty]);
        assert_eq!(reading.keys.into_iter().collect::<Vec<_>>(), ["f1", "f2", "f3"]);
    }

    #[test]
    fn an_empty_value_is_absent_and_no_zero() {
        let none = GOOD.replace("1622934689", "").replace("2025-10-20", "");
        let reading = read(&[none, GOOD.replace("f1", "f2")]);
        assert_eq!((reading.absent, reading.observations.len()), (1, 1));
        assert_eq!(faults(&reading), "");
    }

    #[test]
    fn each_field_is_held_against_what_it_may_say() {
        let base = "digits with a decimal point, no thousands separator, in base units: 228100000";
        for (column, value, expected) in [
            ("reporter", "CH", "unknown actor: \"CH\"\n  hint: did you mean CHE?".to_owned()),
            ("partner", "", "empty\n  hint: this column is needed in every row".to_owned()),
            (
                "partner",
                "CHN",
                "reporter and partner are the same: CHN\n  hint: name the other side of the trade"
                    .to_owned(),
            ),
            ("flow", "exports", "unknown flow: \"exports\"\n  hint: did you mean export?".to_owned()),
            (
                "commodity",
                "coal",
                "malformed commodity: \"coal\"\n  hint: TOTAL, or HS with 2, 4 or 6 digits such as \
                 HS2701"
                    .to_owned(),
            ),
            ("end", "", "empty\n  hint: this column is needed in every row".to_owned()),
            ("value", "1.2.3", format!("not a number: \"1.2.3\"\n  hint: {base}")),
            ("value", "NaN", format!("not a number: \"NaN\"\n  hint: {base}")),
            (
                "value",
                "-5",
                "negative value: \"-5\"\n  hint: amounts are from zero up; where the source has no \
                 record, leave it empty"
                    .to_owned(),
            ),
            ("unit", "USDD", "unknown unit: \"USDD\"\n  hint: did you mean USD?".to_owned()),
            (
                "unit",
                "USD million",
                "unknown unit: \"USD million\"\n  hint: write amounts in base units: value \
                 228100000, unit USD"
                    .to_owned(),
            ),
            (
                "unit",
                "km",
                "not a unit of trade: \"km\"\n  hint: a flow is in money (USD, CNY), mass (kg, t), \
                 volume (bbl) or energy (MWh)"
                    .to_owned(),
            ),
            (
                "known_at",
                "2025-09-20",
                "known before its period ended: 2025-09-20, end 2025-09-30\n  hint: the day on which \
                 the figure was published"
                    .to_owned(),
            ),
            (
                "known_at",
                "2025-08-20",
                "known before it started: known_at 2025-08-20, start 2025-09-01\n  hint: nothing is \
                 known before it happens; what is only announced is planned"
                    .to_owned(),
            ),
            (
                "derived",
                "1",
                "neither yes nor no: \"1\"\n  hint: write yes, no or nothing".to_owned(),
            ),
        ] {
            check(column, value, &expected);
        }
    }

    #[test]
    fn one_figure_has_one_value_on_one_day_and_another_on_a_later_one() {
        let other = GOOD.replace("f1", "f2").replace("1622934689", "1700000000");
        let reading = read(&[GOOD.to_owned(), other.clone()]);
        assert_eq!(
            faults(&reading),
            "t.csv:3: the same figure as on line 2, known on the same day\n  hint: keep one; a \
             revision needs the later known_at on which it was published"
        );
        let revised = other.replace("2025-10-20", "2025-11-20");
        assert_eq!(read(&[GOOD.to_owned(), revised]).observations.len(), 2);
    }
}
