//! Prefix codes of least cost (Huffman), no word longer than a limit, as zlib makes them.

/// No word of deflate is longer.
pub(super) const LONGEST: usize = 15;
/// Symbols of the largest code: literals, the end of a block, lengths of repetitions.
pub(super) const LITERALS: usize = 286;

/// A prefix code: the length of each symbol's word, and its bits in the order they are written.
pub(super) struct Code<const N: usize> {
    pub lengths: [u8; N],
    pub codes: [u16; N],
}

impl<const N: usize> Code<N> {
    /// The code for symbols that occur so often, no word longer than `longest`.
    pub fn of(counts: &[u32; N], longest: usize) -> Code<N> {
        let mut tree = Tree::of(counts);
        let lengths = tree.lengths::<N>(longest);
        let mut of_length = [0u16; LONGEST + 1];
        lengths.iter().filter(|bits| **bits > 0).for_each(|bits| of_length[usize::from(*bits)] += 1);
        let mut next = [0u16; LONGEST + 2];
        for bits in 1..=LONGEST {
            next[bits + 1] = (next[bits] + of_length[bits]) << 1;
        }
        let mut codes = [0; N];
        for (code, bits) in codes.iter_mut().zip(lengths).filter(|(_, bits)| *bits > 0) {
            let next = &mut next[usize::from(bits)];
            *code = next.reverse_bits() >> (16 - bits);
            *next = next.wrapping_add(1);
        }
        Code { lengths, codes }
    }

    /// Symbols up to the last that has a word.
    pub fn used(&self) -> usize {
        self.lengths.iter().rposition(|bits| *bits != 0).map_or(0, |last| last + 1)
    }
}

/// Room for the leaves of the largest code and the nodes above them; place 0 of a heap is not used.
const NODES: usize = 2 * LITERALS + 1;

/// A tree in the making. Ties go to the shallower of two nodes, then as zlib's heap happens to have them.
struct Tree {
    /// How often what is below a node occurs, and how deep it is, in the lowest byte.
    weights: [u32; NODES],
    above: [u16; NODES],
    /// Nodes not yet joined, the lightest at place 1.
    heap: [u16; NODES],
    size: usize,
    /// Nodes in the order they were joined.
    joined: Vec<u16>,
}

impl Tree {
    fn of<const N: usize>(counts: &[u32; N]) -> Tree {
        let mut tree = Tree { weights: [0; NODES], above: [0; NODES], heap: [0; NODES], size: 0, joined: Vec::with_capacity(NODES) };
        for (symbol, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            tree.leaf(symbol, *count);
        }
        // a reader wants two words at least
        for symbol in 0.. {
            if tree.size >= 2 {
                break;
            }
            if tree.weights[symbol] == 0 {
                tree.leaf(symbol, 1);
            }
        }
        (1..=tree.size / 2).rev().for_each(|place| tree.sink(place));
        let mut node = N;
        loop {
            let lightest = tree.take();
            let next = tree.heap[1];
            tree.joined.extend([lightest, next]);
            let (a, b) = (tree.weights[usize::from(lightest)], tree.weights[usize::from(next)]);
            tree.weights[node] = ((a & !0xFF) + (b & !0xFF)) | ((a & 0xFF).max(b & 0xFF) + 1);
            tree.above[usize::from(lightest)] = node as u16;
            tree.above[usize::from(next)] = node as u16;
            tree.heap[1] = node as u16;
            node += 1;
            tree.sink(1);
            if tree.size < 2 {
                break;
            }
        }
        tree.joined.push(tree.heap[1]);
        tree
    }

    fn leaf(&mut self, symbol: usize, count: u32) {
        self.weights[symbol] = count << 8;
        self.size += 1;
        self.heap[self.size] = symbol as u16;
    }

    fn take(&mut self) -> u16 {
        let lightest = self.heap[1];
        self.heap[1] = self.heap[self.size];
        self.size -= 1;
        self.sink(1);
        lightest
    }

    /// Lets the node at a place of the heap sink below all lighter ones.
    fn sink(&mut self, mut place: usize) {
        let weight = |tree: &Tree, place: usize| tree.weights[usize::from(tree.heap[place])];
        let node = self.heap[place];
        let own = self.weights[usize::from(node)];
        let mut below = place * 2;
        while below <= self.size {
            let mut lighter = weight(self, below);
            if below < self.size && weight(self, below + 1) <= lighter {
                below += 1;
                lighter = weight(self, below);
            }
            if own <= lighter {
                break;
            }
            self.heap[place] = self.heap[below];
            place = below;
            below = place * 2;
        }
        self.heap[place] = node;
    }

    /// The depth of each leaf, none deeper than `longest`.
    fn lengths<const N: usize>(&mut self, longest: usize) -> [u8; N] {
        let mut depths = [0u8; NODES];
        let mut of_length = [0usize; LONGEST + 1];
        let mut too_deep = 0;
        let mut lengths = [0; N];
        // from the root down
        for node in self.joined.iter().rev().skip(1).map(|node| usize::from(*node)) {
            let mut depth = depths[usize::from(self.above[node])] + 1;
            if usize::from(depth) > longest {
                depth = longest as u8;
                too_deep += 1;
            }
            depths[node] = depth;
            if let Some(length) = lengths.get_mut(node) {
                *length = depth;
                of_length[usize::from(depth)] += 1;
            }
        }
        if too_deep == 0 {
            return lengths;
        }
        // a leaf above goes down one step and takes one that was too deep as its neighbour
        while too_deep > 0 {
            let bits = (1..longest).rev().find(|bits| of_length[*bits] > 0).unwrap_or(1);
            of_length[bits] -= 1;
            of_length[bits + 1] += 2;
            of_length[longest] -= 1;
            too_deep -= 2;
        }
        // the lightest get the longest words
        let mut leaves = self.joined.iter().map(|node| usize::from(*node)).filter(|node| *node < N);
        for bits in (1..=longest).rev() {
            for leaf in leaves.by_ref().take(of_length[bits]) {
                lengths[leaf] = bits as u8;
            }
        }
        lengths
    }
}
