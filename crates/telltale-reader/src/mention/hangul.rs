//! Where a Korean name begins and ends: particles and nouns are written onto it, and many a name
//! is also a common word.

/// Whether a letter is a Hangul syllable.
pub(crate) fn is_hangul(letter: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

/// Syllables that are written behind a name in Latin letters.
pub(super) const BEHIND: &str = "은는이가을를의와과도에로만측산행발";

/// Syllables that are written before a state's name: towards, visiting, resident in, pro, anti …
const BEFORE: &[char] = &['대', '방', '주', '친', '반', '탈', '재', '범', '비'];

/// Whether the Hangul between two bytes is a name with, at most, a prefix and particles around it.
pub(crate) fn whole(text: &str, start: usize, end: usize) -> bool {
    let mut before = text[..start].chars().rev();
    let begins = match before.next() {
        Some(letter) if is_hangul(letter) => {
            BEFORE.contains(&letter) && !before.next().is_some_and(is_hangul)
        }
        _ => true,
    };
    begins && meant(text, start, end)
}

/// How much of the text around a name is looked at, in letters.
const AROUND: usize = 14;

/// Whether the letters mean the name, and not a common word that is written alike.
fn meant(text: &str, start: usize, end: usize) -> bool {
    let name = &text[start..end];
    let length = text[end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| end + at);
    let after = &text[end..length];
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let next = after.find(' ').map_or("", |space| after[space..].trim_start());
    let leads = |words: &[&str]| words.iter().any(|word| next.starts_with(word));
    let before = last_word(&text[..start]);
    if NEVER.iter().any(|(word, tail)| *word == name && after.starts_with(tail)) {
        return false;
    }
    match name {
        // A means: 모든 수단을 동원하다.
        "수단을" | "수단이다" | "수단으로" => !leads(DEALT),
        "수단" => {
            !means(before)
                && !leads(&["동원", "가리", "강구", "마련", "삼", "활용", "통해", "써서"])
        }
        "이란" => !starts(&["성 "]) && !before.ends_with(['라', '다']),
        "인도" => {
            // "대북 인도 지원": relief.
            let towards = before.starts_with('대') && before.chars().count() == 2;
            let relief = towards && before != "대한" && leads(&["지원", "원조"]);
            let handed = HANDED.iter().any(|word| before.ends_with(word));
            let handing = starts(&[
                "한 ", "했", "할 ", "하기", "하고", "하는", "하겠", "하며", "해 ", "됐", "된 ",
                "될 ", "되", "받",
            ]);
            let pavement = leads(&["돌진", "진입", "올라", "걷", "덮쳐", "덮친", "점거"]);
            !(relief || handed || handing || pavement)
        }
        "오만" => !starts(&[" 명", " 원", " 가지", "가지", " 불손", "스럽"]),
        "가나" => !before.ends_with(['로', '디', '게']) && !starts(&["요", "?", "봐", "보"]),
        "말리" => {
            let drying = after.starts_with('는') && before.ends_with(['을', '를']);
            let verb = starts(&["고", "기", "지", "며", "던", "라", "려", "다", "면", "느", "자"]);
            !(drying || verb)
        }
        "조선" => {
            !leads(&["업계", "산업", "기자재", "해양", "분야", "왕조", "후기", "전기", "수주"])
        }
        name if CROWDED.contains(&name) => starts(JOINT) || leads_at_once(after, JOINT),
        _ => true,
    }
}

/// What is handed over: 인도.
const HANDED: &[&str] =
    &["범죄인", "시신", "유해", "신병", "포로", "인질", "유골", "물품", "상품", "화물"];

/// Verbs and nouns that are dealt with a state, not with a means.
const DEALT: &[&str] = &[
    "방문",
    "순방",
    "떠나",
    "지원",
    "공격",
    "제재",
    "비난",
    "돕",
    "향해",
    "찾",
    "침공",
    "상대로",
    "규탄",
    "도와",
];

/// Whether the word before makes "수단" a means.
fn means(before: &str) -> bool {
    before.ends_with([
        '한', '인', '적', '는', '된', '할', '든', '른', '러', '갖', '요', '통', '신', '반',
    ]) || [
        "이동", "결제", "생계", "핵심", "압박", "협상", "공격", "방어", "억제", "타격", "지불",
        "표현", "홍보",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// Names, and the letters after which they are other words.
const NEVER: &[(&str, &str)] = &[
    ("중국", "집"),
    ("중국", "음식"),
    ("북한", "산은"),
    ("북한", "산을"),
    ("북한", "산에"),
    ("북한", "산의"),
    ("북한", "산 등산"),
    ("북한", "산 국립"),
    ("북한", "강"),
    ("남한", "산성"),
    ("남한", "강"),
    ("부탄", "가스"),
    ("부탄", " 가스"),
    ("그리스", "도"),
    ("호주", "머니"),
    ("호주", "제"),
    ("기니", "피그"),
    ("조지아", "주"),
    ("조선", "업"),
    ("조선", "소"),
    ("조선", "시대"),
    ("조선", "왕"),
    ("조선", "대"),
    ("조선", "일보"),
    ("조선", "사"),
    ("조선", "호텔"),
    ("인도", "적"),
    ("인도", "주의"),
    ("독일", "어"),
    ("남북", "전쟁"),
    ("남북", "으로"),
    ("대만", "족"),
    ("파리", "채"),
    ("파리", "떼"),
    ("칠레", "산 와인"),
    ("스페인", "독감"),
    ("터키", "석"),
    ("한국", "시리즈"),
];

/// Pairs of states that are also common words: 진행 중인, 북미 대륙, 인파.
const CROWDED: &[&str] = &[
    "중인",
    "인중",
    "중일",
    "일중",
    "미인",
    "영미",
    "북미",
    "인파",
    "미필",
    "호일",
    "중호",
    "미호",
    "한필",
    "한태",
    "미불",
    "우러",
    "이팔",
    "조미",
    "조일",
    "조한",
    "일러",
    "일호",
    "한호",
    "한영",
    "한독",
    "인일",
    "미영",
    "한소",
    "일미",
    "인미",
    "한프",
    "미프",
    "미독",
    "중몽",
    "북소",
    "한불",
    "미베",
    "한베",
    "중베",
    "한캐",
    "한필",
    "미튀",
    "러튀",
    "호중",
    "영불",
    "중러인",
    "일한",
    "조로",
    "중로",
    "로중",
    "한폴",
    "한몽",
];

/// What stands after a pair of states that deal with each other.
const JOINT: &[&str] = &[
    "정상",
    "외교",
    "외무",
    "국방",
    "장관",
    "회담",
    "회의",
    "관계",
    "협정",
    "조약",
    "무역",
    "국경",
    "분쟁",
    "갈등",
    "대화",
    "협상",
    "군사",
    "연합",
    "훈련",
    "양국",
    "간 ",
    "간의",
    "접촉",
    "공조",
    "동맹",
    "협력",
    "전쟁",
    "수교",
    "실무",
    "고위급",
    "전략",
    "통상",
    "교역",
    "합의",
    "양자",
    "공동",
    "당국",
    "수뇌",
    "FTA",
    "비핵화",
    "관세",
    "평화",
    "안보",
    "경제",
    "교류",
    "합동",
    "선언",
    "밀착",
];

fn leads_at_once(after: &str, words: &[&str]) -> bool {
    let rest = after.strip_prefix(' ').unwrap_or("");
    words.iter().any(|word| rest.starts_with(word))
}

/// The word before a name, of at most a few letters.
fn last_word(text: &str) -> &str {
    let trimmed = text.trim_end_matches(' ');
    let start = trimmed.char_indices().rev().take(8).find(|(_, letter)| letter.is_whitespace());
    let first = trimmed.char_indices().rev().take(8).last().map_or(trimmed.len(), |(at, _)| at);
    start.map_or(&trimmed[first..], |(at, letter)| &trimmed[at + letter.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: bool) {
        let start = text.find(name).expect("the name is in the text");
        assert_eq!(whole(text, start, start + name.len()), expected, "{text}");
    }

    #[test]
    fn a_name_is_told_from_a_common_word_by_what_surrounds_it() {
        check("모든 수단을 동원했다", "수단", false);
        check("특사가 수단 정부와 만났다", "수단", true);
        check("범죄인 인도 조약", "인도", false);
        check("인도 정부는 거부했다", "인도", true);
        check("싸움을 말리는 시민", "말리", false);
        check("말리는 국경을 닫았다", "말리", true);
        check("협상이 진행 중인 사안", "중인", false);
        check("북미 지역 판매", "북미", false);
        check("북미 정상회담", "북미", true);
        check("골목의 중국집", "중국", false);
        check("북한산은 높다", "북한", false);
        check("북한산 석탄", "북한", true);
        check("전쟁이란 무엇인가", "이란", false);
        check("이란은 반발했다", "이란", true);
        check("부탄가스가 터졌다", "부탄", false);
    }

    #[test]
    fn a_prefix_may_stand_before_a_state() {
        check("대이란 제재", "이란", true);
        check("주프랑스 대사", "프랑스", true);
    }
}
