//! Words of our own tables by the number that their letters make: quick to find, and the same in
//! every run. The words of a text are only looked up by it, never kept.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// Words by the number that their letters make: two that make the same one are as good as never
/// met, and would only have a sentence parsed in vain.
pub(crate) type Forms = HashSet<u64, BuildHasherDefault<Itself>>;

/// A number that is its own hash; of a word, the number that its letters make.
#[derive(Default)]
pub(crate) struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = spelt(self.0, bytes.iter().copied());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// The number of a word without letters.
pub(crate) const SPELT: u64 = 0xcbf2_9ce4_8422_2325;

/// The number of a word to which letters are added.
pub(crate) fn spelt(word: u64, letters: impl Iterator<Item = u8>) -> u64 {
    letters.fold(word, |number, letter| {
        let mixed = (number ^ u64::from(letter)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    })
}
