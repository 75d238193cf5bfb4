//! An observation is something seen to have happened, held or been said.
//!
//! Its id is a hash of its content and of the record it comes from, so that the same record read
//! twice is the same observation. Its [`ThingId`] leaves out what a revision may change: two
//! observations of one thing are two vintages, and of these the one known last holds.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use sha2::block_api::compress256;
use sha2::{Digest as _, Sha256};

use crate::reports::Reported;
use crate::{Channel, Commodity, Dyad, KnownAt, Mode, Ontology, Origin, Period, Quantity, Rank};

/// Whether it happened, is planned, is said by a third party, is denied, or hangs on a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// It took place.
    Happened,
    /// It is announced or expected.
    Planned,
    /// A third party says that it took place.
    Reported,
    /// It is said not to have taken place.
    Denied,
    /// It is to take place if something else does.
    Conditional,
}

/// A word that is no modality.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown modality: {0:?} (known: happened, planned, reported, denied, conditional)")]
pub struct UnknownModality(pub String);

/// The code of CAMEO for a visit as its host tells it ("host a visit").
pub const HOST_A_VISIT: &str = "043";

impl Modality {
    /// The modality's name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Modality::Happened => "happened",
            Modality::Planned => "planned",
            Modality::Reported => "reported",
            Modality::Denied => "denied",
            Modality::Conditional => "conditional",
        }
    }

    /// Whether the observation counts as having taken place.
    pub fn took_place(self) -> bool {
        matches!(self, Modality::Happened | Modality::Reported)
    }
}

impl fmt::Display for Modality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Modality {
    type Err = UnknownModality;

    fn from_str(text: &str) -> Result<Self, UnknownModality> {
        use Modality::*;
        let known = [Happened, Planned, Reported, Denied, Conditional];
        let found = known.into_iter().find(|modality| modality.name() == text);
        found.ok_or_else(|| UnknownModality(text.to_owned()))
    }
}

/// The four kinds of observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something that happened or was said.
    Event,
    /// An amount by reporter, partner, commodity and period.
    Flow,
    /// One state's choice in one roll call.
    Vote,
    /// Any other amount.
    Quantity,
}

/// A word that is no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind: {0:?} (known: event, flow, vote, quantity)")]
pub struct UnknownKind(pub String);

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Event, Kind::Flow, Kind::Vote, Kind::Quantity];

    /// The kind's name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Event => "event",
            Kind::Flow => "flow",
            Kind::Vote => "vote",
            Kind::Quantity => "quantity",
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let known = Kind::ALL.into_iter().find(|kind| kind.name() == text);
        known.ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

/// What each kind of observation adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Detail {
    /// Something that happened or was said.
    Event {
        /// The highest rank involved; `None` where nobody is named.
        rank: Option<Rank>,
        /// Where, in the source's words; empty if unknown.
        place: String,
        /// The code it was given, and in which ontology.
        code: Option<(Ontology, String)>,
    },
    /// An amount by reporter (the actor), partner (the target), commodity and period.
    Flow {
        /// The amount, in base units.
        quantity: Quantity,
        /// What was traded.
        commodity: Commodity,
        /// Whether the figure was computed from printed ones, such as year-to-date sums.
        derived: bool,
    },
    /// One state's choice in one roll call.
    Vote {
        /// The roll call's id.
        resolution: String,
        /// The choice: `yes`, `no`, `abstain`, `absent`.
        choice: String,
    },
    /// Any other amount.
    Quantity {
        /// The amount, in base units.
        quantity: Quantity,
        /// Of how many, where it is a part of a whole: of 557 documents, say.
        of: Option<f64>,
        /// What the amount is about: a term, a range, a severity.
        topic: String,
    },
}

impl Detail {
    /// Which kind this is the detail of.
    pub fn kind(&self) -> Kind {
        match self {
            Detail::Event { .. } => Kind::Event,
            Detail::Flow { .. } => Kind::Flow,
            Detail::Vote { .. } => Kind::Vote,
            Detail::Quantity { .. } => Kind::Quantity,
        }
    }

    /// The amount, of a flow or a quantity.
    pub fn quantity(&self) -> Option<Quantity> {
        match self {
            Detail::Flow { quantity, .. } | Detail::Quantity { quantity, .. } => Some(*quantity),
            Detail::Event { .. } | Detail::Vote { .. } => None,
        }
    }

    /// The highest rank involved, of an event.
    pub fn rank(&self) -> Option<Rank> {
        match self {
            Detail::Event { rank, .. } => *rank,
            _ => None,
        }
    }
}

/// The content id of an observation: 128 bits, printed as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObservationId(u128);

impl ObservationId {
    /// The id as a number.
    pub fn as_u128(self) -> u128 {
        self.0
    }

    /// The first eight digits, which name an observation within one brief.
    pub fn short(self) -> String {
        format!("{:08x}", self.0 >> 96)
    }

    /// The id printed as `text`; `None` if the text is not 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<ObservationId> {
        let hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let number =
            if hex && text.len() == 32 { u128::from_str_radix(text, 16).ok() } else { None };
        number.map(ObservationId)
    }
}

impl fmt::Display for ObservationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for ObservationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObservationId({self})")
    }
}

impl Serialize for ObservationId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an observation is an observation *of*: 64 bits, the same for all vintages.
///
/// Two different things share an id once in about 37 million ledgers of a million things each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ThingId(i64);

impl ThingId {
    /// The id as a number.
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

/// An observation before it is checked and hashed.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Deed or word.
    pub mode: Mode,
    /// Who, and to whom.
    pub dyad: Dyad,
    /// The channel.
    pub channel: Channel,
    /// When it held.
    pub period: Period,
    /// From when on it could be known.
    pub known_at: KnownAt,
    /// Happened, planned, reported, denied, conditional.
    pub modality: Modality,
    /// What was seen, in a few words.
    pub what: String,
    /// What its kind adds.
    pub detail: Detail,
    /// Where it was taken from.
    pub origin: Origin,
}

/// Why a draft is no observation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Something that took place cannot be known before it started.
    #[error("known before it started: known_at {known_at}, start {start}")]
    KnownTooEarly {
        /// When it is said to have been known.
        known_at: KnownAt,
        /// When it started.
        start: jiff::civil::Date,
    },
    /// Trade channels hold flows, and flows only.
    #[error("a trade channel holds flows only: {channel}, kind {kind}", kind = .kind.name())]
    NotAFlow {
        /// The channel.
        channel: Channel,
        /// The kind that does not fit it.
        kind: Kind,
    },
    /// A flow has a partner and runs in a channel of amounts.
    #[error("a flow needs a partner and a trade or aid channel: {dyad} {channel}")]
    FlowAstray {
        /// The dyad.
        dyad: Dyad,
        /// The channel.
        channel: Channel,
    },
    /// Nobody is the target of their own foreign deed; leave the target empty.
    #[error("actor and target are the same: {0} (leave the target empty for a domestic act)")]
    SameActor(crate::Actor),
    /// A day that is a misprint.
    #[error(transparent)]
    ImpossibleDate(#[from] crate::ImpossibleDate),
}

/// Something seen to have happened, held or been said; checked, with its ids.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observation {
    id: ObservationId,
    thing: ThingId,
    mode: Mode,
    #[serde(flatten)]
    dyad: Dyad,
    channel: Channel,
    period: Period,
    known_at: KnownAt,
    modality: Modality,
    what: String,
    #[serde(flatten)]
    detail: Detail,
    origin: Origin,
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<Reported>,
}

impl Observation {
    /// Checks a draft and gives it its ids.
    ///
    /// # Errors
    /// [`Unfit`] if the parts, each valid, do not fit together.
    pub fn new(draft: Draft) -> Result<Observation, Unfit> {
        check(&draft)?;
        let ids = ids(&draft);
        Ok(Observation::with(ids, draft, None))
    }

    /// An event as a source reports it, with the source's own numbers.
    ///
    /// Others may report it too: its thing is not the record but the deed itself, by source, actor,
    /// target, day, code and place.
    ///
    /// # Errors
    /// [`Unfit`] as for [`Observation::new`].
    ///
    /// # Panics
    /// If the draft is no event.
    pub fn reported(draft: Draft, reported: Reported) -> Result<Observation, Unfit> {
        check(&draft)?;
        let Detail::Event { rank, place, code } = &draft.detail else {
            panic!("only events are reported: {:?}", draft.detail);
        };
        let parts = ReportParts {
            source: &draft.origin.source,
            mode: draft.mode,
            dyad: draft.dyad,
            channel: draft.channel,
            days: (draft.period.start(), draft.period.end()),
            place,
            code: code.as_ref().map(|(ontology, code)| (*ontology, code.as_str())),
            key: &draft.origin.key,
            known_at: draft.known_at,
            modality: draft.modality,
            weak: draft.origin.weak,
            what: &draft.what,
            rank: rank.map_or("", Rank::name),
            reported: &reported,
        };
        let ids = report_ids(&parts, &mut Vec::new());
        Ok(Observation::with(ids, draft, Some(reported)))
    }

    fn with(
        (id, thing): (ObservationId, ThingId),
        draft: Draft,
        reported: Option<Reported>,
    ) -> Observation {
        let Draft { mode, dyad, channel, period, known_at, modality, what, detail, origin } = draft;
        Observation {
            id,
            thing,
            mode,
            dyad,
            channel,
            period,
            known_at,
            modality,
            what,
            detail,
            origin,
            reported,
        }
    }

    /// The content id.
    pub fn id(&self) -> ObservationId {
        self.id
    }

    /// What this is a vintage of.
    pub fn thing(&self) -> ThingId {
        self.thing
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.detail.kind()
    }

    /// Deed or word.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Who, and to whom.
    pub fn dyad(&self) -> Dyad {
        self.dyad
    }

    /// Whether it is a visit as its host tells it, so that the actor is the host.
    pub fn is_told_by_host(&self) -> bool {
        self.is_hosting() && self.dyad.target.is_some()
    }

    /// Whether it is a visit as its host tells it, whether or not the guest is named.
    pub fn is_hosting(&self) -> bool {
        let of_host = |(ontology, code): &(Ontology, String)| {
            *ontology == Ontology::Cameo && code == HOST_A_VISIT
        };
        self.channel == Channel::Visit
            && matches!(&self.detail, Detail::Event { code: Some(code), .. } if of_host(code))
    }

    /// Who went, did or said it, and to whom: of a visit the guest and the host, whoever tells of it.
    pub fn goes(&self) -> Dyad {
        match self.dyad.target {
            Some(guest) if self.is_told_by_host() => Dyad::new(guest, self.dyad.actor),
            _ => self.dyad,
        }
    }

    /// The channel.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// When it held.
    pub fn period(&self) -> Period {
        self.period
    }

    /// From when on it could be known.
    pub fn known_at(&self) -> KnownAt {
        self.known_at
    }

    /// Happened, planned, reported, denied, conditional.
    pub fn modality(&self) -> Modality {
        self.modality
    }

    /// What was seen, in a few words.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What its kind adds.
    pub fn detail(&self) -> &Detail {
        &self.detail
    }

    /// The source's own numbers, where it is an event that a source reports.
    pub fn report(&self) -> Option<&Reported> {
        self.reported.as_ref()
    }

    /// The same, read from the bytes with this digest: those that came, where a reader was given what
    /// lay packed in them. No id depends on it.
    #[must_use]
    pub fn read_from(mut self, digest: crate::Digest) -> Observation {
        self.origin.digest = digest;
        self
    }

    /// Where it was taken from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}

fn check(draft: &Draft) -> Result<(), Unfit> {
    let start = draft.period.start();
    if draft.modality.took_place() && draft.known_at.date() < start {
        return Err(Unfit::KnownTooEarly { known_at: draft.known_at, start });
    }
    if draft.dyad.target == Some(draft.dyad.actor) {
        return Err(Unfit::SameActor(draft.dyad.actor));
    }
    let (channel, kind) = (draft.channel, draft.detail.kind());
    match kind {
        Kind::Flow if draft.dyad.target.is_none() => {
            Err(Unfit::FlowAstray { dyad: draft.dyad, channel })
        }
        Kind::Flow if !channel.is_trade() && channel != Channel::Aid => {
            Err(Unfit::FlowAstray { dyad: draft.dyad, channel })
        }
        Kind::Event | Kind::Vote | Kind::Quantity if channel.is_trade() => {
            Err(Unfit::NotAFlow { channel, kind })
        }
        _ => Ok(()),
    }
}

/// Feeds fields to a hash, each with its length, so that no two lists of fields read alike.
struct Fields(Sha256);

impl Fields {
    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    fn number(&mut self, number: f64) {
        self.0.update(number.to_bits().to_le_bytes());
    }

    fn finish(self) -> u128 {
        let digest: [u8; 32] = self.0.finalize().into();
        let (head, _) = digest.split_at(16);
        u128::from_be_bytes(head.try_into().expect("half of 32 bytes is 16 bytes"))
    }
}

/// The id of the observation and the id of the thing it is a vintage of.
///
/// A record with a key of its own is that record; a flow, a vote or a quantity without one is its
/// coordinates; an event without one is its whole content.
fn ids(draft: &Draft) -> (ObservationId, ThingId) {
    let mut thing = Fields(Sha256::new());
    thing.text(draft.detail.kind().name());
    thing.text(&draft.origin.source);
    let keyed = !draft.origin.key.is_empty() && draft.detail.kind() != Kind::Flow;
    if keyed {
        thing.text(&draft.origin.key);
    } else {
        coordinates(&mut thing, draft);
    }
    let mut whole = Fields(thing.0.clone());
    coordinates(&mut whole, draft);
    content(&mut whole, draft);
    let id = ObservationId(whole.finish());
    let whole_is_thing = !keyed && draft.detail.kind() == Kind::Event;
    let thing = if whole_is_thing { id.0 } else { thing.finish() };
    (id, ThingId((thing >> 64) as i64))
}

/// What the ids of a reported event are made from.
pub(crate) struct ReportParts<'a> {
    pub(crate) source: &'a str,
    pub(crate) mode: Mode,
    pub(crate) dyad: Dyad,
    pub(crate) channel: Channel,
    pub(crate) days: (jiff::civil::Date, jiff::civil::Date),
    pub(crate) place: &'a str,
    pub(crate) code: Option<(Ontology, &'a str)>,
    pub(crate) key: &'a str,
    pub(crate) known_at: KnownAt,
    pub(crate) modality: Modality,
    pub(crate) weak: bool,
    pub(crate) what: &'a str,
    pub(crate) rank: &'a str,
    pub(crate) reported: &'a Reported,
}

/// What SHA-256 begins with.
const SHA_256: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The first half of the SHA-256 of so many bytes, of which `state` has taken in all but the rest. That
/// is filled up as FIPS 180-4 has it in 5.1.1: a bit, zeros, and in the last eight bytes the length in
/// bits.
fn first_half(mut state: [u32; 8], rest: &[u8], length: usize) -> u128 {
    let (blocks, rest) = rest.as_chunks::<64>();
    compress256(&mut state, blocks);
    let mut last = [0; 128];
    last[..rest.len()].copy_from_slice(rest);
    last[rest.len()] = 0x80;
    let end = if rest.len() < 64 - 8 { 64 } else { 128 };
    last[end - 8..end].copy_from_slice(&(8 * length as u64).to_be_bytes());
    compress256(&mut state, last[..end].as_chunks().0);
    state[..4].iter().fold(0, |half, word| half << 32 | u128::from(*word))
}

/// The ids of a reported event: its thing is the deed, its content all that is kept of it. A million
/// of them are made in a sixth of a second: the fields are laid into one buffer, from which the
/// blocks are digested where they lie, those of the thing once for both. Nearly all lengths and counts
/// fit into a byte, which spares two blocks of seven.
pub(crate) fn report_ids(
    parts: &ReportParts<'_>,
    buffer: &mut Vec<u8>,
) -> (ObservationId, ThingId) {
    /// Seven bits a byte, the least first; the eighth says that more follow.
    fn number(buffer: &mut Vec<u8>, mut number: u64) {
        while number > 0x7f {
            buffer.push(number as u8 | 0x80);
            number >>= 7;
        }
        buffer.push(number as u8);
    }
    fn text(buffer: &mut Vec<u8>, text: &str) {
        number(buffer, text.len() as u64);
        buffer.extend_from_slice(text.as_bytes());
    }
    buffer.clear();
    let (ontology, code) = parts.code.map_or(("", ""), |(ontology, code)| (ontology.name(), code));
    for field in [
        "report",
        parts.source,
        parts.mode.name(),
        parts.dyad.actor.code(),
        parts.dyad.target.map_or("", |target| target.code()),
        parts.channel.name(),
        parts.place,
        ontology,
        code,
    ] {
        text(buffer, field);
    }
    for day in [parts.days.0, parts.days.1] {
        buffer.extend_from_slice(&day_number(day).to_le_bytes());
    }
    let mut state = SHA_256;
    let (blocks, _) = buffer.as_chunks::<64>();
    compress256(&mut state, blocks);
    let taken = 64 * blocks.len();
    let thing = ThingId((first_half(state, &buffer[taken..], buffer.len()) >> 64) as i64);
    buffer.extend_from_slice(&parts.known_at.as_microsecond().to_le_bytes());
    let weak = if parts.weak { "weak" } else { "" };
    for field in [parts.key, parts.modality.name(), weak, parts.what, parts.rank] {
        text(buffer, field);
    }
    let Reported { rows, mentions, sources, articles, goldstein, quad_class, tone, country } =
        parts.reported;
    number(buffer, u64::from(*rows));
    for count in [mentions, sources, articles] {
        number(buffer, count.map_or(0, |count| u64::from(count) + 1));
    }
    for figure in [goldstein, tone] {
        buffer.extend_from_slice(&figure.map_or(u64::MAX, f64::to_bits).to_le_bytes());
    }
    buffer.push(quad_class.unwrap_or(0));
    text(buffer, country.map_or("", |country| country.code()));
    (ObservationId(first_half(state, &buffer[taken..], buffer.len())), thing)
}

/// What a revision of an unkeyed amount leaves as it was.
fn coordinates(fields: &mut Fields, draft: &Draft) {
    fields.text(draft.mode.name());
    fields.text(draft.dyad.actor.code());
    fields.text(draft.dyad.target.map_or("", |target| target.code()));
    fields.text(draft.channel.name());
    fields.0.update((i64::from(day_number(draft.period.start()))).to_le_bytes());
    fields.0.update((i64::from(day_number(draft.period.end()))).to_le_bytes());
    match &draft.detail {
        Detail::Event { .. } => {}
        Detail::Flow { quantity, commodity, .. } => {
            fields.text(quantity.unit().code());
            fields.text(commodity.code());
        }
        Detail::Vote { resolution, .. } => fields.text(resolution),
        Detail::Quantity { quantity, topic, .. } => {
            fields.text(quantity.unit().code());
            fields.text(topic);
        }
    }
}

fn day_number(day: jiff::civil::Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

/// What a revision may change.
fn content(fields: &mut Fields, draft: &Draft) {
    fields.text(&draft.origin.key);
    fields.0.update(draft.known_at.as_microsecond().to_le_bytes());
    fields.text(draft.modality.name());
    // Measures leave weak observations out, so a record that is weak now is another one.
    fields.text(if draft.origin.weak { "weak" } else { "" });
    fields.text(&draft.what);
    match &draft.detail {
        Detail::Event { rank, place, code } => {
            fields.text(rank.map_or("", Rank::name));
            fields.text(place);
            let (ontology, code) = code.as_ref().map_or(("", ""), |(o, c)| (o.name(), c.as_str()));
            fields.text(ontology);
            fields.text(code);
        }
        Detail::Flow { quantity, derived, .. } => {
            fields.number(quantity.amount());
            fields.text(if *derived { "derived" } else { "" });
        }
        Detail::Vote { choice, .. } => fields.text(choice),
        Detail::Quantity { quantity, of, .. } => {
            fields.number(quantity.amount());
            fields.number(of.unwrap_or(-1.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Actor, Digest, Locator};
    use proptest::prelude::*;

    #[test]
    fn bytes_of_every_length_have_the_digest_that_they_have_elsewhere() {
        let bytes: Vec<u8> = (0..300_u16).map(|n| (n % 251) as u8).collect();
        for length in 0..bytes.len() {
            let known = *Digest::of(&bytes[..length]).bytes().first_chunk().unwrap();
            for taken in [0, length / 64 * 64] {
                let mut state = SHA_256;
                compress256(&mut state, bytes[..taken].as_chunks().0);
                let half = first_half(state, &bytes[taken..length], length);
                assert_eq!(half, u128::from_be_bytes(known), "{length} bytes, {taken} taken");
            }
        }
    }

    fn origin(key: &str) -> Origin {
        Origin {
            source: "test".into(),
            key: key.into(),
            publisher: String::new(),
            url: String::new(),
            digest: Digest::of(b""),
            locator: Locator { file: "test.csv".into(), row: 2 },
            basis: String::new(),
            weak: false,
        }
    }

    fn flow(amount: f64, known_at: &str) -> Draft {
        Draft {
            mode: Mode::Deed,
            dyad: Dyad::new(Actor::parse("CHN").unwrap(), Actor::parse("PRK").unwrap()),
            channel: Channel::TradeExports,
            period: Period::parse("2025-09-01", "2025-09-30").unwrap(),
            known_at: known_at.parse().unwrap(),
            modality: Modality::Happened,
            what: String::new(),
            detail: Detail::Flow {
                quantity: Quantity::new(amount, "CNY".parse().unwrap()).unwrap(),
                commodity: Commodity::total(),
                derived: false,
            },
            origin: origin(""),
        }
    }

    fn event(key: &str, what: &str) -> Draft {
        Draft {
            channel: Channel::Visit,
            what: what.into(),
            detail: Detail::Event { rank: None, place: String::new(), code: None },
            origin: origin(key),
            ..flow(0.0, "2025-10-18")
        }
    }

    #[test]
    fn a_revised_figure_is_another_observation_of_the_same_thing() {
        let first = Observation::new(flow(1.6e9, "2025-10-18")).unwrap();
        let revised = Observation::new(flow(1.7e9, "2025-11-18")).unwrap();
        assert_eq!(first.thing(), revised.thing());
        assert_ne!(first.id(), revised.id());
    }

    #[test]
    fn a_figure_revised_back_is_known_anew() {
        let first = Observation::new(flow(1.6e9, "2025-10-18")).unwrap();
        let back = Observation::new(flow(1.6e9, "2025-12-18")).unwrap();
        assert_ne!(first.id(), back.id());
    }

    #[test]
    fn a_record_with_a_key_is_the_same_thing_however_it_is_worded() {
        let thing = |key, what| Observation::new(event(key, what)).unwrap().thing();
        assert_eq!(thing("o1", "a visit"), thing("o1", "a state visit"));
        assert_ne!(thing("o1", "a visit"), thing("o2", "a visit"));
        assert_ne!(thing("", "a visit"), thing("", "a state visit"));
    }

    #[test]
    fn the_copy_it_came_in_does_not_change_the_id() {
        let mut copy = flow(1.6e9, "2025-10-18");
        copy.origin.digest = Digest::of(b"another file");
        copy.origin.locator.row = 99;
        let here = Observation::new(flow(1.6e9, "2025-10-18")).unwrap();
        assert_eq!(Observation::new(copy).unwrap().id(), here.id());
    }

    #[test]
    fn a_record_found_to_be_weak_is_another_vintage() {
        let mut doubted = event("o1", "a visit");
        doubted.origin.weak = true;
        let here = Observation::new(event("o1", "a visit")).unwrap();
        let doubted = Observation::new(doubted).unwrap();
        assert_eq!(doubted.thing(), here.thing());
        assert_ne!(doubted.id(), here.id());
    }

    #[test]
    fn parts_that_do_not_fit_are_refused() {
        let mut early = flow(1.0, "2025-08-31");
        let check = |draft: Draft, expected: &str| {
            assert_eq!(Observation::new(draft).unwrap_err().to_string(), expected);
        };
        check(early.clone(), "known before it started: known_at 2025-08-31, start 2025-09-01");
        early.modality = Modality::Planned;
        assert!(Observation::new(early).is_ok());
        let mut own = flow(1.0, "2025-10-18");
        own.dyad.target = Some(own.dyad.actor);
        check(
            own,
            "actor and target are the same: CHN (leave the target empty for a domestic act)",
        );
        let mut nowhere = flow(1.0, "2025-10-18");
        nowhere.dyad.target = None;
        check(nowhere, "a flow needs a partner and a trade or aid channel: CHN→– trade.exports");
        let mut astray = event("o1", "a visit");
        astray.channel = Channel::TradeTotal;
        check(astray, "a trade channel holds flows only: trade.total, kind event");
    }

    proptest! {
        #[test]
        fn ids_differ_exactly_where_contents_do(a in "[a-c]{0,2}", b in "[a-c]{0,2}", c in "[a-c]{0,2}", d in "[a-c]{0,2}") {
            let one = Observation::new(event(&a, &b)).unwrap();
            let other = Observation::new(event(&c, &d)).unwrap();
            prop_assert_eq!((a, b) == (c, d), one.id() == other.id());
            prop_assert_eq!(ObservationId::parse(&one.id().to_string()), Some(one.id()));
        }
    }
}
