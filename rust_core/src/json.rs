//! Reading JSON text in place. Every function takes the document and a position in it, and returns
//! the position after what it read. Nothing recurses, so no nesting is too deep.

use std::borrow::Cow;

use crate::text::Text;

/// The text is not JSON (RFC 8259).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid;

type End = Result<usize, Invalid>;

/// The first position from `pos` on that is not white space.
#[inline]
#[must_use]
pub fn space(doc: &Text, mut pos: usize) -> usize {
    while let Some(..=b' ') = doc.at(pos) {
        if !matches!(doc.bytes[pos], b' ' | b'\n' | b'\r' | b'\t') {
            break;
        }
        pos += 1;
    }
    pos
}

/// Whether the value at `pos` is null. Its end, if so, is four bytes on.
#[inline]
#[must_use]
pub fn is_null(doc: &Text, pos: usize) -> bool {
    doc.bytes.get(pos..pos + 4) == Some(b"null")
}

/// Reads a value and checks all of it.
///
/// # Errors
/// Where it is not JSON in UTF-8.
#[inline]
pub fn read(doc: &Text, pos: usize) -> End {
    match doc.at(pos) {
        Some(b'"') => string::<true>(doc, pos),
        _ => read_other(doc, pos),
    }
}

#[inline(never)]
fn read_other(doc: &Text, pos: usize) -> End {
    match doc.at(pos) {
        Some(b'{' | b'[') => read_nested(doc, pos),
        _ => scalar(doc, pos),
    }
}

/// Passes over a value whose content does not matter. It checks no more than it must to find the end.
///
/// # Errors
/// Where the text ends before the value does, or no value starts here.
#[inline]
pub fn skip(doc: &Text, pos: usize) -> End {
    match doc.at(pos) {
        Some(b'"') => string::<false>(doc, pos),
        _ => skip_other(doc, pos),
    }
}

#[inline(never)]
fn skip_other(doc: &Text, pos: usize) -> End {
    match doc.at(pos) {
        Some(b'{' | b'[') => skip_nested(doc, pos),
        _ => scalar(doc, pos),
    }
}

/// Reads over the string whose opening quote is at `pos`. With `CHECK` it must be UTF-8.
///
/// # Errors
/// Where it does not end, holds a control character or a malformed escape.
#[inline]
pub fn string<const CHECK: bool>(doc: &Text, pos: usize) -> End {
    match doc.stop::<CHECK>(pos + 1) {
        Some(stop) if doc.at(stop) == Some(b'"') => Ok(stop + 1),
        Some(stop) => string_on::<CHECK>(doc, stop),
        None => Err(Invalid),
    }
}

/// Reads on in a string where something else than its end is at `pos`.
#[inline(never)]
fn string_on<const CHECK: bool>(doc: &Text, mut pos: usize) -> End {
    loop {
        pos = match doc.at(pos) {
            Some(b'"') => return Ok(pos + 1),
            Some(b'\\') => escape(doc, pos)?,
            Some(0x80..) => characters(doc, pos)?,
            _ => return Err(Invalid),
        };
        pos = doc.stop::<CHECK>(pos).ok_or(Invalid)?;
    }
}

/// Reads characters of more than one byte, to the next that is ASCII (RFC 3629, section 4).
fn characters(doc: &Text, mut pos: usize) -> End {
    while let Some(0x80..) = doc.at(pos) {
        pos += match doc.bytes.get(pos..).unwrap_or_default() {
            [0xc2..=0xdf, 0x80..=0xbf, ..] => 2,
            [0xe0, 0xa0..=0xbf, 0x80..=0xbf, ..]
            | [0xe1..=0xec | 0xee..=0xef, 0x80..=0xbf, 0x80..=0xbf, ..]
            | [0xed, 0x80..=0x9f, 0x80..=0xbf, ..] => 3,
            [0xf0, 0x90..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
            | [0xf1..=0xf3, 0x80..=0xbf, 0x80..=0xbf, 0x80..=0xbf, ..]
            | [0xf4, 0x80..=0x8f, 0x80..=0xbf, 0x80..=0xbf, ..] => 4,
            _ => return Err(Invalid),
        };
    }
    Ok(pos)
}

/// The JSON of the value that an object, which starts at `pos`, has under a name: the last, if there are
/// more.
///
/// # Errors
/// Where it is no object.
pub fn member<'d>(doc: &Text<'d>, pos: usize, name: &[u8]) -> Result<Option<&'d [u8]>, Invalid> {
    let mut found = None;
    let mut pos = space(doc, pos + 1);
    if doc.at(pos) == Some(b'}') {
        return Ok(None);
    }
    loop {
        let start = key(doc, pos)?;
        let end = skip(doc, start)?;
        let quoted = &doc.bytes[pos..string::<true>(doc, pos)?];
        if decode(quoted).is_some_and(|text| *text == *name) {
            found = Some(&doc.bytes[start..end]);
        }
        pos = match comma(doc, end) {
            Some(next) => next,
            None => return close(doc, end, b'}').map(|_| found),
        };
    }
}

fn escape(doc: &Text, pos: usize) -> End {
    match doc.at(pos + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(pos + 2),
        Some(b'u') => match doc.bytes.get(pos + 2..pos + 6) {
            Some(digits) if digits.iter().all(u8::is_ascii_hexdigit) => Ok(pos + 6),
            _ => Err(Invalid),
        },
        _ => Err(Invalid),
    }
}

/// The text of a string, or nothing where the JSON is no string. It has been read before.
#[must_use]
pub fn decode(json: &[u8]) -> Option<Cow<'_, [u8]>> {
    let [b'"', text @ .., b'"'] = json else { return None };
    if memchr::memchr(b'\\', text).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let text: String = serde_json::from_slice(json).ok()?;
    Some(Cow::Owned(text.into_bytes()))
}

fn scalar(doc: &Text, pos: usize) -> End {
    match doc.at(pos) {
        Some(b'-' | b'0'..=b'9') => number(doc, pos),
        Some(b't') => literal(doc, pos, b"true"),
        Some(b'f') => literal(doc, pos, b"false"),
        Some(b'n') => literal(doc, pos, b"null"),
        _ => Err(Invalid),
    }
}

fn literal(doc: &Text, pos: usize, word: &[u8]) -> End {
    let end = pos + word.len();
    if doc.bytes.get(pos..end) == Some(word) { Ok(end) } else { Err(Invalid) }
}

fn number(doc: &Text, mut pos: usize) -> End {
    if doc.at(pos) == Some(b'-') {
        pos += 1;
    }
    pos = match doc.at(pos) {
        Some(b'0') => pos + 1,
        _ => digits(doc, pos)?,
    };
    if doc.at(pos) == Some(b'.') {
        pos = digits(doc, pos + 1)?;
    }
    if let Some(b'e' | b'E') = doc.at(pos) {
        pos += 1;
        if let Some(b'+' | b'-') = doc.at(pos) {
            pos += 1;
        }
        pos = digits(doc, pos)?;
    }
    Ok(pos)
}

fn digits(doc: &Text, start: usize) -> End {
    let mut pos = start;
    while let Some(b'0'..=b'9') = doc.at(pos) {
        pos += 1;
    }
    if pos > start { Ok(pos) } else { Err(Invalid) }
}

/// Reads an array or object, with the brackets still open on a stack of its own.
fn read_nested(doc: &Text, mut pos: usize) -> End {
    let mut open = Vec::new();
    loop {
        // A value starts here.
        match doc.at(pos) {
            Some(bracket @ (b'{' | b'[')) => {
                let close = bracket + 2;
                pos = space(doc, pos + 1);
                if doc.at(pos) != Some(close) {
                    open.push(close);
                    if close == b'}' {
                        pos = key(doc, pos)?;
                    }
                    continue;
                }
                pos += 1;
            }
            Some(b'"') => pos = string::<true>(doc, pos)?,
            _ => pos = scalar(doc, pos)?,
        }
        // A value ended here.
        loop {
            let Some(&close) = open.last() else { return Ok(pos) };
            pos = space(doc, pos);
            match doc.at(pos) {
                Some(b',') => {
                    pos = space(doc, pos + 1);
                    if close == b'}' {
                        pos = key(doc, pos)?;
                    }
                    break;
                }
                Some(byte) if byte == close => {
                    open.pop();
                    pos += 1;
                }
                _ => return Err(Invalid),
            }
        }
    }
}

/// Reads a key and its colon, up to the value.
fn key(doc: &Text, pos: usize) -> End {
    if doc.at(pos) != Some(b'"') {
        return Err(Invalid);
    }
    colon(doc, string::<true>(doc, pos)?)
}

/// Reads a colon and the white space around it.
///
/// # Errors
/// Where there is none.
#[inline]
pub fn colon(doc: &Text, pos: usize) -> End {
    separator(doc, pos, b':').ok_or(Invalid)
}

/// Reads a comma and the white space around it, if there is one.
#[inline]
#[must_use]
pub fn comma(doc: &Text, pos: usize) -> Option<usize> {
    separator(doc, pos, b',')
}

/// Mostly a separator is as PostgreSQL writes it, followed by one space.
#[inline]
fn separator(doc: &Text, pos: usize, byte: u8) -> Option<usize> {
    match doc.bytes.get(pos..pos + 3) {
        Some(&[first, b' ', third]) if first == byte && third > b' ' => Some(pos + 2),
        _ => {
            let pos = space(doc, pos);
            if doc.at(pos) == Some(byte) { Some(space(doc, pos + 1)) } else { None }
        }
    }
}

/// Reads the bracket that ends an array or object.
///
/// # Errors
/// Where there is none.
#[inline]
pub fn close(doc: &Text, pos: usize, bracket: u8) -> End {
    let pos = space(doc, pos);
    if doc.at(pos) == Some(bracket) { Ok(pos + 1) } else { Err(Invalid) }
}

/// Passes over an array or object by counting brackets outside of strings.
fn skip_nested(doc: &Text, mut pos: usize) -> End {
    let mut depth = 0_usize;
    loop {
        match doc.at(pos) {
            None => return Err(Invalid),
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') => {
                depth -= 1;
                if depth == 0 {
                    return Ok(pos + 1);
                }
            }
            Some(b'"') => {
                pos = string::<false>(doc, pos)?;
                continue;
            }
            Some(_) => {}
        }
        pos += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{read, skip};
    use crate::text::Text;

    /// Where a value ends, for one reader and the other.
    fn ends(json: &[u8]) -> [Option<usize>; 2] {
        let mut index = Vec::new();
        let doc = &Text::new(json, &mut index);
        [read(doc, 0).ok(), skip(doc, 0).ok()]
    }

    #[test]
    fn values_end_where_they_end() {
        let values = r#"null true false 0 -0 12 -1.5 1e9 2.5E-7 "" "a" "\"\\\/\b\f\n\r\tA€𝄞" [] {} [1,[2]] {"a":{"b":[]}}"#;
        for value in values.split(' ') {
            for rest in ["", " ", ",", "]", "}\n"] {
                assert_eq!(
                    ends(format!("{value}{rest}").as_bytes()),
                    [Some(value.len()); 2],
                    "{value}{rest}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_json_is_refused() {
        let broken =
            r#"+1 -  .5 1. 1e nul TRUE "a "\x" "\u12" [1 [1,] [,1] [1}] {"a"} {"a":} {"a":1,} {1:2} ' ] } "#;
        for value in broken.split(' ') {
            assert_eq!(ends(value.as_bytes())[0], None, "{value}");
        }
        for value in [&b"\"\xff\""[..], b"\"\xe2\x82\"", b"\"\xed\xa0\x80\"", b"\"\x00\"", b"{\"\xff\": 1}"] {
            assert_eq!(ends(value)[0], None, "{value:?}");
        }
    }

    #[test]
    fn what_is_skipped_is_only_delimited() {
        assert_eq!(ends(br#"[1 2, "]", {"a"}]"#), [None, Some(17)]);
        assert_eq!(ends(b"\"\xff\""), [None, Some(3)]);
        assert_eq!(ends(b"[[]"), [None, None]);
    }
}
