//! What the program says of itself, and what it says when it is asked wrongly.

use crate::program::{Folder, WRONG, run};
use crate::snapshot::check;

#[test]
fn every_command_has_a_help_of_its_own() {
    for (name, command) in [
        ("help", ""),
        ("help-brief", "brief"),
        ("help-read", "read"),
        ("help-check", "check"),
        ("help-why", "why"),
        ("help-codes", "codes"),
        ("help-case", "case"),
        ("help-case-new", "case new"),
        ("help-case-check", "case check"),
        ("help-ingest", "ingest"),
        ("help-fetch", "fetch"),
        ("help-source-list", "source list"),
        ("help-source-show", "source show"),
        ("help-doctor", "doctor"),
        ("help-cite", "cite"),
        ("help-scan", "scan"),
        ("help-tripwire", "tripwire"),
        ("help-tripwire-explain", "tripwire explain"),
        ("help-tripwire-test", "tripwire test"),
        ("help-tripwire-backtest", "tripwire backtest"),
        ("help-tripwire-watch", "tripwire watch"),
        ("help-sql", "sql"),
        ("help-ledger", "ledger"),
        ("help-ledger-info", "ledger info"),
        ("help-ledger-verify", "ledger verify"),
        ("help-ledger-compact", "ledger compact"),
    ] {
        let args: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        check(name, &run(&args).done());
    }
}

#[test]
fn help_names_every_command() {
    let help = run(&["--help"]).done();
    let commands = help.split("Commands:").nth(1).expect("a list of commands");
    for command in [
        "brief", "read", "check", "why", "codes", "case", "ingest", "fetch", "source", "doctor",
        "cite", "scan", "forecast", "tripwire", "sql", "ledger",
    ] {
        assert!(commands.lines().any(|line| line.trim().starts_with(command)), "{command}");
    }
}

#[test]
fn what_is_asked_wrongly_is_refused_with_a_remedy() {
    let folder = Folder::with_case("good");
    folder.run(&["ingest", "case", "good", "--ledger", "L"]).done();
    folder.write("file", "");
    let mut said = String::new();
    for args in [
        &["brief", "--as-of", "2025-02-30"] as &[&str],
        &["brief", "--as-of", "yesterday"],
        &["brief", "--lang", "fr"],
        &["brief", "--format", "pdf"],
        &["brief", "nowhere", "--as-of", "2025-11-04"],
        &["brief", "file", "--as-of", "2025-11-04"],
        &["brief", "--ledger", "nowhere", "--as-of", "2025-11-04"],
        &["brief", "--as-of", "2025-11-04", "-o", "nowhere/brief.txt"],
        &["why"],
        &["codes", "--ontology", "CAMEL"],
        &["case", "check", "nowhere"],
        &["case", "new", "good"],
        &["case", "new", "Bad Name"],
        &["ingest", "gdlet", "good", "--ledger", "L"],
        &["ingest", "case", "good"],
        &["ingest", "case", "nowhere", "--ledger", "L"],
        &["sql", "SELECT 1", "--ledger", "nowhere"],
        &["sql", "SELEC 1", "--ledger", "L"],
        &["sql", "SELECT colour FROM observation", "--ledger", "L"],
        &["sql", "DROP TABLE observation", "--ledger", "L"],
        &["ledger", "info", "--ledger", "nowhere"],
        &["rumour"],
    ] {
        let stderr = folder.run(args).refused();
        assert!(stderr.starts_with("error: "), "{args:?}: {stderr}");
        said += &format!("$ telltale {}\n{stderr}\n", args.join(" "));
    }
    check("errors", &said);
}

#[test]
fn without_a_command_the_help_is_printed_as_an_error() {
    let ran = run(&[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (WRONG, ""));
    assert!(ran.stderr.contains("Usage: telltale <COMMAND>"), "{}", ran.stderr);
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = concat!("telltale ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(run(&["--version"]).done(), version);
}
