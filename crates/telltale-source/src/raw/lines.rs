//! The lines of a stream: as slices of one buffer, none copied.

use std::io::{self, Read};

/// A line longer than this is none: it is passed over, and its fault is told.
pub const MAX_LINE_BYTES: usize = 4 << 20;

/// How much is read at a time.
const CHUNK_BYTES: usize = 1 << 20;

/// Splits a stream into lines, which end in LF, CR LF or, where a file has no LF at all, CR.
#[derive(Debug)]
pub struct Lines<R> {
    inner: R,
    buffer: Vec<u8>,
    /// What of the buffer is read from the stream and not given out yet.
    from: usize,
    to: usize,
    /// What a line ends in; found out with the first chunk.
    end: Option<u8>,
    ended: bool,
    /// What the stream failed with, until the lines before it are given out.
    fault: Option<io::Error>,
    number: u64,
}

/// A line without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// Its number, from 1, and its bytes.
    Whole(u64, &'a [u8]),
    /// The number of a line that is longer than [`MAX_LINE_BYTES`].
    TooLong(u64),
}

/// Gives out every line of bytes that are all there, and whether a NUL byte lies in it; the last may
/// lack its end. Both are looked for at once: to go through the bytes once more would cost as much again.
///
/// # Errors
/// What `each` returned.
pub fn each_line<E>(
    bytes: &[u8],
    mut each: impl FnMut(Line<'_>, bool) -> Result<(), E>,
) -> Result<(), E> {
    let end = line_end(&bytes[..bytes.len().min(CHUNK_BYTES)]);
    let (mut start, mut number, mut has_nul) = (0, 0, false);
    for at in memchr::memchr2_iter(end, 0, bytes).chain([bytes.len()]) {
        if bytes.get(at) == Some(&0) {
            has_nul = true;
            continue;
        }
        if at == bytes.len() && start == at {
            break;
        }
        number += 1;
        let line = trimmed(&bytes[start..at]);
        let is_long = line.len() > MAX_LINE_BYTES;
        let line = if is_long { Line::TooLong(number) } else { Line::Whole(number, line) };
        each(line, std::mem::take(&mut has_nul))?;
        start = at + 1;
    }
    Ok(())
}

impl<R: Read> Lines<R> {
    /// The lines of a stream.
    pub fn new(inner: R) -> Lines<R> {
        let buffer = vec![0; 2 * CHUNK_BYTES];
        Lines { inner, buffer, from: 0, to: 0, end: None, ended: false, fault: None, number: 0 }
    }

    /// Gives out every line that is wholly in the buffer, and fills it again, until the stream
    /// ends. The last line may lack its end; it is given out only when the stream ended well.
    ///
    /// # Errors
    /// What the stream returned. The whole lines before the fault have been given out.
    pub fn each<E: From<io::Error>>(
        &mut self,
        mut each: impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        loop {
            self.fill();
            let end = *self.end.get_or_insert_with(|| line_end(&self.buffer[..self.to]));
            let mut start = self.from;
            for at in memchr::memchr_iter(end, &self.buffer[self.from..self.to]) {
                let at = self.from + at;
                self.number += 1;
                each(Line::Whole(self.number, trimmed(&self.buffer[start..at])))?;
                start = at + 1;
            }
            self.from = start;
            if let Some(fault) = self.fault.take() {
                return Err(fault.into());
            }
            if self.ended {
                if self.from < self.to {
                    self.number += 1;
                    each(Line::Whole(self.number, trimmed(&self.buffer[self.from..self.to])))?;
                }
                return Ok(());
            }
            if self.to - self.from > MAX_LINE_BYTES {
                self.number += 1;
                self.pass_over(end)?;
                each(Line::TooLong(self.number))?;
            }
        }
    }

    /// Moves what is left to the front, and reads one more chunk behind it.
    fn fill(&mut self) {
        self.buffer.copy_within(self.from..self.to, 0);
        (self.from, self.to) = (0, self.to - self.from);
        if self.buffer.len() < self.to + CHUNK_BYTES {
            self.buffer.resize(self.to + CHUNK_BYTES, 0);
        }
        let until = self.to + CHUNK_BYTES;
        while self.to < until {
            match self.inner.read(&mut self.buffer[self.to..until]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(n) => self.to += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.fault = Some(error);
                    break;
                }
            }
        }
    }

    /// Drops bytes up to the end of the line.
    fn pass_over(&mut self, end: u8) -> io::Result<()> {
        loop {
            (self.from, self.to) = (0, 0);
            self.fill();
            if let Some(fault) = self.fault.take() {
                return Err(fault);
            }
            if let Some(at) = memchr::memchr(end, &self.buffer[..self.to]) {
                self.from = at + 1;
                return Ok(());
            }
            if self.ended {
                self.from = self.to;
                return Ok(());
            }
        }
    }
}

/// Old files end their lines in CR alone.
fn line_end(head: &[u8]) -> u8 {
    let has = |byte| memchr::memchr(byte, head).is_some();
    if !has(b'\n') && has(b'\r') { b'\r' } else { b'\n' }
}

fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut all = Vec::new();
        let read = Lines::new(bytes).each(|line| {
            all.push(match line {
                Line::Whole(n, line) => format!("{n}:{}", String::from_utf8_lossy(line)),
                Line::TooLong(n) => format!("{n}:too long"),
            });
            Ok::<(), io::Error>(())
        });
        assert!(read.is_ok(), "{read:?}");
        let mut at_once = Vec::new();
        let read = each_line(bytes, |line, has_nul| {
            at_once.push(match line {
                Line::Whole(n, line) => {
                    assert_eq!(has_nul, line.contains(&0), "{line:?}");
                    format!("{n}:{}", String::from_utf8_lossy(line))
                }
                Line::TooLong(n) => format!("{n}:too long"),
            });
            Ok::<(), io::Error>(())
        });
        assert!(read.is_ok() && at_once == all, "at once or as a stream, the lines are the same");
        all
    }

    #[test]
    fn every_line_end_is_read() {
        for end in ["\n", "\r\n", "\r"] {
            assert_eq!(
                lines(format!("a{end}{end}b{end}c").as_bytes()),
                ["1:a", "2:", "3:b", "4:c"]
            );
        }
        assert_eq!(lines(b""), [""; 0]);
        assert_eq!(lines(b"a\n"), ["1:a"]);
        assert_eq!(lines(b"a\n\0b\0\nc\n\0"), ["1:a", "2:\0b\0", "3:c", "4:\0"]);
    }

    #[test]
    fn a_line_that_never_ends_is_passed_over() {
        let long = [b"a\n".to_vec(), vec![b'x'; 3 * MAX_LINE_BYTES], b"\nb\n".to_vec()].concat();
        assert_eq!(lines(&long), ["1:a", "2:too long", "3:b"]);
    }

    #[test]
    fn lines_across_chunks_are_whole() {
        let line = "0123456789".repeat(70_001);
        let text = format!("{line}\n{line}\n{line}\n{line}");
        let read = lines(text.as_bytes());
        assert_eq!(read.len(), 4);
        assert!(read.iter().all(|read| read[2..] == line));
    }

    #[test]
    fn what_lies_before_a_fault_is_read() {
        struct Cut(&'static [u8]);
        impl Read for Cut {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                match self.0.read(into)? {
                    0 => Err(io::ErrorKind::UnexpectedEof.into()),
                    n => Ok(n),
                }
            }
        }
        let mut seen = 0;
        let read = Lines::new(Cut(b"a\nb\nhalf")).each(|_| {
            seen += 1;
            Ok::<(), io::Error>(())
        });
        assert!(read.is_err());
        assert_eq!(seen, 2, "the half line is not given out");
    }
}
