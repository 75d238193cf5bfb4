//! `telltale brief`: the main job.

use telltale_brief::render;

use crate::cli::{Brief, BriefFormat};
use crate::failure::Failure;
use crate::{case_folder, flow, output};

pub(crate) fn run(asked: &Brief) -> Result<(), Failure> {
    let raw = case_folder::open(asked.which.case.as_deref())?;
    let as_of = flow::as_of(asked.which.at.as_of, &raw.case);
    let brief = flow::brief(&raw, asked.ledger.as_deref(), as_of, asked.lang)?;
    let to_file = asked.output.is_some();
    let text = match asked.format {
        BriefFormat::Text => render::text(&brief, output::width(), output::colour() && !to_file),
        BriefFormat::Md => render::markdown(&brief),
        BriefFormat::Html => render::html(&brief),
        BriefFormat::Json => render::json(&brief).map_err(anyhow::Error::from)?,
    };
    output::data(&text, asked.output.as_deref())
}
