//! Forecasts held against what is known now: whether each came, did not, or cannot be told.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jiff::ToSpan as _;
use jiff::civil::Date;
use telltale_ledger::Ledger;
use telltale_measure::forecast::{Seen, Sort};
use telltale_measure::tripwire::{Followed, Pick};
use telltale_observation::{Actor, AsOf, Dyad, Month, Period};

use super::kept::{Kept, Of};
use super::said::published_by;
use super::series::{AllSeries, Flow};
use super::{Event, days};
use crate::failure::Failure;

/// The days of an event, by who goes to whom.
type EventDays = BTreeMap<(Actor, Actor), BTreeSet<Date>>;

/// What forecasts are held against. What was asked of the ledger once is not asked again: a year of
/// daily forecasts is a thousand lines of a few targets.
pub(super) struct Held<'a> {
    ledger: &'a Ledger,
    as_of: AsOf,
    /// Which days the sources cover, by what they told.
    followed: Followed<'a>,
    events: RefCell<BTreeMap<Event, Rc<EventDays>>>,
    flows: RefCell<BTreeMap<Flow, Rc<AllSeries>>>,
}

/// What became of a forecast.
pub(super) struct Turned {
    /// Whether it came; `None` while it cannot be told.
    pub(super) came: Option<bool>,
    /// Whether its days are not over yet.
    pub(super) is_open: bool,
    /// Whether what would tell should have been published by now.
    pub(super) is_overdue: bool,
    /// Whether it would be known either way.
    pub(super) is_scored: bool,
    pub(super) because: String,
}

impl Turned {
    /// What cannot be told yet, and why.
    fn open(because: String) -> Turned {
        Turned { came: None, is_open: true, is_overdue: false, is_scored: false, because }
    }
}

impl<'a> Held<'a> {
    /// What a ledger holds as of an instant, and which days its sources cover.
    pub(super) fn new(ledger: &'a Ledger, as_of: AsOf, followed: Followed<'a>) -> Held<'a> {
        let (events, flows) = (RefCell::default(), RefCell::default());
        Held { ledger, as_of, followed, events, flows }
    }

    /// What became of a forecast.
    pub(super) fn turned(&self, kept: &Kept) -> Result<Turned, Failure> {
        match &kept.of {
            Of::Event { event, actor, target, either_way, .. } => {
                let back = either_way.then_some((*target, *actor));
                let pairs: Vec<(Actor, Actor)> =
                    [(*actor, *target)].into_iter().chain(back).collect();
                self.happened(*event, &pairs, kept)
            }
            Of::Flow { flow, month, made_on } => self.rose(*flow, *month, made_on.as_ref()),
        }
    }

    fn happened(
        &self,
        event: Event,
        pairs: &[(Actor, Actor)],
        kept: &Kept,
    ) -> Result<Turned, Failure> {
        let Kept { made, closes, .. } = *kept;
        let came_on = self.days_of(event)?;
        let days = pairs.iter().filter_map(|pair| came_on.get(pair)).flatten();
        let first = days.copied().filter(|day| made < *day && *day <= closes).min();
        let is_open = closes >= self.as_of.date();
        let unfollowed = match is_open {
            true => None,
            false => self.first_unfollowed(event, pairs, kept),
        };
        let is_scored = !is_open && unfollowed.is_none();
        let (came, because) = match (first, unfollowed) {
            (Some(day), _) => (Some(true), format!("on {day}")),
            (None, Some(day)) => {
                let because =
                    format!("none is known by now, but no source covers every day, such as {day}");
                (None, because)
            }
            (None, None) if is_open => (None, format!("open until {closes}")),
            (None, None) => (Some(false), "none is known by now".to_owned()),
        };
        Ok(Turned { came, is_open, is_overdue: false, is_scored, because })
    }

    /// The days on which an event is known to have been.
    fn days_of(&self, event: Event) -> Result<Rc<EventDays>, Failure> {
        if let Some(known) = self.events.borrow().get(&event) {
            return Ok(Rc::clone(known));
        }
        let mut came_on = EventDays::new();
        let today = self.as_of.date();
        if let Some(days) = days(self.ledger, self.as_of, None, event, Some(today))? {
            for Seen { day, actor, target, sort, .. } in days.seen {
                let after = i64::try_from(day).unwrap_or(i64::MAX);
                if sort == Sort::Event {
                    let on = days.first.saturating_add(after.days());
                    came_on.entry((actor, target)).or_default().insert(on);
                }
            }
        }
        let came_on = Rc::new(came_on);
        self.events.borrow_mut().insert(event, Rc::clone(&came_on));
        Ok(came_on)
    }

    /// The first day after `made` until `closes` on which nobody would have told of the event.
    fn first_unfollowed(
        &self,
        event: Event,
        pairs: &[(Actor, Actor)],
        kept: &Kept,
    ) -> Option<Date> {
        let days = Period::new(kept.made.tomorrow().ok()?, kept.closes).ok()?;
        let pick = |(actor, with): &(Actor, Actor)| {
            Pick::new(Dyad::new(*actor, *with), Some(event.channel))
        };
        let picks: Vec<Pick> = pairs.iter().map(pick).collect();
        self.followed.first_gap(&picks, days)
    }

    /// Whether a month came in above the year before, by the source and in the unit that were forecast.
    fn rose(
        &self,
        flow: Flow,
        month: Month,
        made_on: Option<&(String, String)>,
    ) -> Result<Turned, Failure> {
        let (all, today) = (self.series_of(flow)?, self.as_of.date());
        let series = match made_on {
            Some((source, unit)) => all.get(source, unit),
            None => all.meant(Month::of(today)).map(|(_, _, series)| series),
        };
        let figure = |month: Month| series.and_then(|series| series.figure(month));
        let (now, then) = (figure(month), figure(month.plus(-12)));
        let (Some(now), Some(then)) = (now, then) else {
            let missing = if now.is_none() { month } else { month.plus(-12) };
            let is_overdue = today > published_by(missing);
            let because = match is_overdue {
                true => format!("{missing} was not published by {today}"),
                false => format!("{missing} is not published"),
            };
            return Ok(Turned { is_overdue, ..Turned::open(because) });
        };
        let because = match then == 0.0 {
            true => "from nothing the year before".to_owned(),
            false => format!("{:+.1} % on the year", (now / then - 1.0) * 100.0),
        };
        let (is_open, is_overdue) = (false, false);
        Ok(Turned { came: Some(now > then), is_open, is_overdue, is_scored: true, because })
    }

    fn series_of(&self, flow: Flow) -> Result<Rc<AllSeries>, Failure> {
        if let Some(known) = self.flows.borrow().get(&flow) {
            return Ok(Rc::clone(known));
        }
        let all = Rc::new(AllSeries::read(self.ledger, self.as_of, flow)?);
        self.flows.borrow_mut().insert(flow, Rc::clone(&all));
        Ok(all)
    }
}
