//! Reading JSON text in place. Every function takes the document and a position in it, and returns
//! the position after what it read. Nothing recurses, so no nesting is too deep.

use std::borrow::Cow;

/// The text is not JSON (RFC 8259).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid;

type End = Result<usize, Invalid>;

/// The first position from `pos` on that is not white space.
#[inline]
#[must_use]
pub fn space(doc: &[u8], mut pos: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = doc.get(pos) {
        pos += 1;
    }
    pos
}

/// Whether the value at `pos` is null. Its end, if so, is four bytes on.
#[inline]
#[must_use]
pub fn is_null(doc: &[u8], pos: usize) -> bool {
    doc.get(pos..pos + 4) == Some(b"null")
}

/// Reads a value and checks all of it.
///
/// # Errors
/// Where it is not JSON in UTF-8.
#[inline]
pub fn read(doc: &[u8], pos: usize) -> End {
    match doc.get(pos) {
        Some(b'"') => read_string(doc, pos),
        Some(b'{' | b'[') => read_nested(doc, pos),
        _ => scalar(doc, pos),
    }
}

/// Passes over a value whose content does not matter. It checks no more than it must to find the end.
///
/// # Errors
/// Where the text ends before the value does, or no value starts here.
#[inline]
pub fn skip(doc: &[u8], pos: usize) -> End {
    match doc.get(pos) {
        Some(b'"') => Ok(string(doc, pos)?.end),
        Some(b'{' | b'[') => skip_nested(doc, pos),
        _ => scalar(doc, pos),
    }
}

/// A string that was read over.
#[derive(Clone, Copy)]
pub struct Text {
    /// The position after the closing quote.
    pub end: usize,
    pub escaped: bool,
    pub ascii: bool,
}

/// Reads over the string whose opening quote is at `pos`.
///
/// # Errors
/// Where it does not end, holds a control character or a malformed escape.
#[inline]
pub fn string(doc: &[u8], pos: usize) -> Result<Text, Invalid> {
    let mut pos = pos + 1;
    let mut escaped = false;
    let mut high = 0;
    loop {
        if let Some(block) = doc.get(pos..).and_then(<[u8]>::first_chunk) {
            let (stops, highs) = classify(block);
            if stops == 0 {
                high |= highs;
                pos += BLOCK;
                continue;
            }
            let offset = stops.trailing_zeros();
            high |= highs & ((1 << offset) - 1);
            pos += offset as usize;
        }
        match doc.get(pos) {
            Some(b'"') => {
                let end = pos + 1;
                return Ok(Text { end, escaped, ascii: high == 0 });
            }
            Some(b'\\') => {
                escaped = true;
                pos = escape(doc, pos)?;
            }
            None | Some(..0x20) => return Err(Invalid),
            Some(byte) => {
                high |= u32::from(byte >> 7);
                pos += 1;
            }
        }
    }
}

/// The string whose quotes are at `start` and before `end`, without escapes. It has been read before.
#[must_use]
pub fn decode(doc: &[u8], start: usize, end: usize) -> Option<Cow<'_, [u8]>> {
    let raw = doc.get(start + 1..end - 1)?;
    if memchr::memchr(b'\\', raw).is_none() {
        return Some(Cow::Borrowed(raw));
    }
    let text: String = serde_json::from_slice(doc.get(start..end)?).ok()?;
    Some(Cow::Owned(text.into_bytes()))
}

fn read_string(doc: &[u8], pos: usize) -> End {
    let text = string(doc, pos)?;
    if text.ascii || std::str::from_utf8(&doc[pos..text.end]).is_ok() { Ok(text.end) } else { Err(Invalid) }
}

fn escape(doc: &[u8], pos: usize) -> End {
    match doc.get(pos + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(pos + 2),
        Some(b'u') => match doc.get(pos + 2..pos + 6) {
            Some(digits) if digits.iter().all(u8::is_ascii_hexdigit) => Ok(pos + 6),
            _ => Err(Invalid),
        },
        _ => Err(Invalid),
    }
}

fn scalar(doc: &[u8], pos: usize) -> End {
    match doc.get(pos) {
        Some(b'-' | b'0'..=b'9') => number(doc, pos),
        Some(b't') => literal(doc, pos, b"true"),
        Some(b'f') => literal(doc, pos, b"false"),
        Some(b'n') => literal(doc, pos, b"null"),
        _ => Err(Invalid),
    }
}

fn literal(doc: &[u8], pos: usize, word: &[u8]) -> End {
    let end = pos + word.len();
    if doc.get(pos..end) == Some(word) { Ok(end) } else { Err(Invalid) }
}

fn number(doc: &[u8], mut pos: usize) -> End {
    if doc.get(pos) == Some(&b'-') {
        pos += 1;
    }
    pos = match doc.get(pos) {
        Some(b'0') => pos + 1,
        _ => digits(doc, pos)?,
    };
    if doc.get(pos) == Some(&b'.') {
        pos = digits(doc, pos + 1)?;
    }
    if let Some(b'e' | b'E') = doc.get(pos) {
        pos += 1;
        if let Some(b'+' | b'-') = doc.get(pos) {
            pos += 1;
        }
        pos = digits(doc, pos)?;
    }
    Ok(pos)
}

fn digits(doc: &[u8], start: usize) -> End {
    let mut pos = start;
    while let Some(b'0'..=b'9') = doc.get(pos) {
        pos += 1;
    }
    if pos > start { Ok(pos) } else { Err(Invalid) }
}

/// Reads an array or object, with the brackets still open on a stack of its own.
fn read_nested(doc: &[u8], mut pos: usize) -> End {
    let mut open = Vec::new();
    loop {
        // A value starts here.
        match doc.get(pos) {
            Some(bracket @ (b'{' | b'[')) => {
                let close = bracket + 2;
                pos = space(doc, pos + 1);
                if doc.get(pos) != Some(&close) {
                    open.push(close);
                    if close == b'}' {
                        pos = key(doc, pos)?;
                    }
                    continue;
                }
                pos += 1;
            }
            Some(b'"') => pos = read_string(doc, pos)?,
            _ => pos = scalar(doc, pos)?,
        }
        // A value ended here.
        loop {
            let Some(&close) = open.last() else { return Ok(pos) };
            pos = space(doc, pos);
            match doc.get(pos) {
                Some(b',') => {
                    pos = space(doc, pos + 1);
                    if close == b'}' {
                        pos = key(doc, pos)?;
                    }
                    break;
                }
                Some(&byte) if byte == close => {
                    open.pop();
                    pos += 1;
                }
                _ => return Err(Invalid),
            }
        }
    }
}

/// Reads a key and its colon, up to the value.
fn key(doc: &[u8], pos: usize) -> End {
    if doc.get(pos) != Some(&b'"') {
        return Err(Invalid);
    }
    colon(doc, read_string(doc, pos)?)
}

/// Reads a colon and the white space around it.
///
/// # Errors
/// Where there is none.
#[inline]
pub fn colon(doc: &[u8], pos: usize) -> End {
    let pos = space(doc, pos);
    if doc.get(pos) == Some(&b':') { Ok(space(doc, pos + 1)) } else { Err(Invalid) }
}

/// Passes over an array or object by counting brackets outside of strings.
fn skip_nested(doc: &[u8], mut pos: usize) -> End {
    let mut depth = 0_usize;
    loop {
        match doc.get(pos) {
            None => return Err(Invalid),
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => {
                depth -= 1;
                if depth == 0 {
                    return Ok(pos + 1);
                }
            }
            Some(b'"') => {
                pos = string(doc, pos)?.end;
                continue;
            }
            Some(_) => {}
        }
        pos += 1;
    }
}

/// How many bytes are looked at together.
const BLOCK: usize = 16;

/// Two bit masks over a block: the bytes at which the plain run of a string stops (quote, backslash,
/// control character), and those that are not ASCII.
#[cfg(target_arch = "x86_64")]
#[inline]
#[allow(unsafe_code)] // every x86_64 has SSE2, but the compiler does not take this for granted
fn classify(block: &[u8; BLOCK]) -> (u32, u32) {
    unsafe { classify_sse2(block) }
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "sse2")]
fn classify_sse2(block: &[u8; BLOCK]) -> (u32, u32) {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x, _mm_set1_epi8,
    };
    let (low, high) = block.split_at(8);
    let word = |half: &[u8]| half.first_chunk().map_or(0, |bytes| i64::from_le_bytes(*bytes));
    let bytes = _mm_set_epi64x(word(high), word(low));
    let quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x22));
    let backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x5c));
    let control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    let stops = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control));
    (stops.cast_unsigned(), _mm_movemask_epi8(bytes).cast_unsigned())
}

/// The same for other machines.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn classify(block: &[u8; BLOCK]) -> (u32, u32) {
    let mut stops = 0;
    let mut highs = 0;
    for (index, &byte) in block.iter().enumerate() {
        stops |= u32::from(byte == b'"' || byte == b'\\' || byte < 0x20) << index;
        highs |= u32::from(byte >> 7) << index;
    }
    (stops, highs)
}
