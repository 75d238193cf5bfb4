//! The brief for a terminal: fits the width, and says without colour all that it says with it. What others
//! wrote reaches the terminal without anything that it would obey.

use comfy_table::{ContentArrangement, Table as Grid, presets};
use telltale_measure::Direction;
use telltale_observation::printable;

use super::Marks;
use crate::brief::{Brief, Section, Table, Verdict};
use crate::language::{Language, tell};

/// The narrowest terminal that tables are laid out for.
const WIDTH_MIN: usize = 40;

/// The brief as text of at most `width` columns; with ANSI colours if `colour`.
pub fn text(brief: &Brief, width: usize, colour: bool) -> String {
    let page = Page { width: width.max(WIDTH_MIN), colour, marks: Marks::of(brief) };
    let mut out = page.head(brief);
    for section in &brief.sections {
        out += &page.section(section, brief);
    }
    out += &page.evidence(brief);
    out
}

struct Page {
    width: usize,
    colour: bool,
    marks: Marks,
}

impl Page {
    fn head(&self, brief: &Brief) -> String {
        let title = format!("TELLTALE · {}", brief.case);
        let language = language(brief);
        let as_of = brief.as_of;
        let day = tell!(language, "as of {as_of}", "{as_of} 기준");
        let gap = self.width.saturating_sub(columns(&title) + columns(&day)).max(2);
        let question = self.wrap(&brief.question, "", "");
        format!("{}{}{day}\n{question}\n", self.bold(&title), " ".repeat(gap))
    }

    fn section(&self, section: &Section, brief: &Brief) -> String {
        let mut out = format!("{}\n", self.bold(&section.title.to_uppercase()));
        if section.id == "verdicts" {
            out += &brief
                .verdicts
                .iter()
                .map(|v| self.verdict(v, language(brief)))
                .collect::<String>();
        }
        for sentence in &section.sentences {
            let said = format!("{} {}", sentence.text(), self.marks.brackets(sentence.evidence()));
            out += &self.wrap(&printable(&said), "  ", "    ");
        }
        if let Some(table) = &section.table {
            out += &self.table(table);
        }
        out + "\n"
    }

    fn verdict(&self, verdict: &Verdict, language: Language) -> String {
        let (sign, code) = sign(verdict.direction);
        let head = format!(
            "{sign} {} – {}: {}",
            language.name(verdict.actor),
            language.name(verdict.target),
            crate::verdict::direction_word(verdict.direction, language)
        );
        let mut out = self.wrap(&self.paint(&head, code), "", "  ");
        for sentence in &verdict.sentences {
            let said = format!("{} {}", sentence.text(), self.marks.brackets(sentence.evidence()));
            out += &self.wrap(&printable(&said), "    ", "    ");
        }
        out
    }

    fn table(&self, table: &Table) -> String {
        let mut grid = Grid::new();
        grid.load_preset(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        grid.set_header(table.columns.iter().map(String::as_str).chain([""]));
        for row in &table.rows {
            let marks = self.marks.brackets(&row.evidence);
            let cells = row.cells.iter().map(|cell| printable(cell).into_owned());
            grid.add_row(cells.chain([marks]));
        }
        let lines: String = grid.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        format!("{}{lines}", self.wrap(&printable(&table.caption), "  ", "  "))
    }

    fn evidence(&self, brief: &Brief) -> String {
        let language = language(brief);
        let mut out = format!("{}\n", self.bold(language.pick("EVIDENCE", "근거")));
        for (at, row) in brief.evidence.iter().take(brief.evidence_said).enumerate() {
            let target = row.target.map_or("–", |target| target.code());
            let weak = if row.weak { language.pick(" (weak)", " (약함)") } else { "" };
            let by_row =
                brief.sources.iter().any(|source| source.by_row && source.name() == row.source);
            let link = if by_row && !row.url.is_empty() {
                format!(" <{}>", row.url)
            } else {
                String::new()
            };
            let line = format!(
                "{}  {} {}→{target} {} {}: {}{weak} — {}{link} {}",
                at + 1,
                row.date,
                row.actor,
                row.channel,
                row.mode,
                row.what,
                row.published_by(),
                id_mark(row)
            );
            out += &self.wrap(&printable(&line), "", "    ");
        }
        for (at, row) in brief.sources.iter().enumerate() {
            out += &self.wrap(&format!("S{}  {}", at + 1, row.citation), "", "    ");
        }
        out
    }

    fn wrap(&self, said: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(true);
        textwrap::fill(said, options) + "\n"
    }

    fn bold(&self, said: &str) -> String {
        self.paint(said, "1")
    }

    fn paint(&self, said: &str, code: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{said}\u{1b}[0m") } else { said.to_owned() }
    }
}

/// The id under which `telltale why` finds the observation.
fn id_mark(row: &crate::brief::EvidenceRow) -> String {
    format!("({})", row.id.short())
}

fn language(brief: &Brief) -> Language {
    brief.language.parse().unwrap_or_default()
}

fn columns(said: &str) -> usize {
    textwrap::core::display_width(said)
}

/// A sign that reads without colour, and the ANSI code of the colour.
fn sign(direction: Direction) -> (&'static str, &'static str) {
    match direction {
        Direction::Tightening => ("▲", "32"),
        Direction::Loosening => ("▼", "31"),
        Direction::Steady => ("●", "34"),
        Direction::CannotTell => ("○", "2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::TableRow;
    use crate::evidence::{Citation, Evidence};

    #[test]
    fn what_others_wrote_is_obeyed_by_no_terminal() {
        let page = Page { width: 80, colour: false, marks: Marks(Default::default()) };
        let cells = vec!["San\u{91}a \u{1b}[2J".to_owned(), "gone\rhere".to_owned()];
        let evidence = Evidence::of(Citation::Case("table/wire".into()));
        let table = Table {
            caption: "calls\u{7}".into(),
            columns: vec!["where".into(), "what".into()],
            rows: vec![TableRow { cells, evidence }],
        };
        let shown = page.table(&table);
        assert!(shown.contains("San\u{fffd}a \u{fffd}[2J"), "{shown}");
        assert_eq!(telltale_observation::unprintable(&shown), None, "{shown:?}");
    }
}
