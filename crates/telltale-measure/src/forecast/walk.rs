//! Walking forward: on every day only what was known then is learnt from, and what is said is held
//! against what came.

use std::collections::{BTreeMap, BTreeSet};

use telltale_observation::Actor;

use super::constants::{
    FIRST_ORIGIN_DAY, LEVEL, ORIGINS_MAX, OWN_RATE_WINDOWS, REFIT_DAYS, ROWS_MAX, STEP_DAYS,
};
use super::history::{Histories, Pair, Seen, Sort, is_word, pair};
use super::logistic::{Fitted, log_odds, probability};
use crate::change::t_quantile;

/// What is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Within how many days, the day of the forecast being the first.
    pub within: usize,
    /// Whether a visit of one to the other is another event than one of the other to the one.
    pub directed: bool,
}

/// Of whom something is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Who acts; without a direction, either of both.
    pub actor: Actor,
    /// Towards whom.
    pub target: Actor,
}

/// From what it is forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Deeds and words.
    Both,
    /// Deeds alone.
    Deeds,
    /// Words alone.
    Words,
}

impl Group {
    /// Every group.
    pub const ALL: [Group; 3] = [Group::Both, Group::Deeds, Group::Words];

    fn takes(self, is_word: bool) -> bool {
        match self {
            Group::Both => true,
            Group::Deeds => !is_word,
            Group::Words => is_word,
        }
    }
}

/// A forecast as it would have been said, with what the baselines would have said and what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// The day of the forecast, counted from the first day of the ledger.
    pub origin: usize,
    /// Of whom.
    pub dyad: (Actor, Actor),
    /// The probabilities, by [`Group`].
    pub probabilities: [f64; 3],
    /// Climatology: how often it came in all windows that had closed, of all dyads of which the event
    /// had been seen before.
    pub base: f64,
    /// How often it came in this dyad's own windows that had closed.
    pub own_rate: f64,
    /// How often it came where it had come in the window before, or where it had not.
    pub persistence: f64,
    /// On how many days it had been seen of this dyad.
    pub event_days: usize,
    /// Whether it came.
    pub came: bool,
}

/// All that would have been said.
#[derive(Clone, Debug, PartialEq)]
pub struct Walked {
    /// By day, then by dyad.
    pub said: Vec<Said>,
    /// The first day that is scored.
    pub first_scored: usize,
    /// How many days the ledger has.
    pub days: usize,
}

/// A forecast of today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// The probabilities, by [`Group`].
    pub probabilities: [f64; 3],
    /// The 95 % interval of the first.
    pub interval: [f64; 2],
    /// Climatology of the last two years.
    pub base: f64,
    /// The dyad's own rate in the last two years.
    pub own_rate: f64,
    /// Persistence in the last two years.
    pub persistence: f64,
    /// From how many windows of the last two years was learnt.
    pub windows: usize,
    /// In how many of them it came.
    pub came: usize,
    /// Of how many dyads these windows are.
    pub dyads: usize,
    /// On how many days, however long ago, it was seen of this dyad.
    pub event_days: usize,
}

/// Why there is no forecast of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// No window that is learnt from has closed in which it came, of any dyad.
    NoneCame,
    /// It came in every window that is learnt from, so that there is nothing to tell apart.
    AllCame,
    /// Nothing was ever seen of the dyad.
    NeverSeen,
}

/// Why nothing would have been said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwalked {
    /// The second half of the days is shorter than a window.
    TooShort,
    /// On the first day that would be forecast, no window had closed in which it came.
    NoneCame,
    /// Nor one in which it did not.
    AllCame,
}

/// One dyad on one day: what was known, and what came.
#[derive(Clone, Debug)]
struct Row {
    origin: usize,
    dyad: usize,
    features: Vec<f64>,
    /// Whether it had come in the window before.
    before: bool,
    /// On how many days it had been seen.
    event_days: usize,
}

/// Every day on which a forecast could have been made.
struct Grid {
    rows: Vec<Row>,
    /// By dyad: the event's days, each with the day from which on it was known.
    events: Vec<Vec<(usize, usize)>>,
    histories: Histories,
    /// How often each dyad had seen the event before the first scored day.
    had: Vec<bool>,
    within: usize,
}

impl Grid {
    fn of(
        seen: &[Seen],
        days: usize,
        asked: Asked,
        first_scored: usize,
        also: Option<Pair>,
    ) -> Grid {
        let mut histories = Histories::of(seen, asked.directed);
        let mut events = vec![Vec::new(); histories.names().len()];
        for row in seen.iter().filter(|row| row.sort == Sort::Event) {
            let dyad = histories.place(pair(row, asked.directed)).expect("every dyad has a place");
            events[dyad].push((row.day, row.known));
        }
        events.iter_mut().for_each(|days| days.sort_unstable());
        let mut by_known: Vec<Seen> = seen.to_vec();
        by_known.sort_unstable();
        let mut rows = Vec::new();
        let mut had = Vec::new();
        let also = also.and_then(|pair| histories.place(pair));
        let mut rest = &by_known[..];
        for today in 0..=days {
            let is_origin = today % STEP_DAYS == first_scored % STEP_DAYS;
            if today == first_scored {
                let all = 0..histories.names().len();
                had = all.map(|dyad| histories.event_days(dyad) > 0.0).collect();
            }
            let is_old = today + ORIGINS_MAX * STEP_DAYS + asked.within < first_scored;
            if is_origin && today >= FIRST_ORIGIN_DAY && !is_old {
                for dyad in 0..histories.names().len() {
                    let is_asked = today == days && also == Some(dyad);
                    if histories.event_days(dyad) > 0.0 || is_asked {
                        let since = histories.days_since_event(dyad);
                        let before = since.is_some_and(|days| days <= asked.within);
                        let features = histories.features(dyad);
                        let event_days = histories.event_days(dyad) as usize;
                        rows.push(Row { origin: today, dyad, features, before, event_days });
                    }
                }
            }
            let split = rest.partition_point(|row| row.known <= today);
            let (now, later) = rest.split_at(split);
            histories.next(now);
            rest = later;
        }
        Grid { rows, events, histories, had, within: asked.within }
    }

    /// The day from which on it was known that the event came in a window; `None` if it did not.
    fn came(&self, dyad: usize, origin: usize) -> Option<usize> {
        let in_window = |(day, _): &&(usize, usize)| (origin..origin + self.within).contains(day);
        self.events[dyad].iter().filter(in_window).map(|(_, known)| *known).min()
    }

    /// The rows of a day.
    fn rows_of(&self, origin: usize) -> &[Row] {
        let first = self.rows.partition_point(|row| row.origin < origin);
        let end = self.rows.partition_point(|row| row.origin <= origin);
        &self.rows[first..end]
    }

    /// The days of forecasts whose windows had closed before a day, and which are learnt from.
    fn origins(&self, today: usize) -> BTreeSet<usize> {
        let last = today.saturating_sub(self.within);
        let first = last.saturating_sub(ORIGINS_MAX * STEP_DAYS);
        let closed = self.rows.partition_point(|row| row.origin < first)
            ..self.rows.partition_point(|row| row.origin <= last);
        // Windows of one dyad overlap: of very many, some days' are enough.
        let every = closed.len().div_ceil(ROWS_MAX).max(1);
        let is_kept = |origin: &usize| ((last - origin) / STEP_DAYS).is_multiple_of(every);
        self.rows[closed].iter().map(|row| row.origin).filter(is_kept).collect()
    }

    /// The rows that are learnt from, with what was known on a day of what came.
    fn closed(&self, today: usize) -> (Vec<&Row>, Vec<bool>) {
        let origins = self.origins(today);
        let rows: Vec<&Row> = origins.iter().flat_map(|origin| self.rows_of(*origin)).collect();
        let came = |row: &&Row| self.came(row.dyad, row.origin).is_some_and(|known| known < today);
        let outcomes = rows.iter().map(came).collect();
        (rows, outcomes)
    }

    /// How often the event came in a dyad's own windows, of the same days as those that are learnt from;
    /// before it was ever seen too.
    fn own_rate(&self, dyad: usize, origins: &BTreeSet<usize>, today: usize, base: f64) -> f64 {
        let came = |origin: &&usize| self.came(dyad, **origin).is_some_and(|known| known < today);
        let came = origins.iter().filter(came).count() as f64;
        (came + OWN_RATE_WINDOWS * base) / (origins.len() as f64 + OWN_RATE_WINDOWS)
    }
}

/// What was learnt up to a day.
struct Learnt {
    fitted: [(Vec<bool>, Fitted); 3],
    base: f64,
    /// How often it came where it had not come in the window before, and where it had.
    after: [f64; 2],
    windows: usize,
    came: usize,
}

impl Learnt {
    fn of(grid: &Grid, today: usize, directed: bool) -> Result<Learnt, Untold> {
        let (rows, outcomes) = grid.closed(today);
        let came = outcomes.iter().filter(|came| **came).count();
        if came == 0 {
            return Err(Untold::NoneCame);
        }
        if came == rows.len() {
            return Err(Untold::AllCame);
        }
        let words = is_word(directed);
        let fit = |group: Group| {
            let takes: Vec<bool> = words.iter().map(|word| group.takes(*word)).collect();
            let taken: Vec<Vec<f64>> = rows.iter().map(|row| only(&row.features, &takes)).collect();
            let taken: Vec<&[f64]> = taken.iter().map(Vec::as_slice).collect();
            let blocks: Vec<usize> = rows.iter().map(|row| row.dyad).collect();
            (takes, Fitted::of(&taken, &outcomes, &blocks).expect("there are rows"))
        };
        // Of all that a backtest does, this takes longest.
        let fitted = std::thread::scope(|scope| {
            let fit = &fit;
            let each = Group::ALL.map(|group| scope.spawn(move || fit(group)));
            each.map(|one| one.join().expect("a fit does not panic"))
        });
        let base = came as f64 / rows.len() as f64;
        let after = [false, true].map(|before| {
            let such = rows.iter().zip(&outcomes).filter(|(row, _)| row.before == before);
            let (n, came) =
                such.fold((0.0, 0.0), |(n, sum), (_, came)| (n + 1.0, sum + f64::from(*came)));
            (came + base) / (n + 1.0)
        });
        Ok(Learnt { fitted, base, after, windows: rows.len(), came })
    }

    fn probabilities(&self, row: &Row) -> [f64; 3] {
        [0, 1, 2].map(|at| {
            let (takes, fitted) = &self.fitted[at];
            fitted.probability(&only(&row.features, takes))
        })
    }
}

fn only(features: &[f64], takes: &[bool]) -> Vec<f64> {
    assert_eq!(features.len(), takes.len(), "a feature is of deeds or of words");
    features.iter().zip(takes).filter(|(_, takes)| **takes).map(|(x, _)| *x).collect()
}

/// What would have been said in the second half of the days of the dyads of which the event was seen
/// in the first, every seventh day.
///
/// `None` where the first half is too short to learn from, or the second to hold a window.
///
/// # Method
/// Discrete hazard: the log odds that the event comes within the window are a weighted sum of what is
/// known that morning (`forecast::constants` has the numbers): how often the event, other contacts,
/// deeds that bind and that part, words that announce, please and blame were seen of the dyad, each day
/// counted once and forgotten at two speeds, as log(1 + x); how far apart their seats of government are;
/// the dyad's own rate, drawn towards that of all dyads, alone and times that distance; how long ago the
/// last event, deed and word were; how many events both actors have of late, with how
/// many partners, and how much is told of them. Ridge logistic regression (le Cessie and van
/// Houwelingen 1992, Applied Statistics 41), the mean over three penalties, which grow with
/// the number of windows. The weights are learnt anew
/// every 28 days, from windows that had *closed* by then: a window is never learnt from before its
/// last day has passed, so that none of its outcome leaks.
///
/// # Reads as
/// "On 3 September the probability of a visit within 30 days was said to be 0.41; it came."
///
/// # Limits
/// The windows of one dyad overlap, so neither they nor their outcomes are independent: intervals are
/// made from whole dyads ([`super::score()`]). What never happened to any dyad of the ledger is not
/// foreseen. A source that reports more of everything raises the probabilities until it is learnt.
pub fn walk(seen: &[Seen], days: usize, asked: Asked) -> Option<Walked> {
    walk_telling(seen, days, asked, |_| {}).ok()
}

/// As [`walk()`]; `told` is called on each day that is forecast, with that day, so that whoever waits can
/// be told how far it is.
///
/// # Errors
/// Where nothing would have been said, with the reason.
pub fn walk_telling(
    seen: &[Seen],
    days: usize,
    asked: Asked,
    mut told: impl FnMut(usize),
) -> Result<Walked, Unwalked> {
    let first_scored = days / 2;
    let last = days.checked_sub(asked.within).filter(|last| first_scored <= *last);
    let last = last.ok_or(Unwalked::TooShort)?;
    let grid = Grid::of(seen, days, asked, first_scored, None);
    let mut said = Vec::new();
    let mut learnt: Option<(usize, Learnt)> = None;
    for origin in (first_scored..=last).step_by(STEP_DAYS) {
        told(origin);
        let is_old = |learnt: &(usize, Learnt)| origin - learnt.0 >= REFIT_DAYS;
        if learnt.as_ref().is_none_or(is_old) {
            match (Learnt::of(&grid, origin, asked.directed), &learnt) {
                (Ok(new), _) => learnt = Some((origin, new)),
                (Err(Untold::AllCame), None) => return Err(Unwalked::AllCame),
                (Err(_), None) => return Err(Unwalked::NoneCame),
                (Err(_), Some(_)) => {}
            }
        }
        let (_, learnt) = learnt.as_ref().expect("what could not be learnt ended the walk");
        let origins = grid.origins(origin);
        for row in grid.rows_of(origin).iter().filter(|row| grid.had[row.dyad]) {
            said.push(Said {
                origin,
                dyad: grid.histories.names()[row.dyad],
                probabilities: learnt.probabilities(row),
                base: learnt.base,
                own_rate: grid.own_rate(row.dyad, &origins, origin, learnt.base),
                persistence: learnt.after[usize::from(row.before)],
                event_days: row.event_days,
                came: grid.came(row.dyad, origin).is_some(),
            });
        }
    }
    match said.is_empty() {
        true => Err(Unwalked::NoneCame),
        false => Ok(Walked { said, first_scored, days }),
    }
}

/// What is to be said of one dyad on the morning after the last day.
///
/// # Errors
/// Where nothing was ever seen of the dyad, or no window has closed in which it came, or none in which
/// it did not.
///
/// # Method
/// As [`walk()`], learnt from the windows of the last two years that have closed
/// ([`super::constants::ORIGINS_MAX`] weeks of origins); the rates beside it are of the same ones. The interval is that of the log odds by
/// the sandwich of Huber and White, clustered by dyad, with the quantile of Student's distribution with one
/// degree of freedom fewer than there are dyads: how sure the weights are, not how sure the world is, nor how
/// few events of the dyad itself it rests on.
///
/// # Reads as
/// "0.31 (95 % interval 0.22 to 0.42)."
///
/// # Limits
/// Those of [`walk()`]. The penalty pulls towards the base rate, which the interval does not count.
pub fn outlook(seen: &[Seen], days: usize, asked: Asked, of: Target) -> Result<Outlook, Untold> {
    let straight = asked.directed || of.actor <= of.target;
    let pair = if straight { (of.actor, of.target) } else { (of.target, of.actor) };
    let grid = Grid::of(seen, days, asked, days, Some(pair));
    let learnt = Learnt::of(&grid, days, asked.directed)?;
    let dyad = grid.histories.place(pair).ok_or(Untold::NeverSeen)?;
    let row = grid.rows_of(days).iter().find(|row| row.dyad == dyad);
    let row = row.ok_or(Untold::NeverSeen)?;
    let probabilities = learnt.probabilities(row);
    let (takes, fitted) = &learnt.fitted[0];
    // Of few dyads the doubt itself is doubtful.
    let reach = t_quantile((1.0 + LEVEL) / 2.0, (fitted.blocks() as f64 - 1.0).max(1.0))
        * fitted.doubt(&only(&row.features, takes));
    let at = log_odds(probabilities[0]);
    let event_days: BTreeMap<usize, ()> =
        grid.events[dyad].iter().map(|(day, _)| (*day, ())).collect();
    Ok(Outlook {
        probabilities,
        interval: [probability(at - reach), probability(at + reach)],
        base: learnt.base,
        own_rate: grid.own_rate(dyad, &grid.origins(days), days, learnt.base),
        persistence: learnt.after[usize::from(row.before)],
        windows: learnt.windows,
        came: learnt.came,
        dyads: fitted.blocks(),
        event_days: event_days.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lacks_is_told() {
        let actor = |code| Actor::parse(code).unwrap();
        let on = |day| Seen {
            known: day,
            day,
            actor: actor("FRA"),
            target: actor("DEU"),
            sort: Sort::Event,
        };
        let asked = Asked { within: 30, directed: false };
        let walked = |days: &mut dyn Iterator<Item = usize>, count| {
            let seen: Vec<Seen> = days.map(on).collect();
            walk_telling(&seen, count, asked, |_| {}).err()
        };
        assert_eq!(walked(&mut (0..300).step_by(7), 300), Some(Unwalked::AllCame));
        assert_eq!(walked(&mut (200..300).step_by(40), 300), Some(Unwalked::NoneCame));
        assert_eq!(walked(&mut (0..50).step_by(7), 50), Some(Unwalked::TooShort));
        assert_eq!(walked(&mut (0..300).step_by(75), 300), None);
    }

    #[test]
    fn a_dyads_own_rate_is_of_the_days_that_are_learnt_from() {
        let actor = |code| Actor::parse(code).unwrap();
        let on = |day| Seen {
            known: day,
            day,
            actor: actor("FRA"),
            target: actor("DEU"),
            sort: Sort::Event,
        };
        // Of one dyad alone both rates are of the same windows.
        let seen: Vec<Seen> = (0..90).map(|n| on(3 + 11 * n + n * n % 7)).collect();
        for (days, within) in [(400, 10), (404, 7), (1000, 3), (1002, 4), (1003, 5)] {
            let asked = Asked { within, directed: false };
            for first_scored in [days, days / 2] {
                let grid = Grid::of(&seen, days, asked, first_scored, None);
                for today in [first_scored, first_scored + 5] {
                    let (rows, outcomes) = grid.closed(today);
                    let origins = grid.origins(today);
                    assert_eq!(origins.len(), rows.len(), "one dyad has a row a day");
                    let came = outcomes.iter().filter(|came| **came).count() as f64;
                    let base = came / rows.len() as f64;
                    // Drawn towards the rate of all dyads, which is its own.
                    let own = grid.own_rate(0, &origins, today, base);
                    assert!((own - base).abs() < 1e-12, "{days} {within} {today}: {own} {base}");
                }
            }
        }
    }
}
