//! The words of an English sentence, in lower case, with where they stand.

use crate::sighting::Span;

/// A word or a mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// First byte of the text.
    pub start: usize,
    /// One after the last, the possessive ending left out.
    pub end: usize,
    /// Whether a possessive ending follows.
    pub owns: bool,
}

/// A sentence as words.
pub(crate) struct Words {
    lower: String,
    base: usize,
    /// The words, in order.
    pub all: Vec<Word>,
}

impl Words {
    /// Cuts a sentence that begins at byte `base` of its text.
    pub(crate) fn of(sentence: &str, base: usize) -> Words {
        let lower = sentence.to_ascii_lowercase();
        let mut all = Vec::with_capacity(sentence.len() / 5 + 1);
        let letters: Vec<(usize, char)> = lower.char_indices().collect();
        let mut i = 0;
        while i < letters.len() {
            let (at, letter) = letters[i];
            if letter.is_whitespace() {
                i += 1;
                continue;
            }
            let start = i;
            i += 1;
            if within_word(letter) {
                while i < letters.len() && continues(&letters, i) {
                    i += 1;
                }
            }
            let end = letters.get(i).map_or(lower.len(), |&(at, _)| at);
            all.push(word(&lower, base, at, end, i - start));
        }
        Words { lower, base, all }
    }

    /// A word in lower case, without its possessive ending; nothing beyond the last.
    pub(crate) fn get(&self, i: usize) -> &str {
        self.all.get(i).map_or("", |word| &self.lower[word.start - self.base..word.end - self.base])
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The bytes from a word to another, the last excluded.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        let end = to.max(from + 1).min(self.all.len());
        (self.all[from.min(end - 1)].start, self.all[end - 1].end)
    }

    /// The words from `from` to `to` as they stand, in lower case.
    pub(crate) fn phrase(&self, from: usize, to: usize) -> &str {
        let to = to.min(self.all.len());
        if from >= to {
            return "";
        }
        &self.lower[self.all[from].start - self.base..self.all[to - 1].end - self.base]
    }

    /// The words that lie within bytes: first, and one after the last.
    pub(crate) fn within(&self, span: Span) -> (usize, usize) {
        let first = self.all.partition_point(|word| word.end <= span.0);
        let last = self.all.partition_point(|word| word.start < span.1);
        (first, last.max(first))
    }
}

fn within_word(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '$' | '€' | '£' | '¥' | '￥' | '₩' | '₹' | '₽' | '₺')
}

/// Whether the letter at `i` goes on with the word before it.
fn continues(letters: &[(usize, char)], i: usize) -> bool {
    let (before, letter) = (letters[i - 1].1, letters[i].1);
    let after = letters.get(i + 1).map(|&(_, letter)| letter);
    match letter {
        '%' => before.is_ascii_digit(),
        '.' => {
            let digits = before.is_ascii_digit() && after.is_some_and(|l| l.is_ascii_digit());
            let initials =
                before.is_ascii_alphabetic() && (i < 2 || !letters[i - 2].1.is_ascii_alphabetic());
            digits
                || initials
                    && after.is_some_and(|l| l.is_ascii_alphabetic() || l == '$' || l == ' ')
        }
        ',' => before.is_ascii_digit() && after.is_some_and(|l| l.is_ascii_digit()),
        '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '/' | '\'' | '\u{2019}' => {
            (before.is_alphanumeric() || before == '%' || before == '.')
                && after.is_some_and(within_word)
        }
        _ => within_word(letter),
    }
}

fn word(lower: &str, base: usize, start: usize, end: usize, _letters: usize) -> Word {
    let text = &lower[start..end];
    let stem = text.strip_suffix("'s").or_else(|| text.strip_suffix("\u{2019}s"));
    let bare = text.ends_with('s')
        && (lower[end..].starts_with('\'') || lower[end..].starts_with('\u{2019}'));
    match stem {
        Some(stem) if !stem.is_empty() => {
            Word { start: base + start, end: base + start + stem.len(), owns: true }
        }
        _ => Word { start: base + start, end: base + end, owns: bare },
    }
}
