//! A partition cuts a series into stretches, each with a level or a line of its own and the noise
//! of all: for each price, the cuts that leave the least noise.

use super::spaced::Spaced;

/// What a stretch follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A constant.
    Level,
    /// A line.
    Line,
}

impl Shape {
    /// What a stretch is charged, in units: its first point and its parameters.
    pub(crate) const fn units(self) -> usize {
        match self {
            Shape::Level => 2,
            Shape::Line => 3,
        }
    }
}

/// A run of points with one level or one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Its first point.
    pub(crate) from: usize,
    /// What it follows.
    pub(crate) shape: Shape,
}

/// Sums of squares and products of whitened rows (1, time, value).
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    oo: f64,
    ot: f64,
    tt: f64,
    oy: f64,
    ty: f64,
    yy: f64,
}

impl Sums {
    fn row(one: f64, time: f64, value: f64) -> Sums {
        Sums {
            oo: one * one,
            ot: one * time,
            tt: time * time,
            oy: one * value,
            ty: time * value,
            yy: value * value,
        }
    }

    fn plus(self, other: Sums, sign: f64) -> Sums {
        Sums {
            oo: self.oo + sign * other.oo,
            ot: self.ot + sign * other.ot,
            tt: self.tt + sign * other.tt,
            oy: self.oy + sign * other.oy,
            ty: self.ty + sign * other.ty,
            yy: self.yy + sign * other.yy,
        }
    }

    /// Squares and products of time around its mean: `(tt, ty)`.
    fn around_the_mean(&self) -> (f64, f64) {
        (self.tt - self.ot * self.ot / self.oo, self.ty - self.ot * self.oy / self.oo)
    }

    /// The squares that the best level and the best line leave.
    fn rests(&self) -> [f64; 2] {
        let level = self.yy - self.oy * self.oy / self.oo;
        let (tt, ty) = self.around_the_mean();
        let line = if tt > TIME_MIN { level - ty * ty / tt } else { level };
        [level.max(0.0), line.max(0.0)]
    }
}

/// Below this the times of a stretch do not differ, and no slope is fitted.
const TIME_MIN: f64 = 1e-9;

/// A series whitened for noise of which each step keeps a share of the step before; what is missing is
/// stepped over.
///
/// A stretch's first point looks back at nothing: its noise has the spread of such noise at rest,
/// so that stretches are independent and each costs the same to fit, whatever its length.
pub(crate) struct Whitened {
    /// Sums up to before each point, of rows that look back at the point before.
    up_to: Vec<Sums>,
    /// For each point as the first of a stretch, what to add to the sums up to the stretch's end:
    /// its own row, less all rows up to its own.
    starting: [Vec<f64>; 6],
}

impl Whitened {
    /// Whitens a series; the noise keeps `kept` of the step before, below 1.
    pub(crate) fn new(series: &Spaced, kept: f64) -> Whitened {
        let Spaced { values, times } = series;
        let alone = (1.0 - kept * kept).sqrt();
        let mut up_to = vec![Sums::default(); values.len() + 1];
        for at in 1..values.len() {
            let (variance, kept) = series.fresh(at, kept);
            let scale = 1.0 / variance.sqrt();
            let [before, time] = [times[at - 1], times[at]].map(|time| time as f64);
            let value = scale * (values[at] - kept * values[at - 1]);
            let row = Sums::row(scale * (1.0 - kept), scale * (time - kept * before), value);
            up_to[at + 1] = up_to[at].plus(row, 1.0);
        }
        let mut starting = [(); 6].map(|()| Vec::with_capacity(values.len()));
        for (at, (value, time)) in values.iter().zip(times).enumerate() {
            let first = Sums::row(alone, alone * *time as f64, alone * value);
            let Sums { oo, ot, tt, oy, ty, yy } = first.plus(up_to[at + 1], -1.0);
            for (all, one) in starting.iter_mut().zip([oo, ot, tt, oy, ty, yy]) {
                all.push(one);
            }
        }
        Whitened { up_to, starting }
    }

    pub(crate) fn len(&self) -> usize {
        self.starting[0].len()
    }

    fn sums(&self, from: usize, to: usize) -> Sums {
        let [oo, ot, tt, oy, ty, yy] = [0, 1, 2, 3, 4, 5].map(|of: usize| self.starting[of][from]);
        self.up_to[to].plus(Sums { oo, ot, tt, oy, ty, yy }, 1.0)
    }

    /// The squares that a stretch from point `from` to before point `to` leaves.
    pub(crate) fn rest(&self, from: usize, to: usize, shape: Shape) -> f64 {
        let [level, line] = self.sums(from, to).rests();
        match shape {
            Shape::Level => level,
            Shape::Line => line,
        }
    }

    /// The squares that levels and lines from each point up to before `to` leave.
    fn rests_to(&self, to: usize, levels: &mut [f64], lines: &mut [f64]) {
        let all = &self.up_to[to];
        let count = levels.len();
        let lines = &mut lines[..count];
        let [oo, ot, tt, oy, ty, yy] = &self.starting;
        let (oo, ot, tt) = (&oo[..count], &ot[..count], &tt[..count]);
        let (oy, ty, yy) = (&oy[..count], &ty[..count], &yy[..count]);
        for from in 0..count {
            let inverse = 1.0 / (all.oo + oo[from]);
            let (one, value) = ((all.ot + ot[from]) * inverse, all.oy + oy[from]);
            let level = all.yy + yy[from] - value * value * inverse;
            let tt = all.tt + tt[from] - (all.ot + ot[from]) * one;
            let ty = all.ty + ty[from] - value * one;
            let drop = if tt > TIME_MIN { ty * ty / tt } else { 0.0 };
            let line = level - drop;
            levels[from] = if level > 0.0 { level } else { 0.0 };
            lines[from] = if line > 0.0 { line } else { 0.0 };
        }
    }

    /// Level (at point 0) and slope a step of a stretch.
    pub(crate) fn fit(&self, from: usize, to: usize, shape: Shape) -> (f64, f64) {
        let sums = self.sums(from, to);
        let (tt, ty) = sums.around_the_mean();
        let slope = match shape {
            Shape::Line if tt > TIME_MIN => ty / tt,
            _ => 0.0,
        };
        ((sums.oy - slope * sums.ot) / sums.oo, slope)
    }
}

/// The least sum of one of `before` and its fellow of `own`, or infinity.
fn least(before: &[f64], own: &[f64]) -> f64 {
    let smaller = |a: f64, b: f64| if b < a { b } else { a };
    let mut lowest = [f64::INFINITY; 4];
    let (befores, owns) = (before.chunks_exact(4), own.chunks_exact(4));
    let left = befores.remainder().iter().zip(owns.remainder());
    let left = left.fold(f64::INFINITY, |low, (before, own)| smaller(low, before + own));
    for (before, own) in befores.zip(owns) {
        for lane in 0..4 {
            lowest[lane] = smaller(lowest[lane], before[lane] + own[lane]);
        }
    }
    lowest.into_iter().fold(left, smaller)
}

/// The best cuts for each number of units spent.
pub(crate) struct Partitions<'a> {
    series: &'a Whitened,
    shortest: usize,
    /// For each number of units in all, the squares left up to before each point.
    left: Vec<Vec<f64>>,
}

impl Partitions<'_> {
    /// Bellman's (1961) recursion over all stretches of `shortest` points or more that cost up to
    /// `units` in all.
    pub(crate) fn best(series: &Whitened, shortest: usize, units: usize) -> Partitions<'_> {
        let n = series.len();
        let mut left = vec![vec![f64::INFINITY; n + 1]; units + 1];
        left[0][0] = 0.0;
        let (mut levels, mut lines) = (vec![0.0; n], vec![0.0; n]);
        for to in shortest..=n {
            let starts = to - shortest + 1;
            series.rests_to(to, &mut levels[..starts], &mut lines[..starts]);
            for spent in Shape::Level.units()..=units {
                let best = |shape: Shape, own: &[f64]| match spent.checked_sub(shape.units()) {
                    None => f64::INFINITY,
                    // Nothing is spent before the first point alone.
                    Some(0) => own[0],
                    Some(before) if starts > shortest => {
                        least(&left[before][shortest..starts], &own[shortest..starts])
                    }
                    Some(_) => f64::INFINITY,
                };
                left[spent][to] = best(Shape::Level, &levels).min(best(Shape::Line, &lines));
            }
        }
        Partitions { series, shortest, left }
    }

    /// The squares left by the best stretches of `units` in all.
    pub(crate) fn rest(&self, units: usize) -> f64 {
        self.left[units][self.series.len()]
    }

    /// The stretches of the best partition that costs `units`, in order.
    pub(crate) fn stretches(&self, units: usize) -> Vec<Stretch> {
        let (mut to, mut units) = (self.series.len(), units);
        let mut stretches = Vec::new();
        while to > 0 {
            let starts =
                std::iter::once(0).chain(self.shortest..(to + 1).saturating_sub(self.shortest));
            let mut best = (f64::INFINITY, Stretch { from: 0, shape: Shape::Level });
            for from in starts {
                let own = self.series.sums(from, to).rests();
                for (shape, own) in [Shape::Level, Shape::Line].into_iter().zip(own) {
                    if let Some(before) = units.checked_sub(shape.units()) {
                        let all = self.left[before][from] + own;
                        if all < best.0 {
                            best = (all, Stretch { from, shape });
                        }
                    }
                }
            }
            stretches.push(best.1);
            to = best.1.from;
            units -= best.1.shape.units();
        }
        stretches.reverse();
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(values: &[f64]) -> Spaced {
        Spaced { values: values.to_vec(), times: (0..values.len()).collect() }
    }

    /// What least squares leaves, the long way.
    fn rest_by_hand(values: &[f64], slope: bool) -> f64 {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let middle = (n - 1.0) / 2.0;
        let centred = || values.iter().enumerate().map(|(t, v)| (t as f64 - middle, v - mean));
        let b =
            centred().map(|(t, v)| t * v).sum::<f64>() / centred().map(|(t, _)| t * t).sum::<f64>();
        let b = if slope { b } else { 0.0 };
        centred().map(|(t, v)| (v - b * t).powi(2)).sum()
    }

    #[test]
    fn without_persistence_a_stretch_leaves_what_least_squares_leaves() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let series = Whitened::new(&spaced(&values), 0.0);
        for (from, to) in [(0, 8), (2, 7), (5, 8)] {
            for (shape, slope) in [(Shape::Level, false), (Shape::Line, true)] {
                let by_hand = rest_by_hand(&values[from..to], slope);
                assert!((series.rest(from, to, shape) - by_hand).abs() < 1e-9, "{from} {to}");
            }
        }
    }

    #[test]
    fn the_best_partition_finds_a_step_and_a_kink() {
        let kink = |t: usize| {
            if t < 20 {
                0.0
            } else if t < 40 {
                5.0
            } else {
                5.0 + (t - 39) as f64
            }
        };
        let values: Vec<f64> = (0..60).map(kink).collect();
        let series = Whitened::new(&spaced(&values), 0.0);
        let best = Partitions::best(&series, 3, 9);
        let stretches = best.stretches(7);
        let cuts: Vec<_> = stretches.iter().map(|s| (s.from, s.shape)).collect();
        assert_eq!(cuts[..2], [(0, Shape::Level), (20, Shape::Level)]);
        assert_eq!(cuts[2].1, Shape::Line);
        assert!((39..=40).contains(&cuts[2].0) && best.rest(7) < 1e-6, "{cuts:?}");
    }

    #[test]
    fn more_units_never_leave_more_than_all_cuts_tried_by_hand() {
        let values: Vec<f64> = (0..14).map(|t| f64::from((t * 7 + t * t * 3) % 11)).collect();
        let series = Whitened::new(&spaced(&values), 0.5);
        let best = Partitions::best(&series, 3, 4);
        let tried = (3..=11)
            .map(|cut| series.rest(0, cut, Shape::Level) + series.rest(cut, 14, Shape::Level));
        let least = tried.fold(f64::INFINITY, f64::min);
        assert!((best.rest(4) - least).abs() < 1e-9);
    }
}
