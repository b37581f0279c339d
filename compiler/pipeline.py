"""All stages of the compiler on one screen: schema text and catalog in, plan files out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import msgspec

from fraiseql.compiler.bind import bind
from fraiseql.compiler.bound import Bound
from fraiseql.compiler.build import build
from fraiseql.compiler.catalog import Catalog, Function, Relation
from fraiseql.compiler.diagnostics import Diagnostic, Related, ordered
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.lower import lower
from fraiseql.compiler.lowered import Lowered
from fraiseql.compiler.operations import read_operations
from fraiseql.compiler.parse import parse, read
from fraiseql.compiler.prepare import Refusal, prepare
from fraiseql.compiler.project import Project
from fraiseql.compiler.publish import public_sdl
from fraiseql.compiler.source import Source, Span
from fraiseql.compiler.trust import trust
from fraiseql.compiler.write import files
from fraiseql.plan import digest

Prepare = Callable[[Mapping[str, str]], Mapping[str, Refusal]]
"""PREPAREs statements, by label; answers with those that PostgreSQL refuses."""


@dataclass(frozen=True)
class Compiled:
    """What a run of the compiler yields: plan files by path, or none where there are errors."""

    diagnostics: list[Diagnostic]
    lowered: Lowered = field(default_factory=Lowered)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether there are errors, and therefore no plan files."""
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)


def compile_project(project: Project, url: str) -> Compiled:
    """Compiles a project against a live database.

    Raises DatabaseUnreachable or CatalogUnreadable where the database cannot be asked.
    """
    source, found = read(project.schema, str(project.schema))
    operations = []
    for path in project.operations:
        file, unreadable = read(path, str(path))
        found.extend(replace(diagnostic, code="FQ602") for diagnostic in unreadable)
        operations.extend([file] if file is not None else [])
    if source is None or found:
        return Compiled(found)
    with connect(url) as connection:
        return compile_schema(source, introspect(connection), partial(prepare, connection), operations)


def compile_schema(
    source: Source, catalog: Catalog, refuse: Prepare, operations: Sequence[Source] = ()
) -> Compiled:
    """Compiles a schema, and files of operations, against a catalog. Never raises for a mistake in them."""
    documents, found = read_operations(operations)
    document, unreadable = parse(source)
    found += unreadable
    if document is None:
        return Compiled(ordered(found))
    schema, broken = build(source, document)
    bound, disagreements = bind(schema.model, catalog)
    found += [*broken, *disagreements]
    if any(diagnostic.severity == "error" for diagnostic in found):
        return Compiled(ordered(found))
    sdl = public_sdl(schema)
    lowered, unfit = trust(documents, sdl, lower(bound))
    refused = [*unfit, *_refused(lowered, refuse)]
    if refused:
        return Compiled(ordered([*found, *refused]))
    written = files(
        lowered,
        sdl,
        schema_sha256=digest(source.text.encode()),
        catalog_sha256=digest(msgspec.json.encode(_used(bound))),
    )
    return Compiled(ordered(found), lowered, written)


def _refused(lowered: Lowered, refuse: Prepare) -> list[Diagnostic]:
    """PREPAREs every statement; what PostgreSQL refuses in one place of the schema is a diagnostic."""
    statements = {statement.label: statement for statement in lowered.statements}
    refusals = refuse({label: statement.sql for label, statement in statements.items()})
    found: dict[tuple[Span | None, str], Diagnostic] = {}
    for label, refusal in refusals.items():
        statement = statements[label]
        message = f"PostgreSQL refuses {label}: {refusal.message}"
        note = Related("the statement is", definition=_part(statement.sql, refusal.position))
        diagnostic = Diagnostic("FQ491", message, statement.span, refusal.hint, (note,))
        # The statements of one field are alike: one cause is said once.
        found.setdefault((statement.span, refusal.message), diagnostic)
    return list(found.values())


def _part(sql: str, position: int | None) -> str:
    """The line of a statement that a position, from 1, is in; without a position all of it."""
    if position is None:
        return sql
    line = sql.count("\n", 0, position - 1)
    return f"… {sql.splitlines()[line].strip()} …"


def _used(bound: Bound) -> tuple[list[Relation], list[Function]]:
    """The part of the catalog that the plans rest on, so that other changes do not make them stale."""
    relations = {q.view.relation.qualified: q.view.relation for q in bound.queries}
    relations |= {m.view.relation.qualified: m.view.relation for m in bound.mutations if m.view is not None}
    functions = {m.function.signature: m.function for m in bound.mutations}
    return [relations[name] for name in sorted(relations)], [functions[name] for name in sorted(functions)]
