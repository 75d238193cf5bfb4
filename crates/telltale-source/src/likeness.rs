//! Which source's file bytes look like, told by the form of their first lines. A file that is given to
//! the wrong reader is refused as a whole, with the name of the right one, and not row by row.

use std::borrow::Cow;
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
    /// The mark between its fields, where that is not the one that the source's files have.
    pub mark: Option<char>,
}

impl Unlike {
    /// What is wrong.
    pub fn what(&self) -> String {
        let Unlike { asked, like, mark } = self;
        let marks = mark.map(|mark| format!("{mark:?} between its fields, where tabs belong"));
        match (*like, marks) {
            (TEXT, _) => format!("does not look like a file of {asked}: it is a PDF document"),
            (like, Some(marks)) if like == *asked => format!("has {marks}"),
            (like, marks) => {
                let with = marks.map_or(String::new(), |marks| format!(", with {marks}"));
                format!("does not look like a file of {asked}: it looks like one of {like}{with}")
            }
        }
    }

    /// What would be right.
    pub fn hint(&self) -> String {
        match self.mark {
            None => format!("telltale ingest {} FILE", self.like),
            Some(_) => format!(
                "save it as its publisher ships it, with tabs and without quotes, then telltale ingest {} \
                 FILE",
                self.like
            ),
        }
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

/// The source whose heading stands between tabs.
const ICEWS: &str = "icews";

/// What is ingested as a text.
const TEXT: &str = "text";

/// The first lines of a file, in their fields.
struct Head<'a> {
    /// What it begins with, as JSON does.
    text: Cow<'a, str>,
    /// The fields of the first line that has any, in lower case.
    heading: Vec<String>,
    /// The fields of the first lines between tabs.
    tabbed: Vec<Vec<String>>,
    /// Another mark that fields may stand between, and the fields of the first rows if they do.
    marked: Option<(char, Vec<Vec<String>>)>,
}

impl Head<'_> {
    fn of(bytes: &[u8]) -> Head<'_> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let begin = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
        let bytes = &bytes[begin.unwrap_or(bytes.len())..];
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]);
        let lines = || text.lines().filter(|line| !line.is_empty()).take(LINES_MAX);
        let first = lines().next().unwrap_or_default();
        let mark = ['\t', ',', ';'].into_iter().find(|mark| first.contains(*mark)).unwrap_or(',');
        let heading = first.split(mark);
        let heading = heading.map(|field| field.trim_matches(['"', ' ', '\r']).to_lowercase());
        Head {
            heading: heading.collect(),
            tabbed: lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect(),
            marked: (mark != '\t').then(|| (mark, marked(&text, mark))),
            text,
        }
    }

    /// Whether the first line names all of these columns, in small letters.
    fn names(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.heading.iter().any(|field| field == column))
    }

    fn is_json_with(&self, name: &str) -> bool {
        self.text.trim_start().starts_with(['{', '[']) && self.text.contains(&format!("\"{name}\""))
    }
}

/// The first rows of a text with this mark between fields, which may stand in quotes.
fn marked(text: &str, mark: char) -> Vec<Vec<String>> {
    let mut rows = csv::ReaderBuilder::new();
    rows.has_headers(false).flexible(true).delimiter(mark as u8);
    let rows = rows.from_reader(text.as_bytes()).into_records().take(LINES_MAX);
    rows.map_while(Result::ok).map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// The form of a row without a heading: how many fields it may have, and of which how many are digits
/// and nothing else; zero is any number of them.
struct Form {
    name: &'static str,
    widths: &'static [usize],
    digits: &'static [(usize, usize)],
}

impl Form {
    fn is_of(&self, fields: &[String]) -> bool {
        let told = |(at, count): &(usize, usize)| {
            let field = fields[*at].as_str();
            let plain = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
            plain && (*count == 0 || field.len() == *count)
        };
        self.widths.contains(&fields.len()) && self.digits.iter().all(told)
    }

    fn is_of_one(&self, rows: &[Vec<String>]) -> bool {
        rows.iter().any(|fields| self.is_of(fields))
    }
}

/// The sources whose rows stand between tabs, under no heading.
const FORMS: &[Form] = &[
    Form { name: "gdelt", widths: &[61, 58, 57], digits: &[(0, 0), (1, 8)] },
    Form { name: "gdelt_gkg", widths: &[27], digits: &[(1, 14)] },
    Form { name: "gdelt_mentions", widths: &[16], digits: &[(0, 0), (1, 14), (2, 14)] },
];

/// The sources whose files have a heading, or a form, that no other's have, and how it is told.
type Likeness = (&'static str, fn(&Head<'_>) -> bool);
const LIKENESSES: &[Likeness] = &[
    (ICEWS, |head| head.names(&["event date", "source country", "cameo code"])),
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
        return Some(Unlike { asked, like: TEXT, mark: None });
    }
    let head = Head::of(head);
    if let Some((mark, rows)) = &head.marked
        && let Some(form) = FORMS.iter().find(|form| form.is_of_one(rows))
    {
        return Some(Unlike { asked, like: form.name, mark: Some(*mark) });
    }
    let of_form = FORMS.iter().filter(|form| form.is_of_one(&head.tabbed)).map(|form| form.name);
    let named = LIKENESSES.iter().filter(|(_, is_like)| is_like(&head)).map(|(name, _)| *name);
    let mut like = of_form.chain(named);
    let first = like.next()?;
    // Of the files with a heading, only these stand between tabs and nothing else.
    if let (ICEWS, Some((mark, _))) = (first, &head.marked) {
        return Some(Unlike { asked, like: first, mark: Some(*mark) });
    }
    let is_other = first != asked && like.all(|name| name != asked);
    is_other.then_some(Unlike { asked, like: first, mark: None })
}

/// The fault of a file that looks like another source's; its bytes may be in gzip.
pub fn unlike_fault(
    asked: &'static str,
    file: &str,
    bytes: &[u8],
) -> Option<telltale_observation::Fault> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let head = if head.starts_with(&[0x1F, 0x8B]) {
        Cow::Owned(shipped::begin_of_gzip(head, HEAD_BYTES))
    } else {
        Cow::Borrowed(head)
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
    fn rows_with_commas_where_tabs_belong_are_one_error_of_the_file() {
        let instant = "20180326044500";
        let mentions =
            tabs(16, &[(0, "7"), (1, instant), (2, instant), (5, "a \"b\""), (4, "c, d")]);
        let heading = format!("globaleventid{}\n", ",x".repeat(15));
        let events = tabs(61, &[(0, "7"), (1, "20180326"), (52, "Tokyo")]);
        let quoted = |row: &str, mark: &str| {
            let fields = row.trim_end_matches('\n').split('\t');
            let fields = fields.map(|field| match field.contains(['"', ',']) {
                true => format!("\"{}\"", field.replace('"', "\"\"")),
                false => field.to_owned(),
            });
            fields.collect::<Vec<_>>().join(mark) + "\r\n"
        };
        for (asked, head, like, mark) in [
            ("gdelt_mentions", quoted(&mentions, ","), "gdelt_mentions", ','),
            ("gdelt_mentions", heading + &quoted(&mentions, ","), "gdelt_mentions", ','),
            ("gdelt", quoted(&events, ";"), "gdelt", ';'),
            ("gdelt", quoted(&mentions, ","), "gdelt_mentions", ','),
            ("icews", quoted(&events, ","), "gdelt", ','),
            ("icews", "Event Date,Source Country,CAMEO Code\n".to_owned(), "icews", ','),
        ] {
            let found = unlike(asked, head.as_bytes());
            assert_eq!(found, Some(Unlike { asked, like, mark: Some(mark) }), "{head}");
        }
        let said = unlike_fault("gdelt_mentions", "x.csv", quoted(&mentions, ",").as_bytes());
        assert_eq!(
            said.unwrap().to_string(),
            "x.csv: has ',' between its fields, where tabs belong\n  hint: save it as its publisher \
             ships it, with tabs and without quotes, then telltale ingest gdelt_mentions FILE"
        );
        let said = unlike("icews", quoted(&events, ",").as_bytes()).unwrap().what();
        assert!(said.ends_with("one of gdelt, with ',' between its fields, where tabs belong"));
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
