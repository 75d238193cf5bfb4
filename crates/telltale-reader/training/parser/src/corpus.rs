//! The teacher's parses, mapped to the reader's tags and labels.

use crate::reader::parse::{Dep, FINE, Tag};
use std::io::{BufRead, BufReader};

/// A sentence as the teacher parsed it.
#[derive(Clone)]
pub struct Sentence {
    pub source: String,
    pub tokens: Vec<String>,
    /// Place in `FINE` plus one.
    pub fine: Vec<u8>,
    pub heads: Vec<u16>,
    pub deps: Vec<u8>,
}

impl Sentence {
    pub fn held_back(&self) -> bool {
        self.source.starts_with("hold/")
    }

    pub fn words(&self) -> Vec<&str> {
        self.tokens.iter().map(String::as_str).collect()
    }
}

pub fn read(path: &str) -> std::io::Result<Vec<Sentence>> {
    let mut out = Vec::new();
    let mut now = empty("");
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let line = line?;
        if let Some(source) = line.strip_prefix("# ").filter(|_| now.tokens.is_empty()) {
            now.source = source.to_owned();
        } else if line.is_empty() {
            if !now.tokens.is_empty() {
                out.push(std::mem::replace(&mut now, empty("")));
            }
        } else {
            let parts: Vec<&str> = line.split('\t').collect();
            let [token, tag, pos, head, dep] = parts[..] else { continue };
            now.fine.push(fine(tag, pos));
            now.deps.push(label(dep, pos) as u8);
            now.heads.push(head.parse().map_err(std::io::Error::other)?);
            now.tokens.push(token.to_owned());
        }
    }
    Ok(out)
}

fn empty(source: &str) -> Sentence {
    Sentence {
        source: source.to_owned(),
        tokens: vec![],
        fine: vec![],
        heads: vec![],
        deps: vec![],
    }
}

pub fn tag(pos: &str) -> Tag {
    match pos {
        "NOUN" => Tag::Noun,
        "PROPN" => Tag::Name,
        "VERB" => Tag::Verb,
        "AUX" => Tag::Aux,
        "ADJ" => Tag::Adj,
        "ADV" => Tag::Adv,
        "PRON" => Tag::Pron,
        "DET" => Tag::Det,
        "ADP" => Tag::Adp,
        "NUM" => Tag::Num,
        "PART" => Tag::Part,
        "CCONJ" => Tag::Cconj,
        "SCONJ" => Tag::Sconj,
        "PUNCT" => Tag::Punct,
        _ => Tag::Other,
    }
}

/// The fine tag for the teacher's pair; where the pair is unknown, the first with the same part of speech.
fn fine(name: &str, pos: &str) -> u8 {
    let tag = tag(pos);
    let name = match name {
        "``" | "-LRB-" | "-RRB-" | "HYPH" | "NFP" => "''",
        "PDT" => "DT",
        "RBS" => "RBR",
        "WP$" => "PRP$",
        other => other,
    };
    let exact = FINE.iter().position(|&(own, kind, _)| own == name && kind == tag);
    let near = || FINE.iter().position(|&(_, kind, _)| kind == tag);
    exact.or_else(near).map_or(FINE.len() as u8, |at| at as u8 + 1)
}

fn label(dep: &str, pos: &str) -> Dep {
    match dep {
        "ROOT" => Dep::Root,
        "nsubj" | "csubj" => Dep::Subj,
        "nsubjpass" | "csubjpass" => Dep::SubjPass,
        "dobj" => Dep::Obj,
        "dative" if pos == "ADP" => Dep::Prep,
        "dative" => Dep::Iobj,
        "agent" => Dep::Agent,
        "prep" => Dep::Prep,
        "pobj" | "pcomp" => Dep::PObj,
        "ccomp" => Dep::Comp,
        "xcomp" => Dep::XComp,
        "advcl" => Dep::AdvCl,
        "relcl" => Dep::RelCl,
        "acl" => Dep::Acl,
        "conj" => Dep::Conj,
        "cc" | "preconj" => Dep::Cc,
        "appos" => Dep::Appos,
        "poss" => Dep::Poss,
        "compound" | "nmod" => Dep::Compound,
        "amod" => Dep::Amod,
        "det" | "predet" => Dep::Det,
        "nummod" => Dep::Nummod,
        "aux" => Dep::Aux,
        "auxpass" => Dep::AuxPass,
        "neg" => Dep::Neg,
        "mark" => Dep::Mark,
        "advmod" | "npadvmod" | "quantmod" => Dep::Advmod,
        "prt" => Dep::Prt,
        "attr" | "acomp" | "oprd" => Dep::Attr,
        "punct" => Dep::Punct,
        _ => Dep::Other,
    }
}
