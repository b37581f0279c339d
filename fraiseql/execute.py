"""Requests executed: operation, variables, statements, rows, response bytes (design §5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, repeat
from typing import Any

from fraiseql.arguments import Variables
from fraiseql.bind import Binder
from fraiseql.blame import explain
from fraiseql.cache import Cache
from fraiseql.coerce import Inputs
from fraiseql.database import Database
from fraiseql.documents import Allowed, Document, Documents, Dynamic
from fraiseql.errors import FieldError, RefusedError, RequestError
from fraiseql.failure import UnreadableError, ViolationError, internal
from fraiseql.limits import DEFAULT_LIMITS, Limits, Running
from fraiseql.load import Plans
from fraiseql.operation import Operation
from fraiseql.pages import Page, read_page
from fraiseql.plan import Mutation, Root
from fraiseql.prepare import Bound, Prepared, Stored, prepare
from fraiseql.relations import RelationError, bind_related
from fraiseql.request import Request
from fraiseql.respond import Entry, Result, encode_value, entry, respond
from fraiseql.statement import Rows, Statement
from fraiseql.trace import Trace, asks_for_trace
from fraiseql.violation import explain_violation, with_input

KEPT = 500_000
"""How many characters of documents are kept prepared, besides the trusted ones."""


class Executor:
    """Executes requests on one database.

    allowed: which documents. automatic: whether automatic persisted queries are served.
    introspection: whether clients may ask for the schema. traces: whether requests may ask for their SQL.
    running: what else runs on this database; absent where nothing does.
    """

    def __init__(
        self,
        plans: Plans,
        database: Database,
        allowed: Allowed,
        *,
        automatic: bool,
        limits: Limits = DEFAULT_LIMITS,
        introspection: bool = True,
        traces: bool = False,
        running: Running | None = None,
    ) -> None:
        self._plans = plans
        self._database = database
        self._running = Running(limits) if running is None else running
        self._traces = traces
        dynamic = None
        if allowed == "any":
            dynamic = _dynamic(plans, limits, automatic=automatic, introspection=introspection)
        self._documents = Documents(plans, dynamic)
        self._inputs = Inputs(plans.types, hints=introspection)
        self._binder = Binder(plans.types, limits)
        self._prepared = Cache(self._prepare, lambda key: key[0].size, KEPT + self._documents.size)

    async def execute(
        self, request: Request, session: Mapping[str, str], *, read_only: bool = False
    ) -> Result:
        """Executes a request. read_only: whether mutations are refused.

        Raises RefusedError where the request cannot be executed; errors of fields are in the response.
        """
        self._running.enter()
        try:
            return await self._execute(request, session, read_only)
        finally:
            self._running.leave()

    async def _execute(self, request: Request, session: Mapping[str, str], read_only: bool) -> Result:
        document = self._documents.find(request)
        operation = document.operation
        if read_only and operation.kind == "mutation":
            raise RefusedError(RequestError("A mutation needs POST.", "METHOD_NOT_ALLOWED"))
        given = request.variables or {}
        coerced = self._inputs.variables(operation.variables, given)
        flags = _flags(operation, coerced) if operation.flags else ()
        prepared = self._prepared.get((document, flags))
        whole = prepared.defaults | given if prepared.defaults else given
        variables = Variables(coerced, whole, session)
        trace = Trace() if self._traces and asks_for_trace(request.extensions) else None
        if prepared.kind == "query":
            about_schema = document.about_schema(variables.given) if document.about_schema else {}
            result = await self._query(prepared, variables, session, about_schema, trace)
        else:
            result = await self._mutation(prepared, variables, session, trace)
        return result if trace is None else result._replace(body=trace.attach(result.body))

    def _prepare(self, key: tuple[Document, tuple[bool, ...]]) -> Prepared:
        document, flags = key
        operation = document.operation
        values = dict(zip(operation.flags, flags, strict=True))
        return prepare(operation, values, self._plans, self._inputs, self._binder)

    async def _query(
        self,
        prepared: Prepared,
        variables: Variables,
        session: Mapping[str, str],
        about_schema: Mapping[str, Any],
        trace: Trace | None,
    ) -> Result:
        bound = [root.bind(variables) if isinstance(root, Stored) else () for root in prepared.roots]
        statements = [statement for item in bound for statement in _statements(item)]
        laps = None if trace is None else trace.laps
        found = await self._database.read(statements, session, laps) if statements else []
        if trace is not None:
            noted = iter(found)
            for root, item in zip(prepared.roots, bound, strict=True):
                if isinstance(root, Stored):
                    trace.add(root.path, _statements(item), noted)
        answers = iter(found)
        errors: list[Entry] = []
        members: list[bytes] = []
        for root, item in zip(prepared.roots, bound, strict=True):
            if isinstance(root, Stored):
                outcome = _outcome(item, answers)
                if isinstance(outcome, UnreadableError):
                    outcome = await self._explain(outcome, root, variables)
                value = _finish(root, outcome, errors)
            else:
                value = root.value or encode_value(about_schema[root.name])
            if value is None:  # the errors of later fields would be about what is not there
                return respond(None, errors)
            members.append(root.start + value)
        return respond(members, errors)

    async def _mutation(
        self, prepared: Prepared, variables: Variables, session: Mapping[str, str], trace: Trace | None
    ) -> Result:
        errors: list[Entry] = []
        members: list[bytes] = []
        for root in prepared.roots:
            if isinstance(root, Stored):
                value = _finish(root, await self._command(root, variables, session, trace), errors)
                if value is None:  # as the specification allows, later fields are not run
                    return respond(None, errors)
            else:
                assert root.value is not None
                value = root.value
            members.append(root.start + value)
        return respond(members, errors)

    async def _command(
        self, root: Stored, variables: Variables, session: Mapping[str, str], trace: Trace | None
    ) -> Rows | FieldError:
        assert isinstance(root.plan, Mutation)
        bound = root.bind(variables)
        statements = _statements(bound)
        laps = None if trace is None else trace.laps
        outcome: Rows | FieldError
        try:
            outcome = (
                bound
                if isinstance(bound, FieldError)
                else await self._database.command(
                    statements, session, laps, retry=root.plan.retry, isolation=root.plan.isolation
                )
            )
        except ViolationError as failure:
            outcome = await self._violation(failure, root.plan, root, variables)
        except UnreadableError as failure:
            outcome = await self._explain(failure, root, variables)
        except FieldError as error:
            outcome = error
            if "column" in error.extensions:
                outcome = with_input(error, root.plan, _arguments(root, variables), self._binder.types)
        if trace is not None:  # only the rows of the last statement were read
            trace.add(root.path, statements, chain(repeat(None, len(statements) - 1), (outcome,)))
        return outcome

    async def _violation(
        self, failure: ViolationError, plan: Mutation, root: Stored, variables: Variables
    ) -> FieldError:
        arguments = _arguments(root, variables)
        ask = partial(self._database.read, session={})
        parts = bind_related(root.related, variables, self._binder)
        constraints, session = self._plans.constraints, variables.session
        return await explain_violation(
            failure, plan, arguments, self._binder, constraints, ask, session, parts
        )

    async def _explain(self, failure: UnreadableError, root: Stored, variables: Variables) -> FieldError:
        arguments = _arguments(root, variables)
        ask = partial(self._database.read, session={})
        parts = bind_related(root.related, variables, self._binder)
        return await explain(failure, root.plan, arguments, self._binder, ask, variables.session, parts)


def _dynamic(plans: Plans, limits: Limits, *, automatic: bool, introspection: bool) -> Dynamic:
    # graphql-core is imported here, so that a server of trusted documents does without it.
    from fraiseql.dynamic import DynamicDocuments

    return DynamicDocuments(plans, limits, automatic=automatic, introspection=introspection)


def _flags(operation: Operation, variables: Mapping[str, Any]) -> tuple[bool, ...]:
    for name in operation.flags:
        if variables[name] is None:
            reason = f'Variable "${name}" is null; @skip and @include need true or false.'
            raise RefusedError(RequestError(reason, "BAD_USER_INPUT"))
    return tuple(variables[name] for name in operation.flags)


def _arguments(root: Stored, variables: Variables) -> dict[str, Any]:
    """The arguments of a root field that was bound."""
    assert root.arguments is not None
    return root.arguments.evaluate(variables)


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
        reason = ambiguity(root.plan)
        outcome = internal(reason) if reason is not None else outcome
    if isinstance(outcome, RelationError):
        errors.append(entry(outcome, outcome.locations, (*root.path, *outcome.path)))
        value = b"null"
    elif isinstance(outcome, FieldError):
        errors.append(entry(outcome, root.source.locations, root.path))
        value = b"null"
    else:
        value = root.projector.run(outcome, errors)
    return None if value == b"null" and not root.nullable else value


def ambiguity(plan: Root) -> str | None:
    """Why more than one row is no answer to a root field; None where it is one."""
    if isinstance(plan, Mutation):
        if plan.read is None or plan.order is not None:  # a list
            return None
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
