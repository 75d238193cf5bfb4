//! `telltale forecast`: how likely the events are of which a case wants to know it; how good such
//! forecasts would have been; and how those that were made turned out.

use std::collections::HashMap;
use std::path::Path;

use telltale_brief::case::Case;
use telltale_ledger::{Daily, Ledger};
use telltale_measure::forecast::{Seen, Sort};
use telltale_observation::{ActorKind, AsOf, Channel, HOST_A_VISIT, Mode, Rank};

use crate::cli::{Forecast, ForecastCommand};
use crate::failure::Failure;
use crate::flow;

mod backtest;
mod held;
mod keep;
mod kept;
mod record;
mod said;
mod series;
mod sources;

pub(crate) fn run(asked: &Forecast) -> Result<(), Failure> {
    match &asked.command {
        Some(ForecastCommand::Backtest(asked)) => backtest::run(asked),
        Some(ForecastCommand::Record(asked)) => record::run(asked),
        None => said::run(asked),
    }
}

/// The instant asked. What a ledger keeps is said and settled today; the tables of a case say nothing of
/// the days after the last that they cover.
fn as_of(asked: Option<AsOf>, case: &Case, ledger: Option<&Path>) -> AsOf {
    match (asked, ledger) {
        (None, Some(_)) => AsOf::day(flow::today()).expect("today is in range"),
        _ => flow::as_of(asked, case),
    }
}

/// The seed of every draw, so that the same ledger gives the same numbers.
const SEED: u64 = 1;

/// Codes of CAMEO that announce, ask for or demand a meeting or talks.
const PLANS: [&str; 3] = ["026", "036", "106"];

/// The days of a ledger, and what was seen on them.
struct Days {
    /// The first, from which days are counted.
    first: jiff::civil::Date,
    /// How many there are, the last one included.
    count: usize,
    /// What was seen.
    seen: Vec<Seen>,
}

/// Which event is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    channel: Channel,
    /// Only with somebody of this rank.
    rank: Option<Rank>,
}

impl Event {
    fn is(self, row: &Daily) -> bool {
        row.channel == self.channel
            && !row.planned
            && row.mode == self.channel.usual_mode()
            && self.rank.is_none_or(|rank| row.rank == Some(rank))
    }

    fn sort(self, row: &Daily) -> Sort {
        let channel = row.channel;
        let is_contact = matches!(channel, Channel::Visit | Channel::Meeting);
        if self.is(row) {
            return Sort::Event;
        }
        if row.planned {
            return if is_contact { Sort::Plan } else { Sort::Courtesy };
        }
        match row.mode {
            Mode::Deed if is_contact => Sort::Contact,
            Mode::Deed if binds(channel) => Sort::Cooperation,
            Mode::Deed => Sort::Conflict,
            Mode::Word if row.code.as_deref().is_some_and(|code| PLANS.contains(&code)) => {
                Sort::Plan
            }
            Mode::Word if parts(channel) => Sort::Blame,
            Mode::Word => Sort::Courtesy,
        }
    }
}

fn binds(channel: Channel) -> bool {
    use Channel::{
        Agreement, Aid, Arms, Ceremony, Economic, Labour, Promise, Statement, Technology, Troops,
    };
    matches!(
        channel,
        Ceremony
            | Agreement
            | Economic
            | Aid
            | Arms
            | Troops
            | Labour
            | Technology
            | Promise
            | Statement
    )
}

fn parts(channel: Channel) -> bool {
    use Channel::{Criticism, Denial, Refusal, Threat};
    matches!(channel, Criticism | Threat | Denial | Refusal)
}

/// What a ledger holds of states, day by day, up to the instant or to its own last day.
fn days(
    ledger: &Ledger,
    as_of: AsOf,
    source: Option<&str>,
    event: Event,
    until: Option<jiff::civil::Date>,
) -> Result<Option<Days>, Failure> {
    let mut rows = ledger.as_of(as_of).daily(source)?;
    // An organisation has no soil to visit, and its rows name a seat.
    let mut states: HashMap<_, bool> = HashMap::new();
    let mut is_state = |actor: telltale_observation::Actor| {
        *states.entry(actor).or_insert_with(|| actor.kind() != ActorKind::Organisation)
    };
    rows.retain(|row| is_state(row.dyad.actor) && row.dyad.target.is_some_and(&mut is_state));
    let Some(first) = rows.iter().map(|row| row.day).min() else { return Ok(None) };
    let last = until.or_else(|| rows.iter().map(|row| row.day).max()).unwrap_or(first);
    let since = |day: jiff::civil::Date| {
        usize::try_from(first.until(last.min(day)).map_or(0, |s| s.get_days())).ok()
    };
    let mut seen: Vec<Seen> = rows
        .iter()
        .filter(|row| row.day <= last)
        .filter_map(|row| {
            let target = row.dyad.target?;
            let hosted = row.code.as_deref() == Some(HOST_A_VISIT) && row.channel == Channel::Visit;
            let (actor, target) =
                if hosted { (target, row.dyad.actor) } else { (row.dyad.actor, target) };
            let known = usize::try_from(first.until(row.known).ok()?.get_days()).ok()?;
            let day = since(row.day)?;
            let known = known.max(day);
            Some(Seen { known, day, actor, target, sort: event.sort(row) })
        })
        .collect();
    seen.sort_unstable();
    let count = since(last).map_or(0, |days| days + 1);
    Ok(Some(Days { first, count, seen }))
}
