//! A series is prepared before it is cut: lone outliers are taken out and its spread made 1, so that
//! nothing depends on its unit.

use std::borrow::Cow;

use super::spaced::Spaced;

/// Values on each side of one that say what is usual there.
const NEIGHBOURS: usize = 3;

/// Values on each side over which the usual distance from the neighbours is taken.
const REACH: usize = 20;

/// The shortest series in which a value can be called an outlier.
const OUTLIERS_FROM: usize = 20;

/// Beyond these, values are scaled before anything is squared, which would leave what numbers can hold.
const USUAL: std::ops::RangeInclusive<f64> = 1e-100..=1e100;

/// A series in a unit in which its squares can be told, and what its values were multiplied by: 1, or a
/// power of two, which costs no digit.
pub(crate) fn scaled(series: &[Option<f64>]) -> (Cow<'_, [Option<f64>]>, f64) {
    let sizes = series.iter().flatten().filter(|value| value.is_finite()).map(|value| value.abs());
    let largest = sizes.fold(0.0, f64::max);
    if largest == 0.0 || USUAL.contains(&largest) {
        return (Cow::Borrowed(series), 1.0);
    }
    let power = (-largest.log2().floor()).clamp(-1020.0, 1020.0);
    let factor = 2.0_f64.powi(power as i32);
    (Cow::Owned(series.iter().map(|value| value.map(|value| value * factor)).collect()), factor)
}

/// A prepared series.
pub(crate) struct Prepared {
    /// Where the first value stood in the series as given.
    pub(crate) first: usize,
    /// Values with mean 0 and spread 1.
    pub(crate) series: Spaced,
    /// How many steps of the series stand behind each of these.
    pub(crate) block: usize,
}

/// Prepares a series; `None` where fewer than `least` values are there or all are the same.
///
/// A series of more than `most` values is drawn together: each value is then the mean of a block.
pub(crate) fn prepare(
    series: &[Option<f64>],
    least: usize,
    most: usize,
    outlier: f64,
) -> Option<Prepared> {
    let seen = series.iter().enumerate();
    let seen = seen.filter_map(|(at, value)| Some((at, (*value).filter(|v| v.is_finite())?)));
    let (at, values): (Vec<usize>, Vec<f64>) = seen.unzip();
    if values.len() < least {
        return None;
    }
    let (first, last) = (*at.first()?, *at.last()?);
    let values = without_outliers(&values, outlier);
    let block = if values.len() > most { (last + 1 - first).div_ceil(most) } else { 1 };
    let (mut times, mut means) = (Vec::new(), Vec::new());
    let mut from = 0;
    let block_of = |at: usize| (at - first) / block;
    for of in at.chunk_by(|one, next| block_of(*one) == block_of(*next)) {
        times.push(block_of(of[0]));
        means.push(mean(&values[from..from + of.len()]));
        from += of.len();
    }
    let values = standard(&means)?;
    Some(Prepared { first, series: Spaced { values, times }, block })
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

pub(crate) fn spread(values: &[f64]) -> f64 {
    let mean = mean(values);
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

/// Mean 0, spread 1; `None` where nothing varies.
pub(crate) fn standard(values: &[f64]) -> Option<Vec<f64>> {
    let (mean, spread) = (mean(values), spread(values));
    let varies = spread > 1e-12 * mean.abs() && spread > 0.0;
    varies.then(|| values.iter().map(|value| (value - mean) / spread).collect())
}

/// From the first value to the last, with straight lines over what is missing between.
pub(crate) fn bridged(series: &[Option<f64>]) -> (usize, Vec<f64>) {
    let seen = series.iter().enumerate();
    let seen: Vec<(usize, f64)> =
        seen.filter_map(|(at, value)| Some((at, (*value).filter(|v| v.is_finite())?))).collect();
    let mut values = vec![seen[0].1];
    for pair in seen.windows(2) {
        let [(from, start), (to, end)] = [pair[0], pair[1]];
        let slope = (end - start) / (to - from) as f64;
        values.extend((1..=to - from).map(|step| start + slope * step as f64));
    }
    (seen[0].0, values)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Puts the nearer of the medians of the three values before and after it in the place of each
/// value that is farther from both than `times` what is usual around there (after Hampel 1974; the
/// spread is 1.4826 times the median). Next to a step one of the two is near, so a step stays.
fn without_outliers(values: &[f64], times: f64) -> Vec<f64> {
    let n = values.len();
    if n < OUTLIERS_FROM {
        return values.to_vec();
    }
    let nearer = |at: usize| {
        let before = &values[at.saturating_sub(NEIGHBOURS)..at];
        let after = &values[at + 1..(at + 1 + NEIGHBOURS).min(n)];
        let sides = [before, after].into_iter().filter(|side| !side.is_empty());
        let distance = |median: &f64| (values[at] - median).abs();
        let medians = sides.map(|side| median(side.to_vec()));
        medians.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(values[at])
    };
    let near: Vec<f64> = (0..n).map(nearer).collect();
    let distance = |at: usize| (values[at] - near[at]).abs();
    let mended = |at: usize| {
        let around = at.saturating_sub(REACH)..(at + REACH + 1).min(n);
        let usual = 1.4826 * median(around.map(distance).collect());
        if usual > 0.0 && distance(at) > times * usual { near[at] } else { values[at] }
    };
    (0..n).map(mended).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_squared_is_scaled() {
        for largest in [1e308, f64::MAX, 1e-200, f64::from_bits(1)] {
            let series = [Some(largest), None, Some(-largest / 2.0)];
            let (scaled, factor) = scaled(&series);
            assert!(USUAL.contains(&scaled[0].unwrap()), "{largest:e}: {scaled:?}");
            assert_eq!((scaled[0].unwrap() / factor, scaled[1]), (largest, None));
        }
        let usual = [Some(1e9), Some(0.0), None];
        assert!(matches!(scaled(&usual), (Cow::Borrowed(_), 1.0)));
    }

    #[test]
    fn gaps_inside_are_bridged_and_gaps_outside_are_not() {
        let series = [None, Some(1.0), None, None, Some(4.0), None];
        assert_eq!(bridged(&series), (1, vec![1.0, 2.0, 3.0, 4.0]));
    }

    #[test]
    fn what_is_missing_has_no_point_and_a_block_may_be_missing() {
        let mut series: Vec<Option<f64>> = (0..12).map(|at| Some(f64::from(at))).collect();
        for at in [0, 3, 4, 5] {
            series[at] = None;
        }
        let found = prepare(&series, 3, 20, 5.0).unwrap();
        assert_eq!((found.first, found.block), (1, 1));
        assert_eq!(found.series.times, [0, 1, 5, 6, 7, 8, 9, 10]);
        let found = prepare(&series, 3, 6, 5.0).unwrap();
        assert_eq!((found.block, found.series.times), (2, vec![0, 2, 3, 4, 5]));
    }

    #[test]
    fn a_lone_outlier_goes_and_a_step_stays() {
        let wave = |t: usize| (t * 7 % 5) as f64 + if t >= 25 { 40.0 } else { 0.0 };
        let mut values: Vec<f64> = (0..50).map(wave).collect();
        let step = values.clone();
        values[10] = 500.0;
        let mended = without_outliers(&values, 5.0);
        assert!(mended[10] < 5.0);
        assert_eq!((&mended[..10], &mended[11..]), (&step[..10], &step[11..]));
    }

    #[test]
    fn what_does_not_vary_is_not_prepared() {
        assert!(prepare(&[Some(0.1); 30], 8, 400, 5.0).is_none());
        assert!(prepare(&[Some(1.0), Some(2.0), None], 8, 400, 5.0).is_none());
    }
}
