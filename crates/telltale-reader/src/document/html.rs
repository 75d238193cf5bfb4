//! A web page: the article in it, and what its head says of title, site and day.

use dom_smoothie::{Config, Readability};
use jiff::civil::Date;
use serde_json::Value;

use super::markup::{self, Piece, Tag};
use super::{Page, day};
use crate::Language;

/// How far into a text its first tags are looked for.
const SNIFFED_BYTES: usize = 4096;

/// Pages beyond these are not handed to the extractor, whose time grows with the square of depth
/// and breadth; their text is taken without their tags instead.
const EXTRACTED_BYTES_MAX: usize = 4 << 20;
const EXTRACTED_TAGS_MAX: usize = 30_000;
const EXTRACTED_DEPTH_MAX: usize = 300;

/// An extract this much shorter than the page's words has missed the article.
const EXTRACT_SHARE_MIN: usize = 20;

/// Tags that plain text does not begin with.
const TELLING: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "article",
    "main",
    "section",
    "div",
    "h1",
    "h2",
    "p",
    "table",
    "span",
];

/// Whether a text is a web page: it begins with a tag, and one of the first is HTML's.
pub(super) fn looks_like(text: &str) -> bool {
    let start = text.trim_start();
    let head = &start[..start.floor_char_boundary(SNIFFED_BYTES)];
    start.starts_with('<')
        && head.split('<').skip(1).any(|tag| {
            TELLING.iter().any(|name| {
                let (begins, rest) = match tag.get(..name.len()) {
                    Some(begins) => (begins, &tag[name.len()..]),
                    None => return false,
                };
                begins.eq_ignore_ascii_case(name)
                    && rest.starts_with(['>', ' ', '\n', '\r', '\t', '/'])
            })
        })
}

/// The page: its article's text, and what it says of itself.
pub(super) fn page(html: &str) -> Page {
    let facts = Facts::of(html);
    let (title, text) = article(html).unwrap_or_else(|| (None, markup::text(html)));
    Page {
        title: facts.headline.or(title).or(facts.title).map(|title| one_line(&title)),
        published: facts.published.or(facts.modified),
        dateline: None,
        language: Language::English,
        source: facts.site.map(|site| one_line(&site)),
        url: facts.url,
        text,
    }
    .named()
}

impl Page {
    /// The same without a title or a source that is empty.
    fn named(mut self) -> Page {
        self.title = self.title.filter(|title| !title.is_empty());
        self.source = self.source.filter(|source| !source.is_empty());
        self
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The article's title and text; `None` where the extractor finds none, or must not look.
fn article(html: &str) -> Option<(Option<String>, String)> {
    if !extractable(html) {
        return None;
    }
    let mut extractor = Readability::new(html, None, Some(Config::default())).ok()?;
    let article = extractor.parse().ok()?;
    let text = markup::text(&article.content);
    let all = markup::text(html);
    let found = text.len() * EXTRACT_SHARE_MIN >= all.len();
    found.then_some((Some(article.title), text))
}

/// Whether a page is of a size and shape that the extractor reads in good time.
///
/// Counts tags as they stand, which is no less than the depth of the tree that they make, but for
/// elements that a next one of their kind ends.
fn extractable(html: &str) -> bool {
    const ENDLESS: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead",
        "tbody", "path", "circle", "rect", "use", "g",
    ];
    if html.len() > EXTRACTED_BYTES_MAX {
        return false;
    }
    let endless = |name: &str| ENDLESS.iter().any(|known| name.eq_ignore_ascii_case(known));
    let (mut tags, mut depth) = (0usize, 0usize);
    for piece in markup::pieces(html) {
        match piece {
            Piece::Open(tag) => {
                tags += 1;
                depth += usize::from(!endless(tag.name));
            }
            Piece::Close(name) if !endless(name) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if tags > EXTRACTED_TAGS_MAX || depth > EXTRACTED_DEPTH_MAX {
            return false;
        }
    }
    true
}

/// What a page says of itself: in its head, in its structured data, in a `<time>`.
#[derive(Debug, Default)]
struct Facts {
    /// The headline of the article.
    headline: Option<String>,
    /// The title of the window.
    title: Option<String>,
    site: Option<String>,
    url: Option<String>,
    published: Option<Date>,
    modified: Option<Date>,
}

/// The names under which pages tell the day of publication, in lower case.
const DAYS: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_time",
    "publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.created",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "regdate",
];

impl Facts {
    fn of(html: &str) -> Facts {
        let mut facts = Facts::default();
        let mut of_time = None;
        for piece in markup::pieces(html) {
            match piece {
                Piece::Open(tag) if tag.is("meta") => facts.meta(tag),
                Piece::Open(tag) if tag.is("time") && of_time.is_none() => {
                    of_time = tag.attribute("datetime").and_then(|value| day::of_value(&value));
                }
                Piece::Open(tag) if tag.is("link") => facts.link(tag),
                Piece::Raw(tag, words) if tag.is("title") && facts.title.is_none() => {
                    facts.title = Some(html_escape::decode_html_entities(words).into_owned());
                }
                Piece::Raw(tag, json) if tag.is("script") => facts.script(tag, json),
                _ => {}
            }
        }
        facts.published = facts.published.or(of_time);
        facts
    }

    fn meta(&mut self, tag: Tag<'_>) {
        let name = tag.attribute("property").or_else(|| tag.attribute("name"));
        let Some(name) = name.or_else(|| tag.attribute("itemprop")) else { return };
        let Some(content) = tag.attribute("content") else { return };
        let name = name.to_ascii_lowercase();
        if DAYS.contains(&name.as_str()) {
            self.published = self.published.or_else(|| day::of_value(&content));
        }
        let slot = match name.as_str() {
            "og:title" => &mut self.headline,
            "og:site_name" => &mut self.site,
            "og:url" => &mut self.url,
            _ => return,
        };
        slot.get_or_insert_with(|| content.into_owned());
    }

    fn link(&mut self, tag: Tag<'_>) {
        let canonical =
            tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if let (true, Some(url)) = (canonical, tag.attribute("href")) {
            self.url.get_or_insert_with(|| url.into_owned());
        }
    }

    /// The structured data of schema.org.
    fn script(&mut self, tag: Tag<'_>, json: &str) {
        let kind = tag.attribute("type").unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("application/ld+json") {
            return;
        }
        let Ok(data) = serde_json::from_str::<Value>(json.trim()) else { return };
        let several = data.get("@graph").unwrap_or(&data);
        let things = several.as_array().map_or(std::slice::from_ref(several), Vec::as_slice);
        for thing in things {
            let said = |key: &str| thing.get(key).and_then(Value::as_str);
            let published = said("datePublished").and_then(day::of_value);
            let modified = said("dateModified").and_then(day::of_value);
            self.published = self.published.or(published);
            self.modified = self.modified.or(modified);
            if let (None, Some(_), Some(headline)) = (&self.headline, published, said("headline")) {
                self.headline = Some(headline.to_owned());
            }
            let publisher = thing.get("publisher").and_then(|publisher| publisher.get("name"));
            if let (None, Some(name)) = (&self.site, publisher.and_then(Value::as_str)) {
                self.site = Some(name.to_owned());
            }
        }
    }
}
