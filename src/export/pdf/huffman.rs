//! Deflate by Huffman codes alone: what zlib writes with that strategy, byte for byte, without what zlib keeps ready for
//! finding repetitions (a window, chains of hashes, a list of symbols): a third of its time, for half of all that is written.
//!
//! RFC 1950 (the frame), RFC 1951 (the blocks). The choice among codes of the same cost is zlib's, so that files stay the
//! same; the test holds the bytes against zlib-rs.

mod code;

use code::{Code, LITERALS, LONGEST};

/// Literals of a block: what zlib gathers at its largest memory level before it writes them.
const BLOCK: usize = 32_767;
const END: usize = 256;
const DISTANCES: usize = 30;
const LENGTHS: usize = 19;
/// Order in which the lengths of the codes for lengths are written.
const ORDER: [usize; LENGTHS] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_LENGTH: usize = 7;

/// Packs bytes into a zlib stream.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut out = Bits { bytes: Vec::with_capacity(bytes.len() + bytes.len() / BLOCK * 8 + 64), held: 0, count: 0 };
    // deflate with a window of 32 KB; no level that would say how well it was searched
    out.bytes.extend_from_slice(&[0x78, 0x01]);
    // zlib writes a full block before it looks whether anything follows, so the last one is never full
    let (full, last) = bytes.split_at(bytes.len() / BLOCK * BLOCK);
    full.chunks(BLOCK).for_each(|bytes| block(&mut out, bytes, false, true));
    block(&mut out, last, true, full.len() >= left_window(bytes.len()));
    out.align();
    out.bytes.extend_from_slice(&zlib_rs::adler32::adler32(1, bytes).to_be_bytes());
    out.bytes
}

/// How much of so many bytes zlib has moved out of its window of 64 KB when it comes to their end: it moves half of it when
/// little room is left, and cannot store a block that is no longer there whole.
fn left_window(length: usize) -> usize {
    const HALF: usize = 1 << 15;
    const LOOKAHEAD: usize = 262;
    let before = (length / HALF).saturating_sub(1) * HALF;
    if length - before >= 2 * HALF - LOOKAHEAD { before + HALF } else { before }
}

/// Writes a block in the shortest of three ways: stored, by the codes every reader knows, by codes of its own.
fn block(out: &mut Bits, bytes: &[u8], last: bool, can_store: bool) {
    let last = u64::from(last);
    if bytes.is_empty() {
        // the end of a block in the known codes
        out.put(last | 1 << 1, 3);
        out.put(0, 7);
        return;
    }
    let mut counts = count(bytes);
    counts[END] = 1;
    let literals = Code::<LITERALS>::of(&counts, LONGEST);
    let distances = Code::<DISTANCES>::of(&[0; DISTANCES], LONGEST);
    let (used, far) = (literals.used(), distances.used());
    let runs = runs(&literals.lengths[..used], &distances.lengths[..far]);
    let mut of_lengths = [0; LENGTHS];
    runs.iter().for_each(|run| of_lengths[usize::from(run.symbol)] += 1);
    let lengths = Code::<LENGTHS>::of(&of_lengths, LONGEST_LENGTH);
    let shown = ORDER.iter().rposition(|symbol| lengths.lengths[*symbol] != 0).map_or(4, |at| (at + 1).max(4));

    let cost = |counts: &[u32], lengths: &[u8]| counts.iter().zip(lengths).map(|(n, bits)| *n as usize * usize::from(*bits)).sum::<usize>();
    let extra: usize = runs.iter().map(|run| usize::from(run.extra_bits)).sum();
    let own = cost(&counts, &literals.lengths) + cost(&of_lengths, &lengths.lengths) + extra + 3 * shown + 14;
    let known = bytes.len() * 8 + bytes.iter().filter(|byte| **byte >= 144).count() + 7;
    let (own, known) = ((own + 10) / 8, (known + 10) / 8);
    if can_store && bytes.len() + 4 <= own.min(known) {
        out.put(last, 3);
        out.align();
        let length = bytes.len() as u16;
        out.bytes.extend_from_slice(&length.to_le_bytes());
        out.bytes.extend_from_slice(&(!length).to_le_bytes());
        out.bytes.extend_from_slice(bytes);
        return;
    }
    if known <= own {
        out.put(last | 1 << 1, 3);
        known_codes(out, bytes);
        return;
    }
    out.put(last | 2 << 1, 3);
    out.put(used as u64 - 257, 5);
    out.put(far as u64 - 1, 5);
    out.put(shown as u64 - 4, 4);
    for symbol in &ORDER[..shown] {
        out.put(u64::from(lengths.lengths[*symbol]), 3);
    }
    for run in &runs {
        let symbol = usize::from(run.symbol);
        out.put(u64::from(lengths.codes[symbol]), lengths.lengths[symbol]);
        out.put(u64::from(run.extra), run.extra_bits);
    }
    let mut table = [(0u64, 0u8); 256];
    for (entry, (code, bits)) in table.iter_mut().zip(literals.codes.iter().zip(&literals.lengths)) {
        *entry = (u64::from(*code), *bits);
    }
    out.all(bytes, &table);
    out.put(u64::from(literals.codes[END]), literals.lengths[END]);
}

/// How often each byte occurs. Four counters each, since the same byte often comes twice in a row.
fn count(bytes: &[u8]) -> [u32; LITERALS] {
    let mut counts = [[0u32; 256]; 4];
    let mut fours = bytes.chunks_exact(4);
    for four in &mut fours {
        for (counter, byte) in counts.iter_mut().zip(four) {
            counter[usize::from(*byte)] += 1;
        }
    }
    fours.remainder().iter().for_each(|byte| counts[0][usize::from(*byte)] += 1);
    let mut sums = [0; LITERALS];
    for (byte, sum) in sums.iter_mut().take(256).enumerate() {
        *sum = counts.iter().map(|counter| counter[byte]).sum();
    }
    sums
}

/// The codes every reader knows (RFC 1951, 3.2.6).
fn known_codes(out: &mut Bits, bytes: &[u8]) {
    let reversed = |code: u16, bits: u8| (u64::from(code.reverse_bits() >> (16 - bits)), bits);
    let mut table = [(0, 0); 256];
    for (byte, entry) in (0u16..).zip(&mut table) {
        *entry = if byte < 144 { reversed(0x30 + byte, 8) } else { reversed(0x190 + byte - 144, 9) };
    }
    out.all(bytes, &table);
    out.put(0, 7);
}

/// A piece of the table of lengths: a length, or a repetition of one.
#[derive(Clone, Copy)]
struct Run {
    symbol: u8,
    extra: u8,
    extra_bits: u8,
}

/// The lengths of both codes as they are written: repetitions never go from the one to the other.
fn runs(literals: &[u8], distances: &[u8]) -> Vec<Run> {
    let mut out = Vec::with_capacity(LITERALS);
    for lengths in [literals, distances] {
        for same in lengths.chunk_by(|a, b| a == b) {
            repeat(&mut out, same[0], same.len());
        }
    }
    out
}

fn repeat(out: &mut Vec<Run>, length: u8, mut left: usize) {
    let plain = Run { symbol: length, extra: 0, extra_bits: 0 };
    let mut fresh = true;
    while left > 0 {
        // a repetition of a length follows the length itself; zeros are repeated at once
        let (most, least) = match (length, fresh) {
            (0, _) => (138, 3),
            (_, true) => (7, 4),
            (_, false) => (6, 3),
        };
        let part = left.min(most);
        left -= part;
        if part < least {
            out.extend(std::iter::repeat_n(plain, part));
        } else if length != 0 {
            let again = if fresh { part - 1 } else { part };
            out.extend(fresh.then_some(plain));
            out.push(Run { symbol: 16, extra: again as u8 - 3, extra_bits: 2 });
        } else if part <= 10 {
            out.push(Run { symbol: 17, extra: part as u8 - 3, extra_bits: 3 });
        } else {
            out.push(Run { symbol: 18, extra: part as u8 - 11, extra_bits: 7 });
        }
        fresh = false;
    }
}

/// Bits of a stream, the first lowest.
struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// Adds at most 15 bits.
    fn put(&mut self, bits: u64, count: u8) {
        self.held |= bits << self.count;
        self.count += u32::from(count);
        self.flush();
    }

    /// Adds the words of all bytes, several at a time: 63 bits with the seven that are held.
    fn all(&mut self, bytes: &[u8], words: &[(u64, u8); 256]) {
        let longest = words.iter().map(|(_, count)| *count).max().unwrap_or(0);
        match longest {
            0..=9 => self.by::<6>(bytes, words),
            10..=14 => self.by::<4>(bytes, words),
            _ => self.by::<3>(bytes, words),
        }
    }

    fn by<const TOGETHER: usize>(&mut self, bytes: &[u8], words: &[(u64, u8); 256]) {
        const ROOM: usize = 1024;
        let mut written = [0; ROOM + 8];
        let mut at = 0;
        let mut groups = bytes.chunks_exact(TOGETHER);
        for group in &mut groups {
            for byte in group {
                let (bits, count) = words[usize::from(*byte)];
                self.held |= bits << self.count;
                self.count += u32::from(count);
            }
            written[at..at + 8].copy_from_slice(&self.held.to_le_bytes());
            let whole = self.count / 8;
            at += whole as usize;
            self.held >>= whole * 8;
            self.count -= whole * 8;
            if at >= ROOM {
                self.bytes.extend_from_slice(&written[..at]);
                at = 0;
            }
        }
        self.bytes.extend_from_slice(&written[..at]);
        for byte in groups.remainder() {
            let (bits, count) = words[usize::from(*byte)];
            self.put(bits, count);
        }
    }

    /// Writes whole bytes; seven bits at most stay.
    fn flush(&mut self) {
        let whole = self.count / 8;
        let end = self.bytes.len() + whole as usize;
        self.bytes.extend_from_slice(&self.held.to_le_bytes());
        self.bytes.truncate(end);
        self.held >>= whole * 8;
        self.count -= whole * 8;
    }

    /// Fills up the last byte.
    fn align(&mut self) {
        if self.count > 0 {
            self.bytes.push(self.held as u8);
        }
        (self.held, self.count) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use zlib_rs::{DeflateConfig, ReturnCode, Strategy as How};

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let config = DeflateConfig { strategy: How::HuffmanOnly, mem_level: 9, ..DeflateConfig::default() };
        let mut out = vec![0; zlib_rs::compress_bound(bytes.len())];
        let (packed, code) = zlib_rs::compress_slice(&mut out, bytes, config);
        assert_eq!(code, ReturnCode::Ok);
        packed.to_vec()
    }

    #[track_caller]
    fn check(bytes: &[u8]) {
        let (own, theirs) = (pack(bytes), zlib(bytes));
        let at = own.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
        assert!(
            own == theirs,
            "{} bytes, {} and {}, from {at}: {:?} {:?}",
            bytes.len(),
            own.len(),
            theirs.len(),
            &own[at..own.len().min(at + 9)],
            &theirs[at..theirs.len().min(at + 9)]
        );
    }

    /// Bytes without order: `spread` 1 makes all as frequent, more makes the low ones frequenter.
    fn noise(length: usize, seed: u32, spread: u32) -> Vec<u8> {
        let mut state = seed | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state >> 8 & 0xFF
        };
        (0..length).map(|_| (0..spread).fold(255, |least, _| least.min(next())) as u8).collect()
    }

    #[test]
    fn every_length_around_a_block_is_what_zlib_writes() {
        for length in [0, 1, 2, 3, 4, 5, 100, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, 2 * BLOCK + 1, 200_000] {
            for spread in [1, 2, 5, 40] {
                check(&noise(length, 77 + spread, spread));
            }
            check(&vec![7; length]);
            check(&vec![200; length]);
        }
    }

    #[test]
    fn words_that_would_be_too_long_are_shortened_as_zlib_does() {
        // Fibonacci numbers make the deepest tree
        let (mut a, mut b) = (1, 1);
        let mut bytes = Vec::new();
        for byte in 0..21u8 {
            bytes.extend(std::iter::repeat_n(byte * 3, a));
            (a, b) = (b, a + b);
        }
        check(&bytes);
        check(&bytes[..bytes.len() / 2]);
        bytes.reverse();
        check(&bytes);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_bytes_are_what_zlib_writes(bytes in proptest::collection::vec(any::<u8>(), 0..600), low in proptest::collection::vec(0u8..9, 0..600)) {
            prop_assert_eq!(pack(&bytes), zlib(&bytes));
            prop_assert_eq!(pack(&low), zlib(&low));
            let both = [low, bytes].concat();
            prop_assert_eq!(pack(&both), zlib(&both));
        }

        #[test]
        fn long_noise_is_what_zlib_writes(length in 0usize..150_000, seed in any::<u32>(), spread in 1u32..60) {
            let bytes = noise(length, seed, spread);
            prop_assert!(pack(&bytes) == zlib(&bytes));
        }
    }
}
