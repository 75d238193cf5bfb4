//! What the holder of an office is called (`data/titles.csv`), and who held it.

use std::sync::LazyLock;

use jiff::civil::Date;
use telltale_observation::{Actor, Rank};

use crate::Language;
use crate::gazetteer::Gazetteer;

struct Row {
    language: Language,
    office: &'static str,
    title: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("../data/titles.csv").lines().skip(1);
    let rows = lines.filter_map(|line| {
        let mut cells = line.splitn(3, ',');
        let language = Language::from_code(cells.next()?)?;
        Some(Row { language, office: cells.next()?, title: cells.next()? })
    });
    rows.collect()
});

/// The office that means whoever stands above all others of a state.
const TOP: &str = "top";

/// The longest title with which words begin, and the offices that it may be of.
pub(crate) fn beginning(words: &str, language: Language) -> Option<(usize, Vec<&'static str>)> {
    let mine = ROWS.iter().filter(|row| row.language == language);
    let here: Vec<&Row> = mine.filter(|row| words.starts_with(row.title)).collect();
    let length = here.iter().map(|row| row.title.len()).max()?;
    let offices = here.iter().filter(|row| row.title.len() == length).map(|row| row.office);
    Some((length, offices.collect()))
}

/// The one person who held one of some offices of a state on a day; none where the month knows two.
pub(crate) fn holder(
    gazetteer: &Gazetteer,
    actor: Actor,
    offices: &[&str],
    day: Date,
) -> Option<u32> {
    let mut found = gazetteer.in_office(actor, day, |office, rank| {
        let first = rank == Some(Rank::Leader);
        offices.contains(&office) || offices.contains(&TOP) && first && is_highest(office)
    });
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [one] => Some(one),
        _ => None,
    }
}

fn is_highest(office: &str) -> bool {
    matches!(office, "supreme_leader" | "head_of_state" | "head_of_government")
}
