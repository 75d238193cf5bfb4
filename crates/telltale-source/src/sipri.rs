//! SIPRI's arms transfers: how much of major conventional arms a supplier delivered to a recipient in
//! a year, in trend-indicator values.

use telltale_observation::{
    Actor, Channel, Detail, Draft, Dyad, Fault, Modality, Mode, Period, Quantity,
};

use crate::names::{Named, Names};
use crate::sheet::{self, Form, Outcome, Row, take};
use crate::shipped::whole;
use crate::{Anomaly, Asked, Cadence, Reading, Spec};

/// What is known of SIPRI's arms transfers.
pub const SPEC: Spec = Spec {
    name: "sipri",
    title: "SIPRI arms transfers",
    publisher: "Stockholm International Peace Research Institute",
    licence: "© SIPRI: free for non-commercial use with a citation, up to a tenth of the database",
    citation: "Stockholm International Peace Research Institute. SIPRI Arms Transfers Database, \
               https://doi.org/10.55163/SAFC1241",
    url: "https://armstransfers.sipri.org",
    unit: "deliveries of a supplier to a recipient in a year, in trend-indicator values (TIV)",
    cadence: Cadence::Yearly,
    fresh_days_max: Some(550),
    covers: "1950 on",
    limits: &[
        "a trend-indicator value is what a weapon is worth in battle, not what was paid for it",
        "major conventional arms alone: no small arms, no ammunition, no services",
        "rounded to a million; zero is a delivery of less than half a million",
        "each release revises years long past: a file is a vintage, known from its release on",
        "rebels, unknown suppliers and unknown recipients are nobody here",
        "each state's years are its own: the Soviet Union to 1991, then Russia",
    ],
    anomalies: &[Anomaly {
        when: "1950 on",
        what: "West Germany stands as Germany, North Yemen as Yemen",
    }],
};

const NOBODY: &str = "rebels, or a supplier or recipient that is unknown";
const INSIDE: &str = "supplier and recipient are one";

/// Reads a table of transfers: supplier, recipient, year and value in millions of TIV.
pub fn read(file: &str, bytes: &[u8], asked: &Asked) -> Reading {
    let Some(known_at) = asked.known_at else {
        let hint = "say when it was released: --published YYYY-MM-DD";
        let fault = whole(file, "nothing says when this release was known", hint);
        return Reading { rejects: vec![fault], ..Reading::default() };
    };
    let names = Names::new();
    let needed = ["supplier", "recipient", "year", "value"];
    let mut reading =
        sheet::read_headed(file, bytes, Form::default(), &needed, &mut |row, reading| {
            take(reading, (file, row.line), transfer(row, &names, known_at));
        });
    sheet::one_figure(file, &mut reading, false);
    reading
}

fn transfer(
    row: &Row<'_>,
    names: &Names,
    known_at: telltale_observation::KnownAt,
) -> Result<Outcome, Box<Fault>> {
    let year = row.get("year");
    let period = Period::parse(&format!("{year}-01-01"), &format!("{year}-12-31")).ok();
    let period = period
        .filter(|period| period.start().year() >= 1950)
        .ok_or_else(|| row.wrong("year", "no year", "a year from 1950 on"))?;
    let value: f64 =
        row.get("value").parse().ok().filter(|value| *value >= 0.0).ok_or_else(|| {
            row.wrong("value", "no amount", "millions of trend-indicator values, from zero up")
        })?;
    let party = |column| party(row, column, names);
    let (Some(supplier), Some(recipient)) = (party("supplier")?, party("recipient")?) else {
        return Ok(Outcome::Outside(NOBODY));
    };
    if supplier == recipient {
        return Ok(Outcome::Outside(INSIDE));
    }
    if known_at.date() < period.end() {
        let hint = "the day of the release: --published YYYY-MM-DD";
        return Err(row.wrong("year", "was not over when this is said to have been known", hint));
    }
    let unit = "TIV".parse().expect("a unit of ours");
    let quantity = Quantity::new(value * 1e6, unit)
        .map_err(|_| row.wrong("value", "no amount", "a finite number"))?;
    let key = format!("{}/{}/{year}", row.get("supplier"), row.get("recipient"));
    let mut origin = row.origin(SPEC.name, key, SPEC.publisher);
    origin.basis = format!("{} to {}", row.get("supplier"), row.get("recipient"));
    Ok(Outcome::Seen(Box::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(supplier, recipient),
        channel: Channel::Arms,
        period,
        known_at,
        modality: Modality::Reported,
        what: format!("{supplier} delivers major arms to {recipient}"),
        detail: Detail::Quantity {
            quantity,
            of: None,
            topic: "major conventional arms".to_owned(),
        },
        origin,
    })))
}

/// A supplier or recipient; nobody where a star marks rebels. Two stars mark organisations.
fn party(row: &Row<'_>, column: &str, names: &Names) -> Result<Option<Actor>, Box<Fault>> {
    let name = row.get(column);
    let plain = name.strip_suffix("**");
    match names.get(plain.unwrap_or(name)) {
        Some(Named::Actor(actor)) => Ok(Some(actor)),
        Some(Named::Nobody) => Ok(None),
        None if name.ends_with('*') || name.contains('(') => Ok(None),
        None => {
            let hint = names.nearest(name).map_or_else(
                || "a state as SIPRI names it".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            Err(row.wrong(column, "unknown state", hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_rows(rows: &str, day: &str) -> Reading {
        let asked = Asked { known_at: Some(day.parse().unwrap()), ..Asked::default() };
        read("s.csv", format!("supplier,recipient,year,value\n{rows}").as_bytes(), &asked)
    }

    #[test]
    fn a_delivery_is_a_deed_of_the_supplier_in_a_year() {
        let reading = read_rows("Soviet Union,Viet Nam,1972,11.5\n", "2022-03-14");
        let seen = &reading.observations[0];
        assert_eq!(
            (seen.dyad().to_string(), seen.channel().name(), seen.period().to_string()),
            ("SUN→VNM".to_owned(), "arms", "1972".to_owned())
        );
        let quantity = seen.detail().quantity().unwrap();
        assert_eq!((quantity.amount(), quantity.unit().code()), (11_500_000.0, "TIV"));
        assert_eq!(seen.known_at().to_string(), "2022-03-14");
    }

    #[test]
    fn a_delivery_that_is_told_twice_and_otherwise_is_refused() {
        let reading =
            read_rows("China,Chad,2015,1\nChina,Chad,2015,2\nChina,Chad,2015,1\n", "2022-03-14");
        assert_eq!((reading.rejects.len(), reading.rejects[0].line), (1, Some(3)));
        assert!(
            reading.rejects[0].what.contains("another amount of what row 2 tells of"),
            "{:?}",
            reading.rejects
        );
    }

    #[test]
    fn rebels_are_left_out_organisations_kept_and_misprints_told() {
        let rows = "China,Houthi rebels (Yemen)*,2015,1\nFrance,NATO**,2015,2\n\
                    Unknown supplier(s),Chad,2015,3\nFrence,Chad,2015,4\nFrance,Chad,15,4\n\
                    France,Chad,2015,1.2.3\nFrance,Chad,2022,1\nFrance,Chad\n";
        let reading = read_rows(rows, "2022-03-14");
        assert_eq!(reading.observations.len(), 1);
        assert_eq!(reading.outside[NOBODY], 2);
        let faults: Vec<_> = reading.rejects.iter().map(Fault::to_string).collect();
        for (fault, expected) in faults.iter().zip([
            "s.csv:5: column supplier: unknown state: \"Frence\"\n  hint: did you mean france?",
            "s.csv:6: column year: no year: \"15\"",
            "s.csv:7: column value: no amount: \"1.2.3\"",
            "s.csv:8: column year: was not over",
            "s.csv:9: 2 fields, but 4 columns",
        ]) {
            assert!(fault.starts_with(expected), "{fault}");
        }
        assert_eq!(faults.len(), 5);
    }
}
