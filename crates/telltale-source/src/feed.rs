//! A feed: RSS, Atom or JSON Feed. Each entry of it becomes a page of its own, with its title, its day,
//! its address and its text, for whoever reads documents.
//!
//! A feed cannot be told from other XML by its name; what is none is a fault of the file, and an entry
//! without any text is passed over and counted. Of one that was cut off or is damaged, the entries before
//! that are read, and what is wrong is told beside them. An entry has only what the feed prints of it, which is
//! often the beginning.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use jiff::civil::Date;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::Value;
use telltale_observation::Fault;

use crate::shipped::{self, whole};

/// How many entries of one feed are read.
const ENTRIES_MAX: usize = 100_000;
const HINT: &str = "a feed: RSS, Atom or JSON Feed; if it should be one, fetch it again";
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
    /// What is wrong with the feed, though these entries could be read.
    pub fault: Option<Fault>,
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
    let (bytes, cut) = shipped::unpacked(file, bytes)?;
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(whole(file, "a zip, and no feed", "unpack it, and name the feeds in it"));
    }
    let (text, broken) = letters(&bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut wrong = broken.map(str::to_owned);
    let feed = match text.starts_with('{') {
        true => of_json(text),
        false => of_xml(text, &mut wrong),
    };
    let mut feed = feed.map_err(|what| whole(file, what, HINT))?;
    if feed.entries.is_empty() && feed.empty == 0 {
        return Err(cut.unwrap_or_else(|| match wrong {
            Some(what) => whole(file, what, HINT),
            None => whole(file, "a feed without an entry", HINT),
        }));
    }
    let read = feed.entries.len();
    let wrong = wrong.map(|what| {
        whole(file, format!("{what}; {read} entries were read"), "fetch the feed again")
    });
    feed.fault = cut.or(wrong);
    Ok(feed)
}

/// A feed as text, in the letters of its mark or its first line, else in UTF-8; and whether some of them
/// could not be read.
fn letters(bytes: &[u8]) -> (Cow<'_, str>, Option<&'static str>) {
    let marked = Encoding::for_bom(bytes).map(|(letters, _)| letters);
    let letters = marked.or_else(|| declared(bytes)).unwrap_or(UTF_8);
    let (text, _, broken) = letters.decode(bytes);
    (text, broken.then_some("letters that are not those which it says it is written in, or UTF-8"))
}

/// The letters that the first line of an XML file names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let line = bytes.strip_prefix(b"<?xml")?;
    let line = line.get(..memchr::memmem::find(line, b"?>")?)?;
    let value = &line[memchr::memmem::find(line, b"encoding")? + b"encoding".len()..];
    let mut parts = value.split(|byte| matches!(byte, b'"' | b'\''));
    Encoding::for_label(parts.nth(1)?)
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
        let text = match part {
            Part::Title => &*without_tags(text),
            _ => text,
        };
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

/// Reads a feed in XML. What ends it before its end is `wrong`, where it has entries before that.
fn of_xml(text: &str, wrong: &mut Option<String>) -> Result<Feed, String> {
    let mut reader = Reader::from_str(text);
    let (mut feed, mut root) = (Feed::default(), Drafted::default());
    let mut entry: Option<Drafted> = None;
    // The part at hand, how deep it lies, and its text so far.
    let mut open: Option<(Part, usize, String)> = None;
    let (mut depth, mut is_feed) = (0_usize, false);
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) if feed.entries.is_empty() => return Err(format!("malformed XML: {error}")),
            Err(error) => {
                *wrong = Some(format!("malformed XML: {error}"));
                break;
            }
        };
        match event {
            Event::Eof if depth > 0 && is_feed => {
                *wrong = Some("cut off: ends before its end".to_owned());
                break;
            }
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

/// A title without tags, those of its own and those that are written out in it. What stands between
/// other signs of the kind, as in "5 < 7 > 3", is kept.
fn without_tags(title: &str) -> String {
    let mut words = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        words += before;
        let name = tag[1..].strip_prefix('/').unwrap_or(&tag[1..]);
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => rest = &tag[end + 1..],
            None => {
                words.push('<');
                rest = &tag[1..];
            }
        }
    }
    words + rest
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
    fn a_title_has_no_markup() {
        for (title, expected) in [
            ("<title type=\"xhtml\"><div>A <b>firm</b> vow<br/></div></title>", "A firm vow"),
            ("<title type=\"html\">A &lt;b class='x'&gt;firm&lt;/b&gt; vow</title>", "A firm vow"),
            ("<title><![CDATA[<i>A</i> vow]]></title>", "A vow"),
            ("<title>5 &lt; 7 &gt; 3, and &lt;3</title>", "5 < 7 > 3, and <3"),
            ("<title>cut &lt;b</title>", "cut <b"),
        ] {
            let feed = ATOM.replace("<title>One</title>", title);
            assert_eq!(read("f", feed.as_bytes()).unwrap().entries[0].title, expected);
        }
    }

    #[test]
    fn of_a_feed_that_is_cut_off_or_damaged_the_entries_before_that_are_read() {
        let cut = |text: &str, at: &str| text[..text.find(at).unwrap()].to_owned();
        let rss = |end: &str| RSS.replace("<item><title>Two</title>", end);
        for (text, expected) in [
            (cut(RSS, "<content:encoded>"), "cut off: ends before its end; 1 entries were read"),
            (cut(RSS, "ontent:encoded>"), "malformed XML: "),
            (rss("<item><title>Two<b></title>"), "malformed XML: "),
        ] {
            let feed = read("f", text.as_bytes()).unwrap();
            assert_eq!(feed.entries.len(), 1, "{text}");
            let said = feed.fault.expect("it is told").to_string();
            assert!(said.contains(expected) && said.contains("hint: fetch"), "{said}");
        }
        let packed = shipped::tests::gzip(RSS.as_bytes());
        assert_eq!(read("f", &packed).unwrap(), read("f", RSS.as_bytes()).unwrap());
        assert_eq!(read("f", RSS.as_bytes()).unwrap().fault, None);
    }

    #[test]
    fn a_feed_is_read_in_the_letters_that_it_names() {
        let title = |bytes: &[u8]| {
            let feed = read("f", bytes).unwrap();
            (feed.entries[0].title.clone(), feed.fault.map(|fault| fault.what))
        };
        let text = |letters: &str| {
            let first = format!("<?xml version='1.0' encoding='{letters}'?>");
            RSS.replace("<?xml version=\"1.0\"?>", &first)
                .replace("A &amp; B meet", "Visite à Pékin")
        };
        let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
        let wide = |text: &str| {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
        };
        let good = ("Visite à Pékin".to_owned(), None);
        assert_eq!(title(&latin(&text("iso-8859-1"))), good);
        assert_eq!(title(&wide(&text("utf-16"))), good);
        assert_eq!(title(text("utf-8").as_bytes()), good);
        let (_, fault) = title(&latin(&text("utf-8")));
        assert!(fault.unwrap().contains("letters that are not those"));
    }

    #[test]
    fn what_is_no_feed_says_what_it_is() {
        for (bytes, expected) in [
            (&b""[..], "f: empty file"),
            (b"<html><title>403 Forbidden</title>", "f: a web page where data should be: \"403"),
            (b"PK\x03\x04", "f: a zip, and no feed"),
        ] {
            let said = read("f", bytes).unwrap_err().to_string();
            assert!(said.starts_with(expected), "{said}");
        }
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
