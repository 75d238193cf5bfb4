//! A mixture of Student's distributions: what is left of a posterior when the parameters that are
//! not asked for have been weighed over a grid.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use crate::change::{t_cdf, t_quantile};

/// Above this many degrees of freedom Student's distribution is taken for the normal one.
const DF_NORMAL: f64 = 300.0;
/// How often the interval is halved in which a quantile is sought: to a billionth of its width.
const HALVINGS: usize = 40;

/// The degrees of freedom among which a mixture's likeness is sought.
const DF: [f64; 12] = [2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 12.0, 20.0, 40.0, 80.0, 200.0];

/// One distribution of the mixture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Component {
    /// Its share; the shares need not add up to one.
    pub(crate) weight: f64,
    pub(crate) location: f64,
    pub(crate) scale: f64,
    pub(crate) df: f64,
}

impl Component {
    fn below(&self, value: f64) -> f64 {
        if self.scale <= 0.0 {
            return if value == self.location { 0.5 } else { f64::from(value > self.location) };
        }
        let standard = (value - self.location) / self.scale;
        let normal = self.df > DF_NORMAL;
        match normal {
            true => Normal::standard().cdf(standard),
            false => StudentsT::new(0.0, 1.0, self.df).map_or(0.5, |t| t.cdf(standard)),
        }
    }
}

/// A mixture with shares that add up to one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mixture(Vec<Component>);

impl Mixture {
    /// The mixture of these components; `None` without any of a weight above zero.
    pub(crate) fn new(mut components: Vec<Component>) -> Option<Mixture> {
        components.retain(|component| component.weight > 0.0 && component.weight.is_finite());
        let sum: f64 = components.iter().map(|component| component.weight).sum();
        components.iter_mut().for_each(|component| component.weight /= sum);
        (!components.is_empty()).then_some(Mixture(components))
    }

    /// The same around its mean, so many times as wide and with tails no thinner than those of so many degrees
    /// of freedom.
    pub(crate) fn widened(&self, by: f64, df_max: f64) -> Mixture {
        let wider = |part: &Component| Component {
            scale: part.scale * by,
            df: part.df.min(df_max),
            ..*part
        };
        Mixture(self.0.iter().map(wider).collect())
    }

    /// The probability of a value below this one.
    pub(crate) fn below(&self, value: f64) -> f64 {
        self.0.iter().map(|component| component.weight * component.below(value)).sum()
    }

    /// The mean of the locations.
    pub(crate) fn mean(&self) -> f64 {
        self.0.iter().map(|component| component.weight * component.location).sum()
    }

    /// The standard deviation: of the scales, and of the locations around their mean.
    pub(crate) fn sd(&self) -> f64 {
        let mean = self.mean();
        let variance = |component: &Component| {
            let tail = match component.df {
                df if df > DF_NORMAL => 1.0,
                df if df > 2.5 => df / (df - 2.0),
                _ => 5.0,
            };
            component.scale.powi(2) * tail + (component.location - mean).powi(2)
        };
        let sum: f64 = self.0.iter().map(|c| c.weight * variance(c)).sum();
        sum.sqrt()
    }

    /// The Student's distribution with the mixture's median and 90 % interval, and the degrees of
    /// freedom that come nearest to its probability of more than nothing.
    pub(crate) fn like_student(&self) -> Component {
        let (median, up) = (self.quantile(0.5), 1.0 - self.below(0.0));
        let reach = (self.quantile(0.95) - self.quantile(0.05)) / 2.0;
        let scale = |df: f64| reach / t_quantile(0.95, df);
        let misses = |df: f64| (t_cdf(median / scale(df), df) - up).abs();
        let nearest = DF.into_iter().min_by(|a, b| misses(*a).total_cmp(&misses(*b)));
        let df = nearest.expect("some degrees of freedom are tried");
        Component { weight: 1.0, location: median, scale: scale(df), df }
    }

    /// The value below which this share lies.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let reach = self.sd().max(1e-12) * 20.0;
        let (mut low, mut high) = (self.mean() - reach, self.mean() + reach);
        for _ in 0..HALVINGS {
            let middle = (low + high) / 2.0;
            if self.below(middle) < share { low = middle } else { high = middle }
        }
        (low + high) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_parts() {
        let one = |location, df| Component { weight: 1.0, location, scale: 2.0, df };
        for (df, reach) in [(f64::INFINITY, 1.6449), (301.0, 1.6449), (4.0, 2.1318)] {
            let mixture = Mixture::new(vec![one(3.0, df)]).unwrap();
            for (share, expected) in [(0.05, 3.0 - 2.0 * reach), (0.95, 3.0 + 2.0 * reach)] {
                assert!((mixture.quantile(share) - expected).abs() < 1e-3, "{df} {share}");
            }
        }
        let two = Mixture::new(vec![one(-9.0, f64::INFINITY), one(9.0, f64::INFINITY)]).unwrap();
        assert!((two.quantile(0.25) + 9.0).abs() < 1e-3 && two.quantile(0.5).abs() < 1.0);
    }
}
