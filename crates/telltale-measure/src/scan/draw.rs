//! Normal draws that are the same in every run, by Marsaglia's polar method.

use crate::random::Random;

/// A seeded source of standard normal draws.
pub(super) struct Draws {
    random: Random,
    spare: Option<f64>,
}

impl Draws {
    pub(super) fn new(seed: u64) -> Draws {
        Draws { random: Random::new(seed), spare: None }
    }

    /// Above −1 and below 1.
    fn symmetric(&mut self) -> f64 {
        2.0 * self.random.uniform() - 1.0
    }

    pub(super) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (self.symmetric(), self.symmetric());
            let square = x * x + y * y;
            if square < 1.0 && square > 0.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(y * factor);
                return x * factor;
            }
        }
    }
}
