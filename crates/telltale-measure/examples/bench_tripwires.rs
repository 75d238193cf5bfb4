//! How long a backtest takes: ten years, 200 dyads, 20 tripwires each, every day on what was known on
//! it, frozen and scored. `bench/tripwires` has its run.

#![expect(clippy::print_stdout, reason = "a benchmark is read by people")]

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use telltale_measure::tripwire::{
    Bound, Condition, Course, Foreseen, Gauge, Ground, Lasting, Pick, Rule, Side, SourceDays,
    State, outcomes, replay, score,
};
use telltale_observation::{
    Actor, Channel, Commodity, Detail, Digest, Draft, Dyad, KnownAt, Locator, Modality, Mode,
    Month, Observation, Origin, Period, Quantity, Rank,
};

const DYADS: usize = 200;
const DAYS: i32 = 3653;
/// Events of a dyad in ten years.
const EVENTS: usize = 1_500;
const START: Date = date(2015, 1, 1);

const CHANNELS: [Channel; 5] =
    [Channel::Visit, Channel::Meeting, Channel::Threat, Channel::Military, Channel::Agreement];

fn draw(state: &mut u64, n: u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % n
}

fn day(after: i32) -> Date {
    START.checked_add(after.days()).expect("a day of the bench")
}

fn origin(source: &str, key: String) -> Origin {
    Origin {
        source: source.into(),
        key,
        publisher: String::new(),
        url: String::new(),
        digest: Digest::of(b""),
        locator: Locator { file: "bench".into(), row: 1 },
        basis: String::new(),
        weak: false,
    }
}

fn event(dyad: Dyad, at: usize, state: &mut u64) -> Observation {
    let on = draw(state, DAYS as u64) as i32;
    let channel = CHANNELS[draw(state, CHANNELS.len() as u64) as usize];
    let rank = Rank::ALL.get(draw(state, 12) as usize).copied();
    // One in fifty is a new vintage of another, known later.
    let key = if draw(state, 50) == 0 { at.saturating_sub(1) } else { at };
    let known = day(on + draw(state, 20) as i32);
    let draft = Draft {
        mode: channel.usual_mode(),
        dyad,
        channel,
        period: Period::day(day(on)).expect("a day"),
        known_at: KnownAt::day(known).expect("a day"),
        modality: Modality::Happened,
        what: String::new(),
        detail: Detail::Event { rank, place: String::new(), code: None },
        origin: origin("wire", format!("{dyad}-{key}")),
    };
    Observation::new(draft).expect("a sound draft")
}

fn figures(dyad: Dyad, state: &mut u64) -> Vec<Observation> {
    let unit = "USD".parse().expect("a unit");
    let first = Month::of(START);
    let mut level = 1e8;
    first
        .through(first.plus(119))
        .map(|month| {
            level *= 0.9 + draw(state, 21) as f64 / 100.0;
            let quantity = Quantity::new(level, unit).expect("an amount");
            let draft = Draft {
                mode: Mode::Deed,
                dyad,
                channel: Channel::TradeExports,
                period: Period::month(month),
                known_at: KnownAt::day(month.last_day().checked_add(20.days()).expect("a day"))
                    .expect("a day"),
                modality: Modality::Reported,
                what: String::new(),
                detail: Detail::Flow { quantity, commodity: Commodity::total(), derived: false },
                origin: origin("customs", String::new()),
            };
            Observation::new(draft).expect("a sound draft")
        })
        .collect()
}

/// Twenty tripwires of a dyad, two conditions each.
fn rules(dyad: Dyad) -> Vec<Rule> {
    let condition = |channel: Channel, gauge: Gauge, window_months: u32| Condition {
        of: Pick::new(dyad, Some(channel)),
        gauge,
        window_months,
        lasting: Lasting::AtOnce,
    };
    let above = |value: f64| Bound { side: Side::Above, value, until: None };
    let below = |value: f64| Bound { side: Side::Below, value, until: Some(value + 0.2) };
    let trade = |n: u32| condition(Channel::TradeExports, Gauge::ChangeYear(below(0.05)), n);
    let mut rules = Vec::new();
    for (at, channel) in CHANNELS.into_iter().enumerate() {
        let n = at as u32 + 1;
        for all in [
            vec![condition(channel, Gauge::Count(above(f64::from(2 * n))), n), trade(n)],
            vec![condition(channel, Gauge::ChangeYear(below(-0.2)), 3 * n), trade(n)],
            vec![
                condition(channel, Gauge::Share(above(0.1)), n),
                condition(channel, Gauge::Absence, 1),
            ],
            vec![
                condition(channel, Gauge::Trend(Course::Falling), 12),
                Condition { lasting: Lasting::Days(10), ..condition(channel, Gauge::Observed, n) },
            ],
        ] {
            rules.push(Rule { any: all, ..Rule::default() });
        }
    }
    rules
}

fn main() {
    let actors: Vec<Actor> = [
        "CHN", "RUS", "USA", "KOR", "JPN", "PRK", "IND", "PAK", "IRN", "ISR", "TUR", "DEU", "FRA",
        "GBR", "POL",
    ]
    .iter()
    .map(|code| Actor::parse(code).expect("a code"))
    .collect();
    let pairs = actors
        .iter()
        .flat_map(|a| actors.iter().filter(move |b| a != *b).map(move |b| Dyad::new(*a, *b)));
    let dyads: Vec<Dyad> = pairs.take(DYADS).collect();
    let mut state = 1;
    let mut vintages = Vec::new();
    for dyad in &dyads {
        vintages.extend((0..EVENTS).map(|at| event(*dyad, at, &mut state)));
        vintages.extend(figures(*dyad, &mut state));
    }
    let ground = Ground {
        sources: vec![SourceDays {
            name: "wire".into(),
            covered: Some(Period::new(START, day(DAYS)).expect("days")),
            complete: Vec::new(),
            curated: false,
        }],
        ..Ground::default()
    };
    let rules: Vec<Rule> = dyads.iter().flat_map(|dyad| rules(*dyad)).collect();
    let last = day(DAYS - 1);
    println!(
        "{} vintages, {} dyads, {} tripwires, {DAYS} days",
        vintages.len(),
        dyads.len(),
        rules.len()
    );
    let replayed = replay(&vintages, &ground, &rules, last);
    let leaders =
        |dyad: &Dyad| Pick { rank: Some(Rank::Minister), ..Pick::new(*dyad, Some(Channel::Visit)) };
    let thens: Vec<Foreseen> =
        dyads.iter().map(|dyad| Foreseen { of: leaders(dyad), within_days: 30 }).collect();
    let came = outcomes(&vintages, &ground, &thens, last);
    let (mut fired, mut scored, mut small, mut told) = (0, 0, 0, 0usize);
    for (at, replayed) in replayed.iter().enumerate() {
        let record = score(replayed, &came[at / (rules.len() / DYADS)], 1);
        fired += record.fired;
        told += usize::from(replayed.now().state != State::CannotTell);
        if let Some(p) = record.p {
            scored += 1;
            small += usize::from(p <= 0.05);
        }
    }
    println!("raised {fired} times; {told} are raised or quiet on the last day");
    println!("p at most .05 of {small} in {scored}, where nothing precedes anything");
}
