//! A feed (Atom, RFC 4287) of the changes of state.

use super::Notice;

/// The feed of a case's notices, the newest first. `notices` are in the order in which they were made,
/// each with the instant (RFC 3339).
pub fn feed_file(case: &str, question: &str, notices: &[(&Notice, &str)], now: &str) -> String {
    let updated = notices.last().map_or(now, |(_, at)| at);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>urn:telltale:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <author><name>Telltale</name></author>\n",
        escaped(case),
        escaped(question),
        escaped(updated)
    );
    for (notice, at) in notices.iter().rev() {
        text += &format!(
            "<entry>\n<id>urn:telltale:{}:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <category term=\"{}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
            escaped(case),
            escaped(&notice.id),
            escaped(&notice.title),
            escaped(at),
            escaped(&notice.state),
            escaped(&notice.text)
        );
    }
    text + "</feed>\n"
}

/// Text within XML: what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(letter),
            control if control.is_control() => {}
            // No letters, and no part of XML (XML 1.0, 2.2).
            '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_notice_stays_text() {
        assert_eq!(escaped("a <b> & \"c\"\u{0}\n"), "a &lt;b&gt; &amp; &quot;c&quot;\n");
        assert_eq!(escaped("한\u{fffe}글\u{ffff}\u{fffd}\u{1fffe}"), "한글\u{fffd}\u{1fffe}");
    }
}
