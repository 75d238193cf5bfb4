//! How to cite a source: in words, for BibTeX, and for programs that speak CSL-JSON.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::Spec;

/// What a citation is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who published it; empty if nobody is named.
    pub publisher: String,
    /// How it wants to be cited.
    pub citation: String,
    /// On what terms it may be used.
    pub licence: String,
    /// Where it is; empty if nowhere on the network.
    pub url: String,
    /// When it was last looked at, as far as is known.
    pub accessed: Option<Date>,
}

impl From<&Spec> for Reference {
    fn from(spec: &Spec) -> Reference {
        Reference {
            name: spec.name.to_owned(),
            title: spec.title.to_owned(),
            publisher: spec.publisher.to_owned(),
            citation: spec.citation.to_owned(),
            licence: spec.licence.to_owned(),
            url: spec.url.to_owned(),
            accessed: None,
        }
    }
}

impl Reference {
    fn note(&self) -> String {
        format!("{}. Terms: {}", self.citation.trim_end_matches('.'), self.licence)
    }

    /// One line in words.
    pub fn text(&self) -> String {
        let mut line = self.citation.trim_end_matches('.').to_owned();
        if !self.url.is_empty() && !line.contains(&self.url) {
            line += &format!(". {}", self.url);
        }
        if let Some(day) = self.accessed {
            line += &format!(" (accessed {day})");
        }
        line + "\n"
    }

    /// An entry for BibTeX, of the type that any style knows.
    pub fn bibtex(&self) -> String {
        let mut fields = vec![("title", braced(&self.title))];
        if !self.publisher.is_empty() {
            // A second pair of braces keeps an office from being taken for a first and a last name.
            fields.push(("author", format!("{{{}}}", braced(&self.publisher))));
        }
        if !self.url.is_empty() {
            fields.push(("url", format!("{{{}}}", self.url.replace(['{', '}'], ""))));
        }
        if let Some(day) = self.accessed {
            fields.push(("urldate", format!("{{{day}}}")));
        }
        fields.push(("note", braced(&self.note())));
        let fields = fields.iter().map(|(name, value)| format!("  {name} = {value},\n"));
        format!("@misc{{{},\n{}}}\n", self.name, fields.collect::<String>())
    }

    /// An item of CSL-JSON.
    pub fn csl(&self) -> Value {
        let mut item = json!({
            "id": self.name, "type": "dataset", "title": self.title,
            "note": self.note(),
        });
        if !self.publisher.is_empty() {
            item["publisher"] = json!(self.publisher);
            item["author"] = json!([{"literal": self.publisher}]);
        }
        if !self.url.is_empty() {
            item["URL"] = json!(self.url);
        }
        if let Some(day) = self.accessed {
            item["accessed"] = json!({"date-parts": [[day.year(), day.month(), day.day()]]});
        }
        item
    }
}

/// A text in braces, with what means something to TeX told apart.
fn braced(text: &str) -> String {
    let mut out = String::from("{");
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', letter]),
            '{' | '}' => out.extend(['\\', letter]),
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            other => out.push(other),
        }
    }
    out.push('}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference() -> Reference {
        Reference {
            name: "un_votes".to_owned(),
            title: "Votes & 100 % of {them}".to_owned(),
            publisher: "Office of Votes".to_owned(),
            citation: "Office of Votes, Votes, 2024.".to_owned(),
            licence: "CC0".to_owned(),
            url: "https://example.org/a_b".to_owned(),
            accessed: Some(jiff::civil::date(2025, 11, 4)),
        }
    }

    #[test]
    fn a_source_is_cited_in_three_forms() {
        let one = reference();
        assert_eq!(
            one.text(),
            "Office of Votes, Votes, 2024. https://example.org/a_b (accessed 2025-11-04)\n"
        );
        assert_eq!(
            one.bibtex(),
            "@misc{un_votes,\n  title = {Votes \\& 100 \\% of \\{them\\}},\n  author = {{Office of \
             Votes}},\n  url = {https://example.org/a_b},\n  urldate = {2025-11-04},\n  note = {Office \
             of Votes, Votes, 2024. Terms: CC0},\n}\n"
        );
        let csl = one.csl();
        assert_eq!(csl["accessed"], json!({"date-parts": [[2025, 11, 4]]}));
        assert_eq!((&csl["id"], &csl["type"]), (&json!("un_votes"), &json!("dataset")));
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let none = Reference {
            url: String::new(),
            publisher: String::new(),
            accessed: None,
            ..reference()
        };
        assert_eq!(none.text(), "Office of Votes, Votes, 2024\n");
        assert!(!none.bibtex().contains("author") && !none.bibtex().contains("url"));
        assert_eq!(none.csl()["URL"], Value::Null);
    }
}
