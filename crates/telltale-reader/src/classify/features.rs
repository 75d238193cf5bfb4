//! What is looked at when the root of a deed between two actors is asked for: the words between
//! them, around them and in their names, each as one feature that is its hash.

/// Words further away than this from both actors are not looked at.
const REACH: usize = 40;
/// Words before either actor that are looked at.
const LEAD: usize = 16;
/// Words of an actor's own name that are looked at, from each end.
const NAME: usize = 12;

/// A word of the sentence.
pub(crate) struct Word {
    /// Lower case.
    pub low: String,
    /// Without its ending.
    pub stem: String,
}

/// The sentence as seen from its two actors.
pub(crate) struct View {
    /// Whether the source stands before the target.
    pub source_first: bool,
    /// The words before the first actor.
    pub before: Vec<Word>,
    /// The words between the two.
    pub between: Vec<Word>,
    /// The words after the second.
    pub after: Vec<Word>,
    /// The words of the source.
    pub source: Vec<Word>,
    /// The words of the target.
    pub target: Vec<Word>,
}

impl View {
    /// Looks at the sentence; spans are byte offsets and are moved to the nearest character.
    pub(crate) fn new(text: &str, source: (usize, usize), target: (usize, usize)) -> View {
        let source = within(text, source);
        let target = within(text, target);
        let source_first = source <= target;
        let (first, second) = if source_first { (source, target) } else { (target, source) };
        let gap = first.1.max(first.0)..second.0.max(first.1);
        let mut before = words(&text[..first.0], LEAD, true);
        before.reverse();
        View {
            source_first,
            before,
            between: words(&text[gap], REACH, false),
            after: words(&text[second.1.max(first.1)..], REACH, false),
            source: words(&text[source.0..source.1], NAME, false),
            target: words(&text[target.0..target.1], NAME, false),
        }
    }
}

/// The span, cut to the text and to whole characters.
fn within(text: &str, span: (usize, usize)) -> (usize, usize) {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.0);
    (start, floor(span.1).max(start))
}

/// The first words of a text, or from its end the last ones, the last one first.
fn words(text: &str, most: usize, from_end: bool) -> Vec<Word> {
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < most {
        let next = if from_end { last_word(rest) } else { first_word(rest) };
        let Some((word, left)) = next else { break };
        rest = left;
        found.push(Word::new(word));
    }
    found
}

/// Whether a character is part of a word.
fn wordly(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')
}

/// Whether a mark says something about the shape of the sentence.
fn mark(c: char) -> bool {
    matches!(c, ',' | '"' | '“' | '”' | ':' | ';')
}

/// The first word or mark, and what follows it.
fn first_word(text: &str) -> Option<(&str, &str)> {
    let start = text.find(|c| wordly(c) || mark(c))?;
    let text = &text[start..];
    let end = match text.chars().next() {
        Some(c) if mark(c) => c.len_utf8(),
        _ => text.find(|c| !wordly(c)).unwrap_or(text.len()),
    };
    Some(text.split_at(end))
}

/// The last word or mark, and what precedes it.
fn last_word(text: &str) -> Option<(&str, &str)> {
    let end = text.rfind(|c| wordly(c) || mark(c))?;
    let last = text[end..].chars().next()?;
    let text = &text[..end + last.len_utf8()];
    let start = if mark(last) {
        end
    } else {
        text.rfind(|c| !wordly(c))
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8))
    };
    let (left, word) = text.split_at(start);
    Some((word, left))
}

impl Word {
    fn new(raw: &str) -> Word {
        let low = if raw.starts_with(|c: char| c.is_ascii_digit()) {
            "0".to_owned()
        } else if raw.starts_with(['"', '“', '”']) {
            "\"".to_owned()
        } else {
            let low = if raw.is_ascii() {
                raw.to_ascii_lowercase()
            } else {
                raw.to_lowercase().replace('’', "'")
            };
            if low.contains(['\'', '-']) {
                let low = low.strip_suffix("'s").unwrap_or(&low);
                low.trim_matches(['\'', '-']).to_owned()
            } else {
                low
            }
        };
        let stem = stem(&low);
        Word { low, stem }
    }
}

/// A word without the endings of number, tense and comparison.
pub(crate) fn stem(word: &str) -> String {
    if let Some(base) = irregular(word) {
        return base.to_owned();
    }
    if word.len() <= 3 || !word.is_ascii() {
        return word.to_owned();
    }
    let cut = |ending: &str| word.strip_suffix(ending).filter(|base| base.len() >= 3);
    if let Some(base) = cut("ies").or_else(|| cut("ied")) {
        return format!("{base}y");
    }
    let base = if let Some(base) = cut("sses") {
        &word[..base.len() + 2]
    } else if let Some(base) = cut("ing").or_else(|| cut("ed")).filter(|base| vowel(base)) {
        single(base)
    } else if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        word
    } else if let Some(base) = cut("es").filter(|base| sibilant(base)) {
        base
    } else {
        cut("s").unwrap_or(word)
    };
    base.strip_suffix('e').filter(|left| left.len() >= 3).unwrap_or(base).to_owned()
}

/// Whether a word has a vowel.
fn vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Whether a word takes "es".
fn sibilant(word: &str) -> bool {
    ["ch", "sh", "x", "z", "ss"].iter().any(|end| word.ends_with(end))
}

/// A base whose last consonant was doubled, single again.
fn single(base: &str) -> &str {
    let letters = base.as_bytes();
    let n = letters.len();
    if n > 3 && letters[n - 1] == letters[n - 2] && !b"lszaeiou".contains(&letters[n - 1]) {
        return &base[..n - 1];
    }
    base
}

/// The stem of a form that no rule gives.
fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "is" | "are" | "was" | "were" | "been" | "being" | "be" | "am" => "be",
        "has" | "had" | "having" | "have" => "have",
        "does" | "did" | "done" | "doing" => "do",
        "said" | "says" | "saying" => "say",
        "met" | "meets" | "meeting" => "meet",
        "held" | "holds" | "holding" => "hold",
        "told" | "tells" | "telling" => "tell",
        "took" | "taken" | "taking" | "takes" => "tak",
        "gave" | "given" | "giving" | "gives" => "giv",
        "sent" | "sends" | "sending" => "send",
        "made" | "making" | "makes" => "mak",
        "left" | "leaves" | "leaving" => "leav",
        "began" | "begun" | "begins" | "beginning" => "begin",
        "broke" | "broken" | "breaking" | "breaks" => "break",
        "brought" | "brings" | "bringing" => "bring",
        "fought" | "fights" | "fighting" => "fight",
        "struck" | "strikes" | "striking" | "strike" => "strik",
        "shot" | "shoots" | "shooting" => "shoot",
        "sought" | "seeks" | "seeking" => "seek",
        "lent" | "lends" | "lending" | "lended" => "lend",
        "spoke" | "spoken" | "speaks" | "speaking" => "speak",
        "withdrew" | "withdrawn" | "withdraws" | "withdrawing" => "withdraw",
        "overthrew" | "overthrown" => "overthrow",
        "threw" | "thrown" | "throws" | "throwing" => "throw",
        "flew" | "flown" | "flies" | "flying" => "fly",
        "fled" | "fleeing" | "flees" => "flee",
        "freed" | "frees" | "freeing" => "free",
        "agreed" | "agrees" | "agreeing" => "agree",
        "paid" | "pays" | "paying" => "pay",
        "won" | "wins" | "winning" => "win",
        "kept" | "keeps" | "keeping" => "keep",
        "led" | "leads" | "leading" => "lead",
        "lost" | "loses" | "losing" => "los",
        "bought" | "buys" | "buying" => "buy",
        "sold" | "sells" | "selling" => "sell",
        "went" | "gone" | "goes" | "going" => "go",
        "came" | "comes" | "coming" => "com",
        "rose" | "risen" | "rises" | "rising" => "ris",
        "hung" | "hangs" => "hang",
        "shook" | "shaken" => "shak",
        "forgave" | "forgiven" => "forgiv",
        "forbade" | "forbidden" => "forbid",
        "overran" | "overrun" => "overrun",
        "ran" | "runs" | "running" => "run",
        "blew" | "blown" | "blows" => "blow",
        "chose" | "chosen" => "choos",
        "drew" | "drawn" | "draws" => "draw",
        "fell" | "fallen" | "falls" => "fall",
        "found" | "finds" | "finding" => "find",
        "men" => "man",
        "women" => "woman",
        "people" => "person",
        _ => return None,
    })
}
