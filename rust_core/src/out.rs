//! The buffers responses are written into.

/// Bytes that grow. What is short is copied as one block of fixed size, which costs less than a copy of
/// just its length; so the buffer is longer than what was written.
#[derive(Debug, Default)]
pub struct Out {
    buffer: Vec<u8>,
    length: usize,
}

/// The size of a block.
const BLOCK: usize = 64;
/// The size of a block that holds nothing but a response key.
pub const SMALL: usize = 32;

impl Out {
    /// How much was written.
    #[inline]
    #[must_use]
    pub const fn mark(&self) -> usize {
        self.length
    }

    /// How much memory it takes.
    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.buffer.capacity()
    }

    /// What was written.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[..self.length]
    }

    /// Forgets what was written after a mark.
    #[inline]
    pub const fn truncate(&mut self, mark: usize) {
        self.length = mark;
    }

    /// Appends a byte.
    #[inline]
    pub fn push(&mut self, byte: u8) {
        if let Some(place) = self.buffer.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        } else {
            self.append(&[byte]);
        }
    }

    /// Appends the first bytes of a block.
    #[inline]
    pub fn push_block(&mut self, block: &[u8; SMALL], length: usize) {
        if let Some(place) = self.buffer.get_mut(self.length..).and_then(<[u8]>::first_chunk_mut) {
            *place = *block;
            self.length += length;
        } else {
            self.append(&block[..length]);
        }
    }

    /// Appends a part of another text.
    #[inline]
    pub fn copy(&mut self, text: &[u8], start: usize, end: usize) {
        let length = end - start;
        if length <= BLOCK
            && let Some(block) = text.get(start..).and_then(<[u8]>::first_chunk::<BLOCK>)
            && let Some(place) = self.buffer.get_mut(self.length..).and_then(<[u8]>::first_chunk_mut)
        {
            *place = *block;
            self.length += length;
        } else {
            self.append(&text[start..end]);
        }
    }

    /// Appends a text.
    #[inline(never)]
    pub fn append(&mut self, text: &[u8]) {
        let end = self.length + text.len();
        if end > self.buffer.len() {
            self.buffer.resize((end + end / 2).max(4096), 0);
        }
        self.buffer[self.length..end].copy_from_slice(text);
        self.length = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{Out, SMALL};

    #[test]
    fn parts_of_every_length_are_copied_whole() {
        let text: Vec<u8> = (0..=255).cycle().take(9000).collect();
        let mut out = Out::default();
        let mut expected = Vec::new();
        for length in (0..200).chain([5000, 0, 1, 63, 64, 65]) {
            for start in [0, 7, text.len() - length] {
                out.copy(&text, start, start + length);
                out.push(b'|');
                expected.extend_from_slice(&text[start..start + length]);
                expected.push(b'|');
                out.push_block(&[b'x'; SMALL], length.min(SMALL));
                expected.resize(expected.len() + length.min(SMALL), b'x');
            }
        }
        assert_eq!(out.bytes(), expected);
    }
}
