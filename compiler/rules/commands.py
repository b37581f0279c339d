"""What `@command` says of its transaction can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from graphql import ConstDirectiveNode, DefinitionNode, FieldDefinitionNode, IntValueNode, StringValueNode

from fraiseql.compiler.diagnostics import Diagnostic, suggest
from fraiseql.compiler.model import Schema
from fraiseql.compiler.source import within
from fraiseql.plan import Isolation

ISOLATIONS: tuple[Isolation, ...] = get_args(Isolation)

MOST_RETRIES = 10
"""A command that loses more often than this needs another design, not more patience."""


def check(schema: Schema) -> Iterator[Diagnostic]:
    """A number of retries or an isolation level that there is not."""
    for definition in schema.written():
        for directive in schema.kept.of(_commands, definition):
            yield from _wrong(schema, directive)


def _commands(definition: DefinitionNode) -> list[ConstDirectiveNode]:
    fields = within(definition, FieldDefinitionNode)
    return [d for field in fields for d in field.directives or () if d.name.value == "command"]


def _wrong(schema: Schema, directive: ConstDirectiveNode) -> Iterator[Diagnostic]:
    for argument in directive.arguments or ():
        name, value = argument.name.value, argument.value
        if name == "retry" and isinstance(value, IntValueNode) and not _is_few(value.value):
            message = f"`retry` of `@command` must be at most {MOST_RETRIES}, not {value.value}"
            yield Diagnostic("FQ204", message, schema.span(value))
        elif name == "isolation" and isinstance(value, StringValueNode) and value.value not in ISOLATIONS:
            message = f"`isolation` of `@command` is a level that PostgreSQL does not have: `{value.value}`"
            hint = suggest(value.value, ISOLATIONS) or f"it has {', '.join(f'`{i}`' for i in ISOLATIONS)}"
            yield Diagnostic("FQ204", message, schema.span(value), hint)


def _is_few(digits: str) -> bool:
    """Whether there are few enough; what is no such number at all, another rule says."""
    return len(digits) > 10 or int(digits) <= MOST_RETRIES or int(digits) >= 2**31
