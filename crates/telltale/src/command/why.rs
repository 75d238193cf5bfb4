//! `telltale why`: from an evidence id back to its origin, and on to every line that used it.

mod archived;
mod mentions;

use serde_json::json;
use telltale_brief::brief::Brief;
use telltale_brief::case::{Case, Source};
use telltale_brief::{Citation, Evidence, Language};
use telltale_observation::{AsOf, Observation};

use crate::case_folder::{self, RawCase};
use crate::cli::{TextOrJson, Why};
use crate::failure::Failure;
use crate::{flow, output};

/// The fewest digits of an id that are taken for its beginning.
const DIGITS_MIN: usize = 6;

pub(crate) fn run(asked: &Why) -> Result<(), Failure> {
    if let Some(dir) = &asked.ledger {
        return archived::run(asked, dir);
    }
    let raw = case_folder::open(asked.case.as_deref())?;
    let as_of = flow::as_of(asked.at.as_of, &raw.case);
    let brief = flow::brief(&raw, None, as_of, Language::English)?;
    if let Some(name) = asked.id.strip_prefix("source:") {
        return why_source(asked, &raw.case, &brief, name);
    }
    let observations = raw.observations()?;
    let seen = find(&observations, &asked.id, as_of)?;
    let vintages: Vec<&Observation> = observations
        .iter()
        .filter(|other| other.thing() == seen.thing() && as_of.sees(other.known_at()))
        .collect();
    let lines = lines_that_used(&brief, &Citation::Observation(seen.id()));
    let answer = Answer { seen, raw: &raw, vintages, lines };
    let text = match asked.format {
        TextOrJson::Text => answer.text(),
        TextOrJson::Json => answer.json(),
    };
    output::data(&text, None)
}

/// The observation with this id, id's beginning, or key of its source, as of a day.
fn find<'a>(
    observations: &'a [Observation],
    id: &str,
    as_of: AsOf,
) -> Result<&'a Observation, Failure> {
    let lower = id.to_ascii_lowercase();
    let hex = id.len() >= DIGITS_MIN && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let found: Vec<&Observation> = observations
        .iter()
        .filter(|seen| {
            seen.origin().key == id || (hex && seen.id().to_string().starts_with(&lower))
        })
        .collect();
    if found.is_empty() {
        return Err(Failure::usage(
            format!("no evidence with this id: {id}"),
            "ids stand in the list of evidence at the end of a brief; six digits are enough",
        ));
    }
    one_of(&found, id, Some(as_of))
}

/// Of those that answer to an id the one that was known on the day: of several vintages of one thing, the
/// one known last by then.
fn one_of<'a>(
    found: &[&'a Observation],
    id: &str,
    as_of: Option<AsOf>,
) -> Result<&'a Observation, Failure> {
    let is_known = |seen: &&Observation| as_of.is_none_or(|as_of| as_of.sees(seen.known_at()));
    let known: Vec<&Observation> = found.iter().copied().filter(is_known).collect();
    let last = known.iter().copied().max_by_key(|seen| (seen.known_at(), seen.id()));
    if let (None, Some(as_of)) = (last, as_of) {
        let first = found.iter().map(|seen| seen.known_at()).min().expect("one answers to the id");
        return Err(Failure::usage(
            format!("{id} was not known as of {as_of}: known_at {first}"),
            format!("ask as of a later day: --as-of {first}"),
        ));
    }
    last.filter(|last| known.iter().all(|seen| seen.thing() == last.thing())).ok_or_else(|| {
        Failure::usage(
            format!("{} observations answer to this id: {id}", known.len()),
            format!("give one of their own ids: {}", ids_of(&known)),
        )
    })
}

/// The first ids of these observations.
fn ids_of(several: &[&Observation]) -> String {
    let ids: Vec<String> = several.iter().take(3).map(|seen| seen.id().to_string()).collect();
    ids.join(", ")
}

/// Every sentence and table row of a brief that cites this.
fn lines_that_used(brief: &Brief, citation: &Citation) -> Vec<String> {
    let uses = |evidence: &Evidence| evidence.iter().any(|cited| cited == citation);
    let of_verdicts = brief.verdicts.iter().flat_map(|verdict| &verdict.sentences);
    let of_sections = brief.sections.iter().flat_map(|section| &section.sentences);
    let sentences = of_verdicts.chain(of_sections).filter(|sentence| uses(sentence.evidence()));
    let rows = brief.sections.iter().flat_map(|section| section.table.iter()).flat_map(|table| {
        let used = table.rows.iter().filter(|row| uses(&row.evidence));
        used.map(|row| format!("{}: {}", table.caption, row.cells.join(" | ")))
    });
    sentences.map(|sentence| sentence.text().to_owned()).chain(rows).collect()
}

struct Answer<'a> {
    seen: &'a Observation,
    raw: &'a RawCase,
    vintages: Vec<&'a Observation>,
    lines: Vec<String>,
}

impl Answer<'_> {
    fn source(&self) -> Option<&Source> {
        self.raw.case.source(&self.seen.origin().source)
    }

    fn raw_row(&self) -> Option<String> {
        let locator = &self.seen.origin().locator;
        self.raw.raw_line(&locator.file, locator.row)
    }

    fn text(&self) -> String {
        let (seen, origin) = (self.seen, self.seen.origin());
        let said = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let amount = seen.detail().quantity().map(|q| format!("{} {}", q.amount(), q.unit()));
        let mut out = String::new();
        let mut line = |name: &str, value: &str| out += &format!("{name:<11} {value}\n");
        line("id", &seen.id().to_string());
        line("what", &amount.unwrap_or_else(|| said(seen.what())));
        line("who", &format!("{} {} ({})", seen.dyad(), seen.channel(), seen.mode()));
        line("when", &format!("{} ({})", seen.period(), seen.modality()));
        line("known at", &seen.known_at().to_string());
        line("weak", if origin.weak { "yes: left out of every measure" } else { "no" });
        line("source", &self.source().map_or(said(&origin.source), |s| s.citation.clone()));
        line("licence", &self.source().map_or(said(""), |s| said(&s.licence)));
        line("publisher", &said(&origin.publisher));
        line("url", &said(&origin.url));
        line("basis", &said(&origin.basis));
        line("record", &said(&origin.key));
        line("row", &format!("{} of bytes sha256 {}", origin.locator, origin.digest));
        line("as written", &said(&self.raw_row().unwrap_or_default()));
        out += "\nvintages of the same thing\n";
        for other in &self.vintages {
            let mark = if other.id() == seen.id() { " (this one)" } else { "" };
            out += &format!("  known {}: {}{mark}\n", other.known_at(), other.id());
        }
        out += "\nlines of the brief that rest on it\n";
        for line in &self.lines {
            out += &format!("  - {line}\n");
        }
        if self.lines.is_empty() {
            out += "  none\n";
        }
        out
    }

    fn json(&self) -> String {
        let source = self.source().map(|source| {
            json!({
                "name": source.name, "title": source.title, "publisher": source.publisher,
                "citation": source.citation, "licence": source.licence, "url": source.url,
                "note": source.note,
            })
        });
        let vintages: Vec<_> = self
            .vintages
            .iter()
            .map(|other| json!({"id": other.id(), "known_at": other.known_at()}))
            .collect();
        let whole = json!({
            "observation": self.seen, "source": source, "row": self.raw_row(),
            "vintages": vintages, "lines": self.lines,
        });
        format!("{whole:#}\n")
    }
}

/// A source as evidence: how to cite it, what it covers, and every line that rests on that.
fn why_source(asked: &Why, case: &Case, brief: &Brief, name: &str) -> Result<(), Failure> {
    let Some(source) = case.source(name) else {
        let nearest =
            telltale_observation::nearest(name, case.source_names().iter().map(|s| s.as_str()))
                .map_or(String::new(), |near| format!("; nearest is source:{near}"));
        return Err(Failure::usage(
            format!("no source of this name in the case: {name}{nearest}"),
            "the sources stand at the end of a brief",
        ));
    };
    let lines = lines_that_used(brief, &Citation::Source(name.to_owned()));
    let day = brief.as_of.date();
    let covered = source.covered.map(|period| (period.start(), period.end().min(day)));
    let covered = covered.filter(|(start, end)| start <= end);
    let covered = covered.map(|(start, end)| format!("{start} to {end}"));
    // A note may speak of what came later.
    let note = if day < case.covers_until { "" } else { source.note.as_str() };
    let text = match asked.format {
        TextOrJson::Json => {
            let whole = json!({
                "source": {"name": source.name, "title": source.title, "citation": source.citation,
                    "licence": source.licence, "url": source.url, "note": note,
                    "covered": covered, "curated": source.curated},
                "lines": lines,
            });
            format!("{whole:#}\n")
        }
        TextOrJson::Text => format!(
            "source      {}\ntitle       {}\ncitation    {}\nlicence     {}\nurl         {}\n\
             covers      {}\ncurated     {}\nnote        {}\n\nlines of the brief that rest on it\n{}",
            source.name,
            source.title,
            source.citation,
            source.licence,
            source.url,
            covered.unwrap_or_else(|| "single records".to_owned()),
            if source.curated { "yes: its counts are never read as a trend" } else { "no" },
            note,
            lines.iter().map(|line| format!("  - {line}\n")).collect::<String>()
        ),
    };
    output::data(&text, None)
}
