//! `telltale case new` and `telltale case check`: a folder to fill in, and every fault of one.

use std::path::Path;

use serde_json::json;
use telltale_observation::Fault;

use crate::case_folder;
use crate::cli::{Case, TextOrJson};
use crate::failure::Failure;
use crate::{flow, output};

pub(crate) fn run(asked: &Case) -> Result<(), Failure> {
    match asked {
        Case::New { name } => new(name),
        Case::Check { case, format } => check(case.as_deref(), *format),
    }
}

fn new(name: &str) -> Result<(), Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) || name.starts_with('-') {
        return Err(Failure::usage(
            format!("a case cannot be called {name:?}"),
            "use small letters, digits and hyphens, such as baltic-2026",
        ));
    }
    let folder = Path::new(name);
    if folder.exists() {
        return Err(Failure::usage(
            format!("there is already a file or folder {name:?} here"),
            "choose another name, or check the case that is there: telltale case check DIR",
        ));
    }
    fs_err::create_dir(folder)?;
    for (file, text) in telltale_brief::case::Case::template(name) {
        fs_err::write(folder.join(file), text)?;
    }
    output::talk(&format!("made the case {name}; next: telltale case check {name}"));
    Ok(())
}

fn check(folder: Option<&Path>, format: TextOrJson) -> Result<(), Failure> {
    let opened = case_folder::open(folder);
    let (faults, observations, absent) = match opened {
        Ok(raw) => {
            let readings = raw.read_until(flow::last_known_day());
            let faults = readings.iter().flat_map(|reading| reading.rejects.clone()).collect();
            let observations = readings.iter().map(|reading| reading.observations.len()).sum();
            (faults, observations, readings.iter().map(|reading| reading.absent).sum::<u64>())
        }
        Err(Failure::Input(faults)) => (faults, 0, 0),
        Err(other) => return Err(other),
    };
    report(&faults, observations, absent, format)?;
    if faults.is_empty() { Ok(()) } else { Err(Failure::Input(faults)) }
}

fn report(
    faults: &[Fault],
    observations: usize,
    absent: u64,
    format: TextOrJson,
) -> Result<(), Failure> {
    let report = match format {
        TextOrJson::Json => format!(
            "{:#}\n",
            json!({"observations": observations, "absent": absent, "faults": faults})
        ),
        TextOrJson::Text if faults.is_empty() => {
            format!("no faults; {observations} observations, {absent} rows without a record\n")
        }
        TextOrJson::Text => String::new(),
    };
    output::data(&report, None)
}
