//! Whether a clause says that it happened, will happen, is denied, or hangs on something.

use super::lexicon::{Lexicon, Part, Sense};
use super::tree::Tree;
use crate::parse::{Dep, Tag, VerbForm};

/// What the words around a deed make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// It happened, or is told as fact.
    Fact,
    /// It will happen.
    Planned,
    /// It did not happen, or is said not to have.
    Denied,
    /// It may or could happen: told only where it hangs on a condition.
    Possible,
    /// It should happen, is wanted, feared or sought: not told.
    Open,
}

/// The mood of a clause, and who says so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    pub mood: Mood,
    /// The verb by which somebody reports it.
    pub said_by: Option<usize>,
    /// Whether it stands in a condition: "if X attacks".
    pub conditional: bool,
    /// Whether it hangs on one: "would respond if …".
    pub hangs: bool,
    /// Whether it is only believed.
    pub believed: bool,
}

/// What may be said of somebody and be false.
pub(crate) const CLAIMS: &[&str] = &[
    "claim",
    "allegation",
    "accusation",
    "charge",
    "report",
    "rumour",
    "rumor",
    "story",
    "assertion",
    "suggestion",
    "speculation",
    "insinuation",
];

/// Nouns by which a deed is named that is as good as done: "X's decision to expel Y's envoy".
pub(crate) const DECISIONS: &[&str] = &["decision", "move", "step", "order"];

const CONDITIONS: &[&str] = &["if", "unless", "whether", "lest", "should"];

/// The setting of a trigger.
pub(crate) fn setting(lexicon: &Lexicon, tree: &Tree<'_>, trigger: usize) -> Setting {
    let mut setting = Setting {
        mood: Mood::Fact,
        said_by: None,
        conditional: false,
        hangs: hangs(tree, trigger),
        believed: false,
    };
    if tree.tag(trigger) == Tag::Noun {
        of_noun(tree, trigger, &mut setting);
    }
    // "suggested conditional talks"
    setting.hangs |= tree.having(trigger, &[Dep::Obj]).any(|object| {
        tree.having(object, &[Dep::Amod]).any(|word| tree.word(word) == "conditional")
    });
    if behind_opener(tree, trigger) {
        setting.conditional = true;
        darken(&mut setting, Mood::Open);
    }
    let mut below: Option<usize> = None;
    for at in tree.up(trigger) {
        if matches!(tree.tag(at), Tag::Verb | Tag::Aux) {
            of_verb(tree, at, below, &mut setting);
            // What is said of a saying holds for it alone.
            setting.hangs |= setting.said_by.is_none() && below.is_some() && hangs(tree, at);
        }
        if let Some(child) = below {
            governed(lexicon, tree, at, child, &mut setting);
        }
        // "a charge that X denied" is no content of the charge.
        let about = tree.dep(at) == Dep::RelCl
            && tree.having(at, &[Dep::Obj]).any(|to| to < at && is_relative(tree.word(to)));
        if matches!(tree.dep(at), Dep::RelCl | Dep::Acl | Dep::Comp)
            && !about
            && tree.head(at).is_some_and(|noun| {
                tree.tag(noun) == Tag::Noun && CLAIMS.contains(&tree.lemmas[noun].as_ref())
            })
        {
            darken(&mut setting, Mood::Open);
        }
        let stop = match tree.dep(at) {
            Dep::RelCl => true,
            Dep::AdvCl => conditions_end(tree, at, &mut setting),
            Dep::Acl => !infinitive(tree, at),
            _ => false,
        };
        if stop {
            break;
        }
        below = Some(at);
    }
    setting
}

fn is_relative(word: &str) -> bool {
    matches!(word, "that" | "which")
}

/// Whether a word stands behind "if", "unless" or "only when" with no comma and no modal verb
/// between them: a condition, whatever the tree makes of it.
fn behind_opener(tree: &Tree<'_>, trigger: usize) -> bool {
    let last = |at: usize| at.checked_sub(1).map_or("", |before| tree.word(before));
    for at in (0..trigger).rev() {
        match tree.word(at).to_ascii_lowercase().as_str() {
            "unless" => return true,
            "if" => return !matches!(last(at), "even" | "Even" | "as" | "As"),
            // "Had X attacked Y, …"
            "had" if at == 0 => return true,
            "when" | "after" if last(at).eq_ignore_ascii_case("only") => return true,
            "," | ";" | ":" | "\"" | "“" | "”" | "-" | "—" | "will" | "would" | "'ll" | "’ll"
            | "can" | "could" | "may" | "might" | "shall" | "must" => return false,
            _ => {}
        }
    }
    false
}

fn darken(setting: &mut Setting, mood: Mood) {
    let weight = |mood| match mood {
        Mood::Fact => 0,
        Mood::Planned => 1,
        Mood::Denied => 2,
        Mood::Possible => 3,
        Mood::Open => 4,
    };
    if weight(mood) > weight(setting.mood) {
        setting.mood = mood;
    }
}

fn of_noun(tree: &Tree<'_>, noun: usize, setting: &mut Setting) {
    for &child in tree.children(noun) {
        match tree.lemmas[child].to_ascii_lowercase().as_str() {
            "planned" | "upcoming" | "forthcoming" | "scheduled" | "coming" | "future" => {
                darken(setting, Mood::Planned);
            }
            "proposed" | "possible" | "potential" | "any" | "would-be" | "hypothetical" => {
                darken(setting, Mood::Open);
            }
            "no" | "not" => darken(setting, Mood::Denied),
            "conditional" => setting.hangs = true,
            _ => {}
        }
    }
    if tree.dep(noun) == Dep::PObj
        && tree.head(noun).is_some_and(|prep| tree.word(prep).eq_ignore_ascii_case("without"))
    {
        darken(setting, Mood::Denied);
    }
}

fn of_verb(tree: &Tree<'_>, verb: usize, below: Option<usize>, setting: &mut Setting) {
    // What a verb's auxiliaries say holds for what hangs in it as an object or a complement, and
    // for a joined verb that has none of its own.
    if below.is_some_and(|child| {
        tree.dep(child) == Dep::Comp
            || (tree.dep(child) == Dep::Conj && tree.child(child, Dep::Subj).is_some())
            || tree.dep(child) == Dep::AdvCl
            || after_not(tree, verb, child)
            || after_denial(tree, verb, child)
    }) {
        return;
    }
    // "did not hesitate to strike", "lost no time in striking": they struck.
    if below.is_some() && is_hesitation(tree, verb) {
        return;
    }
    // "had not struck": the tree may hang the auxiliary beside its verb.
    let before = verb.checked_sub(1).map_or("", |before| tree.word(before));
    if tree.tag(verb) == Tag::Verb && matches!(before, "not" | "n't" | "n’t" | "never") {
        darken(setting, Mood::Denied);
    }
    for &child in tree.children(verb) {
        match tree.dep(child) {
            Dep::Neg => darken(setting, Mood::Denied),
            Dep::Aux | Dep::AuxPass => auxiliary(tree, verb, child, setting),
            Dep::Mark if CONDITIONS.contains(&tree.word(child).to_ascii_lowercase().as_str()) => {
                setting.conditional = true;
            }
            Dep::Advmod if tree.word(child).eq_ignore_ascii_case("never") => {
                darken(setting, Mood::Denied);
            }
            Dep::Advmod if hearsay(tree.word(child)) => setting.believed = true,
            // "will no longer travel"
            Dep::Advmod if tree.word(child) == "longer" && before_is(tree, child, "no") => {
                darken(setting, Mood::Denied);
            }
            // "No arrest attended the arrival": he arrived.
            Dep::Subj
                if attends(tree, verb) && below.is_some_and(|at| tree.dep(at) == Dep::Obj) => {}
            // "The talks yielded no progress": there were talks.
            Dep::Obj if below.is_some_and(|at| tree.dep(at) == Dep::Subj) => {}
            Dep::Subj | Dep::SubjPass | Dep::Obj if negated(tree, child) => {
                darken(setting, Mood::Denied);
            }
            Dep::Prep if with_nobody(tree, child) => darken(setting, Mood::Denied),
            _ => {}
        }
    }
}

/// Whether "has" is that of "has yet to accept".
pub(crate) fn has_yet(tree: &Tree<'_>, verb: usize) -> bool {
    verb + 2 < tree.len() && tree.word(verb + 1) == "yet" && tree.word(verb + 2) == "to"
}

/// Whether a verb tells what went with something else.
fn attends(tree: &Tree<'_>, verb: usize) -> bool {
    const ATTEND: &[&str] = &["attend", "accompany", "mark", "mar", "follow", "precede", "greet"];
    ATTEND.contains(&tree.lemmas[verb].as_ref())
}

/// Whether a verb denied says that somebody did at once what it governs.
fn is_hesitation(tree: &Tree<'_>, verb: usize) -> bool {
    const WAITS: &[&str] = &["hesitate", "shrink", "flinch", "shy", "scruple", "balk", "baulk"];
    let time = || tree.having(verb, &[Dep::Obj]).any(|noun| tree.lemmas[noun] == "time");
    match tree.lemmas[verb].as_ref() {
        "lose" | "waste" => time(),
        lemma => WAITS.contains(&lemma),
    }
}

/// "Was not amused and called …": what one is not does not deny what one then does.
fn after_not(tree: &Tree<'_>, verb: usize, child: usize) -> bool {
    let is = |at: usize| matches!(tree.word(at), "was" | "were" | "is" | "are");
    tree.dep(child) == Dep::Conj
        && matches!(tree.parse.forms[child], VerbForm::Past | VerbForm::PastPart)
        && tree.having(verb, &[Dep::Aux, Dep::AuxPass]).any(is)
        && tree.child(verb, Dep::Neg).is_some()
        && tree.having(verb, &[Dep::Cc]).any(|cc| matches!(tree.word(cc), "and" | "but"))
}

/// "Had not sent them, and accused X", "had not sent them but accused X": the denial ends before the
/// comma or the "but", or where "did" no longer governs a past.
fn after_denial(tree: &Tree<'_>, verb: usize, child: usize) -> bool {
    let past = matches!(tree.parse.forms[child], VerbForm::Past | VerbForm::PastPart);
    let goes_on = |cc: usize| {
        let comma = before_is(tree, cc, ",");
        let did = || tree.having(verb, &[Dep::Aux]).any(|aux| tree.lemmas[aux] == "do");
        let contrast = tree.word(cc) == "but";
        cc < child && (contrast || tree.word(cc) == "and" && (comma || did()))
    };
    let own = |at: usize| tree.having(at, &[Dep::Aux, Dep::AuxPass]).next().is_some();
    tree.dep(child) == Dep::Conj
        && past
        && !own(child)
        && tree.child(verb, Dep::Neg).is_some()
        && tree.having(verb, &[Dep::Cc]).chain(tree.having(child, &[Dep::Cc])).any(goes_on)
}

/// Adverbs that say that somebody else says so.
fn hearsay(word: &str) -> bool {
    ["reportedly", "allegedly", "supposedly", "purportedly", "apparently", "presumably"]
        .iter()
        .any(|adverb| word.eq_ignore_ascii_case(adverb))
}

fn before_is(tree: &Tree<'_>, at: usize, word: &str) -> bool {
    at.checked_sub(1).is_some_and(|before| tree.word(before) == word)
}

fn negated(tree: &Tree<'_>, subject: usize) -> bool {
    // "Not one minister", "not a single soldier"
    let first = tree.children(subject).first().copied().unwrap_or(subject).min(subject);
    let next = |at: usize| (at + 1 < tree.len()).then(|| tree.word(at + 1));
    if [Some(first), first.checked_sub(1)]
        .into_iter()
        .flatten()
        .any(|at| matches!(tree.word(at), "Not" | "not") && matches!(next(at), Some("one" | "a")))
    {
        return true;
    }
    tree.having(subject, &[Dep::Det, Dep::Neg]).any(|child| {
        let word = tree.word(child);
        word.eq_ignore_ascii_case("no")
            || word.eq_ignore_ascii_case("neither")
            || tree.dep(child) == Dep::Neg
    }) || matches!(tree.word(subject), "None" | "Neither" | "Nobody" | "none")
}

/// "Met with nobody from X", "spoke to no one", "with no officials of Y".
fn with_nobody(tree: &Tree<'_>, preposition: usize) -> bool {
    const PEOPLE: &[&str] = &[
        "one",
        "official",
        "minister",
        "diplomat",
        "leader",
        "representative",
        "envoy",
        "delegate",
        "politician",
        "lawmaker",
    ];
    let no = |noun: usize| {
        tree.having(noun, &[Dep::Det, Dep::Neg]).any(|word| tree.word(word) == "no")
            || before_is(tree, noun, "no")
    };
    matches!(tree.word(preposition), "with" | "to" | "from" | "by" | "against")
        && tree.having(preposition, &[Dep::PObj]).any(|noun| {
            matches!(tree.word(noun), "nobody" | "no-one" | "none" | "neither")
                || PEOPLE.contains(&tree.lemmas[noun].as_ref()) && no(noun)
        })
}

fn auxiliary(tree: &Tree<'_>, verb: usize, auxiliary: usize, setting: &mut Setting) {
    match tree.word(auxiliary).to_ascii_lowercase().as_str() {
        "will" | "shall" | "'ll" | "wo" => darken(setting, Mood::Planned),
        // "would have sent troops": it did not.
        "would" if is_perfect(tree, verb) => darken(setting, Mood::Open),
        "would" => darken(setting, Mood::Planned),
        // "…, had X attacked Y": it did not.
        "had" if is_unreal(tree, verb, auxiliary) => {
            setting.conditional = true;
            darken(setting, Mood::Open);
        }
        "could" | "may" | "might" | "can" => darken(setting, Mood::Possible),
        "should" | "must" | "ca" => darken(setting, Mood::Open),
        // "Chad to send Niger tents": a headline.
        "to" if tree.dep(verb) == Dep::Root => darken(setting, Mood::Planned),
        "were" if before_subject(tree, verb, auxiliary) && has_to(tree, verb) => {
            setting.conditional = true;
        }
        "is" | "are" | "was" | "were" if has_to(tree, verb) => darken(setting, Mood::Planned),
        _ => {}
    }
}

fn is_perfect(tree: &Tree<'_>, verb: usize) -> bool {
    tree.having(verb, &[Dep::Aux]).any(|word| tree.word(word) == "have")
}

/// Whether "had" stands before its subject, and not because of what opens the clause: "never had X …".
fn is_unreal(tree: &Tree<'_>, verb: usize, had: usize) -> bool {
    const OPENS: &[&str] = &[
        "never", "nor", "neither", "only", "then", "rarely", "seldom", "hardly", "scarcely",
        "barely", "sooner", "so", "as", "than", "before", "once", "why", "how", "what", "when",
    ];
    let before = had.checked_sub(1).map_or("", |at| tree.word(at));
    before_subject(tree, verb, had) && !OPENS.iter().any(|word| before.eq_ignore_ascii_case(word))
}

fn before_subject(tree: &Tree<'_>, verb: usize, auxiliary: usize) -> bool {
    tree.child(verb, Dep::Subj).is_some_and(|subject| auxiliary < subject)
}

fn has_to(tree: &Tree<'_>, verb: usize) -> bool {
    tree.having(verb, &[Dep::Aux, Dep::Mark]).any(|child| tree.word(child) == "to")
}

/// "Was the first country to …": it did.
pub(crate) fn first_to(tree: &Tree<'_>, verb: usize) -> bool {
    let ordinal = |at: usize| {
        matches!(
            tree.word(at),
            "first" | "second" | "third" | "fourth" | "fifth" | "last" | "latest" | "only" | "next"
        )
    };
    tree.having(verb, &[Dep::Attr])
        .any(|noun| ordinal(noun) || tree.having(noun, &[Dep::Amod]).any(ordinal))
}

pub(crate) fn infinitive(tree: &Tree<'_>, verb: usize) -> bool {
    has_to(tree, verb)
}

/// Whether an adverbial clause is told as fact; if not, the condition is noted.
fn conditions_end(tree: &Tree<'_>, clause: usize, setting: &mut Setting) -> bool {
    let marks = tree.having(clause, &[Dep::Mark, Dep::Advmod]);
    for mark in marks {
        let word = tree.word(mark).to_ascii_lowercase();
        // "Until X annuls the deal": it has not yet.
        let awaited = matches!(word.as_str(), "until" | "till")
            && !matches!(tree.parse.forms[clause], VerbForm::Past | VerbForm::PastPart);
        if CONDITIONS.contains(&word.as_str()) || awaited {
            setting.conditional = true;
            darken(setting, Mood::Open);
        }
    }
    if infinitive(tree, clause) {
        // A purpose: as sure as the verb above it.
        return false;
    }
    true
}

/// Whether a verb, or a verb that is its complement, has a condition under it.
pub(crate) fn hangs(tree: &Tree<'_>, verb: usize) -> bool {
    const INNER: &[Dep] = &[Dep::Comp, Dep::XComp];
    if conditions(tree, verb).next().is_some() {
        return true;
    }
    tree.having(verb, INNER).any(|inner| {
        conditions(tree, inner).next().is_some()
            || tree.having(inner, INNER).any(|deeper| conditions(tree, deeper).next().is_some())
    })
}

/// The verbs of the conditions that hang on a verb.
pub(crate) fn conditions<'a>(tree: &'a Tree<'_>, verb: usize) -> impl Iterator<Item = usize> + 'a {
    // The tree may hang a condition on the object.
    let objects = tree.having(verb, &[Dep::Obj]);
    let under = objects.flat_map(|object| tree.having(object, &[Dep::Acl, Dep::RelCl]));
    tree.having(verb, &[Dep::AdvCl, Dep::Comp])
        .chain(under)
        .filter(|&clause| opener(tree, clause).is_some())
}

/// The word that makes a clause a condition: "if", "unless", "once", "only when", "provided".
pub(crate) fn opener(tree: &Tree<'_>, clause: usize) -> Option<usize> {
    let own = tree.word(clause);
    if tree.dep(clause) == Dep::AdvCl
        && (own.eq_ignore_ascii_case("provided") || own.eq_ignore_ascii_case("providing"))
        && tree.child(clause, Dep::Comp).is_some()
    {
        return Some(clause);
    }
    let before = |token: usize| token.checked_sub(1).map_or("", |before| tree.word(before));
    // "Were X to attack, …", "Had X attacked, …"
    let inverted = tree.dep(clause) == Dep::AdvCl && tree.head(clause) > Some(clause);
    let first = || {
        tree.having(clause, &[Dep::Aux, Dep::AuxPass])
            .find(|&aux| matches!(tree.word(aux), "Were" | "Should" | "Had"))
    };
    if inverted && tree.word(clause) == "Were" {
        return Some(clause);
    }
    if let Some(aux) = first().filter(|_| inverted) {
        return Some(aux);
    }
    tree.having(clause, &[Dep::Mark, Dep::Advmod]).find(|&mark| {
        let last = before(mark);
        match tree.word(mark).to_ascii_lowercase().as_str() {
            "if" => !matches!(last, "even" | "Even" | "as" | "As") && tree.dep(clause) != Dep::Comp,
            "unless" => true,
            "once" => tree.dep(clause) == Dep::AdvCl && mark < clause,
            "when" | "after" => last.eq_ignore_ascii_case("only"),
            // "as long as"
            "as" => last == "long",
            _ => false,
        }
    })
}

/// Whether a clause is all that a form of "be" says: "are to meet".
pub(crate) fn of_being(tree: &Tree<'_>, clause: usize) -> bool {
    tree.head(clause).is_some_and(|verb| tree.lemmas[verb] == "be" && bare_be(tree, verb))
        && infinitive(tree, clause)
}

/// Whether a form of "be" has nothing but its infinitive: "are to meet".
fn bare_be(tree: &Tree<'_>, verb: usize) -> bool {
    tree.having(verb, &[Dep::Comp, Dep::XComp]).next().is_some()
        || (tree.having(verb, &[Dep::Attr, Dep::Obj, Dep::Prep]).next().is_none()
            && tree.child(verb, Dep::Subj).is_some())
}

/// What a verb makes of the noun that it is about: "is considering sanctions", "a visit is planned",
/// "prepares for a visit".
fn of_object(tree: &Tree<'_>, lemma: &str, at: usize, child: usize) -> Option<Mood> {
    let relation = tree.dep(child);
    if relation == Dep::Obj && tree.tag(child) == Tag::Noun && tree.tag(at) == Tag::Verb {
        match lemma {
            "consider" | "mull" | "weigh" | "contemplate" | "debate" | "envisage" | "ponder"
            | "fear" | "avert" | "avoid" | "prevent" | "forestall" | "deter" | "rehearse"
            | "simulate" | "foresee" | "predict" | "risk" | "oppose" | "study" | "explore" => {
                return Some(Mood::Open);
            }
            "plan" | "prepare" | "schedule" => return Some(Mood::Planned),
            _ => {}
        }
    }
    let planned = relation == Dep::SubjPass
        && tree.tag(child) == Tag::Noun
        && matches!(lemma, "plan" | "schedule" | "expect" | "set" | "slate");
    // "preparations were in hand for a visit"
    let under_way = || {
        let noun = tree.child(at, Dep::Subj).filter(|_| tree.lemmas[at] == "be");
        noun.is_some_and(|noun| tree.lemmas[noun].eq_ignore_ascii_case("preparation"))
    };
    let prepares = relation == Dep::Prep
        && tree.word(child) == "for"
        && (matches!(lemma, "prepare" | "preparation") || under_way());
    (planned || prepares).then_some(Mood::Planned)
}

/// Whether a preposition says on what occasion something was said: "on a visit to X, Y urged …".
fn of_occasion(tree: &Tree<'_>, verb: usize, word: usize) -> bool {
    const JOURNEYS: &[&str] = &["visit", "trip", "tour", "stop", "stopover", "stay", "swing"];
    let journey = |noun: usize| JOURNEYS.contains(&tree.lemmas[noun].as_ref());
    match tree.word(word).to_ascii_lowercase().as_str() {
        "during" | "after" | "before" | "following" | "amid" | "since" | "at" | "ahead" => true,
        "on" => word < verb || tree.having(word, &[Dep::PObj]).any(journey),
        _ => word < verb,
    }
}

/// Whether somebody is named to whom a word is said, before what he is to do.
fn addressed(tree: &Tree<'_>, verb: usize, clause: usize) -> bool {
    tree.having(verb, &[Dep::Prep, Dep::Prt]).any(|word| {
        word > verb
            && word < clause
            && matches!(tree.word(word), "to" | "on" | "upon" | "with")
            && tree.having(word, &[Dep::PObj]).any(|noun| tree.is_named(noun))
    })
}

/// Nouns of what somebody would like to do: "X's bid to join the Union" does not say that it joined.
const ATTEMPTS: &[&str] = &[
    "bid",
    "attempt",
    "effort",
    "hope",
    "ambition",
    "quest",
    "drive",
    "desire",
    "wish",
    "chance",
    "right",
    "aspiration",
    "dream",
    "campaign",
    "struggle",
    "need",
    "pressure",
    "temptation",
    "opportunity",
    "urge",
];

/// What a word makes of what hangs on it by its own meaning.
fn meant(
    tree: &Tree<'_>,
    lemma: &str,
    (at, child): (usize, usize),
    complement: bool,
) -> Option<Mood> {
    let relation = tree.dep(child);
    if relation == Dep::Acl && infinitive(tree, child) && ATTEMPTS.contains(&lemma) {
        return Some(Mood::Open);
    }
    if lemma == "have" && complement && has_yet(tree, at) {
        return Some(Mood::Denied);
    }
    if let Some(mood) = of_object(tree, lemma, at, child) {
        return Some(mood);
    }
    // "called for X to withdraw"
    let called_for = || tree.having(child, &[Dep::Mark]).any(|mark| tree.word(mark) == "for");
    if lemma == "call" && complement && called_for() {
        return Some(Mood::Open);
    }
    if lemma == "discuss" && relation == Dep::Obj && tree.tag(child) != Tag::Noun {
        return Some(Mood::Open);
    }
    match lemma {
        _ if !complement => None,
        "plan" | "schedule" | "set" | "due" | "slate" | "prepare" | "intend" | "expect"
        | "decide" | "poise" | "ready" | "about" => Some(Mood::Planned),
        "doubt" | "question" | "wonder" | "want" | "hope" | "seek" | "try" | "attempt" | "wish"
        | "consider" | "fear" | "fail" | "ask" | "urge" | "invite" | "need" | "like" | "able"
        | "unable" | "possible" | "likely" | "unlikely" | "mull" | "willing" | "reluctant"
        | "discuss" | "explore" | "aim" | "debate" | "study" | "envisage" => Some(Mood::Open),
        _ => None,
    }
}

/// What a governing word makes of the clause or noun that hangs on it.
fn governed(lexicon: &Lexicon, tree: &Tree<'_>, at: usize, child: usize, setting: &mut Setting) {
    let relation = tree.dep(child);
    let lemma = tree.lemmas[at].to_ascii_lowercase();
    let complement = matches!(relation, Dep::Comp | Dep::XComp)
        || (relation == Dep::Acl && infinitive(tree, child));
    let beside = complement || relation == Dep::AdvCl;
    if lemma == "be" && beside && infinitive(tree, child) && bare_be(tree, at) {
        // "were China to …" is a condition, "is to visit" a plan.
        if before_subject(tree, at, at) {
            setting.conditional = true;
        }
        if first_to(tree, at) {
            return;
        }
        return darken(setting, Mood::Planned);
    }
    if let Some(mood) = meant(tree, &lemma, (at, child), complement) {
        return darken(setting, mood);
    }
    let part = match tree.tag(at) {
        Tag::Verb | Tag::Aux => Part::Verb,
        Tag::Adj => Part::Adjective,
        _ => Part::Noun,
    };
    if part == Part::Noun && relation == Dep::Acl && DECISIONS.contains(&lemma.as_str()) {
        return;
    }
    let Some(frame) = lexicon.frames(part, &lemma).last() else { return };
    // "appealed to X to halt the strikes": what X is to do.
    // "was begged by X to release the ship"
    let begged = || tree.tag(at) == Tag::Verb && super::roles::passive(tree, at);
    let asked = relation == Dep::AdvCl
        && infinitive(tree, child)
        && (addressed(tree, at, child) || begged());
    if asked && matches!(frame.sense, Sense::Code(code) if code.code.starts_with("02")) {
        return darken(setting, Mood::Open);
    }
    let about = relation == Dep::Prep && !of_occasion(tree, at, child);
    let inside = complement || asked || relation == Dep::Obj || about;
    match frame.sense {
        Sense::Say if relation == Dep::Comp || complement => {
            setting.said_by = setting.said_by.or(Some(at));
        }
        Sense::Believe if complement => setting.believed = true,
        Sense::Deny if inside => darken(setting, Mood::Denied),
        Sense::Outer(_) if inside => darken(setting, Mood::Open),
        _ => {}
    }
}
