//! Korean deeds and words: what a sentence tells, read off its particles and endings.
//!
//! A sentence is cut into noun phrases, each with the role that its particle gives it, and verbs,
//! each with what its ending says. Every word of the lexicon is taken with the frame whose company
//! fits; its parties are looked for by role, first in its own clause, then in those around it.

mod clause;
mod deed;
mod heads;
mod lexicon;
mod mood;
mod outlook;
mod short;
#[cfg(test)]
mod tests;
mod verb;
mod when;
mod words;

use crate::Mention;
use crate::outlook::Outlook;
use crate::reader::Scene;
use crate::sighting::Sighting;

use lexicon::Lexicon;
pub(crate) use outlook::{clause_start, is_conditional, words as words_of};

/// What reading Korean needs.
pub(crate) struct Korean {
    lexicon: std::sync::OnceLock<Lexicon>,
}

/// Longer sentences are lists, tables or noise; reading them would take long and tell nothing.
const WORDS_MAX: usize = 120;

/// Words of sport: a sentence with one of them tells of no state's deeds.
const SPORT: &[&str] = &[
    "대표팀",
    "월드컵",
    "결승",
    "공격수",
    "득점",
    "리그",
    "구단",
    "축구",
    "야구",
    "농구",
    "골키퍼",
];

impl Korean {
    /// A reader that reads its lexicon when a text first needs it.
    pub(crate) fn load() -> Korean {
        Korean { lexicon: std::sync::OnceLock::new() }
    }

    /// Adds what a sentence tells; gives the states that it names by a letter: 美, 미 국무부.
    pub(crate) fn read(&self, scene: &Scene<'_>, found: &mut Vec<Sighting>) -> Vec<Mention> {
        let names = short::names(scene);
        let acts = names.iter().any(|name| name.sort.acts() || !name.actors.is_empty());
        if !(acts || shared(scene)) || SPORT.iter().any(|word| scene.words().contains(word)) {
            return Vec::new();
        }
        let words = words::words(scene, &names);
        if words.len() > WORDS_MAX {
            return Vec::new();
        }
        let lexicon = self.lexicon.get_or_init(Lexicon::load);
        let maker = words::Maker { lexicon, scene, names: &names, words: &words };
        let items = maker.items();
        let before = found.len();
        deed::read(lexicon, scene, &items, found);
        outlook::hang(scene, found.get_mut(before..).unwrap_or_default());
        names.iter().filter_map(short::Named::spelt_short).collect()
    }

    /// Adds what a sentence says of the time to come.
    pub(crate) fn look_ahead(&self, scene: &Scene<'_>, told: &[Sighting], out: &mut Outlook) {
        if !SPORT.iter().any(|word| scene.words().contains(word)) {
            outlook::read(scene, told, out);
        }
    }
}

/// Whether a sentence speaks of two who were named before it: 두 정상은, 양측은.
fn shared(scene: &Scene<'_>) -> bool {
    const SHARED: &[&str] =
        &["양국", "양측", "쌍방", "양 정상", "이들", "두 ", "세 ", "그는 ", "그가 ", "면서다"];
    SHARED.iter().any(|word| scene.words().contains(word)) && scene.cast.actors().len() > 1
}
