//! Claims of a text held against a ledger: every amount and every change, recomputed from figures
//! that others published, as they were known on the day asked.
//!
//! A claim meets the figures of the same flow over the same period. In the same unit the two must
//! agree to the last digit written; in another currency they imply an exchange rate, which must be
//! one that other months of the ledger show (`check/rates.rs`). Where today's figures do not agree, every
//! earlier and later vintage is asked. A claim is `contradicted` only if every series that can tell
//! speaks against it.

mod agree;
mod balance;
mod change;
mod deeds;
mod direction;
mod doubt;
mod each;
mod figures;
mod first;
mod gap;
mod length;
mod outlook;
mod proportion;
mod rates;
mod reasons;
mod record;
mod reference;
mod streak;
mod tally;
#[cfg(test)]
mod tests;
mod value;
mod vintage;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use telltale_observation::{
    Actor, AsOf, Channel, Commodity, KnownAt, Month, Observation, ObservationId, Period, Unit,
};

use crate::case::Compared;
use crate::language::Language;
use figures::{Figures, Flow};

pub use agree::{
    Agreement, anniversary, days_long, rates_moved, three_numbers, two_amounts, two_rates,
    two_units,
};
pub use balance::Balance;
pub use change::named_base;
pub use deeds::{Deed, Likeness};
pub use doubt::Doubted;
pub use each::Extreme;
pub use gap::{Gap, Step};
pub use proportion::Proportion;
pub use reference::market;
pub use streak::Streak;
pub use tally::{List, Tally};

/// What the words around a number say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// So much.
    Exactly,
    /// About so much.
    About,
    /// So much or more.
    AtLeast,
    /// So much or less.
    AtMost,
    /// Less: the text denies that it was so much.
    Below,
    /// More: the text denies that it was so little.
    Above,
    /// Not so much: the text denies just that.
    Not,
}

/// A number with how exactly it is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// The number, in base units; a change as a ratio.
    pub number: f64,
    /// Half a step of its last digit that counts.
    pub half: f64,
    /// What is said of it.
    pub bound: Bound,
}

/// By how much a number that is said to be about so much may be off, as a share of it.
const ABOUT: f64 = 0.05;

/// By how much of the figure an amount may be off, whatever its digits say: of "2 billion" half a step is
/// a quarter of it.
const COARSE: f64 = 0.1;

/// How far a number may lie on the wrong side of a bound that is said of it and be too near to tell, as a
/// share of it: who writes "topped 2 billion" may have rounded first, but did not see it topped.
const NEAR_BOUND: f64 = 0.01;

/// How a number found lies to one that is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    Fits,
    Near,
    /// Too near to a bound, or to what is denied.
    Unsure,
    Off,
}

impl Fit {
    /// What a figure in the claim's own unit makes of the claim.
    fn outcome(self) -> Outcome {
        match self {
            Fit::Fits => Outcome::Confirmed,
            Fit::Near => Outcome::Rounding,
            Fit::Unsure => Outcome::CannotCheck,
            Fit::Off => Outcome::Contradicted,
        }
    }
}

impl Told {
    /// How far the number may be off and still be right.
    fn slack(self) -> f64 {
        match self.bound {
            Bound::About => self.half.max(ABOUT * self.number.abs()),
            _ => self.half,
        }
    }

    /// How an amount found lies to this one, of which a single digit says little: beyond a tenth of the
    /// figure it is no rounding, and within half a step of the digit it cannot be told. What is "about" so
    /// much is so within 5 %, and between that and a tenth cannot be told.
    fn fit_amount(self, found: f64) -> Fit {
        let off = (found - self.number).abs();
        let coarse = off > COARSE * found.abs() * (1.0 + 1e-9);
        let about = off > ABOUT * self.number.abs() * (1.0 + 1e-9);
        match (self.fit(found), self.bound) {
            (Fit::Fits, Bound::Exactly) if coarse => Fit::Unsure,
            (Fit::Near, Bound::Exactly) if coarse => Fit::Off,
            (Fit::Fits, Bound::About) if about => Fit::Unsure,
            (Fit::Near, Bound::About) if coarse => Fit::Off,
            (Fit::Near, Bound::About) => Fit::Unsure,
            (fit, _) => fit,
        }
    }

    /// How far an amount may be off and still be right, and how far before it is wrong.
    fn slacks(self) -> (f64, f64) {
        let coarse = COARSE * self.number.abs();
        match self.bound {
            Bound::About => (ABOUT * self.number.abs(), coarse.max(self.half)),
            _ => (self.half.min(coarse), (2.0 * self.half).min(coarse).max(self.half)),
        }
    }

    /// How far a number may lie beyond a bound and be too near to tell.
    fn near_bound(self) -> f64 {
        self.half.min(NEAR_BOUND * self.number.abs())
    }

    /// How a number found lies to this one. Of a fall "of more than 13 percent" the size counts.
    fn fit(self, found: f64) -> Fit {
        let toward = |bound: f64| if self.number < 0.0 { -bound } else { bound };
        let over = toward(found - self.number);
        let denied = match self.bound {
            Bound::Below => Some(over),
            Bound::Above => Some(-over),
            Bound::Not if over.abs() <= self.half => Some(f64::INFINITY),
            Bound::Not => Some(2.0 * self.half - over.abs()),
            _ => None,
        };
        if let Some(over) = denied {
            let near = match self.bound {
                Bound::Not => self.half,
                _ => self.near_bound(),
            };
            return match over {
                over if over < -near => Fit::Fits,
                over if over <= near => Fit::Unsure,
                _ => Fit::Off,
            };
        }
        if let Bound::AtLeast | Bound::AtMost = self.bound {
            let missed = if self.bound == Bound::AtLeast { -over } else { over };
            return match missed {
                missed if missed <= 1e-9 * self.number.abs() => Fit::Fits,
                missed if missed <= self.near_bound() * (1.0 + 1e-9) => Fit::Unsure,
                _ => Fit::Off,
            };
        }
        match over.abs() {
            off if off <= self.slack() * (1.0 + 1e-9) => Fit::Fits,
            off if off <= 2.0 * self.slack() * (1.0 + 1e-9) => Fit::Near,
            _ => Fit::Off,
        }
    }
}

/// The goods that a claim is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedGoods {
    /// All of them.
    Everything,
    /// Those of a code; `exact` if it holds just the goods that the text names.
    Coded {
        /// The code.
        commodity: Commodity,
        /// Whether it holds neither more nor fewer.
        exact: bool,
    },
    /// Goods without a code that is known.
    Others,
}

/// In what a claim counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimedUnit {
    /// In this unit.
    Known(Unit),
    /// In one that the ledger does not know, so that no figure of it can be of the same.
    Unknown,
    /// The text names none.
    Unsaid,
}

impl ClaimedUnit {
    /// The unit, where it is one that the ledger knows.
    pub fn known(self) -> Option<Unit> {
        match self {
            ClaimedUnit::Known(unit) => Some(unit),
            ClaimedUnit::Unknown | ClaimedUnit::Unsaid => None,
        }
    }
}

/// Against what a change is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// This period.
    Period(Period),
    /// The text does not say.
    Unsaid,
}

/// What is claimed of a flow and a period.
#[derive(Clone, Debug, PartialEq)]
pub enum States {
    /// How much it was.
    Value(Told),
    /// By how much it changed.
    Change {
        /// New over old, minus one.
        ratio: Told,
        /// Against what.
        against: Against,
        /// The amount that changed, in the claim's unit, where the text gives it.
        value: Option<f64>,
    },
    /// That it went up, or down, and no more.
    Moved {
        /// Up, or down.
        up: bool,
        /// Against what.
        against: Against,
    },
    /// That no month since another was higher, or lower.
    Record {
        /// Higher, or lower.
        highest: bool,
        /// Since when; `None` for ever.
        since: Option<Month>,
    },
    /// Which way it was to go.
    Expectation {
        /// More, or less.
        up: bool,
        /// Whether it is the growth that was to be more or less.
        growth: bool,
        /// Against which period; of `None` both are asked.
        compares: Option<Compared>,
    },
}

/// A claim of a text about a flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// Whose flow it is; the reporter.
    pub actor: Option<Actor>,
    /// With whom.
    pub target: Option<Actor>,
    /// Exports, imports, or another channel of amounts.
    pub channel: Channel,
    /// Of which goods.
    pub goods: ClaimedGoods,
    /// Of when.
    pub period: Option<Period>,
    /// In which unit.
    pub unit: ClaimedUnit,
    /// Whose statistics the text says that it is from.
    pub reported_by: Option<Actor>,
    /// What is claimed of it.
    pub states: States,
}

/// What checking a claim came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The figures agree.
    Confirmed,
    /// They agree but for the last digit.
    Rounding,
    /// They agree with what was published before, and since revised.
    OlderVintage,
    /// They agree with what was published only later.
    NewerVintage,
    /// They do not agree.
    Contradicted,
    /// The text's own numbers do not agree.
    Inconsistent,
    /// There is nothing to hold it against.
    CannotCheck,
    /// An expectation came true.
    Met,
    /// In one way it did, in another not.
    PartlyMet,
    /// It did not.
    NotMet,
}

impl Outcome {
    /// Whether the figures agree, to the last digit or but for that.
    pub fn agrees(self) -> bool {
        matches!(self, Outcome::Confirmed | Outcome::Rounding)
    }

    /// The outcome's name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Confirmed => "confirmed",
            Outcome::Rounding => "rounding",
            Outcome::OlderVintage => "older vintage",
            Outcome::NewerVintage => "newer vintage",
            Outcome::Contradicted => "contradicted",
            Outcome::Inconsistent => "internally inconsistent",
            Outcome::CannotCheck => "cannot check",
            Outcome::Met => "met",
            Outcome::PartlyMet => "partly met",
            Outcome::NotMet => "not met",
        }
    }

    /// The outcome in words.
    pub fn says(self, language: Language) -> &'static str {
        let korean = match self {
            Outcome::Confirmed => "확인",
            Outcome::Rounding => "반올림 차이",
            Outcome::OlderVintage => "이전 공표치",
            Outcome::NewerVintage => "이후 공표치",
            Outcome::Contradicted => "반박",
            Outcome::Inconsistent => "내부 불일치",
            Outcome::CannotCheck => "확인 불가",
            Outcome::Met => "실현",
            Outcome::PartlyMet => "일부 실현",
            Outcome::NotMet => "실현되지 않음",
        };
        language.pick(self.name(), korean)
    }
}

/// An exchange rate that a claim and a figure imply, beside those that the ledger shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateFound {
    /// Units of the figure for one unit of the claim.
    pub rate: f64,
    /// Between which it confirms the claim, and beyond which it contradicts it.
    pub bounds: Option<RateBounds>,
    /// The market's mean over the claim's period, where it is known.
    pub market: Option<f64>,
    /// How many other months and sums of the ledger show one.
    pub n: usize,
    /// The figure's unit.
    pub here: Unit,
    /// The claim's.
    pub there: Unit,
}

/// What rates a claim may imply, and still be right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateBounds {
    /// The lowest and the highest that are expected.
    pub certain: (f64, f64),
    /// The lowest and the highest that can be at all.
    pub possible: (f64, f64),
}

/// An amount that a claim implies of another period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Implied {
    /// The period.
    pub period: Period,
    /// The amount.
    pub value: f64,
    /// Its unit.
    pub unit: Option<Unit>,
}

/// A claim, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// What it came to.
    pub outcome: Outcome,
    /// The number claimed, in base units.
    pub claimed: Option<f64>,
    /// The number found.
    pub found: Option<f64>,
    /// The unit of the number found; of a change, that of the figures it is computed from.
    pub found_unit: Option<Unit>,
    /// Whether the figures are in another currency than the claim.
    pub another_currency: bool,
    /// The exchange rate that the two imply.
    pub rate: Option<RateFound>,
    /// Amounts that the claim implies of other periods.
    pub implied: Vec<Implied>,
    /// The source of the figures.
    pub source: Option<String>,
    /// When the vintage that agrees was published, where it is not the one of the day asked.
    pub vintage: Option<KnownAt>,
    /// Why, in a sentence or two.
    pub because: String,
    /// Who could tell, where the ledger cannot.
    pub would_tell: Option<String>,
    /// What it rests on.
    pub evidence: Vec<ObservationId>,
    /// Whether it rests on the market's exchange rates too ([`market`]).
    pub by_market: bool,
}

impl Checked {
    /// A rank among partners, of which figures of two states say nothing.
    pub fn of_partners(rank: u8, language: Language) -> Checked {
        let (because, who) = reasons::partners(rank, language);
        Checked::cannot(Some(f64::from(rank)), because, Some(who))
    }

    /// A multiple of another flow: "eight times as much as it bought".
    pub fn of_another_flow(ratio: f64, language: Language) -> Checked {
        Checked::cannot(Some(ratio), reasons::another_flow(language), None)
    }

    fn cannot(claimed: Option<f64>, because: String, would_tell: Option<String>) -> Checked {
        Checked {
            outcome: Outcome::CannotCheck,
            claimed,
            found: None,
            found_unit: None,
            another_currency: false,
            rate: None,
            implied: Vec::new(),
            source: None,
            vintage: None,
            because,
            would_tell,
            evidence: Vec::new(),
            by_market: false,
        }
    }
}

/// What one series says of a claim.
#[derive(Clone, Debug)]
struct Opinion<'a> {
    outcome: Outcome,
    found: f64,
    flow: Flow,
    another_currency: bool,
    /// Whether the figures are the partner's.
    mirrored: bool,
    rate: Option<RateFound>,
    /// Whether the market's rates have a part in it.
    by_market: bool,
    seen: Vec<&'a Observation>,
    because: String,
}

impl Opinion<'_> {
    /// How much it counts beside others: that of a figure in the claim's own unit before one
    /// through an exchange rate, and agreement before disagreement.
    fn weight(&self) -> u8 {
        let own = !self.another_currency && !self.mirrored;
        match self.outcome {
            Outcome::Confirmed if own => 7,
            Outcome::Rounding if own => 6,
            Outcome::Confirmed => 5,
            Outcome::Rounding => 4,
            Outcome::Contradicted if own => 3,
            Outcome::Contradicted => 2,
            _ => 1,
        }
    }
}

/// A ledger that claims are held against.
#[derive(Clone, Debug)]
pub struct Bench<'a> {
    /// Every vintage that may be used: no weak ones, and none that the text itself made.
    all: Vec<&'a Observation>,
    /// Those that the text itself made or repeats: no second witness.
    echoes: Vec<&'a Observation>,
    /// Those that the case itself calls weak.
    weak: Vec<&'a Observation>,
    as_of: AsOf,
    language: Language,
    /// The figures of days that were asked.
    days: RefCell<BTreeMap<AsOf, Rc<Figures<'a>>>>,
}

/// Of how many days the figures are kept; a large ledger's take some room.
const DAYS_KEPT: usize = 16;

impl<'a> Bench<'a> {
    /// The observations of a ledger, every vintage of them, as of a day; `independent` says which
    /// of them do not repeat the text that is checked.
    pub fn new(
        all: &'a [Observation],
        as_of: AsOf,
        language: Language,
        independent: impl Fn(&Observation) -> bool,
    ) -> Bench<'a> {
        let (weak, strong): (Vec<_>, Vec<_>) = all.iter().partition(|seen| seen.origin().weak);
        let (all, echoes) = strong.into_iter().partition(|seen| independent(seen));
        Bench { all, echoes, weak, as_of, language, days: RefCell::default() }
    }

    /// The figures as they were known on a day.
    fn figures(&self, as_of: AsOf) -> Rc<Figures<'a>> {
        let mut days = self.days.borrow_mut();
        if days.len() >= DAYS_KEPT && !days.contains_key(&as_of) {
            days.retain(|day, _| *day == self.as_of);
        }
        Rc::clone(days.entry(as_of).or_insert_with(|| Rc::new(Figures::at(&self.all, as_of))))
    }

    /// Holds a claim against the ledger.
    pub fn check(&self, claim: &Claimed) -> Checked {
        let number = claim.number();
        let (Some(actor), Some(target)) = (claim.actor, claim.target) else {
            return self.without_dyad(claim);
        };
        let Some(period) = claim.period else {
            return Checked::cannot(number, reasons::no_period(self.language), None);
        };
        if claim.unit.known().is_none() && matches!(claim.states, States::Value(_)) {
            return Checked::cannot(number, reasons::no_unit(self.language), None);
        }
        let asked = Asked { bench: self, claim, actor, target, period };
        let now = self.figures(self.as_of);
        let mut checked = match asked.best(&now) {
            Some(opinion) if opinion.outcome == Outcome::Contradicted => {
                asked.other_vintage(&opinion).unwrap_or_else(|| asked.checked(opinion))
            }
            Some(opinion) => asked.checked(opinion),
            None => asked.nothing(&now),
        };
        checked.implied = asked.implied();
        checked
    }

    /// A claim of which nobody says of whom it is; or one of what nobody does to anybody, as a launch.
    fn without_dyad(&self, claim: &Claimed) -> Checked {
        let (number, language) = (claim.number(), self.language);
        match claim.actor.filter(|_| !claim.channel.is_trade()) {
            Some(actor) => {
                let who = reasons::would_count(actor, claim.channel, language);
                Checked::cannot(number, reasons::no_partner(claim.channel, language), Some(who))
            }
            None => Checked::cannot(number, reasons::no_dyad(language), None),
        }
    }

    /// Holds a mean over the months of a claim's period against their sum.
    pub fn check_mean(&self, claim: &Claimed, told: Told) -> Checked {
        let months = claim.period.map_or(1, |period| period.months().count());
        if months > 1 && !claim.period.is_some_and(Period::is_whole_months) {
            return Checked::cannot(
                Some(told.number),
                reasons::months_missing(self.language),
                None,
            );
        }
        let mean = Mean { months: u32::try_from(months).unwrap_or(1).max(1) };
        let n = f64::from(mean.months);
        let sum = Told { number: told.number * n, half: told.half * n, ..told };
        let mut checked = self.check(&Claimed { states: States::Value(sum), ..claim.clone() });
        checked.claimed = Some(told.number);
        if let Some((found, unit)) = checked.found.zip(checked.found_unit).filter(|_| months > 1) {
            checked.because += &reasons::mean(found, unit, mean, self.language);
            checked.found = Some(found / n);
        }
        checked
    }
}

/// Over how many months a mean is taken.
#[derive(Clone, Copy, Debug)]
struct Mean {
    months: u32,
}

impl Implied {
    /// The amount in a sentence.
    pub fn says(&self, language: Language) -> String {
        reasons::implied(self, language)
    }
}

impl Claimed {
    fn number(&self) -> Option<f64> {
        match &self.states {
            States::Value(told) | States::Change { ratio: told, .. } => Some(told.number),
            States::Moved { .. } | States::Record { .. } | States::Expectation { .. } => None,
        }
    }

    fn commodity(&self) -> Option<Commodity> {
        match &self.goods {
            ClaimedGoods::Everything => Some(Commodity::total()),
            ClaimedGoods::Coded { commodity, .. } => Some(commodity.clone()),
            ClaimedGoods::Others => None,
        }
    }
}

/// A claim whose dyad and period are known.
struct Asked<'b, 'a> {
    bench: &'b Bench<'a>,
    claim: &'b Claimed,
    actor: Actor,
    target: Actor,
    period: Period,
}

impl<'a> Asked<'_, 'a> {
    /// The opinion that counts most; of two alike, that of the source whose name comes first.
    fn best(&self, figures: &Figures<'a>) -> Option<Opinion<'a>> {
        let commodity = self.claim.commodity()?;
        let mut opinions: Vec<Opinion<'a>> = Vec::new();
        let flows = figures.flows(self.actor, self.target, self.claim.channel, &commodity);
        for (flow, mirrored) in &flows {
            // What the text says to be from the partner's statistics is no mirror of them.
            let mirrored = *mirrored && self.claim.reported_by != Some(flow.actor);
            let opinion = self.opinion(figures, flow, mirrored);
            let one_of_several = flows.iter().any(|(other, _)| flow.differs_in_topic(other));
            opinions.extend(opinion.map(|opinion| match one_of_several {
                true => self.of_one_topic(opinion),
                false => opinion,
            }));
        }
        let own = |opinion: &Opinion<'_>| !opinion.mirrored;
        if opinions.iter().any(own) {
            opinions.retain(own);
        }
        let exact = !matches!(self.claim.goods, ClaimedGoods::Coded { exact: false, .. });
        let mut best: Option<Opinion<'a>> = None;
        for mut opinion in opinions {
            if opinion.outcome == Outcome::Contradicted && !exact {
                opinion.outcome = Outcome::CannotCheck;
                opinion.because += reasons::loose_code(self.bench.language);
            }
            if best.as_ref().is_none_or(|best| best.weight() < opinion.weight()) {
                best = Some(opinion);
            }
        }
        best
    }

    fn opinion(&self, figures: &Figures<'a>, flow: &Flow, mirrored: bool) -> Option<Opinion<'a>> {
        if !self.measures_alike(flow.unit) {
            return None;
        }
        match &self.claim.states {
            States::Value(told) => self.value(figures, flow, mirrored, *told),
            States::Change { ratio, against: Against::Period(base), .. } => {
                self.change(figures, flow, mirrored, *ratio, *base)
            }
            States::Change { ratio, against: Against::Unsaid, .. } => {
                self.unsaid_change(figures, flow, mirrored, *ratio)
            }
            States::Moved { up, against } => self.moved(figures, flow, mirrored, (*up, *against)),
            States::Record { highest, since } => {
                self.record(figures, flow, (*highest, *since), mirrored)
            }
            States::Expectation { up, growth, compares } => {
                let expected = outlook::Expected { up: *up, growth: *growth, compares: *compares };
                self.expectation(figures, flow, expected)
            }
        }
    }

    /// What a series says that is of one topic among others: of which the text speaks is not known. Its
    /// very number may be confirmed by one of them; that the whole rose, or was no more, by none.
    fn of_one_topic(&self, mut opinion: Opinion<'a>) -> Opinion<'a> {
        let sized = matches!(self.claim.states, States::Value(_) | States::Change { .. });
        let right = opinion.outcome.agrees();
        if !(right && sized) {
            opinion.outcome = Outcome::CannotCheck;
            opinion.because += &reasons::one_topic(&opinion.flow, self.bench.language);
        }
        opinion
    }

    /// Whether figures in a unit say anything of the claim: of tonnes or aircraft, those of money say
    /// nothing, be it of how much or of how it changed.
    fn measures_alike(&self, unit: Unit) -> bool {
        match self.claim.unit {
            ClaimedUnit::Known(own) => own == unit || rates::exchangeable(own, unit),
            ClaimedUnit::Unknown => false,
            ClaimedUnit::Unsaid => true,
        }
    }

    fn checked(&self, opinion: Opinion<'a>) -> Checked {
        Checked {
            outcome: opinion.outcome,
            claimed: self.claim.number(),
            found: Some(opinion.found),
            found_unit: Some(opinion.flow.unit),
            another_currency: opinion.another_currency,
            rate: opinion.rate,
            implied: Vec::new(),
            source: Some(opinion.flow.source),
            vintage: None,
            because: opinion.because,
            would_tell: None,
            evidence: opinion.seen.iter().map(|seen| seen.id()).collect(),
            by_market: opinion.by_market,
        }
    }

    /// Why there is nothing to hold the claim against.
    fn nothing(&self, now: &Figures<'a>) -> Checked {
        let language = self.bench.language;
        let would_tell = Some(reasons::would_tell(self, language));
        let Some(commodity) = self.claim.commodity() else {
            return Checked::cannot(self.claim.number(), reasons::no_code(language), would_tell);
        };
        let flows = now.flows(self.actor, self.target, self.claim.channel, &commodity);
        let last = flows.iter().filter_map(|(flow, _)| now.last_day(flow)).max();
        let several = |(flow, _): &(Flow, bool)| now.holds_several(flow, self.period);
        let because = match () {
            () if flows.iter().any(several) => reasons::several(self, language),
            () if self.is_among(&self.bench.echoes, &commodity) => reasons::echoed(self, language),
            () if self.is_among(&self.bench.weak, &commodity) => reasons::weak(self, language),
            () => reasons::nothing(self, last, language),
        };
        Checked::cannot(self.claim.number(), because, would_tell)
    }

    /// Whether the figure asked for is held, but only among these, which nothing is held against.
    fn is_among(&self, others: &[&'a Observation], commodity: &Commodity) -> bool {
        let others = Figures::at(others, self.bench.as_of);
        let flows = others.flows(self.actor, self.target, self.claim.channel, commodity);
        flows.iter().any(|(flow, _)| others.over(flow, self.period).is_some())
    }

    /// The amounts of earlier periods that a change and its value imply.
    fn implied(&self) -> Vec<Implied> {
        let States::Change { ratio, against: Against::Period(period), value: Some(value) } =
            &self.claim.states
        else {
            return Vec::new();
        };
        if ratio.number <= -1.0 {
            return Vec::new();
        }
        let value = value / (1.0 + ratio.number);
        vec![Implied { period: *period, value, unit: self.claim.unit.known() }]
    }
}
