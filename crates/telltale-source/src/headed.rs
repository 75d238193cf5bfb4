//! Event files of a row a line whose first line names their columns, separated by tabs or commas, in
//! quotes or not. The columns are found by name, so that a release which adds or moves some is read.

use std::borrow::Cow;

use telltale_observation::{Report, ReportTexts, Reports, Unfit};

use crate::rows::{Flaw, Taken};
use crate::shown::{self, TextColumns};

/// The reason of rows in which nobody acts whom the ledger knows.
pub(crate) const NO_ACTOR: &str = "no state and no organisation of states acts";

/// A column that is read: its names, and whether it must be there.
pub(crate) type Column = (&'static [&'static str], bool);

/// Where the columns of a file are.
#[derive(Debug)]
pub(crate) struct Heading {
    places: Vec<Option<usize>>,
    separator: u8,
    width: usize,
}

impl Heading {
    /// The heading that a line is, if it names the first of the columns.
    ///
    /// # Errors
    /// The name of a column that must be there and is not.
    pub(crate) fn of(line: &[u8], columns: &[Column]) -> Option<Result<Heading, Flaw>> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let separator = if line.contains(&b'\t') { b'\t' } else { b',' };
        let names = split(line, separator);
        let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
        let place =
            |column: &Column| names.iter().position(|name| column.0.contains(&name.as_str()));
        place(columns.first()?)?;
        if let Some((names, _)) = columns.iter().find(|column| column.1 && place(column).is_none())
        {
            let what = format!("no column {:?}", names[0]);
            return Some(Err(Flaw {
                column: "",
                what,
                hint: "the heading as the publisher ships it",
            }));
        }
        let places = columns.iter().map(place).collect();
        Some(Ok(Heading { places, separator, width: names.len() }))
    }

    /// A heading of known places, for files that have none.
    pub(crate) fn fixed(places: &[Option<usize>], width: usize) -> Heading {
        Heading { places: places.to_vec(), separator: b'\t', width }
    }

    /// The fields of the columns in a line; those that are not there are empty.
    ///
    /// # Errors
    /// If the line has another number of fields than the heading.
    pub(crate) fn fields<'l>(&self, line: &'l [u8]) -> Result<Vec<Cow<'l, str>>, Flaw> {
        let all = split(line, self.separator);
        if all.len() != self.width {
            let what = format!("{} columns where the heading has {}", all.len(), self.width);
            return Err(Flaw { column: "", what, hint: "a field for each column of the heading" });
        }
        let text = |place: &Option<usize>| match place {
            Some(at) => letters(all[*at].clone()),
            None => Cow::Borrowed(""),
        };
        Ok(self.places.iter().map(text).collect())
    }
}

fn folded(name: &[u8]) -> String {
    String::from_utf8_lossy(name).trim().to_ascii_lowercase().replace('_', " ")
}

/// A field as text, without the blanks around it.
fn letters(field: Cow<'_, [u8]>) -> Cow<'_, str> {
    match field {
        Cow::Borrowed(bytes) => crate::rows::text(bytes.trim_ascii()),
        Cow::Owned(bytes) => Cow::Owned(crate::rows::text(bytes.trim_ascii()).into_owned()),
    }
}

/// The fields of a line. A field in quotes may hold the separator, and two quotes for one.
fn split(line: &[u8], separator: u8) -> Vec<Cow<'_, [u8]>> {
    let mut fields = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (field, after) = first(text, separator);
        fields.push(field);
        rest = after;
    }
    fields
}

/// The first field of a text, and what comes after its separator.
fn first(text: &[u8], separator: u8) -> (Cow<'_, [u8]>, Option<&[u8]>) {
    let plain = || match memchr::memchr(separator, text) {
        Some(at) => (Cow::Borrowed(&text[..at]), Some(&text[at + 1..])),
        None => (Cow::Borrowed(text), None),
    };
    let Some(quoted) = text.strip_prefix(b"\"") else { return plain() };
    let mut field = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'"', &quoted[from..]) {
        field.extend_from_slice(&quoted[from..from + at]);
        match &quoted[from + at + 1..] {
            [] => return (Cow::Owned(field), None),
            [next, after @ ..] if *next == separator => return (Cow::Owned(field), Some(after)),
            [b'"', ..] => {
                field.push(b'"');
                from += at + 2;
            }
            // A quote within a field that merely begins with one.
            _ => return plain(),
        }
    }
    plain()
}

/// Takes a report in, where somebody acts: its texts with their columns, and the column of its day.
pub(crate) fn push(
    report: Option<Report>,
    (texts, columns): (ReportTexts<'_>, TextColumns),
    column: &'static str,
    into: &mut Reports,
) -> Result<Taken, Flaw> {
    let Some(report) = report else { return Ok(Taken::Outside(NO_ACTOR)) };
    shown::report(&texts, columns)?;
    let target = report.target.filter(|target| *target != report.actor);
    match into.push(Report { target, ..report }, texts) {
        Ok(true) => Ok(Taken::New),
        Ok(false) => Ok(Taken::Repeated),
        Err(unfit) => {
            let hint = match unfit {
                Unfit::ImpossibleDate(_) => "a day of the years from 1800 to 2200",
                _ => "a day not after the one on which it was published",
            };
            Err(Flaw { column, what: unfit.to_string(), hint })
        }
    }
}

/// What is wrong with a field of a column.
pub(crate) fn wrong(column: &'static str, field: &str, hint: &'static str) -> Flaw {
    let shown: String = field.chars().take(60).collect();
    Flaw { column, what: format!("not {hint}: {shown:?}"), hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str, separator: u8) -> Vec<String> {
        let split = split(line.as_bytes(), separator);
        split.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect()
    }

    #[test]
    fn fields_are_in_quotes_or_not() {
        for (line, expected) in [
            ("a,b", &["a", "b"][..]),
            ("", &[""]),
            ("\"a,b\",c", &["a,b", "c"]),
            ("\"a \"\"b\"\"\",", &["a \"b\"", ""]),
            ("\"a\" b,c", &["\"a\" b", "c"]),
            ("\"a,b", &["\"a", "b"]),
        ] {
            assert_eq!(fields(line, b','), expected, "{line}");
        }
        assert_eq!(fields("a,b\t\"c\td\"", b'\t'), ["a,b", "c\td"]);
    }

    #[test]
    fn a_heading_is_told_by_its_first_column() {
        const COLUMNS: &[Column] = &[(&["event id"], true), (&["event date", "day"], true)];
        let of = |line: &str| Heading::of(line.as_bytes(), COLUMNS);
        assert!(of("1\t2018-03-25").is_none());
        assert!(of("Event_ID\tx\tDay").is_some_and(|heading| heading.is_ok()));
        let heading = of("\u{feff}Event ID,x,Event Date").and_then(Result::ok).expect("a heading");
        let fields = heading.fields("7,\"a,b\", 2018-03-25".as_bytes()).expect("fields");
        assert_eq!(fields, ["7", "2018-03-25"]);
        assert!(heading.fields(b"7,8").is_err());
        let flaw = of("Event ID\tx").and_then(Result::err).expect("no day");
        assert_eq!(flaw.what, "no column \"event date\"");
    }
}
