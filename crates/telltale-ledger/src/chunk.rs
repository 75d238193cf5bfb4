//! A column of a data file as Parquet keeps it: the values that repeat, each once, and which of them
//! each row has; or the values themselves, one after the other.
//!
//! Arrow's writer looks each value up to learn which of them repeat. Whoever takes in reports knows that
//! beforehand: a channel follows from a code, and of codes there are a few hundred. Said so, a column
//! costs a fifth. The pages are Parquet's first version, as Arrow's writer makes them, and its page
//! writer, row groups and footer are used.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::io;
use std::ops::Range;

use bytes::Bytes;
use parquet::basic::{
    BoundaryOrder, Compression, Encoding, EncodingMask, PageType, Type, ZstdLevel,
};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::{
    ColumnChunkMetaData, ColumnIndexBuilder, OffsetIndexBuilder, PageEncodingStats,
};
use parquet::file::statistics::{Statistics, ValueStatistics};
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

use crate::columns::{HEX_DIGITS, hex};

/// The key of a row that has no value.
pub(crate) const NONE: u32 = u32::MAX;

/// A page has at most so many rows.
const PAGE_ROWS: usize = 20_480;
/// And so many bytes, but for the row that oversteps them.
const PAGE_BYTES: usize = 1 << 20;
/// A value that stands so often in a row is written once, with how often.
const RUN_MIN: usize = 8;
/// As long as it must be where values that differ stand before it, whose run it ends.
const RUN_MIN_WITHIN: usize = 32;

/// Values one after the other, in Parquet's plain form.
#[derive(Debug, Default)]
pub(crate) struct Plain {
    bytes: Vec<u8>,
    ends: Ends,
}

/// Where values end.
#[derive(Debug)]
enum Ends {
    /// All are as long.
    Every(usize),
    At(Vec<usize>),
}

impl Default for Ends {
    fn default() -> Ends {
        Ends::At(Vec::new())
    }
}

impl Plain {
    /// With room for so many values of so many bytes.
    pub(crate) fn of_width(width: usize, count: usize) -> Plain {
        Plain { bytes: Vec::with_capacity(width * count), ends: Ends::Every(width) }
    }

    /// A value in its plain form.
    pub(crate) fn number(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        match &mut self.ends {
            Ends::Every(width) => assert_eq!(bytes.len(), *width, "all values are as long"),
            Ends::At(ends) => ends.push(self.bytes.len()),
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bare(text.as_bytes());
    }

    /// A text's bytes, before which its plain form has their number.
    fn bare(&mut self, text: &[u8]) {
        let length = u32::try_from(text.len()).expect("a text is shorter than 4 GB");
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.number(text);
    }

    pub(crate) fn len(&self) -> usize {
        match &self.ends {
            Ends::Every(width) => self.bytes.len() / width,
            Ends::At(ends) => ends.len(),
        }
    }

    fn start(&self, at: usize) -> usize {
        match &self.ends {
            Ends::Every(width) => at * width,
            Ends::At(ends) => at.checked_sub(1).map_or(0, |before| ends[before]),
        }
    }

    /// A value in its plain form.
    pub(crate) fn value(&self, at: usize) -> &[u8] {
        &self.bytes[self.start(at)..self.start(at + 1)]
    }
}

/// The values of a column, row by row.
#[derive(Debug)]
pub(crate) enum Values<'a> {
    /// No row has one.
    Absent,
    /// All rows have `false`.
    False,
    /// They repeat: which of them each row has, or [`NONE`].
    Keyed(Vec<u32>, Plain),
    /// Every row has one, and they do not repeat.
    Each(Plain),
    /// Texts that do not repeat, copied nowhere before a page takes them; an empty one is none.
    Texts(Vec<&'a str>),
    /// As many hexadecimal digits as a number has, of which no two are alike.
    Hex(Vec<u128>),
}

impl Values<'_> {
    /// The value of a row in its plain form, if it has one.
    pub(crate) fn of_row(&self, row: usize) -> Option<Cow<'_, [u8]>> {
        let text = |bytes: &[u8]| {
            let mut plain = Plain::default();
            plain.bare(bytes);
            Cow::Owned(plain.bytes)
        };
        match self {
            Values::Absent => None,
            Values::False => Some(Cow::Borrowed(&[0])),
            Values::Keyed(keys, values) => {
                (keys[row] != NONE).then(|| Cow::Borrowed(values.value(keys[row] as usize)))
            }
            Values::Each(values) => Some(Cow::Borrowed(values.value(row))),
            Values::Texts(texts) => (!texts[row].is_empty()).then(|| text(texts[row].as_bytes())),
            Values::Hex(numbers) => Some(text(&hex(numbers[row]))),
        }
    }
}

/// Packs pages. What it works in takes some megabytes and is kept from column to column: memory that
/// the system has to hand out anew costs as much as what is done with it.
pub(crate) struct Packer {
    zstd: zstd::bulk::Compressor<'static>,
    packed: Vec<u8>,
    page: Vec<u8>,
    /// Room for a column chunk, and for a file.
    pub(crate) chunk: Vec<u8>,
    pub(crate) file: Vec<u8>,
}

impl Packer {
    pub(crate) fn new() -> io::Result<Packer> {
        let zstd = zstd::bulk::Compressor::new(ZstdLevel::default().compression_level())?;
        let (packed, page, chunk, file) = Default::default();
        Ok(Packer { zstd, packed, page, chunk, file })
    }

    fn pack(&mut self, bytes: &[u8]) -> io::Result<Bytes> {
        self.packed.clear();
        self.packed.reserve(zstd::zstd_safe::compress_bound(bytes.len()));
        self.zstd.compress_to_buffer(bytes, &mut self.packed)?;
        Ok(Bytes::copy_from_slice(&self.packed))
    }
}

/// A column chunk with so many rows: its bytes, and what the file's footer says of it. With `bounded`,
/// of values that repeat, the least and the greatest of each page are kept.
///
/// # Errors
/// If there is too little memory.
pub(crate) fn chunk(
    values: &Values<'_>,
    rows: usize,
    about: &ColumnDescPtr,
    bounded: bool,
    packer: &mut Packer,
) -> Result<(Bytes, ColumnCloseResult), ParquetError> {
    let mut room = std::mem::take(&mut packer.chunk);
    room.clear();
    let mut sink = TrackedWrite::new(room);
    let mut chunk = Chunk {
        pages: SerializedPageWriter::new(&mut sink),
        is_packed: is_worth_packing(values),
        packer,
        has_levels: about.max_def_level() > 0,
        encodings: Vec::new(),
        offsets: OffsetIndexBuilder::new(),
        dictionary_at: None,
        data_at: None,
        sizes: (0, 0),
    };
    let bounds = match values {
        Values::Keyed(keys, plain) => {
            chunk.dictionary(plain)?;
            chunk.keyed(keys, plain)?;
            bounded.then(|| Bounds::of(keys, plain, about))
        }
        Values::Each(plain) => {
            chunk.each(plain)?;
            None
        }
        Values::Texts(texts) => {
            let write = |row: usize, into: &mut Vec<u8>| {
                into.extend_from_slice(texts[row].as_bytes());
            };
            chunk.texts(rows, &|row| texts[row].len(), &write)?;
            None
        }
        Values::Hex(numbers) => {
            let write = |row: usize, into: &mut Vec<u8>| {
                into.extend_from_slice(&hex(numbers[row]));
            };
            chunk.texts(rows, &|_| HEX_DIGITS, &write)?;
            None
        }
        Values::Absent | Values::False => {
            chunk.alike(matches!(values, Values::False), rows)?;
            None
        }
    };
    let close = chunk.close(rows, about, bounds)?;
    Ok((Bytes::from(sink.into_inner()?), close))
}

/// The rows of the page that begins with this one, whose values are so long.
fn page_of(first: usize, rows: usize, length: &impl Fn(usize) -> usize) -> Range<usize> {
    let (mut end, mut bytes) = (first, 0);
    while end < rows && end - first < PAGE_ROWS && bytes < PAGE_BYTES {
        bytes += length(end);
        end += 1;
    }
    first..end
}

/// A value that all rows share is in a handful of bytes as it is.
fn is_worth_packing(values: &Values<'_>) -> bool {
    match values {
        Values::Absent | Values::False => false,
        Values::Keyed(_, plain) => plain.len() > 1,
        Values::Each(_) | Values::Texts(_) | Values::Hex(_) => true,
    }
}

/// A column chunk under way.
struct Chunk<'a> {
    pages: SerializedPageWriter<'a, Vec<u8>>,
    packer: &'a mut Packer,
    is_packed: bool,
    has_levels: bool,
    encodings: Vec<PageEncodingStats>,
    offsets: OffsetIndexBuilder,
    /// Where the dictionary begins, if there is one, and the first page of rows.
    dictionary_at: Option<u64>,
    data_at: Option<u64>,
    /// In bytes: unpacked and as it is.
    sizes: (usize, usize),
}

impl Chunk<'_> {
    fn packed(&mut self, bytes: &[u8]) -> io::Result<Bytes> {
        if self.is_packed { self.packer.pack(bytes) } else { Ok(Bytes::copy_from_slice(bytes)) }
    }

    /// Room for a page, which [`Chunk::page`] gives back.
    fn room(&mut self) -> Vec<u8> {
        let mut room = std::mem::take(&mut self.packer.page);
        room.clear();
        room
    }

    fn dictionary(&mut self, plain: &Plain) -> Result<(), ParquetError> {
        let buf = self.packed(&plain.bytes)?;
        let (num_values, encoding) = (plain.len() as u32, Encoding::PLAIN);
        let page = Page::DictionaryPage { buf, num_values, encoding, is_sorted: false };
        let written = self.pages.write_page(CompressedPage::new(page, plain.bytes.len()))?;
        self.dictionary_at = Some(written.offset);
        self.sizes = (written.uncompressed_size, written.compressed_size);
        self.count(PageType::DICTIONARY_PAGE, encoding);
        Ok(())
    }

    fn count(&mut self, page_type: PageType, encoding: Encoding) {
        match self.encodings.last_mut().filter(|last| last.page_type == page_type) {
            Some(last) => last.count += 1,
            None => self.encodings.push(PageEncodingStats { page_type, encoding, count: 1 }),
        }
    }

    fn page(&mut self, data: Vec<u8>, rows: usize, encoding: Encoding) -> Result<(), ParquetError> {
        let page = Page::DataPage {
            buf: self.packed(&data)?,
            num_values: rows as u32,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let written = self.pages.write_page(CompressedPage::new(page, data.len()))?;
        self.packer.page = data;
        self.offsets.append_row_count(rows as i64);
        self.offsets.append_offset_and_size(written.offset as i64, written.compressed_size as i32);
        self.data_at.get_or_insert(written.offset);
        self.sizes.0 += written.uncompressed_size;
        self.sizes.1 += written.compressed_size;
        self.count(PageType::DATA_PAGE, encoding);
        Ok(())
    }

    fn keyed(&mut self, keys: &[u32], plain: &Plain) -> Result<(), ParquetError> {
        let greatest = plain.len().saturating_sub(1) as u32;
        let width = (u32::BITS - greatest.leading_zeros()).max(1);
        let mut given = Vec::with_capacity(PAGE_ROWS);
        for part in keys.chunks(PAGE_ROWS) {
            let mut data = self.room();
            given.clear();
            given.extend(part.iter().copied().filter(|key| *key != NONE));
            self.levels(part.iter().map(|key| *key != NONE), given.len() == part.len(), &mut data);
            data.push(width as u8);
            runs(&given, width, &mut data);
            self.page(data, part.len(), Encoding::RLE_DICTIONARY)?;
        }
        Ok(())
    }

    fn each(&mut self, plain: &Plain) -> Result<(), ParquetError> {
        let mut row = 0;
        while row < plain.len() {
            let page = page_of(row, plain.len(), &|row| plain.start(row + 1) - plain.start(row));
            let mut data = self.room();
            self.levels(page.clone().map(|_| true), true, &mut data);
            data.extend_from_slice(&plain.bytes[plain.start(page.start)..plain.start(page.end)]);
            row = page.end;
            self.page(data, page.len(), Encoding::PLAIN)?;
        }
        Ok(())
    }

    /// Texts with their lengths before them all, told by how they differ from each other. So zstd finds
    /// no beginnings of texts that are alike in their lengths alone: ids, which are alike in nothing
    /// else, take a quarter of its time and a tenth less room than in the plain form.
    fn texts(
        &mut self,
        rows: usize,
        length: &impl Fn(usize) -> usize,
        write: &impl Fn(usize, &mut Vec<u8>),
    ) -> Result<(), ParquetError> {
        let (mut row, mut lengths) = (0, Vec::with_capacity(PAGE_ROWS));
        while row < rows {
            let page = page_of(row, rows, length);
            lengths.clear();
            lengths.extend(page.clone().map(length).filter(|length| *length > 0).map(|n| n as i32));
            let mut data = self.room();
            let is_whole = lengths.len() == page.len();
            self.levels(page.clone().map(|row| length(row) > 0), is_whole, &mut data);
            differences(&lengths, &mut data);
            page.clone().for_each(|row| write(row, &mut data));
            row = page.end;
            self.page(data, page.len(), Encoding::DELTA_LENGTH_BYTE_ARRAY)?;
        }
        Ok(())
    }

    /// Rows of which none has a value, or of which all have `false`.
    fn alike(&mut self, is_false: bool, rows: usize) -> Result<(), ParquetError> {
        for from in (0..rows).step_by(PAGE_ROWS) {
            let page = (rows - from).min(PAGE_ROWS);
            let mut data = self.room();
            self.levels(std::iter::repeat_n(is_false, page), is_false, &mut data);
            if is_false {
                data.resize(data.len() + page.div_ceil(8), 0);
            }
            self.page(data, page, Encoding::PLAIN)?;
        }
        Ok(())
    }

    /// Which of a page's rows have a value.
    fn levels(&self, has: impl ExactSizeIterator<Item = bool>, all_have: bool, into: &mut Vec<u8>) {
        if !self.has_levels {
            assert!(all_have, "a column that may not be empty is empty in no row");
            return;
        }
        let at = into.len();
        into.extend_from_slice(&[0; 4]);
        if all_have {
            run(1, has.len(), 1, into);
        } else {
            runs(&has.map(u32::from).collect::<Vec<u32>>(), 1, into);
        }
        let length = (into.len() - at - 4) as u32;
        into[at..at + 4].copy_from_slice(&length.to_le_bytes());
    }

    fn close(
        mut self,
        rows: usize,
        about: &ColumnDescPtr,
        bounds: Option<Bounds>,
    ) -> Result<ColumnCloseResult, ParquetError> {
        self.pages.close()?;
        let codec = if self.is_packed {
            Compression::ZSTD(ZstdLevel::default())
        } else {
            Compression::UNCOMPRESSED
        };
        let mut encodings: Vec<Encoding> = self.encodings.iter().map(|one| one.encoding).collect();
        encodings.push(Encoding::RLE);
        let mut metadata = ColumnChunkMetaData::builder(about.clone())
            .set_compression(codec)
            .set_encodings_mask(EncodingMask::new_from_encodings(encodings.iter()))
            .set_page_encoding_stats(self.encodings)
            .set_total_uncompressed_size(self.sizes.0 as i64)
            .set_total_compressed_size(self.sizes.1 as i64)
            .set_num_values(rows as i64)
            .set_data_page_offset(self.data_at.unwrap_or(0) as i64)
            .set_dictionary_page_offset(self.dictionary_at.map(|at| at as i64));
        let mut column_index = None;
        if let Some(bounds) = bounds {
            metadata = metadata.set_statistics(bounds.whole);
            column_index = Some(bounds.pages.build()?);
        }
        Ok(ColumnCloseResult {
            bytes_written: self.sizes.1 as u64,
            rows_written: rows as u64,
            bloom_filter: None,
            metadata: metadata.build()?,
            column_index,
            offset_index: Some(self.offsets.build()),
        })
    }
}

/// The least and the greatest values of a column chunk, and of each of its pages.
struct Bounds {
    pages: ColumnIndexBuilder,
    whole: Statistics,
}

impl Bounds {
    fn of(keys: &[u32], plain: &Plain, about: &ColumnDescPtr) -> Bounds {
        let kind = about.physical_type();
        let mut sorted: Vec<u32> = (0..plain.len() as u32).collect();
        sorted.sort_unstable_by(|a, b| {
            in_order(kind, plain.value(*a as usize), plain.value(*b as usize))
        });
        let mut ranks = vec![0; plain.len()];
        for (rank, key) in sorted.iter().enumerate() {
            ranks[*key as usize] = rank;
        }
        let pages: Vec<(Option<(usize, usize)>, u64)> =
            keys.chunks(PAGE_ROWS).map(|page| bounds_of(page, &ranks)).collect();
        let value = |rank: usize| bare(kind, plain.value(sorted[rank] as usize));
        let mut index = ColumnIndexBuilder::new(kind);
        for (bounds, nulls) in &pages {
            let [least, greatest] = match bounds {
                Some((least, greatest)) => [value(*least).to_vec(), value(*greatest).to_vec()],
                None => [Vec::new(), Vec::new()],
            };
            index.append(bounds.is_none(), least, greatest, *nulls as i64);
        }
        let given: Vec<(usize, usize)> = pages.iter().filter_map(|(bounds, _)| *bounds).collect();
        index.set_boundary_order(order_of(&given));
        let whole = given.into_iter().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let whole = whole.map(|(least, greatest)| (value(least), value(greatest)));
        let nulls = pages.iter().map(|(_, nulls)| nulls).sum();
        Bounds { pages: index, whole: statistics(about, whole, nulls) }
    }
}

/// Values in their plain form, in the order of their type.
fn in_order(kind: Type, a: &[u8], b: &[u8]) -> Ordering {
    match kind {
        Type::INT32 => int(a).cmp(&int(b)),
        Type::INT64 => long(a).cmp(&long(b)),
        _ => bare(kind, a).cmp(bare(kind, b)),
    }
}

fn int(plain: &[u8]) -> i32 {
    i32::from_le_bytes(plain.try_into().expect("an INT32 has four bytes"))
}

fn long(plain: &[u8]) -> i64 {
    i64::from_le_bytes(plain.try_into().expect("an INT64 has eight bytes"))
}

/// A value without its length.
fn bare(kind: Type, plain: &[u8]) -> &[u8] {
    if kind == Type::BYTE_ARRAY { &plain[4..] } else { plain }
}

/// The least and the greatest rank in a page, if it has a value, and how many rows have none.
fn bounds_of(page: &[u32], ranks: &[usize]) -> (Option<(usize, usize)>, u64) {
    let (mut bounds, mut nulls) = (None, 0);
    for same in page.chunk_by(|a, b| a == b) {
        if same[0] == NONE {
            nulls += same.len() as u64;
            continue;
        }
        let rank = ranks[same[0] as usize];
        let (least, greatest) = bounds.unwrap_or((rank, rank));
        bounds = Some((least.min(rank), greatest.max(rank)));
    }
    (bounds, nulls)
}

fn order_of(pages: &[(usize, usize)]) -> BoundaryOrder {
    if pages.windows(2).all(|two| two[0].0 <= two[1].0 && two[0].1 <= two[1].1) {
        BoundaryOrder::ASCENDING
    } else if pages.windows(2).all(|two| two[0].0 >= two[1].0 && two[0].1 >= two[1].1) {
        BoundaryOrder::DESCENDING
    } else {
        BoundaryOrder::UNORDERED
    }
}

fn statistics(about: &ColumnDescPtr, bounds: Option<(&[u8], &[u8])>, nulls: u64) -> Statistics {
    // Readers of Parquet's first years know bounds only where order is that of signed numbers.
    let is_signed = about.sort_order().is_signed();
    macro_rules! of {
        ($value:expr) => {{
            let (least, greatest) = bounds.map(|(a, b)| ($value(a), $value(b))).unzip();
            ValueStatistics::new(least, greatest, None, Some(nulls), false)
                .with_backwards_compatible_min_max(is_signed)
                .into()
        }};
    }
    match about.physical_type() {
        Type::INT32 => of!(int),
        Type::INT64 => of!(long),
        _ => of!(|bytes: &[u8]| ByteArray::from(bytes.to_vec())),
    }
}

/// Lengths are told in blocks of so many.
const LENGTHS: usize = 128;
/// Of which so many have a width of their own.
const LENGTHS_OF_A_WIDTH: usize = 32;

/// Numbers by how each differs from the one before, in Parquet's packing of differences
/// (`DELTA_BINARY_PACKED`).
fn differences(numbers: &[i32], into: &mut Vec<u8>) {
    variable(LENGTHS, into);
    variable(LENGTHS / LENGTHS_OF_A_WIDTH, into);
    variable(numbers.len(), into);
    variable(zigzag(numbers.first().copied().unwrap_or(0)), into);
    let steps: Vec<i32> = numbers.windows(2).map(|two| two[1] - two[0]).collect();
    for block in steps.chunks(LENGTHS) {
        let least = *block.iter().min().expect("a chunk is never empty");
        variable(zigzag(least), into);
        let above = |part: &[i32]| part.iter().map(|step| step.abs_diff(least)).collect();
        let parts: Vec<Vec<u32>> = block.chunks(LENGTHS_OF_A_WIDTH).map(above).collect();
        let width = |part: &[u32]| {
            u32::BITS - part.iter().fold(0, |all, above| all | above).leading_zeros()
        };
        let at = into.len();
        into.resize(at + LENGTHS / LENGTHS_OF_A_WIDTH, 0);
        for (nth, part) in parts.iter().enumerate() {
            let width = width(part);
            into[at + nth] = width as u8;
            let end = into.len() + LENGTHS_OF_A_WIDTH / 8 * width as usize;
            bits(part, width, into);
            into.resize(end, 0);
        }
    }
}

/// A number with a sign as one without: 0, −1, 1, −2 …
fn zigzag(number: i32) -> usize {
    (number << 1 ^ number >> 31).cast_unsigned() as usize
}

/// Numbers of so many bits in Parquet's hybrid of runs: a number and how often it stands there, or
/// numbers one after the other, in groups of eight.
fn runs(numbers: &[u32], width: u32, into: &mut Vec<u8>) {
    let (mut from, mut at) = (0, 0);
    while at < numbers.len() {
        let least = if from == at { RUN_MIN } else { RUN_MIN_WITHIN };
        let same = equal_from(&numbers[at..]);
        if same >= least {
            group(&numbers[from..at], width, into);
            run(numbers[at], same, width, into);
            at += same;
            from = at;
        } else {
            at = (at + 8).min(numbers.len());
        }
    }
    group(&numbers[from..], width, into);
}

/// How often the first number stands at the begin.
fn equal_from(numbers: &[u32]) -> usize {
    numbers.iter().take_while(|number| **number == numbers[0]).count()
}

fn run(number: u32, count: usize, width: u32, into: &mut Vec<u8>) {
    variable(count << 1, into);
    into.extend_from_slice(&number.to_le_bytes()[..width.div_ceil(8) as usize]);
}

/// Numbers one after the other; the last group is filled up with zeros.
fn group(numbers: &[u32], width: u32, into: &mut Vec<u8>) {
    if numbers.is_empty() {
        return;
    }
    let groups = numbers.len().div_ceil(8);
    variable(groups << 1 | 1, into);
    let end = into.len() + groups * width as usize;
    bits(numbers, width, into);
    into.resize(end, 0);
}

/// Numbers of so many bits one after the other, from the lowest bit.
fn bits(numbers: &[u32], width: u32, into: &mut Vec<u8>) {
    let (mut word, mut bits) = (0_u64, 0);
    for number in numbers {
        word |= u64::from(*number) << bits;
        bits += width;
        if bits >= 32 {
            into.extend_from_slice(&(word as u32).to_le_bytes());
            word >>= 32;
            bits -= 32;
        }
    }
    into.extend_from_slice(&word.to_le_bytes()[..bits.div_ceil(8) as usize]);
}

/// A number seven bits at a time, from the lowest.
fn variable(mut number: usize, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The numbers that the hybrid of runs holds, read as Parquet's specification has it.
    fn read(mut bytes: &[u8], width: u32) -> Vec<u32> {
        let mut numbers = Vec::new();
        while !bytes.is_empty() {
            let head = take_variable(&mut bytes);
            if head & 1 == 1 {
                numbers.extend(take_bits(&mut bytes, 8 * (head >> 1), width as usize));
            } else {
                let number = take_bits(&mut bytes, 1, 8 * width.div_ceil(8) as usize)[0];
                numbers.extend(std::iter::repeat_n(number, head >> 1));
            }
        }
        numbers
    }

    /// The number that stands first, read seven bits at a time.
    fn take_variable(bytes: &mut &[u8]) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = bytes.split_first().unwrap();
            *bytes = rest;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return number;
            }
        }
    }

    /// Numbers of so many bits, read bit by bit.
    fn take_bits(bytes: &mut &[u8], count: usize, width: usize) -> Vec<u32> {
        let (taken, rest) = bytes.split_at(count * width / 8);
        *bytes = rest;
        let bit = |at: usize| u32::from(taken[at / 8] >> (at % 8) & 1);
        (0..count).map(|at| (0..width).map(|n| bit(at * width + n) << n).sum()).collect()
    }

    /// The numbers that differences tell, read as Parquet's specification has it; nothing is left.
    fn read_differences(mut bytes: &[u8]) -> Vec<i32> {
        let signed = |number: usize| (number >> 1) as i64 ^ -((number & 1) as i64);
        let (block, parts) = (take_variable(&mut bytes), take_variable(&mut bytes));
        let count = take_variable(&mut bytes);
        let mut numbers = vec![signed(take_variable(&mut bytes))];
        while numbers.len() < count {
            let least = signed(take_variable(&mut bytes));
            let (widths, rest) = bytes.split_at(parts);
            bytes = rest;
            for width in widths {
                if numbers.len() < count {
                    for above in take_bits(&mut bytes, block / parts, usize::from(*width)) {
                        numbers.push(numbers.last().unwrap() + least + i64::from(above));
                    }
                }
            }
        }
        assert!(bytes.is_empty(), "nothing stands behind the numbers");
        numbers.into_iter().take(count).map(|number| number as i32).collect()
    }

    proptest! {
        #[test]
        fn differences_are_read_back(
            parts in prop::collection::vec((0..1 << 20, prop_oneof![Just(1), 1..200_usize]), 0..30),
        ) {
            let part = |(number, count)| std::iter::repeat_n(number, count);
            let numbers: Vec<i32> = parts.into_iter().flat_map(part).collect();
            let mut bytes = Vec::new();
            differences(&numbers, &mut bytes);
            prop_assert_eq!(read_differences(&bytes), numbers);
        }

        #[test]
        fn runs_are_read_back(
            width in 1..20_u32,
            parts in prop::collection::vec((any::<u32>(), prop_oneof![Just(1), 1..70_usize]), 0..60),
        ) {
            let part = |(number, count)| std::iter::repeat_n(number & ((1 << width) - 1), count);
            let numbers: Vec<u32> = parts.into_iter().flat_map(part).collect();
            let mut bytes = Vec::new();
            runs(&numbers, width, &mut bytes);
            let back = read(&bytes, width);
            prop_assert!(back.len() >= numbers.len() && back.len() < numbers.len() + 8);
            prop_assert_eq!(&back[..numbers.len()], &numbers);
        }
    }
}
