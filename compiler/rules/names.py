"""Every definition has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DirectiveDefinitionNode

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.model import Schema


def check(schema: Schema) -> Iterator[Diagnostic]:
    """Types and directives whose name is taken, by another or by FraiseQL."""
    for first, later in schema.clashes:
        directive = isinstance(later, DirectiveDefinitionNode)
        name = f"`@{later.name.value}`" if directive else f"`{later.name.value}`"
        other = schema.span(first.name) if first is not None else None
        if other is not None:
            message = f"there can be only one {'directive' if directive else 'type'} named {name}"
        else:
            message = f"{name} is {'a directive of FraiseQL' if directive else 'a built-in scalar'}"
        yield Diagnostic(
            "FQ205",
            message,
            schema.span(later.name),
            hint=None if other else "remove the definition" if directive else "give the type another name",
            related=(Related("the other one is here", span=other),) if other else (),
        )
