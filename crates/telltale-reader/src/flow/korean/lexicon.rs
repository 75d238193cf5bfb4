//! The Korean words that tell of flows and of changes.

use std::collections::HashMap;
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

/// The stems of `flows_ko.csv`; a row that says nothing known is passed over.
static TRIGGERS: LazyLock<Vec<Trigger>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split(',');
        let (stem, matter, way) = (cells.next()?, cells.next()?, cells.next()?);
        Some(Trigger { stem, matter: matter_of(matter)?, way: way_of(way)? })
    };
    include_str!("../../../data/flows_ko.csv").lines().skip(1).filter_map(row).collect()
});

fn matter_of(name: &str) -> Option<Matter> {
    Some(match name {
        "goods" => Matter::Goods,
        "aid" => Matter::Aid,
        "visitors" => Matter::Visitors,
        "workers" => Matter::Workers,
        "soldiers" => Matter::Soldiers,
        "launch" => Matter::Launch,
        "transport" => Matter::Transport,
        "capital" => Matter::Capital,
        _ => return None,
    })
}

fn way_of(name: &str) -> Option<Way> {
    Some(match name {
        "out" => Way::Out,
        "in" => Way::In,
        "both" => Way::Both,
        _ => return None,
    })
}

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

/// Whether a sentence has a word for a flow at all, or one for people on their way.
pub(super) fn may_tell(sentence: &[u8]) -> bool {
    GATE.is_match(sentence)
}

static GATE: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let stems = TRIGGERS.iter().map(|trigger| trigger.stem);
    AhoCorasick::new(stems.chain(VISITS.iter().copied()).chain(ON_THE_WAY.iter().copied()))
        .expect("a short list of words fits an automaton")
});

/// Words of sentences on people who go to a state or are in it.
const ON_THE_WAY: &[&str] = &[
    "미군", "다녀", "여행", "국민", "휴가", "일하", "공부", "유학", "거주", "체류", "머무", "머물",
    "이주", "귀환", "입국", "방문", "찾", "관광", "건너", "넘어", "돌아", "파견", "송출", "인은 ",
    "인이 ", "인 수", "명이",
];

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

/// What may follow a stem: its beginning, whether blanks may stand before it, and whether it makes
/// another thing of the stem.
struct After {
    begins: &'static str,
    behind_blanks: bool,
    spoils: bool,
}

/// The rows of `spoilers_ko.csv` by their stems.
static AFTER: LazyLock<HashMap<&'static str, Vec<After>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<After>> = HashMap::default();
    for line in include_str!("../../../data/spoilers_ko.csv").lines().skip(1) {
        let mut cells = line.split(',');
        let mut cell = || cells.next().unwrap_or_default();
        let (stems, begins, gap, effect) = (cell(), cell(), cell(), cell());
        for stem in stems.split('|') {
            let (behind_blanks, spoils) = (gap == "any", effect == "other");
            table.entry(stem).or_default().push(After { begins, behind_blanks, spoils });
        }
    }
    table
});

/// Whether what stands behind a stem makes another thing of it. The longest beginning decides.
pub(super) fn is_spoilt(stem: &str, rest: &str) -> bool {
    let unspaced = rest.trim_start_matches(' ');
    let follows = |after: &&After| {
        let rest = if after.behind_blanks { unspaced } else { rest };
        rest.starts_with(after.begins)
    };
    let known = AFTER.get(stem).into_iter().flatten().filter(follows);
    known.max_by_key(|after| after.begins.len()).is_some_and(|after| after.spoils)
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

/// States by the one Chinese letter that newspapers write for them.
pub(super) fn hanja(letter: char) -> Option<Actor> {
    let code = match letter {
        '北' => "PRK",
        '韓' | '南' => "KOR",
        '美' => "USA",
        '中' => "CHN",
        '日' => "JPN",
        '露' => "RUS",
        '英' => "GBR",
        '獨' => "DEU",
        '佛' => "FRA",
        '印' => "IND",
        '濠' => "AUS",
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
    "적지",
    "적으",
    "적고",
    "적어 ",
    "적어서",
    "적게",
    "적을",
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
    "모자랐",
    "모자란",
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

/// What stands before the name of a state to which something goes.
pub(super) const TOWARDS: &[&str] = &["대", "대(對)", "대(大)", "對", " 대 "];

/// Nouns of what goes to a state: "대북 정제유 공급량".
pub(super) const TOWARDS_NOUNS: &[&str] = &[
    "수출",
    "수입",
    "교역",
    "무역",
    "원조",
    "지원",
    "투자",
    "공급",
    "판매",
    "송금",
    "반출",
    "반입",
    "선적",
    "제공",
    "차관",
    "직접투자",
    "출하",
    "수송",
];

/// Those who speak and act for the state of a Korean paper, named without it.
const HOME: &[&str] = &[
    "정부",
    "우리나라",
    "국내",
    "외교부",
    "통일부",
    "국방부",
    "산업부",
    "산업통상",
    "관세청",
    "무역협회",
    "농식품부",
    "농림축산식품부",
    "해수부",
    "해양수산부",
    "기재부",
    "기획재정부",
    "재정경제부",
    "통계청",
    "국가데이터처",
    "한국은행",
    "한은",
    "코이카",
    "코트라",
    "국토부",
    "국토교통부",
    "보건복지부",
    "복지부",
    "행안부",
    "행정안전부",
    "고용노동부",
    "노동부",
    "법무부",
    "방위사업청",
    "방사청",
    "합동참모본부",
    "합참",
    "국가정보원",
    "국정원",
    "수출입은행",
    "산림청",
    "조달청",
    "질병관리청",
    "중소벤처기업부",
    "중기부",
];

/// Whether words begin with one who speaks or acts for the state of a Korean paper.
pub(super) fn is_home(words: &str) -> bool {
    words == "우리" || HOME.iter().any(|home| words.starts_with(home))
}

/// What follows the name of one who acts for the state of a Korean paper.
pub(super) fn beside_home(word: &str) -> &str {
    HOME.iter()
        .filter_map(|home| word.strip_prefix(home))
        .min_by_key(|rest| rest.len())
        .unwrap_or("")
}

/// "이재민을 위해", "주민을 돕는 데": whom something is for.
pub(super) fn is_for(word: &str) -> bool {
    ["위해", "위한", "위하", "돕", "도우", "상대로"].iter().any(|stem| word.starts_with(stem))
}

/// Whether what follows a stem makes it lead on to a noun: "수출된", "들여온", "향하는".
pub(super) fn leads(tail: &str) -> bool {
    tail.is_empty()
        || [
            "된",
            "한",
            "온",
            "간",
            "낸",
            "는",
            "운",
            "던",
            "될",
            "할",
            "드는",
            "든",
            "들어간",
            "가는",
            "오는",
            "나온",
        ]
        .contains(&tail)
}

/// The word for a rate at the beginning of a text: up (1) or down (-1).
pub(super) fn rate(text: &str) -> Option<f64> {
    const UP: &[&str] = &["증가", "상승", "신장", "성장", "확대", "오름"];
    const DOWN: &[&str] = &["감소", "하락", "축소", "내림", "급감"];
    const RATE: &[&str] = &["율", "률", "폭", " 폭", "세"];
    let begins = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    let (rest, sign) =
        begins(UP).map(|rest| (rest, 1.0)).or(begins(DOWN).map(|rest| (rest, -1.0)))?;
    RATE.iter().any(|word| rest.starts_with(word)).then_some(sign)
}

/// What a multiple does when it is reached: "세 배를 넘었다", "5배가 됐다".
pub(super) const REACHED: &[&str] = &[
    "기록",
    "달",
    "이르",
    "넘",
    "됐",
    "되",
    "된",
    "에 달",
    "에 이르",
    "로 ",
    "수준",
    "육박",
    "규모",
    // 가까웠다, 가까운: 가 is taken for a particle.
    "까웠",
    "까운",
    "근접",
    "맞먹",
    "뛰",
    "치솟",
];

/// Whether what follows a sum makes it that which another one is held against.
pub(in crate::flow) fn is_against(rest: &str) -> bool {
    const WORDS: &[&str] = &[
        "보다",
        "에서",
        "에 비해",
        "에 비하",
        "대비",
        "에 견줘",
        "에 견주",
        "과 비교",
        "와 비교",
        "를 웃",
        "을 웃",
    ];
    let rest = rest.trim_start_matches("어치").trim_start_matches(')').trim_start();
    WORDS.iter().any(|word| rest.starts_with(word))
}

/// Whether a sentence tells of what is to come.
pub(super) fn is_ahead(sentence: &str) -> bool {
    const WORDS: &[&str] = &["예정", "전망", "것으로 보", "계획", "예상", "할 것", "될 것", "목표"];
    WORDS.iter().any(|word| sentence.contains(word))
}

/// Whether a sentence tells of several months together: "3년간", "월평균", "누계".
pub(super) fn lasts(sentence: &str) -> bool {
    const WORDS: &[&str] = &["평균", "누계", "누적", "동안", "년간", "개월간", "연간", "합계"];
    WORDS.iter().any(|word| sentence.contains(word))
}

/// What of a flow a share tells: "대만으로 간 물량이 14.2%".
pub(super) const PARTS: &[&str] =
    &["물량", "몫", "것은", "것이", "제품", "비중", "비율", "분량", "금액", "액수"];

/// Words for trains.
pub(super) const TRAINS: &[&str] = &["열차", "기차", "화차", "철도편"];

/// Words behind the name of a state for those who are of it.
pub(super) const FOLK: &[&str] = &[
    "응원단",
    "공연단",
    "예술단",
    "대표단",
    "어부",
    "농부",
    "상인",
    "신도",
    "투자자",
    "기업인",
    "선수단",
    "국민",
    "관광객",
    "여행객",
    "방문객",
    "여행자",
    "방문자",
    "입국자",
    "시민",
    "사람",
    "학생",
    "유학생",
    "노동자",
    "근로자",
    "난민",
    "피란민",
    "피난민",
    "이주민",
    "이민자",
    "순례",
    "승객",
    "환자",
    "선원",
    "인력",
    "국적",
    "출신",
    "주민",
    "교민",
    "의사",
    "의료진",
    "교사",
    "구조대",
    "경찰",
    "기술진",
    "전문가",
    "단체관광객",
    "가사관리사",
    "여행단",
    "관광단",
    "대학생",
    "기술자",
    "간호사",
    "기능공",
    "어민",
    "탈북민",
    "망명",
];

/// What people do who go to a state, or are in it.
pub(super) const GOING: &[&str] = &[
    "출국",
    "신청",
    "가는 ",
    "오는 ",
    "찾",
    "방문",
    "다녀",
    "여행",
    "관광",
    "입국",
    "온 ",
    "왔",
    "간 ",
    "갔",
    "떠난",
    "떠났",
    "떠나",
    "들어온",
    "들어왔",
    "들어간",
    "들어갔",
    "건너",
    "넘어",
    "도착",
    "머무",
    "머물",
    "체류",
    "거주",
    "공부",
    "유학",
    "귀환",
    "돌아",
    "피신",
    "망명",
    "이주",
    "이민",
    "탈출",
    "순례",
    "유입",
    "입항",
    "들른",
    "피란",
    "대피해",
    "받아들",
    "수용",
    "맞았",
    "맞이",
    "살고",
    "사는",
    "등록",
    "송환",
    "귀국",
    "남아 있",
];

/// What people do who work in a state.
pub(super) const WORKING: &[&str] = &[
    "일하",
    "일할",
    "취업",
    "고용",
    "파견",
    "송출",
    "근무",
    "노동자",
    "근로자",
    "인력",
    "일자리",
    "기능공",
    "노역",
    "조업",
    "의료진",
    "의사 ",
    "교사 ",
];

/// What a state does that makes people leave it.
pub(super) const DEPORTING: &[&str] = &[
    "돌려보내",
    "돌려보낸",
    "돌려보냈",
    "추방",
    "내쫓",
    "쫓아낸",
    "쫓아냈",
    "강제 출국",
    "강제출국",
];

/// People of the North who have left it.
pub(super) const NORTHERNERS: &[&str] =
    &["탈북민", "탈북자", "탈북주민", "탈북 주민", "북한이탈주민"];

/// Whether a sentence tells that somebody takes people in.
pub(super) fn takes_in(sentence: &str) -> bool {
    [
        "들여오",
        "들여올",
        "들여왔",
        "데려오",
        "데려온",
        "받아들",
        "수용",
        "맞은",
        "맞았",
        "맞이",
        "고용",
        "초청",
        "유치",
    ]
    .iter()
    .any(|word| sentence.contains(word))
}

/// What follows an amount by which another has changed.
pub(super) const DIFFERS: &[&str] = &[
    "늘었",
    "늘어난",
    "늘어 ",
    "늘린",
    "늘렸",
    "줄었",
    "줄어든",
    "줄어 ",
    "줄인",
    "줄였",
    "증가",
    "감소",
    "많았",
    "많은",
    "많다",
    "많지",
    "많으",
    "많고",
    "적었",
    "적은",
    "적다",
    "적지",
    "적으",
    "적고",
    "늘고",
    "늘며",
    "늘면",
    "늘지",
    "줄고",
    "줄며",
    "줄면",
    "줄지",
    "급증",
    "급감",
    "모자라",
    "웃돌",
    "밑돌",
];

/// What a state does that sends people.
pub(super) const SENDING: &[&str] =
    &["두고 있", "주둔시", "배치했", "배치한", "보냈", "보낸", "보내", "파견", "증원", "급파"];

/// Those who are sent with arms.
pub(super) const ARMED: &[&str] = &["경찰", "군", "병력", "부대", "특수", "경비대", "병사", "장병"];

/// Whether a stem at the beginning of a text is a verb, which no noun is written onto: "항공사들" buys
/// nothing.
pub(super) fn is_verb(text: &str) -> bool {
    const FIRST: &str = "사산팔샀보받넘건나떠향들실싣끌풀쏟";
    text.chars().next().is_some_and(|letter| FIRST.contains(letter))
        || ["판 ", "판다", "파는"].iter().any(|stem| text.starts_with(stem))
}

/// Whether a sentence wants, weighs or forecasts what it tells: "지원해 달라고 요청했다", "이를 것으로
/// 전망된다".
pub(super) fn is_unreal(sentence: &str) -> bool {
    const ENDS: &[&str] = &[
        "전망",
        "예상",
        "내다봤",
        "내다본",
        "예측",
        "요청",
        "요구",
        "촉구",
        "호소",
        "제안",
        "희망",
        "목표",
        "바란",
        "바랐",
        "수 있다",
        "수도 있다",
        "검토",
        "논의",
        "저울질",
        "고려",
    ];
    let words = sentence.trim_end_matches(['.', '"', '”']);
    // What is wanted stands at the end; of a report that was asked for nothing is told there.
    let start = words.char_indices().rev().nth(17).map_or(0, |(at, _)| at);
    let end = &words[start..];
    ENDS.iter().any(|word| end.contains(word))
}

/// Those who bear arms, behind the name of their state.
pub(super) const TROOPS: &[&str] = &["군", "병력", "경찰", "부대", "병사", "해병", "장병", "여단"];

/// What soldiers do on the ground of another state.
pub(super) const FIGHTING: &[&str] =
    &["남아 있", "싸우", "싸웠", "전투", "참전", "배치", "주둔", "투입", "작전", "훈련", "복무"];

/// "통계청 집계로는", "세관 자료를 보면": where a figure comes from.
pub(super) fn is_source(word: &str, next: &str) -> bool {
    const NOUNS: &[&str] =
        &["집계", "통계", "자료", "발표", "추산", "지표", "보고서", "추정", "잠정치", "속보치"];
    let noun = |tails: &[&str]| {
        tails.iter().any(|tail| {
            word.strip_suffix(tail)
                .is_some_and(|stem| NOUNS.iter().any(|noun| stem.ends_with(noun)))
        })
    };
    noun(&["로", "로는", "으로는", "상", "에서", "에선"])
        || noun(&["를", "을"]) && (next.starts_with("보면") || next.starts_with("보니"))
        || noun(&[""]) && (next == "결과" || next == "기준으로")
}

/// Nouns of flows that a name right before them owns, or is the other side of.
pub(super) const OWNED: &[&str] =
    &["수출", "수입", "교역", "무역", "지원", "원조", "투자", "판매", "공급", "직접투자", "노선"];

/// The ministry of a state that one syllable names: "미 농무부는".
pub(super) fn is_ministry(word: &str) -> bool {
    const ENDS: &[&str] =
        &["부", "청", "정부", "당국", "세관", "해군", "육군", "공군", "국", "성", "처"];
    const PARTICLES: &[&str] = &["", "는", "은", "가", "이", "에", "의", "에서"];
    PARTICLES.iter().any(|end| {
        word.strip_suffix(end).is_some_and(|noun| {
            noun.chars().count() > 1 && ENDS.iter().any(|last| noun.ends_with(last))
        })
    })
}

/// Whether a stem tells of what comes to whoever speaks of it.
pub(super) fn arrives(stem: &str) -> bool {
    ["들어온", "들어왔", "유입", "도착", "송금", "건너온", "넘어온", "반입", "하역"].contains(&stem)
}

/// The nouns of trade as such.
pub(super) const TRADE: &[&str] = &["수출", "수입", "교역", "무역", "수출입"];

/// Whether a stem only tells that something moves.
pub(super) fn moves(stem: &str) -> bool {
    [
        "들어", "나간", "나갔", "나가", "떠난", "떠났", "향한", "향했", "향하", "건너", "넘어",
        "도착", "로 간", "로 갔", "에 간", "에 갔", "오갔", "오간",
    ]
    .iter()
    .any(|verb| stem.starts_with(verb))
}

/// Ships and cars that carry goods.
pub(super) const CARRIERS: &[&str] = &[
    "화물선",
    "컨테이너",
    "곡물선",
    "유조선",
    "상선",
    "컨테이너선",
    "운반선",
    "화물차",
    "구호 트럭",
    "구호트럭",
    "차량",
    "자동차",
];

/// Craft of an army.
pub(super) const CRAFT: &[&str] = &[
    "군용기",
    "전투기",
    "폭격기",
    "정찰기",
    "초계기",
    "군함",
    "함정",
    "항공모함",
    "항모",
    "구축함",
    "잠수함",
    "무인기",
    "드론",
    "헬기",
    "경비함",
    "해경선",
    "어선",
    "풍선",
];

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
    "다쳤",
    "다친",
    "억류",
    "붙잡",
    "적발",
    "검거",
    "사살",
    "감염",
    "확진",
    "표류",
    "구조됐",
    "실신",
    "매몰",
    "철수",
    "납치",
    "숨졌",
    "숨지",
    "사망",
    "전사",
    "체포",
    "구금",
    "추방",
    "송환",
    "대피",
    "부상",
    "포로",
    "실종",
];
