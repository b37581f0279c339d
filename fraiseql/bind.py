"""Plans and coerced arguments → statements. All values are parameters; the SQL comes from the plan."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from fraiseql.arguments import NO_SESSION, unauthenticated
from fraiseql.assemble import always, default_limit, place, query_sql, read_back_sql, relative
from fraiseql.cache import Recent
from fraiseql.errors import FieldError
from fraiseql.form import read_form
from fraiseql.keyset import SortKey
from fraiseql.limits import DEFAULT_LIMITS, Limits, about_limit, largest_page
from fraiseql.nesting import with_document
from fraiseql.plan import (
    UNSET,
    Attribute,
    InputType,
    Mutation,
    ObjectType,
    Parameter,
    Query,
    RowFilter,
    ScalarType,
    Target,
    Type,
    ValueTarget,
    type_ref,
)
from fraiseql.scalars import array_text, to_text
from fraiseql.statement import Statement
from fraiseql.where import Encode, Filter, Path, bad_input, text_of

KEPT = 200_000
"""How many parts of forms, fields or operators say, are kept with their SQL. Each takes about 100 bytes."""

KEPT_SQL = 2_000_000
"""How many characters of assembled statements are kept, besides those that the criteria hold."""


class Extension(NamedTuple):
    """What is put into the documents of rows besides what they hold.

    document: a document's expression, and how many parameters come before those of the extension → the
        expression with more in it. key: the same for extensions that make the same of it, and for no others.
    """

    document: Callable[[str, int], str]
    parameters: Sequence[str | None]
    key: Hashable


class Assembled(NamedTuple):
    """A statement without its parameters. columns: what is named of those that it reads."""

    sql: str
    columns: tuple[str, ...] = ()


_UNTOLD: Path = ("",)  # a path that nobody is told


class Criteria(NamedTuple):
    """Which rows a client asks for, and in which order.

    where: the conditions, whose placeholders are `parameters`, from `$1`. order: the sort keys.
    statements: SQL that was assembled with these conditions and sort keys, by what else it depends on.
    values: how many of the parameters, from the first, are the client's; the others are the session's.
    key: the same where all is, but for the parameters.
    """

    where: list[str]
    order: list[SortKey]
    statements: dict[Hashable, str]
    parameters: Sequence[str | None]
    values: int
    key: Hashable = None


class _Known(NamedTuple):
    """What is known of a form: its criteria, and what makes parameters of its operands."""

    criteria: Criteria
    encoders: Sequence[Encode]


class Binder:
    """Binds root fields to the types of some plans. The SQL of criteria is kept by their form.

    assembled: whole statements, by all that decides them.
    """

    def __init__(self, types: Mapping[str, Type], limits: Limits = DEFAULT_LIMITS, kept: int = KEPT) -> None:
        self.types = types
        self.limits = limits
        self.assembled: Recent[Hashable, Assembled] = Recent(KEPT_SQL)
        self._known: Recent[tuple[Hashable, ...], _Known] = Recent(kept)

    def criteria(
        self, query: Query, arguments: Mapping[str, Any], session: Mapping[str, str] = NO_SESSION
    ) -> Criteria:
        """The criteria in a query's coerced arguments, and what always holds for its rows.

        Raises FieldError (`BAD_USER_INPUT`, `UNAUTHENTICATED`).
        """
        criteria = self._asked(query, arguments)
        values = session_values(query.filter, session)
        return criteria._replace(parameters=[*criteria.parameters, *values]) if values else criteria

    def _asked(self, query: Query, arguments: Mapping[str, Any]) -> Criteria:
        """The criteria without the values of the session."""
        form = read_form(query, arguments, self.types)
        known = self._known.get(form.key)
        if known is None:
            criteria, encoders = _read(query, arguments, self.types)
            criteria = criteria._replace(key=form.key)
            # Without the values, which may be large.
            self._known.put(form.key, _Known(criteria._replace(parameters=()), encoders), len(form.key))
            return criteria
        try:
            parameters = [
                encode(operand, _UNTOLD)
                for encode, operand in zip(known.encoders, form.operands, strict=True)
            ]
        except FieldError:
            return _read(query, arguments, self.types).criteria  # which says where the value stands
        return known.criteria._replace(parameters=parameters)


def _read(query: Query, arguments: Mapping[str, Any], types: Mapping[str, Type]) -> _Known:
    filter_ = Filter(types)
    where: list[str] = []
    order: list[SortKey] = []
    for name, argument in query.arguments.items():
        value = arguments.get(name)
        if argument.role == "equals":
            # Null means "is null" to a list, and "not given" to a lookup, where it is not the session's.
            optional = query.returns == "one" and argument.session is None
            if value is not None or (not optional and name in arguments):
                assert argument.target is not None
                where.append(filter_.test(argument.target, "eq", value, None, (name,)))
        elif value is None:
            pass  # as if it were not given
        elif argument.role == "where":
            where.extend(filter_.conditions(value, query.targets, None, (name,)))
        elif argument.role == "order":
            # A schema may say `orderBy: PostOrderBy`, for a single key.
            items = enumerate(value) if isinstance(value, list) else [(None, value)]
            order.extend(
                _sort_key(item, query.targets, types, (name,) if index is None else (name, index))
                for index, item in items
            )
    where.extend(filter_.trials)
    values = len(filter_.parameters)
    where.extend(always(query.filter, values))
    return _Known(Criteria(where, order, {}, filter_.parameters, values), filter_.encoders)


def session_values(filter_: RowFilter | None, session: Mapping[str, str]) -> list[str | None]:
    """The parameters of a filter. Raises FieldError (`UNAUTHENTICATED`) where the session lacks one."""
    if filter_ is None:
        return []
    for value in filter_.session:
        if not value.optional and value.name not in session:
            raise unauthenticated(value.name)
    return [session.get(value.name) for value in filter_.session]


def bind_query(
    query: Query,
    arguments: Mapping[str, Any],
    binder: Binder,
    session: Mapping[str, str] = NO_SESSION,
    extension: Extension | None = None,
) -> Statement:
    """The statement of a root query field that is no connection. extension: of the documents of its rows.

    Raises FieldError (`BAD_USER_INPUT`, `UNAUTHENTICATED`).
    """
    criteria = binder.criteria(query, arguments, session)
    parameters = criteria.parameters
    if query.returns == "one":
        names = [name for name, argument in query.arguments.items() if argument.session is None]
        if names and all(arguments.get(name) is None for name in names):
            raise FieldError(f'"{query.name}" needs a value for {" or ".join(names)}.', "BAD_USER_INPUT")
    limit, offset = rows_asked(query, arguments, binder.limits)
    paged = (limit is not None, offset is not None)
    paging = [str(number) for number in (limit, offset) if number is not None]
    if extension is None:
        sql = criteria.statements.get(paged)
        if sql is None:
            sql = criteria.statements[paged] = _query_sql(query, criteria, len(parameters), *paged)
        return Statement(sql, (*parameters, *paging))
    key = (criteria.key, paged, extension.key)
    assembled = binder.assembled.get(key)
    if assembled is None:
        assert query.document is not None
        document = extension.document(query.document, len(parameters))
        query = replace(query, select=with_document(query.select, query.document, document))
        before = len(parameters) + len(extension.parameters)
        assembled = Assembled(_query_sql(query, criteria, before, *paged))
        binder.assembled.put(key, assembled, len(assembled.sql))
    return Statement(assembled.sql, (*parameters, *extension.parameters, *paging))


def rows_asked(query: Query, arguments: Mapping[str, Any], limits: Limits) -> tuple[int | None, int | None]:
    """How many rows are asked for, and how many are skipped, where that is limited. Raises FieldError."""
    limit, offset = (
        None if arguments.get(name) is None else checked_count(arguments[name], most, name)
        for name, most in (("limit", largest_page(query, limits)), ("offset", None))
    )
    return default_limit(query) if limit is None else limit, offset


def _query_sql(query: Query, criteria: Criteria, parameters: int, limited: bool, skipping: bool) -> str:
    order = [key.term for key in criteria.order]
    return query_sql(query, criteria.where, order, parameters, limit=limited, offset=skipping)


def _sort_key(
    item: Any,
    targets: Mapping[str, Target],
    types: Mapping[str, Type],
    path: Path,
    document: str | None = None,
) -> SortKey:
    if item is None or len(item) != 1:
        found = ", ".join(item) if item else "none"
        raise bad_input(path, "must name exactly one field", f"found {found}; list several in their order")
    ((name, value),) = item.items()
    target = targets[name]
    if isinstance(target, ValueTarget):
        if value is None:
            raise bad_input((*path, name), "is null", "expected a direction such as ASC or DESC")
        direction = value.replace("_", " ").upper()
        if target.sort is not None:  # the place of an enum's value
            return SortKey(relative(target.sort, document), direction, "int4")
        return SortKey(relative(target.sql, document), direction, target.postgres, target.not_null)
    embedded = types[target.type]
    assert isinstance(embedded, ObjectType)
    return _sort_key(value, embedded.targets, types, (*path, name), relative(target.sql, document))


def checked_count(value: int, most: int | None, name: str) -> int:
    """A number of rows that an argument of this name asks for.

    Raises FieldError (`BAD_USER_INPUT`, or `LIMIT_EXCEEDED` where it is too large).
    """
    if value < 0:
        raise bad_input((name,), f"is {value}", "it cannot be negative")
    if most is not None and value > most:
        error = bad_input((name,), f"is {value}", f"at most {most} is allowed")
        error.code, error.extensions = "LIMIT_EXCEEDED", about_limit("page_size", most, value)
        raise error
    return value


def bind_mutation(
    mutation: Mutation,
    arguments: Mapping[str, Any],
    types: Mapping[str, Type],
    session: Mapping[str, str] = NO_SESSION,
    extension: Extension | None = None,
) -> tuple[Statement, ...]:
    """The statements of a root mutation field: the call, and the read if there is one. Raises FieldError.

    extension: of the document that is read.
    """
    call: list[str] = []
    texts: list[str | None] = []
    for parameter, value in given_parameters(mutation, arguments):
        texts.append(None if value is None else _text(parameter, value, types))
        call.append(place(parameter.sql, len(texts)))
    statement = Statement(mutation.call.replace("$0", ", ".join(call)), tuple(texts))
    if mutation.read is None:
        return (statement,)
    values, read = session_values(mutation.filter, session), read_back_sql(mutation)
    if extension is None:
        return statement, Statement(read, tuple(values))
    assert mutation.document is not None
    read = with_document(read, mutation.document, extension.document(mutation.document, len(values)))
    return statement, Statement(read, (*values, *extension.parameters))


def given_parameters(mutation: Mutation, arguments: Mapping[str, Any]) -> Iterator[tuple[Parameter, Any]]:
    """The parameters of a call with their values, in order, without those that the function may default."""
    for parameter in mutation.parameters:
        value = _at(arguments, parameter.source)
        if value is not UNSET or not parameter.optional:
            yield parameter, None if value is UNSET else value


def _at(arguments: Mapping[str, Any], source: tuple[str, ...]) -> Any:
    value: Any = arguments
    for name in source:
        if value is None:
            return UNSET
        value = value.get(name, UNSET)
        if value is UNSET:
            return UNSET
    return value


def _text(parameter: Parameter, value: Any, types: Mapping[str, Type]) -> str:
    # The GraphQL type decides where it can, since the PostgreSQL type may be a domain.
    name, nullable = type_ref(parameter.type)
    source = parameter.source
    if parameter.attributes:
        _check(value, parameter.attributes, parameter.type, types, source)
    of_documents = isinstance(types.get(name), InputType)
    in_array = parameter.postgres.endswith("[]") and not parameter.attributes
    if parameter.postgres in ("json", "jsonb") or (of_documents and not in_array):
        return to_text("jsonb", _stored(value, parameter.type, types))
    if of_documents:
        return array_text(
            None if item is None else to_text("jsonb", _stored(item, parameter.type, types)) for item in value
        )
    element: str | None = "jsonb" if name == "JSON" else parameter.postgres.removesuffix("[]")
    if isinstance(types.get(name), ScalarType):
        element = None
    if len(nullable) == 1:
        return text_of(element, value, source)
    return array_text(
        None if item is None else text_of(element, item, (*source, index)) for index, item in enumerate(value)
    )


def _check(
    value: Any, attributes: Mapping[str, Attribute], type_: str, types: Mapping[str, Type], path: Path
) -> None:
    """Raises FieldError where an attribute's type cannot hold what an input object has for it."""
    for leaf in leaves(value, attributes, type_, types, path, ""):
        leaf.text()


class Leaf(NamedTuple):
    """A value inside an input object that becomes an attribute of a composite type.

    postgres: the type that the text must fit, where FraiseQL knows it. type: the attribute's own, without
    what is in parentheses behind it. record: the composite type. key: the attribute's name.
    """

    path: Path
    postgres: str | None
    type: str
    value: Any
    record: str = ""
    key: str = ""
    in_array: bool = False

    def text(self) -> str:
        """The value as PostgreSQL reads it. Raises FieldError where it cannot."""
        json = self.postgres in ("json", "jsonb")
        return to_text("jsonb", self.value) if json else text_of(self.postgres, self.value, self.path)

    def alone(self) -> str:
        """A document of the composite type that has this value and no other. Raises as `text` does."""
        text = self.text()
        return to_text("jsonb", {self.key: [text] if self.in_array else text})


def leaves(
    value: Any,
    attributes: Mapping[str, Attribute],
    type_: str,
    types: Mapping[str, Type],
    path: Path,
    record: str,
) -> Iterator[Leaf]:
    """The values, but for nulls, that an input object has for the attributes of the composite `record`."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, attributes, type_, types, (*path, index), record)
    elif value is not None:
        definition = types[type_ref(type_).name]
        assert isinstance(definition, InputType)
        for name, inner in value.items():
            attribute, field, below = attributes[name], definition.fields[name], (*path, name)
            if attribute.attributes:
                of = attribute.postgres.removesuffix("[]")
                yield from leaves(inner, attribute.attributes, field.type, types, below, of)
            else:
                custom = isinstance(types.get(type_ref(field.type).name), ScalarType)
                for leaf in _leaves(inner, attribute, below, custom=custom):
                    yield leaf._replace(record=record, key=field.key or name)


def _leaves(value: Any, attribute: Attribute, path: Path, *, custom: bool) -> Iterator[Leaf]:
    postgres, type_ = attribute.postgres, attribute.domain or attribute.postgres
    if isinstance(value, list) and postgres.endswith("[]"):
        item = Attribute(postgres=postgres.removesuffix("[]"), domain=type_.removesuffix("[]"))
        for index, inner in enumerate(value):
            for leaf in _leaves(inner, item, (*path, index), custom=custom):
                yield leaf._replace(in_array=True)
    elif value is not None:
        yield Leaf(path, None if custom else postgres, type_, value)


def _stored(value: Any, type_: str, types: Mapping[str, Type]) -> Any:
    """The value as the database knows it: the fields of input objects under their stored keys."""
    definition = types.get(type_ref(type_).name)
    if not isinstance(definition, InputType):
        return value
    if isinstance(value, list):
        return [_stored(item, type_, types) for item in value]
    if value is None:
        return None
    fields = definition.fields
    return {fields[name].key or name: _stored(item, fields[name].type, types) for name, item in value.items()}
