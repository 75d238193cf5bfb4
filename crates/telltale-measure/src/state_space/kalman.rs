//! Kalman's filter and its smoother, for a level that moves and readings of it that are noisy, with
//! months missing. What is not known at all beforehand (a mean, a season, a step) is no part of the
//! state here: it is a column that runs through the same filter, and is solved for afterwards.

use std::ops::Range;

/// A level and its slope, and how they move from month to month.
///
/// `level' = kept · level + slope + noise`, `slope' = damping · slope + noise`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Motion {
    /// How much of its distance from the mean the level keeps: 1 is a random walk.
    pub kept: f64,
    /// Variance of a month's noise of the level.
    pub level_variance: f64,
    /// How much of itself the slope keeps: below 1 it is damped.
    pub damping: f64,
    /// Variance of a month's noise of the slope; 0 without a slope that moves.
    pub slope_variance: f64,
}

impl Motion {
    /// A level without a slope.
    pub fn level(kept: f64, level_variance: f64) -> Motion {
        Motion { kept, level_variance, damping: 0.0, slope_variance: 0.0 }
    }

    /// A level with a damped slope that moves.
    pub fn damped(level_variance: f64, damping: f64, slope_variance: f64) -> Motion {
        Motion { kept: 1.0, level_variance, damping, slope_variance }
    }

    /// What is known of level and slope before the first month: their long-run variance where they
    /// have one, and nothing to add to the columns where they have none.
    fn start(&self) -> Covariance {
        let level = match self.kept < 1.0 {
            true => self.level_variance / (1.0 - self.kept * self.kept),
            false => 0.0,
        };
        let slope = match self.slope_variance > 0.0 && self.damping < 1.0 {
            true => self.slope_variance / (1.0 - self.damping * self.damping),
            false => 0.0,
        };
        Covariance { level, both: 0.0, slope }
    }

    fn next(&self, [level, slope]: [f64; 2]) -> [f64; 2] {
        [self.kept * level + slope, self.damping * slope]
    }

    fn next_covariance(&self, now: Covariance) -> Covariance {
        let Covariance { level, both, slope } = now;
        Covariance {
            level: self.kept * self.kept * level
                + 2.0 * self.kept * both
                + slope
                + self.level_variance,
            both: self.damping * (self.kept * both + slope),
            slope: self.damping * self.damping * slope + self.slope_variance,
        }
    }
}

/// Variances of level and slope, and their covariance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Covariance {
    level: f64,
    both: f64,
    slope: f64,
}

/// Columns of equal length, month after month; the first are the readings, the others what they
/// are explained by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Columns {
    width: usize,
    values: Vec<f64>,
}

impl Columns {
    /// `width` values a month, in order.
    pub(crate) fn new(width: usize, values: Vec<f64>) -> Columns {
        assert!(width > 0 && values.len().is_multiple_of(width), "rows are of equal length");
        Columns { width, values }
    }

    pub(crate) fn months(&self) -> usize {
        self.values.len() / self.width
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn row(&self, month: usize) -> &[f64] {
        &self.values[self.of(month)]
    }

    fn row_mut(&mut self, month: usize) -> &mut [f64] {
        let at = self.of(month);
        &mut self.values[at]
    }

    fn of(&self, month: usize) -> Range<usize> {
        month * self.width..(month + 1) * self.width
    }

    /// The first column replaced, the others as they are.
    pub(crate) fn set_first(&mut self, first: &[f64]) {
        for (month, value) in first.iter().enumerate() {
            self.row_mut(month)[0] = *value;
        }
    }
}

/// What the filter makes of columns: by how much each month differs from what the months before
/// it let one expect, column by column, and how sure that expectation was.
#[derive(Clone, Debug)]
pub(crate) struct Innovations {
    /// The surprise of each month and column; what a month without a reading holds is of no use.
    pub(crate) surprise: Columns,
    /// The variance of the surprise; `None` in a month without a reading.
    pub(crate) variance: Vec<Option<f64>>,
    /// The level expected before each month's reading, by column.
    pub(crate) expected: Columns,
    /// The slope expected before each month's reading, by column.
    slope: Columns,
    /// What was known of both then.
    known: Vec<Covariance>,
}

/// Runs columns through the filter. `noise` is the variance of each month's reading; `None` where
/// there is none.
///
/// # Method
/// Kalman (1960, Journal of Basic Engineering 82), in the notation of Durbin and Koopman (2012,
/// Time Series Analysis by State Space Methods, chapter 4). Unknown constants are columns, after
/// Rosenberg (1973) and de Jong (1991, Annals of Statistics 19).
pub(crate) fn filter(motion: &Motion, noise: &[Option<f64>], columns: &Columns) -> Innovations {
    let width = columns.width();
    let months = columns.months();
    let mut state = vec![[0.0; 2]; width];
    let mut known = motion.start();
    let mut found = Innovations {
        surprise: columns.clone(),
        variance: vec![None; months],
        expected: Columns::new(width, vec![0.0; width * months]),
        slope: Columns::new(width, vec![0.0; width * months]),
        known: Vec::with_capacity(months),
    };
    for month in 0..months {
        found.known.push(known);
        for (column, at) in state.iter().enumerate() {
            found.expected.row_mut(month)[column] = at[0];
            found.slope.row_mut(month)[column] = at[1];
        }
        if let Some(noise) = noise[month] {
            let variance = known.level + noise;
            found.variance[month] = Some(variance);
            let gain = [known.level / variance, known.both / variance];
            let surprise = found.surprise.row_mut(month);
            for (at, surprise) in state.iter_mut().zip(surprise) {
                *surprise -= at[0];
                at[0] += gain[0] * *surprise;
                at[1] += gain[1] * *surprise;
            }
            known.slope -= gain[1] * known.both;
            known.both -= gain[0] * known.both;
            known.level -= gain[0] * known.level;
        }
        for at in &mut state {
            *at = motion.next(*at);
        }
        known = motion.next_covariance(known);
    }
    found
}

/// The level in each month with all months known, by column, and its variance.
#[derive(Clone, Debug)]
pub(crate) struct Smoothed {
    pub(crate) level: Columns,
    pub(crate) variance: Vec<f64>,
}

/// Runs the filter's findings backwards.
///
/// # Method
/// De Jong (1989, Journal of the American Statistical Association 84): the surprises that follow a
/// month, weighted by what it has to do with them.
pub(crate) fn smooth(motion: &Motion, found: &Innovations) -> Smoothed {
    let (months, width) = (found.variance.len(), found.surprise.width());
    let mut level = Columns::new(width, vec![0.0; width * months]);
    let mut variance = vec![0.0; months];
    let mut later = vec![[0.0; 2]; width];
    let mut weight = Covariance::default();
    for month in (0..months).rev() {
        let Covariance { level: own, both, .. } = found.known[month];
        if let Some(surprise) = found.variance[month] {
            let gain = [own / surprise, both / surprise];
            // With L = T − T·K·Z, where the reading has been taken in before the month moves on.
            let kept = [motion.kept * (1.0 - gain[0]) - gain[1], -motion.damping * gain[1]];
            for (column, later) in later.iter_mut().enumerate() {
                let [r0, r1] = *later;
                let now = found.surprise.row(month)[column] / surprise;
                *later = [now + kept[0] * r0 + kept[1] * r1, r0 + motion.damping * r1];
            }
            weight = carried(weight, kept, motion.damping);
            weight.level += 1.0 / surprise;
        } else {
            for later in &mut later {
                let [r0, r1] = *later;
                *later = [motion.kept * r0, r0 + motion.damping * r1];
            }
            weight = carried(weight, [motion.kept, 0.0], motion.damping);
        }
        for (column, [r0, r1]) in later.iter().enumerate() {
            level.row_mut(month)[column] = found.expected.row(month)[column] + own * r0 + both * r1;
        }
        let taken =
            own * own * weight.level + 2.0 * own * both * weight.both + both * both * weight.slope;
        variance[month] = (own - taken).max(0.0);
    }
    Smoothed { level, variance }
}

/// `L′ N L` with `L = [[kept₀, 1], [kept₁, damping]]`.
fn carried(weight: Covariance, kept: [f64; 2], damping: f64) -> Covariance {
    let Covariance { level, both, slope } = weight;
    let [a, c] = kept;
    Covariance {
        level: a * a * level + 2.0 * a * c * both + c * c * slope,
        both: a * level + (a * damping + c) * both + c * damping * slope,
        slope: level + 2.0 * damping * both + damping * damping * slope,
    }
}

impl Innovations {
    /// The findings for what is left of the first column when the others are taken off with these
    /// coefficients.
    pub(crate) fn rest(&self, coefficients: &[f64]) -> Innovations {
        let off = |columns: &Columns| {
            let rest = |row: &[f64]| -> f64 {
                row[0] - row[1..].iter().zip(coefficients).map(|(x, b)| x * b).sum::<f64>()
            };
            Columns::new(1, columns.values.chunks_exact(columns.width).map(rest).collect())
        };
        Innovations {
            surprise: off(&self.surprise),
            variance: self.variance.clone(),
            expected: off(&self.expected),
            slope: off(&self.slope),
            known: self.known.clone(),
        }
    }
}

/// The level in each month with the months up to it known, by column, and its variance.
pub(crate) fn filtered_level(found: &Innovations, month: usize, column: usize) -> (f64, f64) {
    let known = found.known[month].level;
    let expected = found.expected.row(month)[column];
    match found.variance[month] {
        Some(variance) => {
            let gain = known / variance;
            (expected + gain * found.surprise.row(month)[column], known * (1.0 - gain))
        }
        None => (expected, known),
    }
}
