//! A document, with an index of the bytes at which the plain run of a string stops.

/// How many bytes one word of the index stands for.
const BLOCK: usize = 64;

/// A document and its index: bit n of word w stands for byte `64 * w + n`.
#[derive(Clone, Copy)]
pub struct Text<'d> {
    pub bytes: &'d [u8],
    index: &'d [Marks],
}

/// Which bytes of a block stop the run of a string in any way, and which do as they are not ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    all: u64,
    high: u64,
}

impl<'d> Text<'d> {
    /// Indexes a document. The index is kept in `index`, whatever was there before.
    #[must_use]
    pub fn new(bytes: &'d [u8], index: &'d mut Vec<Marks>) -> Self {
        let (blocks, rest) = bytes.as_chunks();
        index.resize(blocks.len() + 1, Marks::default());
        let (first, last) = index.split_at_mut(blocks.len());
        mark(blocks, first);
        let mut padded = [b' '; BLOCK];
        padded[..rest.len()].copy_from_slice(rest);
        mark(&[padded], last);
        Self { bytes, index }
    }

    /// The byte at a position.
    #[inline]
    #[must_use]
    pub fn at(&self, pos: usize) -> Option<u8> {
        self.bytes.get(pos).copied()
    }

    /// The first position from `pos` on with a quote, a backslash or a control character; with `HIGH` also
    /// with a byte that is not ASCII.
    #[inline]
    #[must_use]
    pub fn stop<const HIGH: bool>(&self, pos: usize) -> Option<usize> {
        let bits = self.index.get(pos / BLOCK)?.bits::<HIGH>() >> (pos % BLOCK);
        if bits == 0 {
            return self.stop_after::<HIGH>(pos / BLOCK + 1);
        }
        Some(pos + bits.trailing_zeros() as usize)
    }

    /// The same from the start of a block on.
    #[inline(never)]
    fn stop_after<const HIGH: bool>(&self, block: usize) -> Option<usize> {
        let blocks = self.index.get(block..)?;
        let offset = blocks.iter().position(|marks| marks.bits::<HIGH>() != 0)?;
        Some((block + offset) * BLOCK + blocks[offset].bits::<HIGH>().trailing_zeros() as usize)
    }
}

impl Marks {
    #[inline]
    const fn bits<const HIGH: bool>(self) -> u64 {
        if HIGH { self.all } else { self.all & !self.high }
    }
}

/// Marks whole blocks.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)] // the first where the processor has it; the second, every x86_64 has
fn mark(blocks: &[[u8; BLOCK]], index: &mut [Marks]) {
    if is_x86_feature_detected!("avx2") {
        unsafe { mark_avx2(blocks, index) }
    } else {
        unsafe { mark_sse2(blocks, index) }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn mark_avx2(blocks: &[[u8; BLOCK]], index: &mut [Marks]) {
    use std::arch::x86_64::{
        _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x,
        _mm256_set1_epi8,
    };
    for (block, marks) in blocks.iter().zip(index) {
        let (mut all, mut high) = (0, 0);
        for (shift, words) in block.as_chunks().0.as_chunks().0.iter().enumerate() {
            let [a, b, c, d] = words.map(i64::from_le_bytes);
            let bytes = _mm256_set_epi64x(d, c, b, a);
            let quote = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x22));
            let backslash = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x5c));
            // Signed, so that all that is not ASCII is below as well.
            let below = _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes);
            let stops = _mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(quote, backslash), below));
            all |= u64::from(stops.cast_unsigned()) << (32 * shift);
            high |= u64::from(_mm256_movemask_epi8(bytes).cast_unsigned()) << (32 * shift);
        }
        *marks = Marks { all, high };
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
fn mark_sse2(blocks: &[[u8; BLOCK]], index: &mut [Marks]) {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x, _mm_set1_epi8,
    };
    for (block, marks) in blocks.iter().zip(index) {
        let (mut all, mut high) = (0, 0);
        for (shift, words) in block.as_chunks().0.as_chunks().0.iter().enumerate() {
            let [a, b] = words.map(i64::from_le_bytes);
            let bytes = _mm_set_epi64x(b, a);
            let quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x22));
            let backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x5c));
            let below = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
            let stops = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), below));
            all |= u64::from(stops.cast_unsigned()) << (16 * shift);
            high |= u64::from(_mm_movemask_epi8(bytes).cast_unsigned()) << (16 * shift);
        }
        *marks = Marks { all, high };
    }
}

/// Marks whole blocks.
#[cfg(not(target_arch = "x86_64"))]
use mark_plain as mark;

/// What the others do, in plain words; for machines they are not written for, and to test them.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn mark_plain(blocks: &[[u8; BLOCK]], index: &mut [Marks]) {
    for (block, marks) in blocks.iter().zip(index) {
        *marks = Marks::default();
        for (shift, &byte) in block.iter().enumerate() {
            let high = byte >= 0x80;
            let stop = high || byte < 0x20 || byte == b'"' || byte == b'\\';
            marks.all |= u64::from(stop) << shift;
            marks.high |= u64::from(high) << shift;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Marks, Text, mark_plain};

    #[cfg(target_arch = "x86_64")]
    #[test]
    #[allow(unsafe_code)] // as in `mark`
    fn all_ways_of_marking_agree() {
        let mut bytes = (0..=u8::MAX).cycle();
        let mut blocks = [[0; BLOCK]; 100];
        for (number, block) in blocks.iter_mut().enumerate() {
            block.fill_with(|| bytes.nth(number).unwrap_or_default());
        }
        let mut expected = [Marks::default(); 100];
        mark_plain(&blocks, &mut expected);
        let mut found = [Marks::default(); 100];
        unsafe { super::mark_sse2(&blocks, &mut found) };
        assert_eq!(found, expected);
        if is_x86_feature_detected!("avx2") {
            found.fill(Marks::default());
            unsafe { super::mark_avx2(&blocks, &mut found) };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn stops_are_found_wherever_they_are() {
        for length in 0..300_usize {
            for at in [0, length / 2, length.saturating_sub(1)] {
                for (byte, high) in [(b'"', false), (b'\\', false), (0x1f, false), (0x80, true), (0xff, true)]
                {
                    let mut bytes = vec![b'a'; length];
                    let Some(place) = bytes.get_mut(at) else { continue };
                    *place = byte;
                    let mut index = Vec::new();
                    let text = Text::new(&bytes, &mut index);
                    for from in [0, at] {
                        assert_eq!(text.stop::<true>(from), Some(at));
                        assert_eq!(text.stop::<false>(from), (!high).then_some(at));
                    }
                    assert_eq!(text.stop::<true>(at + 1), None);
                    assert_eq!(text.stop::<true>(length + 100), None);
                }
            }
        }
    }
}
