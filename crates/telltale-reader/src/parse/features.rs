//! What tagger and parser look at: the spelling of words, and the keys of the features of a token or a state.

use super::VerbForm;
use super::state::{Node, State};
use super::weights::SURE;

/// How a token is written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spelling {
    /// Of the word in lower case, digits as `0`; never zero.
    pub(crate) hash: u32,
    /// The last two, three and four letters, and the first three.
    ends: [u32; 3],
    front: u32,
    shape: u8,
}

/// A token as the features see it. The default stands for no token.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    pub(crate) spelling: Spelling,
    /// The hash of a known word; of shape and ending for an unknown one.
    pub(crate) id: u32,
    /// The most frequent tag of a known word, or a mark for the shape of an unknown one.
    pub(crate) class: u8,
    /// The only tag of a known word; zero if it has several.
    pub(crate) sure: u8,
}

impl Spelling {
    pub(crate) fn known(self, class: u8) -> Word {
        let sure = if class & SURE > 0 { class & !SURE } else { 0 };
        let sure = if usize::from(sure) <= super::FINE.len() { sure } else { 0 };
        Word { spelling: self, id: self.hash, class: class & !SURE, sure }
    }

    pub(crate) fn unknown(self) -> Word {
        let id = (self.ends[0] ^ u32::from(self.shape)).wrapping_mul(0x9E37_79B1) | 1;
        Word { spelling: self, id, class: 64 + (self.shape & 63), sure: 0 }
    }
}

/// Reads how a token is written. `letters` is working memory.
pub(crate) fn spell(token: &str, letters: &mut Vec<u8>) -> Spelling {
    letters.clear();
    let (mut upper, mut lower, mut digit, mut other) = (0u32, 0u32, 0u32, 0u32);
    for c in token.chars() {
        match c {
            'A'..='Z' => {
                upper += 1;
                letters.push(c as u8 | 0x20);
            }
            'a'..='z' => {
                lower += 1;
                letters.push(c as u8);
            }
            '0'..='9' => {
                digit += 1;
                letters.push(b'0');
            }
            _ => {
                let c = plain(c);
                if c.is_alphabetic() && c.is_uppercase() {
                    upper += 1;
                } else if c.is_alphabetic() {
                    lower += 1;
                } else {
                    other += 1;
                }
                let mut room = [0; 4];
                letters.extend_from_slice(c.encode_utf8(&mut room).as_bytes());
            }
        }
    }
    let capital = token.chars().next().is_some_and(char::is_uppercase);
    let shape = u8::from(capital)
        | u8::from(upper > 1 || (upper == 1 && lower == 0)) << 1
        | u8::from(lower > 0) << 2
        | u8::from(digit > 0) << 3
        | u8::from(other > 0) << 4
        | u8::from(letters.contains(&b'-') && letters.len() > 2) << 5;
    let tail = |count: usize| fold(&letters[letters.len().saturating_sub(count)..]);
    Spelling {
        hash: fold(letters) | 1,
        ends: [tail(2), tail(3), tail(4)],
        front: fold(&letters[..letters.len().min(3)]),
        shape,
    }
}

/// Typographic quotes and dashes as the typewriter's.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' | '−' => '-',
        _ => c,
    }
}

fn fold(bytes: &[u8]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

/// The key of a feature: its kind and up to three values.
#[inline]
fn key(kind: u64, a: u32, b: u32, c: u32) -> u64 {
    let mut hash = (u64::from(a) | u64::from(b) << 32) ^ kind.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^= (hash >> 29) ^ u64::from(c).wrapping_mul(0xA24B_AED4_963E_E407);
    hash = hash.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^ (hash >> 31)
}

/// Small values as one.
#[inline]
fn pack(a: u8, b: u8, c: u8, d: u8) -> u32 {
    u32::from_le_bytes([a, b, c, d])
}

/// The nearest verb or auxiliary before a token, and how far it is; nothing beyond eight tokens.
fn verb_before(fine: &[u8], at: usize) -> u32 {
    let from = at.saturating_sub(8);
    let is_verb = |tag: u8| {
        let known = usize::from(tag).checked_sub(1).and_then(|place| super::FINE.get(place));
        known.is_some_and(|&(_, _, form)| form != VerbForm::None)
    };
    let place = fine[from..at].iter().rposition(|&tag| is_verb(tag));
    place.map_or(0, |place| pack(fine[from + place], (at - from - place) as u8, 0, 0))
}

/// Hands each feature of the token `at` to `add`; `fine` has the tags of the tokens before it.
#[inline]
pub(crate) fn of_tag(words: &[Word], fine: &[u8], at: usize, mut add: impl FnMut(u64)) {
    let near = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|place| words.get(place))
            .copied()
            .unwrap_or_default()
    };
    let (w, after, beyond, before, earlier) = (words[at], near(1), near(2), near(-1), near(-2));
    let back = |offset: usize| at.checked_sub(offset).map_or(0, |place| fine[place]);
    let (one, two) = (back(1), back(2));
    let s = w.spelling;
    let last = pack(one, two, 0, 0);
    let first = u8::from(at == 0);
    add(key(1, s.hash, 0, 0));
    add(key(2, s.hash, u32::from(s.shape), u32::from(first)));
    add(key(3, s.ends[0], u32::from(s.shape), u32::from(one)));
    add(key(4, s.ends[1], u32::from(s.shape), 0));
    add(key(5, s.ends[2], u32::from(s.shape & 1), 0));
    add(key(6, s.front, u32::from(s.shape & 1), 0));
    add(key(7, last, 0, 0));
    add(key(8, s.hash, u32::from(one), 0));
    add(key(9, before.id, u32::from(w.class), 0));
    add(key(10, after.id, u32::from(w.class), 0));
    add(key(11, beyond.id, u32::from(w.class), 0));
    add(key(12, earlier.id, u32::from(w.class), 0));
    add(key(13, after.spelling.ends[1], u32::from(one), 0));
    add(key(14, w.id, after.id, 0));
    add(key(15, before.id, w.id, 0));
    add(key(
        16,
        pack(s.shape, after.spelling.shape, before.spelling.shape, first),
        u32::from(one),
        0,
    ));
    add(key(17, pack(one, after.class, w.class, 0), 0, 0));
    add(key(18, pack(w.class, after.class, beyond.class, one), 0, 0));
    add(key(19, s.ends[1], last, 0));
    add(key(20, last, u32::from(w.class), u32::from(after.class)));
    add(key(21, before.id, after.id, u32::from(w.class)));
    let verb = verb_before(fine, at);
    add(key(22, verb, u32::from(w.class), u32::from(one)));
    add(key(23, verb & 0xff, s.ends[1], u32::from(w.class)));
}

/// The key by which a tag that goes without saying is looked up: the word, between the tag before it
/// and what is known of the word after it.
#[inline]
pub(crate) fn of_sure_tag(words: &[Word], fine: &[u8], at: usize) -> u64 {
    let before = at.checked_sub(1).map_or(0, |place| fine[place]);
    key(82, words[at].spelling.hash, pack(before, words[at + 1].class, 0, 0), 0)
}

/// The distance between two tokens in coarse steps.
fn steps(from: u16, to: u16) -> u8 {
    match to.saturating_sub(from) {
        near @ 0..=4 => near as u8,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    }
}

/// Labels among what a token governs that say what it still lacks.
const CORE: u32 = {
    use super::Dep::*;
    1 << Subj as u32
        | 1 << SubjPass as u32
        | 1 << Obj as u32
        | 1 << Aux as u32
        | 1 << AuxPass as u32
        | 1 << Mark as u32
        | 1 << Comp as u32
        | 1 << XComp as u32
        | 1 << Attr as u32
        | 1 << PObj as u32
        | 1 << Cc as u32
        | 1 << Conj as u32
        | 1 << Det as u32
        | 1 << Poss as u32
};

/// The keys by which a step that goes without saying is looked up, one after the other: the tags
/// around with what the two on the stack govern; the tags with the words of the top and the next.
#[inline]
pub(crate) fn of_sure(words: &[Word], fine: &[u8], state: &State) -> [u64; 2] {
    let [s0, s1, b0, b1] = [state.on_stack(0), state.on_stack(1), state.ahead(0), state.ahead(1)];
    let w = |token: u16| words[usize::from(token)].id;
    let t = |token: u16| fine[usize::from(token)];
    let kids = |token: u16| state.nodes[usize::from(token)].kids & CORE;
    [
        key(80, pack(t(s1), t(s0), t(b0), t(b1)), kids(s1), kids(s0)),
        key(81, pack(t(s1), t(s0), t(b0), 0), w(s0), w(b0)),
    ]
}

/// Hands each feature of a state to `add`.
#[inline]
pub(crate) fn of_state(words: &[Word], fine: &[u8], state: &State, mut add: impl FnMut(u64)) {
    let [s0, s1, s2] = [state.on_stack(0), state.on_stack(1), state.on_stack(2)];
    let [b0, b1, b2] = [state.ahead(0), state.ahead(1), state.ahead(2)];
    let w = |token: u16| words[usize::from(token)].id;
    let t = |token: u16| fine[usize::from(token)];
    let node = |token: u16| &state.nodes[usize::from(token)];
    let (s0w, s1w, b0w, b1w) = (w(s0), w(s1), w(b0), w(b1));
    let (s0t, s1t, s2t, b0t, b1t, b2t) = (t(s0), t(s1), t(s2), t(b0), t(b1), t(b2));
    let (n0, n1, nb) = (node(s0), node(s1), node(b0));
    let before_next = if state.next > 0 { t(state.next - 1) } else { 0 };
    let after_top = if s0 < state.len { t(s0 + 1) } else { 0 };
    let top = pack(s0t, b0t, s1t, 0);
    let far = steps(s0, b0);
    let apart = steps(s1, s0);
    add(key(30, top, u32::from(b1t), 0));
    add(key(31, s0w, pack(s0t, b0t, 0, 0), 0));
    add(key(32, s1w, pack(s1t, s0t, 0, 0), 0));
    add(key(33, b0w, pack(b0t, s0t, 0, 0), 0));
    add(key(34, b1w, pack(b1t, b0t, s0t, 0), 0));
    add(key(35, s0w, b0w, 0));
    add(key(36, s1w, s0w, 0));
    add(key(37, s1w, b0w, u32::from(s0t)));
    add(key(38, s0w, pack(b0t, b1t, 0, 0), 0));
    add(key(39, b0w, pack(s0t, b1t, s1t, 0), 0));
    add(key(40, s0w, pack(s1t, b0t, 0, 0), 0));
    add(key(41, s1w, pack(s0t, b0t, 0, 0), 0));
    add(key(42, pack(s0t, b0t, b1t, b2t), 0, 0));
    add(key(43, pack(s2t, s1t, s0t, b0t), 0, 0));
    add(key(44, w(s2), pack(s0t, s1t, b0t, 0), 0));
    of_children(&w, &t, (s0, s1, b0), [n0, n1, nb], &mut add);
    add(key(60, top, u32::from(far), u32::from(before_next)));
    add(key(61, top, u32::from(apart), 0));
    add(key(62, s0w, u32::from(far), u32::from(b0t)));
    add(key(63, s1w, pack(apart, s0t, 0, 0), 0));
    add(key(64, top, u32::from(after_top), u32::from(before_next)));
    add(key(65, pack(s0t, b0t, n0.lefts, n0.rights), 1 + u32::from(nb.lefts), 0));
    add(key(66, pack(s1t, s0t, n1.lefts, n1.rights), 1 + u32::from(n0.rights), 0));
    add(key(67, s0w, n0.kids & CORE, u32::from(b0t)));
    add(key(68, s1w, n1.kids & CORE, u32::from(s0t)));
    add(key(69, n0.kids & CORE, top, 0));
    add(key(70, n1.kids & CORE, top, 0));
    add(key(71, nb.kids & CORE, top, 0));
    add(key(72, n1.kids & CORE, pack(s1t, s0t, b0t, 0), n0.kids & CORE));
}

/// The features of what the two uppermost tokens of the stack and the next one govern.
#[inline]
fn of_children(
    w: &impl Fn(u16) -> u32,
    t: &impl Fn(u16) -> u8,
    (s0, s1, b0): (u16, u16, u16),
    [n0, n1, nb]: [&Node; 3],
    add: &mut impl FnMut(u64),
) {
    let (s0w, s1w, s0t, s1t, b0t) = (w(s0), w(s1), t(s0), t(s1), t(b0));
    add(key(45, pack(s0t, t(n0.left[0]), b0t, s1t), 0, 0));
    add(key(46, pack(s0t, t(n0.right[0]), b0t, s1t), 0, 0));
    add(key(47, pack(b0t, t(nb.left[0]), s0t, s1t), 0, 0));
    add(key(48, pack(s1t, t(n1.right[0]), s0t, b0t), 0, 0));
    add(key(49, pack(s1t, t(n1.left[0]), s0t, b0t), 0, 0));
    add(key(50, s0w, w(n0.right[0]), u32::from(s1t)));
    add(key(51, s1w, s0w, u32::from(t(n0.right[0]))));
    add(key(52, w(n0.right[0]), pack(s1t, s0t, b0t, 0), s0w));
    add(key(53, w(n0.left[0]), pack(s0t, b0t, s1t, 0), 0));
    add(key(54, w(n1.right[0]), pack(s1t, s0t, b0t, 0), 0));
    add(key(55, s1w, w(n0.right[0]), u32::from(s0t)));
    add(key(56, pack(s1t, t(n1.right[0]), t(n1.right[1]), s0t), 0, 0));
    add(key(57, pack(b0t, t(nb.left[0]), t(nb.left[1]), s0t), 0, 0));
    add(key(58, w(nb.left[0]), pack(b0t, s0t, s1t, 0), 0));
}
