//! An origin is where an observation was taken from: the source, the bytes, and the place in them.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// The SHA-256 of raw bytes, as `sha256sum` prints it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("malformed digest: {0:?} (expected 64 hexadecimal digits)")]
pub struct MalformedDigest(pub String);

impl Digest {
    /// The digest of these bytes.
    ///
    /// ```
    /// use telltale_observation::Digest;
    /// assert!(Digest::of(b"").to_string().starts_with("e3b0c44298fc1c14"));
    /// ```
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The digest's own bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The digest of bytes that come piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Digesting(Sha256);

impl Digesting {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest of all pieces, one after the other.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = MalformedDigest;

    fn from_str(text: &str) -> Result<Self, MalformedDigest> {
        let malformed = || MalformedDigest(text.to_owned());
        if text.len() != 64 || !text.is_ascii() {
            return Err(malformed());
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| malformed())?;
        }
        Ok(Digest(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The place of an observation in the raw bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Locator {
    /// The file's name, without the folder it lay in.
    pub file: String,
    /// The row, counted from 1 with the header as row 1.
    pub row: u64,
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} row {}", self.file, self.row)
    }
}

/// Where an observation was taken from.
///
/// `source` and `key` say which record of which source it is, and are part of the observation's
/// content id. The rest says how the record reached us and may differ between two copies of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The source's short name, as the case or the list of sources declares it.
    pub source: String,
    /// The source's own id of the record; empty if it has none.
    pub key: String,
    /// Who published it there: an outlet, an office.
    pub publisher: String,
    /// Where a reader can look it up; empty if nowhere on the network.
    pub url: String,
    /// Digest of the raw bytes.
    pub digest: Digest,
    /// Place in the raw bytes.
    pub locator: Locator,
    /// The record's basis in the words of whoever coded it: original row, how a day was found.
    pub basis: String,
    /// Whether whoever coded it called it weak. Weak observations are shown, and left out of
    /// every measure.
    pub weak: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_print_as_they_read() {
        let digest = Digest::of(b"telltale");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        for text in ["", "abc", &"g".repeat(64), &"é".repeat(32)] {
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
    }
}
