//! Draws at random from a seed, and noise that lasts.

/// Steele, Lea and Flood's SplitMix64, seeded, so that every run draws the same.
pub(crate) struct SplitMix64(pub(crate) u64);

impl SplitMix64 {
    pub(crate) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Noise of standard deviation 1, of which each month keeps `kept` of the month before; at 1, a
    /// walk whose steps have standard deviation .3.
    pub(crate) fn lasting(&mut self, months: usize, kept: f64) -> Vec<f64> {
        let fresh = if kept < 1.0 { (1.0 - kept * kept).sqrt() } else { 0.3 };
        let mut noise = vec![self.normal()];
        while noise.len() < months {
            let last = noise[noise.len() - 1];
            noise.push(kept * last + fresh * self.normal());
        }
        noise
    }
}
