//! One observation for a pair that is given: what does this phrase do to that one?

use telltale_observation::{Actor, Code, Kind, Modality, Period};

use crate::classify::Root;
use crate::english::usual;
use crate::sighting::{Because, Sighting, Span};
use crate::{Document, Mention, Reader, mention, sentence};

/// Why a pair cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPair {
    /// The phrase does not stand in the text.
    #[error("not in the text: {0:?}")]
    Absent(String),
}

impl Reader {
    /// The one observation of `source` towards `target`, two exact strings of the text, with the
    /// best code: the weights choose the root, the lexicon the code within it.
    ///
    /// # Errors
    /// [`NoPair`] if one of the strings does not stand in the text.
    pub fn read_pair(
        &self,
        document: &Document,
        source: &str,
        target: &str,
    ) -> Result<Sighting, NoPair> {
        let text = document.text.as_str();
        let (source, target) = places(text, source, target)?;
        let whole = around(text, source, target);
        let within = |span: Span| (span.0 - whole.0, span.1 - whole.0);
        let ranked = self.classes.root(&text[whole.0..whole.1], within(source), within(target));
        let (root, sure) = ranked.best();
        let told = self.read(document).into_iter().filter(|seen| seen.kind == Kind::Event);
        let of_pair: Vec<Sighting> = told.filter(|seen| joins(seen, source, target)).collect();
        let agreeing = of_pair.iter().find(|seen| seen.code.is_some_and(|code| is(code, root)));
        let mentions = mention::find(&self.gazetteer, text, document.published);
        let mut sighting =
            agreeing.or(of_pair.first()).cloned().unwrap_or_else(|| bare(document, source, target));
        if agreeing.is_none()
            && let Some(code) = usual(root)
        {
            sighting.code = Some(code);
            sighting.channel = code.channel;
            sighting.mode = code.mode;
            sighting.because.rule = format!("weights: {} {sure:.2}", root.name());
        }
        sighting.actor = actor_in(&mentions, source);
        sighting.target = actor_in(&mentions, target);
        sighting.because.actors = vec![source, target];
        sighting.span = whole;
        sighting.confidence = sure;
        Ok(sighting)
    }
}

/// Where the two strings stand: in one sentence if they can, else where each comes first.
fn places(text: &str, source: &str, target: &str) -> Result<(Span, Span), NoPair> {
    let at = |from: usize, to: usize, phrase: &str| {
        text[from..to].find(phrase).map(|start| (from + start, from + start + phrase.len()))
    };
    for (start, end) in sentence::split(text) {
        if let (Some(source), Some(target)) = (at(start, end, source), at(start, end, target)) {
            return Ok((source, target));
        }
    }
    let first =
        |phrase: &str| at(0, text.len(), phrase).ok_or_else(|| NoPair::Absent(phrase.to_owned()));
    Ok((first(source)?, first(target)?))
}

/// The sentences from the one phrase to the other.
fn around(text: &str, source: Span, target: Span) -> Span {
    let (first, last) = (source.0.min(target.0), source.1.max(target.1));
    let mut whole = (first, last);
    for (start, end) in sentence::split(text) {
        if start <= first && first < end {
            whole.0 = start;
        }
        if start < last && last <= end {
            whole.1 = end;
        }
    }
    whole
}

fn joins(seen: &Sighting, source: Span, target: Span) -> bool {
    let inside = |name: &Span, phrase: Span| phrase.0 <= name.0 && name.1 <= phrase.1;
    match &seen.because.actors[..] {
        [actor, other, ..] => inside(actor, source) && inside(other, target),
        _ => false,
    }
}

/// Whether a code is of a root.
fn is(code: &Code, root: Root) -> bool {
    match (code.code.get(..2), root) {
        (Some("02" | "10"), Root::Request) => true,
        (Some("09" | "11"), Root::Accuse) => true,
        (Some("18" | "19" | "20"), Root::Assault) => true,
        (first, root) => first == Some(root.cameo_root()),
    }
}

fn actor_in(mentions: &[Mention], phrase: Span) -> Option<Actor> {
    let inside = |mention: &&Mention| phrase.0 <= mention.span.0 && mention.span.1 <= phrase.1;
    mentions.iter().filter(inside).find_map(Mention::actor)
}

fn bare(document: &Document, source: Span, target: Span) -> Sighting {
    Sighting {
        kind: Kind::Event,
        mode: telltale_observation::Mode::Deed,
        actor: None,
        target: None,
        channel: telltale_observation::Channel::Statement,
        code: None,
        period: Period::day(document.published).ok(),
        modality: Modality::Happened,
        rank: None,
        place: None,
        amount: None,
        span: (source.0.min(target.0), source.1.max(target.1)),
        confidence: 0.0,
        because: Because::default(),
    }
}
