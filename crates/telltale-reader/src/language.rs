//! The languages that are read.

/// A language that the reader knows something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English: everything.
    English,
    /// Korean: everything.
    Korean,
    /// Chinese: actors, dates, amounts, and deeds where the order of words tells them.
    Chinese,
    /// Russian: as Chinese.
    Russian,
}

impl Language {
    /// The language's ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
            Language::Chinese => "zh",
            Language::Russian => "ru",
        }
    }

    /// The language of an ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Language> {
        use Language::*;
        let known = [English, Korean, Chinese, Russian];
        known.into_iter().find(|language| code.get(..2) == Some(language.code()))
    }

    /// The language that a text is written in, told by its script.
    ///
    /// A text of one script counts as its language even where another is quoted: one Korean
    /// letter weighs three Latin ones, because a Korean word is that much shorter.
    pub fn of(text: &str) -> Language {
        let (mut latin, mut hangul, mut han, mut cyrillic) = (0u32, 0u32, 0u32, 0u32);
        for letter in text.chars().take(4000) {
            match letter {
                'a'..='z' | 'A'..='Z' => latin += 1,
                '\u{ac00}'..='\u{d7a3}' => hangul += 3,
                '\u{4e00}'..='\u{9fff}' => han += 3,
                '\u{400}'..='\u{4ff}' => cyrillic += 1,
                _ => {}
            }
        }
        let most = latin.max(hangul).max(han).max(cyrillic);
        match most {
            0 => Language::English,
            _ if most == hangul => Language::Korean,
            _ if most == latin => Language::English,
            _ if most == cyrillic => Language::Russian,
            _ => Language::Chinese,
        }
    }
}
