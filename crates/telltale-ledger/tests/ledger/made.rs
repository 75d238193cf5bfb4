//! Made observations, and what the ledger should say of them, worked out in plain Rust.

use std::collections::BTreeMap;

use proptest::prelude::*;
use telltale_ledger::{Filter, Ledger, WithIds};
use telltale_observation::{
    Actor, AsOf, Channel, Commodity, Detail, Digest, Draft, Dyad, Kind, KnownAt, Locator, Modality,
    Mode, Observation, Ontology, Origin, Panel, Period, Quantity, Rank, ThingId,
};

/// The numbers from which one observation is made. Small ranges, so that things get vintages.
type Numbers = (u8, (u8, u8), u8, (u16, u8), (u16, u8), (u8, u8), u8);

/// Up to `most` observations, some of them vintages of one thing, some the same twice.
pub(crate) fn observations(most: usize) -> impl Strategy<Value = Vec<Observation>> {
    let numbers: proptest::strategy::BoxedStrategy<Numbers> = (
        0..8u8,
        (0..4u8, 0..5u8),
        0..3u8,
        (0..900u16, 0..40u8),
        (0..400u16, 0..3u8),
        (0..5u8, 0..4u8),
        0..4u8,
    )
        .boxed();
    prop::collection::vec(numbers.prop_map(made), 0..most)
}

/// An instant in the time of the made observations.
pub(crate) fn instants() -> impl Strategy<Value = AsOf> {
    (0..1500i32).prop_map(|days| AsOf::day(day(days)).unwrap())
}

fn day(days: i32) -> jiff::civil::Date {
    jiff::civil::date(2019, 11, 1) + jiff::Span::new().days(days)
}

fn made((kind, who, channel, when, known, how, key): Numbers) -> Observation {
    let codes = ["PRK", "CHN", "RUS", "KOR"].map(|code| Actor::parse(code).unwrap());
    let actor = codes[usize::from(who.0)];
    let target = codes.get(usize::from(who.1)).copied().filter(|target| *target != actor);
    let start = day(i32::from(when.0));
    let known =
        day(i32::from(when.0) + i32::from(known.0)).to_zoned_datetime(jiff::tz::TimeZone::UTC);
    let known = known.unwrap().timestamp() + jiff::SignedDuration::from_micros(i64::from(how.0));
    let modality = [Modality::Happened, Modality::Reported, Modality::Planned, Modality::Denied];
    let what = ["", "a visit", "weak", "현지 방문, \"quoted\"\n"][usize::from(how.1)].to_owned();
    let key = ["", "", "k1", "k2"][usize::from(key)].to_owned();
    let quantity = Quantity::new(f64::from(how.0) / 3.0, "USD".parse().unwrap()).unwrap();
    let (channel, detail) = match kind {
        0 if target.is_some() => {
            let derived = how.1 == 1;
            let commodity = if how.1 > 1 { Commodity::total() } else { "HS2701".parse().unwrap() };
            (Channel::TradeExports, Detail::Flow { quantity, commodity, derived })
        }
        1 => {
            let choice = ["yes", "no", "abstain"][usize::from(how.0 % 3)].to_owned();
            (Channel::Vote, Detail::Vote { resolution: format!("r{}", how.1), choice })
        }
        2 => {
            let of = (how.0 > 2).then_some(0.1 + f64::from(how.0));
            (Channel::Launch, Detail::Quantity { quantity, of, topic: "range".into() })
        }
        _ => {
            let code = (how.0 > 1).then(|| (Ontology::Cameo, "042".to_owned()));
            let rank = (how.0 > 2).then_some(Rank::Minister);
            let place = if how.0 > 3 { "Pyongyang".to_owned() } else { String::new() };
            let channel = [Channel::Visit, Channel::Meeting, Channel::Threat][usize::from(channel)];
            (channel, Detail::Event { rank, place, code })
        }
    };
    Observation::new(Draft {
        mode: if how.0 == 0 { Mode::Word } else { Mode::Deed },
        dyad: Dyad { actor, target },
        channel,
        period: Period::new(start, start + jiff::Span::new().days(i64::from(when.1))).unwrap(),
        known_at: KnownAt::instant(known).unwrap(),
        modality: modality[usize::from(known_modality(how))],
        detail,
        origin: origin(&key, &what),
        what,
    })
    .unwrap()
}

fn known_modality(how: (u8, u8)) -> u8 {
    (how.0 + how.1) % 4
}

/// What is not part of the id follows from what is, so that copies are equal in every column.
fn origin(key: &str, what: &str) -> Origin {
    Origin {
        source: if what.is_empty() { "a".into() } else { "b".into() },
        key: key.to_owned(),
        publisher: what.chars().take(2).collect(),
        url: if key.is_empty() { String::new() } else { format!("https://example.org/{key}") },
        digest: Digest::of(what.as_bytes()),
        locator: Locator { file: format!("{key}.csv"), row: u64::MAX - key.len() as u64 },
        basis: key.to_uppercase(),
        weak: what == "weak",
    }
}

/// A visit on a day of the year, in so many copies that differ by their key.
pub(crate) fn visits(year: i16, names: impl IntoIterator<Item = String>) -> Vec<Observation> {
    let codes = ["PRK", "CHN"].map(|code| Actor::parse(code).unwrap());
    let day = jiff::civil::date(year, 5, 4);
    let visit = |key: String| Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(codes[0], codes[1]),
        channel: Channel::Visit,
        period: Period::day(day).unwrap(),
        known_at: KnownAt::day(day).unwrap(),
        modality: Modality::Happened,
        what: "a visit".into(),
        detail: Detail::Event { rank: None, place: String::new(), code: None },
        origin: origin(&key, ""),
    };
    names.into_iter().map(|key| Observation::new(visit(key)).unwrap()).collect()
}

/// A flow of so many dollars, known on a day.
pub(crate) fn flow(dollars: f64, known_at: &str) -> Observation {
    let codes = ["CHN", "PRK"].map(|code| Actor::parse(code).unwrap());
    let quantity = Quantity::new(dollars, "USD".parse().unwrap()).unwrap();
    Observation::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(codes[0], codes[1]),
        channel: Channel::TradeExports,
        period: Period::parse("2025-09-01", "2025-09-30").unwrap(),
        known_at: known_at.parse().unwrap(),
        modality: Modality::Happened,
        what: "exports".into(),
        detail: Detail::Flow { quantity, commodity: Commodity::total(), derived: false },
        origin: origin("", "customs"),
    })
    .unwrap()
}

/// What is seen as of an instant, worked out without SQL: by first day, then id.
pub(crate) fn seen(all: &[Observation], as_of: AsOf) -> Vec<Observation> {
    let mut latest: BTreeMap<ThingId, &Observation> = BTreeMap::new();
    for one in all.iter().filter(|one| as_of.sees(one.known_at())) {
        let newest = latest.entry(one.thing()).or_insert(one);
        if (one.known_at(), one.id()) > (newest.known_at(), newest.id()) {
            *newest = one;
        }
    }
    let mut seen: Vec<Observation> = latest.into_values().cloned().collect();
    seen.sort_by_key(|one| (one.period().start(), one.id()));
    seen
}

/// Everything that a ledger can be asked as of an instant.
#[derive(Debug, PartialEq)]
pub(crate) struct Answers {
    observations: Vec<Observation>,
    panel: Panel,
    everything: String,
}

/// Asks a ledger everything.
pub(crate) fn ask(ledger: &Ledger, as_of: AsOf) -> Answers {
    let snapshot = ledger.as_of(as_of);
    let all = "SELECT * FROM observation ORDER BY id";
    Answers {
        observations: snapshot.observations(&Filter::default()).unwrap(),
        panel: snapshot.panel(WithIds::Yes).unwrap(),
        everything: ledger.sql(all, None).unwrap().to_json_lines().unwrap(),
    }
}

/// The latest instant: everything is seen.
pub(crate) fn the_end() -> AsOf {
    "2200-01-01".parse().unwrap()
}

/// Observations of a kind and in a channel, as of the end.
pub(crate) fn only(ledger: &Ledger, kind: Kind, channel: Channel) -> Vec<Observation> {
    let filter = Filter { actors: None, kinds: Some(vec![kind]), channels: Some(vec![channel]) };
    ledger.as_of(the_end()).observations(&filter).unwrap()
}

/// Numbers that look random, the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}
