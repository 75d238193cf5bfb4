//! How many there are of a thing, in words that fit one and several.

/// So many of a thing: `1 row`, `2 rows`.
///
/// ```
/// use telltale_source::counted;
/// assert_eq!([counted(1_u64, "faulty row"), counted(2_usize, "field")], ["1 faulty row", "2 fields"]);
/// ```
pub fn counted(n: impl TryInto<u64>, thing: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}
