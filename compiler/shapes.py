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
from fraiseql.compiler.catalog import Catalog
from fraiseql.compiler.diagnostics import Diagnostic, Related, Severity, close, spelling, suggest
from fraiseql.compiler.fit import has_fraction, kinds, of_other_form
from fraiseql.compiler.model import Field, Model
from fraiseql.compiler.model import Object as ObjectType
from fraiseql.compiler.source import Span
from fraiseql.plan import TypeRef

NOTES = 3
"""How many of the places that make something are shown."""

CROPPED = 160
"""How many characters of an expression a note shows."""


@dataclass(frozen=True, slots=True)
class Document:
    """The documents that a type is read from. row: that type. shape: what is known of them."""

    row: ObjectType
    view: BoundView
    shape: Shape


@dataclass(frozen=True, slots=True)
class Unseen:
    """A place in documents of which the SQL does not say all: whether it is null, or what is inside.

    field: the one that it is the value of, by the last key of the path; none of the document itself.
    ref: the type of what is there, which may be an item of the field's list.
    null: whether it may be null for all that is known. inside: whether all in it is unknown.
    """

    document: Document
    path: tuple[str, ...]
    field: Field | None
    ref: TypeRef
    null: bool
    inside: bool
    reason: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What disagrees between a schema and the SQL of its documents, and where the SQL does not say."""

    found: list[Diagnostic]
    unseen: list[Unseen]


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
    for query in (*bound.queries, *(relation.query for relation in bound.relations.values())):
        row = bound.model.row_type(query.field)
        if row is not None:
            yield row, query.view
    for mutation in bound.mutations:
        row = bound.model.objects.get(mutation.field.type.ref.name)
        if row is not None and mutation.view is not None:
            yield row, mutation.view


def check_shapes(bound: Bound, catalog: Catalog, read: Sequence[Document]) -> Checked:
    """Compares the types of a schema with the SQL that makes their documents (FQ431–FQ435)."""
    checker = _Checker(bound.model, catalog)
    for document in read:
        checker.document(document)
    return Checked(list(checker.found.values()), checker.unseen)


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a document, by its path."""

    document: Document
    path: tuple[str, ...] = ()

    def under(self, key: str) -> _At:
        """A key of an object there."""
        return replace(self, path=(*self.path, key))

    @property
    def documents(self) -> str:
        """For a message."""
        view = self.document.view
        rows = "rows" if view.document is None else "documents"
        where = f"`{'.'.join(self.path)}` in " if self.path else ""
        return f"{where}the {rows} of `{view.relation.qualified}`"

    @property
    def column(self) -> list[Related]:
        """Shows the column that it is, where the rows are the documents."""
        relation = self.document.view.relation
        columns = relation.columns if self.document.view.document is None else ()
        object_ = f"{relation.kind} {relation.qualified}"
        return [
            Related("it is the column", object=object_, definition=f"{column.name}  {column.type}")
            for column in columns
            if (column.name,) == self.path[:1]
        ]


@dataclass(frozen=True)
class _Checker:
    model: Model
    catalog: Catalog
    found: dict[tuple[Span | None, str, str], Diagnostic] = field(default_factory=dict)
    unseen: list[Unseen] = field(default_factory=list)

    def document(self, document: Document) -> None:
        """All fields of the type that a document is read for."""
        at = _At(document)
        listed = options(document.shape)
        if isinstance(document.shape, Unknown):
            ref, why = TypeRef(document.row.name, (True,)), document.shape
            self.unseen.append(Unseen(document, (), None, ref, False, True, why.reason, why.place))
            return
        wrong = [option for option in listed if not isinstance(option, Object)]
        if wrong:
            severity: Severity = "error" if len(wrong) == len(listed) else "warning"
            are = f"{'are' if severity == 'error' else 'can be'} {_described(wrong[0])}"
            span = document.row.view.name.span if document.row.view is not None else document.row.span
            message = f"a document is an object, but {at.documents} {are}"
            self.say("FQ433", span, message, None, (), severity)
        if len(wrong) < len(listed):
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
                    _notes([option.place]),
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
        alike = [k for k in close(each.key, known) if spelling(k) == spelling(each.key)]
        code, hint, places = "FQ431", suggest(each.key, known), [o.place for o in objects]
        stored = f"`{each.owner}.{each.name}` is stored as `{each.key}`, but"
        message = f"{stored} there is no such key in {at.documents}"
        if alike:
            code, hint = "FQ432", f'name the key: `{each.name}: {each.type.text} @from("{alike[0]}")`'
            places = [o.place for o in objects if alike[0] in o.keys]
            message = f"{stored} the key is `{alike[0]}` in {at.documents}"
        elif hint is None:
            hint = f"its keys are {', '.join(f'`{name}`' for name in known)}" if known else "it has no keys"
        partial = bool(at.path) and each.type.ref.nullable[0]
        self.say(code, each.span, message, hint, _notes(places), "warning" if partial else "error")

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
            notes = _notes([null.place or place]) or at.column
            self.say("FQ434", each.type.span or each.span, message, hint, notes, "warning")
        # Without a reason it is known, but not looked at here.
        inside = isinstance(shape, Unknown) and shape.reason != "" and (ref.name != "JSON" or ref.lists > 0)
        nulls = null.state == "unknown" and not ref.nullable[0]
        if inside or nulls:
            reason, there = (shape.reason, shape.place) if isinstance(shape, Unknown) else ("", place)
            self.unseen.append(Unseen(at.document, at.path, each, ref, nulls, inside, reason, there))
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
            if isinstance(option, Scalar) and option not in wrong:
                self.form(each, ref, option, at, place)

    def form(self, each: Field, ref: TypeRef, found: Scalar, at: _At, place: Place | None) -> None:
        """A scalar or an enum, against a type or a text that has values which it has not."""
        type_, hint, what = found.type or "", None, ""
        if of_other_form(ref.name, type_):
            what = f"is a `{type_}`"
        elif has_fraction(ref.name, type_):
            what = f"is a `{type_}`, which can have a fraction"
            hint = "use `Float` or `Decimal`, or make it whole: `round(…)`, or a cast to `int`"
        elif ref.name in self.model.enums:
            stored = [value.stored for value in self.model.enums[ref.name].values]
            labels = self.catalog.types[type_].labels if type_ in self.catalog.types else ()
            written = (found.constant,) if found.constant is not None else labels
            strange = [label for label in written if label not in stored]
            if strange:
                what = f"can be `{strange[0]}`, which is no value of it"
                hint = suggest(strange[0], stored) or f"its values are stored as {', '.join(stored)}"
        if what:
            message = f"`{each.owner}.{each.name}` is `{ref.name}`, but {at.documents} {what}"
            self.say("FQ433", each.type.span or each.span, message, hint, _notes([place]), "warning")

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
        self.say(code, each.type.span or each.span, message, None, _notes([place]), severity)

    def say(
        self,
        code: str,
        span: Span | None,
        message: str,
        hint: str | None,
        notes: Sequence[Related],
        severity: Severity = "error",
    ) -> None:
        related = tuple(notes[:NOTES])
        self.found.setdefault((span, code, message), Diagnostic(code, message, span, hint, related, severity))


def _notes(places: Sequence[Place | None]) -> list[Related]:
    """Shows what makes something, which may be in several places."""
    return list(dict.fromkeys(note(place) for place in places if place is not None))


def note(place: Place, message: str = "it is made by") -> Related:
    """Shows a part of the SQL of a database object."""
    sql = place.sql
    shown = sql if len(sql) <= CROPPED else f"{sql[:CROPPED]}…"
    line = f"line {place.line}: " if place.line is not None else ""
    return Related(message, object=place.object, definition=f"{line}{shown}")


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
