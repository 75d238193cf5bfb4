//! From printed amounts to months: those that are printed, and those that the sums since January
//! tell.

use std::collections::BTreeMap;

use telltale_observation::{Actor, Digest, Fault, KnownAt, Month, Unit};

use super::heading::Span;
use super::{Figure, SUM, Way, draft, to_the_cent};
use crate::sheet::Outcome;
use crate::shipped::at;

/// One year of one series: the partner, the way, the unit.
type Series = (Actor, Way, Unit, i16);

/// An amount that is printed or told, and what it is made of.
#[derive(Clone, Debug)]
struct Known {
    amount: f64,
    known_at: KnownAt,
    /// The printed figures that it is made of.
    made_of: Vec<usize>,
}

/// What is known of the twelve months of a series; the sums begin with the one before January.
#[derive(Default)]
struct Year {
    months: [Option<Known>; 13],
    sums: [Option<Known>; 13],
}

/// The record that each figure comes to, in their order.
pub(super) fn told(
    figures: &[&Figure],
    files: &[(String, Vec<u8>)],
    digests: &[Digest],
) -> Vec<Result<Outcome, Box<Fault>>> {
    let place = |figure: &Figure| (files[figure.file].0.as_str(), digests[figure.file]);
    let mut years: BTreeMap<Series, Year> = BTreeMap::new();
    let mut records = Vec::with_capacity(figures.len());
    for (index, figure) in figures.iter().enumerate() {
        let series = (figure.partner, figure.way, figure.unit, figure.month.year());
        let year = years.entry(series).or_default();
        records.push(match year.print(index, figure, figures, files) {
            Err(fault) => Err(fault),
            Ok(()) if figure.span == Span::SinceJanuary => Ok(Outcome::Outside(SUM)),
            Ok(()) => draft(
                figure,
                (figure.month, figure.amount, figure.known_at),
                false,
                format!("printed in the column {:?}", figure.column),
                place(figure),
            ),
        });
    }
    for ((_, _, _, year), known) in &mut years {
        for (month, told) in known.missing(*year) {
            // The latest sum that it is made of is the record that tells it.
            let sums = told.made_of.iter().filter(|at| figures[**at].span == Span::SinceJanuary);
            let last =
                *sums.max_by_key(|at| figures[**at].month).expect("a month is told from a sum");
            let is_printed = told.made_of.len() == 1;
            let basis = if is_printed {
                format!("printed as the sum since January in the column {:?}", figures[last].column)
            } else {
                let parts = told.made_of.iter().map(|at| {
                    let part = figures[*at];
                    let of = if part.span == Span::Month { "" } else { " since January" };
                    format!(
                        "{}{of} {} ({} row {})",
                        part.month,
                        part.amount,
                        place(part).0,
                        part.line
                    )
                });
                format!("told from {}", parts.collect::<Vec<_>>().join(", "))
            };
            let told = (month, told.amount, told.known_at);
            records[last] = draft(figures[last], told, !is_printed, basis, place(figures[last]));
        }
    }
    records
}

impl Year {
    /// Takes up a printed figure; a second one that says otherwise is a fault.
    fn print(
        &mut self,
        index: usize,
        figure: &Figure,
        figures: &[&Figure],
        files: &[(String, Vec<u8>)],
    ) -> Result<(), Box<Fault>> {
        let number = figure.month.number() as usize;
        let slot = match figure.span {
            Span::Month => &mut self.months[number],
            Span::SinceJanuary => &mut self.sums[number],
        };
        if let Some(first) = slot {
            let other = figures[first.made_of[0]];
            if (first.amount - figure.amount).abs() < 0.005 {
                return Ok(());
            }
            let name = &files[other.file].0;
            let what = format!(
                "{} here, and {} in {name} row {}",
                figure.amount, first.amount, other.line
            );
            let hint = "a revised table is another release: ingest it apart, with --published";
            let file = &files[figure.file].0;
            return Err(Box::new(at(file, Some(figure.line), &figure.column, what, hint)));
        }
        let (amount, known_at) = (figure.amount, figure.known_at);
        *slot = Some(Known { amount, known_at, made_of: vec![index] });
        Ok(())
    }

    /// The months that are not printed and can be told.
    fn missing(&mut self, year: i16) -> Vec<(Month, Known)> {
        let mut found = Vec::new();
        for number in 1..=12_usize {
            if self.months[number].is_some() {
                continue;
            }
            let (until, before) = (self.sum(number), self.sum(number - 1));
            let (Some(until), Some(before)) = (until, before) else { continue };
            let Some(month) = Month::new(year, number as i8) else { continue };
            found.push((month, minus(&until, &before)));
        }
        found
    }

    /// The sum since January as it is printed, or as what is printed tells it: the earliest known.
    fn sum(&self, number: usize) -> Option<Known> {
        if number == 0 {
            // Before January nothing is summed, and that was known all along.
            let known_at = "1800-01-01".parse().expect("a day");
            return Some(Known { amount: 0.0, known_at, made_of: Vec::new() });
        }
        if let Some(printed) = &self.sums[number] {
            return Some(printed.clone());
        }
        let months = |from: usize, to: usize| {
            let parts = self.months[from..=to].iter().cloned().collect::<Option<Vec<_>>>()?;
            parts.into_iter().reduce(|sum, month| plus(&sum, &month))
        };
        let earlier = (0..number).rev().find_map(|at| {
            let base = if at == 0 { self.sum(0) } else { self.sums[at].clone() };
            Some(plus(&base?, &months(at + 1, number)?))
        });
        let later = (number + 1..=12)
            .find_map(|at| Some(minus(self.sums[at].as_ref()?, &months(number + 1, at)?)));
        match (earlier, later) {
            (Some(a), Some(b)) => Some(if a.known_at <= b.known_at { a } else { b }),
            (a, b) => a.or(b),
        }
    }
}

fn plus(a: &Known, b: &Known) -> Known {
    joined(a, b, a.amount + b.amount)
}

fn minus(a: &Known, b: &Known) -> Known {
    joined(a, b, a.amount - b.amount)
}

fn joined(a: &Known, b: &Known, amount: f64) -> Known {
    let made_of = a.made_of.iter().chain(&b.made_of).copied().collect();
    Known { amount: to_the_cent(amount), known_at: a.known_at.max(b.known_at), made_of }
}
