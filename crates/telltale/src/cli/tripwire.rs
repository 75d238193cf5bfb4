//! The flags of `telltale tripwire`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use telltale_brief::Language;

use super::{CaseAt, TextOrJson};

#[derive(Debug, Subcommand)]
pub(crate) enum Tripwire {
    /// Say what each tripwire means, in English and in Korean, from what is declared
    Explain(Explain),
    /// Judge them: quiet, raised or cannot tell, with the evidence and what would flip them
    Test(Test),
    /// Replay them day by day on what was known then, and score them against what followed
    Backtest(Backtest),
    /// Judge them on a ledger, and say each change of state once
    Watch(Box<Watch>),
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Folder of the case, with its case.toml; without it, the embedded case `pyongyang`
    #[arg(value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
    /// Only this tripwire
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Option<String>,
    /// Only this language: en or ko; without it, both
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<Language>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    #[command(flatten)]
    pub(crate) which: CaseAt,
    /// Only this tripwire
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Option<String>,
    /// Take the observations from this ledger instead of the case's tables
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// Language of the sentences: en or ko
    #[arg(long, default_value = "en", value_name = "LANG")]
    pub(crate) lang: Language,
    /// End with exit status 1 if a tripwire is raised
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct Backtest {
    #[command(flatten)]
    pub(crate) which: CaseAt,
    /// Only this tripwire
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Option<String>,
    /// Take the observations from this ledger instead of the case's tables
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// Folder of the case, with its case.toml; without it, the embedded case `pyongyang`
    #[arg(value_name = "CASE")]
    pub(crate) case: Option<PathBuf>,
    /// Folder of the ledger
    #[arg(long, value_name = "DIR")]
    pub(crate) ledger: PathBuf,
    /// File in which is kept what was said; without it, _watch/CASE.json in the ledger's folder
    #[arg(long, value_name = "FILE")]
    pub(crate) state: Option<PathBuf>,
    /// Look again and again, until Ctrl-C; without it, once
    #[arg(long)]
    pub(crate) follow: bool,
    /// How many seconds to wait between two looks
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 900,
        requires = "follow",
        value_parser = clap::value_parser!(u64).range(1..)
    )]
    pub(crate) every: u64,
    /// Look so often, then end
    #[arg(long, value_name = "N", requires = "follow")]
    pub(crate) rounds: Option<u64>,
    /// Judge as of this day instead of today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<telltale_observation::AsOf>,
    /// Send each notice to this address, signed with the key in TELLTALE_WEBHOOK_KEY
    #[arg(long, value_name = "URL")]
    pub(crate) webhook: Option<String>,
    /// Send each notice to these mail addresses; user and password of the server are taken from
    /// TELLTALE_SMTP_USER and TELLTALE_SMTP_PASSWORD
    #[arg(long, value_name = "ADDRESS", value_delimiter = ',', requires_all = ["mail_from", "smtp"])]
    pub(crate) mail_to: Vec<String>,
    /// From which mail address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mail_from: Option<String>,
    /// Through which mail server, such as smtp.example.org:465; on another port it has to offer
    /// STARTTLS
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) smtp: Option<String>,
    /// Keep a feed (Atom) of the notices in this file
    #[arg(long, value_name = "FILE")]
    pub(crate) feed: Option<PathBuf>,
    /// Keep a calendar (ICS) of what is announced and of expected figures in this file
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
    /// Say nothing between these hours of the day, where the program runs: 22:00-07:00
    #[arg(long, value_name = "FROM-TO")]
    pub(crate) quiet: Option<String>,
    /// Say all changes of a day together, from this hour on: 08:00
    #[arg(long, value_name = "TIME")]
    pub(crate) digest: Option<String>,
    /// Language of the notices: en or ko
    #[arg(long, default_value = "en", value_name = "LANG")]
    pub(crate) lang: Language,
    /// Send to machines of private networks, and to this one
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Send without encryption
    #[arg(long)]
    pub(crate) allow_http: bool,
    /// Form of the notices on standard output
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}
