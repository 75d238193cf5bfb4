//! The Korean words that tell of flows and of changes.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use telltale_observation::Actor;

use crate::flow::{Matter, Way};

/// A word for a flow, by its beginning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger {
    pub stem: &'static str,
    pub matter: Matter,
    pub way: Way,
}

const fn row(stem: &'static str, matter: Matter, way: Way) -> Trigger {
    Trigger { stem, matter, way }
}

use Matter::{Aid, Goods, Launch, Soldiers, Transport, Visitors, Workers};
use Way::{Both, In, Out};

const TRIGGERS: &[Trigger] = &[
    row("수출입", Goods, Both),
    row("수출", Goods, Out),
    row("수입", Goods, In),
    row("교역", Goods, Both),
    row("무역", Goods, Both),
    row("사들", Goods, In),
    row("들여", Goods, In),
    row("사 갔", Goods, In),
    row("사갔", Goods, In),
    row("구매", Goods, In),
    row("구입", Goods, In),
    row("매입", Goods, In),
    row("도입", Goods, In),
    row("반입", Goods, In),
    row("반출", Goods, Out),
    row("선적", Goods, Out),
    row("판매", Goods, Out),
    row("팔았", Goods, Out),
    row("팔아", Goods, Out),
    row("판 ", Goods, Out),
    row("공급받", Goods, In),
    row("제공받", Goods, In),
    row("인도받", Goods, In),
    row("넘겨받", Goods, In),
    row("내놓", Aid, Out),
    row("사기로", Goods, In),
    row("팔기로", Goods, Out),
    row("인수", Goods, In),
    row("인도됐", Goods, Out),
    row("인도된", Goods, Out),
    row("난민", Visitors, Out),
    row("판다", Goods, Out),
    row("파는", Goods, Out),
    row("팔고", Goods, Out),
    row("내놨", Aid, Out),
    row("차관을", Aid, Out),
    row("도착", Goods, Out),
    row("주문", Goods, In),
    row("사 간", Goods, In),
    row("사 갔", Goods, In),
    row("사간", Goods, In),
    row("사갔", Goods, In),
    row("사 온", Goods, In),
    row("사 왔", Goods, In),
    row("사온", Goods, In),
    row("사왔", Goods, In),
    row("샀", Goods, In),
    row("사서", Goods, In),
    row("건너간", Goods, Out),
    row("건너갔", Goods, Out),
    row("넘어간", Goods, Out),
    row("넘어갔", Goods, Out),
    row("흘러", Goods, Out),
    row("팔린", Goods, Out),
    row("팔렸", Goods, Out),
    row("팔려", Goods, Out),
    row("실려", Goods, Out),
    row("쏘았", Launch, Out),
    row("지원받", Aid, In),
    row("빌려줬", Aid, Out),
    row("빌려준", Aid, Out),
    row("빌려주", Aid, Out),
    row("빌렸", Aid, In),
    row("빌린", Aid, In),
    row("주둔", Soldiers, Out),
    row("가사도우미", Workers, Out),
    row("간호사", Workers, Out),
    row("간병인", Workers, Out),
    row("선원", Workers, Out),
    row("취업", Workers, Out),
    row("공급", Goods, Out),
    row("납품", Goods, Out),
    row("보냈", Goods, Out),
    row("보낸", Goods, Out),
    row("보내", Goods, Out),
    row("넘겼", Goods, Out),
    row("넘긴", Goods, Out),
    row("건넸", Goods, Out),
    row("건넨", Goods, Out),
    row("제공", Goods, Out),
    row("실어", Goods, Out),
    row("전달", Goods, Out),
    row("인도했", Goods, Out),
    row("받았", Goods, In),
    row("받은", Goods, In),
    row("지원", Aid, Out),
    row("원조", Aid, Out),
    row("기부", Aid, Out),
    row("기증", Aid, Out),
    row("무상", Aid, Out),
    row("관광객", Visitors, Out),
    row("방문객", Visitors, Out),
    row("입국자", Visitors, Out),
    row("여행객", Visitors, Out),
    row("여행자", Visitors, Out),
    row("방문자", Visitors, Out),
    row("노동자", Workers, Out),
    row("근로자", Workers, Out),
    row("건설병", Workers, Out),
    row("기술자", Workers, Out),
    row("파병", Soldiers, Out),
    row("병력", Soldiers, Out),
    row("병사", Soldiers, Out),
    row("군인", Soldiers, Out),
    row("공병", Soldiers, Out),
    row("장병", Soldiers, Out),
    row("발사", Launch, Out),
    row("쏘아", Launch, Out),
    row("쐈", Launch, Out),
    row("쏜", Launch, Out),
    row("운항", Transport, Both),
    row("취항", Transport, Both),
];

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(TRIGGERS.iter().map(|trigger| trigger.stem).chain(VISITS.iter().copied()))
        .expect("a short list of words fits an automaton")
});

/// Visits of one country by people of another, in one word or with the country before it.
const VISITS: &[&str] = &[
    "방일",
    "방한",
    "방중",
    "방북",
    "방러",
    "방미",
    "찾은",
    "방문한",
    "다녀간",
    "입국한",
    "찾았",
    "여행한",
    "여행했",
    "방문했",
];

/// What a stem is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stem {
    Flow(Trigger),
    Visit(&'static str),
}

/// Whether a sentence has a word for a flow at all.
pub(super) fn may_tell(sentence: &[u8]) -> bool {
    FINDER.is_match(sentence)
}

/// Every word for a flow, with its first byte.
pub(super) fn find(sentence: &str) -> impl Iterator<Item = (usize, Stem)> {
    FINDER.find_iter(sentence).map(|found| {
        let at = found.pattern().as_usize();
        let stem = match TRIGGERS.get(at) {
            Some(trigger) => Stem::Flow(*trigger),
            None => Stem::Visit(VISITS[at - TRIGGERS.len()]),
        };
        (found.start(), stem)
    })
}

/// What behind a stem makes another thing of it.
#[expect(clippy::too_many_lines, reason = "lists of words, one a line")]
pub(super) fn is_spoilt(stem: &str, rest: &str) -> bool {
    const AFTER_TRADE: &[&str] = &[
        "통제",
        "규제",
        "금지",
        "허가",
        "제한",
        "협상",
        "회담",
        "합의",
        "전쟁",
        "대표",
        "적자",
        "흑자",
        "수지",
        "협정",
        "법",
        "장벽",
        "분쟁",
        "갈등",
        "협회",
        "위원회",
        "업체",
        "기업",
        "상사",
        "항",
        "은행",
        "보험",
        "면허",
        "쿼터",
        "관세",
        "차관",
        "장관",
        "부",
        "사무",
        "회사",
        "상품",
        "물가",
        "국",
        "선",
        "로",
        "품목은",
        "의존",
        "협력",
        "박람회",
        "일꾼",
        "기관",
        "중단",
        "재개",
        "신용",
        "대금",
    ];
    let next = rest.trim_start_matches(' ');
    match stem {
        "수출" | "수입" | "교역" | "무역" | "수출입" => {
            let amount =
                ["액", "량", "규모", "총액", "총량"].iter().any(|word| next.starts_with(word));
            !amount
                && AFTER_TRADE.iter().any(|word| next.starts_with(word))
                && !next.starts_with("로 ")
                && !next.starts_with("부터")
                && !next.starts_with("품")
                && !next.starts_with("국을")
                && !next.starts_with("선적")
        }
        "지원" => ["병", "군", "자", "사격", "서", "법", "센터", "단"]
            .iter()
            .any(|word| rest.starts_with(word)),
        "보내" => rest.starts_with("졌") || rest.starts_with("며 "),
        "전달" => !["했", "한", "하", "된", "됐"].iter().any(|word| rest.starts_with(word)),
        "도입" | "판매" | "들여" => rest.starts_with("가격") || rest.starts_with("다보"),
        "파병" => rest.starts_with("설"),
        "받은" | "받았" | "제공" => false,
        "수입원" => true,
        _ => false,
    }
}

/// States by the one syllable that stands for them in compounds.
pub(super) fn short(letter: char) -> Option<Actor> {
    let code = match letter {
        '북' => "PRK",
        '남' | '한' => "KOR",
        '미' => "USA",
        '중' => "CHN",
        '일' => "JPN",
        '러' => "RUS",
        '영' => "GBR",
        '독' => "DEU",
        '불' => "FRA",
        '인' => "IND",
        '호' => "AUS",
        '베' => "VNM",
        '몽' => "MNG",
        _ => return None,
    };
    Actor::parse(code).ok()
}

/// More or less, by the beginning of a word.
const RISES: &[&str] = &[
    "늘",
    "증가",
    "급증",
    "상승",
    "뛰",
    "뛴",
    "많",
    "높",
    "확대",
    "성장",
    "웃돌",
    "웃도",
    "웃돈",
    "상회",
    "불어",
    "커",
    "오르",
    "올랐",
    "올라",
    "오른",
    "급등",
    "폭증",
    "신장",
    "회복",
    "치솟",
    "넘어",
    "초과",
    "급성장",
    "더 ",
    "증대",
    "불었",
    "껑충",
    "앞질",
    "급상승",
    "개선",
    "반등",
    "도약",
    "폭등",
];
const FALLS: &[&str] = &[
    "줄",
    "준 ",
    "감소",
    "급감",
    "하락",
    "내리",
    "내렸",
    "내려",
    "떨어",
    "적은",
    "적었",
    "적다",
    "낮",
    "축소",
    "밑돌",
    "밑도",
    "밑돈",
    "하회",
    "위축",
    "빠지",
    "빠졌",
    "쪼그라",
    "곤두박질",
    "폭락",
    "모자라",
    "못 미",
    "못미",
    "급락",
    "후퇴",
    "주저앉",
    "덜 ",
    "깎",
    "추락",
    "뒷걸음",
    "꺾",
    "둔화",
    "격감",
];

/// Up (1) or down (-1), if a word tells so.
pub(super) fn sign(word: &str) -> Option<f64> {
    let begins = |stems: &[&str]| {
        stems.iter().any(|stem| match stem.strip_suffix(' ') {
            Some(whole) => word == whole,
            None => word.starts_with(stem),
        })
    };
    if begins(FALLS) {
        Some(-1.0)
    } else if begins(RISES) {
        Some(1.0)
    } else {
        None
    }
}

/// Words that make the words behind a number those of a share.
pub(super) const SHARES: &[&str] = &[
    "차지",
    "비중",
    "점유",
    "을 이룬",
    "를 이룬",
    "에 해당",
    "몫",
    "로 갔",
    "로 향",
    "로 수출",
    "에 수출",
    "에 팔",
    "으로 갔",
    "으로 향",
    "로 들어",
    "에서 왔",
    "에서 나",
];

/// Words that make a sum no size of a flow.
pub(super) const FOREIGN_SUMS: &[&str] = &[
    "흑자",
    "적자",
    "무역흑자",
    "무역적자",
    "영업이익",
    "순이익",
    "매출",
    "손실",
    "벌금",
    "과징금",
    "투자",
    "부채",
    "임금",
    "월급",
    "가격",
    "단가",
    "관세",
    "세금",
    "예산안",
    "보상금",
    "배상금",
    "시가총액",
    "국내총생산",
    "외환보유",
    "무역수지",
];

/// Words for a record.
pub(super) const RECORDS: &[&str] =
    &["최대", "최고", "최저", "최소", "최다", "가장 많", "가장 적", "가장 높", "가장 낮", "역대"];

/// Whether a word tells that somebody says something.
pub(super) fn is_saying(word: &str) -> bool {
    const STEMS: &[&str] = &[
        "밝혔",
        "밝힌",
        "전했",
        "전한",
        "발표",
        "집계",
        "말했",
        "말한",
        "추산",
        "파악",
        "분석",
        "보도",
        "설명",
        "공개",
        "부인",
        "주장",
        "추정",
        "보고",
        "알렸",
        "확인",
        "공표",
        "지적",
        "강조",
        "일축",
        "반박",
        "평가",
        "관측",
        "내다",
        "시인",
        "통보",
        "소개",
        "공시",
        "전하",
        "밝히",
        "따르면",
        "보도했",
        "보고했",
        "기자",
    ];
    STEMS.iter().any(|stem| word.starts_with(stem))
}

/// Words for people who leave, are lost or are held, rather than sent.
pub(super) const LOSSES: &[&str] = &[
    "철수", "납치", "숨졌", "숨지", "사망", "전사", "체포", "구금", "추방", "송환", "대피", "부상",
    "포로", "실종",
];
