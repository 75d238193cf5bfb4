//! The weights of tagger and parser: sparse and packed in the file, a table of one cache line a feature in memory.

use super::features::{Spelling, Word};

/// Classes that a feature can speak for.
const CLASSES: usize = 64;

/// The most features that a token or a state has.
const FEATURES_MAX: usize = 64;

/// The features of one token or state.
#[derive(Debug)]
pub(crate) struct Keys {
    keys: [u64; FEATURES_MAX],
    len: usize,
}

impl Default for Keys {
    fn default() -> Self {
        Keys { keys: [0; FEATURES_MAX], len: 0 }
    }
}

impl Keys {
    #[inline]
    pub(crate) fn add(&mut self, key: u64) {
        self.keys[self.len % FEATURES_MAX] = key;
        self.len += 1;
    }

    pub(crate) fn as_slice(&self) -> &[u64] {
        &self.keys[..self.len.min(FEATURES_MAX)]
    }
}

/// The sum of the weights of the features seen.
#[derive(Debug)]
pub(crate) struct Lanes([i16; CLASSES]);

impl Default for Lanes {
    fn default() -> Self {
        Lanes([0; CLASSES])
    }
}

impl Lanes {
    /// The class with the greatest sum among `first..end`; the first of equals.
    pub(crate) fn best(&self, first: usize, end: usize) -> usize {
        let mut best = first;
        for class in first..end {
            if self.0[class] > self.0[best] {
                best = class;
            }
        }
        best
    }
}

/// A table from features to weights. A feature stands at the place its key says or at that place's
/// neighbour.
///
/// Nearly all the time goes into waiting for memory, so the table is small: the two places of a
/// pair lie together, and of a row only the weights that are not zero are kept.
#[derive(Debug)]
pub(crate) struct Table {
    pairs: Vec<Pair>,
    /// The rows, each the number of its weights and then the weights: a class, and above it the weight.
    rows: Vec<u16>,
    bits: u32,
}

/// Two neighbouring places.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    /// What is kept of the key at each place, zero for a free one.
    checks: [u16; 2],
    /// Where the row of each begins.
    starts: [u32; 2],
}

/// The place of a key in a table of `1 << bits` rows.
pub(crate) fn slot(key: u64, bits: u32) -> usize {
    (key >> (64 - bits)) as usize
}

/// What is kept of a key to know it again; never zero, which marks a free row.
pub(crate) fn check(key: u64) -> u16 {
    key as u16 | 1
}

impl Table {
    /// The sum of the weights of all features.
    ///
    /// Each place and each row is somewhere else in memory. They are fetched in loops that wait for
    /// nothing, so that one wait serves them all.
    pub(crate) fn sum(&self, keys: &Keys) -> Lanes {
        let keys = keys.as_slice();
        let mut pairs = [Pair::default(); FEATURES_MAX];
        for (pair, &key) in pairs.iter_mut().zip(keys) {
            *pair = self.pairs[slot(key, self.bits) >> 1];
        }
        let mut found = [0u32; FEATURES_MAX];
        let mut count = 0;
        for (pair, &key) in pairs.iter().zip(keys) {
            let (side, mark) = (slot(key, self.bits) & 1, check(key));
            let own = pair.checks[side] == mark;
            let near = pair.checks[side ^ 1] == mark;
            found[count % FEATURES_MAX] = pair.starts[if own { side } else { side ^ 1 }];
            count += usize::from(own | near);
        }
        let found = &found[..count.min(FEATURES_MAX)];
        let fetched = found.iter().fold(0, |sum, &start| sum ^ self.rows[start as usize]);
        std::hint::black_box(fetched);
        let mut lanes = Lanes::default();
        for &start in found {
            let Some((&count, row)) = self.rows[start as usize..].split_first() else { break };
            for pair in &row[..usize::from(count)] {
                let [class, weight] = pair.to_le_bytes();
                let sum = &mut lanes.0[usize::from(class) % CLASSES];
                *sum = sum.wrapping_add(i16::from(weight as i8));
            }
        }
        lanes
    }

    fn read(bytes: &mut &[u8]) -> Option<Table> {
        let bits = u32::from(take(bytes, 1)?[0]);
        if !(1..=24).contains(&bits) {
            return None;
        }
        let mut pairs = vec![Pair::default(); 1 << (bits - 1)];
        let count = read_u32(bytes)?;
        let mut of_length: [Vec<(u32, &[u8])>; CLASSES + 1] = [const { Vec::new() }; CLASSES + 1];
        let mut at = 0usize;
        for _ in 0..count {
            at = at.checked_add(read_varint(bytes)?)?;
            let head = take(bytes, 3)?;
            pairs.get_mut(at >> 1)?.checks[at & 1] = u16::from_le_bytes([head[0], head[1]]);
            let row = take(bytes, 2 * usize::from(head[2]))?;
            of_length.get_mut(usize::from(head[2]))?.push((u32::try_from(at).ok()?, row));
        }
        // What has many weights is met often: so the rows that are met often lie together.
        let mut rows =
            Vec::with_capacity(of_length.iter().flatten().map(|row| 1 + row.1.len() / 2).sum());
        for (at, row) in of_length.iter().rev().flatten() {
            pairs[*at as usize >> 1].starts[*at as usize & 1] = u32::try_from(rows.len()).ok()?;
            rows.push(u16::try_from(row.len() / 2).ok()?);
            for pair in row.chunks_exact(2) {
                if usize::from(pair[0]) >= CLASSES {
                    return None;
                }
                rows.push(u16::from_le_bytes([pair[0], pair[1]]));
            }
        }
        Some(Table { pairs, rows, bits })
    }
}

/// The words that were met often enough to be known one by one.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The hash of a word and its class; zero for a free place. Found from the hash onwards.
    places: Vec<(u32, u8)>,
}

/// The bit of a word's class that says that the word has no other.
pub(crate) const SURE: u8 = 0x80;

impl Vocabulary {
    fn read(bytes: &mut &[u8]) -> Option<Vocabulary> {
        let count = read_u32(bytes)? as usize;
        if count > 1 << 20 {
            return None;
        }
        let mut places = vec![(0, 0); (2 * count + 2).next_power_of_two()];
        let mask = places.len() - 1;
        for entry in take(bytes, count * 5)?.chunks_exact(5) {
            let hash = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
            let mut at = hash as usize & mask;
            while places[at].0 != 0 {
                at = (at + 1) & mask;
            }
            places[at] = (hash, entry[4]);
        }
        Some(Vocabulary { places })
    }

    /// What is known of a word; an unknown one is known by its shape and ending alone.
    pub(crate) fn look_up(&self, spelling: Spelling) -> Word {
        let mask = self.places.len() - 1;
        let mut at = spelling.hash as usize & mask;
        while self.places[at].0 != 0 {
            let (hash, class) = self.places[at];
            if hash == spelling.hash {
                return spelling.known(class);
            }
            at = (at + 1) & mask;
        }
        spelling.unknown()
    }
}

/// All that was learnt.
#[derive(Debug)]
pub(crate) struct Weights {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) tagger: Table,
    pub(crate) parser: Table,
}

/// The first bytes of the file.
pub(crate) const MAGIC: &[u8; 4] = b"TTP1";

impl Weights {
    /// Unpacks the file; `None` where it is cut short or says what cannot be.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Weights> {
        let mut bytes = bytes.strip_prefix(MAGIC)?;
        let vocabulary = Vocabulary::read(&mut bytes)?;
        let tagger = Table::read(&mut bytes)?;
        let parser = Table::read(&mut bytes)?;
        bytes.is_empty().then_some(Weights { vocabulary, tagger, parser })
    }
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (head, tail) = bytes.split_at_checked(count)?;
    *bytes = tail;
    Some(head)
}

fn read_u32(bytes: &mut &[u8]) -> Option<u32> {
    let head = take(bytes, 4)?;
    Some(u32::from_le_bytes([head[0], head[1], head[2], head[3]]))
}

/// A number in groups of seven bits, the low ones first, all but the last marked.
fn read_varint(bytes: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for shift in [0, 7, 14, 21] {
        let byte = take(bytes, 1)?[0];
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
