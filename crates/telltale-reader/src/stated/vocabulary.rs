//! Lists of words that stand in a table (`data/stated_words.csv`), each by the question that is asked of a
//! word.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::Language;

/// Each list whole, and by language.
type Lists = BTreeMap<(&'static str, Option<Language>), Vec<&'static str>>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::new();
    for (language, list, word) in super::rows(include_str!("../../data/stated_words.csv")) {
        for key in [None, Some(language)] {
            lists.entry((list, key)).or_default().push(word);
        }
    }
    lists
});

/// The words of a list, of every language.
pub(super) fn all(list: &'static str) -> &'static [&'static str] {
    words(list, None)
}

/// The words of a list in one language, in the order of the table.
pub(super) fn of(language: Language, list: &'static str) -> &'static [&'static str] {
    words(list, Some(language))
}

fn words(list: &'static str, language: Option<Language>) -> &'static [&'static str] {
    LISTS.get(&(list, language)).map_or(&[], Vec::as_slice)
}

/// Whether an English word is one for what is launched or tested.
pub(super) fn is_launch(word: &str) -> bool {
    of(Language::English, "launch").contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_its_words_in_their_order_whole_or_of_one_language() {
        assert_eq!(of(Language::English, "next")[..2], ["before", "then"]);
        assert_eq!(of(Language::Korean, "next"), [""; 0]);
        assert!(all("back").contains(&"귀국") && all("back").contains(&"return"));
    }

    #[test]
    fn no_word_of_a_list_stands_in_it_twice() {
        for ((list, language), words) in LISTS.iter() {
            let mut sorted = words.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), words.len(), "{list} {language:?}");
        }
    }
}
