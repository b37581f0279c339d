"""Existing plans against another database: whether it takes every statement that they can lead to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from fraiseql.compiler.diagnostics import Diagnostic, Related
from fraiseql.compiler.lower_command import command_statements
from fraiseql.compiler.lowered import Prepared
from fraiseql.compiler.prepare import Refusal, part, prepare, result_types
from fraiseql.compiler.source import Source, Span
from fraiseql.compiler.statements import (
    document_statements,
    page_statements,
    query_statements,
    relation_statements,
    type_statements,
)
from fraiseql.load import Plans
from fraiseql.plan import ObjectType

Statements = dict[tuple[str, str], str]
"""SQL by the plan file it comes from and by what it is."""


def verify(plans: Plans, directory: Path, connection: psycopg.Connection[Any]) -> list[Diagnostic]:
    """What a database says against plans: FQ492, and FQ493 where a statement yields another type.

    directory: where the plans were loaded from. connection: as `introspect.connect` gives it. Nothing is
    executed. Raises DatabaseUnreachable.
    """
    sql: Statements = {(file, each.label): each.sql for file, each in _statements(plans)}
    numbered = {str(number): key for number, key in enumerate(sql)}
    refused = prepare(connection, {number: sql[key] for number, key in numbered.items()})
    found: dict[tuple[str, str], Diagnostic] = {}
    for number, refusal in refused.items():
        file, label = numbered[number]
        # The statements of one file are alike: one cause is said once.
        found.setdefault(
            (file, refusal.message), _refused(directory / file, label, refusal, sql[file, label])
        )
    broken = {file for file, _ in found}
    expected = {key: type_ for key, type_ in _expected(plans).items() if key[0] not in broken}
    known = {f"{file}\n{label}": (file, label) for file, label in expected}
    yielded = result_types(connection, {text: sql[key] for text, key in known.items()})
    for text, type_ in yielded.items():
        file, label = known[text]
        if type_ != expected[file, label]:
            made_for = expected[file, label]
            message = f"{label} yields `{type_}` on this database; the plans were made for `{made_for}`"
            hint = "change the column on one side, or compile against this database"
            found[file, label] = Diagnostic("FQ493", message, _place(directory / file), hint)
    return list(found.values())


def _statements(plans: Plans) -> Iterator[tuple[str, Prepared]]:
    for type_ in plans.types.values():
        if isinstance(type_, ObjectType):
            yield from ((f"types/{type_.name}.json", each) for each in type_statements(type_, None))
            relations = [field.relation for field in type_.fields.values() if field.relation is not None]
            for relation in relations:
                parts = relation_statements(relation, None)
                yield from ((f"types/{type_.name}.json", each) for each in parts)
    for query in plans.queries.values():
        of_query = (*query_statements(query, None), *page_statements(query, plans.types, None))
        yield from ((f"query/{query.name}.json", each) for each in of_query)
    for command in plans.mutations.values():
        yield from ((f"mutation/{command.name}.json", each) for each in command_statements(command, None))
    for sha256, document in plans.operations.items():
        named = f"operation {document.name or sha256}"
        found = document_statements(document, named, None)
        yield from ((f"operations/{sha256}.json", each) for each in found)


def _expected(plans: Plans) -> dict[tuple[str, str], str]:
    """What the projector reads of the statements whose first column is the same whatever the client asks."""
    queries = {
        (f"query/{query.name}.json", f"query {query.name}"): "bigint" if query.returns == "count" else "jsonb"
        for query in plans.queries.values()
    }
    reads = {
        (f"mutation/{command.name}.json", f"the read-back of mutation {command.name}"): "jsonb"
        for command in plans.mutations.values()
        if command.read is not None
    }
    return queries | reads


def _refused(file: Path, label: str, refusal: Refusal, sql: str) -> Diagnostic:
    message = f"this database refuses {label}: {refusal.message}"
    note = Related("the statement is", definition=part(sql, refusal.position))
    return Diagnostic("FQ492", message, _place(file), refusal.hint, (note,))


def _place(file: Path) -> Span:
    """The line of a plan file that says what it is of."""
    source = Source(str(file), file.read_text())
    start = max(source.text.find('"name": '), 0)
    return Span(source, start, start + len('"name"') if start else 1)
