//! The weights of the classes and the word vectors, as they lie in their files.
//!
//! `classes.bin`: magic, number of rows, width of a vector, heat; the base of each root; the
//! share of each kind of feature (128 numbers); the kinds that are also averaged as vectors (4
//! letters) and their share; their weights; then for every row a scale and 16 bytes.
//! `vectors.bin`: magic, number of words, width; the hashes of the words in order; a scale for
//! each; the rows. All numbers are little-endian.

use super::{ROOTS, evidence};

/// The width of a word vector.
pub(crate) const WIDTH: usize = 64;
/// The kinds of features that are also averaged as vectors.
const SLOTS: usize = 4;
/// Kinds of features there can be.
const KINDS: usize = 128;

/// What each feature speaks for.
#[derive(Debug)]
pub(crate) struct Weights<'b> {
    mask: u64,
    heat: f32,
    base: [f32; ROOTS],
    shares: Vec<f32>,
    slots: [u8; SLOTS],
    slot_share: f32,
    dense: Vec<f32>,
    scales: &'b [u8],
    cells: &'b [u8],
}

/// Takes bytes and numbers off the front of a file.
struct Front<'b>(&'b [u8]);

impl<'b> Front<'b> {
    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }

    fn count(&mut self) -> Option<usize> {
        let bytes = self.take(4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }

    fn numbers(&mut self, n: usize) -> Option<Vec<f32>> {
        Some(self.take(n * 4)?.chunks_exact(4).map(number).collect())
    }
}

/// Four bytes as a number.
fn number(bytes: &[u8]) -> f32 {
    bytes.try_into().map_or(0.0, f32::from_le_bytes)
}

/// The number in one place of a table of numbers.
fn number_at(table: &[u8], place: usize) -> f32 {
    table.get(place * 4..place * 4 + 4).map_or(0.0, number)
}

impl<'b> Weights<'b> {
    /// The weights in a file; `None` if it is not whole.
    pub(crate) fn new(file: &'b [u8]) -> Option<Weights<'b>> {
        let mut front = Front(file);
        if front.take(4)? != b"TTC1" {
            return None;
        }
        let rows = front.count().filter(|rows| rows.is_power_of_two())?;
        if front.count()? != WIDTH {
            return None;
        }
        let heat = *front.numbers(1)?.first()?;
        Some(Weights {
            mask: u64::try_from(rows - 1).ok()?,
            heat,
            base: front.numbers(ROOTS)?.try_into().ok()?,
            shares: front.numbers(KINDS)?,
            slots: front.take(SLOTS)?.try_into().ok()?,
            slot_share: *front.numbers(1)?.first()?,
            dense: front.numbers(SLOTS * WIDTH * ROOTS)?,
            scales: front.take(rows * 4)?,
            cells: front.take(rows * ROOTS)?,
        })
    }

    /// What is said when nothing is known.
    pub(crate) fn base(&self) -> [f32; ROOTS] {
        self.base
    }

    /// How far sums are spread before they become probabilities.
    pub(crate) fn heat(&self) -> f32 {
        self.heat
    }

    /// The slot of a kind whose words are averaged as vectors.
    pub(crate) fn dense(&self, kind: char) -> Option<usize> {
        self.slots.iter().position(|slot| char::from(*slot) == kind)
    }

    /// Adds what the distinct features of one kind speak for.
    pub(crate) fn add(&self, same: &[(u8, u64, u32)], sums: &mut [f32; ROOTS]) {
        let Some(first) = same.first() else { return };
        let share = self.shares.get(usize::from(first.0)).copied().unwrap_or(0.0);
        if share == 0.0 {
            return;
        }
        let value = (share / same.len() as f32).sqrt();
        for (_, hash, _) in same {
            let row = ((hash ^ (hash >> 32)) & self.mask) as usize;
            let scale = number_at(self.scales, row) * value;
            let cells = self.cells.get(row * ROOTS..(row + 1) * ROOTS).unwrap_or(&[]);
            for (sum, cell) in sums.iter_mut().zip(cells) {
                *sum += f32::from(cell.cast_signed()) * scale;
            }
        }
    }

    /// Adds what a mean vector speaks for.
    pub(crate) fn add_dense(&self, slot: usize, mean: &[f32; WIDTH], sums: &mut [f32; ROOTS]) {
        let rows = self.dense.chunks_exact(ROOTS).skip(slot * WIDTH);
        for (value, row) in mean.iter().zip(rows) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += value * self.slot_share * weight;
            }
        }
    }
}

/// A vector for each of some thousands of words.
#[derive(Debug)]
pub(crate) struct Vectors<'b> {
    words: Vec<u32>,
    scales: &'b [u8],
    rows: &'b [u8],
}

impl<'b> Vectors<'b> {
    /// The vectors in a file; `None` if it is not whole.
    pub(crate) fn new(file: &'b [u8]) -> Option<Vectors<'b>> {
        let mut front = Front(file);
        if front.take(4)? != b"TTV1" {
            return None;
        }
        let words = front.count()?;
        if front.count()? != WIDTH {
            return None;
        }
        let keys = front.take(words * 4)?.chunks_exact(4);
        Some(Vectors {
            words: keys.map(|key| key.try_into().map_or(0, u32::from_le_bytes)).collect(),
            scales: front.take(words * 4)?,
            rows: front.take(words * WIDTH)?,
        })
    }

    /// The row of a word.
    pub(crate) fn find(&self, word: &str) -> Option<u32> {
        let key = evidence::hash('v', &[word]) as u32;
        self.words.binary_search(&key).ok().and_then(|row| u32::try_from(row).ok())
    }

    /// Adds the vector in a row.
    pub(crate) fn add(&self, row: u32, mean: &mut [f32; WIDTH]) {
        let row = row as usize;
        let scale = number_at(self.scales, row);
        let cells = self.rows.get(row * WIDTH..(row + 1) * WIDTH).unwrap_or(&[]);
        for (sum, cell) in mean.iter_mut().zip(cells) {
            *sum += f32::from(cell.cast_signed()) * scale;
        }
    }
}
