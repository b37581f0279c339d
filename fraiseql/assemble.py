"""SQL text from fragments: the only place where the parts of a statement are joined.

The compiler calls it to print `Query.sql`, the runtime to build what it sends, so both are the same.
Placeholders are those of `fraiseql.plan`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from fraiseql.plan import UNSET, Argument, Mutation, Query, RowFilter, type_ref


def place(fragment: str, number: int) -> str:
    """The fragment with its value `$1` taken from the parameter of this number."""
    return fragment.replace("$1", f"${number}")


def shifted(sql: str, by: int) -> str:
    """The SQL with its parameters numbered from `by` + 1."""
    return re.sub(r"\$([0-9]+)", lambda found: f"${int(found[1]) + by}", sql) if by else sql


def relative(sql: str, document: str | None) -> str:
    """The SQL with `$0` replaced by the document it is relative to, if there is one."""
    return sql if document is None else sql.replace("$0", document)


def all_of(conditions: Sequence[str]) -> str:
    """True where every condition is; in parentheses where that matters."""
    if len(conditions) == 1:
        return conditions[0]
    return f"({' AND '.join(conditions)})" if conditions else "TRUE"


def any_of(conditions: Sequence[str]) -> str:
    """True where at least one condition is; in parentheses where that matters."""
    if len(conditions) == 1:
        return conditions[0]
    return f"({' OR '.join(conditions)})" if conditions else "FALSE"


def exists(array: str, alias: str, condition: str) -> str:
    """True where the condition is for an element of a JSON array, which it sees as `alias.value`."""
    return f"EXISTS (SELECT FROM jsonb_array_elements({array}) AS {alias} (value) WHERE {condition})"


def assemble(
    select: str,
    where: Sequence[str] = (),
    order: Sequence[str] = (),
    limit: str | None = None,
    offset: str | None = None,
) -> str:
    """A whole statement.

    where: conditions that must all hold; one that is an `OR` is in parentheses (see `any_of`).
    order: sort keys, the most significant first.
    limit, offset: expressions.
    """
    sql = select
    if where:
        sql += "\nWHERE " + "\n  AND ".join(where)
    if order:
        sql += "\nORDER BY " + ", ".join(order)
    if limit is not None:
        sql += f"\nLIMIT {limit}"
    if offset is not None:
        sql += f"\nOFFSET {offset}"
    return sql


def query_sql(
    query: Query,
    where: Sequence[str],
    order: Sequence[str],
    parameters: int,
    *,
    limit: bool,
    offset: bool,
) -> str:
    """The statement of a query.

    where, order: the conditions and sort keys of the client, placeholders numbered.
    parameters: how many of them there are; those of `LIMIT` and `OFFSET` follow.
    limit, offset: whether they are limited, and skip rows, by a parameter.
    """
    if query.returns == "one":
        # One row more than is wanted, so that an ambiguous lookup is seen. No order: it would tempt
        # PostgreSQL to walk the index of the key instead of looking up.
        return assemble(query.select, where, limit="2")
    sort = () if query.key is None else (*order, query.key)
    limit_sql = f"${parameters + 1}::int8" if limit else None
    offset_sql = f"${parameters + 1 + limit}::int8" if offset else None
    return assemble(query.select, where, sort, limit_sql, offset_sql)


def default_limit(query: Query) -> int | None:
    """The page size where the client asks for none: the default, else the largest allowed."""
    return query.max_limit if query.default_limit is None else query.default_limit


def plain_sql(query: Query) -> str:
    """The statement of a query whose client gives only what it must: what `Query.sql` holds.

    Arguments with a default are in it, but for `where` and `orderBy`, whose form is the client's.
    Reads everything of the query but `sql`.
    """
    where, parameters = plain_where(query)
    roles = {argument.role for argument in _given(query)}
    return query_sql(
        query,
        where,
        (),
        parameters,
        limit="limit" in roles or default_limit(query) is not None,
        offset="offset" in roles,
    )


class Plain(NamedTuple):
    """Conditions, and how many parameters they have."""

    where: list[str]
    parameters: int


def plain_where(query: Query) -> Plain:
    """The conditions of a query whose client gives only what it must."""
    targets = [argument.target for argument in _given(query) if argument.target is not None]
    where = [place(target.operators["eq"], number) for number, target in enumerate(targets, 1)]
    values = 0 if query.filter is None else len(query.filter.session)
    return Plain([*where, *always(query.filter, len(where))], len(where) + values)


def always(filter_: RowFilter | None, parameters: int) -> list[str]:
    """The conditions of a filter. parameters: how many come before those of its session."""
    return [] if filter_ is None else [shifted(each, parameters) for each in filter_.conditions]


def read_back_sql(mutation: Mutation) -> str:
    """The statement that reads back what a command made. Its only parameters are the filter's."""
    assert mutation.read is not None
    read = "\n  AND ".join([mutation.read, *always(mutation.filter, 0)])
    return read if mutation.order is None else f"{read}\n{mutation.order}"


def _given(query: Query) -> list[Argument]:
    return [argument for argument in query.arguments.values() if _is_given(argument)]


def _is_given(argument: Argument) -> bool:
    if argument.default is not UNSET:
        return argument.default is not None
    return not type_ref(argument.type).nullable[0] or argument.session is not None
