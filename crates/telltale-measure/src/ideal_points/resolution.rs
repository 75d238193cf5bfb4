//! A resolution sorts states along the line: how strongly, and where those who say no end and those
//! who say yes begin.

use crate::votes::Choice;

/// Standard deviation of what is thought of a resolution's strength before its votes are seen.
///
/// It is tight on purpose. Blocs that vote as one, again and again, are explained best by strengths
/// and distances without bound: left loose (2.0), the Soviet bloc of the 1960s runs four standard
/// deviations away from everybody, and within-session correlation with the published estimates
/// falls from .993 to .941.
const STRENGTH_SD: f64 = 0.3;
/// The same of its two cuts.
const CUT_SD: f64 = 5.0;
/// The width between the cuts is thought a Gamma variable of this shape and rate beforehand: that
/// keeps the cuts apart where nobody abstained, and finite where nobody said no.
const WIDTH_SHAPE: f64 = 1.5;
const WIDTH_RATE: f64 = 0.5;
/// No step of Newton's makes the cuts meet: of their width at least this share is left.
const WIDTH_KEPT: f64 = 0.2;

/// The nodes and weights of Gauss and Hermite's rule of three points, for a standard normal.
const NODES: [(f64, f64); 3] =
    [(-1.732_050_807_568_877_2, 1.0 / 6.0), (0.0, 2.0 / 3.0), (1.732_050_807_568_877_2, 1.0 / 6.0)];

/// The share of the standard normal distribution below `x`, and its density there (Hart's rational
/// approximation, after West 2005, Wilmott Magazine; good to fifteen digits).
fn normal(x: f64) -> (f64, f64) {
    const ABOVE: [f64; 7] = [
        3.526_249_659_989_11e-2,
        0.700_383_064_443_688,
        6.373_962_203_531_65,
        33.912_866_078_383,
        112.079_291_497_871,
        221.213_596_169_931,
        220.206_867_912_376,
    ];
    const BELOW: [f64; 8] = [
        8.838_834_764_831_84e-2,
        1.755_667_163_182_64,
        16.064_177_579_207,
        86.780_732_202_946_1,
        296.564_248_779_674,
        637.333_633_378_831,
        793.826_512_519_948,
        440.413_735_824_752,
    ];
    let far = x.abs().min(REACH);
    let exponential = (-far * far / 2.0).exp();
    let tail = if far < 7.071_067_811_865_47 {
        let above = ABOVE.iter().fold(0.0, |sum, part| sum * far + part);
        let below = BELOW.iter().fold(0.0, |sum, part| sum * far + part);
        exponential * above / below
    } else {
        let fraction = (1..=4).rev().fold(far + 0.65, |rest, step| far + f64::from(step) / rest);
        exponential / fraction / SQRT_TAU
    };
    (if x > 0.0 { 1.0 - tail } else { tail }, exponential / SQRT_TAU)
}

/// The square root of 2π.
const SQRT_TAU: f64 = 2.506_628_274_631_000_7;
/// Beyond this many standard deviations, one place is as far out as another.
const REACH: f64 = 30.0;

/// Strength and cuts: a state at `θ` leans `strength·θ + ε`, with standard normal `ε`; below
/// `cuts[0]` it says no, above `cuts[1]` yes, and abstains between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Resolution {
    pub(super) strength: f64,
    pub(super) cuts: [f64; 2],
}

/// One ballot as a function of the state's place: the first two derivatives of its log likelihood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pull {
    /// Towards which side the ballot pulls, per unit.
    pub(super) slope: f64,
    /// How surely: minus the second derivative, never below zero.
    pub(super) information: f64,
}

/// A symmetric matrix of three, by its upper triangle.
pub(super) type Triangle = [f64; 6];

/// What one ballot says of the distances to the lower and the upper cut: the slopes of its log
/// likelihood, the information, and what ties the two.
struct Glimpse {
    by: [f64; 2],
    info: [f64; 2],
    cross: f64,
}

/// What one ballot says of strength and cuts: gradient and information.
struct Lesson {
    gradient: [f64; 3],
    information: Triangle,
}

impl Resolution {
    /// A resolution of no strength whose cuts are those of its counts.
    pub(super) fn of_counts(counts: [f64; 3]) -> Resolution {
        let all: f64 = counts.iter().sum::<f64>() + 1.5;
        let no = (counts[0] + 0.5) / all;
        let not_yes = (counts[0] + counts[1] + 1.0) / all;
        // Near enough to the normal quantile to start from.
        let odds = |share: f64| (share / (1.0 - share)).ln() / 1.7;
        Resolution { strength: 0.0, cuts: [odds(no), odds(not_yes)] }
    }

    /// What one ballot says of the distances from the state's lean to the two cuts.
    fn glimpse(&self, place: f64, choice: Choice) -> Glimpse {
        let lean = self.strength * place;
        match choice {
            Choice::No => {
                let (by, info) = one_side(self.cuts[0] - lean);
                Glimpse { by: [by, 0.0], info: [info, 0.0], cross: 0.0 }
            }
            Choice::Yes => {
                let (by, info) = one_side(lean - self.cuts[1]);
                Glimpse { by: [0.0, -by], info: [0.0, info], cross: 0.0 }
            }
            Choice::Abstain => between(self.cuts[0] - lean, self.cuts[1] - lean),
        }
    }

    /// How one ballot pulls a state at `place`.
    pub(super) fn pull(&self, place: f64, choice: Choice) -> Pull {
        let Glimpse { by, info, cross } = self.glimpse(place, choice);
        Pull {
            slope: -self.strength * (by[0] + by[1]),
            information: self.strength.powi(2) * (info[0] + info[1] + 2.0 * cross),
        }
    }

    /// What one ballot of a state at `place` says of strength and cuts.
    fn lesson(&self, place: f64, choice: Choice) -> Lesson {
        let Glimpse { by, info, cross } = self.glimpse(place, choice);
        let sum = info[0] + info[1] + 2.0 * cross;
        Lesson {
            gradient: [-place * (by[0] + by[1]), by[0], by[1]],
            information: [
                place * place * sum,
                -place * (info[0] + cross),
                -place * (info[1] + cross),
                info[0],
                cross,
                info[1],
            ],
        }
    }

    /// What is thought of strength and cuts before any ballot.
    fn prior(&self) -> Lesson {
        let width = self.cuts[1] - self.cuts[0];
        let (strength_info, cut_info) = (STRENGTH_SD.powi(-2), CUT_SD.powi(-2));
        let by_width = (WIDTH_SHAPE - 1.0) / width - WIDTH_RATE;
        let width_info = (WIDTH_SHAPE - 1.0) / (width * width);
        Lesson {
            gradient: [
                -self.strength * strength_info,
                -self.cuts[0] * cut_info - by_width,
                -self.cuts[1] * cut_info + by_width,
            ],
            information: [
                strength_info,
                0.0,
                0.0,
                cut_info + width_info,
                -width_info,
                cut_info + width_info,
            ],
        }
    }

    /// Gradient and information of all ballots, given as the mean and variance of each state's
    /// place and its choice, and of the prior.
    fn lessons(&self, ballots: impl Iterator<Item = (f64, f64, Choice)>) -> Lesson {
        let mut sum = self.prior();
        for (mean, variance, choice) in ballots {
            let sd = variance.sqrt();
            for (node, weight) in NODES {
                let lesson = self.lesson(mean + node * sd, choice);
                for (sum, part) in sum.gradient.iter_mut().zip(lesson.gradient) {
                    *sum += weight * part;
                }
                for (sum, part) in sum.information.iter_mut().zip(lesson.information) {
                    *sum += weight * part;
                }
            }
        }
        sum
    }

    /// One step of Newton's towards the strength and cuts that the ballots make likeliest.
    pub(super) fn learn(&mut self, ballots: impl Iterator<Item = (f64, f64, Choice)>) {
        let lessons = self.lessons(ballots);
        let inverse = inverse(&lessons.information);
        let step = product(&inverse, &lessons.gradient);
        let width = self.cuts[1] - self.cuts[0];
        let narrowing = step[1] - step[2];
        let room = (1.0 - WIDTH_KEPT) * width;
        let longest = step.iter().fold(0.0, |longest: f64, part| longest.max(part.abs()));
        let share = (room / narrowing.max(room)).min(2.0 / longest.max(2.0));
        self.strength += share * step[0];
        self.cuts[0] += share * step[1];
        self.cuts[1] += share * step[2];
    }

    /// The covariance of strength and cuts, given the ballots.
    pub(super) fn covariance(&self, ballots: impl Iterator<Item = (f64, f64, Choice)>) -> Triangle {
        inverse(&self.lessons(ballots).information)
    }

    /// How the slope of one ballot's pull moves with strength and cuts.
    pub(super) fn slope_by_parameter(&self, place: f64, choice: Choice) -> [f64; 3] {
        let Glimpse { by, info, cross } = self.glimpse(place, choice);
        let strength = self.strength;
        let (by_low, by_high) = (info[0] + cross, info[1] + cross);
        [
            -(by[0] + by[1]) - strength * place * (by_low + by_high),
            strength * by_low,
            strength * by_high,
        ]
    }
}

/// Of the log of the chance to fall below a cut that is `distance` away: slope and information.
fn one_side(distance: f64) -> (f64, f64) {
    let (share, density) = normal(distance);
    let by = density / share;
    (by, by * (by + distance))
}

/// The same of the chance to fall between two cuts.
fn between(low: f64, high: f64) -> Glimpse {
    // Shares near 1 have lost their digits: look from the other side.
    if low > 0.0 {
        let Glimpse { by, info, cross } = between(-high, -low);
        return Glimpse { by: [-by[1], -by[0]], info: [info[1], info[0]], cross };
    }
    let ((share_low, density_low), (share_high, density_high)) = (normal(low), normal(high));
    let share = (share_high - share_low).max(f64::MIN_POSITIVE);
    let (by_low, by_high) = (density_low / share, density_high / share);
    Glimpse {
        by: [-by_low, by_high],
        info: [by_low * (by_low - low), by_high * (by_high + high)],
        cross: -by_low * by_high,
    }
}

/// The inverse of a positive definite matrix.
fn inverse(m: &Triangle) -> Triangle {
    let [a, b, c, d, e, f] = *m;
    let (i, j, k) = (d * f - e * e, c * e - b * f, b * e - c * d);
    let determinant = a * i + b * j + c * k;
    [
        i / determinant,
        j / determinant,
        k / determinant,
        (a * f - c * c) / determinant,
        (b * c - a * e) / determinant,
        (a * d - b * b) / determinant,
    ]
}

pub(super) fn product(m: &Triangle, x: &[f64; 3]) -> [f64; 3] {
    [
        m[0] * x[0] + m[1] * x[1] + m[2] * x[2],
        m[1] * x[0] + m[3] * x[1] + m[4] * x[2],
        m[2] * x[0] + m[4] * x[1] + m[5] * x[2],
    ]
}
