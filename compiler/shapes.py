"""Model × the shapes of documents: each field that is read from a document is there, and fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from fraiseql.compiler.analyse import shape as shapes
from fraiseql.compiler.analyse.documents import Documents
from fraiseql.compiler.analyse.shape import (
    Array,
    Key,
    Null,
    Object,
    Place,
    Scalar,
    Shape,
    Unknown,
    options,
)
from fraiseql.compiler.analyse.values import Value, is_json
from fraiseql.compiler.bound import Bound, BoundView
from fraiseql.compiler.diagnostics import Diagnostic, Related, Severity, close, suggest
from fraiseql.compiler.fit import kinds, of_other_form
from fraiseql.compiler.model import Field, Model
from fraiseql.compiler.model import Object as ObjectType
from fraiseql.compiler.source import Span
from fraiseql.plan import TypeRef

CROPPED = 160
"""How many characters of an expression a note shows."""


@dataclass(frozen=True, slots=True)
class Document:
    """The documents that a type is read from. row: that type. shape: what is known of them."""

    row: ObjectType
    view: BoundView
    shape: Shape


def documents_read(bound: Bound, known: Documents) -> list[Document]:
    """Every document that a schema reads, once. known: what the relations of the catalog hold."""
    found = {}
    for row, view in _read(bound):
        name = view.relation.qualified
        if (row.name, name, view.document) in found:
            continue
        if view.document is not None:
            value = known.column(view.relation, view.document)
            shape = value.shape if is_json(value.type) else Unknown()  # `bind` says what else it is
        else:
            columns = known.rows(view.relation).columns or {}
            keys = {column: _of_column(value) for column, value in columns.items()}
            shape = Object(keys, Unknown())
        found[row.name, name, view.document] = Document(row, view, shape)
    return list(found.values())


def _of_column(value: Value) -> Key:
    """What a column holds that is a field: whether its type fits, `bind` says."""
    return Key(value.shape if is_json(value.type) else Unknown(), value.inside)


def _read(bound: Bound) -> Iterator[tuple[ObjectType, BoundView]]:
    for query in bound.queries:
        row = bound.model.row_type(query.field)
        if row is not None:
            yield row, query.view
    for mutation in bound.mutations:
        row = bound.model.objects.get(mutation.field.type.ref.name)
        if row is not None and mutation.view is not None:
            yield row, mutation.view


def check_shapes(bound: Bound, read: Sequence[Document]) -> list[Diagnostic]:
    """What disagrees between the types of a schema and the SQL that makes their documents (FQ431–FQ435)."""
    checker = _Checker(bound.model)
    for document in read:
        checker.document(document)
    return list(checker.found.values())


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a document: the relation, the path, and the field that it is the value of."""

    relation: str
    columns: bool
    path: tuple[str, ...] = ()

    def under(self, key: str) -> _At:
        """A key of an object there."""
        return replace(self, path=(*self.path, key))

    @property
    def documents(self) -> str:
        """For a message."""
        rows = "rows" if self.columns else "documents"
        where = f"`{'.'.join(self.path)}` in " if self.path else ""
        return f"{where}the {rows} of `{self.relation}`"


@dataclass(frozen=True)
class _Checker:
    model: Model
    found: dict[tuple[Span | None, str, str], Diagnostic] = field(default_factory=dict)

    def document(self, document: Document) -> None:
        """All fields of the type that a document is read for."""
        at = _At(document.view.relation.qualified, document.view.document is None)
        listed = options(document.shape)
        if not isinstance(document.shape, Unknown) and not any(isinstance(o, Object) for o in listed):
            for shape in listed[:1]:
                message = f"a document is an object, but {at.documents} are {_described(shape)}"
                span = document.row.view.name.span if document.row.view is not None else document.row.span
                self.say("FQ433", span, message, None, None)
            return
        self.objects(document.row, document.shape, at)

    def objects(self, type_: ObjectType, shape: Shape, at: _At) -> None:
        """The objects of a document that are of a type."""
        if type_.abstract is not None:
            self.abstract(type_, shape, at)
            return
        for each in type_.fields.values():
            if "relation" not in each.directives:
                self.key(each, shape, at)

    def abstract(self, type_: ObjectType, shape: Shape, at: _At) -> None:
        """Of an interface or a union, where the objects say of which type they are."""
        assert type_.abstract is not None
        names = type_.abstract.discriminator
        for option in options(shape):
            if not isinstance(option, Object):
                continue
            named = shapes.key(option, names.value)
            if isinstance(named.shape, shapes.Nothing) and option.rest is None:
                message = f"there is no key `{names.value}`, which names the type, in {at.documents}"
                self.say(
                    "FQ431",
                    names.span or type_.span,
                    message,
                    suggest(names.value, option.keys),
                    option.place,
                )
                continue
            constant = named.shape.constant if isinstance(named.shape, Scalar) else None
            if constant in self.model.objects and constant in type_.abstract.possible:
                self.objects(self.model.objects[constant], option, at)

    def key(self, each: Field, shape: Shape, at: _At) -> None:
        objects = [option for option in options(shape) if isinstance(option, Object)]
        key = shapes.key(shape, each.key)
        if isinstance(key.shape, shapes.Nothing) and not key.always and objects:
            self.missing(each, objects, at)
            return
        self.value(each, each.type.ref, key.shape, key.null, at.under(each.key), key.place)

    def missing(self, each: Field, objects: list[Object], at: _At) -> None:
        if any(each.key in o.keys for o in objects):
            return  # it is there, and always null
        known = list(dict.fromkeys(name for o in objects for name in o.keys))
        alike = [k for k in close(each.key, known) if _spelling(k) == _spelling(each.key)]
        code, hint = "FQ431", suggest(each.key, known)
        stored = f"`{each.owner}.{each.name}` is stored as `{each.key}`, but"
        message = f"{stored} there is no such key in {at.documents}"
        if alike:
            code, hint = "FQ432", f'name the key: `{each.name}: {each.type.text} @from("{alike[0]}")`'
            message = f"{stored} the key is `{alike[0]}` in {at.documents}"
        elif hint is None:
            hint = f"its keys are {', '.join(f'`{name}`' for name in known)}" if known else "it has no keys"
        partial = bool(at.path) and each.type.ref.nullable[0]
        self.say(code, each.span, message, hint, objects[0].place, "warning" if partial else "error")

    # --- values ----------------------------------------------------------------------------------

    def value(
        self, each: Field, ref: TypeRef, shape: Shape, null: Null, at: _At, place: Place | None
    ) -> None:
        if null.state == "possible" and not ref.nullable[0]:
            what = "an item of " if ref.lists < each.type.ref.lists else ""
            message = (
                f"`{each.owner}.{each.name}` is `{each.type.text}`, but {what}{at.documents} can be null"
            )
            message += f": {null.why}"
            hint = "drop the `!`, or rule the null out, as `NOT NULL`, an inner join or `COALESCE` do"
            self.say("FQ434", each.type.span or each.span, message, hint, null.place or place, "warning")
        if isinstance(shape, Unknown) or (ref.name == "JSON" and not ref.lists):
            return
        listed = options(shape)
        if not listed:
            return  # it is always null: a type that embeds itself would be followed without end
        if ref.lists:
            self.items(each, ref, listed, at, place)
        elif ref.name in self.model.objects:
            wrong = [option for option in listed if not isinstance(option, Object)]
            self.wrong(each, wrong, listed, "an object", at, place)
            if not wrong:
                self.objects(self.model.objects[ref.name], shape, at)
        else:
            self.scalar(each, ref, listed, at, place)

    def items(self, each: Field, ref: TypeRef, listed: Sequence[Shape], at: _At, place: Place | None) -> None:
        wrong = [option for option in listed if not isinstance(option, Array)]
        self.wrong(each, wrong, listed, "a list", at, place)
        for option in listed:
            if isinstance(option, Array):
                inner = TypeRef(ref.name, ref.nullable[1:])
                self.value(each, inner, option.item, option.null, at, place)

    def scalar(
        self, each: Field, ref: TypeRef, listed: Sequence[Shape], at: _At, place: Place | None
    ) -> None:
        wanted = kinds(self.model, ref.name)
        if wanted is None:
            return
        wrong = [o for o in listed if not isinstance(o, Scalar) or o.kind not in wanted]
        names = {"string": "a string", "number": "a number", "boolean": "true or false"}
        self.wrong(
            each,
            wrong,
            listed,
            " or ".join(names[k] for k in wanted) if len(wanted) < 3 else "a single value",
            at,
            place,
        )
        for option in listed:
            if isinstance(option, Scalar) and option not in wrong and option.type is not None:
                self.form(each, ref, option.type, at, place)

    def form(self, each: Field, ref: TypeRef, type_: str, at: _At, place: Place | None) -> None:
        """A scalar whose text has a form of its own, against a type that is printed in another."""
        if of_other_form(ref.name, type_):
            message = f"`{each.owner}.{each.name}` is `{ref.name}`, but {at.documents} is a `{type_}`"
            self.say("FQ433", each.type.span or each.span, message, None, place, "warning")

    def wrong(
        self,
        each: Field,
        wrong: Sequence[Shape],
        listed: Sequence[Shape],
        wanted: str,
        at: _At,
        place: Place | None,
    ) -> None:
        if not wrong:
            return
        code = "FQ435" if wanted == "a list" or any(isinstance(o, Array) for o in wrong) else "FQ433"
        has = " or ".join(dict.fromkeys(_described(option) for option in wrong))
        message = (
            f"`{each.owner}.{each.name}` is `{each.type.text}`, which is {wanted} here, but {at.documents} "
        )
        message += f"{'is' if len(wrong) == len(listed) else 'can be'} {has}"
        severity: Severity = "error" if len(wrong) == len(listed) else "warning"
        self.say(code, each.type.span or each.span, message, None, place, severity)

    def say(
        self,
        code: str,
        span: Span | None,
        message: str,
        hint: str | None,
        place: Place | None,
        severity: Severity = "error",
    ) -> None:
        related = (_note(place),) if place is not None else ()
        self.found.setdefault((span, code, message), Diagnostic(code, message, span, hint, related, severity))


def _note(place: Place) -> Related:
    sql = place.sql
    shown = sql if len(sql) <= CROPPED else f"{sql[:CROPPED]}…"
    line = f"line {place.line}: " if place.line is not None else ""
    return Related("it is made by", object=place.object, definition=f"{line}{shown}")


def _described(shape: Shape) -> str:
    match shape:
        case Object():
            return "an object"
        case Array():
            return "a list"
        case Scalar(kind="boolean"):
            return "true or false"
        case _:
            return f"a {shape.kind}" if isinstance(shape, Scalar) else "something else"


def _spelling(name: str) -> str:
    return name.replace("_", "").casefold()
