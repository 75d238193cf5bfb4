//! Flows that a pronoun gives to one of two: "Its exports came to 3 million", behind a sentence that names
//! both. They are those of the one that it speaks of, but what is right of the other is not called wrong.

use telltale_brief::check::{Checked, Claimed, Doubted, Outcome};
use telltale_reader::Sighting;

use super::claims::{Checking, Span};

/// How many words before the word for a flow a pronoun may stand: "its total exports".
const NEAR: usize = 3;

/// Whether a pronoun alone says whose a flow is, and the sentence before names both states.
pub(super) fn competes(
    text: &Checking<'_, '_>,
    claim: &Claimed,
    seen: &Sighting,
    sentence: Span,
) -> bool {
    let Some((trigger, _)) = seen.because.trigger else { return false };
    let Some(two) = claim.actor.zip(claim.target).map(|(one, other)| [one, other]) else {
        return false;
    };
    let ahead = text.document.text.get(sentence.0..trigger).unwrap_or_default().to_lowercase();
    let led = ahead.split_whitespace().rev().take(NEAR).any(|word| word == "its");
    let sentences = text.stated.sentences();
    let at = sentences.partition_point(|(_, end)| *end <= sentence.0);
    let before = at.checked_sub(1).and_then(|at| sentences.get(at));
    let before = before.and_then(|&(from, to)| text.document.text.get(from..to));
    led && before.is_some_and(|before| text.reader.names_all(before, &two, text.document.published))
}

/// What is wrong of the one whose a flow is told to be, and right of the other, cannot be told.
pub(super) fn of_the_other(
    text: &Checking<'_, '_>,
    checked: Checked,
    claim: &Claimed,
    seen: &Sighting,
) -> Checked {
    let (actor, target) = (claim.target, claim.actor);
    let other = text.run(&Claimed { actor, target, ..claim.clone() }, seen);
    match other.outcome {
        Outcome::Confirmed | Outcome::Rounding => {
            checked.doubted(Doubted::Whose, "", false, text.language)
        }
        _ => checked,
    }
}
