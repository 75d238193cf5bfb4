//! What is left when a writer is killed, when two write, and when bytes rot.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fs_err as fs;
use telltale_ledger::{Batch, Filter, Ledger, LedgerError, Writer, verify};
use telltale_observation::{Channel, Digest, Kind};

use crate::made::{Dice, flow, only, the_end, visits};

/// Names, for the child, the folder of the ledger, and the number of its first batch.
const CHILD: &str = "TELLTALE_TEST_APPENDS_TO";
/// Observations of a batch, half of them in another year.
const BATCH: usize = 4;
/// Batches that one child appends before it waits for its end.
const BATCHES_A_CHILD: u64 = 6;

/// The file in which a child notes each batch that it was told is committed.
fn notes(dir: &Path) -> PathBuf {
    dir.join("_committed.txt")
}

fn batch(number: u64) -> Batch {
    let keys = |half: u8| (0..BATCH / 2).map(move |n| format!("{number}-{half}-{n}"));
    let mut observations = visits(2020, keys(0));
    observations.extend(visits(2021, keys(1)));
    let file = (format!("{number}.csv"), Digest::of(&number.to_le_bytes()));
    Batch { observations, file: Some(file) }
}

/// Not a test by itself: the program that the next test starts and kills.
#[test]
fn child_that_appends_until_it_is_killed() {
    let Ok(order) = std::env::var(CHILD) else { return };
    let (first, dir) = order.split_once(' ').unwrap();
    let first: u64 = first.parse().unwrap();
    let mut notes =
        fs::OpenOptions::new().append(true).create(true).open(notes(Path::new(dir))).unwrap();
    let mut writer = Writer::open(dir).unwrap();
    println!("\nready");
    for number in first..first + BATCHES_A_CHILD {
        let appended = writer.append(&batch(number)).unwrap();
        assert_eq!(appended.appended, BATCH);
        notes.write_all(format!("{number}\n").as_bytes()).unwrap();
        if number % 5 == 4 {
            writer.compact(true).unwrap();
        }
    }
    std::thread::sleep(Duration::from_secs(60));
}

fn spawn(dir: &Path, first: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crashes::child_that_appends_until_it_is_killed", "--nocapture"])
        .env(CHILD, format!("{first} {}", dir.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn wait_until_ready(child: &mut Child) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "ready"), "the child opened the ledger");
}

#[test]
fn a_ledger_whose_writers_are_killed_loses_nothing_and_holds_no_half() {
    const KILLS: u64 = 110;
    const COMMITTED_LEAST: usize = 50;
    let dir = tempfile::tempdir().unwrap();
    drop(Writer::open(dir.path()).unwrap());
    let mut dice = Dice(20_251_104);
    let mut in_the_middle = 0;
    let committed = || fs::read_to_string(notes(dir.path())).unwrap_or_default().lines().count();
    // A slow machine commits less between two kills, and so is killed more often, and later.
    let kills = (0..4 * KILLS).take_while(|&kill| kill < KILLS || committed() <= COMMITTED_LEAST);
    let mut killed = 0;
    for kill in kills {
        killed += 1;
        let first = kill * BATCHES_A_CHILD;
        let mut child = spawn(dir.path(), first);
        // Every fourth is killed at any time from its start, while it opens the ledger too.
        if kill % 4 > 0 {
            wait_until_ready(&mut child);
        }
        let patience = 1 + kill / KILLS;
        std::thread::sleep(Duration::from_micros(dice.below(250_000 * patience)));
        child.kill().unwrap();
        child.wait().unwrap();
        let left = drafts(dir.path());
        in_the_middle += usize::from(left > 0);
    }
    assert_eq!(verify(dir.path()), vec![]);
    let ledger = Ledger::open(dir.path()).unwrap();
    let mut batches: BTreeMap<u64, usize> = BTreeMap::new();
    for visit in only(&ledger, Kind::Event, Channel::Visit) {
        let number = visit.origin().key.split('-').next().unwrap().parse().unwrap();
        *batches.entry(number).or_default() += 1;
    }
    assert!(batches.values().all(|count| *count == BATCH), "a batch is half there: {batches:?}");
    let noted = fs::read_to_string(notes(dir.path())).unwrap();
    let noted: Vec<u64> = noted.lines().map(|line| line.parse().unwrap()).collect();
    assert!(
        noted.len() > COMMITTED_LEAST,
        "the children committed too little to prove anything: {}",
        noted.len()
    );
    let lost: Vec<_> = noted.iter().filter(|number| !batches.contains_key(number)).collect();
    assert!(lost.is_empty(), "committed and not there: {lost:?}");
    eprintln!("{killed} kills, {} batches, {in_the_middle} drafts left", batches.len());
    // The next writer sweeps what was left, and goes on.
    let mut writer = Writer::open(dir.path()).unwrap();
    assert_eq!(drafts(dir.path()), 0);
    assert_eq!(writer.append(&batch(1_000_000)).unwrap().appended, BATCH);
}

/// How many files under way lie in the folder.
fn drafts(dir: &Path) -> usize {
    files_under(dir).iter().filter(|path| path.extension().is_some_and(|e| e == "draft")).count()
}

fn files_under(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn a_second_writer_is_told_who_is_writing() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = spawn(dir.path(), 0);
    wait_until_ready(&mut child);
    let fault = Writer::open(dir.path()).unwrap_err();
    let LedgerError::Locked { holder, .. } = &fault else { panic!("{fault}") };
    assert_eq!(holder.pid, child.id());
    assert!(fault.to_string().contains(&format!("process {} on", child.id())), "{fault}");
    child.kill().unwrap();
    child.wait().unwrap();
    // The lock of a process that was killed ends with it.
    let begun = Instant::now();
    Writer::open(dir.path()).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_flipped_bit_anywhere_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path()).unwrap();
    for number in 0..3 {
        writer.append(&batch(number)).unwrap();
    }
    let flows = vec![flow(1e6, "2025-10-18"), flow(2e6, "2025-11-18")];
    writer.append(&Batch { observations: flows, file: None }).unwrap();
    drop(writer);
    assert_eq!(verify(dir.path()), vec![]);
    let files: Vec<PathBuf> = files_under(dir.path())
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "parquet" || e == "json"))
        .collect();
    assert_eq!(files.len(), 12, "seven files of data and five of log");
    let mut dice = Dice(7);
    for turn in 0..48 {
        let path = &files[turn % files.len()];
        let sound = fs::read(path).unwrap();
        let mut rotten = sound.clone();
        let at = dice.below(sound.len() as u64) as usize;
        rotten[at] ^= 1 << dice.below(8);
        fs::write(path, rotten).unwrap();
        assert!(!verify(dir.path()).is_empty(), "{} byte {at}", path.display());
        fs::write(path, sound).unwrap();
    }
    let gone = files.iter().find(|path| path.extension().is_some_and(|e| e == "parquet")).unwrap();
    fs::remove_file(gone).unwrap();
    assert_eq!(verify(dir.path()).len(), 1);
}

#[test]
fn a_bit_flipped_in_a_file_that_was_found_whole_is_found_by_the_next_query() {
    let dir = tempfile::tempdir().unwrap();
    Writer::open(dir.path()).unwrap().append(&batch(0)).unwrap();
    // A change right before the check would not be trusted, whatever the next query did.
    std::thread::sleep(Duration::from_millis(2_100));
    let all = Filter { actors: None, kinds: None, channels: None };
    let query = || Ledger::open(dir.path()).unwrap().as_of(the_end()).observations(&all);
    let told = query().unwrap();
    assert_eq!(query().unwrap(), told);
    let is_data = |path: &PathBuf| path.extension().is_some_and(|e| e == "parquet");
    let path = files_under(dir.path()).into_iter().find(is_data).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(&path, bytes).unwrap();
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    let fault = query().unwrap_err();
    assert!(matches!(fault, LedgerError::Damaged { .. }), "{fault}");
}

#[test]
fn a_reader_during_an_append_sees_the_old_or_the_new() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path()).unwrap();
    std::thread::scope(|scope| {
        let appending = scope.spawn(move || {
            for number in 0..25 {
                writer.append(&batch(number)).unwrap();
            }
        });
        let mut last = 0;
        while !appending.is_finished() {
            let ledger = Ledger::open(dir.path()).unwrap();
            let seen = only(&ledger, Kind::Event, Channel::Visit).len();
            assert!(seen.is_multiple_of(BATCH) && seen >= last, "{seen} after {last}");
            last = seen;
        }
    });
}
