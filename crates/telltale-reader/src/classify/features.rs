//! What is looked at when the root of a deed between two actors is asked for: the words between
//! them, around them and in their names, each as one feature that is its hash.

use std::borrow::Cow;
use std::cell::OnceCell;

/// Words further away than this from both actors are not looked at.
const REACH: usize = 40;
/// Words before either actor that are looked at.
const LEAD: usize = 16;
/// Within so many bytes before a sentence, and after it, lie the words around it that are looked at.
const LEAD_BYTES: usize = 512;
const REACH_BYTES: usize = 1024;
/// Words of an actor's own name that are looked at, from each end.
const NAME: usize = 12;

/// A word of the sentence.
#[derive(Clone)]
pub(crate) struct Word {
    /// Lower case.
    pub low: String,
    /// Without its ending.
    pub stem: String,
}

/// The words and marks of a sentence with their places; each is read once, when first looked at, for all
/// pairs of actors in it.
pub(crate) struct Words<'t> {
    text: &'t str,
    all: Vec<((usize, usize), OnceCell<Word>)>,
}

impl<'t> Words<'t> {
    /// The words of a sentence.
    pub(crate) fn of(text: &'t str) -> Words<'t> {
        Words::around(text, (0, text.len()))
    }

    /// The words of a sentence, and as many around it as are looked at: a long text is not gone through
    /// anew for each of its sentences.
    pub(crate) fn around(text: &'t str, sentence: (usize, usize)) -> Words<'t> {
        let blank = |at: &usize| text.as_bytes()[*at].is_ascii_whitespace();
        let mut from = (0..sentence.0.saturating_sub(LEAD_BYTES)).rfind(blank).unwrap_or(0);
        let to = (sentence.1 + REACH_BYTES..text.len()).find(blank).unwrap_or(text.len());
        let mut all = Vec::with_capacity((to - from) / 5);
        while let Some((word, rest)) = first_word(&text[from..to]) {
            let end = to - rest.len();
            all.push(((end - word.len(), end), OnceCell::new()));
            from = end;
        }
        Words { text, all }
    }

    /// The words within a span; of one that the span cuts, what lies within.
    fn within(&self, (from, to): (usize, usize)) -> impl DoubleEndedIterator<Item = Cow<'_, Word>> {
        let first = self.all.partition_point(|((_, end), _)| *end <= from);
        let last = self.all.partition_point(|((start, _), _)| *start < to).max(first);
        self.all[first..last].iter().map(move |&((start, end), ref word)| {
            if from <= start && end <= to {
                return Cow::Borrowed(word.get_or_init(|| Word::new(&self.text[start..end])));
            }
            Cow::Owned(Word::new(&self.text[from.max(start)..to.min(end)]))
        })
    }
}

/// The sentence as seen from its two actors.
pub(crate) struct View<'w> {
    /// Whether the source stands before the target.
    pub source_first: bool,
    /// The words before the first actor.
    pub before: Vec<Cow<'w, Word>>,
    /// The words between the two.
    pub between: Vec<Cow<'w, Word>>,
    /// The words after the second.
    pub after: Vec<Cow<'w, Word>>,
    /// The words of the source.
    pub source: Vec<Cow<'w, Word>>,
    /// The words of the target.
    pub target: Vec<Cow<'w, Word>>,
}

impl<'w> View<'w> {
    /// Looks at the sentence; spans are byte offsets and are moved to the nearest character.
    pub(crate) fn new(
        words: &'w Words<'_>,
        source: (usize, usize),
        target: (usize, usize),
    ) -> Self {
        let source = within(words.text, source);
        let target = within(words.text, target);
        let source_first = source <= target;
        let (first, second) = if source_first { (source, target) } else { (target, source) };
        let gap = (first.1.max(first.0), second.0.max(first.1));
        let mut before: Vec<_> = words.within((0, first.0)).rev().take(LEAD).collect();
        before.reverse();
        let of = |span, most| words.within(span).take(most).collect();
        View {
            source_first,
            before,
            between: of(gap, REACH),
            after: of((second.1.max(first.1), words.text.len()), REACH),
            source: of(source, NAME),
            target: of(target, NAME),
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

/// Forms whose stem no rule gives, in order.
const IRREGULAR: &[(&str, &str)] = &[
    ("agreed", "agree"),
    ("agreeing", "agree"),
    ("agrees", "agree"),
    ("am", "be"),
    ("are", "be"),
    ("be", "be"),
    ("been", "be"),
    ("began", "begin"),
    ("beginning", "begin"),
    ("begins", "begin"),
    ("begun", "begin"),
    ("being", "be"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("blows", "blow"),
    ("bought", "buy"),
    ("breaking", "break"),
    ("breaks", "break"),
    ("bringing", "bring"),
    ("brings", "bring"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("buying", "buy"),
    ("buys", "buy"),
    ("came", "com"),
    ("chose", "choos"),
    ("chosen", "choos"),
    ("comes", "com"),
    ("coming", "com"),
    ("did", "do"),
    ("does", "do"),
    ("doing", "do"),
    ("done", "do"),
    ("drawn", "draw"),
    ("draws", "draw"),
    ("drew", "draw"),
    ("fallen", "fall"),
    ("falls", "fall"),
    ("fell", "fall"),
    ("fighting", "fight"),
    ("fights", "fight"),
    ("finding", "find"),
    ("finds", "find"),
    ("fled", "flee"),
    ("fleeing", "flee"),
    ("flees", "flee"),
    ("flew", "fly"),
    ("flies", "fly"),
    ("flown", "fly"),
    ("flying", "fly"),
    ("forbade", "forbid"),
    ("forbidden", "forbid"),
    ("forgave", "forgiv"),
    ("forgiven", "forgiv"),
    ("fought", "fight"),
    ("found", "find"),
    ("freed", "free"),
    ("freeing", "free"),
    ("frees", "free"),
    ("gave", "giv"),
    ("given", "giv"),
    ("gives", "giv"),
    ("giving", "giv"),
    ("goes", "go"),
    ("going", "go"),
    ("gone", "go"),
    ("had", "have"),
    ("hangs", "hang"),
    ("has", "have"),
    ("have", "have"),
    ("having", "have"),
    ("held", "hold"),
    ("holding", "hold"),
    ("holds", "hold"),
    ("hung", "hang"),
    ("is", "be"),
    ("keeping", "keep"),
    ("keeps", "keep"),
    ("kept", "keep"),
    ("leading", "lead"),
    ("leads", "lead"),
    ("leaves", "leav"),
    ("leaving", "leav"),
    ("led", "lead"),
    ("left", "leav"),
    ("lended", "lend"),
    ("lending", "lend"),
    ("lends", "lend"),
    ("lent", "lend"),
    ("loses", "los"),
    ("losing", "los"),
    ("lost", "los"),
    ("made", "mak"),
    ("makes", "mak"),
    ("making", "mak"),
    ("meeting", "meet"),
    ("meets", "meet"),
    ("men", "man"),
    ("met", "meet"),
    ("overran", "overrun"),
    ("overrun", "overrun"),
    ("overthrew", "overthrow"),
    ("overthrown", "overthrow"),
    ("paid", "pay"),
    ("paying", "pay"),
    ("pays", "pay"),
    ("people", "person"),
    ("ran", "run"),
    ("risen", "ris"),
    ("rises", "ris"),
    ("rising", "ris"),
    ("rose", "ris"),
    ("running", "run"),
    ("runs", "run"),
    ("said", "say"),
    ("saying", "say"),
    ("says", "say"),
    ("seeking", "seek"),
    ("seeks", "seek"),
    ("selling", "sell"),
    ("sells", "sell"),
    ("sending", "send"),
    ("sends", "send"),
    ("sent", "send"),
    ("shaken", "shak"),
    ("shook", "shak"),
    ("shooting", "shoot"),
    ("shoots", "shoot"),
    ("shot", "shoot"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("speaking", "speak"),
    ("speaks", "speak"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("strike", "strik"),
    ("strikes", "strik"),
    ("striking", "strik"),
    ("struck", "strik"),
    ("taken", "tak"),
    ("takes", "tak"),
    ("taking", "tak"),
    ("telling", "tell"),
    ("tells", "tell"),
    ("threw", "throw"),
    ("throwing", "throw"),
    ("thrown", "throw"),
    ("throws", "throw"),
    ("told", "tell"),
    ("took", "tak"),
    ("was", "be"),
    ("went", "go"),
    ("were", "be"),
    ("winning", "win"),
    ("wins", "win"),
    ("withdrawing", "withdraw"),
    ("withdrawn", "withdraw"),
    ("withdraws", "withdraw"),
    ("withdrew", "withdraw"),
    ("women", "woman"),
    ("won", "win"),
];

/// The stem of a form that no rule gives.
fn irregular(word: &str) -> Option<&'static str> {
    let at = IRREGULAR.binary_search_by(|(form, _)| (*form).cmp(word)).ok()?;
    Some(IRREGULAR[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_sentence_are_those_of_the_whole_text() {
        let other = "Elsewhere rain fell on the hills – for «weeks» on end. ".repeat(60);
        let text = format!("{other}Ruritania blamed Freedonia. {other}");
        let at = |name: &str| text.find(name).map(|at| (at, at + name.len())).unwrap();
        let (source, target) = (at("Ruritania"), at("Freedonia"));
        let sentence = (source.0, target.1 + 1);
        let [whole, around] = [Words::of(&text), Words::around(&text, sentence)];
        assert!(around.all.len() < whole.all.len() / 2);
        let seen = |words: &Words<'_>| {
            let view = View::new(words, source, target);
            let low = |all: &[Cow<'_, Word>]| all.iter().map(|word| word.low.clone()).collect();
            [&view.before, &view.between, &view.after, &view.source, &view.target]
                .map(|all| -> Vec<String> { low(all) })
        };
        assert_eq!(seen(&whole), seen(&around));
        assert_eq!(seen(&around)[0].len(), LEAD);
    }
}
