//! A series of values at times, some of which may be missing: what lasts from one value to the next
//! lasts the less, the longer they are apart.

/// Values and their times, in order; steps of 1 where none is missing between.
#[derive(Clone, Debug)]
pub(crate) struct Spaced {
    pub(crate) values: Vec<f64>,
    /// From 0.
    pub(crate) times: Vec<usize>,
}

impl Spaced {
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// How many steps there are, those without a value among them.
    pub(crate) fn span(&self) -> usize {
        self.times.last().map_or(0, |last| last + 1)
    }

    /// Other values at the same times.
    pub(crate) fn with(&self, values: Vec<f64>) -> Spaced {
        Spaced { values, times: self.times.clone() }
    }

    /// Those of a whole series that stand at these times.
    pub(crate) fn of(&self, whole: &[f64]) -> Vec<f64> {
        self.times.iter().map(|time| whole[*time]).collect()
    }

    /// By how many steps a value, not the first, comes after the one before.
    pub(crate) fn apart(&self, at: usize) -> usize {
        self.times[at] - self.times[at - 1]
    }

    /// Takes a second order of persistence out. Over a gap, what came a step before is taken to lie on
    /// the straight line.
    pub(crate) fn filtered(&self, carried: f64) -> Spaced {
        if carried == 0.0 {
            return self.clone();
        }
        let values = &self.values;
        let before = |at: usize| match at {
            // What came before the first value is on the line of the first two.
            0 => values[0] - (values[1] - values[0]) / self.apart(1) as f64,
            _ => values[at] - (values[at] - values[at - 1]) / self.apart(at) as f64,
        };
        self.with((0..self.len()).map(|at| values[at] - carried * before(at)).collect())
    }

    /// How much the noise of a value differs from what is kept of the one before, in units of that over
    /// a single step: its variance, and the share that is kept.
    pub(crate) fn fresh(&self, at: usize, kept: f64) -> (f64, f64) {
        match self.apart(at) {
            1 => (1.0, kept),
            steps => {
                let left = kept.powi(i32::try_from(steps).unwrap_or(i32::MAX));
                ((1.0 - left * left) / (1.0 - kept * kept), left)
            }
        }
    }

    /// −2 log likelihood of noise that leaves `rest` squares in so many stretches, up to a constant.
    pub(crate) fn surprise(&self, rest: f64, stretches: usize, kept: f64) -> f64 {
        let n = self.len() as f64;
        let gaps = (1..self.len()).filter(|at| self.apart(*at) > 1);
        n * ((rest + REST_MIN) / n).ln() - stretches as f64 * (1.0 - kept * kept).ln()
            + gaps.map(|at| self.fresh(at, kept).0.ln()).sum::<f64>()
    }
}

/// Squares that no fit is believed to leave less than, of a series whose spread is 1: a perfect
/// fit is a rounded one.
const REST_MIN: f64 = 1e-4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_a_gap_less_is_kept_and_more_is_fresh() {
        let series = Spaced { values: vec![0.0, 1.0, 2.0], times: vec![0, 1, 3] };
        assert_eq!(series.fresh(1, 0.5), (1.0, 0.5));
        assert_eq!(series.fresh(2, 0.5), (1.25, 0.25));
        assert_eq!(series.span(), 4);
    }

    #[test]
    fn growth_is_taken_out_of_a_line_alike_with_and_without_a_gap() {
        let whole = Spaced { values: vec![0.0, 1.0, 2.0, 3.0, 4.0], times: (0..5).collect() };
        let gap = Spaced { values: vec![0.0, 1.0, 4.0], times: vec![0, 1, 4] };
        assert_eq!(gap.of(&whole.filtered(0.5).values), gap.filtered(0.5).values);
    }
}
