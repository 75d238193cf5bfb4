//! The page that a person reads: what the text tells, passage by passage, and dyad by dyad.

mod ahead;
mod dyads;
mod row;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use telltale_observation::{Kind, Mode};
use telltale_reader::{Document, Language, Reading, Sighting};

use super::shown::{Look, Style, padded, painted, tame, wrapped};
use row::{Row, Widths};

/// Columns of a text that is easy to read.
const MEASURE_MAX: usize = 100;
/// Columns before the text of a passage: its number.
const INDENT: usize = 5;

/// The page of a document.
pub(super) fn page(document: &Document, reading: &Reading, look: Look, explain: bool) -> String {
    let sightings = &reading.sightings;
    let look = Look { width: look.width.clamp(20, MEASURE_MAX), ..look };
    let (passages, silent) = passages(document, sightings);
    let (passages, silent) = merged(document, passages, silent);
    let rows: Vec<Vec<Row>> = passages.iter().map(|passage| rows_of(document, passage)).collect();
    let widths = Widths::of(rows.iter().flatten());
    let words = |passage: &Passage<'_>| tame(&document.text[passage.span.clone()]);
    // A headline that tells something stands as the first passage.
    let title = document.title.as_deref().map(tame);
    let title = title.filter(|title| passages.first().map(words).as_ref() != Some(title));
    let mut out = header(document, title.as_deref(), sightings, look);
    for (number, (passage, rows)) in passages.iter().zip(&rows).enumerate() {
        out.push('\n');
        out += &text_of(document, passage, number + 1, look);
        for row in rows {
            out += &row.shown(&widths, look, explain);
        }
    }
    out += &silence(silent, passages.is_empty(), look);
    if rows.iter().flatten().any(Row::is_undated) {
        let says = format!("({}): no day is told, so that of publication", document.published);
        for line in wrapped(&says, look.width, |_| Style::Dim) {
            out += &format!("{}\n", painted(&line, look));
        }
    }
    out += &ahead::tables(document, &reading.outlook, look);
    out += &dyads::table(document, sightings, look);
    out
}

/// How much of the text is left out.
fn silence(silent: usize, all: bool, look: Look) -> String {
    let says = match (silent, all) {
        (0, false) => return String::new(),
        (0, true) => "the text is empty".to_owned(),
        (n, true) => format!("nothing in {}", sentences(n)),
        (n, false) => format!("{} without a deed, a word or an amount left out", sentences(n)),
    };
    format!("\n{}\n", look.paint(Style::Dim, &says))
}

fn sentences(n: usize) -> String {
    format!("{n} sentence{}", if n == 1 { "" } else { "s" })
}

/// A part of the text that tells something, and what it tells.
struct Passage<'a> {
    span: Range<usize>,
    seen: Vec<&'a Sighting>,
    /// Where the same words stand again: a caption under two pictures.
    again: Vec<Range<usize>>,
}

/// The passages, those of the same words as one, and how many of the other sentences have words of
/// their own: what was told once is not told of the same words again.
fn merged<'a>(
    document: &Document,
    passages: Vec<Passage<'a>>,
    silent: Vec<Range<usize>>,
) -> (Vec<Passage<'a>>, usize) {
    let words = |span: &Range<usize>| document.text[span.clone()].trim();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut all: Vec<Passage<'a>> = Vec::new();
    for passage in passages {
        match places.entry(words(&passage.span)) {
            Entry::Occupied(known) => {
                let known = &mut all[*known.get()];
                known.seen.extend(passage.seen);
                known.again.push(passage.span);
            }
            Entry::Vacant(free) => {
                free.insert(all.len());
                all.push(passage);
            }
        }
    }
    let before = silent.len();
    let mut again = 0;
    for span in silent {
        if let Some(&known) = places.get(words(&span)) {
            all[known].again.push(span);
            again += 1;
        }
    }
    (all, before - again)
}

/// What a passage tells, each row once.
fn rows_of(document: &Document, passage: &Passage<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for seen in &passage.seen {
        let row = Row::of(document, seen);
        if !rows.iter().any(|known| known.tells_as_much_as(&row)) {
            rows.push(row);
        }
    }
    rows
}

/// The passages of a text, as whole sentences, and the sentences that tell nothing.
fn passages<'a>(
    document: &Document,
    sightings: &'a [Sighting],
) -> (Vec<Passage<'a>>, Vec<Range<usize>>) {
    let mut sorted: Vec<&Sighting> = sightings.iter().collect();
    sorted.sort_by_key(|seen| seen.span);
    let mut passages: Vec<Passage<'a>> = Vec::new();
    let mut silent = Vec::new();
    let mut next = sorted.into_iter().peekable();
    for (start, end) in document.sentences() {
        let open = passages.last().is_some_and(|last| last.span.end > start);
        let tells = next.peek().is_some_and(|seen| seen.span.0 < end);
        if !open && !tells {
            silent.push(start..end);
            continue;
        }
        if !open {
            passages.push(Passage { span: start..end, seen: Vec::new(), again: Vec::new() });
        }
        let Some(last) = passages.last_mut() else { continue };
        last.span.end = last.span.end.max(end);
        while let Some(seen) = next.next_if(|seen| seen.span.0 < end) {
            last.span.start = last.span.start.min(seen.span.0);
            last.span.end = last.span.end.max(seen.span.1);
            last.seen.push(seen);
        }
    }
    (passages, silent)
}

fn header(document: &Document, title: Option<&str>, sightings: &[Sighting], look: Look) -> String {
    let mut out = String::new();
    if let Some(title) = title {
        for line in wrapped(title, look.width, |_| Style::Bold) {
            out += &format!("{}\n", painted(&line, look));
        }
    }
    let language = match document.language {
        Language::English => "English",
        Language::Korean => "Korean",
        Language::Chinese => "Chinese (actors, dates and amounts only)",
        Language::Russian => "Russian (actors, dates and amounts only)",
    };
    let mut facts = vec![document.published.to_string(), language.to_owned()];
    facts.extend(document.source.as_deref().map(tame));
    // As the table of dyads counts them.
    let (done, not_done): (Vec<&Sighting>, Vec<&Sighting>) =
        sightings.iter().partition(|seen| dyads::is_done(seen));
    for label in [Label::Deed, Label::Word, Label::Amount] {
        let n = done.iter().filter(|seen| Label::of(seen) == label).count();
        facts.push(format!("{n} {}{}", label.name(), if n == 1 { "" } else { "s" }));
    }
    if !not_done.is_empty() {
        facts.push(format!("{} not done", not_done.len()));
    }
    for line in wrapped(&facts.join(", "), look.width, |_| Style::Dim) {
        out += &format!("{}\n", painted(&line, look));
    }
    out
}

fn text_of(document: &Document, passage: &Passage<'_>, number: usize, look: Look) -> String {
    let marks = marks(passage);
    let style = |at: usize| {
        let at = passage.span.start + at;
        marks.iter().find(|(span, _)| span.contains(&at)).map_or(Style::Plain, |(_, style)| *style)
    };
    let text = &document.text[passage.span.clone()];
    let mut out = String::new();
    let mut lead = format!("[{number}]");
    for line in wrapped(text, look.width - INDENT, style) {
        let lead = std::mem::take(&mut lead);
        out += &look.paint(Style::Dim, &padded(&lead, INDENT));
        out += &painted(&line, look);
        out.push('\n');
    }
    let times = match passage.again.len() {
        0 => return out,
        1 => "twice".to_owned(),
        more => format!("{} times", more + 1),
    };
    out += &format!(
        "{}{}\n",
        " ".repeat(INDENT),
        look.paint(Style::Dim, &format!("stands {times} in the text"))
    );
    out
}

/// What is underlined in a passage: what told of the deed, and the names of who took part.
fn marks(passage: &Passage<'_>) -> Vec<(Range<usize>, Style)> {
    let mut marks = Vec::new();
    for seen in &passage.seen {
        let style = Label::of(seen).within();
        let spans = seen.because.trigger.iter().chain(&seen.because.actors);
        marks.extend(spans.map(|&(start, end)| {
            // What was seen where the words stand again is marked where they stand first.
            let there = passage.again.iter().find(|again| again.contains(&start));
            let there = there.map_or(0, |again| again.start - passage.span.start);
            (start - there..end - there, style)
        }));
    }
    marks
}

/// The word that stands before an observation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Deed,
    Word,
    Amount,
}

impl Label {
    fn of(seen: &Sighting) -> Label {
        match (seen.kind, seen.mode) {
            (Kind::Flow | Kind::Quantity, _) => Label::Amount,
            (_, Mode::Deed) => Label::Deed,
            (_, Mode::Word) => Label::Word,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Label::Deed => "deed",
            Label::Word => "word",
            Label::Amount => "amount",
        }
    }

    fn style(self) -> Style {
        match self {
            Label::Deed => Style::Deed,
            Label::Word => Style::Word,
            Label::Amount => Style::Amount,
        }
    }

    fn within(self) -> Style {
        match self {
            Label::Deed => Style::InDeed,
            Label::Word => Style::InWord,
            Label::Amount => Style::InAmount,
        }
    }
}
