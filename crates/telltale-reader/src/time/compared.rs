//! Words that hold an amount against that of another time, wherever times are read: "above the 3 million of
//! June", "from February", "compared with May".

/// Words between which and a time nothing but an amount stands.
pub(crate) const COMPARING: &[&str] = &[
    "than",
    "from",
    "against",
    "versus",
    "vs",
    "compared with",
    "compared to",
    "compares with",
    "compares to",
    "above",
    "below",
    "exceeded",
    "exceeding",
    "surpassed",
    "surpassing",
    "topping",
    "short of",
];
