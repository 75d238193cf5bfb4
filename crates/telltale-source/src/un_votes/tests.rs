//! The table of votes, on rows of our own in its publisher's form, and on the published table where
//! it is at hand.

use proptest::prelude::*;

use super::*;

const HEAD: &str = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year";

const ROWS: &str = "3,1,1,2,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0
3,1,3,20,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0
3,1,9,31,,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0
3,1,8,713,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0
4000,46,2,365,1,1,9/24/1991,R/46/1,1,0,0,1,0,\"0\"\"\",1991.0
5000,60,2,365,1,1,12/23/2005,R/60/2,0,0,1,0,0,0,2005.0
4592,59,3,2,1,,,,,,,,,,2004.0
";

fn table() -> String {
    format!("{HEAD}\n{ROWS}")
}

fn faults(votes: &RollCalls) -> Vec<String> {
    votes.rejects.iter().map(Fault::to_string).collect()
}

/// The first lines of the faults of the table with a row after the first three.
fn faults_of(row: &str) -> Vec<String> {
    let votes =
        RollCalls::read("v.csv", table().replacen("3,1,8", &format!("{row}\n3,1,8"), 1).as_bytes());
    assert_eq!(votes.len(), 6, "the good rows are kept");
    faults(&votes).iter().map(|fault| fault.lines().next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn votes_stand_in_columns() {
    let votes = RollCalls::read("v.csv", table().as_bytes());
    assert_eq!(faults(&votes), [""; 0]);
    let actors: Vec<_> = votes.actor.iter().map(|actor| actor.code()).collect();
    assert_eq!(actors, ["USA", "CAN", "TWN", "SUN", "RUS", "USA"]);
    use Choice::{Absent, Abstain, No, Yes};
    assert_eq!(votes.choice, [Yes, No, Absent, Abstain, Abstain, No]);
    assert_eq!(votes.call, [0, 0, 0, 1, 2, 3]);
    assert_eq!(votes.row, [2, 3, 5, 6, 7, 8]);
    assert_eq!((votes.not_members, votes.calls.len()), (1, 4));
    let soviet = &votes.calls[1];
    assert_eq!((soviet.id, soviet.session, soviet.important), (4000, 46, true));
    assert_eq!(soviet.topics, ["Middle East", "human rights"]);
}

#[test]
fn the_votes_of_a_year_come_together_and_none_is_left_out() {
    let rows = ROWS.lines().rev().collect::<Vec<_>>().join("\n");
    let text = format!("{HEAD}\n{rows}\nnonsense\n");
    let whole = read("v.csv", text.as_bytes());
    let parted = read_by_year("v.csv", text.as_bytes());
    assert_eq!((parted.count, parted.absent), (6, whole.absent));
    assert_eq!(parted.rejects, whole.rejects);
    let parts: Vec<_> = parted.parts.collect();
    let years: Vec<_> = parts.iter().map(|part| part[0].period().start().year()).collect();
    assert_eq!(years, [1946, 1991, 2004, 2005]);
    assert!(
        parts
            .iter()
            .zip(&years)
            .all(|(part, year)| { part.iter().all(|seen| seen.period().start().year() == *year) })
    );
    let sorted = |mut all: Vec<Observation>| {
        all.sort_by_key(Observation::id);
        all
    };
    assert_eq!(sorted(parts.into_iter().flatten().collect()), sorted(whole.observations));
}

#[test]
fn a_vote_is_an_observation_of_its_day() {
    let reading = read("folder/v.csv", table().as_bytes());
    assert_eq!((reading.observations.len(), reading.absent), (6, 1));
    let seen = &reading.observations[3];
    assert_eq!(seen.what(), "abstains on R/46/1 (Middle East, human rights)");
    assert_eq!(
        (seen.dyad().to_string(), seen.period().to_string()),
        ("SUN→–".into(), "1991-09-24".into())
    );
    assert_eq!(seen.known_at().to_string(), "1991-09-24");
    let Detail::Vote { resolution, choice } = seen.detail() else { panic!("a vote") };
    assert_eq!((resolution.as_str(), choice.as_str()), ("4000", "abstain"));
    assert_eq!(seen.origin().key, "4000/SUN");
    assert_eq!(seen.origin().locator.to_string(), "v.csv row 6");
}

#[test]
fn a_roll_call_without_a_day_is_known_at_the_end_of_its_year() {
    let reading = read("v.csv", table().as_bytes());
    let seen = reading.observations.last().unwrap();
    assert_eq!(seen.period().to_string(), "2004");
    assert_eq!(seen.known_at().to_string(), "2004-12-31");
    assert_eq!(seen.what(), "votes no on roll call 4592");
}

#[test]
fn columns_stand_in_any_order_between_commas_or_tabs_and_lines_end_as_they_like() {
    let other = "vote\tccode\tyear\tsession\trcid\tdate\n1\t2\t2015\t70\t7\t2015-12-23\n";
    for table in [other.to_owned(), other.replace('\n', "\r\n"), other.replace('\n', "\r")] {
        let votes = RollCalls::read("v.tab", table.as_bytes());
        assert_eq!((votes.len(), faults(&votes)), (1, vec![]), "{table:?}");
        assert_eq!(votes.calls[0].period.to_string(), "2015-12-23");
    }
}

#[test]
fn bad_rows_are_named_and_the_others_are_kept() {
    for (row, expected) in [
        ("3,1,5,40,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0", "column vote: unknown vote: \"5\""),
        (
            "3,1,1,999,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0",
            "column ccode: unknown country: \"999\"",
        ),
        ("3,1,1,USA,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0", "column ccode: not a number: \"USA\""),
        (
            "3,1,1,2,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0",
            "column ccode: a second vote of one country in one roll call: \"2\"",
        ),
        (
            "3,2,1,40,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0",
            "column session: roll call 3 is of session 1 in an earlier row: \"2\"",
        ),
        (
            "9,1,1,40,1,0,13/32/2016,R/1/66,0,0,0,0,0,0,2016",
            "column date: not a day of the Assembly: \"13/32/2016\"",
        ),
        (
            "9,1,1,40,1,0,1/1/1920,R/1/66,0,0,0,0,0,0,1920",
            "column date: not a day of the Assembly: \"1/1/1920\"",
        ),
        ("9,1,1,40,1,0,,R/1/66,0,0,0,0,0,0,", "column year: not a number: \"\""),
        (
            "1.2.3,1,1,40,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946",
            "column rcid: not a number: \"1.2.3\"",
        ),
        ("3,1,1,40,1", "5 fields, but 15 columns"),
        ("3,1,1,40,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0,x", "16 fields, but 15 columns"),
        ("3,1,\0,40,1,0,1/1/1946,R/1/66,0,0,0,0,0,0,1946.0", "a NUL byte"),
        ("3,1,1,40,1,0,1/1/1946,R/\0,0,0,0,0,0,0,1946.0", "a NUL byte"),
    ] {
        assert_eq!(faults_of(row), [format!("v.csv:5: {expected}")]);
    }
}

#[test]
fn a_table_without_its_columns_says_which() {
    let votes = RollCalls::read("v.csv", table().replace("ccode", "ccod").as_bytes());
    assert_eq!(votes.len(), 0);
    assert_eq!(
        faults(&votes),
        [format!(
            "v.csv: column ccode: missing column; present: {}\n  hint: is it the column \"ccod\"? \
             rename that to ccode",
            HEAD.replace("ccode", "ccod")
        )]
    );
    for bytes in [&b""[..], b"<html><title>Not found</title>"] {
        assert_eq!(RollCalls::read("v.csv", bytes).rejects.len(), 1);
    }
}

#[test]
fn a_packed_table_that_was_cut_off_keeps_its_whole_rows() {
    let rows: String = (1..3000)
        .map(|id| format!("{id},70,1,2,1,0,12/{}/2015,R/70/{id},0,0,0,0,0,0,2015.0\n", id % 28 + 1))
        .collect();
    let packed = crate::shipped::tests::gzip(format!("{HEAD}\n{rows}").as_bytes());
    assert_eq!(RollCalls::read("v.csv.gz", &packed).len(), 2999);
    let votes = RollCalls::read("v.csv.gz", &packed[..packed.len() / 2]);
    assert!(votes.len() > 500, "{}", votes.len());
    assert_eq!(votes.rejects.len(), 1, "{:?}", votes.rejects);
}

#[test]
#[expect(clippy::print_stderr, reason = "a test says what it skipped")]
fn the_published_table_is_read_whole() {
    let file = "../../../shared/data/un_votes/UNVotesPublished.csv.gz";
    let Ok(bytes) = fs_err::read(file) else {
        eprintln!("skipped: no {file}");
        return;
    };
    let votes = RollCalls::read(file, &bytes);
    assert_eq!(faults(&votes), [""; 0]);
    assert_eq!((votes.len(), votes.not_members), (812_092, 254_521));
    let count = |choice| votes.choice.iter().filter(|c| **c == choice).count();
    assert_eq!(
        [Choice::Yes, Choice::Abstain, Choice::No, Choice::Absent].map(count),
        [588_800, 95_099, 54_865, 73_328]
    );
    assert_eq!(votes.calls.len(), 5429);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read("v.csv", &bytes);
        read("v.csv", &[HEAD.as_bytes(), b"\n", &bytes].concat());
    }

    #[test]
    fn every_row_is_a_vote_a_fault_or_no_member(
        rows in prop::collection::vec("[0-9]{1,2},[1-3],[1-39],[0-9]{1,3},1,0,[0-9/]{6,10},R,,,,,,,19[0-9]{2}", 0..40)
    ) {
        let table = format!("{HEAD}\n{}\n", rows.join("\n"));
        let votes = RollCalls::read("v.csv", table.as_bytes());
        let all = votes.len() as u64 + votes.not_members + votes.rejects.len() as u64;
        prop_assert_eq!(all, rows.len() as u64);
    }
}

#[test]
fn a_day_in_a_later_row_is_read_too() {
    let table = "rcid,session,vote,ccode,date\n3,1,1,2,1/1/1946\n3,1,1,20,13/45/1946\n\
                 3,1,1,200,2/1/1946\n3,1,1,220,1/1/1946\n";
    let votes = RollCalls::read("v.csv", table.as_bytes());
    let told: Vec<_> = votes.rejects.iter().map(Fault::to_string).collect();
    assert_eq!((votes.row.as_slice(), told.len()), (&[2, 5][..], 2), "{told:?}");
    assert!(told[0].contains("v.csv:3: column date: not a day of the Assembly"), "{told:?}");
    assert!(told[1].contains("another day than 1946-01-01 in an earlier row"), "{told:?}");
}

#[test]
fn the_day_of_a_roll_call_is_that_of_whichever_row_has_one() {
    let read = |head: &str, days: [&str; 3]| {
        let row = |(n, day): (usize, &str)| format!("3,1,1,{},{day}\n", [2, 20, 200][n]);
        let rows: String = days.into_iter().enumerate().map(row).collect();
        let votes =
            RollCalls::read("v.csv", format!("rcid,session,vote,ccode,{head}\n{rows}").as_bytes());
        let mut kept = votes.row.clone();
        kept.sort_unstable();
        let when = votes
            .calls
            .first()
            .map_or(String::new(), |call| format!("{} known {}", call.period, call.known_at));
        (kept, when, faults(&votes))
    };
    let day = "1946-05-04 known 1946-05-04".to_owned();
    for (head, days) in [
        ("date", ["", "5/4/1946", ""]),
        ("date", ["", "", "1946-05-04"]),
        ("date,year", [",1946", "5/4/1946,1946", ",1946"]),
        ("date,year", [",", ",1946", "5/4/1946,"]),
    ] {
        assert_eq!(read(head, days), (vec![2, 3, 4], day.clone(), vec![]), "{head}: {days:?}");
    }
    let (kept, when, told) = read("date,year", [",1946", "5/4/1947,1947", "5/4/1946,1946"]);
    assert_eq!((kept, when), (vec![2, 4], day));
    assert!(told[0].starts_with("v.csv:3: column date: another day than 1946 in an"), "{told:?}");
    let (kept, _, told) = read("date", ["", "", ""]);
    assert_eq!((kept, told.len()), (vec![], 3), "a day that no row tells is told by none");
    assert!(told[0].starts_with("v.csv:2: column date: no day: "), "{told:?}");
    let year = "1946 known 1946-12-31".to_owned();
    assert_eq!(read("date,year", [",1946", ",1946", ",1946"]), (vec![2, 3, 4], year, vec![]));
}
