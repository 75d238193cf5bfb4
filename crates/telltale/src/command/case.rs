//! `telltale case new` and `telltale case check`: a folder to fill in, and every fault of one.

use std::path::Path;

use serde_json::json;
use telltale_observation::{Fault, Observation};
use telltale_source::{counted, doubts};

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
    let checked = match case_folder::open(folder) {
        Ok(raw) => {
            let today = flow::last_known_day();
            let readings = raw.read_until(today);
            let mut faults = raw.yet_to_be_said(today);
            faults.extend(raw.unknown_rows(&readings));
            faults.extend(readings.iter().flat_map(|reading| reading.rejects.clone()));
            let absent = readings.iter().map(|reading| reading.absent).sum();
            let seen: Vec<Observation> =
                readings.into_iter().flat_map(|reading| reading.observations).collect();
            let mut warnings = doubts::of_case(&seen);
            warnings.iter_mut().for_each(|one| one.file = raw.shown(&one.file));
            Checked { faults, warnings, observations: seen.len(), absent }
        }
        Err(Failure::Input(faults)) => Checked { faults, ..Checked::default() },
        Err(other) => return Err(other),
    };
    report(&checked, format)?;
    if checked.faults.is_empty() { Ok(()) } else { Err(Failure::Input(checked.faults)) }
}

/// What was found in a case.
#[derive(Default)]
struct Checked {
    /// What has to be mended before it is answered.
    faults: Vec<Fault>,
    /// What is well-formed, and hardly meant.
    warnings: Vec<Fault>,
    observations: usize,
    absent: u64,
}

fn report(checked: &Checked, format: TextOrJson) -> Result<(), Failure> {
    let Checked { faults, warnings, observations, absent } = checked;
    let report = match format {
        TextOrJson::Json => format!(
            "{:#}\n",
            json!({"observations": observations, "absent": absent, "faults": faults,
                "warnings": warnings})
        ),
        TextOrJson::Text => {
            warnings.iter().for_each(|warning| output::talk(&format!("warning: {warning}")));
            let of_them = match warnings.len() {
                0 => String::new(),
                n => format!("; {}", counted(n, "warning")),
            };
            let said = format!(
                "no faults; {observations} observations, {absent} rows without a record{of_them}\n"
            );
            if faults.is_empty() { said } else { String::new() }
        }
    };
    output::data(&report, None)
}
