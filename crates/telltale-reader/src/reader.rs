//! The reader: document → sentences → mentions, times, numbers → sightings.

use std::sync::OnceLock;

use jiff::civil::Date;
use telltale_observation::{Channel, Kind, Period};

use crate::cast::Cast;
use crate::classify::Classes;
use crate::gazetteer::Gazetteer;
use crate::outlook::Outlook;
use crate::sighting::{Sighting, Span};
use crate::time::Time;
use crate::{
    Document, Language, Mention, english, flow, korean, mention, order, outlook, relative,
    sentence, time,
};

/// A stage of reading, for a caller who measures what each takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Cutting into sentences; it is marked once a sentence.
    Sentence,
    /// Finding and resolving actors.
    Mentions,
    /// Finding dates.
    Times,
    /// Finding deeds and words.
    Events,
    /// Finding amounts.
    Amounts,
}

/// Everything that is loaded once.
pub struct Reader {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) classes: Classes,
    english: OnceLock<english::English>,
    korean: OnceLock<korean::Korean>,
    chinese: OnceLock<order::Order>,
    russian: OnceLock<order::Order>,
}

/// All that a text tells.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What was done, said and counted, in the order of its passages.
    pub sightings: Vec<Sighting>,
    /// What lies ahead.
    pub outlook: Outlook,
}

/// A sentence with what was found in it: what every rule looks at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'t> {
    /// The document.
    pub document: &'t Document,
    /// The whole text.
    pub text: &'t str,
    /// The sentence, in bytes of the text.
    pub span: Span,
    /// The mentions within the sentence, in order; pronouns and titles resolved among them.
    pub mentions: &'t [Mention],
    /// The dates within the sentence, in order; spans are of the whole text.
    pub times: &'t [Time],
    /// Who was spoken of before.
    pub cast: &'t Cast,
    /// The sentence before, if it is of the same paragraph.
    pub before: Option<Span>,
}

impl Scene<'_> {
    /// The sentence's words.
    pub(crate) fn words(&self) -> &str {
        &self.text[self.span.0..self.span.1]
    }
}

impl Reader {
    /// Reads the tables and weights that are part of the program.
    pub fn load() -> Reader {
        Reader {
            gazetteer: Gazetteer::load(),
            classes: Classes::load(),
            english: OnceLock::new(),
            korean: OnceLock::new(),
            chinese: OnceLock::new(),
            russian: OnceLock::new(),
        }
    }

    /// What a language needs is read when a text in it first comes.
    fn english(&self) -> &english::English {
        self.english.get_or_init(english::English::load)
    }

    fn korean(&self) -> &korean::Korean {
        self.korean.get_or_init(korean::Korean::load)
    }

    /// Chinese and Russian are read by the order of their words.
    fn order(&self, language: Language) -> &order::Order {
        let known = if language == Language::Chinese { &self.chinese } else { &self.russian };
        known.get_or_init(|| order::Order::load(language))
    }

    /// Reads a language's names while its lexicon is read, if neither was yet.
    fn warm(&self, language: Language) {
        if language == Language::English && self.english.get().is_none() {
            std::thread::scope(|scope| {
                scope.spawn(|| self.gazetteer.count(language));
                self.english();
            });
        }
    }

    /// The words of an English sentence with their tags and what they hang on, a line each.
    pub fn grammar(&self, sentence: &str) -> String {
        self.english().grammar(sentence)
    }

    /// What the document tells, in the order of its passages.
    pub fn read(&self, document: &Document) -> Vec<Sighting> {
        self.read_marking(document, |_| {})
    }

    /// What the document tells, and what it says of the time to come.
    pub fn read_whole(&self, document: &Document) -> Reading {
        let mut reading = Reading::default();
        reading.sightings = self.walk(document, |_| {}, Some(&mut reading.outlook));
        reading
    }

    /// What the document tells; `ended` is called when a stage has ended, so that a caller with a
    /// clock can tell what each takes.
    pub fn read_marking(&self, document: &Document, ended: impl FnMut(Stage)) -> Vec<Sighting> {
        self.walk(document, ended, None)
    }

    fn walk(
        &self,
        document: &Document,
        mut ended: impl FnMut(Stage),
        mut outlook: Option<&mut Outlook>,
    ) -> Vec<Sighting> {
        self.warm(document.language);
        let text = document.text.as_str();
        let sentences = sentence::split(text);
        ended(Stage::Sentence);
        let mentions = mention::find(&self.gazetteer, text, document.published);
        ended(Stage::Mentions);
        let times = time::find(text, document.language, document.published);
        ended(Stage::Times);
        let mut cast = Cast::default();
        let mut found = Vec::new();
        let mut pending = Vec::new();
        let (mut m, mut t) = (0, 0);
        let mut end_before = 0;
        let mut before: Option<Span> = None;
        for &span in &sentences {
            ended(Stage::Sentence);
            let named = within(&mentions, &mut m, span, |mention| mention.span);
            let dated = within(&times, &mut t, span, |time| time.span);
            if text[end_before..span.0].contains('\n') {
                cast.date(true, &[], document.published);
                before = None;
            }
            end_before = span.1;
            // Who wrote where and when is no part of what is told.
            if sentence::is_dateline(text, span) {
                continue;
            }
            let mut all = cast.resolve(text, span, named, document);
            ended(Stage::Mentions);
            let scene =
                Scene { document, text, span, mentions: &all, times: dated, cast: &cast, before };
            let mut letters = Vec::new();
            match document.language {
                Language::English => self.english().read(&self.classes, &scene, &mut found),
                Language::Korean => letters = self.korean().read(&scene, &mut found),
                Language::Chinese | Language::Russian => {
                    self.order(document.language).read(&scene, &mut found);
                }
            }
            relative::note(&scene, &mut pending);
            ended(Stage::Events);
            // What is bought "there" is told of whoever sells it by name.
            let named = without_there(&all, text);
            let counted =
                named.as_deref().map_or(scene, |named| Scene { mentions: named, ..scene });
            let story = flow::read(&counted, &mut found);
            drop_uncounted(&mut found, span);
            if let Some(outlook) = outlook.as_deref_mut() {
                self.look_ahead(&scene, &found, outlook);
            }
            ended(Stage::Amounts);
            before = Some(span);
            all.append(&mut letters);
            cast.remember(text, &all);
            cast.goes_on(story);
            let past: Vec<Time> = dated
                .iter()
                .filter(|time| !is_ahead(time, span, document.published, &found))
                .copied()
                .collect();
            cast.date(false, &past, document.published);
        }
        relative::settle(&pending, text, (&sentences, &times), &mut found);
        found
    }
}

impl Reader {
    fn look_ahead(&self, scene: &Scene<'_>, told: &[Sighting], outlook: &mut Outlook) {
        outlook::plans(scene, told, outlook);
        match scene.document.language {
            Language::English => self.english().look_ahead(scene, told, outlook),
            Language::Korean => self.korean().look_ahead(scene, told, outlook),
            Language::Chinese | Language::Russian => {}
        }
    }
}

/// The mentions without the word "there", if it is one of them.
fn without_there(mentions: &[Mention], text: &str) -> Option<Vec<Mention>> {
    let there = |mention: &Mention| &text[mention.span.0..mention.span.1] == "there";
    let named = || mentions.iter().filter(|mention| !there(mention)).cloned().collect();
    mentions.iter().any(there).then(named)
}

/// Whether something of the sentence is announced for that date: "will travel in December" says nothing of
/// when that happened which the next sentence tells.
fn is_ahead(time: &Time, sentence: Span, published: Date, found: &[Sighting]) -> bool {
    let ahead = time::resolve_future(time, published);
    let period = Period::new(ahead.start, ahead.end).ok().filter(|_| ahead.end > published);
    let of_sentence = found.iter().rev().take_while(|seen| seen.span.0 >= sentence.0);
    period.is_some() && of_sentence.into_iter().any(|seen| seen.period == period)
}

/// Of trade with an amount, the flow tells; the deed beside it would tell it twice.
fn drop_uncounted(found: &mut Vec<Sighting>, sentence: Span) {
    let counted: Vec<_> = found
        .iter()
        .rev()
        .take_while(|seen| seen.span.0 >= sentence.0)
        .filter(|seen| seen.kind == Kind::Flow)
        .flat_map(|seen| [(seen.actor, seen.target), (seen.target, seen.actor)])
        .collect();
    if counted.is_empty() {
        return;
    }
    found.retain(|seen| {
        seen.span.0 < sentence.0
            || seen.kind != Kind::Event
            || seen.channel != Channel::Economic
            || !counted.contains(&(seen.actor, seen.target))
    });
}

/// The items whose span lies in the sentence; `from` moves on, since both are in order.
fn within<'a, T>(
    items: &'a [T],
    from: &mut usize,
    sentence: Span,
    span: impl Fn(&T) -> Span,
) -> &'a [T] {
    while *from < items.len() && span(&items[*from]).0 < sentence.0 {
        *from += 1;
    }
    let start = *from;
    while *from < items.len() && span(&items[*from]).1 <= sentence.1 {
        *from += 1;
    }
    &items[start..*from]
}
