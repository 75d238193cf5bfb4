//! `telltale codes`: the table that maps every event code to a channel and a mode.

use serde_json::json;
use telltale_observation::Code;

use crate::cli::{Codes, TableFormat};
use crate::failure::Failure;
use crate::output;

pub(crate) fn run(asked: &Codes) -> Result<(), Failure> {
    let wanted = |code: &&Code| asked.ontology.is_none_or(|ontology| ontology == code.ontology);
    let codes: Vec<&Code> = Code::all().iter().filter(wanted).collect();
    let text = match asked.format {
        TableFormat::Text => lines(&codes),
        TableFormat::Csv => csv(&codes),
        TableFormat::Json => json_rows(&codes),
    };
    output::data(&text, None)
}

fn lines(codes: &[&Code]) -> String {
    let head = format!(
        "{:<8} {:<12} {:<14} {:<4}  {:<10} {:>5}  {}\n",
        "ontology", "code", "channel", "mode", "PLOVER", "Gold.", "label"
    );
    let line = |code: &&Code| {
        let goldstein = code.goldstein.map_or("–".to_owned(), |value| format!("{value:.1}"));
        format!(
            "{:<8} {:<12} {:<14} {:<4}  {:<10} {goldstein:>5}  {}\n",
            code.ontology.name(),
            code.code,
            code.channel,
            code.mode,
            code.plover.unwrap_or("–"),
            code.label
        )
    };
    head + &codes.iter().map(line).collect::<String>()
}

fn csv(codes: &[&Code]) -> String {
    let mut out = "ontology,code,label,channel,mode,plover,goldstein,quad_class\n".to_owned();
    for code in codes {
        let goldstein = code.goldstein.map_or(String::new(), |value| value.to_string());
        let quad_class = code.quad_class.map_or(String::new(), |class| class.to_string());
        out += &format!(
            "{},{},{},{},{},{},{goldstein},{quad_class}\n",
            code.ontology.name(),
            code.code,
            code.label,
            code.channel,
            code.mode,
            code.plover.unwrap_or("")
        );
    }
    out
}

fn json_rows(codes: &[&Code]) -> String {
    let row = |code: &&Code| {
        json!({
            "ontology": code.ontology.name(), "code": code.code, "label": code.label,
            "channel": code.channel, "mode": code.mode, "plover": code.plover,
            "goldstein": code.goldstein, "quad_class": code.quad_class,
        })
    };
    format!("{:#}\n", serde_json::Value::from_iter(codes.iter().map(row)))
}
