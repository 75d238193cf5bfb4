//! Members of a zip that are small enough to be inflated at once: half the work of inflating them
//! as a stream, and none of their bytes is copied a second time.
//!
//! This way is taken only where all goes well. Whatever is wrong with a member, it is read as a
//! stream instead, which tells what it is and gives out what lies before the fault.

use std::cell::RefCell;
use std::io::{Read, Seek};

use libdeflater::Decompressor;
use zip::CompressionMethod;
use zip::read::ZipArchive;

/// Members up to this size are inflated at once.
pub(crate) const AT_ONCE_BYTES: u64 = 48 << 20;

thread_local! {
    /// Room for a member, packed and inflated, kept for the next one.
    static ROOM: RefCell<(Vec<u8>, Vec<u8>)> = const { RefCell::new((Vec::new(), Vec::new())) };
}

/// Hands a member's name and its bytes to `each`; nothing if it has to be read as a stream.
pub(super) fn member<R: Read + Seek, T>(
    archive: &mut ZipArchive<R>,
    at: usize,
    each: impl FnOnce(Option<&str>, &[u8]) -> T,
) -> Option<T> {
    let mut member = archive.by_index_raw(at).ok()?;
    let is_small = member.size() <= AT_ONCE_BYTES && member.compressed_size() <= AT_ONCE_BYTES;
    let is_deflated = member.compression() == CompressionMethod::Deflated;
    if member.is_dir() || member.encrypted() || !is_small || !is_deflated {
        return None;
    }
    let size = usize::try_from(member.size()).ok()?;
    let packed_size = usize::try_from(member.compressed_size()).ok()?;
    // Whoever is called may read another zip on this thread.
    let (mut packed, mut inflated) = ROOM.take();
    let [packed_part, bytes] =
        [(&mut packed, packed_size), (&mut inflated, size)].map(|(room, size)| {
            // Room is cleared once, and not for every member.
            room.resize(room.len().max(size), 0);
            &mut room[..size]
        });
    let taken = member.read_exact(packed_part).ok();
    let written =
        taken.and_then(|()| Decompressor::new().deflate_decompress(packed_part, bytes).ok());
    let is_right = written == Some(size) && libdeflater::crc32(bytes) == member.crc32();
    let done = is_right.then(|| each(member.name().ok().as_deref(), bytes));
    ROOM.set((packed, inflated));
    done
}
