//! Text that is shown as it reads.

use std::borrow::Cow;

/// The first character of a text that a terminal obeys instead of showing it, or that turns the order of
/// what stands beside it, so that a reader sees what is not written: a control character other than a
/// tab and the end of a line, or one that embeds, overrides or isolates a direction of writing.
///
/// # Example
/// ```
/// use telltale_observation::unprintable;
///
/// assert_eq!(unprintable("two lines\r\nand a tab\t"), None);
/// assert_eq!(unprintable("red \u{1b}[31m"), Some((4, '\u{1b}')));
/// ```
pub fn unprintable(text: &str) -> Option<(usize, char)> {
    let is_line_end = |at: usize| text[at..].starts_with("\r\n");
    text.char_indices().find(|(at, letter)| match letter {
        '\n' | '\t' => false,
        '\r' => !is_line_end(*at),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    })
}

/// The text with `�` for each character that [`unprintable`] finds: what others wrote, as it may be shown.
///
/// # Example
/// ```
/// use telltale_observation::printable;
///
/// assert_eq!(printable("Sanaa\n"), "Sanaa\n");
/// assert_eq!(printable("red \u{1b}[31m\rgone"), "red \u{fffd}[31m\u{fffd}gone");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if unprintable(text).is_none() {
        return Cow::Borrowed(text);
    }
    let (mut shown, mut rest) = (String::with_capacity(text.len() + 2), text);
    while let Some((at, letter)) = unprintable(rest) {
        shown.push_str(&rest[..at]);
        shown.push(char::REPLACEMENT_CHARACTER);
        rest = &rest[at + letter.len_utf8()..];
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_or_turns_is_found_and_letters_of_every_script_are_not() {
        for (text, found) in [
            ("수출이 늘었다", None),
            ("تصدير, ייצוא, Экспорт", None),
            ("line\nline\ttab\r\n", None),
            ("over\rwritten", Some('\r')),
            ("bell\u{7}", Some('\u{7}')),
            ("\u{9b}31m", Some('\u{9b}')),
            ("abc\u{202e}def", Some('\u{202e}')),
            ("\u{2066}isolated\u{2069}", Some('\u{2066}')),
            ("gone\u{7f}", Some('\u{7f}')),
        ] {
            assert_eq!(unprintable(text).map(|(_, letter)| letter), found, "{text:?}");
        }
    }

    #[test]
    fn what_is_shown_holds_nothing_that_a_terminal_obeys_and_all_that_it_does_not() {
        for (text, shown) in [
            ("수출,\tline\r\nline", "수출,\tline\r\nline"),
            ("\u{1b}]0;title\u{7}San\u{91}a", "\u{fffd}]0;title\u{fffd}San\u{fffd}a"),
            ("a\u{202e}\u{2066}b\r", "a\u{fffd}\u{fffd}b\u{fffd}"),
            ("", ""),
        ] {
            assert_eq!(printable(text), shown);
            assert_eq!(unprintable(&printable(text)), None);
        }
    }
}
