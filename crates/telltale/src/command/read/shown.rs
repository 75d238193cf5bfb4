//! How a text is shown at a terminal: its columns, its lines, its colours.
//!
//! A text comes from anybody. Its control characters, which could move the cursor or turn the
//! writing round, are shown as `�` and never reach the terminal.

use unicode_width::UnicodeWidthChar;

/// What a page is shown on.
#[derive(Clone, Copy, Debug)]
pub(in crate::command) struct Look {
    /// Columns.
    pub(in crate::command) width: usize,
    /// Whether colours and underlines are wanted.
    pub(in crate::command) colour: bool,
}

/// How a piece of text looks; the codes of ECMA-48.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::command) enum Style {
    /// As it is.
    Plain,
    /// A heading.
    Bold,
    /// Beside the point.
    Dim,
    /// A deed, or its label.
    Deed,
    /// A word, or its label.
    Word,
    /// An amount, or its label.
    Amount,
    /// A name or a word in a passage that tells a deed.
    InDeed,
    /// The same in one that tells a word.
    InWord,
    /// The same in one that tells an amount.
    InAmount,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Deed => "36",
            Style::Word => "35",
            Style::Amount => "33",
            Style::InDeed => "4;36",
            Style::InWord => "4;35",
            Style::InAmount => "4;33",
        }
    }
}

impl Look {
    /// The text in this style, if colours are wanted.
    pub(in crate::command) fn paint(self, style: Style, text: &str) -> String {
        match style.code() {
            "" => text.to_owned(),
            _ if !self.colour || text.is_empty() => text.to_owned(),
            code => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }
}

/// How many columns a text takes: a Korean letter two, an accent none.
pub(in crate::command) fn columns(text: &str) -> usize {
    text.chars().map(|letter| letter.width().unwrap_or(1)).sum()
}

/// The text filled up with spaces to so many columns.
pub(in crate::command) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// A letter as it may be shown.
fn safe(letter: char) -> char {
    match letter {
        _ if letter.is_whitespace() => ' ',
        '\u{200e}'
        | '\u{200f}'
        | '\u{061c}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if letter.is_control() => '\u{fffd}',
        _ => letter,
    }
}

/// A text that comes from anybody, fit to be shown on one line.
pub(in crate::command) fn tame(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().map(safe).collect()
}

/// A word with the style of each of its letters.
type Word = Vec<(char, Style)>;

/// Lines of a text that is wrapped at spaces and, where a word is longer than a line, within it.
///
/// `style` gives the style of the letter that starts at a byte.
pub(in crate::command) fn wrapped(
    text: &str,
    width: usize,
    style: impl Fn(usize) -> Style,
) -> Vec<Word> {
    let mut lines = Vec::new();
    let mut line: Word = Vec::new();
    let mut used = 0;
    for (word, gap) in words(text, style) {
        let wide: usize = word.iter().map(|(letter, _)| wide(*letter)).sum();
        if !line.is_empty() && used + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            line.push((' ', gap));
            used += 1;
        }
        for (letter, style) in word {
            if used + self::wide(letter) > width.max(2) {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            used += self::wide(letter);
            line.push((letter, style));
        }
    }
    lines.extend((!line.is_empty()).then_some(line));
    lines
}

fn wide(letter: char) -> usize {
    letter.width().unwrap_or(1)
}

/// The words of a text, each with the style of the space before it.
fn words(text: &str, style: impl Fn(usize) -> Style) -> Vec<(Word, Style)> {
    let mut words = Vec::new();
    let mut word = Vec::new();
    let mut gap = Style::Plain;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() {
            if !word.is_empty() {
                words.push((std::mem::take(&mut word), gap));
            }
            gap = style(at);
        } else {
            word.push((safe(letter), style(at)));
        }
    }
    words.extend((!word.is_empty()).then_some((word, gap)));
    words
}

/// A line with its colours, one code for each run of a style.
pub(in crate::command) fn painted(line: &[(char, Style)], look: Look) -> String {
    line.chunk_by(|a, b| a.1 == b.1)
        .map(|run| look.paint(run[0].1, &run.iter().map(|(letter, _)| letter).collect::<String>()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, width: usize) -> Vec<String> {
        let look = Look { width, colour: false };
        wrapped(text, width, |_| Style::Plain).iter().map(|line| painted(line, look)).collect()
    }

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_nothing() {
        assert_eq!(plain("특사가 베이징에 갔다", 10), ["특사가", "베이징에", "갔다"]);
        assert_eq!(plain("an envoy left", 8), ["an envoy", "left"]);
        assert_eq!(plain("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(plain(" \n ", 3), [""; 0]);
    }

    #[test]
    fn what_could_steer_a_terminal_is_not_shown() {
        assert_eq!(plain("a\x1b[2J\u{202e}b\0", 20), ["a\u{fffd}[2J\u{fffd}b\u{fffd}"]);
        assert_eq!(tame("a\x1b\r\n\tb\u{9b}"), "a\u{fffd} b\u{fffd}");
    }

    #[test]
    fn a_style_is_written_once_a_run() {
        let look = Look { width: 9, colour: true };
        let lines = wrapped("an envoy", 9, |at| if at < 2 { Style::Plain } else { Style::Deed });
        assert_eq!(painted(&lines[0], look), "an\x1b[36m envoy\x1b[0m");
    }
}
