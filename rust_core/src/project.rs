//! Rows to response bytes.
//!
//! A row is first projected in one pass: what is nested is written while it is met, to a buffer on the
//! side, and put in order when the object around it ends. That pass knows no errors: where anything does
//! not fit it gives up, and the row is done again with care (`CARE`). Care means response order: the
//! values of an object are first only located, then projected in the order the client asked for, so that
//! the errors are those of a GraphQL executor, in its order.

use crate::error::{Error, Kind, Step, excerpt};
use crate::json::{self, Invalid};
use crate::leaf;
use crate::out::Out;
use crate::shape::{Field, Form, Key, Keys, Object, Prefix, Shape, Value, Variant};
use crate::text::{Marks, Text};

/// Why a value was not written. As large as a position, so that `End` is returned in registers.
#[repr(usize)]
enum Stop {
    /// It is null where null is not allowed: what is around it becomes null.
    Null,
    /// The document is not JSON.
    Invalid,
    /// It needs care.
    Care,
}

impl From<Invalid> for Stop {
    fn from(_: Invalid) -> Self {
        Self::Invalid
    }
}

/// The position after a value.
type End = Result<usize, Stop>;

/// Where a selected value is: in the document; or, written before its turn, in the buffer on the side.
/// Empty for what is null or absent.
#[derive(Clone, Copy, Default)]
struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// A value in the document.
    #[inline]
    fn of(doc: &Text, start: usize, end: usize) -> Self {
        if doc.at(start) == Some(b'n') { Self::default() } else { Self { start, end } }
    }

    const fn is_empty(self) -> bool {
        self.end == 0
    }
}

/// The memory of a projection, kept from one to the next.
#[derive(Default)]
pub struct Buffers {
    out: Out,
    aside: Out,
    index: Vec<Marks>,
}

/// How many fields an object may have that takes no memory of its own.
const FEW: usize = 16;

/// How many bytes of a buffer are kept.
const KEPT: usize = 8 << 20;

impl Buffers {
    /// What the last projection wrote.
    #[must_use]
    pub fn response(&self) -> &[u8] {
        self.out.bytes()
    }

    /// Gives back memory that only an unusually large response needs.
    pub fn shrink(&mut self) {
        let index = self.index.capacity() * size_of::<Marks>();
        if self.out.capacity().max(self.aside.capacity()).max(index) > KEPT {
            *self = Self::default();
        }
    }
}

/// Projects the rows of one root field. The JSON is then in `buffers`.
pub fn project<'s, 'r>(
    shape: &'s Shape,
    rows: impl IntoIterator<Item = Option<&'r [u8]>>,
    buffers: &mut Buffers,
) -> Vec<Error<'s>> {
    let Buffers { out, aside, index } = buffers;
    let mut run = Projection { shape, errors: Vec::new(), path: Vec::new() };
    out.truncate(0);
    if run.rows(rows.into_iter(), out, aside, index).is_err() {
        out.truncate(0);
        out.append(b"null");
    }
    run.errors
}

/// What lasts while rows are projected. Functions that write take two buffers: they write to `out`, and
/// what is nested inside of theirs to `aside`, in turns.
struct Projection<'s> {
    shape: &'s Shape,
    errors: Vec<Error<'s>>,
    /// Complete only with care.
    path: Vec<Step<'s>>,
}

impl<'s> Projection<'s> {
    fn rows<'r>(
        &mut self,
        mut rows: impl Iterator<Item = Option<&'r [u8]>>,
        out: &mut Out,
        aside: &mut Out,
        index: &mut Vec<Marks>,
    ) -> Result<(), Stop> {
        let root = &self.shape.root;
        if root.lists == 0 {
            return self.row(rows.next().flatten(), root, 0, out, aside, index);
        }
        out.push(b'[');
        for (number, row) in rows.enumerate() {
            if number > 0 {
                out.push(b',');
            }
            self.path.push(Step::Index(number));
            let written = self.row(row, root, 1, out, aside, index);
            self.path.pop();
            written?;
        }
        out.push(b']');
        Ok(())
    }

    fn row(
        &mut self,
        row: Option<&[u8]>,
        root: &'s Value,
        level: usize,
        out: &mut Out,
        aside: &mut Out,
        index: &mut Vec<Marks>,
    ) -> Result<(), Stop> {
        let Some(row) = row else { return self.null::<true>(root, level, out) };
        let doc = &Text::new(row, index);
        let mark = out.mark();
        aside.truncate(0);
        if self.document::<false>(doc, root, level, out, aside).is_ok() {
            return Ok(());
        }
        let errors = self.errors.len();
        out.truncate(mark);
        aside.truncate(0);
        match self.document::<true>(doc, root, level, out, aside) {
            Err(Stop::Invalid | Stop::Care) => {}
            written => return written,
        }
        self.errors.truncate(errors);
        out.truncate(mark);
        let stop = self.fail::<true>(Kind::Json, row);
        if root.nullable(level) { self.null::<true>(root, level, out) } else { Err(stop) }
    }

    fn document<const CARE: bool>(
        &mut self,
        doc: &Text,
        root: &'s Value,
        level: usize,
        out: &mut Out,
        aside: &mut Out,
    ) -> Result<(), Stop> {
        let end = self.value::<CARE>(doc, json::space(doc, 0), root, level, out, aside)?;
        if json::space(doc, end) == doc.bytes.len() { Ok(()) } else { Err(Stop::Invalid) }
    }

    /// Writes the value at `pos`, or null where it does not fit and null is allowed.
    fn value<const CARE: bool>(
        &mut self,
        doc: &Text,
        pos: usize,
        value: &'s Value,
        level: usize,
        out: &mut Out,
        aside: &mut Out,
    ) -> End {
        if json::is_null(doc, pos) {
            self.null::<CARE>(value, level, out)?;
            return Ok(pos + 4);
        }
        let mark = out.mark();
        let end = if level < value.lists {
            self.list::<CARE>(doc, pos, value, level, out, aside)
        } else if let Form::Object(index) = value.form {
            self.object::<CARE>(doc, pos, &self.shape.objects[index], out, aside)
        } else {
            let end = json::read(doc, pos)?;
            self.leaf::<CARE>(doc, Span { start: pos, end }, value.form, out).map(|()| end)
        };
        if CARE && matches!(end, Err(Stop::Null)) && value.nullable(level) {
            out.truncate(mark);
            self.null::<CARE>(value, level, out)?;
            return Ok(json::skip(doc, pos)?);
        }
        end
    }

    fn null<const CARE: bool>(&mut self, value: &Value, level: usize, out: &mut Out) -> Result<(), Stop> {
        if value.nullable(level) {
            out.append(b"null");
            Ok(())
        } else {
            Err(self.fail::<CARE>(Kind::Null, b"null"))
        }
    }

    #[inline]
    fn leaf<const CARE: bool>(
        &mut self,
        doc: &Text,
        at: Span,
        form: Form,
        out: &mut Out,
    ) -> Result<(), Stop> {
        let misfit = match form {
            Form::Leaf(leaf) => leaf::write(out, doc.bytes, at.start, at.end, leaf),
            Form::Enum(index) => leaf::write_enum(out, doc.bytes, at.start, at.end, &self.shape.enums[index]),
            Form::Object(_) => Some(Kind::Object),
        };
        match misfit {
            None => Ok(()),
            Some(kind) => Err(self.fail::<CARE>(kind, &doc.bytes[at.start..at.end])),
        }
    }

    fn list<const CARE: bool>(
        &mut self,
        doc: &Text,
        pos: usize,
        value: &'s Value,
        level: usize,
        out: &mut Out,
        aside: &mut Out,
    ) -> End {
        if doc.at(pos) != Some(b'[') {
            return Err(self.fail::<CARE>(Kind::List, &doc.bytes[pos..json::skip(doc, pos)?]));
        }
        out.push(b'[');
        let mut pos = json::space(doc, pos + 1);
        if doc.at(pos) == Some(b']') {
            out.push(b']');
            return Ok(pos + 1);
        }
        for index in 0.. {
            if CARE {
                self.path.push(Step::Index(index));
            }
            let end = self.value::<CARE>(doc, pos, value, level + 1, out, aside);
            if CARE {
                self.path.pop();
            }
            pos = end?;
            let Some(start) = json::comma(doc, pos) else { break };
            out.push(b',');
            pos = start;
        }
        out.push(b']');
        Ok(json::close(doc, pos, b']')?)
    }

    fn object<const CARE: bool>(
        &mut self,
        doc: &Text,
        pos: usize,
        object: &'s Object,
        out: &mut Out,
        aside: &mut Out,
    ) -> End {
        if doc.at(pos) != Some(b'{') {
            return Err(self.fail::<CARE>(Kind::Object, &doc.bytes[pos..json::skip(doc, pos)?]));
        }
        let variant = match object {
            Object::One(variant) => variant,
            Object::Many { discriminator, variants } => {
                let found = json::member(doc, pos, discriminator)?.unwrap_or(b"null");
                let Some(variant) = json::decode(found).and_then(|name| variants.get(&*name)) else {
                    return Err(self.fail::<CARE>(Kind::Variant, found));
                };
                variant
            }
        };
        let count = variant.fields.len();
        let mut few = [Span::default(); FEW];
        let mut many = Vec::new();
        let slots = if count <= FEW {
            &mut few[..count]
        } else {
            many.resize(count, Span::default());
            &mut many[..]
        };
        let mark = aside.mark();
        let end = self.locate::<CARE>(doc, pos, variant, slots, out, aside)?;
        if CARE {
            self.assemble_with_care(doc, variant, slots, out, aside)?;
        } else {
            self.assemble(doc, &variant.fields, slots, out, aside)?;
        }
        aside.truncate(mark);
        Ok(end)
    }

    /// Reads over the object at `pos` and fills the slots. Without care, what is not plain is written at
    /// once, aside.
    fn locate<const CARE: bool>(
        &mut self,
        doc: &Text,
        pos: usize,
        variant: &'s Variant,
        slots: &mut [Span],
        out: &mut Out,
        aside: &mut Out,
    ) -> End {
        let keys = &variant.keys;
        let mut next = 0;
        let mut pos = json::space(doc, pos + 1);
        if doc.at(pos) == Some(b'}') {
            return Ok(pos + 1);
        }
        loop {
            // Our keys have the order of jsonb, so often the next of them is the one that comes.
            let key = match keys.keys.get(next) {
                Some(key) if key.is_at(doc.bytes, pos) => {
                    next += 1;
                    pos = json::space(doc, pos + key.quoted.len());
                    Some(key)
                }
                _ => {
                    let (index, end) = find(doc, pos, keys, next)?;
                    pos = json::colon(doc, end)?;
                    index.map(|index| {
                        next = index + 1;
                        &keys.keys[index]
                    })
                }
            };
            pos = match key {
                None => json::skip(doc, pos)?,
                Some(key) if CARE || key.plain => {
                    let end = if CARE { json::skip(doc, pos)? } else { json::read(doc, pos)? };
                    let span = Span::of(doc, pos, end);
                    slots[key.field] = span;
                    for &more in &key.more {
                        slots[more] = span;
                    }
                    end
                }
                Some(key) => self.write_aside(doc, pos, key, &variant.fields, slots, (aside, out))?,
            };
            match json::comma(doc, pos) {
                Some(start) => pos = start,
                None => return Ok(json::close(doc, pos, b'}')?),
            }
        }
    }

    /// Writes the value at `pos` for each of the fields of its key.
    fn write_aside(
        &mut self,
        doc: &Text,
        pos: usize,
        key: &Key,
        fields: &'s [Field],
        slots: &mut [Span],
        (aside, out): (&mut Out, &mut Out),
    ) -> End {
        let mut end = pos;
        for &index in std::iter::once(&key.field).chain(&key.more) {
            let Some(value) = &fields[index].value else { continue };
            slots[index] = if value.plain() {
                end = json::read(doc, pos)?;
                Span::of(doc, pos, end)
            } else {
                let start = aside.mark();
                end = self.value::<false>(doc, pos, value, 0, aside, out)?;
                Span { start, end: aside.mark() }
            };
        }
        Ok(end)
    }

    /// Writes an object in the order of its fields.
    #[inline]
    fn assemble(
        &mut self,
        doc: &Text,
        fields: &'s [Field],
        slots: &[Span],
        out: &mut Out,
        aside: &Out,
    ) -> Result<(), Stop> {
        if fields.is_empty() {
            out.push(b'{');
        }
        for (field, &span) in fields.iter().zip(slots) {
            write_prefix(out, &field.prefix);
            let Some(value) = &field.value else { continue };
            if span.is_empty() {
                self.null::<false>(value, 0, out)?;
            } else if value.text && doc.bytes[span.start] == b'"' {
                out.copy(doc.bytes, span.start, span.end);
            } else if value.plain() {
                self.leaf::<false>(doc, span, value.form, out)?;
            } else {
                out.copy(aside.bytes(), span.start, span.end);
            }
        }
        out.push(b'}');
        Ok(())
    }

    /// The same, where all values are still in the document.
    fn assemble_with_care(
        &mut self,
        doc: &Text,
        variant: &'s Variant,
        slots: &[Span],
        out: &mut Out,
        aside: &mut Out,
    ) -> Result<(), Stop> {
        if variant.fields.is_empty() {
            out.push(b'{');
        }
        for (field, &span) in variant.fields.iter().zip(slots) {
            write_prefix(out, &field.prefix);
            let Some(value) = &field.value else { continue };
            self.path.push(Step::Field(variant, field));
            let written = if span.is_empty() {
                self.null::<true>(value, 0, out)
            } else {
                self.value::<true>(doc, span.start, value, 0, out, aside).map(|_| ())
            };
            self.path.pop();
            written?;
        }
        out.push(b'}');
        Ok(())
    }

    /// Records an error at the current path. Without care, asks for it.
    #[cold]
    fn fail<const CARE: bool>(&mut self, kind: Kind, found: &[u8]) -> Stop {
        if !CARE {
            return Stop::Care;
        }
        self.errors.push(Error { kind, path: self.path.clone(), excerpt: excerpt(found) });
        Stop::Null
    }
}

#[inline]
fn write_prefix(out: &mut Out, prefix: &Prefix) {
    match prefix {
        Prefix::Short(block, length) => out.push_block(block, *length),
        Prefix::Long(text) => out.append(text),
    }
}

/// Reads the key at `pos` and looks it up. Returns its index, if it is selected, and its end.
#[inline(always)]
#[allow(clippy::inline_always)] // it has one caller, which is the innermost loop
fn find(doc: &Text, pos: usize, keys: &Keys, next: usize) -> Result<(Option<usize>, usize), Invalid> {
    if doc.at(pos) != Some(b'"') {
        return Err(Invalid);
    }
    let stop = doc.stop::<false>(pos + 1).ok_or(Invalid)?;
    if doc.at(stop) == Some(b'"') {
        return Ok((keys.find(&doc.bytes[pos + 1..stop], next), stop + 1));
    }
    let end = json::string::<false>(doc, pos)?;
    let key = json::decode(&doc.bytes[pos..end]);
    Ok((key.and_then(|key| keys.find(&key, next)), end))
}

#[cfg(test)]
mod tests {
    use super::{Buffers, project};
    use crate::error::{Kind, Step};
    use crate::shape::Shape;

    /// A post with an author, comments, a search result of two types, and a key selected twice.
    const SHAPE: &str = r#"{
        "root": {"nullable": [true, true], "object": 0},
        "objects": [
            {"variants": {"Post": {"type": "Post", "fields": [
                {"name": "__typename", "nullable": [false]},
                {"name": "title", "key": "title", "leaf": "string", "nullable": [false]},
                {"name": "headline", "key": "title", "leaf": "any", "nullable": [true]},
                {"name": "status", "key": "status", "enum": 0, "nullable": [true]},
                {"name": "tags", "key": "tags", "leaf": "string", "nullable": [true, false]},
                {"name": "author", "key": "author", "object": 1, "nullable": [true]},
                {"name": "writer", "key": "author", "object": 1, "nullable": [true]},
                {"name": "views", "key": "views", "leaf": "int", "nullable": [true]}
            ]}}},
            {"discriminator": "kind", "variants": {
                "user": {"type": "User", "fields": [
                    {"name": "__typename", "nullable": [false]},
                    {"name": "id", "key": "id", "leaf": "id", "nullable": [false]}
                ]},
                "robot": {"type": "Robot", "fields": []}
            }}
        ],
        "enums": [{"in review": "IN_REVIEW"}]
    }"#;

    fn run(rows: &[&[u8]]) -> (String, Vec<(Kind, String)>) {
        let shape = Shape::parse(SHAPE.as_bytes()).unwrap_or_else(|error| unreachable!("{error}"));
        let mut buffers = Buffers::default();
        let errors = project(&shape, rows.iter().map(|row| Some(*row)), &mut buffers);
        let describe = |step: &Step| match step {
            Step::Field(_, field) => field.name.clone(),
            Step::Index(index) => index.to_string(),
        };
        let paths = errors.iter().map(|error| {
            let path: Vec<String> = error.path.iter().map(describe).collect();
            (error.kind, path.join("."))
        });
        (String::from_utf8_lossy(buffers.response()).into_owned(), paths.collect())
    }

    #[test]
    fn fields_are_selected_renamed_and_ordered() {
        let row =
            br#"{"tags": ["a", "b\n"], "title": "Hi", "views": 3.0, "author": {"id": 7, "kind": "user"}}"#;
        let author = r#"{"__typename":"User","id":"7"}"#;
        let post = format!(
            r#"{{"__typename":"Post","title":"Hi","headline":"Hi","status":null,"tags":["a","b\n"],"author":{author},"writer":{author},"views":3}}"#
        );
        assert_eq!(run(&[row, row]), (format!("[{post},{post}]"), vec![]));
    }

    #[test]
    fn keys_in_any_order_and_spelling() {
        let row = br#" { "views" :1,"t\u0069tle":"x" , "author": {"kind":"robot"},"views":2,"status":"in review"} "#;
        let post = r#"{"__typename":"Post","title":"x","headline":"x","status":"IN_REVIEW","tags":null,"author":{},"writer":{},"views":2}"#;
        assert_eq!(run(&[row]), (format!("[{post}]"), vec![]));
    }

    #[test]
    fn errors_keep_to_the_nearest_nullable_place() {
        let row =
            br#"{"title": "x", "tags": ["a", null], "author": {"kind": "user", "id": 1.5}, "views": "1"}"#;
        let post = r#"{"__typename":"Post","title":"x","headline":"x","status":null,"tags":null,"author":null,"writer":null,"views":null}"#;
        let (response, errors) = run(&[row, br#"{"views": "1"}"#, b"{"]);
        assert_eq!(response, format!("[{post},null,null]"));
        let expected = [
            (Kind::Null, "0.tags.1"),
            (Kind::Id, "0.author.id"),
            (Kind::Id, "0.writer.id"),
            (Kind::Int, "0.views"),
            (Kind::Null, "1.title"),
            (Kind::Json, "2"),
        ];
        assert_eq!(errors, expected.map(|(kind, path)| (kind, path.to_owned())));
    }

    /// Numbers that are random enough, and the same in every run (xorshift).
    fn random(state: &mut u64) -> usize {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        usize::try_from(*state >> 33).unwrap_or_default()
    }

    #[test]
    fn any_bytes_give_json_or_an_error() {
        let seed = br#"{"tags": ["a", "b\u00e9"], "title": "H\u00ef \"you\"", "views": -3.5e1, "author": {"id": 7, "kind": "user"}}"#;
        let noise = b"{}[]:,\"\\ \n0-.eEtrufalsn\x00\x1f\x80\xc3\xff";
        let mut state = 0x9e37_79b9_7f4a_7c15;
        for _ in 0..10_000 {
            let mut row = seed.to_vec();
            for _ in 0..=random(&mut state) % 6 {
                let at = random(&mut state) % row.len();
                let byte = noise[random(&mut state) % noise.len()];
                match random(&mut state) % 4 {
                    0 => row.truncate(at + 1),
                    1 => row.insert(at, byte),
                    2 => drop(row.splice(at..at, seed.iter().copied().skip(at))),
                    _ => row[at] = byte,
                }
            }
            let (response, errors) = run(&[&row]);
            let parsed: Result<serde_json::Value, _> = serde_json::from_str(&response);
            assert!(parsed.is_ok(), "{response} from {}", String::from_utf8_lossy(&row));
            assert!(response != "[null]" || !errors.is_empty());
        }
    }
}
