"""Documents → trusted documents: checked against the schema, and lowered as the runtime would.

`document` reads the text, and `review` prepares and binds it: what the plan file shows is what will run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graphql import GraphQLSchema, OperationDefinitionNode, parse
from msgspec import structs

from fraiseql.compiler.diagnostics import Diagnostic
from fraiseql.compiler.lowered import Lowered, Prepared
from fraiseql.compiler.operations import Document, worded
from fraiseql.compiler.source import Span
from fraiseql.compiler.statements import document_statements
from fraiseql.document import read_document, read_schema
from fraiseql.errors import Code, RefusedError
from fraiseql.introspection import answer_introspection
from fraiseql.limits import DEFAULT_LIMITS
from fraiseql.operation import TrustedDocument
from fraiseql.plan import digest
from fraiseql.review import review

_CODES: dict[Code, str] = {
    "OPERATION_RESOLUTION_FAILURE": "FQ606",
    "GRAPHQL_VALIDATION_FAILED": "FQ606",
    "BAD_USER_INPUT": "FQ608",
}
"""The diagnostics of what the runtime would refuse; anything else is over a limit."""

_LIMIT = "FQ607"

_LIMITS = structs.replace(DEFAULT_LIMITS, aliases=None)  # the documents were written by who compiles them


def trust(documents: Iterable[Document], sdl: str, lowered: Lowered) -> tuple[Lowered, list[Diagnostic]]:
    """Adds documents to the plans, with their statements. sdl: the public schema."""
    documents = list(documents)
    if not documents:
        return lowered, []  # reading a schema takes long
    # What is wrong in a fragment is said once, however many operations use it.
    found: dict[tuple[Span | None, str], Diagnostic] = {}
    trusted: dict[str, TrustedDocument] = {}
    ids: dict[str, str] = {}
    statements: list[Prepared] = []
    schema = read_schema(sdl)
    for document in documents:
        plan, problems = _trust(document, schema, lowered)
        found |= {(problem.span, problem.message): problem for problem in problems}
        if plan is not None:
            sha256 = digest(document.text.encode())
            trusted[sha256] = plan
            if plan.name is not None and not document.manifest:
                ids[plan.name] = sha256
            statements.extend(_statements(document, plan))
    statements = [*lowered.statements, *statements]
    return replace(lowered, operations=trusted, ids=ids, statements=statements), list(found.values())


def _trust(
    document: Document, schema: GraphQLSchema, lowered: Lowered
) -> tuple[TrustedDocument | None, list[Diagnostic]]:
    try:
        operation = read_document(schema, document.text, limits=_LIMITS)
    except RefusedError as refused:
        return None, list(_diagnostics(document, refused))
    asked = operation.introspection
    if asked is not None and _has_variables(asked):
        message = "a trusted document cannot ask about the schema with variables"
        hint = "write their values, so that the answer can be compiled"
        return None, [Diagnostic("FQ609", message, document.operation.span, hint)]
    try:
        fields = review(operation, lowered)
    except RefusedError as refused:
        codes = {"GRAPHQL_VALIDATION_FAILED": _LIMIT, "LIMIT_EXCEEDED": "FQ608"}  # the whole, and one field
        return None, list(_diagnostics(document, refused, **codes))
    plan = TrustedDocument(
        name=document.operation.name,
        text=document.text,
        fields=fields,
        introspection={} if asked is None else answer_introspection(schema, asked, {}),
        operation=structs.replace(operation, introspection=None),
    )
    return plan, []


def _has_variables(text: str) -> bool:
    (operation, *_) = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return bool(operation.variable_definitions)


def _diagnostics(document: Document, refused: RefusedError, **codes: str) -> Iterator[Diagnostic]:
    places = document.places()
    for error in refused.errors:
        message, hint = worded(error.message)
        code = codes.get(error.code) or _CODES.get(error.code, _LIMIT)
        spans = [span for place in error.locations if (span := places.get(place)) is not None]
        yield Diagnostic(code, message, spans[0] if spans else document.operation.span, hint)


def _statements(document: Document, plan: TrustedDocument) -> Iterator[Prepared]:
    operation = document.operation
    named = f"operation {operation.name}" if operation.name else "the operation"
    if document.manifest or not operation.name:
        named += f" of {operation.source.name}"
    yield from document_statements(plan, named, operation.span)
