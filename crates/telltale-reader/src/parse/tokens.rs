//! Cuts an English sentence into the tokens that the parser reads: words, clitics (`'s`, `n't`),
//! figures and punctuation. A hyphenated word, an abbreviation and a figure with its commas stay whole.

/// Abbreviations that keep their full stop, in lower case and without it.
const ABBREVIATIONS: &[&str] = &[
    "adm", "amb", "apr", "asst", "aug", "ave", "bros", "brig", "capt", "cmdr", "co", "col", "corp",
    "cpl", "dec", "dept", "dr", "est", "etc", "feb", "fri", "ft", "gen", "gov", "govt", "hon",
    "inc", "intl", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "messrs", "mon", "mr", "mrs",
    "ms", "mt", "no", "nos", "nov", "oct", "pres", "prof", "rep", "reps", "rev", "sen", "sens",
    "sep", "sept", "sgt", "spc", "sr", "st", "ste", "sun", "supt", "thu", "tue", "univ", "vs",
    "wed",
];

/// Clitics that are tokens of their own, longest first; `n't` is found apart.
const CLITICS: &[&str] = &["'s", "'re", "'ve", "'ll", "'d", "'m"];

/// Appends to `out` the byte ranges of the tokens of `sentence`, in order and without overlap.
///
/// White space belongs to no token; every other character belongs to exactly one. Ranges beyond
/// the four gibibytes that a `u32` can address are left out.
pub(crate) fn tokens_en(sentence: &str, out: &mut Vec<(u32, u32)>) {
    let mut start = None;
    for (at, c) in sentence.char_indices() {
        match (c.is_whitespace() || c.is_control(), start) {
            (true, Some(from)) => {
                cut_chunk(sentence, from, at, out);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        cut_chunk(sentence, from, sentence.len(), out);
    }
    free_last_stop(sentence, out);
}

/// "Voted no.": at the end of a sentence a number would have followed the abbreviation.
fn free_last_stop(sentence: &str, out: &mut Vec<(u32, u32)>) {
    let Some(&(from, to)) = out.last() else { return };
    if sentence[from as usize..].trim_end() == "no." {
        out.pop();
        out.push((from, to - 1));
        out.push((to - 1, to));
    }
}

/// Cuts what stands between two white spaces.
fn cut_chunk(text: &str, from: usize, to: usize, out: &mut Vec<(u32, u32)>) {
    if text[from..to].bytes().all(|b| b.is_ascii_alphanumeric()) {
        cut_word(text, from, to, out);
        return;
    }
    if is_address(&text[from..to]) {
        let end = from + text[from..to].trim_end_matches(['.', ',', ')', ';', '"', '\'']).len();
        push(from, end, out);
        cut_marks(text, end, to, out);
        return;
    }
    let mut at = from;
    while at < to {
        let stop = at + inner_break(&text[at..to]);
        cut_piece(text, at, stop, out);
        at = stop;
        if at < to {
            let end = mark_end(text, at, to);
            push(at, end, out);
            at = end;
        }
    }
}

/// Whether a chunk is an address of the web or of mail, which stays whole.
fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.starts_with("www.") || (chunk.contains('@') && chunk.len() > 3)
}

/// The offset of the first mark that separates two words inside a chunk: dash, slash, ellipsis, bracket, comma.
fn inner_break(chunk: &str) -> usize {
    let mut before: Option<char> = None;
    let mut rest = chunk.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|&(_, next)| next);
        if at > 0 && separates(before, c, after) {
            return at;
        }
        before = Some(c);
    }
    chunk.len()
}

/// Whether `c` separates the words on its two sides.
fn separates(before: Option<char>, c: char, after: Option<char>) -> bool {
    let digits =
        before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit());
    let letters = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
    match c {
        '—' | '…' | '“' | '”' | '"' | '(' | ')' | '[' | ']' | ';' | '!' | '?' | '。' | '，'
        | '、' => true,
        '–' => !digits,
        '-' => after == Some('-'),
        '.' => after == Some('.'),
        '/' => letters,
        ',' | ':' => !digits && after.is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// Cuts a piece without inner marks: leading marks, the word with its clitic, trailing marks.
fn cut_piece(text: &str, from: usize, to: usize, out: &mut Vec<(u32, u32)>) {
    let mut start = from;
    while start < to {
        let c = first_char(text, start);
        if !opens(c) || is_short_year(&text[start..to]) {
            break;
        }
        let end = mark_end(text, start, to);
        push(start, end, out);
        start = end;
    }
    let end = start + word_len(&text[start..to]);
    cut_word(text, start, end, out);
    cut_marks(text, end, to, out);
}

/// Whether the piece is a clitic or a shortened year, such as `'s` or `'90s`, whose mark is its own.
fn is_short_year(piece: &str) -> bool {
    let Some(rest) = piece.strip_prefix(['\'', '’']) else { return false };
    rest.starts_with(|c: char| c.is_ascii_digit())
        || matches!(rest, "s" | "re" | "ve" | "ll" | "d" | "m" | "S")
}

/// Marks that are cut from the front of a word.
fn opens(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '-' | '+' | '.' | '@' | '#' | '&' | '_'))
        || matches!(c, '$' | '€' | '£' | '¥' | '₩')
}

/// The length of the word at the front of `piece` once trailing marks are cut.
fn word_len(piece: &str) -> usize {
    let mut word = piece;
    while let Some(c) = word.chars().next_back() {
        let rest = &word[..word.len() - c.len_utf8()];
        let own = c.is_alphanumeric() || matches!(c, '+' | '#' | '_' | '&' | '@');
        if own || rest.is_empty() || (c == '.' && keeps_stop(rest)) {
            break;
        }
        word = rest;
    }
    word.len()
}

/// Whether the full stop after `word` is part of an abbreviation.
fn keeps_stop(word: &str) -> bool {
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    if initial {
        return word.chars().all(char::is_uppercase) || word == "p";
    }
    if word.len() > 12 || !word.is_ascii() {
        return false;
    }
    let dotted = word.len() > 2
        && word.split('.').all(|part| part.len() == 1 && part.as_bytes()[0].is_ascii_alphabetic());
    dotted || ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(word))
}

/// Emits a word, and its clitic as a token of its own.
fn cut_word(text: &str, from: usize, to: usize, out: &mut Vec<(u32, u32)>) {
    let at = from + clitic_at(&text[from..to]);
    push(from, at, out);
    push(at, to, out);
}

/// The offset in `word` where its clitic starts; the length of the word where it has none.
fn clitic_at(word: &str) -> usize {
    if word.eq_ignore_ascii_case("cannot") {
        return 3;
    }
    let Some(mark) = word.rfind(['\'', '’']) else { return word.len() };
    let tail = &word[mark..];
    let letters = tail.trim_start_matches(['\'', '’']);
    if letters.eq_ignore_ascii_case("t") && word[..mark].ends_with(['n', 'N']) && mark > 1 {
        return mark - 1;
    }
    let known = CLITICS.iter().any(|c| c[1..].eq_ignore_ascii_case(letters));
    if known && mark > 0 { mark } else { word.len() }
}

/// Emits each mark between two offsets; a run of the same mark (`...`, `--`) is one token.
fn cut_marks(text: &str, from: usize, to: usize, out: &mut Vec<(u32, u32)>) {
    let mut at = from;
    while at < to {
        let end = mark_end(text, at, to);
        push(at, end, out);
        at = end;
    }
}

/// The end of the run of equal marks that starts at `at`.
fn mark_end(text: &str, at: usize, to: usize) -> usize {
    let c = first_char(text, at);
    let repeats = matches!(c, '.' | '-' | '\'' | '`' | '!' | '?' | '*' | '_' | '=');
    let run = text[at..to].chars().take_while(|&next| next == c).count();
    at + c.len_utf8() * if repeats { run } else { 1 }
}

fn first_char(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

fn push(from: usize, to: usize, out: &mut Vec<(u32, u32)>) {
    if let (Ok(start), Ok(end)) = (u32::try_from(from), u32::try_from(to))
        && start < end
    {
        out.push((start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::tokens_en;

    fn check(sentence: &str, expected: &[&str]) {
        let mut ranges = Vec::new();
        tokens_en(sentence, &mut ranges);
        let found: Vec<&str> =
            ranges.iter().map(|&(from, to)| &sentence[from as usize..to as usize]).collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn clitics_are_tokens() {
        check(
            "The minister's aide didn't go.",
            &["The", "minister", "'s", "aide", "did", "n't", "go", "."],
        );
        check("They cannot, we’ll", &["They", "can", "not", ",", "we", "’ll"]);
        check("the workers' strike", &["the", "workers", "'", "strike"]);
    }

    #[test]
    fn figures_keep_their_commas_and_lose_their_signs() {
        check("$1,200.5 (up 7.5%).", &["$", "1,200.5", "(", "up", "7.5", "%", ")", "."]);
        check("at 10:30 on 9/11, 2001-2003", &["at", "10:30", "on", "9/11", ",", "2001-2003"]);
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check(
            "Gen. J. Doe of the U.S. left.",
            &["Gen.", "J.", "Doe", "of", "the", "U.S.", "left", "."],
        );
        check("at 5 p.m., he said", &["at", "5", "p.m.", ",", "he", "said"]);
    }

    #[test]
    fn marks_inside_a_chunk_separate() {
        check("talks--the first--ended", &["talks", "--", "the", "first", "--", "ended"]);
        check("Seoul-based and/or", &["Seoul-based", "and", "/", "or"]);
        check(
            "\"Stop!\" he (rightly)said...",
            &["\"", "Stop", "!", "\"", "he", "(", "rightly", ")", "said", "..."],
        );
    }

    #[test]
    fn every_character_is_in_one_token() {
        for text in [
            "",
            "   ",
            "''''",
            "한국은 (北) 10%…",
            "a\u{301}'’'s",
            "-----",
            "....",
            "$$$1",
            "x,,y",
            "\u{0}a",
        ] {
            let mut ranges = Vec::new();
            tokens_en(text, &mut ranges);
            let covered: usize =
                ranges.iter().map(|&(from, to)| text[from as usize..to as usize].len()).sum();
            let wanted: usize = text
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .map(char::len_utf8)
                .sum();
            assert_eq!(covered, wanted, "{text:?}");
            assert!(ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{text:?}");
        }
    }
}
