//! The half-built tree of an arc-hybrid parser: a stack of tokens whose head is still sought, the
//! tokens not yet read, and what each token governs so far.

/// Reads the next token onto the stack.
pub(crate) const SHIFT: u8 = 0;
/// `LEFT + d`, d from 1: the next token becomes the head of the top of the stack, with label d.
pub(crate) const LEFT: u8 = 0;
/// `RIGHT + d - 1`: the second on the stack becomes the head of its top, with label d.
pub(crate) const RIGHT: u8 = 30;
/// The number of choices.
pub(crate) const CHOICES: usize = 59;

/// A token in the tree. A missing token is the one behind the last, which governs nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Node {
    pub(crate) head: u16,
    pub(crate) dep: u8,
    /// How many tokens it governs to its left and right, at most 7.
    pub(crate) lefts: u8,
    pub(crate) rights: u8,
    /// The outermost and the second governed token on either side.
    pub(crate) left: [u16; 2],
    pub(crate) right: [u16; 2],
    /// The labels of all that it governs, a bit for each.
    pub(crate) kids: u32,
}

/// The state between two steps.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) nodes: Vec<Node>,
    pub(crate) stack: Vec<u16>,
    pub(crate) next: u16,
    pub(crate) len: u16,
}

impl State {
    /// Begins a sentence of `len` tokens, which must fit a `u16`.
    pub(crate) fn start(&mut self, len: usize) {
        self.len = u16::try_from(len).unwrap_or(u16::MAX);
        self.next = 0;
        self.stack.clear();
        self.nodes.clear();
        let none =
            Node { head: self.len, left: [self.len; 2], right: [self.len; 2], ..Node::default() };
        self.nodes.resize(usize::from(self.len) + 1, none);
    }

    /// Whether every token has been read and only the root is left on the stack.
    pub(crate) fn is_done(&self) -> bool {
        self.next == self.len && self.stack.len() <= 1
    }

    pub(crate) fn must_shift(&self) -> bool {
        self.stack.is_empty()
    }

    /// The choices that the state allows; they are neighbours.
    pub(crate) fn choices(&self) -> std::ops::Range<usize> {
        let first = if self.next < self.len { SHIFT } else { RIGHT };
        let end = if self.stack.len() > 1 { CHOICES } else { usize::from(RIGHT) };
        usize::from(first)..end
    }

    /// The token `depth` below the top of the stack, or the missing one.
    pub(crate) fn on_stack(&self, depth: usize) -> u16 {
        let at = self.stack.len().wrapping_sub(depth + 1);
        self.stack.get(at).copied().unwrap_or(self.len)
    }

    /// The token `ahead` after the next one, or the missing one.
    pub(crate) fn ahead(&self, ahead: u16) -> u16 {
        self.next.saturating_add(ahead).min(self.len)
    }

    /// Takes one step. A choice that the state does not allow leaves a tree all the same.
    pub(crate) fn apply(&mut self, choice: u8) {
        if choice == SHIFT {
            self.stack.push(self.next);
            self.next += 1;
        } else if choice < RIGHT {
            if let Some(child) = self.stack.pop() {
                self.attach(child, self.next, choice - LEFT);
            }
        } else if let Some(child) = self.stack.pop() {
            let head = self.on_stack(0);
            self.attach(child, head, choice - RIGHT + 1);
        }
        if self.next == self.len && self.stack.len() == 1 {
            let root = self.stack[0];
            self.nodes[usize::from(root)].head = root;
            self.nodes[usize::from(root)].dep = 0;
        }
    }

    fn attach(&mut self, child: u16, head: u16, dep: u8) {
        let node = &mut self.nodes[usize::from(child)];
        (node.head, node.dep) = (head, dep);
        let node = &mut self.nodes[usize::from(head)];
        node.kids |= 1 << dep;
        if child < head {
            node.left = if node.lefts == 0 || child < node.left[0] {
                [child, node.left[0]]
            } else {
                node.left
            };
            node.lefts = (node.lefts + 1).min(7);
        } else {
            node.right = [child, node.right[0]];
            node.rights = (node.rights + 1).min(7);
        }
    }
}
