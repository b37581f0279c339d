//! Shapes: what Python says (`fraiseql.plan.Shape`), and the form the projector runs on.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::out::SMALL;

/// How deep objects and lists may nest. The projector recurses this far and no further.
const MAX_DEPTH: usize = 500;
/// How many list levels one value may have.
const MAX_LISTS: usize = 31;

/// How a leaf is written; `fraiseql.plan.Leaf` tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Leaf {
    Any,
    String,
    Id,
    Int,
    Float,
    Boolean,
    Digits,
}

/// The form of one value below its list levels. Enums and objects are indices into the shape.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Leaf(Leaf),
    Enum(usize),
    Object(usize),
}

/// One value: how many list levels it has, which levels may be null, and its form.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    pub lists: usize,
    nullable: u32,
    pub form: Form,
    /// Whether it is a plain value, and a JSON string is written as it is.
    pub text: bool,
}

impl Value {
    /// Whether null is allowed at a level, counted from the outside.
    #[inline]
    #[must_use]
    pub const fn nullable(&self, level: usize) -> bool {
        self.nullable >> level & 1 == 1
    }

    /// Whether it is a leaf or enum outside of any list.
    #[inline]
    #[must_use]
    pub const fn plain(&self) -> bool {
        self.lists == 0 && !matches!(self.form, Form::Object(_))
    }
}

/// A selected field, with what is written before its value (`,"title":`). A `__typename` is written
/// whole that way, and has no value.
#[derive(Debug)]
pub struct Field {
    pub name: String,
    pub prefix: Prefix,
    pub value: Option<Value>,
}

/// A text to be written often.
#[derive(Debug)]
pub enum Prefix {
    Short([u8; SMALL], usize),
    Long(Box<[u8]>),
}

impl From<Vec<u8>> for Prefix {
    fn from(mut text: Vec<u8>) -> Self {
        let length = text.len();
        text.resize(length.max(SMALL), 0);
        text.try_into()
            .map_or_else(|text: Vec<u8>| Self::Long(text.into()), |block| Self::Short(block, length))
    }
}

/// A stored key, and the fields selected from its value: mostly one.
#[derive(Debug)]
pub struct Key {
    pub text: Box<[u8]>,
    /// As PostgreSQL writes it, with the colon and the space.
    pub quoted: Box<[u8]>,
    head: u128,
    mask: u128,
    pub field: usize,
    pub more: Box<[usize]>,
    /// Whether all these fields are plain values.
    pub plain: bool,
}

impl Key {
    fn new(text: &str, fields: &[usize], plain: bool) -> Result<Self, String> {
        let mut quoted = quote(text)?;
        quoted.extend(b": ");
        let mut head = [0; HEAD];
        let mut mask = [0; HEAD];
        for (index, byte) in quoted.iter().take(HEAD).enumerate() {
            head[index] = *byte;
            mask[index] = 0xff;
        }
        Ok(Self {
            text: text.as_bytes().into(),
            quoted: quoted.into(),
            head: u128::from_le_bytes(head),
            mask: u128::from_le_bytes(mask),
            field: fields[0],
            more: fields[1..].into(),
            plain,
        })
    }

    /// Whether the document has this key at `pos`, just as PostgreSQL writes it. At the very end of a
    /// document it may say no.
    #[inline]
    #[must_use]
    pub fn is_at(&self, doc: &[u8], pos: usize) -> bool {
        let Some(block) = doc.get(pos..).and_then(<[u8]>::first_chunk) else { return false };
        (u128::from_le_bytes(*block) ^ self.head) & self.mask == 0
            && (self.quoted.len() <= HEAD || doc[pos..].starts_with(&self.quoted))
    }
}

/// How many bytes of a document are compared with a key at once.
const HEAD: usize = 16;

/// The selected keys, in the order in which jsonb keeps them: by length, then by bytes.
#[derive(Debug)]
pub struct Keys {
    pub keys: Box<[Key]>,
    /// The traits of all keys together: a text whose trait is not among them is no key.
    traits: u64,
}

impl Keys {
    fn new(fields_by_key: BTreeMap<&str, Vec<usize>>, plain: impl Fn(usize) -> bool) -> Result<Self, String> {
        let mut keys = Vec::new();
        for (text, fields) in fields_by_key {
            let plain = fields.iter().all(|&field| plain(field));
            keys.push(Key::new(text, &fields, plain)?);
        }
        keys.sort_by(|a, b| (a.text.len(), &a.text).cmp(&(b.text.len(), &b.text)));
        let traits = keys.iter().fold(0, |bits, key| bits | trait_of(&key.text));
        Ok(Self { keys: keys.into(), traits })
    }

    /// The index of a key. The keys before `next` were met before, so it is mostly not among them.
    #[inline]
    #[must_use]
    pub fn find(&self, text: &[u8], next: usize) -> Option<usize> {
        if self.traits & trait_of(text) == 0 {
            return None;
        }
        self.search(text, next)
    }

    fn search(&self, text: &[u8], next: usize) -> Option<usize> {
        let order = |key: &Key| (key.text.len(), &*key.text).cmp(&(text.len(), text));
        match self.keys.get(next).map(order) {
            Some(Ordering::Equal) => Some(next),
            Some(Ordering::Less) => Some(next + 1 + self.keys[next + 1..].binary_search_by(order).ok()?),
            _ => self.keys[..next].binary_search_by(order).ok(),
        }
    }
}

/// One bit that depends on the length of a text, and its first and last byte.
#[inline]
fn trait_of(text: &[u8]) -> u64 {
    let ends = match text {
        [] => 0,
        [first, .., last] => 5 * usize::from(*first) + 11 * usize::from(*last),
        [only] => usize::from(*only),
    };
    1 << ((text.len() + ends) % 64)
}

/// A concrete type with its selected fields in response order. object: its index in the shape.
#[derive(Debug)]
pub struct Variant {
    pub object: usize,
    pub name: String,
    pub keys: Keys,
    pub fields: Box<[Field]>,
}

/// A selection on an object type, or with a discriminator on an interface or union.
#[derive(Debug)]
pub enum Object {
    One(Variant),
    Many { discriminator: Box<[u8]>, variants: BTreeMap<Box<[u8]>, Variant> },
}

/// An enum: stored value → the GraphQL name, quoted.
pub type Names = BTreeMap<Box<[u8]>, Box<[u8]>>;

/// A shape, checked and ready to run.
#[derive(Debug)]
pub struct Shape {
    pub root: Value,
    pub objects: Box<[Object]>,
    pub enums: Box<[Names]>,
}

impl Shape {
    /// Reads the JSON of a `fraiseql.plan.Shape`.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        let source: source::Shape = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let counts = (source.enums.len(), source.objects.len());
        let root = value(&source.root, counts).map_err(|error| format!("root: {error}"))?;
        let mut objects = Vec::new();
        for (index, object) in source.objects.iter().enumerate() {
            let object = self::object(object, index, counts);
            objects.push(object.map_err(|error| format!("objects[{index}]: {error}"))?);
        }
        let mut enums = Vec::new();
        for names in &source.enums {
            let mut quoted = BTreeMap::new();
            for (stored, name) in names {
                quoted.insert(stored.as_bytes().into(), quote(name)?.into());
            }
            enums.push(quoted);
        }
        let shape = Self { root, objects: objects.into(), enums: enums.into() };
        shape.check_depth()?;
        Ok(shape)
    }

    /// Refuses objects that contain themselves and nesting that is too deep to recurse into.
    fn check_depth(&self) -> Result<(), String> {
        let mut depths = vec![0; self.objects.len()];
        // Each round lets depth travel one object further down; without a cycle it soon rests.
        let mut pending = vec![(self.root, 1)];
        for index in 0..self.objects.len() {
            pending.push((Value { lists: 0, nullable: 1, form: Form::Object(index), text: false }, 1));
        }
        while let Some((value, depth)) = pending.pop() {
            let Form::Object(index) = value.form else { continue };
            let depth = depth + value.lists;
            if depth > MAX_DEPTH {
                return Err(format!("objects[{index}]: nested deeper than {MAX_DEPTH}, or in itself"));
            }
            if depth > depths[index] {
                depths[index] = depth;
                let fields = self.objects[index].variants().flat_map(|variant| &variant.fields);
                pending.extend(fields.filter_map(|field| Some((field.value?, depth + 1))));
            }
        }
        Ok(())
    }
}

impl Object {
    fn variants(&self) -> Box<dyn Iterator<Item = &Variant> + '_> {
        match self {
            Self::One(variant) => Box::new(std::iter::once(variant)),
            Self::Many { variants, .. } => Box::new(variants.values()),
        }
    }
}

fn quote(text: &str) -> Result<Vec<u8>, String> {
    serde_json::to_vec(text).map_err(|error| error.to_string())
}

fn value(source: &source::Value, (enums, objects): (usize, usize)) -> Result<Value, String> {
    let form = match (source.leaf, source.r#enum, source.object) {
        (Some(leaf), None, None) => Form::Leaf(leaf),
        (None, Some(index), None) if index < enums => Form::Enum(index),
        (None, None, Some(index)) if index < objects => Form::Object(index),
        (None, Some(_), None) | (None, None, Some(_)) => return Err("index out of range".into()),
        _ => return Err("exactly one of leaf, enum and object must be set".into()),
    };
    let lists = match source.nullable.len() {
        0 => return Err("nullable must not be empty".into()),
        levels if levels - 1 > MAX_LISTS => return Err(format!("more than {MAX_LISTS} list levels")),
        levels => levels - 1,
    };
    let bits = source.nullable.iter().enumerate();
    let nullable = bits.fold(0, |mask, (level, &bit)| mask | u32::from(bit) << level);
    let text = lists == 0 && matches!(form, Form::Leaf(Leaf::Any | Leaf::String | Leaf::Id | Leaf::Digits));
    Ok(Value { lists, nullable, form, text })
}

fn object(source: &source::Object, index: usize, counts: (usize, usize)) -> Result<Object, String> {
    let mut variants = BTreeMap::new();
    for (stored, variant) in &source.variants {
        variants.insert(stored.as_bytes().into(), self::variant(variant, index, counts)?);
    }
    let Some(discriminator) = &source.discriminator else {
        return match (variants.pop_first(), variants.is_empty()) {
            (Some((_, variant)), true) => Ok(Object::One(variant)),
            _ => Err("without a discriminator there must be exactly one variant".into()),
        };
    };
    Ok(Object::Many { discriminator: discriminator.as_bytes().into(), variants })
}

fn variant(source: &source::Variant, object: usize, counts: (usize, usize)) -> Result<Variant, String> {
    let mut fields = Vec::new();
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, field) in source.fields.iter().enumerate() {
        let mut prefix = vec![if index == 0 { b'{' } else { b',' }];
        prefix.extend(quote(&field.name)?);
        prefix.push(b':');
        let value = if let Some(key) = &field.key {
            by_key.entry(key).or_default().push(index);
            Some(value(&field.value(), counts).map_err(|error| format!("{}: {error}", field.name))?)
        } else if field.leaf.is_none() && field.r#enum.is_none() && field.object.is_none() {
            prefix.extend(quote(&source.r#type)?);
            None
        } else {
            return Err(format!("{}: without a key it must be a __typename", field.name));
        };
        fields.push(Field { name: field.name.clone(), prefix: prefix.into(), value });
    }
    let plain = |index: usize| fields[index].value.is_some_and(|value| value.plain());
    let keys = Keys::new(by_key, plain)?;
    Ok(Variant { object, name: source.r#type.clone(), keys, fields: fields.into() })
}

/// The structs of `fraiseql/plan.py`, field for field.
mod source {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::Leaf;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Shape {
        pub root: Value,
        #[serde(default)]
        pub objects: Vec<Object>,
        #[serde(default)]
        pub enums: Vec<BTreeMap<String, String>>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Value {
        pub nullable: Vec<bool>,
        pub leaf: Option<Leaf>,
        pub r#enum: Option<usize>,
        pub object: Option<usize>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Field {
        pub nullable: Vec<bool>,
        pub leaf: Option<Leaf>,
        pub r#enum: Option<usize>,
        pub object: Option<usize>,
        pub name: String,
        pub key: Option<String>,
    }

    impl Field {
        pub fn value(&self) -> Value {
            let Self { nullable, leaf, r#enum, object, .. } = self;
            Value { nullable: nullable.clone(), leaf: *leaf, r#enum: *r#enum, object: *object }
        }
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Variant {
        pub r#type: String,
        pub fields: Vec<Field>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Object {
        pub discriminator: Option<String>,
        pub variants: BTreeMap<String, Variant>,
    }
}
