//! The next figure that would flip a condition on a flow. Whatever is said of one was tried: the
//! figure was put behind those that are known, and the condition read anew.

use telltale_observation::{Actor, Month, ObservationId};

use super::Flows;
use crate::meant::STALE_MONTHS;
use crate::tripwire::day::month_of;
use crate::tripwire::figures::{Partners, Series};
use crate::tripwire::replay::{Next, Truth};
use crate::tripwire::rule::{Gauge, Side};
use crate::tripwire::stage::Stage;
use crate::{Figures, Levels, runs, yearly_growth};

/// How far from what is expected a figure is looked for that would turn a trend.
const REACH: f64 = 10.0;
/// By which parts of what is reckoned with a figure at the line is moved until it is past it in
/// floating point as well.
const NUDGES: [f64; 7] = [0.0, 1e-15, 1e-14, 1e-13, 1e-12, 1e-10, 1e-8];

/// A window that is still awaited, and what is asked of it.
struct Awaited<'k> {
    /// The partner whose figures they are.
    of: Option<Actor>,
    series: Series<'k>,
    /// The month that the window ends with.
    end: Month,
    /// The months of which a figure is awaited.
    months: Vec<Month>,
    /// Whether the condition is past its line so far.
    raw: Truth,
    /// Whether what is asked for is that it is past it then.
    holds_then: bool,
}

impl Awaited<'_> {
    fn next(&self, figures: Figures, then: Truth) -> Next {
        let [first, last] = self.ends();
        Next::Amount { first, last, figures, unit: self.series.unit, then }
    }

    fn none(&self) -> Next {
        let [first, last] = self.ends();
        Next::NoAmount { first, last }
    }

    /// The first and the last of the months awaited.
    fn ends(&self) -> [Month; 2] {
        let last = self.months.last().copied();
        [self.months[0], last.unwrap_or(self.months[0])]
    }

    fn wanted(&self) -> Truth {
        if self.holds_then { Truth::Holds } else { Truth::Not }
    }

    /// The series of all partners as it would be with an amount in the months awaited, in equal parts;
    /// every other partner as much in each month that it lacks as in its last.
    fn with(&self, amount: f64, window: &[Month]) -> Partners {
        let mut partners = self.series.partners.clone();
        // Whoever told nothing for longer is of no window that is awaited.
        let from =
            window.first().map_or(self.end, |first| *first).min(self.end.plus(-STALE_MONTHS));
        for (partner, figures) in &mut partners {
            let Some((last, (told, id))) = figures.last_key_value() else { continue };
            let (last, told, id) = (*last, *told, *id);
            let fill: Vec<(Month, (f64, ObservationId))> = match *partner == self.of {
                true => {
                    let each = amount / self.months.len() as f64;
                    self.months.iter().map(|month| (*month, (each, id))).collect()
                }
                false if last < from => Vec::new(),
                false => last.plus(1).through(self.end).map(|month| (month, (told, id))).collect(),
            };
            figures.extend(fill);
        }
        partners
    }
}

impl<'a> Flows<'_, 'a> {
    /// The next figure that would flip the condition: where it is past its line and has not lasted
    /// there, one that is past it too. Of a trend of which one cannot tell, one that tells.
    pub(in crate::tripwire) fn next(&self, stage: &Stage<'a>, raw: Truth, pending: bool) -> Next {
        let known = self.known(stage);
        let now = month_of(stage.last);
        let Some(series) = known.longest(self.condition.of.dyad.target, now) else {
            return Next::Figure;
        };
        let is_trend = matches!(self.condition.gauge, Gauge::Trend(_));
        if raw == Truth::Unknown && !is_trend {
            return Next::Figure;
        }
        let Some(end) = self.end(&series) else { return Next::Unsaid };
        let Some((end, months)) = self.awaited(&series, end) else { return Next::Unsaid };
        let holds_then = pending || raw != Truth::Holds;
        let of = self.condition.of.dyad.target;
        let awaited = Awaited { of, series, end, months, raw, holds_then };
        if is_trend { self.turning(&awaited) } else { self.beyond(&awaited) }
    }

    /// The next window whose figures are not all published, and the months of it that are awaited;
    /// `None` where one of these was passed over, so that it may never come.
    fn awaited(&self, series: &Series<'_>, end: Month) -> Option<(Month, Vec<Month>)> {
        let latest = *series.figures.last_key_value()?.0;
        let last = (1..=12).map(|on| end.plus(on)).find(|month| {
            // Of a share the figures of others are awaited too; those that are out already decide nothing.
            self.is_whole(*month) && (!self.is_share() || *month > latest)
        })?;
        // What is published already is not awaited, though it lies after the window that is judged.
        // A trend does without a month that lacks, so that none before the latest is awaited.
        let is_trend = matches!(self.condition.gauge, Gauge::Trend(_));
        let missing = |month: &Month| match is_trend {
            true => *month > latest,
            false => !series.figures.contains_key(month),
        };
        let months: Vec<Month> = self.windows(last).0.into_iter().filter(missing).collect();
        (*months.first()? > latest).then_some((last, months))
    }

    /// What the condition would be with an amount in the months awaited.
    fn truth(&self, awaited: &Awaited<'_>, amount: f64) -> Truth {
        let (window, _) = self.windows(awaited.end);
        let partners = awaited.with(amount, &window);
        let Some(figures) = partners.get(&awaited.of) else { return Truth::Unknown };
        let series = Series { figures, partners: &partners, ..awaited.series };
        let reading = self.at(&series, awaited.end);
        reading.against(self.condition.gauge.bound(), awaited.raw == Truth::Holds)
    }

    /// The amount at which a sum, a change or a share is at its line, and how large what is reckoned with
    /// is; `None` where a figure that is awaited would be compared with itself, or a line that is all of the
    /// whole is never reached.
    fn at_line(&self, awaited: &Awaited<'_>, line: f64) -> Option<(f64, f64)> {
        let (now, before) = self.windows(awaited.end);
        let figure = |month: &Month| awaited.series.figures.get(month).map(|(amount, _)| *amount);
        let known: f64 = now.iter().filter_map(figure).sum();
        let base: Option<f64> = before.iter().map(figure).sum();
        let needed = match self.condition.gauge {
            Gauge::Level(_) => line - known,
            Gauge::ChangeMonth(_) | Gauge::ChangeYear(_) => (1.0 + line) * base? - known,
            Gauge::Share(_) => {
                let partners = awaited.with(0.0, &now);
                let series = Series { partners: &partners, ..awaited.series };
                let rest = series.sums_of_all(&now)?.iter().sum::<f64>() - known;
                (line < 1.0).then(|| line / (1.0 - line) * rest - known)?
            }
            _ => return None,
        };
        Some((needed, needed.abs() + known + base?))
    }

    /// The least amount that is above the line, or the most that is below it.
    fn beyond(&self, awaited: &Awaited<'_>) -> Next {
        let Some(bound) = self.condition.gauge.bound() else { return Next::Unsaid };
        let line = bound.until.filter(|_| awaited.raw == Truth::Holds).unwrap_or(bound.value);
        let Some((needed, size)) = self.at_line(awaited, line) else { return Next::Unsaid };
        let rises = (bound.side == Side::Above) == awaited.holds_then;
        let towards = if rises { size } else { -size };
        let tried = NUDGES.map(|by| (needed + by * towards).max(0.0));
        let flips = |amount: &f64| self.truth(awaited, *amount) == awaited.wanted();
        match tried.into_iter().find(flips) {
            Some(least) if rises => {
                awaited.next(Figures { at_least: Some(least), at_most: None }, awaited.wanted())
            }
            Some(most) => {
                awaited.next(Figures { at_least: None, at_most: Some(most) }, awaited.wanted())
            }
            None => awaited.none(),
        }
    }

    /// The amounts nearest to what is expected that would turn a trend, or after which one could not tell
    /// it any more.
    fn turning(&self, awaited: &Awaited<'_>) -> Next {
        let Some(expected) = self.expected(awaited) else { return Next::Unsaid };
        let runs = runs(expected, REACH, |amount| self.truth(awaited, amount));
        let wanted: &[Truth] = match awaited.raw {
            // What is not told yet is flipped by whatever tells it.
            Truth::Unknown => &[Truth::Holds, Truth::Not],
            _ if awaited.wanted() == Truth::Holds => &[Truth::Holds, Truth::Unknown],
            _ => &[Truth::Not, Truth::Unknown],
        };
        // A trend that has to last is not kept by a figure after which one cannot tell it.
        let is_kept = awaited.raw == Truth::Holds && awaited.holds_then;
        let wanted = if is_kept { &wanted[..1] } else { wanted };
        let nearest = |then: &Truth| {
            let such = runs.iter().filter(|(_, found)| found == then).map(|(figures, _)| *figures);
            let far = |figures: &Figures| distance(figures, expected);
            let nearest = such.min_by(|a, b| far(a).total_cmp(&far(b)))?;
            Some(awaited.next(nearest, *then))
        };
        wanted.iter().find_map(nearest).unwrap_or_else(|| awaited.none())
    }

    /// What is to be expected of the months awaited: that of a year before times the change so far, or else
    /// the latest figure.
    fn expected(&self, awaited: &Awaited<'_>) -> Option<f64> {
        let figures = awaited.series.figures;
        let levels = Levels(figures.iter().map(|(month, (amount, _))| (*month, *amount)).collect());
        let window = u8::try_from(self.condition.window_months).unwrap_or(u8::MAX);
        let latest = *figures.last_key_value()?.0;
        let change = yearly_growth(&levels, latest, window).map_or(0.0, |one| one.log_ratio_mean);
        let before: Option<f64> = awaited.months.iter().map(|m| levels.level(m.plus(-12))).sum();
        let months = awaited.months.len() as f64;
        let like_last = levels.level(latest).map(|level| level * months);
        before.map(|before| before * change.exp()).or(like_last).filter(|amount| *amount > 0.0)
    }
}

/// How far the nearest of these amounts is from another, in logs.
fn distance(figures: &Figures, from: f64) -> f64 {
    let nearest =
        from.max(figures.at_least.unwrap_or(0.0)).min(figures.at_most.unwrap_or(f64::INFINITY));
    (nearest / from).ln().abs()
}
