//! The page that a person reads: each sentence that claims something, its claims underlined, and what
//! was found of each.

use std::collections::BTreeMap;

use telltale_brief::Language;
use telltale_brief::check::Outcome;

use super::super::read::shown::{Look, Style, columns, padded, painted, tame, wrapped};
use super::{Finding, Report};

/// Columns of a text that is easy to read.
const MEASURE_MAX: usize = 100;
/// Columns before the text of a sentence: its number.
const INDENT: usize = 5;
/// Sentences that are shown of which nothing was checked.
const UNREAD_MAX: usize = 10;
/// Columns before what was found.
const UNDER: usize = 7;

/// The page of a checked text.
pub(super) fn page(report: &Report, look: Look) -> String {
    let look = Look { width: look.width.clamp(40, MEASURE_MAX), ..look };
    let mut out = header(report, look);
    let mut sentences: BTreeMap<(usize, usize), Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        sentences.entry(finding.sentence).or_default().push(finding);
    }
    for (number, (sentence, findings)) in sentences.iter().enumerate() {
        out.push('\n');
        out += &sentence_of(report, *sentence, findings, number + 1, look);
        for finding in findings {
            out += &found(report, finding, look);
        }
    }
    if report.findings.is_empty() {
        let says = report.language.pick("no claim that could be checked", "확인할 주장 없음");
        out += &format!("\n{}\n", look.paint(Style::Dim, says));
    }
    out + &unread(report, look) + &unheard(report, look)
}

/// The sentences of which nothing was checked though they speak of amounts.
fn unread(report: &Report, look: Look) -> String {
    let n = report.unread.len();
    let says = match report.language {
        Language::English => format!(
            "Not checked, for no claim could be read from {}:",
            if n == 1 { "this sentence".to_owned() } else { format!("these {n} sentences") }
        ),
        Language::Korean => format!("주장을 읽어내지 못해 확인하지 않은 문장 {n}개:"),
    };
    listed(report, &report.unread, &says, look)
}

/// The words of checked sentences that were not checked with them.
fn unheard(report: &Report, look: Look) -> String {
    let n = report.unheard.len();
    let says = match report.language {
        Language::English => format!(
            "Not checked, though the rest of {} was:",
            if n == 1 { "its sentence" } else { "their sentences" }
        ),
        Language::Korean => format!("문장의 나머지만 확인하고 확인하지 않은 대목 {n}개:"),
    };
    listed(report, &report.unheard, &says, look)
}

/// Passages under a heading, or nothing.
fn listed(report: &Report, passages: &[(usize, usize)], says: &str, look: Look) -> String {
    let n = passages.len();
    if n == 0 {
        return String::new();
    }
    let mut out = format!("\n{}\n", look.paint(Style::Bold, says));
    for (start, end) in passages.iter().take(UNREAD_MAX) {
        for line in wrapped(&tame(&report.document.text[*start..*end]), look.width - INDENT, |_| {
            Style::Plain
        }) {
            out += &format!("{}{}\n", " ".repeat(INDENT), painted(&line, look));
        }
    }
    if let Some(more) = n.checked_sub(UNREAD_MAX).filter(|more| *more > 0) {
        let more = match report.language {
            Language::English => format!("and {more} more (--format json lists all)"),
            Language::Korean => format!("그 밖에 {more}개 (--format json에 모두)"),
        };
        out += &format!("{}{}\n", " ".repeat(INDENT), look.paint(Style::Dim, &more));
    }
    out
}

fn header(report: &Report, look: Look) -> String {
    let mut out = String::new();
    let title = report.document.title.as_deref().map(tame).unwrap_or_default();
    for line in wrapped(&title, look.width, |_| Style::Bold) {
        out += &format!("{}\n", painted(&line, look));
    }
    let language = report.language;
    let (published, as_of) = (report.document.published, report.as_of.date());
    let mut facts = match language {
        Language::English => {
            vec![format!("{published}, against {} as of {as_of}", tame(&report.against))]
        }
        Language::Korean => {
            vec![format!("{published}, {as_of} 기준 {} 대조", tame(&report.against))]
        }
    };
    let mut counts: Vec<(Outcome, usize)> = Vec::new();
    for finding in &report.findings {
        match counts.iter_mut().find(|(outcome, _)| *outcome == finding.checked.outcome) {
            Some((_, n)) => *n += 1,
            None => counts.push((finding.checked.outcome, 1)),
        }
    }
    facts.extend(counts.iter().map(|(outcome, n)| format!("{n} {}", outcome.says(language))));
    // What was passed over stands at the end, and is no part of what was confirmed.
    let left = report.unread.len() + report.unheard.len();
    if left > 0 {
        facts.push(match language {
            Language::English => format!("{left} unread"),
            Language::Korean => format!("{left} 확인하지 않음"),
        });
    }
    for line in wrapped(&facts.join(", "), look.width, |_| Style::Dim) {
        out += &format!("{}\n", painted(&line, look));
    }
    out
}

fn sentence_of(
    report: &Report,
    (start, end): (usize, usize),
    findings: &[&Finding],
    number: usize,
    look: Look,
) -> String {
    let style = |at: usize| {
        let at = start + at;
        let claimed = findings.iter().find(|one| (one.span.0..one.span.1).contains(&at));
        claimed.map_or(Style::Plain, |one| style_of(one.checked.outcome))
    };
    let mut out = String::new();
    let mut lead = format!("[{number}]");
    for line in wrapped(&report.document.text[start..end], look.width - INDENT, style) {
        out += &look.paint(Style::Dim, &padded(&std::mem::take(&mut lead), INDENT));
        out += &format!("{}\n", painted(&line, look));
        // Where there is no colour, a line of its own underlines.
        if !look.colour && line.iter().any(|(_, style)| *style != Style::Plain) {
            let mark = |(letter, style): &(char, Style)| {
                let mark = if *style == Style::Plain { " " } else { "~" };
                mark.repeat(columns(&letter.to_string()))
            };
            let marks: String = line.iter().map(mark).collect();
            out += &format!("{}{}\n", " ".repeat(INDENT), marks.trim_end());
        }
    }
    out
}

fn style_of(outcome: Outcome) -> Style {
    match outcome {
        Outcome::Contradicted | Outcome::Inconsistent | Outcome::NotMet => Style::InWord,
        Outcome::Confirmed | Outcome::Met => Style::InDeed,
        _ => Style::InAmount,
    }
}

fn found(report: &Report, finding: &Finding, look: Look) -> String {
    let (checked, language) = (&finding.checked, report.language);
    let quote = tame(&report.document.text[finding.span.0..finding.span.1]);
    let result = match checked.outcome {
        Outcome::Confirmed if checked.another_currency => {
            language.pick("confirmed in another currency", "다른 통화로 확인")
        }
        outcome => outcome.says(language),
    };
    let mut lines =
        vec![(format!("{}: {quote}: {result}", kind(finding.kind, language)), Style::Bold)];
    lines.push((checked.because.clone(), Style::Plain));
    lines.extend(checked.implied.iter().map(|implied| (implied.says(language), Style::Plain)));
    if let Some(source) = &checked.would_tell {
        let who = language.pick("Who could tell", "확인할 수 있는 자료");
        lines.push((format!("{who}: {source}"), Style::Dim));
    }
    let mut out = String::new();
    for (text, style) in lines {
        for line in wrapped(&tame(&text), look.width - UNDER, |_| style) {
            out += &format!("{}{}\n", " ".repeat(UNDER), painted(&line, look));
        }
    }
    out
}

/// What kind of claim it is, in the language of the answer.
fn kind(name: &'static str, language: Language) -> &'static str {
    let korean = match name {
        "value" => "금액",
        "count" => "수량",
        "share" => "비중",
        "change" => "증감",
        "rank" => "순위",
        "deed" => "행위",
        "expectation" => "전망",
        "consistency" => "본문 대조",
        _ => name,
    };
    language.pick(name, korean)
}
