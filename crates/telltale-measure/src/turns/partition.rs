//! A partition cuts a series into stretches, each with a level or a line of its own and the noise
//! of all: for each price, the cuts that leave the least noise.

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

/// A series whitened for noise of which each step keeps a share of the step before.
///
/// A stretch's first point looks back at nothing: its noise has the spread of such noise at rest,
/// so that stretches are independent and each costs the same to fit, whatever its length.
pub(crate) struct Whitened {
    /// Sums up to before each point, of rows that look back at the point before.
    up_to: Vec<Sums>,
    /// Each point's row as the first of a stretch.
    first: Vec<Sums>,
}

impl Whitened {
    /// Whitens evenly spaced `values`; the noise keeps `kept` of the step before, below 1.
    pub(crate) fn new(values: &[f64], kept: f64) -> Whitened {
        let alone = (1.0 - kept * kept).sqrt();
        let mut up_to = vec![Sums::default(); values.len() + 1];
        for at in 1..values.len() {
            let time = at as f64;
            let value = values[at] - kept * values[at - 1];
            let row = Sums::row(1.0 - kept, time - kept * (time - 1.0), value);
            up_to[at + 1] = up_to[at].plus(row, 1.0);
        }
        let first = values.iter().enumerate();
        let first = first.map(|(at, value)| Sums::row(alone, alone * at as f64, alone * value));
        Whitened { up_to, first: first.collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.first.len()
    }

    fn sums(&self, from: usize, to: usize) -> Sums {
        self.up_to[to].plus(self.up_to[from + 1], -1.0).plus(self.first[from], 1.0)
    }

    /// The squares that a stretch from point `from` to before point `to` leaves.
    pub(crate) fn rest(&self, from: usize, to: usize, shape: Shape) -> f64 {
        let [level, line] = self.sums(from, to).rests();
        match shape {
            Shape::Level => level,
            Shape::Line => line,
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

/// The best cuts for each number of units spent.
pub(crate) struct Partitions {
    /// `rests[u]`: the squares left by the best stretches of `u` units in all.
    pub(crate) rests: Vec<f64>,
    last: Vec<Stretch>,
    layers: usize,
}

impl Partitions {
    /// Bellman's (1961) recursion over all stretches of `shortest` points or more that cost up to
    /// `units` in all.
    pub(crate) fn best(series: &Whitened, shortest: usize, units: usize) -> Partitions {
        let n = series.len();
        let layers = units + 1;
        let mut rests = vec![f64::INFINITY; (n + 1) * layers];
        let mut last = vec![Stretch { from: 0, shape: Shape::Level }; (n + 1) * layers];
        rests[0] = 0.0;
        for to in shortest..=n {
            let (before, now) = rests.split_at_mut(to * layers);
            let now = &mut now[..layers];
            let last = &mut last[to * layers..(to + 1) * layers];
            for from in std::iter::once(0).chain(shortest..(to + 1).saturating_sub(shortest)) {
                let own = series.sums(from, to).rests();
                let before = &before[from * layers..(from + 1) * layers];
                for (shape, own) in [Shape::Level, Shape::Line].into_iter().zip(own) {
                    for (at, spent) in (shape.units()..layers).zip(before) {
                        if spent + own < now[at] {
                            now[at] = spent + own;
                            last[at] = Stretch { from, shape };
                        }
                    }
                }
            }
        }
        Partitions { rests: rests[n * layers..].to_vec(), last, layers }
    }

    /// The stretches of the best partition that costs `units`, in order.
    pub(crate) fn stretches(&self, units: usize) -> Vec<Stretch> {
        let (mut to, mut left) = (self.last.len() / self.layers - 1, units);
        let mut stretches = Vec::new();
        while to > 0 {
            let stretch = self.last[to * self.layers + left];
            stretches.push(stretch);
            to = stretch.from;
            left -= stretch.shape.units();
        }
        stretches.reverse();
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let series = Whitened::new(&values, 0.0);
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
        let best = Partitions::best(&Whitened::new(&values, 0.0), 3, 9);
        let stretches = best.stretches(7);
        let cuts: Vec<_> = stretches.iter().map(|s| (s.from, s.shape)).collect();
        assert_eq!(cuts[..2], [(0, Shape::Level), (20, Shape::Level)]);
        assert_eq!(cuts[2].1, Shape::Line);
        assert!((39..=40).contains(&cuts[2].0) && best.rests[7] < 1e-6, "{cuts:?}");
    }

    #[test]
    fn more_units_never_leave_more_than_all_cuts_tried_by_hand() {
        let values: Vec<f64> = (0..14).map(|t| f64::from((t * 7 + t * t * 3) % 11)).collect();
        let series = Whitened::new(&values, 0.5);
        let best = Partitions::best(&series, 3, 4);
        let tried = (3..=11)
            .map(|cut| series.rest(0, cut, Shape::Level) + series.rest(cut, 14, Shape::Level));
        let least = tried.fold(f64::INFINITY, f64::min);
        assert!((best.rests[4] - least).abs() < 1e-9);
    }
}
