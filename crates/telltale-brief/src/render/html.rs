//! The brief as one HTML file: no script, no font and no picture from elsewhere; it prints on A4,
//! reads on a telephone, and every mark leads to the evidence it stands for.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::chart::{self, Chart};
use super::{Mark, Marks};
use crate::brief::{Brief, EvidenceRow, Section, SourceRow, Table, Verdict};
use crate::evidence::{Evidence, Sentence};
use crate::language::{Language, odds_number, tell};

const STYLE: &str = include_str!("brief.css");

/// The brief as a whole HTML document.
pub fn html(brief: &Brief) -> String {
    let language: Language = brief.language.parse().unwrap_or_default();
    let page = Page { brief, language, marks: Marks::of(brief) };
    let as_of = brief.as_of;
    let title = tell!(language, "Telltale brief: {as_of}", "텔테일 브리프: {as_of}");
    let document = html! {
        (DOCTYPE)
        html lang=(brief.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (brief.case) }
                style { (PreEscaped(STYLE)) }
            }
            body { (page.body()) }
        }
    };
    document.into_string() + "\n"
}

struct Page<'a> {
    brief: &'a Brief,
    language: Language,
    marks: Marks,
}

impl Page<'_> {
    fn body(&self) -> Markup {
        let as_of = self.language.day(self.brief.as_of.date());
        html! {
            header {
                p.kicker { "Telltale · " (self.brief.case) }
                h1 { (self.brief.question) }
                p.asof {
                    (tell!(self.language, "As of {as_of}: nothing known later is in it", "{as_of} 기준: 이후에 알려진 것은 들어 있지 않음"))
                }
            }
            main {
                @for section in &self.brief.sections { (self.section(section)) }
                (self.evidence())
            }
        }
    }

    fn section(&self, section: &Section) -> Markup {
        html! {
            section id=(section.id) {
                h2 { (section.title) }
                @if section.id == "verdicts" {
                    div.bearings {
                        (self.figure(&chart::compass(self.brief, self.language)))
                        div.cards { @for verdict in &self.brief.verdicts { (self.card(verdict)) } }
                    }
                }
                @if !section.sentences.is_empty() {
                    ul { @for sentence in &section.sentences { li { (self.sentence(sentence)) } } }
                }
                @match section.id {
                    "numbers" => @for series in &self.brief.trade {
                        (self.figure(&chart::trade(series, self.language)))
                    },
                    "movements" => (self.figure(&chart::strip(self.brief, self.language))),
                    _ => {},
                }
                @if let Some(table) = &section.table { (self.table(table)) }
            }
        }
    }

    fn card(&self, verdict: &Verdict) -> Markup {
        let word = crate::verdict::direction_word(verdict.direction, self.language);
        html! {
            article class=(format!("card {}", chart::class(verdict.direction))) {
                h3 {
                    (self.language.name(verdict.actor)) " – " (self.language.name(verdict.target))
                    ": " span.word { (word) }
                }
                @if let (Some(probability), Some(interval)) = (verdict.told_probability(), verdict.interval) {
                    (odds_bar(probability, interval))
                }
                @for sentence in &verdict.sentences { p { (self.sentence(sentence)) } }
            }
        }
    }

    fn sentence(&self, sentence: &Sentence) -> Markup {
        html! { (sentence.text()) " " (self.notes(sentence.evidence())) }
    }

    /// The marks of this evidence as links.
    fn notes(&self, evidence: &Evidence) -> Markup {
        html! {
            span.notes {
                @for (index, run) in self.marks.runs(evidence).iter().enumerate() {
                    @if index > 0 { " " }
                    a href=(anchor(&run.first)) { (run) }
                }
            }
        }
    }

    fn figure(&self, chart: &Chart) -> Markup {
        html! {
            figure {
                figcaption { (chart.title) }
                (chart.svg)
                p.source { (chart.alternative) ". " (chart.source) "." }
                details {
                    summary { (self.language.pick("Data", "자료")) }
                    div.scroll { table {
                        thead { tr { @for head in &chart.columns { th scope="col" { (head) } } } }
                        tbody { @for row in &chart.rows { tr { @for cell in row { td { (cell) } } } } }
                    } }
                }
            }
        }
    }

    fn table(&self, table: &Table) -> Markup {
        html! {
            div.scroll { table {
                caption { (table.caption) }
                thead { tr {
                    @for head in &table.columns { th scope="col" { (head) } }
                    th scope="col" { (self.language.pick("Evidence", "근거")) }
                } }
                tbody { @for row in &table.rows {
                    tr { @for cell in &row.cells { td { (cell) } } td { (self.notes(&row.evidence)) } }
                } }
            } }
        }
    }

    fn evidence(&self) -> Markup {
        html! {
            section #evidence {
                h2 { (self.language.pick("Evidence", "근거")) }
                ol { @for (index, row) in self.brief.evidence.iter().enumerate() {
                    (self.evidence_row(index + 1, row))
                } }
                h2 { (self.language.pick("Sources", "출처")) }
                ul.sources { @for (index, row) in self.brief.sources.iter().enumerate() {
                    (source_row(index + 1, row))
                } }
            }
        }
    }

    fn evidence_row(&self, number: usize, row: &EvidenceRow) -> Markup {
        let target = row.target.map_or("–", |target| target.code());
        html! {
            li id=(format!("e{number}")) {
                time { (row.date) } " " (row.actor) "→" (target) " " (row.channel) " (" (row.mode) "): "
                (row.what)
                @if row.weak { " (" (self.language.pick("weak", "약함")) ")" }
                ". "
                @if row.url.starts_with("http") { a href=(row.url) rel="noreferrer" { (row.published_by()) } }
                @else { (row.published_by()) }
                ". " (self.language.pick("Known ", "알려진 날 ")) (row.known_at) ". "
                code { (row.id.short()) }
            }
        }
    }
}

fn source_row(number: usize, row: &SourceRow) -> Markup {
    html! {
        li id=(format!("s{number}")) {
            b { "S" (number) } " " (row.citation) " "
            @if row.url.starts_with("http") { a href=(row.url) rel="noreferrer" { (row.url) } " " }
            @if !row.licence.is_empty() { "(" (row.licence) ")" }
        }
    }
}

fn anchor(mark: &Mark) -> String {
    match mark {
        Mark::Observation(number) => format!("#e{number}"),
        Mark::Source(number) => format!("#s{number}"),
        Mark::Case(entry) => match entry.split('/').next() {
            Some("thin") => "#limits".to_owned(),
            Some("case") | None => "#verdicts".to_owned(),
            Some(section) => format!("#{section}"),
        },
    }
}

/// A bar from 0 to 100 % with the probability as a tick in its interval.
fn odds_bar(probability: f64, interval: [f64; 2]) -> Markup {
    let x = |share: f64| format!("{:.1}", share.clamp(0.0, 1.0) * 200.0);
    let label = odds_number(probability);
    html! {
        svg.odds viewBox="-2 0 204 14" role="img" aria-label=(label) {
            line.axis x1="0" x2="200" y1="7" y2="7" {}
            line.even x1="100" x2="100" y1="3" y2="11" {}
            line.range x1=(x(interval[0])) x2=(x(interval[1])) y1="7" y2="7" {}
            circle cx=(x(probability)) cy="7" r="5" {}
        }
    }
}
