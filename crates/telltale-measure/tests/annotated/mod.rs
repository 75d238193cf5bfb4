//! Series that people annotated, and the scores of dates told against theirs: F1 with a margin of 5
//! and cover, after van den Burg and Williams (2020, arXiv:2003.06222).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use serde_json::Value;
use telltale_measure::turns::{CONFIG, Turn, season_of, turns, turns_in_season};

const MARGIN: usize = 5;

/// How many dates of `truth` have a date of `told` within the margin, each told one used once.
pub(crate) fn matched(truth: &BTreeSet<usize>, told: &BTreeSet<usize>) -> f64 {
    let mut left = told.clone();
    let mut count = 0.0;
    for date in truth {
        let near = left.iter().copied().filter(|other| other.abs_diff(*date) <= MARGIN);
        if let Some(nearest) = near.min_by_key(|other| other.abs_diff(*date)) {
            left.remove(&nearest);
            count += 1.0;
        }
    }
    count
}

/// Precision against what any annotator saw, recall as the mean over annotators; the first value
/// counts as a date for all.
pub(crate) fn f1(annotators: &[Vec<usize>], told: &[usize]) -> f64 {
    let with_first = |dates: &[usize]| dates.iter().copied().chain([0]).collect::<BTreeSet<_>>();
    let told = with_first(told);
    let each: Vec<_> = annotators.iter().map(|dates| with_first(dates)).collect();
    let any: BTreeSet<usize> = each.iter().flatten().copied().collect();
    let precision = matched(&any, &told) / told.len() as f64;
    let recall = each.iter().map(|truth| matched(truth, &told) / truth.len() as f64).sum::<f64>()
        / each.len() as f64;
    2.0 * precision * recall / (precision + recall)
}

fn stretches(dates: &[usize], n: usize) -> Vec<(usize, usize)> {
    let ends: BTreeSet<usize> = dates.iter().copied().chain([0, n]).collect();
    let ends: Vec<usize> = ends.into_iter().collect();
    ends.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// For each stretch of an annotator the best Jaccard index with one told, weighted by its length.
pub(crate) fn cover(annotators: &[Vec<usize>], told: &[usize], n: usize) -> f64 {
    let told = stretches(told, n);
    let of = |dates: &Vec<usize>| {
        let best = |(from, to): (usize, usize)| {
            let jaccard = |(a, b): &(usize, usize)| {
                let both = to.min(*b).saturating_sub(from.max(*a)) as f64;
                both / ((to - from) as f64 + (b - a) as f64 - both)
            };
            (to - from) as f64 * told.iter().map(jaccard).fold(0.0, f64::max)
        };
        stretches(dates, n).into_iter().map(best).sum::<f64>() / n as f64
    };
    annotators.iter().map(of).sum::<f64>() / annotators.len() as f64
}

fn series(value: &Value) -> Vec<Option<f64>> {
    let raw = value["raw"].as_array().expect("values");
    raw.iter().map(Value::as_f64).collect()
}

/// The days of dates, or the first days of months.
fn days(dates: &Value) -> Option<Vec<Date>> {
    let first = |text: &str| format!("{text}-01");
    let day = |text: &str| text.get(..10).map_or_else(|| first(text), str::to_owned);
    dates.as_array()?.iter().map(|date| day(date.as_str()?).parse().ok()).collect()
}

/// A series in one or more columns, with the dates that each person saw in it.
pub(crate) struct Annotated {
    pub(crate) name: String,
    columns: Vec<Vec<Option<f64>>>,
    /// How many values make a season, by its dates.
    season: Option<usize>,
    people: Vec<Vec<usize>>,
}

impl Annotated {
    /// As the program does: every column, and turns of two columns within five values are one.
    pub(crate) fn told(&self, seed: u64) -> Vec<usize> {
        let of = |(column, values): (usize, &Vec<Option<f64>>)| {
            let turns = match self.season {
                Some(season) => turns_in_season(values, season, &CONFIG, seed).0,
                None => turns(values, &CONFIG, seed),
            };
            turns.into_iter().map(move |turn| (column, turn))
        };
        let mut all: Vec<(usize, Turn)> = self.columns.iter().enumerate().flat_map(of).collect();
        all.sort_by_key(|(_, turn)| turn.index);
        all.dedup_by(|later, earlier| {
            let same = later.0 != earlier.0 && later.1.index.abs_diff(earlier.1.index) <= MARGIN;
            if same && later.1.probability > earlier.1.probability {
                std::mem::swap(later, earlier);
            }
            same
        });
        all.into_iter().map(|(_, turn)| turn.index).collect()
    }

    /// F1 and cover of dates.
    pub(crate) fn scores(&self, told: &[usize]) -> [f64; 2] {
        [f1(&self.people, told), cover(&self.people, told, self.columns[0].len())]
    }

    /// Whether a published default has a score for it.
    pub(crate) fn has_default(&self) -> bool {
        self.name != "run_log" && self.name != "uk_coal_employ"
    }
}

/// The annotated series beside the repository, if they are there.
pub(crate) fn beside() -> Option<Vec<Annotated>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/change_points");
    #[expect(clippy::disallowed_methods, reason = "a missing file is a skip, not an error to name")]
    let read = |name: &str| {
        let file = std::fs::File::open(folder.join(name)).ok()?;
        serde_json::from_reader::<_, Value>(file).ok()
    };
    let Value::Object(annotations) = read("annotations.json")? else { return None };
    let of = |(name, people)| {
        let by_person: BTreeMap<String, Vec<usize>> =
            serde_json::from_value(people).expect("dates by annotator");
        let file = read(&format!("{name}.json"))?;
        let columns = file["series"].as_array()?.iter().map(series).collect();
        let season = season_of(&days(&file["time"]["raw"]).unwrap_or_default());
        Some(Annotated { name, columns, season, people: by_person.into_values().collect() })
    };
    Some(annotations.into_iter().filter_map(of).collect())
}

/// The mean of F1 and of cover.
pub(crate) fn mean(scores: &[[f64; 2]]) -> [f64; 2] {
    [0, 1].map(|at| scores.iter().map(|score| score[at]).sum::<f64>() / scores.len() as f64)
}
