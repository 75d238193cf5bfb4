//! `telltale cite`: how to cite what a brief used, or what a ledger holds.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use telltale_brief::Language;
use telltale_brief::brief::{EvidenceRow, SourceRow};
use telltale_ledger::Ledger;
use telltale_observation::printable;
use telltale_source::citation::Reference;
use telltale_source::provenance::Bundles;

use crate::cli::{Cite, CiteFormat};
use crate::failure::Failure;
use crate::{case_folder, flow, output};

pub(crate) fn run(asked: &Cite) -> Result<(), Failure> {
    let references = match &asked.ledger {
        Some(_) if asked.which.case.is_none() => of_ledger(asked)?,
        _ => of_brief(asked)?,
    };
    let text: String = match asked.format {
        CiteFormat::Text => {
            printable(&references.iter().map(Reference::text).collect::<String>()).into_owned()
        }
        CiteFormat::Bibtex => {
            references.iter().map(Reference::bibtex).collect::<Vec<_>>().join("\n")
        }
        CiteFormat::Csl => {
            format!("{:#}\n", Value::from_iter(references.iter().map(Reference::csl)))
        }
        CiteFormat::Json => {
            let whole = json!({"sources": references.iter().map(as_json).collect::<Vec<_>>()});
            format!("{whole:#}\n")
        }
    };
    output::data(&text, None)
}

fn as_json(reference: &Reference) -> Value {
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "name": reference.name,
        "title": reference.title,
        "publisher": told(&reference.publisher),
        "citation": reference.citation,
        "licence": reference.licence,
        "url": told(&reference.url),
        "accessed": reference.accessed.map(|day| day.to_string()),
    })
}

/// The sources that the brief of a case rests on, in its order. Of one whose rows cite reports of
/// their own, those reports.
fn of_brief(asked: &Cite) -> Result<Vec<Reference>, Failure> {
    let raw = case_folder::open(asked.which.case.as_deref())?;
    let as_of = flow::as_of(asked.which.at.as_of, &raw.case);
    let brief = flow::brief(&raw, asked.ledger.as_deref(), as_of, Language::English)?;
    let references = brief.sources.iter().flat_map(|source| match source.by_row {
        true => reports(source, &brief.evidence),
        false => vec![Reference {
            name: source.name().to_owned(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            citation: source.citation.clone(),
            licence: source.licence.clone(),
            url: source.url.clone(),
            accessed: None,
        }],
    });
    Ok(references.collect())
}

/// The reports that the rows of a source cite, each once. What a report is called no row says: what it
/// was taken from it for stands in brackets, as works without a title are cited.
fn reports(source: &SourceRow, rows: &[EvidenceRow]) -> Vec<Reference> {
    let mut reports: Vec<Reference> = Vec::new();
    for row in rows.iter().filter(|row| row.source == source.name()) {
        let same = |report: &Reference| {
            (report.publisher.as_str(), &report.url) == (row.published_by(), &row.url)
        };
        if reports.iter().any(same) {
            continue;
        }
        let title = format!("[{}: {}]", row.date, row.what);
        reports.push(Reference {
            name: format!("{}-{}", source.name(), reports.len() + 1),
            citation: format!("{}, {title}", row.published_by()),
            title,
            publisher: row.published_by().to_owned(),
            licence: source.licence.clone(),
            url: row.url.clone(),
            accessed: None,
        });
    }
    reports
}

/// The sources that a ledger holds observations of. Of one that nothing is known of, its name.
fn of_ledger(asked: &Cite) -> Result<Vec<Reference>, Failure> {
    let dir = asked.ledger.as_deref().unwrap_or_else(|| unreachable!("asked of a ledger"));
    let info = Ledger::open(dir)?.info()?;
    let (held, _) = Bundles::of_ledger(dir).held()?;
    let embedded = case_folder::open(None)?;
    let names: BTreeSet<&str> = info.sources.iter().map(|row| row.source.as_str()).collect();
    let reference = |name: &str| {
        let mut reference = match (telltale_source::source(name), embedded.case.source(name)) {
            (Some(source), _) => Reference::from(source.spec),
            (None, Some(source)) => Reference {
                name: name.to_owned(),
                title: source.title.clone(),
                publisher: source.publisher.clone(),
                citation: source.citation.clone(),
                licence: source.licence.clone(),
                url: source.url.clone(),
                accessed: None,
            },
            (None, None) => {
                output::talk(&format!(
                    "{name}: nothing is known of this source here\n  hint: its case says how to cite it: \
                     telltale cite CASE --ledger {}",
                    dir.display()
                ));
                Reference {
                    name: name.to_owned(),
                    title: name.to_owned(),
                    publisher: String::new(),
                    citation: name.to_owned(),
                    licence: "unknown".to_owned(),
                    url: String::new(),
                    accessed: None,
                }
            }
        };
        let fetched = held.all().filter(|bundle| bundle.source == name);
        let last = fetched.map(|bundle| bundle.retrieved_at).max();
        let utc = jiff::tz::TimeZone::UTC;
        reference.accessed = last.map(|at| at.to_zoned_datetime(utc).date());
        reference
    };
    Ok(names.into_iter().map(reference).collect())
}
