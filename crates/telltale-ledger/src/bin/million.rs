//! Measures a ledger of a million made observations: what appending costs, and what asking does.
//!
//! Usage: `million [ROWS [ROWS_A_BATCH]]`. See `bench/ledger/README.md`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use telltale_ledger::{Batch, Filter, Ledger, WithIds, Writer};
use telltale_observation::{
    Actor, ActorKind, AsOf, Channel, Commodity, Detail, Digest, Draft, Dyad, Kind, KnownAt,
    Locator, Modality, Mode, Month, Observation, Ontology, Origin, Period, Quantity,
};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// Months over which the observations are spread.
const MONTHS: u64 = 240;
/// Channels over which the events are spread.
const CHANNELS: usize = 20;
/// One row in so many revises an earlier one; one in so many is a flow.
const ONE_REVISION_IN: u64 = 20;
const ONE_FLOW_IN: u64 = 10;

/// A folder of its own, deleted in the end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Fallible<Folder> {
        let dir = std::env::temp_dir().join(format!("telltale-million-{}", std::process::id()));
        fs_err::create_dir(&dir)?;
        Ok(Folder(dir))
    }

    fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing is lost if a temporary folder stays.
        let _ = fs_err::remove_dir_all(&self.0);
    }
}

fn main() -> Fallible<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |or| arguments.next().map_or(Ok(or), |text| text.parse::<u64>());
    let (rows, rows_a_batch) = (number(1_000_000)?, number(100_000)?);
    let dir = Folder::new()?;
    let mut table =
        String::from("step                          cpu s   wall s   peak MB   result\n");

    let append = append(dir.path(), rows, rows_a_batch)?;
    line(&mut table, "append", &append)?;
    let mut ask = |what: &str, question: &dyn Fn(&Ledger) -> Fallible<String>| {
        let cost = measured(|| question(&Ledger::open(dir.path())?))?;
        line(&mut table, what, &cost)
    };
    questions(&mut ask)?;
    let compact = measured(|| {
        let compacted = Writer::open(dir.path())?.compact(false)?;
        Ok(format!("{} files to {}", compacted.files_before, compacted.files_after))
    })?;
    line(&mut table, "compact", &compact)?;
    let mut ask = |what: &str, question: &dyn Fn(&Ledger) -> Fallible<String>| {
        let cost = measured(|| question(&Ledger::open(dir.path())?))?;
        line(&mut table, &format!("{what}, compacted"), &cost)
    };
    questions(&mut ask)?;
    Ok(std::io::stdout().write_all(table.as_bytes())?)
}

type Question<'a> = &'a dyn Fn(&Ledger) -> Fallible<String>;

fn questions(ask: &mut dyn FnMut(&str, Question) -> Fallible<()>) -> Fallible<()> {
    let end: AsOf = "2199-01-01".parse()?;
    let middle: AsOf = "2015-06-30".parse()?;
    let cells = |ledger: &Ledger, as_of, ids| -> Fallible<String> {
        Ok(format!("{} cells", ledger.as_of(as_of).panel(ids)?.cells().count()))
    };
    ask("panel", &|ledger| cells(ledger, end, WithIds::No))?;
    ask("panel as of 2015", &|ledger| cells(ledger, middle, WithIds::No))?;
    ask("panel with ids", &|ledger| cells(ledger, end, WithIds::Yes))?;
    ask("observations of one dyad", &|ledger| {
        let actors = Some(vec![Actor::parse("PRK")?]);
        let filter = Filter { actors, kinds: Some(vec![Kind::Event]), channels: None };
        Ok(format!("{} rows", ledger.as_of(end).observations(&filter)?.len()))
    })
}

/// What a step cost, and what came of it.
struct Cost {
    cpu_s: f64,
    wall_s: f64,
    peak_mb: f64,
    result: String,
}

fn line(table: &mut String, what: &str, cost: &Cost) -> Fallible<()> {
    let Cost { cpu_s, wall_s, peak_mb, result } = cost;
    Ok(writeln!(table, "{what:<36} {cpu_s:>6.2} {wall_s:>8.2} {peak_mb:>9.0}   {result}")?)
}

fn measured(step: impl FnOnce() -> Fallible<String>) -> Fallible<Cost> {
    // Sets the peak back to what is in use now, where the kernel allows it.
    let _ = fs_err::write("/proc/self/clear_refs", "5");
    let (begun, cpu) = (Instant::now(), cpu_s()?);
    let result = step()?;
    let (wall_s, cpu_s) = (begun.elapsed().as_secs_f64(), cpu_s()? - cpu);
    Ok(Cost { cpu_s, wall_s, peak_mb: peak_mb()?, result })
}

/// User and system time of the process so far.
fn cpu_s() -> Fallible<f64> {
    let stat = fs_err::read_to_string("/proc/self/stat")?;
    let (_, after_name) = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?;
    let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    // A tick is a hundredth of a second on every Linux that runs this.
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}

/// Peak resident memory, in units of 1,000,000 bytes.
fn peak_mb() -> Fallible<f64> {
    let status = fs_err::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: f64 = peak.ok_or("no VmHWM")?.trim().trim_end_matches(" kB").parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// Appends batch by batch; making the observations is not counted.
fn append(dir: &std::path::Path, rows: u64, rows_a_batch: u64) -> Fallible<Cost> {
    let mut writer = Writer::open(dir)?;
    let mut maker = Maker::new()?;
    let mut sum = Cost { cpu_s: 0.0, wall_s: 0.0, peak_mb: 0.0, result: String::new() };
    let (mut appended, mut first) = (0, 0);
    while first < rows {
        let next = (first + rows_a_batch).min(rows);
        let made: Fallible<Vec<Observation>> = (first..next).map(|n| maker.make(n)).collect();
        let batch = Batch { observations: made?, file: None };
        let cost = measured(|| {
            appended += writer.append(&batch)?.appended;
            Ok(String::new())
        })?;
        sum.cpu_s += cost.cpu_s;
        sum.wall_s += cost.wall_s;
        sum.peak_mb = sum.peak_mb.max(cost.peak_mb);
        first = next;
    }
    let info = Ledger::open(dir)?.info()?;
    sum.result = format!("{appended} rows, {} files, {} MB", info.files, info.bytes / 1_000_000);
    Ok(sum)
}

/// Makes observations that look like those of a large event data set.
struct Maker {
    states: Vec<Actor>,
    channels: Vec<Channel>,
    seed: u64,
}

impl Maker {
    fn new() -> Fallible<Maker> {
        let states = Actor::all().filter(|actor| actor.kind() == ActorKind::State).collect();
        let channels = Channel::ALL.iter().copied().filter(|channel| !channel.is_trade());
        Ok(Maker { states, channels: channels.take(CHANNELS).collect(), seed: 1 })
    }

    fn below(&mut self, end: u64) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.seed >> 33) % end
    }

    /// A few states take part in most of what happens.
    fn state(&mut self) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (share.powi(3) * self.states.len() as f64) as usize
    }

    fn make(&mut self, number: u64) -> Fallible<Observation> {
        let is_revision = number > 0 && self.below(ONE_REVISION_IN) == 0;
        let record = if is_revision { self.below(number) } else { number };
        let first = Month::new(2004, 1).ok_or("a month")?;
        let month = first.plus(self.below(MONTHS) as i32);
        let day = month.first_day() + jiff::Span::new().days(self.below(28) as i64);
        let lag = if is_revision { 400 } else { self.below(40) as i64 };
        let (actor, mut target) = (self.state(), self.state());
        if actor == target {
            target = (target + 1) % self.states.len();
        }
        let is_flow = self.below(ONE_FLOW_IN) == 0;
        let (channel, detail) = if is_flow { self.flow()? } else { self.event() };
        Ok(Observation::new(Draft {
            mode: if self.below(3) == 0 { Mode::Word } else { Mode::Deed },
            dyad: Dyad::new(self.states[actor], self.states[target]),
            channel,
            period: if is_flow { Period::month(month) } else { Period::day(day)? },
            known_at: KnownAt::day(day + jiff::Span::new().days(31 + lag))?,
            modality: Modality::Happened,
            what: "makes a visit".to_owned(),
            detail,
            origin: Origin {
                source: ["icews", "gdelt", "customs"][self.below(3) as usize].to_owned(),
                key: format!("{record:08}"),
                publisher: "a newspaper".to_owned(),
                url: String::new(),
                digest: Digest::of(&(number / 10_000).to_le_bytes()),
                locator: Locator { file: format!("{}.csv", number / 10_000), row: number + 2 },
                basis: String::new(),
                weak: self.below(50) == 0,
            },
        })?)
    }

    fn event(&mut self) -> (Channel, Detail) {
        // Some channels are far busier than others.
        let at = self.below(CHANNELS as u64).min(self.below(CHANNELS as u64)) as usize;
        let code = Some((Ontology::Cameo, format!("{:03}", 10 + at)));
        (self.channels[at], Detail::Event { rank: None, place: "Beijing".to_owned(), code })
    }

    fn flow(&mut self) -> Fallible<(Channel, Detail)> {
        let quantity = Quantity::new(self.below(1 << 30) as f64, "USD".parse()?)?;
        let commodity = Commodity::total();
        Ok((Channel::TradeExports, Detail::Flow { quantity, commodity, derived: false }))
    }
}
