//! The table `vintage` as the query engine sees it: exactly the data files that the log names, with
//! what the log says about each. No folder is ever listed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use arrow::datatypes::{Field, FieldRef, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::config::TableParquetOptions;
use datafusion::common::stats::Precision;
use datafusion::common::{ScalarValue, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use jiff::civil::Date;

use crate::LedgerError;
use crate::checked::{Found, FoundWhole};
use crate::columns::{PARTITION_COLUMNS, file_schema, table_schema};
use crate::file::check_digest;
use crate::log::AddedFile;

/// The address under which the engine finds the ledger's folder.
pub(crate) const ADDRESS: &str = "telltale://ledger";

/// The data files of one version of a ledger.
#[derive(Debug)]
pub(crate) struct Files {
    dir: PathBuf,
    files: Vec<AddedFile>,
    checked: Checked,
}

/// The first damage that was found, once the digests were checked.
#[derive(Debug, Default)]
pub(crate) struct Checked(OnceLock<Option<Corrupt>>);

impl Checked {
    /// Looks for damage the first time, and remembers what was found.
    pub(crate) fn once(&self, find: impl FnOnce() -> Option<Corrupt>) -> Result<()> {
        match self.0.get_or_init(find) {
            Some(corrupt) => Err(DataFusionError::External(Box::new(corrupt.clone()))),
            None => Ok(()),
        }
    }
}

/// A data file whose bytes are not those that were written.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{file}: {what}")]
pub(crate) struct Corrupt {
    pub(crate) file: String,
    pub(crate) what: String,
}

impl Corrupt {
    /// The damage that a check found.
    pub(crate) fn of(checked: std::result::Result<(), LedgerError>) -> Option<Corrupt> {
        match checked {
            Err(LedgerError::Damaged { file, what }) => Some(Corrupt { file, what }),
            _ => None,
        }
    }
}

impl Files {
    pub(crate) fn new(dir: PathBuf, files: Vec<AddedFile>) -> Files {
        Files { dir, files, checked: Checked::default() }
    }

    /// Checks every file against its digest, once: a flipped byte may decode to a wrong answer. A file
    /// that was found whole before, and was not touched since, is not read through again.
    fn check(&self) -> Result<()> {
        self.checked.once(|| {
            let known = FoundWhole::read(&self.dir);
            let unknown = |file: &&AddedFile| !known.has(&self.dir, file);
            let unknown: Vec<&AddedFile> = self.files.iter().filter(unknown).collect();
            if unknown.is_empty() {
                return None;
            }
            let found = self.found();
            let (left, right) = unknown.split_at(unknown.len().div_ceil(2));
            let corrupt = std::thread::scope(|scope| {
                let right = scope.spawn(|| self.first_corrupt(right));
                let left = self.first_corrupt(left);
                left.or_else(|| right.join().expect("checking digests does not panic"))
            });
            if corrupt.is_none() {
                FoundWhole::keep(&self.dir, &found);
            }
            corrupt
        })
    }

    /// How every file with a digest lies in the folder now.
    fn found(&self) -> BTreeMap<String, Found> {
        let now = |file: &AddedFile| {
            let found = Found::now(&self.dir, &file.path, file.digest?)?;
            Some((file.path.clone(), found))
        };
        self.files.iter().filter_map(now).collect()
    }

    fn first_corrupt(&self, files: &[&AddedFile]) -> Option<Corrupt> {
        files.iter().find_map(|file| Corrupt::of(check_digest(&self.dir, file)))
    }
}

/// What is asked of files: which columns, and at most how many rows.
pub(crate) struct Scan<'a> {
    pub(crate) state: &'a dyn Session,
    pub(crate) projection: Option<&'a Vec<usize>>,
    pub(crate) limit: Option<usize>,
}

impl Scan<'_> {
    /// A plan that reads exactly these files.
    pub(crate) fn of(
        self,
        table: TableSchema,
        files: Vec<PartitionedFile>,
        statistics: Statistics,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Scan { state, projection, limit } = self;
        if files.is_empty() {
            let schema = match projection {
                Some(columns) => Arc::new(table.table_schema().project(columns)?),
                None => table.table_schema().clone(),
            };
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        let groups = FileGroup::new(files).split_files(state.config().target_partitions());
        let options = TableParquetOptions {
            global: state.config_options().execution.parquet.clone(),
            ..TableParquetOptions::default()
        };
        let source = ParquetSource::new(table).with_table_parquet_options(options);
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::parse(ADDRESS)?, Arc::new(source))
            .with_file_groups(groups)
            .with_statistics(statistics)
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(config))
    }
}

#[async_trait]
impl TableProvider for Files {
    fn schema(&self) -> SchemaRef {
        table_schema()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    // Conditions are not taken here: the engine hands them to the Parquet reader itself, which
    // passes over files, row groups and pages that cannot match.
    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.check()?;
        let files = self.files.iter().map(partitioned).collect();
        Scan { state, projection, limit }.of(schema(), files, whole(&self.files))
    }
}

fn schema() -> TableSchema {
    let table = table_schema();
    let partition = &table.fields()[table.fields().len() - PARTITION_COLUMNS..];
    let partition: Vec<FieldRef> = partition.iter().map(|f| Arc::new(Field::clone(f))).collect();
    TableSchema::builder(file_schema()).with_table_partition_cols(partition).build()
}

fn partitioned(file: &AddedFile) -> PartitionedFile {
    let year = ScalarValue::Int32(Some(i32::from(file.year)));
    let kind = ScalarValue::Utf8View(Some(file.kind.name().to_owned()));
    PartitionedFile::new(file.path.clone(), file.bytes)
        .with_partition_values(vec![kind, year])
        .with_statistics(Arc::new(statistics(file)))
}

/// What the log says about a file. Its bounds hold exactly where we wrote it.
fn statistics(file: &AddedFile) -> Statistics {
    let ours = file.digest.is_some();
    let mut known = Statistics::new_unknown(&file_schema());
    known.num_rows = file.records.map_or(Precision::Absent, |n| precise(n as usize, ours));
    let Some(span) = file.span else { return known };
    let micros = |at| ScalarValue::TimestampMicrosecond(Some(at), Some("UTC".into()));
    let day = |day: Date| {
        let days = day.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24;
        ScalarValue::Date32(Some(days as i32))
    };
    let (known_at, start) = (span.known_at_micros, span.start);
    let bounds = [
        ("known_at", micros(known_at.0), micros(known_at.1)),
        ("start_date", day(start.0), day(start.1)),
    ];
    for (name, min, max) in bounds {
        let at = file_schema().index_of(name).expect("the table of columns has it");
        let column = &mut known.column_statistics[at];
        column.min_value = precise(min, ours);
        column.max_value = precise(max, ours);
        column.null_count = Precision::Exact(0);
    }
    known
}

fn precise<T: std::fmt::Debug + Clone + PartialEq + Eq + PartialOrd>(
    value: T,
    exact: bool,
) -> Precision<T> {
    if exact { Precision::Exact(value) } else { Precision::Inexact(value) }
}

/// How many rows there are in all: what the planner needs to order joins.
fn whole(files: &[AddedFile]) -> Statistics {
    let mut all = Statistics::new_unknown(&table_schema());
    let ours = files.iter().all(|file| file.digest.is_some());
    let rows: Option<u64> = files.iter().map(|file| file.records).sum();
    all.num_rows = rows.map_or(Precision::Absent, |rows| precise(rows as usize, ours));
    all
}
