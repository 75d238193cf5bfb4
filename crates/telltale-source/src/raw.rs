//! Raw bytes as they came: a plain file, a gzip, or a zip with members. What lies in them is read
//! as a stream, so that memory does not grow with the file, and nothing is believed of them: not
//! their name, not their size, not their checksum.
//!
//! Three things are refused as faults of the file: a zip within a zip, a member that inflates to
//! more than it could honestly hold, and one whose checksum is wrong. Of a zip that was cut off,
//! what lies before the cut is read.

mod at_once;
mod lines;

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use telltale_observation::Fault;
use zip::read::{ZipArchive, read_zipfile_from_stream};

use crate::likeness::Unlike;

/// What is done with each member of a file: its name, and its bytes.
pub type Each<'a, E> = dyn FnMut(&str, &mut Bytes<'_>) -> Result<(), MemberError<E>> + 'a;

pub(crate) use at_once::AT_ONCE_BYTES;
pub use lines::{Line, Lines, MAX_LINE_BYTES, each_line};

/// The bytes of a member.
pub enum Bytes<'a> {
    /// All of them, in memory, and their checksum is right.
    Whole(&'a [u8]),
    /// As they come.
    Stream(&'a mut dyn Read),
}

impl Read for Bytes<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Bytes::Whole(bytes) => bytes.read(into),
            Bytes::Stream(bytes) => bytes.read(into),
        }
    }
}

/// A member may inflate to so many bytes whatever its packed size.
const FREE_BYTES: u64 = 64 << 20;
/// Beyond that, to so many times its packed size. Event files inflate to some eight times.
const RATIO_MAX: u64 = 200;
/// How many members of one zip are read.
const MEMBERS_MAX: usize = 100_000;

/// How bytes are packed, told by their first ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As they are.
    Plain,
    /// One gzip stream, or several.
    Gzip,
    /// A zip with members.
    Zip,
}

impl Form {
    /// The form of bytes that begin so.
    pub fn of(head: &[u8]) -> Form {
        match head {
            [0x1f, 0x8b, ..] => Form::Gzip,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Form::Zip,
            _ => Form::Plain,
        }
    }
}

/// Reads what lies in a raw file, member by member: `each` is given the name of what it reads, and
/// the bytes. A file that is no zip is one member by its own name.
///
/// What `each` returns as an error ends the file; a fault of one member of a zip does not end the
/// others. The faults are those of the file as a whole.
///
/// # Errors
/// What `each` returned.
pub fn members<E>(path: &Path, name: &str, each: &mut Each<'_, E>) -> Result<Vec<Fault>, E> {
    let mut file = match fs_err::File::open(path) {
        Ok(file) => file,
        Err(fault) => return Ok(vec![whole(name, &fault)]),
    };
    let mut head = Vec::with_capacity(4);
    let begin = file.by_ref().take(4).read_to_end(&mut head);
    if let Err(fault) = begin.and_then(|_| file.seek(SeekFrom::Start(0))) {
        return Ok(vec![whole(name, &fault)]);
    }
    let packed = file.metadata().map_or(0, |about| about.len());
    let read = match Form::of(&head) {
        Form::Zip => return zipped(file, name, each),
        Form::Gzip => {
            let inflated = MultiGzDecoder::new(BufReader::with_capacity(1 << 18, file));
            let inner = name.strip_suffix(".gz").unwrap_or(name);
            each(inner, &mut Bytes::Stream(&mut Watched::new(inflated, packed)))
        }
        Form::Plain => each(name, &mut Bytes::Stream(&mut file)),
    };
    outcome(read, name, &mut Vec::new())
}

/// Why a member was not read to its end.
#[derive(Debug)]
pub enum MemberError<E> {
    /// Its bytes could not be had: it is cut off, damaged, or too large.
    Bytes(io::Error),
    /// Whoever reads it cannot go on.
    Reader(E),
}

impl<E> From<io::Error> for MemberError<E> {
    fn from(error: io::Error) -> Self {
        MemberError::Bytes(error)
    }
}

fn outcome<E>(
    read: Result<(), MemberError<E>>,
    name: &str,
    faults: &mut Vec<Fault>,
) -> Result<Vec<Fault>, E> {
    match read {
        Ok(()) => {}
        Err(MemberError::Bytes(error)) => faults.push(whole(name, &error)),
        Err(MemberError::Reader(error)) => return Err(error),
    }
    Ok(std::mem::take(faults))
}

fn zipped<E>(mut file: fs_err::File, name: &str, each: &mut Each<'_, E>) -> Result<Vec<Fault>, E> {
    let mut faults = Vec::new();
    let mut archive = match ZipArchive::new(BufReader::with_capacity(1 << 18, &mut file)) {
        Ok(archive) if is_workbook(&archive) => {
            drop(archive);
            let begin = file.seek(SeekFrom::Start(0)).map_err(MemberError::from);
            return outcome(
                begin.and_then(|_| each(name, &mut Bytes::Stream(&mut file))),
                name,
                &mut faults,
            );
        }
        Ok(archive) => archive,
        Err(fault) => {
            faults.push(cut_off(name, &fault.to_string()));
            if file.seek(SeekFrom::Start(0)).is_ok() {
                faults.extend(salvaged(file, name, each)?);
            }
            return Ok(faults);
        }
    };
    if archive.len() > MEMBERS_MAX {
        let what = format!("zip with {} members: more than {MEMBERS_MAX}", archive.len());
        return Ok(vec![fault(name, what, "unpack it, and name its files")]);
    }
    for at in 0..archive.len() {
        let inflated = at_once::member(&mut archive, at, |inner, bytes| {
            let inner = inner_name(name, inner);
            let read = match is_nested(&inner, bytes) {
                true => Err(nested().into()),
                false => each(&inner, &mut Bytes::Whole(bytes)),
            };
            outcome(read, &inner, &mut Vec::new())
        });
        if let Some(read) = inflated {
            faults.extend(read?);
            continue;
        }
        let mut member = match archive.by_index(at) {
            Ok(member) => member,
            Err(error) => {
                faults.push(whole(&format!("{name}/{at}"), &io::Error::from(error)));
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        let inner = inner_name(name, member.name().ok().as_deref());
        let packed = member.compressed_size();
        let read = unnested(&inner, &mut member, packed, |bytes| each(&inner, bytes));
        faults.extend(outcome(read, &inner, &mut Vec::new())?);
    }
    Ok(faults)
}

/// Whether a zip is one file to people, though it has parts: a workbook.
fn is_workbook<R: Read + Seek>(archive: &ZipArchive<R>) -> bool {
    ["[Content_Types].xml", "mimetype"].iter().any(|part| archive.index_for_name(part).is_some())
}

/// What lies before the cut of a zip whose list of members, at its end, is missing.
fn salvaged<E>(file: fs_err::File, name: &str, each: &mut Each<'_, E>) -> Result<Vec<Fault>, E> {
    let mut stream = BufReader::with_capacity(1 << 18, file);
    let mut faults = Vec::new();
    while let Ok(Some(mut member)) = read_zipfile_from_stream(&mut stream) {
        let inner = inner_name(name, member.name().ok().as_deref());
        let packed = member.compressed_size();
        let read = unnested(&inner, &mut member, packed, |bytes| each(&inner, bytes));
        faults.extend(outcome(read, &inner, &mut Vec::new())?);
        if !faults.is_empty() {
            break;
        }
    }
    Ok(faults)
}

/// Reads a member of a zip unless it is a zip itself. A workbook is none: its reader looks into it.
fn unnested<E>(
    name: &str,
    member: &mut dyn Read,
    packed: u64,
    each: impl FnOnce(&mut Bytes<'_>) -> Result<(), MemberError<E>>,
) -> Result<(), MemberError<E>> {
    let mut head = Vec::with_capacity(4);
    member.take(4).read_to_end(&mut head)?;
    if is_nested(name, &head) {
        return Err(nested().into());
    }
    each(&mut Bytes::Stream(&mut Watched::new(io::Cursor::new(head).chain(member), packed)))
}

fn is_nested(name: &str, bytes: &[u8]) -> bool {
    let is_workbook =
        || [".xlsx", ".xlsm", ".ods"].iter().any(|end| name.to_lowercase().ends_with(end));
    Form::of(bytes) == Form::Zip && !is_workbook()
}

fn nested() -> io::Error {
    let what = "a zip within a zip (unpack the outer one, and name its files)";
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Inflated bytes, refused once they are more than their packed size could honestly hold.
struct Watched<R> {
    inner: R,
    left: u64,
}

impl<R> Watched<R> {
    fn new(inner: R, packed: u64) -> Watched<R> {
        Watched { inner, left: packed.saturating_mul(RATIO_MAX).max(FREE_BYTES) }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        match self.left.checked_sub(n as u64) {
            Some(left) => self.left = left,
            None => {
                let what = format!(
                    "inflates to more than {RATIO_MAX} times its size (see whether it is what it should \
                     be; if it is, unpack it first)"
                );
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
        }
        Ok(n)
    }
}

fn whole(name: &str, error: &io::Error) -> Fault {
    if let Some(unlike) = Unlike::of(error) {
        return fault(name, unlike.what(), &unlike.hint());
    }
    let anew = "fetch or copy the file anew";
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return fault(name, "cut off: ends before its end".to_owned(), anew);
    }
    // What is refused says in brackets what would be right.
    let text = error.to_string();
    let refused = Some(text.as_str()).filter(|_| error.kind() == io::ErrorKind::InvalidData);
    match refused.and_then(|text| text.strip_suffix(')')?.split_once(" (")) {
        Some((what, hint)) => fault(name, what.to_owned(), hint),
        None => fault(name, text, anew),
    }
}

fn cut_off(name: &str, what: &str) -> Fault {
    fault(name, format!("no whole zip: {what}"), "it may be cut off: fetch or copy it anew")
}

fn fault(name: &str, what: String, hint: &str) -> Fault {
    Fault { file: name.to_owned(), line: None, column: String::new(), what, hint: hint.to_owned() }
}

/// A member's name behind that of its zip; a name that is no text is left out.
fn inner_name(zip: &str, member: Option<&str>) -> String {
    format!("{zip}/{}", member.unwrap_or("?"))
}
