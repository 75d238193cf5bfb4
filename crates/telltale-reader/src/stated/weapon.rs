//! What sort of missile words tell of: by how it flies, and how far.

use super::words::words;

/// What words say of a missile, as far as they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weapon {
    /// How it flies, one bit a way; 0 where the words do not tell.
    flight: u8,
    /// How far, or from where, one bit a class; 0 where the words do not tell.
    range: u8,
}

const BALLISTIC: u8 = 1;
const CRUISE: u8 = 2;
const SPACE: u8 = 4;
const AGAINST_AIRCRAFT: u8 = 8;
const ROCKETS: u8 = 16;

const SHORT: u8 = 1;
const MEDIUM: u8 = 2;
const INTERMEDIATE: u8 = 4;
const INTERCONTINENTAL: u8 = 8;
const SUBMARINE: u8 = 16;

/// Words that begin so, with the way and the class that they tell.
#[rustfmt::skip]
const ENGLISH: &[(&str, u8, u8)] = &[
    ("ballistic", BALLISTIC, 0), ("cruise", CRUISE, 0), ("satellite", SPACE, 0), ("space", SPACE, 0),
    ("anti-aircraft", AGAINST_AIRCRAFT, 0), ("surface-to-air", AGAINST_AIRCRAFT, 0),
    ("air-defence", AGAINST_AIRCRAFT, 0), ("air-defense", AGAINST_AIRCRAFT, 0), ("launcher", ROCKETS, 0),
    ("artillery", ROCKETS, 0), ("icbm", BALLISTIC, INTERCONTINENTAL),
    ("intercontinental", BALLISTIC, INTERCONTINENTAL), ("irbm", BALLISTIC, INTERMEDIATE),
    ("intermediate-range", 0, INTERMEDIATE), ("mrbm", BALLISTIC, MEDIUM), ("medium-range", 0, MEDIUM),
    ("srbm", BALLISTIC, SHORT), ("short-range", 0, SHORT), ("slbm", BALLISTIC, SUBMARINE),
    ("submarine-launched", 0, SUBMARINE), ("close-range", 0, SHORT),
];

/// The same in Korean, anywhere in a word; the longer ones first.
#[rustfmt::skip]
const KOREAN: &[(&str, u8, u8)] = &[
    ("탄도", BALLISTIC, 0), ("순항", CRUISE, 0), ("위성", SPACE, 0), ("우주발사체", SPACE, 0),
    ("지대공", AGAINST_AIRCRAFT, 0), ("대공", AGAINST_AIRCRAFT, 0), ("방사포", ROCKETS, 0),
    ("대륙간", BALLISTIC, INTERCONTINENTAL), ("준중거리", 0, MEDIUM), ("중거리", 0, INTERMEDIATE),
    ("중장거리", 0, INTERMEDIATE), ("단거리", 0, SHORT), ("잠수함발사", 0, SUBMARINE), ("SLBM", BALLISTIC, SUBMARINE),
    ("ICBM", BALLISTIC, INTERCONTINENTAL), ("IRBM", BALLISTIC, INTERMEDIATE), ("SRBM", BALLISTIC, SHORT),
];

impl Weapon {
    /// Missiles in the narrow sense: no rocket artillery, none against aircraft, none into space.
    pub const MISSILES: Weapon = Weapon { flight: BALLISTIC | CRUISE, range: 0 };

    /// The same, but for how far: what flies so.
    pub fn flown(self) -> Weapon {
        Weapon { range: 0, ..self }
    }

    /// What words of a language say of a missile.
    pub fn of(text: &str) -> Weapon {
        let mut told = Weapon::default();
        for (_, word) in words(&text.to_lowercase(), &['-'], &[]) {
            let known = ENGLISH.iter().find(|(start, ..)| word.starts_with(start));
            told.add(known);
        }
        let mut left = text.to_owned();
        // "준중거리" holds "중거리".
        if left.contains("준중거리") {
            told.add(KOREAN.iter().find(|(name, ..)| *name == "준중거리"));
            left = left.replace("준중거리", "");
        }
        for known in KOREAN.iter().filter(|(name, ..)| left.contains(name)) {
            told.add(Some(known));
        }
        told
    }

    fn add(&mut self, known: Option<&(&str, u8, u8)>) {
        if let Some((_, flight, range)) = known {
            self.flight |= flight;
            self.range |= range;
        }
    }

    /// Whether what a record says is of the sort asked: yes, no, or not told.
    pub fn is_told_by(self, record: Weapon) -> Option<bool> {
        let one = |asked: u8, told: u8| match (asked, told) {
            (0, _) => Some(true),
            (_, 0) => None,
            (asked, told) => Some(asked & told != 0),
        };
        match (one(self.flight, record.flight), one(self.range, record.range)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missile_is_told_by_how_it_flies_and_how_far() {
        let told = |asked: &str, record: &str| Weapon::of(asked).is_told_by(Weapon::of(record));
        let icbm = "intercontinental ballistic missile launch";
        assert_eq!(told("an ICBM was fired", icbm), Some(true));
        assert_eq!(told("대륙간탄도미사일을 쐈다", icbm), Some(true));
        assert_eq!(told("a missile", icbm), Some(true));
        assert_eq!(told("a cruise missile", icbm), Some(false));
        assert_eq!(told("단거리 탄도미사일", icbm), Some(false));
        assert_eq!(
            told("준중거리 탄도미사일", "medium-range ballistic missile launch"),
            Some(true)
        );
        let ballistic = Weapon::of("an ICBM").flown();
        assert_eq!(ballistic.is_told_by(Weapon::of("short-range ballistic missile")), Some(true));
        assert_eq!(ballistic.is_told_by(Weapon::of("a cruise missile")), Some(false));
        let vague = "short-range missile launch";
        assert_eq!(told("short-range ballistic missiles", vague), None);
        assert_eq!(told("an ICBM", "ballistic missile launch"), None);
        assert_eq!(told("a reconnaissance satellite", "satellite rocket launch"), Some(true));
    }
}
