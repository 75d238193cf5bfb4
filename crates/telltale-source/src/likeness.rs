//! Which source's file bytes look like, told by the form of their first lines. A file that is given to
//! the wrong reader is refused as a whole, with the name of the right one, and not row by row.

use std::io;

use crate::shipped::{self, file_name};

/// How far into a file its form is looked for.
const HEAD_BYTES: usize = 64 << 10;
/// So many of its lines are looked at.
const LINES_MAX: usize = 5;

/// What a file looks like that is none of the source it was given as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// The source that it was given as.
    pub asked: &'static str,
    /// What it looks like: a source's name, or `text` for a document.
    pub like: &'static str,
}

impl Unlike {
    /// What is wrong.
    pub fn what(&self) -> String {
        let Unlike { asked, like } = self;
        match *like {
            TEXT => format!("does not look like a file of {asked}: it is a PDF document"),
            like => format!("does not look like a file of {asked}: it looks like one of {like}"),
        }
    }

    /// What would be right.
    pub fn hint(&self) -> String {
        format!("telltale ingest {} FILE", self.like)
    }

    /// The same as an error of reading bytes.
    pub(crate) fn error(self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidInput, Told(self))
    }

    /// What an error of reading bytes says, if it is one of these.
    pub(crate) fn of(error: &io::Error) -> Option<Unlike> {
        error.get_ref()?.downcast_ref::<Told>().map(|told| told.0)
    }
}

/// Carries what was found through an error of the standard library.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.what())]
struct Told(Unlike);

/// What is ingested as a text.
const TEXT: &str = "text";

/// The first lines of a file, in their fields.
struct Head {
    /// What it begins with, as JSON does.
    text: String,
    /// The fields of the first line that has any, in lower case.
    heading: Vec<String>,
    /// The fields of the first lines between tabs.
    tabbed: Vec<Vec<String>>,
}

impl Head {
    fn of(bytes: &[u8]) -> Head {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]);
        let text = text.trim_start_matches('\u{feff}').trim_start_matches(['\r', '\n']).to_owned();
        let lines = || text.lines().filter(|line| !line.is_empty()).take(LINES_MAX);
        let first = lines().next().unwrap_or_default();
        let mark = ['\t', ',', ';'].into_iter().find(|mark| first.contains(*mark)).unwrap_or(',');
        let heading = first.split(mark);
        let heading = heading.map(|field| field.trim_matches(['"', ' ', '\r']).to_lowercase());
        Head {
            heading: heading.collect(),
            tabbed: lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect(),
            text,
        }
    }

    /// Whether the first line names all of these columns, in small letters.
    fn names(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.heading.iter().any(|field| field == column))
    }

    /// Whether one of the first lines has so many fields between tabs, of which those at these places
    /// have so many digits and nothing else; zero is any number of them.
    fn has_row(&self, widths: &[usize], digits: &[(usize, usize)]) -> bool {
        self.tabbed.iter().any(|fields| {
            let told = |(at, count): &(usize, usize)| {
                let field = fields[*at].as_str();
                let plain = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
                plain && (*count == 0 || field.len() == *count)
            };
            widths.contains(&fields.len()) && digits.iter().all(told)
        })
    }

    fn is_json_with(&self, name: &str) -> bool {
        self.text.trim_start().starts_with(['{', '[']) && self.text.contains(&format!("\"{name}\""))
    }
}

/// The sources whose files have a form that no other's have, and how it is told.
type Likeness = (&'static str, fn(&Head) -> bool);
const LIKENESSES: &[Likeness] = &[
    ("gdelt", |head| head.has_row(&[61, 58, 57], &[(0, 0), (1, 8)])),
    ("gdelt_gkg", |head| head.has_row(&[27], &[(1, 14)])),
    ("gdelt_mentions", |head| head.has_row(&[16], &[(0, 0), (1, 14), (2, 14)])),
    ("icews", |head| head.names(&["event date", "source country", "cameo code"])),
    ("polecat", |head| head.names(&["event date", "event type", "actor country"])),
    ("un_votes", |head| head.names(&["rcid", "ccode"])),
    ("gpr", |head| head.names(&["month", "gpr", "n10"])),
    ("sipri", |head| head.names(&["supplier", "recipient", "year", "value"])),
    ("comtrade", |head| {
        head.names(&["period", "reportercode", "flowcode", "primaryvalue"])
            || head.is_json_with("reporterCode")
    }),
    ("launches", |head| head.names(&["date", "missile name"]) || head.is_json_with("timeBins")),
    ("travel", |head| head.names(&["destination country", "destination city", "time"])),
    ("china_vitae", |head| head.names(&["date", "country", "leader", "text"])),
];

/// What a file of these bytes looks like, if it looks like another source's and not like one of the
/// source that it was given as. The bytes are the file's first ones, unpacked.
pub fn unlike(asked: &'static str, head: &[u8]) -> Option<Unlike> {
    if head.starts_with(b"%PDF-") {
        return Some(Unlike { asked, like: TEXT });
    }
    let head = Head::of(head);
    let mut like = LIKENESSES.iter().filter(|(_, is_like)| is_like(&head)).map(|(name, _)| *name);
    let first = like.next()?;
    (first != asked && like.all(|name| name != asked)).then_some(Unlike { asked, like: first })
}

/// The fault of a file that looks like another source's; its bytes may be in gzip.
pub fn unlike_fault(
    asked: &'static str,
    file: &str,
    bytes: &[u8],
) -> Option<telltale_observation::Fault> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let head = if head.starts_with(&[0x1F, 0x8B]) {
        std::borrow::Cow::Owned(shipped::begin_of_gzip(head, HEAD_BYTES))
    } else {
        std::borrow::Cow::Borrowed(head)
    };
    let unlike = unlike(asked, &head)?;
    Some(shipped::whole(file_name(file), unlike.what(), unlike.hint()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SOURCES;

    fn tabs(width: usize, set: &[(usize, &str)]) -> String {
        let mut fields = vec![""; width];
        set.iter().for_each(|(at, field)| fields[*at] = field);
        fields.join("\t") + "\n"
    }

    /// The first lines of a file of each source that has a form of its own.
    fn heads() -> Vec<(&'static str, String)> {
        let instant = "20180326044500";
        vec![
            ("gdelt", tabs(61, &[(0, "7"), (1, "20180326")])),
            ("gdelt", "bad row\n".to_owned() + &tabs(57, &[(0, "7"), (1, "20180326")])),
            ("gdelt_gkg", tabs(27, &[(0, "20180326044500-0"), (1, instant)])),
            ("gdelt_mentions", tabs(16, &[(0, "7"), (1, instant), (2, instant)])),
            ("icews", "Event ID\tEvent Date\tSource Country\tCAMEO Code\n".to_owned()),
            ("polecat", "Event ID\tEvent Date\tEvent Type\tActor Country\n".to_owned()),
            ("un_votes", "rcid,session,vote,ccode\n".to_owned()),
            ("gpr", "\u{feff}\"month\";\"GPR\";\"N10\"\r\n".to_owned()),
            ("sipri", "supplier,recipient,year,value,x\n".to_owned()),
            ("comtrade", "{\"data\":[{\"reporterCode\":156}]}".to_owned()),
            ("launches", "{\n\"timeBins\": []}".to_owned()),
            ("travel", "destination country,destination city,description,time\n".to_owned()),
            ("china_vitae", "date,year,country,leader,text\n".to_owned()),
        ]
    }

    #[test]
    fn a_file_given_to_another_reader_is_told_whose_it_is() {
        for (name, head) in heads() {
            for source in SOURCES {
                let found = unlike(source.spec.name, head.as_bytes()).map(|unlike| unlike.like);
                let expected = (source.spec.name != name).then_some(name);
                assert_eq!(found, expected, "{name} given as {}", source.spec.name);
            }
        }
    }

    #[test]
    fn what_looks_like_nothing_is_left_to_the_reader() {
        for head in ["", "0\t0\t1\t24\n", "国别（地区）,出口\n", "a,b\n1,2\n", "\u{0}\u{1}"]
        {
            assert_eq!(unlike("gdelt", head.as_bytes()), None, "{head:?}");
        }
    }

    #[test]
    fn a_packed_file_and_a_document_are_told_too() {
        let packed = shipped::tests::gzip("supplier,recipient,year,value\n".as_bytes());
        let said = unlike_fault("gpr", "f/x.csv.gz", &packed).unwrap().to_string();
        assert_eq!(
            said,
            "x.csv.gz: does not look like a file of gpr: it looks like one of sipri\n  hint: telltale \
             ingest sipri FILE"
        );
        let said = unlike_fault("gpr", "x.csv", b"%PDF-1.7\n").unwrap().to_string();
        assert!(said.contains("it is a PDF document\n  hint: telltale ingest text FILE"), "{said}");
    }
}
