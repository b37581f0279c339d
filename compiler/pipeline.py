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
    sources, operations, found = read_files(project)
    if found:
        return Compiled(found)
    with connect(url) as connection:
        return compile_schema(sources, introspect(connection), partial(prepare, connection), operations)


def compile_offline(project: Project, catalog: Catalog) -> Compiled:
    """Compiles a project against a snapshot of a catalog. No statement is PREPAREd."""
    sources, operations, found = read_files(project)
    if found:
        return Compiled(found)
    return compile_schema(sources, catalog, lambda _: {}, operations)


def read_files(project: Project) -> tuple[list[Source], list[Source], list[Diagnostic]]:
    """The files of a project's schema, those of its operations, and what is wrong with them."""
    sources, found = [], []
    for path in project.schema:
        file, unreadable = read(path, str(path))
        found.extend(unreadable)
        sources.extend([file] if file is not None else [])
    operations = []
    for path in project.operations:
        file, unreadable = read(path, str(path))
        found.extend(replace(diagnostic, code="FQ602") for diagnostic in unreadable)
        operations.extend([file] if file is not None else [])
    return sources, operations, found


def compile_schema(
    sources: Sequence[Source], catalog: Catalog, refuse: Prepare, operations: Sequence[Source] = ()
) -> Compiled:
    """Compiles a schema, and files of operations, against a catalog. Never raises for a mistake in them.

    sources: the files of the schema, at least one, in their order.
    """
    documents, found = read_operations(operations)
    document, unreadable = parse(sources)
    found += unreadable
    if document is None:
        return Compiled(ordered(found))
    schema, broken = build(sources, document)
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
        schema_sha256=digest("\n".join(source.text for source in sources).encode()),
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
    """The part of the catalog that the plans rest on, so that other changes do not make them stale.

    What only the diagnostics look at is no part of it, such as the body of a function.
    """
    relations = {q.view.relation.qualified: q.view.relation for q in bound.queries}
    relations |= {m.view.relation.qualified: m.view.relation for m in bound.mutations if m.view is not None}
    functions = {m.function.signature: m.function for m in bound.mutations}
    unread = {"foreign_keys": (), "triggers": (), "parents": ()}
    unseen = {"language": "sql", "body": None, "settings": (), "security_definer": False}
    return (
        [msgspec.structs.replace(relations[name], **unread) for name in sorted(relations)],
        [msgspec.structs.replace(functions[name], **unseen) for name in sorted(functions)],
    )
