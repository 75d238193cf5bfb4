//! The command line: one table from which parsing, help and shell completion come.

pub(crate) mod tripwire;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use telltale_brief::Language;
use telltale_observation::{Actor, AsOf, Channel, Mode, Ontology, Unit};

/// Reads what states do, holds it against what they say, and writes a brief in which every
/// sentence is cited.
#[derive(Debug, Parser)]
#[command(name = "telltale", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_HELP: &str = "\
Exit status: 0 done, 1 a finding, 2 wrong usage or input, 3 network, 4 ledger damaged or locked,
130 stopped (Ctrl-C: what was committed stays; once more stops at once).
Data goes to standard output, talk to standard error. NO_COLOR is honoured.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the brief of a case
    Brief(Brief),
    /// Read a text: who did or said what to whom, when, and which amounts it claims
    Read(Read),
    /// Check a text: every amount and change it claims, against a ledger
    Check(Check),
    /// Walk from an evidence id back to its origin, and to every line that used it
    Why(Why),
    /// Print the table of event codes: ontology, code, channel, mode
    Codes(Codes),
    /// Start a case, or check one
    #[command(subcommand)]
    Case(Case),
    /// Append what files of a source, a case's tables or texts tell to a ledger
    Ingest(Ingest),
    /// Fetch a source: print the plan, and with --go follow it
    Fetch(Fetch),
    /// What is known of each source
    #[command(subcommand)]
    Source(Source),
    /// Look whether everything is in order, and what to do next
    Doctor(Doctor),
    /// Cite what a brief used, or what a ledger holds
    Cite(Cite),
    /// List what was not taken into a ledger: file, row and reason
    Rejects(Rejects),
    /// Print a series of a dyad and a channel, month by month, with what was reported at all
    Series(Series),
    /// Scan a ledger: which dyads of the world moved, with the share of false findings held down
    Scan(Scan),
    /// Find the turning points of a series
    Turns(Turns),
    /// How likely the events are that a case waits for; how good such forecasts are
    Forecast(Forecast),
    /// What was declared to watch: in words, judged now, how it would have done, and watched
    #[command(subcommand)]
    Tripwire(tripwire::Tripwire),
    /// Roll calls: how often states vote alike, and where they stand
    #[command(subcommand)]
    Votes(Votes),
    /// Ask a ledger in SQL
    Sql(Sql),
    /// Look after a ledger
    #[command(subcommand)]
    Ledger(Ledger),
    /// The pages of a PDF on standard input, as JSON: what a run asks of another process
    #[command(hide = true)]
    PdfPages,
}

/// Which case, and as of when.
#[derive(Debug, Args)]
pub(crate) struct CaseAt {
    /// Folder of the case, with its case.toml; without it, the embedded case `pyongyang`
    #[arg(value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) at: At,
}

/// As of when.
#[derive(Debug, Args)]
pub(crate) struct At {
    /// Day (YYYY-MM-DD) or RFC 3339 instant: nothing known later is seen. Without it, today, or
    /// the last day that the case covers if that is earlier
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<AsOf>,
}

#[derive(Debug, Args)]
pub(crate) struct Brief {
    #[command(flatten)]
    pub(crate) which: CaseAt,
    /// Language of the sentences: en or ko
    #[arg(long, default_value = "en", value_name = "LANG")]
    pub(crate) lang: Language,
    /// Form of the brief
    #[arg(long, value_enum, default_value_t = BriefFormat::Text)]
    pub(crate) format: BriefFormat,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Take the observations from this ledger instead of the case's tables
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefFormat {
    /// For the terminal
    Text,
    /// Markdown
    Md,
    /// One HTML file
    Html,
    /// JSON, by the schema of the repository
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// A text, a web page or a PDF; - for standard input
    #[arg(value_name = "FILE", required_unless_present = "batch", conflicts_with = "batch")]
    pub(crate) file: Option<PathBuf>,
    /// The day (YYYY-MM-DD) on which the text was published, from which its dates are told; without
    /// it, the day that the page or its file's name tells, or today
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<jiff::civil::Date>,
    /// The text's language: en, ko, zh or ru; without it, told by its script
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// Read many texts: one JSON object a line with `id`, `text`, `date`, and where wanted `lang`,
    /// `source` and `target`; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) batch: Option<PathBuf>,
    /// Form of the answer; a batch is answered in jsonl
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReadFormat>,
    /// Say of each observation why it was made
    #[arg(long)]
    pub(crate) explain: bool,
    /// Ask a second reader too: an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1
    #[arg(long, value_name = "URL", requires = "second_model", conflicts_with = "batch")]
    pub(crate) second_reader: Option<String>,
    /// The second reader's model; its key is taken from the environment variable
    /// TELLTALE_SECOND_READER_KEY
    #[arg(long, value_name = "MODEL", requires = "second_reader")]
    pub(crate) second_model: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For the terminal: the text with its passages underlined, and a table
    Text,
    /// JSON
    Json,
    /// One JSON object a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// A text, a web page or a PDF; - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Folder of the case whose figures the text is held against; without it, the embedded case
    #[arg(long, value_name = "DIR")]
    pub(crate) case: Option<PathBuf>,
    /// Hold it against the figures of this ledger instead of the case's tables
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// The day (YYYY-MM-DD) on which the text was published; without it, the day that the page or its
    /// file's name tells, or today
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<jiff::civil::Date>,
    /// Day (YYYY-MM-DD) or RFC 3339 instant as of which figures are seen; without it, the day of
    /// publication
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<AsOf>,
    /// Language of the answer: en or ko
    #[arg(long, default_value = "en", value_name = "LANG")]
    pub(crate) lang: Language,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// End with status 1 if a claim is contradicted, or the text's own numbers do not agree
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// Keep what the text expects in the ledger, so that `forecast record` scores it
    #[arg(long, requires = "ledger")]
    pub(crate) keep: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For the terminal: each sentence with its claims underlined, and what was found
    Text,
    /// JSON
    Json,
    /// ClaimReview of schema.org, as JSON-LD
    Claimreview,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// An evidence id, its first digits (six or more), or the source's own id of the record
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Ask this ledger instead of a case's tables: the row is read from its archive
    #[arg(long, value_name = "DIR", conflicts_with = "case")]
    pub(crate) ledger: Option<PathBuf>,
    /// Folder of the case; without it, the embedded case
    #[arg(long, value_name = "DIR")]
    pub(crate) case: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) at: At,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people
    Text,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Codes {
    /// Only this ontology: CAMEO or PLOVER
    #[arg(long)]
    pub(crate) ontology: Option<Ontology>,
    /// Form of the table
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Case {
    /// Make a folder with a case to fill in
    New {
        /// Name of the case, and of its folder
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Report every fault of a case: file, line, column, and what would be right
    Check {
        /// Folder of the case; without it, the embedded case
        #[arg(value_name = "DIR")]
        case: Option<PathBuf>,
        /// Form of the report
        #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
        format: TextOrJson,
    },
}

/// What the times of ICEWS's entity, relation and time files count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Times {
    /// Hours from the first of the year
    Hours,
    /// Days from the first of the year
    Days,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Ingest {
    /// What is read: a source by its name, such as gdelt or icews; `case` for the tables of a case;
    /// `text` for texts; `table` for any table, with --map
    #[arg(value_name = "SOURCE")]
    pub(crate) source: String,
    /// Files, folders, zips and gzips of the source; - for standard input. Folder of the case;
    /// without it, the embedded case. Files and folders of texts and feeds: in a folder every .txt,
    /// .md, .html, .htm, .rss, .atom and .xml file below it
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The day (YYYY-MM-DD) on which the texts, or the release that the files are, were published;
    /// without it, the day that each text names in its head, its first lines or its file's name, and
    /// of a release the day on which it was fetched, or today
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<jiff::civil::Date>,
    /// The year from whose first hour the times of ICEWS's entity, relation and time files count
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<i16>,
    /// What those times count; without it hours, and files that look like days are refused
    #[arg(long, value_enum)]
    pub(crate) times: Option<Times>,
    /// In those files only names of states and of their parts act, and no person who holds an office
    #[arg(long)]
    pub(crate) no_persons: bool,
    /// How a table is read: a file in TOML that says what stands in which column
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Show ten mapped rows of the table and all that would be refused, and write nothing
    #[arg(long, requires = "map")]
    pub(crate) dry_run: bool,
    /// Leave the raw files where they are, and note only their names and digests
    #[arg(long)]
    pub(crate) no_archive: bool,
    /// Folder of the ledger; made if it is not there
    #[arg(
        long,
        value_name = "DIR",
        required = false,
        required_unless_present = "dry_run",
        default_value_if("dry_run", clap::builder::ArgPredicate::IsPresent, Some("."))
    )]
    pub(crate) ledger: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct Fetch {
    /// What is fetched: gdelt (2.0), gdelt1 (1.0), comtrade, gpr; `page` for addresses that are named.
    /// Of a source that a person must fetch it is said where and how
    #[arg(value_name = "SOURCE")]
    pub(crate) source: String,
    /// Addresses of feeds and pages
    #[arg(value_name = "URL")]
    pub(crate) urls: Vec<String>,
    /// Do it: without this the plan is printed, and nothing is asked of anybody
    #[arg(long)]
    pub(crate) go: bool,
    /// The first day; without it, what the source has brought lately
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<jiff::civil::Date>,
    /// The last day, which is included; without it, today
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<jiff::civil::Date>,
    /// Parts of GDELT 2.0: events, mentions, gkg; without it, events
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    pub(crate) part: Vec<String>,
    /// Whose trade: ISO codes, such as CHN
    #[arg(long, value_name = "ISO", value_delimiter = ',')]
    pub(crate) reporter: Vec<String>,
    /// With whom; without it, everybody; WLD is the world
    #[arg(long, value_name = "ISO", value_delimiter = ',')]
    pub(crate) partner: Vec<String>,
    /// Commodities by HS code; without it, TOTAL
    #[arg(long, value_name = "HS", value_delimiter = ',')]
    pub(crate) commodity: Vec<String>,
    /// Trade by year instead of by month
    #[arg(long)]
    pub(crate) yearly: bool,
    /// Look again and again for what is new of GDELT, until Ctrl-C
    #[arg(long)]
    pub(crate) follow: bool,
    /// How many seconds to wait between two looks
    #[arg(long, value_name = "SECONDS", default_value_t = 900, requires = "follow")]
    pub(crate) every: u64,
    /// Look so often, then end
    #[arg(long, value_name = "N", requires = "follow")]
    pub(crate) rounds: Option<u64>,
    /// Ask again for what is held
    #[arg(long)]
    pub(crate) again: bool,
    /// Another place with the same files: a mirror
    #[arg(long, value_name = "URL")]
    pub(crate) base: Option<String>,
    /// Ask machines of private networks, and this one
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Ask without encryption
    #[arg(long)]
    pub(crate) allow_http: bool,
    /// The most seconds that a server may have us wait
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub(crate) wait_max: u64,
    /// Folder of the ledger; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: PathBuf,
    /// Form of the plan and of the report
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Source {
    /// Every source that can be read
    List {
        /// Form of the list
        #[arg(long, value_enum, default_value_t = TableFormat::Text)]
        format: TableFormat,
    },
    /// All that is known of one
    Show {
        /// Its name
        #[arg(value_name = "NAME")]
        name: String,
        /// Form of the page
        #[arg(long, value_enum, default_value_t = PageFormat::Text)]
        format: PageFormat,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// For the terminal
    Text,
    /// Markdown, as in docs/sources
    Md,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Folder of the case; without it, the embedded case
    #[arg(value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
    /// Folder of a ledger to look at too
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// The day on which the ledger's sources are to be fresh; without it, today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<AsOf>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct Cite {
    #[command(flatten)]
    pub(crate) which: CaseAt,
    /// The observations of this ledger: with a case, what its brief used of them; without one, every
    /// source that it holds
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// Form of the citations
    #[arg(long, value_enum, default_value_t = CiteFormat::Text)]
    pub(crate) format: CiteFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiteFormat {
    /// In words, one a line
    Text,
    /// For BibTeX
    Bibtex,
    /// CSL-JSON
    Csl,
    /// JSON: name, title, publisher, citation, licence, address, day of access
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Rejects {
    /// Folder of the ledger
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: PathBuf,
    /// List each row of which no record is made, and not only how many there are of each reason
    #[arg(long)]
    pub(crate) rows: bool,
    /// Form of the list
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Votes {
    /// The share of roll calls, unanimous ones left out, in which a state voted as another did
    Agreement {
        #[command(flatten)]
        file: VotesFile,
        /// The other, by its ISO 3166 alpha-3 code
        #[arg(long, value_name = "ACTOR")]
        with: Actor,
    },
    /// Where each state stands, session by session, with a 90 % interval; the United States positive
    IdealPoints {
        #[command(flatten)]
        file: VotesFile,
    },
}

#[derive(Debug, Args)]
pub(crate) struct VotesFile {
    /// The published table of roll calls of the UN General Assembly, .gz or not
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Form of the table
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Series {
    /// Who acts: a code such as PRK
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Actor,
    /// Towards whom; without it, what is addressed to nobody, such as launches
    #[arg(long, value_name = "ACTOR")]
    pub(crate) target: Option<Actor>,
    /// The channel, such as visit or trade.exports
    #[arg(long, value_name = "CHANNEL")]
    pub(crate) channel: Channel,
    /// Only deeds, or only words; without it, both
    #[arg(long, value_name = "MODE")]
    pub(crate) mode: Option<Mode>,
    /// Of a flow: the unit, where there are several
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Option<Unit>,
    /// Only this source; needed where several tell of it, which are never spliced
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    #[command(flatten)]
    pub(crate) which: CaseAt,
    /// Take the observations from this ledger instead of a case's tables
    #[arg(long, value_name = "DIR", conflicts_with = "case")]
    pub(crate) ledger: Option<PathBuf>,
    /// Form of the series
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Scan {
    /// Folder of the ledger
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: PathBuf,
    /// Set what came since this day against what came before; without it, the last twelve steps
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<jiff::civil::Date>,
    /// Day (YYYY-MM-DD) or RFC 3339 instant: nothing known later is seen, and no step that was not
    /// over. Without it, today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<AsOf>,
    /// Only this source; without it, the one with the most events. Sources are never spliced
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// Months or weeks; without it, months, and weeks where there are fewer than 36 months
    #[arg(long, value_enum)]
    pub(crate) step: Option<Step>,
    /// The share of findings that may be false
    #[arg(long, default_value_t = 0.1, value_name = "SHARE", value_parser = share)]
    pub(crate) q: f64,
    /// How many findings the table for people shows
    #[arg(long, default_value_t = 40, value_name = "N")]
    pub(crate) top: usize,
    /// Seed of what is drawn at random: the same seed, the same answer
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = ScanFormat::Text)]
    pub(crate) format: ScanFormat,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// A share between 0 and 1, neither included.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if share > 0.0 && share < 1.0 { Ok(share) } else { Err("not between 0 and 1".to_owned()) }
}

/// By what a scan counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    /// Calendar months
    Month,
    /// Weeks from Monday on
    Week,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScanFormat {
    /// For people: what moved
    Text,
    /// Comma-separated values: every dyad that was tested
    Csv,
    /// JSON, by the schema of the repository
    Json,
    /// GeoJSON: lines between the two states' seats, for a map
    Geojson,
}

#[derive(Debug, Args)]
pub(crate) struct Turns {
    /// A CSV file with a date and a value column, or JSON with n_obs, time and series; - for
    /// standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The value column, by its heading or its number from 1; without it, `share`, `value` or the
    /// first column of numbers
    #[arg(long, value_name = "COLUMN")]
    pub(crate) value: Option<String>,
    /// How many values make a season, which is taken out first if there is one; without it, what the
    /// dates say (12 of months, 4 of quarters, 7 of days, 52 of weeks); 0 for none
    #[arg(long, value_name = "N")]
    pub(crate) season: Option<usize>,
    /// Say instead how likely it is that the series has changed lately, as it would have been said
    /// while the values came in
    #[arg(long)]
    pub(crate) live: bool,
    /// Seed of what is drawn at random: the same seed, the same answer
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub(crate) seed: u64,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Forecast {
    #[command(subcommand)]
    pub(crate) command: Option<ForecastCommand>,
    #[command(flatten)]
    pub(crate) which: CaseAt,
    /// Take the observations from this ledger instead of the case's tables, as of today without
    /// --as-of, and keep the forecasts in it
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// Do not keep the forecasts
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Language of the sentences: en or ko
    #[arg(long, default_value = "en", value_name = "LANG")]
    pub(crate) lang: Language,
    /// Form of the forecasts
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ForecastCommand {
    /// Walk through a ledger's days, knowing no more than then, and score what would have been said
    Backtest(ForecastBacktest),
    /// Score the forecasts that came due, and what others expected; misses first
    Record(ForecastRecord),
}

#[derive(Debug, Args)]
pub(crate) struct ForecastBacktest {
    /// Folder of the ledger
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: PathBuf,
    /// The channel of the event, such as visit or meeting
    #[arg(long, value_name = "CHANNEL")]
    pub(crate) event: Channel,
    /// Within how many days
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=366))]
    pub(crate) within: u32,
    /// Tell a visit of one to the other from one of the other to the one
    #[arg(long)]
    pub(crate) directed: bool,
    /// Only where this is the highest rank of those who take part, such as leader
    #[arg(long, value_name = "RANK")]
    pub(crate) rank: Option<telltale_observation::Rank>,
    /// Only this source; without it, all sources of the ledger together, which are named
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// Know only what was known then
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<AsOf>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ForecastFormat::Text)]
    pub(crate) format: ForecastFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ForecastFormat {
    /// For people
    Text,
    /// JSON, by the schema of the repository
    Json,
    /// The reliability diagram
    Svg,
}

#[derive(Debug, Args)]
pub(crate) struct ForecastRecord {
    #[command(flatten)]
    pub(crate) which: CaseAt,
    /// Folder of the ledger in which the forecasts are kept; they are settled as of today without
    /// --as-of
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// Form of the record
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct Sql {
    /// A query; the tables are `observation` and `panel`, and where mentions are held `mention` and `mentioned`
    #[arg(value_name = "QUERY")]
    pub(crate) query: String,
    /// Folder of the ledger
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: PathBuf,
    /// See one vintage of each thing, as known then; without it, every vintage
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<AsOf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Ledger {
    /// What it holds
    Info(LedgerFolder),
    /// Read every byte again and report all damage
    Verify(LedgerFolder),
    /// Draw small files together; changes no answer
    Compact(LedgerFolder),
}

#[derive(Debug, Args)]
pub(crate) struct LedgerFolder {
    /// Folder of the ledger
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: PathBuf,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}
