"""Page sizes agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import IntValueNode, NullValueNode

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.model import Schema


def check(schema: Schema) -> Iterator[Diagnostic]:
    """`@limit` says something, its default is allowed, and so are the defaults of the arguments."""
    for field in schema.model.selecting():
        limit = field.limit
        most = limit.max if limit is not None else None
        if limit is not None and limit.default is None and limit.max is None:
            yield Diagnostic("FQ204", "`@limit` needs `default`, `max` or both", limit.span)
        elif limit is not None and limit.default is not None and most is not None and limit.default > most:
            message = f"`default` of `@limit` is {limit.default}, which is more than its `max` of {most}"
            yield Diagnostic("FQ204", message, limit.span)
        roles = schema.model.roles(field)
        for argument in field.arguments:
            role = roles.get(argument.name)
            if role in ("last", "after", "before") and not isinstance(argument.default, NullValueNode | None):
                message = f"argument `{argument.name}` cannot have a default, which would apply to every page"
                yield Diagnostic("FQ210", message, schema.span(argument.default))
            if role not in ("limit", "offset", "first") or not isinstance(argument.default, IntValueNode):
                continue
            written = argument.default.value
            if written.startswith("-"):
                problem = "is negative"
            elif role != "offset" and most is not None and len(written) <= 10 and int(written) > most:
                problem = f"is more than the `max` of `@limit`, {most}"
            else:
                continue
            message = f"the default of argument `{argument.name}`, {written}, {problem}"
            yield Diagnostic("FQ210", message, schema.span(argument.default))
