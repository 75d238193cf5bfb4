//! A feed: RSS, Atom or JSON Feed. Each entry of it becomes a page of its own, with its title, its day,
//! its address and its text, for whoever reads documents.
//!
//! A feed cannot be told from other XML by its name; what is none is a fault of the file, and an entry
//! without any text is passed over and counted. An entry has only what the feed prints of it, which is
//! often the beginning.

use jiff::civil::Date;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::Value;
use telltale_observation::Fault;

use crate::shipped::whole;

/// How many entries of one feed are read.
const ENTRIES_MAX: usize = 100_000;
/// How deep elements may lie in one another.
const DEPTH_MAX: usize = 256;

/// A feed's entries, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// The name of the feed.
    pub title: String,
    /// The language that it says it is in; empty if it does not say.
    pub language: String,
    /// Its entries that have text.
    pub entries: Vec<Entry>,
    /// How many have none.
    pub empty: usize,
}

/// One entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its title, without markup.
    pub title: String,
    /// Where it lies.
    pub url: String,
    /// The day on which it was published, where it stands.
    pub published: Option<Date>,
    /// Its text: HTML, as the feed prints it.
    pub html: String,
}

impl Entry {
    /// The entry as a page of HTML that says of itself what the feed says of it.
    pub fn page(&self, feed: &Feed) -> String {
        let day = self.published.map_or(String::new(), |day| {
            format!("<meta property=\"article:published_time\" content=\"{day}\">\n")
        });
        let url = if self.url.is_empty() {
            String::new()
        } else {
            format!("<link rel=\"canonical\" href=\"{}\">\n", escaped(&self.url))
        };
        let language = match feed.language.as_str() {
            "" => String::new(),
            language => format!(" lang=\"{}\"", escaped(language)),
        };
        format!(
            "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <meta property=\"og:site_name\" content=\"{site}\">\n{day}{url}</head>\n<body>\n<article>\n\
             <h1>{title}</h1>\n{html}\n</article>\n</body>\n</html>\n",
            title = escaped(&self.title),
            site = escaped(&feed.title),
            html = paragraphs(&self.html),
        )
    }
}

/// Text without any markup as paragraphs.
fn paragraphs(html: &str) -> String {
    if html.contains('<') {
        return html.to_owned();
    }
    let lines = html.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("<p>{line}</p>\n")).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Reads a feed of any of the three kinds.
///
/// # Errors
/// The fault of the file, where it is no feed.
pub fn read(file: &str, bytes: &[u8]) -> Result<Feed, Fault> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let feed = if text.starts_with('{') { of_json(text) } else { of_xml(text) };
    let feed = feed.map_err(|what| whole(file, what, "a feed: RSS, Atom or JSON Feed"))?;
    if feed.entries.is_empty() && feed.empty == 0 {
        return Err(whole(file, "a feed without an entry", "a feed: RSS, Atom or JSON Feed"));
    }
    Ok(feed)
}

/// What a date of a feed names: of an instant the day where it was written.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let head = text.get(..10).and_then(|head| head.parse().ok());
    head.or_else(|| Some(jiff::fmt::rfc2822::parse(text).ok()?.date()))
}

fn take(feed: &mut Feed, entry: Entry) {
    if entry.html.trim().is_empty() && entry.title.trim().is_empty() {
        feed.empty += 1;
    } else if feed.entries.len() < ENTRIES_MAX {
        feed.entries.push(entry);
    }
}

fn of_json(text: &str) -> Result<Feed, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let words = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let items = value["items"].as_array().ok_or("JSON without a list `items`")?;
    let mut feed = Feed {
        title: words(&value, "title"),
        language: words(&value, "language"),
        ..Feed::default()
    };
    for item in items {
        let html = ["content_html", "content_text", "summary"].map(|name| words(item, name));
        take(
            &mut feed,
            Entry {
                title: words(item, "title"),
                url: words(item, "url"),
                published: day(&words(item, "date_published")),
                html: html.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default(),
            },
        );
    }
    Ok(feed)
}

/// The part of an entry that an element holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Url,
    Published,
    Updated,
    Text,
    Summary,
    Language,
}

/// The part by an element's name, with what stands before a colon.
fn part(name: &str) -> Option<Part> {
    Some(match name {
        "title" => Part::Title,
        "link" => Part::Url,
        "pubDate" | "published" | "issued" | "dc:date" => Part::Published,
        "updated" | "modified" => Part::Updated,
        "content:encoded" | "content" => Part::Text,
        "description" | "summary" => Part::Summary,
        "language" | "dc:language" => Part::Language,
        _ => return None,
    })
}

/// What was read of an entry, or of the feed outside of any.
#[derive(Default)]
struct Drafted {
    title: String,
    url: String,
    published: String,
    updated: String,
    text: String,
    summary: String,
    language: String,
}

impl Drafted {
    fn put(&mut self, part: Part, text: &str) {
        let text = text.trim();
        let place = match part {
            Part::Title => &mut self.title,
            Part::Url => &mut self.url,
            Part::Published => &mut self.published,
            Part::Updated => &mut self.updated,
            Part::Text => &mut self.text,
            Part::Summary => &mut self.summary,
            Part::Language => &mut self.language,
        };
        if place.is_empty() {
            text.clone_into(place);
        }
    }

    fn entry(self) -> Entry {
        let html = if self.text.is_empty() { self.summary } else { self.text };
        let published = day(&self.published).or_else(|| day(&self.updated));
        Entry { title: self.title, url: self.url, published, html }
    }
}

fn of_xml(text: &str) -> Result<Feed, String> {
    let mut reader = Reader::from_str(text);
    let (mut feed, mut root) = (Feed::default(), Drafted::default());
    let mut entry: Option<Drafted> = None;
    // The part at hand, how deep it lies, and its text so far.
    let mut open: Option<(Part, usize, String)> = None;
    let (mut depth, mut is_feed) = (0_usize, false);
    loop {
        let event = reader.read_event().map_err(|error| format!("malformed XML: {error}"))?;
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Err("elements that lie too deep in one another".to_owned());
                }
                let name = tag.name().into_inner().to_owned();
                is_feed |= matches!(name.as_str(), "rss" | "feed" | "rdf:RDF");
                if let Some((_, _, text)) = &mut open {
                    *text += &format!("<{name}>");
                } else if matches!(name.as_str(), "item" | "entry") {
                    entry = Some(Drafted::default());
                } else if let Some(part) = part(&name) {
                    linked(&tag, entry.as_mut().unwrap_or(&mut root));
                    open = Some((part, depth, String::new()));
                }
            }
            Event::Empty(tag) => match &mut open {
                Some((_, _, text)) => *text += &format!("<{}>", tag.name().into_inner()),
                None => linked(&tag, entry.as_mut().unwrap_or(&mut root)),
            },
            Event::End(tag) => {
                let name = tag.name().into_inner().to_owned();
                if let Some((part, _, text)) = open.take_if(|(_, at, _)| *at == depth) {
                    entry.as_mut().unwrap_or(&mut root).put(part, &text);
                } else if let Some((_, _, text)) = &mut open {
                    *text += &format!("</{name}>");
                } else if matches!(name.as_str(), "item" | "entry")
                    && let Some(drafted) = entry.take()
                {
                    take(&mut feed, drafted.entry());
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(words) => said(&mut open, &words.xml10_content()),
            Event::CData(words) => said(&mut open, &words.xml10_content()),
            Event::GeneralRef(name) => said(&mut open, &letter(&name)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if !is_feed {
        return Err("no feed".to_owned());
    }
    (feed.title, feed.language) = (root.title, root.language);
    Ok(feed)
}

fn said(open: &mut Option<(Part, usize, String)>, words: &str) {
    if let Some((_, _, text)) = open {
        *text += words;
    }
}

/// The letter that a reference stands for; one that is not known stays as it is, for HTML to know.
fn letter(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        return letter.to_string();
    }
    match &**name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

/// Atom's link, which is an attribute: that of the entry itself.
fn linked(tag: &BytesStart<'_>, into: &mut Drafted) {
    let attribute = |name: &str| {
        let found = tag.try_get_attribute(name).ok()??;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    };
    let own = attribute("rel").is_none_or(|rel| rel == "alternate");
    if tag.name().into_inner() == "link"
        && own
        && let Some(url) = attribute("href")
    {
        into.put(Part::Url, &url);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Desk</title>\
        <language>en</language><link>https://example.org</link><item><title>A &amp; B meet</title>\
        <link>https://example.org/1</link><pubDate>Tue, 04 Nov 2025 23:30:00 -0500</pubDate>\
        <description>&lt;p&gt;They met.&lt;/p&gt;</description></item><item><guid>2</guid></item>\
        <item><title>Two</title><description><![CDATA[<b>Bold</b>]]></description>\
        <content:encoded>Whole</content:encoded></item></channel></rss>";
    const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Desk</title>\
        <link href=\"https://example.org/\"/><entry><title>One</title>\
        <link rel=\"self\" href=\"https://example.org/self\"/><link href=\"https://example.org/1\"/>\
        <updated>2025-11-05T00:10:00Z</updated><content type=\"xhtml\"><div><p>They <i>met</i>.</p></div>\
        </content></entry></feed>";
    const JSON: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Desk", "language": "ko",
        "items": [{"id": "1", "url": "https://example.org/1", "title": "One",
        "date_published": "2025-11-04T09:00:00+09:00", "content_text": "They met.\nThey left."}]}"#;

    #[test]
    fn the_three_kinds_are_read() {
        let rss = read("f", RSS.as_bytes()).unwrap();
        assert_eq!((rss.title.as_str(), rss.language.as_str(), rss.empty), ("Desk", "en", 1));
        let first = &rss.entries[0];
        assert_eq!((first.title.as_str(), first.html.as_str()), ("A & B meet", "<p>They met.</p>"));
        assert_eq!(first.published, Some(date(2025, 11, 4)));
        assert_eq!(first.url, "https://example.org/1");
        assert_eq!((rss.entries.len(), rss.entries[1].html.as_str()), (2, "Whole"));
        let atom = read("f", ATOM.as_bytes()).unwrap();
        let first = &atom.entries[0];
        assert_eq!(first.html, "<div><p>They <i>met</i>.</p></div>");
        assert_eq!(first.url, "https://example.org/1");
        assert_eq!(first.published, Some(date(2025, 11, 5)));
        let json = read("f", JSON.as_bytes()).unwrap();
        assert_eq!(json.entries[0].published, Some(date(2025, 11, 4)));
        let page = json.entries[0].page(&json);
        assert!(
            page.contains("<html lang=\"ko\">") && page.contains("<p>They left.</p>"),
            "{page}"
        );
        assert!(page.contains("content=\"2025-11-04\""), "{page}");
    }

    #[test]
    fn what_is_no_feed_is_a_fault() {
        let deep = "<feed>".to_owned() + &"<a>".repeat(1000);
        for text in [
            "",
            "{}",
            "{\"items\": 3}",
            "<html></html>",
            "<rss",
            "<rss></channel>",
            "<rss/>",
            &deep,
        ] {
            assert!(read("f", text.as_bytes()).is_err(), "{text}");
        }
    }
}
