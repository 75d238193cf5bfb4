//! Prunes and rounds weights, and writes them in the form that the reader unpacks.

use crate::perceptron::{CLASSES, Counts};
use crate::reader::parse::weights::{MAGIC, check, slot};

/// Words with their class, each once.
pub fn vocabulary(words: &[(u32, u8)]) -> Vec<u8> {
    let mut out = (words.len() as u32).to_le_bytes().to_vec();
    for &(hash, class) in words {
        out.extend_from_slice(&hash.to_le_bytes());
        out.push(class);
    }
    out
}

/// A rounded weight no greater than this is left out.
const SMALL: i8 = 1;

/// How a table is made smaller.
pub struct Budget {
    pub bytes: usize,
    pub bits: u32,
}

type Rows = Vec<(u64, u32, [f32; CLASSES])>;
type Place = Option<(u64, u32, Vec<(u8, i8)>)>;

/// The most useful rows that fit the budget, rounded to eight bits, each at its place.
fn places(mut rows: Rows, budget: &Budget) -> Vec<Place> {
    let scale = scale(&rows);
    let use_of = |count: u32, weights: &[f32; CLASSES]| {
        let total: f32 = weights.iter().map(|w| w.abs()).sum();
        total * (1.0 + count as f32).ln()
    };
    rows.sort_by(|a, b| use_of(b.1, &b.2).total_cmp(&use_of(a.1, &a.2)).then(a.0.cmp(&b.0)));
    let mut places: Vec<Place> = vec![None; 1 << budget.bits];
    let (mut size, mut kept) = (5, 0u32);
    for (key, count, weights) in &rows {
        let pairs = rounded(weights, scale);
        let at = slot(*key, budget.bits);
        let free = [at, at ^ 1].into_iter().find(|&place| places[place].is_none());
        let (Some(place), false) = (free, pairs.is_empty()) else { continue };
        if size + 4 + 2 * pairs.len() > budget.bytes {
            break;
        }
        size += 4 + 2 * pairs.len();
        kept += 1;
        places[place] = Some((*key, *count, pairs));
    }
    eprintln!("kept {kept} of {} rows, {size} bytes, scale {scale}", rows.len());
    places
}

/// The features that the budget has room for.
pub fn kept(rows: Rows, budget: &Budget) -> Counts {
    places(rows, budget).into_iter().flatten().map(|(key, count, _)| (key, count)).collect()
}

/// A table as the file has it.
pub fn table(rows: Rows, budget: &Budget) -> Vec<u8> {
    let places = places(rows, budget);
    let mut out = vec![budget.bits as u8];
    out.extend_from_slice(&(places.iter().flatten().count() as u32).to_le_bytes());
    let mut before = 0;
    for (at, place) in places.iter().enumerate() {
        let Some((key, _, pairs)) = place else { continue };
        let mut delta = at - before;
        before = at;
        while delta > 0x7f {
            out.push(delta as u8 | 0x80);
            delta >>= 7;
        }
        out.push(delta as u8);
        out.extend_from_slice(&check(*key).to_le_bytes());
        out.push(pairs.len() as u8);
        for &(class, weight) in pairs {
            out.extend_from_slice(&[class, weight as u8]);
        }
    }
    out
}

/// What a weight is multiplied with: nearly all fit an `i8`, the few that do not are clipped.
fn scale(rows: &[(u64, u32, [f32; CLASSES])]) -> f32 {
    let mut sizes: Vec<f32> =
        rows.iter().flat_map(|row| row.2).map(f32::abs).filter(|&w| w > 0.0).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
    127.0 / top
}

fn rounded(weights: &[f32; CLASSES], scale: f32) -> Vec<(u8, i8)> {
    let pairs = weights
        .iter()
        .enumerate()
        .map(|(class, w)| (class as u8, (w * scale).round().clamp(-127.0, 127.0) as i8));
    pairs.filter(|&(_, w)| w.abs() > SMALL).collect()
}

pub fn file(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    parts.iter().for_each(|part| out.extend_from_slice(part));
    out
}
