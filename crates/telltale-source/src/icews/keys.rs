//! The names of the numbers in rows of entity, relation, entity and hour: a file of entities and one of
//! relations, in either order of columns, or one name a line counted from zero; a first line that only
//! counts is passed over.
//!
//! A number that stands for two names is nobody's, so that no row of the one is taken for the other's. Letters
//! that are no UTF-8 are read as Latin-1, in which such files were written. Both are said.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;

use rustc_hash::FxHashMap;
use telltale_observation::Fault;

use crate::rows;

/// What was found wrong with the files of names.
#[derive(Debug, Default)]
pub struct KeyFaults {
    /// Faults with which no row means what it seems to.
    pub refused: Vec<Fault>,
    /// Lines that are passed over, or read as they may not be meant.
    pub passed_over: Vec<Fault>,
}

/// A line of such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line<'t> {
    /// A number and its name.
    Named(u32, &'t str),
    /// A name alone, which its place counts.
    Alone(&'t str),
    /// Nothing, or on the first line how many there are.
    Nothing,
    /// Something else.
    Other,
}

fn line(text: &str, is_first: bool) -> Line<'_> {
    let fields: Vec<&str> = text.trim_end().split('\t').map(str::trim).collect();
    match fields[..] {
        [""] => Line::Nothing,
        [count] if is_first && count.parse::<u32>().is_ok() => Line::Nothing,
        [name, id, ..] if !name.is_empty() && id.parse::<u32>().is_ok() => {
            Line::Named(id.parse().expect("just asked"), name)
        }
        [id, name, ..] if !name.is_empty() && id.parse::<u32>().is_ok() => {
            Line::Named(id.parse().expect("just asked"), name)
        }
        [name] if name.parse::<u32>().is_err() => Line::Alone(name),
        _ => Line::Other,
    }
}

/// The lines of a file, each as UTF-8 or else as Latin-1.
fn lines(bytes: &[u8]) -> Vec<Cow<'_, str>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let latin = |line: &[u8]| line.iter().map(|byte| char::from(*byte)).collect::<String>();
    let text = |line| match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(latin(line)),
    };
    bytes.split(|byte| *byte == b'\n').map(text).collect()
}

/// The names by their numbers; a number of two names has none.
pub(super) fn read(bytes: &[u8]) -> FxHashMap<u32, String> {
    let texts = lines(bytes);
    let read: Vec<Line<'_>> =
        texts.iter().enumerate().map(|(at, text)| line(text, at == 0)).collect();
    let is_numbered = read.iter().any(|line| matches!(line, Line::Named(..)));
    let mut all: FxHashMap<u32, Option<&str>> = FxHashMap::default();
    for (at, line) in read.into_iter().enumerate() {
        match line {
            Line::Named(id, name) => {
                let known = all.entry(id).or_insert(Some(name));
                if *known != Some(name) {
                    *known = None;
                }
            }
            // Among numbers, a name whose number is missing is no number of its own.
            Line::Alone(name) if !is_numbered => {
                all.insert(at as u32, Some(name));
            }
            _ => {}
        }
    }
    all.into_iter().filter_map(|(id, name)| Some((id, name?.to_owned()))).collect()
}

/// What is wrong with files of names, each with its bytes.
pub fn key_faults(files: &[(String, Vec<u8>)]) -> KeyFaults {
    let mut found = KeyFaults::default();
    for (file, bytes) in files {
        faults_of(file, bytes, &mut found);
    }
    found
}

const NUMBERED: &str = "a name and its number, with a tab between";

fn faults_of(file: &str, bytes: &[u8], found: &mut KeyFaults) {
    let fault = |line: Option<usize>, what: String, hint: &str| Fault {
        file: file.to_owned(),
        line: line.map(|at| at as u64 + 1),
        column: String::new(),
        what,
        hint: hint.to_owned(),
    };
    let encoding = "read as Latin-1; if it is not, save it as UTF-8, such as with `iconv -t utf-8`";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let hint = "save it as UTF-8, such as with `iconv -f utf-16 -t utf-8`";
        found.refused.push(fault(None, "it is UTF-16".to_owned(), hint));
        return;
    }
    let texts = lines(bytes);
    let read: Vec<Line<'_>> =
        texts.iter().enumerate().map(|(at, text)| line(text, at == 0)).collect();
    let is_numbered = read.iter().any(|line| matches!(line, Line::Named(..)));
    if read.iter().all(|line| *line == Line::Nothing) {
        found.refused.push(fault(None, "there is no name in it".to_owned(), NUMBERED));
    }
    let mut names: BTreeMap<u32, (usize, &str)> = BTreeMap::new();
    for (at, line) in read.iter().enumerate() {
        if matches!(texts[at], Cow::Owned(_)) {
            let what = format!("not UTF-8: {:?}", super::short(texts[at].trim()));
            found.passed_over.push(fault(Some(at), what, encoding));
        }
        match line {
            Line::Named(id, name) => {
                let (first, other) = *names.entry(*id).or_insert((at, name));
                if other != *name {
                    let (one, two) = (super::short(other), super::short(name));
                    let what = format!("{id} is {two:?} here, and {one:?} on line {}", first + 1);
                    let hint = "one name a number: rows with this one name nobody";
                    found.passed_over.push(fault(Some(at), what, hint));
                }
            }
            Line::Alone(_) if !is_numbered => {}
            Line::Alone(_) | Line::Other => {
                let what = format!("no name with a number: {:?}", super::short(texts[at].trim()));
                found.passed_over.push(fault(Some(at), what, NUMBERED));
            }
            Line::Nothing => {}
        }
    }
}

/// Whether a file's first line is one of numbers, which say nothing without their names.
///
/// # Errors
/// If the file cannot be read.
pub fn is_of_numbers(mut file: impl BufRead) -> std::io::Result<bool> {
    let mut line = Vec::new();
    file.read_until(b'\n', &mut line)?;
    let text = rows::text(&line);
    let text = text.trim_start_matches('\u{feff}');
    let numbers: Vec<bool> =
        text.split_whitespace().take(4).map(|n| n.parse::<u32>().is_ok()).collect();
    Ok(numbers == [true; 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a file is refused for, and the lines that something is said of.
    fn faults(bytes: &[u8]) -> (Vec<String>, Vec<Option<u64>>) {
        let found = key_faults(&[("entity2id.txt".to_owned(), bytes.to_vec())]);
        let refused = found.refused.into_iter().map(|fault| fault.what).collect();
        (refused, found.passed_over.into_iter().map(|fault| fault.line).collect())
    }

    #[test]
    fn a_number_of_two_names_is_told_and_names_nobody() {
        let bytes = b"Peru\t0\nChile\t1\nGhana\t0\nChile\t1\n";
        let found = key_faults(&[("entity2id.txt".to_owned(), bytes.to_vec())]);
        let what: Vec<&str> = found.passed_over.iter().map(|fault| fault.what.as_str()).collect();
        assert_eq!(what, ["0 is \"Ghana\" here, and \"Peru\" on line 1"]);
        assert_eq!(found.refused, []);
        let names = read(bytes);
        assert_eq!((names.get(&0), names.get(&1)), (None, Some(&"Chile".to_owned())));
    }

    #[test]
    fn letters_that_are_no_utf_8_are_read_as_latin_1_and_told() {
        let bytes = b"Peru\t0\nS\xe3o_Tom\xe9\t1\n";
        assert_eq!(faults(bytes), (vec![], vec![Some(2)]));
        assert_eq!(read(bytes).get(&1).map(String::as_str), Some("São_Tomé"));
        let (refused, _) = faults(b"\xff\xfeP\0e\0");
        assert_eq!(refused, ["it is UTF-16"]);
    }

    #[test]
    fn a_line_without_a_number_is_passed_over_and_told_and_names_nothing() {
        let bytes = b"3\nPeru\t0\nChile\n\nGhana\tfirst\nTogo\t2\t\n";
        assert_eq!(faults(bytes), (vec![], vec![Some(3), Some(5)]));
        let names = read(bytes);
        assert_eq!(names.get(&0).map(String::as_str), Some("Peru"));
        assert_eq!(names.get(&2).map(String::as_str), Some("Togo"), "the third line is not 2");
        // One name a line, or the number first, is well-formed; nothing at all is not.
        assert_eq!(faults(b"Peru\nChile\n"), (vec![], vec![]));
        assert_eq!(faults("\u{feff}0\tPeru\r\n1\tChile\r\n".as_bytes()), (vec![], vec![]));
        assert_eq!(faults(b"\n").0.len(), 1);
    }

    #[test]
    fn rows_of_numbers_are_told_from_a_heading() {
        assert!(is_of_numbers(&b"0\t3\t1\t24\t0\r\n"[..]).unwrap());
        assert!(!is_of_numbers(&b"Event ID\tEvent Date\n"[..]).unwrap());
        assert!(!is_of_numbers(&b""[..]).unwrap());
    }
}
