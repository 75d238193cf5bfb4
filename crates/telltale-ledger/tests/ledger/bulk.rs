//! Reported events that are written column by column, held against the same ones appended one by one.

use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use telltale_ledger::{Batch, Filter, Ledger, Writer, verify};
use telltale_observation::{
    Actor, Code, Digest, KnownAt, Observation, Ontology, Report, ReportTexts, Reported, Reports,
};

/// More than a page has.
const ROWS: u32 = 22_600;

/// Numbers without an order, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(end)) as u32
    }

    /// A part of `given`, and nothing now and then.
    fn some(&mut self, end: u32) -> Option<u32> {
        (self.below(9) > 0).then(|| self.below(end))
    }
}

/// Reports of two years in which every column is empty here and there, or in no row, or in all.
pub(crate) fn reports() -> Reports {
    let mut reports = Reports::of("gdelt");
    let mut numbers = Numbers(7);
    let actors = ["PRK", "CHN", "RUS", "KOR", "USA", "UNO"].map(|code| Actor::parse(code).unwrap());
    let codes = ["042", "043", "010", "190", "057"];
    let codes = codes.map(|code| Code::find(Ontology::Cameo, code).unwrap());
    for row in 0..ROWS {
        if row % 9_000 == 0 {
            let name = format!("2018{row:04}.export.CSV");
            reports.begin_file(&name, Digest::of(name.as_bytes()));
        }
        let actor = actors[numbers.below(6) as usize];
        let target = numbers.some(6).map(|at| actors[at as usize]).filter(|other| *other != actor);
        let year = if row % 12 == 0 { 2017 } else { 2018 };
        let day = jiff::civil::date(year, 1 + numbers.below(3) as i8, 1 + numbers.below(28) as i8);
        let known = day.saturating_add(jiff::Span::new().days(numbers.below(5)));
        let known_at: KnownAt = format!("{known}T0{}:15:00Z", numbers.below(9)).parse().unwrap();
        let reported = Reported {
            rows: 1,
            mentions: numbers.some(200),
            sources: Some(1),
            articles: numbers.some(1 << 30),
            goldstein: numbers.some(7).map(|n| f64::from(n) / 2.0 - 1.0),
            quad_class: numbers.some(4).map(|n| n as u8 + 1),
            tone: numbers.some(u32::MAX).map(|n| f64::from(n) / 7e8),
            country: numbers.some(6).map(|at| actors[at as usize]),
        };
        let code = codes[numbers.below(5) as usize];
        let place = numbers.some(300).map_or(String::new(), |n| format!("place {n}, ü"));
        let url = numbers.some(u32::MAX).map_or(String::new(), |n| {
            format!("https://example.org/{}/{n}", "of-some-length/".repeat(4))
        });
        let key = if row % 7 == 0 { String::new() } else { format!("{}", 900_000_000 + row) };
        let report =
            Report { actor, target, code, day, known_at, row: u64::from(row) + 1, reported };
        let texts = ReportTexts { place: &place, url: &url, key: &key, publisher: "" };
        reports.push(report, texts).unwrap();
    }
    reports
}

fn every(dir: &std::path::Path) -> Vec<Observation> {
    let ledger = Ledger::open(dir).unwrap();
    let mut all = ledger.every_vintage(&Filter::default()).unwrap();
    all.sort_by_key(Observation::id);
    all
}

#[test]
fn what_is_written_column_by_column_is_what_is_appended_one_by_one() {
    let reports = reports();
    let (columns, one_by_one) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut writer = Writer::open(columns.path()).unwrap();
    let drafted = writer.drafts().write(&reports).unwrap();
    assert_eq!(drafted.len(), 2, "a file a year");
    writer.commit(drafted, &[]).unwrap();
    let mut other = Writer::open(one_by_one.path()).unwrap();
    let observations = (0..reports.len()).map(|at| reports.observation(at)).collect();
    other.append(&Batch { observations, file: None }).unwrap();
    let (all, same) = (every(columns.path()), every(one_by_one.path()));
    assert_eq!(all.len(), reports.len());
    assert!(all == same, "each observation is the same");
    assert!(verify(columns.path()).is_empty());
    // What an observation does not hold.
    let sql = "SELECT id, precision, goldstein, quad_class, weak, \"row\", file, start_date, end_date, \
               known_at, unit, derived, rank FROM observation WHERE year = 2017 ORDER BY id";
    let asked = |dir: &tempfile::TempDir| {
        Ledger::open(dir.path()).unwrap().sql(sql, None).unwrap().to_csv().unwrap()
    };
    assert_eq!(asked(&columns), asked(&one_by_one));
    bounds_agree(columns.path(), one_by_one.path());
}

/// The footers of the data files of a ledger, by year.
fn footers(dir: &std::path::Path) -> Vec<ParquetMetaData> {
    let mut footers = Vec::new();
    for year in ["2017", "2018"] {
        let folder = dir.join(format!("kind=event/year={year}"));
        let file = fs_err::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        let read = ParquetMetaDataReader::new().with_page_index_policy(PageIndexPolicy::Optional);
        footers
            .push(read.parse_and_finish(&bytes::Bytes::from(fs_err::read(file).unwrap())).unwrap());
    }
    footers
}

/// What the footers say of the columns that rows are sorted by is what Arrow's writer says.
fn bounds_agree(ours: &std::path::Path, arrows: &std::path::Path) {
    let mut bounded = 0;
    for (ours, arrows) in footers(ours).into_iter().zip(footers(arrows)) {
        let schema = |of: &ParquetMetaData| of.file_metadata().schema().clone();
        assert_eq!(schema(&ours), schema(&arrows));
        assert_eq!((ours.num_row_groups(), arrows.num_row_groups()), (1, 1));
        for at in 0..ours.row_group(0).num_columns() {
            let (one, other) = (ours.row_group(0).column(at), arrows.row_group(0).column(at));
            assert_eq!(one.num_values(), other.num_values());
            let column = one.column_path().string();
            assert_eq!(one.statistics(), other.statistics(), "{column}");
            let index = |of: &ParquetMetaData| of.column_index().map(|index| index[0][at].clone());
            let rows = |of: &ParquetMetaData| {
                let index = &of.offset_index().unwrap()[0][at];
                let pages = index.page_locations().iter().map(|page| page.first_row_index);
                pages.collect::<Vec<i64>>()
            };
            let (Some(one), Some(other)) = (index(&ours), index(&arrows)) else {
                panic!("no index")
            };
            let has = |index: &ColumnIndexMetaData| !matches!(index, ColumnIndexMetaData::NONE);
            assert_eq!(has(&one), has(&other));
            if has(&one) {
                bounded += 1;
                assert_eq!(rows(&ours), rows(&arrows), "pages have the same rows");
                assert_eq!(one.null_counts(), other.null_counts());
                // Arrow's writer also counts the rows of each page that have a value, where one need not.
                assert!(one == other || column == "target", "{column}: {one:?}, {other:?}");
            }
        }
    }
    assert!(bounded == 12, "{bounded} columns were compared page by page");
}
