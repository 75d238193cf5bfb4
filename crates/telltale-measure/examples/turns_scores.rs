//! How well turning points agree with those that people saw in annotated series, for several seeds
//! of the gate: F1 and cover of each series, and how often at least one turn was told. `bench/turns`
//! has a run.
//!
//! `cargo run --release -p telltale-measure --example turns_scores -- 10`, with the series in
//! `shared/data/change_points` beside the repository.

use std::io::Write;

#[path = "../tests/annotated/mod.rs"]
mod annotated;

use annotated::mean;

fn middle(mut all: Vec<f64>) -> (f64, f64) {
    all.sort_by(f64::total_cmp);
    (all[0], f64::midpoint(all[(all.len() - 1) / 2], all[all.len() / 2]))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let seeds: u64 = std::env::args().nth(1).map_or(Ok(10), |n| n.parse())?;
    let all = annotated::beside().ok_or("no annotated series beside the repository")?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| series | told, of {seeds} | F1 | cover | with seed 1 |\n|---|---|---|---|---|"
    )?;
    let mut scores = vec![Vec::new(); all.len()];
    for (series, scores) in all.iter().zip(&mut scores) {
        let told: Vec<Vec<usize>> = (1..=seeds).map(|seed| series.told(seed)).collect();
        scores.extend(told.iter().map(|told| series.scores(told)));
        let some = told.iter().filter(|told| !told.is_empty()).count();
        let [f1, cover] = mean(scores);
        writeln!(out, "| {} | {some} | {f1:.3} | {cover:.3} | {:?} |", series.name, told[0])?;
        out.flush()?;
    }
    for (name, wanted) in [("ten with a published default", false), ("all", true)] {
        let of_seed = |seed: usize| {
            let picked =
                all.iter().zip(&scores).filter(|(series, _)| wanted || series.has_default());
            mean(&picked.map(|(_, scores)| scores[seed]).collect::<Vec<_>>())
        };
        let each: Vec<[f64; 2]> = (0..seeds as usize).map(of_seed).collect();
        for (at, what) in ["F1", "cover"].into_iter().enumerate() {
            let (least, median) = middle(each.iter().map(|score| score[at]).collect());
            writeln!(out, "\n{name}: {what} {median:.4} in the middle, {least:.4} at least")?;
        }
    }
    Ok(())
}
