//! `telltale read`: a text to observations, as a page for people or as JSON.

mod batch;
mod page;
pub(crate) mod pdf;
mod second;
pub(super) mod shown;

use std::io::Read as _;
use std::mem::ManuallyDrop;
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use telltale_reader::{
    Characters, Document, DocumentError, Language, MAX_DOCUMENT_BYTES, Page, Reader, Reading,
    is_pdf,
};

use crate::cli::{Read, ReadFormat};
use crate::failure::Failure;
use crate::{flow, output};

/// The name of a file that stands for standard input.
const STDIN: &str = "-";

pub(crate) fn run(asked: &Read) -> Result<(), Failure> {
    let language = asked.lang.as_deref().map(language).transpose()?;
    if let Some(file) = &asked.batch {
        if matches!(asked.format, Some(ReadFormat::Text | ReadFormat::Json)) {
            return Err(Failure::usage(
                "a batch is answered one JSON object a line",
                "leave --format out, or say --format jsonl",
            ));
        }
        return batch::run(&batch::Batch {
            file,
            published: asked.published,
            language,
            explain: asked.explain,
        });
    }
    let Some(file) = &asked.file else {
        return Err(Failure::usage("no file to read", "name a file, or - for standard input"));
    };
    let document = document(file, asked.published, language)?;
    // Taking its tables apart at the end would cost a tenth of a short run.
    let reader = ManuallyDrop::new(Reader::load());
    let mut reading = reader.read_whole(&document);
    let second = asked.second_reader.as_deref().map(|url| {
        let model = asked.second_model.as_deref().unwrap_or_default();
        second::read(url, model, &reader, &document, &mut reading.sightings)
    });
    let text = match asked.format.unwrap_or(ReadFormat::Text) {
        ReadFormat::Text => {
            let look = shown::Look { width: output::width(), colour: output::colour() };
            page::page(&document, &reading, look, asked.explain)
        }
        ReadFormat::Json => format!("{:#}\n", answer(&document, &reading, asked.explain)),
        ReadFormat::Jsonl => format!("{}\n", answer(&document, &reading, asked.explain)),
    };
    output::data(&text, None)?;
    // What the first reader found is said even if the second could not be asked.
    second.unwrap_or(Ok(()))
}

fn language(code: &str) -> Result<Language, Failure> {
    Language::from_code(code).ok_or_else(|| {
        Failure::usage(format!("unknown language: {code:?}"), "known: en, ko, zh, ru")
    })
}

/// The document in a file or on standard input.
fn document(
    file: &Path,
    published: Option<Date>,
    language: Option<Language>,
) -> Result<Document, Failure> {
    let name = file.display().to_string();
    let bytes = bytes(file)?;
    let page = page_of(&name, &bytes)?;
    let day = published.unwrap_or_else(|| day_of(&name, &page));
    let mut document = page.on(day);
    document.language = language.unwrap_or(document.language);
    Ok(document)
}

/// The page that bytes make.
pub(crate) fn page_of(name: &str, bytes: &[u8]) -> Result<Page, Failure> {
    if is_pdf(bytes) {
        return pdf::page(name, bytes);
    }
    Document::from_bytes(name, bytes)
        .map_err(|error| Failure::usage(error.to_string(), error.hint()))
}

/// The bytes of a file or of standard input, no more than are read.
pub(crate) fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    bytes_within(file, MAX_DOCUMENT_BYTES)
}

/// The bytes of a file of at most so many, or of standard input.
pub(crate) fn bytes_within(file: &Path, bytes_max: usize) -> Result<Vec<u8>, Failure> {
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    let limit = bytes_max as u64 + 1;
    if name == STDIN {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let open = fs_err::File::open(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::usage(error.to_string(), "name a file that is there, or - for standard input")
        }
        _ => error.into(),
    })?;
    let about = open.metadata()?;
    if about.is_dir() {
        return Err(Failure::usage(
            format!("not a file: {name}"),
            "name a file; `telltale ingest text` reads folders",
        ));
    }
    if about.len() >= limit {
        let error = DocumentError::TooLarge { name, bytes: about.len() as usize };
        return Err(Failure::usage(error.to_string(), error.hint()));
    }
    open.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The day of publication that a page tells, or today, said so.
pub(super) fn day_of(name: &str, page: &Page) -> Date {
    let today = flow::today();
    match (page.published, page.published_by(today)) {
        (Some(day), _) => day,
        (None, Some(day)) => {
            output::talk(&format!("{name}: the dateline has no year; read as of {day}"));
            output::talk("  hint: say --published YYYY-MM-DD");
            day
        }
        (None, None) => {
            output::talk(&format!("{name}: no day of publication; read as of today, {today}"));
            output::talk("  hint: say --published YYYY-MM-DD");
            today
        }
    }
}

/// The JSON of a document and what it tells.
fn answer(document: &Document, reading: &Reading, explain: bool) -> Value {
    let characters = Characters::of(&document.text);
    let observations: Vec<Value> =
        reading.sightings.iter().map(|seen| seen.to_json(&characters, explain)).collect();
    let pages = document.pages();
    let observations: Vec<Value> = observations
        .into_iter()
        .zip(&reading.sightings)
        .map(|(mut shown, seen)| {
            if let Some(page) = pages.page_at(seen.span.0) {
                shown["page"] = page.into();
            }
            shown
        })
        .collect();
    let mut answer = json!({
        "document": {
            "title": document.title,
            "published": document.published.to_string(),
            "language": document.language.code(),
            "source": document.source,
        },
        "observations": observations,
    });
    for (field, values) in reading.outlook.to_json(&characters) {
        answer[field] = values;
    }
    answer
}
