//! Runs of every kind of source that were cut off: killed, stopped, run twice at once, or on a disk that
//! is full. The next run completes them, and the ledger then holds what a run without harm would have
//! put there: the same records, each once.
#![cfg(unix)]

use std::fmt::Write as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::program::{DAMAGED, DONE, Folder, Ran, WRONG, outcome};

/// As shells have it for a run that somebody stopped.
const STOPPED: i32 = 130;
/// So many files of each source.
const FILES: u32 = 4;

/// A source, and how files of it are made.
struct Kind {
    source: &'static str,
    ending: &'static str,
    more: &'static [&'static str],
    file: fn(u32) -> String,
    /// What tells one ledger's records from another's.
    records: &'static str,
}

const OBSERVATIONS: &str = "SELECT id FROM observation ORDER BY id";

const KINDS: &[Kind] = &[
    Kind { source: "un_votes", ending: "csv", more: &[], file: votes, records: OBSERVATIONS },
    Kind {
        source: "table",
        ending: "csv",
        more: &["--map", "map.toml"],
        file: table,
        records: OBSERVATIONS,
    },
    Kind { source: "text", ending: "txt", more: &[], file: document, records: OBSERVATIONS },
    Kind {
        source: "comtrade",
        ending: "csv",
        more: &["--published", "2026-01-01"],
        file: trade,
        records: OBSERVATIONS,
    },
    Kind { source: "customs", ending: "csv", more: &[], file: customs, records: OBSERVATIONS },
    Kind {
        source: "gdelt_mentions",
        ending: "CSV",
        more: &[],
        file: mentions,
        records: "SELECT event, document FROM mention ORDER BY event, document",
    },
];

const MAP: &str = "source = \"log\"\nkind = \"flow\"\n[fields]\nactor = \"actor\"\ntarget = \"target\"\n\
    channel = \"channel\"\nstart = \"day\"\nknown_at = \"day\"\nvalue = \"worth\"\n\
    unit = { value = \"USD\" }\n";

/// A heading, and so many lines below it.
fn lines(heading: &str, count: u32, line: impl Fn(u32) -> String) -> String {
    (0..count).fold(heading.to_owned(), |mut text, at| {
        text.push_str(&line(at));
        text.push('\n');
        text
    })
}

fn votes(file: u32) -> String {
    let members = [2, 20, 40, 70, 200, 220];
    lines("rcid,session,vote,ccode,date,unres\n", 300, |at| {
        let (call, member) = (100 * file + at / 6, members[at as usize % 6]);
        format!("{call},{},{},{member},1/1/{},R/1/{call}", file + 1, 1 + at % 3, 1946 + file)
    })
}

fn table(file: u32) -> String {
    lines("day,actor,target,channel,worth\n", 300, |at| {
        format!("20{:02}-{:02}-{:02},CHN,PRK,trade.exports,{at}.5", file, 1 + at / 28, 1 + at % 28)
    })
}

fn document(file: u32) -> String {
    let day = file + 1;
    format!(
        "2025-09-{day:02}\n\nXi Jinping met Kim Jong Un in Beijing on September {day}.\n\nRussia's foreign \
         minister visited Pyongyang on September {day}.\n"
    )
}

fn trade(file: u32) -> String {
    let heading = "freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,cmdCode,customsCode,motCode,\
                   primaryValue\n";
    let partner = [408, 392, 410, 842][file as usize];
    lines(heading, 240, |at| {
        let (month, chapter) = (1 + at % 12, 1 + at / 12);
        format!("M,2024{month:02},156,X,{partner},0,{chapter:02},C00,0,{at}.5")
    })
}

fn customs(file: u32) -> String {
    let month = file + 1;
    let heading = format!(
        "2024年{month}月进出口商品国别（地区）总值表\n单位：万元人民币\n国别（地区）,出口,进口\n,{month}月,{month}月\n"
    );
    let partners = ["朝鲜", "日本", "韩国", "美国", "印度", "伊朗", "德国", "法国", "泰国", "越南"];
    let text =
        lines(&heading, 10, |at| format!("{},{at}{month},{month}{at}", partners[at as usize]));
    lines(&text, 60, |at| format!("注：表内数字 {at}"))
}

fn mentions(file: u32) -> String {
    lines("", 200, |at| {
        let event = 1000 * file + at;
        format!(
            "{event}\t20240307001500\t20240307001500\t1\ta.example\thttps://a.example/{event}\t1\t1\t1\t1\t1\
             \t50\t900\t1.5\t\t"
        )
    })
}

impl Kind {
    /// A folder with files of it.
    fn folder(&self) -> Folder {
        let folder = Folder::new();
        folder.write("map.toml", MAP);
        for at in 0..FILES {
            folder.write(&self.name(at), (self.file)(at));
        }
        folder
    }

    fn name(&self, at: u32) -> String {
        format!("{at}.{}", self.ending)
    }

    fn ingest(&self, folder: &Folder, ledger: &str) -> Command {
        let names: Vec<String> = (0..FILES).map(|at| self.name(at)).collect();
        let mut args = vec!["ingest", self.source, "--ledger", ledger];
        args.extend(self.more);
        args.extend(names.iter().map(String::as_str));
        folder.command(&args)
    }

    /// A run that was started and not waited for.
    fn begun(&self, folder: &Folder) -> Child {
        let mut command = self.ingest(folder, "L");
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().expect("started")
    }

    /// What a whole ledger holds.
    fn held(&self, folder: &Folder, ledger: &str) -> String {
        folder.run(&["ledger", "verify", "--ledger", ledger]).done();
        folder.run(&["sql", self.records, "--ledger", ledger, "--format", "csv"]).done()
    }

    /// What a run without harm puts into a ledger.
    fn expected(&self, folder: &Folder) -> String {
        outcome(&mut self.ingest(folder, "unharmed")).done();
        let held = self.held(folder, "unharmed");
        assert!(held.lines().count() > FILES as usize, "{}: {held}", self.source);
        held
    }

    /// The next run completes what was cut off, and leaves nothing half done behind.
    #[track_caller]
    fn completed(&self, folder: &Folder, expected: &str, harm: &str) {
        let ran = outcome(&mut self.ingest(folder, "L"));
        assert_eq!(ran.code, DONE, "{}, {harm}: {}", self.source, ran.stderr);
        assert!(self.held(folder, "L") == expected, "{}, {harm}: other records", self.source);
        let drafts = folder
            .contents("L")
            .into_keys()
            .filter(|path| path.extension().is_some_and(|ending| ending == "draft"));
        let drafts: Vec<_> = drafts.collect();
        assert!(drafts.is_empty(), "{}, {harm}: {drafts:?}", self.source);
    }
}

/// Sends a signal once a file is there, and waits for the end of the run.
fn signalled(folder: &Folder, mut child: Child, signal: &str, once: &str) -> (ExitStatus, String) {
    while !folder.path(once).exists() && child.try_wait().expect("it can be asked").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let id = child.id().to_string();
    // A run that has ended already has nobody to hear it.
    let mut kill = Command::new("kill");
    kill.args([signal, &id]).stderr(Stdio::null()).status().expect("kill runs");
    let ended = child.wait_with_output().expect("ended");
    (ended.status, String::from_utf8_lossy(&ended.stderr).into_owned())
}

#[test]
fn a_run_of_any_source_that_is_killed_or_stopped_is_completed_by_the_next() {
    let commit = |version: u32| format!("L/_delta_log/{version:020}.json");
    let mut cut_off = 0;
    for kind in KINDS {
        let folder = kind.folder();
        let expected = kind.expected(&folder);
        let harms = [("-KILL", commit(0)), ("-KILL", commit(2)), ("-INT", commit(1))];
        for (signal, once) in harms {
            let (status, said) = signalled(&folder, kind.begun(&folder), signal, &once);
            let harm = format!("{signal} after {once}");
            match status.code() {
                Some(DONE) => {}
                Some(STOPPED) if signal == "-INT" => {
                    assert!(said.contains("error: stopped\n  hint: "), "{}: {said}", kind.source);
                    cut_off += 1;
                }
                None if signal == "-KILL" => cut_off += 1,
                code => panic!("{}, {harm}: {code:?}, {status}: {said}", kind.source),
            }
            // As if it had been killed while it copied a file.
            for beside in ["_raw", "_documents"].map(|name| folder.path("L").join(name)) {
                fs_err::create_dir_all(&beside).expect("a folder");
                fs_err::write(beside.join(".half.draft"), "half").expect("written");
            }
            kind.completed(&folder, &expected, &harm);
            fs_err::remove_dir_all(folder.path("L")).expect("a ledger");
        }
    }
    assert!(cut_off > KINDS.len(), "only {cut_off} runs were cut off before their end");
}

#[test]
fn of_two_runs_of_any_source_at_once_one_writes_and_the_other_is_told() {
    for kind in KINDS {
        let folder = kind.folder();
        let expected = kind.expected(&folder);
        let runs = [kind.begun(&folder), kind.begun(&folder)];
        for run in runs {
            let ended = run.wait_with_output().expect("ended");
            let said = String::from_utf8_lossy(&ended.stderr);
            match ended.status.code() {
                Some(DONE) => {}
                Some(DAMAGED) => assert!(said.contains("\n  hint: "), "{}: {said}", kind.source),
                code => panic!("{}: {code:?}: {said}", kind.source),
            }
        }
        kind.completed(&folder, &expected, "two at once");
    }
}

/// A file that is there, and whose bytes cannot be read.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_costs_no_other_a_record() {
    for kind in KINDS {
        let folder = kind.folder();
        let expected = kind.expected(&folder);
        for more in [&[] as &[&str], &["--no-archive"]] {
            let ran = outcome(kind.ingest(&folder, "L").arg("/proc/self/mem").args(more));
            let said = &ran.stderr;
            assert_eq!(ran.code, WRONG, "{}: {said}", kind.source);
            assert!(said.contains("/proc/self/mem"), "{}: {said}", kind.source);
            assert!(said.contains("1 file could not be read"), "{}: {said}", kind.source);
            assert!(kind.held(&folder, "L") == expected, "{}: other records", kind.source);
            fs_err::remove_dir_all(folder.path("L")).expect("a ledger");
        }
    }
}

/// Runs a command that may write no file of more than so many blocks.
fn on_a_full_disk(command: &Command, folder: &Folder, blocks: u32) -> Ran {
    let mut limited = String::new();
    write!(limited, "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"").expect("a string");
    let mut full = Command::new("sh");
    full.args(["-c", &limited]).arg(command.get_program()).args(command.get_args());
    outcome(full.current_dir(folder.path("")).stdin(Stdio::null()))
}

#[test]
fn a_full_disk_costs_no_source_a_record() {
    for kind in KINDS {
        let folder = kind.folder();
        let expected = kind.expected(&folder);
        let mut failed = 0;
        for blocks in [1, 8] {
            let ran = on_a_full_disk(&kind.ingest(&folder, "L"), &folder, blocks);
            let harm = format!("{blocks} blocks");
            if ran.code != DONE {
                assert_eq!(ran.code, WRONG, "{}, {harm}: {}", kind.source, ran.stderr);
                let told = ran.stderr.lines().find(|line| line.starts_with("error: "));
                let told = told.unwrap_or_default();
                assert!(told.contains("File too large"), "{}, {harm}: {}", kind.source, ran.stderr);
                failed += 1;
            }
            kind.completed(&folder, &expected, &harm);
            fs_err::remove_dir_all(folder.path("L")).expect("a ledger");
        }
        assert!(failed > 0, "{}: no disk was full", kind.source);
    }
}
