//! The command line as its users meet it: what goes in, what comes out, and with which exit status.

mod bad_cases;
mod bad_input;
mod brief_json;
mod check;
mod fetch;
mod forecast;
mod help_and_errors;
mod house;
mod ledger;
mod new_case;
mod others_files;
mod output;
mod program;
mod read;
mod read_ingest;
mod read_schema;
mod read_server;
mod scan;
mod schema;
mod snapshot;
mod sources;
mod tables;
mod tripwires;
mod why;
