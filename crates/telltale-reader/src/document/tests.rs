use proptest::prelude::*;

use super::*;

fn page(text: &str) -> Page {
    Document::from_bytes("a.txt", text.as_bytes()).unwrap()
}

fn day(text: &str) -> Option<String> {
    page(text).published.map(|day| day.to_string())
}

fn fault(bytes: &[u8]) -> String {
    let error = Document::from_bytes("a.txt", bytes).unwrap_err();
    assert!(!error.hint().is_empty());
    error.to_string()
}

#[test]
fn letters_are_utf8_or_utf16_with_a_mark() {
    let korean = "특사가 떠났다.";
    let utf16 = |to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(korean.encode_utf16()).flat_map(to).collect()
    };
    for bytes in [
        korean.as_bytes().to_vec(),
        ["\u{feff}", korean].concat().into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ] {
        assert_eq!(Document::from_bytes("a.txt", &bytes).unwrap().text, korean);
    }
}

#[test]
fn what_is_not_text_is_refused_with_its_place() {
    for (bytes, expected) in [
        (&b"one\ntwo \xc6\xc6"[..], "a.txt:2: not UTF-8: byte 0xc6 at offset 8"),
        (b"\xff\xfe\x3d\xd8\x41\x00", "a.txt: not a text: UTF-16 with half a character in it"),
        (b"a\0b\0c\0", "a.txt: not a text: zero bytes (binary, or UTF-16 without its mark)"),
        (b"<meta charset=klingon>\xc6\xc6", "a.txt: unknown charset: \"klingon\""),
    ] {
        assert_eq!(fault(bytes), expected);
    }
}

#[test]
fn a_page_may_declare_its_charset() {
    let (bytes, _, _) = encoding_rs::EUC_KR.encode("<p>특사가 베이징으로 떠났다.</p>");
    for head in
        ["<meta charset=\"euc-kr\">", "<META http-equiv=x content='text/html; charset=euc-kr'>"]
    {
        let page = [head.as_bytes(), &bytes].concat();
        let page = Document::from_bytes("a.html", &page).unwrap();
        assert_eq!(page.text, "특사가 베이징으로 떠났다.");
        assert_eq!(page.language, Language::Korean);
    }
}

#[test]
fn a_file_cut_within_its_last_letter_is_read_to_the_letter_before() {
    let whole = "특사".as_bytes();
    assert_eq!(Document::from_bytes("a.txt", &whole[..5]).unwrap().text, "특");
}

#[test]
fn the_first_lines_tell_the_day() {
    for (text, expected) in [
        ("2025.11.04\nHe left.", Some("2025-11-04")),
        ("A title\n\n입력 2025.11.04 00:05\nHe left.", Some("2025-11-04")),
        ("2025년 11월 4일\n그가 떠났다.", Some("2025-11-04")),
        ("A title\nTuesday, Nov. 4, 2025, 5:30 PM KST\nHe left.", Some("2025-11-04")),
        ("Published on 4th November 2025\nHe left.", Some("2025-11-04")),
        ("SEOUL, Nov. 4, 2025 (Agency) -- He left.", Some("2025-11-04")),
        ("BEIJING, China, 4 November 2025 — He left.", Some("2025-11-04")),
        ("He left on Nov. 4, 2025.", None),
        ("He arrived, Nov. 4, 2025 (his birthday), and left.", None),
        ("2025-02-30\nHe left.", None),
        ("10/11/2025\nHe left.", None),
    ] {
        assert_eq!(day(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn a_dateline_without_a_year_is_the_last_such_day() {
    let page = page("PYONGYANG, Oct. 26 (Agency) -- A delegation left.");
    for (today, expected) in [
        (jiff::civil::date(2025, 11, 4), Some(jiff::civil::date(2025, 10, 26))),
        (jiff::civil::date(2025, 10, 26), Some(jiff::civil::date(2025, 10, 26))),
        (jiff::civil::date(2025, 10, 25), Some(jiff::civil::date(2024, 10, 26))),
    ] {
        assert_eq!((page.published, page.published_by(today)), (None, expected));
    }
}

#[test]
fn a_file_name_may_tell_the_day() {
    for (name, expected) in [
        ("texts/2025-11-04-envoy.txt", Some("2025-11-04")),
        ("kcna_20251104.html", Some("2025-11-04")),
        ("20251304.txt", None),
        ("2025-11-04/envoy.txt", None),
    ] {
        let page = Document::from_bytes(name, b"He left.").unwrap();
        assert_eq!(page.published.map(|day| day.to_string()).as_deref(), expected, "{name}");
    }
}

#[test]
fn a_first_line_without_a_stop_is_the_title() {
    for (text, expected) in [
        ("Envoy leaves\n\nHe left.", Some("Envoy leaves")),
        ("# Envoy leaves\nHe left.", Some("Envoy leaves")),
        ("He left.\nShe stayed.", None),
        ("Envoy leaves", None),
    ] {
        assert_eq!(page(text).title.as_deref(), expected, "{text}");
    }
}

const ARTICLE: &str = "<p>The envoy of Oceania left for Eastasia on Monday &amp; met the minister of \
    trade there, the ministry said.</p><p>Both sides agreed to open two ports before the end of the \
    year,<br>a spokesman added, and to let the ships of either call without a visa.</p>";

fn news(head: &str) -> Page {
    let body =
        format!("<nav><a href=/>Home</a></nav><h1>Envoy leaves</h1><article>{ARTICLE}</article>");
    let page = format!(
        "<!DOCTYPE html><html><head><title>Envoy leaves | The Times of Oceania</title>{head}</head><body>{body}<footer>All rights</footer></body></html>"
    );
    Document::from_bytes("a.html", page.as_bytes()).unwrap()
}

#[test]
fn of_a_web_page_the_article_is_read_a_paragraph_a_line() {
    let page = news("<meta property='og:site_name' content='The Times of Oceania'>");
    let lines: Vec<&str> = page.text.lines().collect();
    assert_eq!(
        lines[0],
        "The envoy of Oceania left for Eastasia on Monday & met the minister of trade there, the ministry said."
    );
    assert!(!page.text.contains("Home") && !page.text.contains("All rights"), "{}", page.text);
    assert_eq!(page.source.as_deref(), Some("The Times of Oceania"));
    assert!(page.title.as_deref().is_some_and(|title| title.starts_with("Envoy leaves")));
}

#[test]
fn the_head_of_a_page_tells_the_day() {
    for head in [
        "<meta property=\"article:published_time\" content=\"2025-11-04T23:30:00+09:00\">",
        "<META CONTENT='2025-11-04' NAME='pubdate' />",
        "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"NewsArticle\", \"datePublished\": \"2025-11-04T01:00:00Z\"}]}</script>",
        "<time datetime=2025-11-04>yesterday</time>",
        "<meta name=date content='Nov 4, 2025'>",
    ] {
        assert_eq!(
            news(head).published.map(|day| day.to_string()).as_deref(),
            Some("2025-11-04"),
            "{head}"
        );
    }
}

#[test]
fn a_text_about_tags_is_no_page() {
    for text in ["x < y and y > z", "The <b> tag is bold.", "<Kim> left", "", "<", "</", "<p"] {
        assert_eq!(page(text).text, text);
    }
}

#[test]
fn a_page_beyond_the_extractor_is_read_without_its_tags() {
    let deep = format!("<html>{}The envoy left.{}", "<div>".repeat(100_000), "</div>".repeat(9));
    let broad = format!("<html>{}", "<p>The envoy left.</p>".repeat(40_000));
    let open = format!("<html><p>The envoy left.{}", "<a href=\"x".repeat(50_000));
    for html in [deep, broad, open] {
        assert!(page(&html).text.starts_with("The envoy left."), "{}", &html[..50]);
    }
}

#[test]
fn markup_left_open_takes_nothing_before_it() {
    for html in [
        "<p>The envoy left.</p><script>if (a < b) {",
        "<p>The envoy left.</p><!-- and",
        "<p>The envoy left.</p><a href=\"",
        "<p>The envoy left.<",
    ] {
        assert!(page(html).text.starts_with("The envoy left."), "{html}");
    }
}

/// Pieces of pages, well formed and not.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "<p>",
        "</p>",
        "<div class=\"a>",
        "</div>",
        "<table><tr><td>",
        "</table>",
        "<b><i>",
        "</b>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<a href='",
        "'>",
        "\"",
        "&amp;",
        "&#x110000;",
        "&",
        "<",
        ">",
        "<svg><p>",
        "<br/>",
        "<title>",
        "</title>",
        "<template>",
        "<select><option>",
        "<noscript><img src=x>",
        "</noscript>",
        "<font>",
        "<h1>",
        "</h1>",
        "<ul><li>",
        "\u{202e}",
        "\0",
        "특사가 떠났다. ",
        "The envoy left for the capital, where he met the minister. ",
        "<article>",
        "</article>",
        "<body>",
        "<meta charset=",
        "<time datetime=2025-",
        "<br><br>",
        "<math><mtext>",
        "<form>",
        "<frameset>",
        "</html>",
        "\n",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..80)
        .prop_map(|parts| format!("<html>{}", parts.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_page_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Document::from_bytes("a", &bytes);
    }

    #[test]
    fn any_text_is_a_page(text in "\\PC{0,200}") {
        prop_assert_eq!(&Document::from_bytes("a", [".", &text].concat().as_bytes()).unwrap().text[1..], &text);
    }

    #[test]
    fn any_soup_of_tags_is_a_page(html in soup()) {
        let Ok(page) = Document::from_bytes("a", html.as_bytes()) else {
            prop_assert!(html.contains('\0'));
            return Ok(());
        };
        prop_assert!(page.text.len() <= html.len() * 3, "{}", page.text);
    }
}
