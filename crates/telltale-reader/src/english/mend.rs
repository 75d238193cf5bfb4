//! What the parser is known to get wrong, each in one plain way: verbs that it takes for nouns or
//! hardly knows, particles that it takes for prepositions, and sentences that it leaves without a
//! verb.

pub(super) mod aside;
pub(super) mod claims;
pub(super) mod control;
pub(super) mod joined;
pub(super) mod names;
pub(super) mod opening;
pub(super) mod several;
pub(super) mod since;
pub(super) mod subject;

use std::sync::LazyLock;

use super::roles::ACTIVE;
use crate::parse::{Dep, Parse, Tag, VerbForm, lemma};

/// How far down a subject its last word is looked for.
const STEPS_MAX: usize = 8;

/// "Indian and Chinese soldiers scuffled near the border.": a verb that is taken for a participle of
/// the subject becomes the root, and the noun its subject.
pub(super) fn root(words: &[&str], parse: &mut Parse) {
    let count = words.len();
    let noun = (0..count).find(|&at| parse.deps[at] == Dep::Root);
    if noun.is_some_and(|at| parse.tags[at] == Tag::Adj) {
        // "Chadian F-16s intercepted …"
        noun.map(|at| qualifier(parse, at));
        return;
    }
    let Some(noun) = noun.filter(|&at| matches!(parse.tags[at], Tag::Noun | Tag::Name)) else {
        return;
    };
    // A line without a full stop may be a headline: "Soldiers killed in an attack".
    if words.last() != Some(&".") {
        return;
    }
    if qualifier(parse, noun) {
        return;
    }
    let past = |at: usize| {
        parse.tags[at] == Tag::Verb
            && matches!(parse.forms[at], VerbForm::Past | VerbForm::PastPart)
    };
    let hangs = |at: usize, head: usize| usize::from(parse.heads[at]) == head;
    let beside = |at: usize| parse.deps[at] == Dep::Conj && hangs(at, noun);
    // "X, the president of Y, crossed into Z"
    let apart = |at: usize| {
        let head = usize::from(parse.heads[at]);
        words[at - 1] == "," && parse.deps[head] == Dep::Appos && hangs(head, noun)
    };
    let hangs_on_it =
        |at: usize| hangs(at, noun) || beside(usize::from(parse.heads[at])) || apart(at);
    // "X and Y had dinner together": a relative clause without its pronoun.
    let bare = |at: usize| {
        parse.deps[at] == Dep::RelCl
            && words[at] == "had"
            && !(0..count).any(|word| hangs(word, at) && parse.deps[word] == Dep::Subj)
    };
    // "X's ban on Y's wine angered Z": a participle with an object of its own is the verb.
    let has_object =
        |at: usize| (at + 1..count).any(|word| hangs(word, at) && parse.deps[word] == Dep::Obj);
    let behind = |at: usize| {
        let steps = std::iter::successors(Some(usize::from(parse.heads[at])), |&step| {
            let within = matches!(parse.deps[step], Dep::PObj | Dep::Prep | Dep::Compound);
            (step != noun && within).then(|| usize::from(parse.heads[step]))
        });
        has_object(at) && steps.take(STEPS_MAX).any(|step| step == noun)
    };
    let verb = (noun + 1..count).find(|&at| {
        let participle = parse.deps[at] == Dep::Acl && past(at);
        // "X, the only member to do so, expelled …"
        let behind_aside = parse.deps[at] == Dep::Conj
            && past(at)
            && has_object(at)
            && matches!(words[at - 1], "," | "—" | "–")
            && !matches!(words[at - 2], "," | "and");
        participle && (hangs_on_it(at) || behind(at)) || bare(at) && hangs_on_it(at) || behind_aside
    });
    let Some(verb) = verb else { return };
    let undergone = (verb + 1..count).any(|at| {
        hangs(at, verb) && parse.deps[at] == Dep::Agent && !ACTIVE.contains(&words[verb])
    });
    let (Ok(to), false) = (u16::try_from(verb), undergone) else { return };
    for at in verb + 1..count {
        if usize::from(parse.heads[at]) == noun {
            parse.heads[at] = to;
        }
    }
    (parse.heads[verb], parse.deps[verb]) = (to, Dep::Root);
    (parse.heads[noun], parse.deps[noun]) = (to, Dep::Subj);
}

/// Verbs that the parser hardly knows, each with one of the same company that it does know.
const STRANGE: &[(&str, &str)] = &[
    ("bade", "wished"),
    ("baseless", "false"),
    ("co-chaired", "chaired"),
    ("co-hosted", "hosted"),
    ("co-produced", "produced"),
    ("forbade", "barred"),
    ("groundless", "false"),
    ("foresaw", "saw"),
    ("forgave", "cancelled"),
    ("froze", "blocked"),
    ("lent", "gave"),
    ("oversaw", "led"),
    ("rang", "called"),
    ("pull-out", "withdrawal"),
    ("pullout", "withdrawal"),
    ("build-up", "increase"),
    ("retook", "captured"),
    ("rewrote", "revised"),
    ("shook", "held"),
    ("stole", "seized"),
    ("swore", "vowed"),
    ("test-fired", "launched"),
    ("thereupon", "then"),
    ("tore", "broke"),
    ("undertook", "made"),
    ("unfounded", "false"),
    ("unwelcome", "illegal"),
    ("withheld", "withdrew"),
];

/// How many words a pair of dashes may enclose.
const DASHED_MAX: usize = 16;

/// "X – long an ally – expelled …": commas for dashes in pairs, which the parser does not know.
pub(super) fn dashes(words: &mut [&str]) {
    let dash = |word: &str| word.len() < 4 && matches!(word, "–" | "—" | "-" | "--");
    let mut open: Option<usize> = None;
    for at in 1..words.len() {
        if !dash(words[at]) {
            continue;
        }
        match open {
            Some(first) if at - first <= DASHED_MAX && at > first + 1 => {
                (words[first], words[at]) = (",", ",");
                open = None;
            }
            _ => open = Some(at),
        }
    }
}

/// "Having expelled X's envoy, …": the participle is the verb, and no description of the envoy.
pub(super) fn having(words: &[&str], parse: &mut Parse) {
    for at in 0..words.len().saturating_sub(2) {
        if words[at].len() != 6 || !matches!(words[at], "Having" | "having") {
            continue;
        }
        let verb = at + 1;
        let above = usize::from(parse.heads[verb]);
        // The noun that the participle is said to describe hangs on "having", or it does itself.
        let below =
            above == at || parse.heads.get(above).is_some_and(|&head| usize::from(head) == at);
        let told = matches!(parse.forms[verb], VerbForm::PastPart | VerbForm::Past)
            && parse.deps[at] != Dep::Aux
            && below;
        let (true, Ok(to)) = (told, u16::try_from(verb)) else { continue };
        for word in verb + 1..words.len() {
            if usize::from(parse.heads[word]) == at {
                parse.heads[word] = to;
            }
        }
        (parse.heads[verb], parse.deps[verb]) = (parse.heads[at], parse.deps[at]);
        (parse.heads[at], parse.deps[at]) = (to, Dep::Aux);
        parse.tags[verb] = Tag::Verb;
        parse.forms[verb] = VerbForm::Ing;
    }
}

/// Hands the parser a word that it knows for one that it would take for a noun: "X froze aid".
pub(super) fn strange(words: &mut [&str]) {
    for at in 0..words.len() {
        // The first letters sort out nearly all words.
        let known = || STRANGE.iter().find(|(word, _)| *word == words[at]);
        if words[at].len() > 3
            && matches!(
                words[at].as_bytes()[0],
                b'b' | b'c' | b'f' | b'g' | b'l' | b'o' | b'p' | b'r'..=b'u' | b'w'
            )
            && let Some((_, instead)) = known()
        {
            words[at] = instead;
        } else if words[at] == "controls" && at > 0 && words[at - 1] == "export" {
            words[at] = "restrictions";
        } else if words[at] == "free" && at > 0 && words[at - 1] == "to" {
            words[at] = "release";
        } else if words[at] == "frozen" && at > 0 && matches!(words[at - 1], "has" | "have" | "had")
        {
            words[at] = "blocked";
        } else if words[at] == "open" && at > 0 && words[at - 1] == "to" {
            words[at] = "begin";
        } else if words[at] == "non" && at > 0 && words[at - 1] == "persona" {
            // "declared persona non grata": three words that the parser takes for as many things.
            (words[at - 1], words[at]) = ("illegal", "and");
            if let Some(grata) = words.get_mut(at + 1) {
                *grata = "illegal";
            }
        } else if matches!(words[at], "telephone" | "phone") && at > 0 && words[at - 1] == "to" {
            words[at] = "call";
        } else if words[at] == "trains"
            && at > 0
            && matches!(words[at - 1], "Passenger" | "passenger" | "Freight" | "freight")
        {
            words[at] = "buses";
        } else if words[at] == "armed"
            && name(words, at.checked_sub(1))
            && name(words, Some(at + 1))
        {
            words[at] = "supplied";
        }
    }
}

fn name(words: &[&str], at: Option<usize>) -> bool {
    at.and_then(|at| words.get(at)).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// "Called in the ambassador": what stands behind the particle is whom the verb is about, and no
/// place.
pub(super) fn particle(words: &[&str], parse: &mut Parse) {
    const ENVOYS: &[&str] = &[
        "ambassador",
        "ambassadors",
        "envoy",
        "envoys",
        "diplomat",
        "diplomats",
        "chargé",
        "charge",
        "attaché",
        "consul",
        "commissioner",
    ];
    const PEOPLE: &[&str] = &[
        "child",
        "children",
        "refugees",
        "migrants",
        "evacuees",
        "patients",
        "students",
        "people",
        "workers",
        "families",
        "asylum-seekers",
        "prisoners",
        "citizens",
        "nationals",
        "soldiers",
        "farmhands",
        "labourers",
        "laborers",
        "nurses",
        "tourists",
        "visitors",
        "seafarers",
        "fishermen",
        "pilgrims",
    ];
    for at in 1..words.len() {
        if words[at] != "in" || parse.deps[at] != Dep::Prep {
            continue;
        }
        let verb = usize::from(parse.heads[at]);
        let nouns = match words.get(verb).copied().unwrap_or("") {
            "called" | "call" | "calls" | "calling" | "hauled" | "hauls" => ENVOYS,
            "took" | "take" | "takes" | "taken" | "taking" | "let" | "lets" | "letting" => PEOPLE,
            _ => continue,
        };
        let object = (at + 1..words.len())
            .find(|&noun| usize::from(parse.heads[noun]) == at && parse.deps[noun] == Dep::PObj);
        let Some(object) = object.filter(|&noun| nouns.contains(&words[noun])) else { continue };
        let Ok(to) = u16::try_from(verb) else { continue };
        parse.deps[at] = Dep::Prt;
        (parse.heads[object], parse.deps[object]) = (to, Dep::Obj);
    }
}

/// "Brought down five of the jets": five is what was brought down.
pub(super) fn count(words: &[&str], parse: &mut Parse) {
    for at in 2..words.len().saturating_sub(1) {
        let particle = usize::from(parse.heads[at]);
        if parse.tags[at] == Tag::Num
            && particle + 1 == at
            && parse.deps[particle] == Dep::Prt
            && words[at + 1] == "of"
        {
            parse.heads[at] = parse.heads[particle];
            parse.deps[at] = Dep::Obj;
        }
    }
}

/// Verbs with the particles that make them mean something else.
static PHRASAL: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/phrasal_en.csv").lines().skip(1);
    rows.filter_map(|row| row.split_once(',')).collect()
});

/// "Brushed aside X's protests": what stands behind the particle is what the verb is about.
pub(super) fn phrasal(words: &[&str], parse: &mut Parse) {
    for at in 1..words.len() {
        let verb = usize::from(parse.heads[at]);
        let stands = parse.deps[at] == Dep::Prep
            && verb + 1 == at
            && parse.tags[verb] == Tag::Verb
            && !matches!(words[at], "in" | "of" | "to" | "on" | "with" | "for" | "from" | "at");
        if !stands {
            continue;
        }
        let lemma = lemma(words[verb], Tag::Verb);
        if !PHRASAL.iter().any(|&(known, particle)| known == lemma && particle == words[at]) {
            continue;
        }
        let hangs = |noun: usize, head: usize, dep: Dep| {
            usize::from(parse.heads[noun]) == head && parse.deps[noun] == dep
        };
        let own = (verb + 1..words.len()).any(|noun| hangs(noun, verb, Dep::Obj));
        let object = (at + 1..words.len()).find(|&noun| hangs(noun, at, Dep::PObj));
        let (Some(object), false, Ok(to)) = (object, own, u16::try_from(verb)) else { continue };
        parse.deps[at] = Dep::Prt;
        (parse.heads[object], parse.deps[object]) = (to, Dep::Obj);
    }
}

/// Verbs by which one has somebody come home.
const FETCH: &[&str] = &["call", "bring", "order", "summon", "send", "pull", "fly", "fetch"];

/// "Called its envoy in X home": home is whither, and no part of the name.
pub(super) fn homeward(words: &[&str], parse: &mut Parse) {
    for at in 2..words.len() {
        if words[at].len() != 4 || !matches!(words[at], "home" | "back") {
            continue;
        }
        let name = at - 1;
        let joined = usize::from(parse.heads[name]) == at
            && matches!(parse.deps[name], Dep::Compound | Dep::Amod);
        let verb = (0..name).rev().find(|&verb| parse.tags[verb] == Tag::Verb);
        let sends = |verb: usize| {
            FETCH.contains(&lemma(words[verb], Tag::Verb).as_ref()) && verb + 3 > name
        };
        let fits = words[name].starts_with(char::is_uppercase) || verb.is_some_and(sends);
        if !joined || !fits || parse.deps[at] == Dep::Root {
            continue;
        }
        let Some(to) = verb.and_then(|verb| u16::try_from(verb).ok()) else { continue };
        (parse.heads[name], parse.deps[name]) = (parse.heads[at], parse.deps[at]);
        (parse.heads[at], parse.deps[at]) = (to, Dep::Advmod);
        parse.tags[at] = Tag::Adv;
    }
}

/// "X and Y plan to …", "X pledge to …": a noun with a subject is a verb.
pub(super) fn nominal(words: &[&str], parse: &mut Parse) {
    const VERBS: &[&str] = &["plan", "pledge", "vow", "demand", "threat", "promise", "reject"];
    for at in 1..words.len() {
        if parse.tags[at] != Tag::Noun || !VERBS.contains(&words[at]) {
            continue;
        }
        let has = |dep: Dep| {
            (0..words.len())
                .find(|&child| usize::from(parse.heads[child]) == at && parse.deps[child] == dep)
        };
        let (Some(_), Some(clause)) = (has(Dep::Subj), has(Dep::Acl)) else { continue };
        parse.tags[at] = Tag::Verb;
        parse.forms[at] = VerbForm::Present;
        parse.deps[clause] = Dep::XComp;
    }
}

/// "Advised its citizens on Friday not to travel": what is advised, and no second thing done.
pub(super) fn advice(words: &[&str], parse: &mut Parse) {
    const SAYS: &[&str] =
        &["advised", "urged", "told", "warned", "asked", "ordered", "instructed", "cautioned"];
    for at in 2..words.len() {
        if words[at - 1] == "to"
            && words[at - 2] == "not"
            && parse.deps[at] == Dep::Conj
            && words.get(usize::from(parse.heads[at])).is_some_and(|verb| SAYS.contains(verb))
        {
            parse.deps[at] = Dep::XComp;
        }
    }
}

/// "X's and Y's negotiators, meeting in Z, …": what stands between commas is what they do.
pub(super) fn participle(words: &[&str], parse: &mut Parse) {
    const DOING: &[&str] = &["meeting", "speaking", "visiting", "talking", "fighting", "training"];
    for at in 1..words.len() {
        if words[at - 1] == ","
            && matches!(parse.deps[at], Dep::Appos | Dep::Conj)
            && DOING.contains(&words[at])
            && words.get(at + 1).is_some_and(|next| matches!(*next, "in" | "at" | "on" | "with"))
        {
            parse.tags[at] = Tag::Verb;
            parse.forms[at] = VerbForm::Ing;
            parse.deps[at] = Dep::Acl;
        }
    }
}

/// "A drone shot down over X" in a headline: it was shot down, and shot nothing.
pub(super) fn downed(words: &[&str], parse: &mut Parse) {
    const CRAFT: &[&str] = &[
        "drone",
        "drones",
        "plane",
        "planes",
        "jet",
        "jets",
        "missile",
        "missiles",
        "rocket",
        "rockets",
        "helicopter",
        "helicopters",
        "balloon",
        "balloons",
        "warplane",
        "warplanes",
        "aircraft",
        "bomber",
        "bombers",
        "airliner",
        "satellite",
        "glider",
        "quadcopter",
        "UAV",
        "UAVs",
    ];
    for at in 1..words.len() {
        let down = words[at] == "shot" && words.get(at + 1) == Some(&"down");
        if !(down || matches!(words[at], "downed" | "intercepted")) {
            continue;
        }
        let below = |dep: Dep| {
            subject::child(parse, at, |child| parse.deps[child] == dep && words[child] != ".")
        };
        if below(Dep::Obj).is_some() || below(Dep::Aux).is_some() {
            continue;
        }
        let Some(craft) = below(Dep::Subj).filter(|&noun| CRAFT.contains(&words[noun])) else {
            continue;
        };
        parse.deps[craft] = Dep::SubjPass;
        parse.forms[at] = VerbForm::PastPart;
    }
}

/// "Dutch F-16s intercepted …": the root is what qualifies the subject behind it.
fn qualifier(parse: &mut Parse, root: usize) -> bool {
    let count = parse.heads.len();
    let subject = root + 1;
    if subject >= count || parse.deps[subject] != Dep::Subj {
        return false;
    }
    let verb = usize::from(parse.heads[subject]);
    let below = verb < count
        && verb > subject
        && usize::from(parse.heads[verb]) == root
        && parse.deps[verb] == Dep::Comp;
    let (true, Ok(to), Ok(noun)) = (below, u16::try_from(verb), u16::try_from(subject)) else {
        return false;
    };
    for at in 0..count {
        if usize::from(parse.heads[at]) == root && at != root {
            parse.heads[at] = to;
        }
    }
    (parse.heads[verb], parse.deps[verb]) = (to, Dep::Root);
    (parse.heads[root], parse.deps[root]) = (noun, Dep::Amod);
    true
}
