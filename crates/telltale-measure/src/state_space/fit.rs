//! The fit of one set of parameters: what the months say of the coefficients under it, and how well
//! it foretold the months. Readings that are not normal are met by the normal ones nearest to them.

use statrs::function::gamma::ln_gamma;

use super::kalman::{Columns, Innovations, Motion, filter, smooth};
use super::regression::{Precision, Solution, solve};

/// The most rounds in which a normal reading is sought that stands for another one.
const ROUNDS_MAX: usize = 30;
/// The search ends when no month moves by more than this.
const SETTLED: f64 = 1e-4;
/// The farthest that a month's log rate moves in one round.
const STRIDE: f64 = 2.0;

/// The readings of consecutive months.
#[derive(Clone, Debug)]
pub(crate) enum Readings {
    /// A continuous series, already on the scale on which noise adds; `None` in a month without.
    Values(Vec<Option<f64>>),
    /// Counts, each with its exposure; `None` in a month without a report.
    Counts(Vec<Option<(f64, f64)>>),
}

impl Readings {
    pub(crate) fn months(&self) -> usize {
        match self {
            Readings::Values(values) => values.len(),
            Readings::Counts(counts) => counts.len(),
        }
    }

    /// Whether a month has a reading.
    pub(crate) fn has(&self, month: usize) -> bool {
        match self {
            Readings::Values(values) => values[month].is_some(),
            Readings::Counts(counts) => counts[month].is_some(),
        }
    }

    /// The same readings without that of one month.
    pub(crate) fn without(&self, month: usize) -> Readings {
        let mut readings = self.clone();
        match &mut readings {
            Readings::Values(values) => values[month] = None,
            Readings::Counts(counts) => counts[month] = None,
        }
        readings
    }
}

/// How readings scatter around the level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scatter {
    /// Normal, with this variance.
    Normal { variance: f64 },
    /// Student's, with so many degrees of freedom and this squared scale.
    Student { df: f64, variance: f64 },
    /// Counts whose variance is the mean plus the squared mean over this size.
    NegativeBinomial { size: f64 },
}

/// One set of parameters. Variances of a continuous series are in units of one that is integrated
/// out; those of counts are absolute, on the log scale.
#[derive(Clone, Debug)]
pub(crate) struct Parameters {
    pub(crate) motion: Motion,
    pub(crate) scatter: Scatter,
    /// What is thought of each column beforehand, in the same units.
    pub(crate) prior: Vec<Precision>,
}

/// What the months say under one set of parameters.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) innovations: Innovations,
    pub(crate) solution: Solution,
    /// The variance that was integrated out, as estimated; 1 for counts.
    pub(crate) scale: f64,
    /// Degrees of freedom of that estimate; infinite for counts.
    pub(crate) df: f64,
    /// Logarithm of the probability of the months under these parameters, up to a constant that is
    /// the same for all.
    pub(crate) log_evidence: f64,
}

/// Fits one set of parameters; `None` where the months do not determine the coefficients.
/// `explains` holds a first column that is overwritten, and one column per coefficient; `start` the
/// level from which counts set out, and then the level found.
pub(crate) fn fit(
    readings: &Readings,
    explains: &Columns,
    parameters: &Parameters,
    start: &mut Vec<f64>,
) -> Option<Fit> {
    match (readings, parameters.scatter) {
        (Readings::Values(values), Scatter::Normal { variance }) => {
            let noise: Vec<_> = values.iter().map(|value| value.map(|_| variance)).collect();
            normal(values, &noise, explains, parameters)
        }
        (Readings::Values(values), Scatter::Student { df, variance }) => {
            student(values, explains, parameters, df, variance)
        }
        (Readings::Counts(counts), Scatter::NegativeBinomial { size }) => {
            counted(counts, explains, parameters, size, start)
        }
        _ => unreachable!("counts scatter as counts, values as values"),
    }
}

fn columns_of(values: &[Option<f64>], explains: &Columns) -> Columns {
    let mut columns = explains.clone();
    let first: Vec<f64> = values.iter().map(|value| value.unwrap_or(0.0)).collect();
    columns.set_first(&first);
    columns
}

/// Normal readings, with the variance that scales all others integrated out under a flat prior of
/// its logarithm.
fn normal(
    values: &[Option<f64>],
    noise: &[Option<f64>],
    explains: &Columns,
    parameters: &Parameters,
) -> Option<Fit> {
    let columns = columns_of(values, explains);
    let innovations = filter(&parameters.motion, noise, &columns);
    let solution = solve(&innovations, &parameters.prior, values.len())?;
    let flat = parameters.prior.iter().filter(|precision| **precision == 0.0).count();
    let df = solution.n.checked_sub(flat).filter(|df| *df > 0)? as f64;
    let rest = solution.rest.max(f64::MIN_POSITIVE);
    let log_evidence = -0.5 * (solution.log_variances + solution.log_determinant)
        + log_priors(&parameters.prior)
        - df / 2.0 * (rest / 2.0).ln()
        + ln_gamma(df / 2.0);
    Some(Fit { innovations, solution, scale: rest / df, df, log_evidence })
}

/// Half the logarithm of the determinant of the priors that are given.
fn log_priors(prior: &[Precision]) -> f64 {
    prior.iter().filter(|precision| **precision > 0.0).map(|precision| 0.5 * precision.ln()).sum()
}

/// The level with what the columns explain, in each month, with all months known.
pub(crate) fn signal(
    motion: &Motion,
    innovations: &Innovations,
    solution: &Solution,
    explains: &Columns,
) -> Vec<f64> {
    let level = smooth(motion, &innovations.rest(&solution.coefficients)).level;
    (0..level.months())
        .map(|month| level.row(month)[0] + solution.value_of(&explains.row(month)[1..]))
        .collect()
}

/// Student's readings: each month's noise is that of the normal reading with the same slope and
/// curvature at the level found (Durbin and Koopman 2012, section 10.8).
fn student(
    values: &[Option<f64>],
    explains: &Columns,
    parameters: &Parameters,
    df: f64,
    variance: f64,
) -> Option<Fit> {
    let mut noise: Vec<_> = values.iter().map(|value| value.map(|_| variance)).collect();
    let mut found = normal(values, &noise, explains, parameters)?;
    let mut distances = vec![0.0; values.len()];
    for _ in 0..ROUNDS_MAX {
        let level = signal(&parameters.motion, &found.innovations, &found.solution, explains);
        let mut moved: f64 = 0.0;
        for (month, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            distances[month] = (value - level[month]).powi(2) / found.scale;
            let wanted = (df * variance + distances[month]) / (df + 1.0);
            let before = noise[month].unwrap_or(wanted);
            moved = moved.max((wanted / before).ln().abs());
            noise[month] = Some(wanted);
        }
        found = normal(values, &noise, explains, parameters)?;
        if moved < 0.02 {
            break;
        }
    }
    for (distance, noise) in distances.iter().zip(&noise) {
        let Some(noise) = noise else { continue };
        found.log_evidence += log_student(*distance, df, variance)
            + 0.5 * (noise.ln() + std::f64::consts::TAU.ln() + distance / noise);
    }
    Some(found)
}

/// Log density of Student's distribution at this squared distance.
fn log_student(distance: f64, df: f64, variance: f64) -> f64 {
    ln_gamma(f64::midpoint(df, 1.0))
        - ln_gamma(df / 2.0)
        - 0.5 * (df * std::f64::consts::PI * variance).ln()
        - f64::midpoint(df, 1.0) * (distance / (df * variance)).ln_1p()
}

/// Counts: the normal readings with the same mode and expected curvature (Durbin and Koopman 2012,
/// section 10.6), and Laplace's approximation of the evidence.
fn counted(
    counts: &[Option<(f64, f64)>],
    explains: &Columns,
    parameters: &Parameters,
    size: f64,
    level: &mut Vec<f64>,
) -> Option<Fit> {
    let mut columns = explains.clone();
    let mut readings = vec![0.0; counts.len()];
    let mut noise: Vec<Option<f64>> = vec![None; counts.len()];
    for _ in 0..ROUNDS_MAX {
        for (month, count) in counts.iter().enumerate() {
            let Some((count, exposure)) = count else { continue };
            let mean = exposure * level[month].exp();
            noise[month] = Some(1.0 / mean + 1.0 / size);
            readings[month] = level[month] + (count - mean) / mean;
        }
        columns.set_first(&readings);
        let innovations = filter(&parameters.motion, &noise, &columns);
        let solution = solve(&innovations, &parameters.prior, counts.len())?;
        let wanted = signal(&parameters.motion, &innovations, &solution, explains);
        let mut moved: f64 = 0.0;
        for (level, wanted) in level.iter_mut().zip(&wanted) {
            let step = (wanted - *level).clamp(-STRIDE, STRIDE);
            moved = moved.max(step.abs());
            *level += step;
        }
        if moved < SETTLED {
            let log_evidence = -0.5
                * (solution.log_variances + solution.log_determinant + solution.rest)
                + log_priors(&parameters.prior)
                + log_ratio(counts, level, &readings, &noise, size);
            return Some(Fit {
                innovations,
                solution,
                scale: 1.0,
                df: f64::INFINITY,
                log_evidence,
            });
        }
    }
    None
}

/// Log probability of the counts at their level, less the log density of the normal readings that
/// stand for them.
fn log_ratio(
    counts: &[Option<(f64, f64)>],
    level: &[f64],
    readings: &[f64],
    noise: &[Option<f64>],
    size: f64,
) -> f64 {
    let mut sum = 0.0;
    for (month, count) in counts.iter().enumerate() {
        let (Some((count, exposure)), Some(noise)) = (count, noise[month]) else { continue };
        let mean = exposure * level[month].exp();
        let distance = (readings[month] - level[month]).powi(2) / noise;
        sum += log_negative_binomial(*count, mean, size) + 0.5 * (noise.ln() + distance);
    }
    sum
}

/// Log probability of a count, up to what does not depend on mean and size.
fn log_negative_binomial(count: f64, mean: f64, size: f64) -> f64 {
    if size.is_infinite() {
        return count * mean.ln() - mean;
    }
    ln_gamma(count + size) - ln_gamma(size)
        + size * (size / (size + mean)).ln()
        + count * (mean / (size + mean)).ln()
}
