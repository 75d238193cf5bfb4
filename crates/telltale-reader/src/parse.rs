//! The grammar of an English sentence: for each token its part of speech, the token that it depends
//! on, and how. "Troops were sent by Ankara" has `Troops` as passive subject of `sent` and `by` as its agent.
//!
//! A perceptron tags the tokens from left to right; another builds the tree in at most twice as many
//! steps as there are tokens (an arc-hybrid parser, greedy). Both learnt from a teacher; their
//! weights, and how they were made, are in `weights/` and `training/parser/`.

pub(crate) mod features;
mod lemma;
pub(crate) mod state;
pub(crate) mod sure;
mod tokens;
pub(crate) mod weights;

pub(crate) use lemma::lemma;
pub(crate) use tokens::tokens_en;

use features::Word;
use state::{Node, State};
use sure::Sure;
use weights::{Keys, Weights};

/// The part of speech of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[repr(u8)]
pub(crate) enum Tag {
    /// A common noun.
    Noun,
    /// A proper noun, or part of one.
    Name,
    /// A full verb.
    Verb,
    /// An auxiliary or modal, and the copula.
    Aux,
    /// An adjective.
    Adj,
    /// An adverb.
    Adv,
    /// A pronoun.
    Pron,
    /// An article or other determiner.
    Det,
    /// A preposition, or the particle of a phrasal verb.
    Adp,
    /// A number.
    Num,
    /// `to` before a verb, `not`, and the possessive `'s`.
    Part,
    /// A coordinating conjunction.
    Cconj,
    /// A subordinating conjunction.
    Sconj,
    /// Punctuation.
    Punct,
    /// A symbol, an interjection, a foreign word.
    #[default]
    Other,
}

/// The form of a verb or auxiliary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[repr(u8)]
pub(crate) enum VerbForm {
    /// Not a verb.
    #[default]
    None,
    /// Finite past: `signed`.
    Past,
    /// Finite present, and modals: `signs`, `will`.
    Present,
    /// `signing`.
    Ing,
    /// Past participle: (has been) `signed`.
    PastPart,
    /// Infinitive, imperative and after modals: (to) `sign`.
    Base,
}

/// How a token depends on its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[repr(u8)]
pub(crate) enum Dep {
    /// The head of the sentence; its head is itself.
    #[default]
    Root,
    /// Subject of an active verb, also a clause.
    Subj,
    /// Subject of a passive verb.
    SubjPass,
    /// Direct object.
    Obj,
    /// Indirect object without preposition.
    Iobj,
    /// The `by` of a passive; the doer is its `PObj`.
    Agent,
    /// A preposition, under what it modifies.
    Prep,
    /// What a preposition governs, under the preposition; also a clause (`of helping`).
    PObj,
    /// A clause with its own subject as complement: what is said.
    Comp,
    /// A clause without its own subject as complement: `agreed to sign`.
    XComp,
    /// An adverbial clause.
    AdvCl,
    /// A relative clause, under its noun.
    RelCl,
    /// A participle or infinitive under a noun.
    Acl,
    /// A later conjunct, under the one before it.
    Conj,
    /// The conjunction, under the first conjunct.
    Cc,
    /// An apposition, under the noun that it explains.
    Appos,
    /// A possessor, under what is possessed.
    Poss,
    /// A noun before its noun, part of a name, a title before a name.
    Compound,
    /// An adjective under its noun.
    Amod,
    /// A determiner under its noun.
    Det,
    /// A number under its noun.
    Nummod,
    /// An auxiliary, modal or `to`, under its verb.
    Aux,
    /// The auxiliary of a passive, under its verb.
    AuxPass,
    /// `not`, `n't`, `never`, under what it negates.
    Neg,
    /// What opens a subordinate clause: `that`, `if`, `because`.
    Mark,
    /// An adverb, and a noun of time or measure used as one.
    Advmod,
    /// The particle of a phrasal verb: `carried out`.
    Prt,
    /// What a copula ascribes: a noun or an adjective under the verb.
    Attr,
    /// Punctuation.
    Punct,
    /// Anything else, among it the possessive `'s` under its noun and `there` under its verb.
    Other,
}

/// The labels, each at the place of its number.
const DEPS: [Dep; 30] = {
    use Dep::*;
    [
        Root, Subj, SubjPass, Obj, Iobj, Agent, Prep, PObj, Comp, XComp, AdvCl, RelCl, Acl, Conj,
        Cc, Appos, Poss, Compound, Amod, Det, Nummod, Aux, AuxPass, Neg, Mark, Advmod, Prt, Attr,
        Punct, Other,
    ]
};

/// A part of speech as finely as the tagger tells them apart: the Penn Treebank's name, the tag, the form.
pub(crate) const FINE: [(&str, Tag, VerbForm); 46] = {
    use VerbForm::{Base, Ing, None, Past, PastPart, Present};
    [
        ("NN", Tag::Noun, None),
        ("NNS", Tag::Noun, None),
        ("NNP", Tag::Name, None),
        ("NNPS", Tag::Name, None),
        ("VB", Tag::Verb, Base),
        ("VBD", Tag::Verb, Past),
        ("VBG", Tag::Verb, Ing),
        ("VBN", Tag::Verb, PastPart),
        ("VBP", Tag::Verb, Present),
        ("VBZ", Tag::Verb, Present),
        ("VB", Tag::Aux, Base),
        ("VBD", Tag::Aux, Past),
        ("VBG", Tag::Aux, Ing),
        ("VBN", Tag::Aux, PastPart),
        ("VBP", Tag::Aux, Present),
        ("VBZ", Tag::Aux, Present),
        ("MD", Tag::Aux, Present),
        ("JJ", Tag::Adj, None),
        ("JJR", Tag::Adj, None),
        ("JJS", Tag::Adj, None),
        ("RB", Tag::Adv, None),
        ("RBR", Tag::Adv, None),
        ("WRB", Tag::Adv, None),
        ("PRP", Tag::Pron, None),
        ("PRP$", Tag::Pron, None),
        ("WP", Tag::Pron, None),
        ("WDT", Tag::Pron, None),
        ("DT", Tag::Pron, None),
        ("EX", Tag::Pron, None),
        ("DT", Tag::Det, None),
        ("WDT", Tag::Det, None),
        ("IN", Tag::Adp, None),
        ("RP", Tag::Adp, None),
        ("CD", Tag::Num, None),
        ("TO", Tag::Part, None),
        ("POS", Tag::Part, None),
        ("RB", Tag::Part, None),
        ("CC", Tag::Cconj, None),
        ("IN", Tag::Sconj, None),
        ("WRB", Tag::Sconj, None),
        (",", Tag::Punct, None),
        (".", Tag::Punct, None),
        ("''", Tag::Punct, None),
        (":", Tag::Punct, None),
        ("$", Tag::Other, None),
        ("UH", Tag::Other, None),
    ]
};

/// What was read of one sentence, a place for each token. The buffers are kept from sentence to sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parse {
    /// The part of speech of each token.
    pub(crate) tags: Vec<Tag>,
    /// The form of each verb and auxiliary.
    pub(crate) forms: Vec<VerbForm>,
    /// The index of each token's head; its own for the root.
    pub(crate) heads: Vec<u16>,
    /// How each token depends on its head.
    pub(crate) deps: Vec<Dep>,
}

impl Parse {
    fn clear(&mut self) {
        self.tags.clear();
        self.forms.clear();
        self.heads.clear();
        self.deps.clear();
    }
}

/// Working memory of the parser, to be kept from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) words: Vec<Word>,
    pub(crate) fine: Vec<u8>,
    pub(crate) state: State,
    letters: Vec<u8>,
}

/// A tagger and parser of English, with its weights.
#[derive(Debug)]
pub(crate) struct Parser {
    pub(crate) weights: Weights,
    sure: Sure,
}

/// The longest sentence, in tokens, that is parsed whole.
const TOKENS_MAX: usize = u16::MAX as usize - 1;

impl Parser {
    /// The parser with the weights that the crate carries; unpacks them, in some milliseconds.
    ///
    /// # Panics
    /// If the weights in the crate are damaged.
    #[must_use]
    pub(crate) fn load() -> Parser {
        let weights = include_bytes!("../weights/parser.bin");
        Parser::from_bytes(weights, Some(include_bytes!("../weights/steps.bin")))
            .expect("the weights in the crate are whole")
    }

    /// The parser with other weights, and the steps that go without saying, if any do; `None`
    /// where the bytes are neither.
    pub(crate) fn from_bytes(weights: &[u8], steps: Option<&[u8]>) -> Option<Parser> {
        let sure = steps.map_or_else(|| Some(Sure::default()), Sure::from_bytes)?;
        Weights::from_bytes(weights).map(|weights| Parser { weights, sure })
    }

    /// Tags and parses the tokens of one sentence, cut by [`tokens_en`].
    ///
    /// `out` has a place for each token. Of a sentence above 65,534 tokens only so many are read,
    /// and `out` is that much shorter.
    pub(crate) fn parse(&self, tokens: &[&str], scratch: &mut Scratch, out: &mut Parse) {
        let tokens = &tokens[..tokens.len().min(TOKENS_MAX)];
        out.clear();
        self.tag(tokens, scratch);
        scratch.state.start(tokens.len());
        let Scratch { words, fine, state, .. } = scratch;
        while !state.is_done() {
            let choice = self.choose(words, fine, state);
            state.apply(choice);
        }
        for (token, &Node { head, dep, kids, .. }) in state.nodes[..tokens.len()].iter().enumerate()
        {
            let (_, tag, form) = FINE[usize::from(fine[token]) - 1];
            out.tags.push(tag);
            out.forms.push(in_clause(form, kids));
            out.heads.push(head);
            out.deps.push(in_voice(DEPS[usize::from(dep)], state.nodes[usize::from(head)].kids));
        }
    }

    /// Looks the words up and tags them, into `scratch.words` and `scratch.fine`.
    ///
    /// A fine tag is its place in [`FINE`] plus one; zero stands for no token, and is also put behind the last.
    pub(crate) fn tag(&self, tokens: &[&str], scratch: &mut Scratch) {
        let Scratch { words, fine, letters, .. } = scratch;
        words.clear();
        fine.clear();
        for token in tokens {
            words.push(self.weights.vocabulary.look_up(features::spell(token, letters)));
        }
        words.push(Word::default());
        for at in 0..tokens.len() {
            let sure = words[at].sure;
            let tag = if sure > 0 { sure } else { self.choose_tag(words, fine, at) };
            fine.push(tag);
        }
        fine.push(0);
    }

    fn choose_tag(&self, words: &[Word], fine: &[u8], at: usize) -> u8 {
        let known = self.sure.step(features::of_sure_tag(words, fine, at));
        known.unwrap_or_else(|| self.weigh_tag(words, fine, at))
    }

    /// The tag that the weights are for.
    pub(crate) fn weigh_tag(&self, words: &[Word], fine: &[u8], at: usize) -> u8 {
        let mut keys = Keys::default();
        features::of_tag(words, fine, at, |key| keys.add(key));
        1 + self.weights.tagger.sum(&keys).best(0, FINE.len()) as u8
    }

    fn choose(&self, words: &[Word], fine: &[u8], state: &State) -> u8 {
        if state.must_shift() {
            return state::SHIFT;
        }
        let choices = state.choices();
        let known = features::of_sure(words, fine, state).map(|key| self.sure.step(key));
        if let Some(step) = known[0].or(known[1])
            && choices.contains(&usize::from(step))
        {
            return step;
        }
        self.weigh(words, fine, state)
    }

    /// The step that the weights are for.
    pub(crate) fn weigh(&self, words: &[Word], fine: &[u8], state: &State) -> u8 {
        let mut keys = Keys::default();
        features::of_state(words, fine, state, |key| keys.add(key));
        let choices = state.choices();
        self.weights.parser.sum(&keys).best(choices.start, choices.end) as u8
    }
}

/// The form of a verb in view of what it governs: the tagger cannot always tell "discussed" from "(were) discussed".
fn in_clause(form: VerbForm, kids: u32) -> VerbForm {
    let has = |dep: Dep| kids & (1 << dep as u32) > 0;
    match form {
        VerbForm::PastPart if has(Dep::Subj) && !has(Dep::Aux) && !has(Dep::AuxPass) => {
            VerbForm::Past
        }
        VerbForm::Past if has(Dep::AuxPass) => VerbForm::PastPart,
        _ => form,
    }
}

/// The label of a subject in view of what its verb governs: with a passive auxiliary it is a passive subject.
fn in_voice(dep: Dep, siblings: u32) -> Dep {
    let is_passive = siblings & (1 << Dep::AuxPass as u32) > 0;
    if dep == Dep::Subj && is_passive { Dep::SubjPass } else { dep }
}

#[cfg(test)]
mod tests;
