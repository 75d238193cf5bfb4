//! What lies ahead, on the page: what hangs on what, what is expected, and what is to come.

use telltale_observation::{Actor, Channel, Period};
use telltale_reader::{About, Coming, Condition, Document, Expectation, Outlook};

use crate::command::read::shown::{Look, Style, columns, padded, painted, tame, wrapped};

/// Columns before what is told of an entry.
const INDENT: usize = 2;

/// The three lists, each under its heading; those that are empty are left out.
pub(super) fn tables(document: &Document, outlook: &Outlook, look: Look) -> String {
    let mut out = String::new();
    let mut section = |heading: &str, entries: Vec<Entry>| {
        if entries.is_empty() {
            return;
        }
        out += &format!("\n{}\n", look.paint(Style::Bold, heading));
        for entry in entries {
            out += &entry.shown(look);
        }
    };
    section("conditions", outlook.conditions.iter().map(|c| condition(document, c)).collect());
    section("expected", outlook.expectations.iter().map(|e| expectation(document, e)).collect());
    out += &calendar(document, &outlook.calendar, look);
    out
}

/// What is to come, a line each, in the order of its days; what has none stands last.
fn calendar(document: &Document, all: &[Coming], look: Look) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut order: Vec<&Coming> = all.iter().collect();
    order.sort_by_key(|coming| coming.period.map_or((1, None), |period| (0, Some(period.start()))));
    let cells: Vec<[String; 3]> = order.iter().map(|coming| cells(coming)).collect();
    let wide = |at: usize| cells.iter().map(|cells| columns(&cells[at])).max().unwrap_or(0);
    let widths = [wide(0), wide(1), wide(2)];
    let lead = INDENT + widths.iter().map(|width| width + 2).sum::<usize>();
    let mut out = format!("\n{}\n", look.paint(Style::Bold, "to come"));
    for (coming, cells) in order.into_iter().zip(&cells) {
        let line: String =
            cells.iter().zip(widths).map(|(cell, width)| padded(cell, width + 2)).collect();
        let what = words(document, coming.what);
        // "visit" beside the channel of that name says nothing.
        let what = if what.eq_ignore_ascii_case(&cells[2]) { String::new() } else { what };
        let room = look.width.saturating_sub(lead).max(10);
        let mut rest = wrapped(&what, room, |_| Style::Plain).into_iter();
        let first = rest.next().map_or(String::new(), |line| painted(&line, look));
        let line = format!("{}{line}{first}", " ".repeat(INDENT));
        out += &format!("{}\n", line.trim_end());
        for line in rest {
            out += &format!("{}{}\n", " ".repeat(lead), painted(&line, look));
        }
    }
    out
}

/// When, who and in which channel. Who visits whom is told by an arrow.
fn cells(coming: &Coming) -> [String; 3] {
    let who = match coming.actors[..] {
        [guest, host] if coming.channel == Some(Channel::Visit) => {
            format!("{} → {}", guest.code(), host.code())
        }
        _ => codes(&coming.actors),
    };
    let channel = coming.channel.map_or("", Channel::name);
    [when(coming.period), who, channel.to_owned()]
}

/// An entry: lines of the text's words, each after what it is, and what is made of them.
struct Entry {
    lines: Vec<(&'static str, String)>,
    facts: String,
}

impl Entry {
    fn shown(&self, look: Look) -> String {
        const LEAD: usize = 10;
        let mut out = String::new();
        let width = look.width.saturating_sub(LEAD + INDENT).max(10);
        for (lead, words) in &self.lines {
            let mut lead = *lead;
            for line in wrapped(words, width, |_| Style::Plain) {
                let lead = padded(std::mem::take(&mut lead), LEAD);
                out += &format!(
                    "{}{}{}\n",
                    " ".repeat(INDENT),
                    look.paint(Style::Dim, &lead),
                    painted(&line, look)
                );
            }
        }
        for line in wrapped(&self.facts, width, |_| Style::Dim) {
            out += &format!("{}{}\n", " ".repeat(LEAD + INDENT), painted(&line, look));
        }
        out
    }
}

fn words(document: &Document, span: (usize, usize)) -> String {
    tame(&document.text[span.0..span.1])
}

fn when(period: Option<Period>) -> String {
    period.map_or("undated".to_owned(), |period| period.to_string())
}

fn codes(actors: &[Actor]) -> String {
    actors.iter().map(|actor| actor.code()).collect::<Vec<_>>().join(", ")
}

fn condition(document: &Document, seen: &Condition) -> Entry {
    let lead = match (seen.necessary, seen.negated) {
        (_, true) => "unless",
        (true, _) => "only if",
        _ => "if",
    };
    // Names alone say no more than the words above them.
    let side = |name: &str, of: &About| {
        let mut facts: Vec<String> = Vec::new();
        facts.extend(of.channels.iter().map(|channel| channel.name().to_owned()));
        facts.extend(of.direction.map(|direction| direction.name().to_owned()));
        let who = if of.actors.is_empty() { String::new() } else { codes(&of.actors) + ": " };
        (!facts.is_empty()).then(|| format!("{name} {who}{}", facts.join(", ")))
    };
    let facts = [side("if", &seen.of), side("then", &seen.then)];
    Entry {
        lines: vec![
            (lead, words(document, seen.condition)),
            ("then", words(document, seen.consequence)),
        ],
        facts: facts.into_iter().flatten().collect::<Vec<_>>().join("; "),
    }
}

fn dyad(actor: Option<Actor>, target: Option<Actor>) -> Option<String> {
    let code = |actor: Option<Actor>| actor.map_or("?", |actor| actor.code());
    (actor.is_some() || target.is_some()).then(|| format!("{} → {}", code(actor), code(target)))
}

fn expectation(document: &Document, seen: &Expectation) -> Entry {
    let mut facts = Vec::new();
    facts.extend(dyad(seen.actor, seen.target));
    facts.extend(seen.channel.map(|channel| channel.name().to_owned()));
    facts.push(when(seen.period));
    facts.extend(seen.direction.map(|direction| direction.name().to_owned()));
    if seen.said != document.published {
        facts.push(format!("said {}", seen.said));
    }
    let who = seen.who.map_or("not said by whom".to_owned(), |who| words(document, who));
    Entry {
        lines: vec![("who", who), ("what", words(document, seen.what))],
        facts: facts.join(", "),
    }
}
