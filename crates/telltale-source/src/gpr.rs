//! The geopolitical risk index (GPR): in how many of a month's newspaper articles the risk of war,
//! terror and tension is spoken of together with a country.
//!
//! The file gives shares and how many articles there were; here a share is again what it was made of,
//! a number of articles out of all. The indexes of the whole world are of no actor, and left out.

use telltale_observation::{
    Actor, Channel, Detail, Draft, Dyad, Fault, KnownAt, Modality, Mode, Month, Period, Quantity,
};

use crate::sheet::{self, Form, Outcome, Row, take};
use crate::shipped::whole;
use crate::{Anomaly, Asked, Cadence, Reading, Spec};

/// What is known of the index.
pub const SPEC: Spec = Spec {
    name: "gpr",
    title: "Geopolitical Risk Index, by country and month",
    publisher: "Dario Caldara and Matteo Iacoviello",
    licence: "CC BY 4.0, as the authors' page states; cite the paper",
    citation: "Caldara, Dario, and Matteo Iacoviello (2022). Measuring Geopolitical Risk. American \
               Economic Review 112(4): 1194-1225. Data: https://www.matteoiacoviello.com/gpr.htm",
    url: "https://www.matteoiacoviello.com/gpr.htm",
    unit: "articles of a month that speak of geopolitical risk and of a country, out of all articles",
    cadence: Cadence::Monthly,
    fresh_days_max: Some(60),
    covers: "10 newspapers from 1985 on (GPRC), 3 from 1900 on (GPRHC); 44 countries",
    limits: &[
        "it counts what American, British and Canadian papers write, not what happens: a country is in \
         it when English-language editors look there",
        "who threatens whom is not told: a country may be the one at risk or the one that is the risk",
        "each release is a vintage, known from the day on which it came, since the whole series is made \
         anew each month",
        "the indexes of the whole world (GPR, GPRT, GPRA …) are of no actor, and not kept",
        "a number of articles is told from a rounded share and is whole to about one in ten million",
    ],
    anomalies: &[Anomaly {
        when: "the file of 2025",
        what: "the last columns of the first rows name the variables: they belong to no month",
    }],
};

/// How the columns of countries begin, and the column that counts all articles.
const SERIES: &[(&str, &str)] = &[("GPRC_", "N10"), ("GPRHC_", "N3H")];
const WORLD: &str = "an index of the whole world, which is of no actor";
/// Columns that are no figure.
const OTHER: &[&str] = &["month", "var_name", "var_label", "N10", "N3H"];

/// Reads the monthly file: CSV, or the workbook that is published. A record is one figure.
pub fn read(file: &str, bytes: &[u8], asked: &Asked) -> Reading {
    let Some(known_at) = asked.known_at else {
        let hint = "say when it was released: --published YYYY-MM-DD";
        let fault = whole(file, "nothing says when this release was known", hint);
        return Reading { rejects: vec![fault], ..Reading::default() };
    };
    sheet::read_headed(file, bytes, Form::default(), &["month", "N10"], &mut |row, reading| {
        month(row, file, known_at, reading);
    })
}

fn month(row: &Row<'_>, file: &str, known_at: KnownAt, reading: &mut Reading) {
    let text = row.get("month");
    let month = text.get(..7).and_then(|month| month.parse::<Month>().ok());
    let Some(month) = month.filter(|month| month.last_day() <= known_at.date()) else {
        let hint = "the first of a month that was over when the file was known: 2025-09-01";
        return reading.rejects.push(*row.wrong("month", "no month", hint));
    };
    for (heading, cell) in row.sheet.heads.iter().zip(row.cells) {
        if OTHER.iter().any(|other| heading.eq_ignore_ascii_case(other)) || heading.is_empty() {
            continue;
        }
        let record = match SERIES.iter().find(|(begin, _)| heading.starts_with(begin)) {
            _ if cell.is_empty() => Ok(Outcome::Absent),
            None => Ok(Outcome::Outside(WORLD)),
            Some((begin, all)) => {
                country(row, (heading, &heading[begin.len()..]), all, month, known_at)
            }
        };
        take(reading, (file, row.line), record);
    }
}

fn country(
    row: &Row<'_>,
    (heading, code): (&str, &str),
    all: &str,
    month: Month,
    known_at: KnownAt,
) -> Result<Outcome, Box<Fault>> {
    let actor = Actor::parse(code)
        .map_err(|_| row.wrong(heading, "a column of no country", "GPRC_ and an ISO code"))?;
    let number = |column: &str| {
        let value: Option<f64> = row.get(column).parse().ok();
        value
            .filter(|value| value.is_finite() && *value >= 0.0)
            .ok_or_else(|| row.wrong(column, "no number", "a number from zero up"))
    };
    let (share, all) = (number(heading)?, number(all)?);
    let articles = share * all / 100.0;
    // The file's shares have seven digits.
    let whole = articles.round();
    if (articles - whole).abs() > 0.02 || share > 100.0 {
        let what = "a share that is no whole number of articles";
        return Err(row.wrong(
            heading,
            what,
            format!("per cent of the {all} articles of the month"),
        ));
    }
    let unit = "documents".parse().expect("a unit of ours");
    let quantity = Quantity::new(whole, unit).expect("a finite number");
    let mut origin = row.origin(SPEC.name, format!("{heading}/{month}"), SPEC.publisher);
    origin.basis = format!("{share} per cent of {all} articles");
    Ok(Outcome::Seen(Box::new(Draft {
        mode: Mode::Word,
        dyad: Dyad { actor, target: None },
        channel: Channel::Statement,
        period: Period::month(month),
        known_at,
        modality: Modality::Happened,
        what: String::new(),
        detail: Detail::Quantity { quantity, of: Some(all), topic: topic(heading) },
        origin,
    })))
}

fn topic(heading: &str) -> String {
    let papers = if heading.starts_with("GPRHC") { "3 newspapers" } else { "10 newspapers" };
    format!("geopolitical risk, {papers}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::tests::workbook_of;

    fn asked() -> Asked {
        Asked { known_at: Some("2025-12-01".parse().unwrap()), ..Asked::default() }
    }

    const FILE: &str = "month,GPR,N10,N3H,GPRC_CHN,GPRC_PRK,GPRHC_CHN,var_name\n\
        1950-01-01,,,2000,,,1.5,GPR\n2025-09-01,101.5,8000,4000,0.0125,0,2.5,\n";

    #[test]
    fn a_share_is_again_the_articles_that_it_was_made_of() {
        let reading = read("g.csv", FILE.as_bytes(), &asked());
        assert_eq!(reading.rejects, vec![]);
        let said: Vec<_> = reading
            .observations
            .iter()
            .map(|seen| {
                let Detail::Quantity { quantity, of, topic } = seen.detail() else { panic!() };
                format!(
                    "{} {} {} of {} {topic}",
                    seen.period(),
                    seen.dyad().actor,
                    quantity.amount(),
                    of.unwrap()
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                "1950-01 CHN 30 of 2000 geopolitical risk, 3 newspapers",
                "2025-09 CHN 1 of 8000 geopolitical risk, 10 newspapers",
                "2025-09 PRK 0 of 8000 geopolitical risk, 10 newspapers",
                "2025-09 CHN 100 of 4000 geopolitical risk, 3 newspapers",
            ]
        );
        assert_eq!((reading.absent, reading.outside[WORLD]), (3, 1));
    }

    #[test]
    fn the_published_workbook_is_read_as_the_text_is() {
        let rows: Vec<Vec<&str>> = FILE.lines().map(|line| line.split(',').collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let (book, text) = (workbook_of(&rows), FILE.as_bytes());
        let ids = |bytes: &[u8]| {
            let reading = read("g", bytes, &asked());
            reading
                .observations
                .iter()
                .map(telltale_observation::Observation::id)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&book), ids(text));
    }

    #[test]
    fn what_is_no_share_of_articles_is_told() {
        for (from, to, expected) in [
            ("0.0125", "0.02", "GPRC_CHN: a share that is no whole number of articles"),
            ("0.0125", "1.2.3", "GPRC_CHN: no number"),
            ("GPRC_CHN", "GPRC_XYZ", "GPRC_XYZ: a column of no country"),
            ("2025-09", "2026-09", "month: no month"),
            ("2025-09-01", "September", "month: no month"),
        ] {
            let reading = read("g.csv", FILE.replace(from, to).as_bytes(), &asked());
            assert_eq!(reading.rejects.len(), 1, "{expected}");
            let fault = reading.rejects[0].to_string();
            assert!(fault.starts_with(&format!("g.csv:3: column {expected}")), "{fault}");
        }
    }
}
