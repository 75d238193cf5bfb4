//! GDELT's mentions: a row of 16 columns and tabs for each time that a document speaks of an event,
//! from the first report of it on, for as long as it is spoken of.
//!
//! A mention names its event by GLOBALEVENTID and says neither who acts nor what is done; those are
//! told by the event's own row. So a mention is no observation: it is kept beside them, known from
//! MentionTimeDate on, and counted as of an instant. Of rows that agree in event, instant, document,
//! sentence and the place of the deed in it, the first is taken and the others are collapsed.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use rustc_hash::FxBuildHasher;
use telltale_observation::{Collection, Digest, KnownAt, Locator, Mention, Reports};

use crate::rows::{self, FileTally, Flaw, ReadRow, Tabbed, Taken};
use crate::{Anomaly, Cadence, Spec, gdelt, shown};

/// What is known of GDELT's mentions.
pub const SPEC: Spec = Spec {
    name: "gdelt_mentions",
    title: "GDELT 2.0 mentions of events",
    publisher: "The GDELT Project",
    licence: "free for any use, with citation and a link to gdeltproject.org",
    citation: "The GDELT Project. GDELT 2.0 Mentions. https://www.gdeltproject.org",
    url: "https://www.gdeltproject.org/data.html",
    unit: "one mention of an event in one document",
    cadence: Cadence::Minutes15,
    fresh_days_max: Some(2),
    covers: "every quarter of an hour since 2015-02-18",
    limits: &[
        "a mention is no observation: it counts in no measure, and says nothing of who did what; it is \
         tied to an observation of source gdelt by the event's number",
        "events that an observation was collapsed from have numbers of their own: telltale why finds \
         theirs in the archived file, and SQL the number of the first row alone",
        "a document is one address: a text of an agency that a hundred papers print is a hundred \
         documents",
        "confidence is the source's own, in steps of ten percent",
        "the tone is that of the whole document, not of the sentence",
        "events before 2.0 have no mentions",
    ],
    anomalies: &[Anomaly {
        when: "in every file",
        what: "about one row in a hundred repeats another (15 of 1,635 in a sample of 2017-07-01)",
    }],
};

const COLUMNS: usize = 16;

/// So many rows are remembered in search of those that repeat one; then it is begun anew, and the
/// ledger passes over what it holds.
const REMEMBERED_MAX: usize = 1 << 21;

/// Reads the rows of a raw file, member by member, into `into`. `is_of` says which members are read, by
/// name; `full` is called with the mentions after each line, and may take them. Rows are mentions, which
/// are new, those that repeat one of their member, and faulty ones, such as those of after `today`.
///
/// # Errors
/// What `full` returned; what it left is in `into`.
pub fn read_rows<E>(
    place: (&Path, &str, Digest),
    today: Option<Date>,
    is_of: &dyn Fn(&str) -> bool,
    into: &mut Vec<Mention>,
    full: &mut dyn FnMut(&mut Vec<Mention>) -> Result<(), E>,
) -> Result<FileTally, E> {
    // One thread reads, but a reader may go to another.
    let read = Mutex::new(std::mem::take(into));
    let mut reader = Mentions::of(&read, place.2, today);
    let mut no_reports = Reports::of(SPEC.name);
    let tally = rows::read_rows(place, &mut reader, is_of, &mut no_reports, &mut |_| {
        full(&mut read.lock().unwrap_or_else(PoisonError::into_inner))
    });
    *into = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    tally
}

/// A reader of rows.
struct Mentions<'a> {
    read: &'a Mutex<Vec<Mention>>,
    digest: Digest,
    today: Option<Date>,
    member: String,
    fields: Tabbed,
    /// What was read of the member, by few bytes each.
    known: HashSet<[u8; 16], FxBuildHasher>,
}

impl Mentions<'_> {
    fn of(read: &Mutex<Vec<Mention>>, digest: Digest, today: Option<Date>) -> Mentions<'_> {
        let (member, fields, known) = (String::new(), Tabbed::default(), HashSet::default());
        Mentions { read, digest, today, member, fields, known }
    }
}

impl ReadRow for Mentions<'_> {
    fn begin(&mut self, name: &str) -> bool {
        name.clone_into(&mut self.member);
        self.known.clear();
        true
    }

    fn read(&mut self, row: u64, line: &[u8], _: &mut Reports) -> Result<Taken, Flaw> {
        if line.is_empty() {
            return Ok(Taken::NoRow);
        }
        let read = mention(line, &mut self.fields)?;
        shown::field(&read.outlet, "MentionSourceName")?;
        shown::field(&read.document, "MentionIdentifier")?;
        rows::yet_to_come(read.known_at, self.today, "MentionTimeDate")?;
        if self.known.len() >= REMEMBERED_MAX {
            self.known.clear();
        }
        if !self.known.insert(identity(&read)) {
            return Ok(Taken::Repeated);
        }
        let locator = Locator { file: self.member.clone(), row };
        let read = Mention { digest: self.digest, locator, ..read };
        self.read.lock().unwrap_or_else(PoisonError::into_inner).push(read);
        Ok(Taken::New)
    }
}

/// What a mention's copies share, in few bytes: a file may have a million.
fn identity(mention: &Mention) -> [u8; 16] {
    let text = format!("{:?}", mention.identity());
    *Digest::of(text.as_bytes()).bytes().first_chunk().expect("a digest has 32 bytes")
}

/// The mention that a row is, without its place.
fn mention(line: &[u8], fields: &mut Tabbed) -> Result<Mention, Flaw> {
    let columns = fields.split(line);
    if columns != COLUMNS {
        let hint = "16 columns, separated by tabs: the mentions of GDELT 2.0";
        return Err(Flaw { column: "", what: format!("{columns} columns"), hint });
    }
    let get = |index: usize| fields.get(line, index);
    let (event_known_at, known_at) =
        (instant(get(1), "EventTimeDate")?, instant(get(2), "MentionTimeDate")?);
    if known_at < event_known_at {
        let what = format!("before the event was first recorded: {known_at}");
        let hint = "an instant not before EventTimeDate";
        return Err(Flaw { column: "MentionTimeDate", what, hint });
    }
    let document = get(5);
    if document.is_empty() {
        let hint = "an address, a citation or a DOI";
        return Err(Flaw { column: "MentionIdentifier", what: "empty".to_owned(), hint });
    }
    let percent = number_of(get(11), "Confidence", "a whole number from 0 to 100")?;
    let percent = u8::try_from(percent).ok().filter(|percent| *percent <= 100);
    let tone = match get(13) {
        [] => None,
        text => Some(rows::number(text).ok_or_else(|| wrong("MentionDocTone", text, "a number"))?),
    };
    Ok(Mention {
        source: gdelt::SPEC.name.to_owned(),
        event: number_text(get(0))?,
        event_known_at,
        known_at,
        collection: collection(get(3))?,
        outlet: rows::text(get(4)).into_owned(),
        document: rows::text(document).into_owned(),
        sentence: number_of(get(6), "SentenceID", "a whole number")?,
        action_offset: offset(get(9))?,
        verbatim: flag(get(10))?,
        confidence_percent: percent
            .ok_or_else(|| wrong("Confidence", get(11), "a whole number from 0 to 100"))?,
        document_chars: number_of(get(12), "MentionDocLen", "a whole number")?,
        tone,
        translated_from: translated_from(get(14)),
        digest: Digest::of(b""),
        locator: Locator { file: String::new(), row: 0 },
    })
}

fn wrong(column: &'static str, field: &[u8], hint: &'static str) -> Flaw {
    let shown = String::from_utf8_lossy(&field[..field.len().min(60)]).into_owned();
    Flaw { column, what: format!("not {hint}: {shown:?}"), hint }
}

fn instant(field: &[u8], column: &'static str) -> Result<KnownAt, Flaw> {
    rows::instant(field).ok_or_else(|| wrong(column, field, "an instant, as YYYYMMDDhhmmss"))
}

fn number_of(field: &[u8], column: &'static str, hint: &'static str) -> Result<u32, Flaw> {
    rows::count(field).ok_or_else(|| wrong(column, field, hint))
}

/// The number of an event, as it stands there.
fn number_text(field: &[u8]) -> Result<String, Flaw> {
    let digits = (1..20).contains(&field.len()) && field.iter().all(u8::is_ascii_digit);
    let hint = "a number; a heading belongs in no such file";
    if digits {
        Ok(rows::text(field).into_owned())
    } else {
        Err(wrong("GLOBALEVENTID", field, hint))
    }
}

fn collection(field: &[u8]) -> Result<Collection, Flaw> {
    let number = rows::count(field).and_then(|number| usize::try_from(number).ok());
    let known = number.and_then(|number| Collection::ALL.get(number.checked_sub(1)?)).copied();
    known.ok_or_else(|| wrong("MentionType", field, "a number from 1 to 6"))
}

/// −1 says that the place is not known.
fn offset(field: &[u8]) -> Result<Option<u32>, Flaw> {
    match field {
        b"-1" => Ok(None),
        field => number_of(field, "ActionCharOffset", "a whole number, or -1").map(Some),
    }
}

fn flag(field: &[u8]) -> Result<bool, Flaw> {
    match field {
        b"0" => Ok(false),
        b"1" => Ok(true),
        other => Err(wrong("InRawText", other, "0 or 1")),
    }
}

/// `srclc:ara;eng:GT-ARA 1.0` says that it was read in a translation from Arabic.
fn translated_from(field: &[u8]) -> String {
    let mut parts = field.split(|byte| *byte == b';');
    let code = parts.find_map(|part| part.trim_ascii().strip_prefix(b"srclc:")).unwrap_or_default();
    rows::text(&code[..code.len().min(8)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "669670701|20170701234500|20170702001500|1|example.pe|https://example.pe/a|4|850|\
                       812|787|0|20|1002|0.5|srclc:spa;eng:Moses 2.1.1|";

    fn read(name: &str, text: &[u8]) -> (Vec<Mention>, FileTally) {
        let mut all = Vec::new();
        let tally = in_lots(name, text, usize::MAX, &mut |lot| all.extend(lot));
        (all, tally)
    }

    /// Reads a file, and hands on so many mentions at a time.
    fn in_lots(
        name: &str,
        text: &[u8],
        most: usize,
        each: &mut dyn FnMut(Vec<Mention>),
    ) -> FileTally {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.csv");
        fs_err::write(&path, text).unwrap();
        let place = (path.as_path(), name, Digest::of(text));
        let mut rest = Vec::new();
        let tally = read_rows(place, None, &|_| true, &mut rest, &mut |read| {
            if read.len() >= most {
                each(std::mem::take(read));
            }
            Ok::<(), std::convert::Infallible>(())
        });
        each(rest);
        let Ok(tally) = tally;
        let counted = tally.new + tally.repeated + tally.faulty;
        assert_eq!(tally.rows, counted, "{tally:?}");
        tally
    }

    fn row(changes: &[(usize, &str)]) -> String {
        let mut fields: Vec<&str> = ROW.split('|').collect();
        for (at, field) in changes {
            fields[*at] = field;
        }
        fields.join("\t") + "\n"
    }

    #[test]
    fn every_column_reaches_the_mention() {
        let text = row(&[]);
        let (read, _) = read("x.mentions.CSV", text.as_bytes());
        let [seen] = read.as_slice() else { panic!("one: {read:?}") };
        assert_eq!(seen.digest, Digest::of(text.as_bytes()));
        assert_eq!((seen.source.as_str(), seen.event.as_str()), ("gdelt", "669670701"));
        assert_eq!(seen.event_known_at.to_string(), "2017-07-01T23:45:00Z");
        assert_eq!(seen.known_at.to_string(), "2017-07-02T00:15:00Z");
        assert_eq!((seen.collection, seen.outlet.as_str()), (Collection::Web, "example.pe"));
        assert_eq!((seen.sentence, seen.action_offset, seen.verbatim), (4, Some(787), false));
        assert_eq!((seen.confidence_percent, seen.document_chars), (20, 1002));
        assert_eq!((seen.tone, seen.translated_from.as_str()), (Some(0.5), "spa"));
        assert_eq!((seen.locator.file.as_str(), seen.locator.row), ("x.mentions.CSV", 1));
    }

    #[test]
    fn a_row_that_repeats_another_is_collapsed_and_another_sentence_is_not() {
        let text =
            row(&[]) + &row(&[(13, "9")]) + &row(&[(6, "5")]) + &row(&[(2, "20170703000000")]);
        for most in [1, 2, usize::MAX] {
            let mut rows = Vec::new();
            let tally = in_lots("x.csv", text.as_bytes(), most, &mut |lot| {
                assert!(lot.len() <= most);
                rows.extend(lot.iter().map(|one| one.locator.row));
            });
            assert_eq!((tally.rows, tally.new, tally.repeated), (4, 3, 1));
            assert_eq!(rows, [1, 3, 4]);
        }
    }

    #[test]
    fn each_field_is_held_against_what_it_may_say() {
        for (at, field, expected) in [
            (0, "globaleventid", "GLOBALEVENTID: not a number"),
            (1, "20171332234500", "EventTimeDate: not an instant"),
            (2, "20170701234459", "MentionTimeDate: before the event was first recorded"),
            (3, "7", "MentionType: not a number from 1 to 6"),
            (5, "", "MentionIdentifier: empty"),
            (6, "1.2.3", "SentenceID: not a whole number"),
            (9, "-2", "ActionCharOffset: not a whole number, or -1"),
            (10, "2", "InRawText: not 0 or 1"),
            (11, "101", "Confidence: not a whole number from 0 to 100"),
            (13, "NaN", "MentionDocTone: not a number"),
            (14, "a\tb", "17 columns"),
            (4, "a\0b", "a NUL byte"),
            (4, "a\u{1b}b", "MentionSourceName: a control character: U+001B"),
            (5, "a\u{202e}b", "MentionIdentifier: a control character: U+202E"),
        ] {
            let (read, tally) = read("x.csv", (row(&[(at, field)]) + &row(&[])).as_bytes());
            let said: Vec<String> = tally.faults.iter().map(ToString::to_string).collect();
            assert!(said.len() == 1 && said[0].contains(expected), "{field:?}: {said:?}");
            assert!(said[0].starts_with("x.csv:1: "), "{said:?}");
            assert_eq!(read.len(), 1, "the next row is read");
        }
    }

    #[test]
    fn what_is_empty_where_it_may_be_is_unknown() {
        let (all, _) = read("x.csv", row(&[(9, "-1"), (13, ""), (14, "")]).as_bytes());
        let [seen] = all.as_slice() else { panic!("one: {all:?}") };
        assert_eq!((seen.action_offset, seen.tone), (None, None));
        assert_eq!(seen.translated_from, "");
        assert_eq!(read("x.csv", b"").1.faults.len(), 1, "an empty file is told");
    }

    #[test]
    fn what_a_taker_leaves_when_it_stops_is_not_lost() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("t.csv");
        fs_err::write(&path, row(&[]) + &row(&[(6, "5")]) + &row(&[(6, "6")])).unwrap();
        let mut read = Vec::new();
        let place = (path.as_path(), "t.csv", Digest::of(b""));
        let stopped = read_rows(place, None, &|_| true, &mut read, &mut |read| match read.len() {
            2 => Err("enough"),
            _ => Ok(()),
        });
        assert_eq!((stopped, read.len()), (Err("enough"), 2));
    }
}
