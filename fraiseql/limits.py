"""Limits on what one request may ask for (docs/guides/LIMITS.md), and how a refusal reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

from msgspec import Struct

from fraiseql.assemble import default_limit
from fraiseql.errors import Code, RefusedError, RequestError
from fraiseql.operation import FragmentSpread, Operation, SelectedField, Selection, spreads
from fraiseql.plan import ObjectType, Query, Type, type_ref

PAGE = 20
"""The size of a connection's page where neither the client nor the schema says one."""


class Limits(Struct, frozen=True, kw_only=True):
    """What one request may ask for; `None` lifts a limit.

    characters: of the document. tokens: of the document, and comments.
    depth: levels of fields. aliases: in the document. root_fields: of the operation.
    page_size: rows that a client may ask for in one list or page, where the schema's `@limit` says no `max`.
    rows: that the operation can return, by its page sizes. Where a variable will say how many, the most that
        it may; where nothing limits a list, `page_size`.
    requests: executed at the same time; so is what Python code asks through repositories.

    Raises ValueError for a limit below 1.
    """

    characters: int | None = 100_000
    tokens: int | None = 10_000
    depth: int | None = 15
    aliases: int | None = 50
    root_fields: int | None = 20
    page_size: int | None = 1_000
    rows: int | None = 10_000
    requests: int | None = 500

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ValueError(f"the limit {name} is {value}; it must be at least 1, or None")


DEFAULT_LIMITS = Limits()
NO_LIMITS = Limits(**dict.fromkeys(Limits.__struct_fields__))


def exceeded(
    name: str, message: str, allowed: int, asked: int | None = None, code: Code = "LIMIT_EXCEEDED"
) -> RequestError:
    """The refusal of what is over the limit of this name. asked: absent where nobody counted to the end."""
    return RequestError(message, code, extensions=about_limit(name, allowed, asked))


def about_limit(name: str, allowed: int, asked: int | None = None) -> dict[str, Any]:
    """What `extensions` say of a limit that is exceeded."""
    return {"limit": name, "allowed": allowed} | ({} if asked is None else {"asked": asked})


class Running:
    """Counts what is executed at the same time, whoever asks. Most of it waits for a connection."""

    def __init__(self, limits: Limits) -> None:
        self._allowed = limits.requests
        self._count = 0

    def enter(self) -> None:
        """Counts one more, until `leave`. Raises RefusedError where there are as many as are allowed."""
        allowed = self._allowed
        if allowed is not None and self._count >= allowed:
            message = f"The server is busy with {allowed} requests, as many as are allowed. Try again."
            raise RefusedError(exceeded("requests", message, allowed, allowed + 1, "OVERLOADED"))
        self._count += 1

    def leave(self) -> None:
        """Counts one less."""
        self._count -= 1


def check_operation(
    operation: Operation, queries: Mapping[str, Query], types: Mapping[str, Type], limits: Limits
) -> None:
    """Counts what an operation asks for, whatever its variables will be. types: of the plans.

    Raises RefusedError with every limit that is exceeded.
    """
    roots = _fields(operation)
    found = (
        ("depth", "has", "levels of fields", _depth(operation)),
        ("root_fields", "has", "root fields", len(roots)),
        ("rows", "can return", "rows", _Rows(operation, types, limits).of_roots(roots.values(), queries)),
    )
    errors = []
    for name, verb, things, asked in found:
        allowed = getattr(limits, name)
        if allowed is not None and asked > allowed:
            message = f"The operation {verb} {asked} {things}; at most {allowed} are allowed."
            errors.append(exceeded(name, message, allowed, asked))
    if errors:
        raise RefusedError(*errors)


def largest_page(query: Query, limits: Limits) -> int | None:
    """How many rows a client may ask for in one list or page; None for any number."""
    return limits.page_size if query.max_limit is None else query.max_limit


def default_page(query: Query, limits: Limits) -> int:
    """The size of a connection's page where the client says none."""
    if query.default_limit is not None:
        return query.default_limit
    largest = largest_page(query, limits)
    return PAGE if largest is None else min(PAGE, largest)


def _fields(operation: Operation) -> dict[str, SelectedField]:
    """The root fields by response key, whatever conditions they have."""
    fields: dict[str, SelectedField] = {}
    spread: set[str] = set()
    waiting = list(operation.selections)
    while waiting:
        selection = waiting.pop()
        if isinstance(selection, SelectedField):
            fields[selection.name] = selection
        elif not isinstance(selection, FragmentSpread):
            waiting += selection.selections
        elif selection.name not in spread:
            spread.add(selection.name)
            waiting += operation.fragments[selection.name].selections
    return fields


def _depth(operation: Operation) -> int:
    """The levels of fields. It does not recurse into fragments: a chain of them may be long."""
    depths: dict[str, int] = {}

    def of(selections: Iterable[Selection]) -> int:
        return max(map(of_one, selections), default=0)

    def of_one(selection: Selection) -> int:
        if isinstance(selection, FragmentSpread):
            return depths[selection.name]
        return of(selection.selections) + isinstance(selection, SelectedField)

    fragments = operation.fragments
    order = TopologicalSorter({name: set(spreads(of_it.selections)) for name, of_it in fragments.items()})
    for name in order.static_order():
        depths[name] = of(fragments[name].selections)
    return of(operation.selections)


class _Rows:
    """Counts the rows that an operation can return, those of relations for each row that has them."""

    def __init__(self, operation: Operation, types: Mapping[str, Type], limits: Limits) -> None:
        self._fragments = operation.fragments
        self._types = types
        self._limits = limits
        # What is selected alike is counted once, or nested fragments would multiply.
        self._known: dict[tuple[str, tuple[int, ...]], int] = {}

    def of_roots(self, fields: Iterable[SelectedField], queries: Mapping[str, Query]) -> int:
        total = 0
        for field in fields:
            query = queries.get(field.field)
            if query is not None:
                total += self._of_query([field], query)
        return total

    def _of_query(self, fields: Sequence[SelectedField], query: Query) -> int:
        rows = _page(fields[0], query, self._limits)
        return rows * (1 + self._within(type_ref(query.type).name, fields)) if rows else 0

    def _within(self, type_: str, fields: Sequence[SelectedField]) -> int:
        """The rows of relations in one value of a type that these fields, merged, select."""
        key = type_, tuple(map(id, fields))
        if key not in self._known:
            definition = self._types.get(type_)
            found = 0
            if isinstance(definition, ObjectType):
                selected = self._selected([field.selections for field in fields])
                found = sum(self._of_field(definition, same) for same in selected.values())
            self._known[key] = found
        return self._known[key]

    def _of_field(self, owner: ObjectType, fields: Sequence[SelectedField]) -> int:
        field = owner.fields.get(fields[0].field)
        if field is None:
            return 0
        if field.relation is not None:
            return self._of_query(fields, field.relation.query)
        return self._within(type_ref(field.type).name, fields)

    def _selected(self, groups: Iterable[Sequence[Selection]]) -> dict[str, list[SelectedField]]:
        """The fields by response key, whatever conditions they have and whatever type they are on."""
        fields: dict[str, list[SelectedField]] = {}
        spread: set[str] = set()
        waiting = [selection for group in groups for selection in group]
        for selection in waiting:  # grows while it is walked
            if isinstance(selection, SelectedField):
                fields.setdefault(selection.name, []).append(selection)
            elif not isinstance(selection, FragmentSpread):
                waiting.extend(selection.selections)
            elif selection.name not in spread:
                spread.add(selection.name)
                waiting.extend(self._fragments[selection.name].selections)
        return fields


def _page(field: SelectedField, query: Query, limits: Limits) -> int:
    """The rows that a field can return, without those of its relations."""
    if query.returns == "count":
        return 0
    if query.returns == "one":
        return 1
    largest = largest_page(query, limits)
    for name in ("limit", "first", "last"):
        if name in field.arguments:
            given = field.arguments[name]
            asked = largest if given.holes else given.value
        else:
            asked = query.arguments[name].default if name in query.arguments else None
        if isinstance(asked, int):
            return max(asked, 0)  # the field will be refused, and makes no room for others
    if query.returns == "connection":
        return default_page(query, limits)
    usual = default_limit(query)
    return (largest or 0) if usual is None else usual
