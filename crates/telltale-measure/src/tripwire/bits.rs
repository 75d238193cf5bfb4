//! Days as bits: how often two kinds of day coincide when one of the two is shifted around.

/// One bit a day.
#[derive(Clone, Debug)]
pub(crate) struct Bits {
    words: Vec<u64>,
    days: usize,
}

impl Bits {
    pub(crate) fn of(days: impl ExactSizeIterator<Item = bool>) -> Bits {
        let count = days.len();
        let mut words = vec![0u64; count.div_ceil(64)];
        for (at, _) in days.enumerate().filter(|(_, is)| *is) {
            words[at / 64] |= 1 << (at % 64);
        }
        Bits { words, days: count }
    }

    pub(crate) fn len(&self) -> usize {
        self.days
    }

    /// Twice over, so that a shift around is a shift along.
    pub(crate) fn doubled(&self) -> Bits {
        let once = (0..self.days).map(|at| self.words[at / 64] >> (at % 64) & 1 == 1);
        let twice: Vec<bool> = once.clone().chain(once).collect();
        let mut doubled = Bits::of(twice.into_iter());
        // Room for a word that reaches past the end.
        doubled.words.push(0);
        doubled
    }

    /// How many days coincide with those of `doubled` from `shift` on.
    pub(crate) fn coincide(&self, doubled: &Bits, shift: usize) -> u32 {
        let (skip, offset) = (shift / 64, shift % 64);
        let mut count = 0;
        for (at, word) in self.words.iter().enumerate() {
            let low = doubled.words[at + skip] >> offset;
            let high = if offset == 0 { 0 } else { doubled.words[at + skip + 1] << (64 - offset) };
            count += (word & (low | high)).count_ones();
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_around_is_what_it_is_by_hand() {
        let a: Vec<bool> = (0..131).map(|i| i * i % 7 == 2).collect();
        let b: Vec<bool> = (0..131).map(|i| i % 5 == 1 || i % 11 == 3).collect();
        let (bits, doubled) =
            (Bits::of(a.clone().into_iter()), Bits::of(b.clone().into_iter()).doubled());
        for shift in 0..131 {
            let by_hand = (0..131).filter(|i| a[*i] && b[(i + shift) % 131]).count();
            assert_eq!(bits.coincide(&doubled, shift), by_hand as u32, "{shift}");
        }
        assert_eq!(bits.len(), 131);
    }
}
