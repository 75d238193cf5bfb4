//! The words by which a clause tells its channel and its direction, and the events that one waits
//! for.

use telltale_observation::Channel;

use super::{About, Direction};
use crate::reader::Scene;
use crate::sighting::Span;

/// Beginnings of English words, and the channel of what they name.
const CHANNELS_EN: &[(&str, Channel)] = &[
    ("visit", Channel::Visit),
    ("trip", Channel::Visit),
    ("travel", Channel::Visit),
    ("arriv", Channel::Visit),
    ("meet", Channel::Meeting),
    ("met", Channel::Meeting),
    ("summit", Channel::Meeting),
    ("talks", Channel::Meeting),
    ("dialogue", Channel::Meeting),
    ("diplomacy", Channel::Meeting),
    ("negotiat", Channel::Meeting),
    ("drill", Channel::Military),
    ("exercise", Channel::Military),
    ("manoeuvre", Channel::Military),
    ("maneuver", Channel::Military),
    ("missile", Channel::Launch),
    ("rocket", Channel::Launch),
    ("launch", Channel::Launch),
    ("satellite", Channel::Launch),
    ("troop", Channel::Troops),
    ("soldier", Channel::Troops),
    ("weapon", Channel::Arms),
    ("arms", Channel::Arms),
    ("ammunition", Channel::Arms),
    ("sanction", Channel::Sanction),
    ("embargo", Channel::Sanction),
    ("tariff", Channel::Sanction),
    ("agreement", Channel::Agreement),
    ("deal", Channel::Agreement),
    ("treaty", Channel::Agreement),
    ("signing", Channel::Agreement),
    ("signed", Channel::Agreement),
    ("ceasefire", Channel::Agreement),
    ("truce", Channel::Agreement),
    ("export", Channel::TradeExports),
    ("shipment", Channel::TradeExports),
    ("import", Channel::TradeImports),
    ("trade", Channel::TradeTotal),
    ("trading", Channel::TradeTotal),
    ("commerce", Channel::TradeTotal),
    ("attack", Channel::Incident),
    ("invade", Channel::Incident),
    ("invasion", Channel::Incident),
    ("parade", Channel::Ceremony),
    ("ceremon", Channel::Ceremony),
];

/// Parts of Korean words, and the channel of what they name.
const CHANNELS_KO: &[(&str, Channel)] = &[
    ("방문", Channel::Visit),
    ("방중", Channel::Visit),
    ("방러", Channel::Visit),
    ("방한", Channel::Visit),
    ("방북", Channel::Visit),
    ("방미", Channel::Visit),
    ("방일", Channel::Visit),
    ("순방", Channel::Visit),
    ("도착", Channel::Visit),
    ("회담", Channel::Meeting),
    ("정상회의", Channel::Meeting),
    ("대화", Channel::Meeting),
    ("협상", Channel::Meeting),
    ("외교", Channel::Meeting),
    ("훈련", Channel::Military),
    ("미사일", Channel::Launch),
    ("발사", Channel::Launch),
    ("위성", Channel::Launch),
    ("핵실험", Channel::NuclearTest),
    ("파병", Channel::Troops),
    ("병력", Channel::Troops),
    ("무기", Channel::Arms),
    ("탄약", Channel::Arms),
    ("제재", Channel::Sanction),
    ("관세", Channel::Sanction),
    ("협정", Channel::Agreement),
    ("조약", Channel::Agreement),
    ("체결", Channel::Agreement),
    ("서명", Channel::Agreement),
    ("휴전", Channel::Agreement),
    ("수출", Channel::TradeExports),
    ("수입", Channel::TradeImports),
    ("무역", Channel::TradeTotal),
    ("교역", Channel::TradeTotal),
    ("공격", Channel::Incident),
    ("침공", Channel::Incident),
    ("열병식", Channel::Ceremony),
    ("기념식", Channel::Ceremony),
];

const UP_EN: &[&str] = &[
    "rise",
    "rising",
    "rose",
    "increas",
    "grow",
    "growth",
    "climb",
    "surge",
    "surging",
    "jump",
    "expand",
    "higher",
    "more",
    "accelerat",
    "improv",
    "strengthen",
    "widen",
    "recover",
    "rebound",
    "soar",
    "doubl",
    "deepen",
];
const DOWN_EN: &[&str] = &[
    "fall",
    "fell",
    "declin",
    "decreas",
    "drop",
    "slow",
    "shrink",
    "shrank",
    "lower",
    "less",
    "fewer",
    "weaken",
    "slump",
    "plunge",
    "narrow",
    "contracted",
    "contracting",
    "ease",
    "easing",
    "halve",
    "dwindl",
    "reduc",
    "diminish",
];
const LEVEL_EN: &[&str] = &["unchanged", "flat", "steady", "stable"];

const UP_KO: &[&str] = &[
    "늘", "증가", "오르", "오를", "상승", "확대", "급증", "높", "커지", "커질", "성장", "강화",
    "개선", "회복", "반등",
];
const DOWN_KO: &[&str] =
    &["줄", "감소", "하락", "축소", "급감", "낮", "둔화", "위축", "약화", "악화", "뜸해", "떨어"];
const LEVEL_KO: &[&str] = &["보합", "그대로", "변동이 없", "제자리"];

/// The words of figures, which stand for the trade that was told before.
pub(crate) const FIGURES_EN: &[&str] =
    &["figure", "number", "data", "growth", "volume", "total", "statistic", "reading"];
pub(crate) const FIGURES_KO: &[&str] = &["수치", "통계", "실적", "규모", "증가율", "지표"];

/// Letters that are one word.
pub(crate) fn each_word(text: &str, span: Span) -> impl Iterator<Item = (Span, &str)> {
    let part = &text[span.0..span.1];
    part.split(|letter: char| !(letter.is_alphanumeric() || letter == '-'))
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let start = span.0 + (word.as_ptr() as usize - part.as_ptr() as usize);
            ((start, start + word.len()), word)
        })
}

/// The channels of a stretch of the text, each once, in order.
pub(crate) fn channels(text: &str, span: Span) -> Vec<Channel> {
    let mut found = Vec::new();
    for (_, word) in each_word(text, span) {
        if let Some(channel) = channel_of(word)
            && !found.contains(&channel)
        {
            found.push(channel);
        }
    }
    found
}

/// The channel of what a word names.
pub(crate) fn channel_of(word: &str) -> Option<Channel> {
    if word.is_ascii() {
        let word = word.to_ascii_lowercase();
        let last = word.rsplit('-').next().unwrap_or("");
        let fits = |stem: &str| begins(&word, stem) || begins(last, stem);
        return CHANNELS_EN.iter().find(|(stem, _)| fits(stem)).map(|&(_, channel)| channel);
    }
    let at = |stem: &str| word.find(stem);
    CHANNELS_KO
        .iter()
        .filter_map(|&(stem, channel)| Some((at(stem)?, channel)))
        .min_by_key(|f| f.0)
        .map(|f| f.1)
}

/// Whether an English word begins with a stem; of a short one only the usual endings may follow.
fn begins(word: &str, stem: &str) -> bool {
    word.strip_prefix(stem).is_some_and(|rest| {
        stem.len() > 4
            || matches!(
                rest,
                "" | "s" | "es" | "ed" | "er" | "ing" | "ped" | "ping" | "ers" | "ting"
            )
    })
}

/// The direction of a stretch of the text, and the word that tells it.
pub(crate) fn direction(text: &str, span: Span) -> Option<(Direction, Span)> {
    each_word(text, span).find_map(|(span, word)| {
        let low = word.to_ascii_lowercase();
        let english = |stems: &[&str]| stems.iter().any(|stem| begins(&low, stem));
        let korean = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
        let sets = [
            (Direction::Up, UP_EN, UP_KO),
            (Direction::Down, DOWN_EN, DOWN_KO),
            (Direction::Level, LEVEL_EN, LEVEL_KO),
        ];
        let ascii = word.is_ascii();
        let fits = |&&(_, en, ko): &&(Direction, &[&str], &[&str])| {
            if ascii { english(en) } else { korean(ko) }
        };
        sets.iter().find(fits).map(|&(direction, _, _)| (direction, span))
    })
}

/// Whether a stretch of the text speaks of figures.
pub(crate) fn speaks_of_figures(text: &str, span: Span) -> bool {
    each_word(text, span).any(|(_, word)| {
        let low = word.to_ascii_lowercase();
        FIGURES_EN.iter().any(|stem| low.starts_with(stem))
            || FIGURES_KO.iter().any(|stem| word.starts_with(stem))
    })
}

/// What a stretch of the text is about.
pub(crate) fn about(scene: &Scene<'_>, span: Span) -> About {
    let mut about = About {
        channels: channels(scene.text, span),
        direction: direction(scene.text, span).map(|(direction, _)| direction),
        ..About::default()
    };
    let inside = |mention: &&crate::Mention| span.0 <= mention.span.0 && mention.span.1 <= span.1;
    for mention in scene.mentions.iter().filter(inside).filter(|mention| mention.sort.acts()) {
        for &actor in &mention.actors {
            if !about.actors.contains(&actor) {
                about.actors.push(actor);
            }
        }
    }
    about
}

/// English nouns of events that one waits for.
pub(crate) fn awaited_en(lemma: &str) -> Option<Option<Channel>> {
    Some(match lemma {
        "drill" | "drills" | "exercise" | "exercises" | "manoeuvre" | "manoeuvres" | "maneuver"
        | "maneuvers" => Some(Channel::Military),
        "visit" | "trip" | "tour" => Some(Channel::Visit),
        "summit" | "talk" | "talks" | "meeting" | "conference" | "forum" | "negotiation"
        | "negotiations" => Some(Channel::Meeting),
        "parade" | "ceremony" | "commemoration" | "anniversary" => Some(Channel::Ceremony),
        "launch" => Some(Channel::Launch),
        "election" | "elections" | "referendum" | "vote" | "poll" | "polls" | "congress"
        | "inauguration" | "deadline" | "session" | "plenum" => None,
        _ => return None,
    })
}

/// Korean nouns of events that one waits for, at the end of a word before its particle.
pub(crate) const AWAITED_KO: &[(&str, Option<Channel>)] = &[
    ("연합훈련", Some(Channel::Military)),
    ("군사훈련", Some(Channel::Military)),
    ("합동훈련", Some(Channel::Military)),
    ("훈련", Some(Channel::Military)),
    ("방문", Some(Channel::Visit)),
    ("방중", Some(Channel::Visit)),
    ("방러", Some(Channel::Visit)),
    ("방한", Some(Channel::Visit)),
    ("방북", Some(Channel::Visit)),
    ("방미", Some(Channel::Visit)),
    ("방일", Some(Channel::Visit)),
    ("순방", Some(Channel::Visit)),
    ("정상회담", Some(Channel::Meeting)),
    ("정상회의", Some(Channel::Meeting)),
    ("회담", Some(Channel::Meeting)),
    ("협상", Some(Channel::Meeting)),
    ("열병식", Some(Channel::Ceremony)),
    ("기념식", Some(Channel::Ceremony)),
    ("발사", Some(Channel::Launch)),
    ("선거", None),
    ("대선", None),
    ("총선", None),
    ("국민투표", None),
    ("당대회", None),
    ("취임식", None),
];
