//! Releases of one dataset, each a vintage. One that lacks what an earlier one had is flagged: it is
//! kept, what it has is taken, and what it lacks stays in the ledger as it was known.
//!
//! `_raw/releases.jsonl` in the ledger's folder has a line for each release, written once it was read.

use std::collections::{BTreeMap, HashSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use telltale_observation::{Digest, KnownAt, Observation, ThingId};
use telltale_source::Asked;
use telltale_source::archive::{self, Archive, Kept};
use telltale_source::comtrade;

use super::whole::Came;
use crate::cli::Ingest;
use crate::failure::Failure;
use crate::output;

/// Where the lines are: beside the files of the archive.
const LINES: &str = "releases.jsonl";
/// How many of the missing figures are named.
const NAMED_MAX: usize = 3;

/// One release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Release {
    source: String,
    /// What it is a release of: the address that was asked, or the file's name without its day.
    dataset: String,
    name: String,
    digest: Digest,
    known_at: KnownAt,
}

/// Reads a file that was read before: where it lies, its name, and when it was known.
type Reread<'a> = dyn FnMut(&Path, &str, KnownAt) -> Vec<Observation> + 'a;

impl Release {
    pub(super) fn of(source: &str, name: &str, kept: &Kept, came: &Came, about: &Asked) -> Release {
        let known_at = about.known_at.expect("a vintage is known from some time on");
        let (dataset, name) = match &came.bundle {
            Some(bundle) => (bundle.url.clone(), bundle.name.clone()),
            None => (comtrade::dataset(name), name.to_owned()),
        };
        Release { source: source.to_owned(), dataset, name, digest: kept.digest, known_at }
    }

    fn line(&self, figures: usize, lacks: Option<(&Release, usize)>) -> String {
        json!({
            "source": self.source, "dataset": self.dataset, "name": self.name,
            "digest": self.digest, "known_at": self.known_at, "figures": figures,
            "lacks": lacks.map(|(_, n)| n), "of": lacks.map(|(of, _)| of.digest),
        })
        .to_string()
    }

    fn from_line(line: &str) -> Option<Release> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |name: &str| Some(value[name].as_str()?.to_owned());
        Some(Release {
            source: text("source")?,
            dataset: text("dataset")?,
            name: text("name")?,
            digest: text("digest")?.parse().ok()?,
            known_at: text("known_at")?.parse().ok()?,
        })
    }
}

/// Holds a release against the one before it and the one after it, whichever came here first, and
/// writes it down. Returns what is to be flagged.
pub(super) fn look(
    asked: &Ingest,
    release: &Release,
    observations: &[Observation],
    reread: &mut Reread<'_>,
) -> Result<Vec<String>, Failure> {
    let mut others = all(&asked.ledger)?;
    others.retain(|other| {
        let same = other.source == release.source && other.dataset == release.dataset;
        same && other.digest != release.digest
    });
    others.sort_by_key(|other| other.known_at);
    let before = others.iter().rfind(|other| other.known_at <= release.known_at);
    let after = others.iter().find(|other| other.known_at > release.known_at);
    let archive = Archive::of_ledger(&asked.ledger);
    let mut read = |other: &Release| {
        archive.find(other.digest).map(|path| reread(&path, &other.name, other.known_at))
    };
    let mut flags = Vec::new();
    let mut lacks = None;
    if let Some((before, had)) = before.and_then(|before| Some((before, read(before)?))) {
        let missing = missing(&had, observations);
        if !missing.is_empty() {
            lacks = Some((before, missing.len()));
            flags.push(flag(release, before, had.len(), &missing));
        }
    }
    if let Some((after, has)) = after.and_then(|after| Some((after, read(after)?))) {
        let missing = missing(observations, &has);
        if !missing.is_empty() {
            flags.push(flag(after, release, observations.len(), &missing));
        }
    }
    flags.iter().for_each(|flag| output::talk(flag));
    write(&asked.ledger, &release.line(observations.len(), lacks))?;
    Ok(flags)
}

/// What the earlier release has and the later has not.
fn missing<'a>(earlier: &'a [Observation], later: &[Observation]) -> Vec<&'a Observation> {
    let there: HashSet<ThingId> = later.iter().map(Observation::thing).collect();
    let mut named = HashSet::new();
    let gone = |seen: &&Observation| !there.contains(&seen.thing()) && named.insert(seen.thing());
    earlier.iter().filter(gone).collect()
}

fn flag(later: &Release, earlier: &Release, had: usize, missing: &[&Observation]) -> String {
    let named = missing.iter().take(NAMED_MAX);
    let named = named.map(|seen| format!("{} {} {}", seen.dyad(), seen.channel(), seen.period()));
    let more = if missing.len() > NAMED_MAX { " …" } else { "" };
    format!(
        "flag: {} of {} lacks {} of the {had} figures that it had on {}: {}{more}\n  hint: they stay in \
         the ledger as they were known; the release is kept as it came",
        later.name,
        later.known_at,
        missing.len(),
        earlier.known_at,
        named.collect::<Vec<_>>().join(", ")
    )
}

/// The names of releases that lack what an earlier one had, in the order in which they came.
pub(crate) fn shrunk(ledger: &Path) -> Result<Vec<String>, Failure> {
    let text = lines(ledger)?;
    let values = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let lacking = values.filter(|value| value["lacks"].as_u64().is_some_and(|n| n > 0));
    Ok(lacking.filter_map(|value| value["name"].as_str().map(str::to_owned)).collect())
}

/// All lines, also those that an older version wrote beside an archive that had its name of today.
fn lines(ledger: &Path) -> Result<String, Failure> {
    let (today, old) = (path(ledger), ledger.join("raw").join(LINES));
    let mut text = if old == today { String::new() } else { read(&old)? };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text += &read(&today)?;
    Ok(text)
}

fn path(ledger: &Path) -> PathBuf {
    archive::place(ledger, "_raw").join(LINES)
}

fn read(path: &Path) -> Result<String, Failure> {
    match fs_err::read(path) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error.into()),
    }
}

/// Every release that was written down, each once. Half a line is left by a run that was killed.
fn all(ledger: &Path) -> Result<Vec<Release>, Failure> {
    let text = lines(ledger)?;
    let releases = text.lines().filter_map(Release::from_line);
    let by_digest: BTreeMap<Digest, Release> =
        releases.map(|release| (release.digest, release)).collect();
    Ok(by_digest.into_values().collect())
}

fn write(ledger: &Path, line: &str) -> Result<(), Failure> {
    let path = path(ledger);
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    let mut file = fs_err::OpenOptions::new().create(true).append(true).open(&path)?;
    // A line of its own, even after half of one.
    let begin = if fs_err::read(&path)?.ends_with(b"\n") || file.metadata()?.len() == 0 {
        ""
    } else {
        "\n"
    };
    file.write_all(format!("{begin}{line}\n").as_bytes())?;
    file.sync_data()?;
    Ok(())
}
