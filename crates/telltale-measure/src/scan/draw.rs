//! Draws that are the same in every run: Steele, Lea and Flood's SplitMix64 and Marsaglia's polar
//! method.

/// A seeded source of standard normal draws.
pub(super) struct Draws {
    state: u64,
    spare: Option<f64>,
}

impl Draws {
    pub(super) fn new(seed: u64) -> Draws {
        Draws { state: seed, spare: None }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Above −1 and below 1.
    fn symmetric(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1u64 << 52) as f64 - 1.0
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
