//! The ledger as its users see it: its laws, its behaviour when killed, and as a Delta table.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a child tells its parent that it is ready, and a test that it was skipped"
)]

mod answers;
mod bulk;
mod crashes;
mod laws;
mod made;
mod others;
