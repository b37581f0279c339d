"""Relations of a request: what a document selects of them, as a part of the statement of its root field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from fraiseql.arguments import Arguments, UnfitSessionError, Variables, read_arguments, session_name
from fraiseql.assemble import always, default_limit, shifted
from fraiseql.bind import Binder, Parameters, checked_count, session_values
from fraiseql.coerce import Inputs
from fraiseql.errors import FieldError
from fraiseql.limits import largest_page
from fraiseql.nesting import related_page, related_rows, related_sql, with_document, with_relations
from fraiseql.pages import page_size, read_selection, read_window, with_page_document
from fraiseql.plan import Query, Relation, Shape
from fraiseql.shape import Projection
from fraiseql.where import BadInputError
from fraiseql.window import OF_PAGE, Selected


class Related(Struct, frozen=True, kw_only=True):
    """A relation that is selected.

    key: that of its value in the row's document. selected: of a connection. related: of its own rows.
    """

    key: str
    relation: Relation
    arguments: Arguments
    selected: Selected
    related: tuple[Related, ...]


def read_related(
    projection: Projection, query: Query | None, object_: int | None, inputs: Inputs
) -> tuple[Related, ...]:
    """The relations that are selected of a field's rows.

    query: how the field is read; absent for the answer of a command. object_: of its shape.
    Raises FieldError where a literal does not fit.
    """
    found = []
    shape = projection.shape
    for rows in dict.fromkeys(_rows(shape, query, object_)):
        for use in projection.relations[rows]:
            inner = use.relation.query
            connection = inner.returns == "connection"
            found.append(
                Related(
                    key=use.key,
                    relation=use.relation,
                    arguments=read_arguments(use.arguments, inner.arguments, inputs),
                    selected=read_selection(shape, use.object) if connection else Selected(),
                    related=read_related(projection, inner, use.object, inputs),
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


def bind_document(
    document: str, parameters: Parameters, related: Sequence[Related], variables: Variables, binder: Binder
) -> str:
    """The expression of a row's document with what is selected of its relations.

    parameters: of the statement so far; those of the relations are added. Raises FieldError.
    """
    values = {each.key: _value(each, parameters, variables, binder) for each in related}
    return with_relations(document, values)


def _value(each: Related, parameters: Parameters, variables: Variables, binder: Binder) -> str:
    """The expression of a relation's value. Raises FieldError."""
    try:
        return _bound(each, parameters, variables, binder)
    except BadInputError as error:
        name = session_name(each.relation.query.arguments, error.path, binder.types)
        if name is not None:
            raise UnfitSessionError(f"The session's {name} does not fit: {error.message}") from None
        # Its path is that of an argument of the relation, of which the root field knows nothing.
        raise FieldError(error.message, error.code, error.extensions) from None


def _bound(each: Related, parameters: Parameters, variables: Variables, binder: Binder) -> str:
    query, on = each.relation.query, each.relation.on
    arguments = each.arguments.evaluate(variables)
    criteria = binder.criteria(query, arguments, variables.session)
    before = len(parameters)
    parameters.extend(criteria.parameters)
    belongs = always(on, len(parameters))
    parameters.extend(session_values(on, variables.session))
    where = [*belongs, *(shifted(condition, before) for condition in criteria.where)]
    if query.returns == "connection":
        if each.related:
            extend = partial(bind_document, related=each.related, variables=variables, binder=binder)
            query = with_page_document(query, parameters, extend)
        size = page_size(query, arguments, binder.limits)
        # What no part of the statement uses must not be among its parameters.
        used = parameters if each.selected & OF_PAGE else list(parameters)
        window = read_window(query, arguments, criteria.order, used)
        used.append(str(size + 1))
        if not each.selected & (OF_PAGE | {"total_count"}):
            del parameters[before:]
        return related_page(query, where, window, f"${len(parameters)}::int8", each.selected)
    if each.related:
        assert query.document is not None
        inner = bind_document(query.document, parameters, each.related, variables, binder)
        query = replace(query, select=with_document(query.select, query.document, inner))
    limit = offset = None
    if query.returns == "many":
        limit = _count(arguments.get("limit"), largest_page(query, binder.limits), "limit")
        offset = _count(arguments.get("offset"), None, "offset")
        limit = default_limit(query) if limit is None else limit
    placed = [_placed(number, parameters) for number in (limit, offset)]
    order = [key.term for key in criteria.order]
    return related_rows(query, related_sql(query, where, order, *placed))


def _count(value: int | None, most: int | None, name: str) -> int | None:
    return None if value is None else checked_count(value, most, name)


def _placed(number: int | None, parameters: Parameters) -> str | None:
    if number is None:
        return None
    parameters.append(str(number))
    return f"${len(parameters)}::int8"
