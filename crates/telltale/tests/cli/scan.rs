//! A scan finds the dyads that moved, says why, and names none where none did.

use std::path::Path;

use serde_json::{Value, json};

use crate::program::{Folder, list, text};

/// Codes of CAMEO for a visit, which brings closer, and a threat, which brings farther.
const CLOSER: &str = "Make_a_visit";
const FARTHER: &str = "Threaten";

/// Draws that are the same in every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A year of events in the form of entity, relation, entity and hour: fifteen dyads of six states, of
/// which each has about seven events a week, half of them visits; in the last twelve weeks those of
/// the first `moved` dyads are nearly all threats.
fn year(moved: usize) -> Folder {
    let folder = Folder::new();
    let states = ["France", "Germany", "China", "Japan", "Iran", "Iraq"];
    let ids = |names: &[&str]| {
        names.iter().enumerate().map(|(id, name)| format!("{name}\t{id}\n")).collect::<String>()
    };
    fs_err::create_dir(folder.path("events")).expect("a folder");
    folder.write("events/entity2id.txt", ids(&states));
    folder.write("events/relation2id.txt", ids(&[CLOSER, FARTHER]));
    let mut draws = Draws(5);
    let mut rows = String::new();
    let dyads = (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b)));
    for (at, (actor, target)) in dyads.enumerate() {
        for day in 0..364 {
            let late = at < moved && day >= 280;
            for _ in 0..draws.below(3) {
                let relation = if late { u64::from(draws.below(20) > 0) } else { draws.below(2) };
                rows += &format!("{actor}\t{relation}\t{target}\t{}\n", 24 * day + draws.below(24));
            }
        }
    }
    folder.write("events/train.txt", rows);
    let args = ["ingest", "icews", "events", "--ledger", "L", "--year", "2018", "--format", "json"];
    let report = folder.run(&args).json();
    assert!(report["observations"].as_u64() > Some(3000), "{report}");
    folder
}

fn scan(folder: &Folder, more: &[&str]) -> Value {
    folder.run(&[&["scan", "--ledger", "L", "--format", "json"], more].concat()).json()
}

/// The dyads that a scan names, in its order.
fn named(scan: &Value) -> Vec<String> {
    let found = list(&scan["dyads"]).iter().filter(|dyad| dyad["found"] == true);
    found
        .map(|dyad| format!("{}-{}", text(&dyad["dyad"]["actor"]), text(&dyad["dyad"]["target"])))
        .collect()
}

#[test]
fn what_moved_is_found_with_its_direction_and_its_reasons() {
    let folder = year(2);
    let found = scan(&folder, &["--since", "2018-10-08"]);
    assert_eq!((&found["step"], &found["since"]), (&json!("week"), &json!("2018-10-08")));
    assert_eq!(found["tested"], 15);
    let mut names = named(&found);
    names.sort_unstable();
    assert_eq!(names, ["FRA-CHN", "FRA-DEU"]);
    for dyad in &list(&found["dyads"])[..2] {
        assert_eq!(dyad["direction"], "loosening");
        assert!(
            dyad["last"].as_f64() < Some(0.2) && dyad["before"].as_f64() > Some(0.35),
            "{dyad}"
        );
        assert!(dyad["interval"][1].as_f64() < Some(0.0));
        let channels: Vec<&str> =
            list(&dyad["channels"]).iter().map(|counts| text(&counts["channel"])).collect();
        assert_eq!(channels.len(), 2, "{channels:?}");
        assert!(channels.contains(&"visit") && channels.contains(&"threat"));
    }
    let shown = folder.run(&["scan", "--ledger", "L", "--since", "2018-10-08"]).done();
    assert!(shown.contains("15 dyads tested, 2 moved") && shown.contains("FRA→DEU"), "{shown}");
    assert!(shown.contains("threat"), "{shown}");
    let csv = folder.run(&["scan", "--ledger", "L", "--format", "csv"]).done();
    assert_eq!(csv.lines().count(), 16);
    // Asked as of a day before they moved, they had not.
    assert_eq!(named(&scan(&folder, &["--as-of", "2018-10-07"])), [""; 0]);
}

#[test]
fn a_map_of_it_has_a_line_from_seat_to_seat() {
    let folder = year(2);
    folder.run(&["scan", "--ledger", "L", "--format", "geojson", "-o", "map.json"]).done();
    let map: Value = serde_json::from_str(&folder.read("map.json")).expect("JSON");
    assert_eq!((&map["type"], list(&map["features"]).len()), (&json!("FeatureCollection"), 15));
    let line = list(&map["features"]).iter().find(|line| line["id"] == "FRA-DEU").expect("it");
    let seats = json!({"type": "LineString", "coordinates": [[2.35, 48.86], [13.4, 52.52]]});
    assert_eq!(line["geometry"], seats);
    assert_eq!(
        (&line["properties"]["found"], &line["properties"]["actor_name"]),
        (&json!(true), &json!("France"))
    );
}

#[test]
fn where_nothing_moved_nothing_is_named_and_the_same_is_said_twice() {
    let folder = year(0);
    let once = scan(&folder, &[]);
    assert_eq!((named(&once), &once["found"]), (vec![], &json!(0)));
    assert_eq!(once, scan(&folder, &[]));
    assert!(folder.run(&["scan", "--ledger", "L"]).done().contains("nothing moved"));
}

#[test]
fn what_cannot_be_scanned_is_refused_with_a_remedy() {
    let folder = year(0);
    for (args, says) in [
        (&["--since", "2019-03-01"] as &[&str], "nothing is counted since 2019-03-01"),
        (&["--since", "2017-03-01"], "nothing is counted before 2017-03-01"),
        (&["--as-of", "2017-01-01"], "no events as of 2017-01-01"),
        (&["--source", "gdelt"], "its sources of events are: icews"),
        (&["--q", "2"], "not between 0 and 1"),
    ] {
        let stderr = folder.run(&[&["scan", "--ledger", "L"], args].concat()).refused();
        assert!(stderr.contains(says), "{args:?}: {stderr}");
    }
    let few = folder.run(&["scan", "--ledger", "L", "--step", "month"]);
    assert!(few.stderr.contains("hint: --step week"), "{}", few.stderr);
    assert!(few.stdout.ends_with("cannot tell: no dyad could be tested\n"), "{}", few.stdout);
}

#[test]
fn a_scan_keeps_to_its_schema() {
    let schema = include_str!("../../../../schema/scan.schema.json");
    let mut schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let found = scan(&year(1), &[]);
    let breaches = |schema: &Value| {
        let validator = jsonschema::draft202012::new(schema).expect("a schema of draft 2020-12");
        validator.iter_errors(&found).map(|error| error.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(breaches(&schema), [""; 0]);
    // Every field is described.
    schema["additionalProperties"] = json!(false);
    schema["$defs"]["dyad"]["additionalProperties"] = json!(false);
    assert_eq!(breaches(&schema), [""; 0]);
}

#[test]
#[expect(
    clippy::print_stderr,
    reason = "a test that is skipped says so, and one that finds says what"
)]
fn events_whose_days_are_shuffled_show_next_to_nothing() {
    let raw = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/icews/ICEWS14");
    let Ok(rows) = fs_err::read_to_string(raw.join("train.txt")) else {
        eprintln!("skipped: no ICEWS beside the repository");
        return;
    };
    let folder = Folder::new();
    fs_err::create_dir(folder.path("events")).expect("a folder");
    for name in ["entity2id.txt", "relation2id.txt"] {
        let text = fs_err::read_to_string(raw.join(name)).expect("its names");
        folder.write(&format!("events/{name}"), text);
    }
    let mut days: Vec<&str> = rows.lines().filter_map(|row| row.split('\t').nth(3)).collect();
    let mut draws = Draws(7);
    for at in (1..days.len()).rev() {
        days.swap(at, draws.below(at as u64 + 1) as usize);
    }
    let shuffled = rows.lines().zip(days).filter_map(|(row, day)| {
        let mut fields = row.split('\t');
        Some(format!("{}\t{}\t{}\t{day}\n", fields.next()?, fields.next()?, fields.next()?))
    });
    folder.write("events/train.txt", shuffled.collect::<String>());
    let args = ["ingest", "icews", "events", "--ledger", "L", "--year", "2014"];
    folder.run(&args).done();
    let found = scan(&folder, &[]);
    let tested = found["tested"].as_u64().expect("a number");
    eprintln!("{tested} dyads tested, {} named", found["found"]);
    assert!(tested >= 15 && found["found"].as_u64() <= Some(1), "{}", named(&found).join(" "));
}
