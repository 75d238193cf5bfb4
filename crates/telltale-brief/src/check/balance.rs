//! A balance: exports less imports of one reporter, in one unit and from one source.

use std::collections::BTreeSet;

use telltale_observation::{AsOf, Channel, KnownAt, Month, Observation, Period};

use super::figures::{Figures, Flow, Sum, flow_of};
use super::value::MIRROR;
use super::{Bench, Bound, Checked, Claimed, Outcome, Told, reasons};

/// A balance that is said to be a surplus, or a deficit, of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Balance {
    /// More exports than imports.
    pub surplus: bool,
    /// How much; none where only that it got wider or narrower is asked.
    pub told: Option<Told>,
    /// Wider, or narrower, than that of a period.
    pub moved: Option<(bool, Period)>,
    /// By how much it changed since that of a period.
    pub changed: Option<(Told, Period)>,
    /// That it stayed as it was in a period.
    pub kept: Option<Period>,
    /// The widest, or the narrowest, of all since a month; of `None` for ever.
    pub record: Option<(bool, Option<Month>)>,
}

/// How far what stays as it was may move, as a share, and beyond how much it did not stay.
const STAYS: (f64, f64) = (0.02, 0.1);

/// By how much another month must lie beyond one that is said to be the widest: revisions move a percent.
const BEYOND: f64 = 0.01;

/// By how much a balance must have moved the other way to speak against the text.
const CLEAR: f64 = 0.02;

/// The balance of a flow's owner over a period.
struct Net<'a> {
    flow: Flow,
    /// Of the partner's figures.
    mirrored: bool,
    exports: Sum<'a>,
    imports: Sum<'a>,
}

impl Net<'_> {
    /// How much of it there is, of the sign that is claimed.
    fn of(&self, surplus: bool) -> f64 {
        let net = self.exports.amount - self.imports.amount;
        if surplus { net } else { -net }
    }

    /// The least and the most that the owner's own figures may make of it: those of two partners differ.
    fn between(&self, surplus: bool) -> (f64, f64) {
        let (more, less) = match surplus {
            true => (self.exports.amount, self.imports.amount),
            false => (self.imports.amount, self.exports.amount),
        };
        match self.mirrored {
            true => (more * MIRROR.0 - less * MIRROR.1, more * MIRROR.1 - less * MIRROR.0),
            false => (more - less, more - less),
        }
    }
}

impl<'a> Bench<'a> {
    /// Holds a balance against the exports and imports of the claim's actor with its target.
    pub fn check_balance(&self, claim: &Claimed, balance: Balance) -> Checked {
        let number = balance.told.map(|told| told.number);
        let now = self.figures(self.as_of);
        if claim.actor.is_none() || claim.target.is_none() {
            return Checked::cannot(number, reasons::no_dyad(self.language), None);
        }
        let Some(checked) = self.balance_at(&now, claim, balance) else {
            if claim.period.is_none() {
                return Checked::cannot(number, reasons::no_period(self.language), None);
            }
            return Checked::cannot(number, reasons::no_balance(self.language), None);
        };
        let base = balance.moved.map(|(_, base)| base);
        let base = base.or(balance.changed.map(|(_, base)| base)).or(balance.kept);
        // Of a record, all that lies since then.
        let since = balance.record.and_then(|(_, since)| since);
        let all = since
            .zip(claim.period)
            .and_then(|(since, period)| Period::new(since.plus(1).first_day(), period.end()).ok());
        let base = base.or(all);
        self.unless_another_vintage(checked, claim, base, |then| {
            self.balance_at(then, claim, balance)
        })
    }

    /// What any other vintage of the figures makes right is not wrong.
    pub(super) fn unless_another_vintage(
        &self,
        checked: Checked,
        claim: &Claimed,
        base: Option<Period>,
        at: impl Fn(&Figures<'a>) -> Option<Checked>,
    ) -> Checked {
        if checked.outcome != Outcome::Contradicted {
            return checked;
        }
        let asked = self.asked_by(claim, base);
        let days: BTreeSet<KnownAt> = asked.iter().map(|seen| seen.known_at()).collect();
        let right = days.into_iter().any(|day| {
            let Ok(as_of) = AsOf::day(day.date()) else { return false };
            let then = Figures::at(&asked, as_of);
            at(&then).is_some_and(|then| then.outcome != Outcome::Contradicted)
        });
        let outcome = if right { Outcome::CannotCheck } else { Outcome::Contradicted };
        Checked { outcome, ..checked }
    }

    /// Every vintage of what such a claim is made from: the two states' trade in these goods, within the
    /// periods that are asked. A large ledger holds much else, published on many other days.
    fn asked_by(&self, claim: &Claimed, base: Option<Period>) -> Vec<&'a Observation> {
        let Some((actor, target)) = claim.actor.zip(claim.target) else { return Vec::new() };
        let periods: Vec<Period> = claim.period.into_iter().chain(base).collect();
        let within = |seen: &Observation| {
            let of = seen.period();
            periods.iter().any(|period| period.start() <= of.start() && of.end() <= period.end())
        };
        let goods = claim.commodity();
        let is_of = |seen: &&&Observation| {
            seen.dyad().joins(actor, target)
                && seen.channel().is_trade()
                && within(seen)
                && flow_of(seen).map(|flow| flow.commodity) == goods
        };
        self.all.iter().filter(is_of).copied().collect()
    }

    /// What the series that agree say, or else the first.
    fn balance_at(
        &self,
        figures: &Figures<'a>,
        claim: &Claimed,
        asked: Balance,
    ) -> Option<Checked> {
        let nets = self.nets(figures, claim, claim.period?);
        let mut told: Vec<Checked> = nets
            .iter()
            .filter_map(|now| match (asked.told, asked.record) {
                (Some(amount), _) => Some(self.net_of(now, claim, (asked.surplus, amount))),
                (None, Some(record)) => {
                    self.net_record(figures, now, claim, (asked.surplus, record))
                }
                (None, None) => self.net_against(figures, now, claim, asked),
            })
            .collect();
        let right = |one: &Checked| one.outcome.agrees();
        let at = told.iter().position(right).unwrap_or(0);
        (at < told.len()).then(|| told.swap_remove(at))
    }

    /// What one series says of how much a balance was.
    fn net_of(&self, now: &Net<'a>, claim: &Claimed, (surplus, told): (bool, Told)) -> Checked {
        let outcome = match told.fit_amount(now.of(surplus)).outcome() {
            Outcome::Contradicted if may_be(told, now.between(surplus)) => Outcome::CannotCheck,
            outcome => outcome,
        };
        let amounts = (now.exports.amount, now.imports.amount);
        let because = reasons::balance(self.language, &now.flow, amounts, claim.actor);
        self.found(now, surplus, (outcome, because), Some(told.number))
    }

    /// What one series says of a balance beside that of another period: that it got wider or narrower, by how
    /// much, or that it stayed.
    fn net_against(
        &self,
        figures: &Figures<'a>,
        now: &Net<'a>,
        claim: &Claimed,
        asked: Balance,
    ) -> Option<Checked> {
        let base = asked.changed.map(|(_, base)| base);
        let base = base.or(asked.moved.map(|(_, base)| base)).or(asked.kept)?;
        let then =
            self.nets(figures, claim, base).into_iter().find(|then| then.flow == now.flow)?;
        let (new, old) = (now.of(asked.surplus), then.of(asked.surplus));
        let change = new / old - 1.0;
        let outcome = match (asked.changed, asked.moved) {
            _ if new <= 0.0 || old <= 0.0 => Outcome::CannotCheck,
            (Some((told, _)), _) => told.fit(change).outcome(),
            (_, Some((up, _))) => match if up { change } else { -change } {
                way if way > 0.0 => Outcome::Confirmed,
                way if -way > CLEAR => Outcome::Contradicted,
                _ => Outcome::CannotCheck,
            },
            (None, None) => match change.abs() {
                off if off <= STAYS.0 => Outcome::Confirmed,
                off if off > STAYS.1 => Outcome::Contradicted,
                _ => Outcome::CannotCheck,
            },
        };
        // The partner's figures of two periods need not go the same way.
        let outcome = match outcome {
            Outcome::Contradicted if now.mirrored => Outcome::CannotCheck,
            outcome => outcome,
        };
        let because = reasons::balance_moved(self.language, &now.flow, (new, old), base);
        let claimed = asked.changed.map(|(told, _)| told.number);
        let mut checked = self.found(now, asked.surplus, (outcome, because), claimed);
        if claimed.is_some() {
            checked.found = Some(change);
        }
        let earlier = then.exports.seen.iter().chain(&then.imports.seen);
        checked.evidence.extend(earlier.map(|seen| seen.id()));
        Some(checked)
    }

    /// What one series says of whether it was the widest, or the narrowest, since a month.
    fn net_record(
        &self,
        figures: &Figures<'a>,
        now: &Net<'a>,
        claim: &Claimed,
        (surplus, (widest, since)): (bool, (bool, Option<Month>)),
    ) -> Option<Checked> {
        let period = claim.period.filter(|period| period.is_whole_months())?;
        let length = i32::try_from(period.months().count()).ok()?;
        let first = period.months().next()?;
        if !matches!(length, 1 | 3 | 6 | 12) {
            return None;
        }
        let from =
            since.map_or_else(|| figures.first_month(&now.flow), |since| Some(since.plus(1)))?;
        let own = now.of(surplus);
        let mut missing = 0;
        let mut rival: Option<(Period, f64)> = None;
        let mut back = length;
        while first.plus(-back) >= from {
            let earlier = period.months_earlier(back)?;
            let then = self.nets(figures, claim, earlier).into_iter();
            let then =
                then.filter(|then| then.flow == now.flow).map(|then| then.of(surplus)).next();
            let further = |net: f64, other: f64| if widest { net > other } else { net < other };
            match then {
                Some(net) if further(net, rival.map_or(own, |(_, net)| net)) => {
                    rival = Some((earlier, net));
                }
                Some(_) => {}
                None => missing += 1,
            }
            back += length;
        }
        let outcome = match rival {
            _ if own <= 0.0 => Outcome::CannotCheck,
            Some((_, net)) if (net - own).abs() > BEYOND * own && !now.mirrored => {
                Outcome::Contradicted
            }
            None if since.is_some() && missing == 0 => Outcome::Confirmed,
            _ => Outcome::CannotCheck,
        };
        let because = match rival {
            Some((then, net)) => reasons::balance_moved(self.language, &now.flow, (own, net), then),
            None => reasons::balance_record(self.language, &now.flow, own, (from, missing)),
        };
        Some(self.found(now, surplus, (outcome, because), None))
    }

    fn found(
        &self,
        now: &Net<'a>,
        surplus: bool,
        (outcome, because): (Outcome, String),
        claimed: Option<f64>,
    ) -> Checked {
        let because = match now.mirrored {
            true => because + &reasons::mirrored(self.language, &now.flow),
            false => because,
        };
        let seen = now.exports.seen.iter().chain(&now.imports.seen);
        Checked {
            outcome,
            found: Some(now.of(surplus)),
            found_unit: Some(now.flow.unit),
            source: Some(now.flow.source.clone()),
            evidence: seen.map(|seen| seen.id()).collect(),
            ..Checked::cannot(claimed, because, None)
        }
    }

    /// Every series of both flows in the claim's unit; the owner's own, or else the partner's.
    fn nets(&self, figures: &Figures<'a>, claim: &Claimed, period: Period) -> Vec<Net<'a>> {
        let Some((actor, target)) = claim.actor.zip(claim.target) else { return Vec::new() };
        let Some(goods) = claim.commodity() else { return Vec::new() };
        let all = figures.flows(actor, target, Channel::TradeExports, &goods);
        let mut nets: Vec<Net<'a>> = all
            .into_iter()
            .filter(|(flow, _)| claim.unit.known() == Some(flow.unit))
            .filter_map(|(flow, mirrored)| {
                let channel = match mirrored {
                    true => Channel::TradeExports,
                    false => Channel::TradeImports,
                };
                let other = Flow { channel, ..flow.clone() };
                let (exports, imports) =
                    (figures.over(&flow, period)?, figures.over(&other, period)?);
                Some(Net { flow, mirrored, exports, imports })
            })
            .collect();
        if nets.iter().any(|net| !net.mirrored) {
            nets.retain(|net| !net.mirrored);
        }
        nets
    }
}

/// Whether a number may be right by figures that nobody holds, which lie between two.
fn may_be(told: Told, (least, most): (f64, f64)) -> bool {
    match told.bound {
        Bound::AtLeast | Bound::Above => told.number <= most && least < most,
        Bound::AtMost | Bound::Below => told.number >= least && least < most,
        _ => least < most && (least..=most).contains(&told.number),
    }
}
