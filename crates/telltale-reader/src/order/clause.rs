//! A clause: the words between two commas, and whom it names where.

use telltale_observation::Actor;

use super::lexicon::Trigger;
use crate::reader::Scene;
use crate::sighting::Span;
use crate::{Language, Mention};

/// Whether a deed happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Fact,
    Planned,
    Denied,
}

/// The words between two commas.
pub(super) struct Clause<'s> {
    pub span: Span,
    language: Language,
    /// Its words in small letters, byte for byte as long as they stand in the text.
    pub lowered: String,
    names: Vec<&'s Mention>,
}

/// How a name is joined to what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Nothing joins it: it begins, or goes on with, a noun phrase.
    Bare,
    /// "And".
    And,
    /// A preposition that makes it the other party.
    To,
    /// A preposition that makes it a place or a bystander.
    Place,
}

const ZH_TO: &[&str] = &["向", "對", "对", "给", "給", "同", "与", "與", "跟", "为", "為", "和"];
const ZH_PLACE: &[&str] = &["在", "于", "於", "从", "從", "自", "由", "驻", "駐", "经", "據", "据"];
const ZH_AND: &[&str] = &["和", "、", "及", "以及", "与", "與"];
const ZH_PLANS: &[&str] =
    &["将", "將", "拟", "擬", "计划", "計劃", "准备", "定于", "预计", "預計", "打算", "有望"];
const ZH_DENIES: &[&str] = &["没有", "沒有", "未", "不会", "不會", "并非", "无", "無", "从未"];
const ZH_OPEN: &[&str] = &[
    "如果", "若", "假如", "一旦", "除非", "只有", "可能", "希望", "是否", "能否", "考虑", "考慮",
    "应当", "应该", "應當", "應該", "愿意", "願意", "推迟", "推遲", "取消", "模拟", "准许", "禁止",
    "阻止", "避免",
];
/// Words in which one of these stands by its spelling alone: future, general, several, drone.
const ZH_HARMLESS: &[&str] =
    &["未来", "未來", "将军", "將軍", "将领", "將領", "若干", "无人", "無人"];
const RU_PLANS: &[&str] = &[
    "планирует",
    "планируют",
    "намерен",
    "намерена",
    "намерены",
    "собирается",
    "будет",
    "будут",
    "состоится",
    "состоятся",
    "пройдет",
    "пройдут",
    "проведет",
    "проведут",
    "предстоит",
    "готовится",
];
const RU_OPEN: &[&str] = &[
    "если",
    "бы",
    "чтобы",
    "может",
    "могут",
    "возможно",
    "вероятно",
    "хочет",
    "хотят",
    "надеется",
    "следует",
    "отменил",
    "отменила",
    "отменили",
    "отменен",
    "отложил",
    "отложила",
    "отложен",
    "якобы",
    "который",
    "которая",
    "которое",
    "которые",
    "ли",
];
const RU_PLACE: &[&str] = &[
    "в",
    "во",
    "на",
    "из",
    "о",
    "об",
    "от",
    "у",
    "по",
    "при",
    "под",
    "над",
    "для",
    "к",
    "против",
    "через",
    "между",
    "около",
    "из-за",
    "ради",
    "за",
];

/// The letters of a text in small form where that is as long.
pub(super) fn lowered(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let small = letter.to_lowercase().next().unwrap_or(letter);
            let small = if small == 'ё' { 'е' } else { small };
            if small.len_utf8() == letter.len_utf8() { small } else { letter }
        })
        .collect()
}

/// The clauses of a sentence; what stands in quotation marks is left out.
pub(super) fn cut<'s>(scene: &Scene<'s>) -> Vec<Clause<'s>> {
    let sentence = &scene.text[scene.span.0..scene.span.1];
    let mut clauses = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut close = |from: usize, to: usize, quoted: bool| {
        if !quoted && sentence[from..to].trim().len() > 5 {
            clauses.push(clause(scene, (scene.span.0 + from, scene.span.0 + to)));
        }
    };
    for (at, letter) in sentence.char_indices() {
        let next = at + letter.len_utf8();
        match letter {
            '，' | '；' | ';' | '：' | '—' => close(start, at, quoted),
            ',' | ':' if !sentence[next..].starts_with(|digit: char| digit.is_ascii_digit()) => {
                close(start, at, quoted);
            }
            '"' if quoted => quoted = false,
            '“' | '„' | '«' | '「' | '『' | '"' => {
                close(start, at, quoted);
                quoted = true;
            }
            '”' | '»' | '」' | '』' => quoted = false,
            _ => continue,
        }
        start = next;
    }
    close(start, sentence.len(), quoted);
    clauses
}

fn clause<'s>(scene: &Scene<'s>, span: Span) -> Clause<'s> {
    let text = scene.text;
    let within = |name: &&Mention| span.0 <= name.span.0 && name.span.1 <= span.1;
    let names = scene.mentions.iter().filter(within).collect();
    let language = scene.document.language;
    Clause { span, language, lowered: lowered(&text[span.0..span.1]), names }
}

impl<'s> Clause<'s> {
    /// The end of the name that stands at a place.
    pub(super) fn name_at(&self, at: usize) -> Option<usize> {
        self.names.iter().find(|name| name.span.0 <= at && at < name.span.1).map(|name| name.span.1)
    }

    fn words(&self, from: usize, to: usize) -> &str {
        &self.lowered[from - self.span.0..to - self.span.0]
    }

    /// Who acts, of the names before a place; `None` if that cannot be told.
    pub(super) fn doers(&self, before: usize) -> Option<Vec<&'s Mention>> {
        let mut found: Vec<&Mention> = Vec::new();
        let mut last_joint = Joint::Bare;
        for (index, &name) in self.names.iter().enumerate() {
            if name.span.1 > before {
                break;
            }
            let known = found.iter().any(|other| other.actors == name.actors);
            let joint = self.joint(index, name);
            match joint {
                Joint::And | Joint::Bare if !name.sort.acts() => {}
                Joint::Bare if found.is_empty() || known => found.push(name),
                // "俄罗斯总统普京和中国国家主席习近平": the title goes on with its own state.
                Joint::Bare if last_joint == Joint::And => found.push(name),
                Joint::And => found.push(name),
                Joint::To | Joint::Place => {}
                // Two names side by side: whose the deed is cannot be told.
                Joint::Bare if last_joint == Joint::Bare => return None,
                Joint::Bare => {}
            }
            last_joint = if joint == Joint::Bare && known { last_joint } else { joint };
        }
        Some(found)
    }

    /// The names after a word that are the other party.
    pub(super) fn after(&self, trigger: &Trigger<'_>, place: bool) -> Vec<&'s Mention> {
        let mut found: Vec<&Mention> = Vec::new();
        for (index, &name) in self.names.iter().enumerate() {
            if name.span.0 < trigger.end {
                continue;
            }
            let joint = self.joint(index, name);
            let same = found.iter().any(|other| other.actors == name.actors);
            let fits = (name.sort.acts() || place) && !name.actors.is_empty();
            let first = found.is_empty() && matches!(joint, Joint::Bare | Joint::And);
            let more = !found.is_empty() && joint == Joint::And;
            if fits && (first || more || same) {
                found.push(name);
            } else if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// The names behind a preposition that makes them the other party, on either side of a word.
    pub(super) fn behind(&self, trigger: &Trigger<'_>, place: bool) -> Vec<&'s Mention> {
        let mut found: Vec<&Mention> = Vec::new();
        let chinese = self.language == Language::Chinese;
        for (index, &name) in self.names.iter().enumerate() {
            if chinese && name.span.0 >= trigger.end {
                break;
            }
            let fits = (name.sort.acts() || place) && !name.actors.is_empty();
            let same = found.iter().any(|other| other.actors == name.actors);
            let led = match self.language {
                Language::Chinese => self.joint(index, name) == Joint::To,
                _ => name.span.0 >= trigger.end && self.led_by(index, name, trigger.row.behind),
            };
            let joined = !found.is_empty() && self.joint(index, name) == Joint::And;
            if fits && (led || same || joined) {
                found.push(name);
            }
        }
        found
    }

    /// The words between the name before and this one.
    fn gap(&self, index: usize, name: &Mention) -> &str {
        let from = index.checked_sub(1).map_or(self.span.0, |before| self.names[before].span.1);
        self.words(from.min(name.span.0), name.span.0)
    }

    fn led_by(&self, index: usize, name: &Mention, prepositions: &[&str]) -> bool {
        let gap = self.gap(index, name);
        // The noun phrase may begin before the name: "с министром иностранных дел КНДР".
        gap.split(|letter: char| !letter.is_alphabetic() && letter != '-')
            .filter(|word| !word.is_empty())
            .rev()
            .take(6)
            .any(|word| prepositions.contains(&word))
    }

    fn joint(&self, index: usize, name: &Mention) -> Joint {
        let gap = self.gap(index, name);
        match self.language {
            Language::Chinese => {
                let gap = gap.trim_end();
                let ends = |list: &[&str]| list.iter().any(|word| gap.ends_with(word));
                // 与 and 和 are "and" between two who act, "with" before the deed; either joins.
                let first = index == 0;
                if ends(ZH_PLACE) {
                    Joint::Place
                } else if !first && ends(ZH_AND) {
                    Joint::And
                } else if ends(ZH_TO) {
                    Joint::To
                } else {
                    Joint::Bare
                }
            }
            _ => {
                let words: Vec<&str> = gap
                    .split(|letter: char| !letter.is_alphabetic() && letter != '-')
                    .filter(|word| !word.is_empty())
                    .collect();
                let near = words.iter().rev().take(4);
                if words.last() == Some(&"и") || words == ["и"] {
                    Joint::And
                } else if near.clone().any(|word| matches!(*word, "с" | "со")) {
                    Joint::To
                } else if near.clone().any(|word| RU_PLACE.contains(word)) {
                    Joint::Place
                } else if near.clone().any(|word| *word == "и") {
                    Joint::And
                } else {
                    Joint::Bare
                }
            }
        }
    }

    /// Whether it happened, and whether it is too open to be told.
    pub(super) fn mood(&self, trigger: &Trigger<'_>) -> (Mood, bool) {
        let before = self.words(self.span.0, trigger.at);
        if self.language == Language::Chinese {
            let plain = ZH_HARMLESS.iter().fold(before.to_owned(), |all, one| all.replace(one, ""));
            let says = |list: &[&str]| list.iter().any(|word| plain.contains(word));
            let open = says(ZH_OPEN) || self.relative(trigger);
            let mood = match () {
                () if says(ZH_DENIES) => Mood::Denied,
                () if says(ZH_PLANS) => Mood::Planned,
                () => Mood::Fact,
            };
            return (mood, open);
        }
        let is = |list: &[&str]| {
            self.lowered
                .split(|letter: char| !letter.is_alphabetic() && letter != '-')
                .any(|word| list.contains(&word))
        };
        let denied = before.trim_end().ends_with(" не") || before.trim_end() == "не";
        let mood = match () {
            () if denied => Mood::Denied,
            () if trigger.coming || (trigger.row.noun && is(RU_PLANS)) => Mood::Planned,
            () => Mood::Fact,
        };
        (mood, is(RU_OPEN))
    }

    /// Whether a Chinese word stands in what qualifies a noun: "访问北京的议员".
    fn relative(&self, trigger: &Trigger<'_>) -> bool {
        let rest = self.words(trigger.end, self.span.1);
        let near: String = rest.chars().take(8).collect();
        trigger.row.place && near.contains('的')
    }

    /// Who says what follows, if the clause does no more than introduce it.
    pub(super) fn speakers(&self) -> Option<Vec<Actor>> {
        let words = self.lowered.trim_end();
        let says = match self.language {
            Language::Chinese => [
                "说", "說", "称", "稱", "表示", "宣布", "报道", "報道", "指出", "透露", "证实",
                "消息",
            ]
            .iter()
            .any(|word| words.ends_with(word)),
            _ => [
                "сообщил",
                "сообщила",
                "сообщили",
                "заявил",
                "заявила",
                "заявили",
                "сообщает",
                "передает",
            ]
            .iter()
            .any(|word| words.contains(word)),
        };
        says.then(|| self.names.iter().flat_map(|name| name.actors.iter().copied()).collect())
    }
}
