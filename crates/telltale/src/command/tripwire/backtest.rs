//! `telltale tripwire backtest`: replayed, frozen, scored; and every variant that was tried is logged
//! in the case.

use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::path::Path;

use telltale_brief::tripwires::{self, Tried};

use super::Asked;
use crate::case_folder::{self, LOG_FILE};
use crate::cli::TextOrJson;
use crate::cli::tripwire::Backtest;
use crate::failure::Failure;
use crate::output;

pub(super) fn run(asked: &Backtest) -> Result<(), Failure> {
    let read = Asked::read(&asked.which, asked.only.as_deref(), asked.ledger.as_deref())?;
    let day = read.as_of.date();
    let watched = tripwires::watched(&read.raw.case, &read.vintages, read.as_of);
    let folder = case_folder::kept(asked.which.case.as_deref());
    let mut log = logged(folder)?;
    // Logged before it is shown, where that can be: whoever has seen a record has tried the variant.
    let new: Vec<Tried> = watched
        .iter()
        .map(|one| tripwires::tried(one, day))
        .filter(|tried| !log.contains(tried))
        .collect();
    match folder {
        // Where the case can be read and not written to, the answer is no less true.
        Some(folder) => {
            if let Err(failure) = append(folder, &new) {
                output::talk(&format!("not logged, so that this trial is not counted: {failure}"));
            }
        }
        None if !new.is_empty() => {
            output::talk("not logged: the embedded case cannot be written to");
        }
        None => {}
    }
    log.extend(new);
    let (text, json) = tripwires::backtest_text(&watched, &log, day);
    output::data(if asked.format == TextOrJson::Json { &json } else { &text }, None)
}

/// The backtests that the case's log tells of.
fn logged(folder: Option<&Path>) -> Result<Vec<Tried>, Failure> {
    let text = case_folder::backtests(folder)?;
    let mut log = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(tried) => log.push(tried),
            Err(error) => {
                let what = format!("{LOG_FILE}:{}: not a backtest: {error}", at + 1);
                return Err(Failure::usage(what, "a torn last line may be taken out by hand"));
            }
        }
    }
    Ok(log)
}

fn append(folder: &Path, new: &[Tried]) -> Result<(), Failure> {
    if new.is_empty() {
        return Ok(());
    }
    let path = folder.join(LOG_FILE);
    let mut file = fs_err::OpenOptions::new().create(true).read(true).append(true).open(path)?;
    let mut lines = String::from(if ends_a_line(&mut file)? { "" } else { "\n" });
    for tried in new {
        lines += &serde_json::to_string(tried).map_err(anyhow::Error::from)?;
        lines.push('\n');
    }
    file.write_all(lines.as_bytes())?;
    Ok(file.sync_all()?)
}

/// Whether a line may be written behind what is there: an editor may have taken the end off the last one.
fn ends_a_line(file: &mut (impl Read + Seek)) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_ended_before_the_next_one_is_written() {
        for (text, expected) in [("", true), ("{}\n", true), ("{}", false), ("{}\r\n{}", false)] {
            assert_eq!(
                ends_a_line(&mut io::Cursor::new(text)).expect("bytes"),
                expected,
                "{text:?}"
            );
        }
    }
}
