//! What a row says is shown to people as it stands. So one that holds what a terminal obeys, or what turns
//! the order of the letters beside it, is refused as it is in the tables of a case.

use telltale_observation::{Detail, Draft, ReportTexts, unprintable};

use crate::rows::Flaw;

/// What would mend it.
pub(crate) const TAKE_IT_OUT: &str = "take it out: a terminal obeys it, or shows it out of order";

/// What is wrong with a field that holds this.
pub(crate) fn control(letter: char) -> String {
    format!("a control character: U+{:04X}", u32::from(letter))
}

/// The first character for which a publisher's row is refused.
///
/// Those from U+0080 to U+009F are none: they are letters of Windows-1252 that were taken for Latin-1, as in
/// one place name of GDELT in a hundred (`Bre\u{9e}ice`). They stay, so that such a row is what it was, and
/// are made harmless where they are shown.
pub(crate) fn obeyed(text: &str) -> Option<char> {
    // Nearly all are plain, and bytes are looked at faster than letters.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    let mut rest = text;
    while let Some((at, letter)) = unprintable(rest) {
        if !('\u{80}'..='\u{9f}').contains(&letter) {
            return Some(letter);
        }
        rest = &rest[at + letter.len_utf8()..];
    }
    None
}

/// The columns that the texts of a report are read from: place, address, id and publisher.
pub(crate) type TextColumns = [&'static str; 4];

/// Refuses a report for one of its texts.
pub(crate) fn report(texts: &ReportTexts<'_>, columns: TextColumns) -> Result<(), Flaw> {
    let all = [texts.place, texts.url, texts.key, texts.publisher];
    all.into_iter().zip(columns).try_for_each(|(text, column)| field(text, column))
}

/// Refuses a row for one of its fields.
pub(crate) fn field(text: &str, column: &'static str) -> Result<(), Flaw> {
    match obeyed(text) {
        None => Ok(()),
        Some(letter) => Err(Flaw { column, what: control(letter), hint: TAKE_IT_OUT }),
    }
}

/// What is wrong with what a row of a sheet says: in which of its texts a control character stands.
pub(crate) fn draft(draft: &Draft) -> Option<String> {
    let origin = &draft.origin;
    let of_detail = match &draft.detail {
        Detail::Event { place, .. } => ("place", place),
        Detail::Quantity { topic, .. } => ("topic", topic),
        Detail::Vote { resolution, .. } => ("resolution", resolution),
        Detail::Flow { .. } => ("basis", &origin.basis),
    };
    let all = [
        ("text", &draft.what),
        of_detail,
        ("basis", &origin.basis),
        ("id", &origin.key),
        ("publisher", &origin.publisher),
        ("address", &origin.url),
    ];
    let found = all.into_iter().find_map(|(part, text)| Some((part, obeyed(text)?)));
    found.map(|(part, letter)| format!("{} in the {part}", control(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_script_stay_and_what_a_terminal_obeys_does_not() {
        for (text, found) in [
            ("Sanaa", None),
            ("Bre\u{9e}ice", None),
            ("두만강, Хасан, 東京", None),
            ("bell\u{7}", Some('\u{7}')),
            ("red \u{1b}[31m", Some('\u{1b}')),
            ("San\u{91}a\u{1b}c", Some('\u{1b}')),
            ("turned \u{202e}", Some('\u{202e}')),
            ("\u{7f}", Some('\u{7f}')),
            ("over\rwritten", Some('\r')),
        ] {
            assert_eq!(obeyed(text), found, "{text:?}");
        }
    }
}
