//! Units, goods and their names: two tables that are data.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Measure;
use crate::Language;

/// A unit by one of its names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    /// The name that is printed.
    pub name: Option<&'static str>,
    /// What it measures.
    pub measure: Measure,
    /// How many of the printed unit it is.
    pub factor: f64,
}

/// The unit of a sum under the sign "¥", until the states that trade tell whether it is yuan or yen.
pub(crate) const YUAN_OR_YEN: &str = "¥";

impl Unit {
    /// Whether it is one of the two that "¥" may mean.
    pub(crate) fn is_either(self) -> bool {
        matches!(self.name, Some("CNY" | "JPY"))
    }
}

/// What sort of goods a word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goods {
    /// Ordinary goods.
    Plain,
    /// Arms and ammunition.
    Arms,
    /// Relief.
    Relief,
}

type Table<T> = HashMap<&'static str, T>;

static UNITS: LazyLock<[Table<Unit>; 4]> = LazyLock::new(|| {
    let mut tables: [Table<Unit>; 4] = Default::default();
    for row in rows(include_str!("../../data/units.csv")) {
        let [word, language, name, measure, factor] = row[..] else { continue };
        let Some(language) = Language::from_code(language) else { continue };
        let name = Some(name).filter(|name| !name.is_empty());
        let unit =
            Unit { name, measure: measure_of(measure), factor: factor.parse().unwrap_or(1.0) };
        tables[index(language)].insert(word, unit);
    }
    tables
});

static GOODS: LazyLock<[Table<Goods>; 4]> = LazyLock::new(|| {
    let mut tables: [Table<Goods>; 4] = Default::default();
    for row in rows(include_str!("../../data/commodities.csv")) {
        let [word, language, class] = row[..] else { continue };
        let Some(language) = Language::from_code(language) else { continue };
        let class = match class {
            "arms" => Goods::Arms,
            "aid" => Goods::Relief,
            _ => Goods::Plain,
        };
        tables[index(language)].insert(word, class);
    }
    tables
});

/// The unit of a name, in lower case.
pub(crate) fn unit(word: &str, language: Language) -> Option<Unit> {
    UNITS[index(language)].get(word).copied()
}

/// What goods a word names, in lower case.
pub(crate) fn goods(word: &str, language: Language) -> Option<Goods> {
    GOODS[index(language)].get(word).copied()
}

fn index(language: Language) -> usize {
    match language {
        Language::English => 0,
        Language::Korean => 1,
        Language::Chinese => 2,
        Language::Russian => 3,
    }
}

fn measure_of(name: &str) -> Measure {
    match name {
        "money" => Measure::Money,
        "mass" | "volume" | "energy" => Measure::Bulk,
        "count" => Measure::Things,
        "person" => Measure::People,
        "length" => Measure::Length,
        "percent" => Measure::Percent,
        "points" => Measure::Points,
        _ => Measure::Other,
    }
}

/// The rows of a table without quoted cells, its head left out.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split(',').collect())
}

/// A unit by the name that is printed, with what it measures.
pub(crate) fn printed(name: &str) -> Option<(&'static str, Measure)> {
    static PRINTED: LazyLock<Table<Measure>> = LazyLock::new(|| {
        let english = UNITS[0].values();
        english.filter_map(|unit| Some((unit.name?, unit.measure))).collect()
    });
    PRINTED.get_key_value(name).map(|(name, measure)| (*name, *measure))
}
