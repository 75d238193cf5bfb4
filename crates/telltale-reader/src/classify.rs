//! The root of a deed: given a sentence and its two actors, which of the sixteen PLOVER roots
//! tells what the source did to the target.
//!
//! The answer is a ranking with probabilities, never a verdict: a caller that wants to be sure
//! asks for a high one. How the weights were made, from what, and how right they are is told in
//! `training/classes/README.md`.

mod evidence;
mod features;
mod weights;

use features::View;
pub(crate) use features::Words;
use weights::{Vectors, Weights};

/// How many roots there are.
const ROOTS: usize = 16;

/// A PLOVER root; the order is that of CAMEO, and of the weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// Said something of no other root.
    Statement,
    /// Asked, urged or demanded.
    Request,
    /// Agreed, offered or promised.
    Agree,
    /// Met, visited or negotiated.
    Consult,
    /// Praised, backed, recognised or signed with.
    Support,
    /// Worked, traded or shared with.
    Cooperate,
    /// Gave money, food, arms, shelter or protection.
    Aid,
    /// Released, returned, eased, withdrew or gave in.
    Yield,
    /// Accused, blamed, sued, convicted or investigated.
    Accuse,
    /// Refused, rejected, cancelled or defied.
    Reject,
    /// Threatened or warned.
    Threaten,
    /// Demonstrated, struck or rioted.
    Protest,
    /// Moved or alerted troops or police.
    Mobilize,
    /// Reduced relations, aid or presence.
    Sanction,
    /// Arrested, banned, seized or imposed.
    Coerce,
    /// Used force.
    Assault,
}

impl Root {
    /// All roots, in order.
    pub const ALL: [Root; ROOTS] = [
        Root::Statement,
        Root::Request,
        Root::Agree,
        Root::Consult,
        Root::Support,
        Root::Cooperate,
        Root::Aid,
        Root::Yield,
        Root::Accuse,
        Root::Reject,
        Root::Threaten,
        Root::Protest,
        Root::Mobilize,
        Root::Sanction,
        Root::Coerce,
        Root::Assault,
    ];

    /// The name that PLOVER gives it (YIELD is what 2021 splits into CONCEDE and RETREAT).
    pub fn name(self) -> &'static str {
        [
            "STATEMENT",
            "REQUEST",
            "AGREE",
            "CONSULT",
            "SUPPORT",
            "COOPERATE",
            "AID",
            "YIELD",
            "ACCUSE",
            "REJECT",
            "THREATEN",
            "PROTEST",
            "MOBILIZE",
            "SANCTION",
            "COERCE",
            "ASSAULT",
        ][self as usize]
    }

    /// The two digits of CAMEO that stand closest to it: 11 for ACCUSE, though 09 (investigate)
    /// is part of it, and 19 for ASSAULT, though 18 and 20 are.
    pub fn cameo_root(self) -> &'static str {
        [
            "01", "10", "03", "04", "05", "06", "07", "08", "11", "12", "13", "14", "15", "16",
            "17", "19",
        ][self as usize]
    }
}

/// The roots of one deed with their probabilities, which sum to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The probability of each root, in the order of [`Root::ALL`].
    pub probabilities: [f32; ROOTS],
}

impl Ranked {
    /// The likeliest root and its probability.
    pub fn best(&self) -> (Root, f32) {
        let mut best = (Root::Statement, self.probabilities[0]);
        for root in Root::ALL {
            if self.of(root) > best.1 {
                best = (root, self.of(root));
            }
        }
        best
    }

    /// The probability of a root.
    pub fn of(&self, root: Root) -> f32 {
        self.probabilities[root as usize]
    }
}

/// What one may do to another as the weights of deeds tell it apart, by the CAMEO code that stands
/// for it: nothing; visits, meetings, shows of force, arms, economic cooperation, yielding,
/// refusals, sanctions, coercion, aid; and in words promises, appeals, praise, criticism, threats.
const DEEDS: [&str; ROOTS] = [
    "", "042", "040", "150", "072", "060", "080", "120", "160", "170", "070", "030", "020", "051",
    "111", "130",
];
/// Where the words among them begin.
const WORDS: usize = 11;

/// Whether somebody does anything to somebody else, and what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Told {
    /// How likely it is that nothing is done.
    pub nothing: f32,
    /// What is done, if anything is: a CAMEO code.
    pub code: &'static str,
    /// How likely that is.
    pub sure: f32,
}

/// What tells roots apart: the weights that are part of the program.
#[derive(Debug)]
pub struct Classes {
    weights: Weights<'static>,
    deeds: Weights<'static>,
    vectors: Vectors<'static>,
}

impl Classes {
    /// Takes the weights that are part of the program; nothing is copied.
    ///
    /// # Panics
    /// If the weights in the program are not whole: a fault of the build.
    pub fn load() -> Classes {
        let weights = Weights::new(include_bytes!("../weights/classes.bin"));
        let deeds = Weights::new(include_bytes!("../weights/deeds.bin"));
        let vectors = Vectors::new(include_bytes!("../weights/vectors.bin"));
        Classes {
            weights: weights.expect("the weights of the classes are whole"),
            deeds: deeds.expect("the weights of deeds are whole"),
            vectors: vectors.expect("the word vectors are whole"),
        }
    }

    /// What the source does to the target in this sentence. The spans are byte offsets; one that
    /// lies outside the text is cut to it.
    pub fn root(&self, text: &str, source: (usize, usize), target: (usize, usize)) -> Ranked {
        self.root_in(&Words::of(text), source, target)
    }

    /// [`Classes::root`] of a sentence whose words are spelt already.
    pub(crate) fn root_in(
        &self,
        words: &Words<'_>,
        source: (usize, usize),
        target: (usize, usize),
    ) -> Ranked {
        Ranked { probabilities: self.weigh(&self.weights, words, source, target) }
    }

    /// Whether the source does anything to the target, and what. The order counts: who suffers it
    /// does nothing. Whether it is a deed or a word is decided first.
    pub(crate) fn told(
        &self,
        words: &Words<'_>,
        source: (usize, usize),
        target: (usize, usize),
    ) -> Told {
        let shares = self.weigh(&self.deeds, words, source, target);
        let (deeds, words) = shares[1..].split_at(WORDS - 1);
        let of_words = words.iter().sum::<f32>() > deeds.iter().sum::<f32>();
        let among = if of_words { WORDS..ROOTS } else { 1..WORDS };
        let best = among.max_by(|&a, &b| shares[a].total_cmp(&shares[b])).unwrap_or(0);
        Told { nothing: shares[0], code: DEEDS[best], sure: shares[best] }
    }

    fn weigh(
        &self,
        weights: &Weights<'_>,
        words: &Words<'_>,
        source: (usize, usize),
        target: (usize, usize),
    ) -> [f32; ROOTS] {
        let view = View::new(words, source, target);
        // Kind, hash and row of a vector, in that order, in a number each: so they are soon sorted.
        let mut seen: Vec<u128> = Vec::with_capacity(512);
        evidence::tell(&view, &mut |kind, words| {
            let vector = match words {
                [word] if weights.dense(kind).is_some() => self.vectors.find(word),
                _ => None,
            };
            let kind = u8::try_from(kind).unwrap_or(0);
            let hash = evidence::hash(char::from(kind), words);
            let vector = vector.unwrap_or(u32::MAX);
            seen.push(u128::from(kind) << 96 | u128::from(hash) << 32 | u128::from(vector));
        });
        seen.sort_unstable();
        seen.dedup();
        let seen: Vec<(u8, u64, u32)> = seen
            .into_iter()
            .map(|packed| ((packed >> 96) as u8, (packed >> 32) as u64, packed as u32))
            .collect();
        let mut sums = weights.base();
        for same in seen.chunk_by(|a, b| a.0 == b.0) {
            weights.add(same, &mut sums);
            self.add_vectors(weights, same, &mut sums);
        }
        shares(&sums, weights.heat())
    }

    /// Adds what the mean vector of the words of one kind speaks for.
    fn add_vectors(&self, weights: &Weights<'_>, same: &[(u8, u64, u32)], sums: &mut [f32; ROOTS]) {
        let Some(slot) = same.first().and_then(|first| weights.dense(char::from(first.0))) else {
            return;
        };
        let mut mean = [0f32; weights::WIDTH];
        for &(_, _, row) in same {
            if row != u32::MAX {
                self.vectors.add(row, &mut mean);
            }
        }
        let norm = mean.iter().map(|v| v * v).sum::<f32>().sqrt();
        if norm > 0.0 {
            mean.iter_mut().for_each(|v| *v /= norm);
            weights.add_dense(slot, &mean, sums);
        }
    }
}

/// Sums to probabilities.
fn shares(sums: &[f32; ROOTS], heat: f32) -> [f32; ROOTS] {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let powers = sums.map(|sum| ((sum - top) / heat).exp());
    let total: f32 = powers.iter().sum();
    powers.map(|power| power / total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The table that training wrote: sentences of our own and what the weights say of them.
    const EXPECTED: &str = include_str!("../training/classes/expected.csv");
    const EXPECTED_DEEDS: &str = include_str!("../training/classes/expected_deeds.csv");

    #[test]
    fn reading_agrees_with_training() {
        let classes = Classes::load();
        let mut rows = csv::Reader::from_reader(EXPECTED.as_bytes());
        let mut checked = 0;
        for row in rows.records() {
            let row = row.expect("a row");
            let at = |n: usize| row[n].parse().expect("an offset");
            let ranked = classes.root(&row[0], (at(1), at(2)), (at(3), at(4)));
            for (n, share) in ranked.probabilities.iter().enumerate() {
                let expected: f32 = row[5 + n].parse().expect("a probability");
                assert!((share - expected).abs() < 1e-4, "{}: {n}: {share} {expected}", &row[0]);
            }
            checked += 1;
        }
        assert!(checked >= 15);
    }

    #[test]
    fn deeds_are_weighed_as_in_training() {
        let classes = Classes::load();
        let mut rows = csv::Reader::from_reader(EXPECTED_DEEDS.as_bytes());
        let mut checked = 0;
        for row in rows.records() {
            let row = row.expect("a row");
            let at = |n: usize| row[n].parse().expect("an offset");
            let shares =
                classes.weigh(&classes.deeds, &Words::of(&row[0]), (at(1), at(2)), (at(3), at(4)));
            for (n, share) in shares.iter().enumerate() {
                let expected: f32 = row[5 + n].parse().expect("a probability");
                assert!((share - expected).abs() < 1e-4, "{}: {n}: {share} {expected}", &row[0]);
            }
            checked += 1;
        }
        assert!(checked >= 15);
    }

    #[test]
    fn who_suffers_a_deed_does_nothing() {
        let classes = Classes::load();
        let text = "Ruritania shelled Freedonia on Sunday.";
        let (ruritania, freedonia) = ((0, 9), (18, 27));
        let done = classes.told(&Words::of(text), ruritania, freedonia);
        assert!(done.nothing < 0.2 && done.code == "170", "{done:?}");
        assert!(classes.told(&Words::of(text), freedonia, ruritania).nothing > 0.5);
    }

    #[test]
    fn two_that_are_merely_named_do_nothing() {
        let classes = Classes::load();
        for text in [
            "Ruritania beat Freedonia 3-1 in the final on Sunday.",
            "Ruritania exports more plums than Freedonia ever did.",
            "Ruritania lies on the same river as Freedonia.",
        ] {
            let at = text.find("Freedonia").unwrap_or(0);
            assert!(classes.told(&Words::of(text), (0, 9), (at, at + 9)).nothing > 0.5, "{text}");
        }
    }

    #[test]
    fn the_outer_verb_decides() {
        let classes = Classes::load();
        for (verb, root) in [
            ("attacked", Root::Assault),
            ("has threatened to attack", Root::Threaten),
            ("has agreed to release prisoners to", Root::Agree),
            ("refused to lift the embargo on", Root::Reject),
            ("lifted the embargo on", Root::Yield),
            ("demanded that troops leave", Root::Request),
        ] {
            let text = format!("Ruritania {verb} Freedonia on Sunday.");
            let at = text.find("Freedonia").unwrap_or(0);
            assert_eq!(classes.root(&text, (0, 9), (at, at + 9)).best().0, root, "{text}");
        }
    }

    #[test]
    fn the_names_and_digits_of_roots_are_distinct() {
        for (n, root) in Root::ALL.into_iter().enumerate() {
            assert_eq!(root as usize, n);
            for other in &Root::ALL[..n] {
                assert_ne!(root.name(), other.name());
                assert_ne!(root.cameo_root(), other.cameo_root());
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_and_spans_give_probabilities(
            text in any::<String>(), a in 0usize..60, b in 0usize..60, c in 0usize..60,
            d in any::<usize>(),
        ) {
            let ranked = Classes::load().root(&text, (a, b), (c, d));
            let total: f32 = ranked.probabilities.iter().sum();
            prop_assert!((total - 1.0).abs() < 1e-3);
        }
    }
}
