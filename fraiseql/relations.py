"""Relations of a request: what a document selects of them, as a part of the statement of its root field."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from fraiseql.arguments import Arguments, UnfitSessionError, Variables, read_arguments, session_name
from fraiseql.assemble import always, shifted
from fraiseql.bind import Binder, Criteria, Extension, rows_asked, session_values
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError
from fraiseql.failure import internal
from fraiseql.nesting import related_page, related_rows, related_sql, with_document, with_relations
from fraiseql.operation import Location
from fraiseql.pages import Ends, page_size, read_ends, read_selection, with_page_document
from fraiseql.plan import Query, Relation, Shape
from fraiseql.shape import Projection
from fraiseql.where import BadInputError
from fraiseql.window import OF_PAGE, Selected, connection_of


class Related(Struct, frozen=True, kw_only=True):
    """A relation that is selected.

    key: that of its value in the row's document. selected: of a connection. related: of its own rows.
    path: its response keys from the root field on. locations: of its fields in the document.
    """

    key: str
    relation: Relation
    arguments: Arguments
    selected: Selected
    related: tuple[Related, ...]
    path: tuple[str, ...]
    locations: tuple[Location, ...]


@dataclass(slots=True)
class RelationError(FieldError):
    """An error of a relation, because of which its root field is null.

    path: its response keys, below the root field's; which row's it is, nobody knows. locations: of it.
    """

    path: tuple[str, ...] = ()
    locations: tuple[Location, ...] = ()


def of_relation(error: FieldError, path: tuple[str, ...], locations: tuple[Location, ...]) -> RelationError:
    """The error as one of the relation at this place."""
    if isinstance(error, UnfitSessionError):
        error = internal(error.message)
    return RelationError(error.message, error.code, error.extensions, path, locations)


def read_related(projection: Projection, query: Query | None, inputs: Inputs) -> tuple[Related, ...]:
    """The relations that are selected of a root field's rows.

    query: how the field is read; absent for the answer of a command.
    Raises RelationError where a literal does not fit, or where one is selected of what is no row.
    """
    related = _read(projection, query, projection.shape.root.object, inputs)
    of_rows = {each.key for each in all_related(related)}
    for use in (use for uses in projection.relations for use in uses):
        if use.key not in of_rows:
            owner, _, name = use.relation.query.name.partition(".")
            message = (
                f"`{name}` cannot be selected here: this `{owner}` is embedded in a document, and only rows "
                "have it."
            )
            raise of_relation(FieldError(message, "BAD_USER_INPUT"), use.path, use.locations)
    return related


def _read(
    projection: Projection, query: Query | None, object_: int | None, inputs: Inputs
) -> tuple[Related, ...]:
    found = []
    shape = projection.shape
    for rows in dict.fromkeys(_rows(shape, query, object_)):
        for use in projection.relations[rows]:
            inner = use.relation.query
            connection = inner.returns == "connection"
            try:
                arguments = read_arguments(use.arguments, inner.arguments, inputs)
            except FieldError as error:
                raise of_relation(error, use.path, use.locations) from None
            found.append(
                Related(
                    key=use.key,
                    relation=use.relation,
                    arguments=arguments,
                    selected=read_selection(shape, use.object) if connection else Selected(),
                    related=_read(projection, inner, use.object, inputs),
                    path=use.path,
                    locations=use.locations,
                )
            )
    return tuple(found)


def _rows(shape: Shape, query: Query | None, object_: int | None) -> Iterator[int]:
    """The objects of a shape that are a field's rows: of a connection those of its nodes."""
    if object_ is None:
        return
    if query is None or query.returns != "connection":
        yield object_
        return
    for key, inner in _members(shape, object_):
        if key == "nodes":
            yield inner
        elif key == "edges":
            yield from (node for name, node in _members(shape, inner) if name == "node")


def _members(shape: Shape, object_: int) -> Iterator[tuple[str | None, int]]:
    for variant in shape.objects[object_].variants.values():
        yield from ((field.key, field.object) for field in variant.fields if field.object is not None)


def all_related(related: Sequence[Related]) -> Iterator[Related]:
    """The relations and those of their rows, at any depth."""
    for each in related:
        yield each
        yield from all_related(each.related)


# --- a request -----------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A relation bound for one request.

    ends: of a connection. paged: of a list, whether its rows are limited, and some skipped.
    parameters: its own, in order: those of the criteria, of `on`, and of the page.
    inner: the relations of its rows, whose parameters follow.
    """

    related: Related
    arguments: Mapping[str, Any]
    criteria: Criteria
    ends: Ends | None
    paged: tuple[bool, bool]
    parameters: list[str | None]
    inner: tuple[Part, ...]

    @property
    def key(self) -> Hashable:
        """What decides its SQL."""
        each = self.related
        page = self.paged if self.ends is None else self.ends.form
        inner = [part.key for part in self.inner]
        return (each.key, each.relation.query.name, each.selected, self.criteria.key, page, *inner)

    @property
    def query(self) -> Query:
        """How its rows are read."""
        return self.related.relation.query


def bind_related(related: Sequence[Related], variables: Variables, binder: Binder) -> tuple[Part, ...]:
    """Binds relations, and those of their rows. Raises RelationError."""
    return tuple(_bind(each, variables, binder) for each in related)


def extension_of(parts: Sequence[Part]) -> Extension:
    """What relations put into the documents of the rows that have them."""
    parameters = [value for part in all_parts(parts) for value in part.parameters]
    return Extension(partial(_document, parts=parts), parameters, tuple(part.key for part in parts))


def all_parts(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts and those within, in the order in which their parameters are numbered."""
    for part in parts:
        yield part
        yield from all_parts(part.inner)


def _bind(each: Related, variables: Variables, binder: Binder) -> Part:
    try:
        return _bound(each, variables, binder)
    except RelationError:
        raise
    except FieldError as error:
        raise of_relation(_told(error, each, binder), each.path, each.locations) from None


def _told(error: FieldError, each: Related, binder: Binder) -> FieldError:
    if isinstance(error, BadInputError):
        name = session_name(each.relation.query.arguments, error.path, binder.types)
        if name is not None:
            return UnfitSessionError(f"The session's {name} does not fit: {error.message}")
    return error


def _bound(each: Related, variables: Variables, binder: Binder) -> Part:
    query, on = each.relation.query, each.relation.on
    arguments = each.arguments.evaluate(variables)
    criteria = binder.criteria(query, arguments, variables.session)
    parameters = [*criteria.parameters, *session_values(on, variables.session)]
    ends = None
    paged = (False, False)
    if query.returns == "connection":
        size = page_size(query, arguments, binder.limits)
        ends = read_ends(query, arguments, criteria.order)
        # What no part of the statement uses must not be among its parameters.
        if each.selected & OF_PAGE:
            parameters += [*ends.values(), str(size + 1)]
        elif "total_count" not in each.selected:
            parameters = []
    elif query.returns == "many":
        limit, offset = rows_asked(query, arguments, binder.limits)
        parameters += [str(number) for number in (limit, offset) if number is not None]
        paged = limit is not None, offset is not None
    inner = bind_related(each.related, variables, binder)
    return Part(each, arguments, criteria, ends, paged, parameters, inner)


# --- its SQL -------------------------------------------------------------------------------------------


def _document(document: str, before: int, *, parts: Sequence[Part]) -> str:
    """The expression of a row's document with what is selected of its relations. before: parameters."""
    values = {}
    for part in parts:
        values[part.related.key] = _value(part, before)
        before += sum(len(each.parameters) for each in all_parts((part,)))
    return with_relations(document, values)


def _value(part: Part, before: int) -> str:
    """The expression of a relation's value. before: how many parameters come before those of it."""
    each, query, criteria = part.related, part.query, part.criteria
    on = each.relation.on
    own = before + len(criteria.parameters)
    after = before + len(part.parameters)
    where = [*always(on, own), *(shifted(condition, before) for condition in criteria.where)]
    if part.ends is not None:
        if part.inner:
            document = _document(connection_of(query).document, after, parts=part.inner)
            query = with_page_document(query, document)
        window = part.ends.window(own + len(on.session))
        return related_page(query, where, window, f"${after}::int8", each.selected)
    if part.inner:
        assert query.document is not None
        document = _document(query.document, after, parts=part.inner)
        query = replace(query, select=with_document(query.select, query.document, document))
    order = [key.term for key in criteria.order]
    numbers = count(own + len(on.session) + 1)
    placed = [f"${next(numbers)}::int8" if given else None for given in part.paged]
    rows = related_sql(query, where, order, *placed)
    return related_rows(query, rows, nested=bool(part.inner))
