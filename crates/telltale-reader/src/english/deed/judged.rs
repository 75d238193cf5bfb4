//! What somebody calls another or his doings: "called the order unjustified", "described the drill
//! as a provocation", "said that X was a model".

use telltale_observation::Mode;

use super::Sweep;
use crate::english::lexicon::{Part, Sense};
use crate::english::roles::{doer, object, passive};
use crate::english::tone;
use crate::parse::{Dep, Tag};
use crate::sighting::Sighting;

/// Verbs that say what their object is.
const NAMING: &[&str] = &["call", "brand", "label", "term", "dub", "deem", "declare", "pronounce"];

/// Verbs that do so with "as".
const NAMING_AS: &[&str] = &[
    "describe",
    "brand",
    "label",
    "portray",
    "characterise",
    "characterize",
    "regard",
    "see",
    "view",
    "hail",
    "denounce",
    "condemn",
    "cast",
    "paint",
    "depict",
    "decry",
    "slam",
];

impl Sweep<'_, '_> {
    /// Tells praise or blame where a naming verb has a predicate that praises or blames; answers
    /// whether it has.
    pub(super) fn judges(&mut self, token: usize, found: &mut Vec<Sighting>) -> bool {
        let tree = self.tree;
        let lemma = tree.lemmas[token].to_ascii_lowercase();
        // "The move was called a grave mistake by X"
        let undergone = passive(tree, token);
        if tree.tag(token) != Tag::Verb || (undergone && doer(tree, token).is_none()) {
            return false;
        }
        let says_false = NAMING.contains(&lemma.as_str()) || NAMING_AS.contains(&lemma.as_str());
        let lexicon = self.lexicon;
        if says_false && self.groundless(token) {
            let Some(frame) = lexicon.frames(Part::Verb, "deny").last() else { return false };
            self.taken[token] = true;
            self.denial(frame, token, found);
            return true;
        }
        let Some(start) = self.predicate(token, &lemma) else { return false };
        const ENDS: &[&str] =
            &[",", ";", ".", "while", "after", "but", "over", "from", "because", "for", "by", "on"];
        let within = |at: &usize| !ENDS.contains(&tree.word(*at));
        let end = (start..tree.len()).find(|at| !within(at)).unwrap_or(tree.len());
        let words = (start..end).map(|at| tree.word(at));
        let Some(code) = tone::of(words).and_then(tone::Tone::code) else { return false };
        let blames = |frame: &&crate::english::lexicon::Frame| matches!(frame.sense, Sense::Code(code) if matches!(code.code, "110" | "111"));
        let Some(frame) = lexicon.frames(Part::Verb, &lemma).iter().find(blames) else {
            return false;
        };
        self.taken[token] = true;
        self.taken[start..end].fill(true);
        self.deed(frame, token, token, (code, code.channel, Mode::Word), found);
        true
    }

    /// Where that which the object is called begins.
    fn predicate(&self, verb: usize, lemma: &str) -> Option<usize> {
        let tree = self.tree;
        let noun = object(tree, verb).filter(|&noun| noun > verb);
        let from = noun.unwrap_or(verb) + 1;
        if NAMING_AS.contains(&lemma) {
            let near = |at: &usize| tree.word(*at) == "as";
            let at = (from..tree.len().min(from + 12)).find(near);
            if at.is_some() {
                return at.map(|at| at + 1);
            }
        }
        if noun.is_none() && NAMING.contains(&lemma) && passive(tree, verb) {
            // "was called a grave mistake"
            return tree.having(verb, &[Dep::Attr, Dep::Obj, Dep::XComp]).map(|_| verb + 1).next();
        }
        // "…, which X called unjustified"
        let which = |at: &usize| matches!(tree.word(*at), "which" | "that") && *at < verb;
        if noun.is_none()
            && NAMING.contains(&lemma)
            && tree.having(verb, &[Dep::Obj]).any(|at| which(&at))
        {
            return (verb + 1 < tree.len()).then_some(verb + 1);
        }
        let noun = noun.filter(|_| NAMING.contains(&lemma))?;
        // Over what belongs to the object: "the ban on its wine".
        let mut at = noun + 1;
        while at + 1 < tree.len() && tree.tag(at) == Tag::Adp {
            let Some(below) = tree.child(at, Dep::PObj).filter(|&below| below > at) else {
                // "called the talk of taking it unacceptable": the last word.
                let end = (at..tree.len()).find(|&at| tree.tag(at) == Tag::Punct)?;
                return end.checked_sub(1).filter(|&last| tree.tag(last) == Tag::Adj);
            };
            at = below + 1;
        }
        let begins = at < tree.len()
            && (matches!(tree.tag(at), Tag::Det | Tag::Adj | Tag::Adv | Tag::Noun | Tag::Verb)
                || matches!(
                    tree.word(at),
                    "its" | "his" | "her" | "their" | "\"" | "“" | "'" | "‘"
                ));
        begins.then_some(at)
    }
}
