use super::*;
use crate::shipped::tests::gzip;

fn asked(day: &str) -> Asked {
    Asked { known_at: Some(day.parse().unwrap()), ..Asked::default() }
}

/// A row with all that is read of it; `change` replaces a value or adds one.
fn row(change: &[(&str, &str)]) -> serde_json::Map<String, Value> {
    let row = serde_json::json!({
        "typeCode": "C", "freqCode": "M", "refPeriodId": 20_250_101, "refYear": 2025, "refMonth": 1,
        "period": "202501", "reporterCode": 156, "reporterISO": "CHN", "flowCode": "X",
        "partnerCode": 408, "partnerISO": "PRK", "partner2Code": 0, "classificationCode": "H6",
        "cmdCode": "TOTAL", "customsCode": "C00", "mosCode": "0", "motCode": 0, "qty": null,
        "netWgt": null, "cifvalue": null, "fobvalue": 120.5, "primaryValue": 120.5,
        "isReported": true, "isAggregate": false,
    });
    let mut row = row.as_object().unwrap().clone();
    for (name, value) in change {
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(*value));
        row.insert((*name).to_owned(), value);
    }
    row
}

fn answer(rows: &[serde_json::Map<String, Value>]) -> Vec<u8> {
    let answer = serde_json::json!({
        "elapsedTime": "0.1 secs", "count": rows.len(), "data": rows, "error": "",
    });
    answer.to_string().into_bytes()
}

/// The same rows as a bulk file has them.
fn bulk(rows: &[serde_json::Map<String, Value>], separator: &str) -> Vec<u8> {
    let names: Vec<&str> = rows[0].keys().map(String::as_str).collect();
    let mut text = names.join(separator) + "\n";
    for row in rows {
        let cells: Vec<String> =
            names.iter().map(|name| text_of(row.get(*name)).into_owned()).collect();
        text += &(cells.join(separator) + "\n");
    }
    text.into_bytes()
}

fn said(reading: &Reading) -> Vec<String> {
    let flows = reading.observations.iter().map(|seen| {
        let quantity = seen.detail().quantity().unwrap();
        format!(
            "{} {} {} {} {}",
            seen.dyad(),
            seen.channel(),
            seen.period(),
            quantity.amount(),
            quantity.unit()
        )
    });
    flows.collect()
}

#[test]
fn a_row_is_one_flow_in_dollars_known_when_the_file_was() {
    let rows = [
        row(&[]),
        row(&[("flowCode", "M"), ("cmdCode", "\"2701\""), ("primaryValue", "0")]),
        row(&[("freqCode", "A"), ("period", "2010"), ("refMonth", "52"), ("partnerCode", "842")]),
    ];
    let files = [answer(&rows), bulk(&rows, "\t"), bulk(&rows, ","), gzip(&bulk(&rows, "\t"))];
    for bytes in files {
        let reading = read("a", &bytes, &asked("2025-04-01"));
        assert_eq!(reading.rejects, vec![], "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(
            said(&reading),
            [
                "CHN→PRK trade.exports 2025-01 120.5 USD",
                "CHN→PRK trade.imports 2025-01 0 USD",
                "CHN→USA trade.exports 2010 120.5 USD",
            ]
        );
        let first = &reading.observations[0];
        assert_eq!(first.known_at().to_string(), "2025-04-01");
        assert_eq!(first.origin().basis, "classification H6; FOB");
        let Detail::Flow { commodity, .. } = reading.observations[1].detail() else { panic!() };
        assert_eq!(commodity.code(), "HS2701");
    }
}

#[test]
fn what_is_a_part_or_no_state_is_left_out_and_counted() {
    let rows = [
        row(&[("partnerCode", "0")]),
        row(&[("partnerCode", "899")]),
        row(&[("partnerCode", "156"), ("flowCode", "M")]),
        row(&[("partner2Code", "36")]),
        row(&[("motCode", "1000")]),
        row(&[("customsCode", "C01")]),
        row(&[("flowCode", "RX")]),
        row(&[("typeCode", "S")]),
        row(&[("classificationCode", "S4"), ("cmdCode", "\"333\"")]),
        row(&[]),
    ];
    let reading = read("a.json", &answer(&rows), &asked("2025-04-01"));
    assert_eq!((reading.observations.len(), reading.rejects.len()), (1, 0));
    let counts: Vec<_> = reading.outside.iter().map(|(why, n)| (*why, *n)).collect();
    assert_eq!(
        counts,
        [
            (BROKEN_DOWN, 3),
            (OTHER_FLOW, 1),
            (OTHER_GOODS, 1),
            (ITSELF, 1),
            (SERVICES, 1),
            (PARTNER, 2)
        ]
    );
}

#[test]
fn a_faulty_row_is_told_with_its_number_and_column_and_the_others_are_kept() {
    for (change, expected) in [
        (("period", "202513"), "column period: no month or year: \"202513\""),
        (("period", "2025"), "column period: no month or year: \"2025\""),
        (("flowCode", "Q"), "column flowCode: unknown flow: \"Q\""),
        (("reporterCode", "9999"), "column reporterCode: no state of this code: \"9999\""),
        (("partnerCode", "PRK"), "column partnerCode: no code: \"PRK\""),
        (("primaryValue", "-1"), "column primaryValue: no amount: \"-1\""),
        (("primaryValue", "much"), "column primaryValue: no amount: \"much\""),
        (("primaryValue", "null"), "column primaryValue: empty"),
        (("period", "202504"), "column period: was not over when this is said to have been known"),
    ] {
        let rows = [row(&[]), row(&[("flowCode", "M"), change])];
        let rows = if change.0 == "flowCode" { [row(&[]), row(&[change])] } else { rows };
        let reading = read("a.json", &answer(&rows), &asked("2025-04-01"));
        assert_eq!(reading.observations.len(), 1, "{expected}");
        let fault = reading.rejects[0].to_string();
        assert!(fault.starts_with(&format!("a.json:2: {expected}")), "{fault}");
    }
    let rows = [row(&[]), row(&[]), row(&[("primaryValue", "7")])];
    let reading = read("a.json", &answer(&rows), &asked("2025-04-01"));
    assert_eq!((reading.observations.len(), reading.rejects.len()), (2, 1));
    assert!(
        reading.rejects[0].what.contains("7 here, and 120.5 in row 1"),
        "{}",
        reading.rejects[0]
    );
}

#[test]
fn an_error_in_place_of_a_table_says_what_it_is() {
    for (body, expected) in [
        (
            r#"{"statusCode":429,"message":"Rate limit is exceeded. Try again in 5 seconds."}"#,
            "429 Rate limit",
        ),
        (r#"{"statusCode":403,"message":"Out of call volume quota."}"#, "the quota is used up"),
        (
            r#"{"errorObject":{"errorMessage":"Invalid period"}}"#,
            "in place of a table: Invalid period",
        ),
        (r#"{"count":0,"data":[],"error":"too many"}"#, "in place of a table: too many"),
        (r#"{"count":7,"data":[],"error":""}"#, "0 rows where 7 were counted"),
        (r#"{"count":1,"data":[{"fileUrl":"x"}],"error":""}"#, "a list of bulk files"),
        (r#"{"hello":1}"#, "JSON without rows"),
        (r#"{"count":1,"data":[{"#, "no JSON that can be read"),
        ("<html><head><title>Request URL Too Long", "a web page where data should be"),
        ("period\treporterCode\n", "missing column; present: period,reporterCode"),
        ("", "empty file"),
    ] {
        let reading = read("a.json", body.as_bytes(), &asked("2025-04-01"));
        assert!(reading.observations.is_empty());
        let faults: Vec<_> = reading.rejects.iter().map(Fault::to_string).collect();
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{body}: {faults:?}");
        assert!(reading.rejects.iter().all(|fault| fault.line.is_none()), "{faults:?}");
    }
    let empty = r#"{"elapsedTime":"0.1 secs","count":0,"data":[],"error":""}"#;
    let reading = read("a.json", empty.as_bytes(), &asked("2025-04-01"));
    assert_eq!((reading.rejects.len(), reading.observations.len()), (0, 0), "nothing is an answer");
    let undated = read("a.json", &answer(&[row(&[])]), &Asked::default());
    assert!(undated.rejects[0].to_string().contains("--published"), "{}", undated.rejects[0]);
}

#[test]
fn a_later_vintage_is_the_same_thing_known_later() {
    let first = read("a.json", &answer(&[row(&[])]), &asked("2025-04-01"));
    let later = read("b.json", &answer(&[row(&[("primaryValue", "130")])]), &asked("2025-07-01"));
    let (first, later) = (&first.observations[0], &later.observations[0]);
    assert_eq!(first.thing(), later.thing());
    assert_ne!(first.id(), later.id());
}

#[test]
fn vintages_of_a_bulk_file_are_of_one_dataset() {
    let first = dataset("x/COMTRADE-FINAL-CA156202401H6[2024-05-26].gz");
    assert_eq!(first, dataset("COMTRADE-FINAL-CA156202401H6[2025-01-02].gz"));
    assert_eq!(dataset("comtrade-CHN-202501.json"), "comtrade-CHN-202501.json");
}

#[test]
fn a_recorded_answer_is_read_where_it_lies() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/comtrade");
    let Ok(bytes) = fs_err::read(folder.join("v1_get_200_recorded.json")) else {
        #[expect(clippy::print_stderr, reason = "says what was skipped")]
        {
            eprintln!("skipped: no ../shared/data/comtrade");
        }
        return;
    };
    let reading = read("a.json", &bytes, &asked("2025-04-01"));
    assert_eq!(reading.rejects, vec![]);
    assert_eq!(said(&reading)[0], "CHN→ARG trade.imports 2010 6804128143 USD");
    assert_eq!(reading.observations.len(), 4);
    let empty = fs_err::read(folder.join("v1_empty_200_recorded.json")).unwrap();
    assert_eq!(read("a.json", &empty, &asked("2025-04-01")).rejects, vec![]);
}
