//! Rows to response bytes.
//!
//! A row is first projected in one pass: what is nested is written while it is met, into the buffer of
//! the other side, and put in order when its object ends. That pass knows no errors: where anything
//! does not fit it gives up, and the row is done again with care. Care means response order: an
//! object's values are first only located, then projected in the order the client asked for, so that
//! the errors are those of a GraphQL executor, in its order.

use crate::error::{Error, Kind, Step, excerpt};
use crate::json::{self, Invalid};
use crate::leaf;
use crate::out::Out;
use crate::shape::{Field, Form, Key, Keys, Object, Shape, Value, Variant};

/// Why a value was not written.
enum Stop {
    /// It is null where null is not allowed: what is around it becomes null.
    Null,
    /// The document is not JSON.
    Invalid,
    /// The quick pass met what it does not handle.
    Care,
}

impl From<Invalid> for Stop {
    fn from(_: Invalid) -> Self {
        Self::Invalid
    }
}

/// The position after a value.
type End = Result<usize, Stop>;

/// Where a selected value is: in the document, or already written, in the buffer of the other side.
/// Empty for what is null or absent.
#[derive(Clone, Copy, Default)]
struct Span {
    start: usize,
    end: usize,
}

/// The memory of a projection, kept from one to the next. Objects write to one side and what is nested
/// in them to the other, in turns; rows are written to the first.
#[derive(Default)]
pub struct Buffers {
    sides: [Out; 2],
    slots: Vec<Span>,
}

/// How many bytes of a buffer are kept.
const KEPT: usize = 4 << 20;

impl Buffers {
    /// What the last projection wrote.
    #[must_use]
    pub fn response(&self) -> &[u8] {
        self.sides[0].bytes()
    }

    /// Gives back memory that only an unusually large response needs.
    pub fn shrink(&mut self) {
        if self.sides.iter().any(|side| side.capacity() > KEPT) {
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
    buffers.sides[0].truncate(0);
    let mut run = Projection { shape, buffers, errors: Vec::new(), path: Vec::new(), careful: false };
    if run.rows(rows.into_iter()).is_err() {
        run.buffers.sides[0].truncate(0);
        run.buffers.sides[0].append(b"null");
    }
    run.errors
}

struct Projection<'s, 'b> {
    shape: &'s Shape,
    buffers: &'b mut Buffers,
    errors: Vec<Error<'s>>,
    /// Kept only with care.
    path: Vec<Step<'s>>,
    careful: bool,
}

impl<'s> Projection<'s, '_> {
    fn rows<'r>(&mut self, mut rows: impl Iterator<Item = Option<&'r [u8]>>) -> Result<(), Stop> {
        let root = &self.shape.root;
        if root.lists == 0 {
            return self.row(rows.next().flatten(), root, 0);
        }
        self.out(0).push(b'[');
        for (index, row) in rows.enumerate() {
            if index > 0 {
                self.out(0).push(b',');
            }
            self.path.push(Step::Index(index));
            let written = self.row(row, root, 1);
            self.path.pop();
            written?;
        }
        self.out(0).push(b']');
        Ok(())
    }

    fn row(&mut self, row: Option<&[u8]>, root: &'s Value, level: usize) -> Result<(), Stop> {
        let Some(doc) = row else {
            self.careful = true;
            return self.null(root, level, 0);
        };
        let (mark, errors) = (self.out(0).mark(), self.errors.len());
        for careful in [false, true] {
            self.careful = careful;
            self.out(0).truncate(mark);
            self.out(1).truncate(0);
            match self.document(doc, root, level) {
                Ok(()) => return Ok(()),
                Err(Stop::Null) => return Err(Stop::Null),
                Err(Stop::Invalid | Stop::Care) => {}
            }
        }
        self.errors.truncate(errors);
        self.out(0).truncate(mark);
        let stop = self.fail(Kind::Json, doc);
        if root.nullable(level) { self.null(root, level, 0) } else { Err(stop) }
    }

    fn document(&mut self, doc: &[u8], root: &'s Value, level: usize) -> Result<(), Stop> {
        let end = self.value(doc, json::space(doc, 0), root, level, 0)?;
        if json::space(doc, end) == doc.len() { Ok(()) } else { Err(Stop::Invalid) }
    }

    /// Writes the value at `pos`, or null where it does not fit and null is allowed.
    fn value(&mut self, doc: &[u8], pos: usize, value: &'s Value, level: usize, side: usize) -> End {
        if json::is_null(doc, pos) {
            self.null(value, level, side)?;
            return Ok(pos + 4);
        }
        let mark = self.out(side).mark();
        let end = if level < value.lists {
            self.list(doc, pos, value, level, side)
        } else if let Form::Object(index) = value.form {
            self.object(doc, pos, &self.shape.objects[index], side)
        } else {
            let end = json::read(doc, pos)?;
            self.leaf(doc, Span { start: pos, end }, value.form, side).map(|()| end)
        };
        if matches!(end, Err(Stop::Null)) && value.nullable(level) {
            self.out(side).truncate(mark);
            self.null(value, level, side)?;
            return Ok(json::skip(doc, pos)?);
        }
        end
    }

    fn null(&mut self, value: &Value, level: usize, side: usize) -> Result<(), Stop> {
        if value.nullable(level) {
            self.out(side).append(b"null");
            Ok(())
        } else {
            Err(self.fail(Kind::Null, b"null"))
        }
    }

    fn leaf(&mut self, doc: &[u8], at: Span, form: Form, side: usize) -> Result<(), Stop> {
        let shape = self.shape;
        let out = self.out(side);
        let misfit = match form {
            Form::Leaf(leaf) => leaf::write(out, doc, at.start, at.end, leaf),
            Form::Enum(index) => leaf::write_enum(out, doc, at.start, at.end, &shape.enums[index]),
            Form::Object(_) => Some(Kind::Object),
        };
        misfit.map_or(Ok(()), |kind| Err(self.fail(kind, &doc[at.start..at.end])))
    }

    fn list(&mut self, doc: &[u8], pos: usize, value: &'s Value, level: usize, side: usize) -> End {
        if doc.get(pos) != Some(&b'[') {
            return Err(self.fail(Kind::List, &doc[pos..json::skip(doc, pos)?]));
        }
        self.out(side).push(b'[');
        let mut pos = json::space(doc, pos + 1);
        if doc.get(pos) == Some(&b']') {
            self.out(side).push(b']');
            return Ok(pos + 1);
        }
        for index in 0.. {
            self.path.push(Step::Index(index));
            let end = self.value(doc, pos, value, level + 1, side);
            self.path.pop();
            pos = json::space(doc, end?);
            let byte = doc.get(pos).copied().unwrap_or_default();
            if byte != b',' && byte != b']' {
                return Err(Stop::Invalid);
            }
            self.out(side).push(byte);
            if byte == b']' {
                break;
            }
            pos = json::space(doc, pos + 1);
        }
        Ok(pos + 1)
    }

    fn object(&mut self, doc: &[u8], pos: usize, object: &'s Object, side: usize) -> End {
        if doc.get(pos) != Some(&b'{') {
            return Err(self.fail(Kind::Object, &doc[pos..json::skip(doc, pos)?]));
        }
        let slots = self.buffers.slots.len();
        let written = self.out(1 - side).mark();
        let end = self.variant(doc, pos, object).and_then(|variant| {
            self.buffers.slots.resize(slots + variant.fields.len(), Span::default());
            let end = self.locate(doc, pos, &variant.keys, &variant.fields, slots, side)?;
            self.assemble(doc, &variant.fields, slots, side)?;
            Ok(end)
        });
        self.out(1 - side).truncate(written);
        self.buffers.slots.truncate(slots);
        end
    }

    fn variant(&mut self, doc: &[u8], pos: usize, object: &'s Object) -> Result<&'s Variant, Stop> {
        let (discriminator, variants) = match object {
            Object::One(variant) => return Ok(variant),
            Object::Many { discriminator, variants } => (discriminator, variants),
        };
        let slots = self.buffers.slots.len();
        self.buffers.slots.push(Span::default());
        self.locate(doc, pos, discriminator, &[], slots, 0)?;
        let Span { start, end } = self.buffers.slots[slots];
        self.buffers.slots.truncate(slots);
        let variant = match doc.get(start) {
            Some(b'"') if end > start => json::decode(doc, start, end).and_then(|name| variants.get(&*name)),
            _ => None,
        };
        let found = if end > start { &doc[start..end] } else { b"null" };
        variant.ok_or_else(|| self.fail(Kind::Variant, found))
    }

    /// Reads over the object at `pos` and puts into the slots where its selected values are. Without
    /// care, values that are not plain are written right away, to the other side.
    fn locate(
        &mut self,
        doc: &[u8],
        pos: usize,
        keys: &'s Keys,
        fields: &'s [Field],
        slots: usize,
        side: usize,
    ) -> End {
        let mut next = 0;
        let mut pos = json::space(doc, pos + 1);
        if doc.get(pos) == Some(&b'}') {
            return Ok(pos + 1);
        }
        loop {
            // jsonb keeps keys in the order we keep them in, so mostly the next one is the one that comes.
            let key = match keys.keys.get(next) {
                Some(key) if key.is_at(doc, pos) => {
                    next += 1;
                    pos += key.quoted.len();
                    Some(key)
                }
                _ => {
                    let (index, end) = find(doc, pos, keys)?;
                    pos = end;
                    index.map(|index| {
                        next = index + 1;
                        &keys.keys[index]
                    })
                }
            };
            pos = json::colon(doc, pos)?;
            pos = match key {
                None => json::skip(doc, pos)?,
                Some(key) => self.keep(doc, pos, key, fields, slots, side)?,
            };
            pos = json::space(doc, pos);
            match doc.get(pos) {
                Some(b',') => pos = json::space(doc, pos + 1),
                Some(b'}') => return Ok(pos + 1),
                _ => return Err(Stop::Invalid),
            }
        }
    }

    /// Fills the slots of the fields of one key, whose value is at `pos`.
    fn keep(
        &mut self,
        doc: &[u8],
        pos: usize,
        key: &Key,
        fields: &'s [Field],
        slots: usize,
        side: usize,
    ) -> End {
        let mut last = pos;
        for &index in &key.fields {
            let (span, end) = match fields.get(index).and_then(|field| field.value.as_ref()) {
                Some(value) if !self.careful && !value.plain() => {
                    let start = self.out(1 - side).mark();
                    let end = self.value(doc, pos, value, 0, 1 - side)?;
                    (Span { start, end: self.out(1 - side).mark() }, end)
                }
                _ => {
                    let end = if self.careful { json::skip(doc, pos)? } else { json::read(doc, pos)? };
                    (if json::is_null(doc, pos) { Span::default() } else { Span { start: pos, end } }, end)
                }
            };
            self.buffers.slots[slots + index] = span;
            last = end;
        }
        Ok(last)
    }

    /// Writes an object in the order of its fields.
    fn assemble(&mut self, doc: &[u8], fields: &'s [Field], slots: usize, side: usize) -> Result<(), Stop> {
        if fields.is_empty() {
            self.out(side).push(b'{');
        }
        for (index, field) in fields.iter().enumerate() {
            self.out(side).append(&field.prefix);
            let Some(value) = &field.value else { continue };
            let span = self.buffers.slots[slots + index];
            if self.careful {
                self.path.push(Step::Name(&field.name));
                let written = if span.end == 0 {
                    self.null(value, 0, side)
                } else {
                    self.value(doc, span.start, value, 0, side).map(|_| ())
                };
                self.path.pop();
                written?;
            } else if span.end == 0 {
                self.null(value, 0, side)?;
            } else if value.plain() {
                self.leaf(doc, span, value.form, side)?;
            } else {
                let [first, second] = &mut self.buffers.sides;
                let (to, from) = if side == 0 { (first, second) } else { (second, first) };
                to.copy(from.bytes(), span.start, span.end);
            }
        }
        self.out(side).push(b'}');
        Ok(())
    }

    fn out(&mut self, side: usize) -> &mut Out {
        &mut self.buffers.sides[side]
    }

    /// Records an error at the current path. Without care, asks for it.
    fn fail(&mut self, kind: Kind, found: &[u8]) -> Stop {
        if !self.careful {
            return Stop::Care;
        }
        self.errors.push(Error { kind, path: self.path.clone(), excerpt: excerpt(found) });
        Stop::Null
    }
}

/// Reads the key at `pos` and looks it up. Returns its index, if it is selected, and its end.
fn find(doc: &[u8], pos: usize, keys: &Keys) -> Result<(Option<usize>, usize), Invalid> {
    if doc.get(pos) != Some(&b'"') {
        return Err(Invalid);
    }
    let text = json::string(doc, pos)?;
    let index = if text.escaped {
        json::decode(doc, pos, text.end).and_then(|key| keys.find(&key))
    } else {
        keys.find(&doc[pos + 1..text.end - 1])
    };
    Ok((index, text.end))
}
