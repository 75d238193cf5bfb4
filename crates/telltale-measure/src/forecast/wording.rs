//! A probability in words: those of Intelligence Community Directive 203, always beside the number.

/// The word of a probability.
///
/// Below .01 and above .99 the directive has no word; there the nearest is said.
///
/// ```
/// use telltale_measure::forecast::wording::{icd_203, icd_203_ko};
/// assert_eq!(icd_203(0.31), "unlikely");
/// assert_eq!(icd_203(0.5), "roughly even");
/// assert_eq!(icd_203_ko(0.9), "가능성 매우 높음");
/// ```
pub fn icd_203(probability: f64) -> &'static str {
    BANDS[band(probability)].1
}

/// The same in Korean.
pub fn icd_203_ko(probability: f64) -> &'static str {
    BANDS[band(probability)].2
}

/// Upper end, English, Korean.
const BANDS: [(f64, &str, &str); 7] = [
    (0.05, "almost no chance", "가능성 거의 없음"),
    (0.20, "very unlikely", "가능성 매우 낮음"),
    (0.45, "unlikely", "가능성 낮음"),
    (0.55, "roughly even", "반반"),
    (0.80, "likely", "가능성 높음"),
    (0.95, "very likely", "가능성 매우 높음"),
    (1.00, "almost certain", "거의 확실"),
];

fn band(probability: f64) -> usize {
    BANDS.iter().position(|band| probability < band.0).unwrap_or(BANDS.len() - 1)
}
