"""All stages of the compiler on one screen: schema text and catalog in, plan files out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import msgspec
import psycopg
from graphql import DocumentNode

from fraiseql.compiler.analyse.dependencies import Dependencies
from fraiseql.compiler.analyse.documents import Documents
from fraiseql.compiler.bind import bind
from fraiseql.compiler.bound import Bound
from fraiseql.compiler.build import build
from fraiseql.compiler.catalog import Catalog, Function, Relation
from fraiseql.compiler.coverage import Coverage, coverage
from fraiseql.compiler.diagnostics import Diagnostic, Related, ordered
from fraiseql.compiler.introspect import connect, introspect
from fraiseql.compiler.kept import Kept
from fraiseql.compiler.lints import OF_DATA, Look, access, lint, readings
from fraiseql.compiler.lower import lower
from fraiseql.compiler.lowered import Lowered
from fraiseql.compiler.observe import Observations, Reading, observe
from fraiseql.compiler.operations import read_operations
from fraiseql.compiler.parse import parse, read
from fraiseql.compiler.prepare import Refusal, part, prepare
from fraiseql.compiler.project import Project
from fraiseql.compiler.publish import public_sdl
from fraiseql.compiler.rights import Rights, Wanted, rights
from fraiseql.compiler.settings import Settings
from fraiseql.compiler.settle import settled
from fraiseql.compiler.shapes import Unseen, check_shapes, documents_read
from fraiseql.compiler.source import Source, Span
from fraiseql.compiler.sync import sync
from fraiseql.compiler.trust import trust
from fraiseql.compiler.write import files
from fraiseql.plan import SETTING_PREFIX, digest

Observe = Callable[[Sequence[Reading]], Observations]
"""Looks at what relations hold; without it, the lints that need it are silent."""

AskRights = Callable[[str, Wanted], Rights]
"""Asks what a role lacks; without it, rights are not checked."""

Prepare = Callable[[Mapping[str, str]], Mapping[str, Refusal]]
"""PREPAREs statements, by label; answers with those that PostgreSQL refuses."""


@dataclass(frozen=True)
class Compiled:
    """What a run of the compiler yields: plan files by path, or none where there are errors."""

    diagnostics: list[Diagnostic]
    lowered: Lowered = field(default_factory=Lowered)
    files: dict[str, bytes] = field(default_factory=dict)
    coverage: Coverage | None = None

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
        refuse, look = partial(prepare, connection), partial(observe, connection)
        return compile_live(project, (sources, operations), connection, introspect(connection), refuse, look)


def compile_live(
    project: Project,
    files: tuple[Sequence[Source], Sequence[Source]],
    connection: psycopg.Connection[Any],
    catalog: Catalog,
    refuse: Prepare,
    observe: Observe,
    kept: Kept | None = None,
) -> Compiled:
    """Compiles the files of a project's schema, and of its operations, against a database that is open."""
    sources, operations = files
    return compile_schema(
        sources,
        catalog,
        refuse,
        operations,
        observe=observe,
        ask_rights=partial(rights, connection),
        role=project.role,
        settings=project.lints,
        kept=kept,
        setting_prefix=project.setting_prefix,
    )


def compile_offline(project: Project, catalog: Catalog) -> Compiled:
    """Compiles a project against a snapshot of a catalog. No statement is PREPAREd."""
    sources, operations, found = read_files(project)
    if found:
        return Compiled(found)
    prefix = project.setting_prefix
    return compile_schema(
        sources, catalog, lambda _: {}, operations, settings=project.lints, setting_prefix=prefix
    )


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
    sources: Sequence[Source],
    catalog: Catalog,
    refuse: Prepare,
    operations: Sequence[Source] = (),
    *,
    observe: Observe | None = None,
    ask_rights: AskRights | None = None,
    role: str | None = None,
    settings: Settings | None = None,
    kept: Kept | None = None,
    setting_prefix: str = SETTING_PREFIX,
) -> Compiled:
    """Compiles a schema, and files of operations, against a catalog. Never raises for a mistake in them.

    sources: the files of the schema, at least one, in their order.
    role: the one whose rights are checked, if any. setting_prefix: of the session's settings.
    kept: of other runs.
    """
    settings, kept = settings or Settings(), Kept() if kept is None else kept

    def looked(
        bound: Bound, lowered: Lowered, covered: Coverage, unseen: Sequence[Unseen]
    ) -> Iterator[Diagnostic]:
        seen = observe(list(readings(bound, unseen))) if observe is not None else None
        look = Look(bound, lowered, catalog, seen, settings, covered, unseen)
        yield from lint(look)
        if role is not None and ask_rights is not None:
            yield from access.check(look, role, ask_rights(role, access.wanted(look)))

    with uncollected():
        document, unreadable = parse(sources, kept)
        compiled = _compile(
            sources, document, unreadable, catalog, refuse, operations, looked, setting_prefix, kept
        )
        found = ordered(settled(compiled.diagnostics, [*sources, *operations], document, settings, OF_DATA))
    result = replace(compiled, diagnostics=found)
    return Compiled(found) if result.failed else result


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage: what a compilation makes is used to its end, and the looking takes time.

    It is made up for when Python makes the next objects: so it is best left after the plans are written.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()


def _compile(
    sources: Sequence[Source],
    document: DocumentNode | None,
    unreadable: list[Diagnostic],
    catalog: Catalog,
    refuse: Prepare,
    operations: Sequence[Source],
    looked: Callable[[Bound, Lowered, Coverage, Sequence[Unseen]], Iterable[Diagnostic]],
    setting_prefix: str,
    kept: Kept,
) -> Compiled:
    documents, found = read_operations(operations)
    found += unreadable
    if document is None:
        return Compiled(found)
    schema, broken = build(sources, document, kept)
    bound, disagreements = bind(schema.model, catalog)
    found += [*broken, *disagreements]
    checked = check_shapes(bound, catalog, documents_read(bound, kept.of(Documents, catalog)))
    found += checked.found
    if any(diagnostic.severity == "error" for diagnostic in found):
        return Compiled(found)
    covered = coverage(bound, kept.of(Dependencies, catalog))
    found += sync(covered)
    sdl = public_sdl(schema)
    lowered, unfit = trust(documents, sdl, lower(bound, kept))
    refused = [*unfit, *_refused(lowered, refuse)]
    if refused:
        return Compiled([*found, *refused])
    found += looked(bound, lowered, covered, checked.unseen)
    written = files(
        lowered,
        sdl,
        schema_sha256=digest("\n".join(source.text for source in sources).encode()),
        catalog_sha256=digest(msgspec.json.encode(_used(bound))),
        setting_prefix=setting_prefix,
        kept=kept,
    )
    return Compiled(found, lowered, written, covered)


def _refused(lowered: Lowered, refuse: Prepare) -> list[Diagnostic]:
    """PREPAREs every statement; what PostgreSQL refuses in one place of the schema is a diagnostic."""
    statements = {statement.label: statement for statement in lowered.statements}
    refusals = refuse({label: statement.sql for label, statement in statements.items()})
    found: dict[tuple[Span | None, str], Diagnostic] = {}
    for label, refusal in refusals.items():
        statement = statements[label]
        message = f"PostgreSQL refuses {label}: {refusal.message}"
        note = Related("the statement is", definition=part(statement.sql, refusal.position))
        diagnostic = Diagnostic("FQ491", message, statement.span, refusal.hint, (note,))
        # The statements of one field are alike: one cause is said once.
        found.setdefault((statement.span, refusal.message), diagnostic)
    return list(found.values())


def _used(bound: Bound) -> tuple[list[Relation], list[Function]]:
    """The part of the catalog that the plans rest on, so that other changes do not make them stale.

    What only the diagnostics look at is no part of it, such as the body of a function.
    """
    related = [relation.query for relation in bound.relations.values()]
    relations = {q.view.relation.qualified: q.view.relation for q in (*bound.queries, *related)}
    relations |= {m.view.relation.qualified: m.view.relation for m in bound.mutations if m.view is not None}
    functions = {m.function.signature: m.function for m in bound.mutations}
    unread = {"foreign_keys": (), "triggers": (), "parents": ()}
    unseen = {"language": "sql", "body": None, "settings": (), "security_definer": False}
    return (
        [
            msgspec.structs.replace(
                relations[name],
                indexes=tuple(
                    msgspec.structs.replace(index, unique=False, sorts=False)
                    for index in relations[name].indexes
                ),
                **unread,
            )
            for name in sorted(relations)
        ],
        [msgspec.structs.replace(functions[name], **unseen) for name in sorted(functions)],
    )
