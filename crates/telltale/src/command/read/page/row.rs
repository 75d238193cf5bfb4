//! A row is an observation on the page: what it is, between whom, when, and what else is told.

use telltale_observation::{Actor, Channel, Code, Kind, Modality, Period};
use telltale_reader::{Amount, Basis, Change, Document, Sighting};

use super::{INDENT, Label};
use crate::command::read::shown::{Look, Style, columns, padded, painted, tame, wrapped};

/// What else is told stands beside the cells if it fits there on one line, or on two that are not
/// narrower than this; if not, it goes to lines of its own.
const ROOM_MIN: usize = 30;

/// An observation as a line of a table.
pub(super) struct Row {
    label: Label,
    /// Dyad, channel, when.
    cells: [String; 3],
    /// Whether the text tells no day, and that of publication stands for it.
    undated: bool,
    rest: String,
    why: String,
}

/// Columns beyond which a period does not widen the column of all.
const WHEN_MAX: usize = 13;

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
        widths[2] = widths[2].min(WHEN_MAX);
        Widths(widths)
    }
}

impl Row {
    pub(super) fn of(document: &Document, seen: &Sighting) -> Row {
        let undated = undated(document, seen);
        let when = match seen.period.map(written) {
            None => "undated".to_owned(),
            Some(day) if undated => format!("({day})"),
            Some(when) => when,
        };
        let cells = [dyad(seen.actor, seen.target), seen.channel.name().to_owned(), when];
        let mut rest = Vec::new();
        if seen.modality != Modality::Happened {
            rest.push(seen.modality.name().to_owned());
        }
        rest.extend(seen.rank.map(|rank| rank.name().to_owned()));
        rest.extend(seen.code.and_then(|code| sense(code, seen.channel)).map(str::to_owned));
        rest.extend(seen.place.as_deref().map(|place| format!("at {}", tame(place))));
        if let Some(amount) = &seen.amount {
            rest.extend(words_of(amount));
        }
        let why = why(document, seen);
        Row { label: Label::of(seen), cells, undated, rest: rest.join(", "), why }
    }

    /// Whether its day is that of publication, for lack of another.
    pub(super) fn is_undated(&self) -> bool {
        self.undated
    }

    /// Whether another row would say the same.
    pub(super) fn tells_as_much_as(&self, other: &Row) -> bool {
        self.label == other.label && self.cells == other.cells && self.rest == other.rest
    }

    /// The row's lines.
    pub(super) fn shown(&self, widths: &Widths, look: Look, explain: bool) -> String {
        const LABEL: usize = 6;
        let label = look.paint(self.label.style(), &padded(self.label.name(), LABEL));
        let cells = self.cells.iter().zip(widths.0).map(|(cell, width)| padded(cell, width));
        let [dyad, channel, when] = &cells.collect::<Vec<_>>()[..] else { return String::new() };
        let lead = INDENT + LABEL + 2;
        let beside = lead + columns(dyad) + columns(channel) + columns(when) + 6;
        let cells = match when.trim_end() {
            day if self.undated => {
                let gap = " ".repeat(columns(when) - columns(day));
                format!("{dyad}  {channel}  {}{gap}", look.paint(Style::Dim, day))
            }
            _ => format!("{dyad}  {channel}  {when}"),
        };
        let room = look.width.saturating_sub(beside);
        let (indent, room) = match columns(&self.rest) {
            long if long <= room || (room >= ROOM_MIN && long <= 2 * room) => (beside, room),
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

/// `PRK → CHN`; `PRK at home` for what a state does to its own; a `?` where the text does not say
/// who.
pub(super) fn dyad(actor: Option<Actor>, target: Option<Actor>) -> String {
    let name = actor.map_or("?", |actor| actor.code());
    match target {
        Some(_) if actor == target => format!("{name} at home"),
        Some(target) => format!("{name} → {}", target.code()),
        None => name.to_owned(),
    }
}

/// Whether a deed or a word has the day of publication because the text tells none.
pub(super) fn undated(document: &Document, seen: &Sighting) -> bool {
    let published = Period::day(document.published).ok();
    seen.kind == Kind::Event && !seen.because.dated && seen.period == published
}

/// A period; whole months by their names alone.
fn written(period: Period) -> String {
    let (start, end) = (period.start(), period.end());
    let whole = start.day() == 1 && end == end.last_of_month();
    let months = i32::from(end.year()) * 12 + i32::from(end.month())
        - (i32::from(start.year()) * 12 + i32::from(start.month()));
    if !whole || !(1..11).contains(&months) {
        return period.to_string();
    }
    let from = format!("{:04}-{:02}", start.year(), start.month());
    if start.year() == end.year() {
        format!("{from} to {:02}", end.month())
    } else {
        format!("{from} to {:04}-{:02}", end.year(), end.month())
    }
}

/// What a code says beyond its channel; nothing where it only says that it is of no other kind, or
/// where the channel tells more than the code, as of a launch that is coded as a show of force.
fn sense(code: &Code, channel: Channel) -> Option<&'static str> {
    let plain = code.code.len() < 3 || (code.code.len() == 3 && code.code.ends_with('0'));
    let named = matches!(code.code, "017" | "042");
    (code.channel == channel && !plain && !named).then_some(code.label)
}

/// How sure the reader is, and what made it see this.
fn why(document: &Document, seen: &Sighting) -> String {
    let quoted = |&(start, end): &(usize, usize)| {
        format!("“{}”", tame(document.text.get(start..end).unwrap_or_default()))
    };
    let mut why = vec![format!("confidence {:.2}", seen.confidence)];
    why.extend(seen.because.trigger.as_ref().map(|span| format!("because of {}", quoted(span))));
    why.extend(seen.code.map(|code| format!("code {}, {}", code.code, code.label)));
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
    use telltale_observation::Ontology;

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
    fn whole_months_are_written_as_months() {
        let of = |start: &str, end: &str| {
            let day = |text: &str| text.parse().expect("a day");
            written(Period::new(day(start), day(end)).expect("in order"))
        };
        assert_eq!(of("2025-09-01", "2025-10-31"), "2025-09 to 10");
        assert_eq!(of("2024-12-01", "2025-02-28"), "2024-12 to 2025-02");
        assert_eq!(of("2025-09-01", "2025-10-30"), "2025-09-01 to 2025-10-30");
        assert_eq!(of("2025-09-01", "2025-09-30"), "2025-09");
        assert_eq!(of("2025-09-03", "2025-09-03"), "2025-09-03");
    }

    #[test]
    fn a_code_is_named_only_where_it_tells_more_than_the_channel() {
        let of = |code, channel| sense(Code::find(Ontology::Cameo, code).expect("a code"), channel);
        assert_eq!(of("150", Channel::Launch), None);
        assert_eq!(of("040", Channel::Meeting), None);
        assert_eq!(of("042", Channel::Visit), None);
        assert_eq!(of("036", Channel::Visit), None);
        assert_eq!(of("041", Channel::Meeting), Some("talks by telephone"));
        assert_eq!(of("033", Channel::Promise), Some("says that it will give aid"));
    }

    #[test]
    fn a_change_says_against_what() {
        let of = |basis, ratio, against: Option<&str>| {
            let against = against.map(str::to_owned);
            let (points, approximate, at) = (None, false, None);
            change(&Change { basis, ratio, points, against, approximate, at })
        };
        assert_eq!(
            of(Basis::Month, Some(0.545), Some("2025-08")),
            "+54.5 % on the month before (2025-08)"
        );
        assert_eq!(of(Basis::Other, Some(-0.3), Some("2019")), "-30 % on 2019");
        assert_eq!(of(Basis::Other, None, None), "changed");
    }
}
