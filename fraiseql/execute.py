"""Requests executed: operation, variables, statements, rows, response bytes (design §5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fraiseql.arguments import Variables
from fraiseql.cache import Cache
from fraiseql.coerce import Inputs
from fraiseql.database import Database
from fraiseql.document import read_document, read_schema
from fraiseql.errors import FieldError, RefusedError, RequestError
from fraiseql.failure import internal
from fraiseql.introspection import answer_introspection
from fraiseql.load import Plans
from fraiseql.operation import Operation
from fraiseql.pages import Page, read_page
from fraiseql.plan import Mutation, Root
from fraiseql.prepare import Bound, Prepared, Stored, prepare
from fraiseql.request import Request
from fraiseql.respond import Entry, encode_value, entry, respond
from fraiseql.statement import Rows, Statement

KEPT = 500_000
"""How many characters of documents are kept ready. An operation takes about 100 bytes for each."""

_OVERHEAD = 200  # what a document counts, in characters, before its first


class Executor:
    """Executes requests on one database. Operations are kept ready by the text of their document."""

    def __init__(self, plans: Plans, database: Database) -> None:
        self._plans = plans
        self._database = database
        self._schema = read_schema(plans.schema_sdl)
        self._inputs = Inputs(plans.types)
        self._operations = Cache(self._read, _size, KEPT)
        self._prepared = Cache(self._prepare, _size, KEPT)

    async def execute(self, request: Request, session: Mapping[str, str]) -> bytes:
        """The response as JSON.

        Raises RefusedError where the request cannot be executed; errors of fields are in the response.
        """
        operation = self._operations.get((request.query, request.operation_name))
        given = request.variables or {}
        coerced = self._inputs.variables(operation.variables, given)
        flags = _flags(operation, coerced) if operation.flags else ()
        prepared = self._prepared.get((request.query, request.operation_name, flags))
        variables = Variables(coerced, prepared.defaults | given if prepared.defaults else given)
        if prepared.kind == "query":
            return await self._query(prepared, variables, session)
        return await self._mutation(prepared, variables, session)

    def _read(self, key: tuple[str, str | None]) -> Operation:
        return read_document(self._schema, *key)

    def _prepare(self, key: tuple[str, str | None, tuple[bool, ...]]) -> Prepared:
        query, operation_name, flags = key
        operation = self._operations.get((query, operation_name))
        return prepare(operation, dict(zip(operation.flags, flags, strict=True)), self._plans, self._inputs)

    async def _query(self, prepared: Prepared, variables: Variables, session: Mapping[str, str]) -> bytes:
        about_schema: Mapping[str, Any] = {}
        if prepared.introspection is not None:
            about_schema = answer_introspection(self._schema, prepared.introspection, variables.given)
        bound = [root.bind(variables) if isinstance(root, Stored) else () for root in prepared.roots]
        statements = [statement for item in bound for statement in _statements(item)]
        answers = iter(await self._database.read(statements, session) if statements else ())
        errors: list[Entry] = []
        members: list[bytes] = []
        for root, item in zip(prepared.roots, bound, strict=True):
            if isinstance(root, Stored):
                value = _finish(root, _outcome(item, answers), errors)
            else:
                value = root.value or encode_value(about_schema[root.name])
            if value is None:  # the errors of later fields would be about what is not there
                return respond(None, errors)
            members.append(root.start + value)
        return respond(members, errors)

    async def _mutation(self, prepared: Prepared, variables: Variables, session: Mapping[str, str]) -> bytes:
        errors: list[Entry] = []
        members: list[bytes] = []
        for root in prepared.roots:
            if isinstance(root, Stored):
                value = _finish(root, await self._command(root, variables, session), errors)
                if value is None:  # as the specification allows, later fields are not run
                    return respond(None, errors)
            else:
                assert root.value is not None
                value = root.value
            members.append(root.start + value)
        return respond(members, errors)

    async def _command(
        self, root: Stored, variables: Variables, session: Mapping[str, str]
    ) -> Rows | FieldError:
        bound = root.bind(variables)
        if isinstance(bound, FieldError):
            return bound
        try:
            return await self._database.command(_statements(bound), session)
        except FieldError as error:
            return error


def _size(key: tuple[Any, ...]) -> int:
    return len(key[0]) + _OVERHEAD


def _flags(operation: Operation, variables: Mapping[str, Any]) -> tuple[bool, ...]:
    for name in operation.flags:
        if variables[name] is None:
            reason = f'Variable "${name}" is null; @skip and @include need true or false.'
            raise RefusedError(RequestError(reason, "BAD_USER_INPUT"))
    return tuple(variables[name] for name in operation.flags)


def _statements(bound: Bound) -> tuple[Statement, ...]:
    if isinstance(bound, FieldError):
        return ()
    return bound.statements if isinstance(bound, Page) else bound


def _outcome(bound: Bound, answers: Iterator[Rows | FieldError]) -> Rows | FieldError:
    """The rows of a root query field. answers: to all statements of the request, in order."""
    if isinstance(bound, FieldError):
        return bound
    if isinstance(bound, Page):
        return read_page(bound, [next(answers) for _ in bound.statements])
    return next(answers)


def _finish(root: Stored, outcome: Rows | FieldError, errors: list[Entry]) -> bytes | None:
    """The JSON of a root field; None where it is null but must not be."""
    if not isinstance(outcome, FieldError) and len(outcome) > 1:
        reason = _ambiguity(root.plan)
        outcome = internal(reason) if reason is not None else outcome
    if isinstance(outcome, FieldError):
        errors.append(entry(outcome, root.source.locations, root.path))
        value = b"null"
    else:
        value = root.projector.run(outcome, errors)
    return None if value == b"null" and not root.nullable else value


def _ambiguity(plan: Root) -> str | None:
    """Why more than one row is no answer to a root field; None where it is one."""
    if isinstance(plan, Mutation):
        return (
            f"More than one row has the key that {plan.function} returned for the mutation {plan.name}, "
            f"which has taken effect. Give the key column that {plan.type} is read back by a unique index."
        )
    if plan.returns == "one":
        return (
            f"More than one row of {plan.relation} matches the arguments of the query {plan.name}, "
            f"which returns one. Give the columns of its arguments a unique index."
        )
    return None
