//! Files as their publishers ship them, read row by row: nothing is lost without a word, and what is
//! counted on the way is what a plain count of the file finds. The same checks run on small files of
//! our own; the publishers' files are read where they lie beside the repository.
#![expect(clippy::print_stdout, reason = "a test says that it was skipped, and what it counted")]

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use telltale_observation::{Digest, Reports};
use telltale_source::rows::{FileTally, read_rows};
use telltale_source::{Asked, How, source};

/// What reading a file came to, and its figures by quad class.
struct Came {
    tally: FileTally,
    reports: Reports,
    quad_classes: [(u64, f64); 5],
}

fn read(name: &str, asked: &Asked, file: &Path) -> Came {
    let source = source(name).expect("a source of ours");
    let How::Rows(rows) = source.how else { panic!("{name} is read by rows") };
    let mut reader = (rows.begin)(asked);
    let mut reports = Reports::of(source.spec.name);
    let name = file.file_name().expect("a file").to_string_lossy().into_owned();
    let digest = Digest::of(&fs_err::read(file).expect("the file"));
    let tally =
        read_rows((file, &name, digest), reader.as_mut(), &|_| true, &mut reports, &mut |_| {
            Ok::<(), Infallible>(())
        });
    let Ok(tally) = tally;
    Came { tally, reports, quad_classes: reader.quad_classes() }
}

/// Rows are observations, repetitions, rows outside of the ledger and faulty ones.
fn balanced(came: &Came) {
    let tally = &came.tally;
    let outside: u64 = tally.outside.values().sum();
    assert_eq!(tally.rows, tally.new + tally.repeated + outside + tally.faulty, "{tally:?}");
    assert_eq!(came.reports.len() as u64, tally.new);
}

/// Rows by quad class and the mean of Goldstein's scale, straight from the fields of the file.
fn counted(file: &Path) -> (u64, [(u64, f64); 5]) {
    let bytes = fs_err::read(file).expect("the file");
    let mut classes = [(0, 0.0); 5];
    let mut rows = 0;
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let fields: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
        let text = |at: usize| str::from_utf8(fields[at]).expect("digits").trim();
        rows += 1;
        let class: usize = text(29).parse().expect("a quad class");
        classes[class].0 += 1;
        classes[class].1 += text(30).parse().unwrap_or(0.0);
    }
    (rows, classes)
}

fn agrees_with_a_plain_count(file: &Path) {
    let came = read("gdelt", &Asked::default(), file);
    balanced(&came);
    let (rows, classes) = counted(file);
    assert_eq!(came.tally.rows, rows, "{}", file.display());
    assert_eq!(came.tally.faulty, 0, "{:?}", came.tally.faults.first());
    for (class, (found, straight)) in came.quad_classes.iter().zip(classes).enumerate() {
        assert_eq!(found.0, straight.0, "rows of class {class} in {}", file.display());
        assert!((found.1 - straight.1).abs() < 1e-6, "{class}: {} and {}", found.1, straight.1);
    }
    let mentions = |came: &Came| -> u64 {
        let all = 0..came.reports.len();
        all.map(|at| u64::from(came.reports.report(at).reported.rows)).sum()
    };
    assert_eq!(mentions(&came), came.tally.new + came.tally.repeated, "rows behind the reports");
}

/// A row of GDELT 2.0 with what matters of it.
fn gdelt_row(id: u32, code: &str, class: u8, goldstein: &str, actor: &str) -> String {
    let mut fields = vec![String::new(); 61];
    fields[0] = id.to_string();
    fields[1] = "20180325".to_owned();
    fields[7] = actor.to_owned();
    fields[17] = "PRK".to_owned();
    fields[26] = code.to_owned();
    fields[29] = class.to_string();
    fields[30] = goldstein.to_owned();
    fields[31..34].fill("2".to_owned());
    fields[34] = "-1.5".to_owned();
    fields[59] = "20180326044500".to_owned();
    fields.join("\t") + "\n"
}

#[test]
fn figures_of_events_are_those_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("20180326044500.export.CSV");
    let rows = [
        gdelt_row(1, "042", 1, "1.9", "CHN"),
        gdelt_row(2, "042", 1, "1.9", "CHN"),
        gdelt_row(3, "190", 4, "-10.0", "CHN"),
        gdelt_row(4, "112", 3, "-2.0", ""),
        gdelt_row(5, "0211", 1, "", "RUS"),
    ];
    fs_err::write(&file, rows.concat()).expect("written");
    agrees_with_a_plain_count(&file);
    let came = read("gdelt", &Asked::default(), &file);
    assert_eq!((came.tally.rows, came.tally.new, came.tally.repeated), (5, 3, 1));
    assert_eq!(came.quad_classes[1], (3, 3.8));
}

/// Where publishers' files lie, if they are here.
fn shared(path: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|folder| folder.join("shared/data").join(path)).find(|p| p.exists());
    if found.is_none() {
        println!("skipped: no ../shared/data/{path}");
    }
    found
}

#[test]
fn figures_of_published_events_are_those_of_the_file() {
    for name in ["20151027220000.export.CSV", "20180326044500.export.CSV"] {
        if let Some(file) = shared(&format!("gdelt/{name}")) {
            agrees_with_a_plain_count(&file);
        }
    }
}

#[test]
fn most_rows_of_a_year_of_icews_have_an_actor() {
    let Some(folder) = shared("icews/ICEWS14") else { return };
    let keys = ["entity2id.txt", "relation2id.txt"];
    let keys = keys.map(|name| (name.to_owned(), fs_err::read(folder.join(name)).expect("keys")));
    let asked = Asked { year: Some(2014), keys: keys.to_vec(), ..Asked::default() };
    let (mut rows, mut outside) = (0, 0);
    for name in ["train.txt", "valid.txt", "test.txt"] {
        let came = read("icews", &asked, &folder.join(name));
        balanced(&came);
        assert_eq!(came.tally.faulty, 0, "{:?}", came.tally.faults.first());
        rows += came.tally.rows;
        outside += came.tally.outside.values().sum::<u64>();
        println!("{name}: {} rows, {:?} outside", came.tally.rows, came.tally.outside);
    }
    assert_eq!(rows, 90_730);
    assert!(outside * 5 < rows, "{outside} of {rows} rows are nobody's");
}
