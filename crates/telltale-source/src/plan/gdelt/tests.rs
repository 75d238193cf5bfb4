use std::collections::BTreeMap;

use jiff::civil::date;
use telltale_observation::Digest;

use super::*;
use crate::provenance::Bundle;

const MD5: &str = "297a16b493de7cf6ca809a7cc31d0b93";

fn asked() -> Asked {
    Asked {
        since: Some(date(2018, 3, 26)),
        until: Some(date(2018, 3, 26)),
        now: "2025-11-04T12:07:00Z".parse().unwrap(),
        ..Asked::default()
    }
}

fn held(names: &[&str], way: &str) -> Held {
    let mut held = Held::default();
    for name in names {
        held.add(Bundle {
            digest: Digest::of(name.as_bytes()),
            bytes: 4,
            md5: MD5.to_owned(),
            file: "raw/x".to_owned(),
            source: "gdelt".to_owned(),
            name: (*name).to_owned(),
            url: format!("{BASE}/gdeltv2/{name}"),
            answered_by: String::new(),
            retrieved_at: "2025-11-04T12:00:00Z".parse().unwrap(),
            way: way.to_owned(),
            headers: BTreeMap::new(),
        });
    }
    held
}

fn list(lines: &str) -> List {
    List::read(lines.as_bytes(), |_| true).unwrap()
}

#[test]
fn both_forms_of_list_are_read_and_bad_lines_are_counted() {
    let list = list(&format!(
        "150383 {MD5} http://data.gdeltproject.org/gdeltv2/20180326044500.export.CSV.zip\n\
         {MD5}  20180326.export.CSV.zip\n\n\
         http://data.gdeltproject.org/gdeltv2/20180326050000.export.CSV.zip\n\
         150383 nothex http://data.gdeltproject.org/gdeltv2/20180326051500.export.CSV.zip\n\
         many {MD5} http://data.gdeltproject.org/gdeltv2/20180326053000.export.CSV.zip\n"
    ));
    assert_eq!((list.files.len(), list.malformed), (2, 3));
    assert_eq!(list.files["20180326044500.export.CSV.zip"].bytes, Some(150_383));
    assert_eq!(list.files["20180326.export.CSV.zip"].md5, MD5);
}

#[test]
fn the_files_of_the_window_are_planned_and_those_held_are_not() {
    let list = list(&format!(
        "1 {MD5} http://data.gdeltproject.org/gdeltv2/20180325234500.export.CSV.zip\n\
         2 {MD5} http://data.gdeltproject.org/gdeltv2/20180326000000.export.CSV.zip\n\
         3 {MD5} http://data.gdeltproject.org/gdeltv2/20180326001500.export.CSV.zip\n\
         4 {MD5} http://data.gdeltproject.org/gdeltv2/20180326001500.mentions.CSV.zip\n\
         5 {MD5} http://data.gdeltproject.org/gdeltv2/20180327000000.export.CSV.zip\n"
    ));
    let window = Window::of(&asked()).unwrap();
    let held = held(&["20180326000000.export.CSV.zip"], "");
    let plan = plan(&window, Some(&list), &held, &asked());
    let [request] = plan.requests.as_slice() else { panic!("one: {plan:?}") };
    assert_eq!(
        request.url,
        "https://storage.googleapis.com/data.gdeltproject.org/gdeltv2/20180326001500.export.CSV.zip"
    );
    assert_eq!((request.bytes, request.md5.as_deref(), plan.held), (Some(3), Some(MD5), 1));
    assert_eq!(plan.bytes(), (3, 0));
}

#[test]
fn without_a_list_a_day_has_96_quarters_and_the_present_has_no_later_ones() {
    let window = Window::of(&asked()).unwrap();
    let whole = plan(&window, None, &Held::default(), &asked());
    assert_eq!(whole.requests.len(), 96);
    assert_eq!(whole.requests[0].name, "20180326000000.export.CSV.zip");
    assert_eq!(whole.requests[95].name, "20180326234500.export.CSV.zip");
    assert_eq!(whole.bytes(), (0, 96));

    let today = Asked { since: Some(date(2025, 11, 4)), until: None, ..asked() };
    let parts = vec!["gkg".to_owned(), "events".to_owned(), "gkg".to_owned()];
    let today = Asked { parts, ..today };
    let plan = plan(&Window::of(&today).unwrap(), None, &Held::default(), &today);
    assert_eq!(plan.requests.len(), 2 * 49, "midnight to noon, both parts");
    assert_eq!(plan.requests[97].name, "20251104120000.gkg.csv.zip");
}

#[test]
fn nothing_is_planned_before_the_first_file_nor_for_an_unknown_part() {
    let early = Asked { since: Some(date(2015, 2, 1)), until: Some(date(2015, 2, 18)), ..asked() };
    let plan = plan(&Window::of(&early).unwrap(), None, &Held::default(), &early);
    assert_eq!(plan.requests[0].name, "20150218230000.export.CSV.zip");
    assert_eq!(plan.requests.len(), 4);
    let backwards = Asked { until: Some(date(2018, 3, 1)), ..asked() };
    assert!(Window::of(&backwards).unwrap_err().what.contains("nothing lies between"));
    let unknown = Asked { parts: vec!["tone".to_owned()], ..asked() };
    assert!(Window::of(&unknown).is_err());
}

#[test]
fn the_files_of_1_0_are_of_years_then_months_then_days() {
    let names = daily_names(date(2005, 12, 30), date(2006, 2, 2));
    assert_eq!(names, ["2005.zip", "200601.zip", "200602.zip"]);
    let names = daily_names(date(2013, 3, 30), date(2013, 4, 2));
    assert_eq!(names, ["201303.zip", "20130401.export.CSV.zip", "20130402.export.CSV.zip"]);

    let asked = Asked { since: Some(date(2013, 3, 30)), until: Some(date(2013, 4, 2)), ..asked() };
    let list = list(&format!("{MD5}  201303.zip\n{MD5}  20130402.export.CSV.zip\n"));
    let plan = plan_daily(Some(&list), &Held::default(), &asked).unwrap();
    assert_eq!(plan.requests.len(), 2);
    assert_eq!(plan.requests[0].url, format!("{BASE}/events/201303.zip"));
    assert!(plan.notes[0].contains("1 files of that time are not on"), "{:?}", plan.notes);
}

#[test]
fn a_follower_begins_where_it_once_began_and_sees_every_gap() {
    let asked = Asked { since: None, until: None, ..asked() };
    let name = |quarter: &str| format!("20251104{quarter}00.export.CSV.zip");
    let (a, b, c) = (name("1130"), name("1145"), name("1200"));
    let newest = list(&format!("1 {MD5} http://data.gdeltproject.org/gdeltv2/{c}\n"));
    let last = latest(&newest).unwrap();

    // Nothing was followed yet, whatever else is held.
    let old = held(&["20151027220000.export.CSV"], "");
    assert_eq!(follow_from(&old, &asked, "follow"), None);

    let gap = |names: &[&str]| {
        let held = held(names, "follow");
        let first = follow_from(&held, &asked, "follow").unwrap();
        let window = Window::between(first, last, &asked).unwrap();
        has_gap(&window, &newest, &held, &asked)
    };
    assert!(!gap(&[&a, &b]), "only the newest is missing, and it is announced");
    assert!(gap(&[&a]), "one between is missing");
    assert!(gap(&[&a, &c]), "one was skipped although a later one came");
}
