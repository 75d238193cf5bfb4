//! Files of some megabytes, read at once and appended in one commit each.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{self, Read};

use telltale_ledger::{Batch, Writer};
use telltale_observation::{Digest, Fault, KnownAt};
use telltale_source::archive::Archive;
use telltale_source::fetcher::Clock as _;
use telltale_source::provenance::{Bundle, Bundles};
use telltale_source::raw::{self, MemberError};
use telltale_source::{ABSENT, Asked, Reading, Source, is_vintage, unlike_fault};

use super::files::{self, RawFile};
use super::{Tally, count_appended, distinct, opened, rejects, releases};
use crate::cli::{Ingest, Times};
use crate::clock::{self, Wall};
use crate::failure::Failure;
use crate::{flow, output, yet_to_come};

/// What is read of one member at once, at most.
const MEMBER_BYTES_MAX: u64 = 1 << 30;

/// How a file is read.
pub(super) type Read1 = fn(&str, &[u8], &Asked) -> Reading;

/// How a file came here, as far as is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    /// The fetch that brought it.
    pub(super) bundle: Option<Bundle>,
}

/// Reads every file that was named into the ledger.
pub(super) fn ingest(asked: &Ingest, source: &Source, read: Read1) -> Result<Tally, Failure> {
    let raw_files = files::below(&asked.paths, source, &asked.ledger)?;
    let fetched = match is_vintage(source.spec.name) {
        true => fetched(asked)?,
        false => BTreeMap::new(),
    };
    let (mut writer, archive) = opened(asked)?;
    let mut tally = Tally::default();
    for file in &raw_files {
        if clock::stopped() {
            return Err(Failure::Stopped);
        }
        one(file, (asked, &archive), source, read, &fetched, &mut writer, &mut tally)?;
    }
    Ok(tally)
}

/// Every fetch of the ledger, by the digest of what came.
fn fetched(asked: &Ingest) -> Result<BTreeMap<Digest, Bundle>, Failure> {
    let bundles = Bundles::of_ledger(&asked.ledger).history()?;
    Ok(bundles.into_iter().map(|bundle| (bundle.digest, bundle)).collect())
}

/// What a reader is told of a file: when it was known, by whoever says so, by its fetch, or else now.
pub(super) fn about(asked: &Ingest, came: &Came) -> Result<Asked, Failure> {
    let out_of_range = |error: telltale_observation::ImpossibleDate| {
        Failure::usage(error.to_string(), "--published takes a day from 1800 to 2200")
    };
    let known_at = match (asked.published, &came.bundle) {
        (Some(day), _) => KnownAt::day(day),
        (None, Some(bundle)) => KnownAt::instant(bundle.retrieved_at),
        (None, None) => KnownAt::instant(Wall::new()?.now()),
    };
    Ok(Asked {
        year: asked.year,
        in_days: asked.times == Some(Times::Days),
        no_persons: asked.no_persons,
        keys: Vec::new(),
        known_at: Some(known_at.map_err(out_of_range)?),
        is_release: asked.published.is_some(),
        today: Some(flow::last_known_day()),
    })
}

fn one(
    file: &RawFile,
    (asked, archive): (&Ingest, &Archive),
    source: &Source,
    read: Read1,
    fetched: &BTreeMap<Digest, Bundle>,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), Failure> {
    tally.files += 1;
    let kept = file.keep(archive, !asked.no_archive);
    let Some(kept) = files::or_refused(kept, tally)? else { return Ok(()) };
    tally.bytes += usize::try_from(kept.bytes).unwrap_or(usize::MAX);
    if writer.has_read(kept.digest) {
        tally.files_already_read += 1;
        return Ok(());
    }
    let came = Came { bundle: fetched.get(&kept.digest).cloned() };
    let about = about(asked, &came)?;
    if is_vintage(source.spec.name) && came.bundle.is_none() && asked.published.is_none() {
        let said =
            format!("{}: known from now on; --published says when it was released", file.name);
        output::talk(&said);
    }
    let mut all = read_all(&kept.path, file, source, &mut |name, bytes| read(name, bytes, &about));
    if let Some(today) = about.today {
        yet_to_come::refuse(&mut all.reading, today);
    }
    let taken = count(&all.reading, tally);
    if none_taken(source, &file.name, taken, &mut all.reading.rejects, tally) {
        all.is_whole = false;
    }
    rejects::keep(&asked.ledger, kept.digest, &all.reading.rejects, &all.reading.passed)?;
    // Readers are given the bytes unpacked; what is archived are those that came.
    let observations = std::mem::take(&mut all.reading.observations).into_iter();
    let observations: Vec<_> = observations.map(|seen| seen.read_from(kept.digest)).collect();
    if is_vintage(source.spec.name) && all.is_whole {
        let release = releases::Release::of(source.spec.name, &file.name, &kept, &came, &about);
        let reread = &mut |path: &std::path::Path, name: &str, known_at| {
            let earlier =
                RawFile { name: name.to_owned(), path: Some(path.to_owned()), is_named: false };
            let about = Asked { known_at: Some(known_at), ..about.clone() };
            let all =
                read_all(path, &earlier, source, &mut |name, bytes| read(name, bytes, &about));
            all.reading.observations
        };
        tally.flags.extend(releases::look(asked, &release, &observations, reread)?);
    }
    let (read, distinct) = (observations.len(), distinct(&observations));
    // A file that was cut off is read again when it comes whole.
    let name = all.is_whole.then(|| (file.name.clone(), kept.digest));
    let appended = writer.append(&Batch { observations, file: name })?;
    count_appended(tally, read, distinct, appended.appended);
    Ok(())
}

/// All bytes of a member that is read at once; of one that was cut off, the lines before the cut, and
/// the cut.
pub(super) fn member(bytes: &mut dyn Read) -> io::Result<(Vec<u8>, Result<(), io::Error>)> {
    at_once(bytes, MEMBER_BYTES_MAX)
}

/// Bytes to their end, if they are no more than so many, and to a cut that came before.
fn at_once(bytes: &mut dyn Read, max: u64) -> io::Result<(Vec<u8>, Result<(), io::Error>)> {
    let mut all = Vec::new();
    if let Err(cut) = bytes.take(max + 1).read_to_end(&mut all) {
        let lines =
            all.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        all.truncate(lines);
        return match cut.kind() == io::ErrorKind::UnexpectedEof && has_lines(&all) {
            true => Ok((all, Err(cut))),
            false => Err(cut),
        };
    }
    if all.len() as u64 > max {
        let what =
            format!("more than {max} bytes, and is read at once (split it into several files)");
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    Ok((all, Ok(())))
}

/// Whether bytes are lines, of which each is whole without the next; a workbook and JSON have none.
fn has_lines(bytes: &[u8]) -> bool {
    !matches!(bytes.trim_ascii_start(), [] | [b'{' | b'[' | 0xD0, ..] | [b'P', b'K', ..])
}

/// What was read of all members of a file.
pub(super) struct All {
    pub(super) reading: Reading,
    pub(super) is_whole: bool,
}

pub(super) fn read_all(
    path: &std::path::Path,
    file: &RawFile,
    source: &Source,
    read: &mut dyn FnMut(&str, &[u8]) -> Reading,
) -> All {
    let mut all = Reading::default();
    let mut holds_any = false;
    let whole_file = raw::members(path, &file.name, &mut |name, bytes| {
        if !file.holds(source, name) {
            return Ok(());
        }
        holds_any = true;
        let (bytes_of_it, cut) = member(bytes)?;
        if let Some(fault) = unlike_fault(source.spec.name, name, &bytes_of_it) {
            all.rejects.push(fault);
            return Ok(());
        }
        let reading = read(name, &bytes_of_it);
        all.passed.extend(reading.passed);
        all.observations.extend(reading.observations);
        all.rejects.extend(reading.rejects);
        all.absent += reading.absent;
        for (why, n) in reading.outside {
            *all.outside.entry(why).or_default() += n;
        }
        cut.map_err(MemberError::<Infallible>::from)
    });
    let Ok(mut whole_file) = whole_file;
    if !holds_any && whole_file.is_empty() {
        whole_file.extend(file.holds_nothing(source));
    }
    let is_whole = whole_file.is_empty() && all.rejects.iter().all(|fault| fault.line.is_some());
    all.rejects.extend(whole_file);
    All { reading: all, is_whole }
}

/// Counts what a reading holds besides faults, and says how many rows that is.
pub(super) fn count(reading: &Reading, tally: &mut Tally) -> u64 {
    let outside: u64 = reading.outside.values().sum();
    let taken = reading.observations.len() as u64 + reading.absent + outside;
    tally.rows += taken;
    if reading.absent > 0 {
        *tally.rejects.entry(ABSENT.to_owned()).or_default() += reading.absent;
    }
    for (why, n) in &reading.outside {
        *tally.rejects.entry((*why).to_owned()).or_default() += n;
    }
    taken
}

/// Counts the faults of a file, of which so many rows were taken; and whether none was, so that it is
/// refused as a whole.
pub(super) fn none_taken(
    source: &Source,
    file: &str,
    taken: u64,
    faults: &mut Vec<Fault>,
    tally: &mut Tally,
) -> bool {
    let faulty = count_rows(faults, tally);
    let is_none = super::none_read(source, file, (taken, faulty), faults);
    count_file(faults, taken > 0, tally);
    is_none
}

/// Counts the faults of a file of which so many rows were taken: each place of one is a record that was refused.
pub(super) fn count_faults(faults: &[Fault], taken: u64, tally: &mut Tally) {
    count_rows(faults, tally);
    count_file(faults, taken > 0, tally);
}

fn count_rows(faults: &[Fault], tally: &mut Tally) -> u64 {
    let mut places: Vec<_> =
        faults.iter().filter_map(|f| f.line.map(|at| (&f.file, at, &f.column))).collect();
    places.sort_unstable();
    places.dedup();
    tally.rows += places.len() as u64;
    if !places.is_empty() {
        *tally.rejects.entry(super::FAULTY.to_owned()).or_default() += places.len() as u64;
    }
    tally.faulty += places.len() as u64;
    places.len() as u64
}

/// Counts and tells the faults of a file as a whole.
fn count_file(faults: &[Fault], in_part: bool, tally: &mut Tally) {
    let of_file = || faults.iter().filter(|fault| fault.line.is_none());
    let is_refused = of_file().next().is_some();
    tally.files_refused += usize::from(is_refused);
    tally.files_in_part += usize::from(is_refused && in_part);
    for fault in of_file() {
        output::talk(&format!("error: {fault}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_to_be_read_at_once_is_refused_and_not_cut() {
        let (four, cut) = at_once(&mut b"four".as_slice(), 4).unwrap();
        assert!(four == b"four" && cut.is_ok());
        let said = at_once(&mut b"fives".as_slice(), 4).unwrap_err().to_string();
        assert!(said.contains("more than 4 bytes"), "{said}");
    }

    #[test]
    fn of_what_was_cut_off_the_whole_lines_are_read() {
        struct Cut(&'static [u8], io::ErrorKind);
        impl Read for Cut {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                match self.0.read(into)? {
                    0 => Err(self.1.into()),
                    n => Ok(n),
                }
            }
        }
        let end = io::ErrorKind::UnexpectedEof;
        let (lines, cut) = at_once(&mut Cut(b"a,b\n1,2\n3", end), 99).unwrap();
        assert!(lines == b"a,b\n1,2\n" && cut.is_err());
        for (bytes, kind) in [
            (&b"no line"[..], end),
            (b"{\"data\": [\n{}", end),
            (b"PK\x03\x04\n", end),
            (b"a,b\n", io::ErrorKind::InvalidData),
        ] {
            assert!(at_once(&mut Cut(bytes, kind), 99).is_err(), "{bytes:?} {kind}");
        }
    }
}
