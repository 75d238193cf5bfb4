//! From an observation of a ledger back to the file that it was read from, by digest and row, and to the
//! row itself as it stands in the archive.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use telltale_ledger::Ledger;
use telltale_observation::{Observation, printable};
use telltale_source::Spec;
use telltale_source::archive::{Archive, place};
use telltale_source::provenance::{Bundle, Bundles};

use super::mentions::Mentions;
use crate::cli::{TextOrJson, Why};
use crate::failure::Failure;
use crate::output;

/// What is said of bytes that are not kept.
const NOT_ARCHIVED: &str = "no: its file was read with --no-archive, or its copy was taken away";

/// The source of what was read from a text, whose row is a passage.
const TEXT: &str = "text";

pub(super) fn run(asked: &Why, dir: &Path) -> Result<(), Failure> {
    let ledger = Ledger::open(dir)?;
    let found = ledger.named(&asked.id)?;
    let all: Vec<&Observation> = found.iter().collect();
    if all.is_empty() {
        return Err(Failure::usage(
            format!("no observation with this id in {}: {}", dir.display(), asked.id),
            "the column id of telltale sql holds them; six digits are enough",
        ));
    }
    let seen = super::one_of(&all, &asked.id, asked.at.as_of)?;
    let mut vintages = ledger.vintages(seen.thing())?;
    vintages.retain(|other| asked.at.as_of.is_none_or(|as_of| as_of.sees(other.known_at())));
    vintages.sort_by_key(|other| (other.known_at(), other.id()));
    let answer = Answer::of(seen, vintages, dir, |archived| {
        Mentions::of(seen, &ledger, archived, asked.at.as_of)
    })?;
    let text = match asked.format {
        TextOrJson::Text => printable(&answer.text()).into_owned(),
        TextOrJson::Json => format!("{:#}\n", answer.json()),
    };
    output::data(&text, None)
}

struct Answer<'a> {
    seen: &'a Observation,
    vintages: Vec<Observation>,
    spec: Option<&'static Spec>,
    /// Where the bytes lie.
    archived: Option<PathBuf>,
    /// The row as it stands in them.
    row: Option<String>,
    /// Whence they were fetched.
    fetched: Option<Bundle>,
    /// Who mentions it, of an event that is mentioned.
    mentions: Option<Mentions>,
    /// The ledger's folder.
    dir: &'a Path,
}

impl Answer<'_> {
    fn of<'a>(
        seen: &'a Observation,
        vintages: Vec<Observation>,
        dir: &'a Path,
        mentions: impl FnOnce(Option<&Path>) -> Result<Option<Mentions>, Failure>,
    ) -> Result<Answer<'a>, Failure> {
        let origin = seen.origin();
        let archive = Archive::of_ledger(dir);
        let archived = archive.find(origin.digest).or_else(|| document(seen, dir));
        // A passage of a text is quoted as its basis; the lines of a page are not those of its text.
        let row = match origin.source.as_str() {
            TEXT => None,
            _ => archive.row(origin.digest, &origin.locator.file, origin.locator.row)?,
        };
        let (held, _) = Bundles::of_ledger(dir).held()?;
        let fetched = held.all().find(|bundle| bundle.digest == origin.digest).cloned();
        let spec = telltale_source::source(&origin.source).map(|source| source.spec);
        let row = row.map(|row| String::from_utf8_lossy(&row).into_owned());
        let mentions = mentions(archived.as_deref())?;
        Ok(Answer { seen, vintages, spec, archived, row, fetched, mentions, dir })
    }

    /// How the bytes come into the archive after all.
    fn remedy(&self) -> String {
        let origin = self.seen.origin();
        let file = origin.locator.file.split('/').next().unwrap_or_default();
        format!(
            "hint: telltale ingest {} {file} --ledger {} without --no-archive keeps them, and appends \
             nothing twice",
            origin.source,
            output::pasted(self.dir)
        )
    }

    fn text(&self) -> String {
        let (seen, origin) = (self.seen, self.seen.origin());
        let said = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let amount = seen.detail().quantity().map(|q| format!("{} {}", q.amount(), q.unit()));
        let archived = self.archived.as_ref().map(|path| path.display().to_string());
        let mut out = String::new();
        let mut line = |name: &str, value: &str| out += &format!("{name:<11} {value}\n");
        line("id", &seen.id().to_string());
        line("what", &said(seen.what()));
        if let Some(amount) = amount {
            line("amount", &amount);
        }
        line("who", &format!("{} {} ({})", seen.dyad(), seen.channel(), seen.mode()));
        line("when", &format!("{} ({})", seen.period(), seen.modality()));
        line("known at", &seen.known_at().to_string());
        line("weak", if origin.weak { "yes: left out of every measure" } else { "no" });
        line("source", self.spec.map_or(origin.source.as_str(), |spec| spec.citation));
        line("licence", self.spec.map_or("–", |spec| spec.licence));
        line("publisher", &said(&origin.publisher));
        line("url", &said(&origin.url));
        line("basis", &said(&origin.basis));
        line("record", &said(&origin.key));
        if let Some(bundle) = &self.fetched {
            line("fetched", &format!("{} at {}", bundle.url, bundle.retrieved_at));
        }
        line("row", &format!("{} of bytes sha256 {}", origin.locator, origin.digest));
        let archived_at = archived.is_some();
        match archived {
            Some(path) => line("archived", &path),
            None => {
                line("archived", NOT_ARCHIVED);
                line("", &self.remedy());
            }
        }
        let row = self.row.as_deref().unwrap_or_default();
        let row = match (archived_at, row) {
            (false, "") => "not known, since the file was not kept".to_owned(),
            _ => said(row),
        };
        line("as written", &row);
        if let Some(mentions) = &self.mentions {
            line("mentions", mentions.text(self.dir).trim_end());
        }
        out += "\nvintages of the same thing\n";
        for other in &self.vintages {
            let mark = if other.id() == seen.id() { " (this one)" } else { "" };
            out += &format!("  known {}: {}{mark}\n", other.known_at(), other.id());
        }
        out
    }

    fn json(&self) -> Value {
        let source = self.spec.map(|spec| {
            json!({
                "name": spec.name, "title": spec.title, "publisher": spec.publisher,
                "citation": spec.citation, "licence": spec.licence, "url": spec.url,
            })
        });
        let vintages = self.vintages.iter();
        let vintages =
            vintages.map(|other| json!({"id": other.id(), "known_at": other.known_at()}));
        let fetched = self.fetched.as_ref().map(|bundle| {
            json!({"url": bundle.url, "answered_by": bundle.answered_by,
                "retrieved_at": bundle.retrieved_at, "name": bundle.name})
        });
        json!({
            "observation": self.seen, "source": source, "row": self.row,
            "archived": self.archived.as_ref().map(|path| path.display().to_string()),
            "hint": self.archived.is_none().then(|| self.remedy()),
            "mentions": self.mentions.as_ref().map(Mentions::json),
            "fetched": fetched, "vintages": vintages.collect::<Vec<_>>(), "lines": [],
        })
    }
}

/// The document that an observation was read from, as it was kept.
fn document(seen: &Observation, dir: &Path) -> Option<PathBuf> {
    let digest = seen.origin().digest.to_string();
    let entries = fs_err::read_dir(place(dir, "_documents")).ok()?;
    let named =
        |path: &PathBuf| path.file_stem().is_some_and(|stem| stem.to_string_lossy() == digest);
    entries.filter_map(|entry| Some(entry.ok()?.path())).find(named)
}
