//! In which letters a text is written that is not in UTF-8, as far as its bytes show it: for a hint.
//! Nothing is read in letters that are only likely; whoever has the file says which they are.

use encoding_rs::SHIFT_JIS;

/// So much of a text is looked at.
const LOOKED_AT: usize = 1 << 20;
/// So many letters of two bytes each, all of which both Korean and Chinese texts have, may be either.
const EITHER_MAX: usize = 6;

/// What to do with a text that is not in UTF-8.
pub(crate) fn hint(text: &[u8]) -> &'static str {
    match likely(text) {
        Some(Letters::EucKr) => {
            "save the file as CSV UTF-8, or in a map of your own say its letters = \"euc-kr\": it looks \
             like Korean (CP949)"
        }
        Some(Letters::Gb18030) => {
            "save the file as CSV UTF-8, or in a map of your own say its letters = \"gb18030\": it \
             looks like Chinese"
        }
        Some(Letters::Either) => {
            "save the file as CSV UTF-8, or in a map of your own say its letters = \"euc-kr\" if it is \
             Korean, or \"gb18030\" if it is Chinese"
        }
        Some(Letters::ShiftJis) => {
            "save the file as CSV UTF-8, or in a map of your own say its letters = \"shift_jis\": it \
             looks like Japanese"
        }
        Some(Letters::Latin1) => {
            "save the file as CSV UTF-8, or in a map of your own say its letters = \"latin1\""
        }
        None => {
            "save the file as CSV UTF-8, or in a map of your own say its letters, such as \"euc-kr\", \
             \"gb18030\", \"shift_jis\", \"windows-1251\" or \"latin1\""
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    EucKr,
    Gb18030,
    /// One of these two.
    Either,
    ShiftJis,
    Latin1,
}

fn likely(text: &[u8]) -> Option<Letters> {
    let text = &text[..text.len().min(LOOKED_AT)];
    let lines = || {
        let foreign = |line: &&[u8]| str::from_utf8(line).is_err();
        text.split(|byte| *byte == b'\n').filter(foreign)
    };
    let mut pairs = Pairs::default();
    lines().for_each(|line| pairs.add(line));
    pairs.letters().or_else(|| {
        if is_shift_jis(lines()) {
            return Some(Letters::ShiftJis);
        }
        is_latin1(lines()).then_some(Letters::Latin1)
    })
}

/// High bytes taken two by two, as EUC-KR and GB 2312 write their letters.
#[derive(Default)]
struct Pairs {
    /// Pairs whose first byte is that of Hangul in the one, and of the first half of the alphabet in the
    /// other.
    early: usize,
    /// Pairs that are the second half of the alphabet in Chinese, and Chinese letters in Korean.
    late: usize,
    signs: usize,
    /// High bytes that have no other beside them.
    odd: usize,
}

impl Pairs {
    fn add(&mut self, line: &[u8]) {
        let is_high = |byte: u8| (0xA1..=0xFE).contains(&byte);
        let mut at = 0;
        while at < line.len() {
            let first = line[at];
            let is_pair = is_high(first) && line.get(at + 1).is_some_and(|next| is_high(*next));
            match first {
                0..=0x7F => {}
                0xB0..=0xC8 if is_pair => self.early += 1,
                0xC9..=0xFE if is_pair => self.late += 1,
                _ if is_pair => self.signs += 1,
                _ => self.odd += 1,
            }
            at += if is_pair { 2 } else { 1 };
        }
    }

    fn letters(&self) -> Option<Letters> {
        let letters = self.early + self.late;
        // Letters of later additions begin lower; they are few.
        if letters < 2 || self.odd * 10 > letters + self.signs {
            return None;
        }
        // In Korean, one letter in twenty is Chinese at most; of Chinese, two in five lie there.
        Some(match self.late * 20 > letters {
            true => Letters::Gb18030,
            false if letters < EITHER_MAX => Letters::Either,
            false => Letters::EucKr,
        })
    }
}

fn is_shift_jis<'t>(lines: impl Iterator<Item = &'t [u8]>) -> bool {
    let (mut letters, mut low) = (0, 0);
    for line in lines {
        let decoded = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(line);
        let Some(read) = decoded else { return false };
        let foreign = read.chars().filter(|letter| !letter.is_ascii());
        for letter in foreign {
            // Kana of half width and private letters are what bytes of other texts come to.
            if matches!(letter, '\u{FF61}'..='\u{FF9F}' | '\u{E000}'..='\u{F8FF}') {
                return false;
            }
            letters += 1;
            let mut letter_bytes = [0; 4];
            let (bytes, ..) = SHIFT_JIS.encode(letter.encode_utf8(&mut letter_bytes));
            low += usize::from(matches!(bytes.first(), Some(0x81..=0x9F)));
        }
    }
    letters >= 3 && 2 * low >= letters
}

/// Whether high bytes stand alone among plain letters, as accents do.
fn is_latin1<'t>(lines: impl Iterator<Item = &'t [u8]>) -> bool {
    let (mut lone, mut runs) = (0, 0);
    for line in lines {
        for run in line.split(u8::is_ascii).filter(|run| !run.is_empty()) {
            runs += 1;
            lone += usize::from(run.len() == 1);
        }
    }
    runs > 0 && lone * 5 >= runs * 4
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, Encoding, GB18030, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    fn of(letters: &'static Encoding, text: &str) -> Option<Letters> {
        let (bytes, _, lost) = letters.encode(text);
        assert!(!lost, "{text}");
        likely(&bytes)
    }

    #[test]
    fn bytes_tell_korean_chinese_and_japanese_from_accents() {
        let korean =
            "날짜,내용\n2025-03-04,외무상이 몽골을 방문하여 회담\n2025-03-09,합의서 서명\n";
        assert_eq!(of(EUC_KR, korean), Some(Letters::EucKr));
        assert_eq!(of(EUC_KR, "day,what\n2025-03-04,방문\n"), Some(Letters::Either));
        let chinese = "日期,内容\n2025-03-04,外交部长访问蒙古并会谈\n";
        assert_eq!(of(GB18030, chinese), Some(Letters::Gb18030));
        let japanese = "日付,内容\n2025-03-04,外務大臣がモンゴルを訪問した\n";
        assert_eq!(of(SHIFT_JIS, japanese), Some(Letters::ShiftJis));
        for accents in ["Côte d'Ivoire,3\n", "São Tomé,5\nCuraçao,2\n", "Åland,Øresund\nPerú,1\n"]
        {
            assert_eq!(of(WINDOWS_1252, accents), Some(Letters::Latin1), "{accents}");
        }
    }

    #[test]
    fn letters_that_are_none_of_these_are_not_guessed() {
        let russian = "день,что\n2025-03-04,министр прибыл в Улан-Батор на переговоры\n";
        assert_eq!(of(WINDOWS_1251, russian), None);
        assert!(hint(b"\xFF\xFF\xFF").contains("such as"));
    }
}
