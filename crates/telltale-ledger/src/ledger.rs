//! A ledger to ask: one version of it, as of an instant or with all vintages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use datafusion::datasource::MemTable;
use telltale_observation::{Actor, AsOf, Channel, Kind, Observation, Panel, ThingId};

use crate::columns::{decode, encode_table, table_schema};
use crate::log::{self, Table};
use crate::mentions::MentionFiles;
use crate::provider::Files;
use crate::query::{Engine, Limits, Seen, without_comments};
use crate::{Answer, LedgerError, counted};

/// Rows of a batch of a ledger in memory.
const BATCH_ROWS: usize = 16_384;
/// The fewest digits of an id that are taken for its beginning.
const ID_DIGITS_MIN: usize = 6;

/// One version of a ledger, open for questions. It does not follow what is appended later; open it
/// again for that.
///
/// ```
/// use telltale_ledger::Ledger;
/// let ledger = Ledger::in_memory(Vec::new())?;
/// let answer = ledger.sql("SELECT count(*) AS n FROM observation", None)?;
/// assert_eq!(answer.to_csv()?, "n\n0\n");
/// # Ok::<(), telltale_ledger::LedgerError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ledger {
    pub(crate) engine: Engine,
    pub(crate) rows: Kept,
}

/// Where the rows are.
#[derive(Clone, Debug)]
pub(crate) enum Kept {
    InFolder { dir: PathBuf, table: Table },
    InMemory { rows: usize },
}

/// A ledger as of an instant: one vintage a thing, nothing known later.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    ledger: &'a Ledger,
    as_of: AsOf,
}

/// Which observations are wanted. `None` is all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those in which one of these acts or is the target.
    pub actors: Option<Vec<Actor>>,
    /// Those of these kinds.
    pub kinds: Option<Vec<Kind>>,
    /// Those in these channels.
    pub channels: Option<Vec<Channel>>,
}

/// Whether a panel holds the ids of what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithIds {
    /// Counts and ids, so that each count walks back to its observations.
    Yes,
    /// Counts only, which is faster.
    No,
}

impl Ledger {
    /// Opens the newest version of the ledger in a folder.
    ///
    /// # Errors
    /// [`LedgerError::NotALedger`], [`LedgerError::Protocol`], or [`LedgerError::Damaged`] if the
    /// log cannot be followed. Data files are looked at when they are asked about, and all of them
    /// by [`Ledger::verify`].
    pub fn open(dir: impl AsRef<Path>) -> Result<Ledger, LedgerError> {
        let dir = dir.as_ref().to_owned();
        if !log::exists(&dir) && dir.is_dir() {
            log::refuse_ruin(&dir)?;
        }
        let table = log::replay(&dir)?;
        let files = Files::new(dir.clone(), table.files.values().cloned().collect());
        let files = Arc::new(files);
        let limits = Limits::default();
        let mentions = MentionFiles::new(dir.clone(), table.mentions.iter().cloned());
        let mentions = Arc::new(mentions);
        let engine = Engine { vintages: files, mentions, dir: Some(dir.clone()), limits };
        Ok(Ledger { engine, rows: Kept::InFolder { dir, table } })
    }

    /// A ledger of these observations, kept nowhere; answers the same questions. Of two copies of
    /// one observation the first is kept.
    ///
    /// # Errors
    /// None today; the engine may refuse a table.
    pub fn in_memory(observations: Vec<Observation>) -> Result<Ledger, LedgerError> {
        let mut known = BTreeSet::new();
        let rows: Vec<&Observation> =
            observations.iter().filter(|seen| known.insert(seen.id())).collect();
        let batches: Vec<RecordBatch> = rows.chunks(BATCH_ROWS).map(encode_table).collect();
        let table = MemTable::try_new(table_schema(), vec![batches]);
        let table = table.map_err(|fault| LedgerError::Query { what: fault.to_string() })?;
        let mentions = Arc::new(MentionFiles::new(PathBuf::new(), std::iter::empty()));
        let limits = Limits::default();
        let engine = Engine { vintages: Arc::new(table), mentions, dir: None, limits };
        Ok(Ledger { engine, rows: Kept::InMemory { rows: rows.len() } })
    }

    /// The same ledger with other limits on each query.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Ledger {
        self.engine.limits = limits;
        self
    }

    /// The ledger as it could have been known at an instant.
    pub fn as_of(&self, as_of: AsOf) -> Snapshot<'_> {
        Snapshot { ledger: self, as_of }
    }

    /// The observations, of all vintages, whose id begins so or which their source calls so. An id is
    /// compared from six digits on, in small letters.
    ///
    /// # Errors
    /// Those of [`Snapshot::observations`].
    pub fn named(&self, name: &str) -> Result<Vec<Observation>, LedgerError> {
        let hex = name.len() >= ID_DIGITS_MIN && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let by_id = format!("starts_with(id, '{}')", name.to_ascii_lowercase());
        let by_key = format!("source_key = '{}'", name.replace('\'', "''"));
        self.all(&if hex { format!("({by_id} OR {by_key})") } else { by_key })
    }

    /// Every vintage of a thing.
    ///
    /// # Errors
    /// Those of [`Snapshot::observations`].
    pub fn vintages(&self, thing: ThingId) -> Result<Vec<Observation>, LedgerError> {
        self.all(&format!("thing = {}", thing.as_i64()))
    }

    /// The observations, of all vintages, that a condition fits.
    fn all(&self, condition: &str) -> Result<Vec<Observation>, LedgerError> {
        let sql =
            without_comments(include_str!("../sql/observations.sql")).replace(":filter", condition);
        observed(&self.engine.ask(&Seen::Everything, &sql)?.batches)
    }

    /// The answer to a query in SQL.
    ///
    /// The view `observation` shows every vintage or, as of an instant, one a thing; the view
    /// `panel` counts its events. The view `mention` shows the mentions of events that were known by
    /// then, and `mentioned` counts them by event. Nothing can be changed.
    ///
    /// # Errors
    /// [`LedgerError::NotAQuestion`] for a statement that would change something,
    /// [`LedgerError::Query`] for one that is malformed or fails, [`LedgerError::TooSlow`] and
    /// [`LedgerError::TooLarge`] for one beyond the limits.
    pub fn sql(&self, query: &str, as_of: Option<AsOf>) -> Result<Answer, LedgerError> {
        let seen = match as_of {
            Some(as_of) => Seen::AsOf(as_of, Kind::ALL.to_vec()),
            None => Seen::Everything,
        };
        Ok(Answer::new(self.engine.ask(&seen, query)?))
    }

    /// Every vintage of the observations that pass the filter, by first day, then id: what asking as
    /// of any day could show.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] if a row is not what its id says, and those of [`Ledger::sql`].
    pub fn every_vintage(&self, filter: &Filter) -> Result<Vec<Observation>, LedgerError> {
        self.all(&format!("{} AND {}", condition(filter), of_kinds(filter)))
    }

    /// The same, without the events that a source counts in many reports: what somebody wrote down one
    /// by one.
    ///
    /// # Errors
    /// As for [`Ledger::every_vintage`].
    pub fn every_record(&self, filter: &Filter) -> Result<Vec<Observation>, LedgerError> {
        let of_kinds = of_kinds(filter);
        self.all(&format!("{} AND {of_kinds} AND reports IS NULL", condition(filter)))
    }
}

/// The kinds of a filter as a condition of a query.
fn of_kinds(filter: &Filter) -> String {
    match &filter.kinds {
        None => "true".to_owned(),
        Some(kinds) => {
            let names: Vec<String> =
                kinds.iter().map(|kind| format!("'{}'", kind.name())).collect();
            if names.is_empty() {
                "false".to_owned()
            } else {
                format!("kind IN ({})", names.join(", "))
            }
        }
    }
}

impl Snapshot<'_> {
    /// The instant.
    pub fn as_of(&self) -> AsOf {
        self.as_of
    }

    /// The observations that pass the filter, by first day, then id.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] if a row is not what its id says, and those of [`Ledger::sql`].
    pub fn observations(&self, filter: &Filter) -> Result<Vec<Observation>, LedgerError> {
        let kinds = filter.kinds.clone().unwrap_or_else(|| Kind::ALL.to_vec());
        let sql = without_comments(include_str!("../sql/observations.sql"))
            .replace(":filter", &condition(filter));
        let rows = self.ledger.engine.ask(&Seen::AsOf(self.as_of, kinds), &sql)?;
        let observations = observed(&rows.batches)?;
        let late = observations.iter().find(|seen| !self.as_of.sees(seen.known_at()));
        assert!(late.is_none(), "as of {} nothing known later is seen: {late:?}", self.as_of);
        Ok(observations)
    }

    /// The rows that answer a query of ours about events.
    pub(crate) fn event_rows(&self, sql: &str) -> Result<Vec<RecordBatch>, LedgerError> {
        let seen = Seen::AsOf(self.as_of, vec![Kind::Event]);
        Ok(self.ledger.engine.ask(&seen, sql)?.batches)
    }

    /// Events that took place, counted by source, dyad, channel, mode and month, with exposure.
    ///
    /// # Errors
    /// Those of [`Snapshot::observations`].
    pub fn panel(&self, with_ids: WithIds) -> Result<Panel, LedgerError> {
        let seen = Seen::AsOf(self.as_of, vec![Kind::Event]);
        let view = match with_ids {
            WithIds::Yes => "SELECT * FROM panel_row",
            WithIds::No => "SELECT * FROM panel_count",
        };
        let rows = self.ledger.engine.ask(&seen, view)?;
        counted::panel(self.as_of, &rows.batches)
            .map_err(|what| LedgerError::damaged("a data file", what))
    }
}

/// Rows as observations, each checked anew.
fn observed(batches: &[RecordBatch]) -> Result<Vec<Observation>, LedgerError> {
    let mut observations = Vec::new();
    for batch in batches {
        let decoded = decode(batch, None);
        observations.extend(decoded.map_err(|w| LedgerError::damaged("a data file", w))?);
    }
    Ok(observations)
}

/// The condition of a filter. All words come from closed lists, so none can break out of it.
pub(crate) fn condition(filter: &Filter) -> String {
    let list = |words: Vec<&str>| {
        let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        if words.is_empty() { "''".to_owned() } else { words.join(", ") }
    };
    let mut all = vec!["true".to_owned()];
    if let Some(actors) = &filter.actors {
        let codes = list(actors.iter().map(|actor| actor.code()).collect());
        all.push(format!("(actor IN ({codes}) OR target IN ({codes}))"));
    }
    if let Some(channels) = &filter.channels {
        let names = list(channels.iter().map(|channel| channel.name()).collect());
        all.push(format!("channel IN ({names})"));
    }
    all.join(" AND ")
}
