//! A row is an observation on the page: what it is, between whom, when, and what else is told.

use telltale_observation::{Actor, Modality};
use telltale_reader::{Amount, Basis, Change, Document, Sighting};

use super::{INDENT, Label};
use crate::command::read::shown::{Look, Style, columns, padded, painted, tame, wrapped};

/// Where less room than this is left on a line, or less than half of what is needed, what else is
/// told goes to lines of its own.
const ROOM_MIN: usize = 30;

/// An observation as a line of a table.
pub(super) struct Row {
    label: Label,
    /// Dyad, channel, when.
    cells: [String; 3],
    rest: String,
    why: String,
}

/// The columns that the cells of all rows take.
pub(super) struct Widths([usize; 3]);

impl Widths {
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Widths {
        let mut widths = [0; 3];
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = columns(cell).max(*width);
            }
        }
        Widths(widths)
    }
}

impl Row {
    pub(super) fn of(document: &Document, seen: &Sighting) -> Row {
        let when = seen.period.map_or("undated".to_owned(), |period| period.to_string());
        let cells = [dyad(seen.actor, seen.target), seen.channel.name().to_owned(), when];
        let mut rest = Vec::new();
        if seen.modality != Modality::Happened {
            rest.push(seen.modality.name().to_owned());
        }
        rest.extend(seen.rank.map(|rank| rank.name().to_owned()));
        rest.extend(seen.code.map(|code| format!("{} {}", code.code, code.label)));
        rest.extend(seen.place.as_deref().map(|place| format!("at {}", tame(place))));
        if let Some(amount) = &seen.amount {
            rest.extend(words_of(amount));
        }
        let why = why(document, seen);
        Row { label: Label::of(seen), cells, rest: rest.join(", "), why }
    }

    /// The row's lines.
    pub(super) fn shown(&self, widths: &Widths, look: Look, explain: bool) -> String {
        const LABEL: usize = 6;
        let label = look.paint(self.label.style(), &padded(self.label.name(), LABEL));
        let cells = self.cells.iter().zip(widths.0).map(|(cell, width)| padded(cell, width));
        let cells = cells.collect::<Vec<_>>().join("  ");
        let lead = INDENT + LABEL + 2;
        let beside = lead + columns(&cells) + 2;
        let room = look.width.saturating_sub(beside);
        let (indent, room) = match columns(&self.rest) {
            long if room >= ROOM_MIN && long <= 2 * room => (beside, room),
            _ => (lead, look.width.saturating_sub(lead).max(10)),
        };
        let mut lines = wrapped(&self.rest, room, |_| Style::Plain).into_iter();
        let first = if indent == beside { lines.next() } else { None };
        let first = first.map_or(String::new(), |line| painted(&line, look));
        let mut out = format!("{}{label}  {cells}  {first}", " ".repeat(INDENT));
        out.truncate(out.trim_end().len());
        out.push('\n');
        let why = if explain { self.why.as_str() } else { "" };
        for line in lines.chain(wrapped(why, room, |_| Style::Dim)) {
            out += &format!("{}{}\n", " ".repeat(indent), painted(&line, look));
        }
        out
    }
}

/// `PRK → CHN`; a `?` where the text does not say who.
pub(super) fn dyad(actor: Option<Actor>, target: Option<Actor>) -> String {
    let actor = actor.map_or("?", |actor| actor.code());
    match target {
        Some(target) => format!("{actor} → {}", target.code()),
        None => actor.to_owned(),
    }
}

/// How sure the reader is, and what made it see this.
fn why(document: &Document, seen: &Sighting) -> String {
    let quoted = |&(start, end): &(usize, usize)| {
        format!("“{}”", tame(document.text.get(start..end).unwrap_or_default()))
    };
    let mut why = vec![format!("confidence {:.2}", seen.confidence)];
    why.extend(seen.because.trigger.as_ref().map(|span| format!("because of {}", quoted(span))));
    if !seen.because.rule.is_empty() {
        why.push(format!("by {}", tame(&seen.because.rule)));
    }
    let names: Vec<String> = seen.because.actors.iter().map(quoted).collect();
    if !names.is_empty() {
        why.push(format!("names {}", names.join(" and ")));
    }
    why.join("; ")
}

/// An amount in words: `about 228.1 million USD`, `+54.5 % on the month before`, what was traded.
fn words_of(amount: &Amount) -> Vec<String> {
    let unit = amount.unit.as_deref().map_or(String::new(), |unit| match unit {
        "%" => " %".to_owned(),
        unit => format!(" {}", tame(unit)),
    });
    let about = if amount.approximate { "about " } else { "" };
    let value = match (amount.low, amount.high, amount.value) {
        (Some(low), Some(high), _) => Some(format!("{} to {}{unit}", short(low), short(high))),
        (Some(low), None, None) => Some(format!("at least {}{unit}", short(low))),
        (None, Some(high), None) => Some(format!("at most {}{unit}", short(high))),
        (_, _, value) => value.map(|value| format!("{about}{}{unit}", short(value))),
    };
    let mut words: Vec<String> = value.into_iter().collect();
    if amount.cumulative {
        words.push("since the start of the year".to_owned());
    }
    words.extend(amount.changes.iter().map(change));
    if !amount.commodities.is_empty() {
        words.push(format!("of {}", tame(&amount.commodities.join(", "))));
    }
    words.extend(amount.record.as_deref().map(|record| format!("rank: {}", tame(record))));
    words.extend(amount.attributed_to.as_deref().map(|who| format!("according to {}", tame(who))));
    words
}

/// `+54.5 % on the month before (2025-08)`
fn change(change: &Change) -> String {
    let about = if change.approximate { "about " } else { "" };
    let size = match (change.ratio, change.points) {
        (Some(ratio), _) => format!("{about}{:+} %", rounded(ratio * 100.0)),
        (None, Some(points)) => format!("{about}{:+} points", rounded(points)),
        (None, None) => "changed".to_owned(),
    };
    let basis = match change.basis {
        Basis::Month => " on the month before",
        Basis::Year => " on the year before",
        Basis::PreviousYearTotal => " on all of the year before",
        Basis::Other => "",
    };
    let against = change.against.as_deref().map(tame);
    let against = against.map_or(String::new(), |period| match basis {
        "" => format!(" on {period}"),
        _ => format!(" ({period})"),
    });
    format!("{size}{basis}{against}")
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// A number as people write it: `228.1 million`, `12,345`.
fn short(number: f64) -> String {
    let scales = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    let scale = scales.into_iter().find(|(size, _)| number.abs() >= *size);
    if let Some((size, name)) = scale {
        return format!("{}{name}", (number / size * 1e4).round() / 1e4);
    }
    if number.abs() < 1e4 || number.fract() != 0.0 {
        return format!("{}", rounded(number));
    }
    let digits = format!("{:.0}", number.abs());
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    format!("{}{}", if number < 0.0 { "-" } else { "" }, groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_do() {
        for (number, expected) in [
            (228_100_000.0, "228.1 million"),
            (1.5e12, "1.5 trillion"),
            (12_345.0, "12,345"),
            (-150_000.0, "-150,000"),
            (1990.0, "1990"),
            (0.5, "0.5"),
        ] {
            assert_eq!(short(number), expected);
        }
    }

    #[test]
    fn a_change_says_against_what() {
        let of = |basis, ratio, against: Option<&str>| {
            let against = against.map(str::to_owned);
            change(&Change { basis, ratio, points: None, against, approximate: false })
        };
        assert_eq!(
            of(Basis::Month, Some(0.545), Some("2025-08")),
            "+54.5 % on the month before (2025-08)"
        );
        assert_eq!(of(Basis::Other, Some(-0.3), Some("2019")), "-30 % on 2019");
        assert_eq!(of(Basis::Other, None, None), "changed");
    }
}
