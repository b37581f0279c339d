//! Leaves: how the JSON of one value becomes that of a GraphQL scalar or enum.

use crate::error::Kind;
use crate::json;
use crate::out::Out;
use crate::shape::{Leaf, Names};

/// Writes the value between `start` and `end`, which is JSON and not null. Returns what it is not, where
/// it does not fit; then nothing was written.
#[inline]
pub fn write(out: &mut Out, doc: &[u8], start: usize, end: usize, leaf: Leaf) -> Option<Kind> {
    let first = doc[start];
    let nested = first == b'{' || first == b'[';
    let number = first == b'-' || first.is_ascii_digit();
    let (fits, kind) = match leaf {
        Leaf::Any => (true, Kind::Json),
        Leaf::String if first == b'"' => (true, Kind::String),
        Leaf::String if !nested => return quoted(out, doc, start, end),
        Leaf::String => (false, Kind::String),
        Leaf::Id if first == b'"' => (true, Kind::Id),
        Leaf::Id if number && is_integer(&doc[start..end]) => return quoted(out, doc, start, end),
        Leaf::Id => (false, Kind::Id),
        Leaf::Digits if number => return quoted(out, doc, start, end),
        Leaf::Digits => (first == b'"', Kind::Digits),
        Leaf::Float => (number && is_finite(&doc[start..end]), Kind::Float),
        Leaf::Boolean => (first == b't' || first == b'f', Kind::Boolean),
        Leaf::Int if !number => (false, Kind::Int),
        // Up to nine digits: in range, and written as PostgreSQL writes it.
        Leaf::Int if first != b'-' && end - start < 10 && is_integer(&doc[start..end]) => (true, Kind::Int),
        Leaf::Int => {
            let Some(value) = int(&doc[start..end]) else { return Some(Kind::Int) };
            out.append(value.to_string().as_bytes());
            return None;
        }
    };
    if !fits {
        return Some(kind);
    }
    out.copy(doc, start, end);
    None
}

/// Writes the GraphQL name of an enum's stored value.
pub fn write_enum(out: &mut Out, doc: &[u8], start: usize, end: usize, names: &Names) -> Option<Kind> {
    if let Some(stored) = json::decode(&doc[start..end])
        && let Some(name) = names.get(&*stored)
    {
        out.append(name);
        return None;
    }
    Some(Kind::Enum)
}

fn quoted(out: &mut Out, doc: &[u8], start: usize, end: usize) -> Option<Kind> {
    out.push(b'"');
    out.copy(doc, start, end);
    out.push(b'"');
    None
}

fn is_integer(number: &[u8]) -> bool {
    number.iter().all(|byte| !matches!(byte, b'.' | b'e' | b'E'))
}

/// Whether a JSON number has a finite value in 64 bits: beyond that clients would read infinity, or refuse it.
fn is_finite(number: &[u8]) -> bool {
    // Short ones without an exponent are; parsing rounds as clients do, so that 1e-400 is 0.
    (number.len() < 300 && !number.iter().any(|byte| matches!(byte, b'e' | b'E')))
        || std::str::from_utf8(number).is_ok_and(|text| text.parse::<f64>().is_ok_and(f64::is_finite))
}

/// The value of a JSON number that is whole and has 32 bits, however it is written: `5`, `5.0`, `0.5e1`.
fn int(number: &[u8]) -> Option<i32> {
    let (negative, number) = match number {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, number),
    };
    let mark = number.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(number.len());
    let (mantissa, exponent) = number.split_at(mark);
    let point = mantissa.iter().position(|&byte| byte == b'.').unwrap_or(mantissa.len());
    let (whole, fraction) = mantissa.split_at(point);
    let digits: Vec<u8> = whole.iter().chain(fraction.get(1..).unwrap_or_default()).copied().collect();
    let first = digits.iter().position(|&digit| digit != b'0');
    let last = digits.iter().rposition(|&digit| digit != b'0');
    let (Some(first), Some(last)) = (first, last) else { return Some(0) };
    // The value is digits[first..=last], with the point `places` digits after `first`.
    let places = i64::try_from(whole.len()).ok()? - i64::try_from(first).ok()?;
    let places = places.checked_add(power(exponent)?)?;
    let significant = i64::try_from(last + 1 - first).ok()?;
    if places < significant || places > 10 {
        return None;
    }
    let mut value = 0_i64;
    for place in 0..usize::try_from(places).ok()? {
        let digit = digits[..=last].get(first + place).map_or(0, |digit| i64::from(digit - b'0'));
        value = 10 * value + digit;
    }
    i32::try_from(if negative { -value } else { value }).ok()
}

/// The power of ten in `e+5`, 0 where nothing is written; none where no `i64` holds it.
fn power(exponent: &[u8]) -> Option<i64> {
    match exponent.get(1..) {
        None => Some(0),
        Some(digits) => std::str::from_utf8(digits).ok()?.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::{int, is_finite};

    #[test]
    fn whole_numbers_of_32_bits_in_any_notation() {
        let fit: [(&str, i32); 16] = [
            ("0", 0),
            ("-0", 0),
            ("-0.0e9", 0),
            ("0e99999999999999999999", 0),
            ("5.0", 5),
            ("1e2", 100),
            ("1E+2", 100),
            ("0.5e1", 5),
            ("0.005e3", 5),
            ("120e-1", 12),
            ("100000000000e-11", 1),
            ("-7", -7),
            ("2147483647", i32::MAX),
            ("-2147483648", i32::MIN),
            ("2147483647.000", i32::MAX),
            ("2.147483647e9", i32::MAX),
        ];
        for (text, value) in fit {
            assert_eq!(int(text.as_bytes()), Some(value), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_int() {
        for text in
            ["0.5", "1e-1", "2147483648", "-2147483649", "1e10", "1e400", "12.5e0", "1e99999999999999999999"]
        {
            assert_eq!(int(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_64_bits_hold() {
        let largest = format!("17976931348623157{}", "0".repeat(292));
        for text in ["0", "-0.5", "1e308", "-1.7976931348623157e308", "1E-400", "0e99999", &largest] {
            assert!(is_finite(text.as_bytes()), "{text}");
        }
        for text in ["1e309", "-1e400", "1.8E+308", &format!("{largest}0"), &format!("-{largest}0.5")] {
            assert!(!is_finite(text.as_bytes()), "{text}");
        }
    }
}
