//! `telltale source`: what is known of each source before any of its bytes are seen.

use serde_json::Value;
use telltale_source::plan::{Way, way};
use telltale_source::{SOURCES, Source, page};

use crate::cli::{self, PageFormat, TableFormat};
use crate::failure::Failure;
use crate::output;

pub(crate) fn run(asked: &cli::Source) -> Result<(), Failure> {
    match asked {
        cli::Source::List { format } => list(*format),
        cli::Source::Show { name, format } => show(name, *format),
    }
}

fn way_of(source: &Source) -> &'static str {
    match way(source.spec.name) {
        Way::Fetch => "fetch",
        Way::ByHand { .. } => "by hand",
        Way::Here => "ingest",
    }
}

fn list(format: TableFormat) -> Result<(), Failure> {
    let cells = |source: &Source| {
        let spec = source.spec;
        [spec.name, spec.cadence.name(), way_of(source), spec.title].map(str::to_owned)
    };
    let head = ["name", "new", "had by", "title"];
    let text = match format {
        TableFormat::Json => {
            format!("{:#}\n", Value::from_iter(SOURCES.iter().map(page::json)))
        }
        TableFormat::Csv => {
            let row =
                |source: &Source| cells(source).map(|cell| output::csv_field(&cell)).join(",");
            let rows = SOURCES.iter().map(|source| row(source) + "\n");
            format!("name,cadence,way,title\n{}", rows.collect::<String>())
        }
        TableFormat::Text => {
            let line = |cells: &[&str; 4]| {
                let [name, new, by, title] = cells;
                format!("{name:<14} {new:<17} {by:<8} {title}\n")
            };
            let rows = SOURCES.iter().map(|source| {
                let cells = cells(source);
                line(&[&cells[0], &cells[1], &cells[2], &cells[3]])
            });
            line(&head) + &rows.collect::<String>()
        }
    };
    output::data(&text, None)
}

fn show(name: &str, format: PageFormat) -> Result<(), Failure> {
    let source = telltale_source::source(name).ok_or_else(|| {
        let near = telltale_source::nearest_source(name);
        let hint = near.map_or("telltale source list names them".to_owned(), |near| {
            format!("did you mean {near}?")
        });
        Failure::usage(format!("unknown source: {name}"), hint)
    })?;
    let text = match format {
        PageFormat::Md => page::markdown(source),
        PageFormat::Json => format!("{:#}\n", page::json(source)),
        PageFormat::Text => page::markdown(source).replace("**", "").replace('`', ""),
    };
    output::data(&text, None)
}
