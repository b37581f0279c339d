"""`@view` and `@limit` stand on types and root query fields, `@command` on root mutation fields."""

from __future__ import annotations

from collections.abc import Iterator

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.model import Field, Schema


def check(schema: Schema) -> Iterator[Diagnostic]:
    """A directive that would have no effect where it stands."""
    model = schema.model
    for field in model.queries.values():
        yield from _misplaced(field, "query", ("command",))
    for field in model.mutations.values():
        yield from _misplaced(field, "mutation", ("view", "limit"))
    for owner in model.objects.values():
        for field in owner.fields.values():
            yield from _misplaced(field, "embedded", ("view", "limit", "command"))


def _misplaced(field: Field, place: str, directives: tuple[str, ...]) -> Iterator[Diagnostic]:
    for name in directives:
        if getattr(field, name) is not None:
            yield Diagnostic(
                "FQ203",
                f"@{name} has no effect on the {place} field {field.owner}.{field.name}",
                field.span,
                hint="@command belongs on a field of Mutation"
                if name == "command"
                else f"@{name} belongs on a field of Query" + (" or on a type" if name == "view" else ""),
            )
