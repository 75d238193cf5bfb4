use super::*;
use crate::sheet::tests::workbook_of;

fn release(day: &str) -> Asked {
    Asked { known_at: Some(day.parse().unwrap()), is_release: true, ..Asked::default() }
}

fn read_one(name: &str, bytes: impl Into<Vec<u8>>, asked: &Asked) -> Reading {
    let mut readings = read(&[(name.to_owned(), bytes.into())], asked);
    assert_eq!(readings.len(), 1);
    readings.remove(0)
}

fn said(reading: &Reading) -> Vec<String> {
    let flows = reading.observations.iter().map(|seen| {
        let Detail::Flow { quantity, derived, .. } = seen.detail() else { panic!("a flow") };
        format!(
            "{} {} {} {} {} known {}{}",
            seen.dyad(),
            seen.channel(),
            seen.period(),
            quantity.amount(),
            quantity.unit(),
            seen.known_at(),
            if *derived { " derived" } else { "" }
        )
    });
    flows.collect()
}

/// April in Chinese, in CNY 10,000, with sums since January and changes in per cent.
const APRIL: &str = "（2）2024年4月进出口商品国别（地区）总值表（人民币值）,,,,,,,\n\
    单位：万元人民币,,,,,,,\n\
    进出口商品国别（地区）,进出口,,出口,,进口,,累计比去年同期±%\n\
    ,4月,1至4月,4月,1至4月,4月,1至4月,出口\n\
    总值,9,9,9,9,9,9,1.0\n\
    亚洲：,9,9,9,9,9,9,1.0\n\
    \u{3000}\u{3000}朝鲜,3,12,\"2,000.5\",\"7,000.75\",1.25,5,10.1\n\
    \u{3000}中国,1,1,-,-,1,1,-\n\
    \u{3000}韩国,4,4,-,-,2,2,3\n\
    注：表内数字,,,,,,,\n";

#[test]
fn a_table_in_chinese_gives_each_partner_in_yuan() {
    let reading = read_one("april.csv", APRIL, &release("2024-05-18"));
    assert_eq!(reading.rejects, vec![]);
    assert_eq!(
        said(&reading),
        [
            "CHN→PRK trade.exports 2024-04 20005000 CNY known 2024-05-18",
            "CHN→PRK trade.imports 2024-04 12500 CNY known 2024-05-18",
            "CHN→KOR trade.imports 2024-04 20000 CNY known 2024-05-18",
        ]
    );
    let counts: Vec<_> = reading.outside.iter().map(|(why, n)| (*why, *n)).collect();
    // Five rows of six amounts: three kept, two dashes.
    assert_eq!(
        reading.observations.len() as u64 + reading.absent + reading.outside.values().sum::<u64>(),
        30
    );
    assert_eq!(reading.absent, 2);
    assert_eq!(counts, [(NOBODY, 12), (SUM, 3), (TOTAL, 4), (RETURNED, 6)]);
    let (text, _, _) = encoding_rs::GB18030.encode(APRIL);
    assert_eq!(
        said(&read_one("april.csv", text.into_owned(), &release("2024-05-18"))),
        said(&reading)
    );
}

#[test]
fn a_workbook_in_english_gives_dollars() {
    let book = workbook_of(&[
        &["(2) Imports and Exports by Country (Region), 12. 2019"],
        &["Unit: US$1,000"],
        &["Country (Region)", "Total", "", "Exports", "", "Imports", ""],
        &["", "12", "1 to 12", "12", "1 to 12", "12", "1 to 12"],
        &["TOTAL", "9", "9", "9", "9", "9", "9"],
        &["Korea DPRK", "5", "50", "258312", "2500000", "18", "200"],
        &["", "1.1", "2", "3", "4", "5", "6"],
        &["Atlantis", "1", "1", "1", "1", "1", "1"],
    ]);
    let reading = read_one("december.xlsx", book, &Asked::default());
    assert_eq!(
        said(&reading),
        [
            "CHN→PRK trade.exports 2019-12 258312000 USD known 2020-01-20",
            "CHN→PRK trade.imports 2019-12 18000 USD known 2020-01-20",
        ]
    );
    let faults: Vec<_> = reading.rejects.iter().map(Fault::to_string).collect();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("december.xlsx:8: column Country (Region)"), "{}", faults[0]);
}

/// A table of several months: what is not printed is empty.
fn months(rows: &[&str]) -> String {
    let head = "month,partner_iso3,exports_rmb_10k,imports_rmb_10k,ytd_exports_rmb_10k,ytd_imports_rmb_10k";
    format!("{head}\n{}\n", rows.join("\n"))
}

#[test]
fn a_month_that_was_not_printed_is_told_from_the_sums_and_marked() {
    for (name, rows, expected) in [
        (
            "of this sum and the one before",
            &["2024-02,PRK,,,30,", "2024-03,PRK,,,45.5,"][..],
            &["CHN→PRK trade.exports 2024-03 155000 CNY known 2024-04-20 derived"][..],
        ),
        (
            "of the next sum less the next month",
            &["2024-02,PRK,,,30,", "2024-04,PRK,20,,65.5,"],
            &[
                "CHN→PRK trade.exports 2024-04 200000 CNY known 2024-05-20",
                "CHN→PRK trade.exports 2024-03 155000 CNY known 2024-05-20 derived",
            ],
        ),
        (
            "January of February's",
            &["2024-02,PRK,,12,,20"],
            &[
                "CHN→PRK trade.imports 2024-02 120000 CNY known 2024-03-20",
                "CHN→PRK trade.imports 2024-01 80000 CNY known 2024-03-20 derived",
            ],
        ),
        (
            "January is its own sum",
            &["2024-01,PRK,,,7,"],
            &["CHN→PRK trade.exports 2024-01 70000 CNY known 2024-03-20"],
        ),
        ("not without both sums", &["2024-03,PRK,,,45.5,", "2024-06,PRK,,,90,"], &[]),
        ("not over the end of a year", &["2023-12,PRK,,,90,", "2024-02,PRK,,,30,"], &[]),
    ] {
        let reading = read_one("t.csv", months(rows), &Asked::default());
        let (mut said, mut expected) = (said(&reading), expected.to_vec());
        said.sort_unstable();
        expected.sort_unstable();
        assert_eq!(
            (said, reading.rejects),
            (expected.iter().map(|s| (*s).to_owned()).collect(), vec![]),
            "{name}"
        );
    }
}

#[test]
fn the_tables_of_two_months_tell_one_another_and_each_record_is_one_of_them() {
    let february = months(&["2024-02,PRK,10,,30,"]);
    let march = months(&["2024-03,PRK,,,45.5,"]);
    let files =
        [("f.csv".to_owned(), february.into_bytes()), ("m.csv".to_owned(), march.into_bytes())];
    let readings = read(&files, &Asked::default());
    assert_eq!(said(&readings[0]).len(), 2, "February, and January told from its sum");
    assert_eq!(
        said(&readings[1]),
        ["CHN→PRK trade.exports 2024-03 155000 CNY known 2024-04-20 derived"]
    );
    let basis = &readings[1].observations[0].origin().basis;
    assert!(basis.contains("2024-03 since January 455000 (m.csv row 2)"), "{basis}");
    assert!(basis.contains("2024-02 since January 300000 (f.csv row 2)"), "{basis}");
    assert_eq!(readings[1].absent, 3);
}

#[test]
fn what_contradicts_itself_is_told_and_the_rest_is_kept() {
    let rows =
        ["2024-02,PRK,,,30,1", "2024-03,PRK,,,20,2", "2024-03,PRK,,,25,", "2024-03,PRK,x,-1,,"];
    let reading = read_one("t.csv", months(&rows), &Asked::default());
    let faults: Vec<_> = reading.rejects.iter().map(Fault::to_string).collect();
    for expected in
        ["below zero: -100000", "250000 here, and 200000", "no amount: \"x\"", "no amount: \"-1\""]
    {
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:?}");
    }
    assert_eq!(faults.len(), 4);
    let early = read_one("t.csv", months(&["2024-03,PRK,1,,,"]), &release("2024-03-15"));
    assert!(early.rejects[0].to_string().contains("was not over"), "{}", early.rejects[0]);
}

#[test]
fn a_table_without_month_unit_or_columns_is_refused_whole() {
    let of = |title: &str, head: &str| format!("{title}\n{head}\n朝鲜,1,2\n");
    for (text, expected) in [
        (
            of("2024年4月,单位：万元人民币", "国别（地区）,重量,税"),
            "no column of exports or imports",
        ),
        (of("2024年4月,", "国别（地区）,出口,进口"), "in which unit"),
        (of("单位：万元人民币,", "国别（地区）,出口,进口"), "which month"),
        (of("单位：万元人民币,", "商品,出口,进口"), "no headings"),
    ] {
        let reading = read_one("t.csv", text, &Asked::default());
        assert_eq!(reading.rejects.len(), 1);
        let fault = reading.rejects[0].to_string();
        assert!(fault.contains(expected), "{fault}");
    }
}

/// Months that somebody else derived are derived here to the same cent, from what was printed.
#[test]
fn derived_months_are_those_of_whoever_derived_them_before() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/customs/china_monthly_by_country_rmb.csv");
    let Ok(bytes) = fs_err::read(path) else {
        #[expect(clippy::print_stderr, reason = "says what was skipped")]
        {
            eprintln!("skipped: no ../shared/data/customs");
        }
        return;
    };
    let text = String::from_utf8(bytes.clone()).unwrap();
    let reading = read_one("china_monthly_by_country_rmb.csv", bytes, &Asked::default());
    assert_eq!(reading.rejects, vec![]);
    let mut told = 0;
    for row in text.lines().skip(1).filter(|row| row.contains("derived")) {
        let cells: Vec<&str> = row.split(',').collect();
        for (at, channel) in [(3, Channel::TradeExports), (4, Channel::TradeImports)] {
            let seen = reading.observations.iter().find(|seen| {
                seen.period().to_string() == cells[0]
                    && seen.dyad().target.unwrap().code() == cells[1]
                    && seen.channel() == channel
            });
            let Some(seen) = seen else { continue };
            let Detail::Flow { quantity, derived, .. } = seen.detail() else { panic!("a flow") };
            let expected = cells[at].parse::<f64>().unwrap() * 1e4;
            assert!((quantity.amount() - expected).abs() < 2.0, "{row}: {}", quantity.amount());
            assert!(derived);
            told += 1;
        }
    }
    // 42 months of two ways each.
    assert_eq!(told, 84);
    assert_eq!(reading.observations.len(), 31 * 3 * 2);
}
