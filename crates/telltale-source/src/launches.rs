//! North Korea's missile tests, one flight a record, as the James Martin Center's database has them:
//! the JSON of its interactive page, and its workbook or a CSV of that.

use jiff::civil::Date;
use serde_json::Value;
use telltale_observation::{
    Actor, Channel, Detail, Digest, Draft, Dyad, Fault, KnownAt, Modality, Mode, Month, Period,
};

use crate::sheet::{self, Form, Outcome, origin, take};
use crate::shipped::{at, whole};
use crate::{Anomaly, Asked, Cadence, Reading, Spec};

/// What is known of the database of tests.
pub const SPEC: Spec = Spec {
    name: "launches",
    title: "CNS North Korea Missile Test Database",
    publisher: "James Martin Center for Nonproliferation Studies, with the Nuclear Threat Initiative",
    licence: "© Middlebury Institute; free to use with a citation, as its page states",
    citation: "James Martin Center for Nonproliferation Studies. The CNS North Korea Missile Test \
               Database. Nuclear Threat Initiative, \
               https://www.nti.org/analysis/articles/cns-north-korea-missile-test-database/",
    url: "https://www.nti.org/analysis/articles/cns-north-korea-missile-test-database/",
    unit: "one missile that was launched, or that failed on its launcher",
    cadence: Cadence::Irregular,
    fresh_days_max: Some(400),
    covers: "April 1984 on; missiles of 300 km and more, or with a payload of 500 kg",
    limits: &[
        "cruise missiles, artillery and engine tests are mostly not in it",
        "a salvo is as many records as it had missiles: launch days are fewer than launches",
        "days are those of Universal Time: a test at dawn in Pyongyang is of the day before",
        "known_at is the day of the test, earlier than the database itself told of it",
        "records of 1984 and some to 1992 have a month alone, and are known at its end",
    ],
    anomalies: &[Anomaly {
        when: "1984",
        what: "six tests of which neither the days nor the outcomes are known one by one",
    }],
};

/// Reads the database: JSON by years, or a table with the columns `Date` and `Missile Name`.
pub fn read(file: &str, bytes: &[u8], _: &Asked) -> Reading {
    let head = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    let digest = Digest::of(bytes);
    let mut days = Days::default();
    if head.first() == Some(&b'{') {
        return json(file, head, digest, &mut days);
    }
    sheet::read_headed(
        file,
        bytes,
        Form::default(),
        &["Date", "Missile Name"],
        &mut |row, reading| {
            let flight = Flight {
                date: row.get("Date"),
                missile: row.get("Missile Name"),
                facility: row.get("Facility Name"),
                outcome: row.get("Test Outcome"),
            };
            take(reading, (file, row.line), flight.read((file, digest, row.line), &mut days));
        },
    )
}

fn json(file: &str, bytes: &[u8], digest: Digest, days: &mut Days) -> Reading {
    let mut reading = Reading::default();
    let read: Result<Value, _> = serde_json::from_slice(bytes);
    let refused = |what: String| {
        let hint = "the file of tests has them under timeBins, by years";
        Reading { rejects: vec![whole(file, what, hint)], ..Reading::default() }
    };
    let bins = match &read {
        Err(error) => return refused(format!("no JSON that can be read: {error}")),
        Ok(read) => match read["timeBins"].as_array() {
            None => return refused("JSON without tests".to_owned()),
            Some(bins) => bins,
        },
    };
    let tests = bins.iter().filter_map(|bin| bin["data"].as_array()).flatten();
    for (test, number) in tests.zip(1..) {
        let text = |name: &str| test[name].as_str().unwrap_or_default().trim();
        let flight = Flight {
            date: text("date"),
            missile: text("missile"),
            facility: text("facility"),
            outcome: text("outcome"),
        };
        take(&mut reading, (file, number), flight.read((file, digest, number), days));
    }
    reading
}

/// What is read of one record.
struct Flight<'a> {
    date: &'a str,
    missile: &'a str,
    facility: &'a str,
    outcome: &'a str,
}

/// How many tests each day or month had so far.
type Days = rustc_hash::FxHashMap<String, u32>;

impl Flight<'_> {
    fn read(
        &self,
        (file, digest, row): (&str, Digest, u64),
        days: &mut Days,
    ) -> Result<Outcome, Box<Fault>> {
        let wrong = |column: &str, what: String, hint: &str| {
            Box::new(at(file, Some(row), column, what, hint))
        };
        let (period, known_at) = when(self.date).ok_or_else(|| {
            let what = format!("no day: {:?}", self.date);
            wrong("date", what, "a day such as 2025-10-22, or a month, of 1984 or later")
        })?;
        let outcome = match self.outcome.to_lowercase().as_str() {
            "success" => "flew as meant",
            "failure" => "failed",
            "unknown" | "" | "n/a" | "na" => "outcome unknown",
            other => {
                let what = format!("unknown outcome: {other:?}");
                return Err(wrong("outcome", what, "success, failure or unknown"));
            }
        };
        let named = |text: &str| {
            let is_unknown = text.is_empty() || text.eq_ignore_ascii_case("unknown");
            (!is_unknown).then(|| text.to_owned())
        };
        let missile = named(self.missile).unwrap_or_else(|| "missile of unknown type".to_owned());
        let nth = days.entry(self.date.to_owned()).or_default();
        *nth += 1;
        let key = format!("{}#{nth}", self.date);
        Ok(Outcome::Seen(Box::new(Draft {
            mode: Mode::Deed,
            dyad: Dyad { actor: Actor::parse("PRK").expect("an actor of ours"), target: None },
            channel: Channel::Launch,
            period,
            known_at,
            modality: Modality::Happened,
            what: format!("launches {missile}: {outcome}"),
            detail: Detail::Event {
                rank: None,
                place: named(self.facility).unwrap_or_default(),
                code: None,
            },
            origin: origin((file, digest, row), SPEC.name, key, SPEC.publisher),
        })))
    }
}

/// A day, or a month, which was known at its end.
fn when(text: &str) -> Option<(Period, KnownAt)> {
    let text = text.split('T').next()?;
    let period = match text.len() {
        7 => Period::month(text.parse::<Month>().ok()?),
        _ => Period::day(text.parse::<Date>().ok()?).ok()?,
    };
    let known_at = KnownAt::day(period.end()).ok()?;
    (period.start().year() >= 1984).then_some((period, known_at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::tests::workbook_of;

    fn file(tests: &[[&str; 4]]) -> String {
        let tests = tests.iter().map(|[date, missile, facility, outcome]| {
            serde_json::json!({"date": date, "missile": missile, "facility": facility, "outcome": outcome})
        });
        let bins = [serde_json::json!({"year": 2017, "data": tests.collect::<Vec<_>>()})];
        serde_json::json!({"timeBins": bins}).to_string()
    }

    #[test]
    fn each_missile_of_a_salvo_is_a_launch_of_its_own() {
        let tests = [
            ["2017-03-06", "er-scud", "sohae", "success"],
            ["2017-03-06", "er-scud", "sohae", "success"],
            ["1990-05", "nodong", "unknown", "failure"],
        ];
        let reading = read("t.json", file(&tests).as_bytes(), &Asked::default());
        assert_eq!(reading.rejects, vec![]);
        let said: Vec<_> = reading
            .observations
            .iter()
            .map(|seen| {
                format!("{} {} {} {}", seen.period(), seen.dyad(), seen.what(), seen.known_at())
            })
            .collect();
        assert_eq!(said[0], said[1]);
        assert_ne!(reading.observations[0].id(), reading.observations[1].id());
        assert_eq!(said[2], "1990-05 PRK→– launches nodong: failed 1990-05-31");
        let Detail::Event { place, .. } = reading.observations[2].detail() else { panic!() };
        assert_eq!(place, "");
    }

    #[test]
    fn the_workbook_says_what_the_page_says() {
        let book = workbook_of(&[
            &["F1", "Date", "Missile Name", "Facility Name", "Test Outcome"],
            &["1", "2017-07-04", "Hwasong-14", "Panghyon", "Success"],
            &["2", "2017-13-04", "Hwasong-14", "Panghyon", "Success"],
            &["3", "2017-07-28", "Hwasong-14", "Panghyon", "perhaps"],
        ]);
        let reading = read("t.xlsx", &book, &Asked::default());
        assert_eq!(reading.observations[0].what(), "launches Hwasong-14: flew as meant");
        let faults: Vec<_> = reading.rejects.iter().map(Fault::to_string).collect();
        assert!(
            faults[0].starts_with("t.xlsx:3: column date: no day: \"2017-13-04\""),
            "{faults:?}"
        );
        assert!(
            faults[1].starts_with("t.xlsx:4: column outcome: unknown outcome: \"perhaps\""),
            "{faults:?}"
        );
    }

    #[test]
    fn json_that_holds_no_tests_is_refused() {
        for (text, expected) in [("{", "no JSON that can be read"), ("{}", "JSON without tests")] {
            let reading = read("t.json", text.as_bytes(), &Asked::default());
            assert!(reading.rejects[0].to_string().contains(expected), "{}", reading.rejects[0]);
        }
    }
}
