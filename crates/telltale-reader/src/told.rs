//! What a text has told already is not told again.

use telltale_observation::{Channel, Kind, Mode};

use crate::sighting::Sighting;

/// How many sightings back one of the same pair is looked for.
const LOOK_BACK: usize = 64;

/// How many bytes lie at most between a sentence and the next one.
const NEXT: usize = 2;

/// Adds an event, unless the text has told it before: on the same day, or without a day of its
/// own, or in passing where the pair is spoken of already.
pub(crate) fn add(sighting: Sighting, found: &mut Vec<Sighting>) {
    let earlier = found.iter_mut().rev().take(LOOK_BACK).filter(|known| {
        known.kind == Kind::Event
            && known.actor == sighting.actor
            && known.target == sighting.target
            && known.modality == sighting.modality
    });
    for known in earlier {
        let same_channel = known.channel == sighting.channel;
        let same_time = known.period == sighting.period
            || !sighting.because.dated
            || (!known.because.dated && known.span == sighting.span);
        if same_channel && same_time {
            known.rank = known.rank.max(sighting.rank);
            return;
        }
        // "X chose Y for his first journey. He arrived there on Sunday": the second says when.
        let dates = same_channel
            && known.channel == Channel::Visit
            && !known.because.dated
            && known.span.1 <= sighting.span.0
            && sighting.span.0 - known.span.1 <= NEXT;
        if dates {
            known.period = sighting.period;
            known.because.dated = true;
            known.because.again = Some((sighting.span, Box::new(sighting.because)));
            known.confidence = sighting.confidence.max(known.confidence);
            return;
        }
        let slight = sighting.mode == Mode::Word || known.span != sighting.span;
        if sighting.because.in_passing && same_time && slight {
            return;
        }
    }
    found.push(sighting);
}
