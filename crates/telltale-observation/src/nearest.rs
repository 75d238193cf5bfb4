//! The known word nearest to a mistyped one, for the hint that follows an error.

/// The candidate with the smallest edit distance to `word`, if it is near enough to be meant.
///
/// Near enough is a third of the word's letters, and at least one. Letter case is ignored; among
/// equals the first candidate wins.
///
/// ```
/// use telltale_observation::nearest;
/// assert_eq!(nearest("visitt", ["visit", "vote"]), Some("visit"));
/// assert_eq!(nearest("zebra", ["visit", "vote"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let bound = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(far, _)| *far <= bound)
        .min_by_key(|(far, _)| *far)
        .map(|(_, candidate)| candidate)
}

/// Edit distance in characters, a swap of two neighbours being one edit (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let substituted = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let swapped = (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                .then(|| before[j - 2] + 1);
            let shifted = (next[j - 1] + 1).min(row[j] + 1);
            next.push(substituted.min(shifted).min(swapped.unwrap_or(usize::MAX)));
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_letter_edits() {
        for (a, b, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("kro", "kor", 1),
            ("ca", "abc", 3),
        ] {
            assert_eq!(distance(a, b), expected, "{a} → {b}");
        }
    }
}
