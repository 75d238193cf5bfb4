//! The words of a sentence as written, each with where it stands.

/// A word with where it stands.
pub(super) type Word<'w> = (usize, &'w str);

/// The words of a text: letters and numbers, with what may stand `inside` a word; marks `alone` are
/// words by themselves.
pub(super) fn words<'w>(text: &'w str, inside: &[char], alone: &[char]) -> Vec<Word<'w>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() || inside.contains(&letter) {
            start = start.or(Some(at));
            continue;
        }
        words.extend(start.take().map(|from| (from, &text[from..at])));
        if alone.contains(&letter) {
            words.push((at, &text[at..at + letter.len_utf8()]));
        }
    }
    words.extend(start.map(|from| (from, &text[from..])));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_in_a_word_alone_or_nowhere() {
        let text = "Up, it's 5% (최고)";
        let found = [(0, "Up"), (2, ","), (4, "it's"), (9, "5"), (13, "최고")];
        assert_eq!(words(text, &['\''], &[',']), found);
        assert_eq!(words("a-b.", &['-'], &[]), [(0, "a-b")]);
    }
}
