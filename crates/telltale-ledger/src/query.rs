//! Asking: SQL over the files of one version, or over rows in memory.
//!
//! Every query runs in a session of its own, on threads that all ledgers of the process share, with
//! a bound on memory beyond which it spills to disk. An aggregate under such a bound can deadlock
//! while spilling when it runs on several threads, and never has on one. So a watchdog ends a query
//! that takes too long, and it is asked once more on one thread; a query that runs out of memory
//! likewise.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::error::DataFusionError;
use datafusion::execution::context::SQLOptions;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion::sql::parser::DFParser;
use telltale_observation::{AsOf, Kind};
use tokio::runtime::Runtime;

use crate::LedgerError;
use crate::provider::{ADDRESS, Corrupt};

/// What one query may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory beyond which a query spills to disk, in bytes.
    pub memory_bytes: usize,
    /// How long one attempt may take.
    pub time: Duration,
    /// On how many threads the first attempt runs.
    pub threads: usize,
}

impl Default for Limits {
    /// One gibibyte, five minutes, as many threads as the machine has.
    fn default() -> Limits {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Limits { memory_bytes: 1 << 30, time: Duration::from_secs(300), threads }
    }
}

/// Rows of an answer, with the columns they have even if there are none.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

/// What a query runs against.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    /// The table `vintage`.
    pub(crate) vintages: Arc<dyn TableProvider>,
    /// The table `mention`.
    pub(crate) mentions: Arc<dyn TableProvider>,
    /// The ledger's folder; `None` in memory.
    pub(crate) dir: Option<PathBuf>,
    pub(crate) limits: Limits,
}

/// Which vintages the view `observation` shows.
#[derive(Clone, Debug)]
pub(crate) enum Seen {
    /// All of them.
    Everything,
    /// One a thing, of things of these kinds.
    AsOf(AsOf, Vec<Kind>),
}

impl Seen {
    /// The query that stands behind the view `observation`.
    fn sql(&self) -> String {
        match self {
            Seen::Everything => include_str!("../sql/all_vintages.sql").to_owned(),
            Seen::AsOf(as_of, kinds) => {
                let names: Vec<String> =
                    kinds.iter().map(|kind| format!("'{}'", kind.name())).collect();
                let names = if names.is_empty() { "''".to_owned() } else { names.join(", ") };
                without_comments(include_str!("../sql/as_of.sql"))
                    .replace(":as_of", &instant(*as_of))
                    .replace(":kinds", &names)
            }
        }
    }
}

/// The text of a query without its comment lines, in which words would be replaced too.
pub(crate) fn without_comments(sql: &str) -> String {
    sql.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n")
}

/// The timestamp literal of an instant, which DataFusion and Spark read alike.
pub(crate) fn instant(as_of: AsOf) -> String {
    let instant = jiff::Timestamp::from_microsecond(as_of.as_microsecond());
    let instant = instant.expect("an instant between 1800 and 2200 is in range");
    format!("TIMESTAMP '{instant:.6}'")
}

/// The views that build on `observation`, each on those before it.
const VIEWS: &[(&str, &str)] = &[
    ("panel_row", include_str!("../sql/panel_rows.sql")),
    ("panel_count", include_str!("../sql/panel_counts.sql")),
    ("panel", include_str!("../sql/panel.sql")),
];

impl Engine {
    /// The rows that answer a query.
    pub(crate) fn ask(&self, seen: &Seen, sql: &str) -> Result<Rows, LedgerError> {
        let statement = the_only_statement(sql)?;
        match self.attempt(seen, sql, self.limits.threads) {
            Err(LedgerError::TooSlow { .. } | LedgerError::TooLarge { .. }) => {
                self.attempt(seen, sql, 1)
            }
            Err(LedgerError::NotAQuestion { .. }) => {
                Err(LedgerError::NotAQuestion { what: found(&statement) })
            }
            other => other,
        }
    }

    fn attempt(&self, seen: &Seen, sql: &str, threads: usize) -> Result<Rows, LedgerError> {
        let context = self.session(threads).map_err(|fault| self.explained(&fault))?;
        let (engine, seen, sql) = (self.clone(), seen.clone(), sql.to_owned());
        let (answer, answered) = mpsc::channel();
        let task = runtime()?.spawn(async move {
            // Nobody listens any more once the watchdog has struck.
            let _ = answer.send(run(&engine, &context, &seen, &sql).await);
        });
        match answered.recv_timeout(self.limits.time) {
            Ok(answer) => answer.map_err(|fault| self.explained(&fault)),
            Err(RecvTimeoutError::Timeout) => {
                task.abort();
                Err(LedgerError::TooSlow { limit: self.limits.time })
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err(LedgerError::Query { what: "the query engine panicked".to_owned() })
            }
        }
    }

    fn session(&self, threads: usize) -> Result<SessionContext, DataFusionError> {
        let pool = FairSpillPool::new(self.limits.memory_bytes);
        let runtime = RuntimeEnvBuilder::new().with_memory_pool(Arc::new(pool)).build_arc()?;
        if let Some(dir) = &self.dir {
            let store = Arc::new(LocalFileSystem::new_with_prefix(dir)?);
            runtime.register_object_store(ObjectStoreUrl::parse(ADDRESS)?.as_ref(), store);
        }
        let config = SessionConfig::new()
            .with_target_partitions(threads.max(1))
            .with_information_schema(true)
            // The queries name the small side of a join first; estimates of it are mere guesses.
            .set_bool("datafusion.optimizer.join_reordering", false)
            // The small side is kept whole, so that the rows of the large one stay on their threads:
            // to send them to one by the key of the join costs more than the join.
            .with_repartition_joins(false);
        Ok(SessionContext::new_with_config_rt(config, runtime))
    }

    fn explained(&self, fault: &DataFusionError) -> LedgerError {
        let what = fault.strip_backtrace();
        match fault.find_root() {
            DataFusionError::ResourcesExhausted(_) => {
                LedgerError::TooLarge { limit_bytes: self.limits.memory_bytes, what }
            }
            DataFusionError::Plan(refused)
                if ["DDL", "DML", "Statement"].iter().any(|word| refused.starts_with(word)) =>
            {
                LedgerError::NotAQuestion { what: refused.clone() }
            }
            DataFusionError::External(found) if found.is::<Corrupt>() => {
                let corrupt = found.downcast_ref::<Corrupt>().expect("just asked");
                LedgerError::damaged(&corrupt.file, &corrupt.what)
            }
            DataFusionError::ParquetError(_) | DataFusionError::ObjectStore(_) => {
                LedgerError::damaged("a data file", what)
            }
            _ => LedgerError::Query { what },
        }
    }
}

/// The statement of a text that holds one, or an empty one of a text that the engine will refuse.
fn the_only_statement(sql: &str) -> Result<String, LedgerError> {
    let Ok(statements) = DFParser::parse_sql(sql) else { return Ok(String::new()) };
    match statements.len() {
        1 => Ok(statements[0].to_string()),
        0 => Err(LedgerError::NotAQuestion { what: "found nothing".to_owned() }),
        several => {
            Err(LedgerError::NotAQuestion { what: format!("found {several} statements at once") })
        }
    }
}

/// What a statement that is refused begins with, such as `DROP VIEW`.
fn found(statement: &str) -> String {
    let is_keyword = |word: &&str| word.bytes().all(|b| b.is_ascii_uppercase());
    let words: Vec<&str> = statement.split_whitespace().take(3).take_while(is_keyword).collect();
    if words.is_empty() {
        "found something else".to_owned()
    } else {
        format!("found {}", words.join(" "))
    }
}

async fn run(
    engine: &Engine,
    context: &SessionContext,
    seen: &Seen,
    sql: &str,
) -> Result<Rows, DataFusionError> {
    context.register_table("vintage", engine.vintages.clone())?;
    let view = context.sql(&seen.sql()).await?.into_view();
    context.register_table("observation", view)?;
    for (name, sql) in VIEWS {
        let view = context.sql(sql).await?.into_view();
        context.register_table(*name, view)?;
    }
    context.register_table("mention", engine.mentions.clone())?;
    if let Seen::AsOf(as_of, _) = seen {
        // The views keep the whole table; whoever asks sees only what was known then.
        for name in ["vintage", "mention"] {
            let then = format!("SELECT * FROM {name} WHERE known_at <= {}", instant(*as_of));
            let view = context.sql(&then).await?.into_view();
            context.deregister_table(name)?;
            context.register_table(name, view)?;
        }
    }
    let counted = context.sql(include_str!("../sql/mentioned.sql")).await?.into_view();
    context.register_table("mentioned", counted)?;
    let only_questions =
        SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    let frame = context.sql_with_options(sql, only_questions).await?;
    let schema = frame.schema().inner().clone();
    let batches = frame.collect().await?;
    Ok(Rows { schema, batches })
}

/// The threads on which all queries of the process run. They are never joined, so that a ledger
/// may be dropped anywhere, in asynchronous code too.
fn runtime() -> Result<&'static Runtime, LedgerError> {
    static RUNTIME: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
        tokio::runtime::Builder::new_multi_thread()
            .thread_name("telltale-query")
            // Plans of views upon views recurse deeply.
            .thread_stack_size(8 << 20)
            .enable_all()
            .build()
    });
    let fault = |fault: &io::Error| io::Error::new(fault.kind(), fault.to_string());
    Ok(RUNTIME.as_ref().map_err(fault)?)
}
