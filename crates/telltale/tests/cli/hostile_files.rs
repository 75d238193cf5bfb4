//! The same harm done to a file of each source: what is good in it is kept, once, and what is bad is
//! listed by file, row and reason.

use std::io::{Cursor, Write as _};

use serde_json::Value;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::program::{Folder, WRONG, list, text};

/// A source, two good rows of it, and where in a row a text, a day and a number stand.
struct Kind {
    source: &'static str,
    ending: &'static str,
    mark: char,
    heading: &'static str,
    rows: [&'static str; 2],
    text_at: usize,
    day_at: Option<usize>,
    number_at: usize,
    /// How many records the good rows are.
    records: u64,
}

const KINDS: &[Kind] = &[
    Kind {
        source: "gdelt_mentions",
        ending: "CSV",
        mark: '\t',
        heading: "",
        rows: [
            "1\t20170701234500\t20170702001500\t1\ta.example\thttps://a.example\t4\t8\t8\t7\t0\t20\t10\t0.5\t\t",
            "2\t20170701234500\t20170702001500\t1\ta.example\thttps://a.example\t4\t8\t8\t7\t0\t20\t10\t0.5\t\t",
        ],
        text_at: 5,
        day_at: Some(1),
        number_at: 13,
        records: 2,
    },
    Kind {
        source: "icews",
        ending: "tab",
        mark: '\t',
        heading: "Event ID\tEvent Date\tSource Country\tCAMEO Code\tIntensity\tTarget Country\tCity\n",
        rows: [
            "1\t2014-01-02\tChina\t042\t1.9\tJapan\tTokyo",
            "2\t2014-01-03\tChina\t042\t1.9\tJapan\tTokyo",
        ],
        text_at: 6,
        day_at: Some(1),
        number_at: 4,
        records: 2,
    },
    Kind {
        source: "un_votes",
        ending: "csv",
        mark: ',',
        heading: "rcid,session,vote,ccode,date,unres\n",
        rows: ["3,1,1,2,1/1/1946,R/1/66", "3,1,3,20,1/1/1946,R/1/66"],
        text_at: 5,
        day_at: Some(4),
        number_at: 0,
        records: 2,
    },
    Kind {
        source: "comtrade",
        ending: "csv",
        mark: ',',
        heading: "freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,cmdCode,customsCode,\
                  motCode,primaryValue\n",
        rows: ["M,202501,156,X,408,0,TOTAL,C00,0,1.5", "M,202501,156,X,392,0,TOTAL,C00,0,2.5"],
        text_at: 7,
        day_at: Some(1),
        number_at: 9,
        records: 2,
    },
    Kind {
        source: "customs",
        ending: "csv",
        mark: ',',
        heading: "2024年1月进出口商品国别（地区）总值表\n单位：万元人民币\n国别（地区）,出口,进口\n,1月,1月\n",
        rows: ["朝鲜,1000,200", "日本,5,6"],
        text_at: 0,
        day_at: None,
        number_at: 1,
        records: 4,
    },
    Kind {
        source: "table",
        ending: "csv",
        mark: ',',
        heading: "day,actor,target,channel,worth\n",
        rows: ["2024-03-06,CHN,PRK,trade.exports,5", "2024-03-07,CHN,PRK,trade.exports,6"],
        text_at: 3,
        day_at: Some(0),
        number_at: 4,
        records: 2,
    },
];

const MAP: &str = "source = \"log\"\nkind = \"flow\"\n[fields]\nactor = \"actor\"\ntarget = \"target\"\n\
    channel = \"channel\"\nstart = \"day\"\nknown_at = \"day\"\nvalue = \"worth\"\n\
    unit = { value = \"USD\" }\n";

impl Kind {
    /// A file of these rows.
    fn file(&self, rows: &[String]) -> Vec<u8> {
        let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
        format!("{}{rows}", self.heading).into_bytes()
    }

    /// The first row, and the second with another field at this place.
    fn with(&self, at: usize, field: &str) -> Vec<u8> {
        let mut fields: Vec<&str> = self.rows[1].split(self.mark).collect();
        fields[at] = field;
        self.file(&[self.rows[0].to_owned(), fields.join(&self.mark.to_string())])
    }

    /// The first row, and the second as it is changed.
    fn changed(&self, change: fn(&str, char) -> String) -> Vec<u8> {
        self.file(&[self.rows[0].to_owned(), change(self.rows[1], self.mark)])
    }

    /// Files by name, and what is said of each; nothing of a good one.
    fn files(&self) -> Vec<(String, Vec<u8>, &'static str)> {
        let good = self.file(&self.rows.map(str::to_owned));
        let cr = good.iter().map(|byte| if *byte == b'\n' { b'\r' } else { *byte }).collect();
        let member = format!("a.{}", self.ending);
        let zip = |bytes: &[u8]| zipped(&member, bytes);
        let mut damaged = zip(&good);
        let at = damaged.windows(4).position(|four| four == &good[good.len() - 4..]);
        damaged[at.expect("stored as it is")] ^= 1;
        let cut = zip(&self.file(&vec![self.rows.join("\n"); 40]));
        let table = self.source == "table";
        let mut files = vec![
            ("good", good.clone(), ""),
            ("cr", cr, ""),
            ("nul", self.with(self.text_at, "a\0b"), "a NUL byte"),
            ("number", self.with(self.number_at, "1.2.3"), "\"1.2.3\""),
            ("empty", Vec::new(), "empty"),
            ("page", b"\n<!DOCTYPE html><html><title>503</title></html>".to_vec(), " page"),
            (
                "short",
                self.changed(|row, mark| row.rsplit_once(mark).unwrap().0.to_owned()),
                " columns",
            ),
        ];
        if let Some(at) = self.day_at {
            files.push(("day", self.with(at, "20161332"), "\"20161332\""));
        }
        // What stands beyond the headings of customs is a note.
        if self.source != "customs" {
            files.push(("long", self.changed(|row, mark| format!("{row}{mark}x")), " columns"));
        }
        let nested = if table { "a zip, and no workbook" } else { "a zip within a zip" };
        let cut_off = if table { "no workbook" } else { "no whole zip" };
        let named = |(name, bytes, said)| (format!("{name}.{}", self.ending), bytes, said);
        let mut files: Vec<_> = files.into_iter().map(named).collect();
        files.push(("nested.zip".to_owned(), zip(&zip(&good)), nested));
        let checksum = if table { "no workbook" } else { "checksum" };
        files.push(("crc.zip".to_owned(), damaged, checksum));
        files.push(("cut.zip".to_owned(), cut[..cut.len() / 2].to_vec(), cut_off));
        files
    }
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    packed(name, bytes, options)
}

fn packed(name: &str, bytes: &[u8], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, options).expect("a member");
    zip.write_all(bytes).expect("written");
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn what_befalls_a_file_of_any_source_is_listed_and_costs_no_good_row() {
    for kind in KINDS {
        let folder = Folder::new();
        folder.write("map.toml", MAP);
        let files = kind.files();
        let mut args = vec!["ingest", kind.source];
        for (name, bytes, _) in &files {
            folder.write(name, bytes);
            args.push(name);
        }
        args.extend(["--ledger", "L", "--format", "json"]);
        match kind.source {
            "table" => args.extend(["--map", "map.toml"]),
            "comtrade" => args.extend(["--published", "2025-03-01"]),
            _ => {}
        }
        let ran = folder.run(&args);
        assert_eq!(ran.code, WRONG, "{}: {}", kind.source, ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        let count = |name: &str| report[name].as_u64().expect("a count");
        assert_eq!(
            count("rows"),
            count("observations") + count("collapsed") + count("rejects"),
            "{}: {report}",
            kind.source
        );
        assert_eq!(count("observations"), kind.records, "{}: {report}", kind.source);
        let rejects = folder.run(&["rejects", "--ledger", "L", "--format", "json"]).json();
        let said: Vec<String> = list(&rejects)
            .iter()
            .map(|one| format!("{}: {} {}", text(&one["file"]), one["row"], text(&one["reason"])))
            .collect();
        for (name, _, expected) in &files {
            let mut mine = said.iter().filter(|line| line.starts_with(name.as_str()));
            let is_told = match *expected {
                "" => mine.next().is_none(),
                expected => mine.any(|line| line.contains(expected)),
            };
            assert!(is_told, "{}, {name}: {expected:?} expected: {said:#?}", kind.source);
        }
    }
}

#[test]
fn what_lies_before_the_cut_of_a_file_of_lines_is_read() {
    for kind in KINDS.iter().filter(|kind| kind.source != "table") {
        let folder = Folder::new();
        let member = format!("a.{}", kind.ending);
        let rows = vec![kind.rows.join("\n"); 800];
        let zip = packed(&member, &kind.file(&rows), SimpleFileOptions::default());
        folder.write("cut.zip", &zip[..zip.len() / 2]);
        let ingest = |file: &str| {
            let args = ["ingest", kind.source, file, "--ledger", "L", "--format", "json"];
            folder.run(&[&args[..], &["--published", "2025-03-01"]].concat())
        };
        let ran = ingest("cut.zip");
        assert_eq!(ran.code, WRONG, "{}: {}", kind.source, ran.stderr);
        assert!(ran.stderr.contains("cut off: ends before its end"), "{}", ran.stderr);
        let report: Value = serde_json::from_str(&ran.stdout).expect("a report");
        assert_eq!(report["observations"], kind.records, "{}: {report}", kind.source);
        let rows = report["rows"].as_u64().expect("a count");
        assert!(rows > kind.records && rows < 800 * kind.records, "{}: {report}", kind.source);
        // It is not taken for read.
        let again: Value = serde_json::from_str(&ingest("cut.zip").stdout).expect("a report");
        assert_eq!(again["files_already_read"], 0, "{}: {again}", kind.source);
        assert_eq!(again["observations"], 0, "{}: {again}", kind.source);
    }
}
