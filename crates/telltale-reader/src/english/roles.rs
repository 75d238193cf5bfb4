//! Who did it, and to whom: the places around a trigger where the parties stand.

use std::sync::LazyLock;

use super::lexicon::{Condition, Frame, Sense, Slot};
use super::party::{Party, parties};
use super::tree::Tree;
use crate::document::is_on_the_calendar;
use crate::gazetteer::Sort;
use crate::parse::{Dep, Tag, VerbForm};

/// Whether a verb stands in the passive, with or without an auxiliary.
pub(crate) fn passive(tree: &Tree<'_>, verb: usize) -> bool {
    let undergone =
        || !ACTIVE.contains(&tree.word(verb)) || tree.child(verb, Dep::AuxPass).is_some();
    (tree.child(verb, Dep::SubjPass).is_some() && undergone())
        || tree.child(verb, Dep::AuxPass).is_some()
        || (tree.child(verb, Dep::Agent).is_some()
            && tree.child(verb, Dep::Obj).is_none()
            && !ACTIVE.contains(&tree.word(verb)))
        || (matches!(tree.dep(verb), Dep::Acl | Dep::RelCl)
            && tree.child(verb, Dep::Subj).is_none()
            && participle(tree, verb))
        || (tree.dep(verb) == Dep::Conj
            && tree.child(verb, Dep::Subj).is_none()
            && participle(tree, verb)
            && tree.head(verb).is_some_and(|head| tree.child(head, Dep::AuxPass).is_some()))
        || undergone_first(tree, verb)
        || undergone_too(tree, verb)
}

/// "Concern was voiced by X, and a return to talks urged": what is urged has no verb of its own.
pub(super) fn undergone_too(tree: &Tree<'_>, verb: usize) -> bool {
    let thing = |noun: usize| tree.tag(noun) == Tag::Noun && parties(tree, noun).is_empty();
    tree.dep(verb) == Dep::Conj
        && participle(tree, verb)
        && tree
            .having(verb, &[Dep::Obj, Dep::Comp, Dep::XComp, Dep::Aux, Dep::Prt])
            .next()
            .is_none()
        && tree.child(verb, Dep::Subj).is_some_and(|noun| noun + 8 > verb && thing(noun))
        && tree.head(verb).is_some_and(|head| tree.child(head, Dep::AuxPass).is_some())
}

/// "Accused of bombing X, Y …": a participle before its sentence, whose object that sentence names.
fn undergone_first(tree: &Tree<'_>, verb: usize) -> bool {
    tree.dep(verb) == Dep::AdvCl
        && tree.head(verb).is_some_and(|head| verb < head)
        && (tree.parse.forms[verb] == VerbForm::PastPart
            || (participle(tree, verb) && tree.objects_of(verb, "by").next().is_some()))
        && tree.having(verb, &[Dep::Subj, Dep::Obj, Dep::Aux, Dep::Mark]).next().is_none()
        && !ACTIVE.contains(&tree.word(verb))
}

/// Past forms that are no participles, and verbs that nobody undergoes: "the envoy spoke", "the
/// troops crossed into …" where the parse takes the verb for what qualifies its subject.
pub(super) const ACTIVE: &[&str] = &[
    "spoke",
    "went",
    "flew",
    "gave",
    "took",
    "began",
    "broke",
    "chose",
    "drew",
    "drove",
    "ate",
    "fell",
    "forgot",
    "froze",
    "knew",
    "rode",
    "rose",
    "saw",
    "shook",
    "stole",
    "swore",
    "threw",
    "woke",
    "wore",
    "withdrew",
    "wrote",
    "strove",
    "tore",
    "bit",
    "blew",
    "grew",
    "forbade",
    "undertook",
    "overthrew",
    "became",
    "came",
    "ran",
    "crossed",
    "arrived",
    "travelled",
    "traveled",
    "fled",
    "marched",
    "advanced",
    "sailed",
    "clashed",
    "scuffled",
    "retreated",
    "stood",
    "stepped",
    "strayed",
    "slipped",
    "walked",
    "entered",
    "intruded",
    "ventured",
    "drifted",
];

fn participle(tree: &Tree<'_>, verb: usize) -> bool {
    if ACTIVE.contains(&tree.word(verb)) && tree.child(verb, Dep::Agent).is_none() {
        return false;
    }
    matches!(tree.parse.forms[verb], VerbForm::PastPart | VerbForm::Past)
}

/// The noun that a verb is about: its object, its passive subject, or the noun that it qualifies.
pub(crate) fn object(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if passive(tree, verb) {
        let undergone = tree.child(verb, Dep::SubjPass);
        let too = || tree.child(verb, Dep::Subj).filter(|_| undergone_too(tree, verb));
        return undergone.or_else(too).or_else(|| match tree.dep(verb) {
            // "X became the first leader to be received in Y"
            Dep::Acl | Dep::RelCl => {
                tree.head(verb).map(|noun| one_of_those(tree, noun).unwrap_or(noun))
            }
            Dep::AdvCl => tree.head(verb).and_then(|head| {
                tree.child(head, Dep::Subj).or_else(|| tree.child(head, Dep::SubjPass))
            }),
            Dep::Conj if left_subject(tree, verb).is_some() => left_subject(tree, verb),
            Dep::Conj => tree.up(verb).skip(1).take(3).find_map(|head| {
                tree.child(head, Dep::SubjPass).or_else(|| tree.child(head, Dep::Subj))
            }),
            _ => None,
        });
    }
    let relative = |token: usize| matches!(tree.word(token), "who" | "which" | "that");
    let own = tree.having(verb, &[Dep::Obj]).filter(|&token| !relative(token)).last();
    own.map(|token| so_called(tree, token)).or_else(|| called_so(tree, verb)).or_else(|| {
        let own_subject = tree.child(verb, Dep::Subj)?;
        (tree.dep(verb) == Dep::RelCl && !relative(own_subject)).then(|| tree.head(verb)).flatten()
    })
}

/// "…, and three warships were sighted": the noun right before the auxiliary, where the parse has
/// joined it to what stands before.
fn left_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let auxiliary = tree.having(verb, &[Dep::Aux, Dep::AuxPass]).next()?;
    let noun = auxiliary.checked_sub(1)?;
    (tree.dep(noun) == Dep::Conj && tree.tag(noun) == Tag::Noun).then_some(noun)
}

/// Verbs that say what somebody is.
const NAMES: &[&str] = &[
    "call", "describe", "hail", "label", "brand", "term", "dub", "deem", "denounce", "declare",
    "find", "consider", "condemn", "slam", "decry",
];

/// What a verb says of its object, where the parse hangs it elsewhere: "called the plan a grave
/// mistake", "called the drill provocative", "branded X a terrorist state".
fn predicate(tree: &Tree<'_>, verb: usize, fits: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let noun = object(tree, verb)?;
    let article = |at: usize| {
        tree.having(at, &[Dep::Det]).any(|word| matches!(tree.word(word), "a" | "an" | "the"))
    };
    let beside = tree.having(noun, &[Dep::Appos, Dep::Amod]).filter(|&at| {
        at > noun && (tree.tag(at) == Tag::Adj || article(at) || tree.word(at) == "persona")
    });
    let behind =
        tree.having(verb, &[Dep::Advmod]).filter(|&at| at > noun && tree.tag(at) == Tag::Adj);
    // "branded X a terrorist state": the parse takes X for a receiver.
    let received = tree.having(verb, &[Dep::Obj]).filter(|_| tree.child(verb, Dep::Iobj).is_some());
    beside.chain(behind).chain(received).find_map(fits)
}

/// "Hit what it called militant hideouts": the hideouts.
fn so_called(tree: &Tree<'_>, token: usize) -> usize {
    const NAMES: &[&str] = &["call", "describe", "term", "label", "dub", "say", "deem"];
    if tree.word(token) != "what" {
        return token;
    }
    let named = |verb: &usize| NAMES.contains(&tree.lemmas[*verb].as_ref());
    let clause = tree.having(token, &[Dep::Comp, Dep::RelCl, Dep::Acl]).find(named);
    clause.and_then(|verb| tree.having(verb, &[Dep::Obj, Dep::Attr]).last()).unwrap_or(token)
}

/// "Hit what it called hideouts in X" where the parse makes a clause of what was hit.
fn called_so(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let what = |clause: usize| {
        tree.having(clause, &[Dep::Obj]).find(|&at| at < clause && tree.word(at) == "what")
    };
    let clause = tree.having(verb, &[Dep::Comp]).find(|&at| what(at).is_some())?;
    NAMES.contains(&tree.lemmas[clause].as_ref()).then_some(())?;
    tree.having(clause, &[Dep::Obj, Dep::Attr]).filter(|&at| at > clause).last()
}

/// What somebody was given: "was awarded the order", "was handed a letter".
pub(crate) fn retained(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.child(verb, Dep::AuxPass).and_then(|_| tree.child(verb, Dep::Obj))
}

/// Nouns that count something: "two days of exercises".
const MEASURES: &[&str] = &[
    "day", "week", "month", "hour", "round", "series", "wave", "string", "bout", "batch", "spell",
    "number", "couple", "pair", "set", "flurry", "spate", "barrage", "volley", "salvo",
];

/// The verb that a noun is the object of, also where something counts the noun.
pub(crate) fn governor(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let measures = |token: usize| MEASURES.contains(&tree.lemmas[token].as_ref());
    match tree.dep(noun) {
        Dep::Obj => tree.head(noun),
        // "Acknowledged by X was the dispatch of troops"
        Dep::SubjPass => tree.head(noun).filter(|&verb| {
            const OWN: &[&str] = &[
                "acknowledge",
                "confirm",
                "admit",
                "announce",
                "begin",
                "start",
                "resume",
                "complete",
                "conduct",
                "stage",
                "launch",
                "mount",
                "undertake",
                "carry",
            ];
            OWN.contains(&tree.lemmas[verb].as_ref())
        }),
        Dep::PObj => {
            let above =
                tree.head(noun).filter(|&of| tree.word(of) == "of").and_then(|of| tree.head(of))?;
            if measures(above) && tree.dep(above) == Dep::Obj {
                return tree.head(above);
            }
            // The parse may take the measure for how long: "wound up a week of drills".
            let measure = tree.having(above, &[Dep::Obj, Dep::Advmod]).any(measures);
            (measure && tree.tag(above) == Tag::Verb).then_some(above)
        }
        _ => None,
    }
}

/// Verbs whose object does what their infinitive says: "urged Seoul to …".
const MOVERS: &[&str] = &[
    "urge",
    "ask",
    "order",
    "tell",
    "force",
    "press",
    "pressure",
    "invite",
    "allow",
    "permit",
    "help",
    "persuade",
    "advise",
    "warn",
    "instruct",
    "compel",
    "enable",
    "request",
    "implore",
    "push",
    "lead",
    "cause",
    "require",
    "direct",
    "convince",
    "encourage",
    "authorise",
    "authorize",
    "prompt",
    "spur",
    "drive",
    "provoke",
    "oblige",
];

fn finite(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(tree.parse.forms[verb], VerbForm::Past | VerbForm::Present)
        && matches!(tree.dep(verb), Dep::Root | Dep::Comp)
}

/// The name right before a finite verb that has lost its subject in the parse: "At a summit in X,
/// Y and Z signed".
fn just_before(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let mut at = verb.checked_sub(1)?;
    while at > 0 && matches!(tree.tag(at), Tag::Adv | Tag::Aux) {
        at -= 1;
    }
    if !tree.is_named(at) {
        return None;
    }
    while tree.dep(at) == Dep::Conj {
        let head = tree.head(at)?;
        if head >= at || tree.dep(head) == Dep::PObj {
            break;
        }
        at = head;
    }
    Some(at)
}

/// The subject of a verb; of several, as after a quotation, the nearest one that is somebody.
fn subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    // What nobody undergoes has a doer, whatever the parse calls him.
    let first = tree.child(verb, Dep::Subj).or_else(|| tree.child(verb, Dep::SubjPass))?;
    let before = tree.having(verb, &[Dep::Subj]).filter(|&subject| subject < verb).last();
    match before {
        // "jets from the carrier Liaoning locked …": the jets.
        Some(nearest)
            if nearest != first
                && parties(tree, nearest).iter().any(|party| party.sort != Sort::Place) =>
        {
            Some(nearest)
        }
        _ => Some(first),
    }
}

/// "Islamabad said it had brought down five jets": the speaker.
fn speaks_of_itself(tree: &Tree<'_>, verb: usize, pronoun: usize) -> Option<usize> {
    const SAYS: &[&str] =
        &["say", "announce", "claim", "declare", "add", "report", "insist", "state"];
    let it = tree.word(pronoun) == "it" && tree.dep(verb) == Dep::Comp;
    let says = tree.head(verb).filter(|&at| it && SAYS.contains(&tree.lemmas[at].as_ref()))?;
    let speaker = tree.child(says, Dep::Subj).filter(|&at| at < pronoun && tree.is_named(at))?;
    // Nobody of another state is named between them.
    (speaker + 1..pronoun).all(|at| !tree.is_named(at)).then_some(speaker)
}

/// The agent that passives share: "were shot at and boarded by X".
fn shared_agent(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.joined(verb).into_iter().skip(1).find_map(|other| {
        tree.having(other, &[Dep::Agent]).find_map(|by| tree.child(by, Dep::PObj))
    })
}

/// Whether a noun is something said or decreed that somebody puts out.
pub(crate) fn says(tree: &Tree<'_>, noun: usize) -> bool {
    const SAYINGS: &[&str] = &[
        "statement",
        "resolution",
        "letter",
        "message",
        "note",
        "declaration",
        "communique",
        "communiqué",
        "report",
        "motion",
        "law",
        "bill",
        "decree",
        "order",
        "tweet",
        "post",
        "article",
        "editorial",
        "speech",
        "remark",
        "comment",
        "interview",
        "petition",
        "appeal",
        "memo",
        "cable",
        "telegram",
        "video",
        "document",
        "paper",
        "legislation",
        "text",
    ];
    tree.dep(noun) == Dep::Obj && SAYINGS.contains(&tree.lemmas[noun].as_ref())
}

/// "X was among those who …", "X became one of the first leaders to …": X.
pub(crate) fn one_of_those(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    const LIKE: &[&str] = &["be", "become", "count", "number"];
    // "X was the first to …"
    const FIRST: &[&str] = &["first", "last", "latest", "only", "second", "third", "next"];
    let first = || {
        let is = |at: usize| FIRST.contains(&tree.lemmas[at].as_ref());
        is(noun) || tree.having(noun, &[Dep::Amod]).any(is)
    };
    if tree.dep(noun) == Dep::Attr && first() {
        let verb = tree.head(noun).filter(|&at| LIKE.contains(&tree.lemmas[at].as_ref()))?;
        return tree.child(verb, Dep::Subj);
    }
    let of = tree.head(noun).filter(|&of| matches!(tree.word(of), "among" | "of" | "amongst"))?;
    let above = tree.head(of)?;
    let verb = if tree.tag(above) == Tag::Verb || tree.tag(above) == Tag::Aux {
        above
    } else {
        tree.head(above).filter(|_| tree.dep(above) == Dep::Attr)?
    };
    let is = LIKE.contains(&tree.lemmas[verb].as_ref()) && !tree.is_named(noun);
    is.then(|| tree.child(verb, Dep::Subj)).flatten()
}

/// "X was met at the station by Y", "was given a vase by Y": the parse hangs Y on the noun.
fn agent_below(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    const PLACES: &[&str] = &[
        "at", "on", "in", "with", "after", "to", "from", "without", "for", "during", "under", "as",
    ];
    let places = tree
        .having(verb, &[Dep::Prep])
        .filter(|&word| PLACES.contains(&tree.word(word)))
        .filter_map(|word| tree.child(word, Dep::PObj));
    // "was called a positive step by Y"
    let called = || {
        let named = NAMES.contains(&tree.lemmas[verb].as_ref());
        tree.child(verb, Dep::Attr).filter(|&at| named && tree.tag(at) == Tag::Noun)
    };
    let given = retained(tree, verb).or_else(called);
    // "was protested the same day by X"
    let when = tree.having(verb, &[Dep::Advmod]).filter(|&at| at > verb);
    let by = places.chain(given).chain(when).find_map(|noun| {
        let inner = ["on", "in", "at"].into_iter().flat_map(|word| tree.objects_of(noun, word));
        std::iter::once(noun).chain(inner).find_map(|noun| tree.objects_of(noun, "by").next())
    });
    by.filter(|&agent| tree.is_named(agent) || !parties(tree, agent).is_empty())
        .or_else(|| issuer(tree, verb))
}

/// "Were warned in a notice issued by X": X.
fn issuer(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    const PAPERS: &[&str] = &[
        "advisory",
        "notice",
        "statement",
        "decree",
        "order",
        "note",
        "letter",
        "message",
        "proclamation",
        "communique",
        "communiqué",
        "resolution",
        "circular",
        "bulletin",
        "report",
    ];
    const ISSUED: &[&str] =
        &["issue", "publish", "sign", "release", "send", "deliver", "post", "adopt"];
    let papers = ["in", "by", "under"].into_iter().flat_map(|word| tree.objects_of(verb, word));
    let mut papers = papers.filter(|&noun| PAPERS.contains(&tree.lemmas[noun].as_ref()));
    papers.find_map(|noun| {
        let issued = tree.having(noun, &[Dep::Acl]);
        let mut issued = issued.filter(|&at| ISSUED.contains(&tree.lemmas[at].as_ref()));
        issued
            .find_map(|at| tree.objects_of(at, "by").next())
            .filter(|&agent| !parties(tree, agent).is_empty())
    })
}

/// "X was the most senior guest to …": X, of whom the sentence says what he was.
pub(crate) fn is_it(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let is = |&verb: &usize| matches!(tree.lemmas[verb].as_ref(), "be" | "become" | "remain");
    let verb = tree.head(noun).filter(|_| tree.dep(noun) == Dep::Attr).filter(is)?;
    tree.child(verb, Dep::Subj)
}

/// The noun that does what a verb says, where the sentence has one.
pub(crate) fn doer(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..8 {
        if passive(tree, at) {
            let agent = tree
                .having(at, &[Dep::Agent])
                .find_map(|by| tree.child(by, Dep::PObj))
                .or_else(|| tree.objects_of(at, "by").next())
                .or_else(|| shared_agent(tree, at))
                .or_else(|| agent_below(tree, at))
                .or_else(|| {
                    let head = tree.head(at).filter(|_| undergone_too(tree, at))?;
                    let by = tree.having(head, &[Dep::Agent]).next()?;
                    tree.child(by, Dep::PObj)
                });
            // "Landing in Y, X was greeted by Z": X landed.
            let before = verb < at && tree.parse.forms[verb] == VerbForm::Ing;
            let undergone = tree.child(at, Dep::SubjPass).filter(|_| before);
            if undergone.is_some() {
                return undergone;
            }
            if agent.is_some() || at == verb {
                return agent;
            }
            return tree.child(at, Dep::SubjPass);
        }
        if let Some(subject) = subject(tree, at) {
            return Some(speaks_of_itself(tree, at, subject).unwrap_or(subject));
        }
        // "X's blocking of Y's entry"
        let owner = tree.child(at, Dep::Poss).filter(|_| tree.parse.forms[at] == VerbForm::Ing);
        if owner.is_some() && tree.tag(at) == Tag::Verb {
            return owner;
        }
        if finite(tree, at)
            && let Some(before) = just_before(tree, at)
        {
            return Some(before);
        }
        let head = tree.head(at)?;
        match tree.dep(at) {
            Dep::XComp if MOVERS.contains(&tree.lemmas[head].as_ref()) => {
                if let Some(moved) = object(tree, head) {
                    return Some(moved);
                }
                at = head;
            }
            // "issued a statement condemning X": who issued it.
            Dep::Acl if says(tree, head) => at = head,
            Dep::Acl if !super::mood::infinitive(tree, at) => return Some(head),
            Dep::RelCl => return Some(one_of_those(tree, head).unwrap_or(head)),
            Dep::Conj
            | Dep::XComp
            | Dep::AdvCl
            | Dep::Acl
            | Dep::Comp
            | Dep::Prep
            | Dep::Attr
            | Dep::PObj => at = head,
            _ => return None,
        }
        // "After meeting X, Y said": Y met. "Y responded by freezing …": Y froze.
        const WHEN: &[&str] = &["after", "upon", "by", "before", "while", "since", "in"];
        let when = tree.tag(at) == Tag::Adp
            && WHEN.iter().any(|word| tree.word(at).eq_ignore_ascii_case(word));
        if !when && !matches!(tree.tag(at), Tag::Verb | Tag::Aux | Tag::Adj) {
            // "its decision to …": whose decision it is; "announced plans to …": the announcer's.
            let ours = tree.dep(at) == Dep::Obj && parties(tree, at).is_empty();
            match tree.head(at) {
                Some(verb) if ours => at = verb,
                // "X was the last guest to …": X.
                _ => return Some(is_it(tree, at).unwrap_or(at)),
            }
        }
    }
    None
}

/// Whether the conditions of a frame hold. What a later one asks for may hang on the word that an
/// earlier one found: "an investigation into crimes".
pub(crate) fn holds(tree: &Tree<'_>, trigger: usize, conditions: &[Condition]) -> bool {
    let mut bases = vec![trigger];
    for condition in conditions {
        let Some(found) = bases.iter().find_map(|&base| matching(tree, base, condition)) else {
            return false;
        };
        bases.push(found);
    }
    true
}

/// The word that fulfils a condition.
fn matching(tree: &Tree<'_>, base: usize, condition: &Condition) -> Option<usize> {
    let fits = |token: &usize| lemma_fits(tree, *token, &condition.lemmas);
    let among = |token: usize| tree.joined(token).into_iter().find(fits);
    // "called X a close friend": the noun, or what is said of it.
    let named_as =
        |token: usize| among(token).or_else(|| tree.having(token, &[Dep::Amod]).find(fits));
    match &condition.slot {
        Slot::Object | Slot::Possessor => object(tree, base)
            .and_then(|noun| among(noun).or_else(|| given(tree, base, noun).and_then(among)))
            .or_else(|| retained(tree, base).and_then(among)),
        Slot::Indirect => tree.child(base, Dep::Iobj).and_then(among),
        Slot::Complement => {
            let named = NAMES.contains(&tree.lemmas[base].as_ref());
            // "gave them a week to leave"
            let leaving = || {
                let gives = tree.lemmas[base] == "give";
                if gives { to_leave(tree, base) } else { Vec::new() }
            };
            tree.having(base, &[Dep::Comp, Dep::XComp])
                .find_map(among)
                .or_else(|| tree.having(base, &[Dep::Attr]).filter(|_| named).find_map(named_as))
                .or_else(|| named.then(|| predicate(tree, base, named_as)).flatten())
                .or_else(|| leaving().into_iter().find_map(among))
                .or_else(|| bidden(tree, base).find_map(among))
        }
        Slot::Subject => doer(tree, base).and_then(|doer| {
            let doer = super::party::antecedent(tree, doer).unwrap_or(doer);
            among(doer).or_else(|| tree.having(doer, &[Dep::Appos]).find_map(among))
        }),
        Slot::None => Some(base),
        Slot::Modifier => {
            let noun = object(tree, base).unwrap_or(base);
            tree.having(noun, &[Dep::Amod, Dep::Compound, Dep::Advmod]).find(fits)
        }
        Slot::Preposition(word) => tree
            .objects_of(base, word)
            .find_map(among)
            .or_else(|| {
                let objects = object(tree, base).map_or_else(Vec::new, |noun| tree.joined(noun));
                objects.into_iter().find_map(|noun| tree.objects_of(noun, word).find_map(among))
            })
            .or_else(|| laden(tree, base, word).find_map(among))
            .or_else(|| {
                // "hit what it called hideouts inside X"
                let naming = object(tree, base).and_then(|object| tree.head(object));
                let naming = naming.filter(|&at| at != base && tree.dep(at) == Dep::Comp)?;
                tree.objects_of(naming, word).find_map(among)
            }),
    }
}

/// "Ordered the embassy's staff to leave": the parse may hang the infinitive on those who are bidden.
fn bidden<'t>(tree: &'t Tree<'_>, verb: usize) -> impl Iterator<Item = usize> + 't {
    let bids = matches!(tree.lemmas[verb].as_ref(), "order" | "tell" | "instruct" | "command");
    // "kept the lorries waiting"
    let keeps = matches!(tree.lemmas[verb].as_ref(), "keep" | "leave");
    let whom = object(tree, verb).filter(|_| (bids || keeps) && tree.tag(verb) == Tag::Verb);
    whom.into_iter()
        .flat_map(|noun| tree.having(noun, &[Dep::Acl]))
        .filter(move |&clause| keeps || super::mood::infinitive(tree, clause))
}

/// "Sent a ship laden with tents": the tents.
fn laden<'t>(tree: &'t Tree<'_>, base: usize, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let full = |at: &usize| matches!(tree.word(*at), "laden" | "loaded" | "filled" | "packed");
    let things = object(tree, base).filter(|_| word == "with").into_iter();
    let full =
        things.flat_map(move |thing| tree.having(thing, &[Dep::Acl, Dep::Amod]).filter(full));
    full.flat_map(move |at| tree.objects_of(at, word))
}

/// The infinitives that say what time was given for: "were given a week to leave".
pub(crate) fn to_leave(tree: &Tree<'_>, verb: usize) -> Vec<usize> {
    let mut found: Vec<usize> = tree.having(verb, &[Dep::Comp, Dep::XComp, Dep::AdvCl]).collect();
    // "gave the envoy a week to leave": the parse may take the week for how long.
    for time in tree.having(verb, &[Dep::Obj, Dep::Advmod]) {
        found.extend(tree.having(time, &[Dep::Acl]));
    }
    found.retain(|&clause| super::mood::infinitive(tree, clause));
    found
}

/// "Sent X a vase": what is given, where the parse takes it for X's apposition.
fn given(tree: &Tree<'_>, verb: usize, receiver: usize) -> Option<usize> {
    const GIVES: &[&str] = &[
        "send", "give", "hand", "present", "award", "offer", "gift", "grant", "deny", "refuse",
        "lend", "pay", "wire", "promise",
    ];
    if !GIVES.contains(&tree.lemmas[verb].as_ref()) {
        return None;
    }
    let named = tree.is_named(receiver);
    tree.having(receiver, &[Dep::Appos]).filter(|&noun| noun > receiver).find(|&noun| {
        let an = |child: usize| matches!(tree.word(child), "a" | "an");
        let counted = || tree.having(noun, &[Dep::Nummod]).next().is_some();
        let aside = (receiver + 1..noun).any(|at| matches!(tree.word(at), "," | "(" | "—" | "–"));
        let article = tree.having(noun, &[Dep::Det]).any(an);
        if named { article } else { !aside && (article || counted()) }
    })
}

/// Who leads soldiers, and is none.
const HEADS: &[&str] = &["chief", "commander", "minister", "secretary", "head", "boss"];

/// Whether a word is a day or a month: "fired at X on Monday" is not on anybody.
fn is_date(word: &str) -> bool {
    is_on_the_calendar(word)
        || matches!(word, "Jan" | "Feb" | "Aug" | "Sept" | "Oct" | "Nov" | "Dec")
        || word.bytes().all(|letter| letter.is_ascii_digit())
}

fn lemma_fits(tree: &Tree<'_>, token: usize, lemmas: &[&str]) -> bool {
    let is = |token: usize| {
        let own = tree.lemmas[token].as_ref();
        let person = || tree.mentions_at(token).any(|mention| mention.sort == Sort::Person);
        let place = || {
            let is = |sort| matches!(sort, Sort::Place | Sort::Capital | Sort::State | Sort::Seat);
            tree.mentions_at(token).any(|mention| is(mention.sort))
        };
        lemmas.iter().any(|lemma| match *lemma {
            "*" => !is_date(own),
            "@person" => person(),
            "@place" => place(),
            lemma => own.eq_ignore_ascii_case(lemma),
        })
    };
    // "recalled its own": the noun is the one that an earlier clause named.
    let left_out = || {
        let own = tree.word(token) == "own"
            || tree.having(token, &[Dep::Amod]).any(|child| tree.word(child) == "own");
        own && tree.tag(token) != Tag::Noun
            && (0..token).any(|at| tree.tag(at) == Tag::Noun && is(at))
    };
    // "a planned visit" is no plan.
    // "war games" are no war.
    // "India's army chief" is no army.
    let of_chief = |child: usize| {
        HEADS.contains(&tree.lemmas[token].as_ref())
            && matches!(
                tree.lemmas[child].as_ref(),
                "army" | "navy" | "force" | "guard" | "troop" | "troops" | "marine" | "military"
            )
    };
    let names = |child: &usize| {
        tree.tag(*child) != Tag::Verb && tree.lemmas[*child] != "war" && !of_chief(*child)
    };
    is(token)
        || left_out()
        || tree.having(token, &[Dep::Compound, Dep::Amod]).filter(names).any(is)
        || tree.objects_of(token, "of").any(is)
}

/// The parties in one slot of a trigger.
pub(crate) fn in_slot(tree: &Tree<'_>, trigger: usize, slot: &Slot, frame: &Frame) -> Vec<Party> {
    match slot {
        Slot::None | Slot::Modifier | Slot::Subject => Vec::new(),
        Slot::Object | Slot::Possessor => match tree.tag(trigger) {
            Tag::Verb | Tag::Aux => {
                let found =
                    object(tree, trigger).map_or_else(Vec::new, |object| parties(tree, object));
                let receiver = tree.child(trigger, Dep::Iobj);
                match receiver.filter(|_| NAMES.contains(&tree.lemmas[trigger].as_ref())) {
                    Some(named) => parties(tree, named),
                    None => found,
                }
            }
            _ => tree.objects_of(trigger, "of").flat_map(|of| parties(tree, of)).collect(),
        },
        Slot::Indirect => {
            let receiver = || retained(tree, trigger).and_then(|_| object(tree, trigger));
            // "gave the flooded province of X two million dollars"
            let beside = || object(tree, trigger).filter(|&to| given(tree, trigger, to).is_some());
            let indirect = tree.child(trigger, Dep::Iobj).or_else(receiver).or_else(beside);
            indirect.map_or_else(Vec::new, |indirect| parties(tree, indirect))
        }
        Slot::Complement => complement(tree, trigger),
        Slot::Preposition(word) => with_preposition(tree, trigger, word, frame),
    }
}

fn complement(tree: &Tree<'_>, trigger: usize) -> Vec<Party> {
    for child in tree.having(trigger, &[Dep::Comp, Dep::XComp, Dep::Acl]) {
        let subject = tree.child(child, Dep::Subj).or_else(|| tree.child(child, Dep::SubjPass));
        if let Some(subject) = subject {
            let found = parties(tree, subject);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// What somebody feels at a deed.
static FEELINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let rows = include_str!("../../data/reactions_en.csv").lines().skip(1);
    rows.filter_map(|row| row.split(',').next()).collect()
});

fn speaks_against(frame: &Frame) -> bool {
    let hostile = |code: &str| ["11", "12", "13"].iter().any(|root| code.starts_with(root));
    matches!(frame.sense, Sense::Code(code) if hostile(code.code))
}

/// What a preposition may hang on, if not on the word itself.
fn bases_of(tree: &Tree<'_>, trigger: usize, word: &str, frame: &Frame) -> Vec<usize> {
    let mut bases = vec![trigger];
    if let Some(object) = object(tree, trigger) {
        bases.push(object);
        // "hit what it called hideouts in …"
        bases.extend(
            tree.head(object).filter(|&naming| naming != trigger && tree.dep(naming) == Dep::Comp),
        );
        // "ended years of ties with …"
        bases.extend(tree.objects_of(object, "of"));
    }
    // "thanks were expressed by X's minister to Y"
    if word == "to" && tree.tag(trigger) == Tag::Verb && passive(tree, trigger) {
        bases
            .extend(tree.having(trigger, &[Dep::Agent]).filter_map(|by| tree.child(by, Dep::PObj)));
    }
    // "retaliated with tariffs on …", "spoke by telephone to …"
    for condition in &frame.conditions {
        if let Slot::Preposition(named) = &condition.slot
            && named != word
        {
            bases.extend(tree.objects_of(trigger, named));
            bases.extend(
                object(tree, trigger).into_iter().flat_map(|noun| tree.objects_of(noun, named)),
            );
        }
    }
    // "took delivery of goods flown in from X"
    if matches!(word, "from" | "by") {
        const BROUGHT: &[&str] =
            &["flown", "shipped", "sent", "donated", "trucked", "brought", "supplied", "airlifted"];
        let participles = bases.iter().flat_map(|&base| tree.having(base, &[Dep::Acl]));
        let brought: Vec<usize> =
            participles.filter(|&at| BROUGHT.contains(&tree.word(at))).collect();
        bases.extend(brought);
    }
    // The preposition may hang on the light verb above the noun: "paid a visit on Monday to …".
    if matches!(tree.tag(trigger), Tag::Noun | Tag::Name)
        && tree.dep(trigger) == Dep::Obj
        && let Some(verb) = tree.head(trigger)
    {
        bases.push(verb);
    }
    bases
}

fn with_preposition(tree: &Tree<'_>, trigger: usize, word: &str, frame: &Frame) -> Vec<Party> {
    // Who lashes out at a capital means its government.
    let at_somebody = word == "at" && speaks_against(frame);
    let place = frame.flags.place || at_somebody || !matches!(word, "in" | "at" | "near");
    let mut found = Vec::new();
    for base in bases_of(tree, trigger, word, frame) {
        for token in tree.objects_of(base, word) {
            // "to the dismay of X" is not to X.
            let feeling = word == "to" && FEELINGS.contains(&tree.lemmas[token].as_ref());
            let aside = feeling || word == "with" && stands_by(tree, token);
            let mut here = if aside { Vec::new() } else { parties(tree, token) };
            // "strikes on hideouts in X"
            let blow = matches!(word, "on" | "against" | "at")
                && tree.tag(trigger) == Tag::Noun
                && matches!(frame.sense, Sense::Code(code) if code.quad_class == Some(4));
            if here.is_empty() && (frame.flags.place || blow) && !feeling {
                here = beneath(tree, token);
            }
            // "withdraw from its base in X"
            let own = || {
                let pronoun = |at: usize| matches!(tree.word(at), "its" | "their" | "his" | "her");
                !tree.is_named(token) && tree.having(token, &[Dep::Poss]).any(pronoun)
            };
            if matches!(word, "from" | "of") && own() {
                let there = beneath(tree, token);
                if !there.is_empty() {
                    here = there;
                }
            }
            found.extend(
                here.into_iter()
                    .filter(|party| place || !(party.bare_place && party.sort != Sort::State)),
            );
        }
        if !found.is_empty() {
            break;
        }
    }
    // "obtained a promise of money for roads from X": the parse may hang it deep.
    if found.is_empty() && frame.flags.swap && word == "from" && tree.tag(trigger) == Tag::Verb {
        found = far_below(tree, trigger, word);
    }
    found
}

/// The parties of a preposition that hangs below what a verb is about.
fn far_below(tree: &Tree<'_>, verb: usize, word: &str) -> Vec<Party> {
    let Some(noun) = object(tree, verb).filter(|&noun| noun > verb) else { return Vec::new() };
    let below = |at: usize| {
        tree.up(at).any(|step| step == verb)
            && !tree.up(at).take_while(|&step| step != verb).any(|step| {
                matches!(tree.dep(step), Dep::RelCl | Dep::Acl | Dep::AdvCl | Dep::Comp | Dep::Conj)
            })
    };
    let prep = (noun..tree.len()).find(|&at| tree.word(at) == word && below(at));
    let objects = prep.into_iter().flat_map(|at| tree.having(at, &[Dep::PObj]));
    objects.flat_map(|at| parties(tree, at)).collect()
}

/// "…, with X and Y as guarantors": who stands by when others act, and does not act with them.
pub(crate) fn stands_by(tree: &Tree<'_>, token: usize) -> bool {
    const STAND_BY: &[&str] = &[
        "guarantor",
        "mediator",
        "witness",
        "observer",
        "facilitator",
        "broker",
        "host",
        "go-between",
        "sponsor",
        "intermediary",
        "arbiter",
        "arbitrator",
        "monitor",
        "guest",
        "moderator",
        "chair",
        "bystander",
    ];
    let last = tree.joined(token).into_iter().max().unwrap_or(token);
    let comma = tree
        .head(token)
        .and_then(|with| with.checked_sub(1))
        .is_some_and(|before| tree.word(before) == ",");
    if comma && last + 1 < tree.len() && tree.word(last + 1) == "as" {
        return true;
    }
    let does = |at: usize| {
        matches!(tree.word(at), "mediating" | "brokering" | "observing" | "watching" | "attending")
    };
    let end = (last + 5).min(tree.len());
    let behind = (last + 1..end).take_while(|&at| !matches!(tree.word(at), "," | "." | ";"));
    let mut role = false;
    for at in behind {
        if does(at) && at == last + 1 {
            return true;
        }
        role |= tree.word(at) == "as";
        if role && STAND_BY.contains(&tree.lemmas[at].as_ref()) {
            return true;
        }
    }
    false
}

/// Whose country a place lies in, where that is told further down: "at the tower in Pyongyang".
pub(crate) fn beneath(tree: &Tree<'_>, token: usize) -> Vec<Party> {
    for preposition in ["in", "of", "at", "near"] {
        for below in tree.objects_of(token, preposition) {
            let found = parties(tree, below);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// Who stands behind an event noun: "X's visit", "the Russian attack", "a visit by X".
pub(crate) fn owners(tree: &Tree<'_>, noun: usize, of_is_object: bool) -> Vec<Party> {
    let by: Vec<Party> =
        tree.objects_of(noun, "by").flat_map(|token| parties(tree, token)).collect();
    if !by.is_empty() {
        return by;
    }
    let mut found: Vec<Party> = Vec::new();
    for deps in [&[Dep::Poss][..], &[Dep::Amod, Dep::Compound]] {
        for child in tree.having(noun, deps) {
            found.extend(parties(tree, child));
        }
        if !found.is_empty() {
            return found;
        }
    }
    if !of_is_object {
        found.extend(tree.objects_of(noun, "of").flat_map(|token| parties(tree, token)));
    }
    found
}
