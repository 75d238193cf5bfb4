//! Fetching as planned: a file, its archive, its line of provenance; and every so many files, the
//! ledger. Whatever ends it between two steps, running it again goes on there.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use telltale_ledger::Writer;
use telltale_source::counted;
use telltale_source::fetcher::{Clock as _, FetchError, Fetcher, Manners, Validators};
use telltale_source::plan::{Plan, Request, comtrade};
use telltale_source::provenance::{Bundle, Bundles, Held};

use super::read_as;
use crate::cli::{Fetch, Ingest, TextOrJson};
use crate::clock::Wall;
use crate::command::ingest;
use crate::failure::Failure;
use crate::output;

/// After how many files they are read into the ledger: what was read is not lost with the rest.
const AT_ONCE: usize = 96;

/// What was done.
#[derive(Clone, Debug, Default)]
pub(super) struct Done {
    fetched: usize,
    unchanged: usize,
    missing: Vec<String>,
    bytes: u64,
    files_read: u64,
    rows: u64,
    observations: u64,
    mentions: u64,
    repeated: u64,
    already_there: u64,
    rejects: u64,
    /// Files that are archived, and that nothing here reads.
    unread: usize,
}

impl Done {
    pub(super) fn json(&self) -> Value {
        json!({
            "fetched": self.fetched, "unchanged": self.unchanged, "missing": self.missing,
            "bytes": self.bytes, "archived_only": self.unread,
            "ingest": {
                "files": self.files_read, "rows": self.rows,
                "observations": self.observations + self.mentions, "mentions": self.mentions,
                "collapsed": self.repeated + self.already_there, "repeated": self.repeated,
                "already_there": self.already_there, "rejects": self.rejects,
            },
        })
    }

    pub(super) fn text(&self) -> String {
        let mut out = format!(
            "\nfetched {} files of {} bytes; {} unchanged, {} not there\n",
            self.fetched,
            self.bytes,
            self.unchanged,
            self.missing.len()
        );
        if self.unread > 0 {
            let (files, are) =
                (counted(self.unread, "file"), if self.unread == 1 { "is" } else { "are" });
            out += &format!("{files} {are} archived, and not read into the ledger\n");
        }
        if self.files_read > 0 {
            let (taken, what) = match (self.observations, self.mentions) {
                (0, mentions) if mentions > 0 => (mentions, "mention"),
                (observations, 0) => (observations, "observation"),
                (observations, mentions) => (observations + mentions, "observation or mention"),
            };
            let parts = (taken, what, self.repeated, self.already_there);
            out += &(ingest::equation(self.rows, &parts, self.rejects) + "\n");
        }
        out
    }
}

/// A fetch at work: nobody else fetches into the same ledger meanwhile.
pub(super) struct Work<'a> {
    asked: &'a Fetch,
    wall: &'a Wall,
    fetcher: Fetcher<'a>,
    bundles: Bundles,
    held: Held,
    done: Done,
    /// Whether files may be archived that were not read into the ledger.
    behind: bool,
    _lock: fs_err::File,
}

impl<'a> Work<'a> {
    pub(super) fn begin(
        asked: &'a Fetch,
        wall: &'a Wall,
        bundles: Bundles,
        held: Held,
    ) -> Result<Work<'a>, Failure> {
        let lock = bundles.lock()?;
        let manners = Manners {
            allow_private: asked.allow_private,
            allow_http: asked.allow_http,
            wait_max: Duration::from_secs(asked.wait_max),
            // Different runs shake their pauses differently.
            seed: u64::from(std::process::id()),
            ..Manners::default()
        };
        let fetcher = Fetcher::new(manners, wall);
        let done = Done::default();
        Ok(Work { asked, wall, fetcher, bundles, held, done, behind: true, _lock: lock })
    }

    pub(super) fn held(&self) -> &Held {
        &self.held
    }

    pub(super) fn bundles(&self) -> &Bundles {
        &self.bundles
    }

    pub(super) fn done(&self) -> &Done {
        &self.done
    }

    /// Fetches lists, which are read by the planner alone.
    pub(super) fn lists(&mut self, lists: &[Request]) -> Result<(), Failure> {
        for list in lists {
            self.one(list, "list", "")?;
        }
        Ok(())
    }

    /// Fetches what is planned and reads it into the ledger. What is not there, or not what was
    /// announced, is told and passed over; any other fault ends it, after what came was read.
    pub(super) fn fetch(&mut self, plan: &Plan, way: &str) -> Result<(), Failure> {
        let all = plan.requests.len();
        let mut outcome = Ok(());
        for (at, requests) in plan.requests.chunks(AT_ONCE).enumerate() {
            let mut came = Vec::new();
            for (n, request) in requests.iter().enumerate() {
                let of = format!("{}/{all}", at * AT_ONCE + n + 1);
                match self.one(request, &of, way) {
                    Ok(Some(bundle)) => came.push(bundle),
                    Ok(None) => {}
                    Err(error) => {
                        outcome = self.bear(request, error, outcome);
                        if matches!(&outcome, Err((_, Grave::Yes))) {
                            break;
                        }
                    }
                }
            }
            self.behind = true;
            self.read(&came)?;
            self.behind = false;
            if matches!(&outcome, Err((_, Grave::Yes))) {
                break;
            }
        }
        outcome.map_err(|(failure, _)| failure)
    }

    /// What an error of one file means for the others. The first is the one that is told in the end.
    fn bear(
        &mut self,
        request: &Request,
        error: FetchError,
        so_far: Result<(), (Failure, Grave)>,
    ) -> Result<(), (Failure, Grave)> {
        let grave = match &error {
            FetchError::NotThere { .. } => {
                output::talk(&format!("not there: {}", request.url));
                self.done.missing.push(request.url.clone());
                // A list may announce what never came; a page that was named should be there.
                return if self.asked.source == "page" {
                    Err((error.into(), Grave::No))
                } else {
                    so_far
                };
            }
            FetchError::WrongDigest { .. }
            | FetchError::WrongSize { .. }
            | FetchError::PageInstead { .. }
            | FetchError::TooLarge { .. }
            | FetchError::Refused { .. } => Grave::No,
            _ => Grave::Yes,
        };
        match (grave, so_far) {
            (Grave::No, Ok(())) => {
                output::talk(&format!("error: {error}"));
                Err((error.into(), Grave::No))
            }
            (Grave::No, Err(first)) => {
                output::talk(&format!("error: {error}"));
                Err(first)
            }
            (Grave::Yes, _) => Err((error.into(), Grave::Yes)),
        }
    }

    /// One file: fetched, archived, written down. `None` is unchanged.
    fn one(
        &mut self,
        request: &Request,
        of: &str,
        way: &str,
    ) -> Result<Option<Bundle>, FetchError> {
        let known = self.held.validators(&request.url);
        let known = if self.asked.again { Validators::default() } else { known };
        let mut progress = Progress::new(of, &request.name);
        let folder = self.bundles.partial();
        let fetched = self.fetcher.fetch(request, &known, &folder, &mut |got, total| {
            progress.show(got, total);
        });
        progress.end();
        let Some(fetched) = fetched? else {
            self.done.unchanged += 1;
            return Ok(None);
        };
        let bundle = self.bundles.keep(&fetched, request, &self.asked.source, way)?;
        self.held.add(bundle.clone());
        self.done.fetched += 1;
        self.done.bytes += bundle.bytes;
        self.look(&bundle)?;
        Ok(Some(bundle))
    }

    /// An answer of Comtrade that has as many rows as it may have was cut, mostly, and says nothing of it.
    fn look(&self, bundle: &Bundle) -> Result<(), FetchError> {
        if self.asked.source != "comtrade" {
            return Ok(());
        }
        let rows = comtrade::rows(&fs_err::read(self.bundles.path(bundle))?);
        let most = [comtrade::ROWS_MAX_WITHOUT_KEY, comtrade::ROWS_MAX_WITH_KEY];
        match rows {
            None => output::talk(&format!("{}: no rows are found in it", bundle.name)),
            Some(rows) if most.contains(&rows) => output::talk(&format!(
                "{}: {rows} rows, the most that an answer has: it may have been cut\n  hint: name fewer partners \
                 or commodities",
                bundle.name
            )),
            Some(_) => {}
        }
        Ok(())
    }

    /// Reads archived files into the ledger.
    fn read(&mut self, bundles: &[Bundle]) -> Result<(), Failure> {
        let mut by_source: BTreeMap<&'static str, Vec<PathBuf>> = BTreeMap::new();
        for bundle in bundles {
            match read_as(&self.asked.source, Path::new(&bundle.name)) {
                Some(name) => by_source.entry(name).or_default().push(self.bundles.path(bundle)),
                None => self.done.unread += 1,
            }
        }
        by_source.into_iter().try_for_each(|(name, paths)| self.read_of(name, paths))
    }

    /// Reads archived files of one source into the ledger.
    fn read_of(&mut self, name: &str, paths: Vec<PathBuf>) -> Result<(), Failure> {
        let (report, failure) = ingest::quietly(&Ingest {
            source: name.to_owned(),
            paths,
            published: None,
            year: None,
            times: None,
            no_persons: false,
            map: None,
            dry_run: false,
            // They lie in the archive already.
            no_archive: true,
            ledger: self.asked.ledger.clone(),
            format: TextOrJson::Json,
        })?;
        let count = |field: &str| report[field].as_u64().unwrap_or(0);
        self.done.files_read += count("files");
        self.done.rows += count("rows");
        self.done.observations += count("observations") - count("mentions");
        self.done.mentions += count("mentions");
        self.done.repeated += count("repeated");
        self.done.already_there += count("already_there");
        self.done.rejects += count("rejects");
        if let Some(failure) = failure {
            // Faulty rows are kept beside the ledger; they do not end a fetch.
            output::talk(&failure.to_string());
        }
        Ok(())
    }

    /// Reads what an earlier run, or an earlier look of this one, archived and did not come to read.
    pub(super) fn catch_up(&mut self) -> Result<(), Failure> {
        if self.behind {
            self.read_what_was_left()?;
            self.behind = false;
        }
        Ok(())
    }

    fn read_what_was_left(&mut self) -> Result<(), Failure> {
        let mine = self.held.all().filter(|bundle| bundle.source == self.asked.source);
        let mine: Vec<Bundle> = mine
            .filter(|bundle| read_as(&self.asked.source, Path::new(&bundle.name)).is_some())
            .cloned()
            .collect();
        if mine.is_empty() {
            return Ok(());
        }
        let writer = Writer::open(&self.asked.ledger)?;
        let left: Vec<Bundle> =
            mine.into_iter().filter(|bundle| !writer.has_read(bundle.digest)).collect();
        drop(writer);
        for bundles in left.chunks(AT_ONCE) {
            if self.wall.stopped() {
                return Err(FetchError::Stopped.into());
            }
            self.read(bundles)?;
        }
        Ok(())
    }
}

/// Whether an error ends the fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grave {
    Yes,
    No,
}

/// A line on the terminal that says how far a file is; nothing in a pipe.
struct Progress<'a> {
    of: &'a str,
    name: &'a str,
    shown_bytes: Option<u64>,
    terminal: bool,
}

impl<'a> Progress<'a> {
    fn new(of: &'a str, name: &'a str) -> Progress<'a> {
        let terminal = std::io::stderr().is_terminal();
        Progress { of, name, shown_bytes: None, terminal }
    }

    fn show(&mut self, got: u64, total: Option<u64>) {
        let new = self.shown_bytes.is_none_or(|shown| got - shown >= 1 << 20);
        if self.terminal && new {
            let total = total.map_or(String::new(), |total| format!(" of {total}"));
            output::talk_over(&format!("{} {}: {got}{total} bytes", self.of, self.name));
            self.shown_bytes = Some(got);
        }
    }

    fn end(&self) {
        if self.shown_bytes.is_some() {
            output::talk_over("");
        }
    }
}
