//! An averaged perceptron over features that were counted beforehand.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

pub const CLASSES: usize = 64;

/// Keys are hashes already.
#[derive(Default)]
pub struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

pub type Map<V> = HashMap<u64, V, BuildHasherDefault<Same>>;

/// Which features are worth a row: those met at least `min` times.
#[derive(Default)]
pub struct Counts(Map<u32>);

impl Counts {
    pub fn add(&mut self, key: u64) {
        *self.0.entry(key).or_default() += 1;
    }
}

impl FromIterator<(u64, u32)> for Counts {
    fn from_iter<I: IntoIterator<Item = (u64, u32)>>(pairs: I) -> Counts {
        Counts(pairs.into_iter().collect())
    }
}

pub struct Perceptron {
    rows: Map<u32>,
    keys: Vec<(u64, u32)>,
    now: Vec<[f32; CLASSES]>,
    past: Vec<[f32; CLASSES]>,
    step: f32,
    found: Vec<u32>,
}

impl Perceptron {
    pub fn new(counts: Counts, min: u32) -> Perceptron {
        let mut keys: Vec<(u64, u32)> =
            counts.0.into_iter().filter(|&(_, count)| count >= min).collect();
        keys.sort_unstable();
        let rows = keys.iter().enumerate().map(|(at, &(key, _))| (key, at as u32)).collect();
        let zero = vec![[0.0; CLASSES]; keys.len()];
        Perceptron { rows, keys, now: zero.clone(), past: zero, step: 1.0, found: vec![] }
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The scores of all classes; remembers the features for `update`.
    pub fn scores(&mut self, keys: &[u64]) -> [f32; CLASSES] {
        self.found.clear();
        self.found.extend(keys.iter().filter_map(|key| self.rows.get(key)));
        let mut sum = [0.0; CLASSES];
        for &row in &self.found {
            for (total, weight) in sum.iter_mut().zip(&self.now[row as usize]) {
                *total += weight;
            }
        }
        sum
    }

    /// Rewards one class and punishes another for the features of the last `scores`.
    pub fn update(&mut self, right: usize, wrong: usize) {
        for &row in &self.found {
            let (now, past) = (&mut self.now[row as usize], &mut self.past[row as usize]);
            now[right] += 1.0;
            now[wrong] -= 1.0;
            past[right] += self.step;
            past[wrong] -= self.step;
        }
    }

    pub fn tick(&mut self) {
        self.step += 1.0;
    }

    /// The averaged weights of each feature, with how often it was met.
    pub fn averaged(&self) -> Vec<(u64, u32, [f32; CLASSES])> {
        let rows = self.keys.iter().zip(self.now.iter().zip(&self.past));
        rows.map(|(&(key, count), (now, past))| {
            (key, count, std::array::from_fn(|class| now[class] - past[class] / self.step))
        })
        .collect()
    }
}

pub fn best(scores: &[f32; CLASSES], choices: impl Iterator<Item = usize>) -> Option<usize> {
    let mut best: Option<usize> = None;
    for class in choices {
        if best.is_none_or(|old| scores[class] > scores[old]) {
            best = Some(class);
        }
    }
    best
}
