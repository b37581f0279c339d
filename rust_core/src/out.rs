//! The buffers responses are written into.

/// Bytes appended to a buffer that is cleared ahead of use: short runs are copied as one block of fixed
/// size, which is cheaper than a copy of exactly their length.
#[derive(Debug, Default)]
pub struct Out {
    buffer: Vec<u8>,
    length: usize,
}

/// The size of such a block.
const BLOCK: usize = 32;

impl Out {
    #[inline]
    #[must_use]
    pub const fn mark(&self) -> usize {
        self.length
    }

    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.buffer.capacity()
    }

    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[..self.length]
    }

    /// Forgets all but the first `length` bytes.
    #[inline]
    pub const fn truncate(&mut self, length: usize) {
        self.length = length;
    }

    #[inline]
    pub fn push(&mut self, byte: u8) {
        if let Some(place) = self.buffer.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        } else {
            self.append(&[byte]);
        }
    }

    /// Appends a part of another text.
    #[inline]
    pub fn copy(&mut self, text: &[u8], start: usize, end: usize) {
        let length = end - start;
        if length <= BLOCK
            && let Some(from) = text.get(start..start + BLOCK)
            && let Some(to) = self.buffer.get_mut(self.length..self.length + BLOCK)
        {
            to.copy_from_slice(from);
            self.length += length;
        } else {
            self.append(&text[start..end]);
        }
    }

    /// Appends a text.
    #[inline]
    pub fn append(&mut self, text: &[u8]) {
        let end = self.length + text.len();
        if end > self.buffer.len() {
            self.grow(end);
        }
        self.buffer[self.length..end].copy_from_slice(text);
        self.length = end;
    }

    #[cold]
    fn grow(&mut self, least: usize) {
        self.buffer.resize((2 * least).max(4096), 0);
    }
}
