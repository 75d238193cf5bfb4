//! `telltale check`: what a text claims, held against a ledger.

mod anchors;
mod asides;
mod balances;
mod bases;
mod claims;
mod comparisons;
mod courses;
mod crossings;
mod deeds;
mod expectations;
mod firsts;
mod gaps;
mod growths;
mod json;
mod means;
mod named;
mod own;
mod page;
mod pronouns;
mod proportions;
mod records;
mod review;
mod streaks;
mod tallies;
mod times;
mod unheard;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use telltale_brief::case::{Case, Source};
use telltale_brief::check::{Bench, Checked, Doubted, List, Outcome};
use telltale_ledger::{Entry, Filter, Journal, Ledger};
use telltale_observation::{Actor, AsOf, Digest, Kind, Observation};
use telltale_reader::stated::speaks_of_amounts;
use telltale_reader::{Document, Reader};
use telltale_source::counted;

use super::expectation::{self, Sentence};
use super::read;
use super::witness::Witness;
use crate::cli::{Check, CheckFormat};
use crate::failure::Failure;
use crate::{case_folder, flow, output};

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
    /// `value`, `change`, `share`, `rank`, `count`, `deed`, `expectation` or `consistency`.
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
        Some(folder) => (folder.display().to_string(), held(&Ledger::open(folder)?, &told)?),
        None => (raw.case.name.clone(), raw.observations()?),
    };
    let publisher = document.source.as_deref();
    let text = Witness { publisher, url: url.as_deref(), digest: Digest::of(&bytes) };
    let benches: RefCell<BTreeMap<Vec<&str>, Rc<Bench<'_>>>> = RefCell::default();
    let bench = |agencies: &[&'static str]| {
        let independent = |seen: &Observation| text.is_independent(&raw.case, agencies, seen);
        let made = || Rc::new(Bench::new(&all, as_of, asked.lang, independent));
        Rc::clone(benches.borrow_mut().entry(agencies.to_vec()).or_insert_with(made))
    };
    if let Some(folder) = asked.ledger.as_deref().filter(|_| asked.keep) {
        may_keep(day, guessed)?;
        // Its own name: where it lies is nobody's who reads the record.
        let file = asked.file.file_name().map_or(name.clone(), |file| file.display().to_string());
        keep(folder, &raw.case.name, &file, &text, &document, &told.expected)?;
    }
    let lists = lists(&raw.case);
    // What was known when the text was published; of a day that is a guess nobody knows.
    let on_the_day: OnceCell<Rc<Bench<'_>>> = OnceCell::new();
    let then = || {
        let then = AsOf::day(day).ok().filter(|_| !guessed)?;
        let independent = |seen: &Observation| text.is_independent(&raw.case, &[], seen);
        let made = || Rc::new(Bench::new(&all, then, asked.lang, independent));
        Some(Rc::clone(on_the_day.get_or_init(made)))
    };
    let mut findings = told.check((&reader, &lists), &document, (&bench, &then), asked.lang);
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

/// What a ledger holds of those of whom a text tells: amounts, and records of deeds where it dates any.
fn held(ledger: &Ledger, told: &claims::Stated) -> Result<Vec<Observation>, Failure> {
    let kinds = Some(vec![Kind::Flow, Kind::Quantity]);
    let amounts = Filter { actors: Some(told.actors()), kinds, channels: None };
    let mut all = ledger.every_vintage(&amounts)?;
    let counted = told.tallies.iter().map(|one| &one.of);
    let doers = told.deeds.iter().chain(counted).flat_map(deeds::Dated::actors);
    let doers: BTreeSet<Actor> = doers.collect();
    if !doers.is_empty() {
        let channels = Some(deeds::DEEDS.to_vec());
        let actors = Some(doers.into_iter().collect());
        all.extend(ledger.every_record(&Filter {
            actors,
            kinds: Some(vec![Kind::Event]),
            channels,
        })?);
    }
    Ok(all)
}

/// What a case says of the lists of deeds that it takes rows from.
fn lists(case: &Case) -> Vec<List> {
    let list = |source: &Source| List {
        source: source.name.clone(),
        covered: source.covered,
        complete: source.complete.clone(),
    };
    case.sources.iter().map(list).collect()
}

/// Refuses to keep what is expected as of a day that nobody says, or that is yet to come.
fn may_keep(day: jiff::civil::Date, is_guess: bool) -> Result<(), Failure> {
    if is_guess {
        return Err(Failure::usage(
            "nobody says on which day the text was published, and what it expects is kept as of \
             that day",
            "name the day with --published",
        ));
    }
    let today = flow::today();
    if day > today {
        return Err(Failure::usage(
            format!("what a text expects is kept once it is published, and {day} is yet to come"),
            format!("name a day up to {today} with --published"),
        ));
    }
    Ok(())
}

/// Keeps what a text expects in the journal of a ledger, and says how much that is.
fn keep(
    folder: &Path,
    case: &str,
    file: &str,
    witness: &Witness<'_>,
    document: &Document,
    expected: &[expectations::Expected],
) -> Result<(), Failure> {
    let now = flow::now();
    let said_by = document.source.as_deref().unwrap_or(file);
    let entries: Vec<Entry> = expected
        .iter()
        .filter_map(|expected| {
            let text = document.text[expected.sentence.0..expected.sentence.1].trim();
            let text = text.trim_end_matches(['.', '。']);
            let sentence = Sentence { said_by, text, made: document.published, witness };
            expectation::entry(case, now, &sentence, &expected.claim)
        })
        .collect();
    let kept = Journal::append(folder, &entries)?;
    let vague = match expected.len() - entries.len() {
        0 => String::new(),
        n => format!("; {n} not kept, of which between whom or of which month is not told"),
    };
    output::talk(&format!("{} kept{vague}", counted(kept, "new expectation")));
    Ok(())
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
