"""Every declared scalar is one that FraiseQL knows."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import ScalarTypeDefinitionNode

from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Schema
from fraiseql.scalars import SCALARS


def check(schema: Schema) -> Iterator[Diagnostic]:
    """`scalar X` for which the scalar table has no row."""
    for node in schema.document.definitions:
        if isinstance(node, ScalarTypeDefinitionNode) and node.name.value not in SCALARS:
            yield Diagnostic(
                "FQ207",
                f"unknown scalar `{node.name.value}`",
                schema.span(node.name),
                hint=suggest(node.name.value, SCALARS) or f"the scalars are {', '.join(SCALARS)}",
            )
