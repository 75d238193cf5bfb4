//! The pages of a PDF, taken out in a process of their own. A PDF is a program that others wrote: one that
//! makes its reader crash, recurse or loop ends that process, and not the run.

use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use telltale_reader::{Document, MAX_DOCUMENT_BYTES, Page, pdf_pages};

use super::bytes_within;
use crate::failure::Failure;

/// How often is looked whether the other process is done.
const NAP: Duration = Duration::from_millis(10);
/// How many naps it has: a minute, as good as.
const NAPS_MAX: u32 = 6_000;
/// The most that it may say, in bytes.
const ANSWER_BYTES_MAX: u64 = 256 << 20;
/// What helps where its reader does not.
const HINT: &str = "take its text out with another program, say with `pdftotext FILE.pdf - | telltale \
                    read -`";

/// The page that a PDF is.
pub(super) fn page(name: &str, bytes: &[u8]) -> Result<Page, Failure> {
    let failed = |what: &str| Failure::usage(format!("{name}: {what}"), HINT);
    let Some(answer) = asked(bytes)? else {
        return Err(failed("its pages took longer than a minute to read"));
    };
    let Ok(answer) = serde_json::from_slice::<Value>(&answer) else {
        return Err(failed(
            "no PDF that can be read: the process that read it ended before its end",
        ));
    };
    if let Some(what) = answer["error"].as_str() {
        let what = format!("{name}: {what}");
        return Err(Failure::usage(what, answer["hint"].as_str().unwrap_or(HINT)));
    }
    let pages = answer["pages"].as_array().into_iter().flatten();
    let pages: Vec<String> = pages.filter_map(|page| page.as_str().map(str::to_owned)).collect();
    Ok(Document::from_pages(name, &pages))
}

/// What the other process says of these bytes; nothing if it is not done in time.
fn asked(bytes: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("pdf-pages")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut input = child.stdin.take().expect("it was asked for");
    let output = child.stdout.take().expect("it was asked for");
    std::thread::scope(|scope| {
        // One that ends before it has read all is told by its answer.
        scope.spawn(move || drop(input.write_all(bytes)));
        let answer = scope.spawn(move || {
            let mut answer = Vec::new();
            output.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).map(|_| answer)
        });
        let is_done = wait(&mut child)?;
        let answer = answer.join().expect("reading a pipe does not panic")?;
        Ok(is_done.then_some(answer))
    })
}

/// Whether it ended by itself; else it is ended.
fn wait(child: &mut Child) -> Result<bool, Failure> {
    for _ in 0..NAPS_MAX {
        if child.try_wait()?.is_some() {
            return Ok(true);
        }
        std::thread::sleep(NAP);
    }
    child.kill()?;
    child.wait()?;
    Ok(false)
}

/// `telltale pdf-pages`: the other process.
pub(crate) fn run() -> Result<(), Failure> {
    let bytes = bytes_within(std::path::Path::new("-"), MAX_DOCUMENT_BYTES)?;
    let answer = match pdf_pages("", &bytes) {
        Ok(pages) => json!({"pages": pages}),
        Err(error) => {
            let what = error.to_string();
            json!({"error": what.trim_start_matches(": "), "hint": error.hint()})
        }
    };
    crate::output::data(&format!("{answer}\n"), None)
}
