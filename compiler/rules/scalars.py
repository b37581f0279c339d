"""Every declared scalar is one that FraiseQL knows, or says what it represents."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import ScalarTypeDefinitionNode

from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Schema
from fraiseql.scalars import SCALARS


def check(schema: Schema) -> Iterator[Diagnostic]:
    """`scalar X` that is not in the scalar table, and has no `@represents`; or is, and has one."""
    for node in schema.document.definitions:
        if not isinstance(node, ScalarTypeDefinitionNode):
            continue
        name = node.name.value
        represents = next((d for d in node.directives or () if d.name.value == "represents"), None)
        if name in SCALARS and represents is not None:
            yield Diagnostic(
                "FQ203",
                f"`@represents` has no effect on `{name}`, which is built in",
                schema.span(represents),
                hint="give the scalar a name of its own",
            )
        elif name not in SCALARS and represents is None:
            yield Diagnostic(
                "FQ207",
                f"unknown scalar `{name}`",
                schema.span(node.name),
                hint=suggest(name, SCALARS)
                or f"say what it is, `scalar {name} @represents(…)`, or use one of {', '.join(SCALARS)}",
            )
