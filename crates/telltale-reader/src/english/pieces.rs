//! Sentences that are parsed piece by piece: who says it at the end, a clause set off by commas, a
//! participle before its sentence or with a subject of its own, an apposition that takes the
//! sentence up. The parser is surest of short sentences; where the whole would lose its verb, each
//! piece is parsed for itself and hung where it belongs.

mod aside;
mod beside;
mod taken_up;

use super::English;
use super::mend;
use super::mend::subject::{child, hang};
use crate::document::is_on_the_calendar;
use crate::parse::{Dep, Parse, Scratch, Tag, VerbForm, lemma};

/// Words of a piece, each with its place in the sentence; one that was added has none.
type Piece<'w> = Vec<(Option<usize>, &'w str)>;

/// How many words a piece has at least, and how many words who says something.
const PIECE_MIN: usize = 4;
const SPEAKER_MAX: usize = 10;
const TAIL_MAX: usize = 8;

/// Verbs by which a sentence is laid to whoever said it, behind it.
const SAID: &[&str] = &[
    "said",
    "reported",
    "announced",
    "confirmed",
    "insisted",
    "added",
    "stated",
    "told",
    "claimed",
    "disclosed",
    "maintained",
    "declared",
    "revealed",
    "noted",
    "explained",
    "stressed",
];

/// Words that begin no speaker behind a comma.
const JOINING: &[&str] = &[
    "and", "but", "or", "as", "who", "which", "whose", "whom", "where", "when", "while", "after",
    "before", "because", "that", "though", "although", "since", "if", "until", "unless", "so",
];

/// Words of a clause, which no tail of a speaker has.
const CLAUSAL: &[&str] = &[
    "that", "would", "will", "had", "has", "have", "was", "were", "is", "are", "should", "must",
    "could", "may", "might", "not", "whether", "if", "it", "they", "he", "she",
];

/// The comma before "…, the ministry in X said on Monday.".
fn attribution(words: &[&str]) -> Option<usize> {
    let last = words.len().checked_sub(1).filter(|&last| words[last] == ".")?;
    let near = last.saturating_sub(SPEAKER_MAX + TAIL_MAX);
    if !words[near..last].contains(&",") {
        return None;
    }
    let verb = (last.saturating_sub(TAIL_MAX)..last).find(|&at| SAID.contains(&words[at]))?;
    let tail = &words[verb + 1..last];
    let comma = (verb.saturating_sub(SPEAKER_MAX)..verb).rev().find(|&at| words[at] == ",")?;
    let speaker = words.get(comma + 1..verb)?;
    let first = speaker.first()?;
    let plain = |word: &&str| !CLAUSAL.contains(word) && *word != "," && !word.contains('"');
    let to = tail.first().is_none_or(|word| {
        matches!(*word, "on" | "in" | "at" | "late" | "early" | "reporters" | "journalists")
            || is_on_the_calendar(word)
    });
    let whole = words[verb] != "told"
        || tail.first().is_some_and(|word| word.ends_with("ers") || word.ends_with("ists"));
    let fits = comma >= PIECE_MIN
        && !JOINING.contains(first)
        && to
        && whole
        && tail.iter().all(plain)
        && speaker.iter().all(|word| plain(word) && *word != "and");
    fits.then_some(comma)
}

fn root_of(parse: &Parse) -> Option<usize> {
    parse.deps.iter().position(|&dep| dep == Dep::Root)
}

fn is_subject(dep: Dep) -> bool {
    matches!(dep, Dep::Subj | Dep::SubjPass)
}

fn own<'w>(words: &[&'w str], from: usize, to: usize) -> Piece<'w> {
    (from..to).map(|at| (Some(at), words[at])).collect()
}

impl English {
    /// Parses a sentence that has no semicolon, by pieces where that is surer.
    pub(super) fn parse_pieces(&self, words: &[&str], scratch: &mut Scratch, parse: &mut Parse) {
        let parted = words.iter().skip(2).any(|word| *word == ",");
        if parted
            && let Some(comma) = attribution(words)
            && self.attributed(words, comma, scratch, parse)
        {
            return;
        }
        self.parser.parse(words, scratch, parse);
        if words.last() != Some(&".") {
            return;
        }
        let _ = self.dated_that(words, scratch, parse)
            || parted
                && (self.opened(words, scratch, parse)
                    || self.set_off(words, scratch, parse)
                    || self.later(words, scratch, parse)
                    || self.absolute(words, scratch, parse)
                    || self.taken_up(words, scratch, parse));
    }

    /// Parses a piece into the parse of the whole; answers where its root stands.
    fn graft(&self, piece: &Piece<'_>, scratch: &mut Scratch, whole: &mut Parse) -> Option<usize> {
        let parse = self.piece(piece, scratch);
        let top = piece[root_of(&parse)?].0?;
        put(piece, &parse, top, whole);
        Some(top)
    }

    /// Parses a piece whose own verb was added: what hangs on that is hung on another word.
    fn graft_under(&self, piece: &Piece<'_>, top: usize, scratch: &mut Scratch, whole: &mut Parse) {
        let parse = self.piece(piece, scratch);
        put(piece, &parse, top, whole);
    }

    fn piece(&self, piece: &Piece<'_>, scratch: &mut Scratch) -> Parse {
        let words: Vec<&str> = piece.iter().map(|&(_, word)| word).collect();
        let mut parse = Parse::default();
        self.parse_pieces(&words, scratch, &mut parse);
        mend::subject::behind_relative(&words, &mut parse);
        mend::several::in_series(&words, &mut parse);
        mend::root(&words, &mut parse);
        mend::aside::led(&words, &mut parse);
        mend::aside::reduced(&words, &mut parse);
        parse
    }

    /// "…, the ministry in X said on Monday."
    fn attributed(
        &self,
        words: &[&str],
        comma: usize,
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) -> bool {
        let mut new = blank(words);
        let mut told = own(words, 0, comma);
        told.push((None, "."));
        let Some(inner) = self.graft(&told, scratch, &mut new) else { return false };
        let Some(verb) = self.graft(&own(words, comma + 1, words.len()), scratch, &mut new) else {
            return false;
        };
        let sound = |at: usize| {
            new.tags[at] == Tag::Verb && child(&new, at, |to| is_subject(new.deps[to])).is_some()
        };
        if !sound(inner) || !sound(verb) || !SAID.contains(&words[verb]) {
            return false;
        }
        hang(&mut new, inner, verb, Dep::Comp);
        hang(&mut new, comma, verb, Dep::Punct);
        *parse = new;
        true
    }

    /// "Regretted on Wednesday that X had …": the day between a verb and what it says is left out,
    /// where the parser takes "that" for something else.
    fn dated_that(&self, words: &[&str], scratch: &mut Scratch, parse: &mut Parse) -> bool {
        for at in 3..words.len().saturating_sub(PIECE_MIN) {
            let day = words[at] == "that"
                && is_on_the_calendar(words[at - 1])
                && words[at - 2] == "on"
                && parse.tags[at - 3] == Tag::Verb;
            if !day || parse.deps[at] == Dep::Mark {
                continue;
            }
            let mut new = blank(words);
            let mut rest = own(words, 0, at - 2);
            rest.extend(own(words, at, words.len()));
            if self.graft(&rest, scratch, &mut new).is_none() || new.deps[at] != Dep::Mark {
                continue;
            }
            (new.tags[at - 2], new.tags[at - 1]) = (Tag::Adp, Tag::Name);
            hang(&mut new, at - 2, at - 3, Dep::Prep);
            hang(&mut new, at - 1, at - 2, Dep::PObj);
            *parse = new;
            return true;
        }
        false
    }

    /// "Blaming X for the flow, Y doubled …" where the parse makes no clause of the participle.
    fn opened(&self, words: &[&str], scratch: &mut Scratch, parse: &mut Parse) -> bool {
        let undergone = words[0].ends_with("ed") && words[1] == "by";
        let doing = words[0].len() > 5 && (words[0].ends_with("ing") || undergone);
        let small = words[0].to_ascii_lowercase();
        let known = doing && self.lexicon.is_verb(&lemma(&small, Tag::Verb));
        if !known || parse.deps[0] == Dep::AdvCl {
            return false;
        }
        let finite = (1..words.len()).find(|&at| is_finite(parse, at));
        let commas = (2..finite.unwrap_or(0)).rev().filter(|&at| words[at] == ",");
        for comma in commas.take(3) {
            let mut new = blank(words);
            let rest = own(words, comma + 1, words.len());
            let main =
                self.graft(&rest, scratch, &mut new).filter(|&at| subject_behind(&new, at, comma));
            let Some(main) = main else { continue };
            let mut piece = vec![(None, "it"), (None, "was"), (Some(0), small.as_str())];
            piece.extend(own(words, 1, comma));
            piece.push((None, "."));
            if self.graft(&piece, scratch, &mut new) != Some(0) {
                return false;
            }
            let form = if undergone { VerbForm::PastPart } else { VerbForm::Ing };
            (new.tags[0], new.forms[0]) = (Tag::Verb, form);
            hang(&mut new, 0, main, Dep::AdvCl);
            hang(&mut new, comma, main, Dep::Punct);
            *parse = new;
            return true;
        }
        false
    }
}

/// Puts the parse of a piece in its place; what hangs on words that were added is hung on its top.
fn put(piece: &Piece<'_>, parse: &Parse, top: usize, whole: &mut Parse) {
    for (index, &(at, _)) in piece.iter().enumerate() {
        let Some(at) = at else { continue };
        let head = piece[usize::from(parse.heads[index])].0.unwrap_or(top);
        (whole.tags[at], whole.forms[at]) = (parse.tags[index], parse.forms[index]);
        hang(whole, at, head, parse.deps[index]);
    }
}

/// A parse in which every word hangs on itself.
fn blank(words: &[&str]) -> Parse {
    let count = words.len();
    Parse {
        tags: vec![Tag::Punct; count],
        forms: vec![VerbForm::None; count],
        heads: (0..count).map(|at| u16::try_from(at).unwrap_or(u16::MAX)).collect(),
        deps: vec![Dep::Punct; count],
    }
}

fn is_finite(parse: &Parse, at: usize) -> bool {
    matches!(parse.tags[at], Tag::Verb | Tag::Aux)
        && matches!(parse.forms[at], VerbForm::Past | VerbForm::Present)
}

fn subject_first(parse: &Parse, verb: usize) -> bool {
    child(parse, verb, |at| is_subject(parse.deps[at]) && at < verb).is_some()
}

/// Whether a verb has its subject between a comma and itself.
fn subject_behind(parse: &Parse, verb: usize, comma: usize) -> bool {
    matches!(parse.tags[verb], Tag::Verb | Tag::Aux)
        && child(parse, verb, |at| is_subject(parse.deps[at]) && at > comma && at < verb).is_some()
}
