//! The body of an answer on its way into a file: gone on with where an earlier try broke off, unpacked
//! if it was packed for the way, and checked against what its publisher announced.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use fs_err as fs;
use md5::{Digest as _, Md5};
use serde_json::json;
use sha2::Sha256;
use telltale_observation::Digest;
use ureq::http::Response;

use super::{Clock, FetchError, header, said};
use crate::plan::{Request, Wanted};

/// The limits of one answer.
pub(super) struct Limits {
    pub(super) bytes_max: u64,
    pub(super) silence_max: Duration,
    pub(super) answer_max: Duration,
    pub(super) rate_min: u64,
}

/// What is there of an answer.
pub(super) struct Partial {
    pub(super) path: PathBuf,
    /// By what the rest is known to belong to it.
    about: PathBuf,
    bytes: u64,
    validator: Option<String>,
    /// Whether the announced digest will tell if the rest does not belong.
    vouched: bool,
}

/// A whole answer.
pub(super) struct Whole {
    pub(super) digest: Digest,
    pub(super) md5: String,
    pub(super) bytes: u64,
}

impl Partial {
    /// What an earlier try left in a folder, or nothing yet.
    pub(super) fn open(folder: &Path, request: &Request) -> Result<Partial, FetchError> {
        fs::create_dir_all(folder)?;
        let name = Digest::of(request.url.as_bytes()).to_string();
        let path = folder.join(format!("{}.part", &name[..32]));
        let about = folder.join(format!("{}.json", &name[..32]));
        let bytes = fs::metadata(&path).map_or(0, |file| file.len());
        let said = fs::read_to_string(&about).unwrap_or_default();
        let said: serde_json::Value = serde_json::from_str(&said).unwrap_or_default();
        let validator = said["validator"].as_str().map(str::to_owned);
        let vouched = request.md5.is_some();
        let mut partial = Partial { path, about, bytes, validator, vouched };
        // What may be of another version, and whole already but refused, is of no use.
        let useless = partial.validator.is_none() && !vouched;
        let full = request.bytes.is_some_and(|announced| partial.bytes >= announced);
        if partial.bytes > 0 && (said["url"] != request.url.as_str() || useless || full) {
            partial.restart()?;
        }
        Ok(partial)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// From where on to ask, and the validator that the rest must have.
    pub(super) fn rest(&self) -> Option<(u64, Option<&str>)> {
        (self.bytes > 0).then_some((self.bytes, self.validator.as_deref()))
    }

    /// Forgets what is there.
    pub(super) fn restart(&mut self) -> Result<(), FetchError> {
        for path in [&self.path, &self.about] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        self.bytes = 0;
        self.validator = None;
        Ok(())
    }

    /// Takes the body of an answer.
    pub(super) fn take(
        &mut self,
        mut response: Response<ureq::Body>,
        request: &Request,
        limits: &Limits,
        clock: &dyn Clock,
        tell: &mut dyn FnMut(u64, Option<u64>),
    ) -> Result<(), FetchError> {
        let goes_on = response.status().as_u16() == 206
            && header(&response, "content-range")
                .is_some_and(|range| begins_at(&range, self.bytes));
        if !goes_on {
            if response.status().as_u16() == 206 {
                self.restart()?;
                let what = "the rest of it begins elsewhere".to_owned();
                return Err(FetchError::CutOff { url: request.url.clone(), got_bytes: 0, what });
            }
            self.restart()?;
        }
        let packed = header(&response, "content-encoding")
            .is_some_and(|encoding| encoding.eq_ignore_ascii_case("gzip"));
        let length = response.body().content_length().filter(|_| !packed);
        let total = request.bytes.or(length.map(|length| length + self.bytes));
        if let Some(total) = total.filter(|total| *total > limits.bytes_max) {
            return Err(too_large(request, total.min(limits.bytes_max)));
        }
        self.describe(request, &response, packed)?;
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&self.path)?;
        let reader = response.body_mut().as_reader();
        let mut reader: Box<dyn Read> = match packed {
            true => Box::new(flate2::read::MultiGzDecoder::new(reader)),
            false => Box::new(reader),
        };
        let copied = self.copy(&mut *reader, &mut file, request, limits, clock, &mut |got| {
            tell(got, total);
        });
        file.flush()?;
        if packed && copied.is_err() {
            // What was unpacked cannot be gone on with: the rest is counted in packed bytes.
            self.restart()?;
        } else {
            file.sync_data()?;
        }
        copied
    }

    fn copy(
        &mut self,
        from: &mut dyn Read,
        to: &mut dyn Write,
        request: &Request,
        limits: &Limits,
        clock: &dyn Clock,
        tell: &mut dyn FnMut(u64),
    ) -> Result<(), FetchError> {
        let started = clock.now();
        let before = self.bytes;
        let mut buffer = vec![0; 64 << 10];
        loop {
            if clock.stopped() {
                return Err(FetchError::Stopped);
            }
            let n = match from.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(n) => n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.broken(request, limits, &error)),
            };
            if self.bytes + n as u64 > limits.bytes_max {
                self.restart()?;
                return Err(too_large(request, limits.bytes_max));
            }
            to.write_all(&buffer[..n])?;
            self.bytes += n as u64;
            tell(self.bytes);
            let taken = clock.now().duration_since(started);
            let seconds = u64::try_from(taken.as_secs()).unwrap_or(0);
            let slow = (self.bytes - before) / seconds.max(1) < limits.rate_min;
            if slow && seconds >= limits.silence_max.as_secs().max(1) {
                let url = request.url.clone();
                return Err(FetchError::TooSlow { url, got_bytes: self.bytes, seconds });
            }
        }
    }

    /// Why a body broke off.
    fn broken(&self, request: &Request, limits: &Limits, error: &io::Error) -> FetchError {
        let (url, got_bytes) = (request.url.clone(), self.bytes);
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        match inner {
            Some(ureq::Error::Timeout(ureq::Timeout::RecvBody)) => {
                FetchError::TooSlow { url, got_bytes, seconds: limits.answer_max.as_secs() }
            }
            Some(ureq::Error::Timeout(_)) => {
                FetchError::TooSlow { url, got_bytes, seconds: limits.silence_max.as_secs() }
            }
            _ => FetchError::CutOff { url, got_bytes, what: error.to_string() },
        }
    }

    /// Notes beside the file by what its rest will be known.
    fn describe(
        &mut self,
        request: &Request,
        response: &Response<ureq::Body>,
        packed: bool,
    ) -> Result<(), FetchError> {
        let strong = header(response, "etag").filter(|etag| !etag.starts_with("W/"));
        let validator = strong.or_else(|| header(response, "last-modified")).filter(|_| !packed);
        self.validator = validator;
        let about =
            json!({"url": request.url, "validator": self.validator, "vouched": self.vouched});
        fs::write(&self.about, about.to_string())?;
        Ok(())
    }

    /// The whole, if it is what was announced; otherwise it is forgotten.
    pub(super) fn check(&mut self, request: &Request) -> Result<Whole, FetchError> {
        let (whole, beginning) = digests(&self.path)?;
        let url = request.url.clone();
        let fault = if let Some(announced) = request.bytes.filter(|bytes| *bytes != whole.bytes) {
            Some(FetchError::WrongSize { url, announced, found: whole.bytes })
        } else if let Some(announced) =
            request.md5.as_ref().filter(|md5| !md5.eq_ignore_ascii_case(&whole.md5))
        {
            let announced = announced.clone();
            Some(FetchError::WrongDigest { url, announced, found: whole.md5.clone() })
        } else {
            page_instead(request, &beginning)
        };
        match fault {
            Some(fault) => {
                self.restart()?;
                Err(fault)
            }
            None => {
                // The file is taken from here by whoever asked; its description has done its work.
                let _ = fs::remove_file(&self.about);
                Ok(whole)
            }
        }
    }
}

fn too_large(request: &Request, limit_bytes: u64) -> FetchError {
    FetchError::TooLarge { url: request.url.clone(), limit_bytes }
}

/// Whether `bytes 100-199/200` begins at 100.
fn begins_at(content_range: &str, at: u64) -> bool {
    let range = content_range.trim().strip_prefix("bytes ").and_then(|range| range.split_once('-'));
    range.is_some_and(|(first, _)| first.trim().parse() == Ok(at))
}

/// The digests of a file, and its first bytes.
fn digests(path: &Path) -> io::Result<(Whole, Vec<u8>)> {
    let mut file = fs::File::open(path)?;
    let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
    let mut buffer = vec![0; 64 << 10];
    let (mut bytes, mut beginning) = (0, Vec::new());
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        if bytes == 0 {
            beginning = buffer[..n.min(1024)].to_vec();
        }
        sha256.update(&buffer[..n]);
        md5.update(&buffer[..n]);
        bytes += n as u64;
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let digest = hex(&sha256.finalize()).parse().expect("a SHA-256 has 64 digits");
    Ok((Whole { digest, md5: hex(&md5.finalize()), bytes }, beginning))
}

/// An error page that came with status 200.
fn page_instead(request: &Request, beginning: &[u8]) -> Option<FetchError> {
    let wanted = match request.wanted {
        Wanted::Zip => "a zip file",
        Wanted::Json => "JSON",
        Wanted::Table => "a table",
        Wanted::Anything => return None,
    };
    let text = String::from_utf8_lossy(beginning);
    let start = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let page =
        ["<!doctype html", "<html", "<head", "<?xml"].iter().any(|tag| start.starts_with(tag));
    page.then(|| FetchError::PageInstead {
        url: request.url.clone(),
        wanted,
        said: said(&without_tags(&text)),
    })
}

/// The words of a page, without what stands in angle brackets.
fn without_tags(page: &str) -> String {
    let mut inside = false;
    let word = |letter: char| match letter {
        '<' => {
            inside = true;
            Some(' ')
        }
        '>' => {
            inside = false;
            None
        }
        other => (!inside).then_some(other),
    };
    page.chars().filter_map(word).collect()
}
