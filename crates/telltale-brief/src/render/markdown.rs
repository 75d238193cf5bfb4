//! The brief as Markdown: headings, bullets and tables that any renderer shows alike.

use std::fmt::Write as _;

use telltale_observation::printable;

use super::Marks;
use crate::brief::{Brief, Table};
use crate::evidence::Sentence;
use crate::language::{Language, tell};

/// The brief as Markdown, with footnote-like marks that lead to the list of evidence.
pub fn markdown(brief: &Brief) -> String {
    let marks = Marks::of(brief);
    let language: Language = brief.language.parse().unwrap_or_default();
    let as_of = brief.as_of;
    let day = tell!(language, "as of {as_of}", "{as_of} 기준");
    let mut out = format!("# {}\n\nTelltale · `{}` · {day}\n", plain(&brief.question), brief.case);
    for section in &brief.sections {
        let _ = write!(out, "\n## {}\n\n", plain(&section.title));
        if section.id == "verdicts" {
            for verdict in &brief.verdicts {
                let names = (language.name(verdict.actor), language.name(verdict.target));
                let word = crate::verdict::direction_word(verdict.direction, language);
                let _ = write!(out, "### {} – {}: {word}\n\n", names.0, names.1);
                out += &bullets(&verdict.sentences, &marks);
                out.push('\n');
            }
        }
        out += &bullets(&section.sentences, &marks);
        if let Some(table) = &section.table {
            out += &grid(table, &marks);
        }
    }
    out + &evidence(brief, language)
}

fn bullets(sentences: &[Sentence], marks: &Marks) -> String {
    let line = |sentence: &Sentence| {
        format!("- {} {}\n", plain(sentence.text()), plain(&marks.brackets(sentence.evidence())))
    };
    sentences.iter().map(line).collect()
}

fn grid(table: &Table, marks: &Marks) -> String {
    let mut out = format!("\n{}\n\n", plain(&table.caption));
    let heads: Vec<String> = table.columns.iter().map(|head| plain(head)).collect();
    let _ = writeln!(out, "| {} | |", heads.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(heads.len() + 1));
    for row in &table.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
        let marks = plain(&marks.brackets(&row.evidence));
        let _ = writeln!(out, "| {} | {marks} |", cells.join(" | "));
    }
    out
}

fn evidence(brief: &Brief, language: Language) -> String {
    let mut out = format!("\n## {}\n\n", language.pick("Evidence", "근거"));
    for (at, row) in brief.evidence.iter().take(brief.evidence_said).enumerate() {
        let target = row.target.map_or("–", |target| target.code());
        let place = match row.url.starts_with("http") {
            true => format!("[{}](<{}>)", plain(row.published_by()), printable(&row.url)),
            false => plain(row.published_by()),
        };
        let weak = if row.weak { language.pick(" (weak)", " (약함)") } else { "" };
        let _ = writeln!(
            out,
            "{}\\. {} {}→{target} {} {}: {}{weak} — {place} `{}`  ",
            at + 1,
            row.date,
            row.actor,
            row.channel,
            row.mode,
            plain(&row.what),
            row.id.short()
        );
    }
    for (at, row) in brief.sources.iter().enumerate() {
        let _ = writeln!(out, "S{}\\. {}  ", at + 1, plain(&row.citation));
    }
    out
}

/// The text with Markdown's own characters escaped, and nothing in it that a terminal obeys.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in printable(text).chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_in_data_stays_text() {
        assert_eq!(super::plain("a|b_c\n<d>"), "a\\|b\\_c \\<d\\>");
        assert_eq!(super::plain("a\u{1b}c"), "a\u{fffd}c");
    }
}
