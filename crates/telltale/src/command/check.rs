//! `telltale check`: what a text claims, held against a ledger.

mod anchors;
mod asides;
mod balances;
mod bases;
mod claims;
mod comparisons;
mod json;
mod named;
mod own;
mod page;
mod records;
mod review;
mod streaks;
mod unheard;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use telltale_brief::case::Case;
use telltale_brief::check::{Bench, Checked, Doubted, Outcome};
use telltale_ledger::{Filter, Ledger};
use telltale_observation::{Actor, AsOf, Digest, Kind, Observation};
use telltale_reader::stated::{agencies, speaks_of_amounts};
use telltale_reader::{Document, Reader};

use super::{ingest, read};
use crate::cli::{Check, CheckFormat};
use crate::failure::Failure;
use crate::{case_folder, output};

/// A text with all that was found about it.
struct Report {
    document: Document,
    url: Option<String>,
    as_of: AsOf,
    /// What it was held against.
    against: String,
    language: telltale_brief::Language,
    findings: Vec<Finding>,
    /// Sentences that speak of amounts of which none could be read as a claim, in bytes of the text.
    unread: Vec<(usize, usize)>,
    /// Words of other sentences that rank something or date a deed, and that nothing checked.
    unheard: Vec<(usize, usize)>,
}

/// A claim of a text, and what it came to.
struct Finding {
    /// `value`, `change`, `share`, `rank`, `count`, `expectation` or `consistency`.
    kind: &'static str,
    /// The sentence, in bytes of the text.
    sentence: (usize, usize),
    /// The words of the claim's number, in bytes of the text.
    span: (usize, usize),
    /// The unit claimed, as it is usually written.
    unit: Option<String>,
    /// The unit of the number found, where it is no figure's.
    found_in: Option<&'static str>,
    /// What is claimed of whom, where it is about a flow.
    about: Option<About>,
    checked: Checked,
}

/// The flow that a claim is about.
struct About {
    actor: Option<Actor>,
    target: Option<Actor>,
    channel: telltale_observation::Channel,
    commodity: Option<String>,
    period: Option<telltale_observation::Period>,
}

pub(crate) fn run(asked: &Check) -> Result<(), Failure> {
    let name = asked.file.display().to_string();
    let bytes = read::bytes(&asked.file)?;
    let page = read::page_of(&name, &bytes)?;
    let guessed = asked.published.is_none() && page.published.is_none();
    let day = asked.published.unwrap_or_else(|| read::day_of(&name, &page));
    let url = page.url.clone();
    let document = page.on(day);
    let as_of = match asked.as_of {
        Some(as_of) => as_of,
        None => AsOf::day(day).map_err(|error| Failure::usage(error.to_string(), ""))?,
    };
    let raw = case_folder::open(asked.case.as_deref())?;
    let reader = Reader::load();
    let told = claims::of(&reader, &document);
    let (against, all) = match &asked.ledger {
        Some(folder) => {
            let kinds = Some(vec![Kind::Flow, Kind::Quantity]);
            let filter = Filter { actors: Some(told.actors()), kinds, channels: None };
            (folder.display().to_string(), Ledger::open(folder)?.every_vintage(&filter)?)
        }
        None => (raw.case.name.clone(), raw.observations()?),
    };
    let text = Text { document: &document, url: url.as_deref(), digest: Digest::of(&bytes) };
    let benches: RefCell<BTreeMap<Vec<&str>, Rc<Bench<'_>>>> = RefCell::default();
    let bench = |agencies: &[&'static str]| {
        let independent = |seen: &Observation| text.is_independent(&raw.case, agencies, seen);
        let made = || Rc::new(Bench::new(&all, as_of, asked.lang, independent));
        Rc::clone(benches.borrow_mut().entry(agencies.to_vec()).or_insert_with(made))
    };
    let mut findings = told.check(&document, &bench, asked.lang);
    if guessed {
        doubt_years(&mut findings, &document, asked.lang);
    }
    let unread = unread(&document, &told, &findings);
    let unheard = unheard::find(&document, &told, &findings);
    let language = asked.lang;
    let report = Report { document, url, as_of, against, language, findings, unread, unheard };
    let said = match asked.format {
        CheckFormat::Text => {
            let look = read::shown::Look { width: output::width(), colour: output::colour() };
            page::page(&report, look)
        }
        CheckFormat::Json => format!("{:#}\n", json::answer(&report)),
        CheckFormat::Claimreview => format!("{:#}\n", review::reviews(&report)),
    };
    output::data(&said, None)?;
    let wrong = |finding: &Finding| {
        matches!(finding.checked.outcome, Outcome::Contradicted | Outcome::Inconsistent)
    };
    match asked.exit_code && report.findings.iter().any(wrong) {
        true => Err(Failure::Finding),
        false => Ok(()),
    }
}

/// The sentences that speak of amounts and in which nothing was checked: silence is no confirmation.
fn unread(document: &Document, told: &claims::Stated, findings: &[Finding]) -> Vec<claims::Span> {
    let sentences = told.sentences();
    let silent = unheard::silent(document, told);
    // Findings stand in the order of the text; of a sentence that stands twice only the first has any.
    let is_checked = |(start, end): &claims::Span| {
        let next = findings.partition_point(|one| one.sentence.1 <= *start);
        findings.get(next).is_some_and(|one| one.sentence.0 < *end)
    };
    let words = |(start, end): &claims::Span| &document.text[*start..*end];
    let mut known: BTreeSet<&str> =
        sentences.iter().filter(|one| is_checked(one)).map(words).collect();
    let speaks = sentences
        .iter()
        .copied()
        .filter(|one| speaks_of_amounts(words(one), document.language) || silent.contains(one));
    speaks.filter(|one| known.insert(words(one))).collect()
}

/// Where nobody says of when a text is, a sentence that names no year contradicts nothing.
fn doubt_years(findings: &mut [Finding], document: &Document, language: telltale_brief::Language) {
    for finding in findings.iter_mut() {
        let year = finding.about.as_ref().and_then(|about| about.period);
        let year = year.map(|period| period.start().year().to_string());
        let words = &document.text[finding.sentence.0..finding.sentence.1];
        let years = finding.unit.as_deref() == Some("years");
        let dated = finding.about.is_some() || years;
        if dated && !year.is_some_and(|year| words.contains(&year)) {
            let checked = finding.checked.clone();
            finding.checked = checked.doubted(Doubted::NoDay, "", false, language);
        }
    }
}

/// The text that is checked, as far as it may stand in the ledger itself.
struct Text<'a> {
    document: &'a Document,
    url: Option<&'a str>,
    digest: Digest,
}

impl Text<'_> {
    /// Whether an observation neither is of this text nor repeats it: no figure that was read from a
    /// text, none of a source whose figures the case itself holds as claims, none from the same page,
    /// publisher or news agency.
    fn is_independent(&self, case: &Case, agencies_told: &[&str], seen: &Observation) -> bool {
        let origin = seen.origin();
        let claimant = case.claims.iter().any(|claim| claim.said_by == origin.source);
        let same_page = !origin.url.is_empty() && self.url == Some(origin.url.as_str());
        let publisher = self.document.source.as_deref();
        let same_publisher = publisher.is_some_and(|name| {
            !origin.publisher.is_empty() && name.eq_ignore_ascii_case(&origin.publisher)
        });
        let own = publisher.map(agencies).unwrap_or_default();
        let theirs: BTreeSet<&str> = agencies(&origin.publisher).into_iter().collect();
        let same_agency = own.iter().chain(agencies_told).any(|name| theirs.contains(name));
        origin.source != ingest::text::SOURCE
            && origin.digest != self.digest
            && !(claimant || same_page || same_publisher || same_agency)
    }
}
