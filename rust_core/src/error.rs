//! What can go wrong with a value, and where.

use crate::shape::{Field, Variant};

/// The ways in which a value does not fit its place. The names are those of `fraiseql/_core.pyi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Int,
    Float,
    Boolean,
    String,
    Id,
    Digits,
    Enum,
    List,
    Object,
    Variant,
    Json,
}

impl Kind {
    /// The name Python sees.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int => "int",
            Self::Float => "float",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Id => "id",
            Self::Digits => "digits",
            Self::Enum => "enum",
            Self::List => "list",
            Self::Object => "object",
            Self::Variant => "variant",
            Self::Json => "json",
        }
    }
}

/// A step of a path: a field of the object type that was found there, or a list index.
#[derive(Clone, Copy, Debug)]
pub enum Step<'s> {
    Field(&'s Variant, &'s Field),
    Index(usize),
}

/// One error: its path is below the root field.
#[derive(Clone, Debug)]
pub struct Error<'s> {
    pub kind: Kind,
    pub path: Vec<Step<'s>>,
    pub excerpt: String,
}

impl Error<'_> {
    /// The object type whose field the path ends in, or in a list of; none where that is the root.
    #[must_use]
    pub fn owner(&self) -> Option<&Variant> {
        self.path.iter().rev().find_map(|step| match step {
            Step::Field(owner, _) => Some(*owner),
            Step::Index(_) => None,
        })
    }
}

/// How many characters of a value an error shows.
pub const EXCERPT: usize = 40;

/// The beginning of a value, as text.
#[must_use]
pub fn excerpt(value: &[u8]) -> String {
    // A character has at most four bytes, so these hold one more than is shown.
    let head = &value[..value.len().min(4 * (EXCERPT + 1))];
    let text = String::from_utf8_lossy(head);
    match text.char_indices().nth(EXCERPT) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_is_cut_between_characters() {
        assert_eq!(excerpt(b"\"short\""), "\"short\"");
        assert_eq!(excerpt("é".repeat(40).as_bytes()), "é".repeat(40));
        assert_eq!(excerpt("€".repeat(41).as_bytes()), "€".repeat(40) + "…");
        assert_eq!(excerpt(&[0xff]), "\u{fffd}");
    }
}
