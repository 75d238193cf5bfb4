//! A PDF: the words that are drawn on its pages, put together to lines, and lines to paragraphs.
//!
//! A page knows words at places, not sentences. Words on one height are a line; a line goes on in the
//! next where the next one's first word would not have fitted on it, and ends where it would have. Each
//! page ends in a form feed, from which the page of a passage is told.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdfboss_core::{Document as File, Error};
use pdfboss_text::{FontCache, ReadingOrder, TextSpan, extract_spans_reporting_cached};

use super::DocumentError;

/// What a PDF begins with.
const MARK: &[u8] = b"%PDF-";
/// The most pages that are read.
const PAGES_MAX: usize = 5_000;
/// The most text that is taken from one file, in bytes.
const TEXT_BYTES_MAX: usize = 32 << 20;
/// The end of a page.
pub(super) const PAGE_END: char = '\u{c}';

/// Words closer than this share of their size are one word.
const WORD_GAP: f32 = 0.15;
/// Lines further apart than this many sizes are of different paragraphs.
const PARAGRAPH_GAP: f32 = 1.75;

/// Whether bytes are a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(MARK)
}

/// The text of each page of a PDF. A page that cannot be read is empty.
///
/// # Errors
/// [`DocumentError`] if it cannot be opened without a password, is no PDF that can be followed, or
/// has no text on any page.
pub fn pdf_pages(name: &str, bytes: &[u8]) -> Result<Vec<String>, DocumentError> {
    let damaged = |what: &str| DocumentError::DamagedPdf { name: name.into(), what: what.into() };
    let opened = catch_unwind(AssertUnwindSafe(|| File::load(bytes.to_vec())));
    let file = match opened {
        Ok(Ok(file)) if file.is_locked() => Err(DocumentError::LockedPdf { name: name.into() }),
        Ok(Ok(file)) => Ok(file),
        Ok(Err(Error::Encrypted)) => Err(DocumentError::LockedPdf { name: name.into() }),
        Ok(Err(error)) => Err(damaged(&error.to_string())),
        Err(_) => Err(damaged("its reader gave up")),
    }?;
    let count = catch_unwind(AssertUnwindSafe(|| file.page_count())).unwrap_or(0);
    if count == 0 {
        return Err(damaged("no pages are found"));
    }
    if count > PAGES_MAX {
        return Err(damaged(&format!("{count} pages (at most {PAGES_MAX})")));
    }
    let fonts = FontCache::default();
    let mut pages = Vec::with_capacity(count);
    let mut left = TEXT_BYTES_MAX;
    for index in 0..count {
        let page = catch_unwind(AssertUnwindSafe(|| page(&file, index, &fonts)));
        let text = page.unwrap_or_default();
        left = left.checked_sub(text.len()).ok_or_else(|| damaged("more text than is read"))?;
        pages.push(text);
    }
    if pages.iter().any(|page| page.chars().any(char::is_alphabetic)) {
        return Ok(pages);
    }
    Err(DocumentError::PdfWithoutText { name: name.into(), pages: count })
}

/// The pages as one text, each ended by a form feed.
pub(super) fn joined(pages: &[String]) -> String {
    let mut text = String::new();
    for page in pages {
        text += page;
        // A page of its own line, so that a sentence may run over it.
        if !page.is_empty() {
            text.push('\n');
        }
        text.push(PAGE_END);
    }
    text
}

fn page(file: &File, index: usize, fonts: &FontCache) -> String {
    let spans = file
        .page(index)
        .and_then(|page| extract_spans_reporting_cached(file, &page, fonts, ReadingOrder::Content));
    spans.map_or(String::new(), |(spans, _)| paragraphs(lines(&spans)))
}

/// A line as it is drawn.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    text: String,
    x: f32,
    end_x: f32,
    y: f32,
    size: f32,
}

impl Line {
    /// How wide so many of its letters are, about.
    fn width_of(&self, letters: usize) -> f32 {
        let count = self.text.chars().count().max(1) as f32;
        (self.end_x - self.x) / count * letters as f32
    }
}

/// Words on one height, in the order in which they are drawn.
fn lines(spans: &[TextSpan]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for span in spans.iter().filter(|span| span.rotate == 0 && !span.text.is_empty()) {
        let text: String = span.text.chars().filter(|letter| !letter.is_control()).collect();
        let numbers = [span.x, span.end_x, span.y, span.size];
        if numbers.iter().any(|number| !number.is_finite()) {
            continue;
        }
        let same = lines.last_mut().filter(|line| {
            (line.y - span.y).abs() < 0.5 * line.size.max(span.size)
                && span.x >= line.x
                && span.x - line.end_x < 4.0 * span.size.max(1.0)
        });
        match same {
            Some(line) => {
                let apart = span.x - line.end_x > WORD_GAP * span.size;
                let spaced = line.text.ends_with(' ') || text.starts_with(' ');
                if apart && !spaced {
                    line.text.push(' ');
                }
                line.text += &text;
                line.end_x = line.end_x.max(span.end_x);
                line.size = line.size.max(span.size);
            }
            None => lines.push(Line {
                text,
                x: span.x,
                end_x: span.end_x,
                y: span.y,
                size: span.size.abs().max(1.0),
            }),
        }
    }
    lines.iter_mut().for_each(|line| line.text = one_spaced(&line.text));
    lines.retain(|line| !line.text.is_empty());
    lines
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines as a text, a paragraph a line.
fn paragraphs(mut lines: Vec<Line>) -> String {
    let is_number = |line: Option<&Line>| line.is_some_and(|line| is_page_number(&line.text));
    if is_number(lines.last()) {
        lines.pop();
    }
    if is_number(lines.first()) {
        lines.remove(0);
    }
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        match before {
            None => {}
            Some(before) if goes_on(before, line, margin(&lines, before)) => {
                join(&mut text, &line.text);
                continue;
            }
            Some(before) if !follows(before, line) => text += "\n\n",
            Some(_) => text.push('\n'),
        }
        text += &line.text;
    }
    text
}

/// How far to the right the lines reach of the column that a line is in.
fn margin(lines: &[Line], of: &Line) -> f32 {
    let shares = |line: &&Line| line.x < of.end_x && of.x < line.end_x;
    lines.iter().filter(shares).map(|line| line.end_x).fold(of.end_x, f32::max)
}

/// Whether a line stands right below another.
fn follows(before: &Line, line: &Line) -> bool {
    let drop = before.y - line.y;
    drop > 0.0 && drop <= PARAGRAPH_GAP * before.size.max(line.size)
}

/// Whether a line goes on in the next: there was no room for the next one's first word.
fn goes_on(before: &Line, line: &Line, margin: f32) -> bool {
    let alike = (before.size - line.size).abs() <= 0.1 * before.size.max(line.size);
    let first = line.text.split(' ').next().unwrap_or_default().chars().count();
    let full = before.end_x + line.width_of(first + 1) > margin;
    alike && full && follows(before, line)
}

/// Puts a line behind one that goes on in it. A hyphen at its end is taken for one that only parts the
/// word where a small letter follows.
fn join(text: &mut String, line: &str) {
    let parted = text.strip_suffix('-').and_then(|text| text.chars().last());
    let parted = parted.is_some_and(char::is_alphabetic);
    if text.ends_with('\u{ad}') || (parted && line.starts_with(char::is_lowercase)) {
        text.pop();
    } else if !(text.ends_with(is_han) && line.starts_with(is_han)) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Writing that has no spaces between words.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}')
}

/// A number of a page, as it stands above or below the text.
fn is_page_number(line: &str) -> bool {
    let bare = line.trim_matches(['-', '–', '—', ' ', '|']).to_lowercase();
    let bare = bare.strip_prefix("page").map_or(bare.as_str(), str::trim);
    let parts: Vec<&str> = bare.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [one] => number(one),
        [one, two] => line.contains('/') && number(one) && number(two),
        [one, "of", two] => number(one) && number(two),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
