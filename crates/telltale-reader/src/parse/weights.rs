//! The weights of tagger and parser: sparse and packed in the file, one cache line a feature in memory.

use super::features::{Spelling, Word};

/// Classes that a feature can speak for.
const CLASSES: usize = 64;

/// The most features that a token or a state has.
const FEATURES_MAX: usize = 64;

/// The weights of one feature for each class, as wide as a cache line: 128 and the weight, those of
/// classes 0 to 31 in the low bytes and those of 32 to 63 in the high ones.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Row([u16; CLASSES / 2]);

impl Row {
    /// A row of classes with their weights; `None` where there is no such class.
    fn of(pairs: &[u8]) -> Option<Row> {
        let mut weights = [0x80u8; CLASSES];
        for pair in pairs.chunks_exact(2) {
            *weights.get_mut(usize::from(pair[0]))? = pair[1] ^ 0x80;
        }
        let (low, high) = weights.split_at(CLASSES / 2);
        let mut row = [0; CLASSES / 2];
        for (place, (&low, &high)) in row.iter_mut().zip(low.iter().zip(high)) {
            *place = u16::from_le_bytes([low, high]);
        }
        Some(Row(row))
    }
}

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

/// The sum of the weights of the features seen, and 128 for each feature.
#[derive(Debug)]
pub(crate) struct Lanes([u16; CLASSES]);

impl Lanes {
    /// The class with the greatest sum among `first..end`; the first of equals.
    pub(crate) fn best(&self, first: usize, end: usize) -> usize {
        let sums = &self.0[first..end];
        let most = sums.iter().copied().max().unwrap_or(0);
        first + sums.iter().position(|&sum| sum == most).unwrap_or(0)
    }
}

/// A table from features to weights. A feature stands at the place its key says or at that place's
/// neighbour.
///
/// Nearly all the time goes into waiting for memory, so the table is small and what is met often
/// lies together.
#[derive(Debug)]
pub(crate) struct Table {
    /// Two neighbouring places a word, so that none lies in two cache lines: from the lowest bits
    /// up what is kept of the key at each place, zero for a free one, and the row of the first
    /// place; that of the second is the next one, also where the first is free.
    pairs: Vec<u64>,
    /// A row for each place that is not free, and one before them.
    rows: Vec<Row>,
    bits: u32,
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
        let last = self.pairs.len() - 1;
        let mut pairs = [0; FEATURES_MAX];
        for (pair, &key) in pairs.iter_mut().zip(keys) {
            *pair = self.pairs[slot(key, self.bits) >> 1 & last];
        }
        let mut found = [0; FEATURES_MAX];
        let mut count = 0;
        for (&pair, &key) in pairs.iter().zip(keys) {
            let mark = check(key);
            let first = pair as u16 == mark;
            let second = (pair >> 16) as u16 == mark;
            let own_is_second = slot(key, self.bits) & 1 == 1;
            let at_second = second & (!first | own_is_second);
            found[count % FEATURES_MAX] = (pair >> 32) as u32 + u32::from(at_second);
            count += usize::from(first | second);
        }
        self.add(&found[..count.min(FEATURES_MAX)])
    }

    /// The sum of rows.
    fn add(&self, found: &[u32]) -> Lanes {
        let fetched = found.iter().fold(0, |sum, &row| sum ^ self.rows[row as usize].0[0]);
        std::hint::black_box(fetched);
        // Both bytes of a place are added at once, what the low one carries into the high one is
        // known from the sum of the high ones.
        let (mut both, mut high) = ([0u16; CLASSES / 2], [0u16; CLASSES / 2]);
        for &row in found {
            let row = &self.rows[row as usize].0;
            for (at, &weights) in row.iter().enumerate() {
                both[at] = both[at].wrapping_add(weights);
                high[at] += weights >> 8;
            }
        }
        let mut lanes = Lanes([0; CLASSES]);
        for at in 0..CLASSES / 2 {
            lanes.0[at] = both[at].wrapping_sub(high[at] << 8);
            lanes.0[CLASSES / 2 + at] = high[at];
        }
        lanes
    }

    fn read(bytes: &mut &[u8]) -> Option<Table> {
        let bits = u32::from(take(bytes, 1)?[0]);
        if !(1..=24).contains(&bits) {
            return None;
        }
        let mut pairs = vec![0u64; 1 << (bits - 1)];
        let count = read_u32(bytes)?;
        let room = bytes.len().min(count as usize);
        let mut met: Vec<(usize, [Option<&[u8]>; 2])> = Vec::with_capacity(room / 2);
        let mut at = 0usize;
        for _ in 0..count {
            at = at.checked_add(read_varint(bytes)?)?;
            let head = take(bytes, 3)?;
            let check = u64::from(u16::from_le_bytes([head[0], head[1]]));
            *pairs.get_mut(at >> 1)? |= check << (16 * (at & 1));
            let row = take(bytes, 2 * usize::from(head[2]))?;
            if met.last().is_none_or(|last| last.0 != at >> 1) {
                met.push((at >> 1, [None; 2]));
            }
            met.last_mut()?.1[at & 1] = Some(row);
        }
        // What has many weights is met often: so the rows that are met often lie together.
        let length = |row: &Option<&[u8]>| row.map_or(0, <[u8]>::len);
        met.sort_by_key(|(_, both)| std::cmp::Reverse(both.iter().map(length).max()));
        let mut rows = Vec::with_capacity(room + 1);
        rows.push(Row::of(&[])?);
        for (at, both) in met {
            let first = rows.len() - usize::from(both[0].is_none());
            pairs[at] |= u64::from(u32::try_from(first).ok()?) << 32;
            for row in both.into_iter().flatten() {
                rows.push(Row::of(row)?);
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

#[cfg(test)]
mod tests {
    use super::{CLASSES, Keys, Lanes, MAGIC, Table, Weights};

    /// A table of sixteen places, with rows of one weight each: place, check, class, weight.
    fn table(rows: &[(u8, u16, u8, i8)]) -> Option<Table> {
        let mut bytes = vec![4];
        bytes.extend_from_slice(&(rows.len() as u32).to_le_bytes());
        let mut before = 0;
        for &(place, check, class, weight) in rows {
            let [low, high] = check.to_le_bytes();
            bytes.extend_from_slice(&[place - before, low, high, 1, class, weight as u8]);
            before = place;
        }
        Table::read(&mut &bytes[..])
    }

    fn key(place: u64, check: u64) -> u64 {
        place << 60 | check
    }

    #[test]
    fn a_feature_is_found_at_its_place_or_at_the_neighbour() {
        let rows = [(2, 5, 1, 10), (3, 7, 2, 20), (9, 5, 3, 30), (12, 9, 4, 40), (13, 9, 5, 50)];
        let table = table(&rows).expect("a whole table");
        let sums = |asked: &[u64]| -> Vec<i32> {
            let mut keys = Keys::default();
            asked.iter().for_each(|&key| keys.add(key));
            // The last class has no weights: its sum is that of the 128s.
            let Lanes(sums) = table.sum(&keys);
            sums[..6].iter().map(|sum| i32::from(*sum) - i32::from(sums[CLASSES - 1])).collect()
        };
        assert_eq!(sums(&[key(2, 5), key(2, 7)]), [0, 10, 20, 0, 0, 0], "its own, the neighbour's");
        assert_eq!(
            sums(&[key(8, 5), key(9, 5)]),
            [0, 0, 0, 60, 0, 0],
            "the first of the pair is free"
        );
        assert_eq!(sums(&[key(12, 9)]), [0, 0, 0, 0, 40, 0], "of two alike, the place's own");
        assert_eq!(sums(&[key(13, 9)]), [0, 0, 0, 0, 0, 50], "of two alike, the place's own");
        assert_eq!(sums(&[key(2, 9), key(5, 5), key(0, 1)]), [0; 6], "no such feature");
    }

    #[test]
    fn weights_of_either_sign_add_up_in_every_class() {
        let rows = [(1, 3, 0, -128), (2, 3, 31, 127), (4, 3, 32, -128), (6, 3, 63, 127)];
        let table = table(&rows).expect("a whole table");
        let mut keys = Keys::default();
        for _ in 0..16 {
            [key(1, 3), key(2, 3), key(4, 3), key(6, 3)].into_iter().for_each(|key| keys.add(key));
        }
        let Lanes(sums) = table.sum(&keys);
        for (class, sum) in sums.into_iter().enumerate() {
            let weight = match class {
                0 | 32 => -128,
                31 | 63 => 127,
                _ => 0,
            };
            assert_eq!(i32::from(sum), 64 * 128 + 16 * weight, "{class}");
        }
    }

    #[test]
    fn the_class_with_the_greatest_sum_is_chosen_and_of_equals_the_first() {
        let table = table(&[(1, 3, 7, 9), (4, 3, 5, 9), (6, 3, 2, 99)]).expect("a whole table");
        let mut keys = Keys::default();
        [key(1, 3), key(4, 3), key(6, 3)].into_iter().for_each(|key| keys.add(key));
        let lanes = table.sum(&keys);
        assert_eq!([lanes.best(0, CLASSES), lanes.best(3, CLASSES), lanes.best(6, 10)], [2, 5, 7]);
        assert_eq!(lanes.best(8, 12), 8);
    }

    #[test]
    fn a_file_that_is_cut_short_or_says_what_cannot_be_is_no_weights() {
        assert!(table(&[(2, 5, CLASSES as u8, 1)]).is_none(), "a class too many");
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&[0, 0, 0, 0, 4, 255, 255, 255, 255]);
        assert!(Weights::from_bytes(&bytes).is_none());
    }
}
