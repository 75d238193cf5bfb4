//! The steps that go without saying: where the tags around, with what is governed already or with
//! the two words at hand, have nearly always led the parser to one step, the step is looked up and no
//! weights are added. So is the tag of a word that has nearly always had it between such neighbours.

/// What is kept of a key to know it again: all but the byte of the step.
const MARK: u32 = 0xffff_ff00;

/// A table from keys to steps or tags, each found from the place its key says onwards.
///
/// # Limits
/// Twenty-four bits of a key and its place know it again: one strange key in some ten million is
/// taken for a known one.
#[derive(Debug)]
pub(crate) struct Sure {
    /// The mark of a key and its step plus one; zero for a free place.
    places: Vec<u32>,
    bits: u32,
}

/// The first bytes of the file.
pub(crate) const MAGIC: &[u8; 4] = b"TTS1";

/// Bytes of a key and its step in the file.
const ENTRY: usize = 9;

impl Default for Sure {
    fn default() -> Self {
        Sure { places: vec![0; 2], bits: 1 }
    }
}

impl Sure {
    /// Unpacks the file: keys, each with its step. `None` where it is cut short or says what cannot be.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Sure> {
        let entries = bytes.strip_prefix(MAGIC)?;
        let entries = (entries.len() % ENTRY == 0).then(|| entries.chunks_exact(ENTRY))?;
        let size = (2 * entries.len()).next_power_of_two().max(2);
        let mut sure = Sure { places: vec![0; size], bits: size.trailing_zeros() };
        for entry in entries {
            let (key, step) = entry.split_at(ENTRY - 1);
            let key = u64::from_le_bytes(key.try_into().ok()?);
            let step = u32::from(step[0].checked_add(1)?);
            let mut at = sure.first(key);
            while sure.places[at] != 0 {
                at = (at + 1) & (sure.places.len() - 1);
            }
            sure.places[at] = key as u32 & MARK | step;
        }
        Some(sure)
    }

    fn first(&self, key: u64) -> usize {
        (key >> (64 - self.bits)) as usize & (self.places.len() - 1)
    }

    /// The step that goes without saying, if one does.
    #[inline]
    pub(crate) fn step(&self, key: u64) -> Option<u8> {
        let mut at = self.first(key);
        while self.places[at] != 0 {
            if self.places[at] & MARK == key as u32 & MARK {
                return Some((self.places[at] & !MARK) as u8 - 1);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{MAGIC, Sure};

    fn entry(key: u64, step: u8) -> impl Iterator<Item = u8> {
        key.to_le_bytes().into_iter().chain([step])
    }

    fn table(entries: &[(u64, u8)]) -> Sure {
        let entries = entries.iter().flat_map(|&(key, step)| entry(key, step));
        let bytes: Vec<u8> = MAGIC.iter().copied().chain(entries).collect();
        Sure::from_bytes(&bytes).expect("a whole table")
    }

    #[test]
    fn a_step_is_found_by_its_key_also_where_several_begin_at_one_place() {
        let entries = [(0x100, 3), (0x200, 0), (0x300, 58), (u64::MAX, 7)];
        let sure = table(&entries);
        for (key, step) in entries {
            assert_eq!(sure.step(key), Some(step), "{key:x}");
        }
        assert_eq!(sure.step(0x400), None);
        assert_eq!(sure.step(u64::MAX ^ 0x100), None);
        assert_eq!(Sure::default().step(0x100), None, "nothing goes without saying");
    }

    #[test]
    fn a_file_that_is_cut_short_or_says_what_cannot_be_is_no_table() {
        let whole: Vec<u8> = MAGIC.iter().copied().chain(entry(0x100, 3)).collect();
        assert!(Sure::from_bytes(&whole).is_some());
        assert!(Sure::from_bytes(&whole[..whole.len() - 1]).is_none());
        assert!(Sure::from_bytes(b"TTP1").is_none());
        let step: Vec<u8> = MAGIC.iter().copied().chain(entry(0x100, 255)).collect();
        assert!(Sure::from_bytes(&step).is_none());
    }
}
