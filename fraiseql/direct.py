"""Root fields run from Python: the same plans, bound as those of a document are (design §5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

from msgspec.structs import replace

from fraiseql.arguments import Arguments, Variables, read_arguments
from fraiseql.assemble import relative
from fraiseql.bind import Binder
from fraiseql.blame import explain
from fraiseql.coerce import Inputs
from fraiseql.database import Database
from fraiseql.decode import Decoders
from fraiseql.errors import FieldError, RefusedError
from fraiseql.execute import ambiguity
from fraiseql.failure import UnreadableError, ViolationError, internal
from fraiseql.limits import Limits, Running
from fraiseql.load import Plans
from fraiseql.operation import ArgumentValue
from fraiseql.pages import Page, read_page
from fraiseql.plan import UNSET, Isolation, Mutation, Query, Root
from fraiseql.prepare import bind_root
from fraiseql.roots import by_python_name
from fraiseql.statement import Rows, Statement
from fraiseql.violation import explain_violation, with_input
from fraiseql.window import Selected

NOTHING = Selected()


class Asked(Protocol):
    """What runs statements: the database, or a transaction in it."""

    async def read(
        self, statements: Sequence[Statement], session: Mapping[str, str]
    ) -> list[Rows | FieldError]:
        """As `Database.read`."""

    async def command(
        self,
        statements: Sequence[Statement],
        session: Mapping[str, str],
        *,
        retry: int = 0,
        isolation: Isolation | None = None,
    ) -> Rows:
        """As `Database.command`."""


class Direct:
    """Runs root fields of some plans. Their rows come back as PostgreSQL wrote them.

    running: what runs on this database at the same time, which is limited.
    """

    def __init__(self, plans: Plans, database: Database, limits: Limits, running: Running) -> None:
        self.database = database
        self._running = running
        self.types = plans.types
        self.queries = by_python_name(plans.queries)
        self.mutations = by_python_name(plans.mutations)
        self.decoders = Decoders(plans.types)
        self._constraints = plans.constraints
        self._inputs = Inputs(plans.types)
        self._binder = Binder(plans.types, limits)
        self._uncut: dict[str, Query] = {}

    async def read(
        self,
        plan: Query,
        given: Mapping[str, Any],
        session: Mapping[str, str],
        asked: Asked,
        selected: Selected = NOTHING,
        made: Callable[[Statement], Statement] | None = None,
    ) -> Rows:
        """The rows of a query; of a connection, its document, with what is selected; of a count, the number.

        given: arguments by GraphQL name. made: what is asked in place of the statements. Raises FieldError.
        """
        arguments = self._arguments(plan, given)
        variables = Variables({}, {}, session)
        bound = bind_root(plan, arguments, variables, self._binder, selected)
        if isinstance(bound, FieldError):
            raise bound
        page = bound if isinstance(bound, Page) else None
        statements = bound.statements if isinstance(bound, Page) else bound
        with self.counted(asked):
            answers = await asked.read(list(map(made, statements)) if made else statements, session)
            outcome = answers[0] if page is None else read_page(page, answers)
            if isinstance(outcome, UnreadableError):
                outcome = await self._explain(outcome, plan, arguments, variables, asked)
        if (
            not isinstance(outcome, FieldError)
            and len(outcome) > 1
            and (reason := ambiguity(plan)) is not None
        ):
            outcome = internal(reason)
        if isinstance(outcome, FieldError):
            raise outcome
        return outcome

    async def count(
        self, plan: Query, given: Mapping[str, Any], session: Mapping[str, str], asked: Asked
    ) -> Rows:
        """How many rows a list or a connection has on all its pages. Raises FieldError."""
        if plan.name not in self._uncut:
            self._uncut[plan.name] = _uncut(plan)
        return await self.read(self._uncut[plan.name], given, session, asked, made=_counting)

    async def command(
        self, plan: Mutation, given: Mapping[str, Any], session: Mapping[str, str], asked: Asked
    ) -> Rows:
        """The rows of a mutation. given: arguments by GraphQL name. Raises FieldError."""
        arguments = self._arguments(plan, given)
        variables = Variables({}, {}, session)
        bound = bind_root(plan, arguments, variables, self._binder, NOTHING)
        if isinstance(bound, FieldError):
            raise bound
        assert isinstance(bound, tuple)
        with self.counted(asked):
            try:
                rows = await asked.command(bound, session, retry=plan.retry, isolation=plan.isolation)
            except ViolationError as failure:
                values, ask = arguments.evaluate(variables), partial(asked.read, session={})
                raise await explain_violation(
                    failure, plan, values, self._binder, self._constraints, ask, session
                ) from None
            except UnreadableError as failure:
                raise await self._explain(failure, plan, arguments, variables, asked) from None
            except FieldError as error:
                if "column" in error.extensions:
                    with_input(error, plan, arguments.evaluate(variables), self.types)
                raise
        if len(rows) > 1 and (reason := ambiguity(plan)) is not None:
            raise internal(reason)
        return rows

    @contextmanager
    def counted(self, asked: Asked) -> Iterator[None]:
        """Counts what is asked of the database among what runs. What a transaction runs is not: it is.

        Raises FieldError (`OVERLOADED`) where nothing more may run.
        """
        if asked is not self.database:
            yield
            return
        try:
            self._running.enter()
        except RefusedError as refused:
            (error,) = refused.errors
            raise FieldError(error.message, error.code, error.extensions) from None
        try:
            yield
        finally:
            self._running.leave()

    def _arguments(self, plan: Root, given: Mapping[str, Any]) -> Arguments:
        for name, field in plan.arguments.items():
            needed = field.default is UNSET and field.session is None and field.type.endswith("!")
            if name not in given and needed:
                raise FieldError(f'"{plan.name}" needs the argument "{field.key}".', "BAD_USER_INPUT")
        values = {name: ArgumentValue(value) for name, value in given.items()}
        return read_arguments(values, plan.arguments, self._inputs)

    async def _explain(
        self, failure: UnreadableError, plan: Root, arguments: Arguments, variables: Variables, asked: Asked
    ) -> FieldError:
        values, ask = arguments.evaluate(variables), partial(asked.read, session={})
        return await explain(failure, plan, values, self._binder, ask, variables.session)


def _uncut(plan: Query) -> Query:
    """The query for all rows, in no order. Its name is no field's, since SQL is kept by the name."""
    return replace(
        plan,
        name=f"{plan.name}, counted",
        returns="many",
        select=plan.select if plan.connection is None else relative(plan.select, "1"),
        key=None,
        arguments={name: a for name, a in plan.arguments.items() if a.role in ("equals", "where")},
        default_limit=None,
        max_limit=None,
        connection=None,
    )


def _counting(statement: Statement) -> Statement:
    return Statement(f"SELECT count(*)\nFROM (\n{statement.sql}\n) AS counted", statement.parameters)
