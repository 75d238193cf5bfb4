//! Telltale reads what states do, holds it against what they say, and writes a brief in which
//! every sentence is cited. This is its command line.

mod case_folder;
mod cli;
mod clock;
mod command;
mod failure;
mod flow;
mod output;
mod yet_to_come;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Brief(asked) => command::brief::run(&asked),
        Command::Read(asked) => command::read::run(&asked),
        Command::Check(asked) => command::check::run(&asked),
        Command::Why(asked) => command::why::run(&asked),
        Command::Codes(asked) => command::codes::run(&asked),
        Command::Case(asked) => command::case::run(&asked),
        Command::Ingest(asked) => command::ingest::run(&asked),
        Command::Fetch(asked) => command::fetch::run(&asked),
        Command::Source(asked) => command::source::run(&asked),
        Command::Doctor(asked) => command::doctor::run(&asked),
        Command::Cite(asked) => command::cite::run(&asked),
        Command::Forecast(asked) => command::forecast::run(&asked),
        Command::Votes(asked) => command::votes::run(&asked),
        Command::Rejects(asked) => command::rejects::run(&asked),
        Command::Series(asked) => command::series::run(&asked),
        Command::Scan(asked) => command::scan::run(&asked),
        Command::Turns(asked) => command::turns::run(&asked),
        Command::Tripwire(asked) => command::tripwire::run(&asked),
        Command::Sql(asked) => command::sql::run(&asked),
        Command::Ledger(asked) => command::ledger::run(&asked),
        Command::PdfPages => command::read::pdf::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure::Failure::Finding) => failure::Failure::Finding.exit_code(),
        Err(failure) => {
            output::talk(&failure.to_string());
            failure.exit_code()
        }
    }
}
