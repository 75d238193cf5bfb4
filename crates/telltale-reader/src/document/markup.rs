//! Markup is what stands between the words of a web page.
//!
//! One pass over the page gives its pieces, in time that grows with its length alone, whatever is
//! nested in it or left open. From the pieces come the facts of its head, and its text line by line.

use std::borrow::Cow;

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece<'h> {
    /// Words, with their entities.
    Text(&'h str),
    /// `<name attributes>`
    Open(Tag<'h>),
    /// `</name>`
    Close(&'h str),
    /// What stands in a script, a style or a title, where no tag counts.
    Raw(Tag<'h>, &'h str),
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tag<'h> {
    pub(super) name: &'h str,
    attributes: &'h str,
}

impl<'h> Tag<'h> {
    /// Whether the tag has this name.
    pub(super) fn is(self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, with its entities told.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'h, str>> {
        let found = Attributes(self.attributes).find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| html_escape::decode_html_entities(value))
    }
}

/// The attributes of a tag, in order.
struct Attributes<'h>(&'h str);

impl<'h> Iterator for Attributes<'h> {
    type Item = (&'h str, &'h str);

    fn next(&mut self) -> Option<(&'h str, &'h str)> {
        let rest = self.0.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/');
        let (key, rest) = rest.split_at(end.unwrap_or(rest.len()));
        if key.is_empty() && rest.is_empty() {
            return None;
        }
        let after = rest.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            self.0 = rest;
            return Some((key, ""));
        };
        let value = value.trim_start();
        let (value, rest) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => {
                let end = value.find(|c: char| c.is_ascii_whitespace());
                value.split_at(end.unwrap_or(value.len()))
            }
        };
        self.0 = rest;
        Some((key, value))
    }
}

/// The pieces of a page, in order.
pub(super) struct Pieces<'h> {
    html: &'h str,
    at: usize,
    /// The element whose content is raw and comes next.
    raw: Option<Tag<'h>>,
}

/// The pieces of a page, in order.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { html, at: 0, raw: None }
}

const RAW: &[&str] = &["script", "style", "title", "textarea"];

impl<'h> Iterator for Pieces<'h> {
    type Item = Piece<'h>;

    fn next(&mut self) -> Option<Piece<'h>> {
        loop {
            if let Some(tag) = self.raw.take() {
                return Some(Piece::Raw(tag, self.raw_content(tag.name)));
            }
            let rest = &self.html[self.at..];
            if rest.is_empty() {
                return None;
            }
            if !starts_markup(rest.as_bytes()) {
                return Some(Piece::Text(self.words(rest)));
            }
            if let Some(piece) = self.markup(rest) {
                return Some(piece);
            }
        }
    }
}

/// Whether a tag, a comment or a declaration starts here, rather than a "less than".
fn starts_markup(rest: &[u8]) -> bool {
    rest[0] == b'<'
        && match rest.get(1) {
            Some(b'/') => rest.get(2).is_some_and(u8::is_ascii_alphabetic),
            Some(byte) => byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'?'),
            None => false,
        }
}

impl<'h> Pieces<'h> {
    /// The words up to the next markup.
    fn words(&mut self, rest: &'h str) -> &'h str {
        let bytes = rest.as_bytes();
        let next =
            memchr::memchr_iter(b'<', bytes).find(|&at| at > 0 && starts_markup(&bytes[at..]));
        let text = &rest[..next.unwrap_or(rest.len())];
        self.at += text.len();
        text
    }

    /// The markup that starts here; `None` for a comment or a declaration.
    fn markup(&mut self, rest: &'h str) -> Option<Piece<'h>> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = memchr::memmem::find(comment.as_bytes(), b"-->").map(|end| 4 + end + 3);
            self.at += end.unwrap_or(rest.len());
            return None;
        }
        let end = tag_end(rest.as_bytes());
        let inner = rest[..end].trim_start_matches('<').trim_end_matches('>');
        self.at += end;
        if rest.as_bytes().get(1).is_some_and(|byte| matches!(byte, b'!' | b'?')) {
            return None;
        }
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let stop = inner.find(|c: char| c.is_ascii_whitespace() || c == '/');
        let (name, attributes) = inner.split_at(stop.unwrap_or(inner.len()));
        if closes {
            return Some(Piece::Close(name));
        }
        let tag = Tag { name, attributes };
        if RAW.iter().any(|raw| tag.is(raw)) {
            self.raw = Some(tag);
        }
        Some(Piece::Open(tag))
    }

    /// What stands before the closing tag of this name, or before the end.
    fn raw_content(&mut self, name: &str) -> &'h str {
        let rest = &self.html[self.at..];
        let bytes = rest.as_bytes();
        let closes = |at: usize| {
            bytes[at..].starts_with(b"</")
                && bytes
                    .get(at + 2..at + 2 + name.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = memchr::memchr_iter(b'<', bytes).find(|&at| closes(at)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }
}

/// Where a tag ends: after the first `>` that no quoted value holds.
///
/// A quote that is never closed is no quote. That can happen once a page for either sign, since the
/// last one of a page closes the one before it; so the whole stays linear.
fn tag_end(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(found) = memchr::memchr2(b'>', b'=', &bytes[at..]) {
        at += found + 1;
        if bytes[at - 1] == b'>' {
            return at;
        }
        let quote = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if let Some(&sign @ (b'"' | b'\'')) = bytes.get(quote)
            && let Some(close) = memchr::memchr(sign, &bytes[quote + 1..])
        {
            at = quote + 1 + close + 1;
        }
    }
    bytes.len()
}

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
];

/// Elements whose words are not the article's.
const ASIDES: &[&str] =
    &["nav", "footer", "aside", "button", "select", "svg", "noscript", "template", "iframe"];

/// The words of a page, a block a line, without scripts, styles, and what stands aside.
pub(super) fn text(html: &str) -> String {
    let mut lines = Lines::default();
    let mut aside: Option<(&str, usize)> = None;
    for piece in pieces(html) {
        aside = match (aside, piece) {
            (Some((name, depth)), Piece::Open(tag)) if tag.is(name) => Some((name, depth + 1)),
            (Some((name, depth)), Piece::Close(closed)) if closed.eq_ignore_ascii_case(name) => {
                (depth > 1).then_some((name, depth - 1))
            }
            (Some(inside), _) => Some(inside),
            (None, Piece::Open(tag)) => {
                lines.at_tag(tag.name);
                ASIDES.iter().find(|name| tag.is(name)).map(|name| (*name, 1))
            }
            (None, Piece::Close(name)) => {
                lines.at_tag(name);
                None
            }
            (None, Piece::Text(words)) => {
                lines.add(&html_escape::decode_html_entities(words));
                None
            }
            (None, Piece::Raw(..)) => None,
        };
    }
    lines.finish()
}

/// Lines as they grow: white space within them is one space, and none is empty.
#[derive(Default)]
struct Lines {
    text: String,
    gap: bool,
}

impl Lines {
    fn at_tag(&mut self, name: &str) {
        if BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block)) {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            self.gap = false;
        } else if name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th") {
            self.gap = true;
        }
    }

    fn add(&mut self, words: &str) {
        for letter in words.chars() {
            if letter.is_whitespace() {
                self.gap = true;
                continue;
            }
            if self.gap && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.gap = false;
            self.text.push(letter);
        }
    }

    fn finish(mut self) -> String {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        self.text
    }
}
