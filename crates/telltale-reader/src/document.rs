//! A document: a text with its title, its day and its language.
//!
//! It comes as bytes: plain text, a web page or a PDF, in whatever letters. A [`Page`] is what the bytes
//! say of themselves; the day on which it was published may be missing there, and only a page with
//! a day is a [`Document`] that can be read.

mod charset;
mod day;
mod html;
mod markup;
mod pdf;

pub(crate) use day::{MONTHS, is_on_the_calendar};
use jiff::civil::Date;

use crate::Language;

pub use pdf::{is_pdf, pdf_pages};

/// The most bytes of one document that are read.
pub const MAX_DOCUMENT_BYTES: usize = 64 << 20;

/// The longest first line of a plain text that is taken for its title, in characters.
const TITLE_CHARS_MAX: usize = 160;

/// A text to be read. All spans that the reader gives are of `text`.
#[derive(Clone, Debug)]
pub struct Document {
    /// The title, if there is one.
    pub title: Option<String>,
    /// The day on which it was published: relative dates are told from it.
    pub published: Date,
    /// The language it is written in.
    pub language: Language,
    /// Who published it, if that is known.
    pub source: Option<String>,
    /// The text.
    pub text: String,
}

/// A text as its bytes tell it: with the day on which it was published, or without.
#[derive(Clone, Debug)]
pub struct Page {
    /// The title, if there is one.
    pub title: Option<String>,
    /// The day on which it was published, where the page or its file's name tells it in full.
    pub published: Option<Date>,
    /// Month and day of a dateline that leaves out the year: "PYONGYANG, Oct. 26".
    pub dateline: Option<(i8, i8)>,
    /// The language it is written in, told by its script.
    pub language: Language,
    /// The name of the site, of a web page.
    pub source: Option<String>,
    /// Where it lies on the network, of a web page that says so.
    pub url: Option<String>,
    /// The text: of a web page, the article alone, a paragraph a line.
    pub text: String,
}

/// Why bytes are no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// More bytes than are read.
    #[error("{name}: too large: {bytes} bytes (at most {MAX_DOCUMENT_BYTES})")]
    TooLarge {
        /// The file's name.
        name: String,
        /// How many bytes it has.
        bytes: usize,
    },
    /// Something that is not text at all.
    #[error("{name}: not a text: {what}")]
    NotText {
        /// The file's name.
        name: String,
        /// What it looks like.
        what: &'static str,
    },
    /// A byte that UTF-8 does not have at that place.
    #[error("{name}:{line}: not UTF-8: byte 0x{byte:02x} at offset {at}")]
    NotUtf8 {
        /// The file's name.
        name: String,
        /// The line, counted from 1.
        line: usize,
        /// The byte.
        byte: u8,
        /// How many bytes stand before it.
        at: usize,
    },
    /// A PDF that opens with a password only.
    #[error("{name}: locked by a password")]
    LockedPdf {
        /// The file's name.
        name: String,
    },
    /// A PDF of pictures.
    #[error("{name}: no text on its {pages} pages: they may be scanned pictures")]
    PdfWithoutText {
        /// The file's name.
        name: String,
        /// How many pages it has.
        pages: usize,
    },
    /// A PDF that cannot be followed.
    #[error("{name}: no PDF that can be read: {what}")]
    DamagedPdf {
        /// The file's name.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// A web page that declares letters that nobody knows.
    #[error("{name}: unknown charset: {charset:?}")]
    UnknownCharset {
        /// The file's name.
        name: String,
        /// The charset that it declares.
        charset: String,
    },
}

impl DocumentError {
    /// What would mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            DocumentError::TooLarge { .. } => "cut it into articles, or read them with --batch",
            DocumentError::NotText { .. } => {
                "plain text, HTML and PDF are read; take the text out first, and save it as .txt"
            }
            DocumentError::NotUtf8 { .. } => {
                "write it as UTF-8 first, say with `iconv -f EUC-KR -t UTF-8 FILE | telltale read \
                 -`; an HTML page may also declare its charset in a <meta> tag"
            }
            DocumentError::LockedPdf { .. } => {
                "take the password off first, say with `qpdf --decrypt --password=… IN.pdf OUT.pdf`"
            }
            DocumentError::PdfWithoutText { .. } => {
                "have its letters recognised first, say with `ocrmypdf IN.pdf OUT.pdf`"
            }
            DocumentError::DamagedPdf { .. } => {
                "fetch it again, or take its text out with another program, say with \
                 `pdftotext FILE.pdf - | telltale read -`"
            }
            DocumentError::UnknownCharset { .. } => {
                "write it as UTF-8 first, and declare charset=utf-8"
            }
        }
    }
}

/// Where the pages of a document end, in bytes of its text; empty for a text without pages.
#[derive(Clone, Debug, Default)]
pub struct PageEnds(Vec<usize>);

impl PageEnds {
    /// On which page of a PDF, from 1, stands what begins at this byte of the text; nothing for a text
    /// that has no pages.
    pub fn page_at(&self, byte: usize) -> Option<u32> {
        let at = self.0.partition_point(|end| *end < byte);
        (!self.0.is_empty()).then_some(at as u32 + 1)
    }
}

impl Document {
    /// A text of a day, its language told by its script.
    pub fn new(text: impl Into<String>, published: Date) -> Document {
        let text = text.into();
        let language = Language::of(&text);
        Document { title: None, published, language, source: None, text }
    }

    /// Another text told as this one was: its title, day, language and publisher.
    #[must_use]
    pub fn with_text(&self, text: String) -> Document {
        let Document { title, published, language, source, text: _ } = self;
        Document {
            title: title.clone(),
            published: *published,
            language: *language,
            source: source.clone(),
            text,
        }
    }

    /// The sentences of the text, in bytes: first, and one after the last.
    pub fn sentences(&self) -> Vec<(usize, usize)> {
        crate::sentence::split(&self.text)
    }

    /// Where the pages of its text end.
    pub fn pages(&self) -> PageEnds {
        PageEnds(self.text.match_indices(pdf::PAGE_END).map(|(at, _)| at).collect())
    }

    /// The page that the pages of a PDF make, as [`pdf_pages`] gives them.
    pub fn from_pages(name: &str, pages: &[String]) -> Page {
        told(name, plain(pdf::joined(pages)))
    }

    /// The page that a file's bytes make: plain text, HTML or PDF, told by content, not by name.
    ///
    /// Text is UTF-8, or UTF-16 with a byte order mark; a web page may be in the charset that it
    /// declares. The name is for messages, and for the day that it may hold.
    ///
    /// ```
    /// use telltale_reader::Document;
    /// let page = Document::from_bytes("a.txt", b"2025.11.04\nThe envoy left for Beijing.")?;
    /// assert_eq!(page.published.map(|day| day.to_string()).as_deref(), Some("2025-11-04"));
    /// # Ok::<(), telltale_reader::DocumentError>(())
    /// ```
    ///
    /// # Errors
    /// [`DocumentError`] for what is too large, no text, or in letters that are not told.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Page, DocumentError> {
        if bytes.len() > MAX_DOCUMENT_BYTES {
            return Err(DocumentError::TooLarge { name: name.to_owned(), bytes: bytes.len() });
        }
        if is_pdf(bytes) {
            return Ok(Document::from_pages(name, &pdf_pages(name, bytes)?));
        }
        let text = charset::decode(name, bytes)?;
        let page = if html::looks_like(&text) { html::page(&text) } else { plain(ended(text)) };
        Ok(told(name, page))
    }
}

/// A text with its lines ended by LF, where nothing but CR ends them. No letter changes its place.
fn ended(text: String) -> String {
    if text.contains('\n') || !text.contains('\r') { text } else { text.replace('\r', "\n") }
}

/// The page with its language, and with the day that its text or its file's name tells.
fn told(name: &str, mut page: Page) -> Page {
    page.language = Language::of(&page.text);
    if page.published.is_none() {
        let told = day::of_text(&page.text);
        page.published = told.whole.or_else(|| day::of_name(name));
        page.dateline = told.dateline;
    }
    page
}

impl Page {
    /// The day on which it was published, as far as it can be told on a day no earlier: the one
    /// that the page tells, or the last on which its dateline without a year can have been written.
    pub fn published_by(&self, today: Date) -> Option<Date> {
        self.published.or_else(|| {
            let (month, day) = self.dateline?;
            // Four years back, for the sake of 29 February.
            let years = (0..=4).map(|back| today.year() - back);
            let mut days = years.filter_map(|year| Date::new(year, month, day).ok());
            days.find(|day| *day <= today)
        })
    }

    /// The document of this page, published on that day.
    pub fn on(self, day: Date) -> Document {
        Document {
            title: self.title,
            published: day,
            language: self.language,
            source: self.source,
            text: self.text,
        }
    }
}

/// A plain text: its first line is the title if it is short, ends without a stop, and is followed
/// by more.
fn plain(text: String) -> Page {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("").trim_start_matches('#').trim();
    let followed = lines.next().is_some();
    let stopped = first.ends_with(['.', '!', '?', '。', ':', ';', ',', '”', '"']);
    let short = (1..=TITLE_CHARS_MAX).contains(&first.chars().take(TITLE_CHARS_MAX + 1).count());
    let is_title = followed && short && !stopped && !day::is_day_line(first);
    Page {
        title: is_title.then(|| first.to_owned()),
        published: None,
        dateline: None,
        language: Language::English,
        source: None,
        url: None,
        text,
    }
}

#[cfg(test)]
mod tests;
